package table

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app/words"
)

// style is what of a cell's format says anything of its content: the signs below,
// and above them how many digits a number shows at least.
type style uint16

const (
	styleDate style = 1 << iota
	stylePercent
	styleMonth // a date of which only year and month are shown
	styleStruck

	styleDigits = 8 // bits below the number of digits
)

// bookReader reads a workbook of Office Open XML as a stream: what is hidden and
// what is struck through the libraries tell only after they have loaded it whole.
type bookReader struct {
	ctx      context.Context
	parts    *parcel
	from1904 bool
	strings  []string
	struck   map[int]bool // of the strings, those of which all is struck through
	styles   []style
	cells    *budget
}

// budget bounds the cells of all sheets of a file.
type budget struct{ left int }

func (b *budget) take(n int) error {
	if b.left -= n; b.left < 0 {
		return errTooLarge
	}
	return nil
}

// sheetEntry is a sheet as the workbook's main part names it.
type sheetEntry struct {
	name, link string
	hidden     bool
}

// readWorkbook reads a workbook whose main part is named.
func readWorkbook(ctx context.Context, p *parcel, main string) (*File, error) {
	b := &bookReader{ctx: ctx, parts: p, struck: map[int]bool{}, cells: &budget{maxCells}}
	sheets, active, err := b.contents(main)
	if err != nil {
		return nil, err
	}
	links, err := p.links(main)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		switch l.kind {
		case "styles":
			err = b.readStyles(l.target)
		case "sharedStrings":
			err = b.readStrings(l.target)
		}
		if err != nil {
			return nil, err
		}
	}
	f := &File{Kind: Workbook}
	for i, entry := range sheets {
		l := links[entry.link]
		if l.kind != "worksheet" {
			continue // a sheet of charts
		}
		s := &Sheet{Name: entry.name, Hidden: entry.hidden, Active: i == active}
		if err := b.readSheet(s, l.target); err != nil {
			return nil, err
		}
		f.Sheets = append(f.Sheets, s)
	}
	return f.filled()
}

// filled leaves out the sheets in which nothing stands; a workbook without others is
// refused.
func (f *File) filled() (*File, error) {
	f.Sheets = slices.DeleteFunc(f.Sheets, func(s *Sheet) bool { return len(s.Rows) == 0 })
	if len(f.Sheets) == 0 {
		return nil, refused(nil, "There is nothing in the workbook.")
	}
	return f, nil
}

// contents reads the main part.
func (b *bookReader) contents(main string) (sheets []sheetEntry, active int, err error) {
	x, err := b.parts.open(main)
	if err != nil {
		return nil, 0, err
	}
	defer x.close()
	seen := false
	for {
		err := x.element()
		switch {
		case err == io.EOF && len(sheets) == 0:
			return nil, 0, fmt.Errorf("%s names no sheets", main)
		case err == io.EOF:
			return sheets, active, nil
		case err != nil:
			return nil, 0, err
		}
		switch x.name {
		case "workbookPr":
			b.from1904 = isTrue(x.attr("date1904"))
		case "workbookView":
			if !seen {
				active, _ = strconv.Atoi(x.attr("activeTab"))
				seen = true
			}
		case "sheet":
			state := x.attr("state")
			sheets = append(sheets, sheetEntry{x.attr("name"), x.attr("id"), state == "hidden" || state == "veryHidden"})
			if len(sheets) > maxSheets {
				return nil, 0, errTooLarge
			}
		}
	}
}

