package widgets

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"openday/views/widgets/widgettest"
)

// TestATextToBeCopiedKeepsNoKeyFromTheWindow presses the program's keys while the
// keyboard is in a text from which one copies.
func TestATextToBeCopiedKeepsNoKeyFromTheWindow(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	c := NewCopyText("路灯不亮，已交城管办。")
	w := widgettest.Show(t, c)
	w.Canvas().Focus(c)
	var heard []string
	HearFirst(w, func(s fyne.Shortcut) bool { heard = append(heard, s.ShortcutName()); return true })
	for _, k := range []Keystroke{{fyne.KeyS, fyne.KeyModifierControl}, {fyne.Key2, fyne.KeyModifierControl}, {fyne.KeyHome, fyne.KeyModifierAlt}, {fyne.KeyF1, fyne.KeyModifierControl}} {
		c.TypedShortcut(k.Shortcut())
	}
	submitted := false
	OnSubmit(w, func() { submitted = true })
	c.TypedShortcut(KeySubmit.Shortcut())
	w.Canvas().SetOnTypedKey(func(k *fyne.KeyEvent) { heard = append(heard, string(k.Name)) })
	widgettest.Key(t, w, fyne.KeyF1, fyne.KeyEscape, fyne.KeyF10, fyne.KeyReturn, fyne.KeyDelete)
	if len(heard) != 9 || !submitted {
		t.Errorf("the window heard %q, and Ctrl+Enter: %v", heard, submitted)
	}
}

func TestATextIsCopiedInPart(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	const text = "路灯不亮，已交城管办。\n电话 13800001234 可查"
	c := NewCopyText(text)
	w := widgettest.Show(t, c)
	clipboard := fyne.CurrentApp().Clipboard()
	clipboard.SetContent("先前")
	w.Canvas().Focus(c)
	c.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
	if clipboard.Content() != "先前" {
		t.Errorf("with nothing chosen the clipboard has %q", clipboard.Content())
	}
	place := func(i int) fyne.Position {
		for _, l := range c.prose.lines {
			if i <= l.to {
				return fyne.NewPos(c.padding()+l.x+c.prose.measure(l.from, i), c.padding()+l.y+2)
			}
		}
		return fyne.Position{}
	}
	down := func(i int, mod fyne.KeyModifier) {
		e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: mod}
		e.Position = place(i)
		c.MouseDown(e)
	}
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() { down(5, 0); c.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: place(10)}}) }, "已交城管办"},
		{func() { down(10, 0); down(5, fyne.KeyModifierShift) }, "已交城管办"},
		{func() { down(5, 0) }, "已交城管办"}, // nothing is chosen, so the clipboard stays
		{func() { c.DoubleTapped(&fyne.PointEvent{Position: place(18)}) }, "13800001234"},
		{func() { c.TypedShortcut(&fyne.ShortcutSelectAll{}) }, text},
	} {
		step.do()
		c.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard})
		if clipboard.Content() != step.want {
			t.Errorf("copied %q, want %q", clipboard.Content(), step.want)
		}
	}
	if len(c.ground.Objects) != 2 {
		t.Errorf("%d lines are shown as chosen", len(c.ground.Objects))
	}
	w.Canvas().Unfocus()
	if len(c.ground.Objects) != 0 {
		t.Error("it is shown as chosen without the keyboard")
	}
}
