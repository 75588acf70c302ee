package onday

import (
	"bytes"
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/papertest"
	"openday/app/phone"
	"openday/assets"
)

func sheetOf(tb testing.TB, d app.Dossier) (paper.Report, []byte) {
	var out bytes.Buffer
	report, err := SignIn(context.Background(), &out, d, DefaultSignInOptions(), time.Unix(0, 0))
	if err != nil {
		tb.Fatal(err)
	}
	return report, out.Bytes()
}

func benchmarkSignIn(b *testing.B, rows int) {
	d := papertest.Crowd(rows)
	size := 0
	for b.Loop() {
		_, pdf := sheetOf(b, d)
		size = len(pdf)
	}
	b.ReportMetric(float64(size), "file-bytes")
}

func BenchmarkSignIn200(b *testing.B)   { benchmarkSignIn(b, 200) }
func BenchmarkSignIn5000(b *testing.B)  { benchmarkSignIn(b, 5000) }
func BenchmarkSignIn50000(b *testing.B) { benchmarkSignIn(b, 50000) }

// BenchmarkBareSignIn5000 is gofpdf alone, drawing the cells of
// BenchmarkSignIn5000 in the same font: a sheet may take twice as long.
func BenchmarkBareSignIn5000(b *testing.B) {
	d := papertest.Crowd(5000)
	widths := []float64{11, 22, 44, 22, 29, 34, 18}
	size := 0
	for b.Loop() {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("sans", "", assets.PaperSans)
		pdf.SetFont("sans", "", 11)
		pdf.SetMargins(15, 15, 15)
		pdf.SetAutoPageBreak(true, 18)
		pdf.AddPage()
		for i, v := range d.Invitees {
			cells := []string{strconv.Itoa(i + 1), hanzi.PadName(v.Person.Name), v.Unit, v.Post, phone.Mask(v.Person.Phone), "", v.Note}
			for c, text := range cells {
				pdf.CellFormat(widths[c], paper.SheetRow, text, "1", 0, "C", false, 0, "")
			}
			pdf.Ln(paper.SheetRow)
		}
		var out bytes.Buffer
		if err := pdf.Output(&out); err != nil {
			b.Fatal(err)
		}
		size = out.Len()
	}
	b.ReportMetric(float64(size), "file-bytes")
}

func TestLargeSheetIsASmallFile(t *testing.T) {
	const rows, most = 5000, 1_200_000
	report, pdf := sheetOf(t, papertest.Crowd(rows))
	if len(pdf) > most {
		t.Errorf("%d bytes for %d rows, %d at most", len(pdf), rows, most)
	}
	if perPage := rows / report.Pages; perPage < 15 || perPage > 30 {
		t.Errorf("%d rows a page", perPage)
	}
}
