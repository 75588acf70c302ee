package data

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/data/disk"
	"openday/data/keys"
)

func copyNames(tb testing.TB, path string) []string {
	tb.Helper()
	list := []string{}
	for _, c := range must(Copies(path))(tb) {
		list = append(list, filepath.Base(c.Path))
	}
	return list
}

func TestDailyCopies(t *testing.T) {
	s := fresh(t)
	path := s.Path()
	try(t, s.Close())
	if got := copyNames(t, path); len(got) > 0 {
		t.Errorf("a new file has copies: %v", got)
	}
	for _, hours := range []int{1, 2, 24, 25, 48} {
		try(t, open(t, path, Options{Clock: at(present.Add(time.Duration(hours) * time.Hour))}).Close())
	}
	try(t, open(t, path, Options{Clock: at(present.AddDate(0, 0, 9)), ReadOnly: true}).Close())
	want := []string{"openday-20261016-093000-daily-3.db", "openday-20261015-093000-daily-2.db", "openday-20261014-103000-daily-1.db"}
	if diff := cmp.Diff(want, copyNames(t, path)); diff != "" {
		t.Error(diff)
	}
}

func TestKeepCopy(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.AddDossier(ctx, fullDossier("a-")))
	folder := CopiesDir(s.Path())
	try(t, os.MkdirAll(folder, 0o700))
	others := []string{
		"notes.txt", "other-20261013-000000-daily.db", "openday-20261013-000000-mine.db", "openday-20261013-000000-daily-.db",
		"openday-20261013-000000-daily-0.db", "openday-20261013-000000.db", "openday-20261013-000000-daily-x.db", "openday-20261013-000000-daily-1-2.db", "openday-20261313-000000-daily-1.db",
	}
	for _, name := range others {
		try(t, os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600))
	}
	try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	want := []string{"openday-20261014-093000-import-2.db", "openday-20261014-093000-import-1.db"}
	if diff := cmp.Diff(want, copyNames(t, s.Path())); diff != "" {
		t.Error(diff)
	}
	if n := len(must(os.ReadDir(folder))(t)); n != len(want)+len(others) {
		t.Errorf("%d files lie in the folder", n)
	}
	c := must(NewestGoodCopy(ctx, s.Path()))(t)
	if info := must(os.Stat(c.Path))(t); runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the copy: %v", info.Mode())
	}
}

func TestNewestGoodCopy(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	if _, err := NewestGoodCopy(ctx, s.Path()); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("without copies: %v", err)
	}
	for range 4 {
		try(t, s.KeepCopy(ctx, app.CopyDaily))
	}
	copies := must(Copies(s.Path()))(t)
	try(t, os.Truncate(copies[0].Path, 5000))
	try(t, os.WriteFile(copies[1].Path, []byte("not a database at all"), 0o600))
	if got := must(NewestGoodCopy(ctx, s.Path()))(t); got != copies[2] {
		t.Errorf("%v, not %v", got, copies[2])
	}
}

func TestBackup(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	file := filepath.Join(t.TempDir(), "备份.db")
	try(t, os.WriteFile(file, []byte("an older backup"), 0o600))

	r := open(t, s.Path(), Options{ReadOnly: true})
	try(t, r.Backup(ctx, file))
	b := open(t, file, Options{Clock: at(present), RecoveryCode: recoveryOf(t, s)})
	if diff := cmp.Diff(d, must(b.Dossier(ctx, d.Event.ID))(t)); diff != "" {
		t.Error(diff)
	}
	for _, own := range []string{s.Path(), keys.File(s.Path())} {
		before := must(os.ReadFile(own))(t)
		if err := s.Backup(ctx, own); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("a backup onto %s gives %v", own, err)
		}
		if !bytes.Equal(before, must(os.ReadFile(own))(t)) {
			t.Errorf("%s was changed", own)
		}
	}
	none := filepath.Join(t.TempDir(), "no such folder")
	checkRefusal(t, s.Backup(ctx, filepath.Join(none, "b.db")), app.CodeNotFound, none)
	stopped, stop := context.WithCancel(ctx)
	stop()
	kept := filepath.Join(t.TempDir(), "kept.db")
	try(t, os.WriteFile(kept, []byte("an older backup"), 0o600))
	if err := s.Backup(stopped, kept); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled backup gives %v", err)
	}
	if left := must(os.ReadDir(filepath.Dir(kept)))(t); len(left) != 1 || string(must(os.ReadFile(kept))(t)) != "an older backup" {
		t.Error("a cancelled backup leaves something")
	}
}

