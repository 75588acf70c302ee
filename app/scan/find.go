package scan

import (
	"cmp"
	"math"
	"slices"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"

	"openday/app/sheet"
)

// square is a dark filled square of a picture: a corner mark, maybe.
type square struct {
	point
	area float64 // pixels of the picture
	off  float64 // how far it is from a square, 0 for one
}

// mostSquares is how many squares are tried as corners.
const mostSquares = 14

// dark returns which pixels are darker than what surrounds them.
func dark(g plane) []bool {
	reach := max(8, max(g.w, g.h)/16)
	sums := make([]int32, (g.w+1)*(g.h+1))
	for y := range g.h {
		line := int32(0)
		for x := range g.w {
			line += int32(g.pix[y*g.w+x])
			sums[(y+1)*(g.w+1)+x+1] = sums[y*(g.w+1)+x+1] + line
		}
	}
	out := make([]bool, g.w*g.h)
	for y := range g.h {
		top, bottom := max(0, y-reach), min(g.h, y+reach+1)
		for x := range g.w {
			left, right := max(0, x-reach), min(g.w, x+reach+1)
			sum := sums[bottom*(g.w+1)+right] - sums[top*(g.w+1)+right] - sums[bottom*(g.w+1)+left] + sums[top*(g.w+1)+left]
			n := int32((bottom - top) * (right - left))
			out[y*g.w+x] = 5*int64(g.pix[y*g.w+x])*int64(n) < 3*int64(sum)
		}
	}
	return out
}

// squares returns the filled squares of a picture, those most like one first.
func squares(grey plane) []square {
	g := grey.halved()
	black := dark(g)
	var all []square
	var stack []int
	for start := range black {
		if !black[start] {
			continue
		}
		var n, sx, sy, sxx, syy, sxy float64
		stack = append(stack[:0], start)
		black[start] = false
		for len(stack) > 0 {
			at := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			x, y := at%g.w, at/g.w
			dx, dy := float64(x-start%g.w), float64(y-start/g.w)
			n, sx, sy, sxx, syy, sxy = n+1, sx+dx, sy+dy, sxx+dx*dx, syy+dy*dy, sxy+dx*dy
			for _, d := range [4][2]int{{1, 0}, {-1, 0}, {0, 1}, {0, -1}} {
				nx, ny := x+d[0], y+d[1]
				if nx >= 0 && ny >= 0 && nx < g.w && ny < g.h && black[ny*g.w+nx] {
					black[ny*g.w+nx] = false
					stack = append(stack, ny*g.w+nx)
				}
			}
		}
		const least, most = 36, 3600
		if n < least || n > most {
			continue
		}
		mx, my := sx/n, sy/n
		vxx, vyy, vxy := sxx/n-mx*mx+1.0/12, syy/n-my*my+1.0/12, sxy/n-mx*my
		det := vxx*vyy - vxy*vxy
		mean, half := (vxx+vyy)/2, math.Sqrt(max(0, (vxx-vyy)*(vxx-vyy)/4+vxy*vxy))
		if det <= 0 || mean+half > 5*(mean-half) {
			continue
		}
		off := math.Abs(n/(12*math.Sqrt(det)) - 1)
		if off > 0.12 {
			continue
		}
		all = append(all, square{point{2*(float64(start%g.w)+mx) + 0.5, 2*(float64(start/g.w)+my) + 0.5}, 4 * n, off + 0.05*math.Sqrt(half/mean)})
	}
	slices.SortFunc(all, func(a, b square) int { return cmp.Compare(a.off-a.area/8e4, b.off-b.area/8e4) })
	return all[:min(len(all), mostSquares)]
}

// found is a page found in a picture.
type found struct {
	h     homography // from the page's mm to the picture's pixels
	code  sheet.Code
	known bool // the code was read
	score float64
}

// shape is how marks and code lie on a page; pages of one shape are looked for at once.
type shape struct {
	width, height float64
	code          sheet.Rect
	marks         [4]sheet.Rect
}

