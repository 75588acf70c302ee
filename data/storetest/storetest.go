// Package storetest holds every store to what app.Store and app.Tx say, in one
// suite for all of them.
package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"openday/app"
)

// Run holds a store to the suite. open opens a new and empty store, which is
// closed when the test ends.
func Run(t *testing.T, open func(t *testing.T) app.Store) {
	for _, c := range []struct {
		name string
		hold func(*testing.T, tester)
	}{
		{"every field of every kind comes back", everyField},
		{"revisions", revisions},
		{"a record of a unit's own", ownChanges},
		{"what is unchanged is not written", unchanged},
		{"a record twice in one list", twiceInAList},
		{"deleting", deleting},
		{"the event of a record", otherEvent},
		{"events by filter", eventsByFilter},
		{"invitees by filter", inviteesByFilter},
		{"people by filter and page", peopleByFilter},
		{"people who are alike", peopleLike},
		{"people invited nowhere", uninvited},
		{"when people were written", writtenAt},
		{"parts of people", parts},
		{"agenda in order", agendaInOrder},
		{"opinions by filter", opinionsByFilter},
		{"tallies", tallies},
		{"opinions that are due", dueFeedback},
		{"prints, photos and displaced versions", eventsPapers},
		{"last positions", lastPositions},
		{"settings", settings},
		{"audit", audit},
		{"versions exchanged", exchanged},
		{"changes of a unit", changes},
		{"restoring", restoring},
		{"a refused restoration", refusedRestoration},
		{"a unit sent twice", sentTwice},
		{"an error undoes all", errorUndoes},
		{"a cancelled unit", cancelled},
		{"reading while writing", readingWhileWriting},
		{"many at once", manyAtOnce},
		{"labels", labels},
	} {
		t.Run(c.name, func(t *testing.T) { c.hold(t, tester{t, open(t), new(int)}) })
	}
}

// tester works with the store of one test, and ends the test where that fails.
type tester struct {
	t     *testing.T
	store app.Store
	units *int
}

