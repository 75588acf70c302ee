package signs

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// Stat is what a [StatTile] shows.
type Stat struct {
	Caption string // 群众代表, 逾期
	Figure  string // 5 / 8
	Note    string // what follows from it: 还差 3 人
	Detail  string // other figures, said while the mouse is over it: 确认 5，实到 3; empty for none
	Tone    widgets.Tone
	// Fraction fills the tile's bar from 0 to 1; a negative one shows no bar.
	Fraction float64
}

// StatTile is one part of a strip: a figure and what it counts. One with OnTapped
// filters by it, and is drawn picked while it does.
type StatTile struct {
	widget.BaseWidget
	// OnTapped is called on a click.
	OnTapped func()
	// OnHover, if set, is told that the mouse is over the part, to say its Detail.
	OnHover func(over bool)

	stat            Stat
	picked, hovered bool
	focused         bool
	first, last     bool            // in its frame
	strip           *fyne.Container // around all parts; nil for none
	dense           int             // how much is left out for want of room, up to mostDense
	ground          *canvas.Rectangle
	mark, part      *canvas.Rectangle // below the one that is picked; before all but the first
	ring            *canvas.Rectangle
	caption, note   *canvas.Text
	figure, whole   *canvas.Text // 28, and / 30
	sign            *canvas.Image
	bar             *widgets.Bar
	ruler           *widgets.Ruler
}

// NewStatTile returns a part of a strip.
func NewStatTile(s Stat) *StatTile {
	t := &StatTile{
		ground: canvas.NewRectangle(nil), mark: canvas.NewRectangle(widgets.Colour(theme.ColorNamePrimary)), part: canvas.NewRectangle(widgets.Colour(widgets.ColorNameRowLine)),
		ring: canvas.NewRectangle(nil), caption: canvas.NewText("", nil), figure: canvas.NewText("", nil), whole: canvas.NewText("", nil),
		note: canvas.NewText("", nil), sign: canvas.NewImageFromResource(nil), bar: widgets.NewBar(),
	}
	size := theme.Current().Size(theme.SizeNameText)
	t.caption.TextSize, t.note.TextSize = size, size
	t.figure.TextSize, t.whole.TextSize = theme.Current().Size(theme.SizeNameSubHeadingText), theme.Current().Size(theme.SizeNameSubHeadingText)
	t.figure.TextStyle.Bold = true
	t.ring.StrokeWidth, t.ring.StrokeColor = 2, widgets.Colour(theme.ColorNamePrimary)
	t.sign.FillMode = canvas.ImageFillContain
	t.ruler = widgets.NewRuler(size, fyne.TextStyle{})
	t.first, t.last = true, true
	t.ExtendBaseWidget(t)
	t.Set(s)
	return t
}

// Set changes what the part shows.
func (t *StatTile) Set(s Stat) {
	changed := t.stat != s
	t.stat = s
	t.figure.Text, t.whole.Text, t.note.Text = s.Figure, "", s.Note
	if n, of, ok := strings.Cut(s.Figure, " / "); ok {
		t.figure.Text, t.whole.Text = n, " / "+of
	}
	t.bar.Hidden = s.Fraction < 0
	t.bar.Set(s.Fraction, s.Tone)
	t.paint()
	t.Refresh()
	if changed && t.strip != nil {
		t.strip.Refresh() // all parts share the room
	}
}

// Stat returns what the part shows.
func (t *StatTile) Stat() Stat { return t.stat }

// Pick draws the part as the one that is filtered by, or not.
func (t *StatTile) Pick(picked bool) {
	t.picked = picked
	t.paint()
	t.Refresh()
}

// Picked reports whether the part is drawn picked.
func (t *StatTile) Picked() bool { return t.picked }

