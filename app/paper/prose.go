package paper

import (
	"context"
	"io"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper/typeset"
	"openday/app/paper/web"
	"openday/app/words"
)

// Paragraph is one paragraph of a paper that a person may put in words of their own:
// app.ReportText keeps them under its key.
type Paragraph struct {
	Key     string // stays the same when the data changes; of one paper of the program alone
	Heading string // before or above the paragraph; empty for none
	Text    string // as the program writes it; empty where only a person can
	Own     string // as a person wrote it; an empty one leaves the paragraph out
	Edited  bool   // Own holds
}

// Prose sets the paragraphs of a paper, each in a person's words where there are any.
type Prose struct {
	Official
	prefix     string // of the keys
	own        map[string]string
	paragraphs []Paragraph
}

// NewProse begins the paragraphs of a paper of an event, whose keys begin with prefix.
func NewProse(doc Official, prefix string, e app.Event) *Prose {
	p := &Prose{Official: doc, prefix: prefix, own: map[string]string{}}
	for _, t := range e.ReportTexts {
		p.own[t.Key] = t.Text
	}
	return p
}

// Said returns a paragraph as it is to be set. heading is what it is called where it
// is put in other words.
func (p *Prose) Said(key, heading, generated string) string {
	key = p.prefix + key
	own, edited := p.own[key]
	p.paragraphs = append(p.paragraphs, Paragraph{Key: key, Heading: heading, Text: generated, Own: own, Edited: edited})
	if edited {
		return strings.TrimSpace(own)
	}
	return generated
}

// Say sets a paragraph without a heading of its own.
func (p *Prose) Say(key, heading, generated string) {
	if text := p.Said(key, heading, generated); text != "" {
		p.Body(text)
	}
}

// Headed sets a paragraph below a heading of the first level, or nothing where it is
// empty.
func (p *Prose) Headed(key, heading, generated string) {
	if text := p.Said(key, heading, generated); text != "" {
		p.Heading(1, heading)
		p.Body(text)
	}
}

// Paragraphs returns the paragraphs that were set so far.
func (p *Prose) Paragraphs() []Paragraph { return p.paragraphs }

// NoteOwn tells which paragraphs stand in a person's words.
func (p *Prose) NoteOwn(r *Report) {
	var names []string
	for _, p := range p.paragraphs {
		switch {
		case !p.Edited || p.Text == "":
		case p.Heading == "":
			names = append(names, words.T("opening|of the summary report"))
		default:
			names = append(names, "“"+p.Heading+"”")
		}
	}
	if len(names) > 0 {
		r.Note(words.T("These paragraphs stand as somebody wrote them, and figures in them do not follow the data: %s.", strings.Join(names, words.T(", |list"))))
	}
}

// Telling is a running text of an event in the making, such as an announcement.
type Telling struct {
	*Prose
	app.Dossier
	At     time.Time
	Report *Report
}

// Script is a running text of an event, such as an announcement: what its definition
// makes it of.
type Script struct {
	Kind   Kind
	Name   string // Chinese
	Public bool   // of the event it has what everybody may see
	// Set sets the text; of a text that has several forms those that can be chosen.
	Set []func(t *Telling)
}

// prefix begins the keys of the paragraphs.
func (s Script) prefix() string { return string(s.Kind) + "/" }

// Write writes the text in its first form.
func (s Script) Write(ctx context.Context, w io.Writer, m Material) (Report, error) {
	return s.Tell(ctx, w, m, s.Set[0])
}

// Tell writes the text as set sets it. The error is the context's, the writer's, or a
// sentence for the person.
func (s Script) Tell(ctx context.Context, w io.Writer, m Material, set func(t *Telling)) (Report, error) {
	var report Report
	if s.Public {
		m.Dossier = Public(m.Dossier, &report)
	}
	about := typeset.Options{Title: m.Dossier.Event.Title + s.Name, Author: m.Dossier.Event.Organiser, Created: m.At}
	err := report.AssembleOfficial(ctx, w, about, m.As, func(doc Official) error {
		t := &Telling{NewProse(doc, s.prefix(), m.Dossier.Event), m.Dossier, m.At, &report}
		set(t)
		t.NoteOwn(&report)
		return nil
	})
	return report, err
}

// Paragraphs returns the paragraphs of the text: those of the first form in their
// order, then those that only later ones have.
func (s Script) Paragraphs(d app.Dossier, at time.Time) ([]Paragraph, error) {
	d = Readied(d, new(Report))
	var all []Paragraph
	for _, set := range s.Set {
		t := &Telling{NewProse(web.New(""), s.prefix(), d.Event), d, at, new(Report)}
		set(t)
		all = Joined(all, t.Paragraphs())
	}
	return all, nil
}

// Joined returns paragraphs with those of another form of the paper that they lack.
func Joined(all, more []Paragraph) []Paragraph {
	known := map[string]bool{}
	for _, p := range all {
		known[p.Key] = true
	}
	for _, p := range more {
		if !known[p.Key] {
			all = append(all, p)
		}
	}
	return all
}

// KindOfKey returns the kind of paper that the key of a paragraph belongs to, empty for
// those of the summary report.
func KindOfKey(key string) Kind {
	kind, _, found := strings.Cut(key, "/")
	if !found {
		return ""
	}
	return Kind(kind)
}
