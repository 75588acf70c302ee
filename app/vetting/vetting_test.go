package vetting_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app"
	"openday/app/deadline"
	"openday/app/figures"
	"openday/app/vetting"
	"openday/app/workday"
)

// openDay is an event that may be saved, for cases to spoil.
func openDay() app.Event {
	return app.Event{
		Title: "区政府开放日", State: app.StateDraft,
		Start: time.Date(2022, 11, 22, 8, 30, 0, 0, app.Zone),
		End:   time.Date(2022, 11, 22, 12, 0, 0, 0, app.Zone),
	}
}

func kinds(all []app.Objection) string {
	var k []string
	for _, o := range all {
		k = append(k, string(o.Kind))
	}
	return strings.Join(k, " ")
}

func TestAgainst(t *testing.T) {
	e := openDay() // 2022-11-22
	e.MinAge, e.MaxAge, e.WantsID, e.AreaCodes = 18, 65, true, []string{"640302", "6401"}
	e.Capacity = 3
	e.Quotas = []app.Quota{{Category: "群众代表", Number: 1}, {Category: "党员代表", Number: app.NoNumber}, {Category: "记者", Number: 2, Outside: true}}
	sound := app.Person{ID: "p", Name: "王玉梅", IDNumber: "640302198001010012", Phone: "13800001234"}
	sound.IDNumber = withCheck("64030219800101001")
	list := []app.Invitee{
		{ID: "1", Person: app.Person{Name: "甲", Phone: "13900000000"}, Unit: "和平社区", Category: "群众代表", Vetting: app.VettingApproved},
		{ID: "2", Person: app.Person{Name: "乙"}, Category: "记者", Vetting: app.VettingApproved},
		{ID: "3", Person: app.Person{Name: "丙"}, Category: "党员代表", Vetting: app.VettingApproved, Confirmation: app.Withdrew},
	}
	past := []app.Participation{
		{PersonID: "p", EventID: "old", Title: "三月的活动", Start: app.Date(2022, 3, 1), Vetting: app.VettingApproved, Attendance: app.AttendanceCame},
		{PersonID: "q", EventID: "older", Title: "去年的活动", Start: app.Date(2021, 11, 20), Vetting: app.VettingApproved},
		{PersonID: "r", EventID: "old", Title: "三月的活动", Start: app.Date(2022, 3, 1), Vetting: app.VettingDeclined},
	}
	with := func(change func(*app.Invitee)) app.Invitee {
		v := app.Invitee{ID: "x", Person: sound, Category: "党员代表", Vetting: app.VettingPending}
		v.Person.ID = "other"
		change(&v)
		return v
	}
	cases := map[string]struct {
		invitee app.Invitee
		want    string
	}{
		"nothing":                        {with(func(*app.Invitee) {}), ""},
		"too old by the ID number":       {with(func(v *app.Invitee) { v.Person.IDNumber = withCheck("64030219491231002") }), "age"},
		"too young by the date of birth": {with(func(v *app.Invitee) { v.Person.IDNumber = ""; v.Person.BornOn = app.Date(2004, 11, 23) }), "age id"},
		"old enough on the day itself":   {with(func(v *app.Invitee) { v.Person.IDNumber = ""; v.Person.BornOn = app.Date(2004, 11, 22) }), "id"},
		"another area":                   {with(func(v *app.Invitee) { v.Person.IDNumber = withCheck("11010519800101001") }), "area"},
		"an area by its beginning":       {with(func(v *app.Invitee) { v.Person.IDNumber = withCheck("64010419800101001") }), ""},
		"a passport has no area":         {with(func(v *app.Invitee) { v.Person.IDNumber = "E12345678" }), ""},
		"wrong check digit":              {with(func(v *app.Invitee) { v.Person.IDNumber = "640302198001010010" }), "id"},
		"quota full":                     {with(func(v *app.Invitee) { v.Category = "群众代表" }), "quota"},
		"no such quota":                  {with(func(v *app.Invitee) { v.Category = "学生" }), "quota"},
		"incomplete":                     {with(func(v *app.Invitee) { v.Category, v.Person.Phone = "", "" }), "incomplete incomplete"},
		"same name and unit":             {with(func(v *app.Invitee) { v.Person.Name, v.Unit = "甲", "和平 社区" }), "duplicate"},
		"same name and phone":            {with(func(v *app.Invitee) { v.Person.Name, v.Person.Phone = "甲", "139-0000-0000" }), "duplicate"},
		"same name alone":                {with(func(v *app.Invitee) { v.Person.Name = "甲" }), ""},
		"invited in March":               {with(func(v *app.Invitee) { v.Person.ID = "p" }), "recent"},
		"invited more than a year ago":   {with(func(v *app.Invitee) { v.Person.ID = "q" }), ""},
		"declined in March":              {with(func(v *app.Invitee) { v.Person.ID = "r" }), ""},
	}
	bench := vetting.NewEligibilityCheck(e, list, past, 12)
	for name, c := range cases {
		if got := kinds(bench.Objections(c.invitee)); got != c.want {
			t.Errorf("%s: %q, want %q: %v", name, got, c.want, bench.Objections(c.invitee))
		}
	}
	if got := kinds(bench.Objections(list[0])); strings.Contains(got, "quota") {
		t.Errorf("who has a place already takes no other: %s", got)
	}
	e.Capacity = 1
	if got := kinds(vetting.NewEligibilityCheck(e, list, past, 12).Objections(with(func(*app.Invitee) {}))); got != "quota" {
		t.Errorf("all places taken: %q", got)
	}
	if got := kinds(vetting.NewEligibilityCheck(e, list, past, 12).Objections(with(func(v *app.Invitee) { v.Category = "记者" }))); got != "" {
		t.Errorf("journalists stand outside the count: %q", got)
	}
}

