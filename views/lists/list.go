package lists

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// List shows rows of differing height, each by objects of its own; only those in
// sight are made. Rows are chosen as in a [Table].
//
// The exported fields are set before the list is shown.
type List[T any] struct {
	widget.BaseWidget
	choosing[T]

	// Build returns what shows a row, which is chosen or not. It may hold buttons,
	// and [Line]s, whose whole text is shown under the mouse.
	Build func(row T, chosen bool) fyne.CanvasObject
	// Height returns how high a row is; nil makes every one of two lines.
	Height func(row T, chosen bool) float32
	// Heading returns the name of the group that a row is in, which stands above
	// the first row of it; nil for no groups.
	Heading func(row T) string
	// Bad reports whether the bar of a chosen row is red; nil for never.
	Bad func(row T) bool
	// Text returns the cells of a row as a spreadsheet takes them; nil copies nothing.
	Text func(row T) []string
	// Head stands above the rows and does not scroll; nil for none.
	Head fyne.CanvasObject
	// Later waits before the full text of a cut line is shown; nil shows it at once.
	Later widgets.Later

	hovered int
	tipLine *Line
	tops    []float32 // of each row, and where the last one ends
	shown   map[string]*listRow
	content *fyne.Container
	scroll  *container.Scroll
	empty   *fyne.Container
	tip     *tipBox
}

const (
	groupHeight float32 = 32 // of the heading of a group
	groupInset  float32 = 16
)

// listRow is what draws one row in sight.
type listRow struct {
	ground, line, bar *canvas.Rectangle
	content           fyne.CanvasObject
	heading           *fyne.Container // nil for none
	chosen            bool
}

// NewList returns an empty list. id gives what tells a row from all others, build
// what shows it.
func NewList[T any](id func(T) string, build func(row T, chosen bool) fyne.CanvasObject) *List[T] {
	l := &List[T]{choosing: newChoosing(id), Build: build, hovered: -1, shown: map[string]*listRow{}, tip: newTipBox()}
	l.self = l
	l.content = container.New(listContent[T]{l})
	l.scroll = container.NewVScroll(l.content)
	l.scroll.OnScrolled = func(fyne.Position) { l.hideTip(); l.fill() }
	l.empty = container.NewStack()
	l.ExtendBaseWidget(l)
	return l
}

// SetEmpty sets what stands in place of the rows when there are none.
func (l *List[T]) SetEmpty(o fyne.CanvasObject) {
	l.empty.Objects = []fyne.CanvasObject{o}
	widgets.ShowIf(l.empty, len(l.rows) == 0)
	l.empty.Refresh()
}

// SetRows replaces the rows. What was chosen and is still there stays chosen;
// OnChosen is called if something chosen has gone.
func (l *List[T]) SetRows(rows []T) {
	gone := l.replace(func() { l.rows = rows })
	widgets.ShowIf(l.empty, len(rows) == 0)
	l.shown = map[string]*listRow{}
	l.hideTip()
	l.paint()
	if gone {
		l.tell()
	}
}

// Refresh shows every row anew.
func (l *List[T]) Refresh() {
	l.shown = map[string]*listRow{}
	l.paint()
	l.BaseWidget.Refresh()
}

func (l *List[T]) height(row int) float32 {
	if l.Height == nil {
		return TwoLineHeight
	}
	return l.Height(l.rows[row], l.chosen[l.id(l.rows[row])])
}

// heading returns the heading that stands above a row, "" for none.
func (l *List[T]) heading(row int) string {
	if l.Heading == nil {
		return ""
	}
	name := l.Heading(l.rows[row])
	if row > 0 && l.Heading(l.rows[row-1]) == name {
		return ""
	}
	return name
}

// paint draws the rows in sight anew where they or their heights have changed.
func (l *List[T]) paint() {
	l.tops = l.tops[:0]
	var y float32
	for i := range l.rows {
		if l.heading(i) != "" {
			y += groupHeight
		}
		l.tops = append(l.tops, y)
		y += l.height(i)
	}
	l.tops = append(l.tops, y)
	l.content.Resize(fyne.NewSize(l.scroll.Size().Width, max(y, l.scroll.Size().Height)))
	if limit := max(0, y-l.scroll.Size().Height); l.scroll.Offset.Y > limit {
		l.scroll.Offset.Y = limit
	}
	l.fill()
	l.scroll.Refresh()
}

