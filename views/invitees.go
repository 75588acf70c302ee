package views

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

const alt = fyne.KeyModifierAlt

// inviteesTab is the tab 邀请对象: the quota board above, the list below, and the
// form of an invitee at the right while one is added or changed.
type inviteesTab struct {
	*desk
	board                                *quotaBoard
	search                               *widgets.SearchEntry
	category, vetting, attendance        *widgets.Choice[filter]
	order                                *widgets.Choice[inviteeOrder]
	full                                 *widgets.CheckInput // ID numbers and phones in full
	count                                *widget.Label
	table                                *widgets.Table[*inviteeRow]
	editor                               *editor[app.Invitee]
	sheet                                *attendanceSheet // in place of the list while attendance is entered
	units, posts, categories, channels   *widgets.ComboEntry
	forChosen                            []fyne.Disableable // what needs chosen rows
	nobody, nobodyFound, noneChosen, all fyne.CanvasObject
	content                              *fyne.Container

	book       nameBook
	rows       []*inviteeRow
	dossier    app.Dossier
	wanted     string // the id of a row to choose once it is there
	filling    bool   // the filters change by code
	fresh, cut latest
}

func newInviteesTab(d *desk) *inviteesTab {
	t := &inviteesTab{desk: d, book: nameBook{}}
	t.board = newQuotaBoard(func(f filter) { t.category.Set(f) }, func(problems []string) {
		showLines(d, words.T("What the quotas lack"), words.T("The list of invitees does not keep the quotas yet:"), problems)
	})
	t.search = widgets.NewSearchEntry(words.T("Search by name, pinyin, phone or unit"), d.later, func(string) { t.arrange() })
	t.search.OnLeave = func() { d.window.Canvas().Focus(t.table) }
	t.category = widgets.NewChoice(valueFilters(words.T("All categories"), nil, "")...)
	t.vetting = widgets.NewChoice(vocabularyFilters(words.T("Any vetting"), app.Vettings, "")...)
	t.attendance = widgets.NewChoice(vocabularyFilters(words.T("Any attendance"), app.Attendances, words.T("Not entered"))...)
	t.order = widgets.NewChoice(
		widgets.Option[inviteeOrder]{Value: orderEntry, Label: words.T("Order of entry")},
		widgets.Option[inviteeOrder]{Value: orderPinyin, Label: words.T("By pinyin")},
		widgets.Option[inviteeOrder]{Value: orderStrokes, Label: words.T("By strokes")})
	t.order.Set(inviteeOrder(d.prefs.String("invitees.order")))
	t.full = widgets.NewCheckInput(words.T("Full numbers"))
	t.full.Listen(func() {
		t.table.Refresh()
		if t.full.Checked {
			t.revealed(len(t.rows))
		}
	})
	t.count = widget.NewLabel("")
	t.table = widgets.NewTable(func(r *inviteeRow) string { return r.ID }, inviteeColumns(func() bool { return t.full.Checked })...)
	t.table.Memory, t.table.Later = d.Memory("invitees"), d.later
	t.table.OnOpen = func(r *inviteeRow) { t.editor.Open(*r.Invitee) }
	t.table.OnChosen = func([]*inviteeRow) { t.wanted = ""; t.mark() }
	t.table.OnDelete = func([]*inviteeRow) { t.Delete() }
	t.table.Menu = t.menu
	t.editor = newInviteeEditor(t)
	for _, c := range []*widgets.Choice[filter]{t.category, t.vetting, t.attendance} {
		c.Listen(t.filtered)
	}
	t.order.Listen(func() {
		d.remember("invitees.order", string(t.order.Value()))
		t.table.SortBy("", false) // the order of a column would hide this one
		t.arrange()
	})

	create := widget.NewButtonWithIcon(words.T("Add"), theme.ContentAddIcon(), t.New)
	create.Importance = widget.HighImportance
	bring := widget.NewButtonWithIcon(words.T("Import…"), theme.FolderOpenIcon(), func() { importRoster(d) })
	d.window.Canvas().AddShortcut(&fyne.ShortcutPaste{}, func(fyne.Shortcut) { // cells copied in Excel
		if d.tabs[d.current] == tab(t) && d.window.Canvas().Overlays().Top() == nil {
			pasteRoster(d, nil)
		}
	})
	sheet := widget.NewButtonWithIcon(words.T("Enter attendance"), theme.DocumentIcon(), func() { t.showSheet(true) })
	queue := widget.NewButtonWithIcon(words.T("Vetting queue"), theme.ListIcon(), func() { showVetting(d) })
	edit := widget.NewButtonWithIcon(words.T("Edit"), theme.DocumentCreateIcon(), t.edit)
	vet := d.menuButton(words.T("Vetting"), t.vettingItems)
	attend := d.menuButton(words.T("Attendance"), t.attendanceItems)
	remove := widget.NewButtonWithIcon(words.T("Delete"), theme.DeleteIcon(), t.Delete)
	t.forChosen = []fyne.Disableable{edit, vet, attend, remove}
	for _, item := range append(t.vettingItems(), t.attendanceItems()...) {
		s := item.Shortcut.(fyne.KeyboardShortcut)
		d.shortcut(t, s.Key(), s.Mod(), item.Action)
	}

	t.nobody = widgets.NewEmptyState(words.T("No invitees yet"), words.T("Add the first one here, or import the workbook of the open day from the File menu."), words.T("Add an invitee"), t.New)
	t.nobodyFound = widgets.NewEmptyState(words.T("Nobody is found"), words.T("Search for something else, or take the filters away."), words.T("Show all"), t.showAll)
	t.noneChosen = d.noEvent()
	t.all = container.NewBorder(nil, nil, nil, t.editor.content, container.NewBorder(
		container.NewVBox(t.board.content,
			toolbar(nil, container.NewHBox(t.category, t.vetting, container.New(widthLayout{wide(130, 148)}, t.attendance), container.New(widthLayout{wide(130, 148)}, t.order)), t.search),
			toolbar(container.NewHBox(create, bring, queue, sheet, edit, vet, attend, remove), container.NewHBox(t.count, t.full))),
		nil, nil, nil, t.table))
	t.sheet = newAttendanceSheet(t)
	t.sheet.content.Hide()
	t.content = container.NewPadded(t.all, t.sheet.content, t.noneChosen)
	t.show()
	return t
}

