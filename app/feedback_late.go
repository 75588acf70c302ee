package app

import (
	"fmt"
	"time"

	"openday/app/workday"
)

// Lateness counts by how many working days opinions are overdue on a day, the
// same on screen and on every paper. It belongs to one goroutine.
type Lateness struct {
	rules FeedbackRules
	today time.Time
	days  map[time.Time]int // by due date, for many opinions share one
}

// NewLateness counts on a day by a calendar, nil for the official one.
func NewLateness(c *workday.Calendar, today time.Time) *Lateness {
	if c == nil {
		c = workday.Official()
	}
	return &Lateness{FeedbackRules{Calendar: c}, today, map[time.Time]int{}}
}

// Days returns by how many working days an opinion is overdue, 0 where it is not.
// On the first day after its due date it is one, also where nobody works.
func (l *Lateness) Days(f Feedback) int {
	if !f.Overdue(l.today) {
		return 0
	}
	return -l.Left(f)
}

// Left returns how many working days there are still until an opinion is due;
// fewer than none where it is overdue. It has a due date.
func (l *Lateness) Left(f Feedback) int {
	due := DayOf(f.DueDate)
	n, known := l.days[due]
	if !known {
		n = l.rules.DaysLeft(due, l.today)
		l.days[due] = n
	}
	return n
}

// Today returns the day of counting.
func (l *Lateness) Today() time.Time { return l.today }

// Words says by how many working days an opinion is overdue: 已逾期3个工作日.
// Empty where it is not.
func (l *Lateness) Words(f Feedback) string {
	if n := l.Days(f); n > 0 {
		return LateWords(n)
	}
	return ""
}

// LateWords says by how many working days something is overdue: 已逾期3个工作日.
func LateWords(days int) string { return fmt.Sprintf("已逾期%d个工作日", days) }