func shapeOf(p sheet.Page) (s shape, ok bool) {
	if len(p.Marks) != len(s.marks) || p.Code.W <= 0 || p.Code.H <= 0 {
		return shape{}, false
	}
	s = shape{width: p.Width, height: p.Height, code: p.Code}
	copy(s.marks[:], p.Marks)
	return s, true
}

func centre(r sheet.Rect) point {
	x, y := r.Centre()
	return point{x, y}
}

// finders are the middles of the code's three finder patterns.
func (s shape) finders() [3]point {
	one := s.code.W / sheet.CodeModules
	near, far := 3.5*one, s.code.W-3.5*one
	return [3]point{{s.code.X + near, s.code.Y + far}, {s.code.X + near, s.code.Y + near}, {s.code.X + far, s.code.Y + near}}
}

// looksLikeCode returns how well the three finder patterns are seen where a homography
// puts them, from -1 to 1.
func (s shape) looksLikeCode(g plane, h homography) float64 {
	one := s.code.W / sheet.CodeModules
	var values, want []float64
	for _, f := range s.finders() {
		for y := -4; y <= 4; y++ {
			for x := -4; x <= 4; x++ {
				ring := max(x, -x, y, -y)
				expected := 1.0
				if ring <= 1 || ring == 3 {
					expected = -1
				}
				q := h.at(point{f.x + float64(x)*one, f.y + float64(y)*one})
				if !(q.x >= 0 && q.y >= 0 && q.x < float64(g.w) && q.y < float64(g.h)) {
					return -1
				}
				values, want = append(values, g.at(q.x, q.y)), append(want, expected)
			}
		}
	}
	return correlation(values, want)
}

func correlation(a, b []float64) float64 {
	var ma, mb float64
	for i := range a {
		ma, mb = ma+a[i]/float64(len(a)), mb+b[i]/float64(len(b))
	}
	var ab, aa, bb float64
	for i := range a {
		ab += (a[i] - ma) * (b[i] - mb)
		aa += (a[i] - ma) * (a[i] - ma)
		bb += (b[i] - mb) * (b[i] - mb)
	}
	if aa <= 0 || bb <= 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}

// sound reports whether a homography shows the page as a camera can see it: not mirrored,
// not folded, and its marks as large as they are.
func (s shape) sound(h homography, marks []square, of []int) bool {
	for _, q := range []point{{0, 0}, {s.width, 0}, {0, s.height}, {s.width, s.height}} {
		if h[6]*q.x+h[7]*q.y+h[8] <= 0 || h.size(q) <= 0 {
			return false
		}
	}
	for i, m := range marks {
		r := s.marks[of[i]]
		expected := h.size(centre(r)) * r.W * r.H
		if m.area < 0.45*expected || m.area > 1.9*expected {
			return false
		}
	}
	return true
}

