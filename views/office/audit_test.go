package office

import (
	"context"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/service"
	"openday/views/ui"
)

func TestTheAuditListShowsOpinionsAndWhatWasUndone(t *testing.T) {
	r := eventFixture(t, nil)
	opinion := app.Feedback{EventID: r.Event().ID, Content: "路灯不亮", Speaker: "张三"}
	if _, err := r.Service.SaveFeedback(context.Background(), opinion); err != nil {
		t.Fatal(err)
	}
	if err := r.Service.DeleteFeedback(context.Background(), r.Event().ID, []string{r.Opinions()[0].ID}); err != nil {
		t.Fatal(err)
	}
	r.Press(fyne.KeyZ, ui.Ctrl)
	l := showAudit(r.actions)
	shown := func() string {
		return strings.Join(ui.Gather(l.table.Rows(), func(e service.AuditLine) string { return app.AuditActions.Label(e.Action) }), " ")
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

func TestFullNumbersThatWereShownStandInTheAuditList(t *testing.T) {
	r := eventFixture(t, nil)
	if err := r.Service.Reveal(context.Background(), r.Event().ID, 2); err != nil {
		t.Fatal(err)
	}
	r.actions.ShowAudit() // Ctrl+J in the window's menu
	if !r.Reads("查看完整号码") || !r.Reads("值班员") {
		t.Errorf("the audit list does not say so:\n%s", r.Read())
	}
	r.Answers.ToSave = t.TempDir()
	l := showAudit(r.actions)
	for _, item := range l.exportItems() {
		item.Action()
	}
	files, err := os.ReadDir(r.Answers.ToSave)
	if err != nil || len(files) != 2 {
		t.Errorf("%v %v", files, err)
	}
}
