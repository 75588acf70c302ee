package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

// The ways stand beside each other down to the room that a list leaves in a window of
// 1024, in the middle of it, and ask for no more than that before they are laid out.
func TestWaysStandBesideEachOther(t *testing.T) {
	widgettest.Themed(t, widgets.NewTheme())
	way := Way{Icon: theme.ContentAddIcon(), Name: "新建活动", Hint: "从空白开始，或用现成的方案，文字、名额和议程先填好。", Verb: "新建活动…", Do: func() {}}
	o := NewWays("还没有活动", "可以先看一个做好的例子，也可以直接新建活动，或导入活动工作簿。", way, way, way)
	if least := o.MinSize(); least.Width > 264 || least.Height > 320 {
		t.Errorf("it needs %v", least)
	}
	w := widgettest.Show(t, o)
	w.SetPadded(false)
	for _, c := range []struct {
		room   fyne.Size
		perRow int
	}{{fyne.NewSize(1046, 600), 3}, {fyne.NewSize(690, 500), 3}, {fyne.NewSize(560, 600), 2}, {fyne.NewSize(300, 800), 1}} {
		w.Resize(c.room)
		first, inRow := o.Objects[2].Position().Y, 0
		for _, box := range o.Objects[2:] {
			if box.Position().Y == first {
				inRow++
			}
			if at, right := box.Position(), box.Position().X+box.Size().Width; at.X < 0 || right > c.room.Width || box.Size().Width < leastWay {
				t.Errorf("in %v a way stands from %v to %v", c.room, at.X, right)
			}
		}
		last := o.Objects[4]
		above, below := o.Objects[0].Position().Y, c.room.Height-last.Position().Y-last.Size().Height
		if inRow != c.perRow || above < 0 || above-below > 1 || below-above > wayGap+1 {
			t.Errorf("in %v %d stand beside each other, with %v above and %v below", c.room, inRow, above, below)
		}
	}
}
