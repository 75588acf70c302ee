package agenda

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/clash"
	"openday/app/guide"
	"openday/app/service"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// Tab is the tab 议程: the table, the drawn timeline beside it, and the form
// of an item at the right while one is added or changed.
type Tab struct {
	*ui.Context
	table              *lists.List[agendaRow]
	heads              *fyne.Container // of its columns
	timeline           *timeline
	editor             *ui.Editor[app.AgendaItem]
	places, persons    *widgets.ComboEntry
	recorders          *widgets.ComboEntry
	vehicles           *widgets.ComboEntry
	dayField           *widgets.Field
	follow             *widgets.CheckInput // later items move along
	summary            *widget.Label
	since              *widgets.Button // what has changed since the last print
	tools              *ui.Tools
	single             bool // one item is chosen: its row has what can be done with it
	noneChosen, listed fyne.CanvasObject
	content            *fyne.Container

	items    []app.AgendaItem
	clashes  []clash.Clash
	versions []service.AgendaVersion
	before   []app.AgendaItem     // the agenda when the form was last saved
	changed  service.AgendaChange // what that saving brought
	eventID  string               // whose items these are
	wanted   string
	fresh    ui.Latest
}

// NewTab returns the tab 议程 (agenda) of the window.
func NewTab(d *ui.Context) *Tab {
	t := &Tab{Context: d, timeline: newTimeline(), summary: widget.NewLabel("")}
	t.summary.Truncation, t.summary.Alignment = fyne.TextTruncateEllipsis, fyne.TextAlignTrailing
	t.table = lists.NewList(func(r agendaRow) string { return r.ID }, t.row)
	t.table.Height, t.table.Text, t.table.Head, t.table.Later = rowHeight, copied, t.head(), d.Later
	t.table.Bad = func(r agendaRow) bool { return r.clash != "" }
	t.table.SetEmpty(signs.NewEmptyState(words.T("The agenda is empty"), words.T("Make it from the sites of the event, paste it (Ctrl+V), or add the first item, such as the assembly; each next one begins where the last one ends."), words.T("Agenda from the sites…"), t.planFromSites,
		widgets.NewButton(words.T("Add an item"), t.New)))
	d.WhenPasted(t, t.paste)
	t.table.OnOpen = func(r agendaRow) { t.editor.Open(r.AgendaItem) }
	t.table.OnChosen = func([]agendaRow) { t.wanted = ""; t.mark() }
	t.table.OnDelete = func([]agendaRow) { t.Delete() }
	t.table.Menu = t.menu
	t.timeline.onChosen = func(id string) {
		t.table.Choose(id)
		d.Window.Canvas().Focus(t.table)
	}
	t.timeline.onOpen = func(id string) {
		if i := slices.IndexFunc(t.items, func(a app.AgendaItem) bool { return a.ID == id }); i >= 0 {
			t.editor.Open(t.items[i])
		}
	}
	t.timeline.onTry = func(id string, by time.Duration, stretch bool) agendaPicture {
		items := clash.With(t.items, t.dragged(id, by, stretch))
		return pictureOf(d.Event(), items, clash.Find(d.Event(), items))
	}
	t.timeline.onDrop = func(id string, by time.Duration, stretch bool) {
		items := t.dragged(id, by, stretch)
		if stretch {
			t.save(items, id, words.T("It now lasts %s.", lengthWords(items[0])))
			return
		}
		t.save(items, "", words.T("%d items moved by %s min.", len(items), signed(by)))
	}
	t.follow = widgets.NewCheckInput(words.T("Later items follow"))
	t.follow.SetChecked(d.Prefs.BoolWithFallback("agenda.follow", true))
	t.follow.Listen(func() { d.Prefs.SetBool("agenda.follow", t.follow.Checked) })
	t.newEditor()

	create := widgets.NewPrimary(words.T("Add an item"), theme.ContentAddIcon(), t.New)
	travel := widgets.NewButton(words.T("Travel times…"), t.askTravel)
	t.since = widgets.NewButtonWithIcon("", theme.HistoryIcon(), t.showSince)
	t.since.Hide()
	move := d.MenuButton(words.T("Move"), t.moveItems)
	remove := widgets.NewDanger(words.T("Delete"), t.Delete)
	for _, a := range append(moves(t.does), brings(t.does)[0]) {
		if a.Key != "" {
			d.Shortcut(t, a.Key, a.Mod, a.Do)
		}
	}

	t.tools = ui.NewPlainTools([]fyne.CanvasObject{create, travel, t.follow, t.since}, []fyne.CanvasObject{move, remove}, t.summary, func() { t.table.Choose() })
	t.listed = ui.Page(t.tools.Content, t.table, t.editor.Content, ui.Panel(d, ui.PanelWidths{Narrow: 280, Usual: 352, Wide: 400}, t.timeline))
	t.noneChosen = d.NoEvent()
	t.content = container.NewStack(t.listed, t.noneChosen)
	t.show()
	return t
}

