package typeset

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"sort"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// face is one TrueType font, parsed as far as laying out and cutting need it.
// It keeps slices of the file's bytes and never changes them, so documents
// made at the same time can share it.
type face struct {
	name    string
	tables  map[string][]byte
	cmap    font.Cmap
	perEm   int
	glyphs  int // number of glyphs
	metrics int // number of glyphs that have an advance width of their own
	long    bool
}

var be = binary.BigEndian

// errNotTrueType is for collections, PostScript outlines and files that are no
// fonts at all: gofpdf can embed none of them.
var errNotTrueType = errors.New("not a single TrueType font")

// tableRange is where a table lies in a font file.
type tableRange struct{ offset, length uint32 }

// readDirectory reads the table directory of a TrueType font.
func readDirectory(file io.ReaderAt) (map[string]tableRange, error) {
	head := make([]byte, 12)
	if _, err := file.ReadAt(head, 0); err != nil {
		return nil, errNotTrueType
	}
	if v := be.Uint32(head); v != 0x00010000 && v != 0x74727565 {
		return nil, errNotTrueType
	}
	records := make([]byte, 16*int(be.Uint16(head[4:])))
	if _, err := file.ReadAt(records, 12); err != nil {
		return nil, errNotTrueType
	}
	dir := map[string]tableRange{}
	for ; len(records) > 0; records = records[16:] {
		dir[string(records[:4])] = tableRange{be.Uint32(records[8:]), be.Uint32(records[12:])}
	}
	return dir, nil
}

