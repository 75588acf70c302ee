package data

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"openday/app"
	"openday/data/storetest"
)

// present is the moment at which the tests run.
var present = storetest.Present

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

func atPresent() Options { return Options{Clock: at(present)} }

// open opens the data file of a test, and closes it at the end.
func open(tb testing.TB, path string, o Options) *Store {
	tb.Helper()
	s, err := Open(context.Background(), path, o)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

// fresh opens a new data file in a folder of its own.
func fresh(tb testing.TB) *Store {
	tb.Helper()
	return open(tb, filepath.Join(tb.TempDir(), "openday.db"), atPresent())
}

func recoveryOf(tb testing.TB, s *Store) string {
	tb.Helper()
	return must(s.RecoveryCode())(tb)
}

func try(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// fill gives every field of what a pointer points to a value of its own.
func fill(v any, n *int) { storetest.Fill(v, n) }

// fullDossier returns an event with two of everything, every field of it filled.
func fullDossier(prefix string) app.Dossier {
	var d app.Dossier
	n := 0
	fill(&d, &n)
	d.Event.ID = prefix + "event"
	d.Event.RetainUntil, d.Event.ChangedOn = app.DayOf(d.Event.RetainUntil), app.DayOf(d.Event.ChangedOn)
	for i := range d.Invitees {
		v := &d.Invitees[i]
		v.ID, v.EventID, v.Position = fmt.Sprintf("%sinvitee%d", prefix, i), d.Event.ID, i+1
		v.Person.ID = fmt.Sprintf("%sperson%d", prefix, i)
		v.Person.BornOn, v.DecidedOn, v.RepliedOn = app.DayOf(v.Person.BornOn), app.DayOf(v.DecidedOn), app.DayOf(v.RepliedOn)
		v.Person.IDNumber = []string{"11010519491231002X", "440524188001010014"}[i]
	}
	for i := range d.Agenda {
		d.Agenda[i].ID, d.Agenda[i].EventID = fmt.Sprintf("%sitem%d", prefix, i), d.Event.ID
	}
	for i := range d.Feedback {
		f := &d.Feedback[i]
		f.ID, f.EventID, f.Position = fmt.Sprintf("%sopinion%d", prefix, i), d.Event.ID, i+1
		f.InviteeID = d.Invitees[i].ID
		f.DueDate, f.RepliedOn, f.AssignedOn = app.DayOf(f.DueDate), app.DayOf(f.RepliedOn), app.DayOf(f.AssignedOn)
		for j := range f.History {
			f.History[j].On = app.DayOf(f.History[j].On)
		}
		for j := range f.History {
			f.History[j].ID = fmt.Sprintf("%smove%d%d", prefix, i, j)
		}
	}
	return d
}

// people of a big file: names of three characters from a small stock, so that
// some are alike.
func manyInvitees(eventID string, first, count int) []app.Invitee {
	surnames, given := []rune("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"), []rune("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平")
	list := make([]app.Invitee, count)
	for i := range list {
		n := first + i
		name := string([]rune{surnames[n%20], given[n/20%20], given[n/400%20]})
		list[i] = app.Invitee{
			ID: fmt.Sprintf("%s-i%06d", eventID, n), EventID: eventID, Position: i + 1,
			Person: app.Person{
				ID: fmt.Sprintf("p%06d", n), Name: name, Gender: "male",
				IDNumber: fmt.Sprintf("11010119900307%04d", n%10000), Phone: fmt.Sprintf("139%08d", n),
			},
			Unit: "滨河街道第" + fmt.Sprint(n%40) + "社区", Category: "群众代表", Vetting: app.VettingApproved,
			CreatedAt: present, UpdatedAt: present,
		}
	}
	return list
}

func anEvent(id string) app.Event {
	return app.Event{ID: id, Title: "政务开放日", Start: present, State: app.StateDraft, CreatedAt: present, UpdatedAt: present}
}

// must returns the value of a call that may not fail.
func must[T any](value T, err error) func(testing.TB) T {
	return func(tb testing.TB) T {
		tb.Helper()
		try(tb, err)
		return value
	}
}
