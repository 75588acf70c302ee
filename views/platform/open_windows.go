package platform

import "golang.org/x/sys/windows"

// OpenFile opens a file in the program that the system has for it. The path
// goes to the system as it is: as a link, blanks and Chinese in it would be
// escaped.
func OpenFile(file string) error {
	verb, err := windows.UTF16PtrFromString("open")
	if err != nil {
		return err
	}
	path, err := windows.UTF16PtrFromString(file)
	if err != nil {
		return err
	}
	return windows.ShellExecute(0, verb, path, nil, nil, windows.SW_SHOWNORMAL)
}
