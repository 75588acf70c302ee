package data

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

// withMigrations runs the rest of a test as a program that knows more migrations.
func withMigrations(t *testing.T, more ...string) {
	before := migrations
	t.Cleanup(func() { migrations, latest = before, len(before) })
	migrations = append(before[:len(before):len(before)], more...)
	latest = len(migrations)
}

func TestMigrationOfAnOlderFile(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	_, err := s.writer.Exec("UPDATE people SET search = 'spelled as it was before'")
	try(t, err)
	try(t, s.Close())

	withMigrations(t, "CREATE TABLE visits (id TEXT PRIMARY KEY) STRICT;")
	// Opened for reading, the file is brought up to date too.
	r := open(t, s.Path(), Options{Clock: at(present), ReadOnly: true})
	if diff := cmp.Diff(d, must(r.Dossier(ctx, d.Event.ID))(t)); diff != "" {
		t.Error(diff)
	}
	if found := must(r.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
	copies := must(Copies(s.Path()))(t)
	if len(copies) != 2 || copies[1].Reason != app.CopyBeforeMigration {
		t.Fatalf("copies: %v", copies)
	}
	// The copy is of the version before, and comes back.
	try(t, r.Close())
	must(Restore(ctx, s.Path(), copies[1].Path, atPresent()))(t)
	s = open(t, s.Path(), atPresent())
	if people := must(s.People(ctx, app.PersonFilter{}))(t); len(people) != 2 {
		t.Error(people)
	}
}

func TestFailedMigrationChangesNothing(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.AddDossier(ctx, fullDossier("a-")))
	try(t, s.Close())
	before := must(os.ReadFile(s.Path()))(t)
	for name, broken := range map[string]string{
		"statement": "CREATE TABLE visits (id TEXT PRIMARY KEY) STRICT; DROP TABLE nothing;",
		"links":     "DELETE FROM people;",
	} {
		t.Run(name, func(t *testing.T) {
			withMigrations(t, "CREATE TABLE drafts (id TEXT PRIMARY KEY) STRICT;", broken)
			if _, err := Open(ctx, s.Path(), atPresent()); err == nil {
				t.Error("it opens")
			}
			if string(before) != string(must(os.ReadFile(s.Path()))(t)) {
				t.Error("the file was changed")
			}
		})
	}
	try(t, open(t, s.Path(), atPresent()).Close())
}

func TestMigrationsAreNumberedWithoutGaps(t *testing.T) {
	for _, name := range []string{"0003_later.sql", "2_short.sql", "note.sql"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s is taken for the second", name)
				}
			}()
			readMigrations(fstest.MapFS{"migrations/0001_start.sql": {}, "migrations/" + name: {}})
		}()
	}
}

func TestEveryTableIsStrict(t *testing.T) {
	s := fresh(t)
	rows := must(s.reader.Query("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%'"))(t)
	defer rows.Close()
	n := 0
	for rows.Next() {
		var name string
		var strict bool
		try(t, rows.Scan(&name, &strict))
		if n++; !strict {
			t.Errorf("%s is not", name)
		}
	}
	if err := rows.Err(); err != nil || n < 9 {
		t.Error(n, err)
	}
}

// The pragmas must hold on every connection of the pools, not on one of them.
func TestPragmasHoldOnEveryConnection(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	for _, c := range []struct {
		pragma string
		db     *sql.DB
		want   string
	}{
		{"foreign_keys", s.reader, "1"}, {"secure_delete", s.reader, "1"}, {"synchronous", s.reader, "2"},
		{"busy_timeout", s.reader, "5000"}, {"query_only", s.reader, "1"}, {"journal_mode", s.reader, "delete"},
		{"foreign_keys", s.writer, "1"}, {"secure_delete", s.writer, "1"}, {"synchronous", s.writer, "2"},
		{"busy_timeout", s.writer, "5000"}, {"query_only", s.writer, "0"}, {"journal_mode", s.writer, "delete"},
	} {
		var held []*sql.Conn
		for range c.db.Stats().MaxOpenConnections {
			conn := must(c.db.Conn(ctx))(t)
			held = append(held, conn)
			var got string
			try(t, conn.QueryRowContext(ctx, "PRAGMA "+c.pragma).Scan(&got))
			if got != c.want {
				t.Errorf("%s is %s, not %s", c.pragma, got, c.want)
			}
		}
		for _, conn := range held {
			try(t, conn.Close())
		}
	}
}

// Many goroutines at once neither wait for each other for ever nor fail.
func TestReadingAndWritingAtOnce(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 300)}))
	errs := make(chan error)
	const workers, rounds = 8, 20
	for w := range workers {
		go func() {
			var err error
			for i := range rounds {
				switch w % 4 {
				case 0:
					err = errors.Join(err, s.SaveEvent(ctx, anEvent(strings.Repeat("x", w+i+1))))
				case 1:
					err = errors.Join(err, s.SaveInvitees(ctx, manyInvitees("e", i*10, 10)))
				case 2:
					_, e := s.Dossier(ctx, "e")
					err = errors.Join(err, e)
				case 3:
					_, e := s.Events(ctx, app.EventFilter{})
					err = errors.Join(err, e)
					if i%10 == 0 {
						err = errors.Join(err, s.KeepCopy(ctx, app.CopyBeforeImport))
					}
				}
			}
			errs <- err
		}()
	}
	for range workers {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}
