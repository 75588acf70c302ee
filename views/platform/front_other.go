//go:build !windows

package platform

import "fyne.io/fyne/v2"

// ToFront brings a window before all others.
func ToFront(w fyne.Window) { w.RequestFocus() }
