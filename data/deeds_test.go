package data

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"openday/app"
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
