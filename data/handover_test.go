package data

import (
	"bytes"
	"context"
	"crypto/md5"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/handover"
	"openday/app/merge"
	"openday/app/service"
)

// passphrase is that of the test's files; they are quick to try.
const (
	passphrase = "开放日 2026 spring"
	quickWork  = 10
)

func serving(s *Store, at time.Time) *service.Service {
	return service.New(s, func() time.Time { return at }, app.NewID, "经办人")
}

// handOut writes all events of a data file as a hand-over file.
func handOut(tb testing.TB, s *Store) []byte {
	tb.Helper()
	var out bytes.Buffer
	w := must(handover.NewWriter(&out, passphrase, quickWork, handover.Header{Program: "test"}))(tb)
	left := must(serving(s, present).HandOut(context.Background(), nil, w.Put))(tb)
	try(tb, w.Close())
	try(tb, serving(s, present).HandedOut(context.Background(), left))
	return out.Bytes()
}

func receive(s *Store, file []byte, passphrase string, choices map[string]bool) ([]merge.Receipt, error) {
	return receiveBy(serving(s, present.AddDate(0, 0, 1)), file, passphrase, choices)
}

func receiveBy(s *service.Service, file []byte, passphrase string, choices map[string]bool) ([]merge.Receipt, error) {
	return s.Receive(context.Background(), func(work func(service.HandOverSource) error) error {
		r, err := handover.Open(bytes.NewReader(file), passphrase)
		if err != nil {
			return err
		}
		return work(r.Next)
	}, choices)
}

// street makes the data file of an office: an event of its own and one
// that came to every office.
func street(tb testing.TB, n int, shared []byte) *Store {
	tb.Helper()
	ctx := context.Background()
	s := fresh(tb)
	must(receive(s, shared, passphrase, nil))(tb)
	e := anEvent(fmt.Sprintf("office%02d", n))
	e.Organiser = fmt.Sprintf("第%d街道办事处", n)
	h := app.Dossier{Event: e, Invitees: manyInvitees(e.ID, n*30, 30)}
	h.Feedback = []app.Feedback{{ID: e.ID + "-f", EventID: e.ID, Position: 1, Content: "路灯不亮", State: app.FeedbackRecorded, Department: fmt.Sprintf("第%d部门", n),
		InviteeID: h.Invitees[0].ID, CreatedAt: present, UpdatedAt: present,
		History: []app.Transition{{ID: e.ID + "-m", At: present, By: "甲", Kind: app.TransitionRecord, To: app.FeedbackRecorded}}}}
	try(tb, s.AddDossier(ctx, h))
	try(tb, s.SaveDepartments(ctx, []app.Department{{ID: e.ID + "-d", Name: fmt.Sprintf("第%d部门", n)}}))
	try(tb, s.SavePhotos(ctx, []app.Photo{{ID: e.ID + "-p", EventID: e.ID, Media: "image/jpeg", Data: bytes.Repeat([]byte{byte(n)}, 30_000), AddedAt: present}}))
	// In the shared event each office adds an invitee of its own.
	try(tb, s.SaveInvitees(ctx, []app.Invitee{{ID: fmt.Sprintf("guest%02d", n), EventID: "shared", Position: n + 1, Vetting: app.VettingPending,
		Person: app.Person{ID: fmt.Sprintf("who%02d", n), Name: "某人"}, CreatedAt: present, UpdatedAt: present}}))
	return s
}

// dump returns everything of a data file but the audit list, whose ids are its own.
func dump(tb testing.TB, s *Store) []merge.HandOver {
	tb.Helper()
	ctx := context.Background()
	var all []merge.HandOver
	for _, e := range must(s.Events(ctx, app.EventFilter{}))(tb) {
		all = append(all, must(s.HandOver(ctx, e.ID))(tb))
	}
	return all
}

func sharedFile(tb testing.TB) []byte {
	tb.Helper()
	s := fresh(tb)
	try(tb, s.AddDossier(context.Background(), app.Dossier{Event: anEvent("shared")}))
	return handOut(tb, s)
}

