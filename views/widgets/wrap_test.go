package widgets

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

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
	SetParagraph(paragraph, english)
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
