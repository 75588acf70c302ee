package paper

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
	"openday/app/printer"
	"openday/app/workbook"
)

// samples are the sample workbooks.
var samples = []string{"plan1-civil-affairs.xlsx", "plan3-development-zone.xlsx"}

func sample(t testing.TB, name string) app.Dossier {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "assets", "samples", name))
	if err != nil {
		t.Fatal(err)
	}
	d, warnings, err := workbook.Read(bytes.NewReader(data))
	if err != nil || len(warnings) > 0 {
		t.Fatal(warnings, err)
	}
	return d
}

// made is a finished paper, read back.
type made struct {
	pdf    []byte
	report Report
	text   string // of all pages through PDFium, without spaces and line ends
	opened *printer.Document
}

func read(t testing.TB, pdf []byte, report Report) *made {
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
		all.WriteString(unnumbered(text, n+1))
	}
	if err := doc.Close(); err != nil {
		t.Fatal(err)
	}
	return &made{pdf: pdf, report: report, text: unspaced(all.String())}
}

// doc opens the paper until the end of the test.
func (m *made) doc(t testing.TB) *printer.Document {
	t.Helper()
	if m.opened == nil {
		doc, err := printer.Open(context.Background(), m.pdf)
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

// preset writes a paper of an event with the choices before anybody has chosen.
func preset(ctx context.Context, w io.Writer, k Kind, d app.Dossier, at time.Time) (Report, error) {
	def, _ := Papers.Of(k)
	return def.Write(ctx, w, def.New(at), Material{Dossier: d, At: at})
}

// ofEvents are the definitions of papers of an event.
func ofEvents() List {
	return slices.DeleteFunc(slices.Clone(Papers), func(d Definition) bool { return d.OfYear })
}

func signIn(t testing.TB, d app.Dossier, o SignInOptions) *made {
	t.Helper()
	var out bytes.Buffer
	report, err := SignIn(context.Background(), &out, d, o, app.Date(2022, time.November, 21))
	if err != nil {
		t.Fatal(err)
	}
	return read(t, out.Bytes(), report)
}

func summarise(t testing.TB, d app.Dossier, o SummaryOptions, at time.Time) *made {
	t.Helper()
	var out bytes.Buffer
	report, err := Summary(context.Background(), &out, d, o, at)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, out.Bytes(), report)
}

// poppler reads the text of a PDF in the file's order, without spaces.
func poppler(t testing.TB, pdf []byte) string {
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
		all.WriteString(unnumbered(page, i+1))
	}
	return unspaced(all.String())
}

// unnumbered takes the page number of an official paper out of a page's text,
// where it may stand amid a paragraph.
func unnumbered(page string, n int) string {
	return strings.Replace(page, fmt.Sprintf("— %d —", n), "", 1)
}

func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// inOrder wants texts one after the other, spaces apart.
func inOrder(t testing.TB, all string, texts ...string) {
	t.Helper()
	at := 0
	for _, text := range texts {
		text = unspaced(text)
		i := strings.Index(all[at:], text)
		if i < 0 {
			t.Errorf("%q does not follow; after the one before it comes %.60q", text, all[at:])
			return
		}
		at += i + len(text)
	}
}

func contains(t testing.TB, all string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(all, unspaced(text)) {
			t.Errorf("%q is not on the paper", text)
		}
	}
}

func lacks(t testing.TB, all string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if strings.Contains(all, unspaced(text)) {
			t.Errorf("%q is on the paper", text)
		}
	}
}

// pieces returns the pieces of text on a page.
func (m *made) pieces(t testing.TB, page int) []printer.Piece {
	t.Helper()
	p, err := m.doc(t).Pieces(page)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// lines finds the ruled lines of a page, mm from its left or top edge, that
// cross the given stretch: vertical ones crossing from y1 to y2, or level ones
// crossing from x1 to x2.
func (m *made) lines(t testing.TB, page int, vertical bool, from, to float64) []float64 {
	t.Helper()
	const dpi = 200
	picture, err := m.doc(t).Render(page, dpi)
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

func near(a, b, tolerance float64) bool { return a-b <= tolerance && b-a <= tolerance }

// fullReport are the choices for all that a report can tell.
func fullReport() SummaryOptions { return SummaryOptions{Form: FormFull} }

// person makes an approved invitee.
func person(name, unit, category string) app.Invitee {
	return app.Invitee{Person: app.Person{Name: name}, Unit: unit, Category: category, Vetting: app.VettingApproved}
}

// gathering makes an event with people.
func gathering(people ...app.Invitee) app.Dossier {
	return app.Dossier{
		Event: app.Event{
			Title: "青山街道政府开放日", Organiser: "青山街道办事处", Sites: []string{"便民服务中心"},
			Start: time.Date(2026, time.September, 24, 9, 0, 0, 0, app.Zone),
			End:   time.Date(2026, time.September, 24, 11, 30, 0, 0, app.Zone),
			State: app.StateHeld,
		},
		Invitees: slices.Clone(people),
	}
}
