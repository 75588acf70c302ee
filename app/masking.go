package app

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openday/app/hanzi"
)

// Masker hides people in texts that the public sees: the full names and the
// numbers of an event's invitees and of those who spoke, and whatever else
// looks like a telephone number or an identity number. Spaces, dashes, dots and
// full-width figures within a name or a number hide it from nobody.
type Masker struct {
	names   map[rune][]knownName // by the first character, the longest first
	whole   map[string]bool      // all names, folded
	numbers map[string]bool      // folded
	lengths []int                // that the numbers have
}

// knownName is a name as it is looked for, and how many characters of it stay.
type knownName struct {
	runes []rune
	keep  int
}

// The least length of a number that is looked for: shorter ones, such as
// 12345, are nobody's own.
const leastNumber = 6

// NewMasker makes a masker for the people of an event.
func NewMasker(d Dossier) *Masker {
	m := &Masker{names: map[rune][]knownName{}, whole: map[string]bool{}, numbers: map[string]bool{}}
	var names []string
	for _, v := range d.Invitees {
		names = append(names, v.Person.Name, v.Substitute)
		for _, number := range []string{v.Person.Phone, v.Person.IDNumber} {
			for _, run := range numberRuns([]rune(number)) {
				if len(run.text) >= leastNumber {
					m.numbers[run.text] = true
				}
			}
		}
	}
	for _, f := range d.Feedback {
		names = append(names, f.Speaker)
	}
	for _, n := range names {
		if folded := foldedName(n); len(folded) > 1 && n != purgedName {
			m.whole[string(folded)] = true
		}
	}
	for n := range m.whole {
		runes := []rune(n)
		m.names[runes[0]] = append(m.names[runes[0]], knownName{runes, m.kept(n)})
	}
	for _, list := range m.names {
		slices.SortFunc(list, func(a, b knownName) int { return len(b.runes) - len(a.runes) })
	}
	for n := range m.numbers {
		if !slices.Contains(m.lengths, len(n)) {
			m.lengths = append(m.lengths, len(n))
		}
	}
	return m
}

// kept is how many characters of a name stay: those of the surname, unless they
// are somebody's full name.
func (m *Masker) kept(name string) int {
	surname, _ := hanzi.SplitName(name)
	if n := utf8.RuneCountInString(surname); n > 0 && !m.whole[surname] {
		return n
	}
	return 1
}

// Name hides a name that stands by itself: 张* for 张三, 欧阳** for 欧阳修文. An
// empty one stays empty.
func (m *Masker) Name(name string) string {
	folded := foldedName(name)
	if surname, _ := hanzi.SplitName(name); surname != "" && !m.whole[surname] || len(folded) < 2 {
		return hanzi.MaskName(name)
	}
	return string(folded[:1]) + strings.Repeat("*", len(folded)-1)
}

// Text hides the names and numbers in a text. A text without any is given back
// as it is.
func (m *Masker) Text(text string) string {
	if text == "" {
		return text
	}
	runes := []rune(text)
	hidden := make([]bool, len(runes))
	found := false
	hide := func(at []int) {
		for _, i := range at {
			hidden[i], found = true, true
		}
	}
	for _, run := range numberRuns(runes) {
		m.hideNumbers(runes, run, hide)
	}
	m.hideNames(runes, hide)
	if !found {
		return text
	}
	for i := range runes {
		if hidden[i] {
			runes[i] = '*'
		}
	}
	return string(runes)
}

func (m *Masker) hideNames(runes []rune, hide func([]int)) {
	var letters []rune
	var at []int
	for i, r := range runes {
		if !parts(r) {
			letters, at = append(letters, folded(r)), append(at, i)
		}
	}
	for i := 0; i < len(letters); i++ {
		for _, name := range m.names[letters[i]] {
			if end := i + len(name.runes); end <= len(letters) && slices.Equal(letters[i:end], name.runes) {
				hide(at[i+name.keep : end])
				i = end - 1
				break
			}
		}
	}
}

// numberRun is a stretch of a text of letters and figures, what may part them
// left out.
type numberRun struct {
	text string // folded
	at   []int  // where each character of it stands
}

func numberRuns(runes []rune) []numberRun {
	var all []numberRun
	var text []byte
	var at []int
	flush := func() {
		if len(text) >= leastNumber {
			all = append(all, numberRun{string(text), at})
		}
		text, at = nil, nil
	}
	for i, r := range runes {
		switch f := folded(r); {
		case f >= '0' && f <= '9' || f >= 'A' && f <= 'Z':
			text, at = append(text, byte(f)), append(at, i)
		case !parts(r):
			flush()
		}
	}
	flush()
	return all
}

// hideNumbers hides the known numbers in a run, and what looks like a mobile
// number, a landline with its area code, an identity number or an account.
func (m *Masker) hideNumbers(runes []rune, run numberRun, hide func([]int)) {
	text := run.text
	for _, n := range m.lengths {
		for i := 0; i+n <= len(text); i++ {
			if m.numbers[text[i:i+n]] {
				hide(run.at[i : i+n])
			}
		}
	}
	for from := 0; from < len(text); from++ {
		if !isFigure(text[from]) {
			continue
		}
		to := from
		for to < len(text) && isFigure(text[to]) {
			to++
		}
		const mobile, landline, local, old, whole = 11, 10, 7, 15, 18 // figures
		for i := from; i < to; i++ {
			switch {
			case i+whole-1 <= to && i+whole <= len(text) && (isFigure(text[i+whole-1]) || text[i+whole-1] == 'X') && isBirth(text[i+6:i+14]):
				hide(run.at[i : i+whole])
			case i+mobile <= to && text[i] == '1' && text[i+1] >= '3':
				hide(run.at[i : i+mobile])
			}
		}
		switch n := to - from; {
		case n >= landline && text[from] == '0', n >= local && toldAsNumber(runes[:run.at[from]]):
			hide(run.at[from:to])
		case n >= old:
			for i := from; i < to; i++ { // without anything between the figures
				end := i + 1
				for end < to && run.at[end] == run.at[end-1]+1 {
					end++
				}
				if end-i >= old {
					hide(run.at[i:end])
				}
				i = end - 1
			}
		}
		from = to
	}
}

// toldAsNumber reports whether a text ends by saying that a telephone number follows.
func toldAsNumber(before []rune) bool {
	const near = 8 // characters
	text := string(before[max(0, len(before)-near):])
	for _, word := range []string{"电话", "手机", "座机", "号码", "联系方式"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

func isFigure(c byte) bool { return c >= '0' && c <= '9' }

// isBirth reports whether eight figures can be a day of birth.
func isBirth(s string) bool {
	century := s[:2]
	month, day := s[4:6], s[6:8]
	return (century == "18" || century == "19" || century == "20") && month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

// folded returns a character as it is compared: narrow, and in capital letters.
func folded(r rune) rune {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	return unicode.ToUpper(r)
}

// parts reports whether a character may stand within a name or a number without
// making another of it: a space, a dash, a dot, or one that is not seen.
func parts(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-－—–‐‑.．·•・‧", r) ||
		unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector)
}

func foldedName(name string) []rune {
	var all []rune
	for _, r := range name {
		if !parts(r) {
			all = append(all, folded(r))
		}
	}
	return all
}
