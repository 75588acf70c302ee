package data

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"openday/app"
)

// A window and a further start find each other by the path of their data file.
func TestFileHasOnePath(t *testing.T) {
	folder := t.TempDir()
	link := filepath.Join(t.TempDir(), "link")
	try(t, os.Symlink(folder, link))
	t.Chdir(folder)
	path := func(name string) string { return NewFile(name, func() string { return "" }).Path() }
	want := path(filepath.Join(folder, "openday.db"))
	for _, name := range []string{"openday.db", filepath.Join(link, "openday.db"), filepath.Join(folder, "x", "..", "openday.db")} {
		if got := path(name); got != want {
			t.Errorf("%s lies at %s, want %s", name, got, want)
		}
	}
	// A link to the file itself leads to the same path once the file is there.
	try(t, os.WriteFile("openday.db", nil, 0o600))
	direct := filepath.Join(t.TempDir(), "direct.db")
	try(t, os.Symlink(filepath.Join(folder, "openday.db"), direct))
	if got := path(direct); got != want {
		t.Errorf("a link to the file leads to %s, want %s", got, want)
	}
	if path("other.db") == want {
		t.Error("two data files have one path")
	}
}

func TestFileIsOpenedAgainAfterARestore(t *testing.T) {
	ctx := context.Background()
	f := NewFile(filepath.Join(t.TempDir(), "openday.db"), func() string { return "王芳" })
	if _, err := f.RecoveryCode(ctx); app.CodeOf(err) != app.CodeInternal {
		t.Errorf("a closed file gives its recovery code: %v", err)
	}
	try(t, f.Close()) // does nothing
	s := must(f.Open(ctx))(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	copied := filepath.Join(t.TempDir(), "copy.db")
	try(t, s.Backup(ctx, copied))
	try(t, s.SaveEvent(ctx, anEvent("later")))
	try(t, f.Close())

	aside := must(f.Restore(ctx, copied, ""))(t)
	if _, err := os.Stat(aside); err != nil {
		t.Errorf("the present file is not kept: %v", err)
	}
	s = must(f.Open(ctx))(t)
	defer f.Close()
	must(s.Event(ctx, "e"))(t)
	if _, err := s.Event(ctx, "later"); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("what came after the copy is still there: %v", err)
	}
	kept := must(f.Copies(ctx))(t)
	if kept.Folder != CopiesDir(f.Path()) || kept.Budget != CopiesBudget || kept.Count == 0 || kept.Size == 0 {
		t.Errorf("the kept copies are %+v", kept)
	}
	if newest, _, err := f.NewestCopy(ctx); err != nil || filepath.Dir(newest) != kept.Folder {
		t.Errorf("the newest copy is %s (%v)", newest, err)
	}
	entries := must(s.Audit(ctx, app.AuditFilter{}))(t)
	if len(entries) == 0 || entries[0].By != "王芳" {
		t.Errorf("the audit list has %+v", entries)
	}
}
