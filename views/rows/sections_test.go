package rows

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// theirs is what is generated from an event in these tests.
var theirs = []app.Section{
	{Key: app.SectionTheme, Heading: "活动主题", Text: "走进政府。"},
	{Key: app.SectionWhenWhere, Heading: "活动时间", Text: "9月24日。"},
	{Key: app.SectionNotices, Heading: "注意事项", Text: "1．请戴口罩。\n2．不得吸烟。"},
}

// rowOf returns the row of a generated section.
func (s *Sections) rowOf(t *testing.T, key app.SectionKey) []widgets.Input {
	t.Helper()
	for _, row := range s.Lines {
		if keyOf(row) == key {
			return row
		}
	}
	t.Fatalf("there is no section %s", key)
	return nil
}

// The form shows the sections that a plan has, and gives back what is stored of them:
// nothing where they are the usual ones and nobody wrote them.
func TestSections(t *testing.T) {
	uitest.App(t)
	own := []app.Section{{Key: app.SectionNotices, Heading: "温馨提示", Text: "请戴口罩。"}, {Heading: "活动内容", Text: "参观。\n座谈。"}, {Key: app.SectionTheme, Hidden: true}}
	for name, c := range map[string]struct {
		stored []app.Section
		change func(s *Sections)
		want   []app.Section
	}{
		"the usual":      {nil, func(*Sections) {}, nil},
		"the office's":   {own, func(*Sections) {}, own},
		"moved":          {own, func(s *Sections) { s.MoveRow(s.Lines[2], 1, -1) }, []app.Section{own[0], own[2], own[1]}},
		"moved down":     {own, func(s *Sections) { s.MoveRow(s.Lines[0], 1, 1) }, []app.Section{own[1], own[0], own[2]}},
		"one taken out":  {own, func(s *Sections) { s.RemoveRow(s.Lines[0], 1) }, own[1:]},
		"all restored":   {own, func(s *Sections) { s.Set(app.PlanOutline.Usual()) }, nil},
		"one restored":   {own, func(s *Sections) { s.restore(s.Lines[0]) }, append([]app.Section{{Key: app.SectionNotices}}, own[1:]...)},
		"text taken out": {own[:1], func(s *Sections) { textOf(s.Lines[0]).SetText("") }, []app.Section{{Key: app.SectionNotices, Heading: "温馨提示"}}},
		"edited from what is generated": {own[2:], func(s *Sections) {
			text := textOf(s.rowOf(t, app.SectionTheme))
			text.SetText(strings.Replace(text.Value(), "政府", "机关", 1))
		}, []app.Section{{Key: app.SectionTheme, Text: "走进机关。", Hidden: true}}},
		"edited under the generated heading": {[]app.Section{{Key: app.SectionWhenWhere}}, func(s *Sections) {
			textOf(s.Lines[0]).SetText("9月底。")
		}, []app.Section{{Key: app.SectionWhenWhere, Heading: "活动时间", Text: "9月底。"}}},
		"headed by the choice": {own[:1], func(s *Sections) {
			s.Put()[cellKey].(*widgets.Choice[app.SectionKey]).Set(app.SectionForm)
		}, []app.Section{own[0], {Key: app.SectionForm}}},
		"another choice": {[]app.Section{{Key: app.SectionTheme}}, func(s *Sections) {
			s.Lines[0][cellKey].(*widgets.Choice[app.SectionKey]).Set(app.SectionNotices)
		}, []app.Section{{Key: app.SectionNotices}}},
		"generated anew": {own[2:], func(s *Sections) {
			s.SetGenerated([]app.Section{{Key: app.SectionTheme, Heading: "活动主题", Text: "另一个主题。"}})
		}, own[2:]},
	} {
		s := NewSections(app.PlanOutline)
		s.Set(app.PlanOutline.Of(c.stored))
		loaded := s.Snapshot()
		s.SetGenerated(theirs)
		if got := s.Snapshot(); got != loaded {
			t.Errorf("%s: what is generated counts as typed: %q, want %q", name, got, loaded)
		}
		c.change(s)
		if diff := cmp.Diff(c.want, s.Values()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		again := NewSections(app.PlanOutline)
		again.SetGenerated(theirs)
		again.Restore(s.Snapshot())
		if diff := cmp.Diff(c.want, again.Values()); diff != "" {
			t.Errorf("%s: as a draft: %s", name, diff)
		}
	}
	s := NewSections(app.PlanOutline)
	s.Set([]app.Section{{Heading: "活动内容"}})
	if s.Problem() == "" {
		t.Error("a section of the office's own without a text is let pass")
	}
}

// What is generated stands in the texts to be edited from there, follows the event until
// somebody edits it, and comes back where the text is emptied.
func TestGeneratedTexts(t *testing.T) {
	uitest.App(t)
	s := NewSections(app.PlanOutline)
	s.Set(app.PlanOutline.Usual())
	s.SetGenerated(theirs)
	w := test.NewTempWindow(t, container.NewVScroll(s))
	w.Resize(fyne.NewSize(560, 600))
	theme, notices := s.rowOf(t, app.SectionTheme), s.rowOf(t, app.SectionNotices)
	if got := textOf(notices).Value(); got != theirs[2].Text || headingOf(s.rowOf(t, app.SectionWhenWhere)).Value() != "活动时间" {
		t.Fatalf("%q stands in it", got)
	}
	restore := func(row []widgets.Input) *widgets.Button { return s.signs[textOf(row)].restore }
	w.Canvas().Focus(textOf(theme))
	test.Type(w.Canvas().Focused(), "再")
	if !restore(theme).Visible() || restore(notices).Visible() {
		t.Error("it does not say which section is somebody's own")
	}
	s.SetGenerated([]app.Section{{Key: app.SectionTheme, Text: "改了的主题。"}, {Key: app.SectionNotices, Text: "1．带水。"}})
	if textOf(theme).Value() != "再走进政府。" || textOf(notices).Value() != "1．带水。" {
		t.Errorf("%q, %q", textOf(theme).Value(), textOf(notices).Value())
	}
	textOf(theme).SetText("")
	w.Canvas().Focus(textOf(notices))
	if got := textOf(theme).Value(); got != "改了的主题。" || s.Values() != nil {
		t.Errorf("emptied, %q stands in it: %v", got, s.Values())
	}
	headingOf(notices).SetText("温馨提示")
	textOf(notices).SetText("自己写的。")
	test.Tap(restore(notices))
	if s.Values() != nil || w.Canvas().Focused() != textOf(notices) {
		t.Errorf("restored by one click, it has %v", s.Values())
	}
}

// The keys of rows work in a text, too, where Enter begins a line and what is pasted stays
// in it.
func TestKeysInSections(t *testing.T) {
	uitest.App(t)
	s := NewSections(app.PlanOutline)
	s.Set(app.PlanOutline.Usual())
	w := test.NewTempWindow(t, container.NewVScroll(s))
	w.Resize(fyne.NewSize(560, 600))
	first := s.Lines[0]
	keys := func(k widgets.Keystroke) {
		w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: k.Key, Modifier: k.Mod})
	}
	s.Reveal(0)
	keys(widgets.KeyRowDown)
	keys(widgets.KeyRowDown)
	if s.At(first) != 2 || w.Canvas().Focused() != textOf(first) {
		t.Errorf("moved down twice, it is at %d", s.At(first))
	}
	keys(widgets.KeyRowUp)
	if s.At(first) != 1 {
		t.Errorf("moved up, it is at %d", s.At(first))
	}
	clip := fyne.CurrentApp().Clipboard()
	clip.SetContent("一段。\n二段。")
	w.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip})
	uitest.Type(w, fyne.KeyReturn)
	test.Type(w.Canvas().Focused(), "三段。")
	if got := textOf(first).Value(); got != "一段。\n二段。\n三段。" {
		t.Errorf("%q", got)
	}
	n := len(s.Lines)
	keys(widgets.KeyRowOut)
	if len(s.Lines) != n-1 || s.At(first) >= 0 {
		t.Error("it is not taken out")
	}
}
