package papers

import (
	"testing"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/onday"
)

func TestThePaperThatAnEventNeedsNext(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, time.September, day, hour, 0, 0, 0, app.Zone) }
	event := app.Event{ID: "e", Start: at(24, 9), End: at(24, 12)}
	planned := map[string]app.Print{string(before.KindPlan): {}}
	for _, c := range []struct {
		name   string
		event  app.Event
		prints map[string]app.Print
		now    time.Time
		want   paper.Kind
	}{
		{"no event", app.Event{}, nil, at(1, 9), after.KindYearly},
		{"nothing went out", event, nil, at(1, 9), before.KindPlan},
		{"the plan went out", event, planned, at(1, 9), onday.KindSignIn},
		{"the day without a plan that went out", event, nil, at(24, 10), onday.KindSignIn},
		{"the evening of the day", event, planned, at(24, 23), onday.KindSignIn},
		{"the day after", event, planned, at(25, 0), after.KindSummary},
		{"no date, no plan", app.Event{ID: "e"}, nil, at(1, 9), before.KindPlan},
		{"no date", app.Event{ID: "e"}, planned, at(1, 9), onday.KindSignIn},
	} {
		if got := Next(c.event, c.prints, c.now); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// No paper is left out of the menu, and none stands in it twice.
func TestEveryPaperIsInOneGroup(t *testing.T) {
	seen := map[paper.Kind]bool{}
	for _, g := range Groups {
		for _, d := range g.Papers {
			if seen[d.Kind] {
				t.Errorf("%s stands twice", d.Kind)
			}
			seen[d.Kind] = true
		}
	}
	if len(seen) != len(All) {
		t.Errorf("%d papers in groups, %d in all", len(seen), len(All))
	}
}
