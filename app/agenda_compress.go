package app

import (
	"slices"
	"time"
)

// Compressed has items of one day be over at an end: first the pauses between
// them get shorter, but not shorter than the known ways from place to place;
// then the items themselves, all in proportion and by steps of AgendaStep,
// which is also the least that remains of each. What begins the day stays
// where it is; items that go on side by side still do, and none comes to lie
// upon another. It gives the items as they become; none where they are over by
// then already. The error, CodeInvalid, says that there is too little time.
func Compressed(e Event, items []AgendaItem, end time.Time) ([]AgendaItem, error) {
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
	legs := Legs(e, items)
	busy, pauses := stretch{}, stretch{} // the times between the marks, in steps
	kinds := make([]*stretch, len(marks)-1)
	for i := range kinds {
		from, to := marks[i], marks[i+1]
		if slices.ContainsFunc(items, func(a AgendaItem) bool { return !a.Start.After(from) && !a.Over().Before(to) }) {
			kinds[i] = &busy
			busy.add(steps(to.Sub(from)), 1)
			continue
		}
		kinds[i] = &pauses
		length, least := int(to.Sub(from)/AgendaStep), 0
		for _, l := range legs {
			if !l.From.Departure().After(from) && !l.To.Start.Before(to) && l.Minutes != NoNumber {
				least = max(least, steps(time.Duration(l.Minutes)*time.Minute-from.Sub(l.From.Departure())-l.To.Start.Sub(to)))
			}
		}
		pauses.add(length, min(least, length))
	}
	room := int(end.Sub(marks[0]) / AgendaStep)
	if marks[0].After(end) || busy.leastSum()+pauses.leastSum() > room {
		return nil, Errorf(CodeInvalid, nil, "The agenda cannot be compressed to end at %s: there is too little time for so many items and ways. Take an item out, or let the event end later.", end.Format("15:04"))
	}
	busy.fit(room - pauses.leastSum())
	pauses.fit(room - busy.sum())

	becomes := map[int64]time.Time{marks[0].Unix(): marks[0]}
	at := marks[0]
	for i, kind := range kinds {
		at = at.Add(time.Duration(kind.next()) * AgendaStep)
		becomes[marks[i+1].Unix()] = at
	}
	var out []AgendaItem
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

// steps is how many steps of the grid a length takes up.
func steps(length time.Duration) int { return int((length + AgendaStep - 1) / AgendaStep) }

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
