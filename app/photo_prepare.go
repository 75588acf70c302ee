package app

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	_ "image/png" // photos may be of this kind

	scaling "golang.org/x/image/draw"
)

// photoSide is the greatest width and height of a kept photo, pixels: sharp on
// the width of a page, and small in the data file.
const photoSide = 1600

// mostPixels is how large a picture may be that is read, so that a broken or
// hostile file does not take all memory.
const mostPixels = 120_000_000

// preparePhoto reads a JPEG or PNG file and gives it as it is kept: turned the
// way that its camera noted, scaled down, without what the camera noted, such
// as the place.
func preparePhoto(file []byte) (data []byte, media string, err error) {
	size, format, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil || format != "jpeg" && format != "png" {
		return nil, "", Errorf(CodeInvalid, err, "This file is no photo that can be used. Choose a JPG or PNG picture.")
	}
	if size.Width*size.Height > mostPixels {
		return nil, "", Errorf(CodeInvalid, nil, "This photo has %d × %d pixels, too many to be read. Make it smaller first.", size.Width, size.Height)
	}
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, "", Errorf(CodeInvalid, err, "The photo is damaged and cannot be read.")
	}
	picture = upright(scaledDown(picture), orientation(file))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 85}); err != nil {
		return nil, "", Errorf(CodeInternal, err, "The photo could not be kept.")
	}
	return out.Bytes(), "image/jpeg", nil
}

// scaledDown gives a picture on white, no side longer than photoSide.
func scaledDown(p image.Image) *image.RGBA {
	b := p.Bounds()
	w, h := b.Dx(), b.Dy()
	if longest := max(w, h); longest > photoSide {
		w, h = max(1, w*photoSide/longest), max(1, h*photoSide/longest)
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	scaling.Draw(out, out.Bounds(), image.White, image.Point{}, scaling.Src)
	scaling.CatmullRom.Scale(out, out.Bounds(), p, b, scaling.Over, nil)
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
	const asTaken = 1
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		marker, length := file[at+1], int(binary.BigEndian.Uint16(file[at+2:]))
		if marker == 0xda || length < 2 || at+2+length > len(file) {
			break
		}
		if part := file[at+4 : at+2+length]; marker == 0xe1 && bytes.HasPrefix(part, []byte("Exif\x00\x00")) {
			return orientationOf(part[6:])
		}
		at += 2 + length
	}
	return asTaken
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
