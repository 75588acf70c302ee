package views

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/crash"
	"openday/app/place"
	"openday/app/printer"
	"openday/app/words"
	"openday/app/workday"
	"openday/assets"
	"openday/views/widgets"
)

// Config is what the window is given by the program.
type Config struct {
	// Open opens the data file and gives the use cases over it. It is called
	// at the start, and again after a copy has been put back or the key
	// recovered. The window shows an error that it returns and offers what
	// helps against it, by the error's code.
	Open func(ctx context.Context) (*app.Service, error)
	// File is the data file itself.
	File DataFile
	// Files are taken once the data file is open, as if dropped on the window.
	Files []string
	// Calls gives what further starts of the program over the same data file
	// hand over: each brings the window to the front and has it take files, if
	// any. Nil where there are none.
	Calls <-chan []string
	// Language overrides the language that the person chose and the system's;
	// empty leaves it to them.
	Language words.Language
	// Version is the program's version with its build, such as 0.1.0 (1), for
	// the about box.
	Version string
	// LogFile is where the log is written, for the about box.
	LogFile string
	// Log takes what is for the developers; nothing personal goes into it.
	Log *slog.Logger
}

// DataFile is what the window does with the data file besides the use cases.
// Its errors are *app.Error. The methods are not called at the same time, but for
// NewestCopy and Copies.
type DataFile interface {
	// Path is where the data file lies.
	Path() string
	// Close ends the work with the file that Config.Open opened last. It does
	// nothing where none is open.
	Close() error
	// Warnings gives what a person should know of the file that Config.Open opened
	// last, such as that no copy of it can be kept.
	Warnings() []string
	// Later sets what is told, on another goroutine, what went wrong with the file
	// after Config.Open has opened it, as when the day's copy finds it damaged.
	Later(tell func(error))
	// WithoutKey has Config.Open from now on open the file also where its key is
	// not there: what is encrypted is then not read, and stays as it is.
	WithoutKey()
	// Copies tells what the kept copies are.
	Copies(ctx context.Context) (KeptCopies, error)
	// NewestCopy gives the newest kept copy that can be read, and when it was
	// made; an empty file name where there is none.
	NewestCopy(ctx context.Context) (file string, made time.Time, err error)
	// Restore puts a copy in the place of the data file, which must be closed,
	// and keeps the present one aside, whole or damaged. It gives the name of
	// the file that the present one is kept under, empty where there was none.
	// A copy that cannot be read changes nothing. One that was made with another
	// key wants its recovery code; without it the error is app.CodeKey.
	Restore(ctx context.Context, file, code string) (aside string, err error)
	// SetAside moves a data file that cannot be read away, so that an empty one
	// can be begun, and gives its new name. It never deletes it.
	SetAside(ctx context.Context) (aside string, err error)
	// RecoveryCode gives the code by which the key to the ID numbers can be had
	// again on another machine.
	RecoveryCode(ctx context.Context) (string, error)
	// Recover makes the key anew from a recovery code; the data file is closed.
	Recover(ctx context.Context, code string) error
}

// KeptCopies are the copies of a data file, taken together.
type KeptCopies struct {
	Folder       string
	Count        int
	Size, Budget int64 // in bytes: what they take, and what they may take
}

// ID is the program's name among all programs; its remembered choices are kept
// under it.
const ID = "cn.openday.desktop"

const (
	firstWidth  float32 = 1180
	firstHeight float32 = 760
)

