//go:build !windows

package views

import "fyne.io/fyne/v2"

// toFront brings a window before all others.
func toFront(w fyne.Window) { w.RequestFocus() }
