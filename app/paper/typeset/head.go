package typeset

import (
	"math"

	"github.com/jung-kurt/gofpdf"
)

// Head is the head of an official paper (版头): the red mark of who issues it, its
// number, who signed it where it goes upward, and the red line below.
type Head struct {
	Mark   string // 发文机关标志
	Number string // 发文字号; may be empty
	Signer string // 签发人; empty where nobody is named
	Letter bool   // as letters have it: no 文件 behind the mark, a double line, the number at the right
}

// Measures of the head, mm and pt, after GB/T 9704-2012, 7.2 and 10.1.
const (
	markDrop       = 35.0 // from the type area's top edge to the mark
	letterMarkTop  = 30.0 // from the page's top edge to the mark of a letter
	tallestMark    = 22.0 // of the mark's letters
	headLine       = 0.6  // thickness of the red line
	headLineDrop   = 4.0  // from the number to the line
	letterLine     = 170.0
	letterFootLine = 20.0 // from the page's bottom edge to the second double line
)

// Head sets the head. What comes next is the title.
func (o *Official) Head(h Head) {
	if h.Letter {
		o.options.Page.Red = letterFoot
		o.options.Page.Marks = unnumberedFirst(o.options.Page.Marks)
	}
	o.blocks = append(o.blocks, &headBlock{Head: h})
}

// unnumberedFirst leaves the number off the first page, as letters have it.
func unnumberedFirst(marks func(n, all int) []Mark) func(n, all int) []Mark {
	return func(n, all int) []Mark {
		if n == 1 {
			return nil
		}
		return marks(n, all)
	}
}

// letterFoot is the double line at the foot of a letter's first page: thin above thick.
func letterFoot(n int) []Box {
	if n > 1 {
		return nil
	}
	y := 297 - letterFootLine
	return []Box{{X: (210 - letterLine) / 2, Y: y - 1, W: letterLine, H: 0.3}, {X: (210 - letterLine) / 2, Y: y, W: letterLine, H: 0.9}}
}

// MarkSize returns the size of the letters of the mark, pt: at most as high as the
// standard has it, and in one line.
func (h Head) MarkSize() float64 {
	n := float64(len(Clean(h.Mark)))
	return math.Min(tallestMark*0.9, officialWidth/math.Max(n, 1)) * PointsPerMM
}

// headBlock is a head in the flow.
type headBlock struct {
	Head
	mark, number, signer setText
	high                 float64
}

func (h *headBlock) prepare(f *flow) error {
	if h.high > 0 {
		return nil
	}
	size := h.MarkSize()
	h.mark = f.doc.set(size, Span{h.Mark, XiaoBiaoSong})
	h.number = f.doc.set(OfficialSize, Span{h.Number, FangSong})
	if h.Signer != "" {
		h.signer = f.doc.set(OfficialSize, Span{"签发人：", FangSong}, Span{h.Signer, KaiTi})
	}
	h.high = h.Height()
	return nil
}

// Height is the height of the head, mm: whole lines, of which one or two are empty
// before the title.
func (h Head) Height() float64 {
	mark := h.MarkSize() / PointsPerMM
	high := markDrop + mark + 2.5*OfficialPitch + OfficialSize/PointsPerMM/2 + headLineDrop
	if h.Letter {
		high = letterMarkTop - officialTop + mark + 2*headLineDrop + OfficialPitch
	}
	return math.Round(high/OfficialPitch+1.5) * OfficialPitch
}

func (h *headBlock) height() float64 { return h.high }
func (h *headBlock) least() float64  { return h.high }
func (h *headBlock) keep() bool      { return true }

