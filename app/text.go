package app

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"openday/app/words"
)

// Sentences joins sentences; one that ends without a full stop gets it, so that two
// do not run into one.
func Sentences(all ...string) string {
	ended := make([]string, 0, len(all))
	for _, s := range all {
		if s == "" {
			continue
		}
		if last, _ := utf8.DecodeLastRuneInString(s); !unicode.IsPunct(last) {
			s += words.T(".|ends a sentence")
		}
		ended = append(ended, s)
	}
	return strings.Join(ended, " ")
}

// Shortened returns the beginning of a text.
func Shortened(text string) string {
	const most = 18
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}

// SetOf makes a set of ids, so that thousands of them are looked up at once.
func SetOf(ids []string) map[string]bool {
	set := make(map[string]bool, len(ids))
	for _, id := range ids {
		set[id] = true
	}
	return set
}
