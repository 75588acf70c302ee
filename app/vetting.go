package app

import (
	"cmp"
	"slices"
	"strings"

	"openday/app/hanzi"
	"openday/app/words"
	"openday/app/workday"
)

// Bench weighs what speaks against the invitees of one event: its own rules,
// the places left, the others on the list, and earlier events.
type Bench struct {
	event    Event
	list     []Invitee
	past     map[string][]Part // by the person
	months   int
	approved map[string]int // by category
	counted  int            // approved within 邀请人数
	byKey    map[string][]int
}

// NewBench makes a bench for an event's list. past holds the parts of the
// list's people in all events; months is how long ago an invitation still
// speaks against the next one, 0 for never.
func NewBench(e Event, list []Invitee, past []Part, months int) *Bench {
	b := &Bench{event: e, list: list, past: map[string][]Part{}, months: months, approved: map[string]int{}, byKey: map[string][]int{}}
	for _, p := range past {
		b.past[p.PersonID] = append(b.past[p.PersonID], p)
	}
	for i, v := range list {
		if v.HasPlace() {
			b.Count(v.Category, 1)
		}
		for _, k := range sameKeys(v) {
			b.byKey[k] = append(b.byKey[k], i)
		}
	}
	return b
}

func (b *Bench) Count(category string, n int) {
	b.approved[category] += n
	if q, ok := b.quota(category); !ok || !q.Outside {
		b.counted += n
	}
}

func (b *Bench) quota(category string) (Quota, bool) {
	i := slices.IndexFunc(b.event.Quotas, func(q Quota) bool { return q.Category == category })
	if i < 0 {
		return Quota{}, false
	}
	return b.event.Quotas[i], true
}

// sameKeys returns the keys that two entries of one person share: the ID number,
// name and phone, name and unit.
func sameKeys(v Invitee) []string {
	id, phone, unit := Comparable(v)
	var keys []string
	if id != "" {
		keys = append(keys, "id\x00"+id)
	}
	if phone != "" {
		keys = append(keys, "phone\x00"+v.Person.Name+"\x00"+phone)
	}
	if unit != "" {
		keys = append(keys, "unit\x00"+v.Person.Name+"\x00"+unit)
	}
	return keys
}

// Against returns what speaks against approving an invitee now.
func (b *Bench) Against(v Invitee) []Objection {
	o := v.Objections(b.event)
	b.againstPlaces(&o, v)
	b.againstTwins(&o, v)
	b.againstPast(&o, v)
	if v.Person.Phone == "" {
		o.Add(ObjectionIncomplete, "Phone", words.T("There is no telephone number."))
	}
	if v.Category == "" && len(b.event.Quotas) > 0 {
		o.Add(ObjectionIncomplete, "Category", words.T("There is no category."))
	}
	return o
}

// againstPlaces looks for places left. Who has one already takes no other.
func (b *Bench) againstPlaces(o *Objections, v Invitee) {
	approved, counted := b.approved[v.Category], b.counted
	q, ok := b.quota(v.Category)
	inside := !ok || !q.Outside
	if v.HasPlace() {
		approved--
		if inside {
			counted--
		}
	}
	switch {
	case ok && q.Number != NoNumber && approved >= max(q.Number, q.MinShare.Of(b.event.Capacity)):
		o.Add(ObjectionQuota, "Category", words.T("The quota of “%s” is full: %d are approved.", q.Category, approved))
	case inside && b.event.Capacity > 0 && counted >= b.event.Capacity:
		o.Add(ObjectionQuota, "Category", words.T("The event has no free place left; it has %d in all.", b.event.Capacity))
	}
}

// againstTwins looks for other entries of the same person.
func (b *Bench) againstTwins(o *Objections, v Invitee) {
	seen := map[int]bool{}
	for _, k := range sameKeys(v) {
		for _, i := range b.byKey[k] {
			other := b.list[i]
			if other.ID == v.ID || seen[i] || other.Vetting == VettingDeclined || apartByID(v, other) {
				continue
			}
			seen[i] = true
			key := "No. %d (%s) has the same name and unit."
			switch {
			case strings.HasPrefix(k, "id"):
				key = "No. %d (%s) has the same ID number."
			case strings.HasPrefix(k, "phone"):
				key = "No. %d (%s) has the same name and telephone number."
			}
			o.Add(ObjectionDuplicate, "Name", words.T(key, i+1, other.Person.Name))
		}
	}
}

// apartByID reports whether two entries have different ID numbers.
func apartByID(a, b Invitee) bool {
	x, _, _ := Comparable(a)
	y, _, _ := Comparable(b)
	return x != "" && y != "" && x != y
}

// againstPast looks for invitations to earlier events.
func (b *Bench) againstPast(o *Objections, v Invitee) {
	if p, ok := LastInvited(b.past[v.Person.ID], b.event, b.months); ok {
		o.Add(ObjectionRecent, "Name", words.T("Invited to “%[1]s” on %[2]s (%[3]s), less than %[4]d months before.", p.Title, DayWords(p.Start), p.Words(), b.months))
	}
}

// LastInvited returns the latest of somebody's parts in other events that lies
// less than so many months before an event; ok is false where there is none.
func LastInvited(parts []Part, e Event, months int) (last Part, ok bool) {
	if months <= 0 || e.Start.IsZero() {
		return last, false
	}
	since := DayOf(e.Start).AddDate(0, -months, 0)
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
func ReplyBy(t Timetable, e Event, v Invitee) (by workday.Sum, ok bool) {
	for _, d := range t.Deadlines(e) {
		if d.Kind == DeadlineReplies {
			return workday.Sum{Date: d.At, Missing: d.Missing}, true
		}
	}
	if e.VettingDays == 0 || v.CreatedAt.IsZero() {
		return workday.Sum{}, false
	}
	return t.Calendar.Add(DayOf(v.CreatedAt), e.VettingDays), true
}

// Vacancy is a place that has come free, and who is next on the waiting list of
// its category.
type Vacancy struct {
	Left Invitee
	Next Invitee
}

// Vacancies returns the places that came free between two states of a list, each
// with another one who waits; places for which nobody waits are left out. The
// waiting list goes by the day on which people were put on it, then by entry.
func Vacancies(before, after []Invitee) []Vacancy {
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
		if i := slices.IndexFunc(waiting, func(w Invitee) bool { return w.Category == v.Category && w.ID != v.ID }); i >= 0 {
			all = append(all, Vacancy{v, waiting[i]})
			waiting = slices.Delete(waiting, i, i+1)
		}
	}
	return all
}

// WaitingList returns those who wait, the first first.
func WaitingList(list []Invitee) []Invitee {
	var waiting []Invitee
	for _, v := range list {
		if v.Vetting == VettingWaiting {
			waiting = append(waiting, v)
		}
	}
	slices.SortStableFunc(waiting, func(a, b Invitee) int {
		return cmp.Or(a.DecidedOn.Compare(b.DecidedOn), a.Position-b.Position)
	})
	return waiting
}

// Words says what came free and who is next.
func (v Vacancy) Words() string {
	category := cmp.Or(v.Left.Category, words.T("no category|of an invitee"))
	return words.T("The place of %[1]s (%[2]s) is free. First on the waiting list: %[3]s.", v.Left.Person.Name, category, hanzi.CleanName(v.Next.Person.Name))
}
