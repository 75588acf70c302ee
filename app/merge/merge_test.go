package merge

import (
	"cmp"
	"fmt"
	"maps"
	"openday/app"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// office has one event in memory, and merges as a data file does.
type office struct {
	event    app.Event
	people   map[string]app.Person
	guests   map[string]app.Invitee // without their people
	opinions map[string]app.Feedback
	versions map[string]map[string]bool
}

func newOffice() *office {
	return &office{app.Event{}, map[string]app.Person{}, map[string]app.Invitee{}, map[string]app.Feedback{}, map[string]map[string]bool{}}
}

func sorted[T any](m map[string]T) []T {
	var all []T
	for _, k := range slices.Sorted(maps.Keys(m)) {
		all = append(all, m[k])
	}
	return all
}

// content is all that the office has, as it would be handed over.
func (o *office) content() HandOver {
	h := HandOver{Dossier: app.Dossier{Event: o.event, Feedback: sorted(o.opinions)}}
	for _, v := range sorted(o.guests) {
		v.Person = o.people[v.Person.ID]
		h.Dossier.Invitees = append(h.Dossier.Invitees, v)
	}
	return h
}

func (o *office) remember(versions []app.Version) {
	for _, v := range versions {
		if o.versions[v.Record] == nil {
			o.versions[v.Record] = map[string]bool{}
		}
		o.versions[v.Record][v.Digest] = true
	}
}

func (o *office) handOut() HandOver {
	h := o.content()
	o.remember(h.Versions())
	return h
}

func (o *office) take(h HandOver, choices map[string]bool) Receipt {
	return o.takeAt(h, choices, lateDay)
}

func (o *office) takeAt(h HandOver, choices map[string]bool, now time.Time) Receipt {
	held := Holding{
		HandOver: o.content(), People: sorted(o.people), PersonAt: map[string]time.Time{},
		Exchanged: app.Exchanged{
			Met:   func(record string) bool { return o.versions[record] != nil },
			Knows: func(record, version string) bool { return o.versions[record][version] },
		},
	}
	for _, v := range o.guests {
		if v.UpdatedAt.After(held.PersonAt[v.Person.ID]) {
			held.PersonAt[v.Person.ID] = v.UpdatedAt
		}
	}
	got, receipt := Event(held, h, choices, map[string]bool{}, now)
	if got.HasEvent {
		o.event = got.Dossier.Event
	}
	for _, p := range got.People {
		o.people[p.ID] = p
	}
	for _, v := range got.Dossier.Invitees {
		o.guests[v.ID] = v
	}
	for _, f := range got.Dossier.Feedback {
		o.opinions[f.ID] = f
	}
	o.remember(got.Versions)
	return receipt
}

func (o *office) invite(id string, at time.Time) {
	o.people["p"+id] = app.Person{ID: "p" + id, Name: "某人"}
	o.guests[id] = app.Invitee{ID: id, EventID: "e", Person: app.Person{ID: "p" + id}, CreatedAt: at, UpdatedAt: at}
}

func (o *office) note(id, text string, at time.Time) {
	v := o.guests[id]
	v.Note, v.UpdatedAt = text, at
	o.guests[id] = v
}

// correct puts a person's telephone number right, in their part in the event.
func (o *office) correct(id, phone string, at time.Time) {
	v := o.guests[id]
	p := o.people[v.Person.ID]
	p.Phone = phone
	o.people[p.ID] = p
	v.UpdatedAt = at
	o.guests[id] = v
}

// filled names the fields of the event, the people and their parts that say something.
func (o *office) filled() map[string]bool {
	all := map[string]bool{}
	add := func(id string, r record) {
		for name := range r {
			all[id+"."+name] = true
		}
	}
	add("event", eventRecords.recordOf(&o.event))
	for id, p := range o.people {
		add(id, personRecords.recordOf(&p))
	}
	for id, v := range o.guests {
		add(id, inviteeRecords.recordOf(&v))
	}
	return all
}

func (o *office) record(id string, at time.Time) {
	o.opinions[id] = app.Feedback{ID: id, EventID: "e", Content: "路灯不亮", State: app.FeedbackRecorded, CreatedAt: at, UpdatedAt: at,
		History: []app.Transition{{ID: id + "-0", At: at, Kind: app.TransitionRecord, To: app.FeedbackRecorded}}}
}

// step moves an opinion on.
func (o *office) step(id, move string, to app.FeedbackState, department string, at time.Time) {
	f := o.opinions[id]
	next := f
	next.State, next.Department, next.UpdatedAt = to, department, at
	next.History = append(slices.Clone(f.History), app.Transition{ID: move, At: at, Kind: app.TransitionCorrect, From: f.State, To: to, Changes: app.Differences(f, next)})
	o.opinions[id] = next
}

func (o *office) moves() map[string]bool {
	all := map[string]bool{}
	for _, f := range o.opinions {
		for _, m := range f.History {
			all[m.ID] = true
		}
	}
	return all
}

// lateDay is after all that the tests of exchanges do.
var lateDay = app.Date(2099, 1, 1)

var someDay = time.Date(2026, 5, 1, 9, 0, 0, 0, app.Zone)

func TestOfficesThatHandOverToAndFroLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		offices := []*office{newOffice(), newOffice(), newOffice()}
		offices[0].event = app.Event{ID: "e", Title: "开放日", UpdatedAt: someDay}
		offices[0].invite("g", someDay)
		offices[0].record("f", someDay)
		for _, o := range offices[1:] {
			o.take(offices[0].handOut(), nil)
		}
		at, n := someDay, 0
		for range rapid.IntRange(1, 25).Draw(t, "deeds") {
			// Two deeds can fall into the same second.
			at = at.Add(time.Duration(rapid.IntRange(0, 1).Draw(t, "seconds")) * time.Second)
			n++
			name := fmt.Sprintf("x%d", n)
			o := rapid.SampledFrom(offices).Draw(t, "office")
			switch rapid.IntRange(0, 8).Draw(t, "deed") {
			case 0:
				o.event.Theme, o.event.UpdatedAt = name, at
			case 7:
				if ids := slices.Sorted(maps.Keys(o.guests)); len(ids) > 0 {
					o.correct(rapid.SampledFrom(ids).Draw(t, "guest"), rapid.SampledFrom([]string{"", name}).Draw(t, "telephone"), at)
				}
			case 8:
				if ids := slices.Sorted(maps.Keys(o.guests)); len(ids) > 0 {
					o.note(rapid.SampledFrom(ids).Draw(t, "guest"), "", at)
				}
			case 1:
				o.invite(name, at)
			case 2:
				if ids := slices.Sorted(maps.Keys(o.guests)); len(ids) > 0 {
					o.note(rapid.SampledFrom(ids).Draw(t, "guest"), name, at)
				}
			case 3:
				if ids := slices.Sorted(maps.Keys(o.guests)); len(ids) > 0 {
					delete(o.guests, rapid.SampledFrom(ids).Draw(t, "guest"))
				}
			case 4:
				o.record(name, at)
			case 5:
				o.step(rapid.SampledFrom(slices.Sorted(maps.Keys(o.opinions))).Draw(t, "opinion"), name,
					rapid.SampledFrom([]app.FeedbackState{app.FeedbackRecorded, app.FeedbackAssigned, app.FeedbackReplied}).Draw(t, "state"), rapid.SampledFrom([]string{"", "甲科", "乙科"}).Draw(t, "department"), at)
			case 6:
				to, choices := rapid.SampledFrom(offices).Draw(t, "to"), map[string]bool{}
				for _, key := range []recordKind{kindEvent, kindFeedback, kindInvitee} {
					if rapid.Bool().Draw(t, "chooses") {
						choices[key.key(string(key[:1]))] = rapid.Bool().Draw(t, "theirs")
					}
				}
				want := to.moves()
				maps.Copy(want, o.moves())
				h := o.handOut()
				filled := to.filled()
				to.take(h, choices)
				for key := range filled {
					if !to.filled()[key] {
						t.Fatalf("%s is empty, and nobody was asked", key)
					}
				}
				for m := range want {
					if !to.moves()[m] {
						t.Fatalf("the step %s is lost", m)
					}
				}
				once := to.content()
				if r := to.take(h, choices); r.Verdict != VerdictUnchanged {
					t.Fatalf("the second time it is %+v", r)
				}
				if diff := gocmp.Diff(once, to.content()); diff != "" {
					t.Fatalf("the second time changes\n%s", diff)
				}
			}
			for _, o := range offices {
				for _, f := range o.opinions {
					if told := app.Replay(f.History); told.State != f.State || told.Department != f.Department {
						t.Fatalf("the history tells %s %q of an opinion that is %s %q: %+v", told.State, told.Department, f.State, f.Department, f.History)
					}
					if !slices.IsSortedFunc(f.History, func(a, b app.Transition) int { return a.At.Compare(b.At) }) {
						t.Fatalf("steps out of order: %+v", f.History)
					}
				}
			}
		}
	})
}

