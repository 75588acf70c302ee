package wording

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"openday/app"
)

// OneSentence makes one paragraph of an item of several lines: a line's end is the
// end of a sentence.
func OneSentence(text string) string {
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
	for i, line := range lines {
		line = strings.TrimSpace(line)
		if last := lastRune(line); i < len(lines)-1 && last != 0 && !strings.ContainsRune("。！？；：，、…", last) {
			line += "。"
		}
		lines[i] = line
	}
	return strings.Join(lines, "")
}

func lastRune(text string) rune {
	runes := []rune(text)
	if len(runes) == 0 {
		return 0
	}
	return runes[len(runes)-1]
}

var bullets = regexp.MustCompile(`^(?:[●•■◆○◇▪※★☆]\s*|[-–—*]\s*(\p{Han}))`)

// Unbulleted takes the bullet off an item of a list.
func Unbulleted(text string) string { return bullets.ReplaceAllString(text, "$1") }

// halfWidth are the marks of Western texts with those of Chinese ones.
var halfWidth = map[rune]rune{',': '，', ';': '；', ':': '：', '.': '。', '?': '？', '!': '！'}

// Proper returns a text with the punctuation of Chinese: full-width marks where
// they stand between Chinese characters, ‘’ inside “” and 〈〉 inside 《》.
func Proper(text string) string {
	if strings.ContainsAny(text, `,;:.?!()"`) {
		text = fullWidth([]rune(text))
	}
	if strings.ContainsAny(text, "“《") {
		text = nested(text)
	}
	return text
}

// fullWidth widens the marks between Chinese characters. What stands between
// letters or digits stays: 10.5, 08:30, https://….
func fullWidth(text []rune) string {
	chinese := func(i int) bool {
		return i >= 0 && i < len(text) && (unicode.Is(unicode.Han, text[i]) || text[i] >= 0x3001 && text[i] <= 0x3011 || text[i] >= 0xff01 && text[i] <= 0xff5e ||
			strings.ContainsRune("“”‘’—…", text[i]))
	}
	western := func(i int) bool {
		return i >= 0 && i < len(text) && text[i] < 0x80 && (unicode.IsLetter(text[i]) || unicode.IsDigit(text[i]) || text[i] == '/')
	}
	skip := func(i, step int) int { // over spaces
		for i += step; i >= 0 && i < len(text) && text[i] == ' '; i += step {
		}
		return i
	}
	out := slices.Clone(text)
	open := []int{} // brackets
	quotes := 0
	for i, r := range text {
		switch r {
		case '(':
			open = append(open, i)
		case ')':
			if len(open) == 0 {
				break
			}
			from := open[len(open)-1]
			open = open[:len(open)-1]
			inside := slices.ContainsFunc(text[from+1:i], func(r rune) bool { return unicode.Is(unicode.Han, r) })
			if inside || chinese(skip(from, -1)) || chinese(skip(i, 1)) {
				out[from], out[i] = '（', '）'
			}
		case '"':
			if slices.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				out[i] = []rune("“”")[quotes%2]
			}
			quotes++
		}
	}
	text = slices.Clone(out) // the marks between brackets and quotes come next
	for i, r := range text {
		before, after := skip(i, -1), skip(i, 1)
		switch r {
		case ',', ';', '?', '!':
			if (chinese(before) || chinese(after)) && !(western(i-1) && western(i+1)) {
				out[i] = halfWidth[r]
			}
		case ':':
			if chinese(before) {
				out[i] = halfWidth[r]
			}
		case '.':
			if chinese(before) && !western(i+1) && (i+1 >= len(text) || text[i+1] != '.') && (i == 0 || text[i-1] != '.') {
				out[i] = halfWidth[r]
			}
		}
	}
	// No space is left after a widened mark.
	var b strings.Builder
	for i, r := range out {
		if r == ' ' && i > 0 && out[i-1] != text[i-1] && halfWidth[text[i-1]] != 0 {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// nested gives quotation marks within quotation marks their inner form, and the
// marks of titles within titles theirs. What is not closed stays.
func nested(text string) string {
	out := []rune(text)
	for _, marks := range [][4]rune{{'“', '”', '‘', '’'}, {'《', '》', '〈', '〉'}} {
		depth := 0
		for i, r := range out {
			switch r {
			case marks[0]:
				if depth++; depth%2 == 0 {
					out[i] = marks[2]
				}
			case marks[1]:
				if depth > 0 && depth%2 == 0 {
					out[i] = marks[3]
				}
				depth = max(0, depth-1)
			}
		}
	}
	return string(out)
}

// ProperFields makes the texts of a record proper, and its lists with a rule of
// their own where there is one.
func ProperFields[T any](fields app.Fields[T], record *T, list func(label string, lines []string) []string) {
	for _, f := range fields {
		if f.Kind != app.KindText && f.Kind != app.KindProse && f.Kind != app.KindLines {
			continue
		}
		switch value := f.Place(record).(type) {
		case *string:
			*value = Proper(*value)
		case *[]string:
			lines := slices.Clone(*value)
			for i := range lines {
				lines[i] = Proper(lines[i])
			}
			if list != nil {
				lines = list(f.Label, lines)
			}
			*value = lines
		}
	}
}
