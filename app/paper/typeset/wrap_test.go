package typeset

import (
	"context"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// anyText draws strings of what people type: Chinese, Latin, figures, marks of
// all kinds, rare characters, emoji, and bytes that are no text at all.
func anyText() *rapid.Generator[string] {
	han := rapid.SampledFrom([]rune("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"))
	piece := rapid.OneOf(
		rapid.Custom(func(t *rapid.T) string { return string(rapid.SliceOfN(han, 1, 12).Draw(t, "han")) }),
		rapid.StringMatching(`[A-Za-z]{1,14}`),
		rapid.StringMatching(`[0-9]{1,18}`),
		rapid.SampledFrom([]string{
			"，", "。", "、", "；", "：", "？", "！", "（", "）", "《", "》", "“", "”", "‘", "’", "「", "」", "——", "……", "—", "～", "·", "%", "％", "℃", "￥", "№",
			",", ".", "(", ")", "-", "/", " ", "  ", "　", "\t", "\n", "\r\n", "\u2028", "https://example.gov.cn/a/b?c=d", "open-day@example.gov.cn",
			"𬭎", "𠮷", "𬭚", "㐂", "😀", "👨\u200d👩\u200d👧", "🇨🇳", "葛\U000e0100", "☺\ufe0f", "e\u0301", "が\u3099", "\u200b", "\u00ad", "\ufeff", "\x00", "\x1b", "\xff", "\xe4\xb8", "\ue000", "가", "ก็", "؀",
		}),
		rapid.String(),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
	})
}

// setLines breaks a text at 10 pt into lines of the given width.
func setLines(text string, width float64) (setText, []line) {
	doc := New(Options{Fonts: Bundled(), Page: Plain(false)})
	t := doc.set(10, Span{text, Serif})
	return t, doc.breaker.lines(t.runes, t.widths, func(int) float64 { return width })
}

func TestLinesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, lines := setLines(anyText().Draw(t, "text"), rapid.Float64Range(1, 160).Draw(t, "width"))
		at := 0
		for i, l := range lines {
			if l.from != at || l.to < l.from || l.to == l.from && len(text.runes) > 0 && i < len(lines)-1 {
				t.Fatalf("line %d holds runes %d to %d after %d", i, l.from, l.to, at)
			}
			at = l.to
		}
		if at != len(text.runes) {
			t.Fatalf("lines end at rune %d of %d", at, len(text.runes))
		}
	})
}

func TestLinesFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.Float64Range(1, 160).Draw(t, "width")
		text, lines := setLines(anyText().Draw(t, "text"), width)
		var b breaker
		clusters := b.graphemes(text.runes)
		for _, l := range lines {
			inked, _ := sum(trimEnd(text.runes[l.from:l.to]), text.widths[l.from:l.to])
			if inked <= width+slack {
				continue
			}
			for i := l.from + 1; i < l.to; i++ {
				if clusters[i] && text.runes[i] != ' ' && text.runes[i] != '\n' {
					t.Fatalf("line %q is %.2f mm wide in %.2f mm and could be cut", string(text.runes[l.from:l.to]), inked, width)
				}
			}
		}
	})
}

func trimEnd(runes []rune) []rune {
	if n := len(runes); n > 0 && runes[n-1] == '\n' {
		return runes[:n-1]
	}
	return runes
}

// badlyParted says once more, apart from the program, what GB/T 15834 does not let
// begin a line, what not end one, and which pairs stay together.
func badlyParted(a, b rune) bool {
	const begins = "，。、；：？！）》〉」』】〕〗｝］”’％‰℃…～·•‧,.;:?!)]}>%°′″〃々ーヽヾゝゞ｠〙〛﹚﹜﹞／/-–~"
	const ends = "（《〈「『【〔〖｛［“‘([{<｟〘〚﹙﹛﹝＄￥$¥£￡№＃#@＠"
	return strings.ContainsRune(begins, b) || strings.ContainsRune(ends, a) || a == '—' && b == '—'
}

// lastInk is the last character of a line that draws anything.
func lastInk(runes []rune) rune {
	if text := strings.TrimRight(string(runes), " "); text != "" {
		r, _ := utf8.DecodeLastRuneInString(text)
		return r
	}
	return ' '
}

// A line begins or ends badly only where no other place to break it exists.
func TestLinesBeginAndEndWell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, lines := setLines(anyText().Draw(t, "text"), rapid.Float64Range(1, 160).Draw(t, "width"))
		var b breaker
		clusters := b.graphemes(text.runes)
		for i, l := range lines[:len(lines)-1] {
			if l.last {
				continue
			}
			next := text.runes[lines[i+1].from]
			if !badlyParted(lastInk(text.runes[l.from:l.to]), next) || !badlyParted(text.runes[l.to-1], next) {
				continue
			}
			for cut := l.from + 1; cut < l.to; cut++ {
				if clusters[cut] && !badlyParted(text.runes[cut-1], text.runes[cut]) {
					t.Fatalf("line %q parts badly from %q, though it could end before %q", string(text.runes[l.from:l.to]), next, text.runes[cut])
				}
			}
		}
	})
}

