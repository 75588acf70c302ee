package ui

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/words"
	"openday/views/widgets"
)

// Described marks a field of a form that must be filled in. A choice is always
// made.
func Described(f app.FieldInfo, field *widgets.Field) *widgets.Field {
	if f.Required != "" && f.Kind != app.KindChoice {
		field.Required()
	}
	return field
}

// PlaceOf returns where a field of an entity is kept.
func PlaceOf[V, T any](fields app.Fields[T], name string) func(*T) *V {
	f := fields.Named(name)
	return func(v *T) *V { return f.Place(v).(*V) }
}

// VocabularyOptions returns the words of a list to choose from, with none before
// them unless it is "".
func VocabularyOptions[V ~string](list app.Vocabulary[V], none string) []widgets.Option[V] {
	var options []widgets.Option[V]
	if none != "" {
		options = append(options, widgets.Option[V]{Label: none})
	}
	for _, w := range list {
		options = append(options, widgets.Option[V]{Value: w.Code, Label: w.Label()})
	}
	return options
}

// ChoiceOf lets one word of a list be chosen.
func ChoiceOf[V ~string](list app.Vocabulary[V], chosen V) *widgets.Choice[V] {
	options := make([]widgets.Option[V], len(list))
	for i, w := range list {
		options[i] = widgets.Option[V]{Value: w.Code, Label: w.Label()}
	}
	c := widgets.NewChoice(options...)
	c.Set(chosen)
	return c
}

// LabelsOf returns the labels of fields.
func LabelsOf[T any](fields app.Fields[T], names ...string) []string {
	return Gather(names, func(name string) string { return words.T(fields.Named(name).Label) })
}

var listField = regexp.MustCompile(`^(\w+)\[(\d+)\]`)

// ByField returns the problems by the form's fields. Those of a list's rows stand
// together beside the list, with the number of the row.
func ByField(problems []app.FieldProblem) map[string]string {
	all := map[string]string{}
	for _, p := range problems {
		key, message := p.Field, p.Message
		if list, n, ok := RowOf(p.Field); ok {
			key, message = list, InRow(n, p.Message)
		}
		if all[key] != "" {
			message = all[key] + "\n" + message
		}
		all[key] = message
	}
	return all
}

// RowOf parts the name of a field in a row of a list, Leaders[2].Name, into list and
// row; ok is false for other names, which are the whole key.
func RowOf(field string) (key string, row int, ok bool) {
	m := listField.FindStringSubmatch(field)
	if m == nil {
		return field, 0, false
	}
	row, _ = strconv.Atoi(m[2]) // the pattern has digits alone
	return m[1], row, true
}

// InRow says in which row, counted from 0, something is wrong.
func InRow(n int, problem string) string {
	return words.T("Row %d: %s", n+1, problem)
}

// Filter is a choice of a filter; its zero value lets all through, and on with
// an empty value those that have none.
type Filter struct {
	On    bool
	Value string
}

// Lets reports whether the filter lets a value through.
func (f Filter) Lets(value string) bool { return !f.On || f.Value == value }

// VocabularyFilters returns all, the words of a list, and for those without any
// word none, unless it is "".
func VocabularyFilters[V ~string](all string, list app.Vocabulary[V], none string) []widgets.Option[Filter] {
	options := []widgets.Option[Filter]{{Label: all}}
	for _, w := range list {
		options = append(options, widgets.Option[Filter]{Value: Filter{true, string(w.Code)}, Label: w.Label()})
	}
	if none != "" {
		options = append(options, widgets.Option[Filter]{Value: Filter{On: true}, Label: none})
	}
	return options
}

// ValueFilters returns all, the values that there are, and for those without any
// value none.
func ValueFilters(all string, values []string, none string) []widgets.Option[Filter] {
	options := []widgets.Option[Filter]{{Label: all}}
	for _, v := range values {
		if v != "" {
			options = append(options, widgets.Option[Filter]{Value: Filter{true, v}, Label: v})
		}
	}
	if slices.Contains(values, "") {
		options = append(options, widgets.Option[Filter]{Value: Filter{On: true}, Label: none})
	}
	return options
}

// CompareBy orders lines by a text, those without it last.
func CompareBy[T any](of func(T) string) func(a, b T) int {
	return func(a, b T) int {
		x, y := of(a), of(b)
		if (x == "") != (y == "") {
			return cmp.Compare(len(y), len(x))
		}
		return strings.Compare(x, y)
	}
}

// LatestOf returns the later of two moments.
func LatestOf(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// Gather returns one text of every entry.
func Gather[T, V any](all []T, of func(T) V) []V {
	texts := make([]V, len(all))
	for i, v := range all {
		texts[i] = of(v)
	}
	return texts
}

// Distinct returns each value once, in the order in which they first come.
func Distinct(lists ...[]string) []string {
	seen := map[string]bool{}
	var all []string
	for _, list := range lists {
		for _, v := range list {
			if !seen[v] {
				seen[v] = true
				all = append(all, v)
			}
		}
	}
	return all
}

// MostSuggestions is how many suggestions fit below an entry.
const MostSuggestions = 12

// Suggestions returns the first values that are not empty, each once.
func Suggestions(lists ...[]string) []string {
	all := slices.DeleteFunc(Distinct(lists...), func(v string) bool { return v == "" })
	return all[:min(len(all), MostSuggestions)]
}

// ChooseOrWait chooses the line with an id. It returns the id back where there is
// no such line yet, to be chosen when the lines have come.
func ChooseOrWait[T any](table chooser[T], id string) (wanted string) {
	table.Choose(id)
	if len(table.Chosen()) > 0 {
		return ""
	}
	return id
}
