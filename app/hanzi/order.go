// Package hanzi knows how Chinese names are ordered, read, padded and hidden.
//
// Order by strokes is 姓氏笔画 as the standard GF 3003-1999 (GB 13000.1 字符集汉字字序规范)
// and the official table of 2013 have it: number of strokes, then the kind of
// each stroke (横 竖 撇 点 折), character by character. The 8,105 characters of the
// table stand in its own order; others by their number of strokes, after those
// of the table with as many. assets/strokes says where the data come from.
package hanzi

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"openday/assets"
)

// place is a character's place in the stroke order.
type place struct {
	strokes uint8
	rank    uint16 // among those with as many strokes, from 0
}

var strokeOrder = sync.OnceValue(func() map[rune]place {
	places := make(map[rune]place, 8500)
	for line := range strings.Lines(assets.StrokeOrder) {
		number, characters, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		strokes, err := strconv.ParseUint(number, 10, 8)
		if err != nil {
			// The table is part of the program and a test reads it.
			panic(err)
		}
		rank := uint16(0)
		for _, r := range characters {
			places[r] = place{uint8(strokes), rank}
			rank++
		}
	}
	return places
})

// counted are the ranges of assets.StrokeCounts, in its order.
var counted = [][2]rune{{0x3400, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x323AF}}

// Strokes returns the number of strokes of a character in its mainland form, 0
// for what is not a Chinese character or not known.
func Strokes(r rune) int {
	if p, ok := strokeOrder()[r]; ok {
		return int(p.strokes)
	}
	base := 0
	for _, c := range counted {
		if r >= c[0] && r <= c[1] {
			return int(assets.StrokeCounts[base+int(r-c[0])])
		}
		base += int(c[1]-c[0]) + 1
	}
	return 0
}

// StrokeKey returns a text that sorts names by strokes when compared byte by
// byte (Go's < or SQLite's BINARY): 王 < 区 < 仇, 于 < 万. Names that begin with letters or
// digits come before Chinese ones. Spaces and dots in names do not count.
func StrokeKey(name string) string {
	var key strings.Builder
	for _, r := range CleanName(name) {
		writeStrokes(&key, r)
	}
	return key.String()
}

// writeStrokes writes the part of a key for one character. No part begins
// another one, so that the first character that differs decides.
func writeStrokes(key *strings.Builder, r rune) {
	if skipped(r) {
		return
	}
	if p, ok := strokeOrder()[r]; ok {
		key.WriteByte('0' + p.strokes/10)
		key.WriteByte('0' + p.strokes%10)
		for _, unit := range [4]uint16{1000, 100, 10, 1} {
			key.WriteByte('0' + byte(p.rank/unit%10))
		}
		return
	}
	// 'A' sorts after the digits of the ranked ones with as many strokes.
	fmt.Fprintf(key, "%02dA%05X", Strokes(r), unicode.ToLower(r))
}

// skipped are characters that do not count in an order.
func skipped(r rune) bool {
	return unicode.IsSpace(r) || isDot(r) || unicode.Is(unicode.Variation_Selector, r)
}
