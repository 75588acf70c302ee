package table

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"openday/app"
)

// Bounds of what is taken for a list. A file packed to be huge when opened, or
// made to be slow, must not take the machine down.
const (
	// MaxColumns is how many columns of a sheet are looked at. What stands further
	// right belongs to no list of people.
	MaxColumns = 300
	// MaxRows is how many filled rows a sheet may have. It is far more than any open
	// day invites.
	MaxRows = 50_000

	maxFile     = 32 << 20  // bytes of the file
	maxUnpacked = 128 << 20 // bytes of one of its parts
	maxCells    = 2_000_000 // cells of all its sheets
	maxText     = 32_767    // characters of a cell, which are Excel's most
	maxToken    = 4 << 20   // bytes of one word of XML
	maxTokens   = 8_000_000 // words of XML of a part
	maxStrings  = 1_000_000 // texts that cells share
	maxStyles   = 65_490    // cell formats, which are Excel's most
	maxLoose    = 5_000     // rows without a number, or out of order
	maxMerged   = 5_000     // merged ranges of a sheet
	maxSheets   = 1_000
	lastRow     = 1 << 20 // of a sheet of Excel
)

// Endings are the endings of files that can be read; what is in a file decides all
// the same.
var Endings = []string{".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".txt", ".docx", ".htm", ".html", ".xml"}

// refused is a file that cannot be read as a list at all.
func refused(cause error, key string, args ...any) error {
	return app.Errorf(app.CodeInvalid, cause, key, args...)
}

func tooLarge(cause error) error {
	return refused(cause, "The file is too large for a list of people. Delete the rows, columns and pictures that are not needed, or copy the list into a new file, and import it again.")
}

func tooManyRows(sheet string) error {
	if sheet == "" {
		return refused(nil, "There are more than %d rows, too many for a list of invitees. Delete those that are not needed and import it again.", MaxRows)
	}
	return refused(nil, "The sheet “%s” has more than %d rows, too many for a list of invitees. Delete those that are not needed and import it again.", sheet, MaxRows)
}

func outOfOrder(sheet string) error {
	return refused(nil, "The rows of the sheet “%s” are out of order. Open it in Excel, save it as .xlsx and import it again.", sheet)
}

// damaged is a file whose kind is known and which cannot be read further.
func damaged(cause error) error {
	return refused(cause, "The file is damaged and cannot be read. Look at it in Excel or WPS, save it as .xlsx and import it again.")
}

// errTooLarge is what is beyond the bounds.
var errTooLarge = errors.New("beyond the bounds of a list")

// broken is the error of a reader as a sentence; one that is a sentence already
// stays.
func broken(err error) error {
	var said *app.Error
	switch {
	case err == nil, errors.As(err, &said), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, errTooLarge):
		return tooLarge(err)
	}
	return damaged(err)
}

// Read reads a file whole. The error is an *app.Error with app.CodeInvalid where
// the file cannot be read, and its sentence says what it is and what to do.
func Read(ctx context.Context, r io.Reader) (file *File, err error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	switch {
	case err != nil:
		return nil, refused(err, "The file cannot be read: %v", err)
	case len(data) > maxFile:
		return nil, tooLarge(nil)
	}
	defer func() {
		if p := recover(); p != nil { // not every broken file is foreseen
			file, err = nil, damaged(fmt.Errorf("%v\n%s", p, debug.Stack()))
		}
	}()
	file, err = read(ctx, data)
	return file, broken(err)
}

