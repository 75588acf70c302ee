package ui

import (
	"time"

	"openday/app"
	"openday/app/words"
)

// ShortDay writes a day briefly: 11-30 in the current year, 2025-11-20 in others.
func ShortDay(t, now time.Time) string {
	t = t.In(app.Zone)
	if t.Year() == now.In(app.Zone).Year() {
		return t.Format("01-02")
	}
	return t.Format(time.DateOnly)
}

// DayWords is [ShortDay] with the day of the week in the current year: 11-30 周一.
func DayWords(t, now time.Time) string {
	day := ShortDay(t, now)
	if len(day) > len("01-02") {
		return day
	}
	return day + " " + [...]string{
		words.T("Sun|short"), words.T("Mon|short"), words.T("Tue|short"), words.T("Wed|short"), words.T("Thu|short"), words.T("Fri|short"), words.T("Sat|short"),
	}[t.In(app.Zone).Weekday()]
}
