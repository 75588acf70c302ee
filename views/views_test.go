package views

import (
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/app/words"
	"openday/data"
	"openday/views/widgets"
)

// testNow is the present moment in these tests, a Thursday.
var testNow = time.Date(2026, 9, 3, 10, 0, 0, 0, app.Zone)

// testFile is a data file in a folder of the test's own.
type testFile struct {
	path       string
	withoutKey bool
	later      func(error)
	store      *data.Store
}

func (f *testFile) Open(ctx context.Context) (*app.Service, error) {
	store, err := data.Open(ctx, f.path, data.Options{WithoutKey: f.withoutKey})
	if err != nil {
		return nil, err
	}
	f.store = store
	return app.NewService(store, func() time.Time { return testNow }, app.NewID, "值班员"), nil
}

func (f *testFile) Path() string { return f.path }

func (f *testFile) Close() error {
	if f.store == nil {
		return nil
	}
	store := f.store
	f.store = nil
	return store.Close()
}

func (f *testFile) Warnings() []string {
	if f.store == nil {
		return nil
	}
	return f.store.Warnings()
}

func (f *testFile) Later(tell func(error)) { f.later = tell }

func (f *testFile) WithoutKey() { f.withoutKey = true }

func (f *testFile) Copies(context.Context) (KeptCopies, error) {
	all, err := data.Copies(f.path)
	kept := KeptCopies{Folder: data.CopiesDir(f.path), Count: len(all), Budget: data.CopiesBudget}
	for _, c := range all {
		kept.Size += c.Size
	}
	return kept, err
}

func (f *testFile) NewestCopy(ctx context.Context) (string, time.Time, error) {
	newest, err := data.NewestGoodCopy(ctx, f.path)
	if app.CodeOf(err) == app.CodeNotFound {
		return "", time.Time{}, nil
	}
	return newest.Path, newest.At, err
}

func (f *testFile) Restore(ctx context.Context, file, code string) (string, error) {
	return data.Restore(ctx, f.path, file, data.Options{RecoveryCode: code})
}

func (f *testFile) SetAside(ctx context.Context) (string, error) {
	return data.SetAside(ctx, f.path, data.Options{})
}

func (f *testFile) RecoveryCode(context.Context) (string, error) { return f.store.RecoveryCode() }

func (f *testFile) Recover(ctx context.Context, code string) error {
	store, err := data.Open(ctx, f.path, data.Options{RecoveryCode: code})
	if err != nil {
		return err
	}
	return store.Close()
}

// answers is a chooser that answers by itself.
type answers struct{ open, save string }

func (a *answers) Open(_ string, _ []string, then func(string)) { then(a.open) }
func (a *answers) Save(_, _, name string, then func(string)) {
	if a.save == "" {
		return
	}
	if info, err := os.Stat(a.save); err == nil && info.IsDir() {
		then(filepath.Join(a.save, name))
		return
	}
	then(a.save)
}

// room is a window under test.
type room struct {
	*frame
	t       testing.TB
	file    *testFile
	answers *answers
	opened  []string // files given to the system to open
	quits   int
}

// newRoom opens the window over an empty data file. Work runs inline.
func newRoom(t testing.TB) *room {
	t.Helper()
	return newRoomAt(t, filepath.Join(t.TempDir(), "openday.db"))
}

// newRoomAt opens the window over a data file.
func newRoomAt(t testing.TB, path string) *room {
	t.Helper()
	a := test.NewTempApp(t)
	return openRoom(t, a, path, widgets.Inline)
}