func (t *inviteesTab) Title() string              { return words.T("Invitees") }
func (t *inviteesTab) Content() fyne.CanvasObject { return t.content }
func (t *inviteesTab) Topics() []app.Topic        { return []app.Topic{app.TopicInvitees, app.TopicEvents} }
func (t *inviteesTab) Unsaved() bool              { return t.editor.Unsaved() }
func (t *inviteesTab) Concerned(records []app.RecordKey) bool {
	return t.editor.Concerned(records) || t.editor.shown && slices.Contains(records, app.RecordKey{Kind: app.RecordPerson, ID: t.editor.base.Person.ID})
}
func (t *inviteesTab) Save(then func(bool)) { t.editor.Save(then) }
func (t *inviteesTab) Discard()             { t.editor.shut() }
func (t *inviteesTab) Find()                { t.window.Canvas().Focus(t.search) }

// New begins a new invitee, on the sheet somebody who came without being on it.
func (t *inviteesTab) New() {
	if t.sheet.content.Visible() {
		t.sheet.WalkIn()
		return
	}
	t.editor.New()
}

// showSheet shows the sheet on which attendance is entered, or the list again.
func (t *inviteesTab) showSheet(on bool) {
	if t.Event().ID == "" {
		return
	}
	t.Guard(func() {
		t.editor.shut()
		if !on {
			t.sheet.content.Hide()
			t.show()
			t.Refresh()
			t.window.Canvas().Focus(t.table)
			return
		}
		t.sheet.content.Show()
		t.show()
		t.sheet.Refresh()
		t.window.Canvas().Focus(t.sheet.table)
	})
}

// revealed writes down that full numbers of so many people were shown.
func (t *inviteesTab) revealed(people int) {
	event := t.Event().ID
	load(t.desk, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, t.service.Reveal(ctx, event, people) }, func(struct{}) {})
}

// Proceed saves the form.
func (t *inviteesTab) Proceed() {
	if t.editor.shown {
		t.editor.SaveAndNext()
	}
}

// inviteeList is what the tab shows of an event.
type inviteeList struct {
	dossier app.Dossier
	rows    []*inviteeRow
	figures app.Figures
	book    nameBook
}

