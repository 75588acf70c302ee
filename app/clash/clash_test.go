package clash_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/clash"
	"openday/app/printed"
)

const minute = time.Minute

// opens is the day and hour at which agendas in these tests begin.
var opens = time.Date(2026, 9, 10, 8, 30, 0, 0, app.Zone)

func clockAt(minutes int) time.Time { return opens.Add(time.Duration(minutes) * minute) }

func kindsOf(clashes []clash.Clash) []clash.Kind {
	var kinds []clash.Kind
	for _, c := range clashes {
		kinds = append(kinds, c.Kind)
	}
	return kinds
}

func TestEachKindOfClashIsFoundAndToldFromNone(t *testing.T) {
	e := app.Event{Start: opens, End: clockAt(120), Travel: []app.Travel{{From: "北门", To: "大厅", Minutes: 20}}}
	at := func(from, to int, place, person, vehicle string) app.AgendaItem {
		return app.AgendaItem{ID: fmt.Sprint(from, place, person), Kind: "visit", Content: "参观", Place: place, InCharge: person, Vehicle: vehicle, Start: clockAt(from), End: clockAt(to)}
	}
	recorded := at(10, 40, "大厅", "王敏", "")
	recorded.Recorder = "李　军"
	assembly := at(0, 20, "北门", "", "")
	assembly.Kind = app.KindAssembly
	tomorrow := at(24*60, 24*60+10, "", "", "")
	cases := map[string]struct {
		a, b app.AgendaItem
		want []clash.Kind
		mend string
	}{
		"side by side":              {at(0, 30, "北门", "李军", "1号车"), at(10, 40, "大厅", "王敏", "2号车"), nil, ""},
		"one after the other":       {at(0, 30, "北门", "李军", "1号车"), at(50, 80, "大厅", "李军", "1号车"), nil, ""},
		"no places":                 {at(0, 30, "", "李军", ""), at(10, 40, "", "王敏", ""), []clash.Kind{clash.Overlap}, "改到 09:00 开始"},
		"one place":                 {at(0, 30, "大　厅", "李军", ""), at(10, 40, "大厅", "王敏", ""), []clash.Kind{clash.Place}, "改到 09:00 开始"},
		"one person in two places":  {at(0, 30, "北门", "李军、周平", ""), at(10, 40, "大厅", "王敏，李 军", ""), []clash.Kind{clash.Person}, "改到 09:20 开始"},
		"in charge and recorder":    {at(0, 30, "北门", "李军", ""), recorded, []clash.Kind{clash.Person}, "改到 09:20 开始"},
		"one vehicle in two places": {at(0, 33, "北门", "", "1号车"), at(10, 40, "五楼", "", "1号车"), []clash.Kind{clash.Vehicle}, "改到 09:05 开始"},
		"place and person":          {at(0, 30, "大厅", "李军", ""), at(10, 40, "大厅", "李军", ""), []clash.Kind{clash.Place, clash.Person}, "改到 09:00 开始"},
		"too little travel time":    {at(0, 30, "北门", "", ""), at(40, 60, "大厅", "", ""), []clash.Kind{clash.Travel}, "改到 09:20 开始"},
		"and on the way back":       {at(0, 30, "大厅", "", ""), at(40, 60, "北门", "", ""), []clash.Kind{clash.Travel}, "改到 09:20 开始"},
		"the bus ride of assembly":  {assembly, at(20, 60, "大厅", "", ""), nil, ""},
		"before the event":          {at(-20, 0, "", "", ""), at(0, 10, "", "", ""), []clash.Kind{clash.Early}, "改到 08:30 开始"},
		"past the end":              {at(0, 10, "", "", ""), at(100, 130, "", "", ""), []clash.Kind{clash.Late}, "改到 10:30 结束"},
		"after the end":             {at(0, 10, "", "", ""), at(140, 170, "", "", ""), []clash.Kind{clash.Late}, "改到 10:00 开始"},
	}
	for name, c := range cases {
		found := clash.Find(e, []app.AgendaItem{c.a, c.b})
		if got := kindsOf(found); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if len(found) > 0 && found[0].Mend.String() != c.mend {
			t.Errorf("%s is mended by %q, want %q", name, found[0].Mend, c.mend)
		}
		if beside := clash.Parallels([]app.AgendaItem{c.a, c.b}); (len(beside) == 1) != (name == "side by side") {
			t.Errorf("%s: side by side go %v", name, beside)
		}
	}
	e.End = time.Time{}
	if got := clash.Find(e, []app.AgendaItem{tomorrow}); len(got) != 1 || got[0].Mend.String() != "改到 2026-09-10 08:30 开始" {
		t.Errorf("on the next day: %+v", got)
	}
}

