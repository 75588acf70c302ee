package data

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/library"
)

// What an older program stored is found, listed and compared as if it were clean,
// stays as it is, and is tidied in one step that can be undone.
func TestWhatIsStoredOtherwiseIsFoundAndTidied(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	e := anEvent("e")
	e.Theme = "⽂化\x01周"
	invitee := func(id, name, number, phone, unit string) app.Invitee {
		return app.Invitee{ID: id, EventID: "e", Position: len(id), Person: app.Person{ID: "p" + id, Name: name, IDNumber: number, Phone: phone}, Unit: unit, Vetting: app.VettingPending}
	}
	try(t, s.AddDossier(ctx, app.Dossier{Event: e, Invitees: []app.Invitee{
		invitee("a", "阿依•古丽", "11010519491231002×", "138—0013—8000/0571-88120001", "⽂化中⼼"),
		invitee("bb", "⾼⻓⻘", "", "13900001111（微信同号）", "和平\u200c社区"),
		invitee("ccc", "张三", "", "13700001111", "三中"),
	}}))
	_, err := s.writer.Exec("UPDATE about SET value = x'31' WHERE name = 'phone_form'; DELETE FROM phones; UPDATE people SET id_hash = NULL, pinyin = x'7A', search = '?'")
	try(t, err)
	try(t, s.Close())
	s = open(t, s.Path(), atPresent())
	service := serving(s, present)
	before := must(service.Dossier(ctx, "e"))(t)
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Errorf("%q", found)
	}
	if before.Invitees[0].Person.Name != "阿依•古丽" || before.Event.Theme != "⽂化\x01周" {
		t.Error("it was changed by opening the file")
	}
	for typed, want := range map[string]int{"阿依·古丽": 1, "阿依.古丽": 1, "高长青": 1, "ayiguli": 1, "文化中心": 1, "⽂化中⼼": 1, "和平社区": 1, "13800138000": 1, "0571-88120001": 1, "88120001": 1, "+86-139-0000-1111": 1, "三中": 1} {
		if got := must(service.People(ctx, app.PersonFilter{Text: typed}))(t); len(got) != want {
			t.Errorf("%s finds %d, want %d", typed, len(got), want)
		}
		if got := must(service.Invitees(ctx, app.InviteeFilter{EventID: "e", Text: typed}))(t); len(got) != want {
			t.Errorf("%s finds %d invitees, want %d", typed, len(got), want)
		}
	}
	for _, p := range []app.Person{
		{Name: "阿依·古丽", IDNumber: "11010519491231002x"}, {Name: "阿依・古丽", Phone: "88120001"}, {Name: "高长青", Phone: "139 0000 1111"},
	} {
		var found []app.Person
		try(t, s.View(ctx, func(tx app.Tx) (err error) { found, err = tx.PeopleLike([]app.Person{p}); return err }))
		if match, known := library.New(found).Match(p); !known || match.ID == "" {
			t.Errorf("%+v is not known among %d", p, len(found))
		}
	}
	// By pinyin: a, g, z.
	var order []string
	for _, p := range must(service.People(ctx, app.PersonFilter{}))(t) {
		order = append(order, p.ID)
	}
	if diff := cmp.Diff([]string{"pa", "pbb", "pccc"}, order); diff != "" {
		t.Error(diff)
	}

	if n := must(service.TidyEvent(ctx, "e"))(t); n != 3 {
		t.Errorf("%d are tidied", n)
	}
	tidied := must(service.Dossier(ctx, "e"))(t)
	a, b := tidied.Invitees[0], tidied.Invitees[1]
	if a.Person.Name != "阿依·古丽" || a.Person.IDNumber != "11010519491231002X" || a.Person.Phone != "138-0013-8000/0571-88120001" || a.Unit != "文化中心" ||
		b.Person.Name != "高长青" || b.Person.Phone != "13900001111" || b.Note != "微信同号" || b.Unit != "和平社区" || tidied.Event.Theme != "文化周" {
		t.Errorf("%+v %+v %q", a, b, tidied.Event.Theme)
	}
	if n := must(service.TidyEvent(ctx, "e"))(t); n != 0 {
		t.Errorf("%d are tidied again", n)
	}
	if step, ok := service.UndoNext(); !ok || step.Label != "整理 3 条记录" {
		t.Errorf("%+v", step)
	}
	must(service.Undo(ctx))(t)
	if diff := cmp.Diff(before, must(service.Dossier(ctx, "e"))(t), cmpopts.EquateEmpty(), withoutRevisions); diff != "" {
		t.Error(diff)
	}
}

// Whatever is pasted into the window.
func TestNoControlCharacterIsStored(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	service := serving(s, present)
	const pasted = "粘贴的活动\r\n第二行\t制表\x01控制"
	e := must(service.SaveEvent(ctx, app.Event{Start: present, Title: pasted, Theme: pasted, Basis: pasted, Notices: []string{pasted}, Leaders: []app.Leader{{Role: "leader", Name: pasted}}}))(t)
	const line, prose = "粘贴的活动 第二行 制表控制", "粘贴的活动\n第二行 制表控制"
	if e.Title != line || e.Theme != line || e.Basis != prose || e.Notices[0] != line || e.Leaders[0].Name != line {
		t.Errorf("%+q", []string{e.Title, e.Theme, e.Basis, e.Notices[0], e.Leaders[0].Name})
	}
	try(t, service.SaveReportTexts(ctx, e.ID, []app.ReportText{{Key: "overview", Text: pasted}}))
	if got := must(service.Event(ctx, e.ID))(t).ReportTexts[0].Text; got != prose && got != line {
		t.Errorf("%+q", got)
	}
	f := must(service.AddFeedback(ctx, []app.Feedback{{EventID: e.ID, Content: pasted, Speaker: pasted}}))(t)[0]
	if f.Content != prose || f.Speaker != line {
		t.Errorf("%+q %+q", f.Content, f.Speaker)
	}
	d := must(service.SaveDepartment(ctx, app.Department{Name: pasted}))(t)
	if d.Name != line {
		t.Errorf("%+q", d.Name)
	}
}
