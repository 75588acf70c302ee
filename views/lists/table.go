package lists

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

const (
	// RowHeight is the height of a table's row of one line, TwoLineHeight that of a
	// row of two, and HeadHeight that of the header.
	RowHeight     float32 = 36
	TwoLineHeight float32 = 60
	HeadHeight    float32 = 32

	cellPadding    float32 = 8
	minColumnWidth float32 = 40
	checkColumn    float32 = 36 // width of the boxes with which rows are chosen
	accentBar      float32 = 3  // at the left of a chosen row
	stateDot       float32 = 8  // before the word of a state
	pillPadding    float32 = 8
	lineHeight     float32 = 20 // of each of two lines
	barRoom        float32 = 8  // at the right, over which the scroll bar stands
	edgeReach      float32 = 5  // how near to a column's edge the mouse takes hold of it
	tooltipWidth   float32 = 420
	tooltipDelay           = 400 * time.Millisecond
)

// Mark is how the word of a state stands out.
type Mark int

// The marks.
const (
	// NoMark is a plain word: nothing yet, or closed.
	NoMark Mark = iota
	// Dot stands before what is in order, or with somebody else.
	Dot
	// Pill is the ground of what the clerk has to do something about.
	Pill
)

// markOf is the mark that a tone has where a column says nothing else.
func markOf(t widgets.Tone) Mark {
	switch t {
	case widgets.Warning, widgets.Bad:
		return Pill
	case widgets.Accent, widgets.Good:
		return Dot
	default:
		return NoMark
	}
}

// Column declares one column of a [Table] of rows of T.
type Column[T any] struct {
	// ID names the column in what is remembered; it does not change with the
	// language.
	ID string
	// Label is the heading, in the language of the window.
	Label string
	// Width is the width at first. The column that stretches, which is the one
	// that people read, is at least this wide and takes the room that is left.
	Width   float32
	Stretch bool
	// Yields, where it is not 0, has the column leave the table where there is
	// too little room for all; those with the greatest number leave first.
	Yields int
	// Stays has the column be there also where no row has a text in it: those that
	// the work at hand fills.
	Stays bool
	// Align is where the text stands; figures stand at the right
	// (fyne.TextAlignTrailing).
	Align fyne.TextAlign
	// Text returns the cell's text.
	Text func(T) string
	// Second, if set, returns a second line below it. A table with such a column
	// has rows of two lines; a cell without a second line stands in their middle.
	Second func(T) string
	// Copy, if set, returns what is copied of the cell, for a column that joins
	// several texts: a cell of the spreadsheet each, always as many.
	Copy func(T) []string
	// Sort compares two rows for the order of this column, as cmp.Compare
	// does. A column without it cannot be sorted by.
	Sort func(a, b T) int
	// Tone, if set, gives the tone of the text; the text says the same in words.
	Tone func(T) widgets.Tone
	// SecondTone, if set, gives that of the second line, which else is Muted.
	SecondTone func(T) widgets.Tone
	// Pill has the text be the word of a state, drawn on a rounded ground where
	// its tone is Warning or Bad, behind a dot where it is Accent or Good, and
	// plain else; Mark, if set, says otherwise.
	Pill bool
	Mark func(T) Mark
	// Edit, if set, has F2 change the cell in its place.
	Edit func(T) CellEdit
}

// Table shows rows under a header, as many as there are: only those in sight
// are drawn. A click on the header sorts, its edges drag; rows are chosen with
// the mouse or the keyboard. Columns without a text in any row give their room
// to the others.
//
// The exported fields are set before the table is shown.
type Table[T any] struct {
	widget.BaseWidget
	choosing[T]

	// Memory keeps column widths and the order; nil forgets them.
	Memory widgets.Memory
	// Later waits before the full text of a cut cell is shown; nil shows it at once.
	Later widgets.Later
	// Checks puts a box before each row, with which it is chosen in addition to
	// the others, and one into the header for all.
	Checks bool

	columns []Column[T]
	given   []T // in the order given
	whole   bool
	bare    []bool // columns without a text in any row
	high    float32

	sortBy     int // index of a column, -1 for the order given
	descending bool

	widths    []float32 // set by dragging or remembered, 0 for not set
	recalled  bool
	dragging  int // column whose edge is held, -1 for none
	dragFrom  float32
	dragWidth float32
	overEdge  int // column whose edge the mouse is over, -1 for none
	hovered   int // row under the mouse, -1 for none
	column    int // that the mouse pressed last, -1 for none
	tipRow    int
	tipColumn int
	regular   *widgets.Ruler
	header    *fyne.Container
	headCheck *checkBox
	body      *fyne.Container
	scroll    *container.Scroll
	empty     *fyne.Container
	tip       *tipBox
	pool      []*tableRow
	placed    []float32 // left edge of each column, and the right edge of the last
	edit      *cellEditor
}

