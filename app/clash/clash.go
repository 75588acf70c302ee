// Package clash finds what is wrong between the items of an agenda, and ways to mend
// it.
package clash

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/words"
)

// Kind is what is wrong between items of an agenda.
type Kind string

// The kinds of clashes.
const (
	Overlap Kind = "overlap" // two items at once that nothing tells apart as parallel
	Place   Kind = "place"   // two items at once in the same place
	Person  Kind = "person"  // a person in charge of, or recording, two items at once
	Vehicle Kind = "vehicle" // a vehicle for two items at once
	Travel  Kind = "travel"  // too little time to get from one item to the next
	Early   Kind = "early"   // before the event
	Late    Kind = "late"    // after the end of the event, or on another day
)

// Clash is one thing wrong between items of an agenda.
type Clash struct {
	Kind    Kind
	ItemID  string // the item beside which it is shown
	OtherID string // the other item, empty where it is about the event's hours
	Message string // said beside the item
	Other   string // the same, said beside the other item
	Mend    Mend   // a change that ends it
}

// Mend is a change that would end a clash: the times of one item as they would
// become. Its zero value is none.
type Mend struct {
	ItemID     string
	Start, End time.Time // End is zero where the item has none
	words      string
}

// String says what is to be done.
func (m Mend) String() string { return m.words }

// Step is the grid on which times of an agenda are suggested and moved.
const Step = 5 * time.Minute

// InOrder returns items in the order of an agenda: by start, then position; by position
// alone where an item has no start.
func InOrder(items []app.AgendaItem) []app.AgendaItem {
	items = slices.Clone(items)
	timed := len(Timed(items)) == len(items)
	slices.SortStableFunc(items, func(a, b app.AgendaItem) int {
		if !timed {
			return cmp.Compare(a.Position, b.Position)
		}
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Position, b.Position))
	})
	return items
}

// Timed returns the items that have a start; what has none clashes with nothing.
func Timed(items []app.AgendaItem) []app.AgendaItem {
	return slices.DeleteFunc(slices.Clone(items), func(a app.AgendaItem) bool { return a.Start.IsZero() })
}

// Find returns what is wrong between items of an agenda: two at once in one place,
// with one person or one vehicle; too little time from one place to the next; and
// what lies outside the event's hours.
//
// Two items at once in two places are no clash but go on side by side, see
// [Parallels]; without two places to tell them apart they overlap. An item
// without an end clashes with nothing after its start.
func Find(e app.Event, items []app.AgendaItem) []Clash {
	var found []Clash
	items = InOrder(Timed(items))
	sides := sidesOf(items)
	clash := func(kind Kind, a, b app.AgendaItem, from time.Time, message func(other app.AgendaItem) string) {
		found = append(found, Clash{kind, a.ID, b.ID, message(b), message(a), startingAt(b, from)})
	}
	for i, a := range items {
		found = append(found, outsideHours(e, a)...)
		for j, b := range items[i+1:] {
			if !atOnce(a, b) {
				continue
			}
			one, two := sides[i], sides[i+1+j]
			from := a.Over()
			apart := one.place != "" && two.place != "" && one.place != two.place
			if apart {
				from = Departure(a).Add(travel(e, one.place, two.place))
				if from.Before(a.Over()) {
					from = a.Over()
				}
			}
			told := len(found)
			if one.place == two.place && one.place != "" {
				clash(Place, a, b, from, func(o app.AgendaItem) string {
					return words.T("It is in the same place as “%s” (%s) at the same time.", o.Name(), o.Start.Format("15:04"))
				})
			}
			if who := shared(one.people, two.people); who != "" {
				clash(Person, a, b, from, func(o app.AgendaItem) string {
					return words.T("%s is needed for “%s” (%s) at the same time.", who, o.Name(), o.Start.Format("15:04"))
				})
			}
			if what := shared(one.vehicles, two.vehicles); what != "" {
				clash(Vehicle, a, b, from, func(o app.AgendaItem) string {
					return words.T("The vehicle %s is needed for “%s” (%s) at the same time.", what, o.Name(), o.Start.Format("15:04"))
				})
			}
			if told == len(found) && !apart {
				clash(Overlap, a, b, from, func(o app.AgendaItem) string {
					return words.T("It overlaps “%s” (%s).", o.Name(), o.Start.Format("15:04"))
				})
			}
		}
	}
	for _, l := range lateLegs(e, items, sides) {
		between := int(l.To.Start.Sub(l.From.Over()).Minutes())
		clash(Travel, l.From, l.To, Departure(l.From).Add(time.Duration(l.Minutes)*time.Minute), func(o app.AgendaItem) string {
			return words.T("Only %d min between this and “%s” (%s); the way takes %d min.", between, o.Name(), o.Start.Format("15:04"), l.Minutes)
		})
	}
	slices.SortStableFunc(found, func(a, b Clash) int { return place(items, a.ItemID) - place(items, b.ItemID) })
	return found
}

