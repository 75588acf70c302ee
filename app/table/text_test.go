package table

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"openday/app"
)

func try(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// lined makes rows, numbered from 1, of texts parted by bars.
func lined(rows ...string) []Row {
	var lines []Row
	for i, row := range rows {
		l := Row{Number: i + 1}
		for text := range strings.SplitSeq(row, "|") {
			l.Cells = append(l.Cells, Cell{Text: text})
		}
		lines = append(lines, l)
	}
	return lines
}

func TestMergedCells(t *testing.T) {
	unmerged := func(merged string, rows ...string) string {
		s := &Sheet{Rows: lined(rows...)}
		var ranges []merge
		for ref := range strings.FieldsSeq(merged) {
			if m, ok := mergeOf(ref); ok {
				ranges = append(ranges, m)
			}
		}
		s.unmerge(ranges)
		var all []string
		for _, l := range s.Rows {
			var cells []string
			for _, c := range l.Cells {
				cells = append(cells, c.Text)
			}
			all = append(all, strings.Join(cells, "|"))
		}
		return strings.Join(all, " ")
	}
	for name, c := range map[string]struct{ merged, want string }{
		"downwards":                       {"B1:B3", "a|b|c d|b|e f|b g"},
		"in the last column of the first": {"C1:C4", "a|b|c d||c f||c g||c"},
		"beyond the last row":             {"A3:A9", "a|b|c d||e f f"},
		"a single cell":                   {"A1", "a|b|c d||e f g"},
		"a cell that is none":             {"1A:A3", "a|b|c d||e f g"},
		"an end that is none":             {"A1:3A", "a|b|c d||e f g"},
		"from a row that is not filled":   {"A9:A12", "a|b|c d||e f g"},
		"from beyond the last cell":       {"C3:C4", "a|b|c d||e f g"},
		"two ranges":                      {"A1:A2 A3:A4", "a|b|c a||e f f"},
	} {
		if got := unmerged(c.merged, "a|b|c", "d||e", "f", "g"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestTextsAtTheirLimits(t *testing.T) {
	gb := func(text string) string {
		data, err := simplifiedchinese.GB18030.NewEncoder().String(text)
		try(t, err)
		return data
	}
	for name, c := range map[string]struct {
		text string
		want string // "" is refused
	}{
		"UTF-8":                    {"姓名", "姓名"},
		"UTF-8 with its mark":      {"\xef\xbb\xbf姓名", "姓名"},
		"GB18030":                  {gb("姓名"), "姓名"},
		"UTF-16LE":                 {"\xff\xfe\xd3\x59", "姓"},
		"UTF-16BE":                 {"\xfe\xff\x59\xd3", "姓"},
		"half a pair in UTF-16":    {"\xff\xfe\x00\xd8\x41\x00", ""},
		"no encoding":              {"\xff\xff\x80", ""},
		"a zero at the beginning":  {"\x00姓名", ""},
		"a zero behind it":         {"a\x00姓名", ""},
		"a zero further on":        {"姓名\x00", ""},
		"a zero hidden in UTF-16":  {"\xff\xfe\x00\x00", ""},
		"a mark alone":             {"\xef\xbb\xbf", ""},
		"an ASCII text, and a dot": {"a.", "a."},
	} {
		got, err := decode([]byte(c.text))
		if got != c.want || (err != nil) != (c.want == "" && name != "a mark alone") {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestQuotesThatAreNotInOrder(t *testing.T) {
	lines, err := cut("姓名,单位\n张三,\"和平\"社区\n\n李四,一\"中\n", ",", &budget{maxCells})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%d %s %s", l.Number, l.Cells[0].Text, l.Cells[1].Text))
	}
	if want := []string{"1 姓名 单位", "2 张三 和平\"社区", "4 李四 一\"中"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	for name, c := range map[string]struct {
		text string
		ok   bool
	}{
		"as many rows as may be":             {strings.Repeat("张三,1\n", MaxRows), true},
		"a row more":                         {strings.Repeat("张三,1\n", MaxRows+1), false},
		"as many, quotes not in order":       {"a\"b,1\n" + strings.Repeat("张三,1\n", MaxRows-1), true},
		"a row more, quotes not in order":    {"a\"b,1\n" + strings.Repeat("张三,1\n", MaxRows), false},
		"too many cells in a line of quotes": {"a\"b" + strings.Repeat(",", maxCells+1) + "1\n", false},
	} {
		lines, err := cut(c.text, ",", &budget{maxCells})
		if (err == nil) != c.ok || (err != nil) != (lines == nil) || err != nil && app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%s: %d lines, %v", name, len(lines), err)
		}
	}
}

func TestWhatKeepsASpreadsheetFromChangingACell(t *testing.T) {
	for content, want := range map[string]string{
		"=1+1": "'=1+1", "+86": "'+86", "-1": "'-1", "@A1": "'@A1", "a=1": "a=1", "": "", "张三": "张三",
		"123456789012": "'123456789012", "12345678901": "12345678901", "0951": "'0951", "0": "0", "00": "'00", "0951-1": "0951-1", "12345678901X": "12345678901X",
	} {
		got := Guarded(content)
		if got != want {
			t.Errorf("%q is guarded as %q, want %q", content, got, want)
		}
		if back := unguarded(got); back != content {
			t.Errorf("%q comes back as %q", content, back)
		}
	}
	for content, want := range map[string]string{
		`="0951"`: "0951", ` ="" `: "", `="a"b"`: `="a"b"`, "'": "'", "''": "''", "'a": "'a", "'0": "0", "'9": "9", "'/": "'/", "':": "':", "'=": "=", "0'1": "0'1", "'九": "'九",
	} {
		if got := unguarded(content); got != want {
			t.Errorf("%q is %q without its guard, want %q", content, got, want)
		}
	}
}
