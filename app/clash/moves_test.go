package clash_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/clash"
)

// drawItems draws items of an agenda that may overlap.
func drawItems(t *rapid.T) []app.AgendaItem {
	items := make([]app.AgendaItem, rapid.IntRange(2, 12).Draw(t, "items"))
	at := opens
	for i := range items {
		at = at.Add(time.Duration(rapid.IntRange(0, 30).Draw(t, "pause")) * time.Minute)
		items[i] = app.AgendaItem{ID: fmt.Sprint(i), Position: i + 1, Start: at, Kind: "visit", Content: "参观"}
		if rapid.Bool().Draw(t, "ends") {
			items[i].End = at.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "lasts")) * time.Minute)
		}
	}
	return items
}

func TestMovesKeepHowLongItemsLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := drawItems(t)
		length := func(a app.AgendaItem) time.Duration { return a.Over().Sub(a.Start) }
		i := rapid.IntRange(1, len(items)-1).Draw(t, "which")
		two := clash.Swapped(items, i, i-1)
		if two[0].ID != items[i].ID || two[0].Start != items[i-1].Start || two[1].Start.Before(two[0].Over()) {
			t.Fatalf("%v and %v become %v", items[i-1], items[i], two)
		}
		if length(two[0]) != length(items[i]) || length(two[1]) != length(items[i-1]) || two[0].Position > two[1].Position {
			t.Fatalf("the lengths or the positions are wrong: %v", two)
		}
		by := time.Duration(rapid.IntRange(-60, 60).Draw(t, "by")) * time.Minute
		for _, follow := range []bool{false, true} {
			out := clash.Shifted(items, []string{items[i].ID}, by, follow)
			if want := map[bool]int{false: 1, true: len(items) - i}[follow]; len(out) != want {
				t.Fatalf("%d move, want %d", len(out), want)
			}
			for j, a := range out {
				if a.Start != items[i+j].Start.Add(by) || length(a) != length(items[i+j]) {
					t.Fatalf("%v becomes %v", items[i+j], a)
				}
			}
		}
		for _, a := range clash.Stretched(items, items[i].ID, by, false) {
			if a.End.Before(a.Start) {
				t.Fatalf("%v ends before it begins", a)
			}
		}
	})
}

// spells writes an agenda as its items and their minutes: "a 0-30 b 40-50".
func spells(items []app.AgendaItem) string {
	var all []string
	for _, a := range items {
		all = append(all, fmt.Sprintf("%s %.0f-%.0f", a.ID, a.Start.Sub(opens).Minutes(), a.Over().Sub(opens).Minutes()))
	}
	return strings.Join(all, " ")
}

func item(id string, from, to int) app.AgendaItem {
	return app.AgendaItem{ID: id, Kind: "visit", Content: id, Start: clockAt(from), End: clockAt(to)}
}

const day = 24 * 60

