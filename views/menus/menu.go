package menus

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/views/widgets"
)

const (
	menuRowHeight float32 = 28
	menuIndent    float32 = 28 // of an entry's text, with room for its tick
	menuEnd       float32 = 24 // behind an entry's key, with room for the arrow of a submenu
	menuKeyGap    float32 = 32 // between an entry's text and its key
	menuLine      float32 = 9  // the height of a line between groups
)

// Menu is a list of what can be done, in front of all else: one that drops down
// from the menu bar or a button, or that of a row. The arrows walk through it and
// pass over what cannot be done now, Enter does the entry that is lit, and Esc
// takes the menu away and gives the keyboard back.
type Menu struct {
	widget.BaseWidget
	canvas fyne.Canvas
	bar    *MenuBar // nil for one that is of no menu bar
	panels []*menuPanel
	layer  *fyne.Container
	closed bool
}

// ShowMenu shows a menu at a place of a canvas, or as near to it as there is room.
func ShowMenu(menu *fyne.Menu, c fyne.Canvas, at fyne.Position) *Menu {
	return showMenu(menu, c, at, 0, nil)
}

// ShowMenuBelow shows a menu below an object, or above it where there is more room.
func ShowMenuBelow(menu *fyne.Menu, o fyne.CanvasObject) *Menu {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(o)
	if c == nil {
		return nil
	}
	return showMenu(menu, c, driver.AbsolutePositionForObject(o).AddXY(0, o.Size().Height), o.Size().Height, nil)
}

// showMenu shows a menu below a place, or above something of a height that ends
// there.
func showMenu(menu *fyne.Menu, c fyne.Canvas, at fyne.Position, height float32, bar *MenuBar) *Menu {
	m := &Menu{canvas: c, bar: bar, layer: container.NewWithoutLayout()}
	m.ExtendBaseWidget(m)
	c.Overlays().Add(m)
	m.Move(fyne.Position{})
	m.Resize(c.Size())
	m.open(menu, at, height)
	c.Focus(m)
	return m
}

// open shows the entries of a menu, or of a submenu beside it.
func (m *Menu) open(menu *fyne.Menu, at fyne.Position, height float32) {
	p := newMenuPanel(m, menu)
	m.panels = append(m.panels, p)
	room := m.canvas.Size()
	size := fyne.NewSize(min(p.width(), room.Width), min(p.height(), room.Height))
	switch {
	case at.Y+size.Height <= room.Height:
	case height > 0 && at.Y-height-size.Height >= 0:
		at.Y -= height + size.Height
	default:
		at.Y = room.Height - size.Height
	}
	at.X = max(0, min(at.X, room.Width-size.Width))
	m.layer.Add(p.box)
	p.box.Move(at)
	p.box.Resize(size)
}

// panel is the one that the arrows walk in.
func (m *Menu) panel() *menuPanel { return m.panels[len(m.panels)-1] }

// shut takes the panels away from the n-th on.
func (m *Menu) shut(n int) {
	for len(m.panels) > n {
		m.layer.Remove(m.panel().box)
		m.panels = m.panels[:len(m.panels)-1]
	}
}

// Close takes the menu away.
func (m *Menu) Close() { m.Hide() }

// Hide takes the menu away and gives the keyboard back to what had it.
func (m *Menu) Hide() {
	if m.closed {
		return
	}
	m.closed = true
	m.canvas.Overlays().Remove(m)
	if m.bar != nil {
		m.bar.left(m)
	}
}

// choose does an entry, or opens its submenu.
func (m *Menu) choose(r *menuRow) {
	if r == nil || r.item.Disabled {
		return
	}
	if r.item.ChildMenu != nil {
		m.descend(r)
		return
	}
	m.Hide()
	if r.item.Action != nil {
		r.item.Action()
	}
}

// descend opens the submenu of a row.
func (m *Menu) descend(r *menuRow) {
	m.shut(r.panel.depth() + 1)
	r.panel.light(r)
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(r)
	x := at.X + r.Size().Width
	child := r.item.ChildMenu
	if width := newMenuPanel(m, child).width(); x+width > m.canvas.Size().Width && at.X-width >= 0 {
		x = at.X - width
	}
	m.open(child, fyne.NewPos(x, at.Y-1), 0)
	m.panel().walk(1)
}