func (h *headBlock) place(f *flow) error {
	if err := h.prepare(f); err != nil {
		return err
	}
	s := f.sheet()
	first := len(s.texts)
	left, width := f.page.Left, f.page.TextWidth()
	mark := h.mark.size / PointsPerMM
	whole := func(t setText) line {
		all, _ := sum(t.runes, t.widths)
		return line{to: len(t.runes), width: all, last: true}
	}
	top := f.y + markDrop
	if h.Letter {
		top = letterMarkTop
	}
	h.mark.place(s, whole(h.mark), left, top+mark/2, width, Center)
	for i := first; i < len(s.texts); i++ {
		s.texts[i].red = true
	}
	em := OfficialSize / PointsPerMM
	if h.Letter {
		y := top + mark + headLineDrop
		x := (f.page.Width() - letterLine) / 2
		s.rules = append(s.rules, rule{x1: x, y1: y, x2: x + letterLine, y2: y, thickness: 0.9, red: true}, rule{x1: x, y1: y + 1, x2: x + letterLine, y2: y + 1, thickness: 0.3, red: true})
		h.number.place(s, whole(h.number), left, y+headLineDrop+OfficialPitch/2, width, Right)
		f.y += h.high
		return nil
	}
	y := top + mark + 2.5*OfficialPitch
	if h.Signer == "" {
		h.number.place(s, whole(h.number), left, y, width, Center)
	} else { // one character in at either side
		h.number.place(s, whole(h.number), left+em, y, width-2*em, Left)
		h.signer.place(s, whole(h.signer), left+em, y, width-2*em, Right)
	}
	below := top + mark + 3*OfficialPitch + headLineDrop - OfficialPitch/2 + em/2
	s.rules = append(s.rules, rule{x1: left, y1: below, x2: left + width, y2: below, thickness: headLine, red: true})
	f.y += h.high
	return nil
}

// Colophon is what stands at the foot of an official paper's last page (版记): to whom
// copies go, who printed it and when.
type Colophon struct {
	Copies string // 抄送, without the label and the full stop; may be empty
	Issuer string // 印发机关
	Date   string // 印发日期
}

// colophonSize is the size of the letters of the colophon, 四号, pt.
const colophonSize = 14.0

// Colophon sets the colophon at the foot of the page, or of a new one where it does
// not fit.
func (o *Official) Colophon(c Colophon) {
	o.blocks = append(o.blocks, &colophonBlock{Colophon: c})
}

// colophonBlock is a colophon in the flow.
type colophonBlock struct {
	Colophon
	copies       *paragraph
	issuer, date setText
}

// colophonPitch is the height of a line of the colophon, mm.
const colophonPitch = OfficialPitch * 0.9

func (c *colophonBlock) prepare(f *flow) error {
	if c.issuer.runes != nil {
		return nil
	}
	c.issuer = f.doc.set(colophonSize, Span{c.Issuer, FangSong})
	c.date = f.doc.set(colophonSize, Span{c.Date + "印发", FangSong})
	if c.Copies != "" {
		const label = 3 // characters of 抄送：
		c.copies = &paragraph{spans: []Span{{"抄送：" + c.Copies + "。", FangSong}}, style: Style{
			Size: colophonSize, Pitch: colophonPitch, Align: Justify, Indent: 1 + label, First: -label, Inset: colophonSize / PointsPerMM,
		}}
		return c.copies.prepare(f)
	}
	return nil
}

func (c *colophonBlock) height() float64 {
	high := colophonPitch
	if c.copies != nil {
		high += c.copies.height()
	}
	return high
}

func (c *colophonBlock) least() float64 { return c.height() }
func (c *colophonBlock) keep() bool     { return false }

func (c *colophonBlock) place(f *flow) error {
	if err := c.prepare(f); err != nil {
		return err
	}
	if !f.fits(c.height()+OfficialPitch/2) && !f.atTop() {
		f.turn()
	}
	left, width, em := f.page.Left, f.page.TextWidth(), colophonSize/PointsPerMM
	across := func(thickness float64) {
		f.sheet().rules = append(f.sheet().rules, rule{x1: left, y1: f.y, x2: left + width, y2: f.y, thickness: thickness})
	}
	const thick, thin = 0.35, 0.25
	f.y = math.Max(f.y, f.page.Height()-f.page.Bottom-c.height())
	across(thick)
	if c.copies != nil {
		c.copies.set(f)
		across(thin)
	}
	for _, side := range []struct {
		text  setText
		align Align
	}{{c.issuer, Left}, {c.date, Right}} {
		all, _ := sum(side.text.runes, side.text.widths)
		side.text.place(f.sheet(), line{to: len(side.text.runes), width: all, last: true}, left+em, f.y+colophonPitch/2, width-2*em, side.align)
	}
	f.y += colophonPitch
	across(thick)
	return nil
}

// The red of heads.
func setRed(pdf *gofpdf.Fpdf, red bool) {
	if red {
		pdf.SetDrawColor(255, 0, 0)
		return
	}
	pdf.SetDrawColor(0, 0, 0)
}

func setInk(pdf *gofpdf.Fpdf, red bool) {
	if red {
		pdf.SetTextColor(255, 0, 0)
		return
	}
	pdf.SetTextColor(0, 0, 0)
}
