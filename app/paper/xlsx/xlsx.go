// Package xlsx writes papers that are filled in on a computer as workbooks: one sheet
// with the texts and tables of the paper below each other, ready to be printed. Every
// cell is a text cell, so that numbers stay as they are typed. It knows nothing of
// open days.
package xlsx

import (
	"bytes"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"openday/app/paper/typeset"
)

// Options say what a document is.
type Options struct {
	Title   string    // the name of the sheet, and among the file's properties
	Author  string    // such as the organiser; may be empty
	Created time.Time // the same input and date make the same bytes
	Page    typeset.Page
}

// Sheet is a workbook in the making. Its methods are those of typeset.Document and do
// the same, as far as a sheet of cells can.
type Sheet struct {
	options Options
	blocks  []block
}

// block is a text, a table or the begin of a page.
type block struct {
	style typeset.Style
	text  string
	table *typeset.Table
	edges []float64 // of the table, mm
	turn  bool
	space float64 // mm
}

// New begins a workbook.
func New(o Options) *Sheet { return &Sheet{options: o} }

// Width estimates the width of a text in one line, mm: which fonts the machine has
// that opens the file nobody knows.
func (s *Sheet) Width(_ typeset.Role, size float64, text string) float64 {
	const firstWide = 0x2000
	ems := 0.0
	for _, r := range text {
		if r < firstWide {
			ems += 0.5
		} else {
			ems++
		}
	}
	return ems * size / typeset.PointsPerMM
}

// Text adds a paragraph over the whole width.
func (s *Sheet) Text(style typeset.Style, text string) {
	s.blocks = append(s.blocks, block{style: style, text: plain(text)})
}

// Space leaves mm of room.
func (s *Sheet) Space(mm float64) { s.blocks = append(s.blocks, block{space: mm}) }

// Mark does nothing: where pages end in a workbook nobody knows yet.
func (s *Sheet) Mark(string) {}

// NewPage has what follows begin a page; at the beginning it does nothing.
func (s *Sheet) NewPage() {
	if len(s.blocks) > 0 {
		s.blocks = append(s.blocks, block{turn: true})
	}
}

// Table adds a table.
func (s *Sheet) Table(t typeset.Table) {
	t = t.Measured()
	s.blocks = append(s.blocks, block{table: &t, edges: t.Edges(s.options.Page.TextWidth())})
}

// plain is a text without what a workbook cannot hold.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// finer is how far apart the edges of tables must be to be of two columns, mm.
const finer = 0.8

// grid returns where the sheet's columns begin and end: at the edges of its tables.
func (s *Sheet) grid() []float64 {
	all := []float64{0, s.options.Page.TextWidth()}
	for _, b := range s.blocks {
		all = append(all, b.edges...)
	}
	slices.Sort(all)
	grid := all[:1]
	for _, x := range all[1:] {
		if x-grid[len(grid)-1] > finer {
			grid = append(grid, x)
		}
	}
	return grid
}

// at returns the column of an edge.
func at(grid []float64, edge float64) int {
	best := 0
	for i, x := range grid {
		if math.Abs(x-edge) < math.Abs(grid[best]-edge) {
			best = i
		}
	}
	return best
}

// setter writes the blocks into the cells of a sheet.
type setter struct {
	*Sheet
	file   *excelize.File
	name   string
	grid   []float64
	row    int // of the next block, from 1
	styles map[look]int
	err    error
}

// look is how a cell looks.
type look struct {
	font   string
	bold   bool
	size   float64
	align  string
	border bool
}

func (w *setter) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

// Bytes returns the finished file.
func (s *Sheet) Bytes(ctx context.Context) ([]byte, error) {
	file := excelize.NewFile()
	defer file.Close()
	w := &setter{Sheet: s, file: file, name: sheetName(s.options.Title), grid: s.grid(), row: 1, styles: map[look]int{}}
	w.try(file.SetSheetName(file.GetSheetName(0), w.name))
	stamp := s.options.Created.UTC().Format(time.RFC3339)
	w.try(file.SetDocProps(&excelize.DocProperties{Title: plain(s.options.Title), Creator: plain(s.options.Author), LastModifiedBy: plain(s.options.Author), Created: stamp, Modified: stamp}))
	for i := range w.grid[1:] {
		w.width(i, w.grid[i+1]-w.grid[i])
	}
	for _, b := range s.blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		w.block(b)
	}
	w.page()
	if w.err != nil {
		return nil, w.err
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// sheetName is a title as the name of a sheet: up to 31 characters, without those that
// none may have.
func sheetName(title string) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' || r > 0xffff {
			return -1
		}
		return r
	}, plain(title))
	runes := []rune(name)
	if name = string(runes[:min(len(runes), 31)]); name == "" {
		return "1"
	}
	return name
}

// width sets the width of a column, mm. A sheet counts in figures of 7 pixels.
func (w *setter) width(column int, mm float64) {
	name, err := excelize.ColumnNumberToName(column + 1)
	w.try(err)
	w.try(w.file.SetColWidth(w.name, name, name, math.Max((mm*96/25.4-5)/7, 0.8)))
}

