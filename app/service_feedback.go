package app

import (
	"context"
	"slices"
	"time"
)

// Feedback gives the opinions that a filter chooses with their histories.
func (s *Service) Feedback(ctx context.Context, filter FeedbackFilter) ([]Feedback, error) {
	return s.store.Feedback(ctx, filter)
}

// SaveFeedback saves an opinion, a new one at the end of its event's list
// where it has no id, and gives it back as saved. The state and the history of
// a known one are for StepFeedback: here they stay, but for a move that says
// what was put right once the handling has begun.
func (s *Service) SaveFeedback(ctx context.Context, f Feedback) (Feedback, error) {
	if f.ID == "" {
		added, err := s.AddFeedback(ctx, []Feedback{f})
		if err != nil {
			return f, err
		}
		return added[0], nil
	}
	all, err := s.opinions(ctx, f.EventID, f.ID)
	if err != nil {
		return f, err
	}
	f = all[0].corrected(f.Tidied(), s.newID(), s.user, s.now())
	if err := invalid(f.Validate()); err != nil {
		return f, err
	}
	return f, s.putFeedback(ctx, f.EventID, []Feedback{f})
}

// AddFeedback records several opinions of one event in their order, at the end
// of its list, and gives them back as saved: all or none.
func (s *Service) AddFeedback(ctx context.Context, list []Feedback) ([]Feedback, error) {
	if len(list) == 0 {
		return nil, nil
	}
	event := list[0].EventID
	last, err := s.lastPosition(ctx, event)
	if err != nil {
		return nil, err
	}
	now := s.now()
	added := make([]Feedback, len(list))
	var wrong []FieldProblem
	for i, f := range list {
		f = f.Tidied()
		f.ID, f.EventID, f.Position, f.State, f.CreatedAt, f.UpdatedAt = s.newID(), event, last+1+i, FeedbackRecorded, now, now
		f.History = []Move{s.recording(f, now)}
		for _, p := range f.Validate() {
			if len(list) > 1 {
				p.Field = indexed("Feedback", i) + p.Field
			}
			wrong = append(wrong, p)
		}
		added[i] = f
	}
	if err := invalid(wrong); err != nil {
		return nil, err
	}
	return added, s.putFeedback(ctx, event, added)
}

// recording is the first move of an opinion. One that comes from a workbook is
// handled in part already.
func (s *Service) recording(f Feedback, at time.Time) Move {
	m := Move{ID: s.newID(), At: at, By: s.user, Kind: MoveRecord, From: FeedbackRecorded, To: f.State}
	for _, c := range differences(Feedback{}, f) {
		if !c.said() {
			m.Changes = append(m.Changes, c)
		}
	}
	return m
}

func (s *Service) lastPosition(ctx context.Context, eventID string) (int, error) {
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	last := 0
	for _, f := range all {
		last = max(last, f.Position)
	}
	return last, err
}

// opinions gives opinions of an event by their ids, in the order of the ids.
func (s *Service) opinions(ctx context.Context, eventID string, ids ...string) ([]Feedback, error) {
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return nil, err
	}
	found := make([]Feedback, len(ids))
	for n, id := range ids {
		i := slices.IndexFunc(all, func(f Feedback) bool { return f.ID == id })
		if i < 0 {
			return nil, notFound()
		}
		found[n] = all[i]
	}
	return found, nil
}

func (s *Service) putFeedback(ctx context.Context, eventID string, list []Feedback) error {
	if err := s.store.SaveFeedback(ctx, list); err != nil {
		return err
	}
	s.announce(eventID, TopicFeedback)
	return nil
}