// readStyles reads which cell formats show dates or %, and which strike through.
func (b *bookReader) readStyles(part string) error {
	x, err := b.parts.open(part)
	if x == nil || err != nil {
		return err
	}
	defer x.close()
	codes := map[int]string{}
	var struck []bool // by font
	count, inFormats := 0, false
	inFonts := false
	for {
		kind, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if kind == endElement {
			switch x.name {
			case "cellXfs":
				inFormats = false
			case "fonts":
				inFonts = false
			}
			continue
		}
		if kind != startElement {
			continue
		}
		switch x.name {
		case "numFmt":
			if id, err := strconv.Atoi(x.attr("numFmtId")); err == nil {
				codes[id] = x.attr("formatCode")
			}
			count++
		case "fonts":
			inFonts = true
		case "font":
			if inFonts {
				struck = append(struck, false)
				count++
			}
		case "strike":
			if inFonts && len(struck) > 0 && x.isOn() {
				struck[len(struck)-1] = true
			}
		case "cellXfs":
			inFormats = true
		case "xf":
			count++
			if !inFormats {
				break
			}
			id, _ := strconv.Atoi(x.attr("numFmtId"))
			one := styleOf(id, codes[id])
			if font, err := strconv.Atoi(x.attr("fontId")); err == nil && font >= 0 && font < len(struck) && struck[font] {
				one |= styleStruck
			}
			b.styles = append(b.styles, one)
		case "fill", "border", "cellStyle", "dxf":
			count++
		}
		if count > 4*maxStyles {
			return refused(nil, "The workbook has more cell formats than Excel itself can keep. Copy the cells of the list into a new workbook, save it and import it.")
		}
	}
}

// readStrings reads the texts that cells share.
func (b *bookReader) readStrings(part string) error {
	x, err := b.parts.open(part)
	if x == nil || err != nil {
		return err
	}
	defer x.close()
	for {
		err := x.element()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if x.name != "si" {
			continue
		}
		text, struck, err := x.richText("si")
		if err != nil {
			return err
		}
		if struck {
			b.struck[len(b.strings)] = true
		}
		if b.strings = append(b.strings, text); len(b.strings) > maxStrings {
			return errTooLarge
		}
	}
}

// richText reads a text in runs up to the end of the element that holds it,
// without what is said of its sounds. struck tells that all its runs are struck
// through.
func (x *xmlReader) richText(within string) (text string, struck bool, err error) {
	var said strings.Builder
	sounds, inText, runStruck := false, false, false
	struckRuns, plainRuns := false, false
	for {
		kind, err := x.next()
		if err != nil {
			return "", false, unfinished(err)
		}
		switch kind {
		case startElement:
			switch x.name {
			case "rPh":
				sounds = true
			case "r":
				runStruck = false
			case "strike":
				runStruck = x.isOn()
			case "t":
				inText = !sounds
			}
		case endElement:
			switch x.name {
			case within:
				return excelText(said.String()), struckRuns && !plainRuns, nil
			case "rPh":
				sounds = false
			case "r":
				runStruck = false
			case "t":
				inText = false
			}
		case charData:
			if !inText {
				break
			}
			if said.Len()+len(x.text) > 4*maxText {
				return "", false, cellTooLong()
			}
			said.Write(x.text)
			if len(bytes.TrimSpace(x.text)) > 0 {
				struckRuns, plainRuns = struckRuns || runStruck, plainRuns || !runStruck
			}
		}
	}
}

func cellTooLong() error {
	return refused(nil, "A cell holds more than %d characters, more than Excel lets one hold; this is no list of people.", maxText)
}

var excelEscape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// excelText is a text in which Excel has written characters by their number, as
// in _x000D_.
func excelText(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return excelEscape.ReplaceAllStringFunc(s, func(code string) string {
		n, _ := strconv.ParseUint(code[2:6], 16, 16)
		return string(rune(n))
	})
}

// cellAt reads a cell's place such as BC12, both counted from 1; false where it is
// none.
func cellAt[T string | []byte](ref T) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref); i++ {
		c := ref[i] &^ 0x20
		if ref[i] == '$' {
			continue
		}
		if c < 'A' || c > 'Z' {
			break
		}
		if column = column*26 + int(c-'A') + 1; column > 1<<20 {
			return 0, 0, false
		}
	}
	for ; i < len(ref); i++ {
		if ref[i] == '$' {
			continue
		}
		if ref[i] < '0' || ref[i] > '9' {
			return 0, 0, false
		}
		if row = row*10 + int(ref[i]-'0'); row > 1<<30 {
			return 0, 0, false
		}
	}
	return column, row, column > 0 && row > 0
}

// merge is a range of cells that are one, counted from 1.
type merge struct{ left, top, right, bottom int }