// Refresh fetches the invitees of the current event.
func (t *inviteesTab) Refresh() {
	e := t.Event()
	if e.ID != t.dossier.Event.ID {
		t.editor.shut()
		t.table.Choose()
		t.full.SetChecked(false) // full numbers were asked for those of the other event
		t.sheet.content.Hide()
	}
	if t.sheet.content.Visible() {
		t.sheet.Refresh()
	}
	known := t.book
	load(t.desk, &t.fresh, func(ctx context.Context) (inviteeList, error) {
		l := inviteeList{dossier: app.Dossier{Event: e}}
		if e.ID == "" {
			return l, nil
		}
		var err error
		if l.dossier.Invitees, err = t.service.Invitees(ctx, app.InviteeFilter{EventID: e.ID}); err != nil {
			return l, err
		}
		l.rows, l.book = inviteeRows(l.dossier.Invitees, known)
		l.figures = l.dossier.Count(t.service.Now())
		return l, nil
	}, func(l inviteeList) {
		t.dossier, t.rows, t.book = l.dossier, l.rows, l.book
		t.board.set(e, l.figures)
		t.suggest()
		t.arrange()
		t.editor.follow(l.dossier.Invitees)
		t.show()
	})
}

// suggest offers what was filled in before.
func (t *inviteesTab) suggest() {
	all := t.dossier.Invitees
	categories := distinct(t.dossier.Event.Categories(), gather(all, func(v app.Invitee) string { return v.Category }))
	t.filling = true
	t.category.SetChoices(valueFilters(words.T("All categories"), categories, words.T("No category"))...)
	t.filling = false
	t.board.show(t.category.Value())
	t.categories.SetOptions(suggestions(categories))
	t.units.SetOptions(suggestions(gather(all, func(v app.Invitee) string { return v.Unit })))
	t.posts.SetOptions(suggestions(gather(all, func(v app.Invitee) string { return v.Post })))
	t.channels.SetOptions(suggestions(app.SignUpChannels, gather(all, func(v app.Invitee) string { return v.Channel })))
}

// view is what the search and the filters ask for.
func (t *inviteesTab) view() inviteeView {
	return inviteeView{t.search.Text, t.category.Value(), t.vetting.Value(), t.attendance.Value(), t.order.Value()}
}

func (t *inviteesTab) filtered() {
	if !t.filling {
		t.board.show(t.category.Value())
		t.arrange()
	}
}

// arrange shows the lines that search and filters choose, in the chosen order.
func (t *inviteesTab) arrange() {
	view, rows := t.view(), t.rows
	load(t.desk, &t.cut, func(context.Context) ([]*inviteeRow, error) { return view.of(rows), nil }, func(shown []*inviteeRow) {
		if len(rows) == 0 {
			t.table.SetEmpty(t.nobody)
		} else {
			t.table.SetEmpty(t.nobodyFound)
		}
		t.table.SetRows(shown)
		if t.wanted != "" {
			t.choose(t.wanted)
		}
		t.mark()
	})
}

func (t *inviteesTab) showAll() {
	t.filling = true
	t.search.SetText("")
	t.category.Set(filter{})
	t.vetting.Set(filter{})
	t.attendance.Set(filter{})
	t.filling = false
	t.filtered()
}

// choose chooses the line of an invitee, as soon as it is there.
func (t *inviteesTab) choose(id string) {
	t.wanted = chooseOrWait(t.table, id)
}

// show shows the list, or that there is no event to have one.
func (t *inviteesTab) show() {
	none, sheet := t.Event().ID == "", t.sheet.content.Visible()
	setShown(t.noneChosen, none)
	setShown(t.all, !none && !sheet)
	t.mark()
}

// mark brings the counts and the buttons up to date with what is chosen.
func (t *inviteesTab) mark() {
	chosen, shown := len(t.table.Chosen()), len(t.table.Rows())
	text := words.T("%d people", len(t.rows))
	if t.view().filtered() {
		text = words.T("%d of %d people", shown, len(t.rows))
	}
	if chosen > 0 {
		text = words.T("%s, %d chosen", text, chosen)
	}
	if t.count.Text != text {
		t.count.SetText(text)
	}
	for _, b := range t.forChosen {
		if chosen > 0 {
			b.Enable()
		} else {
			b.Disable()
		}
	}
}

// edit opens the first chosen line.
func (t *inviteesTab) edit() {
	if chosen := t.table.Chosen(); len(chosen) > 0 {
		t.editor.Open(*chosen[0].Invitee)
	}
}

// Delete takes the chosen off the list.
func (t *inviteesTab) Delete() {
	ids := t.chosen()
	if len(ids) == 0 {
		return
	}
	event := t.Event().ID
	remove := func() {
		run(t.desk, func(ctx context.Context) error { return t.service.DeleteInvitees(ctx, event, ids) }, func() {
			t.Undoable(words.T("%d people are off the list.", len(ids)))
		})
	}
	// One line can be typed again; a slip over many, such as after Ctrl+A, asks first.
	if len(ids) == 1 {
		remove()
		return
	}
	widgets.ShowDanger(t.window, words.T("Take %d people off the list?", len(ids)),
		words.T("It can be undone with Ctrl+Z until the program is closed."), words.T("Delete"), remove)
}

