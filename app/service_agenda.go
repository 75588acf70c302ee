package app

import (
	"context"
	"fmt"
	"slices"
)

// Agenda gives an event's agenda by start, then position.
func (s *Service) Agenda(ctx context.Context, eventID string) ([]AgendaItem, error) {
	return s.store.Agenda(ctx, eventID)
}

// SaveAgenda saves items of one event's agenda in one transaction, new ones
// where they have no id, and gives them back as saved.
func (s *Service) SaveAgenda(ctx context.Context, eventID string, items ...AgendaItem) ([]AgendaItem, error) {
	all, err := s.store.Agenda(ctx, eventID)
	if err != nil {
		return nil, err
	}
	last := 0
	for _, a := range all {
		last = max(last, a.Position)
	}
	items = slices.Clone(items)
	var wrong []FieldProblem
	for i := range items {
		a := &items[i]
		*a = a.Tidied()
		a.EventID, a.UpdatedAt = eventID, s.now()
		found := a.Validate()
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
	if err := invalid(wrong); err != nil {
		return items, err
	}
	if err := s.store.SaveAgenda(ctx, items); err != nil {
		return items, err
	}
	s.announce(eventID, TopicAgenda)
	return items, nil
}

// DeleteAgenda removes items from an event's agenda.
func (s *Service) DeleteAgenda(ctx context.Context, eventID string, ids []string) (Undo, error) {
	gone, err := s.store.Agenda(ctx, eventID)
	if err != nil {
		return Undo{}, err
	}
	gone = slices.DeleteFunc(gone, func(a AgendaItem) bool { return !slices.Contains(ids, a.ID) })
	if err := s.store.DeleteAgenda(ctx, ids); err != nil {
		return Undo{}, err
	}
	s.announce(eventID, TopicAgenda)
	return Undo{len(gone), func(ctx context.Context) error {
		if err := s.store.SaveAgenda(ctx, gone); err != nil {
			return err
		}
		s.announce(eventID, TopicAgenda)
		return nil
	}}, nil
}

// AgendaChange is what became of an agenda in one step.
type AgendaChange struct {
	Saved []AgendaItem
	New   []Clash // those that were not there before
	Undo  Undo
}

// ChangeAgenda is SaveAgenda for changes to an agenda that stands: it tells
// which clashes they bring and how they are taken back.
func (s *Service) ChangeAgenda(ctx context.Context, eventID string, items ...AgendaItem) (AgendaChange, error) {
	e, err := s.store.Event(ctx, eventID)
	if err != nil {
		return AgendaChange{}, err
	}
	before, err := s.store.Agenda(ctx, eventID)
	if err != nil {
		return AgendaChange{}, err
	}
	saved, err := s.SaveAgenda(ctx, eventID, items...)
	if err != nil {
		return AgendaChange{}, err
	}
	now, err := s.store.Agenda(ctx, eventID)
	if err != nil {
		return AgendaChange{}, err
	}
	var was []AgendaItem
	var added []string
	for _, a := range saved {
		if i := place(before, a.ID); i >= 0 {
			was = append(was, before[i])
		} else {
			added = append(added, a.ID)
		}
	}
	return AgendaChange{saved, NewClashes(Clashes(e, before), Clashes(e, now)), Undo{len(saved), func(ctx context.Context) error {
		if err := s.store.SaveAgenda(ctx, was); err != nil {
			return err
		}
		if err := s.store.DeleteAgenda(ctx, added); err != nil {
			return err
		}
		s.announce(eventID, TopicAgenda)
		return nil
	}}}, nil
}

// SetTravel remembers for an event how long ways between its places take;
// NoNumber forgets one.
func (s *Service) SetTravel(ctx context.Context, eventID string, ways []Travel) error {
	return s.changeEvent(ctx, eventID, func(e *Event) { *e = e.WithTravel(ways...) })
}

// AgendaVersion is how far an agenda has moved on from the last print of one paper.
type AgendaVersion struct {
	Print Print
	Since []AgendaDifference
}

// AgendaVersions tells what has changed since the last print of each paper
// that shows the agenda; those never printed and those still true are left out.
func (s *Service) AgendaVersions(ctx context.Context, eventID string) ([]AgendaVersion, error) {
	items, err := s.store.Agenda(ctx, eventID)
	if err != nil {
		return nil, err
	}
	var all []AgendaVersion
	for _, paper := range AgendaPapers {
		last, printed, err := s.LastPrint(ctx, eventID, paper)
		if err != nil {
			return nil, err
		}
		if !printed {
			continue
		}
		if since := AgendaSince(last, items); len(since) > 0 {
			all = append(all, AgendaVersion{last, since})
		}
	}
	return all, nil
}
