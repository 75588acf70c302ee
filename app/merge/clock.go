package merge

import (
	"slices"
	"time"

	"openday/app"
	"openday/app/words"
)

// clockSlack is by how much the clocks of two computers may differ unremarked.
const clockSlack = 10 * time.Minute

// isAhead reports whether a moment lies in the future, so that it says nothing of
// when something was done.
func (m *merge) isAhead(t time.Time) bool { return t.After(m.now.Add(clockSlack)) }

// newer reports which side changed a record later, as far as the stamps tell that:
// one in the future tells nothing.
func (m *merge) newer(ours, theirs time.Time) (weAre, theyAre bool) {
	if m.isAhead(ours) || m.isAhead(theirs) {
		return false, false
	}
	return ours.After(theirs), theirs.After(ours)
}

// stamps calls do with every moment that the program itself wrote into a record.
func stamps[T any](e *entity[T], v *T, do func(*time.Time)) {
	for _, f := range e.all {
		if f.ByProgram && f.Kind == app.KindMoment {
			do(f.Place(v).(*time.Time))
		}
	}
	if f, ok := any(v).(*app.Feedback); ok {
		f.History = slices.Clone(f.History)
		for i := range f.History {
			do(&f.History[i].At)
		}
	}
}

// restamp puts the present in the place of stamps that lie in the future, and
// reports whether there were any: else they would win whatever is done later.
func restamp[T any](m *merge, e *entity[T], v *T) bool {
	changed := false
	stamps(e, v, func(at *time.Time) {
		switch {
		case m.isAhead(*at):
			m.latest = later(m.latest, *at)
			*at, changed = m.now, true
		default:
			m.past = later(m.past, *at)
		}
	})
	if changed {
		m.ahead++
	}
	return changed
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// tellClocks names a clock that is wrong: the other computer's, as far as the
// moment tells at which the file was written, or this one's.
func (m *merge) tellClocks(written time.Time) {
	says := func(t time.Time) string { return t.In(app.Zone).Format("2006-01-02 15:04") }
	switch {
	case m.isAhead(written):
		m.notice(words.T("The other computer's clock is ahead by %s, or this one's is behind: the file was written there at %s, and here it is %s.|how much, two moments", lapse(written.Sub(m.now)), says(written), says(m.now)))
	case !written.IsZero() && m.past.After(written.Add(clockSlack)):
		m.notice(words.T("The other computer's clock is behind by %s or more: by it the file was written at %s, and an entry in it is of %s. What was changed there may count as older than it is; look at what is kept as here.|how much, two moments", lapse(m.past.Sub(written)), says(written), says(m.past)))
	}
	if m.ahead > 0 {
		m.notice(words.T("%d entries of the file are of a time to come (up to %s). They count as of now, and where both sides changed one, ours is kept unless you choose the file's.", m.ahead, says(m.latest)))
	}
}

func (m *merge) notice(sentence string) { m.report.Notices = append(m.report.Notices, sentence) }

// lapse says roughly how long a time is.
func lapse(d time.Duration) string {
	const day, year = 24 * time.Hour, 365 * 24 * time.Hour
	switch {
	case d >= 2*year:
		return words.T("%d years", int(d/year))
	case d >= 2*day:
		return words.T("%d days", int(d/day))
	case d >= 2*time.Hour:
		return words.T("%d hours", int(d/time.Hour))
	}
	return words.T("%d minutes", int(d/time.Minute))
}
