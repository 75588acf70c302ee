// Package deadline reckons by when things are to be done for an event, from the
// office's rules and the official calendar, and how they stand.
package deadline

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/words"
	"openday/app/workday"
)

// Unit is what a rule counts in.
type Unit string

// The units of rules.
const (
	WorkingDays Unit = "working"
	Days        Unit = "calendar"
	Months      Unit = "months"
)

// Units are the units of rules.
var Units = app.Vocabulary[Unit]{
	{Code: WorkingDays, Chinese: "个工作日", English: "working days"},
	{Code: Days, Chinese: "天", English: "days"},
	{Code: Months, Chinese: "个月", English: "months"},
}

// Anchor is the date that a rule counts from.
type Anchor string

// The dates to count from.
const (
	AnchorEvent  Anchor = "event"   // the day on which the event starts, or ends for what comes after it
	AnchorSignUp Anchor = "sign_up" // the day on which sign-up closes
)

// Anchors are the dates to count from.
var Anchors = app.Vocabulary[Anchor]{
	{Code: AnchorEvent, Chinese: "活动", English: "the event"},
	{Code: AnchorSignUp, Chinese: "报名截止", English: "sign-up closes"},
}

// Rule says how the office reckons one kind of deadline for all events.
type Rule struct {
	Kind   app.DeadlineKind
	Days   int // how many of Unit, from 0 to MostDays
	Unit   Unit
	Anchor Anchor
	Before bool // before the anchor; else after it
	None   bool // the office has no such deadline
}

// DefaultRules returns the rules that hold until an office sets its own,
// in the course of an event. Filing, the selection team, replies and what is
// to be published follow the usual plans of districts; notice and retention are
// set so that people have a week to sign up, and data is kept for a year.
func DefaultRules() []Rule {
	return []Rule{
		{Kind: app.DeadlineTeam, Days: 5, Unit: WorkingDays, Anchor: AnchorEvent, Before: true},
		{Kind: app.DeadlineFiling, Days: 5, Unit: WorkingDays, Anchor: AnchorEvent, Before: true},
		{Kind: app.DeadlineNotice, Days: 7, Unit: WorkingDays, Anchor: AnchorEvent, Before: true},
		{Kind: app.DeadlineReplies, Days: 2, Unit: WorkingDays, Anchor: AnchorSignUp},
		{Kind: app.DeadlinePublish, Days: 5, Unit: Days, Anchor: AnchorEvent},
		{Kind: app.DeadlineResults, Days: 10, Unit: Days, Anchor: AnchorEvent},
		{Kind: app.DeadlineRetention, Days: 12, Unit: Months, Anchor: AnchorEvent},
	}
}

// Validate returns what keeps the rule from being used.
func (r Rule) Validate() []app.FieldProblem {
	var p app.Problems
	if !slices.ContainsFunc(DefaultRules(), func(d Rule) bool { return d.Kind == r.Kind }) {
		p.Add("Kind", "There is no rule for this kind of deadline.")
	}
	if r.Days < 0 || r.Days > app.MostDays {
		p.Add("Days", "A time limit is from 0 to %d.", app.MostDays)
	}
	if !Units.Has(r.Unit) {
		p.Add("Unit", "This is not one of the units.")
	}
	if !Anchors.Has(r.Anchor) {
		p.Add("Anchor", "This is not one of the dates to count from.")
	}
	return p
}

// ruleKeys are the words of rules by their unit.
var ruleKeys = map[Unit]struct{ before, after string }{
	WorkingDays: {"%d working days before %s", "%d working days after %s"},
	Days:        {"%d days before %s", "%d days after %s"},
	Months:      {"%d months before %s", "%d months after %s"},
}

// Words says the rule: 活动前 5 个工作日.
func (r Rule) Words() string {
	if r.None {
		return words.T("none|no such deadline")
	}
	keys := ruleKeys[r.Unit]
	key := keys.after
	if r.Before {
		key = keys.before
	}
	return words.T(key, r.Days, Anchors.Label(r.Anchor))
}

