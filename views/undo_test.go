package views

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// walked presses Ctrl+Z or Ctrl+Y and checks what the window then says.
func (r *fixture) walked(key fyne.KeyName, want string) {
	r.t.Helper()
	r.Press(key, ui.Ctrl)
	if got := r.Told(); got != want {
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
		open  func(r *fixture)
		do    func(r *fixture)
		label string
		state func(r *fixture) string // what is stored
		shown func(r *fixture) string // what the dialog shows of it
	}{
		"vetting queue": {
			func(r *fixture) { r.Press(fyne.KeyR, ui.Ctrl) },
			func(r *fixture) { r.Push("候补") }, "1 人审核为候补",
			func(r *fixture) string { return string(r.Invitees()[0].Vetting) },
			func(r *fixture) string { return fmt.Sprint(r.Reads("王玉梅")) },
		},
		"people library": {
			func(r *fixture) {
				again, err := r.Service.SaveEvent(ctx, app.Event{Title: "下一次", Start: uitest.Now.AddDate(0, 2, 0), State: app.StateDraft})
				if err != nil {
					t.Fatal(err)
				}
				r.SwitchTo(again.ID, nil)
				r.Press(fyne.KeyH, ui.Ctrl)
			},
			func(r *fixture) { r.Push("邀请所选人员参加本次活动") }, "邀请 1 人",
			func(r *fixture) string { return fmt.Sprint(len(r.Invitees())) },
			func(r *fixture) string { return fmt.Sprint(r.Reads("已在名单")) },
		},
		"departments": {
			func(r *fixture) {
				if _, err := r.Service.SaveDepartment(ctx, app.Department{Name: "城管办"}); err != nil && app.CodeOf(err) != app.CodeInvalid {
					t.Fatal(err)
				}
				r.feedback.EditDepartments()
			},
			func(r *fixture) { r.Push("删除") }, "移除 1 个承办单位",
			func(r *fixture) string { all, _ := r.Service.Departments(ctx); return fmt.Sprint(len(all)) },
			func(r *fixture) string { return fmt.Sprint(r.Reads("城管办")) },
		},
		"photos": {
			func(r *fixture) {
				r.Answers.ToOpen = picture
				r.papers.EditPhotos(r.Event(), nil)
			},
			func(r *fixture) { r.Push("添加照片…") }, "添加照片",
			func(r *fixture) string { all, _ := r.Service.Photos(ctx, r.Event().ID); return fmt.Sprint(len(all)) },
			func(r *fixture) string { return fmt.Sprint(len(uitest.Found[*widgets.TextEntry](r.Top()))) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := eventFixture(t, 1, nil)
			r.Invite("王玉梅")
			c.open(r)
			for _, o := range uitest.InSight(r.Top()) {
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
			if after == before || afterShown == beforeShown || !r.OffersUndo() {
				t.Fatalf("%s (%s) after, %s (%s) before; undo offered: %v\n%s", after, afterShown, before, beforeShown, r.OffersUndo(), r.Read())
			}
			check := func(state, shown string) {
				t.Helper()
				if c.state(r) != state || c.shown(r) != shown {
					t.Errorf("stored %s, shown %s; want %s, %s\n%s", c.state(r), c.shown(r), state, shown, r.Read())
				}
			}
			r.walked(fyne.KeyZ, "已撤销："+c.label)
			check(before, beforeShown)
			r.walked(fyne.KeyY, "已重做："+c.label)
			check(after, afterShown)
			r.walked(fyne.KeyY, "没有可以重做的操作。")
			widgets.Front(r.Window).Act() // the button beside what is said is gone
			check(after, afterShown)
			r.walked(fyne.KeyZ, "已撤销："+c.label)
			r.walked(fyne.KeyZ, noMore)
			check(before, beforeShown)
			widgets.Front(r.Window).Close()
			// Another dialog does not redo what was undone in this one.
			c.open(r)
			if name != "people library" && name != "departments" { // to be opened they write
				r.walked(fyne.KeyY, noneToRedo)
			}
			check(before, beforeShown)
		})
	}
}
