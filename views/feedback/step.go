package feedback

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/opinions"
	"openday/app/words"
	"openday/views/menus"
	"openday/views/ui"
	"openday/views/widgets"
)

// stepForm asks for what belongs to one step in the handling of an opinion.
type stepForm struct {
	*Actions
	opinion app.Feedback
	others  []app.Feedback // with which the same step is taken, too
	event   app.Event
	rules   app.FeedbackRules
	form    *widgets.Form
	step    app.Step
	joint   string
	fields  []stepField
	first   string
	height  float32
	dialog  *widgets.Dialog
	saving  bool
	drafts  *ui.Drafting
}

// stepField joins a field to the part of the step that it is.
type stepField struct {
	*widgets.Field
	read func()
}

// stepLabel names a step on a button; … says that it asks for something.
func stepLabel(kind app.TransitionKind) string { return app.TransitionKinds.Label(kind) + "…" }

// takeStep takes a step, after asking for what belongs to it.
func (t *Tab) takeStep(f app.Feedback, kind app.TransitionKind) { t.newStep(f, kind).show() }

// takeStepOfMany takes a step with all of some opinions that allow it, after asking
// for what belongs to it once.
func (t *Tab) takeStepOfMany(list []app.Feedback, kind app.TransitionKind) {
	s := t.newStep(list[0], kind)
	s.others = list[1:]
	s.show()
}

// newStep returns the form of a step, out of sight.
func (t *Tab) newStep(f app.Feedback, kind app.TransitionKind) *stepForm {
	s := &stepForm{Actions: t.Actions, opinion: f, event: t.Event(), rules: t.rules, form: widgets.NewForm(t.editor.Form.LabelWidth()), step: app.Step{Kind: kind}}
	for _, a := range t.rules.Asks(f, kind, t.Service.Now()) {
		s.ask(t, a)
	}
	if kind != app.TransitionReply { // of which the day is asked for as such
		s.date("On", words.T("Day of the step"), app.StepDay(kind, t.Event(), t.Service.Now()), &s.step.On)
	}
	handlers := []string{t.Service.User()}
	for _, f := range t.dossier.Feedback {
		for _, m := range f.History {
			handlers = append(handlers, m.Handler, m.By)
		}
	}
	s.combo("Handler", words.T("Done by"), ui.Suggestions(handlers), &s.step.Handler)
	s.form.Field("Handler").Input.(*widgets.ComboEntry).SetText(t.Service.User())
	if kind == app.TransitionAssign {
		s.followDepartment(t.departments)
	}
	s.form.Loaded()
	s.drafts = s.NewDrafting(func() (app.Draft, bool) {
		d := ui.DraftOf(s.form, app.Draft{
			Form: app.DraftStep, Step: kind, EventID: f.EventID, RecordID: f.ID,
			Title: words.T("%s: %s|name and text", app.TransitionKinds.Label(kind), app.Shortened(f.Content)),
		})
		if len(s.others) > 0 {
			ids := ui.Gather(s.others, func(f app.Feedback) string { return f.ID })
			d.Fields = append(d.Fields, app.DraftField{Key: othersKey, Was: " ", Now: strings.Join(ids, " "), Secret: true})
		}
		return d, s.form.Changed()
	})
	s.form.OnChanged = s.drafts.Touch
	return s
}

// othersKey is the field of a draft with the ids of the other opinions that the same
// step is taken with.
const othersKey = "Others"

// othersOf returns the other opinions of the draft of a step, as far as they still
// allow it.
func othersOf(d app.Draft, all []app.Feedback) []app.Feedback {
	var others []app.Feedback
	for _, field := range d.Fields {
		if field.Key != othersKey {
			continue
		}
		for _, f := range all {
			if slices.Contains(strings.Fields(field.Now), f.ID) && slices.Contains(f.NextTransitions(), d.Step) {
				others = append(others, f)
			}
		}
	}
	return others
}

