package events

import (
	"context"
	"image/color"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"openday/app"
	"openday/app/check"
	"openday/app/today"
	"openday/app/words"
	"openday/views/lists"
	"openday/views/signs"
	"openday/views/ui"
	"openday/views/widgets"
)

// mostShown is how many lines of a group 今日 shows; the list of all deadlines has
// the others.
const mostShown = 12

// todayView shows what is due over all events, each with its next step.
type todayView struct {
	*Actions
	board   today.Board
	main    *fyne.Container
	side    *fyne.Container
	content fyne.CanvasObject
}

func newTodayView(d *Actions) *todayView {
	v := &todayView{Actions: d, main: widgets.NewColumn(widgets.BlockGap), side: widgets.NewColumn(widgets.Gap)}
	ground := canvas.NewRectangle(theme.Color(widgets.ColorNamePanel))
	panel := container.NewStack(ground, container.NewVScroll(widgets.NewMargin(16, 16, 24, 24, v.side)))
	v.content = container.New(todayLayout{}, container.NewVScroll(widgets.NewMargin(16, 16, 24, 24, v.main)), panel)
	return v
}

// todayLayout stands a panel at the right where there is room for it.
type todayLayout struct{}

const (
	todayPanel     float32 = 320
	leastTodayMain float32 = 520
)

func (todayLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	panel := todayPanel
	if size.Width < leastTodayMain+todayPanel {
		panel = 0
	}
	widgets.ShowIf(objects[1], panel > 0)
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(fyne.NewSize(size.Width-panel, size.Height))
	objects[1].Move(fyne.NewPos(size.Width-panel, 0))
	objects[1].Resize(fyne.NewSize(panel, size.Height))
}

func (todayLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(360, 200) }

// set shows a board.
func (v *todayView) set(b today.Board) {
	v.board = b
	now := v.Service.Now().In(app.Zone)
	v.main.Objects = nil
	title := canvas.NewText(words.T("%[2]d/%[1]d　%[3]s|month, day, day of the week", now.Day(), int(now.Month()), widgets.Weekday(now)), theme.Color(theme.ColorNameForeground))
	title.TextSize, title.TextStyle.Bold = theme.Size(theme.SizeNameHeadingText), true
	v.main.Add(container.NewBorder(nil, nil, title, v.again(), widgets.NewMargin(6, 0, 8, 8, lists.NewLine(v.summary(), widgets.Muted, false))))
	v.group(words.T("Today|heading"), b.Now)
	v.group(words.T("Within three working days"), b.Soon)
	if len(b.Now)+len(b.Soon) == 0 {
		v.main.Add(widgets.NewMargin(40, 40, 0, 0, signs.NewEmptyState(words.T("Nothing is due"), words.T("What comes due over all events is shown here, with its next step."), "", nil)))
	}
	if n := len(b.Old); n > 0 {
		ground := canvas.NewRectangle(theme.Color(widgets.ColorNamePanel))
		ground.CornerRadius = 6
		line := container.NewBorder(nil, nil, nil, container.NewHBox(widgets.NewLink(words.T("Show|old deadlines"), v.ShowOwed), widgets.NewLink(words.T("Mark all as done"), v.silence)),
			middle(lists.NewLine(words.T("%d deadlines of past events were never marked as done", n), widgets.Muted, false)))
		v.main.Add(container.NewStack(ground, widgets.NewMargin(4, 4, 12, 8, line)))
	}
	v.main.Refresh()
	v.aside(now)
}

// summary says in a line how much is due.
func (v *todayView) summary() string {
	var parts []string
	if n := v.board.Due() - v.board.Late(); n > 0 {
		parts = append(parts, words.T("%d things are due today", n))
	}
	if n := v.board.Late(); n > 0 {
		parts = append(parts, words.T("%d things are late", n))
	}
	return strings.Join(parts, words.T(", |between parts of a line"))
}

// again leads to the event that was worked on last.
func (v *todayView) again() fyne.CanvasObject {
	e := v.Event()
	if e.ID == "" {
		return layout.NewSpacer()
	}
	b := widgets.NewButton(words.T("Go on with “%s”", ui.Cut(e.Title, 180)), func() { v.Tab(ui.TabEvents).(*Tab).open(e.ID) })
	return b
}

