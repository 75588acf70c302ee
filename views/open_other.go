//go:build !windows

package views

import (
	"os/exec"
	"runtime"
)

// openFile opens a file in the program that the system has for it.
func openFile(file string) error {
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
