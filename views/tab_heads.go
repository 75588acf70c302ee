package views

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// tabHeads are the headings of tabs in a row, each with its count, the one in
// sight with a line below it. Left and Right go from one to the next.
type tabHeads struct {
	widget.BaseWidget
	// OnPicked is called when a heading is chosen by hand; whoever shows the tab
	// says so with Select.
	OnPicked func(i int)

	heads    []*tabHead
	selected int
	focused  bool
	pale     bool
	side     float32 // left and right of each
	row      *fyne.Container
}

const (
	tabSide, narrowSide float32 = 14, 9
	tabLine             float32 = 3
)

// newTabHeads returns the headings of tabs, of which the first is in sight.
func newTabHeads(titles ...string) *tabHeads {
	t := &tabHeads{row: container.New(layout.NewCustomPaddedHBoxLayout(0)), side: tabSide}
	size := theme.Current().Size(theme.SizeNameText)
	for i, title := range titles {
		h := &tabHead{heads: t, place: i, text: canvas.NewText(title, nil), count: canvas.NewText("", nil), line: canvas.NewRectangle(nil), ring: canvas.NewRectangle(nil)}
		h.text.TextSize, h.count.TextSize = size, size
		h.ring.CornerRadius, h.ring.StrokeWidth = theme.Current().Size(theme.SizeNameButtonRadius), 2
		h.ExtendBaseWidget(h)
		t.heads = append(t.heads, h)
		t.row.Add(h)
	}
	t.ExtendBaseWidget(t)
	t.paint()
	return t
}

// CreateRenderer shows the headings in a row.
func (t *tabHeads) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.row) }

// SelectedIndex returns the place of the tab in sight.
func (t *tabHeads) SelectedIndex() int { return t.selected }

// Select marks a tab as the one in sight.
func (t *tabHeads) Select(i int) {
	t.selected = i
	t.paint()
}

// Pick chooses a heading as a click does.
func (t *tabHeads) Pick(i int) {
	if i >= 0 && i < len(t.heads) && t.OnPicked != nil {
		t.OnPicked(i)
	}
}

// Head returns the heading of a tab.
func (t *tabHeads) Head(i int) fyne.CanvasObject { return t.heads[i] }

// SetCount sets the figure behind a title; 0 shows none.
func (t *tabHeads) SetCount(i, n int) {
	text := ""
	if n > 0 {
		text = strconv.Itoa(n)
	}
	if c := t.heads[i].count; c.Text != text {
		c.Text = text
		t.heads[i].Refresh()
		t.row.Refresh()
	}
}

// SetPale draws what is not in sight as of no use at present, since there is
// nothing in it.
func (t *tabHeads) SetPale(pale bool) {
	t.pale = pale
	t.paint()
}

// SetNarrow leaves less room between the headings.
func (t *tabHeads) SetNarrow(narrow bool) {
	side := tabSide
	if narrow {
		side = narrowSide
	}
	if t.side != side {
		t.side = side
		t.row.Refresh()
	}
}

// FocusGained shows the ring on the heading of the tab in sight.
func (t *tabHeads) FocusGained() { t.focused = true; t.paint() }

// FocusLost takes it away.
func (t *tabHeads) FocusLost() { t.focused = false; t.paint() }

// TypedRune does nothing.
func (t *tabHeads) TypedRune(rune) {}

// TypedKey goes from tab to tab.
func (t *tabHeads) TypedKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyLeft:
		t.Pick(t.selected - 1)
	case k.Name == fyne.KeyRight:
		t.Pick(t.selected + 1)
	case k.Name == fyne.KeyEscape || k.Name == fyne.KeyF1:
		widgets.PassKey(t, k)
	}
}

func (t *tabHeads) paint() {
	for i, h := range t.heads {
		h.paint(i == t.selected)
	}
}

// tabHead is the heading of one tab.
type tabHead struct {
	widget.BaseWidget
	heads       *tabHeads
	place       int
	hovered     bool
	text, count *canvas.Text
	line, ring  *canvas.Rectangle
}

func (h *tabHead) paint(selected bool) {
	ink, count := widgets.ColorNameLabel, widgets.ColorNameMuted
	switch {
	case selected:
		ink, count = theme.ColorNamePrimary, theme.ColorNamePrimary
	case h.heads.pale:
		ink = theme.ColorNameDisabled
	case h.hovered:
		ink = theme.ColorNameForeground
	}
	h.text.Color, h.text.TextStyle.Bold, h.count.Color = widgets.Colour(ink), selected, widgets.Colour(count)
	h.line.FillColor, h.ring.StrokeColor = widgets.Colour(theme.ColorNamePrimary), widgets.Colour(theme.ColorNamePrimary)
	h.line.Hidden, h.ring.Hidden = !selected, !selected || !h.heads.focused
	h.Refresh()
}

// Tapped brings the tab into sight.
func (h *tabHead) Tapped(*fyne.PointEvent) { h.heads.Pick(h.place) }

// MouseIn marks the heading.
func (h *tabHead) MouseIn(*desktop.MouseEvent) {
	h.hovered = true
	h.paint(h.place == h.heads.selected)
}

// MouseMoved does nothing.
func (h *tabHead) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (h *tabHead) MouseOut() {
	h.hovered = false
	h.paint(h.place == h.heads.selected)
}

// CreateRenderer draws the heading.
func (h *tabHead) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(tabHeadLayout{h}, h.ring, h.line, h.text, h.count))
}

// tabHeadLayout gives a heading the room of its title in bold, so that nothing
// moves when another tab comes into sight, and stands the line on the lower edge.
type tabHeadLayout struct{ head *tabHead }

func (l tabHeadLayout) widths() (text, count float32) {
	h := l.head
	text = fyne.MeasureText(h.text.Text, h.text.TextSize, fyne.TextStyle{Bold: true}).Width
	if h.count.Text != "" {
		count = 6 + h.count.MinSize().Width
	}
	return text, count
}

func (l tabHeadLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	h, side := l.head, l.head.heads.side
	text, count := l.widths()
	height := h.text.MinSize().Height
	y := (size.Height - height) / 2
	widgets.Place(h.text, side, y, text, height)
	widgets.Place(h.count, side+text+6, y, count, height)
	widgets.Place(h.line, side, size.Height-tabLine, text+count, tabLine)
	widgets.Place(h.ring, side-6, (size.Height-widgets.ControlHeight)/2, text+count+12, widgets.ControlHeight)
}

func (l tabHeadLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	text, count := l.widths()
	return fyne.NewSize(text+count+2*l.head.heads.side, bandHeight)
}
