package scan

import (
	"image"
	"image/color"
	"math"
)

// workSide is the long side of the picture that is worked on, pixels: an A4 page has
// 8 pixels a millimetre, and a photograph of one still 6.
const workSide = 2500

// plane is one channel of a picture.
type plane struct {
	w, h int
	pix  []uint8
}

func newPlane(w, h int) plane { return plane{w, h, make([]uint8, w*h)} }

// at returns the value at a place between pixels, the edge's outside.
func (p plane) at(x, y float64) float64 {
	if !(x > 0) {
		x = 0
	}
	if !(y > 0) {
		y = 0
	}
	x, y = min(x, float64(p.w-1)), min(y, float64(p.h-1))
	x0, y0 := int(x), int(y)
	x1, y1 := min(x0+1, p.w-1), min(y0+1, p.h-1)
	fx, fy := x-float64(x0), y-float64(y0)
	top := float64(p.pix[y0*p.w+x0])*(1-fx) + float64(p.pix[y0*p.w+x1])*fx
	bottom := float64(p.pix[y1*p.w+x0])*(1-fx) + float64(p.pix[y1*p.w+x1])*fx
	return top*(1-fy) + bottom*fy
}

// halved returns the plane at half its size.
func (p plane) halved() plane {
	q := newPlane(max(1, p.w/2), max(1, p.h/2))
	for y := range q.h {
		for x := range q.w {
			x0, y0 := min(2*x, p.w-1), min(2*y, p.h-1)
			x1, y1 := min(x0+1, p.w-1), min(y0+1, p.h-1)
			q.pix[y*q.w+x] = uint8((int(p.pix[y0*p.w+x0]) + int(p.pix[y0*p.w+x1]) + int(p.pix[y1*p.w+x0]) + int(p.pix[y1*p.w+x1]) + 2) / 4)
		}
	}
	return q
}

// shot is what is worked on: a scan or photograph, reduced, in channels.
type shot struct {
	channels [3]plane // red, green, blue; the same where there is no colour
	grey     plane
}

// newShot takes a picture apart, reduced to workSide.
func newShot(img image.Image) shot {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	scale := max(1, float64(max(w, h))/workSide)
	ow, oh := max(1, int(float64(w)/scale)), max(1, int(float64(h)/scale))
	xs, ys := steps(w, ow), steps(h, oh)
	var p shot
	if g, ok := img.(*image.Gray); ok {
		p.grey = newPlane(ow, oh)
		for y := range oh {
			for x := range ow {
				sum, n := 0, 0
				for sy := ys[y]; sy < ys[y+1]; sy++ {
					for _, v := range g.Pix[sy*g.Stride+xs[x] : sy*g.Stride+xs[x+1]] {
						sum += int(v)
						n++
					}
				}
				p.grey.pix[y*ow+x] = uint8(sum / n)
			}
		}
		p.channels = [3]plane{p.grey, p.grey, p.grey}
		return p
	}
	p.grey = newPlane(ow, oh)
	for k := range p.channels {
		p.channels[k] = newPlane(ow, oh)
	}
	read := reader(img)
	line := make([]uint8, 3*w)
	sums := make([]int, 3*ow)
	counts := make([]int, ow)
	to := make([]int, w)
	for x := range ow {
		for sx := xs[x]; sx < xs[x+1]; sx++ {
			to[sx] = x
		}
	}
	for y := range oh {
		clear(sums)
		clear(counts)
		for sy := ys[y]; sy < ys[y+1]; sy++ {
			read(sy, line)
			for x, t := range to {
				sums[3*t] += int(line[3*x])
				sums[3*t+1] += int(line[3*x+1])
				sums[3*t+2] += int(line[3*x+2])
				counts[t]++
			}
		}
		for x, n := range counts {
			r, g, b := sums[3*x]/n, sums[3*x+1]/n, sums[3*x+2]/n
			at := y*ow + x
			p.channels[0].pix[at], p.channels[1].pix[at], p.channels[2].pix[at] = uint8(r), uint8(g), uint8(b)
			p.grey.pix[at] = uint8((r + 2*g + b) / 4)
		}
	}
	return p
}

// steps are where each of n parts of a side begins, and where the last ends.
func steps(side, n int) []int {
	all := make([]int, n+1)
	for i := range all {
		all[i] = i * side / n
	}
	return all
}

