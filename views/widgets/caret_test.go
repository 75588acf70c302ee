package widgets

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets/widgettest"
)

func TestTheCaretIsToldWhereverItIs(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	var told []Caret
	FollowCaret(func(c Caret) { told = append(told, c) })
	t.Cleanup(func() { FollowCaret(nil) })
	line, long, combo, date := NewTextEntry(), NewLinesEntry(3), NewComboEntry([]string{"民政局"}), NewDateEntry(time.UTC, time.Now)
	w := test.NewTempWindow(t, container.NewWithoutLayout(line, long, combo, date))
	w.SetPadded(false)
	w.Resize(fyne.NewSize(800, 600))
	for i, o := range []fyne.CanvasObject{line, long, combo, date} {
		o.Move(fyne.NewPos(100, float32(50+100*i)))
		o.Resize(fyne.NewSize(200, 90))
	}
	last := func() Caret { return told[len(told)-1] }
	for i, input := range []Input{line, long, combo, date} {
		for _, scale := range []float32{1, 1.5, 2} {
			w.Canvas().(interface{ SetScale(float32) }).SetScale(scale)
			w.Canvas().Unfocus()
			told = nil
			w.Canvas().Focus(input.FocusTarget())
			if len(told) == 0 {
				t.Fatalf("%T: nothing is told", input)
			}
			before := last()
			left, top := int(100*scale), int(float32(50+100*i)*scale)
			if before.X < left || before.X > left+int(30*scale) || before.Y < top || before.Y > top+int(40*scale) ||
				before.Height < int(14*scale) || before.Height > int(30*scale) {
				t.Errorf("%T at %d, %d and scale %.1f has its caret at %+v", input, left, top, scale, before)
			}
			test.Type(input.FocusTarget(), "2026")
			if after := last(); after.X < before.X+int(20*scale) || after.Y != before.Y {
				t.Errorf("%T: the caret goes from %+v to %+v at scale %.1f", input, before, after, scale)
			}
			for range 4 {
				input.FocusTarget().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
			}
		}
	}
	w.Canvas().(interface{ SetScale(float32) }).SetScale(1)
	w.Canvas().Focus(line)
	test.Type(line, strings.Repeat("很长的活动名称", 20))
	if c := last(); c.X > 300 {
		t.Errorf("the caret of a text that is scrolled is told at %+v, right of its entry", c)
	}
	test.Type(long, strings.Repeat("一", 5))
	before := len(told)
	long.SetText("x")
	if w.Canvas().Focused() != fyne.Focusable(line) && len(told) != before {
		t.Error("an entry without the keyboard tells of its caret")
	}
}
