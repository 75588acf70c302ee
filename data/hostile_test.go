package data

import (
	"bytes"
	"context"
	"crypto/md5"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/handover"
	"openday/app/merge"
	"openday/app/paper"
	"openday/app/paper/after"
)

// cheap runs something that must take little memory, whoever made what it works
// on. Benchmarks measure how long it takes.
func cheap(t *testing.T, what string, do func()) {
	t.Helper()
	const megabytes = 500
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	if mb := (after.Sys - before.Sys) >> 20; mb > megabytes {
		t.Errorf("%s took %d MB", what, mb)
	}
}

// encrypted is a hand-over file of events that nobody looked at.
func encrypted(t testing.TB, events ...merge.HandOver) []byte {
	t.Helper()
	var out bytes.Buffer
	w := must(handover.NewWriter(&out, passphrase, quickWork, handover.Header{Program: "test"}))(t)
	for _, h := range events {
		try(t, w.Put(h))
	}
	try(t, w.Close())
	return out.Bytes()
}

func hugePNG(t testing.TB) []byte {
	return must(os.ReadFile(filepath.Join("..", "app", "picture", "testdata", "huge.png")))(t)
}

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`

// harmless is an event of which the hostile ones are made.
func harmless() merge.HandOver {
	h := merge.HandOver{Dossier: app.Dossier{Event: anEvent("e")}}
	for i, name := range []string{"甲", "乙"} {
		id := fmt.Sprintf("e-%d", i)
		h.Dossier.Invitees = append(h.Dossier.Invitees, app.Invitee{ID: id, EventID: "e", Position: i + 1, Person: app.Person{ID: "p" + id, Name: name}, Vetting: app.VettingApproved, CreatedAt: present, UpdatedAt: present})
		h.Dossier.Feedback = append(h.Dossier.Feedback, app.Feedback{ID: "f" + id, EventID: "e", Position: i + 1, Content: "路灯不亮", State: app.FeedbackRecorded, CreatedAt: present, UpdatedAt: present,
			History: []app.Transition{{ID: "m" + id, At: present, Kind: app.TransitionRecord, From: app.FeedbackRecorded, To: app.FeedbackRecorded}}})
	}
	h.Dossier.Agenda = []app.AgendaItem{{ID: "a", EventID: "e", Start: present, Kind: "visit", Content: "参观", UpdatedAt: present}}
	return h
}

// hostile are changes of a hand-over that nobody could have typed, and what is
// said of them.
var hostile = map[string]struct {
	change func(*merge.HandOver)
	says   string
}{
	"an offset of 2^40 days": {func(h *merge.HandOver) {
		h.Dossier.Event.Offsets = []app.DeadlineOffset{{Kind: app.DeadlineFiling, Days: 1 << 40}}
	}, "3660"},
	"a share of 1/0": {func(h *merge.HandOver) {
		h.Dossier.Event.Quotas = []app.Quota{{Category: "群众代表", MinShare: app.Share{Num: 1}}}
	}, "最低占比"},
	"a share above the whole": {func(h *merge.HandOver) {
		h.Dossier.Event.Quotas = []app.Quota{{Category: "群众代表", MinShare: app.Share{Num: 3, Den: 2}}}
	}, "最低占比"},
	"a name of 300,000 characters": {func(h *merge.HandOver) { h.Dossier.Invitees[0].Person.Name = strings.Repeat("名", 300_000) }, "300000 个字"},
	"the name of all purged people": {func(h *merge.HandOver) {
		h.Dossier.Invitees[0].Person = app.Person{ID: app.PurgedPersonID, Name: "某人", Phone: "1"}
	}, "“某人”"},
	"opinions merged in a circle": {func(h *merge.HandOver) {
		h.Dossier.Feedback[0].MergedInto, h.Dossier.Feedback[1].MergedInto = "fe-1", "fe-0"
	}, "一圈"},
	"an opinion merged into itself": {func(h *merge.HandOver) { h.Dossier.Feedback[0].MergedInto = "fe-0" }, "“路灯不亮”"},
	"a year beyond all calendars":   {func(h *merge.HandOver) { h.Dossier.Agenda[0].End = app.Date(9999, 1, 1) }, "2199"},
	"an unknown state":              {func(h *merge.HandOver) { h.Dossier.Event.State = "won" }, "政务开放日"},
	"an id with a line break":       {func(h *merge.HandOver) { h.Dossier.Agenda[0].ID = "a\nb" }, "不属于"},
	"a very long id":                {func(h *merge.HandOver) { h.Dossier.Agenda[0].ID = strings.Repeat("a", 65) }, "不属于"},
	"no id":                         {func(h *merge.HandOver) { h.Dossier.Invitees[0].Person.ID = "" }, "不属于"},
	"an id twice":                   {func(h *merge.HandOver) { h.Dossier.Invitees[1].ID = "e-0" }, "不属于"},
	"another event's record":        {func(h *merge.HandOver) { h.Dossier.Agenda[0].EventID = "other" }, "不属于"},
	"a record of another event":     {func(h *merge.HandOver) { h.Dossier.Invitees[0].ID = "office01-i000030" }, "另一个活动"},
	"a step of another opinion":     {func(h *merge.HandOver) { h.Dossier.Feedback[0].History[0].ID = "office01-m" }, "另一个活动"},
	"a step twice":                  {func(h *merge.HandOver) { h.Dossier.Feedback[1].History[0].ID = "me-0" }, "不属于"},
	"much that nobody knows": {func(h *merge.HandOver) {
		h.Dossier.Invitees[0].Extra = `{"new":"` + strings.Repeat("x", 70_000) + `"}`
	}, "新版程序"},
	"a department without a name": {func(h *merge.HandOver) {
		h.Departments = []app.Department{{ID: "d", Telephone: "1"}}
	}, "单位"},
	"a print of a million lines' text": {func(h *merge.HandOver) {
		h.Prints = []app.Print{{ID: "r", EventID: "e", Paper: "sign-in", At: present, Lines: []app.PrintLine{{Text: strings.Repeat("字", 1_000_000)}}}}
	}, "1000000 个字"},
}

// A well-encrypted file can hold anything. What nobody could have typed is
// refused with what is wrong, and changes nothing.
func TestHostileHandOversAreRefused(t *testing.T) {
	s := street(t, 1, sharedFile(t))
	before := md5.Sum(must(os.ReadFile(s.Path()))(t))
	for name, c := range hostile {
		h := harmless()
		c.change(&h)
		file := encrypted(t, h)
		cheap(t, name, func() {
			_, err := receive(s, file, passphrase, nil)
			if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "没有改动任何资料") {
				t.Errorf("%s: %v", name, err)
			}
		})
		if _, err := s.Event(context.Background(), "e"); app.CodeOf(err) != app.CodeNotFound {
			t.Fatalf("%s is here: %v", name, err)
		}
	}
	if _, err := receive(s, encrypted(t, harmless(), harmless()), passphrase, nil); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("an event twice: %v", err)
	}
	if md5.Sum(must(os.ReadFile(s.Path()))(t)) != before {
		t.Error("the data file was changed")
	}
	must(receive(s, encrypted(t, harmless()), passphrase, nil))(t)
}

// BenchmarkHostileHandOvers measures how long it takes to refuse what nobody
// could have typed: five seconds would be too long.
func BenchmarkHostileHandOvers(b *testing.B) {
	s := fresh(b)
	for name, c := range hostile {
		h := harmless()
		c.change(&h)
		file := encrypted(b, h)
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				// What it says is the test's business; some need the records of another event.
				_, _ = receive(s, file, passphrase, nil)
			}
		})
	}
}

// A photo that cannot be read keeps nobody from the rest of the file.
func TestPhotosThatCannotBeReadAreLeftOut(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	h := harmless()
	h.Photos = []app.Photo{
		{ID: "huge", EventID: "e", Caption: "很大", Media: "image/png", Data: hugePNG(t), AddedAt: present},
		{ID: "svg", EventID: "e", Caption: "矢量图", Media: "image/svg+xml", Data: []byte(drawing), AddedAt: present},
		{ID: "none", EventID: "e", Caption: "没有内容", Media: "image/jpeg", AddedAt: present},
	}
	for range 2 { // and again, as long as nobody sends them mended
		cheap(t, "receiving", func() {
			r := must(receive(s, encrypted(t, h), passphrase, nil))(t)[0]
			told := strings.Join(r.Notices, "\n")
			for _, caption := range []string{"很大", "矢量图", "没有内容"} {
				if !strings.Contains(told, "照片“"+caption+"”未收入：") {
					t.Errorf("nothing is said of %s: %s", caption, told)
				}
			}
			if !strings.Contains(told, "40000×40000") || len(r.Conflicts) > 0 {
				t.Errorf("%+v", r)
			}
		})
		if kept := must(s.Photos(ctx, "e"))(t); len(kept) > 0 {
			t.Fatal(len(kept))
		}
	}
}

// What an older version of the program took is there: the papers, the check and
// the window's figures come to an end with it.
func TestWhatAnOlderFileHoldsIsHarmless(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := harmless().Dossier
	d.Event.End = present.Add(2 * time.Hour)
	d.Event.Offsets = []app.DeadlineOffset{{Kind: app.DeadlineFiling, Days: 1 << 40}, {Kind: app.DeadlinePublish, Days: -1 << 40}, {Kind: app.DeadlineResults, Days: 1 << 62}}
	d.Event.Quotas = []app.Quota{{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1}}, {Category: "媒体", MinShare: app.Share{Num: -1, Den: -3}}}
	d.Feedback[0].MergedInto, d.Feedback[1].MergedInto = "fe-1", "fe-0"
	try(t, s.AddDossier(ctx, d))
	photos := []app.Photo{{ID: "huge", EventID: "e", Media: "image/png", Data: hugePNG(t), AddedAt: present}, {ID: "svg", EventID: "e", Media: "image/svg+xml", Data: []byte(drawing), AddedAt: present}}
	try(t, s.SavePhotos(ctx, photos))
	service := serving(s, present)
	whole := must(service.Dossier(ctx, "e"))(t)
	cheap(t, "the check", func() { must(service.CheckEvent(ctx, "e", nil))(t) })
	cheap(t, "what is due", func() { must(service.Owed(ctx))(t) })
	o := after.DefaultSummaryOptions()
	o.Photos = must(s.Photos(ctx, "e"))(t)
	for name, write := range map[string]func(*bytes.Buffer) (paper.Report, error){
		"the summary":        func(w *bytes.Buffer) (paper.Report, error) { return after.Summary(ctx, w, whole, o, present) },
		"the public summary": func(w *bytes.Buffer) (paper.Report, error) { return after.PublicSummary(ctx, w, whole, o, present) },
		"the ledger":         func(w *bytes.Buffer) (paper.Report, error) { return after.Ledger(ctx, w, whole, present) },
	} {
		cheap(t, name, func() {
			var out bytes.Buffer
			if _, err := write(&out); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}

// Each side alone is in order; together they would merge two opinions into each
// other, and nobody would handle them.
func TestTwoSidesMakeNoCircle(t *testing.T) {
	ctx := context.Background()
	a, b := fresh(t), fresh(t)
	h := harmless()
	h.Dossier.Feedback[1].CreatedAt = present.Add(time.Minute)
	for _, s := range []*Store{a, b} {
		must(receive(s, encrypted(t, h), passphrase, nil))(t)
	}
	must(serving(a, present.Add(time.Hour)).MergeFeedback(ctx, "e", "fe-0", []string{"fe-1"}))(t)
	must(serving(b, present.Add(2*time.Hour)).MergeFeedback(ctx, "e", "fe-1", []string{"fe-0"}))(t)
	fileA, fileB := handOut(t, a), handOut(t, b)
	both := map[string]bool{"feedback:fe-0": true, "feedback:fe-1": false}
	must(receive(a, fileB, passphrase, both))(t)
	must(receive(b, fileA, passphrase, nil))(t)
	for _, s := range []*Store{a, b} {
		open := 0
		for _, f := range must(s.Feedback(ctx, app.FeedbackFilter{EventID: "e"}))(t) {
			if f.IsOpen() {
				open++
			}
			if told := app.Replay(f.History); told.MergedInto != f.MergedInto {
				t.Errorf("%s is merged into %q, its history tells %q", f.ID, f.MergedInto, told.MergedInto)
			}
		}
		if open == 0 {
			t.Error("nobody handles them")
		}
	}
}
