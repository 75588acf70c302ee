package scan

import (
	"image"
	"math"
	"slices"

	"openday/app/sheet"
)

// Verdict is what was read in a cell.
type Verdict string

// The verdicts. The values are those of the command line.
const (
	Signed Verdict = "signed"
	Blank  Verdict = "blank"
	Unsure Verdict = "unsure" // for a person to look at
)

// Row is what was read in a row of a page.
type Row struct {
	Number int
	Blank  bool    // a row for walk-ins
	Sign   Verdict // the signature
	Note   Verdict // Signed: something is written in 备注
	WalkIn Verdict // of a row for walk-ins: Signed: it is in use
	Fields []sheet.Field
	Struck bool // the row, or the name, is struck through
}

// What is ink, mm² and mm: less than the lower ones is dirt, less than the upper ones may
// be anything.
const (
	leastArea, sureArea = 0.5, 1.6
	leastLong, sureLong = 1.8, 3.5
)

// A stroke of fewer pixels and shorter is dirt, wherever it lies: 0.4 mm² and 1.5 mm.
const (
	leastStroke = res * res * 4 / 10
	longStroke  = res * 3 / 2
)

// table is where the cells of a page lie, in pixels of the page set straight.
type table struct {
	page   sheet.Page
	cells  []cell
	of     []int16 // which cell each pixel belongs to, -1 for none
	within image.Rectangle
}

type cell struct {
	row   int
	field sheet.Field
	box   image.Rectangle
}

func pixels(r sheet.Rect) image.Rectangle {
	return image.Rect(int(r.X*res+0.5), int(r.Y*res+0.5), int(r.Right()*res+0.5), int(r.Bottom()*res+0.5))
}

func tableOf(page sheet.Page, w, h int) *table {
	t := &table{page: page, of: make([]int16, w*h)}
	for i := range t.of {
		t.of[i] = -1
	}
	for i, r := range page.Rows {
		for _, c := range r.Cells {
			box := pixels(c.Rect).Intersect(image.Rect(0, 0, w, h))
			for y := box.Min.Y; y < box.Max.Y; y++ {
				for x := box.Min.X; x < box.Max.X; x++ {
					t.of[y*w+x] = int16(len(t.cells))
				}
			}
			t.cells = append(t.cells, cell{i, c.Field, box})
			t.within = t.within.Union(box)
		}
	}
	t.within = t.within.Inset(-4 * res).Intersect(image.Rect(0, 0, w, h))
	return t
}

// word is ink that belongs together: strokes that a line of the table parts, joined.
type word struct {
	pixels []int32
	box    image.Rectangle
	sure   bool
	counts map[int]int // pixels in each cell
	home   int         // the cell with most of it, -1 for none
}

