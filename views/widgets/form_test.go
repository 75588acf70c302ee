package widgets

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets/widgettest"
)

func TestFormKnowsWhatHasChanged(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	f := NewForm(80)
	title, number, list := NewTextEntry(), NewNumberEntry(0, 100), NewListEntry("")
	date := NewDateEntry(beijing, aNow)
	kind := NewChoice(Option[int]{1, "线下"}, Option[int]{2, "线上"})
	unit, media := NewComboEntry([]string{"民政局"}), NewCheckInput("媒体")
	for key, input := range map[string]Input{"title": title, "number": number, "list": list, "date": date, "kind": kind, "unit": unit, "media": media} {
		f.Add(key, key, input)
	}
	widgettest.Show(t, f)
	told := 0
	f.OnChanged = func() { told++ }
	title.SetText("活动")
	list.SetValues([]string{"养老院"})
	date.SetText("2022-11-22")
	f.Loaded()
	if f.Changed() {
		t.Error("changed right after loading")
	}
	title.SetText(" 活动 ")
	date.SetText("2022年11月22日")
	if f.Changed() {
		t.Error("space around a text, or another way to write a date, counts as a change")
	}
	for name, c := range map[string]struct{ change, back func() }{
		"text":   {func() { test.Type(title, "x") }, func() { title.SetText("活动") }},
		"number": {func() { test.Type(number, "5") }, func() { number.SetText("") }},
		"list":   {func() { list.SetValues([]string{"养老院", "公墓"}) }, func() { list.SetValues([]string{"养老院"}) }},
		"date":   {func() { date.SetText("2022-11-23") }, func() { date.SetText("2022-11-22") }},
		"kind":   {func() { kind.Set(2) }, func() { kind.Set(1) }},
		"unit":   {func() { test.Type(unit, "水务局") }, func() { unit.SetText("") }},
		"media":  {func() { test.Tap(media) }, func() { test.Tap(media) }},
	} {
		told = 0
		c.change()
		if !f.Changed() || told == 0 {
			t.Errorf("a change of the %s is not seen", name)
		}
		c.back()
		if f.Changed() {
			t.Errorf("the %s put back still counts as changed", name)
		}
	}
}

func TestFormShowsProblemsBesideTheirFields(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	f := NewForm(80)
	title, number, date := NewTextEntry(), NewNumberEntry(1, 100), NewDateEntry(beijing, aNow)
	f.Section("基本信息")
	tf := f.Add("title", "活动名称", title).Required().Hint("写在封面")
	f.Section("时间")
	nf := f.Add("number", "人数", number)
	f.Add("date", "日期", date)
	w := widgettest.Show(t, f)
	if tf.note.Text != "写在封面" || !tf.note.Visible() {
		t.Errorf("the hint is %q", tf.note.Text)
	}
	number.SetText("一百")
	date.SetText("2022-02-30")
	if f.Check() {
		t.Error("all is said to be well")
	}
	if tf.note.Text != "× 请填写活动名称" || nf.note.Text != "× “一百”不是整数" || date.note.Text != "× 没有这一天" {
		t.Errorf("shown is %q, %q, %q", tf.note.Text, nf.note.Text, date.note.Text)
	}
	if tf.note.Importance != widget.DangerImportance {
		t.Error("a problem is not red")
	}
	if w.Canvas().Focused() != fyne.Focusable(title) {
		t.Error("the keyboard is not in the first field with a problem")
	}
	test.Type(title, "活动")
	if tf.note.Text != "写在封面" {
		t.Errorf("after a change %q is still shown", tf.note.Text)
	}
	number.SetText("５０")
	date.SetText("")
	if n, empty, err := number.Value(); n != 50 || empty || err != nil || !f.Check() {
		t.Errorf("got %d, %v, %v", n, empty, err)
	}
	homeless := f.ShowProblems(map[string]string{"number": "超过名额总数", "sites": "没有地点"})
	if nf.Problem() != "超过名额总数" || !slices.Equal(homeless, []string{"没有地点"}) {
		t.Errorf("shown is %q, homeless %q", nf.Problem(), homeless)
	}
	f.Loaded()
	if nf.note.Visible() {
		t.Error("loading left a problem standing")
	}
}

func TestFormScrollsToItsSections(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	f := NewForm(80)
	for _, s := range []string{"一", "二", "三", "四"} {
		f.Section(s)
		for range 8 {
			f.Add(s, s, NewTextEntry())
		}
	}
	widgettest.Show(t, f)
	f.ShowSection(2)
	if got, want := f.scroll.Offset.Y, f.sections[2].head.Position().Y; got != want {
		t.Errorf("scrolled to %v, want %v", got, want)
	}
	if strings.Join(f.Sections(), "") != "一二三四" {
		t.Errorf("the sections are %v", f.Sections())
	}
	f.ShowSection(9)
}

