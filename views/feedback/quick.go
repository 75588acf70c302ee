package feedback

import (
	"context"
	"io"
	"os"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/outfile"
	"openday/app/words"
	"openday/app/workbook"
	"openday/views/ui"
	"openday/views/widgets"
)

// quickRow is an opinion as it will be recorded.
type quickRow struct {
	app.Feedback
	number int
}

// quickEntry records several opinions at once: what is typed or pasted is cut
// into them, and shown as it will be recorded.
type quickEntry struct {
	*Actions
	tab               *Tab
	speaker           *speakerInput
	stop, category    *widgets.ComboEntry
	channel           *widgets.ComboEntry
	text              *widgets.TextEntry
	table             *widgets.Table[quickRow]
	count             *widget.Label
	rows              []quickRow
	dialog            *widgets.Dialog
	saving, discarded bool
}

// QuickEntry opens the entry of several opinions. Speaker, stop and channel are
// those of the last opinion at first.
func (t *Tab) QuickEntry() {
	if t.Event().ID == "" {
		t.Toast(words.T("Choose an event first."))
		return
	}
	t.Guard(t.openQuickEntry)
}

func (t *Tab) openQuickEntry() {
	q := &quickEntry{Actions: t.Actions, tab: t, speaker: newSpeakerInput(), stop: widgets.NewComboEntry(t.stopNames()),
		category: widgets.NewComboEntry(ui.Suggestions(ui.Gather(t.dossier.Feedback, func(f app.Feedback) string { return f.Category }))),
		channel:  widgets.NewComboEntry(app.FeedbackChannels), text: widgets.NewLinesEntry(12), count: widget.NewLabel("")}
	q.speaker.offer(t.speaker.invitees)
	q.channel.SetText(app.FeedbackChannels[0])
	if n := len(t.dossier.Feedback); n > 0 {
		last := t.dossier.Feedback[n-1]
		q.stop.SetText(last.Stop)
		q.channel.SetText(last.Channel)
	}
	q.text.SetPlaceHolder(words.T("One opinion a line, or parted by blank lines or numbers. A table copied from a spreadsheet is read by its headings."))
	q.table = widgets.NewTable(func(r quickRow) string { return strconv.Itoa(r.number) },
		widgets.Column[quickRow]{ID: "number", Label: words.T("No.|in a list"), Width: 52, Align: fyne.TextAlignTrailing, Text: func(r quickRow) string { return strconv.Itoa(r.number) }},
		widgets.Column[quickRow]{ID: "content", Label: words.T("Content"), Width: 160, Stretch: true, Text: func(r quickRow) string { return r.Content }},
		widgets.Column[quickRow]{ID: "speaker", Label: words.T("Said by"), Width: ui.Wide(84, 100), Text: func(r quickRow) string { return speakerWords(r.Feedback) }},
		widgets.Column[quickRow]{ID: "stop", Label: words.T("Stop|of the agenda"), Width: 84, Text: func(r quickRow) string { return r.Stop }},
		widgets.Column[quickRow]{ID: "category", Label: words.T("Category"), Width: 84, Text: func(r quickRow) string { return r.Category }})
	q.table.Later = q.Later
	q.table.SetEmpty(container.NewCenter(widget.NewLabel(words.T("What will be recorded stands here."))))
	for _, input := range []widgets.Input{q.speaker, q.stop, q.category, q.channel, q.text} {
		input.Listen(q.preview)
	}
	paste := widgets.NewButtonWithIcon(words.T("Paste"), theme.ContentPasteIcon(), func() { q.text.SetText(fyne.CurrentApp().Clipboard().Content()) })
	file := widgets.NewButtonWithIcon(words.T("From a file…"), theme.FolderOpenIcon(), q.fromFile)
	narrow := func(width float32, input fyne.CanvasObject) fyne.CanvasObject {
		return container.New(ui.WidthLayout{Width: width}, input)
	}
	who := container.NewBorder(nil, nil, widget.NewLabel(words.T("Said by")), container.NewHBox(
		widget.NewLabel(words.T("Stop|of the agenda")), narrow(180, q.stop), widget.NewLabel(words.T("Category")), narrow(150, q.category),
		widget.NewLabel(words.T("Channel")), narrow(110, q.channel)), q.speaker)
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(1080, 460)}, container.NewBorder(who,
		container.NewHBox(paste, file, layout.NewSpacer(), q.count), nil, nil,
		container.NewGridWithColumns(2, q.text, q.table)))
	q.dialog = widgets.ShowDialog(q.Window, words.T("Record several opinions"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel, Hold: q.hold},
		widgets.Action{Label: words.T("Record them"), Kind: widgets.Default, Hold: func() bool { q.record(); return true }})
	q.preview()
	q.Window.Canvas().Focus(q.text)
}

