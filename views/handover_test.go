package views

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
func (r *room) secretFields() []*widgets.TextEntry {
	var all []*widgets.TextEntry
	for _, o := range test.LaidOutObjects(r.top()) {
		if e, ok := o.(*widgets.TextEntry); ok && e.Password {
			all = append(all, e)
		}
	}
	return all
}

func TestEventsGoFromOneWindowToAnotherThroughAFile(t *testing.T) {
	const secret = "spring 2026 开放"
	ctx := context.Background()
	a := sampleRoom(t)
	a.answers.save = t.TempDir()
	a.HandOver()
	fields := a.secretFields()
	if len(fields) != 2 {
		t.Fatal(a.seen())
	}
	fields[0].SetText("short")
	a.tap("继续…")
	if !a.sees("口令太短") {
		t.Error(a.seen())
	}
	fields[0].SetText(secret)
	fields[1].SetText("another one")
	a.tap("继续…")
	if !a.sees("两次输入的口令不同") {
		t.Error(a.seen())
	}
	fields[1].SetText(secret)
	a.tap("继续…")
	files, err := filepath.Glob(filepath.Join(a.answers.save, "*.openday"))
	if err != nil || len(files) != 1 || !strings.HasSuffix(files[0], a.Event().Title+".openday") {
		t.Fatal(files, a.seen())
	}
	e := a.Event()

	b := newRoom(t)
	b.OpenHandOver(files[0])
	b.secretFields()[0].SetText("wrong wrong")
	b.tap("继续…")
	if !b.sees("口令不对") {
		t.Error(b.seen())
	}
	b.tap("确定")
	receive := func() {
		b.OpenHandOver(files[0])
		b.secretFields()[0].SetText(secret)
		b.tap("继续…")
	}
	receive()
	if !b.sees("新增") || !b.sees(e.Title) {
		t.Fatal(b.seen())
	}
	b.tap("合并")
	b.tap("确定")
	got, err := b.service.Dossier(ctx, e.ID)
	want, err2 := a.service.Dossier(ctx, e.ID)
	if err != nil || err2 != nil || len(got.Invitees) != len(want.Invitees) || len(got.Feedback) != len(want.Feedback) {
		t.Fatal(err, err2)
	}
	// Both change the theme: the conflict is shown, and ours can be kept.
	change := func(r *room, theme string) {
		e, err := r.service.Event(ctx, e.ID)
		if err == nil {
			e.Theme = theme
			_, err = r.service.SaveEvent(ctx, e)
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
	a.HandOver()
	for _, f := range a.secretFields() {
		f.SetText(secret)
	}
	a.tap("继续…")
	receive()
	if !b.sees("活动主题：本机主题") || !b.sees("活动主题：文件主题") {
		t.Fatal(b.seen())
	}
	b.tap("保留本机的")
	b.tap("合并")
	if !b.sees("没有采用的内容都已保留") {
		t.Error(b.seen())
	}
	b.tap("确定")
	if now, err := b.service.Event(ctx, e.ID); err != nil || now.Theme != "本机主题" {
		t.Error(now.Theme, err)
	}
	if kept, err := b.service.Displaced(ctx, e.ID); err != nil || len(kept) != 1 || !strings.Contains(kept[0].What, "文件主题") {
		t.Error(kept, err)
	}
	lines, err := b.service.AuditLines(ctx, app.AuditFilter{Action: app.AuditReceive})
	if err != nil || len(lines) != 2 {
		t.Error(lines, err)
	}
}
