package data

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

// A data file from before plans had sections of their own is read as it was, and
// takes them.
func TestAFileBeforeSectionsTakesThem(t *testing.T) {
	ctx := context.Background()
	s := open(t, before(t, "v8"), atPresent())
	all := must(s.Events(ctx, app.EventFilter{}))(t)
	if len(all) != 1 || all[0].Sections != nil || all[0].TimeWords != "" || all[0].Invitees != 12 {
		t.Fatalf("%+v", all)
	}
	e := all[0].Event
	e.TimeWords, e.CapacityWords, e.AudienceWords = "集中在三季度", "8人左右", "在区内居住的人"
	e.Sections = []app.Section{{Key: app.SectionAims, Heading: "目标"}, {Heading: "活动内容", Text: "参观。"}, {Key: app.SectionTheme, Hidden: true}}
	try(t, s.SaveEvent(ctx, e))
	got := must(s.Event(ctx, e.ID))(t)
	if diff := cmp.Diff(e.Sections, got.Sections); diff != "" || got.TimeWords != e.TimeWords || got.CapacityWords != e.CapacityWords || got.AudienceWords != e.AudienceWords {
		t.Error(diff, got)
	}
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
}

// An event without a date stands where its making puts it, and an agenda without
// clock times keeps its order.
func TestOrderWithoutTimes(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	for id, start := range map[string]time.Time{"before": present.AddDate(0, -1, 0), "without": {}, "after": present.AddDate(0, 1, 0)} {
		e := anEvent(id)
		e.Start, e.TimeWords = start, "三季度"
		try(t, s.SaveEvent(ctx, e))
	}
	var ids []string
	for _, e := range must(s.Events(ctx, app.EventFilter{Year: present.Year()}))(t) {
		ids = append(ids, e.ID)
	}
	if diff := cmp.Diff([]string{"after", "without", "before"}, ids); diff != "" {
		t.Error(diff)
	}
	items := []app.AgendaItem{
		{ID: "c", EventID: "without", Position: 1, Kind: "visit", Content: "参观"},
		{ID: "a", EventID: "without", Position: 2, Kind: "other", Content: "讲解", Start: present},
		{ID: "b", EventID: "without", Position: 3, Kind: "symposium", Content: "座谈"},
	}
	try(t, s.Update(ctx, app.Unit{ID: "u", At: present}, func(tx app.Tx) error { return tx.SaveAgenda(items) }))
	ids = nil
	try(t, s.View(ctx, func(tx app.Tx) error {
		all, err := tx.Agenda("without")
		for _, a := range all {
			ids = append(ids, a.ID)
		}
		return err
	}))
	if diff := cmp.Diff([]string{"c", "a", "b"}, ids); diff != "" {
		t.Error(diff)
	}
}
