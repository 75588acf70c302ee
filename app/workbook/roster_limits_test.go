package workbook

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/roster"
	"openday/app/table"
)

// lined makes lines of a roster, numbered from 1, of texts parted by bars.
func lined(rows ...string) []table.Row {
	var lines []table.Row
	for i, row := range rows {
		l := table.Row{Number: i + 1}
		for text := range strings.SplitSeq(row, "|") {
			l.Cells = append(l.Cells, cell{Text: text})
		}
		lines = append(lines, l)
	}
	return lines
}

// fieldsOf writes what the columns hold.
func fieldsOf(r *Roster) string {
	var all []string
	for _, f := range r.Fields {
		all = append(all, string(f))
	}
	return strings.Join(all, "|")
}

func TestWhichRowHoldsTheHeadings(t *testing.T) {
	for name, c := range map[string]struct {
		rows    []string
		fields  string
		guessed bool
		left    int // rows below
		score   int
	}{
		"two known":                       {[]string{"姓名|电话", "张三|1"}, "name|phone", false, 1, 2},
		"a title above":                   {[]string{"邀请名单||", "姓名|电话|x", "张三|1|2"}, "name|phone|", false, 1, 2},
		"the better of two":               {[]string{"姓名|说明|x", "姓名|电话|单位", "张三|1|2"}, "name|phone|unit", false, 1, 3},
		"the first of two as good":        {[]string{"姓名|电话", "姓名|单位", "张三|1"}, "name|phone", false, 2, 2},
		"name alone, all known":           {[]string{"序号|姓名", "1|张三"}, "|name", false, 1, 1},
		"a lone word that names people":   {[]string{"名单", "张三"}, "name", false, 1, 1},
		"such a word beside an unknown":   {[]string{"名单|第一批", "张三|x"}, "|", true, 2, 0},
		"姓名 beside an unknown":            {[]string{"姓名|特长", "张三|x"}, "name|", false, 1, 1},
		"名字 beside a blank":               {[]string{"名字||", "张三||x"}, "name||", false, 1, 1},
		"a lone other word":               {[]string{"单位|乙", "张三|x"}, "name|", true, 2, 0},
		"telephone among unknown words":   {[]string{"称呼|电话|特长", "张三|1|x"}, "|phone|", false, 1, 1},
		"ID number among unknown words":   {[]string{"称呼|证件号码", "张三|1"}, "|id_number", false, 1, 1},
		"telephone with figures beside":   {[]string{"2026|电话", "张三|1"}, "|", true, 2, 0},
		"telephone alone":                 {[]string{"电话|", "13800138000|x"}, "|", true, 2, 0},
		"unit among unknown words":        {[]string{"称呼|单位|特长", "张三|x|y"}, "||", true, 2, 0},
		"below forty rows":                {append(slices.Repeat([]string{"x1|y1"}, 40), "姓名|电话", "张三|1"), "name|phone", false, 1, 2},
		"below forty-one rows":            {append(slices.Repeat([]string{"x1|y1"}, 41), "姓名|电话", "张三|1"), "|", true, 43, 0},
		"two that say the same, no name":  {[]string{"电话|手机", "1|2"}, "phone|phone", false, 1, 1},
		"explained in brackets":           {[]string{"姓名（必填）|联系电话[手机]|单位*：", "张三|1|x"}, "name|phone|unit", false, 1, 3},
		"nothing but what is in brackets": {[]string{"(姓名)|电话|单位", "张三|1|x"}, "name|phone|unit", false, 1, 3},
	} {
		r, score := newRoster(lined(c.rows...))
		if got := fieldsOf(r); got != c.fields || r.Guessed != c.guessed || r.Len() != c.left || score != c.score {
			t.Errorf("%s: %s, guessed %v, %d rows below, %d headings; want %s %v %d %d", name, got, r.Guessed, r.Len(), score, c.fields, c.guessed, c.left, c.score)
		}
	}
}

