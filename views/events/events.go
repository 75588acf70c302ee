package events

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/check"
	"openday/app/figures"
	"openday/app/guide"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// Tab is the tab 活动: the list of events at the left, the current or a
// new one at the right.
type Tab struct {
	*Actions
	search *widgets.SearchEntry
	states *widgets.Choice[app.State]
	years  *widgets.Choice[int]

	programmes *widgets.Choice[string]
	ofSeries   *fyne.Container // with that, hidden where no event belongs to any

	table   *lists.List[app.EventSummary]
	form    *eventForm
	right   *fyne.Container // the form, or what says what to do first
	heads   *sectionList
	dates   *countdown // in place of the form's fields
	unsaved *widget.Label
	save    *widgets.Button
	undo    *widgets.Button
	remove  *widgets.Button

	Left      fyne.CanvasObject // the list with its search
	notFound  fyne.CanvasObject // in the list
	today     *todayView        // likewise
	todayRow  *widgets.Button   // above the list
	todayDue  *signs.Badge
	todayLine *fyne.Container // with what is around both

	todayGround, todayBar *canvas.Rectangle // while it is chosen

	FirstSteps *fyne.Container   // in place of the form where there is no event
	firstSteps fyne.CanvasObject // scrolls it where there is little room
	content    fyne.CanvasObject

	drafts                       *ui.Drafting
	fresh, freshForm, freshToday ui.Latest
	freshEarlier                 ui.Latest
	creating                     bool   // the form is about a new event
	atToday                      bool   // what is due is shown, not the current event
	todayBeside                  string // the current event while it is
	before                       string // the current event when that was begun
	saving                       bool
	choosing                     bool // the list follows the current event, not the hand
}

// NewTab returns the tab 活动 (events) of the window.
func NewTab(d *Actions, startEvent, importWorkbook, loadSample func()) *Tab {
	t := &Tab{Actions: d, form: newEventForm(d), dates: newCountdown(d)}
	t.notFound = signs.NewEmptyState(words.T("No event is found"), words.T("Search for another word, or choose other states and years."), words.T("Show all"), t.showAll)
	t.newList()
	t.search = widgets.NewSearchEntry(words.T("Search by title, theme, organiser or place"), d.Later, func(string) { t.list() })
	t.search.OnLeave = func() { t.Window.Canvas().Focus(t.table) }
	states := []widgets.Option[app.State]{{Value: "", Label: words.T("All states")}}
	for _, s := range app.States {
		states = append(states, widgets.Option[app.State]{Value: s.Code, Label: s.Label()})
	}
	t.states = widgets.NewChoice(states...)
	t.states.Listen(t.list)
	t.years = widgets.NewChoice(widgets.Option[int]{Value: 0, Label: words.T("All years")})
	t.years.Listen(func() {
		if !t.choosing {
			t.list()
		}
	})
	t.programmes = widgets.NewChoice(widgets.Option[string]{Value: "", Label: words.T("All programmes")})
	t.programmes.Listen(func() {
		if !t.choosing {
			t.list()
		}
	})
	t.Left = t.besideList(widgets.NewPrimary(words.T("New"), theme.ContentAddIcon(), startEvent))

	t.unsaved = widget.NewLabel("")
	t.unsaved.Truncation = fyne.TextTruncateEllipsis
	t.unsaved.Importance = widget.WarningImportance
	t.save = widgets.NewPrimary(words.T("Save"), nil, func() { t.Save(func(bool) {}) })
	t.save.Keys = "Ctrl+S"
	t.undo = widgets.NewButton(words.T("Discard changes"), t.Discard)
	t.remove = widgets.NewDanger(words.T("Delete event…"), t.Delete)
	t.remove.Icon = theme.DeleteIcon()
	t.heads = newSectionList(append(t.form.Sections(), words.T("Deadlines")))
	t.heads.OnPicked = t.showSection
	t.form.OnSection = func(n int) {
		t.heads.Set(n)
		t.form.at = n
		t.form.generate()
	}
	t.form.Apart()
	for mod, step := range map[fyne.KeyName]int{fyne.KeyPageUp: -1, fyne.KeyPageDown: 1} {
		d.Shortcut(t, mod, fyne.KeyModifierControl, func() { t.turn(step) })
	}
	foot := container.NewBorder(widget.NewSeparator(), nil, nil, nil, container.New(layout.NewCustomPaddedLayout(8, 8, 16, 16),
		container.New(widgets.FootLayout{}, t.save, t.undo, t.remove, t.unsaved)))
	form := container.NewBorder(nil, foot,
		container.NewHBox(container.New(layout.NewCustomPaddedLayout(12, 8, 8, 8), t.heads), widget.NewSeparator()),
		nil, container.NewStack(t.form.Form, t.dates.content))
	t.drafts = t.NewDrafting(t.draft)
	t.form.OnChanged = func() {
		t.mark()
		t.drafts.Touch()
	}

	t.FirstSteps = ui.NewWays(words.T("No open day yet"), words.T("Load the sample to look around, begin an event of your own, or import the workbook of one."),
		ui.Way{Icon: theme.VisibilityIcon(), Name: words.T("Look at an example"), Hint: words.T("A whole open day with invitees, agenda and opinions. Deleting it takes all of it away."), Verb: words.T("Load the sample event"), Do: loadSample},
		ui.Way{Icon: theme.ContentAddIcon(), Name: words.T("Begin an event"), Hint: words.T("From a blank plan, or from a ready one with its texts, quotas and agenda."), Verb: words.T("New event…"), Do: startEvent},
		ui.Way{Icon: theme.FolderOpenIcon(), Name: words.T("Import a workbook"), Hint: words.T("An Excel file in which somebody has filled in an open day."), Verb: words.T("Import activity workbook…"), Do: importWorkbook})
	t.today = newTodayView(d)
	t.firstSteps = container.NewVScroll(t.FirstSteps)
	t.right = container.NewStack(form, t.firstSteps, t.today.content)
	t.content = container.New(sideBySide{}, t.Left, widget.NewSeparator(), container.New(layout.NewCustomPaddedLayout(4, 0, 8, 4), t.right))
	t.show()
	return t
}

