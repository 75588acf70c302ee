package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/roster"
	"openday/app/service"
	"openday/app/workbook"
)

func rosterService(s *Store) *service.Service {
	last := 0
	return service.New(s, at(present), func() string { last++; return fmt.Sprintf("id%06d", last) }, "滨河街道办")
}

func rosterRow(line int, name, id, phone, unit string) roster.Row {
	return roster.Row{Line: line, Invitee: app.Invitee{Person: app.Person{Name: name, IDNumber: id, Phone: phone}, Unit: unit}}
}

// A roster is added, and taken back as if it had never been, on a real file:
// the list, the people of earlier events, and the opinions' speakers.
func TestRosterIsAddedAndTakenBack(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	service := rosterService(s)
	earlier := must(service.AddDossier(ctx, app.Dossier{
		Event:    app.Event{Title: "去年", Start: present.AddDate(-1, 0, 0)},
		Invitees: []app.Invitee{{Person: app.Person{Name: "李芳", IDNumber: "11010519491231002X", Phone: "1"}}},
	}))(t)
	id := must(service.AddDossier(ctx, app.Dossier{
		Event:    app.Event{Title: "今年", Start: present},
		Invitees: []app.Invitee{{Person: app.Person{Name: "王伟", Phone: "13800138000"}}},
	}))(t)
	before, beforeEarlier := must(service.Dossier(ctx, id))(t), must(service.Dossier(ctx, earlier))(t)
	copies := len(must(Copies(s.path))(t))

	rows := []roster.Row{
		rosterRow(2, "王 伟", "", "138-0013-8000", "和平社区"),
		rosterRow(3, "李芳", "11010519491231002x", "2", ""),
		rosterRow(4, "张𬭎", "", "", ""),
		rosterRow(5, "", "", "3", ""),
		{Line: 6, Skipped: "合计行，不是人员。"},
	}
	want := []roster.Verdict{roster.VerdictUpdate, roster.VerdictNew, roster.VerdictNew, roster.VerdictError, roster.VerdictSkipped}
	preview := must(service.PreviewRoster(ctx, id, rows, roster.DuplicatesUpdate))(t)
	for i, v := range preview {
		if v.Verdict != want[i] {
			t.Errorf("row %d: %s, %s", v.Line, v.Verdict, v.Reason)
		}
	}
	if diff := cmp.Diff(before, must(service.Dossier(ctx, id))(t)); diff != "" || len(must(Copies(s.path))(t)) != copies {
		t.Errorf("the preview has changed something: %s", diff)
	}

	done := must(service.AddRoster(ctx, id, rows, roster.DuplicatesUpdate))(t)
	if diff := cmp.Diff(preview, done.Verdicts); diff != "" || done.Written != 3 {
		t.Errorf("%d written: %s", done.Written, diff)
	}
	after := must(service.Dossier(ctx, id))(t).Invitees
	if len(after) != 3 || after[0].Unit != "和平社区" || after[0].Person.Phone != "13800138000" || after[2].Person.Name != "张𬭎" || after[2].Position != 3 {
		t.Errorf("%+v", after)
	}
	if p := must(service.Dossier(ctx, earlier))(t).Invitees[0].Person; p.ID != after[1].Person.ID || p.Phone != "2" {
		t.Errorf("not known again: %+v", p)
	}
	if all := must(Copies(s.path))(t); len(all) != copies+1 || all[0].Reason != app.CopyBeforeImport {
		t.Errorf("%v", all)
	}
	// The two events were imported before.
	if list := must(s.Audit(ctx, app.AuditFilter{Action: app.AuditImport}))(t); len(list) != 3 || list[0].EventID != id || list[0].By != "滨河街道办" {
		t.Errorf("%+v", list)
	}

	// What was done after the import is taken back first, by itself.
	imported := must(service.Dossier(ctx, id))(t)
	must(service.Attend(ctx, id, []string{after[0].ID}, app.AttendanceCame, ""))(t)
	for _, want := range []app.Dossier{imported, before} {
		must(service.Undo(ctx))(t)
		if diff := cmp.Diff(want, must(service.Dossier(ctx, id))(t), cmpopts.EquateEmpty(), withoutRevisions); diff != "" {
			t.Errorf("taken back: %s", diff)
		}
	}
	if diff := cmp.Diff(beforeEarlier, must(service.Dossier(ctx, earlier))(t), withoutRevisions); diff != "" {
		t.Errorf("the event before: %s", diff)
	}
	if people := must(service.People(ctx, app.PersonFilter{}))(t); len(people) != 2 {
		t.Errorf("%d people are left", len(people))
	}
}

