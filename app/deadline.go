package app

import (
	"slices"
	"time"

	"openday/app/workday"
)

// Deadline is a date by which something is to be done for an event.
type Deadline struct {
	Kind DeadlineKind
	At   time.Time // a day, or a moment for those with a time of day
	// Doubtful says that the official calendar of a year on the way is missing,
	// so that the date may be wrong.
	Doubtful bool
}

// DeadlineKind is what is to be done.
type DeadlineKind string

// The kinds of deadlines.
const (
	DeadlineFiling  DeadlineKind = "filing"
	DeadlineSignUp  DeadlineKind = "sign_up"
	DeadlineReplies DeadlineKind = "replies"
	DeadlineEvent   DeadlineKind = "event"
)

// DeadlineKinds are the kinds of deadlines.
var DeadlineKinds = Vocabulary[DeadlineKind]{
	{DeadlineFiling, "报备截止", "Filing due"},
	{DeadlineSignUp, "报名截止", "Sign-up closes"},
	{DeadlineReplies, "审核答复截止", "Vetting replies due"},
	{DeadlineEvent, "活动举办", "Event"},
}

// Deadlines gives the dates that an event's own rules imply, earliest first.
func Deadlines(e Event, calendar *workday.Calendar) []Deadline {
	var all []Deadline
	if e.FilingDays > 0 && !e.Start.IsZero() {
		sum := calendar.Add(DayOf(e.Start), -e.FilingDays)
		all = append(all, Deadline{DeadlineFiling, sum.Date, len(sum.Missing) > 0})
	}
	if !e.SignUpUntil.IsZero() {
		all = append(all, Deadline{DeadlineSignUp, e.SignUpUntil, false})
		if e.VettingDays > 0 {
			sum := calendar.Add(DayOf(e.SignUpUntil), e.VettingDays)
			all = append(all, Deadline{DeadlineReplies, sum.Date, len(sum.Missing) > 0})
		}
	}
	if !e.Start.IsZero() {
		all = append(all, Deadline{DeadlineEvent, e.Start, false})
	}
	slices.SortStableFunc(all, func(a, b Deadline) int { return a.At.Compare(b.At) })
	return all
}

// NextDeadline gives the first deadline that has not passed; ok is false where none is left.
func NextDeadline(deadlines []Deadline, now time.Time) (next Deadline, ok bool) {
	for _, d := range deadlines {
		end := d.At
		if end.Equal(DayOf(end)) {
			end = end.AddDate(0, 0, 1)
		}
		if now.Before(end) {
			return d, true
		}
	}
	return Deadline{}, false
}
