package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"openday/app/words"
)

// leaves are the rooms at the ends of the arrows: they know no other room but
// the assets and the words.
var leaves = []string{"app/workday", "app/idcard", "app/hanzi", "app/place", "app/crash", "app/words", "app/guide", "assets"}

// arrows says which rooms each room may import, besides the leaves.
var arrows = map[string][]string{
	".":                 {"app", "app/command", "data", "views"},
	"app":               {},
	"app/workday":       {},
	"app/idcard":        {},
	"app/hanzi":         {},
	"app/place":         {},
	"app/crash":         {},
	"app/words":         {},
	"app/guide":         {},
	"assets":            {},
	"app/workbook":      {"app"},
	"app/paper":         {"app", "app/paper/typeset", "app/paper/docx", "app/paper/chart"},
	"app/paper/typeset": {},
	"app/paper/docx":    {"app/paper/typeset"},
	"app/paper/chart":   {},
	"app/outfile":       {"app"},
	"app/printer":       {"app"},
	"app/handover":      {"app", "app/outfile"},
	"app/command":       {"app", "app/workbook", "app/paper", "app/printer", "app/outfile", "app/handover"},
	"data":              {"app"},
	"views":             {"app", "app/workbook", "app/paper", "app/paper/chart", "app/printer", "app/outfile", "app/handover", "views/widgets"},
	"views/widgets":     {},
	"scripts":           {"views/widgets"},
}

// source is one parsed Go file of the module; name is its slashed path.
type source struct {
	name string
	file *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			return err
		}
		all = append(all, source{filepath.ToSlash(name), file})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestArrowsBetweenRooms(t *testing.T) {
	for _, s := range sources(t) {
		room := path.Dir(s.name)
		if strings.HasPrefix(room, "scripts/") {
			room = "scripts"
		}
		allowed, known := arrows[room]
		if !known {
			t.Errorf("%s: the room %s has no arrows; add it to the house", s.name, room)
			continue
		}
		for _, i := range s.file.Imports {
			target, own := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), "openday/")
			if !own || target == room || slices.Contains(allowed, target) {
				continue
			}
			if slices.Contains(leaves, target) && (!slices.Contains(leaves, room) || target == "assets" || target == "app/words") {
				continue
			}
			t.Errorf("%s imports %s: no arrow leads there from %s", s.name, target, room)
		}
	}
}

// speakers are the functions that take a key of package words, and the place
// of the key among their arguments.
var speakers = map[string]int{"T": 0, "In": 1, "Errorf": 2, "add": 1, "sentence": 0, "refused": 1}

// literal gives the text of a string literal, or of several joined by +.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.BinaryExpr:
		if a, ok := literal(e.X); ok && e.Op == token.ADD {
			b, ok := literal(e.Y)
			return a + b, ok
		}
	}
	return "", false
}

// TestWordsAreComplete holds the Chinese catalogue to the keys in the code: none
// is missing, none is left over, none loses or invents a value.
func TestWordsAreComplete(t *testing.T) {
	catalogue := words.Catalogue(words.Chinese)
	used := map[string]bool{}
	for m := time.January; m <= time.December; m++ {
		used[m.String()] = true // asked for by the month itself
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		used[d.String()] = true
	}
	for _, s := range sources(t) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok {
				if text, ok := literal(e); ok {
					used[text] = true
				}
			}
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := ""
			switch f := call.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				name = f.Sel.Name
				if from, ok := f.X.(*ast.Ident); ok && from.Name == "fmt" {
					return true
				}
			}
			at, speaks := speakers[name]
			if !speaks || len(call.Args) <= at {
				return true
			}
			if key, ok := literal(call.Args[at]); ok {
				if _, there := catalogue[key]; !there {
					t.Errorf("%s: %q has no Chinese words", s.name, key)
				}
			}
			return true
		})
	}
	for key, chinese := range catalogue {
		if !used[key] {
			t.Errorf("nothing says %q any more", key)
		}
		if a, b := verbs(key), verbs(chinese); !maps.Equal(a, b) {
			t.Errorf("%q takes %v, its Chinese words %v", key, a, b)
		}
		if 2*han(key) > utf8.RuneCountInString(key) {
			t.Errorf("%q is no English key", key)
		}
	}
}

