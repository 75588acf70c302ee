package app

import (
	"context"
	"slices"
)

// Events gives the events that a filter chooses, the latest start first.
func (s *Service) Events(ctx context.Context, filter EventFilter) ([]EventSummary, error) {
	return s.store.Events(ctx, filter)
}

// Event gives one event.
func (s *Service) Event(ctx context.Context, id string) (Event, error) { return s.store.Event(ctx, id) }

// Dossier gives an event with all that belongs to it.
func (s *Service) Dossier(ctx context.Context, id string) (Dossier, error) {
	d, err := s.store.Dossier(ctx, id)
	if err != nil {
		return d, err
	}
	d.Calendar, err = s.ownCalendar(ctx)
	return d, err
}

// SaveEvent saves an event, a new one where it has no id, and gives it back as
// saved. A new one without a state is a draft.
func (s *Service) SaveEvent(ctx context.Context, e Event) (Event, error) {
	e = e.Tidied()
	if e.State == "" {
		e.State = StateDraft
	}
	if err := invalid(e.Validate()); err != nil {
		return e, err
	}
	e.UpdatedAt = s.now()
	if e.ID == "" {
		e.ID, e.CreatedAt = s.newID(), e.UpdatedAt
	}
	if err := s.store.SaveEvent(ctx, e); err != nil {
		return e, err
	}
	s.announce(e.ID, TopicEvents)
	return e, nil
}

// SetEventState moves an event to a state, forward or back.
func (s *Service) SetEventState(ctx context.Context, id string, state State) error {
	e, err := s.store.Event(ctx, id)
	if err != nil {
		return err
	}
	e.State = state
	_, err = s.SaveEvent(ctx, e)
	return err
}

// DeleteEvent removes an event with all that belongs to it.
func (s *Service) DeleteEvent(ctx context.Context, id string) (Undo, error) {
	d, err := s.store.Dossier(ctx, id)
	if err != nil {
		return Undo{}, err
	}
	photos, err := s.store.Photos(ctx, id)
	if err != nil {
		return Undo{}, err
	}
	prints, err := s.store.Prints(ctx, id, "")
	if err != nil {
		return Undo{}, err
	}
	if err := s.store.DeleteEvent(ctx, id); err != nil {
		return Undo{}, err
	}
	s.announce(id, everything...)
	return Undo{1, func(ctx context.Context) error {
		if err := s.store.AddDossier(ctx, d); err != nil {
			return err
		}
		if err := s.store.SavePhotos(ctx, photos); err != nil {
			return err
		}
		for _, p := range slices.Backward(prints) {
			if err := s.store.AddPrint(ctx, p); err != nil {
				return err
			}
		}
		s.announce(id, everything...)
		return nil
	}}, nil
}

// AddDossier adds an event with all that belongs to it, such as a workbook
// holds, under new ids, and gives the event's id. People who are known
// already, by ID number and name or by name and phone, are not made anew.
func (s *Service) AddDossier(ctx context.Context, d Dossier) (string, error) {
	id, err := s.addDossier(ctx, d, true)
	if err != nil {
		return "", err
	}
	// The event is in: an error here would only have it imported twice.
	_ = s.WriteDown(ctx, AuditImport, id, sentence("an activity workbook: %d people, %d opinions", len(d.Invitees), len(d.Feedback)))
	return id, nil
}

// addDossier is AddDossier, with a copy of the data file before it or without.
func (s *Service) addDossier(ctx context.Context, d Dossier, keepCopy bool) (string, error) {
	d.Event = d.Event.Tidied()
	if d.Event.State == "" {
		d.Event.State = StateDraft
	}
	now := s.now()
	d.Event.ID, d.Event.CreatedAt, d.Event.UpdatedAt = s.newID(), now, now

	d.Invitees = slices.Clone(d.Invitees)
	ids := map[string]string{} // of invitees, from the dossier's own to the new ones
	for i := range d.Invitees {
		v := &d.Invitees[i]
		old := v.ID
		v.ID, v.EventID, v.Position, v.CreatedAt, v.UpdatedAt = s.newID(), d.Event.ID, i+1, now, now
		v.Person.ID = ""
		if v.Vetting == "" {
			v.Vetting = VettingPending
		}
		if old != "" {
			ids[old] = v.ID
		}
	}
	d.Agenda = slices.Clone(d.Agenda)
	for i := range d.Agenda {
		a := &d.Agenda[i]
		a.ID, a.EventID, a.Position, a.UpdatedAt = s.newID(), d.Event.ID, i+1, now
	}
	d.Feedback = slices.Clone(d.Feedback)
	for i := range d.Feedback {
		f := &d.Feedback[i]
		f.ID, f.EventID, f.Position, f.CreatedAt, f.UpdatedAt = s.newID(), d.Event.ID, i+1, now, now
		f.InviteeID = ids[f.InviteeID]
		if f.State == "" {
			f.State = FeedbackRecorded
		}
		f.History = []Move{s.recording(*f, now)}
	}
	if err := invalid(d.Validate()); err != nil {
		return "", err
	}
	if err := s.matchPeople(ctx, d.Invitees); err != nil {
		return "", err
	}
	if keepCopy {
		if err := s.store.KeepCopy(ctx, CopyBeforeImport); err != nil {
			return "", err
		}
	}
	if err := s.store.AddDossier(ctx, d); err != nil {
		return "", err
	}
	s.announce(d.Event.ID, everything...)
	return d.Event.ID, nil
}
