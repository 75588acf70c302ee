package views

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/widgets"
)

// editEntry is the entry of the menu 编辑 at a key.
func (r *room) editEntry(key fyne.KeyName) *fyne.MenuItem {
	r.t.Helper()
	for _, item := range r.main.Items[1].Items {
		if s, ok := item.Shortcut.(fyne.KeyboardShortcut); ok && s.Key() == key && s.Mod() == ctrl {
			return item
		}
	}
	r.t.Fatalf("the menu %s has no entry at %s", r.main.Items[1].Label, key)
	return nil
}

// offersUndo reports whether what the window says has a button to undo it.
func (r *room) offersUndo() bool {
	if dialog := widgets.Front(r.window); dialog != nil {
		return slices.Contains(texts(r.top()), "撤销")
	}
	return slices.Contains(texts(r.toaster.Layer()), "撤销")
}

// elsewhere is the work of another window on the same data.
func (r *room) elsewhere() *app.Service {
	return app.NewService(r.file.store, func() time.Time { return testNow }, app.NewID, "王芳")
}

// came counts those who are marked as having come.
func (r *room) came() (n int) {
	for _, v := range r.invitees() {
		if v.Attendance == app.AttendanceCame {
			n++
		}
	}
	return n
}

func TestUndoTakesBackTheLastStepAlone(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.answers.open = rosterSample("roster-messy.xlsx")
	r.press(fyne.KeyO, ctrlShift)
	r.push("导入")
	imported := len(r.invitees())
	if imported == 0 || !r.offersUndo() {
		t.Fatalf("%d are imported; the toast says %q", imported, r.told())
	}
	tab := r.inviteesTab()
	all := gather(tab.table.Rows(), func(v *inviteeRow) string { return v.ID })
	choose := func() {
		tab.table.Choose(all...)
		r.window.Canvas().Focus(tab.table)
	}
	choose()
	r.fromMenu(tab.menu(tab.table.Chosen()), fyne.KeyA, alt)
	r.types("核实无误") // against some something speaks
	r.push("通过")
	choose()
	r.fromMenu(tab.menu(tab.table.Chosen()), fyne.Key1, alt)
	if r.came() != imported || !r.offersUndo() {
		t.Fatalf("%d of %d are marked; the toast says %q", r.came(), imported, r.told())
	}
	undo, redo := r.editEntry(fyne.KeyZ), r.editEntry(fyne.KeyY)
	if undo.Label != "撤销：5 人标为已到" || undo.Disabled || !redo.Disabled {
		t.Errorf("the menu says %q, %q", undo.Label, redo.Label)
	}

	r.press(fyne.KeyZ, ctrl)
	for _, v := range r.invitees() {
		if v.Attendance != "" || v.Vetting != app.VettingApproved {
			t.Errorf("after undoing: %s %s", v.Vetting, v.Attendance)
		}
	}
	if len(r.invitees()) != imported || r.told() != "已撤销：5 人标为已到" {
		t.Errorf("%d are left; the toast says %q", len(r.invitees()), r.told())
	}
	if undo.Label != "撤销：5 人审核为通过" || redo.Label != "重做：5 人标为已到" || redo.Disabled {
		t.Errorf("the menu says %q, %q", undo.Label, redo.Label)
	}
	r.press(fyne.KeyY, ctrl)
	if r.came() != imported || r.told() != "已重做：5 人标为已到" {
		t.Errorf("%d came again; the toast says %q", r.came(), r.told())
	}
	// One after the other, to the beginning.
	for range 3 {
		r.press(fyne.KeyZ, ctrl)
	}
	if len(r.invitees()) != 0 {
		t.Errorf("%d are left of the import", len(r.invitees()))
	}
}

func TestTheToastUndoesWhatItSays(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.guests("王玉梅")
	tab := r.inviteesTab()
	approve := func() {
		r.chooseNamed("王玉梅")
		r.fromMenu(tab.menu(tab.table.Chosen()), fyne.KeyA, alt)
	}
	approve()
	if !r.offersUndo() {
		t.Fatalf("nothing is offered: %q", r.told())
	}
	approve() // that changes nothing
	if r.offersUndo() {
		t.Errorf("what changed nothing can be undone: %q", r.told())
	}
	if got := r.invitees()[0].Vetting; got != app.VettingApproved {
		t.Errorf("vetted %s", got)
	}
	r.SetState(app.StateSignUpOpen)
	r.toaster.Act()
	if r.stored().State != app.StateDraft || r.invitees()[0].Vetting != app.VettingApproved {
		t.Errorf("the toast undid something else: %s, %s", r.stored().State, r.invitees()[0].Vetting)
	}
}

