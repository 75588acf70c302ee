package lists

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"openday/views/menus"
	"openday/views/widgets"
)

// choosing is what a [Table] and a [List] have alike: which of the rows are
// chosen, by mouse and keyboard, with Ctrl and Shift as everywhere, and what is
// done with them. Rows are told apart by an id, so that what is chosen stays
// chosen when the rows are replaced.
//
// The exported fields are set before the widget is shown.
type choosing[T any] struct {
	// OnOpen is called for the row that Enter or a double click opens.
	OnOpen func(T)
	// OnChosen is called with the chosen rows, in the order shown, whenever
	// they have become others.
	OnChosen func([]T)
	// OnDelete is called with the chosen rows when Del is pressed.
	OnDelete func([]T)
	// OnRune is called for a character typed while the widget has the focus;
	// the space bar gives ' '.
	OnRune func(rune)
	// OnKey is given every key before the widget, and tells whether it took it.
	OnKey func(*fyne.KeyEvent) bool
	// Menu returns the menu of a right click or the menu key for the chosen rows;
	// nil for none.
	Menu func([]T) *fyne.Menu

	self sheet // the widget that shows the rows
	id   func(T) string
	rows []T // in the order shown

	chosen         map[string]bool
	cursor, anchor int // rows; -1 for none
	shift          bool
	focused        bool
	ring           widgets.Ring // around all of it while there is no row to outline
	pressed        bool         // the mouse button has already done what a tap does
}

// sheet is a widget that shows rows among which is chosen.
type sheet interface {
	fyne.Focusable
	fyne.CanvasObject
	paint()                         // draws the rows in sight anew
	reveal(row int)                 // brings a row into sight
	page() int                      // how many rows are in sight
	rowAt(p fyne.Position) int      // the row at a place, -1 for none
	below(row int) (bottom float32) // where a row ends, from the widget's top
	text() string                   // the chosen rows as a spreadsheet takes them
}

func newChoosing[T any](id func(T) string) choosing[T] {
	return choosing[T]{id: id, chosen: map[string]bool{}, cursor: -1, anchor: -1}
}

// replace puts other rows in place of the present ones. What was chosen and is
// still there stays chosen; it tells whether something chosen has gone.
func (c *choosing[T]) replace(order func()) (gone bool) {
	var cursor, anchor string
	if c.cursor >= 0 {
		cursor = c.id(c.rows[c.cursor])
	}
	if c.anchor >= 0 {
		anchor = c.id(c.rows[c.anchor])
	}
	order()
	at := c.cursor
	c.cursor, c.anchor = -1, -1
	still := make(map[string]bool, len(c.chosen))
	if len(c.chosen) > 0 || cursor != "" || anchor != "" {
		for i, row := range c.rows {
			id := c.id(row)
			if c.chosen[id] {
				still[id] = true
			}
			if id == cursor {
				c.cursor = i
			}
			if id == anchor {
				c.anchor = i
			}
		}
	}
	gone = len(still) != len(c.chosen)
	c.chosen = still
	if c.cursor < 0 && at >= 0 && len(c.rows) > 0 {
		c.cursor = min(at, len(c.rows)-1) // the keyboard goes on where a deleted row stood
	}
	return gone
}

// Rows returns the rows in the order shown. The caller does not change them.
func (c *choosing[T]) Rows() []T { return c.rows }

// Chosen returns the chosen rows in the order shown.
func (c *choosing[T]) Chosen() []T {
	rows := make([]T, 0, len(c.chosen))
	if len(c.chosen) == 0 {
		return rows
	}
	for _, row := range c.rows {
		if c.chosen[c.id(row)] {
			rows = append(rows, row)
		}
	}
	return rows
}

// Choose makes the rows with these ids, and no others, the chosen ones, and
// brings the first of them into sight. Ids without a row are ignored.
func (c *choosing[T]) Choose(ids ...string) {
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	chosen, first := map[string]bool{}, -1
	for i, row := range c.rows {
		if id := c.id(row); wanted[id] {
			chosen[id] = true
			if first < 0 {
				first = i
			}
		}
	}
	c.cursor, c.anchor = first, first
	c.setChosen(chosen)
	c.self.reveal(first)
}

// setChosen makes chosen the chosen rows and says so if they are others.
func (c *choosing[T]) setChosen(chosen map[string]bool) {
	same := len(chosen) == len(c.chosen)
	for id := range chosen {
		same = same && c.chosen[id]
	}
	c.chosen = chosen
	c.self.paint()
	if !same {
		c.tell()
	}
}

// tell says which rows are chosen now.
func (c *choosing[T]) tell() {
	if c.OnChosen != nil {
		c.OnChosen(c.Chosen())
	}
}

// chooseAll chooses every row.
func (c *choosing[T]) chooseAll() {
	all := make(map[string]bool, len(c.rows))
	for _, row := range c.rows {
		all[c.id(row)] = true
	}
	c.setChosen(all)
}

// chooseTo moves the cursor to a row and chooses it: alone, or all from the
// anchor if extend, or in addition to or out of the others if toggle.
func (c *choosing[T]) chooseTo(row int, extend, toggle bool) {
	if len(c.rows) == 0 {
		return
	}
	row = max(0, min(row, len(c.rows)-1))
	chosen := map[string]bool{}
	if toggle {
		for id := range c.chosen {
			chosen[id] = true
		}
	}
	c.cursor = row
	switch id := c.id(c.rows[row]); {
	case extend && c.anchor >= 0:
		for i := min(c.anchor, row); i <= max(c.anchor, row); i++ {
			chosen[c.id(c.rows[i])] = true
		}
	case toggle && chosen[id]:
		delete(chosen, id)
		c.anchor = row
	default:
		chosen[id] = true
		c.anchor = row
	}
	c.setChosen(chosen)
	c.self.reveal(row)
}

