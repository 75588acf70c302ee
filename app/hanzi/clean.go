package hanzi

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// CleanText mends what input methods, spreadsheets, PDFs and chat programs leave
// in a text that tells who somebody is: full-width digits and letters become
// half-width, odd spaces plain ones, line ends \n, radicals and compatibility
// characters the ordinary ones; invisible marks, control characters and those of
// private use go, and so do spaces at both ends. Chinese punctuation stays.
func CleanText(text string) string {
	if isPlain(text) {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(cleaned(text, func(r rune) rune {
		switch {
		case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ':
			return r - '０' + '0'
		case unicode.Is(unicode.Zs, r):
			return ' '
		case nobodys(r):
			return -1
		}
		return Ordinary(unprivate(r))
	}))
}

// Printable is a text that came from elsewhere as the program keeps it: valid, with
// \n as its only line end, without control characters, those that turn the writing
// among them.
func Printable(text string) string {
	text = strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r != '\n' && r != '\t' && unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufffe' || r == '\uffff' || r == '\ufeff':
			return -1
		}
		return r
	}, text)
}

// CleanLine cleans a short text for storing, on one line: radicals and
// compatibility characters become the ordinary ones, line ends and tabs a space;
// invisible marks, control characters and those of private use go, and so do the
// spaces at both ends. All else stays as it is typed.
func CleanLine(text string) string {
	if isPlain(text) {
		return strings.TrimSpace(text)
	}
	text = strings.TrimSpace(cleaned(text, func(r rune) rune {
		if nobodys(r) {
			return -1
		}
		return Ordinary(unprivate(r))
	}))
	if !strings.ContainsAny(text, "\n\t") {
		return text
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\t' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return strings.Join(parts, " ")
}

// CleanProse takes out of a free text what is not seen and turns others around or
// ends them — marks of direction, control characters — and the spaces at both
// ends. Its lines end in \n, a tab is a space; all else stays as it is typed.
func CleanProse(text string) string {
	if isPlain(text) {
		return strings.TrimSpace(text)
	}
	return strings.TrimSpace(cleaned(text, func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == '\ufffc':
			return -1
		}
		return r
	}))
}

// CleanName is CleanText for a person's name, on one line: spaces between
// Chinese characters, which only pad a short name, go as well, so does what joins
// letters, and the dot in a name is the U+00B7 that 民委发〔2016〕33号 asks for,
// whichever was typed.
func CleanName(name string) string {
	if isChinese(name) {
		return name
	}
	name = CleanText(strings.Map(func(r rune) rune {
		if joins(r) {
			return -1
		}
		return r
	}, name))
	words := strings.Fields(name)
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
	return dotted(out.String())
}

// NameKey brings a name into the form in which names are compared: cleaned, in
// capital letters, without spaces and dots and without the selectors of a
// character's shape.
func NameKey(name string) string {
	if isChinese(name) {
		return name
	}
	clean := CleanName(name)
	key := strings.Map(func(r rune) rune {
		if skipped(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, clean)
	if key == "" { // what has no other characters is not the same as no name
		return clean
	}
	return key
}

// Unseen takes out of a text the characters that CleanName leaves out of a name
// because nobody sees them, and returns them, each once.
func Unseen(text string) (seen string, left []rune) {
	var before rune
	seen = strings.Map(func(r rune) rune {
		if !joins(r) && !nobodys(r) && (unicode.IsSpace(r) || !unseen(r) || belongs(r, before)) {
			before = r
			return r
		}
		if !slices.Contains(left, r) {
			left = append(left, r)
		}
		return -1
	}, text)
	return seen, left
}

// isPlain reports whether there is nothing to clean in a text but the spaces around
// it, as in nearly all: it has usual Chinese characters and printable ASCII.
func isPlain(text string) bool {
	for _, r := range text {
		if (r < ' ' || r > '~') && !isUsual(r) {
			return false
		}
	}
	return true
}

// isChinese reports whether a text has usual Chinese characters alone.
func isChinese(text string) bool {
	for _, r := range text {
		if !isUsual(r) {
			return false
		}
	}
	return true
}

// isUsual reports whether a character is one of the block of Chinese characters in
// which nearly all of today's are.
func isUsual(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// cleaned takes the invisible marks and the control characters out of a text and
// hands all else to a function, line ends as \n.
func cleaned(text string, by func(rune) rune) string {
	if !strings.ContainsFunc(text, uncommon) {
		return text
	}
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var before rune // the last character that stays
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\r' || r == '\u2028' || r == '\u2029' || r == '\u0085':
			r = '\n'
		case r != '\n' && r != '\t' && unseen(r) && !belongs(r, before):
			return -1
		}
		if r = by(r); r >= 0 {
			before = r
		}
		return r
	}, text)
}

