// Package sheet says how a printed page lies on its paper: where its code, its
// corner marks, its rows and cells are, and what is printed. The papers hand it out
// with a print, it is kept with the print, and the reader of scans measures by it;
// so the two need not know each other.
package sheet

import (
	"encoding/json"
	"fmt"
	"math"
)

// Rect is a place on a page, mm from its left and top edges.
type Rect struct {
	X, Y, W, H float64
}

// Right is the place's right edge.
func (r Rect) Right() float64 { return r.X + r.W }

// Bottom is the place's lower edge.
func (r Rect) Bottom() float64 { return r.Y + r.H }

// Centre returns the middle of the place.
func (r Rect) Centre() (x, y float64) { return r.X + r.W/2, r.Y + r.H/2 }

// Inset returns the place with a margin taken off on each side.
func (r Rect) Inset(by float64) Rect { return Rect{r.X + by, r.Y + by, r.W - 2*by, r.H - 2*by} }

// Layout is what is remembered of how a print lies on its paper.
type Layout struct {
	Pages []Page
}

// Page is one page of a print.
type Page struct {
	Width, Height float64 // mm
	Code          Rect    // the code's modules, without the quiet zone; empty where the page has none
	Marks         []Rect  // the corner marks: top left, top right, bottom left, bottom right
	Rows          []Row
	Printed       Bitmap // the page as it was printed, without what was written on it
}

// Row is a line of the table in which people write.
type Row struct {
	Number int  // 序号 as printed
	Blank  bool // for a walk-in: nothing but the number is printed
	Cells  []Cell
}

// Cell is a field of a row. Several together make the row.
type Cell struct {
	Field Field
	Rect
}

// Field is what a cell is for.
type Field string

// The fields of a sign-in sheet. The values are those of the command line.
const (
	Number    Field = "number"
	Name      Field = "name"
	Unit      Field = "unit"
	Post      Field = "post"
	Phone     Field = "phone"
	Signature Field = "signature"
	Note      Field = "note"
)

// Cell returns the place of a field, and reports whether the row has it.
func (r Row) Cell(f Field) (Rect, bool) {
	for _, c := range r.Cells {
		if c.Field == f {
			return c.Rect, true
		}
	}
	return Rect{}, false
}

// Whole is the place of the row from its first cell to its last.
func (r Row) Whole() Rect {
	if len(r.Cells) == 0 {
		return Rect{}
	}
	left, top, right, bottom := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, c := range r.Cells {
		left, top = min(left, c.X), min(top, c.Y)
		right, bottom = max(right, c.Right()), max(bottom, c.Bottom())
	}
	return Rect{left, top, right - left, bottom - top}
}

// Bounds that no print of this program goes beyond. A layout comes from a data file
// or a hand-over file, and the reader takes memory by its measures.
const (
	mostPages = 2000
	mostRows  = 200 // a page
	mostCells = 20  // a row
	leastSide = 50.0
	mostSide  = 450.0 // mm, A3 and a little
)

// Parse reads what String wrote, and refuses what no print can be.
func Parse(text string) (Layout, error) {
	var l Layout
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		return Layout{}, fmt.Errorf("the places on a print cannot be read: %w", err)
	}
	return l, l.Check()
}

// Check returns why no print can lie so on its paper, nil where one can.
func (l Layout) Check() error {
	if len(l.Pages) > mostPages {
		return fmt.Errorf("a print of %d pages", len(l.Pages))
	}
	for i, p := range l.Pages {
		if err := p.check(); err != nil {
			return fmt.Errorf("page %d of a print: %w", i+1, err)
		}
	}
	return nil
}

func (p Page) check() error {
	if !(p.Width >= leastSide && p.Width <= mostSide && p.Height >= leastSide && p.Height <= mostSide) {
		return fmt.Errorf("paper of %g × %g mm", p.Width, p.Height)
	}
	if len(p.Marks) != 0 && len(p.Marks) != 4 {
		return fmt.Errorf("%d corner marks", len(p.Marks))
	}
	if len(p.Rows) > mostRows {
		return fmt.Errorf("%d rows", len(p.Rows))
	}
	places := append([]Rect{p.Code}, p.Marks...)
	for _, r := range p.Rows {
		if len(r.Cells) > mostCells {
			return fmt.Errorf("a row of %d cells", len(r.Cells))
		}
		for _, c := range r.Cells {
			places = append(places, c.Rect)
		}
	}
	for _, r := range places {
		if !(r.X >= 0 && r.Y >= 0 && r.W >= 0 && r.H >= 0 && r.Right() <= p.Width && r.Bottom() <= p.Height) {
			return fmt.Errorf("a place outside the paper: %v", r)
		}
	}
	return p.Printed.check()
}

// String returns the layout as it is kept.
func (l Layout) String() string {
	text, err := json.Marshal(l)
	if err != nil { // no layout of numbers that are numbers gives one
		return "{}"
	}
	return string(text)
}
