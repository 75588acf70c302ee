package typeset

import (
	"bytes"
	"context"
	"fmt"
	"sort"
	"strconv"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"
)

// PDF breaks the document into pages and returns the finished file. It can be
// called once. The error is the context's, or says what could not be set, such
// as a broken picture; a missing glyph is no error but stands in the report.
func (d *Document) PDF(ctx context.Context) (pdf []byte, report Report, err error) {
	// gofpdf panics on some of what it cannot write.
	defer func() {
		if p := recover(); p != nil {
			pdf, err = nil, fmt.Errorf("the paper could not be written: %v", p)
		}
	}()
	d.heed(ctx)
	f, err := d.layout(ctx)
	if err != nil {
		return nil, Report{}, err
	}
	d.mark(f)
	plain, err := d.write(ctx, f)
	if err != nil {
		return nil, Report{}, err
	}
	if pdf, err = d.complete(ctx, plain, f); err != nil {
		return nil, Report{}, err
	}
	return pdf, Report{Pages: len(f.pages), Missing: d.glyphs.missing, Invisible: d.glyphs.hidden, Places: f.marks}, nil
}

// mark draws what stands in the margins, now that the number of pages is known.
func (d *Document) mark(f *flow) {
	for i, s := range f.pages {
		if s.page.Solid != nil {
			s.solids = s.page.Solid(i + 1)
		}
		if s.page.Marks == nil {
			continue
		}
		for _, m := range s.page.Marks(i+1, len(f.pages)) {
			t := d.set(m.Size, Span{m.Text, m.Role})
			width, _ := sum(t.runes, t.widths)
			x, room := s.page.Left, s.page.TextWidth()
			if m.Down {
				x, room = s.page.Top, s.page.TextHeight()
			}
			if m.Align != Center {
				x, room = x+m.Inset, room-2*m.Inset
			}
			whole := line{0, len(t.runes), width, true}
			if !m.Down {
				t.place(s, whole, x, m.Y, room, m.Align)
				continue
			}
			var lying sheet
			t.place(&lying, whole, x, 0, room, m.Align)
			for _, r := range lying.texts {
				r.x, r.y, r.down = m.Y-r.y, r.x, true
				s.texts = append(s.texts, r)
			}
		}
	}
}

// producer is the program that a file names as its maker.
const producer = "OpenDay"

// fontName is what the i-th font of a document is called in gofpdf and, after
// the prefix utf8, in the PDF. Figures of one length keep the order by name.
func fontName(i int) string { return fmt.Sprintf("openday%05d", i) }

// thickStroke is the stroke around a letter that is to look bold, in parts of its size.
const thickStroke = 0.03

