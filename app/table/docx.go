package table

import (
	"context"
	"io"
)

// documentReader reads the tables of a document of Word.
type documentReader struct {
	inTables
	x      *xmlReader
	struck bool // the run is struck through
	unseen bool // the run is not shown
	inText bool
	inRun  bool
	gone   bool     // the row was deleted while changes were recorded
	spans  []vmerge // by table, inmost last
}

// vmerge is what of a table is needed to join cells that are one.
type vmerge struct {
	across    int
	restart   bool
	continued bool
	open      map[int]int // the merged range that reaches down a column, as an index
}

// readDocument reads the tables of a document, and the lines outside of them.
func readDocument(ctx context.Context, p *parcel, main string) (*File, error) {
	x, err := p.open(main)
	if err != nil {
		return nil, err
	}
	defer x.close()
	r := &documentReader{inTables: inTables{file: &File{Kind: Document}, budget: &budget{maxCells}}, x: x}
	for n := 0; ; n++ {
		if n%10_000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		kind, err := x.next()
		if err == io.EOF {
			if err := r.finish(); err != nil {
				return nil, err
			}
			return r.file, nil
		}
		if err != nil {
			return nil, err
		}
		switch kind {
		case startElement:
			err = r.start()
		case endElement:
			err = r.stop(x.name)
		case charData:
			if r.inText && !r.unseen {
				err = r.write(string(x.text), r.struck)
			}
		}
		if err != nil {
			return nil, err
		}
	}
}

func (r *documentReader) start() error {
	table := r.top()
	switch r.x.name {
	// What stands there twice, was moved away, or says how characters sound.
	case "Fallback", "moveFrom", "rt", "del":
		if r.x.name == "del" && table != nil && table.inRow && !table.inCell {
			r.gone = true // among the properties of a row
		}
		return r.x.skip(r.x.name)
	case "tbl":
		r.spans = append(r.spans, vmerge{open: map[int]int{}})
		return r.begin(false)
	case "tr":
		r.gone = false
		if table != nil {
			return table.beginRow(false)
		}
	case "hidden":
		if table != nil && table.inRow && r.x.isOn() {
			table.row.Hidden = true
		}
	case "gridBefore":
		if table != nil && table.inRow {
			table.column += min(number(r.x.attr("val")), MaxColumns)
		}
	case "tc":
		if table != nil {
			span := &r.spans[len(r.spans)-1]
			span.across, span.restart, span.continued = 0, false, false
			return table.beginCell(0, 0)
		}
	case "gridSpan":
		if len(r.spans) > 0 {
			r.spans[len(r.spans)-1].across = number(r.x.attr("val")) - 1
		}
	case "vMerge":
		if len(r.spans) > 0 {
			span := &r.spans[len(r.spans)-1]
			span.restart = r.x.attr("val") == "restart"
			span.continued = !span.restart
		}
	case "r":
		r.inRun, r.struck, r.unseen = true, false, false
	case "strike", "dstrike":
		if r.inRun && r.x.isOn() {
			r.struck = true
		}
	case "vanish":
		if r.inRun && r.x.isOn() {
			r.unseen = true
		}
	case "t":
		r.inText = r.inRun
	case "tab":
		if r.inRun {
			return r.write("\t", false)
		}
	case "br", "cr":
		if r.inRun {
			return r.write("\n", false)
		}
	case "noBreakHyphen":
		return r.write("-", r.struck)
	}
	return nil
}

func (r *documentReader) stop(name string) error {
	switch name {
	case "r":
		r.inRun, r.struck, r.unseen = false, false, false
	case "t":
		r.inText = false
	case "p":
		return r.write("\n", false)
	case "tc":
		return r.endCell()
	case "tr":
		table := r.top()
		if table == nil {
			return nil
		}
		if r.gone {
			table.inRow, table.inCell = false, false
			return nil
		}
		return table.endRow()
	case "tbl":
		if len(r.spans) > 0 {
			r.spans = r.spans[:len(r.spans)-1]
		}
		return r.end()
	}
	return nil
}

// endCell ends a cell, and joins it with that above it where the two are one.
func (r *documentReader) endCell() error {
	table := r.top()
	if table == nil || !table.inCell || len(r.spans) == 0 {
		return nil
	}
	table.inCell = false
	span := &r.spans[len(r.spans)-1]
	at := table.next()
	if at >= MaxColumns {
		return nil
	}
	if i, open := span.open[at]; open && span.continued {
		table.merges[i].bottom = table.row.Number
		table.column += 1 + max(0, min(span.across, MaxColumns))
		return nil
	}
	delete(span.open, at)
	if err := table.add(table.content(), span.across, 0); err != nil {
		return err
	}
	if span.restart {
		span.open[at] = len(table.merges)
		return table.merge(merge{at + 1, table.row.Number, at + 1 + max(0, min(span.across, MaxColumns)), table.row.Number})
	}
	return nil
}
