package system

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"

	"openday/app/words"
)

// dataFolder is the folder of the user's own data: it does not roam, since a
// data file on a network profile would be copied at every sign-out.
func dataFolder() (string, error) {
	local, err := windows.KnownFolderPath(windows.FOLDERID_LocalAppData, windows.KF_FLAG_CREATE)
	return filepath.Join(local, "OpenDay"), err
}

// AttachConsole gives a command that was typed into a console that console to
// write to: a program with windows starts without one. What is redirected into
// a file or a pipe stays there.
func AttachConsole() {
	attach := windows.NewLazySystemDLL("kernel32.dll").NewProc("AttachConsole")
	const parent = ^uintptr(0)
	if writable(windows.STD_OUTPUT_HANDLE) && writable(windows.STD_ERROR_HANDLE) {
		return
	}
	if ok, _, _ := attach.Call(parent); ok == 0 {
		return
	}
	console, err := os.OpenFile("CONOUT$", os.O_RDWR, 0)
	if err != nil {
		return
	}
	if !writable(windows.STD_OUTPUT_HANDLE) {
		os.Stdout = console
	}
	if !writable(windows.STD_ERROR_HANDLE) {
		os.Stderr = console
	}
}

func writable(which uint32) bool {
	handle, err := windows.GetStdHandle(which)
	if err != nil || handle == 0 || handle == windows.InvalidHandle {
		return false
	}
	kind, err := windows.GetFileType(handle)
	return err == nil && kind != windows.FILE_TYPE_UNKNOWN
}

// Tell says something to the person at the desk when there is no window.
func Tell(message string) {
	text, err := windows.UTF16PtrFromString(message)
	if err != nil {
		return
	}
	title, err := windows.UTF16PtrFromString(words.T("OpenDay|the title of a message"))
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, text, title, windows.MB_OK|windows.MB_ICONERROR)
}
