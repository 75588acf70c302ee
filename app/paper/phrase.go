package paper

import (
	"strings"

	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// point is a paragraph with a heading of its own.
type point struct{ heading, body string }

// section sets a heading of the first level with its points below, or nothing
// where there are none.
func section(doc official, heading string, points []point) {
	if len(points) == 0 {
		return
	}
	doc.Heading(1, heading)
	for _, p := range points {
		setPoint(doc, 2, p.heading, p.body)
	}
}

// setPoint sets a heading and the text after it in one paragraph. Line ends
// that a person wrote begin new paragraphs.
func setPoint(doc official, level int, heading, body string) {
	first, rest, _ := strings.Cut(strings.TrimSpace(body), "\n")
	doc.HeadedBody(level, wording.Wrapped("", heading, "。"), first)
	doc.Body(rest)
}

// gridColumn is a column of a table of the report.
type gridColumn struct {
	typeset.Column
	optional bool // left out where no row has anything in it
}

// gridRow is a row, or a heading over rows where group is not empty, or a text over
// the whole width that goes on with the row above where more is not.
type gridRow struct {
	group string
	more  string
	cells []string
	bold  bool
}

// mostWhole is how many rows of the report's tables are kept on one page.
const mostWhole = 12

// grid makes a table of the report in letters of a size, pt.
func grid(size float64, columns []gridColumn, rows []gridRow) typeset.Table {
	t := typeset.Table{Size: size, Role: typeset.Serif, HeadRole: typeset.HeiTi, MinRow: 8}
	t.Whole = len(rows) <= mostWhole
	var shown []int
	for i, c := range columns {
		used := !c.optional
		for _, r := range rows {
			used = used || i < len(r.cells) && r.cells[i] != ""
		}
		if used {
			shown = append(shown, i)
			t.Columns = append(t.Columns, c.Column)
		}
	}
	for _, r := range rows {
		if r.group != "" {
			t.Rows = append(t.Rows, typeset.Group(r.group))
			continue
		}
		if r.more != "" {
			t.Rows = append(t.Rows, typeset.Row{More: true, Cells: []typeset.Cell{{Text: r.more, Span: len(shown), Align: typeset.Left}}})
			continue
		}
		row := typeset.Row{Cells: make([]typeset.Cell, len(shown))}
		for at, i := range shown {
			row.Cells[at] = typeset.Cell{Text: r.cells[i], Bold: r.bold}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
