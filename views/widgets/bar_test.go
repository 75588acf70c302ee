package widgets

import (
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/widgets/widgettest"
)

func TestBarFillsItsTrack(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	b := NewBar()
	widgettest.Show(t, column(b)).Resize(fyne.NewSize(400, 100))
	for given, want := range map[float64]float32{0.8: 0.8, 0: 0, 7: 1, -1: 0} {
		b.Set(given, Good)
		if b.track.Size().Width == 0 || b.fill.Size().Width != want*b.track.Size().Width {
			t.Errorf("%v fills %v of %v", given, b.fill.Size(), b.track.Size())
		}
	}
}
