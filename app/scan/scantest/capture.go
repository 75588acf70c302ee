package scantest

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"

	"golang.org/x/image/tiff"
)

// Mode is how a scanner sees.
type Mode int

// The modes of scanners.
const (
	Colour Mode = iota
	Grey
	Line // black and white
)

// surface is what a point in mm of a captured page looks like.
type surface struct {
	img           *image.RGBA
	width, height float64
}

// at returns the colour at a place in mm, and reports whether the page reaches so far.
func (s surface) at(x, y float64) (c [3]float64, on bool) {
	if x < 0 || y < 0 || x >= s.width || y >= s.height {
		return c, false
	}
	px, py := x*drawn-0.5, y*drawn-0.5
	x0, y0 := int(math.Floor(px)), int(math.Floor(py))
	fx, fy := px-float64(x0), py-float64(y0)
	w, h := s.img.Rect.Dx(), s.img.Rect.Dy()
	left, right := max(0, min(w-1, x0)), max(0, min(w-1, x0+1))
	top, bottom := max(0, min(h-1, y0)), max(0, min(h-1, y0+1))
	pix := s.img.Pix
	a, b := 4*(top*w+left), 4*(top*w+right)
	d, e := 4*(bottom*w+left), 4*(bottom*w+right)
	for k := range c {
		c[k] = (float64(pix[a+k])*(1-fx)+float64(pix[b+k])*fx)*(1-fy) + (float64(pix[d+k])*(1-fx)+float64(pix[e+k])*fx)*fy
	}
	return c, true
}

func surfaceOf(page *image.RGBA) surface {
	return surface{page, float64(page.Rect.Dx()) / drawn, float64(page.Rect.Dy()) / drawn}
}

// Scan scans a page as an office's copier does: a little skewed, maybe upside down,
// with dust. The file is a JPEG, PNG or TIFF.
func Scan(r *rand.Rand, page *image.RGBA, mode Mode, dpi int) (file []byte, name string) {
	s := surfaceOf(page)
	scale := float64(dpi) / 25.4
	w, h := int(s.width*scale), int(s.height*scale)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	skew := max(-3, min(3, r.NormFloat64()*1.2)) * math.Pi / 180
	sin, cos := math.Sin(skew), math.Cos(skew)
	stretch := 1 + r.NormFloat64()*0.004
	dx, dy := r.NormFloat64()*1.2, r.NormFloat64()*1.2
	turned := r.IntN(5) == 0
	white := 238 + 17*r.Float64()
	tint := [3]float64{1, 1, 0.97 + 0.03*r.Float64()}
	black := 40 * r.Float64()
	noise := 1 + 4*r.Float64()
	shine := 0.0
	if r.IntN(4) == 0 {
		shine = 0.06 * r.Float64() // the other side shows through
	}
	for y := range h {
		for x := range w {
			mx, my := (float64(x)+0.5)/scale-s.width/2, (float64(y)+0.5)/scale-s.height/2
			if turned {
				mx, my = -mx, -my
			}
			px, py := (mx*cos-my*sin)*stretch+s.width/2+dx, (mx*sin+my*cos)*stretch+s.height/2+dy
			c, on := s.at(px, py)
			if !on {
				c = [3]float64{255, 255, 255}
			}
			through := 0.0
			if shine > 0 {
				if back, on := s.at(s.width-px, py); on {
					through = (255 - back[1]) * shine
				}
			}
			at := out.PixOffset(x, y)
			n := r.NormFloat64() * noise
			for k := range c {
				out.Pix[at+k] = clamp((black+(c[k]-through)/255*(white-black))*tint[k] + n)
			}
			out.Pix[at+3] = 255
		}
	}
	for range r.IntN(12) {
		x, y, dark := r.IntN(w), r.IntN(h), uint8(60+r.IntN(120))
		for i := range 1 + r.IntN(3) {
			out.SetRGBA(min(w-1, x+i), y, color.RGBA{dark, dark, dark, 255})
		}
	}
	if mode == Colour {
		return jpegOf(out, 60+r.IntN(31)), "scan.jpg"
	}
	grey := image.NewGray(out.Rect)
	threshold := uint8(150 + r.IntN(50))
	for i := range grey.Pix {
		grey.Pix[i] = uint8((299*int(out.Pix[4*i]) + 587*int(out.Pix[4*i+1]) + 114*int(out.Pix[4*i+2])) / 1000)
	}
	if mode == Grey {
		return jpegOf(grey, 60+r.IntN(31)), "scan.jpg"
	}
	for i, v := range grey.Pix {
		grey.Pix[i] = 255
		if v < threshold {
			grey.Pix[i] = 0
		}
	}
	var file1 bytes.Buffer
	var err error
	name = "scan.png"
	if r.IntN(2) == 0 {
		name = "scan.tif"
		err = tiff.Encode(&file1, grey, &tiff.Options{Compression: tiff.Deflate})
	} else {
		err = (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&file1, grey)
	}
	if err != nil {
		panic(err) // a buffer refuses nothing
	}
	return file1.Bytes(), name
}

