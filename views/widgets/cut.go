package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
)

// ruler measures text by its characters' widths, each asked of Fyne once: a
// page of cells is cut to size in microseconds, where Fyne's own ellipsis
// shapes every text many times over.
type ruler struct {
	size   float32
	style  fyne.TextStyle
	widths map[rune]float32
}

func newRuler(size float32, style fyne.TextStyle) *ruler {
	return &ruler{size: size, style: style, widths: map[rune]float32{}}
}

func (r *ruler) width(c rune) float32 {
	w, ok := r.widths[c]
	if !ok {
		w = fyne.MeasureText(string(c), r.size, r.style).Width
		r.widths[c] = w
	}
	return w
}

// measure returns the width of a line of text.
func (r *ruler) measure(s string) (width float32) {
	for _, c := range s {
		width += r.width(c)
	}
	return width
}

// fit returns s as one line that is no wider than width, with … where its end
// was cut off, and whether it was cut.
func (r *ruler) fit(s string, width float32) (line string, cut bool) {
	if i := strings.IndexAny(s, "\r\n\t"); i >= 0 {
		s = strings.Join(strings.Fields(s), " ")
	}
	ellipsis := r.width('…')
	var used float32
	keep := 0 // bytes that still leave room for the ellipsis
	for i, c := range s {
		w := r.width(c)
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
