package typeset

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"openday/app/printer"
)

const mm = 1 / PointsPerMM // of a point

func officialDoc() *Official {
	return NewOfficial(Options{Title: "测试𠮷文件", Author: "青山街道办事处", Created: day, Fonts: Bundled()})
}

// The page has 22 lines of 28 characters, at the places of GB/T 9704-2012.
func TestOfficialPageGeometry(t *testing.T) {
	doc := officialDoc()
	doc.Text(Style{Role: FangSong, Size: OfficialSize, Pitch: OfficialPitch, Align: Justify}, strings.Repeat("文", 28*22*3))
	_, read, report := finish(t, doc.Document)
	if report.Pages != 3 {
		t.Fatalf("%d lines take %d pages, want 3", 22*3, report.Pages)
	}
	for n := 1; n <= 3; n++ {
		if w, h, err := read.Size(n); err != nil || !near(w, 210, 0.1) || !near(h, 297, 0.1) {
			t.Errorf("page %d is %.1f × %.1f mm: %v", n, w, h, err)
		}
		all := pieces(t, read, n)
		lines := all[:len(all)-1]
		if len(lines) != 22 {
			t.Fatalf("page %d has %d lines, want 22", n, len(lines))
		}
		for i, l := range lines {
			if got := len([]rune(l.Text)); got != 28 {
				t.Errorf("page %d, line %d has %d characters, want 28", n, i+1, got)
			}
			if !near(l.X, 28, 0.05) || !near(l.Size, 15.79, 0.01) {
				t.Errorf("page %d, line %d begins at %.2f mm in %.2f pt", n, i+1, l.X, l.Size)
			}
			if l.Ink.Left < 28 || l.Ink.Right > 28+156 || l.Ink.Top < 37 || l.Ink.Bottom > 37+225 {
				t.Errorf("page %d, line %d stands outside the type area: %+v", n, i+1, l.Ink)
			}
			if i > 0 && !near(l.Y-lines[i-1].Y, 225.0/22, 0.02) {
				t.Errorf("page %d, line %d is %.3f mm below the one before", n, i+1, l.Y-lines[i-1].Y)
			}
		}
		number := all[len(all)-1]
		if want := fmt.Sprintf("— %d —", n); number.Text != want || number.Size != 14 {
			t.Errorf("page %d is marked %q in %.1f pt, want %q in 14", n, number.Text, number.Size, want)
		}
		if top := number.Ink.Top; top < 37+225 {
			t.Errorf("page %d: the page number stands %.1f mm inside the type area", n, 37+225-top)
		}
		// One character in from the outer margin: right on odd pages, left on even.
		width := doc.Width(Serif, 14, number.Text)
		if n%2 == 0 {
			if !near(number.X, 28+14*mm, 0.1) {
				t.Errorf("page %d: the page number begins at %.2f mm", n, number.X)
			}
		} else if end := number.X + width; !near(end, 28+156-14*mm, 0.1) {
			t.Errorf("page %d: the page number ends at %.2f mm", n, end)
		}
	}
}

func TestOfficialParts(t *testing.T) {
	doc := officialDoc()
	doc.Title("青山街道办事处关于2022年政务开放日活动组织开展情况及意见建议办理情况的总结报告")
	doc.Heading(1, "活动概况")
	doc.Body("正文第一段。\n\n正文第二段。")
	doc.Heading(2, "出席情况")
	doc.Heading(3, "群众代表")
	doc.Heading(4, "第一组")
	doc.Heading(4, "第二组")
	doc.Heading(3, "人大代表")
	doc.Heading(2, "意见建议")
	doc.HeadedBody(3, "加强领导。", "各科室要高度重视。")
	doc.Heading(1, "下一步工作")
	doc.Signature("青山街道办事处", "2022年12月1日")
	_, read, _ := finish(t, doc.Document)

	all := pieces(t, read, 1)
	var texts []string
	for _, p := range all {
		texts = append(texts, p.Text)
	}
	want := []string{"一、活动概况", "正文第一段。", "正文第二段。", "（一）出席情况", "1.群众代表", "（1）第一组", "（2）第二组", "2.人大代表",
		"（二）意见建议", "1.加强领导。各科室要高度重视。", "二、下一步工作", "青山街道办事处", "2022年12月1日", "— 1 —"}
	if got := texts[2:]; !slices.Equal(got, want) {
		t.Errorf("the page reads %q, want %q", got, want)
	}
	em := OfficialSize * mm
	for _, p := range all[2:13] {
		if p.Text != "青山街道办事处" && p.Text != "2022年12月1日" && !near(p.X, 28+2*em, 0.05) {
			t.Errorf("%q begins at %.2f mm, want two characters in", p.Text, p.X)
		}
	}

	title := all[:2]
	for i, l := range title {
		width := doc.Width(XiaoBiaoSong, 22, l.Text)
		if l.Size != 22 || !near(l.X+width/2, 28+78, 0.1) {
			t.Errorf("line %d of the title is %.1f pt, its middle at %.2f mm", i+1, l.Size, l.X+width/2)
		}
	}
	if a, b := len([]rune(title[0].Text)), len([]rune(title[1].Text)); a-b > 4 || b-a > 4 {
		t.Errorf("the title's lines are not balanced: %q, %q", title[0].Text, title[1].Text)
	}

	date := piece(t, read, 1, "2022年12月1日")
	if end := date.X + doc.Width(FangSong, OfficialSize, date.Text); !near(end, 28+156-4*em, 0.1) {
		t.Errorf("the date ends at %.2f mm, want four characters in", end)
	}
	by := piece(t, read, 1, "青山街道办事处")
	middle := func(x float64, s string) float64 { return x + doc.Width(FangSong, OfficialSize, s)/2 }
	if !near(middle(by.X, by.Text), middle(date.X, date.Text), 0.1) {
		t.Error("the issuer is not centred above the date")
	}
}

