// Package pdfatest finds what keeps a PDF file from an archive, in tests: the
// rules of ISO 19005-2 (PDF/A-2), level u, as far as papers come near them. It
// reads files with a library of its own and shares nothing with what writes
// them. It is no validator: a file without faults here is not certified.
package pdfatest

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Faults returns the rules that a file breaks, a sentence each; empty where none
// was found.
func Faults(pdf []byte) []string {
	api.DisableConfigDir()
	ctx, err := api.ReadContext(bytes.NewReader(pdf), model.NewDefaultConfiguration())
	if err != nil {
		return []string{"the file cannot be read: " + err.Error()}
	}
	if err := ctx.EnsurePageCount(); err != nil {
		return []string{"its pages cannot be counted: " + err.Error()}
	}
	c := &check{XRefTable: ctx.XRefTable}
	c.file(pdf)
	c.catalog()
	c.objects()
	for n := 1; n <= ctx.PageCount; n++ {
		c.page(n)
	}
	return c.faults
}

type check struct {
	*model.XRefTable
	faults []string
	fonts  map[types.IndirectRef]*font
}

func (c *check) fault(format string, args ...any) {
	if f := fmt.Sprintf(format, args...); !slices.Contains(c.faults, f) {
		c.faults = append(c.faults, f)
	}
}

// file looks at the file as bytes (6.1.2, 6.1.3).
func (c *check) file(pdf []byte) {
	if !regexp.MustCompile(`^%PDF-1\.[0-7]\n%[^\x00-\x7f]{4}`).Match(pdf) {
		c.fault("it does not begin with its version and four bytes that are no text")
	}
	if !bytes.HasSuffix(bytes.TrimRight(pdf, "\r\n"), []byte("%%EOF")) {
		c.fault("something follows its end")
	}
	if len(c.ID) != 2 {
		c.fault("it has no identifier")
	}
	if c.Encrypt != nil {
		c.fault("it is encrypted")
	}
}

// catalog looks at what the document says of itself (6.2.2, 6.6.2).
func (c *check) catalog() {
	root, err := c.Catalog()
	if err != nil {
		c.fault("it has no catalogue: %v", err)
		return
	}
	metadata := c.stream(root["Metadata"])
	if metadata == nil {
		c.fault("it says nothing of itself in XMP")
	} else {
		c.metadata(metadata)
	}
	intents, _ := c.DereferenceArray(root["OutputIntents"])
	if len(intents) != 1 {
		c.fault("it has %d output intents", len(intents))
		return
	}
	intent, _ := c.DereferenceDict(intents[0])
	if name := intent.NameEntry("S"); name == nil || *name != "GTS_PDFA1" {
		c.fault("its output intent is not that of an archive")
	}
	profile := c.stream(intent["DestOutputProfile"])
	if profile == nil || len(profile.Content) < 128 || string(profile.Content[36:40]) != "acsp" ||
		int(binary.BigEndian.Uint32(profile.Content)) != len(profile.Content) {
		c.fault("its colour profile is none")
	} else if n := profile.IntEntry("N"); n == nil || *n != 3 || string(profile.Content[16:20]) != "RGB " {
		c.fault("its colour profile is not of red, green and blue")
	}
}

func (c *check) metadata(s *types.StreamDict) {
	if s.Dict["Filter"] != nil {
		c.fault("its XMP is compressed")
	}
	var found struct{ part, level, title []string }
	decoder := xml.NewDecoder(bytes.NewReader(s.Raw))
	var open []string
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			c.fault("its XMP is no XML: %v", err)
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			open = append(open, t.Name.Space+t.Name.Local)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			path := strings.Join(open, " ")
			switch {
			case strings.Contains(path, "pdfa/ns/id/part"):
				found.part = append(found.part, string(t))
			case strings.Contains(path, "pdfa/ns/id/conformance"):
				found.level = append(found.level, string(t))
			case strings.Contains(path, "dc/elements/1.1/title") && strings.TrimSpace(string(t)) != "":
				found.title = append(found.title, string(t))
			}
		}
	}
	if !slices.Equal(found.part, []string{"2"}) || !slices.Equal(found.level, []string{"U"}) {
		c.fault("its XMP says PDF/A-%s%s", strings.Join(found.part, " "), strings.Join(found.level, " "))
	}
	if len(found.title) != 1 {
		c.fault("its XMP names %d titles", len(found.title))
	}
}

