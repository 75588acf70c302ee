package views

import (
	"slices"
	"strings"
	"time"

	"openday/app"
)

// step is how far one press of a key moves or stretches an agenda item.
const step = 5 * time.Minute

// over is when an item ends; its start where no end is given.
func over(a app.AgendaItem) time.Time {
	if a.End.IsZero() {
		return a.Start
	}
	return a.End
}

// moved gives an item some time later, or earlier.
func moved(a app.AgendaItem, by time.Duration) app.AgendaItem {
	a.Start = a.Start.Add(by)
	if !a.End.IsZero() {
		a.End = a.End.Add(by)
	}
	return a
}

// swapped has item i of an agenda, which is in its order, change places with
// the one at j beside it. Both keep how long they last, and the pause between
// them stays. It gives the two as they become.
func swapped(items []app.AgendaItem, i, j int) []app.AgendaItem {
	first, second := items[min(i, j)], items[max(i, j)]
	pause := max(0, second.Start.Sub(over(first)))
	begin := first.Start
	second = moved(second, begin.Sub(second.Start))
	first = moved(first, over(second).Add(pause).Sub(first.Start))
	first.Position, second.Position = second.Position, first.Position
	return []app.AgendaItem{second, first}
}

// shifted moves the items with some ids, and with follow all that begin no
// earlier than the first of them. It gives those that move.
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

// followers gives the items after one as it was, moved by some time.
func followers(items []app.AgendaItem, of app.AgendaItem, by time.Duration) []app.AgendaItem {
	var out []app.AgendaItem
	for _, a := range items {
		if by != 0 && a.ID != of.ID && !a.Start.Before(over(of)) {
			out = append(out, moved(a, by))
		}
	}
	return out
}

// clashWords gives what clashes with each item, in words, by its id. A clash of
// two items is told beside both.
func clashWords(e app.Event, items []app.AgendaItem) map[string]string {
	found := map[string][]string{}
	tell := func(id, text string) {
		if !slices.Contains(found[id], text) {
			found[id] = append(found[id], text)
		}
	}
	for _, c := range app.Clashes(e, items) {
		tell(c.ItemID, c.Message)
		if c.OtherID != "" {
			i := slices.IndexFunc(items, func(a app.AgendaItem) bool { return a.ID == c.ItemID })
			tell(c.OtherID, overlapWords(items[i]))
		}
	}
	joined := make(map[string]string, len(found))
	for id, all := range found {
		joined[id] = strings.Join(all, " ")
	}
	return joined
}
