package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// ButtonKind is how a button stands out.
type ButtonKind int

// The kinds of buttons.
const (
	// Secondary is one of several things that can be done.
	Secondary ButtonKind = iota
	// Primary is what is likeliest to be done; a view or a dialog has one.
	Primary
	// Quiet has no edge: it is seldom pressed, or tells something, too.
	Quiet
	// Link leads elsewhere.
	Link
	// Danger takes something away.
	Danger
	// Destroy is the button of a dialog that confirms what takes something away.
	Destroy
	// Chosen is a filter that is on, or a state on a ground of its tone.
	Chosen
	// OnMessage stands on the message bar.
	OnMessage
)

const (
	buttonPadding float32 = 12
	buttonGap     float32 = 6
	// ButtonIcon is the width of a button's icon.
	ButtonIcon float32 = 18
	menuSign   float32 = 16
	ringWidth  float32 = 3
)

// Button is a button with a regular text, an icon before it, or both. It has a
// focus ring, and Enter and the space bar press it.
type Button struct {
	widget.DisableableWidget
	// Text is the word on it, "" for an icon alone.
	Text string
	// Icon stands before the text, nil for none.
	Icon fyne.Resource
	// Keys name, behind the text, the keys that do the same.
	Keys string
	// Kind is how it stands out.
	Kind ButtonKind
	// Tone is what a quiet or a chosen button says by its colour.
	Tone Tone
	// Menu has a sign say that a menu opens below.
	Menu bool
	// Leading has the text stand at the left, and cut to the room that there is.
	Leading bool
	// Small is for a notice.
	Small bool
	// OnTapped is called when it is pressed.
	OnTapped func()

	hovered, focused bool
	bare             bool // the text is left out
	dot              Tone // of the dot
	ground           *canvas.Rectangle
	edge, ring       *canvas.Rectangle // of the focus
	text, keys       *canvas.Text
	icon, sign       *canvas.Image
	ruler            *Ruler
}

// NewButton returns a secondary button.
func NewButton(label string, tapped func()) *Button { return NewButtonWithIcon(label, nil, tapped) }

