package lists

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
	"openday/views/widgets/widgettest"
)

// step is an item of an agenda; one that clashes is higher.
type step struct {
	id, day, text string
	clash         bool
}

func newSteps(t testing.TB) *List[step] {
	t.Helper()
	widgettest.Themed(t, widgets.NewTheme())
	l := NewList(func(s step) string { return s.id }, func(s step, chosen bool) fyne.CanvasObject {
		row := container.NewVBox(NewLine(s.text, widgets.Plain, chosen), NewLine(s.id, widgets.Muted, false))
		if s.clash {
			row.Add(container.NewHBox(NewLine("时间重叠", widgets.Bad, true), widgets.NewButton("改", func() {})))
		}
		return row
	})
	l.Height = func(s step, _ bool) float32 {
		if s.clash {
			return TwoLineHeight + 48
		}
		return TwoLineHeight
	}
	l.Heading = func(s step) string { return s.day }
	l.Bad = func(s step) bool { return s.clash }
	l.Text = func(s step) []string { return []string{s.id, s.text} }
	return l
}

func steps(n int) []step {
	all := make([]step, n)
	for i := range all {
		all[i] = step{id: fmt.Sprint(i), day: fmt.Sprint("第", i/5, "天"), text: strings.Repeat("参观", 60), clash: i%3 == 2}
	}
	return all
}

func stepIDs(l *List[step]) string {
	var all []string
	for _, s := range l.Chosen() {
		all = append(all, s.id)
	}
	return strings.Join(all, " ")
}

// pressList presses the mouse on a row, a little below its top.
func pressList(l *List[step], row int, modifier fyne.KeyModifier) {
	p := fyne.NewPos(20, l.below(row)-l.height(row)+5)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l).Add(p)
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: p, AbsolutePosition: at}, Button: desktop.MouseButtonPrimary, Modifier: modifier}
	l.MouseDown(e)
	l.MouseUp(e)
	l.Tapped(&e.PointEvent)
}

func TestListShowsRowsOfDifferingHeight(t *testing.T) {
	l := newSteps(t)
	l.SetRows(steps(200))
	widgettest.Show(t, l)
	if l.tops[0] != groupHeight || l.tops[3]-l.tops[2] != TwoLineHeight+48 || l.tops[5]-l.tops[4] != TwoLineHeight+groupHeight {
		t.Errorf("the rows begin at %v", l.tops[:6])
	}
	if n := len(l.shown); n < 6 || n > 16 {
		t.Errorf("%d rows are made of 200", n)
	}
	for row := range 200 { // every place belongs to its row
		y := l.tops[row] + 1 - l.scroll.Offset.Y
		if got := l.rowAt(fyne.NewPos(5, y)); y >= 0 && got != row {
			t.Fatalf("at %v is row %d, not %d", y, got, row)
		}
	}
	l.Choose("199")
	if _, made := l.shown["199"]; !made || l.below(199) > l.Size().Height+1 {
		t.Errorf("the chosen row ends at %v of %v", l.below(199), l.Size().Height)
	}
	l.SetRows(steps(3))
	if l.scroll.Offset.Y != 0 || len(l.shown) != 3 {
		t.Errorf("with three rows the list is at %v with %d made", l.scroll.Offset.Y, len(l.shown))
	}
}

func TestListChoosesAsATableDoes(t *testing.T) {
	l := newSteps(t)
	told := 0
	l.OnChosen = func([]step) { told++ }
	l.SetRows(steps(20))
	w := widgettest.Show(t, l)
	pressList(l, 2, 0)
	if stepIDs(l) != "2" || w.Canvas().Focused() != fyne.Focusable(l) || l.shown["2"].bar.FillColor != widgets.Colour(theme.ColorNameError) {
		t.Errorf("a press chose %q", stepIDs(l))
	}
	pressList(l, 4, fyne.KeyModifierShift)
	if stepIDs(l) != "2 3 4" {
		t.Errorf("Shift chose %q", stepIDs(l))
	}
	pressList(l, 3, fyne.KeyModifierShortcutDefault)
	if stepIDs(l) != "2 4" || told != 3 {
		t.Errorf("Ctrl chose %q, told %d times", stepIDs(l), told)
	}
	widgettest.Key(t, w, fyne.KeyDown)
	var opened string
	l.OnOpen = func(s step) { opened = s.id }
	widgettest.Key(t, w, fyne.KeyReturn)
	if stepIDs(l) != "4" || opened != "4" {
		t.Errorf("Down chose %q, Enter opened %q", stepIDs(l), opened)
	}
	for range 30 {
		widgettest.Key(t, w, fyne.KeyDown)
		if _, made := l.shown[stepIDs(l)]; !made {
			t.Fatalf("row %s is chosen out of sight", stepIDs(l))
		}
	}
	l.TypedShortcut(&fyne.ShortcutCopy{})
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.HasPrefix(got, "19\t参观") {
		t.Errorf("copied %q", got)
	}
}

func TestAButtonInARowIsPressedWithoutChoosingIt(t *testing.T) {
	l := newSteps(t)
	l.SetRows(steps(5))
	widgettest.Show(t, l)
	var button fyne.CanvasObject
	for _, o := range l.shown["2"].content.(*fyne.Container).Objects[2].(*fyne.Container).Objects {
		if _, ok := o.(*widgets.Button); ok {
			button = o
		}
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(button).Add(fyne.NewPos(3, 3))
	e := &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at.Subtract(driver.AbsolutePositionForObject(l)), AbsolutePosition: at}, Button: desktop.MouseButtonPrimary}
	before := l.shown["2"]
	l.MouseDown(e)
	if stepIDs(l) != "" || l.shown["2"] != before {
		t.Errorf("pressing the button chose %q", stepIDs(l))
	}
}

func TestAListTellsTheWholeOfACutLine(t *testing.T) {
	l := newSteps(t)
	l.SetRows(steps(5))
	widgettest.Show(t, l)
	driver := fyne.CurrentApp().Driver()
	line := l.shown["1"].content.(*fyne.Container).Objects[0].(*Line)
	if !line.cut || line.drawn.Text == line.text {
		t.Fatalf("the line is not cut: %q", line.drawn.Text)
	}
	at := driver.AbsolutePositionForObject(line).Add(fyne.NewPos(30, 5))
	move := func(at fyne.Position) {
		l.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at.Subtract(driver.AbsolutePositionForObject(l)), AbsolutePosition: at}})
	}
	move(at)
	if !l.tip.box.Visible() || l.tip.text.Text != line.text {
		t.Errorf("the tip says %q", l.tip.text.Text)
	}
	move(at.Add(fyne.NewPos(0, lineHeight)))
	if l.tip.box.Visible() {
		t.Error("the tip stays over a line that is not cut")
	}
}

func BenchmarkList1000(b *testing.B) {
	l := newSteps(b)
	l.SetRows(steps(1000))
	widgettest.Show(b, l)
	b.ResetTimer()
	for i := range b.N {
		l.scroll.ScrollToOffset(fyne.NewPos(0, float32(i*97%60000)))
		l.fill()
	}
}
