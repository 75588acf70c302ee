// Package phone reads the telephone numbers of a field as people fill it in: one
// or several, with the country's code, area codes, extensions, whatever signs
// between their groups, and words beside them. Numbers are compared as a set, and
// masked by where their digits stand.
//
// Nothing here refuses a number: what looks wrong is named as a Doubt, and the
// clerk decides.
package phone

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"openday/app/hanzi"
)

// Number is one telephone number.
type Number struct {
	Digits    string // with the area code, without the country's
	Extension string
}

// Doubt is something that looks wrong with a number. Its text is a key of
// package words.
type Doubt string

// The doubts.
const (
	Length   Doubt = "The telephone number has a digit too many or too few."
	LostZero Doubt = "The telephone number may have lost the 0 at its beginning."
	Letters  Doubt = "The telephone number has letters in place of digits, such as O for 0 or l for 1."
)

// Field is what a field of telephones holds.
type Field struct {
	Text    string // as it is stored: the numbers as they were written, without words
	Numbers []Number
	Remark  string // the words beside the numbers; empty for those that say no more than that it is a telephone
	Doubts  []Doubt
}

// shortest is the least number of digits of a number that is somebody's own: the
// shorter ones are hotlines, extensions and the office's own.
const shortest = 7

var (
	// A landline has its area code before it, or is one of the numbers that are
	// the same in the whole country.
	landline = regexp.MustCompile(`^(010|02\d)\d{8}$|^0[3-9]\d{2}\d{7,8}$|^[48]00\d{7}$`)
	local    = regexp.MustCompile(`^[2-8]\d{6,7}$`)
)

// isMobile reports whether a text is a mobile number and no more.
func isMobile(text string) bool {
	const length = 11
	return len(text) == length && text[0] == '1' && text[1] >= '3' && strings.Trim(text, "0123456789") == ""
}

// isWhole reports whether digits are a number by themselves, wherever it is called
// from.
func isWhole(digits string) bool { return isMobile(digits) || landline.MatchString(digits) }

// areaCode is the length of the area code of a landline, 0 where it has none.
func areaCode(digits string) int {
	switch {
	case digits == "" || digits[0] != '0' || !landline.MatchString(digits):
		return 0
	case digits[1] <= '2':
		return 3
	}
	return 4
}

// countryCode is the length of what is written before a number of the country for
// those who call from elsewhere, or before a mobile number of another place. plus
// tells that a + stands before it.
func countryCode(digits string, plus bool) int {
	for _, code := range []string{"0086", "86"} {
		rest, has := strings.CutPrefix(digits, code)
		if has && (isWhole(rest) || isWhole("0"+rest) || plus && len(rest) >= shortest) {
			return len(code)
		}
	}
	if rest, has := strings.CutPrefix(digits, "0"); has && isMobile(rest) {
		return 1
	}
	return 0
}

// normal returns digits as they are compared.
func normal(digits string, plus bool) string {
	n := countryCode(digits, plus)
	rest := digits[n:]
	if n > 1 && !isWhole(rest) && isWhole("0"+rest) {
		return "0" + rest
	}
	return rest
}

// gap is what stands between two groups of digits.
type gap int

const (
	loose     gap = iota // a space, a dash, a dot, a bracket, a slash
	dashed               // a dash or a bracket, before which an extension may stand
	apart                // what parts two numbers
	extension            // a word for an extension
)

// group is a stretch of digits with nothing between them.
type group struct {
	digits  string
	at      []int // where each stands in the text
	before  gap
	plus    bool // a + stands before it
	letters bool // some of them are letters that look like digits
}

var (
	parting    = "、;；|｜\n"
	extensions = []string{"转", "分机", "内线", "ext", "EXT", "Ext", "#", "＃"}
)

// groups puts together the digits that figures tells of the characters of a text.
func groups(runes []rune, figures []string) []group {
	var all []group
	start := 0 // of what stands before the next group
	for i := 0; i < len(runes); {
		if figures[i] == "" {
			i++
			continue
		}
		g := group{}
		g.before, g.plus = gapOf(runes[start:i])
		for ; i < len(runes) && (figures[i] != "" || hidden(runes[i])); i++ {
			for range figures[i] {
				g.at = append(g.at, i)
			}
			g.digits += figures[i]
			g.letters = g.letters || figures[i] != "" && unicode.IsLetter(runes[i]) && !hanzi.IsHan(runes[i])
		}
		all, start = append(all, g), i
	}
	return all
}

// hidden reports whether a character is not seen, so that it parts nothing.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Co, unicode.Mn, unicode.Me, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) || r != '\n' && unicode.IsControl(r) || r == '\u2800' || r == '\ufffc'
}

// gapOf tells what the text before a group says of it.
func gapOf(between []rune) (gap, bool) {
	text := string(slices.DeleteFunc(slices.Clone(between), hidden))
	if extends(text) {
		return extension, false
	}
	plus := strings.ContainsAny(text, "+＋")
	is := loose
	for _, r := range between {
		switch {
		case strings.ContainsRune(parting, r), unicode.IsLetter(r) && !hidden(r):
			return apart, plus
		case unicode.In(r, unicode.Pd, unicode.Ps):
			is = dashed
		}
	}
	return is, plus
}

