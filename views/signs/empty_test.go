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
