package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// IconButton is a small button for the mouse alone: what it does has a key
// where the keyboard is, so that Tab goes past it.
type IconButton struct {
	widget.DisableableWidget
	// OnTapped, if set, is called at a press.
	OnTapped func()

	icon   fyne.ThemeIconName
	ground *canvas.Rectangle
	image  *canvas.Image
}

const iconButtonSize float32 = 28

// NewIconButton returns a small button with one of the theme's icons.
func NewIconButton(icon fyne.ThemeIconName, tapped func()) *IconButton {
	b := &IconButton{OnTapped: tapped, icon: icon}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer draws the icon on a ground that shows the mouse.
func (b *IconButton) CreateRenderer() fyne.WidgetRenderer {
	b.ground = canvas.NewRectangle(color.Transparent)
	b.ground.CornerRadius = theme.Current().Size(theme.SizeNameButtonRadius)
	b.image = canvas.NewImageFromResource(theme.Current().Icon(b.icon))
	b.image.FillMode = canvas.ImageFillContain
	r := &iconButtonRenderer{b}
	r.Refresh()
	return r
}

type iconButtonRenderer struct{ *IconButton }

func (r *iconButtonRenderer) Destroy() {}

func (r *iconButtonRenderer) Layout(size fyne.Size) {
	side := theme.Current().Size(theme.SizeNameInlineIcon)
	r.ground.Resize(size)
	Place(r.image, (size.Width-side)/2, (size.Height-side)/2, side, side)
}

func (r *iconButtonRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(iconButtonSize) }

func (r *iconButtonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.image}
}

func (r *iconButtonRenderer) Refresh() {
	r.image.Resource = theme.Current().Icon(r.icon)
	if r.Disabled() {
		r.image.Resource = theme.NewDisabledResource(r.image.Resource)
	}
	r.image.Refresh()
	r.ground.Refresh()
}

// Tapped does what the button is for.
func (b *IconButton) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// Cursor is the ordinary one, also above a text.
func (b *IconButton) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// MouseIn shows that the mouse is on the button.
func (b *IconButton) MouseIn(*desktop.MouseEvent) { b.hover(!b.Disabled()) }

// MouseMoved does nothing.
func (b *IconButton) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes that away.
func (b *IconButton) MouseOut() { b.hover(false) }

func (b *IconButton) hover(on bool) {
	if b.ground == nil {
		return
	}
	b.ground.FillColor = color.Transparent
	if on {
		b.ground.FillColor = Colour(theme.ColorNameHover)
	}
	b.ground.Refresh()
}
