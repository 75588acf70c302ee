// Package printer shows the pages of a PDF as pictures and reads its text
// back, through PDFium. It knows files, not papers.
package printer

import (
	"context"
	"errors"
	"fmt"
	"image"
	"image/draw"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// mmPerPoint turns PDF points into millimetres.
const mmPerPoint = 25.4 / 72

// engine is PDFium. It is compiled when first needed, which takes seconds, so
// the outcome is kept in the user's cache folder; without one it works too.
var engine pdfEngine

type pdfEngine struct {
	mu    sync.Mutex
	pool  pdfium.Pool             // nil while it rests
	cache wazero.CompilationCache // what the pool's code lies in; nil where there is no cache folder
	users int                     // documents open, or being opened
}

// take returns PDFium for one document; leave is called when that is closed.
func (e *pdfEngine) take() (pdfium.Pool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		if err := e.start(); err != nil {
			return nil, fmt.Errorf("the PDF viewer could not be started: %w", err)
		}
	}
	e.users++
	return e.pool, nil
}

func (e *pdfEngine) start() (err error) {
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if folder, err := os.UserCacheDir(); err == nil {
		if e.cache, err = wazero.NewCompilationCacheWithDir(filepath.Join(folder, "openday", "pdfium")); err == nil {
			config = config.WithCompilationCache(e.cache)
		}
	}
	e.pool, err = webassembly.Init(webassembly.Config{
		MaxIdle:       1,
		MaxTotal:      -1, // no limit: one more open document must not wait for another to close
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // files are handed over as bytes; PDFium itself sees none
		Stdout:        io.Discard,           // a windowed program has no valid standard output
		Stderr:        io.Discard,
	})
	return err
}

func (e *pdfEngine) leave() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.users--
}

// rest ends PDFium where no document is open.
func (e *pdfEngine) rest() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil || e.users > 0 {
		return nil
	}
	err := e.pool.Close()
	if e.cache != nil {
		err = errors.Join(err, e.cache.Close(context.Background()))
	}
	e.pool, e.cache = nil, nil
	return err
}

// Warm starts PDFium, so that the first Open need not wait for it.
func Warm() error {
	if _, err := engine.take(); err != nil {
		return err
	}
	engine.leave()
	return nil
}

// Rest gives back the memory that PDFium holds, some 40 MB, where no document
// is open. The next Open starts it again.
func Rest() error {
	err := engine.rest()
	debug.FreeOSMemory() // else the system gets it back only after minutes
	return err
}

// Document is an open PDF. It may be used from several goroutines. It holds some
// 20 MB of memory; Close it when it is no longer shown.
type Document struct {
	mu    sync.Mutex
	pdf   pdfium.Pdfium
	ref   references.FPDF_DOCUMENT
	pages int
}

// Open opens a PDF from its bytes. The context bounds the wait for PDFium. The
// error says whether PDFium could not start or the data is no readable PDF.
func Open(ctx context.Context, data []byte) (*Document, error) {
	pool, err := engine.take()
	if err != nil {
		return nil, err
	}
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		engine.leave()
		return nil, fmt.Errorf("the PDF viewer could not be started: %w", err)
	}
	d := &Document{pdf: instance}
	opened, err := instance.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the file is no PDF that can be read: %w", err), d.Close())
	}
	d.ref = opened.Document
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("the file is no PDF that can be read: %w", err), d.Close())
	}
	d.pages = count.PageCount
	return d, nil
}

// errClosed is for the use of a document after Close.
var errClosed = errors.New("the document is closed")

// Close frees what the document holds. A second Close does nothing.
func (d *Document) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.pdf == nil {
		return nil
	}
	defer engine.leave()
	instance := d.pdf
	d.pdf = nil
	return instance.Close()
}

// PageCount returns the number of pages.
func (d *Document) PageCount() int { return d.pages }

// page names page n, counted from 1.
func (d *Document) page(n int) (requests.Page, error) {
	if d.pdf == nil {
		return requests.Page{}, errClosed
	}
	if n < 1 || n > d.pages {
		return requests.Page{}, fmt.Errorf("there is no page %d: the document has %d", n, d.pages)
	}
	return requests.Page{ByIndex: &requests.PageByIndex{Document: d.ref, Index: n - 1}}, nil
}

// Size returns the width and height of page n, counted from 1, mm.
func (d *Document) Size(n int) (width, height float64, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.size(n)
}

func (d *Document) size(n int) (width, height float64, err error) {
	page, err := d.page(n)
	if err != nil {
		return 0, 0, err
	}
	size, err := d.pdf.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return 0, 0, fmt.Errorf("page %d cannot be read: %w", n, err)
	}
	return size.Width * mmPerPoint, size.Height * mmPerPoint, nil
}

// Render draws page n, counted from 1, on white. 96 dpi is the size of the
// paper on a plain screen; 150 is sharp on a scaled one.
func (d *Document) Render(n, dpi int) (image.Image, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	page, err := d.page(n)
	if err != nil {
		return nil, err
	}
	drawn, err := d.pdf.RenderPageInDPI(&requests.RenderPageInDPI{Page: page, DPI: dpi})
	if err != nil {
		return nil, fmt.Errorf("page %d cannot be drawn: %w", n, err)
	}
	defer drawn.Cleanup()
	return onWhite(drawn.Result.RenderedImage), nil
}

