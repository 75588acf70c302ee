package views

import (
	"context"
	"io"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/outfile"
	"openday/app/words"
	"openday/views/widgets"
)

// sectionDates stands among the sections of the event's form for its deadlines.
const sectionDates = -1

// timetable is what deadlines are reckoned with.
func (d *desk) timetable() app.Timetable { return app.Timetable{Rules: d.rules, Calendar: d.calendar} }

// loadTimetable fetches the office's rules and calendar, and has all who show
// dates show them anew.
func (d *desk) loadTimetable() {
	load(d, &d.fetching, d.service.Timetable, func(t app.Timetable) {
		d.rules, d.calendar = t.Rules, t.Calendar
		for _, f := range d.onEvent {
			f()
		}
		for _, f := range d.onChange {
			f()
		}
	})
}

// countdown is the list of an event's deadlines in the tab 活动.
type countdown struct {
	*desk
	event   app.Event
	table   *widgets.Table[app.DeadlineStatus]
	doubt   *widget.Label
	done    *widget.Button
	on      *widget.Button
	change  *widget.Button
	content *fyne.Container
}

func newCountdown(d *desk) *countdown {
	c := &countdown{desk: d}
	c.table = widgets.NewTable(func(s app.DeadlineStatus) string { return string(s.Kind) },
		widgets.Column[app.DeadlineStatus]{ID: "what", Label: words.T("What is to be done"), Width: 190, Stretch: true,
			Text: func(s app.DeadlineStatus) string { return app.DeadlineKinds.Label(s.Kind) }},
		dateColumn(func(s app.DeadlineStatus) app.DeadlineStatus { return s }),
		weekdayColumn(func(s app.DeadlineStatus) app.DeadlineStatus { return s }),
		statusColumn(func(s app.DeadlineStatus) app.DeadlineStatus { return s }),
		widgets.Column[app.DeadlineStatus]{ID: "rule", Label: words.T("Rule"), Width: 210, Stretch: true, Text: ruleWords},
	)
	c.table.Memory, c.table.Later = d.Memory("dates"), d.later
	c.table.OnOpen = func(s app.DeadlineStatus) { c.toggle() }
	c.table.OnChosen = func([]app.DeadlineStatus) { c.mark() }
	c.table.OnRune = func(r rune) {
		if r == ' ' {
			c.toggle()
		}
	}
	c.table.Menu = func([]app.DeadlineStatus) *fyne.Menu {
		s, ok := c.chosen()
		if !ok {
			return nil
		}
		toggle := words.T("Mark as done")
		if markedDone(c.event, s.Kind) {
			toggle = words.T("Not done after all")
		}
		return fyne.NewMenu("", fyne.NewMenuItem(toggle, c.toggle), fyne.NewMenuItem(words.T("Done on…"), c.askDay), fyne.NewMenuItem(words.T("Change the deadline…"), c.askOffset))
	}
	c.table.SetEmpty(widgets.NewEmptyState(words.T("No deadlines yet"), words.T("They follow from the day of the event. Give it, and save."), words.T("Rules of deadlines…"), c.EditRules))
	c.done = widget.NewButtonWithIcon(words.T("Mark as done"), theme.ConfirmIcon(), c.toggle)
	c.done.Importance = widget.HighImportance
	c.on = widget.NewButton(words.T("Done on…"), c.askDay)
	c.change = widget.NewButton(words.T("Change the deadline…"), c.askOffset)
	c.doubt = paragraph("")
	c.doubt.Importance = widget.WarningImportance
	c.doubt.Hide()
	c.content = container.NewBorder(
		container.NewVBox(container.NewHBox(c.done, c.on, c.change, layout.NewSpacer(), widget.NewButton(words.T("Rules of deadlines…"), c.EditRules)), c.doubt),
		nil, nil, nil, c.table)
	c.content.Hide()
	c.mark()
	d.onEvent = append(d.onEvent, c.show) // rules and calendar may be others
	return c
}

// The columns that lists of deadlines share.

func dateColumn[T any](of func(T) app.DeadlineStatus) widgets.Column[T] {
	return widgets.Column[T]{ID: "date", Label: words.T("Date"), Width: 116,
		Text: func(row T) string {
			s := of(row)
			text := s.At.Format("2006-01-02")
			if s.Doubtful() {
				text += " ？"
			}
			return text
		},
		Sort: func(a, b T) int { return of(a).At.Compare(of(b).At) },
		Tone: func(row T) widgets.Tone {
			if of(row).Doubtful() {
				return widgets.Warning
			}
			return widgets.Plain
		}}
}

