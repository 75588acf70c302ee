package purge

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"openday/app"
	"openday/app/hanzi"
)

// What a newer version added travels with its record and goes by a purge, from
// records of every kind.
func TestAPurgeTakesWhatANewerVersionAdded(t *testing.T) {
	const extra = `{"nickname":"小王"}`
	d := app.Dossier{
		Event:    app.Event{ID: "e", Extra: extra, Theme: "走进街道"},
		Invitees: []app.Invitee{{ID: "v", Person: app.Person{ID: "p", Name: "王伟", Extra: extra}, Unit: "三中", Category: "群众代表", Extra: extra, Revision: 3}},
		Agenda:   []app.AgendaItem{{ID: "a", Content: "参观", Extra: extra}, {ID: "b", Content: "座谈"}},
		Feedback: []app.Feedback{{ID: "f", Content: "王伟说", Speaker: "王伟", Extra: extra}},
	}
	prints := []app.Print{
		{ID: "1", Paper: "sign-in", Lines: []app.PrintLine{{Number: 1, ID: "v", Group: "三中", Text: "王伟"}}},
		{ID: "2", Paper: "agenda", Lines: []app.PrintLine{{ID: "a", Text: "参观"}}, Extra: extra},
		{ID: "3", Paper: "agenda", Lines: []app.PrintLine{{ID: "a", Text: "参观"}}},
	}
	p, preview := Of(d, hides("王伟"), []app.Photo{{ID: "x", Caption: "王伟发言", Extra: extra}}, prints, app.Date(2026, 10, 1))
	if all := fmt.Sprintf("%+v", p); strings.Contains(all, "小王") || strings.Contains(all, "王伟") || strings.Contains(all, "三中") {
		t.Errorf("left: %s", all)
	}
	if p.Event.Theme == "" || p.Invitees[0].Category == "" || p.Invitees[0].Revision != 3 || p.Invitees[0].Person != app.PurgedPerson {
		t.Errorf("too much went: %+v", p)
	}
	if len(p.Agenda) != 1 || p.Agenda[0].Content != "参观" {
		t.Errorf("agenda: %+v", p.Agenda)
	}
	if ids := []string{p.Prints[0].ID, p.Prints[1].ID}; len(p.Prints) != 2 || !slices.Equal(ids, []string{"1", "2"}) || p.Prints[1].Lines[0].Text != "参观" || preview.Prints != 1 {
		t.Errorf("prints: %+v, %d announced", p.Prints, preview.Prints)
	}
	if prints[0].Lines[0].Text == "" || d.Invitees[0].Unit == "" {
		t.Error("what was there before was changed with it")
	}
}

// hides is a mask of one person.
type hides string

func (h hides) Text(text string) string {
	return strings.ReplaceAll(text, string(h), hanzi.MaskName(string(h)))
}

func (h hides) Name(name string) string { return hanzi.MaskName(name) }

func TestChangesAreMaskedAsTheirFieldsAre(t *testing.T) {
	m := hides("欧阳修文")
	move := app.Transition{Note: "欧阳修文来电", Changes: []app.FieldChange{{Field: "Speaker", From: "", To: "李四光"}, {Field: "Content", From: "欧阳修文说", To: "说"}, {Field: "Department", From: "民政科", To: "城管科"}, {Field: "AskedUntil", From: "", To: "2026-05-06"}}}
	if !maskTransition(m, &move) {
		t.Error("nothing was masked")
	}
	want := []app.FieldChange{{Field: "Speaker", From: "", To: "李**"}, {Field: "Content", From: "欧阳**说", To: "说"}, {Field: "Department", From: "民政科", To: "城管科"}, {Field: "AskedUntil", From: "", To: "2026-05-06"}}
	if diff := cmp.Diff(want, move.Changes); diff != "" || move.Note != "欧阳**来电" {
		t.Error(diff, move.Note)
	}
	if maskTransition(m, &move) {
		t.Error("it is masked again")
	}
}
