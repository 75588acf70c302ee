package typeset

import "unicode/utf8"

// glyph is how one character is drawn in one role.
type glyph struct {
	kind  uint8
	thick bool   // stroked, for bold letters that no bold font has
	font  uint16 // of the document's fonts
	code  uint16 // the character's code in that font
	width uint16 // thousandths of the type size
}

// Kinds of glyphs.
const (
	unknown = iota // not looked up yet
	drawn
	undrawn // line ends and invisible characters
)

// slotSize is how many different characters one font of a document holds; the
// next ones go into a further font cut from the same file. It keeps a font's
// character table below its limit of 64 KB and leaves room for as many characters
// above U+FFFF in every second place of the private use area.
const slotSize = 3000

// docFont is one font of a document: part of a face, with a 16-bit code for
// each character in use. Most characters of plane 0 are their own code; those
// above get codes of the private use area, which the PDF's ToUnicode table leads
// back to the true characters.
type docFont struct {
	face  *face
	runes map[uint16]rune   // by code
	gids  map[uint16]uint16 // by code
	next  uint16            // where to look for a free private code
}

// glyphs remembers, for one document, how each character is drawn in each
// role, so that a long table looks nothing up twice.
type glyphs struct {
	source *Fonts
	pages  [roleCount][(utf8.MaxRune + 1) >> 8]*[256]glyph
	fonts  []*docFont
	slots  map[*face]int // the face's newest font
	codes  map[faceRune]placed

	missing, hidden   []rune
	wasMissing, hides map[rune]bool
}

type faceRune struct {
	face *face
	r    rune
}

// placed is a character's font and code.
type placed struct{ font, code uint16 }

func newGlyphs(source *Fonts) *glyphs {
	return &glyphs{source: source, slots: map[*face]int{}, codes: map[faceRune]placed{},
		wasMissing: map[rune]bool{}, hides: map[rune]bool{}}
}

// of returns the glyph of a character in a role: 〓 for one that no font has.
func (s *glyphs) of(role Role, r rune) glyph {
	page := s.pages[role][r>>8]
	if page == nil {
		page = new([256]glyph)
		s.pages[role][r>>8] = page
	}
	g := &page[r&0xff]
	if g.kind == unknown {
		*g = s.lookUp(role, r)
	}
	return *g
}

// substitute stands for a character that no font has.
const substitute = '〓'

func (s *glyphs) lookUp(role Role, r rune) glyph {
	if r == '\n' {
		return glyph{kind: undrawn}
	}
	if invisible(r) {
		if !s.hides[r] {
			s.hides[r] = true
			s.hidden = append(s.hidden, r)
		}
		return glyph{kind: undrawn}
	}
	face, gid := s.source.find(role, r)
	if face == nil {
		if !s.wasMissing[r] {
			s.wasMissing[r] = true
			s.missing = append(s.missing, r)
		}
		return s.of(role, substitute)
	}
	p := s.place(face, r, gid)
	return glyph{kind: drawn, thick: s.source.thin(role, face), font: p.font, code: p.code, width: face.width(gid)}
}

// place gives a character its code in a font cut from face.
func (s *glyphs) place(f *face, r rune, gid uint16) placed {
	if p, done := s.codes[faceRune{f, r}]; done {
		return p
	}
	i, ok := s.slots[f]
	if !ok || len(s.fonts[i].gids) >= slotSize {
		i = len(s.fonts)
		s.fonts = append(s.fonts, &docFont{face: f, runes: map[uint16]rune{}, gids: map[uint16]uint16{}, next: firstPrivate})
		s.slots[f] = i
	}
	d := s.fonts[i]
	p := placed{uint16(i), d.code(r)}
	d.runes[p.code], d.gids[p.code] = r, gid
	s.codes[faceRune{f, r}] = p
	return p
}

// The private use area of plane 0.
const (
	firstPrivate = 0xe000
	lastPrivate  = 0xf8ff
)

// longestRun is how many codes in a row a font may use. gofpdf's time to write
// the widths of a run grows with the cube of its length.
const longestRun = 64

// code chooses a code: a character's own where it has 16 bits, is not private
// and makes no long run, else every second private one.
func (d *docFont) code(r rune) uint16 {
	if own := uint16(r); r < firstPrivate || r > lastPrivate && r < 0xffff {
		run := 1
		for c := own - 1; run < longestRun && d.gids[c] != 0; c-- {
			run++
		}
		for c := own + 1; run < longestRun && d.gids[c] != 0; c++ {
			run++
		}
		if own < 0x100 || run < longestRun {
			return own
		}
	}
	for d.gids[d.next] != 0 {
		d.next += 2
	}
	return d.next
}

// appendCode writes a code the way gofpdf takes text: as the UTF-8 of a
// character of that number.
func appendCode(codes []byte, code uint16) []byte { return utf8.AppendRune(codes, rune(code)) }
