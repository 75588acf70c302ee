package views

import (
	"cmp"
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// bar stands above the tabs: the current event, its state, what is due next,
// and what can be printed and exported.
type bar struct {
	*desk
	event    *widget.Button
	state    *widget.Button
	deadline *widget.Label
	unread   *widget.Label // hidden while everything can be read
	check    *widget.Button
	print    *widget.Button
	export   *widget.Button
	content  fyne.CanvasObject

	counting  latest              // of what the check finds
	stopCount func()              // keeps a count that is waited for from being made
	glyphs    func(string) []rune // nil until the check was looked at
}

// newBar makes the bar; check shows what is found wrong with the event, papers
// and files give the entries of its two menus.
func newBar(d *desk, check func(), papers, files func() []*fyne.MenuItem) *bar {
	b := &bar{desk: d, deadline: widget.NewLabel(""), unread: paragraph("")}
	b.event = widget.NewButtonWithIcon("", theme.MenuDropDownIcon(), b.PickEvent)
	b.event.IconPlacement = widget.ButtonIconTrailingText
	b.event.Alignment = widget.ButtonAlignLeading
	b.state = widget.NewButtonWithIcon("", theme.MenuDropDownIcon(), func() { b.drop(b.state, b.stateItems()) })
	b.state.IconPlacement = widget.ButtonIconTrailingText
	b.deadline.Truncation = fyne.TextTruncateEllipsis
	b.check = b.checkButton(check)
	b.print = widget.NewButtonWithIcon(words.T("Print"), theme.DocumentPrintIcon(), func() { b.drop(b.print, papers()) })
	b.export = widget.NewButtonWithIcon(words.T("Export"), theme.DownloadIcon(), func() { b.drop(b.export, files()) })
	b.unread.Importance = widget.WarningImportance
	b.unread.Hide()
	b.content = container.NewBorder(nil, container.NewVBox(b.unread, widget.NewSeparator()), nil, nil, container.NewPadded(
		container.NewBorder(nil, nil,
			container.NewHBox(container.New(widthLayout{420}, b.event), b.state),
			container.NewHBox(d.chaseButton(), b.check, b.print, b.export),
			b.deadline)))
	d.onEvent = append(d.onEvent, b.show)
	d.onChange = append(d.onChange, b.tellUnreadable)
	b.show()
	return b
}

// show brings the bar up to date with the current event.
func (b *bar) show() {
	e := b.Event()
	buttons := []*widget.Button{b.state, b.check, b.print, b.export}
	if e.ID == "" {
		b.event.SetText(words.T("Choose an event"))
		if b.service == nil {
			b.event.SetText(words.T("Opening the data file…"))
		}
		b.state.SetText("—")
		b.deadline.SetText("")
		for _, button := range buttons {
			button.Disable()
		}
		return
	}
	for _, button := range buttons {
		button.Enable()
	}
	b.event.SetText(cut(e.Start.Format("2006-01-02")+"  "+e.Title, 380))
	b.state.Importance = stateImportance(e.State)
	b.state.SetText(app.States.Label(e.State))
	text, tone := deadlineText(e, b.desk)
	b.deadline.Importance = tone
	b.deadline.SetText(text)
}

// tellUnreadable says how much of the data file cannot be read, as long as it
// cannot.
func (b *bar) tellUnreadable() {
	n := len(b.service.Unreadable())
	if n == 0 {
		b.unread.Hide()
		return
	}
	b.unread.SetText(words.T("%d values of the data file cannot be read: their fields look empty and stay in the file as they are. Give them anew, or put a copy back (menu File). The command “%s” names them.", n, "openday doctor"))
	b.unread.Show()
}

// cut shortens a line of the window's text to a width.
func cut(text string, width float32) string {
	runes := []rune(text)
	size := theme.TextSize()
	for n := len(runes); n > 0; n-- {
		line := string(runes[:n])
		if n < len(runes) {
			line += "…"
		}
		if fyne.MeasureText(line, size, fyne.TextStyle{}).Width <= width {
			return line
		}
	}
	return ""
}

// deadlineText says what is due next and when, what is overdue besides, and
// marks a date that a missing official calendar makes doubtful.
func deadlineText(e app.Event, d *desk) (string, widget.Importance) {
	all := d.timetable().Statuses(e, d.service.Now())
	next, ok := app.NextDeadline(all)
	if !ok {
		return words.T("No deadline is left"), widget.LowImportance
	}
	at := next.At.Format("2006-01-02")
	if !next.At.Equal(app.DayOf(next.At)) {
		at = next.At.Format("2006-01-02 15:04")
	}
	text := words.T("%s: %s, %s|what is due, when, how long is left", app.DeadlineKinds.Label(next.Kind), at, next.Words())
	importance := widget.MediumImportance
	if next.Presses() {
		importance = widget.WarningImportance
	}
	late := app.CountOverdue(all)
	if late > 1 || late > 0 && next.State != app.DeadlineOverdue {
		text = words.T("%d overdue", late) + " · " + text
	}
	if late > 0 {
		importance = widget.DangerImportance
	}
	if next.Doubtful() {
		text += " · " + words.T("the date may move: no holidays are announced for %d yet", next.Missing[0])
	}
	return text, importance
}

// stateTone is the colour of a state.
func stateTone(s app.State) widgets.Tone {
	switch s {
	case app.StateDraft:
		return widgets.Plain
	case app.StateHeld, app.StateSummarised:
		return widgets.Good
	case app.StateArchived:
		return widgets.Muted
	default:
		return widgets.Accent
	}
}

func stateImportance(s app.State) widget.Importance {
	switch stateTone(s) {
	case widgets.Good:
		return widget.SuccessImportance
	case widgets.Accent:
		return widget.HighImportance
	default:
		return widget.MediumImportance
	}
}

// drop shows a menu below a button.
func (b *bar) drop(below fyne.CanvasObject, items []*fyne.MenuItem) {
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), b.window.Canvas())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
	x := min(at.X, max(0, b.window.Canvas().Size().Width-menu.MinSize().Width))
	menu.ShowAtPosition(fyne.NewPos(x, at.Y+below.Size().Height))
}

