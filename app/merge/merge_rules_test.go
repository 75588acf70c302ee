package merge

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"openday/app"
	"openday/app/picture"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// mergeTime is when the tests of the rules merge.
var mergeTime = someDay.AddDate(0, 0, 7)

// exchange is what was in hand-overs before.
type exchange map[string][]string // digests by key

func (h exchange) holding(held Holding) Holding {
	held.Met = func(key string) bool { return h[key] != nil }
	held.Knows = func(key, digest string) bool { return slices.Contains(h[key], digest) }
	return held
}

// exchanged is a exchange with these versions.
func exchanged(versions ...app.Version) exchange {
	h := exchange{}
	for _, v := range versions {
		h[v.Record] = append(h[v.Record], v.Digest)
	}
	return h
}

// held is an event that is here with what it has.
func held(change func(*Holding)) Holding {
	h := Holding{PersonAt: map[string]time.Time{}, PersonEvents: map[string][]string{}}
	h.Dossier.Event = app.Event{ID: "e", Title: "开放日", UpdatedAt: someDay}
	if change != nil {
		change(&h)
	}
	return h
}

// handed is the same event in a file.
func handed(change func(*HandOver)) HandOver {
	h := HandOver{Dossier: app.Dossier{Event: app.Event{ID: "e", Title: "开放日", UpdatedAt: someDay}}}
	change(&h)
	return h
}

func hours(n int) time.Time { return someDay.Add(time.Duration(n) * time.Hour) }

// counts are those of a receipt without the event itself, which is here.
type counts struct{ added, updated, unchanged, kept, conflicts int }

func figuresOf(r Receipt) counts {
	return counts{r.Added, r.Updated, r.Unchanged - 1, r.Kept, len(r.Conflicts)}
}

// The rules of merging one record, on a stop of the agenda.
func TestWhichVersionOfARecordStays(t *testing.T) {
	stop := func(content string, hour int) app.AgendaItem {
		return app.AgendaItem{ID: "a", EventID: "e", Kind: "visit", Content: content, Place: "大厅", UpdatedAt: hours(hour)}
	}
	base, ours, theirs := stop("原来", 0), stop("我方", 2), stop("对方", 3)
	version := func(a app.AgendaItem) app.Version { return agendaRecords.version(a.ID, &a) }
	other := app.Version{Record: "agenda:a", Digest: "of another version"}
	conflict := func(ours, theirs app.AgendaItem, take bool) *Conflict {
		return &Conflict{Key: "agenda:a", What: "议程“" + theirs.Content + "”", Fields: []app.FieldPair{{Label: "内容", Ours: ours.Content, Theirs: theirs.Content}}, OursAt: ours.UpdatedAt, TheirsAt: theirs.UpdatedAt, Theirs: take}
	}
	gone := func(take bool) *Conflict {
		return &Conflict{Key: "agenda:a", What: "议程“对方”", Fields: app.Pairs(app.AgendaFields, nil, &theirs), TheirsAt: theirs.UpdatedAt, Gone: true, Theirs: take}
	}
	for _, c := range []struct {
		name     string
		before   exchange
		ours     *app.AgendaItem
		theirs   app.AgendaItem
		choices  map[string]bool
		want     counts
		written  *app.AgendaItem
		conflict *Conflict
		kept     string // what is displaced
	}{
		{"nobody had it", nil, nil, theirs, nil, counts{added: 1}, &theirs, nil, ""},
		{"it was deleted here", exchanged(version(theirs)), nil, theirs, nil, counts{kept: 1}, nil, nil, ""},
		{"it was deleted here and changed there", exchanged(version(base)), nil, theirs, nil, counts{conflicts: 1}, nil, gone(false), "内容：对方"},
		{"it is taken back", exchanged(version(base)), nil, theirs, map[string]bool{"agenda:a": true}, counts{conflicts: 1}, &theirs, gone(true), ""},
		{"both have the same", nil, &base, base, nil, counts{unchanged: 1}, nil, nil, ""},
		{"only this side changed it", exchanged(version(base)), &ours, base, nil, counts{kept: 1}, nil, nil, ""},
		{"only the other side changed it", exchanged(version(base)), &base, theirs, nil, counts{updated: 1}, &theirs, nil, ""},
		{"the other side changed it in the same second", exchanged(version(base)), &base, stop("对方", 0), nil, counts{updated: 1}, ptr(stop("对方", 0)), nil, ""},
		{"this side handed its change out before", exchanged(version(base), version(ours)), &ours, stop("对方", 1), nil, counts{conflicts: 1}, nil, conflict(ours, stop("对方", 1), false), "内容：对方"},
		{"both changed it, the other side later", exchanged(version(base)), &ours, theirs, nil, counts{conflicts: 1}, &theirs, conflict(ours, theirs, true), "内容：我方"},
		{"both changed it, this side later", exchanged(version(base)), ptr(stop("我方", 4)), theirs, nil, counts{conflicts: 1}, nil, conflict(stop("我方", 4), theirs, false), "内容：对方"},
		{"both changed it in the same second", exchanged(version(base)), ptr(stop("我方", 3)), theirs, nil, counts{conflicts: 1}, nil, conflict(stop("我方", 3), theirs, false), "内容：对方"},
		{"ours is chosen", exchanged(version(base)), &ours, theirs, map[string]bool{"agenda:a": false}, counts{conflicts: 1}, nil, conflict(ours, theirs, false), "内容：对方"},
		{"the file's is chosen", exchanged(version(base)), ptr(stop("我方", 4)), theirs, map[string]bool{"agenda:a": true}, counts{conflicts: 1}, &theirs, conflict(stop("我方", 4), theirs, true), "内容：我方"},
		{"it was never exchanged", nil, &ours, theirs, nil, counts{conflicts: 1}, &theirs, conflict(ours, theirs, true), "内容：我方"},
		{"other versions were exchanged", exchanged(other), &ours, theirs, nil, counts{conflicts: 1}, &theirs, conflict(ours, theirs, true), "内容：我方"},
		{"it was saved there as it was", exchanged(version(base)), &base, stop("原来", 1), nil, counts{unchanged: 1}, ptr(stop("原来", 1)), nil, ""},
		{"it was saved here as it was", exchanged(version(base)), ptr(stop("原来", 2)), stop("原来", 1), nil, counts{unchanged: 1}, nil, nil, ""},
		{"both saved it as it was in the same second", nil, ptr(stop("原来", 1)), stop("原来", 1), nil, counts{unchanged: 1}, nil, nil, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := c.before.holding(held(func(h *Holding) {
				if c.ours != nil {
					h.Dossier.Agenda = []app.AgendaItem{*c.ours}
				}
			}))
			got, r := Event(h, handed(func(h *HandOver) { h.Dossier.Agenda = []app.AgendaItem{c.theirs} }), c.choices, map[string]bool{}, mergeTime)
			if figuresOf(r) != c.want {
				t.Errorf("%+v, not %+v", figuresOf(r), c.want)
			}
			var written *app.AgendaItem
			if len(got.Dossier.Agenda) > 0 {
				written = &got.Dossier.Agenda[0]
			}
			if diff := gocmp.Diff(c.written, written); diff != "" {
				t.Error(diff)
			}
			var conflict *Conflict
			if len(r.Conflicts) > 0 {
				conflict = &r.Conflicts[0]
			}
			if diff := gocmp.Diff(c.conflict, conflict); diff != "" {
				t.Error(diff)
			}
			switch {
			case c.kept == "" && len(got.Displaced) > 0:
				if c.choices == nil {
					t.Errorf("displaced: %+v", got.Displaced)
				}
			case c.kept != "" && len(got.Displaced) != 1:
				t.Errorf("displaced: %+v", got.Displaced)
			case c.kept != "":
				d := got.Displaced[0]
				if !strings.Contains(d.What, c.kept) || d.EventID != "e" || !d.At.Equal(mergeTime) || d.ID == "" {
					t.Errorf("displaced: %+v", d)
				}
				again, _ := Event(h, handed(func(h *HandOver) { h.Dossier.Agenda = []app.AgendaItem{c.theirs} }), c.choices, map[string]bool{}, mergeTime)
				if again.Displaced[0].ID != d.ID {
					t.Error("displaced twice it is two entries")
				}
			}
			if want := []app.Version{eventRecords.version("e", &got.Dossier.Event), version(c.theirs)}; !gocmp.Equal(want, got.Versions) {
				t.Errorf("remembered: %v", got.Versions)
			}
			want := VerdictMerged
			if c.want == (counts{unchanged: 1}) || c.want == (counts{kept: 1}) {
				want = VerdictUnchanged
			}
			if r.Verdict != want {
				t.Errorf("the event is %s", r.Verdict)
			}
		})
	}
}

