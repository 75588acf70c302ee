package widgets

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Piece is a piece of text in one weight.
type Piece struct {
	Text string
	Bold bool
}

// proseLine is one line of a Prose, as it is drawn.
type proseLine struct {
	from, to int // of the runes
	x, y     float32
}

// proseLeading is the distance from line to line of a Prose, in its sizes of type.
const proseLeading = 1.6

// Prose is text to read: it wraps as Chinese does, no line beginning with a
// full stop, which Fyne's own labels do not mind, and it can mark words in it.
// A line end in the text begins a new line.
type Prose struct {
	widget.BaseWidget
	wrap
	size, leading float32 // of the type; from line to line
	bold          []bool  // of each rune
	marked        []bool  // of each rune; nil for none
	colour        fyne.ThemeColorName
	align         fyne.TextAlign
	height        float32
	width         float32 // that it was laid out for
	lines         []proseLine
	content       *fyne.Container
}

// NewProse returns text of a size of type.
func NewProse(size float32, runs ...Piece) *Prose {
	p := &Prose{size: size, leading: size * proseLeading, colour: theme.ColorNameForeground, content: container.NewWithoutLayout()}
	p.set(runs)
	p.ExtendBaseWidget(p)
	return p
}

// set takes other text.
func (p *Prose) set(runs []Piece) {
	rulers := map[bool]*Ruler{}
	for _, bold := range []bool{false, true} {
		rulers[bold] = NewRuler(p.size, fyne.TextStyle{Bold: bold})
	}
	var runes []rune
	p.bold, p.marked = nil, nil
	for _, r := range runs {
		for _, c := range r.Text {
			runes, p.bold = append(runes, c), append(p.bold, r.Bold)
		}
	}
	p.wrap = newWrap(runes, func(i int) float32 { return rulers[p.bold[i]].Width(runes[i]) })
}

// NewMutedProse returns text that matters less than what is around it.
func NewMutedProse(size float32, runs ...Piece) *Prose {
	p := NewProse(size, runs...)
	p.colour = ColorNameMuted
	return p
}

// Mark marks each of the words wherever it stands, whatever its capitals, and
// nothing else; it tells whether any was there.
func (p *Prose) Mark(words []string) bool {
	p.marked = nil
	lower := []rune(strings.Map(unicode.ToLower, string(p.runes)))
	for _, word := range words {
		asked := []rune(strings.Map(unicode.ToLower, word))
		for i := 0; len(asked) > 0 && i+len(asked) <= len(lower); i++ {
			if string(lower[i:i+len(asked)]) != string(asked) {
				continue
			}
			if p.marked == nil {
				p.marked = make([]bool, len(p.runes))
			}
			for j := range asked {
				p.marked[i+j] = true
			}
		}
	}
	p.draw()
	return p.marked != nil
}

// CreateRenderer draws the lines.
func (p *Prose) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.content) }

// Resize breaks the text into lines of another width.
func (p *Prose) Resize(size fyne.Size) {
	if size.Width != p.width && size.Width > 0 {
		p.width = size.Width
		p.draw()
	}
	p.BaseWidget.Resize(size)
}

// MinSize is the height of the lines at the width that the text was last given.
func (p *Prose) MinSize() fyne.Size { return fyne.NewSize(4*p.size, p.height) }

// Natural is the width of the text in one line.
func (p *Prose) Natural() float32 { return p.measure(0, len(p.runes)) }

// draw puts the lines of the present width into the content.
func (p *Prose) draw() {
	p.content.Objects, p.lines = nil, nil
	p.height = 0
	for from := 0; from < len(p.runes); {
		to := p.next(from, p.width)
		shown := to
		for shown > from && unicode.IsSpace(p.runes[shown-1]) {
			shown--
		}
		p.drawLine(from, shown)
		from = to
	}
	p.height = max(p.height, p.leading)
	p.content.Refresh()
}

func (p *Prose) drawLine(from, to int) {
	var x float32
	switch p.align {
	case fyne.TextAlignCenter:
		x = (p.width - p.measure(from, to)) / 2
	case fyne.TextAlignTrailing:
		x = p.width - p.measure(from, to)
	}
	p.lines = append(p.lines, proseLine{from, to, x, p.height})
	for i := from; i < to; {
		end := i + 1
		for end < to && p.bold[end] == p.bold[i] && p.isMarked(end) == p.isMarked(i) {
			end++
		}
		width := p.measure(i, end)
		if p.isMarked(i) {
			ground := canvas.NewRectangle(Colour(ColorNameWarningSoft))
			ground.StrokeColor, ground.StrokeWidth, ground.CornerRadius = Colour(theme.ColorNameWarning), 1, 2
			Place(ground, x-1, p.height+1, width+2, p.leading-2)
			p.content.Objects = append(p.content.Objects, ground)
		}
		text := canvas.NewText(string(p.runes[i:end]), Colour(p.colour))
		text.TextSize, text.TextStyle.Bold = p.size, p.bold[i]
		least := text.MinSize()
		Place(text, x, p.height+(p.leading-least.Height)/2, least.Width, least.Height)
		p.content.Objects = append(p.content.Objects, text)
		x += width
		i = end
	}
	p.height += p.leading
}

// at returns the place in the text that is nearest to a place in the drawing.
func (p *Prose) at(pos fyne.Position) int {
	if len(p.lines) == 0 {
		return 0
	}
	l := p.lines[max(0, min(int(pos.Y/p.leading), len(p.lines)-1))]
	for i := l.from; i < l.to; i++ {
		if pos.X < l.x+p.measure(l.from, i)+p.measure(i, i+1)/2 {
			return i
		}
	}
	return l.to
}

// grounds returns what lies behind a part of the text, one for each of its lines.
func (p *Prose) grounds(from, to int) []Area {
	var all []Area
	for _, l := range p.lines {
		if a, b := max(from, l.from), min(to, l.to); a < b {
			all = append(all, Area{fyne.NewPos(l.x+p.measure(l.from, a), l.y), fyne.NewSize(p.measure(a, b), p.leading)})
		}
	}
	return all
}

func (p *Prose) isMarked(i int) bool { return p.marked != nil && p.marked[i] }

// NewColumn stacks objects, each as wide as the column, with a gap. Wrapping
// text gets its width before it is asked for its height.
func NewColumn(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap}, objects...)
}

// NewRow puts objects side by side with a gap, each as wide as it needs.
func NewRow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&gapLayout{gap}, objects...)
}

// NewMargin leaves room around an object.
func NewMargin(top, bottom, left, right float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&marginLayout{top, bottom, left, right}, o)
}
