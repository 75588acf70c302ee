package workbook

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"openday/app"
	"openday/app/table"
)

// opinionColumns are the columns of a list of opinions: the heading that the
// program writes, the others by which each is known, and the field.
var opinionColumns = []struct {
	heading string
	others  []string
	of      func(*app.Feedback) *string
}{
	{"内容", []string{"意见建议", "意见建议内容", "意见", "建议", "意见内容", "建议内容", "意见和建议", "意见与建议", "意见或建议", "问题", "问题建议", "问题及建议", "反映问题", "反映内容", "诉求", "诉求内容", "具体内容", "主要内容", "发言内容", "content", "opinion"},
		func(f *app.Feedback) *string { return &f.Content }},
	{"提出人", []string{"提出人姓名", "姓名", "发言人", "反映人", "代表", "代表姓名", "建议人", "提议人", "speaker", "name"},
		func(f *app.Feedback) *string { return &f.Speaker }},
	{"环节", []string{"地点", "参观点", "点位", "场所", "stop"}, func(f *app.Feedback) *string { return &f.Stop }},
	{"类别", []string{"类型", "分类", "意见类别", "意见类型", "建议类别", "category"}, func(f *app.Feedback) *string { return &f.Category }},
	{"渠道", []string{"方式", "提出方式", "反映渠道", "来源渠道", "channel"}, func(f *app.Feedback) *string { return &f.Channel }},
}

// opinionColumn finds the column of a heading, -1 for an unknown one.
func opinionColumn(text string) int {
	h := rosterHeading(text)
	return slices.IndexFunc(opinionColumns, func(c struct {
		heading string
		others  []string
		of      func(*app.Feedback) *string
	}) bool {
		return c.heading == h || slices.Contains(c.others, h)
	})
}

// ReadOpinions reads a list of opinions from a file: a workbook, a table as
// text, or plain text, which is cut as app.SplitOpinions does. What was done
// with them is not taken over, nor what is hidden. The error is an *app.Error
// with app.CodeInvalid where the file cannot be read.
func ReadOpinions(ctx context.Context, r io.Reader) ([]app.Feedback, error) {
	file, err := table.Read(ctx, r)
	if err != nil {
		return nil, err
	}
	first, _ := rosterOfSheets(file.Sheets, "")
	if first == nil {
		return opinionsIn(file), nil
	}
	all, headed := opinionsOf(textsOf(first.sheet))
	for _, s := range file.Sheets {
		if headed {
			break // a sheet that says what it is
		}
		if s == first.sheet || s.Hidden && !first.sheet.Hidden {
			continue
		}
		if found, says := opinionsOf(textsOf(s)); says {
			all, headed = found, true
		}
	}
	return all, nil
}

// textsOf returns what the rows of a sheet say that are not hidden.
func textsOf(s *table.Sheet) [][]string {
	var rows [][]string
	for _, l := range s.Rows {
		if l.Hidden || l.Struck() {
			continue
		}
		row := make([]string, len(l.Cells))
		for i, c := range l.Cells {
			row[i] = c.Text
		}
		rows = append(rows, row)
	}
	return rows
}

// ParseOpinions reads what was typed, or copied from a document or a
// spreadsheet: a table where it has tabs or headings, else plain text, which is
// cut as app.SplitOpinions does.
func ParseOpinions(text string) []app.Feedback {
	file, err := table.ReadText(text)
	if err != nil {
		file = &table.File{Text: strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")} // it is no table
	}
	return opinionsIn(file)
}

// opinionsIn reads the opinions in a text.
func opinionsIn(file *table.File) []app.Feedback {
	for _, reading := range file.Readings {
		// A comma alone makes no table: sentences have them, too.
		if all, headed := opinionsOf(textsOf(reading)); headed || strings.Contains(file.Text, "\t") && reading.Name == "\t" {
			return all
		}
	}
	var all []app.Feedback
	for _, content := range app.SplitOpinions(file.Text) {
		all = append(all, app.Feedback{Content: content})
	}
	return all
}

// opinionsOf reads the rows of a table. headed tells whether headings say what
// the columns are; without them the content is what is longest, and names
// beside it are who spoke.
func opinionsOf(rows [][]string) (all []app.Feedback, headed bool) {
	columns := map[int]int{} // of the table, to those of opinionColumns
	from := 0
	for i, row := range rows[:min(len(rows), headingLines)] {
		found := map[int]int{}
		for j, text := range row {
			if c := opinionColumn(text); c >= 0 && !slices.Contains(valuesOf(found), c) {
				found[j] = c
			}
		}
		if slices.Contains(valuesOf(found), 0) && len(found) > len(columns) && (len(found) > 1 || len(nonempty(row)) <= 2) {
			columns, from, headed = found, i+1, true
		}
	}
	if !headed {
		columns = guessOpinions(rows)
	}
	for _, row := range rows[from:] {
		var f app.Feedback
		for j, text := range row {
			if c, ok := columns[j]; ok {
				*opinionColumns[c].of(&f) = strings.TrimSpace(text)
			}
		}
		if f.Speaker == anonymous {
			f.Speaker = ""
		}
		if f.Content != "" {
			all = append(all, f)
		}
	}
	return all, headed
}

func valuesOf(m map[int]int) []int {
	var all []int
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

func nonempty(row []string) []string {
	return slices.DeleteFunc(slices.Clone(row), func(c string) bool { return strings.TrimSpace(c) == "" })
}

// guessOpinions takes the column with the longest texts for the content, and
// one of short names for who spoke.
func guessOpinions(rows [][]string) map[int]int {
	lengths, filled := map[int]int{}, map[int]int{}
	for _, row := range rows {
		for j, text := range row {
			if n := utf8.RuneCountInString(strings.TrimSpace(text)); n > 0 {
				lengths[j] += n
				filled[j]++
			}
		}
	}
	content := 0
	for j := range lengths {
		if lengths[j] > lengths[content] || lengths[j] == lengths[content] && j < content {
			content = j
		}
	}
	columns := map[int]int{content: 0}
	for j := range lengths {
		average := float64(lengths[j]) / float64(filled[j])
		others := slices.Contains(valuesOf(columns), 1)
		if j != content && !others && average >= 1.5 && average <= 4.5 && !slices.ContainsFunc(rows, func(row []string) bool { return j < len(row) && strings.ContainsAny(row[j], "0123456789.") }) {
			columns[j] = 1
		}
	}
	return columns
}

// OpinionsText writes opinions as a table that ParseOpinions reads, for a
// person to look through before they are recorded.
func OpinionsText(all []app.Feedback) string {
	var b strings.Builder
	out := csv.NewWriter(&b)
	out.Comma = '\t'
	row := make([]string, len(opinionColumns))
	for i, c := range opinionColumns {
		row[i] = c.heading
	}
	err := out.Write(row)
	for _, f := range all {
		for i, c := range opinionColumns {
			row[i] = *c.of(&f)
		}
		if err == nil {
			err = out.Write(row)
		}
	}
	if out.Flush(); err != nil {
		return "" // a builder takes all that is written
	}
	return b.String()
}
