package data

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"openday/app"
)

// later is what Options.Later is told.
func later() (func(error), chan error) {
	told := make(chan error, 1)
	return func(err error) { told <- err }, told
}

// The day's copy is made while others save; it is whole, and of one moment.
func TestDailyCopyBesideTheWork(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 4000)}))
	try(t, s.Close())
	tell, told := later()
	s = open(t, path, Options{Clock: at(present), Later: tell})
	for n := range 5 { // each overtakes it
		try(t, s.SetSetting(ctx, "n", fmt.Sprint(n)))
	}
	s.daily.mu.Lock()
	done := s.daily.done
	s.daily.mu.Unlock()
	<-done
	copies := must(Copies(path))(t)
	if len(copies) != 1 || copies[0].Reason != app.CopyDaily || len(told) > 0 {
		t.Fatalf("copies %v", copies)
	}
	try(t, s.Close())
	must(checkCopy(ctx, copies[0].Path))(t)
	if info := must(os.Stat(copies[0].Path))(t); info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has the mode %o", info.Mode().Perm())
	}
	// There is one for the day now.
	s = open(t, path, Options{Clock: at(present.Add(time.Hour)), Later: tell})
	try(t, s.Close())
	if again := must(Copies(path))(t); len(again) != 1 {
		t.Errorf("copies %v", again)
	}
}

// A store that is closed meanwhile leaves nothing half written.
func TestDailyCopyIsGivenUp(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 4000)}))
	try(t, s.Close())
	tell, told := later()
	s = open(t, path, Options{Clock: at(present), Later: tell})
	try(t, s.Close())
	if left := must(leftovers(path))(t); len(left) > 0 || len(told) > 0 {
		t.Errorf("%v is left", left)
	}
}

// Damage is found by the copy, which is not kept.
func TestDailyCopyFindsDamage(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	path := s.Path()
	try(t, s.AddDossier(ctx, app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 500)}))
	try(t, s.Close())
	content := must(os.ReadFile(path))(t)
	for _, page := range rootPages(t, path, "invitees_person", "people") {
		copy(content[(page-1)*4096:page*4096], slices.Repeat([]byte{0}, 4096))
	}
	try(t, os.WriteFile(path, content, 0o600))
	tell, told := later()
	s = open(t, path, Options{Clock: at(present), Later: tell})
	if err := <-told; app.CodeOf(err) != app.CodeDamaged {
		t.Errorf("told is %v", err)
	}
	try(t, s.Close())
	if names := copyNames(t, path); len(names) > 0 {
		t.Errorf("copies: %v", names)
	}
}
