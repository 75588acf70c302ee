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
	` xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"`

// The parts that the document refers to.
const (
	oddFooter    = "footer1.xml"
	evenFooter   = "footer2.xml"
	idOddFooter  = "rIdFooter1"
	idEvenFooter = "rIdFooter2"

	relationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
	`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
	`<Default Extension="xml" ContentType="application/xml"/>` +
	`<Default Extension="png" ContentType="image/png"/>` +
	`<Default Extension="jpeg" ContentType="image/jpeg"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	`<Override PartName="/word/` + oddFooter + `" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/word/` + evenFooter + `" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
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
	style(styleNormal, "Normal", "", "", `<w:widowControl/><w:spacing `+exact+`/><w:jc w:val="both"/>`, "")
	style(styleBody, "Body Text", styleNormal, "", indented, closer)
	style(styleTitle, "Title", styleNormal, styleBody,
		`<w:keepNext/><w:spacing w:after="579" `+exact+`/><w:jc w:val="center"/>`, lettersOf[typeset.XiaoBiaoSong].xml(typeset.TitleSize))
	for level := 1; level <= headingLevels; level++ {
		style(headingStyle(level), fmt.Sprintf("heading %d", level), styleNormal, styleBody,
			fmt.Sprintf(`<w:keepNext/>%s<w:outlineLvl w:val="%d"/>`, indented, level-1), lettersOf[typeset.HeadingRoles[level]].xml(0)+closer)
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

// footer returns the foot of the odd or the even pages: — 1 — at the outer edge,
// one character in.
func footer(even bool) string {
	align, side := "right", "right"
	if even {
		align, side = "left", "left"
	}
	in := int(typeset.PageNumberSize * 20)
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return xmlHead + `<w:ftr` + namespaces + `><w:p><w:pPr><w:pStyle w:val="` + styleFooter + `"/>` +
		fmt.Sprintf(`<w:ind w:%sChars="100" w:%s="%d"/><w:jc w:val="%s"/></w:pPr>`, side, side, in, align) +
		run("", "— ") + field("begin") + `<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>` + field("separate") + run("", "1") + field("end") + run("", " —") +
		`</w:p></w:ftr>`
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
	to(idOddFooter, "footer", oddFooter)
	to(idEvenFooter, "footer", evenFooter)
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
