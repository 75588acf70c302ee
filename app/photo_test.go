package app

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
)

// shot is a picture whose left half is black, noted as taken in an orientation.
func shot(t *testing.T, w, h, orientation int) []byte {
	t.Helper()
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{255, 255, 255, 255}
			if x < w/2 {
				c = color.RGBA{0, 0, 0, 255}
			}
			p.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, p, nil); err != nil {
		t.Fatal(err)
	}
	tiff := binary.BigEndian.AppendUint32([]byte("MM\x00\x2a"), 8)
	tiff = binary.BigEndian.AppendUint16(tiff, 1)
	tiff = append(tiff, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(orientation), 0, 0)
	part := append([]byte("Exif\x00\x00"), tiff...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(part)+2))
	return append(append(head, part...), out.Bytes()[2:]...)
}

func TestPhotosAreTurnedUprightAndMadeSmaller(t *testing.T) {
	at := map[int]image.Point{ // the middle of the black half
		1: {25, 25}, 2: {75, 25}, 3: {75, 25}, 4: {25, 25}, 5: {25, 25}, 6: {25, 25}, 7: {25, 75}, 8: {25, 75},
	}
	for orientation, black := range at {
		data, media, err := preparePhoto(shot(t, 3200, 1600, orientation))
		if err != nil || media != "image/jpeg" {
			t.Fatal(media, err)
		}
		p, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		want := image.Pt(1600, 800)
		if orientation >= 5 {
			want = image.Pt(800, 1600)
		}
		if p.Bounds().Size() != want {
			t.Errorf("%d: %v", orientation, p.Bounds())
		}
		dark := func(x, y int) bool { // percent
			r, _, _, _ := p.At(x*want.X/100, y*want.Y/100).RGBA()
			return r < 0x8000
		}
		if !dark(black.X, black.Y) || dark(100-black.X, 100-black.Y) {
			t.Errorf("orientation %d: the black half is elsewhere", orientation)
		}
	}
	var transparent bytes.Buffer
	if err := png.Encode(&transparent, image.NewNRGBA(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	data, _, err := preparePhoto(transparent.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	p, err := jpeg.Decode(bytes.NewReader(data))
	if r, _, _, _ := p.At(5, 5).RGBA(); err != nil || p.Bounds().Dx() != 30 || r < 0xf000 {
		t.Error("a small picture without ground is not kept as it is, on white", err)
	}
}

func TestWhatIsNoPhotoIsRefused(t *testing.T) {
	whole := shot(t, 300, 200, 6)
	for _, file := range [][]byte{nil, []byte("GIF89a"), []byte("text"), whole[:len(whole)/2]} {
		if _, _, err := preparePhoto(file); CodeOf(err) != CodeInvalid {
			t.Errorf("%.10q: %v", file, err)
		}
	}
	for cut := range 120 { // a broken note of the camera is no reason to fail
		orientation(whole[:cut])
	}
}
