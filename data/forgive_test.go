package data

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/data/disk"
	"openday/data/keys"
)

// nextDay opens the data file of a test as on the day after the present one.
func nextDay() Options { return Options{Clock: at(present.AddDate(0, 0, 1))} }

// checkWarning looks for one warning about a place.
func checkWarning(tb testing.TB, s *Store, place string) {
	tb.Helper()
	if w := s.Warnings(); len(w) != 1 || !strings.Contains(w[0], place) {
		tb.Errorf("the warnings are %q", w)
	}
}

// A file in the place of the folder of copies stands for a folder that refuses:
// no right keeps the tests' user out.
func TestCopiesThatCannotBeKept(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path, folder := s.Path(), CopiesDir(s.Path())
	try(t, s.SaveEvent(ctx, anEvent("e")))
	backup := filepath.Join(t.TempDir(), "backup.db")
	try(t, s.Backup(ctx, backup))
	try(t, s.Close())
	try(t, os.WriteFile(folder, []byte("in the way"), 0o600))

	s = open(t, path, nextDay())
	checkWarning(t, s, folder)
	try(t, s.SaveEvent(ctx, anEvent("later"))) // work goes on
	checkRefusal(t, s.KeepCopy(ctx, app.CopyBeforeImport), app.CodeReadOnly, folder)
	try(t, s.Backup(ctx, backup)) // elsewhere is room
	try(t, s.Close())

	before := snapshot(t, filepath.Dir(path))
	_, err := Restore(ctx, path, backup, nextDay())
	checkRefusal(t, err, app.CodeReadOnly, folder)
	if diff := cmp.Diff(before, snapshot(t, filepath.Dir(path))); diff != "" {
		t.Error(diff)
	}
	if _, err := NewestGoodCopy(ctx, path); app.CodeOf(err) != app.CodeReadOnly {
		t.Errorf("looking for a copy gives %v", err)
	}
	// A new file says it at its first start.
	other := filepath.Join(filepath.Dir(path), "other.db")
	checkWarning(t, open(t, other, atPresent()), folder)

	try(t, os.Remove(folder))
	s = open(t, path, nextDay())
	if w := s.Warnings(); len(w) > 0 || len(must(Copies(path))(t)) != 1 {
		t.Errorf("once the place is free: %q, %v", w, must(Copies(path))(t))
	}
}

// An older file that cannot be copied is not changed, and can be read.
func TestAnOlderFileThatCannotBeCopied(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path, folder := s.Path(), CopiesDir(s.Path())
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	try(t, s.Close())
	withMigrations(t, "CREATE TABLE visits (id TEXT PRIMARY KEY) STRICT; UPDATE people SET name = '升级后' WHERE id = 'a-person0';")
	try(t, os.WriteFile(folder, []byte("in the way"), 0o600))
	before := snapshot(t, filepath.Dir(path))

	for _, o := range []Options{atPresent(), {Clock: at(present), ReadOnly: true}} {
		s := open(t, path, o)
		checkReadFromMemory(t, s, folder)
		list := must(s.Invitees(ctx, app.InviteeFilter{Text: "升级后"}))(t) // also what searches look through is new
		if len(list) != 1 || list[0].Person.IDNumber != d.Invitees[0].Person.IDNumber {
			t.Errorf("the invitees are %v", list)
		}
		if found := must(s.Check(ctx))(t); len(found) > 0 {
			t.Errorf("the check finds %q", found)
		}
		backup := filepath.Join(t.TempDir(), "backup.db")
		try(t, s.Backup(ctx, backup))
		if v := must(fileVersion(ctx, rawDB(t, backup), backup))(t); v != latest-1 {
			t.Errorf("the backup is of version %d, not of the file as it is", v)
		}
		try(t, s.Close())
	}
	if diff := cmp.Diff(before, snapshot(t, filepath.Dir(path))); diff != "" {
		t.Error(diff)
	}

	try(t, os.Remove(folder))
	s = open(t, path, atPresent())
	if w := s.Warnings(); len(w) > 0 {
		t.Errorf("once the place is free: %q", w)
	}
	try(t, s.SaveEvent(ctx, anEvent("new")))
	if c := must(Copies(path))(t); len(c) != 2 || c[1].Reason != app.CopyBeforeMigration {
		t.Errorf("the copies are %v", c)
	}
}