// substituteLabel is how the field is called in comparisons.
var substituteLabel = app.Pairs(app.InviteeFields, &app.Invitee{Substitute: "x"}, nil)[0].Label

func ptr[T any](v T) *T { return &v }

// What becomes of the event as a whole, and of the event's own fields.
func TestWhatBecomesOfAnEvent(t *testing.T) {
	changed := app.Event{ID: "e", Title: "开放日二", UpdatedAt: hours(2)}
	base := app.Event{ID: "e", Title: "开放日", UpdatedAt: someDay}
	purged := func(e app.Event) app.Event { e.PurgedAt = hours(1); return e }
	seen := exchanged(eventRecords.version("e", &base))
	for _, c := range []struct {
		name    string
		before  exchange
		ours    app.Event
		theirs  app.Event
		choices map[string]bool
		verdict Verdict
		written *app.Event
	}{
		{"it is new", nil, app.Event{}, base, nil, VerdictNew, &base},
		{"it is the same", nil, base, base, nil, VerdictUnchanged, nil},
		{"it was changed there", seen, base, changed, nil, VerdictMerged, &changed},
		{"it was deleted here", seen, app.Event{}, changed, nil, VerdictDeleted, nil},
		{"it is not wanted back", seen, app.Event{}, changed, map[string]bool{"event:e": false}, VerdictDeleted, nil},
		{"it is wanted back", seen, app.Event{}, changed, map[string]bool{"event:e": true}, VerdictNew, &changed},
		{"it was purged here", seen, purged(base), changed, nil, VerdictPurgedHere, nil},
		{"it was purged there", seen, base, purged(changed), nil, VerdictPurgedThere, nil},
		{"it was purged on both sides", seen, purged(base), purged(base), nil, VerdictUnchanged, nil},
		{"it comes purged", nil, app.Event{}, purged(base), nil, VerdictNew, ptr(purged(base))},
	} {
		got, r := Event(c.before.holding(held(func(h *Holding) { h.Dossier.Event = c.ours })), HandOver{Dossier: app.Dossier{Event: c.theirs}}, c.choices, map[string]bool{}, mergeTime)
		if r.Verdict != c.verdict || r.EventID != "e" || r.Title != c.theirs.Title || r.TakeBack() != "event:e" {
			t.Errorf("%s: %+v", c.name, r)
		}
		if got.HasEvent != (c.written != nil) || c.written != nil && !gocmp.Equal(*c.written, got.Dossier.Event) {
			t.Errorf("%s: %v %+v", c.name, got.HasEvent, got.Dossier.Event)
		}
		gone := c.verdict == VerdictDeleted || c.verdict == VerdictPurgedHere || c.verdict == VerdictPurgedThere
		if gone != (got.Dossier.Event.ID == "") || gone && len(got.Versions) > 0 {
			t.Errorf("%s: %+v", c.name, got)
		}
	}
}

// guestList is an event's list in a file or here.
func guestList(invitees ...app.Invitee) []app.Invitee {
	for i := range invitees {
		v := &invitees[i]
		v.EventID, v.Vetting = "e", app.VettingApproved
	}
	return invitees
}

