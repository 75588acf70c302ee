package views

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/paper"
	"openday/app/words"
	"openday/views/widgets"
)

// foundRow is one finding in its list.
type foundRow struct {
	app.Finding
	number int
}

// countWait is how long the data rests before findings are counted anew.
const countWait = 400 * time.Millisecond

// countSoon counts once what is being changed has come to rest.
func (b *bar) countSoon() {
	if b.stopCount != nil {
		b.stopCount()
	}
	b.stopCount = b.later(countWait, b.CountFindings)
}

// CountFindings brings the figure on the button 检查 up to date: how many
// findings weigh more than a hint. Names without a glyph count once the list was
// open: only then are the papers' fonts read.
func (b *bar) CountFindings() {
	e := b.Event()
	label := words.T("Check|the plan")
	if e.ID == "" {
		b.counting.number++
		b.check.SetText(label)
		return
	}
	glyphs := b.glyphs
	load(b.desk, &b.counting, func(ctx context.Context) ([]app.Finding, error) {
		found, err := b.service.CheckEvent(ctx, e.ID, glyphs)
		if app.CodeOf(err) == app.CodeNotFound {
			return nil, nil // it is being deleted
		}
		return found, err
	}, func(found []app.Finding) { b.showCount(found) })
}

func (b *bar) showCount(found []app.Finding) {
	n := 0
	for _, f := range found {
		if f.Weight != app.WeightHint {
			n++
		}
	}
	label := words.T("Check|the plan")
	if n > 0 {
		label += " " + strconv.Itoa(n)
	}
	if b.check.Text != label {
		b.check.SetText(label)
	}
}

// ShowCheck lists all that is found wrong with the current event.
func (f *frame) ShowCheck() {
	f.withEvent(func(e app.Event) {
		f.bar.glyphs = paper.MissingGlyphs
		service := f.service
		long(f.desk, words.T("Checking the event"), func(ctx context.Context, _ func(string)) ([]app.Finding, error) {
			return service.CheckEvent(ctx, e.ID, paper.MissingGlyphs)
		}, func(found []app.Finding) {
			f.bar.showCount(found)
			f.showFindings(found)
		}, nil)
	})
}

