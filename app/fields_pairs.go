package app

import (
	"openday/app/idcard"
	"openday/app/words"
)

// FieldPair is one field of a record in which two versions differ, in words.
type FieldPair struct {
	Label        string
	Ours, Theirs string
}

// Pairs compares two versions of a record field by field, those fields that
// people see. Where one is nil, all that the other says is given.
func Pairs[T any](fields Fields[T], ours, theirs *T) []FieldPair {
	if ours == nil {
		ours = new(T)
	}
	if theirs == nil {
		theirs = new(T)
	}
	var all []FieldPair
	for _, f := range fields {
		from, to := f.shown(f.Place(ours)), f.shown(f.Place(theirs))
		if f.Label == "" || from == to {
			continue
		}
		if f.Kind == KindIDNumber {
			from, to = idcard.Mask(from), idcard.Mask(to)
			if from == to {
				to = words.T("%s (other digits)", to)
			}
		}
		all = append(all, FieldPair{words.T(f.Label), from, to})
	}
	return all
}
