package invitees

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/outfile"
	"openday/app/phone"
	"openday/app/roster"
	"openday/app/service"
	"openday/app/words"
	"openday/app/workbook"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// rosterDialog brings a roster in: what each column holds, the verdict on every
// row before anything is written, and what becomes of those who are there.
type rosterDialog struct {
	*Actions
	event    app.Event
	dialog   *widgets.Dialog
	source   string                                // what is read, in words
	reopen   func(sheet string) (io.Reader, error) // the same file again, for another sheet; nil for cells pasted
	roster   *workbook.Roster
	mended   map[string]mendedRow // by the row's number
	verdicts []roster.Judged
	judging  ui.Latest
	filling  bool

	head     *widget.Label
	sheet    *widgets.Choice[string]
	headings *widgets.Choice[int] // points to the row of the headings, where none was found
	columns  *fyne.Container
	body     *fyne.Container                 // columns, table and what stands around them
	fields   []*widgets.Choice[roster.Field] // what each column holds
	filter   *signs.Segments[roster.Verdict]
	hidden   *widgets.Choice[bool] // whether what is hidden is taken
	unseen   *fyne.Container       // asks that, where anything is hidden
	policy   *widgets.Choice[roster.DuplicatePolicy]
	category *widgets.ComboEntry // of the whole list, where a row names none
	table    *lists.Table[*roster.Judged]
	mend     *widgets.Button
	errors   *widgets.Button
	outcome  *widget.Label
}

// mendedRow is what a person made of a row.
type mendedRow struct {
	invitee app.Invitee
	left    bool // the row is left out
}

// ImportRoster asks for a file with a list of invitees and shows what is in it.
func (f *Actions) ImportRoster() { importRoster(f) }

func importRoster(d *Actions) {
	d.forRoster(func() {
		d.Choose.Open("roster", workbook.RosterEndings, func(file string) { readRosterFile(d, nil, file) })
	})
}

// PasteRoster shows the list of invitees whose cells are on the clipboard.
func (f *Actions) PasteRoster() { pasteRoster(f, nil) }

func pasteRoster(d *Actions, into *rosterDialog) {
	d.forRoster(func() {
		text := fyne.CurrentApp().Clipboard().Content()
		if text == "" {
			d.Toast(words.T("There is nothing on the clipboard. Copy the cells in Excel first."))
			return
		}
		loadRoster(d, into, words.T("the clipboard"), nil, func(context.Context) (*workbook.Roster, error) { return workbook.PasteRoster(text) })
	})
}

// forRoster calls then where there is an event to add people to, once what is
// typed is saved.
func (d *Actions) forRoster(then func()) {
	if d.Event().ID == "" {
		d.Toast(words.T("Choose an event first: a roster is added to one."))
		return
	}
	d.Guard(then)
}

// readRosterFile reads a file and shows it, in the dialog that is open already
// where there is one.
func readRosterFile(d *Actions, into *rosterDialog, file string) {
	reopen := func(string) (io.Reader, error) {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, app.Errorf(app.CodeInvalid, err, "The file cannot be opened. It may be open in another program; close it there and try again.")
		}
		return bytes.NewReader(data), nil
	}
	loadRoster(d, into, filepath.Base(file), reopen, func(ctx context.Context) (*workbook.Roster, error) {
		r, err := reopen("")
		if err != nil {
			return nil, err
		}
		return workbook.ReadRoster(ctx, r, "")
	})
}

// TakeRoster reads a file with a list of invitees for the current event.
func (d *Actions) TakeRoster(file string) {
	d.forRoster(func() { readRosterFile(d, nil, file) })
}

// rosterRead is what comes of reading a roster.
type rosterRead struct {
	roster   *workbook.Roster
	verdicts []roster.Judged
}