// Title implements [ui.Tab].
func (t *Tab) Title() string { return words.T("Events") }

// Content implements [ui.Tab].
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Chapter implements [ui.Tab].
func (t *Tab) Chapter() string { return guide.Event }

// Topics implements [ui.Tab].
func (t *Tab) Topics() []app.Topic {
	return []app.Topic{app.TopicEvents, app.TopicInvitees, app.TopicFeedback, app.TopicSettings}
}

// open makes an event of the list the current one.
func (t *Tab) open(id string) {
	if id == t.Event().ID && !t.creating && !t.atToday {
		return
	}
	t.choose() // until it is sure that the event changes
	t.Guard(func() {
		t.creating, t.atToday = false, false
		if id == t.Event().ID {
			t.Refresh()
			return
		}
		t.SetEvent(id, nil)
	})
}

// choose has the list show the current event as the chosen one.
func (t *Tab) choose() {
	t.choosing = true
	if id := t.Event().ID; id != "" && !t.creating && !t.atToday {
		t.table.Choose(id)
	} else {
		t.table.Choose()
	}
	t.choosing = false
}

// eventList is what the left side shows.
type eventList struct {
	rows       []app.EventSummary
	years      []int
	programmes []string
	all        int // how many there are, whatever the filter
}

// list fetches the events that search and filters choose.
func (t *Tab) list() {
	filter := app.EventFilter{Text: t.search.Text, State: t.states.Value(), Year: t.years.Value(), Programme: t.programmes.Value()}
	service := t.Service
	ui.Load(t.Context, &t.fresh, func(ctx context.Context) (eventList, error) {
		all, err := service.Events(ctx, app.EventFilter{})
		if err != nil {
			return eventList{}, err
		}
		found := eventList{rows: all, all: len(all)}
		for _, e := range all {
			if !slices.Contains(found.years, e.OrderedBy().Year()) {
				found.years = append(found.years, e.OrderedBy().Year())
			}
			if e.Programme != "" && !slices.Contains(found.programmes, e.Programme) {
				found.programmes = append(found.programmes, e.Programme)
			}
		}
		if filter != (app.EventFilter{}) {
			found.rows, err = service.Events(ctx, filter)
		}
		return found, err
	}, func(found eventList) {
		years := []widgets.Option[int]{{Value: 0, Label: words.T("All years")}}
		for _, y := range found.years {
			years = append(years, widgets.Option[int]{Value: y, Label: strconv.Itoa(y)})
		}
		programmes := []widgets.Option[string]{{Value: "", Label: words.T("All programmes")}}
		for _, p := range found.programmes {
			programmes = append(programmes, widgets.Option[string]{Value: p, Label: p})
		}
		t.choosing = true
		t.years.SetChoices(years...)
		t.programmes.SetChoices(programmes...)
		if t.ofSeries.Visible() != (len(found.programmes) > 0) {
			widgets.ShowIf(t.ofSeries, len(found.programmes) > 0)
			t.Left.Refresh() // the list takes other room
		}
		t.table.SetRows(inListOrder(found.rows, service.Now()))
		t.choosing = false
		t.choose()
		t.empty(found.all == 0)
		said := words.T("%d of %d events", len(found.rows), found.all)
		if found.all == 0 {
			said = ""
		} else if len(found.rows) > 1 {
			said = words.T("%s　those that go on first|how a list is sorted", said)
		}
		t.Shows(t, said)
	})
}

