package after

import (
	"bytes"
	"cmp"
	"image"
	"strconv"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/web"
)

// SummaryParagraphs returns the paragraphs of the internal summary report of an
// event as it stands at a moment: those of the short form in their order, then
// those that only the full one has.
func SummaryParagraphs(d app.Dossier, at time.Time) ([]paper.Paragraph, error) {
	d = paper.Readied(d, new(paper.Report))
	var all []paper.Paragraph
	for _, form := range Forms {
		s := newSummary(d, SummaryOptions{Form: form.Code}, at, false)
		s.doc = web.New(s.title())
		if err := s.set(); err != nil {
			return nil, app.Errorf(app.CodeInternal, err, "The paper could not be made. Nothing was written.")
		}
		all = paper.Joined(all, s.prose.Paragraphs())
	}
	return all, nil
}

// keyed is a paragraph with the key under which a person's own words are kept.
type keyed struct{ key, heading, body string }

// text returns a paragraph as it is to be set, in a person's words where there are any.
func (s *summary) text(key, heading, generated string) string {
	return s.prose.Said(key, heading, generated)
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
