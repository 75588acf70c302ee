package table

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/richardlehane/mscfb"
	"golang.org/x/text/encoding/simplifiedchinese"

	"openday/app/words"
)

// compound is how a compound file of the old Office begins.
const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// readCompound reads a compound file: a workbook of the old form, such as those of
// WPS (.et), too.
func readCompound(ctx context.Context, data []byte) (*File, error) {
	file, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, damaged(err)
	}
	var book []byte
	var word, show, protected bool
	for _, entry := range file.File {
		if len(entry.Path) > 0 {
			continue
		}
		switch entry.Name {
		case "Workbook", "Book":
			if book != nil && entry.Name == "Book" {
				continue // the same once more, for older programs
			}
			if book, err = io.ReadAll(io.LimitReader(entry, maxFile)); err != nil && len(book) == 0 {
				return nil, damaged(err)
			}
		case "WordDocument":
			word = true
		case "PowerPoint Document":
			show = true
		case "EncryptedPackage", "EncryptionInfo":
			protected = true
		}
	}
	switch {
	case book != nil:
		return readBook(ctx, book)
	case protected:
		parts, err := unlockedPackage(data)
		if err != nil {
			return nil, err
		}
		return readPackage(ctx, parts)
	case word:
		return nil, refused(nil, "This is a Word document of the old form (.doc). Open it in Word or WPS, save it as .docx and import it again.")
	case show:
		return nil, refused(nil, "This is a presentation, in which no list can be looked for. Copy the list in it and paste it.")
	}
	return nil, refused(nil, "This is an Office file of the old form in which there is no workbook. Open it in the program that made it, save it as .xlsx and import it again.")
}

// The records of a workbook of the old form.
const (
	recFormula    = 0x0006
	recEOF        = 0x000a
	recDateMode   = 0x0022
	recFilePass   = 0x002f
	recFont       = 0x0031
	recContinue   = 0x003c
	recWindow     = 0x003d
	recColumnInfo = 0x007d
	recSheet      = 0x0085
	recMulRK      = 0x00bd
	recRichString = 0x00d6
	recXF         = 0x00e0
	recMerged     = 0x00e5
	recStrings    = 0x00fc
	recLabelSST   = 0x00fd
	recNumber     = 0x0203
	recLabel      = 0x0204
	recBoolError  = 0x0205
	recString     = 0x0207
	recRow        = 0x0208
	recRK         = 0x027e
	recFormat     = 0x041e
	recBOF        = 0x0809
)

const biff8 = 0x0600

// isBook tells the records of a workbook that stand in no compound file.
func isBook(data []byte) bool {
	if len(data) < 8 || data[0] != 0x09 {
		return false
	}
	length := int(binary.LittleEndian.Uint16(data[2:]))
	return data[1] == 0x08 && length >= 8 && length <= 16 || data[1] <= 0x04 && data[1]%2 == 0 && length >= 4 && length <= 8
}

var errShort = errors.New("a record is shorter than what is in it")

// recordReader reads the records of a stream one after the other.
type recordReader struct {
	data []byte
	at   int
}

// next returns a record, io.EOF after the last.
func (r *recordReader) next() (id int, body []byte, err error) {
	if r.at+4 > len(r.data) {
		return 0, nil, io.EOF
	}
	id = int(binary.LittleEndian.Uint16(r.data[r.at:]))
	n := int(binary.LittleEndian.Uint16(r.data[r.at+2:]))
	if r.at+4+n > len(r.data) {
		return 0, nil, io.ErrUnexpectedEOF
	}
	body = r.data[r.at+4 : r.at+4+n]
	r.at += 4 + n
	return id, body, nil
}

// continued returns what continues a record, in its pieces.
func (r *recordReader) continued(body []byte) [][]byte {
	pieces := [][]byte{body}
	for {
		at := r.at
		id, more, err := r.next()
		if err != nil || id != recContinue {
			r.at = at
			return pieces
		}
		pieces = append(pieces, more)
	}
}

// pieces reads texts out of a record and what continues it. Where a text is cut,
// its kind of characters is told anew.
type pieces struct {
	all [][]byte
	at  int
}

func (p *pieces) settle() bool {
	for len(p.all) > 0 && p.at >= len(p.all[0]) {
		p.all, p.at = p.all[1:], 0
	}
	return len(p.all) > 0
}

func (p *pieces) byte() (byte, error) {
	if !p.settle() {
		return 0, errShort
	}
	p.at++
	return p.all[0][p.at-1], nil
}

