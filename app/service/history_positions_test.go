package service

import (
	"errors"
	"slices"
	"testing"

	"openday/app"

	"github.com/google/go-cmp/cmp"
)

// lists is a store with the lists of an event; the rest is not used.
type lists struct {
	app.Tx
	invitees []app.Invitee
	agenda   []app.AgendaItem
	feedback []app.Feedback
	photos   []app.Photo
	fails    error
}

func (l *lists) Invitees(f app.InviteeFilter) (found []app.Invitee, err error) {
	for _, v := range l.invitees {
		if (f.EventID == "" || f.EventID == v.EventID) && (f.PersonIDs == nil || slices.Contains(f.PersonIDs, v.Person.ID)) {
			found = append(found, v)
		}
	}
	return found, l.fails
}

func (l *lists) Agenda(string) ([]app.AgendaItem, error)             { return l.agenda, l.fails }
func (l *lists) Feedback(app.FeedbackFilter) ([]app.Feedback, error) { return l.feedback, l.fails }
func (l *lists) Photos(string) ([]app.Photo, error)                  { return l.photos, l.fails }

// Each kind of list gives a record its place back where it is free, and else one
// behind all others.
func TestRecordsThatComeBackFindAPlace(t *testing.T) {
	there := &lists{
		invitees: []app.Invitee{{ID: "i1", EventID: "e", Position: 1}, {ID: "i2", EventID: "e", Position: 2}, {ID: "x", EventID: "other", Position: 3}},
		agenda:   []app.AgendaItem{{ID: "a1", EventID: "e", Position: 4}},
		feedback: []app.Feedback{{ID: "f1", EventID: "e", Position: 7}},
		photos:   []app.Photo{{ID: "p1", EventID: "e", Position: 5}},
	}
	back := func(kind app.RecordKind, id string, to any) app.Restoration {
		return app.Restoration{RecordKey: app.RecordKey{Kind: kind, ID: id}, To: to}
	}
	invitee := func(id string, position int) app.Restoration {
		return back(app.RecordInvitee, id, app.Invitee{ID: id, EventID: "e", Position: position, Note: "备注"})
	}
	for name, c := range map[string]struct{ records, want []app.Restoration }{
		"a free place":                   {[]app.Restoration{invitee("b", 3)}, []app.Restoration{invitee("b", 3)}},
		"a place that is taken":          {[]app.Restoration{invitee("b", 2)}, []app.Restoration{invitee("b", 3)}},
		"a place before others":          {[]app.Restoration{invitee("b", 1)}, []app.Restoration{invitee("b", 3)}},
		"two that are taken":             {[]app.Restoration{invitee("b", 1), invitee("c", 2)}, []app.Restoration{invitee("b", 3), invitee("c", 4)}},
		"one taken, one far behind":      {[]app.Restoration{invitee("b", 1), invitee("c", 9)}, []app.Restoration{invitee("b", 10), invitee("c", 9)}},
		"one far behind first":           {[]app.Restoration{invitee("c", 9), invitee("b", 1)}, []app.Restoration{invitee("c", 9), invitee("b", 10)}},
		"the place of one that moves":    {[]app.Restoration{invitee("i1", 5), invitee("b", 1)}, []app.Restoration{invitee("i1", 5), invitee("b", 1)}},
		"its own place":                  {[]app.Restoration{invitee("i1", 1)}, []app.Restoration{invitee("i1", 1)}},
		"another event's place is free":  {[]app.Restoration{back(app.RecordInvitee, "b", app.Invitee{EventID: "third", Position: 1})}, []app.Restoration{back(app.RecordInvitee, "b", app.Invitee{EventID: "third", Position: 1})}},
		"an agenda item":                 {[]app.Restoration{back(app.RecordAgenda, "b", app.AgendaItem{EventID: "e", Position: 4})}, []app.Restoration{back(app.RecordAgenda, "b", app.AgendaItem{EventID: "e", Position: 5})}},
		"an opinion":                     {[]app.Restoration{back(app.RecordFeedback, "b", app.Feedback{EventID: "e", Position: 7})}, []app.Restoration{back(app.RecordFeedback, "b", app.Feedback{EventID: "e", Position: 8})}},
		"a photo":                        {[]app.Restoration{back(app.RecordPhoto, "b", app.Photo{EventID: "e", Position: 5})}, []app.Restoration{back(app.RecordPhoto, "b", app.Photo{EventID: "e", Position: 6})}},
		"lists have places of their own": {[]app.Restoration{back(app.RecordPhoto, "b", app.Photo{EventID: "e", Position: 4}), invitee("c", 4)}, []app.Restoration{back(app.RecordPhoto, "b", app.Photo{EventID: "e", Position: 4}), invitee("c", 4)}},
		"what goes, and has no place":    {[]app.Restoration{back(app.RecordInvitee, "i1", nil), back(app.RecordEvent, "e", app.Event{ID: "e"})}, []app.Restoration{back(app.RecordInvitee, "i1", nil), back(app.RecordEvent, "e", app.Event{ID: "e"})}},
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
	for kind, to := range map[app.RecordKind]any{app.RecordInvitee: app.Invitee{}, app.RecordAgenda: app.AgendaItem{}, app.RecordFeedback: app.Feedback{}, app.RecordPhoto: app.Photo{}} {
		if err := settlePlaces(broken, []app.Restoration{{RecordKey: app.RecordKey{Kind: kind, ID: "b"}, To: to}}); !errors.Is(err, broken.fails) {
			t.Errorf("a list of the kind %s that cannot be read: %v", kind, err)
		}
	}
	if at, ok := app.PlaceOf(app.RecordEvent, app.Event{ID: "e"}); ok {
		t.Errorf("an event has a place: %v", at)
	}
}

func TestNobodyComesBackASecondTime(t *testing.T) {
	person := func(id string) app.Person { return app.Person{ID: id, Name: "张三"} }
	there := &lists{invitees: []app.Invitee{{ID: "now", EventID: "e", Person: person("p")}, {ID: "elsewhere", EventID: "other", Person: person("q")}, {ID: "purged", EventID: "e", Person: person(app.PurgedPersonID)}}}
	back := func(id, event, who string, expect int64) app.Restoration {
		return app.Restoration{RecordKey: app.RecordKey{Kind: app.RecordInvitee, ID: id}, To: app.Invitee{ID: id, EventID: event, Person: person(who)}, Expect: expect}
	}
	for name, c := range map[string]struct {
		records []app.Restoration
		refused bool
	}{
		"is there by another desk":        {[]app.Restoration{back("old", "e", "p", 0)}, true},
		"beside others":                   {[]app.Restoration{back("a", "e", "x", 0), back("old", "e", "p", 0)}, true},
		"is in another event":             {[]app.Restoration{back("old", "e", "q", 0)}, false},
		"never went":                      {[]app.Restoration{back("now", "e", "p", 4)}, false},
		"takes the place of one who goes": {[]app.Restoration{{RecordKey: app.RecordKey{Kind: app.RecordInvitee, ID: "now"}, To: nil, Expect: 4}, back("old", "e", "p", 0)}, false},
		"is no one any more":              {[]app.Restoration{back("old", "e", app.PurgedPersonID, 0)}, false},
		"is nowhere":                      {[]app.Restoration{back("old", "e", "new", 0)}, false},
		"is only changed":                 {[]app.Restoration{back("old", "e", "p", 7)}, false},
		"of another kind":                 {[]app.Restoration{{RecordKey: app.RecordKey{Kind: app.RecordEvent, ID: "e"}, To: app.Event{ID: "e"}, Expect: 0}}, false},
	} {
		err := refuseTwins(there, c.records)
		if refused := app.CodeOf(err) == app.CodeStale; refused != c.refused || err != nil && !refused {
			t.Errorf("somebody who %s: %v", name, err)
		}
		var e *app.Error
		if c.refused && (!errors.As(err, &e) || e.Stale.ID != "now" || !cmp.Equal(e.Stale.Stored, any(there.invitees[0]))) {
			t.Errorf("somebody who %s: named is %+v", name, e.Stale)
		}
	}
	there.fails = errors.New("no")
	if err := refuseTwins(there, []app.Restoration{back("old", "e", "p", 0)}); !errors.Is(err, there.fails) {
		t.Errorf("a list that cannot be read: %v", err)
	}
}
