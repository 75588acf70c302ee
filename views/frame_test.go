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
	"openday/app/printer"
	"openday/views/widgets"
)

func TestAnEmptyWindowSaysWhatToDoFirst(t *testing.T) {
	r := newRoom(t)
	r.tap("载入示例活动")
	if !strings.Contains(r.Event().Title, "政府开放日") {
		t.Fatalf("the current event is %q", r.Event().Title)
	}
	for i, tab := range r.tabs {
		r.press(fyne.KeyName(rune('1'+i)), ctrl)
		if r.current != i || r.tabBar.SelectedIndex() != i {
			t.Errorf("the tab %s is not in sight", tab.Title())
		}
	}
}

func TestAWorkbookComesInAndGoesOut(t *testing.T) {
	r := newRoom(t)
	r.answers.open = filepath.Join("..", "assets", "samples", "plan3-development-zone.xlsx")
	r.press(fyne.KeyO, ctrl)
	first, err := r.service.Dossier(context.Background(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	r.answers.save = filepath.Join(t.TempDir(), "出.xlsx")
	r.press(fyne.KeyE, ctrlShift)
	r.tap("导出") // full numbers leave
	if !strings.Contains(r.toaster.Text(), "已保存") {
		t.Errorf("the toast says %q", r.toaster.Text())
	}
	if r.toaster.Act(); len(r.opened) != 1 || r.opened[0] != r.answers.save {
		t.Errorf("opened: %q", r.opened)
	}
	r.answers.open = r.answers.save
	r.press(fyne.KeyO, ctrl)
	second, err := r.service.Dossier(context.Background(), r.Event().ID)
	if err != nil {
		t.Fatal(err)
	}
	if first.Event.ID == second.Event.ID || len(r.events()) != 2 {
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
	r := newRoom(t)
	file := excelize.NewFile()
	for cell, value := range map[string]any{"A1": "项目", "B1": "内容", "A2": "活动名称", "B2": "开放日", "A3": "开始时间", "B3": "后天"} {
		if err := errors.Join(renamed(file, "活动"), file.SetCellValue("活动", cell, value)); err != nil {
			t.Fatal(err)
		}
	}
	r.answers.open = filepath.Join(t.TempDir(), "坏.xlsx")
	if err := file.SaveAs(r.answers.open); err != nil {
		t.Fatal(err)
	}
	r.press(fyne.KeyO, ctrl)
	if !r.sees("工作簿没有导入") || !r.sees("活动!B3") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("复制")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "活动!B3") {
		t.Errorf("copied: %q", got)
	}
	r.tap("确定")
	if len(r.events()) != 0 || !r.sees("还没有活动") {
		t.Errorf("something was imported; the person sees\n%s", r.seen())
	}
}

// renamed gives the first sheet a name.
func renamed(f *excelize.File, name string) error { return f.SetSheetName(f.GetSheetName(0), name) }

func TestPapersAreWrittenWithTheChoicesThatAreRemembered(t *testing.T) {
	r := sampleRoom(t)
	folder := t.TempDir()
	r.answers.save = folder
	r.press(fyne.KeyP, ctrl)
	r.tap("录入顺序")
	r.tap("按姓名拼音")
	r.tap("纵向")
	r.tap("横向")
	r.tap("另存为 PDF…")
	sheet := filepath.Join(folder, paper.FileName(r.Event(), paper.KindSignIn))
	wantPDF(t, sheet)
	r.tap("关闭")
	stored, err := r.service.Setting(context.Background(), paper.SignInSetting)
	if err != nil {
		t.Fatal(err)
	}
	want := paper.DefaultSignInOptions()
	want.Sort, want.Landscape = paper.OrderPinyin, true
	if got := paper.ParseSignInOptions(stored); got != want {
		t.Errorf("remembered: %+v, want %+v", got, want)
	}
	r.press(fyne.KeyP, ctrl)
	if !r.sees("按姓名拼音") || !r.sees("横向") {
		t.Errorf("the next time the person sees\n%s", r.seen())
	}
	r.tap("关闭")
	r.press(fyne.KeyP, ctrlShift)
	if !r.sees("打印或发出前，请先看这") {
		t.Errorf("a report on an event with work left says nothing of it:\n%s", r.seen())
	}
	r.tap("另存为 PDF…")
	wantPDF(t, filepath.Join(folder, paper.FileName(r.Event(), paper.KindSummary)))
	if !r.sees("已保存") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func wantPDF(t *testing.T, file string) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(content, []byte("%PDF-")) || !bytes.Contains(content[len(content)-64:], []byte("%%EOF")) {
		t.Errorf("%s is not a whole PDF", filepath.Base(file))
	}
}

func TestAFolderThatIsNotThereIsTold(t *testing.T) {
	r := sampleRoom(t)
	r.answers.save = filepath.Join(t.TempDir(), "没有", "出.xlsx")
	r.press(fyne.KeyE, ctrlShift)
	r.tap("导出") // full numbers leave
	if !r.sees("出.xlsx") || !r.sees("文件夹") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func TestACopyIsPutBack(t *testing.T) {
	r := newRoom(t)
	r.enter("备份之前", "2026-10-09 09:00")
	r.answers.save = filepath.Join(t.TempDir(), "copy.db")
	r.press(fyne.KeyB, ctrlShift)
	if !r.sees("备份完成") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("确定")
	r.enter("备份之后", "2026-10-10 09:00")
	r.answers.open = r.answers.save
	r.press(fyne.KeyR, ctrlShift)
	r.tap("恢复")
	r.tap("确定") // where the data as it was is kept
	all := r.events()
	if len(all) != 1 || all[0].Title != "备份之前" || r.Event().Title != "备份之前" {
		t.Errorf("after putting it back there are %d events, current %q", len(all), r.Event().Title)
	}
}

func TestABadCopyChangesNothing(t *testing.T) {
	r := newRoom(t)
	r.enter("开放日", "2026-10-09 09:00")
	r.answers.open = filepath.Join(t.TempDir(), "bad.db")
	if err := os.WriteFile(r.answers.open, []byte("nothing of the kind"), 0o600); err != nil {
		t.Fatal(err)
	}
	r.press(fyne.KeyR, ctrlShift)
	r.tap("恢复")
	r.tap("确定")
	if all := r.events(); len(all) != 1 || r.Event().Title != "开放日" {
		t.Errorf("%d events, current %q", len(all), r.Event().Title)
	}
}

func TestADamagedDataFileOffersTheNewestCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newRoomAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	if err := r.file.store.KeepCopy(context.Background(), app.CopyBeforeImport); err != nil {
		t.Fatal(err)
	}
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Repeat([]byte("x"), 8192)
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	r = newRoomAt(t, path)
	if !r.sees("数据文件无法打开") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	for _, text := range texts(r.top()) {
		if strings.HasPrefix(text, "用最近的完好副本恢复") {
			r.tap(text)
			break
		}
	}
	r.tap("确定")
	if r.Event().Title != "开放日" {
		t.Fatalf("the person sees\n%s", r.seen())
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
	first := newRoomAt(t, path)
	second := newRoomAt(t, path)
	if !second.sees("数据文件无法打开") {
		t.Fatalf("the person sees\n%s", second.seen())
	}
	if err := first.file.Close(); err != nil {
		t.Fatal(err)
	}
	second.tap("重试")
	if !second.sees("还没有活动") {
		t.Errorf("the person sees\n%s", second.seen())
	}
}

func TestTheLostKeyIsMadeAnewFromTheRecoveryCode(t *testing.T) {
	path := filepath.Join(t.TempDir(), "openday.db")
	r := newRoomAt(t, path)
	r.enter("开放日", "2026-10-09 09:00")
	r.press(fyne.KeyK, ctrlShift)
	r.tap("复制")
	code := fyne.CurrentApp().Clipboard().Content()
	r.tap("关闭")
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(path + ".key"); err != nil {
		t.Fatal(err)
	}
	r = newRoomAt(t, path)
	r.tap("输入恢复码…")
	for _, c := range code {
		r.window.Canvas().Focused().TypedRune(c)
	}
	r.tap("继续…")
	if r.Event().Title != "开放日" {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func TestTheRecoveryCodeIsPrinted(t *testing.T) {
	r := newRoom(t)
	r.answers.save = t.TempDir()
	r.press(fyne.KeyK, ctrlShift)
	r.tap("复制")
	code := fyne.CurrentApp().Clipboard().Content()
	r.tap("打印恢复码…")
	r.tap("另存为 PDF…")
	pdf, err := os.ReadFile(filepath.Join(r.answers.save, paper.RecoveryName))
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

func TestAPanicInTheBackgroundIsTold(t *testing.T) {
	r := newRoom(t)
	load(r.desk, nil, func(context.Context) (int, error) { panic("a slip") }, func(int) { t.Error("went on") })
	if !r.sees("程序出错") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func TestOnlyTheNewestOfSeveralLoadsArrives(t *testing.T) {
	r := newRoom(t)
	var waiting []func()
	r.run = func(work, then func()) { waiting = append(waiting, func() { work(); then() }) }
	var newest latest
	var arrived []int
	for i := range 3 {
		load(r.desk, &newest, func(context.Context) (int, error) { return i, nil }, func(i int) { arrived = append(arrived, i) })
	}
	for _, i := range []int{2, 0, 1} {
		waiting[i]()
	}
	if diff := cmp.Diff([]int{2}, arrived); diff != "" {
		t.Errorf("arrived (-want +got):\n%s", diff)
	}
}

func TestCancelledImportLeavesNothing(t *testing.T) {
	r := newRoom(t)
	var work, then func()
	r.run = func(w, t func()) { work, then = w, t }
	r.LoadSample()
	r.tap("取消")
	r.run = widgets.Inline
	work()
	then()
	if len(r.events()) != 0 || !strings.Contains(r.toaster.Text(), "已取消") {
		t.Errorf("%d events; the toast says %q", len(r.events()), r.toaster.Text())
	}
}

func TestTheBarSwitchesEventsBySearch(t *testing.T) {
	r := newRoom(t)
	r.enter("水务开放日", "2025-05-05 09:00")
	r.enter("民政开放日", "2026-10-09 09:00")
	r.press(fyne.KeyE, ctrl)
	for _, c := range "水务" {
		r.window.Canvas().Focused().TypedRune(c)
	}
	if r.sees("民政开放日") {
		t.Errorf("the search does not choose; the person sees\n%s", r.seen())
	}
	r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if r.Event().Title != "水务开放日" {
		t.Errorf("the current event is %q", r.Event().Title)
	}
	r.press(fyne.KeyE, ctrl)
	r.window.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if r.window.Canvas().Overlays().Top() != nil {
		t.Error("Esc does not close the list of events")
	}
}

func TestADoubtfulDeadlineIsMarked(t *testing.T) {
	r := newRoom(t)
	e := app.Event{Title: "开放日", Start: app.Date(2035, time.May, 10), FilingDays: 5, State: app.StateDraft}
	text, _ := deadlineText(e, r.desk)
	if !strings.Contains(text, "发布活动公告：2035-05-01") || !strings.Contains(text, "待公布 2035 年放假安排，可能变动") {
		t.Errorf("the deadline is told as %q", text)
	}
}

func TestFilesAreChosenWithoutTouchingThem(t *testing.T) {
	r := newRoom(t)
	folder := t.TempDir()
	r.prefs.SetString("folder.paper", folder)
	choose := fyneChooser{r.window, folders{r.prefs}}
	there := filepath.Join(folder, "已有.pdf")
	if err := os.WriteFile(there, []byte("as it was"), 0o600); err != nil {
		t.Fatal(err)
	}
	var chosen []string
	save := func(name string) {
		choose.Save("paper", "保存签到表", name, func(file string) { chosen = append(chosen, file) })
		r.tap("保存")
	}
	save("新的.pdf")
	save("已有.pdf")
	if !r.sees("替换文件？") {
		t.Fatalf("the person sees\n%s", r.seen())
	}
	r.tap("取消")
	save("已有.pdf")
	r.tap("替换")
	if diff := cmp.Diff([]string{filepath.Join(folder, "新的.pdf"), there}, chosen); diff != "" {
		t.Errorf("chosen (-want +got):\n%s", diff)
	}
	if content, err := os.ReadFile(there); err != nil || string(content) != "as it was" {
		t.Errorf("the file that is there holds %q (%v)", content, err)
	}
	choose.Open("paper", []string{".pdf"}, func(file string) { chosen = append(chosen, file) })
	if !r.sees("已有") || !r.sees("打开") {
		t.Errorf("the person sees\n%s", r.seen())
	}
	r.tap("取消")
}

func TestTheWindowStandsWhileItsDataFileIsBeingOpened(t *testing.T) {
	r := sampleRoom(t)
	title := r.Event().Title
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
	var waiting []func()
	r.run = func(work, then func()) { waiting = append(waiting, func() { work(); then() }) }
	r.start()
	if !r.sees("正在打开数据文件") || !r.sees("意见建议") {
		t.Errorf("while it is being opened the person sees\n%s", r.seen())
	}
	r.press(fyne.KeyN, ctrl)
	r.press(fyne.KeyE, ctrl)
	r.press(fyne.KeyP, ctrl)
	r.tabBar.SelectIndex(1)
	if o := r.window.Canvas().Overlays().Top(); o != nil {
		t.Errorf("before the file is open the person sees\n%s", r.seen())
	}
	for len(waiting) > 0 {
		next := waiting[0]
		waiting = waiting[1:]
		next()
	}
	if r.Event().Title != title || r.current != 1 || !r.sees("邀请名额") && !r.sees("姓名") {
		t.Errorf("then the event is %q in tab %d, and the person sees\n%s", r.Event().Title, r.current, r.seen())
	}
}

func TestAMistakeInAnActionDoesNotEndTheProgram(t *testing.T) {
	r := newRoom(t)
	r.idle(action{do: func() { panic("a slip") }})()
	if !r.sees("程序出错") {
		t.Errorf("the person sees\n%s", r.seen())
	}
}

func TestTheWorkbookFileIsNamedAfterTheEvent(t *testing.T) {
	e := app.Event{Title: "开放日", Start: app.Date(2026, time.October, 9)}
	if got, want := eventFile(e, "活动工作簿", ".xlsx"), "2026-10-09 开放日 活动工作簿.xlsx"; got != want {
		t.Errorf("named %q, want %q", got, want)
	}
}

func TestEveryMenuEntryHasAKeyOfItsOwn(t *testing.T) {
	r := newRoom(t)
	seen := map[string]string{}
	for _, m := range r.main.Items {
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

func TestClosingRemembersTheSizeOfTheWindow(t *testing.T) {
	r := newRoom(t)
	r.window.Resize(fyne.NewSize(1300, 800))
	size := r.window.Canvas().Size()
	r.Quit()
	if r.quits != 1 || r.prefs.Float("window.width") != float64(size.Width) || r.prefs.Float("window.height") != float64(size.Height) {
		t.Errorf("quit %d times; remembered %v × %v, want %v", r.quits, r.prefs.Float("window.width"), r.prefs.Float("window.height"), size)
	}
}
