package service

import (
	"cmp"
	"context"
	"slices"

	"openday/app"
	"openday/app/words"
)

// Events returns the events that a filter chooses, the latest start first.
func (s *Service) Events(ctx context.Context, filter app.EventFilter) ([]app.EventSummary, error) {
	return read(ctx, s, func(tx app.Tx) ([]app.EventSummary, error) { return tx.Events(filter) })
}

// Event returns one event.
func (s *Service) Event(ctx context.Context, id string) (app.Event, error) {
	return read(ctx, s, func(tx app.Tx) (app.Event, error) { return tx.Event(id) })
}

// Dossier returns an event with all that belongs to it.
func (s *Service) Dossier(ctx context.Context, id string) (app.Dossier, error) {
	return read(ctx, s, func(tx app.Tx) (app.Dossier, error) {
		d, err := dossierOf(tx, id)
		if err != nil {
			return d, err
		}
		d.Calendar, err = ownCalendar(tx)
		return d, err
	})
}

// dossierOf reads an event with all that belongs to it.
func dossierOf(tx app.Tx, id string) (d app.Dossier, err error) {
	if d.Event, err = tx.Event(id); err != nil {
		return d, err
	}
	if d.Invitees, err = tx.Invitees(app.InviteeFilter{EventID: id}); err != nil {
		return d, err
	}
	if d.Agenda, err = tx.Agenda(id); err != nil {
		return d, err
	}
	d.Feedback, err = tx.Feedback(app.FeedbackFilter{EventID: id})
	return d, err
}

// SaveEvent saves an event, a new one where it has no id, and returns it as
// saved. A new one without a state is a draft.
func (s *Service) SaveEvent(ctx context.Context, e app.Event) (app.Event, error) {
	saved, err := write(ctx, s, func(u *unit) (app.Event, error) { return s.putEvent(u, e) })
	if err != nil {
		return e.Tidied(), err
	}
	return saved, nil
}

// putEvent saves an event.
func (s *Service) putEvent(u *unit, e app.Event) (app.Event, error) {
	e = e.Tidied()
	if e.State == "" {
		e.State = app.StateDraft
	}
	if e.ID != "" {
		if _, err := u.Event(e.ID); err != nil {
			return e, err
		}
	}
	e.UpdatedAt = u.at
	label := words.T("change to “%s”", e.Title)
	if e.ID == "" {
		e.ID, e.CreatedAt = s.newID(), e.UpdatedAt
		label = words.T("new event “%s”", e.Title)
	}
	u.label = cmp.Or(u.label, label)
	list := []app.Event{e}
	err := u.SaveEvents(list)
	return list[0], err
}

// changeEvent changes an event as it is stored.
func (s *Service) changeEvent(ctx context.Context, id, label string, change func(*app.Event)) error {
	return s.update(ctx, func(u *unit) error {
		e, err := u.Event(id)
		if err != nil {
			return err
		}
		change(&e)
		u.label = label
		_, err = s.putEvent(u, e)
		return err
	})
}

// EventToCome returns what is known of a new event: who organises it and whom to ask
// are as at the event that was entered last.
func (s *Service) EventToCome(ctx context.Context) (app.Event, error) {
	return read(ctx, s, func(tx app.Tx) (app.Event, error) {
		all, err := tx.Events(app.EventFilter{})
		if err != nil {
			return app.Event{}, err
		}
		pattern, err := tx.Setting(app.PlanOutline.Setting)
		if err != nil {
			return app.Event{}, err
		}
		var last app.Event
		for _, found := range all {
			e, err := tx.Event(found.ID)
			if err != nil {
				return app.Event{}, err
			}
			if last.ID == "" || e.CreatedAt.After(last.CreatedAt) {
				last = e
			}
		}
		return app.Event{Organiser: last.Organiser, Contact: last.Contact, Phones: last.Phones, Email: last.Email, Sections: app.PlanOutline.ParsePattern(pattern)}, nil
	})
}

// SetEventState moves an event to a state, forward or back.
func (s *Service) SetEventState(ctx context.Context, id string, state app.State) error {
	return s.changeEvent(ctx, id, words.T("state “%s”", app.States.Label(state)), func(e *app.Event) { e.State = state })
}

// DeleteEvent removes an event with all that belongs to it, and people who are
// invited nowhere else.
func (s *Service) DeleteEvent(ctx context.Context, id string) error {
	return s.update(ctx, func(u *unit) error {
		e, err := u.Event(id)
		if err != nil {
			return err
		}
		parts, err := recordsOf(u, id)
		if err != nil {
			return err
		}
		u.label = words.T("event “%s” deleted", e.Title)
		if err := s.note(u, app.AuditDelete, id, words.T("an event")); err != nil {
			return err
		}
		return u.Restore(append(parts, app.Restoration{RecordKey: app.RecordKey{Kind: app.RecordEvent, ID: id}, Expect: e.Revision}))
	})
}

