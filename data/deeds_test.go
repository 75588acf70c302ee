package data

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/data/keys"
)

// details are those of the audit list, the newest first.
func details(t *testing.T, s *Store, filter app.AuditFilter) string {
	t.Helper()
	var all []string
	try(t, s.View(context.Background(), func(tx app.Tx) error {
		entries, err := tx.Audit(filter)
		for _, e := range entries {
			all = append(all, e.Detail)
		}
		return err
	}))
	return strings.Join(all, " ")
}

func aDeed(n int) app.AuditEntry {
	return app.AuditEntry{ID: fmt.Sprintf("deed%d", n), At: present, By: "李敏", Action: app.AuditExport, EventID: "event", Detail: fmt.Sprint(n)}
}

func TestDeedsOfAReader(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "资料 #1.db")
	window := open(t, path, atPresent())
	reader := open(t, path, Options{ReadOnly: true})
	for n := range 3 {
		try(t, reader.KeepDeed(ctx, aDeed(n)))
	}
	if info := must(os.Stat(path + deedsSuffix))(t); info.Mode().Perm() != 0o600 {
		t.Errorf("the file of deeds is %v", info.Mode())
	}
	// Both see them at once.
	for name, s := range map[string]*Store{"reader": reader, "window": window} {
		if got := details(t, s, app.AuditFilter{}); got != "2 1 0" {
			t.Errorf("the %s sees %q", name, got)
		}
		if got := details(t, s, app.AuditFilter{Action: app.AuditExport, Text: "李敏", EventID: "event", From: present, Until: present, Limit: 2}); got != "2 1" {
			t.Errorf("the %s sees filtered %q", name, got)
		}
		if got := details(t, s, app.AuditFilter{Action: app.AuditPrint}); got != "" {
			t.Errorf("the %s sees of another action %q", name, got)
		}
	}
	// The next update takes them in.
	try(t, window.Update(ctx, app.Unit{ID: "u", At: present}, func(tx app.Tx) error { return tx.SetSetting("a", "b") }))
	if info := must(os.Stat(path + deedsSuffix))(t); info.Size() != 0 {
		t.Error("the update left them beside the file")
	}
	if got := details(t, window, app.AuditFilter{}); got != "2 1 0" {
		t.Errorf("taken in: %q", got)
	}
	// Where nobody writes they stand in the file at once.
	try(t, window.Close())
	try(t, reader.KeepDeed(ctx, aDeed(3)))
	try(t, os.Remove(path+deedsSuffix))
	if got := details(t, reader, app.AuditFilter{}); got != "3 2 1 0" {
		t.Errorf("without a writer: %q", got)
	}
}

