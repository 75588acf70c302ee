package docx

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"openday/app/paper/typeset"
)

var day = time.Date(2026, time.September, 24, 9, 0, 0, 0, time.UTC)

// opened is a Word file, read back.
type opened struct {
	parts map[string][]byte
	root  *element // of word/document.xml
}

// element is an element of XML, names without their namespaces.
type element struct {
	name     string
	attrs    map[string]string
	children []*element
	text     string
}

func parse(t testing.TB, data []byte) *element {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(data))
	top := &element{}
	open := []*element{top}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return top.children[0]
		}
		if err != nil {
			t.Fatalf("the XML cannot be read: %v", err)
		}
		last := open[len(open)-1]
		switch k := token.(type) {
		case xml.StartElement:
			e := &element{name: k.Name.Local, attrs: map[string]string{}}
			for _, a := range k.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			last.children = append(last.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(k)
		}
	}
}

// all returns the elements of a name below, in their order.
func (e *element) all(name string) []*element {
	var found []*element
	for _, c := range e.children {
		if c.name == name {
			found = append(found, c)
		}
		found = append(found, c.all(name)...)
	}
	return found
}

// words returns the text below, a line end for a break.
func (e *element) words() string {
	var b strings.Builder
	for _, c := range e.children {
		switch c.name {
		case "t":
			b.WriteString(c.text)
		case "br":
			b.WriteByte('\n')
		default:
			b.WriteString(c.words())
		}
	}
	return b.String()
}

// styled returns the texts of the paragraphs in a style.
func (o opened) styled(style string) []string {
	var texts []string
	for _, p := range o.root.all("p") {
		if s := p.all("pStyle"); len(s) > 0 && s[0].attrs["val"] == style {
			texts = append(texts, p.words())
		}
	}
	return texts
}

func open(t testing.TB, file []byte) opened {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	o := opened{parts: map[string][]byte{}}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if o.parts[f.Name] != nil {
			t.Errorf("%s is there twice", f.Name)
		}
		o.parts[f.Name] = data
	}
	o.root = parse(t, o.parts["word/document.xml"])
	return o
}

// whole holds a file to what Word wants of every one: all parts are XML with
// known types, all relations lead somewhere, all ids that the document uses are
// among them, all styles are there, and each cell ends with a paragraph.
func (o opened) whole(t testing.TB) {
	t.Helper()
	types := map[string]bool{}
	for _, e := range parse(t, o.parts["[Content_Types].xml"]).children {
		types[e.attrs["PartName"]+e.attrs["Extension"]] = true
	}
	for name, data := range o.parts {
		kind := strings.TrimPrefix(path.Ext(name), ".")
		if kind == "xml" || kind == "rels" {
			parse(t, data)
		}
		if name != "[Content_Types].xml" && kind == "xml" && !types["/"+name] || !types[kind] {
			t.Errorf("%s has no content type", name)
		}
	}
	ids := map[string]bool{}
	for rels, base := range map[string]string{"_rels/.rels": "", "word/_rels/document.xml.rels": "word"} {
		for _, e := range parse(t, o.parts[rels]).children {
			if o.parts[path.Join(base, e.attrs["Target"])] == nil {
				t.Errorf("%s leads to %s, which is not there", rels, e.attrs["Target"])
			}
			if base != "" && ids[e.attrs["Id"]] {
				t.Errorf("the id %s is there twice", e.attrs["Id"])
			}
			ids[e.attrs["Id"]] = ids[e.attrs["Id"]] || base != ""
		}
	}
	for _, e := range append(o.root.all("footerReference"), o.root.all("blip")...) {
		if id := e.attrs["id"] + e.attrs["embed"]; !ids[id] {
			t.Errorf("%s refers to %s, which is not there", e.name, id)
		}
	}
	known := map[string]bool{}
	for _, e := range parse(t, o.parts["word/styles.xml"]).all("style") {
		known[e.attrs["styleId"]] = true
	}
	for _, e := range o.root.all("pStyle") {
		if !known[e.attrs["val"]] {
			t.Errorf("there is no style %s", e.attrs["val"])
		}
	}
	for _, c := range o.root.all("tc") {
		if n := len(c.children); n == 0 || c.children[n-1].name != "p" {
			t.Error("a cell does not end with a paragraph")
		}
	}
	body := o.root.children[0].children
	if body[len(body)-1].name != "sectPr" {
		t.Error("the document does not end with its section")
	}
	for i, e := range body {
		if e.name == "tbl" && body[i+1].name != "p" {
			t.Error("a table is not followed by a paragraph")
		}
	}
}

