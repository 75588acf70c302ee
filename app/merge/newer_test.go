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

// What a newer version of the program might know: a field more of every shape,
// also within rows with ids and without.
type (
	newerPerson struct {
		app.Person
		Address   string
		Languages []string
		Helper    bool
	}
	newerEvent struct {
		app.Event
		Weather string
		Leaders []newerLeader // in place of Event's
	}
	newerLeader struct {
		app.Leader
		Mobile string
	}
	newerFeedback struct {
		app.Feedback
		Urgent  bool
		History []newerMove // in place of Feedback's
	}
	newerMove struct {
		app.Transition
		Place string
	}
)

// inside returns the fields of what an entity of a newer version was as its own.
func inside[T, P any](part func(*T) *P, fields app.Fields[P]) app.Fields[T] {
	all := make(app.Fields[T], len(fields))
	for i, f := range fields {
		all[i] = app.Field[T]{FieldInfo: f.FieldInfo, Place: func(v *T) any { return f.Place(part(v)) }}
	}
	return all
}

// replaced returns descriptors with one in the place of another.
func replaced[T any](fields app.Fields[T], by app.Field[T]) app.Fields[T] {
	fields = slices.Clone(fields)
	fields[slices.IndexFunc(fields, func(f app.Field[T]) bool { return f.Name == by.Name })] = by
	return fields
}

var (
	newerPersonFields = append(inside(func(p *newerPerson) *app.Person { return &p.Person }, app.PersonFields),
		app.Field[newerPerson]{FieldInfo: app.FieldInfo{Go: "Address", Name: "address", Label: "Place", Kind: app.KindAddress, Max: 1_000}, Place: func(p *newerPerson) any { return &p.Address }},
		app.Field[newerPerson]{FieldInfo: app.FieldInfo{Go: "Languages", Name: "languages", Label: "Note", Kind: app.KindLines, Max: 1_000, Most: 200}, Place: func(p *newerPerson) any { return &p.Languages }},
		app.Field[newerPerson]{FieldInfo: app.FieldInfo{Go: "Helper", Name: "helper", Label: "Kind", Kind: app.KindYesNo}, Place: func(p *newerPerson) any { return &p.Helper }})
	newerLeaderFields = append(inside(func(l *newerLeader) *app.Leader { return &l.Leader }, app.LeaderFields),
		app.Field[newerLeader]{FieldInfo: app.FieldInfo{Go: "Mobile", Name: "mobile", Label: "Telephone", Kind: app.KindPhone, Max: 128}, Place: func(l *newerLeader) any { return &l.Mobile }})
	newerEventFields = append(replaced(inside(func(e *newerEvent) *app.Event { return &e.Event }, app.EventFields),
		app.Field[newerEvent]{FieldInfo: app.FieldInfo{Go: "Leaders", Name: "leaders", Label: "Leading group", Kind: app.KindRows, Rows: newerLeaderFields, Most: 200}, Place: func(e *newerEvent) any { return &e.Leaders }}),
		app.Field[newerEvent]{FieldInfo: app.FieldInfo{Go: "Weather", Name: "weather", Label: "Note", Kind: app.KindText, Max: 1_000}, Place: func(e *newerEvent) any { return &e.Weather }})
	newerMoveFields = append(inside(func(m *newerMove) *app.Transition { return &m.Transition }, app.TransitionFields),
		app.Field[newerMove]{FieldInfo: app.FieldInfo{Go: "Place", Name: "place", Label: "Place", Kind: app.KindText, Max: 1_000}, Place: func(m *newerMove) any { return &m.Place }})
	newerFeedbackFields = append(replaced(inside(func(f *newerFeedback) *app.Feedback { return &f.Feedback }, app.FeedbackFields),
		app.Field[newerFeedback]{FieldInfo: app.FieldInfo{Go: "History", Name: "history", Label: "Steps", Kind: app.KindRows, Rows: newerMoveFields, Most: 2_000, Merge: app.MergeUnion}, Place: func(f *newerFeedback) any { return &f.History }}),
		app.Field[newerFeedback]{FieldInfo: app.FieldInfo{Go: "Urgent", Name: "urgent", Label: "Kind", Kind: app.KindYesNo}, Place: func(f *newerFeedback) any { return &f.Urgent }})

	newerPeople   = newEntity[newerPerson, v1Person](kindPerson, newerPersonFields, func(p *newerPerson) *string { return &p.Extra })
	newerEvents   = newEntity[newerEvent, v1Event](kindEvent, newerEventFields, func(e *newerEvent) *string { return &e.Extra })
	newerOpinions = newEntity[newerFeedback, v1Feedback](kindFeedback, newerFeedbackFields, func(f *newerFeedback) *string { return &f.Extra })
)

