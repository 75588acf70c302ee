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

// The report of a year is signed by who organised all its events, and dated.
func TestTheYearIsSigned(t *testing.T) {
	at := app.Date(2026, time.October, 8)
	one, other := papertest.Gathering(), papertest.Gathering()
	made := func(events ...app.Dossier) *papertest.Made {
		t.Helper()
		var out bytes.Buffer
		report, err := Yearly(t.Context(), &out, yearFigures(events, 2026, at))
		if err != nil {
			t.Fatal(err)
		}
		return papertest.Read(t, out.Bytes(), report)
	}
	signed := made(one, other)
	papertest.InOrder(t, signed.Text, "特此报告。", "青山街道办事处", "2026年10月8日")
	papertest.Lacks(t, signed.Text, "填报日期")
	if len(signed.Report.Notes) > 0 {
		t.Errorf("%q", signed.Report.Notes)
	}
	other.Event.Organiser = "县民政局"
	unsigned := made(one, other)
	papertest.Contains(t, unsigned.Text, "填报日期：2026年10月8日")
	papertest.Lacks(t, unsigned.Text, "特此报告", "青山街道办事处2026")
	if len(unsigned.Report.Notes) != 1 {
		t.Errorf("%q", unsigned.Report.Notes)
	}
}
