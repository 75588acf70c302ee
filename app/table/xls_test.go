package table

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// record is a record of a workbook of the old form: its number and its parts, which
// are bytes, numbers of their own width, or texts as they are.
func record(id int, parts ...any) []byte {
	var body []byte
	for _, p := range parts {
		switch p := p.(type) {
		case []byte:
			body = append(body, p...)
		case string:
			body = append(body, p...)
		case uint8:
			body = append(body, p)
		case uint16:
			body = binary.LittleEndian.AppendUint16(body, p)
		case uint32:
			body = binary.LittleEndian.AppendUint32(body, p)
		case float64:
			body = binary.LittleEndian.AppendUint64(body, math.Float64bits(p))
		default:
			panic("no part of a record")
		}
	}
	head := binary.LittleEndian.AppendUint16(nil, uint16(id))
	return append(binary.LittleEndian.AppendUint16(head, uint16(len(body))), body...)
}

// wideText is a text of two bytes a character, its length in two bytes before it.
func wideText(s string) []byte {
	units := utf16.Encode([]rune(s))
	out := append(binary.LittleEndian.AppendUint16(nil, uint16(len(units))), 1)
	for _, u := range units {
		out = binary.LittleEndian.AppendUint16(out, u)
	}
	return out
}

func begin(version, kind uint16) []byte {
	return record(recBOF, version, kind, uint32(0), uint32(0), uint32(0))
}

// oldBookOf makes a workbook of the old form of the records of its globals and of
// its one sheet.
func oldBookOf(globals, sheet []byte) []byte {
	name := record(recSheet, uint32(0), uint8(0), uint8(0), uint8(1), uint8(0), "a")
	book := append(begin(biff8, 5), globals...)
	at := len(book) + len(name) + 4
	binary.LittleEndian.PutUint32(name[4:], uint32(at))
	book = append(append(book, name...), record(recEOF)...)
	return append(append(append(book, begin(biff8, 0x10)...), sheet...), record(recEOF)...)
}

func joined(records ...[]byte) []byte {
	var out []byte
	for _, r := range records {
		out = append(out, r...)
	}
	return out
}

// placed is the row, the column and the format with which a cell begins.
func placed(row, column, format uint16) []byte {
	return binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, row), column), format)
}

// formats are an ordinary one, one that is struck through, one of dates, and one
// of dates by its code. The font after the fourth is the number 5.
var formats = joined(
	record(recFont, uint16(200), uint16(0), uint16(0)), record(recFont, uint16(200), uint16(8), uint16(0)), record(recFont, uint16(200), uint16(0), uint16(0)), record(recFont, uint16(200), uint16(0), uint16(0)), record(recFont, uint16(200), uint16(8), uint16(0)),
	record(recFormat, uint16(170), wideText(`yyyy"年"m"月"`)),
	record(recXF, uint16(0), uint16(0)), record(recXF, uint16(1), uint16(0)), record(recXF, uint16(0), uint16(14)), record(recXF, uint16(5), uint16(170)), record(recXF, uint16(0), uint16(9)),
)