func clamp(v float64) uint8 { return uint8(max(0, min(255, v+0.5))) }

func jpegOf(img image.Image, quality int) []byte {
	var file bytes.Buffer
	if err := jpeg.Encode(&file, img, &jpeg.Options{Quality: quality}); err != nil {
		panic(err) // a buffer refuses nothing
	}
	return file.Bytes()
}

// Photo photographs a page that lies on a desk with a telephone: up to so many degrees
// aslant, curled, with a shadow, blurred, and noted in EXIF how it was held.
func Photo(r *rand.Rand, page *image.RGBA, tilt float64) (file []byte, name string) {
	s := surfaceOf(page)
	long := 2400 + r.IntN(1200)
	wide := long * 3 / 4
	// The camera looks at the middle of the page, turned about an axis in its plane.
	distance := 420 + 160*r.Float64()
	angle := tilt * r.Float64() * math.Pi / 180
	axis := 2 * math.Pi * r.Float64()
	roll := max(-0.3, min(0.3, r.NormFloat64()*0.08))
	if s.width > s.height {
		roll += math.Pi / 2
	}
	quarter := r.IntN(4) // how the telephone was held
	focal := float64(long) / (math.Max(s.height, s.width) * (1.12 + 0.15*r.Float64())) * distance
	curl := r.NormFloat64() * 2.5 // mm
	if r.IntN(2) == 0 {
		curl *= 0.2
	}
	along := r.IntN(2) == 0
	height := func(x, y float64) float64 {
		t := y/s.height + 0.5
		if along {
			t = x/s.width + 0.5
		}
		return curl * math.Sin(math.Pi*max(-0.2, min(1.2, t)))
	}
	// Rows of the matrix that turns the page into the camera's frame.
	ax, ay := math.Cos(axis), math.Sin(axis)
	c, sn := math.Cos(angle), math.Sin(angle)
	m := [3][3]float64{{c + ax*ax*(1-c), ax * ay * (1 - c), ay * sn}, {ax * ay * (1 - c), c + ay*ay*(1-c), -ax * sn}, {-ay * sn, ax * sn, c}}
	w, h := wide, long
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	desk := [3]float64{60 + 120*r.Float64(), 50 + 100*r.Float64(), 40 + 90*r.Float64()}
	light := [3]float64{0.8 + 0.15*r.Float64(), 0.78 + 0.15*r.Float64(), 0.66 + 0.27*r.Float64()}
	shadeAngle, shadeAt, shade, shadeSoft := 2*math.Pi*r.Float64(), 60*r.NormFloat64(), 0.25+0.4*r.Float64(), 5+25*r.Float64()
	if r.IntN(3) == 0 {
		shade = 0
	}
	fall := r.Float64() * 0.3
	noise := 1 + 4*r.Float64()
	sr, cr := math.Sin(roll), math.Cos(roll)
	for y := range h {
		for x := range w {
			u, v := (float64(x)-float64(w)/2)/focal, (float64(y)-float64(h)/2)/focal
			u, v = u*cr-v*sr, u*sr+v*cr
			// The ray (u, v, 1)·t - (0, 0, distance) in the page's frame, met with z = height.
			ox, oy, oz := -m[2][0]*distance, -m[2][1]*distance, -m[2][2]*distance
			rx, ry, rz := m[0][0]*u+m[1][0]*v+m[2][0], m[0][1]*u+m[1][1]*v+m[2][1], m[0][2]*u+m[1][2]*v+m[2][2]
			z, px, py := 0.0, 0.0, 0.0
			for range 3 {
				t := (z - oz) / rz
				px, py = ox+rx*t, oy+ry*t
				z = -height(px, py)
			}
			col, on := s.at(px+s.width/2, py+s.height/2)
			if !on {
				grain := math.Sin(px*0.9+math.Sin(py*0.13)*4) * 8
				col = [3]float64{desk[0] + grain, desk[1] + grain, desk[2] + grain}
			}
			bright := 1 - fall*(px/s.width+0.5)
			if shade > 0 {
				d := px*math.Cos(shadeAngle) + py*math.Sin(shadeAngle) - shadeAt
				bright *= 1 - shade/(1+math.Exp(-d/shadeSoft*4))
			}
			at := out.PixOffset(x, y)
			for k := range col {
				out.Pix[at+k] = clamp((18 + col[k]*0.93) * light[k] * bright)
			}
			out.Pix[at+3] = 255
		}
	}
	blur(out, 0.4+1.1*r.Float64())
	for i := 0; i < len(out.Pix); i += 4 {
		n := r.NormFloat64() * noise
		for k := range 3 {
			out.Pix[i+k] = clamp(float64(out.Pix[i+k]) + n)
		}
	}
	orientation := []int{1, 6, 3, 8}[quarter]
	return withOrientation(jpegOf(heldAs(out, quarter), 55+r.IntN(36)), orientation), "IMG.jpg"
}

