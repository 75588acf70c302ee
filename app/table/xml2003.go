package table

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"strconv"
	"strings"

	"openday/app/words"
)

var xmlDeclaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)

// readXMLSheet reads SpreadsheetML of 2003, which government systems still write
// and call .xls. The text has been decoded, whatever it says of its encoding.
func readXMLSheet(ctx context.Context, text string) (*File, error) {
	x, err := newXMLReader(io.NopCloser(strings.NewReader(xmlDeclaration.ReplaceAllString(text, ""))))
	if err != nil {
		return nil, err
	}
	r := &xmlSheetReader{ctx: ctx, x: x, file: &File{Kind: XMLSheet}, styles: map[string]style{}, cells: &budget{maxCells}}
	if err := r.read(); err != nil {
		return nil, err
	}
	for i, s := range r.file.Sheets {
		s.Active = i == r.active
	}
	return r.file.filled()
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

// read reads the part; texts are read with their elements.
func (r *xmlSheetReader) read() error { return r.x.walk(r.start, r.stop, nil) }

func (r *xmlSheetReader) start() error {
	switch r.x.name {
	case "Style":
		r.style = r.x.attr("ID")
		if len(r.styles) > maxStyles {
			return errTooLarge
		}
		r.styles[r.style] = r.styles[r.x.attr("Parent")]
	case "NumberFormat":
		switch format := r.x.attr("Format"); format {
		case "General Date", "Long Date", "Medium Date", "Short Date", "Long Time", "Medium Time", "Short Time":
			r.styles[r.style] |= styleDate
		case "Percent":
			r.styles[r.style] |= stylePercent
		case "Standard", "Fixed", "Scientific", "Currency", "Euro Currency", "Yes/No", "True/False", "On/Off":
		default:
			r.styles[r.style] |= styleOf(0, format)
		}
	case "Font":
		if r.b == nil && isTrue(r.x.attr("StrikeThrough")) {
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
		s := &Sheet{Name: r.x.attr("Name")}
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
	switch r.x.name {
	case "Column":
		if at := number(r.x.attr("Index")); at > 0 {
			r.b.column = at - 1
		}
		span := number(r.x.attr("Span"))
		if isTrue(r.x.attr("Hidden")) || r.x.attr("Width") == "0" {
			r.b.sheet.hide(r.b.column, r.b.column+min(span, MaxColumns))
		}
		r.b.column += 1 + min(span, MaxColumns)
	case "Row":
		n := r.line + 1
		if at := number(r.x.attr("Index")); at > r.line {
			n = at
		}
		if n > lastRow {
			return errTooLarge
		}
		if n%500 == 0 && r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		r.line = n + min(number(r.x.attr("Span")), lastRow)
		r.b.begin(n, isTrue(r.x.attr("Hidden")) || r.x.attr("Height") == "0")
	case "Cell":
		if at := number(r.x.attr("Index")); at > 0 {
			r.b.column = at - 1
		}
		r.raw.kind, r.raw.formula, r.raw.style = "", r.x.attr("Formula"), r.styles[r.x.attr("StyleID")]
		r.raw.across, r.raw.down, r.raw.there = number(r.x.attr("MergeAcross")), number(r.x.attr("MergeDown")), false
		r.raw.text, r.raw.struck = "", false
	case "Comment":
		return r.x.skip("Comment")
	case "Data":
		r.raw.kind, r.raw.there = r.x.attr("Type"), true
		var err error
		r.raw.text, r.raw.struck, err = r.data()
		return err
	}
	return nil
}

// data reads the content of a cell, which may be marked up as on a page.
func (r *xmlSheetReader) data() (text string, struck bool, err error) {
	var said strings.Builder
	depth, some, other := 0, false, false
	for {
		kind, err := r.x.next()
		if err != nil {
			return "", false, unfinished(err)
		}
		switch kind {
		case startElement:
			if r.x.name == "S" {
				depth++
			}
		case endElement:
			switch r.x.name {
			case "S":
				depth--
			case "Data":
				return said.String(), some && !other, nil
			}
		case charData:
			if said.Len()+len(r.x.text) > 4*maxText {
				return "", false, cellTooLong()
			}
			said.Write(r.x.text)
			if len(bytes.TrimSpace(r.x.text)) > 0 {
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
		if r.raw.style&styleMonth != 0 {
			c.Text = strings.TrimSuffix(c.Text, "-01") // as of the numbers of other workbooks
		}
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