// The letters of each part: roles lead to the fonts that draw them.
func TestOfficialLetters(t *testing.T) {
	doc := officialDoc()
	doc.Title("标题")
	doc.Heading(1, "甲")
	doc.Heading(2, "乙")
	doc.Heading(3, "丙")
	doc.Body("丁")
	f, err := doc.layout(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, run := range f.pages[0].texts {
		if name := doc.glyphs.fonts[run.font].face.name; len(got) == 0 || got[len(got)-1] != name {
			got = append(got, name)
		}
	}
	if want := []string{"Noto Serif SC Bold", "Noto Sans SC", "OpenDay Kai", "Noto Serif SC"}; !slices.Equal(got, want) {
		t.Errorf("the parts are drawn with %q, want %q", got, want)
	}
}

// Wherever it falls, a heading takes two lines of what follows along.
func TestHeadingIsNeverLast(t *testing.T) {
	for above := range 24 {
		t.Run(fmt.Sprint(above, " lines above"), func(t *testing.T) {
			doc := officialDoc()
			for range above {
				doc.Body("上文。")
			}
			doc.Heading(1, "标题")
			doc.Heading(2, "小标题")
			doc.Body(strings.Repeat("下文", 40))
			_, read, _ := finish(t, doc.Document)
			for n := 1; n <= read.PageCount(); n++ {
				all := pieces(t, read, n)
				last := all[len(all)-2].Text // above the page number
				if strings.Contains(last, "标题") {
					t.Errorf("with %d lines above, page %d ends with %q", above, n, last)
				}
			}
		})
	}
}

// A caption stays with its table, and the table's first row with both.
func TestCaptionStaysWithTable(t *testing.T) {
	for above := range 24 {
		t.Run(fmt.Sprint(above, " lines above"), func(t *testing.T) {
			doc := officialDoc()
			for range above {
				doc.Body("上文。")
			}
			doc.Caption("表1 出席情况")
			doc.Table(Table{Columns: []Column{{Title: "类别"}, {Title: "人数"}}, Rows: []Row{Group("第一组"), Cells("群众代表", "5"), Cells("人大代表", "5")}})
			doc.Body("下文。")
			_, read, _ := finish(t, doc.Document)
			for n := 1; n <= read.PageCount(); n++ {
				text := ""
				for _, p := range pieces(t, read, n) {
					text += p.Text + "|"
				}
				if strings.Contains(text, "表1") != strings.Contains(text, "群众代表") {
					t.Errorf("with %d lines above, page %d has %q", above, n, text)
				}
			}
		})
	}
}

// After a table the text stands on the page's lines again.
func TestTextReturnsToTheGrid(t *testing.T) {
	doc := officialDoc()
	doc.Body("上文。")
	doc.Table(Table{Columns: []Column{{Title: "类别"}}, Rows: []Row{Cells("群众代表")}})
	doc.Body("下文。")
	_, read, _ := finish(t, doc.Document)
	lines := (piece(t, read, 1, "下文。").Y - piece(t, read, 1, "上文。").Y) / OfficialPitch
	if !near(lines, math.Round(lines), 0.01) {
		t.Errorf("the text goes on %.3f lines below", lines)
	}
}

func TestAnnexes(t *testing.T) {
	doc := officialDoc()
	doc.Heading(1, "正文")
	doc.Annex("附件1", "参加人员名单", false)
	doc.Heading(1, "名单")
	doc.Annex("附件2", "意见建议办理台账", true)
	doc.Table(Table{Columns: []Column{{Title: "序号", Width: 15}, {Title: "内容"}}, Rows: []Row{Cells("1", "加装电梯")}})
	_, read, report := finish(t, doc.Document)
	if report.Pages != 3 {
		t.Fatalf("%d pages, want 3", report.Pages)
	}
	for n, label := range map[int]string{2: "附件1", 3: "附件2"} {
		top := 37.0
		if n == 3 {
			top = 28
		}
		if p := piece(t, read, n, label); p.Ink.Top < top || p.Ink.Bottom > top+OfficialPitch {
			t.Errorf("%s is not on the first line: %+v", label, p.Ink)
		}
	}
	piece(t, read, 2, "一、名单") // numbers count anew
	title := piece(t, read, 2, "参加人员名单")
	if got := (title.Ink.Top + title.Ink.Bottom) / 2; !near(got, 37+2.5*OfficialPitch, 0.6) {
		t.Errorf("the annex's title is at %.1f mm, want the third line", got)
	}
	if w, h, err := read.Size(3); err != nil || !near(w, 297, 0.1) || !near(h, 210, 0.1) {
		t.Errorf("the lying page is %.1f × %.1f mm: %v", w, h, err)
	}
	if right := piece(t, read, 3, "内容").Ink.Right; right > 297-37 {
		t.Errorf("the table ends at %.1f mm", right)
	}
	// Laid on the standing pages, a lying one has its number where they have theirs: its
	// left edge is their foot, and its foot their right edge.
	standing, lying := numberAt(t, read, 1), numberAt(t, read, 3)
	if !near(lying.Left, 297-standing.Bottom, 1) || !near(lying.Bottom, standing.Right, 1) {
		t.Errorf("the number is at %+v, that of the standing page at %+v", lying, standing)
	}
}

// numberAt is the ink of a page's number.
func numberAt(t *testing.T, read *printer.Document, n int) (ink printer.Box) {
	t.Helper()
	all, err := read.Chars(n)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range all {
		if c.Rune != '—' || i+2 >= len(all) {
			continue
		}
		ink = c.Ink
		for _, c := range all[i : i+3] {
			ink.Left, ink.Top = min(ink.Left, c.Ink.Left), min(ink.Top, c.Ink.Top)
			ink.Right, ink.Bottom = max(ink.Right, c.Ink.Right), max(ink.Bottom, c.Ink.Bottom)
		}
		return ink
	}
	t.Fatalf("page %d has no number", n)
	return ink
}

func TestProperties(t *testing.T) {
	doc := officialDoc()
	doc.Body("正文")
	pdf, _, _ := finish(t, doc.Document)
	info := poppler(t, pdf, "pdfinfo", "-isodates")
	for _, want := range []string{"测试𠮷文件", "青山街道办事处", "OpenDay", "CreationDate:    2026-09-24T09:00:00"} {
		if !strings.Contains(info, want) {
			t.Errorf("the properties lack %q: %s", want, info)
		}
	}
	if !bytes.Contains(pdf, []byte("/Lang (zh-CN)")) {
		t.Error("the language is not set")
	}
	again := officialDoc()
	again.Body("正文")
	if second, _, err := again.PDF(context.Background()); err != nil || !bytes.Equal(pdf, second) {
		t.Errorf("the same paper came out differently: %v", err)
	}
}

func TestChineseNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 1: "一", 9: "九", 10: "十", 12: "十二", 20: "二十", 35: "三十五", 99: "九十九", 100: "100"} {
		if got := ChineseNumber(n); got != want {
			t.Errorf("ChineseNumber(%d) = %q, want %q", n, got, want)
		}
	}
}

