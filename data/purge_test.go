package data

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"openday/app"
	"openday/data/disk"
)

// unitOf returns the id of the last unit of work on a data file.
func unitOf(tb testing.TB, s *Store) (id string) {
	tb.Helper()
	try(tb, s.reader.QueryRow("SELECT id FROM updates ORDER BY revision DESC LIMIT 1").Scan(&id))
	return id
}

// withFreePages returns a store whose file has room between its rows that held people.
func withFreePages(tb testing.TB) *Store {
	tb.Helper()
	ctx, s := context.Background(), fresh(tb)
	try(tb, s.AddDossier(ctx, app.Dossier{Event: anEvent("gone"), Invitees: manyInvitees("gone", 0, 500)}))
	try(tb, s.KeepCopy(ctx, app.CopyBeforeImport))
	try(tb, s.DeleteEvent(ctx, "gone"))
	try(tb, s.SaveEvent(ctx, anEvent("e")))
	if freePages(tb, s) == 0 {
		tb.Fatal("no page is free")
	}
	return s
}

func freePages(tb testing.TB, s *Store) (n int) {
	tb.Helper()
	try(tb, s.reader.QueryRow("PRAGMA freelist_count").Scan(&n))
	return n
}

// checkWorks looks whether a store can be read and written, one writer at a time.
func checkWorks(tb testing.TB, s *Store) {
	tb.Helper()
	ctx := context.Background()
	try(tb, s.SaveEvent(ctx, anEvent("after")))
	if got := must(s.Events(ctx, app.EventFilter{}))(tb); len(got) != 2 {
		tb.Errorf("%d events", len(got))
	}
	if n := s.writer.Stats().MaxOpenConnections; n != 1 {
		tb.Errorf("%d write at a time", n)
	}
}

func TestPurgeFreeBuildsTheFileAnew(t *testing.T) {
	ctx, s := context.Background(), withFreePages(t)
	path := s.Path()
	// What a program that was killed left in the place of the new file is in nobody's way.
	for _, name := range []string{path + ".purge.tmp", path + ".purge.tmp-journal"} {
		try(t, os.WriteFile(name, []byte("left over"), 0o600))
	}
	before := must(os.Stat(path))(t).Size()
	try(t, s.owe("unit"))
	if n := must(s.PurgeFree(ctx))(t); n != 1 {
		t.Errorf("%d files are removed", n)
	}
	if n, size := freePages(t, s), must(os.Stat(path))(t).Size(); n > 0 || size >= before {
		t.Errorf("%d pages are free in %d bytes, of %d", n, size, before)
	}
	if info := must(os.Stat(path))(t); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file has the mode %o", info.Mode().Perm())
	}
	if c := must(Copies(path))(t); len(c) != 1 || c[0].Reason != app.CopyAfterPurge {
		t.Errorf("the copies are %v", c)
	}
	for _, name := range []string{path + ".purge.tmp", path + ".purge.tmp-journal", owedFile(path)} {
		if there := must(disk.Exists(name))(t); there {
			t.Errorf("%s is left", name)
		}
	}
	checkWorks(t, s)
	if n := must(s.PurgeFree(ctx))(t); n != 1 { // nothing is owed any more
		t.Errorf("%d files are removed the second time", n)
	}
}

// A step that fails leaves too much rather than too little, and a file that works.
func TestPurgeFreeThatFails(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(t *testing.T, s *Store)
		cancel  bool
		code    app.Code
		built   bool // before it failed
	}{
		"something in the place of the new file": {func(t *testing.T, s *Store) { try(t, os.MkdirAll(s.Path()+".purge.tmp/x", 0o700)) }, false, app.CodeInternal, false},
		"in that of its journal":                 {func(t *testing.T, s *Store) { try(t, os.MkdirAll(s.Path()+".purge.tmp-journal/x", 0o700)) }, false, app.CodeInternal, false},
		"cancelled":                              {func(*testing.T, *Store) {}, true, "", false},
		"no room for the fresh copy": {func(t *testing.T, s *Store) {
			try(t, os.MkdirAll(must(nextCopy(s.Path(), app.CopyAfterPurge, present))(t)+"/x", 0o700))
		}, false, app.CodeInternal, true},
		"a file for the folder of copies": {func(t *testing.T, s *Store) {
			try(t, os.RemoveAll(CopiesDir(s.Path())))
			try(t, os.WriteFile(CopiesDir(s.Path()), nil, 0o600))
		}, false, app.CodeReadOnly, true},
		"the note of what is owed": {func(t *testing.T, s *Store) { try(t, os.MkdirAll(owedFile(s.Path())+"/x", 0o700)) }, false, app.CodeInternal, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := withFreePages(t)
			old := copyNames(t, s.Path())
			c.prepare(t, s)
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if c.cancel {
				cancel()
			}
			n, err := s.PurgeFree(ctx)
			if err == nil || c.cancel != errors.Is(err, context.Canceled) || !c.cancel && app.CodeOf(err) != c.code {
				t.Errorf("%v", err)
			}
			if want := len(old); n != 0 && (n != want || name != "the note of what is owed") {
				t.Errorf("%d files are said to be removed", n)
			}
			if c.cancel {
				if err := s.vacuumInto(ctx, filepath.Join(t.TempDir(), "x.db")); !errors.Is(err, context.Canceled) {
					t.Errorf("%v", err)
				}
			}
			if _, err := s.KeptCopies(context.Background()); (err != nil) != (name == "a file for the folder of copies") {
				t.Errorf("counting what holds data gives %v", err)
			}
			if built := freePages(t, s) == 0; built != c.built {
				t.Errorf("built anew: %v", built)
			}
			if info, err := os.Stat(s.Path() + ".purge.tmp"); err == nil && !info.IsDir() {
				t.Error("half a file is left")
			}
			if names, err := Copies(s.Path()); err == nil && name != "the note of what is owed" && !slices.Equal(copyNames(t, s.Path()), old) {
				t.Errorf("the copies are %v, before %v", names, old)
			}
			checkWorks(t, s)
		})
	}
}

