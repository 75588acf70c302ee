package office

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/purge"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// purgeAsk is what is shown before personal data is deleted.
type purgeAsk struct {
	preview purge.Preview
	due     time.Time // the day after which it is to go; zero where there is none
}

// ShowPurge says what deleting the personal data of the current event takes
// away, lets its day be set, and deletes it.
func (f *Actions) ShowPurge() {
	f.WithEvent(func(e app.Event) {
		d := f
		service := d.Service
		ui.Load(d.Context, nil, func(ctx context.Context) (purgeAsk, error) {
			var ask purgeAsk
			var err error
			if ask.preview, err = service.PreviewPurge(ctx, e.ID); err != nil {
				return ask, err
			}
			timetable, err := service.Timetable(ctx)
			for _, deadline := range timetable.Deadlines(e) {
				if deadline.Kind == app.DeadlineRetention {
					ask.due = deadline.At
				}
			}
			return ask, err
		}, func(ask purgeAsk) { f.askPurge(e, ask) })
	})
}

func (f *Actions) askPurge(e app.Event, ask purgeAsk) {
	d, p := f, ask.preview
	day := widgets.NewDateEntry(app.Zone, d.Service.Now)
	day.Set(ask.due)
	when := words.T("No day is set on which it has to go.")
	today := app.DayOf(d.Service.Now())
	switch {
	case !e.PurgedAt.IsZero():
		when = words.T("It was deleted on %s already; what was entered since then goes now.", e.PurgedAt.Format(time.DateOnly))
	case !ask.due.IsZero() && today.After(ask.due):
		when = words.T("It was to go by %s.", ask.due.Format(time.DateOnly))
	case !ask.due.IsZero():
		when = words.T("It is to be kept until %s; nothing has to go yet.", ask.due.Format(time.DateOnly))
	}
	table := container.New(layout.NewFormLayout())
	line := func(n int, text string) {
		figure := widget.NewLabel(strconv.Itoa(n))
		figure.Alignment = fyne.TextAlignTrailing
		figure.TextStyle.Bold = true
		table.Add(figure)
		table.Add(ui.Paragraph(text))
	}
	line(p.Invitees, words.T("invitees: names, numbers, units, posts and notes"))
	line(p.PeopleGone, words.T("people leave the library, who are invited nowhere else"))
	line(p.Opinions, words.T("opinions: the speaker and names and numbers in the text are masked"))
	line(p.Transitions, words.T("steps of their histories are masked"))
	line(p.Prints, words.T("remembered prints lose their names"))
	line(p.Copies, words.T("copies of the data file are replaced by a fresh one"))
	stays := words.T("What stays: categories, vetting, attendance and opinions, so that all figures stay as they are.")
	if p.PeopleKept > 0 {
		stays += " " + words.T("%d people who are also invited elsewhere stay in the library.", p.PeopleKept)
	}
	if p.Photos > 0 {
		stays += " " + words.T("%d photos stay: only a person can tell who is on them.", p.Photos)
	}
	beware := ui.Paragraph(words.T("This cannot be undone. Backups and papers that you have put elsewhere are not touched: delete them yourself."))
	beware.Importance = widget.DangerImportance
	keep := widgets.NewButton(words.T("Keep this day"), func() {
		at, empty, err := day.Value()
		if err != nil {
			return // it stands beside the field
		}
		if empty {
			at = time.Time{}
		}
		service := d.Service
		ui.Run(d.Context, func(ctx context.Context) error { return service.SetRetention(ctx, e.ID, at) }, func() { d.Undoable(words.T("Kept.")) })
	})
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(680, 430)}, container.NewVBox(
		ui.Paragraph(when),
		container.NewBorder(nil, nil, widget.NewLabel(words.T("Personal data is kept until")), keep, day),
		widget.NewSeparator(), table, ui.Paragraph(stays), beware))
	widgets.ShowDialog(f.Window, words.T("Delete personal data: %s", e.Title), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Delete for good…"), Do: func() {
			widgets.ShowDanger(f.Window, words.T("Delete the personal data of this event for good?"),
				words.T("%d invitees and %d opinions lose names and numbers, and %d copies of the data file go. This cannot be undone, nor can what was done before it.", p.Invitees, p.Opinions, p.Copies),
				words.T("Delete for good"), func() { f.purge(e) })
		}})
	f.Window.Canvas().Focus(day.FocusTarget()) // not on a button that deletes
}

// purge deletes the personal data of an event.
func (f *Actions) purge(e app.Event) {
	d := f
	progress := widgets.ShowProgress(f.Window, words.T("Deleting personal data"), nil)
	service := d.Service
	ui.Background(d.Context, func() (purge.Preview, error) { return service.Purge(context.Background(), e.ID) }, func(p purge.Preview, err error) {
		progress.Done()
		if err != nil {
			d.Fail(err)
			return
		}
		widgets.ShowInfo(f.Window, words.T("The personal data is deleted"),
			words.T("%d invitees and %d opinions have neither names nor numbers any more; the data file and its copies were made anew. All figures are as they were.", p.Invitees, p.Opinions))
	})
}
