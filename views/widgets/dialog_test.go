package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"openday/views/widgets/widgettest"
)

func TestDialogsObeyEnterAndEsc(t *testing.T) {
	for name, c := range map[string]struct {
		keys  []fyne.KeyName
		blur  bool
		wants bool
	}{
		"enter":             {[]fyne.KeyName{fyne.KeyReturn}, false, true},
		"keypad enter":      {[]fyne.KeyName{fyne.KeyEnter}, false, true},
		"esc":               {[]fyne.KeyName{fyne.KeyEscape}, false, false},
		"enter, no focus":   {[]fyne.KeyName{fyne.KeyReturn}, true, true},
		"esc, no focus":     {[]fyne.KeyName{fyne.KeyEscape}, true, false},
		"space":             {[]fyne.KeyName{fyne.KeySpace}, false, true},
		"twice":             {[]fyne.KeyName{fyne.KeyReturn}, false, true},
		"other keys before": {[]fyne.KeyName{fyne.KeyA, fyne.KeyDown, fyne.KeyReturn}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			widgettest.Themed(t, NewTheme())
			w := widgettest.Show(t, NewTextEntry())
			outside := 0
			w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { outside++ })
			done := 0
			d := ShowConfirm(w, "报备", "现在报备？", "报备", func() { done++ })
			if c.blur {
				w.Canvas().Unfocus()
			}
			widgettest.Key(t, w, c.keys...)
			if c.wants != (done == 1) || done > 1 {
				t.Errorf("done %d times", done)
			}
			if w.Canvas().Overlays().Top() != nil {
				t.Error("the dialog stays")
			}
			d.Press("报备")
			if done > 1 {
				t.Error("a closed dialog can be pressed")
			}
			w.Canvas().Unfocus()
			widgettest.Key(t, w, fyne.KeyEscape)
			if outside != 1 {
				t.Errorf("the window got %d keys", outside)
			}
		})
	}
}

func TestDialogTabsBetweenItsButtons(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	done := false
	ShowConfirm(w, "报备", "现在报备？", "报备", func() { done = true })
	w.Canvas().FocusNext()
	widgettest.Key(t, w, fyne.KeyReturn) // on the cancelling button, Enter is that button's
	if done || w.Canvas().Overlays().Top() != nil {
		t.Errorf("done is %v", done)
	}
}

func TestTroubleSaysWhatWhyAndWhatToDo(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	ShowTrouble(w, Trouble{What: "活动没有保存", Why: "磁盘已满", Remedy: "请清理磁盘"})
	shown := test.RenderToMarkup(w.Canvas())
	for _, want := range []string{"× 活动没有保存", "原因：磁盘已满", "处理办法：请清理磁盘", "确定"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not shown", want)
		}
	}
	widgettest.Key(t, w, fyne.KeyEscape) // with one button alone Esc presses it
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
	ShowError(w, "没有保存：磁盘已满。")
	widgettest.Key(t, w, fyne.KeyReturn)
	ShowInfo(w, "完成", "已导出 200 人。")
	widgettest.Key(t, w, fyne.KeyReturn)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
}

func TestAskUnsaved(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	got := UnsavedAnswer(-1)
	ask := func() *Dialog { return AskUnsaved(w, func(a UnsavedAnswer) { got = a }) }
	ask()
	widgettest.Key(t, w, fyne.KeyReturn)
	if got != SaveUnsaved {
		t.Errorf("Enter answers %d", got)
	}
	ask()
	widgettest.Key(t, w, fyne.KeyEscape)
	if got != StayUnsaved {
		t.Errorf("Esc answers %d", got)
	}
	if !ask().Press("放弃修改") || got != DiscardUnsaved {
		t.Errorf("the button answers %d", got)
	}
	if ask().Press("没有这个按钮") {
		t.Error("a button that is not there was pressed")
	}
}

func TestADialogMayOpenAnother(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	ShowConfirm(w, "一", "一", "继续", func() { ShowError(w, "出错了。") })
	widgettest.Key(t, w, fyne.KeyReturn)
	if d := Front(w); d == nil || d.below != nil || d.Title() == "一" {
		t.Fatalf("in front is %+v", d)
	}
	w.Canvas().Unfocus()
	widgettest.Key(t, w, fyne.KeyEscape)
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the second dialog does not obey Esc")
	}
}

