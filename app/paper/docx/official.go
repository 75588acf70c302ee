package docx

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // photographs
	_ "image/png"  // charts
	"math"
	"slices"
	"strings"

	"openday/app/paper/typeset"
)

// Official is a Word file set as GB/T 9704 has it. Its methods are those of
// typeset.Official and do the same.
type Official struct {
	document
	numbers typeset.Numbering
	turn    bool  // the next paragraph begins a page
	err     error // the first that a method met; Bytes returns it
}

// NewOfficial begins an official paper.
func NewOfficial(o Options) *Official {
	return &Official{document: document{options: o, page: typeset.OfficialPage()}}
}

// NewSheet begins a paper on pages of its own, such as a ledger or letters; they are
// numbered as sheets are, or not at all where the page has no marks.
func NewSheet(o Options, page typeset.Page) *Official {
	return &Official{document: document{options: o, page: page, sheet: true}}
}

// Bytes returns the finished file. It can be called once. The error is the
// context's, or says what could not be set, such as a broken picture.
func (o *Official) Bytes(ctx context.Context) ([]byte, error) {
	if o.err != nil {
		return nil, o.err
	}
	return o.bytes(ctx)
}

// Width estimates the width of a text in one line, mm: which fonts the machine
// has that opens the file nobody knows, but Chinese characters are as wide as
// their size everywhere, and others are about half as wide.
func (o *Official) Width(_ typeset.Role, size float64, text string) float64 {
	return width(size, text)
}

func width(size float64, text string) float64 {
	const firstWide = 0x2000 // from the dashes and quotation marks of Chinese text on
	ems := 0.0
	for _, r := range typeset.Clean(text) {
		if r < firstWide {
			ems += 0.5
		} else {
			ems++
		}
	}
	return ems * size / typeset.PointsPerMM
}

// add adds a paragraph, with the room above it that Space asked for.
func (o *Official) add(p paragraphProps, runs string) {
	if o.space > 0 {
		p.spacing = fmt.Sprintf(` w:before="%d"`, twips(o.space)) + p.spacing
		o.space = 0
	}
	p.newPage, o.turn = p.newPage || o.turn, false
	o.paragraph(p, runs)
}

// NewPage has what follows begin a page; at the beginning of a document it does
// nothing.
func (o *Official) NewPage() { o.turn = o.body.Len() > 0 || o.last.is != nothing }

// Title sets the title. Line ends in it are kept.
func (o *Official) Title(text string) { o.add(paragraphProps{style: styleTitle}, run("", text)) }

// Heading sets a heading of level 1 to 4 with its number.
func (o *Official) Heading(level int, text string) {
	o.add(paragraphProps{style: headingStyle(level)}, run("", typeset.Numbered(o.numbers.Next(level), text)))
}

// HeadedBody sets a heading and the text after it in one paragraph, the heading in
// a style of its own for its letters: a style separator, with which Word would show
// it in its navigation, parts the paragraph in other programs. A heading without a
// text is a paragraph of its heading style.
func (o *Official) HeadedBody(level int, heading, body string) {
	number := o.numbers.Next(level)
	if body == "" {
		o.add(paragraphProps{style: headingStyle(level)}, run("", typeset.Numbered(number, heading)))
		return
	}
	head := strings.TrimSuffix(typeset.Numbered(number, heading+body), body)
	o.add(paragraphProps{style: styleBody}, run(`<w:rStyle w:val="`+runInStyle(level)+`"/>`, head)+run("", body))
}

// Body sets a paragraph. Line ends in the text begin new paragraphs.
func (o *Official) Body(text string) {
	for _, part := range typeset.Paragraphs(text) {
		o.add(paragraphProps{style: styleBody}, run("", part))
	}
}

// Caption sets a caption above a table and holds it there.
func (o *Official) Caption(text string) {
	o.add(paragraphProps{style: styleCaption, keep: true}, run("", text))
}

// Mark does nothing: where pages end in a Word file nobody knows yet.
func (o *Official) Mark(string) {}

// Space leaves mm of room above the next paragraph.
func (o *Official) Space(mm float64) { o.space += mm }

// alignments are Word's words for where a text stands.
var alignments = map[typeset.Align]string{
	typeset.Auto: "left", typeset.Left: "left", typeset.Center: "center", typeset.Right: "right", typeset.Justify: "both",
}

