package ui

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"openday/views/menus"
	"openday/views/widgets"
)

// MenuBar is the menu of the window and its keys.
type MenuBar struct {
	*Context
	Bar      *menus.MenuBar
	Menus    []*fyne.Menu
	keys     map[fyne.KeyName]func()
	needFile []*fyne.MenuItem // what can be chosen only while a data file is open
	named    []func()         // brings the labels of entries up to date
	children []func()         // brings the submenus up to date
	Escape   func()           // told of Esc where nothing has the keyboard; nil for nobody
}

// idle calls do unless a dialog is open that keeps it waiting, since what it asks
// comes first, and unless there is no data file yet to do it to. A mistake of the
// program in it is told and does not end the program.
func (m *MenuBar) idle(a Action) func() {
	return func() {
		waits := m.Window.Canvas().Overlays().Top() != nil && !a.Anytime && !(a.Within && m.walksIn() != nil)
		if waits || m.Service == nil && !a.Always {
			return
		}
		defer func() {
			if p := recover(); p != nil {
				m.Fail(widgets.Caught(p))
			}
		}()
		a.Do()
	}
}

// Enable lets the entries be chosen that need a data file, or keeps them
// from it.
func (m *MenuBar) Enable(on bool) {
	for _, item := range m.needFile {
		item.Disabled = !on
	}
	m.name()
}

// name brings the labels of the entries up to date that say what they do now.
func (m *MenuBar) name() {
	if m.Service != nil {
		for _, name := range m.named {
			name()
		}
	}
}

// NewMenuBar makes the menu and the keys of the window, which the canvas keeps: that
// is where they come from a field that has the keyboard. Ctrl+W does quit where no
// dialog is open.
func NewMenuBar(d *Context, all []Menu, quit func()) *MenuBar {
	m := &MenuBar{Context: d, keys: map[fyne.KeyName]func(){}}
	c := d.Window.Canvas()
	var headings []menus.Heading
	for _, menu := range all {
		entry := fyne.NewMenu(menu.Label)
		for _, a := range menu.Actions {
			entry.Items = append(entry.Items, m.item(a))
		}
		m.Menus = append(m.Menus, entry)
		headings = append(headings, menus.Heading{Menu: entry, Letter: menu.Letter})
	}
	m.Bar = menus.NewMenuBar(d.Window, headings...)
	m.keys[widgets.KeyMenu.Key] = m.Bar.Start
	widgets.OnClose(d.Window, quit)
	c.AddShortcut(widgets.KeyRedo.Shortcut(), func(s fyne.Shortcut) { c.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutRedo{}) })
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape && m.Escape != nil {
			m.Escape()
		}
		if do := m.keys[k.Name]; do != nil {
			do()
		}
	})
	d.WhenHistory(m.name)
	d.WhenEvent(func() {
		for _, follow := range m.children {
			follow()
		}
	})
	return m
}

// item makes the entry of an action, and its key.
func (m *MenuBar) item(a Action) *fyne.MenuItem {
	if a.Label == "" {
		return fyne.NewMenuItemSeparator()
	}
	item := fyne.NewMenuItem(a.Label, nil)
	if !a.Always {
		m.needFile = append(m.needFile, item)
	}
	if a.Children != nil {
		item.ChildMenu = fyne.NewMenu("", a.Children()...)
		m.children = append(m.children, func() { item.ChildMenu.Items = a.Children() })
		return item
	}
	if a.Entries != nil {
		item.ChildMenu = fyne.NewMenu("")
		for _, entry := range a.Entries {
			item.ChildMenu.Items = append(item.ChildMenu.Items, m.item(entry))
		}
		return item
	}
	item.Action, item.Checked = m.idle(a), a.Checked
	if a.Name != nil {
		m.named = append(m.named, func() {
			name := a.Name()
			item.Label, item.Disabled = cmp.Or(name, a.Label), name == ""
		})
	}
	if a.Key == "" {
		return item
	}
	c := m.Window.Canvas()
	shortcut := &desktop.CustomShortcut{KeyName: a.Key, Modifier: a.Mod}
	item.Shortcut = shortcut
	switch {
	case a.Mod == 0: // reaches the window only where nothing has the keyboard
		m.keys[a.Key] = item.Action
	case a.Key == fyne.KeyZ && a.Mod == Ctrl:
		// Fyne's own shortcuts, which an entry takes to undo typing.
		c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { item.Action() })
	case a.Key == fyne.KeyY && a.Mod == Ctrl:
		c.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { item.Action() })
	default:
		c.AddShortcut(shortcut, func(fyne.Shortcut) { item.Action() })
	}
	return item
}