func begin() *Official {
	return NewOfficial(Options{Title: "总结 <&> 报告", Author: "青山街道办事处", Created: day})
}

func finish(t testing.TB, o *Official) opened {
	t.Helper()
	file, err := o.Bytes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	back := open(t, file)
	back.whole(t)
	return back
}

func drawn(t testing.TB, w, h int, kind string) []byte {
	t.Helper()
	var b bytes.Buffer
	m := image.NewGray(image.Rect(0, 0, w, h))
	err := png.Encode(&b, m)
	if kind == "jpeg" {
		b.Reset()
		err = jpeg.Encode(&b, m, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPartsHaveTheirStyles(t *testing.T) {
	d := begin()
	d.Title("关于开放日活动的\n总结报告")
	d.Body("第一段。\n\n第二段。")
	d.Heading(1, "活动概况")
	d.HeadedBody(2, "基本情况。", "由街道主办。")
	d.HeadedBody(2, "只有标题。", "")
	d.HeadedBody(3, "路灯。", "已修。")
	d.Heading(1, "下一步")
	d.HeadedBody(2, "重新编号。", "好。")
	d.Annex("附件", "名单", false)
	d.Heading(1, "附件里的标题")
	o := finish(t, d)
	for style, want := range map[string][]string{
		styleTitle:  {"关于开放日活动的\n总结报告", "名单"},
		styleBody:   {"第一段。", "第二段。", "（一）基本情况。由街道主办。", "1.路灯。已修。", "（一）重新编号。好。"},
		"Heading1":  {"一、活动概况", "二、下一步", "一、附件里的标题"},
		"Heading2":  {"（二）只有标题。"},
		styleNormal: {"附件"},
	} {
		if got := o.styled(style); !slices.Equal(got, want) {
			t.Errorf("in %s stand %q, want %q", style, got, want)
		}
	}
	if n := len(o.root.all("rStyle")); n != 3 || len(o.root.all("specVanish")) > 0 {
		t.Errorf("%d headings go on in their line, want 3", n)
	}
	levels := map[string]string{}
	for _, s := range parse(t, o.parts["word/styles.xml"]).all("style") {
		for _, l := range s.all("outlineLvl") {
			levels[s.attrs["styleId"]] = l.attrs["val"]
		}
		if name := s.all("name")[0].attrs["val"]; s.attrs["styleId"] == "Heading2" && name != "heading 2" {
			t.Errorf("Word does not know the style %s", name)
		}
	}
	if len(levels) != 4 || levels["Heading1"] != "0" || levels["Heading3"] != "2" {
		t.Errorf("the levels of headings are %v", levels)
	}
	if core := parse(t, o.parts["docProps/core.xml"]); core.all("title")[0].text != "总结 <&> 报告" || core.all("created")[0].text != "2026-09-24T09:00:00Z" {
		t.Errorf("the properties are %s", o.parts["docProps/core.xml"])
	}
}

// The page of GB/T 9704, in twentieths of a point.
func TestThePageIsTheOfficialOne(t *testing.T) {
	d := begin()
	d.Title("标题")
	d.Body("正文")
	d.Table(typeset.Table{Columns: []typeset.Column{{Title: "甲"}}, Rows: []typeset.Row{typeset.Cells("乙")}})
	d.Annex("附件1", "台账", true)
	d.Annex("附件2", "还是横的", true)
	d.Annex("附件3", "竖的", false)
	d.Body("完")
	o := finish(t, d)
	var shapes []string
	for _, s := range o.root.all("sectPr") {
		size, margins := s.all("pgSz")[0].attrs, s.all("pgMar")[0].attrs
		shapes = append(shapes, strings.Join([]string{size["w"], size["h"], size["orient"], margins["top"], margins["right"], margins["bottom"], margins["left"]}, " "))
	}
	const standing, lying = "11906 16838  2098 1474 1984 1587", "16838 11906 landscape 1587 2098 1474 1984"
	if want := []string{standing, lying, standing}; !slices.Equal(shapes, want) {
		t.Errorf("the sections are %q, want %q", shapes, want)
	}
	var newPages []string
	for _, p := range o.root.all("p") {
		if len(p.all("pageBreakBefore")) > 0 {
			newPages = append(newPages, p.words())
		}
	}
	if !slices.Equal(newPages, []string{"附件2"}) {
		t.Errorf("new pages begin at %q", newPages)
	}
	for f, want := range map[foot]string{standingFoot: "right", evenStandingFoot: "left", lyingFoot: "right", evenLyingFoot: "left"} {
		text := o.parts["word/"+f.name()]
		foot := parse(t, text)
		if align := foot.all("jc")[0].attrs["val"]; align != want || foot.words() != "— 1 —" || !strings.Contains(string(text), " PAGE ") || foot.all("ind")[0].attrs[want] != "280" {
			t.Errorf("%s stands %s: %s", f.name(), align, text)
		}
		// On a lying page it is read downwards, 28 mm from the left edge of the paper:
		// 7 mm from the type area, as on a standing one.
		boxes := foot.all("anchor")
		if lies := f == lyingFoot || f == evenLyingFoot; lies != (len(boxes) == 1) {
			t.Fatalf("%s: %d boxes at the side", f.name(), len(boxes))
		} else if !lies {
			continue
		}
		size := boxes[0].all("extent")[0].attrs
		if body := foot.all("bodyPr")[0].attrs; body["vert"] != "vert" || boxes[0].all("posOffset")[0].text != fmt.Sprint(emu(28-5)) || size["cx"] != fmt.Sprint(emu(10)) || size["cy"] != fmt.Sprint(emu(156)) {
			t.Errorf("%s is at the wrong place: %s", f.name(), text)
		}
	}
	var feet []string
	for _, f := range o.root.all("footerReference") {
		feet = append(feet, f.attrs["id"])
	}
	if want := []string{standingFoot.id(), evenStandingFoot.id(), lyingFoot.id(), evenLyingFoot.id(), standingFoot.id(), evenStandingFoot.id()}; !slices.Equal(feet, want) {
		t.Errorf("the sections have the feet %q", feet)
	}
	if len(parse(t, o.parts["word/settings.xml"]).all("evenAndOddHeaders")) == 0 {
		t.Error("odd and even pages have the same foot")
	}
	styles := map[string]*element{}
	for _, s := range parse(t, o.parts["word/styles.xml"]).all("style") {
		styles[s.attrs["styleId"]] = s
	}
	letters := func(style string) string {
		font := ""
		for _, f := range styles[style].all("rFonts") {
			font = f.attrs["eastAsia"]
		}
		for _, s := range styles[style].all("sz") {
			font += s.attrs["val"]
		}
		return font
	}
	for style, want := range map[string]string{styleTitle: "方正小标宋简体44", "Heading1": "黑体", "Heading2": "楷体", "Heading3": "仿宋", styleTable: "宋体24", styleFooter: "宋体28"} {
		if got := letters(style); got != want {
			t.Errorf("%s is in %s, want %s", style, got, want)
		}
	}
	defaults := parse(t, o.parts["word/styles.xml"]).all("rPrDefault")[0]
	if f, s := defaults.all("rFonts")[0].attrs["eastAsia"], defaults.all("sz")[0].attrs["val"]; f != "仿宋" || s != "32" {
		t.Errorf("the body is in %s of %s half points", f, s)
	}
	if line := styles[styleNormal].all("spacing")[0].attrs; line["line"] != "579" || line["lineRule"] != "exact" {
		t.Errorf("the lines are %v", line)
	}
	if first := styles[styleBody].all("ind")[0].attrs["firstLineChars"]; first != "200" {
		t.Errorf("the first line is %s hundredths of a character in", first)
	}
}

func TestTablesKeepTheirShape(t *testing.T) {
	d := begin()
	d.Caption("表1　情况")
	d.Table(typeset.Table{
		Columns: []typeset.Column{{Title: "序号", Width: 20, Align: typeset.Center}, {Title: "内容"}, {Title: "件数", Width: 30, Align: typeset.Right}},
		Rows: []typeset.Row{
			typeset.Group("甲类（2条）"), typeset.Cells("1", "第一行\n第二行", "3", "多余"), {},
			{Cells: []typeset.Cell{{Text: "合计", Span: 2, Bold: true}, {Text: "3", Align: typeset.Left}}},
			typeset.Cells("2", strings.Repeat("很长", 3000), ""),
		},
		Whole: true,
	})
	d.Table(typeset.Table{Columns: []typeset.Column{{}, {}}, Rows: []typeset.Row{typeset.Cells("没有", "表头")}})
	o := finish(t, d)
	tables := o.root.all("tbl")
	rows := tables[0].all("tr")
	var texts []string
	for _, r := range rows {
		var cells []string
		columns := 0
		for _, c := range r.all("tc") {
			span := 1
			if s := c.all("gridSpan"); len(s) > 0 {
				span = int(s[0].attrs["val"][0] - '0')
			}
			columns += span
			cells = append(cells, c.all("jc")[0].attrs["val"]+":"+c.words())
		}
		if columns != 3 {
			t.Errorf("a row has %d columns", columns)
		}
		texts = append(texts, strings.Join(cells, "|"))
	}
	want := []string{"center:序号|center:内容|center:件数", "left:甲类（2条）", "center:1|left:第一行\n第二行|right:3", "center:|left:|right:", "center:合计|left:3"}
	if !slices.Equal(texts[:5], want) {
		t.Errorf("the rows are %q, want %q", texts[:5], want)
	}
	for i, r := range rows {
		if header := len(r.all("tblHeader")) > 0; header != (i == 0) {
			t.Errorf("row %d comes again on every page: %t", i, header)
		}
		if whole := len(r.all("cantSplit")) > 0; whole != (i < 5) {
			t.Errorf("row %d stays whole: %t", i, whole)
		}
		// Longer than a page it cannot be whole: what is held are headers alone.
		if kept := len(r.all("keepNext")) > 0; kept != (i < 2) {
			t.Errorf("row %d is held on the page of the next: %t", i, kept)
		}
	}
	width, all := 0, 0
	for _, c := range tables[0].all("gridCol") {
		n := 0
		for _, r := range c.attrs["w"] {
			n = 10*n + int(r-'0')
		}
		width, all = n, all+n
	}
	if width != 1701 || all != 8844 {
		t.Errorf("the last column is %d twips wide, all of them %d", width, all)
	}
	if len(tables[1].all("tblHeader")) > 0 {
		t.Error("a table without titles has a header row")
	}
}

func TestPicturesHaveSizeAndWords(t *testing.T) {
	d := begin()
	d.Space(3)
	d.Picture(drawn(t, 400, 300, "png"), 0, "图1　<各类别>“人数”")
	d.Picture(drawn(t, 300, 400, "jpeg"), 56, "")
	d.Picture(drawn(t, 10, 4000, "png"), 100, "长图")
	o := finish(t, d)
	var found []string
	for _, p := range o.root.all("docPr") {
		found = append(found, p.attrs["descr"])
	}
	if want := []string{"图1　<各类别>“人数”", "图片2", "长图"}; !slices.Equal(found, want) {
		t.Errorf("the pictures tell %q, want %q", found, want)
	}
	var sizes []string
	for _, e := range o.root.all("extent") {
		sizes = append(sizes, e.attrs["cx"]+"×"+e.attrs["cy"])
	}
	if want := []string{"5616000×4212000", "2016000×2688000", "18409×7363636"}; !slices.Equal(sizes, want) {
		t.Errorf("the pictures measure %q, want %q", sizes, want)
	}
	if got := o.styled(styleCaption); !slices.Equal(got, []string{"图1　<各类别>“人数”", "长图"}) {
		t.Errorf("the captions are %q", got)
	}
	if !bytes.Equal(o.parts["word/media/image2.jpeg"], drawn(t, 300, 400, "jpeg")) {
		t.Error("the second picture is another one")
	}

	broken := begin()
	broken.Picture([]byte("no picture"), 0, "")
	if _, err := broken.Bytes(context.Background()); err == nil {
		t.Error("a broken picture goes unnoticed")
	}
}

func TestTheSameInputMakesTheSameBytes(t *testing.T) {
	make := func() []byte {
		d := begin()
		d.Title("标题")
		d.Picture(drawn(t, 40, 30, "png"), 0, "图")
		d.Table(typeset.Table{Columns: []typeset.Column{{Title: "甲"}}, Rows: []typeset.Row{typeset.Cells("乙")}})
		d.Signature("青山街道办事处", "2026年9月24日")
		file, err := d.Bytes(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	if !bytes.Equal(make(), make()) {
		t.Error("two files of the same input differ")
	}
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := begin().Bytes(stopped); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestTheSignatureStandsAtTheRightAndNotAlone(t *testing.T) {
	d := begin()
	d.Body("特此报告。")
	d.Signature("青山街道办事处", "2026年9月24日")
	o := finish(t, d)
	p := o.root.all("p")
	if len(p) != 3 || len(p[0].all("keepNext")) == 0 || len(p[1].all("keepNext")) == 0 || len(p[2].all("keepNext")) > 0 {
		t.Fatalf("%d paragraphs", len(p))
	}
	if in := p[2].all("ind")[0].attrs["right"]; in != "1263" || p[2].all("jc")[0].attrs["val"] != "right" || p[1].all("spacing")[0].attrs["before"] != "1160" {
		t.Errorf("the date stands %s twips in", in)
	}
}

// Whatever is written, the file can be read and says it.
func TestAnyTextComesBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.OneOf(
			rapid.String(), rapid.StringOf(rapid.Rune()),
			rapid.StringOf(rapid.SampledFrom([]rune("张𬭎𠮷😀]]>&<\"'\x00\x01\x08\x1f\x7f\ufffe\uffff\u0085\u2028 \t\r\n　"))),
			rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
		).Draw(rt, "text")
		d := NewOfficial(Options{Title: text, Author: text, Created: day})
		d.Title(text)
		d.Body("〔" + text + "〕")
		d.HeadedBody(3, text, text)
		d.Text(typeset.Style{Role: typeset.KaiTi, Size: 12, First: -3, Indent: 5}, text)
		d.Caption(text)
		d.Table(typeset.Table{Columns: []typeset.Column{{Title: "列" + text}, {}}, Rows: []typeset.Row{typeset.Group(text), typeset.Cells(text, text)}})
		d.Picture(drawn(t, 4, 3, "png"), 0, text)
		d.Annex(text, text, true)
		d.Signature(text, text)
		o := finish(t, d)
		want := legal(string(typeset.Clean(text)))
		for i, p := range o.styled(styleTitle) {
			if p != want {
				rt.Errorf("title %d is %q, want %q", i, p, want)
			}
		}
		body := strings.Join(o.styled(styleBody), "\n")
		if lines := func(s string) string { return strings.ReplaceAll(s, "\n", "") }; !strings.HasPrefix(lines(body), lines("〔"+want+"〕")) {
			rt.Errorf("the body says %q, want %q", body, want)
		}
		if got := o.root.all("tc")[3].words(); got != want {
			rt.Errorf("a cell says %q, want %q", got, want)
		}
	})
}

// Sheets have their own page and number, and begin new pages where they are told.
func TestASheet(t *testing.T) {
	d := NewSheet(Options{Title: "台账"}, typeset.Plain(true))
	d.NewPage() // there is none before it
	style := typeset.Style{Role: typeset.Sans, Size: 12}
	d.Text(style, "一")
	d.NewPage()
	d.Text(style, "二")
	o := finish(t, d)
	var begins []bool
	for _, p := range o.root.all("p") {
		begins = append(begins, len(p.all("pageBreakBefore")) > 0)
	}
	if !slices.Equal(begins, []bool{false, true}) {
		t.Errorf("new pages: %v", begins)
	}
	for _, f := range o.root.all("footerReference") {
		if f.attrs["id"] != sheetFoot.id() {
			t.Errorf("the foot is %s", f.attrs["id"])
		}
	}
	if words := parse(t, o.parts["word/"+sheetFoot.name()]).words(); words != "第 1 页 共 1 页" {
		t.Errorf("the foot says %q", words)
	}
}

// A table that is to stay whole but is longer than a page holds only its first row
// and its caption together; a short one holds all rows.
func TestATableLongerThanAPageLeavesItsCaptionNotAlone(t *testing.T) {
	for rows, want := range map[int]int{3: 4, 60: 2} { // paragraphs that are held: the caption, the header, and rows but the last
		d := begin()
		d.Caption("表1")
		table := typeset.Table{Columns: []typeset.Column{{Title: "甲"}}, Whole: true}
		for range rows {
			table.Rows = append(table.Rows, typeset.Cells("乙"))
		}
		d.Table(table)
		if n := len(finish(t, d).root.all("keepNext")); n != want {
			t.Errorf("of %d rows %d paragraphs are held, want %d", rows, n, want)
		}
	}
}
