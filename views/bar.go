package views

import (
	"cmp"
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/deadline"
	"openday/app/service"
	"openday/app/words"
	"openday/views/menus"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// bar is the band above the content: the current event and its state, the tabs,
// and what can be checked, printed and exported.
type bar struct {
	*ui.Context
	event   *widgets.Button
	state   *widgets.Button
	tabs    *tabHeads
	unread  *widgets.Paragraph // hidden while everything can be read
	check   *widgets.Button
	print   *widgets.Button
	export  *widgets.Button
	content fyne.CanvasObject
	change  func() // asks what becomes of the event
	typed   string // the title of a new event while it is typed

	dropDown *widget.PopUp // the list of events, once it was open; Esc closes it

	counting  ui.Latest           // of what the check finds
	tallying  ui.Latest           // of what is in the tabs
	stopCount func()              // keeps a count that is waited for from being made
	glyphs    func(string) []rune // nil until the check was looked at
}

// newBar makes the bar; check shows what is found wrong with the event, change asks
// what becomes of it, print asks for a paper, files gives the entries of the menu of
// files.
func newBar(d *ui.Context, titles []string, urge fyne.CanvasObject, check, change, print func(), files func() []*fyne.MenuItem) *bar {
	b := &bar{Context: d, change: change, unread: ui.Paragraph("")}
	b.event = widgets.NewMenuButton("", nil, b.PickEvent)
	b.event.Leading = true
	b.state = widgets.NewMenuButton("", nil, func() { menus.ShowMenuBelow(fyne.NewMenu("", b.stateItems()...), b.state) })
	b.tabs = newTabHeads(titles...)
	b.tabs.OnPicked = func(i int) { d.ShowTab(i, nil) }
	b.check = b.checkButton(check)
	b.print = widgets.NewButtonWithIcon(words.T("Print"), theme.DocumentPrintIcon(), print)
	b.export = widgets.NewMenuButton(words.T("Export"), theme.DownloadIcon(), func() { menus.ShowMenuBelow(fyne.NewMenu("", files()...), b.export) })
	b.unread.Importance = widget.WarningImportance
	b.unread.Hide()
	line := canvas.NewRectangle(theme.Color(theme.ColorNameSeparator))
	band := container.New(bandLayout{b}, line, b.event, b.state, b.tabs, urge, b.check, b.print, b.export)
	b.content = container.NewVBox(band, b.unread)
	d.WhenEvent(b.show)
	d.WhenEvent(b.tally)
	d.WhenChanged(b.tellUnreadable)
	d.WhenChanged(b.tally)
	b.show()
	return b
}

// show brings the bar and the line at the foot up to date with the current event.
func (b *bar) show() {
	e := b.Event()
	buttons := []*widgets.Button{b.check, b.print, b.export}
	b.tabs.SetPale(e.ID == "")
	widgets.ShowIf(b.state, e.ID != "" && b.typed == "")
	for _, button := range buttons {
		ui.SetEnabled(e.ID != "", button)
	}
	switch {
	case b.typed != "":
		b.event.SetText(words.T("New: %s", b.typed))
	case b.Service == nil:
		b.event.SetText(words.T("Opening the data file…"))
	case e.ID == "":
		b.event.SetText(words.T("Choose an event"))
	default:
		b.event.SetText(e.Title)
		if !e.Start.IsZero() {
			b.event.SetText(ui.ShortDay(e.Start, b.Service.Now()) + "　" + e.Title)
		}
	}
	if e.ID == "" {
		b.Status().SetRight("", widgets.Plain)
	} else {
		b.state.SetKind(widgets.Chosen, ui.EventTone(e))
		b.state.SetText(ui.StateText(e))
		b.Status().SetRight(deadlineText(e, b.Context))
	}
	b.content.Refresh()
}

// showTyped names a new event, while it is typed, as the one that is worked on.
func (b *bar) showTyped(title string, creating bool) {
	typed := ""
	if creating {
		typed = cmp.Or(strings.TrimSpace(title), words.T("not named yet"))
	}
	if b.typed != typed {
		b.typed = typed
		b.show()
	}
}

// tally counts what is in the tabs.
func (b *bar) tally() {
	e, from := b.Event(), b.Service
	if e.ID == "" {
		b.tallying.Drop()
		b.showTally(service.Tally{})
		return
	}
	ui.Load(b.Context, &b.tallying, func(ctx context.Context) (service.Tally, error) { return from.Tally(ctx, e.ID) }, b.showTally)
}

func (b *bar) showTally(t service.Tally) {
	b.tabs.SetCount(ui.TabInvitees, t.Invitees)
	b.tabs.SetCount(ui.TabAgenda, t.Agenda)
	b.tabs.SetCount(ui.TabFeedback, t.Opinions)
	b.content.Refresh()
}

// bandLayout places the parts of the band: event, state and tabs from the left,
// the buttons from the right. In a narrow window first the signs, then the words
// of the buttons go, then the event's title is cut.
type bandLayout struct{ bar *bar }

const (
	bandHeight                         float32 = 48
	wideWindow                         float32 = 1200
	wideEvent, narrowEvent, leastEvent float32 = 340, 256, 120
)

func (l bandLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*widgets.Gutter+leastEvent, bandHeight)
}

