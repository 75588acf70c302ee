// Package figures counts what the window and the papers show of events: invitees
// against quotas, attendance, and the handling of opinions.
package figures

import (
	"cmp"
	"slices"
	"time"

	"openday/app"
	"openday/app/words"
)

// Figures are the counts of an event that the window and the papers show. Always
// Approved = Came + Excused + Absent + Unknown: who was not approved is in none of
// them, and who came all the same is a walk-in.
type Figures struct {
	Approved    int // invitees who are to come (应到)
	Came        int // of them, those who came or sent a substitute (实到)
	Substituted int // of those, who sent a substitute (替代)
	Excused     int // of the approved (请假)
	Absent      int // of the approved (缺席)
	Unknown     int // of the approved, those whose attendance is not entered (未登记)
	WalkIns     int // came without having been approved (临时参加)
	Pending     int // not vetted yet
	Waiting     int // on the waiting list
	Counted     int // approved within 邀请人数: those whose quota is not outside the count
	Confirmed   int // approved and said that they come
	Withdrawn   int // approved and said that they cannot come

	Quotas []Quota // by the event's quotas, then categories without one

	Handling
	Merged       int     // opinions merged into others; they count there
	Unanswered   int     // the person who spoke still waits
	ByCategory   []Tally // most first
	ByDepartment []Tally // most first
	BySatisfied  []Tally // of those called back
	ByAdoption   []Tally // of those answered
}

// Quota is one line of the quota board.
type Quota struct {
	app.Quota
	Target    int // NoNumber where the quota names neither number nor share
	Invited   int // on the list, whatever the result of vetting
	Approved  int
	Confirmed int // of the approved, those who said that they come
	Withdrawn int // of the approved, those who said that they cannot come
	Came      int // as in Figures, and so on
	Excused   int
	Absent    int
	Unknown   int
	WalkIns   int
}

// Missing returns how many approved are missing to the target; 0 where there is none.
func (q Quota) Missing() int { return max(0, q.Target-q.Approved) }

// Least returns how many of a category are needed for it to have its least share
// of those approved, rounded up: beside the target, which is its share of 邀请人数,
// what is checked once people are vetted. It is 0 where there is no share to reach.
func (f Figures) Least(q Quota) int {
	if q.Outside {
		return 0
	}
	return q.MinShare.Of(f.Counted)
}

// Reached reports whether a category has what its quota asks for: as many as its
// target, without those who withdrew, and its least share of those approved.
func (f Figures) Reached(q Quota) bool {
	return q.Target != app.NoNumber && q.Approved-q.Withdrawn >= q.Target && q.Approved >= f.Least(q)
}

// Problems says what keeps the list from what the event's quotas ask for, a
// sentence each: too few, too many, a share not reached. Who withdrew counts as
// missing, and whoever took their place as no more than that.
func (f Figures) Problems(e app.Event) []string {
	var all []string
	counted := f.Counted
	for _, q := range f.Quotas {
		if !q.Outside {
			counted -= q.Withdrawn
		}
	}
	if over := counted - e.Capacity; e.Capacity > 0 && over > 0 {
		all = append(all, words.T("%[2]d people are approved within the count, %[3]d more than the %[1]d to be invited.", e.Capacity, counted, over))
	}
	for _, q := range f.Quotas {
		name := cmp.Or(q.Category, words.T("no category|of an invitee"))
		coming := q.Approved - q.Withdrawn
		switch least := f.Least(q); {
		case q.Target == app.NoNumber && q.Invited > 0 && len(e.Quotas) > 0 && q.Quota.Number == app.NoNumber && q.MinShare.IsZero() && !slices.Contains(e.Categories(), q.Category):
			all = append(all, words.T("“%s” has no quota, and %d people are on the list.", name, q.Invited))
		case q.Target > coming && q.Withdrawn > 0:
			all = append(all, words.T("“%[1]s” lacks %[2]d: %[3]d of %[4]d are approved, and %[5]d of them cannot come.", name, q.Target-coming, q.Approved, q.Target, q.Withdrawn))
		case q.Target > coming:
			all = append(all, words.T("“%s” lacks %d: %d of %d are approved.", name, q.Target-coming, q.Approved, q.Target))
		case q.Approved < least:
			all = append(all, words.T("“%s” does not reach its share of %s: %d of %d are approved, %d are needed.", name, q.MinShare, q.Approved, f.Counted, least))
		case q.Quota.Number != app.NoNumber && coming > q.Target && q.MinShare.IsZero():
			all = append(all, words.T("“%s” has %d more than its quota of %d.", name, coming-q.Target, q.Target))
		}
	}
	return all
}

// Tally is a count under a name. Name is empty where nothing is entered.
type Tally struct {
	Name string
	Handling
}

// Of returns the figures of an event as they stand on a day.
func Of(d app.Dossier, today time.Time) Figures {
	c := NewCounter(d.Event, today)
	for _, v := range d.Invitees {
		c.Invitees(app.CountedInvitees{Category: v.Category, Vetting: v.Vetting, WalkIn: v.WalkIn, Confirmation: v.Confirmation, Attendance: v.Attendance, Count: 1})
	}
	for _, o := range d.Feedback {
		c.Opinion(o)
	}
	return c.Figures()
}

