package app

// Rebased is what a person edited, brought onto what was stored meanwhile.
type Rebased[T any] struct {
	Mine   T // with the person's word where both sides changed a field
	Stored T // with the stored word there
	Fields []FieldPair
}

// Rebase brings an edited record onto the stored one: what only one side changed
// since base is taken over. Fields are those that both sides changed differently,
// Ours being what is stored and Theirs what was edited.
func Rebase[T any](base, edited, stored T) Rebased[T] {
	r := Rebased[T]{Mine: stored, Stored: stored}
	fields := formOf[T]()
	for _, f := range fields {
		was, now := f.Place(&base), f.Place(&edited)
		if !f.Edited() || sameValue(was, now) {
			continue
		}
		PutInto(f.Place(&r.Mine), now)
		if sameValue(was, f.Place(&stored)) {
			PutInto(f.Place(&r.Stored), now)
		}
	}
	r.Fields = Pairs(fields, &r.Stored, &r.Mine)
	return r
}

// formOf returns the fields of an entity as its form has them: an invitee's with
// those of the person.
func formOf[T any]() Fields[T] {
	if guests, ok := any(GuestFields).(Fields[T]); ok {
		return guests
	}
	for _, t := range RecordTypes {
		if t, ok := t.(entityType[T]); ok {
			return t.fields
		}
	}
	return nil
}
