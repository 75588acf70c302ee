package app

import (
	"context"
	"slices"
	"time"
)

// YearFigures returns the figures of the events that begin in a year as they stand
// at a moment. It has one event in memory at a time.
func (s *Service) YearFigures(ctx context.Context, year int, at time.Time) (YearFigures, error) {
	return read(ctx, s, func(tx Tx) (YearFigures, error) {
		y, total := YearFigures{Year: year, At: at}, newCount(Event{}, at)
		events, err := tx.Events(EventFilter{Year: year})
		if err != nil {
			return y, err
		}
		slices.SortStableFunc(events, func(a, b EventSummary) int { return a.Start.Compare(b.Start) })
		for _, e := range events {
			counted, err := tx.Counted(e.ID)
			if err != nil {
				return y, err
			}
			one := newCount(e.Event, at)
			for _, c := range []*count{one, total} {
				for _, v := range counted.Invitees {
					c.invitees(v)
				}
				for _, o := range counted.Feedback {
					c.opinion(o)
				}
			}
			y.Events = append(y.Events, EventFigures{e.Event, one.figures()})
		}
		y.Total = total.figures()
		return y, nil
	})
}