// tableRow is what draws one row; row r is drawn by slot r modulo the number of
// slots, so that scrolling by one row draws one row anew.
type tableRow struct {
	row     int // the row drawn now, -1 for none
	ground  *canvas.Rectangle
	line    *canvas.Rectangle
	bar     *canvas.Rectangle
	check   *checkBox           // nil where the table has none
	marks   []*canvas.Rectangle // nil where the column has none
	texts   []*canvas.Text
	seconds []*canvas.Text // nil where the column has none
	full    []string       // texts before they were cut, "" where nothing was cut
}

// NewTable returns an empty table. id gives what tells a row from all others.
func NewTable[T any](id func(T) string, columns ...Column[T]) *Table[T] {
	t := &Table[T]{
		choosing: newChoosing(id), columns: columns, sortBy: -1, high: RowHeight, bare: make([]bool, len(columns)),
		widths: make([]float32, len(columns)), dragging: -1, overEdge: -1, hovered: -1, column: -1, tipRow: -1, tip: newTipBox(),
	}
	t.self = t
	for _, c := range columns {
		if c.Second != nil {
			t.high = TwoLineHeight
		}
	}
	t.regular = widgets.NewRuler(theme.Current().Size(theme.SizeNameText), fyne.TextStyle{})
	t.header = container.NewWithoutLayout()
	t.body = container.New(bodyLayout[T]{t})
	t.scroll = container.NewScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.hideTip(); t.placeHeader(); t.placeEdit(); t.fill(false) }
	t.empty = container.NewStack()
	t.ExtendBaseWidget(t)
	return t
}

// SetEmpty sets what stands in place of the rows when there are none, usually
// an [EmptyState] that says what to do first.
func (t *Table[T]) SetEmpty(o fyne.CanvasObject) {
	t.empty.Objects = []fyne.CanvasObject{o}
	t.showEmpty()
	t.empty.Refresh()
}

// SetRows replaces the rows. What was chosen and is still there stays chosen;
// OnChosen is called if something chosen has gone.
func (t *Table[T]) SetRows(rows []T) {
	t.recall()
	gone := t.replace(func() { t.given = rows; t.order() })
	if !t.whole {
		t.findBare(rows)
	}
	t.showEmpty()
	t.hideTip()
	t.redraw()
	t.followEdit()
	if gone {
		t.tell()
	}
}

// ColumnsOf says by which rows it is known that a column has no text in any of them:
// all that there are, of which a filter may show few, so that columns do not come
// and go with it. Without it those shown count.
func (t *Table[T]) ColumnsOf(rows []T) {
	t.whole = true
	t.findBare(rows)
	t.redraw()
}

func (t *Table[T]) findBare(rows []T) {
	for i, c := range t.columns {
		t.bare[i] = !c.Stays && len(rows) > 0 && !slices.ContainsFunc(rows, func(row T) bool {
			return c.Text(row) != "" || c.Second != nil && c.Second(row) != ""
		})
	}
}

// Column returns the id of the column that the mouse or F2 was in last, "" for none.
func (t *Table[T]) Column() string {
	if t.column < 0 {
		return ""
	}
	return t.columns[t.column].ID
}

// SortBy orders the rows by a column; an unknown id or a column that cannot be
// sorted by gives the order in which the rows were set.
func (t *Table[T]) SortBy(column string, descending bool) {
	t.recall()
	t.sortBy, t.descending = -1, false
	for i, c := range t.columns {
		if c.ID == column && c.Sort != nil {
			t.sortBy, t.descending = i, descending
		}
	}
	if t.Memory != nil {
		order := "-"
		if t.sortBy >= 0 {
			order = "up " + column
			if descending {
				order = "down " + column
			}
		}
		t.Memory.Remember("sort", order)
	}
	t.SetRows(t.given)
}

