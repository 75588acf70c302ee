package data

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"openday/app"
	"openday/app/phone"
)

// In a file that the last release made telephones stand nowhere any more, and
// people are found by them.
func TestTelephonesOfTheLastReleaseAreEncrypted(t *testing.T) {
	ctx := context.Background()
	for _, name := range []string{"office", "other"} {
		s, was := v1(t, name)
		open := string(must(json.Marshal(was.Departments))(t)) // those of departments are no secret
		old := must(os.ReadFile(filepath.Join("testdata", "v1", name+".db")))(t)
		file := must(os.ReadFile(s.Path()))(t)
		looked, stood := 0, 0
		look := func(number string) {
			t.Helper()
			if len(number) < 7 || strings.Contains(open, number) {
				return
			}
			looked++
			if bytes.Contains(old, []byte(number)) {
				stood++
			}
			if bytes.Contains(file, []byte(number)) {
				t.Errorf("%s: %s stands in the file", name, number)
			}
		}
		for _, h := range was.Events {
			open += fmt.Sprint(h.Dossier.Event.Phones)
		}
		for _, h := range was.Events {
			for _, v := range h.Dossier.Invitees {
				look(v.Person.Phone)
				if v.Person.Phone == "" {
					continue
				}
				number := phone.Keys(v.Person.Phone)[0]
				found := false
				for _, p := range must(s.People(ctx, app.PersonFilter{Text: number}))(t) {
					found = found || p.ID == v.Person.ID && p.Phone == v.Person.Phone
				}
				if !found {
					t.Errorf("%s: %s is not found by %s", name, v.Person.Name, number)
				}
			}
			for _, f := range h.Dossier.Feedback {
				look(f.Telephone)
				for _, m := range f.History {
					for _, c := range m.Changes {
						if c.Field == "Telephone" {
							look(c.From)
							look(c.To)
						}
					}
				}
			}
		}
		if stood == 0 || looked == 0 {
			t.Errorf("%s: of %d numbers none stood in the old file; the test finds nothing", name, looked)
		}
	}
}

// What is done with a file of the last release can be undone.
func TestUndoInAFileOfTheLastRelease(t *testing.T) {
	ctx := context.Background()
	s, was := v1(t, "office")
	start := dumpOf(t, s)
	if len(was.Events) == 0 || len(must(s.Events(ctx, app.EventFilter{}))(t)) != len(was.Events) {
		t.Fatalf("%d events were in the file", len(was.Events))
	}
	c := newClerk(s, "desk", 3)
	for range 2 * len(usecases) {
		_, _, err := c.act(ctx)
		try(t, err)
	}
	steps := 0
	for {
		if _, there := c.UndoNext(); !there {
			break
		}
		must(c.Undo(ctx))(t)
		steps++
	}
	if steps < len(usecases) {
		t.Errorf("only %d steps were undone", steps)
	}
	sameDump(t, "undone", start, dumpOf(t, s))
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
}
