package views

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app/paper"
)

// Every paper of the menu 打印 stands under the button, too, and each is
// shown before it goes out.
func TestThePapersOfThePlanAreWrittenFromTheMenu(t *testing.T) {
	r := sampleRoom(t)
	folder := t.TempDir()
	r.answers.save = folder
	for key, kind := range map[fyne.KeyName]paper.Kind{
		fyne.KeyF: paper.KindPlan, fyne.KeyA: paper.KindAgenda, fyne.KeyS: paper.KindRunSheet, fyne.KeyG: paper.KindDoorSigns,
	} {
		r.press(key, ctrlShift)
		r.tap("另存为 PDF…")
		wantPDF(t, filepath.Join(folder, paper.FileName(r.Event(), kind)))
		r.tap("关闭")
	}
	actions, items := r.paperActions(), r.paperItems()
	if len(actions) != len(items) {
		t.Fatalf("%d papers in the menu, %d under the button", len(actions), len(items))
	}
	for i, a := range actions {
		if a.label != items[i].Label {
			t.Errorf("%s in the menu is %s under the button", a.label, items[i].Label)
		}
	}
}