// uncommon reports whether a character is none of the digits, letters and Chinese
// characters of which most texts are made, and of which no cleaning takes any.
func uncommon(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '一' && r <= '龥')
}

// unseen reports whether a character is a mark that nobody sees.
func unseen(r rune) bool {
	return r >= 0x80 && (unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point) ||
		r == utf8.RuneError || r&0xFFFE == 0xFFFE) || unicode.IsControl(r)
}

// belongs reports whether a mark that nobody sees belongs to the character before
// it: it chooses the shape of a Chinese or a Mongolian character, or joins
// pictures, or the letters of scripts that are joined.
func belongs(mark, before rune) bool {
	picture := unicode.In(before, unicode.So, unicode.Sk) || before == '\ufe0f'
	switch {
	case mark >= 0xE0100 && mark <= 0xE01EF:
		return IsHan(before)
	case mark >= 0x180B && mark <= 0x180F && mark != 0x180E:
		return unicode.Is(unicode.Mongolian, before)
	case mark >= 0xFE00 && mark <= 0xFE0F:
		return picture
	case mark >= 0xE0020 && mark <= 0xE007F:
		return picture || before >= 0xE0020 && before <= 0xE007F
	case joins(mark):
		return picture && mark == '\u200d' || unicode.In(before, unicode.Arabic, unicode.Mongolian, unicode.Tibetan, unicode.Syriac, unicode.Devanagari, unicode.Bengali, unicode.Tamil, unicode.Sinhala)
	}
	return false
}

// joins reports whether a character is a zero-width joiner or keeps letters from
// being joined.
func joins(r rune) bool { return r == '\u200c' || r == '\u200d' }

// nobodys reports whether a character is none of any writing: it is of private
// use and stands for nothing known, or looks like a space and is none.
func nobodys(r rune) bool {
	return r == '\u2800' || r == '\ufffc' || r >= 0xE000 && unicode.Is(unicode.Co, r) && unprivate(r) == r
}

// unprivate returns the character that an old encoding has at a code point of private
// use. All others are given back.
func unprivate(r rune) rune {
	if r < 0xE000 || r > 0xF8FF {
		return r
	}
	if of, known := privateUse[r]; known {
		return of
	}
	return r
}

// isDot reports whether a character is one of those that people type for the dot
// in a name.
func isDot(r rune) bool {
	return strings.ContainsRune("·•‧・･．.∙⋅●｡᛫·﹒⸱⸳", r)
}

// dotted makes every dot between the parts of a name U+00B7, without spaces
// beside it. A full stop between Latin letters stays: J. Smith.
func dotted(name string) string {
	if !strings.ContainsFunc(name, isDot) {
		return name
	}
	runes := []rune(name)
	var out []rune
	for i := 0; i < len(runes); {
		end, dots, stops := i, 0, 0
		for end < len(runes) && (runes[end] == ' ' || isDot(runes[end])) {
			if isDot(runes[end]) {
				dots++
			}
			if runes[end] == '.' || runes[end] == '．' {
				stops++
			}
			end++
		}
		switch {
		case end == i:
			out = append(out, runes[i])
			end++
		case dots > 0 && i > 0 && end < len(runes) && inName(runes[i-1]) && inName(runes[end]) &&
			(stops < dots || chinese(runes[:i]) || IsHan(runes[end])):
			out = append(out, '·')
		default:
			out = append(out, runes[i:end]...)
		}
		i = end
	}
	return string(out)
}