// NewButtonWithIcon returns a secondary button with an icon.
func NewButtonWithIcon(label string, icon fyne.Resource, tapped func()) *Button {
	b := &Button{Text: label, Icon: icon, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// NewPrimary returns the button that is likeliest to be pressed.
func NewPrimary(label string, icon fyne.Resource, tapped func()) *Button {
	b := NewButtonWithIcon(label, icon, tapped)
	b.Kind = Primary
	return b
}

// NewQuiet returns a button without an edge.
func NewQuiet(label string, icon fyne.Resource, tapped func()) *Button {
	b := NewButtonWithIcon(label, icon, tapped)
	b.Kind = Quiet
	return b
}

// NewLink returns a button that leads elsewhere.
func NewLink(label string, tapped func()) *Button {
	b := NewButton(label, tapped)
	b.Kind = Link
	return b
}

// NewDanger returns a button that takes something away.
func NewDanger(label string, tapped func()) *Button {
	b := NewButtonWithIcon(label, theme.DeleteIcon(), tapped)
	b.Kind = Danger
	return b
}

// NewMenuButton returns a button that says that a menu opens below it.
func NewMenuButton(label string, icon fyne.Resource, tapped func()) *Button {
	b := NewButtonWithIcon(label, icon, tapped)
	b.Menu = true
	return b
}

// SetText changes the text.
func (b *Button) SetText(text string) {
	if b.Text != text {
		b.Text = text
		b.Refresh()
	}
}

// SetIcon changes the icon; nil takes it away.
func (b *Button) SetIcon(icon fyne.Resource) {
	b.Icon = icon
	b.Refresh()
}

// SetKind changes how the button stands out, and its tone.
func (b *Button) SetKind(kind ButtonKind, tone Tone) {
	if b.Kind != kind || b.Tone != tone {
		b.Kind, b.Tone = kind, tone
		b.Refresh()
	}
}

// SetDot has a dot in a tone stand before the text: how things are.
func (b *Button) SetDot(tone Tone) {
	if b.Icon != dot || b.dot != tone {
		b.Icon, b.dot = dot, tone
		b.Refresh()
	}
}

// dot is a dot, as an icon.
var dot = fyne.NewStaticResource("dot.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 18 18"><circle cx="11" cy="9" r="4"/></svg>`))

// SetBare takes the text off a button with an icon, or puts it back, and likewise
// the sign of its menu: in a narrow window there is no room for them.
func (b *Button) SetBare(bare, sign bool) {
	if b.bare != bare || b.Menu != sign {
		b.bare, b.Menu = bare, sign
		b.Refresh()
	}
}

// shown is the text that is drawn.
func (b *Button) shown() string {
	if b.bare && b.Icon != nil {
		return ""
	}
	return b.Text
}

// colours are the names of what a button is drawn with; "" for nothing.
func (b *Button) colours() (ground, edge, ink fyne.ThemeColorName) {
	ground, edge, ink = theme.ColorNameBackground, ColorNameButtonBorder, theme.ColorNameForeground
	switch b.Kind {
	case Primary:
		ground, edge, ink = theme.ColorNamePrimary, "", theme.ColorNameForegroundOnPrimary
	case Destroy:
		ground, edge, ink = theme.ColorNameError, "", theme.ColorNameForegroundOnError
	case Quiet:
		ground, edge, ink = "", "", ColorNameLabel
		if b.Tone != Plain {
			ink = b.Tone.Ink()
		}
	case Link:
		ground, edge, ink = "", "", theme.ColorNamePrimary
	case Danger:
		ground, edge, ink = "", "", theme.ColorNameError
	case OnMessage:
		ground, edge, ink = "", "", ColorNameMessageLink
	case Chosen:
		ground, edge, ink = b.Tone.Ground(), "", b.Tone.Ink()
		if b.Tone == Plain {
			ink = ColorNameLabel
		}
	}
	if b.Disabled() {
		if ground != "" {
			ground, edge = theme.ColorNameBackground, theme.ColorNameSeparator
		}
		return ground, edge, theme.ColorNameDisabled
	}
	if b.hovered {
		switch b.Kind {
		case Primary:
			ground = ColorNameAccentStrong
		case Destroy, Chosen, OnMessage:
		default:
			ground = theme.ColorNameHover
		}
	}
	return ground, edge, ink
}

// CreateRenderer draws the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	size := theme.Current().Size(theme.SizeNameText)
	b.ground, b.edge, b.ring = canvas.NewRectangle(nil), canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	b.text, b.keys = canvas.NewText("", nil), canvas.NewText("", nil)
	b.text.TextSize, b.keys.TextSize = size, size
	b.icon, b.sign = canvas.NewImageFromResource(nil), canvas.NewImageFromResource(nil)
	b.icon.FillMode, b.sign.FillMode = canvas.ImageFillContain, canvas.ImageFillContain
	b.ruler = NewRuler(size, fyne.TextStyle{})
	r := &buttonRenderer{b}
	r.paint()
	return r
}

// Tapped presses the button.
func (b *Button) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(b); c != nil {
		c.Unfocus() // as Fyne's buttons do, so that an entry tells that it is left
	}
	b.press()
}

func (b *Button) press() {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// MouseIn marks the button.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved does nothing.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh() }

// FocusGained shows the ring, and the button where it is out of sight.
func (b *Button) FocusGained() { b.focused = true; b.Refresh(); Reveal(b) }

// FocusLost takes the ring away.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune does nothing.
func (b *Button) TypedRune(rune) {}

// TypedKey presses the button, which keeps the keyboard, and hands Esc and F1 to
// the window.
func (b *Button) TypedKey(k *fyne.KeyEvent) {
	switch {
	case IsEnter(k), k.Name == fyne.KeySpace, k.Name == fyne.KeyDown && b.Menu:
		b.press()
	case ForWindow(k):
		PassKey(b, k)
	}
}

// AccessibilityLabel returns the text, or the name of the icon.
func (b *Button) AccessibilityLabel() string {
	if b.Text == "" && b.Icon != nil {
		return b.Icon.Name()
	}
	return b.Text
}

// AccessibilityRole says that it is a button.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

type buttonRenderer struct{ button *Button }

func (r *buttonRenderer) Destroy() {}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	b := r.button
	return []fyne.CanvasObject{b.ring, b.ground, b.edge, b.icon, b.text, b.keys, b.sign}
}

func (r *buttonRenderer) paint() {
	b := r.button
	ground, edge, ink := b.colours()
	radius := theme.Current().Size(theme.SizeNameButtonRadius)
	b.ground.CornerRadius, b.edge.CornerRadius, b.ring.CornerRadius = radius, radius, radius+ringWidth
	b.ground.FillColor, b.ground.StrokeColor, b.ground.StrokeWidth = nil, nil, 0
	if ground != "" {
		b.ground.FillColor = Colour(ground)
	}
	if edge != "" {
		b.ground.StrokeColor, b.ground.StrokeWidth = Colour(edge), 1
	}
	b.edge.StrokeColor, b.edge.StrokeWidth = Colour(theme.ColorNamePrimary), 2
	b.ring.StrokeColor, b.ring.StrokeWidth = Colour(ColorNameFocusRing), ringWidth
	if b.Kind == Primary || b.Kind == Destroy { // the ground has the colour of the edge
		b.edge.StrokeColor = Colour(theme.ColorNameForeground)
	}
	b.ring.Hidden, b.edge.Hidden = !b.focused, !b.focused
	b.text.Text, b.text.Color = b.shown(), Colour(ink)
	b.keys.Text, b.keys.Color, b.keys.Hidden = b.Keys, Colour(ink), b.Keys == ""
	b.icon.Hidden, b.sign.Hidden = b.Icon == nil, !b.Menu
	if b.Icon == dot && !b.Disabled() {
		b.icon.Resource = theme.NewColoredResource(b.Icon, b.dot.Ink())
	} else if b.Icon != nil {
		b.icon.Resource = theme.NewColoredResource(b.Icon, ink)
	}
	if b.Menu {
		b.sign.Resource = theme.NewColoredResource(theme.MenuDropDownIcon(), ink)
	}
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	b := r.button
	Place(b.ground, 0, 0, size.Width, size.Height)
	Place(b.edge, 0, 0, size.Width, size.Height)
	Place(b.ring, -ringWidth, -ringWidth, size.Width+2*ringWidth, size.Height+2*ringWidth)
	content, padding := r.width(), r.padding()
	x := (size.Width - content) / 2
	if b.Leading || x < padding {
		x = padding
	}
	if b.Icon != nil {
		Place(b.icon, x, (size.Height-ButtonIcon)/2, ButtonIcon, ButtonIcon)
		x += ButtonIcon + buttonGap
	}
	end := size.Width - padding
	if b.Menu {
		Place(b.sign, size.Width-padding-menuSign+3, (size.Height-menuSign)/2, menuSign, menuSign)
		end = size.Width - padding - menuSign - buttonGap
	}
	text := b.text.MinSize()
	if b.Leading {
		b.text.Text, _ = b.ruler.Fit(b.shown(), end-x)
	}
	Place(b.text, x, (size.Height-text.Height)/2, text.Width, text.Height)
	keys := b.keys.MinSize()
	Place(b.keys, x+text.Width+Gap, (size.Height-keys.Height)/2, keys.Width, keys.Height)
}

// padding is the room left and right of what stands on the button.
func (r *buttonRenderer) padding() float32 {
	switch b := r.button; {
	case b.shown() == "":
		return 7
	case b.Kind == Link, b.Kind == Quiet, b.Small:
		return Gap
	}
	return buttonPadding
}

// width is that of what stands on the button.
func (r *buttonRenderer) width() float32 {
	b := r.button
	var width float32
	if b.Icon != nil {
		width += ButtonIcon
	}
	if b.shown() != "" {
		if b.Icon != nil {
			width += buttonGap
		}
		width += fyne.MeasureText(b.shown(), b.text.TextSize, fyne.TextStyle{}).Width
	}
	if b.Keys != "" {
		width += Gap + b.keys.MinSize().Width
	}
	if b.Menu {
		width += buttonGap + menuSign - 3
	}
	return width
}

func (r *buttonRenderer) MinSize() fyne.Size {
	height := ControlHeight
	if r.button.Small {
		height = SmallHeight
	}
	width := r.width()
	if r.button.Leading {
		width = min(width, ControlHeight)
	}
	return fyne.NewSize(width+2*r.padding(), height)
}

func (r *buttonRenderer) Refresh() {
	r.paint()
	r.Layout(r.button.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}
