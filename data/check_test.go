package data

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"openday/app"
)

func TestCheck(t *testing.T) {
	ctx := context.Background()
	for name, c := range map[string]struct {
		harm string
		want []string // what each finding names
	}{
		"sound":          {"", nil},
		"field":          {"UPDATE people SET id_number = randomblob(46) WHERE id = 'a-person0'", []string{"a-person0"}},
		"moved field":    {"UPDATE people SET id_number = (SELECT id_number FROM people WHERE id = 'a-person1') WHERE id = 'a-person0'", []string{"a-person0"}},
		"lost field":     {"UPDATE people SET id_number = NULL WHERE id = 'a-person0'", []string{"a-person0"}},
		"hash":           {"UPDATE people SET id_hash = NULL WHERE id = 'a-person1'", []string{"a-person1"}},
		"search":         {"UPDATE people SET search = ''; UPDATE invitees SET search_id = NULL WHERE id = 'a-invitee0'; UPDATE events SET search = ''; UPDATE feedback SET search = ''", []string{"events", "people", "invitees", "feedback"}},
		"link":           {"PRAGMA foreign_keys = off; UPDATE invitees SET person_id = 'nobody' WHERE id = 'a-invitee0'", []string{"invitees"}},
		"missing index":  {"DROP INDEX invitees_person", []string{"invitees_person"}},
		"foreign table":  {"CREATE TABLE notes (text)", []string{"notes"}},
		"changed column": {"ALTER TABLE settings RENAME COLUMN value TO text", []string{"settings"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			try(t, s.AddDossier(ctx, fullDossier("a-")))
			_, err := s.writer.Exec(c.harm)
			try(t, err)
			found := must(s.Check(ctx))(t)
			if len(found) != len(c.want) {
				t.Fatalf("found %q", found)
			}
			for i, want := range c.want {
				if !strings.Contains(found[i], want) {
					t.Errorf("%q does not name %s", found[i], want)
				}
			}
			try(t, s.Close())
			r := open(t, s.Path(), Options{ReadOnly: true})
			if again := must(r.Check(ctx))(t); len(again) != len(found) {
				t.Errorf("opened for reading, found %q", again)
			}
		})
	}
}

// A page in the middle that is no longer what it was opens, but is found.
func TestCheckFindsDamagedPages(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 500)}))
	try(t, s.Close())
	pages := rootPages(t, s.Path(), "invitees_person", "people")
	content := must(os.ReadFile(s.Path()))(t)
	for _, page := range pages {
		copy(content[(page-1)*4096:page*4096], make([]byte, 4096))
	}
	try(t, os.WriteFile(s.Path(), content, 0o600))
	r := open(t, s.Path(), Options{ReadOnly: true})
	if found, err := r.Check(ctx); err != nil || len(found) == 0 || slices.ContainsFunc(found, func(f string) bool { return len(f) > 500 || strings.Contains(f, "\n") }) {
		t.Errorf("found %q, %v", found, err)
	}
	if _, err := r.People(ctx, app.PersonFilter{}); app.CodeOf(err) != app.CodeDamaged {
		t.Errorf("reading gives %v", err)
	}
	// Such a file is not copied over the good copies of the days before.
	if _, err := Open(ctx, s.Path(), atPresent()); app.CodeOf(err) != app.CodeDamaged {
		t.Errorf("opening gives %v", err)
	}
	if names := copyNames(t, s.Path()); len(names) > 0 {
		t.Errorf("copies: %v", names)
	}
}

func rootPages(tb testing.TB, path string, names ...string) []int {
	tb.Helper()
	db := rawDB(tb, path)
	pages := make([]int, len(names))
	for i, name := range names {
		try(tb, db.QueryRow("SELECT rootpage FROM sqlite_schema WHERE name = ?", name).Scan(&pages[i]))
	}
	return pages
}