// reckon returns the date of the rule for an anchor, and the years on the way
// whose official calendar is not known.
func (r Rule) reckon(anchor time.Time, calendar *workday.Calendar) (time.Time, []int) {
	n := max(-app.MostOffset, min(app.MostOffset, r.Days)) // a damaged file may hold any number
	if r.Before {
		n = -n
	}
	switch r.Unit {
	case Months:
		first := app.Date(anchor.Year(), anchor.Month()+time.Month(n), 1)
		last := first.AddDate(0, 1, -1).Day() // 31 January and a month is the last of February
		return first.AddDate(0, 0, min(anchor.Day(), last)-1), nil
	case Days:
		return anchor.AddDate(0, 0, n), nil
	default:
		sum := calendar.Add(anchor, n)
		return sum.Date, sum.Missing
	}
}

// ParseRules reads rules as a setting keeps them. Kinds that it does not
// name, or not soundly, follow the default rules.
func ParseRules(text string) []Rule {
	rules := DefaultRules()
	var stored []Rule
	if json.Unmarshal([]byte(text), &stored) != nil {
		return rules
	}
	for _, s := range stored {
		if len(s.Validate()) > 0 {
			continue
		}
		i := slices.IndexFunc(rules, func(r Rule) bool { return r.Kind == s.Kind })
		rules[i] = s
	}
	return rules
}

// Timetable is what deadlines are reckoned with: the office's rules and the
// working days of its calendar.
type Timetable struct {
	Rules    []Rule
	Calendar *workday.Calendar
}

// Deadline is a date by which something is to be done for an event.
type Deadline struct {
	Kind app.DeadlineKind
	At   time.Time // a day, or a moment for those with a time of day
	// Rule is how the date was reckoned; its Kind is empty where the event
	// names the date itself.
	Rule Rule
	// Own tells that the event has the date otherwise than the office's rule.
	Own bool
	// Missing are the years whose official calendar is not known, so that the
	// date may move once it is announced.
	Missing []int
}

// Doubtful tells that the date may move.
func (d Deadline) Doubtful() bool { return len(d.Missing) > 0 }

// Deadlines returns the dates that the office's rules and the event's own imply,
// earliest first. An event's own number of days goes before its offset, and
// that before the office's rule. Of an event that is stopped only the day is left on
// which its personal data is to be deleted.
func (t Timetable) Deadlines(e app.Event) []Deadline {
	var all []Deadline
	if !e.SignUpFrom.IsZero() {
		all = append(all, Deadline{Kind: app.DeadlineOpening, At: e.SignUpFrom})
	}
	if !e.SignUpUntil.IsZero() {
		all = append(all, Deadline{Kind: app.DeadlineSignUp, At: e.SignUpUntil})
	}
	if !e.Start.IsZero() {
		all = append(all, Deadline{Kind: app.DeadlineEvent, At: e.Start})
	}
	if e.IsStopped() {
		all = nil
	}
	for _, rule := range t.Rules {
		rule, own := ruleOf(e, rule)
		anchor := anchorOf(e, rule)
		switch {
		case e.IsStopped() && rule.Kind != app.DeadlineRetention:
		case rule.Kind == app.DeadlineRetention && !e.RetainUntil.IsZero():
			all = append(all, Deadline{Kind: rule.Kind, At: app.DayOf(e.RetainUntil), Own: true})
		case !rule.None && !anchor.IsZero():
			at, missing := rule.reckon(anchor, t.Calendar)
			all = append(all, Deadline{Kind: rule.Kind, At: at, Rule: rule, Own: own, Missing: missing})
		}
	}
	slices.SortStableFunc(all, func(a, b Deadline) int {
		if byDay := app.DayOf(a.At).Compare(app.DayOf(b.At)); byDay != 0 {
			return byDay
		}
		return app.DeadlineKinds.Index(a.Kind) - app.DeadlineKinds.Index(b.Kind)
	})
	return all
}

