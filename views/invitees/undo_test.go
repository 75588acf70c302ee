package invitees

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

func TestUndoTakesBackTheLastStepAlone(t *testing.T) {
	r := eventFixture(t, nil)
	r.Answers.ToOpen = uitest.Sample(t, "roster-messy.xlsx")
	r.actions.ImportRoster()
	r.Push("导入")
	imported := len(r.Invitees())
	if imported == 0 || !r.OffersUndo() {
		t.Fatalf("%d are imported; the toast says %q", imported, r.Told())
	}
	tab := r.tab()
	all := ui.Gather(tab.table.Rows(), func(v *ui.InviteeRow) string { return v.ID })
	choose := func() {
		tab.table.Choose(all...)
		r.Window.Canvas().Focus(tab.table)
	}
	choose()
	r.FromMenu(tab.menu(tab.table.Chosen()), fyne.KeyA, ui.Alt)
	r.Types("核实无误") // against some something speaks
	r.Push("通过")
	choose()
	r.FromMenu(tab.menu(tab.table.Chosen()), fyne.Key1, ui.Alt)
	if r.Came() != imported || !r.OffersUndo() {
		t.Fatalf("%d of %d are marked; the toast says %q", r.Came(), imported, r.Told())
	}
	undo, redo := r.EditEntry(fyne.KeyZ), r.EditEntry(fyne.KeyY)
	if undo.Label != "撤销：5 人标为已到" || undo.Disabled || !redo.Disabled {
		t.Errorf("the menu says %q, %q", undo.Label, redo.Label)
	}

	r.Press(fyne.KeyZ, ui.Ctrl)
	for _, v := range r.Invitees() {
		if v.Attendance != "" || v.Vetting != app.VettingApproved {
			t.Errorf("after undoing: %s %s", v.Vetting, v.Attendance)
		}
	}
	if len(r.Invitees()) != imported || r.Told() != "已撤销：5 人标为已到" {
		t.Errorf("%d are left; the toast says %q", len(r.Invitees()), r.Told())
	}
	if undo.Label != "撤销：5 人审核为通过" || redo.Label != "重做：5 人标为已到" || redo.Disabled {
		t.Errorf("the menu says %q, %q", undo.Label, redo.Label)
	}
	r.Press(fyne.KeyY, ui.Ctrl)
	if r.Came() != imported || r.Told() != "已重做：5 人标为已到" {
		t.Errorf("%d came again; the toast says %q", r.Came(), r.Told())
	}
	// One after the other, to the beginning.
	for range 3 {
		r.Press(fyne.KeyZ, ui.Ctrl)
	}
	if len(r.Invitees()) != 0 {
		t.Errorf("%d are left of the import", len(r.Invitees()))
	}
}

func TestTheToastUndoesWhatItSays(t *testing.T) {
	r := eventFixture(t, nil)
	r.Invite("王玉梅")
	tab := r.tab()
	approve := func() {
		r.chooseNamed("王玉梅")
		r.FromMenu(tab.menu(tab.table.Chosen()), fyne.KeyA, ui.Alt)
	}
	approve()
	if !r.OffersUndo() {
		t.Fatalf("nothing is offered: %q", r.Told())
	}
	approve() // that changes nothing
	if r.OffersUndo() {
		t.Errorf("what changed nothing can be undone: %q", r.Told())
	}
	if got := r.Invitees()[0].Vetting; got != app.VettingApproved {
		t.Errorf("vetted %s", got)
	}
	r.SetState(app.StateSignUpOpen)
	r.Push("撤销")
	if r.StoredEvent().State != app.StateDraft || r.Invitees()[0].Vetting != app.VettingApproved {
		t.Errorf("the toast undid something else: %s, %s", r.StoredEvent().State, r.Invitees()[0].Vetting)
	}
}

