package data

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mattn/go-sqlite3"

	"openday/app"
	"openday/data/disk"
)

func TestWhatTheNameOfACopySays(t *testing.T) {
	at := time.Date(2026, 10, 13, 8, 7, 6, 0, app.Zone)
	for name, want := range map[string]*Copy{
		"20261013-080706-daily-12":   {At: at, Reason: app.CopyDaily, Number: 12},
		"20261013-080706-migrate-1":  nil,
		"20261013-080706-daily":      {At: at, Reason: app.CopyDaily},
		"20261013-080706-import-1":   {At: at, Reason: app.CopyBeforeImport, Number: 1},
		"20261013-080706-restore-2":  {At: at, Reason: app.CopyBeforeRestore, Number: 2},
		"20261013-080706-daily-0":    nil,
		"20261013-080706-daily--1":   nil,
		"20261013-080706-daily-x":    nil,
		"20261013-080706-daily-":     nil,
		"20261013-080706-":           nil,
		"20261013-080706":            nil,
		"20261013-08070":             nil,
		"20261013_080706_daily-1":    nil,
		"20261013-080706_daily-1":    nil,
		"20261313-080706-daily-1":    nil,
		"20261013-080706-another-1":  nil,
		"20261013-080706-daily-1-2":  nil,
		"x20261013-080706-daily-1":   nil,
		"":                           nil,
		"20261013-080706-daily-0012": {At: at, Reason: app.CopyDaily, Number: 12},
	} {
		got, ok := readCopyName(name)
		if ok != (want != nil) {
			t.Errorf("%q is the name of a copy: %v", name, ok)
		} else if ok && (!got.At.Equal(want.At) || got.Reason != want.Reason || got.Number != want.Number) {
			t.Errorf("%q says %+v", name, got)
		}
	}
	for _, reason := range copyReasons {
		c := Copy{At: at, Reason: reason, Number: 7}
		if got, ok := readCopyName(copyName(c)); !ok || !got.At.Equal(at) || got.Reason != reason || got.Number != 7 {
			t.Errorf("%s is read as %+v", copyName(c), got)
		}
	}
}

func TestLastMadeFirst(t *testing.T) {
	early, late := present, present.Add(time.Hour)
	for _, c := range []struct {
		a, b Copy
		want int
	}{
		{Copy{At: early, Number: 2}, Copy{At: late, Number: 1}, -1},
		{Copy{At: late, Number: 1}, Copy{At: early, Number: 2}, 1},
		{Copy{At: late}, Copy{At: early}, -1},
		{Copy{At: early}, Copy{At: late}, 1},
		{Copy{At: early, Number: 1}, Copy{At: late}, -1},
		{Copy{At: early}, Copy{At: early}, 0},
	} {
		if got := lastMadeFirst(c.a, c.b); got != c.want {
			t.Errorf("%+v and %+v: %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// The message says both days, and how many lie between.
func TestWhatIsSaidOfAClockThatJumped(t *testing.T) {
	for _, c := range []struct {
		last, now string
		want      []any
	}{
		{"2026-10-14", "2026-10-12", []any{"2026-10-12", "2026-10-14"}},
		{"2026-10-14", "2027-10-14", []any{"2027-10-14", "2026-10-14", 365}},
	} {
		day := func(s string) time.Time { return must(time.ParseInLocation(time.DateOnly, s, app.Zone))(t) }
		got := clockJump([]Copy{{At: day(c.last)}, {At: day("2001-01-01")}}, day(c.now))
		for _, part := range c.want {
			if !strings.Contains(got, fmt.Sprint(part)) {
				t.Errorf("%q does not say %v", got, part)
			}
		}
	}
}

// Of SQLite's failures those of the target are told from those of the source.
func TestWhichFileSQLiteFailedAt(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{nil, false},
		{errors.New("another"), false},
		{sqlite3.Error{Code: sqlite3.ErrFull}, true},
		{sqlite3.Error{Code: sqlite3.ErrReadonly}, true},
		{sqlite3.Error{Code: sqlite3.ErrPerm}, true},
		{sqlite3.Error{Code: sqlite3.ErrCantOpen}, true},
		{sqlite3.Error{Code: sqlite3.ErrCorrupt}, false},
		{sqlite3.Error{Code: sqlite3.ErrBusy}, false},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrWrite}, true},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrRead}, false},
		{sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: sqlite3.ErrIoErrShortRead}, false},
		{fmt.Errorf("wrapped: %w", sqlite3.Error{Code: sqlite3.ErrFull}), true},
	} {
		if got := isOfWriting(c.err); got != c.want {
			t.Errorf("%#v is of writing: %v", c.err, got)
		}
	}
}

func TestACopyThatIsNotSound(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	to := filepath.Join(t.TempDir(), "copies", "x.db")
	checkRefusal(t, badCopy(ctx, errors.New("cause"), to), app.CodeInternal, filepath.Dir(to))
	cancel()
	if err := badCopy(ctx, errors.New("cause"), to); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled, it is %v", err)
	}
}

