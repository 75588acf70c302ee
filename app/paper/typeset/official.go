package typeset

import (
	"strconv"
	"strings"
)

// The page of GB/T 9704-2012, mm and pt: a type area of 156 × 225 mm with 22
// lines of 28 characters.
const (
	officialTop    = 37.0
	officialLeft   = 28.0
	officialWidth  = 156.0
	officialHeight = 225.0
	officialLines  = 22
	officialChars  = 28

	// OfficialSize is the body's size, 三号, such that 28 characters fill a line.
	OfficialSize = officialWidth / officialChars * PointsPerMM
	// OfficialPitch is the distance from line to line, mm.
	OfficialPitch = officialHeight / officialLines

	// TitleSize is the size of a title, pt.
	TitleSize = 22.0
	// PageNumberSize is the size of page numbers, 四号, pt.
	PageNumberSize = 14.0
	// PageNumberDrop is the distance from the type area to the page number's dashes, mm.
	PageNumberDrop = 7.0
	// SignatureInset is how far the date of a signature stands from the right margin, mm.
	SignatureInset = 4 * officialWidth / officialChars
)

// OfficialPage is the page of GB/T 9704-2012: A4, top margin 37 mm, left margin
// 28 mm, page numbers — 1 — of 14 pt below the type area, at the right on odd
// pages and at the left on even ones, one character in.
func OfficialPage() Page {
	return Page{
		Top: officialTop, Left: officialLeft,
		Right: 210 - officialLeft - officialWidth, Bottom: 297 - officialTop - officialHeight,
		Grid: OfficialPitch, Marks: officialMarks(officialTop+officialHeight+PageNumberDrop, false),
	}
}

// OfficialLandscape is the same type area lying, for wide tables in an annex.
// The top margin is the standing page's left one, the binding edge, and the page
// number is where the standing pages have it when the sheets lie on each other.
func OfficialLandscape() Page {
	const top, left = officialLeft, 297 - officialTop - officialHeight
	return Page{
		Landscape: true,
		Top:       top, Bottom: 210 - top - officialWidth,
		Left: left, Right: officialTop,
		Grid: OfficialPitch, Marks: officialMarks(left-PageNumberDrop, true),
	}
}

func officialMarks(y float64, down bool) func(n, all int) []Mark {
	return func(n, _ int) []Mark {
		// The dashes are in the middle of the letters.
		m := Mark{Text: "— " + strconv.Itoa(n) + " —", Role: Serif, Size: PageNumberSize,
			Y: y, Align: Right, Inset: PageNumberSize / PointsPerMM, Down: down}
		if n%2 == 0 {
			m.Align = Left
		}
		return []Mark{m}
	}
}

// Official is a document set as GB/T 9704-2012 has it. Its methods set the
// parts of an official paper; those of Document are there for the rest.
type Official struct {
	*Document
	numbers Numbering
}

// NewOfficial begins an official paper. The options' page is OfficialPage,
// whatever they say.
func NewOfficial(o Options) *Official {
	o.Page = OfficialPage()
	return &Official{Document: New(o)}
}

// Title sets the title: 小标宋 of 22 pt, centred, in lines of about equal
// length, one empty line below. Line ends in it are kept.
func (o *Official) Title(text string) {
	o.Text(Style{Role: XiaoBiaoSong, Size: TitleSize, Pitch: OfficialPitch, Align: Center, Balance: true, After: OfficialPitch, Keep: true}, text)
}

// Body sets a paragraph: 仿宋, the first line indented by two characters. Line
// ends in the text begin new paragraphs.
func (o *Official) Body(text string) {
	for _, part := range Paragraphs(text) {
		o.Text(official(FangSong), part)
	}
}

// official is the style of a paragraph of the body.
func official(role Role) Style {
	return Style{Role: role, Size: OfficialSize, Pitch: OfficialPitch, Align: Justify, First: 2}
}

// Paragraphs parts a text at its line ends, empty lines left out.
func Paragraphs(text string) []string {
	var parts []string
	runes := Clean(text)
	for from, i := 0, 0; i <= len(runes); i++ {
		if i == len(runes) || runes[i] == '\n' {
			if i > from {
				parts = append(parts, string(runes[from:i]))
			}
			from = i + 1
		}
	}
	return parts
}

// HeadingRoles are the letters of headings, by level from 1 to 4.
var HeadingRoles = [5]Role{1: HeiTi, 2: KaiTi, 3: FangSong, 4: FangSong}

// Heading sets a heading of level 1 to 4 with its number: 一、 in 黑体, （一） in
// 楷体, 1. and （1） in 仿宋. Numbers count by themselves, a level starting anew
// under the next higher one. A heading is never the last line of a page.
func (o *Official) Heading(level int, text string) {
	s := official(HeadingRoles[level])
	s.Keep = true
	numbered := Numbered(o.numbers.Next(level), text)
	o.Outline(level, numbered)
	o.Text(s, numbered)
}