func (l bandLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	b, line, urge := l.bar, objects[0], objects[4]
	narrow := size.Width < wideWindow
	gap, before := widgets.Gap, widgets.Gutter
	event := wideEvent
	if narrow {
		gap, before = 6, 10
		event = min(narrowEvent, max(216, 216+(size.Width-1024)*40/69))
	}
	b.tabs.SetNarrow(narrow)
	widgets.ShowIf(urge, urge.Visible() && !narrow)
	buttons := []fyne.CanvasObject{b.export, b.print, b.check}
	if urge.Visible() {
		buttons = append(buttons, urge)
	}
	dress := func(named, signs bool) {
		for _, button := range []*widgets.Button{b.print, b.export} {
			button.SetBare(!named, signs)
		}
	}
	need := func() float32 {
		width := 2*widgets.Gutter + before + b.tabs.MinSize().Width + gap
		if b.state.Visible() {
			width += b.state.MinSize().Width + gap
		}
		for _, o := range buttons {
			width += o.MinSize().Width + widgets.Gap
		}
		return width
	}
	dress(true, !narrow)
	if need()+min(event, 216) > size.Width {
		dress(false, false)
	}
	event = max(leastEvent, min(event, size.Width-need()))
	put := func(o fyne.CanvasObject, x, width float32) {
		o.Move(fyne.NewPos(x, (bandHeight-widgets.ControlHeight)/2))
		o.Resize(fyne.NewSize(width, widgets.ControlHeight))
	}
	x := widgets.Gutter
	put(b.event, x, event)
	x += event + gap
	if b.state.Visible() {
		put(b.state, x, b.state.MinSize().Width)
		x += b.state.MinSize().Width + gap
	}
	x += before - gap + 6
	b.tabs.Move(fyne.NewPos(x, 0))
	b.tabs.Resize(fyne.NewSize(b.tabs.MinSize().Width, bandHeight))
	right := size.Width - widgets.Gutter
	for _, o := range buttons {
		right -= o.MinSize().Width
		put(o, right, o.MinSize().Width)
		right -= widgets.Gap
	}
	line.Move(fyne.NewPos(0, bandHeight-1))
	line.Resize(fyne.NewSize(size.Width, 1))
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
// marks a date that a missing official calendar makes doubtful. What is history is
// counted last, or alone.
func deadlineText(e app.Event, d *ui.Context) (string, widgets.Tone) {
	if e.IsStopped() && !e.IsOver() {
		return words.T("%s: no deadline runs|what became of an event", e.ChangeLabel()), widgets.Plain
	}
	now := d.Service.Now()
	all := d.Timetable().Statuses(e, now)
	late, old := deadline.CountOverdue(all)
	next, ok := deadline.Next(all)
	switch {
	case !ok && old > 0:
		return words.T("%d past deadlines were never marked as done", old), widgets.Plain
	case !ok:
		return words.T("No deadline is left"), widgets.Plain
	}
	at := ui.DayWords(next.At, now)
	if !next.At.Equal(app.DayOf(next.At)) {
		at += " " + next.At.Format("15:04")
	}
	text := words.T("Next deadline　%s　%s, %s|when, what is due, how long is left", at, app.DeadlineKinds.Label(next.Kind), next.Words())
	tone := widgets.Plain
	if late > 1 || late > 0 && next.State != deadline.Overdue {
		text = words.T("%d overdue", late) + "　" + text
	}
	switch {
	case late > 0 && !e.IsOver():
		tone, text = widgets.Bad, "▲ "+text
	case next.Presses() && !e.IsOver():
		tone = widgets.Warning
	}
	if next.Doubtful() {
		text += " · " + words.T("the date may move: no holidays are announced for %d yet", next.Missing[0])
	}
	return text, tone
}

// stateItems are the states to move the current event to, and what else can become of it.
func (b *bar) stateItems() []*fyne.MenuItem {
	return append(ui.StateItems(b.Context), fyne.NewMenuItemSeparator(), fyne.NewMenuItem(words.T("Postpone or cancel…"), b.change))
}

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
	ring widgets.Ring
	rows []app.EventSummary
}

// CreateRenderer draws the ring around the lines.
func (l *pickList) CreateRenderer() fyne.WidgetRenderer {
	return l.ring.Around(l.List.CreateRenderer())
}

// FocusGained shows that the list has the keyboard.
func (l *pickList) FocusGained() { l.List.FocusGained(); l.ring.Gained(l) }

// FocusLost takes that back.
func (l *pickList) FocusLost() { l.List.FocusLost(); l.ring.Lost() }

func newPickList(choose func(app.EventSummary)) *pickList {
	l := &pickList{}
	l.Length = func() int { return len(l.rows) }
	l.CreateItem = func() fyne.CanvasObject {
		title := widget.NewLabel("")
		title.Truncation = fyne.TextTruncateEllipsis
		return container.NewBorder(nil, nil, widget.NewLabel("0000-00-00"), container.NewCenter(signs.NewBadge("", widgets.Plain)), title)
	}
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		e := l.rows[i]
		parts := o.(*fyne.Container).Objects
		parts[0].(*widget.Label).SetText(e.Title)
		parts[1].(*widget.Label).SetText(app.ISODate(e.Start))
		parts[2].(*fyne.Container).Objects[0].(*signs.Badge).Set(ui.StateText(e.Event), ui.EventTone(e.Event))
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
	case fyne.KeyEscape, fyne.KeyF1, fyne.KeyF10:
		widgets.PassKey(l, k)
		return
	}
	l.List.TypedKey(k)
}
