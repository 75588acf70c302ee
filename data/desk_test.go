package data

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

// filled returns two of an entity, every field of them filled.
func filled[T any](set func(*T, int)) []T {
	list, n := make([]T, 2), 0
	for i := range list {
		fill(&list[i], &n)
		set(&list[i], i)
	}
	return list
}

func TestDepartments(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	want := filled(func(d *app.Department, i int) { d.ID = fmt.Sprint(i) })
	try(t, s.SaveDepartments(ctx, want))
	if diff := cmp.Diff(want, must(s.Departments(ctx))(t)); diff != "" {
		t.Error(diff)
	}
	try(t, s.DeleteDepartments(ctx, []string{"0"}))
	if diff := cmp.Diff(want[1:], must(s.Departments(ctx))(t)); diff != "" {
		t.Error(diff)
	}
}

func TestPhotosAndPrints(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	photos := filled(func(p *app.Photo, i int) { p.ID, p.EventID = fmt.Sprint(i), "e" })
	try(t, s.SavePhotos(ctx, photos))
	if diff := cmp.Diff(photos, must(s.Photos(ctx, "e"))(t)); diff != "" {
		t.Error(diff)
	}
	try(t, s.DeletePhotos(ctx, []string{"1"}))
	if diff := cmp.Diff(photos[:1], must(s.Photos(ctx, "e"))(t)); diff != "" {
		t.Error(diff)
	}
	prints := filled(func(p *app.Print, i int) { p.ID, p.EventID, p.At = fmt.Sprint(i), "e", present })
	for _, p := range prints {
		try(t, s.AddPrint(ctx, p))
	}
	if diff := cmp.Diff([]app.Print{prints[1], prints[0]}, must(s.Prints(ctx, "e", ""))(t)); diff != "" {
		t.Error(diff)
	}
	if got := must(s.Prints(ctx, "e", prints[0].Paper))(t); len(got) != 1 || got[0].ID != "0" {
		t.Errorf("prints of one paper: %v", got)
	}
	try(t, s.DeleteEvent(ctx, "e"))
	if got := must(s.Prints(ctx, "e", ""))(t); len(got) != 0 {
		t.Errorf("prints of a deleted event: %v", got)
	}
}

func TestAudit(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	e := anEvent("e")
	try(t, s.SaveEvent(ctx, e))
	entries := filled(func(a *app.AuditEntry, i int) {
		a.ID, a.EventID, a.At = fmt.Sprint(i), []string{"e", "gone"}[i], present.Add(time.Duration(i)*24*time.Hour)
	})
	for _, a := range entries {
		try(t, s.AddAudit(ctx, a))
	}
	cases := map[string]struct {
		filter app.AuditFilter
		want   string
	}{
		"all, newest first":    {app.AuditFilter{}, "10"},
		"by event":             {app.AuditFilter{EventID: "e"}, "0"},
		"by the event's title": {app.AuditFilter{Text: e.Title}, "0"},
		"by action":            {app.AuditFilter{Action: entries[1].Action}, "1"},
		"from a day":           {app.AuditFilter{From: present.Add(24 * time.Hour)}, "1"},
		"until a day":          {app.AuditFilter{Until: present}, "0"},
		"the newest":           {app.AuditFilter{Limit: 1}, "1"},
	}
	for name, c := range cases {
		got := ""
		for _, a := range must(s.Audit(ctx, c.filter))(t) {
			got += a.ID
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if diff := cmp.Diff(entries[:1], must(s.Audit(ctx, app.AuditFilter{EventID: "e"}))(t)); diff != "" {
		t.Error(diff)
	}
}