// loadRoster reads a roster and judges it, away from the user interface, then
// shows it.
func loadRoster(d *Actions, into *rosterDialog, source string, reopen func(string) (io.Reader, error), read func(context.Context) (*workbook.Roster, error)) {
	event := d.Event()
	policy := roster.DuplicatesSkip
	if into != nil {
		policy = into.policy.Value()
	}
	svc := d.Service
	ui.Long(d.Context, words.T("Reading the roster"), func(ctx context.Context, say func(string)) (rosterRead, error) {
		roster, err := read(ctx)
		if err != nil {
			return rosterRead{}, err
		}
		chosen, err := svc.RosterColumns(ctx)
		if err != nil {
			return rosterRead{}, err
		}
		roster.Recall(chosen)
		roster.Day = app.DayOf(event.Start)
		say(words.T("Comparing %d rows with the list…", roster.Len()))
		verdicts, err := svc.PreviewRoster(ctx, event.ID, roster.Rows(), policy)
		return rosterRead{roster, verdicts}, err
	}, func(r rosterRead) {
		if into == nil {
			into = newRosterDialog(d, event)
		}
		into.show(source, reopen, r)
	}, nil)
}

// newRosterDialog opens the dialog.
func newRosterDialog(d *Actions, event app.Event) *rosterDialog {
	r := &rosterDialog{Actions: d, event: event}
	r.head = widget.NewLabel("")
	r.head.Truncation = fyne.TextTruncateEllipsis
	r.sheet = widgets.NewChoice[string]()
	r.sheet.Listen(r.otherSheet)
	r.headings = widgets.NewChoice[int]()
	r.headings.Listen(r.takeHeadings)
	r.columns = container.New(columnsLayout{112, 150})
	r.filter = signs.NewSegments(verdictFilters()...)
	r.filter.OnPicked = func(roster.Verdict) { r.arrange() }
	r.hidden = widgets.NewChoice(widgets.Option[bool]{Value: false, Label: words.T("Leave out")}, widgets.Option[bool]{Value: true, Label: words.T("Import")})
	r.hidden.Listen(r.takeHidden)
	r.unseen = container.NewHBox(widget.NewLabel(words.T("Hidden or struck-through rows:")), r.hidden)
	r.policy = widgets.NewChoice(ui.VocabularyOptions(roster.DuplicatePolicies, "")...)
	r.policy.Listen(r.judge)
	r.category = widgets.NewComboEntry(nil)
	d.offerSuggested(event, nil, map[string]*widgets.ComboEntry{"Category": r.category})
	r.category.SetPlaceHolder(words.T("as the rows say"))
	r.category.Listen(func() {
		if !r.filling && r.roster != nil {
			r.roster.Category = r.category.Value()
			r.judge()
		}
	})
	r.table = lists.NewTable(func(v *roster.Judged) string { return v.Key() }, rosterColumns()...)
	r.table.Memory, r.table.Later = d.Memory("roster"), d.Later
	r.table.OnOpen = r.mendRow
	r.table.OnChosen = func([]*roster.Judged) { r.mark() }
	r.table.SetEmpty(signs.NewEmptyState(words.T("No such rows"), words.T("Choose another verdict above."), "", nil))
	r.mend = widgets.NewButtonWithIcon(words.T("Mend the row…"), theme.DocumentCreateIcon(), func() {
		if chosen := r.table.Chosen(); len(chosen) > 0 {
			r.mendRow(chosen[0])
		}
	})
	r.errors = widgets.NewButtonWithIcon(words.T("Save rows in error…"), theme.DocumentSaveIcon(), r.saveErrors)
	r.outcome = widget.NewLabel("")
	other := widgets.NewButtonWithIcon(words.T("Another file…"), theme.FolderOpenIcon(), func() {
		d.Choose.Open("roster", workbook.RosterEndings, func(file string) { readRosterFile(d, r, file) })
	})
	paste := widgets.NewButtonWithIcon(words.T("Paste"), theme.ContentPasteIcon(), func() { pasteRoster(d, r) })
	size := d.Window.Canvas().Size()
	r.body = container.NewBorder(
		container.NewVBox(
			container.NewBorder(nil, nil, nil, container.NewHBox(r.headings, r.sheet, other, paste), r.head),
			container.NewHScroll(r.columns),
			container.NewBorder(nil, nil, r.filter, container.NewHBox(r.unseen, widget.NewLabel(words.T("Category of the whole list:")), container.New(ui.WidthLayout{Width: 160}, r.category), widget.NewLabel(words.T("People who are there already:")), r.policy))),
		container.NewHBox(r.mend, r.errors, layout.NewSpacer(), r.outcome),
		nil, nil, r.table)
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(max(760, min(1240, size.Width-90)), max(440, min(720, size.Height-170)))}, r.body)
	r.dialog = widgets.ShowDialog(d.Window, words.T("Import a roster into “%s”", ui.Cut(event.Title, 420)), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Import"), Kind: widgets.Default, Hold: r.importRows})
	r.dialog.Altered = func() bool { return len(r.mended) > 0 }
	d.Window.Canvas().Focus(r.table) // the choices above the columns are made anew for every list
	return r
}