// stopNames returns what is on the agenda and where opinions were heard before.
func (t *Tab) stopNames() []string {
	return ui.Suggestions(ui.Gather(t.dossier.Agenda, func(a app.AgendaItem) string {
		if a.Content == "" {
			return a.Place
		}
		return a.Content
	}), ui.Gather(t.dossier.Feedback, func(f app.Feedback) string { return f.Stop }))
}

// preview shows what will be recorded. What a table says of an opinion holds
// before what is filled in for all.
func (q *quickEntry) preview() {
	speaker, id := q.speaker.Value()
	all := workbook.ParseOpinions(q.text.Value())
	q.rows = make([]quickRow, len(all))
	for i, f := range all {
		if f.Speaker == "" {
			f.Speaker, f.InviteeID = speaker, id
		} else {
			f.InviteeID = q.inviteeNamed(f.Speaker)
		}
		for _, part := range []struct {
			of    *string
			input *widgets.ComboEntry
		}{{&f.Stop, q.stop}, {&f.Category, q.category}, {&f.Channel, q.channel}} {
			if *part.of == "" {
				*part.of = part.input.Value()
			}
		}
		f.EventID = q.tab.Event().ID
		q.rows[i] = quickRow{f, i + 1}
	}
	q.table.SetRows(q.rows)
	q.count.SetText(words.T("%d opinions", len(q.rows)))
}

// inviteeNamed returns the invitee of a name, "" where there is none or several.
func (q *quickEntry) inviteeNamed(name string) string {
	id := ""
	for _, r := range q.speaker.invitees {
		if hanzi.NameKey(r.Person.Name) == hanzi.NameKey(name) {
			if id != "" {
				return ""
			}
			id = r.ID
		}
	}
	return id
}

// fromFile puts a list from a file into the text, to be looked through.
func (q *quickEntry) fromFile() {
	q.Choose.Open("opinions", workbook.RosterEndings, func(file string) {
		ui.Load(q.Context, nil, func(ctx context.Context) ([]app.Feedback, error) {
			f, err := os.Open(file)
			if err != nil {
				return nil, app.Errorf(app.CodeNotFound, err, "The file “%s” cannot be read. Close it in other programs and try again.", file)
			}
			defer f.Close()
			return workbook.ReadOpinions(ctx, f)
		}, func(all []app.Feedback) {
			if len(all) == 0 {
				widgets.ShowInfo(q.Window, words.T("From a file…"), words.T("No opinion was found in the file. A table needs a column “内容” or “意见建议”."))
				return
			}
			q.text.SetText(workbook.OpinionsText(all))
		})
	})
}

// hold asks before what is typed is thrown away.
func (q *quickEntry) hold() bool {
	if len(q.rows) == 0 || q.discarded {
		return false
	}
	widgets.ShowDanger(q.Window, words.T("There are unsaved changes"), words.T("%d opinions are not recorded yet.", len(q.rows)), words.T("Discard changes"), func() {
		q.discarded = true
		q.dialog.Close()
	})
	return true
}

// record records what is shown.
func (q *quickEntry) record() {
	if q.saving {
		return
	}
	if len(q.rows) == 0 {
		q.Toast(words.T("Write down what was said."))
		q.Window.Canvas().Focus(q.text)
		return
	}
	list := make([]app.Feedback, len(q.rows))
	for i, r := range q.rows {
		list[i] = r.Feedback
	}
	q.saving = true
	service := q.Service
	ui.Background(q.Context, func() ([]app.Feedback, error) { return service.AddFeedback(context.Background(), list) }, func(added []app.Feedback, err error) {
		q.saving = false
		if err != nil {
			q.Fail(err)
			return
		}
		q.dialog.Close()
		q.tab.choose(added[0].ID)
		q.Undoable(words.T("%d opinions are recorded.", len(added)))
	})
}

