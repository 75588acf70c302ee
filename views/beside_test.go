package views

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// besideFixture is a window with work beside it.
type besideFixture struct {
	*fixture
	loop *uitest.Loop
}

// newBesideFixture opens the window over an empty data file. Work runs in goroutines
// of its own.
func newBesideFixture(t *testing.T) *besideFixture {
	t.Helper()
	a, loop := uitest.Beside(t, uitest.App(t))
	b := &besideFixture{openFixture(t, a, filepath.Join(t.TempDir(), "openday.db"), loop.Work), loop}
	t.Cleanup(b.loop.Settle) // before the data file is closed
	b.loop.Settle()
	if b.Service == nil {
		t.Fatalf("the data file is not open:\n%s", b.Seen())
	}
	return b
}

// leave closes all that is open in front.
func (b *besideFixture) leave() {
	b.t.Helper()
	c := b.Window.Canvas()
	for range 20 {
		if c.Overlays().Top() == nil {
			return
		}
		if dialog := widgets.Front(b.Window); dialog != nil {
			dialog.Close()
		} else if esc := c.OnTypedKey(); esc != nil { // a drop-down, or the tour
			esc(&fyne.KeyEvent{Name: fyne.KeyEscape})
		}
		b.loop.Settle()
	}
	b.t.Fatalf("it stays in front:\n%s", b.Read())
}

// mostPapersBeside is how many entries of the menu of papers are chosen, of which the
// first leads to the list of all: each paper takes seconds with the race detector, and
// all go the same way.
const mostPapersBeside = 7

// Every entry of the menu is begun while other work goes on, and the window is
// used on while it works.
func TestBesideEveryMenuEntryOtherWorkGoesOn(t *testing.T) {
	b := newBesideFixture(t)
	b.office.LoadSample()
	b.loop.Settle()
	if b.Event().ID == "" {
		t.Fatalf("the sample event was not loaded:\n%s", b.Seen())
	}
	b.Answers.ToOpen, b.Answers.ToSave = uitest.Sample(t, "roster-messy.xlsx"), t.TempDir()
	ctx := context.Background()
	begun := 0
	for _, m := range b.menu.Menus {
		for i, a := range uitest.Entries(m) {
			switch {
			case a.Action == nil:
				continue
			case m.Label == words.T("Print") && i >= mostPapersBeside:
				continue
			case a.Label == words.T("Print the user's guide…"):
				continue // its many pages take minutes with the race detector
			}
			// Somebody else saves, the list is fetched, and the window is used.
			other := b.Data.Elsewhere()
			event := b.Event()
			b.Run(func() {
				if all, err := other.Invitees(ctx, app.InviteeFilter{EventID: event.ID}); err != nil {
					t.Error(err)
				} else if len(all) > 0 {
					all[0].Note += "。"
					_, _ = other.SaveInvitee(ctx, all[0]) // may be overtaken by the entry
				}
			}, func() {})
			b.InSight().Refresh()
			a.Action()
			begun++
			b.ShowTab(begun%len(b.Tabs()), nil)
			b.Undo()
			b.loop.Settle()
			b.leave()
			b.loop.Settle()
			if b.Event().ID == "" { // an entry deleted it
				b.Undo()
				b.loop.Settle()
				b.leave()
			}
		}
	}
	if begun < 40 {
		t.Errorf("only %d entries were begun", begun)
	}
}

// Another data file takes the place of the one that papers and lists are being
// made from.
func TestBesideItsWorkTheWindowOpensItsDataAnew(t *testing.T) {
	b := newBesideFixture(t)
	b.office.LoadSample()
	b.loop.Settle()
	for i := range 6 {
		b.Press([]fyne.KeyName{fyne.KeyK, fyne.KeyR, fyne.KeyH, fyne.KeyJ, fyne.KeyL, fyne.KeyF11}[i], ui.Ctrl)
		// As a restore does; what is under way comes to a window that is gone.
		b.mend(func(context.Context) (string, error) { return "", nil })
		b.loop.Settle()
		b.leave()
		if b.Service == nil || b.Event().ID == "" {
			t.Fatalf("%d: the window shows\n%s", i, b.Seen())
		}
	}
}

// What waits by the clock comes back to the window's goroutine, and what was
// stopped does not come.
func TestBesideTheClockAWaitIsStopped(t *testing.T) {
	b := newBesideFixture(t)
	var came []int
	var stops []func()
	for i := range 50 {
		b.loop.Begin()
		stops = append(stops, widgets.AfterDelay(time.Duration(i%5)*time.Millisecond, func() {
			came = append(came, i)
			b.loop.End()
		}))
		if i%2 == 1 {
			stops[i]()
			b.loop.End()
		}
	}
	b.loop.Settle()
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