// fill makes the rows in sight and forgets the others.
func (l *List[T]) fill() {
	size := l.scroll.Size()
	if size.Height <= 0 || len(l.tops) != len(l.rows)+1 {
		return
	}
	top := l.scroll.Offset.Y
	first, _ := slices.BinarySearch(l.tops, top)
	first = max(0, first-1)
	inSight := map[string]*listRow{}
	var objects []fyne.CanvasObject
	for i := first; i < len(l.rows) && l.tops[i]-groupHeight < top+size.Height; i++ {
		id := l.id(l.rows[i])
		r := l.shown[id]
		if chosen := l.chosen[id]; r == nil || r.chosen != chosen {
			r = l.newRow(i, chosen)
		}
		inSight[id] = r
		l.placeRow(r, i, size.Width)
		if r.heading != nil {
			objects = append(objects, r.heading)
		}
		objects = append(objects, r.ground, r.line, r.bar, r.content)
	}
	l.shown = inSight
	l.content.Objects = objects
	l.content.Refresh()
}

func (l *List[T]) newRow(i int, chosen bool) *listRow {
	r := &listRow{
		ground: canvas.NewRectangle(nil), line: canvas.NewRectangle(widgets.Colour(widgets.ColorNameRowLine)), bar: canvas.NewRectangle(widgets.Colour(theme.ColorNamePrimary)),
		content: l.Build(l.rows[i], chosen), chosen: chosen,
	}
	if chosen && l.Bad != nil && l.Bad(l.rows[i]) {
		r.bar.FillColor = widgets.Colour(theme.ColorNameError)
	}
	r.bar.Hidden = !chosen
	if name := l.heading(i); name != "" {
		text := canvas.NewText(name, widgets.Colour(widgets.ColorNameMuted))
		text.TextSize = theme.Current().Size(theme.SizeNameText)
		r.heading = container.NewStack(canvas.NewRectangle(widgets.Colour(theme.ColorNameHeaderBackground)), widgets.NewMargin(0, 0, groupInset, groupInset, text))
	}
	return r
}

func (l *List[T]) placeRow(r *listRow, i int, width float32) {
	ground := theme.ColorNameBackground
	switch {
	case r.chosen:
		ground = widgets.ColorNameAccentSoft
	case i == l.hovered:
		ground = theme.ColorNameHover
	}
	r.ground.FillColor, r.ground.StrokeWidth = widgets.Colour(ground), 0
	if l.focused && i == l.cursor {
		r.ground.StrokeWidth, r.ground.StrokeColor = 2, widgets.Colour(theme.ColorNamePrimary)
	}
	top, height := l.tops[i], l.height(i)
	if r.heading != nil {
		widgets.Place(r.heading, 0, top-groupHeight, width, groupHeight)
	}
	widgets.Place(r.ground, 0, top, width, height-1)
	widgets.Place(r.line, 0, top+height-1, width, 1)
	widgets.Place(r.bar, 0, top, accentBar, height-1)
	widgets.Place(r.content, 0, top, max(0, width-barRoom), height-1)
	r.ground.Refresh()
}

// listContent returns the scrolled content the height of all rows; the rows in
// sight are placed by fill.
type listContent[T any] struct{ l *List[T] }

func (c listContent[T]) Layout([]fyne.CanvasObject, fyne.Size) {}

func (c listContent[T]) MinSize([]fyne.CanvasObject) fyne.Size {
	if n := len(c.l.tops); n > 0 {
		return fyne.NewSize(0, c.l.tops[n-1])
	}
	return fyne.Size{}
}

// reveal scrolls as little as needed to bring a row into sight.
func (l *List[T]) reveal(row int) {
	height := l.scroll.Size().Height
	if row < 0 || row+1 >= len(l.tops) || height <= 0 {
		return
	}
	top, bottom := l.tops[row], l.tops[row]+l.height(row)
	if l.heading(row) != "" {
		top -= groupHeight
	}
	offset := l.scroll.Offset
	switch {
	case top < offset.Y:
		offset.Y = top
	case bottom > offset.Y+height:
		offset.Y = min(top, bottom-height)
	default:
		return
	}
	l.scroll.ScrollToOffset(offset)
	l.fill()
}

