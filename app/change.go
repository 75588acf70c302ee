package app

import (
	"slices"
	"strings"
	"time"

	"openday/app/words"
)

// EventChange is what has become of an event that does not take place as planned. It
// stands beside the state, which stays as it is.
type EventChange string

// The changes of an event.
const (
	Postponed EventChange = "postponed"
	Cancelled EventChange = "cancelled"
)

// EventChanges are the changes of an event.
var EventChanges = Vocabulary[EventChange]{
	{Postponed, "延期", "Postponed"},
	{Cancelled, "取消", "Cancelled"},
}

// IsStopped reports whether the event is not going to take place as far as is known:
// it is cancelled, or postponed to a day that is still to be named. What was to be
// done for it is then not due.
func (e Event) IsStopped() bool {
	return e.Change == Cancelled || e.Change == Postponed && e.PostponedFrom.IsZero()
}

// HasTakenPlace reports whether the event was over at a moment.
func (e Event) HasTakenPlace(now time.Time) bool {
	last := e.LastMoment()
	return !e.IsStopped() && !last.IsZero() && !last.After(now)
}

// ChangeLabel says in a word or two what has become of the event: 已取消, or 延期 with
// the days; empty where it takes place as planned.
func (e Event) ChangeLabel() string {
	switch {
	case e.Change == Cancelled:
		return words.T("Cancelled|an event")
	case e.Change == Postponed && e.IsStopped():
		return words.T("Postponed, no date yet")
	case e.Change == Postponed:
		return words.T("Postponed|an event")
	}
	return ""
}

// EventChanging is what is decided about an event.
type EventChanging struct {
	Change EventChange // empty: it takes place as it was planned
	Reason string
	To     time.Time // the new start, a day or a moment; zero where it is still to be named
	On     time.Time // the day of the decision
}

// Changing returns what was decided about the event.
func (e Event) Changing() EventChanging {
	c := EventChanging{Change: e.Change, Reason: e.ChangeReason, On: e.ChangedOn}
	if e.Change == Postponed && !e.PostponedFrom.IsZero() {
		c.To = e.Start
	}
	return c
}

// Validate returns what keeps the decision from being taken about an event.
func (c EventChanging) Validate(e Event) []FieldProblem {
	e = e.asPlanned()
	e.Change, e.ChangeReason, e.ChangedOn = c.Change, c.Reason, c.On
	var p Problems
	switch {
	case c.Change == "" || c.To.IsZero():
	case c.Change != Postponed:
		p.Add("To", "Only a postponed event has a new date.")
	case e.Start.IsZero():
		p.Add("To", "The event has no date that could be postponed. Fill in when it starts.")
	case !DayOf(c.To).After(DayOf(e.Start)):
		p.Add("To", "The new date is not after %s, for which the event was planned.", DayWords(e.Start))
	case !e.HasClock() && !c.To.Equal(DayOf(c.To)):
		p.Add("To", "The event is planned for a day without a time. Give the new day alone; the time can be filled in afterwards.")
	case c.To.Year() > LastYear:
		p.Add("To", "The year is from %d to %d.", FirstYear, LastYear)
	}
	for _, f := range EventFields {
		if slices.Contains(EventChangeFields, f.Go) {
			p = append(p, Fields[Event]{f}.Limits(nil, &e)...)
		}
	}
	return p
}

// Changed returns the event with its agenda after a decision: where it has a new date,
// all that is on its days moves along, and what is about sign-up stays. Taken back, it
// stands as it was planned.
func (d Dossier) Changed(c EventChanging) Dossier {
	d = d.AsPlanned()
	e := &d.Event
	e.Change, e.ChangeReason, e.ChangedOn = c.Change, c.Reason, DayOf(c.On)
	if c.Change == "" {
		e.ChangeReason, e.ChangedOn = "", time.Time{}
	}
	if c.Change == Postponed && !c.To.IsZero() && !e.Start.IsZero() {
		to := c.To
		if to.Equal(DayOf(to)) { // at the same time of day
			to = to.Add(e.Start.Sub(DayOf(e.Start)))
		}
		from := e.Start
		d.move(from, to)
		e.PostponedFrom = from
	}
	return d
}

// AsPlanned returns the event with its agenda on the days for which it was planned
// before it was postponed.
func (d Dossier) AsPlanned() Dossier {
	if e := d.Event; !e.PostponedFrom.IsZero() {
		d.move(e.Start, e.PostponedFrom)
		d.Event.PostponedFrom = time.Time{}
	}
	return d
}

// asPlanned is AsPlanned for an event alone.
func (e Event) asPlanned() Event { return Dossier{Event: e}.AsPlanned().Event }

// move moves all that is on the days of the event from one start to another: by whole
// days where one of them is a day alone.
func (d *Dossier) move(from, to time.Time) {
	by := to.Sub(from)
	if from.Equal(DayOf(from)) || to.Equal(DayOf(to)) {
		by = DayOf(to).Sub(DayOf(from))
	}
	put := func(t *time.Time) {
		if !t.IsZero() {
			*t = t.Add(by)
		}
	}
	put(&d.Event.End)
	put(&d.Event.AssemblyTime)
	d.Event.Start = to
	agenda := make([]AgendaItem, len(d.Agenda))
	for i, a := range d.Agenda {
		put(&a.Start)
		put(&a.End)
		agenda[i] = a
	}
	d.Agenda = OrNil(agenda)
}

// EventChangeFields are the fields of an event that say what became of it. They are decided
// on together, apart from the plan.
var EventChangeFields = []string{"Change", "ChangeReason", "ChangedOn", "PostponedFrom"}

// brokenChange returns what is wrong with what has become of the event.
func brokenChange(e Event) []FieldProblem {
	var p Problems
	switch {
	case e.Change == "" && (strings.TrimSpace(e.ChangeReason) != "" || !e.ChangedOn.IsZero()):
		p.Add("Change", "Say whether the event is postponed or cancelled.")
	case e.PostponedFrom.IsZero():
	case e.Change == "":
		p.Add("Change", "Say whether the event is postponed or cancelled.")
	case e.Start.IsZero():
		p.Add("Start", "The event is postponed to a date that is missing.")
	}
	return p
}
