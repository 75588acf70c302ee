package lists

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
)

// tipBox shows the whole of a text that is cut, within the widget that cut it: a
// pop-up would take the mouse away from it.
type tipBox struct {
	box  *fyne.Container
	text *widgets.Paragraph
	stop func()
}

func newTipBox() *tipBox {
	ground := canvas.NewRectangle(widgets.Colour(theme.ColorNameOverlayBackground))
	ground.StrokeWidth, ground.StrokeColor, ground.CornerRadius = 1, widgets.Colour(theme.ColorNameInputBorder), 4
	b := &tipBox{text: widgets.NewParagraph(""), stop: func() {}}
	b.box = container.NewStack(ground, b.text)
	b.box.Hide()
	return b
}

// wait shows the tip after a while, unless it is hidden before.
func (b *tipBox) wait(later widgets.Later, show func()) {
	if later == nil {
		later = widgets.AtOnce
	}
	b.stop = later(tooltipDelay, show)
}

// show shows a text below what ends at bottom, or where there is no room above
// what begins at top, within an area.
func (b *tipBox) show(text string, area fyne.Size, x, top, bottom float32) {
	width := min(tooltipWidth, area.Width)
	b.text.SetText(text)
	b.text.Resize(fyne.NewSize(width, 0))
	height := b.text.MinSize().Height
	y := bottom
	if y+height > area.Height {
		y = max(0, top-height)
	}
	widgets.Place(b.box, max(0, min(x, area.Width-width)), y, width, height)
	b.box.Show()
}

// hide takes the tip away, or keeps it from coming.
func (b *tipBox) hide() {
	b.stop()
	b.stop = func() {}
	if b.box.Visible() {
		b.box.Hide()
	}
}
