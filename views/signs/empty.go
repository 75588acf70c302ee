package signs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

// leastEmpty is the width that an empty state has in the narrowest panel.
const leastEmpty float32 = 280

// NewEmptyState returns what stands in place of a list without entries: what is
// missing, what to do first, and a button that does it. An empty verb gives no
// button.
func NewEmptyState(title, hint, verb string, do func()) fyne.CanvasObject {
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
		box.Add(container.NewCenter(b))
	}
	return container.New(widgets.LeastWidth(leastEmpty), box)
}
