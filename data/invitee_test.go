package data

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
)

func TestInviteeFilter(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	try(t, s.SaveEvent(ctx, anEvent("other")))
	list := []app.Invitee{
		{Person: app.Person{Name: "张三", Phone: "13812341234"}, Unit: "城关小学", Vetting: app.VettingApproved, Category: "群众代表"},
		{Person: app.Person{Name: "欧阳修"}, Unit: "市水务局", Post: "科长", Vetting: app.VettingPending},
		{Person: app.Person{Name: "𠮷田"}, Attendance: app.AttendanceCame},
		{Person: app.Person{Name: "张三"}, EventID: "other"},
	}
	for i := range list {
		v := &list[i]
		v.ID, v.Person.ID, v.Position = fmt.Sprint(i), fmt.Sprint(i), 10-i
		if v.EventID == "" {
			v.EventID = "e"
		}
	}
	try(t, s.SaveInvitees(ctx, list))
	for name, c := range map[string]struct {
		filter app.InviteeFilter
		want   string
	}{
		"all, by position": {app.InviteeFilter{EventID: "e"}, "[2 1 0]"},
		"name":             {app.InviteeFilter{EventID: "e", Text: "张"}, "[0]"},
		"padded name":      {app.InviteeFilter{EventID: "e", Text: "张　三"}, "[0]"},
		"pinyin":           {app.InviteeFilter{EventID: "e", Text: "Ouyang"}, "[1]"},
		"initials":         {app.InviteeFilter{EventID: "e", Text: "oyx"}, "[1]"},
		"phone":            {app.InviteeFilter{EventID: "e", Text: "1234 1234"}, "[0]"},
		"unit":             {app.InviteeFilter{EventID: "e", Text: "水务"}, "[1]"},
		"unit's initials":  {app.InviteeFilter{EventID: "e", Text: "cgxx"}, "[0]"},
		"name and unit":    {app.InviteeFilter{EventID: "e", Text: "张三 小学"}, "[0]"},
		"post":             {app.InviteeFilter{EventID: "e", Text: "科长"}, "[1]"},
		"rare character":   {app.InviteeFilter{EventID: "e", Text: "𠮷"}, "[2]"},
		"vetting":          {app.InviteeFilter{EventID: "e", Vetting: app.VettingPending}, "[1]"},
		"category":         {app.InviteeFilter{EventID: "e", Category: "群众代表"}, "[0]"},
		"attendance":       {app.InviteeFilter{EventID: "e", Attendance: app.AttendanceCame}, "[2]"},
		"wildcard":         {app.InviteeFilter{EventID: "e", Text: "%"}, "[]"},
	} {
		all, err := s.Invitees(ctx, c.filter)
		try(t, err)
		ids := []string{}
		for _, v := range all {
			ids = append(ids, v.ID)
		}
		if got := fmt.Sprint(ids); got != c.want {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
	}
}

func TestDeleteInviteesAndUndo(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := fullDossier("a-")
	try(t, s.AddDossier(ctx, d))
	try(t, s.DeleteInvitees(ctx, d.Invitees[0].ID))

	got, err := s.Dossier(ctx, d.Event.ID)
	try(t, err)
	want := d
	want.Invitees = d.Invitees[1:]
	want.Feedback = append([]app.Feedback(nil), d.Feedback...)
	want.Feedback[0].InviteeID = ""
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error("the opinion keeps its speaker's name:", diff)
	}
	people, err := s.People(ctx, app.PersonFilter{})
	try(t, err)
	if diff := cmp.Diff([]app.Person{d.Invitees[1].Person}, people); diff != "" {
		t.Error(diff)
	}

	try(t, s.SaveInvitees(ctx, d.Invitees[:1]))
	try(t, s.SaveFeedback(ctx, d.Feedback[:1]))
	got, err = s.Dossier(ctx, d.Event.ID)
	try(t, err)
	if diff := cmp.Diff(d, got); diff != "" {
		t.Error(diff)
	}
	if err := s.DeleteInvitees(ctx, "unknown"); app.CodeOf(err) != app.CodeNotFound {
		t.Errorf("deleting an unknown one gives %v", err)
	}
}

func TestInviteeTurnedIntoAnotherPerson(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	try(t, s.SaveEvent(ctx, anEvent("e")))
	v := app.Invitee{ID: "v", EventID: "e", Person: app.Person{ID: "mistaken", Name: "张三"}}
	try(t, s.SaveInvitees(ctx, []app.Invitee{v}))
	v.Person = app.Person{ID: "right", Name: "张珊", IDNumber: "11010519491231002X"}
	try(t, s.SaveInvitees(ctx, []app.Invitee{v}))
	people, err := s.People(ctx, app.PersonFilter{})
	try(t, err)
	if diff := cmp.Diff([]app.Person{v.Person}, people); diff != "" {
		t.Error(diff)
	}
}

func TestThousandsOfInvitees(t *testing.T) {
	ctx := context.Background()
	s := fresh(t)
	d := app.Dossier{Event: anEvent("e"), Invitees: manyInvitees("e", 0, 2*batchSize+1)}
	try(t, s.AddDossier(ctx, d))
	got, err := s.Invitees(ctx, app.InviteeFilter{EventID: "e"})
	try(t, err)
	if diff := cmp.Diff(d.Invitees, got); diff != "" {
		t.Error(diff)
	}
	persons := make([]app.Person, len(got))
	ids := make([]string, len(got))
	for i, v := range got {
		persons[i], ids[i] = v.Person, v.ID
	}
	like, err := s.PeopleLike(ctx, persons)
	try(t, err)
	if len(like) != len(got) {
		t.Errorf("%d of %d are known", len(like), len(got))
	}
	try(t, s.DeleteInvitees(ctx, ids...))
	if people, err := s.People(ctx, app.PersonFilter{}); err != nil || len(people) > 0 {
		t.Error(len(people), err)
	}
}
