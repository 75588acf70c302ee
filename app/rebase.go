package app

import (
	"reflect"
	"slices"
	"time"
)

// Rebased is what a person edited, brought onto what was stored meanwhile.
type Rebased[T any] struct {
	Mine   T // with the person's word where both sides changed a field
	Stored T // with the stored word there
	Fields []FieldPair
}

// kept are the fields of an entity that are never edited by hand.
var kept = []string{"ID", "EventID", "Position", "Revision", "Extra", "CreatedAt", "UpdatedAt", "History", "MergedInto"}

// Rebase brings an edited record onto the stored one: what only one side changed
// since base is taken over. Fields are those that both sides changed differently,
// Ours being what is stored and Theirs what was edited.
func Rebase[T any](base, edited, stored T) Rebased[T] {
	r := Rebased[T]{Mine: stored, Stored: stored}
	rebase(reflect.ValueOf(base), reflect.ValueOf(edited), reflect.ValueOf(stored), reflect.ValueOf(&r.Mine).Elem(), reflect.ValueOf(&r.Stored).Elem())
	r.Fields = pairs(fieldsOf[T](), &r.Stored, &r.Mine)
	return r
}

// fieldsOf returns the fields of an entity that a form edits.
func fieldsOf[T any]() Fields[T] {
	for _, all := range []any{EventFields, GuestFields, AgendaFields, FeedbackFields, DepartmentFields} {
		if fields, ok := all.(Fields[T]); ok {
			return fields
		}
	}
	return nil
}

func rebase(base, edited, stored, mine, theirs reflect.Value) {
	for i := range base.NumField() {
		name := base.Type().Field(i).Name
		if slices.Contains(kept, name) {
			continue
		}
		b, e, s := base.Field(i), edited.Field(i), stored.Field(i)
		if name == "Person" {
			rebase(b, e, s, mine.Field(i), theirs.Field(i))
			continue
		}
		if unchanged(b, e) {
			continue
		}
		mine.Field(i).Set(e)
		if unchanged(b, s) {
			theirs.Field(i).Set(e)
		}
	}
}

// unchanged reports whether two fields say the same: a moment in another zone, or an
// empty list in place of none, is no change.
func unchanged(a, b reflect.Value) bool {
	if at, ok := a.Interface().(time.Time); ok {
		return at.Equal(b.Interface().(time.Time))
	}
	if a.Kind() == reflect.Slice && a.Len()+b.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}
