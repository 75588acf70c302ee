package ui

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

	"openday/app"
	"openday/app/paper"
	"openday/app/printer"
)

// FileChooser asks the person at the desk for a file. It remembers the folder for
// each kind of file, and calls then only if one was chosen.
type FileChooser interface {
	// Open asks for a file to read, with one of the endings, such as ".xlsx".
	Open(kind string, endings []string, then func(file string))
	// OpenSeveral is Open for one file or several.
	OpenSeveral(kind string, endings []string, then func(files []string))
	// Save asks where to write a file, and whether to replace one that is there.
	Save(kind, title, name string, then func(file string))
}

// Printing is what the window prints with. [printer.System] is the one of the
// running program.
type Printing interface {
	// Ask shows the system's own print dialog; own is false where it has none.
	Ask(owner uintptr, before printer.Setup, pages int) (chosen printer.Setup, own bool, err error)
	// Printers returns the printers that can be chosen, at least one.
	Printers(ctx context.Context) ([]printer.Queue, error)
	// Print prints a job.
	Print(ctx context.Context, job printer.Job, progress printer.Progress) error
}

// EventFile is the file name of what is made from an event, as the papers are
// named: 2022-11-22 县民政局政府开放日 活动工作簿.xlsx.
func EventFile(e app.Event, what, ending string) string {
	return paper.FileName(e, what, ending)
}

// CopyEnding is the ending of data files and their copies.
const CopyEnding = ".db"

// WindowHandle is what Windows knows a window by; 0 elsewhere.
func WindowHandle(w fyne.Window) (handle uintptr) {
	if native, ok := w.(driver.NativeWindow); ok {
		native.RunNative(func(context any) {
			if c, ok := context.(driver.WindowsWindowContext); ok {
				handle = c.HWND
			}
		})
	}
	return handle
}
