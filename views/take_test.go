package views

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"openday/app"
	"openday/app/crash"
	"openday/app/place"
	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

func TestADroppedWorkbookIsAnEventOrARosterByItsSheets(t *testing.T) {
	r := newFixture(t)
	r.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(uitest.Sample(t, "plan1-civil-affairs.xlsx"))})
	if len(r.Events()) != 1 || r.Event().ID == "" {
		t.Fatalf("no event came in: %s", r.Seen())
	}
	before := len(r.Invitees())
	r.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(uitest.Sample(t, "roster-messy.xlsx"))})
	if !r.Sees("导入名单到") || len(r.Events()) != 1 {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Push("导入")
	if got := len(r.Invitees()); got <= before {
		t.Errorf("%d invitees before, %d now", before, got)
	}
}

func TestDroppedFilesAreTakenOneAfterAnother(t *testing.T) {
	r := newFixture(t)
	folder := t.TempDir()
	photo, letter, strange := filepath.Join(folder, "现场 #1 100%.PNG"), filepath.Join(folder, "来信.doc"), filepath.Join(folder, "没有.xlsx")
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 30))); err != nil {
		t.Fatal(err)
	}
	for file, content := range map[string][]byte{photo: picture.Bytes(), letter: []byte("x"), strange: []byte("%PDF-1.7")} {
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var uris []fyne.URI
	for _, file := range []string{photo, letter, uitest.Sample(t, "roster-gb18030.csv"), strange, uitest.Sample(t, "plan1-civil-affairs.xlsx")} {
		uris = append(uris, storage.NewFileURI(file))
	}
	r.dropped(fyne.Position{}, uris)
	if !r.Sees("这些文件不能接收") || !r.Sees("来信.doc") || len(r.Events()) != 0 {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	if !r.Sees("这是 PDF 文件") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	if len(r.Events()) != 1 {
		t.Fatalf("the workbook was not taken: %s", r.Seen())
	}
	if !r.Sees("导入名单到") {
		t.Fatalf("the roster does not follow: %s", r.Seen())
	}
	r.Push("取消")
	if !r.Sees("总结报告照片") {
		t.Fatalf("the photo does not follow: %s", r.Seen())
	}
	r.Tap("保存")
	photos, err := r.Service.Photos(context.Background(), r.Event().ID)
	if err != nil || len(photos) != 1 {
		t.Errorf("%d photos, %v", len(photos), err)
	}
}

func TestADropAsksForUnsavedWorkAndWaitsForDialogs(t *testing.T) {
	r := eventFixture(t, 0, func(e *app.Event) { e.Title = "开放日" })
	book := uitest.Sample(t, "plan1-civil-affairs.xlsx")
	r.Press(fyne.KeyN, ui.CtrlShift)
	open := r.Window.Canvas().Overlays().Top()
	r.Take([]string{book})
	if !r.Sees("请先完成或取消") || len(r.Events()) != 1 {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	if r.Window.Canvas().Overlays().Top() != open {
		t.Fatal("the dialog that was open is not in front any more")
	}
	r.Tap("取消")
	r.enter("改过的开放日", "")
	if !r.Tab(ui.TabEvents).Unsaved() {
		t.Fatal("nothing is unsaved")
	}
	r.Take([]string{book})
	if !r.Sees("有未保存的修改") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Push("留在此处")
	if len(r.Events()) != 1 {
		t.Error("a file was taken though the person went back")
	}
}

func TestACrashIsToldOnceAtTheNextStart(t *testing.T) {
	r := newFixture(t)
	folder := t.TempDir()
	if err := crash.Watch(folder, "1"); err != nil {
		t.Fatal(err)
	}
	went := 0
	r.tellCrash(func() { went++ })
	if r.Window.Canvas().Overlays().Top() != nil || went != 1 {
		t.Fatalf("told without a crash: %s", r.Seen())
	}
	r.Fail(widgets.Caught("王伟")) // told at once
	if !r.Sees("程序出错") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("确定")
	r.tellCrash(func() { went++ })
	if crash.Newest() == "" || r.Window.Canvas().Overlays().Top() != nil || went != 2 {
		t.Fatalf("told twice: %s", r.Seen())
	}
	late := filepath.Join(folder, "crash-29991231-235959.txt")
	if err := os.WriteFile(late, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r.tellCrash(func() { went++ })
	if !r.Sees("已保存的数据没有丢失") || !r.Sees(filepath.Base(late)) || went != 2 {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("打开文件夹")
	r.Tap("确定")
	if len(r.Launched) != 1 || r.Launched[0] != folder || went != 3 {
		t.Errorf("opened %q, went on %d times", r.Launched, went)
	}
}

func TestAPlaceAtRiskIsToldOnce(t *testing.T) {
	r := newFixture(t)
	asked, went := "", 0
	r.place = func(file string) place.Finding {
		asked = file
		return place.Finding{Kind: place.Synced, Service: "坚果云"}
	}
	r.tellPlace(func() { went++ })
	if asked != r.Data.Path() || !r.Sees("数据放在 坚果云 的同步文件夹里") || !r.Sees("移到本机硬盘") || went != 0 {
		t.Fatalf("asked of %s, went on %d times; the person sees\n%s", asked, went, r.Seen())
	}
	r.Tap("确定")
	if went != 1 {
		t.Error("what follows did not come")
	}
	r.tellPlace(func() { went++ })
	if r.Window.Canvas().Overlays().Top() != nil || went != 2 {
		t.Errorf("told again: %s", r.Seen())
	}
}

func TestAFileGivenAtTheStartIsTakenOnceTheDataIsOpen(t *testing.T) {
	r := newFixture(t)
	service := r.Service
	r.Service = nil
	r.Take([]string{uitest.Sample(t, "plan1-civil-affairs.xlsx")})
	if r.Window.Canvas().Overlays().Top() != nil {
		t.Fatalf("something is shown before the data is open: %s", r.Seen())
	}
	r.fill(service, func() {})
	if len(r.Events()) != 1 {
		t.Errorf("the file was not taken: %s", r.Seen())
	}
}
