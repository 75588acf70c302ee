package data

import (
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/figures"
	"openday/app/service"
	"openday/app/vetting"
)

// office is a service over a fresh data file, at present.
func office(t *testing.T) (*Store, *service.Service) {
	s := fresh(t)
	return s, service.New(s, at(present), app.NewID, "值班员")
}

// addEvent adds an event in which people take part.
func addEvent(t *testing.T, uses *service.Service, e app.Event, invitees ...app.Invitee) app.Dossier {
	t.Helper()
	if e.Title == "" {
		e.Title = "政务开放日"
	}
	if e.Start.IsZero() {
		e.Start = present.AddDate(0, 0, 10)
	}
	id := must(uses.AddDossier(context.Background(), app.Dossier{Event: e, Invitees: invitees}))(t)
	return must(uses.Dossier(context.Background(), id))(t)
}

func guest(name, category string, change func(*app.Invitee)) app.Invitee {
	v := app.Invitee{Person: app.Person{Name: name, Phone: fmt.Sprintf("138%08d", crc32.ChecksumIEEE([]byte(name))%1e8)}, Category: category}
	if change != nil {
		change(&v)
	}
	return v
}

func TestVettingKeepsDaysReasonsAndTheAudit(t *testing.T) {
	ctx := context.Background()
	_, uses := office(t)
	d := addEvent(t, uses, app.Event{Quotas: []app.Quota{{Category: "群众代表", Number: 2}}},
		guest("甲", "群众代表", nil), guest("乙", "群众代表", nil), guest("丙", "群众代表", nil), guest("丁", "群众代表", nil))
	id := func(i int) []string { return []string{d.Invitees[i].ID} }
	list := func() []app.Invitee {
		return must(uses.Invitees(ctx, app.InviteeFilter{EventID: d.Event.ID}))(t)
	}
	all := []string{d.Invitees[0].ID, d.Invitees[1].ID, d.Invitees[2].ID}

	if _, err := uses.Vet(ctx, d.Event.ID, service.Decision{IDs: all, Result: app.VettingApproved}); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("the third fills the quota beyond its number without a reason: %v", err)
	}
	if v := list()[0]; v.Vetting != app.VettingPending {
		t.Errorf("a refused step has changed %v", v)
	}
	out := must(uses.Vet(ctx, d.Event.ID, service.Decision{IDs: all, Result: app.VettingApproved, Overrule: "区里同意"}))(t)
	got := list()
	if out.Changed != 3 || out.Overruled != 1 || got[0].Overruled != "" || got[2].Overruled != "区里同意" || !got[0].DecidedOn.Equal(app.DayOf(present)) {
		t.Errorf("%+v: %+v", out, got)
	}
	if _, err := uses.Vet(ctx, d.Event.ID, service.Decision{IDs: id(3), Result: app.VettingDeclined}); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("declined without a reason: %v", err)
	}
	must(uses.Vet(ctx, d.Event.ID, service.Decision{IDs: id(3), Result: app.VettingWaiting}))(t)
	if n := must(uses.MarkReplied(ctx, d.Event.ID, append(all, id(3)...), present))(t).Changed; n != 4 {
		t.Errorf("%d are marked as told", n)
	}
	if v := list()[3]; v.OwesReply() || !v.RepliedOn.Equal(app.DayOf(present)) {
		t.Errorf("%+v", v)
	}

	out = must(uses.Confirm(ctx, d.Event.ID, id(0), app.Withdrew))(t)
	if len(out.Free) != 1 || out.Free[0].Left.ID != d.Invitees[0].ID || out.Free[0].Next.ID != d.Invitees[3].ID {
		t.Errorf("who withdrew leaves a place to the first of the waiting list: %+v", out.Free)
	}
	must(uses.Vet(ctx, d.Event.ID, service.Decision{IDs: id(0), Result: app.VettingDeclined, Reason: "已婉拒"}))(t)
	if v := list()[0]; v.Confirmation != "" || v.Reason != "已婉拒" || !v.OwesReply() {
		t.Errorf("another result wants another answer: %+v", v)
	}
	v := list()[3]
	v.Vetting = app.VettingApproved
	if _, err := uses.SaveInvitee(ctx, v); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("the form approves beyond the quota without a reason: %v", err)
	}
	v.Overruled = "区里同意"
	if saved := must(uses.SaveInvitee(ctx, v))(t); saved.Overruled != "区里同意" || !saved.DecidedOn.Equal(app.DayOf(present)) || !saved.RepliedOn.IsZero() {
		t.Errorf("%+v", saved)
	}
	entries := must(uses.AuditLines(ctx, app.AuditFilter{Action: app.AuditVetting}))(t)
	if len(entries) != 3 || entries[0].By != "值班员" || entries[0].Title != d.Event.Title {
		t.Errorf("%+v", entries)
	}
	for _, e := range entries {
		if strings.ContainsAny(e.Detail, "甲乙丙丁") {
			t.Errorf("the audit list names people: %s", e.Detail)
		}
	}
}

