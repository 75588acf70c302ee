package data

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app"
	"openday/app/service"
	"openday/data/disk"
	"openday/data/keys"
)

// draftsOf are the titles of the drafts beside a data file, the oldest first.
func draftsOf(t *testing.T, s *Store) []string {
	t.Helper()
	var titles []string
	for _, d := range must(s.Drafts(context.Background()))(t) {
		titles = append(titles, d.Title)
	}
	return titles
}

// besideOf are the names of the files beside a data file that hold drafts.
func besideOf(t *testing.T, path string) []string {
	t.Helper()
	return must(filepath.Glob(path + ".draft*"))(t)
}

func TestDraftsAreKeptEncryptedBesideTheFile(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	first := app.Draft{ID: "one", By: "li", At: present, Form: app.DraftInvitee, Title: "甲", Fields: []app.DraftField{{Key: "Name", Was: "", Now: "欧阳宝"}}}
	second := app.Draft{ID: "two", By: "wang", At: present.Add(time.Minute), Title: "乙"}
	try(t, s.KeepDraft(ctx, second))
	try(t, s.KeepDraft(ctx, first))
	first.Fields[0].Now = "欧阳宝玉"
	try(t, s.KeepDraft(ctx, first))
	if got := draftsOf(t, s); !slices.Equal(got, []string{"甲", "乙"}) {
		t.Errorf("drafts %q", got)
	}
	if got := must(s.Drafts(ctx))(t)[0]; got.Fields[0].Now != "欧阳宝玉" || got.By != "li" || !got.At.Equal(present) {
		t.Errorf("kept is %+v", got)
	}
	for _, name := range besideOf(t, s.Path()) {
		if text := must(os.ReadFile(name))(t); bytes.Contains(text, []byte("欧阳")) || bytes.Contains(text, []byte("Name")) {
			t.Errorf("%s can be read by everybody", name)
		}
		if info := must(os.Stat(name))(t); info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
			t.Errorf("%s is open to others: %v", name, info.Mode())
		}
	}

	// Neither a backup nor a copy has them, and they stay when the file is opened again.
	backup := filepath.Join(t.TempDir(), "backup.db")
	try(t, s.Backup(ctx, backup))
	try(t, s.KeepCopy(ctx, app.CopyBeforeImport))
	for _, name := range append(besideOf(t, backup), must(filepath.Glob(filepath.Join(CopiesDir(s.Path()), "*draft*")))(t)...) {
		t.Errorf("%s is among the copies", name)
	}
	try(t, s.Close())
	s = open(t, s.Path(), atPresent())
	try(t, s.DropDrafts(ctx, func(d app.Draft) bool { return d.ID == "one" }))
	if got := draftsOf(t, s); !slices.Equal(got, []string{"乙"}) {
		t.Errorf("after one was dropped %q", got)
	}
}

func TestWithoutAKeyNoDraftIsKept(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.KeepDraft(ctx, app.Draft{ID: "before", Title: "甲"}))
	try(t, s.Close())
	try(t, os.Remove(keys.File(s.Path())))
	s = open(t, s.Path(), Options{Clock: at(present), WithoutKey: true})
	if err := s.KeepDraft(ctx, app.Draft{ID: "one"}); app.CodeOf(err) != app.CodeKey {
		t.Errorf("keeping one gives %v", err)
	}
	if got := draftsOf(t, s); len(got) != 0 {
		t.Errorf("read without a key: %q", got)
	}
	if len(besideOf(t, s.Path())) != 1 {
		t.Error("what was kept with the key is gone")
	}
}

// A draft of another key, or one that is damaged, is in nobody's way.
func TestADraftThatCannotBeReadIsPassedOver(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.KeepDraft(ctx, app.Draft{ID: "one", Title: "甲"}))
	try(t, s.KeepDraft(ctx, app.Draft{ID: "two", Title: "乙"}))
	try(t, os.WriteFile(s.drafts().File("one"), []byte("damaged"), 0o600))
	try(t, os.Rename(s.drafts().File("two"), s.drafts().File("three"))) // its content is bound to its name
	if got := draftsOf(t, s); len(got) != 0 {
		t.Errorf("drafts %q", got)
	}
}

func TestWhatATornDraftLeavesIsRemoved(t *testing.T) {
	s := fresh(t)
	path := s.Path()
	try(t, s.KeepDraft(context.Background(), app.Draft{ID: "one", Title: "甲"}))
	try(t, s.Close())
	try(t, os.WriteFile(path+".draft.123"+disk.TempSuffix, []byte("half"), 0o600))
	open(t, path, atPresent())
	if left := besideOf(t, path); len(left) != 1 || strings.HasSuffix(left[0], disk.TempSuffix) {
		t.Errorf("beside the file lie %q", left)
	}
}