// forbidden are entries that no dictionary may have (6.1.7, 6.2.8, 6.5.1, 6.9).
var forbidden = []string{"AA", "JS", "JavaScript", "XFA", "OPI", "Alternates", "TR", "EmbeddedFiles", "Movie", "Sound", "NeedsRendering", "PresSteps"}

// objects looks at every object.
func (c *check) objects() {
	for _, entry := range c.Table {
		if entry == nil || entry.Free {
			continue
		}
		var dict types.Dict
		switch o := entry.Object.(type) {
		case types.Dict:
			dict = o
		case types.StreamDict:
			dict = o.Dict
			for _, f := range o.FilterPipeline {
				if f.Name == "LZWDecode" || f.Name == "Crypt" {
					c.fault("a stream is packed by %s", f.Name)
				}
			}
		default:
			continue
		}
		for _, name := range forbidden {
			if dict[name] != nil {
				c.fault("an object has an entry %s", name)
			}
		}
		if again := dict.BooleanEntry("Interpolate"); again != nil && *again {
			c.fault("a picture is interpolated")
		}
	}
}

// stream returns a stream, with its content; nil where there is none.
func (c *check) stream(o types.Object) *types.StreamDict {
	s, _, err := c.DereferenceStreamDict(o)
	if err != nil || s == nil {
		return nil
	}
	if s.FilterPipeline == nil {
		s.Content = s.Raw
	} else if err := s.Decode(); err != nil {
		c.fault("a stream cannot be unpacked: %v", err)
		return nil
	}
	return s
}

// page looks at what a page draws (6.2.4, 6.2.11).
func (c *check) page(n int) {
	dict, _, inherited, err := c.PageDict(n, false)
	if err != nil {
		c.fault("page %d cannot be read: %v", n, err)
		return
	}
	resources := inherited.Resources
	if own, _ := c.DereferenceDict(dict["Resources"]); own != nil {
		resources = own
	}
	named, _ := c.DereferenceDict(resources["Font"])
	if c.fonts == nil {
		c.fonts = map[types.IndirectRef]*font{}
	}
	content := c.stream(dict["Contents"])
	if content == nil {
		c.fault("page %d has no content", n)
		return
	}
	var operands [][]byte
	var current *font
	for token := range tokens(content.Content) {
		if !isOperator(token) {
			operands = append(operands, token)
			continue
		}
		switch string(token) {
		case "Tf":
			if len(operands) == 2 {
				current = c.font(named, strings.TrimPrefix(string(operands[0]), "/"))
			}
		case "Tj":
			if current != nil && len(operands) == 1 {
				c.shown(current, unescaped(operands[0]))
			}
		case "k", "K", "sh", "ri", "TJ", "'", "\"":
			c.fault("page %d draws by %s, which the check does not know or an archive does not take", n, token)
		}
		operands = operands[:0]
	}
}

// font is what is known of an embedded font.
type font struct {
	name    string
	unicode map[uint16]string
	glyph   []byte // two bytes a code
	widths  map[int]float64
	usual   float64
	file    []byte
}