func TestWhatBecomesOfAPerson(t *testing.T) {
	base := app.Person{ID: "p", Name: "张三", Phone: "1"}
	ours, theirs := app.Person{ID: "p", Name: "张三", Phone: "2"}, app.Person{ID: "p", Name: "张三", Phone: "3"}
	guest := app.Invitee{ID: "g", Person: app.Person{ID: "p"}, UpdatedAt: hours(3)}
	bare := guestList(guest)[0]
	seen := func(people ...app.Person) exchange {
		h := exchanged(inviteeRecords.version("g", &bare))
		for _, p := range people {
			v := personRecords.version("p", &p)
			h[v.Record] = append(h[v.Record], v.Digest)
		}
		return h
	}
	for _, c := range []struct {
		name      string
		before    exchange
		here      *app.Person
		onList    bool // of this event
		at        time.Time
		elsewhere []string
		theirs    app.Person
		choices   map[string]bool
		written   *app.Person
		conflict  bool
		notice    string
	}{
		{"they come for the first time", nil, nil, false, time.Time{}, nil, theirs, nil, &theirs, false, ""},
		{"changed there", seen(base), &base, true, hours(1), nil, theirs, nil, &theirs, false, ""},
		{"changed there, and known here from another event", seen(base), &base, false, hours(1), []string{"去年的开放日", "座谈会"}, theirs, nil, &theirs, false, "人员“张三”在本机的这些活动中也会随之改动：去年的开放日、座谈会\n  联系电话：本机“1”，文件“3”"},
		{"the same, and known here from another event", seen(base), &base, false, hours(1), []string{"座谈会"}, base, nil, nil, false, ""},
		{"changed here", seen(base), &ours, true, hours(4), nil, base, nil, nil, false, ""},
		{"changed on both sides, there later", seen(base), &ours, true, hours(2), nil, theirs, nil, &theirs, true, ""},
		{"changed on both sides, here later", seen(base), &ours, true, hours(4), nil, theirs, nil, nil, true, ""},
		{"known only from another event, there later", nil, &ours, false, hours(2), []string{"座谈会"}, theirs, nil, &theirs, true, ""},
		{"known only from another event, here later", nil, &ours, false, hours(4), []string{"座谈会"}, theirs, nil, nil, true, ""},
		{"handed out here in another event, there earlier", seen(ours), &ours, false, hours(4), []string{"座谈会"}, theirs, nil, nil, true, ""},
		{"chosen", nil, &ours, false, hours(4), []string{"座谈会"}, theirs, map[string]bool{"person:p": true}, &theirs, true, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := c.before.holding(held(func(h *Holding) {
				if c.onList {
					h.Dossier.Invitees = []app.Invitee{bare}
				}
				if c.here != nil {
					h.People = []app.Person{*c.here}
					h.PersonAt["p"], h.PersonEvents["p"] = c.at, c.elsewhere
				}
			}))
			if !c.onList {
				h.Met = func(key string) bool { return key != "invitee:g" && c.before[key] != nil }
			}
			v := bare
			v.Person = c.theirs
			settled := map[string]bool{}
			got, r := Event(h, handed(func(h *HandOver) { h.Dossier.Invitees = []app.Invitee{v} }), c.choices, settled, mergeTime)
			var written *app.Person
			if len(got.People) > 0 {
				written = &got.People[0]
			}
			if diff := gocmp.Diff(c.written, written); diff != "" {
				t.Error(diff)
			}
			if (len(r.Conflicts) == 1) != c.conflict {
				t.Fatalf("%+v", r.Conflicts)
			}
			if c.conflict {
				x := r.Conflicts[0]
				if x.Key != "person:p" || x.What != "人员“张三”" || !x.OursAt.Equal(c.at) || !x.TheirsAt.Equal(hours(3)) || x.Theirs != (c.written != nil) || !slices.Equal(x.Elsewhere, c.elsewhere) ||
					!gocmp.Equal(x.Fields, []app.FieldPair{{Label: "联系电话", Ours: c.here.Phone, Theirs: "3"}}) {
					t.Errorf("%+v", x)
				}
				if says := x.Words(); len(c.elsewhere) > 0 != strings.Contains(says, "座谈会") || !strings.Contains(says, "联系电话：本机“2”，文件“3”") {
					t.Error(says)
				}
			}
			if strings.Join(r.Notices, "\n") != c.notice {
				t.Errorf("said: %q", r.Notices)
			}
			if !settled["p"] {
				t.Error("another event of the file decides again")
			}
			if again, r := Event(h, handed(func(h *HandOver) { h.Dossier.Invitees = []app.Invitee{v} }), c.choices, settled, mergeTime); len(again.People)+len(r.Conflicts)+len(r.Notices) > 0 {
				t.Errorf("another event of the file decides again: %+v", again.People)
			}
			want := []string{"event:e", "invitee:g", "person:p"}
			var keys []string
			for _, v := range got.Versions {
				keys = append(keys, v.Record)
			}
			if !slices.Equal(keys, want) {
				t.Errorf("remembered: %v", keys)
			}
		})
	}
}

// An invitee who was deleted here stays away with their person, and both are
// remembered; one who comes in another event's list comes.
func TestAPersonOfADeletedInviteeStaysAway(t *testing.T) {
	v := guestList(app.Invitee{ID: "g", Person: app.Person{ID: "p", Name: "张三"}})[0]
	bare := v
	bare.Person = app.Person{ID: "p"}
	for _, known := range []bool{true, false} {
		before := exchanged(inviteeRecords.version("g", &bare))
		if !known {
			before = exchanged(app.Version{Record: "invitee:g", Digest: "as it was before"})
		}
		settled := map[string]bool{}
		got, r := Event(before.holding(held(nil)), handed(func(h *HandOver) { h.Dossier.Invitees = []app.Invitee{v} }), nil, settled, mergeTime)
		if len(got.People)+len(got.Dossier.Invitees) > 0 || settled["p"] || len(got.Versions) != 3 || (len(r.Conflicts) == 1) == known {
			t.Errorf("%+v %+v", got, r)
		}
	}
}

func TestThePlaceholderOfPurgedPeopleStays(t *testing.T) {
	v := guestList(app.Invitee{ID: "g", Person: app.Person{ID: app.PurgedPersonID, Name: "某人", Phone: "1", Extra: `{"new":1}`}})[0]
	for _, here := range []bool{false, true} {
		h := exchange(nil).holding(held(func(h *Holding) {
			if here {
				h.People = []app.Person{app.PurgedPerson}
			}
		}))
		got, r := Event(h, handed(func(h *HandOver) { h.Dossier.Invitees = []app.Invitee{v} }), map[string]bool{"person:purged": true}, map[string]bool{}, mergeTime)
		if len(r.Conflicts) > 0 || here && len(got.People) > 0 || !here && (len(got.People) != 1 || got.People[0] != app.PurgedPerson) {
			t.Errorf("here %v: %+v %+v", here, got.People, r)
		}
	}
}