// walked presses Ctrl+Z or Ctrl+Y and checks what the window then says.
func (r *room) walked(key fyne.KeyName, want string) {
	r.t.Helper()
	r.press(key, ctrl)
	if got := r.told(); got != want {
		r.t.Errorf("Ctrl+%s says %q, want %q", key, got, want)
	}
}

// In a dialog in which things are done Ctrl+Z takes back what was done there, and
// nothing of before, which is out of sight.
func TestUndoInADialog(t *testing.T) {
	const noMore, noneToRedo = "在此窗口中所做的操作已全部撤销。", "在此窗口中没有可以重做的操作。"
	picture := filepath.Join(t.TempDir(), "现场.png")
	var pixels bytes.Buffer
	if err := png.Encode(&pixels, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(picture, pixels.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for name, c := range map[string]struct {
		open  func(r *room)
		do    func(r *room)
		label string
		state func(r *room) string // what is stored
		shown func(r *room) string // what the dialog shows of it
	}{
		"vetting queue": {
			func(r *room) { r.press(fyne.KeyR, ctrl) },
			func(r *room) { r.push("候补") }, "1 人审核为候补",
			func(r *room) string { return string(r.invitees()[0].Vetting) },
			func(r *room) string { return fmt.Sprint(r.reads("王玉梅")) },
		},
		"people library": {
			func(r *room) {
				again, err := r.service.SaveEvent(ctx, app.Event{Title: "下一次", Start: testNow.AddDate(0, 2, 0), State: app.StateDraft})
				if err != nil {
					t.Fatal(err)
				}
				r.SwitchTo(again.ID, nil)
				r.press(fyne.KeyH, ctrl)
			},
			func(r *room) { r.push("邀请所选人员参加本次活动") }, "邀请 1 人",
			func(r *room) string { return fmt.Sprint(len(r.invitees())) },
			func(r *room) string { return fmt.Sprint(r.reads("已在名单")) },
		},
		"departments": {
			func(r *room) {
				if _, err := r.service.SaveDepartment(ctx, app.Department{Name: "城管办"}); err != nil && app.CodeOf(err) != app.CodeInvalid {
					t.Fatal(err)
				}
				r.EditDepartments()
			},
			func(r *room) { r.push("删除") }, "移除 1 个承办单位",
			func(r *room) string { all, _ := r.service.Departments(ctx); return fmt.Sprint(len(all)) },
			func(r *room) string { return fmt.Sprint(r.reads("城管办")) },
		},
		"photos": {
			func(r *room) {
				r.answers.open = picture
				r.editPhotos(r.Event(), nil)
			},
			func(r *room) { r.push("添加照片…") }, "添加照片",
			func(r *room) string { all, _ := r.service.Photos(ctx, r.Event().ID); return fmt.Sprint(len(all)) },
			func(r *room) string { return fmt.Sprint(len(entries(r.top()))) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := eventRoom(t, 1, nil)
			r.guests("王玉梅")
			c.open(r)
			for _, o := range inSight(r.top()) {
				if table, ok := o.(interface {
					fyne.Shortcutable
					Sorted() (string, bool)
				}); ok {
					table.TypedShortcut(&fyne.ShortcutSelectAll{})
				}
			}
			before, beforeShown := c.state(r), c.shown(r)
			r.walked(fyne.KeyZ, noMore)
			if c.state(r) != before {
				t.Fatal("what was done before the dialog was opened is undone")
			}
			c.do(r)
			after, afterShown := c.state(r), c.shown(r)
			if after == before || afterShown == beforeShown || !r.offersUndo() {
				t.Fatalf("%s (%s) after, %s (%s) before; undo offered: %v\n%s", after, afterShown, before, beforeShown, r.offersUndo(), r.read())
			}
			check := func(state, shown string) {
				t.Helper()
				if c.state(r) != state || c.shown(r) != shown {
					t.Errorf("stored %s, shown %s; want %s, %s\n%s", c.state(r), c.shown(r), state, shown, r.read())
				}
			}
			r.walked(fyne.KeyZ, "已撤销："+c.label)
			check(before, beforeShown)
			r.walked(fyne.KeyY, "已重做："+c.label)
			check(after, afterShown)
			r.walked(fyne.KeyY, "没有可以重做的操作。")
			widgets.Front(r.window).Act() // the button beside what is said is gone
			check(after, afterShown)
			r.walked(fyne.KeyZ, "已撤销："+c.label)
			r.walked(fyne.KeyZ, noMore)
			check(before, beforeShown)
			widgets.Front(r.window).Close()
			// Another dialog does not redo what was undone in this one.
			c.open(r)
			if name != "people library" && name != "departments" { // to be opened they write
				r.walked(fyne.KeyY, noneToRedo)
			}
			check(before, beforeShown)
		})
	}
}

// A question in front keeps Ctrl+Z from walking behind its back.
func TestUndoWaitsForAQuestion(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.guests("王玉梅")
	r.press(fyne.KeyR, ctrl)
	q := widgets.Front(r.window)
	widgets.ShowInfo(r.window, "问题", "请先回答。")
	r.press(fyne.KeyZ, ctrl)
	widgets.Front(r.window).Close()
	q.Close()
	r.chooseNamed("王玉梅")
	r.inviteesTab().Delete()
	r.press(fyne.KeyZ, ctrl)
	if r.namesShown() != "王玉梅" {
		t.Errorf("%q", r.namesShown())
	}
}

func TestUndoInAFieldUndoesTypingFirst(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.guests("王玉梅", "李芳")
	tab := r.inviteesTab()
	tab.editor.Open(r.invitees()[0])
	note := tab.editor.form.Field("Note").Input.FocusTarget()
	r.window.Canvas().Focus(note)
	note.TypedRune('轮')
	note.TypedRune('椅')
	for range 10 {
		if !tab.Unsaved() {
			break
		}
		r.press(fyne.KeyZ, ctrl)
	}
	if tab.Unsaved() || len(r.invitees()) != 2 {
		t.Fatalf("typing is undone: %v; %d are left", !tab.Unsaved(), len(r.invitees()))
	}
	r.press(fyne.KeyZ, ctrl)
	if got := r.namesShown(); got != "王玉梅" {
		t.Errorf("when nothing typed is left, undoing leaves %q", got)
	}
	r.press(fyne.KeyY, ctrl)
	if got := r.namesShown(); got != "王玉梅 李芳" || tab.Unsaved() {
		t.Errorf("redoing brings %q, typed again: %v", got, tab.Unsaved())
	}
}

func TestUndoOfWhatIsBeingTypedAsksFirst(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.guests("李芳", "王玉梅")
	tab := r.inviteesTab()
	tab.editor.Open(r.invitees()[1])
	r.typeInto(tab.editor.form, "Name", "王玉兰")
	r.press(fyne.KeyS, ctrl)
	tab.editor.Open(r.invitees()[1])
	r.typeInto(tab.editor.form, "Note", "轮椅")
	r.window.Canvas().Focus(tab.table)
	r.press(fyne.KeyZ, ctrl)
	if !r.reads("有未保存的修改") {
		t.Fatalf("it does not ask:\n%s", r.read())
	}
	r.push("留在此处")
	if got := r.invitees()[1].Person.Name; got != "王玉兰" || !tab.Unsaved() {
		t.Errorf("staying undid it: %s", got)
	}
	r.press(fyne.KeyZ, ctrl)
	r.push("放弃修改")
	if got := r.invitees()[1].Person.Name; got != "王玉梅" {
		t.Errorf("not undone: %s", got)
	}
	// What concerns another record asks nothing.
	tab.editor.Open(r.invitees()[0])
	r.typeInto(tab.editor.form, "Note", "轮椅")
	r.window.Canvas().Focus(tab.table)
	r.press(fyne.KeyZ, ctrl)
	if got := r.namesShown(); got != "李芳" || !tab.Unsaved() {
		t.Errorf("undoing what concerns another record: %s, typed %v\n%s", got, tab.Unsaved(), r.read())
	}
}

func TestUndoAfterAForeignChangeSaysByWhat(t *testing.T) {
	r := eventRoom(t, 1, nil)
	r.guests("王玉梅")
	tab := r.inviteesTab()
	r.chooseNamed("王玉梅")
	r.fromMenu(tab.menu(tab.table.Chosen()), fyne.KeyA, alt)
	v := r.invitees()[0]
	v.Note = "轮椅"
	if _, err := r.elsewhere().SaveInvitee(context.Background(), v); err != nil {
		t.Fatal(err)
	}
	r.press(fyne.KeyZ, ctrl)
	if !r.reads("王玉梅") || !r.reads("王芳") || !r.reads("未作任何改动") {
		t.Errorf("the refusal says\n%s", r.read())
	}
	if got := r.invitees()[0]; got.Vetting != app.VettingApproved || got.Note != "轮椅" {
		t.Errorf("after the refusal: %+v", got)
	}
}

// What two people changed of one event is put together; where both changed the
// same, both versions are shown.
func TestTwoWhoSaveTheSameEvent(t *testing.T) {
	for answer, want := range map[string]string{"用我填写的": "我改的", "保留已保存的": "别人改的", "返回继续填写": "别人改的", "": "我改的"} {
		r := eventRoom(t, 0, nil)
		tab := r.eventsTab()
		r.typeInto(tab.form.Form, "Title", "我改的")
		r.typeInto(tab.form.Form, "Theme", "碧水蓝天")
		other, err := r.service.Event(context.Background(), r.Event().ID)
		if err != nil {
			t.Fatal(err)
		}
		other.Organiser = "水务局"
		if answer != "" {
			other.Title = "别人改的"
		}
		if _, err := r.elsewhere().SaveEvent(context.Background(), other); err != nil {
			t.Fatal(err)
		}
		r.press(fyne.KeyS, ctrl)
		if answer != "" {
			for _, text := range []string{"活动名称", "我改的", "别人改的", "王芳"} {
				if !r.reads(text) {
					t.Errorf("%q is not to be seen in\n%s", text, r.read())
				}
			}
			if r.reads("碧水蓝天") || r.reads("水务局") {
				t.Errorf("what only one side changed is asked for:\n%s", r.read())
			}
			r.push(answer)
		}
		if r.window.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s: still asked:\n%s", answer, r.read())
		}
		got := r.stored()
		theme := "碧水蓝天"
		if answer == "返回继续填写" {
			theme = ""
		}
		if got.Title != want || got.Theme != theme || got.Organiser != "水务局" {
			t.Errorf("%q: stored %q, %q, %q", answer, got.Title, got.Theme, got.Organiser)
		}
		if tab.Unsaved() != (answer == "返回继续填写") {
			t.Errorf("%q: unsaved %v", answer, tab.Unsaved())
		}
	}
}

func TestWhoIsAtTheDeskIsAskedOnce(t *testing.T) {
	r := newRoom(t)
	by := func() string {
		t.Helper()
		id := r.Event().ID
		if err := r.service.Reveal(context.Background(), id, 1); err != nil {
			t.Fatal(err)
		}
		lines, err := r.service.AuditLines(context.Background(), app.AuditFilter{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		return lines[0].By
	}
	start := func() {
		t.Helper()
		if err := r.file.Close(); err != nil {
			t.Fatal(err)
		}
		r.start()
	}
	r.prefs.SetBool(operatorAsked, false)
	r.prefs.SetBool(tourShown, false)
	start()
	if !r.reads("经办人姓名") || r.reads("1/4") {
		t.Fatalf("the first start shows\n%s", r.read())
	}
	if name, ok := r.window.Canvas().Focused().(*widgets.TextEntry); !ok || name.Text != "值班员" {
		t.Fatal("the system's name is not there to be typed over")
	}
	r.types(strings.Repeat("长", 65))
	r.push("确定")
	if !r.reads("×") {
		t.Errorf("a name that is too long is taken:\n%s", r.read())
	}
	r.push("以后再说")
	if by() != "值班员" {
		t.Error("a name that was not given is written down")
	}
	if !r.reads("第 1 步") {
		t.Errorf("the tour does not follow:\n%s", r.read())
	}
	r.push("跳过导览")
	start()
	if r.reads("经办人姓名") {
		t.Errorf("it is asked again:\n%s", r.read())
	}
	r.press(fyne.KeyF8, ctrl)
	r.types("李敏")
	r.push("确定")
	if by() != "李敏" {
		t.Errorf("written down: %s", by())
	}
	r.press(fyne.KeyI, ctrlShift)
	if !r.reads("李敏") {
		t.Errorf("the about box says\n%s", r.read())
	}
}

func TestTheAuditListShowsOpinionsAndWhatWasUndone(t *testing.T) {
	r := eventRoom(t, 3, nil)
	r.record("路灯不亮", "张三")
	if err := r.service.DeleteFeedback(context.Background(), r.Event().ID, []string{r.opinions()[0].ID}); err != nil {
		t.Fatal(err)
	}
	r.press(fyne.KeyZ, ctrl)
	l := showAudit(r.desk)
	shown := func() string {
		return strings.Join(gather(l.table.Rows(), func(e app.AuditLine) string { return app.AuditActions.Label(e.Action) }), " ")
	}
	if got := shown(); !strings.HasPrefix(got, "撤销 删除 意见建议") {
		t.Errorf("the list shows %q", got)
	}
	for _, e := range l.table.Rows() {
		if strings.Contains(e.Detail, "路灯") || strings.Contains(e.Detail, "张三") {
			t.Errorf("an entry says what was said: %q", e.Detail)
		}
	}
	for action, want := range map[app.AuditAction]string{app.AuditUndo: "撤销", app.AuditOpinion: "意见建议", app.AuditRedo: ""} {
		l.action.Set(action)
		if got := shown(); got != want {
			t.Errorf("only %s: %q", action, got)
		}
	}
}
