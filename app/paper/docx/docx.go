// Package docx writes official papers as Word files that a person goes on
// editing: the page of GB/T 9704, headings with real heading styles, tables
// whose header row comes again on every page, pictures with a text for those who
// do not see them, and page numbers that count by themselves. It knows nothing
// of open days.
//
// Official has the methods of typeset.Official, so that what sets a paper as a
// PDF sets it as a Word file, too. Where lines and pages end is for the program
// that opens the file; the letters are those that its machine has.
//
// Any string is allowed. What XML cannot hold, control characters and the like,
// is left out; everything else comes back as it was written.
package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"openday/app/paper/typeset"
)

// Options say what a document is.
type Options struct {
	Title   string    // among the file's properties
	Author  string    // such as the organiser; may be empty
	Created time.Time // the same input and date make the same bytes
}

// picture is a picture that the document shows.
type picture struct {
	data []byte
	kind string // png or jpeg
}

// document is a Word file in the making: a flow of paragraphs and tables in
// sections of one page shape each.
type document struct {
	options  Options
	body     strings.Builder
	pictures []picture
	page     typeset.Page // of the present section
	letter   bool         // the first page has no number, as letters have it
	sheet    bool         // its pages are numbered as those of sheets
	space    float64      // mm, above the next paragraph
	last     lastBlock
}

// lastBlock is what the flow ends with: before the end of a section and of the
// document Word wants a paragraph.
type lastBlock struct {
	is    blockKind
	props paragraphProps
	runs  string
}

type blockKind uint8

const (
	nothing blockKind = iota
	aParagraph
	aTable
)

// paragraphProps are the properties of a paragraph, in the order in which Word
// wants them.
type paragraphProps struct {
	style   string // id of the style
	keep    bool   // on the page of what follows
	newPage bool
	borders string // elements of w:pBdr
	tab     int    // where a tab leads, to the right of the text; 0 for none, twentieths of a point
	spacing string // attributes of w:spacing
	indent  string // attributes of w:ind
	align   string
}

func (p paragraphProps) xml(section string) string {
	var b strings.Builder
	b.WriteString("<w:pPr>")
	if p.style != "" {
		b.WriteString(`<w:pStyle w:val="` + p.style + `"/>`)
	}
	if p.keep {
		b.WriteString("<w:keepNext/>")
	}
	if p.newPage {
		b.WriteString("<w:pageBreakBefore/>")
	}
	if p.borders != "" {
		b.WriteString("<w:pBdr>" + p.borders + "</w:pBdr>")
	}
	if p.tab != 0 {
		fmt.Fprintf(&b, `<w:tabs><w:tab w:val="right" w:pos="%d"/></w:tabs>`, p.tab)
	}
	if p.spacing != "" {
		b.WriteString("<w:spacing" + p.spacing + "/>")
	}
	if p.indent != "" {
		b.WriteString("<w:ind" + p.indent + "/>")
	}
	if p.align != "" {
		b.WriteString(`<w:jc w:val="` + p.align + `"/>`)
	}
	b.WriteString(section + "</w:pPr>")
	return b.String()
}

// paragraph adds a paragraph of runs.
func (d *document) paragraph(p paragraphProps, runs string) {
	d.flush("")
	d.last = lastBlock{aParagraph, p, runs}
}

// flush writes the last paragraph, which ends a section where one is given.
func (d *document) flush(section string) {
	if d.last.is == aParagraph {
		d.body.WriteString("<w:p>" + d.last.props.xml(section) + d.last.runs + "</w:p>")
		d.last = lastBlock{is: nothing}
	} else if section != "" || d.last.is == aTable {
		d.tiny(section)
	}
}

// tiny writes a paragraph without height: Word wants one after a table that
// another follows, or that ends its section.
func (d *document) tiny(section string) {
	p := paragraphProps{spacing: ` w:line="20" w:lineRule="exact"`}
	d.body.WriteString("<w:p>" + p.xml(section) + "</w:p>")
	d.last = lastBlock{is: nothing}
}

// letters are the fonts of a role as Windows names them; bold makes them heavier.
type letters struct {
	font string
	bold bool
}

var lettersOf = map[typeset.Role]letters{
	typeset.Serif: {"宋体", false}, typeset.SerifBold: {"宋体", true}, typeset.Sans: {"黑体", false}, typeset.SansBold: {"黑体", true},
	typeset.FangSong: {"仿宋", false}, typeset.HeiTi: {"黑体", false}, typeset.KaiTi: {"楷体", false}, typeset.XiaoBiaoSong: {"方正小标宋简体", false},
}

