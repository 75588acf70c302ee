package papers

import (
	"archive/zip"
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/papers"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

func TestTheSummaryIsPutInOnesOwnWords(t *testing.T) {
	r := sampleFixture(t)
	stored := func() []app.ReportText {
		e, err := r.Service.Event(context.Background(), r.Event().ID)
		if err != nil {
			t.Fatal(err)
		}
		return e.ReportTexts
	}
	r.Press(fyne.KeyP, ui.CtrlShift)
	r.Tap("编辑文字…")
	text := uitest.Found[*widgets.TextEntry](r.Top())[0]
	written := text.Text
	if !strings.Contains(written, "现将有关情况总结如下") && !strings.Contains(written, "活动尚未举办") {
		t.Fatalf("the first paragraph is %q", written)
	}
	text.SetText("我局按计划举办了活动。")
	if !r.Sees("已修改") || !r.Sees("不会随数据变化") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Tap("保存")
	if got := stored(); len(got) != 1 || got[0].Text != "我局按计划举办了活动。" || got[0].Key != "opening" {
		t.Fatalf("kept: %+v", got)
	}
	r.Tap("关闭")
	r.Press(fyne.KeyP, ui.CtrlShift)
	r.Tap("编辑文字…")
	if text = uitest.Found[*widgets.TextEntry](r.Top())[0]; text.Text != "我局按计划举办了活动。" {
		t.Errorf("the next time it says %q", text.Text)
	}
	r.Tap("恢复自动生成")
	if text.Text != written {
		t.Errorf("restored: %q", text.Text)
	}
	r.Tap("保存")
	if got := stored(); len(got) != 0 {
		t.Errorf("kept: %+v", got)
	}
}

func TestPhotosComeAndGo(t *testing.T) {
	r := sampleFixture(t)
	file := filepath.Join(t.TempDir(), "现场.png")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, picture.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	photos := func() []app.Photo {
		all, err := r.Service.Photos(context.Background(), r.Event().ID)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	r.Press(fyne.KeyP, ui.CtrlShift)
	r.Tap("照片…")
	if !r.Sees("还没有照片") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Answers.ToOpen = file + string(filepath.ListSeparator) + file
	r.Tap("添加照片…")
	for i, e := range uitest.Found[*widgets.TextEntry](r.Top()) {
		e.SetText([]string{"参观", "座谈"}[i])
	}
	r.Tap("保存")
	if got := photos(); len(got) != 2 || got[0].Caption != "参观" || got[1].Caption != "座谈" {
		t.Fatalf("%d photos", len(got))
	}
	r.Answers.ToSave = t.TempDir()
	r.Tap("另存为 PDF…")
	uitest.WantPDF(t, filepath.Join(r.Answers.ToSave, papers.All.FileName(r.Event(), after.KindSummary)))
	r.Tap("关闭")
	r.Press(fyne.KeyP, ui.CtrlShift)
	r.Tap("照片…")
	d := widgets.Front(r.Window)
	for _, change := range []func(){
		func() { r.Tap("移除") },
		func() { test.Tap(uitest.Found[*widgets.IconButton](r.Top())[1]) }, // the first one down
	} {
		change()
		r.Key(fyne.KeyEscape)
		if d.Closed() || !r.Reads("有未保存的修改") {
			t.Fatalf("what was changed is lost without a question; there is:\n%s", r.Read())
		}
		r.Push("放弃修改")
		r.Tap("照片…")
		d = widgets.Front(r.Window)
	}
	r.Key(fyne.KeyEscape)
	if !d.Closed() {
		t.Fatal("it asks although nothing was changed")
	}
	r.Tap("照片…")
	r.Tap("移除")
	r.Tap("保存")
	r.Tap("关闭")
	if got := photos(); len(got) != 1 || got[0].Caption != "座谈" {
		t.Fatalf("%d photos", len(got))
	}
	r.Undo()
	if got := photos(); len(got) != 2 || got[0].Caption != "参观" {
		t.Errorf("%d photos after the undo", len(got))
	}
}

func TestTheSummaryIsSavedAsAWordFile(t *testing.T) {
	r := sampleFixture(t)
	for _, c := range []struct {
		key  fyne.KeyName
		kind paper.Kind
	}{{fyne.KeyP, after.KindSummary}, {fyne.Key8, after.KindSummaryPublic}} {
		r.Answers.ToSave = t.TempDir()
		r.Press(c.key, ui.CtrlShift)
		r.Tap("存为 Word 文档…")
		if !r.Sees("可在 Word 中修改") {
			t.Errorf("the person sees\n%s", r.Seen())
		}
		file := filepath.Join(r.Answers.ToSave, strings.TrimSuffix(papers.All.FileName(r.Event(), c.kind), ".pdf")+".docx")
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
		r.Tap("关闭")
	}
	audit, err := r.Service.AuditLines(context.Background(), app.AuditFilter{Action: app.AuditPrint})
	if err != nil || len(audit) != 2 {
		t.Errorf("%d prints are written down, %v", len(audit), err)
	}
}

func TestThePublicVersionIsLookedAtFirst(t *testing.T) {
	r := sampleFixture(t)
	all, err := r.Service.Feedback(context.Background(), app.FeedbackFilter{EventID: r.Event().ID})
	if err != nil {
		t.Fatal(err)
	}
	all[0].Content += "，请打13812341234"
	if _, err := r.Service.SaveFeedback(context.Background(), all[0]); err != nil {
		t.Fatal(err)
	}
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.Key7, ui.CtrlShift)
	if !r.Sees("已隐去：第 1 条（内容）") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("另存为 PDF…")
	uitest.WantPDF(t, filepath.Join(r.Answers.ToSave, papers.All.FileName(r.Event(), after.KindLedgerPublic)))
}

func TestTheYearIsPutTogether(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.Key9, ui.CtrlShift)
	for _, year := range r.numbers() {
		year.SetText(r.Event().Start.Format("2006"))
	}
	r.Tap("另存为 PDF…")
	uitest.WantPDF(t, filepath.Join(r.Answers.ToSave, r.Event().Start.Format("2006年 ")+"年度汇总.pdf"))
}
