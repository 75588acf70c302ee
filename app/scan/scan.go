// Package scan reads signed sheets back from scans and photographs: it finds the page
// by its corner marks and code, sets it straight, lies it on the page as it was printed,
// and measures what was written. It decides nothing that it is not sure of.
package scan

import (
	"context"
	"image"
	"slices"

	"openday/app/sheet"
)

// Known is a print whose pages can be read.
type Known struct {
	Event, Print, Paper string
	Layout              sheet.Layout
}

// Status is what a page of a file is.
type Status string

// The statuses. The values are those of the command line.
const (
	Read       Status = "read"
	OtherEvent Status = "other-event" // of a print of another event, or of one not known here
	NotASheet  Status = "not-a-sheet"
	Unreadable Status = "unreadable"
)

// Page is what was read from one page of a file.
type Page struct {
	File   string // its base name
	Number int    // the page inside the file, from 1
	Status Status
	Event  string // where the print is known
	Print  string
	Page   int // of the print, from 1
	Rows   []Row
	Again  bool        // the same page was read before: Rows counts once
	Why    string      // why an unreadable page could not be read, for the person
	Sheet  image.Image // the page set straight; nil unless it was read
	known  int
}

// Reader reads pages of known prints.
type Reader struct {
	event  string
	known  []Known
	tokens map[string]int
	shapes []shape
}

// New returns a reader of the prints of an event; those of other events among the known
// ones are told from unknown pages.
func New(event string, known []Known) *Reader {
	r := &Reader{event: event, known: known, tokens: map[string]int{}}
	for i, k := range known {
		r.tokens[sheet.Token(k.Print)] = i
		for _, p := range k.Layout.Pages {
			if s, ok := shapeOf(p); ok && !slices.Contains(r.shapes, s) {
				r.shapes = append(r.shapes, s)
			}
		}
	}
	return r
}

// leastAlike is how alike a page set straight and the printed page must be at least.
const leastAlike = 0.3

// Page reads a picture of a page.
func (r *Reader) Page(ctx context.Context, img image.Image) (Page, error) {
	if img.Bounds().Empty() {
		return Page{Status: NotASheet}, nil
	}
	p := newShot(img)
	f, s, status := r.find(p)
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	if !f.known {
		return Page{Status: status}, nil
	}
	i, known := r.tokens[f.code.Sheet]
	if !known {
		return Page{Status: OtherEvent}, nil
	}
	k := r.known[i]
	out := Page{Status: OtherEvent, Event: k.Event, Print: k.Print, Page: f.code.Page, known: i}
	if f.code.Page > len(k.Layout.Pages) {
		return Page{Status: NotASheet}, nil
	}
	page := k.Layout.Pages[f.code.Page-1]
	if own, ok := shapeOf(page); status == Unreadable || !ok || own != s {
		out.Status = Unreadable
		return out, nil
	}
	w, printed, alike, err := pageOf(p, f, page)
	if err != nil || alike < leastAlike {
		out.Status = Unreadable
		return out, nil
	}
	if err := ctx.Err(); err != nil {
		return Page{}, err
	}
	planes := p.channels[:]
	if &p.channels[0].pix[0] == &p.channels[1].pix[0] {
		planes = planes[:1]
	}
	straight := w.straighten(planes, res, 1)
	out.Rows = measure(inkOf(straight, printed), page)
	out.Sheet = shown(straight)
	if k.Event == r.event {
		out.Status = Read
	}
	return out, nil
}

// find finds a page in a picture and reads its code.
func (r *Reader) find(p shot) (found, shape, Status) {
	all := squares(p.grey)
	for _, s := range r.shapes {
		for _, f := range s.byMarks(p.grey, all) {
			if code, ok := s.readCode(p.grey, f.h); ok {
				f.code, f.known = code, true
				if s, ok := r.shapeOf(code, s); ok {
					return f, s, Read
				}
			}
		}
	}
	code, points, ok := readAny(p.grey)
	if !ok {
		small := p.grey.halved()
		if code, points, ok = readAny(small); ok {
			for i := range points {
				points[i] = point{2*points[i].x + 0.5, 2*points[i].y + 0.5}
			}
		}
	}
	if !ok {
		return found{}, shape{}, NotASheet
	}
	if s, known := r.shapeOf(code, shape{}); known {
		if f, ok := s.byCode(points, all); ok {
			f.code, f.known = code, true
			return f, s, Read
		}
	}
	return found{code: code, known: true}, shape{}, Unreadable
}

// shapeOf returns the shape of the page that a code names; of a page that is not known it
// is the one by which the code was found.
func (r *Reader) shapeOf(c sheet.Code, by shape) (shape, bool) {
	i, known := r.tokens[c.Sheet]
	if !known || c.Page > len(r.known[i].Layout.Pages) {
		return by, true
	}
	s, ok := shapeOf(r.known[i].Layout.Pages[c.Page-1])
	return s, ok && (by == shape{} || by == s)
}

// shown returns a page set straight as a picture.
func shown(planes []plane) image.Image {
	p := planes[0]
	if len(planes) == 1 {
		return &image.Gray{Pix: p.pix, Stride: p.w, Rect: image.Rect(0, 0, p.w, p.h)}
	}
	out := image.NewRGBA(image.Rect(0, 0, p.w, p.h))
	for i := range p.pix {
		out.Pix[4*i], out.Pix[4*i+1], out.Pix[4*i+2], out.Pix[4*i+3] = planes[0].pix[i], planes[1].pix[i], planes[2].pix[i], 255
	}
	return out
}

// Seen is which pages of a print were read, and which are missing.
type Seen struct {
	Print, Paper string
	Pages        int
	Missing      []int
}

// Count marks the pages that were read before, and returns the prints of the event that
// were found, in the order of the known ones, with the pages that no file shows.
func (r *Reader) Count(pages []Page) []Seen {
	read := map[int]map[int]bool{}
	for i := range pages {
		p := &pages[i]
		if p.Status != Read {
			continue
		}
		if read[p.known] == nil {
			read[p.known] = map[int]bool{}
		}
		p.Again = read[p.known][p.Page]
		read[p.known][p.Page] = true
	}
	var all []Seen
	for i, k := range r.known {
		if read[i] == nil {
			continue
		}
		s := Seen{Print: k.Print, Paper: k.Paper, Pages: len(k.Layout.Pages)}
		for n := 1; n <= s.Pages; n++ {
			if !read[i][n] {
				s.Missing = append(s.Missing, n)
			}
		}
		all = append(all, s)
	}
	return all
}
