//go:build !windows

package views

import (
	"fyne.io/fyne/v2"

	"openday/views/widgets"
)

// newChooser gives what asks for files on this system.
func newChooser(w fyne.Window, prefs fyne.Preferences, _ widgets.Runner) chooser {
	return fyneChooser{w, folders{prefs}}
}
