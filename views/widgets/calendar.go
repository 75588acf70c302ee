package widgets

import (
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app/words"
)

const (
	dayWidth  float32 = 40
	dayHeight float32 = 32
	weeks             = 6
)

// Calendar shows a month, Monday first, to pick a day from by mouse or
// keyboard: arrows go by day and week, Page Up and Page Down by month, Enter
// picks, Esc closes.
type Calendar struct {
	widget.BaseWidget
	// OnClose is called when Esc is pressed.
	OnClose func()

	day     time.Time // the day that the keyboard is at
	today   time.Time
	onPick  func(time.Time)
	title   *widget.Label
	days    *dayGrid
	content *fyne.Container
}

// NewCalendar returns a calendar at the month of day, with today marked; both
// say by their location which time zone the picked day's midnight is in.
func NewCalendar(day, today time.Time, onPick func(time.Time)) *Calendar {
	c := &Calendar{day: midnight(day), today: midnight(today.In(day.Location())), onPick: onPick}
	c.title = widget.NewLabelWithStyle("", fyne.TextAlignCenter, fyne.TextStyle{Bold: true})
	c.days = newDayGrid(c)
	step := func(sign string, months int) *Button {
		b := NewButton(sign, func() { c.step(months) })
		b.Kind = Quiet
		return b
	}
	today1 := NewButton(words.T("Today"), func() { c.onPick(c.today) })
	today1.Kind = Quiet
	names := container.New(dayLayoutOf(1))
	for i := range 7 {
		name := canvas.NewText(words.T(time.Weekday((i + 1) % 7).String()[:3]), Colour(ColorNameMuted))
		name.Alignment = fyne.TextAlignCenter
		name.TextSize = theme.Current().Size(theme.SizeNameText)
		names.Add(name)
	}
	c.content = container.NewVBox(
		container.NewBorder(nil, nil, container.NewHBox(step("«", -12), step("‹", -1)), container.NewHBox(step("›", 1), step("»", 12)), c.title),
		names, c.days, container.NewHBox(today1, layout.NewSpacer()),
	)
	c.ExtendBaseWidget(c)
	c.show()
	return c
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// CreateRenderer shows the month.
func (c *Calendar) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.content) }

// FocusTarget is the part that takes the keyboard.
func (c *Calendar) FocusTarget() fyne.Focusable { return c.days }

// Day returns the day that the keyboard is at.
func (c *Calendar) Day() time.Time { return c.day }

// step goes some months on, to the same day or the last of a shorter month.
func (c *Calendar) step(months int) {
	first := time.Date(c.day.Year(), c.day.Month()+time.Month(months), 1, 0, 0, 0, 0, c.day.Location())
	last := first.AddDate(0, 1, -1).Day()
	c.day = first.AddDate(0, 0, min(c.day.Day(), last)-1)
	c.show()
	if canvas := fyne.CurrentApp().Driver().CanvasForObject(c); canvas != nil {
		canvas.Focus(c.days)
	}
}

func (c *Calendar) show() {
	c.title.SetText(words.T("%[2]s %[1]d|month and year", c.day.Year(), words.T(c.day.Month().String())))
	c.days.draw()
}

// firstShown is the Monday of the week that the month begins in.
func (c *Calendar) firstShown() time.Time {
	first := time.Date(c.day.Year(), c.day.Month(), 1, 0, 0, 0, 0, c.day.Location())
	return first.AddDate(0, 0, -int(first.Weekday()+6)%7)
}

// dayGrid is the days of the calendar.
type dayGrid struct {
	widget.BaseWidget
	calendar *Calendar
	grid     *fyne.Container
	texts    []*canvas.Text
	grounds  []*canvas.Rectangle
	hovered  int
	ring     Ring
}

var (
	_ fyne.Focusable    = (*dayGrid)(nil)
	_ desktop.Hoverable = (*dayGrid)(nil)
)