// group shows lines under a heading, in a frame.
func (v *todayView) group(name string, items []today.Item) {
	if len(items) == 0 {
		return
	}
	v.main.Add(container.NewHBox(wide(lists.NewLine(name, widgets.Plain, true)), wide(lists.NewLine(words.T("%d things", len(items)), widgets.Muted, false))))
	box := widgets.NewColumn(0)
	for i, item := range items[:min(len(items), mostShown)] {
		if i > 0 {
			line := canvas.NewRectangle(theme.Color(widgets.ColorNameRowLine))
			line.SetMinSize(fyne.NewSize(1, 1))
			box.Add(line)
		}
		box.Add(v.row(item))
	}
	if more := len(items) - mostShown; more > 0 {
		box.Add(widgets.NewMargin(4, 4, 8, 8, widgets.NewLink(words.T("%d more…|things that are due", more), v.ShowOwed)))
	}
	frame := canvas.NewRectangle(nil)
	frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = theme.Color(theme.ColorNameSeparator), 1, 6
	v.main.Add(container.NewStack(frame, widgets.NewMargin(1, 1, 1, 1, box)))
}

// row is one line: when, what and of which event, and its next step.
func (v *todayView) row(i today.Item) fyne.CanvasObject {
	when, tone, below := v.when(i)
	what, about := v.what(i)
	left := container.New(ui.WidthLayout{Width: ui.Wide(144, 184)}, widgets.NewColumn(0, lists.NewLine(when, tone, i.Late || tone == widgets.Warning), lists.NewLine(below, widgets.Muted, false)))
	text := widgets.NewColumn(0, lists.NewLine(what, widgets.Plain, false), lists.NewLine(about, widgets.Muted, false))
	button := container.New(ui.WidthLayout{Width: ui.Wide(120, 184)}, widgets.NewButton(stepWords(i.Step), func() { v.take(i) }))
	return widgets.NewMargin(10, 10, 16, 12, container.NewBorder(nil, nil, left, widgets.NewMargin(4, 4, 8, 0, button), text))
}

// when says when something is due, in a tone, and below it how that stands.
func (v *todayView) when(i today.Item) (when string, tone widgets.Tone, below string) {
	now := v.Service.Now()
	if i.At.IsZero() {
		return words.T("To be done"), widgets.Plain, ""
	}
	day := ui.DayWords(i.At, now)
	switch {
	case i.Late && i.Quiet && app.IsLongAgo(i.At, now):
		return words.T("overdue for long|of an opinion"), widgets.Muted, day
	case i.Late && i.Quiet:
		return words.T("%d working days late", -i.Left), widgets.Muted, day
	case i.Late:
		return "▲ " + words.T("%d working days late", -i.Left), widgets.Bad, day
	case app.DayOf(i.At).Equal(app.DayOf(now)):
		if !i.At.Equal(app.DayOf(i.At)) {
			day = i.At.In(app.Zone).Format("15:04")
		}
		return words.T("Today|of what is due"), widgets.Warning, day
	case i.Left == 1:
		return day, widgets.Plain, words.T("in one working day")
	}
	return day, widgets.Plain, words.T("in %d working days", i.Left)
}

// what says what is due, and below it of which event.
func (v *todayView) what(i today.Item) (what, about string) {
	about = i.Title
	switch i.Kind {
	case today.Opinion:
		if i.Opinion.Department != "" {
			about += "　" + i.Opinion.Department
		}
		return words.T("Opinion %d　%s", i.Opinion.Number, i.Opinion.Content), about
	case today.Opinions:
		return words.T("%d opinions are overdue", i.Count), about
	case today.Unassigned:
		return words.T("%d opinions are not assigned yet", i.Count), about
	case today.Replies:
		return words.T("%d opinions are done; their speakers wait for the reply", i.Count), about
	case today.Vetting:
		return words.T("Sign-up is closed, and %d people wait to be vetted", i.Count), about
	case today.Undated:
		return words.T("The event is postponed, and has no new date yet"), about
	case today.Attendance:
		return words.T("Attendance is not entered for %d people", i.Count), about
	}
	what = app.DeadlineKinds.Label(i.Deadline.Kind)
	switch {
	case i.Count > 0:
		return words.T("%s: %d events|of a deadline", what, i.Count), words.T("The earliest: %s|event", i.Title)
	case i.Deadline.Kind == app.DeadlineSignUp && i.Tally.Pending > 0:
		what = words.T("%s: %d signed up, %d to be vetted", what, i.Tally.Invitees, i.Tally.Pending)
	case i.Deadline.Kind == app.DeadlineSignUp:
		what = words.T("%s: %d signed up", what, i.Tally.Invitees)
	}
	return what, about
}

