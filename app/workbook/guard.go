package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"openday/app"
)

// Bounds of what is taken for a workbook of one event. A file packed to be
// huge when opened must not take the machine down.
const (
	maxFile     = 32 << 20  // bytes of the file
	maxUnpacked = 128 << 20 // bytes of all its parts
	maxRows     = 20_000    // filled rows of a sheet
	maxCells    = 2_000_000 // cells of a sheet up to the last of each row
	maxLoose    = 5_000     // rows without a number, or out of order
	maxMerged   = 5_000     // merged ranges of a sheet
)

// refused is a file that cannot be read as a workbook at all.
func refused(cause error, key string, args ...any) error {
	return app.Errorf(app.CodeInvalid, cause, key, args...)
}

func tooLarge(cause error) error {
	return refused(cause, "The file is too large for the workbook of one event. Delete the rows, columns and pictures that are not needed and import it again.")
}

// load reads the file whole and looks through it before it is opened.
func load(r io.Reader) ([]byte, error) {
	data, err := slurp(r)
	if err != nil {
		return nil, err
	}
	return data, lookThrough(data, nil)
}

// slurp reads a file whole, unless it is none that can be read here.
func slurp(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, refused(err, "The file cannot be read: %v", err)
	}
	switch {
	case len(data) > maxFile:
		return nil, tooLarge(nil)
	case len(data) == 0:
		return nil, refused(nil, "The file is empty.")
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return nil, refused(nil, "This is a file of the old form (.xls), or one with a password. Open it in Excel, take the password away, save it as .xlsx and import it again.")
	}
	return data, nil
}

// lookThrough looks through a workbook's parts before it is opened. Where marks
// is given, it gets those of each sheet under the part's name.
func lookThrough(data []byte, marks map[string]*sheetMarks) error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return refused(err, "This is no Excel workbook (.xlsx), or it is damaged. Look at it in Excel, save it as .xlsx and import it again.")
	}
	left, found := int64(maxUnpacked), false
	for _, part := range archive.File {
		name := strings.ToLower(strings.ReplaceAll(part.Name, "\\", "/"))
		found = found || name == "xl/workbook.xml"
		if part.FileInfo().IsDir() {
			continue
		}
		var seen *sheetMarks
		if marks != nil {
			seen = &sheetMarks{rows: map[int][]mark{}}
			marks[name] = seen
		}
		if left, err = look(part, name, left, seen); err != nil {
			return err
		}
	}
	if !found {
		return refused(nil, "There is no Excel workbook in this file. Save it as .xlsx and import it again.")
	}
	return nil
}

// sheetMarks is what a sheet says of its cells beside their content.
type sheetMarks struct {
	rows     map[int][]mark // by the row's number from 1
	merged   []string       // ranges
	disorder bool           // rows do not stand in their order
}

// mark is what is known of a cell that is not plain text.
type mark struct {
	column  int    // from 1
	kind    string // n number, b truth, e error, d date; str text of a formula
	style   int
	formula bool
}

// at returns the mark of a cell, counted from 1.
func (m *sheetMarks) at(row, column int) (mark, bool) {
	for _, one := range m.rows[row] {
		if one.column == column {
			return one, true
		}
	}
	return mark{}, false
}

// look unpacks one part to see how large it is, and gives what is left of the
// allowance.
func look(part *zip.File, name string, left int64, seen *sheetMarks) (int64, error) {
	broken := func(err error) error {
		return refused(err, "The workbook is damaged (%s cannot be read). Look at it in Excel, save it as .xlsx and import it again.", part.Name)
	}
	content, err := part.Open()
	if err != nil {
		return 0, broken(err)
	}
	defer content.Close()
	limited := &io.LimitedReader{R: content, N: left + 1}
	if strings.HasPrefix(name, "xl/worksheets/") && strings.HasSuffix(name, ".xml") {
		err = measure(limited, seen)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, limited)
	}
	switch {
	case limited.N <= 0 || errors.Is(err, errTooLarge):
		return 0, tooLarge(err)
	case err != nil:
		return 0, broken(err)
	}
	return limited.N - 1, nil
}

var errTooLarge = errors.New("the sheet is too large")

// measure counts what a sheet will take in memory once opened, where rows are
// filled with cells up to the last one. Where seen is given, it gathers the
// marks of the cells on the way.
func measure(r io.Reader, seen *sheetMarks) error {
	decoder := xml.NewDecoder(r)
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	cells, loose, merged, row, column, width := 0, 0, 0, 0, 0, 0
	line, cell := 0, mark{}
	for {
		token, err := decoder.RawToken()
		if err != nil {
			// Whether the rest is sound is for the library to say.
			return nil
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		ref, kind, style := "", "n", 0
		for _, a := range start.Attr {
			switch a.Name.Local {
			case "r", "ref":
				ref = a.Value
			case "t":
				kind = a.Value
			case "s":
				style, _ = strconv.Atoi(a.Value)
			}
		}
		switch start.Name.Local {
		case "row":
			cells += width
			column, width = 0, 0
			n, _ := strconv.Atoi(ref)
			if n > row {
				row = n
			} else {
				loose++
			}
			if seen != nil && n > 0 {
				seen.disorder = seen.disorder || n <= line
				line = n
			} else {
				line++
			}
		case "c":
			column++
			if at, _, err := excelize.CellNameToCoordinates(ref); err == nil {
				column = at
			}
			width = max(width, column)
			cell = mark{column: column, kind: kind, style: style}
		case "v", "f":
			if seen == nil {
				break
			}
			formula := start.Name.Local == "f"
			if known := seen.rows[line]; len(known) > 0 && known[len(known)-1].column == cell.column {
				known[len(known)-1].formula = known[len(known)-1].formula || formula
			} else if formula || cell.kind != "s" && cell.kind != "inlineStr" && cell.kind != "str" {
				cell.formula = formula
				seen.rows[line] = append(known, cell)
			}
		case "mergeCell":
			merged++
			if seen != nil {
				seen.merged = append(seen.merged, ref)
			}
		}
		if cells+width > maxCells || loose > maxLoose || merged > maxMerged || row > excelize.TotalRows {
			return errTooLarge
		}
	}
}
