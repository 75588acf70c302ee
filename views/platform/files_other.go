//go:build !windows

package platform

import (
	"fyne.io/fyne/v2"

	"openday/views/ui"
	"openday/views/widgets"
)

// NewChooser returns what asks for files on this system.
func NewChooser(w fyne.Window, prefs fyne.Preferences, _ widgets.Runner) ui.FileChooser {
	return fyneChooser{w, folders{prefs}}
}
