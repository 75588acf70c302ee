package before

import (
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindSeating shows who sits where.
const KindSeating paper.Kind = "seating"

const seatingName = "座次图"

var seatingPaper = paper.Definition{
	Kind: KindSeating, Chinese: seatingName, English: "Seating plan", People: true,
	New: func(time.Time) paper.Paper {
		return &seating{Shape: shapeHollow, Hosts: true, PerTable: 10, Sort: paper.OrderEntry}
	},
}

// tableShape is how the tables of a symposium stand.
type tableShape string

const (
	shapeHollow tableShape = "hollow"
	shapeRows   tableShape = "classroom"
	shapeLong   tableShape = "long"
	shapeRound  tableShape = "round"
)

var tableShapes = app.Vocabulary[tableShape]{
	{Code: shapeHollow, Chinese: "回字形", English: "Hollow square"},
	{Code: shapeRows, Chinese: "课桌式（设主席台）", English: "Rows before a rostrum"},
	{Code: shapeLong, Chinese: "长桌（主客相对）", English: "Long table, hosts opposite guests"},
	{Code: shapeRound, Chinese: "圆桌", English: "Round tables"},
}

// seating is the plan with what is chosen about it.
type seating struct {
	Shape    tableShape  `json:"shape"`
	Hosts    bool        `json:"hosts"`
	PerRow   int         `json:"per_row"`
	PerTable int         `json:"per_table"`
	Sort     paper.Order `json:"sort"`
}

// Options implements paper.Paper.
func (s *seating) Options() []paper.Option {
	return []paper.Option{
		{Name: "shape", Label: paper.Both("桌形", "Tables"), Usage: paper.Both("桌形", "how the tables stand"), Value: paper.WordValue(&s.Shape, tableShapes)},
		paper.OrderOption(&s.Sort),
		leadersOption(&s.Hosts),
		{Name: "per-row", Label: paper.Both("每排座位（课桌式），0 为自动", "Seats a row; 0 as it fits"), Usage: paper.Both("课桌式每排 `N` 座，0 为自动", "seats `N` of a row before a rostrum; 0 as it fits"), Value: paper.NumberValue(&s.PerRow, 0, mostAcross)},
		{Name: "per-table", Label: paper.Both("每桌人数（圆桌）", "Seats a round table"), Usage: paper.Both("圆桌每桌 `N` 人", "seats `N` of a round table"), Value: paper.NumberValue(&s.PerTable, 4, 16)},
	}
}

// Validate implements paper.Paper.
func (s *seating) Validate() []app.FieldProblem { return paper.Wrong(s.Options()) }

// String implements paper.Paper.
func (s *seating) String() string { return paper.Remembered(s) }

// Write implements paper.Paper.
func (s *seating) Write(ctx context.Context, w io.Writer, m paper.Material) (paper.Report, error) {
	if err := paper.Refused(s.Validate()); err != nil {
		return paper.Report{}, err
	}
	var report paper.Report
	people, err := bearers(m.Dossier, whose{s.Sort, m.IDs, s.Hosts}, &report)
	if err != nil {
		return paper.Report{}, err
	}
	hosts := 0
	for s.Hosts && hosts < len(people) && people[hosts].leads {
		hosts++
	}
	e := m.Dossier.Event
	doc := typeset.New(typeset.Options{Title: e.Title + seatingName, Author: e.Organiser, Created: m.At})
	room := hall{
		doc: doc, event: e,
		hosts: names(people[:hosts]), guests: names(people[hosts:]),
	}
	switch s.Shape {
	case shapeRows:
		room.rows(s.PerRow)
	case shapeLong:
		room.long()
	case shapeRound:
		room.round(s.PerTable)
	default:
		room.hollow()
	}
	if err := ctx.Err(); err != nil {
		return paper.Report{}, err
	}
	return report, report.Finish(ctx, w, doc)
}

func names(people []bearer) []string {
	all := make([]string, len(people))
	for i, p := range people {
		all[i] = p.name
	}
	return all
}

// abreast arranges people who sit side by side, the highest first, as protocol has it:
// the first in the middle, the second at the first one's left hand, the third at the
// right hand, and so on outwards. With an even number the first two share the middle.
// The result is from the right hand of those who sit there to their left hand.
func abreast[T any](ranked []T) []T {
	row := make([]T, len(ranked))
	first := (len(ranked) - 1) / 2
	for i, v := range ranked {
		step := (i + 1) / 2
		if i%2 == 0 {
			step = -step
		}
		row[first+step] = v
	}
	return row
}

// Measures of the hall, mm.
const (
	hallMargin = 12.0
	hallTop    = 34.0
	hallBottom = 196.0
	widestSeat = 24.0
	highSeat   = 11.0
	mostAcross = 26 // seats side by side on a lying page
)

// hall is the plan in the making: who sits in it, each list by rank.
type hall struct {
	doc           *typeset.Document
	event         app.Event
	hosts, guests []string
}

// page begins a page with the title and the entrance.
func (h hall) page(part string) *typeset.Canvas {
	page := typeset.Page{Landscape: true, Left: hallMargin, Right: hallMargin}
	foot := page.Height() - 5
	page.Marks = func(n, all int) []typeset.Mark {
		if all == 1 {
			return nil
		}
		return []typeset.Mark{{Text: typeset.PageOf(n, all), Role: typeset.Sans, Size: 9, Y: foot, Align: typeset.Center}}
	}
	c := h.doc.Canvas(page)
	c.Text(typeset.Box{X: hallMargin, Y: 9, W: page.Width() - 2*hallMargin, H: 13}, typeset.Fit{Role: typeset.XiaoBiaoSong, Size: 20, Lines: 2, Least: 14}, h.event.Title+"座谈会"+seatingName)
	c.Text(typeset.Box{X: hallMargin, Y: 23, W: page.Width() - 2*hallMargin, H: 6}, typeset.Fit{Role: typeset.Serif, Size: 11}, wording.Wrapped("", h.event.When(), "　")+part)
	return c
}

// entrance marks where one comes in: opposite those of the highest rank.
func (h hall) entrance(c *typeset.Canvas) {
	c.Text(typeset.Box{X: 128, Y: hallBottom + 0.5, W: 41, H: 5}, typeset.Fit{Role: typeset.Sans, Size: 10}, "（　门　）")
}

// seat draws a place with a name; an empty one stays white.
func seat(c *typeset.Canvas, b typeset.Box, name string) {
	boxed(c, b, 0.2)
	if name != "" {
		c.Text(b.Inner(0.7), typeset.Fit{Role: typeset.Sans, Size: 14, Lines: 3, Least: 7.5}, hanzi.PadName(name))
	}
}

func boxed(c *typeset.Canvas, b typeset.Box, line float64) {
	c.Line(b.X, b.Y, b.X+b.W, b.Y, line)
	c.Line(b.X, b.Y+b.H, b.X+b.W, b.Y+b.H, line)
	c.Line(b.X, b.Y, b.X, b.Y+b.H, line)
	c.Line(b.X+b.W, b.Y, b.X+b.W, b.Y+b.H, line)
}

// table draws a table with what it is called.
func table(c *typeset.Canvas, b typeset.Box, name string) {
	boxed(c, b, 0.6)
	c.Text(b.Inner(1), typeset.Fit{Role: typeset.HeiTi, Size: 14}, name)
}

// side seats people in a line in the middle of a width, those at the left of the page first.
func side(c *typeset.Canvas, y, x, width float64, row []string) {
	w := min(widestSeat, width/float64(max(len(row), 1)))
	x += (width - w*float64(len(row))) / 2
	for i, name := range row {
		seat(c, typeset.Box{X: x + float64(i)*w + 0.4, Y: y, W: w - 0.8, H: highSeat}, name)
	}
}

// mirrored are those who sit with their backs to the foot of the page: their left hand
// is at the left of it.
func mirrored(row []string) []string {
	row = slices.Clone(row)
	slices.Reverse(row)
	return row
}

// ranks parts a list into rows of at most so many, of about equal length, the first in front.
func ranks(list []string, most int) [][]string {
	if len(list) == 0 {
		return nil
	}
	n := (len(list) + most - 1) / most
	each := (len(list) + n - 1) / n
	return slices.Collect(slices.Chunk(list, each))
}

const across = 297 - 2*hallMargin

// rows seats guests in rows before a rostrum, where the hosts sit and face them. What
// does not fit on a page goes on on the next.
func (h hall) rows(perRow int) {
	host, guests := h.hosts, h.guests
	most := perRow
	if most == 0 {
		most = min(mostAcross, max(6, (len(guests)+7)/8))
	}
	stage := ranks(host, mostAcross)
	// Row after row, the middle before the sides.
	rows := slices.Collect(slices.Chunk(guests, most))
	top := hallTop + 1
	first := true
	for first || len(rows) > 0 {
		c := h.page("")
		y := top
		if first {
			for i := len(stage) - 1; i >= 0; i-- { // the first row of the rostrum is nearest to the guests
				side(c, y, hallMargin, across, abreast(stage[i])) // they face the foot of the page: their left is its right
				y += highSeat + 1
			}
			if len(stage) > 0 {
				table(c, typeset.Box{X: 297/2 - 60, Y: y, W: 120, H: 8}, "主席台")
			} else {
				table(c, typeset.Box{X: 297/2 - 30, Y: y, W: 60, H: 8}, "讲台")
			}
			y += 8 + 7
			first = false
		}
		for len(rows) > 0 && y+highSeat <= hallBottom {
			row := rows[0]
			rows = rows[1:]
			side(c, y, hallMargin, across, mirrored(abreast(row)))
			y += highSeat + 3
		}
		h.entrance(c)
	}
}

// long seats hosts and guests opposite each other, the guests facing the entrance. Those for
// whom there is no room at the table sit in rows behind.
func (h hall) long() {
	guests, hosts := h.guests, h.hosts
	if len(hosts) == 0 { // without hosts both sides are guests
		half := (len(guests) + 1) / 2
		guests, hosts = guests[:half], guests[half:]
	} else if more := (len(guests) - len(hosts)) / 2; more > 0 { // the last guests fill the hosts' side
		cut := len(guests) - more
		guests, hosts = guests[:cut], slices.Concat(hosts, guests[cut:])
	}
	upper, lower := ranks(guests, mostAcross), ranks(hosts, mostAcross)
	const desk = 16.0
	h.spread(len(upper), len(lower), desk, func(c *typeset.Canvas, y float64, behind int, above bool) {
		switch {
		case above && behind < len(upper):
			side(c, y, hallMargin, across, abreast(upper[behind]))
		case !above && behind < len(lower):
			side(c, y, hallMargin, across, mirrored(abreast(lower[behind])))
		}
	}, func(c *typeset.Canvas, y float64) {
		widest := 0
		for _, row := range [][][]string{upper, lower} {
			if len(row) > 0 {
				widest = max(widest, len(row[0]))
			}
		}
		w := min(across, widestSeat*float64(max(widest, 3)))
		table(c, typeset.Box{X: (297 - w) / 2, Y: y, W: w, H: desk}, "长　桌")
	})
}

// spread puts a table in the middle of the page's height, and rows above and below it,
// those in front next to it.
func (h hall) spread(above, below int, desk float64, row func(c *typeset.Canvas, y float64, behind int, above bool), middle func(c *typeset.Canvas, y float64)) {
	c := h.page("")
	const gap, next = 2.0, highSeat + 1.5
	whole := desk + 2*gap + float64(above+below)*next
	y := hallTop + max(0, (hallBottom-hallTop-whole)/2)
	for i := above - 1; i >= 0; i-- {
		row(c, y, i, true)
		y += next
	}
	y += gap
	middle(c, y)
	y += desk + gap
	for i := range below {
		row(c, y, i, false)
		y += next
	}
	h.entrance(c)
}

// hollow seats hosts at the head, facing the entrance, and guests along the sides and the
// foot, those of higher rank nearer to the head.
func (h hall) hollow() {
	head, rest := h.hosts, h.guests
	if len(head) == 0 { // the first of the guests are at the head
		n := min(len(rest), max(3, len(rest)/4))
		head, rest = rest[:n], rest[n:]
	}
	c := h.page("")
	const rowsAtSide, wing, gap = 9, 26.0, 3.0
	var more []string
	if most := 2 * 18; len(head) > most {
		head, more = head[:most], head[most:]
	}
	rest = slices.Concat(more, rest)
	heads := ranks(head, 18)
	top := hallTop
	inner := typeset.Box{X: hallMargin + 2*wing + gap, W: across - 2*(2*wing+gap)}
	for i := len(heads) - 1; i >= 0; i-- {
		side(c, top, hallMargin+wing, across-2*wing, abreast(heads[i]))
		top += highSeat + 1.5
	}
	// A third sits at each side and at the foot, as far as there is room; then comes a
	// second column along the sides, and a second row behind the foot.
	const mostAtFoot, columnsAtSide, rowsAtFoot = 20, 2, 2
	atSide := min(rowsAtSide, (len(rest)+2)/3)
	if len(rest) > 2*atSide+mostAtFoot {
		atSide = min(columnsAtSide*rowsAtSide, (len(rest)-mostAtFoot+1)/2)
	}
	var beyond []string
	if most := 2*atSide + rowsAtFoot*mostAtFoot; len(rest) > most {
		rest, beyond = rest[:most], rest[most:]
	}
	feet := max(0, len(rest)-2*atSide)
	sides := rest[:len(rest)-feet]
	foot := ranks(rest[len(rest)-feet:], mostAtFoot)
	bottom := hallBottom - float64(len(foot))*(highSeat+1.5)
	inner.Y, inner.H = top+gap, bottom-top-2*gap
	table(c, typeset.Box{X: inner.X, Y: inner.Y, W: inner.W, H: max(inner.H, 8)}, "回字形会议桌")
	// The head's left hand is the page's right: the higher place of each pair is there.
	perWing := (len(sides) + 1) / 2
	columns := 1
	if perWing > rowsAtSide {
		columns = 2
	}
	lines := (perWing + columns - 1) / columns
	pitch := min(highSeat+3, inner.H/float64(max(lines, 1)))
	start := inner.Y + (inner.H-pitch*float64(lines))/2
	for i, name := range sides {
		pair := i / 2
		column, line := pair/max(lines, 1), pair%max(lines, 1)
		b := typeset.Box{W: wing - 2, H: min(highSeat, pitch-0.8), Y: start + float64(line)*pitch}
		if i%2 == 0 {
			b.X = inner.X + inner.W + gap + float64(column)*wing
		} else {
			b.X = inner.X - gap - wing + 2 - float64(column)*wing
		}
		seat(c, b, name)
	}
	y := bottom
	for _, row := range foot {
		side(c, y, hallMargin+wing, across-2*wing, mirrored(abreast(row)))
		y += highSeat + 1.5
	}
	h.entrance(c)
	h.behind(beyond)
}

// behind seats those for whom there is no room at the tables in rows on pages of their own.
func (h hall) behind(people []string) {
	rows := slices.Collect(slices.Chunk(people, 20))
	for len(rows) > 0 {
		c := h.page("列席席")
		for y := hallTop + 1; len(rows) > 0 && y+highSeat <= hallBottom; y += highSeat + 3 {
			side(c, y, hallMargin, across, mirrored(abreast(rows[0])))
			rows = rows[1:]
		}
		h.entrance(c)
	}
}

// round seats people at round tables: at each one of the hosts where there are enough,
// on the seat that faces the entrance, and the guests beside them, the higher nearer.
func (h hall) round(perTable int) {
	all := len(h.hosts) + len(h.guests)
	n := max(1, (all+perTable-1)/perTable)
	perTable = (all + n - 1) / n // tables of about equal size
	tables := make([][]string, n)
	for i, name := range h.hosts { // the first at the first table
		tables[i%n] = append(tables[i%n], name)
	}
	guests := h.guests
	for i := range tables {
		room := min(perTable-len(tables[i]), len(guests))
		if room > 0 {
			tables[i] = append(tables[i], guests[:room]...)
			guests = guests[room:]
		}
	}
	columns, lines := 4, 2
	if n <= 2 {
		columns, lines = max(n, 1), 1
	} else if n <= 6 {
		columns = 3
	}
	number := 0
	for page := range slices.Chunk(tables, columns*lines) {
		c := h.page("")
		w, height := across/float64(columns), (hallBottom-hallTop)/float64(lines)
		for i, people := range page {
			number++
			h.roundTable(c, typeset.Box{X: hallMargin + float64(i%columns)*w, Y: hallTop + float64(i/columns)*height, W: w, H: height}, number, people)
		}
		h.entrance(c)
	}
}

// roundTable draws a table and its people in a box: the first at the top, facing the
// entrance, the second at the left hand of the first, the third at the right hand, and so on
// down both sides.
func (h hall) roundTable(c *typeset.Canvas, b typeset.Box, number int, people []string) {
	const high, air = 8.0, 1.5
	n := float64(max(len(people), 1))
	w := min(20, b.W*0.28)
	ry := b.H/2 - high/2 - air
	rx := min(b.W/2-w/2-air, 1.3*ry)
	if chord := 2 * min(rx, ry) * math.Sin(math.Pi/max(n, 2)); n > 2 {
		w = min(w, max(chord*0.98, 9))
	}
	x, y := b.X+b.W/2, b.Y+b.H/2
	circle(c, x, y, max(min(rx-w/2, ry-high/2)-air, 5))
	c.Text(typeset.Box{X: x - 12, Y: y - 5, W: 24, H: 10}, typeset.Fit{Role: typeset.HeiTi, Size: 13}, "第"+strconv.Itoa(number)+"桌")
	for i, name := range people {
		step := float64((i + 1) / 2)
		if i%2 == 0 {
			step = -step
		}
		sin, cos := math.Sincos(step * 2 * math.Pi / n)
		seat(c, typeset.Box{X: x + rx*sin - w/2, Y: y - ry*cos - high/2, W: w, H: high}, name)
	}
}

// circle draws a circle as a polygon that the eye cannot tell from one.
func circle(c *typeset.Canvas, x, y, r float64) {
	const corners = 90
	at := func(i int) (float64, float64) {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / corners)
		return x + r*sin, y + r*cos
	}
	for i := range corners {
		x1, y1 := at(i)
		x2, y2 := at(i + 1)
		c.Line(x1, y1, x2, y2, 0.4)
	}
}
