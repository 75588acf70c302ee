package invitees

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"openday/app"
	"openday/app/check"
	"openday/app/figures"
	"openday/app/guide"
	"openday/app/service"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// Actions are what can be done with the people.
type Actions struct{ *ui.Context }

// New returns the actions.
func New(d *ui.Context) *Actions { return &Actions{d} }

// Tab is the tab 邀请对象: the quota board above, the list below, and the
// form of an invitee at the right while one is added or changed.
type Tab struct {
	*Actions
	*ui.Listing[*ui.InviteeRow]
	board                              *quotaBoard
	search                             *widgets.SearchEntry
	category, vetting, attendance      *widgets.Choice[ui.Filter]
	order                              *widgets.Choice[inviteeOrder]
	full                               *widgets.CheckInput // ID numbers and phones in full
	tools                              *ui.Tools
	queue                              *widgets.Button
	table                              *lists.Table[*ui.InviteeRow]
	editor                             *ui.Editor[app.Invitee]
	sheet                              *attendanceSheet // in place of the list while attendance is entered
	units, posts, categories, channels *widgets.ComboEntry
	noneChosen, all                    fyne.CanvasObject
	content                            *fyne.Container

	book    ui.NameBook
	dossier app.Dossier
	fresh   ui.Latest

	earlier  service.EarlierGuests // what the form suggests of all events
	stale    bool                  // that may be out of date
	learning ui.Latest
}