// TypedKey walks through the menu.
func (m *Menu) TypedKey(k *fyne.KeyEvent) {
	p := m.panel()
	switch k.Name {
	case fyne.KeyDown:
		p.walk(1)
	case fyne.KeyUp:
		p.walk(-1)
	case fyne.KeyHome:
		p.light(nil)
		p.walk(1)
	case fyne.KeyEnd:
		p.light(nil)
		p.walk(-1)
	case fyne.KeyRight:
		if p.lit != nil && p.lit.item.ChildMenu != nil && !p.lit.item.Disabled {
			m.descend(p.lit)
		} else if m.bar != nil {
			m.bar.beside(1)
		}
	case fyne.KeyLeft:
		if len(m.panels) > 1 {
			m.shut(len(m.panels) - 1)
		} else if m.bar != nil {
			m.bar.beside(-1)
		}
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.choose(p.lit)
	case fyne.KeyEscape:
		if len(m.panels) > 1 {
			m.shut(len(m.panels) - 1)
		} else {
			m.Hide()
		}
	case widgets.KeyMenu.Key:
		m.Hide()
	}
}

// TypedRune does nothing.
func (m *Menu) TypedRune(rune) {}

// FocusGained does nothing: a row of the menu is lit.
func (m *Menu) FocusGained() {}

// FocusLost does nothing.
func (m *Menu) FocusLost() {}

// Tapped takes the menu away, since it was tapped beside its rows, and opens
// another one where that is what was tapped.
func (m *Menu) Tapped(e *fyne.PointEvent) {
	bar, at := m.bar, -1
	if bar != nil {
		at = bar.at(e.AbsolutePosition)
	}
	if bar != nil && at >= 0 && at != bar.shown {
		bar.Open(at)
		return
	}
	m.Hide()
}

// TappedSecondary takes the menu away.
func (m *Menu) TappedSecondary(*fyne.PointEvent) { m.Hide() }

// MouseIn is followed by moves.
func (m *Menu) MouseIn(*desktop.MouseEvent) {}

// MouseMoved opens the menu whose heading the mouse comes to.
func (m *Menu) MouseMoved(e *desktop.MouseEvent) {
	if m.bar == nil {
		return
	}
	if at := m.bar.at(e.AbsolutePosition); at >= 0 && at != m.bar.shown {
		m.bar.Open(at)
	}
}

// MouseOut does nothing.
func (m *Menu) MouseOut() {}

// Children returns what is shown of the menu.
func (m *Menu) Children() []fyne.CanvasObject { return m.layer.Objects }

// CreateRenderer draws the open panels.
func (m *Menu) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(m.layer) }

// Lit returns the text of the entry that Enter does, "" for none.
func (m *Menu) Lit() string {
	if lit := m.panel().lit; lit != nil {
		return lit.item.Label
	}
	return ""
}

// menuPanel is one list of entries.
type menuPanel struct {
	menu *Menu
	box  *fyne.Container
	rows []*menuRow
	lit  *menuRow // nil for none
	list *fyne.Container
}

func newMenuPanel(m *Menu, menu *fyne.Menu) *menuPanel {
	p := &menuPanel{menu: m}
	var objects []fyne.CanvasObject
	for _, item := range menu.Items {
		if item.IsSeparator {
			line := canvas.NewRectangle(widgets.Colour(theme.ColorNameSeparator))
			objects = append(objects, &fyne.Container{Layout: menuLineLayout{}, Objects: []fyne.CanvasObject{line}})
			continue
		}
		r := newMenuRow(p, item)
		p.rows = append(p.rows, r)
		objects = append(objects, r)
	}
	p.list = widgets.NewColumn(0, objects...)
	ground := canvas.NewRectangle(widgets.Colour(theme.ColorNameOverlayBackground))
	ground.StrokeColor, ground.StrokeWidth = widgets.Colour(theme.ColorNameInputBorder), 1
	ground.CornerRadius = theme.Current().Size(theme.SizeNameInputRadius)
	p.box = container.NewStack(ground, widgets.NewMargin(4, 4, 1, 1, container.NewVScroll(p.list)))
	return p
}

func (p *menuPanel) width() float32 {
	var label, key float32
	for _, r := range p.rows {
		label, key = max(label, r.label.MinSize().Width), max(key, r.key.MinSize().Width)
	}
	if key > 0 {
		key += menuKeyGap
	}
	return menuIndent + label + key + menuEnd + 2
}

func (p *menuPanel) height() float32 { return p.list.MinSize().Height + 8 }

func (p *menuPanel) depth() int {
	for i, other := range p.menu.panels {
		if other == p {
			return i
		}
	}
	return len(p.menu.panels)
}

// walk lights the next entry that can be done, by 1 below or by -1 above.
func (p *menuPanel) walk(by int) {
	at := -1
	for i, r := range p.rows {
		if r == p.lit {
			at = i
		}
	}
	if at < 0 && by < 0 {
		at = 0
	}
	for range p.rows {
		at = (at + by + len(p.rows)) % len(p.rows)
		if !p.rows[at].item.Disabled {
			p.light(p.rows[at])
			return
		}
	}
}

