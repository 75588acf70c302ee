package place

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSyncedFoldersAreKnown(t *testing.T) {
	told := map[string]string{filepath.Join("/", "云", "公司盘"): "OneDrive"}
	for file, want := range map[string]string{
		"/home/li/.local/share/openday/openday.db":                    "",
		"/云/公司盘/openday.db":                                           "OneDrive",
		"/云/公司盘 2/openday.db":                                         "",
		`C:\Users\li\OneDrive\桌面\openday.db`:                          "OneDrive",
		`C:\Users\li\OneDrive - 县民政局\openday.db`:                      "OneDrive",
		`D:\我的坚果云\开放日\openday.db`:                                     "坚果云",
		`D:\Nutstore\1\openday.db`:                                    "坚果云",
		`E:\BaiduSyncdisk\openday.db`:                                 "百度网盘",
		`C:\Users\li\WPSDrive\123\WPS云盘\openday.db`:                   "WPS 云盘",
		`C:\Users\li\iCloudDrive\openday.db`:                          "iCloud",
		"/Users/li/Library/Mobile Documents/com~apple~CloudDocs/o.db": "iCloud",
		"/home/li/Dropbox/openday.db":                                 "Dropbox",
		`C:\Users\li\Dropbox 备份说明\openday.db`:                         "",
		`C:\data\dropbox`:                                             "", // the file itself
	} {
		if got := syncedBy(file, told); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

func TestSharesOfOtherMachinesAreKnown(t *testing.T) {
	for volume, want := range map[string]bool{
		`C:`: false, `\\server\share`: true, `//server/share`: true, `\\?\C:`: false, `\\?\UNC\server\share`: true, `\\.\C:`: false, ``: false,
	} {
		if got := isShare(volume); got != want {
			t.Errorf("%q: %t", volume, got)
		}
	}
}

func TestFoldersThatDropboxNames(t *testing.T) {
	got := dropboxFolders([]byte(`{"personal": {"path": "/home/li/盒子", "host": 1}, "business": {"path": "relative"}}`))
	if want := []string{"/home/li/盒子"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := dropboxFolders([]byte("no json")); got != nil {
		t.Errorf("%q", got)
	}
}

func TestAFolderThatTheSystemNamesIsFound(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "openday.db")
	t.Setenv("OneDrive", "")
	if got := Look(file); got != (Finding{}) {
		t.Fatalf("a temporary folder is %+v", got)
	}
	if what, why, remedy := Look(file).Trouble(); what+why+remedy != "" {
		t.Errorf("a safe place is told of: %s", what)
	}
	t.Setenv("OneDrive", folder)
	if got := Look(file); got != (Finding{Synced, "OneDrive"}) {
		t.Errorf("%+v", got)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(folder, link); err != nil {
		t.Fatal(err)
	}
	if got := Look(filepath.Join(link, "openday.db")); got.Kind != Synced {
		t.Errorf("through a link: %+v", got)
	}
	what, why, remedy := Look(file).Trouble()
	if !strings.Contains(what, "OneDrive") || why == "" || !strings.Contains(remedy, "恢复") {
		t.Errorf("told: %s / %s / %s", what, why, remedy)
	}
}
