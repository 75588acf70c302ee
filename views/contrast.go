package views

import (
	"fyne.io/fyne/v2"

	"openday/app/words"
	"openday/views/widgets"
)

// What is remembered, or asked for by OPENDAY_CONTRAST, of the colours; empty
// leaves them to the system.
const (
	contrastHigh   = "high"
	contrastNormal = "normal"
)

// strongContrast tells whether the window is to have strong colours, and which:
// those of the system where it has some. asked comes before what was chosen in
// the window, and that before the system.
func strongContrast(asked string, prefs fyne.Preferences, system func() (widgets.Contrast, bool)) (colours widgets.Contrast, strong bool) {
	colours, strong = system()
	if !strong {
		colours = widgets.StrongContrast
	}
	for _, choice := range []string{asked, prefs.String("contrast")} {
		switch choice {
		case contrastHigh:
			return colours, true
		case contrastNormal:
			return colours, false
		}
	}
	return colours, strong
}

// SwitchContrast remembers to show strong colours from the next start on, or
// ordinary ones where strong ones are shown.
func (f *frame) SwitchContrast() {
	choice, say := contrastHigh, words.T("The program will show strong colours from its next start on.")
	if f.strong {
		choice, say = contrastNormal, words.T("The program will show its ordinary colours from its next start on.")
	}
	f.remember("contrast", choice)
	widgets.ShowInfo(f.window, words.T("High contrast"), say)
}
