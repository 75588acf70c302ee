package typeset

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"openday/app/printer"
)

// inside wants all ink of a page's characters inside a box. PDFium makes a
// letter's box higher than the letter by a 64th.
func inside(t interface{ Errorf(string, ...any) }, chars []printer.Char, b Box) {
	for _, c := range chars {
		if unicode.IsSpace(c.Rune) {
			continue
		}
		tolerance := 0.05 + c.Size/PointsPerMM/50
		if c.Ink.Left < b.X-tolerance || c.Ink.Right > b.X+b.W+tolerance || c.Ink.Top < b.Y-tolerance || c.Ink.Bottom > b.Y+b.H+tolerance {
			t.Errorf("%c stands at %.2f, outside %.2f", c.Rune, c.Ink, b)
		}
	}
}

func chars(t *testing.T, d *printer.Document, page int) []printer.Char {
	t.Helper()
	all, err := d.Chars(page)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTextFillsItsBox(t *testing.T) {
	b := Box{20, 30, 100, 40}
	for text, want := range map[string]float64{
		"王五六":     100.0 / 3, // as wide as the box
		"王":       40,        // as high
		"一二三四五六七": 100.0 / 7,
	} {
		doc := New(Options{Page: Plain(false)})
		size := doc.Canvas(Page{}).Text(b, Fit{Role: Sans, Size: 1000}, text)
		if em := size / PointsPerMM; !near(em, want, 0.02*want) {
			t.Errorf("%s is %.2f mm high, want %.2f", text, em, want)
		}
		_, d, _ := finish(t, doc)
		inside(t, chars(t, d, 1), b)
	}
}

func TestTextIsNoLargerThanAskedAndCentred(t *testing.T) {
	doc := New(Options{Page: Plain(false)})
	b := Box{20, 30, 100, 40}
	if size := doc.Canvas(Page{}).Text(b, Fit{Role: Sans, Size: 20}, "口口"); size != 20 {
		t.Errorf("size %.1f", size)
	}
	_, d, _ := finish(t, doc)
	p := piece(t, d, 1, "口口")
	if x, y := (p.Ink.Left+p.Ink.Right)/2, (p.Ink.Top+p.Ink.Bottom)/2; !near(x, 70, 0.3) || !near(y, 50, 0.5) {
		t.Errorf("the middle is at %.1f, %.1f", x, y)
	}
}

func TestTextIsBrokenOnlyWhereItWouldBeSmall(t *testing.T) {
	doc := New(Options{Page: Plain(false)})
	c := doc.Canvas(Page{})
	b := Box{10, 10, 60, 30}
	fit := Fit{Role: Sans, Size: 40, Lines: 3, Least: 12}
	if size := c.Text(b, fit, "滨河街道办事处党政综合办"); !near(size, 60.0/12*PointsPerMM, 0.1) {
		t.Errorf("12 characters are set in %.1f pt", size)
	}
	b.Y = 60
	if size := c.Text(b, fit, strings.Repeat("滨河街道办事处党政综合办公室", 2)); size < 12 {
		t.Errorf("28 characters are set in %.1f pt", size)
	}
	_, d, _ := finish(t, doc)
	levels := map[float64]int{}
	for _, p := range pieces(t, d, 1) {
		if p.Y > 60 {
			levels[p.Y] += len([]rune(p.Text))
		}
	}
	if len(levels) < 2 {
		t.Errorf("the long text stands on %d lines", len(levels))
	}
	for y, n := range levels {
		if n < 28/len(levels)-1 {
			t.Errorf("the line at %.1f has only %d characters: %v", y, n, levels)
		}
	}
}

// Lines made of equal length have other letters above and below than before.
func TestTextOfTwoLinesFillingTheHeightStaysInItsBox(t *testing.T) {
	doc := New(Options{Page: Plain(false)})
	b := Box{14, 8, 182, 58.25}
	size := doc.Canvas(Page{}).Text(b, Fit{Role: SansBold, Size: 1000, Lines: 2, Least: 50}, "I王阳王欧张）g𬭎欧𬭎卍")
	if em := size / PointsPerMM; em < 15 || em > 26 {
		t.Errorf("%.1f mm high", em)
	}
	_, d, _ := finish(t, doc)
	inside(t, chars(t, d, 1), b)
}

// A turned text is the upright one seen from the other side of the table.
func TestTurnedTextMirrorsTheUprightOne(t *testing.T) {
	doc := New(Options{Page: Plain(false)})
	c := doc.Canvas(Page{})
	upright, turned := Box{10, 160, 190, 100}, Box{10, 37, 190, 100} // about the middle of the page
	fit := Fit{Role: SansBold, Size: 300}
	c.Text(turned, Fit{Role: fit.Role, Size: fit.Size, Turned: true}, "张𬭎g")
	c.Text(upright, fit, "张𬭎g")
	_, d, report := finish(t, doc)
	if report.Pages != 1 || len(report.Missing) > 0 {
		t.Fatalf("%+v", report)
	}
	all := chars(t, d, 1)
	if len(all) != 6 {
		t.Fatalf("%d characters: %v", len(all), all)
	}
	for i, a := range all[:3] {
		b := all[3+i]
		if a.Rune != b.Rune || !near(a.X, 210-b.X, 0.05) || !near(a.Y, 297-b.Y, 0.05) ||
			!near(a.Ink.Left, 210-b.Ink.Right, 0.1) || !near(a.Ink.Top, 297-b.Ink.Bottom, 0.1) {
			t.Errorf("%+v does not mirror %+v", a, b)
		}
	}
	inside(t, all[:3], turned)
	inside(t, all[3:], upright)
}

// Whatever the text, all of it is on the page, in its order and inside its box.
func TestAnyTextStaysInItsBox(t *testing.T) {
	letter := rapid.SampledFrom([]rune("王芳张𬭎𠮷阿卜·ÅÑgjpqyWif ,。（　—1Êॐ\t\n😀"))
	rapid.Check(t, func(rt *rapid.T) {
		text := string(rapid.SliceOfN(letter, 1, 60).Draw(rt, "text"))
		b := Box{X: rapid.Float64Range(5, 60).Draw(rt, "x"), Y: rapid.Float64Range(5, 100).Draw(rt, "y"),
			W: rapid.Float64Range(10, 140).Draw(rt, "w"), H: rapid.Float64Range(4, 150).Draw(rt, "h")}
		fit := Fit{Role: Role(rapid.IntRange(0, int(roleCount)-1).Draw(rt, "role")), Size: rapid.Float64Range(5, 400).Draw(rt, "size"),
			Lines: rapid.IntRange(0, 3).Draw(rt, "lines"), Least: rapid.Float64Range(0, 20).Draw(rt, "least"),
			Align: Align(rapid.IntRange(int(Auto), int(Right)).Draw(rt, "align")), Turned: rapid.Bool().Draw(rt, "turned")}
		doc := New(Options{Page: Plain(false), Fonts: Bundled()})
		if size := doc.Canvas(Page{}).Text(b, fit, text); size > fit.Size {
			rt.Fatalf("%.1f pt is larger than %.1f", size, fit.Size)
		}
		pdf, report, err := doc.PDF(t.Context())
		if err != nil {
			rt.Fatal(err)
		}
		read, err := printer.Open(t.Context(), pdf)
		if err != nil {
			rt.Fatal(err)
		}
		defer read.Close()
		all, err := read.Chars(1)
		if err != nil {
			rt.Fatal(err)
		}
		inside(rt, all, b)
		want := string(Clean(text))
		for _, r := range append(report.Missing, report.Invisible...) {
			want = strings.ReplaceAll(want, string(r), "〓")
		}
		var got strings.Builder
		for _, c := range all {
			got.WriteRune(c.Rune)
		}
		if a, b := inFileOrder(want, fit.Turned), inFileOrder(got.String(), fit.Turned); a != b {
			rt.Fatalf("%q came back as %q", a, b)
		}
	})
}

// inFileOrder returns a text without spaces. PDFium reads the pieces of a turned
// line, one a font, from left to right and so in another order than they stand
// in the file; of a turned text it gives the characters sorted.
func inFileOrder(text string, turned bool) string {
	runes := []rune(unspaced(text))
	if turned {
		slices.Sort(runes)
	}
	return string(runes)
}

func TestColumnShrinksUntilItFits(t *testing.T) {
	body := Style{Role: FangSong, Size: 16, Align: Justify, First: 2, After: 2}
	b := Box{28, 37, 156, 225}
	doc := New(Options{Page: Plain(false)})
	if scale := doc.Canvas(Page{}).Column(b, Paragraph{body, "一段"}, Paragraph{body, "二段"}); scale != 1 {
		t.Errorf("two short paragraphs are set at %.2f", scale)
	}
	long := strings.Repeat("请携带有效证件，听从工作人员引导。", 60)
	scale := doc.Canvas(Page{}).Column(b, Paragraph{body, long}, Paragraph{body, "末段"})
	if scale >= 1 || scale < 0.5 {
		t.Errorf("a long letter is set at %.2f", scale)
	}
	_, d, report := finish(t, doc)
	if report.Pages != 2 {
		t.Fatalf("%d pages", report.Pages)
	}
	if got := allText(t, d); got != "一段二段"+long+"末段" {
		t.Errorf("%q", got)
	}
	inside(t, chars(t, d, 2), b)
	for _, c := range chars(t, d, 2) {
		if !near(c.Size, 16*scale, 0.01) {
			t.Fatalf("%c is set in %.2f pt, not %.2f", c.Rune, c.Size, 16*scale)
		}
	}
}

// Pages of canvases and pages of flowing text keep to their order.
func TestCanvasesBetweenFlowingText(t *testing.T) {
	doc := New(Options{Page: Plain(false)})
	put := func(text string, landscape bool) {
		doc.Canvas(Page{Landscape: landscape}).Text(Box{20, 20, 60, 20}, Fit{Size: 20}, text)
	}
	put("甲", true)
	put("乙", false)
	doc.Text(Style{Size: 12}, "丙")
	doc.NewPage()
	put("丁", true)
	doc.Text(Style{Size: 12}, "戊")
	_, d, report := finish(t, doc)
	if report.Pages != 5 {
		t.Fatalf("%d pages", report.Pages)
	}
	for i, want := range []string{"甲", "乙", "丙", "丁", "戊"} {
		text, err := d.Text(i + 1)
		if err != nil || !strings.HasPrefix(text, want) {
			t.Errorf("page %d says %q: %v", i+1, text, err)
		}
		width, height, err := d.Size(i + 1)
		if lying := want == "甲" || want == "丁"; err != nil || lying != (width > height) {
			t.Errorf("page %d is %.0f × %.0f: %v", i+1, width, height, err)
		}
	}
}
