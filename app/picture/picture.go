// Package picture makes photos ready to be kept: upright, scaled down, without what
// the camera noted, and never so large that they take all memory.
package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	_ "image/png" // photos may be of this kind
	"openday/app"

	scaling "golang.org/x/image/draw"
)

// photoSide is the greatest width and height of a kept photo, pixels: sharp on
// the width of a page, and small in the data file.
const photoSide = 1600

// mostDecoded is how much memory a picture may take that is added, bytes, so
// that a broken or hostile file does not take all of it: a camera's 100 million
// pixels fit.
const mostDecoded = 400 << 20

// mostKeptPixels is how large a photo may be that is kept already. Those that
// were added here are never that large; those of a hand-over file may be.
const mostKeptPixels = 12_000_000

// Prepare reads a JPEG or PNG file and gives it as it is kept: turned the
// way that its camera noted, scaled down, without what the camera noted, such
// as the place.
func Prepare(file []byte) (data []byte, media string, err error) {
	size, err := measured(file)
	if err != nil {
		return nil, "", err
	}
	if size.decoded() > mostDecoded {
		return nil, "", tooManyPixels(size)
	}
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, "", app.Errorf(app.CodeInvalid, err, "The photo is damaged and cannot be read.")
	}
	picture = upright(scaledDown(picture), orientation(file))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 85}); err != nil {
		return nil, "", app.Errorf(app.CodeInternal, err, "The photo could not be kept.")
	}
	return out.Bytes(), "image/jpeg", nil
}

// Sound returns why a photo cannot be shown or printed, nil where it can. It
// reads no more of it than the bounds allow.
func Sound(data []byte) error {
	size, err := measured(data)
	switch {
	case err != nil:
		return err
	case size.pixels() > mostKeptPixels:
		return tooManyPixels(size)
	case size.format == "jpeg":
		return nil // papers take it as it is
	}
	return decodes(data)
}

// decodes returns why a photo cannot be read to its end.
func decodes(data []byte) error {
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return app.Errorf(app.CodeInvalid, err, "The photo is damaged and cannot be read.")
	}
	return nil
}

// Received returns a photo of a hand-over file as it is kept: as it came where it
// is as this program keeps photos, else made so.
func Received(p app.Photo) (app.Photo, error) {
	size, err := measured(p.Data)
	if err != nil {
		return p, err
	}
	if size.pixels() > mostKeptPixels {
		return p, tooManyPixels(size)
	}
	if size.format == "jpeg" && max(size.Width, size.Height) <= photoSide {
		p.Media = "image/jpeg"
		return p, decodes(p.Data)
	}
	p.Data, p.Media, err = Prepare(p.Data)
	return p, err
}

// measure is what the head of a picture says.
type measure struct {
	image.Config
	format string
	file   []byte
}

// measured reads the head of a JPEG or PNG file.
func measured(file []byte) (measure, error) {
	c, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err == nil && (c.Width <= 0 || c.Height <= 0) {
		err = errors.New("a picture without pixels")
	}
	if err != nil || format != "jpeg" && format != "png" {
		return measure{}, app.Errorf(app.CodeInvalid, err, "This file is no photo that can be used. Choose a JPG or PNG picture.")
	}
	return measure{c, format, file}, nil
}

// Decoded estimates by the head of a JPEG or PNG file how many bytes it takes to decode
// it.
func Decoded(file []byte) (int, error) {
	m, err := measured(file)
	if err != nil {
		return 0, err
	}
	return m.decoded(), nil
}

func (m measure) pixels() int { return m.Width * m.Height }

// decoded estimates how many bytes it takes to decode the picture.
func (m measure) decoded() int {
	each := 4
	switch m.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model, color.CMYKModel:
		each = 8
	}
	const interlace = 28 // where a PNG says that it is interlaced
	switch {
	case m.format == "png" && m.file[interlace] != 0:
		each *= 2
	case m.format == "jpeg":
		each += progressive(m.file)
	}
	return m.pixels() * each
}

func tooManyPixels(m measure) error {
	return app.Errorf(app.CodeInvalid, nil, "This photo has %d × %d pixels, too many to be read. Make it smaller first.", m.Width, m.Height)
}

