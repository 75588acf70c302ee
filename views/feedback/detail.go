package feedback

import (
	"cmp"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// feedbackDetail shows one opinion: its fields, its history, and what can be
// done with it next.
type feedbackDetail struct {
	next    *widgets.Button // the likeliest step
	more    *widgets.Button
	edit    *widgets.Button
	head    *widget.Label
	state   *signs.Badge
	content *widgets.Paragraph
	facts   *fyne.Container
	history *fyne.Container
	scroll  *container.Scroll
	all     fyne.CanvasObject
}

func newFeedbackDetail(t *Tab) *feedbackDetail {
	d := &feedbackDetail{state: signs.NewBadge("", widgets.Plain), head: widget.NewLabel(""), content: ui.Paragraph("")}
	d.next = widgets.NewButton("", func() { t.takeNext() })
	d.next.Kind = widgets.Primary
	d.more = t.MenuButton(words.T("Other steps"), t.stepItems)
	d.edit = widgets.NewQuiet(words.T("Edit"), theme.DocumentCreateIcon(), t.edit)
	d.head.TextStyle.Bold = true
	d.facts = container.New(&factsLayout{})
	d.history = container.New(&factsLayout{})
	heading := widget.NewLabelWithStyle(words.T("History"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	d.scroll = container.NewVScroll(container.New(stackedLayout{}, d.content, widget.NewSeparator(), d.facts, heading, d.history))
	d.all = container.NewBorder(
		widgets.NewColumn(widgets.Gap,
			container.NewBorder(nil, nil, d.head, d.edit),
			container.NewHBox(d.state),
			container.NewHBox(d.next, d.more), widget.NewSeparator()),
		nil, nil, nil, d.scroll)
	return d
}

// set shows an opinion.
func (d *feedbackDetail) set(r feedbackRow, main string, merged []string) {
	d.head.SetText(words.T("Opinion %d", r.number))
	state := app.FeedbackStates.Label(r.State)
	switch {
	case r.MergedInto != "":
		state = words.T("%s, merged", state)
	case r.old:
		state = words.T("%s, %s|state of an opinion, how late it is", state, r.dueLeft())
	case r.late > 0:
		state = words.T("%s, overdue by %d working days", state, r.late)
	}
	d.state.Set(state, r.tone())
	d.content.SetText(r.Content)
	steps := r.NextTransitions()
	if r.State == app.FeedbackFollowedUp || len(steps) == 0 { // what is left is to begin again
		d.next.Hide()
	} else {
		d.next.SetText(words.T("Next: %s", stepLabel(steps[0])))
		d.next.Show()
	}

	d.facts.Objects = nil
	fact := func(name, value string) {
		if value != "" {
			d.facts.Objects = append(d.facts.Objects, factName(name), factValue(value))
		}
	}
	date := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	fact(words.T("Said by"), speakerWords(r.Feedback))
	fact(words.T("Merged into"), main)
	for _, other := range merged {
		fact(words.T("Merged with it"), other)
	}
	fact(words.T("Stop|of the agenda"), r.Stop)
	fact(words.T("Category"), r.Category)
	fact(words.T("Channel"), r.Channel)
	fact(words.T("Department"), r.Department)
	fact(words.T("Joint departments"), strings.Join(r.Joint, "、"))
	fact(words.T("In charge|of an opinion"), r.InCharge)
	fact(words.T("Telephone"), r.Telephone)
	fact(words.T("Assigned on"), date(r.AssignedOn))
	fact(words.T("Due"), r.dueWords())
	if asked := r.AskedUntil(); !asked.IsZero() {
		fact(words.T("Extension"), words.T("asked for until %s", date(asked)))
	}
	if times, last := r.Urged(); times > 0 {
		fact(words.T("Urged"), words.T("%d times, last on %s", times, last.In(app.Zone).Format(time.DateOnly)))
	}
	fact(words.T("Result"), r.Result)
	fact(words.T("Kind of result"), app.Grades.Label(r.Grade))
	fact(words.T("Replied on"), date(r.RepliedOn))
	fact(words.T("Way of the reply"), r.ReplyChannel)
	fact(words.T("Adopted?"), app.Adoptions.Label(r.Adoption))
	fact(words.T("Why not adopted"), r.AdoptionReason)
	fact(words.T("Satisfaction"), app.Satisfactions.Label(r.Satisfaction))
	d.facts.Refresh()

	d.history.Objects = nil
	held := map[string]bool{}
	for _, m := range r.Steps() {
		held[m.ID] = true
	}
	for i := len(r.History) - 1; i >= 0; i-- { // the newest is what is asked for most
		m := r.History[i]
		said := app.TransitionKinds.Label(m.Kind)
		if m.From != m.To {
			said += " → " + app.FeedbackStates.Label(m.To)
		}
		if by := cmp.Or(m.Handler, m.By); by != "" {
			said += "  " + by
		}
		if !m.On.IsZero() {
			said += "  " + words.T("done on %s|a step", m.On.Format(time.DateOnly))
		}
		if !held[m.ID] && m.Undoes == "" {
			said += "  " + words.T("(taken back)")
		}
		if m.Note != "" {
			said += "\n" + m.Note
		}
		if m.Kind == app.TransitionCorrect { // the other kinds say it in their notes
			for _, c := range m.Changes {
				said += "\n" + c.Words()
			}
		}
		d.history.Objects = append(d.history.Objects, factName(ui.ShortDay(m.At, r.today)+" "+m.At.In(app.Zone).Format("15:04")), factValue(said))
	}
	d.history.Refresh()
	d.scroll.ScrollToTop()
	d.scroll.Refresh()
}

// factName names what stands at its right.
func factName(name string) *widgets.Paragraph {
	l := ui.Paragraph(name)
	l.Importance = widget.LowImportance
	return l
}

func factValue(value string) *widgets.CopyText { return widgets.NewCopyText(value) }

// factsLayout sets pairs of name and value, a pair a line, as high as its text.
type factsLayout struct{}

const factNameWidth float32 = 116

func (*factsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var y float32
	for i := 0; i+1 < len(objects); i += 2 {
		name, value := objects[i], objects[i+1]
		name.Resize(fyne.NewSize(factNameWidth, name.Size().Height))
		value.Resize(fyne.NewSize(max(0, size.Width-factNameWidth), value.Size().Height))
		height := max(name.MinSize().Height, value.MinSize().Height)
		name.Resize(fyne.NewSize(factNameWidth, height))
		value.Resize(fyne.NewSize(max(0, size.Width-factNameWidth), height))
		name.Move(fyne.NewPos(0, y))
		value.Move(fyne.NewPos(factNameWidth, y))
		y += height - 8 // a label keeps more room around itself than lines need
	}
}

func (*factsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var y float32
	for i := 0; i+1 < len(objects); i += 2 {
		y += max(objects[i].MinSize().Height, objects[i+1].MinSize().Height) - 8
	}
	return fyne.NewSize(factNameWidth+100, y+8)
}

// stackedLayout puts objects below each other. It returns wrapped text its width
// before it asks for its height.
type stackedLayout struct{}

func (stackedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	var y float32
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(size.Width, o.Size().Height))
		height := o.MinSize().Height
		o.Resize(fyne.NewSize(size.Width, height))
		o.Move(fyne.NewPos(0, y))
		y += height
	}
}

func (stackedLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			least = fyne.NewSize(max(least.Width, m.Width), least.Height+m.Height)
		}
	}
	return least
}
