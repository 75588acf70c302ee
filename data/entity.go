package data

import (
	"bytes"
	"database/sql/driver"
	"reflect"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/data/keys"
)

// entity is a kind of record with an id and a revision of its own: how it lies
// in its table, and what lies in tables beside it.
type entity[T any] struct {
	table[T]
	kind     app.RecordKind
	eventID  func(*T) string // nil where it belongs to no event
	revision func(*T) *int64 // nil where a record never changes
	// fill reads what lies in tables of its own, put writes it; nil where
	// there is none.
	fill func(t *tx, rows []*T) error
	put  func(t *tx, rows []T) error
}

// recordTable is what is done with an entity whose type is known by its kind alone.
type recordTable interface {
	name() string
	remove(t *tx, ids []string) error
	restore(t *tx, records []app.Restoration) error
	expect(t *tx, records []app.Restoration) error
}

func (e entity[T]) name() string { return e.table.name }

func (e entity[T]) idOf(row *T) string { return *e.fields[0].place(row).(*string) }

func (e entity[T]) eventOf(row *T) string {
	if e.eventID == nil {
		return ""
	}
	return e.eventID(row)
}

func (e entity[T]) revisionOf(row *T) int64 {
	if e.revision == nil {
		return 0
	}
	return *e.revision(row)
}

func (e entity[T]) setRevision(row *T, revision int64) {
	if e.revision != nil {
		*e.revision(row) = revision
	}
}

// find selects rows with what lies beside them; rest is what follows the
// table's name in the statement.
func (e entity[T]) find(t *tx, rest string, args ...any) ([]T, error) {
	rows, err := e.list(t.ctx, t.db, &t.s.unreadable, rest, args...)
	if err != nil {
		return nil, err
	}
	return rows, e.fillAll(t, rows)
}

func (e entity[T]) fillAll(t *tx, rows []T) error {
	if e.fill == nil || len(rows) == 0 {
		return nil
	}
	each := make([]*T, len(rows))
	for i := range rows {
		each[i] = &rows[i]
	}
	return e.fill(t, each)
}

// byID returns the stored rows with some ids.
func (e entity[T]) byID(t *tx, ids []string) (map[string]T, error) {
	rows, err := e.find(t, "WHERE "+e.table.name+"."+e.fields[0].column+inList, idList(ids))
	if err != nil {
		return nil, err
	}
	all := make(map[string]T, len(rows))
	for i := range rows {
		all[e.idOf(&rows[i])] = rows[i]
	}
	return all, nil
}

// save inserts rows, or replaces those with their ids, as app.Tx has it.
func (e entity[T]) save(t *tx, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = e.idOf(&rows[i])
	}
	stored, err := e.byID(t, ids)
	if err != nil {
		return err
	}
	var written []T
	at := map[string]int{} // where a row stands among them
	for i := range rows {
		row := &rows[i]
		id := ids[i]
		before, there := stored[id]
		if err := e.allows(t, id, there, &before, row); err != nil {
			return err
		}
		e.setRevision(row, e.revisionOf(&before))
		if there && same(reflect.ValueOf(*row), reflect.ValueOf(before)) && !(t.forgetting && len(t.s.unreadable.columns(e.table.name, id)) > 0) {
			continue
		}
		revision, err := t.begin()
		if err != nil {
			return err
		}
		e.setRevision(row, revision)
		var was any
		if there {
			was = before
		}
		t.note(app.RecordChange{RecordKey: app.RecordKey{Kind: e.kind, ID: id}, EventID: e.eventOf(row), Before: was, After: *row, Revision: revision})
		stored[id] = *row
		if n, twice := at[id]; twice { // the last one holds
			written[n] = *row
			continue
		}
		at[id] = len(written)
		written = append(written, *row)
	}
	err = e.putAll(t, written)
	if err == nil && e.put != nil {
		err = e.put(t, written)
	}
	return databaseError(err, t.s.path) // work is to know what was refused
}

