package views

import (
	"log/slog"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// room is the main window under test.
type room struct {
	*mainWindow
	uitest.Screen
	uitest.Stored
	t        testing.TB
	Data     *uitest.File
	Answers  *uitest.Answers
	Launched []string // files given to the system to open
	quits    int
}

// newRoom opens the window over an empty data file. Work runs inline.
func newRoom(t testing.TB) *room {
	t.Helper()
	return newRoomAt(t, filepath.Join(t.TempDir(), "openday.db"))
}

// newRoomAt opens the window over a data file.
func newRoomAt(t testing.TB, path string) *room {
	t.Helper()
	return openRoom(t, uitest.App(t), path, widgets.Inline)
}

// openRoom opens the window of a program over a data file.
func openRoom(t testing.TB, a fyne.App, path string, run widgets.Runner) *room {
	t.Helper()
	a.Preferences().SetBool(tourShown, true)
	a.Preferences().SetBool(operatorAsked, true)
	r := &room{t: t, Data: uitest.NewFile(t, path), Answers: &uitest.Answers{}}
	w := test.NewTempWindow(t, canvas.NewRectangle(nil))
	r.mainWindow = newMainWindow(Config{
		Open: r.Data.Open, File: r.Data, Version: "0", Log: slog.New(slog.DiscardHandler),
	}, w, a.Preferences())
	r.Screen, r.Stored = uitest.NewScreen(t, w), uitest.NewStored(t, r.Context)
	r.System = uitest.System(r.Answers, &r.Launched)
	r.Run = run
	r.quit = func() { r.quits++ }
	w.Resize(fyne.NewSize(1366, 768))
	r.start()
	return r
}

// sampleRoom opens the window over a data file that holds the sample event.
func sampleRoom(t testing.TB) *room {
	t.Helper()
	r := newRoom(t)
	r.office.LoadSample()
	if r.Event().ID == "" {
		t.Fatalf("the sample event was not loaded: %s", r.Seen())
	}
	return r
}

// eventRoom opens the window over a data file with one event, at a tab of it.
func eventRoom(t testing.TB, tab int, mend func(*app.Event)) *room {
	t.Helper()
	r := newRoom(t)
	uitest.AddEvent(t, r.Context, mend)
	r.Press(fyne.KeyName(rune('1'+tab)), ui.Ctrl)
	if r.tabInSight() != tab {
		t.Fatalf("tab %d is in sight, not %d", r.tabInSight(), tab)
	}
	return r
}

// tabInSight is the place of the tab in sight.
func (r *room) tabInSight() int { return slices.Index(r.Tabs(), r.InSight()) }

// enter begins an event with a title and a start, and saves it.
func (r *room) enter(title, start string) {
	r.t.Helper()
	r.Press(fyne.KeyN, ui.Ctrl)
	r.TypeInto(r.Form(), "Title", title)
	r.TypeInto(r.Form(), "Start", start)
	r.Press(fyne.KeyS, ui.Ctrl)
}
