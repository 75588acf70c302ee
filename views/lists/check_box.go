package lists

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
)

// checkSize is the width of a box to tick.
const checkSize float32 = 16

// checked is what a box before rows says of them.
type checked int

const (
	checkNone checked = iota
	checkSome
	checkAll
)

// checkBox draws the box with which a row of a table is chosen. It is no widget:
// a table has many, and takes its clicks itself.
type checkBox struct {
	box          *canvas.Rectangle
	down, up     *canvas.Line // the tick; the second alone is the dash of some
	x, y         float32
	state        checked
	shown, drawn bool
}

// newCheckBox returns an empty box, drawn in a container.
func newCheckBox(in *fyne.Container) *checkBox {
	b := &checkBox{box: canvas.NewRectangle(widgets.Colour(theme.ColorNameBackground)), shown: true}
	b.box.CornerRadius, b.box.StrokeWidth = 3, 1
	b.down, b.up = canvas.NewLine(widgets.Colour(theme.ColorNameForegroundOnPrimary)), canvas.NewLine(widgets.Colour(theme.ColorNameForegroundOnPrimary))
	b.down.StrokeWidth, b.up.StrokeWidth = 2, 2
	in.Objects = append(in.Objects, b.box, b.down, b.up)
	return b
}

// place puts the box at a place.
func (b *checkBox) place(x, y float32) {
	if b.drawn && b.x == x && b.y == y {
		return
	}
	b.x, b.y, b.drawn = x, y, true
	widgets.Place(b.box, x, y, checkSize, checkSize)
	b.lines()
}

// lines puts tick or dash into the box.
func (b *checkBox) lines() {
	at := func(x, y float32) fyne.Position { return fyne.NewPos(b.x+x, b.y+y) }
	b.down.Position1, b.down.Position2 = at(3.5, 8.5), at(6.5, 11.5)
	b.up.Position1, b.up.Position2 = at(6.5, 11.5), at(12.5, 5)
	if b.state == checkSome {
		b.up.Position1, b.up.Position2 = at(4, 8), at(12, 8)
	}
	b.down.Refresh()
	b.up.Refresh()
}

// set draws the box for what is chosen.
func (b *checkBox) set(state checked) {
	b.state = state
	b.box.FillColor, b.box.StrokeColor = widgets.Colour(theme.ColorNamePrimary), widgets.Colour(theme.ColorNamePrimary)
	if state == checkNone {
		b.box.FillColor, b.box.StrokeColor = widgets.Colour(theme.ColorNameBackground), widgets.Colour(theme.ColorNameInputBorder)
	}
	b.box.Refresh()
	b.lines()
	b.show(b.shown)
}

// show brings the box into sight or out of it.
func (b *checkBox) show(shown bool) {
	b.shown = shown
	widgets.ShowIf(b.box, shown)
	widgets.ShowIf(b.down, shown && b.state == checkAll)
	widgets.ShowIf(b.up, shown && b.state != checkNone)
}
