// Package widgettest shows widgets in a test and works them by their keys. It knows
// none of them, so that the packages of widgets can use it in tests of their own.
package widgettest

import (
	"image/color"
	"math"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Themed makes a theme the present one, for widgets that are made before their
// window.
func Themed(t testing.TB, theme fyne.Theme) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme)
}

// Show shows o in a window of 800 by 600.
func Show(t testing.TB, o fyne.CanvasObject) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	return w
}

// Key presses keys where the keyboard is.
func Key(t testing.TB, w fyne.Window, names ...fyne.KeyName) {
	t.Helper()
	for _, name := range names {
		e := &fyne.KeyEvent{Name: name}
		if f := w.Canvas().Focused(); f != nil {
			f.TypedKey(e)
		} else if w.Canvas().OnTypedKey() != nil {
			w.Canvas().OnTypedKey()(e)
		} else {
			t.Fatalf("nothing takes %s", name)
		}
	}
}

// Clock calls what is to be called later when the test says so.
type Clock struct{ due []*func() }

// Later takes f to be called; what it returns takes it back.
func (c *Clock) Later(_ time.Duration, f func()) func() {
	p := &f
	c.due = append(c.due, p)
	return func() { *p = nil }
}

// Fire calls all that is due.
func (c *Clock) Fire() {
	due := c.due
	c.due = nil
	for _, p := range due {
		if *p != nil {
			(*p)()
		}
	}
}

// ContrastOf returns the contrast of two colours by WCAG 2, from 1 to 21.
func ContrastOf(a, b color.Color) float64 {
	light := func(c color.Color) float64 {
		linear := func(v uint32) float64 {
			s := float64(v) / 0xffff
			if s <= 0.04045 {
				return s / 12.92
			}
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		r, g, b, _ := c.RGBA()
		return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
	}
	x, y := light(a), light(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}
