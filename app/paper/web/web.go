// Package web writes papers as texts for a web page, a message or a mail: as plain
// text, and as HTML that a content system or an editor of articles takes as it is.
// It knows nothing of open days.
//
// Official has the methods of typeset.Official, so that what sets a paper as a PDF
// sets it as such a text, too. The HTML says what each part is and hardly how it
// looks: the page that takes it has a look of its own. It holds no script, nothing
// that is fetched from elsewhere, and every text in it is escaped.
package web

import (
	"encoding/base64"
	"html"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"openday/app/paper/typeset"
)

// Official is a text in the making.
type Official struct {
	title   string
	blocks  []block
	numbers typeset.Numbering
	named   bool // it has its title
}

// New begins a text; title is that of the HTML's window.
func New(title string) *Official { return &Official{title: title} }

// block is one part of a text: how it stands in plain text, and as HTML.
type block struct {
	plain string
	html  string
	apart bool // an empty line stands before it in plain text
}

// add adds a part.
func (o *Official) add(b block) { o.blocks = append(o.blocks, b) }

// cleaned returns the lines of a text without what neither form can hold.
func cleaned(text string) []string {
	clean := strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) || r == unicode.ReplacementChar || r&0xfffe == 0xfffe { // the last two of each plane are no characters
			return -1
		}
		return r
	}, string(typeset.Clean(text)))
	var lines []string
	for line := range strings.SplitSeq(clean, "\n") {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// inOne returns a text as one line.
func inOne(text string) string { return strings.Join(cleaned(text), "") }

// element puts lines into an element of HTML, with its attributes.
func element(name, attributes string, lines ...string) string {
	for i, line := range lines {
		lines[i] = html.EscapeString(line)
	}
	return "<" + name + attributes + ">" + strings.Join(lines, "<br>") + "</" + name + ">"
}

// indent is what a paragraph of Chinese begins with in plain text.
const indent = "　　"

// Width returns the width of nothing: a text of its own lines has no page to fit.
func (o *Official) Width(typeset.Role, float64, string) float64 { return 0 }

// NewPage does nothing: a text for a web page has one page.
func (o *Official) NewPage() {}

// Space does nothing: the page that takes the text has room of its own.
func (o *Official) Space(float64) {}

// Mark does nothing: a text has no pages.
func (o *Official) Mark(string) {}

// Hold does nothing: a text has no pages.
func (o *Official) Hold() {}

// Title sets the title, in one line.
func (o *Official) Title(text string) {
	name, line := "h1", inOne(text)
	if line == "" {
		return
	}
	if o.named {
		name = "h2"
	}
	o.named = true
	o.add(block{plain: line, html: element(name, "", line), apart: true})
}

// Heading sets a heading of level 1 to 4 with its number.
func (o *Official) Heading(level int, text string) {
	numbered := typeset.Numbered(o.numbers.Next(level), inOne(text))
	o.add(block{plain: indent + numbered, html: element("h"+strconv.Itoa(level+1), "", numbered)})
}

// HeadedBody sets a heading and the text after it in one paragraph.
func (o *Official) HeadedBody(level int, heading, body string) {
	heading, body = inOne(heading), inOne(body)
	numbered := strings.TrimSuffix(typeset.Numbered(o.numbers.Next(level), heading+body), body)
	o.add(block{plain: indent + numbered + body, html: "<p>" + element("strong", "", numbered) + html.EscapeString(body) + "</p>"})
}

// Body sets a paragraph. Line ends in the text begin new paragraphs.
func (o *Official) Body(text string) {
	for _, line := range cleaned(text) {
		o.add(block{plain: indent + line, html: element("p", "", line)})
	}
}

// titleSize is from which size, pt, a centred line is the title of a plain paper.
const titleSize = 18

// Text sets a paragraph in a style of its own. Line ends in the text begin a new line
// within the paragraph.
func (o *Official) Text(s typeset.Style, text string) {
	lines := cleaned(text)
	switch {
	case len(lines) == 0:
	case s.Align == typeset.Center && s.Size >= titleSize:
		o.Title(text)
	case s.Align == typeset.Center || s.Align == typeset.Right:
		side := map[typeset.Align]string{typeset.Center: "center", typeset.Right: "right"}[s.Align]
		o.add(block{plain: strings.Join(lines, "\n"), html: element("p", ` style="text-align:`+side+`"`, lines...)})
	default:
		begin := ""
		if s.First > 0 {
			begin = indent
		}
		o.add(block{plain: begin + strings.Join(lines, "\n"), html: element("p", "", lines...)})
	}
}

// Caption sets the caption of a table.
func (o *Official) Caption(text string) {
	line := inOne(text)
	o.add(block{plain: line, html: element("p", ` style="text-align:center"`, line), apart: true})
}

// Picture sets a picture with its caption; plain text has the caption alone.
func (o *Official) Picture(data []byte, _ float64, caption string) {
	line := inOne(caption)
	plain := ""
	if line != "" {
		plain = "（图：" + line + "）"
	}
	o.add(block{
		plain: plain,
		html: `<figure><img src="data:` + http.DetectContentType(data) + `;base64,` + base64.StdEncoding.EncodeToString(data) + `" alt="` + html.EscapeString(line) + `">` +
			element("figcaption", "", line) + "</figure>",
	})
}

// Signature sets who issues the paper and the date.
func (o *Official) Signature(issuer, date string) {
	plain, lines := "", []string{}
	for _, text := range []string{issuer, date} {
		if line := inOne(text); line != "" {
			lines = append(lines, line)
		}
	}
	plain = strings.Join(lines, "\n")
	o.add(block{plain: plain, html: element("footer", ` style="text-align:right"`, lines...), apart: true})
}

// Annex begins an annex with its label and its title. Headings count anew.
func (o *Official) Annex(label, title string, _ bool) {
	o.numbers = typeset.Numbering{}
	line := strings.TrimSpace(inOne(label) + "　" + inOne(title))
	o.add(block{plain: line, html: element("h2", "", line), apart: true})
}

// Head sets the number of the paper: mark and line are for paper alone.
func (o *Official) Head(h typeset.Head) {
	o.Text(typeset.Style{Align: typeset.Right}, h.Number)
}

// Colophon sets to whom copies go.
func (o *Official) Colophon(c typeset.Colophon) {
	if line := inOne(c.Copies); line != "" {
		line = "抄送：" + line + "。"
		o.add(block{plain: line, html: element("p", "", line), apart: true})
	}
}

// Table sets a table: in plain text a line a row with tabs between its cells.
func (o *Official) Table(t typeset.Table) {
	var plain []string
	var b strings.Builder
	b.WriteString("<table>")
	row := func(r typeset.Row, name, scope string) {
		cells := t.Placed(r)
		line := make([]string, len(cells))
		b.WriteString("<tr>")
		for i, c := range cells {
			line[i] = inOne(c.Text)
			attributes := scope
			if c.To-c.From > 1 {
				attributes += ` colspan="` + strconv.Itoa(c.To-c.From) + `"`
			}
			b.WriteString(element(name, attributes, cleaned(c.Text)...))
		}
		b.WriteString("</tr>")
		plain = append(plain, strings.TrimRight(strings.Join(line, "\t"), "\t"))
	}
	if head, there := t.Header(); there {
		b.WriteString("<thead>")
		row(head, "th", ` scope="col"`)
		b.WriteString("</thead>")
	}
	b.WriteString("<tbody>")
	for _, r := range t.Rows {
		if r.Group {
			row(r, "th", ` scope="rowgroup"`)
		} else {
			row(r, "td", "")
		}
	}
	b.WriteString("</tbody></table>")
	o.add(block{plain: strings.Join(plain, "\n"), html: b.String()})
}

// Plain returns the text without any marks, a line a paragraph.
func (o *Official) Plain() string {
	var b strings.Builder
	for i, part := range o.blocks {
		if part.plain == "" {
			continue
		}
		if part.apart && i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(part.plain + "\n")
		if i == 0 && part.apart {
			b.WriteString("\n") // below the title
		}
	}
	return b.String()
}

// Article returns the text as an element of HTML, to be put into a page.
func (o *Official) Article() string {
	var b strings.Builder
	b.WriteString("<article>\n")
	for _, part := range o.blocks {
		b.WriteString(part.html + "\n")
	}
	b.WriteString("</article>\n")
	return b.String()
}

// HTML returns the text as a page of its own.
func (o *Official) HTML() string {
	return "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n" +
		element("title", "", inOne(o.title)) + "\n</head>\n<body>\n" + o.Article() + "</body>\n</html>\n"
}
