package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/segmenter"
	"golang.org/x/text/unicode/norm"
)

// Clean turns any string into the characters to draw: one kind of line end, a
// space for a tab, U+FFFD for bytes that are no UTF-8, and one character for a
// letter followed by its accent. Nothing else changes and nothing is left out;
// other control characters have no glyph and so come out as 〓.
func Clean(text string) []rune {
	runes := make([]rune, 0, len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch r {
		case '\r':
			if strings.HasPrefix(text[i:], "\n") {
				i++
			}
			r = '\n'
		case '\v', '\f', '\u0085', '\u2028', '\u2029':
			r = '\n'
		case '\t':
			r = ' '
		}
		if n := len(runes); n > 0 && r >= 0x300 && unicode.Is(unicode.Mn, r) && unicode.IsLetter(runes[n-1]) && !unicode.Is(unicode.Han, runes[n-1]) {
			if one := []rune(norm.NFC.String(string(runes[n-1]) + string(r))); len(one) == 1 {
				runes[n-1] = one[0]
				continue
			}
		}
		runes = append(runes, r)
	}
	return runes
}

// invisible tells whether a character has no form of its own: joiners,
// variation selectors, direction marks and their like (Unicode's default
// ignorable characters). They take no room and draw nothing.
func invisible(r rune) bool {
	if r < 0xad {
		return false
	}
	return unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) ||
		unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// 避头尾, after GB/T 15834: what may not begin a line and what may not end one.
const (
	notFirst = "，。、；：？！）》〉」』】〕〗｝］”’％‰℃…～·•‧,.;:?!)]}>%°′″〃々ーヽヾゝゞ｠〙〛﹚﹜﹞／/-–~"
	notLast  = "（《〈「『【〔〖｛［“‘([{<｟〘〚﹙﹛﹝＄￥$¥£￡№＃#@＠"
)

var (
	cannotStart = runeSet(notFirst)
	cannotEnd   = runeSet(notLast)
)

func runeSet(s string) map[rune]bool {
	set := map[rune]bool{}
	for _, r := range s {
		set[r] = true
	}
	return set
}

// mayPart tells whether 避头尾 lets a line end with a and the next begin with b.
func mayPart(a, b rune) bool {
	return !cannotStart[b] && !cannotEnd[a] && !(a == b && (a == '—' || a == '…'))
}

// joins reports whether a single dash stands at a place, as between two times or
// numbers: unlike the dash of two, it never begins a line.
func joins(text []rune, i int) bool {
	return i < len(text) && text[i] == '—' && (i+1 == len(text) || text[i+1] != '—') && (i == 0 || text[i-1] != '—')
}

// line is a line of a text that was broken: runes from to to, those of a
// closing line end left out of the width and never drawn.
type line struct {
	from, to int
	width    float64 // mm, without the spaces at the end
	last     bool    // of its paragraph: closed by a line end or the text's end
}

// breaker breaks texts into lines. It keeps the segmenter's buffers, which are
// costly to make for each of many cells.
type breaker struct {
	seg segmenter.Segmenter
}

// Where a line may end.
const (
	noBreak   = iota
	mayBreak  // between words, by UAX #14 and 避头尾
	mustBreak // after a line end
)

// opportunities reports, for each position after the first rune, whether a line
// may begin there.
func (b *breaker) opportunities(text []rune) []uint8 {
	at := make([]uint8, len(text)+1)
	b.seg.Init(text)
	for lines := b.seg.LineIterator(); lines.Next(); {
		l := lines.Line()
		end := l.Offset + len(l.Text)
		switch {
		case end == len(text):
		case l.IsMandatoryBreak:
			at[end] = mustBreak
		case mayPart(lastVisible(text[:end]), text[end]) && !joins(text, end):
			at[end] = mayBreak
		}
	}
	keepNumbers(text, at)
	return at
}

