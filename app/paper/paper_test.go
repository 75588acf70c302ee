package paper

import (
	"strings"
	"testing"
)

func TestAnyTextBecomesANameThatEverySystemTakes(t *testing.T) {
	for name, want := range map[string]string{
		"签到表.pdf":         "签到表.pdf",
		`a/b\c:d*e?.xlsx`: "a／b＼c：d＊e？.xlsx",
		"con.xlsx":        "_con.xlsx",
		"Lpt1.x.txt":      "_Lpt1.x.txt",
		"console.txt":     "console.txt",
		" . ":             "_",
		"":                "_",
		"末尾 . .pdf":       "末尾.pdf",
		"末尾. ":            "末尾",
		"行\n列.pdf":        "行 列.pdf",
		"2026.10.9 开放日":   "2026.10.9 开放日",
	} {
		if got := SafeName(name); got != want {
			t.Errorf("SafeName(%q) = %q, want %q", name, got, want)
		}
	}
	if got := SafeName(strings.Repeat("长", 100) + ".pdf"); len(got) > 200 || !strings.HasSuffix(got, "长.pdf") {
		t.Errorf("a long name becomes %q", got)
	}
}

func TestIdentityNumbersInTextsAreHidden(t *testing.T) {
	for text, want := range map[string]string{
		"身份证11010519491231002X，请核对": "身份证110***********002X，请核对",
		"电话13800001234不变":           "电话13800001234不变",
		"旧证110105491231002":         "旧证110********1002",
		"无":                         "无",
	} {
		if text == "旧证110105491231002" {
			want = "旧证110********" + "1002"
		}
		if got := Discreet(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWarningsNameWhatNobodySeesByItsNumber(t *testing.T) {
	warnings := Report{Missing: []rune{0x01, '\u200c', '𠮷'}}.Warnings()
	if len(warnings) != 1 || !strings.Contains(warnings[0], "U+0001 U+200C 𠮷") {
		t.Errorf("%+q", warnings)
	}
}
