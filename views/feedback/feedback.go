package feedback

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
	"openday/app/opinions"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// feedbackSide is what stands at the right of the opinions.
type feedbackSide int

const (
	sideDetail feedbackSide = iota
	sideCharts
)

// Tab is the tab 意见建议: counts above, the list below, and at the right
// the chosen opinion, the charts, or the form of an opinion.
type Tab struct {
	*Actions
	*ui.Listing[feedbackRow]
	tiles                       []*signs.StatTile
	search                      *widgets.SearchEntry
	pick                        *widgets.Choice[feedbackPick]
	category, department        *widgets.Choice[ui.Filter]
	table                       *lists.Table[feedbackRow]
	tools                       *ui.Tools
	side                        *signs.Segments[feedbackSide]
	detail                      *feedbackDetail
	noDetail                    fyne.CanvasObject
	charts                      *feedbackCharts
	editor                      *ui.Editor[app.Feedback]
	speaker                     *speakerInput
	stops, categories, channels *widgets.ComboEntry
	departmentNames, inCharge   *widgets.ComboEntry
	noneChosen, listed          fyne.CanvasObject
	content                     *fyne.Container

	dossier     app.Dossier
	figures     figures.Figures
	rules       app.FeedbackRules
	departments []app.Department
	alike       *opinions.Index // of all events; nil until it is there
	stale       bool            // what other events say may have changed since
	alikeHere   string          // id of the opinion of this event that says nearly what is typed
	joining     *widgets.Button // joins them
	joinInto    string          // id of the opinion that what is being saved is merged into
	book        ui.NameBook
	typed       app.Feedback // what stands in the form
	fresh       ui.Latest
	learning    ui.Latest
}

