package views

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/words"
	"openday/app/workbook"
	"openday/views/papers"
	"openday/views/ui"
	"openday/views/widgets"
)

// fileHandler is what becomes of files with certain endings that are dropped on the
// window or given to the program.
type fileHandler struct {
	endings  []string
	together bool // all such files at once, not one after another
	take     func(f *mainWindow, files []string)
}

// one takes one file at a time.
func one(take func(f *mainWindow, file string)) func(*mainWindow, []string) {
	return func(f *mainWindow, files []string) { take(f, files[0]) }
}

// fileHandlers are in the order in which files are taken: those that begin an event
// before those that are added to one.
var fileHandlers = []fileHandler{
	{endings: []string{".openday"}, take: one(func(f *mainWindow, file string) { f.office.OpenHandOver(file) })},
	{endings: workbook.Endings, take: one((*mainWindow).takeBook)},
	{endings: otherRosters, take: one((*mainWindow).takeRoster)},
	{endings: papers.PhotoEndings, together: true, take: (*mainWindow).takePhotos},
}

// otherRosters are the endings of rosters that are no activity workbooks.
var otherRosters = slices.DeleteFunc(slices.Clone(workbook.RosterEndings), func(ending string) bool { return slices.Contains(workbook.Endings, ending) })

// Endings are the endings, such as ".xlsx", of the files that Take takes.
func Endings() []string {
	var all []string
	for _, t := range fileHandlers {
		all = append(all, t.endings...)
	}
	return all
}

// Take takes files that are dropped on the window or that the program was
// started with, each kind to where it belongs, after asking what becomes of
// unsaved work. While a dialog is open it takes none and says why.
func (f *mainWindow) Take(files []string) {
	if len(files) == 0 {
		return
	}
	if f.Service == nil {
		f.early = append(f.early, files...)
		return
	}
	if f.Window.Canvas().Overlays().Top() != nil {
		widgets.ShowInfo(f.Window, words.T("The file was not taken"), words.T("Something is still being asked here. Finish it or cancel it, then open the file or drop it here again."))
		return
	}
	f.Guard(func() {
		known, strange := sortFiles(files)
		f.waiting = known
		if len(strange) == 0 {
			f.takeNext()
			return
		}
		ui.ShowLines(f.Context, words.T("These files cannot be taken"), words.T("Hand-over files (.openday), activity workbooks (.xlsx), rosters (Excel, WPS, Word, text) and photos (.jpg .png) can be dropped here."), strange)
		f.WhenAtRest(f.takeNext)
	})
}

// takeEarly takes the files that came before the data file was open, once
// nothing is asked.
func (f *mainWindow) takeEarly() {
	if early := f.early; len(early) > 0 {
		f.early = nil
		f.WhenAtRest(func() { f.Take(early) })
	}
}

// batch is files that are taken together.
type batch struct {
	handler fileHandler
	files   []string
}

// sortFiles puts files into the order of the fileHandlers. strange are the names of
// those that nothing here takes.
func sortFiles(files []string) (known []batch, strange []string) {
	taken := map[string]bool{}
	for _, t := range fileHandlers {
		var of []string
		for _, file := range files {
			if slices.Contains(t.endings, strings.ToLower(filepath.Ext(file))) && !taken[file] {
				taken[file] = true
				of = append(of, file)
			}
		}
		switch {
		case len(of) == 0:
		case t.together:
			known = append(known, batch{t, of})
		default:
			for _, file := range of {
				known = append(known, batch{t, []string{file}})
			}
		}
	}
	for _, file := range files {
		if !taken[file] {
			strange = append(strange, filepath.Base(file))
		}
	}
	return known, strange
}

// takeNext takes what waits, one after another: the next once the last is done
// and nothing is asked any more.
func (f *mainWindow) takeNext() {
	if len(f.waiting) == 0 {
		if then := f.taken; then != nil {
			f.taken = nil
			then()
		}
		return
	}
	next := f.waiting[0]
	f.waiting = f.waiting[1:]
	next.handler.take(f, next.files)
	f.WhenAtRest(f.takeNext)
}

// takeBook takes a workbook: an event of its own, or a roster for the current
// event, by its sheets.
func (f *mainWindow) takeBook(file string) {
	chosen := f.Event().ID != ""
	ui.Long(f.Context, words.T("Looking at the file"), func(ctx context.Context, _ func(string)) (bool, error) {
		data, err := os.ReadFile(file)
		if err != nil {
			return false, app.Errorf(app.CodeInvalid, err, "The file cannot be opened. It may be open in another program; close it there and try again.")
		}
		if activity := workbook.IsActivity(bytes.NewReader(data)); activity || chosen {
			return activity, nil
		}
		// What is no list at all is told before an event is asked for.
		_, err = workbook.ReadRoster(ctx, bytes.NewReader(data), "")
		return false, err
	}, func(activity bool) {
		if activity {
			f.office.TakeWorkbook(file)
			return
		}
		f.takeRoster(file)
	}, nil)
}

// takeRoster takes a list of invitees for the current event.
func (f *mainWindow) takeRoster(file string) {
	f.invitees.TakeRoster(file)
}

// takePhotos adds photos to the current event.
func (f *mainWindow) takePhotos(files []string) {
	f.WithEvent(func(e app.Event) { f.papers.EditPhotos(e, files) })
}

// dropped takes files that are dropped on the window.
func (f *mainWindow) dropped(_ fyne.Position, items []fyne.URI) {
	files := make([]string, 0, len(items))
	for _, u := range items {
		files = append(files, filepath.FromSlash(u.Path()))
	}
	f.Take(files)
}
