package office

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"strings"

	"openday/app"
	"openday/app/outfile"
	"openday/app/startplan"
	"openday/app/words"
	"openday/app/workbook"
	"openday/assets"
	"openday/views/ui"
	"openday/views/widgets"
)

// Actions are what can be done with events as a whole: workbooks,
// hand-over files, the audit list, the deletion of personal data.
type Actions struct{ *ui.Context }

// New returns the actions.
func New(d *ui.Context) *Actions { return &Actions{d} }

// imported is what comes of reading a workbook.
type imported struct {
	id       string
	title    string
	warnings []string
	asks     []string // what is hidden, where it is asked about before anything is written
}

// ImportWorkbook asks for an activity workbook and adds the event in it.
func (f *Actions) ImportWorkbook() {
	f.Guard(func() {
		f.Choose.Open("workbook", workbook.Endings, f.TakeWorkbook)
	})
}

// LoadSample adds the event of the sample workbook that the program carries, as
// if it had been a while ago.
func (f *Actions) LoadSample() {
	f.Guard(func() {
		service := f.Service
		f.readWorkbook(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(assets.Sample)), nil }, func(d app.Dossier) app.Dossier { return startplan.AsSample(d, service.Now()) }, hiddenLeft)
	})
}

// TakeWorkbook adds the event in an activity workbook.
func (f *Actions) TakeWorkbook(file string) {
	f.readWorkbook(func() (io.ReadCloser, error) { return os.Open(file) }, func(d app.Dossier) app.Dossier { return d }, hiddenAsked)
}

// hiddenPeople is what becomes of people who are hidden in a workbook or struck
// through.
type hiddenPeople int

const (
	hiddenAsked hiddenPeople = iota
	hiddenLeft
	hiddenTaken
)

// readWorkbook adds the event in a workbook, as asWhat makes it.
func (f *Actions) readWorkbook(open func() (io.ReadCloser, error), asWhat func(app.Dossier) app.Dossier, hidden hiddenPeople) {
	d := f
	service := d.Service
	ui.Long(d.Context, words.T("Importing the activity workbook"), func(ctx context.Context, say func(string)) (imported, error) {
		file, err := open()
		if err != nil {
			return imported{}, app.Errorf(app.CodeInvalid, err, "The file cannot be opened. It may be open in another program; close it there and try again.")
		}
		defer file.Close()
		say(words.T("Reading the workbook…"))
		book, err := workbook.ReadBook(ctx, file, hidden == hiddenTaken)
		if err != nil {
			return imported{}, err
		}
		if len(book.LeftOut) > 0 && hidden == hiddenAsked {
			return imported{asks: book.LeftOut}, nil
		}
		if err := ctx.Err(); err != nil {
			return imported{}, err
		}
		dossier := asWhat(book.Dossier)
		say(words.T("Writing %d invitees, %d agenda items and %d opinions…", len(dossier.Invitees), len(dossier.Agenda), len(dossier.Feedback)))
		id, err := service.AddDossier(ctx, dossier)
		return imported{id, dossier.Event.Title, book.Warnings, nil}, err
	}, func(done imported) {
		if len(done.asks) > 0 {
			again := func(hidden hiddenPeople) func() { return func() { f.readWorkbook(open, asWhat, hidden) } }
			widgets.ShowDialog(d.Window, words.T("Hidden in the workbook"), widgets.NewParagraph(words.T("%s\n\nImport this, too?", strings.Join(done.asks, "\n"))),
				widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
				widgets.Action{Label: words.T("Import this, too"), Do: again(hiddenTaken)},
				widgets.Action{Label: words.T("Leave out"), Kind: widgets.Default, Do: again(hiddenLeft)})
			return
		}
		d.ShowTab(ui.TabEvents, nil)
		d.SetEvent(done.id, nil)
		if len(done.warnings) > 0 {
			ui.ShowLines(d.Context, words.T("“%s” is imported", done.title), words.T("Please look at these points:"), done.warnings)
			return
		}
		d.Undoable(words.T("“%s” is imported", done.title))
	}, func(err error) {
		var e *app.Error
		if !errors.As(err, &e) || len(e.Fields) == 0 {
			d.Fail(err)
			return
		}
		ui.LogError(d.Log, &app.Error{Code: e.Code, Err: errors.New("workbook refused")}) // its cells are nobody's business
		lines := make([]string, len(e.Fields))
		for i, p := range e.Fields {
			lines[i] = p.Message
		}
		ui.ShowLines(d.Context, words.T("The workbook was not imported"), words.T("%d cells are wrong. Mend them in the workbook and import it again; nothing was changed.", len(lines)), lines)
	})
}

// ExportWorkbook writes the current event as an activity workbook, after asking:
// its numbers are personal data and stand there in full.
func (f *Actions) ExportWorkbook() {
	f.WithEvent(func(e app.Event) {
		ui.AskFullNumbers(f.Window, words.T("The activity workbook holds the names, units, telephone and ID numbers of all invitees, and who spoke which opinion, in full. Keep the file as personal data. The export is noted in the audit list."), func() { f.saveWorkbook(e) })
	})
}

// saveWorkbook asks for a place and writes an event there.
func (f *Actions) saveWorkbook(e app.Event) {
	d := f
	d.Choose.Save("workbook", words.T("Export activity workbook"), ui.EventFile(e, words.T("Activity workbook|a file's name"), ".xlsx"), func(file string) {
		service := d.Service
		ui.Long(d.Context, words.T("Exporting the activity workbook"), func(ctx context.Context, _ func(string)) (struct{}, error) {
			dossier, err := service.ExportDossier(ctx, e.ID)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, outfile.WritePrivate(file, func(w io.Writer) error {
				if err := workbook.Write(w, dossier); err != nil {
					return err
				}
				return ctx.Err() // cancelled meanwhile: the file stays as it was
			})
		}, func(struct{}) {
			d.Written(file, words.T("with telephone and ID numbers"), nil)
		}, nil)
	})
}