func TestRestore(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	backup := filepath.Join(t.TempDir(), "backup.db")
	try(t, s.Backup(ctx, backup))
	try(t, s.DeleteEvent(ctx, d.Event.ID))
	try(t, s.SaveEvent(ctx, anEvent("later")))

	if _, err := Restore(ctx, path, backup, atPresent()); app.CodeOf(err) != app.CodeInUse {
		t.Errorf("restoring an open file gives %v", err)
	}
	try(t, s.Close())
	kept := must(Restore(ctx, path, backup, atPresent()))(t)
	if c := must(Copies(path))(t); c[0].Path != kept || c[0].Reason != app.CopyBeforeRestore {
		t.Errorf("%s is not among the copies %v", kept, c)
	}
	s = open(t, path, atPresent())
	if diff := cmp.Diff(d, must(s.Dossier(ctx, d.Event.ID))(t)); diff != "" {
		t.Error(diff)
	}
	try(t, s.Close())
	must(Restore(ctx, path, kept, atPresent()))(t)
	s = open(t, path, atPresent())
	if e := must(s.Event(ctx, "later"))(t); e.ID != "later" {
		t.Error("what was there before is lost")
	}
	try(t, s.Close())

	// What is refused changes nothing.
	foreignDB := filepath.Join(t.TempDir(), "foreign.db")
	try(t, os.WriteFile(foreignDB, []byte(strings.Repeat("text ", 100)), 0o600))
	broken := filepath.Join(t.TempDir(), "broken.db")
	try(t, os.WriteFile(broken, must(os.ReadFile(backup))(t)[:20000], 0o600))
	other := fresh(t)
	for from, want := range map[string]app.Code{
		foreignDB:                             app.CodeForeign,
		broken:                                app.CodeDamaged,
		filepath.Join(t.TempDir(), "none.db"): app.CodeNotFound,
		path:                                  app.CodeInvalid,
		other.Path():                          app.CodeKey,
	} {
		before := snapshot(t, filepath.Dir(path))
		if _, err := Restore(ctx, path, from, atPresent()); app.CodeOf(err) != want {
			t.Errorf("%s gives %v", from, err)
		}
		if diff := cmp.Diff(before, snapshot(t, filepath.Dir(path))); diff != "" {
			t.Errorf("%s: %s", from, diff)
		}
	}
	// With its code, the file of another key is welcome.
	try(t, other.SaveEvent(ctx, anEvent("other")))
	o := Options{Clock: at(present), RecoveryCode: recoveryOf(t, other)}
	must(Restore(ctx, path, other.Path(), o))(t)
	if e := must(open(t, path, atPresent()).Event(ctx, "other"))(t); e.ID != "other" {
		t.Error(e)
	}
}

