package system

import (
	"io"
	"os"
	"path/filepath"
)

// maxLog is the size in bytes from which on a new log is begun; the last one is kept.
const maxLog = 1 << 20

// OpenLog opens the log in a folder. Where that cannot be written the program
// goes on without: a log is no reason to keep a clerk from work.
func OpenLog(folder string) io.WriteCloser {
	name := LogName(folder)
	if info, err := os.Stat(name); err == nil && info.Size() > maxLog {
		_ = os.Rename(name, name+".old") // else the log only grows on
	}
	_ = os.MkdirAll(folder, 0o700) // else the file cannot be opened either
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return discard{io.Discard}
	}
	return f
}

// LogName is the log's file in a folder.
func LogName(folder string) string { return filepath.Join(folder, "openday.log") }

type discard struct{ io.Writer }

func (discard) Close() error { return nil }