func TestTheOrderOfFilesDoesNotMatterWhereNothingConflicts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := newOffice()
		base.event = app.Event{ID: "e", Title: "开放日", UpdatedAt: someDay}
		for i := range 6 {
			base.invite(fmt.Sprintf("g%d", i), someDay)
			base.record(fmt.Sprintf("f%d", i), someDay)
		}
		first := base.handOut()
		var files []HandOver
		for i := range 3 { // each office changes what is its own
			o := newOffice()
			o.take(first, nil)
			for n := range rapid.IntRange(0, 5).Draw(t, "deeds") {
				at, name := someDay.Add(time.Duration(rapid.IntRange(0, 9).Draw(t, "hours"))*time.Hour), fmt.Sprintf("o%d-%d", i, n)
				mine := rapid.SampledFrom([]int{i, i + 3}).Draw(t, "which")
				switch rapid.IntRange(0, 3).Draw(t, "deed") {
				case 0:
					o.invite(name, at)
				case 1:
					o.note(fmt.Sprintf("g%d", mine), name, at)
				case 2:
					o.record(name, at)
				case 3:
					id := fmt.Sprintf("f%d", mine)
					history := o.opinions[id].History
					o.step(id, name, app.FeedbackAssigned, name, slices.MaxFunc(history, func(a, b app.Transition) int { return cmp.Compare(a.At.Unix(), b.At.Unix()) }).At.Add(time.Minute))
				}
			}
			files = append(files, o.handOut())
		}
		merged := func(files []HandOver) HandOver {
			o := newOffice()
			o.take(first, nil)
			for _, h := range files {
				if r := o.take(h, nil); len(r.Conflicts) > 0 {
					t.Fatalf("a conflict: %s", r.Conflicts[0].Words())
				}
			}
			return o.content()
		}
		if diff := gocmp.Diff(merged(files), merged(rapid.Permutation(files).Draw(t, "order"))); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestPeopleOfAPurgedEventNeverComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		there := newOffice()
		there.event = app.Event{ID: "e", Title: "开放日", UpdatedAt: someDay}
		there.invite("g", someDay)
		here := newOffice()
		here.take(there.handOut(), nil)
		here.event.PurgedAt = someDay.AddDate(1, 0, 0)
		here.event.UpdatedAt = here.event.PurgedAt
		here.people = map[string]app.Person{app.PurgedPersonID: {ID: app.PurgedPersonID}}
		for id, v := range here.guests {
			v.Person.ID = app.PurgedPersonID
			here.guests[id] = v
		}
		before := here.content()
		for n := range rapid.IntRange(1, 6).Draw(t, "deeds") {
			at := someDay.AddDate(0, rapid.IntRange(0, 30).Draw(t, "months"), 0)
			switch rapid.IntRange(0, 2).Draw(t, "deed") {
			case 0:
				there.invite(fmt.Sprintf("g%d", n), at)
			case 1:
				there.note("g", "改过", at)
			case 2:
				there.event.Theme, there.event.UpdatedAt = "改过", at
			}
			everything := map[string]bool{}
			h := there.handOut()
			for _, v := range h.Versions() {
				everything[v.Record] = true
			}
			if r := here.take(h, everything); r.Verdict != VerdictPurgedHere {
				t.Fatalf("%+v", r)
			}
			if diff := gocmp.Diff(before, here.content()); diff != "" {
				t.Fatal(diff)
			}
			if r := there.take(here.handOut(), everything); r.Verdict != VerdictPurgedThere || len(there.guests) == 0 {
				t.Fatalf("%+v", r)
			}
		}
	})
}

func TestIdentityNumbersAreComparedHidden(t *testing.T) {
	for _, c := range []struct{ ours, theirs, wantOurs, wantTheirs string }{
		{"11010519491231002X", "", "110***********002X", ""},
		{"11010519491231002X", "11010519500101002X", "110***********002X", "110***********002X（中间数字不同）"},
		{"11010519491231002X", "440524188001010014", "110***********002X", "440***********0014"},
	} {
		got := app.Pairs(app.PersonFields, &app.Person{IDNumber: c.ours}, &app.Person{IDNumber: c.theirs})
		if len(got) != 1 || got[0].Ours != c.wantOurs || got[0].Theirs != c.wantTheirs {
			t.Errorf("%q beside %q is told as %+v", c.ours, c.theirs, got)
		}
	}
}
