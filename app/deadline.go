package app

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app/words"
	"openday/app/workday"
)

// DeadlineUnit is what a rule counts in.
type DeadlineUnit string

// The units of rules.
const (
	UnitWorkingDays DeadlineUnit = "working"
	UnitDays        DeadlineUnit = "calendar"
	UnitMonths      DeadlineUnit = "months"
)

// DeadlineUnits are the units of rules.
var DeadlineUnits = Vocabulary[DeadlineUnit]{
	{UnitWorkingDays, "个工作日", "working days"},
	{UnitDays, "天", "days"},
	{UnitMonths, "个月", "months"},
}

// DeadlineAnchor is the date that a rule counts from.
type DeadlineAnchor string

// The dates to count from.
const (
	AnchorEvent  DeadlineAnchor = "event"   // the day on which the event starts, or ends for what comes after it
	AnchorSignUp DeadlineAnchor = "sign_up" // the day on which sign-up closes
)

// DeadlineAnchors are the dates to count from.
var DeadlineAnchors = Vocabulary[DeadlineAnchor]{
	{AnchorEvent, "活动", "the event"},
	{AnchorSignUp, "报名截止", "sign-up closes"},
}

// DeadlineRule says how the office reckons one kind of deadline for all events.
type DeadlineRule struct {
	Kind   DeadlineKind
	Days   int // how many of Unit, from 0 to MostDays
	Unit   DeadlineUnit
	Anchor DeadlineAnchor
	Before bool // before the anchor; else after it
	None   bool // the office has no such deadline
}

// DefaultDeadlineRules returns the rules that hold until an office sets its own,
// in the course of an event. Filing, the selection team, replies and what is
// to be published follow the usual plans of districts; notice and retention are
// set so that people have a week to sign up, and data is kept for a year.
func DefaultDeadlineRules() []DeadlineRule {
	return []DeadlineRule{
		{Kind: DeadlineTeam, Days: 5, Unit: UnitWorkingDays, Anchor: AnchorEvent, Before: true},
		{Kind: DeadlineFiling, Days: 5, Unit: UnitWorkingDays, Anchor: AnchorEvent, Before: true},
		{Kind: DeadlineNotice, Days: 7, Unit: UnitWorkingDays, Anchor: AnchorEvent, Before: true},
		{Kind: DeadlineReplies, Days: 2, Unit: UnitWorkingDays, Anchor: AnchorSignUp},
		{Kind: DeadlinePublish, Days: 5, Unit: UnitDays, Anchor: AnchorEvent},
		{Kind: DeadlineResults, Days: 10, Unit: UnitDays, Anchor: AnchorEvent},
		{Kind: DeadlineRetention, Days: 12, Unit: UnitMonths, Anchor: AnchorEvent},
	}
}

// Validate returns what keeps the rule from being used.
func (r DeadlineRule) Validate() []FieldProblem {
	var p Problems
	if !slices.ContainsFunc(DefaultDeadlineRules(), func(d DeadlineRule) bool { return d.Kind == r.Kind }) {
		p.Add("Kind", "There is no rule for this kind of deadline.")
	}
	if r.Days < 0 || r.Days > MostDays {
		p.Add("Days", "A time limit is from 0 to %d.", MostDays)
	}
	if !DeadlineUnits.Has(r.Unit) {
		p.Add("Unit", "This is not one of the units.")
	}
	if !DeadlineAnchors.Has(r.Anchor) {
		p.Add("Anchor", "This is not one of the dates to count from.")
	}
	return p
}

// ruleKeys are the words of rules by their unit.
var ruleKeys = map[DeadlineUnit]struct{ before, after string }{
	UnitWorkingDays: {"%d working days before %s", "%d working days after %s"},
	UnitDays:        {"%d days before %s", "%d days after %s"},
	UnitMonths:      {"%d months before %s", "%d months after %s"},
}

// Words says the rule: 活动前 5 个工作日.
func (r DeadlineRule) Words() string {
	if r.None {
		return words.T("none|no such deadline")
	}
	keys := ruleKeys[r.Unit]
	key := keys.after
	if r.Before {
		key = keys.before
	}
	return words.T(key, r.Days, DeadlineAnchors.Label(r.Anchor))
}

// reckon returns the date of the rule for an anchor, and the years on the way
// whose official calendar is not known.
func (r DeadlineRule) reckon(anchor time.Time, calendar *workday.Calendar) (time.Time, []int) {
	n := max(-MostOffset, min(MostOffset, r.Days)) // a damaged file may hold any number
	if r.Before {
		n = -n
	}
	switch r.Unit {
	case UnitMonths:
		first := Date(anchor.Year(), anchor.Month()+time.Month(n), 1)
		last := first.AddDate(0, 1, -1).Day() // 31 January and a month is the last of February
		return first.AddDate(0, 0, min(anchor.Day(), last)-1), nil
	case UnitDays:
		return anchor.AddDate(0, 0, n), nil
	default:
		sum := calendar.Add(anchor, n)
		return sum.Date, sum.Missing
	}
}

