package feedback

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/check"
	"openday/app/opinions"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// TestTheOfficeKeepsItsReplies adds a template, is told what is wrong with it, and
// replies by it.
func TestTheOfficeKeepsItsReplies(t *testing.T) {
	r := eventFixture(t, nil)
	ctx := context.Background()
	r.actions.EditTemplates()
	typed := func(long bool, text string) { // into the last template
		t.Helper()
		for _, e := range slices.Backward(uitest.Found[*widgets.TextEntry](r.Top())) {
			if e.MultiLine == long {
				e.SetText(text)
				return
			}
		}
		t.Fatalf("nothing can be typed into:\n%s", r.Read())
	}
	kept := func() []opinions.Template {
		t.Helper()
		all, err := r.Service.ReplyTemplates(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := len(kept())
	r.Push("添加模板")
	typed(true, "{提出人}，您好：已办。")
	r.Push("保存")
	if !r.Sees("×") || len(kept()) != before {
		t.Fatalf("a template without a name is kept:\n%s", r.Read())
	}
	typed(false, "已办")
	r.Push("保存")
	all := kept()
	if len(all) == 0 || all[len(all)-1] != (opinions.Template{Name: "已办", Text: "{提出人}，您好：已办。"}) {
		t.Fatalf("kept are %+v", all)
	}

	f, err := r.Service.SaveFeedback(ctx, app.Feedback{EventID: r.Event().ID, Content: "路灯不亮", Speaker: "王芳"})
	if err != nil {
		t.Fatal(err)
	}
	r.tab().Choose(f.ID)
	r.tab().takeStep(f, app.TransitionAnswer)
	r.Push("用模板 ▾")
	r.Push("已办")
	if got := r.Form().Field("Note").Input.Snapshot(); !strings.HasPrefix(got, "王芳") || !strings.HasSuffix(got, "您好：已办。") {
		t.Errorf("the reply begins as %q", got)
	}
	widgets.Front(r.Window).Close()

	r.Press(fyne.KeyZ, ui.Ctrl)
	r.Press(fyne.KeyZ, ui.Ctrl)
	if n := len(kept()); n != before {
		t.Errorf("after undoing there are %d templates, %d before", n, before)
	}
}

// TestAFindingShowsTheOpinionsItIsAbout sets the filter of the list.
func TestAFindingShowsTheOpinionsItIsAbout(t *testing.T) {
	r := eventFixture(t, nil)
	ctx := context.Background()
	add := func(content string, steps ...app.Step) {
		f, err := r.Service.SaveFeedback(ctx, app.Feedback{EventID: r.Event().ID, Content: content})
		for _, step := range steps {
			if err == nil {
				f, err = r.Service.StepFeedback(ctx, f.EventID, f.ID, step)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	assigned := app.Step{Kind: app.TransitionAssign, Department: "城管办", InCharge: "李明", DueDate: app.DayOf(uitest.Now)}
	add("未交办")
	add("已交办", assigned)
	add("已办结", assigned, app.Step{Kind: app.TransitionStart}, app.Step{Kind: app.TransitionFinish, Grade: "A", Result: "已换"})
	for what, want := range map[check.Show]string{check.ShowRecorded: "未交办", check.ShowDone: "已办结", check.ShowOverdue: ""} {
		if !r.tab().ShowFound(what) {
			t.Errorf("%v is not known", what)
		}
		if got := strings.Join(ui.Gather(r.tab().table.Rows(), func(f feedbackRow) string { return f.Content }), "|"); got != want {
			t.Errorf("%v shows %q, want %q", what, got, want)
		}
	}
	if r.tab().ShowFound(check.ShowPending) {
		t.Error("the list of opinions shows invitees")
	}
}
