package paper

import (
	"slices"

	"openday/app"
)

// List is a list of papers.
type List []Definition

// Of returns the definition of a kind of paper; ok is false where there is none.
func (l List) Of(k Kind) (d Definition, ok bool) {
	i := slices.IndexFunc(l, func(d Definition) bool { return d.Kind == k })
	if i < 0 {
		return Definition{}, false
	}
	return l[i], true
}

// Chinese returns the Chinese name of a kind of paper, empty for one that is not
// in the list.
func (l List) Chinese(k Kind) string {
	d, _ := l.Of(k)
	return d.Chinese
}

// Label returns the name of a kind of paper in the language of the window, empty
// for one that is not in the list.
func (l List) Label(k Kind) string {
	d, _ := l.Of(k)
	return d.Label()
}

// FileName suggests a name for the file of a paper of an event.
func (l List) FileName(e app.Event, k Kind) string { return FileName(e, l.Chinese(k), ".pdf") }

// Words returns the kinds with their names.
func (l List) Words() app.Vocabulary[Kind] {
	all := make(app.Vocabulary[Kind], len(l))
	for i, d := range l {
		all[i] = app.Word[Kind]{Code: d.Kind, Chinese: d.Chinese, English: d.English}
	}
	return all
}
