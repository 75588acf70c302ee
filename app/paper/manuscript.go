package paper

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"openday/app"
	"openday/app/paper/docx"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// Sections is what a paper tells whose sections are the office's to choose.
type Sections struct {
	app.Outline
	Field string                        // of the event, that holds them
	In    func(app.Event) []app.Section // returns them, also those that are not shown
	// Generated returns the sections as they come out of an event where nobody has
	// written them, in the outline's order, each with its heading, if it has one, and
	// its text as SetManuscript takes it.
	Generated func(app.Dossier) []app.Section
}

// Manuscript is a section of an official paper as text to be edited: a paragraph a
// line, headings below that of the section with their numbers, and a line with its
// name in the place of a table. SetManuscript sets it.
type Manuscript struct {
	heading string
	lines   []string
	numbers typeset.Numbering
	caption string // of what comes next
	measure *docx.Official
}

var _ Official = (*Manuscript)(nil)

// NewManuscript returns an empty one.
func NewManuscript() *Manuscript {
	return &Manuscript{measure: docx.NewOfficial(docx.Options{})}
}

// Section returns what was set: heading and text.
func (m *Manuscript) Section() (heading, text string) {
	return m.heading, strings.Join(m.lines, "\n")
}

// Width implements Official.
func (m *Manuscript) Width(role typeset.Role, size float64, text string) float64 {
	return m.measure.Width(role, size, text)
}

// Title implements Official: a line for each of its lines.
func (m *Manuscript) Title(text string) { m.Body(text) }

// Heading implements Official.
func (m *Manuscript) Heading(level int, text string) {
	if level == 1 {
		m.heading = text
		return
	}
	m.HeadedBody(level, text, "")
}

// HeadedBody implements Official.
func (m *Manuscript) HeadedBody(level int, heading, body string) {
	number := m.numbers.Next(level)
	if bare, dotted := strings.CutSuffix(number, "."); dotted {
		number = bare + "．" // which is not read as a decimal before a figure
	}
	m.lines = append(m.lines, number+heading+body)
}

// Body implements Official.
func (m *Manuscript) Body(text string) { m.lines = append(m.lines, typeset.Paragraphs(text)...) }

// Text implements Official. A line that hangs below a label goes on with the line of
// the label.
func (m *Manuscript) Text(s typeset.Style, text string) {
	if n := len(m.lines) - 1; n >= 0 && s.Indent > 0 && s.First == 0 {
		m.lines[n] += "；" + text
		return
	}
	m.Body(text)
}

// Caption implements Official.
func (m *Manuscript) Caption(text string) {
	_, m.caption, _ = strings.Cut(text, "　")
}

// Table implements Official.
func (m *Manuscript) Table(typeset.Table) {
	m.lines = append(m.lines, tableLine(m.caption))
}

// tableLine is the line in the place of a table that is called so.
func tableLine(name string) string { return "【" + name + "】" }

// Mark implements Official: a text has no places.
func (m *Manuscript) Mark(string) {}

// Space implements Official: text has none.
func (m *Manuscript) Space(float64) {}

// NewPage implements Official: text has no pages.
func (m *Manuscript) NewPage() {}

// Picture implements Official: a text holds none.
func (m *Manuscript) Picture([]byte, float64, string) {}

// Hold implements Official: text has no pages.
func (m *Manuscript) Hold() {}

// Signature implements Official: it is no part of a section.
func (m *Manuscript) Signature(string, string) {}

// Head implements Official: it is no part of a section.
func (m *Manuscript) Head(typeset.Head) {}

// Colophon implements Official: it is no part of a section.
func (m *Manuscript) Colophon(typeset.Colophon) {}

// Annex implements Official: its label and title are no part of its text.
func (m *Manuscript) Annex(string, string, bool) {}

// SetManuscript sets a section that a person wrote, without a heading where it is "".
// Lines that begin with the number of a heading are headings, numbered anew; lines with
// the name of a table are handed to table, which reports whether it knows it; all
// others are paragraphs.
func SetManuscript(doc Official, heading, text string, table func(name string) bool) {
	if heading != "" {
		doc.Heading(1, heading)
	}
	for line := range strings.SplitSeq(wording.Proper(text), "\n") {
		line = typedNumber.ReplaceAllString(strings.TrimSpace(line), "$1．$2")
		if name := tableName.FindStringSubmatch(line); name != nil && table != nil && table(name[1]) {
			continue
		}
		number := headNumber.FindString(line)
		rest := strings.TrimSpace(line[len(number):])
		second := strings.HasPrefix(number, "（")
		switch head, body := HeadOf(rest); {
		case line == "":
		case number == "" || rest == "":
			doc.Body(line)
		case second && head != "":
			SetPoint(doc, 2, head, body)
		case second && utf8.RuneCountInString(rest) <= LongestHead && !strings.ContainsAny(rest, "。；"):
			doc.Heading(2, rest)
		case second:
			SetPoint(doc, 2, "", rest)
		default:
			SetPoint(doc, 3, "", rest)
		}
	}
}

// LongestHead is how many characters a line has at most that is a heading by itself.
const LongestHead = 24

// headNumber is the number of a heading of the second or third level, typedNumber that of
// the third as people type it, and tableName the line in the place of a table.
var (
	headNumber  = regexp.MustCompile(`^(?:（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[．、])`)
	typedNumber = regexp.MustCompile(`^([0-9]{1,2})\.\s*([^0-9\s])`)
	tableName   = regexp.MustCompile(`^【([^【】]+)】$`)
)

// HeadOf parts a text after its first sentence, if that is as short as a heading, such
// as 高度重视，加强领导。, and more follows.
func HeadOf(text string) (head, rest string) {
	const most = 16 // characters
	head, rest, _ = strings.Cut(strings.TrimSpace(text), "。")
	if n := utf8.RuneCountInString(head); n == 0 || n > most || wording.Unstopped(rest) == "" || strings.Count(head, "，") > 1 || strings.ContainsAny(head, "；：\n") {
		return "", text
	}
	return head, rest
}
