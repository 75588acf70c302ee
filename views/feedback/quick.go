package feedback

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/opinions"
	"openday/app/outfile"
	"openday/app/words"
	"openday/app/workbook"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// quickRow is an opinion as it will be recorded.
type quickRow struct {
	app.Feedback
	number int
	key    string // what it was read from, so that what is put right stays with it
}

// quickEntry records several opinions at once: what is typed or pasted is cut
// into them, and shown as it will be recorded, to be put right.
type quickEntry struct {
	*Actions
	tab               *Tab
	speaker           *speakerInput
	stop, category    *widgets.ComboEntry
	channel           *widgets.ComboEntry
	text              *widgets.TextEntry
	table             *lists.Table[quickRow]
	count             *widget.Label
	left              *widget.Label // which columns are left out
	known             opinions.Known
	given             opinions.List            // from a file
	put               map[string]*app.Feedback // what was put right by hand; nil where it was taken off
	rows              []quickRow
	mending           *quickMending
	dialog            *widgets.Dialog
	saving, discarded bool
	drafts            *ui.Drafting
}

// quickMending is the line in which one of the opinions is put right.
type quickMending struct {
	speaker, unit, stop, category, content *widgets.TextEntry
	all                                    fyne.CanvasObject
	filling                                bool
}

// inputs are the entries with the parts of the opinion that they show.
func (m *quickMending) inputs(f *app.Feedback) []struct {
	entry *widgets.TextEntry
	of    *string
} {
	return []struct {
		entry *widgets.TextEntry
		of    *string
	}{{m.speaker, &f.Speaker}, {m.unit, &f.Unit}, {m.stop, &f.Stop}, {m.category, &f.Category}, {m.content, &f.Content}}
}

// QuickEntry opens the entry of several opinions. Stop and channel are
// those of the last opinion at first.
func (t *Tab) QuickEntry() {
	if t.Event().ID == "" {
		t.Toast(words.T("Choose an event first."))
		return
	}
	t.Guard(func() { t.openQuickEntry() })
}

func (t *Tab) openQuickEntry() *quickEntry {
	q := &quickEntry{Actions: t.Actions, tab: t, speaker: newSpeakerInput(), stop: widgets.NewComboEntry(t.stopNames()),
		category: widgets.NewComboEntry(ui.Suggestions(ui.Gather(t.dossier.Feedback, func(f app.Feedback) string { return f.Category }))),
		channel:  widgets.NewComboEntry(app.FeedbackChannels), text: widgets.NewLinesEntry(12), count: widget.NewLabel(""), left: ui.Paragraph(""),
		known: opinions.KnownOf(t.dossier), put: map[string]*app.Feedback{}}
	q.speaker.offer(t.speaker.invitees)
	q.channel.SetText(app.FeedbackChannels[0])
	if n := len(t.dossier.Feedback); n > 0 {
		last := t.dossier.Feedback[n-1]
		q.stop.SetText(last.Stop)
		q.channel.SetText(last.Channel)
	}
	q.text.SetPlaceHolder(words.T("One opinion a line, or parted by blank lines or numbers; who spoke before a colon, with the unit in brackets. A table copied from a spreadsheet is read by its headings, or by what stands in its columns."))
	q.table = lists.NewTable(func(r quickRow) string { return r.key },
		lists.Column[quickRow]{ID: "number", Label: words.T("No.|in a list"), Width: 52, Align: fyne.TextAlignTrailing, Text: func(r quickRow) string { return strconv.Itoa(r.number) }},
		lists.Column[quickRow]{ID: "content", Label: words.T("Content"), Width: 160, Stretch: true, Text: func(r quickRow) string {
			if r.Content == "" {
				return words.T("▲ Nothing is written down")
			}
			return r.Content
		}, Tone: func(r quickRow) widgets.Tone {
			if r.Content == "" {
				return widgets.Bad
			}
			return widgets.Plain
		}},
		lists.Column[quickRow]{ID: "speaker", Label: words.T("Said by"), Width: ui.Wide(84, 100), Text: func(r quickRow) string { return speakerWords(r.Feedback) }},
		lists.Column[quickRow]{ID: "stop", Label: words.T("Stop|of the agenda"), Width: 84, Text: func(r quickRow) string { return r.Stop }},
		lists.Column[quickRow]{ID: "category", Label: words.T("Category"), Width: 84, Text: func(r quickRow) string { return r.Category }})
	q.table.Later = q.Later
	q.table.SetEmpty(container.NewCenter(widget.NewLabel(words.T("What will be recorded stands here."))))
	q.table.OnChosen = func([]quickRow) { q.showMending() }
	q.table.OnOpen = func(quickRow) { q.Window.Canvas().Focus(q.mending.content) }
	q.table.OnDelete = func(rows []quickRow) { q.takeOff(rows) }
	q.mending = q.newMending()
	q.drafts = q.NewDrafting(q.draft)
	for _, part := range q.parts() {
		part.input.Listen(q.preview)
	}
	paste := widgets.NewButtonWithIcon(words.T("Paste"), theme.ContentPasteIcon(), func() { q.text.SetText(fyne.CurrentApp().Clipboard().Content()) })
	file := widgets.NewButtonWithIcon(words.T("From a file…"), theme.FolderOpenIcon(), q.fromFile)
	narrow := func(width float32, input fyne.CanvasObject) fyne.CanvasObject {
		return container.New(ui.WidthLayout{Width: width}, input)
	}
	who := container.NewBorder(nil, nil, widget.NewLabel(words.T("Said by")), container.NewHBox(
		widget.NewLabel(words.T("Stop|of the agenda")), narrow(180, q.stop), widget.NewLabel(words.T("Category")), narrow(150, q.category),
		widget.NewLabel(words.T("Channel")), narrow(110, q.channel)), q.speaker)
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(1080, 500)}, container.NewBorder(who,
		container.NewVBox(q.left, container.NewHBox(paste, file, layout.NewSpacer(), q.count)), nil, nil,
		container.NewGridWithColumns(2, q.text, container.NewBorder(nil, q.mending.all, nil, nil, q.table))))
	q.left.Hide()
	q.dialog = widgets.ShowDialog(q.Window, words.T("Record several opinions"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel, Hold: q.hold},
		widgets.Action{Label: words.T("Record them"), Kind: widgets.Default, Hold: func() bool { q.record(); return true }})
	q.dialog.OnClosed = q.drafts.Forget // recorded, or thrown away
	q.preview()
	q.Window.Canvas().Focus(q.text)
	return q
}

