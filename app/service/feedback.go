package service

import (
	"context"
	"slices"

	"openday/app"
	"openday/app/words"
)

// Feedback returns the opinions that a filter chooses with their histories.
func (s *Service) Feedback(ctx context.Context, filter app.FeedbackFilter) ([]app.Feedback, error) {
	return read(ctx, s, func(tx app.Tx) ([]app.Feedback, error) { return tx.Feedback(filter) })
}

// SaveFeedback saves an opinion, a new one at the end of its event's list
// where it has no id, and returns it as saved. The state and the history of
// a known one are for StepFeedback: here they stay, but for a move that says
// what was put right once the handling has begun.
func (s *Service) SaveFeedback(ctx context.Context, f app.Feedback) (app.Feedback, error) {
	if f.ID == "" {
		added, err := s.AddFeedback(ctx, []app.Feedback{f})
		if err != nil {
			return f, err
		}
		return added[0], nil
	}
	saved, err := write(ctx, s, func(u *unit) (app.Feedback, error) {
		stored, err := opinionOf(u, f.ID)
		if err != nil {
			return f, err
		}
		put := stored.Corrected(f.Tidied(), s.newID(), u.by, u.at)
		put.Revision = f.Revision // as it was read, which the store looks at
		u.label = words.T("change to the opinion “%s”", app.Shortened(put.Content))
		list := []app.Feedback{put}
		err = s.putFeedback(u, list, words.T("%d corrected", 1))
		return list[0], err
	})
	if err != nil {
		return f, err
	}
	return saved, nil
}

// CategoriseFeedback gives opinions of an event a category, and returns how many had
// another one.
func (s *Service) CategoriseFeedback(ctx context.Context, eventID string, ids []string, category string) (int, error) {
	return write(ctx, s, func(u *unit) (int, error) {
		all, err := u.Feedback(app.FeedbackFilter{EventID: eventID, IDs: ids})
		if err != nil {
			return 0, err
		}
		var changed []app.Feedback
		for _, f := range all {
			put := f
			put.Category = category
			if put = put.Tidied(); put.Category == f.Category {
				continue
			}
			if err := app.Invalid(put.ValidateChange(f)); err != nil {
				return 0, err
			}
			changed = append(changed, f.Corrected(put, s.newID(), u.by, u.at))
		}
		if len(changed) == 0 {
			return 0, nil
		}
		u.label = words.T("category of %d opinions", len(changed))
		return len(changed), s.putFeedback(u, changed, u.label)
	})
}

// AddFeedback records several opinions of one event in their order, at the end
// of its list, and returns them as saved: all or none.
func (s *Service) AddFeedback(ctx context.Context, list []app.Feedback) ([]app.Feedback, error) {
	if len(list) == 0 {
		return nil, nil
	}
	return write(ctx, s, func(u *unit) ([]app.Feedback, error) {
		event := list[0].EventID
		last, err := u.LastPosition(app.RecordFeedback, event)
		if err != nil {
			return nil, err
		}
		added := make([]app.Feedback, len(list))
		var wrong []app.FieldProblem
		for i, f := range list {
			f = f.Tidied()
			f.ID, f.EventID, f.Position, f.State, f.CreatedAt, f.UpdatedAt, f.Revision = s.newID(), event, last+1+i, app.FeedbackRecorded, u.at, u.at, 0
			f.History = []app.Transition{s.recording(f, u)}
			for _, p := range f.Validate() {
				if len(list) > 1 {
					p.Field = app.Indexed("Feedback", i) + p.Field
				}
				wrong = append(wrong, p)
			}
			added[i] = f
		}
		if err := app.Invalid(wrong); err != nil {
			return nil, err
		}
		if u.label = words.T("%d opinions recorded", len(added)); len(added) == 1 {
			u.label = words.T("opinion “%s” recorded", app.Shortened(added[0].Content))
		}
		return added, s.putFeedback(u, added, words.T("%d recorded", len(added)))
	})
}

// recording is the first move of an opinion. One that comes from a workbook is
// handled in part already.
func (s *Service) recording(f app.Feedback, u *unit) app.Transition {
	m := app.Transition{ID: s.newID(), At: u.at, By: u.by, Kind: app.TransitionRecord, From: app.FeedbackRecorded, To: f.State}
	for _, c := range app.Differences(app.Feedback{}, f) {
		if !c.Said() {
			m.Changes = append(m.Changes, c)
		}
	}
	return m
}

// opinionOf reads one opinion.
func opinionOf(tx app.Tx, id string) (app.Feedback, error) {
	found, err := tx.Feedback(app.FeedbackFilter{IDs: []string{id}})
	if err == nil && len(found) == 0 {
		err = notFound()
	}
	if err != nil {
		return app.Feedback{}, err
	}
	return found[0], nil
}

// putFeedback saves opinions of an event, and writes down what was done with them.
func (s *Service) putFeedback(u *unit, list []app.Feedback, what string) error {
	if err := u.SaveFeedback(list); err != nil {
		return err
	}
	return s.note(u, app.AuditOpinion, list[0].EventID, what)
}

