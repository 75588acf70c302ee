package papertest

import (
	"strings"

	"openday/app/paper"
	"openday/app/paper/typeset"
)

// Said is the text of a paper, a line each paragraph.
func Said(rec *Recorder) string {
	var b strings.Builder
	for _, text := range rec.Texts {
		b.WriteString(strings.TrimRight(text, "\n") + "\n")
	}
	return b.String()
}

// Recorder is an official paper of which nothing is drawn: its texts, one after the
// other.
type Recorder struct {
	Texts  []string
	Tables []string // without spaces and line ends
}

var _ paper.Official = (*Recorder)(nil)

func (r *Recorder) put(text string) { r.Texts = append(r.Texts, text) }

// Width implements paper.Official, as all methods of the recorder do: nothing has a width.
func (r *Recorder) Width(typeset.Role, float64, string) float64 { return 0 }

// Title records a title.
func (r *Recorder) Title(text string) { r.put(text) }

// Heading records a heading.
func (r *Recorder) Heading(_ int, text string) { r.put(text) }

// HeadedBody records a heading and the text after it as one.
func (r *Recorder) HeadedBody(_ int, heading, body string) { r.put(heading + body) }

// Body records a paragraph.
func (r *Recorder) Body(text string) { r.put(text) }

// Text records a text.
func (r *Recorder) Text(_ typeset.Style, text string) { r.put(text) }

// NewPage records nothing.
func (r *Recorder) NewPage() {}

// Mark records nothing.
func (r *Recorder) Mark(string) {}

// Space records nothing.
func (r *Recorder) Space(float64) {}

// Caption records a caption.
func (r *Recorder) Caption(text string) { r.put(text) }

// Picture records the caption of a picture.
func (r *Recorder) Picture(_ []byte, _ float64, caption string) { r.put(caption) }

// Hold records nothing.
func (r *Recorder) Hold() {}

// Signature records issuer and date, a line each.
func (r *Recorder) Signature(issuer, date string) { r.put(issuer + "\n" + date) }

// Annex records label and title of an annex.
func (r *Recorder) Annex(label, title string, _ bool) { r.put(label + title) }

// Head records the head, a line each part.
func (r *Recorder) Head(h typeset.Head) { r.put(h.Mark + "\n" + h.Number + "\n" + h.Signer) }

// Colophon records the colophon, a line each part.
func (r *Recorder) Colophon(c typeset.Colophon) { r.put(c.Copies + "\n" + c.Issuer + "\n" + c.Date) }

// Table records a table, a line each row, in Texts and in Tables.
func (r *Recorder) Table(t typeset.Table) {
	var b strings.Builder
	head, _ := t.Header()
	for _, row := range append([]typeset.Row{head}, t.Rows...) {
		for _, c := range row.Cells {
			b.WriteString(Unspaced(c.Text))
		}
		b.WriteString("\n")
	}
	r.Tables = append(r.Tables, Unspaced(b.String()))
	r.put(b.String())
}