// quickPart is one of the entries, as a draft names it.
type quickPart struct {
	key, label string
	input      widgets.Input
}

func (q *quickEntry) parts() []quickPart {
	return []quickPart{
		{"Text", words.T("Content"), q.text}, {"Speaker", words.T("Said by"), q.speaker}, {"Stop", words.T("Stop|of the agenda"), q.stop},
		{"Category", words.T("Category"), q.category}, {"Channel", words.T("Channel"), q.channel},
	}
}

// quickKept is what a draft keeps beside the entries: what a file had, and what was put
// right by hand.
type quickKept struct {
	Given []app.Feedback
	Put   map[string]*app.Feedback
}

// keptKey is the field of a draft with what it keeps beside the entries.
const keptKey = "Kept"

// draft is what is typed, and whether there is anything to be recorded.
func (q *quickEntry) draft() (app.Draft, bool) {
	d := app.Draft{Form: app.DraftBatch, EventID: q.tab.Event().ID, Title: words.T("%d opinions", len(q.rows))}
	for _, part := range q.parts() {
		d.Fields = append(d.Fields, app.DraftField{Key: part.key, Label: part.label, Now: part.input.Snapshot()})
	}
	if kept, err := json.Marshal(quickKept{q.given.Opinions, q.put}); err == nil {
		d.Fields = append(d.Fields, app.DraftField{Key: keptKey, Now: string(kept), Secret: true})
	}
	return d, len(q.rows) > 0 && !q.discarded
}

