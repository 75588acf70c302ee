package papers

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/check"
	"openday/app/outfile"
	"openday/app/paper"
	"openday/app/printer"
	"openday/app/service"
	"openday/app/words"
	"openday/views/pages"
	"openday/views/ui"
	"openday/views/widgets"
)

// draft is a paper that is looked at before it goes out.
type draft struct {
	title string
	kind  paper.Kind      // whose choices are remembered; empty where none are
	form  printForm       // what can be chosen; without rows there is nothing
	file  func() string   // the name that is suggested for its file
	as    []paper.Format  // in which formats it can be had; empty for a PDF alone
	again func()          // shows it once more, of the data as it is then
	event app.Event       // that it is of
	parts *paper.Sections // those of the event that it is made of; nil where they are not the office's to choose
	// prepare reads the choices and returns what makes the paper of them in the
	// background.
	prepare func() func(context.Context) (proof, error)
}

// proof is a paper as it would go out.
type proof struct {
	pdf    []byte
	report paper.Report
	found  []check.Finding                                               // what to look at before it goes out
	note   func(ctx context.Context) error                               // writes down, before, that it goes out; nil where nobody is to know
	sent   func(ctx context.Context) error                               // remembers what it said once it has gone out; nil where nothing is kept of it
	write  func(ctx context.Context, w io.Writer, as paper.Format) error // of drafts that have further formats
}

// noted writes down that the paper goes out.
func (p proof) noted(ctx context.Context) error {
	if p.note == nil {
		return nil
	}
	return p.note(ctx)
}

// printForm asks for the choices of one kind of paper: fields, and what puts
// choices into them and takes them out, as the options' String writes them.
type printForm struct {
	rows  []ui.FormRow
	show  func(options string)
	read  func() string
	wrong func() (string, fyne.Focusable)
}

// set makes a proof by what writes a paper.
func set(write func(w io.Writer) (paper.Report, error)) (proof, error) {
	var pdf bytes.Buffer
	report, err := write(&pdf)
	return proof{pdf: pdf.Bytes(), report: report, found: report.Findings()}, err
}

// Show shows a paper that is of no event, under the file name that it gets; note,
// if not nil, notes that it has gone out.
func (f *Actions) Show(title, file string, write func(ctx context.Context, w io.Writer) (paper.Report, error), note func(context.Context) error) {
	f.preview(draft{
		title: title, again: func() { f.Show(title, file, write, note) },
		file: func() string { return file },
		prepare: func() func(context.Context) (proof, error) {
			return func(ctx context.Context) (proof, error) {
				p, err := set(func(w io.Writer) (paper.Report, error) { return write(ctx, w) })
				p.note = note
				return p, err
			}
		},
	})
}

// previewPaper shows a paper of an event, or of a year.
func (f *Actions) previewPaper(def paper.Definition, e app.Event) {
	if def.Due == nil {
		f.previewDated(def, app.Dossier{Event: e})
		return
	}
	service := f.Service
	ui.Load(f.Context, nil, func(ctx context.Context) (app.Dossier, error) { return service.Dossier(ctx, e.ID) },
		func(d app.Dossier) { f.previewDated(def, d) })
}

