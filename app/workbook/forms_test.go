package workbook

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

// A workbook that another program saved in its own form, or packed in its own way,
// is the same workbook.
func TestFormsOfTheActivityWorkbook(t *testing.T) {
	sample, err := os.ReadFile("../../assets/samples/plan3-development-zone.xlsx")
	try(t, err)
	want, _ := must(t, sample)
	forms := map[string][]byte{
		"another part": packedAnew(t, sample, func(name, content string) (string, string) {
			if name == "xl/workbook.xml" || name == "xl/_rels/workbook.xml.rels" {
				name = strings.Replace(name, "workbook.xml", "workbook22.xml", 1)
			}
			return name, strings.ReplaceAll(content, "xl/workbook.xml", "xl/workbook22.xml")
		}),
		"upper case": packedAnew(t, sample, func(name, content string) (string, string) {
			return strings.Replace(name, "xl/worksheets/sheet", "xl/Worksheets/Sheet", 1), content
		}),
		"UTF-16": packedAnew(t, sample, func(name, content string) (string, string) {
			if name == "xl/sharedStrings.xml" || strings.HasPrefix(name, "xl/worksheets/sheet") {
				content = utf16Text(strings.Replace(content, `encoding="UTF-8"`, `encoding="UTF-16"`, 1))
			}
			return name, content
		}),
	}
	for _, name := range []string{"plan3.ods", "plan3.xls"} {
		data, err := os.ReadFile("testdata/" + name)
		try(t, err)
		forms[name] = data
	}
	for name, data := range forms {
		if !IsActivity(bytes.NewReader(data)) {
			t.Errorf("%s: it is taken for another workbook", name)
		}
		got, warnings, err := Read(bytes.NewReader(data))
		if diff := cmp.Diff(want, got); err != nil || diff != "" || len(warnings) > 0 {
			t.Errorf("%s: %v %q\n%s", name, err, warnings, diff)
		}
	}
}

// packedAnew packs the parts of a workbook anew, each as change names and writes it.
func packedAnew(t *testing.T, data []byte, change func(name, content string) (string, string)) []byte {
	t.Helper()
	parts := map[string]string{}
	edited(t, data, func(name, content string) string {
		name, content = change(name, content)
		parts[name] = content
		return content
	})
	return packed(t, parts)
}

func utf16Text(s string) string {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return string(out)
}