// Emptying is asked about, but where another change of the record brings it.
func TestWhatIsEmptiedIsAskedAbout(t *testing.T) {
	full := guestList(app.Invitee{ID: "g", Person: app.Person{ID: "p"}, Position: 1, Unit: "甲单位", Reason: "不符合", Attendance: app.AttendanceSubstitute, Substitute: "李四", SignedInAt: someDay, Note: "坐轮椅",
		DecidedOn: app.DayOf(someDay), RepliedOn: app.DayOf(someDay), Overruled: "推荐", Confirmation: app.Confirmed, WalkIn: true, UpdatedAt: someDay})[0]
	before := exchanged(inviteeRecords.version("g", &full))
	here := before.holding(held(func(h *Holding) {
		h.Dossier.Invitees, h.People = []app.Invitee{full}, []app.Person{{ID: "p", Name: "张三"}}
	}))
	for _, c := range []struct {
		name   string
		change func(*app.Invitee)
		asked  []string // labels
	}{
		{"a note", func(v *app.Invitee) { v.Note = "" }, []string{"备注"}},
		{"a note and a unit", func(v *app.Invitee) { v.Note, v.Unit = "", "" }, []string{"单位", "备注"}},
		{"a yes", func(v *app.Invitee) { v.WalkIn = false }, nil},
		{"a reason without another result", func(v *app.Invitee) { v.Reason = "" }, []string{"原因"}},
		{"all that goes with the result", func(v *app.Invitee) {
			v.Vetting = app.VettingPending
			v.Reason, v.Overruled, v.Confirmation, v.DecidedOn, v.RepliedOn = "", "", "", time.Time{}, time.Time{}
		}, nil},
		{"all that goes with the attendance", func(v *app.Invitee) { v.Attendance, v.Substitute, v.SignedInAt = app.AttendanceAbsent, "", time.Time{} }, nil},
		{"the substitute alone", func(v *app.Invitee) { v.Substitute = "" }, []string{substituteLabel}},
		{"the attendance", func(v *app.Invitee) { v.Attendance, v.Substitute = "", "" }, []string{"出席", substituteLabel}},
	} {
		for _, choice := range []*bool{nil, ptr(false), ptr(true)} {
			theirs := full
			theirs.UpdatedAt = hours(1)
			c.change(&theirs)
			choices := map[string]bool{}
			if choice != nil {
				choices["invitee:g:empties"] = *choice
			}
			v := theirs
			v.Person.Name = "张三"
			got, r := Event(here, handed(func(h *HandOver) { h.Dossier.Invitees = []app.Invitee{v} }), choices, map[string]bool{}, mergeTime)
			if len(got.Dossier.Invitees) != 1 || r.Updated != 1 {
				t.Fatalf("%s: %+v", c.name, r)
			}
			var asked []string
			for _, x := range r.Conflicts {
				if x.Key != "invitee:g:empties" || !x.Empties || x.Gone || x.Theirs != (choice != nil && *choice) || !strings.Contains(x.Words(), "文件中此处为空") {
					t.Errorf("%s: %+v", c.name, x)
				}
				for _, f := range x.Fields {
					if f.Theirs != "" || f.Ours == "" {
						t.Errorf("%s: %+v", c.name, f)
					}
					asked = append(asked, f.Label)
				}
			}
			if !gocmp.Equal(asked, c.asked, cmpopts.SortSlices(strings.Compare)) {
				t.Errorf("%s: asked about %v", c.name, asked)
			}
			result := got.Dossier.Invitees[0]
			emptied := gocmp.Equal(theirs, result)
			if want := len(c.asked) == 0 || choice != nil && *choice; emptied != want {
				t.Errorf("%s, %v: %s", c.name, choices, gocmp.Diff(theirs, result))
			}
			if (len(got.Displaced) == 0) != (len(c.asked) == 0) {
				t.Errorf("%s: displaced %+v", c.name, got.Displaced)
			}
		}
	}
}

// Where both sides changed a record and one of them has nothing in a field, it is
// shown apart; the version that is taken does not empty it.
func TestAConflictEmptiesNothingByItself(t *testing.T) {
	ours := app.AgendaItem{ID: "a", EventID: "e", Kind: "visit", Content: "我方", Place: "大厅", UpdatedAt: hours(1)}
	theirs := app.AgendaItem{ID: "a", EventID: "e", Kind: "visit", Content: "对方", UpdatedAt: hours(2)}
	for _, c := range []struct {
		choices   map[string]bool
		conflicts int
		want      app.AgendaItem
	}{
		{nil, 2, app.AgendaItem{ID: "a", EventID: "e", Kind: "visit", Content: "对方", Place: "大厅", UpdatedAt: hours(2)}},
		{map[string]bool{"agenda:a": true, "agenda:a:empties": true}, 2, theirs},
		{map[string]bool{"agenda:a": false, "agenda:a:empties": true}, 1, ours},
	} {
		h := exchange(nil).holding(held(func(h *Holding) { h.Dossier.Agenda = []app.AgendaItem{ours} }))
		got, r := Event(h, handed(func(h *HandOver) { h.Dossier.Agenda = []app.AgendaItem{theirs} }), c.choices, map[string]bool{}, mergeTime)
		result := ours
		if len(got.Dossier.Agenda) > 0 {
			result = got.Dossier.Agenda[0]
		}
		if diff := gocmp.Diff(c.want, result); diff != "" || len(r.Conflicts) != c.conflicts || len(r.Conflicts[0].Fields) != 1 {
			t.Errorf("%v: %s %+v", c.choices, diff, r.Conflicts)
		}
	}
	// Nothing but an empty field: the older side's says nothing, the newer's is asked about.
	for _, hour := range []int{1, 3} {
		less := ours
		less.Place, less.UpdatedAt = "", hours(2)
		mine := ours
		mine.UpdatedAt = hours(hour)
		h := exchange(nil).holding(held(func(h *Holding) { h.Dossier.Agenda = []app.AgendaItem{mine} }))
		got, r := Event(h, handed(func(h *HandOver) { h.Dossier.Agenda = []app.AgendaItem{less} }), nil, map[string]bool{}, mergeTime)
		older := hour == 3
		if (len(r.Conflicts) == 0) != older || (r.Kept == 1) != older {
			t.Errorf("hour %d: %+v", hour, r)
		}
		for _, a := range got.Dossier.Agenda {
			if a.Place != "大厅" {
				t.Errorf("hour %d: %+v", hour, a)
			}
		}
	}
}