// Merge merges the chosen opinions into one of them.
func (t *Tab) Merge() {
	chosen := t.table.Chosen()
	if len(chosen) == 0 {
		t.Toast(words.T("Choose the opinions that say the same: Ctrl and Shift choose several."))
		return
	}
	options := make([]widgets.Option[string], 0, len(t.rows))
	add := func(r feedbackRow) {
		if r.MergedInto == "" {
			options = append(options, widgets.Option[string]{Value: r.ID, Label: ui.Cut(words.T("No. %d: %s", r.number, r.Content), 470)})
		}
	}
	if len(chosen) > 1 {
		for _, r := range chosen {
			add(r)
		}
	} else { // into any other
		for _, r := range t.rows {
			if r.ID != chosen[0].ID {
				add(r)
			}
		}
	}
	if len(options) == 0 {
		t.Toast(words.T("Choose two or more opinions that say the same."))
		return
	}
	t.Guard(func() {
		into := widgets.NewChoice(options...)
		event := t.Event().ID
		text := ui.Paragraph(words.T("The others leave the open list and are handled with it; their speakers are told with its reply. Each keeps its history, and the merging can be undone."))
		text.Importance = widget.LowImportance
		body := container.New(ui.FixedLayout{Size: fyne.NewSize(560, 150)}, container.NewBorder(
			container.New(layout.NewFormLayout(), widget.NewLabel(words.T("Merge into")), into), nil, nil, nil, text))
		widgets.ShowDialog(t.Window, words.T("Merge opinions"), body,
			widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
			widgets.Action{Label: words.T("Merge"), Kind: widgets.Default, Do: func() {
				main := into.Value()
				var ids []string
				for _, r := range chosen {
					if r.ID != main {
						ids = append(ids, r.ID)
					}
				}
				service := t.Service
				ui.Load(t.Context, nil, func(ctx context.Context) (app.Feedback, error) {
					return service.MergeFeedback(ctx, event, main, ids)
				}, func(f app.Feedback) {
					t.choose(f.ID)
					t.Undoable(words.T("%d opinions are merged.", len(ids)+1))
				})
			}})
		t.Window.Canvas().Focus(into)
	})
}

// Split splits the chosen opinion into several.
func (t *Tab) Split() {
	chosen := t.table.Chosen()
	if len(chosen) == 0 {
		t.Toast(words.T("Choose an opinion from the list first."))
		return
	}
	t.Guard(func() {
		f := chosen[0].Feedback
		text := widgets.NewLinesEntry(8)
		text.SetText(f.Content)
		found := ui.Paragraph("")
		tell := func() {
			n := len(app.SplitOpinions(text.Value()))
			found.SetText(words.T("Put each opinion on a line of its own. These are %d. Each keeps speaker, handling and history.", n))
		}
		text.Listen(tell)
		tell()
		body := container.New(ui.FixedLayout{Size: fyne.NewSize(600, 270)}, container.NewBorder(found, nil, nil, nil, text))
		widgets.ShowDialog(t.Window, words.T("Split an opinion"), body,
			widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
			widgets.Action{Label: words.T("Split"), Kind: widgets.Default, Hold: func() bool {
				if len(app.SplitOpinions(text.Value())) > 1 {
					return false
				}
				t.Toast(words.T("Write down at least two opinions, one a paragraph."))
				t.Window.Canvas().Focus(text)
				return true
			}, Do: func() {
				parts := app.SplitOpinions(text.Value())
				service := t.Service
				ui.Load(t.Context, nil, func(ctx context.Context) ([]app.Feedback, error) {
					return service.SplitFeedback(ctx, f.EventID, f.ID, parts)
				}, func(all []app.Feedback) {
					t.choose(f.ID)
					t.Undoable(words.T("The opinion is split into %d.", len(all)))
				})
			}})
		t.Window.Canvas().Focus(text)
	})
}

// ExportLedger asks for a place and writes the event's opinions as a ledger.
func (f *Actions) ExportLedger() {
	f.WithEvent(func(e app.Event) {
		d := f
		d.Choose.Save("ledger", words.T("Export the ledger of opinions"), ui.EventFile(e, words.T("Ledger of opinions|a file's name"), ".xlsx"), func(file string) {
			service := d.Service
			ui.Load(d.Context, nil, func(ctx context.Context) (int, error) {
				calendar, err := service.Calendar(ctx)
				if err != nil {
					return 0, err
				}
				all, err := service.ExportFeedback(ctx, e.ID)
				if err != nil {
					return 0, err
				}
				late := app.NewLateness(calendar, service.Now())
				return len(all), outfile.WritePrivate(file, func(w io.Writer) error { return workbook.WriteLedger(w, all, late) })
			}, func(n int) {
				d.Written(file, words.T("%d opinions, with names and telephone numbers", n), nil)
			})
		})
	})
}
