package typeset

import (
	"math"
	"strings"
)

// Canvas is one page on which everything stands where it is put, for cards,
// badges and letters of one page. What is put on it goes through the same door
// as all other text.
//
//	c := doc.Canvas(typeset.Page{Landscape: true})
//	c.Text(typeset.Box{X: 15, Y: 110, W: 267, H: 80}, typeset.Fit{Role: typeset.SansBold, Size: 300}, name)
//	c.Fold(0, 105, 297, 105)
type Canvas struct {
	doc   *Document
	sheet *sheet
}

// Canvas adds a page for free placement and returns it. Of the page's margins
// only what Marks puts there counts. What the document has been given to flow
// before ends before this page, and what comes after begins on the next.
func (d *Document) Canvas(p Page) *Canvas {
	s := &sheet{page: p}
	d.blocks = append(d.blocks, &leaf{turn{page: &p}, s})
	return &Canvas{d, s}
}

// leaf is the page of a canvas in the flow.
type leaf struct {
	turn
	sheet *sheet
}

func (l *leaf) apply(f *flow) {
	f.dropUntouched()
	f.pages = append(f.pages, l.sheet)
	f.y = f.page.Height() // nothing more goes on it
}

// Box is a rectangle on a page, mm from its left and top edges.
type Box struct{ X, Y, W, H float64 }

// Inner returns the box without a border of mm on each side.
func (b Box) Inner(mm float64) Box { return Box{b.X + mm, b.Y + mm, b.W - 2*mm, b.H - 2*mm} }

// Fit says how a text is set into a box.
type Fit struct {
	Role  Role
	Size  float64 // pt, at most; it shrinks until all of the text is inside the box
	Lines int     // how many lines it may take, 0 for one

	// Least is the size, pt, above which a text stays on fewer lines than it
	// may take: only what would be smaller is broken.
	Least float64

	Align  Align // Auto is Center
	Turned bool  // by 180°, for the side of a folded card that is printed head down
}

// pitchOfFit is the distance of lines in a box, in parts of the type size.
const pitchOfFit = 1.25

// Text sets a text into a box, as large as the fit allows and the box holds,
// and returns the size, pt. It stands in the middle of the box's height. No part
// of a letter is outside the box. Line ends count as spaces. An empty text sets
// nothing and returns 0.
func (c *Canvas) Text(b Box, fit Fit, text string) (size float64) {
	text = strings.ReplaceAll(string(Clean(text)), "\n", " ")
	unit := c.doc.set(PointsPerMM, Span{text, fit.Role}) // 1 em is 1 mm
	if len(unit.runes) == 0 || b.W <= 0 || b.H <= 0 {
		return 0
	}
	most := fit.Size / PointsPerMM
	var em float64 // mm
	var lines []line
	for n := 1; n <= max(fit.Lines, 1); n++ {
		em, lines = c.fitted(unit, b, most, n)
		if em*PointsPerMM >= math.Min(fit.Least, fit.Size) {
			break
		}
	}
	// A PDF by gofpdf has sizes in hundredths of a point.
	size = math.Min(fit.Size, math.Max(math.Floor(em*PointsPerMM*100)/100, 0.01))
	em = size / PointsPerMM
	t := c.doc.set(size, Span{text, fit.Role})
	first := b.Y + b.H/2 - float64(len(lines)-1)/2*pitchOfFit*em
	first -= em * c.offCentre(unit, lines, b.H/em)
	drawn := len(c.sheet.texts)
	for i, l := range lines {
		left, right := c.overhang(unit, l)
		l.width *= em
		x, room := b.X, b.W
		switch fit.Align {
		case Left:
			x += left * em
		case Right:
			room -= right * em
		default:
			// Letters may lean out of their width by different amounts.
			x += (left - right) * em / 2
		}
		align := fit.Align
		if align == Auto {
			align = Center
		}
		t.place(c.sheet, l, x, first+float64(i)*pitchOfFit*em, room, align)
	}
	if fit.Turned {
		for i := range c.sheet.texts[drawn:] {
			r := &c.sheet.texts[drawn+i]
			r.x, r.y, r.turned = 2*b.X+b.W-r.x, 2*b.Y+b.H-r.y, true
		}
	}
	return size
}