// extends reports whether a text says that an extension follows, and no more.
func extends(text string) bool {
	return slices.ContainsFunc(extensions, func(word string) bool {
		before, after, found := strings.Cut(text, word)
		return found && !hasWords(before) && !hasWords(after)
	})
}

// lookAlikes are the letters that are taken for digits within a number.
var lookAlikes = map[rune]string{'O': "0", 'o': "0", 'О': "0", 'о': "0", 'Ο': "0", 'ο': "0", 'l': "1", 'I': "1", 'і': "1", 'І': "1", 'Ι': "1", 'Ｏ': "0", 'ｏ': "0", 'ｌ': "1", 'Ｉ': "1"}

// Figures tells of each character of a running text which digits it stands for:
// figures of any kind, Chinese numerals that are no words, and letters that look like
// digits within a number.
func Figures(runes []rune) []string { return digitsIn(runes, false) }

// figuresOf tells of each character of a field which digits it stands for. Where it
// is strict, every numeral is taken for a digit, else not those of words and of the
// names of accounts.
func figuresOf(runes []rune, strict bool) []string {
	all := digitsIn(runes, strict)
	if !strict {
		stretches(runes, wordly, func(from, to int) {
			if digits := strings.Join(all[from:to], ""); len(digits) < shortest && isWord(runes[from:to]) {
				clear(all[from:to])
			}
		})
	}
	return all
}

// stretches calls back with every stretch of characters of a kind, those that are
// not seen left out of account.
func stretches(runes []rune, of func(rune) bool, work func(from, to int)) {
	for i := 0; i < len(runes); i++ {
		from := i
		for i < len(runes) && (of(runes[i]) || i > from && hidden(runes[i])) {
			i++
		}
		if i > from {
			work(from, i)
		}
	}
}

// digitsIn tells of each character which digits it stands for. Where it is strict,
// every numeral is taken for one, else not those of words.
func digitsIn(runes []rune, strict bool) []string {
	all := make([]string, len(runes))
	for i, r := range runes {
		all[i] = hanzi.Figures(r)
	}
	without := func(from, to int, of func(rune) string) bool {
		return slices.ContainsFunc(runes[from:to], func(r rune) bool { return !hidden(r) && of(r) == "" })
	}
	han := func(r rune) bool { return hanzi.IsHan(r) || r == '〇' || r == '○' }
	if !strict {
		stretches(runes, han, func(from, to int) {
			if !without(from, to, hanzi.Figures) {
				return
			}
			for i := from; i < to; { // of a word several numerals in a row are a number
				end := i
				for end < to && hanzi.Figures(runes[end]) != "" {
					end++
				}
				if end-i < 3 {
					clear(all[i:end])
				}
				i = max(end, i+1)
			}
		})
	}
	letter := func(r rune) bool { return unicode.IsLetter(r) && !han(r) && !hidden(r) }
	stretches(runes, letter, func(from, to int) {
		beside := from > 0 && all[from-1] != "" || to < len(runes) && all[to] != ""
		alike := !without(from, to, func(r rune) string { return lookAlikes[r] })
		if alike && beside || strict && (alike || isPiece(runes[from:to])) {
			for i := from; i < to; i++ {
				all[i] = lookAlikes[runes[i]]
			}
		}
	})
	return all
}

// isPiece reports whether letters are too few for a word beside a number, and none
// of those that say what it is.
func isPiece(letters []rune) bool {
	const few = 3
	letters = slices.DeleteFunc(slices.Clone(letters), hidden)
	return len(letters) <= few && !needless[strings.ToLower(string(letters))]
}

// wordly reports whether a character may stand in the name of an account.
func wordly(r rune) bool {
	return r == '_' || r >= '0' && r <= '9' || r < 0x80 && unicode.IsLetter(r)
}

// isWord reports whether a stretch of letters and figures is the name of an account
// rather than a number with a word for an extension in it.
func isWord(runes []rune) bool {
	for _, word := range extensions {
		if strings.HasPrefix(string(runes), word) {
			return false
		}
	}
	return slices.ContainsFunc(runes, func(r rune) bool { return unicode.IsLetter(r) && lookAlikes[r] == "" && !hidden(r) })
}

// part is a number as it stands in a text: its groups, and those of its extension.
type part struct {
	number, extension []group
}

func digitsOf(groups []group) string {
	var all strings.Builder
	for _, g := range groups {
		all.WriteString(g.digits)
	}
	return all.String()
}

// parts puts groups together to numbers.
func parts(groups []group) []part {
	var all []part
	for i := 0; i < len(groups); {
		n := length(groups[i:])
		p := part{number: groups[i : i+n]}
		i += n
		digits := normal(digitsOf(p.number), p.number[0].plus)
		for i < len(groups) && len(groups[i].digits) < shortest && len(digits) >= shortest &&
			(groups[i].before == extension || groups[i].before != apart && !isMobile(digits) && !startsNumber(groups[i:])) {
			p.extension = append(p.extension, groups[i])
			i++
		}
		all = append(all, p)
	}
	return all
}

