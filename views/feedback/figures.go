package feedback

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"image/png"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/figures"
	"openday/app/paper/chart"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// feedbackCharts shows the figures of the opinions, of the current event or of
// all, with the same pictures as on paper.
type feedbackCharts struct {
	*Actions
	scope *signs.Segments[bool] // whether of all events
	facts *fyne.Container
	box   *fyne.Container
	all   fyne.CanvasObject
	old   bool // something has changed since the figures were drawn
	fresh ui.Latest
}

func newFeedbackCharts(d *Actions) *feedbackCharts {
	c := &feedbackCharts{Actions: d, facts: container.New(&factsLayout{}), box: container.NewVBox(), old: true}
	c.scope = signs.NewSegments(
		widgets.Option[bool]{Value: false, Label: words.T("This event")},
		widgets.Option[bool]{Value: true, Label: words.T("All events|of opinions")})
	c.scope.OnPicked = func(bool) { c.old = true; c.refresh() }
	table := widgets.NewButtonWithIcon(words.T("Table of figures…"), theme.ListIcon(), c.showTable)
	c.all = container.NewBorder(container.NewBorder(nil, nil, c.scope, table), nil, nil, nil, container.NewVScroll(container.New(stackedLayout{}, c.facts, c.box)))
	return c
}

// event is the event whose figures are shown, "" for all.
func (c *feedbackCharts) event() string {
	if c.scope.Value() {
		return ""
	}
	return c.Event().ID
}

// drawn is a chart with its heading.
type drawn struct {
	title string
	png   []byte
}

// mostBars is how many bars a chart shows; the table has the rest.
const mostBars = 15