func (t *Tab) showAll() {
	t.search.SetText("")
	t.states.Set("")
	t.years.Set(0)
	t.programmes.Set("")
	t.list()
}

// empty shows what to do first where there is no event, or none chosen.
func (t *Tab) empty(none bool) {
	t.firstSteps.Hide()
	t.today.content.Hide()
	form := t.right.Objects[0]
	form.Hide()
	if none {
		t.notFound.Hide() // nothing was searched for
	} else {
		t.notFound.Show()
	}
	switch {
	case t.creating || t.Event().ID != "" && !t.atToday:
		form.Show()
	case none:
		t.firstSteps.Show()
	default:
		t.today.content.Show()
	}
	if t.todayLine.Visible() == none {
		widgets.ShowIf(t.todayLine, !none)
		t.Left.Refresh() // the list takes other room
	}
	kind, tone := widgets.Quiet, widgets.Plain
	if t.today.content.Visible() {
		kind, tone = widgets.Chosen, widgets.Accent
	}
	t.todayRow.SetKind(kind, tone)
	widgets.ShowIf(t.todayGround, kind == widgets.Chosen)
	widgets.ShowIf(t.todayBar, kind == widgets.Chosen)
}

// Refresh fetches list and form anew. A form with unsaved changes keeps them;
// only what is kept beside it, such as the state, follows.
func (t *Tab) Refresh() {
	t.list()
	t.fetchToday()
	e := t.Event()
	if e.ID != t.todayBeside {
		t.atToday = false // another event was chosen
	}
	if !t.atToday {
		t.learn()
	}
	if t.creating && e.ID != t.before && !t.Unsaved() {
		t.creating = false // another event was chosen instead
	}
	if t.creating {
		return
	}
	if e.ID == "" {
		t.freshForm.Drop() // what is still on its way is about another event
		t.show()
		return
	}
	service := t.Service
	ui.Load(t.Context, &t.freshForm, func(ctx context.Context) (app.Dossier, error) {
		d, err := service.Dossier(ctx, e.ID)
		if app.CodeOf(err) == app.CodeNotFound {
			return app.Dossier{}, nil // it is being deleted
		}
		return d, err
	}, func(d app.Dossier) {
		if t.creating || d.Event.ID == "" {
			return
		}
		if t.form.base.ID != d.Event.ID || !t.form.Changed() {
			t.form.Fill(d.Event) // what is typed is brought onto it when it is saved
		}
		t.form.agenda = d.Agenda
		t.form.generate()
		t.form.quotas.figures(figures.Of(d, t.Service.Now()))
		t.show()
		t.choose()
	})
}

// learn fetches what the form offers from earlier events.
func (t *Tab) learn() { ui.Load(t.Context, &t.freshEarlier, t.Service.Earlier, t.form.suggest) }

// show brings the heading and the buttons up to date.
func (t *Tab) show() {
	t.empty(len(t.table.Rows()) == 0 && t.search.Text == "" && t.states.Value() == "" && t.years.Value() == 0 && t.programmes.Value() == "")
	t.dates.set(t.Event(), t.creating)
	t.mark()
}