// withCheck writes the check digit behind 17 digits.
func withCheck(seventeen string) string {
	sum := 0
	for i, w := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(seventeen[i]-'0') * w
	}
	return seventeen + string("10X98765432"[sum%11])
}

func TestVacancies(t *testing.T) {
	before := []app.Invitee{
		{ID: "a", Category: "群众代表", Vetting: app.VettingApproved},
		{ID: "b", Category: "群众代表", Vetting: app.VettingApproved},
		{ID: "c", Category: "记者", Vetting: app.VettingApproved},
		{ID: "w1", Position: 4, Category: "群众代表", Vetting: app.VettingWaiting, DecidedOn: app.Date(2026, 9, 2)},
		{ID: "w2", Position: 5, Category: "群众代表", Vetting: app.VettingWaiting, DecidedOn: app.Date(2026, 9, 1)},
	}
	after := slices.Clone(before)
	after[0].Confirmation = app.Withdrew
	after[1].Attendance = app.AttendanceAbsent
	after[2].Vetting = app.VettingDeclined
	var got []string
	for _, v := range vetting.Vacancies(before, after) {
		got = append(got, v.Left.ID+"→"+v.Next.ID)
	}
	if want := []string{"a→w2", "b→w1"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v: the longest on the waiting list first, nobody for a category without one", got, want)
	}
	if n := len(vetting.Vacancies(after, after)); n != 0 {
		t.Errorf("%d places come free though nothing changed", n)
	}
}