// NewTab returns the tab 邀请对象 (invitees) of the window.
func NewTab(d *Actions) *Tab {
	t := &Tab{Actions: d, book: ui.NameBook{}}
	t.board = newQuotaBoard(func(f ui.Filter) { t.category.Set(f) }, func(problems []string) {
		ui.ShowLines(d.Context, words.T("What the quotas lack"), words.T("The list of invitees does not keep the quotas yet:"), problems)
	})
	t.search = widgets.NewSearchEntry(words.T("Name, pinyin, phone, unit"), d.Later, func(string) { t.Arrange() })
	t.search.OnLeave = func() { d.Window.Canvas().Focus(t.table) }
	t.category = widgets.NewChoice(ui.ValueFilters(words.T("All categories"), nil, "")...)
	t.vetting = widgets.NewChoice(ui.VocabularyFilters(words.T("Any vetting"), app.Vettings, "")...)
	t.attendance = widgets.NewChoice(ui.VocabularyFilters(words.T("Any attendance"), app.Attendances, words.T("Not entered"))...)
	t.order = widgets.NewChoice(
		widgets.Option[inviteeOrder]{Value: orderEntry, Label: words.T("Order of entry")},
		widgets.Option[inviteeOrder]{Value: orderPinyin, Label: words.T("By pinyin")},
		widgets.Option[inviteeOrder]{Value: orderStrokes, Label: words.T("By strokes")})
	t.order.Set(inviteeOrder(d.Prefs.String("invitees.order")))
	t.full = widgets.NewCheckInput(words.T("Full numbers"))
	t.full.Listen(func() {
		t.table.Refresh()
		if t.full.Checked {
			t.revealed(len(t.All()))
		}
	})
	t.table = lists.NewTable(func(r *ui.InviteeRow) string { return r.ID }, t.columns()...)
	t.table.Memory, t.table.Later, t.table.Checks = d.Memory("invitees"), d.Later, true
	t.table.OnOpen = func(r *ui.InviteeRow) { t.editor.Open(*r.Invitee) }
	t.table.OnDelete = func([]*ui.InviteeRow) { t.Delete() }
	t.table.Menu = t.menu
	t.Listing = ui.NewListing[*ui.InviteeRow](d.Context, t.table)
	t.table.OnChosen = t.Listing.Chosen
	t.Marked = t.mark
	t.View = func() func([]*ui.InviteeRow) []*ui.InviteeRow { return t.view().of }
	t.Reset = func() {
		t.search.SetText("")
		t.category.Set(ui.Filter{})
		t.vetting.Set(ui.Filter{})
		t.attendance.Set(ui.Filter{})
	}
	t.editor = newInviteeEditor(t)
	for _, c := range []*widgets.Choice[ui.Filter]{t.category, t.vetting, t.attendance} {
		c.Listen(t.Arrange)
	}
	t.order.Listen(func() {
		d.Remember("invitees.order", string(t.order.Value()))
		t.table.SortBy("", false) // the order of a column would hide this one
		t.Arrange()
	})

	create := widgets.NewPrimary(words.T("Add"), theme.ContentAddIcon(), t.New)
	bring := widgets.NewButtonWithIcon(words.T("Import…"), theme.FolderOpenIcon(), func() { importRoster(d) })
	d.WhenPasted(t, func() { pasteRoster(d, nil) }) // cells copied in Excel
	sheet := widgets.NewButtonWithIcon(words.T("Enter attendance"), theme.ConfirmIcon(), func() { t.showSheet(true) })
	t.queue = widgets.NewButtonWithIcon(words.T("Vetting queue"), theme.ListIcon(), func() { showVetting(d) })
	approve := widgets.NewButtonWithIcon(words.T("Approve"), theme.ConfirmIcon(), func() { t.vet(app.VettingApproved) })
	wait := widgets.NewButton(words.T("Waiting list"), func() { t.vet(app.VettingWaiting) })
	decline := widgets.NewButton(words.T("Decline…"), func() { t.vet(app.VettingDeclined) })
	attend := d.MenuButton(words.T("Attendance"), t.attendanceItems)
	more := d.MenuButton(words.T("More"), t.chosenItems)
	for _, a := range slices.Concat(vettings(t.does), attendances(t.does), []ui.Action{filling(t.does)}) {
		d.Shortcut(t, a.Key, a.Mod, a.Do)
	}
	t.tools = ui.NewTools(d.Context, []fyne.CanvasObject{create, bring, t.queue, sheet, t.board.more}, []fyne.CanvasObject{approve, wait, decline, attend, more},
		t.search, []fyne.CanvasObject{t.category, t.vetting, t.attendance, d.MenuButton(words.T("Show|menu of a list"), t.showItems)},
		func() { t.table.Choose() })

	t.Nothing = ui.NewWays(words.T("No invitees yet"), words.T("Set the quotas first, then the list; the board shows how far they are filled. Lists that units send in can be imported as they are."),
		ui.Way{Icon: theme.FolderOpenIcon(), Name: words.T("Import a list"), Hint: words.T("From Excel, WPS, Word or CSV, whatever its headings. Every row is checked before it is written."), Verb: words.T("Import…"), Do: func() { importRoster(d) }},
		ui.Way{Icon: theme.ContentAddIcon(), Name: words.T("Add one by one"), Hint: words.T("While people call; the ID number tells gender and age."), Verb: words.T("Add an invitee"), Do: t.New},
		ui.Way{Icon: theme.AccountIcon(), Name: words.T("Set the quotas"), Hint: words.T("Numbers or least shares by category, such as a third of them residents."), Verb: words.T("Fill in quotas"), Do: t.toQuotas})
	t.NotFound = ui.NotFound(words.T("Nobody is found"), words.T("Search for something else, or take the filters away."), t.ShowAll)
	t.noneChosen = d.NoEvent()
	t.all = ui.Page(widgets.NewColumn(widgets.BlockGap, t.board.content, t.tools.Content), t.table, t.editor.Content)
	t.sheet = newAttendanceSheet(t)
	t.sheet.content.Hide()
	t.content = container.NewStack(t.all, widgets.NewMargin(widgets.BlockGap, 0, widgets.Gutter, widgets.Gutter, t.sheet.content), t.noneChosen)
	t.show()
	return t
}

// Title implements [ui.Tab].
func (t *Tab) Title() string { return words.T("Invitees") }

// Content implements [ui.Tab].
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Topics implements [ui.Tab].
func (t *Tab) Topics() []app.Topic { return []app.Topic{app.TopicInvitees, app.TopicEvents} }

// Unsaved implements [ui.Tab].
func (t *Tab) Unsaved() bool { return t.editor.Unsaved() }