// previewDated shows a paper of an event, with the date that goes with it as it stands
// now.
func (f *Actions) previewDated(def paper.Definition, d app.Dossier) {
	service, e := f.Service, d.Event
	options := newOptionForm(def, d, service.Now)
	form := printForm{rows: options.rows(), show: options.show,
		read: func() string {
			p, _, _ := options.paper()
			return p.String()
		},
		wrong: func() (string, fyne.Focusable) {
			_, problem, at := options.paper()
			return problem, at
		},
	}
	ids := func() []string { return nil }
	if def.People {
		var whom []ui.FormRow
		whom, ids = f.whom(e)
		form.rows = append(whom, form.rows...)
	}
	var edits []fyne.CanvasObject
	if def.Paragraphs != nil {
		edits = append(edits, widgets.NewButton(words.T("Edit the text…"), func() { f.editText(def, e) }))
	}
	if def.Report {
		edits = append(edits, widgets.NewButton(words.T("Photos…"), func() { f.EditPhotos(e, nil) }))
	}
	if len(edits) > 0 {
		form.rows = append(form.rows, ui.FormRow{Input: container.NewHBox(edits...)})
	}
	shown := draft{
		title: def.Label(), form: form, as: def.Formats(), event: e, parts: def.Sections,
		again: func() { f.previewPaper(def, f.Event()) },
		file: func() string {
			p, _, _ := options.paper()
			return def.FileName(e, p)
		},
		prepare: func() func(context.Context) (proof, error) {
			p, _, _ := options.paper()
			chosen := ids()
			return func(ctx context.Context) (proof, error) {
				m, err := def.Gather(ctx, service, e.ID, p, service.Now())
				if err != nil {
					return proof{}, err
				}
				m.IDs = chosen
				return prove(ctx, service, def, p, m)
			}
		},
	}
	if def.Remembers() {
		shown.kind = def.Kind
	}
	f.preview(shown)
}

// prove makes a paper of an event, or of a year, with what is to be looked at
// before it goes out.
func prove(ctx context.Context, service *service.Service, def paper.Definition, p paper.Paper, m paper.Material) (proof, error) {
	event := m.Dossier.Event.ID
	made, err := set(func(w io.Writer) (paper.Report, error) { return def.Write(ctx, w, p, m) })
	if err != nil {
		return proof{}, err
	}
	if def.Concerns != nil {
		all, err := service.CheckEvent(ctx, event, nil)
		if err != nil {
			return proof{}, err
		}
		made.found = append(made.found, slices.DeleteFunc(all, func(f check.Finding) bool {
			told := f.Field != "" && f.ID == "" && slices.ContainsFunc(made.found, func(t check.Finding) bool { return t.Topic == f.Topic && t.Field == f.Field })
			return f.Weight == check.WeightHint || !def.Concerns(f) || told
		})...)
	}
	made.write = func(ctx context.Context, w io.Writer, as paper.Format) error {
		m := m
		m.As = as
		_, err := def.Write(ctx, w, p, m) // it has the warnings of the PDF
		return err
	}
	made.note = func(ctx context.Context) error {
		return service.SendPaper(ctx, event, def.Label(), made.report.Full)
	}
	made.sent = func(ctx context.Context) error {
		if kept, ok := def.Printed(p, m); ok {
			return service.RememberPrint(ctx, kept)
		}
		return nil
	}
	return made, nil
}

// preview is the paper in front of the person, with its choices at the side. It
// follows every choice and every change of the data.
type preview struct {
	*Actions
	draft   draft
	dialog  *widgets.Dialog
	view    *pages.View
	status  *widget.Label
	heading *widgets.Paragraph
	points  *fyne.Container // what to look at
	beside  *fyne.Container // the choices above it, as long as they need
	side    *fyne.Container // choices and points
	body    *fyne.Container // side, pages and status

	number  int                // of the latest making
	cancel  context.CancelFunc // of the one that goes on
	stop    func()             // forgets a making that waits for the person to finish typing
	setting bool               // choices are being put in, not made
	sending bool               // what is remembered of a print is no change
	closed  atomic.Bool        // also asked in the background
	proof   *proof             // nil while it is being made, or where it cannot be
	doc     *printer.Document
	then    func(proof) // what waits for the proof
}

// whileTyping is how long the paper waits for the next key before it follows.
const whileTyping = 300 * time.Millisecond

// preview shows a paper as it would come out.
func (f *Actions) preview(d draft) {
	f.Run(func() { _ = printer.Warm() }, func() {}) // while the paper is made; a failure is told by Open
	service := f.Service
	ui.Load(f.Context, nil, func(ctx context.Context) (remembered, error) {
		if d.kind == "" {
			return remembered{}, nil
		}
		last, err := service.Setting(ctx, paper.LastUsed(d.kind))
		if err != nil {
			return remembered{}, err
		}
		presets, err := paper.Presets(ctx, service, d.kind)
		return remembered{last, presets}, err
	}, func(r remembered) { f.showPreview(d, r) })
}

