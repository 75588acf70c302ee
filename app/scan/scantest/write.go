package scantest

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"path"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"openday/app/sheet"
)

// Verdict is what is true of a cell: Unclear ones are for a person to judge.
type Verdict string

// The verdicts.
const (
	Signed  Verdict = "signed"
	Blank   Verdict = "blank"
	Unclear Verdict = "unclear"
)

// Truth is what was written in a row.
type Truth struct {
	Number int
	Signed Verdict
	Note   Verdict // Signed: something is written
	WalkIn Verdict // of a blank row: Signed: in use
	Fields []sheet.Field
	Struck bool
}

// Filling is how a page is written on.
type Filling struct {
	Nobody bool    // nothing at all is written
	Signed float64 // part of the guests who signed
	Plain  bool    // signatures and notes only: no stamps, strikes, ticks, words
}

// pen is what people write with.
type pen struct {
	ink   color.RGBA
	width float64 // mm
	rough float64 // how uneven the ink lies, as of a pencil
}

func anyPen(r *rand.Rand) pen {
	near := func(c uint8) uint8 { return uint8(max(0, min(255, int(c)+r.IntN(31)-15))) }
	p := pen{width: 0.3 + 0.35*r.Float64()}
	switch k := r.IntN(10); {
	case k < 4:
		p.ink = color.RGBA{near(35), near(55), near(160), 255}
	case k < 8:
		p.ink = color.RGBA{near(30), near(30), near(35), 255}
	case k < 9:
		p.ink = color.RGBA{near(195), near(35), near(50), 255}
	default:
		p.ink, p.rough = color.RGBA{near(105), near(105), near(110), 255}, 0.35
		p.width = 0.35 + 0.2*r.Float64()
	}
	return p
}

// paper is a page being written on.
type paper struct {
	r   *rand.Rand
	img *image.RGBA
}

// Fill writes on a copy of page n, from 1, and returns it with its truth.
func (p *Print) Fill(r *rand.Rand, n int, f Filling) (*image.RGBA, []Truth) {
	printed := p.pages[n-1]
	w := paper{r, image.NewRGBA(printed.Rect)}
	for i, v := range printed.Pix {
		w.img.Pix[4*i], w.img.Pix[4*i+1], w.img.Pix[4*i+2], w.img.Pix[4*i+3] = v, v, v, 255
	}
	page := p.Layout.Pages[n-1]
	truths := make([]Truth, len(page.Rows))
	shared := anyPen(r) // the pen that lies on the table
	used := r.IntN(1 + len(page.Rows))
	for i, row := range page.Rows {
		t := Truth{Number: row.Number, Signed: Blank, Note: Blank, WalkIn: Blank}
		pen := shared
		if r.IntN(2) == 0 {
			pen = anyPen(r)
		}
		signature, _ := row.Cell(sheet.Signature)
		note, _ := row.Cell(sheet.Note)
		k := r.Float64()
		switch {
		case f.Nobody:
		case row.Blank:
			if i > used {
				break
			}
			t.WalkIn = Signed
			for _, field := range []sheet.Field{sheet.Name, sheet.Unit, sheet.Post, sheet.Phone} {
				cell, there := row.Cell(field)
				if !there || field != sheet.Name && r.IntN(4) == 0 {
					continue
				}
				said := anyName(r)
				if field == sheet.Phone {
					said = "138"
					for range 8 {
						said += pick(r, "0123456789")
					}
				} else if field != sheet.Name {
					said += pick(r, "社街办主任处科")
				}
				w.words(pen, said, cell, 0.62)
				t.Fields = append(t.Fields, field)
			}
			if r.IntN(6) > 0 {
				w.sign(pen, signature)
				t.Signed = Signed
			}
		case k < f.Signed:
			w.sign(pen, signature)
			t.Signed = Signed
		case f.Plain:
		case k < f.Signed+0.03:
			w.words(pen, "请假", signature, 0.6)
			t.Signed = Unclear
		case k < f.Signed+0.06:
			w.tick(pen, signature)
			t.Signed = Unclear
		case k < f.Signed+0.09:
			whole := row.Whole()
			from, _ := row.Cell(sheet.Name)
			y := whole.Y + whole.H*(0.35+0.3*r.Float64())
			w.stroke(pen, [][2]float64{{from.X + 2, y}, {whole.X + whole.W/2, y + r.NormFloat64()*0.4}, {signature.X + signature.W*r.Float64(), y + r.NormFloat64()*0.6}})
			t.Struck, t.Signed = true, Unclear
		}
		if !f.Nobody && r.IntN(9) == 0 && t.Signed != Unclear {
			w.words(pen, []string{"代", "病假", "出差", "已到", "请假"}[r.IntN(5)], note, 0.55)
			t.Note = Signed
		}
		if r.IntN(12) == 0 { // dirt
			w.stroke(pen, [][2]float64{{signature.X + signature.W*r.Float64(), signature.Y + signature.H*r.Float64()}})
			if t.Signed == Blank && pen.width > 0.6 {
				t.Signed = Unclear
			}
		}
		truths[i] = t
	}
	if !f.Nobody && !f.Plain && r.IntN(8) == 0 && len(page.Rows) > 0 {
		w.stamp(page, truths)
	}
	return w.img, truths
}

