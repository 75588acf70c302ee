package views

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestADialogOfWindowsNamesTheKindsOfFiles(t *testing.T) {
	for want, c := range map[string]struct {
		endings []string
		all     bool
	}{
		"Excel 工作簿 (*.xlsx)|*.xlsx|": {[]string{".xlsx"}, false},
		"Excel 工作簿 / CSV 表格 / 文本文件 (*.xlsx;*.csv;*.txt)|*.xlsx;*.csv;*.txt|所有文件 (*.*)|*.*|": {rosterEndings, true},
		"图片 (*.jpg;*.jpeg;*.png)|*.jpg;*.jpeg;*.png|所有文件 (*.*)|*.*|":                        {photoEndings, true},
		"(*.xyz)|*.xyz|": {[]string{".xyz"}, false},
	} {
		if got := strings.ReplaceAll(fileFilter(c.endings, c.all), "\x00", "|"); got != want {
			t.Errorf("%v: %q, want %q", c.endings, got, want)
		}
	}
}

func TestTheLastFolderIsKeptForEachKindOfFile(t *testing.T) {
	r := newRoom(t)
	f := folders{r.prefs}
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
