package workday

import (
	"slices"
	"testing"
	"time"
)

// without returns the official calendar as it was before the schedule of a year
// was announced.
func without(year int) *Calendar {
	var rest []Day
	for _, y := range Official().Years() {
		if y != year {
			rest = append(rest, Official().Days(y)...)
		}
	}
	return (&Calendar{}).With(rest)
}

// A date reached without the schedule of a year is never later than with it.
func TestDatesBeforeTheScheduleAreNeverLate(t *testing.T) {
	same, all := 0, 0
	for _, year := range Official().Years() {
		c := without(year)
		for at := time.Date(year-1, 12, 1, 0, 0, 0, 0, time.UTC); at.Year() <= year; at = at.AddDate(0, 0, 1) {
			for n := -15; n <= 15; n++ {
				got, want := c.Add(at, n), Official().Add(at, n)
				if len(want.Missing) > 0 {
					continue
				}
				if all++; got.Date.Equal(want.Date) {
					same++
				}
				if got.Date.After(want.Date) {
					t.Errorf("%d working days from %s: %s, with the schedule %s", n, at.Format(time.DateOnly), got.Date.Format(time.DateOnly), want.Date.Format(time.DateOnly))
				}
				if !got.Date.Equal(want.Date) && !slices.Contains(got.Missing, year) {
					t.Errorf("%d working days from %s: that %d is not known is not said", n, at.Format(time.DateOnly), year)
				}
			}
		}
	}
	if same*10 < all*6 {
		t.Errorf("only %d of %d dates are those of the schedule", same, all)
	}
}

// The holidays of years to come, as the almanac has them.
func TestHolidaysByTheLunarCalendar(t *testing.T) {
	for year, want := range map[int][]string{
		2024: {"2024-02-10", "2024-04-04", "2024-06-10", "2024-09-17"}, // the law before it was amended
		2025: {"2025-01-28", "2025-04-04", "2025-05-31", "2025-10-06"},
		2027: {"2027-02-05", "2027-04-05", "2027-06-09", "2027-09-15"},
		2033: {"2033-01-30", "2033-04-04", "2033-06-01", "2033-09-08"}, // the year of the disputed leap month
		2050: {"2050-01-22", "2050-04-04", "2050-06-23", "2050-09-30"},
		2100: {"2100-02-08", "2100-04-05", "2100-06-12", "2100-09-18"},
	} {
		var got []string
		for _, f := range festivals(year) {
			if slices.Contains([]string{"春节", "清明", "端午", "中秋"}, f.name) {
				got = append(got, f.first.Format(time.DateOnly))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", year, got, want)
		}
	}
	c := &Calendar{}
	for date, name := range map[string]string{
		"2024-05-02": "", "2025-05-02": "劳动节", "2024-02-09": "", "2025-01-28": "春节", "2025-01-31": "春节", "2025-02-01": "",
		"2030-10-03": "国庆节", "2030-10-04": "", "2031-01-01": "元旦",
	} {
		if got := c.Name(day(date)); got != name {
			t.Errorf("%s: %q, want %q", date, got, name)
		}
		if got := c.IsWorkday(day(date)); got != (name == "" && !isWeekend(day(date))) {
			t.Errorf("%s: worked is %v", date, got)
		}
	}
}
