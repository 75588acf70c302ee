package service

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"openday/app"
	"openday/app/chase"
	"openday/app/figures"
	"openday/app/opinions"
	"openday/app/words"
)

// Chase returns what is overdue or due soon on a day over all events, by
// department.
func (s *Service) Chase(ctx context.Context, today time.Time) ([]chase.Group, error) {
	return read(ctx, s, func(tx app.Tx) ([]chase.Group, error) {
		events, err := tx.Events(app.EventFilter{})
		if err != nil {
			return nil, err
		}
		all, err := tx.Feedback(app.FeedbackFilter{})
		if err != nil {
			return nil, err
		}
		known, err := tx.Departments()
		if err != nil {
			return nil, err
		}
		r, err := feedbackRules(tx)
		return chase.List(events, all, known, r, today), err
	})
}

// UrgeFeedback urges the departments that handle some opinions, of one event or
// several, and returns how many there were. What cannot be urged any more, as it
// was finished meanwhile, is left out.
func (s *Service) UrgeFeedback(ctx context.Context, ids []string, note string) (int, error) {
	return s.StepFeedbackOfMany(ctx, ids, func(app.Feedback) app.Step { return app.Step{Kind: app.TransitionUrge, Note: note} })
}

// StepFeedbackOfMany takes a step in the handling of opinions, of one event or several,
// each with what step says of it, in one unit of work, and returns how many there
// were. What cannot take the step is left out.
func (s *Service) StepFeedbackOfMany(ctx context.Context, ids []string, step func(app.Feedback) app.Step) (int, error) {
	return write(ctx, s, func(u *unit) (int, error) {
		all, err := u.Feedback(app.FeedbackFilter{IDs: ids})
		if err != nil {
			return 0, err
		}
		rules, err := feedbackRules(u)
		if err != nil {
			return 0, err
		}
		events := map[string]app.Event{}
		byEvent := map[string][]app.Feedback{}
		var order []string
		n := 0
		for _, f := range all {
			taken := step(f)
			if !slices.Contains(f.NextTransitions(), taken.Kind) {
				continue
			}
			e, known := events[f.EventID]
			if !known {
				if e, err = u.Event(f.EventID); err != nil {
					return 0, err
				}
				events[f.EventID] = e
				order = append(order, f.EventID)
			}
			if taken.On.IsZero() {
				taken.On = app.StepDay(taken.Kind, e, u.at)
			}
			after, wrong := f.Apply(taken, rules, s.newID(), u.by, u.at)
			if len(wrong) > 0 && len(ids) > 1 {
				for i := range wrong {
					wrong[i].Message = words.T("“%s”: %s|what it is about, what is wrong with it", app.Shortened(f.Content), wrong[i].Message)
				}
			}
			if err := app.Invalid(wrong); err != nil {
				return 0, err
			}
			n++
			byEvent[f.EventID] = append(byEvent[f.EventID], after)
			u.label = words.T("%s: %d opinions|a step and with how many", app.TransitionKinds.Label(taken.Kind), n)
			more, err := s.told(u, after, taken.Kind)
			if err != nil {
				return 0, err
			}
			byEvent[f.EventID] = append(byEvent[f.EventID], more...)
			if taken.Kind == app.TransitionAssign {
				if err := s.learnDepartments(u, after); err != nil {
					return 0, err
				}
			}
		}
		for _, event := range order {
			if len(byEvent[event]) == 0 {
				continue
			}
			if err := s.putFeedback(u, byEvent[event], u.label); err != nil {
				return 0, err
			}
		}
		return n, nil
	})
}

// told returns those who said the same as an opinion, answered with it where the step
// was an answer.
func (s *Service) told(u *unit, f app.Feedback, kind app.TransitionKind) ([]app.Feedback, error) {
	if kind != app.TransitionReply && kind != app.TransitionAnswer {
		return nil, nil
	}
	merged, err := u.Feedback(app.FeedbackFilter{MergedInto: []string{f.ID}})
	for i := range merged {
		merged[i] = merged[i].ToldWith(f, s.newID(), u.by, u.at)
	}
	return merged, err
}

