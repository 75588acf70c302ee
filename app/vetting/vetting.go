// Package vetting helps to decide who is invited: it checks applicants against the
// rules of an event, keeps the waiting list, and selects by lottery.
package vetting

import (
	"cmp"
	"slices"
	"strings"

	"openday/app"
	"openday/app/deadline"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/phone"
	"openday/app/roster"
	"openday/app/words"
	"openday/app/workday"
)

// EligibilityCheck finds what speaks against the invitees of one event: its own
// rules, the places left, the others on the list, and earlier events.
type EligibilityCheck struct {
	event    app.Event
	list     []app.Invitee
	past     map[string][]app.Participation // by the person
	months   int
	approved map[string]int // by category
	counted  int            // approved within 邀请人数
	byKey    map[string][]int
}

// NewEligibilityCheck returns the check for an event's list. past says how the
// list's people took part in all events; months is how long ago an invitation still
// speaks against the next one, 0 for never.
func NewEligibilityCheck(e app.Event, list []app.Invitee, past []app.Participation, months int) *EligibilityCheck {
	c := &EligibilityCheck{event: e, list: list, past: map[string][]app.Participation{}, months: months, approved: map[string]int{}, byKey: map[string][]int{}}
	for _, p := range past {
		c.past[p.PersonID] = append(c.past[p.PersonID], p)
	}
	for i, v := range list {
		if v.HasPlace() {
			c.Count(v.Category, 1)
		}
		for _, k := range sameKeys(v) {
			c.byKey[k] = append(c.byKey[k], i)
		}
	}
	return c
}

// Count counts so many more, or fewer, approved in a category.
func (c *EligibilityCheck) Count(category string, n int) {
	c.approved[category] += n
	if q, ok := c.quota(category); !ok || !q.Outside {
		c.counted += n
	}
}

func (c *EligibilityCheck) quota(category string) (app.Quota, bool) {
	i := slices.IndexFunc(c.event.Quotas, func(q app.Quota) bool { return q.Category == category })
	if i < 0 {
		return app.Quota{}, false
	}
	return c.event.Quotas[i], true
}

// sameKeys returns the keys that two entries of one person share: the ID number,
// name and phone, name and unit.
func sameKeys(v app.Invitee) []string {
	c := roster.IdentityOf(v)
	var keys []string
	if c.ID != "" {
		keys = append(keys, "id\x00"+c.ID)
	}
	for _, number := range c.Phones {
		keys = append(keys, "phone\x00"+c.Name+"\x00"+number)
	}
	if c.Unit != "" {
		keys = append(keys, "unit\x00"+c.Name+"\x00"+c.Unit)
	}
	return keys
}

// Objections returns what speaks against approving an invitee now.
func (c *EligibilityCheck) Objections(v app.Invitee) []app.Objection {
	o := v.Objections(c.event)
	c.addPlaces(&o, v)
	c.addTwins(&o, v)
	c.addPast(&o, v)
	if v.Person.Phone == "" {
		o.Add(app.ObjectionIncomplete, "Phone", words.T("There is no telephone number."))
	}
	if v.Category == "" && len(c.event.Quotas) > 0 {
		o.Add(app.ObjectionIncomplete, "Category", words.T("There is no category."))
	}
	return o
}

// addPlaces looks for places left. Who has one already takes no other.
func (c *EligibilityCheck) addPlaces(o *app.Objections, v app.Invitee) {
	approved, counted := c.approved[v.Category], c.counted
	q, ok := c.quota(v.Category)
	inside := !ok || !q.Outside
	if v.HasPlace() {
		approved--
		if inside {
			counted--
		}
	}
	switch {
	case ok && q.Number != app.NoNumber && approved >= max(q.Number, q.MinShare.Of(c.event.Capacity)):
		o.Add(app.ObjectionQuota, "Category", words.T("The quota of “%s” is full: %d are approved.", q.Category, approved))
	case inside && c.event.Capacity > 0 && counted >= c.event.Capacity:
		o.Add(app.ObjectionQuota, "Category", words.T("The event has no free place left; it has %d in all.", c.event.Capacity))
	}
}

// Overflow is a quota, or the number of people to be invited, that approving
// several at once would exceed.
type Overflow struct {
	Category string // "" for the event as a whole
	Whole    bool
	After    int // how many would be approved
	Places   int
}

// Words says how many would be approved, and of how many places.
func (o Overflow) Words() string {
	if o.Whole {
		return words.T("%d approved after this, %d to be invited", o.After, o.Places)
	}
	return words.T("%s: %d approved after this, a quota of %d", o.Category, o.After, o.Places)
}

// Overflows returns what approving all of some invitees would exceed, the event as
// a whole last. What is exceeded already is told only where it becomes more. A
// least share is no limit: more than it asks for may come.
func (c *EligibilityCheck) Overflows(asked []app.Invitee) []Overflow {
	more, inside := map[string]int{}, 0
	for _, v := range asked {
		if v.HasPlace() {
			continue
		}
		more[v.Category]++
		if q, ok := c.quota(v.Category); !ok || !q.Outside {
			inside++
		}
	}
	var all []Overflow
	for _, q := range c.event.Quotas {
		places := max(q.Number, q.MinShare.Of(c.event.Capacity))
		if after := c.approved[q.Category] + more[q.Category]; q.Number != app.NoNumber && more[q.Category] > 0 && after > places {
			all = append(all, Overflow{Category: q.Category, After: after, Places: places})
		}
	}
	if after := c.counted + inside; c.event.Capacity > 0 && inside > 0 && after > c.event.Capacity {
		all = append(all, Overflow{Whole: true, After: after, Places: c.event.Capacity})
	}
	return all
}