func verdictFilters() []widgets.Option[roster.Verdict] {
	return ui.VocabularyOptions(roster.Verdicts, words.T("All rows"))
}

var verdictTones = map[roster.Verdict]widgets.Tone{
	roster.VerdictNew: widgets.Good, roster.VerdictUpdate: widgets.Accent, roster.VerdictDuplicate: widgets.Warning, roster.VerdictError: widgets.Bad,
}

// rosterColumns are the columns of the preview.
func rosterColumns() []lists.Column[*roster.Judged] {
	type row = *roster.Judged
	text := func(id, label string, width float32, of func(row) string) lists.Column[row] {
		return lists.Column[row]{ID: id, Label: label, Width: width, Text: of}
	}
	line := text("line", words.T("Row"), 60, func(v row) string { return v.Key() })
	line.Align = fyne.TextAlignTrailing
	line.Sort = func(a, b row) int { return cmp.Or(a.Line-b.Line, a.Place-b.Place) }
	verdict := text("verdict", words.T("Verdict"), 80, func(v row) string { return roster.Verdicts.Label(v.Verdict) })
	verdict.Pill = true
	verdict.Tone = func(v row) widgets.Tone { return verdictTones[v.Verdict] }
	why := text("why", words.T("Why"), 370, func(v row) string { return v.Why() })
	why.Stretch = true
	why.Tone = func(v row) widgets.Tone {
		switch {
		case v.Verdict == roster.VerdictError:
			return widgets.Bad
		case len(v.Warnings) > 0:
			return widgets.Warning
		}
		return widgets.Plain
	}
	return []lists.Column[row]{
		line, verdict,
		text("name", words.T("Name"), 90, func(v row) string { return v.Invitee.Person.Name }),
		why,
		text("id", words.T("ID number"), 164, func(v row) string { return v.Invitee.Person.MaskedIDNumber() }),
		text("phone", words.T("Telephone"), 116, func(v row) string { return phone.Mask(v.Invitee.Person.Phone) }),
		text("unit", words.T("Unit"), 120, func(v row) string { return v.Invitee.Unit }),
		text("category", words.T("Category"), 86, func(v row) string { return v.Invitee.Category }),
		text("note", words.T("Note"), 110, func(v row) string { return v.Invitee.Note }),
	}
}

