package after

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper"
	"openday/app/paper/chart"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// KindYearly is the report over the events of a year.
const KindYearly paper.Kind = "yearly"

// The years that a report can be about.
const firstYear, lastYear = 2000, 2100

var yearlyPaper = paper.Definition{
	Kind: KindYearly, Chinese: "年度汇总", English: "Yearly report", Key: "Ctrl+Shift+9", OfYear: true, Word: true,
	New: func(at time.Time) paper.Paper { return &yearlyOptions{Year: at.Year()} },
}

// yearlyOptions are the choices for the report over a year. They are not remembered.
type yearlyOptions struct {
	Year int       `json:"-"`
	Date time.Time `json:"-"` // zero is the day on which it is made
}

// Options implements Paper.
func (o *yearlyOptions) Options() []paper.Option {
	return []paper.Option{
		{Name: paper.YearOption, Label: paper.Both("年份", "Year"), Usage: paper.Both("年度汇总的`年份`，不需要指定活动", "the `YEAR` of the yearly report, which needs no event"),
			Anew: true, Required: true, Value: paper.NumberValue(&o.Year, firstYear, lastYear)},
		paper.DateOption(&o.Date),
	}
}

// Validate implements Paper.
func (o *yearlyOptions) Validate() []app.FieldProblem { return paper.Wrong(o.Options()) }

// String implements Paper.
func (o *yearlyOptions) String() string { return paper.Remembered(o) }

func (o *yearlyOptions) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	return writeYearly(ctx, w, m.Figures, m.As)
}

// Yearly writes the report over the events of a year: each event with
// its attendance and opinions, the totals, who came by category, and the
// opinions by category and department, with charts. The error is the context's,
// the writer's, or a sentence for the person, as where the year has no event.
func Yearly(ctx context.Context, w io.Writer, figures figures.Year) (paper.Report, error) {
	return writeYearly(ctx, w, figures, paper.FormatPDF)
}

func writeYearly(ctx context.Context, w io.Writer, figures figures.Year, as paper.Format) (paper.Report, error) {
	var report paper.Report
	y := newYear(figures)
	if len(y.events) == 0 {
		return paper.Report{}, app.Errorf(app.CodeInvalid, nil, "There is no event in the year %d.", figures.Year)
	}
	if y.organiser() == "" {
		report.Note(words.T("The events of the year have no organiser in common; nobody signs the report."))
	}
	if y.ahead > 0 {
		report.Note(words.T("%d events of the year have not taken place yet.", y.ahead))
	}
	if n := y.figures.Unknown - y.expected; n > 0 {
		report.NoteAbout(app.TopicInvitees, words.T("The attendance of %d people is not entered yet.", n))
	}
	if n := y.figures.Overdue(); n > 0 {
		report.NoteAbout(app.TopicFeedback, words.T("%d opinions are overdue.", n))
	}
	err := report.AssembleOfficial(ctx, w, typeset.Options{Title: y.title(), Author: y.organiser(), Created: figures.At}, as, func(doc paper.Official) error {
		y.doc = doc
		return y.set()
	})
	return report, err
}

// yearly is a report over a year in the making.
type yearly struct {
	summary  // captions, pictures and sentences are those of the report of one event; its figures are the totals
	year     int
	events   []figures.Event // by their start
	people   []figures.Quota // by category, the most expected first
	ahead    int             // events that have not taken place
	expected int             // people of these
}

func newYear(figures figures.Year) *yearly {
	y := &yearly{year: figures.Year, events: figures.Events}
	for _, e := range y.events {
		if app.DayOf(figures.At).Before(app.DayOf(e.Event.Start)) {
			y.ahead++
			y.expected += e.Figures.Unknown
		}
	}
	y.prose = paper.NewProse(nil, "", app.Event{})
	y.at, y.figures, y.bars = figures.At, figures.Total, chart.Bars.PNG
	for _, q := range y.figures.Quotas {
		if q.Approved+q.WalkIns > 0 {
			y.people = append(y.people, q)
		}
	}
	slices.SortStableFunc(y.people, quotaOrder)
	return y
}

func quotaOrder(a, b figures.Quota) int { return b.Approved - a.Approved }

func (y *yearly) title() string { return fmt.Sprintf("%d年度政府开放日活动汇总", y.year) }