// Sorted tells the column that the rows are ordered by, "" for none.
func (t *Table[T]) Sorted() (column string, descending bool) {
	if t.sortBy < 0 {
		return "", false
	}
	return t.columns[t.sortBy].ID, t.descending
}

// WholeRows returns how many rows are in sight from their upper to their lower edge.
func (t *Table[T]) WholeRows() int {
	return min(len(t.rows), int((t.Size().Height-HeadHeight)/t.high))
}

// Text returns the chosen rows as lines of cells separated by tabs, as a
// spreadsheet takes them.
func (t *Table[T]) Text() string {
	var b strings.Builder
	for _, row := range t.Chosen() {
		var cells []string
		for _, c := range t.columns {
			cells = append(cells, c.copied(row)...)
		}
		b.WriteString(spreadsheetLine(cells))
	}
	return b.String()
}

// spreadsheetLine returns cells as a line that a spreadsheet takes. A cell that it
// would compute is kept text by an apostrophe.
func spreadsheetLine(cells []string) string {
	line := make([]string, len(cells))
	for i, text := range cells {
		cell := strings.Join(strings.Fields(text), " ")
		if strings.IndexAny(cell, "=+-@") == 0 && strings.Trim(cell, "+-0123456789 .%") != "" {
			cell = "'" + cell
		}
		line[i] = cell
	}
	return strings.Join(line, "\t") + "\n"
}

func (t *Table[T]) text() string { return t.Text() }

// copied returns the cells that a spreadsheet gets of a column.
func (c Column[T]) copied(row T) []string {
	switch {
	case c.Copy != nil:
		return c.Copy(row)
	case c.Second != nil:
		return []string{c.Text(row), c.Second(row)}
	}
	return []string{c.Text(row)}
}

// order makes the order shown from the order given.
func (t *Table[T]) order() {
	t.rows = t.given
	if t.sortBy < 0 {
		return
	}
	t.rows = slices.Clone(t.given)
	compare := t.columns[t.sortBy].Sort
	if t.descending {
		up := compare
		compare = func(a, b T) int { return up(b, a) }
	}
	slices.SortStableFunc(t.rows, compare)
}

// recall reads once what an earlier start of the program remembered.
func (t *Table[T]) recall() {
	if t.recalled || t.Memory == nil {
		return
	}
	t.recalled = true
	for i, c := range t.columns {
		if s, ok := t.Memory.Remembered("width." + c.ID); ok {
			if w, err := strconv.ParseFloat(s, 32); err == nil {
				t.widths[i] = max(minColumnWidth, float32(w))
			}
		}
	}
	if s, ok := t.Memory.Remembered("sort"); ok {
		direction, column, _ := strings.Cut(s, " ")
		t.sortBy = -1
		for i, c := range t.columns {
			if c.ID == column && c.Sort != nil {
				t.sortBy, t.descending = i, direction == "down"
			}
		}
	}
}

func (t *Table[T]) showEmpty() {
	if len(t.rows) == 0 {
		t.empty.Show()
	} else {
		t.empty.Hide()
	}
}

// reveal scrolls as little as needed to bring a row into sight.
func (t *Table[T]) reveal(row int) {
	if row < 0 {
		return
	}
	top, height := float32(row)*t.high, t.scroll.Size().Height
	offset := t.scroll.Offset
	switch {
	case top < offset.Y:
		offset.Y = top
	case top+t.high > offset.Y+height && height > 0:
		offset.Y = top + t.high - height
		if row == len(t.rows)-1 {
			offset.Y = t.body.MinSize().Height - height
		}
	default:
		return
	}
	t.scroll.ScrollToOffset(offset)
	t.fill(false)
}

func (t *Table[T]) page() int { return int(t.scroll.Size().Height / t.high) }

func (t *Table[T]) below(row int) float32 {
	return float32(row+1)*t.high - t.scroll.Offset.Y + HeadHeight + 1
}

func (t *Table[T]) paint() { t.paintHeadCheck(); t.fill(true) }

