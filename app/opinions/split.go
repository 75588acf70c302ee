package opinions

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"openday/app"
)

// The signs that begin an opinion in a list. Groups: the sign itself.
var (
	listSign = regexp.MustCompile(`^(?:[（(]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[）)]|(?:意见|建议|问题)?[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十\d]{1,3}[条点，、：]|[一二三四五六七八九十]是|其[一二三四五六七八九十][，、是：]|\d{1,3}\s*[.．、)）]|[①-⑳]|[-•●·▪◆■*]\s+)\s*`)
	inlined  = [][]string{
		{"一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是"},
		{"①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩"},
	}
)

// Split cuts what was said in one breath into opinions: at blank lines
// and at lines that begin with a number or another sign of a list, which is
// left out; where there is neither, every line is one. 一是…二是… and ①…② are
// cut inside a line, too.
func Split(text string) []string {
	text = lineEnds.Replace(text)
	var lines []string
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		lines = append(lines, cutInline(strings.TrimFunc(line, unicode.IsSpace))...)
	}
	parted := false
	for _, line := range lines {
		if _, signed := withoutSign(line); signed || line == "" {
			parted = true
		}
	}
	var all []string
	open := false // the last opinion may go on
	for _, line := range lines {
		rest, signed := withoutSign(line)
		switch {
		case line == "":
			open = false
			continue
		case open && !signed && parted:
			all[len(all)-1] = joined(all[len(all)-1], rest)
		default:
			all = append(all, rest)
			open = true
		}
	}
	kept := all[:0]
	for _, opinion := range all {
		if opinion != "" {
			kept = append(kept, opinion)
		}
	}
	return app.OrNil(kept)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n", "\f", "\n")

// withoutSign takes the sign of a list from the beginning of a line. A number
// with decimals and a time of day are no signs.
func withoutSign(line string) (rest string, signed bool) {
	sign := listSign.FindString(line)
	if sign == "" {
		return line, false
	}
	rest = line[len(sign):]
	if next, _ := utf8.DecodeRuneInString(rest); unicode.IsDigit(next) && strings.HasSuffix(strings.TrimSpace(sign), ".") {
		return line, false
	}
	return rest, true
}

// cutInline cuts a line before 二是, 三是… where they follow each other.
func cutInline(line string) []string {
	for _, signs := range inlined {
		first := strings.Index(line, signs[0])
		if first < 0 || !strings.Contains(line[first:], signs[1]) {
			continue
		}
		// What leads up to the first one, such as 建议：, is no opinion.
		lead := strings.TrimRight(line[:first], "：:，,。；; ")
		rest := line[first:]
		var parts []string
		for _, sign := range signs[1:] {
			before, after, found := strings.Cut(rest, sign)
			if !found {
				break
			}
			parts = append(parts, strings.TrimRight(before, "；;，, "))
			rest = sign + after
		}
		parts = append(parts, rest)
		if lead != "" && utf8.RuneCountInString(lead) > 8 {
			parts = append([]string{lead, ""}, parts...)
		}
		return parts
	}
	return []string{line}
}

// joined puts a line behind the one before it: without a space where Chinese
// meets, with one between words.
func joined(a, b string) string {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	if last < 0x2000 && first < 0x2000 && a != "" {
		return a + " " + b
	}
	return a + b
}
