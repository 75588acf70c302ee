package platform

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"unicode/utf16"
	"unsafe"

	"fyne.io/fyne/v2"
	"github.com/lxn/win"
	"golang.org/x/sys/windows"

	"openday/app/paper"
	"openday/views/ui"
	"openday/views/widgets"
)

// NewChooser returns what asks for files on this system.
func NewChooser(w fyne.Window, prefs fyne.Preferences, run widgets.Runner) ui.FileChooser {
	return &nativeChooser{fyne: fyneChooser{w, folders{prefs}}, run: run}
}

// nativeChooser asks with the dialogs of Windows, which know the person's
// places, drives and network. Where they cannot be shown, Fyne's own ask.
type nativeChooser struct {
	fyne fyneChooser
	run  widgets.Runner
}

// longestPath is how many UTF-16 units what is chosen may have: Windows knows no
// longer paths, and as many hold the names of hundreds of files.
const longestPath = 32768

// Open asks for a file to read.
func (c *nativeChooser) Open(kind string, endings []string, then func(file string)) {
	c.ask(win.GetOpenFileName, win.OFN_FILEMUSTEXIST, question{
		title: openTitle(endings), folder: c.fyne.folder(kind), filter: fileFilter(endings, true),
	}, func(files []string, err error) {
		switch {
		case err != nil:
			c.fyne.Open(kind, endings, then)
		case len(files) > 0:
			c.fyne.keep(kind, files[0])
			then(files[0])
		}
	})
}

// OpenSeveral asks for files to read.
func (c *nativeChooser) OpenSeveral(kind string, endings []string, then func(files []string)) {
	c.ask(win.GetOpenFileName, win.OFN_FILEMUSTEXIST|win.OFN_ALLOWMULTISELECT, question{
		title: openTitle(endings), folder: c.fyne.folder(kind), filter: fileFilter(endings, true),
	}, func(files []string, err error) {
		switch {
		case err != nil:
			c.fyne.OpenSeveral(kind, endings, then)
		case len(files) > 0:
			c.fyne.keep(kind, files[0])
			then(files)
		}
	})
}

// Save asks where to write a file. Windows asks before a file that is there is
// replaced.
func (c *nativeChooser) Save(kind, title, name string, then func(file string)) {
	ending := filepath.Ext(name)
	c.ask(win.GetSaveFileName, win.OFN_OVERWRITEPROMPT|win.OFN_NOREADONLYRETURN, question{
		title: title, folder: c.fyne.folder(kind), filter: fileFilter([]string{ending}, false), name: paper.SafeName(name), ending: ending,
	}, func(files []string, err error) {
		switch {
		case err != nil:
			c.fyne.Save(kind, title, name, then)
			return
		case len(files) == 0:
			return
		}
		file := files[0]
		finish := func() {
			c.fyne.keep(kind, file)
			then(file)
		}
		if strings.EqualFold(filepath.Ext(file), ending) {
			finish()
			return
		}
		file += ending // typed with another ending: Windows asked about that file, not about this one
		if _, err := os.Stat(file); err != nil {
			finish()
			return
		}
		c.fyne.askReplace(file, finish)
	})
}

// question is what a dialog of Windows asks.
type question struct {
	title, folder, filter string
	name, ending          string // suggested, for saving
}

// ask shows a dialog of Windows above the window, in a thread of its own so
// that the window goes on drawing, and gives the files chosen, none where the person
// thought better of it, who then finds again what was typed before. The window takes
// nothing else meanwhile.
func (c *nativeChooser) ask(dialog func(*win.OPENFILENAME) bool, flags uint32, q question, then func([]string, error)) {
	owner, asking := win.HWND(ui.WindowHandle(c.fyne.window)), widgets.Acting()
	widgets.Run(c.run, func() ([]string, error) {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := windows.CoInitializeEx(0, windows.COINIT_APARTMENTTHREADED); err == nil || err == syscall.Errno(windows.S_FALSE) { // or started before
			defer windows.CoUninitialize()
		}
		buffer := make([]uint16, longestPath)
		copy(buffer[:longestPath-1], windows.StringToUTF16(q.name))
		title, err1 := windows.UTF16PtrFromString(q.title)
		folder, err2 := windows.UTF16PtrFromString(q.folder)
		ending, err3 := windows.UTF16PtrFromString(strings.TrimPrefix(q.ending, "."))
		if err := errors.Join(err1, err2, err3); err != nil {
			return nil, err
		}
		filter := utf16.Encode([]rune(q.filter + "\x00"))
		asked := win.OPENFILENAME{
			HwndOwner: owner, LpstrFilter: &filter[0], NFilterIndex: 1,
			LpstrFile: &buffer[0], NMaxFile: longestPath, LpstrInitialDir: folder, LpstrTitle: title,
			Flags: flags | win.OFN_EXPLORER | win.OFN_NOCHANGEDIR | win.OFN_PATHMUSTEXIST | win.OFN_HIDEREADONLY | win.OFN_ENABLESIZING,
		}
		if q.ending != "" {
			asked.LpstrDefExt = ending
		}
		asked.LStructSize = uint32(unsafe.Sizeof(asked))
		if dialog(&asked) {
			return chosenFiles(buffer), nil
		}
		if win.CommDlgExtendedError() != 0 {
			return nil, errNoDialog
		}
		return nil, nil
	}, func(files []string, err error) {
		widgets.ActFor(asking, func() { then(files, err) })
		if len(files) == 0 && err == nil {
			asking.Resume()
		}
	})
}

// errNoDialog says that Windows could not show its dialog. Nobody sees it: Fyne's
// dialog is shown then.
var errNoDialog = errors.New("no dialog")