// inName reports whether a character can stand beside the dot in a name.
func inName(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// chinese reports whether a text ends in a Chinese character, with what chooses
// its shape.
func chinese(text []rune) bool {
	for i := len(text) - 1; i >= 0; i-- {
		if !unicode.IsMark(text[i]) {
			return IsHan(text[i])
		}
	}
	return false
}

// Ordinary returns the character that is meant by one of those that PDFs and old
// encodings have in its place: a radical or a compatibility character. All others
// are given back.
func Ordinary(r rune) rune {
	switch {
	case r < 0x2E80:
		return r
	case r <= 0x2EFF:
		if of, known := radicals[r]; known {
			return of
		}
	case r <= 0x2FDF, r >= 0xF900 && r <= 0xFAFF, r >= 0x2F800 && r <= 0x2FA1F:
		// Twelve of them are ordinary characters and have no other form.
		if of := []rune(norm.NFKC.String(string(r))); len(of) == 1 {
			return of[0]
		}
	}
	return r
}

// radicals are the ordinary characters of the CJK Radicals Supplement, most of
// which have no compatibility form: Unicode's property Equivalent_Unified_Ideograph.
var radicals = func() map[rune]rune {
	all := map[rune]rune{}
	for _, pair := range strings.Fields(`
⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢
⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵
⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓
⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎
⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長
⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐
⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜
⻲亀 ⻳龟
`) {
		runes := []rune(pair)
		all[runes[0]] = runes[1]
	}
	return all
}()

// privateUse are the characters for which GBK and GB 18030-2000 have code points of
// private use from U+E815 on, 䶮 in names among them.
var privateUse = func() map[rune]rune {
	const first = 0xE815
	all := map[rune]rune{}
	for i, r := range []rune("⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹" +
		"䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻") {
		all[first+rune(i)] = Ordinary(r)
	}
	return all
}()

// Figures returns the digits that a character stands for, whatever it is written
// with: １, ①, ٣, 一, 壹, 幺; empty where it stands for none. Whether a Chinese
// numeral is meant as one is for the caller to tell by what stands beside it.
func Figures(r rune) string {
	switch {
	case r >= '0' && r <= '9':
		return string(r)
	case r < 0x80:
		return ""
	case unicode.IsDigit(r):
		return string('0' + digitValue(r))
	case IsHan(r) || r == '〇' || r == '○':
		return numerals[r]
	case unicode.Is(unicode.No, r):
		if r >= 0x2776 && r <= 0x2793 { // ❶ ➀ ➊ have no compatibility form
			return tens[(r-0x2776)%10]
		}
		if figures := strings.Trim(norm.NFKC.String(string(r)), "()."); strings.Trim(figures, "0123456789") == "" {
			return figures
		}
	}
	return ""
}

var tens = [...]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}

// digitValue returns the value of a decimal digit: those of a script stand in the
// order of their values, from a zero on.
func digitValue(r rune) rune {
	for _, in := range unicode.Nd.R16 {
		if r >= rune(in.Lo) && r <= rune(in.Hi) {
			return (r - rune(in.Lo)) % 10
		}
	}
	for _, in := range unicode.Nd.R32 {
		if r >= rune(in.Lo) && r <= rune(in.Hi) {
			return (r - rune(in.Lo)) % 10
		}
	}
	return 0
}

// Numeral returns the digit that a Chinese numeral from 零 to 九 says, "" for any
// other character.
func Numeral(r rune) string { return numerals[r] }

// numerals are the Chinese numerals as they are told one by one.
var numerals = func() map[rune]string {
	all := map[rune]string{}
	for digit, list := range [...]string{"零〇○", "一壹弌幺", "二贰貳弍", "三叁參弎", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖"} {
		for _, r := range list {
			all[r] = string(rune('0' + digit))
		}
	}
	return all
}()