func (p *pieces) number(bytes int) (int, error) {
	n := 0
	for i := range bytes {
		b, err := p.byte()
		if err != nil {
			return 0, err
		}
		n |= int(b) << (8 * i)
	}
	return n, nil
}

func (p *pieces) skip(n int) error {
	for n > 0 {
		if !p.settle() {
			return errShort
		}
		step := min(n, len(p.all[0])-p.at)
		p.at, n = p.at+step, n-step
	}
	return nil
}

// characters reads so many characters, of two bytes each where they are wide.
func (p *pieces) characters(n int, wide bool) (string, error) {
	units := make([]uint16, 0, min(n, 1<<16))
	for len(units) < n {
		if len(p.all) > 0 && p.at == len(p.all[0]) {
			p.all, p.at = p.all[1:], 0
			flags, err := p.byte()
			if err != nil {
				return "", err
			}
			wide = flags&1 != 0
			continue
		}
		width := 1
		if wide {
			width = 2
		}
		unit, err := p.number(width)
		if err != nil {
			return "", err
		}
		units = append(units, uint16(unit))
	}
	return string(utf16.Decode(units)), nil
}

// text reads a text as BIFF8 writes it, its length in so many bytes before it.
func (p *pieces) string8(lengthBytes int) (string, error) {
	n, err := p.number(lengthBytes)
	if err != nil {
		return "", err
	}
	flags, err := p.byte()
	if err != nil {
		return "", err
	}
	runs, sounds := 0, 0
	if flags&8 != 0 {
		if runs, err = p.number(2); err != nil {
			return "", err
		}
	}
	if flags&4 != 0 {
		if sounds, err = p.number(4); err != nil {
			return "", err
		}
	}
	said, err := p.characters(n, flags&1 != 0)
	if err != nil {
		return "", err
	}
	return said, p.skip(runs*4 + sounds)
}

// oldBook is a workbook of the old form while it is being read.
type oldBook struct {
	ctx      context.Context
	version  int
	from1904 bool
	struck   []bool // by font
	codes    map[int]string
	formats  []oldFormat // by number of XF
	strings  []string
	sheets   []oldSheet
	active   int
	cells    *budget
}

type oldFormat struct{ font, format int }

type oldSheet struct {
	name   string
	at     int
	hidden bool
	plain  bool // a sheet of cells
}

// string reads a text, its length in so many bytes before it.
func (b *oldBook) string(body []byte, lengthBytes int) (string, error) {
	if b.version == biff8 {
		return (&pieces{all: [][]byte{body}}).string8(lengthBytes)
	}
	p := &pieces{all: [][]byte{body}}
	n, err := p.number(lengthBytes)
	if err != nil || lengthBytes+n > len(body) {
		return "", errShort
	}
	said, err := simplifiedchinese.GB18030.NewDecoder().Bytes(body[lengthBytes : lengthBytes+n])
	return string(said), err
}

// readBook reads the records of a workbook.
func readBook(ctx context.Context, data []byte) (*File, error) {
	b := &oldBook{ctx: ctx, codes: map[int]string{}, cells: &budget{maxCells}}
	data, err := unlocked(data)
	if err != nil {
		return nil, err
	}
	if err := b.globals(data); err != nil {
		return nil, err
	}
	f := &File{Kind: OldWorkbook}
	for i, entry := range b.sheets {
		if !entry.plain {
			continue
		}
		s := &Sheet{Name: entry.name, Hidden: entry.hidden, Active: i == b.active}
		if entry.at < 0 || entry.at >= len(data) {
			return nil, fmt.Errorf("the sheet %d begins at byte %d of %d", i+1, entry.at, len(data))
		}
		if err := b.readSheet(s, data[entry.at:]); err != nil {
			return nil, err
		}
		f.Sheets = append(f.Sheets, s)
	}
	return f.filled()
}

