package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// onSubmit is what Ctrl+Enter does in a window while no dialog is open, by the
// canvas.
var onSubmit = map[fyne.Canvas]func(){}

// OnSubmit has f called for Ctrl+Enter in a window while no dialog is open; in a
// dialog it presses the button that Enter presses, from wherever the keyboard is.
func OnSubmit(w fyne.Window, f func()) {
	onSubmit[w.Canvas()] = f
	hearSubmit(w.Canvas())
}

// submits are the keys that finish what is being filled in.
func submits() []*desktop.CustomShortcut {
	return []*desktop.CustomShortcut{
		{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault},
		{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierShortcutDefault},
	}
}

func hearSubmit(c fyne.Canvas) {
	for _, keys := range submits() {
		c.AddShortcut(keys, func(fyne.Shortcut) { Submit(c) })
	}
}

// isSubmit reports whether a shortcut finishes what is being filled in.
func isSubmit(s fyne.Shortcut) bool {
	k, ok := s.(*desktop.CustomShortcut)
	return ok && (k.KeyName == fyne.KeyReturn || k.KeyName == fyne.KeyEnter) && k.Modifier == fyne.KeyModifierShortcutDefault
}

// Submit does what Ctrl+Enter does.
func Submit(c fyne.Canvas) {
	top := c.Overlays().Top()
	if top == nil {
		if f := onSubmit[c]; f != nil {
			f()
		}
		return
	}
	for d := fronts[c]; d != nil; d = d.below {
		if d.overlay == top {
			d.submit()
			return
		}
	}
}