// NewTab returns the tab 意见建议 (feedback) of the window.
func NewTab(d *Actions) *Tab {
	t := &Tab{Actions: d, charts: newFeedbackCharts(d)}
	picks := feedbackPicks()
	states := feedbackPicks()
	states[0].Label = words.T("All states")
	t.pick = widgets.NewChoice(states...)
	for _, p := range picks {
		tile := signs.NewStatTile(signs.Stat{Caption: p.Label, Figure: "0", Fraction: -1})
		tile.OnTapped = func() {
			if t.pick.Value() == p.Value {
				t.pick.Set(feedbackPick{})
			} else {
				t.pick.Set(p.Value)
			}
		}
		t.tiles = append(t.tiles, tile)
	}
	t.search = widgets.NewSearchEntry(words.T("Search in content, speaker, department and result"), d.Later, func(string) { t.Arrange() })
	t.search.OnLeave = func() { d.Window.Canvas().Focus(t.table) }
	t.category = widgets.NewChoice(ui.ValueFilters(words.T("All categories"), nil, "")...)
	t.department = widgets.NewChoice(ui.ValueFilters(words.T("All departments"), nil, "")...)
	t.table = lists.NewTable(func(r feedbackRow) string { return r.ID }, feedbackColumns()...)
	t.table.Memory, t.table.Later = d.Memory("feedback"), d.Later
	t.table.OnOpen = func(r feedbackRow) { t.editor.Open(r.Feedback) }
	t.table.OnChosen = func(rows []feedbackRow) {
		if len(rows) > 0 {
			t.side.Set(sideDetail)
		}
		t.Listing.Chosen(rows)
	}
	t.Listing = ui.NewListing[feedbackRow](d.Context, t.table)
	t.pick.Listen(t.Arrange)
	t.category.Listen(t.Arrange)
	t.department.Listen(t.Arrange)
	t.Marked = t.mark
	t.View = func() func([]feedbackRow) []feedbackRow { return t.view().of }
	t.Reset = func() {
		t.search.SetText("")
		t.pick.Set(feedbackPick{})
		t.category.Set(ui.Filter{})
		t.department.Set(ui.Filter{})
	}
	t.table.OnDelete = func([]feedbackRow) { t.Delete() }
	t.table.Menu = func(rows []feedbackRow) *fyne.Menu {
		items := []*fyne.MenuItem{ui.Keyed(words.T("New"), fyne.KeyN, ui.Ctrl, t.New)}
		if len(rows) > 0 {
			items = append(append(items, fyne.NewMenuItemSeparator()), t.stepItems()...)
			items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Edit"), t.edit), fyne.NewMenuItem(words.T("Delete"), t.Delete))
		}
		return fyne.NewMenu("", items...)
	}
	t.editor = newFeedbackEditor(t)
	t.detail = newFeedbackDetail(t)

	create := widgets.NewPrimary(words.T("Record an opinion"), theme.ContentAddIcon(), t.New)
	quick := widgets.NewButtonWithIcon(words.T("Several at once"), theme.ContentPasteIcon(), t.QuickEntry)
	more := t.MenuButton(words.T("More"), t.moreItems)
	many := t.MenuButton(words.T("For the chosen"), t.chosenItems)
	remove := widgets.NewDanger(words.T("Delete"), t.Delete)
	t.tools = ui.NewTools(d.Context, []fyne.CanvasObject{create, quick, more}, []fyne.CanvasObject{many, remove},
		t.search, []fyne.CanvasObject{t.category, t.department}, func() { t.table.Choose() })
	t.side = signs.NewSegments(
		widgets.Option[feedbackSide]{Value: sideDetail, Label: words.T("Chosen opinion")},
		widgets.Option[feedbackSide]{Value: sideCharts, Label: words.T("Charts")})
	t.side.OnPicked = func(feedbackSide) { t.mark() }

	t.Nothing = ui.NewWays(words.T("No opinions yet"), words.T("Record the first one as it is said; it is then answered on the spot or given to a department."),
		ui.Way{Icon: theme.ContentAddIcon(), Name: words.T("Record one by one"), Hint: words.T("During the symposium: who spoke, what was said, and at which stop."), Verb: words.T("Record an opinion"), Do: t.New},
		ui.Way{Icon: theme.ContentPasteIcon(), Name: words.T("Several at once"), Hint: words.T("Paste the notes of a symposium, a line for each opinion."), Verb: words.T("Paste notes…"), Do: t.QuickEntry})
	t.NotFound = ui.NotFound(words.T("No opinion is found"), words.T("Search for something else, or take the filters away."), t.ShowAll)
	t.noDetail = signs.NewEmptyState(words.T("No opinion is chosen"), words.T("Choose one from the list to see its fields, its history and its next step."), "", nil)
	beside := ui.Panel(d.Context, ui.PanelWidths{Narrow: 320, Usual: 376, Wide: 440}, container.NewBorder(t.side, nil, nil, nil, container.NewStack(t.detail.all, t.noDetail, t.charts.all)))
	t.editor.Beside = beside
	t.listed = ui.Page(widgets.NewColumn(widgets.BlockGap, t.strip(), t.tools.Content), t.table, t.editor.Content, beside)
	t.noneChosen = d.NoEvent()
	t.content = container.NewStack(t.listed, t.noneChosen)
	t.show()
	return t
}

// Title implements [ui.Tab].
func (t *Tab) Title() string { return words.T("Feedback") }

// Content implements [ui.Tab].
func (t *Tab) Content() fyne.CanvasObject { return t.content }

// Chapter implements [ui.Tab].
func (t *Tab) Chapter() string { return guide.Opinions }

// Topics implements [ui.Tab].
func (t *Tab) Topics() []app.Topic {
	return []app.Topic{app.TopicFeedback, app.TopicInvitees, app.TopicAgenda, app.TopicEvents, app.TopicDepartments, app.TopicSettings}
}

// Unsaved implements [ui.Tab].
func (t *Tab) Unsaved() bool { return t.editor.Unsaved() }

// Concerned implements [ui.Tab].
func (t *Tab) Concerned(records []app.RecordKey) bool { return t.editor.Concerned(records) }

// Save implements [ui.Tab].
func (t *Tab) Save(then func(bool)) { t.editor.Save(then) }

// Discard implements [ui.Tab].
func (t *Tab) Discard() { t.editor.Shut() }

