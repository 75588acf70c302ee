package workbook

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"openday/app"
	"openday/app/roster"
	"openday/app/table"
)

func rosterOf(t testing.TB, data []byte) *Roster {
	t.Helper()
	r, err := ReadRoster(context.Background(), bytes.NewReader(data), "")
	try(t, err)
	return r
}

func sampleRoster(t testing.TB, name string) *Roster {
	t.Helper()
	data, err := os.ReadFile("../../assets/samples/" + name)
	try(t, err)
	return rosterOf(t, data)
}

// brief is a row in one line: number, what it says, and what is wrong.
func brief(r roster.Row) string {
	i := r.Invitee.Tidied()
	p := i.Person
	born := ""
	if !p.BornOn.IsZero() {
		born = p.BornOn.Format(time.DateOnly)
	}
	said := strings.TrimRight(strings.Join([]string{p.Name, string(p.Gender), p.IDNumber, p.Phone, i.Unit, i.Post, i.Category, i.Channel, born, i.Note}, "|"), "|")
	line := fmt.Sprintf("%d %s", r.Line, said)
	if r.Skipped != "" {
		return fmt.Sprintf("%d 跳过 %s", r.Line, r.Skipped)
	}
	for _, w := range r.Wrong {
		line += " 错误 " + w
	}
	for _, n := range r.Notes {
		line += " 注意 " + n
	}
	return line
}

func briefs(r *Roster) []string {
	var all []string
	for _, row := range r.Rows() {
		all = append(all, brief(row))
	}
	return all
}

func TestMessySample(t *testing.T) {
	r := sampleRoster(t, "roster-messy.xlsx")
	want := []string{
		"4 王伟||640302200102019453|13000000000|和平社区居民委员会||群众代表",
		"5 李芳||64030219760405940X|13900001111|圣泉镇人民政府||人大代表|||全角号码",
		"6 张秀英|||13000000002|恒通机械有限公司||群众代表|||证号被存成数字 错误 身份证号是数字单元格，末位数字已丢失。",
		"7 王伟||640302200102019453|13000000000|和平社区居民委员会||群众代表|||重复",
		"8 刘建国||640302196202072982|13000000003|市第三中学||党员代表|||校验码不对",
		"9 ||640302199901182593|13000000004|康宁医院||党员代表|||没有姓名",
		"10 𠮷田𬭎|||0955-7654321|唐滩村村民委员会||群众代表|||生僻字",
		"11 王伟|||13700000000|另一家单位||群众代表|||同名不同人",
		"13 跳过 合计行，不是人员。",
	}
	if diff := cmp.Diff(want, briefs(r)); diff != "" {
		t.Error(diff)
	}
	if r.Guessed || len(r.Unused()) > 0 || r.Sheet == "" {
		t.Errorf("%+v", r)
	}
}

func TestSampleInGB18030(t *testing.T) {
	rows := briefs(sampleRoster(t, "roster-gb18030.csv"))
	if len(rows) != 31 || rows[0] != "2 仇晓明|male||13000000020|大成物流有限公司||群众代表" || rows[30] != "32 张𬭎|male||13800138000|𬭚城商贸有限公司||企业代表" {
		t.Errorf("%d rows: %q", len(rows), rows)
	}
}

// Every encoding with every separator gives the same rows.
func TestEncodingsAndSeparators(t *testing.T) {
	rows := [][]string{
		{"2026年报名汇总表"},
		{"序号", "姓 名", "联系方式（手机）", "工作单位:", "身份证号*", "特长", "备注"},
		{"1", "张𬭎", "138 0013 8000", "𬭚城，商贸; 公司", "11010519491231002x", "书法", `他说"好"`},
		{"2", "李 四", "１３９００００１１１１", "和平社区", "", "", "第一行\n第二行"},
		{"合计", "2人"},
	}
	want := []string{
		"3 张𬭎||11010519491231002X|138 0013 8000|𬭚城，商贸; 公司||||" + `|他说"好"`,
		"4 李四|||13900001111|和平社区|||||第一行\n第二行",
		"6 跳过 合计行，不是人员。",
	}
	utf16 := func(e unicode.Endianness) encoding.Encoding { return unicode.UTF16(e, unicode.UseBOM) }
	for name, e := range map[string]encoding.Encoding{
		"UTF-8": encoding.Nop, "UTF-8 with mark": unicode.UTF8BOM, "UTF-16LE": utf16(unicode.LittleEndian), "UTF-16BE": utf16(unicode.BigEndian), "GB18030": simplifiedchinese.GB18030,
	} {
		for _, separator := range []rune{'\t', ',', ';', '|'} {
			for _, crlf := range []bool{false, true} {
				var text bytes.Buffer
				w := csv.NewWriter(&text)
				w.Comma, w.UseCRLF = separator, crlf
				try(t, w.WriteAll(rows))
				data, err := e.NewEncoder().Bytes(text.Bytes())
				try(t, err)
				r := rosterOf(t, data)
				got := briefs(r)
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s %q: %s", name, separator, diff)
				}
				if diff := cmp.Diff([]string{"特长"}, r.Unused()); diff != "" {
					t.Errorf("%s %q: %s", name, separator, diff)
				}
			}
		}
	}
}

