package platform

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"openday/views/lists"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

func TestADialogOfWindowsNamesTheKindsOfFiles(t *testing.T) {
	for want, c := range map[string]struct {
		endings []string
		all     bool
	}{
		"Excel 工作簿 (*.xlsx)|*.xlsx|": {[]string{".xlsx"}, false},
		"Excel 工作簿 / CSV 表格 / 文本文件 (*.xlsx;*.csv;*.txt)|*.xlsx;*.csv;*.txt|所有文件 (*.*)|*.*|": {[]string{".xlsx", ".csv", ".txt"}, true},
		"图片 (*.jpg;*.jpeg;*.png)|*.jpg;*.jpeg;*.png|所有文件 (*.*)|*.*|":                        {[]string{".jpg", ".jpeg", ".png", ".JPG", ".JPEG", ".PNG"}, true},
		"(*.xyz)|*.xyz|": {[]string{".xyz"}, false},
	} {
		if got := strings.ReplaceAll(fileFilter(c.endings, c.all), "\x00", "|"); got != want {
			t.Errorf("%v: %q, want %q", c.endings, got, want)
		}
	}
}

func TestTheLastFolderIsKeptForEachKindOfFile(t *testing.T) {
	f := folders{test.NewTempApp(t).Preferences()}
	one, two := t.TempDir(), t.TempDir()
	f.keep("paper", filepath.Join(one, "签到表.pdf"))
	f.keep("roster", filepath.Join(two, "名单 1.xlsx"))
	if f.folder("paper") != one || f.folder("roster") != two {
		t.Errorf("papers are in %s, rosters in %s", f.folder("paper"), f.folder("roster"))
	}
	f.keep("paper", filepath.Join(one, "没有了", "签到表.pdf"))
	if got := f.folder("paper"); got == "" || strings.HasSuffix(got, "没有了") {
		t.Errorf("a folder that is gone is still named: %q", got)
	}
}

func TestFilesAreChosenWithoutTouchingThem(t *testing.T) {
	r := uitest.Open(t, func(*ui.Context) uitest.Feature { return uitest.Feature{} })
	folder := t.TempDir()
	r.Prefs.SetString("folder.paper", folder)
	choose := fyneChooser{r.Window, folders{r.Prefs}}
	there := filepath.Join(folder, "已有.pdf")
	if err := os.WriteFile(there, []byte("as it was"), 0o600); err != nil {
		t.Fatal(err)
	}
	var chosen []string
	save := func(name string) {
		choose.Save("paper", "保存签到表", name, func(file string) { chosen = append(chosen, file) })
		r.Tap("保存")
	}
	save("新的.pdf")
	save("已有.pdf")
	if !r.Sees("替换文件？") {
		t.Fatalf("the person sees\n%s", r.Seen())
	}
	r.Tap("取消")
	save("已有.pdf")
	r.Tap("替换")
	if diff := cmp.Diff([]string{filepath.Join(folder, "新的.pdf"), there}, chosen); diff != "" {
		t.Errorf("chosen (-want +got):\n%s", diff)
	}
	if content, err := os.ReadFile(there); err != nil || string(content) != "as it was" {
		t.Errorf("the file that is there holds %q (%v)", content, err)
	}
	choose.Open("paper", []string{".pdf"}, func(file string) { chosen = append(chosen, file) })
	if !r.Sees("已有") || !r.Sees("打开") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Tap("取消")
}

func TestADialogOfWindowsGivesSeveralFiles(t *testing.T) {
	units := func(text string) []uint16 { return append(utf16.Encode([]rune(text)), make([]uint16, 40)...) }
	for name, c := range map[string]struct {
		buffer []uint16
		want   []string
	}{
		"none":            {units(""), nil},
		"one":             {units(`C:\照片\一 (1).jpg`), []string{`C:\照片\一 (1).jpg`}},
		"several":         {units("C:\\照片\x00一.jpg\x00𠮷.png"), []string{`C:\照片\一.jpg`, `C:\照片\𠮷.png`}},
		"of a drive":      {units("D:\\\x00一.jpg\x00二.jpg"), []string{`D:\一.jpg`, `D:\二.jpg`}},
		"a buffer's size": {utf16.Encode([]rune(`C:\a.jpg`)), nil},
	} {
		if diff := cmp.Diff(c.want, chosenFiles(c.buffer)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSeveralFilesAreChosenAtOnce(t *testing.T) {
	r := uitest.Open(t, func(*ui.Context) uitest.Feature { return uitest.Feature{} })
	folder := t.TempDir()
	r.Prefs.SetString("folder.photo", folder)
	for i, name := range []string{"旧.jpg", "新.PNG", "名单.xlsx"} {
		file := filepath.Join(folder, name)
		at := time.Date(2026, 11, 1+i, 9, 0, 0, 0, time.UTC)
		if err := errors.Join(os.WriteFile(file, []byte("x"), 0o600), os.Chtimes(file, at, at)); err != nil {
			t.Fatal(err)
		}
	}
	choose := fyneChooser{r.Window, folders{r.Prefs}}
	var chosen []string
	choose.OpenSeveral("photo", []string{".jpg", ".png"}, func(files []string) { chosen = files })
	if r.Sees("名单") || !r.Sees("旧.jpg") {
		t.Errorf("the person sees\n%s", r.Seen())
	}
	r.Tap("打开") // nothing is chosen: the dialog stays
	uitest.Found[*lists.Table[listedFile]](r.Top())[0].Choose("新.PNG", "旧.jpg")
	r.Tap("打开")
	if diff := cmp.Diff([]string{filepath.Join(folder, "新.PNG"), filepath.Join(folder, "旧.jpg")}, chosen); diff != "" {
		t.Errorf("chosen (-want +got):\n%s", diff)
	}
}
