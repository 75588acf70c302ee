//go:build !windows

package data

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"openday/app"
	"openday/data/disk"
	"openday/data/keys"
)

// childEnv names what this program does instead of testing, when a test starts
// it a second time.
const childEnv = "OPENDAY_DATA_TEST_CHILD"

func TestMain(m *testing.M) {
	work := map[string]func([]string) error{
		"save":    childSaves,
		"work":    childWorks,
		"hold":    childHolds,
		"deeds":   childKeepsDeeds,
		"nobody":  childIsNobody,
		"on-full": childOnFullDisk,
		"measure": childMeasures,
		"purge":   childPurges,
	}[os.Getenv(childEnv)]
	if work == nil {
		os.Exit(m.Run())
	}
	if err := work(os.Args[1:]); err != nil {
		fmt.Printf("%s\n%s\n", app.CodeOf(err), strings.ReplaceAll(err.Error(), "\n", " "))
		os.Exit(1)
	}
}

// child prepares this program as a child that does one of the works above.
func child(t testing.TB, work string, args ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(must(os.Executable())(t), args...)
	c.Env = append(os.Environ(), childEnv+"="+work)
	c.Stderr = os.Stderr
	return c
}

// runChild runs a child to its end, and gives the code and the sentence of its error.
func runChild(t *testing.T, work string, args ...string) (code app.Code, sentence string) {
	t.Helper()
	out, err := child(t, work, args...).Output()
	if err == nil {
		return "", ""
	}
	first, second, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return app.Code(first), second
}

// crashImport is how many invitees an import of the child has: more than SQLite's
// cache holds, so that the file is written to long before the end.
const crashImport = 1500

// childSaves saves and imports for ever, and says so after each.
func childSaves(args []string) error {
	ctx := context.Background()
	path, prefix := args[0], args[1]
	s, err := Open(ctx, path, Options{Clock: at(present)})
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		id := fmt.Sprintf("%s-%d", prefix, n)
		e := anEvent(id)
		switch n % 4 {
		case 0:
			err = s.SaveEvent(ctx, e)
		case 1: // an import as the window does it
			if err = s.KeepCopy(ctx, app.CopyBeforeImport); err == nil {
				d := fullDossier(id + "-")
				d.Event = e
				for i := range d.Agenda {
					d.Agenda[i].EventID = id
				}
				for i := range d.Feedback {
					d.Feedback[i].EventID, d.Feedback[i].InviteeID = id, ""
				}
				d.Invitees = manyInvitees(id, 0, crashImport)
				err = s.AddDossier(ctx, d)
			}
		case 2: // attendance of the import
			list, e := s.Invitees(ctx, app.InviteeFilter{EventID: fmt.Sprintf("%s-%d", prefix, n-1)})
			for i := range list {
				list[i].Attendance, list[i].Note = app.AttendanceCame, id
			}
			if err = e; err == nil {
				err = s.SaveInvitees(ctx, list)
			}
		case 3: // the import is deleted, and a mark is left
			if err = s.DeleteEvent(ctx, fmt.Sprintf("%s-%d", prefix, n-2)); err == nil {
				err = s.SetSetting(ctx, id, "deleted")
			}
		}
		if err != nil {
			return err
		}
		if _, err := fmt.Println(n); err != nil {
			return err
		}
	}
}

// A program that is killed at any moment leaves a file that opens, is sound,
// and holds everything that was reported as saved.
func TestKilledProgram(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "openday.db")
	random := rand.New(rand.NewPCG(7, 11))
	acknowledged, interrupted, halfWritten := 0, 0, 0
	rounds := 15
	if os.Getenv(soakEnv) != "" {
		rounds = 200
	}
	for round := range rounds {
		prefix := fmt.Sprintf("r%d", round)
		c := child(t, "save", path, prefix)
		out := must(c.StdoutPipe())(t)
		try(t, c.Start())
		// The first rounds are killed while the file is being made.
		wanted, extra := random.IntN(6), time.Duration(random.IntN(80_000))*time.Microsecond
		if round < rounds/5 {
			wanted, extra = 0, extra/4
		}
		last := -1
		lines := bufio.NewScanner(out)
		for last+1 < wanted && lines.Scan() {
			last = must(strconv.Atoi(lines.Text()))(t)
		}
		killed := make(chan error)
		time.AfterFunc(extra, func() { killed <- c.Process.Kill() })
		for lines.Scan() { // until the pipe breaks
			last = must(strconv.Atoi(lines.Text()))(t)
		}
		try(t, <-killed)
		if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
			t.Fatalf("round %d: the child ended by itself: %v", round, err)
		}

		if info, err := os.Stat(path + "-journal"); err == nil && info.Size() > 0 {
			interrupted++
		}
		halfWritten += len(must(leftovers(path))(t))
		s, err := Open(ctx, path, atPresent())
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if left := must(leftovers(path))(t); len(left) > 0 {
			t.Fatalf("round %d: left behind are %q", round, left)
		}
		if found, err := s.Check(ctx); err != nil || len(found) > 0 {
			t.Fatalf("round %d: %q %v", round, found, err)
		}
		for n := range last + 1 {
			checkAcknowledged(t, s, prefix, n, last)
			acknowledged++
		}
		checkWhole(t, s, prefix, last+1)
		copies := must(Copies(path))(t)
		for _, copied := range copies[:min(3, len(copies))] { // the others were looked at before
			if _, err := checkCopy(ctx, copied.Path); err != nil {
				t.Fatalf("round %d: %s: %v", round, copied.Path, err)
			}
		}
		for _, e := range must(s.Events(ctx, app.EventFilter{}))(t) {
			try(t, s.DeleteEvent(ctx, e.ID)) // so that the rounds stay short
		}
		try(t, s.Close())
	}
	if acknowledged < rounds {
		t.Errorf("only %d saves were put to the test", acknowledged)
	}
	t.Logf("%d saves were reported, %d were interrupted; %d files were left half written", acknowledged, interrupted, halfWritten)
}

