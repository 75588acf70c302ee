package figures

import (
	"time"

	"openday/app"
)

// Handling counts how far opinions have come, those merged into others apart.
// Always Opinions = Handled + InProgress + Unassigned.
type Handling struct {
	Opinions int // 收集

	Handled int // 已办结: answered on the spot or done, and all that comes after it
	OnSpot  int // of them, answered on the spot and no more since (现场解答)
	Replied int // of the others, those whose speaker has an answer (已答复提出人)

	InProgress     int // 正在办理: with a department
	InProgressLate int // of them, past their due date (超期)
	Unassigned     int // 待交办: recorded, and with no department yet
	UnassignedLate int // of them, past their due date

	Dated   int // have a due date, and are handled or past it
	OnTime  int // of them, handled on the due date, as extended, or before it
	Undated int // of them, handled on a day that nobody knows: they are not on time

	FollowedUp int // the speaker said whether they are satisfied
	Satisfied  int // of them, satisfied or basically satisfied
}

// count counts an opinion as it stands on a day.
func (h *Handling) count(o app.Feedback, today time.Time) {
	h.Opinions++
	late := o.Overdue(today)
	switch {
	case !o.IsOpen():
		h.Handled++
		switch {
		case o.State == app.FeedbackAnswered:
			h.OnSpot++
		case !o.OwesReply():
			h.Replied++
		}
	case o.State == app.FeedbackRecorded:
		h.Unassigned++
		if late {
			h.UnassignedLate++
		}
	default:
		h.InProgress++
		if late {
			h.InProgressLate++
		}
	}
	switch due := app.DayOf(o.DueDate); {
	case due.IsZero() || o.IsOpen() && !late:
	case o.IsOpen():
		h.Dated++
	default:
		h.Dated++
		switch on := o.HandledOn(); {
		case !app.DayOf(today).After(due): // on whatever day, it was before today's end
			h.OnTime++
		case on.IsZero():
			h.Undated++
		case !on.After(due):
			h.OnTime++
		}
	}
	if o.Satisfaction != "" {
		h.FollowedUp++
		if o.Satisfaction != app.NotSatisfied {
			h.Satisfied++
		}
	}
}

// Open returns how many opinions work is still owed on.
func (h Handling) Open() int { return h.InProgress + h.Unassigned }

// Overdue returns how many of the open ones are past their due date.
func (h Handling) Overdue() int { return h.InProgressLate + h.UnassignedLate }

// HandledRate returns the share of the opinions that are handled (办结率), zero
// where there is none.
func (h Handling) HandledRate() app.Share { return shareOf(h.Handled, h.Opinions) }

// OnTimeRate returns the share handled on time among those handled or past their
// due date (按期办结率), zero where there is none.
func (h Handling) OnTimeRate() app.Share { return shareOf(h.OnTime, h.Dated) }

// SatisfiedRate returns the share of those satisfied or basically satisfied among
// those who said so (满意率), zero where nobody did.
func (h Handling) SatisfiedRate() app.Share { return shareOf(h.Satisfied, h.FollowedUp) }