// StepFeedback takes one step in the handling of an opinion and returns it
// as it is after it. A department that is named for the first time is learnt;
// those who said the same are answered with the main opinion.
func (s *Service) StepFeedback(ctx context.Context, _, id string, step app.Step) (app.Feedback, error) {
	var stored app.Feedback
	after, err := write(ctx, s, func(u *unit) (f app.Feedback, err error) {
		if stored, err = opinionOf(u, id); err != nil {
			return f, err
		}
		rules, err := feedbackRules(u)
		if err != nil {
			return f, err
		}
		if step.On.IsZero() {
			e, err := u.Event(stored.EventID)
			if err != nil {
				return f, err
			}
			step.On = app.StepDay(step.Kind, e, u.at)
		}
		f, wrong := stored.Apply(step, rules, s.newID(), u.by, u.at)
		if err := app.Invalid(wrong); err != nil {
			return f, err
		}
		more, err := s.told(u, f, step.Kind)
		if err != nil {
			return f, err
		}
		changed := append([]app.Feedback{f}, more...)
		if step.Kind == app.TransitionAssign {
			if err := s.learnDepartments(u, f); err != nil {
				return f, err
			}
		}
		u.label = words.T("%s: opinion “%s”|a step and what it is taken with", app.TransitionKinds.Label(step.Kind), app.Shortened(f.Content))
		err = s.putFeedback(u, changed, words.T("%s: %d|a step and with how many opinions", app.TransitionKinds.Label(step.Kind), len(changed)))
		return changed[0], err
	})
	if err != nil {
		return stored, err
	}
	return after, nil
}

// TakeBackStep takes back the last step in the handling of an opinion, however long ago
// it was, and returns the opinion as it is then. Those who were answered with it are
// waiting for an answer again.
func (s *Service) TakeBackStep(ctx context.Context, id, note string) (app.Feedback, error) {
	return write(ctx, s, func(u *unit) (app.Feedback, error) {
		stored, err := opinionOf(u, id)
		if err != nil {
			return stored, err
		}
		last, _ := stored.LastStep()
		f, wrong := stored.TakenBack(s.newID(), u.by, note, u.at)
		if err := app.Invalid(wrong); err != nil {
			return stored, err
		}
		changed := []app.Feedback{f}
		merged, err := u.Feedback(app.FeedbackFilter{MergedInto: []string{id}})
		if err != nil {
			return stored, err
		}
		for _, other := range merged {
			if back, told := other.ToldBack(last, s.newID(), u.by, u.at); told {
				changed = append(changed, back)
			}
		}
		u.label = words.T("step taken back: opinion “%s”", app.Shortened(f.Content))
		err = s.putFeedback(u, changed, words.T("%s taken back: %d|a step and of how many opinions", app.TransitionKinds.Label(last.Kind), len(changed)))
		return changed[0], err
	})
}

// MergeFeedback merges opinions of an event that say the same into the one of
// them with the id main, and returns that. What was merged into one of them
// before goes with it.
func (s *Service) MergeFeedback(ctx context.Context, eventID, main string, ids []string) (app.Feedback, error) {
	return write(ctx, s, func(u *unit) (app.Feedback, error) {
		all, err := u.Feedback(app.FeedbackFilter{EventID: eventID})
		if err != nil {
			return app.Feedback{}, err
		}
		var into *app.Feedback
		var others []app.Feedback
		for i, f := range all {
			switch {
			case f.ID == main:
				into = &all[i]
			case slices.Contains(ids, f.ID), f.MergedInto != "" && slices.Contains(ids, f.MergedInto) && f.MergedInto != main:
				others = append(others, f)
			}
		}
		if into == nil {
			return app.Feedback{}, notFound()
		}
		merged, wrong := app.Merge(*into, others, s.newID, u.by, u.at)
		if err := app.Invalid(wrong); err != nil {
			return *into, err
		}
		u.label = words.T("%d opinions merged", len(merged))
		return merged[0], s.putFeedback(u, merged, u.label)
	})
}

// SplitFeedback splits an opinion into several, one for each part of what was
// said, and returns them; the first is the opinion itself.
func (s *Service) SplitFeedback(ctx context.Context, eventID, id string, parts []string) ([]app.Feedback, error) {
	return write(ctx, s, func(u *unit) ([]app.Feedback, error) {
		f, err := opinionOf(u, id)
		if err != nil {
			return nil, err
		}
		last, err := u.LastPosition(app.RecordFeedback, eventID)
		if err != nil {
			return nil, err
		}
		all, wrong := app.Split(f, parts, s.newID, u.by, u.at)
		if err := app.Invalid(wrong); err != nil {
			return nil, err
		}
		for i := range all[1:] {
			all[1+i].Position, all[1+i].Revision = last+1+i, 0
		}
		u.label = words.T("opinion split into %d", len(all))
		return all, s.putFeedback(u, all, u.label)
	})
}

// SaveQuestions keeps the tally of an event's questionnaire.
func (s *Service) SaveQuestions(ctx context.Context, eventID string, questions []app.Question) error {
	questions, wrong := app.TidiedQuestions(questions)
	if err := app.Invalid(wrong); err != nil {
		return err
	}
	return s.changeEvent(ctx, eventID, words.T("questionnaire"), func(e *app.Event) { e.Questions = questions })
}

// DeleteFeedback removes opinions with their histories. One that others were
// merged into stays as long as they do: they would be lost with it.
func (s *Service) DeleteFeedback(ctx context.Context, eventID string, ids []string) error {
	return s.update(ctx, func(u *unit) error {
		merged, err := u.Feedback(app.FeedbackFilter{MergedInto: ids})
		if err != nil {
			return err
		}
		chosen := app.SetOf(ids)
		for _, f := range merged {
			if !chosen[f.ID] {
				return app.Errorf(app.CodeInvalid, nil, "“%s” is merged into an opinion that is to be deleted. Undo the merging first, or delete both.", app.Shortened(f.Content))
			}
		}
		u.label = words.T("%d opinions deleted", len(ids))
		if err := s.note(u, app.AuditDelete, eventID, u.label); err != nil {
			return err
		}
		return u.Delete(app.RecordFeedback, ids)
	})
}
