package app

import (
	"encoding/json"
	"time"

	"openday/app/workday"
)

// FeedbackRules are the office's time limits in the handling of opinions, in
// working days.
type FeedbackRules struct {
	DueDays    int `json:"due"`    // from the assignment to the due date
	ReturnDays int `json:"return"` // from the assignment: so long a department may return it
	SoonDays   int `json:"soon"`   // before the due date: from then on it is due soon

	Calendar *workday.Calendar `json:"-"`
}

// DefaultFeedbackRules are the limits where the office has none of its own: ten
// working days to handle an opinion, seven to return it.
func DefaultFeedbackRules() FeedbackRules {
	return FeedbackRules{DueDays: 10, ReturnDays: 7, SoonDays: 3, Calendar: workday.Official()}
}

// Validate returns what keeps the rules from being saved.
func (r FeedbackRules) Validate() []FieldProblem {
	var p Problems
	for _, limit := range []struct {
		field string
		days  int
	}{{"DueDays", r.DueDays}, {"ReturnDays", r.ReturnDays}, {"SoonDays", r.SoonDays}} {
		if limit.days < 0 || limit.days > 365 {
			p.Add(limit.field, "A time limit is from 0 to 365 working days.")
		}
	}
	return p
}

// Due returns the due date of what is assigned at a moment.
func (r FeedbackRules) Due(at time.Time) time.Time {
	return r.Calendar.Add(DayOf(at), r.DueDays).Date
}

// DaysLeft returns how many working days are left to a due date: 0 on the day
// itself, negative when it has passed.
func (r FeedbackRules) DaysLeft(due, today time.Time) int {
	due, today = DayOf(due), DayOf(today)
	if due.Before(today) {
		// On the first day after it, it is late, also where that is no working day.
		return min(-1, -r.Calendar.Between(due, today).Days)
	}
	return r.Calendar.Between(today, due).Days
}

// DueSoon reports whether an open opinion is due within few working days and not
// overdue yet.
func (r FeedbackRules) DueSoon(f Feedback, today time.Time) bool {
	return f.IsOpen() && !f.DueDate.IsZero() && !f.Overdue(today) && r.DaysLeft(f.DueDate, today) <= r.SoonDays
}

// ReturnUntil returns the last day on which a department may return an opinion,
// zero where the day of assignment is not known.
func (r FeedbackRules) ReturnUntil(f Feedback) time.Time {
	if f.AssignedOn.IsZero() {
		return time.Time{}
	}
	return r.Calendar.Add(DayOf(f.AssignedOn), r.ReturnDays).Date
}

// HandlingDays returns how many working days it took a department to handle an
// opinion: from its last assignment to its last finish. False where it is not
// done, or the history does not say.
func (r FeedbackRules) HandlingDays(o Feedback) (int, bool) {
	if o.State.IsOpen() {
		return 0, false
	}
	var assigned, finished time.Time
	for _, m := range o.Steps() {
		switch m.Kind {
		case TransitionAssign:
			assigned, finished = m.Day(), time.Time{}
		case TransitionFinish:
			finished = m.Day()
		}
	}
	if assigned.IsZero() || finished.IsZero() {
		return 0, false
	}
	return r.Calendar.Between(assigned, finished).Days, true
}

// SettingFeedbackRules is the key under which the rules are kept among the settings.
const SettingFeedbackRules = "feedback.rules"

// ParseFeedbackRules reads the time limits as a setting keeps them; those that
// it does not name, or all where it is not sound, are the usual ones.
func ParseFeedbackRules(text string) FeedbackRules {
	kept := DefaultFeedbackRules()
	if json.Unmarshal([]byte(text), &kept) != nil || len(kept.Validate()) > 0 {
		return DefaultFeedbackRules()
	}
	return kept
}