func (l *List[T]) page() int { return max(1, int(l.scroll.Size().Height/TwoLineHeight)) }

// headHeight is how much room the head takes.
func (l *List[T]) headHeight() float32 {
	if l.Head == nil {
		return 0
	}
	return l.Head.MinSize().Height
}

func (l *List[T]) below(row int) float32 {
	if row+1 >= len(l.tops) {
		return 0
	}
	return l.tops[row] + l.height(row) - l.scroll.Offset.Y + l.headHeight()
}

func (l *List[T]) rowAt(p fyne.Position) int {
	y := p.Y - l.headHeight() + l.scroll.Offset.Y
	if p.Y < l.headHeight() || len(l.tops) == 0 {
		return -1
	}
	for i := range l.rows {
		if y >= l.tops[i] && y < l.tops[i]+l.height(i) {
			return i
		}
	}
	return -1
}

func (l *List[T]) text() string {
	var b strings.Builder
	if l.Text == nil {
		return ""
	}
	for _, row := range l.Chosen() {
		b.WriteString(spreadsheetLine(l.Text(row)))
	}
	return b.String()
}

// MouseDown chooses a row; what can be pressed in it is left to itself.
func (l *List[T]) MouseDown(e *desktop.MouseEvent) {
	l.hideTip()
	l.pressed = true
	if l.buttonAt(e.AbsolutePosition) {
		return
	}
	switch e.Button {
	case desktop.MouseButtonPrimary:
		l.requestFocus()
		l.pressRow(e.Position, e.Modifier)
	case desktop.MouseButtonSecondary:
		l.chooseForMenu(e.Position)
	}
}

// MouseUp does nothing.
func (l *List[T]) MouseUp(*desktop.MouseEvent) {}

// Tapped does what MouseDown does, where taps come from no mouse.
func (l *List[T]) Tapped(e *fyne.PointEvent) {
	if !l.pressed {
		l.requestFocus()
		l.pressRow(e.Position, 0)
	}
	l.pressed = false
}

// buttonAt reports whether something that can be pressed is at a place of the window.
func (l *List[T]) buttonAt(at fyne.Position) bool {
	return l.objectAt(at, func(o fyne.CanvasObject) bool { _, ok := o.(fyne.Tappable); return ok }) != nil
}

// objectAt returns the object of a kind that is at a place of the window, nil for none.
func (l *List[T]) objectAt(at fyne.Position, wanted func(fyne.CanvasObject) bool) fyne.CanvasObject {
	var within func(o fyne.CanvasObject, from fyne.Position) fyne.CanvasObject
	within = func(o fyne.CanvasObject, from fyne.Position) fyne.CanvasObject {
		from = from.Add(o.Position())
		if !o.Visible() || at.X < from.X || at.Y < from.Y || at.X >= from.X+o.Size().Width || at.Y >= from.Y+o.Size().Height {
			return nil
		}
		if wanted(o) {
			return o
		}
		if c, ok := o.(*fyne.Container); ok {
			for _, child := range c.Objects {
				if found := within(child, from); found != nil {
					return found
				}
			}
		}
		return nil
	}
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(l.content)
	for _, r := range l.shown {
		if found := within(r.content, from); found != nil {
			return found
		}
	}
	return nil
}

// MouseIn begins to follow the mouse.
func (l *List[T]) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved marks the row under the mouse and shows the full text of a line
// that is cut.
func (l *List[T]) MouseMoved(e *desktop.MouseEvent) {
	l.hover(l.rowAt(e.Position))
	line, _ := l.objectAt(e.AbsolutePosition, func(o fyne.CanvasObject) bool { _, ok := o.(*Line); return ok }).(*Line)
	if line == l.tipLine {
		return
	}
	l.hideTip()
	l.tipLine = line
	if line == nil || !line.cut {
		return
	}
	driver := fyne.CurrentApp().Driver()
	from := driver.AbsolutePositionForObject(line).Subtract(driver.AbsolutePositionForObject(l))
	l.tip.wait(l.Later, func() {
		l.tip.show(line.text, l.Size(), from.X, from.Y, from.Y+line.Size().Height)
		canvas.Refresh(l)
	})
}