// besideScroll is the room for the bar by which the choices are scrolled.
const besideScroll = 14

func (f *Actions) showPreview(d draft, r remembered) {
	p := &preview{Actions: f, draft: d, status: widget.NewLabel(""), points: container.NewVBox()}
	p.status.Truncation = fyne.TextTruncateEllipsis
	p.view = pages.New(f.Run, f.Memory("preview"))
	p.view.OnProblem = p.fail
	p.view.OnChosen = p.chosen
	p.heading = ui.Paragraph("")
	p.heading.TextStyle.Bold = true
	width := float32(380)
	var choices fyne.CanvasObject
	if len(d.form.rows) > 0 {
		choices = p.choices(r)
		width = max(width, choices.MinSize().Width+besideScroll)
	}
	p.beside = container.NewVBox(p.heading, p.points)
	if choices != nil {
		p.beside = container.NewVBox(choices, p.heading, p.points)
	}
	p.side = container.New(ui.FixedLayout{Size: fyne.NewSize(width, 300)},
		container.NewBorder(nil, nil, nil, layout.NewSpacer(), container.NewVScroll(widgets.NewMargin(0, 0, 0, besideScroll, p.beside))))
	p.list(nil)
	p.body = container.NewBorder(nil, p.status, p.side, nil, p.view)
	actions := []widgets.Action{
		{Label: words.T("Close"), Kind: widgets.Cancel, Do: p.close},
		{Label: words.T("Open in another program"), Hold: p.hold(p.open)},
	}
	for _, further := range []struct {
		as     paper.Format
		action widgets.Action
	}{
		{paper.FormatText, widgets.Action{Label: words.T("Copy the text"), Hold: p.hold(p.copyText)}},
		{paper.FormatHTML, widgets.Action{Label: words.T("Save as a web page…"), Hold: p.hold(p.saveHTML)}},
		{paper.FormatWord, widgets.Action{Label: words.T("Save as Word…"), Hold: p.hold(p.saveWord)}},
		{paper.FormatExcel, widgets.Action{Label: words.T("Save as Excel…"), Hold: p.hold(p.saveExcel)}},
	} {
		if slices.Contains(d.as, further.as) {
			actions = append(actions, further.action)
		}
	}
	actions = append(actions,
		widgets.Action{Label: words.T("Save as PDF…"), Hold: p.hold(p.save)},
		widgets.Action{Label: words.T("Print…"), Kind: widgets.Default, Hold: p.hold(p.print)})
	p.dialog = widgets.ShowDialog(f.Window, words.T("Preview: %s", d.title), container.New(previewLayout{f.Window.Canvas()}, p.body), actions...)
	p.dialog.OnTell, p.dialog.ActsAtOnce = p.tell, true // its choices show in the pages and are remembered
	if f.Service != nil {                               // the guide can be printed without data, too
		f.UndoIn(p.dialog, p.soon, app.TopicEvents, app.TopicInvitees, app.TopicAgenda, app.TopicFeedback, app.TopicPhotos) // texts and photos of a report are edited in it
	}
	f.Window.Canvas().Focus(p.view)
	p.make()
}

// choices returns what can be chosen, one below the other, with what was chosen
// last.
func (p *preview) choices(r remembered) fyne.CanvasObject {
	form := p.draft.form
	show := form.show
	form.show = func(options string) {
		p.setting = true
		show(options)
		p.setting = false
		p.soon()
	}
	show(r.last)
	fields := container.New(layout.NewFormLayout())
	add := func(row ui.FormRow) {
		fields.Add(widget.NewLabel(row.Label))
		fields.Add(row.Input)
	}
	if p.draft.kind != "" {
		add(ui.FormRow{Label: words.T("Preset"), Input: newPresetRow(p.Actions, p.draft.kind, form, r.presets).content})
	}
	if p.draft.parts != nil {
		add(ui.FormRow{Label: words.T("Sections|of a paper"), Input: p.sections()})
	}
	for _, row := range form.rows {
		add(row)
		for _, input := range inputsIn(row.Input) {
			input.Listen(p.soon)
			if number, ok := input.(*widgets.NumberEntry); ok {
				number.OnSubmitted = func(string) { p.make() } // to see it, not yet to print it
			}
		}
	}
	return fields
}