// ParseDeadlineRules reads rules as a setting keeps them. Kinds that it does not
// name, or not soundly, follow the default rules.
func ParseDeadlineRules(text string) []DeadlineRule {
	rules := DefaultDeadlineRules()
	var stored []DeadlineRule
	if json.Unmarshal([]byte(text), &stored) != nil {
		return rules
	}
	for _, s := range stored {
		if len(s.Validate()) > 0 {
			continue
		}
		i := slices.IndexFunc(rules, func(r DeadlineRule) bool { return r.Kind == s.Kind })
		rules[i] = s
	}
	return rules
}

// Timetable is what deadlines are reckoned with: the office's rules and the
// working days of its calendar.
type Timetable struct {
	Rules    []DeadlineRule
	Calendar *workday.Calendar
}

// Deadline is a date by which something is to be done for an event.
type Deadline struct {
	Kind DeadlineKind
	At   time.Time // a day, or a moment for those with a time of day
	// Rule is how the date was reckoned; its Kind is empty where the event
	// names the date itself.
	Rule DeadlineRule
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
// that before the office's rule.
func (t Timetable) Deadlines(e Event) []Deadline {
	var all []Deadline
	if !e.SignUpUntil.IsZero() {
		all = append(all, Deadline{Kind: DeadlineSignUp, At: e.SignUpUntil})
	}
	if !e.Start.IsZero() {
		all = append(all, Deadline{Kind: DeadlineEvent, At: e.Start})
	}
	for _, rule := range t.Rules {
		rule, own := ruleOf(e, rule)
		anchor := anchorOf(e, rule)
		switch {
		case rule.Kind == DeadlineRetention && !e.RetainUntil.IsZero():
			all = append(all, Deadline{Kind: rule.Kind, At: DayOf(e.RetainUntil), Own: true})
		case !rule.None && !anchor.IsZero():
			at, missing := rule.reckon(anchor, t.Calendar)
			all = append(all, Deadline{Kind: rule.Kind, At: at, Rule: rule, Own: own, Missing: missing})
		}
	}
	slices.SortStableFunc(all, func(a, b Deadline) int {
		if byDay := DayOf(a.At).Compare(DayOf(b.At)); byDay != 0 {
			return byDay
		}
		return DeadlineKinds.Index(a.Kind) - DeadlineKinds.Index(b.Kind)
	})
	return all
}

// ruleOf returns an office's rule as it holds for an event.
func ruleOf(e Event, r DeadlineRule) (rule DeadlineRule, own bool) {
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
			r.Days = min(max(o.Days, -MostOffset), MostOffset)
			return r, own
		}
	}
	if days != nil && *days > 0 {
		own = r.None || r.Days != *days || r.Unit != UnitWorkingDays
		r.None, r.Days, r.Unit = false, *days, UnitWorkingDays
	}
	return r, own
}

// ownDays returns an event's own field for a kind of deadline, nil where it has none.
func ownDays(e *Event, k DeadlineKind) *int {
	switch k {
	case DeadlineFiling:
		return &e.FilingDays
	case DeadlineReplies:
		return &e.VettingDays
	}
	return nil
}

// WithOffset returns an event with a deadline of its own; nil puts it back under
// the office's rule. Filing and replies go into the event's own fields.
func WithOffset(e Event, k DeadlineKind, o *DeadlineOffset) Event {
	e.Offsets = OrNil(slices.DeleteFunc(slices.Clone(e.Offsets), func(o DeadlineOffset) bool { return o.Kind == k }))
	if days := ownDays(&e, k); days != nil {
		*days = 0
		if o != nil && !o.None && o.Days > 0 {
			*days = o.Days
			return e
		}
	}
	if o != nil {
		e.Offsets = append(e.Offsets, DeadlineOffset{Kind: k, Days: o.Days, None: o.None})
	}
	return e
}

// anchorOf returns the day that a rule counts from, zero where it is not given.
func anchorOf(e Event, r DeadlineRule) time.Time {
	switch {
	case r.Anchor == AnchorSignUp:
		return DayOf(e.SignUpUntil)
	case !r.Before && !e.End.IsZero():
		return DayOf(e.End)
	}
	return DayOf(e.Start)
}

// DeadlineState is how things stand with a deadline.
type DeadlineState string

