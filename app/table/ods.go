package table

import (
	"context"
	"strconv"
	"strings"

	"openday/app/words"
)

// openSheetReader reads a sheet of OpenDocument.
type openSheetReader struct {
	ctx    context.Context
	x      *xmlReader
	file   *File
	cells  *budget
	hidden map[string]bool // styles of tables that are not shown
	struck map[string]bool // styles that strike through
	style  string          // the one that is being defined
	active string          // the sheet that is open when the file is

	b       *builder
	line    int
	repeat  int // how often the row stands there
	depth   int // of tables one within the other
	raw     openCell
	inCell  bool
	written strings.Builder
	spans   []bool // of the open spans, whether each is struck through
	some    bool   // there is text that is struck through
	plain   bool   // or text that is not
}

type openCell struct {
	kind, value, formula string
	repeat, across, down int
	struck               bool
}

// readOpenSheet reads a workbook of OpenDocument (.ods), or the tables of a text
// (.odt).
func readOpenSheet(ctx context.Context, p *parcel) (*File, error) {
	if x, err := p.open("meta-inf/manifest.xml"); err == nil && x != nil {
		defer x.close()
		for {
			if x.element() != nil {
				break // what is wrong with it matters to nobody
			}
			if x.name == "encryption-data" {
				return nil, isProtected()
			}
		}
	}
	r := &openSheetReader{ctx: ctx, file: &File{Kind: OpenSheet}, cells: &budget{maxCells}, hidden: map[string]bool{}, struck: map[string]bool{}}
	if err := r.settings(p); err != nil {
		return nil, err
	}
	for _, part := range []string{"styles.xml", "content.xml"} {
		x, err := p.open(part)
		if err != nil {
			return nil, err
		}
		if x == nil {
			continue
		}
		r.x = x
		err = r.read()
		x.close()
		if err != nil {
			return nil, err
		}
	}
	for i, s := range r.file.Sheets {
		s.Active = s.Name == r.active || r.active == "" && i == 0
	}
	return r.file.filled()
}

// settings reads which sheet is open.
func (r *openSheetReader) settings(p *parcel) error {
	x, err := p.open("settings.xml")
	if x == nil || err != nil {
		return err
	}
	defer x.close()
	for {
		if x.element() != nil {
			return nil // it is no more than the view
		}
		if x.name == "config-item" && x.attr("name") == "ActiveTable" {
			r.active, _ = x.plain("config-item")
			return nil
		}
	}
}

func (r *openSheetReader) read() error { return r.x.walk(r.start, r.stop, r.write) }

// write writes a text into the cell that is open.
func (r *openSheetReader) write(text string) error {
	if !r.inCell {
		return nil
	}
	if r.written.Len()+len(text) > 4*maxText {
		return cellTooLong()
	}
	r.written.WriteString(text)
	if strings.TrimSpace(text) != "" {
		struck := len(r.spans) > 0 && r.spans[len(r.spans)-1]
		r.some, r.plain = r.some || struck, r.plain || !struck
	}
	return nil
}

func (r *openSheetReader) start() error {
	switch r.x.name {
	case "style":
		r.style = r.x.attr("name")
		if len(r.struck) > maxStyles || len(r.hidden) > maxStyles {
			return errTooLarge
		}
		if parent := r.x.attr("parent-style-name"); r.struck[parent] {
			r.struck[r.style] = true
		}
	case "table-properties":
		if r.x.attr("display") == "false" {
			r.hidden[r.style] = true
		}
	case "text-properties":
		switch line := r.x.attr("text-line-through-style"); {
		case line == "none" || r.x.attr("text-line-through-type") == "none":
			delete(r.struck, r.style)
		case line != "" || r.x.attr("text-line-through-type") != "":
			r.struck[r.style] = true
		}
	case "table":
		if r.depth++; r.depth > 1 {
			return nil
		}
		if len(r.file.Sheets) >= maxSheets {
			return errTooLarge
		}
		s := &Sheet{Name: r.x.attr("name"), Hidden: r.hidden[r.x.attr("style-name")]}
		r.file.Sheets = append(r.file.Sheets, s)
		r.b, r.line = &builder{sheet: s, cells: r.cells}, 0
	}
	if r.b == nil || r.depth > 1 {
		return nil
	}
	switch r.x.name {
	case "table-column":
		n := max(1, number(r.x.attr("number-columns-repeated")))
		if v := r.x.attr("visibility"); v == "collapse" || v == "filter" {
			r.b.sheet.hide(r.b.column, r.b.column+min(n, MaxColumns)-1)
		}
		r.b.column += min(n, MaxColumns)
	case "table-row":
		r.repeat = max(1, min(number(r.x.attr("number-rows-repeated")), lastRow))
		v := r.x.attr("visibility")
		r.b.begin(r.line+1, v == "collapse" || v == "filter")
		if r.line%500 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
	case "table-cell", "covered-table-cell":
		r.raw = openCell{
			kind: r.x.attr("value-type"), formula: r.x.attr("formula"), struck: r.struck[r.x.attr("style-name")],
			repeat: max(1, min(number(r.x.attr("number-columns-repeated")), MaxColumns)),
			across: number(r.x.attr("number-columns-spanned")) - 1, down: number(r.x.attr("number-rows-spanned")) - 1,
		}
		switch r.raw.kind {
		case "float", "percentage", "currency":
			r.raw.value = r.x.attr("value")
		case "date":
			r.raw.value = r.x.attr("date-value")
		case "boolean":
			r.raw.value = r.x.attr("boolean-value")
		}
		r.inCell, r.some, r.plain = true, false, false
		r.written.Reset()
	case "annotation":
		return r.x.skip("annotation")
	case "p", "h":
		if r.written.Len() > 0 {
			return r.write("\n")
		}
	case "line-break":
		return r.write("\n")
	case "tab":
		return r.write(" ")
	case "s":
		return r.write(strings.Repeat(" ", max(1, min(number(r.x.attr("c")), 100))))
	case "span":
		r.spans = append(r.spans, r.struck[r.x.attr("style-name")])
		if len(r.spans) > maxSheets {
			return errTooLarge
		}
	}
	return nil
}