func TestTextTraps(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"scientific":            {"姓名,身份证号,电话\n张三,6.40302E+17,1.38E+10\n", []string{"2 张三 错误 身份证号被写成了科学计数法，末位数字已丢失。 错误 电话被写成了科学计数法，末位数字已丢失。"}},
		"full-width scientific": {"姓名,身份证号\n张三,６.４０３０２Ｅ＋１７\n", []string{"2 张三 错误 身份证号被写成了科学计数法，末位数字已丢失。"}},
		"ends with zeros":       {"姓名,身份证号\n张三,110101199003071000\n", []string{"2 张三||110101199003071000 注意 身份证号以 000 结尾且校验码不对，可能已被 Excel 改动，请核对。"}},
		"kept as text":          {"姓名,身份证号,电话\n张三,=\"11010519491231002X\",'09557654321\n", []string{"2 张三||11010519491231002X|09557654321"}},
		"Excel's separator":     {"sep=;\n姓名;电话\n张三;110,120\n", []string{"3 张三|||110,120"}},
		"stray quote":           {"姓名,单位\n张三,\"和平\"社区\n李四,一\"中\n王五,三中\n", []string{"2 张三||||和平\"社区", "3 李四||||一\"中", "4 王五||||三中"}},
		"open quote":            {"姓名,单位\n张三,\"和平社区\n李四,一中\n王五,三中\n", []string{"2 张三||||和平社区", "3 李四||||一中", "4 王五||||三中"}},
		"two phones":            {"姓名,手机,固定电话\n张三,,0955-7654321\n李四,13800138000,0955-7654321\n", []string{"2 张三|||0955-7654321", "3 李四|||13800138000、0955-7654321"}},
		"numbers alone":         {"序号,姓名\n1,张三\n2,\n3,\n", []string{"2 张三"}},
		"something elsewhere":   {"序号,姓名,特长\n1,张三,\n2,,书法\n", []string{"2 张三", "3 跳过 要导入的各列都是空的。"}},
		"headings once more":    {"姓名,电话\n张三,1\n姓名,电话\n李四,2\n", []string{"2 张三|||1", "3 跳过 重复的标题行。", "4 李四|||2"}},
		"subtotal":              {"单位,姓名\n和平社区,张三\n小 计：1人,\n总计,1 人\n", []string{"2 张三||||和平社区", "3 跳过 合计行，不是人员。", "4 跳过 合计行，不是人员。"}},
		"foot":                  {"姓名,电话\n张三,1\n填表人：李四\n", []string{"2 张三|||1", "3 跳过 表尾的说明，不是人员。"}},
		"gender":                {"姓名,性别\n张三,女士\n李四,保密\n", []string{"2 张三|female", "3 李四 注意 性别“保密”认不出，没有导入。"}},
		"birth":                 {"姓名,出生日期\n张三,1990年1月31日\n李四,九零年\n王五,1938.5.6\n", []string{"2 张三||||||||1990-01-31", "3 李四 注意 出生日期“九零年”认不出，没有导入。（“九零年”不能确定是哪一天，请写成1985-03-12；只知年月的写成1985-03）", "4 王五||||||||1938-05-06"}},
		"lost character":        {"姓名,电话\n张\ufffd,1\n", []string{"2 |||1 错误 姓名“张\ufffd”里有一个字已丢失。"}},
		"far to the right":      {"姓名" + strings.Repeat(",", 5000) + "x\n张三" + strings.Repeat(",", 5000) + "\n", []string{"2 张三"}},
		"one column":            {"姓名\n张三\n李四\n", []string{"2 张三", "3 李四"}},
	} {
		if diff := cmp.Diff(c.want, briefs(rosterOf(t, []byte(c.text)))); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestColumnsCanBeCorrectedAndRecalled(t *testing.T) {
	const text = "姓名,归口,电话\n张三,和平社区,1\n"
	r, err := PasteRoster(strings.ReplaceAll(text, ",", "\t"))
	try(t, err)
	if diff := cmp.Diff([]string{"归口"}, r.Unused()); diff != "" {
		t.Error(diff)
	}
	r.Fields[1], r.Fields[2] = roster.Unit, ""
	chosen := r.Chosen()
	if diff := cmp.Diff(map[string]roster.Field{"归口": roster.Unit, "电话": ""}, chosen); diff != "" {
		t.Error(diff)
	}
	again := rosterOf(t, []byte(text))
	again.Recall(chosen)
	if diff := cmp.Diff([]string{"2 张三||||和平社区"}, briefs(again)); diff != "" {
		t.Error(diff)
	}
}

// Cells copied without their headings are known by their looks.
func TestPasteWithoutHeadings(t *testing.T) {
	r, err := PasteRoster("1\t王伟\t男\t13800138000\t和平社区居民委员会\t11010519491231002X\n2\t欧阳修\t男\t13900139000\t市第三中学\t\n")
	try(t, err)
	want := []string{"1 王伟|male|11010519491231002X|13800138000|和平社区居民委员会", "2 欧阳修|male||13900139000|市第三中学"}
	if diff := cmp.Diff(want, briefs(r)); diff != "" || !r.Guessed {
		t.Error(diff, r.Guessed)
	}
}

// sheetRoster reads a roster whose sheet holds these rows of XML.
func sheetRoster(t testing.TB, rows string) *Roster {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	try(t, err)
	if style != 1 {
		t.Fatal("the first style has another number")
	}
	var out bytes.Buffer
	try(t, f.Write(&out))
	return rosterOf(t, withRows(t, out.Bytes(), "xl/worksheets/sheet1.xml", rows))
}

func TestCellsOfWorkbooks(t *testing.T) {
	const head = `<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>证件号码</t></is></c><c r="C1" t="inlineStr"><is><t>手机</t></is></c><c r="D1" t="inlineStr"><is><t>出生日期</t></is></c><c r="E1" t="inlineStr"><is><t>备注</t></is></c></row>`
	const name = `<c r="A2" t="inlineStr"><is><t>张三</t></is></c>`
	for what, c := range map[string]struct{ cells, want string }{
		"written out":       {`<c r="B2"><v>640302199502195500</v></c>`, "2 张三 错误 身份证号是数字单元格，末位数字已丢失。"},
		"16 digits":         {`<c r="B2" t="n"><v>1000000000000000</v></c>`, "2 张三 错误 身份证号是数字单元格，末位数字已丢失。"},
		"15 digits":         {`<c r="B2"><v>110105491231002</v></c>`, "2 张三||11010519491231002X"},
		"formula":           {`<c r="B2" t="str"><f>A9</f><v>11010519491231002X</v></c>`, "2 张三||11010519491231002X"},
		"number by formula": {`<c r="B2"><f>A9</f><v>6.4030219950219E17</v></c>`, "2 张三 错误 身份证号是数字单元格，末位数字已丢失。"},
		"without result":    {`<c r="B2"><f>A9</f></c>`, "2 张三 错误 “身份证号”公式还没有结果；请用 Excel 打开并保存后再导入。"},
		"error":             {`<c r="C2" t="e"><v>#N/A</v></c>`, "2 张三 错误 “联系电话”单元格是错误值 #N/A。"},
		"phone":             {`<c r="C2"><v>1.3800138E10</v></c>`, "2 张三|||13800138000"},
		"phone of 13":       {`<c r="C2"><v>8613800138000</v></c>`, "2 张三|||8613800138000"},
		"long phone":        {`<c r="C2"><v>13800138000139001</v></c>`, "2 张三 错误 “联系电话”是 16 位以上的数字单元格，末位数字已丢失。"},
		"date":              {`<c r="D2" s="1"><v>32904</v></c><c r="E2" s="1"><v>45000</v></c>`, "2 张三||||||||1990-01-31|2023-03-15"},
		"truth":             {`<c r="E2" t="b"><v>1</v></c>`, "2 张三|||||||||是"},
		"decimal":           {`<c r="E2"><v>0.1</v></c>`, "2 张三|||||||||0.1"},
	} {
		if diff := cmp.Diff([]string{c.want}, briefs(sheetRoster(t, head+`<row r="2">`+name+c.cells+`</row>`))); diff != "" {
			t.Errorf("%s: %s", what, diff)
		}
	}
	// Rows and cells without references stand where they stand.
	loose := strings.NewReplacer(` r="1"`, "", ` r="A1"`, "", ` r="B1"`, "", ` r="C1"`, "", ` r="D1"`, "", ` r="E1"`, "").Replace(head) +
		`<row><c t="inlineStr"><is><t>张三</t></is></c><c><v>640302199502195500</v></c></row>`
	if got := briefs(sheetRoster(t, loose)); len(got) != 1 || !strings.Contains(got[0], "末位数字已丢失") {
		t.Errorf("loose: %q", got)
	}
}

func TestMergedCellsAndSheets(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for at, v := range map[string]any{"A1": "这是说明"} {
		try(t, f.SetCellValue("Sheet1", at, v))
	}
	_, err := f.NewSheet("第二批")
	try(t, err)
	_, err = f.NewSheet("空表")
	try(t, err)
	for at, v := range map[string]any{"A1": "单位", "B1": "姓名", "A2": "和平社区", "B2": "张三", "B3": "李四", "B4": "王五", "A4": "三中"} {
		try(t, f.SetCellValue("第二批", at, v))
	}
	try(t, f.MergeCell("第二批", "A2", "A3"))
	var out bytes.Buffer
	try(t, f.Write(&out))
	r := rosterOf(t, out.Bytes())
	if diff := cmp.Diff([]string{"2 张三||||和平社区", "3 李四||||和平社区", "4 王五||||三中"}, briefs(r)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]RosterSheet{{Name: "Sheet1"}, {Name: "第二批"}}, r.Sheets); diff != "" || r.Sheet != "第二批" {
		t.Error(diff, r.Sheet)
	}
	other, err := ReadRoster(context.Background(), bytes.NewReader(out.Bytes()), "Sheet1")
	try(t, err)
	if other.Sheet != "Sheet1" || other.Len() != 1 {
		t.Errorf("%+v", other)
	}
}

