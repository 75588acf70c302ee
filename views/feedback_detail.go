package views

import (
	"bytes"
	"context"
	"image/png"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/paper/chart"
	"openday/app/words"
	"openday/views/widgets"
)

// feedbackDetail shows one opinion: its fields, its history, and what can be
// done with it next.
type feedbackDetail struct {
	next    *widget.Button // the likeliest step
	more    *widget.Button
	edit    *widget.Button
	head    *widget.Label
	state   *widgets.Badge
	content *widget.Label
	facts   *fyne.Container
	history *fyne.Container
	scroll  *container.Scroll
	all     fyne.CanvasObject
}

func newFeedbackDetail(t *feedbackTab) *feedbackDetail {
	d := &feedbackDetail{state: widgets.NewBadge("", widgets.Plain), head: widget.NewLabel(""), content: widget.NewLabel("")}
	d.next = widget.NewButton("", func() { t.takeNext() })
	d.next.Importance = widget.HighImportance
	d.more = t.menuButton(words.T("Other steps"), t.stepItems)
	d.edit = widget.NewButtonWithIcon(words.T("Edit"), theme.DocumentCreateIcon(), t.edit)
	d.head.TextStyle.Bold = true
	d.content.Wrapping = fyne.TextWrapBreak
	d.facts = container.New(&factsLayout{})
	d.history = container.New(&factsLayout{})
	heading := widget.NewLabelWithStyle(words.T("History"), fyne.TextAlignLeading, fyne.TextStyle{Bold: true})
	d.scroll = container.NewVScroll(container.New(stackedLayout{}, d.content, widget.NewSeparator(), d.facts, heading, d.history))
	d.all = container.NewBorder(
		container.NewVBox(
			container.NewBorder(nil, nil, d.head, container.NewCenter(d.state)),
			container.NewHBox(d.next, d.more, d.edit), widget.NewSeparator()),
		nil, nil, nil, d.scroll)
	return d
}

// set shows an opinion.
func (d *feedbackDetail) set(r feedbackRow) {
	d.head.SetText(words.T("Opinion %d", r.number))
	state := app.FeedbackStates.Label(r.State)
	if r.late > 0 {
		state = words.T("%s, overdue by %d d", state, r.late)
	}
	d.state.Set(state, r.tone())
	d.content.SetText(r.Content)
	steps := app.NextMoves(r.State)
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
	fact(words.T("Stop|of the agenda"), r.Stop)
	fact(words.T("Category"), r.Category)
	fact(words.T("Channel"), r.Channel)
	fact(words.T("Department"), r.Department)
	fact(words.T("In charge|of an opinion"), r.InCharge)
	fact(words.T("Due"), r.dueWords())
	fact(words.T("Result"), r.Result)
	fact(words.T("Kind of result"), app.Grades.Label(r.Grade))
	fact(words.T("Replied on"), date(r.RepliedOn))
	fact(words.T("Adopted?"), app.Adoptions.Label(r.Adoption))
	fact(words.T("Why not adopted"), r.AdoptionReason)
	fact(words.T("Satisfaction"), app.Satisfactions.Label(r.Satisfaction))
	d.facts.Refresh()

	d.history.Objects = nil
	for i := len(r.History) - 1; i >= 0; i-- { // the newest is what is asked for most
		m := r.History[i]
		said := app.MoveKinds.Label(m.Kind)
		if m.From != m.To {
			said += " → " + app.FeedbackStates.Label(m.To)
		}
		if m.By != "" {
			said += "  " + m.By
		}
		if m.Note != "" {
			said += "\n" + m.Note
		}
		d.history.Objects = append(d.history.Objects, factName(m.At.In(app.Zone).Format("2006-01-02 15:04")), factValue(said))
	}
	d.history.Refresh()
	d.scroll.ScrollToTop()
	d.scroll.Refresh()
}

// factName names what stands at its right.
func factName(name string) *widget.Label {
	l := widget.NewLabel(name)
	l.Importance = widget.LowImportance
	l.Wrapping = fyne.TextWrapBreak
	return l
}

func factValue(value string) *widget.Label {
	l := widget.NewLabel(value)
	l.Wrapping = fyne.TextWrapBreak
	l.Selectable = true
	return l
}

// factsLayout sets pairs of name and value, a pair a line, as high as its text.
type factsLayout struct{}

const factNameWidth float32 = 140

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

// stackedLayout puts objects below each other. It gives wrapped text its width
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

// feedbackCharts draws the opinions by category and by department, the same
// pictures as on paper.
type feedbackCharts struct {
	*desk
	box   *fyne.Container
	all   fyne.CanvasObject
	fresh latest
}

func newFeedbackCharts(d *desk) *feedbackCharts {
	c := &feedbackCharts{desk: d, box: container.NewVBox()}
	c.all = container.NewVScroll(c.box)
	return c
}

// drawn is a chart with its heading.
type drawn struct {
	title string
	png   []byte
}

// mostBars is how many bars a chart shows; the table has the rest.
const mostBars = 15

// set draws the figures. What is slow about it happens away from the window.
func (c *feedbackCharts) set(f app.Figures) {
	load(c.desk, &c.fresh, func(context.Context) ([]drawn, error) {
		if f.Opinions == 0 {
			return nil, nil
		}
		var all []drawn
		for _, part := range []struct {
			title   string
			tallies []app.Tally
		}{{words.T("Opinions by category"), f.ByCategory}, {words.T("Opinions by department"), f.ByDepartment}} {
			b := tallyBars(part.tallies)
			picture, err := b.PNG()
			if err != nil {
				return nil, err
			}
			all = append(all, drawn{part.title, picture})
		}
		return all, nil
	}, func(all []drawn) {
		c.box.RemoveAll()
		for _, d := range all {
			size, err := png.DecodeConfig(bytes.NewReader(d.png))
			if err != nil {
				c.Fail(err)
				return
			}
			picture := canvas.NewImageFromReader(bytes.NewReader(d.png), d.title)
			picture.FillMode = canvas.ImageFillContain
			picture.SetMinSize(fyne.NewSize(float32(size.Width)/chart.Scale, float32(size.Height)/chart.Scale))
			c.box.Add(widget.NewLabelWithStyle(d.title, fyne.TextAlignLeading, fyne.TextStyle{Bold: true}))
			c.box.Add(picture)
		}
	})
}

// tallyBars gives a chart of counts: all, those still open, those overdue.
func tallyBars(tallies []app.Tally) chart.Bars {
	tallies = tallies[:min(len(tallies), mostBars)]
	b := chart.Bars{Width: int(editorWidth()) - 30}
	series := []chart.Series{{Name: words.T("Opinions")}, {Name: words.T("Open|of opinions")}, {Name: words.T("Overdue")}}
	late := 0.0
	for _, t := range tallies {
		name := t.Name
		if name == "" {
			name = words.T("Not given")
		}
		b.Labels = append(b.Labels, name)
		for i, n := range []int{t.Count, t.Open, t.Late} {
			series[i].Values = append(series[i].Values, float64(n))
		}
		late += float64(t.Late)
	}
	b.Series = series
	if late == 0 {
		b.Series = series[:2]
	}
	return b
}
