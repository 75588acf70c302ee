// Package table reads tables of cells from the files in which lists arrive:
// workbooks old and new, pages, documents and texts. What a file is, its content
// decides and not its name. What the cells mean is for others to say.
package table

// Kind is the kind of a file.
type Kind string

// The kinds of files that can be read.
const (
	Workbook    Kind = "xlsx" // Office Open XML: .xlsx, .xlsm
	OldWorkbook Kind = "xls"  // BIFF8: .xls, .et
	OpenSheet   Kind = "ods"  // OpenDocument
	XMLSheet    Kind = "xml"  // SpreadsheetML of 2003
	Page        Kind = "html"
	Document    Kind = "docx"
	Text        Kind = "text" // .csv, .txt, cells or lines from the clipboard
)

// File is what a file holds.
type File struct {
	Kind Kind

	// Sheets are the filled sheets of a workbook, or the tables of a page or a
	// document, in their order.
	Sheets []*Sheet

	// Readings are the ways to part the lines of a text into cells, one for each
	// separator that stands in it, which is the reading's name; the most usual one
	// comes first. There is at least one where the file is a text, or a document
	// without a table.
	Readings []*Sheet

	// Lines are the filled lines of such a text, for lists that have no cells.
	Lines []Line

	// Text is such a text as it stands.
	Text string
}

// Line is a filled line of a text.
type Line struct {
	Number int // in the file, from 1
	Text   string
}

// Sheet is a table of cells.
type Sheet struct {
	Name   string
	Hidden bool  // the program that made it does not show it
	Active bool  // it is the one that is open when the file is
	Rows   []Row // the filled ones, in their order

	hidden []bool // columns that are not shown
}

// ColumnHidden reports whether a column, counted from 0, is not shown.
func (s *Sheet) ColumnHidden(column int) bool {
	return column >= 0 && column < len(s.hidden) && s.hidden[column]
}

// Row is a filled row.
type Row struct {
	Number int    // in the file, from 1
	Hidden bool   // by hand or by a filter
	Cells  []Cell // up to the last filled one
}

// Struck reports whether all that stands in the row is struck through.
func (r Row) Struck() bool {
	struck := false
	for _, c := range r.Cells {
		if c.Empty() {
			continue
		}
		if !c.Struck {
			return false
		}
		struck = true
	}
	return struck
}

// Cell is a cell as it was read.
type Cell struct {
	Text     string  // what it shows, cleaned
	Problem  string  // why it cannot be read, such as an error; no sentence yet
	Number   float64 // the value of a number
	IsNumber bool
	IsDate   bool // a number shown as a date or a time
	Percent  bool // a number shown with %
	From1904 bool // days are counted from 1904
	Struck   bool // struck through

	// Above tells that the cell is one with that above it, merged downwards: what
	// it says is written once for both.
	Above bool

	// Across is over how many further columns to the right the cell reaches.
	Across uint16
}

// Empty reports whether nothing stands in the cell.
func (c Cell) Empty() bool { return c.Text == "" && c.Problem == "" }
