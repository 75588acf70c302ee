package service

import (
	"context"
	"time"

	"openday/app"
	"openday/app/masking"
	"openday/app/purge"
	"openday/app/words"
)

// PreviewPurge returns what Purge would take away from an event and changes nothing.
func (s *Service) PreviewPurge(ctx context.Context, eventID string) (purge.Preview, error) {
	preview, err := read(ctx, s, func(tx app.Tx) (purge.Preview, error) {
		plan, err := s.planPurge(tx, eventID)
		return plan.preview, err
	})
	if err != nil || s.file == nil {
		return preview, err
	}
	preview.Copies, err = s.file.KeptCopies(ctx)
	return preview, err
}

// Purge deletes the personal data of an event's invitees and of those who spoke,
// for good: from the data file, from what it leaves free, and from the copies
// beside it. Categories, results of vetting, attendance and opinions stay, so
// that all figures stay as they are. People who are also invited to another
// event stay in the library. It cannot be undone, nor can what was done before it.
func (s *Service) Purge(ctx context.Context, eventID string) (purge.Preview, error) {
	if err := s.unlocked(); err != nil { // numbers that are not read are not looked for in the texts
		return purge.Preview{}, err
	}
	if s.file != nil {
		if err := s.file.RoomToPurge(ctx); err != nil {
			return purge.Preview{}, err
		}
	}
	preview, err := write(ctx, s, func(u *unit) (purge.Preview, error) {
		u.ends, u.takes = true, true
		plan, err := s.planPurge(u, eventID)
		if err != nil {
			return plan.preview, err
		}
		if err := u.Forget(); err != nil {
			return plan.preview, err
		}
		if err := u.SaveEvents([]app.Event{plan.Event}); err != nil {
			return plan.preview, err
		}
		if err := s.putPurged(u, plan); err != nil {
			return plan.preview, err
		}
		return plan.preview, s.note(u, app.AuditPurge, eventID, words.T("%d people, %d opinions", plan.preview.Invitees, plan.preview.Opinions))
	})
	if err != nil {
		return preview, err
	}
	if s.file != nil {
		// What another key hides may be about the event, too.
		if err := s.dropDrafts(ctx, func(d app.Draft) bool { return d.ID == "" || d.EventID == eventID }); err != nil {
			return preview, err
		}
		preview.Copies, err = s.file.PurgeFree(ctx)
	}
	return preview, err
}

// putPurged writes what is left of an event's people and opinions.
func (s *Service) putPurged(u *unit, plan purgePlan) error {
	placeholder, err := u.People(app.PersonFilter{IDs: []string{app.PurgedPersonID}})
	if err != nil {
		return err
	}
	for i := range plan.Invitees {
		if len(placeholder) > 0 {
			plan.Invitees[i].Person = placeholder[0]
		}
	}
	if err := u.SaveInvitees(plan.Invitees); err != nil {
		return err
	}
	if err := u.SaveAgenda(plan.Agenda); err != nil {
		return err
	}
	if err := u.SaveFeedback(plan.Feedback); err != nil {
		return err
	}
	if err := u.SavePhotos(plan.Photos); err != nil {
		return err
	}
	if err := u.SavePrints(plan.Prints); err != nil {
		return err
	}
	displaced, err := u.Displaced(plan.Event.ID)
	if err != nil {
		return err
	}
	ids := make([]string, len(displaced))
	for i, d := range displaced {
		ids[i] = d.ID
	}
	if err := u.Delete(app.RecordDisplaced, ids); err != nil {
		return err
	}
	return s.dropUninvited(u, plan.people)
}

// dropUninvited removes those of the people who are invited nowhere any more.
func (s *Service) dropUninvited(u *unit, people []string) error {
	gone, err := u.Uninvited(people)
	if err != nil {
		return err
	}
	return u.Delete(app.RecordPerson, gone)
}

// purgePlan is what is left of an event, and what that takes away.
type purgePlan struct {
	purge.Remains
	people  []string // who were invited
	preview purge.Preview
}

func (s *Service) planPurge(tx app.Tx, eventID string) (plan purgePlan, err error) {
	d, err := dossierOf(tx, eventID)
	if err != nil {
		return plan, err
	}
	photos, err := tx.Photos(eventID)
	if err != nil {
		return plan, err
	}
	prints, err := tx.Prints(eventID, "")
	if err != nil {
		return plan, err
	}
	plan.Remains, plan.preview = purge.Of(d, masking.New(d), photos, prints, s.now())
	if plan.preview.Packs, err = tx.Audit(app.AuditFilter{EventID: eventID, Action: app.AuditArchive}); err != nil {
		return plan, err
	}
	plan.people = make([]string, len(d.Invitees))
	for i, v := range d.Invitees {
		plan.people[i] = v.Person.ID
	}
	parts, err := tx.Participations(plan.people)
	if err != nil {
		return plan, err
	}
	elsewhere := map[string]bool{}
	for _, p := range parts {
		if p.EventID != eventID {
			elsewhere[p.PersonID] = true
		}
	}
	for _, id := range plan.people {
		switch {
		case id == app.PurgedPersonID:
		case elsewhere[id]:
			plan.preview.PeopleKept++
		default:
			plan.preview.PeopleGone++
		}
	}
	return plan, nil
}

// SetRetention says until which day the personal data of an event is kept; zero
// says that it is not known yet.
func (s *Service) SetRetention(ctx context.Context, eventID string, until time.Time) error {
	return s.changeEvent(ctx, eventID, words.T("retention of personal data"), func(e *app.Event) { e.RetainUntil = until })
}