// place computes the columns' edges for the width at hand. Columns that yield
// leave first, then what was dragged wider than there is room for.
func (t *Table[T]) place() {
	lead := float32(0)
	if t.Checks {
		lead = checkColumn
	}
	room := t.scroll.Size().Width - lead - barRoom
	out, own := slices.Clone(t.bare), true
	width := func(i int) float32 {
		switch {
		case out[i]:
			return 0
		case own && t.widths[i] > 0:
			return t.widths[i]
		}
		return t.columns[i].Width
	}
	sum := func() (sum float32) {
		for i := range t.columns {
			sum += width(i)
		}
		return sum
	}
	for sum() > room && room > 0 {
		leave := -1
		for i, c := range t.columns {
			if !out[i] && c.Yields > 0 && (leave < 0 || c.Yields > t.columns[leave].Yields) {
				leave = i
			}
		}
		if leave >= 0 {
			out[leave] = true
			continue
		}
		if !own {
			break
		}
		own = false
	}
	var stretching float32
	for i, c := range t.columns {
		if c.Stretch && !out[i] && (!own || t.widths[i] == 0) {
			stretching++
		}
	}
	spare := max(0, room-sum())
	t.placed = append(t.placed[:0], lead)
	x := lead
	for i, c := range t.columns {
		w := width(i)
		if c.Stretch && !out[i] && (!own || t.widths[i] == 0) {
			w += spare / stretching
		}
		x += w
		t.placed = append(t.placed, x)
	}
}

// there reports whether a column is in the table now.
func (t *Table[T]) there(i int) bool { return t.placed[i+1] > t.placed[i] }

// redraw lays out and draws everything anew.
func (t *Table[T]) redraw() {
	t.place()
	t.placeHeader()
	t.body.Resize(t.body.MinSize().Max(t.scroll.Size()))
	if limit := max(0, t.body.MinSize().Height-t.scroll.Size().Height); t.scroll.Offset.Y > limit {
		t.scroll.Offset.Y = limit
	}
	t.fill(true)
	t.scroll.Refresh()
}

// placeHeader draws the header for the present columns, order and scrolling.
func (t *Table[T]) placeHeader() {
	if len(t.placed) == 0 {
		return
	}
	if len(t.header.Objects) == 0 {
		for range t.columns {
			text := canvas.NewText("", widgets.Colour(widgets.ColorNameMuted))
			text.TextSize = t.regular.Size
			arrow := canvas.NewText("", widgets.Colour(theme.ColorNamePrimary))
			arrow.TextSize = t.regular.Size - 2
			edge := canvas.NewRectangle(widgets.Colour(theme.ColorNameInputBorder))
			edge.Hide()
			t.header.Add(text)
			t.header.Add(arrow)
			t.header.Add(edge)
		}
		if t.Checks {
			t.headCheck = newCheckBox(t.header)
		}
	}
	t.paintHeadCheck()
	height := fyne.MeasureText("字", t.regular.Size, t.regular.Style).Height
	for i, c := range t.columns {
		text := t.header.Objects[3*i].(*canvas.Text)
		arrow := t.header.Objects[3*i+1].(*canvas.Text)
		edge := t.header.Objects[3*i+2].(*canvas.Rectangle)
		left, right := t.placed[i]-t.scroll.Offset.X, t.placed[i+1]-t.scroll.Offset.X
		sign := ""
		if i == t.sortBy && t.there(i) {
			sign = "▲"
			if t.descending {
				sign = "▼"
			}
		}
		room := right - left - 2*cellPadding
		if sign != "" {
			room -= t.regular.Size
		}
		label := ""
		if t.there(i) {
			label, _ = t.regular.Fit(c.Label, room)
		}
		if text.Text != label {
			text.Text = label
			text.Refresh()
		}
		if arrow.Text != sign {
			arrow.Text = sign
			arrow.Refresh()
		}
		width := t.regular.Measure(label)
		x := left + cellPadding
		if c.Align == fyne.TextAlignTrailing {
			x = right - cellPadding - width
		} else if c.Align == fyne.TextAlignCenter {
			x = (left + right - width) / 2
		}
		widgets.Place(text, x, (HeadHeight-height)/2, width, height)
		arrowX := x + width + 3
		if c.Align == fyne.TextAlignTrailing {
			arrowX = x - t.regular.Size
		}
		widgets.Place(arrow, arrowX, (HeadHeight-height)/2+1, t.regular.Size, height)
		widgets.Place(edge, right-1, HeadHeight/4, 1, HeadHeight/2)
	}
}