// What a command prints beside an open window is remembered there, and stands
// encrypted beside the file until it is in it.
func TestPrintsOfAReader(t *testing.T) {
	ctx := context.Background()
	window := fresh(t)
	begin(t, window)
	path := window.Path()
	id := must(window.Events(ctx, app.EventFilter{}))(t)[0].ID
	reader := open(t, path, Options{ReadOnly: true})
	command := newClerk(reader, "command", 1)
	printed := app.Print{EventID: id, Paper: "badges", Options: "{}", Lines: []app.PrintLine{{Number: 1, ID: "a", Text: "张三"}}}
	try(t, command.RememberPrint(ctx, printed))
	if text := string(must(os.ReadFile(path + deedsSuffix))(t)); text == "" || strings.Contains(text, "张三") {
		t.Errorf("beside the file stands %q", text)
	}
	remembered := func(s app.Store, what string) app.Print {
		t.Helper()
		last, ok, err := newClerk(s, "who", 1).LastPrint(ctx, id, "badges")
		if err != nil || !ok || last.By != "command" || !cmp.Equal(last.Lines, printed.Lines) {
			t.Fatalf("%s: %v %+v", what, err, last)
		}
		return last
	}
	first := remembered(window, "in the window")
	if again := remembered(reader, "in the command"); again.ID != first.ID || again.Revision != 0 {
		t.Errorf("%+v, then %+v", first, again)
	}
	if _, ok, _ := newClerk(window, "who", 1).LastPrint(ctx, id, "agenda"); ok {
		t.Error("it is remembered of another paper")
	}
	if all := must(window.Prints(ctx, id, ""))(t); len(all) != 2 || all[0].At.Before(all[1].At) {
		t.Errorf("the latest first: %+v", all)
	}
	if err := command.RememberPrint(ctx, app.Print{EventID: id, Paper: strings.Repeat("长", 200)}); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("one beyond its limits: %v", err)
	}
	if err := open(t, path, Options{ReadOnly: true, WithoutKey: true}).KeepPrint(ctx, first); err != nil {
		t.Error(err) // its key is there
	}
	// The next update takes it in, once.
	try(t, window.Update(ctx, app.Unit{ID: "u", At: present}, func(tx app.Tx) error { return tx.SetSetting("a", "b") }))
	if info := must(os.Stat(path + deedsSuffix))(t); info.Size() != 0 {
		t.Error("the update left it beside the file")
	}
	if got := remembered(window, "taken in"); got.ID != first.ID || got.Revision == 0 {
		t.Errorf("%+v", got)
	}
	if all := must(window.Prints(ctx, id, "badges"))(t); len(all) != 1 {
		t.Errorf("%d are taken in", len(all))
	}
	// Where nobody writes it stands in the file at once.
	try(t, window.Close())
	try(t, command.RememberPrint(ctx, printed))
	try(t, os.Remove(path+deedsSuffix))
	if got := remembered(reader, "without a writer"); got.ID == first.ID || got.Revision == 0 {
		t.Errorf("%+v", got)
	}
	if found := must(open(t, path, atPresent()).Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
}

// Without the key a print waits for who has it; one of another key, of an event
// that is gone, or of one whose personal data is deleted is forgotten.
func TestPrintsThatAreNotTakenIn(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	begin(t, s)
	path := s.Path()
	c := newClerk(s, "clerk", 1)
	id := must(c.Events(ctx, app.EventFilter{}))(t)[0].ID
	reader := open(t, path, Options{ReadOnly: true})
	command := newClerk(reader, "command", 1)
	try(t, command.RememberPrint(ctx, app.Print{EventID: id, Paper: "badges"}))
	try(t, command.SendPaper(ctx, id, "胸牌", 0))
	try(t, s.Close())
	key := must(os.ReadFile(keys.File(path)))(t)
	try(t, os.Remove(keys.File(path)))
	locked := open(t, path, Options{Clock: at(present), WithoutKey: true})
	try(t, locked.SetSetting(ctx, "a", "b"))
	if all := must(locked.Prints(ctx, id, "badges"))(t); len(all) != 0 {
		t.Errorf("without the key: %+v", all)
	}
	if got := details(t, locked, app.AuditFilter{Action: app.AuditPrint}); got != "胸牌" {
		t.Errorf("without the key was done: %q", got)
	}
	if err := locked.KeepPrint(ctx, app.Print{ID: "p"}); app.CodeOf(err) != app.CodeKey {
		t.Errorf("without the key is kept: %v", err)
	}
	try(t, locked.Close())
	try(t, os.WriteFile(keys.File(path), key, 0o600))
	s = open(t, path, atPresent())
	if last, ok, err := newClerk(s, "who", 1).LastPrint(ctx, id, "badges"); err != nil || !ok || last.Revision == 0 {
		t.Errorf("with the key again: %v %+v", err, last)
	}
	if got := details(t, s, app.AuditFilter{Action: app.AuditPrint}); got != "胸牌" {
		t.Errorf("with the key again was done: %q", got)
	}
	// Others.
	foreign := open(t, fresh(t).Path(), Options{ReadOnly: true})
	for n, line := range []func() error{
		func() error { return command.RememberPrint(ctx, app.Print{EventID: "gone", Paper: "cards"}) },
		func() error {
			box := foreign.keys.Encrypt("p"+deedsSuffix, `{"ID":"p","EventID":"`+id+`","Paper":"cards"}`)
			return reader.keepDeed(ctx, deed{ID: "p", Print: box})
		},
		func() error { return reader.keepDeed(ctx, deed{ID: "q", Print: []byte("no print")}) },
	} {
		try(t, line())
		if all := must(s.Prints(ctx, "", "cards"))(t); len(all) != 0 {
			t.Errorf("%d is shown: %+v", n, all)
		}
	}
	try(t, command.RememberPrint(ctx, app.Print{EventID: id, Paper: "signs"}))
	if all := must(s.Prints(ctx, "", "signs"))(t); len(all) != 1 {
		t.Errorf("one that holds: %+v", all)
	}
	must(newClerk(s, "clerk", 2).Purge(ctx, id))(t)
	try(t, command.RememberPrint(ctx, app.Print{EventID: id, Paper: "late", Lines: []app.PrintLine{{Text: "张三"}}}))
	try(t, s.SetSetting(ctx, "a", "c"))
	if all := must(s.Prints(ctx, "", ""))(t); len(all) != 3 || slices.ContainsFunc(all, func(p app.Print) bool { return p.Paper == "late" || p.Paper == "cards" }) {
		t.Errorf("taken in: %+v", all)
	}
	if info := must(os.Stat(path + deedsSuffix))(t); info.Size() != 0 {
		t.Error("they are left beside the file")
	}
}