// show shows a roster that was read and judged.
func (r *rosterDialog) show(source string, reopen func(string) (io.Reader, error), read rosterRead) {
	r.source, r.reopen, r.roster, r.mended = source, reopen, read.roster, map[string]mendedRow{}
	r.filling = true
	var sheets []widgets.Option[string]
	for _, s := range r.roster.Sheets {
		sheets = append(sheets, widgets.Option[string]{Value: s.Name, Label: sheetLabel(s)})
	}
	r.sheet.SetChoices(sheets...)
	r.sheet.Set(r.roster.Sheet)
	if len(sheets) > 1 {
		r.sheet.Show()
	} else {
		r.sheet.Hide()
	}
	r.offerHeadings()
	r.hidden.Set(false)
	r.roster.Category = r.category.Value()
	if r.roster.HasHidden() {
		r.unseen.Show()
	} else {
		r.unseen.Hide()
	}
	r.tellHead()
	r.showColumns()
	r.filling = false
	r.filter.Set("")
	r.judged(read.verdicts)
}

// tellHead says how the list was read.
func (r *rosterDialog) tellHead() {
	head := words.T("%s: %d rows. Below the headings, choose what each column holds.", r.source, r.roster.Len())
	switch {
	case r.roster.Chat:
		head = words.T("%s: %d rows without columns. What each word is was told by its look.", r.source, r.roster.Len())
	case r.roster.Guessed:
		head = words.T("%s: %d rows without headings. Check what each column holds.", r.source, r.roster.Len())
	}
	for _, s := range r.roster.Sheets {
		if s.People > 0 {
			head = words.T("Also on the sheet %s.", sheetLabel(s)) + " " + head // what is first is read, and not cut off
		}
	}
	r.head.SetText(head)
}

// rowsToPointTo is among how many rows the headings can be pointed to.
const rowsToPointTo = 15

// offerHeadings lets a person point to the row of headings where none was found.
func (r *rosterDialog) offerHeadings() {
	if !r.roster.Guessed || r.roster.Chat {
		r.headings.Hide()
		return
	}
	rows := []widgets.Option[int]{{Value: -1, Label: words.T("There are no headings")}}
	for i, text := range r.roster.Top(rowsToPointTo) {
		rows = append(rows, widgets.Option[int]{Value: i, Label: words.T("Headings: %s", ui.Cut(text, 300))})
	}
	r.headings.SetChoices(rows...)
	r.headings.Set(-1)
	r.headings.Show()
}

// takeHeadings reads the list below the row to which a person points.
func (r *rosterDialog) takeHeadings() {
	if r.filling || r.roster == nil {
		return
	}
	r.roster.TakeHeadings(r.headings.Value())
	r.filling = true
	r.tellHead()
	r.showColumns()
	r.filling = false
	r.judge()
}

// sheetLabel names a sheet, and says whether it is hidden and who is on it.
func sheetLabel(s workbook.RosterSheet) string {
	label := s.Name
	if s.Hidden {
		label = words.T("%s (hidden)|a sheet", label)
	}
	if s.People > 0 {
		label = words.T("%s: %d people|a sheet", label, s.People)
	}
	return label
}

// showColumns shows what each column holds.
func (r *rosterDialog) showColumns() {
	r.columns.RemoveAll()
	r.fields = nil
	options := append(ui.VocabularyOptions(roster.Fields, words.T("Not imported")),
		widgets.Option[roster.Field]{Value: roster.Kept, Label: words.T("Into the note, with its heading")})
	for i, heading := range r.roster.Headings {
		label := widget.NewLabelWithStyle(heading, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
		label.Truncation = fyne.TextTruncateEllipsis
		field := widgets.NewChoice(options...)
		r.fields = append(r.fields, field)
		field.Set(r.roster.Fields[i])
		field.Listen(func() {
			r.roster.Fields[i] = field.Value()
			r.judge()
		})
		r.columns.Add(container.NewVBox(label, field))
	}
	r.body.Refresh() // the columns take their height from the table
}

// columnsLayout puts its objects side by side, all of one width, with room for
// a scroll bar below them.
type columnsLayout struct{ least, most float32 }

const scrollBarRoom float32 = 10

func (l columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	step := min(l.most, size.Width/float32(max(1, len(objects))))
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*step, 0))
		o.Resize(fyne.NewSize(step-theme.Padding(), size.Height-scrollBarRoom))
	}
}

