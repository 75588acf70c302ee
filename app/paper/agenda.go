package paper

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/clash"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

const AgendaTitle = "活动议程"

// AgendaTable sets the agenda with all that is known of it, for official papers.
func AgendaTable(e app.Event, agenda []app.AgendaItem) typeset.Table {
	var rows []GridRow
	days := SeveralDays(agenda)
	for i, a := range agenda {
		when := wording.Hours(a, e)
		if days {
			when = HoursOfDay(a)
			if i == 0 || !app.DayOf(a.Start).Equal(app.DayOf(agenda[i-1].Start)) {
				rows = append(rows, GridRow{Group: app.LongDate(a.Start)})
			}
		}
		rows = append(rows, GridRow{Cells: []string{
			when, app.AgendaKinds.Chinese(a.Kind), Discreet(a.Content), a.Place, a.InCharge, a.Recorder, Discreet(a.Note),
		}})
	}
	return Grid(10.5, []GridColumn{
		{Column: typeset.Column{Title: "时间", Width: 26, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "环节", Width: 19, Align: typeset.Center}},
		{Column: typeset.Column{Title: "内容", Share: 1.6, Align: typeset.Left}},
		{Column: typeset.Column{Title: "地点", Align: typeset.Left}},
		{Column: typeset.Column{Title: "负责人", Width: 18, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "记录人", Width: 18, Align: typeset.Center}, Optional: true},
		{Column: typeset.Column{Title: "备注", Width: 18, Align: typeset.Left}, Optional: true},
	}, rows)
}

// ItemNamed is what an agenda item is called in a row of several: 参观社区食堂, 座谈交流.
func ItemNamed(a app.AgendaItem) string {
	content := wording.OneSentence(Discreet(a.Content))
	if i := strings.IndexAny(content, "，、；：。（,;("); i > 0 {
		content = content[:i]
	}
	content = strings.TrimSpace(content)
	switch {
	case a.Kind == "symposium" && !strings.Contains(content, "座谈"):
		return "座谈交流"
	case content != "":
		return content
	case a.Kind == "visit" && a.Place != "":
		return "参观" + a.Place
	}
	return app.AgendaKinds.Chinese(a.Kind)
}

// ItemNames are what the items of an agenda are called, each once, without the way
// there and what has no name.
func ItemNames(agenda []app.AgendaItem) []string {
	var names []string
	for _, a := range agenda {
		name := ItemNamed(a)
		if a.Kind != app.KindAssembly && name != app.AgendaKinds.Chinese("other") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// CheckAgenda tells what is wrong with an agenda before it is handed out.
func (r *Report) CheckAgenda(d app.Dossier) {
	if len(d.Agenda) == 0 {
		r.Note(words.T("The agenda is empty."))
	}
	items := make([]app.AgendaItem, len(d.Agenda))
	for i, a := range d.Agenda {
		a.ID = strconv.Itoa(i) // those that are not stored yet have none
		items[i] = a
	}
	for _, c := range clash.Find(d.Event, items) {
		i, err := strconv.Atoi(c.ItemID)
		if err != nil {
			r.Note(c.Message)
			continue
		}
		r.Note(words.T("Agenda, %s “%s”: %s", wording.Hours(items[i], d.Event), itemName(items[i]), c.Message))
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

// SeveralDays tells whether an agenda takes more than a day.
func SeveralDays(agenda []app.AgendaItem) bool {
	var first time.Time
	for _, a := range agenda {
		if first.IsZero() && !a.Start.IsZero() {
			first = app.DayOf(a.Start)
		}
		if !a.Start.IsZero() && !app.DayOf(a.Start).Equal(first) {
			return true
		}
	}
	return false
}

// HoursOfDay writes the hours of an agenda item under the heading of its day.
func HoursOfDay(a app.AgendaItem) string { return wording.Hours(a, app.Event{Start: a.Start}) }
