package data

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/merge"
)

// v1Passphrase is that of the hand-over files of version 1.
const v1Passphrase = "移交 passphrase 2026"

// v1Copy returns the path of a data file of version 1 with its key, as it was made.
func v1Copy(tb testing.TB, name string) string {
	tb.Helper()
	from, to := filepath.Join("testdata", "v1"), tb.TempDir()
	for _, file := range []string{name + ".db", name + ".db.key"} {
		try(tb, os.WriteFile(filepath.Join(to, file), must(os.ReadFile(filepath.Join(from, file)))(tb), 0o600))
	}
	return filepath.Join(to, name+".db")
}

// v1 returns a data file of version 1 to work on, opened, and what that version
// read in it.
func v1(tb testing.TB, name string) (*Store, v1Content) {
	tb.Helper()
	var content v1Content
	try(tb, json.Unmarshal(must(os.ReadFile(filepath.Join("testdata", "v1", name+".json")))(tb), &content))
	return open(tb, v1Copy(tb, name), atPresent()), content
}

// v1Content is everything in a data file.
type v1Content struct {
	Events      []merge.HandOver // without departments
	Displaced   [][]app.Displaced
	Audit       []app.AuditEntry
	Departments []app.Department
}

// v1File returns a hand-over file of version 1. The office's were exchanged in this
// order: first by the office, back by the other, both by the office again.
func v1File(tb testing.TB, name string) []byte {
	tb.Helper()
	return must(os.ReadFile(filepath.Join("..", "app", "handover", "testdata", "v1", name+".openday")))(tb)
}

func TestDataFilesOfVersion1AreReadAsTheyWere(t *testing.T) {
	ctx := context.Background()
	for _, name := range []string{"office", "other"} {
		s, want := v1(t, name)
		var got v1Content
		for _, e := range must(s.Events(ctx, app.EventFilter{}))(t) {
			h := must(s.HandOver(ctx, e.ID))(t)
			h.Departments = nil
			got.Events = append(got.Events, h)
			got.Displaced = append(got.Displaced, must(s.Displaced(ctx, e.ID))(t))
		}
		got.Audit = must(s.Audit(ctx, app.AuditFilter{}))(t)
		got.Departments = must(serving(s, present).Departments(ctx))(t)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), withoutRevisions); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if found := must(s.Check(ctx))(t); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// What two offices exchanged with version 1 is known as that: a file that comes
// again says nothing new.
func TestHandOverFilesOfVersion1AreKnownAgain(t *testing.T) {
	for name, files := range map[string][]string{"office": {"first", "back", "both"}, "other": {"first", "back", "both"}} {
		s, _ := v1(t, name)
		before := dump(t, s)
		for _, file := range files {
			for _, r := range must(receive(s, v1File(t, file), v1Passphrase, nil))(t) {
				if r.Verdict != merge.VerdictUnchanged {
					t.Errorf("%s again at the %s: %s is %s, %s", file, name, r.Title, r.Verdict, r.Figures())
				}
			}
		}
		if diff := cmp.Diff(before, dump(t, s)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestHandOverFilesOfVersion1AreReceived(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	svc := serving(s, present.AddDate(0, 0, 1)) // the offices' clocks went on
	for _, r := range must(receiveBy(svc, v1File(t, "both"), v1Passphrase, nil))(t) {
		if r.Verdict != merge.VerdictNew || len(r.Conflicts) > 0 {
			t.Errorf("%+v", r)
		}
	}
	_, office := v1(t, "office")
	for _, want := range office.Events[1:] { // the file holds no other
		h := must(s.HandOver(ctx, want.Dossier.Event.ID))(t)
		h.Departments = nil
		if diff := cmp.Diff(want, h, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: %s", want.Dossier.Event.Title, diff)
		}
	}
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
	// Written by the program itself, with its work factor.
	if r := must(receiveBy(svc, v1File(t, "program"), v1Passphrase, nil))(t); len(r) != 1 || r[0].Verdict != merge.VerdictUnchanged {
		t.Errorf("%+v", r)
	}
}
