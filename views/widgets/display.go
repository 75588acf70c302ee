package widgets

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const searchDelay = 200 * time.Millisecond

// SearchEntry is a line to search with: it searches a moment after the last
// key, at once on Enter; Esc clears it, and in an empty one goes on to the
// window.
type SearchEntry struct {
	textEntry
	// OnLeave is called on Enter or Down, to go on in the list that was searched.
	OnLeave func()

	hint   string
	ruler  *Ruler
	search func(string)
	later  Later
	stop   func()
	last   string
}

// NewSearchEntry returns an empty entry that calls search with the text, without
// space at its ends, whenever it has become another. later is [AfterDelay], or
// [AtOnce] in tests.
func NewSearchEntry(placeholder string, later Later, search func(string)) *SearchEntry {
	e := &SearchEntry{hint: placeholder, search: search, later: later, stop: func() {}}
	e.ruler = NewRuler(theme.Current().Size(theme.SizeNameText), fyne.TextStyle{})
	e.start(e, 1)
	e.SetPlaceHolder(placeholder)
	e.Icon = theme.Current().Icon(theme.IconNameSearch)
	e.ActionItem = NewIconButton(theme.IconNameContentClear, func() {
		e.SetText("")
		e.now()
	})
	e.OnChanged = func(string) {
		e.stop()
		e.stop = e.later(searchDelay, e.now)
	}
	e.OnKey = func(k fyne.KeyName) bool {
		switch {
		case k == fyne.KeyEscape && e.Text != "":
			e.SetText("")
			e.now()
			return true
		case k == fyne.KeyReturn || k == fyne.KeyEnter || k == fyne.KeyDown:
			e.now()
			if e.OnLeave != nil {
				e.OnLeave()
			}
			return true
		}
		return false
	}
	return e
}

// MinSize leaves room for some words.
func (e *SearchEntry) MinSize() fyne.Size { return e.textEntry.MinSize().Max(fyne.NewSize(200, 0)) }

// Resize cuts the placeholder to the room that there is between the two icons;
// Fyne would draw a scroll bar over one that is too long.
func (e *SearchEntry) Resize(size fyne.Size) {
	style := theme.Current()
	icons := 2*style.Size(theme.SizeNameInlineIcon) + 5*style.Size(theme.SizeNameInnerPadding)
	if hint, _ := e.ruler.Fit(e.hint, size.Width-icons); hint != e.PlaceHolder {
		e.SetPlaceHolder(hint)
	}
	e.textEntry.Resize(size)
}

// now searches without waiting.
func (e *SearchEntry) now() {
	e.stop()
	e.stop = func() {}
	text := strings.TrimSpace(e.Text)
	if text != e.last {
		e.last = text
		e.search(text)
	}
}

// NewEmptyState returns what stands in place of a list without entries: what is
// missing, what to do first, and a button that does it. An empty verb gives no
// button.
func NewEmptyState(title, hint, verb string, do func()) fyne.CanvasObject {
	head := widget.NewLabelWithStyle(title, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	head.SizeName = theme.SizeNameSubHeadingText
	text := NewParagraph(hint)
	text.Alignment = fyne.TextAlignCenter
	text.Importance = widget.LowImportance
	text.Resize(fyne.NewSize(420, 0))
	box := container.New(&columnLayout{gap: 4}, head, text)
	if verb != "" {
		b := NewButton(verb, do)
		b.Kind = Primary
		box.Add(container.NewCenter(b))
	}
	return container.New(LeastWidth(420), box)
}

// Badge is a word on a rounded ground: a state.
type Badge struct {
	widget.BaseWidget
	text   *canvas.Text
	ground *canvas.Rectangle
	tone   Tone
}

// NewBadge returns a badge with a word in a tone.
func NewBadge(text string, tone Tone) *Badge {
	b := &Badge{text: canvas.NewText("", nil), ground: canvas.NewRectangle(nil)}
	b.text.TextSize = theme.Current().Size(theme.SizeNameText)
	b.text.Alignment = fyne.TextAlignCenter
	b.ground.CornerRadius = 4
	b.ExtendBaseWidget(b)
	b.Set(text, tone)
	return b
}

// Set changes the word and its tone.
func (b *Badge) Set(text string, tone Tone) {
	b.tone = tone
	b.text.Text, b.text.Color, b.ground.FillColor = text, Colour(tone.Ink()), Colour(tone.Ground())
	b.Refresh()
}

// Text returns the word.
func (b *Badge) Text() string { return b.text.Text }

// Tone returns the tone.
func (b *Badge) Tone() Tone { return b.tone }

// CreateRenderer draws the word on its ground.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(b.ground, container.New(&marginLayout{3, 3, 8, 8}, b.text)))
}