// Run opens the window and returns when it is closed. It closes the data file.
// An error is one that there was no window to show in.
func Run(c Config) error {
	a := fyneapp.NewWithID(ID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	words.Use(language(c.Language, a.Preferences()))
	if err := widgets.SpeakLanguage(); err != nil {
		return err
	}
	colours, strong := strongContrast(os.Getenv("OPENDAY_CONTRAST"), a.Preferences(), systemContrast)
	if strong {
		a.Settings().SetTheme(widgets.NewContrastTheme(colours))
	} else {
		a.Settings().SetTheme(widgets.NewTheme())
	}
	f := newFrame(c, a.NewWindow(words.T("OpenDay")), a.Preferences())
	f.run, f.later, f.toastFor, f.open, f.quit = widgets.Background, widgets.AfterDelay, widgets.AfterDelay, openFile, a.Quit
	f.choose = newChooser(f.window, f.prefs, f.run)
	f.strong = strong
	f.printing, f.spare = printer.System{}, spareFolder(spareRoot(), os.Getpid())
	clearSpare(spareRoot(), runs)
	defer clearSpare(spareRoot(), runs)
	f.build()
	f.window.Show() // its first frame does not wait for the data
	followCaret(f.window)
	f.Take(c.Files)
	f.openData()
	go func() {
		for files := range c.Calls {
			fyne.Do(func() {
				toFront(f.window)
				f.Take(files)
			})
		}
	}()
	a.Run()
	return c.File.Close()
}

// language is the one to speak: asked for at the start, else chosen in the
// window, else the one in use, which is the system's.
func language(asked words.Language, prefs fyne.Preferences) words.Language {
	if asked != "" {
		return asked
	}
	if chosen := words.Language(prefs.String("language")); chosen != "" {
		return chosen
	}
	return words.Current()
}

// frame is the window: the bar, the menu and the tabs. It opens the data file
// and stays when another one takes its place.
type frame struct {
	*desk // anew for each data file opened
	cfg   Config
	quit  func()

	strong    bool            // strong colours are shown
	root      *fyne.Container // the content of the window
	bar       *bar
	tabBar    *container.AppTabs
	main      *fyne.MainMenu
	stateMenu *fyne.Menu
	keys      map[string]func()
	needFile  []*fyne.MenuItem // what can be chosen only while a data file is open
	named     []func()         // brings the labels of entries up to date

	place   func(file string) place.Finding
	early   []string     // files to take once the data file is open
	waiting []batch      // files still to take
	seeking func()       // ends the search for a good copy; nil while there is none
	guide   *guideWindow // nil while the guide is closed
}

// newFrame gives a window without content. The caller sets how it runs work,
// waits, opens files and ends.
func newFrame(c Config, w fyne.Window, prefs fyne.Preferences) *frame {
	f := &frame{cfg: c, place: place.Look}
	f.desk = &desk{file: c.File, calendar: workday.Official(), rules: app.DefaultDeadlineRules(), window: w, prefs: prefs, log: c.Log, version: c.Version}
	w.SetPadded(false)
	w.SetMaster()
	w.Resize(fyne.NewSize(
		float32(prefs.FloatWithFallback("window.width", float64(firstWidth))),
		float32(prefs.FloatWithFallback("window.height", float64(firstHeight)))))
	w.CenterOnScreen()
	w.SetCloseIntercept(f.Quit)
	w.SetOnDropped(f.dropped)
	c.File.Later(func(err error) { fyne.Do(func() { f.troubledLater(err) }) })
	widgets.OnDialogClosed(w, func() { f.rested() })
	return f
}

// start makes the content of the window and opens the data file.
func (f *frame) start() {
	f.endSeeking()
	f.build()
	f.openData()
}

// openData opens the data file in the background and shows what is in it, or what
// helps where it cannot be opened.
func (f *frame) openData() {
	widgets.Run(f.run, func() (*app.Service, error) { return f.cfg.Open(context.Background()) }, func(service *app.Service, err error) {
		if err != nil {
			f.showTrouble(err)
			return
		}
		warned := f.tellWarnings()
		greet := func() {
			f.firstOperator(func() {
				f.firstTour()
				f.tellCrash(func() { f.tellPlace(f.TellWhatPresses) })
			})
		}
		f.fill(service, func() {
			if warned { // what is wrong comes first
				f.onRest = greet
				return
			}
			greet()
		})
	})
}

// tellWarnings tells what is wrong with a data file that is open all the same,
// and whether anything is.
func (f *frame) tellWarnings() bool {
	warnings := f.file.Warnings()
	if len(warnings) == 0 {
		return false
	}
	widgets.ShowTrouble(f.window, widgets.Trouble{What: words.T("The data file is open, but something needs your attention"), Why: strings.Join(warnings, "\n")})
	return true
}

// troubledLater shows what went wrong with a data file that was open already: that
// it is damaged as on opening it, anything else as a warning.
func (f *frame) troubledLater(err error) {
	if app.CodeOf(err) == app.CodeDamaged {
		f.showTrouble(err)
		return
	}
	widgets.ShowTrouble(f.window, widgets.Trouble{What: words.T("The data file is open, but something needs your attention"), Why: sentenceOf(err)})
}

// tellCrash tells that the program ended by a mistake the last time, once, and
// goes on with then.
func (f *frame) tellCrash(then func()) {
	report := crash.Newest()
	if name := filepath.Base(report); report != "" && f.prefs.String("crash.told") < name {
		f.remember("crash.told", name)
		body := paragraph(words.T("The last time the program made a mistake and ended. What was saved is safe. A report for its makers, without names or numbers of anybody, is in the file %s. Please send it to who looks after the program.", report))
		body.Resize(fyne.NewSize(520, 0))
		widgets.ShowDialog(f.window, words.T("The program was closed by a mistake"), body,
			widgets.Action{Label: words.T("Open the folder"), Hold: func() bool {
				if err := f.open(filepath.Dir(report)); err != nil {
					f.Fail(app.Errorf(app.CodeInternal, err, "This could not be done: %s. Please try again.", err))
				}
				return true
			}},
			widgets.Action{Label: words.T("OK"), Kind: widgets.Default})
	}
	f.onRest = then
	f.rested()
}

// tellPlace tells, once for each data file, that it lies where it is at risk, and
// goes on with then.
func (f *frame) tellPlace(then func()) {
	path := f.file.Path()
	widgets.Run(f.run, func() (place.Finding, error) { return f.place(path), nil }, func(found place.Finding, _ error) {
		what, why, remedy := found.Trouble()
		if told := string(found.Kind) + " " + path; what != "" && f.prefs.String("place.told") != told {
			f.remember("place.told", told)
			widgets.ShowTrouble(f.window, widgets.Trouble{What: what, Why: why, Remedy: remedy})
		}
		f.onRest = then
		f.rested()
	})
}

// renew puts a desk without data into the place of the present one. Work that goes
// on keeps the one that it began at.
func (f *frame) renew() {
	if f.unlisten != nil {
		f.unlisten()
	}
	old := f.desk
	f.desk = &desk{
		file: old.file, calendar: old.calendar, rules: old.rules, window: old.window, prefs: old.prefs, log: old.log,
		version: old.version, run: old.run, later: old.later, toastFor: old.toastFor, choose: old.choose, open: old.open,
		printing: old.printing, spare: old.spare,
	}
}

// build makes the window's bar, menu and tabs for a data file that is being
// opened.
func (f *frame) build() {
	f.renew()
	f.toaster = widgets.NewToaster(f.toastFor)
	f.tabs = newTabs(f)
	f.stale = make([]bool, len(f.tabs))
	items := make([]*container.TabItem, len(f.tabs))
	for i, t := range f.tabs {
		f.stale[i] = true
		items[i] = container.NewTabItem(t.Title(), t.Content())
	}
	f.tabBar = container.NewAppTabs(items...)
	f.tabBar.OnSelected = func(*container.TabItem) { f.ShowTab(f.tabBar.SelectedIndex(), nil) }
	f.onShown = f.tabBar.SelectIndex
	f.bar = newBar(f.desk, f.ShowCheck, f.paperItems, f.exportItems)
	f.buildMenu()
	f.show(container.NewStack(container.NewBorder(f.bar.content, nil, nil, nil, f.tabBar), f.toaster.Layer()))
}

// show fills the window. It keeps the content that Fyne knows and changes what
// is in it: a window that is just being fitted to the screen would be drawn at
// its old size else.
func (f *frame) show(content fyne.CanvasObject) {
	if f.root == nil {
		f.root = container.NewStack(content)
		f.window.SetContent(f.root)
		return
	}
	f.root.Objects = []fyne.CanvasObject{content}
	f.root.Refresh()
}

// fill shows what is in an opened data file, and goes on with greet unless there
// are files to take: one that was opened by double-click comes first.
func (f *frame) fill(service *app.Service, greet func()) {
	f.service = service
	f.watch()
	f.enableMenu(true)
	f.bar.show()
	f.firstEvent(func() {
		if len(f.early) == 0 {
			greet()
			return
		}
		f.firstTour()
		f.takeEarly()
	})
}

// firstEvent makes the event current that was so at the end of the last start,
// else the latest.
func (f *frame) firstEvent(then func()) {
	last, service := f.prefs.String("event"), f.service
	load(f.desk, nil, func(ctx context.Context) (string, error) {
		if last != "" {
			_, err := service.Event(ctx, last)
			if app.CodeOf(err) != app.CodeNotFound {
				return last, err
			}
		}
		all, err := service.Events(ctx, app.EventFilter{})
		if err != nil || len(all) == 0 {
			return "", err
		}
		return all[0].ID, nil
	}, func(id string) {
		if id == "" {
			f.freshen()
			then()
			return
		}
		f.setEvent(id, then)
	})
}

// Quit closes the window, after asking what becomes of unsaved work. The close
// button and the menu both come here.
func (f *frame) Quit() {
	f.Guard(func() {
		size := f.window.Canvas().Size()
		f.prefs.SetFloat("window.width", float64(size.Width))
		f.prefs.SetFloat("window.height", float64(size.Height))
		f.quit()
	})
}

// SetLanguage remembers the language to speak from the next start on.
func (f *frame) SetLanguage(l words.Language) {
	f.prefs.SetString("language", string(l))
	widgets.ShowInfo(f.window, words.In(l, "Language|Chinese and English"),
		words.In(l, "The program will speak this language from its next start on."))
}