// keeper has one record, as a data file of one version of the program does.
type keeper[T any] struct {
	e    *entity[T]
	at   func(*T) *time.Time // of the last change
	has  *T
	seen map[string]bool // digests that were in hand-overs
}

// sent is one record in a file: its text, and what its writer knows.
type sent struct {
	text  string
	names fieldNames
}

func (k *keeper[T]) send() sent {
	r := k.e.recordOf(k.has)
	k.seen[r.digest()] = true
	return sent{r.object(), k.e.names}
}

// take merges a record, at the moment that it says itself.
func (k *keeper[T]) take(t interface{ Fatal(...any) }, s sent, choices map[string]bool) Receipt {
	r, err := parseRecord([]byte(s.text))
	var theirs T
	if err == nil {
		err = k.e.read(r, &theirs)
	}
	if err != nil {
		t.Fatal(err)
	}
	m := &merge{their: s.names, choices: choices, now: lateDay, held: Holding{
		Exchanged: app.Exchanged{
			Met:   func(string) bool { return len(k.seen) > 0 },
			Knows: func(_, digest string) bool { return k.seen[digest] },
		},
	}}
	p := pair[T]{id: "x", what: "x", ours: k.has, theirs: theirs, theirsAt: *k.at(&theirs)}
	if k.has != nil {
		p.oursAt = *k.at(k.has)
	}
	if v := decide(m, k.e, p); v.write {
		k.has = &v.result
	}
	for _, v := range m.out.Versions {
		k.seen[v.Digest] = true
	}
	return m.report
}

// lost names what was filled in a record and is not any more.
func lost(before, after record) []string {
	var all []string
	for name := range before {
		if after[name] == "" {
			all = append(all, name)
		}
	}
	return all
}

// Offices with two versions of the program hand a record to and fro. While one
// of them changes it at a time, there is no conflict; nothing that is filled is
// ever emptied, on no side; and in the end both have the same, with the fields
// that one of them does not know.
func toAndFro[New, Old any](t *rapid.T, newer *keeper[New], older *keeper[Old], changeNewer func(*New, string), changeOlder func(*Old, string)) {
	older.take(t, newer.send(), nil)
	at := someDay
	for n := range rapid.IntRange(1, 6).Draw(t, "turns") {
		text := fmt.Sprintf("text%d", n)
		at = at.Add(time.Minute)
		both := func() (record, record) { return newer.e.recordOf(newer.has), older.e.recordOf(older.has) }
		var receipts []Receipt
		beforeNewer, beforeOlder := both()
		switch rapid.IntRange(0, 2).Draw(t, "who") {
		case 0:
			changeNewer(newer.has, text)
			*newer.at(newer.has) = at
			beforeNewer, _ = both()
			receipts = append(receipts, older.take(t, newer.send(), nil))
		case 1:
			changeOlder(older.has, text)
			*older.at(older.has) = at
			_, beforeOlder = both()
			receipts = append(receipts, newer.take(t, older.send(), nil))
		case 2: // again
			receipts = append(receipts, older.take(t, newer.send(), nil), newer.take(t, older.send(), nil))
		}
		for _, r := range receipts {
			if len(r.Conflicts) > 0 {
				t.Fatalf("a conflict: %s", r.Conflicts[0].Words())
			}
		}
		afterNewer, afterOlder := both()
		if gone := append(lost(beforeNewer, afterNewer), lost(beforeOlder, afterOlder)...); len(gone) > 0 {
			t.Fatalf("emptied: %v", gone)
		}
		if diff := gocmp.Diff(afterNewer, afterOlder); diff != "" {
			t.Fatalf("the two differ\n%s", diff)
		}
	}
}

