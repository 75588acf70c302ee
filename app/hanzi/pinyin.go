package hanzi

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// plain gives the letter and the tone of a vowel with its mark. ü is written v,
// as it is typed.
var plain = func() map[rune]struct{ letter, tone byte } {
	all := map[rune]struct{ letter, tone byte }{}
	for letter, marked := range map[byte]string{'a': "āáǎà", 'e': "ēéěè", 'i': "īíǐì", 'o': "ōóǒò", 'u': "ūúǔù", 'v': "ǖǘǚǜ", 'n': " ńňǹ", 'm': " ḿ"} {
		for i, r := range []rune(marked) {
			if r != ' ' {
				all[r] = struct{ letter, tone byte }{letter, byte('1' + i)}
			}
		}
	}
	all['ü'] = struct{ letter, tone byte }{'v', 0}
	all['ê'] = struct{ letter, tone byte }{'e', 0}
	return all
}()

// toneless takes the tone from a syllable: "lǚ" is "lv", '3'. The neutral tone is
// '5'.
func toneless(syllable string) (letters string, tone byte) {
	tone = '5'
	var out [12]byte
	n := 0
	for _, r := range syllable {
		if p, ok := plain[r]; ok {
			if p.tone != 0 {
				tone = p.tone
			}
			r = rune(p.letter)
		}
		if r >= 'a' && r <= 'z' && n < len(out) {
			out[n] = byte(r)
			n++
		}
	}
	return string(out[:n]), tone
}

// rare are characters met in names that the dictionary lacks.
var rare = map[rune]string{'𠮷': "jí"}

// reading gives the usual reading of a character, with its tone mark; "" for
// what has none.
func reading(r rune) string {
	if own, ok := rare[r]; ok {
		return own
	}
	first, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
	return first
}

// syllable is a character of a name with its reading, "" where it has none.
type syllable struct {
	r       rune
	reading string
}

// syllables reads a name, its surname the way surnames are read.
func syllables(name string) []syllable {
	name = CleanName(name)
	surname, _ := SplitName(name)
	own := compound[surname]
	if own == nil {
		own = single[surname]
	}
	var all []syllable
	for _, r := range name {
		s := syllable{r: r}
		if IsHan(r) {
			s.reading = reading(r)
			if len(own) > 0 {
				s.reading, own = own[0], own[1:]
			}
		}
		all = append(all, s)
	}
	return all
}

// Pinyin writes a name in small letters without tones, a space between
// characters: "ou yang xiu". Letters and digits of the name stay, in lower
// case; what has no reading stays as it is.
func Pinyin(name string) string {
	var out strings.Builder
	pending := false
	for _, s := range syllables(name) {
		letters, _ := toneless(s.reading)
		switch {
		case letters != "":
			if out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteString(letters)
			pending = true
		case skipped(s.r):
			pending = true
		default:
			if pending && out.Len() > 0 {
				out.WriteByte(' ')
			}
			out.WriteRune(unicode.ToLower(s.r))
			pending = IsHan(s.r)
		}
	}
	return out.String()
}

// PinyinKey gives a text that sorts names by pinyin when compared byte by byte:
// character by character the syllable, the tone, then the strokes. Names that
// begin with letters or digits come before Chinese ones.
func PinyinKey(name string) string {
	var key strings.Builder
	for _, s := range syllables(name) {
		if skipped(s.r) {
			continue
		}
		letters, tone := toneless(s.reading)
		if letters == "" {
			// A character without a reading comes after those that have one, a
			// letter or digit before.
			if IsHan(s.r) {
				key.WriteByte('~')
			}
			writeStrokes(&key, s.r)
			continue
		}
		key.WriteString(letters)
		key.WriteByte(' ')
		key.WriteByte(tone)
		writeStrokes(&key, s.r)
	}
	return key.String()
}

// SearchKey gives the text to look in, with LIKE or strings.Contains, for what
// a person types: the text itself as SearchTerm has it, its pinyin in one word and its
// initials, with a space between. Where the usual reading of a surname differs
// from the surname's own, pinyin and initials of that reading follow. What is
// typed goes through SearchTerm first.
func SearchKey(text string) string {
	lower := SearchTerm(text)
	own := syllables(text)
	full, initials := spell(own)
	if initials == lower {
		return lower
	}
	out := lower + " " + full + " " + initials
	usual := make([]syllable, len(own))
	for i, s := range own {
		if usual[i] = s; IsHan(s.r) {
			usual[i].reading = reading(s.r)
		}
	}
	if other, otherInitials := spell(usual); other != full {
		out += " " + other
		if otherInitials != initials {
			out += " " + otherInitials
		}
	}
	return out
}

// SearchTerm brings what a person types into the form of SearchKey: cleaned,
// in lower case, without spaces, so that "Zhang San" finds 张三.
func SearchTerm(typed string) string {
	return strings.Join(strings.Fields(strings.ToLower(CleanText(typed))), "")
}

// spell writes syllables in one word, and their initials.
func spell(all []syllable) (full, initials string) {
	var f, i strings.Builder
	for _, s := range all {
		letters, _ := toneless(s.reading)
		switch {
		case letters != "":
			f.WriteString(letters)
			i.WriteByte(letters[0])
		case !skipped(s.r):
			r := unicode.ToLower(s.r)
			f.WriteRune(r)
			i.WriteRune(r)
		}
	}
	return f.String(), i.String()
}