func TestUndoInAFieldUndoesTypingFirst(t *testing.T) {
	r := eventFixture(t, nil)
	r.Invite("王玉梅", "李芳")
	tab := r.tab()
	tab.editor.Open(r.Invitees()[0])
	note := tab.editor.Form.Field("Note").Input.FocusTarget()
	r.Window.Canvas().Focus(note)
	note.TypedRune('轮')
	note.TypedRune('椅')
	for range 10 {
		if !tab.Unsaved() {
			break
		}
		r.Press(fyne.KeyZ, ui.Ctrl)
	}
	if tab.Unsaved() || len(r.Invitees()) != 2 {
		t.Fatalf("typing is undone: %v; %d are left", !tab.Unsaved(), len(r.Invitees()))
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	if got := r.namesShown(); got != "王玉梅" {
		t.Errorf("when nothing typed is left, undoing leaves %q", got)
	}
	r.Press(fyne.KeyY, ui.Ctrl)
	if got := r.namesShown(); got != "王玉梅 李芳" || tab.Unsaved() {
		t.Errorf("redoing brings %q, typed again: %v", got, tab.Unsaved())
	}
}

func TestUndoOfWhatIsBeingTypedAsksFirst(t *testing.T) {
	r := eventFixture(t, nil)
	r.Invite("李芳", "王玉梅")
	tab := r.tab()
	tab.editor.Open(r.Invitees()[1])
	r.TypeInto(tab.editor.Form, "Name", "王玉兰")
	r.Press(fyne.KeyS, ui.Ctrl)
	tab.editor.Open(r.Invitees()[1])
	r.TypeInto(tab.editor.Form, "Note", "轮椅")
	r.Window.Canvas().Focus(tab.table)
	r.Press(fyne.KeyZ, ui.Ctrl)
	if !r.Reads("有未保存的修改") {
		t.Fatalf("it does not ask:\n%s", r.Read())
	}
	r.Push("留在此处")
	if got := r.Invitees()[1].Person.Name; got != "王玉兰" || !tab.Unsaved() {
		t.Errorf("staying undid it: %s", got)
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	r.Push("放弃修改")
	if got := r.Invitees()[1].Person.Name; got != "王玉梅" {
		t.Errorf("not undone: %s", got)
	}
	// What concerns another record asks nothing.
	tab.editor.Open(r.Invitees()[0])
	r.TypeInto(tab.editor.Form, "Note", "轮椅")
	r.Window.Canvas().Focus(tab.table)
	r.Press(fyne.KeyZ, ui.Ctrl)
	if got := r.namesShown(); got != "李芳" || !tab.Unsaved() {
		t.Errorf("undoing what concerns another record: %s, typed %v\n%s", got, tab.Unsaved(), r.Read())
	}
}

func TestUndoAfterAForeignChangeSaysByWhat(t *testing.T) {
	r := eventFixture(t, nil)
	r.Invite("王玉梅")
	tab := r.tab()
	r.chooseNamed("王玉梅")
	r.FromMenu(tab.menu(tab.table.Chosen()), fyne.KeyA, ui.Alt)
	v := r.Invitees()[0]
	v.Note = "轮椅"
	if _, err := r.Data.Elsewhere().SaveInvitee(context.Background(), v); err != nil {
		t.Fatal(err)
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	if !r.Reads("王玉梅") || !r.Reads("王芳") || !r.Reads("未作任何改动") {
		t.Errorf("the refusal says\n%s", r.Read())
	}
	if got := r.Invitees()[0]; got.Vetting != app.VettingApproved || got.Note != "轮椅" {
		t.Errorf("after the refusal: %+v", got)
	}
}

// A question in front keeps Ctrl+Z from walking behind its back.
func TestUndoWaitsForAQuestion(t *testing.T) {
	r := eventFixture(t, nil)
	r.Invite("王玉梅")
	r.Press(fyne.KeyR, ui.Ctrl)
	q := widgets.Front(r.Window)
	widgets.ShowInfo(r.Window, "问题", "请先回答。")
	r.Press(fyne.KeyZ, ui.Ctrl)
	widgets.Front(r.Window).Close()
	q.Close()
	r.chooseNamed("王玉梅")
	r.tab().Delete()
	r.Press(fyne.KeyZ, ui.Ctrl)
	if r.namesShown() != "王玉梅" {
		t.Errorf("%q", r.namesShown())
	}
}