// fitted returns the greatest size, mm, at which a text set in 1 mm is inside a
// box in at most so many lines, and the lines.
func (c *Canvas) fitted(unit setText, b Box, most float64, count int) (em float64, lines []line) {
	var p places
	breakUp := func(width float64) []line {
		return c.doc.breaker.linesAt(&p, unit.runes, unit.widths, func(int) float64 { return width })
	}
	try := func(em float64) bool {
		lines = breakUp(b.W / em)
		if len(lines) > count {
			return false
		}
		if len(lines) > 1 {
			lines = balanced(lines, 1, b.W/em, breakUp)
		}
		for _, l := range lines {
			left, right := c.overhang(unit, l)
			if (l.width+left+right)*em > b.W {
				return false
			}
		}
		top, bottom := c.reach(unit, lines)
		return (top+bottom)*em <= b.H
	}
	if try(most) {
		em = most
	} else {
		low, high := 0.0, most
		// Halved until the eye sees no difference, and until something fits.
		for high-low > 0.002*high && high > 1e-6 {
			if em = (low + high) / 2; try(em) {
				low = em
			} else {
				high = em
			}
		}
		em = math.Max(low, 1e-6)
		try(em)
	}
	return em, lines
}

// reach is how far the ink of lines goes above the middle of the box and below
// it when the lines stand around the middle, in em: at least as far as Chinese
// letters do, so that a line of low letters stands like its neighbours.
func (c *Canvas) reach(t setText, lines []line) (top, bottom float64) {
	half := float64(len(lines)-1) / 2 * pitchOfFit
	top, bottom = half+0.5, half+0.5
	for i, l := range lines {
		at := (float64(i) - float64(len(lines)-1)/2) * pitchOfFit // its middle, downwards
		for j := l.from; j < l.to; j++ {
			if ink, ok := c.ink(t, j); ok {
				top = math.Max(top, ink.yMax-baseline-at)
				bottom = math.Max(bottom, at+baseline-ink.yMin)
			}
		}
	}
	return top, bottom
}

// offCentre is how far up, in em, lines go from the middle of a box so that
// their ink is inside its height, which is given in em as well.
func (c *Canvas) offCentre(t setText, lines []line, height float64) float64 {
	top, bottom := c.reach(t, lines)
	switch {
	case bottom > height/2:
		return bottom - height/2
	case top > height/2:
		return height/2 - top
	default:
		return 0
	}
}

// overhang is how far the ink of a line goes beyond its width at the left and
// at the right, in em.
func (c *Canvas) overhang(t setText, l line) (left, right float64) {
	x := 0.0
	for i := l.from; i < l.to; i++ {
		if ink, ok := c.ink(t, i); ok {
			left = math.Max(left, -(x + ink.xMin))
			right = math.Max(right, x+ink.xMax-l.width)
		}
		x += t.widths[i]
	}
	return left, right
}

// inkBox is where the black of a glyph is, in em from the start of its baseline.
type inkBox struct{ xMin, yMin, xMax, yMax float64 }

// ink returns where the black of a rune's glyph is; ok is false for a blank one.
func (c *Canvas) ink(t setText, i int) (box inkBox, ok bool) {
	g := t.glyphs[i]
	if g.kind != drawn {
		return inkBox{}, false
	}
	f := c.doc.glyphs.fonts[g.font]
	outline := f.face.outline(f.gids[g.code])
	if outline == nil {
		return inkBox{}, false
	}
	at := func(n int) float64 { return float64(int16(be.Uint16(outline[2*n:]))) / float64(f.face.perEm) }
	return inkBox{at(1), at(2), at(3), at(4)}, true
}

// Paragraph is a paragraph of a column.
type Paragraph struct {
	Style Style
	Text  string
}

