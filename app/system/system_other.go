//go:build !windows

package system

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
)

// dataFolder is the folder of the user's own data, where each system has it.
func dataFolder() (string, error) {
	if runtime.GOOS == "darwin" {
		support, err := os.UserConfigDir() // ~/Library/Application Support
		return filepath.Join(support, "OpenDay"), err
	}
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
		return filepath.Join(data, "openday"), nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share", "openday"), err
}

// AttachConsole does nothing: a console is there wherever a command can be typed.
func AttachConsole() {}

// Tell says something to the person at the desk when there is no window.
func Tell(message string) { fmt.Fprintln(os.Stderr, message) }
