package merge

import (
	"openday/app"
	"slices"
	"strings"
	"testing"
)

func TestAHandOverOfMoreThanAnEventHasIsRefused(t *testing.T) {
	h := HandOver{Dossier: app.Dossier{Event: app.Event{ID: "e"}, Invitees: make([]app.Invitee, app.MostInvitees+1)}}
	err := h.Refused(map[string]bool{})
	if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(err.Error(), "60000") {
		t.Error(err)
	}
	if p := h.Validate(); len(p) != 1 {
		t.Errorf("%d problems, though what is in so long a list does not matter", len(p))
	}
}

func TestOfManyProblemsAFewAreNamed(t *testing.T) {
	h := HandOver{Dossier: app.Dossier{Event: app.Event{ID: "e", Title: "开放日", Start: someDay, State: app.StateDraft}}}
	for range 20 {
		h.Dossier.Agenda = append(h.Dossier.Agenda, app.AgendaItem{EventID: "e"})
	}
	err := h.Refused(map[string]bool{})
	if n := strings.Count(err.Error(), "\n"); n != mostProblems || !strings.Contains(err.Error(), "没有改动任何资料") {
		t.Errorf("%d: %v", n, err)
	}
	h.Dossier.Agenda = nil
	if err := h.Refused(map[string]bool{}); err != nil {
		t.Error(err)
	}
	if err := h.Refused(map[string]bool{"e": true}); app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("the same event again: %v", err)
	}
}

func TestKeysAreThoseOfTheVersions(t *testing.T) {
	h := HandOver{
		Dossier: app.Dossier{Event: app.Event{ID: "e"}, Invitees: []app.Invitee{{ID: "i", Person: app.Person{ID: "p"}}}, Agenda: []app.AgendaItem{{ID: "a"}}, Feedback: []app.Feedback{{ID: "f"}}},
		Prints:  []app.Print{{ID: "r"}}, Photos: []app.Photo{{ID: "h"}}, Departments: []app.Department{{ID: "d"}},
	}
	var keys []string
	for _, v := range h.Versions() {
		keys = append(keys, v.Record)
	}
	want := []string{"event:e", "person:p", "invitee:i", "agenda:a", "feedback:f", "photo:h", "print:r", "department:d"}
	if !slices.Equal(keys, want) || !slices.Equal(h.Keys(), want) {
		t.Errorf("%v, %v", keys, h.Keys())
	}
}
