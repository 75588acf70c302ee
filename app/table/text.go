package table

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf "golang.org/x/text/encoding/unicode"
)

// decode reads a text in the encodings that spreadsheets write: UTF-8 and
// UTF-16 by their mark, else UTF-8 where it is sound, else GB18030.
func decode(data []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		from = utf.UTF16(utf.LittleEndian, utf.ExpectBOM)
	case bytes.HasPrefix(data, []byte("<\x00")), bytes.HasPrefix(data, []byte("\x00<")): // XML without its mark
		from = utf.UTF16(map[bool]utf.Endianness{true: utf.LittleEndian, false: utf.BigEndian}[data[0] == '<'], utf.IgnoreBOM)
	case !utf8.Valid(data):
		from = simplifiedchinese.GB18030
	}
	if from != nil {
		decoded, err := from.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
			return "", notText(err)
		}
		data = decoded
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", notText(nil)
	}
	return string(data), nil
}

func notText(cause error) error {
	return refused(cause, "The encoding of the file is not recognised, or it is no text. Open it in Excel, save it as .xlsx or “CSV UTF-8” and import it again.")
}

// The separators that part the cells of a line, in the order of preference. Those
// of one sign part any text in which they stand; the others stand in ordinary
// sentences, too, and part one only where every line has as many of them.
var (
	separators = []string{"\t", ",", ";", "|"}
	agreeing   = []string{"，", "；", "、", wideSpaces, anySpaces}
)

const (
	wideSpaces = "  " // two spaces or more, or wide ones
	anySpaces  = " "
)

// maxLine is how many bytes a line of a text may have.
const maxLine = 1 << 20

// ReadText reads a text: its lines, and the ways to part them into cells. The
// error is an *app.Error with app.CodeInvalid.
func ReadText(text string) (*File, error) {
	if len(text) > maxFile {
		return nil, tooLarge(nil)
	}
	text = strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\r", "\n")
	f := &File{Kind: Text, Text: text}
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) > maxLine && strings.TrimSpace(line) != "" {
			return nil, refused(nil, "A line of the text is longer than that of any list. Look at the file and delete what does not belong in it.")
		}
		number++
		if said := PlainText(line); said != "" {
			if f.Lines = append(f.Lines, Line{number, said}); len(f.Lines) > lastRow {
				return nil, tooLarge(nil)
			}
		}
	}
	if len(f.Lines) == 0 {
		return nil, refused(nil, "There is nothing in it.")
	}
	if first, rest, _ := strings.Cut(text, "\n"); separatorLine.MatchString(first) { // Excel's own way to name it
		f.Lines = slices.DeleteFunc(f.Lines, func(l Line) bool { return l.Number == 1 })
		rows, err := cut("\n"+rest, first[len("sep="):len("sep=")+1], &budget{maxCells})
		if err == nil && len(rows) == 0 {
			err = refused(nil, "There is nothing in it.")
		}
		if err != nil {
			return nil, err
		}
		f.Readings = []*Sheet{{Name: first[len("sep=") : len("sep=")+1], Rows: rows}}
		return f, nil
	}
	left := &budget{maxCells}
	parted := false
	for _, separator := range separators {
		if !strings.Contains(text, separator) {
			continue
		}
		parted = true
		rows, err := cut(text, separator, left)
		if err != nil {
			return nil, err
		}
		f.read(separator, rows)
	}
	for _, separator := range agreeing {
		if rows := cutAgreeing(f.Lines, separator, left); rows != nil {
			f.read(separator, rows)
		}
	}
	if !parted && len(f.Readings) == 0 {
		rows, err := cut(text, separators[0], left)
		if err != nil {
			return nil, err
		}
		f.read(separators[0], rows)
	}
	if len(f.Readings) == 0 {
		return nil, refused(nil, "There is nothing in it.")
	}
	return f, nil
}

// read adds a reading that has any rows.
func (f *File) read(separator string, rows []Row) {
	if len(rows) > 0 {
		f.Readings = append(f.Readings, &Sheet{Name: separator, Rows: rows})
	}
}

var separatorLine = regexp.MustCompile(`^sep=[,;\t|]\s*$`)

// cut cuts a text into filled rows. Where its quotes are not in order, every line
// is a row of its own, so that one bad quote costs no other row.
func cut(text, separator string, left *budget) ([]Row, error) {
	// The library cuts a line whole before it can be told to stop.
	if strings.Count(text, separator) > maxCells {
		return nil, tooLarge(nil)
	}
	rows, err := cutLines(text, separator, 0, false, left)
	var unquoted *csv.ParseError
	if !errors.As(err, &unquoted) {
		return rows, err
	}
	rows = nil
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		one, err := cutLines(line, separator, number-1, true, left)
		if err != nil {
			return nil, err
		}
		if rows = append(rows, one...); len(rows) > MaxRows {
			return nil, tooManyRows("")
		}
	}
	return rows, nil
}

