package data

import (
	"context"
	"strings"
	"testing"

	"openday/app"
)

// harms are ways in which one value becomes unreadable, with what names it.
var harms = map[string]struct {
	statement string
	value     app.UnreadableValue
}{
	"encrypted ID number":        {"UPDATE people SET id_number = randomblob(46) WHERE id = 'a-person0'", app.UnreadableValue{Table: "people", ID: "a-person0", Column: "id_number"}},
	"encrypted phone":            {"UPDATE people SET phone = x'00' WHERE id = 'a-person0'", app.UnreadableValue{Table: "people", ID: "a-person0", Column: "phone"}},
	"another row's phone":        {"UPDATE people SET phone = (SELECT phone FROM people WHERE id = 'a-person1') WHERE id = 'a-person0'", app.UnreadableValue{Table: "people", ID: "a-person0", Column: "phone"}},
	"encrypted telephone":        {"UPDATE feedback SET telephone = randomblob(50) WHERE id = 'a-opinion1'", app.UnreadableValue{Table: "feedback", ID: "a-opinion1", Column: "telephone"}},
	"encrypted rest":             {"UPDATE invitees SET extra = randomblob(50) WHERE id = 'a-invitee1'", app.UnreadableValue{Table: "invitees", ID: "a-invitee1", Column: "extra"}},
	"a day that is no day":       {"UPDATE people SET born_on = '1949-13-41' WHERE id = 'a-person1'", app.UnreadableValue{Table: "people", ID: "a-person1", Column: "born_on"}},
	"a moment that is no moment": {"UPDATE invitees SET signed_in_at = 'yesterday' WHERE id = 'a-invitee0'", app.UnreadableValue{Table: "invitees", ID: "a-invitee0", Column: "signed_in_at"}},
	"an event's start":           {"UPDATE events SET start_at = '2026' WHERE id = 'a-event'", app.UnreadableValue{Table: "events", ID: "a-event", Column: "start_at"}},
	"bad JSON":                   {"UPDATE events SET sites = '[\"a\", ' WHERE id = 'a-event'", app.UnreadableValue{Table: "events", ID: "a-event", Column: "sites"}},
	"JSON of another kind":       {"UPDATE feedback SET joint = '{}' WHERE id = 'a-opinion0'", app.UnreadableValue{Table: "feedback", ID: "a-opinion0", Column: "joint"}},
	"neither yes nor no":         {"UPDATE invitees SET walk_in = 7 WHERE id = 'a-invitee1'", app.UnreadableValue{Table: "invitees", ID: "a-invitee1", Column: "walk_in"}},
	"a step's moment":            {"DROP TRIGGER moves_stay; UPDATE moves SET at = 'then' WHERE id = 'a-move10'", app.UnreadableValue{Table: "moves", ID: "a-move10", Column: "at"}},
	"an agenda's start":          {"UPDATE agenda SET start_at = 'noon' WHERE id = 'a-item1'", app.UnreadableValue{Table: "agenda", ID: "a-item1", Column: "start_at"}},
}

// A value that cannot be read is named, hides nothing else, and stays what it is
// when something else of its record is saved, until it is given anew.
func TestOneBadValueIsOneBadValue(t *testing.T) {
	ctx := context.Background()
	for name, h := range harms {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			service := serving(s, present)
			try(t, s.AddDossier(ctx, fullDossier("a-")))
			for _, statement := range strings.Split(h.statement, "; ") {
				must(s.writer.Exec(statement))(t)
			}
			raw := func() (value string) {
				query := "SELECT quote(" + h.value.Column + ") FROM " + h.value.Table + " WHERE id = ?"
				try(t, s.writer.QueryRow(query, h.value.ID).Scan(&value))
				return value
			}
			before, announced := raw(), 0
			service.Subscribe(func(c app.Change) {
				if c.Topic == app.TopicUnreadable {
					announced++
				}
			})
			d := must(service.Dossier(ctx, "a-event"))(t)
			if len(d.Invitees) != 2 || len(d.Agenda) != 2 || len(d.Feedback) != 2 || len(d.Feedback[0].History) != 2 || len(d.Feedback[1].History) != 2 {
				t.Fatalf("the rest is not shown: %+v", d)
			}
			must(service.Library(ctx))(t)
			must(service.Events(ctx, app.EventFilter{}))(t)
			if got := service.Unreadable(); len(got) != 1 || got[0] != h.value || announced != 1 {
				t.Errorf("unreadable is %v, announced %d times", got, announced)
			}
			named := 0
			for _, f := range must(s.Check(ctx))(t) {
				if strings.Contains(f, h.value.Table) && strings.Contains(f, h.value.ID) && strings.Contains(f, h.value.Column) {
					named++
				}
			}
			if named != 1 {
				t.Errorf("the check names it %d times: %q", named, must(s.Check(ctx))(t))
			}

			// Everything is saved with something else changed.
			d.Event.Theme += "改"
			try(t, s.SaveEvent(ctx, d.Event))
			for i := range d.Invitees {
				d.Invitees[i].Note, d.Invitees[i].Person.Reading = "改", "Gǎi"
			}
			try(t, s.SaveInvitees(ctx, d.Invitees))
			for i := range d.Agenda {
				d.Agenda[i].Note = "改"
			}
			try(t, s.SaveAgenda(ctx, d.Agenda))
			for i := range d.Feedback {
				d.Feedback[i].Result = "改"
			}
			try(t, s.SaveFeedback(ctx, d.Feedback))
			if after := raw(); after != before {
				t.Errorf("it was saved over: %s, before %s", after, before)
			}
			again := must(service.Dossier(ctx, "a-event"))(t)
			if again.Event.Theme != d.Event.Theme || again.Invitees[1].Note != "改" || again.Invitees[0].Person.Reading != "Gǎi" || again.Agenda[1].Note != "改" || again.Feedback[1].Result != "改" {
				t.Error("what was saved beside it is lost")
			}

			// Personal data that is deleted for good takes it along.
			if h.value.Table == "people" || h.value.Table == "feedback" && h.value.Column == "telephone" {
				must(service.Purge(ctx, "a-event"))(t)
				if found := must(s.Check(ctx))(t); len(found) > 0 {
					t.Errorf("after deleting the personal data the check finds %q", found)
				}
			}
		})
	}
}

func TestAnUnreadableValueIsGivenAnew(t *testing.T) {
	ctx, s := context.Background(), fresh(t)
	service := serving(s, present)
	try(t, s.AddDossier(ctx, fullDossier("a-")))
	must(s.writer.Exec("UPDATE people SET phone = x'00', id_number = x'00' WHERE id = 'a-person0'"))(t)
	list := must(s.Invitees(ctx, app.InviteeFilter{EventID: "a-event"}))(t)
	if len(service.Unreadable()) != 2 {
		t.Fatal(service.Unreadable())
	}
	list[0].Person.Phone, list[0].Person.IDNumber = "13812341234", "11010519491231002X"
	try(t, s.SaveInvitees(ctx, list))
	got := must(service.Dossier(ctx, "a-event"))(t).Invitees[0].Person
	if got.Phone != "13812341234" || got.IDNumber != "11010519491231002X" || len(service.Unreadable()) != 0 {
		t.Errorf("%q %q %v", got.Phone, got.IDNumber, service.Unreadable())
	}
	if found := must(s.Check(ctx))(t); len(found) > 0 {
		t.Error(found)
	}
}
