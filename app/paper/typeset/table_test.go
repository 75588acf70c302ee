package typeset

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func tableDoc(t Table) *Document {
	doc := New(Options{Title: "表", Created: day, Fonts: Bundled(), Page: Plain(false)})
	doc.Table(t)
	return doc
}

func TestHeaderOnEveryPage(t *testing.T) {
	table := Table{Columns: []Column{{Title: "序号", Width: 15}, {Title: "姓名"}}, MinRow: 10}
	for i := range 100 {
		table.Rows = append(table.Rows, Cells(strconv.Itoa(i+1), "张三"))
	}
	_, read, report := finish(t, tableDoc(table))
	// 297 − 15 − 18 mm hold the header and 25 rows of 10 mm.
	if report.Pages != 4 {
		t.Fatalf("%d pages, want 4", report.Pages)
	}
	next := 1
	for n := 1; n <= 4; n++ {
		all := pieces(t, read, n)
		if all[0].Text != "序号" || all[1].Text != "姓名" {
			t.Errorf("page %d begins with %q, %q", n, all[0].Text, all[1].Text)
		}
		for _, p := range all[2:] {
			if p.Text == strconv.Itoa(next) {
				next++
			}
		}
		if want := PageOf(n, 4); all[len(all)-1].Text != want {
			t.Errorf("page %d is marked %q, want %q", n, all[len(all)-1].Text, want)
		}
	}
	if next != 101 {
		t.Errorf("%d rows came out in order, want 100", next-1)
	}
}

// Rows are at least as high as asked, and what they hold stands in their
// middle.
func TestRowGeometry(t *testing.T) {
	table := Table{
		Columns: []Column{{Title: "左", Width: 60}, {Title: "中", Width: 60, Align: Center}, {Title: "右", Width: 60, Align: Right}},
		Rows:    []Row{Cells("甲", "乙", "丙"), Cells("丁", "戊", "己"), {}, Cells("庚")},
		MinRow:  10, Padding: 2,
	}
	_, read, _ := finish(t, tableDoc(table))
	y := func(text string) float64 { return piece(t, read, 1, text).Y }
	if !near(y("丁")-y("甲"), 10, 0.02) || !near(y("庚")-y("丁"), 20, 0.02) {
		t.Errorf("rows are %.2f and %.2f mm apart", y("丁")-y("甲"), y("庚")-y("丁"))
	}
	if middle := y("甲") - baseline*10.5*mm; !near(middle, 15+10+5, 0.05) {
		t.Errorf("the first row's text has its middle at %.2f mm, want 30", middle)
	}
	em := 10.5 * mm
	for text, want := range map[string]float64{"甲": 15 + 2, "乙": 15 + 60 + 30 - em/2, "丙": 15 + 180 - 2 - em} {
		if got := piece(t, read, 1, text).X; !near(got, want, 0.05) {
			t.Errorf("%s begins at %.2f mm, want %.2f", text, got, want)
		}
	}
	page, err := read.Render(1, 254) // ten pixels a millimetre
	if err != nil {
		t.Fatal(err)
	}
	dark := func(x, y float64) bool {
		for d := -2; d <= 2; d++ {
			if r, _, _, _ := page.At(int(x*10)+d, int(y*10)+d).RGBA(); r>>8 < 128 {
				return true
			}
		}
		return false
	}
	for row := range 6 {
		if !dark(50, 15+10*float64(row)) {
			t.Errorf("there is no border at %d mm", 15+10*row)
		}
	}
	for column := range 4 {
		if !dark(15+60*float64(column), 48) { // through the blank row
			t.Errorf("there is no border at %d mm from the left", 15+60*column)
		}
	}
}

