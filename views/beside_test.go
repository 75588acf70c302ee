package views

import (
	"context"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// The other tests of the window do all work in their own goroutine, so the race
// detector sees nothing in them. Here the work goes on beside the window, as in
// the running program: the names begin with TestBeside, and make test runs them
// with the detector.

// queue holds what other goroutines ask the window to do, as the loop of a running
// program does.
type queue struct {
	fyne.Driver
	mu    sync.Mutex
	added *sync.Cond
	calls []func()
}

// DoFromGoroutine has f done when the window comes to it.
func (q *queue) DoFromGoroutine(f func(), wait bool) {
	done := make(chan struct{})
	q.mu.Lock()
	q.calls = append(q.calls, func() { f(); close(done) })
	q.mu.Unlock()
	q.added.Signal()
	if wait {
		<-done
	}
}

// next does one of the things asked for. It waits for one where it is to.
func (q *queue) next(wait bool) bool {
	q.mu.Lock()
	for wait && len(q.calls) == 0 {
		q.added.Wait()
	}
	if len(q.calls) == 0 {
		q.mu.Unlock()
		return false
	}
	call := q.calls[0]
	q.calls = q.calls[1:]
	q.mu.Unlock()
	call()
	return true
}

// loopApp is a program whose window has a loop.
type loopApp struct {
	fyne.App
	queue *queue
}

// Driver returns the one with the loop.
func (a loopApp) Driver() fyne.Driver { return a.queue }

// besideRoom is a window with work beside it.
type besideRoom struct {
	*room
	queue   *queue
	working atomic.Int32 // pieces of work under way
}

// newBesideRoom opens the window over an empty data file. Work runs in goroutines
// of its own.
func newBesideRoom(t *testing.T) *besideRoom {
	t.Helper()
	temp := test.NewTempApp(t)
	b := &besideRoom{queue: &queue{Driver: temp.Driver()}}
	b.queue.added = sync.NewCond(&b.queue.mu)
	a := loopApp{temp, b.queue}
	fyne.SetCurrentApp(a)
	t.Cleanup(func() { fyne.SetCurrentApp(temp) })
	b.room = openRoom(t, a, filepath.Join(t.TempDir(), "openday.db"), func(work, then func()) {
		b.working.Add(1)
		widgets.Background(work, func() {
			defer b.working.Add(-1)
			then()
		})
	})
	t.Cleanup(b.settle) // before the data file is closed
	b.settle()
	if b.service == nil {
		t.Fatalf("the data file is not open:\n%s", b.seen())
	}
	return b
}

// settle waits until all work is done and shown.
func (b *besideRoom) settle() {
	for b.working.Load() > 0 {
		b.queue.next(true)
	}
	for b.queue.next(false) {
		b.settle()
	}
}

// leave closes all that is open in front.
func (b *besideRoom) leave() {
	b.t.Helper()
	c := b.window.Canvas()
	for range 20 {
		if c.Overlays().Top() == nil {
			return
		}
		if dialog := widgets.Front(b.window); dialog != nil {
			dialog.Close()
		} else if esc := c.OnTypedKey(); esc != nil { // a drop-down, or the tour
			esc(&fyne.KeyEvent{Name: fyne.KeyEscape})
		}
		b.settle()
	}
	b.t.Fatalf("it stays in front:\n%s", b.read())
}

// mostPapersBeside is how many papers are made: each takes seconds with the race
// detector, and all go the same way.
const mostPapersBeside = 4

// Every entry of the menu is begun while other work goes on, and the window is
// used on while it works.
func TestBesideEveryMenuEntryOtherWorkGoesOn(t *testing.T) {
	b := newBesideRoom(t)
	b.LoadSample()
	b.settle()
	if b.Event().ID == "" {
		t.Fatalf("the sample event was not loaded:\n%s", b.seen())
	}
	b.answers.open, b.answers.save = rosterSample("roster-messy.xlsx"), t.TempDir()
	ctx := context.Background()
	begun := 0
	for _, m := range b.menus() {
		for i, a := range m.actions {
			switch {
			case a.do == nil:
				continue
			case m.label == words.T("Print") && i >= mostPapersBeside:
				continue
			case a.label == words.T("Print the user's guide…"):
				continue // its many pages take minutes with the race detector
			}
			// Somebody else saves, the list is fetched, and the window is used.
			other := b.elsewhere()
			event := b.Event()
			b.run(func() {
				if all, err := other.Invitees(ctx, app.InviteeFilter{EventID: event.ID}); err != nil {
					t.Error(err)
				} else if len(all) > 0 {
					all[0].Note += "。"
					_, _ = other.SaveInvitee(ctx, all[0]) // may be overtaken by the entry
				}
			}, func() {})
			b.refresh(func(tab) bool { return true })
			b.idle(a)()
			begun++
			b.ShowTab(begun%len(b.tabs), nil)
			b.Undo()
			b.settle()
			b.leave()
			b.settle()
			if b.Event().ID == "" { // an entry deleted it
				b.Undo()
				b.settle()
				b.leave()
			}
		}
	}
	if begun < 40 {
		t.Errorf("only %d entries were begun", begun)
	}
}

// While attendance is entered and taken back the sheet follows, whatever is
// fetched meanwhile.
func TestBesideTheSheetEntriesAreSaved(t *testing.T) {
	b := newBesideRoom(t)
	saved, err := b.service.SaveEvent(context.Background(), app.Event{Title: "开放日", Start: testNow.AddDate(0, 0, 7), State: app.StateDraft})
	if err != nil {
		t.Fatal(err)
	}
	b.SwitchTo(saved.ID, nil)
	b.settle()
	b.party(30)
	b.press(fyne.KeyT, ctrl)
	b.settle()
	s := b.inviteesTab().sheet
	for i := range 30 {
		b.types([]string{"1", "2", "3"}[i%3])
		if i%5 == 0 {
			b.inviteesTab().Refresh()
		}
		if i%7 == 0 {
			b.queue.next(false)
		}
	}
	b.settle()
	for i, row := range s.rows[:30] {
		want := []app.Attendance{app.AttendanceCame, app.AttendanceExcused, app.AttendanceAbsent}[i%3]
		if row.Invitee.Attendance != want || row.saving {
			t.Errorf("line %d is %q, saving: %v", i, row.Invitee.Attendance, row.saving)
		}
	}
	for range 30 {
		b.key(fyne.KeyBackspace)
		b.settle()
	}
	for i, v := range b.invitees() {
		if v.Attendance != "" {
			t.Errorf("%d is %q after all is taken back", i, v.Attendance)
		}
	}
	if got := len(s.entries); got != 30 {
		t.Errorf("%d entries are known", got)
	}
}

// Another data file takes the place of the one that papers and lists are being
// made from.
func TestBesideItsWorkTheWindowOpensItsDataAnew(t *testing.T) {
	b := newBesideRoom(t)
	b.LoadSample()
	b.settle()
	for i := range 6 {
		b.press([]fyne.KeyName{fyne.KeyK, fyne.KeyR, fyne.KeyH, fyne.KeyJ, fyne.KeyL, fyne.KeyD}[i], ctrl)
		// As a restore does; what is under way comes to a window that is gone.
		b.mend(func(context.Context) (string, error) { return "", nil })
		b.settle()
		b.leave()
		if b.service == nil || b.Event().ID == "" {
			t.Fatalf("%d: the window shows\n%s", i, b.seen())
		}
	}
}

// What waits by the clock comes back to the window's goroutine, and what was
// stopped does not come.
func TestBesideTheClockAWaitIsStopped(t *testing.T) {
	b := newBesideRoom(t)
	var came []int
	var stops []func()
	for i := range 50 {
		b.working.Add(1)
		stops = append(stops, widgets.AfterDelay(time.Duration(i%5)*time.Millisecond, func() {
			came = append(came, i)
			b.working.Add(-1)
		}))
		if i%2 == 1 {
			stops[i]()
			b.working.Add(-1)
		}
	}
	b.settle()
	slices.Sort(came)
	for _, i := range came {
		if i%2 == 1 {
			t.Errorf("%d came though it was stopped", i)
		}
	}
	if len(came) != 25 {
		t.Errorf("%d came", len(came))
	}
}