// drawAgenda draws an event with an agenda that may clash in every way.
func drawAgenda(t *rapid.T) (app.Event, []app.AgendaItem) {
	e := app.Event{Start: opens, End: clockAt(rapid.IntRange(30, 200).Draw(t, "event lasts"))}
	if rapid.Bool().Draw(t, "assembles") {
		e.AssemblyTime = clockAt(rapid.IntRange(-30, 10).Draw(t, "assembly"))
	}
	for _, way := range [][2]string{{"甲", "乙"}, {"丙", "甲"}, {"乙", "丙"}} {
		if rapid.Bool().Draw(t, "known") {
			e.Travel = append(e.Travel, app.Travel{From: way[0], To: way[1], Minutes: rapid.IntRange(0, 40).Draw(t, "minutes")})
		}
	}
	items := make([]app.AgendaItem, rapid.IntRange(1, 7).Draw(t, "items"))
	for i := range items {
		a := &items[i]
		*a = app.AgendaItem{ID: fmt.Sprint(i), Position: i, Kind: "visit", Content: fmt.Sprint("环节", i)}
		a.Start = clockAt(rapid.IntRange(-20, 200).Draw(t, "start"))
		if rapid.IntRange(0, 5).Draw(t, "ends") > 0 {
			a.End = a.Start.Add(time.Duration(rapid.IntRange(0, 60).Draw(t, "lasts")) * minute)
		}
		if rapid.IntRange(0, 4).Draw(t, "assembly") == 0 {
			a.Kind = app.KindAssembly
		}
		a.Place = rapid.SampledFrom([]string{"", "甲", "乙", "丙"}).Draw(t, "place")
		a.InCharge = rapid.SampledFrom([]string{"", "李军", "王敏", "李军、周平"}).Draw(t, "in charge")
		a.Recorder = rapid.SampledFrom([]string{"", "", "周平", "王敏"}).Draw(t, "recorder")
		a.Vehicle = rapid.SampledFrom([]string{"", "", "1号车", "2号车"}).Draw(t, "vehicle")
	}
	return e, clash.InOrder(items)
}

