package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// onSubmit is what Ctrl+Enter does in a window while no dialog is open, by the
// canvas.
var onSubmit = map[fyne.Canvas]func(){}

// OnSubmit has f called for Ctrl+Enter in a window while no dialog is open; in a
// dialog it presses the button that Enter presses, from wherever the keyboard is.
func OnSubmit(w fyne.Window, f func()) {
	onSubmit[w.Canvas()] = f
	hearKeys(w.Canvas())
}

// submits are the keys that finish what is being filled in.
func submits() []*desktop.CustomShortcut {
	return []*desktop.CustomShortcut{
		KeySubmit.Shortcut(),
		{KeyName: fyne.KeyEnter, Modifier: fyne.KeyModifierShortcutDefault},
	}
}

// onClose is what Ctrl+W does in a window while no dialog is open, by the canvas.
var onClose = map[fyne.Canvas]func(){}

// OnClose has f called for Ctrl+W in a window while nothing lies above it; in a
// dialog it does what Esc does there.
func OnClose(w fyne.Window, f func()) {
	onClose[w.Canvas()] = f
	hearKeys(w.Canvas())
}

func hearKeys(c fyne.Canvas) {
	c.AddShortcut(KeyClose.Shortcut(), func(fyne.Shortcut) { closeTop(c) })
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
	if c.Overlays().Top() == nil {
		if f := onSubmit[c]; f != nil {
			f()
		}
	} else if d := inFront(c); d != nil {
		d.submit()
	}
}

// Closer is what lies above a window for a moment, as a menu does, and goes with Ctrl+W.
type Closer interface{ Close() }

// hearsFirst is what takes a shortcut of a window before anything else does, by the
// canvas.
var hearsFirst = map[fyne.Canvas]func(fyne.Shortcut) (taken bool){}

// HearFirst has f told of every shortcut that a widget hands to its window, before
// the window: the menu bar takes its letters. It returns what was told before.
func HearFirst(w fyne.Window, f func(fyne.Shortcut) (taken bool)) (before func(fyne.Shortcut) (taken bool)) {
	before, hearsFirst[w.Canvas()] = hearsFirst[w.Canvas()], f
	return before
}

// closeTop does what Ctrl+W does: it closes what lies above the window, else the
// window.
func closeTop(c fyne.Canvas) {
	switch top := c.Overlays().Top().(type) {
	case nil:
		if f := onClose[c]; f != nil {
			f()
		}
	case Closer:
		top.Close()
	case *widget.PopUp:
		if d := inFront(c); d != nil {
			d.escape()
		} else {
			top.Hide()
		}
	default:
		if d := inFront(c); d != nil {
			d.escape()
		}
	}
}

// inFront returns the dialog that lies above all else, nil where none does.
func inFront(c fyne.Canvas) *Dialog {
	for d := fronts[c]; d != nil; d = d.below {
		if d.overlay == c.Overlays().Top() {
			return d
		}
	}
	return nil
}
