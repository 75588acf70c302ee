package papers

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jung-kurt/gofpdf"

	"openday/app"
	"openday/app/printer"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// fakePrinter keeps the jobs that it is given.
type fakePrinter struct {
	own    bool // it has a dialog of its own, which chooses chosen
	chosen printer.Setup
	asked  printer.Setup // what its dialog showed at first
	pages  int
	asking error
	queues []printer.Queue
	none   error
	jobs   []printer.Job
	room   *fixture
	during func(ctx context.Context, progress printer.Progress) error // while it prints
}

func (p *fakePrinter) Ask(_ uintptr, before printer.Setup, pages int) (printer.Setup, bool, error) {
	p.asked, p.pages = before, pages
	return p.chosen, p.own, p.asking
}

func (p *fakePrinter) Printers(context.Context) ([]printer.Queue, error) { return p.queues, p.none }

func (p *fakePrinter) Print(ctx context.Context, job printer.Job, progress printer.Progress) error {
	p.jobs = append(p.jobs, job)
	if p.during != nil {
		return p.during(ctx, progress)
	}
	return nil
}

// printFixture opens a room with a printer and prints a paper of three pages there.
// told gives what the caller of printPDF learnt.
func printFixture(t *testing.T, p *fakePrinter) (r *fixture, told func() []bool) {
	t.Helper()
	r = newFixture(t)
	p.room = r
	r.Printing, r.Spare = p, filepath.Join(t.TempDir(), "opened")
	doc := gofpdf.New("P", "mm", "A4", "")
	for range 3 {
		doc.AddPage()
	}
	var pdf bytes.Buffer
	if err := doc.Output(&pdf); err != nil {
		t.Fatal(err)
	}
	var learnt []bool
	r.actions.printPDF("2022-11-22 开放日 签到表.pdf", proof{pdf: pdf.Bytes()}, func(printed bool) { learnt = append(learnt, printed) })
	return r, func() []bool { return learnt }
}

var twoPrinters = []printer.Queue{{Name: "一楼", State: printer.Stopped}, {Name: "办公室", Default: true}}