// resumeStep opens the dialog of the step that a draft was typed into. Where the
// opinion does not allow that step any more, what was typed can be copied.
func (t *Tab) resumeStep(d app.Draft, all []app.Feedback) {
	i := slices.IndexFunc(all, func(f app.Feedback) bool { return f.ID == d.RecordID })
	if i < 0 {
		t.Gone(d)
		return
	}
	t.Choose(d.RecordID)
	s := t.newStep(all[i], d.Step)
	s.others = othersOf(d, all)
	if slices.Contains(all[i].NextTransitions(), d.Step) && len(s.fields) > 0 {
		s.show()
		s.drafts.Resume(d, s.form)
		return
	}
	var lines []string
	for _, f := range d.Fields {
		if f.Typed() && !f.Secret {
			lines = append(lines, words.T("%s: %s|name of a field, what it says", f.Label, f.Now))
		}
	}
	ui.ShowLines(t.Context, words.T("The step cannot be taken any more"),
		words.T("The opinion is “%s” by now. What you typed for the step “%s”:", app.FeedbackStates.Label(all[i].State), app.TransitionKinds.Label(d.Step)), lines,
		widgets.Action{Label: words.T("Discard changes"), Do: func() { t.DropDraft(d) }},
		widgets.Action{Label: words.T("Later|put off"), Kind: widgets.Cancel})
}

// ask asks for a field of the step.
func (s *stepForm) ask(t *Tab, a app.StepField) {
	var field *widgets.Field
	now, label := t.Service.Now(), words.T(a.LabelKey())
	of := func(get func(app.Feedback) string) []string { return ui.Gather(t.dossier.Feedback, get) }
	switch a.Name {
	case "Department":
		names := ui.Gather(t.departments, func(d app.Department) string { return d.Name })
		used := of(func(f app.Feedback) string { return f.Department })
		field = s.combo(a.Name, label, ui.Suggestions(names, used, t.Event().CoOrganisers), &s.step.Department)
	case "Joint":
		field = s.text(a, label, &s.joint)
		field.Hint(words.T("Several are parted by 、"))
	case "InCharge":
		field = s.combo(a.Name, label, ui.Suggestions(of(func(f app.Feedback) string { return f.InCharge })), &s.step.InCharge)
	case "ReplyChannel":
		field = s.combo(a.Name, label, ui.Suggestions(app.ReplyChannels), &s.step.ReplyChannel)
	case "DueDate":
		after, at := s.proposedDue(now)
		field = s.due(label, after, at)
		if s.step.Kind == app.TransitionExtend || s.step.Kind == app.TransitionAsk {
			s.form.AddWide(widget.NewLabel(words.T("Due at present: %s", app.DayWithWeekday(s.opinion.DueDate))))
			s.height += 40
		}
	case "RepliedOn":
		field = s.date(a.Name, label, now, &s.step.RepliedOn)
	case "Grade":
		field = stepChoice(s, a.Name, label, app.Grades, &s.step.Grade)
	case "Adoption":
		field = stepChoice(s, a.Name, label, app.Adoptions, &s.step.Adoption)
	case "Satisfaction":
		field = stepChoice(s, a.Name, label, app.Satisfactions, &s.step.Satisfaction)
		field.Hint(words.T("Who is not satisfied has the opinion handled once more."))
	case "Note":
		field = s.text(a, label, &s.step.Note)
		if asked := s.opinion.AskedFor(); s.step.Kind == app.TransitionExtend && asked != "" { // which was said already
			s.form.Field("Note").Input.(*widgets.TextEntry).SetText(asked)
		}
		if last := t.rules.ReturnUntil(s.opinion); s.step.Kind == app.TransitionReturn && !last.IsZero() {
			field.Hint(words.T("It can be returned until %s.", last.Format(time.DateOnly)))
		}
	case "Overrule":
		field = s.text(a, label, &s.step.Overrule)
		field.Hint(words.T("The time for this step has passed; the reason is kept with it."))
	default: // a text that needs no more than its place
		field = s.text(a, label, map[string]*string{"Telephone": &s.step.Telephone, "Result": &s.step.Result, "AdoptionReason": &s.step.AdoptionReason}[a.Name])
	}
	if a.Obligatory() {
		field.Required()
	}
}

// proposedDue returns the due date that the form begins with, and the day from
// which its buttons count.
func (s *stepForm) proposedDue(now time.Time) (after, at time.Time) {
	f := s.opinion
	switch s.step.Kind {
	case app.TransitionAsk:
		return ui.LatestOf(f.DueDate, now), time.Time{}
	case app.TransitionExtend:
		return ui.LatestOf(f.DueDate, now), f.AskedUntil()
	case app.TransitionReopen:
		return now, ui.LatestOf(f.DueDate, s.rules.Due(now))
	}
	return now, s.rules.Due(now)
}