func (t *StatTile) paint() {
	counts := t.stat.Fraction < 0
	ink, caption := theme.ColorNameForeground, widgets.ColorNameLabel
	switch {
	case counts && (t.stat.Tone == widgets.Bad || t.stat.Tone == widgets.Warning):
		ink, caption = t.stat.Tone.Ink(), t.stat.Tone.Ink()
	case counts && t.picked:
		ink, caption = theme.ColorNamePrimary, theme.ColorNamePrimary
	}
	t.caption.Color, t.figure.Color, t.whole.Color = widgets.Colour(caption), widgets.Colour(ink), widgets.Colour(widgets.ColorNameMuted)
	t.note.Color = widgets.Colour(t.stat.Tone.Ink())
	if t.stat.Tone == widgets.Plain {
		t.note.Color = widgets.Colour(widgets.ColorNameMuted)
	}
	t.sign.Hidden = !counts || t.stat.Tone != widgets.Bad
	if !t.sign.Hidden {
		t.sign.Resource = theme.NewColoredResource(theme.WarningIcon(), theme.ColorNameError)
	}
	t.ground.FillColor = nil
	switch {
	case t.picked:
		t.ground.FillColor = widgets.Colour(widgets.ColorNameAccentSoft)
	case t.hovered && t.OnTapped != nil:
		t.ground.FillColor = widgets.Colour(theme.ColorNameHover)
	}
	left, right := float32(0), float32(0)
	if t.first {
		left = stripRadius - 1
	}
	if t.last {
		right = stripRadius - 1
	}
	t.ground.TopLeftCornerRadius, t.ground.BottomLeftCornerRadius = left, left
	t.ground.TopRightCornerRadius, t.ground.BottomRightCornerRadius = right, right
	t.mark.Hidden, t.part.Hidden, t.ring.Hidden = !t.picked, t.first, !t.focused
}

// CreateRenderer draws the part.
func (t *StatTile) CreateRenderer() fyne.WidgetRenderer {
	t.paint()
	return widget.NewSimpleRenderer(container.New(tileContent{t}, t.ground, t.mark, t.part, t.sign, t.caption, t.figure, t.whole, t.note, t.bar, t.ring))
}

// tileContent places name and figure in the middle of a part without a bar; above
// the bar of one that has one, the name at the left and the figure at the right.
type tileContent struct{ tile *StatTile }

const (
	stripRadius float32 = 6
	stripHeight float32 = 40 // of a strip of counts
	quotaHeight float32 = 52 // of a strip with bars
	tileRoom    float32 = 16
	denseRoom   float32 = 8 // in a part of a crowded strip
	tightRoom   float32 = 4 // in one of a still more crowded one, also between name and figure
	tileSign    float32 = 16
	mostName    float32 = 160 // of a long name
	briefName   float32 = 56  // of any, where there is no room for more
	leastStrip  float32 = 640 // where a narrower one has no room for all parts it is left out
)

// What a part leaves out, step by step, until all parts have room beside each other.
const (
	lessRoom = iota + 1
	noNote
	leastRoom
	notNone // parts that count nothing
	briefly
	mostDense = briefly
)

func (t *StatTile) side() float32 {
	switch {
	case t.dense >= leastRoom:
		return tightRoom
	case t.dense >= lessRoom:
		return denseRoom
	}
	return tileRoom
}

// between is the room between name and figure.
func (t *StatTile) between() float32 {
	if t.dense >= leastRoom {
		return tightRoom
	}
	return widgets.Gap
}

// name is the most that the name may take.
func (t *StatTile) name() float32 {
	if t.dense >= briefly {
		return briefName
	}
	return mostName
}

func (t *StatTile) hasNote() bool { return t.stat.Note != "" && t.dense < noNote }

// setDense leaves out what there is no room for.
func (t *StatTile) setDense(dense int) {
	t.dense = dense
	widgets.ShowIf(t.note, t.hasNote())
	widgets.ShowIf(t, dense < notNone || t.picked || t.stat.Figure != "0")
}

// inner is the width of what stands in the part besides its room.
func (l tileContent) inner() float32 {
	t := l.tile
	width := t.figure.MinSize().Width + t.whole.MinSize().Width
	if t.hasNote() {
		width += 6 + t.note.MinSize().Width
	}
	if !t.sign.Hidden {
		width += tileSign + 4
	}
	return width + t.between()
}