// paintHeadCheck draws the box for all rows as what is chosen asks.
func (t *Table[T]) paintHeadCheck() {
	if t.headCheck == nil {
		return
	}
	state := checkNone
	switch {
	case len(t.chosen) > 0 && len(t.chosen) == len(t.rows):
		state = checkAll
	case len(t.chosen) > 0:
		state = checkSome
	}
	t.headCheck.place((checkColumn-checkSize)/2-t.scroll.Offset.X, (HeadHeight-checkSize)/2)
	t.headCheck.set(state)
}

// fill draws the rows in sight; all anew if all, else those that were not in
// sight before.
func (t *Table[T]) fill(all bool) {
	height := t.scroll.Size().Height
	if height <= 0 || len(t.placed) == 0 {
		return
	}
	if want := int(height/t.high) + 2; len(t.pool) < want {
		for len(t.pool) < want {
			t.pool = append(t.pool, t.newRow())
		}
		all = true
	}
	first := int(t.scroll.Offset.Y / t.high)
	for row := first; row < first+len(t.pool); row++ {
		slot := t.pool[row%len(t.pool)]
		if row >= len(t.rows) {
			slot.hide()
			continue
		}
		if all || slot.row != row {
			t.draw(slot, row)
		}
	}
}

func (t *Table[T]) newRow() *tableRow {
	r := &tableRow{
		row: -1, ground: canvas.NewRectangle(widgets.Colour(theme.ColorNameBackground)), line: canvas.NewRectangle(widgets.Colour(widgets.ColorNameRowLine)),
		bar: canvas.NewRectangle(widgets.Colour(theme.ColorNamePrimary)), full: make([]string, len(t.columns)),
	}
	t.body.Objects = append(t.body.Objects, r.ground, r.line, r.bar)
	if t.Checks {
		r.check = newCheckBox(t.body)
	}
	newText := func() *canvas.Text {
		text := canvas.NewText("", widgets.Colour(theme.ColorNameForeground))
		text.TextSize = t.regular.Size
		t.body.Objects = append(t.body.Objects, text)
		return text
	}
	for _, c := range t.columns {
		var mark *canvas.Rectangle
		if c.Pill {
			mark = canvas.NewRectangle(widgets.Colour(widgets.ColorNamePillGround))
			mark.CornerRadius = 4
			t.body.Objects = append(t.body.Objects, mark)
		}
		var second *canvas.Text
		r.marks, r.texts = append(r.marks, mark), append(r.texts, newText())
		if c.Second != nil {
			second = newText()
		}
		r.seconds = append(r.seconds, second)
	}
	r.hide()
	return r
}

func (r *tableRow) hide() {
	r.row = -1
	r.ground.Hide()
	r.line.Hide()
	r.bar.Hide()
	if r.check != nil {
		r.check.show(false)
	}
	for i, text := range r.texts {
		text.Hide()
		if r.marks[i] != nil {
			r.marks[i].Hide()
		}
		if r.seconds[i] != nil {
			r.seconds[i].Hide()
		}
	}
}

func (t *Table[T]) draw(r *tableRow, row int) {
	data := t.rows[row]
	top, width := float32(row)*t.high, t.placed[len(t.columns)]
	width = max(width, t.scroll.Size().Width)
	r.row = row

	chosen := t.chosen[t.id(data)]
	ground := widgets.Colour(theme.ColorNameBackground)
	switch {
	case chosen:
		ground = widgets.Colour(widgets.ColorNameAccentSoft)
	case row == t.hovered:
		ground = widgets.Colour(theme.ColorNameHover)
	}
	r.ground.FillColor = ground
	r.ground.StrokeWidth = 0
	if t.focused && row == t.cursor {
		r.ground.StrokeWidth = 2
		r.ground.StrokeColor = widgets.Colour(theme.ColorNamePrimary)
	}
	widgets.Place(r.ground, 0, top, width, t.high-1)
	widgets.Place(r.line, 0, top+t.high-1, width, 1)
	widgets.Place(r.bar, 0, top, accentBar, t.high-1)
	r.ground.Refresh()
	widgets.ShowIf(r.ground, true)
	widgets.ShowIf(r.line, true)
	widgets.ShowIf(r.bar, chosen)
	if r.check != nil {
		state := checkNone
		if chosen {
			state = checkAll
		}
		r.check.place((checkColumn-checkSize)/2, top+(t.high-1-checkSize)/2)
		r.check.set(state)
		r.check.show(true)
	}
	for i := range t.columns {
		t.drawCell(r, data, i, top, chosen)
	}
}