// StepFeedback takes one step in the handling of an opinion and gives it back
// as it is after it. A department that is named for the first time is learnt;
// those who said the same are answered with the main opinion.
func (s *Service) StepFeedback(ctx context.Context, eventID, id string, step Step) (Feedback, error) {
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return Feedback{}, err
	}
	i := slices.IndexFunc(all, func(f Feedback) bool { return f.ID == id })
	if i < 0 {
		return Feedback{}, notFound()
	}
	rules, err := s.FeedbackRules(ctx)
	if err != nil {
		return all[i], err
	}
	now := s.now()
	f, wrong := all[i].Apply(step, rules, s.newID(), s.user, now)
	if err := invalid(wrong); err != nil {
		return all[i], err
	}
	changed := []Feedback{f}
	if step.Kind == MoveReply || step.Kind == MoveAnswer {
		for _, other := range all {
			if other.MergedInto == id {
				changed = append(changed, other.toldWith(f, s.newID(), s.user, now))
			}
		}
	}
	if step.Kind == MoveAssign {
		if err := s.learnDepartments(ctx, f); err != nil {
			return all[i], err
		}
	}
	if err := s.putFeedback(ctx, eventID, changed); err != nil {
		return all[i], err
	}
	return f, nil
}

// MergeFeedback merges opinions of an event that say the same into the one of
// them with the id main, and gives that. What was merged into one of them
// before goes with it.
func (s *Service) MergeFeedback(ctx context.Context, eventID, main string, ids []string) (Feedback, error) {
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return Feedback{}, err
	}
	var into *Feedback
	var others []Feedback
	for i, f := range all {
		switch {
		case f.ID == main:
			into = &all[i]
		case slices.Contains(ids, f.ID), f.MergedInto != "" && slices.Contains(ids, f.MergedInto) && f.MergedInto != main:
			others = append(others, f)
		}
	}
	if into == nil {
		return Feedback{}, notFound()
	}
	merged, wrong := Merge(*into, others, s.newID, s.user, s.now())
	if err := invalid(wrong); err != nil {
		return *into, err
	}
	return merged[0], s.putFeedback(ctx, eventID, merged)
}

// SplitFeedback splits an opinion into several, one for each part of what was
// said, and gives them; the first is the opinion itself.
func (s *Service) SplitFeedback(ctx context.Context, eventID, id string, parts []string) ([]Feedback, error) {
	found, err := s.opinions(ctx, eventID, id)
	if err != nil {
		return nil, err
	}
	last, err := s.lastPosition(ctx, eventID)
	if err != nil {
		return nil, err
	}
	all, wrong := Split(found[0], parts, s.newID, s.user, s.now())
	if err := invalid(wrong); err != nil {
		return nil, err
	}
	for i := range all[1:] {
		all[1+i].Position = last + 1 + i
	}
	return all, s.putFeedback(ctx, eventID, all)
}

// SaveQuestions keeps the tally of an event's questionnaire.
func (s *Service) SaveQuestions(ctx context.Context, eventID string, questions []Question) error {
	questions, wrong := tidiedQuestions(questions)
	if err := invalid(wrong); err != nil {
		return err
	}
	return s.changeEvent(ctx, eventID, func(e *Event) { e.Questions = questions })
}

// DeleteFeedback removes opinions with their histories. One that others were
// merged into stays as long as they do: they would be lost with it.
func (s *Service) DeleteFeedback(ctx context.Context, eventID string, ids []string) (Undo, error) {
	all, err := s.store.Feedback(ctx, FeedbackFilter{EventID: eventID})
	if err != nil {
		return Undo{}, err
	}
	for _, f := range all {
		if f.MergedInto != "" && slices.Contains(ids, f.MergedInto) && !slices.Contains(ids, f.ID) {
			return Undo{}, Errorf(CodeInvalid, nil, "“%s” is merged into an opinion that is to be deleted. Undo the merging first, or delete both.", shortened(f.Content))
		}
	}
	gone := slices.DeleteFunc(all, func(f Feedback) bool { return !slices.Contains(ids, f.ID) })
	if err := s.store.DeleteFeedback(ctx, ids); err != nil {
		return Undo{}, err
	}
	s.announce(eventID, TopicFeedback)
	return Undo{len(gone), func(ctx context.Context) error { return s.putFeedback(ctx, eventID, gone) }}, nil
}
