package scan

import (
	"image"
	"math"
	"slices"
)

// paperOf returns the colour of the paper about each pixel of a channel: what so large a
// part of the pixels in a block of so many are darker than, smoothed.
func paperOf(p plane, block int, part float64) plane {
	block = max(4, block)
	bw, bh := (p.w+block-1)/block, (p.h+block-1)/block
	blocks := make([]float64, bw*bh)
	for by := range bh {
		for bx := range bw {
			var counts [256]int
			n := 0
			for y := by * block; y < min(p.h, (by+1)*block); y++ {
				for _, v := range p.pix[y*p.w+bx*block : y*p.w+min(p.w, (bx+1)*block)] {
					counts[v]++
					n++
				}
			}
			left := int(float64(n) * part)
			v := 0
			for left >= counts[v] && v < 255 {
				left -= counts[v]
				v++
			}
			blocks[by*bw+bx] = float64(v)
		}
	}
	// A block full of ink takes its paper from those about it.
	calm := make([]float64, len(blocks))
	for by := range bh {
		for bx := range bw {
			var about []float64
			for y := max(0, by-1); y <= min(bh-1, by+1); y++ {
				about = append(about, blocks[y*bw+max(0, bx-1):y*bw+min(bw, bx+2)]...)
			}
			slices.Sort(about)
			calm[by*bw+bx] = max(about[len(about)/2], blocks[by*bw+bx])
		}
	}
	out := newPlane(p.w, p.h)
	for y := range p.h {
		fy := max(0, min(float64(bh-1), (float64(y)+0.5)/float64(block)-0.5))
		y0 := int(fy)
		y1 := min(bh-1, y0+1)
		fy -= float64(y0)
		for x := range p.w {
			fx := max(0, min(float64(bw-1), (float64(x)+0.5)/float64(block)-0.5))
			x0 := int(fx)
			x1 := min(bw-1, x0+1)
			fx -= float64(x0)
			out.pix[y*p.w+x] = uint8((calm[y0*bw+x0]*(1-fx)+calm[y0*bw+x1]*fx)*(1-fy) + (calm[y1*bw+x0]*(1-fx)+calm[y1*bw+x1]*fx)*fy)
		}
	}
	return out
}

// res is the resolution of a page set straight, pixels a millimetre.
const res = 6

// inked is what was written on a page, set straight.
type inked struct {
	w, h    int
	ink     []uint8 // how much darker than the paper, 0 to 255
	red     []bool  // where the ink is red
	masked  []bool  // printed, or so near to print that it cannot be told from it
	low     uint8   // ink from here on is seen; below is paper
	high    uint8   // ink from here on is sure
	printed []bool
}

// maskReach is how far about print nothing is believed, pixels: what the matching may be
// off, and the blur of a photograph.
const maskReach = 2