// drawCell draws a cell of a row that begins at top.
func (t *Table[T]) drawCell(r *tableRow, data T, i int, top float32, chosen bool) {
	c, text, mark, second := &t.columns[i], r.texts[i], r.marks[i], r.seconds[i]
	r.full[i] = ""
	if !t.there(i) {
		widgets.ShowIf(text, false)
		if mark != nil {
			widgets.ShowIf(mark, false)
		}
		if second != nil {
			widgets.ShowIf(second, false)
		}
		return
	}
	left, right := t.placed[i]+cellPadding, t.placed[i+1]-cellPadding
	full, below := c.Text(data), ""
	if second != nil {
		below = c.Second(data)
	}
	tone, marked := widgets.Plain, NoMark
	if c.Tone != nil {
		tone = c.Tone(data)
	}
	if mark != nil && full != "" {
		if marked = markOf(tone); c.Mark != nil {
			marked = c.Mark(data)
		}
	}
	switch marked {
	case Dot:
		left += stateDot + 6
	case Pill:
		left, right = left+pillPadding, right-pillPadding+cellPadding
	}
	middle := top + (t.high-1)/2
	if below != "" {
		middle -= lineHeight / 2
		line, cut := t.regular.Fit(below, right-left)
		if cut {
			r.full[i] = full + "\n" + below
		}
		tone := widgets.Muted
		if c.SecondTone != nil {
			tone = c.SecondTone(data)
		}
		t.write(second, line, tone, c.Align, left, right, middle+lineHeight)
	}
	if second != nil {
		widgets.ShowIf(second, below != "")
	}
	line, cut := t.regular.Fit(full, right-left)
	if cut {
		r.full[i] = full
		if below != "" {
			r.full[i] += "\n" + below
		}
	}
	ink := tone
	if marked == Dot { // the dot has the colour
		ink = widgets.Plain
	}
	t.write(text, line, ink, c.Align, left, right, middle)
	widgets.ShowIf(text, true)
	if mark == nil {
		return
	}
	widgets.ShowIf(mark, marked != NoMark)
	fill, w := widgets.Colour(tone.Ink()), t.regular.Measure(line)
	x := left
	switch c.Align {
	case fyne.TextAlignTrailing:
		x = right - w
	case fyne.TextAlignCenter:
		x = (left + right - w) / 2
	}
	switch marked {
	case Dot:
		widgets.Place(mark, x-stateDot-6, middle-stateDot/2, stateDot, stateDot)
	case Pill:
		if fill = widgets.Colour(tone.Ground()); chosen {
			fill = widgets.Colour(theme.ColorNameBackground)
		}
		widgets.Place(mark, x-pillPadding, middle-widgets.PillHeight/2, w+2*pillPadding, widgets.PillHeight)
	}
	if mark.FillColor != fill {
		mark.FillColor = fill
		mark.Refresh()
	}
}

// write draws a line of a cell around a height.
func (t *Table[T]) write(text *canvas.Text, line string, tone widgets.Tone, align fyne.TextAlign, left, right, middle float32) {
	if ink := widgets.Colour(tone.Ink()); text.Text != line || text.Color != ink || text.Alignment != align {
		text.Text, text.Color, text.Alignment = line, ink, align
		text.Refresh()
	}
	height := text.MinSize().Height
	widgets.Place(text, left, middle-height/2, max(0, right-left), height)
}

// bodyLayout returns the scrolled content the size of all rows; the rows in
// sight are placed by fill.
type bodyLayout[T any] struct{ t *Table[T] }

func (l bodyLayout[T]) Layout([]fyne.CanvasObject, fyne.Size) {}

func (l bodyLayout[T]) MinSize([]fyne.CanvasObject) fyne.Size {
	if len(l.t.placed) == 0 {
		return fyne.Size{}
	}
	size := fyne.NewSize(l.t.placed[len(l.t.columns)], float32(len(l.t.rows))*l.t.high)
	if size.Width > l.t.scroll.Size().Width {
		size.Height += theme.Current().Size(theme.SizeNameScrollBar) // the bar hides no row
	}
	return size
}

