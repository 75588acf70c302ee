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