func (r *openSheetReader) stop(name string) error {
	if name == "table" {
		if r.depth--; r.depth == 0 && r.b != nil {
			r.b.done()
			r.b = nil
		}
	}
	if r.b == nil || r.depth > 1 {
		return nil
	}
	switch name {
	case "span":
		r.spans = r.spans[:max(0, len(r.spans)-1)]
	case "table-cell", "covered-table-cell":
		r.inCell = false
		return r.end(r.cell())
	case "table-row":
		return r.endRow()
	}
	return nil
}

// end puts the cell into its row as often as it stands there. Covered cells are
// written out in this form, so nothing is passed over for those above.
func (r *openSheetReader) end(c Cell) error {
	if r.raw.across > 0 || r.raw.down > 0 {
		at := r.b.column + 1
		if err := r.b.merge(merge{at, r.line + 1, at + min(r.raw.across, MaxColumns), r.line + 1 + min(max(0, r.raw.down), lastRow)}); err != nil {
			return err
		}
	}
	for range r.raw.repeat {
		if r.b.column < MaxColumns && !c.Empty() {
			if err := r.b.row.put(r.b.column, c, r.cells); err != nil {
				return err
			}
		}
		r.b.column++
	}
	return nil
}

// endRow ends a row as often as it stands there.
func (r *openSheetReader) endRow() error {
	row := r.b.row
	if len(row.Cells) > 0 {
		for i := range r.repeat {
			row.Number = r.line + 1 + i
			if i > 0 {
				if err := r.cells.take(len(row.Cells)); err != nil {
					return err
				}
				row.Cells = append([]Cell(nil), row.Cells...)
			}
			if err := r.b.sheet.add(row); err != nil {
				return err
			}
		}
	}
	if r.line += r.repeat; r.line > 2*lastRow {
		return errTooLarge
	}
	r.repeat = 1
	return nil
}

// cell returns what the cell that was read shows.
func (r *openSheetReader) cell() Cell {
	c := Cell{Text: PlainText(r.written.String()), Struck: r.raw.struck || r.some && !r.plain}
	switch r.raw.kind {
	case "float", "percentage", "currency":
		if n, err := strconv.ParseFloat(r.raw.value, 64); err == nil {
			var how style
			switch shown := c.Text; {
			case r.raw.kind == "percentage":
				how = stylePercent
			case len(shown) <= 15 && strings.HasPrefix(shown, "0") && strings.Trim(shown, "0123456789") == "":
				how = style(len(shown)) << styleDigits
			}
			c.setNumber(n, how)
		}
	case "date":
		if r.raw.value == "" {
			break
		}
		month := birthMonth.MatchString(c.Text)
		if c.Text = isoMoment(r.raw.value); month {
			c.Text = strings.TrimSuffix(c.Text, "-01") // of what is shown as a month no day is known
		}
	case "boolean":
		c.Text = truth(r.raw.value)
	}
	if r.raw.formula != "" && (strings.HasPrefix(c.Text, "#") || strings.HasPrefix(c.Text, "Err:")) {
		c.Problem = words.T("The cell holds the error %s", c.Text)
	}
	return c
}
