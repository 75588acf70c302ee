package invitees

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/idcard"
	"openday/app/library"
	"openday/app/phone"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// peopleLibrary shows everybody who was ever invited, and to what; those chosen
// are invited to the current event.
type peopleLibrary struct {
	*Actions
	event   app.Event
	dialog  *widgets.Dialog
	search  *widgets.SearchEntry
	count   *widget.Label
	table   *lists.Table[*personRow]
	history *lists.Table[app.Participation]
	more    *widgets.Button // fetches the next page; hidden where there is none
	fresh   ui.Latest
}

// libraryPage is how many people of the library are fetched at once.
const libraryPage = 200

// personRow is somebody of the library.
type personRow struct{ library.History }

// ShowPeople shows the library of people.
func (f *Actions) ShowPeople() { f.Guard(func() { showPeople(f) }) }

func showPeople(d *Actions) *peopleLibrary {
	l := &peopleLibrary{Actions: d, event: d.Event(), count: widget.NewLabel("")}
	l.search = widgets.NewSearchEntry(words.T("Search by name, pinyin, phone or unit"), d.Later, func(string) { l.fetch(libraryPage) })
	l.more = widgets.NewButton(words.T("Show more people"), func() { l.fetch(len(l.table.Rows()) + libraryPage) })
	l.more.Hide()
	l.table = lists.NewTable(func(r *personRow) string { return r.ID }, personColumns(l.event.ID)...)
	l.table.Memory, l.table.Later = d.Memory("people"), d.Later
	l.table.OnChosen = func(rows []*personRow) { l.show(rows) }
	l.search.OnLeave = func() { d.Window.Canvas().Focus(l.table) }
	l.table.SetEmpty(signs.NewEmptyState(words.T("Nobody is found"), words.T("People come here with the first event that they are invited to."), "", nil))
	l.history = lists.NewTable(func(p app.Participation) string { return p.EventID }, partColumns()...)
	l.history.Later = d.Later
	l.history.SetEmpty(ui.Paragraph(words.T("Choose somebody to see what they were invited to.")))
	invite := widgets.NewButtonWithIcon(words.T("Invite the chosen to this event"), theme.ContentAddIcon(), l.invite)
	invite.Kind = widgets.Primary
	if l.event.ID == "" {
		invite.Disable()
	} else { // to open somebody leads to the button, which alone invites
		l.table.OnOpen = func(*personRow) { d.Window.Canvas().Focus(invite) }
	}
	body := container.New(ui.FixedLayout{Size: ui.DialogSize(d.Context, 1240, 560)}, container.NewBorder(
		container.NewBorder(nil, nil, nil, container.NewHBox(container.New(ui.WidthLayout{Width: ui.Wide(120, 150)}, l.count), l.more, invite), l.search),
		container.New(ui.FixedHeight(190), l.history), nil, nil, l.table))
	l.dialog = widgets.ShowDialog(d.Window, words.T("People library"), body, widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel})
	d.UndoIn(l.dialog, l.Refresh, app.TopicInvitees)
	d.Window.Canvas().Focus(l.search)
	l.Refresh()
	return l
}

func personColumns(event string) []lists.Column[*personRow] {
	number := func(of func(*personRow) int) (func(*personRow) string, func(a, b *personRow) int) {
		return func(r *personRow) string { return strconv.Itoa(of(r)) }, func(a, b *personRow) int { return of(a) - of(b) }
	}
	invited, byInvited := number(func(r *personRow) int { return r.Invited() })
	came, byCame := number(func(r *personRow) int { return r.Came() })
	missed, byMissed := number(func(r *personRow) int { return r.Missed() })
	unit := func(r *personRow) string { return r.Last().Unit }
	category := func(r *personRow) string { return r.Last().Category }
	return []lists.Column[*personRow]{
		{ID: "name", Label: words.T("Name"), Width: 100, Text: func(r *personRow) string { return r.Name }},
		{ID: "gender", Label: words.T("Gender"), Width: ui.Wide(64, 80), Text: func(r *personRow) string { return app.Genders.Label(r.Gender) }},
		{ID: "phone", Label: words.T("Telephone"), Width: 124, Text: func(r *personRow) string { return phone.Mask(r.Phone) }},
		{ID: "id", Label: words.T("ID number"), Width: 176, Text: func(r *personRow) string { return idcard.Mask(r.IDNumber) }},
		{ID: "unit", Label: words.T("Unit"), Width: 160, Stretch: true, Text: unit, Sort: ui.CompareBy(unit)},
		{ID: "category", Label: words.T("Category"), Width: 116, Text: category, Sort: ui.CompareBy(category)},
		{ID: "invited", Label: words.T("Invited|times"), Width: ui.Wide(76, 84), Align: fyne.TextAlignTrailing, Text: invited, Sort: byInvited},
		{ID: "came", Label: words.T("Came|times"), Width: ui.Wide(76, 84), Align: fyne.TextAlignTrailing, Text: came, Sort: byCame},
		{ID: "missed", Label: words.T("Absent|times"), Width: ui.Wide(76, 84), Align: fyne.TextAlignTrailing, Text: missed, Sort: byMissed},
		{ID: "last", Label: words.T("Last event"), Width: 124, Text: func(r *personRow) string {
			if len(r.Participations) == 0 {
				return ""
			}
			return r.Last().Start.Format(time.DateOnly)
		}, Sort: func(a, b *personRow) int { return a.Last().Start.Compare(b.Last().Start) }},
		{ID: "here", Label: words.T("This event"), Width: ui.Wide(96, 110), Text: func(r *personRow) string {
			if event != "" && r.In(event) {
				return words.T("on the list")
			}
			return ""
		}},
	}
}

