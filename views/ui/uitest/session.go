package uitest

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/app/service"
	"openday/app/startplan"
	"openday/app/words"
	"openday/app/workbook"
	"openday/assets"
	"openday/data"
	"openday/views/ui"
	"openday/views/widgets"
)

// Feature is a feature of the window under test.
type Feature struct {
	Place   int           // of its tab: ui.TabEvents …
	Tab     func() ui.Tab // makes its tab; nil where it has none
	Actions []ui.Action   // what its menu has
}

// Session is a window with one feature, over a data file.
type Session struct {
	*ui.Context
	Screen
	Stored
	Data     *File
	Answers  *Answers
	Launched []string // the files that the system was asked to open
	t        testing.TB
}

// App readies Fyne and the program's language for a test, and returns Fyne's app.
func App(t testing.TB) fyne.App {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(widgets.NewTheme())
	if err := ui.SpeakLanguage(); err != nil {
		t.Fatal(err)
	}
	return a
}

// NewFile returns the place of a data file of the test's own, which is closed when
// the test ends.
func NewFile(t testing.TB, path string) *File {
	f := &File{File: data.NewFile(path, func() string { return "" })}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// System returns a system whose work runs inline, which waits for nothing, and
// notes in launched what it is asked to open.
func System(a *Answers, launched *[]string) ui.System {
	return ui.System{
		Run: widgets.Inline, Later: widgets.AtOnce, ToastFor: widgets.Never, Paused: widgets.AtOnce, Choose: a,
		Open: func(file string) error { *launched = append(*launched, file); return nil },
	}
}

// Open opens a window with a feature over an empty data file.
func Open(t testing.TB, feature func(*ui.Context) Feature) *Session {
	t.Helper()
	return OpenAt(t, filepath.Join(t.TempDir(), "openday.db"), feature)
}

// OpenAt opens a window with a feature over a data file.
func OpenAt(t testing.TB, path string, feature func(*ui.Context) Feature) *Session {
	t.Helper()
	a := App(t)
	w := &Session{t: t, Data: NewFile(t, path), Answers: &Answers{}}
	window := test.NewTempWindow(t, canvas.NewRectangle(nil))
	window.SetPadded(false)
	window.Resize(fyne.NewSize(1366, 768))
	w.Screen = NewScreen(t, window)
	w.Context = ui.NewContext(window, w.Data, a.Preferences(), slog.New(slog.DiscardHandler), "0")
	w.Stored = NewStored(t, w.Context)
	w.System = System(w.Answers, &w.Launched)
	w.Clear()
	f := feature(w.Context)
	tabs := make([]ui.Tab, ui.TabFeedback+1)
	items := make([]*container.TabItem, len(tabs))
	for i := range tabs {
		make := func() ui.Tab { return NewNeighbour() }
		if i == f.Place && f.Tab != nil {
			make = f.Tab
		}
		tabs[i] = ui.NewLateTab("", make)
		items[i] = container.NewTabItem("", tabs[i].Content())
	}
	bar := container.NewAppTabs(items...)
	w.SetTabs(tabs, bar.SelectIndex)
	ui.NewMenuBar(w.Context, []ui.Menu{
		{Label: words.T("Edit"), Actions: ui.EditActions(w.Context)},
		{Label: words.T("View"), Actions: f.Actions},
	}, func() {}).Enable(true)
	window.SetContent(container.NewBorder(nil, w.Status(), nil, nil, bar))
	service, err := w.Data.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w.Opened(service)
	w.Freshen() // as the window does once the file is open
	if f.Tab != nil {
		w.ShowTab(f.Place, nil)
	}
	return w
}

// OpenSample opens a window with a feature over a data file that holds the sample
// event, which is current.
func OpenSample(t testing.TB, feature func(*ui.Context) Feature) *Session {
	t.Helper()
	w := Open(t, feature)
	w.LoadSample()
	return w
}

// LoadSample adds the sample event and makes it current.
func (w *Session) LoadSample() {
	w.t.Helper()
	d, _, err := workbook.Read(bytes.NewReader(assets.Sample))
	if err != nil {
		w.t.Fatal(err)
	}
	id, err := w.Service.AddDossier(context.Background(), startplan.AsSample(d, w.Service.Now()))
	if err != nil {
		w.t.Fatal(err)
	}
	w.SetEvent(id, nil)
}

// OpenEvent opens a window with a feature over a data file with one event, which is
// current; mend, if not nil, makes it other than a draft in a week.
func OpenEvent(t testing.TB, feature func(*ui.Context) Feature, mend func(*app.Event)) *Session {
	t.Helper()
	w := Open(t, feature)
	AddEvent(t, w.Context, mend)
	return w
}

// AddEvent adds an event and makes it current.
func AddEvent(t testing.TB, c *ui.Context, mend func(*app.Event)) {
	t.Helper()
	e := app.Event{Title: "开放日", Start: app.DayOf(Now.AddDate(0, 0, 7)).Add(8*time.Hour + 30*time.Minute), State: app.StateDraft}
	if mend != nil {
		mend(&e)
	}
	saved, err := c.Service.SaveEvent(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	c.SwitchTo(saved.ID, nil)
}

// Elsewhere is the work of another window on the same data.
func (f *File) Elsewhere() *service.Service {
	return service.New(f.Store, func() time.Time { return Now }, app.NewID, "王芳")
}

// Sample is the place of a sample file.
func Sample(t testing.TB, name string) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if file := filepath.Join(folder, "assets", "samples", name); exists(file) {
			return file
		}
		if folder == filepath.Dir(folder) {
			t.Fatalf("there is no sample %s", name)
		}
		folder = filepath.Dir(folder)
	}
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
