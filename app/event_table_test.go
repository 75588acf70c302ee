package app

import (
	"slices"
	"testing"
	"time"
)

// planned is an event about which nothing is wrong.
func planned() Event {
	return Event{Title: "政务开放日", State: StateDraft, Start: time.Date(2026, 9, 24, 9, 0, 0, 0, Zone), End: time.Date(2026, 9, 24, 12, 0, 0, 0, Zone)}
}

func TestAnEventAtItsLimits(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 9, 24, hour, minute, 0, 0, Zone) }
	for name, c := range map[string]struct {
		spoil func(*Event)
		want  string
	}{
		"ends as it starts":                {func(e *Event) { e.End = e.Start }, ""},
		"ends a minute before it starts":   {func(e *Event) { e.End = at(8, 59) }, "End"},
		"assembles as it ends":             {func(e *Event) { e.AssemblyTime = e.End }, ""},
		"assembles a minute after its end": {func(e *Event) { e.AssemblyTime = at(12, 1) }, "AssemblyTime"},
		"assembles, and has no end":        {func(e *Event) { e.AssemblyTime, e.End = at(23, 0), time.Time{} }, ""},
		"assembly alone":                   {func(e *Event) { e.AssemblyTime = at(8, 0) }, ""},
		"sign-up closes as it opens":       {func(e *Event) { e.SignUpFrom, e.SignUpUntil = at(8, 0), at(8, 0) }, ""},
		"sign-up opens alone":              {func(e *Event) { e.SignUpFrom = at(8, 0) }, ""},
		"sign-up closes alone":             {func(e *Event) { e.SignUpUntil = at(8, 0) }, ""},
		"sign-up closes at the end":        {func(e *Event) { e.SignUpUntil = e.End }, ""},
		"sign-up closes after the end":     {func(e *Event) { e.SignUpUntil = at(12, 1) }, "SignUpUntil"},
		"sign-up on the open day":          {func(e *Event) { e.End, e.SignUpUntil = time.Time{}, Date(2026, 9, 25) }, ""},
		"sign-up after the open day":       {func(e *Event) { e.End, e.SignUpUntil = time.Time{}, Date(2026, 9, 25).Add(time.Second) }, "SignUpUntil"},
		"sign-up, and no day yet":          {func(e *Event) { e.Start, e.End, e.SignUpUntil = time.Time{}, time.Time{}, at(8, 0) }, "Start"},
		"nobody":                           {func(e *Event) { e.Capacity = 0 }, ""},
		"less than nobody":                 {func(e *Event) { e.Capacity = -1 }, "Capacity"},
		"ages at their limits":             {func(e *Event) { e.MinAge, e.MaxAge = 150, 150 }, ""},
		"ages below":                       {func(e *Event) { e.MinAge, e.MaxAge = -1, -1 }, "MinAge MaxAge"},
		"ages above":                       {func(e *Event) { e.MinAge, e.MaxAge = 151, 151 }, "MinAge MaxAge"},
		"one age":                          {func(e *Event) { e.MinAge, e.MaxAge = 18, 18 }, ""},
		"ages crossed by one":              {func(e *Event) { e.MinAge, e.MaxAge = 19, 18 }, "MaxAge"},
		"up to one year":                   {func(e *Event) { e.MinAge, e.MaxAge = 2, 1 }, "MaxAge"},
		"days at their limits":             {func(e *Event) { e.VettingDays, e.FilingDays = 365, 365 }, ""},
		"days below":                       {func(e *Event) { e.VettingDays, e.FilingDays = -1, -1 }, "VettingDays FilingDays"},
		"days above":                       {func(e *Event) { e.VettingDays, e.FilingDays = 366, 366 }, "VettingDays FilingDays"},
		"a link":                           {func(e *Event) { e.StreamURL = "https://example.cn/live" }, ""},
		"a link without a place":           {func(e *Event) { e.StreamURL = "https:///live" }, "StreamURL"},
		"a link without its beginning":     {func(e *Event) { e.StreamURL = "//example.cn/live" }, "StreamURL"},
		"a link that is none":              {func(e *Event) { e.StreamURL = "https://example.cn/%zz" }, "StreamURL"},
		"a form":                           {func(e *Event) { e.Form = "both" }, ""},
		"another form":                     {func(e *Event) { e.Form = "moon" }, "Form"},
		"a leader by name":                 {func(e *Event) { e.Leaders = []Leader{{Role: "leader", Name: "陈"}} }, ""},
		"a leader by post":                 {func(e *Event) { e.Leaders = []Leader{{Role: "leader", Position: "主任"}} }, ""},
		"a leader by duty":                 {func(e *Event) { e.Leaders = []Leader{{Role: "office", Duty: "统筹"}} }, ""},
		"a leader who is nobody":           {func(e *Event) { e.Leaders = []Leader{{Role: "leader", Name: " ", Position: " ", Duty: " "}} }, "Leaders[0].Name"},
		"a quota of none":                  {func(e *Event) { e.Quotas = []Quota{{Category: "甲", Number: 0}, {Category: "乙", Number: NoNumber}} }, ""},
		"a quota of less":                  {func(e *Event) { e.Quotas = []Quota{{Category: "甲"}, {Category: "乙", Number: -2}} }, "Quotas[1].Number"},
		"a category thrice":                {func(e *Event) { e.Quotas = []Quota{{Category: "甲"}, {Category: "甲"}, {Category: "甲"}} }, "Quotas[1].Category Quotas[2].Category"},
		"two without a category":           {func(e *Event) { e.Quotas = []Quota{{Category: " "}, {Category: " "}} }, "Quotas[0].Category Quotas[1].Category"},
	} {
		e := planned()
		c.spoil(&e)
		if got := problemFields(e.Validate()); got != c.want {
			t.Errorf("%s: problems with %q, want %q", name, got, c.want)
		}
	}
	if got := (Event{Quotas: []Quota{{Category: "甲"}, {Category: "乙"}}}).Categories(); !slices.Equal(got, []string{"甲", "乙"}) {
		t.Errorf("categories %v", got)
	}
}

func TestSharesAtTheirLimits(t *testing.T) {
	if NoNumber != -1 {
		t.Errorf("files and databases hold -1 for no number, not %d", NoNumber)
	}
	third := Share{1, 3}
	for n, want := range map[int]int{-3: 0, -1: 0, 0: 0, 1: 1, 2: 1, 3: 1, 4: 2, 9: 3, 10: 4} {
		if got := third.Of(n); got != want {
			t.Errorf("a third of %d is %d, want %d", n, got, want)
		}
	}
	for text, want := range map[string]string{
		"1/1": "1/1", "1": "1/1", "0.25": "1/4", "100%": "100%", "0.5%": "1/200", "1/100": "1%",
		"1/9999999999": "1/9999999999", "1/99999999999": "", "0.0000000001": "1/10000000000", "0.00000000001": "",
		"1.0000001": "", "2": "", "-1": "", "0/5": "", "0x1/2": "", "1_0/20": "", "1p-1": "", "%": "",
	} {
		s, err := ParseShare(text)
		if got := s.String(); got != want || (err != nil) != (want == "") {
			t.Errorf("%q is read as %q, %v; want %q", text, got, err, want)
		}
	}
	if s := (Share{}); s.String() != "" || !s.IsZero() || s.Of(10) != 0 {
		t.Errorf("no share is %q", s)
	}
}
