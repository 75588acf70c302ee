package opinions

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"openday/app"
	"openday/app/hanzi"
)

// Index finds the opinions that say nearly the same as a text. It compares pairs of
// neighbouring characters; only opinions that share rare enough ones are looked at,
// so that thousands are searched while somebody types.
type Index struct {
	all   []app.Feedback
	pairs []map[string]bool
	of    map[string][]int // by pair: the opinions that have it
}

// Alike is an opinion that says nearly the same.
type Alike struct {
	app.Feedback
	Likeness float64 // from 0 to 1
}

const (
	leastLikeness = 0.45
	leastPairs    = 3   // a shorter text is like everything
	mostHolders   = 400 // a pair that more opinions have says nothing
)

// NewIndex makes an index of opinions.
func NewIndex(all []app.Feedback) *Index {
	x := &Index{all: all, pairs: make([]map[string]bool, len(all)), of: map[string][]int{}}
	for i, f := range all {
		x.pairs[i] = pairsOf(f.Content)
		for pair := range x.pairs[i] {
			x.of[pair] = append(x.of[pair], i)
		}
	}
	return x
}

// empties are words that opinions have whatever they say.
var empties = strings.NewReplacer("建议", "", "希望", "", "能否", "", "可以", "", "我们", "", "能够", "", "进一步", "", "加强", "", "问题", "", "是否", "", "应该", "", "应当", "", "一下", "", "的", "", "了", "", "请", "")

// pairsOf returns the pairs of neighbouring characters of a text, without signs,
// spaces and words that say nothing.
func pairsOf(text string) map[string]bool {
	var runes []rune
	for _, r := range empties.Replace(strings.ToLower(hanzi.CleanText(text))) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			runes = append(runes, r)
		}
	}
	pairs := map[string]bool{}
	for i := 0; i+1 < len(runes); i++ {
		pairs[string(runes[i:i+2])] = true
	}
	return pairs
}

// Find returns up to most opinions that say nearly the same as a text, the likest
// first; of those alike, those of the given event first, then as they were recorded.
// One with the id without is left out.
func (x *Index) Find(text, eventID, without string, most int) []Alike {
	pairs := pairsOf(text)
	if len(pairs) < leastPairs {
		return nil
	}
	shared := map[int]int{}
	for pair := range pairs {
		holders := x.of[pair]
		if len(holders) > mostHolders {
			continue
		}
		for _, i := range holders {
			shared[i]++
		}
	}
	var found []Alike
	for i := range shared {
		f := x.all[i]
		if f.ID == without && without != "" || len(x.pairs[i]) < leastPairs {
			continue
		}
		n := 0
		for pair := range pairs {
			if x.pairs[i][pair] {
				n++
			}
		}
		shorter := min(len(pairs), len(x.pairs[i]))
		likeness := 2 * float64(n) / float64(len(pairs)+len(x.pairs[i]))
		if within := 0.8 * float64(n) / float64(shorter); shorter >= 2*leastPairs { // one says all of the other, and more
			likeness = max(likeness, within)
		}
		if likeness >= leastLikeness {
			found = append(found, Alike{f, likeness})
		}
	}
	slices.SortFunc(found, func(a, b Alike) int {
		if c := cmp.Compare(b.Likeness, a.Likeness); c != 0 {
			return c
		}
		if own := a.EventID == eventID; own != (b.EventID == eventID) {
			if own {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.ID, b.ID))
	})
	return found[:min(most, len(found))]
}
