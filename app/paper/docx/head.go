package docx

import (
	"fmt"

	"openday/app/paper/typeset"
)

const red = `<w:color w:val="FF0000"/>`

// inRed returns the properties of red letters of a size, pt.
func inRed(role typeset.Role, size float64) string {
	l := lettersOf[role]
	plain := letters{l.font, l.bold}.xml(0)
	return plain + red + l.xml(size)[len(plain):]
}

// Head sets the head of an official paper: mark, number, who signed it, red line.
func (o *Official) Head(h typeset.Head) {
	size := h.MarkSize()
	mark := size / typeset.PointsPerMM
	exact := func(before, after, line float64) string {
		return fmt.Sprintf(` w:before="%d" w:after="%d" w:line="%d" w:lineRule="exact"`, twips(before), twips(after), twips(line))
	}
	em := typeset.OfficialSize / typeset.PointsPerMM
	if h.Letter {
		o.letter = true
		o.add(paragraphProps{style: styleNormal, keep: true, align: "center", spacing: exact(0, 0, mark*1.1),
			borders: `<w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="6" w:color="FF0000"/>`}, run(inRed(typeset.XiaoBiaoSong, size), h.Mark))
		o.add(paragraphProps{style: styleNormal, keep: true, align: "right", spacing: exact(2, 2*typeset.OfficialPitch, typeset.OfficialPitch)}, run(lettersOf[typeset.FangSong].xml(typeset.OfficialSize), h.Number))
		return
	}
	// Room above the first paragraph of a page is left out by some programs: it stands
	// in a paragraph of its own.
	o.add(paragraphProps{style: styleNormal, keep: true, spacing: exact(0, 0, 35)}, run("", ""))
	o.add(paragraphProps{style: styleNormal, keep: true, align: "center", spacing: exact(0, 2*typeset.OfficialPitch, mark*1.1)}, run(inRed(typeset.XiaoBiaoSong, size), h.Mark))
	number := paragraphProps{style: styleNormal, keep: true, align: "center", spacing: exact(0, h.Height()-35-mark*1.1-3*typeset.OfficialPitch-4, typeset.OfficialPitch),
		borders: `<w:bottom w:val="single" w:sz="14" w:space="8" w:color="FF0000"/>`}
	text := run(lettersOf[typeset.FangSong].xml(typeset.OfficialSize), h.Number)
	if h.Signer != "" {
		number.align, number.tab = "left", twips(o.page.TextWidth()-em)
		text = run(lettersOf[typeset.FangSong].xml(typeset.OfficialSize), "　"+h.Number) + "<w:r><w:tab/></w:r>" +
			run(lettersOf[typeset.FangSong].xml(typeset.OfficialSize), "签发人：") + run(lettersOf[typeset.KaiTi].xml(typeset.OfficialSize), h.Signer)
	}
	o.add(number, text)
}

// Colophon sets what stands at the foot of the last page: to whom copies go, who
// printed the paper and when, in a table that floats to the foot of the page.
func (o *Official) Colophon(c typeset.Colophon) {
	o.flush("")
	const size = 14.0
	letters := lettersOf[typeset.FangSong].xml(size)
	em := size / typeset.PointsPerMM
	width := twips(o.page.TextWidth())
	half := width / 2
	cell := func(wide, span int, indent, align, text string) string {
		merged := ""
		if span > 1 {
			merged = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, span)
		}
		p := paragraphProps{style: styleNormal, spacing: fmt.Sprintf(` w:line="%d" w:lineRule="exact"`, twips(0.9*typeset.OfficialPitch)), indent: indent, align: align}
		return fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr><w:p>%s%s</w:p></w:tc>`, wide, merged, p.xml(""), run(letters, text))
	}
	b := &o.body
	fmt.Fprintf(b, `<w:tbl><w:tblPr><w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" w:tblpYSpec="bottom"/><w:tblW w:w="%d" w:type="dxa"/>`+
		`<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:tblBorders>`+
		`<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="%d"/><w:gridCol w:w="%d"/></w:tblGrid>`, width, half, width-half)
	if c.Copies != "" {
		b.WriteString("<w:tr>" + cell(width, 2, fmt.Sprintf(` w:left="%d" w:right="%d" w:hanging="%d"`, twips(4*em), twips(em), twips(3*em)), "both", "抄送："+c.Copies+"。") + "</w:tr>")
	}
	b.WriteString("<w:tr>" + cell(half, 1, fmt.Sprintf(` w:left="%d"`, twips(em)), "left", c.Issuer) + cell(width-half, 1, fmt.Sprintf(` w:right="%d"`, twips(em)), "right", c.Date+"印发") + "</w:tr></w:tbl>")
	o.last = lastBlock{is: aTable}
}