func twentyFiles(tb testing.TB) [][]byte {
	tb.Helper()
	shared := sharedFile(tb)
	files := make([][]byte, 20)
	for n := range files {
		files[n] = handOut(tb, street(tb, n, shared))
	}
	return files
}

func TestTwentyOfficesMergeToTheSameOnceAndTwiceInAnyOrder(t *testing.T) {
	ctx := context.Background()
	files := twentyFiles(t)
	var first []merge.HandOver
	random := rand.New(rand.NewPCG(1, 2))
	for range 2 {
		random.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		s := fresh(t)
		for _, f := range files {
			for _, r := range must(receive(s, f, passphrase, nil))(t) {
				if len(r.Conflicts) > 0 {
					t.Errorf("a conflict: %s", r.Conflicts[0].Words())
				}
			}
		}
		once := dump(t, s)
		for _, f := range files {
			for _, r := range must(receive(s, f, passphrase, nil))(t) {
				if r.Verdict != merge.VerdictUnchanged {
					t.Errorf("the second time %s is %s", r.EventID, r.Verdict)
				}
			}
		}
		if diff := cmp.Diff(once, dump(t, s)); diff != "" {
			t.Error(diff)
		}
		if first == nil {
			first = once
		}
		if diff := cmp.Diff(first, once); diff != "" {
			t.Error(diff)
		}
		if len(once) != 21 || len(must(s.Invitees(ctx, app.InviteeFilter{}))(t)) != 20*30+20 {
			t.Errorf("%d events", len(once))
		}
		if found := must(s.Check(ctx))(t); len(found) > 0 {
			t.Error(found)
		}
		if year := must(serving(s, present).YearFigures(ctx, present.Year(), present))(t); len(year.Events) != 21 || year.Total.Opinions != 20 {
			t.Errorf("the year has %d events and %d opinions", len(year.Events), year.Total.Opinions)
		}
	}
}

func TestRefusedHandOversChangeNothing(t *testing.T) {
	s := street(t, 1, sharedFile(t))
	whole := handOut(t, street(t, 2, sharedFile(t)))
	sum := func() [16]byte { return md5.Sum(must(os.ReadFile(s.Path()))(t)) }
	before, copies := sum(), len(must(Copies(s.Path()))(t))
	refused := func(name string, file []byte, passphrase string, want ...string) {
		t.Helper()
		_, err := receive(s, file, passphrase, nil)
		if app.CodeOf(err) != app.CodeInvalid {
			t.Fatalf("%s: %v", name, err)
		}
		fits := false
		for _, w := range want {
			fits = fits || strings.Contains(err.Error(), w)
		}
		if !fits || !strings.Contains(err.Error(), "没有改动任何资料") {
			t.Errorf("%s says %s", name, err)
		}
		if sum() != before {
			t.Fatalf("%s changed the data file", name)
		}
		if now := len(must(Copies(s.Path()))(t)); now != copies {
			t.Fatalf("%s left a copy: %d, not %d", name, now, copies)
		}
	}
	refused("another passphrase", whole, "something else", "口令不对")
	refused("a text", []byte("活动工作簿"), passphrase, "不是本程序的移交文件")
	refused("nothing", nil, passphrase, "不是本程序的移交文件")
	for i := range 25 {
		refused(fmt.Sprintf("cut at %d/25", i), whole[:1+i*(len(whole)-2)/25], passphrase, "损坏")
	}
	refused("cut by a byte", whole[:len(whole)-1], passphrase, "损坏")
	refused("one byte more", append(bytes.Clone(whole), 0), passphrase, "损坏")
	for i := 0; i < len(whole); i += 1 + i/12 {
		tampered := bytes.Clone(whole)
		tampered[i] ^= 1
		refused(fmt.Sprintf("byte %d", i), tampered, passphrase, "损坏", "口令不对", "不是本程序")
	}
}

