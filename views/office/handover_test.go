package office

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/views/widgets"
)

// secretFields are the fields of the dialog in front that take a passphrase.
func (r *fixture) secretFields() []*widgets.TextEntry {
	var all []*widgets.TextEntry
	for _, o := range test.LaidOutObjects(r.Top()) {
		if e, ok := o.(*widgets.TextEntry); ok && e.Password {
			all = append(all, e)
		}
	}
	return all
}

func TestEventsGoFromOneWindowToAnotherThroughAFile(t *testing.T) {
	const secret = "spring 2026 开放"
	ctx := context.Background()
	a := sampleFixture(t)
	a.Answers.ToSave = t.TempDir()
	a.actions.HandOver()
	fields := a.secretFields()
	if len(fields) != 2 {
		t.Fatal(a.Seen())
	}
	fields[0].SetText("short")
	a.Tap("继续…")
	if !a.Sees("口令太短") {
		t.Error(a.Seen())
	}
	fields[0].SetText(secret)
	fields[1].SetText("another one")
	a.Tap("继续…")
	if !a.Sees("两次输入的口令不同") {
		t.Error(a.Seen())
	}
	fields[1].SetText(secret)
	a.Tap("继续…")
	files, err := filepath.Glob(filepath.Join(a.Answers.ToSave, "*.openday"))
	if err != nil || len(files) != 1 || !strings.HasSuffix(files[0], a.Event().Title+".openday") {
		t.Fatal(files, a.Seen())
	}
	e := a.Event()

	b := newFixture(t)
	b.actions.OpenHandOver(files[0])
	b.secretFields()[0].SetText("wrong wrong")
	b.Tap("继续…")
	if !b.Sees("口令不对") {
		t.Error(b.Seen())
	}
	b.Tap("确定")
	receive := func() {
		b.actions.OpenHandOver(files[0])
		b.secretFields()[0].SetText(secret)
		b.Tap("继续…")
	}
	receive()
	if !b.Sees("新增") || !b.Sees(e.Title) {
		t.Fatal(b.Seen())
	}
	b.Tap("合并")
	b.Tap("确定")
	got, err := b.Service.Dossier(ctx, e.ID)
	want, err2 := a.Service.Dossier(ctx, e.ID)
	if err != nil || err2 != nil || len(got.Invitees) != len(want.Invitees) || len(got.Feedback) != len(want.Feedback) {
		t.Fatal(err, err2)
	}
	// Both change the theme: the conflict is shown, and ours can be kept.
	change := func(r *fixture, theme string) {
		e, err := r.Service.Event(ctx, e.ID)
		if err == nil {
			e.Theme = theme
			_, err = r.Service.SaveEvent(ctx, e)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	change(b, "本机主题")
	change(a, "文件主题")
	if err := os.Remove(files[0]); err != nil {
		t.Fatal(err)
	}
	a.actions.HandOver()
	for _, f := range a.secretFields() {
		f.SetText(secret)
	}
	a.Tap("继续…")
	receive()
	if !b.Sees("活动主题：本机主题") || !b.Sees("活动主题：文件主题") {
		t.Fatal(b.Seen())
	}
	b.Tap("保留本机的") // opens the choice
	b.Tap("保留本机的")
	b.Tap("合并")
	if !b.Sees("没有采用的内容都已保留") {
		t.Error(b.Seen())
	}
	b.Tap("确定")
	if now, err := b.Service.Event(ctx, e.ID); err != nil || now.Theme != "本机主题" {
		t.Error(now.Theme, err)
	}
	if kept, err := b.Service.Displaced(ctx, e.ID); err != nil || len(kept) != 1 || !strings.Contains(kept[0].What, "文件主题") {
		t.Error(kept, err)
	}
	lines, err := b.Service.AuditLines(ctx, app.AuditFilter{Action: app.AuditReceive})
	if err != nil || len(lines) != 2 {
		t.Error(lines, err)
	}
}
