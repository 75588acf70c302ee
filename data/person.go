package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/phone"
	"openday/data/keys"
)

// people is where persons lie; the ID number is kept encrypted with keys.
func people(k *keys.Keys) entity[app.Person] {
	return entity[app.Person]{
		kind: app.RecordPerson, revision: func(p *app.Person) *int64 { return &p.Revision },
		put: func(t *tx, rows []app.Person) error {
			// What stays unread is found by what it was.
			rows = slices.DeleteFunc(slices.Clone(rows), func(p app.Person) bool {
				return p.Phone == "" && !t.forgetting && slices.Contains(t.s.unreadable.columns("people", p.ID), "phone")
			})
			return putPhones(t.ctx, t.db, k, rows)
		},
		table: table[app.Person]{
			name: "people",
			fields: []field[app.Person]{
				{"id", func(p *app.Person) any { return &p.ID }},
				{"name", func(p *app.Person) any { return &p.Name }},
				{"gender", func(p *app.Person) any { return &p.Gender }},
				{"id_number", func(p *app.Person) any { return sealed{k, &p.ID, "", &p.IDNumber} }},
				{"id_hash", func(p *app.Person) any { return hashed{k, &p.IDNumber} }},
				{"phone", func(p *app.Person) any { return sealedAs(k, &p.ID, "phone", &p.Phone) }},
				{"born_on", func(p *app.Person) any { return day{&p.BornOn} }},
				{"reading", func(p *app.Person) any { return &p.Reading }},
				{"pinyin", func(p *app.Person) any { return ordered{p} }},
				{"revision", func(p *app.Person) any { return &p.Revision }},
				{"extra", func(p *app.Person) any { return sealedAs(k, &p.ID, "extra", &p.Extra) }},
			},
			search: func(p *app.Person) string {
				return spelled(p.Name) + "\n" + fold(p.Reading, strings.ReplaceAll(p.Reading, " ", ""))
			},
		},
	}
}

// sealed keeps a text encrypted, bound to the id of its row and to its column.
// The column of the id stands before it, so that the id is known when it is read.
// Without keys the text is read as empty and the column stays as it is.
type sealed struct {
	keys   *keys.Keys
	id     *string
	column string // empty for the columns that were there before the column was bound
	text   *string
}

func sealedAs(k *keys.Keys, id *string, column string, text *string) sealed {
	return sealed{k, id, "\x00" + column, text}
}

// locked implements lockable.
func (s sealed) locked() bool { return s.keys == nil }

// Value implements driver.Valuer.
func (s sealed) Value() (driver.Value, error) {
	switch {
	case *s.text == "":
		return nil, nil
	case s.keys == nil:
		return nil, keys.Wanted()
	}
	return s.keys.Encrypt(*s.id+s.column, *s.text), nil
}

// Scan implements sql.Scanner.
func (s sealed) Scan(value any) (err error) {
	*s.text = ""
	if box, ok := value.([]byte); ok && s.keys != nil {
		*s.text, err = s.keys.Decrypt(*s.id+s.column, box)
	}
	return err
}

// ordered keeps the key by which a person is listed.
type ordered struct{ person *app.Person }

// Value implements driver.Valuer.
func (o ordered) Value() (driver.Value, error) { return []byte(o.person.PinyinKey()), nil }

// Scan implements sql.Scanner. The key is made of what else is known.
func (o ordered) Scan(any) error { return nil }

// hashed keeps the keyed hash of an ID number, by which it is found again.
type hashed struct {
	keys *keys.Keys
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
		return nil, keys.Wanted()
	}
	return h.keys.IDHash(*h.text), nil
}

// Scan implements sql.Scanner. A hash says nothing that could be read back.
func (h hashed) Scan(any) error { return nil }

// peopleOfUnits begins a condition for people by what is searched in their units
// and posts: the texts first, which are few, then who has them.
const peopleOfUnits = "people.id IN (SELECT invitees.person_id FROM units CROSS JOIN invitees ON invitees.search_id = units.id WHERE units.search"