// Without its key an older file cannot be brought up to date, and can be read.
func TestAnOlderFileWithoutItsKey(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, fullDossier("a-")))
	try(t, s.Close())
	try(t, os.Remove(keys.File(path)))
	withMigrations(t, "CREATE TABLE visits (id TEXT PRIMARY KEY) STRICT;")
	before := snapshot(t, filepath.Dir(path))
	for _, readOnly := range []bool{false, true} {
		s := open(t, path, Options{Clock: at(present), ReadOnly: readOnly, WithoutKey: true})
		if w := strings.Join(s.Warnings(), " "); !strings.Contains(w, "未读取") || !strings.Contains(w, "没有密钥无法升级") {
			t.Errorf("the warnings are %q", s.Warnings())
		}
		if people := must(s.People(ctx, app.PersonFilter{}))(t); len(people) != 2 || people[0].IDNumber+people[0].Phone != "" {
			t.Errorf("the people are %v", people)
		}
		if err := s.SaveEvent(ctx, anEvent("new")); app.CodeOf(err) != app.CodeReadOnly {
			t.Errorf("saving gives %v", err)
		}
		try(t, s.Close())
	}
	if diff := cmp.Diff(before, snapshot(t, filepath.Dir(path))); diff != "" {
		t.Error(diff)
	}
}

// checkReadFromMemory looks at a store that reads an older file and says why.
func checkReadFromMemory(tb testing.TB, s *Store, place string) {
	tb.Helper()
	ctx := context.Background()
	checkWarning(tb, s, place)
	if w := s.Warnings(); len(w) != 1 || !strings.Contains(w[0], "只读") {
		tb.Errorf("the warnings are %q", w)
	}
	if got := must(s.Events(ctx, app.EventFilter{}))(tb); len(got) != 1 {
		tb.Errorf("%d events", len(got))
	}
	if err := s.SaveEvent(ctx, anEvent("new")); app.CodeOf(err) != app.CodeReadOnly {
		tb.Errorf("saving gives %v", err)
	}
	// Several read at once, and none of them is the last that holds the memory.
	errs := make(chan error)
	for range 2 * maxReaders {
		go func() {
			_, err := s.People(ctx, app.PersonFilter{})
			errs <- err
		}()
	}
	for range 2 * maxReaders {
		try(tb, <-errs)
	}
	s.reader.SetMaxIdleConns(0)
	if people := must(s.People(ctx, app.PersonFilter{}))(tb); len(people) != 2 {
		tb.Errorf("%d people", len(people))
	}
}

func TestLeftoversAreRemovedAtTheNextStart(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	try(t, s.KeepCopy(ctx, app.CopyDaily))
	try(t, s.Close())
	folder, copies := filepath.Dir(path), CopiesDir(path)
	left := []string{
		path + ".new.tmp", path + ".new.tmp-journal", path + ".restore.tmp", path + ".restore.tmp.17.tmp", path + ".restore.tmp.17.tmp-journal",
		path + ".key.123.tmp", path + ".purge.5.tmp", path + ".step.77.tmp",
		filepath.Join(copies, "openday-20261013-000000-import-7.db.1.tmp"), filepath.Join(copies, "openday-20261013-000000-import.db.1.tmp-journal"),
	}
	stay := []string{
		path + ".tmp", path + ".mine.tmp", filepath.Join(folder, "openday.tmp"), filepath.Join(folder, "other.db.new.tmp"), path + ".key.old",
		filepath.Join(folder, "openday-set-aside-20261013-000000.db"), filepath.Join(copies, "openday-2-20261013-000000-import-7.db.1.tmp"),
		filepath.Join(copies, "openday-notes.db.tmp"), filepath.Join(copies, "openday-20261013-000000.tmp"),
	}
	for _, name := range append(slices.Clone(left), stay...) {
		try(t, os.WriteFile(name, []byte("x"), 0o600))
	}
	try(t, os.Mkdir(path+".new.9.tmp", 0o700)) // a folder is nobody's leftover

	try(t, open(t, path, Options{Clock: at(present), ReadOnly: true}).Close())
	for _, name := range left {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("reading alone removed %s", name)
		}
	}
	s = open(t, path, atPresent())
	if w := s.Warnings(); len(w) > 0 {
		t.Errorf("the start says %q", w)
	}
	for _, name := range left {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	for _, name := range append(stay, path+".new.9.tmp", path, keys.File(path)) {
		if _, err := os.Stat(name); err != nil {
			t.Errorf("%s is gone", name)
		}
	}
}

