package menus

import (
	"slices"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

const (
	menuBarHeight  float32 = 28
	headingPadding float32 = 10
)

// Heading is a menu of a menu bar with the letter that opens it with Alt.
type Heading struct {
	Menu   *fyne.Menu
	Letter rune
}

// text is what stands in the bar: the letter is part of the name, or stands
// behind it as in 文件(F).
func (h Heading) text() string {
	if h.Letter == 0 || h.letterAt() >= 0 {
		return h.Menu.Label
	}
	return h.Menu.Label + "(" + string(h.Letter) + ")"
}

// letterAt is the place of the letter in the name, -1 where it has none.
func (h Heading) letterAt() int {
	return slices.Index([]rune(strings.ToUpper(h.Menu.Label)), unicode.ToUpper(h.Letter))
}

// keys open the menu.
func (h Heading) keys() widgets.Keystroke {
	return widgets.Keystroke{Key: fyne.KeyName(unicode.ToUpper(h.Letter)), Mod: fyne.KeyModifierAlt}
}

// MenuBar is the row of menus at the top of a window. Alt with a menu's letter
// opens it, F10 the first one.
type MenuBar struct {
	widget.BaseWidget
	canvas   fyne.Canvas
	headings []*menuHeading
	open     *Menu // nil while none is
	shown    int   // which one is open
	ground   *canvas.Rectangle
	line     *canvas.Rectangle
}

// menuBars are the menu bars of windows, by the canvas.
var menuBars = map[fyne.Canvas]*MenuBar{}

// NewMenuBar returns the menu bar of a window and has the window obey its keys.
func NewMenuBar(w fyne.Window, all ...Heading) *MenuBar {
	b := &MenuBar{canvas: w.Canvas(), ground: canvas.NewRectangle(widgets.Colour(theme.ColorNameBackground)), line: canvas.NewRectangle(widgets.Colour(theme.ColorNameSeparator))}
	for i, h := range all {
		heading := &menuHeading{Heading: h, bar: b, place: i}
		heading.ExtendBaseWidget(heading)
		b.headings = append(b.headings, heading)
		if h.Letter != 0 {
			b.canvas.AddShortcut(h.keys().Shortcut(), func(fyne.Shortcut) { b.Open(i) })
		}
	}
	b.ExtendBaseWidget(b)
	menuBars[b.canvas] = b
	widgets.HearFirst(w, b.takes)
	return b
}

// takes opens the menu that a shortcut is of, and reports whether it is of one.
func (b *MenuBar) takes(s fyne.Shortcut) bool {
	for i, h := range b.headings {
		if h.Letter != 0 && h.keys().Is(s) {
			b.Open(i)
			return true
		}
	}
	return false
}

// MenusOf returns the menus of a window, nil where it has no menu bar.
func MenusOf(w fyne.Window) []*fyne.Menu {
	b := menuBars[w.Canvas()]
	if b == nil {
		return nil
	}
	all := make([]*fyne.Menu, len(b.headings))
	for i, h := range b.headings {
		all[i] = h.Menu
	}
	return all
}

// OpenMenu returns the menu that is open in a window's canvas, nil for none.
func OpenMenu(c fyne.Canvas) *Menu {
	m, _ := c.Overlays().Top().(*Menu)
	return m
}

// Open opens the i-th menu, unless a dialog or another list lies above the bar.
// The one that is open already closes.
func (b *MenuBar) Open(i int) {
	again := b.open != nil && b.shown == i
	if b.open != nil {
		b.open.Hide()
	}
	if again || b.canvas.Overlays().Top() != nil {
		return
	}
	b.shown = i
	h := b.headings[i]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(h)
	b.open = showMenu(h.Menu, b.canvas, at.AddXY(0, h.Size().Height), 0, b)
	h.Refresh()
}

// Start opens the first menu with its first entry lit, as F10 does.
func (b *MenuBar) Start() {
	if b.Open(0); b.open != nil {
		b.open.panel().walk(1)
	}
}

// beside opens the menu to the right or to the left of the one that is open.
func (b *MenuBar) beside(by int) {
	b.Open((b.shown + by + len(b.headings)) % len(b.headings))
	if b.open != nil {
		b.open.panel().walk(1)
	}
}

// left is told that a menu was taken away.
func (b *MenuBar) left(m *Menu) {
	if b.open == m {
		b.open = nil
		b.headings[b.shown].Refresh()
	}
}

// at returns the heading at a place of the window, -1 for none.
func (b *MenuBar) at(p fyne.Position) int {
	for i, h := range b.headings {
		from, size := fyne.CurrentApp().Driver().AbsolutePositionForObject(h), h.Size()
		if p.X >= from.X && p.Y >= from.Y && p.X < from.X+size.Width && p.Y < from.Y+size.Height {
			return i
		}
	}
	return -1
}

// CreateRenderer draws the headings in a row.
func (b *MenuBar) CreateRenderer() fyne.WidgetRenderer { return &menuBarRenderer{b} }

type menuBarRenderer struct{ *MenuBar }

func (r *menuBarRenderer) Destroy() {}

func (r *menuBarRenderer) Layout(size fyne.Size) {
	widgets.Place(r.ground, 0, 0, size.Width, size.Height)
	widgets.Place(r.line, 0, size.Height-1, size.Width, 1)
	x := float32(6)
	for _, h := range r.headings {
		width := h.MinSize().Width
		widgets.Place(h, x, 0, width, size.Height-1)
		x += width
	}
}

func (r *menuBarRenderer) MinSize() fyne.Size { return fyne.NewSize(0, menuBarHeight) }

func (r *menuBarRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.ground, r.line}
	for _, h := range r.headings {
		all = append(all, h)
	}
	return all
}