func TestWhatBecomesOfADepartment(t *testing.T) {
	d := func(id, name, who, phone string) app.Department {
		return app.Department{ID: id, Name: name, InCharge: who, Telephone: phone}
	}
	for _, c := range []struct {
		name   string
		before exchange
		here   []app.Department
		file   []app.Department
		want   counts
		out    []app.Department
	}{
		{"new", nil, nil, []app.Department{d("1", "城管办", "甲", "1")}, counts{added: 1}, []app.Department{d("1", "城管办", "甲", "1")}},
		{"twice in the file", nil, nil, []app.Department{d("1", "城管办", "", ""), d("2", "城管办", "甲", "")}, counts{added: 1, updated: 1}, []app.Department{d("1", "城管办", "", ""), d("1", "城管办", "甲", "")}},
		{"deleted here", exchanged(app.Version{Record: "department:1", Digest: "x"}), nil, []app.Department{d("1", "城管办", "", "")}, counts{kept: 1}, nil},
		{"renamed here", nil, []app.Department{d("1", "城管局", "", "")}, []app.Department{d("1", "城管办", "甲", "")}, counts{kept: 1}, nil},
		{"the same name under another id", nil, []app.Department{d("2", "城管办", "乙", "2")}, []app.Department{d("1", "城管办", "甲", "1")}, counts{unchanged: 1}, nil},
		{"nobody is named here", nil, []app.Department{d("2", "城管办", "", "")}, []app.Department{d("1", "城管办", "甲", "1")}, counts{updated: 1}, []app.Department{d("2", "城管办", "甲", "1")}},
		{"somebody is named there", nil, []app.Department{d("2", "城管办", "", "")}, []app.Department{d("1", "城管办", "甲", "")}, counts{updated: 1}, []app.Department{d("2", "城管办", "甲", "")}},
		{"a telephone there", nil, []app.Department{d("2", "城管办", "", "")}, []app.Department{d("1", "城管办", "", "1")}, counts{updated: 1}, []app.Department{d("2", "城管办", "", "1")}},
		{"only a name here: whose telephone it would be is not known", nil, []app.Department{d("2", "城管办", "乙", "")}, []app.Department{d("1", "城管办", "甲", "1")}, counts{unchanged: 1}, nil},
		{"only a telephone here", nil, []app.Department{d("2", "城管办", "", "2")}, []app.Department{d("1", "城管办", "甲", "")}, counts{unchanged: 1}, nil},
		{"nothing there", nil, []app.Department{d("2", "城管办", "乙", "2")}, []app.Department{d("1", "城管办", "", "")}, counts{unchanged: 1}, nil},
		{"nothing on either side", nil, []app.Department{d("2", "城管办", "", "")}, []app.Department{d("1", "城管办", "", "")}, counts{unchanged: 1}, nil},
		{"changed there, not asked: the list is the office's own", nil, []app.Department{d("1", "城管办", "乙", "2")}, []app.Department{d("1", "城管办", "甲", "1")}, counts{unchanged: 1}, nil},
	} {
		h := c.before.holding(held(func(h *Holding) { h.Departments = c.here }))
		got, r := Event(h, handed(func(h *HandOver) { h.Departments = c.file }), nil, map[string]bool{}, mergeTime)
		if diff := gocmp.Diff(c.out, got.Departments); diff != "" || figuresOf(r) != c.want {
			t.Errorf("%s: %+v %s", c.name, figuresOf(r), diff)
		}
		if len(got.Versions) != 1+len(c.file) {
			t.Errorf("%s: remembered %v", c.name, got.Versions)
		}
	}
}

func TestWhatBecomesOfAPrint(t *testing.T) {
	p := app.Print{ID: "r", EventID: "e", Paper: "sign-in", At: someDay, Lines: []app.PrintLine{{Number: 1, Text: "甲"}}}
	other := p
	other.Lines = []app.PrintLine{{Number: 1, Text: "乙"}}
	for _, c := range []struct {
		name   string
		before exchange
		here   []app.Print
		want   counts
		out    []app.Print
	}{
		{"new", nil, nil, counts{added: 1}, []app.Print{p}},
		{"the same", nil, []app.Print{p}, counts{unchanged: 1}, nil},
		{"another text: what was printed never changes", nil, []app.Print{other}, counts{unchanged: 1}, nil},
		{"deleted here", exchanged(printRecords.version("r", &p)), nil, counts{kept: 1}, nil},
	} {
		h := c.before.holding(held(func(h *Holding) { h.Prints = c.here }))
		got, r := Event(h, handed(func(h *HandOver) { h.Prints = []app.Print{p} }), nil, map[string]bool{}, mergeTime)
		if diff := gocmp.Diff(c.out, got.Prints); diff != "" || figuresOf(r) != c.want || len(got.Versions) != 2 {
			t.Errorf("%s: %+v %s", c.name, figuresOf(r), diff)
		}
	}
}

