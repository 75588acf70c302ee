package scan

import (
	"image"
	"math"

	"openday/app/sheet"
)

// warp maps a page's mm to a picture's pixels: a homography, and before it what the paper
// is bent, known at the nodes of a grid.
type warp struct {
	h             homography
	width, height float64 // mm
	nx, ny        int     // nodes
	dx, dy        []float64
}

// nodeStep is about how far the nodes lie apart, mm.
const nodeStep = 20

func newWarp(h homography, width, height float64) *warp {
	w := &warp{h: h, width: width, height: height, nx: int(width/nodeStep) + 2, ny: int(height/nodeStep) + 2}
	w.dx, w.dy = make([]float64, w.nx*w.ny), make([]float64, w.nx*w.ny)
	return w
}

// around returns the node left above a place, and how far right and below it that lies.
func (w *warp) around(p point) (node int, fx, fy float64) {
	x := max(0, min(p.x/w.width*float64(w.nx-1), float64(w.nx-1)-1e-9))
	y := max(0, min(p.y/w.height*float64(w.ny-1), float64(w.ny-1)-1e-9))
	return int(y)*w.nx + int(x), x - math.Floor(x), y - math.Floor(y)
}

func (w *warp) at(p point) point {
	n, fx, fy := w.around(p)
	mix := func(d []float64) float64 {
		return (d[n]*(1-fx)+d[n+1]*fx)*(1-fy) + (d[n+w.nx]*(1-fx)+d[n+w.nx+1]*fx)*fy
	}
	return w.h.at(point{p.x + mix(w.dx), p.y + mix(w.dy)})
}

// lattice is how far apart the places are that are mapped one by one, pixels of the
// straightened page; between them the map is straight.
const lattice = 8

// straighten sets planes straight, so many pixels a millimetre. The planes are the picture
// reduced by shrink.
func (w *warp) straighten(planes []plane, res, shrink float64) []plane {
	ow, oh := int(w.width*res+0.5), int(w.height*res+0.5)
	out := make([]plane, len(planes))
	for k := range out {
		out[k] = newPlane(ow, oh)
	}
	gw, gh := ow/lattice+2, oh/lattice+2
	grid := make([]point, gw*gh)
	for y := range gh {
		for x := range gw {
			q := w.at(point{(float64(x*lattice) + 0.5) / res, (float64(y*lattice) + 0.5) / res})
			grid[y*gw+x] = point{(q.x+0.5)/shrink - 0.5, (q.y+0.5)/shrink - 0.5}
		}
	}
	for y := range oh {
		fy := float64(y%lattice) / lattice
		for gx := range gw - 1 {
			a, b := grid[y/lattice*gw+gx], grid[y/lattice*gw+gx+1]
			c, d := grid[(y/lattice+1)*gw+gx], grid[(y/lattice+1)*gw+gx+1]
			from := point{a.x + (c.x-a.x)*fy, a.y + (c.y-a.y)*fy}
			step := point{(b.x + (d.x-b.x)*fy - from.x) / lattice, (b.y + (d.y-b.y)*fy - from.y) / lattice}
			for i := range min(lattice, ow-gx*lattice) {
				x, y0 := from.x+step.x*float64(i), from.y+step.y*float64(i)
				at := y*ow + gx*lattice + i
				sample(planes, x, y0, at, out)
			}
		}
	}
	return out
}

// sample writes what planes show at a place between pixels.
func sample(planes []plane, x, y float64, at int, out []plane) {
	p := planes[0]
	if !(x > 0) {
		x = 0
	}
	if !(y > 0) {
		y = 0
	}
	x, y = min(x, float64(p.w-1)), min(y, float64(p.h-1))
	x0, y0 := int(x), int(y)
	fx, fy := int32((x-float64(x0))*256), int32((y-float64(y0))*256)
	a := y0*p.w + x0
	right, down := 1, p.w
	if x0+1 >= p.w {
		right = 0
	}
	if y0+1 >= p.h {
		down = 0
	}
	for k, p := range planes {
		top := int32(p.pix[a])*(256-fx) + int32(p.pix[a+right])*fx
		bottom := int32(p.pix[a+down])*(256-fx) + int32(p.pix[a+down+right])*fx
		out[k].pix[at] = uint8((top*(256-fy) + bottom*fy + 1<<15) >> 16)
	}
}

