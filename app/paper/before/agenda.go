package before

import (
	"bytes"
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/printed"
)

// KindAgenda is the agenda that guests are given.
const KindAgenda paper.Kind = printed.PaperAgenda

var agendaPaper = paper.Definition{
	Kind: KindAgenda, Chinese: "议程", English: "Agenda", Key: "Ctrl+Shift+A",
	New: paper.Plain(Agenda).Begin, Needs: []paper.Need{paper.NeedTime, paper.NeedPlace}, Concerns: paper.AboutAgenda, Print: paper.WithAgenda,
}

// Agenda writes the agenda that guests are given, dated at: what happens when
// and where, the notices, and whom to ask. Who is in charge, who records, the
// vehicle and the notes of the items are not for guests. It is on one page
// where its letters need not become small for that. The error is the
// context's, the writer's, or a sentence for the person.
func Agenda(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (paper.Report, error) {
	var report paper.Report
	report.CheckAgenda(d)
	report.Read(d.Event.Notices...)
	for _, a := range d.Agenda {
		report.Read(a.Content)
	}
	// The largest letters with which all is on one page; else those of a book.
	for _, h := range []handout{{size: 15, row: 3}, {size: 14, row: 3}, {size: 14, row: 2}, {size: 13, row: 2}, {size: 12, row: 2}, {size: 11, row: 2}, {size: 10.5, row: 1.8}} {
		h.event, h.agenda = d.Event, d.Agenda
		var page paper.Report
		var pdf bytes.Buffer
		if err := page.Finish(ctx, &pdf, h.set(at)); err != nil {
			return paper.Report{}, err
		}
		if page.Pages == 1 {
			report.Pages, report.Missing = page.Pages, page.Missing
			_, err := w.Write(pdf.Bytes())
			return report, err
		}
	}
	return report, report.Finish(ctx, w, handout{d.Event, d.Agenda, 12, 2}.set(at))
}

// handout is an agenda for guests in the making.
type handout struct {
	event  app.Event
	agenda []app.AgendaItem
	size   float64 // of the letters, pt
	row    float64 // least height of a row of the table, in letters
}

func (h handout) set(at time.Time) *typeset.Document {
	e := h.event
	page := typeset.Plain(false)
	page.Left, page.Right, page.Top = 22, 22, 24
	doc := typeset.New(typeset.Options{Title: e.Title + "议程", Author: e.Organiser, Created: at, Page: page})
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 24, Align: typeset.Center, Balance: true, After: 1, Keep: true}, e.Title)
	doc.Text(typeset.Style{Role: typeset.XiaoBiaoSong, Size: 20, Align: typeset.Center, After: 3, Keep: true}, "议　程")
	if e.Theme != "" {
		doc.Text(typeset.Style{Role: typeset.KaiTi, Size: h.size + 2, Align: typeset.Center, Balance: true, After: 3, Keep: true}, "主题："+wording.Unstopped(e.Theme))
	}
	paper.Labelled(doc, typeset.Serif, h.size, [][2]string{
		{"时　　间", e.When()},
		{"地　　点", strings.Join(e.Sites, "、")},
		{"集　　合", paper.Assembly(e)},
		{"乘　　车", paper.Discreet(e.Transport)},
		{"直播链接", e.StreamURL},
		{"主办单位", e.Organiser},
		{"承办单位", strings.Join(e.CoOrganisers, "、")},
	})
	if len(h.agenda) > 0 {
		doc.Space(4)
		doc.Table(h.table())
	}
	if len(e.Notices) > 0 {
		doc.Space(4)
		doc.Text(typeset.Style{Role: typeset.HeiTi, Size: h.size, Keep: true}, "注意事项")
		for i, n := range e.Notices {
			if len(e.Notices) == 1 {
				doc.Text(typeset.Style{Role: typeset.Serif, Size: h.size, Align: typeset.Justify, First: 2}, wording.Stopped(n))
				continue
			}
			const label = 2 // characters
			doc.Text(typeset.Style{Role: typeset.Serif, Size: h.size, Align: typeset.Justify, Indent: label, First: -label}, strconv.Itoa(i+1)+"．"+wording.Stopped(n))
		}
	}
	if c := wording.Contacts(e); len(c) > 0 {
		doc.Text(typeset.Style{Role: typeset.Serif, Size: h.size, Before: 4}, strings.Join(c, "\n"))
	}
	return doc
}

func (h handout) table() typeset.Table {
	var rows []paper.GridRow
	days := paper.SeveralDays(h.agenda)
	for i, a := range h.agenda {
		if days && (i == 0 || !app.DayOf(a.Start).Equal(app.DayOf(h.agenda[i-1].Start))) {
			rows = append(rows, paper.GridRow{Group: app.LongDate(a.Start)})
		}
		rows = append(rows, paper.GridRow{Cells: []string{
			paper.HoursOfDay(a), app.AgendaKinds.Chinese(a.Kind), paper.Discreet(a.Content), a.Place,
		}})
	}
	em := h.size / typeset.PointsPerMM
	t := paper.Grid(h.size, []paper.GridColumn{
		{Column: typeset.Column{Title: "时间", Width: 6.6*em + 3, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "环节", Width: 4*em + 4, Align: typeset.Center}},
		{Column: typeset.Column{Title: "内容", Share: 1.3, Align: typeset.Left}},
		{Column: typeset.Column{Title: "地点", Align: typeset.Left}, Optional: true},
	}, rows)
	t.MinRow = h.row * em
	t.Whole = false // it may follow long facts
	return t
}
