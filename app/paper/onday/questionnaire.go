package onday

import (
	"context"
	"io"
	"slices"
	"strconv"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindQuestionnaire is the blank questionnaire on how content the guests were.
const KindQuestionnaire paper.Kind = "questionnaire"

const questionnaireName = "满意度问卷"

var questionnairePaper = paper.Definition{
	Kind: KindQuestionnaire, Chinese: questionnaireName, English: "Questionnaire", Word: true,
	New: func(time.Time) paper.Paper { return paper.Form(writeQuestionnaire) },
}

// Measures of the questionnaire, mm. The boxes are as large as a pen ticks them, and so
// far apart that a stroke that misses its box does not reach another.
const (
	tickBox     = 4.5
	tickLine    = 0.25
	answerWidth = 20.0
	questionRow = 13.0
	freeFrame   = 62.0
)

func writeQuestionnaire(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	e := m.Dossier.Event
	questions := e.Questions
	if len(questions) == 0 {
		questions = app.UsualQuestions()
	}
	about := typeset.Options{Title: e.Title + questionnaireName, Author: e.Organiser, Created: m.At, Page: typeset.Plain(false)}
	boxes := map[int][]typeset.Box{} // by page
	if m.As != paper.FormatWord {
		about.Page.Solid = func(n int) []typeset.Box { return boxes[n] }
	}
	var report paper.Report
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		paper.SheetTitle(doc, about, e)
		doc.Text(typeset.Style{Role: typeset.Serif, Size: 12, Align: typeset.Justify, First: 2, After: 3},
			"感谢您参加"+wording.QuotedActivity(wording.Activity(e))+"。本问卷不记名，请在每行选一项，在方框内打“√”。")
		t := typeset.Table{
			Columns: []typeset.Column{{Title: "序号", Width: 12, Align: typeset.Center}, {Title: "您对以下各项是否满意", Align: typeset.Left}},
			Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 12, MinRow: questionRow, MinHead: 10,
		}
		for _, s := range app.Satisfactions {
			t.Columns = append(t.Columns, typeset.Column{Title: s.Chinese, Width: answerWidth, Align: typeset.Center})
		}
		for i, q := range questions {
			row := []string{strconv.Itoa(i + 1), q.Text}
			if m.As == paper.FormatWord { // where it stands on the page, its program decides
				row = append(row, slices.Repeat([]string{"□"}, len(app.Satisfactions))...)
			}
			t.Rows = append(t.Rows, typeset.Cells(row...))
		}
		t.Stands = func(_, page int, columns []typeset.Box) {
			for _, cell := range columns[len(columns)-len(app.Satisfactions):] {
				boxes[page] = append(boxes[page], outlined(cell)...)
			}
		}
		doc.Table(t)
		head := typeset.Style{Role: typeset.HeiTi, Size: 12, Before: 5, After: 2, Keep: true}
		doc.Text(head, "您对本次活动和我们工作的意见建议：")
		frame := typeset.Table{Columns: []typeset.Column{{Align: typeset.Left}}, Rows: []typeset.Row{{Height: freeFrame}}, Role: typeset.Serif, HeadRole: typeset.HeiTi, Size: 12, Whole: true}
		doc.Table(frame)
		doc.Text(typeset.Style{Role: typeset.Serif, Size: 12, Before: 4}, "需要答复的，请留下　　姓名：　　　　　　　　　　　联系电话：")
		return nil
	})
	return report, err
}

// outlined are the four sides of the box to tick in the middle of a cell.
func outlined(cell typeset.Box) []typeset.Box {
	x, y := cell.X+(cell.W-tickBox)/2, cell.Y+(cell.H-tickBox)/2
	return []typeset.Box{
		{X: x, Y: y, W: tickBox, H: tickLine}, {X: x, Y: y + tickBox - tickLine, W: tickBox, H: tickLine},
		{X: x, Y: y, W: tickLine, H: tickBox}, {X: x + tickBox - tickLine, Y: y, W: tickLine, H: tickBox},
	}
}