// scaledDown returns a picture on white, no side longer than photoSide.
func scaledDown(p image.Image) *image.RGBA {
	b := p.Bounds()
	w, h := b.Dx(), b.Dy()
	if longest := max(w, h); longest > photoSide {
		w, h = max(1, w*photoSide/longest), max(1, h*photoSide/longest)
		// The fine scaling takes memory by the height of what it scales.
		if by := longest / (2 * photoSide); by > 1 {
			p = shrunk(p, by)
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	scaling.Draw(out, out.Bounds(), image.White, image.Point{}, scaling.Src)
	scaling.CatmullRom.Scale(out, out.Bounds(), p, p.Bounds(), scaling.Over, nil)
	return out
}

// shrunk returns a picture a whole number of times smaller: each pixel is the
// mean of a square.
func shrunk(p image.Image, by int) *image.RGBA {
	b := p.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, max(1, b.Dx()/by), max(1, b.Dy()/by)))
	rows := image.NewRGBA(image.Rect(0, 0, b.Dx(), by))
	for y := range out.Rect.Dy() {
		clear(rows.Pix)
		draw.Draw(rows, rows.Rect, p, image.Pt(b.Min.X, b.Min.Y+y*by), draw.Src)
		high := min(by, b.Dy()-y*by)
		for x := range out.Rect.Dx() {
			wide := min(by, b.Dx()-x*by)
			var sum [4]int
			for row := range high {
				line := rows.Pix[row*rows.Stride+4*x*by:]
				for i := range 4 * wide {
					sum[i%4] += int(line[i])
				}
			}
			to := out.Pix[y*out.Stride+4*x:]
			for i := range sum {
				to[i] = uint8(sum[i] / (wide * high))
			}
		}
	}
	return out
}

// upright turns and mirrors a picture as an orientation of EXIF says.
func upright(p *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return p
	}
	w, h := p.Rect.Dx(), p.Rect.Dy()
	size := image.Rect(0, 0, w, h)
	if orientation >= 5 {
		size = image.Rect(0, 0, h, w)
	}
	out := image.NewRGBA(size)
	for y := range h {
		for x := range w {
			left, top, right, bottom := x, y, w-1-x, h-1-y
			var to image.Point
			switch orientation {
			case 2:
				to = image.Pt(right, top)
			case 3:
				to = image.Pt(right, bottom)
			case 4:
				to = image.Pt(left, bottom)
			case 5:
				to = image.Pt(top, left)
			case 6:
				to = image.Pt(bottom, left)
			case 7:
				to = image.Pt(bottom, right)
			case 8:
				to = image.Pt(top, right)
			}
			out.SetRGBA(to.X, to.Y, p.RGBAAt(x, y))
		}
	}
	return out
}

// orientation reads how a JPEG's camera was held: 1 to 8 as EXIF 2.3 has it, 1
// where the file does not say.
func orientation(file []byte) int {
	o := 1 // as taken
	segments(file, func(marker byte, part []byte) bool {
		if marker != 0xe1 || !bytes.HasPrefix(part, []byte("Exif\x00\x00")) {
			return true
		}
		o = orientationOf(part[6:])
		return false
	})
	return o
}

// progressive returns how many bytes a pixel of a JPEG takes that comes in several
// passes: its coefficients are gathered before there is a pixel. It is 0 where
// the JPEG comes in one.
func progressive(file []byte) int {
	const component, each = 3, 4 // bytes of a component's description, and of a coefficient
	bytes := 0
	segments(file, func(marker byte, part []byte) bool {
		if marker != 0xc2 || len(part) < 6 {
			return true
		}
		samples, most := 0, 1
		for at := 6; at+component <= len(part); at += component {
			n := int(part[at+1]>>4) * int(part[at+1]&15)
			samples, most = samples+n, max(most, n)
		}
		bytes = (each*samples + most - 1) / most
		return false
	})
	return bytes
}

// segments goes through the parts of a JPEG before its pixels, until look
// returns false.
func segments(file []byte, look func(marker byte, part []byte) bool) {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker, length := file[at+1], int(binary.BigEndian.Uint16(file[at+2:]))
		if marker == 0xda || length < 2 || at+2+length > len(file) || !look(marker, file[at+4:at+2+length]) {
			return
		}
		at += 2 + length
	}
}

// orientationOf reads the first directory of the TIFF within EXIF.
func orientationOf(tiff []byte) int {
	const asTaken, tagOrientation, entry = 1, 0x0112, 12
	var order binary.ByteOrder = binary.LittleEndian
	switch {
	case bytes.HasPrefix(tiff, []byte("MM")):
		order = binary.BigEndian
	case !bytes.HasPrefix(tiff, []byte("II")):
		return asTaken
	}
	if len(tiff) < 8 {
		return asTaken
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 0 || at+2 > len(tiff) {
		return asTaken
	}
	for n := range int(order.Uint16(tiff[at:])) {
		from := at + 2 + n*entry
		if from+entry > len(tiff) {
			break
		}
		if order.Uint16(tiff[from:]) == tagOrientation {
			if o := int(order.Uint16(tiff[from+8:])); o >= 1 && o <= 8 {
				return o
			}
		}
	}
	return asTaken
}
