package typeset

import "math"

// Column is a column of a table.
type Column struct {
	Title string  // in the header row; with no titles at all there is no header
	Width float64 // mm; 0 for a share of what the fixed columns leave
	Share float64 // weight of that share; 0 counts as 1
	Align Align   // of the cells; Auto is Left. Titles are centred
}

// Cell is a cell of a table. Any string is allowed; it is broken into lines as
// wide as the cell.
type Cell struct {
	Text  string
	Span  int   // columns that the cell covers; 0 counts as 1
	Align Align // Auto takes the column's
	Bold  bool  // in the header's letters
}

// Row is a row of a table. Missing cells are empty, so Row{} is a blank row to
// write in by hand; cells beyond the last column are not drawn.
type Row struct {
	Cells []Cell

	// Group makes the row a heading over the rows below it: its first cell
	// covers all columns, in the header's letters, and it is never the last
	// row of a page.
	Group bool

	// More makes the row one that goes on with the row above it: it is not counted.
	More bool

	Height float64 // mm, least height of the row where that is more than the table's
}

// Cells returns a row of plain cells.
func Cells(texts ...string) Row {
	row := Row{Cells: make([]Cell, len(texts))}
	for i, t := range texts {
		row.Cells[i].Text = t
	}
	return row
}

// Group returns a heading row.
func Group(text string) Row { return Row{Cells: []Cell{{Text: text}}, Group: true} }

// PlacedCell is a cell with the columns that it covers, From up to before To;
// its Align and Bold are those that it is drawn with.
type PlacedCell struct {
	Cell
	From, To int
}

// Table is a table as wide as the text. Its header row stands on every page;
// rows stay whole unless one is taller than a page, which is broken between
// its lines. The cost of a table grows with its rows, whatever their number.
type Table struct {
	Columns []Column
	Rows    []Row

	Role     Role    // letters of the cells
	HeadRole Role    // letters of header, groups and bold cells
	Size     float64 // pt; 0 for 10.5
	Pitch    float64 // mm from line to line within a cell; 0 for 1.3 × Size
	MinRow   float64 // mm, least height of a row, for signatures or air
	MinHead  float64 // mm, least height of the header row; 0 for MinRow
	Padding  float64 // mm between a cell's border and its text; 0 for 1.2
	Line     float64 // mm, thickness of the borders; 0 for 0.15

	// Foot returns the line below the table's part on each page: how many of its
	// rows begin on that page, and up to its end in all, headings apart. Nil
	// for none. It is one line; what is wider than the table sticks out.
	Foot func(onPage, sofar int) string

	// Stands is told where each row of Rows came to stand: on which page, counted
	// from 1, and where each column is in it. Headings and rows taller than a page
	// are left out. Nil where nobody asks.
	Stands func(row, page int, columns []Box)

	// Whole keeps a table that is shorter than a page on one page. All of it
	// is measured ahead, so it is for small tables.
	Whole bool
}

// Table adds a table.
func (d *Document) Table(t Table) { d.blocks = append(d.blocks, &tableBlock{Table: t.Measured()}) }

// Measured returns the table with its measures in place of the zeros that stand
// for the usual ones.
func (t Table) Measured() Table {
	orElse := func(v *float64, preset float64) {
		if *v <= 0 {
			*v = preset
		}
	}
	orElse(&t.Size, 10.5)
	orElse(&t.Pitch, 1.3*t.Size/PointsPerMM)
	orElse(&t.Padding, 1.2)
	orElse(&t.Line, 0.15)
	orElse(&t.MinHead, t.MinRow)
	return t
}

// Edges returns where the columns of a measured table begin when it is width wide,
// and where the last one ends, mm from the left.
func (t Table) Edges(width float64) []float64 {
	return columnEdges(t.Columns, width, 2*t.Padding+t.Size/PointsPerMM)
}

// Header returns the row of the columns' titles; there is none without titles.
func (t Table) Header() (row Row, there bool) {
	row.Cells = make([]Cell, len(t.Columns))
	for i, c := range t.Columns {
		row.Cells[i] = Cell{Text: c.Title, Align: Center, Bold: true}
		there = there || c.Title != ""
	}
	return row, there
}

// tableBlock is a table in the flow.
type tableBlock struct {
	Table
	ready bool
	edges []float64 // mm from the left margin, one more than columns
	head  *tableRow // nil without titles
	ahead map[int]*tableRow
	first float64 // mm, height of the header and the first rows

	rows  int // that began up to here
	paged int // of them, those on the present page

	top  float64   // mm, where the table begins on the present page
	open []float64 // per edge: where its present vertical line began, NaN for none
}

// tableRow is a row broken into lines.
type tableRow struct {
	cells  []tableCell
	height float64
	lines  int // of the tallest cell
}

type tableCell struct {
	from, to int // columns covered
	text     setText
	lines    []line
	align    Align
}