func TestBothSidesChangedIsShownAndNothingIsLost(t *testing.T) {
	ctx := context.Background()
	a := fresh(t)
	try(t, a.AddDossier(ctx, app.Dossier{Event: anEvent("e")}))
	b := fresh(t)
	must(receive(b, handOut(t, a), passphrase, nil))(t)
	change := func(s *Store, theme string, at time.Time) {
		service := serving(s, at)
		e := must(service.Event(ctx, "e"))(t)
		e.Theme = theme
		must(service.SaveEvent(ctx, e))(t)
	}
	// One side alone: no conflict.
	change(b, "乙", present.Add(time.Hour))
	if r := must(receive(a, handOut(t, b), passphrase, nil))(t)[0]; len(r.Conflicts) != 0 || r.Updated != 1 {
		t.Errorf("%+v", r)
	}
	change(a, "甲二", present.Add(2*time.Hour))
	change(b, "乙二", present.Add(3*time.Hour))
	file := handOut(t, b)
	r := must(receive(a, file, passphrase, nil))(t)[0]
	if len(r.Conflicts) != 1 || !r.Conflicts[0].Theirs || !cmp.Equal(r.Conflicts[0].Fields, []app.FieldPair{{Label: "活动主题", Ours: "甲二", Theirs: "乙二"}}) {
		t.Fatalf("%+v", r)
	}
	if e := must(a.Event(ctx, "e"))(t); e.Theme != "乙二" {
		t.Error("the newer one is not taken", e.Theme)
	}
	if kept := must(a.Displaced(ctx, "e"))(t); len(kept) != 1 || !strings.Contains(kept[0].What, "甲二") {
		t.Error(kept)
	}
	change(a, "甲三", present.Add(4*time.Hour))
	change(b, "乙三", present.Add(5*time.Hour))
	must(receive(a, handOut(t, b), passphrase, map[string]bool{"event:e": false}))(t)
	if e := must(a.Event(ctx, "e"))(t); e.Theme != "甲三" {
		t.Error("the choice is not heeded", e.Theme)
	}
}

func TestWhatWasDeletedOrPurgedDoesNotComeBackSilently(t *testing.T) {
	ctx := context.Background()
	s := street(t, 3, sharedFile(t))
	file := handOut(t, s)
	try(t, serving(s, present).DeleteInvitees(ctx, "office03", []string{"office03-i000090"}))
	must(receive(s, file, passphrase, nil))(t)
	for _, v := range must(s.Invitees(ctx, app.InviteeFilter{}))(t) {
		if v.ID == "office03-i000090" {
			t.Error("a deleted invitee is back")
		}
	}
	must(serving(s, present).Purge(ctx, "office03"))(t)
	if r := must(receive(s, file, passphrase, nil))(t); r[0].Verdict != merge.VerdictPurgedHere && r[1].Verdict != merge.VerdictPurgedHere {
		t.Error(r)
	}
	for _, v := range must(s.Invitees(ctx, app.InviteeFilter{EventID: "office03"}))(t) {
		if v.Person.ID != app.PurgedPersonID {
			t.Error("personal data is back")
		}
	}
	try(t, serving(s, present).DeleteEvent(ctx, "office03"))
	must(receive(s, file, passphrase, nil))(t)
	if _, err := s.Event(ctx, "office03"); app.CodeOf(err) != app.CodeNotFound {
		t.Error("a deleted event is back", err)
	}
	must(receive(s, file, passphrase, map[string]bool{"event:office03": true}))(t)
	must(s.Event(ctx, "office03"))(t)
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
}

