package platform

import (
	"unsafe"

	"fyne.io/fyne/v2"
	"github.com/lxn/win"
	"golang.org/x/sys/windows"

	"openday/views/ui"
	"openday/views/widgets"
)

var (
	imm                     = windows.NewLazySystemDLL("imm32.dll")
	immGetContext           = imm.NewProc("ImmGetContext")
	immReleaseContext       = imm.NewProc("ImmReleaseContext")
	immSetCompositionWindow = imm.NewProc("ImmSetCompositionWindow")
	immSetCandidateWindow   = imm.NewProc("ImmSetCandidateWindow")
)

// Where an input method is to put what is being typed, and the characters that
// it offers: at a point, and off a rectangle. Windows calls them COMPOSITIONFORM
// and CANDIDATEFORM.
type (
	compositionForm struct {
		style uint32
		at    win.POINT
		area  windows.Rect
	}
	candidateForm struct {
		index, style uint32
		at           win.POINT
		area         windows.Rect
	}
)

const (
	atPoint = 0x02 // CFS_POINT
	offArea = 0x80 // CFS_EXCLUDE
)

// FollowCaret has the input method show its characters beside the caret.
func FollowCaret(w fyne.Window) {
	widgets.FollowCaret(func(c widgets.Caret) {
		handle := ui.WindowHandle(w)
		if handle == 0 || imm.Load() != nil {
			return
		}
		context, _, _ := immGetContext.Call(handle)
		if context == 0 {
			return // no input method
		}
		at := win.POINT{X: int32(c.X), Y: int32(c.Y)}
		typed := compositionForm{style: atPoint, at: at}
		offered := candidateForm{style: offArea, at: at, area: windows.Rect{Left: at.X, Top: at.Y, Right: at.X + 1, Bottom: at.Y + int32(c.Height)}}
		// What fails here leaves the list where it was.
		_, _, _ = immSetCompositionWindow.Call(context, uintptr(unsafe.Pointer(&typed)))
		_, _, _ = immSetCandidateWindow.Call(context, uintptr(unsafe.Pointer(&offered)))
		_, _, _ = immReleaseContext.Call(handle, context)
	})
}
