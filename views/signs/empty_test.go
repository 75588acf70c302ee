package signs

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

func TestAnEmptyStateFitsANarrowPanel(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
	o := NewEmptyState("未选择意见建议", "在列表中选择一条，这里显示其内容、办理经过和下一步。", "登记意见建议", func() {})
	w := widgettest.Show(t, o)
	w.Resize(fyne.NewSize(288, 400))
	if least := o.MinSize().Width; least > 288 {
		t.Errorf("it needs %.0f", least)
	}
	for _, part := range test.LaidOutObjects(o) {
		if text, ok := part.(*canvas.Text); ok && text.MinSize().Width > 288 {
			t.Errorf("%q is cut off", text.Text)
		}
	}
}

// Where there is room it is wider, so that few words need a line of their own.
func TestAnEmptyStateGrowsWithItsPlace(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
	o := NewEmptyState("还没有议程", "由活动地点生成，或粘贴（Ctrl+V），或添加第一个环节，如集合；之后每一环节接在上一环节后面。", "生成", func() {})
	w := widgettest.Show(t, o)
	w.SetPadded(false)
	box := o.(*fyne.Container).Objects[0]
	var before float32
	for _, c := range []struct{ room, width float32 }{{280, 280}, {360, 360}, {900, 420}} {
		w.Resize(fyne.NewSize(c.room, 400))
		at, size := box.Position(), box.Size()
		if size.Width != c.width || at.X != (c.room-c.width)/2 || at.Y != (400-size.Height)/2 || before > 0 && size.Height > before {
			t.Errorf("in %v it stands at %v with %v", c.room, at, size)
		}
		before = size.Height
	}
}