func TestPeopleAcrossEvents(t *testing.T) {
	ctx := context.Background()
	_, uses := office(t)
	zhang := func(v *app.Invitee) {
		v.Person.IDNumber, v.Unit, v.Post, v.Vetting, v.Attendance = "11010519491231002X", "和平社区", "网格员", app.VettingApproved, app.AttendanceCame
	}
	old := addEvent(t, uses, app.Event{Title: "春季", Start: present.AddDate(0, -6, 0)}, guest("张三", "群众代表", zhang), guest("李四", "记者", nil))
	next := addEvent(t, uses, app.Event{Title: "秋季", Quotas: []app.Quota{{Category: "群众代表", Number: 5}}}, guest("张三", "群众代表", func(v *app.Invitee) { v.Person.IDNumber = "11010519491231002X" }))
	if old.Invitees[0].Person.ID != next.Invitees[0].Person.ID {
		t.Fatal("not the same person")
	}
	weighed := must(uses.CheckEligibility(ctx, next.Event.ID))(t)
	if len(weighed) != 1 || len(weighed[0].Objections) != 1 || weighed[0].Objections[0].Kind != app.ObjectionRecent || !strings.Contains(weighed[0].Objections[0].Message, "春季") {
		t.Errorf("%+v", weighed)
	}
	try(t, uses.SetRecentMonths(ctx, 3))
	if weighed = must(uses.CheckEligibility(ctx, next.Event.ID))(t); len(weighed[0].Objections) != 0 {
		t.Errorf("six months ago is within three: %+v", weighed[0].Objections)
	}
	library := must(uses.Library(ctx))(t)
	if len(library) != 2 || library[0].Name != "李四" || library[1].Invited() != 1 || library[1].Came() != 1 || len(library[1].Participations) != 2 || library[1].Last().Title != "秋季" || !library[1].In(old.Event.ID) {
		t.Errorf("%+v", library)
	}
	invited := must(uses.InvitePeople(ctx, next.Event.ID, []string{library[0].ID, library[1].ID}))(t)
	list := must(uses.Invitees(ctx, app.InviteeFilter{EventID: next.Event.ID}))(t)
	if invited != 1 || len(list) != 2 || list[1].Person.Name != "李四" || list[1].Category != "" || list[1].Vetting != app.VettingPending || list[1].Position != 2 {
		t.Errorf("%d invited: %+v", invited, list)
	}
	must(uses.Undo(ctx))(t)
	if list = must(uses.Invitees(ctx, app.InviteeFilter{EventID: next.Event.ID}))(t); len(list) != 1 {
		t.Errorf("%d after the undo", len(list))
	}
	if entries := must(uses.AuditLines(ctx, app.AuditFilter{Action: app.AuditUndo}))(t); len(entries) != 1 || strings.Contains(entries[0].Detail, "李四") {
		t.Errorf("taking somebody off the list is to be written down without names: %+v", entries)
	}
}

