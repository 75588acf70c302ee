package ui

import (
	"testing"

	"fyne.io/fyne/v2/lang"

	"openday/app/words"
)

func TestFyneSpeaksTheProgramsLanguage(t *testing.T) {
	t.Cleanup(func() { words.Use(words.Chinese) })
	for _, locale := range []string{"zh_CN.UTF-8", "en_US.UTF-8", "fr_FR.UTF-8"} {
		t.Setenv("LC_ALL", locale)
		t.Setenv("LANG", locale)
		for _, c := range []struct {
			language               words.Language
			cancel, friday, parent string
		}{{words.Chinese, "取消", "星期五", "上级文件夹"}, {words.English, "Cancel", "Friday", "Parent folder"}} {
			words.Use(c.language)
			if err := SpeakLanguage(); err != nil {
				t.Fatal(err)
			}
			for key, want := range map[string]string{"Cancel": c.cancel, "friday": c.friday, "file.parent": c.parent} {
				if got := lang.X(key, "?"); got != want {
					t.Errorf("%s in %s: %s is %q, want %q", locale, c.language, key, got, want)
				}
			}
		}
	}
}

func TestEveryWordForFyneIsTranslated(t *testing.T) {
	catalogue := words.Catalogue(words.Chinese)
	for key, word := range fyneWords {
		if catalogue[word] == "" {
			t.Errorf("%s: no Chinese for %q", key, word)
		}
	}
}
