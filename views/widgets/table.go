package widgets

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
)

const (
	// RowHeight is the height of a table's row and of its header.
	RowHeight float32 = 36

	cellPadding    float32 = 10
	minColumnWidth float32 = 40
	edgeReach      float32 = 5 // how near to a column's edge the mouse takes hold of it
	tooltipWidth   float32 = 420
	tooltipDelay           = 400 * time.Millisecond
)

// Column declares one column of a [Table] of rows of T.
type Column[T any] struct {
	// ID names the column in what is remembered; it does not change with the
	// language.
	ID string
	// Label is the heading, in the language of the window.
	Label string
	// Width is the width at first. A column that stretches is at least this
	// wide and shares the room that is left over.
	Width   float32
	Stretch bool
	// Align is where the text stands; figures stand at the right
	// (fyne.TextAlignTrailing).
	Align fyne.TextAlign
	// Text returns the cell's text.
	Text func(T) string
	// Sort compares two rows for the order of this column, as cmp.Compare
	// does. A column without it cannot be sorted by.
	Sort func(a, b T) int
	// Tone, if set, gives the tone of the cell; the text says the same in words.
	Tone func(T) Tone
	// Pill draws the text on a rounded ground of its tone, for states.
	Pill bool
}

// Table shows rows under a header, as many as there are: only those in sight
// are drawn. A click on the header sorts, its edges drag; rows are chosen with
// the mouse or the keyboard, with Ctrl and Shift as everywhere. Rows are told
// apart by an id, so that what is chosen stays chosen when the rows are
// replaced.
//
// The exported fields are set before the table is shown.
type Table[T any] struct {
	widget.BaseWidget

	// OnOpen is called for the row that Enter or a double click opens.
	OnOpen func(T)
	// OnChosen is called with the chosen rows, in the order shown, whenever
	// they have become others.
	OnChosen func([]T)
	// OnDelete is called with the chosen rows when Del is pressed.
	OnDelete func([]T)
	// OnRune is called for a character typed while the table has the focus;
	// the space bar gives ' '.
	OnRune func(rune)
	// OnKey is given every key before the table, and tells whether it took it.
	OnKey func(*fyne.KeyEvent) bool
	// Menu returns the menu of a right click or the menu key for the chosen rows;
	// nil for none.
	Menu func([]T) *fyne.Menu
	// Memory keeps column widths and the order; nil forgets them.
	Memory Memory
	// Later waits before the full text of a cut cell is shown; nil shows it at once.
	Later Later

	id      func(T) string
	columns []Column[T]
	rows    []T // in the order shown
	given   []T // in the order given

	sortBy     int // index of a column, -1 for the order given
	descending bool

	chosen         map[string]bool
	cursor, anchor int // rows; -1 for none

	widths    []float32 // set by dragging or remembered, 0 for not set
	recalled  bool
	dragging  int // column whose edge is held, -1 for none
	dragFrom  float32
	dragWidth float32
	overEdge  int // column whose edge the mouse is over, -1 for none
	hovered   int // row under the mouse, -1 for none
	shift     bool
	focused   bool
	pressed   bool // the mouse button has already done what a tap does
	tipRow    int
	tipColumn int
	stopTip   func()
	regular   *ruler
	bold      *ruler
	header    *fyne.Container
	body      *fyne.Container
	scroll    *container.Scroll
	empty     *fyne.Container
	tip       *fyne.Container
	tipText   *widget.Label
	pool      []*tableRow
	placed    []float32 // left edge of each column, and the right edge of the last
}

// tableRow is what draws one row; row r is drawn by slot r modulo the number of
// slots, so that scrolling by one row draws one row anew.
type tableRow struct {
	row    int // the row drawn now, -1 for none
	ground *canvas.Rectangle
	line   *canvas.Rectangle
	pills  []*canvas.Rectangle // nil where the column has none
	texts  []*canvas.Text
	full   []string // texts before they were cut, "" where nothing was cut
}