// write draws the pages with gofpdf.
func (d *Document) write(ctx context.Context, f *flow) ([]byte, error) {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCompression(false) // complete compresses, with less work
	pdf.SetCreationDate(d.options.Created)
	pdf.SetModificationDate(d.options.Created)
	pdf.SetProducer(producer, false)
	pdf.SetTitle(textString(d.options.Title), false)
	if d.options.Author != "" {
		pdf.SetAuthor(textString(d.options.Author), false)
	}
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	for i, font := range d.glyphs.fonts {
		pdf.AddUTF8FontFromBytes(fontName(i), "", font.face.cut(font.gids))
	}
	names := make([]string, len(d.glyphs.fonts))
	for i := range names {
		names[i] = fontName(i)
	}
	pictures := map[*picture]string{}
	for i, s := range f.pages {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tell(ctx, i+1, len(f.pages))
		orientation := "P"
		if s.page.Landscape {
			orientation = "L"
		}
		pdf.AddPageFormat(orientation, gofpdf.SizeType{Wd: 210, Ht: 297})
		for _, i := range s.images {
			name, done := pictures[i.picture]
			kind := gofpdf.ImageOptions{ImageType: i.picture.kind}
			if !done {
				name = "picture" + strconv.Itoa(len(pictures))
				pictures[i.picture] = name
				pdf.RegisterImageOptionsReader(name, kind, bytes.NewReader(i.picture.data))
			}
			pdf.ImageOptions(name, i.x, i.y, i.w, i.h, false, kind, 0, "")
		}
		for _, b := range s.solids {
			pdf.Rect(b.X, b.Y, b.W, b.H, "F")
		}
		if s.page.Red != nil {
			pdf.SetFillColor(255, 0, 0)
			for _, b := range s.page.Red(i + 1) {
				pdf.Rect(b.X, b.Y, b.W, b.H, "F")
			}
			pdf.SetFillColor(0, 0, 0)
		}
		thickness, faint, red := 0.0, false, false
		for _, r := range s.rules {
			if r.thickness != thickness {
				thickness = r.thickness
				pdf.SetLineWidth(thickness)
			}
			if r.faint != faint {
				faint = r.faint
				setFaint(pdf, faint)
			}
			if r.red != red {
				red = r.red
				setRed(pdf, red)
			}
			pdf.Line(r.x1, r.y1, r.x2, r.y2)
		}
		if red {
			setRed(pdf, false)
		}
		if faint {
			setFaint(pdf, false)
		}
		font, size, track, inked := -1, 0.0, 0.0, false
		for _, t := range s.texts {
			if int(t.font) != font || t.size != size {
				font, size = int(t.font), t.size
				pdf.SetFont(names[font], "", size)
			}
			if t.red != inked {
				inked = t.red
				setInk(pdf, inked)
			}
			if t.track != track {
				track = t.track
				pdf.RawWriteStr(strconv.FormatFloat(track, 'f', 4, 64) + " Tc")
			}
			angle := 0.0
			switch {
			case t.turned:
				angle = 180
			case t.down:
				angle = -90
			}
			if angle == 0 && !t.thick {
				pdf.Text(t.x, t.y, t.codes)
				continue
			}
			pdf.TransformBegin()
			if angle != 0 {
				pdf.TransformRotate(angle, t.x, t.y)
			}
			if t.thick { // filled and stroked, about as heavy as the bold letters beside it
				pdf.RawWriteStr("2 Tr " + strconv.FormatFloat(t.size*thickStroke, 'f', 3, 64) + " w")
			}
			pdf.Text(t.x, t.y, t.codes)
			pdf.TransformEnd()
		}
		if inked {
			setInk(pdf, false)
		}
	}
	// gofpdf puts a large file together for seconds and cannot be stopped: who
	// cancels does not wait for it.
	type output struct {
		pdf []byte
		err error
	}
	done := make(chan output, 1)
	go func() {
		var out bytes.Buffer
		var err error
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("%v", p)
			}
			done <- output{out.Bytes(), err}
		}()
		err = pdf.Output(&out)
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case o := <-done:
		if o.err != nil {
			return nil, fmt.Errorf("the paper could not be written: %w", o.err)
		}
		return o.pdf, nil
	}
}

// setFaint makes the lines that follow grey and dashed, or black and whole again.
func setFaint(pdf *gofpdf.Fpdf, faint bool) {
	if faint {
		pdf.SetDrawColor(150, 150, 150)
		pdf.SetDashPattern([]float64{3, 2}, 0)
		return
	}
	pdf.SetDrawColor(0, 0, 0)
	pdf.SetDashPattern(nil, 0)
}

// textString is a text of the document's properties: UTF-16, which gofpdf
// itself cannot make of characters above U+FFFF.
func textString(s string) string {
	out := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		out = be.AppendUint16(out, u)
	}
	return string(out)
}

// toUnicode writes the table that leads each code back to its character.
func (d *docFont) toUnicode() []byte {
	codes := make([]int, 0, len(d.runes))
	for c := range d.runes {
		codes = append(codes, int(c))
	}
	sort.Ints(codes)
	var out bytes.Buffer
	out.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n" +
		"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
		"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	for len(codes) > 0 {
		const most = 100 // entries that a block may hold
		n := min(most, len(codes))
		fmt.Fprintf(&out, "%d beginbfchar\n", n)
		for _, c := range codes[:n] {
			fmt.Fprintf(&out, "<%04X> <", c)
			for _, u := range utf16.Encode([]rune{d.runes[uint16(c)]}) {
				fmt.Fprintf(&out, "%04X", u)
			}
			out.WriteString(">\n")
		}
		out.WriteString("endbfchar\n")
		codes = codes[n:]
	}
	out.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return out.Bytes()
}
