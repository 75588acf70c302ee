package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"

	"openday/app"
	"openday/data/disk"
)

// tx is a unit of work in a transaction. It implements app.Tx.
type tx struct {
	ctx  context.Context
	s    *Store
	db   *sql.Tx
	unit app.Unit
	text string // the label

	forgetting bool // nothing of what the unit saves is kept because it could not be read

	revision int64 // of all that the unit changes; 0 as long as that is nothing
	changes  []app.RecordChange
	changed  map[app.RecordKey]int // where the change of a record stands
}

// View implements app.Store.
func (s *Store) View(ctx context.Context, work func(app.Tx) error) error {
	return s.read(ctx, func(db *sql.Tx) error { return work(&tx{ctx: ctx, s: s, db: db}) })
}

// Update implements app.Store.
func (s *Store) Update(ctx context.Context, unit app.Unit, work func(app.Tx) error) error {
	if s.writer != nil {
		s.absorbDeeds(ctx)
	}
	return s.write(ctx, func(db *sql.Tx) error {
		var done int
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM updates WHERE id = ?", unit.ID).Scan(&done); err != nil || done > 0 {
			return err
		}
		t := &tx{ctx: ctx, s: s, db: db, unit: unit, changed: map[app.RecordKey]int{}}
		if err := work(t); err != nil || t.revision == 0 || t.text == "" {
			return err
		}
		_, err := db.ExecContext(ctx, "UPDATE updates SET label = ? WHERE revision = ?", t.text, t.revision)
		return err
	})
}

// SetLabel implements app.Tx.
func (t *tx) SetLabel(label string) { t.text = label }

// begin returns the revision of what the unit changes. The unit is written down
// with the first thing that it writes.
func (t *tx) begin() (int64, error) {
	if t.revision != 0 {
		return t.revision, nil
	}
	result, err := t.db.ExecContext(t.ctx, "INSERT INTO updates (id, at, by, label) VALUES (?, ?, ?, '')",
		t.unit.ID, moment{&t.unit.At}, t.unit.By)
	if err != nil {
		return 0, err
	}
	t.revision, err = result.LastInsertId()
	return t.revision, err
}

// note adds a change, or brings that of the same record up to date.
func (t *tx) note(c app.RecordChange) {
	i, there := t.changed[c.RecordKey]
	if !there {
		t.changed[c.RecordKey] = len(t.changes)
		t.changes = append(t.changes, c)
		return
	}
	c.Before = t.changes[i].Before
	t.changes[i] = c
}

// own reports whether the unit has changed a record itself.
func (t *tx) own(key app.RecordKey) bool {
	_, there := t.changed[key]
	return there
}

// stale says that a record was changed meanwhile, and by whom.
func (t *tx) stale(key app.RecordKey, stored, given any, revision int64) error {
	c := &app.Conflict{RecordKey: key, Stored: stored, Given: given}
	for _, side := range []*any{&c.Stored, &c.Given} {
		if err := t.withPerson(side); err != nil {
			return err
		}
	}
	id := strconv.FormatInt(revision, 10)
	err := t.db.QueryRowContext(t.ctx, "SELECT at, by, label FROM updates WHERE revision = ?", revision).Scan(t.s.unreadable.reader("updates", "at", &id, moment{&c.At}), &c.By, &c.Label)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return app.StaleError(c)
}

// withPerson returns an invitee, whose person is a record of its own, the person as
// stored, so that it can be named and shown.
func (t *tx) withPerson(record *any) error {
	v, ok := (*record).(app.Invitee)
	if !ok {
		return nil
	}
	known, err := t.s.people.byID(t, []string{v.Person.ID})
	if p, there := known[v.Person.ID]; there {
		v.Person = p
	}
	*record = v
	return err
}

// Changes implements app.Tx.
func (t *tx) Changes() []app.RecordChange { return t.changes }

// Forget implements app.Tx.
func (t *tx) Forget() error {
	t.text, t.forgetting = "", true
	if err := t.s.owe(t.unit.ID); err != nil {
		return err
	}
	// It is a change, also where nothing else is.
	if _, err := t.begin(); err != nil {
		return err
	}
	_, err := t.db.ExecContext(t.ctx, "UPDATE updates SET label = '' WHERE label <> ''")
	return err
}

// Delete implements app.Tx.
func (t *tx) Delete(kind app.RecordKind, ids []string) error {
	k, err := t.s.kindOf(kind)
	if err != nil {
		return err
	}
	return k.remove(t, ids)
}

// Restore implements app.Tx. What others belong to is put back before them and
// removed after them.
func (t *tx) Restore(records []app.Restoration) error {
	puts, gone := map[app.RecordKind][]app.Restoration{}, map[app.RecordKind][]string{}
	all := map[app.RecordKind][]app.Restoration{}
	for _, r := range records {
		all[r.Kind] = append(all[r.Kind], r)
		switch {
		case r.To != nil:
			puts[r.Kind] = append(puts[r.Kind], r)
		case r.Expect != 0:
			gone[r.Kind] = append(gone[r.Kind], r.ID)
		}
	}
	for kind, list := range all {
		k, err := t.s.kindOf(kind)
		if err != nil {
			return err
		}
		if err := k.expect(t, list); err != nil {
			return err
		}
	}
	for _, w := range app.RecordKinds {
		if len(puts[w.Code]) > 0 {
			if err := t.s.kinds[w.Code].restore(t, puts[w.Code]); err != nil {
				return err
			}
		}
	}
	for i := range app.RecordKinds {
		kind := app.RecordKinds[len(app.RecordKinds)-1-i].Code
		if len(gone[kind]) > 0 {
			if err := t.s.kinds[kind].remove(t, gone[kind]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) kindOf(kind app.RecordKind) (recordTable, error) {
	k, known := s.kinds[kind]
	if !known {
		return nil, disk.Internal(fmt.Errorf("no records are of the kind %q", kind))
	}
	return k, nil
}

// LastPosition implements app.Tx.
func (t *tx) LastPosition(kind app.RecordKind, eventID string) (int, error) {
	return t.number("ifnull(max(position), 0)", kind, eventID)
}

// Count implements app.Tx.
func (t *tx) Count(kind app.RecordKind, eventID string) (int, error) {
	return t.number("count(*)", kind, eventID)
}

// number selects a number of the records of an event.
func (t *tx) number(expression string, kind app.RecordKind, eventID string) (int, error) {
	k, err := t.s.kindOf(kind)
	if err != nil {
		return 0, err
	}
	var n int
	err = t.db.QueryRowContext(t.ctx, "SELECT "+expression+" FROM "+k.name()+" WHERE event_id = ?", eventID).Scan(&n)
	return n, err
}
