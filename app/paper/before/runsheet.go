package before

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/printed"
)

// KindRunSheet is the agenda for the staff.
const KindRunSheet paper.Kind = printed.PaperRunSheet

const runSheetName = "工作流程表"

var runSheetPaper = paper.Definition{
	Kind: KindRunSheet, Chinese: runSheetName, English: "Run-sheet", Key: "Ctrl+Shift+S",
	New: paper.Plain(RunSheet).Begin, Needs: []paper.Need{paper.NeedTime}, Concerns: paper.AboutAgenda, Print: paper.WithAgenda,
}

// RunSheet writes the run-sheet of an event, dated at: the agenda for the
// staff, with who is in charge, who records, the vehicle and the notes, and a
// column to tick off. Clashes of the agenda stand in the report. The error is
// the context's, the writer's, or a sentence for the person.
func RunSheet(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (paper.Report, error) {
	var report paper.Report
	report.CheckAgenda(d)
	return report, report.Finish(ctx, w, runSheet{d.Event, d.Agenda}.set(at))
}

// runSheet is a run-sheet in the making.
type runSheet struct {
	event  app.Event
	agenda []app.AgendaItem
}

func (s runSheet) set(at time.Time) *typeset.Document {
	e := s.event
	title := e.Title + runSheetName
	page := typeset.Plain(true)
	doc := typeset.New(typeset.Options{Title: title, Author: e.Organiser, Created: at, Page: page})
	doc.Text(typeset.Style{Role: typeset.SansBold, Size: paper.SheetTitleSize, Align: typeset.Center, Balance: true, After: 3, Keep: true},
		wording.Title(doc, title, e, typeset.SansBold, paper.SheetTitleSize, page))
	paper.Labelled(doc, typeset.Sans, paper.SheetFactSize, [][2]string{
		{"时　　间", e.When()},
		{"地　　点", strings.Join(e.Sites, "、")},
		{"集　　合", paper.Assembly(e)},
		{"乘　　车", paper.Discreet(e.Transport)},
		{"联　　系", strings.TrimSpace(e.Contact + "　" + strings.Join(append(slices.Clone(e.Phones), e.Email), "　"))},
	})
	doc.Space(2)
	doc.Table(s.table())
	return doc
}

func (s runSheet) table() typeset.Table {
	t := typeset.Table{
		Columns: []typeset.Column{
			{Title: "序号", Width: 12, Align: typeset.Center},
			{Title: "时间", Width: 29, Align: typeset.Center},
			{Title: "时长", Width: 19, Align: typeset.Center},
			{Title: "环节", Width: 21, Align: typeset.Center},
			{Title: "内容", Share: 1.6, Align: typeset.Left},
			{Title: "地点", Share: 1.1, Align: typeset.Left},
			{Title: "负责人", Width: 23, Align: typeset.Center},
			{Title: "记录人", Width: 23, Align: typeset.Center},
			{Title: "车辆", Width: 22, Align: typeset.Center},
			{Title: "备注", Align: typeset.Left},
			{Title: "完成", Width: 14},
		},
		Role: typeset.Sans, HeadRole: typeset.SansBold, Size: 11, MinRow: paper.SheetRow,
	}
	days := paper.SeveralDays(s.agenda)
	for i, a := range s.agenda {
		if days && (i == 0 || !app.DayOf(a.Start).Equal(app.DayOf(s.agenda[i-1].Start))) {
			t.Rows = append(t.Rows, typeset.Group(app.LongDate(a.Start)))
		}
		t.Rows = append(t.Rows, typeset.Cells(
			strconv.Itoa(i+1), paper.HoursOfDay(a), duration(a), app.AgendaKinds.Chinese(a.Kind), paper.Discreet(a.Content), a.Place,
			a.InCharge, a.Recorder, a.Vehicle, paper.Discreet(a.Note)))
	}
	return t
}

// duration writes how long an item takes: 40分钟, 1小时, 1小时30分; empty where
// it has no end.
func duration(a app.AgendaItem) string {
	if !a.End.After(a.Start) {
		return ""
	}
	minutes := int(a.End.Sub(a.Start).Minutes())
	switch {
	case minutes < 60:
		return fmt.Sprintf("%d分钟", minutes)
	case minutes%60 == 0:
		return fmt.Sprintf("%d小时", minutes/60)
	default:
		return fmt.Sprintf("%d小时%d分", minutes/60, minutes%60)
	}
}