func TestFilesThatAreNoRoster(t *testing.T) {
	var empty bytes.Buffer
	try(t, excelize.NewFile().Write(&empty))
	disorder := withRows(t, empty.Bytes(), "xl/worksheets/sheet1.xml", `<row r="2"><c r="A2" t="inlineStr"><is><t>姓名</t></is></c></row><row r="1"><c r="A1"><v>1</v></c></row>`)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":      {nil, "文件是空的。"},
		"blank":      {[]byte(" \n\n,,\n"), "里面没有内容。"},
		"no cells":   {empty.Bytes(), "工作簿里没有内容。"},
		"old":        {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "已损坏"},
		"picture":    {[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\x80"), "这是图片"},
		"cut":        {empty.Bytes()[:empty.Len()/2], "文件已损坏"},
		"many lines": {[]byte("姓名,电话\n" + strings.Repeat("张三,1\n", table.MaxRows)), "超过 50000 行"},
		"many cells": {[]byte(strings.Repeat(strings.Repeat(",", 9999)+"1\n", 201)), "文件太大"},
		"disorder":   {disorder, "次序是乱的"},
		"bomb": {packed(t, map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="a" id="a"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="/worksheet" Target="a.xml"/></Relationships>`, "xl/a.xml": "<a>" + strings.Repeat(" ", 128<<20) + "</a>"}), "文件太大"},
	} {
		_, err := ReadRoster(context.Background(), bytes.NewReader(c.data), "")
		if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ReadRoster(cancelled, bytes.NewReader(bigRoster(t, 1000)), ""); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}

func TestRosterErrorsComeBackMended(t *testing.T) {
	r := sampleRoster(t, "roster-messy.xlsx")
	var verdicts []roster.Judged
	for _, row := range r.Rows() {
		v := roster.Judged{Row: row, Verdict: roster.VerdictNew}
		if len(row.Wrong) > 0 || row.Invitee.Person.Name == "" && row.Skipped == "" {
			v.Verdict, v.Reason = roster.VerdictError, "请改正。"
		}
		verdicts = append(verdicts, v)
	}
	var out bytes.Buffer
	try(t, WriteRosterErrors(&out, r.Headings, verdicts))
	again := rosterOf(t, out.Bytes())
	want := []string{
		"2 张秀英|||13000000002|恒通机械有限公司||群众代表|||证号被存成数字 错误 身份证号被写成了科学计数法，末位数字已丢失。",
		"3 ||640302199901182593|13000000004|康宁医院||党员代表|||没有姓名",
	}
	if diff := cmp.Diff(want, briefs(again)); diff != "" || len(again.Unused()) > 0 {
		t.Error(diff, again.Unused())
	}
}

func TestRosterTemplate(t *testing.T) {
	var out bytes.Buffer
	try(t, RosterTemplate(&out, []string{"群众代表", "人大代表"}))
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	try(t, err)
	defer f.Close()
	try(t, f.SetCellStr("邀请名单", "A2", "张三"))
	try(t, f.SetCellStr("邀请名单", "C2", "11010519491231002X"))
	out.Reset()
	try(t, f.Write(&out))
	r := rosterOf(t, out.Bytes())
	if diff := cmp.Diff([]string{"2 张三||11010519491231002X"}, briefs(r)); diff != "" {
		t.Error(diff)
	}
	for i, field := range roster.Fields {
		if r.Fields[i] != field.Code {
			t.Errorf("column %d holds %q, not %q", i, r.Fields[i], field.Code)
		}
	}
	lists, err := f.GetDataValidations("邀请名单")
	try(t, err)
	if len(lists) != 3 {
		t.Errorf("%d drop-down lists", len(lists))
	}
}

func TestListsForOthers(t *testing.T) {
	e := app.Event{Title: "政务开放日", Start: at(2026, 10, 14, 9, 0)}
	invitees := []app.Invitee{
		{Person: app.Person{Name: "=HYPERLINK(1)", IDNumber: "110105194912310021", Phone: "13800138000"}, Unit: "+86", Post: "-1", Category: "@A1", Note: "\tx", Vetting: app.VettingApproved},
		{Person: app.Person{Name: "张𬭎", IDNumber: "11010519491231002X", Phone: "09557654321"}},
	}
	for _, full := range []bool{false, true} {
		var sheet, text bytes.Buffer
		try(t, WriteList(&sheet, e, invitees, ListOptions{Full: full}))
		try(t, WriteListCSV(&text, e, invitees, ListOptions{Full: full}))
		said := text.String()
		if !strings.HasPrefix(said, "\ufeff序号,姓名,") {
			t.Errorf("it begins %q", said[:40])
		}
		records, err := csv.NewReader(strings.NewReader(said[3:])).ReadAll()
		try(t, err)
		for _, record := range records {
			for _, content := range record {
				if content != "" && strings.ContainsRune("=+-@\t\r\n", rune(content[0])) {
					t.Errorf("%q is a formula", content)
				}
			}
		}
		if strings.Contains(said, "110105194912310021") != full || strings.Contains(said, "13800138000") != full {
			t.Errorf("full %v: %s", full, said)
		}
		f, err := excelize.OpenReader(bytes.NewReader(sheet.Bytes()))
		try(t, err)
		id, err := f.GetCellValue(sheetInvitees, "D2")
		try(t, err)
		kind, err := f.GetCellType(sheetInvitees, "D2")
		try(t, err)
		if want := map[bool]string{false: "110***********0021", true: "110105194912310021"}[full]; id != want || kind != excelize.CellTypeSharedString {
			t.Errorf("full %v: %q of type %v", full, id, kind)
		}
		try(t, f.Close())
		if !full {
			continue
		}
		// What was written whole is read back the same, from either.
		for _, data := range [][]byte{sheet.Bytes(), text.Bytes()} {
			rows := rosterOf(t, data).Rows()
			if len(rows) != 2 || rows[0].Invitee.Person.IDNumber != "110105194912310021" || rows[0].Invitee.Unit != "+86" || rows[1].Invitee.Person.Phone != "09557654321" {
				t.Errorf("%+v", rows)
			}
		}
	}
}

// Names that others typed command nothing and turn no writing.
func TestListsAreWithoutControlCharacters(t *testing.T) {
	e := app.Event{Title: "政务开放日", Start: at(2026, 10, 14, 9, 0)}
	invitees := []app.Invitee{{Person: app.Person{Name: "张\x00三\u202e\u2066\x1b[0m"}, Unit: "滨河\u200f街道"}}
	var sheet, text bytes.Buffer
	try(t, WriteList(&sheet, e, invitees, ListOptions{}))
	try(t, WriteListCSV(&text, e, invitees, ListOptions{}))
	f, err := excelize.OpenReader(&sheet)
	try(t, err)
	defer f.Close()
	if name, err := f.GetCellValue(sheetInvitees, "B2"); err != nil || name != "张三[0m" {
		t.Errorf("the sheet says %q, %v", name, err)
	}
	if said := text.String(); !strings.Contains(said, ",张三[0m,") || !strings.Contains(said, ",滨河街道,") {
		t.Errorf("the text says %q", said)
	}
}

// bigRoster is a workbook of so many people.
func bigRoster(t testing.TB, people int) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	try(t, err)
	try(t, w.SetRow("A1", []any{"姓名", "性别", "身份证号", "联系电话", "单位", "职务", "类别", "备注"}))
	for i := range people {
		try(t, w.SetRow(fmt.Sprintf("A%d", i+2), []any{
			"王" + string(rune('一'+i%5000)) + string(rune('一'+i/5000)), "男", fmt.Sprintf("640302%d0101%04d", 1950+i%50, i%10000),
			fmt.Sprintf("138%08d", i), "和平社区居民委员会", "职工", "群众代表", "",
		}))
	}
	try(t, w.Flush())
	var out bytes.Buffer
	try(t, f.Write(&out))
	return out.Bytes()
}

func BenchmarkReadRoster20000(b *testing.B) {
	data := bigRoster(b, 20_000)
	for b.Loop() {
		if rows := rosterOf(b, data).Rows(); len(rows) != 20_000 {
			b.Fatal(len(rows))
		}
	}
}

// BenchmarkBareRead20000 is what the library alone takes for the same file.
func BenchmarkBareRead20000(b *testing.B) {
	data := bigRoster(b, 20_000)
	for b.Loop() {
		f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 128 << 20, UnzipXMLSizeLimit: 128 << 20})
		try(b, err)
		rows, err := f.GetRows("Sheet1")
		try(b, err)
		if len(rows) != 20_001 {
			b.Fatal(len(rows))
		}
		try(b, f.Close())
	}
}

// sound holds what any roster gives to what the rest of the program relies on.
func sound(t *testing.T, r *Roster) {
	for _, row := range r.Rows() {
		if row.Line < 1 {
			t.Errorf("a row with the number %d", row.Line)
		}
		if id := row.Invitee.Person.IDNumber; (cell{Text: id}).Scientific() {
			t.Errorf("a ruined number is taken over: %s", id)
		}
	}
	try(t, WriteRosterErrors(io.Discard, r.Headings, nil))
}

func FuzzRosterText(f *testing.F) {
	for _, text := range []string{
		"姓名,身份证号\n张三,6.40302E+17\n", "sep=;\n姓名;电话\n张三;1\n", "\ufeff姓名\t单位\n张三\t\"a\nb\"\n", "姓名,单位\n张三,\"和平社区\n",
		"\xff\xfe\xd3\x59", "合计,2人\n", "\xd0\xd5\xc3\xfb,\xb5\xe7\xbb\xb0\n", "1\t王伟\t男\t13800138000\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := ReadRoster(context.Background(), bytes.NewReader(data), ""); err == nil {
			sound(t, r)
		} else if app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%v", err)
		}
	})
}

func FuzzRosterSheet(f *testing.F) {
	for _, rows := range []string{
		`<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>证件号码</t></is></c></row><row r="2"><c r="A2" t="str"><v>张三</v></c><c r="B2" s="0"><v>6.4E17</v></c></row>`,
		`<row><c t="inlineStr"><is><t>姓名</t></is></c></row><row><c t="str"><f>A1</f></c></row>`,
		`<row r="3"><c r="C3" t="e"><v>#N/A</v></c><c t="b"><v>1</v></c><c t="d"><v>2026-01-01T00:00:00Z</v></c></row>`,
	} {
		f.Add(rows)
	}
	var out bytes.Buffer
	try(f, excelize.NewFile().Write(&out))
	f.Fuzz(func(t *testing.T, rows string) {
		data := withRows(t, out.Bytes(), "xl/worksheets/sheet1.xml", rows)
		if r, err := ReadRoster(context.Background(), bytes.NewReader(data), ""); err == nil {
			sound(t, r)
		} else if app.CodeOf(err) != app.CodeInvalid {
			t.Errorf("%v", err)
		}
	})
}