// Find implements [ui.Tab].
func (t *Tab) Find() { t.Window.Canvas().Focus(t.search) }

// New implements [ui.Tab].
func (t *Tab) New() { t.editor.New() }

// Proceed saves the form, or takes the next step where it is not open.
func (t *Tab) Proceed() {
	if t.editor.Shown {
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
	figures  figures.Figures
	rows     []feedbackRow
	invitees []*ui.InviteeRow
	book     ui.NameBook
}

// Refresh fetches the opinions of the current event, and whom and what they
// are about.
func (t *Tab) Refresh() {
	e := t.Event()
	if e.ID != t.dossier.Event.ID {
		t.editor.Shut()
		t.table.Choose()
	}
	known := t.book
	service := t.Service
	ui.Load(t.Actions.Context, &t.fresh, func(ctx context.Context) (feedbackList, error) {
		var l feedbackList
		if e.ID == "" {
			return l, nil
		}
		var err error
		l.dossier, err = service.Dossier(ctx, e.ID)
		if app.CodeOf(err) == app.CodeNotFound {
			return feedbackList{}, nil // it is being deleted
		}
		if err != nil {
			return l, err
		}
		if l.rules, err = service.FeedbackRules(ctx); err != nil {
			return l, err
		}
		if l.known, err = service.Departments(ctx); err != nil {
			return l, err
		}
		now := service.Now()
		l.figures, l.rows = figures.Of(l.dossier, now), feedbackRows(l.dossier, app.NewLateness(l.rules.Calendar, now), l.rules.SoonDays)
		l.invitees, l.book = ui.InviteeRows(l.dossier.Invitees, known)
		return l, nil
	}, func(l feedbackList) {
		t.dossier, t.figures, t.book = l.dossier, l.figures, l.book
		t.rules, t.departments, t.stale = l.rules, l.known, true
		t.speaker.offer(l.invitees)
		t.suggest()
		t.Set(l.rows)
		t.countTiles()
		t.editor.Follow(l.dossier.Feedback)
		t.charts.old = true
		t.show()
	})
}

// strip puts the tiles in two frames: what goes across the stages, and the stages.
func (t *Tab) strip() fyne.CanvasObject { return signs.NewStrip(t.tiles[:across], t.tiles[across:]) }

// countTiles writes the counts into the tiles.
func (t *Tab) countTiles() {
	for i, p := range feedbackPicks() {
		n := 0
		for j := range t.All() {
			if p.Value.lets(&t.All()[j]) {
				n++
			}
		}
		s := signs.Stat{Caption: p.Label, Figure: strconv.Itoa(n), Fraction: -1}
		switch {
		case p.Value == feedbackPick{} && t.figures.Open() > 0:
			s.Note = words.T("%d open", t.figures.Open())
		case p.Value.soon && n > 0:
			s.Tone = widgets.Warning
		case p.Value.overdue && n > 0:
			if slices.ContainsFunc(t.All(), func(r feedbackRow) bool { return r.late > 0 && !r.old }) {
				s.Tone = widgets.Bad
				s.Note = words.T("to be urged")
			}
		}
		t.tiles[i].Set(s)
	}
	t.showPick()
}

// showPick draws the tile of the filter as picked.
func (t *Tab) showPick() {
	for i, p := range feedbackPicks() {
		t.tiles[i].Pick(p.Value == t.pick.Value() && p.Value != feedbackPick{})
	}
}

// suggest offers the filters what the event's opinions say, and the form what is on
// the agenda.
func (t *Tab) suggest() {
	all := t.dossier.Feedback
	categories := ui.Distinct(ui.Gather(all, func(f app.Feedback) string { return f.Category }))
	departments := ui.Distinct(ui.Gather(all, func(f app.Feedback) string { return f.Department }))
	t.Quietly(func() {
		t.category.SetChoices(ui.ValueFilters(words.T("All categories"), categories, words.T("No category"))...)
		t.department.SetChoices(ui.ValueFilters(words.T("All departments"), departments, words.T("No department"))...)
	})
	t.stops.SetOptions(t.stopNames())
}

// learn fetches what the opinions of all events say, for who fills in the form: what
// may be typed next, and which say nearly the same. The list needs none of it.
func (t *Tab) learn() {
	t.stale = false
	service := t.Service
	type learnt struct {
		all     []app.Feedback
		alike   *opinions.Index
		offered []string
	}
	ui.Load(t.Actions.Context, &t.learning, func(ctx context.Context) (l learnt, err error) {
		if l.all, err = service.Feedback(ctx, app.FeedbackFilter{}); err != nil {
			return l, err
		}
		l.alike = opinions.NewIndex(l.all)
		l.offered, err = service.OpinionCategories(ctx)
		return l, err
	}, func(l learnt) {
		t.alike = l.alike
		t.suggestEarlier(l.all, l.offered)
		t.tellAlike()
	})
}

// suggestEarlier offers what was filled in before, in all events, and the categories
// that the office keeps.
func (t *Tab) suggestEarlier(earlier []app.Feedback, offered []string) {
	departments := ui.Distinct(ui.Gather(t.dossier.Feedback, func(f app.Feedback) string { return f.Department }))
	t.categories.SetOptions(ui.Distinct(offered, named(earlier, func(f app.Feedback) string { return f.Category })))
	t.channels.SetOptions(ui.Distinct(app.FeedbackChannels, named(earlier, func(f app.Feedback) string { return f.Channel })))
	t.departmentNames.SetOptions(named(ui.Distinct(departments, ui.Gather(t.departments, func(d app.Department) string { return d.Name }), t.dossier.Event.CoOrganisers, ui.Gather(earlier, func(f app.Feedback) string { return f.Department })), func(s string) string { return s }))
	t.inCharge.SetOptions(named(earlier, func(f app.Feedback) string { return f.InCharge }))
}

// named returns the texts of entries, each once and none that is empty.
func named[T any](all []T, of func(T) string) []string {
	return slices.DeleteFunc(ui.Distinct(ui.Gather(all, of)), func(s string) bool { return s == "" })
}

func (t *Tab) view() feedbackView {
	return feedbackView{t.search.Text, t.pick.Value(), t.category.Value(), t.department.Value()}
}

// show shows the list, or that there is no event to have one.
func (t *Tab) show() {
	none := t.Event().ID == ""
	widgets.ShowIf(t.noneChosen, none)
	widgets.ShowIf(t.listed, !none)
	t.mark()
}

// mark brings the count, the buttons and the right side up to date with what is
// chosen.
func (t *Tab) mark() {
	chosen := t.table.Chosen()
	t.showPick()
	text := words.T("%d of %d opinions", len(t.table.Rows()), len(t.All()))
	if len(chosen) > 1 {
		text = words.T("%s, %d chosen", text, len(chosen))
	}
	if column, _ := t.table.Sorted(); column == "" && len(t.table.Rows()) > 1 {
		text = words.T("%s　by urgency|how a list is sorted", text)
	}
	t.Shows(t, text)
	many := len(chosen) // one is at the right with its steps
	if many == 1 {
		many = 0
	}
	t.tools.Chosen(many, words.T("%d opinions chosen", many))
	on := 0
	for _, f := range []ui.Filter{t.category.Value(), t.department.Value()} {
		if f.On {
			on++
		}
	}
	t.tools.Filtered(on)
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
func (t *Tab) numbered(id string) string {
	for i := range t.All() {
		if t.All()[i].ID == id && id != "" {
			return words.T("No. %d: %s", t.All()[i].number, t.All()[i].Content)
		}
	}
	return ""
}

// mergedWith names the opinions that were merged into another one.
func (t *Tab) mergedWith(id string) []string {
	var all []string
	for i := range t.All() {
		if r := &t.All()[i]; r.MergedInto == id {
			all = append(all, words.T("No. %d: %s", r.number, r.Content)+" — "+speakerWords(r.Feedback))
		}
	}
	return all
}

// edit opens the chosen opinion.
func (t *Tab) edit() {
	if chosen := t.table.Chosen(); len(chosen) > 0 {
		t.editor.Open(chosen[0].Feedback)
	}
}

// takeNext takes the likeliest step of the chosen opinion.
func (t *Tab) takeNext() {
	chosen := t.table.Chosen()
	if len(chosen) == 0 {
		t.Toast(words.T("Choose an opinion from the list first."))
		return
	}
	if steps := chosen[0].NextTransitions(); len(steps) > 0 {
		t.Guard(func() { t.takeStep(chosen[0].Feedback, steps[0]) })
	}
}

// stepItems are the steps that the chosen opinion allows.
func (t *Tab) stepItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	chosen := t.table.Chosen()
	if len(chosen) > 1 {
		items = append(t.manyItems(chosen), fyne.NewMenuItemSeparator())
	}
	for _, r := range chosen[:min(1, len(chosen))] {
		for i, kind := range r.NextTransitions() {
			do := func() { t.Guard(func() { t.takeStep(r.Feedback, kind) }) }
			if len(chosen) > 1 {
				break
			}
			if i == 0 {
				items = append(items, ui.Keyed(stepLabel(kind), fyne.KeyReturn, ui.Ctrl, do))
			} else {
				items = append(items, fyne.NewMenuItem(stepLabel(kind), do))
			}
		}
		if last, any := r.LastStep(); any && r.MergedInto == "" && len(chosen) == 1 {
			items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Take back “%s”…", app.TransitionKinds.Label(last.Kind)), func() {
				t.Guard(func() { t.takeBack(r.Feedback, last) })
			}))
		}
		if r.MergedInto == "" {
			list, _, _ := t.actions(func(do func(*Tab)) func() { return func() { do(t) } })
			items = append(append(items, fyne.NewMenuItemSeparator()), ui.MenuItems(list)...)
		}
	}
	return items
}

