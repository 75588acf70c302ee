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