func TestPromptStaysUntilTheTextWillDo(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	var got string
	ShowPrompt(w, "复制活动", "新名称", "活动一", "复制", func(s string) string {
		if s == "活动一" {
			return "已有同名的活动"
		}
		return ""
	}, func(s string) { got = s })
	widgettest.Key(t, w, fyne.KeyReturn)
	if got != "" || !strings.Contains(test.RenderToMarkup(w.Canvas()), "× 已有同名的活动") {
		t.Error("the problem is not shown")
	}
	for _, r := range "活动二" { // the text was chosen whole: typing replaces it
		w.Canvas().Focused().TypedRune(r)
	}
	widgettest.Key(t, w, fyne.KeyReturn)
	if got != "活动二" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("got %q", got)
	}
	ShowPrompt(w, "备注", "备注", "", "确定", nil, func(s string) { got = "called" })
	widgettest.Key(t, w, fyne.KeyEscape)
	if got != "活动二" || w.Canvas().Overlays().Top() != nil {
		t.Error("Esc did not leave the prompt")
	}
}

func TestProgressCanBeCancelledOnce(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	cancelled := 0
	p := ShowProgress(w, "正在导出", func() { cancelled++ })
	p.Set(0.25, "第 50 页，共 200 页")
	if p.bar.Fraction() != 0.25 || p.note.Text != "第 50 页，共 200 页" {
		t.Errorf("shown is %v, %q", p.bar.Fraction(), p.note.Text)
	}
	p.Set(-1, "正在整理")
	if p.bar.Visible() {
		t.Error("a bar is shown for what is not known")
	}
	widgettest.Key(t, w, fyne.KeyEscape)
	w.Canvas().Unfocus()
	widgettest.Key(t, w, fyne.KeyEscape)
	p.Set(0.5, "第 100 页")
	if cancelled != 1 || p.note.Text != "正在取消…" {
		t.Errorf("cancelled %d times, shown is %q", cancelled, p.note.Text)
	}
	if w.Canvas().Overlays().Top() == nil {
		t.Error("the dialog closed before the work had ended")
	}
	p.Done()
	if w.Canvas().Overlays().Top() != nil {
		t.Error("the dialog stays")
	}
	q := ShowProgress(w, "正在保存", nil)
	w.Canvas().Unfocus()
	widgettest.Key(t, w, fyne.KeyEscape)
	if w.Canvas().Overlays().Top() == nil {
		t.Error("work that cannot be cancelled was")
	}
	q.Done()
}

func TestFieldsInADialogLeaveItEnterAndEsc(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	for _, input := range []Input{NewTextEntry(), NewNumberEntry(0, 9), NewComboEntry(nil), NewChoice(Option[int]{1, "一"}), NewCheckInput("x"), NewDateEntry(beijing, aNow), NewClockEntry()} {
		for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape} {
			done := false
			ShowDialog(w, "打印", column(input), Action{Label: "取消", Kind: Cancel}, Action{Label: "打印", Kind: Default, Do: func() { done = true }})
			w.Canvas().Focus(input.FocusTarget())
			widgettest.Key(t, w, k)
			if done != (k == fyne.KeyReturn) || w.Canvas().Overlays().Top() != nil {
				t.Errorf("%T: %s did not reach the dialog", input, k)
				w.Canvas().Overlays().Remove(w.Canvas().Overlays().Top())
			}
		}
	}
}

func TestAScrimLiesBehindADialogAsLongAsItIsOpen(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	one, two := ShowInfo(w, "一", "一"), ShowInfo(w, "二", "二")
	scrims := func() (n int) {
		for _, o := range w.Canvas().Overlays().List() {
			if r, ok := o.(*canvas.Rectangle); ok && r.FillColor == Colour(ColorNameScrim) && r.Size() == w.Canvas().Size() {
				n++
			}
		}
		return n
	}
	if n := scrims(); n != 2 {
		t.Errorf("%d scrims lie behind two dialogs", n)
	}
	two.Close()
	if n := scrims(); n != 1 {
		t.Errorf("%d scrims lie behind one dialog", n)
	}
	one.Close()
	if n := len(w.Canvas().Overlays().List()); n != 0 {
		t.Errorf("%d objects lie over the window without a dialog", n)
	}
}