func TestPaperIsPrintedAsChosen(t *testing.T) {
	p := &fakePrinter{queues: twoPrinters}
	r, told := printFixture(t, p)
	if !r.Sees("办公室") {
		t.Errorf("the default printer is not shown: %s", r.Seen())
	}
	numbers, texts := r.numbers(), uitest.Found[*widgets.TextEntry](r.Top())
	if len(numbers) != 1 || len(texts) == 0 {
		t.Fatalf("the person is asked for %d numbers and %d texts: %s", len(numbers), len(texts), r.Seen())
	}
	copies, pages := numbers[0], texts[len(texts)-1]
	copies.SetText("2")
	pages.SetText("4")
	r.Tap("打印")
	if len(p.jobs) > 0 || !r.Sees("页码从 1 到 3") {
		t.Fatalf("a page that is not there was taken: %s", r.Seen())
	}
	pages.SetText("1，3")
	r.Tap("打印")
	want := []printer.Job{{Setup: printer.Setup{Printer: "办公室", Copies: 2, Pages: []int{1, 3}}, Title: "2022-11-22 开放日 签到表.pdf"}}
	if diff := cmp.Diff(want, p.jobs, cmpopts.IgnoreFields(printer.Job{}, "PDF")); diff != "" {
		t.Errorf("printed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]bool{true}, told()); diff != "" {
		t.Error(diff)
	}
	if !r.Sees("已交给打印机") {
		t.Errorf("nothing says that it is printed: %s", r.Seen())
	}
}

func TestSystemsOwnDialogIsTaken(t *testing.T) {
	p := &fakePrinter{own: true, chosen: printer.Setup{Printer: "二楼", Copies: 3, Duplex: printer.LongEdge}}
	r, told := printFixture(t, p)
	if len(p.jobs) != 1 || p.jobs[0].Printer != "二楼" || p.jobs[0].Copies != 3 || p.pages != 3 {
		t.Errorf("asked for %d pages, printed %+v", p.pages, p.jobs)
	}
	pdf := p.jobs[0].PDF
	r.actions.printPDF("2023-01-01 另一次 签到表.pdf", proof{pdf: pdf}, func(bool) {})
	if p.asked.Printer != "二楼" || p.asked.Duplex != printer.LongEdge {
		t.Errorf("the dialog began with %+v, not with the last choice", p.asked)
	}
	r.actions.printPDF("2023-01-01 另一次 席位卡.pdf", proof{pdf: pdf}, func(bool) {})
	if p.asked.Printer != "二楼" || p.asked.Duplex != printer.Simplex {
		t.Errorf("the dialog of another kind of paper began with %+v", p.asked)
	}
	if diff := cmp.Diff([]bool{true}, told()); diff != "" {
		t.Error(diff)
	}
}

func TestCancelledBeforePrintingPrintsNothing(t *testing.T) {
	own := &fakePrinter{own: true, asking: context.Canceled}
	r, told := printFixture(t, own)
	if len(own.jobs) > 0 || !r.Sees("打印已取消，没有打印任何一页") || cmp.Diff([]bool{false}, told()) != "" {
		t.Errorf("told %v: %s", told(), r.Seen())
	}
	ours := &fakePrinter{queues: twoPrinters}
	r, told = printFixture(t, ours)
	r.Tap("取消")
	if len(ours.jobs) > 0 || !r.Sees("打印已取消，没有打印任何一页") || cmp.Diff([]bool{false}, told()) != "" {
		t.Errorf("told %v: %s", told(), r.Seen())
	}
}

func TestCancelledWhilePrinting(t *testing.T) {
	p := &fakePrinter{own: true}
	p.during = func(ctx context.Context, progress printer.Progress) error {
		progress(2, 3)
		if !p.room.Sees("第 2 页，共 3 页") {
			t.Errorf("how far it is is not shown: %s", p.room.Seen())
		}
		p.room.Tap("取消")
		<-ctx.Done()
		return ctx.Err()
	}
	r, told := printFixture(t, p)
	if !r.Sees("打印已取消。打印机已经收到的页可能还会打出来") || cmp.Diff([]bool{false}, told()) != "" {
		t.Errorf("told %v: %s", told(), r.Seen())
	}
	if len(r.Launched) > 0 {
		t.Errorf("a viewer was opened: %v", r.Launched)
	}
}

func TestMissingPrinterIsToldAndTheViewerOffered(t *testing.T) {
	p := &fakePrinter{none: app.Errorf(app.CodePrinter, nil, "No printer is installed on this computer. Install one in the system's settings, or save the paper as a PDF and print it elsewhere.")}
	r, told := printFixture(t, p)
	if !r.Sees("没有安装打印机") || len(r.Launched) > 0 {
		t.Fatalf("opened %v: %s", r.Launched, r.Seen())
	}
	r.Tap("用系统程序打开")
	if len(r.Launched) != 1 || cmp.Diff([]bool{false}, told()) != "" {
		t.Errorf("opened %v, told %v", r.Launched, told())
	}
	r, told = printFixture(t, p)
	r.Tap("确定")
	if len(r.Launched) > 0 || cmp.Diff([]bool{false}, told()) != "" {
		t.Errorf("opened %v, told %v", r.Launched, told())
	}
}

// TestFailedDriverOpensTheViewer also checks that nobody else can read the file
// that the viewer gets, and that it does not stay.
func TestFailedDriverOpensTheViewer(t *testing.T) {
	p := &fakePrinter{own: true, during: func(context.Context, printer.Progress) error {
		return app.Errorf(app.CodeInternal, errors.New("broken"), "The printer “%s” could not print this: its driver reports an error.", "办公室")
	}}
	r, told := printFixture(t, p)
	if !r.Sees("驱动程序报告出错") || !r.Sees("请在那里打印") || cmp.Diff([]bool{false}, told()) != "" {
		t.Errorf("told %v: %s", told(), r.Seen())
	}
	if len(r.Launched) != 1 || filepath.Base(r.Launched[0]) != "2022-11-22 开放日 签到表.pdf" {
		t.Fatalf("opened %v", r.Launched)
	}
	written, err := os.ReadFile(r.Launched[0])
	if err != nil || !bytes.Equal(written, p.jobs[0].PDF) {
		t.Errorf("the file has %d bytes: %v", len(written), err)
	}
	for file, want := range map[string]os.FileMode{r.Launched[0]: 0o600, filepath.Dir(r.Launched[0]): 0o700, r.Spare: 0o700} {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", file, info.Mode(), err)
		}
	}
}

func TestOpenedPapersOfProgramsThatEndedAreDeleted(t *testing.T) {
	ended := exec.Command("go", "version")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	files := map[int]string{}
	for _, pid := range []int{os.Getpid(), os.Getppid(), ended.Process.Pid} {
		files[pid] = filepath.Join(SpareFolder(root, pid), "1", "a.pdf")
		if err := os.MkdirAll(filepath.Dir(files[pid]), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(files[pid], []byte("%PDF"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ClearSpare(root, Runs)
	for pid, want := range map[int]bool{os.Getpid(): false, os.Getppid(): true, ended.Process.Pid: false} {
		if _, err := os.Stat(files[pid]); (err == nil) != want {
			t.Errorf("the file of program %d is there: %v, want %v", pid, err == nil, want)
		}
	}
}

func TestViewerThatIsMissingIsTold(t *testing.T) {
	p := &fakePrinter{none: app.Errorf(app.CodePrinter, nil, "No printer is installed on this computer. Install one in the system's settings, or save the paper as a PDF and print it elsewhere.")}
	r, told := printFixture(t, p)
	r.Open = func(string) error { return errors.New("no viewer") }
	r.Tap("用系统程序打开")
	if !r.Sees("请另存为 PDF") {
		t.Errorf("nothing says so: %s", r.Seen())
	}
	if cmp.Diff([]bool{false}, told()) != "" {
		t.Errorf("told %v", told())
	}
}

func TestKindOfPaperIsReadFromItsFileName(t *testing.T) {
	for title, want := range map[string]string{"2022-11-22 县民政局 开放日 签到表.pdf": "签到表", "签到表": "签到表", "": ""} {
		if got := paperOf(title); got != want {
			t.Errorf("%q is a %q, want %q", title, got, want)
		}
	}
}
