package data

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
	"openday/app/merge"
)

// before returns a data file of the form of a version, copied.
func before(t *testing.T, version string) string {
	folder := t.TempDir()
	for _, name := range []string{"office.db", "office.db.key"} {
		try(t, os.WriteFile(filepath.Join(folder, name), must(os.ReadFile(filepath.Join("testdata", version, name)))(t), 0o600))
	}
	return filepath.Join(folder, "office.db")
}

// A data file and a hand-over file from before events could change are read as they
// were, and the event takes a change.
func TestAFileBeforeChangesTakesThem(t *testing.T) {
	ctx := context.Background()
	s := open(t, before(t, "v9"), atPresent())
	later := app.Date(2026, 12, 1) // than the files were made
	svc := serving(s, later)
	all := must(s.Events(ctx, app.EventFilter{Text: "开放"}))(t)
	if len(all) != 1 || all[0].Change != "" || all[0].Programme != "" || !all[0].PostponedFrom.IsZero() || all[0].Invitees != 8 {
		t.Fatalf("%+v", all)
	}
	d := must(s.Dossier(ctx, all[0].ID))(t)
	file := must(os.ReadFile(filepath.Join("..", "app", "handover", "testdata", "v9", "event.openday")))(t)
	for _, r := range must(receiveBy(svc, file, v1Passphrase, nil))(t) {
		if r.Verdict != merge.VerdictUnchanged {
			t.Errorf("%s is %s: %s", r.Title, r.Verdict, r.Figures())
		}
	}
	c := app.EventChanging{Change: app.Postponed, Reason: "受台风影响", To: app.DayOf(d.Event.Start).AddDate(0, 1, 0), On: app.DayOf(d.Event.Start)}
	try(t, svc.ChangeEvent(ctx, d.Event.ID, c))
	got := must(s.Dossier(ctx, d.Event.ID))(t)
	ignore := cmp.Options{withoutRevisions, cmpopts.IgnoreFields(app.Event{}, "UpdatedAt"), cmpopts.IgnoreFields(app.AgendaItem{}, "UpdatedAt"), cmpopts.EquateEmpty()}
	if diff := cmp.Diff(d.Changed(c), got, ignore); diff != "" {
		t.Error(diff)
	}
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}

	// What another office has of it changes with the next file.
	other := fresh(t)
	others := serving(other, later.AddDate(0, 0, 1))
	must(receiveBy(others, file, v1Passphrase, nil))(t)
	must(receiveBy(others, handOut(t, s), passphrase, nil))(t)
	received := must(other.Dossier(ctx, d.Event.ID))(t)
	if diff := cmp.Diff(got.Event, received.Event, ignore); diff != "" {
		t.Error(diff)
	}

	// Undone in one step, it stands as it was planned.
	must(svc.Undo(ctx))(t)
	if diff := cmp.Diff(d, must(s.Dossier(ctx, d.Event.ID))(t), ignore); diff != "" {
		t.Error(diff)
	}
	try(t, svc.ChangeEvent(ctx, d.Event.ID, c))
	try(t, svc.ChangeEvent(ctx, d.Event.ID, app.EventChanging{}))
	if diff := cmp.Diff(d, must(s.Dossier(ctx, d.Event.ID))(t), ignore); diff != "" {
		t.Error(diff)
	}
}
