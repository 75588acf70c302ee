package views

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/deadline"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

// bar stands above the tabs: the current event, its state, what is due next,
// and what can be printed and exported.
type bar struct {
	*ui.Context
	event    *widget.Button
	state    *widget.Button
	deadline *widget.Label
	unread   *widget.Label // hidden while everything can be read
	check    *widget.Button
	print    *widget.Button
	export   *widget.Button
	content  fyne.CanvasObject
	dropDown *widget.PopUp // the list of events, once it was open; Esc closes it

	counting  ui.Latest           // of what the check finds
	stopCount func()              // keeps a count that is waited for from being made
	glyphs    func(string) []rune // nil until the check was looked at
}

// newBar makes the bar; check shows what is found wrong with the event, papers
// and files give the entries of its two menus.
func newBar(d *ui.Context, urge fyne.CanvasObject, check func(), papers, files func() []*fyne.MenuItem) *bar {
	b := &bar{Context: d, deadline: widget.NewLabel(""), unread: ui.Paragraph("")}
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
			container.NewHBox(container.New(ui.WidthLayout{Width: 420}, b.event), b.state),
			container.NewHBox(urge, b.check, b.print, b.export),
			b.deadline)))
	d.WhenEvent(b.show)
	d.WhenChanged(b.tellUnreadable)
	b.show()
	return b
}

// show brings the bar up to date with the current event.
func (b *bar) show() {
	e := b.Event()
	buttons := []*widget.Button{b.state, b.check, b.print, b.export}
	if e.ID == "" {
		b.event.SetText(words.T("Choose an event"))
		if b.Service == nil {
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
	b.event.SetText(ui.Cut(e.Start.Format("2006-01-02")+"  "+e.Title, 380))
	b.state.Importance = ui.StateImportance(e.State)
	b.state.SetText(app.States.Label(e.State))
	text, tone := deadlineText(e, b.Context)
	b.deadline.Importance = tone
	b.deadline.SetText(text)
}

// tellUnreadable says how much of the data file cannot be read, as long as it
// cannot.
func (b *bar) tellUnreadable() {
	n := len(b.Service.Unreadable())
	if n == 0 {
		b.unread.Hide()
		return
	}
	b.unread.SetText(words.T("%d values of the data file cannot be read: their fields look empty and stay in the file as they are. Give them anew, or put a copy back (menu File). The command “%s” names them.", n, "openday doctor"))
	b.unread.Show()
}

// deadlineText says what is due next and when, what is overdue besides, and
// marks a date that a missing official calendar makes doubtful.
func deadlineText(e app.Event, d *ui.Context) (string, widget.Importance) {
	all := d.Timetable().Statuses(e, d.Service.Now())
	next, ok := deadline.Next(all)
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
	late := deadline.CountOverdue(all)
	if late > 1 || late > 0 && next.State != deadline.Overdue {
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

// drop shows a menu below a button.
func (b *bar) drop(below fyne.CanvasObject, items []*fyne.MenuItem) {
	menu := widget.NewPopUpMenu(fyne.NewMenu("", items...), b.Window.Canvas())
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
	x := min(at.X, max(0, b.Window.Canvas().Size().Width-menu.MinSize().Width))
	menu.ShowAtPosition(fyne.NewPos(x, at.Y+below.Size().Height))
}

// stateItems are the states to move the current event to.
func (b *bar) stateItems() []*fyne.MenuItem { return ui.StateItems(b.Context) }

// PickEvent opens the list of events below the bar, to search in and to choose
// another one from.
func (b *bar) PickEvent() {
	if b.Service == nil {
		return // the data file is still being opened
	}
	c := b.Window.Canvas()
	var popup *widget.PopUp
	var fresh ui.Latest
	nothing := container.NewCenter(widget.NewLabel(words.T("No event is found")))
	nothing.Hide()
	list := newPickList(func(e app.EventSummary) {
		popup.Hide()
		b.SwitchTo(e.ID, nil)
	})
	search := func(text string) {
		service := b.Service
		ui.Load(b.Context, &fresh, func(ctx context.Context) ([]app.EventSummary, error) {
			return service.Events(ctx, app.EventFilter{Text: text})
		}, func(found []app.EventSummary) {
			list.set(found)
			if len(found) == 0 {
				nothing.Show()
			} else {
				nothing.Hide()
			}
		})
	}
	entry := widgets.NewSearchEntry(words.T("Search by title, theme, organiser or place"), b.Later, search)
	entry.OnLeave = func() { c.Focus(list) }
	popup = widget.NewPopUp(container.New(ui.FixedLayout{Size: fyne.NewSize(600, 420)}, container.NewBorder(entry, nil, nil, nil, container.NewStack(list, nothing))), c)
	b.dropDown = popup
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.event)
	popup.ShowAtPosition(fyne.NewPos(at.X, at.Y+b.event.Size().Height))
	c.Focus(entry)
	search("")
}

// hideList closes the list of events.
func (b *bar) hideList() {
	if b.dropDown != nil {
		b.dropDown.Hide()
	}
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
		parts[2].(*fyne.Container).Objects[0].(*widgets.Badge).Set(app.States.Label(e.State), ui.StateTone(e.State))
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