func TestWhichNamesAreOfOneFile(t *testing.T) {
	folder := t.TempDir()
	a, b, link := filepath.Join(folder, "a"), filepath.Join(folder, "b"), filepath.Join(folder, "link")
	try(t, os.WriteFile(a, nil, 0o600))
	try(t, os.WriteFile(b, nil, 0o600))
	try(t, os.Link(a, link))
	for _, c := range []struct {
		a, b string
		want bool
	}{{a, a, true}, {a, link, true}, {a, b, false}, {a, filepath.Join(folder, "none"), false}, {filepath.Join(folder, "none"), a, false}, {a, folder, false}} {
		if got, err := sameFile(c.a, c.b); got != c.want || err != nil {
			t.Errorf("%s and %s are one file: %v, %v", c.a, c.b, got, err)
		}
	}
	for _, names := range [][2]string{{a, filepath.Join(a, "below a file")}, {filepath.Join(a, "below a file"), a}} {
		if same, err := sameFile(names[0], names[1]); same || err == nil {
			t.Errorf("%v: %v, %v", names, same, err)
		}
	}
}

// damage empties some pages in the middle of a data file.
func damage(tb testing.TB, path string) {
	tb.Helper()
	pages := rootPages(tb, path, "invitees_person", "people")
	content := must(os.ReadFile(path))(tb)
	for _, page := range pages {
		clear(content[(page-1)*4096 : page*4096])
	}
	try(tb, os.WriteFile(path, content, 0o600))
}

func TestWhichCopiesAreSound(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 300)}))
	folder := t.TempDir()
	sound, ruined, newer := filepath.Join(folder, "sound.db"), filepath.Join(folder, "ruined.db"), filepath.Join(folder, "newer.db")
	for _, name := range []string{sound, ruined, newer} {
		try(t, s.Backup(ctx, name))
	}
	damage(t, ruined)
	_, err := rawDB(t, newer).Exec("PRAGMA user_version = 99")
	try(t, err)
	empty, none := filepath.Join(folder, "empty.db"), filepath.Join(folder, "none.db")
	try(t, os.WriteFile(empty, nil, 0o600))

	check := must(checkCopy(ctx, sound))(t)
	if own := must(keyCheck(ctx, s.reader))(t); len(check) == 0 || string(check) != string(own) {
		t.Errorf("the check value of its key is %x, not %x", check, own)
	}
	for name, code := range map[string]app.Code{ruined: app.CodeDamaged, newer: app.CodeNewer, empty: app.CodeNotFound, none: app.CodeNotFound} {
		_, err := checkCopy(ctx, name)
		checkRefusal(t, err, code, name)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := checkCopy(stopped, sound); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled, it gives %v", err)
	}
}

// A damaged file is named as such by whatever copies it, and nothing is kept of it.
func TestADamagedFileIsNotCopied(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 500)}))
	try(t, s.KeepCopy(ctx, app.CopyDaily))
	try(t, s.Close())
	damage(t, path)
	before := copyNames(t, path)

	s = open(t, path, atPresent()) // today has its copy
	backup := filepath.Join(t.TempDir(), "backup.db")
	checkRefusal(t, s.Backup(ctx, backup), app.CodeDamaged, path)
	checkRefusal(t, s.KeepCopy(ctx, app.CopyBeforeImport), app.CodeDamaged, path)
	if must(disk.Exists(backup))(t) || cmp.Diff(before, copyNames(t, path)) != "" || len(must(leftovers(path))(t)) > 0 {
		t.Errorf("copies of a damaged file: %v", copyNames(t, path))
	}
	try(t, s.Close())
	// Tomorrow the start finds it out.
	if _, err := Open(ctx, path, nextDay()); app.CodeOf(err) != app.CodeDamaged {
		t.Errorf("opening it the day after gives %v", err)
	}
}

func TestCopiesBesideWhatIsInTheirWay(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.SaveEvent(ctx, anEvent("e")))
	// A folder that has the name of the copy.
	name := must(nextCopy(path, app.CopyBeforeImport, present))(t)
	try(t, os.MkdirAll(filepath.Join(name, "x"), 0o700))
	if err := s.KeepCopy(ctx, app.CopyBeforeImport); err == nil || len(must(Copies(path))(t)) > 0 || len(must(leftovers(path))(t)) > 0 {
		t.Errorf("a copy in the place of a folder: %v", err)
	}
	try(t, os.RemoveAll(CopiesDir(path)))
	stopped, stop := context.WithCancel(ctx)
	stop()
	if err := s.KeepCopy(stopped, app.CopyBeforeImport); !errors.Is(err, context.Canceled) || len(must(Copies(path))(t)) > 0 {
		t.Errorf("a cancelled copy gives %v", err)
	}
	try(t, s.KeepCopy(ctx, app.CopyDaily))
	if _, err := NewestGoodCopy(stopped, path); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled look for a good copy gives %v", err)
	}
	if _, err := NewestGoodCopy(ctx, filepath.Join(path, "below a file.db")); err == nil {
		t.Error("a copy below a file")
	}
	if err := thin(filepath.Join(path, "below a file.db"), 1); err == nil {
		t.Error("copies below a file are thinned")
	}
	try(t, s.Close())
	// The day's copy of a start that is given up is no warning.
	stopped, stop = context.WithCancel(ctx)
	r := open(t, path, nextDay())
	try(t, os.RemoveAll(CopiesDir(path)))
	stop()
	if err := r.keepDailyCopy(stopped); !errors.Is(err, context.Canceled) || len(r.Warnings()) > 0 {
		t.Errorf("%v, %q", err, r.Warnings())
	}
	checkRefusal(t, r.Backup(ctx, path+".lock"), app.CodeInvalid, path+".lock")
	checkRefusal(t, r.Backup(ctx, filepath.Join(path, "below a file.db")), app.CodeReadOnly, "below a file.db")
}
