//go:build !windows

package platform

import "fyne.io/fyne/v2"

// FollowCaret does nothing: here the window has no way to tell an input method.
func FollowCaret(fyne.Window) {}
