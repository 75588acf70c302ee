package data

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/mattn/go-sqlite3"

	"openday/app"
	"openday/app/words"
)

// Check implements app.DataFile. It tries everything that can be wrong with a data
// file that opens: SQLite's own structure, links between tables, the schema, every
// value, and what it is found by. It holds one row at a time.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var found []string
	err := s.read(ctx, func(tx *sql.Tx) error {
		for _, look := range []func(context.Context, *sql.Tx) ([]string, error){
			integrity, links, s.schema, s.content,
		} {
			findings, err := look(ctx, tx)
			if err != nil {
				return err
			}
			found = append(found, findings...)
		}
		return nil
	})
	if app.CodeOf(err) == app.CodeDamaged {
		// What else is wrong cannot be read.
		return append(found, err.Error()), nil
	}
	return found, err
}

// integrityProblems is how many of SQLite's findings are named. A damaged page
// brings a hundred more, which say nothing to a person.
const integrityProblems = 3

func integrity(ctx context.Context, tx *sql.Tx) ([]string, error) {
	verdicts, err := list(ctx, tx, fmt.Sprintf("PRAGMA integrity_check(%d)", integrityProblems), func(v *string) []any { return []any{v} })
	if err != nil || len(verdicts) == 1 && verdicts[0] == "ok" {
		return nil, err
	}
	problems := strings.Split(strings.Join(verdicts, "\n"), "\n")
	problems = slices.DeleteFunc(problems, func(p string) bool { return strings.HasPrefix(p, "***") })
	problems = problems[:min(len(problems), integrityProblems)]
	return []string{words.T("The data file is damaged (%s). Restore the newest good copy.", strings.Join(problems, "; "))}, nil
}

func links(ctx context.Context, tx *sql.Tx) ([]string, error) {
	broken, err := brokenLinks(ctx, tx)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, table := range slices.Sorted(maps.Keys(broken)) {
		found = append(found, words.T("%d entries of the table %s belong to something that is not there. Restore the newest good copy.", broken[table], table))
	}
	return found, nil
}

// brokenLinks counts the rows of each table that refer to a row that is not there.
func brokenLinks(ctx context.Context, tx *sql.Tx) (map[string]int, error) {
	broken := map[string]int{}
	err := each(ctx, tx, `SELECT "table" FROM pragma_foreign_key_check`, func(v *string) []any { return []any{v} }, func(table *string) error {
		broken[*table]++
		return nil
	})
	return broken, err
}

// schema compares the tables with those of a new file.
func (s *Store) schema(ctx context.Context, tx *sql.Tx) ([]string, error) {
	have, err := readSchema(ctx, tx)
	if err != nil {
		return nil, err
	}
	want, err := newSchema(ctx)
	if err != nil {
		return nil, err
	}
	names := maps.Clone(have)
	maps.Copy(names, want)
	var found []string
	for _, name := range slices.Sorted(maps.Keys(names)) {
		switch {
		case have[name] == "":
			found = append(found, words.T("The table or index %s is missing in the data file. Restore the newest good copy.", name))
		case want[name] == "":
			found = append(found, words.T("The data file holds %s, which does not belong in it: another program has changed the file.", name))
		case have[name] != want[name]:
			found = append(found, words.T("The table or index %s in the data file is not as this program makes it: another program has changed the file.", name))
		}
	}
	return found, nil
}

// readSchema returns the statement that made each table, index and trigger.
func readSchema(ctx context.Context, tx *sql.Tx) (map[string]string, error) {
	type made struct{ name, statement string }
	all, err := list(ctx, tx, "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
		func(m *made) []any { return []any{&m.name, &m.statement} })
	schema := map[string]string{}
	for _, m := range all {
		schema[m.name] = m.statement
	}
	return schema, err
}

// newSchema returns the schema that the migrations make of nothing.
func newSchema(ctx context.Context) (map[string]string, error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	for _, text := range migrations {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return nil, fmt.Errorf("expected schema: %w", err)
		}
	}
	return readSchema(ctx, tx)
}

// namedProblems is how many problems of one kind are named for each table. More
// of them say nothing more to a person.
const namedProblems = 20

// findings gathers what is wrong with the rows of a table.
type findings struct {
	all   []string
	count map[string]int
}

// add names a problem of a row, or counts it where many are named already.
func (f *findings) add(key string, args ...any) {
	if f.count == nil {
		f.count = map[string]int{}
	}
	if f.count[key]++; f.count[key] <= namedProblems {
		f.all = append(f.all, words.T(key, args...))
	}
}