func newDayGrid(c *Calendar) *dayGrid {
	g := &dayGrid{calendar: c, grid: container.New(dayLayoutOf(weeks)), hovered: -1}
	for range 7 * weeks {
		ground := canvas.NewRectangle(Colour(theme.ColorNameBackground))
		ground.CornerRadius = 4
		text := canvas.NewText("", Colour(theme.ColorNameForeground))
		text.Alignment = fyne.TextAlignCenter
		text.TextSize = theme.Current().Size(theme.SizeNameText)
		g.grounds, g.texts = append(g.grounds, ground), append(g.texts, text)
		g.grid.Add(container.NewStack(ground, text))
	}
	g.ExtendBaseWidget(g)
	return g
}

func (g *dayGrid) CreateRenderer() fyne.WidgetRenderer {
	return g.ring.Around(widget.NewSimpleRenderer(g.grid))
}

func (g *dayGrid) draw() {
	c := g.calendar
	first := c.firstShown()
	for i := range g.texts {
		day := first.AddDate(0, 0, i)
		text, ground := g.texts[i], g.grounds[i]
		text.Text = strconv.Itoa(day.Day())
		text.Color = Colour(theme.ColorNameForeground)
		text.TextStyle.Bold = day.Equal(c.today)
		ground.FillColor = Colour(theme.ColorNameBackground)
		ground.StrokeWidth = 0
		switch {
		case day.Equal(c.day):
			ground.FillColor, text.Color = Colour(theme.ColorNamePrimary), Colour(theme.ColorNameForegroundOnPrimary)
		case day.Month() != c.day.Month():
			text.Color = Colour(theme.ColorNamePlaceHolder)
			if i == g.hovered {
				ground.FillColor = Colour(ColorNameAccentSoft)
			}
		case i == g.hovered:
			ground.FillColor = Colour(ColorNameAccentSoft)
		}
		if day.Equal(c.today) {
			ground.StrokeWidth, ground.StrokeColor = 1, Colour(theme.ColorNamePrimary)
		}
		text.Refresh()
		ground.Refresh()
	}
}

func (g *dayGrid) at(p fyne.Position) int {
	column, week := int(p.X*7/g.Size().Width), int(p.Y/dayHeight)
	if p.X < 0 || p.Y < 0 || column > 6 || week >= weeks {
		return -1
	}
	return week*7 + column
}

// Tapped picks a day.
func (g *dayGrid) Tapped(e *fyne.PointEvent) {
	if i := g.at(e.Position); i >= 0 {
		g.calendar.day = g.calendar.firstShown().AddDate(0, 0, i)
		g.calendar.onPick(g.calendar.day)
	}
}

func (g *dayGrid) MouseIn(e *desktop.MouseEvent)    { g.MouseMoved(e) }
func (g *dayGrid) MouseMoved(e *desktop.MouseEvent) { g.hovered = g.at(e.Position); g.draw() }
func (g *dayGrid) MouseOut()                        { g.hovered = -1; g.draw() }
func (g *dayGrid) FocusGained()                     { g.ring.Gained(g) }
func (g *dayGrid) FocusLost()                       { g.ring.Lost() }
func (g *dayGrid) TypedRune(rune)                   {}

// TypedKey moves, picks and closes.
func (g *dayGrid) TypedKey(e *fyne.KeyEvent) {
	c := g.calendar
	days := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1, fyne.KeyUp: -7, fyne.KeyDown: 7}
	switch e.Name {
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown:
		c.day = c.day.AddDate(0, 0, days[e.Name])
		c.show()
	case fyne.KeyPageUp:
		c.step(-1)
	case fyne.KeyPageDown:
		c.step(1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.onPick(c.day)
	case fyne.KeyEscape:
		if c.OnClose != nil {
			c.OnClose()
		}
	}
}

// dayLayoutOf lays a number of weeks out, a day a cell.
type dayLayoutOf int

func (l dayLayoutOf) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := size.Width / 7
	for i, o := range objects {
		Place(o, float32(i%7)*width+1, float32(i/7)*dayHeight+1, width-2, dayHeight-2)
	}
}

func (l dayLayoutOf) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(7*dayWidth, float32(l)*dayHeight)
}
