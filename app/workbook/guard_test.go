package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/xuri/excelize/v2"

	"openday/app"
)

// packed makes a zip file of parts.
func packed(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	try(t, pack(&out, parts))
	return out.Bytes()
}

// pack writes a zip file of parts.
func pack(out io.Writer, parts map[string]string) error {
	w := zip.NewWriter(out)
	for name, content := range parts {
		p, err := w.Create(name)
		if err != nil {
			return err
		}
		if _, err = io.WriteString(p, content); err != nil {
			return err
		}
	}
	return w.Close()
}

// sheetOf puts rows of XML into the sheet 邀请对象 of the sample.
func sheetOf(t testing.TB, rows string) []byte {
	t.Helper()
	return withRows(t, book(t, func(*excelize.File) {}), "xl/worksheets/sheet4.xml", rows)
}

// withRows puts rows of XML into a sheet.
func withRows(t testing.TB, data []byte, sheet, rows string) []byte {
	t.Helper()
	return edited(t, data, func(name, content string) string {
		if name != sheet {
			return content
		}
		from, to := strings.Index(content, "<sheetData>"), strings.Index(content, "</sheetData>")
		return content[:from] + "<sheetData>" + rows + content[to:]
	})
}

func TestFilesThatAreNoWorkbook(t *testing.T) {
	long := &strings.Builder{}
	for i := 1; i <= maxRows+1; i++ {
		fmt.Fprintf(long, `<row r="%d"><c r="A%d" t="inlineStr"><is><t>姓名</t></is></c></row>`, i, i)
	}
	sample := book(t, func(*excelize.File) {})
	var another bytes.Buffer
	list := excelize.NewFile()
	try(t, list.SetCellStr("Sheet1", "A1", "姓名"))
	try(t, list.Write(&another))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"empty":         {nil, "文件是空的。"},
		"text":          {[]byte("姓名,电话\n王伟,13812341234\n"), "这不是活动工作簿"},
		"old":           {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), "文件已损坏"},
		"cut":           {sample[:len(sample)/2], "文件已损坏"},
		"document":      {packed(t, map[string]string{"word/document.xml": "<w/>"}), "这是压缩包"},
		"hollow":        {packed(t, map[string]string{"xl/workbook.xml": "<workbook/>"}), "文件已损坏"},
		"not XML":       {packed(t, map[string]string{"xl/workbook.xml": "not XML <"}), "这是压缩包"},
		"another":       {another.Bytes(), "这不是活动工作簿：没有“活动”“组织机构”“名额”“邀请对象”“议程”“方案章节”“意见建议”工作表。"},
		"bomb":          {packed(t, map[string]string{"xl/workbook.xml": "<workbook/>", "xl/media/a.bin": strings.Repeat("\x00", 128<<20+1)}), "文件已损坏"},
		"heavy":         {make([]byte, 32<<20+1), "文件太大"},
		"many rows":     {sheetOf(t, long.String()), fmt.Sprintf("工作表“邀请对象”超过 %d 行", maxRows)},
		"loose rows":    {sheetOf(t, strings.Repeat("<row><c/></row>", 5001)), "文件太大"},
		"rows too far":  {sheetOf(t, `<row r="9999999"><c/></row>`), "文件太大"},
		"damaged bytes": {damaged(sample), "文件已损坏"},
	} {
		_, _, err := Read(bytes.NewReader(c.data))
		if app.CodeOf(err) != app.CodeInvalid || !strings.Contains(fmt.Sprint(err), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := Read(iotest.ErrReader(errors.New("the stick was pulled out"))); err == nil || !strings.HasPrefix(err.Error(), "读不出文件") {
		t.Errorf("a reader that fails: %v", err)
	}
}

// damaged turns bytes of the first part over.
func damaged(data []byte) []byte {
	bad := bytes.Clone(data)
	for i := 100; i < 140; i++ {
		bad[i] ^= 0x5A
	}
	return bad
}

// A sheet whose last row is Excel's last, as formatting a column leaves it, is
// read; so are rows and cells without references, and empty rows in between.
func TestSheetsAsOtherProgramsWriteThem(t *testing.T) {
	d, _ := must(t, sheetOf(t, `<row r="3"><c r="B3" t="inlineStr"><is><t>姓名</t></is></c><c r="D3" t="inlineStr"><is><t> 联系电话* </t></is></c></row>`+
		`<row r="5"><c r="B5" t="inlineStr"><is><r><t>王</t></r><r><t>玉梅</t></r></is></c><c r="D5"><v>1.8623454546E10</v></c></row>`+
		`<row r="1048576"><c r="C1048576" s="0"/></row>`))
	if len(d.Invitees) != 1 || d.Invitees[0].Person.Name != "王玉梅" || d.Invitees[0].Person.Phone != "18623454546" {
		t.Errorf("%+v", d.Invitees)
	}
	d, _ = must(t, sheetOf(t, `<row><c t="inlineStr"><is><t>姓名</t></is></c></row><row><c t="str"><f>"王"&amp;"伟"</f><v>王伟</v></c></row>`))
	if len(d.Invitees) != 1 || d.Invitees[0].Person.Name != "王伟" {
		t.Errorf("%+v", d.Invitees)
	}
}

// small are workbooks small enough to be good seeds.
func small(t testing.TB) [][]byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	try(t, f.SetSheetName("Sheet1", sheetEvent))
	for i, row := range [][]any{{"项目", "内容"}, {"活动名称", "开放日"}, {"开始时间", 44887.5}, {"邀请人数", "8人"}} {
		try(t, f.SetSheetRow(sheetEvent, fmt.Sprintf("A%d", i+1), &row))
	}
	_, err := f.NewSheet(sheetInvitees)
	try(t, err)
	for i, row := range [][]any{{"姓名", "身份证号", "联系电话", "单位"}, {"张𬭎", "11010519491231002X", 13812341234, "=1+1"}, {"王伟", "", "", ""}} {
		try(t, f.SetSheetRow(sheetInvitees, fmt.Sprintf("A%d", i+1), &row))
	}
	try(t, f.MergeCell(sheetInvitees, "D2", "D3"))
	var out bytes.Buffer
	try(t, f.Write(&out))
	return [][]byte{out.Bytes(), packed(t, map[string]string{"xl/workbook.xml": `<workbook><sheets><sheet name="活动" r:id="a"/></sheets></workbook>`})}
}