// A person who is invited to other events here is named with them before anything
// is merged, and the moment of their last change is that of any of the events.
func TestAPersonOfOtherEventsIsNamedWithThem(t *testing.T) {
	ctx := context.Background()
	here, there := fresh(t), fresh(t)
	guest := func(event string, at time.Time) app.Invitee {
		return app.Invitee{ID: event + "-g", EventID: event, Vetting: app.VettingApproved, Person: app.Person{ID: "p", Name: "张三", Phone: "1"}, CreatedAt: at, UpdatedAt: at}
	}
	add := func(event, title string, at time.Time) {
		e := anEvent(event)
		e.Title, e.Start = title, at
		try(t, here.AddDossier(ctx, app.Dossier{Event: e, Invitees: []app.Invitee{guest(event, at)}}))
	}
	add("a", "今年的开放日", present)
	must(receive(there, handOut(t, here), passphrase, nil))(t)
	add("b", "去年的开放日", present.AddDate(-1, 0, 0))
	add("c", "座谈会", present.AddDate(0, 0, -3))
	change := func(s *Store, event, phone string, at time.Time) {
		service := serving(s, at)
		v := must(service.Invitees(ctx, app.InviteeFilter{EventID: event}))(t)[0]
		v.Person.Phone = phone
		must(service.SaveInvitee(ctx, v))(t)
	}
	change(there, "a", "2", present.Add(time.Hour))
	file := handOut(t, there)
	preview := func() merge.Receipt {
		var all []merge.Receipt
		r := must(handover.Open(bytes.NewReader(file), passphrase))(t)
		all = must(serving(here, present.AddDate(0, 0, 1)).PreviewHandOver(ctx, r.Next))(t)
		return all[0]
	}
	if r := preview(); len(r.Conflicts) > 0 || len(r.Notices) != 1 || !strings.Contains(r.Notices[0], "人员“张三”在本机的这些活动中也会随之改动：座谈会、去年的开放日") || !strings.Contains(r.Notices[0], "本机“1”，文件“2”") {
		t.Errorf("%+v", r)
	}
	// Here the person was changed with another event, and later.
	change(here, "c", "3", present.Add(2*time.Hour))
	r := preview()
	if len(r.Conflicts) != 1 || r.Conflicts[0].Theirs || !r.Conflicts[0].OursAt.Equal(present.Add(2*time.Hour)) || !cmp.Equal(r.Conflicts[0].Elsewhere, []string{"座谈会", "去年的开放日"}) {
		t.Errorf("%+v", r)
	}
	must(receive(here, file, passphrase, nil))(t)
	for _, v := range must(here.Invitees(ctx, app.InviteeFilter{}))(t) {
		if v.Person.Phone != "3" {
			t.Error(v.Person)
		}
	}
}

// Somebody's part in another event that changed here later is no later change of
// the person: what the file says of them is taken, as nothing of it was changed
// here. Where it was, both are shown.
func TestAPersonIsAsOldAsTheirOwnLastChange(t *testing.T) {
	ctx := context.Background()
	for _, changed := range []bool{false, true} {
		home, away := fresh(t), fresh(t)
		at := func(s *Store, hour int) *service.Service {
			return serving(s, present.Add(time.Duration(hour)*time.Hour))
		}
		shared := must(at(home, 0).AddDossier(ctx, app.Dossier{Event: app.Event{Title: "共办", Start: present}, Invitees: []app.Invitee{{Person: app.Person{Name: "王伟", Phone: "13900000001"}}}}))(t)
		own := must(at(home, 0).AddDossier(ctx, app.Dossier{Event: app.Event{Title: "自办", Start: present}}))(t)
		person := must(home.Invitees(ctx, app.InviteeFilter{EventID: shared}))(t)[0].Person.ID
		must(at(home, 0).InvitePeople(ctx, own, []string{person}))(t)
		var file bytes.Buffer
		give := func(s *Store, hour int) []byte {
			file.Reset()
			w := must(handover.NewWriter(&file, passphrase, quickWork, handover.Header{Program: "test"}))(t)
			left := must(at(s, hour).HandOut(ctx, []string{shared}, w.Put))(t)
			try(t, w.Close())
			try(t, at(s, hour).HandedOut(ctx, left))
			return bytes.Clone(file.Bytes())
		}
		must(receiveBy(at(away, 1), give(home, 1), passphrase, nil))(t)
		there := must(at(away, 3).Invitees(ctx, app.InviteeFilter{EventID: shared}))(t)[0]
		there.Person.Phone = "13900000002"
		must(at(away, 3).SaveInvitee(ctx, there))(t)
		here := must(at(home, 4).Invitees(ctx, app.InviteeFilter{EventID: own}))(t)[0]
		here.Note = "素食"
		want := "13900000002"
		if changed {
			here.Person.Phone, want = "13900000003", "13900000003"
		}
		must(at(home, 4).SaveInvitee(ctx, here))(t)
		r := must(receiveBy(at(home, 5), give(away, 5), passphrase, nil))(t)[0]
		if got := must(home.People(ctx, app.PersonFilter{}))(t)[0].Phone; got != want || (len(r.Conflicts) > 0) != changed {
			t.Errorf("changed here: %v; now %s, conflicts %+v", changed, got, r.Conflicts)
		}
	}
}

