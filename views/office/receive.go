package office

import (
	"context"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/handover"
	"openday/app/merge"
	"openday/app/service"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// ReceiveHandOver asks for a hand-over file and opens it.
func (f *Actions) ReceiveHandOver() {
	f.Choose.Open("handover", []string{handover.Ending}, f.OpenHandOver)
}

// incoming is what a hand-over file would do.
type incoming struct {
	header   handover.Header
	receipts []merge.Receipt
}

// OpenHandOver asks for the passphrase of a hand-over file, shows what would
// come of it, and merges it.
func (f *Actions) OpenHandOver(file string) {
	f.Guard(func() {
		d, entry := f, newPassphraseEntry()
		name := widget.NewLabel(filepath.Base(file))
		name.Truncation = fyne.TextTruncateEllipsis
		d.Ask(words.T("Receive a hand-over file"), []ui.FormRow{{Label: words.T("Hand-over file"), Input: name}, {Label: words.T("Passphrase"), Input: entry}}, words.T("Go on…"), func() (string, fyne.Focusable) {
			if entry.Text == "" {
				return words.T("Give the passphrase."), entry
			}
			return "", nil
		}, func() { f.previewHandOver(file, entry.Text) })
		f.Window.Canvas().Focus(entry)
	})
}

func (f *Actions) previewHandOver(file, passphrase string) {
	d := f
	svc := d.Service
	ui.Long(d.Context, words.T("Reading the hand-over file"), func(ctx context.Context, say func(string)) (incoming, error) {
		var in incoming
		err := handover.Read(file, passphrase, func(h handover.Header, next service.HandOverSource) (err error) {
			in.header = h
			in.receipts, err = svc.PreviewHandOver(ctx, saying(next, say))
			return err
		})
		return in, err
	}, func(in incoming) { f.showIncoming(file, passphrase, in) }, nil)
}

// saying names each event as it comes.
func saying(next service.HandOverSource, say func(string)) service.HandOverSource {
	return func() (merge.HandOver, error) {
		h, err := next()
		if err == nil {
			say(h.Dossier.Event.Title)
		}
		return h, err
	}
}

// showIncoming shows what would become of each event, with both versions of
// every conflict side by side.
func (f *Actions) showIncoming(file, passphrase string, in incoming) {
	d := f
	choices := map[string]bool{}
	list := container.NewVBox()
	for _, r := range in.receipts {
		head := widget.NewLabelWithStyle(app.ISODate(r.Start)+"  "+words.T("%s: %s|name and text", r.Title, merge.Verdicts.Label(r.Verdict)), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		list.Add(head)
		switch r.Verdict {
		case merge.VerdictDeleted:
			back := widgets.NewCheckInput(words.T("Take the event “%s” back", r.Title))
			back.Listen(func() { choices[r.TakeBack()] = back.Checked })
			list.Add(back)
			continue
		case merge.VerdictPurgedHere, merge.VerdictPurgedThere:
			continue
		}
		list.Add(ui.Paragraph(r.Figures()))
		for _, sentence := range r.Notices {
			list.Add(ui.Paragraph(sentence))
		}
		for _, c := range r.Conflicts {
			list.Add(conflictRow(c, choices))
		}
	}
	intro := ui.Paragraph(words.T("A hand-over file of %s, written by %s on %s.", in.header.Office, in.header.By, in.header.At.In(app.Zone).Format("2006-01-02 15:04")) +
		"\n" + words.T("Nothing is merged yet. Choose a version for each conflict; the newer one is chosen already. Merging cannot be undone, nor can what was done before it; a copy of the data file is kept first."))
	body := container.New(ui.FixedLayout{Size: ui.DialogSize(d.Context, 900, 500)}, container.NewBorder(intro, nil, nil, nil, container.NewVScroll(list)))
	widgets.ShowDialog(f.Window, words.T("Contents of the file"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Merge"), Kind: widgets.Default, Do: func() { f.mergeHandOver(file, passphrase, choices) }})
}

// conflictRow shows both versions of a record and lets one be chosen.
func conflictRow(c merge.Conflict, choices map[string]bool) fyne.CanvasObject {
	when := func(t time.Time) string {
		if t.IsZero() {
			return words.T("unknown")
		}
		return t.In(app.Zone).Format("2006-01-02 15:04")
	}
	ours, theirs := words.T("Keep ours"), words.T("Take the file's")
	choice := widgets.NewChoice(widgets.Option[bool]{Label: ours}, widgets.Option[bool]{Value: true, Label: theirs})
	choice.Listen(func() { choices[c.Key] = choice.Value() })
	choice.Set(c.Theirs)
	choices[c.Key] = c.Theirs
	what := c.What
	if c.Gone {
		what += words.T(" (it was deleted here)")
	}
	if c.Empties {
		what += words.T(" (the file has nothing here)")
	}
	if c.Elsewhere != nil {
		what += "\n" + c.ElsewhereWords()
	}
	return widget.NewCard("", what, container.NewVBox(
		ui.BothVersions(words.T("Here (changed %s)", when(c.OursAt)), words.T("In the file (changed %s)", when(c.TheirsAt)), c.Fields), choice))
}

func (f *Actions) mergeHandOver(file, passphrase string, choices map[string]bool) {
	d := f
	svc := d.Service
	ui.Long(d.Context, words.T("Merging the hand-over file"), func(ctx context.Context, say func(string)) ([]merge.Receipt, error) {
		return svc.Receive(ctx, func(work func(service.HandOverSource) error) error {
			return handover.Read(file, passphrase, func(_ handover.Header, next service.HandOverSource) error { return work(saying(next, say)) })
		}, choices)
	}, func(receipts []merge.Receipt) {
		var lines []string
		intro := ""
		for _, r := range receipts {
			if len(lines) > 0 {
				lines = append(lines, "")
			}
			if len(r.Conflicts) > 0 {
				intro = words.T("What was not taken is kept: see File, “Versions not taken…”.")
			}
			lines = append(lines, words.T("%s: %s; %s|an event, the verdict on it, figures", r.Title, merge.Verdicts.Label(r.Verdict), r.Figures()))
			lines = append(lines, r.Notices...)
			for _, c := range r.Conflicts {
				lines = append(lines, c.Words())
			}
		}
		ui.ShowLines(d.Context, words.T("The hand-over file is merged"), intro, lines)
	}, nil)
}

// ShowDisplaced shows what was not taken of the current event's versions when
// hand-overs were merged.
func (f *Actions) ShowDisplaced() {
	f.WithEvent(func(e app.Event) {
		svc := f.Service
		ui.Load(f.Context, nil, func(ctx context.Context) ([]app.Displaced, error) { return svc.Displaced(ctx, e.ID) }, func(all []app.Displaced) {
			if len(all) == 0 {
				f.Toast(words.T("Nothing was displaced in this event."))
				return
			}
			var lines []string
			for i, v := range all {
				if i > 0 {
					lines = append(lines, "")
				}
				lines = append(lines, v.At.Format("2006-01-02 15:04")+"  "+v.What)
			}
			ui.ShowLines(f.Context, words.T("Versions not taken"), e.Title, lines)
		})
	})
}