// Whatever the bytes, Read gives an event that can be written and read again,
// or one clear error.
func FuzzRead(f *testing.F) {
	for _, data := range small(f) {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { anyBytes(t, data) })
}

// FuzzSheet puts any XML into a sheet, which bytes of a zip file seldom reach.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c><c r="B1" t="inlineStr"><is><t>签到时间</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>王伟</t></is></c><c r="B2"><v>0.354</v></c></row>`)
	f.Add(`<row r="2"><c r="ZZ1" t="s"><v>99</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c></row><row r="1"/>`)
	f.Add(`</sheetData><mergeCells><mergeCell ref="A1:C9"/><mergeCell ref="B:B"/></mergeCells>`)
	base := small(f)[0]
	f.Fuzz(func(t *testing.T, rows string) {
		anyBytes(t, withRows(t, base, "xl/worksheets/sheet2.xml", rows))
	})
}

func anyBytes(t *testing.T, data []byte) {
	IsActivity(bytes.NewReader(data))
	d, _, err := Read(bytes.NewReader(data))
	if err != nil {
		if app.CodeOf(err) != app.CodeInvalid || err.Error() == "" {
			t.Fatalf("an error without a sentence: %v", err)
		}
		return
	}
	if found := d.Validate(); len(found) > 0 {
		t.Fatalf("an event that is not valid: %v", found)
	}
	var out bytes.Buffer
	if err := Write(&out, d); err != nil && app.CodeOf(err) != app.CodeInvalid {
		t.Fatal(err)
	}
}

// many makes a workbook of n invitees.
func many(b *testing.B, n int) []byte {
	d, _ := must(b, book(b, func(*excelize.File) {}))
	one := d.Invitees
	d.Invitees = nil
	for i := range n {
		v := one[i%len(one)]
		v.ID, v.Position = fmt.Sprint(i+1), i+1
		v.Person.Name += string(rune('一' + i%5000))
		d.Invitees = append(d.Invitees, v)
	}
	for i := range d.Feedback {
		d.Feedback[i].InviteeID = ""
	}
	return written(b, d)
}

func BenchmarkRead1000Invitees(b *testing.B) {
	data := many(b, 1000)
	for b.Loop() {
		if d, _ := must(b, data); len(d.Invitees) != 1000 {
			b.Fatal(len(d.Invitees))
		}
	}
}

func BenchmarkRead19000Invitees(b *testing.B) {
	data := many(b, 19_000)
	for b.Loop() {
		must(b, data)
	}
}

func BenchmarkWrite1000Invitees(b *testing.B) {
	d, _ := must(b, many(b, 1000))
	for b.Loop() {
		written(b, d)
	}
}
