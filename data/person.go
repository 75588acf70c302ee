package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"strings"

	"openday/app"
)

// people is where persons lie; the ID number is kept encrypted with keys.
func people(k *keys) table[app.Person] {
	return table[app.Person]{
		name: "people",
		fields: []field[app.Person]{
			{"id", func(p *app.Person) any { return &p.ID }},
			{"name", func(p *app.Person) any { return &p.Name }},
			{"gender", func(p *app.Person) any { return &p.Gender }},
			{"id_number", func(p *app.Person) any { return sealed{k, &p.ID, &p.IDNumber} }},
			{"id_hash", func(p *app.Person) any { return hashed{k, &p.IDNumber} }},
			{"phone", func(p *app.Person) any { return &p.Phone }},
			{"born_on", func(p *app.Person) any { return day{&p.BornOn} }},
			{"reading", func(p *app.Person) any { return &p.Reading }},
		},
		search: func(p *app.Person) string {
			return spelled(p.Name) + "\n" + fold(p.Phone, p.Reading, strings.ReplaceAll(p.Reading, " ", ""))
		},
	}
}

// sealed keeps a text encrypted, bound to the id of its row. The column of the
// id stands before it, so that the id is known when it is read. Without keys the
// text is read as empty and the column stays as it is.
type sealed struct {
	keys     *keys
	id, text *string
}

// locked implements lockable.
func (s sealed) locked() bool { return s.keys == nil }

// Value implements driver.Valuer.
func (s sealed) Value() (driver.Value, error) {
	switch {
	case *s.text == "":
		return nil, nil
	case s.keys == nil:
		return nil, keyWanted()
	}
	return s.keys.encrypt(*s.id, *s.text), nil
}

// Scan implements sql.Scanner.
func (s sealed) Scan(value any) (err error) {
	*s.text = ""
	if box, ok := value.([]byte); ok && s.keys != nil {
		*s.text, err = s.keys.decrypt(*s.id, box)
	}
	return err
}

// hashed keeps the keyed hash of a text, by which it is found again.
type hashed struct {
	keys *keys
	text *string
}

// locked implements lockable.
func (h hashed) locked() bool { return h.keys == nil }

// Value implements driver.Valuer.
func (h hashed) Value() (driver.Value, error) {
	switch {
	case *h.text == "":
		return nil, nil
	case h.keys == nil:
		return nil, keyWanted()
	}
	return h.keys.fingerprint(*h.text), nil
}

// Scan implements sql.Scanner. A hash says nothing that could be read back.
func (h hashed) Scan(any) error { return nil }

// People implements app.Store.
func (s *Store) People(ctx context.Context, filter app.PersonFilter) ([]app.Person, error) {
	var c conditions
	c.search("search", filter.Text)
	limit := filter.Limit
	if limit <= 0 {
		limit = -1
	}
	var all []app.Person
	err := s.read(ctx, func(tx *sql.Tx) (err error) {
		all, err = s.people.list(ctx, tx, "WHERE rowid IN (SELECT rowid FROM people "+c.where()+") ORDER BY name, id LIMIT ?",
			append(c.args, limit)...)
		return err
	})
	return all, err
}

// PeopleLike implements app.Store.
func (s *Store) PeopleLike(ctx context.Context, like []app.Person) ([]app.Person, error) {
	var hashes []string
	var pairs [][2]string
	for _, p := range like {
		if p.IDNumber != "" && s.keys != nil {
			hashes = append(hashes, hex.EncodeToString(s.keys.fingerprint(p.IDNumber)))
		}
		if p.Phone != "" {
			pairs = append(pairs, [2]string{p.Name, p.Phone})
		}
	}
	named, err := json.Marshal(pairs)
	if err != nil {
		return nil, err
	}
	var all []app.Person
	err = s.read(ctx, func(tx *sql.Tx) (err error) {
		all, err = s.people.list(ctx, tx, `WHERE people.id IN (
			SELECT known.id FROM json_each(?) AS wanted
				JOIN people AS known ON known.id_hash = unhex(wanted.value)
			UNION
			SELECT known.id FROM json_each(?) AS wanted
				JOIN people AS known ON known.name = wanted.value ->> 0 AND known.phone = wanted.value ->> 1
			) ORDER BY people.name, people.id`, idList(hashes), string(named))
		return err
	})
	return all, err
}

// dropUninvited removes those of the people who are invited nowhere any more.
func dropUninvited(ctx context.Context, tx *sql.Tx, ids idList) error {
	_, err := tx.ExecContext(ctx, "DELETE FROM people WHERE id"+inList+
		" AND NOT EXISTS (SELECT 1 FROM invitees WHERE person_id = people.id)", ids)
	return err
}
