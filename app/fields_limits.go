package app

import (
	"fmt"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"openday/app/words"
)

// Changeable is an entity that tells what keeps it from being saved, by itself
// and in the place of the version that is stored.
type Changeable[T any] interface {
	Validate() []FieldProblem
	// ValidateChange is Validate, but for limits that the stored version is
	// beyond already: what an older program took is refused only in a field
	// that was changed.
	ValidateChange(stored T) []FieldProblem
}

// Limits returns the fields that hold more than they may. What stored, unless it
// is nil, holds the same passes.
func (l Fields[T]) Limits(stored, v *T) []FieldProblem {
	var p Problems
	for i := range l {
		f := &l[i]
		var old any
		if stored != nil {
			old = f.Place(stored)
		}
		p.limits(&f.FieldInfo, f.Go, old, f.Place(v))
	}
	return p
}

// limits adds what is beyond the limits of a field; at names it, and old is its
// place in the stored version, nil where there is none.
func (p *Problems) limits(f *FieldInfo, at string, old, place any) {
	if old != nil && sameValue(old, place) {
		return
	}
	switch f.Kind {
	case KindLines:
		lines := *place.(*[]string)
		known := map[string]bool{}
		var before []string
		if old != nil {
			before = *old.(*[]string)
			for _, line := range before {
				known[line] = true
			}
		}
		if n := len(lines); n > f.Most && n > len(before) {
			p.say(at, BeyondMost(n, f.Most))
			return
		}
		for i := range lines {
			if !known[lines[i]] {
				p.say(fmt.Sprintf("%s[%d]", at, i), f.beyond(&lines[i]))
			}
		}
	case KindRows:
		n, before := f.Rows.Len(place), 0
		if old != nil {
			before = f.Rows.Len(old)
		}
		if n > f.Most && n > before {
			p.say(at, BeyondMost(n, f.Most))
			return
		}
		fields := f.Rows.Any()
		known := map[string]bool{}
		for i := range before {
			known[rowKey(fields, f.Rows.At(old, i))] = true
		}
		for i := range n {
			row := f.Rows.At(place, i)
			if before > 0 && known[rowKey(fields, row)] {
				continue
			}
			prefix := Indexed(at, i)
			for j := range fields {
				of := &fields[j]
				p.limits(&of.FieldInfo, prefix+of.Go, nil, of.Place(row))
			}
		}
	default:
		p.say(at, f.beyond(place))
	}
}

// say adds a problem that is in words already; none is added for "".
func (p *Problems) say(field, message string) {
	if message != "" {
		*p = append(*p, FieldProblem{field, message})
	}
}

// beyond says what is wrong with what a place holds by itself: it is missing,
// too long, too great or not in the list; "" where nothing is.
func (f *FieldInfo) beyond(place any) string {
	switch x := place.(type) {
	case *string:
		return f.beyondText(*x)
	case *time.Time:
		if x.IsZero() {
			return f.Missing()
		}
		if year := x.In(Zone).Year(); year < FirstYear || year > LastYear {
			return words.T("A date lies in the years %d to %d.", FirstYear, LastYear)
		}
		return ""
	case *Share:
		if !x.IsZero() && (x.Num < 0 || x.Num > x.Den || x.Den > mostDenominator) {
			return words.T("A minimum share is more than 0 and at most 1.")
		}
		return ""
	case *[]byte:
		if len(*x) > f.Max {
			return words.T("This is larger than %d MB.", f.Max>>20)
		}
		return ""
	}
	switch v := reflect.ValueOf(place).Elem(); f.Kind {
	case KindChoice:
		code := v.String()
		if code == "" && f.Required == "" || f.Choices.Knows(code) {
			return ""
		}
		if f.Required != "" {
			return f.Missing()
		}
		return words.T("This is not one of the words to choose from.")
	case KindNumber:
		least := f.Min
		if least == NoNumber {
			least = 0
		}
		if n := v.Int(); n < int64(f.Min) || n > int64(f.Max) {
			return words.T("A number from %d to %d goes here.", least, f.Max)
		}
	}
	return ""
}

// beyondText is beyond for a text.
func (f *FieldInfo) beyondText(text string) string {
	switch {
	case f.Kind == KindOwn:
	case f.Required != "" && strings.TrimSpace(text) == "":
		return f.Missing()
	case len(text) > f.Max:
		if n := utf8.RuneCountInString(text); n > f.Max {
			return words.T("These are %d characters; at most %d fit.", n, f.Max)
		}
	}
	return ""
}

// Missing says that the field must be filled in, "" where it need not be.
func (f *FieldInfo) Missing() string {
	if f.Required == "" {
		return ""
	}
	return words.T(f.Required)
}

// Counts returns what is wrong with how much there is in what is to be added to an
// event. It is said again of all that the event has once that is written.
func Counts(invitees, agenda, opinions int) []FieldProblem {
	var p Problems
	for _, c := range []struct {
		field   string
		n, most int
	}{{"Invitees", invitees, MostInvitees}, {"Agenda", agenda, MostAgenda}, {"Feedback", opinions, MostOpinions}} {
		if c.n > c.most {
			p.say(c.field, BeyondMost(c.n, c.most))
		}
	}
	return p
}
