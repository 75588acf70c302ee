package views

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets"
)

func TestTabHeadsAreWalkedByTheKeyboard(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widgets.NewTheme())
	heads := newTabHeads("活动", "邀请对象", "议程")
	heads.OnPicked = heads.Select
	w := test.NewTempWindow(t, container.NewVBox(heads))
	heads.SetCount(1, 36)
	w.Canvas().Focus(heads)
	for _, name := range []fyne.KeyName{fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyLeft} {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
	if heads.SelectedIndex() != 1 || !heads.heads[1].line.Visible() || !heads.heads[1].ring.Visible() || heads.heads[0].line.Visible() {
		t.Errorf("tab %d is lit", heads.SelectedIndex())
	}
	before := heads.MinSize()
	test.Tap(heads.heads[2])
	if heads.SelectedIndex() != 2 || heads.MinSize() != before {
		t.Errorf("tab %d is lit, the headings take %v, before %v", heads.SelectedIndex(), heads.MinSize(), before)
	}
}
