package sheet

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"image"
	"image/color"
	"io"
)

// Resolution is how many pixels a Bitmap has for each millimetre, some 150 dpi: a
// hair line is not lost, and a page takes some 20 kB.
const Resolution = 6

// Bitmap is a printed page in black and white, packed; the zero Bitmap is none.
type Bitmap struct {
	Width, Height int    // pixels
	Packed        []byte // eight pixels a byte, a row filled up to bytes, deflated
}

// inkAt is how dark a pixel of a drawn page counts as printed: a hair line that
// lies over two pixels is a grey in both.
const inkAt = 200

// NewBitmap packs a drawn page of so many millimetres, whatever its resolution: a
// pixel is printed where anything in it is.
func NewBitmap(page image.Image, width, height float64) Bitmap {
	b := Bitmap{Width: int(width*Resolution + 0.5), Height: int(height*Resolution + 0.5)}
	stride := (b.Width + 7) / 8
	bits := make([]byte, stride*b.Height)
	from := page.Bounds()
	dark := darkness(page)
	for y := range from.Dy() {
		to := y * b.Height / max(1, from.Dy())
		for x := range from.Dx() {
			if dark(from.Min.X+x, from.Min.Y+y) {
				at := x * b.Width / max(1, from.Dx())
				bits[to*stride+at/8] |= 0x80 >> (at % 8)
			}
		}
	}
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.BestCompression)
	if err == nil {
		_, err = w.Write(bits)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil { // neither a level nor a buffer refuses
		return Bitmap{}
	}
	b.Packed = packed.Bytes()
	return b
}

// darkness returns what tells whether a pixel is printed, quick for the pictures that
// the drawers of pages make.
func darkness(page image.Image) func(x, y int) bool {
	switch p := page.(type) {
	case *image.Gray:
		return func(x, y int) bool { return p.Pix[p.PixOffset(x, y)] < inkAt }
	case *image.RGBA:
		return func(x, y int) bool {
			at := p.PixOffset(x, y)
			return min(p.Pix[at], p.Pix[at+1], p.Pix[at+2]) < inkAt
		}
	default:
		return func(x, y int) bool { return color.GrayModel.Convert(page.At(x, y)).(color.Gray).Y < inkAt }
	}
}

func (b Bitmap) check() error {
	if b.Width == 0 && b.Height == 0 && len(b.Packed) == 0 {
		return nil
	}
	const most = mostSide * Resolution
	if b.Width < 1 || b.Height < 1 || b.Width > most || b.Height > most {
		return fmt.Errorf("a printed page of %d × %d pixels", b.Width, b.Height)
	}
	return nil
}

// Empty reports whether no page is kept.
func (b Bitmap) Empty() bool { return len(b.Packed) == 0 }

// Unpack returns the page: 255 where it is printed, else 0.
func (b Bitmap) Unpack() (*image.Gray, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	if b.Empty() {
		return nil, errors.New("the printed page is not kept")
	}
	stride := (b.Width + 7) / 8
	bits := make([]byte, stride*b.Height)
	if _, err := io.ReadFull(flate.NewReader(bytes.NewReader(b.Packed)), bits); err != nil {
		return nil, fmt.Errorf("the printed page cannot be read: %w", err)
	}
	page := image.NewGray(image.Rect(0, 0, b.Width, b.Height))
	for y := range b.Height {
		for x := range b.Width {
			if bits[y*stride+x/8]&(0x80>>(x%8)) != 0 {
				page.Pix[y*page.Stride+x] = 255
			}
		}
	}
	return page, nil
}
