package views

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/crash"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/onday"
	"openday/app/printer"
	"openday/app/service"
	"openday/app/words"
	"openday/assets"
	"openday/views/platform"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// list puts the keyboard into the last list in front of the person, with so many of its
// first rows chosen, none for 0 and all for -1.
func (r *fixture) list(n int) {
	r.t.Helper()
	for _, o := range slices.Backward(uitest.InSight(r.Top())) {
		list, ok := o.(interface {
			fyne.Focusable
			fyne.Shortcutable
			desktop.Keyable
			Choose(ids ...string)
		})
		if !ok {
			continue
		}
		r.Window.Canvas().Focus(list)
		switch n {
		case -1:
			list.TypedShortcut(&fyne.ShortcutSelectAll{})
			return
		case 0:
			list.Choose()
			return
		}
		r.Key(fyne.KeyHome)
		list.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		for range n - 1 {
			r.Key(fyne.KeyDown)
		}
		list.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
		return
	}
	r.t.Fatalf("no list is in sight; there is:\n%s", r.Read())
}

// at brings a tab into sight with so many rows of its list chosen.
func at(tab, n int, then func(r *fixture)) func(r *fixture) {
	return func(r *fixture) {
		r.Press(fyne.KeyName(rune('1'+tab)), ui.Ctrl)
		r.list(n)
		then(r)
	}
}

// chooses takes an entry, by how it begins, from the menu that opens at a list.
func chooses(label string) func(r *fixture) {
	return func(r *fixture) {
		r.t.Helper()
		r.Key(desktop.KeyMenu)
		if !r.pick(label) {
			r.t.Fatalf("the menu has no %q; there is:\n%s", label, r.Read())
		}
	}
}

// pick pushes what is in front of the person, by how it begins.
func (r *fixture) pick(label string) bool {
	for _, line := range strings.Split(r.Read(), "\n") {
		if strings.HasPrefix(line, label) {
			r.Push(line)
			return true
		}
	}
	return false
}

func pushes(labels ...string) func(r *fixture) {
	return func(r *fixture) {
		r.t.Helper()
		for _, label := range labels {
			r.Push(words.T(label))
		}
	}
}

// printing is a printer that is there and does nothing, or fails.
type printing struct{ fails error }

func (p printing) Ask(uintptr, printer.Setup, int) (printer.Setup, bool, error) {
	return printer.Setup{}, false, p.fails
}

func (printing) Printers(context.Context) ([]printer.Queue, error) {
	return []printer.Queue{{Name: "办公室", Default: true}}, nil
}

func (printing) Print(context.Context, printer.Job, printer.Progress) error { return nil }

// opening is a way to a dialog that no menu of the window opens by itself.
type opening struct {
	name string
	open func(r *fixture)
}