func newKeeper[T any](e *entity[T], at func(*T) *time.Time, has *T) *keeper[T] {
	return &keeper[T]{e, at, has, map[string]bool{}}
}

// A person has no moment of their last change.
var personAt time.Time

func TestAPersonOfANewerVersionTravelsUnharmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		newer := newKeeper(newerPeople, func(*newerPerson) *time.Time { return &personAt },
			&newerPerson{Person: app.Person{ID: "x", Name: "张三", Phone: "1"}, Address: "河东路1号", Languages: []string{"手语", "<&\u2028>"}, Helper: true})
		older := newKeeper(personRecords, func(*app.Person) *time.Time { return &personAt }, nil)
		toAndFro(t, newer, older, func(p *newerPerson, text string) {
			switch rapid.IntRange(0, 2).Draw(t, "field") {
			case 0:
				p.Address = text
			case 1:
				p.Languages = append(slices.Clone(p.Languages), text)
			case 2:
				p.Phone = text
			}
		}, func(p *app.Person, text string) {
			switch rapid.IntRange(0, 1).Draw(t, "field") {
			case 0:
				p.Name = text
			case 1:
				p.Reading = text
			}
		})
	})
}

func TestRowsOfANewerVersionTravelUnharmed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		newer := newKeeper(newerEvents, func(e *newerEvent) *time.Time { return &e.UpdatedAt }, &newerEvent{
			Event: app.Event{ID: "x", Title: "开放日", UpdatedAt: someDay}, Weather: "晴",
			Leaders: []newerLeader{{app.Leader{Role: "leader", Name: "甲"}, "138"}, {app.Leader{Role: "member", Name: "乙"}, ""}, {app.Leader{Role: "member", Name: "丙"}, "139"}}})
		older := newKeeper(eventRecords, func(e *app.Event) *time.Time { return &e.UpdatedAt }, nil)
		toAndFro(t, newer, older, func(e *newerEvent, text string) {
			e.Leaders = slices.Clone(e.Leaders)
			e.Leaders[rapid.IntRange(0, 2).Draw(t, "row")].Mobile = text
		}, func(e *app.Event, text string) {
			e.Leaders = slices.Clone(e.Leaders)
			switch rapid.IntRange(0, 2).Draw(t, "field") {
			case 0:
				e.Theme = text
			case 1: // a row with something of the newer version is changed here
				e.Leaders[rapid.IntRange(0, 2).Draw(t, "row")].Duty = text
			case 2:
				slices.Reverse(e.Leaders)
			}
		})
		mobiles := map[string]bool{}
		for _, l := range newer.has.Leaders {
			mobiles[l.Mobile] = true
		}
		if len(newer.has.Leaders) != 3 || len(mobiles) < 2 {
			t.Fatalf("%+v", newer.has.Leaders)
		}
	})
}

func TestStepsOfANewerVersionTravelUnharmed(t *testing.T) {
	step := func(id string) app.Transition {
		return app.Transition{ID: id, At: someDay, Kind: app.TransitionCorrect, To: app.FeedbackRecorded, Changes: []app.FieldChange{{Field: "Category", To: id}}}
	}
	rapid.Check(t, func(t *rapid.T) {
		newer := newKeeper(newerOpinions, func(f *newerFeedback) *time.Time { return &f.UpdatedAt }, &newerFeedback{
			Feedback: app.Feedback{ID: "x", Content: "路灯不亮", State: app.FeedbackRecorded, UpdatedAt: someDay}, Urgent: true,
			History: []newerMove{{step("m0"), "大厅"}, {step("m1"), ""}, {step("m2"), "门口"}}})
		older := newKeeper(feedbackRecords, func(f *app.Feedback) *time.Time { return &f.UpdatedAt }, nil)
		toAndFro(t, newer, older, func(f *newerFeedback, text string) {
			f.History = append(slices.Clone(f.History), newerMove{step(text), text})
		}, func(f *app.Feedback, text string) {
			f.History = append([]app.Transition{step(text)}, f.History...) // before the others, as a merge can put it
		})
		for _, m := range newer.has.History {
			if want, there := map[string]string{"m0": "大厅", "m1": "", "m2": "门口"}[m.ID]; there && m.Place != want {
				t.Fatalf("the step %s was at %q, not at %q", m.ID, m.Place, want)
			}
		}
	})
}