// Title implements [ui.Tab].
func (t *Tab) Title() string { return words.T("Agenda") }

// Content implements [ui.Tab].
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Chapter implements [ui.Tab].
func (t *Tab) Chapter() string { return guide.Agenda }

// Topics implements [ui.Tab].
func (t *Tab) Topics() []app.Topic { return []app.Topic{app.TopicAgenda, app.TopicEvents} }

// Unsaved implements [ui.Tab].
func (t *Tab) Unsaved() bool { return t.editor.Unsaved() }

// Concerned implements [ui.Tab].
func (t *Tab) Concerned(records []app.RecordKey) bool { return t.editor.Concerned(records) }

// Save implements [ui.Tab].
func (t *Tab) Save(then func(bool)) { t.editor.Save(then) }

// Discard implements [ui.Tab].
func (t *Tab) Discard() { t.editor.Shut() }

// Find implements [ui.Tab].
func (t *Tab) Find() { t.Window.Canvas().Focus(t.table) }

// New implements [ui.Tab].
func (t *Tab) New() { t.editor.New() }

// Proceed saves the form.
func (t *Tab) Proceed() {
	if t.editor.Shown {
		t.editor.SaveAndNext()
	}
}

// lengthWords says how long an item lasts.
func lengthWords(a app.AgendaItem) string {
	minutes := int(a.Over().Sub(a.Start).Minutes())
	switch {
	case a.End.IsZero():
		return ""
	case minutes < 60:
		return words.T("%d min", minutes)
	case minutes%60 == 0:
		return words.T("%d h", minutes/60)
	default:
		return words.T("%d h %d min", minutes/60, minutes%60)
	}
}