// Wherever it falls, a group's heading is followed by a row of its group.
func TestGroupHeadingIsNeverLast(t *testing.T) {
	for above := range 30 {
		t.Run(fmt.Sprint(above, " lines above"), func(t *testing.T) {
			table := Table{Columns: []Column{{Title: "姓名"}, {Title: "单位"}}, MinRow: 10}
			for range above {
				table.Rows = append(table.Rows, Cells("张三", "某单位"))
			}
			table.Rows = append(table.Rows, Group("第一车"), Group("群众代表"), Cells("李四", strings.Repeat("很长的单位名称", 15)), Cells("王五", ""))
			_, read, _ := finish(t, tableDoc(table))
			for n := 1; n <= read.PageCount(); n++ {
				all := pieces(t, read, n)
				if last := all[len(all)-2].Text; last == "第一车" || last == "群众代表" || last == "姓名" || last == "单位" {
					t.Errorf("with %d rows above, page %d ends with %q", above, n, last)
				}
			}
		})
	}
}

// A row taller than a page goes on over as many pages as it takes, each with
// the header, and nothing of it is lost or drawn outside the type area.
func TestTallRow(t *testing.T) {
	for _, above := range []int{0, 1, 20, 23, 24} {
		t.Run(fmt.Sprint(above, " lines above"), func(t *testing.T) {
			long := strings.Repeat("加装电梯的意见建议，", 700)
			table := Table{Columns: []Column{{Title: "序号", Width: 15}, {Title: "内容", Width: 40}, {Title: "备注"}}, MinRow: 10}
			for range above {
				table.Rows = append(table.Rows, Cells("0", "短", ""))
			}
			table.Rows = append(table.Rows, Group("交通"), Cells("1", long, "短"), Cells("2", "末行", ""))
			_, read, report := finish(t, tableDoc(table))
			if report.Pages < 4 {
				t.Errorf("with %d rows above, %d pages", above, report.Pages)
			}
			var got strings.Builder
			for n := 1; n <= report.Pages; n++ {
				all := pieces(t, read, n)
				if all[1].Text != "内容" {
					t.Errorf("with %d rows above, page %d begins with %q", above, n, all[1].Text)
				}
				for _, p := range all[:len(all)-1] {
					if p.Ink.Bottom > 297-18 {
						t.Errorf("with %d rows above, page %d: %q ends at %.1f mm", above, n, p.Text, p.Ink.Bottom)
					}
					if near(p.X, 15+15+1.2, 0.1) && p.Text != "短" && p.Text != "末行" {
						got.WriteString(p.Text)
					}
				}
			}
			if got.String() != long {
				t.Errorf("with %d rows above, the row came back with %d of %d characters", above, len(got.String())/3, len(long)/3)
			}
		})
	}
}

func TestSpans(t *testing.T) {
	table := Table{
		Columns: []Column{{Width: 60}, {Width: 60}, {Width: 60}},
		Rows: []Row{
			Cells("甲", "乙", "丙", "多余"),
			{Cells: []Cell{{Text: "合计", Span: 2, Align: Center, Bold: true}, {Text: "20"}}},
			{Cells: []Cell{{Text: "全部", Span: 9, Align: Center}}},
		},
		MinRow: 10,
	}
	_, read, _ := finish(t, tableDoc(table))
	all := pieces(t, read, 1)
	var texts []string
	for _, p := range all[:len(all)-1] {
		texts = append(texts, p.Text)
	}
	if want := []string{"甲", "乙", "丙", "合计", "20", "全部"}; !slices.Equal(texts, want) {
		t.Errorf("the table reads %q, want %q", texts, want)
	}
	em := 10.5 * mm
	if got := piece(t, read, 1, "合计").X; !near(got, 15+60-em, 0.1) {
		t.Errorf("the wide cell's text begins at %.2f mm", got)
	}
	if got := piece(t, read, 1, "全部").X; !near(got, 15+90-em, 0.1) {
		t.Errorf("the widest cell's text begins at %.2f mm", got)
	}
}

