package typeset

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"openday/app/paper/pdfatest"
)

func TestFilesAreFitForAnArchive(t *testing.T) {
	doc := NewOfficial(Options{Title: "县民政局<政府开放日>&𠮷", Author: "县民政局", Secrecy: "内部", Retention: "30年", Created: day})
	doc.Title("县民政局政府开放日活动总结")
	doc.Heading(1, "基本情况")
	doc.HeadedBody(2, "开放。", "（一）12345 abc “引号”𠮷㑇\U000F0000")
	doc.Heading(1, "名单")
	doc.Table(Table{Columns: []Column{{Title: "姓名", Width: 30}, {Title: "㑇"}}, Rows: []Row{{Cells: []Cell{{Text: "𠮷野"}, {Text: "王", Bold: true}}}}})
	doc.Picture(picturePNG(t, 300, 200, color.NRGBA{0, 0, 0, 128}), 120, "图1")
	doc.Signature("县民政局", "2026年9月24日")
	doc.Annex("附件1", "名单", true)
	doc.Body("横排")
	pdf, _, _ := finish(t, doc.Document)
	for _, fault := range pdfatest.Faults(pdf) {
		t.Error(fault)
	}
	for _, want := range []string{"<archive:secrecy>内部<", "<archive:retention>30年<", "县民政局&lt;政府开放日&gt;&amp;𠮷"} {
		if !strings.Contains(string(pdf), want) {
			t.Errorf("%s is not in the file's XMP", want)
		}
	}
	f, err := doc.layout(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var headings []string
	for _, h := range f.outlines {
		headings = append(headings, h.text)
	}
	if want := []string{"一、基本情况", "（一）开放", "二、名单", "附件1　名单"}; !slices.Equal(headings, want) {
		t.Errorf("the outline is %q, want %q", headings, want)
	}
	plain, err := doc.write(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	faults := strings.Join(pdfatest.Faults(plain), "\n")
	for _, want := range []string{"four bytes", "identifier", "XMP", "output intents", "leads to no character"} {
		if !strings.Contains(faults, want) {
			t.Errorf("the check does not see %q in a file by gofpdf: %s", want, faults)
		}
	}
}