// What belongs to a data file lies beside it, whatever link leads to it.
func TestALinkToTheDataFile(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	try(t, s.SaveEvent(ctx, anEvent("e")))
	elsewhere := t.TempDir()
	link := filepath.Join(elsewhere, "link.db")
	try(t, os.Symlink(path, link))
	if _, err := Open(ctx, link, atPresent()); app.CodeOf(err) != app.CodeInUse {
		t.Errorf("opening it a second time by a link gives %v", err)
	}
	try(t, s.Close())

	s = open(t, link, nextDay())
	if s.Path() != must(disk.Resolve(path))(t) {
		t.Errorf("its path is %s", s.Path())
	}
	must(s.Event(ctx, "e"))(t)
	backup := filepath.Join(t.TempDir(), "backup.db")
	try(t, s.Backup(ctx, backup))
	try(t, s.SaveEvent(ctx, anEvent("later")))
	try(t, s.Close())
	if c := must(NewestGoodCopy(ctx, link))(t); filepath.Dir(c.Path) != CopiesDir(s.Path()) {
		t.Errorf("the copy is %s", c.Path)
	}
	must(Restore(ctx, link, backup, nextDay()))(t)
	if info := must(os.Lstat(link))(t); info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link was replaced by a file")
	}
	if _, err := open(t, path, nextDay()).Event(ctx, "later"); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("what the link leads to was not restored: %v", err)
	}
	if n := len(must(os.ReadDir(elsewhere))(t)); n != 1 {
		t.Errorf("%d files lie beside the link", n)
	}

	// A new file lies where its folder really is.
	folder := filepath.Join(elsewhere, "folder")
	try(t, os.Symlink(t.TempDir(), folder))
	n := open(t, filepath.Join(folder, "new", "openday.db"), atPresent())
	if strings.HasPrefix(n.Path(), elsewhere) {
		t.Errorf("it lies at %s", n.Path())
	}
	// A link to nothing is no place for a new file.
	nothing := filepath.Join(elsewhere, "nothing.db")
	try(t, os.Symlink(filepath.Join(elsewhere, "gone", "openday.db"), nothing))
	for _, o := range []Options{atPresent(), {ReadOnly: true}} {
		_, err := Open(ctx, nothing, o)
		checkRefusal(t, err, app.CodeNotFound, nothing)
	}
	if _, err := os.Stat(filepath.Join(elsewhere, "gone")); err == nil {
		t.Error("a folder was made")
	}
}

func TestTheDataFileIsForItsUserAlone(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // a file has the rights of its folder
	}
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	mode := func(name string) os.FileMode { return must(os.Stat(name))(t).Mode().Perm() }
	if m := mode(path); m != 0o600 {
		t.Errorf("a new file has the mode %o", m)
	}
	try(t, s.Close())
	try(t, os.Chmod(path, 0o664))
	try(t, open(t, path, Options{ReadOnly: true}).Close())
	if m := mode(path); m != 0o664 {
		t.Errorf("reading alone made it %o", m)
	}
	s = open(t, path, nextDay())
	if m := mode(path); m != 0o600 {
		t.Errorf("an older file has the mode %o", m)
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	try(t, s.Backup(ctx, backup))
	try(t, s.Close())
	must(Restore(ctx, path, backup, nextDay()))(t)
	for _, name := range []string{path, backup, must(Copies(path))(t)[0].Path} {
		if m := mode(name); m != 0o600 {
			t.Errorf("%s has the mode %o", name, m)
		}
	}
}