// What was restored says by whom, from which copy, and where what it took the
// place of is kept: here as a copy, as it was, or not at all, as nothing was there.
func TestARestoreIsWrittenDown(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		spoil func(path string)
		older bool
	}{
		"a sound file":               {spoil: func(string) {}},
		"a damaged file":             {spoil: func(path string) { try(t, os.WriteFile(path, []byte("ruin"), 0o600)) }},
		"nothing":                    {spoil: func(path string) { try(t, os.Remove(path)) }},
		"a copy of an older version": {spoil: func(string) {}, older: true},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			try(t, s.SaveEvent(ctx, anEvent("e")))
			backup := filepath.Join(t.TempDir(), "备份 2026.db")
			try(t, s.Backup(ctx, backup))
			o := Options{Clock: at(present.Add(time.Hour)), By: "李敏"}
			if c.older {
				migrated, _ := v1(t, "office")
				backup, o.RecoveryCode = v1Copy(t, "office"), recoveryOf(t, migrated)
			}
			try(t, s.Close())
			c.spoil(s.Path())
			kept := must(Restore(ctx, s.Path(), backup, o))(t)
			read := open(t, s.Path(), Options{ReadOnly: true})
			entries := must(read.Audit(ctx, app.AuditFilter{Action: app.AuditRestore}))(t)
			if len(entries) != 1 {
				t.Fatalf("written down: %+v", entries)
			}
			e := entries[0]
			if e.By != "李敏" || !e.At.Equal(present.Add(time.Hour)) || e.EventID != "" || !strings.Contains(e.Detail, filepath.Base(backup)) || strings.Contains(e.Detail, filepath.Dir(backup)) {
				t.Errorf("%+v", e)
			}
			if name == "nothing" {
				if kept != "" || !strings.Contains(e.Detail, "此前没有") {
					t.Errorf("%q is kept: %s", kept, e.Detail)
				}
			} else if kept == "" || !strings.Contains(e.Detail, filepath.Base(kept)) {
				t.Errorf("%q is kept: %s", kept, e.Detail)
			}
			if left := must(filepath.Glob(s.Path() + "*" + disk.TempSuffix + "*"))(t); len(left) > 0 {
				t.Errorf("left: %v", left)
			}
		})
	}
}

func TestRestoreIntoNothing(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	path := filepath.Join(t.TempDir(), "new", "openday.db")
	if _, err := Restore(ctx, path, s.Path(), atPresent()); app.CodeOf(err) != app.CodeKey {
		t.Errorf("without a key file: %v", err)
	}
	kept := must(Restore(ctx, path, s.Path(), Options{Clock: at(present), RecoveryCode: recoveryOf(t, s)}))(t)
	if kept != "" {
		t.Errorf("%s is kept of nothing", kept)
	}
	if e := must(open(t, path, atPresent()).Event(ctx, "e"))(t); e.ID != "e" {
		t.Error(e)
	}
}

func TestRestoreOverDamagedFileKeepsIt(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	try(t, s.SaveEvent(ctx, anEvent("e")))
	try(t, s.KeepCopy(ctx, app.CopyDaily))
	try(t, s.Close())
	ruin := []byte(strings.Repeat("ruin", 5000))
	try(t, os.WriteFile(path, ruin, 0o600))
	try(t, os.WriteFile(path+"-journal", []byte("journal"), 0o600))
	good := must(NewestGoodCopy(ctx, path))(t)
	kept := must(Restore(ctx, path, good.Path, atPresent()))(t)
	if !bytes.Equal(must(os.ReadFile(kept))(t), ruin) || string(must(os.ReadFile(kept+"-journal"))(t)) != "journal" {
		t.Error("the damaged file is not kept as it was")
	}
	if e := must(open(t, path, atPresent()).Event(ctx, "e"))(t); e.ID != "e" {
		t.Error(e)
	}
}

func TestSetAside(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	if _, err := SetAside(ctx, s.Path(), atPresent()); app.CodeOf(err) != app.CodeInUse {
		t.Errorf("setting aside an open file gives %v", err)
	}
	try(t, s.Close())
	var aside []string
	for i := range 2 {
		try(t, os.WriteFile(s.Path(), fmt.Append(nil, "ruin ", i), 0o600))
		aside = append(aside, must(SetAside(ctx, s.Path(), atPresent()))(t))
		if _, err := os.Stat(s.Path()); !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		if got := string(must(os.ReadFile(aside[i]))(t)); got != fmt.Sprint("ruin ", i) {
			t.Error(got)
		}
	}
	if aside[0] == aside[1] {
		t.Error("the second takes the place of the first")
	}
	// A new file keeps the key, so that the copies stay readable.
	if n := open(t, s.Path(), atPresent()); recoveryOf(t, n) != recoveryOf(t, s) {
		t.Error("the new file has another key")
	}
}

// snapshot returns the content of every file in a folder but the lock.
func snapshot(tb testing.TB, folder string) map[string]string {
	tb.Helper()
	files := map[string]string{}
	try(tb, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, ".lock") {
			return err
		}
		content, err := os.ReadFile(path)
		files[path] = string(content)
		return err
	}))
	return files
}
