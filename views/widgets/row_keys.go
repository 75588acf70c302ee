package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"openday/app/hanzi"
)

// RowKeys is what the keys do in a field that is one of a row, in a list of rows.
// They are the same in all such lists: Enter goes to the next row and makes one at
// the end, Alt+Up and Alt+Down move the row, Ctrl+Delete takes it out, and what is
// pasted of several lines or cells becomes rows.
type RowKeys struct {
	// Next goes to the row below, and makes one at the end. Fields of several lines have none.
	Next func()
	// Shift moves the row up by -1 or down by 1.
	Shift func(by int)
	// Remove takes the row out.
	Remove func()
	// Paste puts cells in, from this field on to the right and down; one cell a
	// row where lines are pasted. Where it is nil, what is pasted stays text.
	Paste func(cells [][]string)
}

// takesKey goes on by Enter. A nil r takes nothing.
func (r *RowKeys) takesKey(k *fyne.KeyEvent) bool {
	if r == nil || !IsEnter(k) {
		return false
	}
	r.Next()
	return true
}

// takes does what a shortcut does in a row. A nil r takes nothing.
func (r *RowKeys) takes(s fyne.Shortcut) bool {
	if r == nil {
		return false
	}
	switch s := s.(type) {
	case *fyne.ShortcutPaste:
		cells := pastedCells(s.Clipboard.Content())
		if r.Paste == nil || len(cells) == 0 {
			return false
		}
		r.Paste(cells)
		return true
	case *desktop.CustomShortcut:
		switch {
		case KeyRowUp.Is(s):
			r.Shift(-1)
		case KeyRowDown.Is(s):
			r.Shift(1)
		case KeyRowOut.Is(s):
			r.Remove()
		default:
			return false
		}
		return true
	}
	return false
}

// pastedCells returns the cells of a pasted text that is more than one cell, nil
// where it is not.
func pastedCells(text string) [][]string {
	if strings.Contains(text, "\t") {
		return hanzi.Cells(text)
	}
	lines := hanzi.Lines(text)
	if len(lines) < 2 {
		return nil
	}
	cells := make([][]string, len(lines))
	for i, line := range lines {
		cells[i] = []string{line}
	}
	return cells
}

// SetRow says what the keys of the row do that the entry is in.
func (e *textEntry) SetRow(keys *RowKeys) { e.row = keys }

// SetRow says what the keys of the row do that the choice is in.
func (c *Choice[V]) SetRow(keys *RowKeys) { c.row = keys }

// SetRow says what the keys of the row do that the box is in.
func (c *CheckInput) SetRow(keys *RowKeys) { c.row = keys }

// Type fills in a text as if it were typed: the value that is called so.
func (c *Choice[V]) Type(text string) {
	for _, o := range c.options {
		if o.Label == strings.TrimSpace(text) {
			c.Set(o.Value)
		}
	}
}

// Type fills in a text as if it were typed: what says yes ticks the box.
func (c *CheckInput) Type(text string) {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "是", "√", "✓", "yes", "true", "1":
		c.SetChecked(true)
	case "否", "no", "false", "0":
		c.SetChecked(false)
	}
}

// Type fills in a text as if it were typed.
func (e *TextEntry) Type(text string) { e.SetText(text) }

// Type fills in a text as if it were typed.
func (e *NumberEntry) Type(text string) { e.SetText(text) }
