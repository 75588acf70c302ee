package data

import (
	"openday/app"
	"openday/data/keys"
)

func photos(k *keys.Keys) entity[app.Photo] {
	return entity[app.Photo]{
		kind: app.RecordPhoto, eventID: func(p *app.Photo) string { return p.EventID }, revision: func(p *app.Photo) *int64 { return &p.Revision },
		table: table[app.Photo]{
			name: "photos",
			fields: []field[app.Photo]{
				{"id", func(p *app.Photo) any { return &p.ID }},
				{"event_id", func(p *app.Photo) any { return &p.EventID }},
				{"position", func(p *app.Photo) any { return &p.Position }},
				{"caption", func(p *app.Photo) any { return &p.Caption }},
				{"media", func(p *app.Photo) any { return &p.Media }},
				{"data", func(p *app.Photo) any { return &p.Data }},
				{"added_at", func(p *app.Photo) any { return moment{&p.AddedAt} }},
				{"revision", func(p *app.Photo) any { return &p.Revision }},
				{"extra", func(p *app.Photo) any { return sealedAs(k, &p.ID, "extra", &p.Extra) }},
			},
		},
	}
}

// Photos implements app.Tx.
func (t *tx) Photos(eventID string) ([]app.Photo, error) {
	return t.s.photos.find(t, "WHERE event_id = ? ORDER BY position, id", eventID)
}

// SavePhotos implements app.Tx.
func (t *tx) SavePhotos(list []app.Photo) error { return t.s.photos.save(t, list) }
