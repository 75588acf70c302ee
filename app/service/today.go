package service

import (
	"context"

	"openday/app"
	"openday/app/today"
	"openday/app/words"
)

// Today returns what is due over all events.
func (s *Service) Today(ctx context.Context) (today.Board, error) {
	return read(ctx, s, func(tx app.Tx) (today.Board, error) {
		var g today.Given
		var err error
		if g.Timetable, err = timetable(tx); err != nil {
			return today.Board{}, err
		}
		if g.Rules, err = feedbackRules(tx); err != nil {
			return today.Board{}, err
		}
		if g.Events, err = tx.Events(app.EventFilter{}); err != nil {
			return today.Board{}, err
		}
		if g.Tallies, err = tx.Tallies(); err != nil {
			return today.Board{}, err
		}
		soon := g.Rules.Calendar.Add(app.DayOf(s.now()), g.Rules.SoonDays).Date
		if g.Opinions, err = tx.DueFeedback(soon); err != nil {
			return today.Board{}, err
		}
		return today.Find(g, s.now()), nil
	})
}

// SilenceDeadlines marks deadlines as done that are history, in one step.
func (s *Service) SilenceDeadlines(ctx context.Context) (int, error) {
	return write(ctx, s, func(u *unit) (int, error) {
		t, err := timetable(u)
		if err != nil {
			return 0, err
		}
		events, err := u.Events(app.EventFilter{})
		if err != nil {
			return 0, err
		}
		n := 0
		var changed []app.Event
		for _, e := range events {
			before := n
			for _, d := range t.Statuses(e.Event, s.now()) {
				if today.Old(e.Event, d) {
					e.Done = append(e.Done[:len(e.Done):len(e.Done)], app.DeadlineDone{Kind: d.Kind})
					n++
				}
			}
			if n > before {
				changed = append(changed, e.Event)
			}
		}
		u.label = words.T("%d deadlines of past events marked as done", n)
		if n == 0 {
			return 0, nil
		}
		return n, u.SaveEvents(changed)
	})
}