// Chapter is about attendance while that is being entered.
func (t *Tab) Chapter() string {
	if t.sheet.content.Visible() {
		return guide.Attendance
	}
	return guide.Invitees
}

// Concerned implements [ui.Tab].
func (t *Tab) Concerned(records []app.RecordKey) bool {
	return t.editor.Concerned(records) || t.editor.Shown && slices.Contains(records, app.RecordKey{Kind: app.RecordPerson, ID: t.editor.Base.Person.ID})
}

// Save implements [ui.Tab].
func (t *Tab) Save(then func(bool)) { t.editor.Save(then) }

// Discard implements [ui.Tab].
func (t *Tab) Discard() { t.editor.Shut() }

// Find implements [ui.Tab].
func (t *Tab) Find() { t.Window.Canvas().Focus(t.search) }

// New begins a new invitee, on the sheet somebody who came without being on it.
func (t *Tab) New() {
	if t.sheet.content.Visible() {
		t.sheet.WalkIn()
		return
	}
	t.editor.New()
}

// showSheet shows the sheet on which attendance is entered, or the list again.
func (t *Tab) showSheet(on bool) {
	if t.Event().ID == "" {
		return
	}
	t.Guard(func() {
		t.editor.Shut()
		if !on {
			t.sheet.content.Hide()
			t.show()
			t.Refresh()
			t.Window.Canvas().Focus(t.table)
			return
		}
		t.sheet.content.Show()
		t.show()
		t.sheet.Refresh()
		t.Window.Canvas().Focus(t.sheet.table)
	})
}

// revealed writes down that full numbers of so many people were shown.
func (t *Tab) revealed(people int) {
	event := t.Event().ID
	svc := t.Service
	ui.Load(t.Actions.Context, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, svc.Reveal(ctx, event, people) }, func(struct{}) {})
}

// Proceed saves the form.
func (t *Tab) Proceed() {
	if t.editor.Shown {
		t.editor.SaveAndNext()
	}
}

// inviteeList is what the tab shows of an event.
type inviteeList struct {
	dossier app.Dossier
	rows    []*ui.InviteeRow
	figures figures.Figures
	book    ui.NameBook
}

// Refresh fetches the invitees of the current event.
func (t *Tab) Refresh() {
	e := t.Event()
	if e.ID != t.dossier.Event.ID {
		t.editor.Shut()
		t.table.Choose()
		t.full.SetChecked(false) // full numbers were asked for those of the other event
		t.sheet.content.Hide()
	}
	if t.sheet.content.Visible() {
		t.sheet.Refresh()
	}
	known := t.book
	svc := t.Service
	ui.Load(t.Actions.Context, &t.fresh, func(ctx context.Context) (inviteeList, error) {
		l := inviteeList{dossier: app.Dossier{Event: e}}
		if e.ID == "" {
			return l, nil
		}
		var err error
		if l.dossier.Invitees, err = svc.Invitees(ctx, app.InviteeFilter{EventID: e.ID}); err != nil {
			return l, err
		}
		l.rows, l.book = ui.InviteeRows(l.dossier.Invitees, known)
		l.figures = figures.Of(l.dossier, svc.Now())
		return l, nil
	}, func(l inviteeList) {
		t.dossier, t.book = l.dossier, l.book
		t.board.set(e, l.figures)
		t.suggest()
		t.queue.SetText(words.T("Vetting queue"))
		if l.figures.Pending > 0 {
			t.queue.SetText(words.T("Vetting queue") + " " + strconv.Itoa(l.figures.Pending))
		}
		t.Set(l.rows)
		t.editor.Follow(l.dossier.Invitees)
		t.show()
	})
}

// suggest offers what was filled in before.
func (t *Tab) suggest() {
	all := t.dossier.Invitees
	categories := ui.Distinct(t.dossier.Event.Categories(), ui.Gather(all, func(v app.Invitee) string { return v.Category }))
	t.Quietly(func() {
		t.category.SetChoices(ui.ValueFilters(words.T("All categories"), categories, words.T("No category"))...)
	})
	t.suggestEarlier(t.earlier)
	t.stale = true
}

