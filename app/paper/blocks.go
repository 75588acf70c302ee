package paper

import (
	"strings"

	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// Point is a paragraph with a heading of its own.
type Point struct{ Heading, Body string }

// Section sets a heading of the first level with its points below, or nothing
// where there are none.
func Section(doc Official, heading string, points []Point) {
	if len(points) == 0 {
		return
	}
	doc.Heading(1, heading)
	for _, p := range points {
		SetPoint(doc, 2, p.Heading, p.Body)
	}
}

// SetPoint sets a heading and the text after it in one paragraph. Line ends
// that a person wrote begin new paragraphs.
func SetPoint(doc Official, level int, heading, body string) {
	first, rest, _ := strings.Cut(strings.TrimSpace(body), "\n")
	doc.HeadedBody(level, wording.Wrapped("", heading, "。"), first)
	doc.Body(rest)
}

// GridColumn is a column of a table of the report.
type GridColumn struct {
	typeset.Column
	Optional bool // left out where no row has anything in it
}

// GridRow is a row, or a heading over rows where Group is not empty, or a text over
// the whole width that goes on with the row above where More is not.
type GridRow struct {
	Group string
	More  string
	Cells []string
	Bold  bool
}

// mostWhole is how many rows of the report's tables are kept on one page.
const mostWhole = 12

// Grid makes a table of the report in letters of a size, pt.
func Grid(size float64, columns []GridColumn, rows []GridRow) typeset.Table {
	t := typeset.Table{Size: size, Role: typeset.Serif, HeadRole: typeset.HeiTi, MinRow: 8}
	t.Whole = len(rows) <= mostWhole
	var shown []int
	for i, c := range columns {
		used := !c.Optional
		for _, r := range rows {
			used = used || i < len(r.Cells) && r.Cells[i] != ""
		}
		if used {
			shown = append(shown, i)
			t.Columns = append(t.Columns, c.Column)
		}
	}
	for _, r := range rows {
		if r.Group != "" {
			t.Rows = append(t.Rows, typeset.Group(r.Group))
			continue
		}
		if r.More != "" {
			t.Rows = append(t.Rows, typeset.Row{More: true, Cells: []typeset.Cell{{Text: r.More, Span: len(shown), Align: typeset.Left}}})
			continue
		}
		row := typeset.Row{Cells: make([]typeset.Cell, len(shown))}
		for at, i := range shown {
			row.Cells[at] = typeset.Cell{Text: r.Cells[i], Bold: r.Bold}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// FromCategories is how many categories are worth a table.
const FromCategories = 3
