package app

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lists is a store with the lists of an event; the rest is not used.
type lists struct {
	Tx
	invitees []Invitee
	agenda   []AgendaItem
	feedback []Feedback
	photos   []Photo
	fails    error
}

func (l *lists) Invitees(f InviteeFilter) (found []Invitee, err error) {
	for _, v := range l.invitees {
		if (f.EventID == "" || f.EventID == v.EventID) && (f.PersonIDs == nil || slices.Contains(f.PersonIDs, v.Person.ID)) {
			found = append(found, v)
		}
	}
	return found, l.fails
}

func (l *lists) Agenda(string) ([]AgendaItem, error)         { return l.agenda, l.fails }
func (l *lists) Feedback(FeedbackFilter) ([]Feedback, error) { return l.feedback, l.fails }
func (l *lists) Photos(string) ([]Photo, error)              { return l.photos, l.fails }

// Each kind of list gives a record its place back where it is free, and else one
// behind all others.
func TestRecordsThatComeBackFindAPlace(t *testing.T) {
	there := &lists{
		invitees: []Invitee{{ID: "i1", EventID: "e", Position: 1}, {ID: "i2", EventID: "e", Position: 2}, {ID: "x", EventID: "other", Position: 3}},
		agenda:   []AgendaItem{{ID: "a1", EventID: "e", Position: 4}},
		feedback: []Feedback{{ID: "f1", EventID: "e", Position: 7}},
		photos:   []Photo{{ID: "p1", EventID: "e", Position: 5}},
	}
	back := func(kind RecordKind, id string, to any) Restoration {
		return Restoration{RecordKey: RecordKey{kind, id}, To: to}
	}
	invitee := func(id string, position int) Restoration {
		return back(RecordInvitee, id, Invitee{ID: id, EventID: "e", Position: position, Note: "备注"})
	}
	for name, c := range map[string]struct{ records, want []Restoration }{
		"a free place":                   {[]Restoration{invitee("b", 3)}, []Restoration{invitee("b", 3)}},
		"a place that is taken":          {[]Restoration{invitee("b", 2)}, []Restoration{invitee("b", 3)}},
		"a place before others":          {[]Restoration{invitee("b", 1)}, []Restoration{invitee("b", 3)}},
		"two that are taken":             {[]Restoration{invitee("b", 1), invitee("c", 2)}, []Restoration{invitee("b", 3), invitee("c", 4)}},
		"one taken, one far behind":      {[]Restoration{invitee("b", 1), invitee("c", 9)}, []Restoration{invitee("b", 10), invitee("c", 9)}},
		"one far behind first":           {[]Restoration{invitee("c", 9), invitee("b", 1)}, []Restoration{invitee("c", 9), invitee("b", 10)}},
		"the place of one that moves":    {[]Restoration{invitee("i1", 5), invitee("b", 1)}, []Restoration{invitee("i1", 5), invitee("b", 1)}},
		"its own place":                  {[]Restoration{invitee("i1", 1)}, []Restoration{invitee("i1", 1)}},
		"another event's place is free":  {[]Restoration{back(RecordInvitee, "b", Invitee{EventID: "third", Position: 1})}, []Restoration{back(RecordInvitee, "b", Invitee{EventID: "third", Position: 1})}},
		"an agenda item":                 {[]Restoration{back(RecordAgenda, "b", AgendaItem{EventID: "e", Position: 4})}, []Restoration{back(RecordAgenda, "b", AgendaItem{EventID: "e", Position: 5})}},
		"an opinion":                     {[]Restoration{back(RecordFeedback, "b", Feedback{EventID: "e", Position: 7})}, []Restoration{back(RecordFeedback, "b", Feedback{EventID: "e", Position: 8})}},
		"a photo":                        {[]Restoration{back(RecordPhoto, "b", Photo{EventID: "e", Position: 5})}, []Restoration{back(RecordPhoto, "b", Photo{EventID: "e", Position: 6})}},
		"lists have places of their own": {[]Restoration{back(RecordPhoto, "b", Photo{EventID: "e", Position: 4}), invitee("c", 4)}, []Restoration{back(RecordPhoto, "b", Photo{EventID: "e", Position: 4}), invitee("c", 4)}},
		"what goes, and has no place":    {[]Restoration{back(RecordInvitee, "i1", nil), back(RecordEvent, "e", Event{ID: "e"})}, []Restoration{back(RecordInvitee, "i1", nil), back(RecordEvent, "e", Event{ID: "e"})}},
	} {
		records := slices.Clone(c.records)
		if err := settlePlaces(there, records); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(c.want, records); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	broken := &lists{fails: errors.New("no")}
	for kind, to := range map[RecordKind]any{RecordInvitee: Invitee{}, RecordAgenda: AgendaItem{}, RecordFeedback: Feedback{}, RecordPhoto: Photo{}} {
		if err := settlePlaces(broken, []Restoration{{RecordKey: RecordKey{kind, "b"}, To: to}}); !errors.Is(err, broken.fails) {
			t.Errorf("a list of the kind %s that cannot be read: %v", kind, err)
		}
	}
	if at, ok := placeOf(RecordEvent, Event{ID: "e"}); ok {
		t.Errorf("an event has a place: %v", at)
	}
}

func TestNobodyComesBackASecondTime(t *testing.T) {
	person := func(id string) Person { return Person{ID: id, Name: "张三"} }
	there := &lists{invitees: []Invitee{{ID: "now", EventID: "e", Person: person("p")}, {ID: "elsewhere", EventID: "other", Person: person("q")}, {ID: "purged", EventID: "e", Person: person(PurgedPersonID)}}}
	back := func(id, event, who string, expect int64) Restoration {
		return Restoration{RecordKey{RecordInvitee, id}, Invitee{ID: id, EventID: event, Person: person(who)}, expect}
	}
	for name, c := range map[string]struct {
		records []Restoration
		refused bool
	}{
		"is there by another desk":        {[]Restoration{back("old", "e", "p", 0)}, true},
		"beside others":                   {[]Restoration{back("a", "e", "x", 0), back("old", "e", "p", 0)}, true},
		"is in another event":             {[]Restoration{back("old", "e", "q", 0)}, false},
		"never went":                      {[]Restoration{back("now", "e", "p", 4)}, false},
		"takes the place of one who goes": {[]Restoration{{RecordKey{RecordInvitee, "now"}, nil, 4}, back("old", "e", "p", 0)}, false},
		"is no one any more":              {[]Restoration{back("old", "e", PurgedPersonID, 0)}, false},
		"is nowhere":                      {[]Restoration{back("old", "e", "new", 0)}, false},
		"is only changed":                 {[]Restoration{back("old", "e", "p", 7)}, false},
		"of another kind":                 {[]Restoration{{RecordKey{RecordEvent, "e"}, Event{ID: "e"}, 0}}, false},
	} {
		err := refuseTwins(there, c.records)
		if refused := CodeOf(err) == CodeStale; refused != c.refused || err != nil && !refused {
			t.Errorf("somebody who %s: %v", name, err)
		}
		var e *Error
		if c.refused && (!errors.As(err, &e) || e.Stale.ID != "now" || !cmp.Equal(e.Stale.Stored, any(there.invitees[0]))) {
			t.Errorf("somebody who %s: named is %+v", name, e.Stale)
		}
	}
	there.fails = errors.New("no")
	if err := refuseTwins(there, []Restoration{back("old", "e", "p", 0)}); !errors.Is(err, there.fails) {
		t.Errorf("a list that cannot be read: %v", err)
	}
}