// stepWords is the verb of a step.
func stepWords(s today.Step) string {
	switch s {
	case today.Vet:
		return words.T("Vet")
	case today.PrintLetters:
		return words.T("Print letters…")
	case today.PrintSheet:
		return words.T("Print sign-in sheet…")
	case today.DeleteData:
		return words.T("Delete personal data…")
	case today.Assign:
		return words.T("Assign…")
	case today.Urge:
		return words.T("Urge…")
	case today.Finish:
		return words.T("Finish…")
	case today.Reply:
		return words.T("Reply…")
	case today.EnterAttendance:
		return words.T("Enter attendance…")
	case today.NameDate:
		return words.T("Name the date…")
	case today.ShowEvent:
		return words.T("Show the event")
	}
	return words.T("Mark as done")
}

// take takes the next step of what is due, in its event.
func (v *todayView) take(i today.Item) {
	service := v.Service
	if i.Step == today.MarkDone {
		kind := i.Deadline.Kind
		ui.Run(v.Context, func(ctx context.Context) error { return service.MarkDeadline(ctx, i.EventID, kind, service.Now()) }, func() {
			v.Undoable(words.T("“%s” is marked as done.", app.DeadlineKinds.Label(kind)))
		})
		return
	}
	if i.Step == today.Urge {
		v.urging.ShowChase()
		return
	}
	v.SwitchTo(i.EventID, func() {
		switch {
		case i.Kind == today.Opinion:
			v.Jump(check.Finding{Topic: app.TopicFeedback, ID: i.Opinion.ID})
		case i.Step == today.NameDate:
			v.ShowChange()
		case v.Steps[i.Step] != nil:
			v.Steps[i.Step]()
		default:
			v.Tab(ui.TabEvents).(*Tab).open(i.EventID)
		}
	})
}

// silence marks the deadlines of past events as done.
func (v *todayView) silence() {
	ui.Load(v.Context, nil, v.Service.SilenceDeadlines, func(n int) {
		v.Undoable(words.T("%d deadlines of past events marked as done", n))
	})
}

// aside shows in the panel the next events, how far the opinions are handled, and
// the year so far.
func (v *todayView) aside(now time.Time) {
	v.side.Objects = nil
	head := func(text, right string) {
		v.side.Add(widgets.NewMargin(4, 0, 0, 0, container.NewBorder(nil, nil, nil, wide(lists.NewLine(right, widgets.Muted, false)), lists.NewLine(text, widgets.Plain, true))))
	}
	b := v.board
	if len(b.Coming) > 0 {
		head(words.T("Coming events"), "")
	}
	for _, e := range b.Coming {
		tally := b.Tallies[e.ID]
		days := int(app.DayOf(e.Start).Sub(app.DayOf(now)).Hours() / 24)
		count, left := strconv.Itoa(tally.Approved), words.T("in %d days", days)
		switch {
		case e.Change != "":
			left = e.ChangeLabel()
		case days == 0:
			left = words.T("Today|of what is due")
		}
		bar := widgets.NewBar()
		if e.Capacity > 0 {
			count += " / " + strconv.Itoa(e.Capacity)
			bar.Set(float64(tally.Approved)/float64(e.Capacity), widgets.Accent)
		}
		v.side.Add(widgets.NewColumn(0, lists.NewLine(ui.DayWords(e.Start, now)+"　"+e.Title, widgets.Plain, false),
			container.NewBorder(nil, nil, nil, wide(lists.NewLine(words.T("%s people", count), widgets.Plain, false)), lists.NewLine(left, widgets.Muted, false)), widgets.NewMargin(4, 4, 0, 0, bar)))
	}
	if n := b.Handling.Opinions(); n > 0 {
		head(words.T("Handling of opinions"), words.T("%d in all", n))
		parts := handling(b.Handling)
		row := container.New(shareLayout{parts})
		for _, p := range parts {
			row.Add(canvas.NewRectangle(p.colour))
		}
		v.side.Add(row)
		for _, p := range parts {
			sign := canvas.NewRectangle(p.colour)
			sign.CornerRadius = 2
			v.side.Add(v.figure(container.New(ui.FixedLayout{Size: fyne.NewSize(10, 10)}, sign), p.name, strconv.Itoa(p.count)))
		}
	}
	head(words.T("This year"), "")
	v.side.Add(v.figure(nil, words.T("Events held"), strconv.Itoa(b.Year.Held)))
	v.side.Add(v.figure(nil, words.T("People who came"), strconv.Itoa(b.Year.Came)))
	v.side.Add(v.figure(nil, words.T("Opinions done"), words.T("%d / %d|approved and came", b.Year.Done, b.Year.Opinions)))
	v.side.Refresh()
}

