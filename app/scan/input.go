package scan

import (
	"bytes"
	"context"
	"encoding/binary"
	"image"
	"math"

	"golang.org/x/image/tiff"

	"openday/app"
	"openday/app/picture"
	"openday/app/printer"
)

// Bounds of what is read, so that a broken or hostile file does not take all memory.
const (
	mostDecoded  = 250 << 20 // bytes of a picture as its file holds it
	mostFilePage = 1000      // pages of a file
)

// Pages gives each picture in a file to read, a page at a time: the pages of a PDF and of
// a TIFF, or a photograph. A page that cannot be drawn is given with the reason instead.
// What the file is, is told from its bytes. The error is the context's, that of read, or
// a sentence for the person.
func Pages(ctx context.Context, file []byte, read func(page int, img image.Image, wrong error) error) error {
	switch {
	case bytes.HasPrefix(file, []byte("II*\x00")), bytes.HasPrefix(file, []byte("MM\x00*")):
		return tiffPages(ctx, file, read)
	case bytes.Contains(file[:min(len(file), 1024)], []byte("%PDF-")):
		return pdfPages(ctx, file, read)
	case len(file) > 12 && string(file[4:8]) == "ftyp":
		return app.Errorf(app.CodeInvalid, nil, "Pictures of this kind (HEIC) cannot be read. Send the photo as JPG: on the telephone, choose the most compatible format for the camera.")
	}
	size, err := picture.Decoded(file)
	if err != nil {
		return app.Errorf(app.CodeInvalid, err, "This file is neither a picture nor a PDF that can be read. Scan to PDF, JPG, PNG or TIFF.")
	}
	if size > mostDecoded {
		return errTooLarge()
	}
	img, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return app.Errorf(app.CodeInvalid, err, "The picture is damaged and cannot be read. Scan the page once more.")
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return read(1, img, nil)
}

// errTooLarge is for a picture that takes too much memory.
func errTooLarge() error {
	return app.Errorf(app.CodeInvalid, nil, "This picture has too many pixels to be read. Scan with 300 dpi, or take the photo with fewer pixels.")
}

// pdfPages draws the pages of a PDF.
func pdfPages(ctx context.Context, file []byte, read func(page int, img image.Image, wrong error) error) error {
	d, err := printer.Open(ctx, file)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return app.Errorf(app.CodeInvalid, err, "This PDF is damaged or locked and cannot be read. Scan the pages once more.")
	}
	defer d.Close()
	if d.PageCount() > mostFilePage {
		return app.Errorf(app.CodeInvalid, nil, "This PDF has %d pages, more than can be read at once. Part it first.", d.PageCount())
	}
	for n := 1; n <= d.PageCount(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		img, err := drawn(d, n)
		if err := read(n, img, err); err != nil {
			return err
		}
	}
	return nil
}

// drawn draws a page of a PDF as large as it is worked on.
func drawn(d *printer.Document, n int) (image.Image, error) {
	w, h, err := d.Size(n)
	if err == nil && !(w > 1 && h > 1 && w < 1e5 && h < 1e5) {
		err = app.Errorf(app.CodeInvalid, nil, "The page has no size that paper has.")
	}
	if err != nil {
		return nil, err
	}
	return d.RenderWide(n, max(1, int(math.Ceil(workSide*w/max(w, h)))))
}

// tiffPages decodes the pages of a TIFF. The library reads the first page only, so each is
// made the first in turn.
func tiffPages(ctx context.Context, file []byte, read func(page int, img image.Image, wrong error) error) error {
	file = bytes.Clone(file)
	var order binary.ByteOrder = binary.LittleEndian
	if file[0] == 'M' {
		order = binary.BigEndian
	}
	const head, entry = 8, 12
	if len(file) < head {
		return app.Errorf(app.CodeInvalid, nil, "The picture is damaged and cannot be read. Scan the page once more.")
	}
	seen := map[uint32]bool{}
	for n := 1; n <= mostFilePage; n++ {
		at := order.Uint32(file[4:])
		if at == 0 && n > 1 || seen[at] {
			return nil
		}
		seen[at] = true
		if err := ctx.Err(); err != nil {
			return err
		}
		img, err := tiffPage(file)
		if err := read(n, img, err); err != nil {
			return err
		}
		if int64(at)+2 > int64(len(file)) {
			return nil
		}
		next := int64(at) + 2 + entry*int64(order.Uint16(file[at:]))
		if next+4 > int64(len(file)) {
			return nil
		}
		copy(file[4:8], file[next:next+4])
	}
	return nil
}

// tiffPage decodes the first page of a TIFF.
func tiffPage(file []byte) (img image.Image, err error) {
	defer func() {
		if r := recover(); r != nil {
			img, err = nil, app.Errorf(app.CodeInvalid, nil, "The picture is damaged and cannot be read. Scan the page once more.")
		}
	}()
	c, err := tiff.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return nil, unreadTIFF(err)
	}
	const each = 8 // bytes a pixel takes at most
	if c.Width <= 0 || c.Height <= 0 || c.Width > mostDecoded/each/c.Height {
		return nil, errTooLarge()
	}
	img, err = tiff.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, unreadTIFF(err)
	}
	if g, ok := img.(*image.Gray); ok {
		upright(g)
	}
	return img, nil
}

func unreadTIFF(err error) error {
	return app.Errorf(app.CodeInvalid, err, "This TIFF is of a kind that cannot be read, or damaged. Scan to PDF or JPG instead.")
}

// upright turns a page white that came as its negative: fax-coded files are not agreed on
// which of the two is black, and paper is never dark for the most part.
func upright(g *image.Gray) {
	sum := 0
	for _, v := range g.Pix {
		sum += int(v)
	}
	const paper = 100
	if sum < paper*len(g.Pix) {
		for i, v := range g.Pix {
			g.Pix[i] = 255 - v
		}
	}
}
