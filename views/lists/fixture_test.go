package lists

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets"
)

// themed has what is drawn be drawn in the program's theme.
func themed(t testing.TB) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(widgets.NewTheme())
}

// show shows o in a window of 800 by 600.
func show(t testing.TB, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	return w
}

// key presses a key where the keyboard is.
func key(t testing.TB, w fyne.Window, names ...fyne.KeyName) {
	t.Helper()
	for _, name := range names {
		f := w.Canvas().Focused()
		if f == nil {
			t.Fatalf("nothing takes %s", name)
		}
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// clock is a Later that fires when the test says so.
type clock struct{ due []*func() }

func (c *clock) later(_ time.Duration, f func()) func() {
	p := &f
	c.due = append(c.due, p)
	return func() { *p = nil }
}

func (c *clock) fire() {
	due := c.due
	c.due = nil
	for _, p := range due {
		if *p != nil {
			(*p)()
		}
	}
}
