//go:build !windows

package data

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"openday/app"
	"openday/data/disk"
)

// secret is in the name and the unit of everybody who is purged.
const secret = "独孤求败"

// childPurges purges an event and says when it begins and ends.
func childPurges(args []string) error {
	ctx := context.Background()
	s, err := Open(ctx, args[0], Options{Clock: at(present)})
	if err != nil {
		return err
	}
	fmt.Println("begin")
	if _, err := serving(s, present).Purge(ctx, "e"); err != nil {
		return err
	}
	fmt.Println("end")
	return s.Close()
}

// purgedPeople are how many people the purged event has: more than SQLite keeps
// in memory.
const purgedPeople = 900

// purgeable makes a file with an event to purge, much free space that held its
// people, and copies.
func purgeable(t *testing.T, path string) {
	t.Helper()
	ctx := context.Background()
	s := open(t, path, atPresent())
	for _, id := range []string{"gone", "e"} {
		list := manyInvitees(id, 0, purgedPeople)
		for i := range list {
			list[i].Person.ID, list[i].Person.Name = fmt.Sprintf("%s-p%d", id, i), fmt.Sprintf("%s%d", secret, i)
			list[i].Unit = secret + "的单位"
		}
		try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent(id), Invitees: list}))
		try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	}
	try(t, s.DeleteEvent(ctx, "gone"))
	try(t, s.Close())
}

// A purge that is killed at any moment has happened or has not; where it has, the
// next start takes along what it left in copies and beside the file. Nothing goes to
// the system's temporary folder.
func TestKilledPurge(t *testing.T) {
	ctx := context.Background()
	random := rand.New(rand.NewPCG(3, 26))
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	t.Setenv("SQLITE_TMPDIR", temp)
	purged := 0
	master := filepath.Join(t.TempDir(), "openday.db")
	purgeable(t, master)
	for round := range 6 {
		folder := t.TempDir()
		try(t, os.CopyFS(folder, os.DirFS(filepath.Dir(master))))
		path := filepath.Join(folder, filepath.Base(master))
		c := child(t, "purge", path)
		out := must(c.StdoutPipe())(t)
		try(t, c.Start())
		begun := make([]byte, len("begin\n"))
		must(out.Read(begun))(t)
		if round > 0 { // the first is let through
			time.AfterFunc(time.Duration(random.IntN(400))*time.Millisecond, func() { c.Process.Kill() })
		}
		_ = c.Wait()

		s := open(t, path, atPresent())
		event := must(s.Event(ctx, "e"))(t)
		found := holding(t, path, []byte(secret))
		if event.PurgedAt.IsZero() {
			if list := must(s.Invitees(ctx, app.InviteeFilter{EventID: "e", Text: secret}))(t); len(list) != purgedPeople {
				t.Errorf("round %d: nothing was purged, and %d people are left", round, len(list))
			}
		} else if purged++; len(found) > 0 {
			t.Errorf("round %d: what was purged is in %v", round, found)
		}
		if names := holding(t, filepath.Join(temp, "x"), []byte(secret)); len(names) > 0 {
			t.Errorf("round %d: what was purged is in %v", round, names)
		}
		if info := must(os.Stat(path))(t); info.Mode().Perm() != 0o600 {
			t.Errorf("round %d: the file has the mode %o", round, info.Mode().Perm())
		}
		if found := must(s.Check(ctx))(t); len(found) > 0 {
			t.Errorf("round %d: %q", round, found)
		}
		if left := must(leftovers(path))(t); len(left) > 0 {
			t.Errorf("round %d: %v are left", round, left)
		}
		try(t, s.SaveEvent(ctx, anEvent("after")))
		try(t, s.Close())
	}
	if purged == 0 {
		t.Error("no purge happened")
	}
}

// A purge wants twice the file free. A file with holes stands for a large one.
func TestRoomToPurge(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	free := must(disk.FreeSpace(filepath.Dir(path)))(t)
	size := must(os.Stat(path))(t).Size()
	for _, c := range []struct {
		percent uint64 // of what is free
		fits    bool
	}{{0, true}, {40, true}, {60, false}} {
		large := max(int64(free/100*c.percent), size)
		try(t, os.Truncate(path, large))
		err := s.RoomToPurge(ctx)
		try(t, os.Truncate(path, size))
		if c.fits {
			try(t, err)
			continue
		}
		checkRefusal(t, err, app.CodeFull, path)
		try(t, os.Truncate(path, large))
		n, refused := s.PurgeFree(ctx)
		try(t, os.Truncate(path, size))
		checkRefusal(t, refused, app.CodeFull, path)
		if n != 0 {
			t.Errorf("%d files are removed without room", n)
		}
		figures := regexp.MustCompile(`(\d+) MB`).FindAllStringSubmatch(err.Error(), -1)
		if len(figures) != 2 {
			t.Fatal(err)
		}
		wanted, left := must(strconv.ParseInt(figures[0][1], 10, 64))(t), must(strconv.ParseInt(figures[1][1], 10, 64))(t)
		if there := int64(free >> 20); wanted != large*2>>20+1 || left < there*9/10 || left > there*11/10 {
			t.Errorf("%d MB wanted, %d left, and it says %v", large*2>>20, there, err)
		}
	}
	try(t, s.Close())
	try(t, os.Remove(path))
	checkRefusal(t, s.RoomToPurge(ctx), app.CodeNotFound, path)
	// Nobody else may read what is owed.
	try(t, s.owe("unit"))
	if info := must(os.Stat(owedFile(path)))(t); info.Mode().Perm() != 0o600 {
		t.Errorf("the note of what is owed has the mode %o", info.Mode().Perm())
	}
}

// A disk that fills up in the middle leaves the file as it was, and so does one on
// which the new file cannot take its place.
func TestPurgeFreeOnAFullDisk(t *testing.T) {
	ctx, s := context.Background(), withFreePages(t)
	path := s.Path()
	signal.Ignore(syscall.SIGXFSZ)
	defer signal.Reset(syscall.SIGXFSZ)
	var usual syscall.Rlimit
	try(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &usual))
	try(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 20_000, Max: usual.Max}))
	err := s.vacuum(ctx)
	owing := s.owe(strings.Repeat("x", 30_000))
	try(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &usual))
	checkRefusal(t, err, app.CodeFull, filepath.Dir(path))
	checkRefusal(t, owing, app.CodeFull, path)
	if must(disk.Exists(path+".purge.tmp"))(t) || freePages(t, s) == 0 {
		t.Error("the file was changed, or half of a new one is left")
	}
	checkWorks(t, s)

	try(t, os.Rename(path, path+".elsewhere"))
	try(t, os.MkdirAll(filepath.Join(path, "x"), 0o700))
	if err := s.vacuum(ctx); err == nil {
		t.Error("a new file has taken the place of a folder")
	}
}
