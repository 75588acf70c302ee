package docx

import (
	"fmt"
	"strings"
	"time"

	"openday/app/paper/typeset"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const namespaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
	` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
	` xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"` +
	` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"` +
	` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
	` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"`

const (
	relationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

var contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Default Extension="png" ContentType="image/png"/>` +
	`<Default Extension="jpeg" ContentType="image/jpeg"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	footTypes() +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>` +
	`</Types>`

const rootRelations = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relationTypes + `officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relationTypes + `extended-properties" Target="docProps/app.xml"/>` +
	`</Relationships>`

const appProperties = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>OpenDay</Application></Properties>`

// settings: page numbers have their own side on odd and on even pages; Chinese
// punctuation is set close; the file is of Word 2013 and later, so that Word
// does not open it in its compatibility mode.
const settings = xmlHead + `<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>` +
	`<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

// fontTable tells what to take where a machine lacks the letters of GB/T 9704:
// every Windows has 仿宋, 楷体 and 黑体, but 小标宋 comes with other programs.
const fontTable = xmlHead + `<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` +
	`<w:font w:name="仿宋"><w:altName w:val="FangSong"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>` +
	`<w:font w:name="楷体"><w:altName w:val="KaiTi"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>` +
	`<w:font w:name="黑体"><w:altName w:val="SimHei"/><w:charset w:val="86"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>` +
	`<w:font w:name="宋体"><w:altName w:val="SimSun"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>` +
	`<w:font w:name="方正小标宋简体"><w:altName w:val="华文中宋"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>` +
	`</w:fonts>`

// Ids of the styles.
const (
	styleNormal   = "Normal"
	styleBody     = "BodyText"
	styleTitle    = "Title"
	styleCaption  = "Caption"
	styleTable    = "TableText"
	styleHead     = "TableHead"
	stylePicture  = "Picture"
	styleFooter   = "Footer"
	styleHeading  = "Heading" // and its level
	headingLevels = 4
)

const (
	// linePitch is the distance from line to line of the body, twips: 22 lines
	// fill the 225 mm of the type area.
	linePitch = 579
	// exact is the same as Word has it.
	exact = `w:line="579" w:lineRule="exact"`
	// closer sets the body's characters closer, so that 28 of 16 pt fill the
	// 156 mm of a line.
	closer = `<w:spacing w:val="-5"/>`
	// indented begins a paragraph two characters in.
	indented = `<w:ind w:firstLineChars="200" w:firstLine="632"/>`
)

// styles returns the styles of the paper, named as Word names its own, so that
// its navigation, its table of contents and its translations know them.
func styles() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr>` +
		lettersOf[typeset.FangSong].xml(16) + `<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)
	style := func(id, name, based, next, pPr, rPr string) {
		preset := ""
		if id == styleNormal {
			preset = ` w:default="1"`
		}
		fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/>`, preset, id, name)
		if based != "" {
			fmt.Fprintf(&b, `<w:basedOn w:val="%s"/>`, based)
		}
		if next != "" {
			fmt.Fprintf(&b, `<w:next w:val="%s"/>`, next)
		}
		b.WriteString("<w:qFormat/>")
		if pPr != "" {
			b.WriteString("<w:pPr>" + pPr + "</w:pPr>")
		}
		if rPr != "" {
			b.WriteString("<w:rPr>" + rPr + "</w:rPr>")
		}
		b.WriteString("</w:style>")
	}
	style(styleNormal, "Normal", "", "", `<w:widowControl/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing `+exact+`/><w:jc w:val="both"/>`, "")
	style(styleBody, "Body Text", styleNormal, "", indented, closer)
	style(styleTitle, "Title", styleNormal, styleBody,
		`<w:keepNext/><w:spacing w:after="579" `+exact+`/><w:jc w:val="center"/>`, lettersOf[typeset.XiaoBiaoSong].xml(typeset.TitleSize))
	for level := 1; level <= headingLevels; level++ {
		style(headingStyle(level), fmt.Sprintf("heading %d", level), styleNormal, styleBody,
			fmt.Sprintf(`<w:keepNext/>%s<w:outlineLvl w:val="%d"/>`, indented, level-1), lettersOf[typeset.HeadingRoles[level]].xml(0)+closer)
	}
	for level := 2; level <= headingLevels; level++ {
		fmt.Fprintf(&b, `<w:style w:type="character" w:customStyle="1" w:styleId="%s"><w:name w:val="标题 %d 行内"/><w:qFormat/><w:rPr>%s</w:rPr></w:style>`,
			runInStyle(level), level, lettersOf[typeset.HeadingRoles[level]].xml(0))
	}
	caption := typeset.CaptionStyle()
	style(styleCaption, "caption", styleNormal, styleBody, `<w:jc w:val="center"/>`, lettersOf[caption.Role].xml(caption.Size))
	style(stylePicture, "图片", styleNormal, styleCaption, `<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>`, "")
	style(styleTable, "表格文字", styleNormal, "", `<w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/>`, lettersOf[typeset.Serif].xml(12))
	style(styleHead, "表格标题", styleTable, "", `<w:jc w:val="center"/>`, lettersOf[typeset.HeiTi].xml(0))
	style(styleFooter, "footer", styleNormal, "", `<w:spacing w:line="240" w:lineRule="auto"/>`, lettersOf[typeset.Serif].xml(typeset.PageNumberSize))
	b.WriteString("</w:styles>")
	return b.String()
}

func headingStyle(level int) string { return fmt.Sprint(styleHeading, level) }

// runInStyle is the style of the letters of a heading that stands in one line with
// its text.
func runInStyle(level int) string { return fmt.Sprint("RunIn", level) }

// foot is the foot of the pages of a section, with the page number.
type foot int

// The feet: those of official pages tell odd from even ones.
const (
	standingFoot foot = iota
	evenStandingFoot
	lyingFoot
	evenLyingFoot
	sheetFoot
	foots
)

// sheetFootDrop is how far the foot of a sheet is from the edge of the paper, mm.
const sheetFootDrop = 8.0

func (f foot) name() string { return fmt.Sprintf("footer%d.xml", f+1) }

func (f foot) id() string { return fmt.Sprintf("rIdFooter%d", f+1) }

// footTypes are the types of the feet among the parts of the file.
func footTypes() string {
	var b strings.Builder
	for f := range foots {
		b.WriteString(`<Override PartName="/word/` + f.name() + `" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>`)
	}
	return b.String()
}

// xml returns the foot. Official pages have — 1 — at the outer edge, one character
// in; on a lying page it is at the side, where the standing pages have it when the
// sheets lie on each other. Sheets have 第 1 页 共 3 页 in the middle.
func (f foot) xml() string {
	in := int(typeset.PageNumberSize * 20)
	align := "right"
	if f == evenStandingFoot || f == evenLyingFoot {
		align = "left"
	}
	number := `<w:p><w:pPr><w:pStyle w:val="` + styleFooter + `"/>` +
		fmt.Sprintf(`<w:ind w:%sChars="100" w:%s="%d"/><w:jc w:val="%s"/></w:pPr>`, align, align, in, align) +
		run("", "— ") + field("", "PAGE") + run("", " —") + `</w:p>`
	switch f {
	case lyingFoot, evenLyingFoot:
		number = `<w:p><w:pPr><w:pStyle w:val="` + styleFooter + `"/></w:pPr><w:r>` + turned(typeset.OfficialLandscape(), number) + `</w:r></w:p>`
	case sheetFoot:
		letters := lettersOf[typeset.Sans].xml(9)
		number = `<w:p><w:pPr><w:pStyle w:val="` + styleFooter + `"/><w:jc w:val="center"/></w:pPr>` +
			run(letters, "第 ") + field(letters, "PAGE") + run(letters, " 页 共 ") + field(letters, "NUMPAGES") + run(letters, " 页") + `</w:p>`
	}
	return xmlHead + `<w:ftr` + namespaces + `>` + number + `</w:ftr>`
}

// field is a number that Word counts itself, 1 until then, with the properties of
// its letters.
func field(props, name string) string {
	start := "<w:r>"
	if props != "" {
		start += "<w:rPr>" + props + "</w:rPr>"
	}
	char := func(kind string) string { return start + `<w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return char("begin") + start + `<w:instrText xml:space="preserve"> ` + name + ` </w:instrText></w:r>` + char("separate") + run(props, "1") + char("end")
}

// turned puts a paragraph at the left side of a lying page, read downwards, its
// middle as far from the type area as the page numbers of standing pages.
func turned(p typeset.Page, paragraph string) string {
	const wide = 10.0 // mm
	size := fmt.Sprintf(`cx="%d" cy="%d"`, emu(wide), emu(p.Height()-p.Top-p.Bottom))
	return `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>` +
		`<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>` +
		fmt.Sprintf(`<wp:positionH relativeFrom="page"><wp:posOffset>%d</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>%d</wp:posOffset></wp:positionV>`,
			emu(p.Left-typeset.PageNumberDrop-wide/2), emu(p.Top)) +
		`<wp:extent ` + size + `/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="900" name="页码"/><wp:cNvGraphicFramePr/>` +
		`<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>` +
		`<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ` + size + `/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>` +
		`<wps:txbx><w:txbxContent>` + paragraph + `</w:txbxContent></wps:txbx>` +
		`<wps:bodyPr vert="vert" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent>`
}

// relations name the parts that the document refers to.
func (d *document) relations() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	to := func(id, kind, target string) {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, relationTypes, kind, target)
	}
	to("rIdStyles", "styles", "styles.xml")
	to("rIdSettings", "settings", "settings.xml")
	to("rIdFonts", "fontTable", "fontTable.xml")
	for f := range foots {
		to(f.id(), "footer", f.name())
	}
	for i, p := range d.pictures {
		to(pictureID(i), "image", pictureName(i, p))
	}
	b.WriteString("</Relationships>")
	return b.String()
}

func (d *document) coreProperties() string {
	at := d.options.Created.UTC().Format(time.RFC3339)
	return xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escaped(d.options.Title) + `</dc:title><dc:creator>` + escaped(d.options.Author) + `</dc:creator>` +
		`<dcterms:created xsi:type="dcterms:W3CDTF">` + at + `</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">` + at + `</dcterms:modified>` +
		`</cp:coreProperties>`
}
