package typeset

import (
	"context"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"openday/app/printer"
)

var day = time.Date(2026, 9, 24, 9, 0, 0, 0, time.UTC)

// finish writes a document and opens it again.
func finish(t *testing.T, doc *Document) ([]byte, *printer.Document, Report) {
	t.Helper()
	pdf, report, err := doc.PDF(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	read, err := printer.Open(context.Background(), pdf)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := read.Close(); err != nil {
			t.Error(err)
		}
	})
	if read.PageCount() != report.Pages {
		t.Fatalf("the file has %d pages, the report says %d", read.PageCount(), report.Pages)
	}
	return pdf, read, report
}

// pieces returns the pieces of text on a page.
func pieces(t *testing.T, d *printer.Document, page int) []printer.Piece {
	t.Helper()
	p, err := d.Pieces(page)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// piece finds the one piece on a page with a text.
func piece(t *testing.T, d *printer.Document, page int, text string) printer.Piece {
	t.Helper()
	for _, p := range pieces(t, d, page) {
		if p.Text == text {
			return p
		}
	}
	t.Fatalf("%q is not on page %d: %v", text, page, pieces(t, d, page))
	return printer.Piece{}
}

// allText reads every page through PDFium, without spaces and line ends.
func allText(t *testing.T, d *printer.Document) string {
	t.Helper()
	var all strings.Builder
	for n := range d.PageCount() {
		text, err := d.Text(n + 1)
		if err != nil {
			t.Fatal(err)
		}
		all.WriteString(text)
	}
	return unspaced(all.String())
}

// poppler runs one of poppler's tools on a PDF; it may not complain.
func poppler(t *testing.T, pdf []byte, tool string, args ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.pdf")
	write(t, path, pdf)
	command := exec.Command(tool, append(args, path)...)
	if tool == "pdftotext" {
		command.Args = append(command.Args, "-")
	}
	var complaints strings.Builder
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil || complaints.Len() > 0 {
		t.Fatalf("%s: %v %s", tool, err, complaints.String())
	}
	return string(out)
}

func unspaced(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func near(a, b, tolerance float64) bool { return a-b <= tolerance && b-a <= tolerance }