// keepNumbers forbids breaks within telephone numbers, however they are written:
// （0550）7022110, 138 0000 1234.
func keepNumbers(text []rune, at []uint8) {
	const fewest, longest = 7, 20 // digits, characters
	for from := 0; from < len(text); from++ {
		to, digits := from, 0
		for ; to < len(text) && (isDigit(text[to]) || strings.ContainsRune("()（）+-", text[to]) || text[to] == ' ' && to > from && to+1 < len(text) && text[to-1] != ' ' && text[to+1] != ' '); to++ {
			if isDigit(text[to]) {
				digits++
			}
		}
		if digits >= fewest && to-from <= longest {
			for i := from + 1; i < to; i++ {
				if at[i] == mayBreak && !strings.ContainsRune("(（", text[i]) {
					at[i] = noBreak
				}
			}
		}
		from = max(from, to-1)
	}
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

// lastVisible is the last rune before the spaces at the end of a text.
func lastVisible(text []rune) rune {
	for i := len(text) - 1; i >= 0; i-- {
		if text[i] != ' ' {
			return text[i]
		}
	}
	return ' '
}

// graphemes marks the positions between user-perceived characters, so that a
// word longer than a line is not cut inside one.
func (b *breaker) graphemes(text []rune) []bool {
	at := make([]bool, len(text))
	b.seg.Init(text)
	for g := b.seg.GraphemeIterator(); g.Next(); {
		at[g.Grapheme().Offset] = true
	}
	return at
}

// lines breaks a text whose runes have the given widths into lines no wider
// than room(n) for the n-th. Every rune is in exactly one line. Only a single
// character wider than the room makes a line that is too wide.
func (b *breaker) lines(text []rune, widths []float64, room func(int) float64) []line {
	return b.linesAt(&places{}, text, widths, room)
}

// places are where a text may be broken, whatever its size: they are found once
// where it is broken into lines several times.
type places struct {
	at       []uint8 // see opportunities; nil while nobody asked
	clusters []bool  // see graphemes; nil while nobody asked
}

// linesAt is lines for a text with places of its own.
func (b *breaker) linesAt(p *places, text []rune, widths []float64, room func(int) float64) []line {
	if total, simple := sum(text, widths); simple && total <= room(0)+slack {
		return []line{{0, len(text), total, true}}
	}
	if p.at == nil {
		p.at = b.opportunities(text)
	}
	at := p.at
	var out []line
	for start := 0; start < len(text); {
		limit := room(len(out)) + slack
		width, inked := 0.0, 0.0 // of all so far; without spaces at the end
		best, bestWidth := -1, 0.0
		end := start
		for end < len(text) {
			if end > start && at[end] == mustBreak {
				break
			}
			if end > start && at[end] == mayBreak {
				best, bestWidth = end, inked
			}
			width += widths[end]
			if text[end] != ' ' && text[end] != '\n' {
				inked = width
			}
			if inked > limit {
				break
			}
			end++
		}
		switch {
		case end == len(text) || inked <= limit: // the rest, or up to a line end
			out = append(out, line{start, end, inked, true})
			start = end
			continue
		case best > start:
			out = append(out, line{start, best, bestWidth, false})
			start = best
			continue
		}
		if p.clusters == nil {
			p.clusters = b.graphemes(text)
		}
		cut := forcedCut(text, p.clusters, start, end)
		w, _ := sum(text[start:cut], widths[start:cut])
		out = append(out, line{start, cut, w, false})
		start = cut
	}
	if n := len(text); n > 0 && text[n-1] == '\n' {
		out = append(out, line{n, n, 0, true}) // the empty line after the last line end
	}
	if len(out) == 0 {
		out = append(out, line{0, 0, 0, true})
	}
	return out
}

// slack is how much a line may be too wide, mm: sums of rounded widths differ
// by less, and the eye does not see it.
const slack = 0.005

// sum adds up widths without the spaces at the end, and tells whether the text
// is free of line ends.
func sum(text []rune, widths []float64) (float64, bool) {
	width, inked := 0.0, 0.0
	for i, r := range text {
		if r == '\n' {
			return inked, false
		}
		width += widths[i]
		if r != ' ' {
			inked = width
		}
	}
	return inked, true
}

// forcedCut returns where to cut a stretch without any break, of which the runes
// before end fit: between user-perceived characters, and by 避头尾 where any
// such place is.
func forcedCut(text []rune, clusters []bool, start, end int) int {
	first := 0
	for cut := end; cut > start; cut-- {
		if !clusters[cut] {
			continue
		}
		if first == 0 {
			first = cut
		}
		if mayPart(text[cut-1], text[cut]) && !joins(text, cut) {
			return cut
		}
	}
	if first > 0 {
		return first
	}
	for end = start + 1; end < len(text) && !clusters[end] && text[end] != '\n'; end++ {
	}
	return end
}