// followDepartment fills in person and telephone of the department that is
// chosen from the office's list; what was typed stays.
func (s *stepForm) followDepartment(departments []app.Department) {
	input := s.form.Field("Department").Input.(*widgets.ComboEntry)
	who, phone := s.form.Field("InCharge").Input.(*widgets.ComboEntry), s.form.Field("Telephone").Input.(*widgets.TextEntry)
	filled := app.Department{} // by the last choice
	input.Listen(func() {
		name := input.Value()
		for _, d := range departments {
			if d.Name != name {
				continue
			}
			if who.Value() == filled.InCharge {
				who.SetText(d.InCharge)
			}
			if phone.Value() == filled.Telephone {
				phone.SetText(d.Telephone)
			}
			filled = d
		}
	})
}

// field puts a field into the form.
func (s *stepForm) field(key, label string, input widgets.Input, height float32, read func()) *widgets.Field {
	if s.first == "" {
		s.first = key
	}
	s.height += height
	f := s.form.Add(key, label, input)
	s.fields = append(s.fields, stepField{f, read})
	return f
}

func (s *stepForm) text(a app.StepField, label string, into *string) *widgets.Field {
	input := widgets.NewLinesEntry(a.Lines)
	return s.field(a.Name, label, input, 24+21*float32(a.Lines), func() { *into = input.Value() })
}

func (s *stepForm) combo(key, label string, options []string, into *string) *widgets.Field {
	input := widgets.NewComboEntry(options)
	return s.field(key, label, input, 46, func() { *into = input.Value() })
}

func (s *stepForm) date(key, label string, at time.Time, into *time.Time) *widgets.Field {
	input := widgets.NewDateEntry(app.Zone, s.Service.Now)
	input.Set(at)
	return s.field(key, label, input, 46, func() { *into, _, _ = input.Value() })
}

// stepChoice is a field for a word of a list of which none is chosen yet.
func stepChoice[V ~string](s *stepForm, key, label string, list app.Vocabulary[V], into *V) *widgets.Field {
	input := widgets.NewChoice(ui.VocabularyOptions(list, words.T("Please choose"))...)
	return s.field(key, label, input, 46, func() { *into = input.Value() })
}

// due asks for the due date, which is at first the one given. Buttons fill in
// the day some working days after another one.
func (s *stepForm) due(label string, after, at time.Time) *widgets.Field {
	input := widgets.NewDateEntry(app.Zone, s.Service.Now)
	input.Set(at)
	field := s.field("DueDate", label, input, 76, func() { s.step.DueDate, _, _ = input.Value() })
	buttons := container.NewHBox(widget.NewLabel(words.T("Working days")))
	for _, n := range []int{3, 5, 10, 15, 30} {
		buttons.Add(widgets.NewButton(words.T("+%d d", n), func() { input.Set(s.Calendar.Add(app.DayOf(after), n).Date) }))
	}
	s.form.AddWide(container.NewBorder(nil, nil, container.New(ui.WidthLayout{Width: s.form.LabelWidth()}), nil, buttons))
	s.height += 48
	tell := func() {
		day, empty, err := input.Value()
		if empty || err != nil {
			field.Hint("")
			return
		}
		sum := s.Calendar.Between(app.DayOf(s.Service.Now()), day)
		hint := words.T("%d working days from today", sum.Days)
		if len(sum.Missing) > 0 {
			hint += " " + words.T("(the official calendar of that year is missing)")
		}
		field.Hint(hint)
	}
	input.Listen(tell)
	tell()
	return field
}