// sign writes a signature, which may reach over the cell's edges.
func (w paper) sign(p pen, cell sheet.Rect) {
	r := w.r
	height := cell.H * (0.55 + 0.6*r.Float64())
	if r.IntN(3) == 0 {
		w.scrawl(p, cell, height)
		return
	}
	w.words(p, anyName(r), cell, height/cell.H)
}

// scrawl writes what nobody can read: some strokes a character, joined now and then.
func (w paper) scrawl(p pen, cell sheet.Rect, height float64) {
	r := w.r
	x := cell.X + 1 + 5*r.Float64()
	y := cell.Y + (cell.H-height)/2 + r.NormFloat64()*0.8
	for range 2 + r.IntN(2) {
		wide := height * (0.6 + 0.5*r.Float64())
		for range 2 + r.IntN(3) {
			var path [][2]float64
			for range 3 + r.IntN(4) {
				path = append(path, [2]float64{x + wide*r.Float64(), y + height*r.Float64()})
			}
			w.stroke(p, curved(path))
		}
		x += wide * 0.9
		if x+wide > cell.Right()+2 {
			return
		}
	}
}

// curved goes through points by a Catmull-Rom curve.
func curved(path [][2]float64) [][2]float64 {
	var out [][2]float64
	at := func(i int) [2]float64 { return path[max(0, min(len(path)-1, i))] }
	for i := range len(path) - 1 {
		a, b, c, d := at(i-1), at(i), at(i+1), at(i+2)
		for s := range 8 {
			t := float64(s) / 8
			var q [2]float64
			for k := range q {
				q[k] = 0.5 * (2*b[k] + (c[k]-a[k])*t + (2*a[k]-5*b[k]+4*c[k]-d[k])*t*t + (3*b[k]-a[k]-3*c[k]+d[k])*t*t*t)
			}
			out = append(out, q)
		}
	}
	return append(out, path[len(path)-1])
}

func (w paper) tick(p pen, cell sheet.Rect) {
	x, y := cell.X+cell.W*(0.2+0.5*w.r.Float64()), cell.Y+cell.H/2
	size := 2.5 + 2*w.r.Float64()
	w.stroke(p, [][2]float64{{x, y}, {x + size*0.4, y + size*0.6}, {x + size*1.3, y - size*0.7}})
}

