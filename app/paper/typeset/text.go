package typeset

import "math"

// Align is where a text stands in its width.
type Align uint8

// The alignments. Auto, the zero value, is Left for text and the column's own
// for a table cell. Justify sets Chinese text to both margins, the last line of
// a paragraph to the left one.
const (
	Auto Align = iota
	Left
	Center
	Right
	Justify
)

// Style says how a paragraph is set.
type Style struct {
	Role   Role
	Size   float64 // pt
	Pitch  float64 // mm from line to line; 0 for 1.5 × Size
	Align  Align
	First  float64 // indent of the first line, in characters of Size
	Indent float64 // indent of all lines at the left, in characters of Size
	Inset  float64 // mm away from the right margin
	Before float64 // mm of room above; vanishes at the top of a page
	After  float64 // mm of room below

	// Keep holds the paragraph on the page of what follows: for headings and
	// captions.
	Keep bool

	// Balance makes the lines of about equal length, for centred titles.
	Balance bool
}

func (s Style) pitch() float64 {
	if s.Pitch > 0 {
		return s.Pitch
	}
	return 1.5 * s.Size / PointsPerMM
}

// Span is a piece of a paragraph in letters of its own.
type Span struct {
	Text string
	Role Role
}

// Text adds a paragraph in one kind of letters. Line ends in the text begin a
// new line within the paragraph. Any string is allowed.
func (d *Document) Text(s Style, text string) { d.Spans(s, Span{text, s.Role}) }

// Spans adds a paragraph of several kinds of letters in one size; the style's
// Role is not used.
func (d *Document) Spans(s Style, spans ...Span) {
	d.blocks = append(d.blocks, &paragraph{style: s, spans: spans})
}

// Width returns the width of a text set in one line, mm.
func (d *Document) Width(role Role, size float64, text string) float64 {
	t := d.set(size, Span{text, role})
	w, _ := sum(t.runes, t.widths)
	return w
}

// setText is a text with the glyph and the width of each rune.
type setText struct {
	runes  []rune
	glyphs []glyph
	widths []float64 // mm
	size   float64   // pt
}

// set looks the glyphs of a text up. This is the one door: whatever is drawn on
// any page came through here.
func (d *Document) set(size float64, spans ...Span) setText {
	t := setText{size: size}
	for _, span := range spans {
		runes := Clean(span.Text)
		if t.runes == nil {
			n := len(runes)
			t.runes, t.glyphs, t.widths = runes, make([]glyph, 0, n), make([]float64, 0, n)
		} else {
			t.runes = append(t.runes, runes...)
		}
		for _, r := range runes {
			g := d.glyphs.of(span.Role, r)
			t.glyphs = append(t.glyphs, g)
			t.widths = append(t.widths, g.widthAt(size))
		}
	}
	return t
}

// resize sets the text in another size, pt.
func (t *setText) resize(size float64) {
	t.size = size
	for i, g := range t.glyphs {
		t.widths[i] = g.widthAt(size)
	}
}

// widthAt is the width of a glyph, mm, at a size, pt.
func (g glyph) widthAt(size float64) float64 { return float64(g.width) * size / (1000 * PointsPerMM) }

// baseline is how far below the middle of a line its baseline lies, in parts
// of the type size: Chinese letters stand 0.88 above it and 0.12 below.
const baseline = 0.38

// draw puts one line of a text on a sheet, its left end at x and the middle of
// its letters at middle; spread is added after each character, mm.
func (t setText) draw(s *sheet, l line, x, middle, spread float64) {
	em := t.size / PointsPerMM
	y := middle + baseline*em
	codes := make([]byte, 0, 3*(l.to-l.from))
	var run *textRun
	flush := func() {
		if run != nil {
			run.codes = string(codes)
			codes = codes[:0]
		}
	}
	for i := l.from; i < l.to; i++ {
		g := t.glyphs[i]
		if g.kind != drawn {
			continue
		}
		if run == nil || run.font != g.font || run.thick != g.thick {
			flush()
			s.texts = append(s.texts, textRun{x: x, y: y, size: t.size, track: spread * PointsPerMM, font: g.font, thick: g.thick})
			run = &s.texts[len(s.texts)-1]
		}
		codes = appendCode(codes, g.code)
		x += t.widths[i] + spread
	}
	flush()
}

