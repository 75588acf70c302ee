package events

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/deadline"
	"openday/app/words"
	"openday/app/workday"
	"openday/views/lists"
	"openday/views/ui"
	"openday/views/widgets"
)

// EditRules asks how the office reckons its deadlines.
func (d *Actions) EditRules() {
	type row struct {
		days *widgets.NumberEntry
		unit *widgets.Choice[deadline.Unit]
		none *widgets.CheckInput
	}
	rows := make([]row, len(d.Rules))
	box := container.NewVBox()
	shape := ui.Columns{-1, 150, 84, 150, 90}
	for i, r := range d.Rules {
		side := words.T("before %s", deadline.Anchors.Label(r.Anchor))
		if !r.Before {
			side = words.T("after %s", deadline.Anchors.Label(r.Anchor))
		}
		rows[i] = row{widgets.NewNumberEntry(0, app.MostDays), ui.ChoiceOf(deadline.Units, r.Unit), widgets.NewCheckInput(words.T("none|no such deadline"))}
		rows[i].days.Set(&r.Days)
		rows[i].none.SetChecked(r.None)
		box.Add(container.New(shape, widget.NewLabel(app.DeadlineKinds.Label(r.Kind)), widget.NewLabel(side), rows[i].days, rows[i].unit, rows[i].none))
	}
	wrong := widget.NewLabel("")
	wrong.Importance = widget.DangerImportance
	intro := ui.Paragraph(words.T("These hold for all events. An event can have deadlines of its own, under “Deadlines”; the sign-up deadline is always the event's."))
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(760, 370)}, container.NewBorder(intro, wrong, nil, nil, box))
	widgets.ShowDialog(d.Window, words.T("Rules of deadlines"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Save"), Kind: widgets.Default, Hold: func() bool {
			for i, r := range rows {
				problem := r.days.Problem()
				if _, empty, _ := r.days.Value(); empty {
					problem = words.T("Give a number.")
				}
				if problem != "" && !r.none.Checked {
					wrong.SetText("× " + app.DeadlineKinds.Label(d.Rules[i].Kind) + ": " + problem)
					d.Window.Canvas().Focus(r.days)
					return true
				}
			}
			return false
		}, Do: func() {
			rules := slices.Clone(d.Rules)
			for i, r := range rows {
				if n, empty, err := r.days.Value(); err == nil && !empty {
					rules[i].Days = n
				}
				rules[i].Unit, rules[i].None = r.unit.Value(), r.none.Checked
			}
			service := d.Service
			ui.Load(d.Context, nil, func(ctx context.Context) (struct{}, error) {
				return struct{}{}, service.SetDeadlineRules(ctx, rules)
			}, func(struct{}) { d.Undoable(words.T("The rules of deadlines are saved.")) })
		}})
}

// calendarEditor is the dialog in which the years of the calendar are looked at
// and changed. Nothing is kept before it is saved.
type calendarEditor struct {
	*Actions
	own    map[int]bool          // years that the office has its own schedule of
	edited map[int][]workday.Day // years that were changed here; nil drops the office's own
	years  *widgets.Choice[int]
	source *widget.Label
	table  *lists.Table[workday.Day]
	from   *widgets.DateEntry
	until  *widgets.DateEntry
	kind   *widgets.Choice[workday.Kind]
	name   *widgets.TextEntry
	reset  *widgets.Button
	wrong  *widgets.Paragraph
}

// EditCalendar shows the official working-day calendar and lets the office add
// and change years.
func (d *Actions) EditCalendar() {
	service := d.Service
	ui.Load(d.Context, nil, func(ctx context.Context) ([]workday.Day, error) {
		own, err := service.OwnSchedule(ctx)
		if app.CodeOf(err) == app.CodeDamaged {
			return nil, nil // here it is mended
		}
		return own, err
	}, func(own []workday.Day) { newCalendarEditor(d, own).show() })
}