// newEditor makes the form of an item.
func (t *Tab) newEditor() {
	e := ui.NewEditor(t.Context, t, app.AgendaFields)
	t.editor = e
	e.First, e.Draft = "Content", app.DraftAgenda
	day := widgets.NewDateEntry(app.Zone, t.Service.Now)
	t.dayField = e.Bind("Day", words.T("Day"), day, func(a app.AgendaItem) { day.Set(app.DayOf(a.Start)) }, func(*app.AgendaItem) {})
	clock := func(name string) {
		input, of := widgets.NewClockEntry(), ui.PlaceOf[time.Time](app.AgendaFields, name)
		e.Join(name, input,
			func(a app.AgendaItem) {
				if at := *of(&a); at.IsZero() {
					input.SetText("")
				} else {
					input.SetText(at.Format("15:04"))
				}
			},
			func(a *app.AgendaItem) {
				sinceMidnight, empty, _ := input.Value()
				date, none, err := day.Value()
				if none || err != nil {
					date = app.DayOf(t.Event().Start)
				}
				switch {
				case empty:
					*of(a) = time.Time{}
				case name == "End": // the start is read before it
					a.End = clash.EndAt(t.editor.Base, a.Start, sinceMidnight)
				default:
					*of(a) = date.Add(sinceMidnight)
				}
			})
	}
	clock("Start")
	clock("End")
	ui.ChoiceField(e, "Kind", "", app.AgendaKinds)
	e.Text("Content", 2)
	t.places = e.Combo("Place")
	t.persons = e.Combo("InCharge")
	t.recorders = e.Combo("Recorder")
	t.vehicles = e.Combo("Vehicle")
	e.Text("Note", 2)
	e.Form.Loaded()

	e.ID = func(a app.AgendaItem) string { return a.ID }
	e.Title = func(a app.AgendaItem) string {
		if a.ID == "" {
			return words.T("New agenda item")
		}
		return span(a) + "  " + a.Content
	}
	e.Blank = t.blank
	e.Store = t.store
	e.Stored = func(a app.AgendaItem, added bool) {
		before := t.before
		t.items = clash.With(t.items, t.changed.Saved) // the next item is not to wait for the list
		t.choose(a.ID)
		done := words.T("“%s” is saved.", span(a))
		if added {
			done = words.T("%s is on the agenda.", span(a))
		}
		t.tell(t.changed, withMoved(done, clash.Moved(before, t.changed.Saved, a.ID)))
	}
	e.Typed = func(a app.AgendaItem) {
		hint := lengthWords(a)
		if !a.End.IsZero() && !app.DayOf(a.End).Equal(app.DayOf(a.Start)) {
			hint = words.T("on %s|a day", a.End.Format(time.DateOnly)) + " · " + hint
		}
		e.Form.Field("End").Hint(hint)
	}
	e.Closed = func() { t.Window.Canvas().Focus(t.table) }
}

// blank is a new item: it begins where the last one ends.
func (t *Tab) blank(last *app.AgendaItem) (app.AgendaItem, error) {
	event := t.Event()
	if event.ID == "" {
		return app.AgendaItem{}, app.Errorf(app.CodeInvalid, nil, "Choose an event first.")
	}
	return clash.Next(event, t.items, last), nil
}

// store saves an item and, where they are to, moves the later ones by as much
// as its end has moved, or as a new one lasts.
func (t *Tab) store(a app.AgendaItem) func(context.Context) (app.AgendaItem, error) {
	t.before = t.items
	items := clash.Saved(t.items, a, t.follow.Checked)
	svc := t.Service
	return func(ctx context.Context) (app.AgendaItem, error) {
		change, err := svc.ChangeAgenda(ctx, a.EventID, items...)
		var wrong *app.Error
		if errors.As(err, &wrong) {
			for i := range wrong.Fields { // of several items the first is the one in the form
				wrong.Fields[i].Field = strings.TrimPrefix(wrong.Fields[i].Field, "[0].")
			}
		}
		if err != nil {
			return a, err
		}
		t.changed = change
		return change.Saved[0], nil
	}
}

// Refresh fetches the agenda of the current event.
func (t *Tab) Refresh() {
	e := t.Event()
	if e.ID != t.eventID {
		t.editor.Shut()
		t.table.Choose()
	}
	type agenda struct {
		items    []app.AgendaItem
		versions []service.AgendaVersion
	}
	svc := t.Service
	ui.Load(t.Context, &t.fresh, func(ctx context.Context) (got agenda, err error) {
		if e.ID == "" {
			return got, nil
		}
		if got.items, err = svc.Agenda(ctx, e.ID); err != nil {
			return got, err
		}
		got.versions, err = svc.AgendaVersions(ctx, e.ID)
		return got, err
	}, func(got agenda) {
		t.items, t.versions, t.eventID = got.items, got.versions, e.ID
		t.clashes = clash.Find(e, t.items)
		clashes, parallels := clashWords(t.clashes), parallelWords(t.items)
		rows := make([]agendaRow, len(t.items))
		late := false
		for i, a := range t.items {
			rows[i] = agendaRow{AgendaItem: a, clash: clashes[a.ID], hint: parallels[a.ID], last: !late && t.pastEnd(a.ID)}
			late = late || rows[i].last
			for _, c := range t.clashes {
				if c.ItemID == a.ID {
					rows[i].clashes = append(rows[i].clashes, c)
				}
			}
		}
		t.heads.Refresh() // the vehicles may have come or gone
		t.table.SetRows(rows)
		t.timeline.set(pictureOf(e, t.items, t.clashes))
		t.markSince()
		t.tools.Content.Refresh() // they take other room
		if t.wanted != "" {
			t.choose(t.wanted)
		}
		t.suggest(e)
		t.summary.SetText(agendaSummary(t.items, clashes))
		t.summary.Importance = widget.LowImportance
		if len(clashes) > 0 {
			t.summary.Importance = widget.DangerImportance
		}
		t.summary.Refresh()
		t.editor.Follow(t.items)
		t.show()
	})
}

