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
	return data, lookThrough(data)
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

// lookThrough looks through a workbook's parts before it is opened.
func lookThrough(data []byte) error {
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
		if left, err = look(part, name, left); err != nil {
			return err
		}
	}
	if !found {
		return refused(nil, "There is no Excel workbook in this file. Save it as .xlsx and import it again.")
	}
	return nil
}

// look unpacks one part to see how large it is, and gives what is left of the
// allowance.
func look(part *zip.File, name string, left int64) (int64, error) {
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
		err = measure(limited)
	}
	if err == nil && strings.HasSuffix(name, "styles.xml") {
		err = countStyles(limited)
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

// maxStyles is how many words of XML may describe the formats of cells; Excel keeps
// 65,490 of them.
const maxStyles = 1_000_000

// countStyles refuses a workbook of so many formats that the library needs all of
// the memory for them.
func countStyles(r io.Reader) error {
	buffer := make([]byte, 32<<10)
	count := 0
	for {
		n, err := r.Read(buffer)
		if count += bytes.Count(buffer[:n], []byte("<")); count > maxStyles {
			return errTooLarge
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

var errTooLarge = errors.New("the sheet is too large")

// measure counts what a sheet will take in memory once opened, where rows are
// filled with cells up to the last one.
func measure(r io.Reader) error {
	decoder := xml.NewDecoder(r)
	decoder.Strict = false
	decoder.CharsetReader = func(_ string, input io.Reader) (io.Reader, error) { return input, nil }
	cells, loose, merged, row, column, width := 0, 0, 0, 0, 0, 0
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
		ref := ""
		for _, a := range start.Attr {
			if a.Name.Local == "r" {
				ref = a.Value
			}
		}
		switch start.Name.Local {
		case "row":
			cells += width
			column, width = 0, 0
			if n, _ := strconv.Atoi(ref); n > row {
				row = n
			} else {
				loose++
			}
		case "c":
			column++
			if at, _, err := excelize.CellNameToCoordinates(ref); err == nil {
				column = at
			}
			width = max(width, column)
		case "mergeCell":
			merged++
		}
		if cells+width > maxCells || loose > maxLoose || merged > maxMerged || row > excelize.TotalRows {
			return errTooLarge
		}
	}
}
