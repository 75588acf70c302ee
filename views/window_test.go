package views

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/after"
	"openday/app/paper/onday"
	"openday/app/paper/own"
	"openday/app/papers"
	"openday/app/printer"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

func TestAnEmptyWindowSaysWhatToDoFirst(t *testing.T) {
	r := newFixture(t)
	r.Tap("载入示例活动")
	if !strings.Contains(r.Event().Title, "政府开放日") {
		t.Fatalf("the current event is %q", r.Event().Title)
	}
	for i, tab := range r.Tabs() {
		r.Press(fyne.KeyName(rune('1'+i)), ui.Ctrl)
		if r.tabInSight() != i || r.bar.tabs.SelectedIndex() != i {
			t.Errorf("the tab %s is not in sight", tab.Title())
		}
	}
}

func TestAWorkbookComesInAndGoesOut(t *testing.T) {
	r := newFixture(t)
	r.Answers.ToOpen = uitest.Sample(t, "plan3-development-zone.xlsx")
	r.Press(fyne.KeyO, ui.Ctrl)
	first, err := r.Service.Dossier(context.Background(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	r.Answers.ToSave = filepath.Join(t.TempDir(), "出.xlsx")
	r.Press(fyne.KeyE, ui.CtrlShift)
	r.Tap("导出") // full numbers leave
	if !strings.Contains(r.Told(), "已保存") {
		t.Errorf("the toast says %q", r.Told())
	}
	if r.ActOnToast(); len(r.Launched) != 1 || r.Launched[0] != r.Answers.ToSave {
		t.Errorf("opened: %q", r.Launched)
	}
	r.Answers.ToOpen = r.Answers.ToSave
	r.Press(fyne.KeyO, ui.Ctrl)
	second, err := r.Service.Dossier(context.Background(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	if first.Event.ID == second.Event.ID || len(r.Events()) != 2 {
		t.Fatal("the workbook that was written was not imported as another event")
	}
	ignore := cmp.Options{
		cmpopts.IgnoreFields(app.Event{}, "ID", "State", "CreatedAt", "UpdatedAt", "Revision"),
	}
	if diff := cmp.Diff(first.Event, second.Event, ignore); diff != "" {
		t.Errorf("out and in again (-first +second):\n%s", diff)
	}
}

func TestABadWorkbookChangesNothingAndItsCellsAreListed(t *testing.T) {
	r := newFixture(t)
	file := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "项目", "B1": "内容", "A2": "活动名称", "B2": "开放日", "A3": "开始时间", "B3": "后天"} {
		if err := errors.Join(renamed(file, "活动"), file.SetCellValue("活动", cell, value)); err != nil {
			t.Fatal(err)
		}
	}
	r.Answers.ToOpen = filepath.Join(t.TempDir(), "坏.xlsx")
	if err := file.SaveAs(r.Answers.ToOpen); err != nil {
		t.Fatal(err)
	}
	r.Press(fyne.KeyO, ui.Ctrl)
	if !r.Sees("工作簿没有导入") || !r.Sees("活动!B3") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("复制")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "活动!B3") {
		t.Errorf("copied: %q", got)
	}
	r.Tap("确定")
	if len(r.Events()) != 0 || !r.Sees("还没有活动") {
		t.Errorf("something was imported; the person sees\n%s", r.Seen())
	}
}

// renamed gives the first sheet a name.
func renamed(f *excelize.File, name string) error { return f.SetSheetName(f.GetSheetName(0), name) }

func TestPapersAreWrittenWithTheChoicesThatAreRemembered(t *testing.T) {
	r := sampleFixture(t)
	folder := t.TempDir()
	r.Answers.ToSave = folder
	r.Press(fyne.Key3, ui.CtrlShift)
	r.Tap("录入顺序")
	r.Tap("按姓名拼音")
	r.Tap("纵向")
	r.Tap("横向")
	r.Tap("另存为 PDF…")
	sheet := filepath.Join(folder, papers.All.FileName(r.Event(), onday.KindSignIn))
	uitest.WantPDF(t, sheet)
	r.Tap("关闭")
	stored, err := r.Service.Setting(context.Background(), onday.SignInSetting)
	if err != nil {
		t.Fatal(err)
	}
	want := onday.DefaultSignInOptions()
	want.Sort, want.Landscape = paper.OrderPinyin, true
	if got := onday.ParseSignInOptions(stored); got != want {
		t.Errorf("remembered: %+v, want %+v", got, want)
	}
	r.Press(fyne.Key3, ui.CtrlShift)
	if !r.Sees("按姓名拼音") || !r.Sees("横向") {
		t.Errorf("the next time the person sees\n%s", r.Seen())
	}
	r.Tap("关闭")
	r.Press(fyne.KeyP, ui.CtrlShift)
	if !r.Sees("打印或发出前，请先看这") {
		t.Errorf("a report on an event with work left says nothing of it:\n%s", r.Seen())
	}
	r.Tap("另存为 PDF…")
	uitest.WantPDF(t, filepath.Join(folder, papers.All.FileName(r.Event(), after.KindSummary)))
	if !r.Sees("已保存") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

func TestAFolderThatIsNotThereIsTold(t *testing.T) {
	r := sampleFixture(t)
	r.Answers.ToSave = filepath.Join(t.TempDir(), "没有", "出.xlsx")
	r.Press(fyne.KeyE, ui.CtrlShift)
	r.Tap("导出") // full numbers leave
	if !r.Sees("出.xlsx") || !r.Sees("文件夹") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

func TestACopyIsPutBack(t *testing.T) {
	r := newFixture(t)
	r.enter("备份之前", "2026-10-09 09:00")
	r.Answers.ToSave = filepath.Join(t.TempDir(), "copy.db")
	r.Press(fyne.KeyB, ui.CtrlShift)
	if !r.Sees("备份完成") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	r.enter("备份之后", "2026-10-10 09:00")
	r.Answers.ToOpen = r.Answers.ToSave
	r.Press(fyne.KeyR, ui.CtrlShift)
	r.Tap("恢复")
	r.Tap("确定") // where the data as it was is kept
	all := r.Events()
	if len(all) != 1 || all[0].Title != "备份之前" || r.Event().Title != "备份之前" {
		t.Errorf("after putting it back there are %d events, current %q", len(all), r.Event().Title)
	}
}

func TestABadCopyChangesNothing(t *testing.T) {
	r := newFixture(t)
	r.enter("开放日", "2026-10-09 09:00")
	r.Answers.ToOpen = filepath.Join(t.TempDir(), "bad.db")
	if err := os.WriteFile(r.Answers.ToOpen, []byte("nothing of the kind"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.Press(fyne.KeyR, ui.CtrlShift)
	r.Tap("恢复")
	r.Tap("确定")
	if all := r.Events(); len(all) != 1 || r.Event().Title != "开放日" {
		t.Errorf("%d events, current %q", len(all), r.Event().Title)
	}
}

func TestADamagedDataFileOffersTheNewestCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newFixtureAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	if err := r.Data.Store.KeepCopy(context.Background(), app.CopyBeforeImport); err != nil {
		t.Fatal(err)
	}
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Repeat([]byte("x"), 8192)
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	r = newFixtureAt(t, path)
	if !r.Sees("数据文件无法打开") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	for _, text := range uitest.Texts(r.Top()) {
		if strings.HasPrefix(text, "用最近的完好副本恢复") {
			r.Tap(text)
			break
		}
	}
	r.Tap("确定")
	if r.Event().Title != "开放日" {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	kept, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*set-aside*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("set aside: %q, %v", kept, err)
	}
	if content, err := os.ReadFile(kept[0]); err != nil || !bytes.Equal(content, damaged) {
		t.Errorf("the damaged file was not kept as it was (%v)", err)
	}
}

func TestAnotherProgramWithTheDataFileIsNamedAndRetried(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	first := newFixtureAt(t, path)
	second := newFixtureAt(t, path)
	if !second.Sees("数据文件无法打开") {
		t.Fatalf("the person sees\n%s", second.Seen())
	}
	if err := first.Data.Close(); err != nil {
		t.Fatal(err)
	}
	second.Tap("重试")
	if !second.Sees("还没有活动") {
		t.Errorf("the person sees\n%s", second.Seen())
	}
}

func TestTheLostKeyIsMadeAnewFromTheRecoveryCode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newFixtureAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	r.Press(fyne.KeyK, ui.CtrlShift)
	r.Tap("复制")
	code := fyne.CurrentApp().Clipboard().Content()
	r.Tap("关闭")
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path + ".key"); err != nil {
		t.Fatal(err)
	}
	r = newFixtureAt(t, path)
	r.Tap("输入恢复码…")
	for _, c := range code {
		r.Window.Canvas().Focused().TypedRune(c)
	}
	r.Tap("继续…")
	if r.Event().Title != "开放日" {
		t.Errorf("the person sees\n%s", r.Seen())
	}
}

func TestTheRecoveryCodeIsPrinted(t *testing.T) {
	r := newFixture(t)
	r.Answers.ToSave = t.TempDir()
	r.Press(fyne.KeyK, ui.CtrlShift)
	r.Tap("复制")
	code := fyne.CurrentApp().Clipboard().Content()
	r.Tap("打印恢复码…")
	r.Tap("另存为 PDF…")
	pdf, err := os.ReadFile(filepath.Join(r.Answers.ToSave, own.RecoveryName))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := printer.Open(context.Background(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	defer doc.Close()
	text, err := doc.Text(1)
	if err != nil {
		t.Fatal(err)
	}
	for _, group := range strings.Split(code, "-") {
		if !strings.Contains(text, group) {
			t.Errorf("%s of the code is not on the page", group)
		}
	}
}

func TestCancelledImportLeavesNothing(t *testing.T) {
	r := newFixture(t)
	var work, then func()
	r.Run = func(w, t func()) { work, then = w, t }
	r.office.LoadSample()
	r.Tap("取消")
	r.Run = widgets.Inline
	work()
	then()
	if len(r.Events()) != 0 || !strings.Contains(r.Told(), "已取消") {
		t.Errorf("%d events; the toast says %q", len(r.Events()), r.Told())
	}
}

func TestTheBarSwitchesEventsBySearch(t *testing.T) {
	r := newFixture(t)
	r.enter("水务开放日", "2025-05-05 09:00")
	r.enter("民政开放日", "2026-10-09 09:00")
	r.Press(fyne.KeyE, ui.Ctrl)
	for _, c := range "水务" {
		r.Window.Canvas().Focused().TypedRune(c)
	}
	if r.Sees("民政开放日") {
		t.Errorf("the search does not choose; the person sees\n%s", r.Seen())
	}
	r.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	r.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r.Event().Title != "水务开放日" {
		t.Errorf("the current event is %q", r.Event().Title)
	}
	r.Press(fyne.KeyE, ui.Ctrl)
	r.Window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if r.Window.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close the list of events")
	}
}

func TestADoubtfulDeadlineIsMarked(t *testing.T) {
	r := newFixture(t)
	e := app.Event{Title: "开放日", Start: app.Date(2035, time.May, 10), FilingDays: 5, State: app.StateDraft}
	text, _ := deadlineText(e, r.Context)
	if !strings.Contains(text, "2035-04-24　发布活动公告") || !strings.Contains(text, "待公布 2035 年放假安排，可能变动") {
		t.Errorf("the deadline is told as %q", text)
	}
}

func TestTheWindowStandsWhileItsDataFileIsBeingOpened(t *testing.T) {
	r := sampleFixture(t)
	title := r.Event().Title
	if err := r.Data.Close(); err != nil {
		t.Fatal(err)
	}
	var waiting []func()
	r.Run = func(work, then func()) { waiting = append(waiting, func() { work(); then() }) }
	r.start()
	if !r.Sees("正在打开数据文件") || !r.Sees("意见建议") {
		t.Errorf("while it is being opened the person sees\n%s", r.Seen())
	}
	r.Press(fyne.KeyN, ui.Ctrl)
	r.Press(fyne.KeyE, ui.Ctrl)
	r.Press(fyne.Key3, ui.CtrlShift)
	r.bar.tabs.Pick(1)
	if o := r.Window.Canvas().Overlays().Top(); o != nil {
		t.Errorf("before the file is open the person sees\n%s", r.Seen())
	}
	for len(waiting) > 0 {
		next := waiting[0]
		waiting = waiting[1:]
		next()
	}
	if r.Event().Title != title || r.tabInSight() != 1 || !r.Sees("邀请名额") && !r.Sees("姓名") {
		t.Errorf("then the event is %q in tab %d, and the person sees\n%s", r.Event().Title, r.tabInSight(), r.Seen())
	}
}

func TestEveryMenuEntryHasAKeyOfItsOwn(t *testing.T) {
	r := newFixture(t)
	seen := map[string]string{}
	for _, m := range r.menu.Menus {
		for _, item := range m.Items {
			if item.IsSeparator || item.ChildMenu != nil {
				continue
			}
			if item.Shortcut == nil || item.Action == nil {
				t.Errorf("%s › %s has no key or does nothing", m.Label, item.Label)
				continue
			}
			if other := seen[item.Shortcut.ShortcutName()]; other != "" {
				t.Errorf("%s and %s have the same key", other, item.Label)
			}
			seen[item.Shortcut.ShortcutName()] = item.Label
		}
	}
}

func TestTheWindowFillsASmallScreenAtFirstAndThenAsItWasLeft(t *testing.T) {
	r := newFixture(t)
	for screen, fills := range map[float32]bool{0: false, 1024: true, 1366: true, 1400: false, 1920: false} {
		if got := r.fills(screen); got != fills {
			t.Errorf("at the first start it fills a screen of %v: %v", screen, got)
		}
	}
	r.keepSize(true)
	if !r.fills(1920) || r.Prefs.Float("window.width") != 0 {
		t.Error("left filling the screen it does not do so again")
	}
	r.keepSize(false)
	if r.fills(1366) || r.Prefs.Float("window.width") == 0 {
		t.Error("left smaller than the screen it fills it")
	}
}

func TestClosingRemembersTheSizeOfTheWindow(t *testing.T) {
	r := newFixture(t)
	r.Window.Resize(fyne.NewSize(1300, 800))
	size := r.Window.Canvas().Size()
	r.Quit()
	if r.quits != 1 || r.Prefs.Float("window.width") != float64(size.Width) || r.Prefs.Float("window.height") != float64(size.Height) {
		t.Errorf("quit %d times; remembered %v × %v, want %v", r.quits, r.Prefs.Float("window.width"), r.Prefs.Float("window.height"), size)
	}
}
