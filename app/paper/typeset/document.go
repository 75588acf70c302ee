package typeset

import (
	"context"
	"fmt"
	"time"
)

// PointsPerMM is the number of typographic points in a millimetre. Lengths in
// this package are millimetres, sizes of type are points.
const PointsPerMM = 72 / 25.4

// Page is the shape of the pages of a section, mm.
type Page struct {
	Landscape                bool // A4 lying, 297 × 210, else standing, 210 × 297
	Top, Bottom, Left, Right float64

	// Grid is the pitch on which the lines of the page stand, 0 for none.
	// After a table or a picture, text goes on at the next line of the grid.
	Grid float64

	// Marks returns what stands in the margins of page n of all, both counted
	// from 1 over the whole document. Nil leaves the margins empty.
	Marks func(n, all int) []Mark

	// Solid returns what is filled black in the margins of page n, counted likewise,
	// such as a code. Nil leaves them empty.
	Solid func(n int) []Box

	// Red is Solid for what is filled red.
	Red func(n int) []Box
}

// Mark is one line of text in a page's margin.
type Mark struct {
	Text  string
	Role  Role
	Size  float64 // pt
	Y     float64 // mm from the page's top edge to the middle of the letters
	Align Align   // Left, Center or Right between the page's left and right margins
	Inset float64 // mm away from that margin, for Left and Right

	// Down has the line run down the page between its top and bottom margins, Left
	// being the top, and makes Y the distance from the page's left edge: as the
	// foot of a standing page that lies.
	Down bool
}

// Plain returns an A4 page for sheets: margins of 15 mm, 18 mm at the foot, and
// "第 1 页 共 3 页" in the middle of the foot margin.
func Plain(landscape bool) Page {
	p := Page{Landscape: landscape, Top: 15, Bottom: 18, Left: 15, Right: 15}
	foot := p.Height() - 10
	p.Marks = func(n, all int) []Mark {
		return []Mark{{Text: PageOf(n, all), Role: Sans, Size: 9, Y: foot, Align: Center}}
	}
	return p
}

// PageOf is the page number of plain papers: 第 1 页 共 3 页.
func PageOf(n, all int) string { return fmt.Sprintf("第 %d 页 共 %d 页", n, all) }

// Width is the width of the paper, mm.
func (p Page) Width() float64 {
	if p.Landscape {
		return 297
	}
	return 210
}

// Height is the height of the paper, mm.
func (p Page) Height() float64 {
	if p.Landscape {
		return 210
	}
	return 297
}

// TextWidth is the width between the left and right margins, mm.
func (p Page) TextWidth() float64 { return p.Width() - p.Left - p.Right }

// TextHeight is the height between the top and bottom margins, mm.
func (p Page) TextHeight() float64 { return p.Height() - p.Top - p.Bottom }

// Options say what a document is.
type Options struct {
	Title   string    // the PDF's title; viewers show it in their title bar
	Author  string    // the PDF's author, such as the organiser; may be empty
	Created time.Time // the PDF's date of creation; the same input and date make the same bytes
	Page    Page      // the first section's pages
	Fonts   *Fonts    // nil for OnThisMachine

	Secrecy   string // how secret it is, for an archive, such as 内部; may be empty
	Retention string // how long an archive keeps it, such as 30年; may be empty
}

// Report tells what a finished document is like.
type Report struct {
	Pages int

	// Missing are the characters drawn as 〓 because no font has them, each
	// once, in the order in which they first occur. Warn of them by name.
	Missing []rune
	// Places are those of the marks, in their order.
	Places []Place

	// Invisible are the joiners, variation selectors and other formless
	// characters that were left undrawn, each once. The text reads the same
	// without them; they only do not come back when it is copied.
	Invisible []rune
}

