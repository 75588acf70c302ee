package views

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// feedbackSide is what stands at the right of the opinions.
type feedbackSide int

const (
	sideDetail feedbackSide = iota
	sideCharts
)

// feedbackTab is the tab 意见建议: counts above, the list below, and at the right
// the chosen opinion, the charts, or the form of an opinion.
type feedbackTab struct {
	*desk
	tiles                       []*widgets.StatTile
	search                      *widgets.SearchEntry
	pick                        *widgets.Choice[feedbackPick]
	category, department        *widgets.Choice[filter]
	table                       *widgets.Table[feedbackRow]
	count                       *widget.Label
	side                        *widgets.Segments[feedbackSide]
	detail                      *feedbackDetail
	noDetail                    fyne.CanvasObject
	charts                      *feedbackCharts
	editor                      *editor[app.Feedback]
	speaker                     *speakerInput
	stops, categories, channels *widgets.ComboEntry
	departmentNames, inCharge   *widgets.ComboEntry
	forChosen                   []fyne.Disableable
	nothing, nothingFound       fyne.CanvasObject
	noneChosen, listed          fyne.CanvasObject
	content                     *fyne.Container

	dossier     app.Dossier
	figures     app.Figures
	rules       app.FeedbackRules
	departments []app.Department
	rows        []feedbackRow
	book        nameBook
	wanted      string
	filling     bool
	fresh, cut  latest
}

func newFeedbackTab(d *desk) *feedbackTab {
	t := &feedbackTab{desk: d, count: widget.NewLabel(""), charts: newFeedbackCharts(d)}
	picks := feedbackPicks()
	states := feedbackPicks()
	states[0].Label = words.T("All states")
	t.pick = widgets.NewChoice(states...)
	for _, p := range picks {
		tile := widgets.NewStatTile(widgets.Stat{Caption: tileCaption(p), Figure: "0", Fraction: -1})
		tile.OnTapped = func() {
			if t.pick.Value() == p.Value {
				t.pick.Set(feedbackPick{})
			} else {
				t.pick.Set(p.Value)
			}
		}
		t.tiles = append(t.tiles, tile)
	}
	t.search = widgets.NewSearchEntry(words.T("Search in content, speaker, department and result"), d.later, func(string) { t.arrange() })
	t.search.OnLeave = func() { d.window.Canvas().Focus(t.table) }
	t.category = widgets.NewChoice(valueFilters(words.T("All categories"), nil, "")...)
	t.department = widgets.NewChoice(valueFilters(words.T("All departments"), nil, "")...)
	t.pick.Listen(t.filtered)
	t.category.Listen(t.filtered)
	t.department.Listen(t.filtered)
	t.table = widgets.NewTable(func(r feedbackRow) string { return r.ID }, feedbackColumns()...)
	t.table.Memory, t.table.Later = d.Memory("feedback"), d.later
	t.table.OnOpen = func(r feedbackRow) { t.editor.Open(r.Feedback) }
	t.table.OnChosen = func(rows []feedbackRow) {
		t.wanted = ""
		if len(rows) > 0 {
			t.side.Set(sideDetail)
		}
		t.mark()
	}
	t.table.OnDelete = func([]feedbackRow) { t.Delete() }
	t.table.Menu = func(rows []feedbackRow) *fyne.Menu {
		items := []*fyne.MenuItem{keyed(words.T("New"), fyne.KeyN, ctrl, t.New)}
		if len(rows) > 0 {
			items = append(append(items, fyne.NewMenuItemSeparator()), t.stepItems()...)
			items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Edit"), t.edit), fyne.NewMenuItem(words.T("Delete"), t.Delete))
		}
		return fyne.NewMenu("", items...)
	}
	t.editor = newFeedbackEditor(t)
	t.detail = newFeedbackDetail(t)

	create := widget.NewButtonWithIcon(words.T("Record an opinion"), theme.ContentAddIcon(), t.New)
	create.Importance = widget.HighImportance
	quick := widget.NewButtonWithIcon(words.T("Several at once"), theme.ContentPasteIcon(), t.QuickEntry)
	remove := widget.NewButtonWithIcon(words.T("Delete"), theme.DeleteIcon(), t.Delete)
	more := t.menuButton(words.T("More"), t.moreItems)
	t.forChosen = []fyne.Disableable{remove}
	t.side = widgets.NewSegments(
		widgets.Option[feedbackSide]{Value: sideDetail, Label: words.T("Chosen opinion")},
		widgets.Option[feedbackSide]{Value: sideCharts, Label: words.T("Charts")})
	t.side.OnPicked = func(feedbackSide) { t.mark() }

	t.nothing = widgets.NewEmptyState(words.T("No opinions yet"), words.T("Record the first one as it is said; it is then answered on the spot or given to a department."), words.T("Record an opinion"), t.New)
	t.nothingFound = widgets.NewEmptyState(words.T("No opinion is found"), words.T("Search for something else, or take the filters away."), words.T("Show all"), t.showAll)
	t.noDetail = container.NewCenter(widgets.NewEmptyState(words.T("No opinion is chosen"), words.T("Choose one from the list to see its fields, its history and its next step."), "", nil))
	beside := container.New(widthLayout{editorWidth()}, container.New(layout.NewCustomPaddedLayout(0, 0, 8, 0), container.NewBorder(
		t.side, nil, nil, nil, container.NewStack(t.detail.all, t.noDetail, t.charts.all))))
	t.editor.beside = beside
	t.listed = container.NewBorder(nil, nil, nil, t.editor.content, container.NewBorder(
		container.NewVBox(widgets.NewStatRow(t.tiles...),
			toolbar(container.NewHBox(create, quick, remove, more), container.NewHBox(t.pick, t.category, container.New(widthLayout{wide(136, 156)}, t.department)), t.search)),
		t.count, nil, beside, t.table))
	t.noneChosen = d.noEvent()
	t.content = container.NewPadded(t.listed, t.noneChosen)
	t.show()
	return t
}