// ruleOf returns an office's rule as it holds for an event.
func ruleOf(e app.Event, r Rule) (rule Rule, own bool) {
	days := ownDays(&e, r.Kind)
	for _, o := range e.Offsets {
		switch {
		case o.Kind != r.Kind || days != nil && *days > 0:
		case o.None:
			r.None = true
			return r, true
		default:
			r.None = false
			own = r.Days != o.Days
			// An older file can hold any number, and working days are counted one by one.
			r.Days = min(max(o.Days, -app.MostOffset), app.MostOffset)
			return r, own
		}
	}
	if days != nil && *days > 0 {
		own = r.None || r.Days != *days || r.Unit != WorkingDays
		r.None, r.Days, r.Unit = false, *days, WorkingDays
	}
	return r, own
}

// ownDays returns an event's own field for a kind of deadline, nil where it has none.
func ownDays(e *app.Event, k app.DeadlineKind) *int {
	switch k {
	case app.DeadlineFiling:
		return &e.FilingDays
	case app.DeadlineReplies:
		return &e.VettingDays
	}
	return nil
}

// WithOffset returns an event with a deadline of its own; nil puts it back under
// the office's rule. Filing and replies go into the event's own fields.
func WithOffset(e app.Event, k app.DeadlineKind, o *app.DeadlineOffset) app.Event {
	e.Offsets = app.OrNil(slices.DeleteFunc(slices.Clone(e.Offsets), func(o app.DeadlineOffset) bool { return o.Kind == k }))
	if days := ownDays(&e, k); days != nil {
		*days = 0
		if o != nil && !o.None && o.Days > 0 {
			*days = o.Days
			return e
		}
	}
	if o != nil {
		e.Offsets = append(e.Offsets, app.DeadlineOffset{Kind: k, Days: o.Days, None: o.None})
	}
	return e
}

// anchorOf returns the day that a rule counts from, zero where it is not given.
func anchorOf(e app.Event, r Rule) time.Time {
	switch {
	case r.Anchor == AnchorSignUp:
		return app.DayOf(e.SignUpUntil)
	case !r.Before && !e.End.IsZero():
		return app.DayOf(e.End)
	}
	return app.DayOf(e.Start)
}

// State is how things stand with a deadline.
type State string

// The states of deadlines.
const (
	Met     State = "done"    // what was to be done is done
	Passed  State = "passed"  // a date that only passes, such as the event's own
	Overdue State = "overdue" // not done, and the date has passed
	Today   State = "today"
	Ahead   State = "ahead"
)

// Status is a deadline as it stands at a moment.
type Status struct {
	Deadline
	State  State
	DoneOn time.Time // the day on which it was met; zero where that is not known
	// Days and WorkingDays are how long it is to the date, negative after it.
	Days        int
	WorkingDays int
	// Old tells that it is overdue and history: it presses nobody any more. That
	// personal data is to be deleted never grows old.
	Old bool
	// inexact says that WorkingDays runs through a year whose official calendar
	// is not known.
	inexact bool
}

// metBy says which state of an event implies that a deadline is met.
var metBy = map[app.DeadlineKind]app.State{
	app.DeadlineTeam:    app.StateSettled,
	app.DeadlineFiling:  app.StateFiled,
	app.DeadlineNotice:  app.StateSignUpOpen,
	app.DeadlineReplies: app.StateSettled,
	app.DeadlinePublish: app.StateArchived,
	app.DeadlineResults: app.StateArchived,
}

