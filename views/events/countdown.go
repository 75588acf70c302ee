package events

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
	"openday/app/calendar"
	"openday/app/deadline"
	"openday/app/outfile"
	"openday/app/service"
	"openday/app/today"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// Actions are what can be done with events and their deadlines.
type Actions struct {
	*ui.Context
	urging urging
	// Steps take what the view 今日 names as the next step of what is due in the
	// current event, where another feature takes it.
	Steps map[today.Step]func()
	// Typed, if set, is told the title of a new event while it is typed.
	Typed func(title string, creating bool)
}

// New returns the actions; urging knows which opinions are to be urged.
func New(d *ui.Context, urging urging) *Actions { return &Actions{Context: d, urging: urging} }

// urging knows which opinions are to be urged.
type urging interface {
	// ShowChase lists what is overdue or due soon over all events.
	ShowChase()
}

// sectionDates stands behind the sections of the event's form for its deadlines.
const sectionDates = 7

// countdown is the list of an event's deadlines in the tab 活动.
type countdown struct {
	*Actions
	event   app.Event
	table   *lists.Table[deadline.Status]
	doubt   *widgets.Paragraph
	done    *widgets.Button
	on      *widgets.Button
	change  *widgets.Button
	content *fyne.Container
}

func newCountdown(d *Actions) *countdown {
	c := &countdown{Actions: d}
	c.table = lists.NewTable(func(s deadline.Status) string { return string(s.Kind) },
		lists.Column[deadline.Status]{ID: "what", Label: words.T("What is to be done"), Width: 190, Stretch: true,
			Text: func(s deadline.Status) string { return app.DeadlineKinds.Label(s.Kind) }},
		dateColumn(func(s deadline.Status) deadline.Status { return s }),
		weekdayColumn(func(s deadline.Status) deadline.Status { return s }),
		statusColumn(func(s deadline.Status) deadline.Status { return s }),
		lists.Column[deadline.Status]{ID: "rule", Label: words.T("Rule"), Width: 210, Stretch: true, Text: ruleWords},
	)
	c.table.Memory, c.table.Later = d.Memory("dates"), d.Later
	c.table.OnOpen = func(s deadline.Status) { c.toggle() }
	c.table.OnChosen = func([]deadline.Status) { c.mark() }
	c.table.OnRune = func(r rune) {
		if r == ' ' {
			c.toggle()
		}
	}
	c.table.Menu = func([]deadline.Status) *fyne.Menu {
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
	c.table.SetEmpty(signs.NewEmptyState(words.T("No deadlines yet"), words.T("They follow from the day of the event. Give it, and save."), words.T("Rules of deadlines…"), c.EditRules))
	c.done = widgets.NewButtonWithIcon(words.T("Mark as done"), theme.ConfirmIcon(), c.toggle)
	c.done.Kind = widgets.Primary
	c.on = widgets.NewButton(words.T("Done on…"), c.askDay)
	c.change = widgets.NewButton(words.T("Change the deadline…"), c.askOffset)
	c.doubt = ui.Paragraph("")
	c.doubt.Importance = widget.WarningImportance
	c.doubt.Hide()
	c.content = container.NewBorder(
		container.NewVBox(container.NewHBox(c.done, c.on, c.change, layout.NewSpacer(), widgets.NewButton(words.T("Rules of deadlines…"), c.EditRules)), c.doubt),
		nil, nil, nil, c.table)
	c.content.Hide()
	c.mark()
	d.WhenEvent(c.show) // rules and calendar may be others
	return c
}

// The columns that lists of deadlines share.

func dateColumn[T any](of func(T) deadline.Status) lists.Column[T] {
	return lists.Column[T]{ID: "date", Label: words.T("Date"), Width: 116,
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

func weekdayColumn[T any](of func(T) deadline.Status) lists.Column[T] {
	return lists.Column[T]{ID: "weekday", Label: words.T("Weekday"), Width: 132,
		Text: func(row T) string {
			s := of(row)
			text := widgets.Weekday(s.At)
			if !s.At.Equal(app.DayOf(s.At)) {
				text += " " + s.At.Format("15:04")
			}
			return text
		}}
}

func statusColumn[T any](of func(T) deadline.Status) lists.Column[T] {
	return lists.Column[T]{ID: "state", Label: words.T("State"), Width: 184, Pill: true,
		Text: func(row T) string {
			s := of(row)
			if s.State == deadline.Overdue && !s.Old {
				return "▲ " + s.Words()
			}
			return s.Words()
		},
		Tone: func(row T) widgets.Tone { return statusTone(of(row)) },
		Sort: func(a, b T) int { return of(a).Days - of(b).Days }}
}

func statusTone(s deadline.Status) widgets.Tone {
	switch {
	case s.State == deadline.Met:
		return widgets.Good
	case s.State == deadline.Passed, s.Old:
		return widgets.Muted
	case s.State == deadline.Overdue:
		return widgets.Bad
	case s.Presses():
		return widgets.Warning
	default:
		return widgets.Accent
	}
}

// ruleWords says where a date comes from.
func ruleWords(s deadline.Status) string {
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
	var rows []deadline.Status
	if e.ID != "" {
		rows = c.Timetable().Statuses(e, c.Service.Now())
	}
	c.table.SetRows(rows)
	doubt := changeWords(e)
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

// changeWords says what the deadlines have to do with what became of the event.
func changeWords(e app.Event) string {
	switch {
	case e.Change == app.Cancelled:
		return words.T("The event is cancelled: its deadlines have ended. Opinions that were collected keep theirs.")
	case e.IsStopped():
		return words.T("The event is postponed, and its new date is not named yet. Its deadlines rest until then.")
	case e.Change == app.Postponed:
		return words.T("The event was planned for %s. The deadlines follow the new date.", app.DayWithWeekday(e.PostponedFrom))
	}
	return ""
}

func (c *countdown) chosen() (deadline.Status, bool) {
	rows := c.table.Chosen()
	if len(rows) != 1 {
		return deadline.Status{}, false
	}
	return rows[0], true
}

// mark brings the buttons up to date with what is chosen.
func (c *countdown) mark() {
	s, ok := c.chosen()
	for _, b := range []*widgets.Button{c.done, c.on, c.change} {
		b.Disable()
	}
	c.done.SetText(words.T("Mark as done"))
	if !ok {
		return
	}
	if !s.Kind.OnlyPasses() {
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
	ui.Load(c.Context, nil, func(ctx context.Context) (struct{}, error) { return struct{}{}, do(ctx) }, func(struct{}) { c.Undoable(said) })
}

// toggle marks the chosen deadline as met today, or as not met.
func (c *countdown) toggle() {
	s, ok := c.chosen()
	if !ok || c.done.Disabled() {
		return
	}
	on, said := c.Service.Now(), words.T("“%s” is marked as done.", app.DeadlineKinds.Label(s.Kind))
	if markedDone(c.event, s.Kind) {
		on, said = time.Time{}, words.T("“%s” is no longer marked as done.", app.DeadlineKinds.Label(s.Kind))
	}
	id := c.event.ID
	service := c.Service
	c.write(func(ctx context.Context) error { return service.MarkDeadline(ctx, id, s.Kind, on) }, said)
}

// askDay asks on which day the chosen deadline was met.
func (c *countdown) askDay() {
	s, ok := c.chosen()
	if !ok || c.on.Disabled() {
		return
	}
	day := widgets.NewDateEntry(app.Zone, c.Service.Now)
	day.Set(c.Service.Now())
	if !s.DoneOn.IsZero() {
		day.Set(s.DoneOn)
	}
	id := c.event.ID
	c.Ask(app.DeadlineKinds.Label(s.Kind), []ui.FormRow{{Label: words.T("Done on"), Input: day}}, words.T("Save"), func() (string, fyne.Focusable) {
		return ui.ProblemOf(day), day.FocusTarget()
	}, func() {
		on, _, _ := day.Value()
		service := c.Service
		c.write(func(ctx context.Context) error { return service.MarkDeadline(ctx, id, s.Kind, on) }, words.T("“%s” is marked as done.", app.DeadlineKinds.Label(s.Kind)))
	})
}

// askOffset asks how the chosen deadline is reckoned for this event. What the
// event's form names is changed there.
func (c *countdown) askOffset() {
	s, ok := c.chosen()
	if !ok {
		return
	}
	tab := c.Tab(ui.TabEvents).(*Tab)
	switch s.Kind {
	case app.DeadlineOpening:
		tab.FocusField("SignUpFrom")
		return
	case app.DeadlineSignUp:
		tab.FocusField("SignUpUntil")
		return
	case app.DeadlineEvent:
		tab.FocusField("Start")
		return
	}
	id := c.event.ID
	name := app.DeadlineKinds.Label(s.Kind)
	i := slices.IndexFunc(c.Rules, func(r deadline.Rule) bool { return r.Kind == s.Kind })
	rule := c.Rules[i]
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
	unit := words.T("%s before %s|unit, date", deadline.Units.Label(rule.Unit), deadline.Anchors.Label(rule.Anchor))
	if !rule.Before {
		unit = words.T("%s after %s|unit, date", deadline.Units.Label(rule.Unit), deadline.Anchors.Label(rule.Anchor))
	}
	c.Ask(name, []ui.FormRow{{Label: words.T("Deadline"), Input: how}, {Label: unit, Input: days}}, words.T("Save"), func() (string, fyne.Focusable) {
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
		service := c.Service
		c.write(func(ctx context.Context) error { return service.SetOffset(ctx, id, s.Kind, offset) }, words.T("The deadline “%s” is changed.", name))
	})
}

// showSection brings a section of the form, or the deadlines, into sight.
func (t *Tab) showSection(n int) {
	if t.atToday {
		t.atToday = false
		t.choose()
		t.show()
	}
	t.heads.Set(n)
	if n == sectionDates {
		t.form.Hide()
		t.dates.content.Show()
		t.Window.Canvas().Focus(t.dates.table)
		return
	}
	t.dates.content.Hide()
	t.form.Show()
	t.form.ShowSection(n)
}

// FocusField brings a field of the form into sight and puts the keyboard into it.
func (t *Tab) FocusField(key string) {
	key, row, inRow := ui.RowOf(key)
	if field := t.form.Field(key); field != nil {
		t.showSection(field.Section())
		t.form.Reveal(key)
		if list, ok := field.Input.(interface{ Reveal(int) }); ok && inRow {
			list.Reveal(row)
		}
	}
}

// ShowDates shows the deadlines of the current event.
func (f *Actions) ShowDates() {
	f.WithEvent(func(app.Event) {
		f.ShowTab(ui.TabEvents, func() { f.Tab(ui.TabEvents).(*Tab).showSection(sectionDates) })
	})
}

// ExportICS asks for a place and writes the current event's deadlines as a
// calendar file.
func (f *Actions) ExportICS() {
	f.WithEvent(func(e app.Event) {
		d := f
		d.Choose.Save("calendar", words.T("Export deadlines as a calendar file…"), ui.EventFile(e, words.T("Deadlines|a file's name"), ".ics"), func(file string) {
			table, now := d.Timetable(), d.Service.Now()
			ui.Load(d.Context, nil, func(context.Context) (struct{}, error) {
				return struct{}{}, outfile.Write(file, func(w io.Writer) error { return calendar.WriteICS(w, e, table, now) })
			}, func(struct{}) {
				d.Written(file, words.T("%d dates", len(table.Deadlines(e))), nil)
			})
		})
	})
}

// ShowOwed lists what is still to be done over all events.
func (f *Actions) ShowOwed() {
	ui.Load(f.Context, nil, f.Service.Owed, func(all []service.EventDeadline) {
		f.showOwed(words.T("Deadlines of all events"), words.T("What is still to be done, or happens, the earliest first. Enter shows the event."), all)
	})
}

func (f *Actions) showOwed(title, intro string, all []service.EventDeadline, more ...widgets.Action) {
	status := func(e service.EventDeadline) deadline.Status { return e.Status }
	table := lists.NewTable(func(e service.EventDeadline) string { return e.EventID + string(e.Kind) },
		dateColumn(status), weekdayColumn(status), statusColumn(status),
		lists.Column[service.EventDeadline]{ID: "what", Label: words.T("What is to be done"), Width: 220, Text: func(e service.EventDeadline) string { return app.DeadlineKinds.Label(e.Kind) }},
		lists.Column[service.EventDeadline]{ID: "title", Label: words.T("Event title"), Width: 160, Stretch: true, Text: func(e service.EventDeadline) string { return e.Title }},
	)
	table.Memory, table.Later = f.Memory("owed"), f.Later
	table.SetEmpty(widget.NewLabel(words.T("Nothing is to be done.")))
	var dialog *widgets.Dialog
	show := func() {
		rows := table.Chosen()
		if len(rows) == 0 {
			return
		}
		e := rows[0]
		f.SwitchTo(e.EventID, func() {
			f.ShowTab(ui.TabEvents, func() {
				tab := f.Tab(ui.TabEvents).(*Tab)
				tab.showSection(sectionDates)
				tab.dates.table.Choose(string(e.Kind))
			})
		})
	}
	table.OnOpen = func(service.EventDeadline) {
		dialog.Close()
		show()
	}
	table.SetRows(all)
	dialog = f.ShowTable(title, intro, table, len(all), append(more,
		widgets.Action{Label: words.T("Close"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Show the event"), Kind: widgets.Default, Do: show})...)
	if len(all) > 0 {
		table.Choose(all[0].EventID + string(all[0].Kind))
		f.Window.Canvas().Focus(table)
	}
}
