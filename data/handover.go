package data

import (
	"context"
	"database/sql"
	"time"

	"openday/app"
)

// displaced is where the versions lie that another one was preferred to.
func displaced(k *keys) table[app.Displaced] {
	return table[app.Displaced]{
		name: "displaced",
		fields: []field[app.Displaced]{
			{"id", func(d *app.Displaced) any { return &d.ID }},
			{"event_id", func(d *app.Displaced) any { return &d.EventID }},
			{"at", func(d *app.Displaced) any { return moment{&d.At} }},
			{"what", func(d *app.Displaced) any { return sealed{k, &d.ID, &d.What} }},
		},
	}
}

// HandOver implements app.Store.
func (s *Store) HandOver(ctx context.Context, eventID string) (app.HandOver, error) {
	var h app.HandOver
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		h, err = s.handOver(ctx, tx, eventID)
		return err
	})
	return h, err
}

func (s *Store) handOver(ctx context.Context, tx *sql.Tx, id string) (app.HandOver, error) {
	var h app.HandOver
	var err error
	if h.Dossier, err = s.dossier(ctx, tx, id); err != nil {
		return h, err
	}
	if h.Prints, err = prints.list(ctx, tx, "WHERE event_id = ? ORDER BY at, id", id); err != nil {
		return h, err
	}
	if h.Photos, err = photos.list(ctx, tx, "WHERE event_id = ? ORDER BY position, id", id); err != nil {
		return h, err
	}
	h.Departments, err = departments.list(ctx, tx, "ORDER BY name, id")
	return h, err
}

// AddVersions implements app.Store.
func (s *Store) AddVersions(ctx context.Context, versions []app.Version) error {
	return s.write(ctx, func(tx *sql.Tx) error { return s.putVersions(ctx, tx, versions) })
}

func (s *Store) putVersions(ctx context.Context, tx *sql.Tx, versions []app.Version) error {
	insert, err := tx.PrepareContext(ctx, "INSERT INTO exchanged (record, version) VALUES (?, ?) ON CONFLICT DO NOTHING")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, v := range versions {
		if _, err := insert.ExecContext(ctx, v.Record, s.keys.fingerprint(v.Digest)); err != nil {
			return err
		}
	}
	return nil
}

// Displaced implements app.Store.
func (s *Store) Displaced(ctx context.Context, eventID string) ([]app.Displaced, error) {
	return fetch(ctx, s, displaced(s.keys), "WHERE event_id = ? ORDER BY at DESC, id", eventID)
}

// Receive implements app.Store.
func (s *Store) Receive(ctx context.Context, work func(app.Receipt) error) error {
	return s.write(ctx, func(tx *sql.Tx) error { return work(receipt{s, tx}) })
}

// Inspect implements app.Store.
func (s *Store) Inspect(ctx context.Context, h app.HandOver) (app.Holding, error) {
	var held app.Holding
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		held, err = receipt{s, tx}.Holding(ctx, h)
		return err
	})
	return held, err
}

// receipt is a merge under way in one transaction.
type receipt struct {
	s  *Store
	tx *sql.Tx
}

// Holding implements app.Receipt.
func (r receipt) Holding(ctx context.Context, h app.HandOver) (app.Holding, error) {
	var held app.Holding
	var err error
	held.HandOver, err = r.s.handOver(ctx, r.tx, h.Dossier.Event.ID)
	if app.CodeOf(err) == app.CodeNotFound {
		held.HandOver = app.HandOver{}
		held.Departments, err = departments.list(ctx, r.tx, "ORDER BY name, id")
	}
	if err != nil {
		return held, err
	}
	var ids, records idList
	for _, v := range h.Dossier.Invitees {
		ids = append(ids, v.Person.ID)
	}
	if held.People, err = r.s.people.list(ctx, r.tx, "WHERE id"+inList, ids); err != nil {
		return held, err
	}
	if err := r.invitedTo(ctx, &held, h.Dossier.Event.ID, ids); err != nil {
		return held, err
	}
	records = h.Keys()
	type row struct {
		record  string
		version []byte
	}
	rows, err := list(ctx, r.tx, "SELECT record, version FROM exchanged WHERE record"+inList, func(k *row) []any { return []any{&k.record, &k.version} }, records)
	if err != nil {
		return held, err
	}
	met, knows := map[string]bool{}, map[string]bool{}
	for _, k := range rows {
		met[k.record], knows[k.record+"\n"+string(k.version)] = true, true
	}
	held.Met = func(record string) bool { return met[record] }
	held.Knows = func(record, version string) bool {
		return met[record] && knows[record+"\n"+string(r.s.keys.fingerprint(version))]
	}
	return held, nil
}