// refresh draws the figures where they are old. What is slow about it happens
// away from the window.
func (c *feedbackCharts) refresh() {
	if !c.old {
		return
	}
	c.old = false
	event, questions := c.event(), c.Event().Questions
	if c.scope.Value() {
		questions = nil
	}
	type picture struct {
		figures figures.Feedback
		all     []drawn
	}
	service := c.Service
	ui.Load(c.Context, &c.fresh, func(ctx context.Context) (picture, error) {
		f, err := service.FeedbackFigures(ctx, event)
		if err != nil {
			return picture{}, err
		}
		p := picture{figures: f}
		for _, part := range []struct {
			title string
			bars  chart.Bars
		}{
			{words.T("Opinions by category"), countBars(f.ByCategory)},
			{words.T("Opinions by department"), countBars(f.ByDepartment)},
			{words.T("Opinions by state"), stateBars(f.ByState)},
			{words.T("Questionnaire"), questionBars(questions)},
		} {
			if len(part.bars.Labels) == 0 {
				continue
			}
			image, err := part.bars.PNG()
			if err != nil {
				return picture{}, err
			}
			p.all = append(p.all, drawn{title: part.title, png: image})
		}
		return p, nil
	}, func(p picture) {
		c.facts.Objects = nil
		for _, f := range figureFacts(p.figures.Total) {
			c.facts.Objects = append(c.facts.Objects, factName(f[0]), factValue(f[1]))
		}
		c.facts.Refresh()
		c.box.RemoveAll()
		for _, d := range p.all {
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
		c.all.Refresh()
	})
}

// figureFacts says the figures of all opinions in words, name and value.
func figureFacts(c figures.FeedbackCount) [][2]string {
	opened := words.T("%d, %d still open", c.Opened, c.Open)
	if c.Merged > 0 {
		opened = words.T("%s, %d merged", opened, c.Merged)
	}
	return [][2]string{
		{words.T("Opinions"), opened},
		{words.T("Overdue"), words.T("%d overdue, %d due soon", c.Overdue, c.Soon)},
		{words.T("Handled"), part(c.Handled, c.Opened)},
		{words.T("Replied|rate"), part(c.Replied, c.Opened)},
		{words.T("Satisfied|rate"), part(c.Satisfied, c.FollowedUp)},
		{words.T("Days to handle"), medianWords(c)},
	}
}

// part says a part of a whole, and its share.
func part(n, of int) string {
	if of == 0 {
		return "—"
	}
	return fmt.Sprintf("%d/%d  %s", n, of, percent(n, of))
}

func percent(n, of int) string {
	if of == 0 {
		return "—"
	}
	return strconv.FormatFloat(float64(n)*100/float64(of), 'f', 1, 64) + "%"
}

func medianWords(c figures.FeedbackCount) string {
	days, ok := c.MedianDays()
	if !ok {
		return "—"
	}
	return words.T("%s working days (median)", strconv.FormatFloat(days, 'f', -1, 64))
}

// barName is the name of a group on a chart and in the table.
func barName(c figures.FeedbackCount) string {
	if c.Key == "" {
		return words.T("Not given")
	}
	if label := app.FeedbackStates.Label(app.FeedbackState(c.Key)); label != "" {
		return label
	}
	return c.Name
}

// countBars returns a chart of counts: all, those still open, those overdue.
func countBars(counts []figures.FeedbackCount) chart.Bars {
	b := chart.Bars{Width: int(ui.EditorWidth()) - 30}
	series := []chart.Series{{Name: words.T("Opinions")}, {Name: words.T("Open|of opinions")}, {Name: words.T("Overdue")}}
	late := 0
	for _, c := range counts[:min(len(counts), mostBars)] {
		b.Labels = append(b.Labels, barName(c))
		for i, n := range []int{c.Opened, c.Open, c.Overdue} {
			series[i].Values = append(series[i].Values, float64(n))
		}
		late += c.Overdue
	}
	b.Series = series
	if late == 0 {
		b.Series = series[:2]
	}
	return b
}

func stateBars(counts []figures.FeedbackCount) chart.Bars {
	b := chart.Bars{Width: int(ui.EditorWidth()) - 30}
	s := chart.Series{Name: words.T("Opinions")}
	for _, c := range counts {
		if c.Opened > 0 {
			b.Labels, s.Values = append(b.Labels, barName(c)), append(s.Values, float64(c.Opened))
		}
	}
	b.Series = []chart.Series{s}
	return b
}

func questionBars(questions []app.Question) chart.Bars {
	b := chart.Bars{Width: int(ui.EditorWidth()) - 30}
	series := make([]chart.Series, len(app.Satisfactions))
	for i, w := range app.Satisfactions {
		series[i].Name = w.Label()
	}
	for _, q := range questions {
		if q.Answers() == 0 {
			continue
		}
		b.Labels = append(b.Labels, q.Text)
		for i, n := range []int{q.Satisfied, q.Basically, q.Not} {
			series[i].Values = append(series[i].Values, float64(n))
		}
	}
	b.Series = series
	return b
}

// figureBy is what the table of figures groups by.
type figureBy int

const (
	byEvent figureBy = iota
	byDepartment
	byCategory
	byState
)

// showTable shows the figures as a table, which can be copied.
func (c *feedbackCharts) showTable() {
	event := c.event()
	service := c.Service
	ui.Load(c.Context, nil, func(ctx context.Context) (figures.Feedback, error) { return service.FeedbackFigures(ctx, event) }, func(f figures.Feedback) {
		c.showFigures(f)
	})
}

func (d *Actions) showFigures(f figures.Feedback) {
	const total = "\x00total"
	number := func(id, label string, width float32, of func(figures.FeedbackCount) int) lists.Column[figures.FeedbackCount] {
		return lists.Column[figures.FeedbackCount]{ID: id, Label: label, Width: width, Align: fyne.TextAlignTrailing,
			Text: func(c figures.FeedbackCount) string { return strconv.Itoa(of(c)) },
			Sort: func(a, b figures.FeedbackCount) int { return cmp.Compare(of(a), of(b)) }}
	}
	rate := func(id, label string, width float32, of func(figures.FeedbackCount) (int, int)) lists.Column[figures.FeedbackCount] {
		return lists.Column[figures.FeedbackCount]{ID: id, Label: label, Width: width, Align: fyne.TextAlignTrailing,
			Text: func(c figures.FeedbackCount) string { return percent(of(c)) },
			Sort: func(a, b figures.FeedbackCount) int {
				an, ad := of(a)
				bn, bd := of(b)
				return cmp.Compare(an*max(bd, 1), bn*max(ad, 1))
			}}
	}
	table := lists.NewTable(func(c figures.FeedbackCount) string { return c.Key },
		lists.Column[figures.FeedbackCount]{ID: "name", Label: words.T("Group|of figures"), Width: 140, Stretch: true, Text: func(c figures.FeedbackCount) string {
			if c.Key == total {
				return words.T("Total")
			}
			return barName(c)
		}},
		number("opened", words.T("Opinions"), ui.Wide(72, 84), func(c figures.FeedbackCount) int { return c.Opened }),
		number("handled", words.T("Handled"), ui.Wide(72, 84), func(c figures.FeedbackCount) int { return c.Handled }),
		number("open", words.T("Open|of opinions"), ui.Wide(72, 70), func(c figures.FeedbackCount) int { return c.Open }),
		number("overdue", words.T("Overdue"), ui.Wide(60, 80), func(c figures.FeedbackCount) int { return c.Overdue }),
		number("soon", words.T("Due soon"), ui.Wide(84, 88), func(c figures.FeedbackCount) int { return c.Soon }),
		number("urged", words.T("Urged"), ui.Wide(60, 70), func(c figures.FeedbackCount) int { return c.Urged }),
		rate("replied", words.T("Reply rate"), ui.Wide(78, 100), func(c figures.FeedbackCount) (int, int) { return c.Replied, c.Opened }),
		rate("satisfied", words.T("Satisfaction rate"), ui.Wide(78, 140), func(c figures.FeedbackCount) (int, int) { return c.Satisfied, c.FollowedUp }),
		lists.Column[figures.FeedbackCount]{ID: "days", Label: words.T("Median working days"), Width: ui.Wide(150, 180), Align: fyne.TextAlignTrailing,
			Text: func(c figures.FeedbackCount) string {
				if days, ok := c.MedianDays(); ok {
					return strconv.FormatFloat(days, 'f', -1, 64)
				}
				return "—"
			}},
	)
	table.Memory, table.Later = d.Memory("figures"), d.Later
	by := signs.NewSegments(
		widgets.Option[figureBy]{Value: byEvent, Label: words.T("By event")}, widgets.Option[figureBy]{Value: byDepartment, Label: words.T("By department")},
		widgets.Option[figureBy]{Value: byCategory, Label: words.T("By category")}, widgets.Option[figureBy]{Value: byState, Label: words.T("By state")})
	show := func(b figureBy) {
		rows := slices.Clone([][]figures.FeedbackCount{f.ByEvent, f.ByDepartment, f.ByCategory, f.ByState}[b])
		sum := f.Total
		sum.Key = total
		table.SetRows(append(rows, sum))
	}
	by.OnPicked = show
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(1060, 440)}, container.NewBorder(container.NewPadded(container.NewHBox(by)), nil, nil, nil, table))
	widgets.ShowDialog(d.Window, words.T("Figures of opinions"), body,
		widgets.Action{Label: words.T("Copy"), Hold: func() bool {
			table.Choose(ui.Gather(table.Rows(), func(c figures.FeedbackCount) string { return c.Key })...)
			d.CopyText(strings.TrimSpace(table.Text()))
			return true
		}},
		widgets.Action{Label: words.T("Close"), Kind: widgets.Default})
	by.Set(byDepartment)
	show(byDepartment)
}