func weekdayColumn[T any](of func(T) app.DeadlineStatus) widgets.Column[T] {
	return widgets.Column[T]{ID: "weekday", Label: words.T("Weekday"), Width: 132,
		Text: func(row T) string {
			s := of(row)
			text := widgets.Weekday(s.At)
			if !s.At.Equal(app.DayOf(s.At)) {
				text += " " + s.At.Format("15:04")
			}
			return text
		}}
}

func statusColumn[T any](of func(T) app.DeadlineStatus) widgets.Column[T] {
	return widgets.Column[T]{ID: "state", Label: words.T("State"), Width: 184, Pill: true,
		Text: func(row T) string {
			s := of(row)
			if s.State == app.DeadlineOverdue {
				return "! " + s.Words()
			}
			return s.Words()
		},
		Tone: func(row T) widgets.Tone { return statusTone(of(row)) },
		Sort: func(a, b T) int { return of(a).Days - of(b).Days }}
}

func statusTone(s app.DeadlineStatus) widgets.Tone {
	switch {
	case s.State == app.DeadlineMet:
		return widgets.Good
	case s.State == app.DeadlinePassed:
		return widgets.Muted
	case s.State == app.DeadlineOverdue:
		return widgets.Bad
	case s.Presses():
		return widgets.Warning
	default:
		return widgets.Accent
	}
}

// ruleWords says where a date comes from.
func ruleWords(s app.DeadlineStatus) string {
	switch {
	case s.Rule.Kind == "" && s.Own:
		return words.T("set for this event")
	case s.Rule.Kind == "":
		return words.T("as the event has it")
	case s.Own:
		return words.T("%s (this event's own)", s.Rule.Words())
	}
	return s.Rule.Words()
}

func markedDone(e app.Event, k app.DeadlineKind) bool {
	return slices.ContainsFunc(e.Done, func(d app.DeadlineDone) bool { return d.Kind == k })
}

// set shows the deadlines of an event; one that is not saved yet has none.
func (c *countdown) set(e app.Event, creating bool) {
	if creating {
		e = app.Event{}
	}
	c.event = e
	c.show()
}

// show reckons the dates anew.
func (c *countdown) show() {
	e := c.event
	var rows []app.DeadlineStatus
	if e.ID != "" {
		rows = c.timetable().Statuses(e, c.service.Now())
	}
	c.table.SetRows(rows)
	doubt := ""
	for _, s := range rows {
		if doubt == "" && s.Doubtful() {
			doubt = "？ " + s.Doubt()
		}
	}
	c.doubt.SetText(doubt)
	if doubt == "" {
		c.doubt.Hide()
	} else {
		c.doubt.Show()
	}
	c.mark()
}

func (c *countdown) chosen() (app.DeadlineStatus, bool) {
	rows := c.table.Chosen()
	if len(rows) != 1 {
		return app.DeadlineStatus{}, false
	}
	return rows[0], true
}

// mark brings the buttons up to date with what is chosen.
func (c *countdown) mark() {
	s, ok := c.chosen()
	for _, b := range []*widget.Button{c.done, c.on, c.change} {
		b.Disable()
	}
	c.done.SetText(words.T("Mark as done"))
	if !ok {
		return
	}
	if s.Kind != app.DeadlineSignUp && s.Kind != app.DeadlineEvent {
		c.done.Enable()
		c.on.Enable()
		if markedDone(c.event, s.Kind) {
			c.done.SetText(words.T("Not done after all"))
		}
	}
	c.change.Enable()
}

// write does something to the event's deadlines and says so.
func (c *countdown) write(do func(context.Context) error, said string) {
	load(c.desk, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(struct{}) { c.Undoable(said) })
}

// toggle marks the chosen deadline as met today, or as not met.
func (c *countdown) toggle() {
	s, ok := c.chosen()
	if !ok || c.done.Disabled() {
		return
	}
	on, said := c.service.Now(), words.T("“%s” is marked as done.", app.DeadlineKinds.Label(s.Kind))
	if markedDone(c.event, s.Kind) {
		on, said = time.Time{}, words.T("“%s” is no longer marked as done.", app.DeadlineKinds.Label(s.Kind))
	}
	id := c.event.ID
	c.write(func(ctx context.Context) error { return c.service.MarkDeadline(ctx, id, s.Kind, on) }, said)
}

// askDay asks on which day the chosen deadline was met.
func (c *countdown) askDay() {
	s, ok := c.chosen()
	if !ok || c.on.Disabled() {
		return
	}
	day := widgets.NewDateEntry(app.Zone, c.service.Now)
	day.Set(c.service.Now())
	if !s.DoneOn.IsZero() {
		day.Set(s.DoneOn)
	}
	id := c.event.ID
	c.ask(app.DeadlineKinds.Label(s.Kind), []formRow{{words.T("Done on"), day}}, words.T("Save"), func() (string, fyne.Focusable) {
		return problemOf(day), day.FocusTarget()
	}, func() {
		on, _, _ := day.Value()
		c.write(func(ctx context.Context) error { return c.service.MarkDeadline(ctx, id, s.Kind, on) }, words.T("“%s” is marked as done.", app.DeadlineKinds.Label(s.Kind)))
	})
}

