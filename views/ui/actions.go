package ui

import (
	"strings"

	"openday/app/words"
	"openday/views/widgets"

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
	Entries  []Action                // of a submenu that stays as it is, in place of key and do
	Checked  bool
	Name     func() string // the label as it is now, and "" where there is nothing to do; nil where it stays
	Always   bool          // can be done without a data file, too
	Anytime  bool          // can be done while a dialog is open, too
	Quits    bool          // ends the program
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
func (a Action) Keys() string { return widgets.Keystroke{Key: a.Key, Mod: a.Mod}.String() }

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

// Menu is one menu of the window: its heading, the letter that opens it with Alt,
// and its entries.
type Menu struct {
	Label   string
	Letter  rune
	Actions []Action
}

// All returns the entries of the menu, with those of its submenus in their place.
func (m Menu) All() []Action {
	var all []Action
	for _, a := range m.Actions {
		all = append(append(all, a), a.Entries...)
	}
	return all
}

// FurtherKeys are the keys that mean the same everywhere and are in no menu, by
// where they are pressed.
func FurtherKeys() []Menu {
	key := func(label string, k widgets.Keystroke) Action { return Action{Label: label, Key: k.Key, Mod: k.Mod} }
	plain := func(label string, k fyne.KeyName) Action { return Action{Label: label, Key: k} }
	return []Menu{
		{Label: words.T("In the window|keys"), Actions: []Action{
			key(words.T("Open the first menu; Alt with the letter of a menu opens that one"), widgets.KeyMenu),
			key(words.T("Close the dialog or, where none is open, the program"), widgets.KeyClose),
			key(words.T("Redo"), widgets.KeyRedo),
			plain(words.T("Go back, close"), fyne.KeyEscape),
		}},
		{Label: words.T("In forms and dialogs|keys"), Actions: []Action{
			key(words.T("Finish from any field"), widgets.KeySubmit),
			{Label: words.T("Previous section of the event"), Key: fyne.KeyPageUp, Mod: Ctrl},
			{Label: words.T("Next section of the event"), Key: fyne.KeyPageDown, Mod: Ctrl},
			key(words.T("Open the suggestions of a field"), widgets.KeyOpenList),
			plain(words.T("Open the suggestions of a field"), fyne.KeyF4),
		}},
		{Label: words.T("In rows of a form|keys"), Actions: []Action{
			plain(words.T("Go to the next row, or add one"), fyne.KeyReturn),
			key(words.T("Move the row up"), widgets.KeyRowUp),
			key(words.T("Move the row down"), widgets.KeyRowDown),
			key(words.T("Take the row out"), widgets.KeyRowOut),
		}},
		{Label: words.T("In lists|keys"), Actions: []Action{
			plain(words.T("Open the entry"), fyne.KeyReturn),
			plain(words.T("Edit the cell in its place"), fyne.KeyF2),
			{Label: words.T("Choose all entries"), Key: fyne.KeyA, Mod: Ctrl},
			{Label: words.T("Copy the chosen entries"), Key: fyne.KeyC, Mod: Ctrl},
		}},
	}
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