// page sets the paper, its margins and its foot.
func (w *setter) page() {
	p := w.options.Page
	orientation, a4, fit, none := "portrait", 9, 1, 0
	if p.Landscape {
		orientation = "landscape"
	}
	w.try(w.file.SetPageLayout(w.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation, FitToWidth: &fit, FitToHeight: &none}))
	fits := true
	w.try(w.file.SetSheetProps(w.name, &excelize.SheetPropsOptions{FitToPage: &fits}))
	inch := func(mm float64) *float64 { v := mm / 25.4; return &v }
	centre := true
	w.try(w.file.SetPageMargins(w.name, &excelize.PageLayoutMarginsOptions{Top: inch(p.Top), Bottom: inch(p.Bottom), Left: inch(p.Left), Right: inch(p.Right), Header: inch(8), Footer: inch(8), Horizontally: &centre}))
	w.try(w.file.SetHeaderFooter(w.name, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页 共 &N 页"}))
}

func (w *setter) block(b block) {
	switch {
	case b.turn:
		cell, err := excelize.CoordinatesToCellName(1, w.row)
		w.try(err)
		w.try(w.file.InsertPageBreak(w.name, cell))
	case b.space > 0:
		w.height(b.space)
		w.row++
	case b.table != nil:
		w.table(*b.table, b.edges)
	default:
		w.paragraph(b.style, b.text)
	}
}

// height sets the height of the present row, mm; a sheet has none above 409 points.
func (w *setter) height(mm float64) {
	w.try(w.file.SetRowHeight(w.name, w.row, math.Min(math.Max(mm*typeset.PointsPerMM, 2), 409)))
}

// fonts are the fonts of a role as Windows names them.
var fonts = map[typeset.Role]struct {
	name string
	bold bool
}{
	typeset.Serif: {"宋体", false}, typeset.SerifBold: {"宋体", true}, typeset.Sans: {"黑体", false}, typeset.SansBold: {"黑体", true},
	typeset.FangSong: {"仿宋", false}, typeset.HeiTi: {"黑体", false}, typeset.KaiTi: {"楷体", false}, typeset.XiaoBiaoSong: {"方正小标宋简体", false},
}

var alignments = map[typeset.Align]string{
	typeset.Auto: "left", typeset.Left: "left", typeset.Center: "center", typeset.Right: "right", typeset.Justify: "left",
}

// style returns the style of a look; equal ones are one.
func (w *setter) style(l look) int {
	if id, there := w.styles[l]; there {
		return id
	}
	const text = 49 // "@": what is typed stays as typed
	s := excelize.Style{
		NumFmt: text, Font: &excelize.Font{Family: l.font, Bold: l.bold, Size: l.size},
		Alignment: &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: true},
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Style: 1, Color: "000000"})
		}
	}
	id, err := w.file.NewStyle(&s)
	w.try(err)
	w.styles[l] = id
	return id
}

// put writes a cell over columns from up to before to in the present row.
func (w *setter) put(from, to int, text string, style int) {
	first, err := excelize.CoordinatesToCellName(from+1, w.row)
	w.try(err)
	last, err := excelize.CoordinatesToCellName(max(to, from+1), w.row)
	w.try(err)
	w.try(w.file.SetCellStyle(w.name, first, last, style))
	if text != "" {
		w.try(w.file.SetCellStr(w.name, first, text))
	}
	if to > from+1 {
		w.try(w.file.MergeCell(w.name, first, last))
	}
}

// lines estimates how many lines a text takes in a width, mm.
func (w *setter) lines(size float64, text string, room float64) float64 {
	n := 0.0
	for line := range strings.SplitSeq(text, "\n") {
		n += math.Max(1, math.Ceil(w.Width(0, size, line)/math.Max(room, size/typeset.PointsPerMM)))
	}
	return n
}

func (w *setter) paragraph(s typeset.Style, text string) {
	f := fonts[s.Role]
	em := s.Size / typeset.PointsPerMM
	pitch := s.Pitch
	if pitch <= 0 {
		pitch = 1.5 * em
	}
	width := w.grid[len(w.grid)-1]
	indent := s.Indent
	if s.First > 0 && s.Indent == 0 {
		text = strings.Repeat("　", int(s.First+0.5)) + text
	} else {
		indent += s.First // what hangs begins where its first line does
	}
	w.height(s.Before + s.After + pitch*w.lines(s.Size, text, width-indent*em-3))
	w.put(0, len(w.grid)-1, text, w.style(look{font: f.name, bold: f.bold, size: s.Size, align: alignments[s.Align]}))
	w.row++
}

func (w *setter) table(t typeset.Table, edges []float64) {
	columns := make([]int, len(edges))
	for i, x := range edges {
		columns[i] = at(w.grid, x)
	}
	cell, head := fonts[t.Role], fonts[t.HeadRole]
	put := func(r typeset.Row, least float64) {
		r.Cells = append(slices.Clip(r.Cells), make([]typeset.Cell, len(t.Columns))...)
		tallest := 0.0
		for _, c := range t.Placed(r) {
			text, f := plain(c.Text), cell
			if c.Bold {
				f = head
			}
			tallest = math.Max(tallest, t.Pitch*w.lines(t.Size, text, edges[c.To]-edges[c.From]-2*t.Padding-1))
			w.put(columns[c.From], columns[c.To], text, w.style(look{font: f.name, bold: f.bold, size: t.Size, align: alignments[c.Align], border: true}))
		}
		w.height(math.Max(least, tallest+2*t.Padding))
		w.row++
	}
	if titles, there := t.Header(); there {
		put(titles, t.MinHead)
	}
	for _, r := range t.Rows {
		put(r, max(t.MinRow, r.Height))
	}
}