// Bar shows how much of something is reached, as a line that fills.
type Bar struct {
	widget.BaseWidget
	track, fill *canvas.Rectangle
	fraction    float64
}

// NewBar returns an empty bar.
func NewBar() *Bar {
	b := &Bar{track: canvas.NewRectangle(Colour(ColorNamePillGround)), fill: canvas.NewRectangle(Colour(theme.ColorNamePrimary))}
	b.track.CornerRadius, b.fill.CornerRadius = 2, 2
	b.ExtendBaseWidget(b)
	return b
}

// Set fills the bar from 0 to 1; more than 1 is full.
func (b *Bar) Set(fraction float64, tone Tone) {
	b.fraction = max(0, min(1, fraction))
	b.fill.FillColor = Colour(tone.Ink())
	b.Refresh()
}

// Fraction tells how far the bar is filled.
func (b *Bar) Fraction() float64 { return b.fraction }

// CreateRenderer draws the bar.
func (b *Bar) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(barLayout{b}, b.track, b.fill))
}

// Refresh places the filled part anew.
func (b *Bar) Refresh() {
	barLayout{b}.Layout([]fyne.CanvasObject{b.track, b.fill}, b.Size())
	b.BaseWidget.Refresh()
}

type barLayout struct{ bar *Bar }

func (l barLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := max(0, (size.Height-tileBar)/2)
	Place(objects[0], 0, y, size.Width, tileBar)
	Place(objects[1], 0, y, size.Width*float32(l.bar.fraction), tileBar)
}

func (l barLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(60, tileBar) }

// Stat is what a [StatTile] shows.
type Stat struct {
	Caption string // 群众代表, 逾期
	Figure  string // 5 / 8
	Note    string // what follows from it: 还差 3 人
	Detail  string // other figures, said while the mouse is over it: 确认 5，实到 3; empty for none
	Tone    Tone
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
	bar             *Bar
	ruler           *Ruler
}