// NewTable returns an empty table. id gives what tells a row from all others.
func NewTable[T any](id func(T) string, columns ...Column[T]) *Table[T] {
	t := &Table[T]{
		id: id, columns: columns, sortBy: -1, chosen: map[string]bool{}, cursor: -1, anchor: -1,
		widths: make([]float32, len(columns)), dragging: -1, overEdge: -1, hovered: -1, tipRow: -1,
		stopTip: func() {},
	}
	size := theme.Current().Size(theme.SizeNameText)
	t.regular, t.bold = newRuler(size, fyne.TextStyle{}), newRuler(size, fyne.TextStyle{Bold: true})
	t.header = container.NewWithoutLayout()
	t.body = container.New(bodyLayout[T]{t})
	t.scroll = container.NewScroll(t.body)
	t.scroll.OnScrolled = func(fyne.Position) { t.hideTip(); t.placeHeader(); t.fill(false) }
	t.empty = container.NewCenter()
	t.tipText = NewParagraph("")
	t.tip = container.NewStack(canvas.NewRectangle(colour(theme.ColorNameOverlayBackground)), t.tipText)
	t.tip.Hide()
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
	var cursor, anchor string
	if t.cursor >= 0 {
		cursor = t.id(t.rows[t.cursor])
	}
	if t.anchor >= 0 {
		anchor = t.id(t.rows[t.anchor])
	}
	t.given = rows
	t.order()
	at := t.cursor
	t.cursor, t.anchor = -1, -1
	still := make(map[string]bool, len(t.chosen))
	if len(t.chosen) > 0 || cursor != "" || anchor != "" {
		for i, row := range t.rows {
			id := t.id(row)
			if t.chosen[id] {
				still[id] = true
			}
			if id == cursor {
				t.cursor = i
			}
			if id == anchor {
				t.anchor = i
			}
		}
	}
	gone := len(still) != len(t.chosen)
	t.chosen = still
	if t.cursor < 0 && at >= 0 && len(t.rows) > 0 {
		t.cursor = min(at, len(t.rows)-1) // the keyboard goes on where a deleted row stood
	}
	t.showEmpty()
	t.hideTip()
	t.redraw()
	if gone && t.OnChosen != nil {
		t.OnChosen(t.Chosen())
	}
}

// Rows returns the rows in the order shown. The caller does not change them.
func (t *Table[T]) Rows() []T { return t.rows }

// Chosen returns the chosen rows in the order shown.
func (t *Table[T]) Chosen() []T {
	rows := make([]T, 0, len(t.chosen))
	if len(t.chosen) == 0 {
		return rows
	}
	for _, row := range t.rows {
		if t.chosen[t.id(row)] {
			rows = append(rows, row)
		}
	}
	return rows
}