// parseFace reads a TrueType font. It refuses collections (.ttc), PostScript
// outlines (CFF), fonts whose maker forbids embedding, and damaged files.
func parseFace(name string, data []byte) (*face, error) {
	dir, err := readDirectory(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	f := &face{name: name, tables: map[string][]byte{}}
	for tag, t := range dir {
		if end := uint64(t.offset) + uint64(t.length); end <= uint64(len(data)) {
			f.tables[tag] = data[t.offset:end]
		}
	}
	for tag, least := range map[string]int{"cmap": 4, "glyf": 0, "head": 54, "hhea": 36, "hmtx": 4, "loca": 4, "maxp": 6, "OS/2": 78, "post": 32} {
		if t, ok := f.tables[tag]; !ok || len(t) < least {
			return nil, fmt.Errorf("font %s: table %s is missing or too short", name, tag)
		}
	}
	if !mayEmbed(f.tables["OS/2"]) {
		return nil, fmt.Errorf("font %s: its maker does not allow embedding", name)
	}
	if f.cmap, err = parseCmap(f.tables["cmap"]); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	f.perEm = int(be.Uint16(f.tables["head"][18:]))
	f.long = be.Uint16(f.tables["head"][50:]) != 0
	f.glyphs = int(be.Uint16(f.tables["maxp"][4:]))
	f.metrics = int(be.Uint16(f.tables["hhea"][34:]))
	size := 2
	if f.long {
		size = 4
	}
	if f.perEm == 0 || f.metrics == 0 || f.metrics > f.glyphs || len(f.tables["loca"]) < size*(f.glyphs+1) ||
		len(f.tables["hmtx"]) < 4*f.metrics+2*(f.glyphs-f.metrics) {
		return nil, fmt.Errorf("font %s: its glyph tables do not agree", name)
	}
	return f, nil
}

// mayEmbed reads the embedding rights (fsType) of an OS/2 table: neither
// restricted, nor without subsets, nor bitmaps only.
func mayEmbed(os2 []byte) bool {
	if len(os2) < 10 {
		return false
	}
	rights := be.Uint16(os2[8:])
	return rights&0x000f != 2 && rights&0x0300 == 0
}

func parseCmap(table []byte) (font.Cmap, error) {
	parsed, _, err := tables.ParseCmap(table)
	if err != nil {
		return nil, fmt.Errorf("its character table cannot be read: %w", err)
	}
	cmap, _, err := font.ProcessCmap(parsed, tables.FPNone)
	if err != nil {
		return nil, fmt.Errorf("its character table cannot be read: %w", err)
	}
	return cmap, nil
}

// glyph returns the glyph of a character, and whether the font has one.
func (f *face) glyph(r rune) (uint16, bool) {
	g, ok := f.cmap.Lookup(r)
	return uint16(g), ok && g != 0 && int(g) < f.glyphs
}

// width returns a glyph's advance in thousandths of the type size, rounded as
// the PDF will have it.
func (f *face) width(glyph uint16) uint16 {
	i := min(int(glyph), f.metrics-1)
	advance := be.Uint16(f.tables["hmtx"][4*i:])
	return uint16(math.Round(float64(advance) * 1000 / float64(f.perEm)))
}

// outline returns the drawing of a glyph, empty for a blank one.
func (f *face) outline(glyph uint16) []byte {
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	var from, to int
	if i := int(glyph); f.long {
		from, to = int(be.Uint32(loca[4*i:])), int(be.Uint32(loca[4*i+4:]))
	} else {
		from, to = 2*int(be.Uint16(loca[2*i:])), 2*int(be.Uint16(loca[2*i+2:]))
	}
	if from < 0 || to > len(glyf) || to-from < 10 {
		return nil
	}
	return glyf[from:to]
}

// components lists the glyphs that a composite glyph is put together from; ok
// is false where the outline is damaged.
func components(outline []byte) (parts []uint16, ok bool) {
	if len(outline) < 10 || int16(be.Uint16(outline)) >= 0 {
		return nil, true
	}
	for p := 10; p+4 <= len(outline); {
		flags := be.Uint16(outline[p:])
		parts = append(parts, be.Uint16(outline[p+2:]))
		p += 6
		if flags&0x0001 != 0 { // offsets are words
			p += 2
		}
		switch {
		case flags&0x0008 != 0: // one scale
			p += 2
		case flags&0x0040 != 0: // two scales
			p += 4
		case flags&0x0080 != 0: // a matrix
			p += 8
		}
		if flags&0x0020 == 0 { // no more components
			return parts, p <= len(outline)
		}
	}
	return nil, false
}

// cut makes a small font of the given glyphs, reached by the given codes. The
// glyphs keep their numbers, so composites need no rewriting, and gofpdf, which
// reads character tables of 16 bits only, finds any character by its code
// alone. There are at most slotSize codes, far below what one table of format 4
// can hold.
func (f *face) cut(codes map[uint16]uint16) []byte {
	outlines := map[uint16][]byte{}
	// A damaged glyph, or one that contains itself, becomes blank: gofpdf would
	// not survive it.
	var keep func(glyph uint16, depth int) bool
	keep = func(g uint16, depth int) bool {
		if _, done := outlines[g]; done {
			return true
		}
		const deepest = 8
		if int(g) >= f.glyphs || depth > deepest {
			return false
		}
		outline := f.outline(g)
		parts, ok := components(outline)
		for _, part := range parts {
			ok = ok && keep(part, depth+1)
		}
		if !ok {
			outline = nil
		}
		outlines[g] = outline
		return true
	}
	keep(0, 0)
	for _, g := range codes {
		keep(g, 0)
	}

	loca := make([]byte, 4*(f.glyphs+1))
	var glyf []byte
	for g := range f.glyphs {
		be.PutUint32(loca[4*g:], uint32(len(glyf)))
		glyf = append(glyf, outlines[uint16(g)]...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	be.PutUint32(loca[4*f.glyphs:], uint32(len(glyf)))

	head := bytes.Clone(f.tables["head"])
	be.PutUint16(head[50:], 1) // loca has 32 bits
	parts := map[string][]byte{
		"cmap": cmapTable(codes),
		"glyf": glyf,
		"head": head,
		"hhea": f.tables["hhea"],
		"hmtx": f.tables["hmtx"],
		"loca": loca,
		"maxp": f.tables["maxp"],
		"name": {0, 0, 0, 0, 0, 6},
		"OS/2": f.tables["OS/2"],
		"post": f.tables["post"][:32],
	}
	for _, tag := range []string{"cvt ", "fpgm", "prep"} {
		if t := f.tables[tag]; len(t) > 0 {
			parts[tag] = t
		}
	}
	return assemble(parts)
}

// cmapTable writes a character table with one subtable of format 4 for the
// Unicode plane 0 of Windows.
func cmapTable(codes map[uint16]uint16) []byte {
	sorted := make([]int, 0, len(codes))
	for c := range codes {
		sorted = append(sorted, int(c))
	}
	sort.Ints(sorted)
	type segment struct{ first, last, delta int }
	var segments []segment
	for _, c := range sorted {
		delta := (int(codes[uint16(c)]) - c) & 0xffff
		if n := len(segments); n > 0 && segments[n-1].last == c-1 && segments[n-1].delta == delta {
			segments[n-1].last = c
		} else {
			segments = append(segments, segment{c, c, delta})
		}
	}
	segments = append(segments, segment{0xffff, 0xffff, 1})

	n := len(segments)
	table := make([]byte, 12+16+8*n)
	be.PutUint16(table[2:], 1)
	be.PutUint16(table[4:], 3)
	be.PutUint16(table[6:], 1)
	be.PutUint32(table[8:], 12)
	sub := table[12:]
	be.PutUint16(sub, 4)
	be.PutUint16(sub[2:], uint16(len(sub)))
	be.PutUint16(sub[6:], uint16(2*n))
	for i, s := range segments {
		be.PutUint16(sub[14+2*i:], uint16(s.last))
		be.PutUint16(sub[16+2*n+2*i:], uint16(s.first))
		be.PutUint16(sub[16+4*n+2*i:], uint16(s.delta))
	}
	return table
}

// assemble writes tables into one font file. Checksums stay zero: gofpdf
// writes its own.
func assemble(parts map[string][]byte) []byte {
	tags := make([]string, 0, len(parts))
	for tag := range parts {
		tags = append(tags, tag)
	}
	sort.Strings(tags)
	out := make([]byte, 12+16*len(tags))
	be.PutUint32(out, 0x00010000)
	be.PutUint16(out[4:], uint16(len(tags)))
	for i, tag := range tags {
		record := 12 + 16*i
		copy(out[record:], tag)
		be.PutUint32(out[record+8:], uint32(len(out)))
		be.PutUint32(out[record+12:], uint32(len(parts[tag])))
		out = append(out, parts[tag]...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	return out
}