func (t *tableBlock) prepare(f *flow) error {
	if t.ready {
		return nil
	}
	t.ready = true
	t.edges = t.Edges(f.page.TextWidth())
	t.ahead = map[int]*tableRow{}
	if titles, there := t.Header(); there {
		t.head = t.measure(f, titles, t.MinHead)
	}
	t.first = t.headHeight() + t.footHeight()
	for i := 0; i < len(t.Rows); i++ {
		t.ahead[i] = t.measure(f, t.Rows[i], math.Max(t.MinRow, t.Rows[i].Height))
		if h := t.ahead[i].height; h <= t.whole(f)+slack {
			t.first += h
		} else {
			t.first += t.few()
		}
		if !t.Rows[i].Group {
			break
		}
	}
	// Headings that fill a page with what is below them still begin on a page of
	// their own; asking for more than a page would let them begin anywhere.
	t.first = math.Min(t.first, f.page.TextHeight())
	if t.Whole {
		all := t.headHeight() + t.footHeight()
		for i := range t.Rows {
			if t.ahead[i] == nil {
				t.ahead[i] = t.measure(f, t.Rows[i], math.Max(t.MinRow, t.Rows[i].Height))
			}
			all += t.ahead[i].height
		}
		if all <= f.page.TextHeight()+slack {
			t.first = all
		}
	}
	return nil
}

// whole is the room that an empty page has for rows.
func (t *tableBlock) whole(f *flow) float64 {
	return f.page.TextHeight() - t.headHeight() - t.footHeight()
}

// footHeight is the height of the line below each page's part.
func (t *tableBlock) footHeight() float64 {
	if t.Foot == nil {
		return 0
	}
	return t.Pitch + 2*t.Padding
}

// Placed returns the cells of a row that are drawn, each at its columns.
func (t Table) Placed(r Row) []PlacedCell {
	cells := make([]PlacedCell, 0, len(r.Cells))
	at := 0
	for _, c := range r.Cells {
		if at >= len(t.Columns) {
			break
		}
		span := max(c.Span, 1)
		if r.Group {
			span, c.Bold = len(t.Columns), true
		} else if c.Align == Auto {
			c.Align = t.Columns[at].Align
		}
		to := min(at+span, len(t.Columns))
		cells = append(cells, PlacedCell{c, at, to})
		at = to
	}
	return cells
}

// columnEdges shares the width out: fixed columns first, the rest by weight.
// Where the fixed ones leave no column at least narrowest, all are scaled down.
func columnEdges(columns []Column, width, narrowest float64) []float64 {
	fixed, shares, sharing := 0.0, 0.0, 0
	share := func(c Column) float64 {
		if c.Share > 0 {
			return c.Share
		}
		return 1
	}
	for _, c := range columns {
		if c.Width > 0 {
			fixed += c.Width
		} else {
			shares += share(c)
			sharing++
		}
	}
	rest := math.Max(width-fixed, narrowest*float64(sharing))
	edges := make([]float64, len(columns)+1)
	for i, c := range columns {
		w := c.Width
		if w <= 0 {
			w = rest * share(c) / shares
		}
		edges[i+1] = edges[i] + w
	}
	if all := edges[len(columns)]; all > width || sharing == 0 && all > 0 && all < width {
		for i := range edges {
			edges[i] *= width / all
		}
	}
	return edges
}

// measure breaks the cells of a row into lines.
func (t *tableBlock) measure(f *flow, r Row, least float64) *tableRow {
	row := &tableRow{cells: make([]tableCell, 0, len(r.Cells))}
	for _, c := range t.Placed(r) {
		cell := tableCell{from: c.From, to: c.To, align: c.Align}
		role := t.Role
		if c.Bold {
			role = t.HeadRole
		}
		if c.Text != "" {
			cell.text = f.doc.set(t.Size, Span{c.Text, role})
			room := math.Max(t.edges[cell.to]-t.edges[cell.from]-2*t.Padding, t.Size/PointsPerMM)
			cell.lines = f.doc.breaker.lines(cell.text.runes, cell.text.widths, func(int) float64 { return room })
			row.lines = max(row.lines, len(cell.lines))
		}
		row.cells = append(row.cells, cell)
	}
	row.height = math.Max(least, math.Max(1, float64(row.lines))*t.Pitch+2*t.Padding)
	return row
}

// row returns row i, measured ahead or now.
func (t *tableBlock) row(f *flow, i int) *tableRow {
	if r := t.ahead[i]; r != nil {
		delete(t.ahead, i)
		return r
	}
	return t.measure(f, t.Rows[i], math.Max(t.MinRow, t.Rows[i].Height))
}

func (t *tableBlock) headHeight() float64 {
	if t.head == nil {
		return 0
	}
	return t.head.height
}

func (t *tableBlock) height() float64 { return t.least() }

func (t *tableBlock) least() float64 { return t.first }

func (t *tableBlock) keep() bool { return false }