// mergeOf reads a range such as A2:B4.
func mergeOf(ref string) (merge, bool) {
	from, to, ok := strings.Cut(ref, ":")
	if !ok {
		return merge{}, false
	}
	left, top, ok1 := cellAt(from)
	right, bottom, ok2 := cellAt(to)
	return merge{left, top, right, bottom}, ok1 && ok2
}

// rawCell is a cell while it is being read.
type rawCell struct {
	column         int // from 1
	kind           string
	style          style
	text           string
	struck         bool
	value, formula bool // there is one
}

// readSheet reads the filled rows of a sheet.
func (b *bookReader) readSheet(s *Sheet, part string) error {
	x, err := b.parts.open(part)
	if err != nil {
		return err
	}
	if x == nil {
		return fmt.Errorf("the part %s is missing", part)
	}
	defer x.close()
	var merges []merge
	var row Row
	var c rawCell
	line, last, column, loose, cells := 0, 0, 0, 0, 0
	for {
		kind, err := x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
		switch kind {
		case startElement:
			switch x.name {
			case "col":
				from, _ := strconv.Atoi(x.attr("min"))
				to, _ := strconv.Atoi(x.attr("max"))
				if width, err := strconv.ParseFloat(x.attr("width"), 64); isTrue(x.attr("hidden")) || err == nil && width == 0 {
					s.hide(from-1, to-1)
				}
			case "row":
				n, err := strconv.Atoi(x.attr("r"))
				if err != nil || n <= 0 {
					n = line + 1
					loose++
				}
				if n <= last {
					return outOfOrder(s.Name)
				}
				if n > lastRow || loose > maxLoose {
					return errTooLarge
				}
				line, last, column = n, n, 0
				height, err := strconv.ParseFloat(x.attr("ht"), 64)
				row = Row{Number: n, Hidden: isTrue(x.attr("hidden")) || err == nil && height == 0}
			case "c":
				if cells++; cells > maxCells {
					return errTooLarge
				}
				column++
				c = rawCell{kind: "n"}
				if at, _, ok := cellAt(x.raw("r")); ok {
					column = at
				}
				if kind := x.raw("t"); kind != nil {
					c.kind = x.local(kind)
				}
				if n, err := strconv.Atoi(string(x.raw("s"))); err == nil && n >= 0 && n < len(b.styles) {
					c.style = b.styles[n]
				}
				c.column = column
			case "f":
				c.formula = true
			case "v":
				c.value = true
				if c.text, err = x.plain("v"); err != nil {
					return err
				}
			case "is":
				if c.text, c.struck, err = x.richText("is"); err != nil {
					return err
				}
			case "mergeCell":
				if m, ok := mergeOf(x.attr("ref")); ok {
					merges = append(merges, m)
				}
				if len(merges) > maxMerged {
					return errTooLarge
				}
			}
		case endElement:
			switch x.name {
			case "c":
				one := b.cell(c)
				if one.Empty() || c.column > MaxColumns {
					break
				}
				if err := row.put(c.column-1, one, b.cells); err != nil {
					return err
				}
			case "row":
				if err := s.add(row); err != nil {
					return err
				}
				row = Row{}
				if line%500 == 0 && b.ctx.Err() != nil {
					return b.ctx.Err()
				}
			}
		}
	}
	s.unmerge(merges)
	return nil
}

// put puts a cell into a row. What is read of a column twice is read once.
func (r *Row) put(column int, c Cell, left *budget) error {
	if grow := column + 1 - len(r.Cells); grow > 0 {
		if err := left.take(grow); err != nil {
			return err
		}
		if cap(r.Cells) == 0 {
			r.Cells = make([]Cell, 0, max(12, column+1))
		}
		r.Cells = append(r.Cells, make([]Cell, grow)...)
	}
	r.Cells[column] = c
	return nil
}

// hide notes columns, counted from 0, that are not shown.
func (s *Sheet) hide(from, to int) {
	for i := max(0, from); i <= min(to, MaxColumns-1); i++ {
		for len(s.hidden) <= i {
			s.hidden = append(s.hidden, false)
		}
		s.hidden[i] = true
	}
}