// Choose makes the rows with these ids, and no others, the chosen ones, and
// brings the first of them into sight. Ids without a row are ignored.
func (t *Table[T]) Choose(ids ...string) {
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	chosen, first := map[string]bool{}, -1
	for i, row := range t.rows {
		if id := t.id(row); wanted[id] {
			chosen[id] = true
			if first < 0 {
				first = i
			}
		}
	}
	t.cursor, t.anchor = first, first
	t.setChosen(chosen)
	t.reveal(first)
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

// Text returns the chosen rows as lines of cells separated by tabs, as a
// spreadsheet takes them. A cell that a spreadsheet would compute is kept text
// by an apostrophe.
func (t *Table[T]) Text() string {
	var b strings.Builder
	for _, row := range t.Chosen() {
		for i, c := range t.columns {
			if i > 0 {
				b.WriteByte('\t')
			}
			cell := strings.Join(strings.Fields(c.Text(row)), " ")
			if strings.IndexAny(cell, "=+-@") == 0 && strings.Trim(cell, "+-0123456789 .%") != "" {
				cell = "'" + cell
			}
			b.WriteString(cell)
		}
		b.WriteByte('\n')
	}
	return b.String()
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

// setChosen makes chosen the chosen rows and says so if they are others.
func (t *Table[T]) setChosen(chosen map[string]bool) {
	same := len(chosen) == len(t.chosen)
	for id := range chosen {
		same = same && t.chosen[id]
	}
	t.chosen = chosen
	t.fill(true)
	if !same && t.OnChosen != nil {
		t.OnChosen(t.Chosen())
	}
}

// chooseTo moves the cursor to a row and chooses it: alone, or all from the
// anchor if extend, or in addition to or out of the others if toggle.
func (t *Table[T]) chooseTo(row int, extend, toggle bool) {
	if len(t.rows) == 0 {
		return
	}
	row = max(0, min(row, len(t.rows)-1))
	chosen := map[string]bool{}
	if toggle {
		for id := range t.chosen {
			chosen[id] = true
		}
	}
	t.cursor = row
	switch id := t.id(t.rows[row]); {
	case extend && t.anchor >= 0:
		for i := min(t.anchor, row); i <= max(t.anchor, row); i++ {
			chosen[t.id(t.rows[i])] = true
		}
	case toggle && chosen[id]:
		delete(chosen, id)
		t.anchor = row
	default:
		chosen[id] = true
		t.anchor = row
	}
	t.setChosen(chosen)
	t.reveal(row)
}

// reveal scrolls as little as needed to bring a row into sight.
func (t *Table[T]) reveal(row int) {
	if row < 0 {
		return
	}
	top, height := float32(row)*RowHeight, t.scroll.Size().Height
	offset := t.scroll.Offset
	switch {
	case top < offset.Y:
		offset.Y = top
	case top+RowHeight > offset.Y+height && height > 0:
		offset.Y = top + RowHeight - height
		if row == len(t.rows)-1 {
			offset.Y = t.body.MinSize().Height - height
		}
	default:
		return
	}
	t.scroll.ScrollToOffset(offset)
	t.fill(false)
}

// place computes the columns' edges for the width at hand.
func (t *Table[T]) place() {
	var sum, stretching float32
	width := func(i int) float32 {
		if t.widths[i] > 0 {
			return t.widths[i]
		}
		return t.columns[i].Width
	}
	for i, c := range t.columns {
		sum += width(i)
		if c.Stretch && t.widths[i] == 0 {
			stretching++
		}
	}
	spare := max(0, t.scroll.Size().Width-sum)
	t.placed = append(t.placed[:0], 0)
	var x float32
	for i, c := range t.columns {
		w := width(i)
		if c.Stretch && t.widths[i] == 0 {
			w += spare / stretching
		}
		x += w
		t.placed = append(t.placed, x)
	}
}

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
			text := canvas.NewText("", colour(ColorNameMuted))
			text.TextStyle.Bold = true
			text.TextSize = t.bold.size
			arrow := canvas.NewText("", colour(theme.ColorNamePrimary))
			arrow.TextSize = t.bold.size - 2
			t.header.Add(text)
			t.header.Add(arrow)
			t.header.Add(canvas.NewRectangle(colour(theme.ColorNameSeparator)))
		}
	}
	height := fyne.MeasureText("字", t.bold.size, t.bold.style).Height
	for i, c := range t.columns {
		text := t.header.Objects[3*i].(*canvas.Text)
		arrow := t.header.Objects[3*i+1].(*canvas.Text)
		edge := t.header.Objects[3*i+2].(*canvas.Rectangle)
		left, right := t.placed[i]-t.scroll.Offset.X, t.placed[i+1]-t.scroll.Offset.X
		sign := ""
		if i == t.sortBy {
			sign = "▲"
			if t.descending {
				sign = "▼"
			}
		}
		room := right - left - 2*cellPadding
		if sign != "" {
			room -= t.bold.size
		}
		label, _ := t.bold.fit(c.Label, room)
		if text.Text != label || text.Alignment != c.Align {
			text.Text, text.Alignment = label, c.Align
			text.Refresh()
		}
		if arrow.Text != sign {
			arrow.Text = sign
			arrow.Refresh()
		}
		width := t.bold.measure(label)
		x := left + cellPadding
		if c.Align == fyne.TextAlignTrailing {
			x = right - cellPadding - width
		} else if c.Align == fyne.TextAlignCenter {
			x = (left + right - width) / 2
		}
		text.Alignment = fyne.TextAlignLeading
		text.Move(fyne.NewPos(x, (RowHeight-height)/2))
		text.Resize(fyne.NewSize(width, height))
		arrowX := x + width + 3
		if c.Align == fyne.TextAlignTrailing {
			arrowX = x - t.bold.size
		}
		arrow.Move(fyne.NewPos(arrowX, (RowHeight-height)/2+1))
		arrow.Resize(fyne.NewSize(t.bold.size, height))
		edge.Move(fyne.NewPos(right-1, RowHeight/4))
		edge.Resize(fyne.NewSize(1, RowHeight/2))
	}
}

