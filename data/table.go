package data

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"openday/app"
)

// table says once how an entity lies in its table. Insert, update and select
// are made from it, so that a new field costs one line here and one in a migration.
type table[T any] struct {
	name   string
	fields []field[T]
	// search returns what a search looks through, folded; nil where nothing is
	// looked for in the table. It lies in the column search, or, where shared
	// names a table, once in that for all rows that have it, and its number there
	// in the column search_id.
	search func(*T) string
	shared string
}

// field is one column and the place in the entity that it is read from and
// written to: a pointer to a basic type, or one of the adapters below.
type field[T any] struct {
	column string
	place  func(*T) any
}

// without is the table without some of its columns.
func (t table[T]) without(columns ...string) table[T] {
	t.fields = slices.DeleteFunc(slices.Clone(t.fields), func(f field[T]) bool { return slices.Contains(columns, f.column) })
	return t
}

// places returns where a row's columns lie in the entity, in order.
func (t table[T]) places(row *T) []any {
	all := make([]any, len(t.fields))
	for i, f := range t.fields {
		all[i] = f.place(row)
	}
	return all
}

// readers returns the places for a select: what cannot be read is left empty and
// noted in unreadable, so that one bad value does not hide all others.
func (t table[T]) readers(u *unreadable, row *T) []any {
	all := t.places(row)
	id := all[0].(*string)
	for i := range all[1:] {
		all[i+1] = u.reader(t.name, t.fields[i+1].column, id, all[i+1])
	}
	return all
}

// columns lists the columns for a select, each with the table's name.
func (t table[T]) columns() string {
	names := make([]string, len(t.fields))
	for i, f := range t.fields {
		names[i] = t.name + "." + f.column
	}
	return strings.Join(names, ", ")
}

// insert is the statement that inserts a row. With an id that is there
// already it fails.
func (t table[T]) insert() string {
	names := make([]string, 0, len(t.fields)+1)
	for _, f := range t.fields {
		names = append(names, f.column)
	}
	if t.search != nil {
		names = append(names, t.searchColumn())
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(names)), ", ")
	if t.shared != "" {
		marks = strings.TrimSuffix(marks, "?") + t.numberOfText()
	}
	return fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", t.name, strings.Join(names, ", "), marks)
}

// searchColumn names the column of what is searched in.
func (t table[T]) searchColumn() string {
	if t.shared != "" {
		return "search_id"
	}
	return "search"
}

// searchText is the expression for what a row is found by.
func (t table[T]) searchText() string {
	if t.shared != "" {
		return "ifnull((SELECT search FROM " + t.shared + " WHERE id = " + t.name + ".search_id), '')"
	}
	return t.name + ".search"
}

// numberOfText is the expression for the number of a text that rows share.
func (t table[T]) numberOfText() string { return "(SELECT id FROM " + t.shared + " WHERE search = ?)" }

// shareText makes sure that a text that rows share is there.
func (t table[T]) shareText(ctx context.Context, tx *sql.Tx, text string) error {
	_, err := tx.ExecContext(ctx, "INSERT INTO "+t.shared+" (search) VALUES (?) ON CONFLICT DO NOTHING", text)
	return err
}

// lockable is an adapter of a column that may be locked: then a row that is there
// keeps what it has in it.
type lockable interface{ locked() bool }

// locked returns the columns that are locked.
func (t table[T]) locked() []string {
	var all []string
	for _, f := range t.fields {
		if l, ok := f.place(new(T)).(lockable); ok && l.locked() {
			all = append(all, f.column)
		}
	}
	return all
}

// upsert is the statement that inserts a row, or replaces the one with its id
// but for what is locked and the columns that are kept.
func (t table[T]) upsert(kept ...string) string {
	locked := append(t.locked(), kept...)
	sets := make([]string, 0, len(t.fields))
	for _, f := range t.fields[1:] {
		if slices.Contains(locked, f.column) {
			continue
		}
		sets = append(sets, f.column+" = excluded."+f.column)
	}
	if t.search != nil {
		sets = append(sets, t.searchColumn()+" = excluded."+t.searchColumn())
	}
	return t.insert() + " ON CONFLICT (" + t.fields[0].column + ") DO UPDATE SET " + strings.Join(sets, ", ")
}

// put runs insert, or upsert, for every row.
func (t table[T]) put(ctx context.Context, tx *sql.Tx, statement string, rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	prepared, err := tx.PrepareContext(ctx, statement)
	if err != nil {
		return err
	}
	defer prepared.Close()
	known := map[string]bool{} // of the texts that rows share
	for i := range rows {
		args := t.places(&rows[i])
		if t.search != nil {
			text := t.search(&rows[i])
			if t.shared != "" && !known[text] {
				if err := t.shareText(ctx, tx, text); err != nil {
					return err
				}
				known[text] = true
			}
			args = append(args, text)
		}
		if _, err := prepared.ExecContext(ctx, args...); err != nil {
			return err
		}
	}
	return nil
}

// list selects rows; rest is what follows the table's name in the statement.
func (t table[T]) list(ctx context.Context, tx *sql.Tx, u *unreadable, rest string, args ...any) ([]T, error) {
	return list(ctx, tx, "SELECT "+t.columns()+" FROM "+t.name+" "+rest, func(row *T) []any { return t.readers(u, row) }, args...)
}

