package widgets

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
)

// CopyText is a paragraph of which a part can be chosen, with the mouse or by Ctrl+A,
// and copied. Fyne's own labels for that keep every key to themselves; this one hands
// on what it has no use for.
type CopyText struct {
	Paragraph
	ring     Ring
	from, to int // what is chosen, from where it was begun to where it has got
	ground   *fyne.Container
}

// NewCopyText returns text that wraps and from which one copies.
func NewCopyText(text string) *CopyText {
	c := &CopyText{ground: container.NewWithoutLayout()}
	c.Text = text
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer draws the ground of what is chosen and the lines.
func (c *CopyText) CreateRenderer() fyne.WidgetRenderer {
	lines := c.Paragraph.CreateRenderer().Objects()[0]
	return c.ring.Around(widget.NewSimpleRenderer(container.NewWithoutLayout(c.ground, lines)))
}

// SetText shows another text, of which nothing is chosen.
func (c *CopyText) SetText(text string) {
	c.from, c.to = 0, 0
	c.Paragraph.SetText(text)
	c.mark()
}

// Resize breaks the text into lines of another width.
func (c *CopyText) Resize(size fyne.Size) {
	c.Paragraph.Resize(size)
	c.mark()
}

// SelectedText returns what is chosen.
func (c *CopyText) SelectedText() string {
	c.sync()
	from, to := min(c.from, c.to), max(c.from, c.to)
	if to > len(c.prose.runes) {
		return ""
	}
	return string(c.prose.runes[from:to])
}

// choose chooses a part of the text.
func (c *CopyText) choose(from, to int) {
	c.from, c.to = from, to
	c.mark()
}

// mark draws the ground of what is chosen.
func (c *CopyText) mark() {
	c.sync()
	c.ground.Objects = nil
	for _, a := range c.prose.grounds(min(c.from, c.to), max(c.from, c.to)) {
		r := canvas.NewRectangle(Colour(theme.ColorNameSelection))
		Place(r, a.At.X+c.padding(), a.At.Y+c.padding(), a.Size.Width, a.Size.Height)
		c.ground.Objects = append(c.ground.Objects, r)
	}
	c.ground.Refresh()
}

// at returns the place in the text that is nearest to a place of the widget.
func (c *CopyText) at(pos fyne.Position) int {
	c.sync()
	return c.prose.at(pos.SubtractXY(c.padding(), c.padding()))
}

// Cursor is that of text.
func (c *CopyText) Cursor() desktop.Cursor { return desktop.TextCursor }

// MouseDown begins to choose a part.
func (c *CopyText) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	if on := canvasOf(c); on != nil {
		on.Focus(c)
	}
	if at := c.at(e.Position); e.Modifier&fyne.KeyModifierShift != 0 {
		c.choose(c.from, at)
	} else {
		c.choose(at, at)
	}
}

// MouseUp does nothing: the part is chosen already.
func (c *CopyText) MouseUp(*desktop.MouseEvent) {}

// Dragged goes on choosing.
func (c *CopyText) Dragged(e *fyne.DragEvent) { c.choose(c.from, c.at(e.Position)) }

// DragEnd does nothing: the part is chosen already.
func (c *CopyText) DragEnd() {}

// DoubleTapped chooses the word, the number or the sentence that it is pressed at.
func (c *CopyText) DoubleTapped(e *fyne.PointEvent) {
	at := c.at(e.Position)
	runes := c.prose.runes
	part := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]))
	}
	from, to := at, at
	for part(from - 1) {
		from--
	}
	for part(to) {
		to++
	}
	c.choose(from, to)
}

// TappedSecondary offers to copy.
func (c *CopyText) TappedSecondary(e *fyne.PointEvent) {
	on := canvasOf(c)
	if on == nil {
		return
	}
	all := fyne.NewMenuItem(words.T("Choose all"), c.chooseAll)
	copying := fyne.NewMenuItem(words.T("Copy"), c.copy)
	copying.Disabled = c.SelectedText() == ""
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", copying, all), on, e.AbsolutePosition)
}

func (c *CopyText) chooseAll() {
	c.sync()
	c.choose(0, len(c.prose.runes))
}

// copy puts what is chosen on the clipboard, and leaves that alone where nothing is.
func (c *CopyText) copy() {
	if text := c.SelectedText(); text != "" {
		fyne.CurrentApp().Clipboard().SetContent(text)
	}
}

// TypedShortcut copies, chooses all, and hands everything else to the window.
func (c *CopyText) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy:
		c.copy()
	case *fyne.ShortcutSelectAll:
		c.chooseAll()
	default:
		PassShortcut(c, s)
	}
}

// TypedKey scrolls what the text lies in, and hands everything else to the window or
// the dialog.
func (c *CopyText) TypedKey(k *fyne.KeyEvent) {
	by, scrolls := map[fyne.KeyName]float32{fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -10, fyne.KeyPageDown: 10}[k.Name]
	if on := canvasOf(c); on != nil && scrolls {
		if above, found := scrollsAbove(rootOf(on), c); found && len(above) > 0 {
			above[len(above)-1].Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -by*paragraphLine)})
		}
		return
	}
	PassKey(c, k)
}

// TypedRune does nothing: nothing is typed here.
func (c *CopyText) TypedRune(rune) {}

// FocusGained shows that the text has the keyboard.
func (c *CopyText) FocusGained() { c.ring.Gained(c) }

// FocusLost takes that back; what is chosen is not shown any more.
func (c *CopyText) FocusLost() {
	c.ring.Lost()
	c.choose(0, 0)
}