// byMarks tries all foursomes of squares as the corners of a shape, and returns the
// likeliest first.
func (s shape) byMarks(g plane, all []square) []found {
	var from [4]point
	for i, m := range s.marks {
		from[i] = centre(m)
	}
	var out []found
	for a := range all {
		for b := a + 1; b < len(all); b++ {
			for c := b + 1; c < len(all); c++ {
				for d := c + 1; d < len(all); d++ {
					four := []square{all[a], all[b], all[c], all[d]}
					least, most := math.Inf(1), 0.0
					var mx, my float64
					for _, q := range four {
						least, most = min(least, q.area), max(most, q.area)
						mx, my = mx+q.x/4, my+q.y/4
					}
					if most > 6*least {
						continue
					}
					// Round about clockwise: top left, top right, bottom right, bottom left.
					slices.SortFunc(four, func(p, q square) int {
						return cmp.Compare(math.Atan2(p.y-my, p.x-mx), math.Atan2(q.y-my, q.x-mx))
					})
					for turn := range 4 {
						of := []int{0, 1, 3, 2}
						var marks [4]square
						for i, corner := range of {
							marks[corner] = four[(i+turn)%4]
						}
						to := []point{marks[0].point, marks[1].point, marks[2].point, marks[3].point}
						h, ok := fit(from[:], to)
						if !ok || !s.sound(h, marks[:], []int{0, 1, 2, 3}) {
							continue
						}
						if score := s.looksLikeCode(g, h); score > 0.35 {
							out = append(out, found{h: h, score: score})
						}
					}
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b found) int { return cmp.Compare(b.score, a.score) })
	return out[:min(len(out), 4)]
}

// byCode finds the page by a code read anywhere in the picture and three marks.
func (s shape) byCode(points [3]point, all []square) (best found, ok bool) {
	finders := s.finders()
	least := 1.5 // mm
	for missing := range 4 {
		of := slices.DeleteFunc([]int{0, 1, 2, 3}, func(i int) bool { return i == missing })
		for a := range all {
			for b := range all {
				for c := range all {
					if a == b || b == c || a == c {
						continue
					}
					three := []square{all[a], all[b], all[c]}
					from := finders[:]
					to := points[:]
					for i, q := range three {
						from, to = append(from[:3+i:3+i], centre(s.marks[of[i]])), append(to[:3+i:3+i], q.point)
					}
					h, ok := fit(from, to)
					if !ok || !s.sound(h, three, of) {
						continue
					}
					off := 0.0
					for i := range from {
						q := h.at(from[i])
						off = max(off, math.Hypot(q.x-to[i].x, q.y-to[i].y)/math.Sqrt(h.size(from[i])))
					}
					if off < least {
						least, best.h, best.score = off, h, 1/(1+off)
					}
				}
			}
		}
	}
	return best, best.score > 0
}

// codeResolution is how large a code is set straight to be read, pixels a module.
const codeResolution = 8

// readCode reads the code where a homography puts it.
func (s shape) readCode(g plane, h homography) (sheet.Code, bool) {
	const modules = sheet.CodeModules + 2*sheet.QuietModules
	const n = modules * codeResolution
	one := s.code.W / sheet.CodeModules
	cut := newPlane(n, n)
	for y := range n {
		for x := range n {
			q := h.at(point{s.code.X + ((float64(x)+0.5)/codeResolution-sheet.QuietModules)*one, s.code.Y + ((float64(y)+0.5)/codeResolution-sheet.QuietModules)*one})
			cut.pix[y*n+x] = uint8(g.at(q.x, q.y))
		}
	}
	code, _, ok := readAny(cut)
	return code, ok
}

// readAny reads a code anywhere in a picture, with the middles of its finder patterns:
// lower left, upper left, upper right.
func readAny(g plane) (code sheet.Code, finders [3]point, ok bool) {
	text, finders, ok := decoded(g)
	if !ok {
		return sheet.Code{}, finders, false
	}
	code, ok = sheet.ParseCode(text)
	return code, finders, ok
}

// decoded returns the text of a code. The library's panics on odd pictures count as
// none.
func decoded(g plane) (text string, finders [3]point, ok bool) {
	defer func() {
		if recover() != nil {
			text, ok = "", false
		}
	}()
	source, err := gozxing.NewPlanarYUVLuminanceSource(g.pix, g.w, g.h, 0, 0, g.w, g.h, false)
	if err != nil {
		return "", finders, false
	}
	bitmap, err := gozxing.NewBinaryBitmap(gozxing.NewHybridBinarizer(source))
	if err != nil {
		return "", finders, false
	}
	result, err := qrcode.NewQRCodeReader().Decode(bitmap, map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true})
	if err != nil {
		return "", finders, false
	}
	points := result.GetResultPoints()
	if len(points) < len(finders) {
		return "", finders, false
	}
	for i := range finders {
		finders[i] = point{points[i].GetX(), points[i].GetY()}
	}
	return result.GetText(), finders, true
}