// oracle finds the clashes of an agenda by looking at every half minute and
// every pair and triple, as kind, one, other.
func oracle(e app.Event, items []app.AgendaItem) []string {
	var found []string
	say := func(kind clash.Kind, a, b app.AgendaItem) {
		found = append(found, fmt.Sprint(kind, " ", a.ID, " ", b.ID))
	}
	lasts := func(a app.AgendaItem) bool { return a.End.After(a.Start) }
	on := func(a app.AgendaItem, at time.Time) bool {
		if !lasts(a) {
			return at.Equal(a.Start)
		}
		return at.After(a.Start) && at.Before(a.End)
	}
	together := func(a, b app.AgendaItem) bool {
		for at := clockAt(-60); at.Before(clockAt(300)); at = at.Add(minute / 2) {
			if on(a, at) && on(b, at) {
				return lasts(a) || lasts(b)
			}
		}
		return false
	}
	common := func(a, b string) bool {
		for _, x := range strings.Split(a, "、") {
			if x != "" && slices.Contains(strings.Split(b, "、"), x) {
				return true
			}
		}
		return false
	}
	way := func(a, b app.AgendaItem) (minutes int) {
		for _, w := range e.Travel {
			if a.Place != b.Place && (w.From+w.To == a.Place+b.Place || w.To+w.From == a.Place+b.Place) {
				minutes = w.Minutes
			}
		}
		return minutes
	}
	inTime := func(a, b app.AgendaItem) bool {
		leaves := a.Start
		if a.Kind != app.KindAssembly && lasts(a) {
			leaves = a.End
		}
		return b.Start.Sub(leaves) >= time.Duration(way(a, b))*minute
	}
	// before: i comes first in the agenda and is over when j begins.
	before := func(i, j int) bool {
		return i < j && !items[i].Start.After(items[j].Start) && !items[i].End.After(items[j].Start)
	}
	next := func(i, j int) bool {
		if !before(i, j) || items[i].Place == "" || items[j].Place == "" {
			return false
		}
		for k := range items {
			if items[k].Place != "" && before(i, k) && before(k, j) {
				return false
			}
		}
		return true
	}
	for i, a := range items {
		early := a.Start.Before(e.Start) && (e.AssemblyTime.IsZero() || a.Start.Before(e.AssemblyTime))
		if early {
			say(clash.Early, a, app.AgendaItem{})
		}
		if a.Start.After(e.End) || a.End.After(e.End) {
			say(clash.Late, a, app.AgendaItem{})
		}
		for j := i + 1; j < len(items); j++ {
			b := items[j]
			people := common(a.InCharge+"、"+a.Recorder, b.InCharge+"、"+b.Recorder)
			vehicles := common(a.Vehicle, b.Vehicle)
			apart := a.Place != "" && b.Place != "" && a.Place != b.Place
			if together(a, b) {
				if a.Place != "" && a.Place == b.Place {
					say(clash.Place, a, b)
				}
				if people {
					say(clash.Person, a, b)
				}
				if vehicles {
					say(clash.Vehicle, a, b)
				}
				if !people && !vehicles && !apart && (a.Place == "" || a.Place != b.Place) {
					say(clash.Overlap, a, b)
				}
			}
			if !before(i, j) || !apart || inTime(a, b) {
				continue
			}
			reached, leads := false, false
			for k := range items {
				reached = reached || next(k, j) && inTime(items[k], b)
				leads = leads || next(i, k) && inTime(a, items[k])
			}
			if people || vehicles || next(i, j) && !(reached && leads) {
				say(clash.Travel, a, b)
			}
		}
	}
	slices.Sort(found)
	return found
}

func spelled(clashes []clash.Clash) []string {
	var all []string
	for _, c := range clashes {
		all = append(all, fmt.Sprint(c.Kind, " ", c.ItemID, " ", c.OtherID))
	}
	slices.Sort(all)
	return all
}

// drawn is an agenda as it is drawn.
type drawn struct {
	event app.Event
	items []app.AgendaItem
}

var agendas = rapid.Custom(func(t *rapid.T) drawn {
	e, items := drawAgenda(t)
	return drawn{e, items}
})

// holdToOracle holds what is found in an agenda to the oracle.
func holdToOracle(t rapid.TB, d drawn) []clash.Clash {
	found := clash.Find(d.event, d.items)
	if got, want := spelled(found), oracle(d.event, d.items); !slices.Equal(got, want) {
		t.Fatalf("%+v\nfound %v\nwant  %v", d, got, want)
	}
	for _, c := range found {
		if c.Message == "" || (c.Other == "") != (c.OtherID == "") {
			t.Fatalf("said beside the items: %+v", c)
		}
	}
	return found
}

func TestClashesAreThoseOfTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { holdToOracle(t, agendas.Draw(t, "agenda")) })
}

// The same agendas each time, with clashes of every kind among them.
func TestClashesAreThoseOfTheOracleEachTime(t *testing.T) {
	seen := map[clash.Kind]int{}
	clean := 0
	for seed := range 400 {
		found := holdToOracle(t, agendas.Example(seed))
		for _, c := range found {
			seen[c.Kind]++
		}
		if len(found) == 0 {
			clean++
		}
	}
	for _, kind := range []clash.Kind{clash.Overlap, clash.Place, clash.Person, clash.Vehicle, clash.Travel, clash.Early, clash.Late} {
		if seen[kind] < 10 {
			t.Errorf("%d clashes of %s", seen[kind], kind)
		}
	}
	if clean < 5 {
		t.Errorf("%d agendas without a clash", clean)
	}
}

