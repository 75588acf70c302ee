package app

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"openday/app/words"
)

// Chase returns what is overdue or due soon on a day over all events, by
// department.
func (s *Service) Chase(ctx context.Context, today time.Time) ([]ChaseGroup, error) {
	return read(ctx, s, func(tx Tx) ([]ChaseGroup, error) {
		events, err := tx.Events(EventFilter{})
		if err != nil {
			return nil, err
		}
		all, err := tx.Feedback(FeedbackFilter{})
		if err != nil {
			return nil, err
		}
		known, err := tx.Departments()
		if err != nil {
			return nil, err
		}
		r, err := feedbackRules(tx)
		return ChaseList(events, all, known, r, today), err
	})
}

// UrgeFeedback urges the departments that handle some opinions, of one event or
// several, and returns how many there were. What cannot be urged any more, as it
// was finished meanwhile, is left out.
func (s *Service) UrgeFeedback(ctx context.Context, ids []string, note string) (int, error) {
	return write(ctx, s, func(u *unit) (int, error) {
		all, err := u.Feedback(FeedbackFilter{IDs: ids})
		if err != nil {
			return 0, err
		}
		rules, err := feedbackRules(u)
		if err != nil {
			return 0, err
		}
		var urged []Feedback
		for _, f := range all {
			if !slices.Contains(f.NextMoves(), MoveUrge) {
				continue
			}
			f, wrong := f.Apply(Step{Kind: MoveUrge, Note: note}, rules, s.newID(), u.by, u.at)
			if err := invalid(wrong); err != nil {
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
func (s *Service) FeedbackFigures(ctx context.Context, eventID string) (FeedbackFigures, error) {
	return read(ctx, s, func(tx Tx) (FeedbackFigures, error) {
		events, err := tx.Events(EventFilter{})
		if err != nil {
			return FeedbackFigures{}, err
		}
		all, err := tx.Feedback(FeedbackFilter{EventID: eventID})
		if err != nil {
			return FeedbackFigures{}, err
		}
		r, err := feedbackRules(tx)
		return CountFeedback(events, all, r, s.now()), err
	})
}

// FeedbackRules gives the office's time limits in the handling of opinions.
func (s *Service) FeedbackRules(ctx context.Context) (FeedbackRules, error) {
	return read(ctx, s, feedbackRules)
}

// SetFeedbackRules keeps the office's time limits.
func (s *Service) SetFeedbackRules(ctx context.Context, r FeedbackRules) error {
	if err := invalid(r.Validate()); err != nil {
		return err
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return s.setRule(ctx, settingFeedbackRules, string(text), words.T("time limits of the opinions"))
}

func feedbackRules(tx Tx) (FeedbackRules, error) {
	text, err := tx.Setting(settingFeedbackRules)
	if err != nil {
		return DefaultFeedbackRules(), err
	}
	r := parseFeedbackRules(text)
	r.Calendar, err = calendar(tx)
	return r, err
}
