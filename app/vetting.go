package app

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/phone"
	"openday/app/words"
	"openday/app/workday"
)

// ObjectionKind sorts what speaks against approving somebody.
type ObjectionKind string

// The kinds of objections.
const (
	ObjectionAge        ObjectionKind = "age"
	ObjectionArea       ObjectionKind = "area"
	ObjectionID         ObjectionKind = "id"
	ObjectionQuota      ObjectionKind = "quota"
	ObjectionDuplicate  ObjectionKind = "duplicate"
	ObjectionRecent     ObjectionKind = "recent"
	ObjectionIncomplete ObjectionKind = "incomplete"
)

// ObjectionKinds are the kinds of objections.
var ObjectionKinds = Vocabulary[ObjectionKind]{
	{ObjectionAge, "年龄不符", "Age"},
	{ObjectionArea, "地区不符", "Area"},
	{ObjectionID, "证件号", "ID number"},
	{ObjectionQuota, "名额", "Quota"},
	{ObjectionDuplicate, "重复", "Duplicate"},
	{ObjectionRecent, "近期已邀请", "Invited lately"},
	{ObjectionIncomplete, "信息不全", "Incomplete"},
}

// Objection is one thing that speaks against approving somebody. Field is that
// of Invitee.Validate.
type Objection struct {
	Kind ObjectionKind
	FieldProblem
}

// WantsReason reports whether whoever approves all the same has to say why. What
// is merely not filled in yet wants none.
func (o Objection) WantsReason() bool { return o.Kind != ObjectionIncomplete }

// WantReason reports whether any of the objections wants a reason.
func WantReason(all []Objection) bool { return slices.ContainsFunc(all, Objection.WantsReason) }

// objections gathers objections.
type objections []Objection

func (o *objections) say(kind ObjectionKind, field, message string) {
	*o = append(*o, Objection{kind, FieldProblem{field, message}})
}

// Part is what somebody was in one event, as the history of people tells it.
type Part struct {
	PersonID     string
	EventID      string
	Title        string    // of the event
	Start        time.Time // of the event
	Unit         string
	Post         string
	Category     string
	Vetting      Vetting
	Confirmation Confirmation
	Attendance   Attendance
	WalkIn       bool
}

// Invited reports whether the person had a place, or came without one.
func (p Part) Invited() bool { return p.Vetting == VettingApproved || p.Attendance.IsThere() }

// Words says in a few words what became of it: 已到, 缺席, 不通过.
func (p Part) Words() string {
	switch {
	case p.Attendance != "":
		return Attendances.Label(p.Attendance)
	case p.Confirmation == Withdrew:
		return Confirmations.Label(p.Confirmation)
	}
	return Vettings.Label(p.Vetting)
}

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
	c := identityOf(v)
	var keys []string
	if c.id != "" {
		keys = append(keys, "id\x00"+c.id)
	}
	for _, number := range c.phones {
		keys = append(keys, "phone\x00"+c.name+"\x00"+number)
	}
	if c.unit != "" {
		keys = append(keys, "unit\x00"+c.name+"\x00"+c.unit)
	}
	return keys
}

// Against returns what speaks against approving an invitee now.
func (b *Bench) Against(v Invitee) []Objection {
	o := v.against(b.event)
	b.againstPlaces(&o, v)
	b.againstTwins(&o, v)
	b.againstPast(&o, v)
	if v.Person.Phone == "" {
		o.say(ObjectionIncomplete, "Phone", words.T("There is no telephone number."))
	}
	if v.Category == "" && len(b.event.Quotas) > 0 {
		o.say(ObjectionIncomplete, "Category", words.T("There is no category."))
	}
	return o
}

// againstPlaces looks for places left. Who has one already takes no other.
func (b *Bench) againstPlaces(o *objections, v Invitee) {
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
		o.say(ObjectionQuota, "Category", words.T("The quota of “%s” is full: %d are approved.", q.Category, approved))
	case inside && b.event.Capacity > 0 && counted >= b.event.Capacity:
		o.say(ObjectionQuota, "Category", words.T("The event has no free place left; it has %d in all.", b.event.Capacity))
	}
}

// againstTwins looks for other entries of the same person.
func (b *Bench) againstTwins(o *objections, v Invitee) {
	seen := map[int]bool{}
	for _, k := range sameKeys(v) {
		for _, i := range b.byKey[k] {
			other := b.list[i]
			if other.ID == v.ID || seen[i] || other.Vetting == VettingDeclined || apartByID(v, other) {
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
			o.say(ObjectionDuplicate, "Name", words.T(key, i+1, other.Person.Name))
		}
	}
}

// apartByID reports whether two entries have different ID numbers.
func apartByID(a, b Invitee) bool {
	x, y := idcard.Key(a.Person.IDNumber), idcard.Key(b.Person.IDNumber)
	return x != "" && y != "" && x != y
}

// againstPast looks for invitations to earlier events.
func (b *Bench) againstPast(o *objections, v Invitee) {
	if p, ok := LastInvited(b.past[v.Person.ID], b.event, b.months); ok {
		o.say(ObjectionRecent, "Name", words.T("Invited to “%[1]s” on %[2]s (%[3]s), less than %[4]d months before.", p.Title, dayWords(p.Start), p.Words(), b.months))
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

// Decide gives an invitee a result of vetting on a day. What belonged to another
// result goes: the answer told, why it was so.
func (i *Invitee) Decide(result Vetting, today time.Time) {
	if i.Vetting == result {
		return
	}
	i.Vetting = result
	i.DecidedOn, i.RepliedOn = DayOf(today), time.Time{}
	if result != VettingDeclined {
		i.Reason = ""
	}
	if result != VettingApproved {
		i.Overruled, i.Confirmation = "", ""
	}
	if result == VettingPending {
		i.DecidedOn = time.Time{}
	}
}

// HasPlace reports whether the invitee holds one of the places.
func (i Invitee) HasPlace() bool {
	return i.Vetting == VettingApproved && i.Confirmation != Withdrew && i.Attendance != AttendanceAbsent && i.Attendance != AttendanceExcused
}

// OwesReply reports whether the applicant waits to be told the result of vetting.
func (i Invitee) OwesReply() bool {
	return !i.WalkIn && i.Vetting != VettingPending && !i.DecidedOn.IsZero() && i.RepliedOn.IsZero()
}

// ReplyBy returns the day by which an applicant is to be told the result of
// vetting: the event's deadline, or, where sign-up has no end, its working days
// after the application was entered. ok is false where there is no such day.
func (t Timetable) ReplyBy(e Event, v Invitee) (by workday.Sum, ok bool) {
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
