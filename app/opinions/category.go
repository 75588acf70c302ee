package opinions

import (
	"slices"
	"strings"

	"openday/app"
	"openday/app/hanzi"
)

// SettingCategories is the key under which the categories are kept among the settings.
const SettingCategories = "feedback.categories"

// mostCategories is how many categories an office keeps, and longestCategory how
// many characters one has.
const (
	mostCategories  = 60
	longestCategory = 30
)

// ParseCategories reads the categories as a setting keeps them, one a line.
func ParseCategories(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(c string) bool { return c == "" })
}

// FormatCategories writes categories as a setting keeps them, each once, and says
// what is wrong with them.
func FormatCategories(all []string) (string, []app.FieldProblem) {
	var p app.Problems
	var kept []string
	for _, c := range all {
		c = hanzi.CleanLine(c)
		if c == "" || slices.Contains(kept, c) {
			continue
		}
		if len([]rune(c)) > longestCategory {
			p.Add("Categories", "The category “%s” has more than %d characters.", c, longestCategory)
		}
		kept = append(kept, c)
	}
	if len(kept) > mostCategories {
		p.Add("Categories", "No more than %d categories are kept.", mostCategories)
	}
	return strings.Join(kept, "\n"), p
}
