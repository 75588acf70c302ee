package after

import (
	"bytes"
	"context"
	"slices"
	"testing"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper/papertest"
)

// yearFigures counts a year from all its events at once.
func yearFigures(events []app.Dossier, year int, at time.Time) figures.Year {
	f := figures.Year{Year: year, At: at}
	events = slices.DeleteFunc(slices.Clone(events), func(d app.Dossier) bool { return d.Event.Start.In(app.Zone).Year() != year })
	slices.SortStableFunc(events, func(a, b app.Dossier) int { return a.Event.Start.Compare(b.Event.Start) })
	var all app.Dossier
	for _, d := range events {
		f.Events = append(f.Events, figures.Event{Event: d.Event, Figures: figures.Of(d, at)})
		all.Invitees, all.Feedback = append(all.Invitees, d.Invitees...), append(all.Feedback, d.Feedback...)
	}
	f.Total = figures.Of(all, at)
	return f
}

func TestAYearWithoutEventsHasNoReport(t *testing.T) {
	var out bytes.Buffer
	_, err := Yearly(context.Background(), &out, yearFigures([]app.Dossier{papertest.Gathering()}, 2019, app.Date(2026, time.October, 8)))
	if app.CodeOf(err) != app.CodeInvalid || out.Len() > 0 {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
}
