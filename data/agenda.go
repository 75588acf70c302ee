package data

import (
	"context"
	"database/sql"

	"openday/app"
)

var agenda = table[app.AgendaItem]{
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
	},
}

// Agenda implements app.Store.
func (s *Store) Agenda(ctx context.Context, eventID string) ([]app.AgendaItem, error) {
	var all []app.AgendaItem
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		all, err = listAgenda(ctx, tx, eventID)
		return err
	})
	return all, err
}

// SaveAgenda implements app.Store.
func (s *Store) SaveAgenda(ctx context.Context, items []app.AgendaItem) error {
	return s.write(ctx, func(tx *sql.Tx) error { return agenda.put(ctx, tx, agenda.upsert(), items) })
}

// DeleteAgenda implements app.Store.
func (s *Store) DeleteAgenda(ctx context.Context, ids []string) error {
	return s.write(ctx, func(tx *sql.Tx) error { return deleteRows(ctx, tx, agenda.name, ids) })
}

func listAgenda(ctx context.Context, tx *sql.Tx, eventID string) ([]app.AgendaItem, error) {
	return agenda.list(ctx, tx, "WHERE event_id = ? ORDER BY start_at, position, id", eventID)
}
