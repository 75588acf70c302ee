package clash

import (
	"fmt"
	"openday/app"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// clock is so many minutes after half past eight on the day of these agendas.
func clock(minutes int) time.Time {
	return time.Date(2026, 9, 10, 8, 30, 0, 0, app.Zone).Add(time.Duration(minutes) * time.Minute)
}

// stop is a visit from one minute to another; to the same one it has no end.
func stop(id string, from, to int, place string) app.AgendaItem {
	a := app.AgendaItem{ID: id, Kind: "visit", Content: "参观" + id, Place: place, Start: clock(from)}
	if to != from {
		a.End = clock(to)
	}
	return a
}

func TestAgendasAreReadInTheirOrder(t *testing.T) {
	items := []app.AgendaItem{stop("c", 60, 90, "丙"), stop("b", 0, 30, "乙"), stop("a", 0, 40, "甲"), stop("d", 95, 99, "甲")}
	items[1].Position = 2
	items[2].Position = 1
	kept := slices.Clone(items)
	e := app.Event{Start: clock(0), End: clock(100), Travel: []app.Travel{{From: "甲", To: "丙", Minutes: 30}, {From: "丙", To: "乙", Minutes: 45}, {From: "甲", To: "丙", Minutes: 1}}}
	var order []string
	for _, a := range InOrder(items) {
		order = append(order, a.ID)
	}
	if got := strings.Join(order, " "); got != "a b c d" {
		t.Errorf("in order: %s", got)
	}
	var found []string
	for _, c := range Find(e, items) {
		found = append(found, fmt.Sprintf("%s %s %s %s", c.Kind, c.ItemID, c.OtherID, c.Mend))
	}
	if diff := cmp.Diff([]string{"travel a c 改到 09:40 开始", "travel b c 改到 09:45 开始", "travel c d 改到 10:30 开始"}, found); diff != "" {
		t.Error(diff)
	}
	// A way found late stands before an overlap further on.
	both := []app.AgendaItem{stop("a", 0, 30, "甲"), stop("b", 35, 60, "丙"), stop("c", 50, 70, "丙")}
	found = nil
	for _, c := range Find(app.Event{Travel: e.Travel}, both) {
		found = append(found, fmt.Sprintf("%s %s %s", c.Kind, c.ItemID, c.OtherID))
	}
	if got := strings.Join(found, "; "); got != "travel a b; travel a c; place b c" {
		t.Errorf("beside the items: %s", got)
	}
	var legs []string
	for _, l := range Legs(e, items) {
		legs = append(legs, fmt.Sprintf("%s→%s %d", l.From.ID, l.To.ID, l.Minutes))
	}
	if got := strings.Join(legs, " "); got != "a→c 30 b→c 45 c→d 30" {
		t.Errorf("ways: %s", got)
	}
	if got := Parallels(items); !slices.Equal(got, []Parallel{{"a", "b"}}) {
		t.Errorf("side by side: %v", got)
	}
	if !cmp.Equal(kept, items) {
		t.Errorf("the list that was given has changed: %v", items)
	}
}

func TestParallelsOfSeveral(t *testing.T) {
	items := []app.AgendaItem{stop("a", 0, 60, "甲"), stop("b", 5, 60, "甲"), stop("c", 10, 60, "乙"), stop("d", 15, 60, "丙"), stop("e", 20, 60, ""), stop("f", 60, 90, "乙")}
	items[2].InCharge, items[3].Recorder = "李军", "李 军、周平"
	if got := fmt.Sprint(Parallels(items)); got != "[{a c} {a d} {b c} {b d}]" {
		t.Errorf("%s", got)
	}
	items[2].InCharge, items[0].Vehicle, items[3].Vehicle = "", "1号车", "1号车、2号车"
	if got := fmt.Sprint(Parallels(items)); got != "[{a c} {b c} {b d} {c d}]" {
		t.Errorf("%s", got)
	}
}

func TestWaysBetweenPlaces(t *testing.T) {
	e := app.Event{Travel: []app.Travel{{From: "北 门", To: "大厅", Minutes: 20}}}
	spell := func(items ...app.AgendaItem) string {
		var legs []string
		for _, l := range Legs(e, items) {
			legs = append(legs, fmt.Sprintf("%s→%s %d", l.From.ID, l.To.ID, l.Minutes))
		}
		return strings.Join(legs, " ")
	}
	for name, c := range map[string]struct {
		items []app.AgendaItem
		want  string
	}{
		"known":                         {[]app.AgendaItem{stop("a", 0, 10, "北门"), stop("b", 30, 40, "大　厅")}, "a→b 20"},
		"known the other way":           {[]app.AgendaItem{stop("a", 0, 10, "大厅"), stop("b", 30, 40, "北门")}, "a→b 20"},
		"not known":                     {[]app.AgendaItem{stop("a", 0, 10, "大厅"), stop("b", 30, 40, "五楼")}, "a→b -1"},
		"the same place":                {[]app.AgendaItem{stop("a", 0, 10, "大厅"), stop("b", 30, 40, "大 厅")}, ""},
		"past what has no place":        {[]app.AgendaItem{stop("a", 0, 10, "北门"), stop("x", 10, 20, ""), stop("b", 30, 40, "大厅")}, "a→b 20"},
		"what has no place comes first": {[]app.AgendaItem{stop("x", 0, 10, ""), stop("b", 30, 40, "大厅")}, ""},
		"one after the other":           {[]app.AgendaItem{stop("a", 0, 10, "北门"), stop("b", 20, 30, "大厅"), stop("c", 40, 50, "北门")}, "a→b 20 b→c 20"},
		"parting":                       {[]app.AgendaItem{stop("a", 0, 10, "北门"), stop("b", 20, 40, "大厅"), stop("c", 20, 40, "五楼"), stop("d", 40, 50, "北门")}, "a→b 20 a→c -1 b→d 20 c→d -1"},
	} {
		if got := spell(c.items...); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestTooLittleTimeOnTheWay(t *testing.T) {
	e := app.Event{Travel: []app.Travel{{From: "甲", To: "乙", Minutes: 20}, {From: "甲", To: "丙", Minutes: 40}, {From: "乙", To: "丁", Minutes: 20}, {From: "丙", To: "丁", Minutes: 20}}}
	with := func(a app.AgendaItem, person, vehicle string) app.AgendaItem {
		a.InCharge, a.Vehicle = person, vehicle
		return a
	}
	assembly := stop("a", 0, 20, "甲")
	assembly.Kind = app.KindAssembly
	for name, c := range map[string]struct {
		items []app.AgendaItem
		want  string
	}{
		"just enough":                                 {[]app.AgendaItem{stop("a", 0, 10, "甲"), stop("b", 30, 40, "乙")}, ""},
		"a minute too little":                         {[]app.AgendaItem{stop("a", 0, 10, "甲"), stop("b", 29, 40, "乙")}, "a b 只有 19 分钟，车程需 20 分钟。"},
		"from the start of an assembly":               {[]app.AgendaItem{assembly, stop("b", 20, 40, "乙")}, ""},
		"and not even then":                           {[]app.AgendaItem{assembly, stop("c", 20, 40, "丙")}, "a c 只有 0 分钟，车程需 40 分钟。"},
		"one group is late, all can go elsewhere":     {[]app.AgendaItem{stop("a", 0, 10, "甲"), stop("b", 30, 50, "乙"), stop("c", 30, 50, "丙"), stop("d", 70, 80, "丁")}, "a c 只有 20 分钟，车程需 40 分钟。"},
		"reached from another, and leads to one":      {[]app.AgendaItem{stop("a", 0, 10, "甲"), stop("x", 0, 20, "戊"), stop("b", 30, 50, "乙"), stop("c", 30, 50, "丙"), stop("d", 70, 80, "丁")}, ""},
		"but who is needed for both has to get there": {[]app.AgendaItem{with(stop("a", 0, 10, "甲"), "李军", ""), stop("x", 0, 20, "戊"), stop("b", 30, 50, "乙"), with(stop("c", 30, 50, "丙"), "李军", ""), stop("d", 70, 80, "丁")}, "a c 只有 20 分钟，车程需 40 分钟。"},
		"and what is needed for both":                 {[]app.AgendaItem{with(stop("a", 0, 10, "甲"), "", "1号车"), stop("x", 0, 20, "戊"), stop("b", 30, 50, "乙"), with(stop("c", 30, 50, "丙"), "", "1号车"), stop("d", 70, 80, "丁")}, "a c 只有 20 分钟，车程需 40 分钟。"},
		"past an item in between":                     {[]app.AgendaItem{with(stop("a", 0, 10, "甲"), "李军", ""), stop("b", 12, 15, "戊"), with(stop("c", 20, 30, "丙"), "李军", "")}, "a c 只有 10 分钟，车程需 40 分钟。"},
		"nobody is needed for both":                   {[]app.AgendaItem{stop("a", 0, 10, "甲"), stop("b", 12, 15, "戊"), stop("c", 20, 30, "丙")}, ""},
		"without a place":                             {[]app.AgendaItem{with(stop("a", 0, 10, "甲"), "李军", ""), with(stop("b", 10, 30, ""), "李军", "")}, ""},
		"the other without a place":                   {[]app.AgendaItem{with(stop("a", 0, 10, ""), "李军", ""), with(stop("b", 10, 30, "乙"), "李军", "")}, ""},
	} {
		var got []string
		for _, cl := range Find(e, c.items) {
			if cl.Kind == Travel {
				_, said, _ := strings.Cut(cl.Message, "之间")
				got = append(got, fmt.Sprintf("%s %s %s", cl.ItemID, cl.OtherID, said))
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s, want %s", name, s, c.want)
		}
	}
}

func TestItemsAtOnce(t *testing.T) {
	for name, c := range map[string]struct {
		a, b app.AgendaItem
		want bool
	}{
		"touching":                   {stop("a", 0, 30, ""), stop("b", 30, 60, ""), false},
		"by a minute":                {stop("a", 0, 31, ""), stop("b", 30, 60, ""), true},
		"without an end, at once":    {stop("a", 30, 30, ""), stop("b", 30, 60, ""), false},
		"without an end, in it":      {stop("a", 31, 31, ""), stop("b", 30, 60, ""), true},
		"without an end, at its end": {stop("a", 60, 60, ""), stop("b", 30, 60, ""), false},
	} {
		if atOnce(c.a, c.b) != c.want || atOnce(c.b, c.a) != c.want {
			t.Errorf("%s: %v", name, atOnce(c.a, c.b))
		}
	}
	for name, c := range map[string]struct {
		list []app.AgendaItem
		i, j int
		want bool
	}{
		"touching":     {[]app.AgendaItem{stop("a", 0, 30, ""), stop("b", 30, 60, "")}, 0, 1, true},
		"overlapping":  {[]app.AgendaItem{stop("a", 0, 31, ""), stop("b", 30, 60, "")}, 0, 1, false},
		"itself":       {[]app.AgendaItem{stop("a", 0, 0, "")}, 0, 0, false},
		"the way back": {[]app.AgendaItem{stop("a", 0, 0, ""), stop("b", 0, 0, "")}, 1, 0, false},
	} {
		if got := precedes(c.list, c.i, c.j); got != c.want {
			t.Errorf("%s precedes: %v", name, got)
		}
	}
}

func TestMendsOfWhatLiesOutsideTheHours(t *testing.T) {
	hours := app.Event{Start: clock(0), End: clock(120)}
	assembled := hours
	assembled.AssemblyTime = clock(-30)
	late := hours
	late.AssemblyTime = clock(10)
	open := app.Event{Start: clock(0)}
	for name, c := range map[string]struct {
		e    app.Event
		a    app.AgendaItem
		want string // kind, start, end, words
	}{
		"within":                          {hours, stop("a", 0, 120, ""), ""},
		"early":                           {hours, stop("a", -20, 10, ""), "early 08:30 09:00 改到 08:30 开始"},
		"early without an end":            {hours, stop("a", -20, -20, ""), "early 08:30 – 改到 08:30 开始"},
		"as people assemble":              {assembled, stop("a", -30, 0, ""), ""},
		"before people assemble":          {assembled, stop("a", -31, 0, ""), "early 08:00 08:31 改到 08:00 开始"},
		"assembled after it starts":       {late, stop("a", -1, 5, ""), "early 08:30 08:36 改到 08:30 开始"},
		"over a minute late":              {hours, stop("a", 60, 121, ""), "late 09:30 10:30 改到 10:30 结束"},
		"starts at the end":               {hours, stop("a", 120, 130, ""), "late 10:30 10:30 改到 10:30 结束"},
		"starts after the end":            {hours, stop("a", 121, 151, ""), "late 10:00 10:30 改到 10:00 开始"},
		"starts after it, off the grid":   {hours, stop("a", 130, 163, ""), "late 09:55 10:28 改到 09:55 开始"},
		"after it, without an end":        {hours, stop("a", 130, 130, ""), "late 10:30 – 改到 10:30 开始"},
		"after it, as long as the event":  {hours, stop("a", 130, 250, ""), "late 08:30 10:30 改到 08:30 开始"},
		"after it, longer than the event": {hours, stop("a", 130, 260, ""), "late 08:30 10:30 改到 08:30 开始"},
		"on the day, no end":              {open, stop("a", 15*60+29, 15*60+29, ""), ""},
		"at midnight, no end":             {open, stop("a", 15*60+30, 15*60+40, ""), "late 00:00 00:10 改到 2026-09-10 00:00 开始"},
		"on the next day, no end":         {open, stop("a", 24*60, 24*60+10, ""), "late 08:30 08:40 改到 2026-09-10 08:30 开始"},
		"past midnight, no end":           {open, stop("a", 15*60+20, 15*60+40, ""), ""},
		"no day yet":                      {app.Event{}, stop("a", 0, 10, ""), ""},
	} {
		var got []string
		for _, found := range outsideHours(c.e, c.a) {
			end := "–"
			if !found.Mend.End.IsZero() {
				end = found.Mend.End.Format("15:04")
			}
			got = append(got, fmt.Sprintf("%s %s %s %s", found.Kind, found.Mend.Start.Format("15:04"), end, found.Mend))
			if found.ItemID != "a" || found.OtherID != "" || found.Message == "" || found.Mend.ItemID != "a" {
				t.Errorf("%s: %+v", name, found)
			}
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%s: %s, want %s", name, s, c.want)
		}
	}
}

func TestAMendKeepsHowLongAnItemLasts(t *testing.T) {
	for name, c := range map[string]struct {
		a    app.AgendaItem
		at   time.Time
		want string
	}{
		"on the grid":       {stop("a", 0, 35, ""), clock(60), "09:30 10:05"},
		"a second past it":  {stop("a", 0, 35, ""), clock(60).Add(time.Second), "09:35 10:10"},
		"a minute past it":  {stop("a", 0, 35, ""), clock(61), "09:35 10:10"},
		"a minute before":   {stop("a", 0, 35, ""), clock(64), "09:35 10:10"},
		"a minute long":     {stop("a", 0, 1, ""), clock(60), "09:30 09:31"},
		"without an end":    {stop("a", 0, 0, ""), clock(60), "09:30 –"},
		"on another day":    {stop("a", 0, 35, ""), clock(24*60 + 3), "2026-09-11 08:35"},
		"back to the grid?": {stop("a", 0, 35, ""), clock(59), "09:30 10:05"},
	} {
		m := startingAt(c.a, c.at)
		end := "–"
		if !m.End.IsZero() {
			end = m.End.Format("15:04")
		}
		got := m.Start.Format("15:04") + " " + end
		if !app.DayOf(m.Start).Equal(app.DayOf(c.a.Start)) {
			got = m.Start.Format("2006-01-02 15:04")
		}
		if said := m.String(); got != c.want || !strings.Contains(said, m.Start.Format("15:04")) || strings.Contains(said, "2026") != !app.DayOf(m.Start).Equal(app.DayOf(c.a.Start)) {
			t.Errorf("%s: %s (%s), want %s", name, got, said, c.want)
		}
	}
	// From one place to another the mend goes by the way, and by the end of the first.
	e := app.Event{Travel: []app.Travel{{From: "甲", To: "乙", Minutes: 20}}}
	assembly := stop("a", 0, 40, "甲")
	assembly.Kind, assembly.InCharge = app.KindAssembly, "李军"
	second := stop("b", 10, 30, "乙")
	second.InCharge = "李军"
	if found := Find(e, []app.AgendaItem{assembly, second}); len(found) != 1 || found[0].Kind != Person || found[0].Mend.String() != "改到 09:10 开始" || !found[0].Mend.End.Equal(clock(60)) {
		t.Errorf("an assembly of 40 minutes, a way of 20: %+v", found)
	}
	visit := assembly
	visit.Kind = "visit"
	if found := Find(e, []app.AgendaItem{visit, second}); len(found) != 1 || found[0].Mend.String() != "改到 09:30 开始" {
		t.Errorf("a visit of 40 minutes, a way of 20: %+v", found)
	}
}

func TestWaysAreSetAndForgotten(t *testing.T) {
	e := app.Event{Travel: []app.Travel{{From: "北门", To: "大厅", Minutes: 20}, {From: "大厅", To: "五楼", Minutes: 5}}}
	was := slices.Clone(e.Travel)
	for name, c := range map[string]struct {
		ways []app.Travel
		want []app.Travel
	}{
		"none":                 {nil, was},
		"another":              {[]app.Travel{{From: "北门", To: "五楼", Minutes: 9}}, append(slices.Clone(was), app.Travel{From: "北门", To: "五楼", Minutes: 9})},
		"anew":                 {[]app.Travel{{From: "北门", To: "大厅", Minutes: 9}}, []app.Travel{{From: "大厅", To: "五楼", Minutes: 5}, {From: "北门", To: "大厅", Minutes: 9}}},
		"anew, the other way":  {[]app.Travel{{From: "大 厅", To: "北　门", Minutes: 9}}, []app.Travel{{From: "大厅", To: "五楼", Minutes: 5}, {From: "大 厅", To: "北　门", Minutes: 9}}},
		"no time at all":       {[]app.Travel{{From: "北门", To: "大厅", Minutes: 0}}, []app.Travel{{From: "大厅", To: "五楼", Minutes: 5}, {From: "北门", To: "大厅", Minutes: 0}}},
		"forgotten":            {[]app.Travel{{From: "北门", To: "大厅", Minutes: app.NoNumber}}, was[1:]},
		"forgotten, never set": {[]app.Travel{{From: "北门", To: "五楼", Minutes: app.NoNumber}}, was},
		"both forgotten":       {[]app.Travel{{From: "大厅", To: "北门", Minutes: app.NoNumber}, {From: "五楼", To: "大厅", Minutes: app.NoNumber}}, nil},
	} {
		if diff := cmp.Diff(c.want, e.WithTravel(c.ways...).Travel); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if !slices.Equal(was, e.Travel) {
			t.Fatalf("%s changes the event that it was asked of: %v", name, e.Travel)
		}
	}
}

func TestNamesInOneField(t *testing.T) {
	if got := names(" 张三、李 四，王五,赵六；孙七;周八/吴九／郑十\n冯一、"); !slices.Equal(got, []string{"张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十", "冯一"}) {
		t.Errorf("%q", got)
	}
	if got := shared([]string{"甲", "乙", "甲", "丙"}, []string{"丙", "甲"}); got != "甲、丙" {
		t.Errorf("shared: %q", got)
	}
}

func TestCompressingAtItsLimits(t *testing.T) {
	e := app.Event{Start: clock(0), Travel: []app.Travel{{From: "北门", To: "大厅", Minutes: 10}, {From: "大厅", To: "五楼", Minutes: 7}, {From: "北门", To: "体育馆", Minutes: 30}, {From: "北门", To: "仓库", Minutes: 25}}}
	assembly := stop("a", 0, 30, "北门")
	assembly.Kind = app.KindAssembly
	for name, c := range map[string]struct {
		items []app.AgendaItem
		end   int
		want  string
	}{
		"nothing":                               {nil, 10, ""},
		"over just then":                        {[]app.AgendaItem{stop("a", 0, 30, "")}, 30, ""},
		"a minute less":                         {[]app.AgendaItem{stop("a", 0, 30, "")}, 29, "a 0-25"},
		"the least that remains":                {[]app.AgendaItem{stop("a", 0, 30, ""), stop("b", 30, 60, "")}, 10, "a 0-5 b 5-10"},
		"less than the least":                   {[]app.AgendaItem{stop("a", 0, 30, ""), stop("b", 30, 60, "")}, 9, "too little"},
		"it has not begun":                      {[]app.AgendaItem{stop("a", 0, 0, "")}, -1, "too little"},
		"it begins just then":                   {[]app.AgendaItem{stop("a", 0, 0, ""), stop("b", 10, 10, "")}, 0, "b 0-0"},
		"a pause goes first":                    {[]app.AgendaItem{stop("a", 0, 30, ""), stop("b", 60, 90, "")}, 60, "b 30-60"},
		"but not the way in it":                 {[]app.AgendaItem{stop("a", 0, 30, "北门"), stop("b", 60, 90, "大厅")}, 70, "b 40-70"},
		"and then the items":                    {[]app.AgendaItem{stop("a", 0, 30, "北门"), stop("b", 60, 90, "大厅")}, 60, "a 0-25 b 35-60"},
		"the way is part of the assembly":       {[]app.AgendaItem{assembly, stop("b", 60, 90, "大厅")}, 60, "b 30-60"},
		"a way that is not known":               {[]app.AgendaItem{stop("a", 0, 30, "北门"), stop("b", 60, 90, "五楼")}, 60, "b 30-60"},
		"a way of seven takes two steps":        {[]app.AgendaItem{stop("a", 0, 30, "大厅"), stop("b", 60, 90, "五楼")}, 70, "b 40-70"},
		"no shorter than it was":                {[]app.AgendaItem{stop("a", 0, 30, "北门"), stop("b", 35, 90, "大厅")}, 85, "b 35-85"},
		"unordered":                             {[]app.AgendaItem{stop("b", 60, 90, ""), stop("a", 0, 30, "")}, 60, "b 30-60"},
		"unordered, and all of them change":     {[]app.AgendaItem{stop("b", 30, 60, ""), stop("a", 0, 30, "")}, 40, "a 0-20 b 20-40"},
		"two that begin at once":                {[]app.AgendaItem{stop("a", 0, 60, "甲"), stop("b", 0, 30, "乙"), stop("c", 30, 60, "乙")}, 30, "a 0-30 b 0-15 c 15-30"},
		"off the grid, from the first":          {[]app.AgendaItem{stop("a", 1, 31, ""), stop("b", 41, 61, "")}, 51, "b 31-51"},
		"the way past something without place":  {[]app.AgendaItem{stop("a", 0, 30, "北门"), stop("x", 40, 45, ""), stop("b", 60, 90, "大厅")}, 65, "x 30-35 b 40-65"},
		"and past something as long as the way": {[]app.AgendaItem{stop("a", 0, 30, "北门"), stop("x", 40, 50, ""), stop("b", 60, 90, "大厅")}, 70, "x 30-40 b 40-70"},
		"which gets shorter as well":            {[]app.AgendaItem{stop("a", 0, 30, "北门"), stop("x", 40, 50, ""), stop("b", 60, 90, "大厅")}, 60, "a 0-25 x 25-30 b 35-60"},
		"a way beside what gets shorter":        {[]app.AgendaItem{stop("a", 0, 30, "北门"), stop("x", 35, 55, ""), stop("b", 60, 90, "仓库")}, 60, "a 0-15 x 20-40 b 45-60"},
		"a way in the first pause":              {[]app.AgendaItem{stop("a", 0, 0, "北门"), stop("b", 60, 90, "大厅")}, 40, "b 10-40"},
		"who is late already gets no longer":    {[]app.AgendaItem{{ID: "a", Kind: app.KindAssembly, Place: "北门", Start: clock(0), End: clock(10)}, stop("b", 10, 70, "体育馆")}, 40, "b 10-40"},
		"an assembly that gets shorter":         {[]app.AgendaItem{assembly, stop("b", 60, 90, "大厅")}, 30, "a 0-15 b 20-30"},
	} {
		changed, err := Compressed(e, c.items, clock(c.end))
		var got []string
		for _, a := range changed {
			end := a.Start
			if !a.End.IsZero() {
				end = a.End
			}
			got = append(got, fmt.Sprintf("%s %.0f-%.0f", a.ID, a.Start.Sub(clock(0)).Minutes(), end.Sub(clock(0)).Minutes()))
		}
		s := strings.Join(got, " ")
		if app.CodeOf(err) == app.CodeInvalid {
			s = "too little"
		}
		if s != c.want {
			t.Errorf("%s: %s, want %s (%v)", name, s, c.want, err)
		}
	}
	for length, want := range map[time.Duration]int{0: 0, 1: 1, Step - 1: 1, Step: 1, Step + 1: 2, 2 * Step: 2} {
		if got := steps(length); got != want {
			t.Errorf("%s take %d steps", length, got)
		}
	}
}