// RenderWide draws page n, counted from 1, on white and so many pixels wide, as
// a screen needs it that is to show it without resampling.
func (d *Document) RenderWide(n, width int) (image.Image, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	page, err := d.page(n)
	if err != nil {
		return nil, err
	}
	drawn, err := d.pdf.RenderPageInPixels(&requests.RenderPageInPixels{Page: page, Width: width})
	if err != nil {
		return nil, fmt.Errorf("page %d cannot be drawn: %w", n, err)
	}
	defer drawn.Cleanup()
	return onWhite(drawn.Result.RenderedImage), nil
}

// onWhite copies a picture onto white: it lies in PDFium's memory, which goes
// away with the page.
func onWhite(source image.Image) *image.RGBA {
	own := image.NewRGBA(source.Bounds())
	draw.Draw(own, own.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(own, own.Bounds(), source, source.Bounds().Min, draw.Over)
	return own
}

// Text returns the text of page n, counted from 1, as a viewer would copy it:
// one line of the page a line, ended by "\n".
func (d *Document) Text(n int) (string, error) {
	chars, err := d.read(n, true)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	for _, c := range chars {
		if c.Rune != '\r' {
			text.WriteRune(c.Rune)
		}
	}
	return text.String(), nil
}

// Box is a place on a page, mm from its left and top edges.
type Box struct{ Left, Top, Right, Bottom float64 }

// Char is a character on a page.
type Char struct {
	Rune rune
	Ink  Box     // what is black of it; empty for a space
	X, Y float64 // mm, left end of its baseline
	Size float64 // pt
}

// Chars returns the characters of page n, counted from 1, in the file's order,
// without the line ends and spaces that a viewer adds when it copies.
func (d *Document) Chars(n int) ([]Char, error) { return d.read(n, false) }

// read returns the characters of a page, with those that a viewer adds or
// without.
func (d *Document) read(n int, added bool) ([]Char, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	page, err := d.page(n)
	if err != nil {
		return nil, err
	}
	_, height, err := d.size(n)
	if err != nil {
		return nil, err
	}
	fail := func(err error) ([]Char, error) {
		return nil, fmt.Errorf("the text of page %d cannot be read: %w", n, err)
	}
	loaded, err := d.pdf.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return fail(err)
	}
	text := loaded.TextPage
	defer d.pdf.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text})
	count, err := d.pdf.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return fail(err)
	}
	chars := make([]Char, 0, count.Count)
	for i := range count.Count {
		generated, err := d.pdf.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text, Index: i})
		if err != nil {
			return fail(err)
		}
		if generated.IsGenerated && !added {
			continue
		}
		code, err := d.pdf.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return fail(err)
		}
		// PDFium counts in UTF-16: a character above U+FFFF comes as two halves.
		if last := len(chars) - 1; last >= 0 && utf16.IsSurrogate(chars[last].Rune) {
			if whole := utf16.DecodeRune(chars[last].Rune, rune(code.Unicode)); whole != utf8.RuneError {
				chars[last].Rune = whole
				continue
			}
		}
		origin, err := d.pdf.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
		if err != nil {
			return fail(err)
		}
		size, err := d.pdf.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i})
		if err != nil {
			return fail(err)
		}
		c := Char{Rune: rune(code.Unicode), X: origin.X * mmPerPoint, Y: height - origin.Y*mmPerPoint, Size: size.FontSize}
		if box, err := d.pdf.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: text, Index: i}); err == nil {
			c.Ink = Box{box.Left * mmPerPoint, height - box.Top*mmPerPoint, box.Right * mmPerPoint, height - box.Bottom*mmPerPoint}
		}
		chars = append(chars, c)
	}
	return chars, nil
}

// Piece is text that stands together on one baseline, such as a line of a
// paragraph or of a table's cell.
type Piece struct {
	Text string
	Ink  Box
	X, Y float64 // mm, left end of its baseline
	Size float64 // pt, of its first character
}

// Pieces puts the characters of page n together, in the file's order: a new
// piece begins with a new baseline, a step back, or a gap wider than one and a
// half characters.
func (d *Document) Pieces(n int) ([]Piece, error) {
	chars, err := d.Chars(n)
	if err != nil {
		return nil, err
	}
	var pieces []Piece
	for i, c := range chars {
		if i > 0 {
			p, before := &pieces[len(pieces)-1], chars[i-1]
			step := c.X - before.X
			em := before.Size * mmPerPoint
			if math.Abs(c.Y-p.Y) < 0.1 && step >= 0 && step < 2.5*em {
				p.Text += string(c.Rune)
				p.Ink = p.Ink.with(c.Ink)
				continue
			}
		}
		pieces = append(pieces, Piece{Text: string(c.Rune), Ink: c.Ink, X: c.X, Y: c.Y, Size: c.Size})
	}
	return pieces, nil
}

// with returns the box around two.
func (b Box) with(c Box) Box {
	if c.Right <= c.Left {
		return b
	}
	if b.Right <= b.Left {
		return c
	}
	return Box{math.Min(b.Left, c.Left), math.Min(b.Top, c.Top), math.Max(b.Right, c.Right), math.Max(b.Bottom, c.Bottom)}
}
