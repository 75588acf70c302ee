package platform

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// ReadFonts begins to read the fonts of the window, which takes longer than anything
// else before its first frame, beside what does not need them. Nothing may measure
// or draw text until read has returned.
func ReadFonts() (read func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for _, bold := range []bool{false, true} {
			fyne.MeasureText(" ", theme.Current().Size(theme.SizeNameText), fyne.TextStyle{Bold: bold})
		}
	}()
	return func() { <-done }
}
