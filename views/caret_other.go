//go:build !windows

package views

import "fyne.io/fyne/v2"

// followCaret does nothing: here the window has no way to tell an input method.
func followCaret(fyne.Window) {}
