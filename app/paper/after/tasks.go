package after

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// The slips for departments.
const (
	KindTasks paper.Kind = "tasks" // hand opinions over
	KindUrges paper.Kind = "urges" // ask for those that are late
)

var tasksPaper = paper.Definition{
	Kind: KindTasks, Chinese: tasksName, English: "Task slips", Key: "Ctrl+Shift+4",
	New: paper.Editable(taskSlips.write), Word: true, Lacks: taskSlips.lacks, Needs: []paper.Need{paper.NeedIssuer, paper.NeedPast},
}

var urgesPaper = paper.Definition{
	Kind: KindUrges, Chinese: urgesName, English: "Reminders of overdue tasks", Key: "Ctrl+Shift+5",
	New: paper.Editable(urgeSlips.write), Word: true, Lacks: urgeSlips.lacks, Needs: []paper.Need{paper.NeedIssuer, paper.NeedPast},
}

const (
	tasksName = "交办单"
	urgesName = "催办单"
)

var taskSlips = slipKind{
	name: tasksName,
	lead: "现将%s中收集的以下意见建议交你单位办理，共%d条，请按时限办结并书面反馈办理结果。",
	demands: []string{
		"请在办理时限前办结，将办理结果书面反馈交办单位，由交办单位或者你单位答复提出人。",
		"不属于本单位职责的，请尽快退回并书面说明理由；不得自行转交其他单位。",
		"确需延期的，请在办理时限届满前书面提出申请，说明理由和需要的时间。",
		"办结后请注明办理结果：" + strings.Join(gradeNames(), "、") + "。",
	},
	chosen: func(o app.Feedback, _ time.Time) bool { return o.IsOpen() },
	none:   "No open opinion is assigned to a department, so there is no slip to write. Assign the opinions first.",
}

var urgeSlips = slipKind{
	name: urgesName,
	lead: "%s中交你单位办理的以下意见建议尚未办结，共%d条，请抓紧办理。",
	demands: []string{
		"收到本单后请立即办理，尽快将办理结果书面反馈交办单位。",
		"一时难以办结的，请书面说明原因、目前进展和预计办结的时间。",
	},
	chosen: func(o app.Feedback, at time.Time) bool {
		times, _ := o.Urged()
		return o.IsOpen() && (o.Overdue(at) || times > 0)
	},
	none: "No opinion that a department handles is overdue or was urged, so there is no reminder to write.",
}

// Tasks writes a slip for each department, dated at, that hands over the
// opinions it is to handle, with a receipt to cut off. Joint departments have
// theirs too. The error is the context's, the writer's, or a sentence for the
// person.
func Tasks(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (paper.Report, error) {
	return taskSlips.write(ctx, w, paper.Material{Dossier: d, At: at})
}

// Urges writes a reminder for each department that is late or was urged before,
// dated at, with a receipt to cut off.
func Urges(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (paper.Report, error) {
	return urgeSlips.write(ctx, w, paper.Material{Dossier: d, At: at})
}

func gradeNames() []string {
	names := make([]string, len(app.Grades))
	for i, g := range app.Grades {
		names[i] = g.Chinese
	}
	return names
}

// slipKind is what tells one kind of slip from the other.
type slipKind struct {
	name    string
	lead    string // with the event and the number of opinions
	demands []string
	chosen  func(o app.Feedback, at time.Time) bool
	none    string // the error where nobody gets one
}

// lacks is the Lacks of the slips' definition.
func (k slipKind) lacks(d app.Dossier, at time.Time) error {
	if all, _ := k.slips(d, at); len(all) == 0 {
		return app.Errorf(app.CodeInvalid, nil, k.none)
	}
	return nil
}

// task is an opinion with its number in the ledger.
type task struct {
	app.Feedback
	number int
}

// slip is what one department gets.
type slip struct {
	department string
	tasks      []task // the earliest due first
}

// slips gathers the opinions by the departments that handle them, in the order
// in which they first occur.
func (k slipKind) slips(d app.Dossier, at time.Time) (all []slip, unassigned int) {
	for i, o := range d.Feedback {
		switch {
		case !k.chosen(o, at):
		case o.Department == "":
			unassigned++
		default:
			for _, name := range append([]string{o.Department}, o.Joint...) {
				n := slices.IndexFunc(all, func(s slip) bool { return s.department == name })
				if n < 0 {
					all, n = append(all, slip{department: name}), len(all)
				}
				all[n].tasks = append(all[n].tasks, task{o, i + 1})
			}
		}
	}
	for _, s := range all {
		slices.SortStableFunc(s.tasks, func(a, b task) int {
			return cmp.Or(btoi(a.DueDate.IsZero())-btoi(b.DueDate.IsZero()), a.DueDate.Compare(b.DueDate))
		})
	}
	return all, unassigned
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// write writes the slips.
func (k slipKind) write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	d, at := m.Dossier, m.At
	var report paper.Report
	all, unassigned := k.slips(d, at)
	if unassigned > 0 {
		report.Note(words.T("%d opinions have no department yet and stand on no slip.", unassigned))
	}
	undated := 0
	for _, o := range d.Feedback {
		if k.chosen(o, at) && o.Department != "" && o.DueDate.IsZero() {
			undated++
		}
	}
	if undated > 0 {
		report.Note(words.T("%d opinions have no due date; the slips say so.", undated))
	}
	about := typeset.Options{Title: d.Event.Title + k.name, Author: d.Event.Organiser, Created: at, Page: typeset.Plain(false)}
	late := app.NewLateness(d.Calendar, at)
	err := report.AssembleSheet(ctx, w, about, m.As, func(doc paper.Sheet) error {
		for _, s := range all {
			doc.NewPage()
			k.set(doc, d.Event, s, late, at)
		}
		return nil
	})
	return report, err
}

// slipLabels are the labels at the head of a slip, spaced out to one width.
var slipLabels = [...]string{"承办单位", "责\u2002任\u2002人", "交办单位", "日　　期"}

// set sets the slip of one department.
func (k slipKind) set(doc paper.Sheet, e app.Event, s slip, late *app.Lateness, at time.Time) {
	const size = 12.0
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 22, Align: typeset.Center, After: 4, Keep: true}, "意见建议"+k.name)
	person := ""
	for _, t := range s.tasks {
		if t.Department == s.department && t.InCharge != "" {
			person = strings.TrimSpace(t.InCharge + "　" + t.Telephone)
			break
		}
	}
	paper.Labelled(doc, typeset.Serif, size, [][2]string{
		{slipLabels[0], s.department}, {slipLabels[1], person}, {slipLabels[2], wording.Holders(e)}, {slipLabels[3], app.ShortDate(at)},
	})
	doc.Text(typeset.Style{Role: typeset.Serif, Size: size, Align: typeset.Justify, First: 2, Before: 2, After: 2}, fmt.Sprintf(k.lead, wording.Quoted(e.Title), len(s.tasks)))
	doc.Table(k.table(s, late))
	doc.Text(typeset.Style{Role: typeset.HeiTi, Size: size, Before: 4, Keep: true}, "办理要求")
	for i, text := range k.demands {
		doc.Text(typeset.Style{Role: typeset.Serif, Size: size, Align: typeset.Justify, Indent: 2, First: -2}, strconv.Itoa(i+1)+"．"+text)
	}
	if c := wording.Contacts(e); len(c) > 0 {
		doc.Text(typeset.Style{Role: typeset.Serif, Size: size, Before: 2}, strings.Join(c, "\n"))
	}
	k.receipt(doc, e, s)
}

