package platform

import (
	"fyne.io/fyne/v2"
	"github.com/go-gl/glfw/v3.4/glfw"
)

// onNative does something to the window of the system, which Fyne hides: the one
// whose graphics are current while it runs something with them. It does nothing
// where there is none, as in tests. It is called from the user interface.
func onNative(w fyne.Window, do func(*glfw.Window)) {
	inside, ok := w.(interface{ RunWithContext(f func()) })
	if !ok {
		return
	}
	inside.RunWithContext(func() {
		if native := glfw.GetCurrentContext(); native != nil {
			do(native)
		}
	})
}

// Maximise has a window fill the screen, but for the system's own bars: by
// ShowWindow on Windows, _NET_WM_STATE on X11, xdg_toplevel on Wayland.
func Maximise(w fyne.Window) { onNative(w, func(native *glfw.Window) { native.Maximize() }) }

// Maximised reports whether a window fills the screen.
func Maximised(w fyne.Window) (maximised bool) {
	onNative(w, func(native *glfw.Window) { maximised = native.GetAttrib(glfw.Maximized) == glfw.True })
	return maximised
}

// ScreenWidth returns how wide the screen is that a window opens on, in the
// window's units; 0 where it is not known.
func ScreenWidth(w fyne.Window) (width float32) {
	onNative(w, func(native *glfw.Window) {
		monitor := glfw.GetPrimaryMonitor()
		if monitor == nil {
			return
		}
		_, _, pixels, _ := monitor.GetWorkarea()
		size, _ := native.GetSize()
		if size > 0 {
			width = float32(pixels) * w.Canvas().Size().Width / float32(size)
		}
	})
	return width
}
