package invitees

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

func TestPeopleAreInvitedAgain(t *testing.T) {
	r := eventFixture(t, nil)
	r.Invite("王玉梅", "欧阳修")
	again, err := r.Service.SaveEvent(context.Background(), app.Event{Title: "下一次", Start: uitest.Now.AddDate(0, 2, 0), State: app.StateDraft})
	if err != nil {
		t.Fatal(err)
	}
	r.SwitchTo(again.ID, nil)
	r.Press(fyne.KeyH, ui.Ctrl)
	l := showPeople(r.actions)
	l.search.SetText("oyx")
	if rows := l.table.Rows(); len(rows) != 1 || rows[0].Name != "欧阳修" {
		t.Fatalf("%d are found", len(rows))
	}
	l.table.Choose(l.table.Rows()[0].ID)
	if parts := l.history.Rows(); len(parts) != 1 || parts[0].Title != "开放日" {
		t.Errorf("history: %+v", parts)
	}
	l.invite()
	if all := r.Invitees(); len(all) != 1 || all[0].Person.Name != "欧阳修" {
		t.Errorf("%+v", all)
	}
}

// The library comes a page at a time; a search looks through all of it.
func TestTheLibraryComesByPages(t *testing.T) {
	r := eventFixture(t, nil)
	names := make([]string, libraryPage+3)
	for i := range names {
		names[i] = "王" + string(rune('一'+i))
	}
	r.Invite(names...)
	l := showPeople(r.actions)
	if n := len(l.table.Rows()); n != libraryPage || !l.more.Visible() {
		t.Fatalf("%d people are shown", n)
	}
	l.more.OnTapped()
	if n := len(l.table.Rows()); n != len(names) || l.more.Visible() {
		t.Errorf("then %d are", n)
	}
	l.search.SetText(names[libraryPage+1])
	if rows := l.table.Rows(); len(rows) != 1 || rows[0].Name != names[libraryPage+1] || l.more.Visible() {
		t.Errorf("%d are found", len(rows))
	}
}