func TestAMendEndsItsClash(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, items := drawAgenda(t)
		for _, c := range clash.Find(e, items) {
			after := slices.Clone(items)
			i := slices.IndexFunc(after, func(a app.AgendaItem) bool { return a.ID == c.Mend.ItemID })
			if i < 0 || c.Mend.String() == "" {
				t.Fatalf("no mend: %+v", c)
			}
			after[i].Start, after[i].End = c.Mend.Start, c.Mend.End
			left := clash.Find(e, after)
			if slices.Contains(spelled(left), spelled([]clash.Clash{c})[0]) {
				t.Fatalf("%+v\nis still there after its mend:\n%+v", c, left)
			}
		}
	})
}

func TestNewClashesAreThoseThatWereNotThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, items := drawAgenda(t)
		after := slices.Clone(items)
		for i := range after {
			by := time.Duration(rapid.IntRange(-4, 4).Draw(t, "steps")) * clash.Step
			after[i].Start = after[i].Start.Add(by)
			if !after[i].End.IsZero() {
				after[i].End = after[i].End.Add(by)
			}
		}
		after = clash.InOrder(after)
		sorted := func(all []string) map[string]bool {
			set := map[string]bool{}
			for _, s := range all {
				parts := strings.Split(s, " ")
				slices.Sort(parts[1:])
				set[strings.Join(parts, " ")] = true
			}
			return set
		}
		was, is := sorted(oracle(e, items)), sorted(oracle(e, after))
		told := sorted(spelled(clash.Added(clash.Find(e, items), clash.Find(e, after))))
		for s := range is {
			if told[s] == was[s] {
				t.Fatalf("%s: was there %v, told as new %v", s, was[s], told[s])
			}
		}
		for s := range told {
			if !is[s] {
				t.Fatalf("%s is told and not there", s)
			}
		}
	})
}

// holdCompressed holds an agenda that is compressed to what compressing must not
// do, and tells whether it fits.
func holdCompressed(t rapid.TB, d drawn, end time.Time) (changed []app.AgendaItem, fits bool) {
	items := d.items
	changed, err := clash.Compressed(d.event, items, end)
	var told *app.Error
	if errors.As(err, &told) && told.Code == app.CodeInvalid {
		return nil, false
	}
	if err != nil {
		t.Fatal(err)
	}
	becomes := func(a app.AgendaItem) app.AgendaItem {
		for _, c := range changed {
			if c.ID == a.ID {
				return c
			}
		}
		return a
	}
	for i, a := range items {
		was := a
		a = becomes(a)
		if a.Over().After(end) {
			t.Fatalf("%v is not over by %v", a, end)
		}
		if was.End.After(was.Start) && a.End.Sub(a.Start) < min(clash.Step, was.End.Sub(was.Start)) {
			t.Fatalf("%v became %v: too short", was, a)
		}
		if len(changed) > 0 && a.Start.Sub(items[0].Start)%clash.Step != 0 {
			t.Fatalf("%v is not on the grid", a)
		}
		for _, b := range items[i+1:] {
			now := becomes(b)
			if now.Start.Before(a.Start) || !was.Over().After(b.Start) && a.Over().After(now.Start) {
				t.Fatalf("%v and %v became %v and %v", was, b, a, now)
			}
		}
	}
	// Who was in time on the known ways still is.
	for _, l := range clash.Legs(d.event, items) {
		way, to := time.Duration(l.Minutes)*minute, becomes(l.To).Start
		if l.Minutes != app.NoNumber && l.To.Start.Sub(clash.Departure(l.From)) >= way && to.Sub(clash.Departure(becomes(l.From))) < way && len(changed) > 0 {
			t.Fatalf("%+v becomes %v to %v", l, clash.Departure(becomes(l.From)), to)
		}
	}
	return changed, true
}