// read reads the bytes of a file, whatever they are.
func read(ctx context.Context, data []byte) (*File, error) {
	if len(bytes.Trim(data, "\x00")) == 0 {
		return nil, refused(nil, "The file is empty.")
	}
	for _, k := range strangers {
		if k.is(data) {
			return nil, k.refusal()
		}
	}
	switch {
	case bytes.HasPrefix(data, []byte(compound)):
		return readCompound(ctx, data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")), bytes.HasPrefix(data, []byte("PK\x05\x06")):
		return readPackage(ctx, data)
	case isBook(data):
		return readBook(ctx, data) // BIFF8 without the file around it
	}
	text, err := decode(data)
	if err != nil {
		return nil, err
	}
	switch kindOfMarkup(text) {
	case XMLSheet:
		return readXMLSheet(ctx, text)
	case xmlOther:
		return nil, refused(nil, "This is a file in XML that is no table. Open it in Excel or WPS, save it as .xlsx and import it again.")
	case Page:
		return readPage(ctx, text)
	}
	return ReadText(text)
}

// stranger is a kind of file from which no list can be taken.
type stranger struct {
	is      func(data []byte) bool
	refusal func() error
}

func begins(with ...string) func([]byte) bool {
	return func(data []byte) bool {
		for _, w := range with {
			if bytes.HasPrefix(data, []byte(w)) {
				return true
			}
		}
		return false
	}
}

// strangers are the kinds of files that are sent for a list and are none.
var strangers = []stranger{
	{func(data []byte) bool { return bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) }, func() error {
		return refused(nil, "This is a PDF file, from which no list can be taken. Ask for the Excel or Word file that it was made from, or copy the list in it and paste it.")
	}},
	{func(data []byte) bool {
		if begins("\x89PNG\r\n", "\xff\xd8\xff", "GIF87a", "GIF89a", "II*\x00", "MM\x00*")(data) || begins("BM")(data) && len(data) > 14 && data[6] == 0 && data[7] == 0 && data[8] == 0 && data[9] == 0 {
			return true
		}
		return len(data) > 12 && (begins("RIFF")(data) && string(data[8:12]) == "WEBP" || string(data[4:8]) == "ftyp" && strings.Contains("heic heix mif1 avif", string(data[8:12])))
	}, func() error {
		return refused(nil, "This is a picture, from which no list can be taken. Ask for the table itself, or type the people in.")
	}},
	{begins("Rar!\x1a\x07", "7z\xbc\xaf\x27\x1c", "\x1f\x8b"), packedFile},
	{begins(`{\rtf`), func() error {
		return refused(nil, "This is a document in rich text (.rtf). Open it in Word or WPS, save it as .docx and import it again.")
	}},
}

func packedFile() error {
	return refused(nil, "This is a packed file, such as a .zip. Unpack it first and import the list that is in it.")
}

func isProtected() error {
	return refused(nil, "The file is protected with a password. Open it in Excel or WPS, take the password away, save it and import it again.")
}

// SheetNames returns the names of the sheets of a workbook; none of any other file.
func SheetNames(r io.Reader) (names []string) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil || len(data) > maxFile {
		return nil
	}
	if p, err := unpack(data); err == nil {
		if main, err := p.main(); err == nil && p.root(main) == "workbook" {
			// Its main part tells it sooner than its sheets, filled or not.
			sheets, _, err := (&bookReader{parts: p}).contents(main)
			if err != nil {
				return nil
			}
			for _, s := range sheets {
				names = append(names, s.name)
			}
			return names
		}
	}
	file, err := Read(context.Background(), bytes.NewReader(data))
	if err != nil || file.Kind == Page || file.Kind == Document {
		return nil
	}
	for _, s := range file.Sheets {
		names = append(names, s.Name)
	}
	return names
}

// unpack finds the parts of a packed file.
func unpack(data []byte) (*parcel, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	p := &parcel{parts: map[string]*zip.File{}}
	for _, part := range archive.File {
		if name := partName(part.Name); p.parts[name] == nil && !part.FileInfo().IsDir() {
			p.parts[name] = part
		}
	}
	return p, nil
}

// readPackage reads what is packed as a .zip: a workbook, a document or a sheet of
// OpenDocument.
func readPackage(ctx context.Context, data []byte) (*File, error) {
	p, err := unpack(data)
	if err != nil {
		return nil, damaged(err)
	}
	if p.parts["content.xml"] != nil && (p.parts["mimetype"] != nil || p.parts["meta-inf/manifest.xml"] != nil) {
		return readOpenSheet(ctx, p)
	}
	main, err := p.main()
	if err != nil {
		return nil, err
	}
	switch root := p.root(main); {
	case root == "workbook":
		return readWorkbook(ctx, p, main)
	case root == "document":
		return readDocument(ctx, p, main)
	case root == "presentation":
		return nil, refused(nil, "This is a presentation, in which no list can be looked for. Copy the list in it and paste it.")
	case strings.HasSuffix(main, ".bin"):
		return nil, refused(nil, "This is a binary workbook (.xlsb). Open it in Excel, save it as .xlsx and import it again.")
	case p.parts["index/document.iwa"] != nil || p.parts["index.zip"] != nil:
		return nil, refused(nil, "This is a Numbers file of Apple. Export it there as Excel (.xlsx) and import it again.")
	case main != "" && p.parts["[content_types].xml"] != nil:
		return nil, damaged(fmt.Errorf("%s begins with <%s>", main, root))
	}
	return nil, packedFile()
}
