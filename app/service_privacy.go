package app

import "context"

// PreviewPurge says what Purge would take away from an event and changes nothing.
func (s *Service) PreviewPurge(ctx context.Context, eventID string) (PurgePreview, error) {
	_, preview, err := s.planPurge(ctx, eventID)
	return preview, err
}

// Purge deletes the personal data of an event's invitees and of those who spoke,
// for good: from the data file, from what it leaves free, and from the copies
// beside it. Categories, results of vetting, attendance and opinions stay, so
// that all figures stay as they are. People who are also invited to another
// event stay in the library. It cannot be undone.
func (s *Service) Purge(ctx context.Context, eventID string) (PurgePreview, error) {
	plan, preview, err := s.planPurge(ctx, eventID)
	if err != nil {
		return preview, err
	}
	plan.Audit = s.auditEntry(AuditPurge, eventID, sentence("%d people, %d opinions", preview.Invitees, preview.Opinions))
	if preview.Copies, err = s.store.Purge(ctx, plan); err != nil {
		return preview, err
	}
	s.announce(eventID, everything...)
	return preview, nil
}

func (s *Service) planPurge(ctx context.Context, eventID string) (plan Purge, preview PurgePreview, err error) {
	d, err := s.store.Dossier(ctx, eventID)
	if err != nil {
		return plan, preview, err
	}
	photos, err := s.store.Photos(ctx, eventID)
	if err != nil {
		return plan, preview, err
	}
	prints, err := s.store.Prints(ctx, eventID, "")
	if err != nil {
		return plan, preview, err
	}
	plan, preview = purgeOf(d, photos, prints, s.now())
	if preview.Copies, err = s.store.KeptCopies(ctx); err != nil {
		return plan, preview, err
	}
	people := make([]string, len(d.Invitees))
	for i, v := range d.Invitees {
		people[i] = v.Person.ID
	}
	parts, err := s.store.Parts(ctx, people)
	if err != nil {
		return plan, preview, err
	}
	elsewhere := map[string]bool{}
	for _, p := range parts {
		if p.EventID != eventID {
			elsewhere[p.PersonID] = true
		}
	}
	for _, id := range people {
		switch {
		case id == PurgedPersonID:
		case elsewhere[id]:
			preview.PeopleKept++
		default:
			preview.PeopleGone++
		}
	}
	return plan, preview, nil
}

// Reveal writes down that full numbers of so many people of an event were shown.
func (s *Service) Reveal(ctx context.Context, eventID string, people int) error {
	return s.WriteDown(ctx, AuditReveal, eventID, sentence("%d people", people))
}