// globals reads what the sheets share.
func (b *oldBook) globals(data []byte) error {
	r := &recordReader{data: data}
	for first := true; ; first = false {
		id, body, err := r.next()
		if err == io.EOF && len(b.sheets) > 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if first {
			if id != recBOF || len(body) < 4 {
				return refused(nil, "This is a workbook of a form from before Excel 5. Open it in Excel or WPS, save it as .xlsx and import it again.")
			}
			if b.version = int(binary.LittleEndian.Uint16(body)); b.version != biff8 && b.version != 0x0500 {
				return fmt.Errorf("a workbook of the version %x", b.version)
			}
			continue
		}
		short := func(n int) bool { return len(body) < n }
		switch id {
		case recEOF:
			return nil
		case recDateMode:
			b.from1904 = !short(2) && body[0] == 1
		case recWindow:
			if !short(12) {
				b.active = int(binary.LittleEndian.Uint16(body[10:]))
			}
		case recFont:
			b.struck = append(b.struck, !short(4) && body[2]&8 != 0)
		case recFormat:
			if short(4) {
				break
			}
			lengthBytes := 2
			if b.version != biff8 {
				lengthBytes = 1
			}
			if code, err := b.string(body[2:], lengthBytes); err == nil {
				b.codes[int(binary.LittleEndian.Uint16(body))] = code
			}
		case recXF:
			if !short(4) {
				b.formats = append(b.formats, oldFormat{int(binary.LittleEndian.Uint16(body)), int(binary.LittleEndian.Uint16(body[2:]))})
			}
		case recSheet:
			if short(8) {
				return errShort
			}
			name, err := b.string(body[6:], 1)
			if err != nil {
				return err
			}
			b.sheets = append(b.sheets, oldSheet{name, int(binary.LittleEndian.Uint32(body)), body[4]&3 != 0, body[5] == 0})
			if len(b.sheets) > maxSheets {
				return errTooLarge
			}
		case recStrings:
			if err := b.readStrings(r.continued(body)); err != nil {
				return err
			}
		}
	}
}

// readStrings reads the texts that cells share.
func (b *oldBook) readStrings(all [][]byte) error {
	p := &pieces{all: all}
	if err := p.skip(4); err != nil {
		return err
	}
	n, err := p.number(4)
	if err != nil {
		return err
	}
	for range n {
		said, err := p.string8(2)
		if errors.Is(err, errShort) && len(b.strings) > 0 {
			return nil // the count says too much, as some programs write it
		}
		if err != nil {
			return err
		}
		b.strings = append(b.strings, said)
	}
	return nil
}

// style returns what of a cell's format says anything of its content.
func (b *oldBook) style(xf int) style {
	if xf < 0 || xf >= len(b.formats) {
		return 0
	}
	f := b.formats[xf]
	one := styleOf(f.format, b.codes[f.format])
	font := f.font
	if font > 4 {
		font-- // there is no font 4
	}
	if font < len(b.struck) && b.struck[font] {
		one |= styleStruck
	}
	return one
}