func (t *tableBlock) place(f *flow) error {
	t.begin(f)
	for i := 0; i < len(t.Rows); i++ {
		if err := f.ctx.Err(); err != nil {
			return err
		}
		row := t.row(f, i)
		whole := t.whole(f)
		need := row.height
		if t.Rows[i].Group {
			// A heading takes the rows below it along, up to the first that is
			// no heading, and of a row taller than a page its first lines.
			for j := i + 1; j < len(t.Rows) && need < whole; j++ {
				if t.ahead[j] == nil {
					t.ahead[j] = t.measure(f, t.Rows[j], math.Max(t.MinRow, t.Rows[j].Height))
				}
				need += math.Min(t.ahead[j].height, math.Max(whole-need, t.few()))
				if !t.Rows[j].Group {
					break
				}
			}
		}
		tall := row.height > whole+slack
		if tall {
			need = t.few()
		}
		if !f.fits(need+t.footHeight()) && f.y > t.top+t.headHeight()+slack {
			t.end(f)
			f.turn()
			t.begin(f)
		}
		if !t.Rows[i].Group && !t.Rows[i].More {
			t.rows++
			t.paged++
		}
		if tall {
			t.split(f, row)
		} else {
			if t.Stands != nil && !t.Rows[i].Group {
				t.Stands(i, len(f.pages), t.boxes(f, row.height))
			}
			t.put(f, row, 0, row.lines, row.height)
		}
	}
	t.end(f)
	f.toGrid()
	return nil
}

// boxes are the columns of a row that is put next.
func (t *tableBlock) boxes(f *flow, height float64) []Box {
	all := make([]Box, len(t.Columns))
	for i := range all {
		all[i] = Box{f.page.Left + t.edges[i], f.y, t.edges[i+1] - t.edges[i], height}
	}
	return all
}

// few is the height of the first lines of a row that is broken.
func (t *tableBlock) few() float64 { return 3*t.Pitch + 2*t.Padding }

// split puts a row that is taller than a page on as many pages as it takes.
func (t *tableBlock) split(f *flow, row *tableRow) {
	for from := 0; from < row.lines; {
		n := int((f.left() + slack - 2*t.Padding - t.footHeight()) / t.Pitch)
		n = max(1, min(n, row.lines-from))
		t.put(f, row, from, from+n, float64(n)*t.Pitch+2*t.Padding)
		if from += n; from < row.lines {
			t.end(f)
			f.turn()
			t.begin(f)
		}
	}
}

// begin opens the table on the present page: upper border and header.
func (t *tableBlock) begin(f *flow) {
	t.top = f.y
	t.open = make([]float64, len(t.edges))
	for i := range t.open {
		t.open[i] = f.y
	}
	t.across(f)
	if t.head != nil {
		t.put(f, t.head, 0, t.head.lines, t.head.height)
	}
}

// end puts the line below the table's part on the present page and closes its
// vertical lines.
func (t *tableBlock) end(f *flow) {
	if t.Foot != nil {
		foot := t.measure(f, Row{Cells: []Cell{{Text: t.Foot(t.paged, t.rows), Span: len(t.Columns)}}}, 0)
		t.put(f, foot, 0, min(1, foot.lines), t.footHeight())
		t.paged = 0
	}
	for i := range t.edges {
		t.close(f, i)
	}
}

func (t *tableBlock) close(f *flow, edge int) {
	if from := t.open[edge]; !math.IsNaN(from) && from < f.y {
		x := f.page.Left + t.edges[edge]
		f.sheet().rules = append(f.sheet().rules, rule{x1: x, y1: from, x2: x, y2: f.y, thickness: t.Line})
	}
	t.open[edge] = math.NaN()
}

// across draws a horizontal border.
func (t *tableBlock) across(f *flow) {
	f.sheet().rules = append(f.sheet().rules, rule{x1: f.page.Left, y1: f.y, x2: f.page.Left + t.edges[len(t.edges)-1], y2: f.y, thickness: t.Line})
}

// put draws lines from to to of a row's cells, in the middle of the given
// height, and the border below.
func (t *tableBlock) put(f *flow, row *tableRow, from, to int, height float64) {
	// Vertical lines stop where a cell covers several columns.
	covered := make([]bool, len(t.edges))
	for _, c := range row.cells {
		for e := c.from + 1; e < c.to; e++ {
			covered[e] = true
		}
	}
	for e, inside := range covered {
		switch {
		case inside:
			t.close(f, e)
		case math.IsNaN(t.open[e]):
			t.open[e] = f.y
		}
	}
	s := f.sheet()
	for i := range row.cells {
		c := &row.cells[i]
		lines := c.lines[min(from, len(c.lines)):min(to, len(c.lines))]
		y := f.y + t.Padding
		if from == 0 && to == row.lines {
			y = f.y + (height-float64(len(lines))*t.Pitch)/2
		}
		x, room := f.page.Left+t.edges[c.from]+t.Padding, t.edges[c.to]-t.edges[c.from]-2*t.Padding
		for n, l := range lines {
			c.text.place(s, l, x, y+(float64(n)+0.5)*t.Pitch, room, c.align)
		}
	}
	f.y += height
	t.across(f)
}
