package app

import (
	"slices"
	"strings"

	"openday/app/hanzi"
)

// PhoneNumbers returns the telephone numbers that a text holds, each in the
// normal form in which numbers are compared: its digits without the signs
// between their groups and without the country's code.
func PhoneNumbers(text string) []string {
	var all []string
	for _, part := range strings.FieldsFunc(hanzi.CleanText(text), func(r rune) bool { return strings.ContainsRune("、，,;；/|\n", r) }) {
		if n := comparablePhone(part); n != "" && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}