// An office that received a version with fields of a newer one gets that version
// of the program, too: the fields are there.
func TestWhatANewerVersionSaidIsThereAfterTheUpdate(t *testing.T) {
	newer := newerPerson{Person: app.Person{ID: "x", Name: "张三"}, Address: "河东路1号"}
	var older app.Person
	if err := personRecords.read(newerPeople.recordOf(&newer), &older); err != nil || older.Extra == "" {
		t.Fatal(older, err)
	}
	updated := newerPerson{Person: older}
	if !newerPeople.recordOf(&updated).equal(newerPeople.recordOf(&newer)) {
		t.Errorf("%v is not %v", newerPeople.recordOf(&updated), newerPeople.recordOf(&newer))
	}
	updated.Address = "河西路2号" // changed since
	if got := newerPeople.recordOf(&updated)["address"]; got != `"河西路2号"` {
		t.Error(got)
	}
}

// An office whose program was updated gets a file of one that was not: of
// version 1, which drops what it does not know.
func TestAVersionThatDropsFieldsEmptiesNone(t *testing.T) {
	v1 := func(p newerPerson) sent { // what version 1 makes of it and sends
		return sent{newerPeople.recordOf(&p).without(string(kindPerson), newerPeople.fields, v1Names).object(), v1Names}
	}
	base := newerPerson{Person: app.Person{ID: "x", Name: "张三", Phone: "1"}}
	for _, c := range []struct {
		name         string
		ours, theirs func(*newerPerson)
		conflicts    int
		want         newerPerson
	}{
		{"a new field here, another change there", func(p *newerPerson) { p.Address = "河东路1号" }, func(p *newerPerson) { p.Phone = "2" }, 0,
			newerPerson{Person: app.Person{ID: "x", Name: "张三", Phone: "2"}, Address: "河东路1号"}},
		{"a new field here, nothing there", func(p *newerPerson) { p.Address = "河东路1号" }, func(*newerPerson) {}, 0,
			newerPerson{Person: app.Person{ID: "x", Name: "张三", Phone: "1"}, Address: "河东路1号"}},
		{"nothing here, a change there", func(*newerPerson) {}, func(p *newerPerson) { p.Phone = "2" }, 0,
			newerPerson{Person: app.Person{ID: "x", Name: "张三", Phone: "2"}}},
		{"the same field on both sides", func(p *newerPerson) { p.Address, p.Phone = "河东路1号", "3" }, func(p *newerPerson) { p.Phone = "2" }, 1,
			newerPerson{Person: app.Person{ID: "x", Name: "张三", Phone: "3"}, Address: "河东路1号"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			ours, theirs := base, base
			k := newKeeper(newerPeople, func(*newerPerson) *time.Time { return &personAt }, &ours)
			k.seen[newerPeople.v1Digest(&base)] = true // exchanged when both had version 1
			c.ours(&ours)
			c.theirs(&theirs)
			if r := k.take(t, v1(theirs), nil); len(r.Conflicts) != c.conflicts {
				t.Errorf("%+v", r)
			}
			if diff := gocmp.Diff(c.want, *k.has); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Where both changed the record, what only the newer version knows is not lost
// whoever is chosen; of two values of it the chosen version's stays.
func TestConflictsKeepWhatOnlyOneVersionKnows(t *testing.T) {
	for _, take := range []bool{false, true} {
		for _, extra := range []string{"", `{"address":"旧址"}`} {
			older := newKeeper(personRecords, func(*app.Person) *time.Time { return &personAt }, &app.Person{ID: "x", Name: "张三", Phone: "2", Extra: extra})
			older.seen["something"] = true
			newer := newerPerson{Person: app.Person{ID: "x", Name: "张三", Phone: "3"}, Address: "新址"}
			r := older.take(t, sent{newerPeople.recordOf(&newer).object(), newerPeople.names}, map[string]bool{"person:x": take})
			if len(r.Conflicts) != 1 || r.Conflicts[0].Theirs != take {
				t.Fatalf("%+v", r)
			}
			want := app.Person{ID: "x", Name: "张三", Phone: "2", Extra: cmp.Or(extra, `{"address":"新址"}`)}
			if take {
				want.Phone, want.Extra = "3", `{"address":"新址"}`
			}
			if diff := gocmp.Diff(want, *older.has); diff != "" {
				t.Errorf("taken %v, had %s: %s", take, extra, diff)
			}
		}
	}
}

// What the newer version emptied is emptied here only where somebody says so,
// and what it does not know never.
func TestNothingIsEmptiedUnasked(t *testing.T) {
	base := app.Person{ID: "x", Name: "张三", Phone: "2", Extra: `{"address":"旧址"}`}
	newer := sent{`{"id":"x","name":"张三丰"}`, newerPeople.names}
	for _, c := range []struct {
		names   fieldNames
		choices map[string]bool
		asked   int
		want    app.Person
	}{
		{newerPeople.names, nil, 1, app.Person{ID: "x", Name: "张三丰", Phone: "2", Extra: base.Extra}},
		{newerPeople.names, map[string]bool{"person:x:empties": true}, 1, app.Person{ID: "x", Name: "张三丰"}},
		{personRecords.names, map[string]bool{"person:x:empties": true}, 1, app.Person{ID: "x", Name: "张三丰", Extra: base.Extra}},
		{fieldNames{"person": {"id": true, "name": true}}, map[string]bool{"person:x:empties": true}, 0, app.Person{ID: "x", Name: "张三丰", Phone: "2", Extra: base.Extra}},
	} {
		k := newKeeper(personRecords, func(*app.Person) *time.Time { return &personAt }, &base)
		k.seen[personRecords.recordOf(&base).digest()] = true
		newer.names = c.names
		r := k.take(t, newer, c.choices)
		if len(r.Conflicts) != c.asked || c.asked > 0 && !r.Conflicts[0].Empties || r.Updated != 1 {
			t.Errorf("%+v", r)
		}
		if diff := gocmp.Diff(c.want, *k.has); diff != "" {
			t.Error(diff)
		}
	}
}

// Whatever is known of a record and whatever is not, it is the same after it was
// written and read.
func TestRecordsComeBackAsTheyWent(t *testing.T) {
	text := rapid.OneOf(rapid.SampledFrom([]string{"", "张𬭎", "<&>\u2028\"\\", "“”"}), rapid.String())
	rapid.Check(t, func(t *rapid.T) {
		more := record{}
		for i := range rapid.IntRange(0, 3).Draw(t, "unknown") {
			if s := text.Draw(t, "value"); s != "" {
				more[fmt.Sprintf("new_%d", i)] = rapid.SampledFrom([]string{quoted(s), `[` + quoted(s) + `,1.50e3]`, `{"a":` + quoted(s) + `,"b":null}`}).Draw(t, "shape")
			}
		}
		f := app.Feedback{
			ID: "f", Content: text.Draw(t, "content"), Speaker: text.Draw(t, "speaker"), State: app.FeedbackDone, DueDate: app.DayOf(someDay), UpdatedAt: someDay.Add(time.Duration(rapid.IntRange(0, 2e9).Draw(t, "ns"))),
			History: []app.Transition{{ID: "m", At: someDay, Changes: []app.FieldChange{{Field: "Department", From: text.Draw(t, "from"), To: "b"}, {Field: app.FieldAsked, From: "", To: "2026-05-01"}, {Field: "of_a_newer_version", From: "", To: "x"}}}},
		}
		want := feedbackRecords.recordOf(&f)
		maps.Copy(want, more)
		r, err := parseRecord([]byte(want.object()))
		if err != nil || !r.equal(want) {
			t.Fatalf("%v %v: %v", want, r, err)
		}
		var got app.Feedback
		if err := feedbackRecords.read(r, &got); err != nil {
			t.Fatal(err)
		}
		if again := feedbackRecords.recordOf(&got); !again.equal(want) || again.digest() != want.digest() {
			t.Fatalf("%v became %v", want, again)
		}
		if (got.Extra == "") != (len(more) == 0) || got.History[0].Changes[0].Field != "Department" || got.History[0].Changes[1].Field != app.FieldAsked {
			t.Fatalf("%+v", got)
		}
	})
}
