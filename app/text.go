package app

import "strings"

// Shortened returns the beginning of a text.
func Shortened(text string) string {
	const most = 18
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}
