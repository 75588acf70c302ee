package help

import (
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

func TestTheAboutBoxTellsVersionAndFilesAndOpensTheirFolder(t *testing.T) {
	r := newFixture(t)
	r.actions.About()
	if !r.Sees("版本 0") || !r.Sees(filepath.Base(r.Data.Path())) && !r.Sees("…") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("打开文件夹")
	if len(r.Launched) != 1 || r.Launched[0] != filepath.Dir(r.Data.Path()) && r.Launched[0] != filepath.Dir(logFile) {
		t.Errorf("opened: %q", r.Launched)
	}
	r.Tap("复制")
	if got := fyne.CurrentApp().Clipboard().Content(); got == "" {
		t.Error("nothing is copied")
	}
	r.Tap("关闭")
	if r.Window.Canvas().Overlays().Top() != nil {
		t.Error("the about box stays")
	}
}

func TestEveryLicenceHasItsTextAndTheVersionOfThisBuild(t *testing.T) {
	all, err := licences(&debug.BuildInfo{GoVersion: "go1.99", Deps: []*debug.Module{{Path: "fyne.io/fyne/v2", Version: "v2.9.9"}}})
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, l := range all {
		versions[l.name] = l.version
		lines, err := l.lines()
		if err != nil || len(lines) < 3 {
			t.Errorf("%s has %d lines of licence: %v", l.name, len(lines), err)
		}
	}
	if versions["Go"] != "1.99" || versions["fyne.io/fyne/v2"] != "v2.9.9" {
		t.Errorf("the versions are %v", versions)
	}
	if _, err := licences(nil); err != nil {
		t.Error(err)
	}
}

func TestLicencesAreSearchedAndRead(t *testing.T) {
	r := newFixture(t)
	r.actions.About()
	var search *widgets.SearchEntry
	for _, o := range test.LaidOutObjects(r.Top()) {
		if e, ok := o.(*widgets.SearchEntry); ok {
			search = e
		}
	}
	test.Type(search, "OFL")
	var lists []*pickRows
	for _, o := range test.LaidOutObjects(r.Top()) {
		if l, ok := o.(*pickRows); ok {
			lists = append(lists, l)
		}
	}
	if len(lists) != 2 || lists[1].Length() < 3 || lists[0].Length() != 0 {
		t.Fatalf("there are %d lists", len(lists))
	}
	search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if lists[0].Length() < 20 || !strings.Contains(r.Seen(), "LxgwWenKai") {
		t.Errorf("the licence has %d lines; the person sees\n%s", lists[0].Length(), r.Seen())
	}
	lists[0].Select(widget.ListItemID(1)) // reading chooses nothing
	search.SetText("")
	search.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if lists[1].Length() < 40 {
		t.Errorf("only %d licences are left", lists[1].Length())
	}
}
