package papers

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/paper/after"
	"openday/app/paper/before"
	"openday/app/paper/onday"
	"openday/app/papers"
	"openday/app/printer"
	"openday/app/workday"
	"openday/views/pages"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// pages finds the pages in front of the person.
func (r *fixture) pages() *pages.View {
	r.t.Helper()
	all := uitest.Found[*pages.View](r.Top())
	if len(all) == 0 {
		r.t.Fatalf("no pages are shown:\n%s", r.Seen())
	}
	return all[0]
}

// blankRows finds the choice of the sign-in sheet's blank rows: the last entry
// for a number in front of the person.
func (r *fixture) blankRows() *widgets.NumberEntry {
	r.t.Helper()
	all := r.numbers()
	if len(all) == 0 {
		r.t.Fatalf("no number is asked for:\n%s", r.Seen())
	}
	return all[len(all)-1]
}

func TestThePagesFollowTheChoices(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.Key3, ui.CtrlShift)
	if n := r.pages().PageCount(); n != 1 || !r.pages().Drawn() {
		t.Fatalf("%d pages, drawn: %v", n, r.pages().Drawn())
	}
	blank := r.blankRows()
	blank.SetText("60")
	if n := r.pages().PageCount(); n < 3 || !r.Sees(fmt.Sprintf("共 %d 页", n)) {
		t.Errorf("%d pages for 72 rows:\n%s", n, r.Seen())
	}
	r.pages().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
	blank.SetText("30")
	if v := r.pages(); v.Page() != v.PageCount() || !v.Drawn() {
		t.Errorf("page %d of %d is in sight, drawn: %v", v.Page(), v.PageCount(), v.Drawn())
	}

	blank.SetText("很多")
	if !r.Sees("不是整数") {
		t.Errorf("nothing is said of a number that is none:\n%s", r.Seen())
	}
	r.Tap("另存为 PDF…")
	if made, err := os.ReadDir(r.Answers.ToSave); err != nil || len(made) != 0 {
		t.Errorf("a paper with wrong choices went out: %v, %v", made, err)
	}
	blank.SetText("0")
	r.Tap("另存为 PDF…")
	doc := opened(t, filepath.Join(r.Answers.ToSave, papers.All.FileName(r.Event(), onday.KindSignIn)))
	defer doc.Close()
	if doc.PageCount() != r.pages().PageCount() {
		t.Errorf("%d pages went out, %d are shown", doc.PageCount(), r.pages().PageCount())
	}
}

func TestPaperOfEarlierChoicesDoesNotGoOut(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.Key3, ui.CtrlShift)
	before := r.pages().PageCount()

	// The making of the paper takes its time, and the person goes on choosing.
	var work, pause []func()
	run, later := r.Run, r.Later
	r.Run = func(do, then func()) { work = append(work, func() { do(); then() }) }
	r.Later = func(_ time.Duration, do func()) func() {
		pause = append(pause, do)
		return func() {}
	}
	finish := func() {
		for len(work) > 0 {
			next := work[0]
			work = work[1:]
			next()
		}
	}
	blank := r.blankRows()
	blank.SetText("60")
	pause[len(pause)-1]()
	blank.SetText("0")
	finish()
	r.Tap("另存为 PDF…")
	finish()
	if made, err := os.ReadDir(r.Answers.ToSave); err != nil || len(made) != 0 {
		t.Errorf("a paper of earlier choices went out: %v, %v", made, err)
	}
	r.Run, r.Later = run, later
	pause[len(pause)-1]()
	doc := opened(t, filepath.Join(r.Answers.ToSave, papers.All.FileName(r.Event(), onday.KindSignIn)))
	defer doc.Close()
	if doc.PageCount() != before {
		t.Errorf("%d pages went out, not the %d of no blank rows", doc.PageCount(), before)
	}
}