// Added returns the clashes of an agenda as it is now that were not there before.
func Added(before, now []Clash) []Clash {
	return slices.DeleteFunc(slices.Clone(now), func(c Clash) bool {
		return slices.ContainsFunc(before, func(b Clash) bool {
			same := b.ItemID == c.ItemID && b.OtherID == c.OtherID || b.ItemID == c.OtherID && b.OtherID == c.ItemID
			return same && b.Kind == c.Kind
		})
	})
}

// Parallel is two items that go on side by side in two places.
type Parallel struct{ ItemID, OtherID string }

// Parallels returns the items that go on side by side and do not clash: groups
// in different places with different people and vehicles.
func Parallels(items []app.AgendaItem) []Parallel {
	var found []Parallel
	items = InOrder(Timed(items))
	sides := sidesOf(items)
	for i, a := range items {
		for j, b := range items[i+1:] {
			one, two := sides[i], sides[i+1+j]
			if atOnce(a, b) && one.place != "" && two.place != "" && one.place != two.place &&
				shared(one.people, two.people) == "" && shared(one.vehicles, two.vehicles) == "" {
				found = append(found, Parallel{a.ID, b.ID})
			}
		}
	}
	return found
}

// Leg is the way from an item of an agenda to one after it in another place.
type Leg struct {
	From, To app.AgendaItem
	Minutes  int // how long it takes; NoNumber = not known
}

// Legs returns the ways between items that follow on each other in different
// places. Items without a place are passed over: they are where the last one was.
func Legs(e app.Event, items []app.AgendaItem) []Leg {
	items = InOrder(Timed(items))
	sides := sidesOf(items)
	var legs []Leg
	for i, next := range followersOf(items, sides) {
		for _, j := range next {
			if sides[i].place == sides[j].place {
				continue
			}
			l := Leg{items[i], items[j], app.NoNumber}
			if t, known := e.WayBetween(sides[i].place, sides[j].place); known {
				l.Minutes = t.Minutes
			}
			legs = append(legs, l)
		}
	}
	return legs
}

// lateLegs returns the ways that take longer than there is time. Where groups
// part or meet again, it is enough that each item can be reached from one
// before it and leads in time to one after it; but who and what is needed for
// both has to get there.
func lateLegs(e app.Event, items []app.AgendaItem, sides []side) []Leg {
	inTime := func(i, j int) bool {
		return !Departure(items[i]).Add(travel(e, sides[i].place, sides[j].place)).After(items[j].Start)
	}
	next := followersOf(items, sides)
	reached, leads := make([]bool, len(items)), make([]bool, len(items))
	for i, after := range next {
		for _, j := range after {
			if inTime(i, j) {
				reached[j], leads[i] = true, true
			}
		}
	}
	var late []Leg
	for i, a := range items {
		for j, b := range items {
			if !precedes(items, i, j) || sides[i].place == "" || sides[j].place == "" || inTime(i, j) {
				continue
			}
			bound := shared(sides[i].people, sides[j].people) != "" || shared(sides[i].vehicles, sides[j].vehicles) != ""
			if bound || slices.Contains(next[i], j) && !(reached[j] && leads[i]) {
				late = append(late, Leg{a, b, int(travel(e, sides[i].place, sides[j].place).Minutes())})
			}
		}
	}
	return late
}

// followersOf returns for each item with a place the items with a place that
// come next: those after it with nothing in between.
func followersOf(items []app.AgendaItem, sides []side) [][]int {
	next := make([][]int, len(items))
	for i := range items {
		if sides[i].place == "" {
			continue
		}
		var after []int
		for j := range items {
			if sides[j].place != "" && precedes(items, i, j) {
				after = append(after, j)
			}
		}
		for _, j := range after {
			if !slices.ContainsFunc(after, func(k int) bool { return precedes(items, k, j) }) {
				next[i] = append(next[i], j)
			}
		}
	}
	return next
}