// TestEnglishAgreesWithNumbers holds the English catalogue to the keys: what it
// says of two is the key itself, and a key that is wrong of one has forms in it.
func TestEnglishAgreesWithNumbers(t *testing.T) {
	catalogue, forms := words.Catalogue(words.Chinese), words.Catalogue(words.English)
	for key := range forms {
		if _, there := catalogue[key]; !there {
			t.Errorf("there are forms of %q, which has no Chinese words", key)
		}
	}
	for key := range catalogue {
		takes := verbs(key)
		counts := false
		values := func(number int) []any {
			all := make([]any, len(takes))
			for i := range all {
				all[i] = "x"
				if takes[i+1] == "d" {
					all[i], counts = number, true
				}
			}
			return all
		}
		one, two := words.In(words.English, key, values(1)...), words.In(words.English, key, values(2)...)
		said, _, _ := strings.Cut(key, "|")
		if own := fmt.Sprintf(said, values(2)...); counts && two != own {
			t.Errorf("in English %q says of two %q, want %q", key, two, own)
		}
		if wrong := wrongOfOne(one); counts && wrong != "" {
			t.Errorf("in English %q says %q of one: give it forms in ROOM.en.json", key, wrong)
		}
		if _, there := forms[key]; there && (!counts || strings.ReplaceAll(one, "1", "2") == two) {
			t.Errorf("the forms of %q are the same for one and for two", key)
		}
	}
}

var (
	manyOfOne  = regexp.MustCompile(`\b1 (?:(?:working|new|blank|free|agenda|more|other) )?(?:people|[a-z]+s)\b`)
	verbsOfOne = regexp.MustCompile(`\b1\b.*\b(?:are|were|have|wait)\b`)
	together   = regexp.MustCompile(`\b1 [a-z]+ and 1\b`)
)

// wrongOfOne gives what no English sentence says of one, such as 1 people or 1 of
// 3 are; empty where it finds nothing.
func wrongOfOne(sentence string) string {
	for _, clause := range strings.FieldsFunc(sentence, func(r rune) bool { return strings.ContainsRune(".,;:()", r) }) {
		for _, found := range manyOfOne.FindAllString(clause, -1) {
			if last := found[strings.LastIndex(found, " ")+1:]; !slices.Contains([]string{"is", "was", "has", "goes", "clashes"}, last) {
				return found
			}
		}
		if found := verbsOfOne.FindString(clause); found != "" && !together.MatchString(clause) {
			return found
		}
	}
	return ""
}

func TestWrongOfOne(t *testing.T) {
	for sentence, want := range map[string]string{
		"1 people wait for vetting.":                   "1 people",
		"in 1 working days":                            "1 working days",
		"1 opinions are overdue.":                      "1 opinions",
		"“x” lacks 1: 1 of 1 are approved.":            "1 of 1 are",
		"It has 1 rows; mend them.":                    "1 rows",
		"The 1 who came without approval are listed.":  "1 who came without approval are",
		"1 person waits for vetting.":                  "",
		"in 1 working day":                             "",
		"1 is overdue.":                                "",
		"1 invitee and 1 opinion have names no more.":  "",
		"Page 1 of 1, and those after it are missing.": "",
	} {
		if got := wrongOfOne(sentence); got != want {
			t.Errorf("%q: %q, want %q", sentence, got, want)
		}
	}
}

// han counts the Chinese characters of a text.
func han(text string) int {
	n := 0
	for _, r := range text {
		if unicode.Is(unicode.Han, r) {
			n++
		}
	}
	return n
}

// verbs gives the fmt verbs of a text by the place of their argument.
func verbs(text string) map[int]string {
	text, _, _ = strings.Cut(text, "|")
	found := map[int]string{}
	next := 1
	for {
		_, rest, ok := strings.Cut(text, "%")
		if !ok {
			break
		}
		if strings.HasPrefix(rest, "%") {
			text = rest[1:]
			continue
		}
		if i, after, ok := strings.Cut(rest, "]"); ok && strings.HasPrefix(i, "[") {
			n, err := strconv.Atoi(i[1:])
			if err == nil {
				next, rest = n, after
			}
		}
		if rest == "" || !strings.ContainsAny(rest[:1], "sdvq") {
			text = rest
			continue
		}
		found[next] = rest[:1]
		next++
		text = rest
	}
	return found
}
