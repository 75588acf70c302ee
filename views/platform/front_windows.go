package platform

import (
	"fyne.io/fyne/v2"
	"github.com/lxn/win"
	"golang.org/x/sys/windows"

	"openday/views/ui"
)

// ToFront brings a window before all others, also one that was made small.
func ToFront(w fyne.Window) {
	handle := win.HWND(ui.WindowHandle(w))
	if handle == 0 {
		return
	}
	if win.IsIconic(handle) {
		win.ShowWindow(handle, windows.SW_RESTORE)
	}
	win.SetForegroundWindow(handle)
}
