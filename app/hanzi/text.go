package hanzi

import (
	"regexp"
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

// CleanText mends what input methods, spreadsheets and chat programs leave in a
// text: full-width digits and letters become half-width, odd spaces plain ones,
// line ends \n; invisible marks and control characters go, and so do spaces at
// both ends. Chinese punctuation stays.
func CleanText(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
			return r - '０' + '0'
		case r == '\n' || r == '\t':
			return r
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			return '\n'
		case unicode.Is(unicode.Zs, r):
			return ' '
		case unseen(r):
			return -1
		}
		return r
	}, text))
}

// Visible takes out of a text what is not seen and turns others around or ends
// them — marks of direction, control characters — and the spaces at both ends.
// All else stays as it is typed.
func Visible(text string) string {
	if !strings.ContainsFunc(text, unseen) {
		return strings.TrimSpace(text)
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unseen(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text))
}

// unseen reports whether a character is a mark that nobody sees. Zero-width
// joiners hold emoji together and are none.
func unseen(r rune) bool {
	return r == '\u200b' || r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e' ||
		r >= '\u2060' && r <= '\u206f' || r == '\ufeff' || r == '\u00ad' || r == utf8.RuneError || unicode.IsControl(r)
}

// CleanName is CleanText for a person's name, on one line: spaces between
// Chinese characters, which only pad a short name, go as well.
func CleanName(name string) string {
	words := strings.Fields(CleanText(name))
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	var out strings.Builder
	for i, w := range words {
		if i > 0 {
			before := clusters(words[i-1])
			if !IsHan(firstRune(before[len(before)-1])) || !IsHan(firstRune(w)) {
				out.WriteByte(' ')
			}
		}
		out.WriteString(w)
	}
	return out.String()
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

var (
	groupedMobile = regexp.MustCompile(`(1[3-9]\d)[ -](\d{4})[ -](\d{4})`)
	digitRun      = regexp.MustCompile(`\d{6,}`)
)

// MaskPhone hides telephone numbers where others see them: 138****1234 for a
// mobile number, 0550-***2110 for a landline, of which the area code and the
// last four digits stay. All numbers in the text are hidden, each on its own;
// numbers of up to five digits (12345, an extension) stay.
func MaskPhone(text string) string {
	text = groupedMobile.ReplaceAllString(CleanText(text), "$1$2$3")
	return digitRun.ReplaceAllStringFunc(text, func(number string) string {
		head := 0
		switch n := len(number); {
		case n == 11 && number[0] == '1':
			head = 3
		case n == 13 && strings.HasPrefix(number, "861"):
			head = 5
		case n >= 10 && n <= 12 && (strings.HasPrefix(number, "010") || strings.HasPrefix(number, "02")):
			head = 3
		case n >= 11 && n <= 12 && number[0] == '0':
			head = 4
		}
		return number[:head] + strings.Repeat("*", len(number)-head-4) + number[len(number)-4:]
	})
}
