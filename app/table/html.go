package table

import (
	"context"
	"io"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// kindOfMarkup tells pages and sheets in XML from ordinary texts, for which it
// returns Text.
func kindOfMarkup(text string) Kind {
	text = strings.TrimLeft(strings.TrimPrefix(text, "\ufeff"), " \t\r\n")
	if !strings.HasPrefix(text, "<") {
		return Text
	}
	begin := strings.ToLower(text[:min(len(text), 8<<10)])
	switch {
	case strings.Contains(begin, "urn:schemas-microsoft-com:office:spreadsheet") && xmlRoot.MatchString(begin):
		return XMLSheet
	case strings.HasPrefix(begin, "<?xml") && !strings.Contains(begin, "<html"):
		return xmlOther
	case markup.MatchString(begin) || tableTag.MatchString(text):
		return Page
	}
	return Text
}

// xmlOther is XML of another form, from which no list can be taken.
const xmlOther Kind = "another XML"

var (
	xmlRoot  = regexp.MustCompile(`<(\w+:)?workbook[\s>]`)
	markup   = regexp.MustCompile(`<(!doctype html|html|head|body|meta|table)[\s>]`)
	tableTag = regexp.MustCompile(`(?i)<t[rd][\s>]`)
)

// unseen are elements whose content no reader of a page sees.
var unseen = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Title: true, atom.Noscript: true, atom.Template: true, atom.Object: true, atom.Select: true}

// breaking are elements that begin a line of their own.
var breaking = map[atom.Atom]bool{atom.Br: true, atom.P: true, atom.Div: true, atom.Li: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.Tr: true, atom.Table: true}

// pageReader reads the tables of a page.
type pageReader struct {
	inTables
	struck []atom.Atom // the open elements that strike through, inmost last
}

// readPage reads the tables of a page, such as those that other programs write
// and call .xls, else its lines.
func readPage(ctx context.Context, text string) (*File, error) {
	p := &pageReader{inTables: inTables{file: &File{Kind: Page}, budget: &budget{maxCells}}}
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(maxToken)
	for n := 0; ; n++ {
		if n%1000 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			if err := z.Err(); err == html.ErrBufferExceeded {
				return nil, cellTooLong()
			} else if err != io.EOF {
				return nil, err
			}
			if err := p.finish(); err != nil {
				return nil, err
			}
			return p.file, nil
		case html.TextToken:
			if err := p.write(folded(string(z.Text())), len(p.struck) > 0); err != nil {
				return nil, err
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			if unseen[t.DataAtom] && kind == html.StartTagToken {
				skipElement(z, t.DataAtom)
				continue
			}
			if err := p.start(t, kind == html.SelfClosingTagToken); err != nil {
				return nil, err
			}
		case html.EndTagToken:
			if err := p.stop(z.Token().DataAtom); err != nil {
				return nil, err
			}
		}
	}
}

// skipElement passes over an element and what is in it.
func skipElement(z *html.Tokenizer, name atom.Atom) {
	for depth := 1; depth > 0; {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken:
			if t := z.Token(); t.DataAtom == name {
				depth++
			}
		case html.EndTagToken:
			if t := z.Token(); t.DataAtom == name {
				depth--
			}
		}
	}
}

// folded is a text in which, as on a page, one space stands for all that part its
// words.
func folded(text string) string {
	folded := strings.Join(strings.FieldsFunc(text, isSpace), " ")
	if folded == "" {
		if text != "" {
			return " "
		}
		return ""
	}
	if isSpace(rune(text[0])) {
		folded = " " + folded
	}
	if isSpace(rune(text[len(text)-1])) {
		folded += " "
	}
	return folded
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

var (
	notShown = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*(hidden|collapse)`)
	through  = regexp.MustCompile(`(?i)text-decoration[a-z-]*\s*:[^;]*line-through`)
)

// start is the beginning of an element.
func (p *pageReader) start(t html.Token, closed bool) error {
	attrs := map[string]string{}
	for _, a := range t.Attr {
		attrs[a.Key] = a.Val
	}
	_, hidden := attrs["hidden"]
	hidden = hidden || notShown.MatchString(attrs["style"])
	strikes := t.DataAtom == atom.S || t.DataAtom == atom.Strike || t.DataAtom == atom.Del || through.MatchString(attrs["style"])
	if strikes && !closed && t.DataAtom != atom.Br && t.DataAtom != atom.Col {
		p.struck = append(p.struck, t.DataAtom)
	}
	if breaking[t.DataAtom] {
		if err := p.write("\n", false); err != nil {
			return err
		}
	}
	table := p.top()
	switch t.DataAtom {
	case atom.Table:
		return p.begin(hidden)
	case atom.Col:
		if table != nil {
			n := max(1, number(attrs["span"]))
			if hidden || attrs["width"] == "0" {
				table.sheet.hide(table.column, table.column+n-1)
			}
			table.column += n
		}
	case atom.Tr:
		if table != nil {
			return table.beginRow(hidden || attrs["height"] == "0")
		}
	case atom.Td, atom.Th:
		if table != nil {
			if err := table.beginCell(number(attrs["colspan"])-1, number(attrs["rowspan"])-1); err != nil {
				return err
			}
			table.shown = attrs["x:num"]
			if table.shown == "" {
				table.shown = attrs["sdval"]
			}
		}
	}
	return nil
}

// number reads a count, at least 0.
func number(said string) int {
	n, _ := strconv.Atoi(strings.TrimSpace(said))
	return max(0, n)
}

// stop is the end of an element.
func (p *pageReader) stop(name atom.Atom) error {
	for i := len(p.struck) - 1; i >= 0; i-- {
		if p.struck[i] == name {
			p.struck = p.struck[:i]
			break
		}
	}
	if breaking[name] {
		if err := p.write("\n", false); err != nil {
			return err
		}
	}
	table := p.top()
	if table == nil {
		return nil
	}
	switch name {
	case atom.Table:
		return p.end()
	case atom.Tr:
		return table.endRow()
	case atom.Td, atom.Th:
		return table.endCell()
	}
	return nil
}