// show opens the dialog.
func (s *stepForm) show() {
	label := app.TransitionKinds.Label(s.step.Kind)
	about := ui.Paragraph(s.opinion.Content)
	about.Importance = widget.LowImportance
	opinion := container.NewVScroll(about)
	opinion.SetMinSize(fyne.NewSize(0, 64))
	if n := len(s.others); n > 0 {
		lines := []string{words.T("%d opinions, in one step:", n+1)}
		for _, f := range append([]app.Feedback{s.opinion}, s.others...) {
			lines = append(lines, "· "+app.Shortened(f.Content))
		}
		about.SetText(strings.Join(lines, "\n"))
	}
	head := container.NewVBox(opinion)
	if templated := s.templated(); templated != nil {
		head.Add(s.templateButton(templated))
	}
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(560, min(s.height+150, 560))}, container.NewBorder(head, nil, nil, nil, s.form))
	s.dialog = widgets.ShowDialog(s.Window, label, body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel, Hold: s.hold},
		widgets.Action{Label: label, Kind: widgets.Default, Hold: func() bool { s.submit(); return true }})
	s.dialog.OnClosed = s.drafts.Forget // taken, or thrown away
	s.Window.Canvas().Focus(s.form.Field(s.first).Input.FocusTarget())
}

// hold asks before what is typed is thrown away.
func (s *stepForm) hold() bool {
	if !s.form.Changed() {
		return false
	}
	widgets.ShowDanger(s.Window, words.T("There are unsaved changes"), words.T("What you typed for this step is lost."), words.T("Discard changes"), s.dialog.Close)
	return true
}

// submit takes the step with what is filled in, unless something is wrong with it.
func (s *stepForm) submit() {
	if s.saving {
		return
	}
	problems := map[string]string{}
	for _, f := range s.fields {
		if p := f.Input.Problem(); p != "" {
			problems[f.Key] = p
		}
		f.read()
	}
	s.step.Joint = []string{s.joint}
	_, wrong := s.opinion.Apply(s.stepWith(s.opinion), s.rules, "", "", s.Service.Now())
	for key, p := range ui.ByField(wrong) {
		if problems[key] == "" {
			problems[key] = p
		}
	}
	s.form.ShowProblems(problems)
	if len(problems) == 0 {
		s.take()
	}
}

// stepWith returns the step with what its texts say of an opinion.
func (s *stepForm) stepWith(f app.Feedback) app.Step {
	step := s.step
	for _, text := range []*string{&step.Note, &step.Result} {
		*text = opinions.Fill(*text, f, s.event, s.Service.Now())
	}
	return step
}

// templated is the field of the step that a template can fill, nil where there is none.
func (s *stepForm) templated() *widgets.TextEntry {
	name := map[app.TransitionKind]string{app.TransitionAnswer: "Note", app.TransitionFinish: "Result", app.TransitionReply: "Note"}[s.step.Kind]
	if field := s.form.Field(name); name != "" && field != nil {
		return field.Input.(*widgets.TextEntry)
	}
	return nil
}

// templateButton offers the office's templates for a text. With one opinion the
// template says at once what it says of it.
func (s *stepForm) templateButton(text *widgets.TextEntry) fyne.CanvasObject {
	var button fyne.CanvasObject
	service := s.Service
	button = widgets.NewButton(words.T("From a template ▾"), func() {
		ui.Load(s.Context, nil, service.ReplyTemplates, func(all []opinions.Template) {
			var items []*fyne.MenuItem
			for _, t := range all {
				items = append(items, fyne.NewMenuItem(t.Name, func() {
					if len(s.others) == 0 {
						text.SetText(opinions.Fill(t.Text, s.opinion, s.event, service.Now()))
					} else {
						text.SetText(t.Text)
					}
					s.Window.Canvas().Focus(text)
				}))
			}
			if len(items) == 0 {
				s.Toast(words.T("The office keeps no templates; “More → Reply templates…” adds them."))
				return
			}
			menus.ShowMenuBelow(fyne.NewMenu("", items...), button)
		})
	})
	s.height += 40
	return container.NewHBox(button)
}

// takeMany takes the step with all opinions and closes the dialog.
func (s *stepForm) takeMany() {
	s.saving = true
	service, now := s.Service, s.Service.Now()
	step, e := s.step, s.event
	ids := []string{s.opinion.ID}
	for _, f := range s.others {
		ids = append(ids, f.ID)
	}
	ctx, ended := s.drafts.Saving()
	ui.Background(s.Context, func() (int, error) {
		return service.StepFeedbackOfMany(ctx, ids, func(f app.Feedback) app.Step {
			one := step
			one.Note, one.Result = opinions.Fill(one.Note, f, e, now), opinions.Fill(one.Result, f, e, now)
			return one
		})
	}, func(n int, err error) {
		s.saving = false
		ended(err == nil)
		if err != nil {
			s.Fail(err)
			return
		}
		s.dialog.Close()
		s.Undoable(words.T("%s: %d opinions|a step and with how many", app.TransitionKinds.Label(step.Kind), n))
	})
}