// resume puts in what a draft keeps.
func (q *quickEntry) resume(d app.Draft) {
	stored := map[string]string{keptKey: ""}
	for _, part := range q.parts() {
		stored[part.key] = part.input.Snapshot()
	}
	q.drafts.ResumeInto(d, stored, func(string) func(string) string { return nil }, func(typed map[string]string) {
		var kept quickKept
		if json.Unmarshal([]byte(typed[keptKey]), &kept) == nil {
			q.given.Opinions = kept.Given
			if kept.Put != nil {
				q.put = kept.Put
			}
		}
		for _, part := range q.parts() {
			if text, is := typed[part.key]; is {
				part.input.Restore(text)
			}
		}
		q.preview()
	})
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

// newMending returns the entries below the list, which are those of the chosen row.
func (q *quickEntry) newMending() *quickMending {
	m := &quickMending{speaker: widgets.NewTextEntry(), unit: widgets.NewTextEntry(), stop: widgets.NewTextEntry(), category: widgets.NewTextEntry(), content: widgets.NewLinesEntry(3)}
	for _, named := range []struct {
		entry *widgets.TextEntry
		label string
	}{{m.speaker, words.T("Said by")}, {m.unit, words.T("Unit of the speaker")}, {m.stop, words.T("Stop|of the agenda")}, {m.category, words.T("Category")}, {m.content, words.T("Content")}} {
		named.entry.SetPlaceHolder(named.label)
		named.entry.Listen(q.mend)
	}
	remove := widgets.NewButtonWithIcon(words.T("Leave it out"), theme.DeleteIcon(), func() { q.takeOff(q.table.Chosen()) })
	m.all = container.NewVBox(container.NewGridWithColumns(4, m.speaker, m.unit, m.stop, m.category), container.NewBorder(nil, nil, nil, remove, m.content))
	m.all.Hide()
	return m
}

// showMending shows the chosen row in the entries below the list.
func (q *quickEntry) showMending() {
	m, chosen := q.mending, q.table.Chosen()
	widgets.ShowIf(m.all, len(chosen) == 1)
	if len(chosen) != 1 {
		return
	}
	m.filling = true
	for _, input := range m.inputs(&chosen[0].Feedback) {
		if input.entry.Value() != *input.of {
			input.entry.SetText(*input.of)
		}
	}
	m.filling = false
}

// mend takes what is typed into the entries below the list over into its row.
func (q *quickEntry) mend() {
	chosen := q.table.Chosen()
	if q.mending.filling || len(chosen) != 1 {
		return
	}
	f := chosen[0].Feedback
	for _, input := range q.mending.inputs(&f) {
		*input.of = input.entry.Value()
	}
	q.put[chosen[0].key] = &f
	q.preview()
}

// takeOff leaves rows out of what is recorded.
func (q *quickEntry) takeOff(rows []quickRow) {
	for _, r := range rows {
		q.put[r.key] = nil
	}
	q.preview()
	q.Window.Canvas().Focus(q.table)
}

// preview shows what will be recorded. What a table says of an opinion holds
// before what is filled in for all, and what was put right by hand before both.
func (q *quickEntry) preview() {
	speaker, id := q.speaker.Value()
	typed := opinions.Parse(q.text.Value(), q.known)
	all := slices.Concat(q.given.Opinions, typed.Opinions)
	seen := map[string]int{}
	q.rows = q.rows[:0]
	for _, f := range all {
		key := strings.Join([]string{f.Content, f.Speaker, f.Unit, f.Stop, f.Category, f.Channel}, "\x00")
		seen[key]++
		key += "\x00" + strconv.Itoa(seen[key])
		put, mended := q.put[key]
		switch {
		case mended && put == nil:
			continue
		case mended:
			f = *put
		default:
			if f.Speaker == "" && f.Unit == "" {
				f.Speaker, f.InviteeID = speaker, id
			}
			for _, part := range []struct {
				of    *string
				input *widgets.ComboEntry
			}{{&f.Stop, q.stop}, {&f.Category, q.category}, {&f.Channel, q.channel}} {
				if *part.of == "" {
					*part.of = part.input.Value()
				}
			}
		}
		f.EventID = q.tab.Event().ID
		q.rows = append(q.rows, quickRow{f, len(q.rows) + 1, key})
	}
	q.drafts.Touch()
	q.table.SetRows(slices.Clone(q.rows))
	q.count.SetText(words.T("%d opinions", len(q.rows)))
	unused := slices.Concat(q.given.Unused, typed.Unused)
	widgets.ShowIf(q.left, len(unused) > 0)
	q.left.SetText(words.T("Nothing is taken from these columns, which say how opinions were handled or when a form was sent: %s.", strings.Join(unused, "、")))
	q.showMending()
}

// fromFile puts the opinions of a file into the list, to be looked through.
func (q *quickEntry) fromFile() {
	q.Choose.Open("opinions", workbook.RosterEndings, func(file string) {
		ui.Load(q.Context, nil, func(ctx context.Context) (opinions.List, error) {
			f, err := os.Open(file)
			if err != nil {
				return opinions.List{}, app.Errorf(app.CodeNotFound, err, "The file “%s” cannot be read. Close it in other programs and try again.", file)
			}
			defer f.Close()
			return opinions.Read(ctx, f, q.known)
		}, func(list opinions.List) {
			if len(list.Opinions) == 0 {
				widgets.ShowInfo(q.Window, words.T("From a file…"), words.T("No opinion was found in the file. A table needs a column “内容” or “意见建议”."))
				return
			}
			q.given = opinions.List{Opinions: append(q.given.Opinions, list.Opinions...), Unused: append(q.given.Unused, list.Unused...)}
			q.preview()
			q.Window.Canvas().Focus(q.table)
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
		if r.Content == "" {
			q.table.Choose(r.key)
			q.Toast(words.T("Write down what was said."))
			q.Window.Canvas().Focus(q.mending.content)
			return
		}
		list[i] = r.Feedback
	}
	addressed(list, q.tab.dossier.Invitees)
	q.saving = true
	service := q.Service
	ctx, ended := q.drafts.Saving()
	ui.Background(q.Context, func() ([]app.Feedback, error) { return service.AddFeedback(ctx, list) }, func(added []app.Feedback, err error) {
		q.saving = false
		ended(err == nil)
		if err != nil {
			q.Fail(err)
			return
		}
		q.dialog.Close()
		q.tab.Choose(added[0].ID)
		q.Undoable(words.T("%d opinions are recorded.", len(added)))
	})
}

// addressed joins opinions to the invitees who said them; one that the entry for all
// names stays.
func addressed(list []app.Feedback, invitees []app.Invitee) {
	chosen := ui.Gather(list, func(f app.Feedback) string { return f.InviteeID })
	opinions.Addressed(list, invitees)
	for i, id := range chosen {
		if at := slices.IndexFunc(invitees, func(v app.Invitee) bool { return v.ID == id && id != "" }); at >= 0 && invitees[at].Person.Name == list[i].Speaker {
			list[i].InviteeID = id
		}
	}
}

// Merge merges the chosen opinions into one of them.
func (t *Tab) Merge() {
	chosen := t.table.Chosen()
	if len(chosen) == 0 {
		t.Toast(words.T("Choose the opinions that say the same: Ctrl and Shift choose several."))
		return
	}
	options := make([]widgets.Option[string], 0, len(t.All()))
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
		for _, r := range t.All() {
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
				t.merge(main, ids)
			}})
		t.Window.Canvas().Focus(into)
	})
}