// Text sets a paragraph in a style of its own. Line ends in the text begin a new
// line within the paragraph.
func (o *Official) Text(s typeset.Style, text string) {
	em := s.Size / typeset.PointsPerMM
	pitch := s.Pitch
	if pitch <= 0 {
		pitch = 1.5 * em
	}
	line := twips(pitch)
	if pitch == typeset.OfficialPitch {
		line = linePitch
	}
	p := paragraphProps{
		style: styleNormal, keep: s.Keep, align: alignments[s.Align],
		spacing: fmt.Sprintf(` w:before="%d" w:after="%d" w:line="%d" w:lineRule="exact"`, twips(s.Before+o.space), twips(s.After), line),
	}
	o.space = 0
	p.newPage, o.turn = o.turn, false
	left := twips(s.Indent * em)
	if left != 0 {
		p.indent += fmt.Sprintf(` w:left="%d"`, left)
	}
	if s.Inset > 0 {
		p.indent += fmt.Sprintf(` w:right="%d"`, twips(s.Inset))
	}
	switch first := twips(s.First * em); {
	case first > 0:
		p.indent += fmt.Sprintf(` w:firstLine="%d"`, first)
	case first < 0:
		p.indent += fmt.Sprintf(` w:hanging="%d"`, -first)
	}
	o.paragraph(p, run(lettersOf[s.Role].xml(s.Size), text))
}

// Picture sets a PNG or JPEG picture, mm wide (0 for the whole width), with its
// caption below, which also tells what it shows to those who do not see it.
func (o *Official) Picture(data []byte, mm float64, caption string) {
	config, kind, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || config.Width == 0 || config.Height == 0 {
		if o.err == nil {
			o.err = fmt.Errorf("a picture cannot be read, use a PNG or JPEG file: %w", err)
		}
		return
	}
	w := o.page.TextWidth()
	if mm > 0 {
		w = math.Min(w, mm)
	}
	h := w * float64(config.Height) / float64(config.Width)
	if room := o.page.TextHeight() - 2*typeset.OfficialPitch; h > room {
		w, h = w*room/h, room
	}
	n := len(o.pictures)
	o.pictures = append(o.pictures, picture{data, kind})
	about := caption
	if about == "" {
		about = fmt.Sprintf("图片%d", n+1)
	}
	named := fmt.Sprintf(`id="%d" name="图片 %d" descr="%s"`, n+1, n+1, escaped(about))
	size := fmt.Sprintf(`cx="%d" cy="%d"`, emu(w), emu(h))
	o.add(paragraphProps{style: stylePicture, keep: caption != ""}, `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent `+size+`/><wp:effectExtent l="0" t="0" r="0" b="0"/>`+
		`<wp:docPr `+named+`/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>`+
		`<pic:nvPicPr><pic:cNvPr `+named+`/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="`+pictureID(n)+`"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext `+size+`/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`+
		`</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`)
	if caption != "" {
		o.add(paragraphProps{style: styleCaption}, run("", caption))
	}
}

// Hold keeps the paragraph that was set last on the page of what comes next.
func (o *Official) Hold() {
	if o.last.is == aParagraph {
		o.last.props.keep = true
	}
}

// Signature sets who issues the paper and the date, two lines below the text.
// The paragraph before it stands on the same page.
func (o *Official) Signature(issuer, date string) {
	o.Hold()
	s := typeset.Style{Role: typeset.FangSong, Size: typeset.OfficialSize, Pitch: typeset.OfficialPitch, Align: typeset.Right, Before: 2 * typeset.OfficialPitch, Keep: true}
	s.Inset = math.Max(typeset.SignatureInset+(width(s.Size, date)-width(s.Size, issuer))/2, 0)
	o.Text(s, issuer)
	s.Before, s.Keep, s.Inset = 0, false, typeset.SignatureInset
	o.Text(s, date)
}

// Annex begins an annex on a new page, in a section of its own where the shape
// of the page changes. Headings count anew.
func (o *Official) Annex(label, title string, landscape bool) {
	newPage := landscape == o.page.Landscape
	if !newPage {
		o.flush(o.section(o.page))
		o.page = typeset.OfficialPage()
		if landscape {
			o.page = typeset.OfficialLandscape()
		}
	}
	o.space = 0
	o.numbers = typeset.Numbering{}
	o.add(paragraphProps{style: styleNormal, keep: true, newPage: newPage, spacing: fmt.Sprintf(` w:after="%d" w:line="%d" w:lineRule="exact"`, linePitch, linePitch)},
		run(lettersOf[typeset.HeiTi].xml(0), label))
	o.Title(title)
}

