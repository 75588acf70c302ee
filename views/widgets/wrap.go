package widgets

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/segmenter"
)

// What a line of text does not begin with, and what it does not end with.
const (
	notFirst = "、，。；：？！…—～）〕］｝〉》」』】〗”’％%),.;:?!]}·"
	notLast  = "（〔［｛〈《「『【〖“‘([{"
)

// mayBreak reports whether a line may end between two characters.
func mayBreak(before, after rune) bool {
	return !strings.ContainsRune(notFirst, after) && !strings.ContainsRune(notLast, before)
}

// wrap is a text with the places at which it breaks into lines.
type wrap struct {
	runes []rune
	units []int     // where a line may begin, rising, the length of runes last
	ends  []float32 // how far each character reaches, in one line
}

// newWrap returns a text whose characters are as wide as width says.
func newWrap(runes []rune, width func(i int) float32) wrap {
	w := wrap{runes: runes, ends: make([]float32, len(runes))}
	var at float32
	for i := range runes {
		at += width(i)
		w.ends[i] = at
	}
	var s segmenter.Segmenter
	s.Init(runes)
	for lines := s.LineIterator(); lines.Next(); {
		line := lines.Line()
		end := line.Offset + len(line.Text)
		if end == len(runes) || runes[end-1] == '\n' || w.mayEnd(end) {
			w.units = append(w.units, end)
		}
	}
	return w
}

// mayEnd reports whether a line may end at a place; spaces there say nothing.
func (w wrap) mayEnd(at int) bool {
	before, after := at-1, at
	for before > 0 && unicode.IsSpace(w.runes[before]) {
		before--
	}
	for after < len(w.runes)-1 && unicode.IsSpace(w.runes[after]) {
		after++
	}
	return before < 0 || after >= len(w.runes) || mayBreak(w.runes[before], w.runes[after])
}

// measure returns the width of a part of the text.
func (w wrap) measure(from, to int) float32 {
	if to <= from {
		return 0
	}
	width := w.ends[to-1]
	if from > 0 {
		width -= w.ends[from-1]
	}
	return width
}

// next returns where the line that begins at from ends; a width of 0 breaks only at
// line ends of the text.
func (w wrap) next(from int, width float32) int {
	end := from
	for _, unit := range w.units {
		if unit <= from {
			continue
		}
		if end > from && w.runes[end-1] == '\n' {
			break
		}
		closing := unit
		for closing > from && unicode.IsSpace(w.runes[closing-1]) {
			closing-- // a space at the end of a line takes no room
		}
		if width > 0 && w.measure(from, closing) > width {
			break
		}
		end = unit
	}
	if end > from {
		return end
	}
	// Not even one unit has room, such as a long address: it is cut where no mark is.
	most := from + 1
	for most < len(w.runes) && w.measure(from, most+1) <= width {
		most++
	}
	for end = most; end > from+1 && !w.mayEnd(end); end-- {
	}
	if end == from+1 {
		return most
	}
	return end
}

// Lines breaks a text into lines of a width as all text on the screen is broken: no
// line begins with a closing mark or ends with an opening one.
func Lines(text string, width float32, ruler *Ruler) []string {
	runes := []rune(text)
	w := newWrap(runes, func(i int) float32 { return ruler.Width(runes[i]) })
	var lines []string
	for from := 0; from < len(runes); {
		to := w.next(from, width)
		lines = append(lines, strings.TrimSpace(string(runes[from:to])))
		from = to
	}
	return lines
}
