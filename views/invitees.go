package views

import (
	"context"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// inviteesTab lists the invitees of the current event.
type inviteesTab struct {
	*desk
	table *widgets.Table[app.Invitee]
	fresh latest
}

func newInviteesTab(d *desk) *inviteesTab {
	return &inviteesTab{desk: d, table: widgets.NewTable(func(r app.Invitee) string { return r.ID },
		widgets.Column[app.Invitee]{ID: "name", Label: words.T("Name"), Width: 120, Text: func(v app.Invitee) string { return v.Person.Name }},
		widgets.Column[app.Invitee]{ID: "unit", Label: words.T("Unit"), Width: 200, Stretch: true, Text: func(v app.Invitee) string { return v.Unit }},
		widgets.Column[app.Invitee]{ID: "category", Label: words.T("Category"), Width: 140, Text: func(v app.Invitee) string { return v.Category }},
	)}
}

func (t *inviteesTab) Title() string              { return words.T("Invitees") }
func (t *inviteesTab) Content() fyne.CanvasObject { return t.table }
func (t *inviteesTab) Topics() []app.Topic        { return []app.Topic{app.TopicInvitees} }
func (t *inviteesTab) Unsaved() bool              { return false }
func (t *inviteesTab) Save(then func(bool))       { then(true) }
func (t *inviteesTab) Discard()                   {}
func (t *inviteesTab) Find()                      { t.window.Canvas().Focus(t.table) }
func (t *inviteesTab) New()                       {}
func (t *inviteesTab) Delete()                    {}

func (t *inviteesTab) Refresh() {
	id := t.Event().ID
	load(t.desk, &t.fresh, func(ctx context.Context) ([]app.Invitee, error) {
		if id == "" {
			return nil, nil
		}
		return t.service.Invitees(ctx, app.InviteeFilter{EventID: id})
	}, t.table.SetRows)
}
