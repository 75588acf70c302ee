package clash

import (
	"openday/app"
	"slices"
	"time"
)

// CompressedFrom has the items of an agenda from one on, which is in its order, be
// over at an end, as [Compressed] does, those of the day of that end alone. Where
// they clash with each other or with what comes before, that is mended first, so
// that nothing is left whose mend would move the end again. The error, CodeInvalid,
// says that there is too little time.
func CompressedFrom(e app.Event, items []app.AgendaItem, from int, end time.Time) ([]app.AgendaItem, error) {
	var ids []string
	late := false
	for _, a := range lastRun(items, end) {
		if place(items, a.ID) >= from {
			ids = append(ids, a.ID)
			late = late || a.Over().After(end)
		}
	}
	if !late {
		return nil, nil
	}
	chosen := func(all []app.AgendaItem) []app.AgendaItem {
		return slices.DeleteFunc(slices.Clone(all), func(a app.AgendaItem) bool { return !slices.Contains(ids, a.ID) })
	}
	ours := func(c Clash) bool {
		return c.Kind != Early && c.Kind != Late && (slices.Contains(ids, c.ItemID) || slices.Contains(ids, c.OtherID))
	}
	untangled := items
	for range len(items) * len(items) {
		i := slices.IndexFunc(Find(e, untangled), func(c Clash) bool { return ours(c) && slices.Contains(ids, c.Mend.ItemID) })
		if i < 0 {
			break
		}
		untangled = With(untangled, chosen(Mended(untangled, Find(e, untangled)[i].Mend, true)))
	}
	changed, err := Compressed(e, chosen(untangled), end)
	if err != nil {
		return nil, err
	}
	became := With(untangled, changed)
	if slices.ContainsFunc(Find(e, became), ours) {
		return nil, tooLittleTime(end)
	}
	return slices.DeleteFunc(became, func(a app.AgendaItem) bool {
		was := items[place(items, a.ID)]
		return a.Start.Equal(was.Start) && a.End.Equal(was.End)
	}), nil
}

// lastRun returns the items of an agenda that go on without a night between them and
// of which one is on the day of an end.
func lastRun(items []app.AgendaItem, end time.Time) (run []app.AgendaItem) {
	var now []app.AgendaItem
	var over time.Time
	of := false
	for _, a := range InOrder(items) {
		if night(over, a.Start) {
			now, of = nil, false
		}
		over = latest(over, a.Over())
		of = of || app.DayOf(a.Start).Equal(app.DayOf(end)) || app.DayOf(a.Over()).Equal(app.DayOf(end))
		if now = append(now, a); of {
			run = now
		}
	}
	return run
}

func tooLittleTime(end time.Time) error {
	return app.Errorf(app.CodeInvalid, nil, "The agenda cannot be compressed to end at %s: there is too little time for so many items and ways. Take an item out, or let the event end later.", end.Format("15:04"))
}

// Compressed has items of one day be over at an end: first the pauses between
// them get shorter, but not shorter than the known ways from place to place;
// then the items themselves, all in proportion and in multiples of Step,
// which is also the least that remains of each. What begins the day stays
// where it is; items that go on side by side still do, and none comes to lie
// upon another. It returns the items as they become; none where they are over by
// then already. The error, CodeInvalid, says that there is too little time.
func Compressed(e app.Event, items []app.AgendaItem, end time.Time) ([]app.AgendaItem, error) {
	items = InOrder(items)
	var marks []time.Time // where something begins or ends
	for _, a := range items {
		marks = append(marks, a.Start, a.Over())
	}
	slices.SortFunc(marks, time.Time.Compare)
	marks = slices.CompactFunc(marks, time.Time.Equal)
	if len(marks) == 0 || !marks[len(marks)-1].After(end) {
		return nil, nil
	}
	busy := make([]bool, len(marks)-1) // whether something goes on from a mark to the next one
	for i := range busy {
		busy[i] = slices.ContainsFunc(items, func(a app.AgendaItem) bool { return !a.Start.After(marks[i]) && !a.Over().Before(marks[i+1]) })
	}
	legs := append(Legs(e, items), boundLegs(e, items)...)
	becomes, shorter, fits := fitted(marks, busy, legs, end, false)
	if fits && shorter {
		// The items that a way may go on beside have got shorter, too.
		becomes, _, fits = fitted(marks, busy, legs, end, true)
	}
	if !fits {
		return nil, tooLittleTime(end)
	}
	var out []app.AgendaItem
	for _, a := range items {
		was := a
		a.Start = becomes[a.Start.Unix()]
		if !a.End.IsZero() {
			a.End = becomes[a.End.Unix()]
		}
		if !a.Start.Equal(was.Start) || !a.End.Equal(was.End) {
			out = append(out, a)
		}
	}
	return out, nil
}

