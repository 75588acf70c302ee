package agenda

import (
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"openday/app"
	"openday/app/clash"
	"openday/app/words"
	"openday/views/ui"
	"openday/views/widgets"
)

const (
	timelineWidth float32 = 240
	scaleWidth    float32 = 48  // where the hours stand
	leastBlock    float32 = 22  // room for one line of text
	narrowBlock   float32 = 150 // too narrow for the time of the end
	mostPerMinute float32 = 6
	dayHeading    float32 = 40
	dayFoot       float32 = 16
	blockGap      float32 = 2
	leastLeg      float32 = 22               // room for the words of a way
	edgeGrip      float32 = 8                // so near its lower edge a block is stretched
	openLength            = 10 * time.Minute // drawn for an item without an end
)

// agendaPicture is an agenda with all that the timeline shows of it.
type agendaPicture struct {
	items   []app.AgendaItem // in their order
	legs    []clash.Leg
	clashes map[string]string  // what clashes with each item, in words
	late    map[[2]string]bool // the legs for which there is too little time, by their items
}

// timeline draws an agenda: the hours at the left, every item as a block as
// long as it lasts, side by side where they overlap, the ways between places,
// clashes in red with a sign. Blocks are dragged to move them, and stretched
// by their lower edge.
type timeline struct {
	widget.BaseWidget
	onChosen func(id string)
	onOpen   func(id string)
	onTry    func(id string, by time.Duration, stretch bool) agendaPicture // gives the agenda as a drag would leave it
	onDrop   func(id string, by time.Duration, stretch bool)               // makes it so

	agendaPicture
	drag   *drag // nil while none goes on
	ways   []*way
	chosen map[string]bool
	scroll *container.Scroll
	body   *fyne.Container
	blocks []*block
	texts  []*canvas.Text
	lines  []*canvas.Line
}

func newTimeline() *timeline {
	l := &timeline{}
	l.body = container.New(timelineLayout{l})
	l.scroll = container.NewVScroll(l.body)
	l.scroll.SetMinSize(fyne.NewSize(timelineWidth, 100))
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer shows the drawn agenda, which scrolls where it is long.
func (l *timeline) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.scroll) }

// set shows an agenda. A drag that goes on ends without effect.
func (l *timeline) set(agenda agendaPicture) {
	l.agendaPicture, l.drag = agenda, nil
	l.draw()
}

// choose outlines the items with these ids.
func (l *timeline) choose(ids []string) {
	l.chosen = map[string]bool{}
	for _, id := range ids {
		l.chosen[id] = true
	}
	for _, b := range l.blocks {
		if b.Visible() {
			b.paint(l.chosen[b.id])
		}
	}
}

// Resize draws anew: the room decides how long a minute is.
func (l *timeline) Resize(size fyne.Size) {
	if size != l.Size() {
		l.BaseWidget.Resize(size)
		l.draw()
	}
}

// timelineLayout gives the drawn agenda its height.
type timelineLayout struct{ l *timeline }

func (t timelineLayout) Layout([]fyne.CanvasObject, fyne.Size) {}

func (t timelineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	_, height, _ := t.l.scaled()
	return fyne.NewSize(timelineWidth, height)
}

// day is the part of an agenda on one day.
type day struct {
	items    []app.AgendaItem
	from, to time.Time
	top      float32
}

// days cuts the agenda by days, from full hour to full hour.
func (l *timeline) days() []day {
	var all []day
	for _, a := range l.items {
		if n := len(all); n == 0 || !app.DayOf(all[n-1].from).Equal(app.DayOf(a.Start)) {
			all = append(all, day{from: a.Start.Truncate(time.Hour), to: a.Start})
		}
		d := &all[len(all)-1]
		d.items = append(d.items, a)
		if end := drawnEnd(a); end.After(d.to) {
			d.to = end
		}
	}
	for i := range all {
		all[i].to = all[i].to.Add(time.Hour - 1).Truncate(time.Hour)
	}
	return all
}

// drawnEnd is where a block ends.
func drawnEnd(a app.AgendaItem) time.Time {
	if a.End.After(a.Start) {
		return a.End
	}
	return a.Start.Add(openLength)
}

// scaled returns the days in their places, the height of all, and how long a
// minute is: so that all fits, but every item has room for its text. While a
// block is dragged the scale stays as it was.
func (l *timeline) scaled() (all []day, height, perMinute float32) {
	if l.drag != nil {
		all = slices.Clone(l.drag.days)
		for i := range all {
			all[i].items = nil
			for _, a := range l.items {
				if app.DayOf(a.Start).Equal(app.DayOf(all[i].from)) {
					all[i].items = append(all[i].items, a)
				}
			}
		}
		return all, l.drag.height, l.drag.perMinute
	}
	all = l.days()
	perMinute = l.perMinute(all)
	for i := range all {
		all[i].top = height + dayHeading
		height = all[i].top + float32(all[i].to.Sub(all[i].from).Minutes())*perMinute + dayFoot
	}
	return all, height, perMinute
}

