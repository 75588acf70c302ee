package feedback

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// stepForm asks for what belongs to one step in the handling of an opinion.
type stepForm struct {
	*Actions
	opinion app.Feedback
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
func stepLabel(kind app.TransitionKind) string {
	if len(app.TransitionRuleOf(kind).Asks) == 0 {
		return app.TransitionKinds.Label(kind)
	}
	return app.TransitionKinds.Label(kind) + "…"
}

// takeStep takes a step, after asking for what belongs to it.
func (t *Tab) takeStep(f app.Feedback, kind app.TransitionKind) {
	s := t.newStep(f, kind)
	if len(s.fields) == 0 {
		s.take()
		return
	}
	s.show()
}

// newStep returns the form of a step, out of sight; without fields where the step
// asks for nothing.
func (t *Tab) newStep(f app.Feedback, kind app.TransitionKind) *stepForm {
	s := &stepForm{Actions: t.Actions, opinion: f, rules: t.rules, form: widgets.NewForm(t.editor.Form.LabelWidth()), step: app.Step{Kind: kind}}
	for _, a := range t.rules.Asks(f, kind, t.Service.Now()) {
		s.ask(t, a)
	}
	if kind == app.TransitionAssign {
		s.followDepartment(t.departments)
	}
	s.form.Loaded()
	s.drafts = s.NewDrafting(func() (app.Draft, bool) {
		return ui.DraftOf(s.form, app.Draft{
			Form: app.DraftStep, Step: kind, EventID: f.EventID, RecordID: f.ID,
			Title: words.T("%s: %s|name and text", app.TransitionKinds.Label(kind), app.Shortened(f.Content)),
		}), s.form.Changed()
	})
	s.form.OnChanged = s.drafts.Touch
	return s
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
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(560, s.height+150)}, container.NewBorder(opinion, nil, nil, nil, s.form))
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
	_, wrong := s.opinion.Apply(s.step, s.rules, "", "", s.Service.Now())
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

// take takes the step and closes the dialog, or shows in it what is wrong.
func (s *stepForm) take() {
	s.saving = true
	event, id, step := s.opinion.EventID, s.opinion.ID, s.step
	service := s.Service
	ui.Background(s.Context, func() (app.Feedback, error) {
		return service.StepFeedback(context.Background(), event, id, step)
	}, func(f app.Feedback, err error) {
		s.saving = false
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
