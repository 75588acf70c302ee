package widgets

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets/widgettest"
)

var ctrlEnter = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}

func TestTabLeadsFromTheLastFieldToTheDefaultThenToTheOthers(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	unit, note := NewTextEntry(), NewLinesEntry(3)
	d := ShowDialog(w, "交办", column(unit, note),
		Action{Label: "交办", Kind: Default}, Action{Label: "取消", Kind: Cancel}, Action{Label: "以后", Kind: Ordinary})
	var went []string
	for range 6 {
		switch f := w.Canvas().Focused().(type) {
		case *TextEntry:
			went = append(went, map[*TextEntry]string{unit: "unit", note: "note"}[f])
		case *dialogButton:
			went = append(went, f.Text)
		default:
			t.Fatalf("the keyboard is at %T", f)
		}
		w.Canvas().FocusNext()
	}
	if got := strings.Join(went, " "); got != "unit note 交办 以后 取消 unit" {
		t.Errorf("Tab went %s", got)
	}
	left, middle, right := d.buttons[0], d.buttons[1], d.buttons[2]
	if x := func(b *dialogButton) float32 {
		return fyne.CurrentApp().Driver().AbsolutePositionForObject(b).X
	}; left.Text != "取消" || middle.Text != "以后" || right.Text != "交办" || x(left) >= x(middle) || x(middle) >= x(right) {
		t.Error("the buttons stand in another order")
	}
	w.Canvas().Focus(right)
	widgettest.Key(t, w, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft)
	if w.Canvas().Focused() != fyne.Focusable(left) {
		t.Error("the arrows do not go from button to button")
	}
}

func TestCtrlEnterPressesTheDefaultFromAnywhere(t *testing.T) {
	for name, input := range map[string]Input{"line": NewTextEntry(), "lines": NewLinesEntry(3), "combo": NewComboEntry([]string{"民政局"}),
		"date": NewDateEntry(beijing, aNow), "choice": NewChoice(Option[int]{1, "一"}), "list": NewListEntry("")} {
		t.Run(name, func(t *testing.T) {
			widgettest.Themed(t, NewTheme())
			w := widgettest.Show(t, NewTextEntry())
			done, beyond := 0, 0
			OnSubmit(w, func() { beyond++ })
			ShowDialog(w, "交办", column(input), Action{Label: "取消", Kind: Cancel}, Action{Label: "交办", Kind: Default, Do: func() { done++ }})
			w.Canvas().Focus(input.FocusTarget())
			if s, ok := w.Canvas().Focused().(fyne.Shortcutable); ok {
				s.TypedShortcut(ctrlEnter)
			} else {
				Submit(w.Canvas())
			}
			if done != 1 || beyond != 0 || w.Canvas().Overlays().Top() != nil {
				t.Errorf("done %d times, the window %d times", done, beyond)
			}
			if Submit(w.Canvas()); beyond != 1 {
				t.Error("without a dialog the window has Ctrl+Enter")
			}
		})
	}
}

func TestWhatTakesSomethingAwayIsPressedByItselfAlone(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	done := 0
	ask := func() *Dialog {
		return ShowDanger(w, "放弃修改？", "填写的内容将丢失。", "放弃", func() { done++ })
	}
	d := ask()
	if b, ok := w.Canvas().Focused().(*dialogButton); !ok || b.Text != "取消" {
		t.Fatalf("the keyboard begins at %T", w.Canvas().Focused())
	}
	w.Canvas().Unfocus()
	widgettest.Key(t, w, fyne.KeyReturn)
	Submit(w.Canvas())
	if done != 0 || d.Closed() {
		t.Error("Enter took it away from afar")
	}
	widgettest.Key(t, w, fyne.KeyEscape)
	if !d.Closed() {
		t.Error("Esc does not close the question")
	}
	ask()
	widgettest.Key(t, w, fyne.KeyRight, fyne.KeyReturn)
	if done != 1 {
		t.Error("the button itself does nothing")
	}
}

func TestEscClosesEveryDialogButWorkThatCannotBeCancelled(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	d := ShowDialog(w, "意见建议统计", column(), Action{Label: "复制"}, Action{Label: "插入", Kind: Default})
	widgettest.Key(t, w, fyne.KeyEscape)
	if !d.Closed() {
		t.Error("a dialog of two buttons stays")
	}
	p := ShowProgress(w, "导出", nil)
	widgettest.Key(t, w, fyne.KeyEscape)
	if p.dialog.Closed() {
		t.Error("work that cannot be cancelled is out of sight")
	}
	p.Done()
	if !p.dialog.Closed() {
		t.Error("its end does not close it")
	}
}

func TestAClosedDialogGivesTheKeyboardBack(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	outside := NewTextEntry()
	w := widgettest.Show(t, outside)
	w.Canvas().Focus(outside)
	inner := NewTextEntry()
	ShowDialog(w, "交办", column(inner), Action{Label: "取消", Kind: Cancel}, Action{Label: "交办", Kind: Default})
	nested := ShowInfo(w, "提示", "请先选择单位。")
	nested.Press("确定")
	if w.Canvas().Focused() != fyne.Focusable(inner) {
		t.Errorf("after the nested one the keyboard is at %T", w.Canvas().Focused())
	}
	widgettest.Key(t, w, fyne.KeyEscape)
	if w.Canvas().Focused() != fyne.Focusable(outside) {
		t.Errorf("after both the keyboard is at %T", w.Canvas().Focused())
	}
}

