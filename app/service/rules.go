package service

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/words"
)

// Chase returns what is overdue or due soon on a day over all events, by
// department.
func (s *Service) Chase(ctx context.Context, today time.Time) ([]app.ChaseGroup, error) {
	return read(ctx, s, func(tx app.Tx) ([]app.ChaseGroup, error) {
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
		return app.ChaseList(events, all, known, r, today), err
	})
}

// UrgeFeedback urges the departments that handle some opinions, of one event or
// several, and returns how many there were. What cannot be urged any more, as it
// was finished meanwhile, is left out.
func (s *Service) UrgeFeedback(ctx context.Context, ids []string, note string) (int, error) {
	return write(ctx, s, func(u *unit) (int, error) {
		all, err := u.Feedback(app.FeedbackFilter{IDs: ids})
		if err != nil {
			return 0, err
		}
		rules, err := feedbackRules(u)
		if err != nil {
			return 0, err
		}
		var urged []app.Feedback
		for _, f := range all {
			if !slices.Contains(f.NextTransitions(), app.TransitionUrge) {
				continue
			}
			f, wrong := f.Apply(app.Step{Kind: app.TransitionUrge, Note: note}, rules, s.newID(), u.by, u.at)
			if err := app.Invalid(wrong); err != nil {
				return 0, err
			}
			urged = append(urged, f)
		}
		if len(urged) == 0 {
			return 0, nil
		}
		u.label = words.T("%d opinions urged", len(urged))
		return len(urged), s.putFeedback(u, urged, u.label)
	})
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

func feedbackRules(tx app.Tx) (app.FeedbackRules, error) {
	text, err := tx.Setting(app.SettingFeedbackRules)
	if err != nil {
		return app.DefaultFeedbackRules(), err
	}
	r := app.ParseFeedbackRules(text)
	r.Calendar, err = calendar(tx)
	return r, err
}
