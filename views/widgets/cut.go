package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// Ruler measures text by its characters' widths, each asked of Fyne once: a
// page of cells is cut to size in microseconds, where Fyne's own ellipsis
// shapes every text many times over.
type Ruler struct {
	Size   float32
	Style  fyne.TextStyle
	widths map[rune]float32
}

// NewRuler returns a ruler of texts of a size and a style.
func NewRuler(size float32, style fyne.TextStyle) *Ruler {
	return &Ruler{Size: size, Style: style, widths: map[rune]float32{}}
}

// Width returns the width of a character.
func (r *Ruler) Width(c rune) float32 {
	w, ok := r.widths[c]
	if !ok {
		w = fyne.MeasureText(string(c), r.Size, r.Style).Width
		r.widths[c] = w
	}
	return w
}

// Measure returns the width of a line of text.
func (r *Ruler) Measure(s string) (width float32) {
	for _, c := range s {
		width += r.Width(c)
	}
	return width
}

// Fit returns s as one line that is no wider than width, with … where its end
// was cut off, and whether it was cut.
func (r *Ruler) Fit(s string, width float32) (line string, cut bool) {
	if i := strings.IndexAny(s, "\r\n\t"); i >= 0 {
		s = strings.Join(strings.Fields(s), " ")
	}
	ellipsis := r.Width('…')
	var used float32
	keep := 0 // bytes that still leave room for the ellipsis
	for i, c := range s {
		w := r.Width(c)
		if used+w > width {
			return strings.TrimRight(s[:keep], " ") + "…", true
		}
		used += w
		if used+ellipsis <= width {
			keep = i + len(string(c))
		}
	}
	return s, false
}