// fill draws the rows in sight; all anew if all, else those that were not in
// sight before.
func (t *Table[T]) fill(all bool) {
	height := t.scroll.Size().Height
	if height <= 0 || len(t.placed) == 0 {
		return
	}
	if want := int(height/RowHeight) + 2; len(t.pool) < want {
		for len(t.pool) < want {
			t.pool = append(t.pool, t.newRow())
		}
		all = true
	}
	first := int(t.scroll.Offset.Y / RowHeight)
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
	r := &tableRow{row: -1, ground: canvas.NewRectangle(colour(theme.ColorNameBackground)), line: canvas.NewRectangle(colour(theme.ColorNameSeparator))}
	r.full = make([]string, len(t.columns))
	t.body.Objects = append(t.body.Objects, r.ground, r.line)
	for _, c := range t.columns {
		var pill *canvas.Rectangle
		if c.Pill {
			pill = canvas.NewRectangle(colour(ColorNamePillGround))
			pill.CornerRadius = 4
			t.body.Objects = append(t.body.Objects, pill)
		}
		text := canvas.NewText("", colour(theme.ColorNameForeground))
		text.TextSize = t.regular.size
		t.body.Objects = append(t.body.Objects, text)
		r.pills, r.texts = append(r.pills, pill), append(r.texts, text)
	}
	r.hide()
	return r
}

func (r *tableRow) hide() {
	r.row = -1
	r.ground.Hide()
	r.line.Hide()
	for i, text := range r.texts {
		text.Hide()
		if r.pills[i] != nil {
			r.pills[i].Hide()
		}
	}
}

func (t *Table[T]) draw(r *tableRow, row int) {
	data := t.rows[row]
	top, width := float32(row)*RowHeight, t.placed[len(t.columns)]
	width = max(width, t.scroll.Size().Width)
	moved := r.row != row
	r.row = row

	ground := colour(theme.ColorNameBackground)
	switch {
	case t.chosen[t.id(data)]:
		ground = colour(ColorNameAccentSoft)
	case row == t.hovered:
		ground = colour(theme.ColorNameHeaderBackground)
	}
	r.ground.FillColor = ground
	r.ground.StrokeWidth = 0
	if t.focused && row == t.cursor {
		r.ground.StrokeWidth = 1
		r.ground.StrokeColor = colour(theme.ColorNamePrimary)
	}
	place(r.ground, 0, top, width, RowHeight-1)
	place(r.line, 0, top+RowHeight-1, width, 1)
	r.ground.Refresh()
	if moved {
		r.ground.Show()
		r.line.Show()
	}

	for i, c := range t.columns {
		text, pill := r.texts[i], r.pills[i]
		left, right := t.placed[i]+cellPadding, t.placed[i+1]-cellPadding
		full := c.Text(data)
		if pill != nil {
			left, right = left+6, right-6
		}
		line, cut := t.regular.fit(full, right-left)
		r.full[i] = ""
		if cut {
			r.full[i] = full
		}
		tone := Plain
		if c.Tone != nil {
			tone = c.Tone(data)
		}
		ink := colour(tone.ink())
		if text.Text != line || text.Color != ink || text.Alignment != c.Align {
			text.Text, text.Color, text.Alignment = line, ink, c.Align
			text.Refresh()
		}
		height := text.MinSize().Height
		place(text, left, top+(RowHeight-1-height)/2, max(0, right-left), height)
		if moved {
			text.Show()
		}
		if pill == nil {
			continue
		}
		if line == "" {
			pill.Hide()
			continue
		}
		pill.Show()
		w := t.regular.measure(line)
		x := left
		switch c.Align {
		case fyne.TextAlignTrailing:
			x = right - w
		case fyne.TextAlignCenter:
			x = (left + right - w) / 2
		}
		if fill := colour(tone.ground()); pill.FillColor != fill {
			pill.FillColor = fill
			pill.Refresh()
		}
		place(pill, x-6, top+6, w+12, RowHeight-13)
	}
}

