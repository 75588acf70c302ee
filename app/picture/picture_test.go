package picture

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"openday/app"
	"os"
	"path/filepath"
	"runtime"
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
	const height = 80 // flat, so that it is quickly drawn
	for orientation, black := range at {
		data, media, err := Prepare(shot(t, 2*photoSide, height, orientation))
		if err != nil || media != "image/jpeg" {
			t.Fatal(media, err)
		}
		p, err := jpeg.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		want := image.Pt(photoSide, height/2)
		if orientation >= 5 {
			want = image.Pt(height/2, photoSide)
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
	data, _, err := Prepare(transparent.Bytes())
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
		if _, _, err := Prepare(file); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%.10q: %v", file, err)
		}
	}
	for cut := range 120 { // a broken note of the camera is no reason to fail
		orientation(whole[:cut])
	}
}

// hugePNG is a small file of 40,000 × 40,000 pixels.
func hugePNG(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "huge.png"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// cheap runs something that must take little memory, whoever made what it works
// on.
func cheap(t testing.TB, what string, do func()) {
	t.Helper()
	const megabytes = 500
	if mb := allocated(do); mb > megabytes {
		t.Errorf("%s took %d MB", what, mb)
	}
}

// allocated returns how many megabytes something takes in all.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) >> 20
}

// deep is a PNG with 16 bits a colour.
func deep(t testing.TB, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewNRGBA64(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// barePNG is a PNG of one bit a pixel.
func barePNG(t testing.TB, w, h int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewPaletted(image.Rect(0, 0, w, h), color.Palette{color.White, color.Black})); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// progressiveHead is the head of a JPEG that comes in several passes.
func progressiveHead(w, h uint16) []byte {
	head := []byte{0xff, 0xd8, 0xff, 0xc2, 0, 17, 8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0}
	return append(head, 0xff, 0xda, 0, 2)
}

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`

// tooLarge are small files of photos that would take all memory.
func tooLarge(t testing.TB) map[string][]byte {
	return map[string][]byte{"a small file of many pixels": hugePNG(t), "several passes": progressiveHead(9000, 8000)}
}

func TestAPhotoThatWouldTakeAllMemoryIsRefusedByItsHead(t *testing.T) {
	for name, file := range tooLarge(t) {
		cheap(t, name, func() {
			if _, _, err := Prepare(file); app.CodeOf(err) != app.CodeInvalid {
				t.Errorf("%s is added: %v", name, err)
			}
			if err := Sound(file); app.CodeOf(err) != app.CodeInvalid {
				t.Errorf("%s is sound: %v", name, err)
			}
			if _, err := Received(app.Photo{Data: file}); app.CodeOf(err) != app.CodeInvalid {
				t.Errorf("%s is received: %v", name, err)
			}
		})
	}
}

// BenchmarkRefusingALargePhoto measures how long photos are looked at that would
// take all memory: five seconds would be too long.
func BenchmarkRefusingALargePhoto(b *testing.B) {
	for name, file := range tooLarge(b) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Prepare(file); err == nil {
					b.Fatal("it is added")
				}
			}
		})
	}
}

func TestALargePhotoIsMadeSmallerInLittleMemory(t *testing.T) {
	const wide, high = 4 * photoSide, photoSide // the least width that is shrunk before it is scaled
	big := image.NewGray(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide / 2 {
			big.Pix[y*big.Stride+wide/2+x] = 255
		}
	}
	mb := allocated(func() {
		small := scaledDown(big)
		if small.Rect.Dx() != 1600 || small.Rect.Dy() != 400 {
			t.Error(small.Rect)
		}
		for _, x := range []int{0, 780, 820, 1599} {
			for _, y := range []int{0, 200, 399} {
				if got, want := small.RGBAAt(x, y), uint8(x/800*255); got.R != want || got.A != 255 {
					t.Errorf("%d, %d is %v", x, y, got)
				}
			}
		}
	})
	if mb > 70 { // scaled in one go it takes 84
		t.Errorf("it takes %d MB", mb)
	}
}

func TestAReceivedPhotoIsAsAnAddedOne(t *testing.T) {
	added, _, err := Prepare(shot(t, 2*photoSide, 80, 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		file []byte
		same bool // it stays as it came
		ok   bool
	}{
		{"as this program keeps it", added, true, true},
		{"of more pixels than are kept", shot(t, 1601, 20, 1), false, true},
		{"a PNG", deep(t, 30, 20), false, true},
		{"of more pixels than are read", barePNG(t, 4001, 3000), false, false},
		{"cut short", added[:len(added)/2], false, false},
		{"a drawing", []byte(svg), false, false},
		{"nothing", nil, false, false},
	} {
		p, err := Received(app.Photo{ID: "p", Caption: "c", Media: "image/svg+xml", Data: c.file})
		switch {
		case !c.ok && app.CodeOf(err) != app.CodeInvalid:
			t.Errorf("%s: %v", c.name, err)
		case !c.ok:
		case err != nil:
			t.Errorf("%s: %v", c.name, err)
		case p.Media != "image/jpeg" || p.Caption != "c" || p.ID != "p":
			t.Errorf("%s: %s %s", c.name, p.Media, p.Caption)
		case bytes.Equal(p.Data, c.file) != c.same:
			t.Errorf("%s: the file stays: %v", c.name, !c.same)
		}
		if size, err := jpeg.DecodeConfig(bytes.NewReader(p.Data)); c.ok && (err != nil || max(size.Width, size.Height) > photoSide) {
			t.Errorf("%s: %v %v", c.name, size, err)
		}
	}
}

func TestWhatPapersShowOfPhotos(t *testing.T) {
	whole := deep(t, 30, 20)
	for name, file := range map[string][]byte{"a drawing": []byte(svg), "a PNG that is cut short": whole[:len(whole)-30], "nothing": nil, "one pixel too many": barePNG(t, 4001, 3000)} {
		if err := Sound(file); app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, file := range map[string][]byte{"a JPEG": shot(t, 30, 20, 1), "a PNG": whole, "just as many pixels": barePNG(t, 4000, 3000)} {
		if err := Sound(file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
