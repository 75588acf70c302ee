package app

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"openday/app/words"
)

// FieldChange says what a field of an opinion was before a move and after it.
// Days are written 2026-09-24, words of closed lists as their codes.
type FieldChange struct {
	Field string // name of the Go field
	From  string
	To    string
}

// ChangeFields are the fields of a change.
var ChangeFields = Fields[FieldChange]{
	{FieldInfo{Go: "Field", Name: "field", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(c *FieldChange) any { return &c.Field }},
	{FieldInfo{Go: "From", Name: "from", Label: "From", Kind: KindProse, Max: longestChange, Purge: PurgeMasks}, func(c *FieldChange) any { return &c.From }},
	{FieldInfo{Go: "To", Name: "to", Label: "To", Kind: KindProse, Max: longestChange, Purge: PurgeMasks}, func(c *FieldChange) any { return &c.To }},
}

// FieldAsked is the field under which a move keeps the day that an extension
// is asked for.
const FieldAsked = "AskedUntil"

// saidFields are what was said, not what is done with it.
var saidFields = []string{"Content", "Speaker", "Unit", "Stop", "Category", "Channel"}

// feedbackField is a field whose changes are kept.
type feedbackField struct {
	Field[Feedback]
	said bool // what was said, not what is done with it
}

// feedbackFields are the fields whose changes are kept, in the order of the
// form: all that people see, but for what the steps themselves tell.
var feedbackFields = func() []feedbackField {
	var all []feedbackField
	for _, f := range FeedbackFields {
		switch f.Go {
		case "State", "History", "Position":
		default:
			if f.Label != "" {
				all = append(all, feedbackField{f, slices.Contains(saidFields, f.Go)})
			}
		}
	}
	return all
}()

// get returns what the field holds as a change keeps it.
func (f feedbackField) get(v *Feedback) string {
	switch place := f.Place(v).(type) {
	case *time.Time:
		return ISODate(*place)
	case *[]string:
		return strings.Join(*place, "、")
	default:
		return reflect.ValueOf(place).Elem().String()
	}
}

// put fills the field with what a change kept.
func (f feedbackField) put(v *Feedback, kept string) {
	switch place := f.Place(v).(type) {
	case *time.Time:
		*place = parseDay(kept)
	case *[]string:
		*place = tidiedDepartments([]string{kept}, "")
	default:
		reflect.ValueOf(place).Elem().SetString(kept)
	}
}

// show says what a change kept in the language of the window.
func (f feedbackField) show(kept string) string {
	if f.Choices != nil {
		kept = f.Choices.Words().Label(kept)
	}
	return cmp.Or(kept, words.T("(empty)"))
}

// fieldOf finds a field by its name, nil where there is none.
func fieldOf(name string) *feedbackField {
	for i := range feedbackFields {
		if f := &feedbackFields[i]; f.Go == name || f.Name == name {
			return f
		}
	}
	return nil
}

// Differences returns what is other in an opinion than it was before.
func Differences(before, after Feedback) []FieldChange {
	var all []FieldChange
	for _, field := range feedbackFields {
		if from, to := field.get(&before), field.get(&after); from != to {
			all = append(all, FieldChange{field.Go, from, to})
		}
	}
	return all
}

func (c FieldChange) Said() bool {
	field := fieldOf(c.Field)
	return field != nil && field.said
}

// Words says the change in the language of the window: 承办单位：城管办 → 建设办.
func (c FieldChange) Words() string {
	field := fieldOf(c.Field)
	if field == nil {
		return ""
	}
	return words.T("%s: %s → %s|name of a field, what it was, what it is", words.T(field.Label), field.show(c.From), field.show(c.To))
}

// Replayed returns the opinion as its history leaves it: with what was said as it
// is, and the handling as the steps tell it.
func (f Feedback) Replayed() Feedback {
	now := Replay(f.History)
	for _, field := range feedbackFields {
		if field.said {
			field.put(&now, field.get(&f))
		}
	}
	return now
}

// Replay returns the state and the fields of the handling as a history tells
// them, beginning with an opinion of which nothing is filled in: they are those
// of the opinion whose history it is, unless it was kept before moves knew
// their changes.
func Replay(history []Transition) Feedback {
	f := Feedback{State: FeedbackRecorded}
	for _, m := range history {
		for _, c := range m.Changes {
			if field := fieldOf(c.Field); field != nil && !field.said {
				field.put(&f, c.To)
			}
		}
		f.State = m.To
	}
	return f
}