// figure is a line of the panel: a sign, a name and a figure.
func (v *todayView) figure(sign fyne.CanvasObject, name, figure string) fyne.CanvasObject {
	if sign != nil {
		sign = container.NewCenter(sign)
	}
	return container.NewBorder(nil, nil, sign, wide(lists.NewLine(figure, widgets.Plain, true)), lists.NewLine(name, widgets.Plain, false))
}

// part is a part of the bar of all opinions.
type part struct {
	name   string
	count  int
	colour color.Color
}

// handling parts the opinions by who is to do something about them; the colours
// are those of the charts.
func handling(t app.EventTally) []part {
	colours := widgets.ChartColours
	return []part{
		{words.T("To assign|opinions"), t.Recorded, colours[2]},
		{words.T("In progress|of opinions"), t.Assigned, colours[0]},
		{words.T("To reply to|opinions"), t.Done, colours[1]},
		{words.T("To call back|speakers of opinions"), t.Replied, colours[3]},
		{words.T("Closed|of opinions"), t.Closed, colours[4]},
	}
}

// shareLayout gives each part of a bar its share of the width, with a gap of 2.
type shareLayout struct{ parts []part }

func (l shareLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	total, gaps := 0, float32(-2)
	for _, p := range l.parts {
		total += p.count
		if p.count > 0 {
			gaps += 2
		}
	}
	var x float32
	for i, p := range l.parts[:len(objects)] {
		width := (size.Width - gaps) * float32(p.count) / float32(max(total, 1))
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(width, size.Height))
		if p.count > 0 {
			x += width + 2
		}
	}
}

func (shareLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(60, 16) }

// wide gives a line the width of its whole text.
func wide(l *lists.Line) fyne.CanvasObject {
	return container.New(ui.WidthLayout{Width: l.Natural() + 1}, l)
}

// middle stands a line in the middle of the height that there is.
func middle(l *lists.Line) fyne.CanvasObject {
	return container.NewBorder(layout.NewSpacer(), nil, nil, nil, widgets.NewMargin(6, 0, 0, 0, l))
}

// ShowToday shows what is due over all events, after asking what becomes of
// unsaved work.
func (t *Tab) ShowToday() {
	t.Guard(func() {
		t.creating, t.atToday, t.todayBeside = false, true, t.Event().ID
		t.choose()
		t.show()
		t.fetchToday()
	})
}

// fetchToday reckons anew what is due.
func (t *Tab) fetchToday() {
	ui.Load(t.Context, &t.freshToday, t.Service.Today, func(b today.Board) {
		t.today.set(b)
		n := b.Due()
		tone := widgets.Warning
		if b.Late() > 0 {
			tone = widgets.Bad
		}
		t.todayDue.Set(words.T("%d due", n), tone)
		widgets.ShowIf(t.todayDue, n > 0)
	})
}
