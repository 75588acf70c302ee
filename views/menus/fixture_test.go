package menus

import (
	"image/color"
	"math"
	"testing"

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

// contrastOf is the contrast of two colours by WCAG.
func contrastOf(a, b color.Color) float64 {
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
