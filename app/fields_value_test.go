package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"openday/app/hanzi"
)

func TestRowsAreToldApartByAllTheyHold(t *testing.T) {
	fields := FeedbackFields.Named("History").Rows.Any()
	base := Transition{ID: "m", At: time.Unix(1, 0), Changes: []FieldChange{{Field: "Content", From: "a", To: "b"}}}
	key := func(change func(*Transition)) string {
		m := base
		m.Changes = slices.Clone(base.Changes)
		change(&m)
		return rowKey(fields, &m)
	}
	same := key(func(*Transition) {})
	for name, change := range map[string]func(*Transition){
		"moment": func(m *Transition) { m.At = time.Unix(2, 0) }, "note": func(m *Transition) { m.Note = "x" }, "kind": func(m *Transition) { m.Kind = TransitionFinish },
		"a change within": func(m *Transition) { m.Changes[0].To = "c" }, "changes": func(m *Transition) { m.Changes = nil },
	} {
		if key(change) == same {
			t.Errorf("a row of another %s is taken for the same", name)
		}
	}
	if key(func(m *Transition) { m.At = time.Unix(1, 0).UTC() }) != same {
		t.Error("a moment in another zone makes another row")
	}
}

func TestHowValuesAreShown(t *testing.T) {
	morning := time.Date(2026, 10, 14, 9, 30, 0, 0, Zone)
	e := Event{Start: morning, End: Date(2026, 10, 15), RetainUntil: morning, Capacity: 12}
	for field, want := range map[string]string{"Start": "2026-10-14 09:30", "End": "2026-10-15", "RetainUntil": "2026-10-14", "Capacity": "12", "MinAge": "", "AssemblyTime": ""} {
		f := EventFields.Named(field)
		if got := f.shown(f.Place(&e)); got != want {
			t.Errorf("%s is shown as %q, want %q", field, got, want)
		}
	}
	e.Capacity = 1
	if f := EventFields.Named("Capacity"); f.shown(f.Place(&e)) != "1" {
		t.Errorf("one is shown as %q", f.shown(f.Place(&e)))
	}
	p := Person{Reading: "  ZHANG   san "}
	PersonFields.tidy(&p)
	if want := hanzi.CleanText("zhang san"); p.Reading != want {
		t.Errorf("a reading is stored as %q", p.Reading)
	}
}

// What is beyond a limit already may be changed as long as it does not grow.
func TestListsBeyondTheirLimitMayChange(t *testing.T) {
	lines := func(n int) []string { return slices.Repeat([]string{"地点"}, n) }
	sites, quotas := EventFields.Named("Sites"), EventFields.Named("Quotas")
	problems := func(stored, v Event) []FieldProblem { return EventFields[:].Limits(&stored, &v) }
	of := func(found []FieldProblem, field string) (n int) {
		for _, p := range found {
			if strings.HasPrefix(p.Field, field) {
				n++
			}
		}
		return n
	}
	stored := Event{Sites: lines(sites.Most + 2)}
	for more, want := range map[int]int{1: 0, 2: 0, 3: 1} {
		v := Event{Sites: lines(sites.Most + more)}
		v.Sites[0] = "另一处"
		if got := of(problems(stored, v), "Sites"); got != want {
			t.Errorf("%d lines more than fit, where two more are stored: %d problems", more, got)
		}
	}
	rows := func(n int) []Quota { return slices.Repeat([]Quota{{Category: "群众代表", Number: 1}}, n) }
	stored = Event{Quotas: rows(quotas.Most + 2)}
	for more, want := range map[int]int{1: 0, 2: 0, 3: 1} {
		v := Event{Quotas: rows(quotas.Most + more)}
		v.Quotas[0].Number = 2
		if got := of(problems(stored, v), "Quotas"); got != want {
			t.Errorf("%d rows more than fit, where two more are stored: %d problems", more, got)
		}
	}
	long := Quota{Category: strings.Repeat("长", 1000), Number: 1}
	if found := problems(Event{Quotas: []Quota{long}}, Event{Quotas: []Quota{long, {Category: "群众代表", Number: 1}}}); of(found, "Quotas") != 0 {
		t.Errorf("a row beyond its limits that stays: %v", found)
	}
	if found := problems(Event{}, Event{Quotas: []Quota{long}}); of(found, "Quotas") == 0 {
		t.Error("a new row is beyond its limits, and passes")
	}
}

// What is said of a limit names it.
func TestProblemsNameTheLimit(t *testing.T) {
	data := PhotoFields.Named("Data")
	large := make([]byte, data.Max+1)
	if got := data.beyond(&large); !strings.Contains(got, "20 MB") {
		t.Errorf("%q", got)
	}
	for _, f := range EventFields.Named("Quotas").Rows.Any() {
		if f.Go != "Number" {
			continue
		}
		n := NoNumber - 1
		if got := f.beyond(&n); !strings.Contains(got, " 0 ") || strings.Contains(got, "-1") {
			t.Errorf("%q", got)
		}
		n = NoNumber
		if got := f.beyond(&n) + f.shown(&n); got != "" {
			t.Errorf("no number: %q", got)
		}
	}
}