// Document is a paper in the making: a flow of paragraphs, tables and pictures
// that is broken into pages when all of it is there. It belongs to one
// goroutine.
//
//	doc := typeset.New(typeset.Options{Title: "签到表", Created: now, Page: typeset.Plain(false)})
//	doc.Text(typeset.Style{Role: typeset.SansBold, Size: 18, Align: typeset.Center}, "签到表")
//	doc.Table(table)
//	pdf, report, err := doc.PDF(ctx)
type Document struct {
	options Options
	blocks  []block
	glyphs  *glyphs
	breaker breaker
}

// New begins a document.
func New(o Options) *Document {
	if o.Fonts == nil {
		o.Fonts = OnThisMachine()
	}
	return &Document{options: o, glyphs: newGlyphs(o.Fonts)}
}

// block is one thing in the flow. Blocks are laid out in their order, once.
type block interface {
	// prepare measures the block for the width of its pages.
	prepare(f *flow) error
	// height is that of the whole block, mm.
	height() float64
	// least is the height that must be free where the block begins, so that it
	// does not look cut off: two lines, a table's header and first row.
	least() float64
	// keep tells that the block may not be the last of its page.
	keep() bool
	// place puts the block on the flow's page, and on as many more as it takes.
	place(f *flow) error
}

// Space leaves mm of room. At the top of a page it vanishes.
func (d *Document) Space(mm float64) { d.blocks = append(d.blocks, &space{mm}) }

// NewPage goes on at the top of a new page. On an untouched page it does
// nothing, so no page stays empty by accident.
func (d *Document) NewPage() { d.blocks = append(d.blocks, &turn{}) }

// Section goes on at the top of a new page of another shape, such as a
// landscape annex.
func (d *Document) Section(p Page) { d.blocks = append(d.blocks, &turn{page: &p}) }

// Anchor marks where the next block begins, so that [Document.Anchors] tells its page.
func (d *Document) Anchor(name string) { d.blocks = append(d.blocks, &anchor{name}) }

// Anchors lays the document out, in place of PDF, and returns the pages of its
// anchors, counted from 1: what a table of contents in a second document of the
// same pages says.
func (d *Document) Anchors(ctx context.Context) (map[string]int, error) {
	f, err := d.layout(ctx)
	if err != nil {
		return nil, err
	}
	return f.anchors, nil
}

// pager is a block that begins a page by itself. Of its methods as a block none
// is called.
type pager interface {
	block
	apply(f *flow)
}

// flow is the state of laying a document out.
type flow struct {
	ctx   context.Context
	doc   *Document
	page  Page
	pages []*sheet
	y     float64 // mm from the top edge, where the next block begins

	anchors  map[string]int // the pages that anchors came to stand on
	outlines []outlined
	marks    []Place
}

// sheet is one page with what is drawn on it.
type sheet struct {
	page   Page
	texts  []textRun
	rules  []rule
	images []picturePlace
	solids []Box
}

// textRun is a piece of text in one font, drawn from one point.
type textRun struct {
	x, y  float64 // mm, left end of the baseline
	size  float64 // pt
	track float64 // pt added after each character, for lines set to both margins
	font  uint16  // of the document's fonts
	codes string  // the characters' codes in that font

	turned bool // by 180° about x, y: it runs to the left, its letters hang down
	down   bool // by 90° about x, y: it runs down the page
	thick  bool // stroked, to look bold
	red    bool
}

// rule is a straight line, black and whole unless it is faint or red.
type rule struct {
	x1, y1, x2, y2 float64 // mm
	thickness      float64 // mm
	faint          bool    // grey and dashed, to fold along
	red            bool
}

// picturePlace is where a picture is on a page, mm.
type picturePlace struct {
	picture    *picture
	x, y, w, h float64
}

// progressKey is where a context holds what WithProgress was given.
type progressKey struct{}

// WithProgress returns a context for the making of a document which says how far it
// is, on the goroutine that makes it: how many pages are set, while of is 0, and
// then which page of all is written.
func WithProgress(ctx context.Context, say func(page, of int)) context.Context {
	return context.WithValue(ctx, progressKey{}, say)
}

