package table

import (
	"context"
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"openday/app/words"
)

// readXMLSheet reads SpreadsheetML of 2003, which government systems still write
// and call .xls. The text has been decoded, whatever it says of its encoding.
func readXMLSheet(ctx context.Context, text string) (*File, error) {
	x, err := newXMLReader(io.NopCloser(strings.NewReader(text)))
	if err != nil {
		return nil, err
	}
	x.decoder.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	r := &xmlSheetReader{ctx: ctx, x: x, file: &File{Kind: XMLSheet}, styles: map[string]style{}, cells: &budget{maxCells}}
	if err := r.read(); err != nil {
		return nil, err
	}
	filled := r.file.Sheets[:0]
	for i, s := range r.file.Sheets {
		s.Active = i == r.active
		if len(s.Rows) > 0 {
			filled = append(filled, s)
		}
	}
	if r.file.Sheets = filled; len(filled) == 0 {
		return nil, nothing()
	}
	return r.file, nil
}

type xmlSheetReader struct {
	ctx    context.Context
	x      *xmlReader
	file   *File
	styles map[string]style
	cells  *budget
	active int

	b     *builder // of the sheet that is being read
	style string   // the one that is being defined
	line  int
	raw   struct {
		kind, formula string
		style         style
		across, down  int
		there         bool
		text          string
		struck        bool
	}
}

func (r *xmlSheetReader) read() error {
	for {
		t, err := r.x.token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = r.start(t)
		case xml.EndElement:
			err = r.stop(t.Name.Local)
		}
		if err != nil {
			return err
		}
	}
}

func (r *xmlSheetReader) start(t xml.StartElement) error {
	switch t.Name.Local {
	case "Style":
		r.style = attr(t, "ID")
		if len(r.styles) > maxStyles {
			return errTooLarge
		}
		r.styles[r.style] = r.styles[attr(t, "Parent")]
	case "NumberFormat":
		isDate, percent := Shows(0, attr(t, "Format"))
		switch attr(t, "Format") {
		case "General Date", "Long Date", "Medium Date", "Short Date", "Long Time", "Medium Time", "Short Time":
			isDate = true
		case "Percent":
			percent = true
		case "Standard", "Fixed", "Scientific", "Currency", "Euro Currency", "Yes/No", "True/False", "On/Off":
			isDate = false
		}
		if isDate {
			r.styles[r.style] |= styleDate
		}
		if percent {
			r.styles[r.style] |= stylePercent
		}
	case "Font":
		if r.b == nil && isTrue(attr(t, "StrikeThrough")) {
			r.styles[r.style] |= styleStruck
		}
	case "ActiveSheet":
		text, err := r.x.plain("ActiveSheet")
		if err != nil {
			return err
		}
		r.active, _ = strconv.Atoi(strings.TrimSpace(text))
	case "Worksheet":
		if len(r.file.Sheets) >= maxSheets {
			return errTooLarge
		}
		s := &Sheet{Name: attr(t, "Name")}
		r.file.Sheets = append(r.file.Sheets, s)
		r.b, r.line = &builder{sheet: s, cells: r.cells}, 0
	case "Visible":
		text, err := r.x.plain("Visible")
		if err != nil {
			return err
		}
		if r.b != nil && strings.HasPrefix(text, "Sheet") && strings.HasSuffix(text, "Hidden") {
			r.b.sheet.Hidden = true
		}
	}
	if r.b == nil {
		return nil
	}
	switch t.Name.Local {
	case "Column":
		if at := number(attr(t, "Index")); at > 0 {
			r.b.column = at - 1
		}
		span := number(attr(t, "Span"))
		if isTrue(attr(t, "Hidden")) || attr(t, "Width") == "0" {
			r.b.sheet.hide(r.b.column, r.b.column+min(span, MaxColumns))
		}
		r.b.column += 1 + min(span, MaxColumns)
	case "Row":
		n := r.line + 1
		if at := number(attr(t, "Index")); at > r.line {
			n = at
		}
		if n > lastRow {
			return errTooLarge
		}
		if n%500 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		r.line = n + min(number(attr(t, "Span")), lastRow)
		r.b.begin(n, isTrue(attr(t, "Hidden")) || attr(t, "Height") == "0")
	case "Cell":
		if at := number(attr(t, "Index")); at > 0 {
			r.b.column = at - 1
		}
		r.raw.kind, r.raw.formula, r.raw.style = "", attr(t, "Formula"), r.styles[attr(t, "StyleID")]
		r.raw.across, r.raw.down, r.raw.there = number(attr(t, "MergeAcross")), number(attr(t, "MergeDown")), false
		r.raw.text, r.raw.struck = "", false
	case "Comment":
		return r.skip("Comment")
	case "Data":
		r.raw.kind, r.raw.there = attr(t, "Type"), true
		var err error
		r.raw.text, r.raw.struck, err = r.data()
		return err
	}
	return nil
}

// skip passes over the rest of an element.
func (r *xmlSheetReader) skip(name string) error {
	for {
		t, err := r.x.token()
		if err != nil {
			return err
		}
		if end, ok := t.(xml.EndElement); ok && end.Name.Local == name {
			return nil
		}
	}
}

// data reads the content of a cell, which may be marked up as on a page.
func (r *xmlSheetReader) data() (text string, struck bool, err error) {
	var said strings.Builder
	depth, some, other := 0, false, false
	for {
		t, err := r.x.token()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return "", false, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "S" {
				depth++
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "S":
				depth--
			case "Data":
				return said.String(), some && !other, nil
			}
		case xml.CharData:
			if said.Len()+len(t) > 4*maxText {
				return "", false, cellTooLong()
			}
			said.Write(t)
			if strings.TrimSpace(string(t)) != "" {
				some, other = some || depth > 0, other || depth <= 0
			}
		}
	}
}

func (r *xmlSheetReader) stop(name string) error {
	switch {
	case r.b == nil:
	case name == "Worksheet":
		r.b.done()
		r.b = nil
	case name == "Row":
		return r.b.end()
	case name == "Cell":
		return r.b.add(r.cell(), r.raw.across, r.raw.down)
	}
	return nil
}

// cell returns what the cell that was read shows.
func (r *xmlSheetReader) cell() Cell {
	c := Cell{Text: PlainText(r.raw.text), Struck: r.raw.struck || r.raw.style&styleStruck != 0}
	switch r.raw.kind {
	case "Number":
		if n, err := strconv.ParseFloat(c.Text, 64); err == nil {
			c.setNumber(n, r.raw.style)
		}
	case "DateTime":
		c.Text = isoMoment(c.Text)
	case "Boolean":
		c.Text = truth(c.Text)
	case "Error":
		if c.Text != "" {
			c.Problem = words.T("The cell holds the error %s", c.Text)
		}
	}
	if !r.raw.there && r.raw.formula != "" {
		c.Problem = words.T("The formula has no result yet; open the file in Excel, save it and import it again")
	}
	return c
}
