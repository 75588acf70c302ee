package paper

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"openday/app"
	"openday/app/words"
)

// Text is a text of a definition in the languages of the program. It stands
// beside what it is about and not in a catalogue, so that a paper is one file.
type Text struct{ Chinese, English string }

// Both is a text in both languages.
func Both(chinese, english string) Text { return Text{chinese, english} }

// String returns the text in the language of the window.
func (t Text) String() string {
	if words.Current() == words.English {
		return t.English
	}
	return t.Chinese
}

// Option is one thing that can be chosen about a paper, bound to where its value
// is kept. The preview's inputs, the command's flags, what is remembered and the
// checks are made from it. Its value travels as text.
type Option struct {
	Name     string   // of its flag; options of one name are of one kind, with the same words
	Label    Text     // beside its input in the preview
	Usage    Text     // what its flag is for; a flag of words goes on with them
	Anew     bool     // it is asked anew each time: neither remembered nor part of a preset
	Required bool     // it must be given
	Silent   []string // words that are taken but not offered in the preview
	Value
}

// ValueKind is what the value of an option is, and so how it is asked for.
type ValueKind int

// The kinds of values, with their texts.
const (
	OneWord   ValueKind = iota // a word of a vocabulary
	SomeWords                  // words of a vocabulary with commas between them
	Number                     // a whole number; empty is the least one
	YesNo                      // true or false
	Day                        // 2026-09-24; empty for none
	Line                       // a text of one line
)

// Value is the value of an option.
type Value struct {
	Kind  ValueKind
	Words app.Vocabulary[string] // to choose from; of a YesNo what false and true mean, if that is not plain from the label
	Least int                    // the least number, or how many words at least
	Most  int                    // the greatest number, or how many characters at most

	text func() string
	take func(text string) // one that Check has let pass
}

// WordValue is a value that is a word of a list.
func WordValue[T ~string](p *T, list app.Vocabulary[T]) Value {
	return Value{Kind: OneWord, Words: list.Words(),
		text: func() string { return string(*p) },
		take: func(text string) { *p = T(text) }}
}

// WordsValue is a value of at least so many words of a list.
func WordsValue[T ~string](p *[]T, list app.Vocabulary[T], least int) Value {
	return WordsValueOf(func() []T { return *p }, func(chosen []T) { *p = chosen }, list, least)
}

// WordsValueOf is someWords of what is read and set by functions, as where one
// option goes with another until it is chosen.
func WordsValueOf[T ~string](get func() []T, set func(chosen []T), list app.Vocabulary[T], least int) Value {
	return Value{Kind: SomeWords, Words: list.Words(), Least: least,
		text: func() string {
			chosen := get()
			all := make([]string, len(chosen))
			for i, word := range chosen {
				all[i] = string(word)
			}
			return strings.Join(all, ",")
		},
		take: func(text string) {
			chosen := []T{}
			for _, word := range split(text) {
				if !slices.Contains(chosen, T(word)) {
					chosen = append(chosen, T(word))
				}
			}
			set(chosen)
		}}
}

// split returns the words of a text of SomeWords.
func split(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}

// NumberValue is a value from least to most; 0 stands for none where it is below them.
func NumberValue(p *int, least, most int) Value {
	return Value{Kind: Number, Least: least, Most: most,
		text: func() string {
			if *p == 0 && least > 0 {
				return ""
			}
			return strconv.Itoa(*p)
		},
		take: func(text string) { *p, _ = strconv.Atoi(text) }}
}

// YesNoValue is a value that is true or false, with words for both where the label
// does not say what they mean.
func YesNoValue(p *bool, meanings ...Text) Value {
	v := Value{Kind: YesNo,
		text: func() string { return strconv.FormatBool(*p) },
		take: func(text string) { *p, _ = strconv.ParseBool(text) }}
	for i, m := range meanings {
		v.Words = append(v.Words, app.Word[string]{Code: strconv.FormatBool(i > 0), Chinese: m.Chinese, English: m.English})
	}
	return v
}

// DayValue is a value that is a date, or none.
func DayValue(p *time.Time) Value {
	return Value{Kind: Day,
		text: func() string {
			if p.IsZero() {
				return ""
			}
			return p.In(app.Zone).Format(time.DateOnly)
		},
		take: func(text string) { *p, _ = time.ParseInLocation(time.DateOnly, text, app.Zone) }}
}

// LineValue is a value that is a text of up to so many characters.
func LineValue(p *string, most int) Value {
	return Value{Kind: Line, Most: most,
		text: func() string { return *p },
		take: func(text string) { *p = strings.TrimSpace(text) }}
}

// Text returns the value.
func (o Option) Text() string { return o.text() }

// Set changes the value, unless Check says that it cannot be taken.
func (o Option) Set(text string) error {
	if err := o.Check(text); err != nil {
		return err
	}
	o.take(text)
	return nil
}

// Check returns why a text cannot be the value, a sentence for the person; nil
// where it can.
func (o Option) Check(text string) error {
	switch {
	case o.Required && text == "":
		return wrongChoice("Please fill in: %s.", o.Label)
	case o.Kind == OneWord && !o.Words.Has(text):
		return o.unknown(text)
	case o.Kind == SomeWords && len(split(text)) < o.Least:
		return wrongChoice("Choose at least %d of “%s”: %s.", o.Least, o.Label, o.labels())
	case o.Kind == SomeWords:
		for _, word := range split(text) {
			if !o.Words.Has(word) {
				return o.unknown(word)
			}
		}
	case o.Kind == Number && text != "":
		if n, err := strconv.Atoi(text); err != nil || n < o.Least || n > o.Most {
			return wrongChoice("“%s” takes a whole number from %d to %d.", o.Label, o.Least, o.Most)
		}
	case o.Kind == YesNo:
		if _, err := strconv.ParseBool(text); err != nil {
			return wrongChoice("“%s” takes true or false.", o.Label)
		}
	case o.Kind == Day && text != "":
		if _, err := time.ParseInLocation(time.DateOnly, text, app.Zone); err != nil {
			return app.Errorf(app.CodeInvalid, err, "“%s” is no date. Write it like 2026-09-24.", text)
		}
	case o.Kind == Line && (utf8.RuneCountInString(text) > o.Most || strings.ContainsFunc(text, unicode.IsControl)):
		return wrongChoice("“%s” takes one line of up to %d characters.", o.Label, o.Most)
	}
	return nil
}

func (o Option) unknown(word string) error {
	return wrongChoice("“%s” has no choice “%s”. There are: %s.", o.Label, word, o.labels())
}

func (o Option) labels() string {
	all := make([]string, len(o.Words))
	for i, w := range o.Words {
		all[i] = w.Label()
	}
	return strings.Join(all, words.T(", |list"))
}

func wrongChoice(key string, args ...any) error {
	return app.Errorf(app.CodeInvalid, nil, key, args...)
}

// Offered are the words that the preview offers: those that are not silent.
func (o Option) Offered() app.Vocabulary[string] {
	return slices.DeleteFunc(slices.Clone(o.Words), func(w app.Word[string]) bool { return slices.Contains(o.Silent, w.Code) })
}

// Wrong returns what is wrong with the values of options.
func Wrong(options []Option) []app.FieldProblem {
	var all []app.FieldProblem
	for _, o := range options {
		if err := o.Check(o.Text()); err != nil {
			all = append(all, app.FieldProblem{Field: o.Name, Message: err.Error()})
		}
	}
	return all
}