// problemOf says what is wrong with a day that is asked for.
func problemOf(day *widgets.DateEntry) string {
	if p := day.Problem(); p != "" {
		return p
	}
	if _, empty, _ := day.Value(); empty {
		return words.T("Give a day.")
	}
	return ""
}

// askOffset asks how the chosen deadline is reckoned for this event. What the
// event's form names is changed there.
func (c *countdown) askOffset() {
	s, ok := c.chosen()
	if !ok {
		return
	}
	tab := c.tabs[0].(*eventsTab)
	switch s.Kind {
	case app.DeadlineSignUp:
		tab.FocusField("SignUpUntil")
		return
	case app.DeadlineEvent:
		tab.FocusField("Start")
		return
	}
	id := c.event.ID
	name := app.DeadlineKinds.Label(s.Kind)
	i := slices.IndexFunc(c.rules, func(r app.DeadlineRule) bool { return r.Kind == s.Kind })
	rule := c.rules[i]
	how := widgets.NewChoice(
		widgets.Option[int]{Value: 0, Label: words.T("As the office has it: %s", rule.Words())},
		widgets.Option[int]{Value: 1, Label: words.T("This event's own")},
		widgets.Option[int]{Value: 2, Label: words.T("This event has none")})
	days := widgets.NewNumberEntry(0, app.MostDays)
	days.Set(&s.Rule.Days)
	if s.Own {
		how.Set(1)
	}
	days.Listen(func() { how.Set(1) })
	unit := words.T("%s before %s|unit, date", app.DeadlineUnits.Label(rule.Unit), app.DeadlineAnchors.Label(rule.Anchor))
	if !rule.Before {
		unit = words.T("%s after %s|unit, date", app.DeadlineUnits.Label(rule.Unit), app.DeadlineAnchors.Label(rule.Anchor))
	}
	c.ask(name, []formRow{{words.T("Deadline"), how}, {unit, days}}, words.T("Save"), func() (string, fyne.Focusable) {
		if p := days.Problem(); p != "" {
			return p, days
		}
		if _, empty, _ := days.Value(); empty && how.Value() == 1 {
			return words.T("Give a number."), days
		}
		return "", nil
	}, func() {
		var offset *app.DeadlineOffset
		switch how.Value() {
		case 1:
			n, _, _ := days.Value()
			offset = &app.DeadlineOffset{Kind: s.Kind, Days: n}
		case 2:
			offset = &app.DeadlineOffset{Kind: s.Kind, None: true}
		}
		c.write(func(ctx context.Context) error { return c.service.SetOffset(ctx, id, s.Kind, offset) }, words.T("The deadline “%s” is changed.", name))
	})
}

// formRow is a label and what is filled in beside it.
type formRow struct {
	label string
	input fyne.CanvasObject
}

// ask asks for a few things in a dialog. wrong says what cannot be taken, and
// where the keyboard goes then; while it says something the dialog stays.
func (d *desk) ask(title string, rows []formRow, verb string, wrong func() (string, fyne.Focusable), do func()) *widgets.Dialog {
	return d.askOr(title, rows, verb, wrong, do, nil)
}

// askOr is ask that also tells when the person cancelled.
func (d *desk) askOr(title string, rows []formRow, verb string, wrong func() (string, fyne.Focusable), do, cancelled func()) *widgets.Dialog {
	fields := container.New(layout.NewFormLayout())
	for _, r := range rows {
		fields.Add(widget.NewLabel(r.label))
		fields.Add(r.input)
	}
	problem := paragraph("")
	problem.Importance = widget.DangerImportance
	body := container.New(fixedLayout{fyne.NewSize(520, fields.MinSize().Height+44)}, container.NewBorder(fields, problem, nil, nil))
	return widgets.ShowDialog(d.window, title, body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel, Do: cancelled},
		widgets.Action{Label: verb, Kind: widgets.Default, Do: do, Hold: func() bool {
			text, at := wrong()
			if text == "" {
				return false
			}
			problem.SetText("× " + text)
			if at != nil {
				d.window.Canvas().Focus(at)
			}
			return true
		}})
}

// showSection brings a section of the form, or the deadlines, into sight.
func (t *eventsTab) showSection(n int) {
	t.heads.Set(n)
	if n == sectionDates {
		t.form.Hide()
		t.dates.content.Show()
		t.window.Canvas().Focus(t.dates.table)
		return
	}
	t.dates.content.Hide()
	t.form.Show()
	t.form.ShowSection(n)
}

