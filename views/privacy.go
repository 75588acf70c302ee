package views

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// purgeAsk is what is shown before personal data is deleted.
type purgeAsk struct {
	preview app.PurgePreview
	due     time.Time // the day after which it is to go; zero where there is none
}

// ShowPurge says what deleting the personal data of the current event takes
// away, lets its day be set, and deletes it.
func (f *frame) ShowPurge() {
	f.withEvent(func(e app.Event) {
		d := f.desk
		load(d, nil, func(ctx context.Context) (purgeAsk, error) {
			var ask purgeAsk
			var err error
			if ask.preview, err = d.service.PreviewPurge(ctx, e.ID); err != nil {
				return ask, err
			}
			timetable, err := d.service.Timetable(ctx)
			for _, deadline := range timetable.Deadlines(e) {
				if deadline.Kind == app.DeadlineRetention {
					ask.due = deadline.At
				}
			}
			return ask, err
		}, func(ask purgeAsk) { f.askPurge(e, ask) })
	})
}

func (f *frame) askPurge(e app.Event, ask purgeAsk) {
	d, p := f.desk, ask.preview
	day := widgets.NewDateEntry(app.Zone, d.service.Now)
	day.Set(ask.due)
	when := words.T("No day is set on which it has to go.")
	today := app.DayOf(d.service.Now())
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
		label := widget.NewLabel(text)
		label.Wrapping = fyne.TextWrapBreak
		table.Add(figure)
		table.Add(label)
	}
	line(p.Invitees, words.T("invitees: names, numbers, units, posts and notes"))
	line(p.PeopleGone, words.T("people leave the library, who are invited nowhere else"))
	line(p.Opinions, words.T("opinions: the speaker and names and numbers in the text are masked"))
	line(p.Moves, words.T("steps of their histories are masked"))
	line(p.Prints, words.T("remembered prints lose their names"))
	line(p.Copies, words.T("copies of the data file are replaced by a fresh one"))
	stays := words.T("What stays: categories, vetting, attendance and opinions, so that all figures stay as they are.")
	if p.PeopleKept > 0 {
		stays += " " + words.T("%d people who are also invited elsewhere stay in the library.", p.PeopleKept)
	}
	if p.Photos > 0 {
		stays += " " + words.T("%d photos stay: only a person can tell who is on them.", p.Photos)
	}
	beware := paragraph(words.T("This cannot be undone. Backups and papers that you have put elsewhere are not touched: delete them yourself."))
	beware.Importance = widget.DangerImportance
	keep := widget.NewButton(words.T("Keep this day"), func() {
		at, empty, err := day.Value()
		if err != nil {
			return // it stands beside the field
		}
		if empty {
			at = time.Time{}
		}
		run(d, func(ctx context.Context) error { return d.service.SetRetention(ctx, e.ID, at) }, func() { d.Undoable(words.T("Kept.")) })
	})
	body := container.New(fixedLayout{fyne.NewSize(680, 430)}, container.NewVBox(
		paragraph(when),
		container.NewBorder(nil, nil, widget.NewLabel(words.T("Personal data is kept until")), keep, day),
		widget.NewSeparator(), table, paragraph(stays), beware))
	widgets.ShowDialog(f.window, words.T("Delete personal data: %s", e.Title), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Delete for good…"), Do: func() {
			widgets.ShowDanger(f.window, words.T("Delete the personal data of this event for good?"),
				words.T("%d invitees and %d opinions lose names and numbers, and %d copies of the data file go. This cannot be undone, nor can what was done before it.", p.Invitees, p.Opinions, p.Copies),
				words.T("Delete for good"), func() { f.purge(e) })
		}})
	f.window.Canvas().Focus(day.FocusTarget()) // not on a button that deletes
}

// purge deletes the personal data of an event.
func (f *frame) purge(e app.Event) {
	d := f.desk
	progress := widgets.ShowProgress(f.window, words.T("Deleting personal data"), nil)
	widgets.Run(d.run, func() (app.PurgePreview, error) { return d.service.Purge(context.Background(), e.ID) }, func(p app.PurgePreview, err error) {
		progress.Done()
		if err != nil {
			d.Fail(err)
			return
		}
		widgets.ShowInfo(f.window, words.T("The personal data is deleted"),
			words.T("%d invitees and %d opinions have neither names nor numbers any more; the data file and its copies were made anew. All figures are as they were.", p.Invitees, p.Opinions))
	})
}
