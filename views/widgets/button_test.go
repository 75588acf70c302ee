package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets/widgettest"
)

func TestButtonsAreRegularAndOfOneHeight(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	for kind := Secondary; kind <= Chosen; kind++ {
		b := NewButtonWithIcon("保存", theme.DocumentSaveIcon(), nil)
		b.Kind = kind
		w := test.NewWindow(b)
		defer w.Close()
		if b.text.TextStyle.Bold || b.MinSize().Height != ControlHeight {
			t.Errorf("kind %d: bold %v, height %v", kind, b.text.TextStyle.Bold, b.MinSize().Height)
		}
	}
}

func TestAButtonShowsThatItHasTheKeyboardAndIsPressedByIt(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	pressed := 0
	b := NewButton("保存", func() { pressed++ })
	w := test.NewWindow(b)
	defer w.Close()
	w.Canvas().Focus(b)
	if b.ring.Hidden || b.edge.Hidden {
		t.Error("no ring is shown")
	}
	for _, key := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyDown} {
		b.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if pressed != 3 || w.Canvas().Focused() != b {
		t.Errorf("pressed %d times; the keyboard is at %v", pressed, w.Canvas().Focused())
	}
	b.Disable()
	test.Tap(b)
	if pressed != 3 {
		t.Error("a button that cannot be used was pressed")
	}
	w.Canvas().Unfocus()
	if !b.ring.Hidden {
		t.Error("the ring stays")
	}
}

func TestALeadingButtonCutsItsTextToItsRoom(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	b := NewMenuButton("2026-12-04　走进便民服务中心开放日暨政府信息公开宣传月启动仪式", nil, nil)
	b.Leading = true
	w := test.NewWindow(b)
	defer w.Close()
	b.Resize(fyne.NewSize(216, ControlHeight))
	if right := b.text.Position().X + b.text.MinSize().Width; right > b.sign.Position().X || b.text.Text == b.Text {
		t.Errorf("%q ends at %v, the sign begins at %v", b.text.Text, right, b.sign.Position().X)
	}
	if b.MinSize().Width > 216 {
		t.Errorf("asks for %v", b.MinSize().Width)
	}
}
