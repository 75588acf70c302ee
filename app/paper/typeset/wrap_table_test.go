package typeset

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// brokenAt breaks a text whose characters are all one wide into lines of so
// many, and writes them with bars between; a line closed by its paragraph ends
// with ¶.
func brokenAt(text string, room ...float64) (string, []line) {
	runes := []rune(text)
	widths := make([]float64, len(runes))
	for i, r := range runes {
		if r != '\n' && !invisible(r) {
			widths[i] = 1
		}
	}
	var b breaker
	all := b.lines(runes, widths, func(n int) float64 { return room[min(n, len(room)-1)] })
	var out []string
	for _, l := range all {
		s := strings.ReplaceAll(string(runes[l.from:l.to]), "\n", "↵")
		if l.last {
			s += "¶"
		}
		out = append(out, s)
	}
	return strings.Join(out, "|"), all
}

func TestWhereLinesBreak(t *testing.T) {
	for name, c := range map[string]struct {
		text   string
		room   []float64
		want   string
		widths []float64
	}{
		"nothing":                           {"", []float64{5}, "¶", []float64{0}},
		"nothing, and no room":              {"", []float64{-1}, "¶", []float64{0}},
		"as wide as the room":               {"天地玄黄宇", []float64{5}, "天地玄黄宇¶", []float64{5}},
		"a hair wider":                      {"天地玄黄宇", []float64{4.996}, "天地玄黄宇¶", []float64{5}},
		"more than a hair wider":            {"天地玄黄宇", []float64{4.99}, "天地玄黄|宇¶", []float64{4, 1}},
		"just a hair wider, and more":       {"天地玄黄宇宙", []float64{5 - slack}, "天地玄黄宇|宙¶", []float64{5, 1}},
		"just a hair wider at a line end":   {"天地玄黄宇\n宙", []float64{5 - slack}, "天地玄黄宇↵¶|宙¶", []float64{5, 1}},
		"exactly the room, twice":           {"天地玄黄宇宙", []float64{3}, "天地玄|黄宇宙¶", []float64{3, 3}},
		"rooms that differ":                 {"天地玄黄宇宙洪荒", []float64{2, 3, 9}, "天地|玄黄宇|宙洪荒¶", []float64{2, 3, 3}},
		"a first line that is set in":       {"天地玄", []float64{2, 3}, "天地|玄¶", []float64{2, 1}},
		"a comma does not begin a line":     {"天地玄，黄宇", []float64{3}, "天地|玄，黄|宇¶", []float64{2, 3, 1}},
		"two marks do not":                  {"天地玄。”黄宇", []float64{3}, "天地|玄。”|黄宇¶", []float64{2, 3, 2}},
		"a bracket does not end one":        {"天地（玄黄）宇", []float64{3}, "天地|（玄|黄）宇¶", []float64{2, 2, 3}},
		"a dash is not parted":              {"天地——玄黄", []float64{3}, "天地|——玄|黄¶", []float64{2, 3, 1}},
		"a word is not parted":              {"天地open day", []float64{5}, "天地|open |day¶", []float64{2, 4, 3}},
		"spaces hang over":                  {"open   day", []float64{4}, "open   |day¶", []float64{4, 3}},
		"spaces at the end":                 {"天地   ", []float64{2}, "天地   ¶", []float64{2}},
		"spaces alone":                      {"     ", []float64{2}, "     ¶", []float64{0}},
		"a word longer than the line":       {"administration", []float64{5}, "admin|istra|tion¶", []float64{5, 5, 4}},
		"after another word":                {"a administration", []float64{5}, "a |admin|istra|tion¶", []float64{1, 5, 5, 4}},
		"cut, and not before a mark":        {"aaaaa,", []float64{5}, "aaaa|a,¶", []float64{4, 2}},
		"nothing but marks":                 {"，，，，，", []float64{2}, "，，|，，|，¶", []float64{2, 2, 1}},
		"an accent stays with its letter":   {"aaq\u0301aa", []float64{3}, "aa|q\u0301a|a¶", nil},
		"a family is one character":         {"👨\u200d👩\u200d👧👧", []float64{2}, "👨\u200d👩\u200d👧|👧¶", nil},
		"wider than the room":               {"天地", []float64{0.5}, "天|地", []float64{1, 1}},
		"line ends":                         {"天地\n玄黄", []float64{5}, "天地↵¶|玄黄¶", []float64{2, 2}},
		"a line end in the full line":       {"天地玄\n黄", []float64{3}, "天地玄↵¶|黄¶", []float64{3, 1}},
		"two line ends":                     {"天\n\n地", []float64{3}, "天↵¶|↵¶|地¶", []float64{1, 0, 1}},
		"a line end at the end":             {"天地\n", []float64{3}, "天地↵¶|¶", []float64{2, 0}},
		"a line end alone":                  {"\n", []float64{3}, "↵¶|¶", []float64{0, 0}},
		"a paragraph of two lines and more": {"天地玄黄\n宇宙洪荒", []float64{3}, "天地玄|黄↵¶|宇宙洪|荒¶", []float64{3, 1, 3, 1}},
		"spaces before a line end":          {"天地  \n玄", []float64{2}, "天地  ↵¶|玄¶", []float64{2, 1}},
		"the last place that fits":          {"a b c d", []float64{5}, "a b c |d¶", []float64{5, 1}},
	} {
		got, lines := brokenAt(c.text, c.room...)
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		var widths []float64
		for _, l := range lines {
			widths = append(widths, l.width)
		}
		if c.widths != nil && !slices.Equal(widths, c.widths) {
			t.Errorf("%s: widths %v, want %v", name, widths, c.widths)
		}
	}
}

