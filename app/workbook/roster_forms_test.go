package workbook

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// writtenList is a list of people as an office might write it down.
type writtenList struct {
	above  [][]string // rows of instructions
	head   []string
	people [][]string
	hidden []bool // of the people
	merged bool   // the units that stand one below the other are one cell
}

// rows returns the rows as they are written; a unit that is merged stands once.
func (l writtenList) rows() [][]string {
	rows := append(slices.Clone(l.above), l.head)
	for i, p := range l.people {
		row := slices.Clone(p)
		if at := slices.Index(l.head, "单位"); l.merged && i > 0 && p[at] == l.people[i-1][at] {
			row[at] = ""
		}
		rows = append(rows, row)
	}
	return rows
}

// blocks calls do with the rows, counted from 0, of each unit that is merged.
func (l writtenList) blocks(do func(from, to, column int)) {
	at := slices.Index(l.head, "单位")
	for i := 0; l.merged && i < len(l.people); {
		j := i + 1
		for j < len(l.people) && l.people[j][at] == l.people[i][at] {
			j++
		}
		if j > i+1 {
			do(len(l.above)+1+i, len(l.above)+j, at)
		}
		i = j
	}
}

func (l writtenList) isHidden(row int) bool {
	i := row - len(l.above) - 1
	return i >= 0 && l.hidden[i]
}

// form is a kind of file.
type form struct {
	name   string
	hides  bool // it can hold what is hidden
	merges bool
	write  func(t *rapid.T, l writtenList) []byte
}

func fill(t *rapid.T, err error) {
	if err != nil {
		t.Fatal(err)
	}
}

func asWorkbook(t *rapid.T, l writtenList) []byte {
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range l.rows() {
		fill(t, f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row))
		if l.isHidden(i) {
			fill(t, f.SetRowVisible("Sheet1", i+1, false))
		}
	}
	l.blocks(func(from, to, column int) { fill(t, f.MergeCell("Sheet1", address(from, column), address(to, column))) })
	var out bytes.Buffer
	fill(t, f.Write(&out))
	return out.Bytes()
}

// marked writes a list in a language of marks.
func marked(l writtenList, begin, end string, row func(hidden bool) string, rowEnd string, cell func(text string, down int) string) []byte {
	var b strings.Builder
	b.WriteString(begin)
	down, gone := map[[2]int]int{}, map[[2]int]bool{}
	l.blocks(func(from, to, column int) {
		down[[2]int{from, column}] = to - from
		for i := from + 1; i <= to; i++ {
			gone[[2]int{i, column}] = true
		}
	})
	for i, r := range l.rows() {
		b.WriteString(row(l.isHidden(i)))
		for j, text := range r {
			if !gone[[2]int{i, j}] {
				b.WriteString(cell(text, down[[2]int{i, j}]))
			}
		}
		b.WriteString(rowEnd)
	}
	return []byte(b.String() + end)
}

func asPage(_ *rapid.T, l writtenList) []byte {
	return marked(l, "<html><meta charset=utf-8><table>", "</table></html>", func(hidden bool) string {
		return map[bool]string{true: "<tr style='display:none'>", false: "<tr>"}[hidden]
	}, "</tr>", func(text string, down int) string { return fmt.Sprintf("<td rowspan=%d>%s</td>", down+1, text) })
}

func asXML(_ *rapid.T, l writtenList) []byte {
	l.merged = false // what is below a merged cell has to be numbered
	return marked(l, `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名单"><Table>`, "</Table></Worksheet></Workbook>",
		func(hidden bool) string { return fmt.Sprintf(`<Row ss:Hidden="%d">`, map[bool]int{true: 1}[hidden]) }, "</Row>",
		func(text string, _ int) string {
			return `<Cell><Data ss:Type="String">` + text + "</Data></Cell>"
		})
}

func asDocument(t *rapid.T, l writtenList) []byte {
	l.merged = false
	var out bytes.Buffer
	body := marked(l, `<w:document xmlns:w="w"><w:body><w:tbl>`, "</w:tbl></w:body></w:document>", func(bool) string { return "<w:tr>" }, "</w:tr>", func(text string, _ int) string {
		return "<w:tc><w:p><w:r><w:t>" + text + "</w:t></w:r></w:p></w:tc>"
	})
	fill(t, pack(&out, map[string]string{"word/document.xml": string(body)}))
	return out.Bytes()
}

func asText(comma rune, e encoding.Encoding) func(*rapid.T, writtenList) []byte {
	return func(t *rapid.T, l writtenList) []byte {
		l.merged = false
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.Comma = comma
		fill(t, w.WriteAll(l.rows()))
		data, err := e.NewEncoder().Bytes(out.Bytes())
		fill(t, err)
		return data
	}
}

var forms = []form{
	{"a workbook", true, true, asWorkbook}, {"a page", true, true, asPage}, {"XML of 2003", true, false, asXML}, {"a document", false, false, asDocument},
	{"commas in UTF-8", false, false, asText(',', encoding.Nop)}, {"tabs in GB18030", false, false, asText('\t', simplifiedchinese.GB18030)},
	{"bars in UTF-16", false, false, asText('|', unicode.UTF16(unicode.BigEndian, unicode.UseBOM))}, {"semicolons with a mark", false, false, asText(';', unicode.UTF8BOM)},
}

// Nobody of a list is lost and nobody is invented, in whatever form it comes, what
// is hidden of it, and what is merged.
func TestNobodyOfAListIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		form := rapid.SampledFrom(forms).Draw(t, "form")
		l := writtenList{merged: form.merges && rapid.Bool().Draw(t, "merged")}
		for range rapid.IntRange(0, 40).Draw(t, "rows above") {
			l.above = append(l.above, []string{"填写说明请各单位认真填写", "", ""})
		}
		l.head = rapid.Permutation([]string{"姓名", "联系电话", "单位"}).Draw(t, "columns")
		hide := form.hides && rapid.Bool().Draw(t, "some are hidden")
		units := rapid.SliceOfN(rapid.SampledFrom([]string{"和平社区", "市第三中学", "康宁医院"}), 1, 12).Draw(t, "units")
		var everybody, seen []string
		for i, unit := range units {
			name := "王" + string(rune('伟'+i))
			of := map[string]string{"姓名": name, "联系电话": fmt.Sprintf("138%08d", i), "单位": unit}
			var row []string
			for _, h := range l.head {
				row = append(row, of[h])
			}
			hidden := hide && rapid.Bool().Draw(t, "hidden")
			l.people, l.hidden = append(l.people, row), append(l.hidden, hidden)
			said := name + " " + of["联系电话"] + " " + unit
			everybody = append(everybody, said)
			if !hidden {
				seen = append(seen, said)
			}
		}
		r, err := ReadRoster(context.Background(), bytes.NewReader(form.write(t, l)), "")
		if err != nil {
			t.Fatalf("%s: %v", form.name, err)
		}
		for _, too := range []bool{false, true} {
			r.TakeHidden(too)
			want := map[bool][]string{false: seen, true: everybody}[too]
			var got []string
			for _, row := range r.Rows() {
				if v := row.Invitee; row.Skipped == "" {
					got = append(got, v.Person.Name+" "+v.Person.Phone+" "+v.Unit)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s, with what is hidden %v: %q, want %q", form.name, too, got, want)
			}
		}
	})
}