func (l columnsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var height float32
	for _, o := range objects {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(float32(len(objects))*l.least, height+scrollBarRoom)
}

// otherSheet reads another sheet of the workbook.
func (r *rosterDialog) otherSheet() {
	sheet := r.sheet.Value()
	if r.filling || r.reopen == nil || sheet == r.roster.Sheet {
		return
	}
	loadRoster(r.Actions, r, r.source, r.reopen, func(ctx context.Context) (*workbook.Roster, error) {
		data, err := r.reopen(sheet)
		if err != nil {
			return nil, err
		}
		return workbook.ReadRoster(ctx, data, sheet)
	})
}

// takeHidden takes what is hidden, or leaves it out.
func (r *rosterDialog) takeHidden() {
	if r.filling || r.roster == nil {
		return
	}
	r.roster.TakeHidden(r.hidden.Value())
	r.filling = true
	r.showColumns()
	r.filling = false
	r.judge()
}

// rows returns the work that makes the rows as the columns say, with what was
// mended. The columns are those of now, whatever is chosen while it runs.
func (r *rosterDialog) rows() func() []roster.Row {
	table := *r.roster
	table.Fields = slices.Clone(r.roster.Fields)
	mended := make(map[string]mendedRow, len(r.mended))
	for row, m := range r.mended {
		mended[row] = m
	}
	left := words.T("Left out by hand.")
	return func() []roster.Row {
		rows := table.Rows()
		for i := range rows {
			m, ok := mended[rows[i].Key()]
			switch {
			case !ok:
			case m.left:
				rows[i].Skipped = left
			default:
				rows[i].Invitee, rows[i].Wrong, rows[i].Notes, rows[i].Skipped = m.invitee, nil, nil, ""
			}
		}
		return rows
	}
}

// judge has every row judged anew.
func (r *rosterDialog) judge() {
	if r.filling || r.roster == nil {
		return
	}
	rows, policy := r.rows(), r.policy.Value()
	svc := r.Service
	ui.Load(r.Context, &r.judging, func(ctx context.Context) ([]roster.Judged, error) {
		return svc.PreviewRoster(ctx, r.event.ID, rows(), policy)
	}, r.judged)
}

func (r *rosterDialog) judged(verdicts []roster.Judged) {
	r.verdicts = verdicts
	counts := map[roster.Verdict]int{"": len(verdicts)}
	for _, v := range verdicts {
		counts[v.Verdict]++
	}
	r.filter.SetCounts(counts)
	switch {
	case !r.roster.Has(roster.Name):
		r.outcome.SetText("× " + words.T("Choose the column that holds the names."))
	default:
		r.outcome.SetText(words.T("%d people are added, %d are filled in.", counts[roster.VerdictNew], counts[roster.VerdictUpdate]))
	}
	ui.SetEnabled(counts[roster.VerdictError] > 0, r.errors)
	r.arrange()
}

// arrange shows the rows of the verdict that is picked.
func (r *rosterDialog) arrange() {
	wanted := r.filter.Value()
	shown := make([]*roster.Judged, 0, len(r.verdicts))
	for i := range r.verdicts {
		if wanted == "" || r.verdicts[i].Verdict == wanted {
			shown = append(shown, &r.verdicts[i])
		}
	}
	r.table.SetRows(shown)
	r.mark()
}

func (r *rosterDialog) mark() {
	ui.SetEnabled(len(r.table.Chosen()) == 1, r.mend)
}

// mendRow asks for what a row should say.
func (r *rosterDialog) mendRow(v *roster.Judged) {
	form := widgets.NewForm(ui.Wide(92, 132))
	var reads []func(*app.Invitee)
	for _, w := range roster.Fields {
		f := app.GuestFields.Named(string(w.Code))
		switch place := f.Place(&v.Invitee).(type) {
		case *app.Gender:
			input := widgets.NewChoice(ui.VocabularyOptions(app.Genders, words.T("Not given"))...)
			input.Set(*place)
			form.Add(f.Go, words.T(f.Label), input)
			reads = append(reads, func(to *app.Invitee) { *f.Place(to).(*app.Gender) = input.Value() })
		case *time.Time:
			input := widgets.NewDateEntry(app.Zone, r.Service.Now)
			input.Set(*place)
			form.Add(f.Go, words.T(f.Label), input)
			reads = append(reads, func(to *app.Invitee) { *f.Place(to).(*time.Time), _, _ = input.Value() })
		case *string:
			var suggested []string
			switch w.Code {
			case roster.Category:
				suggested = r.event.Categories()
			case roster.Channel:
				suggested = app.SignUpChannels
			}
			var input interface {
				widgets.Input
				SetText(string)
				Value() string
			} = widgets.NewLinesEntry(1)
			if suggested != nil {
				input = widgets.NewComboEntry(suggested)
			}
			input.SetText(*place)
			ui.Described(f.FieldInfo, form.Add(f.Go, words.T(f.Label), input))
			reads = append(reads, func(to *app.Invitee) { *f.Place(to).(*string) = input.Value() })
		}
	}
	form.Loaded()
	why := ui.Paragraph(v.Why())
	if v.Verdict == roster.VerdictError {
		why.Importance = widget.DangerImportance
	}
	body := container.New(ui.FixedLayout{Size: ui.DialogSize(r.Context, 560, 520)}, container.NewBorder(why, nil, nil, nil, form))
	keep := func(m mendedRow) {
		r.mended[v.Key()] = m
		r.judge()
	}
	widgets.ShowDialog(r.Window, words.T("Row %s", v.Key()), body,
		widgets.Action{Label: words.T("Leave the row out"), Do: func() { keep(mendedRow{left: true}) }},
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("OK"), Kind: widgets.Default, Hold: func() bool { return !form.Check() }, Do: func() {
			invitee := v.Invitee
			for _, read := range reads {
				read(&invitee)
			}
			keep(mendedRow{invitee: invitee})
		}})
	form.Focus("Name")
}