func TestDrawIsRepeatableAndFair(t *testing.T) {
	// As printf 'seed\nb' | sha256sum and so on give them.
	got := ""
	for _, l := range vetting.CastLots("seed", []string{"c", "b", "a"}, 2) {
		got += fmt.Sprintf("%s %x %v\n", l.ID, l.Value[:4], l.Selected)
	}
	if want := "a 1095c393 true\nb 966be68f true\nc a17d26e8 false\n"; got != want {
		t.Errorf("drawn:\n%swant:\n%s", got, want)
	}
	rapid.Check(t, func(r *rapid.T) {
		ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z0-9]{1,8}`), 0, 30, rapid.ID[string]).Draw(r, "ids")
		seed := rapid.String().Draw(r, "seed")
		places := rapid.IntRange(0, 35).Draw(r, "places")
		first := vetting.CastLots(seed, ids, places)
		shuffled := rapid.Permutation(ids).Draw(r, "shuffled")
		if second := vetting.CastLots(seed, shuffled, places); !slices.Equal(first, second) {
			r.Fatal("the order of the candidates matters")
		}
		drawn := 0
		var all []string
		for i, l := range first {
			all = append(all, l.ID)
			if l.Selected {
				drawn++
			}
			if i > 0 && string(first[i-1].Value[:]) > string(l.Value[:]) {
				r.Fatal("a larger lot stands before a smaller one")
			}
		}
		slices.Sort(all)
		slices.Sort(ids)
		if drawn != min(places, len(ids)) || !slices.Equal(all, ids) {
			r.Fatalf("%d of %v drawn, want %d of %v", drawn, all, places, ids)
		}
	})
	// Each of ten candidates wins about as often over many seeds.
	wins := map[string]int{}
	ids := strings.Split("0123456789", "")
	for seed := range 5000 {
		for _, l := range vetting.CastLots(fmt.Sprint(seed), ids, 2) {
			if l.Selected {
				wins[l.ID]++
			}
		}
	}
	for _, id := range ids {
		if wins[id] < 880 || wins[id] > 1120 { // 1000 expected, four standard deviations
			t.Errorf("%s wins %d times of 5000", id, wins[id])
		}
	}
}

func TestReplyBy(t *testing.T) {
	e := openDay()
	e.VettingDays, e.SignUpUntil = 2, time.Date(2026, 9, 24, 16, 0, 0, 0, app.Zone)
	table := deadline.Timetable{Rules: deadline.DefaultRules(), Calendar: workday.Official()}
	if by, ok := vetting.ReplyBy(table, e, app.Invitee{}); !ok || !by.Date.Equal(app.Date(2026, 9, 29)) {
		t.Errorf("sign-up closed on a Thursday before Mid-Autumn: %v %v", by, ok)
	}
	e.SignUpUntil = time.Time{}
	if by, ok := vetting.ReplyBy(table, e, app.Invitee{CreatedAt: time.Date(2026, 9, 3, 10, 0, 0, 0, app.Zone)}); !ok || !by.Date.Equal(app.Date(2026, 9, 7)) {
		t.Errorf("applied on a Thursday: %v %v", by, ok)
	}
	e.VettingDays = 0
	if by, ok := vetting.ReplyBy(table, e, app.Invitee{CreatedAt: e.Start}); ok {
		t.Errorf("no time limit, and yet %v", by)
	}
}

func TestProblemsOfTheBoard(t *testing.T) {
	e := openDay()
	e.Capacity = 3
	e.Quotas = []app.Quota{{Category: "群众代表", Number: app.NoNumber, MinShare: app.Share{Num: 1, Den: 3}}, {Category: "党员代表", Number: 2}, {Category: "记者", Number: 1, Outside: true}}
	d := app.Dossier{Event: e}
	add := func(category string, c app.Confirmation) {
		d.Invitees = append(d.Invitees, app.Invitee{Category: category, Vetting: app.VettingApproved, Confirmation: c})
	}
	add("党员代表", app.Confirmed)
	add("党员代表", app.Withdrew)
	add("记者", "")
	f := figures.Of(d, app.Date(2022, 11, 23))
	if f.Counted != 2 || f.Confirmed != 1 || f.Withdrawn != 1 || f.Quotas[1].Confirmed != 1 || f.Quotas[1].Withdrawn != 1 {
		t.Errorf("%+v", f)
	}
	got := f.Problems(e)
	if len(got) != 2 || !strings.Contains(got[0], "群众代表") || !strings.Contains(got[1], "党员代表") {
		t.Errorf("problems: %q", got)
	}
	add("党员代表", "")
	add("学生", "")
	add("群众代表", "")
	got = figures.Of(d, app.Date(2022, 11, 23)).Problems(e)
	if len(got) != 3 || !strings.Contains(got[0], "4") || !strings.Contains(got[1], "1/3") || !strings.Contains(got[2], "学生") {
		t.Errorf("problems: %q", got)
	}
}