// inputsIn returns the inputs among an object and what it holds.
func inputsIn(o fyne.CanvasObject) []widgets.Input {
	switch o := o.(type) {
	case widgets.Input:
		return []widgets.Input{o}
	case *fyne.Container:
		var all []widgets.Input
		for _, inner := range o.Objects {
			all = append(all, inputsIn(inner)...)
		}
		return all
	}
	return nil
}

// soon has the paper follow once the person pauses. What is being made is of
// earlier choices and must not go out.
func (p *preview) soon() {
	if p.setting || p.sending || p.closed.Load() {
		return
	}
	p.abandon()
	if p.stop != nil {
		p.stop()
	}
	p.stop = p.Actions.Later(whileTyping, p.make)
}

// make has the paper made anew of what is chosen.
func (p *preview) make() {
	if p.closed.Load() {
		return
	}
	p.abandon()
	if problem := p.problem(); problem != "" {
		p.tellWrong(problem)
		p.then = nil
		return
	}
	p.tell(words.T("Setting the pages…"))
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	mine := p.number
	work := p.draft.prepare()
	making := paper.WithProgress(ctx, func(page, of int) {
		if page > 0 && page%toldPages == 0 {
			fyne.Do(func() { p.tellProgress(mine, page, of) })
		}
	})
	type outcome struct {
		proof proof
		doc   *printer.Document
	}
	widgets.Run(p.Actions.Run, func() (outcome, error) {
		made, err := work(making)
		if err != nil {
			return outcome{}, err
		}
		doc, err := printer.Open(ctx, made.pdf)
		if err != nil {
			err = app.Errorf(app.CodeInternal, err, "The preview could not be shown.")
		}
		return outcome{made, doc}, err
	}, func(o outcome, err error) {
		cancel()
		switch {
		case mine != p.number || p.closed.Load():
			p.dispose(o.doc)
		case o.proof.pdf == nil:
			p.then = nil
			p.fail(err)
		default:
			p.show(o.proof, o.doc)
			if err != nil {
				p.fail(err) // it cannot be seen, but it can go out
			}
		}
	})
}

// toldPages is after how many pages of a long paper the preview says how far it is.
const toldPages = 100

// tellProgress says how far a making is, unless it has ended or another goes on.
func (p *preview) tellProgress(making, page, of int) {
	switch {
	case making != p.number || p.closed.Load() || p.proof != nil:
	case of == 0:
		p.tell(words.T("Setting the pages… %d so far", page))
	default:
		p.tell(words.T("Writing the pages… %d of %d", page, of))
	}
}

// abandon ends the making that goes on.
func (p *preview) abandon() {
	p.number++
	if p.cancel != nil {
		p.cancel()
	}
	p.proof = nil
}

// problem says what is wrong with the choices.
func (p *preview) problem() string {
	if p.draft.form.wrong == nil {
		return ""
	}
	text, _ := p.draft.form.wrong()
	return text
}

// tell says below the pages how it stands with the paper.
func (p *preview) tell(text string) {
	p.status.Importance = widget.MediumImportance
	p.status.SetText(text)
}

func (p *preview) tellWrong(text string) {
	p.status.Importance = widget.DangerImportance
	p.status.SetText("× " + text)
}

func (p *preview) fail(err error) {
	ui.LogError(p.Actions.Log, err)
	p.tellWrong(ui.SentenceOf(err))
}

// show puts a finished paper in the place of the one before.
func (p *preview) show(made proof, doc *printer.Document) {
	before := p.doc
	p.proof, p.doc = &made, doc
	if doc != nil {
		p.view.SetPages(doc)
	} else {
		p.view.SetPages(nil)
	}
	p.dispose(before)
	p.tell(words.T("%d pages", made.report.Pages))
	p.list(made.found)
	if then := p.then; then != nil {
		p.then = nil
		then(made)
	}
}

