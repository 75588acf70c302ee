package typeset

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"regexp"
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
	f, err := d.layout(ctx)
	if err != nil {
		return nil, Report{}, err
	}
	d.mark(f)
	plain, err := d.write(ctx, f)
	if err != nil {
		return nil, Report{}, err
	}
	if pdf, err = complete(plain, d.glyphs.fonts); err != nil {
		return nil, Report{}, err
	}
	return pdf, Report{Pages: len(f.pages), Missing: d.glyphs.missing, Invisible: d.glyphs.hidden}, nil
}

// mark draws what stands in the margins, now that the number of pages is known.
func (d *Document) mark(f *flow) {
	for i, s := range f.pages {
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

// fontName is what the i-th font of a document is called in gofpdf and, after
// the prefix utf8, in the PDF. Figures of one length keep the order by name.
func fontName(i int) string { return fmt.Sprintf("openday%05d", i) }

// thickStroke is the stroke around a letter that is to look bold, in parts of its size.
const thickStroke = 0.03

// write draws the pages with gofpdf.
func (d *Document) write(ctx context.Context, f *flow) ([]byte, error) {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(d.options.Created)
	pdf.SetModificationDate(d.options.Created)
	pdf.SetProducer("OpenDay", false)
	pdf.SetTitle(textString(d.options.Title), false)
	pdf.SetAuthor(textString(d.options.Author), false)
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
		thickness, faint := 0.0, false
		for _, r := range s.rules {
			if r.thickness != thickness {
				thickness = r.thickness
				pdf.SetLineWidth(thickness)
			}
			if r.faint != faint {
				faint = r.faint
				setFaint(pdf, faint)
			}
			pdf.Line(r.x1, r.y1, r.x2, r.y2)
		}
		if faint {
			setFaint(pdf, false)
		}
		font, size, track := -1, 0.0, 0.0
		for _, t := range s.texts {
			if int(t.font) != font || t.size != size {
				font, size = int(t.font), t.size
				pdf.SetFont(names[font], "", size)
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

// Where complete finds its places in a file by gofpdf. They stand in the
// clear; the pages and fonts are compressed.
var (
	fontObject = regexp.MustCompile(`/BaseFont /utf8openday(\d{5})\n/Encoding /Identity-H\n/DescendantFonts \[\d+ 0 R\]\n/ToUnicode (\d+) 0 R`)
	rootEntry  = regexp.MustCompile(`/Root (\d+) 0 R`)
	lastTable  = regexp.MustCompile(`startxref\s+(\d+)\s+%%EOF\s*$`)
)

// complete adds what gofpdf cannot write, by an incremental update at the end
// of the file: the true characters behind private codes, so that copying and
// searching find them, and the document's language.
func complete(pdf []byte, fonts []*docFont) ([]byte, error) {
	table := lastTable.FindSubmatch(pdf[max(0, len(pdf)-100):])
	at := bytes.LastIndex(pdf, []byte("\ntrailer\n"))
	if table == nil || at < 0 {
		return nil, errors.New("the paper could not be written: its table of contents was not found")
	}
	from, to := bytes.Index(pdf[at:], []byte("<<")), bytes.LastIndex(pdf[at:], []byte(">>"))
	root := rootEntry.FindSubmatch(pdf[at:])
	if root == nil || from < 0 || to < from {
		return nil, errors.New("the paper could not be written: its catalogue was not found")
	}
	trailer := pdf[at+from+2 : at+to]
	head := []byte("\n" + string(root[1]) + " 0 obj\n")
	catalog := bytes.LastIndex(pdf, head)
	if catalog < 0 {
		return nil, errors.New("the paper could not be written: its catalogue was not found")
	}
	catalog += len(head)
	end := bytes.Index(pdf[catalog:], []byte("\nendobj"))
	inner, found := bytes.CutPrefix(pdf[catalog:catalog+max(end, 0)], []byte("<<"))
	if !found {
		return nil, errors.New("the paper could not be written: its catalogue was not found")
	}

	out := bytes.NewBuffer(make([]byte, 0, len(pdf)+16<<10))
	out.Write(pdf)
	var entries bytes.Buffer
	object := func(number []byte, body func()) {
		fmt.Fprintf(&entries, "%s 1\n%010d 00000 n \n", number, out.Len())
		fmt.Fprintf(out, "%s 0 obj\n", number)
		body()
		out.WriteString("\nendobj\n")
	}
	object(root[1], func() {
		out.WriteString("<</Lang (zh-CN)\n/Version /1.7\n/ViewerPreferences <</DisplayDocTitle true>>")
		out.Write(inner)
	})
	for _, m := range fontObject.FindAllSubmatch(pdf, -1) {
		i, err := strconv.Atoi(string(m[1]))
		if err != nil || i >= len(fonts) {
			return nil, fmt.Errorf("the paper could not be written: font %s is unknown", m[1])
		}
		if !fonts[i].remapped() {
			continue
		}
		stream, err := deflate(fonts[i].toUnicode())
		if err != nil {
			return nil, err
		}
		object(m[2], func() {
			fmt.Fprintf(out, "<</Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream", len(stream), stream)
		})
	}
	start := out.Len()
	fmt.Fprintf(out, "xref\n%strailer\n<<%s\n/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n", entries.Bytes(), bytes.TrimSpace(trailer), table[1], start)
	return out.Bytes(), nil
}

func deflate(data []byte) ([]byte, error) {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// remapped tells whether any code of the font is not its character's own.
func (d *docFont) remapped() bool {
	for code, r := range d.runes {
		if rune(code) != r {
			return true
		}
	}
	return false
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