// chosen gives the ids of the chosen lines, and says so where there is none.
func (t *inviteesTab) chosen() []string {
	ids := gather(t.table.Chosen(), func(r *inviteeRow) string { return r.ID })
	if len(ids) == 0 && t.Event().ID != "" {
		t.Toast(words.T("Choose one or more people from the list first."))
	}
	return ids
}

// vet gives the chosen a result of vetting.
func (t *inviteesTab) vet(result app.Vetting) {
	if ids := t.chosen(); len(ids) > 0 {
		t.desk.vet(t.Event().ID, ids, result)
	}
}

// attend enters the attendance of the chosen. Who came in somebody's place is
// asked for where it is one person.
func (t *inviteesTab) attend(a app.Attendance) {
	ids, event := t.chosen(), t.Event().ID
	if len(ids) == 0 {
		return
	}
	label := app.Attendances.Label(a)
	if a == "" {
		label = words.T("Not entered")
	}
	enter := func(substitute string) {
		load(t.desk, nil, func(ctx context.Context) (app.Vetted, error) {
			return t.service.Attend(ctx, event, ids, a, substitute)
		}, func(v app.Vetted) {
			t.Undoable(words.T("%d people: %s|how many, what became of them", v.Changed, label))
			if t.service.Now().Before(t.Event().Start) { // there is still time to ask somebody
				t.offer(event, v.Free)
			}
		})
	}
	if a == app.AttendanceSubstitute && len(ids) == 1 {
		v := t.table.Chosen()[0]
		widgets.ShowPrompt(t.window, words.T("Who came in the place of %s?", v.Person.Name), words.T("Name of the substitute"), v.Substitute, words.T("Enter|attendance"), nil, enter)
		return
	}
	enter("")
}

// forChosenIDs calls do for the chosen, where there are any.
func (t *inviteesTab) forChosenIDs(do func(event string, ids []string)) {
	if ids := t.chosen(); len(ids) > 0 {
		do(t.Event().ID, ids)
	}
}

// vettingItems are the results of vetting to give to the chosen.
func (t *inviteesTab) vettingItems() []*fyne.MenuItem {
	return []*fyne.MenuItem{
		keyed(words.T("Approve"), fyne.KeyA, alt, func() { t.vet(app.VettingApproved) }),
		keyed(words.T("Decline…"), fyne.KeyD, alt, func() { t.vet(app.VettingDeclined) }),
		keyed(words.T("Put on the waiting list"), fyne.KeyW, alt, func() { t.vet(app.VettingWaiting) }),
		keyed(words.T("Back to pending"), fyne.KeyP, alt, func() { t.vet(app.VettingPending) }),
		keyed(words.T("Told the result today"), fyne.KeyR, alt, func() { t.forChosenIDs(t.told) }),
		keyed(app.Confirmations.Label(app.Confirmed), fyne.KeyY, alt, func() { t.forChosenIDs(func(e string, ids []string) { t.confirm(e, ids, app.Confirmed) }) }),
		keyed(app.Confirmations.Label(app.Withdrew), fyne.KeyX, alt, func() { t.forChosenIDs(func(e string, ids []string) { t.confirm(e, ids, app.Withdrew) }) }),
	}
}

// attendanceItems are the attendances to enter for the chosen.
func (t *inviteesTab) attendanceItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i, w := range app.Attendances {
		items = append(items, keyed(w.Label(), fyne.KeyName(rune('1'+i)), alt, func() { t.attend(w.Code) }))
	}
	return append(items, keyed(words.T("Not entered"), fyne.Key0, alt, func() { t.attend("") }))
}

// menu is the menu of the chosen lines.
func (t *inviteesTab) menu(rows []*inviteeRow) *fyne.Menu {
	items := []*fyne.MenuItem{keyed(words.T("New"), fyne.KeyN, ctrl, t.New)}
	if len(rows) > 0 {
		items = append(items, fyne.NewMenuItem(words.T("Edit"), t.edit), fyne.NewMenuItemSeparator())
		items = append(items, t.vettingItems()...)
		items = append(items, fyne.NewMenuItemSeparator())
		items = append(items, t.attendanceItems()...)
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Delete"), t.Delete))
	}
	return fyne.NewMenu("", items...)
}
