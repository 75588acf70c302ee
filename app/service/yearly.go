package service

import (
	"context"
	"slices"
	"time"

	"openday/app"
	"openday/app/figures"
)

// YearFigures returns the figures of the events that begin in a year as they stand
// at a moment. It has one event in memory at a time.
func (s *Service) YearFigures(ctx context.Context, year int, at time.Time) (figures.Year, error) {
	return read(ctx, s, func(tx app.Tx) (figures.Year, error) {
		y, total := figures.Year{Year: year, At: at}, figures.NewCounter(app.Event{}, at)
		events, err := tx.Events(app.EventFilter{Year: year})
		if err != nil {
			return y, err
		}
		slices.SortStableFunc(events, func(a, b app.EventSummary) int { return a.Start.Compare(b.Start) })
		for _, e := range events {
			counted, err := tx.Counted(e.ID)
			if err != nil {
				return y, err
			}
			one := figures.NewCounter(e.Event, at)
			for _, c := range []*figures.Counter{one, total} {
				for _, v := range counted.Invitees {
					c.Invitees(v)
				}
				for _, o := range counted.Feedback {
					c.Opinion(o)
				}
			}
			y.Events = append(y.Events, figures.Event{Event: e.Event, Figures: one.Figures()})
		}
		y.Total = total.Figures()
		return y, nil
	})
}