func TestNumberEntryTakesItsRange(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewNumberEntry(1, 20)
	for text, want := range map[string]int{"1": 1, " 20 ": 20, "１２": 12} {
		e.SetText(text)
		if n, empty, err := e.Value(); n != want || empty || err != nil {
			t.Errorf("%q gave %d, %v, %v", text, n, empty, err)
		}
	}
	for _, text := range []string{"0", "21", "1.5", "两", "99999999999999999999"} {
		e.SetText(text)
		if e.Problem() == "" || e.Text != text {
			t.Errorf("%q has no problem", text)
		}
	}
	seven := 7
	e.Set(&seven)
	if e.Text != "7" {
		t.Errorf("7 gave %q", e.Text)
	}
	e.Set(nil)
	if _, empty, err := e.Value(); !empty || err != nil {
		t.Error("nothing is not empty")
	}
}

func TestChoiceKeepsWhatIsPicked(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	c := NewChoice(Option[string]{"", "不限"}, Option[string]{"a", "甲"}, Option[string]{"b", "乙"})
	if c.Value() != "" || c.Selected != "不限" {
		t.Errorf("first is %q", c.Selected)
	}
	c.Set("b")
	c.SetChoices(Option[string]{"b", "乙"}, Option[string]{"c", "丙"})
	if c.Value() != "b" {
		t.Errorf("picked is %q", c.Value())
	}
	c.SetChoices(Option[string]{"c", "丙"})
	if c.Value() != "c" {
		t.Errorf("picked is %q", c.Value())
	}
	c.Set("unknown")
	if c.Value() != "c" {
		t.Errorf("picked is %q", c.Value())
	}
	c.SetChoices()
	if c.Value() != "" || c.Selected != "" {
		t.Errorf("of nothing %q is picked", c.Selected)
	}
}

func TestListEntryObeysTheKeyboard(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	l := NewListEntry("一行一个地点")
	changes := 0
	l.Listen(func() { changes++ })
	w := widgettest.Show(t, column(l))
	w.Canvas().Focus(l.FocusTarget())
	test.Type(w.Canvas().Focused(), "养老院")
	widgettest.Key(t, w, fyne.KeyReturn)
	test.Type(w.Canvas().Focused(), "会议室")
	widgettest.Key(t, w, fyne.KeyUp, fyne.KeyReturn)
	test.Type(w.Canvas().Focused(), "公墓")
	if got := l.Values(); !slices.Equal(got, []string{"养老院", "公墓", "会议室"}) {
		t.Errorf("the list is %v", got)
	}
	down := &desktop.CustomShortcut{KeyName: fyne.KeyDown, Modifier: fyne.KeyModifierAlt}
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(down)
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(down)
	if got := l.Values(); !slices.Equal(got, []string{"养老院", "会议室", "公墓"}) {
		t.Errorf("moved down, the list is %v", got)
	}
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt})
	if got := l.Snapshot(); got != "养老院\n公墓\n会议室" {
		t.Errorf("moved up, the list is %q", got)
	}
	widgettest.Key(t, w, fyne.KeyReturn)
	if len(l.lines) != 4 {
		t.Fatalf("there are %d lines", len(l.lines))
	}
	changes = 0
	widgettest.Key(t, w, fyne.KeyBackspace) // the new line is empty: it goes
	if len(l.lines) != 3 || changes != 1 {
		t.Errorf("there are %d lines, %d changes", len(l.lines), changes)
	}
	if focused := w.Canvas().Focused(); focused != fyne.Focusable(l.lines[1]) {
		t.Error("the keyboard is not in the line above")
	}
	widgettest.Key(t, w, fyne.KeyBackspace) // and this one loses a character
	if got := l.Snapshot(); got != "养老院\n公\n会议室" {
		t.Errorf("the list is %q", got)
	}
}

func TestListEntryObeysItsButtons(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	l := NewListEntry("")
	widgettest.Show(t, column(l))
	l.SetValues([]string{"一", "二"})
	button := func(line, n int) *IconButton {
		return l.lines[line].bar.Objects[1].(*fyne.Container).Objects[n].(*IconButton)
	}
	if !button(0, 0).Disabled() || !button(1, 1).Disabled() || button(0, 1).Disabled() {
		t.Error("the first can go up, or the last down")
	}
	test.Tap(button(0, 1))
	if got := l.Snapshot(); got != "二\n一" {
		t.Errorf("moved down: %q", got)
	}
	test.Tap(button(1, 0))
	test.Tap(button(0, 2))
	if len(l.lines) != 3 || l.Snapshot() != "一\n二" {
		t.Errorf("added: %d lines, %q", len(l.lines), l.Snapshot())
	}
	for range 3 {
		test.Tap(button(0, 3))
	}
	if len(l.lines) != 1 || l.Values() != nil {
		t.Errorf("removed: %d lines, %q", len(l.lines), l.Values())
	}
	l.Disable()
	if !l.lines[0].Disabled() || !button(0, 2).Disabled() {
		t.Error("a disabled list can be changed")
	}
	l.Enable()
	if l.lines[0].Disabled() || button(0, 2).Disabled() {
		t.Error("an enabled list cannot be changed")
	}
}