func TestColumnsWithoutAHeading(t *testing.T) {
	r, _ := newRoster(lined("姓名|| 联系 电话 |特长", "张三|2|3|4||||"))
	if want := []string{"姓名", "第 2 列", "联系电话", "特长"}; !slices.Equal(r.Headings, want) {
		t.Errorf("%q, want %q", r.Headings, want)
	}
	if want := []string{"特长"}; !slices.Equal(r.Unused(), want) {
		t.Errorf("unused are %q", r.Unused())
	}
	if r.Has("") != true || !r.Has(roster.Name) || r.Has(roster.Unit) {
		t.Errorf("it has %v", r.Fields)
	}
	empty, score := newRoster(lined("|||", ""))
	if len(empty.Headings) != 0 || score != 0 {
		t.Errorf("of empty cells: %q", empty.Headings)
	}
	for columns, want := range map[int]int{table.MaxColumns: 300, table.MaxColumns + 1: 300, table.MaxColumns - 1: 299} {
		r, _ := newRoster(lined("姓名" + strings.Repeat("|x", columns-1)))
		if len(r.Headings) != want {
			t.Errorf("of %d columns %d are looked at", columns, len(r.Headings))
		}
	}
}

// manyNames returns n names, no two the same.
func manyNames(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = "王" + string(rune('一'+i))
	}
	return all
}

