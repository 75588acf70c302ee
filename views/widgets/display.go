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

const (
	searchDelay = 200 * time.Millisecond
	toastTime   = 8 * time.Second
)

// SearchEntry is a line to search with: it searches a moment after the last
// key, at once on Enter; Esc clears it, and in an empty one goes on to the
// window.
type SearchEntry struct {
	textEntry
	// OnLeave is called on Enter or Down, to go on in the list that was searched.
	OnLeave func()

	hint   string
	ruler  *ruler
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
	e.ruler = newRuler(theme.Current().Size(theme.SizeNameText), fyne.TextStyle{})
	e.start(e, 1)
	e.SetPlaceHolder(placeholder)
	e.Icon = theme.Current().Icon(theme.IconNameSearch)
	clearing := widget.NewButtonWithIcon("", theme.Current().Icon(theme.IconNameContentClear), func() {
		e.SetText("")
		e.now()
	})
	clearing.Importance = widget.LowImportance
	e.ActionItem = clearing
	e.OnChanged = func(string) {
		e.stop()
		e.stop = e.later(searchDelay, e.now)
	}
	e.onKey = func(k fyne.KeyName) bool {
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
	if hint, _ := e.ruler.fit(e.hint, size.Width-icons); hint != e.PlaceHolder {
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
		b := widget.NewButton(verb, do)
		b.Importance = widget.HighImportance
		box.Add(container.NewCenter(b))
	}
	return container.New(leastWidth(420), box)
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
	b.text.Text, b.text.Color, b.ground.FillColor = text, colour(tone.ink()), colour(tone.ground())
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
	b := &Bar{track: canvas.NewRectangle(colour(ColorNamePillGround)), fill: canvas.NewRectangle(colour(theme.ColorNamePrimary))}
	b.track.CornerRadius, b.fill.CornerRadius = 3, 3
	b.ExtendBaseWidget(b)
	return b
}

// Set fills the bar from 0 to 1; more than 1 is full.
func (b *Bar) Set(fraction float64, tone Tone) {
	b.fraction = max(0, min(1, fraction))
	b.fill.FillColor = colour(tone.ink())
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
	y := max(0, (size.Height-6)/2)
	place(objects[0], 0, y, size.Width, 6)
	place(objects[1], 0, y, size.Width*float32(l.bar.fraction), 6)
}

func (l barLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(60, 10) }

// Stat is what a [StatTile] shows.
type Stat struct {
	Caption string // 群众代表, 逾期
	Figure  string // 5 / 8
	Note    string // what follows from it: 还差 3 人
	Detail  string // a line of other figures below: 确认 5，实到 3; empty for none
	Tone    Tone
	// Fraction fills the tile's bar from 0 to 1; a negative one shows no bar.
	Fraction float64
}

// StatTile shows one figure of a board. A tile with OnTapped filters by it, and
// is drawn picked while it does.
type StatTile struct {
	widget.BaseWidget
	// OnTapped is called on a click.
	OnTapped func()

	stat          Stat
	picked        bool
	hovered       bool
	ground        *canvas.Rectangle
	caption, note *canvas.Text
	figure        *canvas.Text
	detail        *canvas.Text
	bar           *Bar
}

// NewStatTile returns a tile.
func NewStatTile(s Stat) *StatTile {
	t := &StatTile{
		ground: canvas.NewRectangle(nil), caption: canvas.NewText("", nil), figure: canvas.NewText("", nil),
		note: canvas.NewText("", nil), detail: canvas.NewText("", nil), bar: NewBar(),
	}
	size := theme.Current().Size(theme.SizeNameText)
	t.caption.TextSize, t.note.TextSize, t.detail.TextSize, t.figure.TextSize = size, size, size, theme.Current().Size(theme.SizeNameHeadingText)
	t.figure.TextStyle.Bold = true
	t.ground.CornerRadius, t.ground.StrokeWidth = 4, 1
	t.ExtendBaseWidget(t)
	t.Set(s)
	return t
}

// Set changes what the tile shows.
func (t *StatTile) Set(s Stat) {
	t.stat = s
	t.caption.Text, t.figure.Text, t.note.Text, t.detail.Text = s.Caption, s.Figure, s.Note, s.Detail
	t.detail.Hidden = s.Detail == ""
	if s.Fraction < 0 {
		t.bar.Hide()
	} else {
		t.bar.Show()
		t.bar.Set(s.Fraction, s.Tone)
	}
	t.paint()
	t.Refresh()
}

// Stat returns what the tile shows.
func (t *StatTile) Stat() Stat { return t.stat }

// Pick draws the tile as the one that is filtered by, or not.
func (t *StatTile) Pick(picked bool) {
	t.picked = picked
	t.paint()
	t.Refresh()
}

// Picked reports whether the tile is drawn picked.
func (t *StatTile) Picked() bool { return t.picked }

func (t *StatTile) paint() {
	t.caption.Color, t.detail.Color = colour(ColorNameMuted), colour(ColorNameMuted)
	t.figure.Color = colour(t.stat.Tone.ink())
	t.note.Color = colour(t.stat.Tone.ink())
	if t.stat.Tone == Plain {
		t.note.Color = colour(ColorNameMuted)
	}
	t.ground.FillColor, t.ground.StrokeColor = colour(theme.ColorNameBackground), colour(theme.ColorNameSeparator)
	if t.picked {
		t.ground.FillColor = colour(ColorNameAccentSoft)
	} else if t.hovered && t.OnTapped != nil {
		t.ground.FillColor = colour(theme.ColorNameHeaderBackground)
	}
	if t.picked {
		t.ground.StrokeColor = colour(theme.ColorNamePrimary)
	}
}

// CreateRenderer draws the tile.
func (t *StatTile) CreateRenderer() fyne.WidgetRenderer {
	t.paint()
	box := container.New(&columnLayout{gap: 1}, t.caption,
		container.NewBorder(nil, nil, t.figure, nil, container.New(&marginLayout{5, 0, 8, 0}, t.note)), t.detail, t.bar)
	return widget.NewSimpleRenderer(container.NewStack(t.ground, container.New(&marginLayout{7, 6, 12, 12}, box)))
}

// Tapped calls OnTapped.
func (t *StatTile) Tapped(*fyne.PointEvent) {
	if t.OnTapped != nil {
		t.OnTapped()
	}
}

// MouseIn tints a tile that can be clicked.
func (t *StatTile) MouseIn(*desktop.MouseEvent) { t.hovered = true; t.paint(); t.ground.Refresh() }

// MouseMoved does nothing.
func (t *StatTile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tint away.
func (t *StatTile) MouseOut() { t.hovered = false; t.paint(); t.ground.Refresh() }

// NewStatRow puts tiles side by side, of one width where there is room, in a line
// that scrolls sideways where there are too many.
func NewStatRow(tiles ...*StatTile) fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(tiles))
	for i, t := range tiles {
		objects[i] = t
	}
	return container.NewHScroll(container.New(tileLayout{}, objects...))
}

