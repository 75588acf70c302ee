// Package masking hides people in texts that others see.
package masking

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/phone"
)

// Masker hides people in texts that the public sees: the full names and the
// numbers of an event's invitees and of those who spoke, whatever else looks like a
// telephone, an identity or an account number, e-mail addresses, accounts of
// messengers, number plates, and where somebody lives. Signs between the parts of a
// name or a number, and other characters for its figures, hide it from nobody.
type Masker struct {
	names   map[rune][]knownName // by the first character, the longest first
	whole   map[string]bool      // all names, folded
	numbers map[string]bool      // folded
	lengths []int                // that the numbers have

	published map[string]bool // the numbers and addresses that the event gives to everybody, folded
	places    string          // where the event is, folded
}

// knownName is a name as it is looked for, and how many characters of it stay.
type knownName struct {
	runes []rune
	keep  int
}

// The least length of a number that is looked for: shorter ones, such as
// 12345, are nobody's own.
const leastNumber = 6

// New makes a masker for the people of an event.
func New(d app.Dossier) *Masker {
	m := &Masker{names: map[rune][]knownName{}, whole: map[string]bool{}, numbers: map[string]bool{}, published: map[string]bool{}}
	var names []string
	for _, v := range d.Invitees {
		names = append(names, v.Person.Name, v.Substitute)
		numbers := phone.Keys(v.Person.Phone)
		for _, run := range numberRuns([]rune(v.Person.IDNumber)) {
			numbers = append(numbers, run.text)
		}
		for _, number := range numbers {
			if len(number) >= leastNumber {
				m.numbers[number] = true
			}
		}
	}
	for _, f := range d.Feedback {
		names = append(names, speakers(f.Speaker)...)
	}
	for _, n := range names {
		if folded := foldedName(n); len(folded) > 1 && n != app.PurgedPerson.Name {
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

// Allow lets stand what an event tells everybody by itself: its telephones, unless
// they are an invitee's own, its e-mail address, and where it is.
func (m *Masker) Allow(e app.Event) {
	for _, text := range e.Phones {
		for _, number := range phone.Parse(text).Numbers {
			if keys := number.Keys(); number.Known() && !slices.ContainsFunc(keys, func(key string) bool { return m.numbers[key] }) {
				for _, key := range keys {
					m.published[key] = true
				}
			}
		}
	}
	if e.Email != "" {
		m.published[string(foldedName(e.Email))] = true
	}
	for _, place := range append(slices.Clone(e.Sites), e.AssemblyPlace, e.Transport) {
		m.places += string(foldedName(place)) + "\n"
	}
}

// speakers returns the names in the field of who said something, which may name
// several, each with a word about them in brackets or behind the name.
func speakers(field string) []string {
	all := strings.FieldsFunc(bracketed.ReplaceAllString(field, "、"), func(r rune) bool { return strings.ContainsRune("、，,；;/／\n", r) })
	for i, name := range all {
		name = strings.TrimSpace(name)
		for _, title := range titles {
			if rest, has := strings.CutSuffix(name, title); has && len([]rune(rest)) > 1 {
				name = rest
			}
		}
		all[i] = name
	}
	return append(all, field)
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

// Text hides the names, numbers and addresses in a text. A text without any is given
// back as it is.
func (m *Masker) Text(text string) string {
	if text == "" {
		return text
	}
	runes := []rune(text)
	hidden := m.hidden(runes)
	if !slices.Contains(hidden, true) {
		return text
	}
	for i := range runes {
		if hidden[i] {
			runes[i] = '*'
		}
	}
	return string(runes)
}

// hidden tells which characters of a text are not shown.
func (m *Masker) hidden(runes []rune) []bool {
	hidden := make([]bool, len(runes))
	hide := func(at []int) {
		for _, i := range at {
			hidden[i] = true
		}
	}
	plain := plainly(runes)
	if runs := numberRuns(runes); len(runs) > 0 {
		times := momentsIn(plain, timeForm)
		days := momentsIn(plain, dayForm)
		for _, run := range runs {
			m.hideNumbers(runes, run, times, days, hide)
		}
	}
	m.hideForms(plain, hide)
	m.hideOpening(plain, hide)
	m.letStand(runes, plain, hidden)
	m.hideNames(runes, hide)
	return hidden
}

func (m *Masker) hideNames(runes []rune, hide func([]int)) {
	var letters []rune
	var at []int
	for i, r := range runes {
		if !parts(r) {
			letters, at = append(letters, folded(hanzi.Ordinary(r))), append(at, i)
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
	text string // folded, figures of every kind as digits
	at   []int  // where each character of it stands
}

// mostBetween is how many signs may stand between two figures of a number.
const mostBetween = 3

func numberRuns(runes []rune) []numberRun {
	figures := numerals(runes)
	var all []numberRun
	var text []byte
	var at []int
	flush := func() {
		if len(text) >= leastNumber {
			all = append(all, numberRun{string(text), at})
		}
		text, at = nil, nil
	}
	between := 0
	for i, r := range runes {
		f := folded(r)
		switch {
		case figures[i] != "":
			for _, digit := range []byte(figures[i]) {
				text, at = append(text, digit), append(at, i)
			}
			between = 0
		case f >= 'A' && f <= 'Z':
			text, at = append(text, byte(f)), append(at, i)
			between = 0
		case unicode.IsLetter(r) && !unseen(r):
			flush()
		case !unseen(r):
			if between++; between > mostBetween {
				flush()
			}
		}
	}
	flush()
	return all
}

// numerals tells of each character which digits it stands for. Of Chinese
// numerals three in a row are figures, or as many as a number has with signs between
// them, and one between two other figures.
func numerals(runes []rune) []string {
	const row, many = 3, 7
	all := phone.Figures(runes)
	for i, r := range runes {
		if hanzi.IsHan(r) {
			all[i] = hanzi.Figures(r)
		}
	}
	isNumeral := func(i int) bool { return all[i] != "" && hanzi.IsHan(runes[i]) }
	for i := 0; i < len(runes); i++ {
		if !isNumeral(i) {
			continue
		}
		end, count, spread, gap := i, 0, 0, 0
		for j := i; j < len(runes) && gap <= mostBetween; j++ {
			switch {
			case all[j] != "":
				spread++
				gap = 0
				if j == end {
					end, count = j+1, count+1
				}
			case unicode.IsLetter(runes[j]) && !unseen(runes[j]):
				gap = mostBetween + 1
			case !unseen(runes[j]):
				gap++
			}
		}
		within := i > 0 && all[i-1] != "" && end < len(runes) && all[end] != ""
		if count < row && spread < many && !within {
			clear(all[i:end])
		}
		for i = end - 1; spread >= many && i+1 < len(runes) && (all[i+1] != "" || !unicode.IsLetter(runes[i+1])); i++ {
		}
	}
	return all
}

// hideNumbers hides the known numbers in a run, and what looks like a mobile
// number, a landline with its area code, an identity number or an account. times and
// days tell which characters of the text belong to times of day and to dates.
func (m *Masker) hideNumbers(runes []rune, run numberRun, times, days []bool, hide func([]int)) {
	text := run.text
	for _, n := range m.lengths {
		for i := 0; i+n <= len(text); i++ {
			if m.numbers[text[i:i+n]] {
				hide(run.at[i : i+n])
			}
		}
	}
	const whole = 18 // characters of an identity number
	for i := 0; i+whole <= len(text); i++ {
		if slices.ContainsFunc(run.at[i:i+whole], func(at int) bool { return times[at] }) {
			continue
		}
		if strings.Trim(text[i:i+whole-1], "0123456789") == "" && (isFigure(text[i+whole-1]) || text[i+whole-1] == 'X') && isBirth(text[i+6:i+14]) {
			hide(run.at[i : i+whole])
		}
	}
	isMoment := func(at int) bool { return times[at] || days[at] }
	for from := 0; from < len(text); from++ {
		if !isFigure(text[from]) || isMoment(run.at[from]) {
			continue
		}
		to := from
		for to < len(text) && isFigure(text[to]) && !isMoment(run.at[to]) {
			to++
		}
		hideFigures(runes, text[from:to], run.at[from:to], hide)
		from = to
	}
}

// hideFigures hides what looks like a number of somebody in a stretch of figures.
func hideFigures(runes []rune, text string, at []int, hide func([]int)) {
	const mobile, landline, local, old, card, cardMost = 11, 10, 7, 15, 13, 19 // figures
	groups := groupsOf(text, at)
	for _, g := range groups {
		for i := g[0]; i < g[1]; i++ {
			end := i + mobile
			if end <= len(text) && isMobile(text[i:]) && (end <= g[1] || (i == g[0] || prefixes[text[g[0]:i]]) && endsGroup(groups, end) && !isList(runes, at[i:end])) {
				hide(at[i:end])
			}
		}
	}
	told := wordBefore(runes[:at[0]], "电话", "手机", "座机", "号码", "联系方式", "拨打", "致电")
	switch n := len(text); {
	case n >= landline && text[0] == '0', n >= local && told, n >= card && wordBefore(runes[:at[0]], "卡号", "银行卡", "账号", "帐号", "账户", "开户"):
		hide(at)
	case n >= card && n <= cardMost && inFours(text, groups):
		hide(at)
	default:
		for _, g := range groups { // without anything between the figures
			if g[1]-g[0] >= old {
				hide(at[g[0]:g[1]])
			}
		}
	}
}

// prefixes are what is dialled before a mobile number.
var prefixes = map[string]bool{"86": true, "0086": true, "0": true}

func isMobile(text string) bool { return text[0] == '1' && text[1] >= '3' }

// groupsOf cuts figures into those between which nothing stands, by from and to.
func groupsOf(text string, at []int) [][2]int {
	var all [][2]int
	from := 0
	for i := 1; i <= len(text); i++ {
		if i == len(text) || at[i] > at[i-1]+1 {
			all = append(all, [2]int{from, i})
			from = i
		}
	}
	return all
}

func endsGroup(groups [][2]int, end int) bool {
	return slices.ContainsFunc(groups, func(g [2]int) bool { return g[1] == end })
}

// isList reports whether figures are rather counted up than those of one number:
// all groups are short, and what stands between them parts the entries of a list.
func isList(runes []rune, at []int) bool {
	pairs := false
	for n, i := 1, 1; i <= len(at); i++ {
		switch {
		case i < len(at) && at[i] <= at[i-1]+1:
			n++
			pairs = pairs || n == 2
			if n > 2 {
				return false
			}
		default:
			n = 1
		}
	}
	return pairs && strings.ContainsAny(string(runes[at[0]:at[len(at)-1]]), "、，,；;:：")
}

// inFours reports whether figures are written as on a bank card: in groups of
// four, of which not all are years.
func inFours(text string, groups [][2]int) bool {
	years := true
	for i, g := range groups {
		size := g[1] - g[0]
		if size != 4 && !(i == len(groups)-1 && size < 4) {
			return false
		}
		if head := text[g[0]:min(g[0]+2, g[1])]; head != "19" && head != "20" {
			years = false
		}
	}
	return len(groups) > 3 && !years
}

// wordBefore reports whether one of some words stands near the end of a text.
func wordBefore(before []rune, words ...string) bool {
	const near = 8 // characters
	text := string(before[max(0, len(before)-near):])
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
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

// parts reports whether a character may stand within a name without making another
// of it: a space, a dash, a dot, or one that is not seen.
func parts(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune("-－—–‐‑.．·•・‧∙⋅･●_*/", r) || unseen(r)
}

// unseen reports whether a character is not seen.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Cc, unicode.Co, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) || r == '\u2800' || r == '\ufffc'
}

func foldedName(name string) []rune {
	var all []rune
	for _, r := range hanzi.CleanText(name) {
		if !parts(r) {
			all = append(all, folded(r))
		}
	}
	return all
}

// plainly returns a text character by character as it is compared.
func plainly(runes []rune) []rune {
	plain := make([]rune, len(runes))
	for i, r := range runes {
		plain[i] = folded(hanzi.Ordinary(r))
	}
	return plain
}
