package roster

import (
	"strings"
	"testing"

	"openday/app"
)

func long(n int) string { return strings.Repeat("长", n) }

func TestRosterRowsBeyondTheLimits(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*app.Invitee)
		want  string
	}{
		"name":     {func(v *app.Invitee) { v.Person.Name = long(65) }, "姓名：这里有 65 个字，最多 64 个。"},
		"unit":     {func(v *app.Invitee) { v.Unit = long(129) }, "单位：这里有 129 个字，最多 128 个。"},
		"note":     {func(v *app.Invitee) { v.Note = long(1001) }, "备注：这里有 1001 个字，最多 1000 个。"},
		"no name":  {func(v *app.Invitee) { v.Person.Name = "" }, "请填写姓名。"},
		"birthday": {func(v *app.Invitee) { v.Person.BornOn = app.Date(1899, 1, 1) }, "出生日期：日期应在 1900 年至 2199 年之间。"},
	} {
		v := app.Invitee{EventID: "e", Person: app.Person{Name: "王伟"}, Vetting: app.VettingPending}
		c.spoil(&v)
		rows := []Row{{Line: 2, Invitee: v}}
		got := Judge(app.Event{Start: app.Date(2026, 1, 1)}, nil, nil, rows, TidiedRows(rows), DuplicatesSkip).Verdicts[0]
		if got.Verdict != VerdictError || got.Reason != c.want {
			t.Errorf("%s: %s %q", name, got.Verdict, got.Reason)
		}
	}
}

func TestARosterFillsAListToItsLimit(t *testing.T) {
	list := make([]app.Invitee, app.MostInvitees-1)
	for i := range list {
		list[i] = app.Invitee{ID: "i", Person: app.Person{Name: "某", Phone: long(i%7) + "1"}}
	}
	rows := []Row{{Line: 2, Invitee: app.Invitee{Person: app.Person{Name: "王伟"}}}, {Line: 3, Invitee: app.Invitee{Person: app.Person{Name: "李芳"}}}, {Line: 4, Invitee: app.Invitee{Person: app.Person{Name: "王伟"}}}}
	plan := Judge(app.Event{Start: app.Date(2026, 1, 1)}, list, nil, rows, TidiedRows(rows), DuplicatesSkip)
	if v := plan.Verdicts; v[0].Verdict != VerdictNew || v[1].Verdict != VerdictError || v[2].Verdict != VerdictDuplicate || len(plan.Added) != 1 {
		t.Errorf("%+v", plan.Verdicts)
	}
}
