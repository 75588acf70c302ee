package system

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPortableFolder(t *testing.T) {
	mark := func(t *testing.T, beside string) {
		if err := os.WriteFile(filepath.Join(beside, portableMark), nil, 0o400); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		prepare func(t *testing.T, beside string)
		want    bool
	}{
		"without the mark":          {func(*testing.T, string) {}, false},
		"with the mark":             {mark, true},
		"a folder of the same name": {func(t *testing.T, beside string) { mark(t, mkdir(t, beside, portableMark)) }, false},
		"a mark in the data alone":  {func(t *testing.T, beside string) { mark(t, mkdir(t, beside, "data")) }, false},
	} {
		t.Run(name, func(t *testing.T) {
			beside := mkdir(t, t.TempDir(), "U盘 #1")
			c.prepare(t, beside)
			folder, ok := portableFolder(filepath.Join(beside, "openday.exe"))
			if ok != c.want {
				t.Errorf("portable is %v, want %v", ok, c.want)
			}
			if want := filepath.Join(beside, "data"); ok && folder != want {
				t.Errorf("the data is in %s, want %s", folder, want)
			}
		})
	}
}

// The test's own program has no mark beside it, so the data is the user's.
func TestFolderIsTheUsersWithoutMark(t *testing.T) {
	want, err := dataFolder()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Folder(); err != nil || got != want {
		t.Errorf("the data is in %s (%v), want %s", got, err, want)
	}
}

func mkdir(t *testing.T, parent, name string) string {
	t.Helper()
	folder := filepath.Join(parent, name)
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	return folder
}
