package typeset

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"openday/assets"

	"pgregory.net/rapid"
)

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// charactersOf lists the characters of the bundled fonts that satisfy keep.
func charactersOf(keep func(rune) bool) []rune {
	var all []rune
	for r := rune(' '); r <= utf8.MaxRune; r++ {
		if utf8.ValidRune(r) && keep(r) && !invisible(r) {
			if face, _ := Bundled().find(Serif, r); face != nil {
				all = append(all, r)
			}
		}
	}
	return all
}

func isHan(r rune) bool {
	return r >= 0x3400 && r <= 0x4dbf || r >= 0x4e00 && r <= 0x9fff || r >= 0x20000
}

// Every rare character of the bundled fonts, and those of real names among
// them, comes back from the PDF as itself.
func TestRareCharactersComeBack(t *testing.T) {
	rare := string(charactersOf(func(r rune) bool { return r > 0xffff }))
	if n := utf8.RuneCountInString(rare); n < 1400 {
		t.Fatalf("the bundled fonts have %d characters above U+FFFF only", n)
	}
	for _, name := range []string{"张𬭎", "𬭚城商贸", "𠮷田"} {
		for _, r := range name {
			if r > 0xffff && !strings.ContainsRune(rare, r) {
				t.Errorf("no bundled font has %c", r)
			}
		}
	}
	roster := "张𬭎、𬭚城商贸、𠮷田" + rare
	for role := range roleCount {
		doc := New(Options{Title: "𠮷田", Created: day, Fonts: Bundled(), Page: Plain(false)})
		doc.Text(Style{Role: role, Size: 12}, roster)
		pdf, read, report := finish(t, doc)
		if len(report.Missing) > 0 {
			t.Errorf("role %d: missing %q", role, report.Missing)
		}
		if got := unpaged(allText(t, read)); got != roster {
			t.Errorf("role %d: PDFium reads %q", role, got)
		}
		if got := unpaged(unspaced(poppler(t, pdf, "pdftotext"))); got != roster {
			t.Errorf("role %d: pdftotext reads %q", role, got)
		}
	}
}

// unpaged takes the page numbers out of a text without spaces.
func unpaged(text string) string {
	text = strings.ReplaceAll(text, "\f", "")
	for {
		before, rest, found := strings.Cut(text, "第")
		if !found {
			return text
		}
		_, after, _ := strings.Cut(rest, "共")
		_, after, _ = strings.Cut(after, "页")
		text = before + after
	}
}

// A text of all characters that the fonts have takes several fonts in the file
// and still comes back.
func TestAllCharactersComeBack(t *testing.T) {
	all := string(slices.DeleteFunc(charactersOf(isHan), func(r rune) bool { return r == '第' || r == '共' || r == '页' }))
	if n := utf8.RuneCountInString(all); n < 28000 {
		t.Fatalf("the bundled fonts have %d Chinese characters only", n)
	}
	doc := New(Options{Created: day, Fonts: Bundled(), Page: Plain(false)})
	doc.Text(Style{Role: Serif, Size: 9}, all)
	pdf, read, _ := finish(t, doc)
	if n := len(doc.glyphs.fonts); n < 28000/slotSize {
		t.Errorf("%d fonts hold %d characters", n, utf8.RuneCountInString(all))
	}
	if got := unpaged(allText(t, read)); got != all {
		t.Error("PDFium reads another text")
	}
	if got := unpaged(unspaced(poppler(t, pdf, "pdftotext"))); got != all {
		t.Error("pdftotext reads another text")
	}
}

// 通用规范汉字表 is drawn in the heading's own weight too.
func TestCommonCharactersAreInEveryFont(t *testing.T) {
	for _, role := range []Role{Serif, SerifBold, Sans, SansBold, KaiTi} {
		for _, r := range "王区仇于万单解曾覃查朴尉迟欧阳司马鿏㧑" {
			if _, ok := bundled[role]().glyph(r); !ok {
				t.Errorf("%s lacks %c", bundled[role]().name, r)
			}
		}
	}
}

