package data

import (
	"strings"

	"openday/app/hanzi"
)

// spelled is what a name is found by: itself, its pinyin and its initials.
func spelled(name string) string { return hanzi.SearchKey(name) }

// fold brings texts into one that is looked through: cleaned and in lower case,
// because LIKE knows the case of ASCII letters alone.
func fold(texts ...string) string {
	folded := make([]string, len(texts))
	for i, t := range texts {
		folded[i] = hanzi.SearchTerm(t)
	}
	return strings.Join(folded, "\n")
}

var escapeLike = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// search asks for every word of what a person typed, each anywhere in a folded text.
func (c *conditions) search(expression, typed string) {
	for _, word := range strings.Fields(hanzi.CleanText(typed)) {
		term, args := like(expression, word)
		c.add(term, args...)
	}
}

// like asks for a word anywhere in a folded text.
func like(expression, word string) (term string, args []any) {
	return expression + ` LIKE ? ESCAPE '\'`, []any{"%" + escapeLike.Replace(hanzi.SearchTerm(word)) + "%"}
}