// table lists what the department is to handle.
func (k slipKind) table(s slip, late *app.Lateness) typeset.Table {
	var rows []paper.GridRow
	for i, t := range s.tasks {
		part := "主办"
		switch {
		case t.Department != s.department:
			part = "协办\n（主办：" + t.Department + "）"
		case len(t.Joint) > 0:
			part += "\n（协办：" + strings.Join(t.Joint, "、") + "）"
		}
		due := narrowDate(t.DueDate)
		if due == "" {
			due = "未定"
		}
		var progress []string
		if text := late.Words(t.Feedback); text != "" {
			progress = append(progress, text)
		}
		if times, last := t.Urged(); times > 0 {
			progress = append(progress, fmt.Sprintf("已催办%d次，最近%s", times, app.ShortDate(last)))
		}
		speaker := t.SpeakerOrAnonymous()
		if t.Speaker != "" {
			speaker = hanzi.PadName(speaker)
		}
		rows = append(rows, paper.GridRow{Cells: []string{
			strconv.Itoa(i + 1), strconv.Itoa(t.number), paper.Discreet(t.Content), speaker, t.Category, part,
			narrowDate(t.AssignedOn), due, strings.Join(progress, "\n"),
		}})
	}
	center := func(title string, width float64, optional bool) paper.GridColumn {
		return paper.GridColumn{Column: typeset.Column{Title: title, Width: width, Align: typeset.Center}, Optional: optional}
	}
	table := paper.Grid(10.5, []paper.GridColumn{
		center("序号", 11, false), center("台账号", 14, false),
		{Column: typeset.Column{Title: "意见建议内容", Align: typeset.Left}},
		center("提出人", 19, false), center("类别", 18, true), center("承办方式", 22, false),
		center("交办日期", 21, true), center("办理时限", 21, false), center("办理进度", 24, true),
	}, rows)
	table.Whole = false
	return table
}

// receipt sets what the department signs and gives back, on one page.
func (k slipKind) receipt(doc paper.Sheet, e app.Event, s slip) {
	const size = 12.0
	doc.Text(typeset.Style{Role: typeset.Serif, Size: 10, Align: typeset.Center, Before: 6, Keep: true}, strings.Repeat("－ ", 15)+"沿此线裁开"+strings.Repeat(" －", 15))
	doc.Text(typeset.Style{Role: typeset.HeiTi, Size: 16, Align: typeset.Center, Before: 3, After: 2, Keep: true}, "回　执")
	numbers := make([]string, len(s.tasks))
	for i, t := range s.tasks {
		numbers[i] = strconv.Itoa(t.number)
	}
	doc.Text(typeset.Style{Role: typeset.Serif, Size: size, Align: typeset.Justify, First: 2, After: 2, Keep: true},
		fmt.Sprintf("%s的意见建议%s（%d条，台账号：%s）已收到。", wording.Quoted(e.Title), k.name, len(s.tasks), strings.Join(numbers, "、")))
	doc.Table(typeset.Table{
		Columns: []typeset.Column{{Width: 42, Align: typeset.Center}, {Align: typeset.Left}, {Width: 26, Align: typeset.Center}, {Align: typeset.Left}},
		Rows: []typeset.Row{
			typeset.Cells("承办单位（盖章）", s.department, "签收人", ""),
			typeset.Cells("联系电话", "", "签收日期", "　　　　年　　月　　日"),
		},
		Role: typeset.Serif, HeadRole: typeset.HeiTi, Size: size, MinRow: 12, Whole: true,
	})
}
