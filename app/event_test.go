package app_test

import (
	"slices"
	"testing"
	"time"

	"openday/app"
	"openday/app/clash"
)

// held is an event that may be saved, for cases to spoil.
func held() app.Event {
	return app.Event{
		Title: "区政府开放日", State: app.StateDraft,
		Start: time.Date(2022, 11, 22, 8, 30, 0, 0, app.Zone),
		End:   time.Date(2022, 11, 22, 12, 0, 0, 0, app.Zone),
	}
}

func fields(found []app.FieldProblem) []string {
	var names []string
	for _, p := range found {
		names = append(names, p.Field)
	}
	return names
}

func TestEventValidate(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2022, 11, day, hour, 0, 0, 0, app.Zone) }
	cases := map[string]struct {
		spoil func(*app.Event)
		want  []string
	}{
		"nothing wrong":            {func(*app.Event) {}, nil},
		"no title":                 {func(e *app.Event) { e.Title = " 　" }, []string{"Title"}},
		"no start":                 {func(e *app.Event) { e.Start, e.End = time.Time{}, time.Time{} }, []string{"Start"}},
		"ends before it starts":    {func(e *app.Event) { e.End = at(22, 8) }, []string{"End"}},
		"no end":                   {func(e *app.Event) { e.End = time.Time{} }, nil},
		"assembly after the end":   {func(e *app.Event) { e.AssemblyTime = at(22, 13) }, []string{"AssemblyTime"}},
		"sign-up before it opens":  {func(e *app.Event) { e.SignUpFrom, e.SignUpUntil = at(18, 9), at(17, 9) }, []string{"SignUpUntil"}},
		"sign-up after the event":  {func(e *app.Event) { e.SignUpUntil = at(22, 13) }, []string{"SignUpUntil"}},
		"sign-up on an open day":   {func(e *app.Event) { e.End, e.SignUpUntil = time.Time{}, at(22, 17) }, nil},
		"ages crossed":             {func(e *app.Event) { e.MinAge, e.MaxAge = 65, 18 }, []string{"MaxAge"}},
		"only a lower age":         {func(e *app.Event) { e.MinAge = 18 }, nil},
		"an age of 200":            {func(e *app.Event) { e.MaxAge = 200 }, []string{"MaxAge"}},
		"a negative number":        {func(e *app.Event) { e.Capacity = -1 }, []string{"Capacity"}},
		"no e-mail address":        {func(e *app.Event) { e.Email = "张三 djb@example.cn" }, []string{"Email"}},
		"an e-mail address":        {func(e *app.Event) { e.Email = "djb@example.cn" }, nil},
		"no link":                  {func(e *app.Event) { e.StreamURL = "视频号" }, []string{"StreamURL"}},
		"a category twice":         {func(e *app.Event) { e.Quotas = []app.Quota{{Category: "群众"}, {Category: "群众"}} }, []string{"Quotas[1].Category"}},
		"a quota without category": {func(e *app.Event) { e.Quotas = []app.Quota{{Number: 3}} }, []string{"Quotas[0].Category"}},
		"a leader without role":    {func(e *app.Event) { e.Leaders = []app.Leader{{Name: "陈国强"}} }, []string{"Leaders[0].Role"}},
		"an unknown state":         {func(e *app.Event) { e.State = "gone" }, []string{"State"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			e := held()
			c.spoil(&e)
			if got := fields(e.Validate()); !slices.Equal(got, c.want) {
				t.Errorf("problems with %v, want %v", got, c.want)
			}
		})
	}
}

