package workday

import (
	"sync"
	"time"

	"github.com/6tail/lunar-go/calendar"
)

// amended is the first year in which New Year's Eve by the lunar calendar and 2 May
// are holidays (国务院令第795号).
const amended = 2025

// certainty is what is known of a day whose year's schedule is not.
type certainty int

const (
	plain     certainty = iota // a working day or a weekend as any other
	holiday                    // off by law, whatever the schedule says
	unsettled                  // only the schedule can tell whether people work
)

// holidayDay is a day on or about a public holiday.
type holidayDay struct {
	certainty
	of *festival // whose schedule settles the day
}

// festival is a public holiday of a year.
type festival struct {
	name  string
	first time.Time // midnight UTC
	days  int
	// off are the days about it, counted from the first, that schedules take off
	// where they fall on weekdays; work are those within which weekend days are worked
	// instead. Both hold the schedules since 2014 with a day to spare.
	off, work [2]int
	swaps     int // how many weekend days are worked at most
}

// festivals returns the public holidays of a year by 《全国年节及纪念日放假办法》, §2.
func festivals(year int) []festival {
	date := func(month time.Month, day int) time.Time { return time.Date(year, month, day, 0, 0, 0, 0, time.UTC) }
	lunar := func(month, day int) time.Time { return solar(calendar.NewLunarFromYmd(year, month, day).GetSolar()) }
	clear := solar(calendar.NewLunarFromYmd(year, 1, 1).GetJieQiTable()["清明"])
	spring := festival{"春节", lunar(1, 1), 3, [2]int{-3, 8}, [2]int{-9, 14}, 2}
	may := festival{"劳动节", date(time.May, 1), 1, [2]int{-3, 4}, [2]int{-10, 11}, 2}
	if year >= amended {
		spring.first, spring.days, may.days = spring.first.AddDate(0, 0, -1), 4, 2
	}
	return []festival{
		short("元旦", date(time.January, 1)), spring, short("清明", clear), may,
		short("端午", lunar(5, 5)), short("中秋", lunar(8, 15)),
		{"国庆节", date(time.October, 1), 3, [2]int{-3, 7}, [2]int{-13, 12}, 2},
	}
}

// short returns a holiday of one day. It is joined to a weekend that is at most two
// days away, and where it falls on one the next Monday takes its place; weekend days
// are worked instead for those between alone.
func short(name string, on time.Time) festival {
	f := festival{name: name, first: on, days: 1}
	switch on.Weekday() {
	case time.Tuesday:
		f.off, f.work, f.swaps = [2]int{-1, 0}, [2]int{-7, 7}, 1
	case time.Wednesday:
		f.off, f.work, f.swaps = [2]int{-2, 2}, [2]int{-7, 7}, 2
	case time.Thursday:
		f.off, f.work, f.swaps = [2]int{0, 1}, [2]int{-7, 7}, 1
	case time.Saturday:
		f.off = [2]int{0, 2}
	case time.Sunday:
		f.off = [2]int{0, 1}
	}
	return f
}

func solar(s *calendar.Solar) time.Time {
	return time.Date(s.GetYear(), time.Month(s.GetMonth()), s.GetDay(), 0, 0, 0, 0, time.UTC)
}

var holidayYears sync.Map // of map[civil]holidayDay by int

// holidaysOf returns the days on and about the public holidays of a year; the first
// are of the December before.
func holidaysOf(year int) map[civil]holidayDay {
	if known, ok := holidayYears.Load(year); ok {
		return known.(map[civil]holidayDay)
	}
	days := map[civil]holidayDay{}
	for _, f := range festivals(year) {
		for i := min(f.off[0], f.work[0]); i <= max(f.off[1], f.work[1]); i++ {
			at := f.first.AddDate(0, 0, i)
			within := f.off
			if isWeekend(at) {
				within = f.work
			}
			if _, said := days[civilOf(at)]; !said && i >= within[0] && i <= within[1] {
				days[civilOf(at)] = holidayDay{unsettled, &f}
			}
		}
		for i := range f.days {
			days[civilOf(f.first.AddDate(0, 0, i))] = holidayDay{holiday, &f}
		}
	}
	holidayYears.Store(year, days)
	return days
}
