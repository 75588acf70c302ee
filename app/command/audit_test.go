package command_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"openday/app"
	"openday/app/command"
	"openday/app/service"
	"openday/data"
)

// audited are action and detail of the audit list, the oldest first.
func (d *session) audited(args ...string) []string {
	d.t.Helper()
	var lines []map[string]string
	if err := json.Unmarshal([]byte(d.done(append([]string{"audit", "--json"}, args...)...)), &lines); err != nil {
		d.t.Fatal(err)
	}
	all := []string{}
	for _, l := range slices.Backward(lines) {
		all = append(all, l["action"]+" "+l["detail"])
	}
	return all
}

// What takes numbers out of the program is written down, whether a window has
// the data file meanwhile or not.
func TestCommandsLeaveADeed(t *testing.T) {
	for _, beside := range []bool{false, true} {
		t.Run(fmt.Sprint("beside a window ", beside), func(t *testing.T) {
			d := newDesk(t)
			id := d.add("plan1-civil-affairs.xlsx")
			people := len(dossier(t, samples+"plan1-civil-affairs.xlsx").Invitees)
			var window *data.Store
			if beside {
				var err error
				if window, err = data.Open(context.Background(), d.file(), data.Options{}); err != nil {
					t.Fatal(err)
				}
				defer window.Close()
			}
			before := len(d.audited())
			d.done("export", "--event", id, "--out", d.path("工作簿.xlsx"))
			d.done("print", "agenda", "--event", id, "--out", d.path("议程.pdf"))
			d.done("print", "sign-in", "--event", id, "--phone", "masked", "--out", d.path("签到表.pdf"))
			d.done("print", "sign-in", "--event", id, "--phone", "full", "--printer", "default")
			d.done("print", "yearly", "--year", "2022", "--out", d.path("年度.pdf"))
			d.done("backup", d.path("备份.db"))
			got := d.audited()[before:]
			full := got[3]
			if !strings.HasPrefix(full, "打印 签到表（含 ") || !strings.HasSuffix(full, " 人完整号码）") {
				t.Errorf("a sheet with full numbers is written down as %q", full)
			}
			want := []string{fmt.Sprintf("导出 活动工作簿（含完整号码），%d 人", people), "打印 议程", "打印 签到表", full, "打印 年度汇总", "备份 "}
			if !slices.Equal(got, want) {
				t.Errorf("written down: %q, want %q", got, want)
			}
			if of := d.audited("--event", id); !slices.Contains(of, full) || slices.Contains(of, "备份 ") {
				t.Errorf("of the event: %q", of)
			}
			if beside {
				// And what the sheet says is known in the window.
				service := service.New(window, app.Clock, app.NewID, "窗口")
				if last, ok, err := service.LastPrint(context.Background(), id, "sign-in"); err != nil || !ok || len(last.Lines) < people {
					t.Errorf("remembered of the sheet: %v %v, %d lines", err, ok, len(last.Lines))
				}
				if err := window.Close(); err != nil {
					t.Fatal(err)
				}
				d.add("plan3-development-zone.xlsx") // the next who writes takes them in
				if err := os.Remove(d.file() + ".deeds"); err != nil {
					t.Fatal(err)
				}
				if again := d.audited(); !slices.Equal(again[before:len(again)-1], want) {
					t.Errorf("taken in: %q", again)
				}
			}
		})
	}
}

// Nothing leaves unnoted, and nothing that is refused is noted.
func TestDeedsThatFail(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	before := d.audited()
	for _, args := range [][]string{
		{"export", "--event", "no-such-event", "--out", d.path("x.xlsx")},
		{"print", "sign-in", "--event", id, "--blank-rows", "-1", "--out", d.path("x.pdf")},
	} {
		if r := d.run(args...); r.status == command.Done {
			t.Errorf("%q: done", args)
		}
	}
	if got := d.audited(); !slices.Equal(got, before) {
		t.Errorf("what was refused is written down: %q", got)
	}
	window, err := data.Open(context.Background(), d.file(), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer window.Close()
	if err := os.Mkdir(d.file()+".deeds", 0o700); err != nil { // in the way of the file
		t.Fatal(err)
	}
	for _, args := range [][]string{{"export", "--event", id, "--out", d.path("x.xlsx")}, {"print", "agenda", "--event", id, "--out", d.path("x.xlsx")}} {
		if r := d.run(args...); r.status == command.Done || r.err == "" {
			t.Errorf("%q, which could not be noted: %+v", args, r)
		}
	}
	if _, err := os.Stat(d.path("x.xlsx")); err == nil {
		t.Error("something left unnoted")
	}
}

func TestAuditList(t *testing.T) {
	d := newDesk(t)
	if r := d.run("audit"); r.status != command.Done || r.out != "" || r.err == "" {
		t.Errorf("without a data file: %+v", r)
	}
	if got := strings.TrimSpace(d.done("audit", "--json")); got != "[]" {
		t.Errorf("without a data file, as JSON: %q", got)
	}
	id := d.add("plan1-civil-affairs.xlsx")
	d.done("export", "--event", id, "--out", d.path("工作簿.xlsx"))
	lines := strings.Split(strings.TrimSuffix(d.done("audit"), "\n"), "\n")
	title := dossier(t, samples+"plan1-civil-affairs.xlsx").Event.Title
	for i, action := range []string{"导出", "导入"} { // the newest first
		parts := strings.Split(lines[i], "\t")
		if len(parts) != 5 || len(parts[0]) != len("2022-11-22 08:30:00") || parts[1] != "经办人" || parts[2] != action || parts[3] != title || parts[4] == "" {
			t.Errorf("line %d of the audit list: %q", i, parts)
		}
	}
	var keyed []map[string]any
	if err := json.Unmarshal([]byte(d.done("audit", "--json", "--event", id)), &keyed); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"time", "by", "action", "event_id", "event", "detail"} {
		if _, there := keyed[0][key]; !there || len(keyed[0]) != 6 {
			t.Errorf("the key %s is not in %v", key, keyed[0])
		}
	}
	if got := d.audited("--event", "no-such-event"); len(got) != 0 {
		t.Errorf("of an event that is not there: %q", got)
	}
	if r := d.run("audit", "more"); r.status != command.Wrong {
		t.Errorf("too much: %+v", r)
	}
}

func TestWhoDidIt(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	by := func() string {
		t.Helper()
		d.done("export", "--event", id, "--out", d.path("工作簿.xlsx"))
		return strings.Split(d.done("audit"), "\t")[1]
	}
	if got := by(); got != "经办人" {
		t.Errorf("before a name is given: %q, want the system's", got)
	}
	store, err := data.Open(context.Background(), d.file(), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := service.New(store, app.Clock, app.NewID, "经办人").SetOperator(context.Background(), " 李　敏 "); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if got := by(); got != "李 敏" {
		t.Errorf("with the name that is kept: %q", got)
	}
	t.Setenv("OPENDAY_OPERATOR", "王芳")
	if got := by(); got != "王芳" {
		t.Errorf("with OPENDAY_OPERATOR: %q", got)
	}
	d.done("--operator", "赵强", "export", "--event", id, "--out", d.path("工作簿.xlsx"))
	if got := strings.Split(d.done("audit"), "\t")[1]; got != "赵强" {
		t.Errorf("with --operator: %q", got)
	}
	t.Setenv("OPENDAY_OPERATOR", "")
	if got := by(); got != "李 敏" {
		t.Errorf("the name for once was kept: %q", got)
	}
	if r := d.run("events", "--operator", strings.Repeat("长", 65)); r.status != command.Wrong {
		t.Errorf("a name that is too long: %+v", r)
	}
}
