package views

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/ui"
	"openday/views/ui/uitest"
)

func TestRostersComeAndGoByTheKeysOfTheFileMenu(t *testing.T) {
	r := eventFixture(t, ui.TabInvitees, nil)
	r.Answers.ToOpen = uitest.Sample(t, "roster-messy.xlsx")
	r.Press(fyne.KeyO, ui.CtrlShift)
	if !r.Sees("导入名单到") || !r.Sees("roster-messy.xlsx：共") {
		t.Errorf("Ctrl+Shift+O shows\n%s", r.Seen())
	}
	r.Push("取消")
	fyne.CurrentApp().Clipboard().SetContent("姓名\t身份证号\r\n张𬭎\t11010519491231002x\r\n")
	r.Press(fyne.KeyV, ui.CtrlShift)
	if !r.Sees("张𬭎") {
		t.Errorf("Ctrl+Shift+V shows\n%s", r.Seen())
	}
	r.Push("取消")
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.KeyT, ui.CtrlShift)
	r.Press(fyne.KeyX, ui.CtrlShift)
	r.Push("继续")
	files, err := filepath.Glob(filepath.Join(r.Answers.ToSave, "*.xlsx"))
	if err != nil || len(files) != 2 {
		t.Errorf("the empty roster and the list: %q %v", files, err)
	}
}
