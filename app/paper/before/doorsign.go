package before

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper"
	"openday/app/paper/typeset"
	"openday/app/paper/wording"
)

// KindDoorSigns are the signs of the places of an event.
const KindDoorSigns paper.Kind = "door-signs"

const doorSignsName = "门牌"

var doorSignsPaper = paper.Definition{
	Kind: KindDoorSigns, Chinese: doorSignsName, English: "Door signs", Key: "Ctrl+Shift+G",
	New: paper.Plain(DoorSigns).Begin, Concerns: paper.AboutAgenda,
	Lacks: func(d app.Dossier, _ time.Time) error {
		if len(doorSigns(d)) > 0 {
			return nil
		}
		return app.Errorf(app.CodeInvalid, nil, "The event names no place yet, so there is nothing to put on a door sign. Enter its sites or the places of its agenda.")
	},
}

// DoorSigns writes the door signs of an event, dated at: for each site, and for
// each other place of the agenda, a lying page with its name as large as the
// page holds and the hours of what happens there. The error is the context's,
// the writer's, or a sentence for the person.
func DoorSigns(ctx context.Context, w io.Writer, d app.Dossier, at time.Time) (paper.Report, error) {
	e := d.Event
	doc := typeset.New(typeset.Options{Title: e.Title + doorSignsName, Author: e.Organiser, Created: at})
	for _, s := range doorSigns(d) {
		if err := ctx.Err(); err != nil {
			return paper.Report{}, err
		}
		s.draw(doc, e)
	}
	var report paper.Report
	return report, report.Finish(ctx, w, doc)
}

// doorSign is the sign of a place with what happens there.
type doorSign struct {
	place string
	stops []app.AgendaItem
}

// doorSigns are the signs of the sites in visiting order, then those of the
// other places of the agenda as they occur.
func doorSigns(d app.Dossier) []doorSign {
	var signs []doorSign
	of := func(place string) *doorSign {
		i := slices.IndexFunc(signs, func(s doorSign) bool { return s.place == place })
		if i < 0 {
			signs = append(signs, doorSign{place: place})
			i = len(signs) - 1
		}
		return &signs[i]
	}
	for _, site := range d.Event.Sites {
		if site = oneLine(site); site != "" {
			of(site)
		}
	}
	sites := len(signs)
	for _, a := range d.Agenda {
		place := oneLine(a.Place)
		if place == "" {
			continue
		}
		// A hall of a site is not the site, but a site may be named briefly or
		// with its district: the longest name that the two share decides.
		at, longest := place, 0
		for _, s := range signs[:sites] {
			if strings.HasSuffix(s.place, place) || strings.HasSuffix(place, s.place) {
				if n := min(len(s.place), len(place)); n > longest {
					at, longest = s.place, n
				}
			}
		}
		sign := of(at)
		sign.stops = append(sign.stops, a)
	}
	return signs
}

// oneLine is a text without line ends and needless spaces.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// draw puts the sign on a page of its own, mm.
func (s doorSign) draw(doc *typeset.Document, e app.Event) {
	page := typeset.Page{Landscape: true}
	const margin, head, stop, most = 15.0, 24.0, 11.0, 5 * 11.0
	c := doc.Canvas(page)
	width, height := page.Width()-2*margin, page.Height()-2*margin
	c.Text(typeset.Box{X: margin, Y: margin, W: width, H: head - 4}, typeset.Fit{Role: typeset.HeiTi, Size: 34, Lines: 2, Least: 24}, e.Title)
	c.Line(margin, margin+head, page.Width()-margin, margin+head, 0.8)
	name := typeset.Box{X: margin, Y: margin + head + 4, W: width, H: height - head - 8}
	if len(s.stops) > 0 {
		foot := min(float64(len(s.stops))*stop, most) + 4
		name.H -= foot
		bottom := page.Height() - margin - foot
		c.Line(margin, bottom, page.Width()-margin, bottom, 0.8)
		stops := make([]typeset.Paragraph, len(s.stops))
		for i, a := range s.stops {
			what := oneLine(paper.Discreet(a.Content))
			if what == "" {
				what = app.AgendaKinds.Chinese(a.Kind)
			}
			stops[i] = typeset.Paragraph{
				Style: typeset.Style{Role: typeset.Sans, Size: 22, Align: typeset.Center, Balance: true},
				Text:  wording.Hours(a, e) + "　" + what,
			}
		}
		c.Column(typeset.Box{X: margin, Y: bottom + 4, W: width, H: foot - 4}, stops...)
	}
	c.Text(name, typeset.Fit{Role: typeset.SansBold, Size: 260, Lines: 5, Least: 72}, s.place)
}