// NewStatTile returns a part of a strip.
func NewStatTile(s Stat) *StatTile {
	t := &StatTile{
		ground: canvas.NewRectangle(nil), mark: canvas.NewRectangle(Colour(theme.ColorNamePrimary)), part: canvas.NewRectangle(Colour(ColorNameRowLine)),
		ring: canvas.NewRectangle(nil), caption: canvas.NewText("", nil), figure: canvas.NewText("", nil), whole: canvas.NewText("", nil),
		note: canvas.NewText("", nil), sign: canvas.NewImageFromResource(nil), bar: NewBar(),
	}
	size := theme.Current().Size(theme.SizeNameText)
	t.caption.TextSize, t.note.TextSize = size, size
	t.figure.TextSize, t.whole.TextSize = theme.Current().Size(theme.SizeNameSubHeadingText), theme.Current().Size(theme.SizeNameSubHeadingText)
	t.figure.TextStyle.Bold = true
	t.ring.StrokeWidth, t.ring.StrokeColor = 2, Colour(theme.ColorNamePrimary)
	t.sign.FillMode = canvas.ImageFillContain
	t.ruler = NewRuler(size, fyne.TextStyle{})
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
	ink, caption := theme.ColorNameForeground, ColorNameLabel
	switch {
	case counts && (t.stat.Tone == Bad || t.stat.Tone == Warning):
		ink, caption = t.stat.Tone.Ink(), t.stat.Tone.Ink()
	case counts && t.picked:
		ink, caption = theme.ColorNamePrimary, theme.ColorNamePrimary
	}
	t.caption.Color, t.figure.Color, t.whole.Color = Colour(caption), Colour(ink), Colour(ColorNameMuted)
	t.note.Color = Colour(t.stat.Tone.Ink())
	if t.stat.Tone == Plain {
		t.note.Color = Colour(ColorNameMuted)
	}
	t.sign.Hidden = !counts || t.stat.Tone != Bad
	if !t.sign.Hidden {
		t.sign.Resource = theme.NewColoredResource(theme.WarningIcon(), theme.ColorNameError)
	}
	t.ground.FillColor = nil
	switch {
	case t.picked:
		t.ground.FillColor = Colour(ColorNameAccentSoft)
	case t.hovered && t.OnTapped != nil:
		t.ground.FillColor = Colour(theme.ColorNameHover)
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
	tileBar     float32 = 4
	tileSign    float32 = 16
	mostName    float32 = 160 // of a long name
)

// What a part leaves out, step by step, until all parts have room beside each other.
const (
	lessRoom = iota + 1
	noNote
	notNone   // parts that count nothing
	mostDense = notNone
)

func (t *StatTile) side() float32 {
	if t.dense >= lessRoom {
		return denseRoom
	}
	return tileRoom
}

func (t *StatTile) hasNote() bool { return t.stat.Note != "" && t.dense < noNote }

// setDense leaves out what there is no room for.
func (t *StatTile) setDense(dense int) {
	t.dense = dense
	ShowIf(t.note, t.hasNote())
	ShowIf(t, dense < notNone || t.picked || t.stat.Figure != "0")
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
	return width + Gap
}

func (l tileContent) MinSize([]fyne.CanvasObject) fyne.Size {
	t := l.tile
	height := stripHeight
	if t.stat.Fraction >= 0 {
		height = quotaHeight
	}
	return fyne.NewSize(2*t.side()+l.inner()+min(mostName, t.ruler.Measure(t.stat.Caption)), height-2)
}

func (l tileContent) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.tile
	Place(t.ground, 0, 0, size.Width, size.Height)
	Place(t.mark, 0, size.Height-3, size.Width, 3)
	Place(t.part, 0, 0, 1, size.Height)
	Place(t.ring, 1, 1, size.Width-2, size.Height-2)
	inner := l.inner()
	t.caption.Text, _ = t.ruler.Fit(t.stat.Caption, size.Width-2*t.side()-inner)
	name := t.caption.MinSize()
	figure, whole, note := t.figure.MinSize(), t.whole.MinSize(), t.note.MinSize()
	middle, x := size.Height/2, (size.Width-inner-name.Width)/2
	at := func(o fyne.CanvasObject, x float32, m fyne.Size) { Place(o, x, middle-m.Height/2, m.Width, m.Height) }
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
		Place(t.bar, t.side(), 31, size.Width-2*t.side(), tileBar)
		return
	}
	if !t.sign.Hidden {
		Place(t.sign, x, middle-tileSign/2, tileSign, tileSign)
		x += tileSign + 4
	}
	at(t.caption, x, name)
	x += name.Width + Gap
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
	case isEnter(k), k.Name == fyne.KeySpace:
		t.Tapped(nil)
	case forWindow(k):
		PassKey(t, k)
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
		edge.StrokeColor, edge.StrokeWidth, edge.CornerRadius = Colour(theme.ColorNameSeparator), 1, stripRadius
		parts := container.New(tileLayout{})
		for i, t := range tiles {
			t.first, t.last = i == 0, i == len(tiles)-1
			t.paint()
			parts.Add(t)
		}
		row.Add(container.NewStack(edge, container.New(&marginLayout{1, 1, 1, 1}, parts)))
	}
	scroll := container.NewHScroll(row)
	strip := container.New(stripHeightLayout{row, all}, scroll)
	for _, t := range all {
		t.strip = strip
	}
	return strip
}

// stripHeightLayout keeps a strip at the height of its parts, without the room
// that Fyne gives a scroll bar.
type stripHeightLayout struct {
	row   *fyne.Container
	tiles []*StatTile
}

func (l stripHeightLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for dense := 0; dense <= mostDense; dense++ {
		for _, t := range l.tiles {
			t.setDense(dense)
		}
		if l.row.MinSize().Width <= size.Width {
			break
		}
	}
	Place(objects[0], 0, 0, size.Width, size.Height)
}

func (l stripHeightLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(Gutter, l.row.MinSize().Height)
}

// stripLayout gives each frame the width that it needs and a share, by its parts,
// of what is left over.
type stripLayout struct{}

func (stripLayout) parts(o fyne.CanvasObject) float32 {
	return float32(len(o.(*fyne.Container).Objects[1].(*fyne.Container).Objects[0].(*fyne.Container).Objects))
}

func (l *stripLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room, parts := size.Width+Gap, float32(0)
	for _, o := range objects {
		room -= o.MinSize().Width + Gap
		parts += l.parts(o)
	}
	var x float32
	for _, o := range objects {
		width := o.MinSize().Width + max(0, room)*l.parts(o)/max(1, parts)
		Place(o, x, 0, width, size.Height)
		x += width + Gap
	}
}

