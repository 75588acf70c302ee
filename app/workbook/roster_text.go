package workbook

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"openday/app/table"
)

// decodeText reads a text in the encodings that spreadsheets write: UTF-8 and
// UTF-16 by their mark, else UTF-8 where it is sound, else GB18030.
func decodeText(data []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
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

// separators are the signs that part cells, in the order of preference.
var separators = []rune{'\t', ',', ';'}

// rosterOfText reads cells parted by the separator with which the most
// headings are found, else with which there are the most cells.
func rosterOfText(text string) (*Roster, error) {
	text = strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\r", "\n")
	tried := separators
	if first, rest, _ := strings.Cut(text, "\n"); separatorLine.MatchString(first) { // Excel's own way to name it
		tried = []rune{rune(first[len("sep=")])}
		text = "\n" + rest
	}
	var best *Roster
	score, width := -1, 0
	for _, separator := range tried {
		lines, err := textLines(text, separator)
		if err != nil {
			return nil, err
		}
		if len(lines) == 0 {
			return nil, refused(nil, "There is nothing in it.")
		}
		found, n := newRoster(lines)
		if n > score || n == score && len(found.Fields) > width {
			best, score, width = found, n, len(found.Fields)
		}
	}
	return best, nil
}

var separatorLine = regexp.MustCompile(`^sep=[,;\t]\s*$`)

// textLines cuts a text into filled rows. Where its quotes are not in order,
// every line is a row of its own, so that one bad quote costs no other row.
func textLines(text string, separator rune) ([]table.Row, error) {
	lines, err := cutLines(text, separator, 0, false)
	var unquoted *csv.ParseError
	if !errors.As(err, &unquoted) {
		return lines, err
	}
	lines = nil
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		number++
		one, err := cutLines(line, separator, number-1, true)
		if err != nil {
			return nil, err
		}
		if lines = append(lines, one...); len(lines) > maxRosterRows {
			return nil, tooManyLines()
		}
	}
	return lines, nil
}

func tooManyLines() error {
	return refused(nil, "There are more than %d rows, too many for a list of invitees. Delete those that are not needed and import it again.", maxRosterRows)
}

// cutLines cuts a text into filled rows, which are numbered by their first line
// after those that stand before the text.
func cutLines(text string, separator rune, before int, lazy bool) ([]table.Row, error) {
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.LazyQuotes, reader.FieldsPerRecord, reader.ReuseRecord = separator, lazy, -1, true
	var lines []table.Row
	cells := 0
	for {
		record, err := reader.Read()
		if err == io.EOF {
			return lines, nil
		}
		if err != nil {
			return nil, err
		}
		number, _ := reader.FieldPos(0)
		line := table.Row{Number: before + number, Cells: make([]cell, len(record))}
		filled := false
		for i, content := range record {
			line.Cells[i].Text = table.PlainText(unguarded(content))
			filled = filled || line.Cells[i].Text != ""
		}
		if !filled {
			continue
		}
		lines, cells = append(lines, line), cells+len(record)
		if len(lines) > maxRosterRows {
			return nil, tooManyLines()
		}
		if cells > maxCells {
			return nil, tooLarge(nil)
		}
	}
}

var textFormula = regexp.MustCompile(`^\s*="([^"]*)"\s*$`)

// unguarded takes away what keeps a spreadsheet from changing a cell: ="…"
// around it, or ' before it.
func unguarded(content string) string {
	if parts := textFormula.FindStringSubmatch(content); parts != nil {
		return parts[1]
	}
	if rest, ok := strings.CutPrefix(content, "'"); ok && rest != "" && (strings.ContainsRune(guardedStarts, rune(rest[0])) || rest[0] >= '0' && rest[0] <= '9') {
		return rest
	}
	return content
}

// guardedStarts are the first characters of a cell that a spreadsheet takes for
// a formula.
const guardedStarts = "=+-@\t\r\n"

// guarded keeps a cell of a CSV file from being taken for a formula, and long
// numbers and those with a leading zero from losing digits.
func guarded(content string) string {
	if content == "" {
		return content
	}
	if strings.ContainsRune(guardedStarts, rune(content[0])) || lostDigits.MatchString(content) {
		return "'" + content
	}
	return content
}

var lostDigits = regexp.MustCompile(`^(\d{12,}|0\d+)$`)
