package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// StateTone is the colour of a state.
func StateTone(s app.State) widgets.Tone {
	switch s {
	case app.StateDraft:
		return widgets.Plain
	case app.StateHeld, app.StateSummarised:
		return widgets.Good
	case app.StateArchived:
		return widgets.Muted
	default:
		return widgets.Accent
	}
}

// StateText says how far an event has come, and beside it what has become of it where
// it does not take place as planned.
func StateText(e app.Event) string {
	if e.Change == "" {
		return app.States.Label(e.State)
	}
	return app.States.Label(e.State) + " · " + e.ChangeLabel()
}

// EventTone is the colour of how an event stands.
func EventTone(e app.Event) widgets.Tone {
	if e.Change != "" && !e.IsOver() {
		return widgets.Warning
	}
	return StateTone(e.State)
}

// StateItems returns the states of the current event as menu entries, which set it.
func StateItems(d *Context) []*fyne.MenuItem {
	items := make([]*fyne.MenuItem, len(app.States))
	for i, s := range app.States {
		items[i] = fyne.NewMenuItem(s.Label(), func() { d.SetState(s.Code) })
		items[i].Checked = s.Code == d.Event().State
	}
	return items
}

// SetState moves the current event to a state.
func (d *Context) SetState(s app.State) {
	e := d.Event()
	if e.ID == "" || e.State == s {
		return
	}
	service := d.Service
	Load(d, nil, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, service.SetEventState(ctx, e.ID, s)
	}, func(struct{}) {
		d.Undoable(words.T("The event's state is now “%s”.", app.States.Label(s)))
	})
}