// checkAcknowledged looks for what the n-th step of a child saved, of which the
// last that it reported is known. The step after the last may have happened too.
func checkAcknowledged(t *testing.T, s *Store, prefix string, n, last int) {
	t.Helper()
	ctx := context.Background()
	id := fmt.Sprintf("%s-%d", prefix, n)
	switch n % 4 {
	case 0:
		must(s.Event(ctx, id))(t)
	case 1:
		d, err := s.Dossier(ctx, id)
		switch {
		case app.CodeOf(err) == app.CodeNotFound && last >= n+1: // deleted two steps on
		case err != nil:
			t.Fatalf("%s: %v", id, err)
		case !isWhole(d):
			t.Fatalf("%s is not whole", id)
		}
	case 2:
		for _, v := range must(s.Invitees(ctx, app.InviteeFilter{EventID: fmt.Sprintf("%s-%d", prefix, n-1)}))(t) {
			if v.Note != id {
				t.Fatalf("%s: attendance of %s is lost", id, v.ID)
			}
		}
	case 3:
		if must(s.Setting(ctx, id))(t) != "deleted" {
			t.Fatalf("%s is lost", id)
		}
		if _, err := s.Event(ctx, fmt.Sprintf("%s-%d", prefix, n-2)); app.CodeOf(err) != app.CodeNotFound {
			t.Fatalf("%s: the deleted event is back: %v", id, err)
		}
	}
}

// checkWhole looks at the step that was not reported any more: it happened whole
// or not at all.
func checkWhole(t *testing.T, s *Store, prefix string, n int) {
	t.Helper()
	ctx := context.Background()
	switch n % 4 {
	case 1:
		d, err := s.Dossier(ctx, fmt.Sprintf("%s-%d", prefix, n))
		if app.CodeOf(err) != app.CodeNotFound && (err != nil || !isWhole(d)) {
			t.Fatalf("step %d of %s is not whole: %v", n, prefix, err)
		}
	case 2:
		notes := map[string]int{}
		for _, v := range must(s.Invitees(ctx, app.InviteeFilter{EventID: fmt.Sprintf("%s-%d", prefix, n-1)}))(t) {
			notes[v.Note]++
		}
		if len(notes) != 1 {
			t.Fatalf("step %d of %s is not whole: %v", n, prefix, notes)
		}
	}
}

func isWhole(d app.Dossier) bool {
	return len(d.Invitees) == crashImport && len(d.Agenda) == 2 && len(d.Feedback) == 2 && len(d.Feedback[0].History) == 2
}

// childKeepsDeeds reads the file and keeps deeds for ever, and says so after each.
func childKeepsDeeds(args []string) error {
	s, err := Open(context.Background(), args[0], Options{ReadOnly: true})
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		entry := aDeed(n)
		entry.ID = fmt.Sprintf("%s-%d", args[1], n)
		if err := s.KeepDeed(context.Background(), entry); err != nil {
			return err
		}
		fmt.Println(entry.ID)
	}
}

