package signs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// An empty state is as wide as its place, within these.
const (
	leastEmpty float32 = 280 // in the narrowest panel
	mostEmpty  float32 = 420
)

// NewEmptyState returns what stands in place of a list without entries, in the
// middle of it: what is missing, what to do first, and a button that does it, with
// others beside it. An empty verb gives no button.
func NewEmptyState(title, hint, verb string, do func(), others ...fyne.CanvasObject) fyne.CanvasObject {
	head := widget.NewLabelWithStyle(title, fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	head.SizeName = theme.SizeNameSubHeadingText
	text := widgets.NewParagraph(hint)
	text.Alignment = fyne.TextAlignCenter
	text.Importance = widget.LowImportance
	text.Resize(fyne.NewSize(leastEmpty, 0))
	box := widgets.NewColumn(4, head, text)
	if verb != "" {
		b := widgets.NewButton(verb, do)
		b.Kind = widgets.Primary
		box.Add(container.NewCenter(container.NewHBox(append([]fyne.CanvasObject{b}, others...)...)))
	}
	return container.New(emptyLayout{}, box)
}

// emptyLayout stands its object in the middle, as wide as there is room up to a
// limit, and as high as it then is.
type emptyLayout struct{}

func (emptyLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	o, width := objects[0], max(leastEmpty, min(mostEmpty, size.Width))
	o.Resize(fyne.NewSize(width, o.MinSize().Height)) // its text wraps at that
	height := o.MinSize().Height
	widgets.Place(o, (size.Width-width)/2, max(0, (size.Height-height)/2), width, height)
}

func (emptyLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leastEmpty, 0).Max(objects[0].MinSize())
}