// The states of deadlines.
const (
	DeadlineMet     DeadlineState = "done"    // what was to be done is done
	DeadlinePassed  DeadlineState = "passed"  // a date that only passes, such as the event's own
	DeadlineOverdue DeadlineState = "overdue" // not done, and the date has passed
	DeadlineToday   DeadlineState = "today"
	DeadlineAhead   DeadlineState = "ahead"
)

// DeadlineStatus is a deadline as it stands at a moment.
type DeadlineStatus struct {
	Deadline
	State  DeadlineState
	DoneOn time.Time // the day on which it was met; zero where that is not known
	// Days and WorkingDays are how long it is to the date, negative after it.
	Days        int
	WorkingDays int
	// inexact says that WorkingDays runs through a year whose official calendar
	// is not known.
	inexact bool
}

// met says which state of an event implies that a deadline is met.
var met = map[DeadlineKind]State{
	DeadlineTeam:    StateSettled,
	DeadlineFiling:  StateFiled,
	DeadlineNotice:  StateSignUpOpen,
	DeadlineReplies: StateSettled,
	DeadlinePublish: StateArchived,
	DeadlineResults: StateArchived,
}

// Statuses returns an event's deadlines as they stand at a moment, earliest first.
// A deadline is met when it is marked so, or when the event's state says so.
func (t Timetable) Statuses(e Event, now time.Time) []DeadlineStatus {
	today := DayOf(now)
	var all []DeadlineStatus
	for _, d := range t.Deadlines(e) {
		s := DeadlineStatus{Deadline: d}
		day := DayOf(d.At)
		s.Days = int(day.Sub(today).Hours() / 24)
		left := t.Calendar.Between(today, day)
		s.WorkingDays, s.inexact = left.Days, len(left.Missing) > 0
		if s.Days < 0 { // what it is late by begins the day after
			s.WorkingDays = -t.Calendar.Between(day, today).Days
		}
		i := slices.IndexFunc(e.Done, func(m DeadlineDone) bool { return m.Kind == d.Kind })
		implied, known := met[d.Kind]
		switch {
		case d.Kind == DeadlineRetention && !e.PurgedAt.IsZero():
			s.State, s.DoneOn = DeadlineMet, DayOf(e.PurgedAt)
		case i >= 0:
			s.State, s.DoneOn = DeadlineMet, e.Done[i].On
		case known && States.Index(e.State) >= States.Index(implied):
			s.State = DeadlineMet
		case d.Kind == DeadlineSignUp && now.After(d.At), d.Kind == DeadlineEvent && s.Days < 0:
			s.State = DeadlinePassed
		case s.Days < 0:
			s.State = DeadlineOverdue
		case s.Days == 0:
			s.State = DeadlineToday
		default:
			s.State = DeadlineAhead
		}
		all = append(all, s)
	}
	return all
}

// Owed reports whether something is still to be done, or to happen.
func (s DeadlineStatus) Owed() bool {
	return s.State == DeadlineOverdue || s.State == DeadlineToday || s.State == DeadlineAhead
}

// What presses is due within PressingAhead working days, or overdue by no more
// than pressingPast: what is older nobody mends by being told every morning.
const (
	PressingAhead = 3
	pressingPast  = 30
)

// Presses reports whether the person at the desk is to be told unasked.
func (s DeadlineStatus) Presses() bool {
	return s.Owed() && s.WorkingDays <= PressingAhead && s.WorkingDays >= -pressingPast
}

// Words says how things stand: 还有 5 个工作日. Through a year whose official
// calendar is not known it counts days, which are sure.
func (s DeadlineStatus) Words() string {
	switch s.State {
	case DeadlineMet:
		if s.DoneOn.IsZero() {
			return words.T("done|of a deadline")
		}
		return words.T("done on %s", ISODate(s.DoneOn))
	case DeadlinePassed:
		if s.Kind == DeadlineSignUp {
			return words.T("closed|of sign-up")
		}
		return words.T("over|of the event")
	case DeadlineToday:
		return words.T("due today")
	case DeadlineOverdue:
		switch {
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

// NextDeadline returns what is to be done or happens next; where nothing lies
// ahead, what is overdue longest. ok is false where nothing is left.
func NextDeadline(statuses []DeadlineStatus) (next DeadlineStatus, ok bool) {
	for _, s := range statuses {
		if s.State == DeadlineToday || s.State == DeadlineAhead {
			return s, true
		}
	}
	for _, s := range statuses {
		if s.State == DeadlineOverdue {
			return s, true
		}
	}
	return DeadlineStatus{}, false
}

// CountOverdue counts what is overdue.
func CountOverdue(statuses []DeadlineStatus) int {
	n := 0
	for _, s := range statuses {
		if s.State == DeadlineOverdue {
			n++
		}
	}
	return n
}
