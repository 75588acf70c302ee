package views

import (
	"cmp"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"openday/app/words"
	"openday/views/widgets"
)

// action is something that can be done by a menu entry and by a key.
type action struct {
	label    string
	key      fyne.KeyName
	mod      fyne.KeyModifier
	do       func()
	children func() []*fyne.MenuItem // in place of key and do
	checked  bool
	name     func() string // the label as it is now, and "" where there is nothing to do; nil where it stays
	always   bool          // can be done without a data file, too
	anytime  bool          // can be done while a dialog is open, too
	within   bool          // can be done while a dialog is open in which things are undone
}

const (
	ctrl      = fyne.KeyModifierShortcutDefault
	ctrlShift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
)

// separator stands between groups of a menu.
var separator = action{}

// menu is one menu of the window: its heading and its entries.
type menu struct {
	label   string
	actions []action
}

// menus are all that can be done from anywhere in the window.
func (f *frame) menus() []menu {
	d := f.desk
	shown := func(do func(tab)) func() { return func() { do(d.tabs[d.current]) } }
	var tabs []action
	for i, t := range d.tabs {
		tabs = append(tabs, action{label: t.Title(), key: fyne.KeyName(rune('1' + i)), mod: ctrl, do: func() { d.ShowTab(i, nil) }})
	}
	return []menu{
		{words.T("File"), []action{
			{label: words.T("New event…"), key: fyne.KeyN, mod: ctrlShift, do: f.StartEvent},
			{label: words.T("Switch event…"), key: fyne.KeyE, mod: ctrl, do: f.bar.PickEvent},
			separator,
			{label: words.T("Import activity workbook…"), key: fyne.KeyO, mod: ctrl, do: f.ImportWorkbook},
			{label: words.T("Export activity workbook…"), key: fyne.KeyE, mod: ctrlShift, do: f.ExportWorkbook},
			{label: words.T("Export deadlines as a calendar file…"), key: fyne.KeyD, mod: ctrlShift, do: f.ExportICS},
			separator,
			{label: words.T("Import roster…"), key: fyne.KeyO, mod: ctrlShift, do: f.ImportRoster},
			{label: words.T("Paste roster from the clipboard"), key: fyne.KeyV, mod: ctrlShift, do: f.PasteRoster},
			{label: words.T("Save an empty roster…"), key: fyne.KeyT, mod: ctrlShift, do: f.SaveRosterTemplate},
			{label: words.T("Export list of invitees…"), key: fyne.KeyX, mod: ctrlShift, do: f.ExportList},
			separator,
			{label: words.T("Hand over events…"), key: fyne.KeyC, mod: ctrlShift, do: f.HandOver},
			{label: words.T("Receive a hand-over file…"), key: fyne.KeyF7, mod: ctrl, do: f.ReceiveHandOver},
			{label: words.T("Versions not taken…"), key: fyne.KeyZ, mod: ctrlShift, do: f.ShowDisplaced},
			separator,
			{label: words.T("Back up…"), key: fyne.KeyB, mod: ctrlShift, do: f.Backup},
			{label: words.T("Restore…"), key: fyne.KeyR, mod: ctrlShift, do: f.Restore},
			{label: words.T("Recovery code…"), key: fyne.KeyK, mod: ctrlShift, do: f.ShowRecoveryCode},
			{label: words.T("Who is at the desk…"), key: fyne.KeyF8, mod: ctrl, do: f.AskOperator},
			separator,
			{label: words.T("Quit"), key: fyne.KeyQ, mod: ctrl, do: f.Quit, always: true},
		}},
		{words.T("Edit"), []action{
			{label: words.T("New"), key: fyne.KeyN, mod: ctrl, do: shown(tab.New)},
			{label: words.T("Save"), key: fyne.KeyS, mod: ctrl, do: shown(func(t tab) { t.Save(func(bool) {}) })},
			{label: words.T("Delete"), key: fyne.KeyDelete, do: shown(tab.Delete)},
			{label: words.T("Undo"), key: fyne.KeyZ, mod: ctrl, do: d.Undo, name: d.undoName, within: true},
			{label: words.T("Redo"), key: fyne.KeyY, mod: ctrl, do: d.Redo, name: d.redoName, within: true},
			{label: words.T("Find"), key: fyne.KeyF, mod: ctrl, do: shown(tab.Find)},
			separator,
			{label: words.T("State of the event"), children: func() []*fyne.MenuItem { return stateItems(d) }},
		}},
		{words.T("View"), append(tabs, separator,
			action{label: words.T("High contrast"), key: fyne.KeyF9, mod: ctrl, do: f.SwitchContrast, checked: f.strong, always: true})},
		{words.T("Plan|menu"), []action{
			{label: words.T("Check the event…"), key: fyne.KeyK, mod: ctrl, do: f.ShowCheck},
			{label: words.T("Deadlines of the event"), key: fyne.KeyD, mod: ctrl, do: f.ShowDates},
			{label: words.T("Deadlines of all events…"), key: fyne.KeyL, mod: ctrl, do: f.ShowOwed},
			separator,
			{label: words.T("Rules of deadlines…"), key: fyne.KeyL, mod: ctrlShift, do: f.EditRules},
			{label: words.T("Working-day calendar…"), key: fyne.KeyW, mod: ctrlShift, do: f.EditCalendar},
		}},
		{words.T("Invitees"), f.inviteeActions()},
		{words.T("Feedback"), f.feedbackActions()},
		{words.T("Print"), f.paperActions()},
		{words.T("Language|Chinese and English"), []action{
			{label: words.In(words.Chinese, "English|a language names itself"), key: fyne.Key1, mod: ctrlShift, do: func() { f.SetLanguage(words.Chinese) }, checked: words.Current() == words.Chinese, always: true},
			{label: words.In(words.English, "English|a language names itself"), key: fyne.Key2, mod: ctrlShift, do: func() { f.SetLanguage(words.English) }, checked: words.Current() == words.English, always: true},
		}},
		{words.T("Help"), []action{
			{label: words.T("User's guide"), key: fyne.KeyF1, do: f.ShowGuide, always: true, anytime: true},
			{label: words.T("Print the user's guide…"), key: fyne.KeyF1, mod: ctrl, do: f.PrintGuide, always: true},
			{label: words.T("Tour of the program"), key: fyne.KeyF1, mod: ctrlShift, do: f.StartTour},
			separator,
			{label: words.T("About"), key: fyne.KeyI, mod: ctrlShift, do: f.About, always: true},
		}},
	}
}

