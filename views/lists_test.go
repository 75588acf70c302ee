package views

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/views/widgets"
)

func (r *room) inviteesTab() *inviteesTab { return r.tab(1).(*inviteesTab) }
func (r *room) agendaTab() *agendaTab     { return r.tab(2).(*agendaTab) }
func (r *room) feedbackTab() *feedbackTab { return r.tab(3).(*feedbackTab) }

// eventRoom opens the window over a data file with one event, at a tab of it.
func eventRoom(t testing.TB, tab int, mend func(*app.Event)) *room {
	t.Helper()
	r := newRoom(t)
	e := app.Event{Title: "开放日", Start: testNow.AddDate(0, 0, 7), State: app.StateDraft}
	e.Start = app.DayOf(e.Start).Add(8*60*minute + 30*minute)
	if mend != nil {
		mend(&e)
	}
	saved, err := r.service.SaveEvent(context.Background(), e)
	if err != nil {
		t.Fatal(err)
	}
	r.SwitchTo(saved.ID, nil)
	r.press(fyne.KeyName(rune('1'+tab)), ctrl)
	if r.current != tab {
		t.Fatalf("tab %d is in sight, not %d", r.current, tab)
	}
	return r
}

// key presses a key where the keyboard is.
func (r *room) key(name fyne.KeyName) {
	r.t.Helper()
	c := r.window.Canvas()
	switch focused := c.Focused(); {
	case focused != nil:
		focused.TypedKey(&fyne.KeyEvent{Name: name})
	case c.OnTypedKey() != nil:
		c.OnTypedKey()(&fyne.KeyEvent{Name: name})
	default:
		r.t.Fatalf("nothing takes %s", name)
	}
}

// types types a text where the keyboard is.
func (r *room) types(text string) {
	r.t.Helper()
	focused := r.window.Canvas().Focused()
	if focused == nil {
		r.t.Fatal("the keyboard is nowhere")
	}
	for _, c := range text {
		focused.TypedRune(c)
	}
}

// fromMenu chooses the entry of a menu that a key stands beside.
func (r *room) fromMenu(menu *fyne.Menu, key fyne.KeyName, mod fyne.KeyModifier) {
	r.t.Helper()
	for _, item := range menu.Items {
		if s, ok := item.Shortcut.(fyne.KeyboardShortcut); ok && s.Key() == key && s.Mod() == mod {
			item.Action()
			return
		}
	}
	r.t.Fatalf("the menu has no entry with the key %s", key)
}

// inSight are the objects under one that are really shown.
func inSight(o fyne.CanvasObject) []fyne.CanvasObject {
	if !o.Visible() {
		return nil
	}
	all := []fyne.CanvasObject{o}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	case *fyne.Container:
		parts = o.Objects
	}
	for _, part := range parts {
		all = append(all, inSight(part)...)
	}
	return all
}

// read is all text that is really in front of the person.
func (r *room) read() string {
	var b strings.Builder
	for _, o := range inSight(r.top()) {
		if text, ok := o.(*canvas.Text); ok {
			b.WriteString(text.Text + "\n")
		}
	}
	return b.String()
}

// reads tells whether a text is really in front of the person.
func (r *room) reads(text string) bool { return strings.Contains(r.read(), text) }

// push pushes the button, or the entry of a menu, with a text that is really in
// front of the person.
func (r *room) push(text string) {
	r.t.Helper()
	for _, o := range slices.Backward(inSight(r.top())) {
		target, ok := o.(fyne.Tappable)
		if !ok {
			continue
		}
		var on []string
		for _, part := range inSight(o) {
			if t, ok := part.(*canvas.Text); ok && t.Text != "" {
				on = append(on, t.Text)
			}
		}
		if slices.Equal(on, []string{text}) {
			if b, ok := o.(fyne.Disableable); ok && b.Disabled() {
				r.t.Fatalf("%q cannot be pushed", text)
			}
			test.Tap(target)
			return
		}
	}
	r.t.Fatalf("nothing to push says %q; there is:\n%s", text, r.read())
}

// told is what the window has just said by itself.
func (r *room) told() string {
	if dialog := widgets.Front(r.window); dialog != nil {
		return dialog.Told()
	}
	return r.toaster.Text()
}

// pick picks the option of a choice by its words, as a click does.
func pick[V comparable](t testing.TB, c *widgets.Choice[V], label string) {
	t.Helper()
	i := slices.Index(c.Options, label)
	if i < 0 {
		t.Fatalf("%q is not among %q", label, c.Options)
	}
	c.SetSelectedIndex(i)
}

// cells gives the texts of the cells in a column, in the order shown.
func cells[T any](all []widgets.Column[T], id string, rows []T) []string {
	for _, c := range all {
		if c.ID == id {
			return gather(rows, c.Text)
		}
	}
	return nil
}