func TestMissingIsDrawnAndNamed(t *testing.T) {
	doc := New(Options{Created: day, Fonts: Bundled(), Page: Plain(false)})
	const text = "活动😀圆满\x01成功😀葛\U000e0100城"
	doc.Text(Style{Role: Sans, Size: 12}, text)
	_, read, report := finish(t, doc)
	if want := []rune{'😀', 1}; !slices.Equal(report.Missing, want) {
		t.Errorf("reported missing %q, want %q", report.Missing, want)
	}
	if want := []rune{0xe0100}; !slices.Equal(report.Invisible, want) {
		t.Errorf("reported invisible %q, want %q", report.Invisible, want)
	}
	if got := unpaged(allText(t, read)); got != "活动〓圆满〓成功〓葛城" {
		t.Errorf("the page reads %q", got)
	}
	if got, want := Bundled().Missing(text), report.Missing; !slices.Equal(got, want) {
		t.Errorf("Missing gives %q before, the report %q after", got, want)
	}
	if got := Bundled().Missing("张𬭎、𠮷田〓"); got != nil {
		t.Errorf("Missing gives %q for characters that are there", got)
	}
}

// cutOf makes a small font of the bundled glyphs of some characters, reached
// by the codes that they are mapped to.
func cutOf(t *testing.T, codes map[rune]rune) []byte {
	t.Helper()
	gids := map[uint16]uint16{}
	for code, r := range codes {
		g, ok := bundled[Sans]().glyph(r)
		if !ok {
			t.Fatalf("no glyph for %c", r)
		}
		gids[uint16(code)] = g
	}
	return bundled[Sans]().cut(gids)
}

func TestMachineFonts(t *testing.T) {
	dir := t.TempDir()
	below := filepath.Join(dir, "more")
	if err := os.Mkdir(below, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "SIMKAI.TTF"), cutOf(t, map[rune]rune{'永': '永'}))
	write(t, filepath.Join(below, "hangul.ttf"), cutOf(t, map[rune]rune{'가': '永', '永': '永'}))
	write(t, filepath.Join(dir, "simsunb.ttf"), cutOf(t, map[rune]rune{'나': '永', 0xe123: '永'}))
	fonts := NewFonts(dir, filepath.Join(dir, "no such folder"))
	for _, c := range []struct {
		role Role
		r    rune
		want string
	}{
		{KaiTi, '永', "SIMKAI.TTF"},
		{KaiTi, '远', "OpenDay Kai"},
		{FangSong, '永', "Noto Serif SC"},
		{Serif, '永', "Noto Serif SC"},
		{Serif, '가', "hangul.ttf"},
		{Sans, '나', "simsunb.ttf"},
		{Serif, '다', ""},
		{Serif, 0xe123, ""}, // a private character means nothing in another font
	} {
		got := ""
		if face, _ := fonts.find(c.role, c.r); face != nil {
			got = face.name
		}
		if got != c.want {
			t.Errorf("%c in role %d is drawn with %q, want %q", c.r, c.role, got, c.want)
		}
	}

	doc := New(Options{Created: day, Fonts: fonts, Page: Plain(false)})
	doc.Text(Style{Role: KaiTi, Size: 12}, "永远가나다")
	_, read, report := finish(t, doc)
	if got := unpaged(allText(t, read)); got != "永远가나〓" || !slices.Equal(report.Missing, []rune("다")) {
		t.Errorf("the page reads %q, missing %q", got, report.Missing)
	}
}

// What gofpdf cannot embed, what its maker forbids to embed, and what is
// damaged is passed over.
func TestUnusableMachineFonts(t *testing.T) {
	good := cutOf(t, map[rune]rune{'가': '永'})
	change := func(edit func([]byte)) []byte {
		data := slices.Clone(good)
		edit(data)
		return data
	}
	table := func(data []byte, tag string) []byte {
		for i := 12; ; i += 16 {
			if string(data[i:i+4]) == tag {
				return data[binary.BigEndian.Uint32(data[i+8:]):]
			}
		}
	}
	for name, data := range map[string][]byte{
		"collection.ttf":  change(func(d []byte) { copy(d, "ttcf") }),
		"postscript.ttf":  change(func(d []byte) { copy(d, "OTTO") }),
		"restricted.ttf":  change(func(d []byte) { table(d, "OS/2")[9] = 2 }),
		"nosubset.ttf":    change(func(d []byte) { table(d, "OS/2")[8] = 1 }),
		"truncated.ttf":   good[:len(good)/3],
		"empty.ttf":       {},
		"text.ttf":        []byte("this is no font"),
		"nocharacter.ttf": change(func(d []byte) { table(d, "cmap")[3] = 200 }),
	} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, name), data)
		if face, _ := NewFonts(dir).find(Serif, '가'); face != nil {
			t.Errorf("%s is used", name)
		}
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "good.ttf"), good)
	if face, _ := NewFonts(dir).find(Serif, '가'); face == nil {
		t.Error("the undamaged font is not used")
	}
}

