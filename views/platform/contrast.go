package platform

import (
	"fyne.io/fyne/v2"

	"openday/views/widgets"
)

// What is remembered, or asked for by OPENDAY_CONTRAST, of the colours; empty
// leaves them to the system.
const (
	ContrastHigh   = "high"
	ContrastNormal = "normal"
)

// StrongContrast reports whether the window is to have strong colours, and which:
// those of the system where it has some. asked comes before what was chosen in
// the window, and that before the system.
func StrongContrast(asked string, prefs fyne.Preferences, system func() (widgets.Contrast, bool)) (colours widgets.Contrast, strong bool) {
	colours, strong = system()
	if !strong {
		colours = widgets.StrongContrast
	}
	for _, choice := range []string{asked, prefs.String("contrast")} {
		switch choice {
		case ContrastHigh:
			return colours, true
		case ContrastNormal:
			return colours, false
		}
	}
	return colours, strong
}
