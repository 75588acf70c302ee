package data

import (
	"bytes"
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/data/keys"
)

// checkRefusal looks at the error that keeps a file from being opened: its
// code, and a Chinese sentence that names the place.
func checkRefusal(tb testing.TB, err error, code app.Code, place string) {
	tb.Helper()
	if app.CodeOf(err) != code {
		tb.Errorf("code %s, not %s: %v", app.CodeOf(err), code, err)
		return
	}
	text := err.Error()
	if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) || !strings.Contains(text, place) {
		tb.Errorf("the sentence is %q", text)
	}
}

// rawDB opens a file as another program would.
func rawDB(tb testing.TB, path string) *sql.DB {
	tb.Helper()
	db := must(sql.Open("sqlite3", fileURI(path, runtime.GOOS == "windows")))(tb)
	tb.Cleanup(func() { db.Close() })
	return db
}

func TestUnreadableFiles(t *testing.T) {
	ctx := context.Background()
	good := fresh(t)
	try(t, good.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 300)}))
	try(t, good.Close())
	content := must(os.ReadFile(good.Path()))(t)

	foreignDB := filepath.Join(t.TempDir(), "foreign.db")
	db := rawDB(t, foreignDB)
	_, err := db.Exec("CREATE TABLE events (id); PRAGMA user_version = 1")
	try(t, err)
	try(t, db.Close())

	newerDB := filepath.Join(t.TempDir(), "newer.db")
	try(t, os.WriteFile(newerDB, content, 0o600))
	db = rawDB(t, newerDB)
	_, err = db.Exec("PRAGMA user_version = 99; PRAGMA journal_mode = WAL")
	try(t, err)
	try(t, db.Close())

	zeroed := func(from, to int) []byte {
		c := bytes.Clone(content)
		clear(c[from:to])
		return c
	}
	sentences := map[app.Code]string{}
	for name, c := range map[string]struct {
		content []byte
		code    app.Code
	}{
		"emptied":                   {nil, app.CodeDamaged},
		"cut in its magic":          {content[:10], app.CodeForeign},
		"cut in its header":         {content[:60], app.CodeDamaged},
		"cut after a page":          {content[:4096], app.CodeDamaged},
		"cut in the middle":         {content[:len(content)/2], app.CodeDamaged},
		"cut at its last byte":      {content[:len(content)-1], app.CodeDamaged},
		"zeroed":                    {make([]byte, len(content)), app.CodeDamaged},
		"zeroed, short":             {make([]byte, 7), app.CodeDamaged},
		"zeroed but for its header": {zeroed(100, len(content)), app.CodeDamaged},
		"zeroed after a page":       {zeroed(4096, len(content)), app.CodeDamaged},
		"text":                      {[]byte("姓名,单位\n张三,民政局\n"), app.CodeForeign},
		"workbook":                  {append([]byte("PK\x03\x04"), content...), app.CodeForeign},
		"another program's":         {must(os.ReadFile(foreignDB))(t), app.CodeForeign},
		"newer":                     {must(os.ReadFile(newerDB))(t), app.CodeNewer},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "openday.db")
			try(t, os.WriteFile(path, c.content, 0o600))
			try(t, os.WriteFile(keys.File(path), must(os.ReadFile(keys.File(good.Path())))(t), 0o600))
			before := snapshot(t, folder)
			for _, readOnly := range []bool{false, true} {
				_, err := Open(ctx, path, Options{Clock: at(present), ReadOnly: readOnly})
				checkRefusal(t, err, c.code, path)
				if err != nil {
					sentences[c.code] = err.Error()
				}
			}
			after := snapshot(t, folder)
			if len(after) != len(before) || after[path] != before[path] || after[keys.File(path)] != before[keys.File(path)] {
				t.Error("something was changed")
			}
		})
	}
	if len(sentences) != 3 || sentences[app.CodeDamaged] == sentences[app.CodeForeign] || sentences[app.CodeForeign] == sentences[app.CodeNewer] {
		t.Errorf("the sentences do not differ: %v", sentences)
	}
}

func TestEmptyFile(t *testing.T) {
	ctx := context.Background()
	// One that never was anything is a place for a new file.
	path := filepath.Join(t.TempDir(), "openday.db")
	try(t, os.WriteFile(path, nil, 0o600))
	_, err := Open(ctx, path, Options{ReadOnly: true})
	checkRefusal(t, err, app.CodeNotFound, path)
	s := open(t, path, atPresent())
	try(t, s.SaveEvent(ctx, anEvent("e")))
	try(t, s.KeepCopy(ctx, app.CopyDaily))
	try(t, s.Close())
	// One beside copies was emptied, with its key file gone or not.
	try(t, os.Truncate(path, 0))
	_, err = Open(ctx, path, atPresent())
	checkRefusal(t, err, app.CodeDamaged, path)
	try(t, os.Remove(keys.File(path)))
	_, err = Open(ctx, path, atPresent())
	checkRefusal(t, err, app.CodeDamaged, path)
}

func TestNoFile(t *testing.T) {
	ctx := context.Background()
	folder := filepath.Join(t.TempDir(), "not made yet")
	path := filepath.Join(folder, "openday.db")
	_, err := Open(ctx, path, Options{ReadOnly: true})
	checkRefusal(t, err, app.CodeNotFound, path)
	if _, err := os.Stat(folder); err == nil {
		t.Error("reading made the folder")
	}
	// What a crash left of a file, and of its journal, is no part of a new one.
	try(t, os.MkdirAll(folder, 0o700))
	for _, left := range []string{path + ".new.tmp", path + ".new.tmp-journal", path + "-journal"} {
		try(t, os.WriteFile(left, []byte(strings.Repeat("left over ", 1000)), 0o600))
	}
	s := open(t, path, atPresent())
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
	aside := must(filepath.Glob(filepath.Join(folder, "*set-aside*-journal")))(t)
	if len(aside) != 1 {
		t.Errorf("the journal is lost: %v", aside)
	}
}

// SQLite's own limit stands in for the end of the disk on every system.
func TestDataFileThatCannotGrow(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	before := must(os.ReadFile(s.Path()))(t)
	_, err := s.writer.Exec("PRAGMA max_page_count = 60")
	try(t, err)
	err = s.AddDossier(ctx, app.Dossier{Event: anEvent("big"), Invitees: manyInvitees("big", 0, 1000)})
	checkRefusal(t, err, app.CodeFull, s.Path())
	if !bytes.Equal(before, must(os.ReadFile(s.Path()))(t)) {
		t.Error("the data file was changed")
	}
	if _, err := os.Stat(s.Path() + "-journal"); err == nil {
		t.Error("a journal is left")
	}
	if diff := cmp.Diff(d, must(s.Dossier(ctx, d.Event.ID))(t)); diff != "" {
		t.Error(diff)
	}
	try(t, s.SetSetting(ctx, "small", "fits"))
}