// CreateRenderer composes header, rows, placeholder and tooltip.
func (t *Table[T]) CreateRenderer() fyne.WidgetRenderer {
	t.recall()
	ground := canvas.NewRectangle(widgets.Colour(theme.ColorNameHeaderBackground))
	line := canvas.NewRectangle(widgets.Colour(theme.ColorNameSeparator))
	clip := container.NewClip(t.header)
	t.edit = newCellEditor()
	t.order()
	t.showEmpty()
	return t.ring.Around(&tableRenderer[T]{t: t, ground: ground, line: line, clip: clip,
		objects: []fyne.CanvasObject{ground, clip, line, t.scroll, t.empty, t.edit.layer, t.tip.box}})
}

type tableRenderer[T any] struct {
	t            *Table[T]
	ground, line *canvas.Rectangle
	clip         *container.Clip
	objects      []fyne.CanvasObject
}

func (r *tableRenderer[T]) Layout(size fyne.Size) {
	widgets.Place(r.ground, 0, 0, size.Width, HeadHeight)
	widgets.Place(r.clip, 0, 0, size.Width, HeadHeight)
	widgets.Place(r.line, 0, HeadHeight, size.Width, 1)
	widgets.Place(r.t.scroll, 0, HeadHeight+1, size.Width, max(0, size.Height-HeadHeight-1))
	widgets.Place(r.t.empty, 0, HeadHeight+1, size.Width, max(0, size.Height-HeadHeight-1))
	r.t.redraw()
}

func (r *tableRenderer[T]) MinSize() fyne.Size {
	least := fyne.NewSize(160, 4*RowHeight)
	if r.t.empty.Visible() {
		e := r.t.empty.MinSize()
		e.Height += HeadHeight + 1
		least = least.Max(e)
	}
	return least
}

func (r *tableRenderer[T]) Refresh() {
	r.t.redraw()
	canvas.Refresh(r.t)
}

func (r *tableRenderer[T]) Objects() []fyne.CanvasObject { return r.objects }
func (r *tableRenderer[T]) Destroy()                     { r.t.tip.stop() }

// rowAt returns the row at a place of the table, -1 for none.
func (t *Table[T]) rowAt(p fyne.Position) int {
	y := p.Y - HeadHeight - 1
	if y < 0 {
		return -1
	}
	if row := int((y + t.scroll.Offset.Y) / t.high); row < len(t.rows) {
		return row
	}
	return -1
}

// columnAt returns the column at a place of the table, -1 for none.
func (t *Table[T]) columnAt(p fyne.Position) int {
	x := p.X + t.scroll.Offset.X
	for i := range t.columns {
		if i+1 < len(t.placed) && x >= t.placed[i] && x < t.placed[i+1] {
			return i
		}
	}
	return -1
}

// edgeAt returns the column whose right edge in the header is at a place, -1 for none.
func (t *Table[T]) edgeAt(p fyne.Position) int {
	if p.Y < 0 || p.Y > HeadHeight {
		return -1
	}
	x := p.X + t.scroll.Offset.X
	for i := range t.columns {
		if i+1 < len(t.placed) && t.there(i) && x > t.placed[i+1]-edgeReach && x < t.placed[i+1]+edgeReach {
			return i
		}
	}
	return -1
}

// press does what the mouse button or a tap does at a place.
func (t *Table[T]) press(p fyne.Position, modifier fyne.KeyModifier) {
	t.requestFocus()
	boxed := t.Checks && p.X+t.scroll.Offset.X < checkColumn
	switch {
	case p.Y <= HeadHeight && boxed && len(t.chosen) == len(t.rows):
		t.setChosen(map[string]bool{})
	case p.Y <= HeadHeight && boxed:
		t.chooseAll()
	case p.Y <= HeadHeight:
		if i := t.columnAt(p); i >= 0 && t.columns[i].Sort != nil {
			t.SortBy(t.columns[i].ID, t.sortBy == i && !t.descending)
			t.reveal(t.cursor)
		}
	default:
		if boxed {
			modifier |= fyne.KeyModifierShortcutDefault
		}
		t.column = t.columnAt(p)
		t.pressRow(p, modifier)
	}
}

// MouseDown chooses a row, sorts by a column or takes hold of a column's edge.
func (t *Table[T]) MouseDown(e *desktop.MouseEvent) {
	t.hideTip()
	t.endEdit()
	t.pressed = true
	switch e.Button {
	case desktop.MouseButtonPrimary:
		if t.dragging = t.edgeAt(e.Position); t.dragging >= 0 {
			t.dragFrom, t.dragWidth = e.Position.X, t.placed[t.dragging+1]-t.placed[t.dragging]
			return
		}
		t.press(e.Position, e.Modifier)
	case desktop.MouseButtonSecondary:
		t.chooseForMenu(e.Position)
	}
}