func (l *timeline) perMinute(all []day) float32 {
	var minutes, shortest float32 = 0, 24 * 60
	for _, d := range all {
		minutes += float32(d.to.Sub(d.from).Minutes())
		for _, a := range d.items {
			shortest = min(shortest, float32(drawnEnd(a).Sub(a.Start).Minutes()))
		}
	}
	if minutes == 0 {
		return 1
	}
	fitting := (l.Size().Height - float32(len(all))*(dayHeading+dayFoot)) / minutes
	least := max((leastBlock+blockGap)/max(1, shortest), 0.8)
	for _, leg := range l.legs {
		if length := drawnWay(leg); length > 0 {
			least = max(least, leastLeg/float32(length.Minutes()))
		}
	}
	return min(mostPerMinute, max(fitting, least))
}

// drawnWay is how much of a way lies between its two items.
func drawnWay(leg clash.Leg) time.Duration {
	if leg.Minutes == app.NoNumber {
		return 0
	}
	left := clash.Departure(leg.From).Add(time.Duration(leg.Minutes) * time.Minute).Sub(leg.From.Over())
	return max(0, min(left, leg.To.Start.Sub(leg.From.Over())))
}

// draw places what shows the agenda, and hides what is left over from before.
func (l *timeline) draw() {
	all, height, perMinute := l.scaled()
	width := max(timelineWidth, l.Size().Width)
	texts, lines, blocks := 0, 0, 0
	text := func(s string, bold bool, x, y float32) {
		if texts == len(l.texts) {
			l.texts = append(l.texts, canvas.NewText("", theme.Color(widgets.ColorNameMuted)))
			l.body.Add(l.texts[texts])
		}
		t := l.texts[texts]
		t.Text, t.TextStyle.Bold, t.TextSize = s, bold, theme.TextSize()
		t.Move(fyne.NewPos(x, y))
		t.Resize(t.MinSize())
		t.Show()
		t.Refresh()
		texts++
	}
	line := func(y float32) {
		if lines == len(l.lines) {
			n := canvas.NewLine(theme.Color(theme.ColorNameSeparator))
			l.lines = append(l.lines, n)
			l.body.Objects = append([]fyne.CanvasObject{n}, l.body.Objects...) // below the blocks
		}
		n := l.lines[lines]
		n.Position1, n.Position2 = fyne.NewPos(scaleWidth, y), fyne.NewPos(width, y)
		n.Show()
		n.Refresh()
		lines++
	}
	spots := map[string]spot{} // of the blocks, by item
	for _, d := range all {
		text(dateWords(d.from), true, 0, d.top-dayHeading)
		for at := d.from; !at.After(d.to); at = at.Add(time.Hour) {
			y := d.top + float32(at.Sub(d.from).Minutes())*perMinute
			line(y)
			text(at.Format("15:04"), false, 0, y-10)
		}
		for _, p := range laneOf(d.items, time.Duration(leastBlock/perMinute*float32(time.Minute))) {
			if blocks == len(l.blocks) {
				l.blocks = append(l.blocks, newBlock(l))
				l.body.Add(l.blocks[blocks])
			}
			b := l.blocks[blocks]
			lane := (width - scaleWidth) / float32(p.lanes)
			top := d.top + float32(p.item.Start.Sub(d.from).Minutes())*perMinute
			tall := float32(drawnEnd(p.item).Sub(p.item.Start).Minutes()) * perMinute
			b.set(p.item, l.clashes[p.item.ID], fyne.NewSize(lane-blockGap, max(leastBlock, tall)-blockGap), l.chosen[p.item.ID])
			b.Move(fyne.NewPos(scaleWidth+float32(p.lane)*lane, top+blockGap/2))
			b.Show()
			spots[p.item.ID] = spot{scaleWidth + float32(p.lane)*lane, top + tall, lane - blockGap, p.lanes}
			blocks++
		}
	}
	l.drawWays(spots, perMinute)
	for _, t := range l.texts[texts:] {
		t.Hide()
	}
	for _, n := range l.lines[lines:] {
		n.Hide()
	}
	for _, b := range l.blocks[blocks:] {
		b.Hide()
	}
	l.body.Resize(fyne.NewSize(width, max(height, l.Size().Height)))
	l.scroll.Refresh()
}

// dateWords writes a date with its weekday in the window's language:
// 2022年11月22日 星期二, Tuesday, 22 November 2022.
func dateWords(t time.Time) string {
	return words.T("%[4]s, %[3]d %[2]s %[1]d|year, month, day, weekday", t.Year(), words.T(t.Month().String()), t.Day(), widgets.Weekday(t))
}

// placed is an item in one of the lanes that items side by side share.
type placed struct {
	item        app.AgendaItem
	lane, lanes int
}

