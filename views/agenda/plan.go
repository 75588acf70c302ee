package agenda

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/schedule"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// stopRow is a site in the dialog that makes the agenda from the sites.
type stopRow struct {
	place     *widgets.TextEntry
	way, stay *widgets.NumberEntry
	at        *widget.Label // when it begins and ends, as it would become
}

// planFromSites makes the agenda from the sites of the event in their order, after
// showing it to be confirmed or changed.
func (t *Tab) planFromSites() {
	e := t.Event()
	switch {
	case e.ID == "":
		return
	case len(t.items) > 0:
		t.Toast(words.T("The agenda has items already. Delete them first, or add the sites by hand."))
		return
	case len(e.Sites) == 0:
		t.Toast(words.T("The event has no sites yet; give them in the tab Events first."))
		return
	}
	course := schedule.Proposed(e)
	grid := container.New(layout.NewGridLayoutWithColumns(4))
	head := func(text string) {
		grid.Add(widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true}))
	}
	head(words.T("Place"))
	head(words.T("Minutes on the way there"))
	head(words.T("Minutes there"))
	head(words.T("From – to"))
	first := widget.NewLabel("")
	grid.Add(widget.NewLabel(words.T("Assembly: %s", e.AssemblyPlace)))
	grid.Add(widget.NewLabel(""))
	grid.Add(widget.NewLabel(""))
	grid.Add(first)
	var rows []*stopRow
	row := func(s schedule.Stop) *stopRow {
		r := &stopRow{widgets.NewTextEntry(), widgets.NewNumberEntry(0, mostMinutes), widgets.NewNumberEntry(0, mostMinutes), widget.NewLabel("")}
		r.place.SetText(s.Place)
		r.way.Set(&s.Way)
		r.stay.Set(&s.Stay)
		for _, o := range []fyne.CanvasObject{r.place, r.way, r.stay, r.at} {
			grid.Add(o)
		}
		rows = append(rows, r)
		return r
	}
	for _, s := range course.Stops {
		row(s)
	}
	symposium := row(course.Symposium)
	symposium.place.SetPlaceHolder(words.T("Place of the symposium"))
	stop := func(r *stopRow) (s schedule.Stop) {
		s.Place = r.place.Value()
		s.Way, _, _ = r.way.Value()
		s.Stay, _, _ = r.stay.Value()
		return s
	}
	read := func() (c schedule.Course) {
		for _, r := range rows {
			if r != symposium {
				c.Stops = append(c.Stops, stop(r))
			}
		}
		c.Symposium = stop(symposium)
		return c
	}
	over := ui.Paragraph("")
	show := func() {
		items := read().Items(e)
		if first.SetText(""); len(items) > 0 && items[0].Kind == app.KindAssembly {
			first.SetText(span(items[0]))
			items = items[1:]
		}
		for i, r := range rows {
			r.at.SetText("")
			if i < len(items) {
				r.at.SetText(span(items[i]))
			}
		}
		over.Importance, over.Text = widget.LowImportance, words.T("The symposium comes last; 0 minutes for none.")
		if n := len(items); n > 0 && !e.End.IsZero() && items[n-1].Over().After(e.End) {
			over.Importance, over.Text = widget.DangerImportance, "× "+words.T("It goes on after the end of the event (%s).", e.End.Format("15:04"))
		}
		over.SetText(over.Text)
	}
	for _, r := range rows {
		r.place.Listen(show)
		r.way.Listen(show)
		r.stay.Listen(show)
	}
	show()
	list := container.NewVScroll(grid)
	body := container.New(ui.FixedLayout{Size: ui.DialogSize(t.Context, 860, min(440, 96+float32(len(rows)+2)*40))}, container.NewBorder(nil, over, nil, nil, list))
	widgets.ShowDialog(t.Window, words.T("Agenda from the sites"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Put on the agenda"), Kind: widgets.Default, Hold: func() bool {
			for _, r := range rows {
				for _, n := range []*widgets.NumberEntry{r.way, r.stay} {
					if p := n.Problem(); p != "" {
						over.Importance = widget.DangerImportance
						over.SetText("× " + p)
						t.Window.Canvas().Focus(n)
						return true
					}
				}
			}
			return false
		}, Do: func() {
			c := read()
			t.add(c.Items(e), c.Ways(e))
		}})
	t.Window.Canvas().Focus(rows[0].way)
}

// add puts items on the agenda of the event, with the ways between their places.
func (t *Tab) add(items []app.AgendaItem, ways []app.Travel) {
	svc, event := t.Service, t.Event().ID
	ui.Load(t.Context, nil, func(ctx context.Context) ([]app.AgendaItem, error) {
		return svc.PlanAgenda(ctx, event, items, ways)
	}, func(saved []app.AgendaItem) {
		t.Undoable(words.T("%d items are on the agenda.", len(saved)))
		t.Window.Canvas().Focus(t.table)
	})
}

// paste reads lines of an agenda from the clipboard and puts the items on the agenda
// once they are confirmed.
func (t *Tab) paste() {
	e := t.Event()
	if e.ID == "" {
		return
	}
	items, unread := schedule.Lines(e, fyne.CurrentApp().Clipboard().Content())
	if len(items) == 0 {
		t.Toast(words.T("There is no line of an agenda on the clipboard. One begins with its time, such as 14:00—14:40."))
		return
	}
	intro := words.T("%d items were read. Their places, people and kinds can be put right afterwards.", len(items))
	if len(unread) > 0 {
		intro += "\n" + words.T("%d lines without a time are left out: %s", len(unread), app.Shortened(strings.Join(unread, " / ")))
	}
	rows := make([]agendaRow, len(items))
	for i, a := range items {
		rows[i] = agendaRow{AgendaItem: a}
	}
	table := lists.NewTable(func(r agendaRow) string { return r.Start.String() + r.Content }, readColumns()...)
	table.Later = t.Later
	table.SetRows(rows)
	t.ShowTable(words.T("Paste the agenda"), intro, table, len(rows)+1,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Put on the agenda"), Kind: widgets.Default, Do: func() { t.add(items, nil) }})
}