func TestADataFileWithoutItsKey(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	path := s.Path()
	d := fullDossier("a-")
	d.Invitees[0].Person.Phone = "13800138000"
	d.Feedback[0].History[0].Changes[0] = app.FieldChange{Field: "Telephone", From: "13900139000", To: "13800138000"}
	try(t, s.AddDossier(ctx, d))
	code := recoveryOf(t, s)
	try(t, s.Close())
	right, other := must(os.ReadFile(keys.File(path)))(t), must(os.ReadFile(keys.File(fresh(t).Path())))(t)
	for name, key := range map[string][]byte{"missing": nil, "another's": other, "damaged": []byte("x")} {
		t.Run(name, func(t *testing.T) {
			try(t, os.Remove(keys.File(path)))
			if key != nil {
				try(t, os.WriteFile(keys.File(path), key, 0o600))
			}
			s := open(t, path, Options{Clock: at(present.Add(time.Hour)), WithoutKey: true})
			if w := s.Warnings(); len(w) != 1 {
				t.Errorf("the warnings are %q", w)
			}
			list := must(s.Invitees(ctx, app.InviteeFilter{EventID: d.Event.ID}))(t)
			if len(list) < 2 || list[0].Person.IDNumber != "" || list[0].ID != d.Invitees[0].ID {
				t.Fatalf("the list is %v", list)
			}
			// What is saved leaves the encrypted fields alone.
			list[0].Person.Name, list[1].Note = name, name
			try(t, s.SaveInvitees(ctx, list))
			again := must(s.Dossier(ctx, d.Event.ID))(t)
			try(t, s.SaveEvent(ctx, again.Event))
			added := app.Invitee{ID: "new" + name, Position: 3, EventID: d.Event.ID, Person: app.Person{ID: "p" + name, Name: "新来的"}, CreatedAt: present, UpdatedAt: present}
			try(t, s.SaveInvitees(ctx, []app.Invitee{added}))
			must(s.PeopleLike(ctx, []app.Person{{IDNumber: "11010519491231002X", Phone: "13800138000"}}))(t)
			must(s.People(ctx, app.PersonFilter{Text: "13800138000"}))(t)
			opinions := must(s.Feedback(ctx, app.FeedbackFilter{EventID: d.Event.ID}))(t)
			if opinions[0].Telephone != "" || len(opinions[0].History) < len(d.Feedback[0].History) {
				t.Errorf("the opinion is %v", opinions[0])
			}
			for _, m := range opinions[0].History {
				for _, c := range m.Changes {
					if c.Field == "Telephone" && c.From+c.To != "" {
						t.Errorf("a step says %v", c)
					}
				}
			}
			opinions[0].Result = name
			opinions[0].History = append(opinions[0].History, app.Transition{ID: "move" + name, At: present, Note: name})
			try(t, s.SaveFeedback(ctx, opinions[:1]))
			if found := must(s.Check(ctx))(t); len(found) > 0 {
				t.Errorf("the check finds %q", found)
			}
			// What needs the key is refused, and changes nothing.
			before := must(os.ReadFile(path))(t)
			list[0].Person.IDNumber = "440524188001010014"
			added.ID, added.Person.ID, added.Person.IDNumber = "x", "x", "440524188001010014"
			_, recovery := s.RecoveryCode()
			for what, err := range map[string]error{
				"changing an ID number": s.SaveInvitees(ctx, list[:1]), "adding one": s.SaveInvitees(ctx, []app.Invitee{added}),
				"receiving": s.View(ctx, func(tx app.Tx) error {
					_, err := tx.Exchanged([]string{"event:e"})
					return err
				}),
				"handing over": s.do(ctx, func(tx app.Tx) error { return tx.AddVersions([]app.Version{{Record: "r", Digest: "d"}}) }),
				"deleting a person": s.do(ctx, func(tx app.Tx) error {
					return tx.Delete(app.RecordPerson, []string{d.Invitees[1].Person.ID})
				}),
				"deleting an opinion": s.do(ctx, func(tx app.Tx) error { return tx.Delete(app.RecordFeedback, []string{d.Feedback[0].ID}) }),
				"the recovery code":   recovery, "whatever asks first": s.Unlocked(),
			} {
				if app.CodeOf(err) != app.CodeKey {
					t.Errorf("%s gives %v", what, err)
				}
			}
			if string(before) != string(must(os.ReadFile(path))(t)) {
				t.Error("what was refused changed the file")
			}
			try(t, s.Close())
			if left, err := os.ReadFile(keys.File(path)); (err == nil) != (key != nil) || string(left) != string(key) {
				t.Errorf("the key file was touched: %v", err)
			}

			// With its key everything is there again.
			s = open(t, path, Options{Clock: at(present.Add(time.Hour)), RecoveryCode: code, WithoutKey: true})
			got := must(s.Invitees(ctx, app.InviteeFilter{EventID: d.Event.ID}))(t)
			if got[0].Person.IDNumber != d.Invitees[0].Person.IDNumber || got[1].Person.IDNumber != d.Invitees[1].Person.IDNumber {
				t.Errorf("the ID numbers are %q and %q", got[0].Person.IDNumber, got[1].Person.IDNumber)
			}
			if got[0].Person.Name != name || got[1].Note != name {
				t.Error("what was saved is lost")
			}
			if like := must(s.PeopleLike(ctx, []app.Person{{IDNumber: d.Invitees[0].Person.IDNumber}}))(t); len(like) != 1 || like[0].ID != d.Invitees[0].Person.ID {
				t.Errorf("by the ID number are found %v", like)
			}
			if found := must(s.People(ctx, app.PersonFilter{Text: "13800138000"}))(t); len(found) != 1 {
				t.Errorf("by the telephone are found %v", found)
			}
			opinions = must(s.Feedback(ctx, app.FeedbackFilter{EventID: d.Event.ID}))(t)
			o, first := opinions[0], d.Feedback[0]
			if o.Result != name || o.Telephone != first.Telephone || o.Extra != first.Extra {
				t.Errorf("the opinion is %v", o)
			}
			if diff := cmp.Diff(first.History, o.History[:len(first.History)]); diff != "" || o.History[len(o.History)-1].Note != name {
				t.Errorf("its history: %s", diff)
			}
			if found := must(s.Check(ctx))(t); len(found) > 0 {
				t.Errorf("the check finds %q", found)
			}
			try(t, s.Close())
			if string(right) == "" {
				t.Fatal("there was no key file")
			}
		})
	}
}
