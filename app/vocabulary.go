package app

import "openday/app/words"

// Word is one word of a closed list: its code as the store keeps it, and its
// names. The Chinese name is also what workbooks and papers say.
type Word[T ~string] struct {
	Code    T
	Chinese string
	English string
}

// Vocabulary is a closed list of words, in the order in which a person chooses
// from them.
type Vocabulary[T ~string] []Word[T]

// Chinese returns the Chinese name of a code, as on papers and in workbooks;
// empty for a code that is not in the list.
func (v Vocabulary[T]) Chinese(code T) string {
	for _, w := range v {
		if w.Code == code {
			return w.Chinese
		}
	}
	return ""
}

// Label returns the name of a code in the language of the window; empty for a
// code that is not in the list.
func (v Vocabulary[T]) Label(code T) string {
	for _, w := range v {
		if w.Code == code {
			return w.Label()
		}
	}
	return ""
}

// Label returns the word in the language of the window.
func (w Word[T]) Label() string {
	if words.Current() == words.English {
		return w.English
	}
	return w.Chinese
}

// Parse finds the code of a name in either language.
func (v Vocabulary[T]) Parse(name string) (T, bool) {
	for _, w := range v {
		if w.Chinese == name || w.English == name {
			return w.Code, true
		}
	}
	var none T
	return none, false
}

// Has reports whether a code is in the list.
func (v Vocabulary[T]) Has(code T) bool { return v.Index(code) >= 0 }

// Index returns the place of a code in the list, -1 where it is not in it.
func (v Vocabulary[T]) Index(code T) int {
	for i, w := range v {
		if w.Code == code {
			return i
		}
	}
	return -1
}

// Knows implements Choices.
func (v Vocabulary[T]) Knows(code string) bool { return v.Has(T(code)) }

// Words implements Choices.
func (v Vocabulary[T]) Words() Vocabulary[string] {
	all := make(Vocabulary[string], len(v))
	for i, w := range v {
		all[i] = Word[string]{string(w.Code), w.Chinese, w.English}
	}
	return all
}