// suggestEarlier offers in the form what invitees of this event were entered with, then
// what those of earlier events were.
func (t *Tab) suggestEarlier(earlier service.EarlierGuests) {
	t.earlier = earlier
	for field, input := range map[string]*widgets.ComboEntry{"Category": t.categories, "Unit": t.units, "Post": t.posts, "Channel": t.channels} {
		input.SetOptions(suggested(field, t.dossier.Event, t.dossier.Invitees, earlier))
	}
}

// learn fetches what invitees of all events were entered with, for who fills in the
// form. The list needs none of it.
func (t *Tab) learn() {
	t.stale = false
	ui.Load(t.Actions.Context, &t.learning, t.Service.EarlierGuests, t.suggestEarlier)
}

// view is what the search and the filters ask for.
func (t *Tab) view() inviteeView {
	return inviteeView{t.search.Text, t.category.Value(), t.vetting.Value(), t.attendance.Value(), t.order.Value()}
}

// toQuotas shows where the quotas of the event are filled in.
func (t *Tab) toQuotas() { t.ShowField(ui.TabEvents, "Quotas") }

// show shows the list, or that there is no event to have one.
func (t *Tab) show() {
	none, sheet := t.Event().ID == "", t.sheet.content.Visible()
	widgets.ShowIf(t.noneChosen, none)
	widgets.ShowIf(t.all, !none && !sheet)
	t.mark()
}

// mark brings the counts and the tools up to date with what is shown and chosen.
func (t *Tab) mark() {
	t.board.show(t.category.Value())
	chosen, shown, all := len(t.table.Chosen()), len(t.table.Rows()), len(t.All())
	text := words.T("%d of %d people", shown, all)
	if chosen > 0 {
		text = words.T("%s, %d chosen", text, chosen)
	}
	t.Shows(t, text)
	t.tools.Chosen(chosen, words.T("%d people chosen", chosen))
	t.tools.Filtered(t.view().filters())
}

// edit opens the chosen line; for several it asks what they are given alike.
func (t *Tab) edit() {
	switch chosen := t.table.Chosen(); len(chosen) {
	case 0:
	case 1:
		t.editor.Open(*chosen[0].Invitee)
	default:
		t.setMany()
	}
}

// Delete takes the chosen off the list.
func (t *Tab) Delete() {
	ids := t.chosen()
	if len(ids) == 0 {
		return
	}
	event := t.Event().ID
	remove := func() {
		svc := t.Service
		ui.Run(t.Actions.Context, func(ctx context.Context) error { return svc.DeleteInvitees(ctx, event, ids) }, func() {
			t.Undoable(words.T("%d people are off the list.", len(ids)))
		})
	}
	// One line can be typed again; a slip over many, such as after Ctrl+A, asks first.
	if len(ids) == 1 {
		remove()
		return
	}
	widgets.ShowDanger(t.Window, words.T("Take %d people off the list?", len(ids)),
		words.T("It can be undone with Ctrl+Z until the program is closed."), words.T("Delete"), remove)
}

// chosen returns the ids of the chosen lines, and says so where there is none.
func (t *Tab) chosen() []string {
	ids := ui.Gather(t.table.Chosen(), func(r *ui.InviteeRow) string { return r.ID })
	if len(ids) == 0 && t.Event().ID != "" {
		t.Toast(words.T("Choose one or more people from the list first."))
	}
	return ids
}

// vet returns the chosen a result of vetting.
func (t *Tab) vet(result app.Vetting) {
	if ids := t.chosen(); len(ids) > 0 {
		t.Actions.vet(t.Event().ID, ids, result)
	}
}

