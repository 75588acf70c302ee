package system

import (
	"os"
	"path/filepath"
)

// portableMark is the name of the file that, where it stands beside the
// program, has the program keep its data beside itself, such as on a stick.
const portableMark = "portable.txt"

// Folder returns the folder of the program's own files: the user's data folder,
// or the folder data beside a portable program.
func Folder() (string, error) {
	if program, err := os.Executable(); err == nil {
		if folder, ok := portableFolder(program); ok {
			return folder, nil
		}
	}
	return dataFolder()
}

// portableFolder is the folder of the data of a portable program, which the
// program's path names; ok says whether it is one. A folder of the mark's name
// is no mark.
func portableFolder(program string) (folder string, ok bool) {
	beside := filepath.Dir(program)
	info, err := os.Stat(filepath.Join(beside, portableMark))
	return filepath.Join(beside, "data"), err == nil && info.Mode().IsRegular()
}