func TestTheNextItemBeginsWhereTheLastOneEnds(t *testing.T) {
	e := app.Event{ID: "e", Start: opens}
	assembles := e
	assembles.AssemblyTime, assembles.AssemblyPlace = clockAt(-10), "北门"
	added := item("b", 30, 50)
	for name, c := range map[string]struct {
		event app.Event
		items []app.AgendaItem
		last  *app.AgendaItem
		want  int
		kind  app.AgendaKind
	}{
		"the first one":                      {e, nil, nil, 0, "visit"},
		"the first one, with an assembly":    {assembles, nil, nil, -10, app.KindAssembly},
		"the first one was the assembly":     {assembles, []app.AgendaItem{item("a", -10, 0)}, nil, 0, "visit"},
		"where the agenda ends":              {e, []app.AgendaItem{item("a", 0, 60), item("b", 10, 20)}, nil, 60, "visit"},
		"an agenda before the event":         {e, []app.AgendaItem{item("a", -60, -30)}, nil, -30, "visit"},
		"after the last one added":           {e, []app.AgendaItem{item("a", 0, 30), added, item("c", 50, 90)}, &added, 50, "visit"},
		"the list does not have it yet":      {e, []app.AgendaItem{item("a", 0, 30)}, &added, 50, "visit"},
		"nothing but the one that was added": {assembles, nil, &added, 50, "visit"},
	} {
		got := clash.Next(c.event, c.items, c.last)
		if !got.Start.Equal(clockAt(c.want)) || got.Kind != c.kind || got.EventID != "e" || (got.Place != "") != (c.kind == app.KindAssembly) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestSavingAnItemMovesThoseAfterIt(t *testing.T) {
	items := []app.AgendaItem{item("a", 0, 30), item("b", 40, 60), item("c", 60, 90), item("d", day, day+30)}
	for name, c := range map[string]struct {
		saved  app.AgendaItem
		follow bool
		want   string
	}{
		"alone":                        {item("a", 0, 50), false, "a 0-50"},
		"longer":                       {item("a", 0, 50), true, "a 0-50 b 60-80 c 80-110"},
		"shorter":                      {item("a", 0, 25), true, "a 0-25 b 35-55 c 55-85"},
		"as long":                      {item("a", 0, 30), true, "a 0-30"},
		"a new one that has room":      {item("", 30, 40), true, " 30-40"},
		"a new one that runs into one": {item("", 30, 55), true, " 30-55 b 55-75 c 75-105"},
		"a new one at the end":         {item("", 90, 120), true, " 90-120"},
		"a new one alone":              {item("", 30, 55), false, " 30-55"},
	} {
		if got := spells(clash.Saved(items, c.saved, c.follow)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestItemsFollowUpToTheNight(t *testing.T) {
	evening := []app.AgendaItem{item("a", 13*60, 15*60), item("b", 15*60, 16*60), item("c", 16*60, 16*60+30), item("d", day, day+30)} // 21:30 to 01:00, then 08:30
	if got := spells(clash.Shifted(evening, []string{"a"}, 10*minute, true)); got != "a 790-910 b 910-970 c 970-1000" {
		t.Errorf("past midnight: %s", got)
	}
	if got := spells(clash.Followers(evening, evening[0], 10*minute)); got != "b 910-970 c 970-1000" {
		t.Errorf("followers past midnight: %s", got)
	}
	if got := spells(clash.Shifted(evening, []string{"a", "d"}, 10*minute, true)); got != "a 790-910 b 910-970 c 970-1000 d 1450-1480" {
		t.Errorf("both days: %s", got)
	}
	if got := spells(clash.Shifted(evening, []string{"d"}, 10*minute, true)); got != "d 1450-1480" {
		t.Errorf("the second day: %s", got)
	}
	noon := []app.AgendaItem{item("a", 0, 30), item("b", 6*60, 7*60)}
	if got := spells(clash.Shifted(noon, []string{"a"}, 10*minute, true)); got != "a 10-40 b 370-430" {
		t.Errorf("a long pause by day: %s", got)
	}
}

func TestATimeOfDayIsAnEndOfItsDay(t *testing.T) {
	at := func(day, hour, minutes int) time.Time { return time.Date(2026, 9, day, hour, minutes, 0, 0, app.Zone) }
	overNight := app.AgendaItem{Start: at(10, 17, 0), End: at(11, 10, 0)}
	for name, c := range map[string]struct {
		was   app.AgendaItem
		start time.Time
		clock time.Duration
		want  time.Time
	}{
		"by day":                            {app.AgendaItem{}, at(10, 9, 0), 10 * time.Hour, at(10, 10, 0)},
		"in the evening":                    {app.AgendaItem{}, at(10, 20, 0), 22 * time.Hour, at(10, 22, 0)},
		"past midnight":                     {app.AgendaItem{}, at(10, 22, 0), time.Hour, at(11, 1, 0)},
		"a slip by day":                     {app.AgendaItem{}, at(10, 9, 0), 8 * time.Hour, at(10, 8, 0)},
		"a slip in the evening":             {app.AgendaItem{}, at(10, 20, 0), 19 * time.Hour, at(10, 19, 0)},
		"as it was, over night":             {overNight, at(10, 17, 0), 10 * time.Hour, at(11, 10, 0)},
		"as it was, a day later":            {overNight, at(12, 17, 0), 10 * time.Hour, at(13, 10, 0)},
		"another end than it was":           {overNight, at(10, 17, 0), 19 * time.Hour, at(10, 19, 0)},
		"as it was on one day, begun later": {app.AgendaItem{Start: at(10, 8, 0), End: at(10, 9, 0)}, at(10, 8, 30), 9 * time.Hour, at(10, 9, 0)},
	} {
		if got := clash.EndAt(c.was, c.start, c.clock); !got.Equal(c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestMovedItemsAreNamed(t *testing.T) {
	before := []app.AgendaItem{item("a", 0, 30), item("b", 30, 60), item("c", 60, 90)}
	now := []app.AgendaItem{item("a", 0, 40), item("b", 40, 70), item("c", 70, 100), item("new", 0, 5)}
	if got := spells(clash.Moved(before, now, "")); got != "b 40-70 c 70-100" {
		t.Errorf("moved: %s", got)
	}
	if got := spells(clash.Moved(before, now, "b")); got != "c 70-100" {
		t.Errorf("moved besides b: %s", got)
	}
}

// afterCompressing holds an agenda that is compressed from an item on to what it is
// to be after it: over at the end, and without anything whose mend would move it
// past that end again.
func afterCompressing(t rapid.TB, e app.Event, items []app.AgendaItem, from int, end time.Time) (became []app.AgendaItem, fits bool) {
	changed, err := clash.CompressedFrom(e, items, from, end)
	if app.CodeOf(err) == app.CodeInvalid {
		return nil, false
	}
	if err != nil {
		t.Fatal(err)
	}
	became = clash.With(items, changed)
	for _, a := range changed {
		if i := slices.IndexFunc(items, func(o app.AgendaItem) bool { return o.ID == a.ID }); i < from {
			t.Fatalf("%v is before the item to compress from", a)
		}
		if a.Over().After(end) {
			t.Fatalf("%v is not over by %v", a, end)
		}
	}
	if len(changed) == 0 {
		return became, true
	}
	for _, c := range clash.Find(e, became) {
		moves := slices.IndexFunc(items, func(o app.AgendaItem) bool { return o.ID == c.ItemID || o.ID == c.OtherID }) >= from
		if moves && c.Kind != clash.Early && c.Kind != clash.Late {
			t.Fatalf("%s is left: %+v\nwas %s\nis %s", c.Kind, c, spells(items), spells(became))
		}
	}
	return became, true
}

func TestCompressingLeavesNoClash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := agendas.Draw(t, "agenda")
		from := rapid.IntRange(0, len(d.items)-1).Draw(t, "from")
		afterCompressing(t, d.event, d.items, from, clockAt(rapid.IntRange(10, 260).Draw(t, "end")))
	})
}

func TestCompressingFromAnItemOn(t *testing.T) {
	e := app.Event{Start: opens, Travel: []app.Travel{{From: "甲", To: "乙", Minutes: 20}, {From: "乙", To: "丙", Minutes: 10}, {From: "甲", To: "丙", Minutes: 40}}}
	at := func(id, place, vehicle string, from, to int) app.AgendaItem {
		a := item(id, from, to)
		a.Place, a.Vehicle = place, vehicle
		return a
	}
	for name, c := range map[string]struct {
		items []app.AgendaItem
		from  int
		end   int
		want  string
	}{
		"over by then":                     {[]app.AgendaItem{at("a", "", "", 0, 30)}, 0, 30, "a 0-30"},
		"the way there is too short":       {[]app.AgendaItem{at("a", "甲", "", 0, 30), at("b", "乙", "", 35, 95)}, 1, 90, "a 0-30 b 50-90"},
		"what overlaps is parted first":    {[]app.AgendaItem{at("a", "", "", 0, 30), at("b", "", "", 20, 50), at("c", "", "", 50, 80)}, 0, 75, "a 0-25 b 25-50 c 50-75"},
		"one vehicle past a stop":          {[]app.AgendaItem{at("a", "甲", "车", 0, 30), at("x", "丁", "", 30, 35), at("c", "丙", "车", 80, 130)}, 0, 100, "a 0-25 x 25-30 c 65-100"},
		"the day before is left alone":     {[]app.AgendaItem{at("a", "", "", -day, -day+30), at("b", "", "", 0, 30), at("c", "", "", 40, 80)}, 0, 70, "a -1440--1410 b 0-30 c 30-70"},
		"there is not time for the way":    {[]app.AgendaItem{at("a", "甲", "", 0, 30), at("b", "乙", "", 35, 95)}, 1, 50, "too little"},
		"a chosen one cannot mend another": {[]app.AgendaItem{at("a", "", "", 0, 30), at("b", "", "", 20, 60), at("c", "", "", 60, 90)}, 2, 80, "a 0-30 b 20-60 c 60-80"},
	} {
		got := "too little"
		if became, fits := afterCompressing(t, e, c.items, c.from, clockAt(c.end)); fits {
			got = spells(became)
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	past := []app.AgendaItem{item("a", 13*60, 15*60), item("b", 15*60, 17*60)} // 21:30 to 01:30
	if became, _ := afterCompressing(t, app.Event{Start: opens}, past, 0, clockAt(16*60)); spells(became) != "a 780-870 b 870-960" {
		t.Errorf("to an end past midnight: %s", spells(became))
	}
}
