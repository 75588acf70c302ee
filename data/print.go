package data

import (
	"context"
	"database/sql"

	"openday/app"
)

var prints = table[app.Print]{
	name: "prints",
	fields: []field[app.Print]{
		{"id", func(p *app.Print) any { return &p.ID }},
		{"event_id", func(p *app.Print) any { return &p.EventID }},
		{"paper", func(p *app.Print) any { return &p.Paper }},
		{"at", func(p *app.Print) any { return moment{&p.At} }},
		{"by", func(p *app.Print) any { return &p.By }},
		{"options", func(p *app.Print) any { return &p.Options }},
		{"lines", func(p *app.Print) any { return lines(&p.Lines) }},
	},
}

// Prints implements app.Store.
func (s *Store) Prints(ctx context.Context, eventID, paper string) ([]app.Print, error) {
	var c conditions
	c.equal("event_id", eventID)
	c.equal("paper", paper)
	return fetch(ctx, s, prints, c.where()+" ORDER BY at DESC, rowid DESC", c.args...)
}

// AddPrint implements app.Store.
func (s *Store) AddPrint(ctx context.Context, print app.Print) error {
	return s.write(ctx, func(tx *sql.Tx) error { return prints.put(ctx, tx, prints.insert(), []app.Print{print}) })
}
