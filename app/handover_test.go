package app

import (
	"slices"
	"strings"
	"testing"
)

func TestAHandOverOfMoreThanAnEventHasIsRefused(t *testing.T) {
	h := HandOver{Dossier: Dossier{Event: Event{ID: "e"}, Invitees: make([]Invitee, MostInvitees+1)}}
	err := h.Refused(map[string]bool{})
	if CodeOf(err) != CodeInvalid || !strings.Contains(err.Error(), "60000") {
		t.Error(err)
	}
	if p := h.Validate(); len(p) != 1 {
		t.Errorf("%d problems, though what is in so long a list does not matter", len(p))
	}
}

func TestOfManyProblemsAFewAreNamed(t *testing.T) {
	h := HandOver{Dossier: Dossier{Event: Event{ID: "e", Title: "开放日", Start: someDay, State: StateDraft}}}
	for range 20 {
		h.Dossier.Agenda = append(h.Dossier.Agenda, AgendaItem{EventID: "e"})
	}
	err := h.Refused(map[string]bool{})
	if n := strings.Count(err.Error(), "\n"); n != mostProblems || !strings.Contains(err.Error(), "没有改动任何资料") {
		t.Errorf("%d: %v", n, err)
	}
	h.Dossier.Agenda = nil
	if err := h.Refused(map[string]bool{}); err != nil {
		t.Error(err)
	}
	if err := h.Refused(map[string]bool{"e": true}); CodeOf(err) != CodeInvalid {
		t.Errorf("the same event again: %v", err)
	}
}

func TestKeysAreThoseOfTheVersions(t *testing.T) {
	h := HandOver{
		Dossier: Dossier{Event: Event{ID: "e"}, Invitees: []Invitee{{ID: "i", Person: Person{ID: "p"}}}, Agenda: []AgendaItem{{ID: "a"}}, Feedback: []Feedback{{ID: "f"}}},
		Prints:  []Print{{ID: "r"}}, Photos: []Photo{{ID: "h"}}, Departments: []Department{{ID: "d"}},
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
