package typeset

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"strings"
	"unicode/utf16"
)

// archivable adds to a file what ISO 19005-2 asks of files that are to be read
// for decades, level u: what the document is, in XMP, what its colours mean, and
// an identifier, made of what it holds. Its fonts are in it already, with the
// characters behind their codes.
func (d *Document) archivable(f *pdfFile) {
	metadata := f.add(stream("/Type /Metadata /Subtype /XML ", d.metadata()))
	profile := srgbProfile()
	colours := f.add(stream("/N 3 ", profile))
	f.catalog = fmt.Appendf(f.catalog, "/Metadata %d 0 R\n/OutputIntents [<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile %d 0 R>>]\n", metadata, colours)
	sum := sha256.New()
	for _, object := range f.objects {
		sum.Write(object)
	}
	id := sum.Sum(nil)[:16]
	f.trailer = fmt.Appendf(bytes.Clone(f.trailer), "\n/ID [<%X> <%X>]", id, id)
}

// termsKey is where a context holds what WithTerms was given.
type termsKey struct{}

// WithTerms returns a context for the making of documents of which an archive is to know
// how secret they are and how long they are kept; both may be empty.
func WithTerms(ctx context.Context, secrecy, retention string) context.Context {
	return context.WithValue(ctx, termsKey{}, [2]string{secrecy, retention})
}

// heed takes the terms of a context over into the document, unless it has its own.
func (d *Document) heed(ctx context.Context) {
	if terms, ok := ctx.Value(termsKey{}).([2]string); ok {
		d.options.Secrecy, d.options.Retention = cmp.Or(d.options.Secrecy, terms[0]), cmp.Or(d.options.Retention, terms[1])
	}
}

// stream is the body of an object that is a stream, with the entries of its
// dictionary before its length. It stays as it is: who looks for what a file is
// reads the XMP of any PDF without a reader of PDF.
func stream(entries string, data []byte) []byte {
	return fmt.Appendf(nil, "<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data)
}

// metadata writes the XMP of the document. What no schema of XMP has, as the
// terms of archives, stands in a schema of its own, described as ISO 19005-2,
// 6.6.2.3 wants it.
func (d *Document) metadata() []byte {
	text := func(s string) string {
		var out strings.Builder
		_ = xml.EscapeText(&out, []byte(s)) // a builder takes everything
		return out.String()
	}
	o := d.options
	var out strings.Builder
	out.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n")
	out.WriteString("<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance></rdf:Description>\n")
	out.WriteString("<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:format>application/pdf</dc:format>")
	fmt.Fprintf(&out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>", text(o.Title))
	if o.Author != "" {
		fmt.Fprintf(&out, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>", text(o.Author))
	}
	out.WriteString("<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language></rdf:Description>\n")
	const second = "2006-01-02T15:04:05"
	fmt.Fprintf(&out, "<rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><xmp:CreateDate>%[1]s</xmp:CreateDate><xmp:ModifyDate>%[1]s</xmp:ModifyDate><pdf:Producer>%[2]s</pdf:Producer></rdf:Description>\n", o.Created.Format(second), producer)
	if o.Secrecy != "" || o.Retention != "" {
		const uri = "urn:openday:archive"
		property := func(name, about string) string {
			return fmt.Sprintf("<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>%s</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>%s</pdfaProperty:description></rdf:li>", name, about)
		}
		fmt.Fprintf(&out, "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>OpenDay archive</pdfaSchema:schema><pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI><pdfaSchema:prefix>archive</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>%s%s</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n",
			uri, property("secrecy", "how secret the document is"), property("retention", "how long the document is kept"))
		fmt.Fprintf(&out, "<rdf:Description rdf:about=\"\" xmlns:archive=\"%s\"><archive:secrecy>%s</archive:secrecy><archive:retention>%s</archive:retention></rdf:Description>\n", uri, text(o.Secrecy), text(o.Retention))
	}
	out.WriteString("</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return []byte(out.String())
}

// outlined is a heading that a reader of the PDF lists beside its pages.
type outlined struct {
	level int
	text  string
	page  int     // from 1
	y     float64 // mm from the page's top edge
}

// Outline has readers of the PDF list a text beside its pages, leading to where
// the next block begins. Levels count from 1.
func (d *Document) Outline(level int, text string) {
	d.blocks = append(d.blocks, &outline{level, text})
}

// outline notes where the block after it begins, with which it stays.
type outline struct {
	level int
	text  string
}

func (o *outline) prepare(*flow) error { return nil }
func (o *outline) height() float64     { return 0 }
func (o *outline) least() float64      { return 0 }
func (o *outline) keep() bool          { return true }
func (o *outline) place(f *flow) error {
	f.outlines = append(f.outlines, outlined{o.level, o.text, len(f.pages), f.y})
	return nil
}

// Place is where something stands on a finished document.
type Place struct {
	Name string
	Page int     // from 1
	Y    float64 // mm from the page's top edge
}

// Mark has the report tell where the next block begins, by a name.
func (d *Document) Mark(name string) { d.blocks = append(d.blocks, &mark{name: name}) }

// mark notes where the block after it begins, with which it stays.
type mark struct {
	outline
	name string
}

func (m *mark) place(f *flow) error {
	f.marks = append(f.marks, Place{m.name, len(f.pages), f.y})
	return nil
}

// outlines adds the list of headings, each under the last one of a higher level.
func (f *pdfFile) outlines(list []outlined, pages []*sheet) {
	if len(list) == 0 {
		return
	}
	type node struct{ parent, first, last, before, next, below int } // numbers from 1 in the list; 0 is none, or the root
	nodes := make([]node, len(list)+1)
	open := []int{0} // the last one of each level
	for i, h := range list {
		n := i + 1
		depth := min(max(h.level, 1), len(open))
		open = append(open[:depth], n)
		parent := open[depth-1]
		nodes[n].parent = parent
		if last := nodes[parent].last; last != 0 {
			nodes[n].before, nodes[last].next = last, n
		} else {
			nodes[parent].first = n
		}
		nodes[parent].last = n
		nodes[parent].below++
	}
	root := len(f.objects)
	number := func(n int) int { return root + n }
	f.add(fmt.Appendf(nil, "<</Type /Outlines /First %d 0 R /Last %d 0 R /Count %d>>", number(nodes[0].first), number(nodes[0].last), nodes[0].below))
	for i, h := range list {
		n := nodes[i+1]
		page := pages[h.page-1].page
		body := fmt.Appendf(nil, "<</Title <FEFF")
		for _, u := range utf16.Encode([]rune(h.text)) {
			body = fmt.Appendf(body, "%04X", u)
		}
		body = fmt.Appendf(body, "> /Parent %d 0 R /Dest [%d 0 R /XYZ 0 %.2f null]", number(n.parent), pageObject(h.page), (page.Height()-h.y)*PointsPerMM)
		for _, link := range []struct {
			name string
			to   int
		}{{"Prev", n.before}, {"Next", n.next}, {"First", n.first}, {"Last", n.last}} {
			if link.to != 0 {
				body = fmt.Appendf(body, " /%s %d 0 R", link.name, number(link.to))
			}
		}
		if n.below > 0 {
			body = fmt.Appendf(body, " /Count -%d", n.below) // closed
		}
		f.add(append(body, ">>"...))
	}
	f.catalog = fmt.Appendf(f.catalog, "/Outlines %d 0 R\n", root)
}

// pageObject is the number of the object that is a page of a file by gofpdf.
func pageObject(page int) int { return 2*page + 1 }
