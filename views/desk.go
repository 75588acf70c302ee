package views

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/crash"
	"openday/app/words"
	"openday/app/workday"
	"openday/views/widgets"
)

// tab is one of the four tabs of the window. The desk calls its methods on the
// user interface's goroutine.
type tab interface {
	// Title is the heading of the tab.
	Title() string
	// Content is what the tab shows; always the same object.
	Content() fyne.CanvasObject
	// Topics are the changes that concern what the tab shows. A change of the
	// current event's own fields (app.TopicEvents) concerns it if named here.
	Topics() []app.Topic

	// Refresh fetches anew what the tab shows of desk.Event() and keeps what is
	// typed and not saved. It is called when the tab comes into sight for the
	// first time, when the event has become another or none since, and when
	// something has changed that concerns it.
	Refresh()

	// Unsaved tells whether something is typed that is not saved. The desk asks
	// before another tab or event is shown and before the window closes.
	Unsaved() bool
	// Concerned reports whether what is typed and not saved is of one of some records.
	Concerned(records []app.RecordKey) bool
	// Save saves what is typed, shows what is wrong with it where it is typed,
	// and then says whether it is saved. Ctrl+S comes here, too.
	Save(then func(saved bool))
	// Discard puts back what is stored.
	Discard()

	// Find puts the keyboard into the search (Ctrl+F).
	Find()
	// New begins something new (Ctrl+N).
	New()
	// Delete deletes what is chosen (Del, and the menu), and offers to undo it.
	Delete()
}

// desk is what all parts of the window share. It belongs to the user
// interface's goroutine.
type desk struct {
	service  *app.Service // nil until the data file is open
	file     DataFile
	calendar *workday.Calendar  // official, with the office's own years
	rules    []app.DeadlineRule // the office's
	window   fyne.Window
	prefs    fyne.Preferences
	log      *slog.Logger
	version  string
	run      widgets.Runner
	later    widgets.Later
	toastFor widgets.Later           // how long a toast stays
	choose   chooser                 // asks for files to open and to write
	open     func(file string) error // opens a file in the program that the system has for it
	printing printing                // prints
	spare    string                  // folder of the files that are only there for another program to open
	asking   bool                    // whether the system's print dialog is open

	event     app.Event // the current one; no ID where there is none
	tabs      []tab
	stale     []bool      // whether a tab is to be refreshed when it comes into sight
	current   int         // the tab in sight
	onEvent   []func()    // told when the current event is another or has changed
	onChange  []func()    // told when anything in the data has changed
	onHistory []func()    // told when something else can be undone or redone
	onShown   func(i int) // brings the heading of a tab into sight
	unlisten  func()
	switching latest
	fetching  latest // of rules and calendar

	working int    // pieces of long work going on
	onRest  func() // told once when no long work and no dialog is left

	before string   // id of the step that was the last when what is being answered began
	within []within // the dialogs in which is done what can be undone there

	toaster  *widgets.Toaster
	dropDown *widget.PopUp // the list of events, once it was open; Esc closes it
}

// Event gives the current event; its ID is empty where there is none.
func (d *desk) Event() app.Event { return d.event }

// SwitchTo makes another event the current one, after asking what becomes of
// unsaved work; "" makes none current. then is called once it is.
func (d *desk) SwitchTo(id string, then func()) {
	if id == d.event.ID {
		if then != nil {
			then()
		}
		return
	}
	d.Guard(func() { d.setEvent(id, then) })
}

// setEvent makes an event the current one without asking.
func (d *desk) setEvent(id string, then func()) {
	d.remember("event", id)
	load(d, &d.switching, func(ctx context.Context) (app.Event, error) {
		if id == "" {
			return app.Event{}, nil
		}
		e, err := d.service.Event(ctx, id)
		if app.CodeOf(err) == app.CodeNotFound {
			return app.Event{}, nil
		}
		return e, err
	}, func(e app.Event) {
		other := e.ID != d.event.ID
		d.event = e
		for _, f := range d.onEvent {
			f()
		}
		if other {
			d.refresh(func(tab) bool { return true })
		}
		if then != nil {
			then()
		}
	})
}

// refresh has the tabs that concern fetch anew: the one in sight at once, the
// others when they come into sight.
func (d *desk) refresh(concerned func(tab) bool) {
	for i, t := range d.tabs {
		if concerned(t) {
			d.stale[i] = true
		}
	}
	d.freshen()
}

func (d *desk) freshen() {
	if d.service == nil {
		return // the data file is still being opened
	}
	if d.current < len(d.tabs) && d.stale[d.current] {
		d.stale[d.current] = false
		d.tab(d.current).Refresh()
	}
}

// watch has everything shown follow what changes in the data.
func (d *desk) watch() {
	d.unlisten = d.service.Subscribe(func(c app.Change) { fyne.Do(func() { d.changed(c) }) })
}

