package views

import (
	"context"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// agendaTab lists the agenda items of the current event.
type agendaTab struct {
	*desk
	table *widgets.Table[app.AgendaItem]
	fresh latest
}

func newAgendaTab(d *desk) *agendaTab {
	return &agendaTab{desk: d, table: widgets.NewTable(func(r app.AgendaItem) string { return r.ID },
		widgets.Column[app.AgendaItem]{ID: "start", Label: words.T("Start"), Width: 80, Text: func(a app.AgendaItem) string { return a.Start.Format("15:04") }},
		widgets.Column[app.AgendaItem]{ID: "content", Label: words.T("Content"), Width: 240, Stretch: true, Text: func(a app.AgendaItem) string { return a.Content }},
		widgets.Column[app.AgendaItem]{ID: "place", Label: words.T("Place"), Width: 200, Text: func(a app.AgendaItem) string { return a.Place }},
	)}
}

func (t *agendaTab) Title() string              { return words.T("Agenda") }
func (t *agendaTab) Content() fyne.CanvasObject { return t.table }
func (t *agendaTab) Topics() []app.Topic        { return []app.Topic{app.TopicAgenda} }
func (t *agendaTab) Unsaved() bool              { return false }
func (t *agendaTab) Save(then func(bool))       { then(true) }
func (t *agendaTab) Discard()                   {}
func (t *agendaTab) Find()                      { t.window.Canvas().Focus(t.table) }
func (t *agendaTab) New()                       {}
func (t *agendaTab) Delete()                    {}

func (t *agendaTab) Refresh() {
	id := t.Event().ID
	load(t.desk, &t.fresh, func(ctx context.Context) ([]app.AgendaItem, error) {
		if id == "" {
			return nil, nil
		}
		return t.service.Agenda(ctx, id)
	}, t.table.SetRows)
}