// words joins strokes over the lines of the table.
func (t *table) words(p *inked, all []stroke, of []int32) []word {
	group := make([]int32, len(all))
	for i := range group {
		group[i] = int32(i)
	}
	root := func(i int32) int32 {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	// From a line go both ways to where the mask ends, and join what is there.
	const far, aslant = 9, 4
	edge := func(x, y, dx, dy int) (int, int, bool) {
		for range far {
			if x < t.within.Min.X || y < t.within.Min.Y || x >= t.within.Max.X || y >= t.within.Max.Y {
				return 0, 0, false
			}
			if !p.masked[y*p.w+x] {
				return x, y, true
			}
			x, y = x+dx, y+dy
		}
		return 0, 0, false
	}
	inkNear := func(x, y, dx, dy int) int32 {
		for range 2 {
			if x < t.within.Min.X || y < t.within.Min.Y || x >= t.within.Max.X || y >= t.within.Max.Y {
				return -1
			}
			if id := of[y*p.w+x]; id >= 0 {
				return id
			}
			x, y = x+dx, y+dy
		}
		return -1
	}
	join := func(x, y, dx, dy int) {
		ax, ay, ok := edge(x, y, -dx, -dy)
		if !ok {
			return
		}
		a := inkNear(ax, ay, -dx, -dy)
		if a < 0 {
			return
		}
		for _, off := range [...]int{0, -1, 1, -2, 2, -3, 3, -aslant, aslant} {
			bx, by, ok := edge(x+off*dy, y+off*dx, dx, dy)
			if !ok {
				continue
			}
			if b := inkNear(bx, by, dx, dy); b >= 0 {
				group[root(a)] = root(b)
				return
			}
		}
	}
	for _, c := range t.cells {
		for x := c.box.Min.X; x < c.box.Max.X; x++ {
			join(x, c.box.Min.Y, 0, 1)
			join(x, c.box.Max.Y, 0, 1)
		}
		for y := c.box.Min.Y; y < c.box.Max.Y; y++ {
			join(c.box.Min.X, y, 1, 0)
			join(c.box.Max.X, y, 1, 0)
		}
	}
	at := map[int32]int{}
	var words []word
	for i, s := range all {
		r := root(int32(i))
		k, known := at[r]
		if !known {
			k = len(words)
			at[r] = k
			words = append(words, word{counts: map[int]int{}})
		}
		w := &words[k]
		w.pixels = append(w.pixels, s.pixels...)
		w.box = w.box.Union(s.box)
		w.sure = w.sure || s.sure
	}
	for i := range words {
		w := &words[i]
		for _, px := range w.pixels {
			if c := t.of[px]; c >= 0 {
				w.counts[int(c)]++
			}
		}
		w.home = mostIn(w.counts)
	}
	t.gather(words)
	return words
}

// mostIn returns the cell with most pixels, -1 where there is none.
func mostIn(counts map[int]int) int {
	home := -1
	for c, n := range counts {
		if home < 0 || n > counts[home] || n == counts[home] && c < home {
			home = c
		}
	}
	return home
}

// gather gives the pieces that lie at the edge of a cell to the word beyond the edge that
// they are part of: a dot or the end of a stroke that is written over the line.
func (t *table) gather(words []word) {
	const (
		near = 34 * res / 10 // how far into the cell a piece may reach
		gap  = 16 * res / 10 // how far it may lie from the word
		over = 9 * res / 10  // how near to the line the word must come
	)
	homes := make([]int, len(words))
	filled := map[int]int{}
	for _, w := range words {
		filled[w.home] += len(w.pixels)
	}
	for i, w := range words {
		homes[i] = w.home
		if w.home < 0 {
			continue
		}
		c := t.cells[w.home]
		for j, o := range words {
			if j == i || o.home < 0 || o.home == w.home {
				continue
			}
			b := t.cells[o.home]
			// A text in a row for walk-ins is written on over the line; what is beside a
			// signature may be a note.
			on := o.box.Max.X < w.box.Max.X && b.row == c.row && b.field != sheet.Signature
			if filled[o.home] < filled[w.home] && len(o.pixels) < len(w.pixels) && !on {
				continue
			}
			over, gap := over, gap
			if on {
				over, gap = 2*res, 2*res
			}
			var reaches, beside bool
			dx := max(o.box.Min.X-w.box.Max.X, w.box.Min.X-o.box.Max.X)
			dy := max(o.box.Min.Y-w.box.Max.Y, w.box.Min.Y-o.box.Max.Y)
			switch {
			case b.box.Max.Y <= c.box.Min.Y+2: // above
				reaches = o.box.Max.Y > c.box.Min.Y-over
				beside = w.box.Max.Y < c.box.Min.Y+near
			case b.box.Min.Y >= c.box.Max.Y-2: // below
				reaches = o.box.Min.Y < c.box.Max.Y+over
				beside = w.box.Min.Y > c.box.Max.Y-near
			case b.box.Max.X <= c.box.Min.X+2: // left
				reaches = o.box.Max.X > c.box.Min.X-over
				beside = w.box.Max.X < c.box.Min.X+near
			case b.box.Min.X >= c.box.Max.X-2: // right
				reaches = o.box.Min.X < c.box.Max.X+over
				beside = w.box.Min.X > c.box.Max.X-near
			}
			if reaches && beside && dx < gap && dy < gap {
				homes[i] = o.home
				break
			}
		}
	}
	for i := range words {
		words[i].home = homes[i]
	}
}

// share is what of a cell is written on.
type share struct {
	sure, all   int // pixels
	box         image.Rectangle
	surePixels  []int32
	otherPixels []int32
}

// shares gives each word to its cell; one that fills two of them goes to both.
func (t *table) shares(p *inked, words []word) []share {
	all := make([]share, len(t.cells))
	add := func(c int, w word, only bool) {
		s := &all[c]
		for _, px := range w.pixels {
			if only && int(t.of[px]) != c {
				continue
			}
			s.all++
			s.box = s.box.Union(image.Rect(int(px)%p.w, int(px)/p.w, int(px)%p.w+1, int(px)/p.w+1))
			if w.sure {
				s.sure++
				s.surePixels = append(s.surePixels, px)
			} else {
				s.otherPixels = append(s.otherPixels, px)
			}
		}
	}
	for _, w := range words {
		if w.home < 0 || len(w.pixels) < leastStroke && max(w.box.Dx(), w.box.Dy()) < longStroke {
			continue // dirt; with it a piece of the row above would reach far
		}
		var others []int
		for c, n := range w.counts {
			if c != w.home && float64(n) > sureArea*res*res && n*100 > len(w.pixels)*30 {
				if h, ok := t.extent(p, w, c); ok && h > sureLong*res {
					others = append(others, c)
				}
			}
		}
		slices.Sort(others)
		add(w.home, w, len(others) > 0)
		for _, c := range others {
			add(c, w, true)
		}
	}
	return all
}

// extent returns the larger side of what of a word lies in a cell.
func (t *table) extent(p *inked, w word, c int) (float64, bool) {
	var box image.Rectangle
	for _, px := range w.pixels {
		if int(t.of[px]) == c {
			x, y := int(px)%p.w, int(px)/p.w
			box = box.Union(image.Rect(x, y, x+1, y+1))
		}
	}
	return float64(min(box.Dx(), box.Dy()*2)), !box.Empty()
}

// verdict judges what is written in a cell.
func (s share) verdict(w int) Verdict {
	area := float64(s.sure) / (res * res)
	long := longest(s.surePixels, w)
	faint := float64(len(s.otherPixels)) / (res * res)
	switch {
	case (area < leastArea || long < leastLong) && (faint < sureArea || longest(s.otherPixels, w) < sureLong):
		return Blank
	case area < sureArea || long < sureLong || straight(s.surePixels, w):
		return Unsure
	}
	return Signed
}

// longest is the larger side of what pixels cover, mm.
func longest(pixels []int32, w int) float64 {
	var box image.Rectangle
	for _, px := range pixels {
		x, y := int(px)%w, int(px)/w
		box = box.Union(image.Rect(x, y, x+1, y+1))
	}
	return float64(max(box.Dx(), box.Dy())) / res
}

// straight reports whether pixels are one straight line.
func straight(pixels []int32, w int) bool {
	const thin = 0.42 // mm, the spread across the line
	across, along := spread(pixels, w)
	return across < thin && along > 3*across
}

// spread returns how far pixels lie from their middle across and along the way in which
// they lie, mm.
func spread(pixels []int32, w int) (across, along float64) {
	n := float64(len(pixels))
	if n == 0 {
		return 0, 0
	}
	var sx, sy, sxx, syy, sxy float64
	for _, px := range pixels {
		x, y := float64(int(px)%w), float64(int(px)/w)
		sx, sy, sxx, syy, sxy = sx+x, sy+y, sxx+x*x, syy+y*y, sxy+x*y
	}
	mx, my := sx/n, sy/n
	vxx, vyy, vxy := sxx/n-mx*mx, syy/n-my*my, sxy/n-mx*my
	mean, half := (vxx+vyy)/2, math.Sqrt(max(0, (vxx-vyy)*(vxx-vyy)/4+vxy*vxy))
	return math.Sqrt(max(0, mean-half)) / res, math.Sqrt(mean+half) / res
}

// struck reports whether a line runs through the name in a row: left and right of the
// letters, and between them, where nothing is printed.
func (t *table) struck(p *inked, c cell) bool {
	const part = 60 // of a hundred
	inner := c.box.Inset(res)
	seen, could := 0, 0
	for x := inner.Min.X; x < inner.Max.X; x++ {
		free, ink := true, false
		for y := inner.Min.Y; y < inner.Max.Y; y++ {
			free = free && !p.masked[y*p.w+x]
			ink = ink || p.ink[y*p.w+x] >= p.low
		}
		if free {
			could++
			if ink {
				seen++
			}
		}
	}
	return could > 2*res && seen*100 > could*part
}

// measure reads the rows of a page set straight.
func measure(p *inked, page sheet.Page) []Row {
	t := tableOf(page, p.w, p.h)
	stamped := p.takeStamp(t.within)
	all, of := p.strokes(t.within)
	words := t.words(p, all, of)
	shares := t.shares(p, words)
	rows := make([]Row, len(page.Rows))
	for i, r := range page.Rows {
		rows[i] = Row{Number: r.Number, Blank: r.Blank, Sign: Blank, Note: Blank, WalkIn: Blank}
	}
	for i, c := range t.cells {
		row := &rows[c.row]
		v := shares[i].verdict(p.w)
		if v == Blank && stamped.Overlaps(c.box) {
			v = Unsure
		}
		switch c.field {
		case sheet.Number:
			continue
		case sheet.Signature:
			row.Sign = v
		case sheet.Note:
			row.Note = v
			continue
		case sheet.Name:
			row.Struck = !row.Blank && t.struck(p, c)
		}
		if !row.Blank || v == Blank {
			continue
		}
		if c.field != sheet.Signature && v == Signed {
			row.Fields = append(row.Fields, c.field)
		}
		if row.WalkIn != Signed {
			row.WalkIn = v
		}
	}
	for i := range rows {
		if rows[i].Struck && rows[i].Sign == Signed {
			rows[i].Sign = Unsure
		}
	}
	return rows
}

// takeStamp takes the ink of a red round stamp off, and returns where it is.
func (p *inked) takeStamp(within image.Rectangle) image.Rectangle {
	const (
		cell        = res // 1 mm
		least, most = 28, 50
	)
	w, h := p.w/cell, p.h/cell
	some := make([]bool, w*h)
	for y := within.Min.Y; y < min(within.Max.Y, h*cell); y++ {
		for x := within.Min.X; x < min(within.Max.X, w*cell); x++ {
			if p.red[y*p.w+x] && p.ink[y*p.w+x] >= p.low {
				some[y/cell*w+x/cell] = true
			}
		}
	}
	var at image.Rectangle
	var stack []int
	for start := range some {
		if !some[start] {
			continue
		}
		box := image.Rectangle{}
		some[start] = false
		stack = append(stack[:0], start)
		for len(stack) > 0 {
			i := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			x, y := i%w, i/w
			box = box.Union(image.Rect(x, y, x+1, y+1))
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if nx, ny := x+dx, y+dy; nx >= 0 && ny >= 0 && nx < w && ny < h && some[ny*w+nx] {
						some[ny*w+nx] = false
						stack = append(stack, ny*w+nx)
					}
				}
			}
		}
		if long, short := max(box.Dx(), box.Dy()), min(box.Dx(), box.Dy()); long >= least && long <= most && short*5 >= long*3 {
			at = at.Union(image.Rect(box.Min.X*cell, box.Min.Y*cell, box.Max.X*cell, box.Max.Y*cell).Inset(-cell))
		}
	}
	at = at.Intersect(image.Rect(0, 0, p.w, p.h))
	for y := at.Min.Y; y < at.Max.Y; y++ {
		for x := at.Min.X; x < at.Max.X; x++ {
			if i := y*p.w + x; p.red[i] {
				p.ink[i] = 0
			}
		}
	}
	return at
}
