package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

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
var speakers = map[string]int{"T": 0, "In": 1, "Errorf": 2, "add": 1, "sentence": 0}

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
		if a, b := verbs(key), verbs(chinese); a != b {
			t.Errorf("%q takes %s, its Chinese words %s", key, a, b)
		}
	}
}

// verbs gives the fmt verbs of a text by the place of their argument.
func verbs(text string) string {
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
	return fmt.Sprint(found)
}
