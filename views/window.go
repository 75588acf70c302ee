package views

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/crash"
	"openday/app/place"
	"openday/app/printer"
	"openday/app/service"
	"openday/app/words"
	"openday/assets"
	"openday/views/events"
	"openday/views/feedback"
	"openday/views/help"
	"openday/views/invitees"
	"openday/views/office"
	"openday/views/papers"
	"openday/views/platform"
	"openday/views/ui"
	"openday/views/widgets"
)

// Config is what the window is given by the program.
type Config struct {
	// Open opens the data file and gives the use cases over it. It is called
	// at the start, and again after a copy has been put back or the key
	// recovered. The window shows an error that it returns and offers what
	// helps against it, by the error's code.
	Open func(ctx context.Context) (*service.Service, error)
	// File is the data file itself.
	File ui.DataFile
	// Files are taken once the data file is open, as if dropped on the window.
	Files []string
	// Calls returns what further starts of the program over the same data file
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

// ID is the program's name among all programs; its remembered choices are kept
// under it.
const ID = "cn.openday.desktop"

const (
	firstWidth  float32 = 1366
	firstHeight float32 = 800
	smallScreen float32 = 1400 // narrower than this, a window fills it from the first start
)

// Run opens the window and returns when it is closed. It closes the data file.
// An error is one that there was no window to show in.
func Run(c Config) error {
	a := fyneapp.NewWithID(ID)
	a.SetIcon(fyne.NewStaticResource("icon.png", assets.Icon))
	words.Use(language(c.Language, a.Preferences()))
	if err := ui.SpeakLanguage(); err != nil {
		return err
	}
	colours, strong := platform.StrongContrast(os.Getenv("OPENDAY_CONTRAST"), a.Preferences(), platform.SystemContrast)
	if strong {
		a.Settings().SetTheme(widgets.NewContrastTheme(colours))
	} else {
		a.Settings().SetTheme(widgets.NewTheme())
	}
	read := platform.ReadFonts()
	w := a.NewWindow(words.T("OpenDay"))
	read()
	f := newMainWindow(c, w, a.Preferences())
	f.System = ui.System{
		Run: widgets.Background, Later: widgets.AfterDelay, ToastFor: widgets.AfterDelay, Paused: widgets.AfterDelay,
		Choose: platform.NewChooser(f.Window, f.Prefs, widgets.Background), Open: platform.OpenFile,
		Printing: printer.System{}, Spare: papers.SpareFolder(papers.SpareRoot(), os.Getpid()),
	}
	f.quit, f.strong = a.Quit, strong
	papers.ClearSpare(papers.SpareRoot(), papers.Runs)
	defer papers.ClearSpare(papers.SpareRoot(), papers.Runs)
	f.build()
	a.Lifecycle().SetOnStarted(func() { fyne.Do(f.fitScreen) })
	f.Window.Show() // its first frame does not wait for the data
	platform.FollowCaret(f.Window)
	a.Lifecycle().SetOnExitedForeground(f.KeepDrafts)
	f.Take(c.Files)
	f.openData()
	go func() {
		for files := range c.Calls {
			fyne.Do(func() {
				platform.ToFront(f.Window)
				f.Take(files)
			})
		}
	}()
	defer time.AfterFunc(startOver, giveBack).Stop()
	a.Run()
	return c.File.Close()
}

// startOver is when the window is surely there with what it shows first.
const startOver = 3 * time.Second

// giveBack gives the system what only the start needed. The fonts, read once, are
// most of what the window keeps: left alone, the heap would grow to twice their
// size before anything is given back.
func giveBack() {
	debug.SetGCPercent(50)
	debug.FreeOSMemory()
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

// mainWindow is the window: the bar, the menu and the tabs. It opens the data file
// and stays when another one takes its place.
type mainWindow struct {
	*ui.Context // anew for each data file opened
	cfg         Config
	quit        func()

	strong bool            // strong colours are shown
	root   *fyne.Container // the content of the window
	bar    *bar
	menu   *ui.MenuBar

	place    func(file string) place.Finding
	early    []string // files to take once the data file is open
	waiting  []batch  // files still to take
	taken    func()   // told once that none is left to take; nil for nobody
	seeking  func()   // ends the search for a good copy; nil while there is none
	events   *events.Actions
	invitees *invitees.Actions
	feedback *feedback.Actions
	papers   *papers.Actions
	office   *office.Actions
	help     *help.Actions
}

// newMainWindow returns a window without content. The caller sets how it runs work,
// waits, opens files and ends.
func newMainWindow(c Config, w fyne.Window, prefs fyne.Preferences) *mainWindow {
	f := &mainWindow{cfg: c, place: place.Look}
	f.Context = ui.NewContext(w, c.File, prefs, c.Log, c.Version)
	f.joinFeatures()
	w.SetPadded(false)
	w.SetMaster()
	w.Resize(fyne.NewSize(
		float32(prefs.FloatWithFallback("window.width", float64(firstWidth))),
		float32(prefs.FloatWithFallback("window.height", float64(firstHeight)))))
	w.CenterOnScreen()
	w.SetCloseIntercept(f.Quit)
	w.SetOnDropped(f.dropped)
	c.File.Later(func(err error) { fyne.Do(func() { f.troubledLater(err) }) })
	return f
}

// start makes the content of the window and opens the data file.
func (f *mainWindow) start() {
	f.endSeeking()
	f.build()
	f.openData()
}

// openData opens the data file in the background and shows what is in it, or what
// helps where it cannot be opened.
func (f *mainWindow) openData() {
	widgets.Run(f.Run, func() (*service.Service, error) { return f.cfg.Open(context.Background()) }, func(service *service.Service, err error) {
		if err != nil {
			f.showTrouble(err)
			return
		}
		warned := f.tellWarnings()
		greet := func() {
			f.firstOperator(func() {
				f.firstTour()
				f.tellCrash(func() { f.tellPlace(func() { f.offerDrafts(func() {}) }) })
			})
		}
		f.fill(service, func() {
			if warned { // what is wrong comes first
				f.WhenAtRest(greet)
				return
			}
			greet()
		})
	})
}

// tellWarnings tells what is wrong with a data file that is open all the same,
// and whether anything is.
func (f *mainWindow) tellWarnings() bool {
	warnings := f.File.Warnings()
	if len(warnings) == 0 {
		return false
	}
	widgets.ShowTrouble(f.Window, widgets.Trouble{What: words.T("The data file is open, but something needs your attention"), Why: strings.Join(warnings, "\n")})
	return true
}

// troubledLater shows what went wrong with a data file that was open already: that
// it is damaged as on opening it, anything else as a warning.
func (f *mainWindow) troubledLater(err error) {
	if app.CodeOf(err) == app.CodeDamaged {
		f.showTrouble(err)
		return
	}
	widgets.ShowTrouble(f.Window, widgets.Trouble{What: words.T("The data file is open, but something needs your attention"), Why: ui.SentenceOf(err)})
}

// tellCrash tells that the program ended by a mistake the last time, once, and
// goes on with then.
func (f *mainWindow) tellCrash(then func()) {
	report := crash.Newest()
	if name := filepath.Base(report); report != "" && f.Prefs.String("crash.told") < name {
		f.Remember("crash.told", name)
		body := ui.Paragraph(words.T("The last time the program made a mistake and ended. What was saved is safe. A report for its makers, without names or numbers of anybody, is in the file %s. Please send it to who looks after the program.", report))
		body.Resize(fyne.NewSize(520, 0))
		widgets.ShowDialog(f.Window, words.T("The program was closed by a mistake"), body,
			widgets.Action{Label: words.T("Open the folder"), Hold: func() bool {
				if err := f.Open(filepath.Dir(report)); err != nil {
					f.Fail(app.Errorf(app.CodeInternal, err, "This could not be done: %s. Please try again.", err))
				}
				return true
			}},
			widgets.Action{Label: words.T("OK"), Kind: widgets.Default})
	}
	f.WhenAtRest(then)
}

// tellPlace tells, once for each data file, that it lies where it is at risk, and
// goes on with then.
func (f *mainWindow) tellPlace(then func()) {
	path := f.File.Path()
	widgets.Run(f.Run, func() (place.Finding, error) { return f.place(path), nil }, func(found place.Finding, _ error) {
		what, why, remedy := found.Trouble()
		if told := string(found.Kind) + " " + path; what != "" && f.Prefs.String("place.told") != told {
			f.Remember("place.told", told)
			widgets.ShowTrouble(f.Window, widgets.Trouble{What: what, Why: why, Remedy: remedy})
		}
		f.WhenAtRest(then)
	})
}

// build makes the window's bar, menu and tabs for a data file that is being
// opened.
func (f *mainWindow) build() {
	f.Clear()
	tabs := newTabs(f)
	titles, contents := make([]string, len(tabs)), container.NewStack()
	for i, t := range tabs {
		titles[i] = t.Title()
		contents.Add(t.Content())
	}
	f.bar = newBar(f.Context, titles, f.feedback.ChaseButton(), f.ShowCheck, f.events.ShowChange, f.papers.ChoosePaper, func() []*fyne.MenuItem { return ui.MenuItems(f.exports()) })
	show := func(i int) {
		f.bar.tabs.Select(i)
		for n, o := range contents.Objects {
			widgets.ShowIf(o, n == i)
		}
	}
	f.SetTabs(tabs, show)
	f.events.Typed = f.bar.showTyped
	f.menu = ui.NewMenuBar(f.Context, f.menus(), f.Quit)
	f.menu.Escape = f.bar.hideList
	show(0)
	f.show(container.New(frameLayout{}, f.bar.content, f.Status(), contents))
}

// frameLayout stands the band at the top, the status line at the foot, and the tabs
// between them, without a gap.
type frameLayout struct{}

func (frameLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	top, foot := objects[0].MinSize().Height, objects[1].MinSize().Height
	widgets.Place(objects[0], 0, 0, size.Width, top)
	widgets.Place(objects[1], 0, size.Height-foot, size.Width, foot)
	widgets.Place(objects[2], 0, top, size.Width, max(0, size.Height-top-foot))
}

func (frameLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		least = fyne.NewSize(max(least.Width, m.Width), least.Height+m.Height)
	}
	return least
}

// show fills the window. It keeps the content that Fyne knows and changes what
// is in it: a window that is just being fitted to the screen would be drawn at
// its old size else.
func (f *mainWindow) show(content fyne.CanvasObject) {
	content = container.New(frameLayout{}, f.menu.Bar, container.NewWithoutLayout(), content)
	if f.root == nil {
		f.root = container.NewStack(content)
		f.Window.SetContent(f.root)
		return
	}
	f.root.Objects = []fyne.CanvasObject{content}
	f.root.Refresh()
}

// fill shows what is in an opened data file, and goes on with greet unless there
// are files to take: one that was opened by double-click comes first.
func (f *mainWindow) fill(service *service.Service, greet func()) {
	f.Opened(service)
	f.menu.Enable(true)
	f.bar.show()
	f.firstEvent(func() {
		f.Tab(ui.TabEvents).(*events.Tab).ShowToday()
		if len(f.early) == 0 {
			greet()
			return
		}
		f.firstTour()
		f.taken = func() { f.offerDrafts(func() {}) }
		f.takeEarly()
	})
}

// firstEvent makes the event current that was so at the end of the last start,
// else the latest.
func (f *mainWindow) firstEvent(then func()) {
	last, service := f.Prefs.String("event"), f.Service
	ui.Load(f.Context, nil, func(ctx context.Context) (string, error) {
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
			f.Freshen()
			then()
			return
		}
		f.SetEvent(id, then)
	})
}