func TestShare(t *testing.T) {
	cases := []struct {
		text    string
		written string // "" = refused
		of, n   int
	}{
		{"1/3", "1/3", 10, 4},
		{"１／３", "", 0, 0},
		{"2／6", "1/3", 9, 3},
		{"33%", "33%", 10, 4},
		{"33％", "33%", 100, 33},
		{"100%", "100%", 7, 7},
		{"0.5", "1/2", 5, 3},
		{"1/3", "1/3", 0, 0},
		{"33.5%", "67/200", 200, 67},
		{"0", "", 0, 0},
		{"0%", "", 0, 0},
		{"101%", "", 0, 0},
		{"4/3", "", 0, 0},
		{"-1/3", "", 0, 0},
		{"1/0", "", 0, 0},
		{"1e-1", "", 0, 0},
		{"三分之一", "", 0, 0},
		{"1/99999999999999999999", "", 0, 0},
	}
	for _, c := range cases {
		s, err := app.ParseShare(c.text)
		if err != nil != (c.written == "") {
			t.Errorf("ParseShare(%q): %v", c.text, err)
			continue
		}
		if err == nil && (s.String() != c.written || s.Of(c.of) != c.n) {
			t.Errorf("ParseShare(%q) = %s, of %d is %d; want %s and %d", c.text, s, c.of, s.Of(c.of), c.written, c.n)
		}
	}
	if s, err := app.ParseShare(" "); err != nil || !s.IsZero() {
		t.Errorf("an empty share: %v, %v", s, err)
	}
}

func TestQuotaTarget(t *testing.T) {
	cases := []struct {
		quota app.Quota
		want  int
	}{
		{app.Quota{Number: 5}, 5},
		{app.Quota{Number: app.NoNumber}, app.NoNumber},
		{app.Quota{Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}}, 4},
		{app.Quota{Number: 2, MinShare: app.Share{Num: 1, Den: 3}}, 4},
		{app.Quota{Number: 6, MinShare: app.Share{Num: 1, Den: 3}}, 6},
	}
	for _, c := range cases {
		if got := c.quota.Target(10); got != c.want {
			t.Errorf("%+v of 10: %d, want %d", c.quota, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	start := time.Date(2022, 11, 22, 8, 30, 0, 0, app.Zone)
	cases := map[string]string{
		app.LongDate(start):                                   "2022年11月22日 星期二",
		app.LongTime(start):                                   "2022年11月22日 星期二 08:30",
		app.LongTime(app.DayOf(start)):                        "2022年11月22日 星期二",
		app.Span(start, start.Add(210*time.Minute)):           "2022年11月22日 星期二 08:30—12:00",
		app.Span(start, start.AddDate(0, 0, 1)):               "2022年11月22日 星期二 08:30—23日 星期三 08:30",
		app.Span(start, time.Time{}):                          "2022年11月22日 星期二 08:30",
		app.LongDate(time.Time{}):                             "",
		app.ShortDate(app.DayOf(time.Unix(1669050000, 0))):    "2022年11月22日",
		app.LongDate(app.Date(2024, time.February, 29)):       "2024年2月29日 星期四",
		app.LongTime(app.Date(2026, time.March, 1).Add(60e9)): "2026年3月1日 星期日 00:01",
	}
	for got, want := range cases {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestClashes(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2022, 11, 22, hour, minute, 0, 0, app.Zone) }
	item := func(id string, from, to time.Time) app.AgendaItem {
		return app.AgendaItem{ID: id, Kind: "visit", Content: id, Start: from, End: to}
	}
	e := held()
	cases := map[string]struct {
		items []app.AgendaItem
		want  [][2]string
	}{
		"one after the other": {[]app.AgendaItem{item("a", at(8, 30), at(9, 0)), item("b", at(9, 0), at(12, 0))}, nil},
		"overlap":             {[]app.AgendaItem{item("a", at(8, 30), at(9, 1)), item("b", at(9, 0), at(12, 0))}, [][2]string{{"a", "b"}}},
		"one around two":      {[]app.AgendaItem{item("a", at(8, 30), at(11, 0)), item("b", at(9, 0), at(9, 30)), item("c", at(10, 0), at(10, 30))}, [][2]string{{"a", "b"}, {"a", "c"}}},
		"too early":           {[]app.AgendaItem{item("a", at(8, 0), at(8, 30))}, [][2]string{{"a", ""}}},
		"too late":            {[]app.AgendaItem{item("a", at(11, 30), at(12, 30))}, [][2]string{{"a", ""}}},
		"without an end":      {[]app.AgendaItem{item("a", at(9, 0), time.Time{}), item("b", at(9, 0), at(9, 30))}, nil},
	}
	for name, c := range cases {
		var got [][2]string
		for _, clash := range clash.Find(e, c.items) {
			got = append(got, [2]string{clash.ItemID, clash.OtherID})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
