package data

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"openday/app"
	"openday/app/words"
)

// Check implements app.DataFile. It tries everything that can be wrong with a data
// file that opens: SQLite's own structure, links between tables, the schema,
// every encrypted field, and what searches look through.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	var found []string
	err := s.read(ctx, func(tx *sql.Tx) error {
		for _, look := range []func(context.Context, *sql.Tx) ([]string, error){
			integrity, links, s.schema, s.encryption, s.searchColumns,
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
	tables, err := list(ctx, tx, `SELECT "table" FROM pragma_foreign_key_check`, func(v *string) []any { return []any{v} })
	broken := map[string]int{}
	for _, t := range tables {
		broken[t]++
	}
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

// readSchema gives the statement that made each table, index and trigger.
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

// newSchema gives the schema that the migrations make of nothing.
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

// encryption opens every encrypted field, and compares it with its hash. Without
// the key nothing can be said of them.
func (s *Store) encryption(ctx context.Context, tx *sql.Tx) ([]string, error) {
	if s.keys == nil {
		return nil, nil
	}
	type row struct {
		id        string
		box, hash []byte
	}
	rows, err := list(ctx, tx, "SELECT id, id_number, id_hash FROM people WHERE id_number IS NOT NULL OR id_hash IS NOT NULL",
		func(r *row) []any { return []any{&r.id, &r.box, &r.hash} })
	if err != nil {
		return nil, err
	}
	var found []string
	for _, r := range rows {
		number, err := s.keys.decrypt(r.id, r.box)
		switch {
		case err != nil:
			found = append(found, words.T("The ID number of the person with the internal number %s cannot be decrypted. Restore the newest good copy.", r.id))
		case string(r.hash) != string(s.keys.fingerprint(number)):
			found = append(found, words.T("The person with the internal number %s is not found by the ID number. Save the person once more.", r.id))
		}
	}
	return found, nil
}

func (s *Store) searchColumns(ctx context.Context, tx *sql.Tx) ([]string, error) {
	var found []string
	for _, c := range s.searched() {
		stale, err := c.stale(ctx, tx)
		if err != nil {
			return nil, err
		}
		if len(stale) > 0 {
			found = append(found, words.T("%d entries of the table %s are not found by searching. Save them once more.", len(stale), c.table))
		}
	}
	return found, nil
}
