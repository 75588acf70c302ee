package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Caret is where in the window the caret of the entry with the keyboard stands,
// in pixels from its upper left corner: its upper end, and how high it is.
type Caret struct{ X, Y, Height int }

// onCaret is told of each move of the caret.
var onCaret func(Caret)

// FollowCaret has f called whenever the caret moves or another entry gets the
// keyboard. Fyne tells the system nothing of that, so the list of characters that
// an input method offers would stay in a corner of the screen.
func FollowCaret(f func(Caret)) { onCaret = f }

// tellCaret tells where the caret of an entry is. o is the whole widget, inner
// what scrolls its text, nil where that is not known.
func tellCaret(o fyne.Focusable, e *widget.Entry, inner *container.Scroll) {
	if onCaret == nil {
		return
	}
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(object)
	if c == nil || c.Focused() != o {
		return
	}
	at := e.CursorPosition()
	if inner != nil {
		at = at.Subtract(inner.Offset)
	}
	size := object.Size()
	at = fyne.NewPos(min(max(at.X, 0), size.Width), min(max(at.Y, 0), size.Height))
	height := fyne.MeasureText("国", e.Theme().Size("text"), fyne.TextStyle{}).Height
	from := driver.AbsolutePositionForObject(object).Add(at)
	x, y := c.PixelCoordinateForPosition(from)
	_, below := c.PixelCoordinateForPosition(from.AddXY(0, height))
	onCaret(Caret{x, y, below - y})
}
