package data

import (
	"context"
	"database/sql"

	"openday/app"
)

var photos = table[app.Photo]{
	name: "photos",
	fields: []field[app.Photo]{
		{"id", func(p *app.Photo) any { return &p.ID }},
		{"event_id", func(p *app.Photo) any { return &p.EventID }},
		{"position", func(p *app.Photo) any { return &p.Position }},
		{"caption", func(p *app.Photo) any { return &p.Caption }},
		{"media", func(p *app.Photo) any { return &p.Media }},
		{"data", func(p *app.Photo) any { return &p.Data }},
		{"added_at", func(p *app.Photo) any { return moment{&p.AddedAt} }},
	},
}

// Photos implements app.Store.
func (s *Store) Photos(ctx context.Context, eventID string) ([]app.Photo, error) {
	return fetch(ctx, s, photos, "WHERE event_id = ? ORDER BY position, id", eventID)
}

// SavePhotos implements app.Store.
func (s *Store) SavePhotos(ctx context.Context, list []app.Photo) error {
	return s.write(ctx, func(tx *sql.Tx) error { return photos.put(ctx, tx, photos.upsert(), list) })
}

// DeletePhotos implements app.Store.
func (s *Store) DeletePhotos(ctx context.Context, ids []string) error {
	return s.write(ctx, func(tx *sql.Tx) error { return deleteRows(ctx, tx, photos.name, ids) })
}