func TestALongTitleDoesNotWidenADialog(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	short := ShowInfo(w, "删除", "将删除 3 人。")
	width := short.root.Size().Width
	short.Close()
	long := ShowInfo(w, strings.Repeat("政务公开开放日活动方案", 20), "将删除 3 人。")
	if got := long.root.Size(); got.Width != width || got.Height < 100 {
		t.Errorf("the dialog is %v, with a short title %v wide", got, width)
	}
}

func TestTheViewFollowsTheKeyboard(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	form := NewForm(80)
	var fields []*TextEntry
	for i := range 40 {
		e := NewTextEntry()
		fields = append(fields, e)
		form.Add(fmt.Sprint(i), "字段", e)
	}
	w := widgettest.Show(t, container.NewBorder(nil, NewButton("保存", nil), nil, nil, form))
	inSight := func(o fyne.CanvasObject) bool {
		driver := fyne.CurrentApp().Driver()
		at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(form.scroll))
		return at.Y >= 0 && at.Y+o.Size().Height <= form.scroll.Size().Height
	}
	w.Canvas().Focus(fields[0])
	for i := range fields {
		if w.Canvas().Focused() != fyne.Focusable(fields[i]) {
			t.Fatalf("Tab does not lead to field %d", i)
		}
		if !inSight(fields[i]) {
			t.Fatalf("field %d is out of sight at offset %v", i, form.scroll.Offset)
		}
		if fields[i].ring.edge.Hidden || i > 0 && !fields[i-1].ring.edge.Hidden {
			t.Fatalf("field %d: the ring is not where the keyboard is", i)
		}
		w.Canvas().FocusNext()
	}
	if b, ok := w.Canvas().Focused().(*Button); !ok || b.Text != "保存" {
		t.Errorf("after the last field comes %T", w.Canvas().Focused())
	}
	before := form.scroll.Offset
	w.Canvas().FocusNext()
	if form.scroll.Offset == before || !inSight(fields[0]) {
		t.Error("going round does not bring the first field into sight")
	}
}

func TestIconButtonsAreNoTabStops(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	pressed := 0
	b := NewIconButton("delete", func() { pressed++ })
	list, day, last := NewListEntry(""), NewDateEntry(beijing, aNow), NewTextEntry()
	w := widgettest.Show(t, column(b, list, day, last))
	w.Canvas().Focus(list.lines[0])
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != day.FocusTarget() {
		t.Errorf("after a line comes %T", w.Canvas().Focused())
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(last) {
		t.Errorf("after a day comes %T", w.Canvas().Focused())
	}
	test.Tap(b)
	b.Disable()
	if test.Tap(b); pressed != 1 {
		t.Errorf("pressed %d times", pressed)
	}
}

func TestKeysAreTheWindowsAgainWhenDialogsCloseInAnyOrder(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	outside := 0
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { outside++ })
	lower := ShowInfo(w, "一", "一")
	upper := ShowInfo(w, "二", "二")
	lower.Close()
	upper.Close()
	w.Canvas().Unfocus()
	if widgettest.Key(t, w, fyne.KeyEscape); outside != 1 {
		t.Error("a closed dialog still has the keys")
	}
}

func TestRowsTakeWhatIsPasted(t *testing.T) {
	for pasted, want := range map[string]string{
		"养老院\r\n公墓\n\n会议室": "养老院|公墓|会议室", "1. 养老院\n2. 公墓": "养老院|公墓", "1、自觉排队；2、佩戴口罩": "自觉排队；|佩戴口罩",
		"3.15消费者权益日": "3.15消费者权益日",
	} {
		widgettest.Themed(t, NewTheme())
		l := NewListEntry("")
		w := widgettest.Show(t, column(l))
		w.Canvas().Focus(l.lines[0])
		clip := fyne.CurrentApp().Clipboard()
		clip.SetContent(pasted)
		l.lines[0].TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
		if got := strings.Join(l.Values(), "|"); got != want {
			t.Errorf("%q gives %q, not %q", pasted, got, want)
		}
		if w.Canvas().Focused() != fyne.Focusable(l.lines[len(l.lines)-1]) {
			t.Error("the keyboard is not in the last line")
		}
	}
	widgettest.Themed(t, NewTheme())
	l := NewListEntry("")
	w := widgettest.Show(t, column(l))
	l.SetValues([]string{"一", "二"})
	w.Canvas().Focus(l.lines[0])
	l.lines[0].TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyDelete, Modifier: fyne.KeyModifierShortcutDefault})
	if got := l.Values(); len(got) != 1 || got[0] != "二" {
		t.Errorf("Ctrl+Delete leaves %q", got)
	}
}
