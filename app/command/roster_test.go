package command_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"openday/app/command"
)

// columns returns the numbers and verdicts of what the command wrote, and the
// line of totals.
func columns(out string) (verdicts []string, totals string) {
	lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
	for _, l := range lines[:len(lines)-1] {
		verdicts = append(verdicts, strings.Join(strings.Split(l, "\t")[:2], " "))
	}
	return verdicts, lines[len(lines)-1]
}

func TestRosterSaysTheVerdictOnEveryRow(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	before := len(dossier(t, d.exported(event)).Invitees)
	roster := func(args ...string) string {
		return d.done(append([]string{"roster", samples + "roster-messy.xlsx", "--event", event}, args...)...)
	}
	want := "4 new, 5 new, 6 error, 7 duplicate, 8 new, 9 error, 10 new, 11 new, 13 skipped"
	const totals = "合计\tnew 5, update 0, duplicate 1, error 2, skipped 1"

	out := roster("--dry-run")
	got, sum := columns(out)
	if strings.Join(got, ", ") != want || sum != totals {
		t.Errorf("%q %q", got, sum)
	}
	for _, reason := range []string{
		"6\terror\t张秀英\t身份证号是数字单元格，末位数字已丢失。",
		"7\tduplicate\t王伟\t身份证号与第 4 行（王伟）相同。",
		"8\tnew\t刘建国\t名单中没有此人。 身份证号校验码不正确，请核对。",
		"9\terror\t\t请填写姓名。",
		"10\tnew\t𠮷田𬭎\t",
		"11\tnew\t王伟\t名单中没有此人；与第 4 行（王伟）同名，按不同的人处理。",
		"13\tskipped\t\t",
	} {
		if !strings.Contains(out, reason) {
			t.Errorf("%q is missing in:\n%s", reason, out)
		}
	}
	if n := len(dossier(t, d.exported(event)).Invitees); n != before {
		t.Errorf("a dry run has added %d", n-before)
	}
	if again := roster(); again != out {
		t.Errorf("the dry run said otherwise:\n%s\n%s", out, again)
	}
	list := dossier(t, d.exported(event)).Invitees[before:]
	if len(list) != 5 || list[1].Person.IDNumber != "64030219760405940X" || list[1].Person.Phone != "13900001111" || list[3].Person.Name != "𠮷田𬭎" {
		t.Errorf("%+v", list)
	}
	if got, _ := columns(roster()); strings.Join(got, ", ") != strings.ReplaceAll(want, "new", "duplicate") {
		t.Errorf("the second time: %q", got)
	}
	for _, want := range []string{"new 0, update 1, duplicate 5", "new 0, update 0, duplicate 6"} { // the note of row 7
		if _, sum := columns(roster("--duplicates", "update")); !strings.Contains(sum, want) {
			t.Errorf("filled in: %q, not %q", sum, want)
		}
	}
	if _, sum := columns(roster("--duplicates", "add")); !strings.Contains(sum, "new 6, update 0, duplicate 0") {
		t.Errorf("added all the same: %q", sum)
	}
}

// exported writes the event's workbook and returns its name.
func (d *session) exported(event string) string {
	file := d.path("out.xlsx")
	d.done("export", "--event", event, "--out", file)
	return file
}

func TestRosterInGB18030(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	got, sum := columns(d.done("roster", samples+"roster-gb18030.csv", "--event", event))
	if len(got) != 31 || !strings.Contains(sum, "new 31, update 0, duplicate 0, error 0, skipped 0") {
		t.Errorf("%q %q", got, sum)
	}
	list := dossier(t, d.exported(event)).Invitees
	if last := list[len(list)-1]; last.Person.Name != "张𬭎" || last.Unit != "𬭚城商贸有限公司" || last.Category != "企业代表" {
		t.Errorf("%+v", last)
	}
}