// tell says how far a document is, where somebody wants to hear it.
func tell(ctx context.Context, page, of int) {
	if ctx == nil { // a canvas is filled before its document is made
		return
	}
	if say, ok := ctx.Value(progressKey{}).(func(page, of int)); ok {
		say(page, of)
	}
}

func (f *flow) sheet() *sheet { return f.pages[len(f.pages)-1] }

// turn begins a new page.
func (f *flow) turn() {
	tell(f.ctx, len(f.pages), 0)
	f.pages = append(f.pages, &sheet{page: f.page})
	f.y = f.page.Top
}

// left is the height that is still free on the page, mm.
func (f *flow) left() float64 { return f.page.Height() - f.page.Bottom - f.y }

// atTop tells that nothing stands on the page yet.
func (f *flow) atTop() bool { return f.y <= f.page.Top+slack }

// fits tells whether a height is still free on the page.
func (f *flow) fits(h float64) bool { return h <= f.left()+slack }

// toGrid moves down to the next line of the page's grid.
func (f *flow) toGrid() {
	if f.page.Grid == 0 {
		return
	}
	lines := (f.y - f.page.Top) / f.page.Grid
	whole := float64(int(lines))
	if lines-whole > slack {
		whole++
	}
	f.y = f.page.Top + whole*f.page.Grid
}

// layout breaks the document into pages.
func (d *Document) layout(ctx context.Context) (*flow, error) {
	f := &flow{ctx: ctx, doc: d, page: d.options.Page, anchors: map[string]int{}}
	if w, h := f.page.TextWidth(), f.page.TextHeight(); w < 10 || h < 10 {
		return nil, fmt.Errorf("the margins leave %.0f × %.0f mm for text, too little to set anything", w, h)
	}
	f.turn()
	for i, b := range d.blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if p, ok := b.(pager); ok {
			p.apply(f)
			continue
		}
		// What is kept together is prepared ahead, up to the first block that
		// may stand last on a page.
		need := 0.0
		for _, next := range d.blocks[i:] {
			if _, ok := next.(pager); ok {
				break
			}
			if err := next.prepare(f); err != nil {
				return nil, err
			}
			if !next.keep() {
				need += next.least()
				break
			}
			need += next.height()
		}
		if !f.fits(need) && !f.atTop() && need <= f.page.TextHeight()+slack {
			f.turn()
		}
		if err := b.place(f); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// space is empty room.
type space struct{ mm float64 }

func (s *space) prepare(*flow) error { return nil }
func (s *space) height() float64     { return s.mm }
func (s *space) least() float64      { return 0 }
func (s *space) keep() bool          { return false }
func (s *space) place(f *flow) error {
	switch {
	case f.atTop():
	case f.fits(s.mm):
		f.y += s.mm
	default:
		f.y += f.left() // what follows turns the page, where anything does
	}
	return nil
}

// turn is the begin of a new page, of another shape if page is set.
type turn struct{ page *Page }

func (t *turn) prepare(*flow) error { return nil }
func (t *turn) height() float64     { return 0 }
func (t *turn) least() float64      { return 0 }
func (t *turn) keep() bool          { return false }
func (t *turn) place(*flow) error   { return nil }

func (t *turn) apply(f *flow) {
	if t.page != nil {
		f.page = *t.page
	}
	f.dropUntouched()
	f.turn()
}

// dropUntouched takes the last page away if nothing stands on it.
func (f *flow) dropUntouched() {
	if s := f.sheet(); f.atTop() && len(s.texts)+len(s.rules)+len(s.images) == 0 {
		f.pages = f.pages[:len(f.pages)-1]
	}
}

// anchor notes the page of the block after it, with which it stays.
type anchor struct{ name string }

func (a *anchor) prepare(*flow) error { return nil }
func (a *anchor) height() float64     { return 0 }
func (a *anchor) least() float64      { return 0 }
func (a *anchor) keep() bool          { return true }
func (a *anchor) place(f *flow) error {
	f.anchors[a.name] = len(f.pages)
	return nil
}