// list shows what to look at before the paper goes out, each with the way there.
func (p *preview) list(found []check.Finding) {
	p.points.RemoveAll()
	found = saidOnce(found)
	for _, finding := range found {
		mark := "! "
		text := ui.Paragraph("")
		if finding.Weight == check.WeightError {
			mark, text.Importance = "× ", widget.DangerImportance
		}
		text.SetText(mark + finding.Message)
		there := widgets.NewLink(words.T("Go there"), func() { p.leaveFor(finding) })
		p.points.Add(container.NewBorder(nil, nil, nil, container.NewVBox(there), text))
	}
	p.heading.SetText("")
	if len(found) > 0 {
		p.heading.SetText(words.T("Please look at these %d points before it goes out:", len(found)))
	}
	p.heading.Hidden = len(found) == 0
	p.side.Hidden = len(found) == 0 && len(p.draft.form.rows) == 0
	p.beside.Refresh()
	if p.body != nil {
		p.body.Refresh() // the pages give the side its room, or take it
	}
}

// saidOnce leaves out what is said before in the same words: the checks of a paper
// and of its event overlap.
func saidOnce(found []check.Finding) []check.Finding {
	said := map[string]bool{}
	return slices.DeleteFunc(slices.Clone(found), func(f check.Finding) bool {
		again := said[f.Message]
		said[f.Message] = true
		return again
	})
}

// leaveFor closes the preview and goes to the place of a finding, with the way back.
func (p *preview) leaveFor(f check.Finding) {
	p.close()
	p.dialog.Close()
	p.Actions.JumpFrom(f, words.T("the preview of %s", p.draft.title), p.draft.again)
}

// edit goes to the field of the event that a part of the paper is written in.
func (p *preview) edit(field string) {
	p.leaveFor(check.Finding{Topic: app.TopicEvents, ID: p.draft.event.ID, Field: field})
}

// chosen goes to where what stands at a place of the paper is written.
func (p *preview) chosen(page int, y float64) {
	if p.proof == nil {
		return
	}
	field := ""
	for _, at := range p.proof.report.Places {
		if at.Page > page || at.Page == page && at.Y > y {
			break
		}
		field = at.Name
	}
	if field != "" {
		p.edit(field)
	}
}

// sections is a button with a menu of the paper's sections, each to be edited.
func (p *preview) sections() fyne.CanvasObject {
	parts := p.draft.parts
	return container.NewHBox(p.MenuButton(words.T("Edit a section"), func() []*fyne.MenuItem {
		var items []*fyne.MenuItem
		for i, s := range parts.In(p.draft.event) {
			items = append(items, fyne.NewMenuItem(parts.Called(s), func() { p.edit(app.Row(parts.Field, i)) }))
		}
		return items
	}))
}

// hold returns what a button does that leaves the preview open: something with
// the paper as it is chosen now, once that is made.
func (p *preview) hold(do func(proof)) func() bool {
	return func() bool {
		if text := p.problem(); text != "" {
			p.tellWrong(text)
			if _, at := p.draft.form.wrong(); at != nil {
				p.Actions.Window.Canvas().Focus(at)
			}
			return true
		}
		if p.proof != nil {
			do(*p.proof)
		} else {
			p.then = do
		}
		return true
	}
}

// print asks for a printer and prints the paper.
func (p *preview) print(made proof) {
	p.Actions.printPDF(p.draft.file(), made, func(printed bool) {
		if printed {
			p.send(made, func() error { return nil }, words.T("Handed to the printer: %s", p.draft.title))
		}
	})
}

// open shows the paper in the program that the system has for it, from where it
// can be printed and saved, too.
func (p *preview) open(made proof) {
	p.Actions.openSpare(p.draft.file(), made, func(opened bool) {
		if opened {
			p.send(made, func() error { return nil }, words.T("Opened in another program: %s", p.draft.title))
		}
	})
}

// save asks for a place and writes the paper there.
func (p *preview) save(made proof) {
	p.saveAs(made, words.T("Save %s as PDF", p.draft.title), p.draft.file(), words.T("%d pages", made.report.Pages), func(w io.Writer) error {
		_, err := w.Write(made.pdf)
		return err
	})
}

