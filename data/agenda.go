package data

import (
	"openday/app"
	"openday/data/keys"
)

func agenda(k *keys.Keys) entity[app.AgendaItem] {
	return entity[app.AgendaItem]{
		kind: app.RecordAgenda, eventID: func(a *app.AgendaItem) string { return a.EventID }, revision: func(a *app.AgendaItem) *int64 { return &a.Revision },
		table: table[app.AgendaItem]{
			name: "agenda",
			fields: []field[app.AgendaItem]{
				{"id", func(a *app.AgendaItem) any { return &a.ID }},
				{"event_id", func(a *app.AgendaItem) any { return &a.EventID }},
				{"position", func(a *app.AgendaItem) any { return &a.Position }},
				{"start_at", func(a *app.AgendaItem) any { return moment{&a.Start} }},
				{"end_at", func(a *app.AgendaItem) any { return moment{&a.End} }},
				{"kind", func(a *app.AgendaItem) any { return &a.Kind }},
				{"content", func(a *app.AgendaItem) any { return &a.Content }},
				{"place", func(a *app.AgendaItem) any { return &a.Place }},
				{"in_charge", func(a *app.AgendaItem) any { return &a.InCharge }},
				{"recorder", func(a *app.AgendaItem) any { return &a.Recorder }},
				{"note", func(a *app.AgendaItem) any { return &a.Note }},
				{"vehicle", func(a *app.AgendaItem) any { return &a.Vehicle }},
				{"updated_at", func(a *app.AgendaItem) any { return moment{&a.UpdatedAt} }},
				{"revision", func(a *app.AgendaItem) any { return &a.Revision }},
				{"extra", func(a *app.AgendaItem) any { return sealedAs(k, &a.ID, "extra", &a.Extra) }},
			},
		},
	}
}

// Agenda implements app.Tx.
func (t *tx) Agenda(eventID string) ([]app.AgendaItem, error) {
	return t.s.agenda.find(t, "WHERE event_id = ? ORDER BY start_at, position, id", eventID)
}

// SaveAgenda implements app.Tx.
func (t *tx) SaveAgenda(items []app.AgendaItem) error { return t.s.agenda.save(t, items) }