// saveErrors writes the rows in error as a workbook to send back.
func (r *rosterDialog) saveErrors() {
	headings, verdicts := slices.Clone(r.roster.Headings), r.verdicts
	name := ui.EventFile(r.event, words.T("Rows to be mended|a file's name"), ".xlsx")
	wrong := 0
	for _, v := range verdicts {
		if v.Verdict == roster.VerdictError {
			wrong++
		}
	}
	r.Choose.Save("roster", words.T("Save rows in error"), name, func(file string) {
		svc := r.Service
		ui.Long(r.Context, words.T("Writing the file"), func(ctx context.Context, _ func(string)) (struct{}, error) {
			if err := svc.ExportRosterErrors(ctx, r.event.ID, wrong); err != nil {
				return struct{}{}, err
			}
			return struct{}{}, outfile.WritePrivate(file, func(w io.Writer) error { return workbook.WriteRosterErrors(w, headings, verdicts) })
		}, func(struct{}) { r.Written(file, words.T("rows in error"), nil) }, nil)
	})
}

// importRows writes what is to be written; the dialog stays until it is.
func (r *rosterDialog) importRows() (hold bool) {
	if !r.roster.Has(roster.Name) {
		r.Toast(words.T("Choose the column that holds the names."))
		return true
	}
	rows, policy, chosen := r.rows(), r.policy.Value(), r.roster.Chosen()
	svc := r.Service
	ui.Long(r.Context, words.T("Importing the roster"), func(ctx context.Context, say func(string)) (service.RosterImport, error) {
		say(words.T("Writing…"))
		done, err := svc.AddRoster(ctx, r.event.ID, rows(), policy)
		if err == nil {
			err = svc.RememberRosterColumns(context.WithoutCancel(ctx), chosen)
		}
		return done, err
	}, func(done service.RosterImport) {
		counts := map[roster.Verdict]int{}
		for _, v := range done.Verdicts {
			counts[v.Verdict]++
		}
		if done.Written == 0 {
			r.Toast(words.T("There is nothing to import: nobody is new and nothing is filled in."))
			return
		}
		r.dialog.Close()
		text := words.T("%d people are added, %d are filled in.", counts[roster.VerdictNew], counts[roster.VerdictUpdate])
		if n := counts[roster.VerdictError]; n > 0 {
			text += " " + words.T("%d rows in error are left out.", n)
		}
		r.Undoable(text)
		if t, ok := r.Tab(ui.TabInvitees).(*Tab); ok {
			r.Window.Canvas().Focus(t.table) // who came in is chosen and vetted next
		}
	}, nil)
	return true
}

