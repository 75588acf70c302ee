package app_test

import (
	"slices"
	"testing"
	"time"

	"openday/app"
)

func TestInviteeDoubts(t *testing.T) {
	e := held()
	e.Quotas = []app.Quota{{Category: "群众代表", Number: 5}}
	cases := map[string]struct {
		invitee  app.Invitee
		min, max int
		want     []string
	}{
		"nothing known":         {app.Invitee{}, 18, 65, nil},
		"72 years":              {app.Invitee{Person: app.Person{IDNumber: "11010519491231002X"}}, 18, 65, []string{"IDNumber"}},
		"72 years, no limit":    {app.Invitee{Person: app.Person{IDNumber: "11010519491231002X"}}, 18, 0, nil},
		"72 years is the limit": {app.Invitee{Person: app.Person{IDNumber: "11010519491231002X"}}, 18, 72, nil},
		"wrong check digit":     {app.Invitee{Person: app.Person{IDNumber: "110105194912310021"}}, 0, 0, []string{"IDNumber"}},
		"a woman's number":      {app.Invitee{Person: app.Person{IDNumber: "11010519491231002X", Gender: "male"}}, 0, 0, []string{"Gender"}},
		"a passport":            {app.Invitee{Person: app.Person{IDNumber: "E12345678"}}, 18, 65, nil},
		"no such quota":         {app.Invitee{Category: "企业代表"}, 0, 0, []string{"Category"}},
		"a quota":               {app.Invitee{Category: "群众代表"}, 0, 0, nil},
		"born on another day":   {app.Invitee{Person: app.Person{IDNumber: "11010519491231002X", BornOn: app.Date(1949, 12, 30)}}, 0, 0, []string{"BornOn"}},
		"born on that day":      {app.Invitee{Person: app.Person{IDNumber: "11010519491231002X", BornOn: app.Date(1949, 12, 31)}}, 0, 0, nil},
		"born after the event":  {app.Invitee{Person: app.Person{BornOn: app.Date(2022, 11, 23)}}, 0, 0, []string{"BornOn"}},
		"a reading that fits":   {app.Invitee{Person: app.Person{Name: "单雄", Reading: "dan xiong"}}, 0, 0, nil},
		"a reading for another": {app.Invitee{Person: app.Person{Name: "单雄", Reading: "dan"}}, 0, 0, []string{"Reading"}},
	}
	for name, c := range cases {
		e.MinAge, e.MaxAge = c.min, c.max
		if got := fields(c.invitee.Doubts(e)); !slices.Equal(got, c.want) {
			t.Errorf("%s: doubts about %v, want %v", name, got, c.want)
		}
	}
}

func TestTidied(t *testing.T) {
	v := app.Invitee{Person: app.Person{Name: " 李　芳 ", IDNumber: " 11010519491231002x", Phone: "１３９００００１１１１ "}, Unit: " 和平社区\n"}.Tidied()
	if v.Person.Name != "李芳" || v.Person.IDNumber != "11010519491231002X" || v.Person.Phone != "13900001111" || v.Unit != "和平社区" {
		t.Errorf("%+v", v)
	}
	e := app.Event{Sites: []string{" 甲 ", "", "　"}, Quotas: []app.Quota{{Number: app.NoNumber}, {Category: "乙"}}, Leaders: []app.Leader{{Role: "member"}}, Start: time.Time{}}.Tidied()
	if !slices.Equal(e.Sites, []string{"甲"}) || len(e.Quotas) != 1 || e.Leaders != nil {
		t.Errorf("%+v", e)
	}
}

func TestAnIDNumberCompletesAPerson(t *testing.T) {
	other := app.Date(1950, 1, 1)
	for name, c := range map[string]struct {
		given, want app.Person
	}{
		"nothing is given":  {app.Person{IDNumber: "11010519491231002X"}, app.Person{IDNumber: "11010519491231002X", Gender: "female", BornOn: app.Date(1949, 12, 31)}},
		"what is given":     {app.Person{IDNumber: "11010519491231002X", Gender: "male", BornOn: other}, app.Person{IDNumber: "11010519491231002X", Gender: "male", BornOn: other}},
		"fifteen digits":    {app.Person{IDNumber: "110105491231002"}, app.Person{IDNumber: "110105491231002", Gender: "female", BornOn: app.Date(1949, 12, 31)}},
		"a wrong digit":     {app.Person{IDNumber: "110105194912310021"}, app.Person{IDNumber: "110105194912310021"}},
		"a passport":        {app.Person{IDNumber: "E12345678"}, app.Person{IDNumber: "E12345678"}},
		"no number, a date": {app.Person{BornOn: other}, app.Person{BornOn: other}},
	} {
		if got := c.given.CompletedByID(); got != c.want {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}