func (l *stripLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := fyne.NewSize(-Gap, 0)
	for _, o := range objects {
		m := o.MinSize()
		least = fyne.NewSize(least.Width+Gap+m.Width, max(least.Height, m.Height))
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
		Place(o, x, 0, width, size.Height)
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

// Segments is a row of filters of which one is on, each with its count. Left
// and Right go from one to the next.
type Segments[V comparable] struct {
	widget.BaseWidget
	// OnPicked is called when another filter is put on by hand.
	OnPicked func(V)

	options []Option[V]
	counts  map[V]int
	picked  int
	focused bool
	row     *fyne.Container
}

// NewSegments returns a row of filters with the first on.
func NewSegments[V comparable](options ...Option[V]) *Segments[V] {
	s := &Segments[V]{options: options, row: container.New(&gapLayout{gap: 4})}
	s.ExtendBaseWidget(s)
	s.draw()
	return s
}

// Value returns the filter that is on.
func (s *Segments[V]) Value() V { return s.options[s.picked].Value }

// Set puts a filter on without calling OnPicked; an unknown one is ignored.
func (s *Segments[V]) Set(v V) {
	for i, o := range s.options {
		if o.Value == v {
			s.picked = i
		}
	}
	s.draw()
}

// SetCounts sets the figures behind the filters' names; a filter without one
// shows none.
func (s *Segments[V]) SetCounts(counts map[V]int) {
	s.counts = counts
	s.draw()
}

func (s *Segments[V]) draw() {
	if len(s.row.Objects) != len(s.options) {
		s.row.Objects = nil
		for i := range s.options {
			seg := &segment{text: canvas.NewText("", nil), ground: canvas.NewRectangle(nil), tapped: func() { s.pick(i) }}
			seg.text.TextSize = theme.Current().Size(theme.SizeNameText)
			seg.text.Alignment = fyne.TextAlignCenter
			seg.ground.CornerRadius, seg.ground.StrokeWidth = 4, 1
			seg.ExtendBaseWidget(seg)
			s.row.Add(seg)
		}
	}
	for i, o := range s.options {
		seg := s.row.Objects[i].(*segment)
		seg.text.Text = o.Label
		if n, ok := s.counts[o.Value]; ok {
			seg.text.Text = fmt.Sprintf("%s %d", o.Label, n)
		}
		seg.ground.StrokeWidth = 1
		seg.text.Color, seg.text.TextStyle.Bold = Colour(theme.ColorNameForeground), false
		seg.ground.FillColor, seg.ground.StrokeColor = Colour(theme.ColorNameBackground), Colour(theme.ColorNameSeparator)
		if i == s.picked {
			seg.text.Color, seg.ground.FillColor = Colour(theme.ColorNamePrimary), Colour(ColorNameAccentSoft)
			seg.text.TextStyle.Bold = true
			seg.ground.StrokeColor = seg.ground.FillColor
			if s.focused {
				seg.ground.StrokeWidth = edgeWidth
				seg.ground.StrokeColor = Colour(theme.ColorNamePrimary)
			}
		}
		seg.Refresh()
	}
	s.Refresh()
}

// pick puts a filter on by hand.
func (s *Segments[V]) pick(i int) {
	i = max(0, min(i, len(s.options)-1))
	if i == s.picked {
		return
	}
	s.picked = i
	s.draw()
	if s.OnPicked != nil {
		s.OnPicked(s.Value())
	}
}

// Pick puts a filter on as a click does.
func (s *Segments[V]) Pick(v V) {
	for i, o := range s.options {
		if o.Value == v {
			s.pick(i)
			return
		}
	}
}

// CreateRenderer shows the filters in a row.
func (s *Segments[V]) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.row) }

// FocusGained outlines the filter that is on.
func (s *Segments[V]) FocusGained() { s.focused = true; s.draw(); Reveal(s) }

// FocusLost takes the outline away.
func (s *Segments[V]) FocusLost() { s.focused = false; s.draw() }

// TypedRune does nothing.
func (s *Segments[V]) TypedRune(rune) {}

// TypedKey goes from filter to filter.
func (s *Segments[V]) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyLeft:
		s.pick(s.picked - 1)
	case fyne.KeyRight:
		s.pick(s.picked + 1)
	default:
		PassKey(s, k)
	}
}

// segment is one filter.
type segment struct {
	widget.BaseWidget
	text   *canvas.Text
	ground *canvas.Rectangle
	tapped func()
}

func (s *segment) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(s.ground, container.New(&marginLayout{5, 5, 10, 10}, s.text)))
}

// Tapped puts the filter on.
func (s *segment) Tapped(*fyne.PointEvent) { s.tapped() }

// gapLayout puts its objects in a row, each as wide as it needs.
type gapLayout struct{ gap float32 }

func (l *gapLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var x float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		Place(o, x, (size.Height-m.Height)/2, m.Width, m.Height)
		x += m.Width + l.gap
	}
}

func (l *gapLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		if least.Width > 0 {
			least.Width += l.gap
		}
		least = fyne.NewSize(least.Width+m.Width, max(least.Height, m.Height))
	}
	return least
}
