package command_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"openday/app"
	"openday/app/command"
	"openday/app/printer"
	"openday/data"
	"openday/data/keys"
)

// loseKey takes the key file of a desk's data file away, and returns the recovery code.
func (d *session) loseKey() string {
	d.t.Helper()
	store, err := data.Open(context.Background(), d.file(), data.Options{})
	if err != nil {
		d.t.Fatal(err)
	}
	code, err := store.RecoveryCode()
	if err = errors.Join(err, store.Close(), os.Remove(keys.File(d.file()))); err != nil {
		d.t.Fatal(err)
	}
	return code
}

func TestTheRecoveryCodeIsTaken(t *testing.T) {
	for _, how := range []string{"from a file", "at the terminal", "restoring"} {
		t.Run(how, func(t *testing.T) {
			d := newDesk(t)
			id := d.add("plan1-civil-affairs.xlsx")
			out := d.path("again.xlsx")
			code := strings.ToLower(d.loseKey())
			args := []string{"export", "--event", id, "--out", out}
			if how == "restoring" {
				backup := d.path("backup.db")
				d.done("backup", backup)
				args = []string{"restore", backup}
			}
			if r := d.run(args...); r.status != command.Failed || !strings.Contains(r.err, "密钥文件") || !strings.Contains(r.err, "--recovery-code-file") || r.out != "" {
				t.Fatalf("without the key: %+v", r)
			}
			if how == "at the terminal" {
				d.terminal, d.answer = true, code[:20]
				if r := d.run(args...); r.status != command.Failed || !strings.Contains(r.err, "恢复码") {
					t.Errorf("with half of the code: %+v", r)
				}
				d.answer = ""
				if r := d.run(args...); r.status != command.Failed || !strings.Contains(r.err, "没有给出恢复码") {
					t.Errorf("with none: %+v", r)
				}
				d.answer, d.asked = code, nil
			} else {
				args = append(args, "--recovery-code-file", d.secretFile("code.txt", " "+code+" "))
			}
			d.done(args...)
			if how == "at the terminal" && (len(d.asked) != 1 || !strings.Contains(d.asked[0], "恢复码")) {
				t.Errorf("asked %q", d.asked)
			}
			if strings.Contains(strings.Join(args, " "), code) {
				t.Error("the code stands in the list of processes")
			}
			// The key file is there again.
			d.terminal = false
			d.done("export", "--event", id, "--out", out)
			if got := dossier(t, out); got.Invitees[0].Person.IDNumber != dossier(t, samples+"plan1-civil-affairs.xlsx").Invitees[0].Person.IDNumber {
				t.Errorf("the ID number is %q", got.Invitees[0].Person.IDNumber)
			}
		})
	}
}

func TestWhatNeedsNoKeyGoesWithoutIt(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	d.loseKey()
	d.terminal = true
	for _, args := range [][]string{{"events"}, {"doctor"}, {"backup", d.path("b.db")}} {
		r := d.run(args...)
		if r.status != command.Done || !strings.Contains(r.err, "未读取") || r.out == "" {
			t.Errorf("%q gives %+v", args, r)
		}
	}
	if len(d.asked) > 0 {
		t.Errorf("asked %q", d.asked)
	}
	if _, err := os.Stat(keys.File(d.file())); err == nil {
		t.Error("a key file was made")
	}
	d.terminal = false
	for _, args := range [][]string{{"check", "--event", id}, {"print", "sign-in", "--event", id, "--out", d.path("s.pdf")}} {
		if r := d.run(args...); r.status != command.Failed || r.out != "" {
			t.Errorf("%q gives %+v", args, r)
		}
	}
}

func TestBadFilesOfTheRecoveryCode(t *testing.T) {
	d := newDesk(t)
	d.add("plan1-civil-affairs.xlsx")
	for file, status := range map[string]int{d.path("none.txt"): command.Wrong, d.secretFile("empty.txt", ""): command.Wrong, d.secretFile("bad.txt", "ABCD"): command.Failed} {
		if r := d.run("events", "--recovery-code-file", file); r.status != status || r.err == "" {
			t.Errorf("%s gives %+v", file, r)
		}
	}
	if r := d.run("--recovery-code-file", d.secretFile("code.txt", "ABCD")); r.status != command.Wrong || len(d.opened) > 0 {
		t.Errorf("the window takes it: %+v", r)
	}
}

