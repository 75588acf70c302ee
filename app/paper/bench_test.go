package paper

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/jung-kurt/gofpdf"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/phone"
	"openday/assets"
)

// crowd makes an event of many people, as their names and units occur.
func crowd(n int) app.Dossier {
	surnames, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚")
	d := gathering()
	for i := range n {
		v := person(string([]rune{surnames[i%20], given[i/20%20], given[i/7%20]}), fmt.Sprintf("青山街道第%d社区居民委员会", i%37+1), "群众代表")
		v.Post, v.Person.Phone = "网格员", fmt.Sprintf("1380000%04d", i%10000)
		d.Invitees = append(d.Invitees, v)
	}
	return d
}

func sheetOf(tb testing.TB, d app.Dossier) (Report, []byte) {
	var out bytes.Buffer
	report, err := SignIn(context.Background(), &out, d, DefaultSignInOptions(), time.Unix(0, 0))
	if err != nil {
		tb.Fatal(err)
	}
	return report, out.Bytes()
}

func benchmarkSignIn(b *testing.B, rows int) {
	d := crowd(rows)
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
	d := crowd(5000)
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
				pdf.CellFormat(widths[c], signInRow, text, "1", 0, "C", false, 0, "")
			}
			pdf.Ln(signInRow)
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
	report, pdf := sheetOf(t, crowd(rows))
	if len(pdf) > most {
		t.Errorf("%d bytes for %d rows, %d at most", len(pdf), rows, most)
	}
	if perPage := rows / report.Pages; perPage < 15 || perPage > 30 {
		t.Errorf("%d rows a page", perPage)
	}
}

// BenchmarkShortSummary2000 is the short report of an event with 2,000 opinions:
// half a second at most.
func BenchmarkShortSummary2000(b *testing.B) {
	d := crowd(200)
	for i := range 2000 {
		d.Feedback = append(d.Feedback, app.Feedback{
			ID: strconv.Itoa(i), Content: fmt.Sprintf("第%d条意见建议，希望尽快办理", i), Speaker: "王芳", Category: []string{"市政", "养老", "教育", "交通"}[i%4],
			Department: "综合科", State: app.FeedbackInProgress, DueDate: app.Date(2026, time.October, 8),
		})
	}
	for b.Loop() {
		o := SummaryOptions{Form: FormShort, Annexes: []Annex{}}
		if _, err := Summary(context.Background(), &bytes.Buffer{}, d, o, app.Date(2026, time.October, 8)); err != nil {
			b.Fatal(err)
		}
	}
}