func (d tester) try(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// unit makes a unit of work of its own.
func (d tester) unit() app.Unit {
	*d.units++
	return app.Unit{ID: fmt.Sprintf("unit%d", *d.units), At: Present.Add(time.Duration(*d.units) * time.Minute), By: "滨河街道办"}
}

// update does work as a unit that succeeds.
func (d tester) update(work func(app.Tx) error) {
	d.t.Helper()
	d.try(d.attempt(work))
}

func (d tester) attempt(work func(app.Tx) error) error {
	return d.store.Update(context.Background(), d.unit(), work)
}

func (d tester) view(work func(app.Tx) error) {
	d.t.Helper()
	d.try(d.store.View(context.Background(), work))
}

// read returns what a unit reads.
func read[T any](d tester, work func(app.Tx) (T, error)) T {
	d.t.Helper()
	var result T
	d.view(func(tx app.Tx) (err error) {
		result, err = work(tx)
		return err
	})
	return result
}

// code holds an error to its code.
func (d tester) code(err error, want app.Code) *app.Error {
	d.t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Code != want {
		d.t.Fatalf("the error is %v (%s), want the code %s", err, app.CodeOf(err), want)
	}
	return e
}

// same compares what is there with what should be, by all but the revisions.
func (d tester) same(what string, want, got any) {
	d.t.Helper()
	if diff := cmp.Diff(want, got, bare, cmpopts.EquateEmpty()); diff != "" {
		d.t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

var bare = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Revision" }, cmp.Ignore())

func anEvent(id string) app.Event {
	return app.Event{ID: id, Title: "政务开放日", Start: Present, State: app.StateDraft, CreatedAt: Present, UpdatedAt: Present}
}

func anInvitee(id, eventID string, position int, p app.Person) app.Invitee {
	return app.Invitee{ID: id, EventID: eventID, Position: position, Person: p, Vetting: app.VettingPending, CreatedAt: Present, UpdatedAt: Present}
}

func anOpinion(id, eventID string, position int) app.Feedback {
	return app.Feedback{ID: id, EventID: eventID, Position: position, Content: "路灯不亮", State: app.FeedbackRecorded, CreatedAt: Present, UpdatedAt: Present,
		History: []app.Transition{{ID: id + "-recorded", At: Present, By: "李四", Kind: app.TransitionRecord, From: app.FeedbackRecorded, To: app.FeedbackRecorded}}}
}

// withEvents saves bare events.
func (d tester) withEvents(ids ...string) {
	d.t.Helper()
	d.update(func(tx app.Tx) error {
		var list []app.Event
		for _, id := range ids {
			list = append(list, anEvent(id))
		}
		return tx.SaveEvents(list)
	})
}

// kind is how the suite works with records of one kind, as every kind of record
// with a revision is worked with.
type kind struct {
	code     app.RecordKind
	make     func(i int) any                          // a record of the event e, every field filled
	save     func(tx app.Tx, record any) (any, error) // returns it as saved
	list     func(tx app.Tx) ([]any, error)           // those of the event e
	revision func(any) int64
	with     func(record any, revision int64) any
	change   func(any) any // another version
	id       func(any) string
}

func kindOf[T any](code app.RecordKind, set func(*T, int), days func(*T) []*time.Time, save func(app.Tx, []T) error, list func(app.Tx) ([]T, error),
	revision func(*T) *int64, text func(*T) *string, id func(*T) *string) kind {
	return kind{
		code: code,
		make: func(i int) any { return filled(i+1, set, days)[i] },
		save: func(tx app.Tx, record any) (any, error) {
			one := []T{record.(T)}
			err := save(tx, one)
			return one[0], err
		},
		list: func(tx app.Tx) ([]any, error) {
			all, err := list(tx)
			var records []any
			for _, r := range all {
				records = append(records, r)
			}
			return records, err
		},
		revision: func(record any) int64 { r := record.(T); return *revision(&r) },
		with: func(record any, n int64) any {
			r := record.(T)
			*revision(&r) = n
			return r
		},
		change: func(record any) any {
			r := record.(T)
			*text(&r) += " 改"
			return r
		},
		id: func(record any) string { r := record.(T); return *id(&r) },
	}
}

// kinds are the kinds of records that an event e has or that belong to none.
var kinds = []kind{
	kindOf(app.RecordDepartment, func(d *app.Department, i int) { d.ID = fmt.Sprint("d", i) }, nil,
		app.Tx.SaveDepartments, app.Tx.Departments,
		func(d *app.Department) *int64 { return &d.Revision }, func(d *app.Department) *string { return &d.InCharge }, func(d *app.Department) *string { return &d.ID }),
	kindOf(app.RecordEvent, func(e *app.Event, i int) {
		e.ID, e.Start = fmt.Sprint("f", i), Present.Add(-time.Duration(i)*time.Hour)
		for j := range e.Done {
			e.Done[j].On = app.DayOf(e.Done[j].On)
		}
	}, func(e *app.Event) []*time.Time { return []*time.Time{&e.RetainUntil, &e.ChangedOn} },
		app.Tx.SaveEvents, func(tx app.Tx) ([]app.Event, error) {
			all, err := tx.Events(app.EventFilter{})
			var events []app.Event
			for _, s := range all {
				if s.ID == "e" {
					continue
				}
				e, err := tx.Event(s.ID)
				if err != nil {
					return nil, err
				}
				if !cmp.Equal(e, s.Event) {
					return nil, errors.New("an event is listed otherwise than it is")
				}
				events = append(events, e)
			}
			return events, err
		},
		func(e *app.Event) *int64 { return &e.Revision }, func(e *app.Event) *string { return &e.Theme }, func(e *app.Event) *string { return &e.ID }),
	kindOf(app.RecordPerson, setPerson, personDays,
		app.Tx.SavePeople, func(tx app.Tx) ([]app.Person, error) { return tx.People(app.PersonFilter{}) },
		func(p *app.Person) *int64 { return &p.Revision }, func(p *app.Person) *string { return &p.Phone }, func(p *app.Person) *string { return &p.ID }),
	kindOf(app.RecordInvitee, func(v *app.Invitee, i int) {
		v.ID, v.EventID, v.Position = fmt.Sprint("v", i), "e", i+1
		setPerson(&v.Person, i)
	}, func(v *app.Invitee) []*time.Time {
		return append(personDays(&v.Person), &v.DecidedOn, &v.RepliedOn)
	},
		app.Tx.SaveInvitees, func(tx app.Tx) ([]app.Invitee, error) { return tx.Invitees(app.InviteeFilter{EventID: "e"}) },
		func(v *app.Invitee) *int64 { return &v.Revision }, func(v *app.Invitee) *string { return &v.Note }, func(v *app.Invitee) *string { return &v.ID }),
	kindOf(app.RecordAgenda, func(a *app.AgendaItem, i int) { a.ID, a.EventID, a.Position = fmt.Sprint("a", i), "e", i+1 }, nil,
		app.Tx.SaveAgenda, func(tx app.Tx) ([]app.AgendaItem, error) { return tx.Agenda("e") },
		func(a *app.AgendaItem) *int64 { return &a.Revision }, func(a *app.AgendaItem) *string { return &a.Note }, func(a *app.AgendaItem) *string { return &a.ID }),
	kindOf(app.RecordFeedback, func(f *app.Feedback, i int) {
		f.ID, f.EventID, f.Position, f.InviteeID = fmt.Sprint("o", i), "e", i+1, ""
		for j := range f.History {
			f.History[j].ID = fmt.Sprint("m", i, j)
			f.History[j].Changes[0].Field = "Telephone" // which is kept otherwise
		}
	}, func(f *app.Feedback) []*time.Time {
		days := []*time.Time{&f.DueDate, &f.RepliedOn, &f.AssignedOn}
		for i := range f.History {
			days = append(days, &f.History[i].On)
		}
		return days
	},
		app.Tx.SaveFeedback, func(tx app.Tx) ([]app.Feedback, error) { return tx.Feedback(app.FeedbackFilter{EventID: "e"}) },
		func(f *app.Feedback) *int64 { return &f.Revision }, func(f *app.Feedback) *string { return &f.Result }, func(f *app.Feedback) *string { return &f.ID }),
	kindOf(app.RecordPhoto, func(p *app.Photo, i int) { p.ID, p.EventID, p.Position = fmt.Sprint("p", i), "e", i+1 }, nil,
		app.Tx.SavePhotos, func(tx app.Tx) ([]app.Photo, error) { return tx.Photos("e") },
		func(p *app.Photo) *int64 { return &p.Revision }, func(p *app.Photo) *string { return &p.Caption }, func(p *app.Photo) *string { return &p.ID }),
	kindOf(app.RecordPrint, func(p *app.Print, i int) {
		p.ID, p.EventID, p.At = fmt.Sprint("r", i), "e", Present.Add(-time.Duration(i)*time.Hour)
	}, nil,
		app.Tx.SavePrints, func(tx app.Tx) ([]app.Print, error) { return tx.Prints("e", "") },
		func(p *app.Print) *int64 { return &p.Revision }, func(p *app.Print) *string { return &p.Options }, func(p *app.Print) *string { return &p.ID }),
}

func setPerson(p *app.Person, i int) {
	p.ID, p.Name = fmt.Sprint("person", i), []string{"安娜", "王小明", "张三"}[i]
	p.IDNumber = []string{"11010519491231002X", "440524188001010014", "EA1234567"}[i]
}

func personDays(p *app.Person) []*time.Time { return []*time.Time{&p.BornOn} }

// of returns the records of a kind as they are stored.
func (d tester) of(k kind) []any {
	d.t.Helper()
	return read(d, k.list)
}

// save saves one record as a unit of its own and returns it as saved.
func (d tester) save(k kind, record any) any {
	d.t.Helper()
	saved, err := d.trySave(k, record)
	d.try(err)
	return saved
}

func (d tester) trySave(k kind, record any) (saved any, err error) {
	err = d.attempt(func(tx app.Tx) (err error) {
		saved, err = k.save(tx, record)
		return err
	})
	return saved, err
}

// eachKind does something with every kind, each with an event e of its own.
func eachKind(d tester, work func(d tester, k kind)) {
	d.withEvents("e")
	for _, k := range kinds {
		d.t.Run(string(k.code), func(t *testing.T) { work(tester{t, d.store, d.units}, k) })
		d.clear(k)
	}
}

// clear removes the records of a kind, and the people who came with them.
func (d tester) clear(k kind) {
	d.t.Helper()
	d.update(func(tx app.Tx) error {
		left, err := k.list(tx)
		if err != nil {
			return err
		}
		people, err := tx.People(app.PersonFilter{})
		if err != nil {
			return err
		}
		gone := map[app.RecordKind][]string{}
		for _, record := range left {
			gone[k.code] = append(gone[k.code], k.id(record))
		}
		if k.code == app.RecordInvitee {
			for _, p := range people {
				gone[app.RecordPerson] = append(gone[app.RecordPerson], p.ID)
			}
		}
		for _, kind := range []app.RecordKind{k.code, app.RecordPerson} {
			if err := tx.Delete(kind, gone[kind]); err != nil {
				return err
			}
			delete(gone, kind)
		}
		return nil
	})
}

func everyField(t *testing.T, d tester) {
	eachKind(d, func(d tester, k kind) {
		want := []any{k.make(0), k.make(1)}
		for _, record := range want {
			d.save(k, record)
		}
		got := d.of(k)
		d.same("as saved", want, got)
		changed := k.change(got[0])
		d.save(k, changed)
		d.same("as changed", []any{changed, want[1]}, d.of(k))
	})
	// An empty field is another value than a filled one.
	var e app.Event
	e.ID, e.Title, e.State = "bare", "只有名称", app.StateDraft
	d.update(func(tx app.Tx) error { return tx.SaveEvents([]app.Event{e}) })
	d.same("a bare event", e, read(d, func(tx app.Tx) (app.Event, error) { return tx.Event("bare") }))
}

func revisions(t *testing.T, d tester) {
	eachKind(d, func(d tester, k kind) {
		unit := d.unit()
		var first any
		d.try(d.store.Update(context.Background(), unit, func(tx app.Tx) (err error) {
			tx.SetLabel("第一次")
			first, err = k.save(tx, k.make(0))
			return err
		}))
		if k.revision(first) == 0 {
			d.t.Fatal("saving sets no revision")
		}
		find := func() any { return d.of(k)[0] }
		if got := k.revision(find()); got != k.revision(first) {
			d.t.Errorf("the revision read is %d, the one saved %d", got, k.revision(first))
		}
		// What is new has no revision, and an id of its own.
		_, err := d.trySave(k, k.with(k.change(first), 0))
		d.code(err, app.CodeInvalid)
		second := d.save(k, k.change(first))
		if k.revision(second) <= k.revision(first) {
			d.t.Errorf("the second revision is %d, the first %d", k.revision(second), k.revision(first))
		}
		unit = d.unit()
		d.try(d.store.Update(context.Background(), unit, func(tx app.Tx) (err error) {
			tx.SetLabel("别人的修改")
			second, err = k.save(tx, k.change(second))
			return err
		}))
		stale := k.change(k.change(first))
		_, err = d.trySave(k, stale)
		c := d.code(err, app.CodeStale).Stale
		if c == nil {
			d.t.Fatal("the refusal has no versions at hand")
		}
		d.same("the stored version", second, c.Stored)
		d.same("the given version", stale, c.Given)
		if c.RecordKey != (app.RecordKey{Kind: k.code, ID: k.id(first)}) || c.By != unit.By || !c.At.Equal(unit.At) || c.Label != "别人的修改" {
			d.t.Errorf("the refusal says %v, %s at %v with %q", c.RecordKey, c.By, c.At, c.Label)
		}
		d.same("after the refusal", second, find())

		d.update(func(tx app.Tx) error { return tx.Delete(k.code, []string{k.id(first)}) })
		_, err = d.trySave(k, k.change(second))
		c = d.code(err, app.CodeStale).Stale
		if c == nil || c.Stored != nil {
			d.t.Errorf("a record that is gone is stored as %v", c)
		}
		again := d.save(k, k.with(first, 0))
		if k.revision(again) <= k.revision(second) {
			d.t.Errorf("a record that came back has the revision %d, had %d", k.revision(again), k.revision(second))
		}
		d.update(func(tx app.Tx) error { return tx.Delete(k.code, []string{k.id(first)}) })
	})
}

func ownChanges(t *testing.T, d tester) {
	eachKind(d, func(d tester, k kind) {
		first := d.save(k, k.make(0))
		d.update(func(tx app.Tx) error {
			once, err := k.save(tx, k.change(first))
			if err != nil {
				return err
			}
			// What the unit itself made of it may be saved over, whatever was read.
			if _, err := k.save(tx, k.change(k.change(first))); err != nil {
				return err
			}
			last, err := k.save(tx, k.change(k.change(k.change(once))))
			if err != nil {
				return err
			}
			all, err := k.list(tx)
			d.same("what the unit reads", []any{last}, all)
			return err
		})
	})
}

func unchanged(t *testing.T, d tester) {
	eachKind(d, func(d tester, k kind) {
		first := d.save(k, k.make(0))
		second := d.save(k, first)
		if k.revision(first) != k.revision(second) {
			d.t.Errorf("the same again has the revision %d, had %d", k.revision(second), k.revision(first))
		}
		d.update(func(tx app.Tx) error {
			if _, err := k.save(tx, first); err != nil {
				return err
			}
			if n := len(tx.Changes()); n != 0 {
				d.t.Errorf("the same again makes %d changes", n)
			}
			return nil
		})
	})
}

// twiceInAList: what stands last in a list is what is stored.
func twiceInAList(t *testing.T, d tester) {
	d.withEvents("e")
	a := app.Person{ID: "p", Name: "张三", Phone: "13811112222"}
	b := a
	b.Phone = "13933334444"
	d.update(func(tx app.Tx) error {
		return tx.SaveInvitees([]app.Invitee{anInvitee("v1", "e", 1, a), anInvitee("v2", "e", 2, b)})
	})
	d.same("the person", []app.Person{b}, read(d, func(tx app.Tx) ([]app.Person, error) { return tx.People(app.PersonFilter{}) }))
	for typed, want := range map[string]int{"13933334444": 1, "139": 1, "4444": 1, "13811112222": 0, "138": 0, "2222": 0} {
		got := read(d, func(tx app.Tx) ([]app.Person, error) { return tx.People(app.PersonFilter{Text: typed}) })
		if len(got) != want {
			d.t.Errorf("%s finds %d people, want %d", typed, len(got), want)
		}
	}
	one, two := anOpinion("o", "e", 1), anOpinion("o", "e", 1)
	two.Content = "路灯修好了"
	d.update(func(tx app.Tx) error { return tx.SaveFeedback([]app.Feedback{one, two}) })
	d.same("the opinion", []app.Feedback{two}, read(d, func(tx app.Tx) ([]app.Feedback, error) { return tx.Feedback(app.FeedbackFilter{}) }))
}

func deleting(t *testing.T, d tester) {
	eachKind(d, func(d tester, k kind) {
		a, b := d.save(k, k.make(0)), d.save(k, k.make(1))
		err := d.attempt(func(tx app.Tx) error { return tx.Delete(k.code, []string{k.id(a), "nobody"}) })
		d.code(err, app.CodeNotFound)
		if n := len(d.of(k)); n != 2 {
			d.t.Errorf("%d are left after a refused deletion, want 2", n)
		}
		d.update(func(tx app.Tx) error { return tx.Delete(k.code, nil) })
		// Once is enough.
		d.update(func(tx app.Tx) error { return tx.Delete(k.code, []string{k.id(a), k.id(a)}) })
		if got := d.of(k); len(got) != 1 || k.id(got[0]) != k.id(b) {
			d.t.Errorf("left are %v", got)
		}
		d.update(func(tx app.Tx) error { return tx.Delete(k.code, []string{k.id(b)}) })
	})
	// Who is invited cannot go.
	d.update(func(tx app.Tx) error {
		return tx.SaveInvitees([]app.Invitee{anInvitee("v", "e", 1, app.Person{ID: "p", Name: "张三"})})
	})
	if err := d.attempt(func(tx app.Tx) error { return tx.Delete(app.RecordPerson, []string{"p"}) }); err == nil {
		d.t.Error("a person who is invited was deleted")
	}
	d.code(d.store.View(context.Background(), func(tx app.Tx) error {
		_, err := tx.Event("nobody")
		return err
	}), app.CodeNotFound)
	// An opinion outlives who spoke.
	f := anOpinion("o", "e", 1)
	f.InviteeID = "v"
	d.update(func(tx app.Tx) error { return tx.SaveFeedback([]app.Feedback{f}) })
	f.InviteeID = "nobody"
	f.ID, f.History = "o2", nil
	if err := d.attempt(func(tx app.Tx) error { return tx.SaveFeedback([]app.Feedback{f}) }); err == nil {
		d.t.Error("an opinion of an invitee who is not there was saved")
	}
}

// otherEvent: no record goes from one event to another.
func otherEvent(t *testing.T, d tester) {
	d.withEvents("e", "other")
	d.update(func(tx app.Tx) error {
		return tx.SaveAgenda([]app.AgendaItem{{ID: "a", EventID: "e", Start: Present, Kind: app.KindAssembly}})
	})
	err := d.attempt(func(tx app.Tx) error {
		all, err := tx.Agenda("e")
		if err != nil {
			return err
		}
		all[0].EventID = "other"
		return tx.SaveAgenda(all)
	})
	d.code(err, app.CodeInvalid)
	if err := d.attempt(func(tx app.Tx) error {
		return tx.SaveAgenda([]app.AgendaItem{{ID: "b", EventID: "nobody", Start: Present, Kind: app.KindAssembly}})
	}); err == nil {
		d.t.Error("an item of an event that is not there was saved")
	}
}

func eventsByFilter(t *testing.T, d tester) {
	d.update(func(tx app.Tx) error {
		a, b, c := anEvent("a"), anEvent("b"), anEvent("c")
		a.Title, a.Start, a.Theme = "净水厂开放日", Present.AddDate(-1, 0, 0), "Clean WATER 100%_"
		b.Title, b.State, b.Organiser = "垃圾分类", app.StateHeld, "滨河街道办事处"
		c.Title, c.Start, c.Sites = "消防站", Present.Add(time.Hour), []string{"一号站", "指挥中心"}
		return tx.SaveEvents([]app.Event{a, b, c})
	})
	d.update(func(tx app.Tx) error {
		if err := tx.SaveInvitees([]app.Invitee{anInvitee("v1", "b", 1, app.Person{ID: "p", Name: "张三"}), anInvitee("v2", "a", 1, app.Person{ID: "p", Name: "张三"})}); err != nil {
			return err
		}
		return tx.SaveFeedback([]app.Feedback{anOpinion("o1", "b", 1), anOpinion("o2", "b", 2)})
	})
	for name, c := range map[string]struct {
		filter app.EventFilter
		want   []string
	}{
		"all, the latest start first": {app.EventFilter{}, []string{"c", "b", "a"}},
		"by title":                    {app.EventFilter{Text: "净水"}, []string{"a"}},
		"by theme, in any case":       {app.EventFilter{Text: "clean water"}, []string{"a"}},
		"by signs as they are":        {app.EventFilter{Text: "100%_"}, []string{"a"}},
		"by no wildcard":              {app.EventFilter{Text: "10_%"}, nil},
		"by organiser":                {app.EventFilter{Text: "滨河"}, []string{"b"}},
		"by site":                     {app.EventFilter{Text: "指挥"}, []string{"c"}},
		"by year":                     {app.EventFilter{Year: Present.Year() - 1}, []string{"a"}},
		"by state":                    {app.EventFilter{State: app.StateHeld}, []string{"b"}},
		"by year and state":           {app.EventFilter{Year: Present.Year() - 1, State: app.StateHeld}, nil},
	} {
		got := read(d, func(tx app.Tx) ([]app.EventSummary, error) { return tx.Events(c.filter) })
		var ids []string
		for _, e := range got {
			ids = append(ids, e.ID)
			if counts := map[string][2]int{"a": {1, 0}, "b": {1, 2}}[e.ID]; e.Invitees != counts[0] || e.Opinions != counts[1] {
				d.t.Errorf("%s has %d invitees and %d opinions", e.ID, e.Invitees, e.Opinions)
			}
		}
		d.same(name, c.want, ids)
	}
}

func inviteesByFilter(t *testing.T, d tester) {
	d.withEvents("e", "other")
	d.update(func(tx app.Tx) error {
		v := []app.Invitee{
			anInvitee("v1", "e", 2, app.Person{ID: "p1", Name: "张三", Phone: "13812341234、010-88886666"}),
			anInvitee("v2", "e", 1, app.Person{ID: "p2", Name: "单雄信", Phone: "+86 139 0000 5678"}),
			anInvitee("v3", "other", 1, app.Person{ID: "p1", Name: "张三", Phone: "13812341234、010-88886666"}),
		}
		v[0].Unit, v[0].Post, v[0].Category, v[0].Vetting = "净水厂", "Chief", "群众代表", app.VettingApproved
		v[1].Attendance = app.AttendanceCame
		return tx.SaveInvitees(v)
	})
	for name, c := range map[string]struct {
		filter app.InviteeFilter
		want   []string
	}{
		"of an event, by entry":    {app.InviteeFilter{EventID: "e"}, []string{"v2", "v1"}},
		"of all events":            {app.InviteeFilter{}, []string{"v2", "v1", "v3"}},
		"by ids":                   {app.InviteeFilter{IDs: []string{"v3", "v1", "nobody"}}, []string{"v1", "v3"}},
		"by no ids":                {app.InviteeFilter{IDs: []string{}}, nil},
		"by people":                {app.InviteeFilter{PersonIDs: []string{"p1"}}, []string{"v1", "v3"}},
		"by name":                  {app.InviteeFilter{Text: "张"}, []string{"v1", "v3"}},
		"by pinyin":                {app.InviteeFilter{EventID: "e", Text: "zhang"}, []string{"v1"}},
		"by a surname's own sound": {app.InviteeFilter{Text: "shanxx"}, nil},
		"by initials":              {app.InviteeFilter{EventID: "e", Text: "sxx"}, []string{"v2"}},
		"by unit":                  {app.InviteeFilter{Text: "净水"}, []string{"v1"}},
		"by post, in any case":     {app.InviteeFilter{Text: "CHIEF"}, []string{"v1"}},
		"by several words":         {app.InviteeFilter{Text: "张 净水"}, []string{"v1"}},
		"by whole number":          {app.InviteeFilter{EventID: "e", Text: "13812341234"}, []string{"v1"}},
		"by a second number":       {app.InviteeFilter{EventID: "e", Text: "01088886666"}, []string{"v1"}},
		"by first digits":          {app.InviteeFilter{EventID: "e", Text: "139"}, []string{"v2"}},
		"by last digits":           {app.InviteeFilter{EventID: "e", Text: "6666"}, []string{"v1"}},
		"by digits in the middle":  {app.InviteeFilter{EventID: "e", Text: "81234"}, nil},
		"by category":              {app.InviteeFilter{Category: "群众代表"}, []string{"v1"}},
		"by vetting":               {app.InviteeFilter{Vetting: app.VettingApproved}, []string{"v1"}},
		"by attendance":            {app.InviteeFilter{Attendance: app.AttendanceCame}, []string{"v2"}},
	} {
		var ids []string
		for _, v := range read(d, func(tx app.Tx) ([]app.Invitee, error) { return tx.Invitees(c.filter) }) {
			ids = append(ids, v.ID)
		}
		if c.filter.EventID == "" && name == "of all events" {
			slices.Sort(ids[:2])
			slices.Reverse(ids[:2])
		}
		d.same(name, c.want, ids)
	}
}

func peopleByFilter(t *testing.T, d tester) {
	var all []app.Person
	for i, name := range []string{"张三", "张珊", "单雄信", "Anna Li", "王五", "张三", "欧阳修"} {
		all = append(all, app.Person{ID: fmt.Sprint("p", i), Name: name, Phone: fmt.Sprintf("1380000%04d", i)})
	}
	all[0].IDNumber = "11010519491231002X"
	d.update(func(tx app.Tx) error { return tx.SavePeople(slices.Clone(all)) })
	names := func(f app.PersonFilter) (names []string, people []app.Person) {
		people = read(d, func(tx app.Tx) ([]app.Person, error) { return tx.People(f) })
		for _, p := range people {
			names = append(names, p.Name)
		}
		return names, people
	}
	ordered := []string{"Anna Li", "欧阳修", "单雄信", "王五", "张三", "张三", "张珊"}
	for name, c := range map[string]struct {
		filter app.PersonFilter
		want   []string
	}{
		"by pinyin":                     {app.PersonFilter{}, ordered},
		"the first":                     {app.PersonFilter{Limit: 2}, ordered[:2]},
		"by ids":                        {app.PersonFilter{IDs: []string{"p2", "p4"}}, []string{"单雄信", "王五"}},
		"by no ids":                     {app.PersonFilter{IDs: []string{}}, nil},
		"by sound":                      {app.PersonFilter{Text: "zhangs"}, []string{"张三", "张三", "张珊"}},
		"by first digits":               {app.PersonFilter{Text: "138", Limit: 3}, ordered[:3]},
		"by last digits":                {app.PersonFilter{Text: "0004"}, []string{"王五"}},
		"by whole number":               {app.PersonFilter{Text: "138 0000 0004"}, nil},
		"never by the number of papers": {app.PersonFilter{Text: "11010519491231002X"}, nil},
	} {
		if name == "by whole number" { // each word for itself
			c.filter.Text, c.want = "13800000004", []string{"王五"}
		}
		got, _ := names(c.filter)
		d.same(name, c.want, got)
	}
	// Page by page everybody comes once, also where names are alike.
	for size := 1; size <= len(all)+1; size++ {
		var got []string
		seen := map[string]bool{}
		after := app.Person{}
		for {
			page, people := names(app.PersonFilter{After: after, Limit: size})
			if len(page) == 0 {
				break
			}
			got = append(got, page...)
			for _, p := range people {
				if seen[p.ID] {
					d.t.Fatalf("pages of %d: %s comes twice", size, p.ID)
				}
				seen[p.ID] = true
			}
			after = people[len(people)-1]
		}
		d.same(fmt.Sprintf("pages of %d", size), ordered, got)
	}
}

func peopleLike(t *testing.T, d tester) {
	d.update(func(tx app.Tx) error {
		return tx.SavePeople([]app.Person{
			{ID: "1", Name: "张三", IDNumber: "11010519491231002X", Phone: "13812341234，010-88886666"},
			{ID: "2", Name: "李四", Phone: "13812341234"},
			{ID: "3", Name: "Anna Li", IDNumber: "EA1234567"},
			{ID: "4", Name: "张三", Phone: "13800000000"},
		})
	})
	for name, c := range map[string]struct {
		like []app.Person
		want []string
	}{
		"the number of papers":    {[]app.Person{{Name: "x", IDNumber: "11010519491231002X"}}, []string{"1"}},
		"written another way":     {[]app.Person{{Name: "x", IDNumber: " 110105 19491231 002x"}}, []string{"1"}},
		"a passport":              {[]app.Person{{Name: "x", IDNumber: "ea1234567"}}, []string{"3"}},
		"name and first number":   {[]app.Person{{Name: "张三", Phone: "138-1234-1234"}}, []string{"1"}},
		"name and second number":  {[]app.Person{{Name: "张三", Phone: "01088886666"}}, []string{"1"}},
		"one of several numbers":  {[]app.Person{{Name: "张三", Phone: "13999999999/+8613812341234"}}, []string{"1"}},
		"the number of another":   {[]app.Person{{Name: "王五", Phone: "13812341234"}}, nil},
		"a name alone":            {[]app.Person{{Name: "张三"}}, nil},
		"several people at once":  {[]app.Person{{Name: "李四", Phone: "13812341234"}, {Name: "x", IDNumber: "EA1234567"}}, []string{"2", "3"}},
		"one person by two signs": {[]app.Person{{Name: "张三", Phone: "13812341234", IDNumber: "11010519491231002X"}}, []string{"1"}},
		"nobody":                  {nil, nil},
		"part of a number":        {[]app.Person{{Name: "李四", Phone: "1234"}}, nil},
	} {
		var ids []string
		for _, p := range read(d, func(tx app.Tx) ([]app.Person, error) { return tx.PeopleLike(c.like) }) {
			ids = append(ids, p.ID)
		}
		slices.Sort(ids)
		d.same(name, c.want, ids)
	}
}

func uninvited(t *testing.T, d tester) {
	d.withEvents("e")
	d.update(func(tx app.Tx) error {
		if err := tx.SavePeople([]app.Person{{ID: "free", Name: "张三"}, {ID: "free too", Name: "李四"}}); err != nil {
			return err
		}
		return tx.SaveInvitees([]app.Invitee{anInvitee("v", "e", 1, app.Person{ID: "busy", Name: "王五"})})
	})
	got := read(d, func(tx app.Tx) ([]string, error) { return tx.Uninvited([]string{"free", "busy", "nobody"}) })
	d.same("of three", []string{"free"}, got)
	d.same("of none", []string(nil), read(d, func(tx app.Tx) ([]string, error) { return tx.Uninvited(nil) }))
}

func writtenAt(t *testing.T, d tester) {
	d.withEvents("e", "f")
	hour := func(n int) time.Time { return Present.Add(time.Duration(n) * time.Hour) }
	save := func(n int, phone, note string) {
		unit := app.Unit{ID: fmt.Sprint("written ", n), At: hour(n), By: "甲"}
		d.try(d.store.Update(context.Background(), unit, func(tx app.Tx) error {
			list := []app.Invitee{anInvitee("v", "e", 1, app.Person{ID: "p", Name: "张三", Phone: phone})}
			stored, err := tx.Invitees(app.InviteeFilter{})
			if err != nil {
				return err
			}
			if len(stored) > 0 {
				list[0].Revision, list[0].Person.Revision = stored[0].Revision, stored[0].Person.Revision
			}
			list[0].Note = note
			return tx.SaveInvitees(list)
		}))
	}
	at := func(people ...string) map[string]time.Time {
		all := read(d, func(tx app.Tx) (map[string]time.Time, error) { return tx.WrittenAt(people) })
		for id := range all {
			all[id] = all[id].In(app.Zone)
		}
		return all
	}
	save(1, "1", "")
	d.same("at first", map[string]time.Time{"p": hour(1)}, at("p", "nobody"))
	save(2, "1", "素食") // only their part in the event
	d.same("another part", map[string]time.Time{"p": hour(1)}, at("p"))
	save(3, "2", "素食")
	d.same("changed", map[string]time.Time{"p": hour(3)}, at("p"))
	d.same("of none", map[string]time.Time{}, at())
}

func parts(t *testing.T, d tester) {
	n := 0
	var want []app.Participation
	d.update(func(tx app.Tx) error {
		for i, id := range []string{"a", "b"} {
			var p app.Participation
			Fill(&p, &n)
			p.PersonID, p.EventID, p.Start = "p", id, Present.AddDate(0, i, 0)
			e := anEvent(id)
			e.Title, e.Start = p.Title, p.Start
			if err := tx.SaveEvents([]app.Event{e}); err != nil {
				return err
			}
			v := anInvitee("v"+id, id, 1, app.Person{ID: "p", Name: "张三"})
			v.Unit, v.Post, v.Category, v.Vetting, v.Confirmation, v.Attendance, v.WalkIn = p.Unit, p.Post, p.Category, p.Vetting, p.Confirmation, p.Attendance, p.WalkIn
			if err := tx.SaveInvitees([]app.Invitee{v}); err != nil {
				return err
			}
			want = append([]app.Participation{p}, want...)
		}
		return nil
	})
	for name, ids := range map[string][]string{"of one": {"p"}, "of all": nil} {
		d.same(name, want, read(d, func(tx app.Tx) ([]app.Participation, error) { return tx.Participations(ids) }))
	}
	d.same("of none", []app.Participation(nil), read(d, func(tx app.Tx) ([]app.Participation, error) { return tx.Participations([]string{}) }))
}

func agendaInOrder(t *testing.T, d tester) {
	d.withEvents("e", "other")
	item := func(id, event string, start time.Time, position int) app.AgendaItem {
		return app.AgendaItem{ID: id, EventID: event, Start: start, Position: position, Kind: app.KindAssembly}
	}
	d.update(func(tx app.Tx) error {
		return tx.SaveAgenda([]app.AgendaItem{
			item("c", "e", Present.Add(time.Hour), 1), item("b", "e", Present, 3), item("a", "e", Present, 2), item("x", "other", Present, 1),
		})
	})
	var ids []string
	for _, a := range read(d, func(tx app.Tx) ([]app.AgendaItem, error) { return tx.Agenda("e") }) {
		ids = append(ids, a.ID)
	}
	d.same("by start, then position", []string{"a", "b", "c"}, ids)
}

func opinionsByFilter(t *testing.T, d tester) {
	d.update(func(tx app.Tx) error {
		a, b := anEvent("a"), anEvent("b")
		b.Start = Present.AddDate(0, 0, -1)
		return tx.SaveEvents([]app.Event{a, b})
	})
	d.update(func(tx app.Tx) error {
		if err := tx.SaveInvitees([]app.Invitee{anInvitee("v", "a", 1, app.Person{ID: "p", Name: "张三"})}); err != nil {
			return err
		}
		list := []app.Feedback{anOpinion("o1", "a", 2), anOpinion("o2", "a", 1), anOpinion("o3", "b", 1)}
		list[0].InviteeID, list[0].Speaker, list[0].Category, list[0].DueDate = "v", "张三", "道路", app.DayOf(Present)
		list[1].MergedInto, list[1].Department, list[1].InCharge, list[1].DueDate = "o1", "城管办", "王五", app.DayOf(Present)
		list[2].State, list[2].Result, list[2].DueDate = app.FeedbackDone, "已换 LED 灯", app.DayOf(Present)
		return tx.SaveFeedback(list)
	})
	for name, c := range map[string]struct {
		filter app.FeedbackFilter
		want   []string
	}{
		"all, by event and recording": {app.FeedbackFilter{}, []string{"o3", "o2", "o1"}},
		"of an event":                 {app.FeedbackFilter{EventID: "a"}, []string{"o2", "o1"}},
		"by ids":                      {app.FeedbackFilter{IDs: []string{"o1", "o3"}}, []string{"o3", "o1"}},
		"by no ids":                   {app.FeedbackFilter{IDs: []string{}}, nil},
		"merged into one":             {app.FeedbackFilter{MergedInto: []string{"o1"}}, []string{"o2"}},
		"of speakers":                 {app.FeedbackFilter{Speakers: []string{"v"}}, []string{"o1"}},
		"by content":                  {app.FeedbackFilter{Text: "路灯"}, []string{"o3", "o2", "o1"}},
		"by speaker":                  {app.FeedbackFilter{Text: "张三"}, []string{"o1"}},
		"by department and person":    {app.FeedbackFilter{Text: "城管 王五"}, []string{"o2"}},
		"by result, in any case":      {app.FeedbackFilter{Text: "led"}, []string{"o3"}},
		"by state":                    {app.FeedbackFilter{State: app.FeedbackDone}, []string{"o3"}},
		"by category":                 {app.FeedbackFilter{Category: "道路"}, []string{"o1"}},
		"of a department":             {app.FeedbackFilter{Department: "城管办"}, []string{"o2"}},
		"not overdue on the day":      {app.FeedbackFilter{OverdueOn: Present}, nil},
		"overdue the day after":       {app.FeedbackFilter{OverdueOn: Present.AddDate(0, 0, 1)}, []string{"o1"}},
	} {
		var ids []string
		for _, f := range read(d, func(tx app.Tx) ([]app.Feedback, error) { return tx.Feedback(c.filter) }) {
			ids = append(ids, f.ID)
		}
		d.same(name, c.want, ids)
	}
}

func eventsPapers(t *testing.T, d tester) {
	d.withEvents("e", "other")
	prints := filled(3, func(p *app.Print, i int) {
		p.ID, p.EventID, p.At, p.Paper = fmt.Sprint(i), "e", Present, []string{"sign-in", "agenda", "sign-in"}[i]
	}, nil)
	prints[0].At = Present.Add(time.Hour)
	for _, p := range prints {
		d.update(func(tx app.Tx) error { return tx.SavePrints([]app.Print{p}) })
	}
	read1 := func(event, paper string) []app.Print {
		return read(d, func(tx app.Tx) ([]app.Print, error) { return tx.Prints(event, paper) })
	}
	d.same("prints, the latest first", []app.Print{prints[0], prints[2], prints[1]}, read1("e", ""))
	d.same("prints of one paper", []app.Print{prints[0], prints[2]}, read1("e", "sign-in"))
	d.same("prints of another event", []app.Print(nil), read1("other", ""))

	photos := filled(2, func(p *app.Photo, i int) { p.ID, p.EventID, p.Position = fmt.Sprint(i), "e", 2-i }, nil)
	d.update(func(tx app.Tx) error { return tx.SavePhotos(slices.Clone(photos)) })
	d.same("photos in order", []app.Photo{photos[1], photos[0]}, read(d, func(tx app.Tx) ([]app.Photo, error) { return tx.Photos("e") }))

	gone := filled(2, func(p *app.Displaced, i int) { p.ID, p.EventID, p.At = fmt.Sprint(i), "e", Present.AddDate(0, 0, i) }, nil)
	d.update(func(tx app.Tx) error { return tx.SaveDisplaced(slices.Clone(gone)) })
	list := func() []app.Displaced {
		return read(d, func(tx app.Tx) ([]app.Displaced, error) { return tx.Displaced("e") })
	}
	d.same("displaced, the latest first", []app.Displaced{gone[1], gone[0]}, list())
	d.update(func(tx app.Tx) error { return tx.Delete(app.RecordDisplaced, []string{"1"}) })
	d.same("one displaced version deleted", gone[:1], list())
}

func lastPositions(t *testing.T, d tester) {
	d.withEvents("e", "other")
	last := func(kind app.RecordKind, event string) int {
		return read(d, func(tx app.Tx) (int, error) { return tx.LastPosition(kind, event) })
	}
	count := func(kind app.RecordKind, event string) int {
		return read(d, func(tx app.Tx) (int, error) { return tx.Count(kind, event) })
	}
	kinds := []app.RecordKind{app.RecordInvitee, app.RecordAgenda, app.RecordFeedback, app.RecordPhoto}
	for _, k := range kinds {
		if n := last(k, "e") + count(k, "e"); n != 0 {
			d.t.Errorf("%s of an empty event: %d", k, n)
		}
	}
	d.update(func(tx app.Tx) error {
		if err := tx.SaveInvitees([]app.Invitee{anInvitee("v", "e", 7, app.Person{ID: "p", Name: "张三"}), anInvitee("w", "e", 3, app.Person{ID: "q", Name: "李四"})}); err != nil {
			return err
		}
		if err := tx.SaveAgenda([]app.AgendaItem{{ID: "a", EventID: "e", Position: 8, Start: Present, Kind: app.KindAssembly}}); err != nil {
			return err
		}
		if err := tx.SaveFeedback([]app.Feedback{anOpinion("o", "e", 9)}); err != nil {
			return err
		}
		return tx.SavePhotos([]app.Photo{{ID: "f", EventID: "e", Position: 10, Media: "image/png", Data: []byte{1}}})
	})
	for i, k := range kinds {
		if n := last(k, "e"); n != 7+i {
			d.t.Errorf("%s: %d, want %d", k, n, 7+i)
		}
		if n := last(k, "other") + count(k, "other"); n != 0 {
			d.t.Errorf("%s of another event: %d", k, n)
		}
		if n := count(k, "e"); n != []int{2, 1, 1, 1}[i] {
			d.t.Errorf("%d are %s", n, k)
		}
	}
	// A unit counts what it has written itself.
	d.update(func(tx app.Tx) error {
		if err := tx.SaveAgenda([]app.AgendaItem{{ID: "b", EventID: "e", Position: 9, Start: Present, Kind: app.KindAssembly}}); err != nil {
			return err
		}
		n, err := tx.Count(app.RecordAgenda, "e")
		if n != 2 {
			d.t.Errorf("the unit counts %d", n)
		}
		return errors.Join(err, tx.Delete(app.RecordAgenda, []string{"b"}))
	})
}

func settings(t *testing.T, d tester) {
	get := func(key string) string {
		return read(d, func(tx app.Tx) (string, error) { return tx.Setting(key) })
	}
	if got := get("font"); got != "" {
		d.t.Errorf("a choice never made is %q", got)
	}
	for _, value := range []string{"大", "小", "小", ""} {
		d.update(func(tx app.Tx) error {
			before := get2(d, tx, "font")
			if err := tx.SetSetting("font", value); err != nil {
				return err
			}
			if got := get2(d, tx, "font"); got != value {
				d.t.Errorf("the unit reads %q, want %q", got, value)
			}
			if n := len(tx.Changes()); (n > 0) != (before != value) {
				d.t.Errorf("from %q to %q are %d changes", before, value, n)
			}
			return tx.SetSetting("other", "不变")
		})
		if got := get("font"); got != value {
			d.t.Errorf("%q is kept as %q", value, got)
		}
	}
	if got := get("other"); got != "不变" {
		d.t.Errorf("the other choice is %q", got)
	}
}

func get2(d tester, tx app.Tx, key string) string {
	d.t.Helper()
	value, err := tx.Setting(key)
	d.try(err)
	return value
}

func audit(t *testing.T, d tester) {
	e := anEvent("e")
	d.update(func(tx app.Tx) error { return tx.SaveEvents([]app.Event{e}) })
	entries := filled(3, func(a *app.AuditEntry, i int) {
		a.ID, a.EventID, a.At = fmt.Sprint(i), []string{"e", "gone", ""}[i], Present.AddDate(0, 0, i/2)
	}, nil)
	for _, a := range entries {
		d.update(func(tx app.Tx) error { return tx.AddAudit(a) })
	}
	for name, c := range map[string]struct {
		filter app.AuditFilter
		want   []app.AuditEntry
	}{
		"all, the newest first":  {app.AuditFilter{}, []app.AuditEntry{entries[2], entries[1], entries[0]}},
		"by event":               {app.AuditFilter{EventID: "e"}, entries[:1]},
		"by the event's title":   {app.AuditFilter{Text: e.Title}, entries[:1]},
		"by user":                {app.AuditFilter{Text: entries[1].By}, entries[1:2]},
		"by detail, in any case": {app.AuditFilter{Text: "detail"}, []app.AuditEntry{entries[2], entries[1], entries[0]}},
		"by action":              {app.AuditFilter{Action: entries[1].Action}, entries[1:2]},
		"from a day":             {app.AuditFilter{From: Present.AddDate(0, 0, 1)}, entries[2:]},
		"until a day":            {app.AuditFilter{Until: Present}, []app.AuditEntry{entries[1], entries[0]}},
		"the newest of several":  {app.AuditFilter{Limit: 2}, []app.AuditEntry{entries[2], entries[1]}},
		"of a day before it all": {app.AuditFilter{Until: Present.AddDate(0, 0, -1)}, nil},
	} {
		d.same(name, c.want, read(d, func(tx app.Tx) ([]app.AuditEntry, error) { return tx.Audit(c.filter) }))
	}
}

func exchanged(t *testing.T, d tester) {
	d.update(func(tx app.Tx) error {
		return tx.AddVersions([]app.Version{{Record: "event:e", Digest: "one"}, {Record: "event:e", Digest: "two"}, {Record: "event:e", Digest: "one"}, {Record: "agenda:a", Digest: "three"}})
	})
	d.update(func(tx app.Tx) error { return tx.AddVersions([]app.Version{{Record: "event:e", Digest: "one"}}) })
	got := read(d, func(tx app.Tx) (app.Exchanged, error) { return tx.Exchanged([]string{"event:e", "photo:p"}) })
	for record, want := range map[string]bool{"event:e": true, "photo:p": false} {
		if got.Met(record) != want {
			d.t.Errorf("%s was met: %v", record, !want)
		}
	}
	for version, want := range map[[2]string]bool{{"event:e", "one"}: true, {"event:e", "two"}: true, {"event:e", "three"}: false, {"photo:p", "one"}: false} {
		if got.Knows(version[0], version[1]) != want {
			d.t.Errorf("%v is known: %v", version, !want)
		}
	}
}

func changes(t *testing.T, d tester) {
	eachKind(d, func(d tester, k kind) {
		hold := func(got []app.RecordChange, before, after any) {
			d.t.Helper()
			var own []app.RecordChange
			for _, c := range got {
				if c.Kind == k.code {
					own = append(own, c)
				}
			}
			if len(own) != 1 {
				d.t.Fatalf("%d changes, want 1", len(own))
			}
			c := own[0]
			revision := int64(0)
			if after != nil {
				revision = k.revision(after)
			}
			if c.ID != k.id(firstOf(before, after)) || c.Revision != revision {
				d.t.Errorf("the change is of %s, revision %d, want %d", c.ID, c.Revision, revision)
			}
			event := map[bool]string{true: "", false: "e"}[k.code == app.RecordDepartment || k.code == app.RecordPerson]
			if k.code == app.RecordEvent {
				event = c.ID
			}
			if c.EventID != event {
				d.t.Errorf("it belongs to the event %q, want %q", c.EventID, event)
			}
			d.same("before", withoutPerson(before), withoutPerson(c.Before))
			d.same("after", withoutPerson(after), withoutPerson(c.After))
		}
		var first, second any
		d.update(func(tx app.Tx) (err error) {
			if first, err = k.save(tx, k.make(0)); err != nil {
				return err
			}
			hold(tx.Changes(), nil, first)
			return nil
		})
		d.update(func(tx app.Tx) (err error) {
			if second, err = k.save(tx, k.change(first)); err != nil {
				return err
			}
			hold(tx.Changes(), first, second)
			// Several changes of a record are one.
			if second, err = k.save(tx, k.change(second)); err != nil {
				return err
			}
			hold(tx.Changes(), first, second)
			return nil
		})
		d.update(func(tx app.Tx) error {
			if err := tx.Delete(k.code, []string{k.id(first)}); err != nil {
				return err
			}
			hold(tx.Changes(), second, nil)
			return nil
		})
	})
}

func firstOf(a, b any) any {
	if a != nil {
		return a
	}
	return b
}

// withoutPerson leaves of an invitee's person the id: the person is a record of
// its own.
func withoutPerson(record any) any {
	if v, ok := record.(app.Invitee); ok {
		v.Person = app.Person{ID: v.Person.ID}
		return v
	}
	return record
}

// full saves an event e with something of every kind, and returns what is there.
func (d tester) full() map[app.RecordKind]any {
	d.t.Helper()
	d.withEvents("e")
	saved := map[app.RecordKind]any{}
	d.update(func(tx app.Tx) error {
		for _, k := range kinds {
			if k.code == app.RecordPerson {
				continue // comes with the invitee
			}
			record, err := k.save(tx, k.make(0))
			if err != nil {
				return err
			}
			saved[k.code] = record
		}
		if err := tx.SetSetting("rule", "前"); err != nil {
			return err
		}
		return tx.SaveDisplaced([]app.Displaced{{ID: "x", EventID: "e", At: Present, What: "旧版本"}})
	})
	d.update(func(tx app.Tx) error { // spoken by the invitee
		f := saved[app.RecordFeedback].(app.Feedback)
		f.InviteeID = saved[app.RecordInvitee].(app.Invitee).ID
		list := []app.Feedback{f}
		err := tx.SaveFeedback(list)
		saved[app.RecordFeedback] = list[0]
		return err
	})
	saved[app.RecordPerson] = saved[app.RecordInvitee].(app.Invitee).Person
	return saved
}

// state reads everything that the suite saves.
func (d tester) state() map[string]any {
	d.t.Helper()
	all := map[string]any{}
	for _, k := range kinds {
		all[string(k.code)] = d.of(k)
	}
	all["displaced"] = read(d, func(tx app.Tx) ([]app.Displaced, error) { return tx.Displaced("e") })
	all["rule"] = read(d, func(tx app.Tx) (string, error) { return tx.Setting("rule") })
	all["event e"] = read(d, func(tx app.Tx) (any, error) {
		e, err := tx.Event("e")
		if app.CodeOf(err) == app.CodeNotFound && err != nil {
			return nil, nil
		}
		return e, err
	})
	return all
}

// restoring: records come back in the order in which others belong to them, and
// go in the other, whatever the order in the list.
func restoring(t *testing.T, d tester) {
	saved := d.full()
	event := read(d, func(tx app.Tx) (app.Event, error) { return tx.Event("e") })
	start := d.state()
	var list []app.Restoration
	var expect []int64
	for _, k := range kinds {
		record := saved[k.code]
		list = append(list, app.Restoration{RecordKey: app.RecordKey{Kind: k.code, ID: k.id(record)}, To: withoutPerson(record)})
		expect = append(expect, k.revision(record))
	}
	list = append(list, app.Restoration{RecordKey: app.RecordKey{Kind: app.RecordEvent, ID: "e"}, To: event},
		app.Restoration{RecordKey: app.RecordKey{Kind: app.RecordDisplaced, ID: "x"}, To: app.Displaced{ID: "x", EventID: "e", At: Present, What: "旧版本"}})
	expect = append(expect, event.Revision, 1)

	for _, reversed := range []bool{false, true} {
		gone := slices.Clone(list)
		for i := range gone {
			gone[i].To, gone[i].Expect = nil, expect[i]
		}
		back := slices.Clone(list)
		for i := range back {
			back[i].Expect = 0
		}
		if reversed {
			slices.Reverse(gone)
			slices.Reverse(back)
		}
		d.update(func(tx app.Tx) error { return tx.Restore(gone) })
		for _, k := range kinds {
			if left := d.of(k); len(left) > 0 {
				d.t.Errorf("of %s is left %v", k.code, left)
			}
		}
		var made []app.RecordChange
		d.update(func(tx app.Tx) error {
			defer func() { made = tx.Changes() }()
			return tx.Restore(back)
		})
		d.same("restored", start, d.state())
		for _, c := range made {
			for i, r := range list {
				if r.RecordKey == c.RecordKey {
					expect[i] = c.Revision
				}
			}
		}
		for i, r := range list { // what is never changed has no revision
			if r.Kind == app.RecordDisplaced {
				expect[i] = 1
			}
		}
	}
	// A change is taken back, and a choice.
	a := saved[app.RecordAgenda].(app.AgendaItem)
	var made []app.RecordChange
	d.update(func(tx app.Tx) error {
		all, err := tx.Agenda("e")
		if err != nil {
			return err
		}
		all[0].Content = "改了"
		if err := tx.SaveAgenda(all); err != nil {
			return err
		}
		err = tx.SetSetting("rule", "后")
		made = tx.Changes()
		return err
	})
	d.update(func(tx app.Tx) error {
		var list []app.Restoration
		for _, c := range made {
			list = append(list, app.Restoration{RecordKey: c.RecordKey, To: c.Before, Expect: c.Revision})
		}
		return tx.Restore(list)
	})
	d.same("after the change", start, d.state())
	if now := read(d, func(tx app.Tx) ([]app.AgendaItem, error) { return tx.Agenda("e") }); now[0].Revision <= a.Revision {
		d.t.Errorf("restoring leaves the revision %d, had %d", now[0].Revision, a.Revision)
	}
}

// refusedRestoration: a record that is of another revision keeps all from being
// restored.
func refusedRestoration(t *testing.T, d tester) {
	eachKind(d, func(d tester, k kind) {
		first := d.save(k, k.make(0))
		second := d.save(k, k.change(first))
		key := app.RecordKey{Kind: k.code, ID: k.id(first)}
		d.update(func(tx app.Tx) error { return tx.SetSetting("rule", string(k.code)) })
		for name, r := range map[string]app.Restoration{
			"changed since":      {RecordKey: key, To: withoutPerson(first), Expect: k.revision(first)},
			"to go, but changed": {RecordKey: key, Expect: k.revision(first)},
			"thought gone":       {RecordKey: key, To: withoutPerson(first)},
			"gone":               {RecordKey: app.RecordKey{Kind: k.code, ID: "nobody"}, To: withoutPerson(first), Expect: 5},
		} {
			err := d.attempt(func(tx app.Tx) error {
				if err := tx.SetSetting("rule", name); err != nil {
					return err
				}
				return tx.Restore([]app.Restoration{r})
			})
			c := d.code(err, app.CodeStale).Stale
			if c == nil || c.RecordKey != r.RecordKey || (c.Stored == nil) != (name == "gone") {
				d.t.Errorf("%s: the refusal says %+v", name, c)
			}
			if got := read(d, func(tx app.Tx) (string, error) { return tx.Setting("rule") }); got != string(k.code) {
				d.t.Errorf("%s: a refused restoration changed %q", name, got)
			}
		}
		// What is not there and is not to be there is as it should be.
		d.update(func(tx app.Tx) error {
			return tx.Restore([]app.Restoration{{RecordKey: app.RecordKey{Kind: k.code, ID: "nobody"}}})
		})
		d.update(func(tx app.Tx) error {
			return tx.Restore([]app.Restoration{{RecordKey: key, Expect: k.revision(second)}})
		})
	})
}

// sentTwice: an update whose answer was lost is sent again and does nothing more.
func sentTwice(t *testing.T, d tester) {
	ctx := context.Background()
	d.withEvents("e")
	for name, work := range map[string]func(app.Tx) error{
		"a record": func(tx app.Tx) error {
			all, err := tx.Agenda("e")
			if err != nil {
				return err
			}
			return tx.SaveAgenda([]app.AgendaItem{{ID: fmt.Sprint("a", len(all)), EventID: "e", Position: len(all) + 1, Start: Present, Kind: app.KindAssembly}})
		},
		"a line of the audit list": func(tx app.Tx) error {
			return tx.AddAudit(app.AuditEntry{ID: "line", At: Present, By: "李四", Action: app.AuditPrint})
		},
		"versions": func(tx app.Tx) error { return tx.AddVersions([]app.Version{{Record: "event:e", Digest: "one"}}) },
	} {
		unit := d.unit()
		runs := 0
		for range 3 {
			d.try(d.store.Update(ctx, unit, func(tx app.Tx) error {
				runs++
				return work(tx)
			}))
		}
		if runs != 1 {
			d.t.Errorf("%s: the work of one unit was done %d times", name, runs)
		}
	}
	if n := len(read(d, func(tx app.Tx) ([]app.AgendaItem, error) { return tx.Agenda("e") })); n != 1 {
		d.t.Errorf("%d items, want 1", n)
	}
	// A unit that failed was not done.
	unit, failure := d.unit(), errors.New("no")
	if err := d.store.Update(ctx, unit, func(tx app.Tx) error {
		return errors.Join(tx.SetSetting("rule", "x"), failure)
	}); !errors.Is(err, failure) {
		d.t.Errorf("the error of work comes back as %v", err)
	}
	d.try(d.store.Update(ctx, unit, func(tx app.Tx) error { return tx.SetSetting("rule", "y") }))
	if got := read(d, func(tx app.Tx) (string, error) { return tx.Setting("rule") }); got != "y" {
		d.t.Errorf("the unit that was tried again left %q", got)
	}
}

// everything changes, adds and removes something of each kind.
func everything(tx app.Tx) error {
	for _, k := range kinds {
		all, err := k.list(tx)
		if err != nil {
			return err
		}
		if _, err := k.save(tx, k.change(all[0])); err != nil {
			return err
		}
		if k.code != app.RecordPerson {
			if _, err := k.save(tx, k.make(1)); err != nil {
				return err
			}
		}
	}
	if err := tx.Delete(app.RecordDisplaced, []string{"x"}); err != nil {
		return err
	}
	if err := tx.SetSetting("rule", "后"); err != nil {
		return err
	}
	if err := tx.AddVersions([]app.Version{{Record: "event:e", Digest: "never"}}); err != nil {
		return err
	}
	return tx.AddAudit(app.AuditEntry{ID: "never", At: Present, Action: app.AuditPrint})
}

// untouched holds the store to what it was.
func (d tester) untouched(start map[string]any) {
	d.t.Helper()
	d.same("what is stored", start, d.state())
	if n := len(read(d, func(tx app.Tx) ([]app.AuditEntry, error) { return tx.Audit(app.AuditFilter{}) })); n != 0 {
		d.t.Errorf("%d lines of the audit list are left", n)
	}
	if read(d, func(tx app.Tx) (app.Exchanged, error) { return tx.Exchanged([]string{"event:e"}) }).Met("event:e") {
		d.t.Error("a version is left")
	}
}

func errorUndoes(t *testing.T, d tester) {
	d.full()
	start, failure := d.state(), errors.New("no")
	err := d.attempt(func(tx app.Tx) error {
		if err := everything(tx); err != nil {
			return err
		}
		return failure
	})
	if !errors.Is(err, failure) {
		d.t.Errorf("the error of work comes back as %v", err)
	}
	d.untouched(start)
	d.update(everything)
	if cmp.Equal(start, d.state(), bare) {
		d.t.Error("the work changes nothing")
	}
}

func cancelled(t *testing.T, d tester) {
	d.full()
	start := d.state()
	ctx, cancel := context.WithCancel(context.Background())
	err := d.store.Update(ctx, d.unit(), func(tx app.Tx) error {
		if err := everything(tx); err != nil {
			return err
		}
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		d.t.Errorf("a cancelled unit ends with %v", err)
	}
	d.untouched(start)
	if err := d.store.View(ctx, func(app.Tx) error { return nil }); !errors.Is(err, context.Canceled) {
		d.t.Errorf("reading under a cancelled context gives %v", err)
	}
	d.update(everything)
}

// readingWhileWriting: what a unit reads holds at one moment.
func readingWhileWriting(t *testing.T, d tester) {
	d.update(func(tx app.Tx) error { return errors.Join(tx.SetSetting("a", "0"), tx.SetSetting("b", "0")) })
	const rounds = 100
	var group sync.WaitGroup
	fail := make(chan error, 4)
	for range 3 {
		group.Go(func() {
			for range rounds {
				err := d.store.View(context.Background(), func(tx app.Tx) error {
					a, err := tx.Setting("a")
					if err != nil {
						return err
					}
					b, err := tx.Setting("b")
					if err == nil && a != b {
						err = fmt.Errorf("one unit reads %s and %s", a, b)
					}
					return err
				})
				if err != nil {
					fail <- err
					return
				}
			}
		})
	}
	group.Go(func() {
		for i := range rounds {
			unit := app.Unit{ID: fmt.Sprint("writing", i), At: Present}
			err := d.store.Update(context.Background(), unit, func(tx app.Tx) error {
				if err := tx.SetSetting("a", fmt.Sprint(i)); err != nil {
					return err
				}
				return tx.SetSetting("b", fmt.Sprint(i))
			})
			if err != nil {
				fail <- err
				return
			}
		}
	})
	group.Wait()
	close(fail)
	for err := range fail {
		d.t.Error(err)
	}
}

// manyAtOnce: units that write do so as if each were alone.
func manyAtOnce(t *testing.T, d tester) {
	d.withEvents("e")
	const desks, each = 8, 15
	var group sync.WaitGroup
	fail := make(chan error, desks)
	for n := range desks {
		group.Go(func() {
			for i := range each {
				unit := app.Unit{ID: fmt.Sprint(n, "-", i), At: Present, By: fmt.Sprint(n)}
				err := d.store.Update(context.Background(), unit, func(tx app.Tx) error {
					e, err := tx.Event("e")
					if err != nil {
						return err
					}
					last, err := tx.LastPosition(app.RecordAgenda, "e")
					if err != nil {
						return err
					}
					e.Capacity++
					if err := tx.SaveEvents([]app.Event{e}); err != nil {
						return err
					}
					return tx.SaveAgenda([]app.AgendaItem{{ID: unit.ID, EventID: "e", Position: last + 1, Start: Present, Kind: app.KindAssembly}})
				})
				if err != nil {
					fail <- err
					return
				}
			}
		})
	}
	group.Wait()
	close(fail)
	for err := range fail {
		d.t.Error(err)
	}
	if e := read(d, func(tx app.Tx) (app.Event, error) { return tx.Event("e") }); e.Capacity != desks*each {
		d.t.Errorf("%d of %d changes are there", e.Capacity, desks*each)
	}
	for i, a := range read(d, func(tx app.Tx) ([]app.AgendaItem, error) { return tx.Agenda("e") }) {
		if a.Position != i+1 {
			d.t.Fatalf("the item %d stands at %d", i+1, a.Position)
		}
	}
}

// labels: they name what is in the way, until they are forgotten.
func labels(t *testing.T, d tester) {
	d.withEvents("e")
	read1 := func() app.Event { return read(d, func(tx app.Tx) (app.Event, error) { return tx.Event("e") }) }
	old := read1()
	d.update(func(tx app.Tx) error {
		tx.SetLabel("第一个")
		e := old
		e.Theme = "改"
		if err := tx.SaveEvents([]app.Event{e}); err != nil {
			return err
		}
		tx.SetLabel("张三改为已到")
		return nil
	})
	label := func() string {
		return d.code(d.attempt(func(tx app.Tx) error {
			e := old
			e.Theme = "又改"
			return tx.SaveEvents([]app.Event{e})
		}), app.CodeStale).Stale.Label
	}
	if got := label(); got != "张三改为已到" {
		d.t.Errorf("the label is %q", got)
	}
	d.update(app.Tx.Forget)
	if got := label(); got != "" {
		d.t.Errorf("after it was forgotten the label is %q", got)
	}
}
