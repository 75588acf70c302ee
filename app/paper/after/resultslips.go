package after

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/words"
)

// KindResultSlips are the slips on which departments tell what came of an opinion.
const KindResultSlips paper.Kind = "result-slips"

const resultSlipsName = "办理情况反馈单"

var resultSlipsPaper = paper.Definition{
	Kind: KindResultSlips, Chinese: resultSlipsName, English: "Result slips", Word: true,
	New: func(time.Time) paper.Paper { return &resultSlips{Of: slipsOfAll} },
	Lacks: func(d app.Dossier, _ time.Time) error {
		if len((&resultSlips{Of: slipsOfAll}).chosen(d)) > 0 {
			return nil
		}
		return app.Errorf(app.CodeInvalid, nil, "No opinion is assigned to a department, so there is no result to report. Assign the opinions first.")
	},
}

// slipsOf is of which opinions there is a slip.
type slipsOf string

const (
	slipsOfAll  slipsOf = "all"
	slipsOfOpen slipsOf = "open"
	slipsOfDone slipsOf = "done"
)

var slipsOfOpinions = app.Vocabulary[slipsOf]{
	{Code: slipsOfAll, Chinese: "全部已交办的", English: "All that are assigned"},
	{Code: slipsOfOpen, Chinese: "尚未办结的", English: "Those still open"},
	{Code: slipsOfDone, Chinese: "已办结的", English: "Those that are done"},
}

// resultSlips are the slips with what is chosen about them.
type resultSlips struct {
	Of   slipsOf   `json:"of"`
	date time.Time // of the paper
}

// Options implements paper.Paper.
func (s *resultSlips) Options() []paper.Option {
	return []paper.Option{
		{Name: "slips", Label: paper.Both("哪些意见建议", "Of which opinions"), Usage: paper.Both("为哪些意见建议印反馈单", "of which opinions there are result slips"), Value: paper.WordValue(&s.Of, slipsOfOpinions)},
		paper.DateOption(&s.date),
	}
}

// Validate implements paper.Paper.
func (s *resultSlips) Validate() []app.FieldProblem { return paper.Wrong(s.Options()) }

// String implements paper.Paper.
func (s *resultSlips) String() string { return paper.Remembered(s) }

// chosen are the opinions with their numbers in the ledger.
func (s *resultSlips) chosen(d app.Dossier) []task {
	var all []task
	for i, o := range d.Feedback {
		open := o.State.IsOpen()
		if o.Department == "" || o.MergedInto != "" || s.Of == slipsOfOpen && !open || s.Of == slipsOfDone && open {
			continue
		}
		all = append(all, task{o, i + 1})
	}
	return all
}

// Write implements paper.Paper.
func (s *resultSlips) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(s.Validate()); err != nil {
		return paper.Report{}, err
	}
	d := m.Dossier
	list := s.chosen(d)
	if len(list) == 0 {
		return paper.Report{}, app.Errorf(app.CodeInvalid, nil, "None of the opinions is of the chosen kind, so there is no slip to write.")
	}
	var report paper.Report
	unassigned := 0
	for _, o := range d.Feedback {
		if o.Department == "" && o.IsOpen() {
			unassigned++
		}
	}
	if unassigned > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("%d opinions have no department yet and stand on no slip.", unassigned))
	}
	about := typeset.Options{Title: d.Event.Title + resultSlipsName, Author: d.Event.Organiser, Created: m.At, Page: typeset.Plain(false)}
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		for _, t := range list {
			doc.NewPage()
			setResultSlip(doc, d.Event, t)
		}
		return nil
	})
	return report, err
}

// setResultSlip sets the slip of an opinion: what is known of it, and the room for the
// result, the signatures and the seal.
func setResultSlip(doc paper.Sheet, e app.Event, o task) {
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 22, Align: typeset.Center, After: 2, Keep: true}, "意见建议"+resultSlipsName)
	doc.Text(typeset.Style{Role: typeset.Serif, Size: 12, Align: typeset.Right, After: 2, Keep: true}, "台账号："+strconv.Itoa(o.number))
	t := typeset.Table{
		Columns: []typeset.Column{{Width: 30, Align: typeset.Center}, {Align: typeset.Left}, {Width: 30, Align: typeset.Center}, {Align: typeset.Left}},
		Role:    typeset.Serif, HeadRole: typeset.HeiTi, Size: 12, MinRow: 10,
	}
	whole := func(label, text string, height float64) {
		t.Rows = append(t.Rows, typeset.Row{Height: height, Cells: []typeset.Cell{{Text: label, Bold: true}, {Text: text, Span: 3}}})
	}
	halves := func(left, leftText, right, rightText string) {
		t.Rows = append(t.Rows, typeset.Row{Cells: []typeset.Cell{{Text: left, Bold: true}, {Text: leftText}, {Text: right, Bold: true}, {Text: rightText}}})
	}
	speaker := o.SpeakerOrAnonymous()
	if o.Speaker != "" {
		speaker = hanzi.PadName(speaker)
	}
	department := o.Department
	if len(o.Joint) > 0 {
		department += "\n协办：" + strings.Join(o.Joint, "、")
	}
	due := app.ShortDate(o.DueDate)
	if due == "" {
		due = "未定"
	}
	whole("活动名称", e.Title, 0)
	whole("意见建议\n内　　容", paper.Discreet(o.Content), 28)
	halves("提 出 人", speaker, "类　　别", o.Category)
	halves("承办单位", department, "责 任 人", strings.TrimSpace(hanzi.PadName(o.InCharge)+"　"+o.Telephone))
	halves("交办日期", app.ShortDate(o.AssignedOn), "办理时限", due)
	grades := make([]string, len(app.Grades))
	for i, g := range app.Grades {
		grades[i] = ticked(g.Code == o.Grade) + g.Chinese
	}
	whole("结果类别", strings.Join(grades, "　"), 0)
	whole("办理情况\n和 结 果", paper.Discreet(o.Result), 44)
	adoptions := make([]string, len(app.Adoptions))
	for i, a := range app.Adoptions {
		adoptions[i] = ticked(a.Code == o.Adoption) + a.Chinese
	}
	whole("是否采纳", strings.Join(adoptions, "　")+"\n理由："+paper.Discreet(o.AdoptionReason), 17)
	replied := strings.TrimSpace(app.ShortDate(o.RepliedOn) + "　" + o.ReplyChannel)
	halves("答复日期\n和 方 式", replied, "提出人\n是否满意", satisfied(o.Feedback))
	halves("经 办 人\n签　　字", "", "负 责 人\n签　　字", "")
	t.Rows[len(t.Rows)-1].Height = 14
	whole("承办单位\n意　　见", "\n\n　　　　　　　　　　　　　　　　（盖章）　　　　年　　月　　日", 26)
	doc.Table(t)
}

// ticked is the box before a choice, ticked where it was chosen.
func ticked(chosen bool) string {
	if chosen {
		return "☑"
	}
	return "□"
}

// satisfied are the answers of a return call, that of the opinion ticked.
func satisfied(o app.Feedback) string {
	all := make([]string, len(app.Satisfactions))
	for i, s := range app.Satisfactions {
		all[i] = ticked(s.Code == o.Satisfaction) + s.Chinese
	}
	return strings.Join(all, "\n")
}