// merge merges opinions of the current event into another one of it.
func (t *Tab) merge(main string, ids []string) {
	event, service := t.Event().ID, t.Service
	ui.Load(t.Context, nil, func(ctx context.Context) (app.Feedback, error) {
		return service.MergeFeedback(ctx, event, main, ids)
	}, func(f app.Feedback) {
		t.Choose(f.ID)
		t.Undoable(words.T("%d opinions are merged.", len(ids)+1))
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
			n := len(opinions.Split(text.Value()))
			found.SetText(words.T("Put each opinion on a line of its own. These are %d. Each keeps speaker, handling and history.", n))
		}
		text.Listen(tell)
		tell()
		body := container.New(ui.FixedLayout{Size: fyne.NewSize(600, 270)}, container.NewBorder(found, nil, nil, nil, text))
		widgets.ShowDialog(t.Window, words.T("Split an opinion"), body,
			widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
			widgets.Action{Label: words.T("Split"), Kind: widgets.Default, Hold: func() bool {
				if len(opinions.Split(text.Value())) > 1 {
					return false
				}
				t.Toast(words.T("Write down at least two opinions, one a paragraph."))
				t.Window.Canvas().Focus(text)
				return true
			}, Do: func() {
				parts := opinions.Split(text.Value())
				service := t.Service
				ui.Load(t.Context, nil, func(ctx context.Context) ([]app.Feedback, error) {
					return service.SplitFeedback(ctx, f.EventID, f.ID, parts)
				}, func(all []app.Feedback) {
					t.Choose(f.ID)
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