var oldRecords = map[string]struct {
	globals, sheet []byte
	want           string
}{
	"numbers": {formats, joined(
		record(recNumber, placed(0, 0, 0), 13811110001.0),
		record(recRK, placed(0, 1, 0), uint32(7<<2|2)), record(recRK, placed(0, 2, 0), uint32(150<<2|3)), record(recRK, placed(0, 3, 0), uint32(math.Float64bits(2.5)>>32)),
		record(recMulRK, uint16(1), uint16(1), uint16(0), uint32(1<<2|2), uint16(1), uint32(2<<2|2), uint16(2)),
		record(recNumber, placed(2, 0, 0), 110105198503120119.0)), "1 13811110001|7|1.5|2.5\n2 |1|~2\n3 1.1010519850312011E+17\n"},
	"dates and struck cells": {formats, joined(
		record(recNumber, placed(0, 0, 2), 31118.0), record(recNumber, placed(0, 1, 3), 31118.0), record(recNumber, placed(0, 2, 1), 1.0), record(recNumber, placed(0, 3, 99), 1.0)), "1 1985-03-12|~1985-03-12|~1|1\n"},
	"days from 1904": {joined(formats, record(recDateMode, uint16(1))), record(recNumber, placed(0, 0, 2), 31118.0-1462), "1 1985-03-12\n"},
	"texts": {nil, joined(
		record(recLabel, placed(1, 0, 0), wideText("周文海")), record(recRichString, placed(0, 0, 0), uint16(2), uint8(0), "ab"),
		record(recBoolError, placed(2, 0, 0), uint8(1), uint8(0)), record(recBoolError, placed(2, 1, 0), uint8(0), uint8(0)), record(recBoolError, placed(2, 2, 0), uint8(0x2a), uint8(1)), record(recBoolError, placed(2, 3, 0), uint8(0x63), uint8(1))), "1 ab\n2 周文海\n3 是|否|#N/A!|#N/A!\n"},
	"formulas": {nil, joined(
		record(recFormula, placed(0, 0, 0), 3.0, uint16(0)),
		record(recFormula, placed(0, 1, 0), "\x00\x00\x00\x00\x00\x00\xff\xff", uint16(0)), record(0x04bc, uint16(0)), record(recString, wideText("周")),
		record(recFormula, placed(0, 2, 0), "\x01\x00\x01\x00\x00\x00\xff\xff", uint16(0)), record(recFormula, placed(0, 3, 0), "\x02\x00\x07\x00\x00\x00\xff\xff", uint16(0)),
		record(recFormula, placed(0, 4, 0), "\x03\x00\x00\x00\x00\x00\xff\xff", uint16(0)), record(recString, wideText("nobody's"))), "1 3|周|是|#DIV/0!!\n"},
	"shared texts": {joined(
		record(recStrings, uint32(4), uint32(4), uint16(3), uint8(0), "abc", uint16(2), uint8(9), uint16(1), wideText("周文")[3:], uint32(0), uint16(4), uint8(0), "xy"),
		record(recContinue, uint8(1), wideText("文海")[3:], uint16(1), uint8(4), uint32(3), "z"), record(recContinue, "snd")),
		joined(record(recLabelSST, placed(0, 0, 0), uint32(0)), record(recLabelSST, placed(0, 1, 0), uint32(1)), record(recLabelSST, placed(0, 2, 0), uint32(2)), record(recLabelSST, placed(0, 3, 0), uint32(3)), record(recLabelSST, placed(0, 4, 0), uint32(9))), "1 abc|周文|xy文海|z\n"},
	"what is hidden, what is merged": {formats, joined(
		record(recColumnInfo, uint16(1), uint16(2), uint16(2048), uint16(0), uint16(1), uint16(0)), record(recColumnInfo, uint16(4), uint16(256), uint16(0), uint16(0), uint16(0), uint16(0)),
		record(recRow, uint16(1), uint16(0), uint16(9), uint16(255), uint16(0), uint16(0), uint16(0x20), uint16(0)),
		record(recLabel, placed(0, 0, 0), wideText("甲")), record(recLabel, placed(1, 2, 0), wideText("乙")),
		record(recMerged, uint16(1), uint16(0), uint16(1), uint16(0), uint16(1))), "1 甲+1\n-2 ^甲+1||乙\n"},
	"a chart among the cells": {nil, joined(record(recNumber, placed(0, 0, 0), 1.0), begin(biff8, 0x20), record(recNumber, placed(0, 0, 0), 2.0), record(recEOF), record(recNumber, placed(0, 1, 0), 3.0)), "1 1|3\n"},
}

func TestRecordsOfOldWorkbooks(t *testing.T) {
	for name, c := range oldRecords {
		f := reading(t, oldBookOf(c.globals, c.sheet))
		if _, got, _ := strings.Cut(shown(f.Sheets[0]), "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	s := reading(t, oldBookOf(oldRecords["what is hidden, what is merged"].globals, oldRecords["what is hidden, what is merged"].sheet)).Sheets[0]
	for i, want := range []bool{false, true, true, false, true} {
		if s.ColumnHidden(i) != want {
			t.Errorf("the column %d", i)
		}
	}
}

// Workbooks of Excel 95 hold texts of one byte a character, in the encoding of
// their machine.
func TestWorkbooksOfExcel95(t *testing.T) {
	const gb, hidden = "\xd6\xdc\xce\xc4\xba\xa3", uint8(1)
	name := record(recSheet, uint32(0), hidden, uint8(0), uint8(4), "\xc3\xfb\xb5\xa5")
	book := begin(0x0500, 5)
	binary.LittleEndian.PutUint32(name[4:], uint32(len(book)+len(name)+4))
	book = joined(book, name, record(recEOF), begin(0x0500, 0x10), record(recLabel, placed(0, 0, 0), uint16(6), gb), record(recEOF))
	if diff := cmp.Diff("名单 hidden active\n1 周文海\n", all(reading(t, book))); diff != "" {
		t.Error(diff)
	}
}

// Files that another program wrote of the cases.
func TestOtherFormsOfTheSameLists(t *testing.T) {
	for _, name := range []string{"hidden-rows.xls", "hidden-rows.ods", "struck-row.xls", "struck-row.ods", "hidden-sheet.xls", "hidden-column.xls", "name-merged.xls", "name-merged.ods"} {
		want := sampleOf(t, strings.TrimSuffix(strings.TrimSuffix(name, ".xls"), ".ods")+".xlsx")
		if diff := cmp.Diff(all(want), all(sampleOf(t, name))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Every beginning of a workbook of the old form is read or refused.
func TestOldWorkbooksCutShort(t *testing.T) {
	for _, c := range oldRecords {
		data := oldBookOf(c.globals, c.sheet)
		for n := range data {
			sound(t, data[:n])
		}
	}
}