// oldErrors are the errors that a cell can hold.
var oldErrors = map[byte]string{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?", 0x24: "#NUM!", 0x2a: "#N/A"}

// oldRows gathers the cells of a sheet, which need not stand in their order.
type oldRows struct {
	b     *oldBook
	sheet *Sheet
	rows  map[int]*Row
}

func (o *oldRows) row(n int) *Row {
	r := o.rows[n]
	if r == nil {
		r = &Row{Number: n + 1}
		o.rows[n] = r
	}
	return r
}

// put puts a cell at its place, which begins the record's body.
func (o *oldRows) put(body []byte, c Cell) error {
	c.From1904 = o.b.from1904
	n, column := int(binary.LittleEndian.Uint16(body)), int(binary.LittleEndian.Uint16(body[2:]))
	if c.Empty() || column >= MaxColumns {
		return nil
	}
	if len(o.rows) > MaxRows && o.rows[n] == nil {
		return tooManyRows(o.sheet.Name)
	}
	return o.row(n).put(column, c, o.b.cells)
}

// value is a cell with a number.
func (o *oldRows) value(number float64, xf int) Cell {
	how := o.b.style(xf)
	c := Cell{From1904: o.b.from1904, Struck: how&styleStruck != 0}
	c.setNumber(number, how)
	return c
}

// rk is a number in four bytes.
func rk(bits uint32) float64 {
	var v float64
	if bits&2 != 0 {
		v = float64(int32(bits) >> 2)
	} else {
		v = math.Float64frombits(uint64(bits&^3) << 32)
	}
	if bits&1 != 0 {
		v /= 100
	}
	return v
}

// readSheet reads the filled rows of a sheet.
func (b *oldBook) readSheet(s *Sheet, data []byte) error {
	r := &recordReader{data: data}
	o := &oldRows{b: b, sheet: s, rows: map[int]*Row{}}
	hidden := map[int]bool{}
	var merges []merge
	depth := 0
	var waiting []byte // a formula whose text follows
	for n := 0; ; n++ {
		if n%5000 == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		id, body, err := r.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		if id == recBOF {
			depth++
			continue
		}
		if id == recEOF {
			if depth--; depth <= 0 {
				break
			}
			continue
		}
		if depth != 1 {
			continue // a chart among the cells
		}
		xf := 0
		if len(body) >= 6 {
			xf = int(binary.LittleEndian.Uint16(body[4:]))
		}
		struck := b.style(xf)&styleStruck != 0
		switch {
		case id == recRow && len(body) >= 16:
			if flags := binary.LittleEndian.Uint16(body[12:]); flags&0x20 != 0 {
				hidden[int(binary.LittleEndian.Uint16(body))] = true
			}
		case id == recColumnInfo && len(body) >= 10:
			if body[8]&1 != 0 || body[4] == 0 && body[5] == 0 {
				s.hide(int(binary.LittleEndian.Uint16(body)), int(binary.LittleEndian.Uint16(body[2:])))
			}
		case id == recLabelSST && len(body) >= 10:
			if i := int(binary.LittleEndian.Uint32(body[6:])); i >= 0 && i < len(b.strings) {
				err = o.put(body, Cell{Text: PlainText(b.strings[i]), Struck: struck})
			}
		case (id == recLabel || id == recRichString) && len(body) >= 8:
			p := r.continued(body[6:])
			said := ""
			if b.version == biff8 {
				said, err = (&pieces{all: p}).string8(2)
			} else {
				said, err = b.string(body[6:], 2)
			}
			if err == nil {
				err = o.put(body, Cell{Text: PlainText(said), Struck: struck})
			}
		case id == recNumber && len(body) >= 14:
			err = o.put(body, o.value(math.Float64frombits(binary.LittleEndian.Uint64(body[6:])), xf))
		case id == recRK && len(body) >= 10:
			err = o.put(body, o.value(rk(binary.LittleEndian.Uint32(body[6:])), xf))
		case id == recMulRK && len(body) >= 6:
			first := int(binary.LittleEndian.Uint16(body[2:]))
			for i := 4; i+6 <= len(body)-2 && err == nil; i += 6 {
				place := []byte{body[0], body[1], 0, 0}
				binary.LittleEndian.PutUint16(place[2:], uint16(first+(i-4)/6))
				err = o.put(place, o.value(rk(binary.LittleEndian.Uint32(body[i+2:])), int(binary.LittleEndian.Uint16(body[i:]))))
			}
		case id == recBoolError && len(body) >= 8:
			err = o.put(body, boolOrError(body[6], body[7] != 0, struck))
		case id == recFormula && len(body) >= 14:
			waiting = nil
			if binary.LittleEndian.Uint16(body[12:]) != 0xffff {
				err = o.put(body, o.value(math.Float64frombits(binary.LittleEndian.Uint64(body[6:])), xf))
				break
			}
			switch body[6] {
			case 0:
				waiting = body
			case 1, 2:
				err = o.put(body, boolOrError(body[8], body[6] == 2, struck))
			}
		case id == recString && waiting != nil:
			p := r.continued(body)
			said := ""
			if b.version == biff8 {
				said, err = (&pieces{all: p}).string8(2)
			} else {
				said, err = b.string(body, 2)
			}
			if err == nil {
				err = o.put(waiting, Cell{Text: PlainText(said), Struck: b.style(int(binary.LittleEndian.Uint16(waiting[4:])))&styleStruck != 0})
			}
			waiting = nil
		case id == recMerged && len(body) >= 2:
			for i := 2; i+8 <= len(body); i += 8 {
				at := func(j int) int { return int(binary.LittleEndian.Uint16(body[i+j:])) + 1 }
				merges = append(merges, merge{left: at(4), top: at(0), right: at(6), bottom: at(2)})
			}
			if len(merges) > maxMerged {
				return errTooLarge
			}
		}
		if err != nil {
			return err
		}
		if len(s.Rows) > MaxRows {
			return tooManyRows(s.Name)
		}
	}
	for n, row := range o.rows {
		row.Hidden = hidden[n]
		s.Rows = append(s.Rows, *row)
	}
	if len(s.Rows) > MaxRows {
		return tooManyRows(s.Name)
	}
	slices.SortFunc(s.Rows, func(a, b Row) int { return cmp.Compare(a.Number, b.Number) })
	s.unmerge(merges)
	return nil
}

func boolOrError(value byte, isError, struck bool) Cell {
	if !isError {
		return Cell{Text: truth(string('0' + rune(value&1))), Struck: struck}
	}
	said := strings.TrimSpace(oldErrors[value])
	if said == "" {
		said = "#N/A"
	}
	return Cell{Text: said, Problem: words.T("The cell holds the error %s", said), Struck: struck}
}