// laneOf puts items side by side that overlap, or would where each is drawn as
// lasting at least so long.
func laneOf(items []app.AgendaItem, least time.Duration) []placed {
	items = clash.InOrder(items)
	all := make([]placed, 0, len(items))
	var ends []time.Time // of each lane of the group
	var groupEnd time.Time
	group := 0
	for _, a := range items {
		if !a.Start.Before(groupEnd) {
			group, ends = len(all), nil
		}
		lane := slices.IndexFunc(ends, func(end time.Time) bool { return !a.Start.Before(end) })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, time.Time{})
		}
		ends[lane] = ui.LatestOf(drawnEnd(a), a.Start.Add(least))
		if ends[lane].After(groupEnd) {
			groupEnd = ends[lane]
		}
		all = append(all, placed{item: a, lane: lane})
		for i := group; i < len(all); i++ {
			all[i].lanes = len(ends)
		}
	}
	return all
}

// block is one item of the drawn agenda.
type block struct {
	widget.BaseWidget
	line    *timeline
	id      string
	clash   bool
	atEdge  bool // the mouse is where the block is stretched
	ground  *canvas.Rectangle
	edge    *canvas.Rectangle
	lines   []*canvas.Text
	content *fyne.Container
}

func newBlock(l *timeline) *block {
	b := &block{line: l, ground: canvas.NewRectangle(nil), edge: canvas.NewRectangle(nil)}
	b.ground.CornerRadius = 3
	b.content = container.NewWithoutLayout(b.ground, b.edge)
	b.ExtendBaseWidget(b)
	return b
}

func (b *block) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.content) }

// set shows an item with what clashes with it.
func (b *block) set(a app.AgendaItem, clash string, size fyne.Size, chosen bool) {
	b.id, b.clash = a.ID, clash != ""
	what := a.Name()
	when := span(a)
	if size.Width < narrowBlock {
		when = a.Start.Format("15:04")
	}
	title, detail := when+"  "+what, a.Place
	if what == a.Place {
		detail = app.AgendaKinds.Label(a.Kind)
	}
	if b.clash {
		title, detail = "× "+title, clash
	}
	const lineHeight float32 = 20
	fitting := max(1, int((size.Height-4)/lineHeight))
	text := textLines(title, size.Width-20, min(2, fitting))
	text = append(text, textLines(detail, size.Width-20, fitting-len(text))...)
	for len(b.lines) < len(text) {
		line := canvas.NewText("", nil)
		line.TextSize = theme.TextSize()
		b.lines = append(b.lines, line)
		b.content.Add(line)
	}
	b.Resize(size)
	b.ground.Resize(size)
	b.edge.Resize(fyne.NewSize(4, size.Height))
	top := min(4, max(0, (size.Height-lineHeight)/2))
	for i, line := range b.lines {
		line.Text = ""
		if i < len(text) {
			line.Text = text[i]
		}
		line.Move(fyne.NewPos(12, top+float32(i)*lineHeight))
		line.Resize(fyne.NewSize(size.Width-20, lineHeight))
	}
	b.paint(chosen)
}

// ruler measures the window's text, which is the same in all blocks.
var ruler = sync.OnceValue(func() *widgets.Ruler { return widgets.NewRuler(theme.TextSize(), fyne.TextStyle{Bold: true}) })

// textLines breaks a text into at most so many lines of a width, the last one
// with … where not all of it fits.
func textLines(text string, width float32, most int) []string {
	if most <= 0 {
		return nil
	}
	lines := widgets.Lines(text, width, ruler())
	if len(lines) > most {
		lines = lines[:most]
		last := []rune(lines[most-1])
		lines[most-1] = string(last[:max(0, len(last)-1)]) + "…"
	}
	return lines
}

// span writes from when to when an item lasts.
func span(a app.AgendaItem) string {
	if a.End.IsZero() {
		return a.Start.Format("15:04")
	}
	return a.Start.Format("15:04") + "–" + a.End.Format("15:04")
}

func (b *block) paint(chosen bool) {
	ground, ink, edge := widgets.ColorNameAccentSoft, theme.ColorNameForeground, theme.ColorNamePrimary
	if b.clash {
		ground, ink, edge = widgets.ColorNameErrorSoft, theme.ColorNameError, theme.ColorNameError
	}
	b.ground.FillColor, b.edge.FillColor = theme.Color(ground), theme.Color(edge)
	for i, line := range b.lines {
		line.Color, line.TextStyle.Bold = theme.Color(ink), chosen && i == 0
	}
	b.ground.StrokeWidth = 0
	if chosen {
		b.ground.StrokeWidth, b.ground.StrokeColor = 2, theme.Color(edge)
	}
	b.content.Refresh()
}

// Tapped chooses the item.
func (b *block) Tapped(*fyne.PointEvent) { b.line.onChosen(b.id) }

// DoubleTapped opens the item.
func (b *block) DoubleTapped(*fyne.PointEvent) { b.line.onOpen(b.id) }