// An import that is cancelled at any moment leaves nothing behind.
func TestCancelledRosterLeavesNothing(t *testing.T) {
	s := fresh(t)
	service := rosterService(s)
	id := must(service.AddDossier(context.Background(), app.Dossier{Event: app.Event{Title: "今年", Start: present}}))(t)
	before := must(service.Dossier(context.Background(), id))(t)
	rows := make([]roster.Row, 30)
	for i := range rows {
		rows[i] = rosterRow(i+1, "王"+string(rune('一'+i)), "", "", "")
	}
	cancelled := 0
	for looks := 1; ; looks += 9 {
		inner, cancel := context.WithCancel(context.Background())
		_, err := service.AddRoster(&countdown{inner, cancel, atomic.Int64{}, int64(looks)}, id, rows, roster.DuplicatesSkip)
		cancel()
		if err == nil {
			break
		}
		cancelled++
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("after %d looks: %v (%v)", looks, err, errors.Unwrap(err))
		}
		if diff := cmp.Diff(before, must(service.Dossier(context.Background(), id))(t)); diff != "" {
			t.Fatalf("after %d looks: %s", looks, diff)
		}
		if people := must(service.People(context.Background(), app.PersonFilter{}))(t); len(people) > 0 {
			t.Fatalf("after %d looks %d people are left", looks, len(people))
		}
	}
	if cancelled < 10 {
		t.Errorf("cancelled %d times only", cancelled)
	}
}

// countdown is cancelled when it has been looked at a number of times.
type countdown struct {
	context.Context
	cancel func()
	looked atomic.Int64
	most   int64
}

func (c *countdown) look() {
	if c.looked.Add(1) >= c.most {
		c.cancel()
	}
}

func (c *countdown) Done() <-chan struct{} { c.look(); return c.Context.Done() }
func (c *countdown) Err() error            { c.look(); return c.Context.Err() }

// The columns that people correct are remembered, and added to.
func TestRosterColumnsAreRemembered(t *testing.T) {
	ctx := context.Background()
	service := rosterService(fresh(t))
	if got := must(service.RosterColumns(ctx))(t); len(got) != 0 {
		t.Errorf("%v", got)
	}
	try(t, service.RememberRosterColumns(ctx, map[string]roster.Field{"归口": roster.Unit, "电话": ""}))
	try(t, service.RememberRosterColumns(ctx, map[string]roster.Field{"电话": roster.Phone}))
	if diff := cmp.Diff(map[string]roster.Field{"归口": roster.Unit, "电话": roster.Phone}, must(service.RosterColumns(ctx))(t)); diff != "" {
		t.Error(diff)
	}
	try(t, service.SetSetting(ctx, "roster.columns", "of another version"))
	if got := must(service.RosterColumns(ctx))(t); len(got) != 0 {
		t.Errorf("%v", got)
	}
}

// manyRows are the rows of a roster of many people.
func manyRows(count int) []roster.Row {
	rows := make([]roster.Row, count)
	for i, v := range manyInvitees("", 0, count) {
		v.ID, v.Person.ID, v.Person.IDNumber = "", "", fmt.Sprintf("%d19900307%04d", 110101+i/10_000, i%10_000)
		rows[i] = roster.Row{Line: i + 2, Invitee: v}
	}
	return rows
}

