package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets"
)

func TestTheStatusLineTellsAndOffersToUndo(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widgets.NewTheme())
	var due func()
	line := NewStatusLine(func(_ time.Duration, f func()) func() { due = f; return func() {} })
	w := test.NewTempWindow(t, container.NewBorder(nil, line, nil, nil))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	line.SetLeft("显示 36 人，共 36 人")
	line.SetRight("下一期限　11-30 周一　发放邀请函", widgets.Warning)
	undone := 0
	line.Tell("已删除 3 人", "撤销", "Ctrl+Z", func() { undone++ })
	if line.Text() != "已删除 3 人" || !line.bar.Visible() || line.quiet.Visible() {
		t.Errorf("shown is %q", line.Text())
	}
	if line.Size().Height != StatusHeight || line.act.Position().X < line.messageText.Position().X+line.messageText.Size().Width {
		t.Errorf("the line is %v high, the button lies at %v", line.Size().Height, line.act.Position())
	}
	test.Tap(line.act)
	if undone != 1 || line.Text() != "" || line.Act() || !line.quiet.Visible() {
		t.Errorf("undone %d times, shown is %q", undone, line.Text())
	}
	line.Tell("已导出", "", "", nil)
	if line.act.Visible() {
		t.Error("a button is shown that does nothing")
	}
	line.Tell("已保存", "", "", nil)
	due()
	if line.Text() != "" {
		t.Error("the message does not go by itself")
	}
	if undone != 1 {
		t.Error("going by itself undoes")
	}
	w.Resize(fyne.NewSize(300, 200))
	if end := line.leftText.Position().X + line.leftText.MinSize().Width; end > line.rightText.Position().X {
		t.Errorf("the left text ends at %v, the right one begins at %v", end, line.rightText.Position().X)
	}
}
