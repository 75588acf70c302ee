package printer

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/jung-kurt/gofpdf"
)

// lines writes a PDF of A4 pages full of a table like a sign-in sheet's.
func lines(t testing.TB, pages int) []byte {
	t.Helper()
	pdf := gofpdf.New("P", "mm", "A4", "")
	for n := range pages {
		pdf.AddPage()
		pdf.SetFont("Helvetica", "", 11)
		for row := range 28 {
			for column := range 6 {
				pdf.Rect(15+30*float64(column), 15+9*float64(row), 30, 9, "D")
				pdf.Text(17+30*float64(column), 21+9*float64(row), fmt.Sprintf("%d.%d.%d", n, row, column))
			}
		}
	}
	var out bytes.Buffer
	if err := pdf.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// drawAll draws and packs a page as for a printer.
func drawAll(t testing.TB, d *Document, n int, at placing) {
	t.Helper()
	var strip band
	var packed []byte
	cuts := at.bands()
	for c := range len(cuts) - 1 {
		if err := d.drawBand(n, at, cuts[c], cuts[c+1], &strip); err != nil {
			t.Fatal(err)
		}
		if ink := strip.ink(); !ink.Empty() {
			packed, _ = strip.pack(ink, packed)
		}
	}
}
