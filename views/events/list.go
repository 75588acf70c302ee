package events

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"openday/app"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// stillRunning is how long after its day an event of the year before is still
// among those that go on.
const stillRunning = 30 * 24 * time.Hour

// goesOn reports whether an event is to come, or held and not yet summarised. What
// was left open in an earlier year is found there.
func goesOn(e app.Event, now time.Time) bool {
	return !e.IsOver() && (e.OrderedBy().In(app.Zone).Year() >= now.In(app.Zone).Year() || now.Sub(e.OrderedBy()) < stillRunning)
}

// eventGroup names the group of the list in which an event stands.
func eventGroup(e app.Event, now time.Time) string {
	year := e.OrderedBy().In(app.Zone).Year()
	switch {
	case goesOn(e, now):
		return words.T("Going on|events")
	case e.OrderedBy().IsZero():
		return words.T("Without a date|events")
	case year == now.In(app.Zone).Year():
		return words.T("Over in %s|events of a year", strconv.Itoa(year))
	}
	return words.T("In %s|events of a year", strconv.Itoa(year))
}

// inListOrder puts events into the order of the list: those that go on first, of
// which the next one to come leads, then the others, the latest first.
func inListOrder(all []app.EventSummary, now time.Time) []app.EventSummary {
	today := app.DayOf(now)
	rank := func(e app.EventSummary) int {
		switch {
		case !goesOn(e.Event, now):
			return 2
		case e.OrderedBy().Before(today):
			return 1
		}
		return 0
	}
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b app.EventSummary) int {
		switch ra, rb := rank(a), rank(b); {
		case ra != rb:
			return ra - rb
		case ra == 0:
			return a.OrderedBy().Compare(b.OrderedBy())
		}
		return b.OrderedBy().Compare(a.OrderedBy())
	})
	return all
}

// eventDay says when an event is, and of one that goes on how far that is off.
func eventDay(e app.Event, now time.Time) string {
	if e.Start.IsZero() {
		return cmp.Or(e.TimeWords, words.T("No date yet|of an event"))
	}
	day := ui.DayWords(e.Start, now)
	if !goesOn(e, now) {
		return day
	}
	off := ""
	switch days := int(app.DayOf(e.Start).Sub(app.DayOf(now)).Hours() / 24); {
	case days == 0:
		off = words.T("Today|of what is due")
	case days > 0:
		off = words.T("in %d days", days)
	default:
		off = words.T("%d days ago|an event", -days)
	}
	return ui.Beside(day, off)
}

// row shows an event on two lines: its title, and when it is and its state.
func (t *Tab) row(e app.EventSummary, chosen bool) fyne.CanvasObject {
	tone := ui.EventTone(e.Event)
	if tone == widgets.Plain {
		tone = widgets.Muted
	}
	dot := canvas.NewCircle(tone.Colour())
	state := lists.NewLine(ui.StateText(e.Event), widgets.Plain, false)
	right := container.NewHBox(container.NewCenter(container.New(ui.FixedLayout{Size: fyne.NewSize(8, 8)}, dot)),
		container.New(ui.WidthLayout{Width: state.Natural() + 1}, state))
	below := container.NewBorder(nil, nil, nil, right, lists.NewLine(eventDay(e.Event, t.Service.Now()), widgets.Muted, false))
	return widgets.NewMargin(8, 7, widgets.Gutter, widgets.Gap, widgets.NewColumn(4, lists.NewLine(e.Title, widgets.Plain, chosen), below))
}

// newList makes the list of events.
func (t *Tab) newList() {
	t.table = lists.NewList(func(e app.EventSummary) string { return e.ID }, t.row)
	t.table.Later = t.Later
	t.table.Heading = func(e app.EventSummary) string { return eventGroup(e.Event, t.Service.Now()) }
	t.table.Text = func(e app.EventSummary) []string {
		return []string{app.ISODate(e.Start.In(app.Zone)), e.Title, ui.StateText(e.Event)}
	}
	t.table.SetEmpty(t.notFound)
	t.table.OnChosen = func(rows []app.EventSummary) {
		if !t.choosing && len(rows) == 1 {
			t.open(rows[0].ID)
		}
	}
	t.table.OnDelete = func([]app.EventSummary) { t.Delete() }
	t.table.OnOpen = func(app.EventSummary) { t.form.Focus("Title") }
	t.table.Menu = func(rows []app.EventSummary) *fyne.Menu {
		if len(rows) != 1 || rows[0].ID != t.Event().ID {
			return fyne.NewMenu("", fyne.NewMenuItem(words.T("Delete"), t.Delete))
		}
		states := fyne.NewMenuItem(words.T("State of the event"), nil)
		states.ChildMenu = fyne.NewMenu("", ui.StateItems(t.Context)...)
		return fyne.NewMenu("", states, fyne.NewMenuItem(words.T("Postpone or cancel…"), t.ShowChange), fyne.NewMenuItem(words.T("Delete"), t.Delete))
	}
}

// newTodayRow is the line 今日 above the list of events, with how much is due.
func (t *Tab) newTodayRow() fyne.CanvasObject {
	t.todayRow = widgets.NewQuiet(words.T("Today|heading"), theme.HomeIcon(), t.ShowToday)
	t.todayRow.Leading = true
	t.todayDue = signs.NewBadge("", widgets.Warning)
	t.todayDue.Hide()
	t.todayGround = canvas.NewRectangle(theme.Color(widgets.ColorNameAccentSoft))
	t.todayBar = canvas.NewRectangle(theme.Color(theme.ColorNamePrimary))
	t.todayBar.SetMinSize(fyne.NewSize(3, 0))
	button := widgets.NewMargin(5, 5, 4, widgets.Gutter, container.NewBorder(nil, nil, nil, container.NewCenter(t.todayDue), t.todayRow))
	return container.New(ui.FixedHeight(todayHeight), t.todayGround, container.NewBorder(nil, nil, t.todayBar, nil), button)
}

// todayHeight is the height of the line 今日, without the line above it.
const todayHeight float32 = 42

// besideList is the left side of the tab: search and new in a row, the filters, the
// line 今日, the list.
func (t *Tab) besideList(create fyne.CanvasObject) fyne.CanvasObject {
	tools := widgets.NewMargin(widgets.BlockGap, widgets.Gap, widgets.Gutter, widgets.Gutter, widgets.NewColumn(widgets.Gap,
		container.New(ui.FixedHeight(widgets.ControlHeight), container.New(searchRow{}, t.search, create)),
		container.New(ui.FixedHeight(widgets.ControlHeight), container.New(layout.NewGridLayoutWithColumns(2), t.states, t.years))))
	line := canvas.NewRectangle(theme.Color(theme.ColorNameSeparator))
	line.SetMinSize(fyne.NewSize(0, 1))
	t.todayLine = widgets.NewColumn(0, line, t.newTodayRow())
	return container.NewBorder(widgets.NewColumn(0, tools, t.todayLine), nil, nil, nil, t.table)
}

// searchRow gives a search the room that a button beside it leaves, also where that
// is less than it would like.
type searchRow struct{}

func (searchRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	button := objects[1].MinSize().Width
	widgets.Place(objects[0], 0, 0, max(0, size.Width-button-widgets.Gap), size.Height)
	widgets.Place(objects[1], size.Width-button, 0, button, size.Height)
}

func (searchRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[1].MinSize().Width, widgets.ControlHeight)
}