// addTwins looks for other entries of the same person.
func (c *EligibilityCheck) addTwins(o *app.Objections, v app.Invitee) {
	seen := map[int]bool{}
	for _, k := range sameKeys(v) {
		for _, i := range c.byKey[k] {
			other := c.list[i]
			if other.ID == v.ID || seen[i] || other.Vetting == app.VettingDeclined || apartByID(v, other) {
				continue
			}
			if strings.HasPrefix(k, "phone") && !phone.Same(v.Person.Phone, other.Person.Phone) {
				continue // of two places with the same number
			}
			seen[i] = true
			key := "No. %d (%s) has the same name and unit."
			switch {
			case strings.HasPrefix(k, "id"):
				key = "No. %d (%s) has the same ID number."
			case strings.HasPrefix(k, "phone"):
				key = "No. %d (%s) has the same name and telephone number."
			}
			o.Add(app.ObjectionDuplicate, "Name", words.T(key, i+1, other.Person.Name))
		}
	}
}

// apartByID reports whether two entries have different ID numbers.
func apartByID(a, b app.Invitee) bool {
	x, y := idcard.Key(a.Person.IDNumber), idcard.Key(b.Person.IDNumber)
	return x != "" && y != "" && x != y
}

// addPast looks for invitations to earlier events.
func (c *EligibilityCheck) addPast(o *app.Objections, v app.Invitee) {
	if p, ok := LastInvited(c.past[v.Person.ID], c.event, c.months); ok {
		o.Add(app.ObjectionRecent, "Name", words.T("Invited to “%[1]s” on %[2]s (%[3]s), less than %[4]d months before.", p.Title, app.DayWords(p.Start), p.Words(), c.months))
	}
}

// LastInvited returns the latest time that somebody took part in another event,
// less than so many months before an event; ok is false where there is none.
func LastInvited(parts []app.Participation, e app.Event, months int) (last app.Participation, ok bool) {
	if months <= 0 || e.Start.IsZero() {
		return last, false
	}
	since := app.DayOf(e.Start).AddDate(0, -months, 0)
	for _, p := range parts {
		if p.EventID != e.ID && p.Invited() && p.Start.After(since) && p.Start.Before(e.Start) && p.Start.After(last.Start) {
			last, ok = p, true
		}
	}
	return last, ok
}

// ReplyBy returns the day by which an applicant is to be told the result of
// vetting: the event's deadline, or, where sign-up has no end, its working days
// after the application was entered. ok is false where there is no such day.
func ReplyBy(t deadline.Timetable, e app.Event, v app.Invitee) (by workday.Sum, ok bool) {
	for _, d := range t.Deadlines(e) {
		if d.Kind == app.DeadlineReplies {
			return workday.Sum{Date: d.At, Missing: d.Missing}, true
		}
	}
	if e.VettingDays == 0 || v.CreatedAt.IsZero() {
		return workday.Sum{}, false
	}
	return t.Calendar.Add(app.DayOf(v.CreatedAt), e.VettingDays), true
}

// Vacancy is a place that has come free, and who is next on the waiting list of
// its category.
type Vacancy struct {
	Left app.Invitee
	Next app.Invitee
}

// Vacancies returns the places that came free between two states of a list, each
// with another one who waits; places for which nobody waits are left out. The
// waiting list goes by the day on which people were put on it, then by entry.
func Vacancies(before, after []app.Invitee) []Vacancy {
	had := map[string]bool{}
	for _, v := range before {
		had[v.ID] = v.HasPlace()
	}
	waiting := WaitingList(after)
	var all []Vacancy
	for _, v := range after {
		if !had[v.ID] || v.HasPlace() {
			continue
		}
		if i := slices.IndexFunc(waiting, func(w app.Invitee) bool { return w.Category == v.Category && w.ID != v.ID }); i >= 0 {
			all = append(all, Vacancy{v, waiting[i]})
			waiting = slices.Delete(waiting, i, i+1)
		}
	}
	return all
}

// WaitingList returns those who wait, the first first.
func WaitingList(list []app.Invitee) []app.Invitee {
	var waiting []app.Invitee
	for _, v := range list {
		if v.Vetting == app.VettingWaiting {
			waiting = append(waiting, v)
		}
	}
	slices.SortStableFunc(waiting, func(a, b app.Invitee) int {
		return cmp.Or(a.DecidedOn.Compare(b.DecidedOn), a.Position-b.Position)
	})
	return waiting
}

// Words says what came free and who is next.
func (v Vacancy) Words() string {
	category := cmp.Or(v.Left.Category, words.T("no category|of an invitee"))
	return words.T("The place of %[1]s (%[2]s) is free. First on the waiting list: %[3]s.", v.Left.Person.Name, category, hanzi.CleanName(v.Next.Person.Name))
}
