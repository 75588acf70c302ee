package invitees

import (
	"slices"
	"testing"

	"openday/app"
	"openday/app/check"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

func TestAFindingLeadsToTheInviteeAndItsField(t *testing.T) {
	r := sampleFixture(t)
	r.ShowTab(ui.TabAgenda, nil)
	v := r.Invitees()[2]
	r.Jump(check.Finding{Topic: app.TopicInvitees, ID: v.ID, Field: "Attendance"})
	tab := r.tab()
	if r.Heading() != ui.TabInvitees || !tab.editor.Shown || tab.editor.Base.ID != v.ID {
		t.Errorf("tab %d is in sight, and the invitee is not open: %+v", r.Heading(), tab.editor.Base)
	}
	if r.Window.Canvas().Focused() != tab.FieldOf("Attendance").Input.FocusTarget() {
		t.Error("the keyboard is not in the attendance")
	}
	if chosen := tab.table.Chosen(); len(chosen) != 1 || chosen[0].ID != v.ID {
		t.Errorf("%d lines are chosen, or another", len(chosen))
	}
}

// Papers that name people can be for those who are chosen in the list.
func TestTheChosenAreThoseOfTheEventThatIsShown(t *testing.T) {
	r := sampleFixture(t)
	rows := r.tab().table.Rows()
	want := []string{rows[1].ID, rows[2].ID}
	r.tab().table.Choose(want...)
	shown := r.Event().ID
	if got := r.actions.ChosenOf(shown); !slices.Equal(got, want) {
		t.Errorf("chosen are %q, want %q", got, want)
	}
	if got := r.actions.ChosenOf("another"); got != nil {
		t.Errorf("of another event %q are chosen", got)
	}
	uitest.AddEvent(t, r.Context, nil)
	for _, event := range []string{shown, r.Event().ID} {
		if got := r.actions.ChosenOf(event); len(got) != 0 {
			t.Errorf("after switching, %q are chosen", got)
		}
	}
}
