package papers

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app/paper"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// Every paper of the menu 打印 stands under the button, too, and each is
// shown before it goes out.
func TestThePapersOfThePlanAreWrittenFromTheMenu(t *testing.T) {
	r := sampleRoom(t)
	folder := t.TempDir()
	r.Answers.ToSave = folder
	for key, kind := range map[fyne.KeyName]paper.Kind{
		fyne.KeyF: paper.KindPlan, fyne.KeyA: paper.KindAgenda, fyne.KeyS: paper.KindRunSheet, fyne.KeyG: paper.KindDoorSigns,
	} {
		r.Press(key, ui.CtrlShift)
		r.Tap("另存为 PDF…")
		uitest.WantPDF(t, filepath.Join(folder, paper.FileName(r.Event(), kind)))
		r.Tap("关闭")
	}
	actions, items := r.actions.MenuActions(), r.actions.PaperItems()
	if len(actions) != len(items) {
		t.Fatalf("%d papers in the menu, %d under the button", len(actions), len(items))
	}
	for i, a := range actions {
		if a.Label != items[i].Label {
			t.Errorf("%s in the menu is %s under the button", a.Label, items[i].Label)
		}
	}
}
