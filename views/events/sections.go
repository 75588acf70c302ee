package events

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

const (
	sectionHeight float32 = 36
	sectionsWidth float32 = 176
	leastSections         = 7 // in sight in the smallest window; the list scrolls there
)

// sectionList is the list of the form's sections, each with its state. The chosen
// one is the heading of what stands beside it.
type sectionList struct {
	widget.BaseWidget
	OnPicked func(n int)

	lines  []*sectionLine
	picked int
	scroll *container.Scroll
}

func newSectionList(titles []string) *sectionList {
	l := &sectionList{}
	box := container.New(layout.NewCustomPaddedVBoxLayout(0))
	for i, title := range titles {
		line := &sectionLine{list: l, n: i, title: title}
		line.ExtendBaseWidget(line)
		l.lines = append(l.lines, line)
		box.Add(line)
	}
	l.scroll = container.NewVScroll(box)
	l.scroll.SetMinSize(fyne.NewSize(sectionsWidth, sectionHeight*float32(min(len(titles), leastSections))))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer shows the lines below each other.
func (l *sectionList) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

// Value returns the number of the chosen section.
func (l *sectionList) Value() int { return l.picked }

// Set chooses a section, as code does.
func (l *sectionList) Set(n int) {
	if n != l.picked && n >= 0 && n < len(l.lines) {
		l.picked = n
		top := sectionHeight * float32(n)
		l.scroll.Offset.Y = max(min(l.scroll.Offset.Y, top), top+sectionHeight-l.scroll.Size().Height)
		l.scroll.Refresh()
		l.Refresh()
	}
}

// say shows the state of a section.
func (l *sectionList) say(n int, state string, tone widgets.Tone) {
	if line := l.lines[n]; line.state != state || line.tone != tone {
		line.state, line.tone = state, tone
		line.Refresh()
	}
}

// Refresh draws all lines anew.
func (l *sectionList) Refresh() {
	for _, line := range l.lines {
		line.Refresh()
	}
}

// sectionLine is a section of the list.
type sectionLine struct {
	widget.BaseWidget
	list         *sectionList
	n            int
	title, state string
	tone         widgets.Tone
	hovered      bool
}

// CreateRenderer draws the title at the left and the state at the right.
func (s *sectionLine) CreateRenderer() fyne.WidgetRenderer {
	r := &sectionRenderer{line: s, ground: canvas.NewRectangle(nil), title: canvas.NewText("", nil), state: canvas.NewText("", nil)}
	r.ground.CornerRadius = theme.Size(theme.SizeNameInputRadius)
	r.Refresh()
	return r
}

// Tapped chooses the section.
func (s *sectionLine) Tapped(*fyne.PointEvent) {
	if s.list.OnPicked != nil {
		s.list.OnPicked(s.n)
	}
}

// MouseIn marks the line.
func (s *sectionLine) MouseIn(*desktop.MouseEvent) { s.hovered = true; s.Refresh() }

// MouseMoved does nothing.
func (s *sectionLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (s *sectionLine) MouseOut() { s.hovered = false; s.Refresh() }

type sectionRenderer struct {
	line         *sectionLine
	ground       *canvas.Rectangle
	title, state *canvas.Text
}

func (r *sectionRenderer) Destroy() {}

func (r *sectionRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.title, r.state}
}

func (r *sectionRenderer) MinSize() fyne.Size { return fyne.NewSize(sectionsWidth, sectionHeight) }

func (r *sectionRenderer) Layout(size fyne.Size) {
	const inset = 12
	r.ground.Resize(size)
	r.title.Move(fyne.NewPos(inset, (size.Height-r.title.MinSize().Height)/2))
	state := r.state.MinSize()
	r.state.Move(fyne.NewPos(size.Width-8-state.Width, (size.Height-state.Height)/2))
}

func (r *sectionRenderer) Refresh() {
	s := r.line
	chosen := s.n == s.list.picked
	ground, ink := theme.ColorNameBackground, widgets.ColorNameLabel
	switch {
	case chosen:
		ground, ink = widgets.ColorNameAccentSoft, theme.ColorNamePrimary
	case s.hovered:
		ground = theme.ColorNameHover
	}
	r.ground.FillColor = theme.Color(ground)
	r.title.Text, r.title.Color, r.title.TextStyle.Bold = s.title, theme.Color(ink), chosen
	r.state.Text, r.state.Color = s.state, s.tone.Colour()
	r.title.TextSize, r.state.TextSize = theme.Size(theme.SizeNameText), theme.Size(theme.SizeNameText)
	r.Layout(s.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}
