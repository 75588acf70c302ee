package views

import (
	"fyne.io/fyne/v2"
	"github.com/lxn/win"
)

// toFront brings a window before all others, also one that was made small.
func toFront(w fyne.Window) {
	handle := win.HWND(windowHandle(w))
	if handle == 0 {
		return
	}
	if win.IsIconic(handle) {
		win.ShowWindow(handle, win.SW_RESTORE)
	}
	win.SetForegroundWindow(handle)
}
