// Package schedule makes the items of an agenda from what is known already: from an
// event's sites, or from lines of text.
package schedule

import (
	"strings"
	"time"

	"openday/app"
	"openday/app/clash"
	"openday/app/words"
)

// Stop is a site of an event on the way through them.
type Stop struct {
	Place string
	Way   int // minutes from the place before
	Stay  int // minutes
}

// Course is how an agenda goes from site to site: the assembly first, the symposium
// last.
type Course struct {
	Stops     []Stop
	Symposium Stop // a stay of 0 for none
}

const (
	usualWay       = 20 // minutes
	usualStay      = 30
	usualSymposium = 60
	usualAssembly  = 10 * time.Minute
	leastStay      = 5
)

// Proposed returns the course through an event's sites in their order, with the known
// ways. A last site that is a room to meet in is that of the symposium. Where the
// event has an end, the stays are as long as it leaves time for.
func Proposed(e app.Event) Course {
	c := Course{Symposium: Stop{Stay: usualSymposium}}
	sites := e.Sites
	if n := len(sites) - 1; n >= 0 && isRoom(sites[n]) {
		c.Symposium.Place, sites = sites[n], sites[:n]
	}
	before := e.AssemblyPlace
	way := func(to string) int {
		from, key := app.PlaceKey(before), app.PlaceKey(to)
		if from == "" || key == "" || from == key {
			return 0
		}
		if t, known := e.WayBetween(from, key); known {
			return t.Minutes
		}
		return usualWay
	}
	for _, site := range sites {
		c.Stops = append(c.Stops, Stop{site, way(site), usualStay})
		before = site
	}
	c.Symposium.Way = way(c.Symposium.Place)
	c.fit(e)
	return c
}

// isRoom reports whether a place is one where people sit together.
func isRoom(place string) bool {
	for _, word := range []string{"会议室", "报告厅", "会议厅", "座谈", "会堂"} {
		if strings.Contains(place, word) {
			return true
		}
	}
	return false
}

// fit has the course be over at the end of the event: each stay is as long as the
// others, on the grid, and the symposium not longer than its share.
func (c *Course) fit(e app.Event) {
	if e.End.IsZero() || !app.DayOf(e.End).Equal(app.DayOf(e.Start)) {
		return
	}
	left := int(e.End.Sub(departure(e)).Minutes()) - c.Symposium.Way
	for _, s := range c.Stops {
		left -= s.Way
	}
	grid := int(clash.Step.Minutes())
	if len(c.Stops) == 0 {
		c.Symposium.Stay = max(leastStay, left/grid*grid)
		return
	}
	share := left / (len(c.Stops) + 2) // the symposium is as long as two visits
	stay := max(leastStay, share/grid*grid)
	for i := range c.Stops {
		c.Stops[i].Stay = stay
	}
	c.Symposium.Stay = max(leastStay, (left-stay*len(c.Stops))/grid*grid)
}

// departure returns when people leave the place of assembly.
func departure(e app.Event) time.Time {
	begins := assembly(e)
	if begins.IsZero() || e.Start.After(begins) {
		return e.Start
	}
	return begins.Add(usualAssembly)
}

// assembly returns when people assemble; zero where they do not.
func assembly(e app.Event) time.Time {
	switch {
	case !e.AssemblyTime.IsZero():
		return e.AssemblyTime
	case e.AssemblyPlace != "":
		return e.Start
	}
	return time.Time{}
}

// Items returns the agenda of a course.
func (c Course) Items(e app.Event) []app.AgendaItem {
	var all []app.AgendaItem
	put := func(kind app.AgendaKind, content, place string, from, to time.Time) {
		all = append(all, app.AgendaItem{EventID: e.ID, Kind: kind, Content: content, Place: place, Start: from, End: to})
	}
	at := departure(e)
	if from := assembly(e); !from.IsZero() {
		put(app.KindAssembly, words.In(words.Chinese, "Assembly|item of an agenda"), e.AssemblyPlace, from, at)
	}
	for _, s := range c.Stops {
		at = onGrid(at.Add(time.Duration(s.Way) * time.Minute))
		end := at.Add(time.Duration(s.Stay) * time.Minute)
		put("visit", words.In(words.Chinese, "Visit to %s|item of an agenda", s.Place), s.Place, at, end)
		at = end
	}
	if s := c.Symposium; s.Stay > 0 {
		at = onGrid(at.Add(time.Duration(s.Way) * time.Minute))
		put("symposium", words.In(words.Chinese, "Symposium|item of an agenda"), s.Place, at, at.Add(time.Duration(s.Stay)*time.Minute))
	}
	return all
}

// onGrid returns the next moment on the grid of an agenda's times.
func onGrid(at time.Time) time.Time {
	if rest := at.Sub(app.DayOf(at)) % clash.Step; rest > 0 {
		return at.Add(clash.Step - rest)
	}
	return at
}

// Ways returns the ways of the course that lead to another place.
func (c Course) Ways(e app.Event) []app.Travel {
	var all []app.Travel
	before := e.AssemblyPlace
	for _, s := range append(c.Stops[:len(c.Stops):len(c.Stops)], c.Symposium) {
		if before != "" && s.Place != "" && app.PlaceKey(before) != app.PlaceKey(s.Place) {
			all = append(all, app.Travel{From: before, To: s.Place, Minutes: s.Way})
		}
		if s.Place != "" {
			before = s.Place
		}
	}
	return all
}
