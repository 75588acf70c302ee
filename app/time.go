package app

import (
	"fmt"
	"strings"
	"time"

	"openday/app/words"
)

// Zone is the zone of all wall-clock times: China has one, and the users'
// machines may be set to another by mistake.
var Zone = time.FixedZone("UTC+8", 8*60*60)

// Date returns the start of a day in Zone.
func Date(year int, month time.Month, day int) time.Time {
	return time.Date(year, month, day, 0, 0, 0, 0, Zone)
}

// DayOf returns the start of the day on which t falls in Zone; zero stays zero.
func DayOf(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	t = t.In(Zone)
	return Date(t.Year(), t.Month(), t.Day())
}

var weekdays = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

// LongDate writes a date as the papers do: 2022年11月22日 星期二; empty for zero.
func LongDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return ShortDate(t) + " " + weekdays[t.Weekday()]
}

// ShortDate writes a date without its weekday: 2022年11月22日; empty for zero.
func ShortDate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return fmt.Sprintf("%d年%d月%d日", t.Year(), t.Month(), t.Day())
}

// LongTime writes a date and, where it is not midnight, a time of day:
// 2022年11月22日 星期二 08:30; empty for zero.
func LongTime(t time.Time) string {
	if t.IsZero() || t.Hour() == 0 && t.Minute() == 0 {
		return LongDate(t)
	}
	return LongDate(t) + " " + t.Format("15:04")
}

// Span writes the time from start to end as the sheets do, naming the day of
// the end only where it is another one: 2022年11月22日 星期二 08:30—12:00.
func Span(start, end time.Time) string {
	switch {
	case end.IsZero() || end.Equal(start):
		return LongTime(start)
	case DayOf(start).Equal(DayOf(end)):
		return LongTime(start) + "—" + end.Format("15:04")
	default:
		return LongTime(start) + "—" + Abridged(LongTime(end), start, end)
	}
}

// Abridged takes from the text of a date the year, and the month, that it has in
// common with a date named before it: 2026年5月16日至17日.
func Abridged(text string, before, date time.Time) string {
	if before.Year() != date.Year() {
		return text
	}
	_, text, _ = strings.Cut(text, "年")
	if before.Month() == date.Month() {
		_, text, _ = strings.Cut(text, "月")
	}
	return text
}

// Clock returns the present moment in Zone, to the second.
func Clock() time.Time { return time.Now().In(Zone).Truncate(time.Second) }

// ISODate writes a date as 2022-11-22; empty for zero.
func ISODate(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// WeekdayWords names the weekday of a date in the language in use.
func WeekdayWords(t time.Time) string {
	if words.Current() == words.English {
		return t.Weekday().String()
	}
	return weekdays[t.Weekday()]
}

// DayWithWeekday writes a date with its weekday in the language in use.
func DayWithWeekday(t time.Time) string {
	if words.Current() == words.English {
		return ISODate(t) + ", " + WeekdayWords(t)
	}
	return LongDate(t)
}

// DayWords writes a date in the language in use.
func DayWords(t time.Time) string {
	if words.Current() == words.English {
		return ISODate(t)
	}
	return ShortDate(t)
}