func (r *room) invitees() []app.Invitee {
	r.t.Helper()
	all, err := r.service.Invitees(context.Background(), app.InviteeFilter{EventID: r.Event().ID})
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

func (r *room) agenda() []app.AgendaItem {
	r.t.Helper()
	all, err := r.service.Agenda(context.Background(), r.Event().ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

func (r *room) opinions() []app.Feedback {
	r.t.Helper()
	all, err := r.service.Feedback(context.Background(), app.FeedbackFilter{EventID: r.Event().ID})
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

func TestWithoutAnEventTheTabsSayWhereToBegin(t *testing.T) {
	r := newRoom(t)
	for i := 1; i < 4; i++ {
		r.press(fyne.KeyName(rune('1'+i)), ctrl)
		if !r.reads("未选择活动") {
			t.Errorf("tab %d does not say that there is no event:\n%s", i, r.read())
		}
		r.press(fyne.KeyN, ctrl)
		if r.tabs[i].Unsaved() || r.told() != "请先选择一个活动。" {
			t.Errorf("tab %d begins something without an event: %q", i, r.told())
		}
		r.press(fyne.KeyDelete, 0)
		r.push("前往活动")
		if r.current != 0 {
			t.Errorf("tab %d does not lead to the events", i)
		}
	}
}

func TestEmptyListsSayWhatToDoFirst(t *testing.T) {
	r := eventRoom(t, 1, nil)
	for i, want := range []struct{ missing, verb string }{{"还没有邀请对象", "添加邀请对象"}, {"议程还是空的", "添加环节"}, {"还没有意见建议", "登记意见建议"}} {
		r.press(fyne.KeyName(rune('2'+i)), ctrl)
		if !r.reads(want.missing) {
			t.Errorf("nothing says %s:\n%s", want.missing, r.read())
		}
		r.push(want.verb)
		if !r.reads("保存并添加下一条") {
			t.Errorf("%s opens no form", want.verb)
		}
		r.key(fyne.KeyEscape)
		if r.reads("保存并添加下一条") {
			t.Errorf("Esc does not close the form of %s", want.verb)
		}
	}
}

func TestWhatIsTypedIsNotLost(t *testing.T) {
	r := eventRoom(t, 1, nil)
	tab := r.inviteesTab()
	r.press(fyne.KeyN, ctrl)
	r.typeInto(tab.editor.form, "Name", "王玉梅")
	r.key(fyne.KeyEscape)
	if !r.reads("有未保存的修改") {
		t.Fatalf("Esc does not ask:\n%s", r.read())
	}
	r.push("留在此处")
	if got := tab.editor.form.Field("Name").Input.Snapshot(); got != "王玉梅" {
		t.Fatalf("staying keeps %q", got)
	}
	r.press(fyne.Key3, ctrl)
	if !r.reads("有未保存的修改") || r.current != 1 {
		t.Fatalf("another tab does not ask:\n%s", r.read())
	}
	r.push("保存")
	if r.current != 2 || len(r.invitees()) != 1 {
		t.Fatalf("saving first: tab %d, %d invitees", r.current, len(r.invitees()))
	}
	r.press(fyne.Key2, ctrl)
	r.press(fyne.KeyN, ctrl)
	r.typeInto(tab.editor.form, "Name", "李芳")
	r.key(fyne.KeyEscape)
	r.push("放弃修改")
	if tab.Unsaved() || tab.editor.shown || len(r.invitees()) != 1 {
		t.Errorf("discarding: unsaved %v, shown %v, %d invitees", tab.Unsaved(), tab.editor.shown, len(r.invitees()))
	}
}

func TestTheFormFollowsWhatBecomesOfItsEntry(t *testing.T) {
	r := eventRoom(t, 1, nil)
	tab := r.inviteesTab()
	v, err := r.service.SaveInvitee(context.Background(), app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: "王玉梅"}})
	if err != nil {
		t.Fatal(err)
	}
	tab.editor.Open(v)
	change := func(unit string) {
		t.Helper()
		stored := r.invitees()[0]
		stored.Unit = unit
		if _, err := r.service.SaveInvitee(context.Background(), stored); err != nil {
			t.Fatal(err)
		}
	}
	change("康宁医院")
	if got := tab.units.Value(); got != "康宁医院" {
		t.Errorf("an untouched form shows %q", got)
	}
	r.typeInto(tab.editor.form, "Note", "轮椅")
	change("市第三中学")
	if tab.units.Value() != "康宁医院" || !tab.Unsaved() {
		t.Error("a change elsewhere overwrites what is typed")
	}
	tab.Discard()
	tab.editor.Open(*tab.table.Rows()[0].Invitee)
	if err := r.service.DeleteInvitees(context.Background(), v.EventID, []string{v.ID}); err != nil {
		t.Fatal(err)
	}
	if tab.editor.shown {
		t.Error("the form of a deleted invitee stays")
	}
}

func TestTheListsSpeakEnglish(t *testing.T) {
	inEnglish(t)
	r := sampleRoom(t)
	for i := 1; i < 4; i++ {
		r.ShowTab(i, nil)
		r.press(fyne.KeyN, ctrl)
		if !r.reads("Save and next") {
			t.Errorf("tab %d does not speak English:\n%s", i, r.read())
		}
		r.key(fyne.KeyEscape)
	}
}
