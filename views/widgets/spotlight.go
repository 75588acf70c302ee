package widgets

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Area is a part of a window.
type Area struct {
	At   fyne.Position
	Size fyne.Size
}

// AreaOf is where an object of a window is at present.
func AreaOf(o fyne.CanvasObject) Area {
	return Area{fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size()}
}

// AreaAround is the least area in which some objects of a window are.
func AreaAround(objects ...fyne.CanvasObject) Area {
	all := AreaOf(objects[0])
	for _, o := range objects[1:] {
		a := AreaOf(o)
		right, bottom := max(all.right(), a.right()), max(all.bottom(), a.bottom())
		all.At = fyne.NewPos(min(all.At.X, a.At.X), min(all.At.Y, a.At.Y))
		all.Size = fyne.NewSize(right-all.At.X, bottom-all.At.Y)
	}
	return all
}

// wholePixels is the area with its edges moved outwards to pixels of the screen,
// so that no seam shows between what is dimmed beside it.
func (a Area) wholePixels(scale float32) Area {
	out := func(v float32, round func(float64) float64) float32 {
		return float32(round(float64(v*scale))) / scale
	}
	at := fyne.NewPos(out(a.At.X, math.Floor), out(a.At.Y, math.Floor))
	return Area{at, fyne.NewSize(out(a.right(), math.Ceil)-at.X, out(a.bottom(), math.Ceil)-at.Y)}
}

func (a Area) right() float32  { return a.At.X + a.Size.Width }
func (a Area) bottom() float32 { return a.At.Y + a.Size.Height }

const (
	spotlightWidth  float32 = 430 // of the card
	spotlightGap    float32 = 14
	spotlightMargin float32 = 12 // between the card and the window's edge
)

// spotlight lies over a window: all but some parts of it are dimmed, and a card
// stands beside those.
type spotlight struct {
	widget.BaseWidget
	canvas  fyne.Canvas
	lit     func() []Area
	card    fyne.CanvasObject
	content *fyne.Container
}

// ShowSpotlight dims a window but for some parts of it, none of them beside
// another, and shows a card that speaks of them. lit is asked again when the
// window changes its size. Keys and buttons are those of a dialog.
func ShowSpotlight(w fyne.Window, title string, content fyne.CanvasObject, lit func() []Area, actions ...Action) *Dialog {
	d, row := newDialog(w.Canvas(), title, actions)
	ground := canvas.NewRectangle(Colour(theme.ColorNameOverlayBackground))
	ground.CornerRadius = 6
	ground.StrokeColor, ground.StrokeWidth = Colour(theme.ColorNamePrimary), 2 // it can stand on white, too
	box := container.New(&columnLayout{gap: 8}, heading(title), content, container.New(&marginLayout{6, 0, 0, 0}, row))
	s := &spotlight{canvas: d.canvas, lit: lit, card: container.NewStack(ground, container.New(&marginLayout{14, 14, 18, 18}, box))}
	s.content = container.New(spotlightLayout{s})
	s.ExtendBaseWidget(s)
	overlays := d.canvas.Overlays()
	d.takeAway = func() { overlays.Remove(s) }
	s.Resize(d.canvas.Size())
	overlays.Add(s)
	d.takeKeys()
	return d
}

// CreateRenderer draws what lies over the window.
func (s *spotlight) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

// spotlightLayout draws the spotlight anew whenever the window has another size.
type spotlightLayout struct{ spotlight *spotlight }

func (l spotlightLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) { l.spotlight.draw(size) }
func (l spotlightLayout) MinSize([]fyne.CanvasObject) fyne.Size        { return fyne.Size{} }

// draw draws everything for a size of the window.
func (s *spotlight) draw(size fyne.Size) {
	s.content.Objects = nil
	areas := s.lit()
	for i, a := range areas {
		areas[i] = a.wholePixels(s.canvas.Scale())
	}
	slices.SortFunc(areas, func(a, b Area) int { return int(a.At.Y - b.At.Y) })
	dim := func(x, y, right, bottom float32) {
		if right > x && bottom > y {
			r := canvas.NewRectangle(Colour(ColorNameScrim))
			Place(r, x, y, right-x, bottom-y)
			s.content.Objects = append(s.content.Objects, r)
		}
	}
	var y float32
	all := Area{fyne.NewPos(size.Width, size.Height), fyne.Size{}}
	var right, bottom float32
	for _, a := range areas {
		dim(0, y, size.Width, a.At.Y)
		dim(0, a.At.Y, a.At.X, a.bottom())
		dim(a.right(), a.At.Y, size.Width, a.bottom())
		y = a.bottom()
		all.At = fyne.NewPos(min(all.At.X, a.At.X), min(all.At.Y, a.At.Y))
		right, bottom = max(right, a.right()), max(bottom, a.bottom())
	}
	dim(0, y, size.Width, size.Height)
	all.Size = fyne.NewSize(right-all.At.X, bottom-all.At.Y)
	for _, a := range areas {
		frame := canvas.NewRectangle(nil)
		frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = Colour(theme.ColorNamePrimary), 3, 4
		Place(frame, a.At.X, a.At.Y, a.Size.Width, a.Size.Height)
		s.content.Objects = append(s.content.Objects, frame)
	}
	s.content.Objects = append(s.content.Objects, s.card)
	width := min(spotlightWidth, size.Width-2*spotlightMargin)
	s.card.Resize(fyne.NewSize(width, 0)) // its text wraps at that
	s.card.Resize(fyne.NewSize(width, s.card.MinSize().Height))
	s.card.Move(beside(all, s.card.Size(), size))
}

// beside is where a card goes: below what is lit, else above, right or left of
// it, else over its lower right corner.
func beside(lit Area, card, window fyne.Size) fyne.Position {
	within := func(at, length, all float32) float32 {
		return max(spotlightMargin, min(at, all-length-spotlightMargin))
	}
	x := within(lit.At.X+(lit.Size.Width-card.Width)/2, card.Width, window.Width)
	y := within(lit.At.Y+(lit.Size.Height-card.Height)/2, card.Height, window.Height)
	switch {
	case lit.bottom()+spotlightGap+card.Height+spotlightMargin <= window.Height:
		return fyne.NewPos(x, lit.bottom()+spotlightGap)
	case lit.At.Y-spotlightGap-card.Height >= spotlightMargin:
		return fyne.NewPos(x, lit.At.Y-spotlightGap-card.Height)
	case lit.right()+spotlightGap+card.Width+spotlightMargin <= window.Width:
		return fyne.NewPos(lit.right()+spotlightGap, y)
	case lit.At.X-spotlightGap-card.Width >= spotlightMargin:
		return fyne.NewPos(lit.At.X-spotlightGap-card.Width, y)
	}
	return fyne.NewPos(within(lit.right()-card.Width-40, card.Width, window.Width), within(lit.bottom()-card.Height-40, card.Height, window.Height))
}