func (l tileContent) MinSize([]fyne.CanvasObject) fyne.Size {
	t := l.tile
	height := stripHeight
	if t.stat.Fraction >= 0 {
		height = quotaHeight
	}
	return fyne.NewSize(2*t.side()+l.inner()+min(t.name(), t.ruler.Measure(t.stat.Caption)), height-2)
}

func (l tileContent) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.tile
	widgets.Place(t.ground, 0, 0, size.Width, size.Height)
	widgets.Place(t.mark, 0, size.Height-3, size.Width, 3)
	widgets.Place(t.part, 0, 0, 1, size.Height)
	widgets.Place(t.ring, 1, 1, size.Width-2, size.Height-2)
	inner := l.inner()
	t.caption.Text, _ = t.ruler.Fit(t.stat.Caption, size.Width-2*t.side()-inner)
	name := t.caption.MinSize()
	figure, whole, note := t.figure.MinSize(), t.whole.MinSize(), t.note.MinSize()
	middle, x := size.Height/2, (size.Width-inner-name.Width)/2
	at := func(o fyne.CanvasObject, x float32, m fyne.Size) {
		widgets.Place(o, x, middle-m.Height/2, m.Width, m.Height)
	}
	if size.Height > stripHeight {
		middle, x = 18, t.side()
		right := size.Width - t.side()
		if t.hasNote() {
			right -= note.Width
			at(t.note, right, note)
			right -= 6
		}
		right -= whole.Width
		at(t.whole, right, whole)
		at(t.figure, right-figure.Width, figure)
		at(t.caption, x, name)
		widgets.Place(t.bar, t.side(), 31, size.Width-2*t.side(), t.bar.MinSize().Height)
		return
	}
	if !t.sign.Hidden {
		widgets.Place(t.sign, x, middle-tileSign/2, tileSign, tileSign)
		x += tileSign + 4
	}
	at(t.caption, x, name)
	x += name.Width + t.between()
	at(t.figure, x, figure)
	at(t.whole, x+figure.Width, whole)
	at(t.note, x+figure.Width+whole.Width+6, note)
}

// Tapped calls OnTapped.
func (t *StatTile) Tapped(*fyne.PointEvent) {
	if t.OnTapped != nil {
		t.OnTapped()
	}
}

// hover marks a part that can be clicked while the mouse is over it.
func (t *StatTile) hover(over bool) {
	t.hovered = over
	t.paint()
	t.ground.Refresh()
	if t.OnHover != nil {
		t.OnHover(over)
	}
}

// MouseIn marks a part that can be clicked.
func (t *StatTile) MouseIn(*desktop.MouseEvent) { t.hover(true) }

