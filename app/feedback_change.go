package app

import (
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

// fieldAsked is the field under which a move keeps the day that an extension
// is asked for.
const fieldAsked = "AskedUntil"

// feedbackField is a field whose changes are kept.
type feedbackField struct {
	name  string
	said  bool   // what was said, not what is done with it
	label string // a key of package words
	get   func(*Feedback) string
	put   func(*Feedback, string)
	show  func(string) string // nil where the value is shown as it is kept
}

// feedbackFields are the fields whose changes are kept, in the order of the form.
var feedbackFields = []feedbackField{
	textField("Content", true, "Content", func(f *Feedback) *string { return &f.Content }),
	textField("Speaker", true, "Said by", func(f *Feedback) *string { return &f.Speaker }),
	textField("Stop", true, "Stop|of the agenda", func(f *Feedback) *string { return &f.Stop }),
	textField("Category", true, "Category", func(f *Feedback) *string { return &f.Category }),
	textField("Channel", true, "Channel", func(f *Feedback) *string { return &f.Channel }),
	textField("Department", false, "Department", func(f *Feedback) *string { return &f.Department }),
	{name: "Joint", label: "Joint departments", get: func(f *Feedback) string { return strings.Join(f.Joint, "、") },
		put: func(f *Feedback, v string) { f.Joint = tidiedDepartments([]string{v}, "") }},
	textField("InCharge", false, "In charge|of an opinion", func(f *Feedback) *string { return &f.InCharge }),
	textField("Telephone", false, "Telephone", func(f *Feedback) *string { return &f.Telephone }),
	dayField("DueDate", "Due", func(f *Feedback) *time.Time { return &f.DueDate }),
	dayField("AssignedOn", "Assigned on", func(f *Feedback) *time.Time { return &f.AssignedOn }),
	textField("Result", false, "Result", func(f *Feedback) *string { return &f.Result }),
	codeField("Grade", "Kind of result", Grades, func(f *Feedback) *Grade { return &f.Grade }),
	dayField("RepliedOn", "Replied on", func(f *Feedback) *time.Time { return &f.RepliedOn }),
	textField("ReplyChannel", false, "Way of the reply", func(f *Feedback) *string { return &f.ReplyChannel }),
	codeField("Adoption", "Adopted?", Adoptions, func(f *Feedback) *Adoption { return &f.Adoption }),
	textField("AdoptionReason", false, "Why not adopted", func(f *Feedback) *string { return &f.AdoptionReason }),
	codeField("Satisfaction", "Satisfaction", Satisfactions, func(f *Feedback) *Satisfaction { return &f.Satisfaction }),
	textField("MergedInto", false, "Merged into", func(f *Feedback) *string { return &f.MergedInto }),
}

func textField(name string, said bool, label string, of func(*Feedback) *string) feedbackField {
	return feedbackField{name: name, said: said, label: label, get: func(f *Feedback) string { return *of(f) }, put: func(f *Feedback, v string) { *of(f) = v }}
}

func dayField(name, label string, of func(*Feedback) *time.Time) feedbackField {
	return feedbackField{name: name, label: label, get: func(f *Feedback) string { return isoDate(*of(f)) }, put: func(f *Feedback, v string) { *of(f) = parseDay(v) }}
}

func codeField[C ~string](name, label string, list Vocabulary[C], of func(*Feedback) *C) feedbackField {
	return feedbackField{name: name, label: label, get: func(f *Feedback) string { return string(*of(f)) },
		put: func(f *Feedback, v string) { *of(f) = C(v) }, show: func(v string) string { return list.Label(C(v)) }}
}

// fieldOf finds a field by its name, nil where there is none.
func fieldOf(name string) *feedbackField {
	for i := range feedbackFields {
		if feedbackFields[i].name == name {
			return &feedbackFields[i]
		}
	}
	return nil
}

// differences gives what is other in an opinion than it was before.
func differences(before, after Feedback) []FieldChange {
	var all []FieldChange
	for _, field := range feedbackFields {
		if from, to := field.get(&before), field.get(&after); from != to {
			all = append(all, FieldChange{field.name, from, to})
		}
	}
	return all
}

func (c FieldChange) said() bool {
	field := fieldOf(c.Field)
	return field != nil && field.said
}

// Words says the change in the language of the window: 承办单位：城管办 → 建设办.
func (c FieldChange) Words() string {
	field := fieldOf(c.Field)
	if field == nil {
		return ""
	}
	show := func(v string) string {
		if v != "" && field.show != nil {
			v = field.show(v)
		}
		if v == "" {
			return words.T("(empty)")
		}
		return v
	}
	return words.T("%s: %s → %s|name of a field, what it was, what it is", words.T(field.label), show(c.From), show(c.To))
}

// Replay gives the state and the fields of the handling as a history tells
// them, beginning with an opinion of which nothing is filled in: they are those
// of the opinion whose history it is, unless it was kept before moves knew
// their changes.
func Replay(history []Move) Feedback {
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

func sentence(key string, args ...any) string { return words.T(key, args...) }