// picturePNG makes a picture of one colour.
func picturePNG(t *testing.T, w, h int, c color.Color) []byte {
	t.Helper()
	m := image.NewNRGBA64(image.Rect(0, 0, w, h)) // 16 bits, with transparency: what gofpdf cannot read
	for y := range h {
		for x := range w {
			m.Set(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPictures(t *testing.T) {
	doc := officialDoc()
	for range 15 {
		doc.Body("上文。")
	}
	doc.Picture(picturePNG(t, 300, 200, color.NRGBA{0, 0, 0, 128}), 120, "图1 出席情况")
	doc.Picture(picturePNG(t, 10, 1000, color.Black), 0, "图2 很高")
	_, read, _ := finish(t, doc.Document)
	caption := piece(t, read, 2, "图1 出席情况") // 80 mm and a caption do not fit below 15 lines
	if !near(caption.Y, 37+80+OfficialPitch/2+baseline*12*mm, 0.2) {
		t.Errorf("the caption stands at %.1f mm", caption.Y)
	}
	page, err := read.Render(2, 72)
	if err != nil {
		t.Fatal(err)
	}
	gray := func(x, y float64) uint32 {
		r, _, _, _ := page.At(int(x*PointsPerMM), int(y*PointsPerMM)).RGBA()
		return r >> 8
	}
	if got := gray(106, 77); got < 110 || got > 145 {
		t.Errorf("the half-transparent picture is drawn in grey %d", got)
	}
	if gray(106-61, 77) != 255 || gray(106+61, 77) != 255 {
		t.Error("the picture is wider than 120 mm")
	}
	piece(t, read, 3, "图2 很高") // made small enough for one page with its caption

	broken := officialDoc()
	broken.Picture([]byte("no picture"), 0, "")
	if _, _, err := broken.PDF(context.Background()); err == nil {
		t.Error("broken data is taken for a picture")
	}
}

func TestMarginsTooWide(t *testing.T) {
	doc := New(Options{Fonts: Bundled(), Page: Page{Left: 150, Right: 150}})
	doc.Text(Style{Size: 12}, "正文")
	if _, _, err := doc.PDF(context.Background()); err == nil {
		t.Error("a page without room was set")
	}
}