// MouseMoved does nothing.
func (t *StatTile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (t *StatTile) MouseOut() { t.hover(false) }

// FocusGained shows the ring.
func (t *StatTile) FocusGained() { t.focused = true; t.paint(); t.Refresh() }

// FocusLost takes the ring away.
func (t *StatTile) FocusLost() { t.focused = false; t.paint(); t.Refresh() }

// Disabled reports whether the part filters by nothing: Tab passes it by.
func (t *StatTile) Disabled() bool { return t.OnTapped == nil }

// Enable does nothing: OnTapped decides.
func (t *StatTile) Enable() {}

// Disable does nothing: OnTapped decides.
func (t *StatTile) Disable() {}

// TypedRune does nothing.
func (t *StatTile) TypedRune(rune) {}

// TypedKey filters on Enter and the space bar, and hands Esc and F1 to the window.
func (t *StatTile) TypedKey(k *fyne.KeyEvent) {
	switch {
	case widgets.IsEnter(k), k.Name == fyne.KeySpace:
		t.Tapped(nil)
	case widgets.ForWindow(k):
		widgets.PassKey(t, k)
	}
}

// NewStatRow puts parts side by side in one frame, of one width where there is
// room, in a line that scrolls sideways where there are too many.
func NewStatRow(tiles ...*StatTile) fyne.CanvasObject { return NewStrip(tiles) }

// NewStrip is [NewStatRow] with several frames: what cuts across all stands in one
// of its own.
func NewStrip(frames ...[]*StatTile) fyne.CanvasObject {
	row := container.New(&stripLayout{})
	var all []*StatTile
	for _, tiles := range frames {
		all = append(all, tiles...)
		edge := canvas.NewRectangle(nil)
		edge.StrokeColor, edge.StrokeWidth, edge.CornerRadius = widgets.Colour(theme.ColorNameSeparator), 1, stripRadius
		parts := container.New(tileLayout{})
		for i, t := range tiles {
			t.first, t.last = i == 0, i == len(tiles)-1
			t.paint()
			parts.Add(t)
		}
		row.Add(container.NewStack(edge, widgets.NewMargin(1, 1, 1, 1, parts)))
	}
	scroll := container.NewHScroll(row)
	strip := container.New(&stripHeightLayout{row: row, tiles: all}, scroll)
	for _, t := range all {
		t.strip = strip
	}
	return strip
}

// stripHeightLayout keeps a strip at the height of its parts, without the room
// that Fyne gives a scroll bar. One that has too little room beside an open form
// has no height, and the list below has it.
type stripHeightLayout struct {
	row   *fyne.Container
	tiles []*StatTile
	out   bool
}

func (l *stripHeightLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.out = size.Width > 0 && size.Width < leastStrip
	for dense := 0; dense <= mostDense; dense++ {
		for _, t := range l.tiles {
			t.setDense(dense)
		}
		if l.row.MinSize().Width <= size.Width {
			l.out = false
			break
		}
	}
	widgets.ShowIf(objects[0], !l.out)
	widgets.Place(objects[0], 0, 0, size.Width, size.Height)
}

func (l *stripHeightLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if l.out {
		return fyne.NewSize(widgets.Gutter, 0)
	}
	return fyne.NewSize(widgets.Gutter, l.row.MinSize().Height)
}

// stripLayout gives each frame the width that it needs and a share, by its parts,
// of what is left over.
type stripLayout struct{}

func (stripLayout) parts(o fyne.CanvasObject) float32 {
	return float32(len(o.(*fyne.Container).Objects[1].(*fyne.Container).Objects[0].(*fyne.Container).Objects))
}

func (l *stripLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room, parts := size.Width+widgets.Gap, float32(0)
	for _, o := range objects {
		room -= o.MinSize().Width + widgets.Gap
		parts += l.parts(o)
	}
	var x float32
	for _, o := range objects {
		width := o.MinSize().Width + max(0, room)*l.parts(o)/max(1, parts)
		widgets.Place(o, x, 0, width, size.Height)
		x += width + widgets.Gap
	}
}

func (l *stripLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(-widgets.Gap, 0)
	for _, o := range objects {
		m := o.MinSize()
		least = fyne.NewSize(least.Width+widgets.Gap+m.Width, max(least.Height, m.Height))
	}
	return least
}

// tileLayout gives all parts of a frame one width where there is room for that,
// else each the width that it needs and a share of what is left over.
type tileLayout struct{}

func (tileLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	var widest, sum, n float32
	for _, o := range objects {
		if o.Visible() {
			need := o.MinSize().Width
			widest, sum, n = max(widest, need), sum+need, n+1
		}
	}
	alike, x := size.Width/n >= widest, float32(0)
	for _, o := range objects {
		width := size.Width / n
		if !o.Visible() {
			continue
		}
		if !alike {
			width = o.MinSize().Width + max(0, size.Width-sum)/n
		}
		widgets.Place(o, x, 0, width, size.Height)
		x += width
	}
}

func (tileLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			least = fyne.NewSize(least.Width+m.Width, max(least.Height, m.Height))
		}
	}
	return least
}