func TestADialogComesBackWhereWhatItAskedForHasFailed(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	outside := NewTextEntry()
	w := widgettest.Show(t, outside)
	w.Canvas().Focus(outside)
	opened := 0
	fail := func() {
		Acting().ComeBack()
		ShowError(w, "出错了。")
	}
	first, second := NewTextEntry(), NewTextEntry()
	d := ShowDialog(w, "部门", NewColumn(4, first, second), Action{Label: "取消", Kind: Cancel}, Action{Label: "保存", Kind: Default, Do: fail})
	d.WhileOpen(func() func() { opened++; return func() { opened-- } })
	w.Canvas().Focus(second)
	test.Type(w.Canvas().Focused(), "城管办")
	widgettest.Key(t, w, fyne.KeyReturn)
	if d.Closed() || Front(w) == d || second.Text != "城管办" || opened != 1 {
		t.Fatalf("closed: %v, text %q, opened %d times", d.Closed(), second.Text, opened)
	}
	widgettest.Key(t, w, fyne.KeyReturn) // the error is read
	if Front(w) != d || w.Canvas().Focused() != second || !d.Unsaved() {
		t.Errorf("in front: %v, the keyboard is in the field: %v, it can be lost: %v", Front(w) == d, w.Canvas().Focused() == second, !d.Unsaved())
	}
	widgettest.Key(t, w, fyne.KeyEscape)
	if Front(w) == d || !Front(w).Press("放弃修改") || !d.Closed() || w.Canvas().Focused() != outside || opened != 0 {
		t.Errorf("closed: %v, opened %d times; the keyboard is in %v", d.Closed(), opened, w.Canvas().Focused())
	}
	if w.Canvas().Overlays().Top() != nil {
		t.Error("something still lies over the window")
	}
}

// TestWhatAQuestionFollowsIsNotLost leaves the question that comes of a dialog, or has
// what it asks fail: what was typed before is there again.
func TestWhatAQuestionFollowsIsNotLost(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	text := NewTextEntry()
	do := func() {}
	d := ShowDialog(w, "移交", text, Action{Label: "取消", Kind: Cancel}, Action{Label: "继续", Kind: Default, Do: func() {
		ShowConfirm(w, "导出", "导出全部号码？", "导出", func() { do() })
	}})
	test.Type(w.Canvas().Focused(), "口令")
	widgettest.Key(t, w, fyne.KeyReturn, fyne.KeyEscape)
	if Front(w) != d || text.Text != "口令" {
		t.Fatalf("after the question was left: in front %v, text %q", Front(w) == d, text.Text)
	}
	do = func() { Acting().ComeBack() }
	widgettest.Key(t, w, fyne.KeyReturn, fyne.KeyReturn)
	if Front(w) != d || text.Text != "口令" {
		t.Fatalf("after it failed: in front %v, text %q", Front(w) == d, text.Text)
	}
	do = func() {}
	widgettest.Key(t, w, fyne.KeyReturn, fyne.KeyReturn)
	if !d.Closed() || Front(w) != nil {
		t.Error("it comes back although it was done")
	}
}

func TestAPassphraseThatWasWrongIsTypedAnew(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	w := widgettest.Show(t, NewTextEntry())
	secret := NewTextEntry()
	secret.Password = true
	d := ShowDialog(w, "接收", secret, Action{Label: "取消", Kind: Cancel}, Action{Label: "继续", Kind: Default, Do: func() {
		Acting().ComeBack()
		ShowError(w, "口令不对。")
	}})
	test.Type(w.Canvas().Focused(), "abc")
	widgettest.Key(t, w, fyne.KeyReturn, fyne.KeyReturn)
	if Front(w) != d || w.Canvas().Focused() != secret || secret.SelectedText() != "abc" {
		t.Errorf("in front: %v, chosen %q", Front(w) == d, secret.SelectedText())
	}
}
