package app

import (
	"cmp"
	"slices"

	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/phone"
)

// PersonHistory is somebody of the library with their parts in all events.
type PersonHistory struct {
	Person
	Participations []Participation // the latest event first
}

// Invited counts the events in which the person had a place.
func (h PersonHistory) Invited() int { return h.count(Participation.Invited) }

// Came counts the events to which the person came, or sent a substitute.
func (h PersonHistory) Came() int {
	return h.count(func(p Participation) bool { return p.Attendance.IsThere() })
}

// Missed counts the events that the person stayed away from without excuse.
func (h PersonHistory) Missed() int {
	return h.count(func(p Participation) bool { return p.Attendance == AttendanceAbsent })
}

func (h PersonHistory) count(of func(Participation) bool) int {
	n := 0
	for _, p := range h.Participations {
		if of(p) {
			n++
		}
	}
	return n
}

// Last returns the part in the latest event; zero where there is none.
func (h PersonHistory) Last() Participation {
	if len(h.Participations) == 0 {
		return Participation{}
	}
	return h.Participations[0]
}

// In reports whether the person has a part in an event.
func (h PersonHistory) In(eventID string) bool {
	return slices.ContainsFunc(h.Participations, func(p Participation) bool { return p.EventID == eventID })
}

// Invitation makes the person an applicant of an event, with unit, post and
// category of the latest part.
func (h PersonHistory) Invitation(e Event) Invitee {
	last := h.Last()
	v := Invitee{EventID: e.ID, Person: h.Person, Unit: last.Unit, Post: last.Post, Category: last.Category, Channel: channelNominated, Vetting: VettingPending}
	if len(e.Quotas) > 0 && !slices.Contains(e.Categories(), v.Category) {
		v.Category = ""
	}
	return v
}

// Histories brings people and parts together, in the order of the names' pinyin.
func Histories(people []Person, parts []Participation) []PersonHistory {
	of := map[string][]Participation{}
	for _, p := range parts {
		of[p.PersonID] = append(of[p.PersonID], p)
	}
	all := make([]PersonHistory, 0, len(people))
	keys := make(map[string]string, len(people))
	for _, p := range people {
		keys[p.ID] = p.PinyinKey()
		if p.ID != PurgedPersonID {
			all = append(all, PersonHistory{p, of[p.ID]})
		}
	}
	slices.SortStableFunc(all, func(a, b PersonHistory) int { return cmp.Compare(keys[a.ID], keys[b.ID]) })
	return all
}

// Completed returns p as the known person that it is, with what is known of them
// where p says nothing.
func (p Person) Completed(known Person) Person {
	for _, f := range PersonFields {
		if to := f.Place(&p); f.Go == "ID" || f.Go == "Revision" || isEmpty(to) {
			PutInto(to, f.Place(&known))
		}
	}
	return p
}

// identities returns the keys under which a person is the same as another one:
// name with ID number, name with a telephone number.
func (p Person) identities() []string {
	var keys []string
	name := hanzi.NameKey(p.Name)
	if p.IDNumber != "" {
		keys = append(keys, "id\x00"+name+"\x00"+idcard.Key(p.IDNumber))
	}
	for _, number := range phone.Keys(p.Phone) {
		keys = append(keys, "phone\x00"+name+"\x00"+number)
	}
	return keys
}

// SetOf makes a set of ids, so that thousands of them are looked up at once.
func SetOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}

// library finds people by what they are known by.
type library map[string]Person

func NewLibrary(known []Person) library {
	l := make(library, 2*len(known))
	for _, p := range known {
		l.Learn(p)
	}
	return l
}

// Learn files a person; who was filed first under a key stays.
func (l library) Learn(p Person) {
	for _, k := range p.identities() {
		if _, taken := l[k]; !taken {
			l[k] = p
		}
	}
}

// Match returns the person that p is. Who has another ID number is another one.
func (l library) Match(p Person) (Person, bool) {
	for _, k := range p.identities() {
		match, ok := l[k]
		switch {
		case !ok:
		case p.IDNumber != "" && match.IDNumber != "":
			if idcard.Key(p.IDNumber) == idcard.Key(match.IDNumber) {
				return match, true
			}
		case phone.Same(p.Phone, match.Phone):
			return match, true
		}
	}
	return Person{}, false
}