// same reports whether two records are stored alike: a moment says the same in
// every zone, and an empty list is none.
func same(a, b reflect.Value) bool {
	if moment, ok := a.Interface().(time.Time); ok {
		return moment.Equal(b.Interface().(time.Time))
	}
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !same(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		if a.Type().Elem().Kind() == reflect.Uint8 {
			return bytes.Equal(a.Bytes(), b.Bytes())
		}
		for i := range a.Len() {
			if !same(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}

// putAll writes rows. What of a stored row could not be read stays as it is,
// unless a value is given for it or the unit takes away what is personal.
func (e entity[T]) putAll(t *tx, rows []T) error {
	whole, bad := make([]T, 0, len(rows)), map[string][]T{}
	for i := range rows {
		kept := e.unread(t, &rows[i])
		if len(kept) == 0 {
			whole = append(whole, rows[i])
			continue
		}
		statement := e.upsert(kept...)
		bad[statement] = append(bad[statement], rows[i])
	}
	if err := e.table.put(t.ctx, t.db, e.upsert(), whole); err != nil {
		return err
	}
	for statement, rows := range bad {
		if err := e.table.put(t.ctx, t.db, statement, rows); err != nil {
			return err
		}
	}
	return nil
}

// unread returns the columns of a row that could not be read and for which it has
// no value.
func (e entity[T]) unread(t *tx, row *T) []string {
	if t.forgetting {
		return nil
	}
	columns := t.s.unreadable.columns(e.table.name, e.idOf(row))
	if len(columns) == 0 {
		return nil
	}
	places, empty := e.places(row), e.places(new(T))
	var kept []string
	for i, f := range e.fields {
		if slices.Contains(columns, f.column) && reflect.DeepEqual(valueOf(places[i]), valueOf(empty[i])) {
			kept = append(kept, f.column)
			if f.column == "id_number" {
				kept = append(kept, "id_hash") // of what stays
			}
		}
	}
	return kept
}

// valueOf returns what lies in a place, as far as it tells an empty one from others.
func valueOf(place any) any {
	if v, ok := place.(driver.Valuer); ok {
		value, err := v.Value()
		if box, sealed := value.([]byte); sealed {
			return len(box) > 0 // every time another
		}
		return [2]any{value, err}
	}
	return reflect.ValueOf(place).Elem().Interface()
}

// allows refuses to save a row over a version that was not read before, and to
// take a record away from another event.
func (e entity[T]) allows(t *tx, id string, there bool, before, row *T) error {
	given := e.revisionOf(row)
	switch {
	case !there && given != 0:
		return t.stale(app.RecordKey{Kind: e.kind, ID: id}, nil, *row, 0)
	case !there:
		return nil
	case given == 0 && e.revisionOf(before) != 0 && !t.own(app.RecordKey{Kind: e.kind, ID: id}):
		return app.Errorf(app.CodeInvalid, nil, "It is in the data file already, so it was not added a second time.")
	case e.revisionOf(before) != given && !t.own(app.RecordKey{Kind: e.kind, ID: id}):
		return t.stale(app.RecordKey{Kind: e.kind, ID: id}, *before, *row, e.revisionOf(before))
	case e.eventOf(before) != e.eventOf(row):
		return app.Errorf(app.CodeInvalid, nil, "An entry belongs to another event here, so it was not replaced. Nothing was changed.")
	}
	return nil
}

// remove removes rows; an unknown id is an error.
func (e entity[T]) remove(t *tx, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	stored, err := e.byID(t, ids)
	if err != nil {
		return err
	}
	if len(stored) != len(ids) {
		return notFound()
	}
	if err := e.keepLocked(t, ids); err != nil {
		return err
	}
	if _, err := t.begin(); err != nil {
		return err
	}
	for _, id := range ids {
		row := stored[id]
		t.note(app.RecordChange{RecordKey: app.RecordKey{Kind: e.kind, ID: id}, EventID: e.eventOf(&row), Before: row})
	}
	_, err = t.db.ExecContext(t.ctx, "DELETE FROM "+e.table.name+" WHERE "+e.fields[0].column+inList, idList(ids))
	return err
}

// keepLocked refuses to remove rows with something in them that is not read: it
// could not be put back.
func (e entity[T]) keepLocked(t *tx, ids []string) error {
	filled := make([]string, 0, len(e.fields))
	for _, column := range e.locked() {
		filled = append(filled, column+" IS NOT NULL")
	}
	if len(filled) == 0 {
		return nil
	}
	var n int
	err := t.db.QueryRowContext(t.ctx, "SELECT count(*) FROM "+e.table.name+" WHERE "+e.fields[0].column+inList+
		" AND ("+strings.Join(filled, " OR ")+")", idList(ids)).Scan(&n)
	if err == nil && n > 0 {
		err = keys.Wanted()
	}
	return err
}

// expect refuses records of which one is not of the revision that it should be.
func (e entity[T]) expect(t *tx, records []app.Restoration) error {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	stored, err := e.byID(t, ids)
	if err != nil {
		return err
	}
	for _, r := range records {
		row, there := stored[r.ID]
		if (r.Expect != 0) == there && (e.revision == nil || e.revisionOf(&row) == r.Expect) {
			continue
		}
		var present any
		if there {
			present = row
		}
		return t.stale(r.RecordKey, present, r.To, e.revisionOf(&row))
	}
	return nil
}

// restore saves the records that are to be there.
func (e entity[T]) restore(t *tx, records []app.Restoration) error {
	rows := make([]T, len(records))
	for i, r := range records {
		rows[i] = r.To.(T)
		e.setRevision(&rows[i], r.Expect)
	}
	return e.save(t, rows)
}
