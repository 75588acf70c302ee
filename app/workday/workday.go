// Package workday counts the working days of the official Chinese calendar:
// Monday to Friday, less public holidays, plus the make-up days (调休) that the
// State Council announces each year. Of a year whose schedule is not known it knows
// the public holidays, which the law and the lunar calendar fix, and the days about
// them that only the schedule can settle: going back in time these are days off and
// going forward working days, so that a date reached is never later than the true one.
//
// Only the year, month and day of a time.Time count, in the time's own
// location; the clock is ignored. Dates that come back are midnight in the
// location of the date that went in.
package workday

import (
	"bytes"
	"maps"
	"slices"
	"sync"
	"time"

	"openday/assets"
)

// Kind says what an official schedule makes of a day.
type Kind int

// The kinds of a scheduled day.
const (
	// Off is a day off: a public holiday, or a weekday swapped for a make-up day.
	Off Kind = iota + 1
	// MakeUp is a weekend day on which people work.
	MakeUp
)

// Day is one entry of an official schedule.
type Day struct {
	Date time.Time // midnight UTC
	Kind Kind
	Name string // the holiday that the entry belongs to, such as 国庆节
}

// Calendar knows the official schedule of some years. It never changes; With
// makes a new one. The zero value knows the public holidays alone.
type Calendar struct {
	days  map[civil]Day
	years map[int]bool
}

// civil is a date without clock or place, usable as a map's key.
type civil struct {
	year  int
	month time.Month
	day   int
}

func civilOf(t time.Time) civil {
	y, m, d := t.Date()
	return civil{y, m, d}
}

var official = sync.OnceValue(func() *Calendar {
	days, err := ReadSchedule(bytes.NewReader(assets.Calendar))
	if err != nil {
		// The file is part of the program and a test reads it.
		panic(err)
	}
	return (&Calendar{}).With(days)
})

// Official returns the calendar that comes with the program.
func Official() *Calendar { return official() }

// With returns a calendar that also knows the given days, as ReadSchedule gives
// them. Every year in which one of them falls counts as known, and what the
// calendar knew of that year is replaced by the new entries: a schedule is
// announced for a whole year at once.
func (c *Calendar) With(days []Day) *Calendar {
	next := &Calendar{days: map[civil]Day{}, years: maps.Clone(c.years)}
	if next.years == nil {
		next.years = map[int]bool{}
	}
	renewed := map[int]bool{}
	for _, d := range days {
		renewed[d.Date.Year()] = true
	}
	for key, d := range c.days {
		if !renewed[key.year] {
			next.days[key] = d
		}
	}
	for _, d := range days {
		next.days[civilOf(d.Date)] = d
		next.years[d.Date.Year()] = true
	}
	return next
}

// Covers reports whether the official schedule of a year is known. In a year
// that is not covered a count may be wrong by the days about the holidays.
func (c *Calendar) Covers(year int) bool { return c.years[year] }

// Years returns the covered years in ascending order.
func (c *Calendar) Years() []int { return slices.Sorted(maps.Keys(c.years)) }

// Days returns the entries of a year's schedule by date, none for a year that
// is not covered.
func (c *Calendar) Days(year int) []Day {
	var days []Day
	for key, d := range c.days {
		if key.year == year {
			days = append(days, d)
		}
	}
	slices.SortFunc(days, func(a, b Day) int { return a.Date.Compare(b.Date) })
	return days
}

// IsWorkday reports whether people work on a date, as far as that is known.
func (c *Calendar) IsWorkday(date time.Time) bool {
	switch c.days[civilOf(date)].Kind {
	case Off:
		return false
	case MakeUp:
		return true
	}
	return !isWeekend(date) && c.about(date).certainty != holiday
}

// walk goes from date to date, always by the same step of 1 or -1.
type walk struct {
	c     *Calendar
	step  int
	swaps map[*festival]int // weekend days that were taken for worked, by their holiday
}

func (c *Calendar) walk(step int) walk { return walk{c, step, map[*festival]int{}} }

// works reports whether the next date counts as a working day.
func (w walk) works(date time.Time) bool {
	known := w.c.about(date)
	_, said := w.c.days[civilOf(date)]
	switch {
	case said || known.certainty != unsettled:
		return w.c.IsWorkday(date)
	case w.step < 0:
		return false
	case isWeekend(date):
		w.swaps[known.of]++
		return w.swaps[known.of] <= known.of.swaps
	}
	return true
}

// about returns what is known of a date from the holidays of years that are not
// covered. A schedule of next year settles the last days of this one, too.
func (c *Calendar) about(date time.Time) holidayDay {
	day := civilOf(date)
	for year := day.year; year <= day.year+1; year++ {
		if c.Covers(year) || year > day.year && day.month < time.December {
			continue
		}
		if known, ok := holidaysOf(year)[day]; ok {
			return known
		}
	}
	return holidayDay{}
}

func isWeekend(date time.Time) bool {
	weekday := date.Weekday()
	return weekday == time.Saturday || weekday == time.Sunday
}

// Name returns the name of the public holiday that a date belongs to, as a day
// off or as its make-up day, or "" for any other date.
func (c *Calendar) Name(date time.Time) string {
	if d, ok := c.days[civilOf(date)]; ok {
		return d.Name
	}
	if known := c.about(date); known.certainty == holiday {
		return known.of.name
	}
	return ""
}

// Sum is the outcome of a calculation with working days.
type Sum struct {
	// Date is the date reached.
	Date time.Time
	// Days is the number of working days passed over, negative when the
	// calculation went back in time.
	Days int
	// Missing lists the years touched whose official schedule is not known, in
	// ascending order; the result may be wrong by the days about their holidays.
	Missing []int
}

// Add returns the date n working days after a date, or before it when n is
// negative. The date itself is not counted, whether it is a working day or
// not: one working day after a Saturday is normally the Monday. With n = 0 it
// is the date itself. The work grows with n.
func (c *Calendar) Add(date time.Time, n int) Sum {
	start := midnight(date)
	at, step, left := start, 1, n
	if n < 0 {
		step, left = -1, -n
	}
	steps := c.walk(step)
	for left > 0 {
		at = at.AddDate(0, 0, step)
		if steps.works(at) {
			left--
		}
	}
	return Sum{Date: at, Days: n, Missing: c.missing(start, at)}
}

// Between counts the working days after one date up to and including another;
// the count is negative when the second date is the earlier one, and then runs
// from the day before the first down to and including the second. So for a
// working day b, Add(a, Between(a, b).Days).Date is b.
func (c *Calendar) Between(from, to time.Time) Sum {
	start := midnight(from)
	y, m, d := to.Date()
	end := time.Date(y, m, d, 0, 0, 0, 0, start.Location())
	step := 1
	if end.Before(start) {
		step = -1
	}
	steps, days := c.walk(step), 0
	for at := start; civilOf(at) != civilOf(end); {
		at = at.AddDate(0, 0, step)
		if steps.works(at) {
			days += step
		}
	}
	return Sum{Date: end, Days: days, Missing: c.missing(start, end)}
}

// missing lists the years that are not covered and whose schedules settle the days
// between two dates, either way round.
func (c *Calendar) missing(a, b time.Time) []int {
	if a.After(b) {
		a, b = b, a
	}
	last := b.Year()
	for at := b; at.Month() == time.December && !at.Before(a); at = at.AddDate(0, 0, -1) {
		if of := c.about(at).of; of != nil {
			last = max(last, of.first.Year())
		}
	}
	var years []int
	for y := a.Year(); y <= last; y++ {
		if !c.Covers(y) {
			years = append(years, y)
		}
	}
	return years
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}
