// Package papertest helps the tests of papers: events that they are made of, and
// reading back what was made.
package papertest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"openday/app"
	"openday/app/paper"
	"openday/app/printer"
	"openday/app/workbook"
)

// Samples are the sample workbooks.
var Samples = []string{"plan1-civil-affairs.xlsx", "plan3-development-zone.xlsx"}

// Root returns the folder of the module, in whichever of its packages a test runs.
func Root(t testing.TB) string {
	t.Helper()
	folder, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			t.Fatal("the tests do not run in the module")
		}
		folder = above
	}
}

// Sample returns the dossier of a sample workbook.
func Sample(t testing.TB, name string) app.Dossier {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(Root(t), "assets", "samples", name))
	if err != nil {
		t.Fatal(err)
	}
	d, warnings, err := workbook.Read(bytes.NewReader(data))
	if err != nil || len(warnings) > 0 {
		t.Fatal(warnings, err)
	}
	return d
}

// Made is a finished paper, read back.
type Made struct {
	PDF    []byte
	Report paper.Report
	Text   string // of all pages through PDFium, without spaces and line ends
	opened *printer.Document
}

// Read reads a finished paper back.
func Read(t testing.TB, pdf []byte, report paper.Report) *Made {
	t.Helper()
	// Closed at once: PDFium opens a few documents at a time.
	doc, err := printer.Open(context.Background(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	if doc.PageCount() != report.Pages {
		t.Fatalf("the file has %d pages, the report says %d", doc.PageCount(), report.Pages)
	}
	var all strings.Builder
	for n := range doc.PageCount() {
		text, err := doc.Text(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(Unnumbered(text, n+1))
	}
	if err := doc.Close(); err != nil {
		t.Fatal(err)
	}
	return &Made{PDF: pdf, Report: report, Text: Unspaced(all.String())}
}

// Doc opens the paper until the end of the test.
func (m *Made) Doc(t testing.TB) *printer.Document {
	t.Helper()
	if m.opened == nil {
		doc, err := printer.Open(context.Background(), m.PDF)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := doc.Close(); err != nil {
				t.Error(err)
			}
		})
		m.opened = doc
	}
	return m.opened
}

// Preset writes a paper of a list and of an event with the choices before anybody
// has chosen.
func Preset(ctx context.Context, w io.Writer, l paper.List, k paper.Kind, d app.Dossier, at time.Time) (paper.Report, error) {
	def, _ := l.Of(k)
	return def.Write(ctx, w, def.New(at), paper.Material{Dossier: d, At: at})
}

// OfEvents are the papers of a list that are of an event.
func OfEvents(l paper.List) paper.List {
	return slices.DeleteFunc(slices.Clone(l), func(d paper.Definition) bool { return d.OfYear })
}

// Poppler reads the text of a PDF in the file's order, without spaces.
func Poppler(t testing.TB, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("pdftotext", "-raw", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for i, page := range strings.Split(string(out), "\f") {
		all.WriteString(Unnumbered(page, i+1))
	}
	return Unspaced(all.String())
}

// Unnumbered returns a page's text without spaces and without the page number of an
// official paper, which may stand amid a paragraph.
func Unnumbered(page string, n int) string {
	return strings.Replace(Unspaced(page), fmt.Sprintf("—%d—", n), "", 1)
}

// Unspaced returns a text without spaces and line ends.
func Unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// InOrder wants texts one after the other, spaces apart.
func InOrder(t testing.TB, all string, texts ...string) {
	t.Helper()
	at := 0
	for _, text := range texts {
		text = Unspaced(text)
		i := strings.Index(all[at:], text)
		if i < 0 {
			t.Errorf("%q does not follow; after the one before it comes %.60q", text, all[at:])
			return
		}
		at += i + len(text)
	}
}

// Contains wants texts, spaces apart.
func Contains(t testing.TB, all string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(all, Unspaced(text)) {
			t.Errorf("%q is not on the paper", text)
		}
	}
}

// Draws wants texts on the paper, spaces apart, with 〓 for what no font has, whoever
// reads its file.
func (m *Made) Draws(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		text = m.Drawn(text)
		Contains(t, m.Text, text)
		Contains(t, Poppler(t, m.PDF), text)
	}
}

// Drawn returns a text as it stands on the paper: with 〓 for what no font has.
func (m *Made) Drawn(text string) string {
	return strings.Map(func(r rune) rune {
		if slices.Contains(m.Report.Missing, r) {
			return '〓'
		}
		return r
	}, text)
}

// Lacks refuses texts, spaces apart.
func Lacks(t testing.TB, all string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(all, Unspaced(text)) {
			t.Errorf("%q is on the paper", text)
		}
	}
}

// Pieces returns the pieces of text on a page.
func (m *Made) Pieces(t testing.TB, page int) []printer.Piece {
	t.Helper()
	p, err := m.Doc(t).Pieces(page)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Lines finds the ruled lines of a page, mm from its left or top edge, that
// cross the given stretch: vertical ones crossing from y1 to y2, or level ones
// crossing from x1 to x2.
func (m *Made) Lines(t testing.TB, page int, vertical bool, from, to float64) []float64 {
	t.Helper()
	const dpi = 200
	picture, err := m.Doc(t).Render(page, dpi)
	if err != nil {
		t.Fatal(err)
	}
	pixel := func(mm float64) int { return int(mm * dpi / 25.4) }
	dark := func(x, y int) bool {
		if !vertical {
			x, y = y, x
		}
		r, _, _, _ := picture.At(x, y).RGBA()
		return r < 0xc000
	}
	most := picture.Bounds().Dx()
	if !vertical {
		most = picture.Bounds().Dy()
	}
	var found []float64
	before := false
	for x := range most {
		whole := true
		for y := pixel(from); y <= pixel(to) && whole; y++ {
			whole = dark(x, y)
		}
		if whole && !before {
			found = append(found, float64(x)*25.4/dpi)
		}
		before = whole
	}
	return found
}

// Near reports whether two measures differ by no more than a tolerance.
func Near(a, b, tolerance float64) bool { return a-b <= tolerance && b-a <= tolerance }