// agendaSummary says how long the agenda is and how much of it clashes.
func agendaSummary(items []app.AgendaItem, clashes map[string]string) string {
	if len(items) == 0 {
		return ""
	}
	if len(clash.Timed(items)) < len(items) {
		return words.T("%d items", len(items))
	}
	end := items[0].Start
	for _, a := range items {
		if a.Over().After(end) {
			end = a.Over()
		}
	}
	text := words.T("%d items, %s|of an agenda, from when to when", len(items), span(app.AgendaItem{Start: items[0].Start, End: end}))
	if n := len(clashes); n > 0 {
		text = "× " + words.T("%d of them clash", n) + " · " + text
	}
	return text
}

// suggest offers places and people of the event and of the items.
func (t *Tab) suggest(e app.Event) {
	t.places.SetOptions(ui.Suggestions(e.Sites, []string{e.AssemblyPlace}, ui.Gather(t.items, func(a app.AgendaItem) string { return a.Place })))
	people := ui.Suggestions(
		ui.Gather(t.items, func(a app.AgendaItem) string { return a.InCharge }),
		ui.Gather(t.items, func(a app.AgendaItem) string { return a.Recorder }),
		ui.Gather(e.Leaders, func(l app.Leader) string { return l.Name }))
	t.persons.SetOptions(people)
	t.recorders.SetOptions(people)
	t.vehicles.SetOptions(ui.Suggestions(ui.Gather(t.items, func(a app.AgendaItem) string { return a.Vehicle })))
	oneDay := e.End.IsZero() || app.DayOf(e.Start).Equal(app.DayOf(e.End))
	for _, a := range t.items {
		oneDay = oneDay && app.DayOf(a.Start).Equal(app.DayOf(e.Start))
	}
	if oneDay {
		t.dayField.Hide()
	} else {
		t.dayField.Show()
	}
}

// choose chooses the line of an item, as soon as it is there.
func (t *Tab) choose(id string) {
	t.wanted = ui.ChooseOrWait(t.table, id)
}

// show shows the agenda, or that there is no event to have one.
func (t *Tab) show() {
	none := t.Event().ID == ""
	widgets.ShowIf(t.noneChosen, none)
	widgets.ShowIf(t.listed, !none)
	t.mark()
}

// mark brings timeline and buttons up to date with what is chosen.
func (t *Tab) mark() {
	ids := ui.Gather(t.table.Chosen(), func(r agendaRow) string { return r.ID })
	t.timeline.choose(ids)
	if single := len(ids) == 1; single != t.single {
		t.single = single
		t.table.Refresh()
	}
	many := len(ids)
	if t.single {
		many = 0 // what can be done with one stands in its row
	}
	t.tools.Chosen(many, words.T("%d items chosen", many))
	said := ""
	if len(ids) > 0 {
		said = words.T("%d items chosen", len(ids))
	}
	t.Shows(t, said)
}

func (t *Tab) edit() {
	if chosen := t.table.Chosen(); len(chosen) > 0 {
		t.editor.Open(chosen[0].AgendaItem)
	}
}

// Delete takes the chosen items off the agenda.
func (t *Tab) Delete() {
	ids := t.chosen()
	if len(ids) == 0 {
		return
	}
	event := t.eventID
	svc := t.Service
	ui.Run(t.Context, func(ctx context.Context) error { return svc.DeleteAgenda(ctx, event, ids) }, func() {
		t.Undoable(words.T("%d items are off the agenda.", len(ids)))
	})
}