func TestDrawIsRecordedAndCanBeRepeated(t *testing.T) {
	ctx := context.Background()
	_, uses := office(t)
	var people []app.Invitee
	for _, name := range strings.Split("赵一 钱二 孙三 李四 周五 吴六", " ") {
		people = append(people, guest(name, "群众代表", nil))
	}
	d := addEvent(t, uses, app.Event{}, people...)
	groups := []vetting.LotteryGroup{{Category: "群众代表", Places: 2, Candidates: d.Invitees}}
	r := must(uses.SelectByLot(ctx, d.Event.ID, "2026-10-14 摇号", groups, true))(t)
	counts := map[app.Vetting]int{}
	for _, v := range must(uses.Invitees(ctx, app.InviteeFilter{EventID: d.Event.ID}))(t) {
		counts[v.Vetting]++
	}
	if counts[app.VettingApproved] != 2 || counts[app.VettingWaiting] != 4 {
		t.Errorf("%v", counts)
	}
	entry := must(uses.AuditLines(ctx, app.AuditFilter{Action: app.AuditLottery}))(t)[0]
	var ids []string
	for _, v := range d.Invitees {
		ids = append(ids, v.ID)
		if !strings.Contains(entry.Detail, v.ID) || strings.Contains(entry.Detail, v.Person.Name) {
			t.Errorf("the record is to hold the candidate's id and no name: %s", entry.Detail)
		}
	}
	for _, l := range vetting.CastLots("2026-10-14 摇号", ids, 2) {
		if l.Selected && !strings.Contains(strings.Join(r.Selected(), " "), l.ID) {
			t.Error("the same seed and candidates draw others")
		}
	}
	protocol := r.Protocol(d.Event)
	if !strings.Contains(protocol, "2026-10-14 摇号") || !strings.Contains(protocol, r.Selected()[0]) || strings.Contains(protocol, "赵一") || !strings.Contains(protocol, "赵*") {
		t.Error(protocol)
	}
	if _, err := uses.SelectByLot(ctx, d.Event.ID, "", groups, false); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("who is approved draws again: %v", err)
	}
}

func TestADrawLeavesGroupsWithoutPlacesAlone(t *testing.T) {
	ctx := context.Background()
	_, uses := office(t)
	d := addEvent(t, uses, app.Event{}, guest("赵一", "甲", nil), guest("钱二", "甲", nil), guest("孙三", "乙", nil), guest("李四", "乙", nil))
	groups := []vetting.LotteryGroup{{Category: "甲", Places: 1, Candidates: d.Invitees[:2]}, {Category: "乙", Candidates: d.Invitees[2:]}}
	must(uses.SelectByLot(ctx, d.Event.ID, "", groups, true))(t)
	for _, v := range must(uses.Invitees(ctx, app.InviteeFilter{EventID: d.Event.ID}))(t)[2:] {
		if v.Vetting != app.VettingPending {
			t.Errorf("%s, for whose group nobody was drawn, is %s", v.Person.Name, v.Vetting)
		}
	}
	if _, err := uses.SelectByLot(ctx, d.Event.ID, "", groups[1:], true); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a draw of nobody: %v", err)
	}
	if n := len(must(uses.AuditLines(ctx, app.AuditFilter{Action: app.AuditLottery}))(t)); n != 1 {
		t.Errorf("%d draws are written down", n)
	}
	must(uses.Undo(ctx))(t)
	if diff := cmp.Diff(d.Invitees, must(uses.Invitees(ctx, app.InviteeFilter{EventID: d.Event.ID}))(t), cmpopts.IgnoreFields(app.Invitee{}, "Revision")); diff != "" {
		t.Errorf("undone, the list is another: %s", diff)
	}
}

func TestApprovingManyCountsAllOfThem(t *testing.T) {
	ctx := context.Background()
	_, uses := office(t)
	d := addEvent(t, uses, app.Event{MaxAge: 65, Quotas: []app.Quota{{Category: "群众代表", Number: 2}}},
		guest("甲", "群众代表", nil), guest("乙", "群众代表", func(v *app.Invitee) { v.Person.IDNumber = "11010519491231002X" }),
		guest("丙", "群众代表", nil), guest("丁", "群众代表", func(v *app.Invitee) { v.Vetting = app.VettingApproved }))
	var ids []string
	for _, v := range d.Invitees {
		ids = append(ids, v.ID)
	}
	a := must(uses.CheckApproval(ctx, d.Event.ID, ids))(t)
	if len(a.Overflows) != 1 || a.Overflows[0].After != 4 || a.Overflows[0].Places != 2 {
		t.Errorf("exceeded are %+v", a.Overflows)
	}
	if len(a.Objected) != 1 || a.Objected[0].Person.Name != "乙" || len(a.Objected[0].Objections) != 1 || a.Objected[0].Objections[0].Kind != app.ObjectionAge {
		t.Errorf("something speaks against %+v", a.Objected)
	}
	if a := must(uses.CheckApproval(ctx, d.Event.ID, ids[:1]))(t); len(a.Overflows)+len(a.Objected) != 0 {
		t.Errorf("against one who has a place left: %+v", a)
	}
}