func (f *frame) showFindings(found []app.Finding) {
	if len(found) == 0 {
		widgets.ShowInfo(f.window, words.T("Check|the plan"), words.T("Nothing was found: the plan is whole, and nothing is late."))
		return
	}
	rows := make([]foundRow, len(found))
	counts := map[app.Weight]int{}
	for i, found := range found {
		rows[i] = foundRow{found, i}
		counts[found.Weight]++
	}
	table := widgets.NewTable(func(r foundRow) string { return strconv.Itoa(r.number) },
		widgets.Column[foundRow]{ID: "weight", Label: words.T("Weight|of a finding"), Width: 112, Pill: true,
			Text: func(r foundRow) string { return app.Weights.Label(r.Weight) },
			Tone: func(r foundRow) widgets.Tone { return weightTone(r.Weight) },
			Sort: func(a, b foundRow) int { return a.number - b.number }},
		widgets.Column[foundRow]{ID: "message", Label: words.T("What is found"), Width: 420, Stretch: true,
			Text: func(r foundRow) string { return r.Message }},
		widgets.Column[foundRow]{ID: "where", Label: words.T("Where"), Width: 170,
			Text: func(r foundRow) string { return f.whereWords(r.Finding) },
			Sort: func(a, b foundRow) int { return f.tabOf(a.Topic) - f.tabOf(b.Topic) }},
	)
	table.Memory, table.Later = f.Memory("check"), f.later
	table.SetRows(rows)
	var dialog *widgets.Dialog
	show := func() {
		if chosen := table.Chosen(); len(chosen) > 0 {
			f.Jump(chosen[0].Finding)
		}
	}
	table.OnOpen = func(foundRow) {
		dialog.Close()
		show()
	}
	intro := words.T("Problems: %d, for attention: %d, hints: %d. Enter or a double click goes to the place.",
		counts[app.WeightError], counts[app.WeightWarning], counts[app.WeightHint])
	dialog = f.showTable(words.T("Check|the plan"), intro, table, len(rows),
		widgets.Action{Label: words.T("Copy"), Hold: func() bool {
			table.Choose(gather(rows, func(r foundRow) string { return strconv.Itoa(r.number) })...)
			f.copyText(table.Text())
			return true
		}},
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Go there"), Kind: widgets.Default, Do: show})
	table.Choose("0")
	f.window.Canvas().Focus(table)
}

func weightTone(w app.Weight) widgets.Tone {
	switch w {
	case app.WeightError:
		return widgets.Bad
	case app.WeightWarning:
		return widgets.Warning
	default:
		return widgets.Muted
	}
}

// tabTopics are what the tabs are about, in their order.
var tabTopics = []app.Topic{app.TopicEvents, app.TopicInvitees, app.TopicAgenda, app.TopicFeedback}

func (d *desk) tabOf(t app.Topic) int { return max(0, slices.Index(tabTopics, t)) }

// whereWords says where a finding is mended: tab and field.
func (d *desk) whereWords(f app.Finding) string {
	t := d.tab(d.tabOf(f.Topic))
	place := t.Title()
	if f.Field == app.FieldDeadlines {
		return place + " · " + words.T("Deadlines")
	}
	if field := t.(jumper).fieldOf(f.Field); field != nil {
		place += " · " + field.Label()
	}
	return place
}

// jumper is a tab that brings one field of one entry into sight.
type jumper interface {
	// fieldOf gives the field of a key, nil where there is none.
	fieldOf(key string) *widgets.Field
	// jumpTo shows an entry, by its id, and puts the keyboard into a field.
	jumpTo(id, field string)
}

// Jump goes to the place where a finding is mended.
func (d *desk) Jump(f app.Finding) {
	i := d.tabOf(f.Topic)
	d.ShowTab(i, func() { d.tabs[i].(jumper).jumpTo(f.ID, f.Field) })
}

func (t *eventsTab) fieldOf(key string) *widgets.Field { return t.form.Field(key) }

func (t *eventsTab) jumpTo(id, field string) {
	if field == app.FieldDeadlines {
		t.showSection(sectionDates)
		t.dates.table.Choose(id)
		return
	}
	if field != "" {
		t.FocusField(field)
	}
}

func (t *inviteesTab) fieldOf(key string) *widgets.Field { return t.editor.form.Field(key) }

func (t *inviteesTab) jumpTo(id, field string) {
	event := t.Event().ID
	jumpInto(t.editor, t.choose, id, field, func(ctx context.Context) ([]app.Invitee, error) {
		return t.service.Invitees(ctx, app.InviteeFilter{EventID: event})
	})
}

func (t *agendaTab) fieldOf(key string) *widgets.Field { return t.editor.form.Field(key) }

func (t *agendaTab) jumpTo(id, field string) {
	event := t.Event().ID
	jumpInto(t.editor, t.choose, id, field, func(ctx context.Context) ([]app.AgendaItem, error) {
		return t.service.Agenda(ctx, event)
	})
}

func (t *feedbackTab) fieldOf(key string) *widgets.Field { return t.editor.form.Field(key) }

func (t *feedbackTab) jumpTo(id, field string) {
	event := t.Event().ID
	jumpInto(t.editor, t.choose, id, field, func(ctx context.Context) ([]app.Feedback, error) {
		return t.service.Feedback(ctx, app.FeedbackFilter{EventID: event})
	})
}

// jumpInto opens the entry with an id and puts the keyboard into a field; it
// fetches the entry itself, as the list may still be on its way.
func jumpInto[T app.Changeable[T]](e *editor[T], choose func(string), id, field string, fetch func(context.Context) ([]T, error)) {
	if id == "" {
		return
	}
	load(e.desk, nil, fetch, func(all []T) {
		i := slices.IndexFunc(all, func(v T) bool { return e.id(v) == id })
		if i < 0 {
			e.Toast(words.T("It is not there any more; somebody may have deleted it."))
			return
		}
		choose(id)
		e.Open(all[i])
		e.form.Reveal(field)
	})
}

// checkButton is the button 检查 of the bar.
func (b *bar) checkButton(show func()) *widget.Button {
	button := widget.NewButton(words.T("Check|the plan"), show)
	b.onEvent = append(b.onEvent, b.countSoon)
	b.onChange = append(b.onChange, b.countSoon)
	return button
}
