package widgets

import (
	"strings"
	"testing"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
	"pgregory.net/rapid"

	"openday/app/words"
	"openday/views/widgets/widgettest"
)

// lines are the lines of text drawn on an object.
func lines(o fyne.CanvasObject) []string {
	var all []string
	for _, part := range test.LaidOutObjects(o) {
		if text, ok := part.(*canvas.Text); ok && text.Text != "" {
			all = append(all, text.Text)
		}
	}
	return all
}

func TestEnglishWrapsBetweenWordsAndChineseAnywhere(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	words.Use(words.English)
	t.Cleanup(func() { words.Use(words.Chinese) })
	english := "Load the sample to look around, import the workbook of an open day, or begin a new one."
	chinese := "可以先载入示例活动看一看，也可以导入活动工作簿，或新建活动。"
	mixed := "“2026年政府开放日 第一场”有 5 位邀请对象已在 openday 里登记并审核通过"
	of := map[string]fyne.CanvasObject{}
	paragraph := NewParagraph("")
	paragraph.SetText(english)
	of["paragraph"], of["dialog"] = paragraph, message(english)
	form := NewForm(136)
	form.Add("a", "Publicity channels of the day", NewTextEntry()).Hint(english)
	of["form"] = form
	for name, o := range of {
		w := widgettest.Show(t, o)
		for _, width := range []float32{180, 260, 340} {
			w.Resize(fyne.NewSize(width, 500))
			if got := strings.Join(lines(o), " "); !strings.Contains(got, english) {
				t.Errorf("%s at %.0f breaks words: %q", name, width, lines(o))
			}
		}
	}
	for _, text := range []string{chinese, mixed} {
		p := NewParagraph(text)
		widgettest.Show(t, p).Resize(fyne.NewSize(200, 400))
		all := lines(p)
		for _, line := range all[:len(all)-1] {
			if width := fyne.MeasureText(line, p.Theme().Size("text"), fyne.TextStyle{}).Width; width < 120 {
				t.Errorf("a line of Chinese is cut short: %q", all)
			}
		}
	}
}

// badlyBroken returns the first line that begins with a closing mark or ends with an
// opening one; what the text itself begins or ends with is left to it.
func badlyBroken(lines []string) string {
	for i, line := range lines {
		runes := []rune(strings.TrimSpace(line))
		if len(runes) == 0 {
			continue
		}
		if i > 0 && strings.ContainsRune(notFirst, runes[0]) || i < len(lines)-1 && strings.ContainsRune(notLast, runes[len(runes)-1]) {
			return line
		}
	}
	return ""
}

// written are texts as people write them: at most three marks beside each other.
func written() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.StringOfN(rapid.RuneFrom([]rune("政务开放日意见建议市水务局请尽快检修𬭎")), 1, 9, -1),
		rapid.SampledFrom([]string{"openday", "2026年", "12:00—14:30", "www.example.gov.cn/a/b?c=d", "Ctrl+Enter", " ", "　", "8%", "3.15", "0953-2034567"}),
	)
	mark := rapid.SampledFrom([]string{"", "，", "。", "、", "。”", "”，", "》（", "（", "“", "：“", "……", "——", "）。", "？", "～", "·", "! ", ", ", "（“", "’"})
	return rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(1, 24).Draw(t, "pieces") {
			b.WriteString(piece.Draw(t, "piece") + mark.Draw(t, "mark"))
		}
		return b.String()
	})
}

func TestNoLineBeginsWithAClosingMark(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	ruler := NewRuler(14, fyne.TextStyle{})
	rapid.Check(t, func(t *rapid.T) {
		text, width := written().Draw(t, "text"), float32(rapid.IntRange(120, 700).Draw(t, "width"))
		got := Lines(text, width, ruler)
		if bad := badlyBroken(got); bad != "" {
			t.Errorf("in %.0f the line %q is broken badly: %q", width, bad, got)
		}
		bare := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) {
					return -1
				}
				return r
			}, s)
		}
		if bare(strings.Join(got, "")) != bare(text) {
			t.Errorf("of %q is left %q", text, got)
		}
		for _, line := range got {
			if ruler.Measure(line) > width+0.1 {
				t.Errorf("%q is wider than %.0f", line, width)
			}
		}
	})
}

// All text that wraps is broken by the one rule: that of forms, dialogs, of what can
// be chosen and copied, and prose.
func TestEveryTextThatWrapsIsBrokenByTheSameRule(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	rapid.Check(t, func(t *rapid.T) {
		text, width := written().Draw(t, "text"), float32(rapid.IntRange(180, 600).Draw(t, "width"))
		paragraph, copied := NewParagraph(text), NewCopyText(text)
		for name, o := range map[string]fyne.CanvasObject{"paragraph": paragraph, "to be copied": copied, "prose": NewProse(14, Piece{Text: text})} {
			o.Resize(fyne.NewSize(width, 400))
			if bad := badlyBroken(lines(o)); bad != "" {
				t.Errorf("%s in %.0f has the line %q: %q", name, width, bad, lines(o))
			}
		}
	})
}

func TestParagraphHasTheColourOfItsImportance(t *testing.T) {
	widgettest.Themed(t, NewTheme())
	p := NewParagraph("请先选择活动。")
	widgettest.Show(t, p)
	colour := func() (name fyne.ThemeColorName) {
		for _, part := range test.LaidOutObjects(p) {
			if text, ok := part.(*canvas.Text); ok {
				for _, n := range []fyne.ThemeColorName{theme.ColorNameForeground, theme.ColorNameError, ColorNameMuted} {
					if text.Color == Colour(n) {
						name = n
					}
				}
			}
		}
		return name
	}
	if got := colour(); got != theme.ColorNameForeground {
		t.Errorf("it is drawn in %q", got)
	}
	high := p.MinSize().Height
	p.Importance = widget.DangerImportance
	p.SetText("第一行\n第二行")
	if got := colour(); got != theme.ColorNameError || p.MinSize().Height != high+paragraphLine {
		t.Errorf("it is drawn in %q, %v high", got, p.MinSize().Height)
	}
}
