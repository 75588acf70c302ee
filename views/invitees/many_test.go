package invitees

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/check"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// severalFixture opens the tab over an event with people, all of them chosen, in the
// order of entry.
func severalFixture(t *testing.T) *fixture {
	t.Helper()
	r := eventFixture(t, nil)
	for i, name := range []string{"王玉梅", "胡淑珍", "张雨桐"} {
		v := app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: name}, Category: []string{"群众代表", "", "企业代表"}[i], Unit: []string{"和平社区", "恒通公司", ""}[i]}
		if _, err := r.Service.SaveInvitee(context.Background(), v); err != nil {
			t.Fatal(err)
		}
	}
	r.tab().table.TypedShortcut(&fyne.ShortcutSelectAll{})
	r.Window.Canvas().Focus(r.tab().table)
	if n := len(r.tab().chosen()); n != 3 {
		t.Fatalf("%d are chosen", n)
	}
	return r
}

// stored returns a field of all invitees.
func (r *fixture) stored(field string) string {
	return strings.Join(ui.Gather(r.Invitees(), func(v app.Invitee) string { return v.Shared(field) }), "|")
}

// TestSeveralAreGivenTheSameInOneStep sets each of the shared fields for all who are
// chosen, and undoes it.
func TestSeveralAreGivenTheSameInOneStep(t *testing.T) {
	r := severalFixture(t)
	before := map[string]string{}
	for _, field := range app.SharedFields {
		before[field] = r.stored(field)
	}
	for i, field := range app.SharedFields {
		r.tab().setMany()
		r.Push("修改")
		if !r.Reads("▲") {
			t.Fatalf("nothing is said where nothing changes:\n%s", r.Read())
		}
		entries := uitest.Found[*widgets.ComboEntry](r.Top())
		r.Window.Canvas().Focus(entries[i])
		r.Types("统一")
		r.Push("修改")
		if got := r.stored(field); got != "统一|统一|统一" {
			t.Errorf("%s is %q", field, got)
		}
		for _, other := range app.SharedFields[i+1:] {
			if got := r.stored(other); got != before[other] {
				t.Errorf("with %s, %s became %q", field, other, got)
			}
		}
	}
	for range app.SharedFields {
		r.Press(fyne.KeyZ, ui.Ctrl)
	}
	for field, want := range before {
		if got := r.stored(field); got != want {
			t.Errorf("after undoing, %s is %q, not %q", field, got, want)
		}
	}
}