// AddDossier adds an event with all that belongs to it, such as a workbook
// holds, under new ids, and returns the event's id. People who are known
// already, by ID number and name or by name and phone, are not made anew.
func (s *Service) AddDossier(ctx context.Context, d app.Dossier) (string, error) {
	// A workbook that is refused takes no older copy's place.
	if err := app.Invalid(freshDossier(d).Validate()); err != nil {
		return "", err
	}
	if err := s.keepCopy(ctx, app.CopyBeforeImport); err != nil {
		return "", err
	}
	return write(ctx, s, func(u *unit) (string, error) {
		id, err := s.addDossier(u, d)
		if err != nil {
			return "", err
		}
		u.label = words.T("import of the event “%s”", d.Event.Title)
		return id, s.note(u, app.AuditImport, id, words.T("an activity workbook: %d people, %d opinions", len(d.Invitees), len(d.Feedback)))
	})
}

// freshDossier returns a dossier as it is added: tidied, with the states that new
// records have.
func freshDossier(d app.Dossier) app.Dossier {
	d.Event = d.Event.Tidied()
	d.Event.State = app.State(cmp.Or(string(d.Event.State), string(app.StateDraft)))
	d.Invitees, d.Agenda, d.Feedback = slices.Clone(d.Invitees), slices.Clone(d.Agenda), slices.Clone(d.Feedback)
	for i := range d.Invitees {
		v := &d.Invitees[i]
		*v = v.Tidied()
		v.Vetting = app.Vetting(cmp.Or(string(v.Vetting), string(app.VettingPending)))
	}
	for i := range d.Agenda {
		d.Agenda[i] = d.Agenda[i].Tidied()
	}
	for i := range d.Feedback {
		f := &d.Feedback[i]
		*f = f.Tidied()
		f.State = app.FeedbackState(cmp.Or(string(f.State), string(app.FeedbackRecorded)))
	}
	return d
}

// addDossier adds an event with all that belongs to it under new ids.
func (s *Service) addDossier(u *unit, d app.Dossier) (string, error) {
	d = freshDossier(d)
	d.Event.ID, d.Event.CreatedAt, d.Event.UpdatedAt, d.Event.Revision = s.newID(), u.at, u.at, 0
	ids := map[string]string{} // of invitees, from the dossier's own to the new ones
	for i := range d.Invitees {
		v := &d.Invitees[i]
		old := v.ID
		v.ID, v.EventID, v.Position, v.CreatedAt, v.UpdatedAt, v.Revision = s.newID(), d.Event.ID, i+1, u.at, u.at, 0
		v.Person.ID, v.Person.Revision = "", 0
		if old != "" {
			ids[old] = v.ID
		}
	}
	for i := range d.Agenda {
		a := &d.Agenda[i]
		a.ID, a.EventID, a.Position, a.UpdatedAt, a.Revision = s.newID(), d.Event.ID, i+1, u.at, 0
	}
	for i := range d.Feedback {
		f := &d.Feedback[i]
		f.ID, f.EventID, f.Position, f.CreatedAt, f.UpdatedAt, f.Revision = s.newID(), d.Event.ID, i+1, u.at, u.at, 0
		f.InviteeID = ids[f.InviteeID]
		f.History = []app.Transition{s.recording(*f, u)}
	}
	if err := app.Invalid(d.Validate()); err != nil {
		return "", err
	}
	if err := s.matchPeople(u, d.Invitees); err != nil {
		return "", err
	}
	if err := u.SaveEvents([]app.Event{d.Event}); err != nil {
		return "", err
	}
	if err := u.SaveInvitees(d.Invitees); err != nil {
		return "", err
	}
	if err := u.SaveAgenda(d.Agenda); err != nil {
		return "", err
	}
	return d.Event.ID, u.SaveFeedback(d.Feedback)
}

// Tally is how much an event holds.
type Tally struct{ Invitees, Agenda, Opinions int }

// Tally counts what an event holds.
func (s *Service) Tally(ctx context.Context, id string) (Tally, error) {
	return read(ctx, s, func(tx app.Tx) (t Tally, err error) {
		for _, part := range []struct {
			kind app.RecordKind
			to   *int
		}{{app.RecordInvitee, &t.Invitees}, {app.RecordAgenda, &t.Agenda}, {app.RecordFeedback, &t.Opinions}} {
			if *part.to, err = tx.Count(part.kind, id); err != nil {
				return t, err
			}
		}
		return t, nil
	})
}
