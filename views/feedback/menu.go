package feedback

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/figures"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// Actions are what can be done with opinions and departments.
type Actions struct{ *ui.Context }

// New returns the actions.
func New(d *ui.Context) *Actions { return &Actions{d} }

// MenuActions are the entries of the menu 意见建议.
func (f *Actions) MenuActions() []ui.Action {
	tab := func(do func(*Tab)) func() {
		return func() { f.ShowTab(ui.TabFeedback, func() { do(f.Tab(ui.TabFeedback).(*Tab)) }) }
	}
	list, event, office := f.actions(tab)
	several := ui.Action{Label: words.T("Record several at once…"), Key: fyne.KeyM, Mod: ui.Ctrl, Do: tab((*Tab).QuickEntry)}
	ledger := ui.Action{Label: words.T("Export the ledger…"), Key: fyne.Key0, Mod: ui.Ctrl, Do: f.ExportLedger}
	questions, figures := event[:1], event[1:]
	return slices.Concat([]ui.Action{several}, list, questions, []ui.Action{ui.Separator}, figures, []ui.Action{ledger, ui.Separator}, office)
}

// moreItems are what can be done with the list as a whole.
func (t *Tab) moreItems() []*fyne.MenuItem {
	list, event, office := t.actions(func(do func(*Tab)) func() { return func() { do(t) } })
	return ui.MenuItems(slices.Concat(list, []ui.Action{ui.Separator}, event, []ui.Action{ui.Separator}, office))
}

// chosenItems are what can be done with several chosen opinions at once.
func (t *Tab) chosenItems() []*fyne.MenuItem {
	list, _, _ := t.actions(func(do func(*Tab)) func() { return func() { do(t) } })
	return ui.MenuItems(list)
}

// actions are what both the menu and the tab offer: with the chosen opinions,
// with those of the event, and with what the office keeps for all. tab calls
// what the tab does.
func (f *Actions) actions(tab func(do func(*Tab)) func()) (list, event, office []ui.Action) {
	list = []ui.Action{
		{Label: words.T("Merge…"), Key: fyne.KeyM, Mod: ui.CtrlShift, Do: tab((*Tab).Merge)},
		{Label: words.T("Split…"), Key: fyne.KeyI, Mod: ui.Ctrl, Do: tab((*Tab).Split)},
	}
	event = []ui.Action{
		{Label: words.T("Questionnaire…"), Key: fyne.KeyF2, Mod: ui.Ctrl, Do: f.EditQuestions},
		{Label: words.T("To be urged…"), Key: fyne.KeyU, Mod: ui.Ctrl, Do: f.ShowChase},
		{Label: words.T("Figures of opinions…"), Key: fyne.KeyG, Mod: ui.Ctrl, Do: f.ShowFeedbackFigures},
	}
	office = []ui.Action{
		{Label: words.T("Departments…"), Key: fyne.KeyU, Mod: ui.CtrlShift, Do: f.EditDepartments},
		{Label: words.T("Reply templates…"), Key: fyne.KeyF3, Mod: ui.Ctrl, Do: f.EditTemplates},
		{Label: words.T("Categories of opinions…"), Key: fyne.KeyF4, Mod: ui.CtrlShift, Do: f.EditCategories},
		{Label: words.T("Time limits of handling…"), Key: fyne.KeyF5, Mod: ui.Ctrl, Do: f.EditFeedbackRules},
	}
	return list, event, office
}

// ShowFeedbackFigures shows the figures of the opinions of all events.
func (d *Actions) ShowFeedbackFigures() {
	service := d.Service
	ui.Load(d.Context, nil, func(ctx context.Context) (figures.Feedback, error) { return service.FeedbackFigures(ctx, "") }, d.showFigures)
}

// EditFeedbackRules asks for the office's time limits in the handling of opinions.
func (d *Actions) EditFeedbackRules() {
	ui.Load(d.Context, nil, d.Service.FeedbackRules, func(r app.FeedbackRules) {
		number := func(n int) *widgets.NumberEntry {
			e := widgets.NewNumberEntry(0, 365)
			e.Set(&n)
			return e
		}
		due, back, soon := number(r.DueDays), number(r.ReturnDays), number(r.SoonDays)
		inputs := []*widgets.NumberEntry{due, back, soon}
		d.Ask(words.T("Time limits of handling"), []ui.FormRow{
			{Label: words.T("Working days to handle an opinion"), Input: due},
			{Label: words.T("Working days in which it can be returned"), Input: back},
			{Label: words.T("Due soon: so many working days before"), Input: soon},
		}, words.T("Save"), func() (string, fyne.Focusable) {
			for _, e := range inputs {
				if p := e.Problem(); p != "" {
					return p, e
				}
				if _, empty, _ := e.Value(); empty {
					return words.T("Give a number."), e
				}
			}
			return "", nil
		}, func() {
			for i, into := range []*int{&r.DueDays, &r.ReturnDays, &r.SoonDays} {
				*into, _, _ = inputs[i].Value()
			}
			service := d.Service
			ui.Load(d.Context, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, service.SetFeedbackRules(ctx, r) }, func(struct{}) {
				d.Undoable(words.T("The time limits are saved."))
			})
		})
		d.Window.Canvas().Focus(due)
	})
}

