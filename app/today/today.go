// Package today says what is due over all events: deadlines, opinions to chase,
// replies to give, people to vet and attendance to enter, each with its next step.
package today

import (
	"cmp"
	"slices"
	"time"

	"openday/app"
	"openday/app/deadline"
)

// Kind is what is due.
type Kind string

// The kinds of what is due.
const (
	Deadline   Kind = "deadline"   // of an event
	Opinion    Kind = "opinion"    // one that a department owes
	Opinions   Kind = "opinions"   // several overdue ones of an event
	Unassigned Kind = "unassigned" // opinions that no department has
	Replies    Kind = "replies"    // opinions that are done, and whose speakers wait
	Vetting    Kind = "vetting"    // people who wait for a result though sign-up is closed
	Attendance Kind = "attendance" // of an event that has taken place
	Undated    Kind = "undated"    // an event that is postponed to a day that is still to be named
)

// Step is what is to be done next.
type Step string

// The steps.
const (
	MarkDone        Step = "mark"
	Vet             Step = "vet"
	PrintLetters    Step = "letters"
	PrintSheet      Step = "sheet"
	DeleteData      Step = "purge"
	Assign          Step = "assign"
	Urge            Step = "urge"
	Finish          Step = "finish"
	Reply           Step = "reply"
	EnterAttendance Step = "attendance"
	NameDate        Step = "date" // to which an event is postponed
	ShowEvent       Step = "event"
)

// Item is one thing that is due.
type Item struct {
	Kind    Kind
	Step    Step
	EventID string
	Title   string // of the event

	At    time.Time // zero for what has no date
	Left  int       // working days, negative where it is late
	Late  bool
	Quiet bool // late in an event that is over, or for long: it presses nobody

	Deadline deadline.Status // of a Deadline
	Opinion  app.DueOpinion  // of an Opinion
	Count    int             // of opinions, of people, or of events with the same deadline; 0 is one
	Tally    app.EventTally  // of the event
}

// Board is what the view 今日 shows.
type Board struct {
	Now  []Item // late, due today, or to be done without a date
	Soon []Item // due within three working days
	Old  []Item // deadlines of past events that were never marked as done

	Coming   []app.EventSummary // not held yet, the next first; also those that were to be and are cancelled
	Tallies  map[string]app.EventTally
	Handling app.EventTally // over all events that are not archived
	Year     YearSoFar
}

// YearSoFar is what the events of the current year have come to.
type YearSoFar struct{ Held, Came, Done, Opinions int }

// Given is what a board is made of.
type Given struct {
	Events    []app.EventSummary
	Tallies   []app.EventTally
	Opinions  []app.DueOpinion // open ones, due by the end of what is soon
	Timetable deadline.Timetable
	Rules     app.FeedbackRules
}

// mostOpinions is how many overdue opinions of an event stand one by one, mostComing
// how many events that lie ahead are shown, mostAlike how many deadlines of one kind
// in events that are over stand one by one.
const (
	mostOpinions = 3
	mostComing   = 3
	mostAlike    = 2
)

// Find says what is due at a moment.
func Find(g Given, now time.Time) Board {
	b := Board{Tallies: map[string]app.EventTally{}}
	for _, t := range g.Tallies {
		b.Tallies[t.EventID] = t
	}
	events := map[string]app.Event{}
	for _, e := range g.Events {
		events[e.ID] = e.Event
		b.event(g, e, now)
	}
	b.opinions(g, events, now)
	slices.SortStableFunc(b.Now, compare)
	b.Now = gathered(b.Now)
	slices.SortStableFunc(b.Soon, compare)
	slices.SortStableFunc(b.Old, compare)
	slices.SortStableFunc(b.Coming, func(x, y app.EventSummary) int { return x.Start.Compare(y.Start) })
	b.Coming = b.Coming[:min(len(b.Coming), mostComing)]
	return b
}

// compare puts what is late first, then by date, then what has none.
func compare(a, b Item) int {
	rank := func(i Item) int {
		switch {
		case i.Late && !i.Quiet:
			return 0
		case i.At.IsZero():
			return 2
		}
		return 1
	}
	return cmp.Or(rank(a)-rank(b), a.At.Compare(b.At))
}

// gathered makes one line of many deadlines of one kind in events that are over,
// that of the earliest, with their number.
func gathered(items []Item) []Item {
	quiet := func(i Item) bool { return i.Kind == Deadline && i.Quiet }
	alike := map[app.DeadlineKind]int{}
	for _, i := range items {
		if quiet(i) {
			alike[i.Deadline.Kind]++
		}
	}
	told := map[app.DeadlineKind]bool{}
	var all []Item
	for _, i := range items {
		if n := alike[i.Deadline.Kind]; quiet(i) && n > mostAlike {
			if told[i.Deadline.Kind] {
				continue
			}
			told[i.Deadline.Kind], i.Count = true, n
		}
		all = append(all, i)
	}
	return all
}