func (t *feedbackTab) Title() string              { return words.T("Feedback") }
func (t *feedbackTab) Content() fyne.CanvasObject { return t.content }
func (t *feedbackTab) Topics() []app.Topic {
	return []app.Topic{app.TopicFeedback, app.TopicInvitees, app.TopicAgenda, app.TopicEvents, app.TopicDepartments, app.TopicSettings}
}
func (t *feedbackTab) Unsaved() bool                          { return t.editor.Unsaved() }
func (t *feedbackTab) Concerned(records []app.RecordKey) bool { return t.editor.Concerned(records) }
func (t *feedbackTab) Save(then func(bool))                   { t.editor.Save(then) }
func (t *feedbackTab) Discard()                               { t.editor.shut() }
func (t *feedbackTab) Find()                                  { t.window.Canvas().Focus(t.search) }
func (t *feedbackTab) New()                                   { t.editor.New() }

// Proceed saves the form, or takes the next step where it is not open.
func (t *feedbackTab) Proceed() {
	if t.editor.shown {
		t.editor.SaveAndNext()
	} else {
		t.takeNext()
	}
}

// feedbackList is what the tab shows of an event.
type feedbackList struct {
	dossier  app.Dossier
	rules    app.FeedbackRules
	known    []app.Department
	figures  app.Figures
	rows     []feedbackRow
	invitees []*inviteeRow
	book     nameBook
}