func (c *check) font(named types.Dict, name string) *font {
	ref := named.IndirectRefEntry(name)
	if ref == nil {
		c.fault("font %s is not among the resources", name)
		return nil
	}
	if f, ok := c.fonts[*ref]; ok {
		return f
	}
	c.fonts[*ref] = nil
	dict, _ := c.DereferenceDict(*ref)
	below, _ := c.DereferenceArray(dict["DescendantFonts"])
	if len(below) != 1 {
		c.fault("font %s is no composite font", name)
		return nil
	}
	own, _ := c.DereferenceDict(below[0])
	descriptor, _ := c.DereferenceDict(own["FontDescriptor"])
	file, table, glyphs := c.stream(descriptor["FontFile2"]), c.stream(dict["ToUnicode"]), c.stream(own["CIDToGIDMap"])
	if file == nil || table == nil || glyphs == nil {
		c.fault("font %s is not embedded whole: file %t, characters %t, glyphs %t", name, file != nil, table != nil, glyphs != nil)
		return nil
	}
	f := &font{name: name, unicode: map[uint16]string{}, glyph: glyphs.Content, file: file.Content, widths: map[int]float64{}}
	for _, m := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]*)>\n`).FindAllSubmatch(table.Content, -1) {
		code, _ := strconv.ParseUint(string(m[1]), 16, 16)
		f.unicode[uint16(code)] = string(m[2])
	}
	if usual := own.IntEntry("DW"); usual != nil {
		f.usual = float64(*usual)
	}
	list, _ := c.DereferenceArray(own["W"])
	for i := 0; i+1 < len(list); {
		first := int(numberOf(list[i]))
		if some, ok := list[i+1].(types.Array); ok {
			for j, w := range some {
				f.widths[first+j] = numberOf(w)
			}
			i += 2
			continue
		}
		if i+2 >= len(list) {
			break
		}
		for code := first; code <= int(numberOf(list[i+1])); code++ {
			f.widths[code] = numberOf(list[i+2])
		}
		i += 3
	}
	c.fonts[*ref] = f
	return f
}

func numberOf(o types.Object) float64 {
	switch n := o.(type) {
	case types.Integer:
		return float64(n)
	case types.Float:
		return float64(n)
	}
	return math.NaN()
}

// shown looks at the codes that are drawn in a font.
func (c *check) shown(f *font, codes []byte) {
	for i := 0; i+1 < len(codes); i += 2 {
		code := binary.BigEndian.Uint16(codes[i:])
		text, known := f.unicode[code]
		if !known || text == "" || text == "0000" || text == "FEFF" || text == "FFFE" {
			c.fault("font %s: code %04X leads to no character", f.name, code)
			continue
		}
		if 2*int(code)+1 >= len(f.glyph) {
			c.fault("font %s: code %04X has no glyph", f.name, code)
			continue
		}
		glyph := binary.BigEndian.Uint16(f.glyph[2*int(code):])
		if glyph == 0 {
			c.fault("font %s: code %04X is drawn as a glyph that is missing", f.name, code)
			continue
		}
		width, ok := f.widths[int(code)]
		if !ok {
			width = f.usual
		}
		if own, err := advance(f.file, int(glyph)); err != nil {
			c.fault("font %s: %v", f.name, err)
		} else if math.Abs(own-width) > 1 {
			c.fault("font %s: code %04X is %.1f wide, its glyph %.1f", f.name, code, width, own)
		}
	}
}

// advance returns the width of a glyph of a TrueType font, in thousandths.
func advance(file []byte, glyph int) (float64, error) {
	table := func(name string) []byte {
		if len(file) < 12 {
			return nil
		}
		for i := range int(binary.BigEndian.Uint16(file[4:])) {
			entry := file[12+16*i:]
			if string(entry[:4]) == name {
				from := binary.BigEndian.Uint32(entry[8:])
				return file[from : from+binary.BigEndian.Uint32(entry[12:])]
			}
		}
		return nil
	}
	head, across, metrics := table("head"), table("hhea"), table("hmtx")
	if len(head) < 20 || len(across) < 36 || len(metrics) < 4 {
		return 0, errors.New("its widths cannot be read")
	}
	last := int(binary.BigEndian.Uint16(across[34:])) - 1
	at := 4 * min(glyph, last)
	if at+2 > len(metrics) {
		return 0, fmt.Errorf("glyph %d has no width", glyph)
	}
	return float64(binary.BigEndian.Uint16(metrics[at:])) * 1000 / float64(binary.BigEndian.Uint16(head[18:])), nil
}