// Delete deletes the chosen opinions with their histories.
func (t *Tab) Delete() {
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
	service := t.Service
	ui.Run(t.Actions.Context, func(ctx context.Context) error { return service.DeleteFeedback(ctx, event, ids) }, func() {
		t.Undoable(words.T("%d opinions are deleted.", len(ids)))
	})
}

// FieldOf returns the field of the form that a key names, nil where there is none.
func (t *Tab) FieldOf(key string) *widgets.Field { return t.editor.Form.Field(key) }

// Resume opens the form, or the dialog of a step, with what a draft has typed into it.
func (t *Tab) Resume(d app.Draft) {
	svc := t.Service
	fetch := func(ctx context.Context) ([]app.Feedback, error) {
		return svc.Feedback(ctx, app.FeedbackFilter{EventID: d.EventID})
	}
	if d.Form == app.DraftStep {
		t.Guard(func() { ui.Load(t.Actions.Context, nil, fetch, func(all []app.Feedback) { t.resumeStep(d, all) }) })
		return
	}
	if d.Form == app.DraftBatch {
		t.Guard(func() { t.openQuickEntry().resume(d) })
		return
	}
	t.editor.Resume(d, fetch)
}

// JumpTo shows an entry, by its id, and puts the keyboard into a field of it.
func (t *Tab) JumpTo(id, field string) {
	event := t.Event().ID
	service := t.Service
	ui.JumpInto(t.editor, t.Listing.Choose, id, field, func(ctx context.Context) ([]app.Feedback, error) {
		return service.Feedback(ctx, app.FeedbackFilter{EventID: event})
	})
}

// ShowFound shows the opinions that a finding is about, and nothing else.
func (t *Tab) ShowFound(what check.Show) bool {
	pick, known := map[check.Show]feedbackPick{
		check.ShowOverdue:  {overdue: true},
		check.ShowRecorded: {stage: toAssign},
		check.ShowDone:     {stage: toReply},
	}[what]
	if !known {
		return false
	}
	t.Guard(func() {
		t.editor.Shut()
		t.ShowAll()
		t.pick.Set(pick)
		t.Arrange()
		t.Window.Canvas().Focus(t.table)
	})
	return true
}
