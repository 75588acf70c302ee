package paper

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
	"openday/app/words"
)

// Need is something without which a paper would embarrass who hands it out.
type Need int

// The needs. That an official paper is signed needs no saying.
const (
	NeedIssuer  Need = iota // who sends it stands on it
	NeedTime                // it says when the event is
	NeedPlace               // it says where, or how to take part from afar
	NeedContact             // it says whom to ask
	NeedPast                // it tells of the event, so it is not dated before it
	NeedAhead               // it leads up to the event, so it is not dated after it
)

// lack is what a paper of an event, dated at, lacks of a need: the field where it is
// mended, if it is one, and a sentence. The sentence is empty where nothing is lacking.
func (n Need) lack(e app.Event, at time.Time) (field, sentence string) {
	first, last := app.DayOf(e.Start), app.DayOf(cmp.Or(e.End, e.Start))
	switch online := e.Form == "online"; {
	case n == NeedIssuer && wording.Holders(e) == "":
		return "Organiser", words.T("No organiser is entered; the paper does not say whom it is from.")
	case n == NeedTime && wording.When(e) == "":
		return "Start", words.T("The paper does not say when the event is.")
	case n == NeedPlace && (online || e.Form == "both") && e.StreamURL == "":
		return "StreamURL", words.T("The paper has no link for those who take part online.")
	case n == NeedPlace && !online && len(e.Sites) == 0:
		return "Sites", words.T("The paper does not say where the event is.")
	case n == NeedContact && len(wording.Contacts(e)) == 0:
		return "Contact", words.T("The paper does not say whom to ask.")
	case n == NeedPast && !e.Start.IsZero() && app.DayOf(at).Before(first):
		return "", words.T("The paper is dated %s, and the event takes place on %s only.|dates", app.DayWords(at), app.DayWords(first))
	case n == NeedAhead && !e.Start.IsZero() && app.DayOf(at).After(last):
		return "", words.T("The paper is dated %s, after the event (%s).|dates", app.DayWords(at), app.DayWords(last))
	}
	return "", ""
}

// proof is a paper read for what a reader would stumble over.
type proof struct {
	unsigned bool
	annexes  int
	refers   []reference
	blanks   []string // where something is still to be filled in
	unpaired []string // where a quotation mark has no other
}

// reference is a place that refers to an annex: the greatest number, 1 for none.
type reference struct {
	number int
	place  string
}

var (
	annexReference = regexp.MustCompile(`(?:见|填写|填好|填报|按照?|参照|下载)附[件表]\s*([0-9]{0,2})|[（(]附后[）)]`)
	gap            = regexp.MustCompile(`[XxＸｘ×]{2,}|〔\s*〕|（）|《\s*》|“\s*”`)
)

// Read reads texts of a paper that is drawn rather than assembled.
func (r *Report) Read(texts ...string) {
	if r.proof == nil {
		r.proof = &proof{}
	}
	for _, text := range texts {
		r.proof.read(text)
	}
}

func (p *proof) read(text string) {
	if strings.Contains(text, "附") {
		for _, m := range annexReference.FindAllStringSubmatchIndex(text, -1) {
			number := 1
			if m[2] >= 0 {
				number, _ = strconv.Atoi(text[m[2]:m[3]]) // digits alone, or none
			}
			p.refers = append(p.refers, reference{max(number, 1), around(text, m[0], m[1])})
		}
	}
	if m := gap.FindStringIndex(text); m != nil {
		p.blanks = append(p.blanks, around(text, m[0], m[1]))
	}
	for _, pair := range []string{"“”", "《》"} {
		open, closing := pair[:len(pair)/2], pair[len(pair)/2:]
		if strings.Count(text, open) != strings.Count(text, closing) {
			at := strings.IndexAny(text, pair)
			p.unpaired = append(p.unpaired, around(text, at, at))
		}
	}
}

// around returns what stands in a text about a place.
func around(text string, from, to int) string {
	const beside = 8 // characters
	before, after := []rune(text[:from]), []rune(text[to:])
	return strings.Join(strings.Fields(string(before[max(0, len(before)-beside):])+text[from:to]+string(after[:min(beside, len(after))])), " ")
}

// tell puts into the report what was stumbled over.
func (p *proof) tell(r *Report) {
	if p.unsigned {
		r.note(place{app.TopicEvents, "Organiser"}, words.T("No organiser is entered; nobody signs the paper."))
	}
	var refers []string
	for _, ref := range p.refers {
		if ref.number > p.annexes {
			refers = append(refers, ref.place)
		}
	}
	for _, found := range []struct {
		places   []string
		sentence func(places string) string
	}{
		{refers, func(places string) string {
			return words.T("The paper refers to an annex that it does not have: %s.|places of the text", places)
		}},
		{p.blanks, func(places string) string {
			return words.T("Something is still to be filled in: %s.|places of the text", places)
		}},
		{p.unpaired, func(places string) string {
			return words.T("Quotation marks stand alone: %s.|places of the text", places)
		}},
	} {
		const most = 3
		if len(found.places) > 0 {
			for i := range found.places[:min(most, len(found.places))] {
				found.places[i] = words.T("“%s”|a place of the text", found.places[i])
			}
			r.Note(found.sentence(firstOf(found.places, most)))
		}
	}
}

// readSheet reads what is set on a sheet.
type readSheet struct {
	Sheet
	report *Report
}

// Text implements Sheet.
func (s readSheet) Text(style typeset.Style, text string) {
	s.report.Read(text)
	s.Sheet.Text(style, text)
}

// Table implements Sheet.
func (s readSheet) Table(t typeset.Table) {
	s.report.readTable(t)
	s.Sheet.Table(t)
}

func (r *Report) readTable(t typeset.Table) {
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			r.Read(c.Text)
		}
	}
}

// readOfficial reads what is set on an official paper.
type readOfficial struct {
	Official
	report *Report
}

// Text implements Official, as all methods here do.
func (o readOfficial) Text(style typeset.Style, text string) {
	o.report.Read(text)
	o.Official.Text(style, text)
}

// Table reads and sets a table.
func (o readOfficial) Table(t typeset.Table) {
	o.report.readTable(t)
	o.Official.Table(t)
}

// Title reads and sets the title.
func (o readOfficial) Title(text string) {
	o.report.Read(text)
	o.Official.Title(text)
}

// HeadedBody reads and sets a heading and the text after it.
func (o readOfficial) HeadedBody(level int, heading, body string) {
	o.report.Read(heading, body)
	o.Official.HeadedBody(level, heading, body)
}

// Body reads and sets a paragraph.
func (o readOfficial) Body(text string) {
	o.report.Read(text)
	o.Official.Body(text)
}

// Signature sets issuer and date.
func (o readOfficial) Signature(issuer, date string) {
	o.report.Read()
	o.report.proof.unsigned = o.report.proof.unsigned || issuer == ""
	o.Official.Signature(issuer, date)
}

// Annex counts and begins an annex.
func (o readOfficial) Annex(label, title string, landscape bool) {
	o.report.Read(title)
	o.report.proof.annexes++
	o.Official.Annex(label, title, landscape)
}
