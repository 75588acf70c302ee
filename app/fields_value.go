package app

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/phone"
	"openday/app/words"
)

// sameValue reports whether two places of one field say the same: a moment in
// another zone, or an empty list in place of none, does.
func sameValue(a, b any) bool {
	if t, ok := a.(*time.Time); ok {
		return t.Equal(*b.(*time.Time))
	}
	if x, y := reflect.ValueOf(a).Elem(), reflect.ValueOf(b).Elem(); x.Kind() == reflect.Slice && x.Len()+y.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a, b)
}

// rowKey tells one row from another by what its fields hold.
func rowKey(fields []AnyField, row any) string {
	var key strings.Builder
	for _, f := range fields {
		switch place := f.Place(row).(type) {
		case *time.Time:
			fmt.Fprintf(&key, "%d;", place.UnixNano())
		case *string:
			fmt.Fprintf(&key, "%q;", *place)
		default:
			if f.Kind == KindRows {
				of := f.Rows.Any()
				for i := range f.Rows.Len(place) {
					fmt.Fprintf(&key, "(%s)", rowKey(of, f.Rows.At(place, i)))
				}
				continue
			}
			fmt.Fprintf(&key, "%#v;", reflect.ValueOf(place).Elem())
		}
	}
	return key.String()
}

// tidied brings what a field holds into the form in which it is stored. Rows
// are left to the entity, which knows which of them say nothing.
func (f FieldInfo) tidied(place any) {
	switch text := place.(type) {
	case *string:
		switch f.Kind {
		case KindName:
			*text = hanzi.CleanName(*text)
		case KindIDNumber:
			*text = idcard.Parse(*text).Number
		case KindPhone:
			*text = hanzi.CleanLine(hanzi.CleanText(*text))
		case KindReading:
			*text = strings.Join(strings.Fields(strings.ToLower(hanzi.CleanText(*text))), " ")
		case KindText, KindEmail, KindWeb, KindAddress:
			*text = hanzi.CleanLine(*text)
		case KindProse:
			*text = hanzi.CleanProse(*text)
		}
	case *[]string:
		*text = tidiedLines(*text)
	}
}

// Plain takes the control characters out of all texts of an entity that people
// edit, and puts those that have one line on one. All else stays as it is. It is
// for what is stored by way of no form; steps that are written down stay as they
// were taken.
func (l Fields[T]) Plain(v *T) {
	for _, f := range l {
		f.plain(f.Place(v))
	}
}

func (f FieldInfo) plain(place any) {
	text, isText := place.(*string)
	lines, isLines := place.(*[]string)
	switch {
	case f.Kind == KindOwn || f.Kind == KindID || f.Kind == KindLink:
	case isText && f.Kind == KindProse && strings.ContainsFunc(*text, func(r rune) bool { return r != '\n' && breaks(r) }):
		*text = hanzi.CleanProse(*text)
	case isText && f.Kind != KindProse && strings.ContainsFunc(*text, breaks):
		*text = hanzi.CleanLine(*text)
	case isLines && slices.ContainsFunc(*lines, func(line string) bool { return strings.ContainsFunc(line, breaks) }):
		*lines = tidiedLines(*lines)
	case f.Kind == KindRows && f.Merge != MergeUnion:
		f.Rows.Clone(place)
		fields := f.Rows.Any()
		for i := range f.Rows.Len(place) {
			for _, of := range fields {
				of.plain(of.Place(f.Rows.At(place, i)))
			}
		}
	}
}