// MouseOut forgets the mouse.
func (l *List[T]) MouseOut() {
	l.hover(-1)
	l.hideTip()
}

func (l *List[T]) hideTip() {
	l.tipLine = nil
	l.tip.hide()
}

func (l *List[T]) hover(row int) {
	if row == l.hovered {
		return
	}
	old := l.hovered
	l.hovered = row
	for _, i := range []int{old, row} {
		if i < 0 || i >= len(l.rows) {
			continue
		}
		if r := l.shown[l.id(l.rows[i])]; r != nil {
			l.placeRow(r, i, l.scroll.Size().Width)
		}
	}
}

// CreateRenderer composes head, rows, placeholder and tooltip.
func (l *List[T]) CreateRenderer() fyne.WidgetRenderer {
	r := &listRenderer[T]{l: l}
	if l.Head != nil {
		r.objects = append(r.objects, l.Head)
	}
	r.objects = append(r.objects, l.scroll, l.empty, l.tip.box)
	widgets.ShowIf(l.empty, len(l.rows) == 0)
	return l.ring.Around(r)
}

type listRenderer[T any] struct {
	l       *List[T]
	objects []fyne.CanvasObject
}

func (r *listRenderer[T]) Layout(size fyne.Size) {
	head := r.l.headHeight()
	if r.l.Head != nil {
		widgets.Place(r.l.Head, 0, 0, size.Width, head)
	}
	widgets.Place(r.l.scroll, 0, head, size.Width, max(0, size.Height-head))
	widgets.Place(r.l.empty, 0, head, size.Width, max(0, size.Height-head))
	r.l.paint()
}

func (r *listRenderer[T]) MinSize() fyne.Size {
	least := fyne.NewSize(160, 2*TwoLineHeight)
	if r.l.empty.Visible() {
		least = least.Max(r.l.empty.MinSize())
	}
	least.Height += r.l.headHeight()
	return least
}

func (r *listRenderer[T]) Refresh()                     { canvas.Refresh(r.l) }
func (r *listRenderer[T]) Objects() []fyne.CanvasObject { return r.objects }
func (r *listRenderer[T]) Destroy()                     { r.l.tip.stop() }

// Line is a line of text that is cut where it has too little room. In a [List]
// its whole text is shown under the mouse.
type Line struct {
	widget.BaseWidget
	text  string
	cut   bool
	drawn *canvas.Text
	ruler *widgets.Ruler
}

// NewLine returns a line in a tone, bold or not.
func NewLine(text string, tone widgets.Tone, bold bool) *Line {
	l := &Line{text: text, drawn: canvas.NewText(text, widgets.Colour(tone.Ink())), ruler: rulerOf(bold)}
	l.drawn.TextSize, l.drawn.TextStyle = l.ruler.Size, l.ruler.Style
	l.ExtendBaseWidget(l)
	return l
}

// rulers measure the lines of all lists: characters are as wide in each.
var rulers = map[bool]*widgets.Ruler{}

func rulerOf(bold bool) *widgets.Ruler {
	size := theme.Current().Size(theme.SizeNameText)
	if r := rulers[bold]; r == nil || r.Size != size {
		rulers[bold] = widgets.NewRuler(size, fyne.TextStyle{Bold: bold})
	}
	return rulers[bold]
}

// Text returns the whole text.
func (l *Line) Text() string { return l.text }

// Natural is the width of the whole text.
func (l *Line) Natural() float32 { return l.ruler.Measure(l.text) }

// CreateRenderer draws as much of the text as there is room for.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(l.drawn)
}

// Resize cuts the text to the room that there is.
func (l *Line) Resize(size fyne.Size) {
	line, cut := l.ruler.Fit(l.text, size.Width)
	l.cut = cut
	if l.drawn.Text != line {
		l.drawn.Text = line
		l.drawn.Refresh()
	}
	l.BaseWidget.Resize(size)
}

// MinSize is the height of a line; it can be as narrow as need be.
func (l *Line) MinSize() fyne.Size { return fyne.NewSize(0, lineHeight) }