// unmerge gives every filled row of a cell merged downwards its content: one unit
// written once beside several people is the unit of each.
func (s *Sheet) unmerge(merges []merge) {
	for _, m := range merges {
		first, there := slices.BinarySearchFunc(s.Rows, m.top, func(r Row, n int) int { return r.Number - n })
		if !there || m.left > len(s.Rows[first].Cells) {
			continue
		}
		top := &s.Rows[first].Cells[m.left-1]
		if m.right > m.left {
			top.Across = uint16(min(m.right, MaxColumns) - m.left)
		}
		if top.Empty() {
			continue
		}
		below := *top
		below.Above = true
		for i := first + 1; i < len(s.Rows) && s.Rows[i].Number <= m.bottom; i++ {
			for len(s.Rows[i].Cells) < m.left {
				s.Rows[i].Cells = append(s.Rows[i].Cells, Cell{})
			}
			s.Rows[i].Cells[m.left-1] = below
		}
	}
}

// plain reads the text of an element up to its end.
func (x *xmlReader) plain(within string) (string, error) {
	text, read := "", false
	for {
		kind, err := x.next()
		if err != nil {
			return "", unfinished(err)
		}
		switch kind {
		case charData:
			if len(text)+len(x.text) > 4*maxText {
				return "", cellTooLong()
			}
			if read {
				text += string(x.text)
			} else {
				text, read = string(x.text), true
			}
		case endElement:
			if x.name == within {
				return text, nil
			}
		}
	}
}

// cell returns what a cell that was read shows.
func (b *bookReader) cell(raw rawCell) Cell {
	c := Cell{From1904: b.from1904, Struck: raw.struck || raw.style&styleStruck != 0}
	switch raw.kind {
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(raw.text))
		if err != nil || n < 0 || n >= len(b.strings) {
			c.Text = PlainText(raw.text)
			break
		}
		c.Text, c.Struck = PlainText(b.strings[n]), c.Struck || b.struck[n]
	case "str":
		c.Text = PlainText(excelText(raw.text))
		if raw.value {
			return c
		}
	case "inlineStr":
		c.Text = PlainText(raw.text)
	case "e":
		c.Text = PlainText(raw.text)
		if c.Text != "" {
			c.Problem = words.T("The cell holds the error %s", c.Text)
		}
	case "b":
		c.Text = truth(raw.text)
	case "d":
		c.Text, _, _ = strings.Cut(strings.TrimSuffix(PlainText(raw.text), "Z"), ".")
	default:
		c.Text = PlainText(raw.text)
		if number, err := strconv.ParseFloat(c.Text, 64); err == nil {
			c.setNumber(number, raw.style)
		}
	}
	if c.Text == "" && raw.formula {
		c.Problem = words.T("The formula has no result yet; open the file in Excel, save it and import it again")
	}
	return c
}

// setNumber gives a cell a number, and what is shown of it.
func (c *Cell) setNumber(number float64, how style) {
	c.Number, c.IsNumber, c.IsDate, c.Percent = number, true, how&styleDate != 0, how&stylePercent != 0
	switch {
	case math.Abs(number) >= 1e15:
		// Digits are lost. What is shown must not be taken for the number again.
		c.Text = strconv.FormatFloat(number, 'E', -1, 64)
	case c.Percent:
		c.Text = shortly(number*100) + "%"
	case c.IsDate:
		c.Text = strconv.FormatFloat(number, 'f', -1, 64)
		if t, problem := c.Moment(time.Time{}); problem == "" {
			c.Text = MomentText(t)
			if how&styleMonth != 0 && t.Day() == 1 {
				// Excel makes the first of a month of what was typed as 1985年3月.
				c.Text = t.Format("2006-01")
			}
		}
	default:
		c.Text = shortly(number)
		if digits := int(how >> styleDigits); number >= 0 && number == math.Trunc(number) && len(c.Text) < digits {
			c.Text = strings.Repeat("0", digits-len(c.Text)) + c.Text
		}
	}
}

// shortly writes a number with the 15 digits that Excel keeps, and no more.
func shortly(number float64) string {
	if kept, err := strconv.ParseFloat(strconv.FormatFloat(number, 'g', 15, 64), 64); err == nil {
		number = kept
	}
	return strconv.FormatFloat(number, 'f', -1, 64)
}