// startsNumber reports whether groups begin with several that are one number.
func startsNumber(groups []group) bool { return wholeLength(groups) > 1 }

// wholeLength is how many groups, with nothing between them that parts numbers,
// make up a number by themselves; 0 where they do not.
func wholeLength(groups []group) int {
	digits := ""
	for n, g := range groups {
		if n > 0 && g.before >= apart {
			break
		}
		digits += g.digits
		if isWhole(normal(digits, groups[0].plus)) {
			return n + 1
		}
	}
	return 0
}

// runLength is how many digits stand together before something that parts numbers.
func runLength(groups []group) int {
	for n := range groups {
		if n > 0 && groups[n].before >= apart {
			return len(digitsOf(groups[:n]))
		}
	}
	return len(digitsOf(groups))
}

// length is how many groups belong to the first number.
func length(groups []group) int {
	if n := wholeLength(groups); n > 0 {
		return n
	}
	digits := ""
	for n, g := range groups { // with the country's code, whatever stands between them
		if digits += g.digits; countryCode(digits, false) > 0 {
			return n + 1
		}
	}
	left := len(digitsOf(groups))
	total := ""
	for n, g := range groups {
		total += g.digits
		left -= len(g.digits)
		if n+1 == len(groups) || len(total) < shortest {
			continue
		}
		next := groups[n+1]
		digits := normal(total, groups[0].plus)
		switch {
		case isWhole(digits),
			local.MatchString(digits) && (next.before != loose || left >= shortest),
			next.before >= apart && runLength(groups[n+1:]) >= shortest,
			wholeLength(groups[n+1:]) > 0:
			return n + 1
		}
	}
	return len(groups)
}

// Parse reads a field.
func Parse(text string) Field {
	if isMobile(text) { // as nearly all are
		return Field{Text: text, Numbers: []Number{{Digits: text}}}
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	runes := []rune(text)
	figures := figuresOf(runes, false)
	all := groups(runes, figures)
	var f Field
	for _, p := range parts(all) {
		digits := normal(digitsOf(p.number), p.number[0].plus)
		n := Number{Digits: digits, Extension: digitsOf(p.extension)}
		if !slices.Contains(f.Numbers, n) {
			f.Numbers = append(f.Numbers, n)
		}
		foreign := p.number[0].plus && countryCode(digitsOf(p.number), true) == 0
		if d := doubtOf(digits); d != "" && !foreign {
			f.doubt(d)
		}
		if slices.ContainsFunc(p.number, func(g group) bool { return g.letters }) {
			f.doubt(Letters)
		}
	}
	f.Text, f.Remark = written(runes, figures, all)
	return f
}

func (f *Field) doubt(d Doubt) {
	if !slices.Contains(f.Doubts, d) {
		f.Doubts = append(f.Doubts, d)
	}
}

// special are the numbers of services, which are shorter or longer than others.
var special = regexp.MustCompile(`^(9[56]\d{3,6}|1\d{2,5}|16\d{3,8})$`)

// doubtOf says what is wrong with a number of so many digits; "" where nothing is.
func doubtOf(digits string) Doubt {
	switch n := len(digits); {
	case isWhole(digits), local.MatchString(digits), special.MatchString(digits), n < shortest && n >= 3:
		return ""
	case digits[0] != '0' && areaCode("0"+digits) > 0:
		return LostZero
	}
	return Length
}

// Keys returns the forms under which the numbers of a text are filed, so that the
// same number is found.
func Keys(text string) []string {
	var all []string
	for _, n := range Parse(text).Numbers {
		for _, key := range n.Keys() {
			if !slices.Contains(all, key) {
				all = append(all, key)
			}
		}
	}
	return all
}

// Keys returns the forms under which the number is filed: for a landline also the one
// without its area code.
func (n Number) Keys() []string {
	if code := areaCode(n.Digits); code > 0 {
		return []string{n.Digits, n.Digits[code:]}
	}
	return []string{n.Digits}
}

// Known reports whether the number has the form of a telephone number: it is neither
// too long nor too short, and no hotline or extension.
func (n Number) Known() bool { return isWhole(n.Digits) || local.MatchString(n.Digits) }

// Same reports whether two texts have a number in common. A landline without its
// area code is the same as with any.
func Same(a, b string) bool {
	others := Parse(b).Numbers
	return slices.ContainsFunc(Parse(a).Numbers, func(n Number) bool {
		return slices.ContainsFunc(others, n.Is)
	})
}

// Is reports whether two numbers are the same, whatever their extensions. A
// landline without its area code is the same as with any.
func (n Number) Is(other Number) bool {
	own, its := areaCode(n.Digits), areaCode(other.Digits)
	if own > 0 && its > 0 {
		return n.Digits == other.Digits
	}
	return n.Digits[own:] == other.Digits[its:]
}