// A command that is killed while it keeps deeds loses none that it was told is
// kept, whether a window has the file or not.
func TestKilledWhileKeepingDeeds(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "openday.db")
	window := open(t, path, atPresent())
	told := map[string]bool{}
	for round := range 6 {
		if round == 3 { // from now on they take them in themselves
			try(t, window.Close())
		}
		c := child(t, "deeds", path, fmt.Sprint("r", round))
		out := must(c.StdoutPipe())(t)
		try(t, c.Start())
		lines := bufio.NewScanner(out)
		for n := 0; n < 3+round && lines.Scan(); n++ {
			told[lines.Text()] = true
		}
		try(t, c.Process.Kill())
		for lines.Scan() {
			told[lines.Text()] = true
		}
		_ = c.Wait() // killed
		if round < 3 {
			try(t, window.Update(ctx, app.Unit{ID: fmt.Sprint("u", round), At: present}, func(app.Tx) error { return nil }))
		}
	}
	window = open(t, path, atPresent())
	seen := map[string]int{}
	try(t, window.View(ctx, func(tx app.Tx) error {
		entries, err := tx.Audit(app.AuditFilter{})
		for _, e := range entries {
			seen[e.ID]++
		}
		return err
	}))
	if len(told) == 0 {
		t.Fatal("no deed was kept")
	}
	for id := range told {
		if seen[id] != 1 {
			t.Errorf("%s stands %d times in the audit list", id, seen[id])
		}
	}
	if wrong := must(window.Check(ctx))(t); len(wrong) > 0 {
		t.Errorf("the file is not in order: %q", wrong)
	}
}

// childHolds opens the file and keeps it open until its input ends.
func childHolds(args []string) error {
	s, err := Open(context.Background(), args[0], Options{Clock: at(present)})
	if err != nil {
		return err
	}
	fmt.Println("open")
	bufio.NewReader(os.Stdin).ReadString('\n')
	return s.Close()
}

func TestSecondStart(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "openday.db")
	c := child(t, "hold", path)
	in, out := must(c.StdinPipe())(t), must(c.StdoutPipe())(t)
	try(t, c.Start())
	if line := must(bufio.NewReader(out).ReadString('\n'))(t); line != "open\n" {
		t.Fatal(line)
	}
	before := snapshot(t, filepath.Dir(path))
	_, err := Open(ctx, path, Options{Clock: at(present), Wait: 2 * disk.LockPause})
	checkRefusal(t, err, app.CodeInUse, path)
	if diff := snapshot(t, filepath.Dir(path)); len(diff) != len(before) || diff[path] != before[path] {
		t.Error("the second start changed something")
	}
	r := open(t, path, Options{ReadOnly: true})
	must(r.Events(ctx, app.EventFilter{}))(t)
	if err := r.SaveEvent(ctx, anEvent("e")); app.CodeOf(err) != app.CodeReadOnly {
		t.Errorf("saving into a file that is open for reading gives %v", err)
	}
	if err := r.KeepCopy(ctx, app.CopyBeforeImport); app.CodeOf(err) != app.CodeReadOnly {
		t.Errorf("so does keeping a copy: %v", err)
	}

	// One that waits comes in when the first is done, however that ends.
	waiting := make(chan error)
	go func() {
		s, err := Open(ctx, path, Options{Clock: at(present), Wait: time.Minute})
		if err == nil {
			err = s.Close()
		}
		waiting <- err
	}()
	try(t, in.Close())
	try(t, c.Wait())
	try(t, <-waiting)
}

// childIsNobody opens a file as a user who may write nowhere.
func childIsNobody(args []string) error {
	if os.Getuid() == 0 {
		if err := syscall.Setgid(65534); err != nil {
			return err
		}
		if err := syscall.Setuid(65534); err != nil {
			return err
		}
	}
	s, err := Open(context.Background(), args[0], Options{Clock: at(present), ReadOnly: len(args) > 1})
	if err != nil {
		return err
	}
	if _, err := s.Events(context.Background(), app.EventFilter{}); err != nil {
		return err
	}
	return s.Close()
}

func TestReadOnlyFolder(t *testing.T) {
	s := fresh(t)
	folder := filepath.Dir(s.Path())
	try(t, s.SaveEvent(context.Background(), anEvent("e")))
	try(t, s.Close())
	try(t, os.Chmod(s.Path(), 0o444))
	try(t, os.Chmod(keys.File(s.Path()), 0o444))
	try(t, os.Chmod(filepath.Dir(folder), 0o755)) // let nobody come in
	try(t, os.Chmod(folder, 0o555))
	t.Cleanup(func() { os.Chmod(folder, 0o755) })
	before := snapshot(t, folder)

	code, sentence := runChild(t, "nobody", s.Path())
	checkRefusal(t, &app.Error{Code: code, Message: sentence}, app.CodeReadOnly, folder)
	code, sentence = runChild(t, "nobody", filepath.Join(folder, "new.db"))
	checkRefusal(t, &app.Error{Code: code, Message: sentence}, app.CodeReadOnly, folder)
	if code, sentence = runChild(t, "nobody", s.Path(), "read-only"); code != "" {
		t.Errorf("reading gives %s %s", code, sentence)
	}
	if after := snapshot(t, folder); len(after) != len(before) || after[s.Path()] != before[s.Path()] {
		t.Error("something was changed")
	}

	// A folder that can be written with a file in it that cannot.
	try(t, os.Chmod(folder, 0o777))
	code, sentence = runChild(t, "nobody", s.Path())
	checkRefusal(t, &app.Error{Code: code, Message: sentence}, app.CodeReadOnly, folder)
	if string(must(os.ReadFile(s.Path()))(t)) != before[s.Path()] {
		t.Error("the file was changed")
	}
}