// People implements app.Tx.
func (t *tx) People(filter app.PersonFilter) ([]app.Person, error) {
	var c conditions
	c.among("id", filter.IDs)
	t.s.searchPeople(&c, "people.search", filter.Text, peopleOfUnits)
	if filter.After.ID != "" {
		c.add("(pinyin, id) > (?, ?)", []byte(filter.After.PinyinKey()), filter.After.ID)
	}
	limit := filter.Limit
	if limit <= 0 {
		limit = -1
	}
	return t.s.people.find(t, c.where()+" ORDER BY pinyin, id LIMIT ?", append(c.args, limit)...)
}

// PeopleLike implements app.Tx.
func (t *tx) PeopleLike(like []app.Person) ([]app.Person, error) {
	k := t.s.keys
	if k == nil { // nobody can be found by what is not read
		like = nil
	}
	var hashes, numbers []string
	names := map[string]bool{} // as they are compared
	for _, p := range like {
		if p.IDNumber != "" {
			hashes = append(hashes, hex.EncodeToString(k.IDHash(p.IDNumber)))
		}
		names[hanzi.NameKey(p.Name)] = true
		for _, number := range phone.Keys(p.Phone) {
			numbers = append(numbers, hex.EncodeToString(k.PhoneHash(keys.WholeNumber, number)))
		}
	}
	found, err := t.s.people.find(t, `WHERE people.id IN (
		SELECT known.id FROM json_each(?) AS wanted
			JOIN people AS known ON known.id_hash = unhex(wanted.value)
		UNION
		SELECT known.id FROM json_each(?) AS wanted
			JOIN phones ON phones.whole = unhex(wanted.value)
			JOIN people AS known ON known.id = phones.person_id
		) ORDER BY people.pinyin, people.id`, idList(hashes), idList(numbers))
	byID := app.SetOf(hashes)
	return slices.DeleteFunc(found, func(p app.Person) bool {
		return !names[hanzi.NameKey(p.Name)] && !(p.IDNumber != "" && byID[hex.EncodeToString(k.IDHash(p.IDNumber))])
	}), err
}

// SavePeople implements app.Tx.
func (t *tx) SavePeople(list []app.Person) error { return t.s.people.save(t, list) }

// Uninvited implements app.Tx.
func (t *tx) Uninvited(ids []string) ([]string, error) {
	return list(t.ctx, t.db, "SELECT id FROM people WHERE id"+inList+" AND NOT EXISTS (SELECT 1 FROM invitees WHERE person_id = people.id)",
		func(id *string) []any { return []any{id} }, idList(ids))
}

// WrittenAt implements app.Tx.
func (t *tx) WrittenAt(ids []string) (map[string]time.Time, error) {
	type written struct {
		id, unit string
		at       time.Time
	}
	all, err := list(t.ctx, t.db, "SELECT people.id, updates.id, updates.at FROM people JOIN updates ON updates.revision = people.revision WHERE people.id"+inList,
		func(w *written) []any {
			return []any{&w.id, &w.unit, t.s.unreadable.reader("updates", "at", &w.unit, moment{&w.at})}
		}, idList(ids))
	at := make(map[string]time.Time, len(all))
	for _, w := range all {
		if !w.at.IsZero() {
			at[w.id] = w.at
		}
	}
	return at, err
}

// How many digits the parts of a number have by which it is found.
const (
	firstCount = 3
	lastCount  = 4
)

// foundForm is the version of the forms in which names, ID numbers and telephone
// numbers are compared. What people are found by is made anew when a file of another
// form is opened.
const foundForm = 2