// whitePNG is a white picture.
func whitePNG(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewPaletted(image.Rect(0, 0, 30, 20), color.Palette{color.White})); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWhatBecomesOfAPhoto(t *testing.T) {
	data, _, err := picture.Prepare(whitePNG(t))
	if err != nil {
		t.Fatal(err)
	}
	p := app.Photo{ID: "h", EventID: "e", Position: 1, Caption: "参观", Media: "image/jpeg", Data: data, AddedAt: someDay}
	with := func(change func(*app.Photo)) app.Photo { q := p; change(&q); return q }
	renamed := with(func(p *app.Photo) { p.Caption = "座谈" })
	for _, c := range []struct {
		name   string
		before exchange
		here   []app.Photo
		theirs app.Photo
		want   counts
		out    []app.Photo
		notice string
	}{
		{"new", nil, nil, p, counts{added: 1}, []app.Photo{p}, ""},
		{"the same", nil, []app.Photo{p}, p, counts{unchanged: 1}, nil, ""},
		{"renamed there", exchanged(photoRecords.version("h", &p)), []app.Photo{p}, renamed, counts{updated: 1}, []app.Photo{renamed}, ""},
		{"renamed here", exchanged(photoRecords.version("h", &p)), []app.Photo{renamed}, p, counts{kept: 1}, nil, ""},
		{"renamed on both sides", nil, []app.Photo{renamed}, p, counts{conflicts: 1}, nil, ""},
		{"no picture", nil, nil, with(func(p *app.Photo) { p.Data = []byte("<svg/>") }), counts{}, nil, "照片“参观”未收入："},
		{"a PNG", nil, nil, with(func(p *app.Photo) { p.Data = whitePNG(t) }), counts{added: 1}, []app.Photo{p}, ""},
	} {
		h := c.before.holding(held(func(h *Holding) { h.Photos = c.here }))
		got, r := Event(h, handed(func(h *HandOver) { h.Photos = []app.Photo{c.theirs} }), nil, map[string]bool{}, mergeTime)
		if c.name == "a PNG" && len(got.Photos) == 1 && bytes.HasPrefix(got.Photos[0].Data, []byte{0xff, 0xd8}) {
			got.Photos[0].Data = p.Data // made as photos are kept
		}
		if diff := gocmp.Diff(c.out, got.Photos); diff != "" || figuresOf(r) != c.want {
			t.Errorf("%s: %+v %s", c.name, figuresOf(r), diff)
		}
		if strings.HasPrefix(strings.Join(r.Notices, ""), c.notice) == false || (c.notice == "") != (len(r.Notices) == 0) {
			t.Errorf("%s: %q", c.name, r.Notices)
		}
		if want := map[bool]int{true: 2, false: 1}[c.notice == ""]; len(got.Versions) != want {
			t.Errorf("%s: remembered %v", c.name, got.Versions)
		}
	}
}