// inkOf measures a page set straight against its own paper and print.
func inkOf(channels []plane, printed *image.Gray) *inked {
	w, h := channels[0].w, channels[0].h
	p := &inked{w: w, h: h, ink: make([]uint8, w*h), red: make([]bool, w*h), masked: make([]bool, w*h), printed: make([]bool, w*h)}
	var each [3][]uint8
	for k, c := range channels {
		if k > 0 && &c.pix[0] == &channels[0].pix[0] {
			each[k] = each[0]
			continue
		}
		paper := paperOf(c, 5*res, 0.85)
		each[k] = make([]uint8, w*h)
		for i, v := range c.pix {
			if around := int(paper.pix[i]); around > 12 && int(v) < around {
				each[k][i] = uint8((around - int(v)) * 255 / around)
			}
		}
	}
	coloured := len(channels) > 1 && &each[1][0] != &each[0][0]
	for i := range p.ink {
		if !coloured {
			p.ink[i] = each[0][i]
			continue
		}
		r, g, b := each[0][i], each[1][i], each[2][i]
		p.ink[i] = max(r, g, b)
		p.red[i] = min(g, b) > 40 && int(r)*2 < int(min(g, b))
	}
	// How dark the print is tells how dark ink can be on this picture.
	var counts [256]int
	n := 0
	pw, ph := printed.Rect.Dx(), printed.Rect.Dy()
	for y := range min(h, ph) {
		for x := range min(w, pw) {
			if printed.Pix[y*printed.Stride+x] == 0 {
				continue
			}
			p.printed[y*w+x] = true
			inner := x > 1 && y > 1 && x < pw-2 && y < ph-2
			for dy := -2; inner && dy <= 2; dy++ {
				for dx := -2; inner && dx <= 2; dx++ {
					inner = printed.Pix[(y+dy)*printed.Stride+x+dx] != 0
				}
			}
			if inner {
				counts[p.ink[y*w+x]]++
				n++
			}
		}
	}
	black := 255.0
	if n > 200 {
		left := n / 2
		for v := range counts {
			if left -= counts[v]; left <= 0 {
				black = float64(v)
				break
			}
		}
	}
	dilate(p.printed, p.masked, w, h, maskReach)
	// What paper alone looks like: the unmasked pixels that are not ink by far.
	counts = [256]int{}
	n = 0
	for i, v := range p.ink {
		if !p.masked[i] && v < 60 {
			counts[v]++
			n++
		}
	}
	noise := 0
	for left := n * 97 / 100; noise < 255 && left > counts[noise]; noise++ {
		left -= counts[noise]
	}
	scale := max(0.45, min(1, black/230))
	p.low = uint8(max(34*scale, min(80, 1.5*float64(noise))))
	p.high = uint8(max(62*scale, float64(p.low)*1.4))
	return p
}

// dilate sets what lies within so many pixels of what is set.
func dilate(from, to []bool, w, h, reach int) {
	wide := make([]bool, w*h)
	for y := range h {
		last := math.MinInt32
		for x := range w {
			if from[y*w+x] {
				for i := max(last+reach+1, x-reach, 0); i <= min(w-1, x+reach); i++ {
					wide[y*w+i] = true
				}
				last = x
			}
		}
	}
	for x := range w {
		for y := range h {
			if wide[y*w+x] {
				for i := max(0, y-reach); i <= min(h-1, y+reach); i++ {
					to[i*w+x] = true
				}
			}
		}
	}
}

// stroke is ink that holds together.
type stroke struct {
	box    image.Rectangle
	pixels []int32 // places in the page's pixels
	sure   bool    // dark enough somewhere
}

// strokes returns the ink outside the print inside a part of the page, and which of them
// each pixel belongs to, -1 for none.
func (p *inked) strokes(within image.Rectangle) ([]stroke, []int32) {
	of := make([]int32, p.w*p.h)
	for i := range of {
		of[i] = -1
	}
	var all []stroke
	var stack []int32
	for y := within.Min.Y; y < within.Max.Y; y++ {
		for x := within.Min.X; x < within.Max.X; x++ {
			start := y*p.w + x
			if of[start] >= 0 || p.masked[start] || p.ink[start] < p.low {
				continue
			}
			s := stroke{box: image.Rect(x, y, x+1, y+1)}
			id := int32(len(all))
			of[start] = id
			stack = append(stack[:0], int32(start))
			for len(stack) > 0 {
				at := int(stack[len(stack)-1])
				stack = stack[:len(stack)-1]
				s.pixels = append(s.pixels, int32(at))
				if p.ink[at] >= p.high {
					s.sure = true
				}
				px, py := at%p.w, at/p.w
				s.box = s.box.Union(image.Rect(px, py, px+1, py+1))
				for dy := -1; dy <= 1; dy++ {
					for dx := -1; dx <= 1; dx++ {
						nx, ny := px+dx, py+dy
						if nx < within.Min.X || ny < within.Min.Y || nx >= within.Max.X || ny >= within.Max.Y {
							continue
						}
						next := ny*p.w + nx
						if of[next] < 0 && !p.masked[next] && p.ink[next] >= p.low {
							of[next] = id
							stack = append(stack, int32(next))
						}
					}
				}
			}
			all = append(all, s)
		}
	}
	return all, of
}