func (r *menuBarRenderer) Refresh() {
	for _, h := range r.headings {
		h.Refresh()
	}
}

// menuHeading is the name of a menu in the bar.
type menuHeading struct {
	widget.BaseWidget
	Heading
	bar     *MenuBar
	place   int
	hovered bool
	ground  *canvas.Rectangle
	name    *canvas.Text
	under   *canvas.Rectangle // the letter, where it is part of the name
}

// CreateRenderer draws the name, with its letter.
func (h *menuHeading) CreateRenderer() fyne.WidgetRenderer {
	h.ground, h.under = canvas.NewRectangle(nil), canvas.NewRectangle(widgets.Colour(theme.ColorNameForeground))
	h.name = canvas.NewText(h.text(), widgets.Colour(theme.ColorNameForeground))
	h.name.TextSize = theme.Current().Size(theme.SizeNameText)
	h.under.Hidden = h.Letter == 0
	return &menuHeadingRenderer{h}
}

// Tapped opens the menu.
func (h *menuHeading) Tapped(*fyne.PointEvent) { h.bar.Open(h.place) }

// MouseIn marks the name.
func (h *menuHeading) MouseIn(*desktop.MouseEvent) { h.hovered = true; h.Refresh() }

// MouseMoved does nothing.
func (h *menuHeading) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (h *menuHeading) MouseOut() { h.hovered = false; h.Refresh() }

// AccessibilityLabel returns the name.
func (h *menuHeading) AccessibilityLabel() string { return h.Menu.Label }

// AccessibilityRole says that it can be pressed.
func (h *menuHeading) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

type menuHeadingRenderer struct{ *menuHeading }

func (r *menuHeadingRenderer) Destroy() {}

func (r *menuHeadingRenderer) Layout(size fyne.Size) {
	widgets.Place(r.ground, 0, 0, size.Width, size.Height)
	text := r.name.MinSize()
	y := (size.Height - text.Height) / 2
	widgets.Place(r.name, headingPadding, y, text.Width, text.Height)
	runes := []rune(r.name.Text)
	at := r.letterAt()
	if at < 0 {
		at = len(runes) - 2 // before the bracket
	}
	measure := func(to int) float32 {
		return fyne.MeasureText(string(runes[:to]), r.name.TextSize, fyne.TextStyle{}).Width
	}
	if r.Letter != 0 {
		from, to := measure(at), measure(at+1)
		widgets.Place(r.under, headingPadding+from, y+text.Height-1, to-from, 1)
	}
}

func (r *menuHeadingRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.name.MinSize().Width+2*headingPadding, menuBarHeight-1)
}

func (r *menuHeadingRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.name, r.under}
}

func (r *menuHeadingRenderer) Refresh() {
	r.ground.FillColor = nil
	switch {
	case r.bar.open != nil && r.bar.shown == r.place:
		r.ground.FillColor = widgets.Colour(widgets.ColorNameAccentSoft)
	case r.hovered:
		r.ground.FillColor = widgets.Colour(theme.ColorNameHover)
	}
	r.ground.Refresh()
}