// mark says whether there is anything to save.
func (t *Tab) mark() {
	if t.Typed != nil {
		t.Typed(t.form.Field("Title").Input.Snapshot(), t.creating)
	}
	said := ""
	if t.creating {
		said = "● " + words.T("%s (not saved)", words.T("New event"))
	}
	if n := t.form.Changes(); n > 0 {
		if !t.creating {
			said = "● " + words.T("%d changes are not saved", n)
		}
		t.save.Enable()
		t.undo.Enable()
	} else {
		t.save.Disable()
		t.undo.Disable()
	}
	if t.creating {
		t.undo.Enable()
		t.remove.Disable() // there is nothing yet to delete
	} else {
		t.remove.Enable()
	}
	if t.unsaved.Text != said {
		t.unsaved.SetText(said)
	}
	for i := range t.form.Sections() {
		switch doubtful, filled := t.form.SectionState(i); {
		case doubtful > 0:
			t.heads.say(i, words.T("%d to look at", doubtful), widgets.Warning)
		case filled > 0:
			t.heads.say(i, "✓", widgets.Good)
		default:
			t.heads.say(i, words.T("empty|a section of the form"), widgets.Muted)
		}
	}
}

// turn goes a section on or back, and the keyboard into its first field.
func (t *Tab) turn(step int) {
	n := t.heads.Value() + step
	if n < 0 || n > sectionDates || t.creating && n == sectionDates {
		return
	}
	t.showSection(n)
	if n != sectionDates {
		t.form.FocusSection()
	}
}

// Unsaved reports whether the form holds something that is not saved.
func (t *Tab) Unsaved() bool { return t.form.Changed() }

// Concerned reports whether the event that is open is one of some records.
func (t *Tab) Concerned(records []app.RecordKey) bool {
	return slices.ContainsFunc(records, func(r app.RecordKey) bool { return r.Kind == app.RecordEvent && r.ID == t.form.base.ID })
}

// Save saves the form.
func (t *Tab) Save(then func(saved bool)) {
	if !t.Unsaved() && !t.creating {
		t.Toast(words.T("There is nothing to save."))
		then(true)
		return
	}
	if t.saving {
		then(false)
		return
	}
	e, ok := t.form.Read()
	if !ok {
		t.Toast(words.T("Not saved: please mend what is marked in red."))
		then(false)
		return
	}
	written := t.form.Snapshot()
	t.saving = true
	ctx, ended := t.drafts.Saving()
	save := t.Service.SaveEvent
	ui.Save(t.Context, t.form.base, e, func(_ context.Context, e app.Event) (app.Event, error) { return save(ctx, e) }, func(e app.Event, err error) {
		t.saving = false
		ended(err == nil)
		if err != nil {
			if !t.form.ShowError(err) {
				t.Fail(err)
			}
			then(false)
			return
		}
		t.creating = false
		t.form.base.ID = e.ID // a new one is the same event: its section stays in sight
		if t.form.Snapshot() == written {
			t.drafts.Forget()
			t.form.Fill(e)
		} else {
			t.form.base = e // typed on meanwhile: that is still to be saved
		}
		t.show()
		t.Undoable(words.T("“%s” is saved.", e.Title))
		if e.ID != t.Event().ID {
			t.SetEvent(e.ID, nil)
		}
		then(true)
	})
}

// Discard puts back what is stored; a new event is given up.
func (t *Tab) Discard() {
	t.creating = false
	t.drafts.Forget()
	t.form.Fill(t.Event())
	t.show()
	t.Refresh()
}

// Find puts the keyboard into the search.
func (t *Tab) Find() { t.Window.Canvas().Focus(t.search) }

// draft is what is typed into the form, and whether any of it is not saved.
func (t *Tab) draft() (app.Draft, bool) {
	e := t.form.base
	title := e.Title
	if t.creating {
		title = words.T("New event")
	}
	return ui.DraftOf(t.form.Form, app.Draft{Form: app.DraftEvent, EventID: e.ID, RecordID: e.ID, Title: title}), t.Unsaved()
}