// Table sets a table in the letters of official papers, unless it names a size
// of its own. Its header row comes again on every page; its rows stay whole,
// unless one is very tall. The line of typeset's tables below each page's part
// is not there: where pages end nobody knows yet.
func (o *Official) Table(t typeset.Table) {
	t = t.Official().Measured()
	o.flush("")
	edges := t.Edges(o.page.TextWidth())
	padding := twips(t.Padding)
	b := &o.body
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>`, twips(edges[len(edges)-1]))
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, side)
	}
	fmt.Fprintf(b, `</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="%[1]d" w:type="dxa"/><w:left w:w="%[1]d" w:type="dxa"/><w:bottom w:w="%[1]d" w:type="dxa"/><w:right w:w="%[1]d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, padding)
	for i := range t.Columns {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, twips(edges[i+1])-twips(edges[i]))
	}
	b.WriteString("</w:tblGrid>")
	s := tableSetter{t, edges, o.page.TextHeight()}
	head, there := t.Header()
	whole := t.Whole && s.height(head)+s.heights(t.Rows) < o.page.TextHeight()-2*typeset.OfficialPitch // with its caption
	if there {
		s.row(b, head, true, true)
	}
	for i, r := range t.Rows {
		s.row(b, r, false, r.Group || whole && i < len(t.Rows)-1)
	}
	b.WriteString("</w:tbl>")
	o.last = lastBlock{is: aTable}
}

// tableSetter writes the rows of a table.
type tableSetter struct {
	typeset.Table
	edges    []float64 // mm
	pageText float64   // mm, height of a page's text
}

// heights estimates how high rows are together, mm.
func (s tableSetter) heights(rows []typeset.Row) float64 {
	all := 0.0
	for _, r := range rows {
		all += s.height(r)
	}
	return all
}

// height estimates how high a row is, mm.
func (s tableSetter) height(r typeset.Row) float64 {
	return max(s.MinRow, r.Height, s.tallest(s.Placed(r))+2*s.Padding)
}

// tallest estimates how high the text of the tallest of some cells is, mm.
func (s tableSetter) tallest(cells []typeset.PlacedCell) float64 {
	tallest := 0.0
	for _, c := range cells {
		room := math.Max(s.edges[c.To]-s.edges[c.From]-2*s.Padding, s.Size/typeset.PointsPerMM)
		lines := 0.0
		for _, line := range strings.Split(c.Text, "\n") {
			lines += math.Max(1, math.Ceil(width(s.Size, line)/room))
		}
		tallest = math.Max(tallest, lines*s.Pitch)
	}
	return tallest
}

// row writes a row; keep holds it on the page of the next one.
func (s tableSetter) row(b *strings.Builder, r typeset.Row, head, keep bool) {
	r.Cells = append(slices.Clip(r.Cells), make([]typeset.Cell, len(s.Columns))...) // Word wants a cell for every column
	cells := s.Placed(r)
	least := max(s.MinRow, r.Height)
	if head {
		least = s.MinHead
	}
	b.WriteString("<w:tr><w:trPr>")
	if s.tallest(cells) < s.pageText/2 {
		b.WriteString("<w:cantSplit/>")
	}
	if least > 0 {
		fmt.Fprintf(b, `<w:trHeight w:val="%d" w:hRule="atLeast"/>`, twips(least))
	}
	if head {
		b.WriteString("<w:tblHeader/>")
	}
	b.WriteString("</w:trPr>")
	for _, c := range cells {
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, twips(s.edges[c.To])-twips(s.edges[c.From]))
		if c.To-c.From > 1 {
			fmt.Fprintf(b, `<w:gridSpan w:val="%d"/>`, c.To-c.From)
		}
		b.WriteString(`<w:vAlign w:val="center"/></w:tcPr><w:p>`)
		p := paragraphProps{style: styleTable, keep: keep, align: alignments[c.Align], spacing: fmt.Sprintf(` w:line="%d" w:lineRule="exact"`, twips(s.Pitch))}
		role := s.Role
		if c.Bold {
			p.style, role = styleHead, s.HeadRole
		}
		b.WriteString(p.xml("") + run(lettersOf[role].xml(s.Size), c.Text) + "</w:p></w:tc>")
	}
	b.WriteString("</w:tr>")
}
