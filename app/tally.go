package app

import "time"

// EventTally is what an event holds, counted by where things stand.
type EventTally struct {
	EventID string

	Invitees  int
	Pending   int // not vetted yet
	Approved  int
	Unentered int // approved, not withdrawn, and no attendance entered
	Came      int

	Recorded int // opinions that no department has
	Assigned int // or in progress
	Done     int // whose speakers wait for the reply
	Replied  int // to be called back
	Closed   int // answered on the spot, or called back
}

// Opinions returns how many opinions there are, without those merged into others.
func (t EventTally) Opinions() int {
	return t.Recorded + t.Assigned + t.Done + t.Replied + t.Closed
}

// Plus returns both tallies together, of no event.
func (t EventTally) Plus(o EventTally) EventTally {
	return EventTally{
		Invitees: t.Invitees + o.Invitees, Pending: t.Pending + o.Pending, Approved: t.Approved + o.Approved, Unentered: t.Unentered + o.Unentered, Came: t.Came + o.Came,
		Recorded: t.Recorded + o.Recorded, Assigned: t.Assigned + o.Assigned, Done: t.Done + o.Done, Replied: t.Replied + o.Replied, Closed: t.Closed + o.Closed,
	}
}

// DueOpinion is an open opinion with a due date, as far as a line about it needs.
type DueOpinion struct {
	ID, EventID string
	Number      int // in the list of its event, from 1
	Content     string
	Department  string
	DueDate     time.Time
	State       FeedbackState
}