func (t *Tab) chosen() []string {
	ids := ui.Gather(t.table.Chosen(), func(r agendaRow) string { return r.ID })
	if len(ids) == 0 && t.Event().ID != "" {
		t.Toast(words.T("Choose an item of the agenda first."))
	}
	return ids
}

// save saves items that were moved and says what was done and what it brought;
// besides what is said of the one with an id, all that moved are named.
func (t *Tab) save(items []app.AgendaItem, id, done string) {
	if len(items) == 0 {
		return
	}
	event, moved := t.eventID, clash.Moved(t.items, items, id)
	svc := t.Service
	ui.Load(t.Context, nil, func(ctx context.Context) (service.AgendaChange, error) {
		return svc.ChangeAgenda(ctx, event, items...)
	}, func(change service.AgendaChange) { t.tell(change, withMoved(done, moved)) })
}

// tell says what was done to the agenda and which clashes it brought, and
// offers to take it back.
func (t *Tab) tell(change service.AgendaChange, done string) {
	items := slices.Concat(change.Saved, t.items) // as they are now before as they were
	switch n := len(change.New); {
	case n == 1:
		done += " × " + words.T("New clash: %s", clashLine(items, change.New[0]))
	case n > 1:
		done += " × " + words.T("%d new clashes, the first one: %s", n, clashLine(items, change.New[0]))
	}
	t.Undoable(done)
}

// withMoved adds to what was done which items begin at another time by it.
func withMoved(done string, moved []app.AgendaItem) string {
	if len(moved) == 0 {
		return done
	}
	all := make([]string, len(moved))
	for i, a := range moved {
		all[i] = words.T("%s “%s”|when, what", a.Clock(), a.Name())
	}
	return words.T("%s Now begin: %s.|what was done, and items that moved", done, strings.Join(all, words.T(", |between words of a list")))
}

// clashLine says a clash with the first of the items that it is about.
func clashLine(items []app.AgendaItem, c clash.Clash) string {
	i := slices.IndexFunc(items, func(a app.AgendaItem) bool { return a.ID == c.ItemID })
	if i < 0 {
		return c.Message
	}
	return words.T("%s “%s”: %s|when, what, what is wrong with it", items[i].Clock(), items[i].Name(), c.Message)
}

// dragged returns the items that change when one is dragged on the timeline.
func (t *Tab) dragged(id string, by time.Duration, stretch bool) []app.AgendaItem {
	if stretch {
		return clash.Stretched(t.items, id, by, t.follow.Checked)
	}
	return clash.Shifted(t.items, []string{id}, by, t.follow.Checked)
}

// swap has the chosen item change places with the one before or after it.
func (t *Tab) swap(by int) {
	ids := t.chosen()
	if len(ids) != 1 {
		return
	}
	i := slices.IndexFunc(t.items, func(a app.AgendaItem) bool { return a.ID == ids[0] })
	if j := i + by; i >= 0 && j >= 0 && j < len(t.items) {
		t.save(clash.Swapped(t.items, i, j), "", words.T("The two items changed places."))
	}
}

// shift moves the chosen items, and with them the later ones where they are to.
func (t *Tab) shift(by time.Duration) {
	if ids := t.chosen(); len(ids) > 0 {
		items := clash.Shifted(t.items, ids, by, t.follow.Checked)
		t.save(items, "", words.T("%d items moved by %s min.", len(items), signed(by)))
	}
}

// stretch has the chosen item last longer or shorter.
func (t *Tab) stretch(by time.Duration) {
	ids := t.chosen()
	if len(ids) != 1 {
		return
	}
	items := clash.Stretched(t.items, ids[0], by, t.follow.Checked)
	if len(items) == 0 {
		t.Toast(words.T("The item has no end yet; give it one first."))
		return
	}
	t.save(items, ids[0], words.T("It now lasts %s.", lengthWords(items[0])))
}

