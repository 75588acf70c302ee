package agenda

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/clash"
	"openday/app/paper"
	"openday/app/papers"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

const mostMinutes = 24*60 - 1 // of a way

// pictureOf is an agenda with all that the timeline shows of it.
func pictureOf(e app.Event, items []app.AgendaItem, clashes []clash.Clash) agendaPicture {
	d := agendaPicture{items, clash.Legs(e, items), clashWords(clashes), map[[2]string]bool{}}
	for _, c := range clashes {
		if c.Kind == clash.Travel {
			d.late[[2]string{c.ItemID, c.OtherID}] = true
		}
	}
	return d
}

// pastEnd reports whether an item is not over at the end of the event.
func (t *Tab) pastEnd(id string) bool {
	end := t.Event().End
	return !end.IsZero() && slices.ContainsFunc(t.items, func(a app.AgendaItem) bool { return a.ID == id && a.Over().After(end) })
}

// mend makes the change that ends a clash.
func (t *Tab) mend(m clash.Mend) {
	items := clash.Mended(t.items, m, t.follow.Checked)
	if len(items) > 0 {
		t.save(items, m.ItemID, words.T("“%s” is now at %s.", items[0].Name(), span(items[0])))
	}
}

// compress has the chosen items and all later ones be over at the end of the event.
func (t *Tab) compress() {
	if ids := t.chosen(); len(ids) > 0 {
		t.compressFrom(slices.IndexFunc(t.items, func(a app.AgendaItem) bool { return slices.Contains(ids, a.ID) }))
	}
}

// compressAll has all items of the event's last day be over at its end.
func (t *Tab) compressAll() { t.compressFrom(0) }

func (t *Tab) compressFrom(i int) {
	e := t.Event()
	if e.End.IsZero() {
		t.Toast(words.T("The event has no end yet; give it one first."))
		return
	}
	if i < 0 {
		return
	}
	items, err := clash.CompressedFrom(e, t.items, i, e.End)
	switch {
	case err != nil:
		t.Fail(err)
	case len(items) == 0:
		t.Toast(words.T("They are over by %s already.", e.End.Format("15:04")))
	default:
		t.save(items, "", words.T("%d items are compressed and over by %s.", len(items), e.End.Format("15:04")))
	}
}

// ways returns each pair of places that follow on each other once, with what is
// known of the way between them.
func (t *Tab) ways() []app.Travel {
	var all []app.Travel
	for _, l := range clash.Legs(t.Event(), t.items) {
		if !slices.ContainsFunc(all, func(w app.Travel) bool {
			return w.From == l.From.Place && w.To == l.To.Place || w.From == l.To.Place && w.To == l.From.Place
		}) {
			all = append(all, app.Travel{From: l.From.Place, To: l.To.Place, Minutes: l.Minutes})
		}
	}
	return all
}

// askTravel asks how long the ways between the places take.
func (t *Tab) askTravel() {
	ways := t.ways()
	if len(ways) == 0 {
		t.Toast(words.T("No two items after each other are in different places."))
		return
	}
	fields := container.New(layout.NewFormLayout())
	entries := make([]*widgets.NumberEntry, len(ways))
	for i, w := range ways {
		entries[i] = widgets.NewNumberEntry(0, mostMinutes)
		if w.Minutes != app.NoNumber {
			entries[i].Set(&w.Minutes)
		}
		name := widget.NewLabel(w.From + " → " + w.To)
		name.Truncation = fyne.TextTruncateEllipsis
		fields.Add(container.New(ui.WidthLayout{Width: 340}, name))
		fields.Add(container.NewBorder(nil, nil, nil, widget.NewLabel(words.T("minutes")), entries[i]))
	}
	wrong := ui.Paragraph("")
	wrong.Importance = widget.DangerImportance
	list := container.NewVScroll(fields)
	list.SetMinSize(fyne.NewSize(500, min(360, 44*float32(len(ways)))))
	body := container.NewBorder(ui.Paragraph(words.T("How long each way takes, either direction. Left empty, it is not checked.")), wrong, nil, nil, list)
	event := t.eventID
	widgets.ShowDialog(t.Window, words.T("Travel times between the places"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Save"), Kind: widgets.Default, Hold: func() bool {
			for _, e := range entries {
				if e.Problem() != "" {
					wrong.SetText("× " + e.Problem())
					t.Window.Canvas().Focus(e)
					return true
				}
			}
			return false
		}, Do: func() {
			for i, e := range entries {
				minutes, empty, _ := e.Value() // Hold lets nothing else through
				if ways[i].Minutes = minutes; empty {
					ways[i].Minutes = app.NoNumber
				}
			}
			svc := t.Service
			ui.Load(t.Context, nil, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, svc.SetTravel(ctx, event, ways)
			}, func(struct{}) { t.Undoable(words.T("The travel times are saved.")) })
		}})
	t.Window.Canvas().Focus(entries[0])
}

// markSince says how much has changed since the agenda was last printed: on
// the paper that has fallen behind most.
func (t *Tab) markSince() {
	most := 0
	for _, v := range t.versions {
		most = max(most, len(v.Since))
	}
	if most == 0 {
		t.since.Hide()
		return
	}
	t.since.SetText(words.T("%d changes since the last print", most))
	t.since.Show()
}

// showSince lists what has changed since each paper was last printed.
func (t *Tab) showSince() {
	list := container.NewVBox()
	for _, v := range t.versions {
		list.Add(widget.NewLabelWithStyle(words.T("%s, printed %s|a paper, when", papers.All.Label(paper.Kind(v.Print.Paper)), v.Print.At.In(app.Zone).Format("2006-01-02 15:04")),
			fyne.TextAlignLeading, fyne.TextStyle{Bold: true}))
		for _, d := range v.Since {
			list.Add(ui.Paragraph("· " + d.Message))
		}
	}
	scroll := container.NewVScroll(list)
	scroll.SetMinSize(fyne.NewSize(560, min(400, max(120, list.MinSize().Height+theme.Padding()))))
	widgets.ShowDialog(t.Window, words.T("Changed since the last print"), scroll,
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel})
}