func TestPunctuationKeepsItsPlace(t *testing.T) {
	const text = "为深入推进政务公开，区政府办公室（以下简称“区府办”）于2022年11月22日举办“走进民政、了解民政”政务开放日活动；" +
		"邀请人大代表、政协委员、群众代表等20人（其中群众代表8人，占40%）参加。《方案》要求：“提前5个工作日报备！”——“是否可行？”……代表们问道。"
	for width := 24.0; width < 160; width += 0.7 {
		set, lines := setLines(text, width)
		for i, l := range lines {
			first, last := set.runes[l.from], set.runes[l.to-1]
			if i > 0 && strings.ContainsRune("，。、；：？！）》”…%", first) {
				t.Errorf("at %.1f mm a line begins with %q: %q", width, first, string(set.runes[l.from:l.to]))
			}
			if i < len(lines)-1 && strings.ContainsRune("（《“", last) {
				t.Errorf("at %.1f mm a line ends with %q: %q", width, last, string(set.runes[l.from:l.to]))
			}
			if i > 0 && first == set.runes[l.from-1] && strings.ContainsRune("—…", first) {
				t.Errorf("at %.1f mm %c%c is broken", width, first, first)
			}
		}
	}
}

// Whatever stands around it and however it is written, a telephone number stands on
// one line where a line has the room.
func TestTelephoneNumbersStayWhole(t *testing.T) {
	for _, number := range []string{"0550-7022110", "（0550）7022110", "(0550) 7022110", "13800001234", "138 0000 1234", "+86 138 0000 1234", "0550-7022110-8012"} {
		for before := range 24 {
			text, lines := setLines(strings.Repeat("请", before)+"拨打"+number+"，谢谢", 40)
			for _, l := range lines {
				in := string(text.runes[l.from:l.to])
				if strings.ContainsAny(in, "0123456789") && !strings.Contains(in, number) {
					t.Fatalf("%s is torn: a line is %q", number, in)
				}
			}
		}
	}
}

func TestWordsStayWhole(t *testing.T) {
	set, lines := setLines("联系邮箱是openday@example.gov.cn请于11月18日前来信", 60)
	for _, l := range lines {
		if got := string(set.runes[l.from:l.to]); strings.Contains(got, "openday") && !strings.Contains(got, "openday@example.gov.cn") {
			t.Errorf("the address is broken: %q", got)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"一\r\n二\r三\u2028四\v五\f六": "一\n二\n三\n四\n五\n六",
		"a\tb":                   "a b",
		"a\xffb\xe4\xb8":         "a\ufffdb\ufffd\ufffd",
		"e\u0301":                "é",
		"葛\U000e0100":            "葛\U000e0100",
		"\uf900":                 "\uf900", // a compatibility character of a name stays itself
	} {
		if got := string(Clean(in)); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

// drawnText reads back what a laid-out document draws, in the order in which
// it draws it.
func drawnText(doc *Document, f *flow) string {
	var out strings.Builder
	for _, s := range f.pages {
		for _, run := range s.texts {
			for _, code := range run.codes {
				out.WriteRune(doc.glyphs.fonts[run.font].runes[uint16(code)])
			}
		}
	}
	return out.String()
}

// expected is what a text is drawn as: without line ends and invisible
// characters, and with 〓 for those reported missing.
func expected(doc *Document, text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || invisible(r):
			return -1
		case doc.glyphs.wasMissing[r]:
			return substitute
		}
		return r
	}, string(Clean(text)))
}

// Whatever the text, every character of it is drawn, once and in order.
func TestPagesLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		page := Plain(rapid.Bool().Draw(t, "landscape"))
		page.Right = rapid.Float64Range(20, 180).Draw(t, "right margin")
		page.Marks = nil
		doc := New(Options{Fonts: Bundled(), Page: page})
		size := rapid.Float64Range(6, 60).Draw(t, "size")
		var texts []string
		for range rapid.IntRange(1, 4).Draw(t, "blocks") {
			text := anyText().Draw(t, "text")
			texts = append(texts, text)
			if rapid.Bool().Draw(t, "table") {
				doc.Table(Table{Columns: []Column{{}}, Size: size, Rows: []Row{Cells(text)}})
			} else {
				doc.Text(Style{Size: size, Align: Justify, First: 2, Balance: rapid.Bool().Draw(t, "balance")}, text)
			}
		}
		f, err := doc.layout(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		var want strings.Builder
		for _, text := range texts {
			want.WriteString(expected(doc, text))
		}
		if got := drawnText(doc, f); got != want.String() {
			t.Fatalf("drawn %q, want %q", got, want.String())
		}
		for _, s := range f.pages {
			for _, run := range s.texts {
				if run.y < 0 || run.y > s.page.Height() {
					t.Fatalf("text at %.1f mm, outside the page", run.y)
				}
			}
		}
	})
}

// gofpdf survives any text, and so does the file's completion.
func TestAnyTextBecomesPDF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText().Draw(t, "text")
		doc := New(Options{Title: text, Author: text, Created: day, Fonts: Bundled(), Page: Plain(false)})
		doc.Text(Style{Role: Role(rapid.IntRange(0, int(roleCount)-1).Draw(t, "role")), Size: 12}, text)
		_, report, err := doc.PDF(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range report.Missing {
			if !strings.ContainsRune(string(Clean(text)), r) || !utf8.ValidRune(r) {
				t.Fatalf("%q is reported missing but is not in the text", r)
			}
		}
	})
}