// take takes the step and closes the dialog, or shows in it what is wrong.
func (s *stepForm) take() {
	if len(s.others) > 0 {
		s.takeMany()
		return
	}
	s.saving = true
	event, id, step := s.opinion.EventID, s.opinion.ID, s.stepWith(s.opinion)
	service := s.Service
	ctx, ended := s.drafts.Saving()
	ui.Background(s.Context, func() (app.Feedback, error) {
		return service.StepFeedback(ctx, event, id, step)
	}, func(f app.Feedback, err error) {
		s.saving = false
		ended(err == nil)
		var wrong *app.Error
		switch {
		case s.dialog != nil && errors.As(err, &wrong) && len(wrong.Fields) > 0:
			if homeless := s.form.ShowProblems(ui.ByField(wrong.Fields)); len(homeless) > 0 {
				s.Fail(err) // another window or command was faster
			}
		case err != nil:
			s.Fail(err)
		default:
			if s.dialog != nil {
				s.dialog.Close()
			}
			s.Undoable(words.T("The opinion is now “%s”.", app.FeedbackStates.Label(f.State)))
		}
	})
}

// takeBack takes back the last step of an opinion, after asking for a word on it.
func (t *Tab) takeBack(f app.Feedback, last app.Transition) {
	why := widgets.NewTextEntry()
	label := app.TransitionKinds.Label(last.Kind)
	t.Ask(words.T("Take back “%s” of %s", label, last.Day().Format(time.DateOnly)), []ui.FormRow{{Label: words.T("Reason"), Input: why}}, words.T("Take it back"),
		func() (string, fyne.Focusable) { return "", nil }, func() {
			service, note := t.Service, why.Value()
			ui.Load(t.Context, nil, func(ctx context.Context) (app.Feedback, error) { return service.TakeBackStep(ctx, f.ID, note) }, func(f app.Feedback) {
				t.Choose(f.ID)
				t.Undoable(words.T("“%s” is taken back; the opinion is “%s” again.", label, app.FeedbackStates.Label(f.State)))
			})
		})
	t.Window.Canvas().Focus(why)
}

// manyItems are the steps that some of several chosen opinions allow, each taken with
// all of those.
func (t *Tab) manyItems(chosen []feedbackRow) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, kind := range []app.TransitionKind{app.TransitionAssign, app.TransitionAnswer, app.TransitionStart, app.TransitionUrge, app.TransitionFinish, app.TransitionReply} {
		var list []app.Feedback
		for _, r := range chosen {
			if slices.Contains(r.NextTransitions(), kind) {
				list = append(list, r.Feedback)
			}
		}
		if len(list) > 0 {
			items = append(items, fyne.NewMenuItem(words.T("%s: %d opinions…|a step and with how many", app.TransitionKinds.Label(kind), len(list)), func() {
				t.Guard(func() { t.takeStepOfMany(list, kind) })
			}))
		}
	}
	return append(items, fyne.NewMenuItem(words.T("Set the category…"), func() { t.Guard(t.setCategory) }))
}

// setCategory gives the chosen opinions a category in one step.
func (t *Tab) setCategory() {
	ids := ui.Gather(t.table.Chosen(), func(r feedbackRow) string { return r.ID })
	event := t.Event().ID
	category := widgets.NewComboEntry(ui.Suggestions(ui.Gather(t.dossier.Feedback, func(f app.Feedback) string { return f.Category })))
	t.Ask(words.T("Category of %d opinions", len(ids)), []ui.FormRow{{Label: words.T("Category"), Input: category}}, words.T("Set the category"),
		func() (string, fyne.Focusable) { return "", nil }, func() {
			service, value := t.Service, category.Value()
			ui.Load(t.Context, nil, func(ctx context.Context) (int, error) { return service.CategoriseFeedback(ctx, event, ids, value) }, func(n int) {
				t.Undoable(words.T("%d opinions have the category “%s”.", n, value))
			})
		})
	t.Window.Canvas().Focus(category)
}