// Refresh fetches the opinions of the current event, and whom and what they
// are about.
func (t *feedbackTab) Refresh() {
	e := t.Event()
	if e.ID != t.dossier.Event.ID {
		t.editor.shut()
		t.table.Choose()
	}
	known := t.book
	load(t.desk, &t.fresh, func(ctx context.Context) (feedbackList, error) {
		var l feedbackList
		if e.ID == "" {
			return l, nil
		}
		var err error
		l.dossier, err = t.service.Dossier(ctx, e.ID)
		if app.CodeOf(err) == app.CodeNotFound {
			return feedbackList{}, nil // it is being deleted
		}
		if err != nil {
			return l, err
		}
		if l.rules, err = t.service.FeedbackRules(ctx); err != nil {
			return l, err
		}
		if l.known, err = t.service.Departments(ctx); err != nil {
			return l, err
		}
		now := t.service.Now()
		l.figures, l.rows = l.dossier.Count(now), feedbackRows(l.dossier.Feedback, app.NewLateness(l.rules.Calendar, now))
		l.invitees, l.book = inviteeRows(l.dossier.Invitees, known)
		return l, nil
	}, func(l feedbackList) {
		t.dossier, t.figures, t.rows, t.book = l.dossier, l.figures, l.rows, l.book
		t.rules, t.departments = l.rules, l.known
		t.speaker.offer(l.invitees)
		t.countTiles()
		t.suggest()
		t.arrange()
		t.editor.follow(l.dossier.Feedback)
		t.charts.old = true
		t.show()
	})
}

// countTiles writes the counts into the tiles.
func (t *feedbackTab) countTiles() {
	for i, p := range feedbackPicks() {
		n := 0
		for j := range t.rows {
			if p.Value.lets(&t.rows[j]) {
				n++
			}
		}
		s := widgets.Stat{Caption: tileCaption(p), Figure: strconv.Itoa(n), Fraction: -1}
		switch {
		case p.Value == feedbackPick{} && t.figures.Open > 0:
			s.Note = words.T("%d open", t.figures.Open)
		case p.Value.overdue && n > 0:
			s.Tone = widgets.Bad
			s.Note = words.T("to be urged")
		}
		t.tiles[i].Set(s)
	}
	t.showPick()
}

// showPick draws the tile of the filter as picked.
func (t *feedbackTab) showPick() {
	for i, p := range feedbackPicks() {
		t.tiles[i].Pick(p.Value == t.pick.Value() && p.Value != feedbackPick{})
	}
}

// suggest offers what is on the agenda and what was filled in before.
func (t *feedbackTab) suggest() {
	all := t.dossier.Feedback
	categories := distinct(gather(all, func(f app.Feedback) string { return f.Category }))
	departments := distinct(gather(all, func(f app.Feedback) string { return f.Department }))
	t.filling = true
	t.category.SetChoices(valueFilters(words.T("All categories"), categories, words.T("No category"))...)
	t.department.SetChoices(valueFilters(words.T("All departments"), departments, words.T("No department"))...)
	t.filling = false
	t.stops.SetOptions(t.stopNames())
	t.categories.SetOptions(suggestions(categories))
	t.channels.SetOptions(suggestions(app.FeedbackChannels, gather(all, func(f app.Feedback) string { return f.Channel })))
	t.departmentNames.SetOptions(suggestions(departments, gather(t.departments, func(d app.Department) string { return d.Name }), t.dossier.Event.CoOrganisers))
	t.inCharge.SetOptions(suggestions(gather(all, func(f app.Feedback) string { return f.InCharge })))
}

func (t *feedbackTab) view() feedbackView {
	return feedbackView{t.search.Text, t.pick.Value(), t.category.Value(), t.department.Value()}
}

func (t *feedbackTab) filtered() {
	if !t.filling {
		t.showPick()
		t.arrange()
	}
}

// arrange shows the lines that search and filters choose.
func (t *feedbackTab) arrange() {
	view, rows := t.view(), t.rows
	load(t.desk, &t.cut, func(context.Context) ([]feedbackRow, error) { return view.of(rows), nil }, func(shown []feedbackRow) {
		if len(rows) == 0 {
			t.table.SetEmpty(t.nothing)
		} else {
			t.table.SetEmpty(t.nothingFound)
		}
		t.table.SetRows(shown)
		if t.wanted != "" {
			t.choose(t.wanted)
		}
		t.mark()
	})
}

func (t *feedbackTab) showAll() {
	t.filling = true
	t.search.SetText("")
	t.pick.Set(feedbackPick{})
	t.category.Set(filter{})
	t.department.Set(filter{})
	t.filling = false
	t.filtered()
}