// paragraph is a text in the flow.
type paragraph struct {
	style Style
	spans []Span

	ready     bool
	text      setText
	places    places
	lines     []line
	textWidth float64 // mm, of a full line
}

func (p *paragraph) em() float64 { return p.style.Size / PointsPerMM }

func (p *paragraph) prepare(f *flow) error {
	if !p.ready {
		p.ready = true
		p.measure(f.doc, f.page.TextWidth())
	}
	return nil
}

// measure breaks the paragraph into lines for a width, mm.
func (p *paragraph) measure(d *Document, textWidth float64) {
	p.text = d.set(p.style.Size, p.spans...)
	p.breakUp(d, textWidth)
	p.balance(d)
}

// breakUp breaks the paragraph's text into lines for a width, mm.
func (p *paragraph) breakUp(d *Document, textWidth float64) {
	p.textWidth = math.Max(textWidth-p.style.Indent*p.em()-p.style.Inset, p.em())
	p.lines = p.linesIn(d, p.textWidth)
}

// balance makes the lines of about equal length where the style says so. They
// stay as many.
func (p *paragraph) balance(d *Document) {
	if p.style.Balance && len(p.lines) > 1 {
		p.lines = balanced(p.lines, p.em(), p.textWidth, func(width float64) []line { return p.linesIn(d, width) })
	}
}

// linesIn returns the lines of the text in a width, mm.
func (p *paragraph) linesIn(d *Document, width float64) []line {
	return d.breaker.linesAt(&p.places, p.text.runes, p.text.widths, func(n int) float64 {
		if n == 0 {
			return math.Max(width-p.style.First*p.em(), p.em())
		}
		return width
	})
}

// balanced breaks a text anew that took the given lines in a room, into as many
// lines of about equal length: the narrowest width that needs no more lines.
func balanced(lines []line, em, room float64, breakUp func(width float64) []line) []line {
	low, high := em, room
	for high-low > 0.5 {
		if width := (low + high) / 2; len(breakUp(width)) > len(lines) {
			low = width
		} else {
			high = width
		}
	}
	return breakUp(high)
}

func (p *paragraph) height() float64 {
	return p.style.Before + float64(len(p.lines))*p.style.pitch() + p.style.After
}

func (p *paragraph) least() float64 {
	return p.style.Before + math.Min(2, float64(len(p.lines)))*p.style.pitch()
}

func (p *paragraph) keep() bool { return p.style.Keep }

func (p *paragraph) place(f *flow) error {
	p.set(f)
	return nil
}

// set puts the paragraph's lines on the pages of a flow.
func (p *paragraph) set(f *flow) {
	if !f.atTop() {
		f.y += p.style.Before
	}
	pitch := p.style.pitch()
	for i, l := range p.lines {
		if !f.fits(pitch) && !f.atTop() {
			f.turn()
		}
		x, room := f.page.Left+p.style.Indent*p.em(), p.textWidth
		if i == 0 {
			x += p.style.First * p.em()
			room -= p.style.First * p.em()
		}
		p.text.place(f.sheet(), l, x, f.y+pitch/2, room, p.style.Align)
		f.y += pitch
	}
	f.y += p.style.After
}

// place draws a line in the given room.
func (t setText) place(s *sheet, l line, x, middle, room float64, align Align) {
	spread := 0.0
	switch align {
	case Center:
		x += (room - l.width) / 2
	case Right:
		x += room - l.width
	case Justify:
		// A line that is short of much more than a character was broken early
		// for a long word; spacing it out would look worse than leaving it.
		if gaps := t.gaps(l); !l.last && gaps > 0 {
			if each := (room - l.width) / float64(gaps); each > 0 && each <= 0.25*t.size/PointsPerMM {
				spread = each
			}
		}
	}
	t.draw(s, l, x, middle, spread)
}

// gaps counts the places between drawn characters of a line, without the
// spaces at its end.
func (t setText) gaps(l line) int {
	n, inked := 0, 0
	for i := l.from; i < l.to; i++ {
		if t.glyphs[i].kind == drawn {
			n++
			if t.runes[i] != ' ' {
				inked = n
			}
		}
	}
	return inked - 1
}
