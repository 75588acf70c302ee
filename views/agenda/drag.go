package agenda

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"

	"openday/app"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// drag is a block on its way to another place, or length.
type drag struct {
	item      app.AgendaItem // as it was
	stretch   bool
	way       float32 // how far the mouse has come
	by        time.Duration
	before    agendaPicture
	days      []day
	height    float32
	perMinute float32
}

// Dragged moves the item, or stretches it where the drag began at the lower
// edge of its block. The agenda is shown as it would become.
func (b *block) Dragged(e *fyne.DragEvent) {
	l := b.line
	if l.drag == nil {
		i := slices.IndexFunc(l.items, func(a app.AgendaItem) bool { return a.ID == b.id })
		if i < 0 {
			return
		}
		began := e.Position.Y - e.Dragged.DY
		d := &drag{item: l.items[i], before: l.agendaPicture, stretch: b.isEdge(began)}
		d.days, d.height, d.perMinute = l.scaled()
		l.onChosen(b.id)
		l.drag = d
	}
	d := l.drag
	d.way += e.Dragged.DY
	if by := d.reached(); by != d.by {
		d.by = by
		l.agendaPicture = l.onTry(d.item.ID, by, d.stretch)
		l.draw()
	}
}

// reached is how far the item has come, on the grid of times: not before the
// first hour drawn nor into the next day, and not shorter than one step.
func (d *drag) reached() time.Duration {
	was := d.item.Start
	if d.stretch {
		was = d.item.End
	}
	midnight := app.DayOf(was)
	at := midnight.Add((was.Sub(midnight) + time.Duration(d.way/d.perMinute*float32(time.Minute))).Round(step))
	if d.stretch {
		return ui.LatestOf(at, d.item.Start.Add(step)).Sub(was)
	}
	for _, day := range d.days {
		if app.DayOf(day.from).Equal(midnight) {
			at = ui.LatestOf(at, day.from)
		}
	}
	if last := midnight.AddDate(0, 0, 1).Add(-step); at.After(last) {
		at = last
	}
	return at.Sub(was)
}

// DragEnd leaves the item where it has come to.
func (b *block) DragEnd() {
	l := b.line
	d := l.drag
	if d == nil {
		return
	}
	l.set(d.before) // until it is saved
	if d.by != 0 {
		l.onDrop(d.item.ID, d.by, d.stretch)
	}
}

// isEdge reports whether a block is stretched from a height in it.
func (b *block) isEdge(y float32) bool {
	i := slices.IndexFunc(b.line.items, func(a app.AgendaItem) bool { return a.ID == b.id })
	return i >= 0 && !b.line.items[i].End.IsZero() && y >= b.Size().Height-edgeGrip
}

// Cursor tells by the mouse's shape that the lower edge can be dragged.
func (b *block) Cursor() desktop.Cursor {
	if b.atEdge {
		return desktop.VResizeCursor
	}
	return desktop.DefaultCursor
}

// MouseIn follows the mouse, see [block.Cursor].
func (b *block) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved follows the mouse, see [block.Cursor].
func (b *block) MouseMoved(e *desktop.MouseEvent) { b.atEdge = b.isEdge(e.Position.Y) }

// MouseOut follows the mouse, see [block.Cursor].
func (b *block) MouseOut() { b.atEdge = false }

// spot is where a block lies: its left and lower edge, its width, and how many
// lanes share the time.
type spot struct {
	left, bottom, width float32
	lanes               int
}

// way is the drawn way from one item to the next.
type way struct {
	ground *canvas.Rectangle
	text   *canvas.Text
}

func (w *way) show(visible bool) {
	if visible {
		w.ground.Show()
		w.text.Show()
	} else {
		w.ground.Hide()
		w.text.Hide()
	}
}

// drawWays draws the ways between items below those that they lead away from.
func (l *timeline) drawWays(spots map[string]spot, perMinute float32) {
	n := 0
	for _, leg := range l.legs {
		length := drawnWay(leg)
		if length == 0 {
			continue
		}
		at, below := spots[leg.From.ID], spots[leg.To.ID]
		if at.lanes == 1 {
			at.left, at.width = below.left, below.width
		}
		if n == len(l.ways) {
			w := &way{canvas.NewRectangle(nil), canvas.NewText("", nil)}
			w.ground.CornerRadius = 3
			l.ways = append(l.ways, w)
			l.body.Add(w.ground)
			l.body.Add(w.text)
		}
		w := l.ways[n]
		n++
		ground, ink, sign := theme.ColorNameInputBackground, widgets.ColorNameMuted, ""
		if l.late[[2]string{leg.From.ID, leg.To.ID}] {
			ground, ink, sign = widgets.ColorNameErrorSoft, theme.ColorNameError, "× "
		}
		height := float32(length.Minutes()) * perMinute
		w.ground.FillColor = theme.Color(ground)
		w.ground.StrokeColor, w.ground.StrokeWidth = theme.Color(theme.ColorNameSeparator), 1
		w.ground.Move(fyne.NewPos(at.left+12, at.bottom))
		w.ground.Resize(fyne.NewSize(max(1, at.width-12), height))
		w.text.Text, w.text.Color, w.text.TextSize = "", theme.Color(ink), theme.TextSize()
		if lines := textLines(sign+words.T("%d min drive", leg.Minutes), at.width-24, 1); height >= leastLeg-blockGap && len(lines) > 0 {
			w.text.Text = lines[0]
		}
		w.text.Move(fyne.NewPos(at.left+18, at.bottom+(height-20)/2))
		w.text.Resize(fyne.NewSize(max(1, at.width-24), 20))
		w.show(true)
		w.ground.Refresh()
		w.text.Refresh()
	}
	for _, w := range l.ways[n:] {
		w.show(false)
	}
}
