package feedback

import (
	"context"
	"errors"
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
}

// stepField joins a field to the part of the step that it is.
type stepField struct {
	*widgets.Field
	read func()
}

// stepLabel names a step on a button; … says that it asks for something.
func stepLabel(kind app.MoveKind) string {
	if kind == app.MoveStart {
		return app.MoveKinds.Label(kind)
	}
	return app.MoveKinds.Label(kind) + "…"
}

// takeStep takes a step, after asking for what belongs to it.
func (t *Tab) takeStep(f app.Feedback, kind app.MoveKind) {
	now := t.Service.Now()
	s := &stepForm{Actions: t.Actions, opinion: f, rules: t.rules, form: widgets.NewForm(t.editor.Form.LabelWidth()), step: app.Step{Kind: kind}}
	switch kind {
	case app.MoveAnswer:
		s.text("Note", words.T("Answer given"), &s.step.Note, 4).Required()
	case app.MoveAssign:
		s.assign(t)
	case app.MoveStart:
		s.take()
		return
	case app.MoveReturn:
		hint := ""
		if last := t.rules.ReturnUntil(f); !last.IsZero() {
			hint = words.T("It can be returned until %s.", last.Format(time.DateOnly))
		}
		s.text("Note", words.T("Reason"), &s.step.Note, 3).Required().Hint(hint)
	case app.MoveReopen:
		s.text("Note", words.T("Reason"), &s.step.Note, 3).Required()
		if f.Department != "" {
			s.due(now, ui.LatestOf(f.DueDate, t.rules.Due(now)))
		}
	case app.MoveAsk:
		s.due(ui.LatestOf(f.DueDate, now), time.Time{})
		s.text("Note", words.T("Reason"), &s.step.Note, 3).Required()
	case app.MoveExtend:
		s.due(ui.LatestOf(f.DueDate, now), f.AskedUntil())
		s.text("Note", words.T("Reason"), &s.step.Note, 3).Required()
	case app.MoveRefuse:
		s.text("Note", words.T("Reason"), &s.step.Note, 3).Required()
	case app.MoveUrge, app.MoveUnmerge:
		s.text("Note", words.T("Note"), &s.step.Note, 3)
	case app.MoveFinish:
		s.text("Result", opinionLabel("Result"), &s.step.Result, 4).Required()
		stepChoice(s, "Grade", opinionLabel("Grade"), app.Grades, &s.step.Grade).Required()
	case app.MoveReply:
		s.date("RepliedOn", opinionLabel("RepliedOn"), now, &s.step.RepliedOn).Required()
		s.combo("ReplyChannel", opinionLabel("ReplyChannel"), ui.Suggestions(app.ReplyChannels), &s.step.ReplyChannel)
		stepChoice(s, "Adoption", opinionLabel("Adoption"), app.Adoptions, &s.step.Adoption).Required()
		s.text("AdoptionReason", opinionLabel("AdoptionReason"), &s.step.AdoptionReason, 2)
	case app.MoveFollowUp:
		stepChoice(s, "Satisfaction", opinionLabel("Satisfaction"), app.Satisfactions, &s.step.Satisfaction).
			Hint(words.T("Who is not satisfied has the opinion handled once more."))
		s.text("Note", words.T("Note"), &s.step.Note, 2)
	}
	if t.rules.Overrules(f, kind, now) {
		s.text("Overrule", words.T("Why all the same"), &s.step.Overrule, 2).Required().
			Hint(words.T("The time for this step has passed; the reason is kept with it."))
	}
	s.form.Loaded()
	s.show()
}

// assign asks for the departments; choosing one from the office's list fills in
// its person and telephone.
func (s *stepForm) assign(t *Tab) {
	names := ui.Gather(t.departments, func(d app.Department) string { return d.Name })
	used := ui.Gather(t.dossier.Feedback, func(f app.Feedback) string { return f.Department })
	department := s.combo("Department", opinionLabel("Department"), ui.Suggestions(names, used, t.Event().CoOrganisers), &s.step.Department).Required()
	joint := s.text("Joint", opinionLabel("Joint"), &s.joint, 1)
	joint.Hint(words.T("Several are parted by 、"))
	inCharge := s.combo("InCharge", opinionLabel("InCharge"), ui.Suggestions(ui.Gather(t.dossier.Feedback, func(f app.Feedback) string { return f.InCharge })), &s.step.InCharge)
	telephone := s.text("Telephone", opinionLabel("Telephone"), &s.step.Telephone, 1)
	s.due(t.Service.Now(), t.rules.Due(t.Service.Now()))
	input, who, phone := department.Input.(*widgets.ComboEntry), inCharge.Input.(*widgets.ComboEntry), telephone.Input.(*widgets.TextEntry)
	filled := app.Department{} // by the last choice; what was typed stays
	input.Listen(func() {
		name := input.Value()
		for _, d := range t.departments {
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

func (s *stepForm) text(key, label string, into *string, lines int) *widgets.Field {
	input := widgets.NewLinesEntry(lines)
	return s.field(key, label, input, 24+21*float32(lines), func() { *into = input.Value() })
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

// opinionLabel is the label of a field of an opinion.
func opinionLabel(name string) string { return words.T(app.FeedbackFields.Named(name).Label) }

// stepChoice is a field for a word of a list of which none is chosen yet.
func stepChoice[V ~string](s *stepForm, key, label string, list app.Vocabulary[V], into *V) *widgets.Field {
	input := widgets.NewChoice(ui.VocabularyOptions(list, words.T("Please choose"))...)
	return s.field(key, label, input, 46, func() { *into = input.Value() })
}

// due asks for the due date, which is at first the one given. Buttons fill in
// the day some working days after another one.
func (s *stepForm) due(after, at time.Time) {
	input := widgets.NewDateEntry(app.Zone, s.Service.Now)
	input.Set(at)
	field := s.field("DueDate", opinionLabel("DueDate"), input, 76, func() { s.step.DueDate, _, _ = input.Value() }).Required()
	buttons := container.NewHBox(widget.NewLabel(words.T("Working days")))
	for _, n := range []int{3, 5, 10, 15, 30} {
		label := words.T("+%d d", n)
		buttons.Add(widget.NewButton(label, func() { input.Set(s.Calendar.Add(app.DayOf(after), n).Date) }))
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
}

// show opens the dialog.
func (s *stepForm) show() {
	label := app.MoveKinds.Label(s.step.Kind)
	about := ui.Paragraph(s.opinion.Content)
	about.Importance = widget.LowImportance
	opinion := container.NewVScroll(about)
	opinion.SetMinSize(fyne.NewSize(0, 64))
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(560, s.height+150)}, container.NewBorder(opinion, nil, nil, nil, s.form))
	s.dialog = widgets.ShowDialog(s.Window, label, body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel, Hold: s.hold},
		widgets.Action{Label: label, Kind: widgets.Default, Hold: func() bool { s.submit(); return true }})
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
	ui.Background(s.Context, func() (app.Feedback, error) {
		return s.Service.StepFeedback(context.Background(), event, id, step)
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