// breaks reports whether a character has no place within a line.
func breaks(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

// tidy brings all that is typed into the form in which it is stored.
func (l Fields[T]) tidy(v *T) {
	for _, f := range l {
		f.tidied(f.Place(v))
	}
}

// tidiedList returns the rows as they are stored, without those that say nothing.
func tidiedList[R any](fields Fields[R], rows []R, blank func(R) bool) []R {
	var kept []R
	for _, r := range rows {
		if fields.tidy(&r); !blank(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// same reports whether two entities say the same in all fields.
func (l Fields[T]) same(a, b *T) bool {
	return !slices.ContainsFunc(l, func(f Field[T]) bool { return !sameValue(f.Place(a), f.Place(b)) })
}

// Alike reports whether two texts of a field say the same, each cleaned.
func (f FieldInfo) Alike(a, b string) bool {
	switch f.Kind {
	case KindName:
		return hanzi.NameKey(a) == hanzi.NameKey(b)
	case KindIDNumber:
		return idcard.Key(a) == idcard.Key(b)
	case KindPhone:
		x, y := phone.Keys(a), phone.Keys(b)
		slices.Sort(x)
		slices.Sort(y)
		return len(x) > 0 && slices.Equal(x, y)
	case KindText:
		return hanzi.CleanLine(a) == hanzi.CleanLine(b)
	}
	return false
}

// isEmpty reports whether a place holds nothing.
func isEmpty(place any) bool { return reflect.ValueOf(place).Elem().IsZero() }

// PutInto puts into one place what another one of the same field holds.
func PutInto(to, from any) { reflect.ValueOf(to).Elem().Set(reflect.ValueOf(from).Elem()) }

// empty sets a place to nothing.
func empty(place any) { reflect.ValueOf(place).Elem().SetZero() }

// Purge leaves of an entity what its fields' rules let stand, and reports
// whether anything went or was masked.
func (l Fields[T]) Purge(v *T, m Mask) bool {
	changed := false
	for _, f := range l {
		if purged(f.FieldInfo, f.Place(v), m) {
			changed = true
		}
	}
	return changed
}

// purged does with a place what the rule of its field says.
func purged(f FieldInfo, place any, m Mask) bool {
	switch text, _ := place.(*string); f.Purge {
	case PurgeKeeps:
		return false
	case PurgeMasks, PurgeMasksAll:
		before := *text
		if f.Purge == PurgeMasks {
			*text = m.Text(before)
		} else {
			*text = m.Name(before)
		}
		return *text != before
	case PurgeByRow:
		changed := false
		f.Rows.Clone(place)
		fields := f.Rows.Any()
		for i := range f.Rows.Len(place) {
			for _, of := range fields {
				if purged(of.FieldInfo, of.Place(f.Rows.At(place, i)), m) {
					changed = true
				}
			}
		}
		return changed
	default:
		changed := !isEmpty(place)
		empty(place)
		return changed
	}
}

// shown says what a place holds in the language of the window; "" for nothing.
func (f FieldInfo) shown(place any) string {
	switch x := place.(type) {
	case *string:
		return *x
	case *[]string:
		return strings.Join(*x, "\n")
	case *time.Time:
		switch t := x.In(Zone); {
		case x.IsZero():
			return ""
		case f.Kind == KindDate || t.Equal(DayOf(t)):
			return ISODate(t)
		default:
			return t.Format("2006-01-02 15:04")
		}
	case *Share:
		return x.String()
	case *bool:
		if *x {
			return words.T("Yes")
		}
		return words.T("No")
	}
	switch v := reflect.ValueOf(place).Elem(); f.Kind {
	case KindChoice:
		return f.Choices.Words().Label(v.String())
	case KindNumber:
		none := 0
		if f.Min == NoNumber {
			none = NoNumber // zero is a number, too
		}
		if n := v.Int(); n != int64(none) || f.Min < NoNumber {
			return strconv.FormatInt(n, 10)
		}
		return ""
	case KindRows:
		return f.shownRows(place)
	default:
		return fmt.Sprint(v.Interface())
	}
}

// shownRows says what the rows of a list hold, a row a line; of steps, how many
// there are.
func (f FieldInfo) shownRows(place any) string {
	if n := f.Rows.Len(place); f.Merge == MergeUnion {
		return words.T("%d steps", n)
	}
	lines := make([]string, f.Rows.Len(place))
	fields := f.Rows.Any()
	for i := range lines {
		var parts []string
		for _, of := range fields {
			at := of.Place(f.Rows.At(place, i))
			yes, isYesNo := at.(*bool)
			switch text := of.shown(at); {
			case of.Label == "" || text == "" || isYesNo && !*yes:
			case isYesNo:
				parts = append(parts, words.T(of.Label))
			default:
				parts = append(parts, text)
			}
		}
		lines[i] = strings.Join(parts, " ")
	}
	return strings.Join(lines, "\n")
}