func partColumns() []lists.Column[app.Participation] {
	return []lists.Column[app.Participation]{
		{ID: "date", Label: words.T("Date"), Width: 120, Text: func(p app.Participation) string { return p.Start.Format(time.DateOnly) }},
		{ID: "event", Label: words.T("Event|one open day"), Width: 300, Stretch: true, Text: func(p app.Participation) string { return p.Title }},
		{ID: "unit", Label: words.T("Unit"), Width: 180, Text: func(p app.Participation) string { return p.Unit }},
		{ID: "category", Label: words.T("Category"), Width: 120, Text: func(p app.Participation) string { return p.Category }},
		{ID: "vetting", Label: words.T("Vetting"), Width: ui.Wide(90, 116), Pill: true, Tone: func(p app.Participation) widgets.Tone { return vettingTone(p.Vetting) }, Text: func(p app.Participation) string { return app.Vettings.Label(p.Vetting) }},
		{ID: "became", Label: words.T("Attendance"), Width: ui.Wide(100, 116), Pill: true, Tone: func(p app.Participation) widgets.Tone { return attendanceTone(p.Attendance) }, Text: func(p app.Participation) string { return app.Attendances.Label(p.Attendance) }},
	}
}

// Refresh fetches anew as much of the library as is shown.
func (l *peopleLibrary) Refresh() { l.fetch(max(libraryPage, len(l.table.Rows()))) }

// fetch shows the first people of the library whom the search finds.
func (l *peopleLibrary) fetch(limit int) {
	text := l.search.Text
	service := l.Service
	ui.Load(l.Context, &l.fresh, func(ctx context.Context) ([]library.History, error) {
		return service.LibraryPage(ctx, app.PersonFilter{Text: text, Limit: limit + 1}) // one more tells that there are more
	}, func(all []library.History) {
		rest := len(all) > limit
		all = all[:min(limit, len(all))]
		rows := make([]*personRow, len(all))
		for i, h := range all {
			rows[i] = &personRow{h}
		}
		l.table.SetRows(rows)
		if rest {
			l.count.SetText(words.T("The first %d people", len(rows)))
			l.more.Show()
		} else {
			l.count.SetText(words.T("%d people", len(rows)))
			l.more.Hide()
		}
	})
}

// show shows what the first of the chosen was invited to.
func (l *peopleLibrary) show(rows []*personRow) {
	var parts []app.Participation
	if len(rows) > 0 {
		parts = rows[0].Participations
	}
	l.history.SetRows(parts)
}

// invite puts the chosen on the list of the current event.
func (l *peopleLibrary) invite() {
	ids := ui.Gather(l.table.Chosen(), func(r *personRow) string { return r.ID })
	if len(ids) == 0 || l.event.ID == "" {
		l.Toast(words.T("Choose one or more people from the list first."))
		return
	}
	service := l.Service
	ui.Load(l.Context, nil, func(ctx context.Context) (int, error) { return service.InvitePeople(ctx, l.event.ID, ids) }, func(invited int) {
		if invited == 0 {
			l.Toast(words.T("They are on the list of this event already."))
			return
		}
		l.Undoable(words.T("%d people are invited; they wait for vetting.", invited))
	})
}
