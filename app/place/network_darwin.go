package place

import (
	"path/filepath"
	"slices"

	"golang.org/x/sys/unix"
)

// onNetwork asks the file system of the file's folder.
func onNetwork(file string) bool {
	var about unix.Statfs_t
	if unix.Statfs(filepath.Dir(file), &about) != nil {
		return false
	}
	return slices.Contains([]string{"nfs", "smbfs", "afpfs", "webdav", "macfuse", "osxfuse"}, unix.ByteSliceToString(about.Fstypename[:]))
}
