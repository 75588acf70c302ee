package after

import (
	"bytes"
	"cmp"
	"image"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/words"
)

// Paragraph is one paragraph of the summary report, which a person may put in
// words of their own: app.ReportText keeps them under its key.
type Paragraph struct {
	Key     string // stays the same when the data changes
	Heading string // before or above the paragraph; empty for none
	Text    string // as the program writes it; empty where only a person can
	Own     string // as a person wrote it; an empty one leaves the paragraph out
	Edited  bool   // Own holds
}

// SummaryParagraphs returns the paragraphs of the internal summary report of an
// event as it stands at a moment: those of the short form in their order, then
// those that only the full one has.
func SummaryParagraphs(d app.Dossier, at time.Time) ([]Paragraph, error) {
	d = paper.Readied(d, new(paper.Report))
	var all []Paragraph
	for _, form := range Forms {
		s := newSummary(d, SummaryOptions{Form: form.Code}, at, false)
		s.doc = typeset.NewOfficial(s.about())
		if err := s.set(); err != nil {
			return nil, app.Errorf(app.CodeInternal, err, "The paper could not be made. Nothing was written.")
		}
		for _, p := range s.paragraphs {
			if !slices.ContainsFunc(all, func(known Paragraph) bool { return known.Key == p.Key }) {
				all = append(all, p)
			}
		}
	}
	return all, nil
}

// keyed is a paragraph with the key under which a person's own words are kept.
type keyed struct{ key, heading, body string }

// text returns a paragraph as it is to be set, in a person's words where there are any.
func (s *summary) text(key, heading, generated string) string {
	own, edited := s.own[key]
	s.paragraphs = append(s.paragraphs, Paragraph{Key: key, Heading: heading, Text: generated, Own: own, Edited: edited})
	if edited {
		return strings.TrimSpace(own)
	}
	return generated
}

// body sets a paragraph without a heading of its own.
func (s *summary) body(key, heading, generated string) {
	if text := s.text(key, heading, generated); text != "" {
		s.doc.Body(text)
	}
}

// point sets a paragraph with its heading, unless a person emptied it.
func (s *summary) point(level int, k keyed) {
	if text := s.text(k.key, cmp.Or(k.heading, app.Shortened(k.body)), k.body); text != "" {
		paper.SetPoint(s.doc, level, k.heading, text)
	}
}

// section sets a heading with its paragraphs, or nothing where there are none.
func (s *summary) section(heading string, list []keyed) {
	var points []paper.Point
	for _, k := range list {
		if text := s.text(k.key, k.heading, k.body); text != "" {
			points = append(points, paper.Point{Heading: k.heading, Body: text})
		}
	}
	paper.Section(s.doc, heading, points)
}

// ownParagraphs names the paragraphs that stand in a person's words.
func (s *summary) ownParagraphs() []string {
	var names []string
	for _, p := range s.paragraphs {
		switch {
		case !p.Edited || p.Text == "":
		case p.Heading == "":
			names = append(names, words.T("opening|of the summary report"))
		default:
			names = append(names, "“"+p.Heading+"”")
		}
	}
	return names
}

// idOr returns an id, or for what is not stored yet its place.
func idOr(id string, place int) string {
	if id == "" {
		return "#" + strconv.Itoa(place+1)
	}
	return id
}

const photosTitle = "活动照片"

// photoPages sets the photos with their captions, lying ones wide, standing
// ones narrow, so that two are on a page.
func (s *summary) photoPages() {
	const lying, standing = 100, 56 // mm
	for i, p := range s.photos {
		if i > 0 {
			s.doc.Space(4)
		}
		wide := float64(lying)
		if c, _, err := image.DecodeConfig(bytes.NewReader(p.Data)); err == nil && c.Height > c.Width {
			wide = standing
		}
		s.doc.Picture(p.Data, wide, paper.Discreet(p.Caption))
	}
}
