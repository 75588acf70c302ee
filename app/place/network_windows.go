package place

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// onNetwork asks Windows what the drive is.
func onNetwork(file string) bool {
	drive := filepath.VolumeName(file)
	if isShare(drive) {
		return true
	}
	root, err := windows.UTF16PtrFromString(drive + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
