package table

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"openday/app"
)

// reading reads bytes that can be read.
func reading(t testing.TB, data []byte) *File {
	t.Helper()
	f, err := Read(context.Background(), bytes.NewReader(data))
	try(t, err)
	return f
}

// sampleOf reads a file of testdata.
func sampleOf(t testing.TB, name string) *File {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	try(t, err)
	return reading(t, data)
}

// shown writes a sheet in lines: the row's number, then its cells parted by bars.
// Before a hidden row stands -, before a struck cell ~, before one that is
// merged with that above it ^; behind a sheet's name what is said of it.
func shown(s *Sheet) string {
	var b strings.Builder
	b.WriteString(s.Name)
	if s.Hidden {
		b.WriteString(" hidden")
	}
	if s.Active {
		b.WriteString(" active")
	}
	for i := range MaxColumns {
		if s.ColumnHidden(i) {
			fmt.Fprintf(&b, " without %d", i)
		}
	}
	b.WriteString("\n")
	for _, r := range s.Rows {
		if r.Hidden {
			b.WriteString("-")
		}
		fmt.Fprintf(&b, "%d ", r.Number)
		for i, c := range r.Cells {
			if i > 0 {
				b.WriteString("|")
			}
			if c.Struck {
				b.WriteString("~")
			}
			if c.Above {
				b.WriteString("^")
			}
			b.WriteString(strings.ReplaceAll(c.Text, "\n", "/"))
			if c.Across > 0 {
				fmt.Fprintf(&b, "+%d", c.Across)
			}
			if c.Problem != "" {
				b.WriteString("!")
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// all writes all sheets of a file.
func all(f *File) string {
	var b strings.Builder
	for _, s := range f.Sheets {
		b.WriteString(shown(s))
	}
	return b.String()
}

const fourPeople = `1 序号|姓名|性别|身份证号|联系电话|单位|职务|类别|备注
2 1|周文海|男|110105198503120119|13811110001|城东街道办事处|科员|群众代表
3 2|孙立红|女|110105198503120223|13811110002|春风社区|书记|群众代表
4 3|吴子明|男|110105198503120338|13811110003|大桥村委会|主任|人大代表
5 4|郑小兰|女|110105198503120442|13811110004|第二小学|教师|人大代表
`

func TestFilesAsTheyArrive(t *testing.T) {
	for name, want := range map[string]struct {
		kind Kind
		said string
	}{
		"biff8.xls":       {OldWorkbook, "名单 active\n" + fourPeople},
		"html.xls":        {Page, "表格 1\n" + fourPeople},
		"xml2003.xls":     {XMLSheet, "名单 active\n" + fourPeople},
		"workbook22.xlsx": {Workbook, "名单 active\n" + fourPeople},
		"hidden-sheet.xlsx": {Workbook, "去年名单 hidden\n1 序号|姓名|性别|身份证号|联系电话|单位|职务|类别|备注\n2 1|冯旧一|男|110105198503121007|13700000000|老单位|x|群众代表\n3 2|陈旧二|男|110105198503121015|13700000001|老单位|x|群众代表\n" +
			"今年名单 active\n1 姓名|联系电话|单位\n2 周文海|13811110001|城东街道办事处\n3 孙立红|13811110002|春风社区\n4 吴子明|13811110003|大桥村委会\n5 郑小兰|13811110004|第二小学\n"},
		"hidden-column.xlsx": {Workbook, "名单 active without 1\n1 姓名|手机|联系电话|单位\n2 周文海|13900000001|13811110001|城东街道办事处\n3 孙立红|13900000002|13811110002|春风社区\n4 吴子明|13900000003|13811110003|大桥村委会\n5 郑小兰|13900000004|13811110004|第二小学\n"},
		"name-merged.xlsx":   {Workbook, "名单 active\n1 姓名|联系电话|单位\n2 周文海|13811110001|城东街道办事处\n3 ^周文海|0571-88120001|^城东街道办事处\n4 孙立红|13811110002|春风社区\n"},
	} {
		f := sampleOf(t, name)
		if diff := cmp.Diff(want.said, all(f)); diff != "" || f.Kind != want.kind {
			t.Errorf("%s, a %s: %s", name, f.Kind, diff)
		}
	}
	rows := sampleOf(t, "hidden-rows.xlsx").Sheets[0].Rows
	if rows[2].Hidden || !rows[3].Hidden || !rows[4].Hidden {
		t.Errorf("%+v", rows)
	}
	rows = sampleOf(t, "struck-row.xlsx").Sheets[0].Rows
	if rows[1].Struck() || !rows[2].Struck() || rows[3].Struck() {
		t.Errorf("%+v", rows)
	}
}

func TestTextsAsTheyArrive(t *testing.T) {
	f := sampleOf(t, "pipe.csv")
	if diff := cmp.Diff("|\n"+fourPeople, shown(f.Readings[0])); diff != "" || f.Kind != Text {
		t.Error(diff)
	}
	f = sampleOf(t, "jielong.txt")
	want := []Line{{1, "#接龙"}, {2, "政府开放日报名"}, {4, "1. 周文海+13811110001+城东街道"}, {5, "2. 孙立红 春风社区 13811110002"}, {6, "3. 吴子明，大桥村，13811110003"}}
	if diff := cmp.Diff(want, f.Lines); diff != "" {
		t.Error(diff)
	}
	for name, c := range map[string]struct{ text, name, want string }{
		"wide commas":         {"姓名，电话，单位\n周文海，1，甲\n孙立红，2，乙", "，", "1 姓名|电话|单位\n2 周文海|1|甲\n3 孙立红|2|乙\n"},
		"below a title":       {"报名表\n\n姓名，电话\n周文海，1", "，", "1 报名表\n3 姓名|电话\n4 周文海|1\n"},
		"not in every line":   {"姓名，电话\n周文海，1，甲", "，", ""},
		"enumeration commas":  {"姓名、电话\n周文海、1", "、", "1 姓名|电话\n2 周文海|1\n"},
		"runs of spaces":      {"姓名    电话\n张  三  13800138000\n周文海   1", wideSpaces, "1 姓名|电话\n2 张三|13800138000\n3 周文海|1\n"},
		"wide spaces":         {"姓名　电话\n张　三　13800138000\n周文海　1", wideSpaces, "1 姓名|电话\n2 张三|13800138000\n3 周文海|1\n"},
		"single spaces":       {"周文海 1 甲\n张 三 2 乙", anySpaces, "1 周文海|1|甲\n2 张三|2|乙\n"},
		"a table of Markdown": {"| 姓名 | 电话 |\n|---|:-:|\n| 周文海 | 1 |", "|", "1 |姓名|电话\n3 |周文海|1\n"},
		"a sentence":          {"请各位，明天来。\n谢谢", "，", ""},
	} {
		f, err := ReadText(c.text)
		try(t, err)
		got := ""
		for _, r := range f.Readings {
			if r.Name == c.name {
				_, got, _ = strings.Cut(shown(r), "\n")
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// part is one part of a packed file.
type part struct{ name, content string }

// packed makes a packed file of parts.
func packed(t testing.TB, parts ...part) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range parts {
		f, err := w.Create(p.name)
		try(t, err)
		_, err = f.Write([]byte(p.content))
		try(t, err)
	}
	try(t, w.Close())
	return out.Bytes()
}

const (
	packageLinks = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`
	mainPart     = `<workbook xmlns:r="r"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>`
	mainLinks    = `<Relationships><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/styles" Target="/xl/styles.xml"/><Relationship Id="rId3" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
)

// bookOf makes a workbook whose one sheet holds XML.
func bookOf(t testing.TB, sheet string, more ...part) []byte {
	t.Helper()
	return packed(t, append([]part{{"_rels/.rels", packageLinks}, {"xl/workbook.xml", mainPart}, {"xl/_rels/workbook.xml.rels", mainLinks}, {"xl/worksheets/sheet1.xml", "<worksheet>" + sheet + "</worksheet>"}}, more...)...)
}

// utf16le writes a text as UTF-16, with its mark.
func utf16le(text string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}

const twoCells = `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row></sheetData>`

func TestOddButLegalPackages(t *testing.T) {
	texts := `<sst><si><r><t>周</t></r><r><t>文海</t></r><rPh sb="0" eb="1"><t>zhou</t></rPh></si></sst>`
	const want = "名单 active\n1 姓名\n2 周文海\n"
	sheet := `<?xml version="1.0" encoding="UTF-16" standalone="yes"?><worksheet>` + twoCells + "</worksheet>"
	for name, data := range map[string][]byte{
		"plain": bookOf(t, twoCells, part{"xl/sharedStrings.xml", texts}),
		"UTF-16": packed(t, part{"_rels/.rels", utf16le(packageLinks)}, part{"xl/workbook.xml", utf16le(mainPart)}, part{"xl/_rels/workbook.xml.rels", mainLinks},
			part{"xl/worksheets/sheet1.xml", utf16le(sheet)}, part{"xl/sharedStrings.xml", utf16le(texts)}),
		"UTF-16 without a mark": packed(t, part{"_rels/.rels", packageLinks}, part{"xl/workbook.xml", mainPart}, part{"xl/_rels/workbook.xml.rels", mainLinks},
			part{"xl/worksheets/sheet1.xml", utf16le(sheet)[2:]}, part{"xl/sharedStrings.xml", texts}),
		"upper case": packed(t, part{"_RELS/.RELS", packageLinks}, part{"XL/WORKBOOK.XML", mainPart}, part{"XL/_RELS/WORKBOOK.XML.RELS", mainLinks},
			part{"XL/WORKSHEETS/SHEET1.XML", "<worksheet>" + twoCells + "</worksheet>"}, part{"XL/SHAREDSTRINGS.XML", texts}),
		"backslashes": packed(t, part{`_rels\.rels`, packageLinks}, part{`xl\workbook.xml`, mainPart}, part{`xl\_rels\workbook.xml.rels`, strings.ReplaceAll(mainLinks, "worksheets/", `worksheets\`)},
			part{`xl\worksheets\sheet1.xml`, "<worksheet>" + twoCells + "</worksheet>"}, part{`xl\sharedStrings.xml`, texts}),
		"another main part": packed(t, part{"_rels/.rels", strings.ReplaceAll(packageLinks, "xl/workbook.xml", "/buch/mappe.xml")}, part{"buch/mappe.xml", mainPart},
			part{"buch/_rels/mappe.xml.rels", strings.ReplaceAll(mainLinks, "/xl/", "/buch/")}, part{"buch/worksheets/sheet1.xml", "<worksheet>" + twoCells + "</worksheet>"}, part{"buch/sharedStrings.xml", texts}),
		"prefixes": packed(t, part{"_rels/.rels", packageLinks}, part{"xl/workbook.xml", `<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="名单" r:id="rId1"/></x:sheets></x:workbook>`}, part{"xl/_rels/workbook.xml.rels", mainLinks},
			part{"xl/worksheets/sheet1.xml", "<x:worksheet xmlns:x='m'>" + prefixed(twoCells) + "</x:worksheet>"}, part{"xl/sharedStrings.xml", texts}),
	} {
		if got := all(reading(t, data)); got != want {
			t.Errorf("%s: %q", name, got)
		}
		if names := SheetNames(bytes.NewReader(data)); len(names) != 1 || names[0] != "名单" {
			t.Errorf("%s: the sheets %q", name, names)
		}
	}
}

// prefixed gives every element a prefix.
func prefixed(content string) string {
	return strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(content, "</", "\x00"), "<", "<x:"), "\x00", "</x:")
}

func TestWhatIsSeenOfAWorkbook(t *testing.T) {
	styles := part{"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
		<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts><cellStyleXfs><xf fontId="1"/></cellStyleXfs>
		<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf numFmtId="170"/><xf numFmtId="9"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>`}
	sst := part{"xl/sharedStrings.xml", `<sst><si><t>周_x000D_文海</t></si><si><r><rPr><strike/></rPr><t>走了</t></r></si><si><r><rPr><strike/></rPr><t>旧</t></r><r><t>新</t></r></si></sst>`}
	for name, c := range map[string]struct{ sheet, want string }{
		"hidden rows":           {`<sheetData><row r="1" hidden="1"><c><v>1</v></c></row><row r="2" ht="0" customHeight="1"><c><v>2</v></c></row><row r="3" hidden="0"><c><v>3</v></c></row></sheetData>`, "-1 1\n-2 2\n3 3\n"},
		"struck cells":          {`<sheetData><row r="1"><c s="1"><v>1</v></c><c s="2"><v>2</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c s="9"><v>3</v></c></row></sheetData>`, "1 ~1|2|~走了|旧新|3\n"},
		"escapes":               {`<sheetData><row r="1"><c t="s"><v>0</v></c><c t="str"><v>a_x0041_b</v></c></row></sheetData>`, "1 周/文海|aAb\n"},
		"dates":                 {`<sheetData><row r="1"><c s="3"><v>31118</v></c><c s="4"><v>0.5</v></c></row></sheetData>`, "1 1985-03-12|50%\n"},
		"an empty result":       {`<sheetData><row r="1"><c t="str"><f>IF(1,"","")</f><v></v></c><c><v>1</v></c></row></sheetData>`, "1 |1\n"},
		"no result":             {`<sheetData><row r="1"><c><f>A2</f><v></v></c></row></sheetData>`, "1 !\n"},
		"an error":              {`<sheetData><row r="1"><c t="e"><v>#N/A</v></c></row></sheetData>`, "1 #N/A!\n"},
		"a string that is none": {`<sheetData><row r="1"><c t="s"><v>77</v></c></row></sheetData>`, "1 77\n"},
		"merged both ways":      {`<sheetData><row r="1"><c t="str"><v>领队</v></c><c/></row><row r="2"><c t="str"><v>a</v></c></row><row r="3"><c r="C3"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A2:B3"/></mergeCells>`, "1 领队+1\n2 a+1\n3 ^a+1||1\n"},
	} {
		if _, got, _ := strings.Cut(all(reading(t, bookOf(t, c.sheet, styles, sst))), "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	s := reading(t, bookOf(t, `<cols><col min="2" max="3" hidden="true"/><col min="5" max="5" width="0"/><col min="7" max="16384" hidden="1"/></cols>`+`<sheetData><row><c><v>1</v></c></row></sheetData>`)).Sheets[0]
	for i, want := range []bool{false, true, true, false, true, false, true, true} {
		if s.ColumnHidden(i) != want {
			t.Errorf("column %d", i)
		}
	}
	if s.ColumnHidden(-1) || s.ColumnHidden(MaxColumns) || !s.ColumnHidden(MaxColumns-1) {
		t.Error("columns beyond")
	}
}

func TestStatesOfSheets(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, name := range []string{"二", "三"} {
		_, err := f.NewSheet(name)
		try(t, err)
	}
	for _, name := range f.GetSheetList() {
		try(t, f.SetCellStr(name, "A1", "姓名"))
	}
	f.SetActiveSheet(1)
	try(t, f.SetSheetVisible("Sheet1", false))
	try(t, f.SetSheetVisible("三", false, true))
	var out bytes.Buffer
	try(t, f.Write(&out))
	if got := all(reading(t, out.Bytes())); got != "Sheet1 hidden\n1 姓名\n二 active\n1 姓名\n三 hidden\n1 姓名\n" {
		t.Errorf("%q", got)
	}
}

func TestPages(t *testing.T) {
	for name, c := range map[string]struct{ page, want string }{
		"without ends":      {`<TABLE><TR><TD>姓名<TD>电话<TR><TD>周文海<TD>1</TABLE>`, "表格 1\n1 姓名|电话\n2 周文海|1\n"},
		"spans":             {`<table><tr><th rowspan=2>序号<th colspan=2>领队<tr><th>姓名<th>电话<tr><td>1<td>周文海<td>2</table>`, "表格 1\n1 序号|领队+1\n2 ^序号|姓名|电话\n3 1|周文海|2\n"},
		"what is not shown": {`<table><col><col style='display:none'><tr style="display: none"><td>a<td>b<tr><td><s>c</s><td style="text-decoration:line-through">d</table>`, "表格 1 without 1\n-1 a|b\n2 ~c|~d\n"},
		"one in the other":  {`<table><tr><td>外<table><tr><td>姓名</td></tr></table></td></tr></table>`, "表格 1\n1 外\n表格 2\n1 姓名\n"},
		"lines and spaces":  {"<table><tr><td>第一行<br>第二行</td><td>a &amp;\n  b&nbsp;c</td></tr></table>", "表格 1\n1 第一行/第二行|a & b\u00a0c\n"},
		"numbers behind":    {`<table><tr><td x:num="13811110001">1.38E+10</td><td sdval="110105198503120119">1.10E+17</td></tr></table>`, "表格 1\n1 13811110001|1.1010519850312011E+17\n"},
		"scripts":           {`<html><head><style>td{}</style><title>x</title></head><body><script>document.write("<table><tr><td>y")</script><table><tr><td>姓名</td></tr></table>`, "表格 1\n1 姓名\n"},
		"empty ones":        {`<table><tr><td> </td></tr></table><table><tr><td>姓名</table>`, "表格 1\n1 姓名\n"},
	} {
		if got := all(reading(t, []byte(c.page))); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	f := reading(t, []byte("<html><body><p>周文海 13811110001</p><p>孙立红 13811110002</p></body></html>"))
	if len(f.Sheets) != 0 || len(f.Lines) != 2 || f.Lines[1].Text != "孙立红 13811110002" {
		t.Errorf("a page without a table: %+v", f)
	}
}

func TestSheetsInXML(t *testing.T) {
	const head = `<?xml version="1.0" encoding="gb2312"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"><x:ExcelWorkbook><x:ActiveSheet>1</x:ActiveSheet></x:ExcelWorkbook>
		<ss:Styles><ss:Style ss:ID="a"><ss:Font ss:StrikeThrough="1"/></ss:Style><ss:Style ss:ID="b" ss:Parent="a"/><ss:Style ss:ID="d"><ss:NumberFormat ss:Format="Short Date"/></ss:Style></ss:Styles>`
	f := reading(t, []byte(head+`<ss:Worksheet ss:Name="旧"><ss:Table><ss:Row><ss:Cell><ss:Data ss:Type="String">x</ss:Data></ss:Cell></ss:Row></ss:Table><x:WorksheetOptions><x:Visible>SheetVeryHidden</x:Visible></x:WorksheetOptions></ss:Worksheet>
		<ss:Worksheet ss:Name="新"><ss:Table><ss:Column/><ss:Column ss:Index="3" ss:Hidden="1" ss:Span="1"/>
		<ss:Row ss:Index="2"><ss:Cell ss:MergeDown="1"><ss:Data ss:Type="String">周文海</ss:Data><ss:Comment><ss:Data>不要</ss:Data></ss:Comment></ss:Cell><ss:Cell><ss:Data ss:Type="Number">1.3811110001E10</ss:Data></ss:Cell></ss:Row>
		<ss:Row ss:Hidden="1"><ss:Cell ss:Index="2" ss:StyleID="b"><ss:Data ss:Type="String">0571</ss:Data></ss:Cell><ss:Cell><ss:Data ss:Type="DateTime">1985-03-12T00:00:00.000</ss:Data></ss:Cell><ss:Cell ss:StyleID="d"><ss:Data ss:Type="Number">31118</ss:Data></ss:Cell></ss:Row>
		<ss:Row><ss:Cell ss:Formula="=A1"/><ss:Cell><ss:Data ss:Type="Error">#REF!</ss:Data></ss:Cell><ss:Cell><ss:Data ss:Type="Boolean">1</ss:Data></ss:Cell><ss:Cell><ss:Data ss:Type="String"><S>走</S>了</ss:Data></ss:Cell></ss:Row>
		</ss:Table></ss:Worksheet></ss:Workbook>`))
	want := "旧 hidden\n1 x\n新 active without 2 without 3\n2 周文海|13811110001\n-3 ^周文海|~0571|1985-03-12|1985-03-12\n4 !|#REF!!|是|走了\n"
	if diff := cmp.Diff(want, all(f)); diff != "" {
		t.Error(diff)
	}
}

// openDocument makes a sheet of OpenDocument.
func openDocument(t testing.TB, styles, body string, more ...part) []byte {
	t.Helper()
	return packed(t, append([]part{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
		{"content.xml", `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>` + styles + `</office:automatic-styles><office:body><office:spreadsheet>` + body + `</office:spreadsheet></office:body></office:document-content>`}}, more...)...)
}

func TestSheetsOfOpenDocument(t *testing.T) {
	f := reading(t, openDocument(t,
		`<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style><style:style style:name="ce1" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>`,
		`<table:table table:name="旧" table:style-name="ta1"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>
		<table:table table:name="新"><table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
		<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
		<table:table-row table:visibility="filter"><table:table-cell table:number-rows-spanned="2" table:number-columns-spanned="1"><text:p>周文海</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell><table:table-cell office:value-type="float" office:value="13811110001"><text:p>1.38E10</text:p></table:table-cell></table:table-row>
		<table:table-row><table:covered-table-cell/><table:table-cell table:style-name="ce1" table:number-columns-repeated="2"><text:p>甲<text:s text:c="2"/>乙</text:p><text:p>丙</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="1985-03-12T00:00:00"><text:p>85年</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell><table:table-cell table:formula="of:=A1" office:value-type="string"><text:p>#REF!</text:p></table:table-cell></table:table-row>
		<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>同</text:p></table:table-cell></table:table-row>
		<table:table-row table:number-rows-repeated="1048567"><table:table-cell/></table:table-row></table:table>`,
		part{"settings.xml", `<x><config:config-item config:name="ActiveTable" config:type="string">新</config:config-item></x>`}))
	want := "旧 hidden\n1 x\n新 active without 1 without 2\n-4 周文海|13811110001\n5 ^周文海|~甲  乙/丙|~甲  乙/丙|1985-03-12|是|#REF!!\n6 同\n7 同\n"
	if diff := cmp.Diff(want, all(f)); diff != "" || f.Kind != OpenSheet {
		t.Error(diff)
	}
}

// documentOf makes a document of Word.
func documentOf(t testing.TB, body string) []byte {
	t.Helper()
	return packed(t, part{"_rels/.rels", strings.ReplaceAll(packageLinks, "xl/workbook.xml", "word/document.xml")},
		part{"word/document.xml", `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`})
}

// paragraph is a paragraph of Word.
func paragraph(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }

func TestTablesOfDocuments(t *testing.T) {
	cell := func(text string, properties ...string) string {
		return "<w:tc><w:tcPr>" + strings.Join(properties, "") + "</w:tcPr>" + paragraph(text) + "</w:tc>"
	}
	f := reading(t, documentOf(t, paragraph("报名表")+`<w:tbl><w:tr>`+cell("序号", `<w:vMerge w:val="restart"/>`)+cell("领队", `<w:gridSpan w:val="2"/>`)+`</w:tr>
		<w:tr>`+cell("", `<w:vMerge/>`)+cell("姓名")+cell("电话")+`</w:tr>
		<w:tr>`+cell("1")+`<w:tc><w:p><w:r><w:t>周</w:t></w:r><w:del><w:r><w:t>旧</w:t></w:r></w:del><w:r><w:t>文海</w:t></w:r></w:p><w:p><w:r><w:t>小周</w:t></w:r></w:p></w:tc>`+cell("2")+`</w:tr>
		<w:tr>`+cell("2")+`<w:tc><w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>孙立红</w:t></w:r></w:p></w:tc>`+cell("<w:x/>")+`</w:tr>
		<w:tr><w:trPr><w:hidden/></w:trPr>`+cell("3")+`<w:tc><w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见</w:t></w:r><w:r><w:t>吴子明</w:t></w:r></w:p></w:tc></w:tr>
		<w:tr><w:trPr><w:del w:id="1"/></w:trPr>`+cell("4")+cell("走了")+`</w:tr></w:tbl>`+paragraph("填表人")))
	want := "表格 1\n1 序号|领队+1\n2 ^序号|姓名|电话\n3 1|周文海/小周|2\n4 2|~孙立红\n-5 3|吴子明\n"
	if diff := cmp.Diff(want, all(f)); diff != "" || f.Kind != Document {
		t.Error(diff)
	}
	if len(f.Lines) != 2 || f.Lines[0].Text != "报名表" {
		t.Errorf("beside the table: %+v", f.Lines)
	}
	f = reading(t, documentOf(t, paragraph("1. 周文海 13811110001")+paragraph("2. 孙立红 13811110002")))
	if len(f.Sheets) != 0 || len(f.Lines) != 2 || f.Lines[1] != (Line{2, "2. 孙立红 13811110002"}) || len(f.Readings) == 0 {
		t.Errorf("without a table: %+v", f)
	}
}

// What is no list says what it is, why it is not read, and what to do.
func TestFilesThatAreNoList(t *testing.T) {
	old, err := os.ReadFile("testdata/biff8.xls")
	try(t, err)
	protected := bytes.Clone(old)
	at := bytes.Index(protected, []byte{0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00})
	copy(protected[at+20:], []byte{0x2f, 0x00}) // the record behind the first
	renamed := func(to string) []byte {
		data := bytes.Clone(old)
		name := func(s string) []byte { return []byte(utf16le(s)[2:]) }
		at := bytes.Index(data, name("Workbook"))
		if at < 0 {
			at = bytes.Index(data, name("Book"))
		}
		entry := data[at : at+64]
		clear(entry)
		copy(entry, name(to))
		data[at+64] = byte(len(name(to)) + 2)
		return data
	}
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"nothing":                  {nil, "文件是空的"},
		"zeros":                    {make([]byte, 4096), "文件是空的"},
		"PDF":                      {[]byte("%PDF-1.7\n"), "PDF"},
		"PNG":                      {[]byte("\x89PNG\r\n\x1a\n"), "图片"},
		"JPEG":                     {[]byte("\xff\xd8\xff\xe0"), "图片"},
		"HEIC":                     {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "图片"},
		"RAR":                      {[]byte("Rar!\x1a\x07\x01\x00"), "压缩包"},
		"zip":                      {packed(t, part{"名单.xlsx", "x"}), "压缩包"},
		"rich text":                {[]byte(`{\rtf1 x}`), "RTF"},
		"presentation":             {packed(t, part{"_rels/.rels", strings.ReplaceAll(packageLinks, "xl/workbook.xml", "ppt/p.xml")}, part{"ppt/p.xml", "<p:presentation/>"}), "演示文稿"},
		"binary workbook":          {packed(t, part{"[Content_Types].xml", "<x/>"}, part{"xl/workbook.bin", "\x83\x01"}), "二进制工作簿"},
		"another XML":              {[]byte(`<?xml version="1.0"?><feed/>`), "XML"},
		"a workbook cut short":     {bookOf(t, twoCells)[:300], "已损坏"},
		"a sheet cut short":        {bookOf(t, `<sheetData><row><c t="inlineStr"><is><t>姓`), "已损坏"},
		"a sheet that is missing":  {packed(t, part{"_rels/.rels", packageLinks}, part{"xl/workbook.xml", mainPart}, part{"xl/_rels/workbook.xml.rels", mainLinks}), "已损坏"},
		"an old one cut short":     {old[:1000], "已损坏"},
		"an old one's password":    {protected, "密码"},
		"a new one's password":     {renamed("EncryptedPackage"), "密码"},
		"an old document":          {renamed("WordDocument"), ".doc"},
		"another old file":         {renamed("Contents"), "没有工作簿"},
		"Excel 4":                  {[]byte("\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00"), "Excel 5 以前"},
		"an OpenDocument password": {openDocument(t, "", "", part{"META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>"}), "密码"},
		"an empty document":        {documentOf(t, ""), "没有内容"},
		"an empty page":            {[]byte("<html></html>"), "没有内容"},
		"an empty workbook":        {bookOf(t, ""), "没有内容"},
		"no text":                  {[]byte("\x01\x02\x00\xff"), "认不出"},
	} {
		f, err := Read(context.Background(), bytes.NewReader(c.data))
		if f != nil || app.CodeOf(err) != app.CodeInvalid || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if names := SheetNames(strings.NewReader("x")); names != nil {
		t.Errorf("%q", names)
	}
}

// What is made to be slow or huge is refused while it is being read.
func TestBounds(t *testing.T) {
	cell := func(text string) string {
		return `<sheetData><row><c t="inlineStr"><is><t>` + text + `</t></is></c></row></sheetData>`
	}
	rows := func(n int, row string) string { return "<sheetData>" + strings.Repeat(row, n) + "</sheetData>" }
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"styles":            {bookOf(t, cell("x"), part{"xl/styles.xml", "<s><cellXfs>" + strings.Repeat(`<xf numFmtId="0"/>`, 300_000) + "</cellXfs></s>"}), "单元格格式"},
		"a cell":            {bookOf(t, cell(strings.Repeat("a", 30<<20))), "文件太大"},
		"a smaller cell":    {bookOf(t, cell(strings.Repeat("a", 1<<20))), "超过 32767 个字"},
		"a shared text":     {bookOf(t, cell("x"), part{"xl/sharedStrings.xml", "<sst><si><t>" + strings.Repeat("a", 1<<20) + "</t></si></sst>"}), "超过 32767 个字"},
		"rows":              {bookOf(t, rows(MaxRows+1, "<row><c><v>1</v></c></row>")), "文件太大"},
		"empty cells":       {bookOf(t, "<sheetData><row>"+strings.Repeat("<c/>", maxCells+1)+"</row></sheetData>"), "文件太大"},
		"merged cells":      {bookOf(t, cell("x")+"<mergeCells>"+strings.Repeat(`<mergeCell ref="A1:A2"/>`, maxMerged+1)+"</mergeCells>"), "文件太大"},
		"a line":            {[]byte(strings.Repeat(",", 20<<20)), "文本中有一行"},
		"a cell of a text":  {[]byte("姓名,x\n\"" + strings.Repeat(strings.Repeat("a", 99)+"\n", 100_000) + "\",1\n"), "超过 32767 个字"},
		"lines":             {[]byte(strings.Repeat("a\n", MaxRows+1)), "超过 50000 行"},
		"a cell of a page":  {[]byte("<table><tr><td>" + strings.Repeat("a", 1<<20)), "超过 32767 个字"},
		"tables of a page":  {[]byte(strings.Repeat("<table><tr><td>a", maxSheets+1)), "文件太大"},
		"rows of an .ods":   {openDocument(t, "", `<table:table><table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>`), "超过 50000 行"},
		"cells of an .ods":  {openDocument(t, "", `<table:table>`+strings.Repeat(`<table:table-row><table:table-cell table:number-columns-repeated="300"><text:p>a</text:p></table:table-cell></table:table-row>`, 7000)+`</table:table>`), "文件太大"},
		"a packed document": {documentOf(t, strings.Repeat(" ", maxUnpacked)), "文件太大"},
	} {
		f, err := Read(context.Background(), bytes.NewReader(c.data))
		if f != nil || app.CodeOf(err) != app.CodeInvalid || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Of what is shown as a month no day is known, and figures keep the zeros before
// them, whatever the file.
func TestWhatFiguresShow(t *testing.T) {
	xml := `<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><ss:Styles><ss:Style ss:ID="m"><ss:NumberFormat ss:Format="yyyy\-mm"/></ss:Style><ss:Style ss:ID="z"><ss:NumberFormat ss:Format="0000"/></ss:Style></ss:Styles>
		<ss:Worksheet ss:Name="名单"><ss:Table><ss:Row><ss:Cell ss:StyleID="m"><ss:Data ss:Type="DateTime">1985-03-01T00:00:00.000</ss:Data></ss:Cell><ss:Cell ss:StyleID="z"><ss:Data ss:Type="Number">301</ss:Data></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>`
	styles := part{"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy\-mm"/><numFmt numFmtId="171" formatCode="0000"/></numFmts><cellXfs><xf/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`}
	for name, data := range map[string][]byte{
		"xlsx": bookOf(t, `<sheetData><row r="1"><c s="1"><v>31107</v></c><c s="2"><v>301</v></c></row></sheetData>`, styles),
		"xml":  []byte(xml),
		"ods":  openDocument(t, "", `<table:table table:name="名单"><table:table-row><table:table-cell office:value-type="date" office:date-value="1985-03-01"><text:p>1985年3月</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="301"><text:p>0301</text:p></table:table-cell></table:table-row></table:table>`),
	} {
		cells := reading(t, data).Sheets[0].Rows[0].Cells
		birth, problem := cells[0].Birth(app.Date(2026, 1, 1))
		if birth.Month != "1985-03" || !birth.On.IsZero() || problem != "" || cells[1].Digits() != "0301" {
			t.Errorf("%s: %+v %s %q", name, birth, problem, cells[1].Digits())
		}
	}
}
