package table

import (
	"math"
	"strconv"
	"strings"

	"openday/app/words"
)

// builder puts cells into a sheet row by row, each at the next place that no
// merged cell above it takes.
type builder struct {
	sheet  *Sheet
	row    Row
	column int   // of the next cell, from 0
	until  []int // the last row that a merged cell takes, by column
	merges []merge
	cells  *budget
}

// begin begins a row.
func (b *builder) begin(number int, hidden bool) {
	b.row, b.column = Row{Number: number, Hidden: hidden}, 0
}

// next returns the place of the next cell.
func (b *builder) next() int {
	for b.column < len(b.until) && b.until[b.column] >= b.row.Number {
		b.column++
	}
	return b.column
}

// add puts a cell at the next place, over so many columns and rows beside its own.
func (b *builder) add(c Cell, across, down int) error {
	at := b.next()
	across, down = max(0, min(across, MaxColumns)), max(0, min(down, lastRow))
	b.column = at + 1 + across
	if at >= MaxColumns {
		return nil
	}
	if !c.Empty() {
		if err := b.row.put(at, c, b.cells); err != nil {
			return err
		}
	}
	if across == 0 && down == 0 {
		return nil
	}
	if down > 0 {
		for i := at; i <= min(at+across, MaxColumns-1); i++ {
			for len(b.until) <= i {
				b.until = append(b.until, 0)
			}
			b.until[i] = b.row.Number + down
		}
	}
	return b.merge(merge{at + 1, b.row.Number, at + 1 + across, b.row.Number + down})
}

// merge notes a merged range.
func (b *builder) merge(m merge) error {
	if b.merges = append(b.merges, m); len(b.merges) > maxMerged {
		return errTooLarge
	}
	return nil
}

// end ends a row.
func (b *builder) end() error {
	row := b.row
	b.row = Row{Number: row.Number}
	return b.sheet.add(row)
}

// done ends the sheet.
func (b *builder) done() { b.sheet.unmerge(b.merges) }

// add adds a row in which anything stands.
func (s *Sheet) add(row Row) error {
	if len(row.Cells) == 0 {
		return nil
	}
	if len(s.Rows) == MaxRows {
		return tooManyRows(s.Name)
	}
	if row.Number <= 0 || len(s.Rows) > 0 && row.Number <= s.Rows[len(s.Rows)-1].Number {
		return outOfOrder(s.Name)
	}
	s.Rows = append(s.Rows, row)
	return nil
}

// isoMoment is a date and time of a file as a cell shows it: without a midnight
// that nobody wrote, or the day that stands for none.
func isoMoment(said string) string {
	said, _, _ = strings.Cut(strings.TrimSuffix(strings.TrimSpace(said), "Z"), ".")
	if day, clock, both := strings.Cut(said, "T"); both {
		switch {
		case clock == "00:00:00":
			return day
		case day == "1899-12-31" || day == "1899-12-30" || day == "1900-01-00":
			return clock
		}
	}
	return said
}

// inTables collects the tables of a page or a document, which may stand one
// within the other, and the text outside of them.
type inTables struct {
	file   *File
	open   []*openTable
	budget *budget
	beside strings.Builder // the text outside
}

// openTable is a table whose end is still to come.
type openTable struct {
	builder
	number        int // of the row
	inRow, inCell bool
	text          strings.Builder
	struck, plain bool // there is text that is struck through, or is not
	across, down  int
	shown         string // the number behind what is shown, where the file tells it
}

// top returns the innermost table, nil outside of all.
func (t *inTables) top() *openTable {
	if len(t.open) == 0 {
		return nil
	}
	return t.open[len(t.open)-1]
}

// begin begins a table.
func (t *inTables) begin(hidden bool) error {
	if len(t.file.Sheets)+len(t.open) >= maxSheets {
		return errTooLarge
	}
	one := &openTable{builder: builder{sheet: &Sheet{Hidden: hidden}, cells: t.budget}}
	// In the order in which tables begin, which is that in which they are seen.
	t.file.Sheets = append(t.file.Sheets, one.sheet)
	t.open = append(t.open, one)
	return nil
}

// end ends the innermost table.
func (t *inTables) end() error {
	one := t.top()
	if one == nil {
		return nil
	}
	if err := one.endRow(); err != nil {
		return err
	}
	one.done()
	t.open = t.open[:len(t.open)-1]
	return nil
}

// write writes a text where it stands: in the cell of the innermost table, or
// outside of all.
func (t *inTables) write(text string, struck bool) error {
	one := t.top()
	if one == nil {
		t.beside.WriteString(text)
		return nil
	}
	if !one.inCell {
		return nil
	}
	if one.text.Len()+len(text) > 4*maxText {
		return cellTooLong()
	}
	one.text.WriteString(text)
	if strings.TrimSpace(text) != "" {
		one.struck, one.plain = one.struck || struck, one.plain || !struck
	}
	return nil
}

func (o *openTable) beginRow(hidden bool) error {
	if err := o.endRow(); err != nil {
		return err
	}
	o.number++
	o.builder.begin(o.number, hidden)
	o.inRow = true
	return nil
}

func (o *openTable) beginCell(across, down int) error {
	if err := o.endCell(); err != nil {
		return err
	}
	if !o.inRow {
		if err := o.beginRow(false); err != nil {
			return err
		}
	}
	o.inCell, o.across, o.down = true, across, down
	o.shown = ""
	o.text.Reset()
	o.struck, o.plain = false, false
	return nil
}

// content returns the cell that is being read.
func (o *openTable) content() Cell {
	c := Cell{Text: PlainText(o.text.String()), Struck: o.struck && !o.plain}
	if n, err := strconv.ParseFloat(o.shown, 64); err == nil && (c.Scientific() || math.Abs(n) >= 1e15) {
		c.setNumber(n, 0)
	}
	return c
}

func (o *openTable) endCell() error {
	if !o.inCell {
		return nil
	}
	o.inCell = false
	return o.add(o.content(), o.across, o.down)
}

func (o *openTable) endRow() error {
	if err := o.endCell(); err != nil || !o.inRow {
		return err
	}
	o.inRow = false
	return o.builder.end()
}

// finish ends what is open, leaves out empty tables, and names the others.
func (t *inTables) finish() error {
	for t.top() != nil {
		if err := t.end(); err != nil {
			return err
		}
	}
	filled := t.file.Sheets[:0]
	for _, s := range t.file.Sheets {
		if len(s.Rows) > 0 {
			s.Name = words.T("Table %d", len(filled)+1)
			filled = append(filled, s)
		}
	}
	t.file.Sheets = filled
	beside, err := ReadText(t.beside.String())
	switch {
	case err == nil:
		t.file.Readings, t.file.Lines, t.file.Text = beside.Readings, beside.Lines, beside.Text
	case len(filled) == 0:
		return err
	}
	return nil
}
