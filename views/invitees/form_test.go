package invitees

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
)

func TestWhatIsTypedIsNotLost(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	r.Press(fyne.KeyN, ui.Ctrl)
	r.TypeInto(tab.editor.Form, "Name", "王玉梅")
	r.Key(fyne.KeyEscape)
	if !r.Reads("有未保存的修改") {
		t.Fatalf("Esc does not ask:\n%s", r.Read())
	}
	r.Push("留在此处")
	if got := tab.editor.Form.Field("Name").Input.Snapshot(); got != "王玉梅" {
		t.Fatalf("staying keeps %q", got)
	}
	r.ShowTab(ui.TabAgenda, nil)
	if !r.Reads("有未保存的修改") || r.InSight() != ui.Tab(tab) || r.Heading() != ui.TabInvitees {
		t.Fatalf("another tab does not ask:\n%s", r.Read())
	}
	r.Push("保存")
	if r.InSight() != r.Tabs()[ui.TabAgenda] || r.Heading() != ui.TabAgenda || len(r.Invitees()) != 1 {
		t.Fatalf("saving first: tab %d, %d invitees", r.Heading(), len(r.Invitees()))
	}
	r.ShowTab(ui.TabInvitees, nil)
	r.Press(fyne.KeyN, ui.Ctrl)
	r.TypeInto(tab.editor.Form, "Name", "李芳")
	r.Key(fyne.KeyEscape)
	r.Push("放弃修改")
	if tab.Unsaved() || tab.editor.Shown || len(r.Invitees()) != 1 {
		t.Errorf("discarding: unsaved %v, shown %v, %d invitees", tab.Unsaved(), tab.editor.Shown, len(r.Invitees()))
	}
}

func TestTheFormFollowsWhatBecomesOfItsEntry(t *testing.T) {
	r := eventFixture(t, nil)
	tab := r.tab()
	v, err := r.Service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: "王玉梅"}})
	if err != nil {
		t.Fatal(err)
	}
	tab.editor.Open(v)
	change := func(unit string) {
		t.Helper()
		stored := r.Invitees()[0]
		stored.Unit = unit
		if _, err := r.Service.SaveInvitee(context.Background(), stored); err != nil {
			t.Fatal(err)
		}
	}
	change("康宁医院")
	if got := tab.units.Value(); got != "康宁医院" {
		t.Errorf("an untouched form shows %q", got)
	}
	r.TypeInto(tab.editor.Form, "Note", "轮椅")
	change("市第三中学")
	if tab.units.Value() != "康宁医院" || !tab.Unsaved() {
		t.Error("a change elsewhere overwrites what is typed")
	}
	tab.Discard()
	tab.editor.Open(*tab.table.Rows()[0].Invitee)
	if err := r.Service.DeleteInvitees(context.Background(), v.EventID, []string{v.ID}); err != nil {
		t.Fatal(err)
	}
	if tab.editor.Shown {
		t.Error("the form of a deleted invitee stays")
	}
}