func (d *desk) changed(c app.Change) {
	if c.Topic == app.TopicHistory {
		for _, f := range d.onHistory {
			f()
		}
		return
	}
	if c.Topic == app.TopicEvents && c.EventID == d.event.ID && c.EventID != "" {
		d.setEvent(c.EventID, nil)
	}
	if c.Topic == app.TopicSettings {
		d.loadTimetable()
	}
	d.refresh(func(t tab) bool { return slices.Contains(t.Topics(), c.Topic) })
	for _, f := range d.onChange {
		f()
	}
}

// ShowTab brings a tab into sight, after asking what becomes of unsaved work
// in the present one. then, if not nil, is called once it is in sight.
func (d *desk) ShowTab(i int, then func()) {
	if then == nil {
		then = func() {}
	}
	if i == d.current {
		d.onShown(i)
		then()
		return
	}
	present := d.current
	d.onShown(present) // until it is sure that the tab changes
	d.Guard(func() {
		d.current = i
		d.onShown(i)
		d.freshen()
		then()
	})
}

// Guard calls then at once where nothing is unsaved. Else it asks: save first,
// throw away, or go back, which calls nothing.
func (d *desk) Guard(then func()) {
	if d.current >= len(d.tabs) || !d.tabs[d.current].Unsaved() {
		then()
		return
	}
	t := d.tabs[d.current]
	widgets.AskUnsaved(d.window, func(answer widgets.UnsavedAnswer) {
		switch answer {
		case widgets.SaveUnsaved:
			t.Save(func(saved bool) {
				if saved {
					then()
				}
			})
		case widgets.DiscardUnsaved:
			t.Discard()
			then()
		}
	})
}

// Toast says something that wants no answer and goes away by itself; in the
// dialog that is open, where there is one.
func (d *desk) Toast(text string) {
	d.say(text, "", nil)
}

// say is Toast with a button, named verb, that does something about it.
func (d *desk) say(text, verb string, do func()) {
	if dialog := widgets.Front(d.window); dialog != nil {
		dialog.Tell(text, verb, do)
		return
	}
	d.toaster.Show(text, verb, do)
}

// Undoable says what was done and offers to undo it, as Ctrl+Z does, where it has
// changed anything. It is called right after it was done.
func (d *desk) Undoable(text string) {
	step, ok := d.service.UndoNext()
	if !ok || step.ID == d.before {
		d.Toast(text)
		return
	}
	d.say(text, words.T("Undo"), func() {
		if next, _ := d.service.UndoNext(); next.ID != step.ID {
			d.Toast(words.T("Something else was done since. Undo that first, with Ctrl+Z or Edit → Undo."))
			return
		}
		d.Undo()
	})
}

// Undo takes back what was done last.
func (d *desk) Undo() { d.undo(func() {}) }

// undo is Undo that says when it is done.
func (d *desk) undo(then func()) {
	step, ok := d.service.UndoNext()
	if in := d.walksIn(); ok && in != nil && step.ID == in.undo {
		d.Toast(words.T("Nothing that was done here is left to undo."))
		return
	}
	d.walk(step, ok, d.service.Undo, words.T("There is nothing to undo."), func(s app.UndoStep) {
		d.Toast(words.T("Undone: %s", s.Label))
		then()
	})
}

// within is an open dialog in which things are done while it is open. Undoing and
// redoing there walk no further than where it was opened: what was done before
// is out of sight.
type within struct {
	dialog     *widgets.Dialog
	undo, redo string // the steps that were next when it was opened
}

// undoIn lets what is done in a dialog be undone while it is open, as in the
// window. refresh shows it anew; it is called after each change of some topics.
func (d *desk) undoIn(dialog *widgets.Dialog, refresh func(), topics ...app.Topic) {
	in := within{dialog: dialog, undo: d.lastStep()}
	if step, ok := d.service.RedoNext(); ok {
		in.redo = step.ID
	}
	d.within = append(d.within, in)
	unlisten := d.service.Subscribe(func(c app.Change) {
		if slices.Contains(topics, c.Topic) {
			fyne.Do(func() {
				if !dialog.Closed() {
					refresh()
				}
			})
		}
	})
	dialog.OnClosed = func() {
		unlisten()
		d.within = slices.DeleteFunc(d.within, func(w within) bool { return w.dialog == dialog })
	}
}

// walksIn returns the dialog in front, nil where none is or nothing is undone in it.
func (d *desk) walksIn() *within {
	for i := range d.within {
		if d.within[i].dialog.InFront() {
			return &d.within[i]
		}
	}
	return nil
}

// undoName says what Undo would take back, "" where there is nothing.
func (d *desk) undoName() string {
	if step, ok := d.service.UndoNext(); ok {
		return words.T("Undo: %s", step.Label)
	}
	return ""
}

// redoName says what Redo would do again, "" where there is nothing.
func (d *desk) redoName() string {
	if step, ok := d.service.RedoNext(); ok {
		return words.T("Redo: %s", step.Label)
	}
	return ""
}