// childOnFullDisk works where no file can grow beyond a number of bytes.
func childOnFullDisk(args []string) error {
	ctx := context.Background()
	limit, err := strconv.ParseUint(args[2], 10, 64)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	fill := func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}) }
	if args[1] == "open" {
		if err := fill(); err != nil {
			return err
		}
	}
	s, err := Open(ctx, args[0], Options{Clock: at(present)})
	if err != nil {
		return err
	}
	defer s.Close()
	if err := fill(); err != nil {
		return err
	}
	switch args[1] {
	case "open":
		if w := s.Warnings(); len(w) > 0 {
			return &app.Error{Code: warned, Message: strings.Join(w, " ")}
		}
	case "add":
		return s.AddDossier(ctx, app.Dossier{Event: anEvent("big"), Invitees: manyInvitees("big", 0, 20000)})
	case "backup":
		return s.Backup(ctx, args[3])
	case "copy":
		return s.KeepCopy(ctx, app.CopyBeforeImport)
	}
	return nil
}

// warned is what a child gives as its code where the file opened with a warning.
const warned app.Code = "warned"

func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 2000)}))
	try(t, s.Close())
	size := must(os.Stat(s.Path()))(t).Size()
	backup := filepath.Join(t.TempDir(), "backup.db")
	try(t, os.WriteFile(backup, []byte("an older backup"), 0o600))
	content := must(os.ReadFile(s.Path()))(t)
	for name, args := range map[string][]string{
		"daily copy":  {s.Path(), "open", strconv.FormatInt(size/2, 10)},
		"new file":    {filepath.Join(filepath.Dir(s.Path()), "new.db"), "open", "20000"},
		"import":      {s.Path(), "add", strconv.FormatInt(size+100_000, 10)},
		"import copy": {s.Path(), "copy", strconv.FormatInt(size/2, 10)},
		"backup":      {s.Path(), "backup", strconv.FormatInt(size/2, 10), backup},
	} {
		t.Run(name, func(t *testing.T) {
			if name != "daily copy" {
				try(t, open(t, s.Path(), atPresent()).Close())
			} else {
				try(t, os.RemoveAll(CopiesDir(s.Path())))
			}
			before := copyNames(t, s.Path())
			code, sentence := runChild(t, "on-full", args...)
			want, place := app.CodeFull, filepath.Dir(s.Path())
			switch name {
			case "daily copy": // the file opens all the same
				want, place = warned, CopiesDir(s.Path())
			case "import copy":
				place = CopiesDir(s.Path())
			case "backup":
				place = filepath.Dir(backup)
			}
			checkRefusal(t, &app.Error{Code: code, Message: sentence}, want, place)
			if string(content) != string(must(os.ReadFile(s.Path()))(t)) {
				t.Error("the data file was changed")
			}
			if string(must(os.ReadFile(backup))(t)) != "an older backup" {
				t.Error("the older backup is gone")
			}
			if after := copyNames(t, s.Path()); len(after) != len(before) {
				t.Errorf("copies: %v, before %v", after, before)
			}
			r := open(t, s.Path(), atPresent())
			if found := must(r.Check(ctx))(t); len(found) > 0 {
				t.Error(found)
			}
			try(t, r.Close())
		})
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(s.Path()), "new.db")); err == nil {
		t.Error("half of a new file is left")
	}
}

// A file that has no room to be brought up to date stays as it was, and is read.
func TestAnOlderFileOnAFullDisk(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, fullDossier("a-")))
	try(t, s.Close())
	before := must(os.ReadFile(path))(t)
	withMigrations(t, "CREATE TABLE visits (content BLOB NOT NULL) STRICT; INSERT INTO visits VALUES (zeroblob(3000000));")

	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var usual syscall.Rlimit
	try(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &usual))
	try(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 2_000_000, Max: usual.Max}))
	s, err := Open(ctx, path, atPresent())
	try(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &usual))
	try(t, err)
	checkReadFromMemory(t, s, path)
	try(t, s.Close())
	if !bytes.Equal(before, must(os.ReadFile(path))(t)) {
		t.Error("the file was changed")
	}
	s = open(t, path, atPresent())
	try(t, s.SaveEvent(ctx, anEvent("new")))
}