// Resume shows the form with what a draft has typed into it.
func (t *Tab) Resume(d app.Draft) {
	if d.RecordID == "" {
		t.Guard(func() {
			t.begin(time.Time{})
			t.drafts.Resume(d, t.form.Form)
		})
		return
	}
	service := t.Service
	t.Guard(func() {
		ui.Load(t.Context, &t.freshForm, func(ctx context.Context) (app.Event, error) { return service.Event(ctx, d.RecordID) }, func(e app.Event) {
			t.form.Fill(e)
			t.showSection(0)
			t.drafts.Resume(d, t.form.Form)
			t.show()
		})
	})
}

// New begins a new event.
func (t *Tab) New() { t.NewOn(time.Time{}) }

// NewOn begins a new event that starts at a moment, zero for none yet.
func (t *Tab) NewOn(start time.Time) {
	t.Guard(func() {
		t.begin(start)
		service := t.Service
		ui.Load(t.Context, &t.freshForm, service.EventToCome, func(e app.Event) {
			if t.creating {
				t.form.offer(e)
			}
		})
	})
}

// begin shows a new event, at once: what is typed next is meant for it.
func (t *Tab) begin(start time.Time) {
	t.creating, t.before, t.atToday = true, t.Event().ID, false
	t.form.Fill(app.Event{})
	t.learn()
	if !start.IsZero() {
		t.form.Field("Start").Input.(*widgets.DateEntry).Set(start)
	}
	t.showSection(0)
	t.choose()
	t.show()
	t.form.Focus("Title")
}

// Delete deletes the chosen event, after asking where much goes with it.
func (t *Tab) Delete() {
	if t.creating {
		t.Toast(words.T("The new event is not saved yet; discard it instead."))
		return
	}
	rows := t.table.Chosen()
	if len(rows) != 1 {
		t.Toast(words.T("Choose one event to delete."))
		return
	}
	e := rows[0]
	remove := func() {
		service := t.Service
		ui.RunOrAsk(t.Context, func(ctx context.Context) error { return service.DeleteEvent(ctx, e.ID) }, func() {
			t.form.Fill(app.Event{}) // what was typed for it went with it
			t.show()
			t.Undoable(words.T("“%s” is deleted.", e.Title))
		})
	}
	if e.Invitees+e.Opinions == 0 && !t.Unsaved() {
		remove()
		return
	}
	widgets.ShowDanger(t.Window, words.T("Delete the event?"),
		words.T("“%s” is deleted with its %d invitees, its agenda and its %d opinions. This can be undone until the program is closed.", e.Title, e.Invitees, e.Opinions),
		words.T("Delete"), remove)
}

// leastList is the width of the list of events where a small screen, such as
// 1366 pixels at 150 %, leaves it no more.
const leastList float32 = 264

// sideBySide puts a list at the left, a line, and what the list chooses at the right.
type sideBySide struct{}

func (sideBySide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	left := float32(320)
	if size.Width >= 1600 {
		left = 360
	}
	left = max(leastList, min(left, size.Width-1-objects[2].MinSize().Width))
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(left, size.Height))
	objects[1].Move(fyne.NewPos(left, 0))
	objects[1].Resize(fyne.NewSize(1, size.Height))
	objects[2].Move(fyne.NewPos(left+1, 0))
	objects[2].Resize(fyne.NewSize(max(0, size.Width-left-1), size.Height))
}

func (sideBySide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	least := objects[0].MinSize().Max(objects[2].MinSize())
	return fyne.NewSize(leastList+1+objects[2].MinSize().Width, least.Height)
}

// FieldOf returns the field of the form that a key names, nil where there is none.
func (t *Tab) FieldOf(key string) *widgets.Field {
	key, _, _ = ui.RowOf(key)
	return t.form.Field(key)
}

// JumpTo shows an entry, by its id, and puts the keyboard into a field of it.
func (t *Tab) JumpTo(id, field string) {
	if field == check.FieldDeadlines {
		t.showSection(sectionDates)
		t.dates.table.Choose(id)
		return
	}
	if slices.Contains(app.EventChangeFields, field) {
		t.ShowChange()
		return
	}
	if field != "" {
		t.FocusField(field)
	}
}
