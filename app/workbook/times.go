package workbook

import (
	"time"

	"openday/app"
	"openday/app/words"
)

// severalDays reports whether an event does not end on the day on which it starts.
func severalDays(e app.Event) bool {
	return !e.Start.IsZero() && app.DayOf(e.End).After(app.DayOf(e.Start))
}

// pastMidnight says how a time on the day after at is written.
func pastMidnight(at time.Time) string {
	return words.T("It ends before it starts; past midnight write %s", at.AddDate(0, 0, 1).In(app.Zone).Format("2006-01-02 15:04"))
}

// dayByDay moves times without a date, which were read on the first day, to the day
// of the row above, and past midnight where the event lasts so long; and then checks
// the rows.
func (r *reader) dayByDay(e app.Event, stops []row[agenda]) {
	last := firstDay(e) // of the event
	if severalDays(e) {
		last = app.DayOf(e.End)
	}
	// within moves a time to the first day, from the one given, on which it is not
	// before another; false where that lies after the event.
	within := func(t, day, notBefore time.Time) (time.Time, bool) {
		at := day.Add(t.Sub(app.DayOf(t)))
		if at.Before(notBefore) {
			at = at.AddDate(0, 0, 1)
		}
		return at, !app.DayOf(at).After(last)
	}
	day, above := firstDay(e), time.Time{}
	for i := range stops {
		v := &stops[i]
		a := &v.value
		if e.Start.IsZero() && e.TimeWords != "" {
			for _, name := range []string{"Start", "End"} {
				if c, ok := v.said[name]; ok && c.ClockAlone() && !r.bad[v.cells[name]] {
					r.problem(v.cells[name], words.T("“%s” has no date, and neither has the event. Write the date, or leave it empty", c.Text))
				}
			}
		}
		if c, ok := v.said["Start"]; ok && !a.Start.IsZero() {
			if c.ClockAlone() {
				if at, ok := within(a.Start, day, above); ok {
					a.Start = at
				}
				r.dayTaken(e, v.cells["Start"], c, a.Start)
			}
			day, above = app.DayOf(a.Start), a.Start
		}
		if c, ok := v.said["End"]; ok && !a.End.IsZero() && c.ClockAlone() {
			if at, ok := within(a.End, day, a.Start); ok {
				a.End = at
			} else if a.End.Before(a.Start) && !r.bad[v.cells["End"]] {
				r.problem(v.cells["End"], pastMidnight(app.DayOf(a.Start).Add(a.End.Sub(app.DayOf(a.End)))))
			}
			if v.said["Start"].Text == "" {
				r.dayTaken(e, v.cells["End"], c, a.End)
			}
		}
		r.validated(a.Validate(), v.cells, v.start)
	}
}

// dayTaken tells for which day of several a time without a date was taken.
func (r *reader) dayTaken(e app.Event, at string, c cell, t time.Time) {
	if severalDays(e) {
		r.warn(at, words.T("“%s” has no date and was taken for %s", c.Text, t.In(app.Zone).Format("2006-01-02 15:04")))
	}
}
