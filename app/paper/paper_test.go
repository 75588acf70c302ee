package paper

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"openday/app"
)

func TestFileNamesSuitEverySystem(t *testing.T) {
	day := time.Date(2022, time.November, 22, 8, 30, 0, 0, app.Zone)
	for _, c := range []struct {
		title string
		start time.Time
		kind  Kind
		want  string
	}{
		{"县民政局政府开放日", day, KindSignIn, "2022-11-22 县民政局政府开放日 签到表.pdf"},
		{"县民政局政府开放日", day, KindSummary, "2022-11-22 县民政局政府开放日 总结报告.pdf"},
		{`a\b/c:d*e?f"g<h>i|j`, day, KindSignIn, "2022-11-22 a＼b／c：d＊e？f＂g＜h＞i｜j 签到表.pdf"},
		{"  一\t二\r\n三\x00四  ", day, KindSignIn, "2022-11-22 一 二 三 四 签到表.pdf"},
		{"坏\xff字节", day, KindSignIn, "2022-11-22 坏字节 签到表.pdf"},
		{"CON", time.Time{}, KindSummary, "日期未定 CON 总结报告.pdf"},
		{"", day, KindSummary, "2022-11-22 总结报告.pdf"},
	} {
		if got := FileName(app.Event{Title: c.title, Start: c.start}, c.kind); got != c.want {
			t.Errorf("%q: %q, want %q", c.title, got, c.want)
		}
	}
	long := FileName(app.Event{Title: strings.Repeat("𬭚城", 500), Start: day}, KindSummary)
	if len(long) > 200 || !utf8.ValidString(long) || !strings.HasPrefix(long, "2022-11-22 𬭚城𬭚城") || !strings.HasSuffix(long, " 总结报告.pdf") {
		t.Errorf("%d bytes: %q", len(long), long)
	}
}

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
		if got := discreet(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// full is a writer without space.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestPapersStopWhenCancelledAndSayWhenTheyCannotBeWritten(t *testing.T) {
	d := sample(t, samples[0])
	at := d.Event.Start.AddDate(1, 0, 0) // some opinion is overdue
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, def := range ofEvents() {
		kind := def.Kind
		var out bytes.Buffer
		if _, err := preset(cancelled, &out, kind, d, at); !errors.Is(err, context.Canceled) || out.Len() > 0 {
			t.Errorf("%s: cancelled, got %v and %d bytes", kind, err, out.Len())
		}
		if _, err := preset(context.Background(), full{}, kind, d, at); !errors.Is(err, errFull) {
			t.Errorf("%s: on a full disk, got %v", kind, err)
		}
	}
}

func TestTheSameInputMakesTheSameBytes(t *testing.T) {
	d := sample(t, samples[1])
	at := d.Event.Start.AddDate(0, 0, 20)
	for _, def := range ofEvents() {
		kind := def.Kind
		var one, two bytes.Buffer
		for _, out := range []*bytes.Buffer{&one, &two} {
			if _, err := preset(context.Background(), out, kind, d, at); err != nil {
				t.Fatal(kind, err)
			}
		}
		if !bytes.Equal(one.Bytes(), two.Bytes()) {
			t.Errorf("two papers %s differ", kind)
		}
	}
}

func TestWarningsNameWhatNobodySeesByItsNumber(t *testing.T) {
	warnings := Report{Missing: []rune{0x01, '\u200c', '𠮷'}}.Warnings()
	if len(warnings) != 1 || !strings.Contains(warnings[0], "U+0001 U+200C 𠮷") {
		t.Errorf("%+q", warnings)
	}
}

// No font has U+E000, which is private; emoji and rare characters come back
// unless they are named as missing.
func TestWarningsNameWhatNoFontHas(t *testing.T) {
	m := signIn(t, gathering(person("王\ue000", "", "")), DefaultSignInOptions())
	contains(t, m.text, "王〓")
	if len(m.report.Missing) != 1 || m.report.Missing[0] != '\ue000' {
		t.Errorf("missing: %q", m.report.Missing)
	}
	warnings := m.report.Warnings()
	if len(warnings) != 1 || !strings.Contains(warnings[0], "〓") || !strings.Contains(warnings[0], "\ue000") {
		t.Errorf("warnings: %q", warnings)
	}
	if w := signIn(t, gathering(person("王芳", "", "")), DefaultSignInOptions()).report.Warnings(); len(w) != 0 {
		t.Errorf("a sound sheet warns: %q", w)
	}
}
