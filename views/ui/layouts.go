package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"openday/app/words"
	"openday/views/menus"
	"openday/views/signs"
	"openday/views/widgets"
)

// WidthLayout gives its objects a fixed width.
type WidthLayout struct{ Width float32 }

// Layout implements fyne.Layout.
func (l WidthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	layout.NewStackLayout().Layout(objects, size)
}

// MinSize implements fyne.Layout.
func (l WidthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.Width, layout.NewStackLayout().MinSize(objects).Height)
}

// FixedLayout gives its objects one size.
type FixedLayout struct{ Size fyne.Size }

// Layout implements fyne.Layout.
func (l FixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	layout.NewStackLayout().Layout(objects, size)
}

// MinSize implements fyne.Layout.
func (l FixedLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.Size }

// FixedHeight gives its objects a fixed height.
type FixedHeight float32

// Layout implements fyne.Layout.
func (h FixedHeight) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

// MinSize implements fyne.Layout.
func (h FixedHeight) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, float32(h)) }

// Columns lays a row out: a positive width is fixed, a negative one a share of
// what is left.
type Columns []float32

// ColumnGap is the room between two columns.
const ColumnGap float32 = 4

// Layout implements fyne.Layout.
func (l Columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left, shares := size.Width-ColumnGap*float32(len(l)-1), float32(0)
	for _, w := range l {
		if w > 0 {
			left -= w
		} else {
			shares -= w
		}
	}
	var x float32
	for i, w := range l {
		if w < 0 {
			w = max(40, left*-w/shares)
		}
		if i < len(objects) {
			height := objects[i].MinSize().Height
			objects[i].Move(fyne.NewPos(x, (size.Height-height)/2))
			objects[i].Resize(fyne.NewSize(w, height))
		}
		x += w + ColumnGap
	}
}

// MinSize implements fyne.Layout.
func (l Columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width, height := ColumnGap*float32(len(l)-1), float32(0)
	for _, w := range l {
		width += max(w, 50)
	}
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(width, height)
}

// Wide is a width that suits the words of the window's language.
func Wide(chinese, english float32) float32 {
	if words.Current() == words.English {
		return english
	}
	return chinese
}

// EditorWidth is the width of the form beside a list.
func EditorWidth() float32 { return Wide(434, 468) }

// Toolbar is a row of buttons and filters, which scrolls sideways where a form
// beside it leaves too little room.
func Toolbar(left, right fyne.CanvasObject, middle ...fyne.CanvasObject) fyne.CanvasObject {
	below := theme.Current().Size(theme.SizeNameScrollBarSmall) // else the bar lies on the buttons
	return container.NewHScroll(widgets.NewMargin(0, below, 0, 0, container.NewBorder(nil, nil, left, right, middle...)))
}

// Page is what a tab shows: what stands above a list and the list, in the gutters of
// the content, and at the right edge, from there to the left, what stands beside
// both while it is in sight.
func Page(above, list fyne.CanvasObject, beside ...fyne.CanvasObject) *fyne.Container {
	return container.New(pageLayout{}, append([]fyne.CanvasObject{above, list}, beside...)...)
}

type pageLayout struct{}

// Layout implements fyne.Layout.
func (pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	right := size.Width
	for _, o := range objects[2:] {
		if o.Visible() {
			width := o.MinSize().Width
			right -= width
			widgets.Place(o, right, 0, width, size.Height)
		}
	}
	width, above := max(0, right-2*widgets.Gutter), objects[0].MinSize().Height
	widgets.Place(objects[0], widgets.Gutter, widgets.BlockGap, width, above)
	if least := objects[0].MinSize().Height; least != above { // it follows from the width
		above = least
		widgets.Place(objects[0], widgets.Gutter, widgets.BlockGap, width, above)
	}
	top := widgets.BlockGap + above + widgets.BlockGap
	widgets.Place(objects[1], widgets.Gutter, top, width, max(0, size.Height-top))
}

// MinSize implements fyne.Layout.
func (pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	above, list := objects[0].MinSize(), objects[1].MinSize()
	least := fyne.NewSize(2*widgets.Gutter+max(above.Width, list.Width), 2*widgets.BlockGap+above.Height+list.Height)
	for _, o := range objects[2:] {
		if o.Visible() {
			size := o.MinSize()
			least = fyne.NewSize(least.Width+size.Width, max(least.Height, size.Height))
		}
	}
	return least
}

// PanelWidths are the widths of a panel in a narrow window, in one as most screens
// have it, and in a wide one.
type PanelWidths struct{ Narrow, Usual, Wide float32 }

// Panel stands beside a list, on a ground of its own and behind a line, as wide as
// suits the window.
func Panel(d *Context, widths PanelWidths, content fyne.CanvasObject) *fyne.Container {
	line := canvas.NewRectangle(theme.Color(theme.ColorNameSeparator))
	line.SetMinSize(fyne.NewSize(1, 1))
	return container.New(panelLayout{d, widths}, container.NewStack(canvas.NewRectangle(theme.Color(widgets.ColorNamePanel)),
		widgets.NewMargin(widgets.BlockGap, 0, widgets.Gutter, widgets.Gutter, content), container.NewHBox(line)))
}

// panelLayout gives a panel its width by that of the window.
type panelLayout struct {
	d      *Context
	widths PanelWidths
}

func (panelLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	layout.NewStackLayout().Layout(objects, size)
}

func (l panelLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := l.widths.Usual
	switch window := l.d.Window.Canvas().Size().Width; {
	case window < 1200:
		width = l.widths.Narrow
	case window >= 1600:
		width = l.widths.Wide
	}
	return fyne.NewSize(width, layout.NewStackLayout().MinSize(objects).Height)
}

// Paragraph is text that wraps.
func Paragraph(text string) *widgets.Paragraph { return widgets.NewParagraph(text) }

// Beside joins two texts that are read together, such as unit and post, by one
// wide space.
func Beside(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\u3000" + b
}

// PartBeside parts what Beside has joined, also where somebody typed two spaces or
// a tab between them.
func PartBeside(text string) (a, b string) {
	for _, mark := range []string{"\u3000", "\t", "  "} {
		if a, b, ok := strings.Cut(text, mark); ok {
			return strings.TrimSpace(a), strings.TrimSpace(b)
		}
	}
	return strings.TrimSpace(text), ""
}

// Cut shortens a line of the window's text to a width.
func Cut(text string, width float32) string {
	runes := []rune(text)
	size := theme.TextSize()
	for n := len(runes); n > 0; n-- {
		line := string(runes[:n])
		if n < len(runes) {
			line += "…"
		}
		if fyne.MeasureText(line, size, fyne.TextStyle{}).Width <= width {
			return line
		}
	}
	return ""
}

// SetEnabled lets things be used, or keeps people from it.
func SetEnabled(on bool, all ...fyne.Disableable) {
	for _, o := range all {
		if on {
			o.Enable()
		} else {
			o.Disable()
		}
	}
}

// NoEvent stands in a tab while there is no current event.
func (d *Context) NoEvent() fyne.CanvasObject {
	return signs.NewEmptyState(words.T("No event is chosen"),
		words.T("Choose an event, or begin a new one, under “%s”.", words.T("Events")),
		words.T("Go to the events"), func() { d.ShowTab(0, nil) })
}

// MenuButton returns a button that opens a menu below itself.
func (d *Context) MenuButton(label string, items func() []*fyne.MenuItem) *widgets.Button {
	b := widgets.NewMenuButton(label, nil, nil)
	b.OnTapped = func() { menus.ShowMenuBelow(fyne.NewMenu("", items()...), b) }
	return b
}