// TestWhatIsTickedAndEmptyIsEmptied takes the category from all who are chosen.
// TestTheDialogsSuggestWhatEarlierEventsHad opens each dialog that asks for what many
// invitees have alike.
func TestTheDialogsSuggestWhatEarlierEventsHad(t *testing.T) {
	r := eventFixture(t, nil)
	earlier, err := r.Service.SaveEvent(context.Background(), app.Event{Title: "去年的开放日", Start: uitest.Now.AddDate(-1, 0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Service.SaveInvitee(context.Background(), app.Invitee{EventID: earlier.ID, Person: app.Person{Name: "李四"}, Category: "企业代表", Unit: "恒通公司"}); err != nil {
		t.Fatal(err)
	}
	r.Invite("王玉梅")
	offered := func(name, text string) {
		t.Helper()
		missing := true
		for _, c := range uitest.Found[*widgets.ComboEntry](r.Top()) {
			missing = missing && !slices.Contains(c.Options(), text)
		}
		if missing {
			t.Errorf("%s does not offer %s", name, text)
		}
	}
	r.tab().table.TypedShortcut(&fyne.ShortcutSelectAll{})
	r.tab().setMany()
	offered("what several are given", "企业代表")
	offered("what several are given", "恒通公司")
	r.Key(fyne.KeyEscape)
	r.Press(fyne.KeyT, ui.Ctrl)
	r.tab().sheet.WalkIn()
	offered("a walk-in", "企业代表")
	offered("a walk-in", "恒通公司")
	r.Key(fyne.KeyEscape)
	r.bring(uitest.Sample(t, "roster-messy.xlsx"))
	offered("a whole roster", "企业代表")
}

func TestWhatIsTickedAndEmptyIsEmptied(t *testing.T) {
	r := severalFixture(t)
	r.tab().setMany()
	uitest.Found[*widgets.CheckInput](r.Top())[0].SetChecked(true)
	r.Push("修改")
	if got := r.stored("Category"); got != "||" {
		t.Errorf("the categories are %q", got)
	}
}

// TestTheChosenAreFilledDownFromTheFirst fills a column down, which has been pressed, or
// is named.
func TestTheChosenAreFilledDownFromTheFirst(t *testing.T) {
	r := severalFixture(t)
	r.tab().fill("Category")
	if got := r.stored("Category"); got != "群众代表|群众代表|群众代表" {
		t.Errorf("the categories are %q", got)
	}
	if got := r.stored("Unit"); got != "和平社区|恒通公司|" {
		t.Errorf("the units became %q", got)
	}
	r.tab().table.Choose(r.Invitees()[0].ID)
	r.tab().fill("Unit")
	if got := r.stored("Unit"); got != "和平社区|恒通公司|" {
		t.Errorf("with one chosen the units became %q", got)
	}
}

// TestACellIsChangedInItsPlace changes cells by F2 in the list of the tab.
func TestACellIsChangedInItsPlace(t *testing.T) {
	r := severalFixture(t)
	table := r.tab().table
	table.Choose(r.Invitees()[0].ID)
	r.Window.Canvas().Focus(table)
	r.Key(fyne.KeyF2)
	entry := table.EditTarget()
	if entry == nil || entry.Text != "王玉梅" {
		t.Fatalf("F2 opens %v", entry)
	}
	entry.SetText("")
	r.Key(fyne.KeyReturn)
	if table.EditTarget() == nil || !r.Reads("▲") || r.Invitees()[0].Person.Name != "王玉梅" {
		t.Errorf("an empty name is taken, or nothing is said:\n%s", r.Read())
	}
	entry.SetText("王玉莲")
	r.Key(fyne.KeyReturn)
	if got := r.Invitees()[0].Person.Name; got != "王玉莲" {
		t.Errorf("the name is %q", got)
	}
	if entry = table.EditTarget(); entry == nil || entry.Text != "胡淑珍" {
		t.Errorf("Enter does not go on with the next row")
	}
	r.Key(fyne.KeyEscape)
	r.Press(fyne.KeyZ, ui.Ctrl)
	if got := r.Invitees()[0].Person.Name; got != "王玉梅" {
		t.Errorf("after undoing, the name is %q", got)
	}
	column := map[string]lists.Column[*ui.InviteeRow]{}
	for _, c := range r.tab().columns() {
		column[c.ID] = c
	}
	for id, c := range map[string]struct{ typed, field, want string }{
		"category": {"企业代表", "Category", "企业代表"},
		"unit":     {ui.Beside("市第三中学", "校长"), "Unit", "市第三中学"},
		"note":     {"坐轮椅", "Note", "坐轮椅"},
	} {
		edit := column[id].Edit
		if edit == nil {
			t.Errorf("%s cannot be changed in its place", id)
			continue
		}
		if wrong := edit(r.tab().All()[1]).Save(c.typed); wrong != "" {
			t.Errorf("%s: %s", id, wrong)
		}
		if got := r.Invitees()[1].Shared(c.field); got != c.want {
			t.Errorf("%s is %q, want %q", id, got, c.want)
		}
	}
	if got := r.Invitees()[1].Post; got != "校长" {
		t.Errorf("the post is %q", got)
	}
}

// TestWhoWasDrawnIsNamed draws one of three by lot.
func TestWhoWasDrawnIsNamed(t *testing.T) {
	r := severalFixture(t)
	r.tab().setShared(r.tab().chosen(), app.InviteeChange{Field: "Category", Value: "群众代表"})
	r.Press(fyne.KeyR, ui.Ctrl)
	r.Push("随机抽取…")
	numbers := uitest.Found[*widgets.NumberEntry](r.Top())
	if len(numbers) != 1 {
		t.Fatalf("%d categories are asked for", len(numbers))
	}
	numbers[0].SetText("0")
	r.Push("抽取")
	if widgets.Front(r.Window).Title() == "" || !r.Reads("随机抽取") {
		t.Fatalf("nobody is drawn, and the dialog is gone:\n%s", r.Read())
	}
	numbers[0].SetText("1")
	r.Push("抽取")
	drawn := 0
	for _, v := range r.Invitees() {
		if !r.Sees(v.Person.Name) {
			t.Errorf("%s is not named:\n%s", v.Person.Name, r.Seen())
		}
		switch v.Vetting {
		case app.VettingApproved:
			drawn++
		case app.VettingWaiting:
		default:
			t.Errorf("%s is %s", v.Person.Name, v.Vetting)
		}
	}
	if drawn != 1 {
		t.Errorf("%d were drawn", drawn)
	}
}

// TestAFindingShowsThoseItIsAbout sets the filters of the list.
func TestAFindingShowsThoseItIsAbout(t *testing.T) {
	r := severalFixture(t)
	first := r.Invitees()[0].ID
	r.actions.vet(r.Event().ID, []string{first}, app.VettingApproved)
	shown := func() (names []string) {
		return ui.Gather(r.tab().table.Rows(), func(v *ui.InviteeRow) string { return v.Person.Name })
	}
	if !r.tab().ShowFound(check.ShowUnentered) {
		t.Fatal("those without attendance are not known")
	}
	if got := strings.Join(shown(), "|"); got != "王玉梅" {
		t.Errorf("without attendance are %q", got)
	}
	if !r.tab().ShowFound(check.ShowPending) || len(shown()) != 2 {
		t.Errorf("to be vetted are %q", shown())
	}
	if r.tab().ShowFound(check.ShowOverdue) {
		t.Error("the list of invitees shows opinions")
	}
}