// words writes a text by one of the fonts of hands, each character turned a little.
func (w paper) words(p pen, said string, cell sheet.Rect, size float64) {
	fontsMu.Lock()
	defer fontsMu.Unlock()
	r := w.r
	names := []string{"MaShanZheng.ttf", "ZhiMangXing.ttf", "LiuJianMaoCao.ttf"}
	f := handFont(names[r.IntN(len(names))])
	height := cell.H * size
	n := float64(len([]rune(said)))
	step := height * 0.92
	if narrow := said[0] < 0x80; narrow {
		step = height * 0.5
	}
	if most := (cell.W + 1) / n; step > most {
		height, step = height*max(0.5, most/step), most
	}
	x := cell.X + 0.8 + max(0, cell.W-n*step-1.5)*r.Float64()
	baseline := cell.Y + cell.H/2 + height*0.36 + r.NormFloat64()*0.7
	slant, turn := r.NormFloat64()*0.12, r.NormFloat64()*0.05
	bold := p.width > 0.5 && r.IntN(2) == 0
	var buffer sfnt.Buffer
	for _, c := range said {
		index, err := f.GlyphIndex(&buffer, c)
		if err != nil || index == 0 {
			panic("no hand writes " + string(c))
		}
		segments, err := f.LoadGlyph(&buffer, index, fixed.I(1000), nil)
		if err != nil {
			panic(err) // the bundled fonts are sound
		}
		own := turn + r.NormFloat64()*0.05
		sin, cos := math.Sin(own), math.Cos(own)
		to := func(q fixed.Point26_6) (float32, float32) {
			gx, gy := float64(q.X)/64000*height, float64(q.Y)/64000*height
			gx -= gy * slant
			return float32((x + gx*cos - gy*sin) * drawn), float32((baseline + gx*sin + gy*cos) * drawn)
		}
		w.outline(p, segments, to, bold)
		x += step * (0.95 + 0.1*r.Float64())
		baseline += math.Sin(turn) * step
	}
}

func handFont(name string) *sfnt.Font {
	f, ok := handFonts[name]
	if !ok {
		data, err := hands.ReadFile(path.Join("hands", name))
		if err != nil {
			panic(err) // it is embedded
		}
		f = parsed(data)
		handFonts[name] = f
	}
	return f
}

var handFonts = map[string]*sfnt.Font{}

// outline inks a character's outline.
func (w paper) outline(p pen, segments sfnt.Segments, to func(fixed.Point26_6) (float32, float32), bold bool) {
	left, top, right, bottom := float32(1e9), float32(1e9), float32(-1e9), float32(-1e9)
	for _, s := range segments {
		for _, a := range s.Args[:map[sfnt.SegmentOp]int{sfnt.SegmentOpMoveTo: 1, sfnt.SegmentOpLineTo: 1, sfnt.SegmentOpQuadTo: 2, sfnt.SegmentOpCubeTo: 3}[s.Op]] {
			x, y := to(a)
			left, top, right, bottom = min(left, x), min(top, y), max(right, x), max(bottom, y)
		}
	}
	box := image.Rect(int(left)-2, int(top)-2, int(right)+3, int(bottom)+3)
	if box.Empty() || box.Dx() > 1000 || box.Dy() > 1000 {
		return
	}
	z := vector.NewRasterizer(box.Dx(), box.Dy())
	at := func(q fixed.Point26_6) (float32, float32) {
		x, y := to(q)
		return x - float32(box.Min.X), y - float32(box.Min.Y)
	}
	for _, s := range segments {
		x0, y0 := at(s.Args[0])
		x1, y1 := at(s.Args[1])
		x2, y2 := at(s.Args[2])
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.MoveTo(x0, y0)
		case sfnt.SegmentOpLineTo:
			z.LineTo(x0, y0)
		case sfnt.SegmentOpQuadTo:
			z.QuadTo(x0, y0, x1, y1)
		case sfnt.SegmentOpCubeTo:
			z.CubeTo(x0, y0, x1, y1, x2, y2)
		}
	}
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for y := range box.Dy() {
		for x := range box.Dx() {
			cover := mask.Pix[y*mask.Stride+x]
			if bold && x > 0 {
				cover = max(cover, mask.Pix[y*mask.Stride+x-1])
			}
			if cover > 0 {
				w.ink(p, box.Min.X+x, box.Min.Y+y, float64(cover)/255)
			}
		}
	}
}