// attend enters the attendance of the chosen. Who came in somebody's place is
// asked for where it is one person.
func (t *Tab) attend(a app.Attendance) {
	ids, event := t.chosen(), t.Event().ID
	if len(ids) == 0 {
		return
	}
	label := app.Attendances.Label(a)
	if a == "" {
		label = words.T("Not entered")
	}
	enter := func(substitute string) {
		svc := t.Service
		ui.Load(t.Actions.Context, nil, func(ctx context.Context) (service.Vetted, error) {
			return svc.Attend(ctx, event, ids, a, substitute)
		}, func(v service.Vetted) {
			t.Undoable(words.T("%d people: %s|how many, what became of them", v.Changed, label))
			if t.Service.Now().Before(t.Event().Start) { // there is still time to ask somebody
				t.offer(event, v.Free)
			}
		})
	}
	if a == app.AttendanceSubstitute && len(ids) == 1 {
		v := t.table.Chosen()[0]
		widgets.ShowPrompt(t.Window, words.T("Who came in the place of %s?", v.Person.Name), words.T("Name of the substitute"), v.Substitute, words.T("Enter|attendance"), nil, enter)
		return
	}
	enter("")
}

// forChosenIDs calls do for the chosen, where there are any.
func (t *Tab) forChosenIDs(do func(event string, ids []string)) {
	if ids := t.chosen(); len(ids) > 0 {
		do(t.Event().ID, ids)
	}
}

// vettingItems are the results of vetting to give to the chosen.
func (t *Tab) vettingItems() []*fyne.MenuItem { return ui.MenuItems(vettings(t.does)) }

// attendanceItems are the attendances to enter for the chosen.
func (t *Tab) attendanceItems() []*fyne.MenuItem { return ui.MenuItems(attendances(t.does)) }

func (t *Tab) does(do func(*Tab)) func() { return func() { do(t) } }

// vettings are the results of vetting to give to the chosen; tab calls what the tab
// does.
func vettings(tab func(do func(*Tab)) func()) []ui.Action {
	vet := func(v app.Vetting) func() { return tab(func(t *Tab) { t.vet(v) }) }
	confirm := func(c app.Confirmation) func() {
		return tab(func(t *Tab) { t.forChosenIDs(func(e string, ids []string) { t.confirm(e, ids, c) }) })
	}
	return []ui.Action{
		{Label: words.T("Approve"), Key: fyne.KeyA, Mod: ui.Alt, Do: vet(app.VettingApproved)},
		{Label: words.T("Decline…"), Key: fyne.KeyD, Mod: ui.Alt, Do: vet(app.VettingDeclined)},
		{Label: words.T("Put on the waiting list"), Key: fyne.KeyW, Mod: ui.Alt, Do: vet(app.VettingWaiting)},
		{Label: words.T("Back to pending"), Key: fyne.KeyP, Mod: ui.Alt, Do: vet(app.VettingPending)},
		{Label: words.T("Told the result today"), Key: fyne.KeyR, Mod: ui.Alt, Do: tab(func(t *Tab) { t.forChosenIDs(t.told) })},
		{Label: app.Confirmations.Label(app.Confirmed), Key: fyne.KeyY, Mod: ui.Alt, Do: confirm(app.Confirmed)},
		{Label: app.Confirmations.Label(app.Withdrew), Key: fyne.KeyX, Mod: ui.Alt, Do: confirm(app.Withdrew)},
	}
}

// attendances are those to enter for the chosen; tab calls what the tab does.
func attendances(tab func(do func(*Tab)) func()) []ui.Action {
	var all []ui.Action
	for i, w := range app.Attendances {
		all = append(all, ui.Action{Label: w.Label(), Key: fyne.KeyName(rune('1' + i)), Mod: ui.Alt, Do: tab(func(t *Tab) { t.attend(w.Code) })})
	}
	return append(all, ui.Action{Label: words.T("Not entered"), Key: fyne.Key0, Mod: ui.Alt, Do: tab(func(t *Tab) { t.attend("") })})
}

// filling fills down for the chosen; tab calls what the tab does.
func filling(tab func(do func(*Tab)) func()) ui.Action {
	return ui.Action{Label: words.T("Fill down from the first"), Key: fyne.KeyD, Mod: ui.Ctrl, Do: tab((*Tab).fillDown)}
}

// Keys are the keys of the tab that are in no menu of the window.
func Keys() ui.Menu {
	nothing := func(func(*Tab)) func() { return nil }
	return ui.Menu{Label: words.T("Invitees"), Actions: slices.Concat(vettings(nothing), attendances(nothing), []ui.Action{filling(nothing)})}
}

