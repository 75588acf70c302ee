package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/BurntSushi/toml"

	"openday/app/command"
	"openday/app/crash"
	"openday/app/words"
	"openday/data"
	"openday/views"
)

// fyneApp says what the program is called and of which version it is.
//
//go:embed FyneApp.toml
var fyneApp string

// about returns the program's version and which build of it this is.
func about() (version string, build int) {
	var metadata struct {
		Details struct {
			Version string
			Build   int
		}
	}
	if _, err := toml.Decode(fyneApp, &metadata); err != nil {
		return "", 0 // of a file that stands in the program: a test would say so
	}
	return metadata.Details.Version, metadata.Details.Build
}

// openWindow opens the window over a data file, with the files that it was given
// to take, and returns when it is closed. Where there is a window over that data
// file already, that one comes to the front and takes them.
func openWindow(file *dataFile, language words.Language, folder string, open []string) error {
	if knock(file.path, open) {
		return nil
	}
	if path, err := data.Resolve(file.path); err == nil { // else opening it says what is wrong
		file.path = path
	}
	version, build := about()
	logFile := openLog(folder)
	defer logFile.Close()
	log := slog.New(slog.NewTextHandler(graphicsWatch{logFile}, nil))
	slog.SetDefault(log) // Fyne's own messages, too
	if err := crash.Watch(folder, version); err != nil {
		log.Warn("no crash reports", "cause", err)
	}
	defer func() {
		if p := recover(); p != nil {
			text := crash.Caught(p, debug.Stack())
			log.Error("panic", "detail", text)
			tell(words.T("The program made a mistake and was closed. What was saved is safe; please start the program again. A report for its makers, without personal data, is %s.", crash.Write(text)))
			os.Exit(command.Failed)
		}
	}()
	var calls <-chan []string
	if door, err := openDoor(file.path); err != nil {
		log.Warn("no door for further starts", "cause", err)
	} else {
		defer door.Close()
		calls = door.Calls
	}
	return views.Run(views.Config{
		Open:     file.open,
		Files:    open,
		Calls:    calls,
		File:     file,
		Language: language,
		Version:  fmt.Sprintf("%s (%d)", version, build),
		LogFile:  logName(folder),
		Log:      log,
	})
}

// maxLog is the size in bytes from which on a new log is begun; the last one is kept.
const maxLog = 1 << 20

// openLog opens the log in a folder. Where that cannot be written the program
// goes on without: a log is no reason to keep a clerk from work.
func openLog(folder string) io.WriteCloser {
	name := logName(folder)
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

// logName is the log's file in a folder.
func logName(folder string) string { return filepath.Join(folder, "openday.log") }

type discard struct{ io.Writer }

func (discard) Close() error { return nil }

// graphicsWatch passes the log on, and tells the person at the desk when Fyne
// could not open a window, such as on a machine without OpenGL: Fyne only logs
// that, and then ends the program or panics.
type graphicsWatch struct{ io.Writer }

func (w graphicsWatch) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	for _, failure := range []string{"failed to initialise GLFW", "failed to initialise OpenGL", "window creation error"} {
		if bytes.Contains(p, []byte(failure)) {
			tell(words.T("The window could not be opened: this machine or remote session offers no OpenGL 2.1 graphics. Please install the graphics card's driver, or start the program at the machine itself. The commands work without graphics; “openday --help” lists them."))
			os.Exit(command.Failed)
		}
	}
	return n, err
}