// openRoom opens the window of a program over a data file.
func openRoom(t testing.TB, a fyne.App, path string, run widgets.Runner) *room {
	t.Helper()
	a.Settings().SetTheme(widgets.NewTheme())
	a.Preferences().SetBool(tourShown, true)
	a.Preferences().SetBool(operatorAsked, true)
	if err := widgets.SpeakLanguage(); err != nil {
		t.Fatal(err)
	}
	r := &room{t: t, file: &testFile{path: path}, answers: &answers{}}
	w := test.NewTempWindow(t, canvas.NewRectangle(nil))
	r.frame = newFrame(Config{
		Open: r.file.Open, File: r.file, Version: "0", Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}, w, a.Preferences())
	r.run, r.later, r.toastFor = run, widgets.AtOnce, widgets.Never
	r.choose = r.answers
	r.open = func(file string) error { r.opened = append(r.opened, file); return nil }
	r.quit = func() { r.quits++ }
	w.Resize(fyne.NewSize(1366, 768))
	r.start()
	t.Cleanup(func() {
		if err := r.file.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// sample opens the window over a data file that holds the sample event.
func sampleRoom(t testing.TB) *room {
	t.Helper()
	r := newRoom(t)
	r.LoadSample()
	if r.Event().ID == "" {
		t.Fatalf("the sample event was not loaded: %s", r.seen())
	}
	return r
}

// top is what the person can use now: the dialog or the drop-down in front, else
// the whole window.
func (r *room) top() fyne.CanvasObject {
	if o := r.window.Canvas().Overlays().Top(); o != nil {
		return o
	}
	return r.window.Content()
}

// texts are the texts on and under an object.
func texts(o fyne.CanvasObject) []string {
	var all []string
	for _, part := range test.LaidOutObjects(o) {
		if text, ok := part.(*canvas.Text); ok && text.Text != "" {
			all = append(all, text.Text)
		}
	}
	return all
}

// seen is all text in front of the person.
func (r *room) seen() string { return strings.Join(texts(r.top()), "\n") }

// sees tells whether a text stands in front of the person.
func (r *room) sees(text string) bool {
	return strings.Contains(strings.ReplaceAll(r.seen(), "\n", ""), text)
}

// tap taps the thing that has just this text on it, in front of the person.
func (r *room) tap(text string) {
	r.t.Helper()
	var found fyne.Tappable
	least := 0
	for _, o := range test.LaidOutObjects(r.top()) {
		target, ok := o.(fyne.Tappable)
		if !ok {
			continue
		}
		on := texts(o)
		if len(on) == 1 && on[0] == text {
			if n := len(test.LaidOutObjects(o)); found == nil || n < least {
				found, least = target, n
			}
		}
	}
	if found == nil {
		r.t.Fatalf("nothing to tap says %q; there is:\n%s", text, r.seen())
	}
	test.Tap(found)
}

// press presses the keys of a shortcut. As in a running program the menu has
// them first, but for Ctrl+Z and Ctrl+Y: an entry undoes typing with them and
// hands them on where nothing is left, which the test's canvas has no ear for.
func (r *room) press(key fyne.KeyName, mod fyne.KeyModifier) {
	r.t.Helper()
	type entry interface {
		fyne.Shortcutable
		SelectedText() string
	}
	own := map[fyne.KeyName]fyne.Shortcut{fyne.KeyZ: &fyne.ShortcutUndo{}, fyne.KeyY: &fyne.ShortcutRedo{}}[key]
	if focused, ok := r.window.Canvas().Focused().(entry); ok && own != nil && mod == ctrl {
		snapshot := func() string {
			if input, ok := focused.(widgets.Input); ok {
				return input.Snapshot()
			}
			return ""
		}
		before := snapshot()
		if focused.TypedShortcut(own); snapshot() != before {
			return
		}
	}
	for _, m := range r.main.Items {
		for _, item := range m.Items {
			if s, ok := item.Shortcut.(*desktop.CustomShortcut); ok && s.KeyName == key && s.Modifier == mod {
				item.Action()
				return
			}
		}
	}
	r.t.Fatalf("no menu has the key %s", key)
}

// typeInto types a text into the form's field of a key, in place of what is there.
func (r *room) typeInto(form *widgets.Form, key, text string) {
	r.t.Helper()
	field := form.Field(key)
	if field == nil {
		r.t.Fatalf("there is no field %s", key)
	}
	target := field.Input.FocusTarget()
	r.window.Canvas().Focus(target)
	target.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	target.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	for _, c := range text {
		target.TypedRune(c)
	}
}

// inEnglish has the window speak English during a test.
func inEnglish(t testing.TB) {
	words.Use(words.English)
	t.Cleanup(func() { words.Use(words.Chinese) })
}
