package views

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/widgets"
)

func TestStrongColoursAreAskedForChosenOrTheSystems(t *testing.T) {
	r := newRoom(t)
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
		r.prefs.SetString("contrast", c.chosen)
		got, strong := strongContrast(c.asked, r.prefs, func() (widgets.Contrast, bool) { return own, c.system })
		if strong != c.strong || got.Ground != c.ground {
			t.Errorf("%+v: strong is %t, the ground %v", c, strong, got.Ground)
		}
	}
}

func TestStrongColoursAreSwitchedFromTheMenu(t *testing.T) {
	r := newRoom(t)
	r.press(fyne.KeyF9, ctrl)
	if !r.sees("下次启动时将以高对比度显示") || r.prefs.String("contrast") != "high" {
		t.Errorf("the person sees\n%s", r.seen())
	}
	r.tap("确定")
	r.strong = true
	r.press(fyne.KeyF9, ctrl)
	if !r.sees("恢复普通颜色") || r.prefs.String("contrast") != "normal" {
		t.Errorf("the person sees\n%s", r.seen())
	}
}