// HeadedBody sets a heading and the text after it in one paragraph, as
// "（一）加强领导。各科室……": heading and number in the level's letters, the rest
// in 仿宋.
func (o *Official) HeadedBody(level int, heading, body string) {
	numbered := strings.TrimSuffix(Numbered(o.numbers.Next(level), heading+body), body)
	if heading != "" {
		o.Outline(level, strings.TrimRight(numbered, "。"))
	}
	o.Spans(official(FangSong), Span{numbered, HeadingRoles[level]}, Span{body, FangSong})
}

// Numbered puts a number before a text. Between 10. and 12345 a blank keeps the two
// from being one number.
func Numbered(number, text string) string {
	if strings.HasSuffix(number, ".") && text != "" && text[0] >= '0' && text[0] <= '9' {
		number += " "
	}
	return number + text
}

// Numbering counts the headings of an official paper. Its zero value is that of
// a paper without any.
type Numbering [5]int

// Next counts a heading of level 1 to 4 and writes its number: 一、 （一） 1. （1）.
// A level starts anew under the next higher one.
func (c *Numbering) Next(level int) string {
	c[level]++
	for deeper := level + 1; deeper < len(c); deeper++ {
		c[deeper] = 0
	}
	switch n := c[level]; level {
	case 1:
		return ChineseNumber(n) + "、"
	case 2:
		return "（" + ChineseNumber(n) + "）"
	case 3:
		return strconv.Itoa(n) + "."
	default:
		return "（" + strconv.Itoa(n) + "）"
	}
}

// ChineseNumber writes 1 to 99 in Chinese: 一, 十, 十二, 二十, 九十九. Other numbers
// are written in figures.
func ChineseNumber(n int) string {
	digits := []rune("〇一二三四五六七八九")
	if n < 1 || n > 99 {
		return strconv.Itoa(n)
	}
	text := ""
	if n >= 20 {
		text = string(digits[n/10])
	}
	if n >= 10 {
		text += "十"
	}
	if n%10 > 0 {
		text += string(digits[n%10])
	}
	return text
}

// Caption sets a caption above a table and holds it there.
func (o *Official) Caption(text string) {
	s := CaptionStyle()
	s.Keep = true
	o.Text(s, text)
}

// CaptionStyle is the style of captions of tables and pictures: 黑体 of 12 pt,
// centred.
func CaptionStyle() Style {
	return Style{Role: HeiTi, Size: 12, Pitch: OfficialPitch, Align: Center}
}

// Table sets a table in the letters of official papers, 宋体 of 12 pt with
// headings in 黑体, unless the table names a size of its own.
func (o *Official) Table(t Table) { o.Document.Table(t.Official()) }

// Official returns the table in the letters of official papers, unless it names a
// size of its own.
func (t Table) Official() Table {
	if t.Size == 0 {
		t.Size, t.Role, t.HeadRole, t.MinRow = 12, Serif, HeiTi, 8
	}
	return t
}

// Picture sets a picture, mm wide, with its caption below.
func (o *Official) Picture(data []byte, mm float64, caption string) {
	o.Document.Picture(data, mm, caption, CaptionStyle())
}

// Hold keeps the paragraph that was set last on the page of what comes next.
func (o *Official) Hold() {
	for n := len(o.blocks) - 1; n >= 0; n-- {
		switch last := o.blocks[n].(type) {
		case *mark:
			continue
		case *paragraph:
			last.style.Keep = true
		}
		return
	}
}

// Signature sets who issues the paper and the date, two lines below the text:
// the date four characters in from the right, the issuer centred above it. The
// paragraph before it stands on the same page: no signature has a page without text.
func (o *Official) Signature(issuer, date string) {
	o.Hold()
	w := o.Width(FangSong, OfficialSize, date)
	by := o.Width(FangSong, OfficialSize, issuer)
	right := max(SignatureInset+(w-by)/2, 0)
	s := Style{Role: FangSong, Size: OfficialSize, Pitch: OfficialPitch, Align: Right, Before: 2 * OfficialPitch, Keep: true}
	s.Inset = right
	o.Text(s, issuer)
	s.Before, s.Keep, s.Inset = 0, false, SignatureInset
	o.Text(s, date)
}

// Annex begins an annex on a new page: the label, such as 附件1, in 黑体 at the
// left of the first line, the title on the third. Landscape is for wide tables;
// the pages after it keep that shape until the next annex. Headings count anew.
func (o *Official) Annex(label, title string, landscape bool) {
	page := OfficialPage()
	if landscape {
		page = OfficialLandscape()
	}
	o.Section(page)
	o.numbers = Numbering{}
	o.Outline(1, strings.TrimSpace(label+"　"+strings.ReplaceAll(title, "\n", "")))
	o.Text(Style{Role: HeiTi, Size: OfficialSize, Pitch: OfficialPitch, After: OfficialPitch, Keep: true}, label)
	o.Title(title)
}
