package hanzi

import (
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
)

// plain returns the letter and the tone of a vowel with its mark. ü is written v,
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

// noTone is the neutral tone.
const noTone = '5'

// toneless takes the tone from a syllable: "lǚ" is "lv", '3'.
func toneless(syllable string) (letters string, tone byte) {
	tone = noTone
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

// reading returns the usual reading of a character, with its tone mark; "" for
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

// PinyinKey returns a text that sorts names by pinyin when compared byte by byte:
// character by character the syllable, the tone, then the strokes. Names that
// begin with letters or digits come before Chinese ones.
func PinyinKey(name string) string { return pinyinKey(syllables(name)) }

// PinyinKeyOf is PinyinKey for a name that is read in its own way: reading has
// the syllables of its Chinese characters, with or without tones. One that does
// not fit the name, see Reads, is left out of account.
func PinyinKeyOf(name, reading string) string {
	all := syllables(name)
	given := spelled(reading)
	if !fits(all, given) {
		return pinyinKey(all)
	}
	for i, s := range all {
		if !IsHan(s.r) {
			continue
		}
		usual, tone := toneless(s.reading)
		all[i].reading, given = given[0], given[1:]
		// Without a tone of its own it has the usual one of the same syllable.
		if letters, said := toneless(all[i].reading); said == noTone && letters == usual && tone != noTone {
			all[i].reading = s.reading
		}
	}
	return pinyinKey(all)
}

// Reads reports whether a reading fits a name: a syllable of pinyin for each of
// its Chinese characters.
func Reads(name, reading string) bool { return fits(syllables(name), spelled(reading)) }

// SearchReading returns what SearchKey returns of a name's own reading: in one word,
// and its initials.
func SearchReading(reading string) string {
	var full, initials strings.Builder
	for _, s := range spelled(reading) {
		if letters, _ := toneless(s); letters != "" {
			full.WriteString(letters)
			initials.WriteByte(letters[0])
		}
	}
	return full.String() + " " + initials.String()
}

// spelled cuts a reading into its syllables, a tone written as a figure being
// the mark over its vowel.
func spelled(reading string) []string {
	all := strings.FieldsFunc(strings.ToLower(norm.NFC.String(CleanText(reading))), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("'’·-", r)
	})
	for i, s := range all {
		if last := len(s) - 1; last > 0 && s[last] >= '1' && s[last] <= '4' {
			all[i] = marked(s[:last], s[last])
		}
	}
	return all
}

// marked puts the mark of a tone over a vowel of a syllable.
func marked(syllable string, tone byte) string {
	for at, r := range syllable {
		for mark, p := range plain {
			if p.tone == tone && rune(p.letter) == r && strings.ContainsRune("aeiouv", r) {
				return syllable[:at] + string(mark) + syllable[at+1:]
			}
		}
	}
	return syllable
}

// known are the syllables of pinyin without tones.
var known = sync.OnceValue(func() map[string]bool {
	syllables := map[string]bool{}
	for _, all := range pinyin.PinyinDict {
		for reading := range strings.SplitSeq(all, ",") {
			letters, _ := toneless(reading)
			syllables[letters] = true
		}
	}
	return syllables
})

func fits(name []syllable, reading []string) bool {
	n := 0
	for _, s := range name {
		if IsHan(s.r) {
			n++
		}
	}
	for _, s := range reading {
		letters, _ := toneless(s)
		// Whatever is no letter of pinyin was left out of the letters.
		if !known()[letters] || len([]rune(s)) != len(letters) {
			return false
		}
	}
	return n > 0 && n == len(reading)
}

func pinyinKey(all []syllable) string {
	var key strings.Builder
	for _, s := range all {
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

// SearchKey returns the text to look in, with LIKE or strings.Contains, for what
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
	return dotted(strings.Join(strings.Fields(strings.ToLower(CleanText(typed))), ""))
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