func TestThePagesFollowTheData(t *testing.T) {
	r := sampleFixture(t)
	r.Press(fyne.KeyA, ui.CtrlShift)
	before := r.pages().PageCount()
	items, err := r.Service.Agenda(t.Context(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	long := items[0]
	long.Content = strings.Repeat("参观办事大厅，听取窗口工作人员的介绍。", 200)
	if _, err := r.Service.SaveAgenda(t.Context(), r.Event().ID, long); err != nil {
		t.Fatal(err)
	}
	if after := r.pages().PageCount(); after <= before {
		t.Errorf("%d pages before, %d after", before, after)
	}
}

func TestWhatIsOpenIsListedAndLeadsToItsPlace(t *testing.T) {
	r := sampleFixture(t)
	r.Press(fyne.KeyP, ui.CtrlShift)
	if !r.Sees("出席情况尚未登记") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	if r.Sees("没有录入出席情况") {
		t.Errorf("the same is said twice; the person sees\n%s", r.Seen())
	}
	r.Tap("转到该处")
	if r.Window.Canvas().Overlays().Top() != nil || r.Heading() != ui.TabInvitees || !r.Sees("返回预览：总结报告") {
		t.Errorf("tab %d is in sight; the person sees\n%s", r.Heading(), r.Seen())
	}
}

func TestOnlyWhatGoesOutIsWrittenDown(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	prints := func() int {
		lines, err := r.Service.AuditLines(t.Context(), app.AuditFilter{Action: app.AuditPrint})
		if err != nil {
			t.Fatal(err)
		}
		return len(lines)
	}
	r.Press(fyne.Key3, ui.CtrlShift)
	r.Tap("关闭")
	if _, printed, err := r.Service.LastPrint(t.Context(), r.Event().ID, string(onday.KindSignIn)); err != nil || printed || prints() != 0 {
		t.Errorf("a paper that was looked at counts as printed: %v, %d lines, %v", printed, prints(), err)
	}
	r.Press(fyne.Key3, ui.CtrlShift)
	r.Tap("另存为 PDF…")
	if last, printed, err := r.Service.LastPrint(t.Context(), r.Event().ID, string(onday.KindSignIn)); err != nil || !printed || len(last.Lines) == 0 || prints() != 1 {
		t.Errorf("a paper that went out is not remembered: %v, %d lines, %v", printed, prints(), err)
	}
}

func TestEnterInANumberShowsItAndPrintsNothing(t *testing.T) {
	r := sampleFixture(t)
	r.Press(fyne.Key3, ui.CtrlShift)
	rows := r.blankRows()
	rows.SetText("60")
	rows.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if n := r.pages().PageCount(); n < 3 || !r.Sees("预览：签到表") {
		t.Errorf("%d pages; the person sees\n%s", n, r.Seen())
	}
}

func TestEscClosesThePreview(t *testing.T) {
	r := sampleFixture(t)
	r.Press(fyne.Key3, ui.CtrlShift)
	r.pages().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if r.Window.Canvas().Overlays().Top() != nil {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

// BenchmarkPreview opens a preview of the sign-in sheet until its first page is
// drawn, with PDFium's code in the cache, and closes it.
func BenchmarkPreview(b *testing.B) {
	r := sampleFixture(b)
	for b.Loop() {
		r.Press(fyne.Key3, ui.CtrlShift)
		if !r.pages().Drawn() {
			b.Fatal("the page is not drawn")
		}
		r.Tap("关闭")
	}
}

// BenchmarkPageTurn turns the pages of a long sign-in sheet in its true size, each
// until it is drawn. It leaps, so that no page is drawn in advance; the time has
// the pages in it that are drawn in advance for the next turn.
func BenchmarkPageTurn(b *testing.B) {
	r := sampleFixture(b)
	r.Prefs.SetString("preview.zoom", "100")
	r.Press(fyne.Key3, ui.CtrlShift)
	r.blankRows().SetText(strconv.Itoa(onday.MostBlankRows))
	v := r.pages()
	for b.Loop() {
		n := (v.Page()+7)%v.PageCount() + 1
		v.ShowPage(n)
		if !v.Drawn() {
			b.Fatal("the page is not drawn")
		}
	}
}

// opened opens a PDF that was written; the caller closes it.
func opened(t *testing.T, file string) *printer.Document {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := printer.Open(context.Background(), content)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

// Where a paper was due before today the preview proposes the day on which it was,
// reckoned with the office's own calendar.
func TestThePreviewProposesADateByTheOfficesCalendar(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	e := r.Event()
	e.FilingDays = 5
	if _, err := r.Service.SaveEvent(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	day := func(d int) time.Time { return time.Date(2026, time.August, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		off        []workday.Day
		want, said string
	}{
		{nil, "2026-08-11", "2026年8月11日"}, // five working days before Tuesday, 18 August
		{[]workday.Day{{Date: day(17), Kind: workday.Off, Name: "本地假期"}, {Date: day(14), Kind: workday.Off, Name: "本地假期"}}, "2026-08-07", "2026年8月7日"},
	} {
		if _, err := r.Service.AddSchedule(t.Context(), c.off); err != nil {
			t.Fatal(err)
		}
		r.Press(fyne.KeyF, ui.CtrlShift)
		entries := uitest.Found[*widgets.DateEntry](r.Top())
		if len(entries) != 1 || !r.Sees("落款日期（建议）") || entries[0].Snapshot() != c.want {
			t.Fatalf("with %d days off the person sees\n%s", len(c.off), r.Seen())
		}
		r.Tap("另存为 PDF…")
		doc := opened(t, filepath.Join(r.Answers.ToSave, papers.All.FileName(r.Event(), before.KindPlan)))
		var all strings.Builder
		for n := range doc.PageCount() {
			text, err := doc.Text(n + 1)
			if err != nil {
				t.Fatal(err)
			}
			all.WriteString(text)
		}
		doc.Close()
		if !strings.Contains(all.String(), c.said) {
			t.Errorf("the paper is not dated %s: %s", c.said, all.String())
		}
		r.Tap("关闭")
	}
}

// What is published is copied as a text and saved as a web page; both count as going out.
func TestAPublishedPaperIsCopiedAndSavedAsAWebPage(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.Key8, ui.CtrlShift)
	fyne.CurrentApp().Clipboard().SetContent("")
	r.Tap("复制文字")
	text := fyne.CurrentApp().Clipboard().Content()
	if !strings.Contains(text, "\n　　一、") || strings.Contains(text, "<p>") || !r.Sees("文字已复制") {
		t.Errorf("on the clipboard is %q; the person sees\n%s", text, r.Seen())
	}
	r.Tap("存为网页…")
	page, err := os.ReadFile(filepath.Join(r.Answers.ToSave, strings.TrimSuffix(papers.All.FileName(r.Event(), after.KindSummaryPublic), ".pdf")+".html"))
	if err != nil || !strings.HasPrefix(string(page), "<!DOCTYPE html>") || !strings.Contains(string(page), "<h2>一、") {
		t.Errorf("the page is %.200s, %v", page, err)
	}
	lines, err := r.Service.AuditLines(t.Context(), app.AuditFilter{Action: app.AuditPrint})
	if err != nil || len(lines) != 2 {
		t.Errorf("%d lines of the audit, %v", len(lines), err)
	}
}
