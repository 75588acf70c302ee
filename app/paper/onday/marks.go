package onday

import (
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/sheet"
)

// What a scan of a sheet is read back by, mm: four squares near the corners, and a code
// in the foot margin, away from the corners, where a dog-ear covers neither both nor the
// page number.
const (
	markSide   = 5.0
	markEdge   = 8.5
	codeSide   = 14.0
	codeEdge   = 10.5 // from the lower edge: a skewed scan cuts off less
	codeLeft   = 52.0
	markedFoot = 29.0 // what the table leaves free, with the code's quiet zone
)

// standing is where a row of the table came to stand.
type standing struct {
	row, page int
	columns   []typeset.Box
}

// place returns where marks and code are on every page.
func (s signInSheet) place() sheet.Page {
	page := typeset.Plain(s.options.Landscape)
	w, h := page.Width(), page.Height()
	far := markEdge + markSide
	return sheet.Page{
		Width: w, Height: h,
		Code:  sheet.Rect{X: codeLeft, Y: h - codeEdge - codeSide, W: codeSide, H: codeSide},
		Marks: []sheet.Rect{{X: markEdge, Y: markEdge, W: markSide, H: markSide}, {X: w - far, Y: markEdge, W: markSide, H: markSide}, {X: markEdge, Y: h - far, W: markSide, H: markSide}, {X: w - far, Y: h - far, W: markSide, H: markSide}},
	}
}

// mark puts marks and codes into the margins of a page, which make room.
func (s signInSheet) mark(page *typeset.Page) {
	if s.print == "" {
		return
	}
	page.Bottom = markedFoot
	at := s.place()
	token := sheet.Token(s.print)
	page.Solid = func(n int) []typeset.Box {
		modules, err := sheet.Code{Sheet: token, Page: n}.Modules()
		if err != nil {
			return nil // more pages than a code can name, which no scan brings back
		}
		var all []typeset.Box
		for _, m := range at.Marks {
			all = append(all, typeset.Box(m))
		}
		one := at.Code.W / sheet.CodeModules
		for y := range modules {
			for x := 0; x < len(modules[y]); x++ {
				from := x
				for x < len(modules[y]) && modules[y][x] {
					x++
				}
				if x > from {
					all = append(all, typeset.Box{X: at.Code.X + float64(from)*one, Y: at.Code.Y + float64(y)*one, W: float64(x-from) * one, H: one})
				}
			}
		}
		return all
	}
}

// layout says where the rows and cells of a sheet of so many pages are.
func (s signInSheet) layout(pages int, stand []standing) sheet.Layout {
	var l sheet.Layout
	for range pages {
		l.Pages = append(l.Pages, s.place())
	}
	fields := []sheet.Field{sheet.Number, sheet.Name, sheet.Unit, sheet.Post, sheet.Phone, sheet.Signature, sheet.Note}
	if s.options.Phone == paper.PhoneNone {
		fields = []sheet.Field{sheet.Number, sheet.Name, sheet.Unit, sheet.Post, sheet.Signature, sheet.Note}
	}
	lines := s.lines()
	for i, at := range stand {
		if i >= len(lines) {
			break // who counted the signatures
		}
		row := sheet.Row{Number: lines[i].Number, Blank: i >= len(s.rows)}
		for k, f := range fields {
			row.Cells = append(row.Cells, sheet.Cell{Field: f, Rect: sheet.Rect(at.columns[k])})
		}
		page := &l.Pages[at.page-1]
		page.Rows = append(page.Rows, row)
	}
	return l
}