// xml returns the letters of a size, pt, as the content of w:rPr; 0 leaves the size.
func (l letters) xml(size float64) string {
	text := `<w:rFonts w:ascii="` + l.font + `" w:hAnsi="` + l.font + `" w:eastAsia="` + l.font + `" w:cs="` + l.font + `"/>`
	if l.bold {
		text += "<w:b/>"
	}
	if size > 0 {
		half := strconv.Itoa(int(2*size + 0.5))
		text += `<w:sz w:val="` + half + `"/><w:szCs w:val="` + half + `"/>`
	}
	return text
}

// run returns a text with the properties of its letters; empty ones are those of
// the paragraph's style.
func run(props, text string) string {
	var b strings.Builder
	if props != "" {
		props = "<w:rPr>" + props + "</w:rPr>"
	}
	for i, line := range strings.Split(legal(string(typeset.Clean(text))), "\n") {
		if i > 0 {
			b.WriteString("<w:r>" + props + "<w:br/></w:r>")
		}
		if line != "" {
			b.WriteString("<w:r>" + props + `<w:t xml:space="preserve">` + escaped(line) + "</w:t></w:r>")
		}
	}
	return b.String()
}

// legal leaves out what XML 1.0 cannot hold, and what turns the writing.
func legal(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case r == '\t', r == '\n', r == '\r', r >= ' ' && r <= 0xd7ff, r >= 0xe000 && r <= 0xfffd, r >= 0x10000 && r <= utf8.MaxRune:
			return r
		}
		return -1
	}, text)
}

// escaped writes a text as XML has it, within an element or an attribute.
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(legal(text))) // a Builder takes everything
	return b.String()
}

// twips returns a length in mm in twentieths of a point, as Word counts.
func twips(mm float64) int {
	n := mm * typeset.PointsPerMM * 20
	if n < 0 {
		return int(n - 0.5)
	}
	return int(n + 0.5)
}

// emu returns a length in mm as drawings count.
func emu(mm float64) int { return int(mm*36000 + 0.5) }

// section returns the properties of a section of a page's shape.
func (d *document) section(p typeset.Page) string {
	orientation := ""
	odd, even := standingFoot, evenStandingFoot
	if p.Landscape {
		orientation = ` w:orient="landscape"`
		odd, even = lyingFoot, evenLyingFoot
	}
	// The number's line is about 1.2 times as high as its letters, and its
	// dashes are in the middle of it.
	foot := p.Bottom - typeset.PageNumberDrop - 0.6*typeset.PageNumberSize/typeset.PointsPerMM
	if d.sheet {
		odd, even = sheetFoot, sheetFoot
		foot = sheetFootDrop
	}
	feet := fmt.Sprintf(`<w:footerReference w:type="default" r:id="%s"/><w:footerReference w:type="even" r:id="%s"/>`, odd.id(), even.id())
	if p.Marks == nil {
		feet = ""
	}
	own := ""
	if d.letter { // a first page whose foot is empty
		own = "<w:titlePg/>"
	}
	return fmt.Sprintf(`<w:sectPr>%s<w:type w:val="nextPage"/>`+
		`<w:pgSz w:w="%d" w:h="%d"%s/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>%s</w:sectPr>`,
		feet, twips(p.Width()), twips(p.Height()), orientation,
		twips(p.Top), twips(p.Right), twips(p.Bottom), twips(p.Left), twips(foot), own)
}

// part is a file within the Word file.
type part struct {
	name string
	data []byte
}

// bytes returns the finished file.
func (d *document) bytes(ctx context.Context) ([]byte, error) {
	d.flush("")
	text := xmlHead + `<w:document` + namespaces + `><w:body>` + d.body.String() + d.section(d.page) + `</w:body></w:document>`
	parts := []part{
		{"[Content_Types].xml", []byte(contentTypes)},
		{"_rels/.rels", []byte(rootRelations)},
		{"docProps/core.xml", []byte(d.coreProperties())},
		{"docProps/app.xml", []byte(appProperties)},
		{"word/document.xml", []byte(text)},
		{"word/_rels/document.xml.rels", []byte(d.relations())},
		{"word/styles.xml", []byte(styles())},
		{"word/settings.xml", []byte(settings)},
		{"word/fontTable.xml", []byte(fontTable)},
	}
	for f := range foots {
		parts = append(parts, part{"word/" + f.name(), []byte(f.xml())})
	}
	for i, p := range d.pictures {
		parts = append(parts, part{"word/" + pictureName(i, p), p.data})
	}
	var out bytes.Buffer
	file := zip.NewWriter(&out)
	for _, p := range parts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		header := &zip.FileHeader{Name: p.name, Method: zip.Deflate}
		if strings.HasPrefix(p.name, "word/media/") {
			header.Method = zip.Store // a picture is packed already
		}
		w, err := file.CreateHeader(header)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(p.data); err != nil {
			return nil, err
		}
	}
	if err := file.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func pictureName(i int, p picture) string { return fmt.Sprintf("media/image%d.%s", i+1, p.kind) }

func pictureID(i int) string { return fmt.Sprintf("rIdPicture%d", i+1) }
