package ui

import (
	"context"
	"log/slog"
	"slices"

	"fyne.io/fyne/v2"

	"openday/app"
	"openday/app/deadline"
	"openday/app/service"
	"openday/app/workday"
	"openday/views/widgets"
)

// System is what the window asks of the system that it runs on; tests put their own
// in its place.
type System struct {
	Run      widgets.Runner          // does work away from the user interface
	Later    widgets.Later           // waits, so that a search follows the typing
	ToastFor widgets.Later           // waits as long as a toast stays
	Paused   widgets.Later           // waits for a pause in the typing, to keep what is typed; nil keeps nothing
	Choose   FileChooser             // asks for files to open and to write
	Open     func(file string) error // opens a file in the program that the system has for it
	Printing Printing                // prints
	Spare    string                  // folder of the files that are only there for another program to open
}

// Context is what all features of the window share: the use cases, the current
// event, the tabs, and the ways to tell the person something. There is one as long
// as the window is there; [Context.Clear] readies it for another data file. It
// belongs to the user interface's goroutine.
type Context struct {
	System
	Service  *service.Service // nil until the data file is open
	File     DataFile
	Calendar *workday.Calendar // official, with the office's own years
	Rules    []deadline.Rule   // the office's
	Window   fyne.Window
	Prefs    fyne.Preferences
	Log      *slog.Logger
	Version  string // the program's, with its build

	event   app.Event // the current one; no ID where there is none
	tabs    []Tab
	stale   []bool // whether a tab is to be refreshed when it comes into sight
	current int    // the tab in sight
	onTab   func(i int)

	file                         int // changes with each data file, so that what an older one answers is dropped
	onEvent, onChange, onHistory []func()
	unlisten                     func()
	switching, fetching          Latest // of the event; of rules and calendar

	working int    // pieces of long work going on
	onRest  func() // told once when no long work and no dialog is left

	shown map[Tab]string // how much each tab shows, for the line at the foot

	before string   // id of the step that was the last when what is being answered began
	within []within // the dialogs in which is done what can be undone there

	status   *StatusLine
	carried  []carried          // what was said where a dialog lies now, the topmost last
	pasted   map[Tab]func()     // what the tabs do with what is pasted; nil for none yet
	drafting map[*Drafting]bool // those that wait for a pause in the typing
	drafts   *draftQueue
	inForms  map[string]bool   // ids of the drafts of what stands in forms now
	noDrafts map[app.Code]bool // why none are kept, as far as it was said
}

// NewContext returns the context of a window, with no data file open. The caller
// sets its System.
func NewContext(w fyne.Window, file DataFile, prefs fyne.Preferences, log *slog.Logger, version string) *Context {
	c := &Context{
		File: file, Calendar: workday.Official(), Rules: deadline.DefaultRules(),
		Window: w, Prefs: prefs, Log: log, Version: version,
	}
	c.drafting, c.drafts = map[*Drafting]bool{}, newDraftQueue()
	widgets.OnDialogOpened(w, c.carry)
	widgets.OnDialogClosed(w, func() {
		c.bringBack()
		c.rested()
	})
	widgets.OnLeft(w, c.KeepDrafts)
	return c
}

// Clear forgets the data file that was open, and everybody who listens: nothing is
// unsaved, no event is current, and there are no tabs.
func (c *Context) Clear() {
	if c.unlisten != nil {
		c.unlisten()
		c.unlisten = nil
	}
	c.file++
	c.Service, c.event = nil, app.Event{}
	c.tabs, c.stale, c.current, c.onTab = nil, nil, 0, nil
	c.onEvent, c.onChange, c.onHistory = nil, nil, nil
	c.working, c.onRest, c.before, c.within = 0, nil, "", nil
	c.status = NewStatusLine(c.ToastFor)
	c.shown = map[Tab]string{}
	for d := range c.drafting {
		d.wait()
	}
	c.pasted = nil
	c.noDrafts, c.inForms = map[app.Code]bool{}, map[string]bool{}
}

// Opened has everything shown follow the data in an opened data file.
func (c *Context) Opened(service *service.Service) {
	c.Service = service
	c.unlisten = service.Subscribe(func(change app.Change) { fyne.Do(func() { c.changed(change) }) })
}

// WhenEvent has f told when the current event is another or has changed.
func (c *Context) WhenEvent(f func()) { c.onEvent = append(c.onEvent, f) }

// WhenChanged has f told when anything in the data has changed.
func (c *Context) WhenChanged(f func()) { c.onChange = append(c.onChange, f) }

// WhenHistory has f told when something else can be undone or redone.
func (c *Context) WhenHistory(f func()) { c.onHistory = append(c.onHistory, f) }

// WhenAtRest has f told, once, when no long work goes on and no dialog is open, which
// may be at once. It takes the place of one that still waits.
func (c *Context) WhenAtRest(f func()) {
	c.onRest = f
	c.rested()
}

// rested tells who waits for it, once, that no long work goes on and nothing is asked.
func (c *Context) rested() {
	if then := c.onRest; then != nil && c.working == 0 && c.Window.Canvas().Overlays().Top() == nil {
		c.onRest = nil
		then()
	}
}

// Event returns the current event; its ID is empty where there is none.
func (c *Context) Event() app.Event { return c.event }

// SwitchTo makes another event the current one, after asking what becomes of
// unsaved work; "" makes none current. then is called once it is.
func (c *Context) SwitchTo(id string, then func()) {
	if id == c.event.ID {
		if then != nil {
			then()
		}
		return
	}
	c.Guard(func() { c.SetEvent(id, then) })
}

// SetEvent makes an event the current one without asking.
func (c *Context) SetEvent(id string, then func()) {
	c.Remember("event", id)
	service := c.Service
	Load(c, &c.switching, func(ctx context.Context) (app.Event, error) {
		if id == "" {
			return app.Event{}, nil
		}
		e, err := service.Event(ctx, id)
		if app.CodeOf(err) == app.CodeNotFound {
			return app.Event{}, nil
		}
		return e, err
	}, func(e app.Event) {
		other := e.ID != c.event.ID
		c.event = e
		for _, f := range c.onEvent {
			f()
		}
		if other {
			c.status.SetBack("", nil)
			c.refresh(func(Tab) bool { return true })
		}
		if then != nil {
			then()
		}
	})
}

func (c *Context) changed(change app.Change) {
	if change.Topic == app.TopicHistory {
		for _, f := range c.onHistory {
			f()
		}
		return
	}
	follow := func() {
		c.refresh(func(t Tab) bool { return slices.Contains(t.Topics(), change.Topic) })
		for _, f := range c.onChange {
			f()
		}
	}
	if change.Topic == app.TopicSettings {
		c.loadTimetable()
	}
	if change.Topic == app.TopicEvents && change.EventID == c.event.ID && change.EventID != "" {
		c.SetEvent(change.EventID, follow) // what the tabs show is reckoned from the event as it is now
		return
	}
	follow()
}

// Memory keeps the choices of one part of the window, such as a table's
// columns, from one start to the next.
func (c *Context) Memory(prefix string) widgets.Memory {
	return widgets.PreferenceMemory{Preferences: c.Prefs, Prefix: prefix}
}

// Remember keeps a choice from one start to the next.
func (c *Context) Remember(key, value string) { c.Prefs.SetString(key, value) }
