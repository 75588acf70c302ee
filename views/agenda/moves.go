package agenda

import (
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/clash"
	"openday/app/words"
)

// step is how far one press of a key moves or stretches an agenda item.
const step = clash.Step

// moved returns an item some time later, or earlier.
func moved(a app.AgendaItem, by time.Duration) app.AgendaItem {
	a.Start = a.Start.Add(by)
	if !a.End.IsZero() {
		a.End = a.End.Add(by)
	}
	return a
}

// swapped has item i of an agenda, which is in its order, change places with
// the one at j beside it. Both keep how long they last, and the pause between
// them stays. It returns the two as they become.
func swapped(items []app.AgendaItem, i, j int) []app.AgendaItem {
	first, second := items[min(i, j)], items[max(i, j)]
	pause := max(0, second.Start.Sub(first.Over()))
	begin := first.Start
	second = moved(second, begin.Sub(second.Start))
	first = moved(first, second.Over().Add(pause).Sub(first.Start))
	first.Position, second.Position = second.Position, first.Position
	return []app.AgendaItem{second, first}
}

// shifted moves the items with some ids, and with follow all that begin no
// earlier than the first of them. It returns those that move.
func shifted(items []app.AgendaItem, ids []string, by time.Duration, follow bool) []app.AgendaItem {
	var out []app.AgendaItem
	reached := false
	for _, a := range items {
		chosen := slices.Contains(ids, a.ID)
		reached = reached || chosen
		if chosen || follow && reached {
			out = append(out, moved(a, by))
		}
	}
	return out
}

// stretched has the item with an id last longer, or shorter but not less than
// no time; with follow, those that began at its end or later move along. It
// gives those that change; none where the item has no end to move.
func stretched(items []app.AgendaItem, id string, by time.Duration, follow bool) []app.AgendaItem {
	i := slices.IndexFunc(items, func(a app.AgendaItem) bool { return a.ID == id })
	if i < 0 || items[i].End.IsZero() {
		return nil
	}
	a := items[i]
	a.End = a.End.Add(max(by, a.Start.Sub(a.End)))
	out := []app.AgendaItem{a}
	if follow {
		out = append(out, followers(items, items[i], a.End.Sub(items[i].End))...)
	}
	return out
}

// followers returns the items after one as it was, moved by some time.
func followers(items []app.AgendaItem, of app.AgendaItem, by time.Duration) []app.AgendaItem {
	var out []app.AgendaItem
	for _, a := range items {
		if by != 0 && a.ID != of.ID && !a.Start.Before(of.Over()) {
			out = append(out, moved(a, by))
		}
	}
	return out
}

// with returns an agenda with items that have changed, in its order.
func with(items, changed []app.AgendaItem) []app.AgendaItem {
	items = slices.Clone(items)
	for _, c := range changed {
		if i := slices.IndexFunc(items, func(a app.AgendaItem) bool { return a.ID == c.ID }); i >= 0 {
			items[i] = c
		}
	}
	return clash.InOrder(items)
}

// mended returns the items that change when a clash is mended: the one that the
// mend is about, and with follow those after it, by as much as it moves.
func mended(items []app.AgendaItem, m clash.Mend, follow bool) []app.AgendaItem {
	i := slices.IndexFunc(items, func(a app.AgendaItem) bool { return a.ID == m.ItemID })
	if i < 0 {
		return nil
	}
	out := items[i : i+1 : i+1]
	if by := m.Start.Sub(items[i].Start); by != 0 {
		out = shifted(items, []string{m.ItemID}, by, follow)
	}
	out = slices.Clone(out)
	out[0].End = m.End
	return out
}

// clashWords returns what clashes with each item, in words, by its id. A clash of
// two items is told beside both.
func clashWords(clashes []clash.Clash) map[string]string {
	var told sayings
	for _, c := range clashes {
		told.add(c.ItemID, c.Message)
		told.add(c.OtherID, c.Other)
	}
	return told.joined()
}

// parallelWords returns what goes on beside each item, in words, by its id.
func parallelWords(items []app.AgendaItem) map[string]string {
	byID := make(map[string]app.AgendaItem, len(items))
	for _, a := range items {
		byID[a.ID] = a
	}
	var told sayings
	for _, p := range clash.Parallels(items) {
		one, other := byID[p.ItemID], byID[p.OtherID]
		told.add(one.ID, words.T("Side by side with “%s” (%s).", other.Name(), other.Start.Format("15:04")))
		told.add(other.ID, words.T("Side by side with “%s” (%s).", one.Name(), one.Start.Format("15:04")))
	}
	return told.joined()
}

// sayings gathers what is said of items, each thing once.
type sayings map[string][]string

func (s *sayings) add(id, text string) {
	if *s == nil {
		*s = sayings{}
	}
	if id != "" && !slices.Contains((*s)[id], text) {
		(*s)[id] = append((*s)[id], text)
	}
}

func (s sayings) joined() map[string]string {
	joined := make(map[string]string, len(s))
	for id, all := range s {
		joined[id] = strings.Join(all, " ")
	}
	return joined
}
