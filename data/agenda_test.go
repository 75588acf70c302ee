package data

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

func TestAgenda(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	late := app.AgendaItem{ID: "late", EventID: "e", Position: 1, Start: present.Add(time.Hour)}
	second := app.AgendaItem{ID: "second", EventID: "e", Position: 3, Start: present}
	first := app.AgendaItem{ID: "first", EventID: "e", Position: 2, Start: present}
	try(t, s.SaveAgenda(ctx, []app.AgendaItem{late, second, first}))

	second.Content = "参观净水厂"
	try(t, s.SaveAgenda(ctx, []app.AgendaItem{second}))
	got, err := s.Agenda(ctx, "e")
	try(t, err)
	if diff := cmp.Diff([]app.AgendaItem{first, second, late}, got); diff != "" {
		t.Error(diff)
	}

	if err := s.DeleteAgenda(ctx, []string{"first", "unknown"}); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("deleting an unknown item gives %v", err)
	}
	try(t, s.DeleteAgenda(ctx, []string{"second", "late", "late"}))
	got, err = s.Agenda(ctx, "e")
	try(t, err)
	if diff := cmp.Diff([]app.AgendaItem{first}, got); diff != "" {
		t.Error(diff)
	}
	if err := s.SaveAgenda(ctx, []app.AgendaItem{{ID: "x", EventID: "unknown"}}); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("an item of no event gives %v", err)
	}
}
