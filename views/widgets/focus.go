package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// EdgeWidth is that of the edge of what has the keyboard; around it lies a ring.
const EdgeWidth float32 = 2

// Ring shows that a widget has the keyboard: an accent edge and a soft one
// around it.
type Ring struct{ edge, glow *canvas.Rectangle }

func (r *Ring) make() {
	if r.edge != nil {
		return
	}
	frame := func(width float32, name fyne.ThemeColorName) *canvas.Rectangle {
		f := canvas.NewRectangle(color.Transparent)
		f.StrokeWidth, f.StrokeColor = width, Colour(name)
		f.CornerRadius = theme.Current().Size(theme.SizeNameInputRadius)
		f.Hide()
		return f
	}
	r.edge, r.glow = frame(EdgeWidth, theme.ColorNamePrimary), frame(ringWidth, ColorNameFocusRing)
}

// Around draws the ring above what another renderer draws.
func (r *Ring) Around(inner fyne.WidgetRenderer) fyne.WidgetRenderer {
	r.make()
	return &ringed{inner, r}
}

// Gained shows the ring around a widget that the keyboard came to, and brings
// the widget into sight.
func (r *Ring) Gained(o fyne.CanvasObject) {
	r.make()
	r.edge.Show()
	r.glow.Show()
	Reveal(o)
}

// Lost takes the ring away.
func (r *Ring) Lost() {
	r.make()
	r.edge.Hide()
	r.glow.Hide()
}

// ringed is a renderer with a ring around what it draws.
type ringed struct {
	fyne.WidgetRenderer
	ring *Ring
}

func (r *ringed) Layout(size fyne.Size) {
	r.WidgetRenderer.Layout(size)
	Place(r.ring.edge, 0, 0, size.Width, size.Height)
	Place(r.ring.glow, -ringWidth, -ringWidth, size.Width+2*ringWidth, size.Height+2*ringWidth)
}

func (r *ringed) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.WidgetRenderer.Objects()), r.ring.glow, r.ring.edge)
}

// Composite is a widget of several parts that take the keyboard. Whoever makes
// such a widget says its parts, so that what has the keyboard can be brought into
// sight.
type Composite interface {
	// Children returns what the widget shows.
	Children() []fyne.CanvasObject
}

// sightMargin is how much of what is around something is brought into sight with it.
const sightMargin float32 = 20

// Reveal scrolls all that o lies in so that it is in sight.
func Reveal(o fyne.CanvasObject) {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(o)
	if c == nil {
		return
	}
	above, found := scrollsAbove(rootOf(c), o)
	if !found {
		return
	}
	for _, s := range above {
		at := driver.AbsolutePositionForObject(o).Subtract(driver.AbsolutePositionForObject(s))
		to := s.Offset
		if s.Direction != container.ScrollHorizontalOnly {
			to.Y = into(to.Y, at.Y, o.Size().Height, s.Size().Height, s.Content.MinSize().Height)
		}
		if s.Direction != container.ScrollVerticalOnly {
			to.X = into(to.X, at.X, o.Size().Width, s.Size().Width, s.Content.MinSize().Width)
		}
		if to != s.Offset {
			s.ScrollToOffset(to)
		}
	}
}

// into returns the offset at which a stretch that begins at a place of the view is
// in the view, with its beginning where not all of it fits.
func into(offset, at, length, view, whole float32) float32 {
	begin, end := at-sightMargin, at+length+sightMargin
	if whole <= view || view <= 0 {
		return offset
	}
	to := offset
	if end > view {
		to += end - view
	}
	if begin-(to-offset) < 0 {
		to = offset + begin
	}
	return max(0, min(whole-view, to))
}

// canvasOf returns the canvas of an object, also of one that was shown just now and is
// not drawn yet, or was taken out with the keyboard in it: what is typed next must not
// be lost. Nil where no window or more than one is open.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(o); c != nil {
		return c
	}
	if all := driver.AllWindows(); len(all) == 1 {
		return all[0].Canvas()
	}
	return nil
}

// rootOf returns what the keyboard can be in: the dialog in front, else the window.
func rootOf(c fyne.Canvas) fyne.CanvasObject {
	if top := c.Overlays().Top(); top != nil {
		for d := fronts[c]; d != nil; d = d.below {
			if d.overlay == top && d.root != nil {
				return d.root
			}
		}
		return top
	}
	return c.Content()
}

// scrollsAbove returns what scrolls o under root, the outermost first.
func scrollsAbove(root, o fyne.CanvasObject) (above []*container.Scroll, found bool) {
	if root == o {
		return nil, true
	}
	var parts []fyne.CanvasObject
	var scroll *container.Scroll
	switch r := root.(type) {
	case *fyne.Container:
		parts = r.Objects
	case *container.Scroll:
		parts, scroll = []fyne.CanvasObject{r.Content}, r
	case *container.AppTabs:
		if item := r.Selected(); item != nil {
			parts = []fyne.CanvasObject{item.Content}
		}
	case Composite:
		parts = r.Children()
	}
	for _, part := range parts {
		if part == nil || !part.Visible() {
			continue
		}
		if above, found = scrollsAbove(part, o); found {
			if scroll != nil {
				above = append([]*container.Scroll{scroll}, above...)
			}
			return above, true
		}
	}
	return nil, false
}

// FocusWhole puts the keyboard into something, with all of its text chosen, so
// that typing replaces it.
func FocusWhole(c fyne.Canvas, o fyne.Focusable) {
	c.Focus(o)
	if text, ok := o.(interface {
		fyne.Shortcutable
		SelectedText() string
	}); ok {
		text.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}