func newCalendarEditor(d *Actions, own []workday.Day) *calendarEditor {
	c := &calendarEditor{Actions: d, own: map[int]bool{}, edited: map[int][]workday.Day{}, source: widget.NewLabel(""), wrong: ui.Paragraph("")}
	for _, day := range own {
		c.own[day.Date.Year()] = true
	}
	c.wrong.Importance = widget.DangerImportance
	c.source.Importance = widget.LowImportance
	c.table = lists.NewTable(func(day workday.Day) string { return day.Date.Format(time.DateOnly) },
		lists.Column[workday.Day]{ID: "date", Label: words.T("Date"), Width: 120, Text: func(day workday.Day) string { return day.Date.Format(time.DateOnly) }},
		lists.Column[workday.Day]{ID: "weekday", Label: words.T("Weekday"), Width: 110, Text: func(day workday.Day) string { return widgets.Weekday(day.Date) }},
		lists.Column[workday.Day]{ID: "kind", Label: words.T("Kind|of day"), Width: 200, Pill: true,
			Text: func(day workday.Day) string { return dayKind(day.Kind) },
			Tone: func(day workday.Day) widgets.Tone {
				if day.Kind == workday.MakeUp {
					return widgets.Warning
				}
				return widgets.Good
			}},
		lists.Column[workday.Day]{ID: "name", Label: words.T("Holiday"), Width: 140, Stretch: true, Text: func(day workday.Day) string { return day.Name }},
	)
	c.table.Later = d.Later
	c.table.OnDelete = func([]workday.Day) { c.remove() }
	c.table.SetEmpty(widget.NewLabel(words.T("No schedule of this year is known. Add it from a file or day by day.")))
	utcNow := func() time.Time { return c.Service.Now() }
	c.from, c.until = widgets.NewDateEntry(time.UTC, utcNow), widgets.NewDateEntry(time.UTC, utcNow)
	c.kind = widgets.NewChoice(
		widgets.Option[workday.Kind]{Value: workday.Off, Label: dayKind(workday.Off)},
		widgets.Option[workday.Kind]{Value: workday.MakeUp, Label: dayKind(workday.MakeUp)})
	c.name = widgets.NewTextEntry()
	c.name.SetPlaceHolder(words.T("Holiday"))
	c.reset = widgets.NewButton(words.T("Take the official data"), c.drop)
	c.years = widgets.NewChoice(c.yearOptions()...)
	c.years.Set(c.Service.Now().Year())
	c.years.Listen(c.fill)
	c.fill()
	return c
}

func dayKind(k workday.Kind) string {
	if k == workday.MakeUp {
		return words.T("Make-up working day")
	}
	return words.T("Day off")
}

// yearOptions are the years that are known, and two more to add.
func (c *calendarEditor) yearOptions() []widgets.Option[int] {
	years := c.Calendar.Years()
	for y := range c.edited {
		years = append(years, y)
	}
	now := c.Service.Now().Year()
	years = append(years, now, now+1, now+2)
	slices.Sort(years)
	var options []widgets.Option[int]
	for _, y := range slices.Compact(years) {
		options = append(options, widgets.Option[int]{Value: y, Label: strconv.Itoa(y)})
	}
	return options
}

// days returns the days of a year as they are now.
func (c *calendarEditor) days(year int) []workday.Day {
	if days, ok := c.edited[year]; ok {
		if days == nil {
			return workday.Official().Days(year)
		}
		return days
	}
	return c.Calendar.Days(year)
}

// fill shows the chosen year.
func (c *calendarEditor) fill() {
	year := c.years.Value()
	days, edited := c.edited[year]
	c.reset.Disable()
	switch {
	case days != nil:
		c.source.SetText(words.T("changed here, not saved yet"))
		c.reset.Enable()
	case !edited && c.own[year]:
		c.source.SetText(words.T("added by this office"))
		c.reset.Enable()
	case workday.Official().Covers(year):
		c.source.SetText(words.T("official data of the program"))
	default:
		c.source.SetText(words.T("not announced, or not added yet"))
	}
	c.table.SetRows(c.days(year))
}

// change puts other days in the place of the chosen year's.
func (c *calendarEditor) change(year int, days []workday.Day) {
	if days == nil {
		days = []workday.Day{}
	}
	slices.SortFunc(days, func(a, b workday.Day) int { return a.Date.Compare(b.Date) })
	c.edited[year] = days
	c.wrong.SetText("")
	c.years.SetChoices(c.yearOptions()...)
	c.years.Set(year)
	c.fill()
}

// mostDaysAtOnce is the longest holiday that can be added at once.
const mostDaysAtOnce = 31