func TestTheWheelScrollsTheFormAndALongTextThatIsTypedIn(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	f := NewForm(100)
	long := NewLinesEntry(3)
	f.Section("一")
	f.Add("short", "短", NewTextEntry())
	f.Add("long", "长", long)
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		f.Add(key, key, NewLinesEntry(3))
	}
	f.Section("二")
	for _, key := range []string{"i", "j", "k", "l", "m", "n", "o", "p", "q", "r"} {
		f.Add(key, key, NewLinesEntry(3))
	}
	f.Section("三")
	f.Add("last", "末", NewTextEntry())
	w := widgettest.Show(t, f)
	var seen []int
	f.OnSection = func(n int) { seen = append(seen, n) }
	wheel := func(by float32) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(long).AddXY(20, 20)
		test.Scroll(w.Canvas(), at, 0, by)
	}
	long.SetText(strings.Repeat("很长的一段文字。\n", 30))
	wheel(-30)
	if f.scroll.Offset.Y != 30 || long.inner.Offset.Y != 0 {
		t.Errorf("without the keyboard in it the text scrolled by %.0f, the form by %.0f", long.inner.Offset.Y, f.scroll.Offset.Y)
	}
	w.Canvas().Focus(long)
	before := f.scroll.Offset.Y
	wheel = func(by float32) { // as a window does: with the place of the mouse
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(long).AddXY(20, 20)
		f.wheel.Scrolled(&fyne.ScrollEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}, Scrolled: fyne.NewDelta(0, by)})
	}
	wheel(-10)
	if long.inner.Offset.Y == 0 {
		t.Error("the text that is typed in does not scroll")
	}
	if f.scroll.Offset.Y != before {
		t.Errorf("the form scrolled by %.0f from under the text that is typed in", f.scroll.Offset.Y-before)
	}
	long.SetText("短")
	wheel(-20)
	if f.scroll.Offset.Y != before+20 {
		t.Error("a text that is all in sight keeps the wheel")
	}
	w.Canvas().Unfocus()
	middle := fyne.NewPos(400, 300)
	for range 200 {
		test.Scroll(w.Canvas(), middle, 0, -20)
	}
	for range 200 {
		test.Scroll(w.Canvas(), middle, 0, 20)
	}
	if want := []int{1, 2, 1, 0}; !slices.Equal(seen, want) {
		t.Errorf("the sections in sight were %v, want %v", seen, want)
	}
}

// z and y are the keys, others are typed; with | the keyboard comes back from
// another entry, with > the window from behind another one.
func TestUndoingGoesOnInTheWindow(t *testing.T) {
	for keys, want := range map[string]struct {
		text   string
		passed string // what went on to the window
	}{
		"":         {"", ""},
		"z":        {"", "z"},
		"abz":      {"", ""},
		"abzz":     {"", "z"},
		"abzy":     {"ab", ""},
		"abzyy":    {"ab", "y"},
		"abzzzyyy": {"ab", "zzyy"},
		"ab|z":     {"ab", "z"},
		"ab|czzy":  {"ab", "zy"},
		"ab|czzyy": {"abc", "zy"},
		"ab>cz":    {"", ""},
		"y":        {"", "y"},
	} {
		var passed strings.Builder
		e, own := &widget.Entry{}, &typing{}
		widgettest.Show(t, e)
		own.enter(e)
		for _, key := range keys {
			switch key {
			case 'z':
				own.takes(e, &fyne.ShortcutUndo{}, func() { passed.WriteRune('z') })
			case 'y':
				own.takes(e, &fyne.ShortcutRedo{}, func() { passed.WriteRune('y') })
			case '>': // to the front again
				own.enter(e)
			case '|':
				new(typing).enter(&widget.Entry{})
				own.enter(e)
			default:
				e.TypedRune(key)
			}
		}
		if e.Text != want.text || passed.String() != want.passed {
			t.Errorf("%q: the text is %q, and %q went on; want %q and %q", keys, e.Text, passed.String(), want.text, want.passed)
		}
		if own.takes(e, &fyne.ShortcutCopy{}, func() { t.Error("copying went on") }) {
			t.Error("copying is taken for undoing")
		}
	}
}

// TestPastedTextIsCleaned pastes what is copied from a paper of Windows: line ends of
// two characters, marks of direction and control characters.
func TestPastedTextIsCleaned(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	e := NewLinesEntry(3)
	w := widgettest.Show(t, column(e))
	w.Canvas().Focus(e)
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("一、工作\u202e要求\r\n二、\x07职责\r三")
	e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	if e.Text != "一、工作要求\n二、职责\n三" {
		t.Errorf("the text is %q", e.Text)
	}
}