// reader returns what reads a line of a picture as red, green, blue, quick for what the
// decoders of files give.
func reader(img image.Image) func(y int, line []uint8) {
	b := img.Bounds()
	switch p := img.(type) {
	case *image.YCbCr:
		return func(y int, line []uint8) {
			for x := range b.Dx() {
				c := p.COffset(b.Min.X+x, b.Min.Y+y)
				line[3*x], line[3*x+1], line[3*x+2] = color.YCbCrToRGB(p.Y[p.YOffset(b.Min.X+x, b.Min.Y+y)], p.Cb[c], p.Cr[c])
			}
		}
	case *image.RGBA:
		return func(y int, line []uint8) {
			from := p.Pix[y*p.Stride:]
			for x := range b.Dx() {
				copy(line[3*x:3*x+3], from[4*x:4*x+3])
			}
		}
	default:
		return func(y int, line []uint8) {
			for x := range b.Dx() {
				c := color.NRGBAModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.NRGBA)
				white := 255 * (255 - int(c.A)) // what is see-through is paper
				line[3*x] = uint8((int(c.R)*int(c.A) + white) / 255)
				line[3*x+1] = uint8((int(c.G)*int(c.A) + white) / 255)
				line[3*x+2] = uint8((int(c.B)*int(c.A) + white) / 255)
			}
		}
	}
}

// point is a place: pixels of a picture or mm of a page.
type point struct{ x, y float64 }

// homography maps the page's plane to the picture's.
type homography [9]float64

func (h homography) at(p point) point {
	w := h[6]*p.x + h[7]*p.y + h[8]
	return point{(h[0]*p.x + h[1]*p.y + h[2]) / w, (h[3]*p.x + h[4]*p.y + h[5]) / w}
}

// size returns by how much the plane is enlarged at a place, pixels a mm squared.
func (h homography) size(p point) float64 {
	a, b, c := h.at(p), h.at(point{p.x + 1, p.y}), h.at(point{p.x, p.y + 1})
	return (b.x-a.x)*(c.y-a.y) - (b.y-a.y)*(c.x-a.x)
}

// fit returns the homography that takes each of from nearest to its fellow of to, by
// least squares over four points or more. It reports whether there is one.
func fit(from, to []point) (homography, bool) {
	const n = 8
	// In measures near one, for the sake of accuracy.
	norm := func(all []point) (cx, cy, s float64) {
		for _, p := range all {
			cx, cy = cx+p.x/float64(len(all)), cy+p.y/float64(len(all))
		}
		for _, p := range all {
			s += math.Hypot(p.x-cx, p.y-cy) / float64(len(all))
		}
		return cx, cy, max(s, 1e-9)
	}
	fx, fy, fs := norm(from)
	tx, ty, ts := norm(to)
	var a [n][n + 1]float64
	for i := range from {
		x, y := (from[i].x-fx)/fs, (from[i].y-fy)/fs
		u, v := (to[i].x-tx)/ts, (to[i].y-ty)/ts
		for _, row := range [2][n + 1]float64{{x, y, 1, 0, 0, 0, -u * x, -u * y, u}, {0, 0, 0, x, y, 1, -v * x, -v * y, v}} {
			for j := range n {
				for k := range n + 1 {
					a[j][k] += row[j] * row[k]
				}
			}
		}
	}
	for i := range n {
		best := i
		for j := i + 1; j < n; j++ {
			if math.Abs(a[j][i]) > math.Abs(a[best][i]) {
				best = j
			}
		}
		a[i], a[best] = a[best], a[i]
		if math.Abs(a[i][i]) < 1e-10 {
			return homography{}, false
		}
		for j := range n {
			if j == i {
				continue
			}
			f := a[j][i] / a[i][i]
			for k := i; k <= n; k++ {
				a[j][k] -= f * a[i][k]
			}
		}
	}
	var q homography
	for i := range n {
		q[i] = a[i][n] / a[i][i]
	}
	q[8] = 1
	// Out of the measures near one.
	in := homography{1 / fs, 0, -fx / fs, 0, 1 / fs, -fy / fs, 0, 0, 1}
	out := homography{ts, 0, tx, 0, ts, ty, 0, 0, 1}
	h := out.times(q.times(in))
	for _, v := range h {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return homography{}, false
		}
	}
	return h, true
}

func (h homography) times(g homography) homography {
	var out homography
	for i := range 3 {
		for j := range 3 {
			for k := range 3 {
				out[3*i+j] += h[3*i+k] * g[3*k+j]
			}
		}
	}
	return out
}