func (y *yearly) set() error {
	y.doc.Title(y.title())
	if y.organiser() == "" { // else it is signed
		y.doc.Text(typeset.Style{Role: typeset.KaiTi, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Align: typeset.Center, After: typeset.OfficialPitch / 2}, "填报日期："+app.ShortDate(y.at))
	}
	y.doc.Body(y.overview())
	y.doc.Heading(1, "各次活动情况")
	y.caption("各次活动参加人数和意见建议情况")
	y.doc.Table(y.eventTable())
	if err := y.eventChart(); err != nil {
		return err
	}
	if len(y.people) > 0 {
		y.doc.Heading(1, "参加人员情况")
		y.caption("各类别应到和实到人数")
		y.doc.Table(y.peopleTable())
		labels, approved, came := []string{}, chart.Series{Name: "应到"}, chart.Series{Name: "实到"}
		for _, p := range y.people {
			labels = append(labels, categoryName(p.Category))
			approved.Values, came.Values = append(approved.Values, float64(p.Approved)), append(came.Values, float64(p.Came))
		}
		if err := y.picture("各类别应到和实到人数", labels, approved, came); err != nil {
			return err
		}
	}
	if y.figures.Opinions > 0 {
		y.doc.Heading(1, "意见建议收集办理情况")
		y.doc.Body(y.opinionDetails())
		y.caption("意见建议分类别情况")
		y.doc.Table(tallyTable("类别", "未填类别", y.figures.ByCategory, y.figures))
		y.caption("意见建议分承办单位情况")
		y.doc.Table(tallyTable("承办单位", "未明确承办单位", y.figures.ByDepartment, y.figures))
		if err := y.handlingChart("各承办单位意见建议收集和已办结条数", y.figures.ByDepartment, "未明确承办单位"); err != nil {
			return err
		}
	}
	if organiser := y.organiser(); organiser != "" {
		y.doc.Body("特此报告。")
		y.doc.Signature(organiser, app.ShortDate(y.at))
	}
	return nil
}

// organiser is who organised all events of the year, empty where they were several.
func (y *yearly) organiser() string {
	name := y.events[0].Event.Organiser
	for _, d := range y.events {
		if d.Event.Organiser != name {
			return ""
		}
	}
	return name
}

func (y *yearly) overview() string {
	f := y.figures
	text := fmt.Sprintf("截至%s，%d年共安排政府开放日活动%d次", app.ShortDate(y.at), y.year, len(y.events))
	if y.ahead > 0 {
		text += fmt.Sprintf("，已举办%d次，尚未举办%d次", len(y.events)-y.ahead, y.ahead)
	}
	text += "。" + wording.Attended(f, "人次")
	if y.expected > 0 {
		text = wording.Unstopped(text) + fmt.Sprintf("（未登记中%d人次为尚未举办的活动）。", y.expected)
	}
	return text + wording.Handled(f)
}

func (y *yearly) eventTable() typeset.Table {
	var rows []paper.GridRow
	row := func(number, title, date string, f figures.Figures, bold bool) {
		cells := []string{number, title, date}
		for _, n := range []int{f.Approved, f.Came, f.Opinions, f.Handled, f.Overdue()} {
			cells = append(cells, strconv.Itoa(n))
		}
		for _, share := range []app.Share{f.HandledRate(), f.OnTimeRate(), f.SatisfiedRate()} {
			cells = append(cells, wording.Rate(share))
		}
		rows = append(rows, paper.GridRow{Cells: cells, Bold: bold})
	}
	for i, d := range y.events {
		_, date, _ := strings.Cut(wording.Days(d.Event), "年")
		if app.DayOf(y.at).Before(app.DayOf(d.Event.Start)) {
			date += "\n尚未举办"
		}
		row(strconv.Itoa(i+1), d.Event.Title, date, d.Figures, false)
	}
	row("", "合计", "", y.figures, true)
	number := func(title string, width float64) paper.GridColumn {
		return paper.GridColumn{Column: typeset.Column{Title: title, Width: width, Align: typeset.Center}}
	}
	return paper.Grid(10.5, []paper.GridColumn{
		number("序号", 11), {Column: typeset.Column{Title: "活动名称", Align: typeset.Left}}, number("日期", 18),
		number("应到", 11), number("实到", 11), number("收集", 11), number("办结", 11), number("超期", 11), number("办结率", 15), number("按期\n办结率", 15), number("满意率", 15),
	}, rows)
}

func (y *yearly) peopleTable() typeset.Table {
	var rows []paper.GridRow
	row := func(name string, q figures.Quota, bold bool) {
		walkIns := ""
		if y.figures.WalkIns > 0 {
			walkIns = strconv.Itoa(q.WalkIns)
		}
		cells := []string{name}
		for _, n := range []int{q.Approved, q.Came, q.Excused, q.Absent, q.Unknown} {
			cells = append(cells, strconv.Itoa(n))
		}
		rows = append(rows, paper.GridRow{Cells: append(cells, walkIns), Bold: bold})
	}
	for _, q := range y.people {
		row(categoryName(q.Category), q, false)
	}
	f := y.figures
	row("合计", figures.Quota{Approved: f.Approved, Came: f.Came, Excused: f.Excused, Absent: f.Absent, Unknown: f.Unknown, WalkIns: f.WalkIns}, true)
	number := func(title string) paper.GridColumn {
		return paper.GridColumn{Column: typeset.Column{Title: title, Width: 20, Align: typeset.Center}, Optional: title == "临时"}
	}
	return paper.Grid(12, []paper.GridColumn{
		{Column: typeset.Column{Title: "类别", Align: typeset.Left}}, number("应到"), number("实到"), number("请假"), number("缺席"), number("未登记"), number("临时"),
	}, rows)
}

// eventChart draws how many came to each event.
func (y *yearly) eventChart() error {
	labels, approved, came := []string{}, chart.Series{Name: "应到"}, chart.Series{Name: "实到"}
	for _, d := range y.events {
		labels = append(labels, d.Event.Start.Format("1月2日"))
		approved.Values = append(approved.Values, float64(d.Figures.Approved))
		came.Values = append(came.Values, float64(d.Figures.Came))
	}
	return y.picture("各次活动应到和实到人数", labels, approved, came)
}
