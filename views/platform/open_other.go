//go:build !windows

package platform

import (
	"os/exec"
	"runtime"
)

// OpenFile opens a file in the program that the system has for it.
func OpenFile(file string) error {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	cmd := exec.Command(opener, file)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // the opener's own messages are for the person
	return nil
}
