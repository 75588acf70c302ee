package scantest

import (
	"image"
	"math/rand/v2"

	"openday/app/sheet"
)

// Kind is what a page of a sending is.
type Kind string

// The kinds of pages.
const (
	Own      Kind = "own"
	Other    Kind = "other"    // of a print of another event that is known
	Stranger Kind = "stranger" // of a print that nobody here knows
	Letter   Kind = "letter"   // no sheet at all
	Unmarked Kind = "unmarked" // a sheet without code and marks
)

// Item is a file that comes back from a desk.
type Item struct {
	Name  string
	File  []byte
	Kind  Kind
	Page  int // of the print, from 1
	Photo bool
	How   string // for the message of a test
	Truth []Truth
}

// Sending is all that comes back of one event, shuffled.
type Sending struct {
	OwnID, OtherID string
	Own, Other     sheet.Layout
	Items          []Item
	Missing        []int // pages of the event's print that no file shows
}

// Ways is how pages come back.
type Ways struct {
	Photos  float64 // part of them that are photographs
	Filling Filling
	Alone   bool // pages of the event's print only, each of them once
}

// Send makes what comes back of a print of about so many pages.
func Send(r *rand.Rand, pages int, ways Ways) Sending {
	guests := pages*20 - 5 - r.IntN(15)
	landscape := r.IntN(4) == 0
	if landscape {
		guests = pages * 12
	}
	own := NewPrint(r, Shape{Guests: guests, Blank: 5 + r.IntN(12), Landscape: landscape, Notes: r.IntN(2) == 0})
	other := NewPrint(r, Shape{Guests: 20, Blank: 5})
	s := Sending{OwnID: own.ID, OtherID: other.ID, Own: own.Layout, Other: other.Layout}
	add := func(kind Kind, p *Print, n int) {
		img, truth := p.Fill(r, n, ways.Filling)
		s.Items = append(s.Items, ways.item(r, kind, n, img, truth))
	}
	gone := 1 + r.IntN(len(own.pages))
	for n := range own.pages {
		if n+1 == gone && !ways.Alone && len(own.pages) > 1 {
			s.Missing = append(s.Missing, gone)
			continue
		}
		add(Own, own, n+1)
	}
	if !ways.Alone {
		s.Items = append(s.Items, s.Items[r.IntN(len(s.Items))])
		add(Other, other, 1)
		add(Stranger, NewPrint(r, Shape{Guests: 10, Blank: 2}), 1)
		add(Unmarked, NewPrint(r, Shape{Guests: 15, Blank: 2, Unmarked: true}), 1)
		s.Items = append(s.Items, ways.item(r, "letter", 0, LetterPage(r), nil))
		r.Shuffle(len(s.Items), func(i, j int) { s.Items[i], s.Items[j] = s.Items[j], s.Items[i] })
	}
	return s
}

func (w Ways) item(r *rand.Rand, kind Kind, n int, img *image.RGBA, truth []Truth) Item {
	i := Item{Kind: kind, Page: n, Truth: truth}
	if i.Photo = r.Float64() < w.Photos; i.Photo {
		i.File, i.Name = Photo(r, img, 25)
		i.How = "photo"
		return i
	}
	mode, dpi := Mode(r.IntN(3)), []int{150, 200, 300}[r.IntN(3)]
	i.File, i.Name = Scan(r, img, mode, dpi)
	i.How = []string{"colour", "grey", "line"}[mode] + " " + []string{"150", "200", "", "300"}[(dpi-150)/50] + " dpi"
	return i
}
