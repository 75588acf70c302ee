package data

import (
	"openday/app"
	"openday/data/keys"
)

// displaced is where the versions lie that another one was preferred to.
func displaced(k *keys.Keys) entity[app.Displaced] {
	return entity[app.Displaced]{
		kind: app.RecordDisplaced, eventID: func(d *app.Displaced) string { return d.EventID },
		table: table[app.Displaced]{
			name: "displaced",
			fields: []field[app.Displaced]{
				{"id", func(d *app.Displaced) any { return &d.ID }},
				{"event_id", func(d *app.Displaced) any { return &d.EventID }},
				{"at", func(d *app.Displaced) any { return moment{&d.At} }},
				{"what", func(d *app.Displaced) any { return sealed{k, &d.ID, "", &d.What} }},
			},
		},
	}
}

// Displaced implements app.Tx.
func (t *tx) Displaced(eventID string) ([]app.Displaced, error) {
	all, err := t.s.displaced.find(t, "WHERE event_id = ? ORDER BY at DESC, id", eventID)
	if err == nil && len(all) > 0 && t.s.keys == nil {
		err = keys.Wanted()
	}
	return all, err
}

// SaveDisplaced implements app.Tx.
func (t *tx) SaveDisplaced(list []app.Displaced) error { return t.s.displaced.save(t, list) }

// AddVersions implements app.Tx.
func (t *tx) AddVersions(versions []app.Version) error {
	if len(versions) == 0 {
		return nil
	}
	if err := t.s.Unlocked(); err != nil {
		return err
	}
	if _, err := t.begin(); err != nil {
		return err
	}
	insert, err := t.db.PrepareContext(t.ctx, "INSERT INTO exchanged (record, version) VALUES (?, ?) ON CONFLICT DO NOTHING")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, v := range versions {
		if _, err := insert.ExecContext(t.ctx, v.Record, t.s.keys.Fingerprint(v.Digest)); err != nil {
			return err
		}
	}
	return nil
}

// Exchanged implements app.Tx.
func (t *tx) Exchanged(records []string) (app.Exchanged, error) {
	if err := t.s.Unlocked(); err != nil {
		return app.Exchanged{}, err
	}
	type row struct {
		record  string
		version []byte
	}
	rows, err := list(t.ctx, t.db, "SELECT record, version FROM exchanged WHERE record"+inList, func(k *row) []any { return []any{&k.record, &k.version} }, idList(records))
	if err != nil {
		return app.Exchanged{}, err
	}
	met, knows := map[string]bool{}, map[string]bool{}
	for _, k := range rows {
		met[k.record], knows[k.record+"\n"+string(k.version)] = true, true
	}
	keys := t.s.keys
	return app.Exchanged{
		Met: func(record string) bool { return met[record] },
		Knows: func(record, version string) bool {
			return met[record] && knows[record+"\n"+string(keys.Fingerprint(version))]
		},
	}, nil
}