// Counter is figures in the making. What is counted need not be in memory at once.
type Counter struct {
	event app.Event
	today time.Time
	f     Figures

	index                   map[string]int // of a category among the quotas
	categories, departments map[string]*Handling
	satisfied               map[app.Satisfaction]int
	adoptions               map[app.Adoption]int
}

// NewCounter returns a counter of an event on a day.
func NewCounter(e app.Event, today time.Time) *Counter {
	c := &Counter{
		event: e, today: today, index: map[string]int{}, categories: map[string]*Handling{},
		departments: map[string]*Handling{}, satisfied: map[app.Satisfaction]int{}, adoptions: map[app.Adoption]int{},
	}
	for _, q := range e.Quotas {
		c.index[q.Category] = len(c.f.Quotas)
		c.f.Quotas = append(c.f.Quotas, Quota{Quota: q})
	}
	return c
}

// Invitees counts invitees who are alike in what is counted.
func (c *Counter) Invitees(v app.CountedInvitees) {
	n := v.Count
	i, ok := c.index[v.Category]
	if !ok {
		i = len(c.f.Quotas)
		c.index[v.Category] = i
		c.f.Quotas = append(c.f.Quotas, Quota{Quota: app.Quota{Category: v.Category, Number: app.NoNumber}})
	}
	q := &c.f.Quotas[i]
	q.Invited += n
	switch {
	case v.Vetting == app.VettingPending && !v.WalkIn:
		c.f.Pending += n
	case v.Vetting == app.VettingWaiting:
		c.f.Waiting += n
	case v.Vetting == app.VettingApproved:
		c.f.Approved += n
		q.Approved += n
		if !q.Outside {
			c.f.Counted += n
		}
		switch v.Confirmation {
		case app.Confirmed:
			c.f.Confirmed += n
			q.Confirmed += n
		case app.Withdrew:
			c.f.Withdrawn += n
			q.Withdrawn += n
		}
	}
	switch {
	case v.Vetting != app.VettingApproved:
		if v.Attendance.IsThere() {
			c.f.WalkIns += n
			q.WalkIns += n
		}
	case v.Attendance.IsThere():
		c.f.Came += n
		q.Came += n
		if v.Attendance == app.AttendanceSubstitute {
			c.f.Substituted += n
		}
	case v.Attendance == app.AttendanceExcused:
		c.f.Excused += n
		q.Excused += n
	case v.Attendance == app.AttendanceAbsent:
		c.f.Absent += n
		q.Absent += n
	default:
		c.f.Unknown += n
		q.Unknown += n
	}
}

// Opinion counts an opinion.
func (c *Counter) Opinion(o app.Feedback) {
	if o.MergedInto != "" {
		c.f.Merged++
		return // counted where it was merged into
	}
	for _, h := range []*Handling{&c.f.Handling, entry(c.categories, o.Category), entry(c.departments, o.Department)} {
		h.count(o, c.today)
	}
	if o.OwesReply() {
		c.f.Unanswered++
	}
	if o.Satisfaction != "" {
		c.satisfied[o.Satisfaction]++
	}
	if o.Adoption != "" {
		c.adoptions[o.Adoption]++
	}
}

// Figures returns what was counted.
func (c *Counter) Figures() Figures {
	invited := c.event.Capacity
	if invited == 0 {
		invited = c.f.Counted
	}
	for i := range c.f.Quotas {
		c.f.Quotas[i].Target = c.f.Quotas[i].Quota.Target(invited)
	}
	c.f.ByCategory, c.f.ByDepartment = byCount(c.categories), byCount(c.departments)
	for _, s := range app.Satisfactions {
		if n := c.satisfied[s.Code]; n > 0 {
			c.f.BySatisfied = append(c.f.BySatisfied, Tally{s.Chinese, Handling{Opinions: n}})
		}
	}
	for _, a := range app.Adoptions {
		if n := c.adoptions[a.Code]; n > 0 {
			c.f.ByAdoption = append(c.f.ByAdoption, Tally{a.Chinese, Handling{Opinions: n}})
		}
	}
	return c.f
}

func entry(m map[string]*Handling, name string) *Handling {
	if m[name] == nil {
		m[name] = &Handling{}
	}
	return m[name]
}

// byCount lists tallies with the most first, and the nameless one last.
func byCount(m map[string]*Handling) []Tally {
	var list []Tally
	for name, h := range m {
		list = append(list, Tally{name, *h})
	}
	slices.SortFunc(list, func(a, b Tally) int {
		return cmp.Or(namelessLast(a.Name, b.Name), b.Opinions-a.Opinions, cmp.Compare(a.Name, b.Name))
	})
	return list
}

// namelessLast orders what has a name before what has none.
func namelessLast(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	return 0
}

// Year are the counts of the events that begin in a year.
type Year struct {
	Year   int
	At     time.Time // the moment as of which they are counted
	Events []Event   // by their start
	Total  Figures
}

// Event are the counts of one event.
type Event struct {
	Event   app.Event
	Figures Figures
}