// FeedbackFigures counts the opinions of an event, or of all where eventID is
// empty, as they stand now.
func (s *Service) FeedbackFigures(ctx context.Context, eventID string) (figures.Feedback, error) {
	return read(ctx, s, func(tx app.Tx) (figures.Feedback, error) {
		events, err := tx.Events(app.EventFilter{})
		if err != nil {
			return figures.Feedback{}, err
		}
		all, err := tx.Feedback(app.FeedbackFilter{EventID: eventID})
		if err != nil {
			return figures.Feedback{}, err
		}
		r, err := feedbackRules(tx)
		return figures.OfFeedback(events, all, r, s.now()), err
	})
}

// FeedbackRules returns the office's time limits in the handling of opinions.
func (s *Service) FeedbackRules(ctx context.Context) (app.FeedbackRules, error) {
	return read(ctx, s, feedbackRules)
}

// SetFeedbackRules keeps the office's time limits.
func (s *Service) SetFeedbackRules(ctx context.Context, r app.FeedbackRules) error {
	if err := app.Invalid(r.Validate()); err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return s.setRule(ctx, app.SettingFeedbackRules, string(text), words.T("time limits of the opinions"))
}

// ReplyTemplates returns the replies that the office gives often.
func (s *Service) ReplyTemplates(ctx context.Context) ([]opinions.Template, error) {
	return read(ctx, s, func(tx app.Tx) ([]opinions.Template, error) {
		text, err := tx.Setting(opinions.SettingTemplates)
		return opinions.ParseTemplates(text), err
	})
}

// SectionPattern returns the office's pattern for the sections of a kind of paper, none
// where it keeps none.
func (s *Service) SectionPattern(ctx context.Context, o app.Outline) ([]app.Section, error) {
	kept, err := s.Setting(ctx, o.Setting)
	return o.ParsePattern(kept), err
}

// KeepSectionPattern keeps sections as the office's pattern for a kind of paper.
func (s *Service) KeepSectionPattern(ctx context.Context, o app.Outline, all []app.Section) error {
	text, err := json.Marshal(app.PatternOf(all))
	if err != nil {
		return err
	}
	return s.setRule(ctx, o.Setting, string(text), words.T("pattern of the sections"))
}

// SetReplyTemplates keeps the replies that the office gives often.
func (s *Service) SetReplyTemplates(ctx context.Context, all []opinions.Template) error {
	text, wrong := opinions.FormatTemplates(all)
	if err := app.Invalid(wrong); err != nil {
		return err
	}
	return s.setRule(ctx, opinions.SettingTemplates, text, words.T("reply templates"))
}

// OpinionCategories returns the categories that the office sorts opinions into.
func (s *Service) OpinionCategories(ctx context.Context) ([]string, error) {
	return read(ctx, s, func(tx app.Tx) ([]string, error) {
		text, err := tx.Setting(opinions.SettingCategories)
		return opinions.ParseCategories(text), err
	})
}

// SetOpinionCategories keeps the categories that the office sorts opinions into.
func (s *Service) SetOpinionCategories(ctx context.Context, all []string) error {
	text, wrong := opinions.FormatCategories(all)
	if err := app.Invalid(wrong); err != nil {
		return err
	}
	return s.setRule(ctx, opinions.SettingCategories, text, words.T("categories of the opinions"))
}

func feedbackRules(tx app.Tx) (app.FeedbackRules, error) {
	text, err := tx.Setting(app.SettingFeedbackRules)
	if err != nil {
		return app.DefaultFeedbackRules(), err
	}
	r := app.ParseFeedbackRules(text)
	r.Calendar, err = calendar(tx)
	return r, err
}