func TestSeveralAreGivenTheSameAtOnce(t *testing.T) {
	ctx := context.Background()
	_, uses := office(t)
	d := addEvent(t, uses, app.Event{}, guest("甲", "", nil), guest("乙", "村（居）干部", func(v *app.Invitee) { v.Unit, v.Post = "和平社区", "书记" }), guest("丙", "", nil))
	ids := []string{d.Invitees[0].ID, d.Invitees[1].ID}
	out := must(uses.SetInvitees(ctx, d.Event.ID, ids, app.InviteeChange{Field: "Category", Value: " 群众代表 "}, app.InviteeChange{Field: "Post"}))(t)
	got := must(uses.Invitees(ctx, app.InviteeFilter{EventID: d.Event.ID}))(t)
	if out.Changed != 2 || got[0].Category != "群众代表" || got[1].Category != "群众代表" || got[1].Post != "" || got[1].Unit != "和平社区" || got[2].Category != "" {
		t.Errorf("%+v: %+v", out, got)
	}
	if out := must(uses.SetInvitees(ctx, d.Event.ID, ids, app.InviteeChange{Field: "Category", Value: "群众代表"}))(t); out.Changed != 0 {
		t.Errorf("%d were changed into what they are", out.Changed)
	}
	for name, c := range map[string]app.InviteeChange{"the name": {Field: "Name", Value: "x"}, "no field": {}, "too long": {Field: "Unit", Value: strings.Repeat("长", 5000)}} {
		if _, err := uses.SetInvitees(ctx, d.Event.ID, ids, c); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(uses.Undo(ctx))(t) // of the second call, which changed nothing, there is nothing to undo
	if v := must(uses.Invitees(ctx, app.InviteeFilter{EventID: d.Event.ID}))(t)[1]; v.Category != "村（居）干部" || v.Post != "书记" {
		t.Errorf("undone, the second is %+v", v)
	}
}

// Nothing of what is deleted may be anywhere beside the data file, plain or
// encrypted, and nothing of what stays may change.
func TestPurgeLeavesNothing(t *testing.T) {
	ctx := context.Background()
	s, uses := office(t)
	readings := map[string]string{"独孤求败": "du gu qiu bai", "燕七": "yan qi", "x": "x"}
	secret := func(name, id, phone string) func(*app.Invitee) {
		return func(v *app.Invitee) {
			v.ID = name
			v.Person.IDNumber, v.Person.Phone, v.Person.BornOn, v.Person.Reading = id, phone, app.Date(1949, 12, 31), readings[name]
			v.Unit, v.Post, v.Note, v.Vetting, v.Reason = "绝情谷社区居委会", "谷主助理", "轮椅座位", app.VettingApproved, "户口在谷内"
		}
	}
	d := app.Dossier{
		Event: app.Event{Title: "政务开放日", Start: present.AddDate(-1, -1, 0), Quotas: []app.Quota{{Category: "群众代表", Number: 2}},
			ReportTexts: []app.ReportText{{Key: "course", Text: "独孤求败代表发言。"}}},
		Invitees: []app.Invitee{guest("独孤求败", "群众代表", secret("独孤求败", "11010519491231002X", "13987650001")), guest("燕七", "群众代表", secret("燕七", "440524188001010014", "13987650002"))},
		Feedback: []app.Feedback{{Content: "燕　七反映路灯不亮，请拨 13987650001 或 139 8765 0002，证件 440524188001010014。另一位 13711112222 也说", InviteeID: "独孤求败", Speaker: "独孤求败", Result: "已答复独孤求败"}},
	}
	id := must(uses.AddDossier(ctx, d))(t)
	opinion := must(uses.Feedback(ctx, app.FeedbackFilter{EventID: id}))(t)[0]
	must(uses.StepFeedback(ctx, id, opinion.ID, app.Step{Kind: app.TransitionAnswer, Note: "当面答复燕七"}))(t)
	stays := addEvent(t, uses, app.Event{Title: "另一次"}, guest("燕七", "记者", secret("x", "440524188001010014", "13987650002")))
	before := must(uses.Dossier(ctx, id))(t)
	_, err := uses.Attend(ctx, id, []string{before.Invitees[0].ID}, app.AttendanceSubstitute, "令狐大侠")
	try(t, err)
	try(t, s.AddPrint(ctx, app.Print{ID: "print", EventID: id, Paper: "sign-in", At: present, Lines: []app.PrintLine{{Number: 1, ID: before.Invitees[0].ID, Group: "绝情谷社区居委会", Text: "独孤求败"}, {Number: 2}}}))
	try(t, s.AddPrint(ctx, app.Print{ID: "agenda", EventID: id, Paper: "agenda", At: present, Lines: []app.PrintLine{{ID: "item", Text: "参观"}}}))
	try(t, s.SavePhotos(ctx, []app.Photo{{ID: "photo", EventID: id, Caption: "独孤求败在发言", Media: "image/png", Data: []byte{1}}}))
	try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	aside := asideName(s.path, present)
	try(t, os.WriteFile(aside, []byte("独孤求败"), 0o600))

	var sealed [][]byte
	rows, err := s.reader.QueryContext(ctx, "SELECT id_number, id_hash FROM people WHERE name = '独孤求败'")
	try(t, err)
	for rows.Next() {
		var number, hash []byte
		try(t, rows.Scan(&number, &hash))
		sealed = append(sealed, number, hash)
	}
	try(t, rows.Close())
	if len(sealed) != 2 {
		t.Fatalf("%d encrypted values", len(sealed))
	}
	gone := map[string][]byte{
		"encrypted number": sealed[0], "hash of the number": sealed[1], "name": []byte("独孤求败"), "pinyin": []byte("duguqiubai"), "phone": []byte("13987650001"),
		"number": []byte("11010519491231002X"), "substitute": []byte("令狐大侠"), "a stranger's phone": []byte("13711112222"), "reading": []byte(readings["独孤求败"]),
	}
	for what, value := range gone {
		if what != "number" && len(holding(t, s.path, value)) == 0 { // the number lies there encrypted alone
			t.Errorf("the %s is not found before, so the search proves nothing", what)
		}
	}
	before = must(uses.Dossier(ctx, id))(t)
	preview := must(uses.PreviewPurge(ctx, id))(t)
	if preview.Invitees != 2 || preview.PeopleGone != 1 || preview.PeopleKept != 1 || preview.Opinions != 1 || preview.Transitions == 0 || preview.Prints != 1 || preview.Photos != 1 || preview.Copies != 4 {
		t.Errorf("preview: %+v", preview)
	}
	done := must(uses.Purge(ctx, id))(t)
	if done.Copies != 4 {
		t.Errorf("%d copies are removed", done.Copies)
	}
	for what, value := range gone {
		if files := holding(t, s.path, value); len(files) > 0 {
			t.Errorf("the %s is still in %v", what, files)
		}
	}
	after := must(uses.Dossier(ctx, id))(t)
	if diff := cmp.Diff(figures.Of(before, present), figures.Of(after, present)); diff != "" {
		t.Errorf("the figures are others: %s", diff)
	}
	if after.Event.PurgedAt.IsZero() || after.Feedback[0].Speaker != "独孤**" || strings.Contains(after.Feedback[0].Content, "燕　七") || len(after.Feedback[0].History) != len(before.Feedback[0].History) {
		t.Errorf("%+v", after)
	}
	if got := must(uses.Dossier(ctx, stays.Event.ID))(t); got.Invitees[0].Person.Name != "燕七" || got.Invitees[0].Person.IDNumber != "440524188001010014" {
		t.Errorf("the other event has lost its people: %+v", got.Invitees)
	}
	copies := must(Copies(s.path))(t)
	if len(copies) != 1 || copies[0].Reason != app.CopyAfterPurge {
		t.Errorf("copies: %+v", copies)
	}
	if prints := must(s.Prints(ctx, id, "agenda"))(t); prints[0].Lines[0].Text != "参观" {
		t.Errorf("the agenda's print is lost: %+v", prints)
	}
	if library := must(uses.Library(ctx))(t); len(library) != 1 {
		t.Errorf("the library holds %+v", library)
	}
	if found := must(uses.Check(ctx))(t); len(found) > 0 {
		t.Errorf("the data file is not sound: %v", found)
	}
	again := must(uses.Purge(ctx, id))(t)
	if again.Invitees != 0 || again.PeopleGone != 0 {
		t.Errorf("a second time: %+v", again)
	}
	if entries := must(uses.AuditLines(ctx, app.AuditFilter{Action: app.AuditPurge}))(t); len(entries) != 2 {
		t.Errorf("%d entries in the audit list", len(entries))
	}
}

// holding returns the files in the folder of a data file, and below it, that hold
// some bytes.
func holding(t *testing.T, path string, value []byte) []string {
	t.Helper()
	var found []string
	try(t, filepath.WalkDir(filepath.Dir(path), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		if err == nil && bytes.Contains(content, value) {
			found = append(found, filepath.Base(name))
		}
		return err
	}))
	return found
}