// light marks the entry that Enter does.
func (p *menuPanel) light(r *menuRow) {
	if was := p.lit; was != nil && was != r {
		p.lit = nil
		was.Refresh()
	}
	p.lit = r
	if r != nil {
		r.Refresh()
		widgets.Reveal(r)
	}
}

// menuLineLayout draws a line between groups of entries.
type menuLineLayout struct{}

func (menuLineLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widgets.Place(objects[0], 1, (size.Height-1)/2, size.Width-2, 1)
}

func (menuLineLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, menuLine) }

// menuRow is an entry with its key, or with the arrow of its submenu.
type menuRow struct {
	widget.BaseWidget
	panel      *menuPanel
	item       *fyne.MenuItem
	ground     *canvas.Rectangle
	label, key *canvas.Text
	tick, more *canvas.Image
}

func newMenuRow(p *menuPanel, item *fyne.MenuItem) *menuRow {
	r := &menuRow{panel: p, item: item, ground: canvas.NewRectangle(nil)}
	r.ground.CornerRadius = theme.Current().Size(theme.SizeNameInputRadius)
	size := theme.Current().Size(theme.SizeNameText)
	ink, muted := theme.ColorNameForeground, widgets.ColorNameMuted
	if item.Disabled {
		ink, muted = theme.ColorNameDisabled, theme.ColorNameDisabled
	}
	r.label, r.key = canvas.NewText(item.Label, widgets.Colour(ink)), canvas.NewText("", widgets.Colour(muted))
	r.label.TextSize, r.key.TextSize = size, size
	if k := widgets.KeystrokeOf(item); k.Key != "" {
		r.key.Text = k.String()
	}
	icon := func(name fyne.ThemeIconName, shown bool) *canvas.Image {
		i := canvas.NewImageFromResource(theme.NewColoredResource(theme.Current().Icon(name), ink))
		i.FillMode, i.Hidden = canvas.ImageFillContain, !shown
		return i
	}
	r.tick, r.more = icon(theme.IconNameConfirm, item.Checked), icon(theme.IconNameMenuExpand, item.ChildMenu != nil)
	r.ExtendBaseWidget(r)
	return r
}

// Label returns the text of the entry.
func (r *menuRow) Label() string { return r.item.Label }

// CreateRenderer draws the entry.
func (r *menuRow) CreateRenderer() fyne.WidgetRenderer { return &menuRowRenderer{r} }

// Tapped does the entry.
func (r *menuRow) Tapped(*fyne.PointEvent) { r.panel.menu.choose(r) }

// MouseIn lights the entry, and opens its submenu.
func (r *menuRow) MouseIn(*desktop.MouseEvent) {
	m := r.panel.menu
	m.shut(r.panel.depth() + 1)
	if r.item.Disabled {
		r.panel.light(nil)
		return
	}
	r.panel.light(r)
	if r.item.ChildMenu != nil {
		m.descend(r)
		m.panel().light(nil)
	}
}

// MouseMoved does nothing.
func (r *menuRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut leaves the entry lit, from where the arrows go on.
func (r *menuRow) MouseOut() {}

// AccessibilityLabel returns the text.
func (r *menuRow) AccessibilityLabel() string { return r.item.Label }

// AccessibilityRole says that it can be pressed.
func (r *menuRow) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

type menuRowRenderer struct{ *menuRow }

func (r *menuRowRenderer) Destroy() {}

func (r *menuRowRenderer) Layout(size fyne.Size) {
	widgets.Place(r.ground, 3, 0, size.Width-6, size.Height)
	icon := theme.Current().Size(theme.SizeNameInlineIcon)
	widgets.Place(r.tick, (menuIndent-icon)/2+1, (size.Height-icon)/2, icon, icon)
	text, key := r.label.MinSize(), r.key.MinSize()
	widgets.Place(r.label, menuIndent, (size.Height-text.Height)/2, text.Width, text.Height)
	widgets.Place(r.key, size.Width-menuEnd-key.Width+8, (size.Height-key.Height)/2, key.Width, key.Height)
	widgets.Place(r.more, size.Width-menuEnd, (size.Height-icon)/2, icon, icon)
}

func (r *menuRowRenderer) MinSize() fyne.Size { return fyne.NewSize(0, menuRowHeight) }

func (r *menuRowRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.tick, r.label, r.key, r.more}
}

func (r *menuRowRenderer) Refresh() {
	r.ground.FillColor = nil
	if r.panel.lit == r.menuRow {
		r.ground.FillColor = widgets.Colour(widgets.ColorNameAccentSoft)
	}
	r.ground.Refresh()
}
