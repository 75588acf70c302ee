package app

import (
	"context"
	"slices"
)

// Feedback gives the opinions that a filter chooses with their histories.
func (s *Service) Feedback(ctx context.Context, filter FeedbackFilter) ([]Feedback, error) {
	return s.store.Feedback(ctx, filter)
}

// SaveFeedback saves an opinion, a new one at the end of its event's list
// where it has no id, and gives it back as saved. The state and the history of
// a known one are left as they are: those are for StepFeedback.
func (s *Service) SaveFeedback(ctx context.Context, f Feedback) (Feedback, error) {
	f = f.Tidied()
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: f.EventID})
	if err != nil {
		return f, err
	}
	f.UpdatedAt = s.now()
	if f.ID == "" {
		f.ID, f.CreatedAt, f.State = s.newID(), f.UpdatedAt, FeedbackRecorded
		f.History = []Move{{ID: s.newID(), At: f.UpdatedAt, By: s.user, Kind: MoveRecord, From: f.State, To: f.State}}
		for _, other := range all {
			f.Position = max(f.Position, other.Position)
		}
		f.Position++
	} else {
		i := slices.IndexFunc(all, func(other Feedback) bool { return other.ID == f.ID })
		if i < 0 {
			return f, notFound()
		}
		f.State, f.History = all[i].State, all[i].History
	}
	if err := invalid(f.Validate()); err != nil {
		return f, err
	}
	if err := s.store.SaveFeedback(ctx, []Feedback{f}); err != nil {
		return f, err
	}
	s.announce(f.EventID, TopicFeedback)
	return f, nil
}

// StepFeedback takes one step in the handling of an opinion and gives it back
// as it is after it.
func (s *Service) StepFeedback(ctx context.Context, eventID, id string, step Step) (Feedback, error) {
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return Feedback{}, err
	}
	i := slices.IndexFunc(all, func(f Feedback) bool { return f.ID == id })
	if i < 0 {
		return Feedback{}, notFound()
	}
	f, wrong := all[i].Apply(step, s.newID(), s.user, s.now())
	if err := invalid(wrong); err != nil {
		return all[i], err
	}
	if err := s.store.SaveFeedback(ctx, []Feedback{f}); err != nil {
		return all[i], err
	}
	s.announce(eventID, TopicFeedback)
	return f, nil
}

// DeleteFeedback removes opinions with their histories.
func (s *Service) DeleteFeedback(ctx context.Context, eventID string, ids []string) (Undo, error) {
	gone, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return Undo{}, err
	}
	gone = slices.DeleteFunc(gone, func(f Feedback) bool { return !slices.Contains(ids, f.ID) })
	if err := s.store.DeleteFeedback(ctx, ids); err != nil {
		return Undo{}, err
	}
	s.announce(eventID, TopicFeedback)
	return Undo{len(gone), func(ctx context.Context) error {
		if err := s.store.SaveFeedback(ctx, gone); err != nil {
			return err
		}
		s.announce(eventID, TopicFeedback)
		return nil
	}}, nil
}