// saveWord asks for a place and writes the paper there as a file to be edited.
func (p *preview) saveWord(made proof) {
	p.saveIn(made, paper.FormatWord, words.T("Save %s as a Word file", p.draft.title), words.T("to be edited in Word"))
}

// saveHTML asks for a place and writes the paper there as a web page.
func (p *preview) saveHTML(made proof) {
	p.saveIn(made, paper.FormatHTML, words.T("Save %s as a web page", p.draft.title), words.T("to be put into a web page"))
}

// saveExcel asks for a place and writes the paper there as a workbook to be filled in.
func (p *preview) saveExcel(made proof) {
	p.saveIn(made, paper.FormatExcel, words.T("Save %s as a workbook", p.draft.title), words.T("to be filled in"))
}

// saveIn asks for a place and writes the paper there in another format.
func (p *preview) saveIn(made proof, as paper.Format, title, about string) {
	name := p.draft.file()
	name = strings.TrimSuffix(name, filepath.Ext(name)) + as.Ending()
	p.saveAs(made, title, name, about, func(w io.Writer) error { return made.write(context.Background(), w, as) })
}

// copyText puts the paper on the clipboard as a text, to be pasted into a web page or
// a message.
func (p *preview) copyText(made proof) {
	var text strings.Builder
	p.sendOut(made, func() error {
		if err := made.write(context.Background(), &text, paper.FormatText); err != nil {
			return err
		}
		if err := made.noted(context.Background()); err != nil {
			return err
		}
		return nil
	}, func() {
		fyne.CurrentApp().Clipboard().SetContent(text.String())
		p.tell(words.T("The text is copied; paste it into a web page or a message."))
	})
}

func (p *preview) saveAs(made proof, title, name, about string, write func(io.Writer) error) {
	p.Actions.Choose.Save("paper", title, name, func(file string) {
		put := outfile.Write
		if made.report.Private {
			put = outfile.WritePrivate
		}
		p.send(made, func() error {
			if err := made.noted(context.Background()); err != nil {
				return err
			}
			return put(file, write)
		}, words.T("Written: %s (%s)", file, about))
	})
}

// send does what has the paper go out, remembers what it said, and says so.
func (p *preview) send(made proof, do func() error, said string) {
	p.sendOut(made, do, func() { p.tell(said) })
}

// sendOut is send with what is done in the end.
func (p *preview) sendOut(made proof, do func() error, then func()) {
	p.sending = true
	widgets.Run(p.Actions.Run, func() (struct{}, error) {
		err := do()
		if err == nil && made.sent != nil {
			err = made.sent(context.Background())
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		p.sending = false
		if err != nil {
			p.Actions.Fail(err)
			return
		}
		then()
	})
}

// close ends the preview: its choices are kept, its memory is given back.
func (p *preview) close() {
	p.closed.Store(true)
	p.abandon()
	if p.stop != nil {
		p.stop()
	}
	if p.draft.kind != "" && p.problem() == "" {
		options, service := p.draft.form.read(), p.Actions.Service
		ui.Load(p.Context, nil, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, service.SetSetting(ctx, paper.LastUsed(p.draft.kind), options)
		}, func(struct{}) {})
	}
	p.view.SetPages(nil)
	p.dispose(p.doc)
	p.doc = nil
}

// dispose closes a document that is shown no more. It waits for a page that is
// just being drawn, so it is done in the background.
func (p *preview) dispose(doc *printer.Document) {
	log := p.Actions.Log
	p.Actions.Run(func() {
		if doc != nil {
			if err := doc.Close(); err != nil {
				log.Error("close the preview", "cause", err)
			}
		}
		if p.closed.Load() {
			if err := printer.Rest(); err != nil {
				log.Error("end the preview", "cause", err)
			}
		}
	}, func() {})
}

// previewLayout takes nearly all of the window.
type previewLayout struct{ canvas fyne.Canvas }

func (previewLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size)
}

func (l previewLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return l.canvas.Size().SubtractWidthHeight(56, 136).Max(fyne.NewSize(640, 300))
}
