package typeset

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"testing"

	"openday/assets"

	"github.com/jung-kurt/gofpdf"
)

// benchRow returns the seven cells of row i of a sign-in sheet.
func benchRow(i int) []string {
	surnames, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚")
	name := string([]rune{surnames[i%20], given[i/20%20], given[i/7%20]})
	return []string{strconv.Itoa(i + 1), name, fmt.Sprintf("青山街道第%d社区居民委员会", i%37+1), "网格员", fmt.Sprintf("138****%04d", i%10000), "", ""}
}

var benchWidths = []float64{12, 20, 52, 20, 28, 32, 16}

// benchSheet sets the sheet of n rows.
func benchSheet(tb testing.TB, n int) []byte {
	doc := New(Options{Title: "签到表", Created: day, Fonts: Bundled(), Page: Plain(false)})
	table := Table{Role: Sans, HeadRole: SansBold, MinRow: 10, Rows: make([]Row, n)}
	for i, title := range []string{"序号", "姓名", "单位", "职务", "联系电话", "签名", "备注"} {
		table.Columns = append(table.Columns, Column{Title: title, Width: benchWidths[i]})
	}
	for i := range table.Rows {
		table.Rows[i] = Cells(benchRow(i)...)
	}
	doc.Table(table)
	pdf, _, err := doc.PDF(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	return pdf
}

func benchmarkSheet(b *testing.B, rows int) {
	var size int
	for b.Loop() {
		size = len(benchSheet(b, rows))
	}
	b.ReportMetric(float64(size), "file-bytes")
}

func BenchmarkTable200(b *testing.B)   { benchmarkSheet(b, 200) }
func BenchmarkTable5000(b *testing.B)  { benchmarkSheet(b, 5000) }
func BenchmarkTable50000(b *testing.B) { benchmarkSheet(b, 50000) }

// BenchmarkBare5000 is gofpdf alone, drawing the cells of BenchmarkTable5000
// in the same font: the measure of what typeset costs.
func BenchmarkBare5000(b *testing.B) {
	var size int
	for b.Loop() {
		pdf := gofpdf.New("P", "mm", "A4", "")
		pdf.AddUTF8FontFromBytes("sans", "", assets.PaperSans)
		pdf.SetFont("sans", "", 10.5)
		pdf.SetMargins(15, 15, 15)
		pdf.SetAutoPageBreak(true, 18)
		pdf.AddPage()
		for i := range 5000 {
			for c, text := range benchRow(i) {
				pdf.CellFormat(benchWidths[c], 10, text, "1", 0, "L", false, 0, "")
			}
			pdf.Ln(10)
		}
		var out bytes.Buffer
		if err := pdf.Output(&out); err != nil {
			b.Fatal(err)
		}
		size = out.Len()
	}
	b.ReportMetric(float64(size), "file-bytes")
}
