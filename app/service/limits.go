package service

import (
	"openday/app"
	"openday/app/words"
)

// refused returns why what a unit of work has written is not kept: a record that
// it left holds more than it may, or an event has too much of something. Every
// use case that writes ends with it. What an undo brings back was there before,
// so it is kept as it was.
func (u *unit) refused(changes []app.RecordChange) error {
	var p app.Problems
	if !u.takes {
		found, err := wrongWith(u, changes)
		if err != nil {
			return err
		}
		p = found
	}
	full, err := tooMany(u, changes)
	if err != nil {
		return err
	}
	return app.Invalid(append(p, full...))
}

// wrongWith returns what keeps records from being what they were made. Where a unit
// wrote several of one kind, each is named.
func wrongWith(tx app.Tx, changes []app.RecordChange) (app.Problems, error) {
	written := map[app.RecordKind]int{}
	for _, c := range changes {
		written[c.Kind]++
	}
	var p app.Problems
	for _, c := range changes {
		kind, _ := app.RecordTypeOf(c.Kind)
		found := kind.Problems(c.Before, c.After)
		if len(found) == 0 {
			continue
		}
		if written[c.Kind] == 1 {
			p = append(p, found...)
			continue
		}
		name, err := nameIn(tx, c)
		if err != nil {
			return nil, err
		}
		for _, wrong := range found {
			p = append(p, app.FieldProblem{Field: wrong.Field, Message: words.T("%s: %s|an entry, what is wrong with it", name, wrong.Message)})
		}
	}
	return p, nil
}

// nameIn names a record that was changed. The person of an invitee is a record of
// its own.
func nameIn(tx app.Tx, c app.RecordChange) (string, error) {
	v, invited := c.After.(app.Invitee)
	if !invited {
		return app.NameOf(c.Kind, c.After), nil
	}
	people, err := tx.People(app.PersonFilter{IDs: []string{v.Person.ID}})
	if len(people) > 0 {
		v.Person = people[0]
	}
	return app.NameOf(c.Kind, v), err
}

// tooMany returns the lists of events to which more was added than they may hold.
func tooMany(tx app.Tx, changes []app.RecordChange) (app.Problems, error) {
	type list struct {
		kind    app.RecordKind
		eventID string
	}
	var p app.Problems
	counted := map[list]bool{}
	for _, c := range changes {
		kind, _ := app.RecordTypeOf(c.Kind)
		l := list{c.Kind, c.EventID}
		if c.Before != nil || kind.Limit() == 0 || counted[l] {
			continue
		}
		counted[l] = true
		n, err := tx.Count(c.Kind, c.EventID)
		if err != nil {
			return nil, err
		}
		if n > kind.Limit() {
			p.Add(string(c.Kind), "%s: %s|an entry, what is wrong with it", kind.Called().Label(), app.BeyondMost(n, kind.Limit()))
		}
	}
	return p, nil
}
