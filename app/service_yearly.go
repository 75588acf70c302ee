package app

import (
	"context"
	"slices"
	"time"
)

// YearFigures are the counts of the events that begin in a year.
type YearFigures struct {
	Year   int
	At     time.Time      // the moment as of which they are counted
	Events []EventFigures // by their start
	Total  Figures
}

// EventFigures are the counts of one event.
type EventFigures struct {
	Event   Event
	Figures Figures
}

// Counted is what the figures of an event are counted from.
type Counted struct {
	Invitees []CountedInvitees // in the order in which the first of them came
	Feedback []Feedback        // only what is counted is filled in
}

// CountedInvitees are invitees who are alike in what is counted.
type CountedInvitees struct {
	Category     string
	Vetting      Vetting
	WalkIn       bool
	Confirmation Confirmation
	Attendance   Attendance
	Count        int
}

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