// firstOr is the row that a step down leads to: the first where nothing is
// chosen yet, so that the first press of a key does not skip it.
func (c *choosing[T]) firstOr(row int) int {
	if len(c.chosen) == 0 && c.cursor <= 0 {
		return 0
	}
	return row
}

func (c *choosing[T]) requestFocus() {
	if w := fyne.CurrentApp().Driver().CanvasForObject(c.self); w != nil {
		w.Focus(c.self)
	}
}

// pressRow chooses the row at a place as the mouse button asks, none beside the rows.
func (c *choosing[T]) pressRow(p fyne.Position, modifier fyne.KeyModifier) {
	row := c.self.rowAt(p)
	if row < 0 {
		c.anchor = -1
		c.setChosen(map[string]bool{})
		return
	}
	c.chooseTo(row, modifier&fyne.KeyModifierShift != 0, modifier&fyne.KeyModifierShortcutDefault != 0)
}

// chooseForMenu chooses the row that a menu is asked for, unless it is chosen already.
func (c *choosing[T]) chooseForMenu(p fyne.Position) {
	c.requestFocus()
	if row := c.self.rowAt(p); row >= 0 && !c.chosen[c.id(c.rows[row])] {
		c.chooseTo(row, false, false)
	}
}

// DoubleTapped opens the row.
func (c *choosing[T]) DoubleTapped(e *fyne.PointEvent) {
	c.pressed = false
	if row := c.self.rowAt(e.Position); row >= 0 && c.OnOpen != nil {
		c.OnOpen(c.rows[row])
	}
}

// TappedSecondary shows the menu of the chosen rows.
func (c *choosing[T]) TappedSecondary(e *fyne.PointEvent) {
	if !c.pressed {
		c.chooseForMenu(e.Position)
	}
	c.pressed = false
	c.showMenu(e.AbsolutePosition)
}

func (c *choosing[T]) showMenu(at fyne.Position) {
	w := fyne.CurrentApp().Driver().CanvasForObject(c.self)
	if c.Menu == nil || w == nil {
		return
	}
	if menu := c.Menu(c.Chosen()); menu != nil {
		menus.ShowMenu(menu, w, at)
	}
}

// FocusGained outlines the row that the keyboard is at.
func (c *choosing[T]) FocusGained() {
	c.focused = true
	if c.cursor < 0 && len(c.rows) > 0 {
		c.cursor = 0
	}
	if len(c.rows) == 0 {
		c.ring.Gained(c.self)
	} else {
		widgets.Reveal(c.self)
	}
	c.self.paint()
}

// FocusLost takes the outline away.
func (c *choosing[T]) FocusLost() {
	c.ring.Lost()
	c.focused, c.shift = false, false
	c.self.paint()
}

// KeyDown notes that Shift is held.
func (c *choosing[T]) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		c.shift = true
	}
}

// KeyUp notes that Shift is no longer held.
func (c *choosing[T]) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		c.shift = false
	}
}

// TypedRune hands a character to OnRune.
func (c *choosing[T]) TypedRune(r rune) {
	if c.OnRune != nil {
		c.OnRune(r)
	}
}

// TypedKey moves, opens, deletes and shows the menu.
func (c *choosing[T]) TypedKey(e *fyne.KeyEvent) {
	if c.OnKey != nil && c.OnKey(e) {
		return
	}
	page := max(1, c.self.page()-1)
	switch e.Name {
	case fyne.KeyUp:
		c.chooseTo(c.cursor-1, c.shift, false)
	case fyne.KeyDown:
		c.chooseTo(c.firstOr(c.cursor+1), c.shift, false)
	case fyne.KeyPageUp:
		c.chooseTo(c.cursor-page, c.shift, false)
	case fyne.KeyPageDown:
		c.chooseTo(c.firstOr(c.cursor+page), c.shift, false)
	case fyne.KeyHome:
		c.chooseTo(0, c.shift, false)
	case fyne.KeyEnd:
		c.chooseTo(len(c.rows)-1, c.shift, false)
	case fyne.KeyReturn, fyne.KeyEnter:
		if c.cursor >= 0 && c.OnOpen != nil {
			if !c.chosen[c.id(c.rows[c.cursor])] {
				c.chooseTo(c.cursor, false, false)
			}
			c.OnOpen(c.rows[c.cursor])
		}
	case fyne.KeyDelete:
		if chosen := c.Chosen(); len(chosen) > 0 && c.OnDelete != nil {
			c.OnDelete(chosen)
		}
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF10:
		widgets.PassKey(c.self, e)
	case desktop.KeyMenu:
		if c.cursor >= 0 {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(c.self)
			y := min(c.self.Size().Height, c.self.below(c.cursor))
			c.showMenu(at.Add(fyne.NewPos(cellPadding, y)))
		}
	}
}

// TypedShortcut copies the chosen rows and chooses all; other shortcuts go to
// the window.
func (c *choosing[T]) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		if text := c.self.text(); text != "" {
			fyne.CurrentApp().Clipboard().SetContent(text)
		}
	case *fyne.ShortcutSelectAll:
		c.chooseAll()
	default:
		widgets.PassShortcut(c.self, s)
	}
}
