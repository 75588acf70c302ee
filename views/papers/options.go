package papers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"openday/app"
	"openday/app/paper"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// optionInput is an option in front of the person. Its value travels as text.
type optionInput struct {
	row   ui.FormRow
	show  func(text string)
	read  func() string
	first widgets.Input // takes the keyboard
}

// newInput asks for an option.
func newInput(o paper.Option, now func() time.Time) optionInput {
	in := optionInput{row: ui.FormRow{Label: o.Label.String()}}
	put := func(input widgets.Input) { in.row.Input, in.first = input, input }
	switch o.Kind {
	case paper.SomeWords:
		in = newWordBoxes(o)
	case paper.Number:
		entry := widgets.NewNumberEntry(o.Least, o.Most)
		put(entry)
		in.show, in.read = entry.SetText, entry.Snapshot
	case paper.YesNo:
		if len(o.Words) > 0 {
			choice := ui.ChoiceOf(o.Words, o.Text())
			put(choice)
			in.show, in.read = choice.Set, choice.Value
			break
		}
		box := widgets.NewCheckInput(o.Label.String())
		put(box)
		in.row.Label = "" // it stands beside the box
		in.show, in.read = func(text string) { box.SetChecked(text == strconv.FormatBool(true)) }, box.Snapshot
	case paper.Day:
		entry := widgets.NewDateEntry(app.Zone, now)
		put(entry)
		in.show, in.read = entry.SetText, entry.Snapshot
	case paper.Line:
		entry := widgets.NewTextEntry()
		put(entry)
		in.show, in.read = entry.SetText, entry.Value
	default:
		choice := ui.ChoiceOf(o.Offered(), o.Text())
		put(choice)
		in.show, in.read = choice.Set, choice.Value
	}
	in.show(o.Text())
	return in
}

// newWordBoxes asks for words by a box each.
func newWordBoxes(o paper.Option) optionInput {
	column := container.NewVBox()
	list := o.Offered()
	boxes := make([]*widgets.CheckInput, len(list))
	for i, w := range list {
		boxes[i] = widgets.NewCheckInput(w.Label())
		column.Add(boxes[i])
	}
	return optionInput{
		row: ui.FormRow{Label: o.Label.String(), Input: column}, first: boxes[0],
		show: func(text string) {
			ticked := strings.Split(text, ",")
			for i, w := range list {
				boxes[i].SetChecked(slices.Contains(ticked, w.Code))
			}
		},
		read: func() string {
			var ticked []string
			for i, w := range list {
				if boxes[i].Checked {
					ticked = append(ticked, w.Code)
				}
			}
			return strings.Join(ticked, ",")
		},
	}
}

// optionForm asks for the options of a paper.
type optionForm struct {
	definition paper.Definition
	now        func() time.Time
	inputs     []optionInput // one an option, in their order
}

// newOptionForm asks for the options of a paper of an event. Where the paper was due
// before today, its date is proposed, with a label that says so.
func newOptionForm(def paper.Definition, d app.Dossier, now func() time.Time) *optionForm {
	f := &optionForm{definition: def, now: now}
	p := def.New(now())
	date, proposed := def.DateOf(p, paper.Material{Dossier: d, At: now()})
	for _, o := range p.Options() {
		in := newInput(o, now)
		if proposed && o.Dates() {
			in.row.Label = words.T("%s (proposed)|the date of a paper that was due before", in.row.Label)
			in.show(app.ISODate(date))
		}
		f.inputs = append(f.inputs, in)
	}
	return f
}

// rows are the inputs with their labels.
func (f *optionForm) rows() []ui.FormRow {
	var all []ui.FormRow
	for _, in := range f.inputs {
		all = append(all, in.row)
	}
	return all
}

// show puts remembered choices into the inputs; what is asked anew stays.
func (f *optionForm) show(text string) {
	for i, o := range f.definition.Recall(text, f.now()).Options() {
		if !o.Anew {
			f.inputs[i].show(o.Text())
		}
	}
}

// paper begins the paper with what is chosen. problem says what is wrong with
// that, and at where.
func (f *optionForm) paper() (p paper.Paper, problem string, at fyne.Focusable) {
	p = f.definition.New(f.now())
	places := map[string]fyne.Focusable{}
	for i, o := range p.Options() {
		in := f.inputs[i]
		places[o.Name] = in.first.FocusTarget()
		problem := in.first.Problem()
		if err := o.Set(in.read()); err != nil && problem == "" {
			problem = ui.SentenceOf(err)
		}
		if problem != "" {
			return p, problem, places[o.Name]
		}
	}
	for _, wrong := range p.Validate() {
		return p, wrong.Message, places[wrong.Field]
	}
	return p, "", nil
}

// whom asks whose papers are wanted, where lines of the invitees are chosen: all
// of the event e, or only those chosen. row is empty where nobody is chosen, ids
// returns none for all.
func (f *Actions) whom(e app.Event) (row []ui.FormRow, ids func() []string) {
	chosen := f.chosenOf(e.ID)
	if len(chosen) == 0 {
		return nil, func() []string { return nil }
	}
	only := widgets.NewChoice(
		widgets.Option[bool]{Value: false, Label: words.T("All|of the invitees")},
		widgets.Option[bool]{Value: true, Label: words.T("Only the %d chosen", len(chosen))})
	return []ui.FormRow{{Label: words.T("For whom"), Input: only}}, func() []string {
		if only.Value() {
			return chosen
		}
		return nil
	}
}