// questionLine is one line of the questionnaire's grid.
type questionLine struct {
	text    *widgets.TextEntry
	numbers []*widgets.NumberEntry
	rate    *widget.Label
}

// EditQuestions asks for the tally of the current event's questionnaire.
func (d *Actions) EditQuestions() {
	e := d.Event()
	if e.ID == "" {
		d.Toast(words.T("Choose an event first."))
		return
	}
	d.Guard(func() { d.askQuestions(e) })
}

func (d *Actions) askQuestions(e app.Event) {
	questions := e.Questions
	if len(questions) == 0 {
		questions = app.UsualQuestions()
	}
	grid := container.New(questionLayout{})
	bold := func(text string) *widget.Label {
		return widget.NewLabelWithStyle(text, fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	}
	grid.Add(bold(words.T("Question")))
	for _, w := range app.Satisfactions {
		grid.Add(bold(w.Label()))
	}
	grid.Add(bold(words.T("Satisfaction rate")))
	var lines []*questionLine
	read := func(l *questionLine) app.Question {
		q := app.Question{Text: l.text.Value()}
		for i, into := range []*int{&q.Satisfied, &q.Basically, &q.Not} {
			*into, _, _ = l.numbers[i].Value()
		}
		return q
	}
	add := func(q app.Question) *questionLine {
		l := &questionLine{text: widgets.NewTextEntry(), rate: widget.NewLabel("")}
		l.text.SetText(q.Text)
		tell := func() {
			q := read(l)
			l.rate.SetText(part(q.Satisfied+q.Basically, q.Answers()))
		}
		grid.Add(l.text)
		for _, n := range []int{q.Satisfied, q.Basically, q.Not} {
			entry := widgets.NewNumberEntry(0, 99999)
			if n > 0 {
				entry.Set(&n)
			}
			entry.Listen(tell)
			l.numbers = append(l.numbers, entry)
			grid.Add(entry)
		}
		grid.Add(l.rate)
		tell()
		lines = append(lines, l)
		return l
	}
	for _, q := range questions {
		add(q)
	}
	c := d.Window.Canvas()
	more := widgets.NewButtonWithIcon(words.T("Add a question"), theme.ContentAddIcon(), func() { c.Focus(add(app.Question{}).text) })
	wrong := ui.Paragraph("")
	wrong.Importance = widget.DangerImportance
	intro := ui.Paragraph(words.T("How many answered what, counted from the forms that people handed in. A line without question and numbers is left out."))
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(860, 420)}, container.NewBorder(intro, container.NewBorder(nil, nil, more, nil, wrong), nil, nil, container.NewVScroll(grid)))
	widgets.ShowDialog(d.Window, words.T("Questionnaire"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Save"), Kind: widgets.Default, Hold: func() bool {
			for i, l := range lines {
				for _, n := range l.numbers {
					if p := n.Problem(); p != "" {
						wrong.SetText("× " + p)
						c.Focus(n)
						return true
					}
				}
				if q := read(l); q.Text == "" && q.Answers() > 0 {
					wrong.SetText("× " + strconv.Itoa(i+1) + ": " + words.T("Write down the question."))
					c.Focus(l.text)
					return true
				}
			}
			return false
		}, Do: func() {
			all := make([]app.Question, len(lines))
			for i, l := range lines {
				all[i] = read(l)
			}
			service := d.Service
			ui.Load(d.Context, nil, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, service.SaveQuestions(ctx, e.ID, all)
			}, func(struct{}) {
				d.Undoable(words.T("The questionnaire is saved."))
			})
		}})
	c.Focus(lines[0].numbers[0])
}

// questionLayout sets five cells a line: the question, three numbers, and the rate.
type questionLayout struct{}

var questionWidths = []float32{0, 100, 116, 100, 150} // the question has the rest

func (questionLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest := size.Width - 8
	for _, w := range questionWidths {
		rest -= w
	}
	var y, height float32
	for i := 0; i < len(objects); i += len(questionWidths) {
		x := float32(0)
		height = 0
		for j, o := range objects[i:min(i+len(questionWidths), len(objects))] {
			width := max(questionWidths[j], 0)
			if j == 0 {
				width = rest
			}
			height = max(height, o.MinSize().Height)
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(width-6, o.MinSize().Height))
			x += width
		}
		y += height + 4
	}
}

func (questionLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var y float32
	for i := 0; i < len(objects); i += len(questionWidths) {
		y += objects[i].MinSize().Height + 4
	}
	return fyne.NewSize(600, y)
}
