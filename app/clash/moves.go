package clash

import (
	"slices"
	"time"

	"openday/app"
)

// moved returns an item some time later, or earlier.
func moved(a app.AgendaItem, by time.Duration) app.AgendaItem {
	a.Start = a.Start.Add(by)
	if !a.End.IsZero() {
		a.End = a.End.Add(by)
	}
	return a
}

// Swapped has item i of an agenda, which is in its order, change places with
// the one at j beside it. Both keep how long they last, and the pause between
// them stays. It returns the two as they become.
func Swapped(items []app.AgendaItem, i, j int) []app.AgendaItem {
	first, second := items[min(i, j)], items[max(i, j)]
	pause := max(0, second.Start.Sub(first.Over()))
	begin := first.Start
	second = moved(second, begin.Sub(second.Start))
	first = moved(first, second.Over().Add(pause).Sub(first.Start))
	first.Position, second.Position = second.Position, first.Position
	return []app.AgendaItem{second, first}
}

// Shifted moves the items with some ids, and with follow all that begin no
// earlier than the first of them, up to the next night. It returns those that move.
func Shifted(items []app.AgendaItem, ids []string, by time.Duration, follow bool) []app.AgendaItem {
	var out []app.AgendaItem
	var over time.Time // when those that move so far are over; zero while none does
	for _, a := range items {
		chosen := slices.Contains(ids, a.ID)
		if !chosen && night(over, a.Start) {
			over = time.Time{}
		}
		if chosen || follow && !over.IsZero() {
			over = latest(over, a.Over())
			out = append(out, moved(a, by))
		}
	}
	return out
}

const (
	dayBegins  = 5 * time.Hour // what goes on before belongs to the evening before
	shortNight = 4 * time.Hour
)

// night reports whether a night lies between what is over and what begins: the
// items of another day do not follow when those of the day before move, but those
// of an evening that goes on past midnight do.
func night(over, start time.Time) bool {
	return !over.IsZero() && start.Sub(over) > shortNight && !app.DayOf(over.Add(-dayBegins)).Equal(app.DayOf(start.Add(-dayBegins)))
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// EndAt returns when an item ends that begins at start and for which a time of day is
// given as its end: on the day of its start, or on the next one where it begins in
// the evening and is over in the small hours, or where it ended on another day
// before, at that time.
func EndAt(was app.AgendaItem, start time.Time, clock time.Duration) time.Time {
	day := app.DayOf(start)
	end := day.Add(clock)
	const evening = 18 * time.Hour
	switch {
	case !was.End.IsZero() && was.End.Sub(app.DayOf(was.End)) == clock:
		return app.DayOf(was.End).Add(day.Sub(app.DayOf(was.Start))).Add(clock)
	case end.Before(start) && start.Sub(day) >= evening && clock <= dayBegins:
		return day.AddDate(0, 0, 1).Add(clock)
	}
	return end
}

// Stretched has the item with an id last longer, or shorter but not less than
// no time; with follow, those that began at its end or later move along. It
// gives those that change; none where the item has no end to move.
func Stretched(items []app.AgendaItem, id string, by time.Duration, follow bool) []app.AgendaItem {
	i := place(items, id)
	if i < 0 || items[i].End.IsZero() {
		return nil
	}
	a := items[i]
	a.End = a.End.Add(max(by, a.Start.Sub(a.End)))
	out := []app.AgendaItem{a}
	if follow {
		out = append(out, Followers(items, items[i], a.End.Sub(items[i].End))...)
	}
	return out
}

// Followers returns the items after one as it was, moved by some time, up to the
// next night.
func Followers(items []app.AgendaItem, of app.AgendaItem, by time.Duration) []app.AgendaItem {
	var out []app.AgendaItem
	over := of.Over()
	for _, a := range InOrder(items) {
		if by == 0 || a.ID == of.ID || a.Start.Before(of.Over()) {
			continue
		}
		if night(over, a.Start) {
			break
		}
		over = latest(over, a.Over())
		out = append(out, moved(a, by))
	}
	return out
}

// With returns an agenda with items that have changed or are new, in its order.
func With(items, changed []app.AgendaItem) []app.AgendaItem {
	items = slices.Clone(items)
	for _, c := range changed {
		if i := place(items, c.ID); i >= 0 {
			items[i] = c
		} else {
			items = append(items, c)
		}
	}
	return InOrder(items)
}

// Saved returns the items that change when one is saved with follow: those after it
// move by as much as its end has moved. After a new one they move by as much as it
// runs into them, and stay where there is room for it.
func Saved(items []app.AgendaItem, a app.AgendaItem, follow bool) []app.AgendaItem {
	out := []app.AgendaItem{a}
	if !follow {
		return out
	}
	if i := place(items, a.ID); i >= 0 && a.ID != "" {
		return append(out, Followers(items, items[i], a.Over().Sub(items[i].Over()))...)
	}
	for _, next := range InOrder(items) {
		if !next.Start.Before(a.Start) {
			return append(out, Followers(items, app.AgendaItem{Start: a.Start}, max(0, a.Over().Sub(next.Start)))...)
		}
	}
	return out
}

// Next returns an item as yet empty that begins where an agenda ends, or right after
// the last one that was added, if any; the first one at the assembly or the
// beginning of the event.
func Next(e app.Event, items []app.AgendaItem, last *app.AgendaItem) app.AgendaItem {
	a := app.AgendaItem{EventID: e.ID, Start: e.Start, Kind: "visit"}
	switch {
	case last != nil:
		a.Start = last.Over()
	case len(items) == 0 && !e.AssemblyTime.IsZero():
		a.Start, a.Kind, a.Place = e.AssemblyTime, app.KindAssembly, e.AssemblyPlace
	case len(items) == 0 && !e.HasClock(), len(items) > len(Timed(items)):
		a.Start = time.Time{} // none of them has a time of day
	case len(items) > 0:
		a.Start = items[0].Over()
		for _, other := range items {
			if end := other.Over(); end.After(a.Start) {
				a.Start = end
			}
		}
	}
	return a
}

// Moved returns the items of an agenda that begin at another time than before, as
// they have become, without one of them, which is told otherwise.
func Moved(before, now []app.AgendaItem, without string) []app.AgendaItem {
	var out []app.AgendaItem
	for _, a := range now {
		if i := place(before, a.ID); i >= 0 && a.ID != without && !before[i].Start.Equal(a.Start) {
			out = append(out, a)
		}
	}
	return out
}

// Mended returns the items that change when a clash is mended: the one that the
// mend is about, and with follow those after it, by as much as it moves.
func Mended(items []app.AgendaItem, m Mend, follow bool) []app.AgendaItem {
	i := place(items, m.ItemID)
	if i < 0 {
		return nil
	}
	out := items[i : i+1 : i+1]
	if by := m.Start.Sub(items[i].Start); by != 0 {
		out = Shifted(items, []string{m.ItemID}, by, follow)
	}
	out = slices.Clone(out)
	out[0].End = m.End
	return out
}
