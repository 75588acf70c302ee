// Package library brings the people of earlier events together with their parts in
// them, and tells who of them somebody is.
package library

import (
	"cmp"
	"slices"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/phone"
)

// History is somebody of the library with their parts in all events.
type History struct {
	app.Person
	Participations []app.Participation // the latest event first
}

// Invited counts the events in which the person had a place.
func (h History) Invited() int { return h.count(app.Participation.Invited) }

// Came counts the events to which the person came, or sent a substitute.
func (h History) Came() int {
	return h.count(func(p app.Participation) bool { return p.Attendance.IsThere() })
}

// Missed counts the events that the person stayed away from without excuse.
func (h History) Missed() int {
	return h.count(func(p app.Participation) bool { return p.Attendance == app.AttendanceAbsent })
}

func (h History) count(of func(app.Participation) bool) int {
	n := 0
	for _, p := range h.Participations {
		if of(p) {
			n++
		}
	}
	return n
}

// Last returns the part in the latest event; zero where there is none.
func (h History) Last() app.Participation {
	if len(h.Participations) == 0 {
		return app.Participation{}
	}
	return h.Participations[0]
}

// In reports whether the person has a part in an event.
func (h History) In(eventID string) bool {
	return slices.ContainsFunc(h.Participations, func(p app.Participation) bool { return p.EventID == eventID })
}

// Invitation makes the person an applicant of an event, with unit, post and
// category of the latest part.
func (h History) Invitation(e app.Event) app.Invitee {
	last := h.Last()
	v := app.Invitee{EventID: e.ID, Person: h.Person, Unit: last.Unit, Post: last.Post, Category: last.Category, Channel: app.ChannelNominated, Vetting: app.VettingPending}
	if len(e.Quotas) > 0 && !slices.Contains(e.Categories(), v.Category) {
		v.Category = ""
	}
	return v
}

// Histories brings people and parts together, in the order of the names' pinyin.
func Histories(people []app.Person, parts []app.Participation) []History {
	of := map[string][]app.Participation{}
	for _, p := range parts {
		of[p.PersonID] = append(of[p.PersonID], p)
	}
	all := make([]History, 0, len(people))
	keys := make(map[string]string, len(people))
	for _, p := range people {
		keys[p.ID] = p.PinyinKey()
		if p.ID != app.PurgedPersonID {
			all = append(all, History{p, of[p.ID]})
		}
	}
	slices.SortStableFunc(all, func(a, b History) int { return cmp.Compare(keys[a.ID], keys[b.ID]) })
	return all
}

// identities returns the keys under which a person is the same as another one:
// name with ID number, name with a telephone number.
func identities(p app.Person) []string {
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

// People finds people by what they are known by.
type People map[string]app.Person

// New files people under what they are known by.
func New(known []app.Person) People {
	l := make(People, 2*len(known))
	for _, p := range known {
		l.Learn(p)
	}
	return l
}

// Learn files a person; who was filed first under a key stays.
func (l People) Learn(p app.Person) {
	for _, k := range identities(p) {
		if _, taken := l[k]; !taken {
			l[k] = p
		}
	}
}

// Match returns the person that p is. Who has another ID number is another one.
func (l People) Match(p app.Person) (app.Person, bool) {
	for _, k := range identities(p) {
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
	return app.Person{}, false
}
