package table

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"

	"openday/app"
)

// sound holds whatever was read to what the rest of the program relies on, and an
// error to a sentence.
func sound(t *testing.T, data []byte) {
	t.Helper()
	f, err := Read(context.Background(), bytes.NewReader(data))
	if err != nil {
		if f != nil || app.CodeOf(err) != app.CodeInvalid || err.Error() == "" {
			t.Fatalf("%+v, %v", f, err)
		}
		return
	}
	if len(f.Sheets) == 0 && len(f.Readings) == 0 {
		t.Fatal("nothing was read, and no error")
	}
	cells := 0
	for _, s := range append(f.Sheets[:len(f.Sheets):len(f.Sheets)], f.Readings...) {
		last := 0
		if len(s.Rows) == 0 || len(s.Rows) > MaxRows {
			t.Fatalf("a sheet of %d rows", len(s.Rows))
		}
		for _, r := range s.Rows {
			if r.Number <= last || len(r.Cells) == 0 || len(r.Cells) > MaxColumns {
				t.Fatalf("the row %d of %d cells behind the row %d", r.Number, len(r.Cells), last)
			}
			last = r.Number
			cells += len(r.Cells)
			for _, c := range r.Cells {
				if c.Text != PlainText(c.Text) {
					t.Fatalf("%q is not plain", c.Text)
				}
			}
		}
	}
	if cells > maxCells+maxMerged*MaxColumns {
		t.Fatalf("%d cells", cells)
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		try(f, err)
		f.Add(data)
	}
	f.Add(documentOf(f, "<w:tbl><w:tr><w:tc>"+paragraph("a")+"</w:tc></w:tr></w:tbl>"))
	f.Add(openDocument(f, "", "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row></table:table>"))
	f.Fuzz(sound)
}

// FuzzSheetXML puts any XML into each form whose bytes are packed, which those of a
// zip file seldom reach.
func FuzzSheetXML(f *testing.F) {
	f.Add(twoCells+`<mergeCells><mergeCell ref="A1:B9"/></mergeCells>`, `<styleSheet><fonts><font><strike/></font></fonts><cellXfs><xf fontId="0" numFmtId="14"/></cellXfs></styleSheet>`, `<sst><si><t>a</t></si></sst>`)
	f.Add(`<cols><col min="1" max="99999" hidden="1"/></cols><row r="3"><c r="ZZ3" t="s"><v>99</v></c><c t="e"><f/><v/></c></row>`, `<xf/>`, `<si><rPh>`)
	f.Add(`<table:table><table:table-row table:number-rows-repeated="9"><table:covered-table-cell/><table:table-cell table:number-columns-repeated="3" table:number-rows-spanned="4"><text:p>a</text:p>`, `<style:style style:name="a"><style:text-properties style:text-line-through-style="solid"/></style:style>`, ``)
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="9"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p><w:tbl><w:tr><w:tc/></w:tr></w:tbl></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/>`, ``, ``)
	f.Fuzz(func(t *testing.T, sheet, styles, texts string) {
		sound(t, bookOf(t, sheet, part{"xl/styles.xml", styles}, part{"xl/sharedStrings.xml", texts}))
		sound(t, openDocument(t, styles, sheet, part{"settings.xml", texts}))
		sound(t, documentOf(t, sheet))
		sound(t, []byte(`<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`+styles+sheet))
		sound(t, []byte("<html><body>"+sheet))
	})
}

// FuzzOldWorkbook changes the records of a workbook of the old form, which the
// sectors around them hide.
func FuzzOldWorkbook(f *testing.F) {
	for _, c := range oldRecords {
		f.Add(oldBookOf(c.globals, c.sheet))
	}
	f.Fuzz(sound)
}

func FuzzText(f *testing.F) {
	for _, text := range []string{"姓名,电话\n张三,1\n", "sep=;\na;b\n", "sep=,", "\xff\xfe\x010", "\"", "\" ", "|a|b|\n|--|--|\n|1|2|\n", "张 三  1\n李四  2\n", "a\t\"b\nc\"\n", "#接龙\n1. 王伟、李芳", "\xd0\xd5\xc3\xfb", "\xff\xfe\xd3\x59"} {
		f.Add([]byte(text))
	}
	f.Fuzz(sound)
}