func TestMergedOpinionsHaveOneMainOne(t *testing.T) {
	for _, c := range []struct{ name, into, want string }{
		{"none", "a b", ""},
		{"one", "a>b b", "a>b"},
		{"a chain", "a>b b>c c", "a>c b>c"},
		{"a long chain", "a>b b>c c>d d>e e", "a>e b>e c>e d>e"},
		{"a circle: the oldest is the main one", "a>b b>a", "b>a"},
		{"a circle of three", "a>b b>c c>a", "b>a c>a"},
		{"a way into a circle", "a>b b>a c>b", "b>a c>a"},
		{"two circles", "a>b b>a c>d d>c", "b>a d>c"},
		{"into itself", "a>a b>a", "b>a"},
		{"into one that is not here", "a>z b>a", "b>a"},
	} {
		into, of := map[string]string{}, map[string]*app.Feedback{}
		for i, one := range strings.Fields(c.into) {
			id, other, _ := strings.Cut(one, ">")
			into[id], of[id] = other, &app.Feedback{CreatedAt: hours(i)}
		}
		var got []string
		roots := mergedRoots(into, of)
		for _, id := range slices.Sorted(maps.Keys(roots)) {
			if roots[id] != "" {
				got = append(got, id+">"+roots[id])
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
	// Of the same moment, the smaller id.
	same := map[string]*app.Feedback{"a": {}, "b": {}}
	if roots := mergedRoots(map[string]string{"a": "b", "b": "a"}, same); roots["a"] != "" || roots["b"] != "a" {
		t.Error(roots)
	}
	same["a"].CreatedAt = hours(1)
	if roots := mergedRoots(map[string]string{"a": "b", "b": "a"}, same); roots["a"] != "b" || roots["b"] != "" {
		t.Error(roots)
	}
}

// opinionAt is an opinion with steps, made by the rules that a clerk's steps go by.
func opinionAt(steps ...func(app.Feedback) app.Feedback) app.Feedback {
	f := app.Feedback{ID: "f", EventID: "e", Content: "路灯不亮", Category: "市政", InviteeID: "g", State: app.FeedbackRecorded, CreatedAt: someDay, UpdatedAt: someDay,
		History: []app.Transition{{ID: "m0", At: someDay, Kind: app.TransitionRecord, From: app.FeedbackRecorded, To: app.FeedbackRecorded}}}
	for _, s := range steps {
		f = s(f)
	}
	return f
}

func moveOf(t *testing.T, id string, hour int, s app.Step) func(app.Feedback) app.Feedback {
	return func(f app.Feedback) app.Feedback {
		f, p := f.Apply(s, app.DefaultFeedbackRules(), id, "甲", hours(hour))
		if len(p) > 0 {
			t.Fatal(p)
		}
		return f
	}
}

func TestWhatBecomesOfAnOpinion(t *testing.T) {
	due := app.DayOf(someDay).AddDate(0, 1, 0)
	assign := moveOf(t, "m1", 1, app.Step{Kind: app.TransitionAssign, Department: "城管办", InCharge: "赵刚", DueDate: due})
	returned := moveOf(t, "m2", 2, app.Step{Kind: app.TransitionReturn, Note: "不属于本单位"})
	other := moveOf(t, "m3", 3, app.Step{Kind: app.TransitionAssign, Department: "建设办", DueDate: due})
	base := opinionAt(assign)
	guests := func(h *Holding) { h.Dossier.Invitees = guestList(app.Invitee{ID: "g", Person: app.Person{ID: "p"}}) }
	for _, c := range []struct {
		name      string
		ours      *app.Feedback
		theirs    app.Feedback
		state     app.FeedbackState
		dept      string
		steps     string
		conflicts int
		writes    bool
		invitee   string
	}{
		{"new, of an invitee who is here", nil, base, app.FeedbackAssigned, "城管办", "m0 m1", 0, true, "g"},
		{"the same", &base, base, app.FeedbackAssigned, "城管办", "m0 m1", 0, false, "g"},
		{"a step there", &base, opinionAt(assign, returned), app.FeedbackRecorded, "", "m0 m1 m2", 0, true, "g"},
		{"a step here", ptr(opinionAt(assign, returned)), base, app.FeedbackRecorded, "", "m0 m1 m2", 0, false, "g"},
		{"two steps there", &base, opinionAt(assign, returned, other), app.FeedbackAssigned, "建设办", "m0 m1 m2 m3", 0, true, "g"},
		{"steps on both sides, theirs later", ptr(opinionAt(assign, returned)), opinionAt(assign, moveOf(t, "m4", 4, app.Step{Kind: app.TransitionUrge, Note: "请尽快"})), app.FeedbackAssigned, "城管办", "m0 m1 m2 m4 +", 1, true, "g"},
		{"steps on both sides, ours later", ptr(opinionAt(assign, moveOf(t, "m4", 4, app.Step{Kind: app.TransitionUrge, Note: "请尽快"}))), opinionAt(assign, returned), app.FeedbackAssigned, "城管办", "m0 m1 m2 m4 +", 1, true, "g"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := exchanged(feedbackRecords.version("f", &base))
			if c.ours == nil {
				before = nil
			}
			h := before.holding(held(func(h *Holding) {
				guests(h)
				if c.ours != nil {
					h.Dossier.Feedback = []app.Feedback{*c.ours}
				}
			}))
			got, r := Event(h, handed(func(h *HandOver) { h.Dossier.Feedback = []app.Feedback{c.theirs} }), nil, map[string]bool{}, mergeTime)
			if len(r.Conflicts) != c.conflicts || (len(got.Dossier.Feedback) > 0) != c.writes {
				t.Fatalf("%+v %+v", r, got.Dossier.Feedback)
			}
			f := c.theirs
			if c.ours != nil {
				f = *c.ours
			}
			if c.writes {
				f = got.Dossier.Feedback[0]
			}
			var steps []string
			for _, m := range f.History {
				id := m.ID
				if m.Note == "两处的办理记录合并，以选定的一方为准" {
					id = "+"
					if m.Kind != app.TransitionCorrect || !m.At.Equal(hours(4)) || m.To != f.State {
						t.Errorf("%+v", m)
					}
				}
				steps = append(steps, id)
			}
			if f.State != c.state || f.Department != c.dept || strings.Join(steps, " ") != c.steps || f.InviteeID != c.invitee {
				t.Errorf("%s %q %v %q", f.State, f.Department, steps, f.InviteeID)
			}
			told := app.Replay(f.History)
			if told.State != f.State || told.Department != f.Department || !told.DueDate.Equal(f.DueDate) || told.InCharge != f.InCharge {
				t.Errorf("the exchange tells %+v", told)
			}
		})
	}
	// Whoever said it is not on the list.
	got, _ := Event(exchange(nil).holding(held(nil)), handed(func(h *HandOver) { h.Dossier.Feedback = []app.Feedback{base} }), nil, map[string]bool{}, mergeTime)
	if f := got.Dossier.Feedback[0]; f.InviteeID != "" || len(f.History) != 2 {
		t.Errorf("%+v", f)
	}
	// An opinion without a exchange that tells how it is stays without a correction.
	old := app.Feedback{ID: "f", EventID: "e", Content: "x", State: app.FeedbackDone, Department: "城管办", History: []app.Transition{{ID: "m", To: app.FeedbackDone}}}
	got, _ = Event(exchange(nil).holding(held(nil)), handed(func(h *HandOver) { h.Dossier.Feedback = []app.Feedback{old} }), nil, map[string]bool{}, mergeTime)
	if f := got.Dossier.Feedback[0]; len(f.History) != 1 {
		t.Errorf("%+v", f)
	}
	if f := consistent(app.Feedback{State: app.FeedbackDone}); len(f.History) != 0 {
		t.Errorf("%+v", f)
	}
}

// What only one side had merged is merged into the main one of both.
func TestOpinionsMergedOnEachSide(t *testing.T) {
	one := func(id, into string, hour int) app.Feedback {
		return app.Feedback{ID: id, EventID: "e", Content: id, State: app.FeedbackRecorded, MergedInto: into, CreatedAt: hours(hour), UpdatedAt: hours(hour),
			History: []app.Transition{{ID: "m" + id, At: hours(hour), To: app.FeedbackRecorded, Changes: []app.FieldChange{{Field: "MergedInto", To: into}}}}}
	}
	// Here a is merged into b; the file has b merged into c.
	b := one("b", "", 1)
	h := exchanged(feedbackRecords.version("b", &b)).holding(held(func(h *Holding) { h.Dossier.Feedback = []app.Feedback{one("a", "b", 0), b, one("z", "gone", 3)} }))
	theirs := b
	theirs.MergedInto, theirs.UpdatedAt = "c", hours(4)
	theirs.History = append(slices.Clone(b.History), app.Transition{ID: "m2", At: hours(4), Kind: app.TransitionMerge, To: app.FeedbackRecorded, Changes: []app.FieldChange{{Field: "MergedInto", To: "c"}}})
	got, r := Event(h, handed(func(h *HandOver) { h.Dossier.Feedback = []app.Feedback{theirs, one("c", "", 2)} }), nil, map[string]bool{}, mergeTime)
	into := map[string]string{}
	for _, f := range got.Dossier.Feedback {
		into[f.ID] = f.MergedInto
		if told := app.Replay(f.History); told.MergedInto != f.MergedInto {
			t.Errorf("%s is merged into %q, its exchange tells %q", f.ID, f.MergedInto, told.MergedInto)
		}
	}
	if len(r.Conflicts) > 0 || !maps.Equal(into, map[string]string{"a": "c", "b": "c", "c": ""}) {
		t.Errorf("%v %+v", into, r)
	}
	// What the file has merged into an opinion that stays away is handled by itself.
	got, _ = Event(exchanged(app.Version{Record: "feedback:c", Digest: "x"}).holding(held(nil)), handed(func(h *HandOver) { h.Dossier.Feedback = []app.Feedback{one("a", "c", 0), one("c", "", 2)} }), nil, map[string]bool{}, mergeTime)
	if len(got.Dossier.Feedback) != 1 || got.Dossier.Feedback[0].MergedInto != "" || len(got.Dossier.Feedback[0].History) != 2 {
		t.Errorf("%+v", got.Dossier.Feedback)
	}
}

func TestReceiptsSayWhatBecame(t *testing.T) {
	r := Receipt{Added: 1, Updated: 2, Unchanged: 3, Kept: 4, Conflicts: make([]Conflict, 5)}
	if got := r.Figures(); got != "新增 1 条，更新 2 条，相同 3 条，保留本机 4 条，冲突 5 处" {
		t.Error(got)
	}
	fields := []app.FieldPair{{Label: "备注", Ours: "甲", Theirs: "乙"}}
	for want, c := range map[string]Conflict{
		"某条 — 保留本机的\n  备注：本机“甲”，文件“乙”":          {What: "某条", Fields: fields},
		"某条 — 采用文件的\n  备注：本机“甲”，文件“乙”":          {What: "某条", Fields: fields, Theirs: true},
		"某条 — 保留本机的（本机已删除）\n  备注：本机“甲”，文件“乙”":   {What: "某条", Fields: fields, Gone: true},
		"某条 — 保留本机的（文件中此处为空）\n  备注：本机“甲”，文件“乙”": {What: "某条", Fields: fields, Empties: true},
		"某条 — 采用文件的\n  本机的这些活动中也会随之改动：一、二":      {What: "某条", Theirs: true, Elsewhere: []string{"一", "二"}},
	} {
		if got := c.Words(); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// Receiving is linear: 20,000 people take at most 2.2 times as long as 10,000.
func BenchmarkReceivingAgain(b *testing.B) {
	for _, n := range []int{10_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			h := HandOver{Dossier: app.Dossier{Event: app.Event{ID: "e", Title: "开放日"}}}
			for i := range n {
				id := fmt.Sprint(i)
				h.Dossier.Invitees = append(h.Dossier.Invitees, app.Invitee{ID: id, EventID: "e", Person: app.Person{ID: "p" + id, Name: "某人"}, UpdatedAt: someDay})
			}
			here := Holding{HandOver: h, Exchanged: app.Exchanged{Met: func(string) bool { return true }, Knows: func(string, string) bool { return true }}}
			for _, v := range h.Dossier.Invitees {
				here.People = append(here.People, v.Person)
			}
			for b.Loop() {
				if _, r := Event(here, h, nil, map[string]bool{}, someDay); r.Unchanged != 2*n+1 {
					b.Fatalf("%+v", r)
				}
			}
		})
	}
}

// What a data file keeps for itself stays with the record, and what a newer
// version says is shown where both changed it.
func TestARecordKeepsItsRevision(t *testing.T) {
	ours := app.AgendaItem{ID: "a", EventID: "e", Kind: "visit", Content: "我方", UpdatedAt: hours(1), Revision: 7, Extra: `{"weather":"晴"}`}
	theirs := app.AgendaItem{ID: "a", EventID: "e", Kind: "visit", Content: "对方", UpdatedAt: hours(2), Revision: 3, Extra: `{"weather":"雨"}`}
	h := exchange(nil).holding(held(func(h *Holding) { h.Dossier.Agenda = []app.AgendaItem{ours} }))
	got, r := Event(h, handed(func(h *HandOver) { h.Dossier.Agenda = []app.AgendaItem{theirs} }), nil, map[string]bool{}, mergeTime)
	want := theirs
	want.Revision = 7
	if diff := gocmp.Diff([]app.AgendaItem{want}, got.Dossier.Agenda); diff != "" {
		t.Error(diff)
	}
	if len(r.Conflicts) != 1 || !gocmp.Equal(r.Conflicts[0].Fields, []app.FieldPair{{Label: "内容", Ours: "我方", Theirs: "对方"}, {Label: "weather（新版程序的栏目）", Ours: `"晴"`, Theirs: `"雨"`}}) {
		t.Errorf("%+v", r.Conflicts)
	}
}

// The steps of both sides come with what a newer version said of them.
func TestUnitedStepsKeepWhatIsNotKnownOfThem(t *testing.T) {
	read := func(text string) (f app.Feedback) {
		r, err := parseRecord([]byte(text))
		if err == nil {
			err = feedbackRecords.read(r, &f)
		}
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	f := read(`{"id":"f","history":[{"id":"a","at":"2026-05-01T09:00:00+08:00","place":"大厅"}]}`)
	other := read(`{"id":"f","history":[{"id":"a","at":"2026-05-01T09:00:00+08:00","place":"门口"},{"id":"b","at":"2026-05-01T08:00:00+08:00","place":"广场"}]}`)
	if !unite(&f, other) || unite(&f, other) {
		t.Error("the steps are not united once")
	}
	want := `[{"at":"2026-05-01T08:00:00+08:00","id":"b","place":"广场"},{"at":"2026-05-01T09:00:00+08:00","id":"a","place":"大厅"}]`
	if got := feedbackRecords.recordOf(&f)["history"]; got != want {
		t.Error(got)
	}
}

func TestVersionsThatDifferInSpellingAloneAreTheSame(t *testing.T) {
	for _, c := range []struct {
		a, b app.Person
		want bool
	}{
		{app.Person{Name: "阿依•古丽", Phone: "138 0013 8000", IDNumber: "11010519491231002x"}, app.Person{Name: "阿依·古丽", Phone: "+86 13800138000", IDNumber: "11010519491231002X"}, true},
		{app.Person{Name: "张三", Phone: "13800138000"}, app.Person{Name: "张三", Phone: "13800138001"}, false},
		{app.Person{Name: "张三"}, app.Person{Name: "张三", Phone: "13800138000"}, false},
		{app.Person{Name: "张三"}, app.Person{Name: "张四"}, false},
	} {
		e := personRecords
		if got := e.sameButForSpelling(e.recordOf(&c.a), e.recordOf(&c.b)); got != c.want {
			t.Errorf("%+v and %+v are the same: %v", c.a, c.b, got)
		}
	}
}
