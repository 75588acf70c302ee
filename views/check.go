package views

import (
	"context"
	"slices"
	"strconv"
	"time"

	"openday/app"
	"openday/app/check"
	"openday/app/paper"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// foundRow is one finding in its list.
type foundRow struct {
	check.Finding
	number int
}

// countWait is how long the data rests before findings are counted anew.
const countWait = 400 * time.Millisecond

// countSoon counts once what is being changed has come to rest.
func (b *bar) countSoon() {
	if b.stopCount != nil {
		b.stopCount()
	}
	b.stopCount = b.Later(countWait, b.CountFindings)
}

// CountFindings brings the figure on the button 检查 up to date: how many
// findings weigh more than a hint. Names without a glyph count once the list was
// open: only then are the papers' fonts read.
func (b *bar) CountFindings() {
	e := b.Event()
	if e.ID == "" {
		b.counting.Drop()
		b.sayCount(0)
		return
	}
	glyphs := b.glyphs
	service := b.Service
	ui.Load(b.Context, &b.counting, func(ctx context.Context) ([]check.Finding, error) {
		found, err := service.CheckEvent(ctx, e.ID, glyphs)
		if app.CodeOf(err) == app.CodeNotFound {
			return nil, nil // it is being deleted
		}
		return found, err
	}, func(found []check.Finding) { b.showCount(found) })
}

func (b *bar) showCount(found []check.Finding) {
	n := 0
	for _, f := range found {
		if f.Weight == check.WeightError || f.Weight == check.WeightWarning {
			n++
		}
	}
	b.sayCount(n)
}

// sayCount has the button 检查 say how much was found.
func (b *bar) sayCount(n int) {
	label, tone := words.T("Check|the plan"), widgets.Good
	if n > 0 {
		label += " " + strconv.Itoa(n)
		tone = widgets.Warning
	}
	b.check.SetDot(tone)
	b.check.SetText(label)
	b.content.Refresh() // it may be wider
}

// ShowCheck lists all that is found wrong with the current event.
func (f *mainWindow) ShowCheck() {
	f.WithEvent(func(e app.Event) {
		f.bar.glyphs = paper.MissingGlyphs
		service := f.Service
		ui.Long(f.Context, words.T("Checking the event"), func(ctx context.Context, _ func(string)) ([]check.Finding, error) {
			return service.CheckEvent(ctx, e.ID, paper.MissingGlyphs)
		}, func(found []check.Finding) {
			f.bar.showCount(found)
			f.showFindings(found)
		}, nil)
	})
}

func (f *mainWindow) showFindings(found []check.Finding) {
	if len(found) == 0 {
		widgets.ShowInfo(f.Window, words.T("Check|the plan"), words.T("Nothing was found: the plan is whole, and nothing is late."))
		return
	}
	rows := make([]foundRow, len(found))
	counts := map[check.Weight]int{}
	for i, found := range found {
		rows[i] = foundRow{found, i}
		counts[found.Weight]++
	}
	table := lists.NewTable(func(r foundRow) string { return strconv.Itoa(r.number) },
		lists.Column[foundRow]{ID: "weight", Label: words.T("Weight|of a finding"), Width: 112, Pill: true,
			Text: func(r foundRow) string { return check.Weights.Label(r.Weight) },
			Tone: func(r foundRow) widgets.Tone { return weightTone(r.Weight) },
			Sort: func(a, b foundRow) int { return a.number - b.number }},
		lists.Column[foundRow]{ID: "message", Label: words.T("What is found"), Width: 420, Stretch: true,
			Text: func(r foundRow) string { return r.Message }},
		lists.Column[foundRow]{ID: "where", Label: words.T("Where"), Width: ui.Wide(170, 220),
			Text: func(r foundRow) string { return f.WhereWords(r.Finding) },
			Sort: func(a, b foundRow) int { return f.TabOf(a.Topic) - f.TabOf(b.Topic) }},
	)
	table.Memory, table.Later = f.Memory("check"), f.Later
	table.SetRows(rows)
	var dialog *widgets.Dialog
	show := func() {
		if chosen := table.Chosen(); len(chosen) > 0 {
			f.JumpFrom(chosen[0].Finding, words.T("the check"), f.ShowCheck)
		}
	}
	table.OnOpen = func(foundRow) {
		dialog.Close()
		show()
	}
	intro := words.T("Problems: %d, for attention: %d, hints: %d. Enter or a double click goes to the place.",
		counts[check.WeightError], counts[check.WeightWarning], counts[check.WeightHint])
	if n := counts[check.WeightPast]; n > 0 {
		intro += words.T(" To be filled in of what is past: %d.", n)
	}
	actions := []widgets.Action{
		{Label: words.T("Copy"), Hold: func() bool {
			table.Choose(ui.Gather(rows, func(r foundRow) string { return strconv.Itoa(r.number) })...)
			f.CopyText(table.Text())
			return true
		}},
		{Label: words.T("Close"), Kind: widgets.Cancel},
		{Label: words.T("Go there"), Kind: widgets.Default, Do: show},
	}
	if slices.ContainsFunc(found, func(f check.Finding) bool { return f.Tidies }) {
		actions = slices.Insert(actions, 1, widgets.Action{Label: words.T("Tidy them"), Do: f.tidy})
	}
	dialog = f.ShowTable(words.T("Check|the plan"), intro, table, len(rows), actions...)
	table.Choose("0")
	f.Window.Canvas().Focus(table)
}

// tidy tidies what the check names, in one step that can be undone.
func (f *mainWindow) tidy() {
	event, service := f.Event().ID, f.Service
	ui.Load(f.Context, nil, func(ctx context.Context) (int, error) { return service.TidyEvent(ctx, event) }, func(n int) {
		f.Toast(words.T("%d entries tidied", n))
	})
}

func weightTone(w check.Weight) widgets.Tone {
	switch w {
	case check.WeightError:
		return widgets.Bad
	case check.WeightWarning:
		return widgets.Warning
	default:
		return widgets.Muted
	}
}

// checkButton is the button 检查 of the bar.
func (b *bar) checkButton(show func()) *widgets.Button {
	button := widgets.NewQuiet(words.T("Check|the plan"), nil, show)
	b.WhenEvent(b.countSoon)
	b.WhenChanged(b.countSoon)
	return button
}