// choose chooses the line of an opinion, as soon as it is there.
func (t *feedbackTab) choose(id string) {
	t.wanted = chooseOrWait(t.table, id)
}

// show shows the list, or that there is no event to have one.
func (t *feedbackTab) show() {
	none := t.Event().ID == ""
	setShown(t.noneChosen, none)
	setShown(t.listed, !none)
	t.mark()
}

// mark brings the count, the buttons and the right side up to date with what is
// chosen.
func (t *feedbackTab) mark() {
	chosen := t.table.Chosen()
	for _, b := range t.forChosen {
		if len(chosen) > 0 {
			b.Enable()
		} else {
			b.Disable()
		}
	}
	text := words.T("%d of %d opinions", len(t.table.Rows()), len(t.rows))
	if len(chosen) > 1 {
		text = words.T("%s, %d chosen", text, len(chosen))
	}
	if t.count.Text != text {
		t.count.SetText(text)
	}
	t.detail.all.Hide()
	t.noDetail.Hide()
	t.charts.all.Hide()
	switch {
	case t.side.Value() == sideCharts:
		t.charts.all.Show()
		t.charts.refresh()
	case len(chosen) == 0:
		t.noDetail.Show()
	default:
		t.detail.set(chosen[0], t.numbered(chosen[0].MergedInto), t.mergedWith(chosen[0].ID))
		t.detail.all.Show()
	}
}

// numbered names an opinion by its number and what it says, "" where there is none.
func (t *feedbackTab) numbered(id string) string {
	for i := range t.rows {
		if t.rows[i].ID == id && id != "" {
			return words.T("No. %d: %s", t.rows[i].number, t.rows[i].Content)
		}
	}
	return ""
}

// mergedWith names the opinions that were merged into another one.
func (t *feedbackTab) mergedWith(id string) []string {
	var all []string
	for i := range t.rows {
		if r := &t.rows[i]; r.MergedInto == id {
			all = append(all, words.T("No. %d: %s", r.number, r.Content)+" — "+speakerWords(r.Feedback))
		}
	}
	return all
}

// edit opens the chosen opinion.
func (t *feedbackTab) edit() {
	if chosen := t.table.Chosen(); len(chosen) > 0 {
		t.editor.Open(chosen[0].Feedback)
	}
}

// takeNext takes the likeliest step of the chosen opinion.
func (t *feedbackTab) takeNext() {
	chosen := t.table.Chosen()
	if len(chosen) == 0 {
		t.Toast(words.T("Choose an opinion from the list first."))
		return
	}
	if steps := chosen[0].NextMoves(); len(steps) > 0 {
		t.Guard(func() { t.takeStep(chosen[0].Feedback, steps[0]) })
	}
}

// stepItems are the steps that the chosen opinion allows.
func (t *feedbackTab) stepItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, r := range t.table.Chosen()[:min(1, len(t.table.Chosen()))] {
		for i, kind := range r.NextMoves() {
			do := func() { t.Guard(func() { t.takeStep(r.Feedback, kind) }) }
			if i == 0 {
				items = append(items, keyed(stepLabel(kind), fyne.KeyReturn, ctrl, do))
			} else {
				items = append(items, fyne.NewMenuItem(stepLabel(kind), do))
			}
		}
		if r.MergedInto == "" {
			items = append(items, fyne.NewMenuItemSeparator(), keyed(words.T("Merge…"), fyne.KeyM, ctrlShift, t.Merge), keyed(words.T("Split…"), fyne.KeyI, ctrl, t.Split))
		}
	}
	return items
}

// Delete deletes the chosen opinions with their histories.
func (t *feedbackTab) Delete() {
	var ids []string
	for _, r := range t.table.Chosen() {
		ids = append(ids, r.ID)
	}
	event := t.Event().ID
	if len(ids) == 0 {
		if event != "" {
			t.Toast(words.T("Choose an opinion from the list first."))
		}
		return
	}
	run(t.desk, func(ctx context.Context) error { return t.service.DeleteFeedback(ctx, event, ids) }, func() {
		t.Undoable(words.T("%d opinions are deleted.", len(ids)))
	})
}