func TestCompressedAgendasFitAndKeepTheirOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		holdCompressed(t, agendas.Draw(t, "agenda"), clockAt(rapid.IntRange(10, 260).Draw(t, "end")))
	})
	// The same agendas each time, of which some can be compressed and some not.
	fitted, refused := 0, 0
	for seed := range 200 {
		switch changed, fits := holdCompressed(t, agendas.Example(seed), clockAt(10+seed*5/4)); {
		case !fits:
			refused++
		case len(changed) > 0:
			fitted++
		}
	}
	if fitted < 20 || refused < 5 {
		t.Errorf("%d fitted, %d refused", fitted, refused)
	}
}

func TestCompressingTakesPausesFirst(t *testing.T) {
	e := app.Event{Start: opens, Travel: []app.Travel{{From: "北门", To: "大厅", Minutes: 10}}}
	items := []app.AgendaItem{
		{ID: "a", Kind: "visit", Place: "北门", Start: clockAt(0), End: clockAt(30)},
		{ID: "b", Kind: "visit", Place: "大厅", Start: clockAt(60), End: clockAt(120)},
		{ID: "c", Kind: "visit", Place: "大厅", Start: clockAt(130), End: clockAt(160)},
	}
	for end, want := range map[int]string{
		150: "a 0-30 b 55-115 c 120-150",
		135: "a 0-30 b 45-105 c 105-135", // the way takes 10, which would fit; most of what is left goes to the longer pause
		100: "a 0-25 b 35-75 c 75-100",
	} {
		changed, err := clash.Compressed(e, items, clockAt(end))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, a := range items {
			if i := slices.IndexFunc(changed, func(c app.AgendaItem) bool { return c.ID == a.ID }); i >= 0 {
				a = changed[i]
			}
			got = append(got, fmt.Sprintf("%s %.0f-%.0f", a.ID, a.Start.Sub(opens).Minutes(), a.End.Sub(opens).Minutes()))
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("to the end at %d: %s, want %s", end, s, want)
		}
	}
	if changed, err := clash.Compressed(e, items, clockAt(160)); len(changed) > 0 || err != nil {
		t.Errorf("what fits already becomes %v, %v", changed, err)
	}
	if _, err := clash.Compressed(e, items, clockAt(20)); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("what cannot fit gives %v", err)
	}
}

func TestWhatChangedSinceAPrintIsTold(t *testing.T) {
	items := []app.AgendaItem{
		{ID: "a", Kind: "visit", Content: "参观", Place: "大厅", Start: clockAt(0), End: clockAt(30)},
		{ID: "b", Kind: "symposium", Content: "座谈", Place: "三楼", Start: clockAt(30), End: clockAt(60)},
		{ID: "c", Kind: "handout", Content: "发放手册", Start: clockAt(60)},
	}
	agenda := app.Print{Paper: printed.PaperAgenda, Lines: printed.AgendaLines(items)}
	sheet := app.Print{Paper: printed.PaperRunSheet, Lines: printed.AgendaLines(items)}
	if got := printed.AgendaSince(sheet, items); len(got) > 0 {
		t.Errorf("nothing changed, told %v", got)
	}
	now := slices.Clone(items[:2])
	now[0].InCharge = "李军"
	now[1].Start, now[1].End, now[1].Place = clockAt(40), clockAt(70), "五楼"
	now = append(now, app.AgendaItem{ID: "d", Kind: "other", Content: "合影", Start: clockAt(70)})
	want := []string{
		"修改：08:30–09:00 “参观”负责人由“无”改为“李军”",
		"改时间：“座谈”由 09:00–09:30 改为 09:10–09:40",
		"修改：09:10–09:40 “座谈”地点由“三楼”改为“五楼”",
		"新增：09:40 合影",
		"删除：09:30 发放手册",
	}
	for _, c := range []struct {
		print app.Print
		want  []string
	}{{sheet, want}, {agenda, want[1:]}} {
		var got []string
		for _, d := range printed.AgendaSince(c.print, now) {
			got = append(got, d.Message)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("since %s: %q, want %q", c.print.Paper, got, c.want)
		}
	}
}