func place(o fyne.CanvasObject, x, y, width, height float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(width, height))
}

// bodyLayout returns the scrolled content the size of all rows; the rows in
// sight are placed by fill.
type bodyLayout[T any] struct{ t *Table[T] }

func (l bodyLayout[T]) Layout([]fyne.CanvasObject, fyne.Size) {}

func (l bodyLayout[T]) MinSize([]fyne.CanvasObject) fyne.Size {
	if len(l.t.placed) == 0 {
		return fyne.Size{}
	}
	size := fyne.NewSize(l.t.placed[len(l.t.columns)], float32(len(l.t.rows))*RowHeight)
	if size.Width > l.t.scroll.Size().Width {
		size.Height += theme.Current().Size(theme.SizeNameScrollBar) // the bar hides no row
	}
	return size
}

// CreateRenderer composes header, rows, placeholder and tooltip.
func (t *Table[T]) CreateRenderer() fyne.WidgetRenderer {
	t.recall()
	ground := canvas.NewRectangle(colour(theme.ColorNameHeaderBackground))
	line := canvas.NewRectangle(colour(theme.ColorNameSeparator))
	clip := container.NewClip(t.header)
	border := t.tip.Objects[0].(*canvas.Rectangle)
	border.StrokeWidth, border.StrokeColor, border.CornerRadius = 1, colour(theme.ColorNameInputBorder), 4
	t.order()
	t.showEmpty()
	return &tableRenderer[T]{t: t, ground: ground, line: line, clip: clip,
		objects: []fyne.CanvasObject{ground, clip, line, t.scroll, t.empty, t.tip}}
}

type tableRenderer[T any] struct {
	t            *Table[T]
	ground, line *canvas.Rectangle
	clip         *container.Clip
	objects      []fyne.CanvasObject
}

func (r *tableRenderer[T]) Layout(size fyne.Size) {
	place(r.ground, 0, 0, size.Width, RowHeight)
	place(r.clip, 0, 0, size.Width, RowHeight)
	place(r.line, 0, RowHeight, size.Width, 1)
	place(r.t.scroll, 0, RowHeight+1, size.Width, max(0, size.Height-RowHeight-1))
	place(r.t.empty, 0, RowHeight+1, size.Width, max(0, size.Height-RowHeight-1))
	r.t.redraw()
}

func (r *tableRenderer[T]) MinSize() fyne.Size {
	least := fyne.NewSize(160, 4*RowHeight)
	if r.t.empty.Visible() {
		e := r.t.empty.MinSize()
		e.Height += RowHeight + 1
		least = least.Max(e)
	}
	return least
}

func (r *tableRenderer[T]) Refresh() {
	r.t.redraw()
	canvas.Refresh(r.t)
}

func (r *tableRenderer[T]) Objects() []fyne.CanvasObject { return r.objects }
func (r *tableRenderer[T]) Destroy()                     { r.t.stopTip() }