// MouseUp lets go of a column's edge.
func (t *Table[T]) MouseUp(*desktop.MouseEvent) { t.DragEnd() }

// Dragged widens or narrows the column whose edge is held.
func (t *Table[T]) Dragged(e *fyne.DragEvent) {
	if t.dragging < 0 {
		return
	}
	t.widths[t.dragging] = max(minColumnWidth, t.dragWidth+e.Position.X-t.dragFrom)
	t.redraw()
}

// DragEnd remembers the width that the edge was dragged to.
func (t *Table[T]) DragEnd() {
	if t.dragging >= 0 && t.Memory != nil && t.widths[t.dragging] > 0 {
		t.Memory.Remember("width."+t.columns[t.dragging].ID, strconv.Itoa(int(t.widths[t.dragging])))
	}
	t.dragging = -1
}

// Tapped does what MouseDown does, where taps come from no mouse.
func (t *Table[T]) Tapped(e *fyne.PointEvent) {
	if !t.pressed {
		t.press(e.Position, 0)
	}
	t.pressed = false
}

// Cursor is the sideways arrow over a column's edge.
func (t *Table[T]) Cursor() desktop.Cursor {
	if t.overEdge >= 0 || t.dragging >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn begins to follow the mouse.
func (t *Table[T]) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved marks the row under the mouse and shows the full text of a cell
// that is cut.
func (t *Table[T]) MouseMoved(e *desktop.MouseEvent) {
	t.setOverEdge(t.edgeAt(e.Position))
	row, column := t.rowAt(e.Position), t.columnAt(e.Position)
	t.hover(row)
	if row == t.tipRow && column == t.tipColumn {
		return
	}
	t.hideTip()
	t.tipRow, t.tipColumn = row, column
	if row < 0 || column < 0 || len(t.pool) == 0 {
		return
	}
	slot := t.pool[row%len(t.pool)]
	if slot.row != row || slot.full[column] == "" {
		return
	}
	full := slot.full[column]
	t.tip.wait(t.Later, func() { t.showTip(full, row, column) })
}

// MouseOut forgets the mouse.
func (t *Table[T]) MouseOut() {
	t.setOverEdge(-1)
	t.hover(-1)
	t.hideTip()
}

// setOverEdge shows what can be taken hold of where the mouse is over it.
func (t *Table[T]) setOverEdge(i int) {
	if i == t.overEdge {
		return
	}
	for _, at := range []int{t.overEdge, i} {
		if at >= 0 && 3*at+2 < len(t.header.Objects) {
			widgets.ShowIf(t.header.Objects[3*at+2], at == i)
		}
	}
	t.overEdge = i
}

func (t *Table[T]) hover(row int) {
	if row == t.hovered {
		return
	}
	old := t.hovered
	t.hovered = row
	for _, r := range []int{old, row} {
		if r >= 0 && r < len(t.rows) && len(t.pool) > 0 && t.pool[r%len(t.pool)].row == r {
			t.draw(t.pool[r%len(t.pool)], r)
		}
	}
}

// showTip shows the whole text of a cell.
func (t *Table[T]) showTip(text string, row, column int) {
	bottom := t.below(row)
	t.tip.show(text, t.Size(), t.placed[column]-t.scroll.Offset.X, bottom-t.high, bottom)
	canvas.Refresh(t) // the tip itself was never drawn, so no canvas knows it yet
}

func (t *Table[T]) hideTip() {
	t.tipRow, t.tipColumn = -1, -1
	t.tip.hide()
}

// TypedKey moves, opens, deletes, shows the menu and begins to change a cell.
func (t *Table[T]) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		if t.OnKey != nil && t.OnKey(e) {
			return
		}
		step := RowHeight * 2
		if e.Name == fyne.KeyLeft {
			step = -step
		}
		limit := max(0, t.body.MinSize().Width-t.scroll.Size().Width)
		t.scroll.ScrollToOffset(fyne.NewPos(max(0, min(limit, t.scroll.Offset.X+step)), t.scroll.Offset.Y))
		t.placeHeader()
	case fyne.KeyF2:
		t.beginEdit()
	default:
		t.choosing.TypedKey(e)
	}
}