// printedAt returns how much of each pixel is printed, at so many pixels a millimetre.
func printedAt(printed *image.Gray, w, h int) []float32 {
	out := make([]float32, w*h)
	counts := make([]float32, w*h)
	pw, ph := printed.Rect.Dx(), printed.Rect.Dy()
	for y := range ph {
		to := y * h / ph * w
		for x := range pw {
			at := to + x*w/pw
			counts[at]++
			if printed.Pix[y*printed.Stride+x] > 0 {
				out[at]++
			}
		}
	}
	for i, n := range counts {
		if n > 0 {
			out[i] /= n
		}
	}
	return out
}

// darkness returns how dark each pixel is against the paper about it, 0 to 1.
func darkness(p plane, res float64) []float32 {
	paper := paperOf(p, int(8*res), 0.8)
	out := make([]float32, len(p.pix))
	for i, v := range p.pix {
		if around := float32(paper.pix[i]); around > 8 {
			out[i] = max(0, (around-float32(v))/around)
		}
	}
	return out
}

// smooth blurs by three pixels each way, twice.
func smooth(a []float32, w, h int) {
	line := make([]float32, max(w, h))
	pass := func(n, step, from int) {
		for i := range n {
			line[i] = a[from+i*step]
		}
		for i := range n {
			a[from+i*step] = (line[max(0, i-1)] + line[i] + line[min(n-1, i+1)]) / 3
		}
	}
	for range 2 {
		for y := range h {
			pass(w, 1, y*w)
		}
		for x := range w {
			pass(h, w, x)
		}
	}
}

// level is one round of matching: at a resolution, with the paper so stiff.
type level struct {
	res, stiff float64
	rounds     int
}

var levels = []level{{1, 30, 5}, {2, 3, 4}, {4, 0.5, 3}}

// match bends the warp until the picture lies on the printed page, and returns how alike
// they are, up to 1.
func (w *warp) match(grey plane, printed *image.Gray) float64 {
	pyramid := []plane{grey}
	for len(pyramid) < 5 {
		pyramid = append(pyramid, pyramid[len(pyramid)-1].halved())
	}
	ppm := math.Sqrt(math.Abs(w.h.size(point{w.width / 2, w.height / 2})))
	alike := 0.0
	for _, l := range levels {
		k := max(0, min(len(pyramid)-1, int(math.Log2(max(1, ppm/l.res))+0.3)))
		ow, oh := int(w.width*l.res+0.5), int(w.height*l.res+0.5)
		target := printedAt(printed, ow, oh)
		smooth(target, ow, oh)
		for range l.rounds {
			now := w.straighten(pyramid[k:k+1], l.res, float64(int(1)<<k))[0]
			seen := darkness(now, l.res)
			smooth(seen, ow, oh)
			step := 0.0
			alike, step = w.bend(seen, target, ow, oh, l)
			if step < 0.02/l.res {
				break
			}
		}
	}
	return alike
}