func TestPurgeFreeFindsDamage(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 500)}))
	try(t, s.KeepCopy(ctx, app.CopyDaily)) // else the start would make it, and find the damage
	try(t, s.Close())
	damage(t, path)
	content := must(os.ReadFile(path))(t)
	s = open(t, path, atPresent())
	_, err := s.PurgeFree(ctx)
	checkRefusal(t, err, app.CodeDamaged, path)
	checkRefusal(t, s.vacuum(ctx), app.CodeDamaged, path)
	if now := must(os.ReadFile(path))(t); !slices.Equal(now, content) {
		t.Error("the file was changed")
	}
}

func TestAReaderPurgesNothing(t *testing.T) {
	ctx, s := context.Background(), withFreePages(t)
	path := s.Path()
	try(t, s.Close())
	s = open(t, path, Options{Clock: at(present), ReadOnly: true})
	before := copyNames(t, path)
	_, err := s.PurgeFree(ctx)
	checkRefusal(t, err, app.CodeReadOnly, path)
	checkRefusal(t, s.vacuum(ctx), app.CodeReadOnly, path)
	checkRefusal(t, s.KeepCopy(ctx, app.CopyBeforeImport), app.CodeReadOnly, path)
	if after := copyNames(t, path); !slices.Equal(before, after) || freePages(t, s) == 0 {
		t.Errorf("the copies are %v, before %v", after, before)
	}
}

// The day's copy in the making would hold what is to go.
func TestPurgeEndsTheCopyInTheMaking(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 4000)}))
	try(t, s.Close())
	tell, told := later()
	s = open(t, path, Options{Clock: at(present), Later: tell})
	must(s.PurgeFree(ctx))(t)
	s.daily.mu.Lock()
	running := s.daily.cancel != nil
	s.daily.mu.Unlock()
	if running || len(told) > 0 {
		t.Error("the day's copy goes on beside the purge")
	}
	if c := must(Copies(path))(t); len(c) != 1 || c[0].Reason != app.CopyAfterPurge {
		t.Errorf("the copies are %v", c)
	}
}

// What was owed when the program ended is done at the next start, where the
// unit of work that owed it was done.
func TestWhatIsOwedIsPaidAtTheNextStart(t *testing.T) {
	for name, c := range map[string]struct {
		unit     func(t *testing.T, s *Store) string
		paid     bool
		reasons  []app.CopyReason
		warnings int
	}{
		"done":     {func(t *testing.T, s *Store) string { return unitOf(t, s) }, true, []app.CopyReason{app.CopyDaily, app.CopyAfterPurge}, 0},
		"not done": {func(*testing.T, *Store) string { return "another" }, false, []app.CopyReason{app.CopyDaily, app.CopyBeforeImport}, 0},
		"nothing":  {nil, false, []app.CopyReason{app.CopyDaily, app.CopyBeforeImport}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			s := withFreePages(t)
			path := s.Path()
			if c.unit != nil {
				try(t, s.owe("an older unit with a longer name, which is written over"))
				try(t, s.owe(c.unit(t, s)))
			}
			try(t, s.Close())
			s = open(t, path, atPresent())
			if there := must(disk.Exists(owedFile(path)))(t); there {
				t.Error("it is still owed")
			}
			if paid := freePages(t, s) == 0; paid != c.paid {
				t.Errorf("paid: %v", paid)
			}
			var reasons []app.CopyReason
			for _, one := range must(Copies(path))(t) {
				reasons = append(reasons, one.Reason)
			}
			if !slices.Equal(reasons, c.reasons) || len(s.Warnings()) != c.warnings {
				t.Errorf("the copies are %v, the warnings %q", reasons, s.Warnings())
			}
			checkWorks(t, s)
		})
	}
}