// However a font of the machine is damaged, making a paper neither hangs nor
// brings the program down.
func TestDamagedFontIsSurvived(t *testing.T) {
	good := cutOf(t, map[rune]rune{'가': 'é', '永': '永'})
	rapid.Check(t, func(t *rapid.T) {
		data := slices.Clone(good)
		for range rapid.IntRange(1, 20).Draw(t, "changes") {
			data[rapid.IntRange(0, len(data)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "to")
		}
		face, err := parseFace("damaged", data)
		if err != nil {
			return
		}
		fonts := NewFonts()
		fonts.found['가'] = face
		fonts.listing.Do(func() {})
		if _, ok := face.glyph('가'); !ok {
			return
		}
		doc := New(Options{Created: day, Fonts: fonts, Page: Plain(false)})
		doc.Text(Style{Size: 12}, "가")
		if pdf, _, err := doc.PDF(context.Background()); err == nil && len(pdf) == 0 {
			t.Fatal("neither a paper nor an error")
		}
	})
}

// Documents made at the same time share the fonts.
func TestDocumentsAtTheSameTime(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "hangul.ttf"), cutOf(t, map[rune]rune{'가': '永'}))
	fonts := NewFonts(dir)
	results := make([][]byte, 4)
	var wait sync.WaitGroup
	for i := range results {
		wait.Go(func() {
			doc := New(Options{Title: "同时", Created: day, Fonts: fonts, Page: Plain(false)})
			doc.Text(Style{Role: FangSong, Size: 12}, "张𬭎가다")
			pdf, _, err := doc.PDF(context.Background())
			if err != nil {
				t.Error(err)
			}
			results[i] = pdf
		})
	}
	wait.Wait()
	for _, pdf := range results[1:] {
		if !slices.Equal(pdf, results[0]) {
			t.Error("the same document came out differently")
		}
	}
}

func TestBundledFontsAreWhole(t *testing.T) {
	for name, data := range map[string][]byte{
		"serif": assets.PaperSerif, "serif bold": assets.PaperSerifBold, "sans": assets.PaperSans, "sans bold": assets.PaperSansBold, "kai": assets.PaperKai,
	} {
		if len(data) > 16<<20 {
			t.Errorf("%s takes %d bytes", name, len(data))
		}
		if _, err := parseFace(name, data); err != nil {
			t.Error(err)
		}
	}
}

// A character that only a thin font has is drawn thicker where the letters around it
// are bold, and the letters after it are as before.
func TestRareCharactersAreStrokedOnBoldPapers(t *testing.T) {
	dark := func(role Role, text string) int {
		doc := New(Options{Fonts: Bundled(), Page: Plain(false)})
		doc.Text(Style{Role: role, Size: 72}, text)
		_, read, _ := finish(t, doc)
		picture, err := read.Render(1, 100)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for y := range picture.Bounds().Dy() * 9 / 10 { // without the page's number
			for x := range picture.Bounds().Dx() {
				if r, _, _, _ := picture.At(x, y).RGBA(); r < 0x8000 {
					n++
				}
			}
		}
		return n
	}
	const rare = "𠮷" // in none of the bold fonts
	thin := dark(KaiTi, rare)
	for _, role := range []Role{SansBold, SerifBold, XiaoBiaoSong} {
		thick := dark(role, rare)
		if thick < thin*5/4 {
			t.Errorf("%v draws %s with %d dark points, the thin font with %d", role, rare, thick, thin)
		}
		if after, alone := dark(role, rare+"田")-thick, dark(role, "田"); after > alone*21/20 {
			t.Errorf("%v: 田 has %d dark points after %s, %d alone", role, after, rare, alone)
		}
	}
}
