package roster

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

// judged judges rows against a list and a library and writes each verdict with
// its reason, then whom it adds and whom it changes.
func judged(list, rows []app.Invitee, known []app.Person, policy DuplicatePolicy) (verdicts []string, plan Plan) {
	for i := range list {
		list[i].ID = fmt.Sprint("i", i)
	}
	lines := make([]Row, len(rows))
	for i, v := range rows {
		lines[i] = Row{Line: i + 2, Invitee: v}
	}
	plan = Judge(app.Event{Start: app.Date(2026, 1, 1)}, list, known, lines, TidiedRows(lines), policy)
	for _, v := range plan.Verdicts {
		verdicts = append(verdicts, string(v.Verdict)+" "+v.Why())
	}
	return verdicts, plan
}

// guests makes invitees, see person.
func guests(said ...string) []app.Invitee {
	var all []app.Invitee
	for _, s := range said {
		all = append(all, person(s))
	}
	return all
}

func TestReasonsOfVerdicts(t *testing.T) {
	library := []app.Person{{ID: "p", Name: "王伟", IDNumber: idA, Phone: "13800138000"}}
	onList := func(said string) app.Invitee {
		v := person(said)
		v.Person.ID = "p"
		return v
	}
	for name, c := range map[string]struct {
		list, rows []app.Invitee
		known      []app.Person
		policy     DuplicatePolicy
		want       []string
	}{
		"new": {nil, guests("王伟||13800000001"), nil, DuplicatesSkip, []string{"new 名单中没有此人。"}},
		"a namesake on the list": {guests("李芳||13800000009", "王伟||13800000001"), guests("王伟||13800000002"), nil, DuplicatesSkip,
			[]string{"new 名单中没有此人；与名单第 2 位（王伟）同名，按不同的人处理。"}},
		"a namesake in a row": {nil, guests("王伟||13800000001", "王伟||13800000002"), nil, DuplicatesSkip,
			[]string{"new 名单中没有此人。", "new 名单中没有此人；与第 2 行（王伟）同名，按不同的人处理。"}},
		"by each key": {guests("王伟|"+idA, "李芳||13800000001", "赵六|||三中", "孙七"), guests("王伟|"+idA, "李芳||13800000001", "赵六|||三中", "孙七"), nil, DuplicatesSkip,
			[]string{"duplicate 身份证号与名单第 1 位（王伟）相同。", "duplicate 姓名和电话与名单第 2 位（李芳）相同。", "duplicate 姓名和单位与名单第 3 位（赵六）相同。", "duplicate 只填了姓名，与名单第 4 位（孙七）相同。"}},
		"another name":       {guests("王伟|" + idA), guests("王维|" + idA), nil, DuplicatesUpdate, []string{"duplicate 身份证号与名单第 1 位（王伟）相同。 但姓名不同，其中一个的身份证号有误，请核对。"}},
		"added all the same": {guests("王伟||13800000001"), guests("王伟||13800000001"), nil, DuplicatesAdd, []string{"new 姓名和电话与名单第 1 位（王伟）相同。 仍然添加。"}},
		"filled":             {guests("王伟||13800000001"), guests("王伟|" + idA + "|13800000001|三中"), nil, DuplicatesUpdate, []string{"update 姓名和电话与名单第 1 位（王伟）相同。 补充：身份证号、单位。"}},
		"found by what a row filled in": {guests("王伟||13800000001"), guests("王伟|"+idA+"|13800000001", "王伟|"+idA), nil, DuplicatesUpdate,
			[]string{"update 姓名和电话与名单第 1 位（王伟）相同。 补充：身份证号。", "duplicate 身份证号与名单第 1 位（王伟）相同。"}},
		"a person of the library twice": {nil, guests("王伟|"+idA, "王伟||13800138000"), library, DuplicatesSkip,
			[]string{"new 名单中没有此人。", "duplicate 姓名和电话与第 2 行（王伟）相同。"}},
		"the library tells that they are one": {[]app.Invitee{onList("王伟|||三中")}, guests("王伟|" + idA + "||供电所"), library, DuplicatesSkip,
			[]string{"duplicate 按往次活动的人员资料，与名单第 1 位（王伟）是同一人。"}},
		"the library tells it of a row": {nil, []app.Invitee{person("王伟|" + idA + "|13800000002"), person("王伟||13800138000")}, library, DuplicatesSkip,
			[]string{"new 名单中没有此人。", "duplicate 按往次活动的人员资料，与第 2 行（王伟）是同一人。"}},
		"the library knows a namesake":    {nil, guests("王伟|" + idB + "|13800138000"), library, DuplicatesSkip, []string{"new 名单中没有此人。"}},
		"unit, and a phone on one side":   {guests("王伟|||三中"), guests("王伟||13800000001|三中"), nil, DuplicatesSkip, []string{"duplicate 姓名和单位与名单第 1 位（王伟）相同。"}},
		"unit, and a phone on the other":  {guests("王伟||13800000001|三中"), guests("王伟|||三中"), nil, DuplicatesSkip, []string{"duplicate 姓名和单位与名单第 1 位（王伟）相同。"}},
		"unit, phones that differ":        {guests("王伟||13800000001|三中"), guests("王伟||13800000002|三中"), nil, DuplicatesSkip, []string{"new 名单中没有此人；与名单第 1 位（王伟）同名，按不同的人处理。"}},
		"unit, an ID number on one side":  {guests("王伟|||三中"), guests("王伟|" + idA + "||三中"), nil, DuplicatesSkip, []string{"duplicate 姓名和单位与名单第 1 位（王伟）相同。"}},
		"unit, and on the other":          {guests("王伟|" + idA + "||三中"), guests("王伟|||三中"), nil, DuplicatesSkip, []string{"duplicate 姓名和单位与名单第 1 位（王伟）相同。"}},
		"unit, ID numbers that differ":    {guests("王伟|" + idA + "||三中"), guests("王伟|" + idB + "||三中"), nil, DuplicatesSkip, []string{"new 名单中没有此人；与名单第 1 位（王伟）同名，按不同的人处理。"}},
		"phone, an ID number on one side": {guests("王伟||13800000001"), guests("王伟|" + idA + "|13800000001"), nil, DuplicatesSkip, []string{"duplicate 姓名和电话与名单第 1 位（王伟）相同。"}},
		"phone, ID numbers that differ":   {guests("王伟|" + idA + "|13800000001"), guests("王伟|" + idB + "|13800000001"), nil, DuplicatesSkip, []string{"new 名单中没有此人；与名单第 1 位（王伟）同名，按不同的人处理。"}},
		"phone, units that differ":        {guests("王伟||13800000001|三中"), guests("王伟||13800000001|一中"), nil, DuplicatesSkip, []string{"duplicate 姓名和电话与名单第 1 位（王伟）相同。"}},
		"a name alone, and more":          {guests("王伟||13800000001"), guests("王伟"), nil, DuplicatesSkip, []string{"new 名单中没有此人；与名单第 1 位（王伟）同名，按不同的人处理。"}},
		"more, and a name alone":          {guests("王伟"), guests("王伟||13800000001"), nil, DuplicatesSkip, []string{"new 名单中没有此人；与名单第 1 位（王伟）同名，按不同的人处理。"}},
		"a phone filled in since decides": {guests("王伟|||三中"), guests("王伟||13800000001|三中", "王伟||13800000002|三中"), nil, DuplicatesUpdate,
			[]string{"update 姓名和单位与名单第 1 位（王伟）相同。 补充：联系电话。", "new 名单中没有此人；与名单第 1 位（王伟）同名，按不同的人处理。"}},
		"an ID number filled in since decides": {guests("王伟||13800000001"), guests("王伟|"+idA+"|13800000001", "王伟|"+idB+"|13800000001"), nil, DuplicatesUpdate,
			[]string{"update 姓名和电话与名单第 1 位（王伟）相同。 补充：身份证号。", "new 名单中没有此人；与名单第 1 位（王伟）同名，按不同的人处理。"}},
	} {
		got, _ := judged(c.list, c.rows, c.known, c.policy)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestWhatARosterWrites(t *testing.T) {
	list := guests("李芳||9", "王伟||1", "赵六||7")
	library := []app.Person{{ID: "p", Name: "孙七", IDNumber: idB, Phone: "13800138000", Gender: "male", Reading: "sun qi"}}
	rows := guests("赵六||7|三中|老师", "孙七|"+idB, "周八||5|供电所", "李芳||9")
	rows[2].Vetting, rows[2].Category, rows[2].Channel, rows[2].Note = app.VettingApproved, "群众代表", "电话报名", "备注"
	_, plan := judged(list, rows, library, DuplicatesUpdate)
	changed := list[2]
	changed.Unit, changed.Post = "三中", "老师"
	if diff := cmp.Diff([]app.Invitee{changed}, plan.Changed); diff != "" {
		t.Errorf("changed: %s", diff)
	}
	known := rows[1].Tidied()
	known.Person = library[0].CompletedByID()
	if diff := cmp.Diff([]app.Invitee{known, rows[2].Tidied()}, plan.Added); diff != "" {
		t.Errorf("added: %s", diff)
	}
	bare := guests("钱九||3")
	bare[0].Vetting = ""
	if _, plan := judged(nil, bare, nil, DuplicatesSkip); plan.Added[0].Vetting != app.VettingPending {
		t.Errorf("not vetted yet: %+v", plan.Added)
	}
	for e, want := range map[*listed]string{{line: 1, number: 9}: "第 1 行（）", {number: 1}: "名单第 1 位（）"} {
		if got := e.who(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	// Every field that a roster fills, and nothing that is filled already.
	full := app.Invitee{Person: app.Person{Name: "王伟", Gender: "male", IDNumber: idA, Phone: "1", BornOn: app.Date(1949, 12, 31)}, Unit: "三中", Post: "老师", Category: "群众代表", Channel: "电话报名", Note: "备注"}
	e := &listed{invitee: app.Invitee{Person: app.Person{Name: "王伟"}}}
	if got := e.fill(full); len(got) != 9 || !e.changed || !cmp.Equal(e.invitee, full) {
		t.Errorf("filled %q: %+v", got, e.invitee)
	}
	e.changed = false
	other := app.Invitee{Person: app.Person{Name: "王伟", Gender: "female", IDNumber: idB, Phone: "2", BornOn: app.Date(1950, 1, 1)}, Unit: "一中", Post: "校长", Category: "x", Channel: "x", Note: "x"}
	if got := e.fill(other); len(got) != 0 || e.changed || !cmp.Equal(e.invitee, full) {
		t.Errorf("filled again %q: %+v", got, e.invitee)
	}
}

func TestWhyARowCannotBeTakenOver(t *testing.T) {
	for name, want := range map[string]string{
		"王伟": "", strings.Repeat("王", 64): "", strings.Repeat("王", 65): "姓名：这里有 65 个字，最多 64 个。",
		"王伟、李芳": "一个单元格里像有几个姓名，请每人填一行。", "王伟;李芳": "一个单元格里像有几个姓名，请每人填一行。", "12": "“12”不是姓名。", "A1": "", "": "请填写姓名。", "王\n李": "一个单元格里像有几个姓名，请每人填一行。", "王\n": "",
	} {
		row := Row{Invitee: app.Invitee{Person: app.Person{Name: name}, Vetting: app.VettingPending}}
		if got := strings.Join(wrongRow(row, row.Invitee.Tidied()), " "); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
	row := Row{Invitee: person("王伟"), Wrong: []string{"证件号不对。"}}
	if got := wrongRow(row, row.Invitee); !slices.Equal(got, []string{"证件号不对。"}) || !slices.Equal(row.Wrong, got) {
		t.Errorf("%q", got)
	}
	v := Judged{Reason: "原因。", Warnings: []string{"有句号。", "没有", "问号？"}}
	if got := v.Why(); got != "原因。 有句号。 没有。 问号？" {
		t.Errorf("%q", got)
	}
}