// precedes reports whether item i is over when item j begins.
func precedes(items []app.AgendaItem, i, j int) bool {
	return i < j && !items[i].Over().After(items[j].Start)
}

// atOnce reports whether two items go on at the same time.
func atOnce(a, b app.AgendaItem) bool { return a.Start.Before(b.Over()) && b.Start.Before(a.Over()) }

// Departure returns when those at an item can be on the way to the next one: an
// assembly with its bus is on the way from its start.
func Departure(a app.AgendaItem) time.Time {
	if a.Kind == app.KindAssembly {
		return a.Start
	}
	return a.Over()
}

// outsideHours says how an item lies outside the event's hours.
func outsideHours(e app.Event, a app.AgendaItem) (found []Clash) {
	first, last := e.Start, e.LastMoment()
	if !e.AssemblyTime.IsZero() && e.AssemblyTime.Before(first) {
		first = e.AssemblyTime
	}
	say := func(kind Kind, message string, mend Mend) {
		found = append(found, Clash{Kind: kind, ItemID: a.ID, Message: message, Mend: mend})
	}
	if !e.Start.IsZero() && a.Start.Before(first) {
		say(Early, words.T("It starts before the event (%s).", e.Start.Format("15:04")), startingAt(a, first))
	}
	tooLate := words.T("It goes on after the end of the event (%s).", last.Format("15:04"))
	switch {
	case e.End.IsZero() && !last.IsZero() && !a.Start.Before(last):
		say(Late, words.T("It is on another day than the event."), startingAt(a, app.DayOf(e.Start).Add(a.Start.Sub(app.DayOf(a.Start)))))
	case e.End.IsZero() || !a.Over().After(last):
	case !a.Start.After(last):
		say(Late, tooLate, Mend{a.ID, a.Start, last, words.T("End at %s", last.Format("15:04"))})
	default:
		at := last.Add(a.Start.Sub(a.Over()))
		mend := startingAt(a, at.Add(-(at.Sub(app.DayOf(at)) % Step)))
		if mend.Start.Before(first) { // longer than the event
			mend = startingAt(a, first)
			mend.End = last
		}
		say(Late, tooLate, mend)
	}
	return found
}

// startingAt returns the change that has an item start at a moment, or at the next
// one on the grid, and last as long as it does.
func startingAt(a app.AgendaItem, at time.Time) Mend {
	if rest := at.Sub(app.DayOf(at)) % Step; rest > 0 {
		at = at.Add(Step - rest)
	}
	m := Mend{ItemID: a.ID, Start: at, words: words.T("Start at %s", at.Format("15:04"))}
	if !app.DayOf(at).Equal(app.DayOf(a.Start)) {
		m.words = words.T("Start at %s", at.Format("2006-01-02 15:04"))
	}
	if !a.End.IsZero() {
		m.End = at.Add(a.End.Sub(a.Start))
	}
	return m
}

// side is what an item has that another one may want at the same time.
type side struct {
	place            string
	people, vehicles []string
}

func sidesOf(items []app.AgendaItem) []side {
	sides := make([]side, len(items))
	for i, a := range items {
		sides[i] = side{app.PlaceKey(a.Place), append(names(a.InCharge), names(a.Recorder)...), names(a.Vehicle)}
	}
	return sides
}

// names takes apart a field that can name several, such as 张三、李四.
func names(field string) []string {
	all := strings.FieldsFunc(field, func(r rune) bool { return strings.ContainsRune("、，,；;/／\n", r) })
	for i := range all {
		all[i] = hanzi.CleanName(all[i])
	}
	return slices.DeleteFunc(all, func(name string) bool { return name == "" })
}

// shared returns those that stand in both lists, "" for none.
func shared(a, b []string) string {
	var both []string
	for _, name := range a {
		if slices.Contains(b, name) && !slices.Contains(both, name) {
			both = append(both, name)
		}
	}
	return strings.Join(both, "、")
}

// travel returns how long it takes from place to place; no time where it is not known.
func travel(e app.Event, from, to string) time.Duration {
	t, _ := e.WayBetween(from, to)
	return time.Duration(t.Minutes) * time.Minute
}

// place is where an item stands in an agenda.
func place(items []app.AgendaItem, id string) int {
	return slices.IndexFunc(items, func(a app.AgendaItem) bool { return a.ID == id })
}
