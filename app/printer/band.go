package printer

import (
	"fmt"
	"image"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"
)

const (
	// mostDPI is how finely pages are drawn for a printer. What is finer on the
	// printer than that shows no difference and takes four times the memory.
	mostDPI = 600
	// bandBytes bounds the picture that is in memory at a time.
	bandBytes = 16 << 20
)

// device is what a printer says of itself and of the paper in it, in its dots.
type device struct {
	dpiX, dpiY       int
	paperW, paperH   int // the whole sheet
	marginX, marginY int // from the sheet's upper left corner to where the printer can print
	grey             bool
}

// placing is where a page lies on a sheet. The page is drawn at width × height
// dots; each of them is stretchX × stretchY of the printer's.
type placing struct {
	left, top          int // of the page's corner from where the printer can print, the printer's dots
	width, height      int
	stretchX, stretchY int
	turned             bool // a quarter, clockwise: the page lies and the sheet stands, or the other way round
	grey               bool
}

// place puts a page of a size in mm on a sheet: at its true size, never fitted to
// what the printer can reach, and in the middle where the sheet is another size.
func (d device) place(width, height float64) placing {
	p := placing{stretchX: stretch(d.dpiX), stretchY: stretch(d.dpiY), grey: d.grey}
	sheetW, sheetH := float64(d.paperW)/float64(d.dpiX), float64(d.paperH)/float64(d.dpiY)
	if (width > height) != (sheetW > sheetH) && width != height {
		p.turned = true
		width, height = height, width
	}
	dots := func(mm float64, dpi, stretch int) int {
		return int(math.Round(mm / 25.4 * float64(dpi) / float64(stretch)))
	}
	p.width, p.height = dots(width, d.dpiX, p.stretchX), dots(height, d.dpiY, p.stretchY)
	p.left = int(math.Round(float64(d.paperW-p.width*p.stretchX)/2)) - d.marginX
	p.top = int(math.Round(float64(d.paperH-p.height*p.stretchY)/2)) - d.marginY
	return p
}

// stretch is how many dots of a printer one dot of a drawing is.
func stretch(dpi int) int { return max(1, (dpi+mostDPI-1)/mostDPI) }

// bands returns the rows at which a page is cut so that each band takes little
// memory, from 0 to the page's height.
func (p placing) bands() []int {
	rows := max(1, bandBytes/(4*max(p.width, 1)))
	var cuts []int
	for y := 0; y < p.height; y += rows {
		cuts = append(cuts, y)
	}
	return append(cuts, p.height)
}

// band is a strip of a drawn page: blue, green, red and an unused byte a dot,
// from the upper left on.
type band struct {
	width, height int
	dots          []byte
}

// drawBand draws the rows of page n from one up to before another, into the
// memory of a band drawn before.
func (d *Document) drawBand(n int, p placing, from, to int, into *band) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	page, err := d.page(n)
	if err != nil {
		return err
	}
	fail := func(err error) error { return fmt.Errorf("page %d cannot be drawn: %w", n, err) }
	made, err := d.pdf.FPDFBitmap_Create(&requests.FPDFBitmap_Create{Width: p.width, Height: to - from})
	if err != nil {
		return fail(err)
	}
	defer d.pdf.FPDFBitmap_Destroy(&requests.FPDFBitmap_Destroy{Bitmap: made.Bitmap})
	_, err = d.pdf.FPDFBitmap_FillRect(&requests.FPDFBitmap_FillRect{Bitmap: made.Bitmap, Width: p.width, Height: to - from, Color: 0xffffffff})
	if err != nil {
		return fail(err)
	}
	draw := &requests.FPDF_RenderPageBitmap{
		Bitmap: made.Bitmap, Page: page, StartY: -from, SizeX: p.width, SizeY: p.height,
		Flags: enums.FPDF_RENDER_FLAG_ANNOT | enums.FPDF_RENDER_FLAG_PRINTING | enums.FPDF_RENDER_FLAG_RENDER_LIMITEDIMAGECACHE,
	}
	if p.turned {
		draw.Rotate = enums.FPDF_PAGE_ROTATION_90_CW
	}
	if p.grey {
		draw.Flags |= enums.FPDF_RENDER_FLAG_GRAYSCALE
	}
	if _, err = d.pdf.FPDF_RenderPageBitmap(draw); err != nil {
		return fail(err)
	}
	buffer, err := d.pdf.FPDFBitmap_GetBuffer(&requests.FPDFBitmap_GetBuffer{Bitmap: made.Bitmap})
	if err != nil {
		return fail(err)
	}
	if len(buffer.Buffer) < p.width*(to-from)*4 {
		return fail(fmt.Errorf("the picture has %d bytes", len(buffer.Buffer)))
	}
	// The bytes lie in PDFium's memory, which goes away with the bitmap.
	into.width, into.height = p.width, to-from
	into.dots = append(into.dots[:0], buffer.Buffer[:p.width*(to-from)*4]...)
	return nil
}

// ink is the part of a band outside of which it is white.
func (b *band) ink() image.Rectangle {
	var ink image.Rectangle
	for y := range b.height {
		row := b.dots[y*b.width*4 : (y+1)*b.width*4]
		left := 0
		for left < b.width && white(row[left*4:]) {
			left++
		}
		if left == b.width {
			continue
		}
		right := b.width
		for white(row[(right-1)*4:]) {
			right--
		}
		ink = ink.Union(image.Rect(left, y, right, y+1))
	}
	return ink
}

func white(dot []byte) bool { return dot[0] == 255 && dot[1] == 255 && dot[2] == 255 }

// pack returns a part of a band as a printer's driver takes it: the lowest row
// first, each row filled up to four bytes. Bits is 8 where all of it is grey, a
// byte a dot, else 24, blue, green and red.
func (b *band) pack(part image.Rectangle, into []byte) (packed []byte, bits int) {
	bits = 8
	for y := part.Min.Y; y < part.Max.Y && bits == 8; y++ {
		row := b.dots[(y*b.width+part.Min.X)*4 : (y*b.width+part.Max.X)*4]
		for i := 0; i < len(row); i += 4 {
			if row[i] != row[i+1] || row[i] != row[i+2] {
				bits = 24
				break
			}
		}
	}
	packed = into[:0]
	for y := part.Max.Y - 1; y >= part.Min.Y; y-- {
		row := b.dots[(y*b.width+part.Min.X)*4 : (y*b.width+part.Max.X)*4]
		for i := 0; i < len(row); i += 4 {
			packed = append(packed, row[i:i+bits/8]...)
		}
		for len(packed)%4 != 0 {
			packed = append(packed, 0)
		}
	}
	return packed, bits
}
