package onday

import (
	"context"
	"io"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindOpinionForm is the form on which a guest writes what they have to say.
const KindOpinionForm paper.Kind = "opinion-form"

const opinionFormName = "意见建议征集表"

var opinionFormPaper = paper.Definition{
	Kind: KindOpinionForm, Chinese: opinionFormName, English: "Opinion slip", Word: true,
	New: func(time.Time) paper.Paper { return &opinionForm{Blocks: 3} },
}

// opinionForm is a slip with what is chosen about it.
type opinionForm struct {
	Blocks int `json:"opinions"`
}

// Options implements paper.Paper.
func (f *opinionForm) Options() []paper.Option {
	return []paper.Option{
		{Name: "opinions", Label: paper.Both("每张可写几条", "Opinions on a slip"), Usage: paper.Both("每张征集表可写的意见建议 `N` 条", "how many opinions `N` a slip has room for"), Value: paper.NumberValue(&f.Blocks, 1, 6)},
	}
}

// Validate implements paper.Paper.
func (f *opinionForm) Validate() []app.FieldProblem { return paper.Wrong(f.Options()) }

// String implements paper.Paper.
func (f *opinionForm) String() string { return paper.Remembered(f) }

// Write implements paper.Paper.
func (f *opinionForm) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(f.Validate()); err != nil {
		return paper.Report{}, err
	}
	e := m.Dossier.Event
	about := typeset.Options{Title: e.Title + opinionFormName, Author: e.Organiser, Created: m.At, Page: typeset.Plain(false)}
	var report paper.Report
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		paper.SheetTitle(doc, about, e)
		body := typeset.Style{Role: typeset.Serif, Size: 12, Align: typeset.Justify, First: 2, After: 3}
		doc.Text(body, "感谢您参加"+wording.QuotedActivity(wording.Activity(e))+"。请把您的意见建议写在下面，我们将逐条登记、交办，并按您选择的方式答复。")
		doc.Table(f.table(m.Dossier))
		foot := typeset.Style{Role: typeset.Serif, Size: 11, Before: 3}
		doc.Text(foot, "请在活动结束时交给工作人员。"+wording.Wrapped("也可以会后与我们联系：", strings.Join(wording.Contacts(e), "，"), "。"))
		return nil
	})
	return report, err
}

// table is what is filled in: who, what, and how they wish to be answered.
func (f *opinionForm) table(d app.Dossier) typeset.Table {
	t := typeset.Table{
		Columns: []typeset.Column{{Width: 28, Align: typeset.Center}, {Align: typeset.Left}, {Width: 28, Align: typeset.Center}, {Align: typeset.Left}},
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 12, MinRow: 11,
	}
	halves := func(left, right string) {
		t.Rows = append(t.Rows, typeset.Row{Cells: []typeset.Cell{{Text: left, Bold: true}, {}, {Text: right, Bold: true}, {}}})
	}
	whole := func(label, text string, height float64) {
		t.Rows = append(t.Rows, typeset.Row{Height: height, Cells: []typeset.Cell{{Text: label, Bold: true}, {Text: text, Span: 3}}})
	}
	halves("姓　　名\n（可不填）", "联系电话")
	whole("单　　位", "", 0)
	if len(d.Agenda) > 0 {
		whole("针对环节", ticks(stopsOf(d.Agenda)), 0)
	}
	const room = 130.0 // mm, for all opinions
	for i := range f.Blocks {
		label := "意见建议"
		if f.Blocks > 1 {
			label += typeset.ChineseNumber(i + 1)
		}
		whole(label, "", room/float64(f.Blocks))
	}
	whole("答复方式", ticks([]string{"电话", "书面", "短信", "邮件", "不需要答复"}), 0)
	whole("公开办理\n结　　果", ticks([]string{"同意公开（隐去姓名）", "不同意公开"}), 0)
	return t
}

// stopsOf are the kinds of an agenda's items at which guests have their say.
func stopsOf(agenda []app.AgendaItem) []string {
	var all []string
	for _, k := range app.AgendaKinds {
		for _, a := range agenda {
			if a.Kind == k.Code && k.Code != app.KindAssembly && k.Code != "handout" && k.Code != "other" {
				all = append(all, k.Chinese)
				break
			}
		}
	}
	return append(all, "其他")
}

// ticks are choices with a box before each.
func ticks(choices []string) string { return "□" + strings.Join(choices, "　□") }
