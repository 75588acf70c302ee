package data

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

func TestSaveEventReplaces(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	changed := d.Event
	n := 5000
	fill(&changed, &n)
	changed.ID, changed.RetainUntil, changed.ChangedOn = d.Event.ID, app.DayOf(changed.RetainUntil), app.DayOf(changed.ChangedOn)
	changed.Leaders = changed.Leaders[:1]
	changed.Quotas = nil
	try(t, s.SaveEvent(ctx, changed))
	d.Event = changed
	got, err := s.Dossier(ctx, d.Event.ID)
	try(t, err)
	if diff := cmp.Diff(d, got); diff != "" {
		t.Error("saving an event must leave what belongs to it:", diff)
	}
}

func TestEventFilter(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	for i, e := range []app.Event{
		{Title: "水务开放日", Organiser: "市水务局", Sites: []string{"第一净水厂", "50%_排放站"}, State: app.StateHeld},
		{Title: "民政开放日", Theme: "Warm Heart", State: app.StateDraft, Programme: "政务开放月"},
		{Title: "供水 ABC", State: app.StateDraft},
	} {
		e.ID, e.Start = fmt.Sprint(i), time.Date(2025+i/2, 12, 31, 23, 59, 0, 0, app.Zone).AddDate(0, 0, i)
		try(t, s.SaveEvent(ctx, e))
	}
	for name, c := range map[string]struct {
		filter app.EventFilter
		want   string
	}{
		"all, latest first":         {app.EventFilter{}, "[2 1 0]"},
		"title":                     {app.EventFilter{Text: "民政"}, "[1]"},
		"theme, other case":         {app.EventFilter{Text: "warm HEART"}, "[1]"},
		"full-width":                {app.EventFilter{Text: "ａｂｃ"}, "[2]"},
		"two words, any order":      {app.EventFilter{Text: "净水厂 水务局"}, "[0]"},
		"a wildcard is a character": {app.EventFilter{Text: "%"}, "[0]"},
		"so is the other":           {app.EventFilter{Text: "%_排"}, "[0]"},
		"no match":                  {app.EventFilter{Text: "_务"}, "[]"},
		"a title by its pinyin":     {app.EventFilter{Text: "minzheng"}, "[1]"},
		"by its initials, and more": {app.EventFilter{Text: "gs abc"}, "[2]"},
		"year of China's time":      {app.EventFilter{Year: 2025}, "[0]"},
		"next year":                 {app.EventFilter{Year: 2026}, "[1]"},
		"programme":                 {app.EventFilter{Programme: "政务开放月"}, "[1]"},
		"found by its programme":    {app.EventFilter{Text: "开放月"}, "[1]"},
		"state":                     {app.EventFilter{State: app.StateDraft, Text: "供水"}, "[2]"},
	} {
		all, err := s.Events(ctx, c.filter)
		try(t, err)
		ids := []string{}
		for _, e := range all {
			ids = append(ids, e.ID)
		}
		if got := fmt.Sprint(ids); got != c.want {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}

func TestEventSummariesCount(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	d.Feedback = d.Feedback[:1]
	try(t, s.AddDossier(ctx, d))
	try(t, s.SaveEvent(ctx, app.Event{ID: "bare", Start: present}))
	all, err := s.Events(ctx, app.EventFilter{})
	try(t, err)
	want := []app.EventSummary{{Event: d.Event, Invitees: 2, Opinions: 1}, {Event: app.Event{ID: "bare", Start: present}}}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Error(diff)
	}
}

func TestUnknownEvent(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	if _, err := s.Event(ctx, "unknown"); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("reading gives %v", err)
	}
	if err := s.DeleteEvent(ctx, "unknown"); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("deleting gives %v", err)
	}
}

func BenchmarkOpenFileOf100Events(b *testing.B) {
	ctx := context.Background()
	s := fresh(b)
	for i := range 100 {
		e := anEvent(fmt.Sprintf("e%03d", i))
		try(b, s.AddDossier(ctx, app.Dossier{Event: e, Invitees: manyInvitees(e.ID, i*20, 20)}))
	}
	try(b, s.KeepCopy(ctx, app.CopyDaily))
	try(b, s.Close())
	for b.Loop() {
		s, err := Open(ctx, s.Path(), atPresent())
		try(b, err)
		all, err := s.Events(ctx, app.EventFilter{})
		try(b, err)
		if len(all) != 100 {
			b.Fatal(len(all))
		}
		try(b, s.Close())
	}
}