func TestWarningsOfTheDataFileArePrinted(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	copies := data.CopiesDir(d.file())
	if err := errors.Join(os.RemoveAll(copies), os.WriteFile(copies, nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	secret := d.secretFile("secret.txt", "滨河 街道 2026 秋")
	if r := d.run("handover", "--event", id, "--out", d.path("a.openday"), "--passphrase-file", secret); r.status != command.Done || strings.Count(r.err, copies) != 1 {
		t.Errorf("what needs no copy gives %+v", r)
	}
	if r := d.run("import", samples+"plan1-civil-affairs.xlsx"); r.status != command.Failed || !strings.Contains(r.err, copies) || r.out != "" {
		t.Errorf("an import gives %+v", r)
	}
}

func TestAStoppedCommandSaysSo(t *testing.T) {
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	stopped, stop := context.WithCancel(context.Background())
	stop()
	for _, args := range [][]string{{"events"}, {"backup", d.path("b.db")}, {"print", "plan", "--event", id, "--out", d.path("p.pdf")}} {
		r := d.runWith(stopped, args...)
		if r.status != command.Failed || !strings.Contains(r.err, "中止") || strings.Contains(r.err, "context") || strings.Contains(r.out, "context") {
			t.Errorf("%q gives %+v", args, r)
		}
	}
	// One that stops in the middle, as at the printer.
	stopped, stop = context.WithCancel(context.Background())
	d.printing = func(printer.Job) error {
		stop()
		return stopped.Err()
	}
	if r := d.runWith(stopped, "print", "plan", "--event", id, "--printer", "default"); r.status != command.Failed || !strings.Contains(r.err, "取消") || strings.Contains(r.err, "context") {
		t.Errorf("printing gives %+v", r)
	}
}

// What cannot be read keeps no command from the rest, and is told beside it.
func TestUnreadableValuesAreWarnedOf(t *testing.T) {
	d := newDesk(t)
	store, err := data.Open(context.Background(), d.file(), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	now := app.Clock()
	events := []app.Event{
		{ID: "e", Title: "净水厂开放日", Start: now, State: app.StateDraft, CreatedAt: now, UpdatedAt: now},
		{ID: "f", Title: "消防站开放日", Start: now, State: app.StateDraft, CreatedAt: now, UpdatedAt: now},
	}
	save := func(tx app.Tx) error { return tx.SaveEvents(events) }
	if err := errors.Join(store.Update(context.Background(), app.Unit{ID: app.NewID()}, save), store.Close()); err != nil {
		t.Fatal(err)
	}
	if r := d.run("events"); strings.Contains(r.err, "无法读取") {
		t.Errorf("a sound file gives %q", r.err)
	}
	db, err := sql.Open("sqlite3", d.file())
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec("UPDATE events SET sites = '[' WHERE id = 'e'")
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	if r := d.run("events"); r.status != command.Done || !strings.Contains(r.out, "净水厂开放日") || !strings.Contains(r.out, "消防站开放日") || !strings.Contains(r.err, "1 项内容无法读取") {
		t.Errorf("%+v", r)
	}
	if r := d.run("doctor"); !strings.Contains(r.out+r.err, "sites") {
		t.Errorf("the check says %+v", r)
	}
}

// What others typed commands no terminal.
func TestNamesDoNotCommandTheTerminal(t *testing.T) {
	d := newDesk(t)
	store, err := data.Open(context.Background(), d.file(), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	now := app.Clock()
	e := app.Event{ID: "e", Title: "开放日\x00\x1b[31m红\u202e倒\u2066写\x07\u0085完", Start: now, State: app.StateDraft, CreatedAt: now, UpdatedAt: now}
	saved := store.Update(context.Background(), app.Unit{ID: "u", At: now}, func(tx app.Tx) error { return tx.SaveEvents([]app.Event{e}) })
	if err := errors.Join(saved, store.Close()); err != nil {
		t.Fatal(err)
	}
	want := "开放日[31m红倒写 完"
	if out := d.done("events"); !strings.Contains(out, "\t"+want+"\t") {
		t.Errorf("the list is %q", out)
	}
	var listed []struct{ Title string }
	out := d.done("events", "--json")
	if err := json.Unmarshal([]byte(out), &listed); err != nil || strings.ContainsAny(out, "\x00\x1b\u202e\u2066\x07") {
		t.Errorf("as JSON it is %q, %v", out, err)
	}
	r := d.run("export", "--event", "\u202eno\x1b[2J", "--out", d.path("x.xlsx"))
	if strings.ContainsAny(r.err, "\u202e\x1b") || !strings.Contains(r.err, "no[2J") {
		t.Errorf("it says %q", r.err)
	}
}

func TestFilesWithFullNumbersAreForTheirUserAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // a file has the rights of its folder
	}
	d := newDesk(t)
	id := d.add("plan1-civil-affairs.xlsx")
	secret := d.secretFile("secret.txt", "滨河 街道 2026 秋")
	ordinary := d.path("ordinary")
	if f, err := os.Create(ordinary); err != nil {
		t.Fatal(err)
	} else if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	mode := func(file string) os.FileMode {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		return info.Mode().Perm()
	}
	for _, c := range []struct {
		out     string
		private bool
		args    []string
	}{
		{"a.xlsx", true, []string{"export", "--event", id}},
		{"a.openday", true, []string{"handover", "--event", id, "--passphrase-file", secret}},
		{"full.pdf", true, []string{"print", "sign-in", "--event", id, "--phone", "full"}},
		{"masked.pdf", false, []string{"print", "sign-in", "--event", id}},
		{"plan.pdf", false, []string{"print", "plan", "--event", id}},
	} {
		file := filepath.Join(d.folder, c.out)
		want := mode(ordinary)
		if c.private {
			want = 0o600
		}
		for range 2 { // made, then made anew
			d.done(append(c.args, "--out", file)...)
			if got := mode(file); got != want {
				t.Errorf("%s has the mode %o, not %o", c.out, got, want)
			}
			if !c.private {
				continue
			}
			if err := os.Chmod(file, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
