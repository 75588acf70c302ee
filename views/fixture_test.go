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

// fixture is the main window under test.
type fixture struct {
	*mainWindow
	uitest.Screen
	uitest.Stored
	t        testing.TB
	Data     *uitest.File
	Answers  *uitest.Answers
	Launched []string // files given to the system to open
	quits    int
}

// newFixture opens the window over an empty data file. Work runs inline.
func newFixture(t testing.TB) *fixture {
	t.Helper()
	return newFixtureAt(t, filepath.Join(t.TempDir(), "openday.db"))
}

// newFixtureAt opens the window over a data file.
func newFixtureAt(t testing.TB, path string) *fixture {
	t.Helper()
	return openFixture(t, uitest.App(t), path, widgets.Inline)
}

// openFixture opens the window of a program over a data file.
func openFixture(t testing.TB, a fyne.App, path string, run widgets.Runner) *fixture {
	t.Helper()
	a.Preferences().SetBool(tourShown, true)
	a.Preferences().SetBool(operatorAsked, true)
	r := &fixture{t: t, Data: uitest.NewFile(t, path), Answers: &uitest.Answers{}}
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

// sampleFixture opens the window over a data file that holds the sample event.
func sampleFixture(t testing.TB) *fixture {
	t.Helper()
	r := newFixture(t)
	r.office.LoadSample()
	if r.Event().ID == "" {
		t.Fatalf("the sample event was not loaded: %s", r.Seen())
	}
	return r
}

// eventFixture opens the window over a data file with one event, at a tab of it.
func eventFixture(t testing.TB, tab int, mend func(*app.Event)) *fixture {
	t.Helper()
	r := newFixture(t)
	uitest.AddEvent(t, r.Context, mend)
	r.Press(fyne.KeyName(rune('1'+tab)), ui.Ctrl)
	if r.tabInSight() != tab {
		t.Fatalf("tab %d is in sight, not %d", r.tabInSight(), tab)
	}
	return r
}

// tabInSight is the place of the tab in sight.
func (r *fixture) tabInSight() int { return slices.Index(r.Tabs(), r.InSight()) }

// enter begins an event with a title and a start, and saves it.
func (r *fixture) enter(title, start string) {
	r.t.Helper()
	r.Press(fyne.KeyN, ui.Ctrl)
	r.TypeInto(r.Form(), "Title", title)
	r.TypeInto(r.Form(), "Start", start)
	r.Press(fyne.KeyS, ui.Ctrl)
}