// event adds what is due of one event.
func (b *Board) event(g Given, e app.EventSummary, now time.Time) {
	tally := b.Tallies[e.ID]
	held, stopped := e.HasTakenPlace(now), e.IsStopped()
	item := func(k Kind, s Step, count int) Item {
		return Item{Kind: k, Step: s, EventID: e.ID, Title: e.Title, Count: count, Tally: tally}
	}
	if e.State != app.StateArchived {
		b.Handling = b.Handling.Plus(tally)
	}
	if e.Start.Year() == now.In(app.Zone).Year() {
		if held {
			b.Year.Held++
		}
		b.Year.Came += tally.Came
		b.Year.Done += tally.Opinions() - tally.Recorded - tally.Assigned
		b.Year.Opinions += tally.Opinions()
	}
	if !held && !e.IsOver() && !e.Start.IsZero() && (!stopped || e.Start.After(now)) {
		b.Coming = append(b.Coming, e)
	}
	signUpToday := false
	for _, s := range g.Timetable.Statuses(e.Event, now) {
		i := item(Deadline, stepOf(s.Kind, tally), 0)
		i.At, i.Left, i.Deadline = s.At, s.WorkingDays, s
		i.Late, i.Quiet = s.State == deadline.Overdue, e.IsOver()
		switch {
		case s.Old:
			b.Old = append(b.Old, i)
		case e.State == app.StateArchived && s.Kind != app.DeadlineRetention:
		case i.Late, s.State == deadline.Today:
			signUpToday = signUpToday || s.Kind == app.DeadlineSignUp
			b.Now = append(b.Now, i)
		case s.Owed() && s.Presses():
			b.Soon = append(b.Soon, i)
		}
	}
	if e.State == app.StateArchived {
		return
	}
	if e.Change == app.Postponed && stopped && !e.IsOver() {
		b.Now = append(b.Now, item(Undated, NameDate, 0))
	}
	closed := !e.SignUpUntil.IsZero() && now.After(e.SignUpUntil)
	if tally.Pending > 0 && closed && !held && !stopped && !signUpToday {
		b.Now = append(b.Now, item(Vetting, Vet, tally.Pending))
	}
	if held && !e.IsOver() && tally.Unentered > 0 && !app.IsLongAgo(e.LastMoment(), now) {
		b.Now = append(b.Now, item(Attendance, EnterAttendance, tally.Unentered))
	}
	if tally.Recorded > 0 {
		b.Now = append(b.Now, item(Unassigned, Assign, tally.Recorded))
	}
	if tally.Done > 0 {
		b.Now = append(b.Now, item(Replies, Reply, tally.Done))
	}
}

// stepOf is what is to be done for a deadline.
func stepOf(k app.DeadlineKind, t app.EventTally) Step {
	switch k {
	case app.DeadlineOpening:
		return ShowEvent
	case app.DeadlineSignUp:
		if t.Pending > 0 {
			return Vet
		}
		return ShowEvent
	case app.DeadlineReplies:
		return PrintLetters
	case app.DeadlineEvent:
		return PrintSheet
	case app.DeadlineRetention:
		return DeleteData
	}
	return MarkDone
}

// opinions adds those that are overdue or due soon. Many overdue ones of an event
// are one line.
func (b *Board) opinions(g Given, events map[string]app.Event, now time.Time) {
	late := map[string]int{}
	overdue := func(o app.DueOpinion) bool { return app.DayOf(o.DueDate).Before(app.DayOf(now)) }
	for _, o := range g.Opinions {
		if overdue(o) {
			late[o.EventID]++
		}
	}
	told := map[string]bool{}
	for _, o := range g.Opinions {
		e, known := events[o.EventID]
		if !known || e.State == app.StateArchived {
			continue
		}
		i := Item{
			Kind: Opinion, Step: Finish, EventID: e.ID, Title: e.Title, At: o.DueDate, Left: g.Rules.DaysLeft(o.DueDate, now),
			Late: overdue(o), Quiet: e.IsHistory(o.DueDate, now), Opinion: o, Count: 1, Tally: b.Tallies[e.ID],
		}
		switch {
		case o.State == app.FeedbackRecorded:
			i.Step = Assign
		case i.Late:
			i.Step = Urge
		}
		switch {
		case i.Late && late[e.ID] > mostOpinions:
			if !told[e.ID] {
				told[e.ID] = true
				i.Kind, i.Step, i.Count = Opinions, Urge, late[e.ID]
				b.Now = append(b.Now, i)
			}
		case i.Late, i.Left == 0 && app.DayOf(o.DueDate).Equal(app.DayOf(now)):
			b.Now = append(b.Now, i)
		case i.Left <= g.Rules.SoonDays:
			b.Soon = append(b.Soon, i)
		}
	}
}

// Due returns how many of what is shown first are late or due today.
func (b Board) Due() int {
	n := 0
	for _, i := range b.Now {
		if !i.At.IsZero() && !i.Quiet {
			n++
		}
	}
	return n
}

// Late returns how many of what is shown first are late.
func (b Board) Late() int {
	n := 0
	for _, i := range b.Now {
		if i.Late && !i.Quiet {
			n++
		}
	}
	return n
}
