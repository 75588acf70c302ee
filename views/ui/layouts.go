package ui

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
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

// Panel stands beside a list, on a ground of its own and behind a line, as wide as
// suits the window.
func Panel(d *Context, content fyne.CanvasObject) *fyne.Container {
	line := canvas.NewRectangle(theme.Color(theme.ColorNameSeparator))
	line.SetMinSize(fyne.NewSize(1, 1))
	return container.New(panelLayout{d}, container.NewStack(canvas.NewRectangle(theme.Color(widgets.ColorNamePanel)),
		container.NewBorder(nil, nil, line, nil, widgets.NewMargin(widgets.BlockGap, 0, widgets.Gutter, widgets.Gutter, content))))
}

// panelLayout gives a panel its width by that of the window.
type panelLayout struct{ d *Context }

func (panelLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	layout.NewStackLayout().Layout(objects, size)
}

func (l panelLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := float32(376)
	switch window := l.d.Window.Canvas().Size().Width; {
	case window < 1200:
		width = 320
	case window >= 1600:
		width = 440
	}
	return fyne.NewSize(width, layout.NewStackLayout().MinSize(objects).Height)
}

// Paragraph is text that wraps.
func Paragraph(text string) *widget.Label { return widgets.NewParagraph(text) }

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

// SetShown brings something into sight, or takes it out.
func SetShown(o fyne.CanvasObject, shown bool) {
	if shown {
		o.Show()
	} else {
		o.Hide()
	}
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
	return container.NewCenter(widgets.NewEmptyState(words.T("No event is chosen"),
		words.T("Choose an event, or begin a new one, under “%s”.", words.T("Events")),
		words.T("Go to the events"), func() { d.ShowTab(0, nil) }))
}

// MenuButton returns a button that opens a menu below itself.
func (d *Context) MenuButton(label string, items func() []*fyne.MenuItem) *widgets.Button {
	b := widgets.NewMenuButton(label, nil, nil)
	b.OnTapped = func() {
		c := d.Window.Canvas()
		menu := widget.NewPopUpMenu(fyne.NewMenu("", items()...), c)
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b)
		x := min(at.X, max(0, c.Size().Width-menu.MinSize().Width))
		menu.ShowAtPosition(fyne.NewPos(x, at.Y+b.Size().Height))
	}
	return b
}