// FocusField brings a field of the form into sight and puts the keyboard into it.
func (t *eventsTab) FocusField(key string) {
	if field := t.form.Field(key); field != nil {
		t.showSection(field.Section())
		t.form.Reveal(key)
	}
}

// ShowDates shows the deadlines of the current event.
func (f *frame) ShowDates() {
	f.withEvent(func(app.Event) {
		f.ShowTab(0, func() { f.tabs[0].(*eventsTab).showSection(sectionDates) })
	})
}

// ExportICS asks for a place and writes the current event's deadlines as a
// calendar file.
func (f *frame) ExportICS() {
	f.withEvent(func(e app.Event) {
		d := f.desk
		d.choose.Save("calendar", words.T("Export deadlines as a calendar file…"), eventFile(e, words.T("Deadlines|a file's name"), ".ics"), func(file string) {
			statuses, now := d.timetable().Statuses(e, d.service.Now()), d.service.Now()
			load(d, nil, func(context.Context) (struct{}, error) {
				return struct{}{}, outfile.Write(file, func(w io.Writer) error { return app.WriteICS(w, e, statuses, now) })
			}, func(struct{}) {
				d.written(file, words.T("%d dates", len(statuses)), nil)
			})
		})
	})
}

// ShowOwed lists what is still to be done over all events.
func (f *frame) ShowOwed() {
	load(f.desk, nil, f.service.Owed, func(all []app.EventDeadline) {
		f.showOwed(words.T("Deadlines of all events"), words.T("What is still to be done, or happens, the earliest first. Enter shows the event."), all)
	})
}

// TellWhatPresses lists at the start what is overdue or due within a few
// working days; where there is nothing it says nothing.
func (f *frame) TellWhatPresses() {
	load(f.desk, nil, f.service.Owed, func(all []app.EventDeadline) {
		all = slices.DeleteFunc(all, func(e app.EventDeadline) bool { return !e.Presses() })
		f.chase(func(groups []app.ChaseGroup) {
			groups = lately(groups, f.service.Now())
			intro := words.T("Overdue, or due within three working days. Enter shows the event.")
			switch opinions := chaseWords(groups); {
			case len(all) > 0 && opinions != "":
				f.showOwed(words.T("Due these days"), intro+"\n"+opinions, all, widgets.Action{Label: words.T("To be urged…"), Do: f.ShowChase})
			case len(all) > 0:
				f.showOwed(words.T("Due these days"), intro, all)
			case opinions != "":
				f.showChase(groups)
			}
		})
	})
}

func (f *frame) showOwed(title, intro string, all []app.EventDeadline, more ...widgets.Action) {
	status := func(e app.EventDeadline) app.DeadlineStatus { return e.DeadlineStatus }
	table := widgets.NewTable(func(e app.EventDeadline) string { return e.EventID + string(e.Kind) },
		dateColumn(status), weekdayColumn(status), statusColumn(status),
		widgets.Column[app.EventDeadline]{ID: "what", Label: words.T("What is to be done"), Width: 220, Text: func(e app.EventDeadline) string { return app.DeadlineKinds.Label(e.Kind) }},
		widgets.Column[app.EventDeadline]{ID: "title", Label: words.T("Event title"), Width: 160, Stretch: true, Text: func(e app.EventDeadline) string { return e.Title }},
	)
	table.Memory, table.Later = f.Memory("owed"), f.later
	table.SetEmpty(widget.NewLabel(words.T("Nothing is to be done.")))
	var dialog *widgets.Dialog
	show := func() {
		rows := table.Chosen()
		if len(rows) == 0 {
			return
		}
		e := rows[0]
		f.SwitchTo(e.EventID, func() {
			f.ShowTab(0, func() {
				tab := f.tabs[0].(*eventsTab)
				tab.showSection(sectionDates)
				tab.dates.table.Choose(string(e.Kind))
			})
		})
	}
	table.OnOpen = func(app.EventDeadline) {
		dialog.Close()
		show()
	}
	table.SetRows(all)
	dialog = f.showTable(title, intro, table, len(all), append(more,
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Show the event"), Kind: widgets.Default, Do: show})...)
	if len(all) > 0 {
		table.Choose(all[0].EventID + string(all[0].Kind))
		f.window.Canvas().Focus(table)
	}
}

// showTable shows a table of so many rows in a dialog.
func (d *desk) showTable(title, intro string, table fyne.CanvasObject, rows int, actions ...widgets.Action) *widgets.Dialog {
	head := paragraph(intro)
	height := min(max(float32(rows+1), 4)*widgets.RowHeight, 440)
	body := container.New(fixedLayout{fyne.NewSize(920, height+40)}, container.NewBorder(head, nil, nil, nil, table))
	return widgets.ShowDialog(d.window, title, body, actions...)
}
