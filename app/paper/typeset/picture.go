package typeset

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	_ "image/jpeg" // photographs
	"image/png"
	"math"
)

// Picture adds a PNG or JPEG picture, centred, mm wide (0 for the whole width),
// with a caption below it in the given style; an empty caption is left out.
// A picture that is too large for the page is made smaller. Picture and caption
// stay together. Data that is no picture makes PDF fail with an error.
func (d *Document) Picture(data []byte, mm float64, caption string, s Style) {
	p := &picture{data: data, width: mm}
	if caption != "" {
		p.caption = &paragraph{style: s, spans: []Span{{caption, s.Role}}}
	}
	d.blocks = append(d.blocks, p)
}

// picture is a picture in the flow.
type picture struct {
	data    []byte
	width   float64
	caption *paragraph

	ready bool
	kind  string  // as gofpdf calls it
	w, h  float64 // mm
}

func (p *picture) prepare(f *flow) error {
	if p.ready {
		return nil
	}
	p.ready = true
	config, kind, err := image.DecodeConfig(bytes.NewReader(p.data))
	if err != nil || config.Width == 0 || config.Height == 0 {
		return fmt.Errorf("a picture cannot be read, use a PNG or JPEG file: %w", err)
	}
	p.kind = kind
	if kind == "png" || config.ColorModel == color.CMYKModel {
		if p.data, err = plainPNG(p.data); err != nil {
			return fmt.Errorf("a picture cannot be read, use a PNG or JPEG file: %w", err)
		}
		p.kind = "png"
	}
	room := f.page.TextHeight()
	if p.caption != nil {
		if err := p.caption.prepare(f); err != nil {
			return err
		}
		room -= p.caption.height()
	}
	p.w = f.page.TextWidth()
	if p.width > 0 {
		p.w = math.Min(p.w, p.width)
	}
	p.h = p.w * float64(config.Height) / float64(config.Width)
	if p.h > room {
		p.w, p.h = p.w*room/p.h, room
	}
	return nil
}

// plainPNG draws a picture on white and in grey where it has no colour: gofpdf
// reads neither 16-bit nor interlaced PNG files, and transparency is of no use
// on paper.
func plainPNG(data []byte) ([]byte, error) {
	source, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	b := source.Bounds()
	flat := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(flat, flat.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(flat, flat.Bounds(), source, b.Min, draw.Over)
	var plain image.Image = flat
	if isGray(flat) {
		gray := image.NewGray(flat.Bounds())
		for i := range gray.Pix {
			gray.Pix[i] = flat.Pix[4*i]
		}
		plain = gray
	}
	var out bytes.Buffer
	err = png.Encode(&out, plain)
	return out.Bytes(), err
}

func isGray(m *image.RGBA) bool {
	for i := 0; i < len(m.Pix); i += 4 {
		if m.Pix[i] != m.Pix[i+1] || m.Pix[i] != m.Pix[i+2] {
			return false
		}
	}
	return true
}

func (p *picture) height() float64 {
	if p.caption == nil {
		return p.h
	}
	return p.h + p.caption.height()
}

func (p *picture) least() float64 { return p.height() }
func (p *picture) keep() bool     { return false }

func (p *picture) place(f *flow) error {
	if !f.fits(p.height()) && !f.atTop() {
		f.turn()
	}
	x := f.page.Left + (f.page.TextWidth()-p.w)/2
	f.sheet().images = append(f.sheet().images, picturePlace{p, x, f.y, p.w, p.h})
	f.y += p.h
	if p.caption != nil {
		if err := p.caption.place(f); err != nil {
			return err
		}
	}
	f.toGrid()
	return nil
}
