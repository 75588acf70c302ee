package scan

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"testing"

	"github.com/jung-kurt/gofpdf"
	"golang.org/x/image/tiff"

	"openday/app/scan/scantest"
	"openday/app/words"
)

// TestPDF reads a copier's PDF: its pages in any order, one of them lying on its side.
func TestPDF(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	s := scantest.Send(r, 2, scantest.Ways{Photos: 1, Alone: true, Filling: scantest.Filling{Signed: 0.6, Plain: true}})
	pdf := gofpdf.New("P", "mm", "A4", "")
	for i := range s.Items {
		item := s.Items[len(s.Items)-1-i]
		name := fmt.Sprint(i)
		pdf.AddPage()
		pdf.RegisterImageOptionsReader(name, gofpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(item.File))
		pdf.TransformBegin()
		if i == 0 {
			pdf.TransformRotate(180, 105, 148.5)
		}
		pdf.ImageOptions(name, 0, 0, 210, 0, false, gofpdf.ImageOptions{ImageType: "JPG"}, 0, "")
		pdf.TransformEnd()
	}
	var file bytes.Buffer
	if err := pdf.Output(&file); err != nil {
		t.Fatal(err)
	}
	reader := readerOf(s)
	n := 0
	if err := Pages(t.Context(), file.Bytes(), func(page int, img image.Image, wrong error) error {
		if n++; page != n || wrong != nil {
			t.Errorf("page %d, %v", page, wrong)
		}
		p, err := reader.Page(t.Context(), img)
		if want := s.Items[len(s.Items)-page].Page; p.Status != Read || p.Page != want {
			t.Errorf("page %d is %s, page %d of the print; it is page %d", page, p.Status, p.Page, want)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if n != len(s.Items) {
		t.Errorf("%d pages of %d were read", n, len(s.Items))
	}
}

// twoPages is a TIFF of two pages: the second is the negative of a page.
func twoPages(t testing.TB) []byte {
	t.Helper()
	var files [2][]byte
	for i := range files {
		g := image.NewGray(image.Rect(0, 0, 40+i*20, 30))
		for k := range g.Pix {
			g.Pix[k] = uint8(255 * (1 - i))
		}
		g.SetGray(3, 3, color.Gray{uint8(255 * i)})
		var b bytes.Buffer
		if err := tiff.Encode(&b, g, nil); err != nil {
			t.Fatal(err)
		}
		files[i] = b.Bytes()
	}
	// The second file behind the first, its places moved on, and the first's directory
	// pointing at it.
	first, second := files[0], files[1]
	move := uint32(len(first))
	order := binary.LittleEndian
	at := order.Uint32(second[4:])
	entries := int(order.Uint16(second[at:]))
	for i := range entries {
		e := second[int(at)+2+12*i:]
		tag, kind, count := order.Uint16(e), order.Uint16(e[2:]), order.Uint32(e[4:])
		size := map[uint16]uint32{1: 1, 3: 2, 4: 4, 5: 8}[kind] * count
		const stripOffsets = 273
		if size > 4 || tag == stripOffsets {
			order.PutUint32(e[8:], order.Uint32(e[8:])+move)
		}
	}
	at1 := order.Uint32(first[4:])
	end := int(at1) + 2 + 12*int(order.Uint16(first[at1:]))
	order.PutUint32(first[end:], at+move)
	return append(first, second...)
}

// TestTIFF reads both pages of a TIFF, the negative made a page.
func TestTIFF(t *testing.T) {
	var sizes []image.Point
	if err := Pages(t.Context(), twoPages(t), func(page int, img image.Image, wrong error) error {
		if wrong != nil {
			return wrong
		}
		sizes = append(sizes, img.Bounds().Size())
		g := img.(*image.Gray)
		if g.GrayAt(10, 10).Y != 255 || g.GrayAt(3, 3).Y != 0 {
			t.Errorf("page %d is not black on white", page)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(sizes) != "[(40,30) (60,30)]" {
		t.Errorf("the pages are %v", sizes)
	}
}

// TestRefused says of each file that cannot be read why.
func TestRefused(t *testing.T) {
	var small bytes.Buffer
	if err := jpeg.Encode(&small, image.NewGray(image.Rect(0, 0, 300, 300)), nil); err != nil {
		t.Fatal(err)
	}
	huge := bytes.Clone(small.Bytes())
	size := bytes.Index(huge, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint16(huge[size+5:], 60000)
	binary.BigEndian.PutUint16(huge[size+7:], 60000)
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":     {nil, "This file is neither a picture nor a PDF that can be read. Scan to PDF, JPG, PNG or TIFF."},
		"text":        {[]byte("signed"), "This file is neither a picture nor a PDF that can be read. Scan to PDF, JPG, PNG or TIFF."},
		"HEIC":        {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "Pictures of this kind (HEIC) cannot be read. Send the photo as JPG: on the telephone, choose the most compatible format for the camera."},
		"half a JPEG": {small.Bytes()[:small.Len()-20], "The picture is damaged and cannot be read. Scan the page once more."},
		"huge":        {huge, "This picture has too many pixels to be read. Scan with 300 dpi, or take the photo with fewer pixels."},
		"PDF":         {[]byte("%PDF-1.7\nnothing"), "This PDF is damaged or locked and cannot be read. Scan the pages once more."},
		"TIFF":        {[]byte("II*\x00\x08\x00\x00\x00\x00\x00"), "This TIFF is of a kind that cannot be read, or damaged. Scan to PDF or JPG instead."},
	} {
		err := Pages(t.Context(), c.file, func(_ int, _ image.Image, wrong error) error { return wrong })
		if err == nil || err.Error() != words.T(c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzPages reads files of any bytes: none may make a panic, or take all memory.
func FuzzPages(f *testing.F) {
	s := scantest.Send(rand.New(rand.NewPCG(4, 4)), 1, scantest.Ways{Alone: true})
	reader := readerOf(s)
	var small bytes.Buffer
	if err := jpeg.Encode(&small, image.NewRGBA(image.Rect(0, 0, 60, 80)), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(small.Bytes())
	f.Add(twoPages(f))
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj trailer<</Root 1 0 R>>"))
	f.Fuzz(func(t *testing.T, file []byte) {
		_ = Pages(t.Context(), file, func(_ int, img image.Image, wrong error) error {
			if wrong != nil {
				return nil
			}
			_, err := reader.Page(t.Context(), img)
			return err
		})
	})
}
