package views

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
	"openday/views/widgets"
)

func TestWhoIsAtTheDeskIsAskedOnce(t *testing.T) {
	r := newFixture(t)
	by := func() string {
		t.Helper()
		id := r.Event().ID
		if err := r.Service.Reveal(context.Background(), id, 1); err != nil {
			t.Fatal(err)
		}
		lines, err := r.Service.AuditLines(context.Background(), app.AuditFilter{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		return lines[0].By
	}
	start := func() {
		t.Helper()
		if err := r.Data.Close(); err != nil {
			t.Fatal(err)
		}
		r.start()
	}
	r.Prefs.SetBool(operatorAsked, false)
	r.Prefs.SetBool(tourShown, false)
	start()
	if !r.Reads("经办人姓名") || r.Reads("1/4") {
		t.Fatalf("the first start shows\n%s", r.Read())
	}
	if name, ok := r.Window.Canvas().Focused().(*widgets.TextEntry); !ok || name.Text != "值班员" {
		t.Fatal("the system's name is not there to be typed over")
	}
	r.Types(strings.Repeat("长", 65))
	r.Push("确定")
	if !r.Reads("×") {
		t.Errorf("a name that is too long is taken:\n%s", r.Read())
	}
	r.Push("以后再说")
	r.Push("放弃修改")
	if by() != "值班员" {
		t.Error("a name that was not given is written down")
	}
	if !r.Reads("第 1 步") {
		t.Errorf("the tour does not follow:\n%s", r.Read())
	}
	r.Push("跳过导览")
	start()
	if r.Reads("经办人姓名") {
		t.Errorf("it is asked again:\n%s", r.Read())
	}
	r.Press(fyne.KeyF8, ui.Ctrl)
	r.Types("李敏")
	r.Push("确定")
	if by() != "李敏" {
		t.Errorf("written down: %s", by())
	}
	r.Press(fyne.KeyI, ui.CtrlShift)
	if !r.Reads("李敏") {
		t.Errorf("the about box says\n%s", r.Read())
	}
}