func TestColumnWidths(t *testing.T) {
	for _, c := range []struct {
		columns []Column
		want    []float64
	}{
		{[]Column{{Width: 20}, {}, {Share: 3}}, []float64{20, 20, 60}},
		{[]Column{{Width: 30}, {Width: 20}}, []float64{60, 40}},
		{[]Column{{Width: 150}, {Width: 50}}, []float64{75, 25}},
		{[]Column{{Width: 99}, {}}, []float64{99 * 100 / 109.0, 10 * 100 / 109.0}}, // no less than 10 before scaling
	} {
		edges := columnEdges(c.columns, 100, 10)
		for i, want := range c.want {
			if got := edges[i+1] - edges[i]; math.Abs(got-want) > 0.001 {
				t.Errorf("%v: column %d is %.3f mm wide, want %.3f", c.columns, i, got, want)
			}
		}
	}
}

// The file of a large sheet stays small.
func TestSheetSize(t *testing.T) {
	if n := len(benchSheet(t, 5000)); n > 1_200_000 {
		t.Errorf("5,000 rows take %d bytes", n)
	}
}

// A heading that nearly fills a page, with another below it, begins on a page
// of its own instead of running over the foot of the present one.
func TestATallHeadingBeginsOnItsOwnPage(t *testing.T) {
	doc := New(Options{Fonts: Bundled(), Page: Plain(false)})
	doc.Text(Style{Size: 16}, "上文")
	doc.Table(Table{
		MinRow: 1, Size: 17.75, Columns: []Column{{Title: "列0"}, {Title: "列1"}, {Title: "列2", Width: 12}},
		Rows: []Row{{Group: true, Cells: []Cell{{Text: strings.Repeat("意见", 400)}}}, {Group: true}},
	})
	f, err := doc.layout(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for n, s := range f.pages {
		for _, r := range s.rules {
			if bottom := s.page.Height() - s.page.Bottom + 0.01; r.y2 > bottom {
				t.Errorf("page %d: a border at %.2f mm, below %.2f", n+1, r.y2, bottom)
			}
		}
	}
}

// Any table becomes pages on which everything stands between the margins.
func TestTablesStayOnThePage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := Table{MinRow: rapid.Float64Range(0, 40).Draw(t, "least row"), Size: rapid.Float64Range(6, 20).Draw(t, "size")}
		for i := range rapid.IntRange(1, 6).Draw(t, "columns") {
			table.Columns = append(table.Columns, Column{Title: fmt.Sprint("列", i), Width: rapid.SampledFrom([]float64{0, 0, 12, 40}).Draw(t, "width")})
		}
		for range rapid.IntRange(0, 25).Draw(t, "rows") {
			row := Row{Group: rapid.IntRange(0, 4).Draw(t, "group") == 0}
			for range rapid.IntRange(0, 7).Draw(t, "cells") {
				text := strings.Repeat("意见", rapid.SampledFrom([]int{0, 1, 2, 30, 400}).Draw(t, "length"))
				row.Cells = append(row.Cells, Cell{Text: text, Span: rapid.IntRange(0, 3).Draw(t, "span")})
			}
			table.Rows = append(table.Rows, row)
		}
		doc := New(Options{Fonts: Bundled(), Page: Plain(false)})
		doc.Text(Style{Size: rapid.Float64Range(8, 300).Draw(t, "above")}, "上文")
		doc.Table(table)
		f, err := doc.layout(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for n, s := range f.pages {
			bottom := s.page.Height() - s.page.Bottom + 0.01
			for _, r := range s.rules {
				if r.y2 > bottom || r.y1 < s.page.Top-0.01 || r.x2 > s.page.Width()-s.page.Right+0.01 {
					t.Fatalf("page %d: a border at %+v", n+1, r)
				}
			}
			for _, text := range s.texts {
				if text.y > bottom && text.size < 100 {
					t.Fatalf("page %d: text at %.1f mm", n+1, text.y)
				}
			}
		}
	})
}
