package hanzi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// IsHan reports whether a character is a Chinese one.
func IsHan(r rune) bool { return unicode.Is(unicode.Han, r) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// clusters cuts a text into characters, each with the marks and variation
// selectors that belong to it.
func clusters(text string) []string {
	var parts []string
	start := 0
	for i, r := range text {
		if i > start && !unicode.In(r, unicode.Mn, unicode.Me, unicode.Variation_Selector) {
			parts = append(parts, text[start:i])
			start = i
		}
	}
	if start < len(text) {
		parts = append(parts, text[start:])
	}
	return parts
}

// PadName draws a Chinese name of two characters as wide as one of three, with
// a wide space between: 张　三. Other names are given back as they are.
func PadName(name string) string {
	if parts := clusters(name); len(parts) == 2 && IsHan(firstRune(parts[0])) && IsHan(firstRune(parts[1])) {
		return parts[0] + "\u3000" + parts[1]
	}
	return name
}

// MaskName hides a name where others see it: 张* for 张三, 欧阳** for 欧阳修文. Of names
// without a Chinese surname only the first character stays, with the spaces
// and dots; a name of one character is hidden whole.
func MaskName(name string) string {
	surname, given := SplitName(name)
	if surname != "" {
		return surname + strings.Repeat("*", len(clusters(given)))
	}
	parts := clusters(given)
	for i, p := range parts {
		if r := firstRune(p); i == 0 && len(parts) > 1 || unicode.IsSpace(r) || unicode.IsPunct(r) {
			continue
		}
		parts[i] = "*"
	}
	return strings.Join(parts, "")
}