// SaveRosterTemplate writes an empty list to be filled in.
func (f *Actions) SaveRosterTemplate() {
	d := f
	categories := d.Event().Categories()
	d.Choose.Save("roster", words.T("Save an empty roster"), words.T("Empty roster|a file's name")+".xlsx", func(file string) {
		ui.Long(d.Context, words.T("Writing the file"), func(context.Context, func(string)) (struct{}, error) {
			return struct{}{}, outfile.Write(file, func(w io.Writer) error { return workbook.RosterTemplate(w, categories) })
		}, func(struct{}) { d.Written(file, words.T("an empty roster"), nil) }, nil)
	})
}

// ExportList asks how the list of invitees is to be written, and writes it.
func (f *Actions) ExportList() {
	d := f
	event := d.Event()
	if event.ID == "" {
		d.Toast(words.T("Choose an event first."))
		return
	}
	ending := widgets.NewChoice(
		widgets.Option[string]{Value: ".xlsx", Label: words.T("Excel workbook (.xlsx)")},
		widgets.Option[string]{Value: ".csv", Label: words.T("Text with commas (.csv)")})
	full := widgets.NewCheckInput(words.T("ID numbers and phones in full"))
	note := ui.Paragraph(words.T("Full numbers are personal data: who writes them when is noted in the audit list."))
	note.Importance = widget.LowImportance
	widgets.ShowDialog(d.Window, words.T("Export the list of invitees"), container.NewVBox(ending, full, note),
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Continue"), Kind: widgets.Default, Do: func() {
			o := workbook.ListOptions{Full: full.Checked}
			ending := ending.Value()
			save := func() {
				d.Choose.Save("list", words.T("Export the list of invitees"), ui.EventFile(event, words.T("Invitees|a file's name"), ending), func(file string) {
					exportList(d, event, file, ending, o)
				})
			}
			if !o.Full {
				save()
				return
			}
			ui.AskFullNumbers(d.Window, words.T("The list holds the ID numbers and telephones of all invitees in full. Keep the file as personal data. The export is noted in the audit list."), save)
		}})
}

func exportList(d *Actions, event app.Event, file, ending string, o workbook.ListOptions) {
	svc := d.Service
	ui.Long(d.Context, words.T("Writing the file"), func(ctx context.Context, _ func(string)) (int, error) {
		var all []app.Invitee
		var err error
		if o.Full {
			all, err = svc.ExportInvitees(ctx, event.ID, ending)
		} else {
			all, err = svc.Invitees(ctx, app.InviteeFilter{EventID: event.ID})
		}
		if err != nil {
			return 0, err
		}
		write := workbook.WriteList
		if ending == ".csv" {
			write = workbook.WriteListCSV
		}
		put := outfile.Write
		if o.Full {
			put = outfile.WritePrivate
		}
		return len(all), put(file, func(w io.Writer) error { return write(w, event, all, o) })
	}, func(n int) { d.Written(file, fmt.Sprint(words.T("%d people", n)), nil) }, nil)
}
