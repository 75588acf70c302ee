package data

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/mattn/go-sqlite3"

	"openday/app"
)

// later is what Options.Later is told.
func later() (func(error), chan error) {
	told := make(chan error, 1)
	return func(err error) { told <- err }, told
}

// The day's copy is made while others save; it is whole, and of one moment.
func TestDailyCopyBesideTheWork(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 4000)}))
	try(t, s.Close())
	tell, told := later()
	s = open(t, path, Options{Clock: at(present), Later: tell})
	for n := range 5 { // each overtakes it
		try(t, s.SetSetting(ctx, "n", fmt.Sprint(n)))
	}
	s.daily.mu.Lock()
	done := s.daily.done
	s.daily.mu.Unlock()
	<-done
	copies := must(Copies(path))(t)
	if len(copies) != 1 || copies[0].Reason != app.CopyDaily || len(told) > 0 {
		t.Fatalf("copies %v", copies)
	}
	try(t, s.Close())
	must(checkCopy(ctx, copies[0].Path))(t)
	if info := must(os.Stat(copies[0].Path))(t); info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has the mode %o", info.Mode().Perm())
	}
	// There is one for the day now.
	s = open(t, path, Options{Clock: at(present.Add(time.Hour)), Later: tell})
	try(t, s.Close())
	if again := must(Copies(path))(t); len(again) != 1 {
		t.Errorf("copies %v", again)
	}
}

// A store that is closed meanwhile leaves nothing half written.
func TestDailyCopyIsGivenUp(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 4000)}))
	try(t, s.Close())
	tell, told := later()
	s = open(t, path, Options{Clock: at(present), Later: tell})
	try(t, s.Close())
	if left := must(leftovers(path))(t); len(left) > 0 || len(told) > 0 {
		t.Errorf("%v is left", left)
	}
}

// Damage is found by the copy, which is not kept.
func TestDailyCopyFindsDamage(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 500)}))
	try(t, s.Close())
	content := must(os.ReadFile(path))(t)
	for _, page := range rootPages(t, path, "invitees_person", "people") {
		copy(content[(page-1)*4096:page*4096], slices.Repeat([]byte{0}, 4096))
	}
	try(t, os.WriteFile(path, content, 0o600))
	tell, told := later()
	s = open(t, path, Options{Clock: at(present), Later: tell})
	if err := <-told; app.CodeOf(err) != app.CodeDamaged {
		t.Errorf("told is %v", err)
	}
	try(t, s.Close())
	if names := copyNames(t, path); len(names) > 0 {
		t.Errorf("copies: %v", names)
	}
}

// slowBackup is a backup whose pages take some time each.
type slowBackup struct {
	clock     time.Time
	perPage   time.Duration
	pages     int // of the whole
	left      int
	overtaken int           // how often it begins anew, each time half-way
	longest   time.Duration // of the steps
	steps     []int
	busy      int // how often somebody is saving
}

func (b *slowBackup) Step(pages int) (bool, error) {
	if b.busy > 0 {
		b.busy--
		return false, sqlite3.Error{Code: sqlite3.ErrBusy}
	}
	if b.overtaken > 0 && b.left <= b.pages/2 {
		b.overtaken--
		b.left = b.pages
	}
	pages = min(pages, b.left)
	took := time.Duration(pages) * b.perPage
	b.clock, b.longest = b.clock.Add(took), max(b.longest, took)
	b.left -= pages
	b.steps = append(b.steps, pages)
	return b.left == 0, nil
}

func (b *slowBackup) Remaining() int { return b.left }

// However slow the disk, a step is short once it is known, and what is written is
// put on the disk little by little.
func TestStepsOfTheDailyCopy(t *testing.T) {
	for name, c := range map[string]struct {
		backup slowBackup
		pauses map[time.Duration]int // those that are longer than the usual one
	}{
		"fast":      {slowBackup{perPage: time.Microsecond, pages: 100_000}, nil},
		"usual":     {slowBackup{perPage: 50 * time.Microsecond, pages: 100_000}, nil},
		"slow":      {slowBackup{perPage: 4 * time.Millisecond, pages: 3000}, nil},
		"very slow": {slowBackup{perPage: 100 * time.Millisecond, pages: 300}, nil},
		"small":     {slowBackup{perPage: time.Millisecond, pages: 3}, nil},
		"overtaken": {slowBackup{perPage: time.Millisecond, pages: 3000, overtaken: 8}, map[time.Duration]int{
			time.Second: 1, 2 * time.Second: 1, 4 * time.Second: 1, 8 * time.Second: 1, 16 * time.Second: 1, 32 * time.Second: 1, time.Minute: 2,
		}},
		"busy": {slowBackup{perPage: time.Millisecond, pages: 3000, busy: 3}, map[time.Duration]int{time.Second: 3}},
	} {
		t.Run(name, func(t *testing.T) {
			b := &c.backup
			b.left = b.pages
			pauses, synced, unsynced := map[time.Duration]int{}, 0, 0
			err := steps(context.Background(), b, dailyPace{
				now: func() time.Time { return b.clock },
				wait: func(_ context.Context, d time.Duration) error {
					if d != dailyPause {
						pauses[d]++
					}
					sum := 0
					for _, n := range b.steps[synced:] {
						sum += n
					}
					unsynced = max(unsynced, sum)
					return nil
				},
				sync: func() error { synced = len(b.steps); return nil },
			})
			if err != nil || b.left != 0 {
				t.Fatal(err, b.left)
			}
			if !maps.Equal(pauses, c.pauses) {
				t.Errorf("pauses %v", pauses)
			}
			if unsynced > dailyUnsynced+dailyMost {
				t.Errorf("%d pages wait for the disk", unsynced)
			}
			first := min(dailyPages, b.pages)
			if b.steps[0] != first {
				t.Errorf("the first step has %d pages", b.steps[0])
			}
			for i, n := range b.steps[1:] {
				if took := time.Duration(n) * b.perPage; took > dailyStep && n > 1 || n > dailyMost {
					t.Errorf("step %d has %d pages and takes %v", i+2, n, took)
				}
			}
			if longest := time.Duration(slices.Max(b.steps)) * b.perPage; b.pages > 10_000 && longest < dailyStep/2 && slices.Max(b.steps) < dailyMost {
				t.Errorf("no step is longer than %v", longest)
			}
		})
	}
}

// What goes wrong ends the steps.
func TestStepsOfTheDailyCopyEnd(t *testing.T) {
	bad := errors.New("it does not work")
	stop := errors.New("stopped")
	none := func() error { return nil }
	goOn := func(context.Context, time.Duration) error { return nil }
	for name, c := range map[string]struct {
		b    stepper
		pace dailyPace
		want error
	}{
		"step": {failingBackup{bad}, dailyPace{time.Now, goOn, none}, bad},
		"wait": {&slowBackup{pages: 5000, left: 5000}, dailyPace{time.Now, func(context.Context, time.Duration) error { return stop }, none}, stop},
		"sync": {&slowBackup{pages: 5000, left: 5000}, dailyPace{time.Now, goOn, func() error { return bad }}, bad},
	} {
		if err := steps(context.Background(), c.b, c.pace); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type failingBackup struct{ err error }

func (b failingBackup) Step(int) (bool, error) { return false, b.err }
func (b failingBackup) Remaining() int         { return 1 }
