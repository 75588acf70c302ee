package service

import (
	"context"
	"fmt"
	"slices"

	"openday/app"
	"openday/app/clash"
	"openday/app/printed"
	"openday/app/words"
)

// Agenda returns an event's agenda by start, then position.
func (s *Service) Agenda(ctx context.Context, eventID string) ([]app.AgendaItem, error) {
	return read(ctx, s, func(tx app.Tx) ([]app.AgendaItem, error) { return tx.Agenda(eventID) })
}

// SaveAgenda saves items of one event's agenda, new ones where they have no id,
// and returns them as saved.
func (s *Service) SaveAgenda(ctx context.Context, eventID string, items ...app.AgendaItem) ([]app.AgendaItem, error) {
	change, err := s.ChangeAgenda(ctx, eventID, items...)
	return change.Saved, err
}

// AgendaChange is what became of an agenda in one step.
type AgendaChange struct {
	Saved []app.AgendaItem
	New   []clash.Clash // those that were not there before
}

// ChangeAgenda is SaveAgenda for changes to an agenda that stands: it returns
// which clashes they bring, too.
func (s *Service) ChangeAgenda(ctx context.Context, eventID string, items ...app.AgendaItem) (AgendaChange, error) {
	saved := slices.Clone(items)
	change, err := write(ctx, s, func(u *unit) (AgendaChange, error) {
		copy(saved, items)
		e, err := u.Event(eventID)
		if err != nil {
			return AgendaChange{}, err
		}
		before, err := u.Agenda(eventID)
		if err != nil {
			return AgendaChange{}, err
		}
		if err := s.putAgenda(u, eventID, saved); err != nil {
			return AgendaChange{}, err
		}
		now, err := u.Agenda(eventID)
		return AgendaChange{saved, clash.Added(clash.Find(e, before), clash.Find(e, now))}, err
	})
	if err != nil {
		change.Saved = saved
	}
	return change, err
}

// PlanAgenda adds items to an event's agenda and remembers the ways between their
// places, in one step.
func (s *Service) PlanAgenda(ctx context.Context, eventID string, items []app.AgendaItem, ways []app.Travel) ([]app.AgendaItem, error) {
	saved := slices.Clone(items)
	return write(ctx, s, func(u *unit) ([]app.AgendaItem, error) {
		copy(saved, items)
		e, err := u.Event(eventID)
		if err != nil {
			return nil, err
		}
		if len(ways) > 0 {
			if _, err := s.putEvent(u, e.WithTravel(ways...)); err != nil {
				return nil, err
			}
		}
		err = s.putAgenda(u, eventID, saved)
		u.label = words.T("%d agenda items added", len(items))
		return saved, err
	})
}

// putAgenda saves items, new ones behind those that are there.
func (s *Service) putAgenda(u *unit, eventID string, items []app.AgendaItem) error {
	last, err := u.LastPosition(app.RecordAgenda, eventID)
	if err != nil {
		return err
	}
	present, err := u.Agenda(eventID)
	if err != nil {
		return err
	}
	stored := make(map[string]app.AgendaItem, len(present))
	for _, a := range present {
		stored[a.ID] = a
	}
	var wrong []app.FieldProblem
	for i := range items {
		a := &items[i]
		*a = a.Tidied()
		a.EventID, a.UpdatedAt = eventID, u.at
		before, known := stored[a.ID]
		found := app.WrongIn(*a, before, known)
		if len(items) > 1 {
			for j := range found {
				found[j].Field = fmt.Sprintf("[%d].%s", i, found[j].Field)
			}
		}
		wrong = append(wrong, found...)
		if a.ID == "" {
			last++
			a.ID, a.Position = s.newID(), last
		}
	}
	if err := app.Invalid(wrong); err != nil {
		return err
	}
	if u.label = words.T("%d agenda items changed", len(items)); len(items) == 1 {
		u.label = words.T("agenda item “%s”", app.Shortened(items[0].Name()))
	}
	return u.SaveAgenda(items)
}

// DeleteAgenda removes items from an event's agenda.
func (s *Service) DeleteAgenda(ctx context.Context, _ string, ids []string) error {
	return s.update(ctx, func(u *unit) error {
		u.label = words.T("%d agenda items deleted", len(ids))
		return u.Delete(app.RecordAgenda, ids)
	})
}

// SetTravel remembers for an event how long ways between its places take;
// NoNumber forgets one.
func (s *Service) SetTravel(ctx context.Context, eventID string, ways []app.Travel) error {
	return s.changeEvent(ctx, eventID, words.T("travel times"), func(e *app.Event) { *e = e.WithTravel(ways...) })
}

// AgendaVersion is how far an agenda has moved on from the last print of one paper.
type AgendaVersion struct {
	Print app.Print
	Since []printed.AgendaDifference
}

// AgendaVersions returns what has changed since the last print of each paper
// that shows the agenda; those never printed and those still true are left out.
func (s *Service) AgendaVersions(ctx context.Context, eventID string) ([]AgendaVersion, error) {
	return read(ctx, s, func(tx app.Tx) ([]AgendaVersion, error) {
		items, err := tx.Agenda(eventID)
		if err != nil {
			return nil, err
		}
		var all []AgendaVersion
		for _, paper := range printed.AgendaPapers {
			prints, err := tx.Prints(eventID, paper)
			if err != nil {
				return nil, err
			}
			if len(prints) == 0 {
				continue
			}
			if since := printed.AgendaSince(prints[0], items); len(since) > 0 {
				all = append(all, AgendaVersion{prints[0], since})
			}
		}
		return all, nil
	})
}