// putPhones writes the hashes by which the telephones of people are found.
func putPhones(ctx context.Context, tx *sql.Tx, k *keys.Keys, all []app.Person) error {
	if k == nil { // the telephones stay as they are
		return nil
	}
	ids := make(idList, len(all))
	for i, p := range all {
		ids[i] = p.ID
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM phones WHERE person_id"+inList, ids); err != nil {
		return err
	}
	insert, err := tx.PrepareContext(ctx, "INSERT INTO phones (person_id, whole, first, last) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING")
	if err != nil {
		return err
	}
	defer insert.Close()
	for _, p := range all {
		for _, h := range phoneHashes(k, p.Phone) {
			if _, err := insert.ExecContext(ctx, p.ID, h[0], h[1], h[2]); err != nil {
				return err
			}
		}
	}
	return nil
}

// phoneHashes returns the hashes of each number of a telephone: of the whole, its
// first and its last digits.
func phoneHashes(k *keys.Keys, field string) [][3][]byte {
	var all [][3][]byte
	for _, n := range phone.Keys(field) {
		first, last := n[:min(firstCount, len(n))], n[max(0, len(n)-lastCount):]
		all = append(all, [3][]byte{k.PhoneHash(keys.WholeNumber, n), k.PhoneHash(keys.FirstDigits, first), k.PhoneHash(keys.LastDigits, last)})
	}
	return all
}

// refreshFound makes anew what people are found and listed by where it is of another
// form.
func (s *Store) refreshFound(ctx context.Context) error {
	if s.keys == nil {
		return nil
	}
	form := fmt.Sprint(foundForm)
	var kept string
	err := s.reader.QueryRowContext(ctx, "SELECT CAST(value AS TEXT) FROM about WHERE name = 'phone_form'").Scan(&kept)
	if err != nil && !errors.Is(err, sql.ErrNoRows) || kept == form {
		return err
	}
	return s.write(ctx, func(tx *sql.Tx) error {
		if err := s.refreshSearch(ctx, tx); err != nil {
			return err
		}
		err := batches(ctx, tx, "id, id_number, phone", "people", "id_number IS NOT NULL OR phone IS NOT NULL", func(p *app.Person) []any {
			return []any{&p.ID,
				s.unreadable.reader("people", "id_number", &p.ID, sealed{s.keys, &p.ID, "", &p.IDNumber}),
				s.unreadable.reader("people", "phone", &p.ID, sealedAs(s.keys, &p.ID, "phone", &p.Phone))}
		}, func(rows []app.Person) error {
			for i := range rows {
				if p := &rows[i]; p.IDNumber != "" {
					if _, err := tx.ExecContext(ctx, "UPDATE people SET id_hash = ? WHERE id = ?", hashed{s.keys, &p.IDNumber}, p.ID); err != nil {
						return err
					}
				}
			}
			return putPhones(ctx, tx, s.keys, rows)
		})
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, "INSERT INTO about (name, value) VALUES ('phone_form', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", []byte(form))
		return err
	})
}

// searchPeople asks for every word of what a person typed: in a folded text, or,
// where it is a number, among the telephones. others are beginnings of conditions
// in brackets, for folded texts in other tables.
func (s *Store) searchPeople(c *conditions, expression, typed string, others ...string) {
	for _, word := range strings.Fields(hanzi.CleanText(typed)) {
		term, args := like(expression, word)
		if number := phone.Parse(word).Numbers; len(number) == 1 && len(number[0].Digits) >= firstCount && s.keys != nil {
			digits, part := number[0].Digits, keys.WholeNumber
			switch len(digits) {
			case firstCount:
				part = keys.FirstDigits
			case lastCount:
				part = keys.LastDigits
			}
			term = "(" + term + " OR people.id IN (SELECT person_id FROM phones WHERE " + string(part) + " = ?))"
			args = append(args, s.keys.PhoneHash(part, digits))
		}
		for _, other := range others {
			also, more := like(other, word)
			term, args = "("+term+" OR "+also+"))", append(args, more...)
		}
		c.add(term, args...)
	}
}
