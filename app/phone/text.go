package phone

import (
	"strings"
	"unicode"

	"openday/app/hanzi"
)

// needless are words that say no more than that a telephone number follows, or
// that there is none.
var needless = map[string]bool{
	"电话": true, "联系电话": true, "手机": true, "手机号": true, "手机号码": true, "电话号码": true, "联系方式": true, "移动电话": true, "座机": true,
	"固话": true, "固定电话": true, "办公电话": true, "本人电话": true, "号码": true, "tel": true, "phone": true, "mobile": true, "t": true, "m": true, "p": true,
	"无": true, "没有": true, "暂无": true, "未填": true, "不详": true, "空": true, "n/a": true, "na": true, "none": true, "null": true,
	"或": true, "和": true, "及": true, "与": true, "或者": true,
}

// written returns the numbers of a text as they are stored, and the words beside
// them.
func written(runes []rune, figures []string, all []group) (text, remark string) {
	digit := make([]string, len(runes))
	for _, g := range all {
		for _, at := range g.at {
			if digit[at] = figures[at]; unicode.IsLetter(runes[at]) && !hanzi.IsHan(runes[at]) {
				digit[at] = string(runes[at]) // doubted, and left as it is
			}
		}
	}
	var out strings.Builder
	var words []string
	for i := 0; i < len(runes); {
		if digit[i] != "" {
			out.WriteString(digit[i])
			i++
			continue
		}
		end := i
		for end < len(runes) && digit[end] == "" {
			end++
		}
		gap, said := between(runes[i:end])
		if said != "" {
			words = append(words, said)
		}
		switch {
		case i == 0:
			gap = opening(gap)
		case end == len(runes):
			gap = closing(gap, out.String())
		}
		out.WriteString(gap)
		i = end
	}
	return strings.TrimSpace(out.String()), strings.Join(words, "，")
}

// between returns what of the text between two numbers is stored — signs, spaces
// and the word for an extension — and what it says in words.
func between(text []rune) (gap, said string) {
	plain := strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, string(text))
	switch {
	case extends(plain):
		return "转", ""
	case !hasWords(plain):
		return signs(plain), ""
	}
	if trimmed := strings.Trim(hanzi.CleanText(plain), marks); !needless[strings.ToLower(trimmed)] {
		said = trimmed
	}
	return signs("、" + strings.TrimLeftFunc(plain[strings.LastIndexFunc(plain, unicode.IsLetter):], unicode.IsLetter)), said
}

// marks are the signs around a word that belong neither to it nor to a number.
const marks = " :：()（）[]【】,，;；、/.。-—–=+\n\t'\"“”‘’*"

func hasWords(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) })
}

// signs returns the signs between two groups of digits in their plain forms.
func signs(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Pd, r):
			return '-'
		case r == '\n' || r == '；' || r == '|' || r == '｜':
			return '、'
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsMark(r):
			return -1
		}
		return r
	}, text)
	if strings.Contains(text, "、") {
		if strings.HasSuffix(strings.TrimRight(text, " "), "+") {
			return "、+"
		}
		return "、"
	}
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ") + trailing(text)
}

// trailing keeps one of the spaces that a gap consists of.
func trailing(text string) string {
	if text != "" && strings.Trim(text, " ") == "" {
		return " "
	}
	return ""
}

// opening keeps of what stands before the first number what belongs to it.
func opening(gap string) string {
	if strings.HasSuffix(gap, "+") {
		return "+"
	}
	if strings.HasSuffix(gap, "(") {
		return "("
	}
	return ""
}

// closing keeps of what stands behind the last number what closes a bracket in it.
func closing(gap, before string) string {
	if strings.HasPrefix(gap, ")") && strings.Count(before, "(") > strings.Count(before, ")") {
		return ")"
	}
	return ""
}

// Mask hides the numbers of a field where others see them: of each the first
// three and the last four digits stay, 138****1234, of a number without area code
// the last four, ****1234. What is hidden goes by where a digit stands in its
// number, whatever stands between the digits. Numbers of up to five digits (12345)
// stay where they are all that the field holds.
func Mask(text string) string {
	if isMobile(text) { // as most are: a list of thousands is masked for every paper
		return text[:firstShown] + "****" + text[len(text)-lastShown:]
	}
	return maskAny(text)
}

func maskAny(text string) string {
	runes := []rune(text)
	figures := figuresOf(runes, true)
	all := groups(runes, figures)
	numbers := parts(all)
	stays := make([]bool, len(runes))
	drop := make([]bool, len(runes))
	for _, p := range numbers {
		var at []int
		for _, g := range p.number {
			at = append(at, g.at...)
		}
		code := countryCode(digitsOf(p.number), p.number[0].plus)
		for _, i := range at[:code] {
			drop[i] = true
		}
		at = at[code:]
		known := isWhole(normal(digitsOf(p.number), p.number[0].plus)) || local.MatchString(digitsOf(p.number))
		head, tail := shown(len(at), known, len(numbers) == 1 && len(p.extension) == 0)
		for i := range at {
			stays[at[i]] = i < head || i >= len(at)-tail
		}
		for _, g := range p.extension {
			for _, i := range g.at {
				stays[i] = head+tail+len(digitsOf(p.extension)) <= mostShown
			}
		}
	}
	var out strings.Builder
	inNumber := map[int]bool{}
	for _, g := range all {
		for _, i := range g.at {
			inNumber[i] = true
		}
	}
	for i, r := range runes {
		switch {
		case drop[i] || hidden(r):
		case inNumber[i] && stays[i]:
			out.WriteString(figures[i])
		case inNumber[i]:
			out.WriteString(strings.Repeat("*", len(figures[i])))
		case r == '+' || r == '＋': // of a code that is left out
		default:
			out.WriteRune(r)
		}
	}
	return strings.TrimSpace(out.String())
}

// How many digits of a number are shown.
const (
	firstShown = 3
	lastShown  = 4
	mostShown  = firstShown + lastShown
)

// shown is how many of a number's digits are shown at its beginning and at its
// end. Of what is no number known by its form, beside others, none is: it may be a
// piece of one.
func shown(digits int, known, alone bool) (head, tail int) {
	switch {
	case !known && !alone:
		return 0, 0
	case digits > mostShown+2:
		return firstShown, lastShown
	case digits >= shortest-1:
		return 0, lastShown
	}
	return digits, 0
}
