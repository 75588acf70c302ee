package signs

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// Segments is a row of filters of which one is on, each with its count. Left
// and Right go from one to the next.
type Segments[V comparable] struct {
	widget.BaseWidget
	// OnPicked is called when another filter is put on by hand.
	OnPicked func(V)

	options []widgets.Option[V]
	counts  map[V]int
	picked  int
	focused bool
	row     *fyne.Container
}

// NewSegments returns a row of filters with the first on.
func NewSegments[V comparable](options ...widgets.Option[V]) *Segments[V] {
	s := &Segments[V]{options: options, row: widgets.NewRow(4)}
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
		seg.text.Color, seg.text.TextStyle.Bold = widgets.Colour(theme.ColorNameForeground), false
		seg.ground.FillColor, seg.ground.StrokeColor = widgets.Colour(theme.ColorNameBackground), widgets.Colour(theme.ColorNameSeparator)
		if i == s.picked {
			seg.text.Color, seg.ground.FillColor = widgets.Colour(theme.ColorNamePrimary), widgets.Colour(widgets.ColorNameAccentSoft)
			seg.text.TextStyle.Bold = true
			seg.ground.StrokeColor = seg.ground.FillColor
			if s.focused {
				seg.ground.StrokeWidth = widgets.EdgeWidth
				seg.ground.StrokeColor = widgets.Colour(theme.ColorNamePrimary)
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
func (s *Segments[V]) FocusGained() { s.focused = true; s.draw(); widgets.Reveal(s) }

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
		widgets.PassKey(s, k)
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
	return widget.NewSimpleRenderer(container.NewStack(s.ground, widgets.NewMargin(5, 5, 10, 10, s.text)))
}

// Tapped puts the filter on.
func (s *segment) Tapped(*fyne.PointEvent) { s.tapped() }
