package check

import (
	"strings"
	"testing"
	"unicode"

	"openday/app"
	"openday/app/deadline"
)

func TestTheCheckOffersToTidy(t *testing.T) {
	d := app.Dossier{
		Event:    app.Event{ID: "e", Title: "开放日"},
		Invitees: []app.Invitee{{ID: "1", Person: app.Person{Name: "张三"}}, {ID: "2", Person: app.Person{Name: "阿依•古丽"}}},
		Agenda:   []app.AgendaItem{{ID: "3", Content: "参观"}},
		Feedback: []app.Feedback{{ID: "4", Content: "路灯\x01不亮"}},
	}
	untidy, n := d.Untidy()
	if n != 2 || untidy.Event.ID != "" || len(untidy.Invitees) != 1 || untidy.Invitees[0].Person.Name != "阿依·古丽" || len(untidy.Agenda) > 0 || untidy.Feedback[0].Content != "路灯不亮" {
		t.Errorf("%d: %+v", n, untidy)
	}
	find := func(d app.Dossier) (found []Finding) {
		for _, f := range Find(d, deadline.Timetable{}, nil, app.Date(2026, 1, 1)) {
			if f.Tidies {
				found = append(found, f)
			}
		}
		return found
	}
	if found := find(d); len(found) != 1 || found[0].ID != "2" || found[0].Topic != app.TopicInvitees || !strings.Contains(found[0].Message, "2 条") {
		t.Errorf("%+v", found)
	}
	d.Invitees[1].Person.Name, d.Feedback[0].Content = "阿依·古丽", "路灯不亮"
	if found := find(d); len(found) > 0 {
		t.Errorf("%+v", found)
	}
	d.Event.Title = "开放\t日"
	if found := find(d); len(found) != 1 || found[0].Topic != app.TopicEvents || strings.ContainsFunc(found[0].Message, unicode.IsControl) {
		t.Errorf("%+v", found)
	}
}
