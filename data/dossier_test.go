package data

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

// zeroFields names the fields in which a value says nothing.
func zeroFields(v reflect.Value, path string) []string {
	if v.IsZero() {
		return []string{path}
	}
	if _, isTime := v.Interface().(interface{ Unix() int64 }); isTime {
		return nil
	}
	var empty []string
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			empty = append(empty, zeroFields(v.Field(i), path+"."+v.Type().Field(i).Name)...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			empty = append(empty, zeroFields(v.Index(i), path)...)
		}
	}
	return empty
}

func TestDossierRoundTrip(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	empty := slices.DeleteFunc(zeroFields(reflect.ValueOf(d), "Dossier"), func(path string) bool { return strings.HasSuffix(path, ".Revision") }) // which the store gives
	if !slices.Equal(empty, []string{"Dossier.Calendar"}) {                                                                                       // which is the office's
		t.Fatalf("the fixture leaves %v empty", empty)
	}
	try(t, s.AddDossier(ctx, d))
	try(t, s.Close())

	s = open(t, s.Path(), atPresent())
	got, err := s.Dossier(ctx, d.Event.ID)
	try(t, err)
	if diff := cmp.Diff(d, got); diff != "" {
		t.Error(diff)
	}
	if err := s.AddDossier(ctx, d); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("adding it twice gives %v", err)
	}
}

func TestDossierOfAlmostNothing(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := app.Dossier{Event: app.Event{ID: "bare"}}
	try(t, s.AddDossier(ctx, d))
	got, err := s.Dossier(ctx, "bare")
	try(t, err)
	if diff := cmp.Diff(d, got); diff != "" {
		t.Error(diff)
	}
	if _, err := s.Dossier(ctx, "unknown"); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("an unknown event gives %v", err)
	}
}

func TestUndoOfDeletion(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d, other := fullDossier("a-"), fullDossier("b-")
	other.Invitees[0].Person = d.Invitees[0].Person // comes to both
	try(t, s.AddDossier(ctx, d))
	try(t, s.AddDossier(ctx, other))

	try(t, s.DeleteEvent(ctx, d.Event.ID))
	people, err := s.People(ctx, app.PersonFilter{})
	try(t, err)
	if len(people) != 2 {
		t.Errorf("%d people are left, not those of the other event", len(people))
	}
	kept, err := s.Dossier(ctx, other.Event.ID)
	try(t, err)
	if diff := cmp.Diff(other, kept); diff != "" {
		t.Error(diff)
	}
	try(t, s.AddDossier(ctx, d))
	back, err := s.Dossier(ctx, d.Event.ID)
	try(t, err)
	if diff := cmp.Diff(d, back); diff != "" {
		t.Error(diff)
	}
	if findings, err := s.Check(ctx); err != nil || len(findings) > 0 {
		t.Error(findings, err)
	}
}

func TestFailedDossierLeavesNothing(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	d.Feedback[1].InviteeID = "nobody"
	if err := s.AddDossier(ctx, d); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("a broken link gives %v", err)
	}
	all, err := s.Events(ctx, app.EventFilter{})
	try(t, err)
	people, err := s.People(ctx, app.PersonFilter{})
	try(t, err)
	if len(all) > 0 || len(people) > 0 {
		t.Errorf("%d events and %d people are left", len(all), len(people))
	}
}

func BenchmarkAddDossier1000(b *testing.B) {
	ctx := context.Background()
	s := fresh(b)
	d := app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 1000)}
	for b.Loop() {
		try(b, s.AddDossier(ctx, d))
		b.StopTimer()
		try(b, s.DeleteEvent(ctx, "e"))
		b.StartTimer()
	}
}
