package lists

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
)

// CellEdit is a cell of a table as it is changed in its place.
type CellEdit struct {
	Text string
	// Save keeps another text and returns a sentence where it cannot.
	Save func(text string) (problem string)
}

// cellEntry is an entry that keeps Tab for the next cell.
type cellEntry struct {
	widgets.TextEntry
	shift bool
	onTab func(step int)
}

// AcceptsTab is true: Tab leads to the next cell of the row.
func (e *cellEntry) AcceptsTab() bool { return true }

// KeyDown notes that Shift is held.
func (e *cellEntry) KeyDown(k *fyne.KeyEvent) {
	e.shift = e.shift || k.Name == desktop.KeyShiftLeft || k.Name == desktop.KeyShiftRight
	e.TextEntry.KeyDown(k)
}

// KeyUp notes that Shift is no longer held.
func (e *cellEntry) KeyUp(k *fyne.KeyEvent) {
	e.shift = e.shift && k.Name != desktop.KeyShiftLeft && k.Name != desktop.KeyShiftRight
	e.TextEntry.KeyUp(k)
}

// TypedKey leads to the next cell, or to the one before.
func (e *cellEntry) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name != fyne.KeyTab:
		e.TextEntry.TypedKey(k)
	case e.shift:
		e.onTab(-1)
	default:
		e.onTab(1)
	}
}

// cellEditor is the entry that stands over the cell that is changed.
type cellEditor struct {
	layer       *fyne.Container
	entry       *cellEntry
	wrong       *canvas.Text
	id          string // of the row
	row, column int
	save        func(string) string
}

func newCellEditor() *cellEditor {
	entry := &cellEntry{}
	entry.Extend(entry)
	e := &cellEditor{entry: entry, wrong: canvas.NewText("", widgets.Colour(theme.ColorNameError))}
	e.wrong.TextSize = theme.Current().Size(theme.SizeNameText)
	ground := canvas.NewRectangle(widgets.Colour(widgets.ColorNameErrorSoft))
	note := container.NewStack(ground, widgets.NewMargin(2, 2, cellPadding, cellPadding, e.wrong))
	note.Hide()
	e.layer = container.NewWithoutLayout(e.entry, note)
	e.layer.Hide()
	return e
}

// open reports whether a cell is being changed.
func (e *cellEditor) open() bool { return e != nil && e.layer.Visible() }

// editable returns the column whose cells F2 changes: the one that was pressed
// last, else the first that can be.
func (t *Table[T]) editable(from, step int) int {
	n := len(t.columns)
	for i := range n {
		at := ((from+i*step)%n + n) % n
		if t.columns[at].Edit != nil && t.there(at) {
			return at
		}
	}
	return -1
}

// beginEdit has the cell at the cursor be changed in its place.
func (t *Table[T]) beginEdit() {
	if t.cursor < 0 || t.edit == nil || len(t.placed) == 0 {
		return
	}
	if at := t.editable(max(0, t.column), 1); at >= 0 {
		t.editCell(t.cursor, at)
	}
}

func (t *Table[T]) editCell(row, column int) {
	t.hideTip()
	t.column = column
	cell := t.columns[column].Edit(t.rows[row])
	e := t.edit
	e.id, e.row, e.column, e.save = t.id(t.rows[row]), row, column, cell.Save
	e.entry.OnKey, e.entry.OnLeft = nil, nil
	e.entry.SetText(cell.Text)
	e.entry.OnKey = t.editKey
	e.entry.OnLeft = t.keepEdit
	e.entry.onTab = func(step int) { t.editOn(0, step) }
	e.layer.Objects[1].Hide()
	e.layer.Show()
	t.placeEdit()
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil {
		c.Focus(e.entry)
	}
	e.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// placeEdit puts the entry over its cell.
func (t *Table[T]) placeEdit() {
	if !t.edit.open() {
		return
	}
	e := t.edit
	height, x := e.entry.MinSize().Height, t.placed[e.column]-t.scroll.Offset.X
	top := t.below(e.row) - t.high
	widgets.Place(e.entry, x, top+(t.high-height)/2, max(120, t.placed[e.column+1]-t.placed[e.column]), height)
	note := e.layer.Objects[1]
	least := note.MinSize()
	widgets.Place(note, min(x, max(0, t.Size().Width-least.Width)), top+t.high, least.Width, least.Height)
}

// editKey takes the keys that end a change: Enter goes on in the next row, Up and
// Down in theirs, Esc forgets what was typed.
func (t *Table[T]) editKey(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		t.editOn(1, 0)
	case fyne.KeyUp:
		t.editOn(-1, 0)
	case fyne.KeyEscape:
		t.endEdit()
		t.requestFocus()
	default:
		return false
	}
	return true
}

// editOn keeps what was typed and goes on with the cell so many rows, or
// columns, further; in the last one the change ends.
func (t *Table[T]) editOn(rows, columns int) {
	row, column := t.edit.row+rows, t.edit.column
	if columns != 0 {
		column = t.editable(t.edit.column+columns, columns)
	}
	if !t.keep() {
		return
	}
	t.endEdit()
	t.requestFocus()
	if row >= 0 && row < len(t.rows) {
		t.chooseTo(row, false, false)
		t.editCell(row, column)
	}
}

// keepEdit keeps what was typed where the keyboard goes elsewhere.
func (t *Table[T]) keepEdit() {
	if t.edit.open() && t.keep() {
		t.endEdit()
	}
}

// keep saves what was typed, and says what is wrong with it where it cannot.
func (t *Table[T]) keep() bool {
	e := t.edit
	was := t.columns[e.column].Edit(t.rows[e.row]).Text
	if e.entry.Value() == was {
		return true
	}
	problem := e.save(e.entry.Value())
	if problem == "" {
		return true
	}
	e.wrong.Text = "▲ " + problem
	e.wrong.Refresh()
	e.layer.Objects[1].Show()
	t.placeEdit()
	return false
}

// endEdit takes the entry away.
func (t *Table[T]) endEdit() {
	if !t.edit.open() {
		return
	}
	t.edit.entry.OnLeft, t.edit.entry.OnKey = nil, nil
	t.edit.layer.Hide()
}

// followEdit has the entry stay over its row where the rows have become others,
// and go with it.
func (t *Table[T]) followEdit() {
	if !t.edit.open() {
		return
	}
	t.edit.row = slices.IndexFunc(t.rows, func(row T) bool { return t.id(row) == t.edit.id })
	if t.edit.row < 0 {
		t.endEdit()
		return
	}
	t.placeEdit()
}

// EditTarget returns the entry in which a cell is changed now, nil for none.
func (t *Table[T]) EditTarget() *widgets.TextEntry {
	if !t.edit.open() {
		return nil
	}
	return &t.edit.entry.TextEntry
}