func TestWhatMayPart(t *testing.T) {
	for _, c := range []struct {
		a, b rune
		want bool
	}{
		{'天', '地', true}, {'天', '，', false}, {'，', '天', true}, {'（', '天', false}, {'天', '（', true}, {'—', '—', false}, {'—', '天', true}, {'天', '—', true}, {'…', '…', false}, {'…', '天', true}, {'天', '天', true}, {'a', 'a', true},
	} {
		if got := mayPart(c.a, c.b); got != c.want {
			t.Errorf("%c and %c may part: %v", c.a, c.b, got)
		}
	}
	for _, r := range "，。、；：？！）》〉」』】〕〗｝］”’％‰℃…～·•‧,.;:?!)]}>%°′″〃々ーヽヾゝゞ｠〙〛﹚﹜﹞／/-–~" {
		if mayPart('天', r) {
			t.Errorf("%c begins a line", r)
		}
	}
	for _, r := range "（《〈「『【〔〖｛［“‘([{<｟〘〚﹙﹛﹝＄￥$¥£￡№＃#@＠" {
		if mayPart(r, '天') {
			t.Errorf("%c ends a line", r)
		}
	}
}

func TestLastVisible(t *testing.T) {
	for text, want := range map[string]rune{"": ' ', " ": ' ', "a": 'a', "a  ": 'a', "ab ": 'b', " a": 'a'} {
		if got := lastVisible([]rune(text)); got != want {
			t.Errorf("of %q it is %q", text, got)
		}
	}
}

func TestInvisible(t *testing.T) {
	for r, want := range map[rune]bool{
		0xac: false, 0xad: true, 0xae: false, 'a': false, ' ': false, '\n': false, 0x200b: true, 0x200d: true, 0x202a: true, 0xfeff: true, 0xfe0f: true, 0xe0100: true,
		0x600: false /* prepended to a number */, 0x2060: true, 0x115f: true, '天': false, 0x3000: false,
	} {
		if got := invisible(r); got != want {
			t.Errorf("%U is invisible: %v", r, got)
		}
	}
}

func TestCleanInFull(t *testing.T) {
	for in, want := range map[string]string{
		"\r":            "\n",
		"\r\r\n\n":      "\n\n\n",
		"a\u0085b":      "a\nb",
		"a\u2029b":      "a\nb",
		"\u0301e":       "\u0301e",
		"1\u0301":       "1\u0301",
		"e\u0301\u0301": "é\u0301",
		"q\u0301":       "q\u0301",
		"o\u0302\u0301": "ố",
		"a\u0300":       "à",
		"a\u02d9":       "a\u02d9",
		"天\u0301":       "天\u0301",
		"\t\t":          "  ",
	} {
		if got := string(Clean(in)); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSum(t *testing.T) {
	for text, want := range map[string]string{"": "0 true", "ab": "2 true", "ab  ": "2 true", " a b ": "4 true", "ab\ncd": "2 false", "a \nb": "1 false", "  ": "0 true"} {
		widths := slices.Repeat([]float64{1}, len(text))
		width, simple := sum([]rune(text), widths)
		if got := fmt.Sprint(width, " ", simple); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestForcedCut(t *testing.T) {
	for _, c := range []struct {
		text       string
		start, end int
		want       int
	}{
		{"abcdef", 0, 3, 3},
		{"abcdef", 2, 5, 5},
		{"abc,ef", 0, 3, 2},
		{",,,,", 0, 3, 3},
		{"a,,,", 1, 3, 3},
		{"abcdef", 0, 0, 1},
		{"abcdef", 4, 4, 5},
		{"q\u0301\u0301b", 0, 1, 3},
		{"q\u0301\u0301b", 0, 2, 3},
		{"aq\u0301b", 0, 2, 1},
		{"q\u0301\n", 0, 0, 2},
		{"q\u0301", 0, 0, 2},
		{"a", 0, 0, 1},
		{"(a", 0, 1, 1},
		{"x(a", 0, 2, 1},
	} {
		runes := []rune(c.text)
		var b breaker
		if got := forcedCut(runes, b.graphemes(runes), c.start, c.end); got != c.want {
			t.Errorf("%q from %d, %d fit: cut at %d, want %d", c.text, c.start, c.end, got, c.want)
		}
	}
}