// Redo does again what was undone last.
func (d *desk) Redo() {
	step, ok := d.service.RedoNext()
	if in := d.walksIn(); ok && in != nil && step.ID == in.redo {
		d.Toast(words.T("Nothing that was undone here is left to redo."))
		return
	}
	d.walk(step, ok, d.service.Redo, words.T("There is nothing to redo."), func(s app.UndoStep) { d.Toast(words.T("Done again: %s", s.Label)) })
}

// run does something away from the user interface and then calls then. An error
// is shown and then not called.
func run(d *desk, do func(context.Context) error, then func()) {
	load(d, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(struct{}) { then() })
}

// runOrAsk is run for what may be too large to be undone: it asks before it is
// done without.
func runOrAsk(d *desk, do func(context.Context) error, then func()) {
	background(d, func() (struct{}, error) { return struct{}{}, do(context.Background()) }, func(_ struct{}, err error) {
		switch {
		case app.CodeOf(err) == app.CodeNoUndo:
			widgets.ShowDanger(d.window, words.T("This cannot be undone"), sentenceOf(err)+" "+words.T("Free some space on the disk, or go on without being able to undo it."), words.T("Go on all the same"), func() {
				run(d, func(ctx context.Context) error { return do(app.WithoutUndo(ctx)) }, then)
			})
		case err != nil:
			d.Fail(err)
		default:
			then()
		}
	})
}

// walk takes a step back or forward, where there is one, after asking what becomes
// of what is typed and not saved where the step concerns it.
func (d *desk) walk(step app.UndoStep, ok bool, do func(context.Context) (app.UndoStep, error), nothing string, done func(app.UndoStep)) {
	if !ok {
		d.Toast(nothing)
		return
	}
	walk := func() {
		load(d, nil, do, func(step app.UndoStep) {
			done(step)
			for _, r := range step.Records {
				if r.Kind == app.RecordEvent && d.event.ID == "" {
					d.setEvent(r.ID, nil) // it may be back
				}
			}
		})
	}
	if d.current < len(d.tabs) && d.tabs[d.current].Unsaved() && d.tabs[d.current].Concerned(step.Records) {
		d.Guard(walk)
		return
	}
	walk()
}

// Fail shows an error to the person at the desk, in the words that it has for
// them; the cause goes to the log. Problems of fields without a place to stand
// are shown, too.
func (d *desk) Fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	logError(d.log, err)
	var p *widgets.PanicError
	if errors.As(err, &p) {
		if report := crash.Write(p.Detail); report != "" {
			d.remember("crash.told", filepath.Base(report)) // now
		}
	}
	widgets.ShowError(d.window, sentenceOf(err))
}

// Memory keeps the choices of one part of the window, such as a table's
// columns, from one start to the next.
func (d *desk) Memory(prefix string) widgets.Memory {
	return widgets.PreferenceMemory{Preferences: d.prefs, Prefix: prefix}
}

func (d *desk) remember(key, value string) { d.prefs.SetString(key, value) }

// sentenceOf gives what an error says to the person at the desk.
func sentenceOf(err error) string {
	var e *app.Error
	var p *widgets.PanicError
	switch {
	case errors.As(err, &e):
		return e.Error()
	case errors.As(err, &p):
		return p.Error()
	default:
		return words.T("This could not be done: %s. Please try again.", err)
	}
}

// logError writes the cause of an error to the log. Sentences for people can
// hold names, so they stay out of it.
func logError(log *slog.Logger, err error) {
	var e *app.Error
	var p *widgets.PanicError
	switch {
	case errors.As(err, &e):
		log.Error("failed", "code", e.Code, "cause", e.Err)
	case errors.As(err, &p):
		log.Error("panic", "detail", p.Detail)
	default:
		log.Error("failed", "cause", err)
	}
}

// latest tells the newest of several loads into the same place from those that
// it has overtaken. Its zero value is ready to use.
type latest struct{ number int }

// background does work away from the user interface and answers it with then,
// where Undoable knows whether the work was something to undo.
func background[T any](d *desk, work func() (T, error), then func(T, error)) {
	before := d.lastStep()
	widgets.Run(d.run, work, func(value T, err error) {
		d.since(before, func() { then(value, err) })
	})
}

// lastStep is the id of the step that Undo would take back, "" where there is none.
func (d *desk) lastStep() string {
	if d.service == nil {
		return ""
	}
	step, _ := d.service.UndoNext()
	return step.ID
}

// since does something that answers what began when a step was the last.
func (d *desk) since(before string, do func()) {
	outer := d.before
	d.before = before
	defer func() { d.before = outer }()
	do()
}

// load fetches away from the user interface and hands the result to then. An
// error is shown and then not called. Of several loads with the same latest,
// only the newest arrives; nil has all arrive.
func load[T any](d *desk, newest *latest, fetch func(context.Context) (T, error), then func(T)) {
	if newest == nil {
		newest = &latest{}
	}
	newest.number++
	mine := newest.number
	background(d, func() (T, error) { return fetch(context.Background()) }, func(value T, err error) {
		switch {
		case mine != newest.number:
		case err != nil:
			d.Fail(err)
		default:
			then(value)
		}
	})
}
