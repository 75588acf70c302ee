package command_test

import (
	"encoding/json"
	"os"
	"testing"
)

// TestOpinionsAreRecordedFromATextAsTheWindowReadsThem reads lines, says the same in a
// dry run, and records them once.
func TestOpinionsAreRecordedFromATextAsTheWindowReadsThem(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	before := len(dossier(t, d.exported(event)).Feedback)
	file := d.path("意见.txt")
	if err := os.WriteFile(file, []byte("1. 王芳（市第三中学）：路灯太暗\n2. 匿名：公交太少\n李明：建议增加停车位\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	want := "王芳\t市第三中学\t\t\t路灯太暗\n\t\t\t\t公交太少\n李明\t\t\t\t建议增加停车位\n"
	read := func(args ...string) string {
		return d.done(append([]string{"opinions", file, "--event", event}, args...)...)
	}
	dry := read("--dry-run")
	if dry != want {
		t.Errorf("read as\n%s, want\n%s", dry, want)
	}
	if n := len(dossier(t, d.exported(event)).Feedback); n != before {
		t.Fatalf("a dry run has recorded %d", n-before)
	}
	if out := read(); out != dry {
		t.Errorf("the dry run said otherwise:\n%s\n%s", dry, out)
	}
	all := dossier(t, d.exported(event)).Feedback[before:]
	if len(all) != 3 || all[0].Content != "路灯太暗" || all[0].Speaker != "王芳" || all[0].Channel == "" || all[2].Speaker != "李明" {
		t.Errorf("recorded is %+v", all)
	}
	var lines []map[string]string
	if err := json.Unmarshal([]byte(read("--dry-run", "--json")), &lines); err != nil || len(lines) != 3 || lines[1]["content"] != "公交太少" {
		t.Errorf("as JSON: %v, %v", lines, err)
	}
}

// TestOpinionsThatCannotBeRecordedLeaveNothing refuses a file of which one opinion says
// nothing, an event that is not there, and a file that is not there.
func TestOpinionsThatCannotBeRecordedLeaveNothing(t *testing.T) {
	d := newDesk(t)
	event := d.add("plan3-development-zone.xlsx")
	before := len(dossier(t, d.exported(event)).Feedback)
	file := d.path("表.txt")
	if err := os.WriteFile(file, []byte("提出人\t意见建议内容\n王芳\t路灯太暗\n李明\t\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"an opinion without content": {"opinions", file, "--event", event},
		"an event that is not there": {"opinions", file, "--event", "nobody"},
		"a file that is not there":   {"opinions", d.path("没有.txt"), "--event", event},
		"no event":                   {"opinions", file},
	} {
		if r := d.run(args...); r.status == 0 || r.err == "" || r.out != "" {
			t.Errorf("%s: status %d, %q, %q", name, r.status, r.out, r.err)
		}
	}
	if n := len(dossier(t, d.exported(event)).Feedback); n != before {
		t.Errorf("%d were recorded", n-before)
	}
}