func TestStepsOfBothSidesAreKept(t *testing.T) {
	ctx := context.Background()
	a := street(t, 4, sharedFile(t))
	b := fresh(t)
	must(receive(b, handOut(t, a), passphrase, nil))(t)
	step := func(s *Store, at time.Time, department string) {
		must(serving(s, at).StepFeedback(ctx, "office04", "office04-f", app.Step{Kind: app.TransitionAssign, Department: department, DueDate: at.AddDate(0, 1, 0)}))(t)
	}
	step(a, present.Add(time.Hour), "城管办")
	step(b, present.Add(2*time.Hour), "建设办")
	fileA, fileB := handOut(t, a), handOut(t, b)
	must(receive(a, fileB, passphrase, nil))(t)
	must(receive(b, fileA, passphrase, nil))(t)
	one, other := must(a.Feedback(ctx, app.FeedbackFilter{EventID: "office04"}))(t), must(b.Feedback(ctx, app.FeedbackFilter{EventID: "office04"}))(t)
	if diff := cmp.Diff(one, other); diff != "" {
		t.Error(diff)
	}
	f := one[0]
	told := app.Replay(f.History)
	if f.Department != "建设办" || told.State != f.State || told.Department != f.Department || len(f.History) < 3 {
		t.Errorf("%+v", f)
	}
}

func TestWhatCouldNotBeWrittenIsNotTakenForHandedOver(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e")}))
	met := func() bool {
		var known app.Exchanged
		try(t, s.View(ctx, func(tx app.Tx) (err error) {
			known, err = tx.Exchanged([]string{"event:e"})
			return err
		}))
		return known.Met("event:e")
	}

	place := filepath.Join(t.TempDir(), "a.openday")
	try(t, os.MkdirAll(filepath.Join(place, "folder"), 0o755)) // no file can take its place
	if err := handover.Write(ctx, place, serving(s, present), nil, passphrase, "test"); err == nil {
		t.Error("a folder became a file")
	}
	if met() {
		t.Error("what was never written counts as handed over")
	}
	try(t, os.RemoveAll(place))
	try(t, handover.Write(ctx, place, serving(s, present), nil, passphrase, "test"))
	if !met() {
		t.Error("what was written does not count as handed over")
	}
}

func BenchmarkTwentyOffices(b *testing.B) {
	files := twentyFiles(b)
	for b.Loop() {
		s := must(Open(context.Background(), filepath.Join(b.TempDir(), "openday.db"), atPresent()))(b)
		for _, f := range files {
			must(receive(s, f, passphrase, nil))(b)
		}
		try(b, s.Close())
	}
}

// BenchmarkReceivingAgain receives a file of which everything is here already.
func BenchmarkReceivingAgain(b *testing.B) {
	for _, n := range []int{10_000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := fresh(b)
			try(b, s.AddDossier(context.Background(), app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, n)}))
			file := handOut(b, s)
			for b.Loop() {
				must(receive(s, file, passphrase, nil))(b)
			}
		})
	}
}