func signed(by time.Duration) string { return fmt.Sprintf("%+d", int(by.Minutes())) }

// moveItems are the ways to move an item.
func (t *Tab) moveItems() []*fyne.MenuItem {
	return ui.MenuItems(moves(t.does))
}

func (t *Tab) does(do func(*Tab)) func() { return func() { do(t) } }

// moves are the ways to move an item; tab calls what the tab does.
func moves(tab func(do func(*Tab)) func()) []ui.Action {
	minutes := strconv.Itoa(int(step.Minutes()))
	return []ui.Action{
		{Label: words.T("Before the previous item"), Key: fyne.KeyUp, Mod: ui.Alt, Do: tab(func(t *Tab) { t.swap(-1) })},
		{Label: words.T("After the next item"), Key: fyne.KeyDown, Mod: ui.Alt, Do: tab(func(t *Tab) { t.swap(1) })},
		ui.Separator,
		{Label: words.T("%s minutes earlier", minutes), Key: fyne.KeyLeft, Mod: ui.Alt, Do: tab(func(t *Tab) { t.shift(-step) })},
		{Label: words.T("%s minutes later", minutes), Key: fyne.KeyRight, Mod: ui.Alt, Do: tab(func(t *Tab) { t.shift(step) })},
		ui.Separator,
		{Label: words.T("%s minutes shorter", minutes), Key: fyne.KeyLeft, Mod: ui.AltShift, Do: tab(func(t *Tab) { t.stretch(-step) })},
		{Label: words.T("%s minutes longer", minutes), Key: fyne.KeyRight, Mod: ui.AltShift, Do: tab(func(t *Tab) { t.stretch(step) })},
		ui.Separator,
		{Label: words.T("Compress to the end of the event"), Key: fyne.KeyUp, Mod: ui.AltShift, Do: tab((*Tab).compress)},
	}
}

// brings are the ways to make items; tab calls what the tab does.
func brings(tab func(do func(*Tab)) func()) []ui.Action {
	return []ui.Action{
		{Label: words.T("Agenda from the sites…"), Key: fyne.KeyS, Mod: ui.Alt, Do: tab((*Tab).planFromSites)},
		{Label: words.T("Paste the agenda"), Key: fyne.KeyV, Mod: ui.Ctrl, Do: tab((*Tab).paste)},
	}
}

// Keys are the keys of the tab that are in no menu of the window.
func Keys() ui.Menu {
	nothing := func(func(*Tab)) func() { return nil }
	return ui.Menu{Label: words.T("Agenda"), Actions: slices.Concat(brings(nothing), moves(nothing))}
}

// menu is the menu of the chosen items.
func (t *Tab) menu(rows []agendaRow) *fyne.Menu {
	items := []*fyne.MenuItem{
		ui.Keyed(words.T("New"), fyne.KeyN, ui.Ctrl, t.New),
	}
	items = append(items, ui.MenuItems(brings(t.does))...)
	if len(rows) > 0 {
		items = append(items, fyne.NewMenuItem(words.T("Edit"), t.edit), fyne.NewMenuItemSeparator())
		items = append(items, t.moveItems()...)
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Delete"), t.Delete))
	}
	return fyne.NewMenu("", items...)
}

// FieldOf returns the field of the form that a key names, nil where there is none.
func (t *Tab) FieldOf(key string) *widgets.Field { return t.editor.Form.Field(key) }

// Resume opens the form with what a draft has typed into it.
func (t *Tab) Resume(d app.Draft) {
	svc := t.Service
	t.editor.Resume(d, func(ctx context.Context) ([]app.AgendaItem, error) { return svc.Agenda(ctx, d.EventID) })
}

// JumpTo shows an entry, by its id, and puts the keyboard into a field of it.
func (t *Tab) JumpTo(id, field string) {
	event := t.Event().ID
	svc := t.Service
	ui.JumpInto(t.editor, t.choose, id, field, func(ctx context.Context) ([]app.AgendaItem, error) {
		return svc.Agenda(ctx, event)
	})
}