func TestDraftsGoWithTheirRecordsAndWithAPurge(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	svc := serving(s, present)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	other := must(svc.SaveEvent(ctx, app.Event{Title: "另一场", Start: present.AddDate(0, 1, 0)}))(t)
	keep := func(id, event, record string) {
		t.Helper()
		try(t, svc.KeepDraft(ctx, app.Draft{ID: id, Title: id, EventID: event, RecordID: record}))
	}
	keep("invitee", d.Event.ID, d.Invitees[0].ID)
	keep("new invitee", d.Event.ID, "")
	keep("elsewhere", other.ID, "")
	keep("new event", "", "")
	left := func(what string, want ...string) {
		t.Helper()
		got := draftsOf(t, s)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("after %s: %q, want %q", what, got, want)
		}
	}
	try(t, svc.DeleteInvitees(ctx, d.Event.ID, []string{d.Invitees[0].ID}))
	left("the deletion of the invitee", "new invitee", "elsewhere", "new event")
	must(svc.Purge(ctx, d.Event.ID))(t)
	left("the purge", "elsewhere", "new event")
	try(t, svc.DeleteEvent(ctx, other.ID))
	left("the deletion of the event", "new event")
	try(t, svc.DropDraft(ctx, "new event"))
	left("dropping it")
}

func TestDraftsAreOfferedToTheirWriterAlone(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	li, wang := service.New(s, at(present), app.NewID, "li"), service.New(s, at(present), app.NewID, "wang")
	try(t, li.KeepDraft(ctx, app.Draft{ID: "one", Title: "甲"}))
	if got := must(wang.Drafts(ctx))(t); len(got) != 0 {
		t.Errorf("wang is offered %v", got)
	}
	if got := must(li.Drafts(ctx))(t); len(got) != 1 {
		t.Errorf("li is offered %v", got)
	}
}

// Who kills the program in the middle of a purge finds no draft about that event.
func TestAnOwedPurgeTakesTheDrafts(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	d.Event.PurgedAt = time.Time{}
	try(t, s.AddDossier(ctx, d))
	must(serving(s, present).Purge(ctx, d.Event.ID))(t)
	try(t, s.KeepDraft(ctx, app.Draft{ID: "left", EventID: d.Event.ID}))
	try(t, s.KeepDraft(ctx, app.Draft{ID: "another", Title: "乙"}))
	try(t, s.dropPurgedDrafts(ctx))
	if got := draftsOf(t, s); !slices.Equal(got, []string{"乙"}) {
		t.Errorf("drafts %q", got)
	}
}

// A program that ends after the record is saved and before its draft is removed does not
// offer what is saved again, as if it were something new.
func TestWhatIsSavedIsNotOfferedAgain(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	svc := serving(s, present)
	e := must(svc.SaveEvent(ctx, app.Event{Title: "开放日", Start: present.AddDate(0, 1, 0)}))(t)
	draft := app.Draft{ID: app.NewID(), Form: app.DraftInvitee, EventID: e.ID, Title: "甲", Fields: []app.DraftField{{Key: "Name", Now: "欧阳宝"}}}
	offered := func() (titles []string) {
		t.Helper()
		for _, d := range must(svc.Drafts(ctx))(t) {
			titles = append(titles, d.Title)
		}
		return titles
	}
	try(t, svc.KeepDraft(ctx, draft))
	kept := must(os.ReadFile(s.drafts().File(draft.ID)))(t)
	saving := service.SavingDraft(ctx, draft.ID)
	if _, err := svc.SaveInvitee(saving, app.Invitee{EventID: e.ID}); err == nil {
		t.Fatal("an invitee without a name is saved")
	}
	if got := offered(); len(got) != 1 {
		t.Fatalf("after a refused save %q is offered", got)
	}
	v := must(svc.SaveInvitee(saving, app.Invitee{EventID: e.ID, Person: app.Person{Name: "欧阳宝"}}))(t)
	if left := besideOf(t, s.Path()); len(left) != 0 {
		t.Errorf("the draft is not removed with the save: %q", left)
	}

	// As if it had been killed in between.
	try(t, os.WriteFile(s.drafts().File(draft.ID), kept, 0o600))
	if got := offered(); len(got) != 0 {
		t.Errorf("%q is offered again", got)
	}
	if left := besideOf(t, s.Path()); len(left) != 0 {
		t.Errorf("beside the file lie %q", left)
	}

	// The mark is nothing that is undone, and in nothing's way.
	second := app.Draft{ID: app.NewID(), Title: "乙"}
	must(svc.SaveInvitee(service.SavingDraft(ctx, second.ID), app.Invitee{EventID: e.ID, Person: app.Person{Name: "李明"}}))(t)
	must(svc.Undo(ctx))(t)
	must(svc.Undo(ctx))(t)
	if all := must(svc.Invitees(ctx, app.InviteeFilter{EventID: e.ID}))(t); len(all) != 0 {
		t.Errorf("%d invitees after undoing", len(all))
	}
	try(t, os.WriteFile(s.drafts().File(draft.ID), kept, 0o600))
	if got := offered(); len(got) != 0 {
		t.Errorf("undoing offers %q again", got)
	}
	if _, err := svc.SaveInvitee(ctx, v); err == nil {
		t.Error("an invitee that is gone is saved")
	}
	for i := range 20 {
		must(svc.SaveInvitee(service.SavingDraft(ctx, app.NewID()), app.Invitee{EventID: e.ID, Person: app.Person{Name: "王" + string(rune('一'+i))}}))(t)
	}
	if text := must(svc.Setting(ctx, "drafts.saved."+svc.User()))(t); len(strings.Fields(text)) != 8 {
		t.Errorf("remembered as saved are %q", text)
	}
}
