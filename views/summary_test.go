package views

import (
	"archive/zip"
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/app/paper"
	"openday/views/widgets"
)

// entries finds the text entries of what is on top.
func entries(o fyne.CanvasObject) []*widgets.TextEntry {
	var found []*widgets.TextEntry
	for _, o := range test.LaidOutObjects(o) {
		if e, ok := o.(*widgets.TextEntry); ok && !slices.Contains(found, e) {
			found = append(found, e)
		}
	}
	return found
}

func TestTheSummaryIsPutInOnesOwnWords(t *testing.T) {
	r := sampleRoom(t)
	stored := func() []app.ReportText {
		e, err := r.service.Event(context.Background(), r.Event().ID)
		if err != nil {
			t.Fatal(err)
		}
		return e.ReportTexts
	}
	r.press(fyne.KeyP, ctrlShift)
	r.tap("编辑文字…")
	text := entries(r.top())[0]
	written := text.Text
	if !strings.Contains(written, "现将有关情况总结如下") && !strings.Contains(written, "活动尚未举办") {
		t.Fatalf("the first paragraph is %q", written)
	}
	text.SetText("我局按计划举办了活动。")
	if !r.sees("已修改") || !r.sees("不会随数据变化") {
		t.Errorf("the person sees\n%s", r.seen())
	}
	r.tap("保存")
	if got := stored(); len(got) != 1 || got[0].Text != "我局按计划举办了活动。" || got[0].Key != "opening" {
		t.Fatalf("kept: %+v", got)
	}
	r.tap("关闭")
	r.press(fyne.KeyP, ctrlShift)
	r.tap("编辑文字…")
	if text = entries(r.top())[0]; text.Text != "我局按计划举办了活动。" {
		t.Errorf("the next time it says %q", text.Text)
	}
	r.tap("恢复自动生成")
	if text.Text != written {
		t.Errorf("restored: %q", text.Text)
	}
	r.tap("保存")
	if got := stored(); len(got) != 0 {
		t.Errorf("kept: %+v", got)
	}
}

func TestPhotosComeAndGo(t *testing.T) {
	r := sampleRoom(t)
	file := filepath.Join(t.TempDir(), "现场.png")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, picture.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	photos := func() []app.Photo {
		all, err := r.service.Photos(context.Background(), r.Event().ID)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	r.press(fyne.KeyP, ctrlShift)
	r.tap("照片…")
	if !r.sees("还没有照片") {
		t.Errorf("the person sees\n%s", r.seen())
	}
	r.answers.open = file
	r.tap("添加照片…")
	r.tap("添加照片…")
	for i, e := range entries(r.top()) {
		e.SetText([]string{"参观", "座谈"}[i])
	}
	r.tap("保存")
	if got := photos(); len(got) != 2 || got[0].Caption != "参观" || got[1].Caption != "座谈" {
		t.Fatalf("%d photos", len(got))
	}
	r.answers.save = t.TempDir()
	r.tap("另存为 PDF…")
	wantPDF(t, filepath.Join(r.answers.save, paper.FileName(r.Event(), paper.KindSummary)))
	r.tap("关闭")
	r.press(fyne.KeyP, ctrlShift)
	r.tap("照片…")
	r.tap("移除")
	r.tap("保存")
	r.tap("关闭")
	if got := photos(); len(got) != 1 || got[0].Caption != "座谈" {
		t.Fatalf("%d photos", len(got))
	}
	r.Undo()
	if got := photos(); len(got) != 2 || got[0].Caption != "参观" {
		t.Errorf("%d photos after the undo", len(got))
	}
}

func TestTheSummaryIsSavedAsAWordFile(t *testing.T) {
	r := sampleRoom(t)
	for _, c := range []struct {
		key  fyne.KeyName
		kind paper.Kind
	}{{fyne.KeyP, paper.KindSummary}, {fyne.Key8, paper.KindSummaryPublic}} {
		r.answers.save = t.TempDir()
		r.press(c.key, ctrlShift)
		r.tap("存为 Word 文档…")
		if !r.sees("可在 Word 中修改") {
			t.Errorf("the person sees\n%s", r.seen())
		}
		file := filepath.Join(r.answers.save, strings.TrimSuffix(paper.FileName(r.Event(), c.kind), ".pdf")+".docx")
		z, err := zip.OpenReader(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := z.Open("word/document.xml"); err != nil {
			t.Error(err)
		}
		if err := z.Close(); err != nil {
			t.Error(err)
		}
		r.tap("关闭")
	}
	audit, err := r.service.AuditLines(context.Background(), app.AuditFilter{Action: app.AuditPrint})
	if err != nil || len(audit) != 2 {
		t.Errorf("%d prints are written down, %v", len(audit), err)
	}
}

func TestThePublicVersionIsLookedAtFirst(t *testing.T) {
	r := sampleRoom(t)
	all, err := r.service.Feedback(context.Background(), app.FeedbackFilter{EventID: r.Event().ID})
	if err != nil {
		t.Fatal(err)
	}
	all[0].Content += "，请打13812341234"
	if _, err := r.service.SaveFeedback(context.Background(), all[0]); err != nil {
		t.Fatal(err)
	}
	r.answers.save = t.TempDir()
	r.press(fyne.Key7, ctrlShift)
	if !r.sees("已隐去：第 1 条（内容）") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("另存为 PDF…")
	wantPDF(t, filepath.Join(r.answers.save, paper.FileName(r.Event(), paper.KindLedgerPublic)))
}

func TestTheYearIsPutTogether(t *testing.T) {
	r := sampleRoom(t)
	r.answers.save = t.TempDir()
	r.press(fyne.Key9, ctrlShift)
	for _, o := range test.LaidOutObjects(r.top()) {
		if e, ok := o.(*widgets.NumberEntry); ok {
			e.SetText(r.Event().Start.Format("2006"))
		}
	}
	r.tap("另存为 PDF…")
	wantPDF(t, filepath.Join(r.answers.save, r.Event().Start.Format("2006年 ")+"年度汇总.pdf"))
}