// boundLegs returns the known ways from an item to a later one that the same people or
// vehicles are needed for, whatever lies between.
func boundLegs(e app.Event, items []app.AgendaItem) []Leg {
	sides := sidesOf(items)
	var legs []Leg
	for i, a := range items {
		for j, b := range items {
			if !precedes(items, i, j) || sides[i].place == "" || sides[j].place == "" || sides[i].place == sides[j].place ||
				shared(sides[i].people, sides[j].people) == "" && shared(sides[i].vehicles, sides[j].vehicles) == "" {
				continue
			}
			if t, known := e.WayBetween(sides[i].place, sides[j].place); known {
				legs = append(legs, Leg{a, b, t.Minutes})
			}
		}
	}
	return legs
}

// fitted returns what the marks become, by their seconds, so that the last of them
// is not after an end; shorter tells that pauses alone did not do, and fits that
// there is time enough. least counts what goes on while people are on their way
// with the least that may remain of it, else with how long it lasts.
func fitted(marks []time.Time, busy []bool, legs []Leg, end time.Time, least bool) (becomes map[int64]time.Time, shorter, fits bool) {
	length := func(i int) time.Duration { return marks[i+1].Sub(marks[i]) }
	stays := make([]int, len(busy)) // the least that remains from each mark to the next one, in steps
	for i := range busy {
		if busy[i] {
			stays[i] = 1
		}
	}
	for _, l := range legs {
		if l.Minutes == app.NoNumber {
			continue
		}
		within := func(i int) bool { return !marks[i].Before(Departure(l.From)) && !marks[i+1].After(l.To.Start) }
		left := time.Duration(l.Minutes) * time.Minute
		for i := range busy {
			switch {
			case !busy[i] || !within(i):
			case least:
				left -= Step
			default:
				left -= length(i)
			}
		}
		// People may be on their way all the time between: in the pauses, the last
		// one first, and while something goes on that has nothing to do with it.
		need := steps(max(0, left))
		for _, while := range []bool{false, true} {
			for i := len(busy) - 1; i >= 0; i-- {
				if busy[i] == while && within(i) {
					some := min(need, steps(length(i))-btoi(while))
					stays[i] = max(stays[i], btoi(while)+some)
					need -= some
				}
			}
		}
	}
	items, pauses := stretch{}, stretch{} // the times between the marks, in steps
	kinds := make([]*stretch, len(busy))
	for i := range kinds {
		if busy[i] {
			kinds[i] = &items
			items.add(steps(length(i)), stays[i])
		} else {
			kinds[i] = &pauses
			pauses.add(int(length(i)/Step), stays[i])
		}
	}
	room := int(end.Sub(marks[0]) / Step)
	if marks[0].After(end) || items.leastSum()+pauses.leastSum() > room {
		return nil, false, false
	}
	shorter = items.sum() > room-pauses.leastSum()
	items.fit(room - pauses.leastSum())
	pauses.fit(room - items.sum())
	at := marks[0]
	becomes = map[int64]time.Time{at.Unix(): at}
	for i, kind := range kinds {
		at = at.Add(time.Duration(kind.next()) * Step)
		becomes[marks[i+1].Unix()] = at
	}
	return becomes, shorter, true
}

// steps is how many steps of the grid a length takes up.
func steps(length time.Duration) int { return int((length + Step - 1) / Step) }

// stretch are lengths of time that get shorter together, in steps.
type stretch struct{ lengths, least []int }

func (s *stretch) add(length, least int) {
	s.lengths, s.least = append(s.lengths, max(length, least)), append(s.least, least)
}

func (s *stretch) sum() int      { return total(s.lengths) }
func (s *stretch) leastSum() int { return total(s.least) }

func total(numbers []int) (sum int) {
	for _, n := range numbers {
		sum += n
	}
	return sum
}

// fit shortens the lengths to so much in all, each in proportion to what it
// can spare. There is room for the least of each.
func (s *stretch) fit(room int) {
	spare := s.sum() - s.leastSum()
	if s.sum() <= room {
		return
	}
	// Rounding the running total, not each share, makes the sum right.
	given, seen, kept := room-s.leastSum(), 0, 0
	for i, least := range s.least {
		seen += s.lengths[i] - least
		now := (2*given*seen + spare) / (2 * spare)
		s.lengths[i] = least + now - kept
		kept = now
	}
}

// next takes the first length away and gives it.
func (s *stretch) next() int {
	first := s.lengths[0]
	s.lengths = s.lengths[1:]
	return first
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
