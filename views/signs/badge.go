package signs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// Badge is a word on a rounded ground: a state.
type Badge struct {
	widget.BaseWidget
	text   *canvas.Text
	ground *canvas.Rectangle
	tone   widgets.Tone
}

// NewBadge returns a badge with a word in a tone.
func NewBadge(text string, tone widgets.Tone) *Badge {
	b := &Badge{text: canvas.NewText("", nil), ground: canvas.NewRectangle(nil)}
	b.text.TextSize = theme.Current().Size(theme.SizeNameText)
	b.text.Alignment = fyne.TextAlignCenter
	b.ground.CornerRadius = 4
	b.ExtendBaseWidget(b)
	b.Set(text, tone)
	return b
}

// Set changes the word and its tone.
func (b *Badge) Set(text string, tone widgets.Tone) {
	b.tone = tone
	b.text.Text, b.text.Color, b.ground.FillColor = text, widgets.Colour(tone.Ink()), widgets.Colour(tone.Ground())
	b.Refresh()
}

// Text returns the word.
func (b *Badge) Text() string { return b.text.Text }

// Tone returns the tone.
func (b *Badge) Tone() widgets.Tone { return b.tone }

// CreateRenderer draws the word on its ground.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(b.ground, widgets.NewMargin(3, 3, 8, 8, b.text)))
}