func TestWhatIsOwedThatCannotBePaidIsTold(t *testing.T) {
	s := withFreePages(t)
	path := s.Path()
	unit := unitOf(t, s)
	try(t, s.owe(unit))
	try(t, s.Close())
	try(t, os.MkdirAll(path+".purge.tmp/x", 0o700))
	s = open(t, path, atPresent())
	if w := s.Warnings(); len(w) != 1 || freePages(t, s) == 0 || string(must(os.ReadFile(owedFile(path)))(t)) != unit {
		t.Errorf("the warnings are %q", w)
	}
	checkWorks(t, s)
	try(t, s.Close())

	// Nothing can be read there, or written.
	try(t, os.RemoveAll(path+".purge.tmp"))
	try(t, os.Remove(owedFile(path)))
	try(t, os.Mkdir(owedFile(path), 0o700))
	s = open(t, path, atPresent())
	if w := s.Warnings(); len(w) != 1 {
		t.Errorf("the warnings are %q", w)
	}
	if err := s.owe(unit); err == nil {
		t.Error("what is owed is written where a folder is")
	}
	ctx, cancel := context.WithCancel(context.Background())
	try(t, os.Remove(owedFile(path)))
	try(t, s.owe(unit))
	// Where it cannot be looked up whether the unit was done, it stays owed.
	_, err := s.writer.Exec("ALTER TABLE updates RENAME TO updates_elsewhere")
	try(t, err)
	if err := s.payOwed(ctx); err == nil || !must(disk.Exists(owedFile(path)))(t) {
		t.Errorf("without the table it gives %v", err)
	}
	_, err = s.writer.Exec("ALTER TABLE updates_elsewhere RENAME TO updates")
	try(t, err)
	cancel()
	if err := s.payOwed(ctx); !errors.Is(err, context.Canceled) || !must(disk.Exists(owedFile(path)))(t) {
		t.Errorf("cancelled, it gives %v", err)
	}
}

// Only what holds data of this file is counted, and goes.
func TestWhichFilesHoldDataAsItWas(t *testing.T) {
	ctx := context.Background()
	for _, stem := range []string{"openday", "a[b]", "open day"} {
		t.Run(stem, func(t *testing.T) {
			folder := t.TempDir()
			s := open(t, filepath.Join(folder, stem+".db"), atPresent())
			try(t, s.SaveEvent(ctx, anEvent("e")))
			if n, err := s.KeptCopies(ctx); n != 0 || err != nil { // no folder of copies
				t.Errorf("%d files hold data, %v", n, err)
			}
			try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
			ours := []string{
				stem + "-set-aside-20261001-000000.db", stem + "-set-aside-20261001-000000.db-journal", stem + ".db.restore.tmp", stem + ".db.new.tmp-journal",
				"copies/" + stem + "-20261001-000000-daily-1.db.123.tmp", "copies/" + stem + "-20261001-000000-daily-1.db.123.tmp-journal", "copies/" + stem + "-20261001-000000-daily-1.db-journal",
			}
			others := []string{
				"other-set-aside-20261001-000000.db", stem + ".db.backup", stem + ".txt", "other.db.new.tmp", "b-set-aside-1.db",
				"copies/other-20261001-000000-daily-1.db", "copies/other-20261001-000000-daily-1.db.123.tmp", "copies/notes.txt", "copies/b-20261001-000000-daily-1.db.1.tmp",
			}
			for _, name := range append(slices.Clone(ours), others...) {
				try(t, os.WriteFile(filepath.Join(folder, name), []byte("x"), 0o600))
			}
			try(t, os.Mkdir(filepath.Join(folder, stem+"-set-aside-folder"), 0o700))
			if n := must(s.KeptCopies(ctx))(t); n != len(ours)+1 {
				t.Errorf("%d files hold data, want %d: %v", n, len(ours)+1, must(s.holders())(t))
			}
			if n := must(s.PurgeFree(ctx))(t); n != len(ours)+1 {
				t.Errorf("%d files are removed", n)
			}
			for _, name := range ours {
				if must(disk.Exists(filepath.Join(folder, name)))(t) {
					t.Errorf("%s is left", name)
				}
			}
			for _, name := range append(others, stem+"-set-aside-folder") {
				if !must(disk.Exists(filepath.Join(folder, name)))(t) {
					t.Errorf("%s is gone", name)
				}
			}
		})
	}
}

// Old copies may go while the fresh one is kept; that keeps nothing from going on.
func TestPurgeOfCopiesThatAreThinnedMeanwhile(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	one := must(os.ReadFile(must(Copies(s.Path()))(t)[0].Path))(t)
	for n := range 12 {
		name := fmt.Sprintf("openday-%s-daily-%d.db", present.AddDate(0, 0, 100*(n-12)).Format(stampLayout), n+1)
		try(t, os.WriteFile(filepath.Join(CopiesDir(s.Path()), name), one, 0o600))
	}
	if n := must(s.PurgeFree(ctx))(t); n != 13 {
		t.Errorf("%d copies are removed", n)
	}
	if c := must(Copies(s.Path()))(t); len(c) != 1 || c[0].Reason != app.CopyAfterPurge || !strings.HasSuffix(c[0].Path, "-13.db") {
		t.Errorf("the copies are %v", c)
	}
}
