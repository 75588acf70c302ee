package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"openday/views/widgets"
)

// Way is one of the ways to begin that an empty list offers.
type Way struct {
	Icon fyne.Resource
	Name string
	Hint string // a sentence
	Verb string // on its button
	Do   func()
}

const (
	wayWidth   float32 = 264
	leastWay   float32 = 216 // where more stand beside each other for it
	wayGap     float32 = 16
	waysAcross         = 3
	waysSide           = 8 // beside them, where they fill their place
)

// NewWays says in place of an empty list what to do first: a title, a sentence, and
// up to three ways, the likeliest first.
func NewWays(title, hint string, ways ...Way) *fyne.Container {
	head := canvas.NewText(title, widgets.Colour(theme.ColorNameForeground))
	head.TextSize, head.TextStyle.Bold, head.Alignment = theme.Current().Size(theme.SizeNameHeadingText), true, fyne.TextAlignCenter
	text := widgets.NewParagraph(hint)
	text.Alignment = fyne.TextAlignCenter
	boxes := make([]fyne.CanvasObject, len(ways))
	for i, w := range ways {
		boxes[i] = w.box(i == 0)
	}
	return container.New(waysLayout{}, append([]fyne.CanvasObject{head, text}, boxes...)...)
}

// box draws a way; the first has the primary button.
func (w Way) box(first bool) fyne.CanvasObject {
	edge := canvas.NewRectangle(widgets.Colour(theme.ColorNameBackground))
	edge.StrokeColor, edge.StrokeWidth, edge.CornerRadius = widgets.Colour(theme.ColorNameSeparator), 1, 6
	icon := canvas.NewImageFromResource(theme.NewPrimaryThemedResource(w.Icon))
	icon.SetMinSize(fyne.NewSize(24, 24))
	icon.FillMode = canvas.ImageFillContain
	size := theme.Current().Size(theme.SizeNameText)
	button := widgets.NewButton(w.Verb, w.Do)
	if first {
		button.Kind = widgets.Primary
	}
	hint := widgets.NewMutedProse(size, widgets.Piece{Text: w.Hint})
	return container.NewStack(edge, widgets.NewMargin(20, 20, 20, 20, container.NewBorder(
		widgets.NewColumn(8, container.NewHBox(icon), widgets.NewProse(size, widgets.Piece{Text: w.Name, Bold: true}), hint), container.NewHBox(button), nil, nil)))
}

// waysLayout puts title and sentence above the ways, which stand side by side where
// there is room, else below each other; all of it in the middle of its place.
type waysLayout struct{}

// rowsOf returns how many ways a row has in a width, 0 for one not known yet, and
// how wide and high each is.
func (waysLayout) rowsOf(objects []fyne.CanvasObject, width float32) (perRow int, way fyne.Size) {
	n := len(objects) - 2
	if width == 0 {
		width = waysAcross * (wayWidth + wayGap)
	}
	perRow = max(1, min(n, waysAcross, int((width+wayGap)/(leastWay+wayGap))))
	way.Width = max(leastWay, min(wayWidth, (width+wayGap)/float32(perRow)-wayGap))
	for _, o := range objects[2:] {
		o.Resize(fyne.NewSize(way.Width, o.Size().Height))
		way.Height = max(way.Height, o.MinSize().Height)
	}
	return perRow, way
}

func (l waysLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	perRow, way := l.rowsOf(objects, size.Width-2*waysSide)
	objects[1].Resize(fyne.NewSize(size.Width, objects[1].Size().Height))
	y := max(0, (size.Height-l.height(objects, perRow, way.Height))/2)
	widgets.Place(objects[0], 0, y, size.Width, 28)
	widgets.Place(objects[1], 0, y+32, size.Width, objects[1].MinSize().Height)
	y += 32 + objects[1].MinSize().Height + wayGap
	for i := 2; i < len(objects); i += perRow {
		row := objects[i:min(i+perRow, len(objects))]
		x := (size.Width - float32(len(row))*(way.Width+wayGap) + wayGap) / 2
		for _, o := range row {
			widgets.Place(o, x, y, way.Width, way.Height)
			x += way.Width + wayGap
		}
		y += way.Height + wayGap
	}
}

func (l waysLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	perRow, way := l.rowsOf(objects, max(0, objects[0].Size().Width-2*waysSide))
	return fyne.NewSize(leastWay, l.height(objects, perRow, way.Height))
}

// height is that of all, with so many ways a row.
func (waysLayout) height(objects []fyne.CanvasObject, perRow int, high float32) float32 {
	rows := (len(objects) - 2 + perRow - 1) / perRow
	return 32 + objects[1].MinSize().Height + float32(rows)*(wayGap+high)
}
