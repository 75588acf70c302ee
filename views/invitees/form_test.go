package invitees

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
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

// What invitees of other events were entered with is suggested in the form, after what
// those of this event were.
func TestTheFormSuggestsWhatOtherEventsSay(t *testing.T) {
	r := eventFixture(t, nil)
	here := r.Event().ID
	other, err := r.Service.SaveEvent(context.Background(), app.Event{Title: "上一次", Start: uitest.Now.AddDate(0, -6, 0)})
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range []app.Invitee{
		{EventID: here, Unit: "恒通机械有限公司", Post: "主任"},
		{EventID: other.ID, Unit: "市第三中学", Post: "校长", Category: "教师代表", Channel: "微信报名"},
		{EventID: other.ID, Unit: "恒通机械有限公司"},
	} {
		v.Person.Name = []string{"王伟", "李芳", "赵一"}[i]
		if _, err := r.Service.SaveInvitee(context.Background(), v); err != nil {
			t.Fatal(err)
		}
	}
	tab := r.tab()
	tab.New()
	if got := tab.units.Options(); !slices.Equal(got, []string{"恒通机械有限公司", "市第三中学"}) {
		t.Errorf("units %q", got)
	}
	for input, want := range map[*widgets.ComboEntry]string{tab.posts: "校长", tab.categories: "教师代表", tab.channels: "微信报名"} {
		if !slices.Contains(input.Options(), want) {
			t.Errorf("%q is not suggested, but %q", want, input.Options())
		}
	}
	r.Window.Canvas().Focus(tab.units)
	r.Types("sdsz") // its initials
	if got := tab.units.Offered(); !slices.Equal(got, []string{"市第三中学"}) {
		t.Errorf("offered are %q", got)
	}
}