// list runs a query and reads every row into the places that it is given.
func list[T any](ctx context.Context, tx *sql.Tx, query string, places func(*T) []any, args ...any) ([]T, error) {
	var all []T
	err := each(ctx, tx, query, places, func(row *T) error {
		all = append(all, *row)
		return nil
	}, args...)
	if err != nil {
		return nil, err
	}
	return all, nil
}

// each runs a query and gives every row to work, one after the other, so that a
// large table is never in memory as a whole.
func each[T any](ctx context.Context, tx *sql.Tx, query string, places func(*T) []any, work func(*T) error, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var row T
		if err := rows.Scan(places(&row)...); err != nil {
			return err
		}
		if err := work(&row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// batchSize is how many rows are in memory at once where a table is written
// while it is gone through.
const batchSize = 1000

// batches goes through a table, some rows at a time, and lets work change them.
// rest is a condition for the rows, empty for all.
func batches[T any](ctx context.Context, tx *sql.Tx, columns, table, rest string, places func(*T) []any, work func([]T) error) error {
	if rest != "" {
		rest = " AND (" + rest + ")"
	}
	type numbered struct {
		number int64
		row    T
	}
	last := int64(math.MinInt64)
	for {
		rows, err := list(ctx, tx, "SELECT rowid, "+columns+" FROM "+table+" WHERE rowid > ?"+rest+" ORDER BY rowid LIMIT ?", func(n *numbered) []any {
			return append([]any{&n.number}, places(&n.row)...)
		}, last, batchSize)
		if err != nil || len(rows) == 0 {
			return err
		}
		last = rows[len(rows)-1].number
		values := make([]T, len(rows))
		for i, r := range rows {
			values[i] = r.row
		}
		if err := work(values); err != nil {
			return err
		}
	}
}

// conditions gathers what a filter asks for.
type conditions struct {
	terms []string
	args  []any
}

func (c *conditions) add(term string, args ...any) {
	c.terms = append(c.terms, term)
	c.args = append(c.args, args...)
}

// equal asks for a value in a column, for anything where the value is empty.
func (c *conditions) equal(column, value string) {
	if value != "" {
		c.add(column+" = ?", value)
	}
}

// among asks for one of some values in a column, for anything where they are nil.
func (c *conditions) among(column string, values []string) {
	if values != nil {
		c.add(column+inList, idList(values))
	}
}

// where returns the clause, empty where nothing is asked for.
func (c *conditions) where() string {
	if len(c.terms) == 0 {
		return ""
	}
	return "WHERE " + strings.Join(c.terms, " AND ")
}

// idList hands a list of ids to SQLite as one argument, for IN (SELECT value FROM json_each(?)).
type idList []string

// Value implements driver.Valuer.
func (l idList) Value() (driver.Value, error) {
	text, err := json.Marshal([]string(l))
	return string(text), err
}

const inList = " IN (SELECT value FROM json_each(?))"

// moment keeps a moment as a wall-clock time in app.Zone, which sorts as text.
type moment struct{ t *time.Time }

const momentLayout = "2006-01-02 15:04:05.999999999"

// Value implements driver.Valuer.
func (m moment) Value() (driver.Value, error) { return writeTime(*m.t, momentLayout), nil }

// Scan implements sql.Scanner.
func (m moment) Scan(value any) (err error) {
	*m.t, err = readTime(value, momentLayout)
	return err
}

// day keeps a day without a time of day.
type day struct{ t *time.Time }

// Value implements driver.Valuer.
func (d day) Value() (driver.Value, error) { return writeTime(*d.t, time.DateOnly), nil }

// Scan implements sql.Scanner.
func (d day) Scan(value any) (err error) {
	*d.t, err = readTime(value, time.DateOnly)
	return err
}

func writeTime(t time.Time, layout string) string {
	if t.IsZero() {
		return ""
	}
	return t.In(app.Zone).Format(layout)
}

func readTime(value any, layout string) (time.Time, error) {
	text, ok := value.(string)
	if !ok {
		return time.Time{}, fmt.Errorf("a time is kept as text, not as %T", value)
	}
	if text == "" {
		return time.Time{}, nil
	}
	return time.ParseInLocation(layout, text, app.Zone)
}

// listed keeps a list as JSON.
type listed[T any] struct{ list *[]T }

// lines is the place of a list that lies in one column.
func lines[T any](list *[]T) listed[T] { return listed[T]{list} }

// Value implements driver.Valuer.
func (l listed[T]) Value() (driver.Value, error) {
	if len(*l.list) == 0 {
		return "[]", nil
	}
	text, err := json.Marshal(*l.list)
	return string(text), err
}

// Scan implements sql.Scanner.
func (l listed[T]) Scan(value any) error {
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("a list is kept as text, not as %T", value)
	}
	*l.list = nil
	if text == "[]" {
		return nil
	}
	err := json.Unmarshal([]byte(text), l.list)
	if err != nil {
		*l.list = nil // not half of it
	}
	return err
}

// link keeps an id that may be empty, so that a foreign key holds.
type link struct{ id *string }

// Value implements driver.Valuer.
func (l link) Value() (driver.Value, error) {
	if *l.id == "" {
		return nil, nil
	}
	return *l.id, nil
}

// Scan implements sql.Scanner.
func (l link) Scan(value any) error {
	*l.id, _ = value.(string)
	return nil
}