func TestRosterThatCannotBeRead(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	file := func(name, content string) string {
		path := filepath.Join(d.folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := file("good.csv", "姓名,特长\n张三,书法\n")
	if r := d.run("roster", good, "--event", event, "--dry-run"); r.status != command.Done || !strings.Contains(r.err, "特长") {
		t.Errorf("%+v", r)
	}
	for name, args := range map[string][]string{
		"no file":         {filepath.Join(d.folder, "none.xlsx"), "--event", event},
		"no event":        {good},
		"unknown event":   {good, "--event", "none"},
		"unknown policy":  {good, "--event", event, "--duplicates", "merge"},
		"not a roster":    {file("picture.png", "\x89PNG\x00\xff\xfe"), "--event", event},
		"no headings":     {file("bare.csv", "张三,13800138000\n"), "--event", event},
		"names not named": {file("nameless.csv", "电话,单位\n13800138000,和平社区\n"), "--event", event},
	} {
		if r := d.run(append([]string{"roster"}, args...)...); r.status != command.Wrong || r.err == "" || r.out != "" {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

// lists are lists as they arrive, in all their forms.
const lists = "../table/testdata/"

func TestRostersOfEveryForm(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	const four = "2 new, 3 new, 4 new, 5 new"
	for name, want := range map[string]struct{ verdicts, says string }{
		"biff8.xls": {four, ""}, "html.xls": {four, ""}, "xml2003.xls": {four, ""}, "workbook22.xlsx": {four, ""}, "pipe.csv": {four, ""},
		"hidden-sheet.xlsx":  {four, "隐藏的工作表“去年名单”没有读取，上面有 2 人"},
		"hidden-sheet.xls":   {four, "隐藏的工作表“去年名单”没有读取，上面有 2 人"},
		"hidden-column.xlsx": {four, "隐藏的列“手机”没有导入"},
		"hidden-rows.xlsx":   {"2 new, 3 new, 4 skipped, 5 skipped", ""},
		"hidden-rows.xls":    {"2 new, 3 new, 4 skipped, 5 skipped", ""},
		"hidden-rows.ods":    {"2 new, 3 new, 4 skipped, 5 skipped", ""},
		"struck-row.xlsx":    {"2 new, 3 skipped, 4 new, 5 new", ""},
	} {
		r := d.run("roster", lists+name, "--event", event, "--dry-run")
		if r.status != command.Done || !strings.Contains(r.err, want.says) || want.says == "" && r.err != "" {
			t.Errorf("%s: %+v", name, r)
			continue
		}
		if got, _ := columns(r.out); strings.Join(got, ", ") != want.verdicts {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestWhatExcelHidesIsTakenWhereAsked(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	roster := func(name string, more ...string) string {
		return d.done(append([]string{"roster", lists + name, "--event", event, "--dry-run"}, more...)...)
	}
	for _, c := range []struct {
		name string
		more []string
		want []string
	}{
		{"hidden-rows.xlsx", nil, []string{"4\tskipped\t吴子明\t此行在表中是隐藏的。", "5\tskipped\t郑小兰\t此行在表中是隐藏的。"}},
		{"hidden-rows.xlsx", []string{"--hidden"}, []string{"4\tnew\t吴子明\t名单中没有此人。 此行在表中是隐藏的。", "new 4, "}},
		{"struck-row.xlsx", nil, []string{"3\tskipped\t孙立红\t此行划了删除线。"}},
		{"struck-row.xlsx", []string{"--hidden"}, []string{"3\tnew\t孙立红\t名单中没有此人。 此行划了删除线。"}},
		{"hidden-sheet.xlsx", []string{"--sheet", "去年名单"}, []string{"2\tnew\t冯旧一", "3\tnew\t陈旧二", "new 2, "}},
		{"hidden-sheet.xlsx", []string{"--sheet", "今年名单"}, []string{"2\tnew\t周文海", "new 4, "}},
	} {
		out := roster(c.name, c.more...)
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("%s %q: %q is not in\n%s", c.name, c.more, want, out)
			}
		}
	}
	d.done("roster", lists+"hidden-column.xlsx", "--event", event)
	list := dossier(t, d.exported(event)).Invitees
	if last := list[len(list)-4]; last.Person.Name != "周文海" || last.Person.Phone != "13811110001" {
		t.Errorf("the hidden telephone went before the visible one: %+v", last)
	}
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no such sheet": {[]string{lists + "hidden-sheet.xlsx", "--sheet", "明年名单"}, "有：去年名单、今年名单"},
		"no sheets":     {[]string{lists + "pipe.csv", "--sheet", "名单"}, "没有工作表"},
	} {
		if r := d.run(append([]string{"roster", "--event", event}, c.args...)...); r.status != command.Wrong || !strings.Contains(r.err, c.want) || r.out != "" {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