// menu is the menu of the chosen lines.
func (t *Tab) menu(rows []*ui.InviteeRow) *fyne.Menu {
	items := []*fyne.MenuItem{ui.Keyed(words.T("New"), fyne.KeyN, ui.Ctrl, t.New)}
	if len(rows) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
		items = append(items, t.vettingItems()[:4]...)
		items = append(items, fyne.NewMenuItemSeparator())
		items = append(items, t.attendanceItems()...)
		items = append(items, fyne.NewMenuItemSeparator())
		items = append(items, t.chosenItems()...)
	}
	return fyne.NewMenu("", items...)
}

// chosenItems are what else can be done with the chosen.
func (t *Tab) chosenItems() []*fyne.MenuItem {
	items := append(t.vettingItems()[3:], fyne.NewMenuItemSeparator())
	if len(t.table.Chosen()) == 1 {
		items = append(items, fyne.NewMenuItem(words.T("Edit"), t.edit))
	}
	fill := fyne.NewMenuItem(words.T("Fill down from the first"), nil)
	fill.ChildMenu = fyne.NewMenu("", ui.Gather(app.SharedFields, func(field string) *fyne.MenuItem {
		return fyne.NewMenuItem(words.T(app.InviteeFields.Named(field).Label), func() { t.fill(field) })
	})...)
	return append(items,
		fyne.NewMenuItem(words.T("Set category, unit, note…"), t.setMany), fill,
		fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Delete"), t.Delete))
}

// showItems are the ways to show the list.
func (t *Tab) showItems() []*fyne.MenuItem {
	full := fyne.NewMenuItem(words.T("Full numbers"), func() { t.full.SetChecked(!t.full.Checked) })
	full.Checked = t.full.Checked
	items := []*fyne.MenuItem{full, fyne.NewMenuItemSeparator()}
	for _, o := range t.order.Choices() {
		item := fyne.NewMenuItem(o.Label, func() { t.order.Set(o.Value) })
		item.Checked = o.Value == t.order.Value()
		items = append(items, item)
	}
	return items
}

// ChosenOf returns the ids of the people who are chosen in the list, where it is
// that of an event.
func (d *Actions) ChosenOf(event string) []string {
	for _, t := range d.Tabs() {
		if t, ok := t.(*Tab); ok && t.dossier.Event.ID == event {
			return ui.Gather(t.table.Chosen(), func(r *ui.InviteeRow) string { return r.ID })
		}
	}
	return nil
}

// FieldOf returns the field of the form that a key names, nil where there is none.
func (t *Tab) FieldOf(key string) *widgets.Field { return t.editor.Form.Field(key) }

// Resume opens the form with what a draft has typed into it.
func (t *Tab) Resume(d app.Draft) {
	svc := t.Service
	t.editor.Resume(d, func(ctx context.Context) ([]app.Invitee, error) {
		return svc.Invitees(ctx, app.InviteeFilter{EventID: d.EventID})
	})
}

// JumpTo shows an entry, by its id, and puts the keyboard into a field of it.
func (t *Tab) JumpTo(id, field string) {
	event := t.Event().ID
	svc := t.Service
	ui.JumpInto(t.editor, t.Listing.Choose, id, field, func(ctx context.Context) ([]app.Invitee, error) {
		return svc.Invitees(ctx, app.InviteeFilter{EventID: event})
	})
}

// ShowFound shows the invitees that a finding is about, and nothing else.
func (t *Tab) ShowFound(what check.Show) bool {
	vetting, attendance := ui.Filter{}, ui.Filter{}
	switch what {
	case check.ShowUnentered:
		vetting, attendance = ui.Filter{On: true, Value: string(app.VettingApproved)}, ui.Filter{On: true}
	case check.ShowPending:
		vetting = ui.Filter{On: true, Value: string(app.VettingPending)}
	default:
		return false
	}
	t.Guard(func() {
		t.editor.Shut()
		t.ShowAll()
		t.vetting.Set(vetting)
		t.attendance.Set(attendance)
		t.Arrange()
		t.Window.Canvas().Focus(t.table)
	})
	return true
}