// idle calls do unless a dialog is open that keeps it waiting, since what it asks
// comes first, and unless there is no data file yet to do it to. A mistake of the program in it
// is told and does not end the program.
func (f *frame) idle(a action) func() {
	return func() {
		open := f.window.Canvas().Overlays().Top() != nil && !a.anytime && !(a.within && f.walksIn() != nil)
		if open || f.service == nil && !a.always {
			return
		}
		defer func() {
			if p := recover(); p != nil {
				f.Fail(widgets.Caught(p))
			}
		}()
		a.do()
	}
}

// enableMenu lets the entries be chosen that need a data file, or keeps them
// from it.
func (f *frame) enableMenu(on bool) {
	for _, item := range f.needFile {
		item.Disabled = !on
	}
	f.nameMenu()
}

// nameMenu brings the labels of the entries up to date that say what they do now.
func (f *frame) nameMenu() {
	if f.service != nil {
		for _, name := range f.named {
			name()
		}
	}
	f.main.Refresh()
}

// buildMenu makes the window's menu and its keys. Keys are kept by the canvas,
// too, which is where they come from a field that has the keyboard.
func (f *frame) buildMenu() {
	f.main = &fyne.MainMenu{}
	f.keys, f.needFile, f.named = map[string]func(){}, nil, nil
	c := f.window.Canvas()
	for _, m := range f.menus() {
		entry := fyne.NewMenu(m.label)
		for _, a := range m.actions {
			if a.label == "" {
				entry.Items = append(entry.Items, fyne.NewMenuItemSeparator())
				continue
			}
			item := fyne.NewMenuItem(a.label, nil)
			entry.Items = append(entry.Items, item)
			if !a.always {
				f.needFile = append(f.needFile, item)
			}
			if a.children != nil {
				item.ChildMenu = fyne.NewMenu("", a.children()...)
				f.stateMenu = item.ChildMenu
				continue
			}
			item.Action, item.Checked = f.idle(a), a.checked
			if a.name != nil {
				f.named = append(f.named, func() {
					name := a.name()
					item.Label, item.Disabled = cmp.Or(name, a.label), name == ""
				})
			}
			shortcut := &desktop.CustomShortcut{KeyName: a.key, Modifier: a.mod}
			item.Shortcut = shortcut
			switch {
			case a.mod == 0: // reaches the window only where nothing has the keyboard
				f.keys[string(a.key)] = item.Action
			case a.key == fyne.KeyZ && a.mod == ctrl:
				// Fyne's own shortcuts, which an entry takes to undo typing.
				c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { item.Action() })
			case a.key == fyne.KeyY && a.mod == ctrl:
				c.AddShortcut(&fyne.ShortcutRedo{}, func(fyne.Shortcut) { item.Action() })
			default:
				c.AddShortcut(shortcut, func(fyne.Shortcut) { item.Action() })
			}
		}
		f.main.Items = append(f.main.Items, entry)
	}
	files := f.main.Items[0]
	files.Items[len(files.Items)-1].IsQuit = true // Fyne adds another one otherwise
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		if k.Name == fyne.KeyEscape && f.dropDown != nil {
			f.dropDown.Hide()
		}
		if do := f.keys[string(k.Name)]; do != nil {
			do()
		}
	})
	f.window.SetMainMenu(f.main)
	f.onHistory = append(f.onHistory, f.nameMenu)
	f.onEvent = append(f.onEvent, func() {
		f.stateMenu.Items = stateItems(f.desk)
		f.main.Refresh()
	})
}