// A crash leaves an entry that is taken in already, or half a line.
func TestDeedsAfterACrash(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "openday.db")
	window := open(t, path, atPresent())
	reader := open(t, path, Options{ReadOnly: true})
	try(t, reader.KeepDeed(ctx, aDeed(0)))
	kept := must(os.ReadFile(path + deedsSuffix))(t)
	try(t, window.Update(ctx, app.Unit{ID: "u", At: present}, func(app.Tx) error { return nil }))
	torn := append(kept, `{"id":"deed1","at":"2026-`...)
	try(t, os.WriteFile(path+deedsSuffix, torn, 0o600))
	if got := details(t, reader, app.AuditFilter{}); got != "0" {
		t.Errorf("before it is taken in: %q", got)
	}
	try(t, reader.KeepDeed(ctx, aDeed(2)))
	try(t, window.Close())
	window = open(t, path, atPresent())
	if got := details(t, window, app.AuditFilter{}); got != "2 0" {
		t.Errorf("after the next opening: %q", got)
	}
	if info := must(os.Stat(path + deedsSuffix))(t); info.Size() != 0 {
		t.Error("the opening left them beside the file")
	}
}

// Several who read and one who writes lose none.
func TestDeedsAtOnce(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "openday.db")
	window := open(t, path, atPresent())
	const readers, each = 4, 10
	var all sync.WaitGroup
	for r := range readers {
		reader := open(t, path, Options{ReadOnly: true})
		all.Go(func() {
			for n := range each {
				if err := reader.KeepDeed(ctx, aDeed(r*each+n)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for n := range each {
		try(t, window.Update(ctx, app.Unit{ID: fmt.Sprint("u", n), At: present}, func(tx app.Tx) error { return tx.SetSetting("n", fmt.Sprint(n)) }))
	}
	all.Wait()
	try(t, window.Close())
	window = open(t, path, atPresent())
	if got := len(strings.Fields(details(t, window, app.AuditFilter{}))); got != readers*each {
		t.Errorf("%d of %d deeds are kept", got, readers*each)
	}
}

func TestDeedsWhereNothingCanBeWritten(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "openday.db")
	try(t, open(t, path, atPresent()).Close())
	reader := open(t, path, Options{ReadOnly: true})
	try(t, os.Mkdir(path+deedsSuffix, 0o700))
	if err := reader.KeepDeed(ctx, aDeed(0)); err == nil {
		t.Error("a deed that could not be kept was not refused")
	}
}
