package views

import (
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/ui"
)

func TestStrongColoursAreSwitchedFromTheMenu(t *testing.T) {
	r := newFixture(t)
	r.Press(fyne.KeyF9, ui.Ctrl)
	if !r.Sees("下次启动时将以高对比度显示") || r.Prefs.String("contrast") != "high" {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	r.strong = true
	r.Press(fyne.KeyF9, ui.Ctrl)
	if !r.Sees("恢复普通颜色") || r.Prefs.String("contrast") != "normal" {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}