// Quit closes the window, after asking what becomes of unsaved work. The close
// button and the menu both come here.
func (f *mainWindow) Quit() {
	f.Guard(func() {
		f.keepSize(platform.Maximised(f.Window))
		f.FinishDrafts()
		f.quit()
	})
}

// keepSize remembers the size of the window for the next start. One that fills the
// screen keeps the size that it had before.
func (f *mainWindow) keepSize(maximised bool) {
	f.Prefs.SetBool("window.maximised", maximised)
	if size := f.Window.Canvas().Size(); !maximised {
		f.Prefs.SetFloat("window.width", float64(size.Width))
		f.Prefs.SetFloat("window.height", float64(size.Height))
	}
}

// fitScreen has the window fill the screen where it did so at the end of the last
// start, and on a small screen at the very first one.
func (f *mainWindow) fitScreen() {
	if f.fills(platform.ScreenWidth(f.Window)) {
		platform.Maximise(f.Window)
	}
}

// fills reports whether the window is to fill a screen of a width, 0 for one that
// is not known.
func (f *mainWindow) fills(screen float32) bool {
	first := f.Prefs.Float("window.width") == 0
	return f.Prefs.BoolWithFallback("window.maximised", first && screen > 0 && screen < smallScreen)
}

// SetLanguage remembers the language to speak from the next start on.
func (f *mainWindow) SetLanguage(l words.Language) {
	f.Prefs.SetString("language", string(l))
	widgets.ShowInfo(f.Window, words.In(l, "Language|Chinese and English"),
		words.In(l, "The program will speak this language from its next start on."))
}

// SwitchContrast remembers to show strong colours from the next start on, or
// ordinary ones where strong ones are shown.
func (f *mainWindow) SwitchContrast() {
	choice, say := platform.ContrastHigh, words.T("The program will show strong colours from its next start on.")
	if f.strong {
		choice, say = platform.ContrastNormal, words.T("The program will show its ordinary colours from its next start on.")
	}
	f.Remember("contrast", choice)
	widgets.ShowInfo(f.Window, words.T("High contrast"), say)
}
