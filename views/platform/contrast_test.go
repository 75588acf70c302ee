package platform

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2/test"

	"openday/views/widgets"
)

func TestStrongColoursAreAskedForChosenOrTheSystems(t *testing.T) {
	prefs := test.NewTempApp(t).Preferences()
	own := widgets.Contrast{Ground: color.NRGBA{1, 2, 3, 255}}
	for _, c := range []struct {
		asked, chosen string
		system        bool
		strong        bool
		ground        color.NRGBA
	}{
		{"", "", false, false, widgets.StrongContrast.Ground},
		{"", "", true, true, own.Ground},
		{"", "high", false, true, widgets.StrongContrast.Ground},
		{"", "high", true, true, own.Ground},
		{"", "normal", true, false, own.Ground},
		{"high", "normal", false, true, widgets.StrongContrast.Ground},
		{"normal", "high", true, false, own.Ground},
		{"strange", "", true, true, own.Ground},
	} {
		prefs.SetString("contrast", c.chosen)
		got, strong := StrongContrast(c.asked, prefs, func() (widgets.Contrast, bool) { return own, c.system })
		if strong != c.strong || got.Ground != c.ground {
			t.Errorf("%+v: strong is %t, the ground %v", c, strong, got.Ground)
		}
	}
}
