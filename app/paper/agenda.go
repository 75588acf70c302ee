package paper

import (
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/clash"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/printed"
	"openday/app/words"
)

// KindAgenda is the agenda that guests are given.
const KindAgenda Kind = printed.PaperAgenda

var agendaPaper = Definition{
	Kind: KindAgenda, Chinese: "议程", English: "Agenda", Key: "Ctrl+Shift+A",
	New: plain(Agenda).begin, Concerns: aboutAgenda, Print: withAgenda,
}

const agendaTitle = "活动议程"

// agendaTable sets the agenda with all that is known of it, for official papers.
func agendaTable(e app.Event, agenda []app.AgendaItem) typeset.Table {
	var rows []gridRow
	days := severalDays(agenda)
	for i, a := range agenda {
		when := wording.Hours(a, e)
		if days {
			when = hoursOfDay(a)
			if i == 0 || !app.DayOf(a.Start).Equal(app.DayOf(agenda[i-1].Start)) {
				rows = append(rows, gridRow{group: app.LongDate(a.Start)})
			}
		}
		rows = append(rows, gridRow{cells: []string{
			when, app.AgendaKinds.Chinese(a.Kind), discreet(a.Content), a.Place, a.InCharge, a.Recorder, discreet(a.Note),
		}})
	}
	return grid(10.5, []gridColumn{
		{Column: typeset.Column{Title: "时间", Width: 26, Align: typeset.Center}},
		{Column: typeset.Column{Title: "环节", Width: 19, Align: typeset.Center}},
		{Column: typeset.Column{Title: "内容", Share: 1.6, Align: typeset.Left}},
		{Column: typeset.Column{Title: "地点", Align: typeset.Left}},
		{Column: typeset.Column{Title: "负责人", Width: 18, Align: typeset.Center}, optional: true},
		{Column: typeset.Column{Title: "记录人", Width: 18, Align: typeset.Center}, optional: true},
		{Column: typeset.Column{Title: "备注", Width: 18, Align: typeset.Left}, optional: true},
	}, rows)
}

// Agenda writes the agenda that guests are given, dated at: what happens when
// and where, the notices, and whom to ask. Who is in charge, who records, the
// vehicle and the notes of the items are not for guests. It is on one page
// where its letters need not become small for that. The error is the
// context's, the writer's, or a sentence for the person.
func Agenda(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (Report, error) {
	var report Report
	report.agenda(d)
	// The largest letters with which all is on one page; else those of a book.
	for _, h := range []handout{{size: 15, row: 3}, {size: 14, row: 3}, {size: 14, row: 2}, {size: 13, row: 2}, {size: 12, row: 2}, {size: 11, row: 2}, {size: 10.5, row: 1.8}} {
		h.event, h.agenda = d.Event, d.Agenda
		var page Report
		var pdf pages
		if err := page.write(ctx, &pdf, h.set(at)); err != nil {
			return Report{}, err
		}
		if page.Pages == 1 {
			report.Pages, report.Missing = page.Pages, page.Missing
			_, err := w.Write(pdf)
			return report, err
		}
	}
	return report, report.write(ctx, w, handout{d.Event, d.Agenda, 12, 2}.set(at))
}

// pages is a finished paper that may not be the one to hand out.
type pages []byte

func (p *pages) Write(b []byte) (int, error) {
	*p = append(*p, b...)
	return len(b), nil
}

// agenda tells what is wrong with an agenda before it is handed out.
func (r *Report) agenda(d app.Dossier) {
	if len(d.Agenda) == 0 {
		r.note(words.T("The agenda is empty."))
	}
	items := make([]app.AgendaItem, len(d.Agenda))
	for i, a := range d.Agenda {
		a.ID = strconv.Itoa(i) // those that are not stored yet have none
		items[i] = a
	}
	for _, c := range clash.Find(d.Event, items) {
		i, err := strconv.Atoi(c.ItemID)
		if err != nil {
			r.note(c.Message)
			continue
		}
		r.note(words.T("Agenda, %s “%s”: %s", wording.Hours(items[i], d.Event), itemName(items[i]), c.Message))
	}
}

// itemName is what an agenda item is called in a few words.
func itemName(a app.AgendaItem) string {
	name := a.Content
	if strings.TrimSpace(name) == "" {
		name = a.Place
	}
	return strings.Join(strings.Fields(name), " ")
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
	labelled(doc, typeset.Serif, h.size, [][2]string{
		{"时　　间", app.Span(e.Start, e.End)},
		{"地　　点", strings.Join(e.Sites, "、")},
		{"集　　合", assembly(e)},
		{"乘　　车", discreet(e.Transport)},
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
		text := strings.Join(c, "　　")
		if doc.Width(typeset.Serif, h.size, text) > page.TextWidth() {
			text = strings.Join(c, "\n")
		}
		doc.Text(typeset.Style{Role: typeset.Serif, Size: h.size, Before: 4}, text)
	}
	return doc
}

// labelled sets labelled lines, those without a text left out.
func labelled(doc *typeset.Document, role typeset.Role, size float64, list [][2]string) {
	const label = 5 // characters, with the colon
	for _, f := range list {
		if f[1] != "" {
			doc.Text(typeset.Style{Role: role, Size: size, Indent: label, First: -label, Keep: true}, f[0]+"："+f[1])
		}
	}
}

// assembly says when and where people come together.
func assembly(e app.Event) string {
	text := e.AssemblyPlace
	if !e.AssemblyTime.IsZero() {
		text = wording.ClockOn(e.AssemblyTime, e.Start) + "　" + text
	}
	return strings.TrimSpace(text)
}

func (h handout) table() typeset.Table {
	var rows []gridRow
	days := severalDays(h.agenda)
	for i, a := range h.agenda {
		if days && (i == 0 || !app.DayOf(a.Start).Equal(app.DayOf(h.agenda[i-1].Start))) {
			rows = append(rows, gridRow{group: app.LongDate(a.Start)})
		}
		rows = append(rows, gridRow{cells: []string{
			hoursOfDay(a), app.AgendaKinds.Chinese(a.Kind), discreet(a.Content), a.Place,
		}})
	}
	em := h.size / typeset.PointsPerMM
	t := grid(h.size, []gridColumn{
		{Column: typeset.Column{Title: "时间", Width: 6.6*em + 3, Align: typeset.Center}},
		{Column: typeset.Column{Title: "环节", Width: 4*em + 4, Align: typeset.Center}},
		{Column: typeset.Column{Title: "内容", Share: 1.3, Align: typeset.Left}},
		{Column: typeset.Column{Title: "地点", Align: typeset.Left}, optional: true},
	}, rows)
	t.MinRow = h.row * em
	t.Whole = false // it may follow long facts
	return t
}

// severalDays tells whether an agenda takes more than a day.
func severalDays(agenda []app.AgendaItem) bool {
	for _, a := range agenda {
		if !app.DayOf(a.Start).Equal(app.DayOf(agenda[0].Start)) {
			return true
		}
	}
	return false
}

// hoursOfDay writes the hours of an agenda item under the heading of its day.
func hoursOfDay(a app.AgendaItem) string { return wording.Hours(a, app.Event{Start: a.Start}) }