// bend does one step of Gauss and Newton towards the target, and returns how alike the
// two were before it and the largest move of a node, mm.
func (w *warp) bend(seen, target []float32, ow, oh int, l level) (alike, step float64) {
	var st, tt, ss float64
	for i, t := range target {
		s := float64(seen[i])
		st, tt, ss = st+s*float64(t), tt+float64(t)*float64(t), ss+s*s
	}
	if tt == 0 || ss == 0 {
		return 0, 0
	}
	alike = st / math.Sqrt(tt*ss)
	gain := float32(max(0.15, st/tt))
	n := w.nx * w.ny
	size := 2 * n
	a := make([]float64, size*size)
	b := make([]float64, size)
	for y := 1; y < oh-1; y++ {
		for x := 1; x < ow-1; x++ {
			i := y*ow + x
			gx := (seen[i+1] - seen[i-1] + gain*(target[i+1]-target[i-1])) / 4 * float32(l.res)
			gy := (seen[i+ow] - seen[i-ow] + gain*(target[i+ow]-target[i-ow])) / 4 * float32(l.res)
			if gx*gx+gy*gy < 0.0016*float32(l.res) {
				continue
			}
			r := float64(gain*target[i] - seen[i])
			weight := 1 / (1 + (r/0.2)*(r/0.2))
			node, fx, fy := w.around(point{(float64(x) + 0.5) / l.res, (float64(y) + 0.5) / l.res})
			nodes := [4]int{node, node + 1, node + w.nx, node + w.nx + 1}
			parts := [4]float64{(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy}
			var of [8]int
			var j [8]float64
			for k := range nodes {
				of[k], j[k] = nodes[k], parts[k]*float64(gx)
				of[4+k], j[4+k] = n+nodes[k], parts[k]*float64(gy)
			}
			for p := range of {
				jp := j[p] * weight
				b[of[p]] += jp * r
				for q := range of {
					a[of[p]*size+of[q]] += jp * j[q]
				}
			}
		}
	}
	trace := 0.0
	for i := range size {
		trace += a[i*size+i]
	}
	unit := max(trace/float64(size), 1e-9)
	// What is stiff withstands being bent, not being moved.
	hold := func(weight float64, nodes []int, parts []float64) {
		for half, d := range [2][]float64{w.dx, w.dy} {
			now := 0.0
			for k, node := range nodes {
				now += parts[k] * d[node]
			}
			for p, node := range nodes {
				b[half*n+node] -= weight * parts[p] * now
				for q, other := range nodes {
					a[(half*n+node)*size+half*n+other] += weight * parts[p] * parts[q]
				}
			}
		}
	}
	for y := range w.ny {
		for x := range w.nx {
			i := y*w.nx + x
			hold(unit*1e-3, []int{i}, []float64{1})
			if x > 0 && x < w.nx-1 {
				hold(unit*l.stiff, []int{i - 1, i, i + 1}, []float64{1, -2, 1})
			}
			if y > 0 && y < w.ny-1 {
				hold(unit*l.stiff, []int{i - w.nx, i, i + w.nx}, []float64{1, -2, 1})
			}
			if x > 0 && y > 0 {
				hold(unit*l.stiff, []int{i, i - 1, i - w.nx, i - w.nx - 1}, []float64{1, -1, -1, 1})
			}
		}
	}
	move, ok := solve(a, b, size)
	if !ok {
		return alike, 0
	}
	const most = 3 // mm a step
	for i := range n {
		mx, my := max(-most, min(most, move[i])), max(-most, min(most, move[n+i]))
		w.dx[i] += mx
		w.dy[i] += my
		step = max(step, math.Abs(mx), math.Abs(my))
	}
	return alike, step
}

// solve solves a symmetric positive definite system by Cholesky, in place.
func solve(a, b []float64, n int) ([]float64, bool) {
	for i := range n {
		row := a[i*n : i*n+i+1]
		for j := range i + 1 {
			other := a[j*n : j*n+j+1]
			sum := row[j]
			for k := range j {
				sum -= row[k] * other[k]
			}
			if i > j {
				row[j] = sum / other[j]
				continue
			}
			if !(sum > 0) {
				return nil, false
			}
			row[j] = math.Sqrt(sum)
		}
	}
	for i := range n {
		for k := range i {
			b[i] -= a[i*n+k] * b[k]
		}
		b[i] /= a[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		for k := i + 1; k < n; k++ {
			b[i] -= a[k*n+i] * b[k]
		}
		b[i] /= a[i*n+i]
	}
	return b, true
}

// pageOf gathers what of a picture is a known page, set straight by its marks and then by
// what is printed on it.
func pageOf(p shot, f found, page sheet.Page) (*warp, *image.Gray, float64, error) {
	printed, err := page.Printed.Unpack()
	if err != nil {
		return nil, nil, 0, err
	}
	w := newWarp(f.h, page.Width, page.Height)
	return w, printed, w.match(p.grey, printed), nil
}
