package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Keystroke is a key with what is held down with it.
type Keystroke struct {
	Key fyne.KeyName
	Mod fyne.KeyModifier
}

// The keys that mean the same in all fields, lists and dialogs.
var (
	KeyClose    = Keystroke{fyne.KeyW, fyne.KeyModifierShortcutDefault}
	KeyRedo     = Keystroke{fyne.KeyZ, fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	KeySubmit   = Keystroke{fyne.KeyReturn, fyne.KeyModifierShortcutDefault}
	KeyRowUp    = Keystroke{fyne.KeyUp, fyne.KeyModifierAlt}
	KeyRowDown  = Keystroke{fyne.KeyDown, fyne.KeyModifierAlt}
	KeyRowOut   = Keystroke{fyne.KeyDelete, fyne.KeyModifierShortcutDefault}
	KeyOpenList = Keystroke{fyne.KeyDown, fyne.KeyModifierAlt}
	KeyMenu     = Keystroke{Key: fyne.KeyF10}
)

// Is reports whether a shortcut is this keystroke.
func (k Keystroke) Is(s fyne.Shortcut) bool {
	custom, ok := s.(*desktop.CustomShortcut)
	return ok && custom.KeyName == k.Key && custom.Modifier == k.Mod
}

// Shortcut is the keystroke for a canvas.
func (k Keystroke) Shortcut() *desktop.CustomShortcut {
	return &desktop.CustomShortcut{KeyName: k.Key, Modifier: k.Mod}
}

// keyNames are the keys whose names stand otherwise on a keyboard than in Fyne.
var keyNames = map[fyne.KeyName]string{
	fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyLeft: "←", fyne.KeyRight: "→",
	fyne.KeyReturn: "Enter", fyne.KeyEscape: "Esc", fyne.KeyPageUp: "PgUp", fyne.KeyPageDown: "PgDn",
}

// String names the keystroke as the keyboard has it: Ctrl+Shift+O.
func (k Keystroke) String() string {
	var all []string
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierSuper, "⌘"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}} {
		if k.Mod&m.mod != 0 {
			all = append(all, m.name)
		}
	}
	name, ok := keyNames[k.Key]
	if !ok {
		name = string(k.Key)
	}
	return strings.Join(append(all, name), "+")
}

// KeystrokeOf returns the keystroke of a menu entry, which has none where its key
// is "".
func KeystrokeOf(item *fyne.MenuItem) Keystroke {
	if s, ok := item.Shortcut.(fyne.KeyboardShortcut); ok {
		return Keystroke{s.Key(), s.Mod()}
	}
	return Keystroke{}
}