// add adds the day, or the days, that are filled in; a day that is there
// already becomes what is filled in.
func (c *calendarEditor) add() {
	from, empty, err := c.from.Value()
	until, open, bad := c.until.Value()
	if open {
		until = from
	}
	switch {
	case err != nil || empty:
		c.wrong.SetText("× " + words.T("Give a day."))
		c.Window.Canvas().Focus(c.from.FocusTarget())
		return
	case bad != nil || until.Before(from) || until.Sub(from) > mostDaysAtOnce*24*time.Hour || until.Year() != from.Year():
		c.wrong.SetText("× " + words.T("The last day is not before the first, in the same year, and at most %d days later.", mostDaysAtOnce))
		c.Window.Canvas().Focus(c.until.FocusTarget())
		return
	}
	days := slices.Clone(c.days(from.Year()))
	for at := from; !at.After(until); at = at.AddDate(0, 0, 1) {
		days = slices.DeleteFunc(days, func(d workday.Day) bool { return d.Date.Equal(at) })
		days = append(days, workday.Day{Date: at, Kind: c.kind.Value(), Name: c.name.Value()})
	}
	c.change(from.Year(), days)
	c.table.Choose(from.Format(time.DateOnly))
	c.from.SetText("")
	c.until.SetText("")
	c.Window.Canvas().Focus(c.from.FocusTarget())
}

// remove takes the chosen days out.
func (c *calendarEditor) remove() {
	gone := c.table.Chosen()
	if len(gone) == 0 {
		return
	}
	year := c.years.Value()
	c.change(year, slices.DeleteFunc(slices.Clone(c.days(year)), func(d workday.Day) bool {
		return slices.ContainsFunc(gone, func(g workday.Day) bool { return g.Date.Equal(d.Date) })
	}))
}

// drop goes back to the official data of the chosen year.
func (c *calendarEditor) drop() {
	c.edited[c.years.Value()] = nil
	c.fill()
}

// read takes the schedules of a file.
func (c *calendarEditor) read() {
	c.Choose.Open("schedule", []string{".csv", ".txt"}, func(file string) {
		f, err := os.Open(file)
		if err != nil {
			c.wrong.SetText("× " + words.T("The file cannot be opened. It may be open in another program; close it there and try again."))
			return
		}
		defer f.Close()
		days, err := workday.ReadSchedule(f)
		if err != nil {
			c.wrong.SetText("× " + err.Error())
			return
		}
		byYear := map[int][]workday.Day{}
		last := 0
		for _, d := range days {
			byYear[d.Date.Year()] = append(byYear[d.Date.Year()], d)
			last = max(last, d.Date.Year())
		}
		for year, days := range byYear {
			if year != last {
				c.change(year, days)
			}
		}
		c.change(last, byYear[last])
	})
}

// problems says what cannot be right in the years that were changed.
func (c *calendarEditor) problems() []string {
	var all []string
	for year, days := range c.edited {
		if days != nil && len(days) == 0 {
			all = append(all, words.T("The schedule of %d is empty. Take the official data, or add its days.", year))
		}
		all = append(all, workday.Problems(days)...)
	}
	slices.Sort(all)
	return all
}

func (c *calendarEditor) save() {
	service := c.Service
	ui.Load(c.Context, nil, func(ctx context.Context) (struct{}, error) {
		var days []workday.Day
		var dropped []int
		for year, changed := range c.edited {
			if changed == nil {
				dropped = append(dropped, year)
			}
			days = append(days, changed...)
		}
		_, err := service.AddSchedule(ctx, days, dropped...)
		return struct{}{}, err
	}, func(struct{}) { c.Undoable(words.T("The working-day calendar is saved.")) })
}

func (c *calendarEditor) show() {
	head := container.NewBorder(nil, nil,
		container.NewHBox(container.New(ui.WidthLayout{Width: 120}, c.years), c.source),
		container.NewHBox(widgets.NewButtonWithIcon(words.T("Add from a file…"), theme.FolderOpenIcon(), c.read), c.reset))
	day := container.New(ui.Columns{180, 24, 180, 200, -1, 80, 80},
		c.from, widget.NewLabelWithStyle("—", fyne.TextAlignCenter, fyne.TextStyle{}), c.until, c.kind, c.name,
		widgets.NewButton(words.T("Add"), c.add), widgets.NewButton(words.T("Delete"), c.remove))
	body := container.New(ui.FixedLayout{Size: fyne.NewSize(900, 480)}, container.NewBorder(head, container.NewVBox(day, c.wrong), nil, nil, c.table))
	dialog := widgets.ShowDialog(c.Window, words.T("Working-day calendar"), body,
		widgets.Action{Label: words.T("Cancel"), Kind: widgets.Cancel},
		widgets.Action{Label: words.T("Save"), Kind: widgets.Default, Do: c.save, Hold: func() bool {
			wrong := c.problems()
			if len(wrong) > 0 {
				c.wrong.SetText("× " + strings.Join(wrong[:min(3, len(wrong))], "\n"))
			}
			return len(wrong) > 0
		}})
	dialog.Altered = func() bool { return len(c.edited) > 0 }
}
