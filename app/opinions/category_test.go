package opinions

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestCategoriesAreKeptAsTheyAreGiven(t *testing.T) {
	var many []string
	for i := range mostCategories + 1 {
		many = append(many, strconv.Itoa(i))
	}
	for name, c := range map[string]struct {
		given, kept []string
		wrong       bool
	}{
		"none":          {},
		"in order":      {given: []string{"供水", "道路"}, kept: []string{"供水", "道路"}},
		"each once":     {given: []string{"供水", " 供水 ", ""}, kept: []string{"供水"}},
		"without lines": {given: []string{"供\n水"}, kept: []string{"供 水"}},
		"too long":      {given: []string{strings.Repeat("长", longestCategory+1)}, wrong: true},
		"too many":      {given: many, wrong: true},
	} {
		t.Run(name, func(t *testing.T) {
			text, wrong := FormatCategories(c.given)
			if (len(wrong) > 0) != c.wrong {
				t.Fatalf("wrong: %v", wrong)
			}
			if got := ParseCategories(text); !c.wrong && !slices.Equal(got, c.kept) {
				t.Errorf("kept are %q, want %q", got, c.kept)
			}
		})
	}
}
