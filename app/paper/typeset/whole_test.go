package typeset

import (
	"strconv"
	"testing"
	"time"
)

func TestWholeTablesStandOnOnePage(t *testing.T) {
	rows := func(n int) []Row {
		all := make([]Row, n)
		for i := range all {
			all[i] = Cells("row" + strconv.Itoa(i+1))
		}
		return all
	}
	for _, c := range []struct {
		name        string
		whole       bool
		rows        int
		first, last int // pages of the first and the last row
	}{
		{"cut where it may be", false, 6, 1, 2},
		{"kept on one page", true, 6, 2, 2},
		{"longer than a page", true, 40, 1, 3},
	} {
		doc := New(Options{Title: "whole", Created: time.Unix(0, 0), Page: Page{Top: 20, Bottom: 20, Left: 20, Right: 20}, Fonts: Bundled()})
		doc.Text(Style{Role: Sans, Size: 10, Pitch: 10}, "above")
		doc.Space(210) // leaves 37 mm
		doc.Table(Table{Columns: []Column{{Title: "head"}}, Rows: rows(c.rows), MinRow: 8, Whole: c.whole})
		_, pdf, _ := finish(t, doc)
		for text, page := range map[string]int{"row1": c.first, "row" + strconv.Itoa(c.rows): c.last} {
			found := 0
			for n := 1; n <= pdf.PageCount(); n++ {
				for _, p := range pieces(t, pdf, n) {
					if p.Text == text {
						found = n
					}
				}
			}
			if found != page {
				t.Errorf("%s: %s is on page %d, want %d", c.name, text, found, page)
			}
		}
	}
}
