package ui

import (
	"strings"

	"openday/app/words"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Action is something that can be done by a menu entry and by a key.
type Action struct {
	Label    string
	Key      fyne.KeyName
	Mod      fyne.KeyModifier
	Do       func()
	Children func() []*fyne.MenuItem // in place of key and do
	Checked  bool
	Name     func() string // the label as it is now, and "" where there is nothing to do; nil where it stays
	Always   bool          // can be done without a data file, too
	Anytime  bool          // can be done while a dialog is open, too
	Quits    bool          // ends the program; Fyne adds an entry of its own where none does
	Within   bool          // can be done while a dialog is open in which things are undone
}

// The modifiers of the program's keys.
const (
	Ctrl      = fyne.KeyModifierShortcutDefault
	CtrlShift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
	Alt       = fyne.KeyModifierAlt
	AltShift  = fyne.KeyModifierAlt | fyne.KeyModifierShift
)

// Separator stands between groups of a menu.
var Separator = Action{}

// Keys names the action's key as the keyboard has it: Ctrl+Shift+O.
func (a Action) Keys() string {
	var all []string
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierSuper, "⌘"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}} {
		if a.Mod&m.mod != 0 {
			all = append(all, m.name)
		}
	}
	return strings.Join(append(all, string(a.Key)), "+")
}

// KeyOf reads a key as Keys names it on most keyboards: Ctrl+Shift+O.
func KeyOf(name string) (fyne.KeyName, fyne.KeyModifier) {
	var mod fyne.KeyModifier
	for _, m := range []struct {
		name string
		mod  fyne.KeyModifier
	}{{"Ctrl+", Ctrl}, {"Alt+", Alt}, {"Shift+", fyne.KeyModifierShift}} {
		if rest, ok := strings.CutPrefix(name, m.name); ok {
			name, mod = rest, mod|m.mod
		}
	}
	return fyne.KeyName(name), mod
}

// Keyed is a menu entry with the key that does the same.
func Keyed(label string, key fyne.KeyName, mod fyne.KeyModifier, do func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(label, do)
	item.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: mod}
	return item
}

// MenuItems are actions, each with a key, as entries of a menu below a button.
func MenuItems(actions []Action) []*fyne.MenuItem {
	all := make([]*fyne.MenuItem, len(actions))
	for i, a := range actions {
		if a.Label == Separator.Label {
			all[i] = fyne.NewMenuItemSeparator()
		} else {
			all[i] = Keyed(a.Label, a.Key, a.Mod, a.Do)
		}
	}
	return all
}

// Menu is one menu of the window: its heading and its entries.
type Menu struct {
	Label   string
	Actions []Action
}

// EditActions are what can be done with the tab in sight, and the history.
func EditActions(d *Context) []Action {
	shown := func(do func(Tab)) func() { return func() { do(d.InSight()) } }
	return []Action{
		{Label: words.T("New"), Key: fyne.KeyN, Mod: Ctrl, Do: shown(Tab.New)},
		{Label: words.T("Save"), Key: fyne.KeyS, Mod: Ctrl, Do: shown(func(t Tab) { t.Save(func(bool) {}) })},
		{Label: words.T("Delete"), Key: fyne.KeyDelete, Do: shown(Tab.Delete)},
		{Label: words.T("Undo"), Key: fyne.KeyZ, Mod: Ctrl, Do: d.Undo, Name: d.UndoName, Within: true},
		{Label: words.T("Redo"), Key: fyne.KeyY, Mod: Ctrl, Do: d.Redo, Name: d.RedoName, Within: true},
		{Label: words.T("Find"), Key: fyne.KeyF, Mod: Ctrl, Do: shown(Tab.Find)},
	}
}

// TabActions bring the tabs into sight.
func TabActions(d *Context) []Action {
	var all []Action
	for i, t := range d.Tabs() {
		all = append(all, Action{Label: t.Title(), Key: fyne.KeyName(rune('1' + i)), Mod: Ctrl, Do: func() { d.ShowTab(i, nil) }})
	}
	return all
}