// BenchmarkImport20000 reads, judges and stores a big roster, in turns with the
// least that can be done for it: the library's rows of the same file, and the
// same columns, encrypted and hashed, in one transaction. How many times as long
// the whole takes is reported as its factor.
func BenchmarkImport20000(b *testing.B) {
	const people = 20_000
	ctx := context.Background()
	book := bookOf(b, manyRows(people))
	var whole, read, least time.Duration
	for b.Loop() {
		b.StopTimer()
		s := open(b, filepath.Join(b.TempDir(), "openday.db"), atPresent())
		service := rosterService(s)
		try(b, s.SaveEvent(ctx, anEvent("e")))
		runtime.GC()
		b.StartTimer()
		start := time.Now()
		list := must(workbook.ReadRoster(ctx, bytes.NewReader(book), ""))(b)
		rows := list.Rows()
		read += time.Since(start)
		done := must(service.AddRoster(ctx, "e", rows, roster.DuplicatesSkip))(b)
		whole += time.Since(start)
		b.StopTimer()
		if done.Written != people {
			b.Fatal(done.Written)
		}
		try(b, s.Close())

		s = open(b, filepath.Join(b.TempDir(), "openday.db"), atPresent())
		try(b, s.SaveEvent(ctx, anEvent("e")))
		invitees := make([]app.Invitee, len(rows))
		for i, r := range rows {
			invitees[i] = r.Invitee
			invitees[i].ID, invitees[i].EventID, invitees[i].Position, invitees[i].Vetting = fmt.Sprintf("i%06d", i), "e", i+1, app.VettingPending
			invitees[i].Person.ID, invitees[i].Revision, invitees[i].Person.Revision = fmt.Sprintf("p%06d", i), 1, 1
		}
		runtime.GC()
		start = time.Now()
		bareRows(b, book, people)
		try(b, s.Update(ctx, app.Unit{ID: "u", At: present}, func(t app.Tx) error { return bareInsert(t.(*tx), invitees) }))
		least += time.Since(start)
		try(b, s.Close())
		b.StartTimer()
	}
	b.ReportMetric(whole.Seconds()/least.Seconds(), "factor")
	b.ReportMetric(read.Seconds()/float64(b.N), "s-reading/op")
	b.ReportMetric(least.Seconds()/float64(b.N), "s-least/op")
}

// bookOf writes rows into a workbook.
func bookOf(b *testing.B, rows []roster.Row) []byte {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w := must(f.NewStreamWriter("Sheet1"))(b)
	try(b, w.SetRow("A1", []any{"姓名", "性别", "身份证号", "联系电话", "单位", "类别"}))
	for i, r := range rows {
		v := r.Invitee
		try(b, w.SetRow(fmt.Sprintf("A%d", i+2), []any{v.Person.Name, "男", v.Person.IDNumber, v.Person.Phone, v.Unit, v.Category}))
	}
	try(b, w.Flush())
	var out bytes.Buffer
	try(b, f.Write(&out))
	return out.Bytes()
}

// bareRows reads the rows of a workbook and does nothing with them.
func bareRows(b *testing.B, book []byte, people int) {
	b.Helper()
	f := must(excelize.OpenReader(bytes.NewReader(book)))(b)
	defer f.Close()
	rows := must(f.Rows("Sheet1"))(b)
	defer rows.Close()
	n := 0
	for rows.Next() {
		must(rows.Columns())(b)
		n++
	}
	if n != people+1 {
		b.Fatal(n)
	}
}

// bareInsert writes people and their places on a list, and looks at nothing.
func bareInsert(t *tx, list []app.Invitee) error {
	people := make([]app.Person, len(list))
	for i, v := range list {
		people[i] = v.Person
	}
	if err := t.s.people.table.put(t.ctx, t.db, t.s.people.upsert(), people); err != nil {
		return err
	}
	if err := putPhones(t.ctx, t.db, t.s.keys, people); err != nil {
		return err
	}
	return t.s.invitees.table.put(t.ctx, t.db, t.s.invitees.upsert(), list)
}