// sentences returns what was found in a table.
func (f *findings) sentences(table string) []string {
	more := 0
	for _, n := range f.count {
		more += max(0, n-namedProblems)
	}
	if more > 0 {
		return append(f.all, words.T("%d more entries of the table %s have such a problem.", more, table))
	}
	return f.all
}

// content reads every value of every row, and compares what was made of it for
// finding and listing it.
func (s *Store) content(ctx context.Context, tx *sql.Tx) ([]string, error) {
	var all []string
	for _, look := range []func(context.Context, *sql.Tx) ([]string, error){
		lookThrough(s.settings.table, nil), lookThrough(s.departments.table, nil), lookThrough(s.events.table, nil),
		lookThrough(leaders, nil), lookThrough(quotas, nil), lookThrough(s.people.table, s.peopleKeys), lookThrough(s.invitees.table, nil),
		lookThrough(s.agenda.table, nil), lookThrough(s.feedback.table, nil), lookThrough(moves(s.keys), nil),
		lookThrough(s.photos.table, nil), lookThrough(s.prints.table, nil), lookThrough(s.displaced.table, nil),
		lookThrough(audit, nil), lookThrough(updates, nil),
	} {
		found, err := look(ctx, tx)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return all, nil
}

// beside is more to look at in a row: columns of the select, the places that they
// are read into, and how they are compared with what the row says.
type beside[T any] func() (columns string, places []any, compare func(row *T, unread []string, f *findings))

// lookThrough returns a look at all rows of a table, one after the other.
func lookThrough[T any](t table[T], more beside[T]) func(context.Context, *sql.Tx) ([]string, error) {
	return func(ctx context.Context, tx *sql.Tx) ([]string, error) {
		var f findings
		stale := 0
		columns, search := t.columns(), ""
		if t.search != nil {
			columns += ", " + t.searchText()
		}
		var others []any
		compare := func(*T, []string, *findings) {}
		if more != nil {
			var theirs string
			theirs, others, compare = more()
			columns += ", " + theirs
		}
		var u unreadable
		err := each(ctx, tx, "SELECT "+columns+" FROM "+t.name, func(row *T) []any {
			places := t.readers(&u, row)
			if t.search != nil {
				places = append(places, &search)
			}
			return append(places, others...)
		}, func(row *T) error {
			var unread []string
			for _, v := range u.list() {
				unread = append(unread, v.Column)
				f.add("The entry %[2]s of the table %[1]s cannot be read whole: its column %[3]s holds nothing that makes sense, so it looks empty. Give the value anew, or restore the newest good copy.", v.Table, v.ID, v.Column)
			}
			clear(u.values)
			if len(unread) == 0 && t.search != nil && t.search(row) != search {
				stale++
			}
			compare(row, unread, &f)
			return nil
		})
		var e sqlite3.Error
		if errors.As(err, &e) && e.Code == sqlite3.ErrError { // a table or column that schema misses, too
			return nil, nil
		}
		found := f.sentences(t.name)
		if stale > 0 {
			found = append(found, words.T("%d entries of the table %s are not found by searching. Save them once more.", stale, t.name))
		}
		return found, err
	}
}

// peopleKeys compares that by which people are found and listed. Without the key
// nothing can be said of what is encrypted.
func (s *Store) peopleKeys() (string, []any, func(*app.Person, []string, *findings)) {
	var hash, pinyin []byte
	var phones sql.NullString
	const columns = "id_hash, pinyin, (SELECT group_concat(hex(whole) || hex(first) || hex(last), ' ') FROM phones WHERE person_id = people.id)"
	return columns, []any{&hash, &pinyin, &phones}, func(p *app.Person, unread []string, f *findings) {
		if string(pinyin) != p.PinyinKey() {
			f.add("The person with the internal number %s does not stand in the right place of lists. Save the person once more.", p.ID)
		}
		if s.keys == nil {
			return
		}
		number, err := hashed{s.keys, &p.IDNumber}.Value()
		if box, _ := number.([]byte); err == nil && !slices.Contains(unread, "id_number") && string(box) != string(hash) {
			f.add("The person with the internal number %s is not found by the ID number. Save the person once more.", p.ID)
		}
		if slices.Contains(unread, "phone") {
			return
		}
		var want []string
		for _, h := range phoneHashes(s.keys, p.Phone) {
			want = append(want, strings.ToUpper(hex.EncodeToString(slices.Concat(h[:]...))))
		}
		have := strings.Fields(phones.String)
		slices.Sort(want)
		slices.Sort(have)
		if !slices.Equal(slices.Compact(want), have) {
			f.add("The person with the internal number %s is not found by the telephone number. Save the person once more.", p.ID)
		}
	}
}