// Statuses returns an event's deadlines as they stand at a moment, earliest first.
// A deadline is met when it is marked so, or when the event's state says so.
func (t Timetable) Statuses(e app.Event, now time.Time) []Status {
	today := app.DayOf(now)
	var all []Status
	for _, d := range t.Deadlines(e) {
		s := Status{Deadline: d}
		day := app.DayOf(d.At)
		s.Days = int(day.Sub(today).Hours() / 24)
		left := t.Calendar.Between(today, day)
		s.WorkingDays, s.inexact = left.Days, len(left.Missing) > 0
		if s.Days < 0 { // what it is late by begins the day after
			s.WorkingDays = -t.Calendar.Between(day, today).Days
		}
		i := slices.IndexFunc(e.Done, func(m app.DeadlineDone) bool { return m.Kind == d.Kind })
		implied, known := metBy[d.Kind]
		switch {
		case d.Kind == app.DeadlineRetention && !e.PurgedAt.IsZero():
			s.State, s.DoneOn = Met, app.DayOf(e.PurgedAt)
		case i >= 0:
			s.State, s.DoneOn = Met, e.Done[i].On
		case known && app.States.Index(e.State) >= app.States.Index(implied):
			s.State = Met
		case d.Kind == app.DeadlineEvent && s.Days < 0, d.Kind != app.DeadlineEvent && d.Kind.OnlyPasses() && now.After(d.At):
			s.State = Passed
		case s.Days < 0:
			s.State = Overdue
		case s.Days == 0:
			s.State = Today
		default:
			s.State = Ahead
		}
		s.Old = s.State == Overdue && s.Kind != app.DeadlineRetention && e.IsHistory(day, now)
		all = append(all, s)
	}
	return all
}

// Owed reports whether something is still to be done, or to happen.
func (s Status) Owed() bool {
	return s.State == Overdue || s.State == Today || s.State == Ahead
}

// PressingAhead is within how many working days of its date a deadline presses.
const PressingAhead = 3

// Presses reports whether the person at the desk is to be told unasked.
func (s Status) Presses() bool {
	return s.Owed() && !s.Old && s.WorkingDays <= PressingAhead
}

// Words says how things stand: 还有 5 个工作日. Through a year whose official
// calendar is not known it counts days, which are sure.
func (s Status) Words() string {
	switch s.State {
	case Met:
		if s.DoneOn.IsZero() {
			return words.T("done|of a deadline")
		}
		return words.T("done on %s", app.ISODate(s.DoneOn))
	case Passed:
		switch s.Kind {
		case app.DeadlineOpening:
			return words.T("has begun|of sign-up")
		case app.DeadlineSignUp:
			return words.T("closed|of sign-up")
		}
		return words.T("over|of the event")
	case Today:
		return words.T("due today")
	case Overdue:
		switch {
		case s.Old:
			return words.T("to be filled in|of a deadline of the past")
		case s.inexact:
			return words.T("%d days late", -s.Days)
		case s.WorkingDays == 0:
			return words.T("%d days late, all off", -s.Days)
		case s.WorkingDays == -1:
			return words.T("one working day late")
		}
		return words.T("%d working days late", -s.WorkingDays)
	}
	switch {
	case s.inexact:
		return words.T("in %d days", s.Days)
	case s.WorkingDays == 0:
		return words.T("in %d days, all off", s.Days)
	case s.WorkingDays == 1:
		return words.T("in one working day")
	}
	return words.T("in %d working days", s.WorkingDays)
}

// Doubt says why the date may move, empty where it is sure.
func (d Deadline) Doubt() string {
	if !d.Doubtful() {
		return ""
	}
	years := make([]string, len(d.Missing))
	for i, y := range d.Missing {
		years[i] = strconv.Itoa(y)
	}
	return words.T("The State Council has not announced the holidays of %s yet; the date may move.", strings.Join(years, words.T(", |between years")))
}

// Next returns what is to be done or happens next; where nothing lies
// ahead, what is overdue longest. ok is false where nothing is left but history.
func Next(statuses []Status) (next Status, ok bool) {
	for _, s := range statuses {
		if s.State == Today || s.State == Ahead {
			return s, true
		}
	}
	for _, s := range statuses {
		if s.State == Overdue && !s.Old {
			return s, true
		}
	}
	return Status{}, false
}

// CountOverdue counts what is overdue, and apart from it what is so long overdue, or
// in an event that is over, that it is history.
func CountOverdue(statuses []Status) (late, old int) {
	for _, s := range statuses {
		switch {
		case s.Old:
			old++
		case s.State == Overdue:
			late++
		}
	}
	return late, old
}