// cutLines cuts a text into filled rows, which are numbered by their first line
// after those that stand before the text.
func cutLines(text, separator string, before int, lazy bool, left *budget) ([]Row, error) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, _ = utf8.DecodeRuneInString(separator)
	reader.LazyQuotes, reader.FieldsPerRecord, reader.ReuseRecord = lazy, -1, true
	var rows []Row
	for {
		record, err := reader.Read()
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		if separator == "|" && isRule(record) {
			continue
		}
		number, _ := reader.FieldPos(0)
		row, err := rowOf(before+number, record, left)
		if err != nil {
			return nil, err
		}
		if len(row.Cells) == 0 {
			continue
		}
		if rows = append(rows, row); len(rows) > MaxRows {
			return nil, tooManyRows("")
		}
	}
}

// rowOf makes a row of the texts of its cells, without cells where none is filled.
func rowOf(number int, texts []string, left *budget) (Row, error) {
	row := Row{Number: number}
	for i, text := range texts[:min(len(texts), MaxColumns)] {
		if len(text) > 4*maxText {
			return row, cellTooLong()
		}
		if said := PlainText(unguarded(text)); said != "" {
			if err := row.put(i, Cell{Text: said}, left); err != nil {
				return row, err
			}
		}
	}
	return row, nil
}

// isRule reports whether a line only draws the rule below the headings.
func isRule(cells []string) bool {
	drawn := 0
	for _, c := range cells {
		c = strings.TrimSpace(c)
		if strings.Trim(c, ":-") != "" {
			return false
		}
		drawn += len(c)
	}
	return drawn > 0
}

var wide = regexp.MustCompile(`(?: |\t|\x{a0}){2,}|[ \t\x{a0}]*[\x{3000}\x{2003}]+[ \t\x{a0}\x{3000}\x{2003}]*`)

// cutAgreeing cuts lines at a separator, nil where they do not all have the same
// number of cells. Lines above the first that has any are titles.
func cutAgreeing(lines []Line, separator string, left *budget) []Row {
	if len(lines) > MaxRows {
		return nil
	}
	var rows []Row
	width := 0
	for _, l := range lines {
		var cells []string
		switch separator {
		case wideSpaces:
			cells = spread(wide.Split(l.Text, MaxColumns+1))
		case anySpaces:
			cells = spread(strings.Fields(l.Text))
		default:
			cells = strings.Split(l.Text, separator)
		}
		switch {
		case len(cells) > MaxColumns:
			return nil
		case width == 0 && len(cells) > 1:
			width = len(cells)
		case width > 0 && len(cells) != width:
			return nil
		}
		row, err := rowOf(l.Number, cells, left)
		if err != nil {
			return nil
		}
		if len(row.Cells) > 0 {
			rows = append(rows, row)
		}
	}
	if width < 2 {
		return nil
	}
	return rows
}

// spread joins the characters of names that are spread over the room of three: a
// word of one Chinese character before another such word.
func spread(words []string) []string {
	var all []string
	for i := 0; i < len(words); i++ {
		if i+1 < len(words) && isOneHan(words[i]) && isOneHan(words[i+1]) {
			all = append(all, words[i]+words[i+1])
			i++
			continue
		}
		all = append(all, words[i])
	}
	return all
}

func isOneHan(word string) bool {
	r, n := utf8.DecodeRuneInString(word)
	return n == len(word) && unicode.Is(unicode.Han, r)
}

var textFormula = regexp.MustCompile(`^\s*="([^"]*)"\s*$`)

// unguarded takes away what keeps a spreadsheet from changing a cell: ="…"
// around it, or ' before it.
func unguarded(content string) string {
	if strings.Contains(content, `="`) {
		if parts := textFormula.FindStringSubmatch(content); parts != nil {
			return parts[1]
		}
	}
	if rest, ok := strings.CutPrefix(content, "'"); ok && rest != "" && (strings.ContainsRune(guardedStarts, rune(rest[0])) || rest[0] >= '0' && rest[0] <= '9') {
		return rest
	}
	return content
}

// guardedStarts are the first characters of a cell that a spreadsheet takes for
// a formula.
const guardedStarts = "=+-@\t\r\n"

// Guarded keeps a cell of a CSV file from being taken for a formula, and long
// numbers and those with a leading zero from losing digits.
func Guarded(content string) string {
	if content == "" {
		return content
	}
	if strings.ContainsRune(guardedStarts, rune(content[0])) || lostDigits.MatchString(content) {
		return "'" + content
	}
	return content
}

var lostDigits = regexp.MustCompile(`^(\d{12,}|0\d+)$`)