// stroke draws a line with a pen; a single point is a dot.
func (w paper) stroke(p pen, path [][2]float64) {
	if len(path) == 1 {
		path = append(path, [2]float64{path[0][0] + 0.1, path[0][1]})
	}
	radius := p.width / 2 * drawn
	left, top, right, bottom := 1e9, 1e9, -1e9, -1e9
	for _, q := range path {
		left, top, right, bottom = min(left, q[0]*drawn), min(top, q[1]*drawn), max(right, q[0]*drawn), max(bottom, q[1]*drawn)
	}
	box := image.Rect(int(left-radius)-2, int(top-radius)-2, int(right+radius)+3, int(bottom+radius)+3).Intersect(w.img.Rect)
	if box.Empty() {
		return
	}
	cover := make([]float64, box.Dx()*box.Dy())
	for i := 1; i < len(path); i++ {
		ax, ay, bx, by := path[i-1][0]*drawn, path[i-1][1]*drawn, path[i][0]*drawn, path[i][1]*drawn
		part := image.Rect(int(min(ax, bx)-radius)-1, int(min(ay, by)-radius)-1, int(max(ax, bx)+radius)+2, int(max(ay, by)+radius)+2).Intersect(box)
		long := (bx-ax)*(bx-ax) + (by-ay)*(by-ay)
		for y := part.Min.Y; y < part.Max.Y; y++ {
			for x := part.Min.X; x < part.Max.X; x++ {
				px, py := float64(x)+0.5, float64(y)+0.5
				t := 0.0
				if long > 0 {
					t = max(0, min(1, ((px-ax)*(bx-ax)+(py-ay)*(by-ay))/long))
				}
				c := max(0, min(1, radius+0.5-math.Hypot(px-ax-t*(bx-ax), py-ay-t*(by-ay))))
				at := (y-box.Min.Y)*box.Dx() + x - box.Min.X
				cover[at] = max(cover[at], c)
			}
		}
	}
	for i, c := range cover {
		if c > 0 {
			w.ink(p, box.Min.X+i%box.Dx(), box.Min.Y+i/box.Dx(), c)
		}
	}
}

// ink darkens a pixel as ink does: it lets through what it does not hold back.
func (w paper) ink(p pen, x, y int, cover float64) {
	if !(image.Point{X: x, Y: y}).In(w.img.Rect) {
		return
	}
	if p.rough > 0 {
		cover *= 1 - p.rough*w.r.Float64()
	}
	at := w.img.PixOffset(x, y)
	for k, c := range [3]uint8{p.ink.R, p.ink.G, p.ink.B} {
		was := float64(w.img.Pix[at+k])
		w.img.Pix[at+k] = uint8(was*(1-cover) + was*float64(c)/255*cover)
	}
}

// stamp sets a round red stamp somewhere on the lower rows. What lies under it is for a
// person to judge.
func (w paper) stamp(page sheet.Page, truths []Truth) {
	r := w.r
	radius := 18 + 3*r.Float64()
	last := page.Rows[len(page.Rows)-1]
	signature, _ := last.Cell(sheet.Signature)
	cx, cy := signature.X+r.NormFloat64()*12, signature.Y-r.Float64()*15
	red := pen{ink: color.RGBA{205, 45, 50, 255}, width: 1.1, rough: 0.3}
	var ring, star [][2]float64
	for i := range 91 {
		a := float64(i) / 90 * 2 * math.Pi
		ring = append(ring, [2]float64{cx + radius*math.Cos(a), cy + radius*math.Sin(a)})
	}
	for i := range 6 {
		a := float64(i)*4/5*math.Pi - math.Pi/2
		star = append(star, [2]float64{cx + 5*math.Cos(a), cy + 5*math.Sin(a)})
	}
	w.stroke(red, ring)
	w.stroke(red, star)
	for i := range 8 {
		a := math.Pi * (1 + (float64(i)+0.5)/8)
		x, y := cx+(radius-4)*math.Cos(a), cy+(radius-4)*math.Sin(a)
		w.words(red, pick(r, givenNames), sheet.Rect{X: x - 2.5, Y: y - 2.5, W: 5, H: 5}, 0.8)
	}
	for i, row := range page.Rows {
		for _, c := range row.Cells {
			if c.X > cx+radius+1 || c.Right() < cx-radius-1 || c.Y > cy+radius+1 || c.Bottom() < cy-radius-1 {
				continue
			}
			switch {
			case c.Field == sheet.Signature && truths[i].Signed == Blank:
				truths[i].Signed = Unclear
			case c.Field == sheet.Note && truths[i].Note == Blank:
				truths[i].Note = Unclear
			}
			if row.Blank && truths[i].WalkIn == Blank && c.Field != sheet.Note {
				truths[i].WalkIn = Unclear
			}
		}
	}
}