// smaller is by how much a column shrinks until it fits.
const smaller = 0.97

// Column sets paragraphs one below the other from the top of a box. Where they
// do not fit, all letters and distances of them shrink by one and the same
// part, which it returns: 1 where nothing had to shrink.
func (c *Canvas) Column(b Box, paragraphs ...Paragraph) (scale float64) {
	page := c.sheet.page
	page.Left, page.Right, page.Top, page.Grid = b.X, page.Width()-b.X-b.W, b.Y, 0
	page.Bottom = page.Height() - b.Y - b.H
	set := make([]*paragraph, len(paragraphs))
	for i, p := range paragraphs {
		set[i] = &paragraph{text: c.doc.set(p.Style.Size, Span{p.Text, p.Style.Role})}
	}
	scales := []float64{1}
	fits := func(steps int) bool {
		for len(scales) <= steps {
			scales = append(scales, scales[len(scales)-1]*smaller)
		}
		scale = scales[steps]
		height := 0.0
		for i, p := range paragraphs {
			s := p.Style
			s.Size, s.Pitch, s.Before, s.After = s.Size*scale, s.pitch()*scale, s.Before*scale, s.After*scale
			set[i].style = s
			set[i].text.resize(s.Size)
			set[i].breakUp(c.doc, page.TextWidth())
			height += set[i].height()
		}
		// The room below the last paragraph may be outside.
		return len(set) == 0 || height-set[len(set)-1].style.After <= b.H+slack
	}
	// Smaller letters never take more lines, so that the first step that fits is
	// found by halving.
	low, high := -1, 0 // does not fit, fits
	for !fits(high) {
		low, high = high, 2*high+1
	}
	for high-low > 1 {
		if middle := (low + high) / 2; fits(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	fits(high)
	f := &flow{doc: c.doc, page: page, pages: []*sheet{c.sheet}, y: page.Top}
	for _, p := range set {
		p.balance(c.doc)
		p.set(f)
	}
	return scale
}

// Width returns the width of a text set in one line, mm.
func (c *Canvas) Width(role Role, size float64, text string) float64 {
	return c.doc.Width(role, size, text)
}

// Line draws a straight line of a thickness, mm.
func (c *Canvas) Line(x1, y1, x2, y2, thickness float64) {
	c.sheet.rules = append(c.sheet.rules, rule{x1: x1, y1: y1, x2: x2, y2: y2, thickness: thickness})
}

// hairline is the thickness of lines that only guide the hand, mm.
const hairline = 0.1

// Fold draws a light dashed line to fold along.
func (c *Canvas) Fold(x1, y1, x2, y2 float64) {
	c.sheet.rules = append(c.sheet.rules, rule{x1: x1, y1: y1, x2: x2, y2: y2, thickness: hairline, faint: true})
}

// Crop marks where to cut out what stands in a box: short lines outside its
// edges in continuation of its sides, and of the cuts between columns and rows
// of the given size, mm, inside it. They keep mm away from the box, and are
// shorter where the paper ends.
func (c *Canvas) Crop(b Box, column, row float64) {
	const length, away = 4.0, 1.0 // mm
	p := c.sheet.page
	mark := func(x1, y1, x2, y2 float64) {
		x1, x2 = math.Max(x1, 0), math.Min(x2, p.Width())
		y1, y2 = math.Max(y1, 0), math.Min(y2, p.Height())
		if x2-x1 > slack || y2-y1 > slack {
			c.Line(x1, y1, x2, y2, hairline)
		}
	}
	for x := b.X; x <= b.X+b.W+slack; x += column {
		mark(x, b.Y-away-length, x, b.Y-away)
		mark(x, b.Y+b.H+away, x, b.Y+b.H+away+length)
	}
	for y := b.Y; y <= b.Y+b.H+slack; y += row {
		mark(b.X-away-length, y, b.X-away, y)
		mark(b.X+b.W+away, y, b.X+b.W+away+length, y)
	}
}