// invitedTo fills in when people were last changed here, and which other events
// they are invited to.
func (r receipt) invitedTo(ctx context.Context, held *app.Holding, eventID string, people idList) error {
	type part struct {
		person, event, title string
		at                   time.Time
	}
	parts, err := list(ctx, r.tx, "SELECT person_id, events.id, events.title, invitees.updated_at FROM invitees JOIN events ON events.id = event_id WHERE person_id <> ? AND person_id"+inList+
		" ORDER BY events.start_at DESC, events.id", func(p *part) []any { return []any{&p.person, &p.event, &p.title, moment{&p.at}} }, app.PurgedPersonID, people)
	held.PersonAt, held.PersonEvents = map[string]time.Time{}, map[string][]string{}
	for _, p := range parts {
		if p.at.After(held.PersonAt[p.person]) {
			held.PersonAt[p.person] = p.at
		}
		if p.event != eventID {
			held.PersonEvents[p.person] = append(held.PersonEvents[p.person], p.title)
		}
	}
	return err
}

// Put implements app.Receipt.
func (r receipt) Put(ctx context.Context, p app.Received) error {
	d, tx := p.Dossier, r.tx
	if p.HasEvent {
		if err := putEvent(ctx, tx, events.upsert(), d.Event); err != nil {
			return err
		}
	}
	var guests, items, opinions, pictures, papers, steps idList
	for _, v := range d.Invitees {
		guests = append(guests, v.ID)
	}
	for _, v := range d.Agenda {
		items = append(items, v.ID)
	}
	for _, v := range d.Feedback {
		opinions = append(opinions, v.ID)
		for _, m := range v.History {
			steps = append(steps, m.ID)
		}
	}
	for _, v := range p.Photos {
		pictures = append(pictures, v.ID)
	}
	for _, v := range p.Prints {
		papers = append(papers, v.ID)
	}
	// An id that stands elsewhere would take a record away from another event.
	for table, ids := range map[string]idList{invitees.name: guests, agenda.name: items, feedback.name: opinions, photos.name: pictures, prints.name: papers} {
		if err := noneOf(ctx, tx, "SELECT count(*) FROM "+table+" WHERE event_id <> ? AND id"+inList, d.Event.ID, ids); err != nil {
			return err
		}
	}
	if err := noneOf(ctx, tx, "SELECT count(*) FROM moves JOIN feedback ON feedback.id = feedback_id WHERE event_id <> ? AND moves.id"+inList, d.Event.ID, steps); err != nil {
		return err
	}
	before, err := invitedPeople(ctx, tx, "id"+inList, guests)
	if err != nil {
		return err
	}
	if err := r.s.people.put(ctx, tx, r.s.people.upsert(), p.People); err != nil {
		return err
	}
	if err := invitees.put(ctx, tx, invitees.upsert(), d.Invitees); err != nil {
		return err
	}
	if err := dropUninvited(ctx, tx, before); err != nil {
		return err
	}
	if err := agenda.put(ctx, tx, agenda.upsert(), d.Agenda); err != nil {
		return err
	}
	// Moves are never changed; those of two sides are put in order together.
	if _, err := tx.ExecContext(ctx, "DELETE FROM moves WHERE feedback_id"+inList, opinions); err != nil {
		return err
	}
	if err := putFeedback(ctx, tx, d.Feedback); err != nil {
		return err
	}
	if err := photos.put(ctx, tx, photos.upsert(), p.Photos); err != nil {
		return err
	}
	if err := prints.put(ctx, tx, prints.upsert(), p.Prints); err != nil {
		return err
	}
	if err := departments.put(ctx, tx, departments.upsert(), p.Departments); err != nil {
		return err
	}
	kept := displaced(r.s.keys)
	if err := kept.put(ctx, tx, kept.insert(), p.Displaced); err != nil {
		return err
	}
	return r.s.putVersions(ctx, tx, p.Versions)
}

// noneOf refuses what a query counts.
func noneOf(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	var n int
	if err := tx.QueryRowContext(ctx, query, args...).Scan(&n); err != nil {
		return err
	}
	if n > 0 {
		return app.Errorf(app.CodeInvalid, nil, "The hand-over file names entries that belong to another event here. Nothing was changed. Ask for a new file.")
	}
	return nil
}

// AddAudit implements app.Receipt.
func (r receipt) AddAudit(ctx context.Context, entry app.AuditEntry) error {
	return audit.put(ctx, r.tx, audit.insert(), []app.AuditEntry{entry})
}