// rowAt returns the row at a place of the table, -1 for none.
func (t *Table[T]) rowAt(p fyne.Position) int {
	y := p.Y - RowHeight - 1
	if y < 0 {
		return -1
	}
	if row := int((y + t.scroll.Offset.Y) / RowHeight); row < len(t.rows) {
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
	if p.Y < 0 || p.Y > RowHeight {
		return -1
	}
	x := p.X + t.scroll.Offset.X
	for i := range t.columns {
		if i+1 < len(t.placed) && x > t.placed[i+1]-edgeReach && x < t.placed[i+1]+edgeReach {
			return i
		}
	}
	return -1
}

// press does what the mouse button or a tap does at a place.
func (t *Table[T]) press(p fyne.Position, modifier fyne.KeyModifier) {
	t.requestFocus()
	if p.Y <= RowHeight {
		if i := t.columnAt(p); i >= 0 && t.columns[i].Sort != nil {
			t.SortBy(t.columns[i].ID, t.sortBy == i && !t.descending)
			t.reveal(t.cursor)
		}
		return
	}
	row := t.rowAt(p)
	if row < 0 {
		t.anchor = -1
		t.setChosen(map[string]bool{})
		return
	}
	t.chooseTo(row, modifier&fyne.KeyModifierShift != 0, modifier&fyne.KeyModifierShortcutDefault != 0)
}

func (t *Table[T]) requestFocus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(t)
	}
}

// MouseDown chooses a row, sorts by a column or takes hold of a column's edge.
func (t *Table[T]) MouseDown(e *desktop.MouseEvent) {
	t.hideTip()
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

// chooseForMenu chooses the row that a menu is asked for, unless it is chosen already.
func (t *Table[T]) chooseForMenu(p fyne.Position) {
	t.requestFocus()
	if row := t.rowAt(p); row >= 0 && !t.chosen[t.id(t.rows[row])] {
		t.chooseTo(row, false, false)
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

// DoubleTapped opens the row.
func (t *Table[T]) DoubleTapped(e *fyne.PointEvent) {
	t.pressed = false
	if row := t.rowAt(e.Position); row >= 0 && t.OnOpen != nil {
		t.OnOpen(t.rows[row])
	}
}

// TappedSecondary shows the menu of the chosen rows.
func (t *Table[T]) TappedSecondary(e *fyne.PointEvent) {
	if !t.pressed {
		t.chooseForMenu(e.Position)
	}
	t.pressed = false
	t.showMenu(e.AbsolutePosition)
}

func (t *Table[T]) showMenu(at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(t)
	if t.Menu == nil || c == nil {
		return
	}
	if menu := t.Menu(t.Chosen()); menu != nil {
		widget.ShowPopUpMenuAtPosition(menu, c, at)
	}
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
	t.overEdge = t.edgeAt(e.Position)
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
	later := t.Later
	if later == nil {
		later = AtOnce
	}
	full := slot.full[column]
	t.stopTip = later(tooltipDelay, func() { t.showTip(full, row, column) })
}

// MouseOut forgets the mouse.
func (t *Table[T]) MouseOut() {
	t.overEdge = -1
	t.hover(-1)
	t.hideTip()
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

// showTip shows a text below, or where there is no room above, its cell.
func (t *Table[T]) showTip(text string, row, column int) {
	width := min(tooltipWidth, t.Size().Width)
	SetParagraph(t.tipText, text)
	t.tipText.Resize(fyne.NewSize(width, 0))
	size := fyne.NewSize(width, t.tipText.MinSize().Height)
	top := float32(row)*RowHeight - t.scroll.Offset.Y + RowHeight + 1
	y := top + RowHeight
	if y+size.Height > t.Size().Height {
		y = max(0, top-size.Height)
	}
	x := max(0, min(t.placed[column]-t.scroll.Offset.X, t.Size().Width-width))
	t.tip.Resize(size)
	t.tip.Move(fyne.NewPos(x, y))
	t.tip.Show()
	canvas.Refresh(t) // the tip itself was never drawn, so no canvas knows it yet
}

func (t *Table[T]) hideTip() {
	t.stopTip()
	t.stopTip = func() {}
	t.tipRow, t.tipColumn = -1, -1
	if t.tip.Visible() {
		t.tip.Hide()
	}
}

// FocusGained outlines the row that the keyboard is at.
func (t *Table[T]) FocusGained() {
	t.focused = true
	if t.cursor < 0 && len(t.rows) > 0 {
		t.cursor = 0
	}
	t.fill(true)
}

// FocusLost takes the outline away.
func (t *Table[T]) FocusLost() {
	t.focused, t.shift = false, false
	t.fill(true)
}

// KeyDown notes that Shift is held.
func (t *Table[T]) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		t.shift = true
	}
}

// KeyUp notes that Shift is no longer held.
func (t *Table[T]) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		t.shift = false
	}
}