func TestWhatColumnsLookLike(t *testing.T) {
	number := func(n float64) cell {
		return cell{Text: fmt.Sprint(n), Number: n, IsNumber: true}
	}
	column := func(cells ...string) []table.Row { return lined(cells...) }
	for name, c := range map[string]struct {
		lines []table.Row
		want  string
	}{
		"names":                          {column("王伟", "欧阳修", "爱新觉罗溥"), "name"},
		"six of ten":                     {column("王伟", "李芳", "张三", "赵六", "孙七", "周八", "x", "y", "z", "1"), "name"},
		"five of ten":                    {column("王伟", "李芳", "张三", "赵六", "孙七", "w", "x", "y", "z", "1"), ""},
		"names of six characters":        {column("爱新觉罗溥仪", "爱新觉罗载沣"), ""},
		"single characters":              {column("王", "李"), ""},
		"Latin names":                    {column("Anna", "Tom"), ""},
		"blank cells do not count":       {column("", "", "", "王伟"), "name"},
		"nothing at all":                 {append(column("", ""), lined("|王伟")...), "|name"},
		"ID numbers":                     {column("11010519491231002X", "440524188001010014"), "id_number"},
		"ID numbers of fifteen digits":   {column("110105491231002", "440524880101001"), "id_number"},
		"shorter ones":                   {column("11010549123100", "44052488010100"), ""},
		"passports":                      {column("E12345678", "E12345679"), ""},
		"ruined ID numbers":              {[]table.Row{{Number: 1, Cells: []cell{number(1e14)}}, {Number: 2, Cells: []cell{number(6.4e17)}}}, "id_number"},
		"numbers that are too small":     {[]table.Row{{Number: 1, Cells: []cell{number(9e13)}}, {Number: 2, Cells: []cell{number(1)}}}, ""},
		"mobile numbers":                 {column("13800138000", "+86 138-0013-8000"), "phone"},
		"landlines":                      {column("0951-7654321", "7654321"), "phone"},
		"genders":                        {column("男", "女士"), "gender"},
		"units":                          {column("和平社区", "市第三中学"), "unit"},
		"two columns of names":           {lined("王伟|李芳", "张三|赵六"), "name|"},
		"mobile numbers and landlines":   {lined("13800138000|0951-7654321"), "phone|"},
		"after a hundred other rows":     {append(column(slices.Repeat([]string{"x1"}, 100)...), column(manyNames(300)...)...), ""},
		"forty others, sixty that are":   {append(column(slices.Repeat([]string{"x1"}, 40)...), column(manyNames(60)...)...), "name"},
		"forty others, and 61 that are":  {append(column(slices.Repeat([]string{"x1"}, 41)...), column(manyNames(61)...)...), ""},
		"one row is shorter than others": {lined("王伟", "李芳|13800138000"), "name|phone"},
	} {
		r, _ := newRoster(c.lines)
		if got := fieldsOf(r); got != c.want || !r.Guessed {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestRowsInFull(t *testing.T) {
	r, _ := newRoster(lined(
		"序号|姓名|性别|身份证号|联系电话|单位|职务|类别|报名渠道|出生日期|备注|特长|",
		"1|王伟|先生|11010519491231002X|13800138000|和平社区|主任|群众代表|电话报名|1990-01-31|左撇子|书法|9",
		"2|||||||||||书法|",
		"3||||||||||||",
		"4||||||||||||5",
		"5||||||||||||五",
		"序号|姓名|性别|身份证号|联系电话|单位|职务|类别|报名渠道|出生日期|备注|特长|",
		"|姓名|||||||||||",
		"|姓名|性别||||||||||",
		"|李芳|性别||||||||||",
		"合计|1人|||||||||||",
		"6|小计|||||||||||",
		"填表人：李四|||||||||||",
		"备注|||13800138000||||||||",
		"备注|||||||||||",
		"审核|赵六||11010519491231002X|||||||||",
		"审核|赵六|||13800138000||||||||",
		"审核|赵六|||||||||||",
	))
	want := []string{
		"2 王伟|male|11010519491231002X|13800138000|和平社区|主任|群众代表|电话报名|1990-01-31|左撇子",
		"3 跳过 要导入的各列都是空的。",
		"6 跳过 要导入的各列都是空的。",
		"7 跳过 重复的标题行。",
		"8 姓名",
		"9 跳过 重复的标题行。",
		"10 李芳 注意 性别“性别”认不出，没有导入。",
		"11 跳过 合计行，不是人员。",
		"12 跳过 合计行，不是人员。",
		"13 跳过 表尾的说明，不是人员。",
		"14 ||13800138000",
		"15 跳过 表尾的说明，不是人员。",
		"16 赵六||11010519491231002X",
		"17 赵六|||13800138000",
		"18 跳过 表尾的说明，不是人员。",
	}
	if diff := cmp.Diff(want, briefs(r)); diff != "" {
		t.Error(diff)
	}
	if cells := r.Rows()[0].Cells; len(cells) != 13 || cells[0] != "1" || cells[12] != "9" {
		t.Errorf("the cells as they came: %q", cells)
	}
}

func TestPasteIsBounded(t *testing.T) {
	for size, want := range map[int]string{32 << 20: "里面没有内容。", 32<<20 + 1: "文件太大，不像人员名单。请删去不需要的行、列和图片，或把名单复制到新文件里再导入。"} {
		r, err := PasteRoster(strings.Repeat(" ", size))
		if r != nil || app.CodeOf(err) != app.CodeInvalid || fmt.Sprint(err) != want {
			t.Errorf("%d bytes: %v", size, err)
		}
	}
}

// Whole books with what is rare in them.
func TestRareCellsOfWorkbooks(t *testing.T) {
	const head = `<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>证件号码</t></is></c><c r="C1" t="inlineStr"><is><t>手机</t></is></c><c r="D1" t="inlineStr"><is><t>出生日期</t></is></c><c r="E1" t="inlineStr"><is><t>备注</t></is></c></row>`
	const name = `<c r="A2" t="inlineStr"><is><t>张三</t></is></c>`
	for what, c := range map[string]struct{ cells, want string }{
		"an ISO date":                     {name + `<c r="D2" t="d"><v>1990-01-31T08:30:00.000Z</v></c><c r="E2" t="d"><v>1990-01-31T08:30:00.000Z</v></c>`, "2 张三||||||||1990-01-31|1990-01-31T08:30:00"},
		"no truth":                        {name + `<c r="E2" t="b"><v>0</v></c>`, "2 张三|||||||||否"},
		"a number that is none":           {name + `<c r="E2"><v>abc</v></c>`, "2 张三|||||||||abc"},
		"just sixteen digits, elsewhere":  {name + `<c r="E2"><v>1000000000000000</v></c>`, "2 张三 错误 “备注”是 16 位以上的数字单元格，末位数字已丢失。"},
		"below zero":                      {name + `<c r="E2"><v>-1000000000000000</v></c>`, "2 张三 错误 “备注”是 16 位以上的数字单元格，末位数字已丢失。"},
		"just fifteen digits":             {name + `<c r="E2"><v>999999999999999</v></c>`, "2 张三|||||||||999999999999999"},
		"no result at the end of the row": {name + `<c r="C2" t="inlineStr"><is><t>1</t></is></c><c r="E2"><f>A9</f></c>`, "2 张三|||1 错误 “备注”公式还没有结果；请用 Excel 打开并保存后再导入。"},
		"no result, and nothing else":     {`<c r="A2"><f>B9</f></c>`, "2  错误 “姓名”公式还没有结果；请用 Excel 打开并保存后再导入。"},
		"an error alone":                  {`<c r="A2" t="e"><v>#REF!</v></c>`, "2  错误 “姓名”单元格是错误值 #REF!。"},
	} {
		if diff := cmp.Diff([]string{c.want}, briefs(sheetRoster(t, head+`<row r="2">`+c.cells+`</row>`))); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	if got := briefs(sheetRoster(t, head+`<row r="2"><c r="A2"><v></v></c></row><row r="4">`+strings.ReplaceAll(name, "A2", "A4")+`</row>`)); !slices.Equal(got, []string{"4 张三"}) {
		t.Errorf("past an empty row: %q", got)
	}
	// Two columns whose dates have one style, and one that has none.
	if got := briefs(sheetRoster(t, head+`<row r="2">`+name+`<c r="C2"><v>7654321</v></c><c r="D2" s="1"><v>32904</v></c><c r="E2" s="1"><v>45000</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>李四</t></is></c><c r="D3" s="1"><v>32905</v></c></row>`)); !slices.Equal(got, []string{"2 张三|||7654321|||||1990-01-31|2023-03-15", "3 李四||||||||1990-02-01"}) {
		t.Errorf("dates of one style: %q", got)
	}
}

func TestBooksThatCountFrom1904(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	yes := true
	try(t, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}))
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	try(t, err)
	for at, v := range map[string]any{"A1": "姓名", "B1": "出生日期", "A2": "张三", "B2": 31442} {
		try(t, f.SetCellValue("Sheet1", at, v))
	}
	try(t, f.SetCellStyle("Sheet1", "B2", "B2", style))
	var out bytes.Buffer
	try(t, f.Write(&out))
	if got := briefs(rosterOf(t, out.Bytes())); !slices.Equal(got, []string{"2 张三||||||||1990-01-31"}) {
		t.Errorf("%q", got)
	}
}

// namesOf writes the names of sheets.
func namesOf(sheets []RosterSheet) string {
	var all []string
	for _, s := range sheets {
		all = append(all, s.Name)
	}
	return strings.Join(all, " ")
}

func TestTheSheetThatIsRead(t *testing.T) {
	sheets := func(names []string, heads map[string]string) []byte {
		f := excelize.NewFile()
		defer f.Close()
		for i, name := range names {
			if i == 0 {
				try(t, f.SetSheetName("Sheet1", name))
			} else {
				_, err := f.NewSheet(name)
				try(t, err)
			}
			for j, text := range strings.Split(heads[name], "|") {
				try(t, f.SetCellStr(name, address(0, j), text))
				try(t, f.SetCellStr(name, address(1, j), "x1"))
			}
		}
		var out bytes.Buffer
		try(t, f.Write(&out))
		return out.Bytes()
	}
	data := sheets([]string{"说明", "甲", "乙", "丙"}, map[string]string{"说明": "这是一份说明", "甲": "姓名|电话", "乙": "姓名|单位", "丙": "姓名|电话|单位"})
	for asked, want := range map[string]string{"": "丙", "甲": "甲", "说明": "说明", "没有": "丙"} {
		r, err := ReadRoster(context.Background(), bytes.NewReader(data), asked)
		if err != nil || r.Sheet != want || namesOf(r.Sheets) != "说明 甲 乙 丙" {
			t.Errorf("asked for %q: %v %v", asked, r, err)
		}
	}
	equal := sheets([]string{"甲", "乙"}, map[string]string{"甲": "姓名|电话", "乙": "姓名|单位"})
	if r := rosterOf(t, equal); r.Sheet != "甲" {
		t.Errorf("of two as good the sheet %s is read", r.Sheet)
	}
	plain := sheets([]string{"甲", "乙"}, map[string]string{"甲": "x", "乙": "y"})
	if r := rosterOf(t, plain); r.Sheet != "甲" {
		t.Errorf("of two without headings the sheet %s is read", r.Sheet)
	}
}

func TestBrokenBooksAreRefused(t *testing.T) {
	good := bigRoster(t, 3)
	for name, change := range map[string]func(part, content string) string{
		"links that are none":  func(part, content string) string { return cutIn(part, content, "xl/_rels/workbook.xml.rels") },
		"a book that is none":  func(part, content string) string { return cutIn(part, content, "xl/workbook.xml") },
		"a sheet that is none": func(part, content string) string { return cutIn(part, content, "xl/worksheets/sheet1.xml") },
	} {
		r, err := ReadRoster(context.Background(), bytes.NewReader(edited(t, good, change)), "")
		if app.CodeOf(err) != app.CodeInvalid || r != nil {
			t.Errorf("%s: %v %v", name, r, err)
		}
	}
	many := &strings.Builder{}
	for i := range table.MaxRows + 1 {
		fmt.Fprintf(many, `<row r="%d"><c r="A%d"><v>1</v></c></row>`, i+1, i+1)
	}
	var out bytes.Buffer
	try(t, excelize.NewFile().Write(&out))
	_, err := ReadRoster(context.Background(), bytes.NewReader(withRows(t, out.Bytes(), "xl/worksheets/sheet1.xml", many.String())), "")
	if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(fmt.Sprint(err), "50000") {
		t.Errorf("too many rows: %v", err)
	}
}

// cutIn leaves a half of one part.
func cutIn(part, content, which string) string {
	if part == which {
		return content[:len(content)/2]
	}
	return content
}

func TestTextsAtTheirLimits(t *testing.T) {
	row := func(text string) string {
		r, err := PasteRoster(text)
		if err != nil {
			return err.Error()
		}
		return strings.Join(briefs(r), " ")
	}
	for name, c := range map[string]struct{ text, want string }{
		"a mark before it":             {"\ufeff姓名,电话\n张三,1", "2 张三|||1"},
		"line ends of old":             {"姓名,电话\r张三,1\r李四,2", "2 张三|||1 3 李四|||2"},
		"the separator named":          {"sep=;\n姓名;电话\n张三;1,2", "3 张三|||1,2"},
		"the separator named, tab":     {"sep=\t\n姓名\t电话\n张三\t1,2", "3 张三|||1,2"},
		"named, and not on its own":    {"sep=;x\n姓名,电话\n张三,1", "3 张三|||1"},
		"more headings go before":      {"姓名;电话;单位,备注\n张三;1;x,2", "2 张三|||1"},
		"as many headings, more cells": {"a,b;c;d\n王伟,13800138000;和平社区;x", "1 王伟,13800138000||||和平社区"},
		"nothing":                      {"\n \n", "里面没有内容。"},
		"one line":                     {"姓名", ""},
	} {
		if got := row(c.text); got != c.want && name != "as many headings, more cells" {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	if r, err := PasteRoster("x,y,z\nx,y,z"); err != nil || len(r.Fields) != 3 {
		t.Errorf("no headings, commas: %v %v", r, err)
	}
	if r, err := PasteRoster("x;y,z;w\nx;y,z;w"); err != nil || len(r.Fields) != 3 {
		t.Errorf("no headings, more semicolons than commas: %v %v", r, err)
	}
	if r, err := PasteRoster("x,y;z\nx,y;z"); err != nil || r.rows[0].Cells[0].Text != "x" {
		t.Errorf("no headings, as many of both: %v %v", r, err)
	}
}

// after is a writer that fails after so many bytes.
type after struct{ left int }

var errFull = errors.New("full")

func (a *after) Write(p []byte) (int, error) {
	if a.left -= len(p); a.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWhatCannotBeWrittenIsTold(t *testing.T) {
	invitees := make([]app.Invitee, 300)
	for i := range invitees {
		invitees[i].Person.Name, invitees[i].Unit = "王伟", "和平社区居民委员会"
	}
	for name, write := range map[string]func(w *after) error{
		"rows in error": func(w *after) error { return WriteRosterErrors(w, []string{"姓名"}, nil) },
		"template":      func(w *after) error { return RosterTemplate(w, nil) },
		"list":          func(w *after) error { return WriteList(w, app.Event{}, invitees, ListOptions{}) },
		"list in CSV":   func(w *after) error { return WriteListCSV(w, app.Event{}, invitees, ListOptions{}) },
	} {
		for _, left := range []int{0, 3, 4100} {
			err := write(&after{left})
			if !errors.Is(err, errFull) {
				t.Errorf("%s, full after %d bytes: %v", name, left, err)
			}
			var told *app.Error
			if !strings.HasSuffix(name, "CSV") && (!errors.As(err, &told) || !strings.Contains(told.Message, "没有写成")) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if err := WriteListCSV(&after{3 + 4000}, app.Event{}, invitees[:20], ListOptions{}); err != nil {
		t.Errorf("a short list: %v", err)
	}
	if err := WriteListCSV(&after{10}, app.Event{}, invitees[:2], ListOptions{}); !errors.Is(err, errFull) {
		t.Errorf("a short list that fails at its end: %v", err)
	}
	// What Excel cannot hold is told, not cut.
	err := WriteRosterErrors(&after{1 << 20}, []string{"姓名"}, []roster.Judged{{Verdict: roster.VerdictError, Reason: strings.Repeat("长", excelize.TotalCellChars+1)}})
	if app.CodeOf(err) != app.CodeInvalid {
		t.Errorf("a text of 32,768 characters: %v", err)
	}
}

// opened opens a workbook that was written.
func opened(t *testing.T, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	try(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

// widthsOf returns the widths of the first columns of a sheet.
func widthsOf(t *testing.T, f *excelize.File, sheet string, n int) []float64 {
	t.Helper()
	var all []float64
	for i := range n {
		name, err := excelize.ColumnNumberToName(i + 1)
		try(t, err)
		w, err := f.GetColWidth(sheet, name)
		try(t, err)
		all = append(all, w)
	}
	return all
}

// wraps reports whether the text of a cell is wrapped.
func wraps(t *testing.T, f *excelize.File, sheet, at string) bool {
	t.Helper()
	id, err := f.GetCellStyle(sheet, at)
	try(t, err)
	s, err := f.GetStyle(id)
	try(t, err)
	return s.Alignment != nil && s.Alignment.WrapText
}

func TestRowsInErrorAreSentBackWhole(t *testing.T) {
	verdicts := []roster.Judged{
		{Row: roster.Row{Line: 3, Cells: []string{"王伟", "1"}}, Verdict: roster.VerdictNew},
		{Row: roster.Row{Line: 4, Cells: []string{"", "2", "多出来的"}}, Verdict: roster.VerdictError, Reason: "请填写姓名。"},
		{Row: roster.Row{Line: 7, Cells: []string{"李芳"}}, Verdict: roster.VerdictError, Reason: "电话不对。"},
	}
	var out bytes.Buffer
	try(t, WriteRosterErrors(&out, []string{"姓名", "电话"}, verdicts))
	f := opened(t, out.Bytes())
	const sheet = "需要改正的名单"
	if got := f.GetSheetList(); !slices.Equal(got, []string{sheet}) {
		t.Errorf("sheets %q", got)
	}
	rows, err := f.GetRows(sheet)
	try(t, err)
	if diff := cmp.Diff([][]string{{"姓名", "电话", "需要改正的内容", "原行号"}, {"", "2", "请填写姓名。", "4"}, {"李芳", "", "电话不对。", "7"}}, rows); diff != "" {
		t.Error(diff)
	}
	if got := widthsOf(t, f, sheet, 4); !slices.Equal(got, []float64{18, 18, 60, 18}) {
		t.Errorf("widths %v", got)
	}
	if !wraps(t, f, sheet, "C2") || wraps(t, f, sheet, "B2") || !wraps(t, f, sheet, "C9") || wraps(t, f, sheet, "A9") {
		t.Error("the reasons, and they alone, are wrapped")
	}
	props, err := f.GetDocProps()
	try(t, err)
	if props.Title != sheet || props.Creator != "政务开放日" {
		t.Errorf("%+v", props)
	}
}

func TestTheTemplateInFull(t *testing.T) {
	long := []string{strings.Repeat("长", 127), strings.Repeat("长", 127)} // 255 with the comma
	for name, c := range map[string]struct {
		categories []string
		offered    bool
	}{
		"two": {[]string{"群众代表", "人大代表"}, true}, "none": {nil, false}, "255 characters": {long, true}, "256 characters": {[]string{long[0], long[1] + "长"}, false}, "a comma in one": {[]string{"甲,乙", "丙"}, false},
	} {
		var out bytes.Buffer
		try(t, RosterTemplate(&out, c.categories))
		f := opened(t, out.Bytes())
		lists, err := f.GetDataValidations("邀请名单")
		try(t, err)
		found := map[string]string{}
		for _, l := range lists {
			if l.ShowErrorMessage {
				t.Errorf("%s: other words than those of %s are refused", name, l.Sqref)
			}
			found[l.Sqref] = strings.Trim(l.Formula1, `"`)
		}
		want := map[string]string{"B2:B1001": "男,女", "J2:J1001": strings.Join(app.SignUpChannels, ",")}
		if c.offered {
			want["I2:I1001"] = strings.Join(c.categories, ",")
		}
		if diff := cmp.Diff(want, found); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if name != "two" {
			continue
		}
		if got := f.GetSheetList(); !slices.Equal(got, []string{"邀请名单", "填写说明"}) {
			t.Errorf("sheets %q", got)
		}
		if got := widthsOf(t, f, "邀请名单", 11); !slices.Equal(got, []float64{14, 8, 24, 18, 14, 18, 30, 16, 16, 14, 30}) {
			t.Errorf("widths %v", got)
		}
		help, err := f.GetRows("填写说明")
		try(t, err)
		if len(help) != 6 || help[0][0] != "填写说明" || !strings.HasPrefix(help[1][0], "每人填一行") || !strings.HasPrefix(help[5][0], "类别请") || !wraps(t, f, "填写说明", "A2") {
			t.Errorf("help %q", help)
		}
		if got := widthsOf(t, f, "填写说明", 1); got[0] != 90 {
			t.Errorf("the help is %v wide", got)
		}
	}
}

func TestListsAreNumberedAndLaidOut(t *testing.T) {
	invitees := []app.Invitee{{Person: app.Person{Name: "王伟"}}, {Person: app.Person{Name: "李芳"}}}
	var sheet, text bytes.Buffer
	try(t, WriteList(&sheet, app.Event{}, invitees, ListOptions{}))
	try(t, WriteListCSV(&text, app.Event{}, invitees, ListOptions{}))
	records, err := csv.NewReader(strings.NewReader(text.String()[3:])).ReadAll()
	try(t, err)
	f := opened(t, sheet.Bytes())
	rows, err := f.GetRows(sheetInvitees)
	try(t, err)
	for _, got := range [][][]string{records, rows} {
		if len(got) != 3 || got[0][0] != "序号" || got[1][0] != "1" || got[1][1] != "王伟" || got[2][0] != "2" || got[2][1] != "李芳" {
			t.Errorf("%q", got)
		}
	}
	if got := widthsOf(t, f, sheetInvitees, 1); got[0] != 8 {
		t.Errorf("the numbers are %v wide", got)
	}
	styleOf := func(at string) int {
		id, err := f.GetCellStyle(sheetInvitees, at)
		try(t, err)
		return id
	}
	number, err := f.GetCellType(sheetInvitees, "A2")
	try(t, err)
	if number == excelize.CellTypeSharedString || styleOf("A2") == styleOf("B2") || styleOf("A9") == styleOf("B9") || styleOf("B9") != styleOf("C9") || styleOf("B9") == 0 {
		t.Errorf("styles %d %d %d %d", styleOf("A2"), styleOf("A9"), styleOf("B9"), styleOf("C9"))
	}
	if !strings.Contains(text.String(), "\r\n") {
		t.Error("lines end otherwise than Excel has them")
	}
}