// heldAs turns a picture as the sensor sees it that must be turned by so many quarters
// to the right to stand upright.
func heldAs(p *image.RGBA, quarters int) *image.RGBA {
	for range quarters {
		w, h := p.Rect.Dx(), p.Rect.Dy()
		q := image.NewRGBA(image.Rect(0, 0, h, w))
		for y := range h {
			for x := range w {
				copy(q.Pix[q.PixOffset(y, w-1-x):][:4], p.Pix[p.PixOffset(x, y):][:4])
			}
		}
		p = q
	}
	return p
}

// withOrientation notes in a JPEG how the camera was held.
func withOrientation(file []byte, orientation int) []byte {
	part := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(part[24:], uint16(orientation))
	head := []byte{0xff, 0xd8, 0xff, 0xe1, 0, 0}
	binary.BigEndian.PutUint16(head[4:], uint16(len(part)+2))
	return append(append(head, part...), file[2:]...)
}

// blur blurs by a Gaussian of so many pixels.
func blur(p *image.RGBA, sigma float64) {
	const reach = 4
	var kernel [2*reach + 1]float64
	sum := 0.0
	for i := range kernel {
		d := float64(i - reach)
		kernel[i] = math.Exp(-d * d / (2 * sigma * sigma))
		sum += kernel[i]
	}
	w, h := p.Rect.Dx(), p.Rect.Dy()
	pass := func(n, lines, step, line int) {
		row := make([]float64, n)
		for l := range lines {
			for k := range 3 {
				at := l*line + k
				for i := range n {
					row[i] = float64(p.Pix[at+i*step])
				}
				for i := range n {
					v := 0.0
					for j, weight := range kernel {
						v += weight * row[max(0, min(n-1, i+j-reach))]
					}
					p.Pix[at+i*step] = clamp(v / sum)
				}
			}
		}
	}
	pass(w, h, 4, 4*w)
	pass(h, w, 4*w, 4)
}