// TypedRune hands a character to OnRune.
func (t *Table[T]) TypedRune(r rune) {
	if t.OnRune != nil {
		t.OnRune(r)
	}
}

// TypedKey moves, opens, deletes and shows the menu.
func (t *Table[T]) TypedKey(e *fyne.KeyEvent) {
	if t.OnKey != nil && t.OnKey(e) {
		return
	}
	page := max(1, int(t.scroll.Size().Height/RowHeight)-1)
	switch e.Name {
	case fyne.KeyUp:
		t.chooseTo(t.cursor-1, t.shift, false)
	case fyne.KeyDown:
		t.chooseTo(t.firstOr(t.cursor+1), t.shift, false)
	case fyne.KeyPageUp:
		t.chooseTo(t.cursor-page, t.shift, false)
	case fyne.KeyPageDown:
		t.chooseTo(t.firstOr(t.cursor+page), t.shift, false)
	case fyne.KeyHome:
		t.chooseTo(0, t.shift, false)
	case fyne.KeyEnd:
		t.chooseTo(len(t.rows)-1, t.shift, false)
	case fyne.KeyLeft, fyne.KeyRight:
		step := RowHeight * 2
		if e.Name == fyne.KeyLeft {
			step = -step
		}
		limit := max(0, t.body.MinSize().Width-t.scroll.Size().Width)
		t.scroll.ScrollToOffset(fyne.NewPos(max(0, min(limit, t.scroll.Offset.X+step)), t.scroll.Offset.Y))
		t.placeHeader()
	case fyne.KeyReturn, fyne.KeyEnter:
		if t.cursor >= 0 && t.OnOpen != nil {
			if !t.chosen[t.id(t.rows[t.cursor])] {
				t.chooseTo(t.cursor, false, false)
			}
			t.OnOpen(t.rows[t.cursor])
		}
	case fyne.KeyDelete:
		if chosen := t.Chosen(); len(chosen) > 0 && t.OnDelete != nil {
			t.OnDelete(chosen)
		}
	case fyne.KeyEscape, fyne.KeyF1:
		PassKey(t, e)
	case desktop.KeyMenu:
		if t.cursor >= 0 {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t)
			y := min(t.Size().Height, float32(t.cursor+2)*RowHeight-t.scroll.Offset.Y)
			t.showMenu(at.Add(fyne.NewPos(cellPadding, y)))
		}
	}
}

// firstOr is the row that a step down leads to: the first where nothing is
// chosen yet, so that the first press of a key does not skip it.
func (t *Table[T]) firstOr(row int) int {
	if len(t.chosen) == 0 && t.cursor <= 0 {
		return 0
	}
	return row
}

// TypedShortcut copies the chosen rows and chooses all; other shortcuts go to
// the window.
func (t *Table[T]) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		if text := t.Text(); text != "" {
			fyne.CurrentApp().Clipboard().SetContent(text)
		}
	case *fyne.ShortcutSelectAll:
		all := make(map[string]bool, len(t.rows))
		for _, row := range t.rows {
			all[t.id(row)] = true
		}
		t.setChosen(all)
	default:
		passShortcut(t, s)
	}
}