// tileLayout gives all tiles one width where there is room for that, else each
// the width that it needs and a share of what is left over.
type tileLayout struct{}

const (
	tileGap   float32 = 8
	leastTile float32 = 110
	mostTile  float32 = 260
)

func (tileLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if len(objects) == 0 {
		return
	}
	var widest, sum float32
	for _, o := range objects {
		need := max(leastTile, o.MinSize().Width)
		widest, sum = max(widest, need), sum+need
	}
	n := float32(len(objects))
	room := size.Width - (n-1)*tileGap
	alike, x := room/n >= widest, float32(0)
	for _, o := range objects {
		width := min(mostTile, room/n)
		if !alike {
			width = max(leastTile, o.MinSize().Width) + max(0, room-sum)/n
		}
		place(o, x, 0, width, size.Height-tileGap)
		x += width + tileGap
	}
}

func (tileLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		least = fyne.NewSize(least.Width+max(leastTile, m.Width), max(least.Height, m.Height))
	}
	return fyne.NewSize(least.Width+max(0, float32(len(objects)-1))*tileGap, least.Height+tileGap) // the scroll bar hides no tile
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
		seg.text.Color, seg.text.TextStyle.Bold = colour(theme.ColorNameForeground), false
		seg.ground.FillColor, seg.ground.StrokeColor = colour(theme.ColorNameBackground), colour(theme.ColorNameSeparator)
		if i == s.picked {
			seg.text.Color, seg.ground.FillColor = colour(theme.ColorNamePrimary), colour(ColorNameAccentSoft)
			seg.text.TextStyle.Bold = true
			seg.ground.StrokeColor = seg.ground.FillColor
			if s.focused {
				seg.ground.StrokeColor = colour(theme.ColorNamePrimary)
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
func (s *Segments[V]) FocusGained() { s.focused = true; s.draw() }

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
		place(o, x, (size.Height-m.Height)/2, m.Width, m.Height)
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

// Toaster tells in a line above the window's content what was just done, with a
// way to undo it. The line hinders nothing and goes by itself.
type Toaster struct {
	later Later
	stop  func()
	text  *canvas.Text
	act   *widget.Button
	line  *fyne.Container
	layer *fyne.Container
	do    func()
}

// NewToaster returns a toaster that shows nothing. later is [AfterDelay], or
// [Never] in tests.
func NewToaster(later Later) *Toaster {
	t := &Toaster{later: later, stop: func() {}}
	t.text = canvas.NewText("", colour(theme.ColorNameForegroundOnPrimary))
	t.text.TextSize = theme.Current().Size(theme.SizeNameText)
	t.act = widget.NewButton("", func() { t.Act() })
	shut := widget.NewButtonWithIcon("", theme.NewColoredResource(theme.Current().Icon(theme.IconNameCancel), theme.ColorNameForegroundOnPrimary), t.Clear)
	shut.Importance = widget.LowImportance
	ground := canvas.NewRectangle(colour(theme.ColorNameForeground))
	ground.CornerRadius = 4
	t.line = container.NewStack(ground, container.New(&marginLayout{4, 4, 16, 4},
		container.New(&gapLayout{gap: 16}, t.text, t.act, shut)))
	t.line.Hide()
	t.layer = container.New(toastLayout{}, t.line)
	return t
}

// Layer is what shows the line; it goes last into a stack with the window's
// content.
func (t *Toaster) Layer() fyne.CanvasObject { return t.layer }

// Show tells text, with a button named verb that does something about it, such
// as undo it. An empty verb gives no button.
func (t *Toaster) Show(text, verb string, do func()) {
	t.stop()
	t.text.Text, t.do = text, do
	t.act.SetText(verb)
	if verb == "" {
		t.do = nil
		t.act.Hide()
	} else {
		t.act.Show()
	}
	t.line.Show()
	t.layer.Refresh()
	t.stop = t.later(toastTime, t.Clear)
}

// Text returns what is shown, "" for nothing.
func (t *Toaster) Text() string {
	if !t.line.Visible() {
		return ""
	}
	return t.text.Text
}

// Act does what the button does and takes the line away. It tells whether there
// was a button to press.
func (t *Toaster) Act() bool {
	do := t.do
	t.Clear()
	if do == nil {
		return false
	}
	do()
	return true
}

// Clear takes the line away.
func (t *Toaster) Clear() {
	t.stop()
	t.stop = func() {}
	t.do = nil
	t.line.Hide()
	t.layer.Refresh()
}

// toastRise keeps a toast off the lowest lines of a tab, where totals and
// warnings stand with their buttons.
const toastRise = 84

type toastLayout struct{}

func (toastLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	m := objects[0].MinSize()
	place(objects[0], (size.Width-m.Width)/2, size.Height-m.Height-toastRise, m.Width, m.Height)
}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }
