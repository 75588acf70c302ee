package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

const barHeight float32 = 4

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
	y := max(0, (size.Height-barHeight)/2)
	Place(objects[0], 0, y, size.Width, barHeight)
	Place(objects[1], 0, y, size.Width*float32(l.bar.fraction), barHeight)
}

func (l barLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(60, barHeight) }