// stateItems are the states to move the current event to.
func (b *bar) stateItems() []*fyne.MenuItem { return stateItems(b.desk) }

func stateItems(d *desk) []*fyne.MenuItem {
	items := make([]*fyne.MenuItem, len(app.States))
	for i, s := range app.States {
		items[i] = fyne.NewMenuItem(s.Label(), func() { d.SetState(s.Code) })
		items[i].Checked = s.Code == d.Event().State
	}
	return items
}

// SetState moves the current event to a state.
func (d *desk) SetState(s app.State) {
	e := d.Event()
	if e.ID == "" || e.State == s {
		return
	}
	load(d, nil, func(ctx context.Context) (struct{}, error) {
		return struct{}{}, d.service.SetEventState(ctx, e.ID, s)
	}, func(struct{}) {
		d.Undoable(words.T("The event's state is now “%s”.", app.States.Label(s)))
	})
}

// PickEvent opens the list of events below the bar, to search in and to choose
// another one from.
func (b *bar) PickEvent() {
	if b.service == nil {
		return // the data file is still being opened
	}
	c := b.window.Canvas()
	var popup *widget.PopUp
	var fresh latest
	nothing := container.NewCenter(widget.NewLabel(words.T("No event is found")))
	nothing.Hide()
	list := newPickList(func(e app.EventSummary) {
		popup.Hide()
		b.SwitchTo(e.ID, nil)
	})
	search := func(text string) {
		load(b.desk, &fresh, func(ctx context.Context) ([]app.EventSummary, error) {
			return b.service.Events(ctx, app.EventFilter{Text: text})
		}, func(found []app.EventSummary) {
			list.set(found)
			if len(found) == 0 {
				nothing.Show()
			} else {
				nothing.Hide()
			}
		})
	}
	entry := widgets.NewSearchEntry(words.T("Search by title, theme, organiser or place"), b.later, search)
	entry.OnLeave = func() { c.Focus(list) }
	popup = widget.NewPopUp(container.New(fixedLayout{fyne.NewSize(600, 420)}, container.NewBorder(entry, nil, nil, nil, container.NewStack(list, nothing))), c)
	b.dropDown = popup
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.event)
	popup.ShowAtPosition(fyne.NewPos(at.X, at.Y+b.event.Size().Height))
	c.Focus(entry)
	search("")
}

// pickList is a list of events of which one click, or Enter, chooses one.
type pickList struct {
	widget.List
	rows []app.EventSummary
}

func newPickList(choose func(app.EventSummary)) *pickList {
	l := &pickList{}
	l.Length = func() int { return len(l.rows) }
	l.CreateItem = func() fyne.CanvasObject {
		title := widget.NewLabel("")
		title.Truncation = fyne.TextTruncateEllipsis
		return container.NewBorder(nil, nil, widget.NewLabel("0000-00-00"), container.NewCenter(widgets.NewBadge("", widgets.Plain)), title)
	}
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		e := l.rows[i]
		parts := o.(*fyne.Container).Objects
		parts[0].(*widget.Label).SetText(e.Title)
		parts[1].(*widget.Label).SetText(e.Start.Format("2006-01-02"))
		parts[2].(*fyne.Container).Objects[0].(*widgets.Badge).Set(app.States.Label(e.State), stateTone(e.State))
	}
	l.OnSelected = func(i widget.ListItemID) { choose(l.rows[i]) }
	l.ExtendBaseWidget(l)
	return l
}

func (l *pickList) set(rows []app.EventSummary) {
	l.rows = rows
	l.Refresh()
}

// TypedKey chooses on Enter, as Fyne's list does on the space bar, and hands
// Esc and F1 to the window.
func (l *pickList) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		k = &fyne.KeyEvent{Name: fyne.KeySpace}
	case fyne.KeyEscape, fyne.KeyF1:
		widgets.PassKey(l, k)
		return
	}
	l.List.TypedKey(k)
}

// stateColumn shows the state of an event as a pill.
func stateColumn() widgets.Column[app.EventSummary] {
	return widgets.Column[app.EventSummary]{
		ID: "state", Label: words.T("State|of an event"), Width: 110, Pill: true,
		Text: func(e app.EventSummary) string { return app.States.Label(e.State) },
		Tone: func(e app.EventSummary) widgets.Tone { return stateTone(e.State) },
		Sort: func(a, b app.EventSummary) int {
			return cmp.Compare(app.States.Index(a.State), app.States.Index(b.State))
		},
	}
}

// widthLayout gives its objects a fixed width.
type widthLayout struct{ width float32 }

func (l widthLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	layout.NewStackLayout().Layout(objects, size)
}

func (l widthLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.width, layout.NewStackLayout().MinSize(objects).Height)
}

// fixedLayout gives its objects one size.
type fixedLayout struct{ size fyne.Size }

func (l fixedLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	layout.NewStackLayout().Layout(objects, size)
}

func (l fixedLayout) MinSize([]fyne.CanvasObject) fyne.Size { return l.size }