// openings lead, one after the other in one window over the sample, to the dialogs
// within the features.
func openings(t *testing.T, folder string) []opening {
	ctx := context.Background()
	picture := filepath.Join(folder, "现场.png")
	var pixels bytes.Buffer
	if err := png.Encode(&pixels, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	write := func(name string, content []byte) string {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write("现场.png", pixels.Bytes())
	book := func(name string, change func(*excelize.File) error) string {
		f, err := excelize.OpenReader(bytes.NewReader(assets.Sample))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		var out bytes.Buffer
		if err := change(f); err != nil {
			t.Fatal(err)
		}
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		return write(name, out.Bytes())
	}
	hidden := book("隐藏.xlsx", func(f *excelize.File) error { return f.SetRowVisible("邀请对象", 2, false) })
	bad := write("坏.xlsx", nil)
	empty := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "项目", "B1": "内容", "A2": "活动名称", "B2": "开放日", "A3": "开始时间", "B3": "后天"} {
		if err := empty.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := renamed(empty, "活动"); err != nil {
		t.Fatal(err)
	}
	if err := empty.SaveAs(bad); err != nil {
		t.Fatal(err)
	}
	opinion := func(r *fixture, content string, steps ...app.Step) app.Feedback {
		f := must(r.Service.SaveFeedback(ctx, app.Feedback{EventID: r.Event().ID, Content: content}))(r.t)
		for _, step := range steps {
			f = must(r.Service.StepFeedback(ctx, f.EventID, f.ID, step))(r.t)
		}
		return f
	}
	assigned := app.Step{Kind: app.TransitionAssign, Department: "城管办", InCharge: "李明", DueDate: app.DayOf(uitest.Now)}
	papers := func(kind paper.Kind) func(r *fixture) { return func(r *fixture) { r.papers.Preview(kind) } }
	seq := func(all ...func(r *fixture)) func(r *fixture) {
		return func(r *fixture) {
			for _, do := range all {
				do(r)
			}
		}
	}
	return []opening{
		{"travel times", at(ui.TabAgenda, 1, pushes("Travel times…"))},
		{"agenda on the clipboard", func(r *fixture) {
			fyne.CurrentApp().Clipboard().SetContent("14:00—14:40 参观净水车间\n14:40—15:00 座谈")
			at(ui.TabAgenda, 1, chooses(words.T("Paste the agenda")))(r)
		}},
		{"changed since the print", func(r *fixture) {
			r.Answers.ToSave = filepath.Join(folder, "议程.pdf")
			papers(before.KindAgenda)(r)
			pushes("Save as PDF…", "Close")(r)
			item := must(r.Service.Agenda(ctx, r.Event().ID))(r.t)[0]
			item.Content += "（改）"
			must(r.Service.SaveAgenda(ctx, r.Event().ID, item))(r.t)
			r.Press(fyne.Key3, ui.Ctrl)
			if !r.pick(words.T("%d changes since the last print", 1)) {
				r.t.Errorf("no button says what has changed; there is:\n%s", r.Read())
			}
		}},
		{"drafts", func(r *fixture) {
			if err := r.Service.KeepDraft(ctx, app.Draft{ID: app.NewID(), Form: app.DraftInvitee, EventID: r.Event().ID, Title: "王伟", Fields: []app.DraftField{{Key: "Note", Label: "备注", Now: "半句"}}}); err != nil {
				r.t.Fatal(err)
			}
			r.ShowDrafts()
		}},
		{"done on a day", func(r *fixture) { r.Press(fyne.KeyF11, ui.Ctrl); r.list(1); pushes("Done on…")(r) }},
		{"another deadline", func(r *fixture) { r.Press(fyne.KeyF11, ui.Ctrl); r.list(1); pushes("Change the deadline…")(r) }},
		{"a department", func(r *fixture) { r.feedback.EditDepartments(); pushes("Add")(r) }},
		{"to be urged", func(r *fixture) { opinion(r, "路灯不亮", assigned); r.feedback.ShowChase() }},
		{"merging", at(ui.TabFeedback, 2, func(r *fixture) { r.Press(fyne.KeyM, ui.CtrlShift) })},
		{"splitting", at(ui.TabFeedback, 1, func(r *fixture) { r.Press(fyne.KeyI, ui.Ctrl) })},
		{"a step", func(r *fixture) {
			opinion(r, "公交太少")
			at(ui.TabFeedback, 1, func(r *fixture) { r.InSight().(interface{ Proceed() }).Proceed() })(r)
		}},
		{"a step that is no more", func(r *fixture) {
			f := opinion(r, "井盖松动", assigned)
			r.Tab(ui.TabFeedback).(resumer).Resume(app.Draft{ID: app.NewID(), Form: app.DraftStep, Step: app.TransitionAssign, EventID: f.EventID, RecordID: f.ID, Fields: []app.DraftField{{Key: "InCharge", Label: "责任人", Now: "李"}}})
		}},
		{"a step taken back", func(r *fixture) {
			f := opinion(r, "路面积水", assigned)
			r.Press(fyne.Key4, ui.Ctrl)
			r.Tab(ui.TabFeedback).(interface{ JumpTo(id, field string) }).JumpTo(f.ID, "Content")
			r.Key(fyne.KeyEscape)
			chooses("撤回")(r)
		}},
		{"the category of several opinions", at(ui.TabFeedback, 2, chooses(words.T("Set the category…")))},
		{"who came instead, in the list", at(ui.TabInvitees, 1, chooses(app.Attendances.Label(app.AttendanceSubstitute)))},
		{"several invitees", at(ui.TabInvitees, 3, chooses(words.T("Set category, unit, note…")))},
		{"declining", at(ui.TabInvitees, 2, chooses(words.T("Decline…")))},
		{"approving too many", func(r *fixture) {
			e := r.Event()
			e.Quotas = []app.Quota{{Category: "群众代表", Number: 1}}
			e.MaxAge = 20
			e = must(r.Service.SaveEvent(ctx, e))(r.t)
			for _, name := range []string{"赵一", "钱二", "孙三"} {
				must(r.Service.SaveInvitee(ctx, app.Invitee{EventID: e.ID, Person: app.Person{Name: name}, Category: "群众代表"}))(r.t)
			}
			at(ui.TabInvitees, -1, chooses(words.T("Approve")))(r)
		}},
		{"what the quotas lack", at(ui.TabInvitees, 0, func(r *fixture) {
			if !r.pick("名额 ") {
				r.t.Errorf("no button says what the quotas lack; there is:\n%s", r.Read())
			}
		})},
		{"a place that came free", func(r *fixture) {
			coming := must(r.Service.SaveInvitee(ctx, app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: "李四"}, Category: "群众代表"}))(r.t)
			waiting := must(r.Service.SaveInvitee(ctx, app.Invitee{EventID: r.Event().ID, Person: app.Person{Name: "周五"}, Category: "群众代表"}))(r.t)
			must(r.Service.Vet(ctx, r.Event().ID, service.Decision{IDs: []string{coming.ID}, Result: app.VettingApproved, Overrule: "特邀"}))(r.t)
			must(r.Service.Vet(ctx, r.Event().ID, service.Decision{IDs: []string{waiting.ID}, Result: app.VettingWaiting}))(r.t)
			r.Tab(ui.TabInvitees).(interface{ JumpTo(id, field string) }).JumpTo(coming.ID, "Note")
			r.Key(fyne.KeyEscape)
			chooses(app.Confirmations.Label(app.Withdrew))(r)
		}},
		{"leaving what is typed", func(r *fixture) {
			r.Press(fyne.Key3, ui.Ctrl)
			r.Press(fyne.KeyN, ui.Ctrl)
			r.TypeInto(r.Form(), "Content", "参观")
			r.Press(fyne.Key2, ui.Ctrl)
		}},
		{"work that goes on", func(r *fixture) {
			r.Tab(ui.TabAgenda).Discard()
			run := r.Run
			r.Run = func(func(), func()) {}
			r.office.TakeWorkbook(hidden)
			r.Run = run
		}},
		{"who came instead, on the sheet", func(r *fixture) {
			r.Press(fyne.Key2, ui.Ctrl)
			r.Press(fyne.KeyT, ui.Ctrl)
			r.list(1)
			r.Types("4")
		}},
		{"drawing lots", func(r *fixture) { r.Press(fyne.KeyR, ui.Ctrl); pushes("Draw by lot…")(r) }},
		{"who was drawn", func(r *fixture) {
			r.Press(fyne.KeyR, ui.Ctrl)
			pushes("Draw by lot…")(r)
			for _, n := range uitest.Found[*widgets.NumberEntry](r.Top()) {
				n.SetText("1")
			}
			pushes("Draw")(r)
		}},
		{"a roster", func(r *fixture) { r.invitees.TakeRoster(uitest.Sample(r.t, "roster-messy.xlsx")) }},
		{"a row of a roster", func(r *fixture) {
			r.invitees.TakeRoster(uitest.Sample(r.t, "roster-messy.xlsx"))
			r.list(1)
			r.Key(fyne.KeyReturn)
		}},
		{"what is hidden in a workbook", func(r *fixture) { r.office.TakeWorkbook(hidden) }},
		{"what to look at in a workbook", func(r *fixture) { r.office.TakeWorkbook(hidden); pushes("Leave out")(r) }},
		{"a workbook that is refused", func(r *fixture) { r.office.TakeWorkbook(bad) }},
		{"photos", func(r *fixture) { r.papers.EditPhotos(r.Event(), []string{picture}) }},
		{"a preset", seq(papers(onday.KindSignIn), pushes("Save as preset…"))},
		{"the printer", func(r *fixture) { r.Printing = printing{}; papers(onday.KindSignIn)(r); pushes("Print…")(r) }},
		{"no printer", func(r *fixture) {
			r.Printing = printing{app.Errorf(app.CodeNotFound, nil, "This could not be done: %s. Please try again.", "x")}
			papers(onday.KindSignIn)(r)
			pushes("Print…")(r)
		}},
		{"a printer that fails", func(r *fixture) {
			r.Printing = printing{app.Errorf(app.CodeInternal, nil, "This could not be done: %s. Please try again.", "x")}
			papers(onday.KindSignIn)(r)
			pushes("Print…")(r)
		}},
		{"the text of the report", seq(papers(after.KindSummary), pushes("Edit the text…"))},
		{"files to read", func(r *fixture) {
			platform.NewChooser(r.Window, r.Prefs, widgets.Inline).OpenSeveral("photo", []string{".png"}, func([]string) {})
		}},
		{"a file to write", func(r *fixture) {
			platform.NewChooser(r.Window, r.Prefs, widgets.Inline).Save("paper", "另存为", "议程.pdf", func(string) {})
		}},
		{"a recovery code", func(r *fixture) { r.askCode("恢复码", func(string) {}) }},
		{"strange files", func(r *fixture) { r.Take([]string{filepath.Join(folder, "来信.doc")}) }},
		{"both versions of a record", func(r *fixture) {
			r.Press(fyne.Key1, ui.Ctrl)
			r.Press(fyne.KeyF11, ui.Ctrl)
			r.ShowField(ui.TabEvents, "Theme")
			r.TypeInto(r.Form(), "Theme", "我改的")
			other := r.StoredEvent()
			other.Theme = "别人改的"
			must(r.Data.Elsewhere().SaveEvent(ctx, other))(r.t)
			r.Press(fyne.KeyS, ui.Ctrl)
		}},
		{"both versions of a draft", func(r *fixture) {
			r.Tab(ui.TabEvents).Discard()
			e := r.Event()
			r.resume(app.Draft{ID: app.NewID(), At: time.Now(), Form: app.DraftEvent, EventID: e.ID, RecordID: e.ID, Fields: []app.DraftField{{Key: "Theme", Label: "活动主题", Was: "更早的", Now: "打到一半的"}}})
		}},
		{"a file that is written", func(r *fixture) {
			r.Tab(ui.TabEvents).Discard()
			r.Written(picture, "", []string{"一个字没有字形。"})
		}},
		{"a crash", func(r *fixture) {
			if err := crash.Watch(folder, "1"); err != nil {
				r.t.Fatal(err)
			}
			write("crash-29991231-235959.txt", nil)
			r.tellCrash(func() {})
		}},
	}
}
