package app

import "openday/app/words"

// refused returns why what a unit of work has written is not kept: a record that
// it left holds more than it may, or an event has too much of something. Every
// use case that writes ends with it. What an undo brings back was there before,
// so it is kept as it was.
func (u *unit) refused(changes []RecordChange) error {
	var p problems
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
	return invalid(append(p, full...))
}

// wrongWith gives what keeps records from being what they were made. Where a unit
// wrote several of one kind, each is named.
func wrongWith(tx Tx, changes []RecordChange) (problems, error) {
	written := map[RecordKind]int{}
	for _, c := range changes {
		written[c.Kind]++
	}
	var p problems
	for _, c := range changes {
		kind, _ := recordTypeOf(c.Kind)
		found := kind.problems(c.Before, c.After)
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
			p = append(p, FieldProblem{wrong.Field, words.T("%s: %s|an entry, what is wrong with it", name, wrong.Message)})
		}
	}
	return p, nil
}

// nameIn names a record that was changed. The person of an invitee is a record of
// its own.
func nameIn(tx Tx, c RecordChange) (string, error) {
	v, invited := c.After.(Invitee)
	if !invited {
		return nameOf(c.Kind, c.After), nil
	}
	people, err := tx.People(PersonFilter{IDs: []string{v.Person.ID}})
	if len(people) > 0 {
		v.Person = people[0]
	}
	return nameOf(c.Kind, v), err
}

// tooMany gives the lists of events to which more was added than they may hold.
func tooMany(tx Tx, changes []RecordChange) (problems, error) {
	type list struct {
		kind    RecordKind
		eventID string
	}
	var p problems
	counted := map[list]bool{}
	for _, c := range changes {
		kind, _ := recordTypeOf(c.Kind)
		l := list{c.Kind, c.EventID}
		if c.Before != nil || kind.limit() == 0 || counted[l] {
			continue
		}
		counted[l] = true
		n, err := tx.Count(c.Kind, c.EventID)
		if err != nil {
			return nil, err
		}
		if n > kind.limit() {
			p.add(string(c.Kind), "%s: %s|an entry, what is wrong with it", kind.word().Label(), beyondMost(n, kind.limit()))
		}
	}
	return p, nil
}
