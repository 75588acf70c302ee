package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
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

// leaves are the packages that depend on no other but the assets, the words and the
// characters.
var leaves = []string{"app/workday", "app/idcard", "app/phone", "app/hanzi", "app/place", "app/crash", "app/words", "app/guide", "assets"}

// dependencies says which packages each package may import, besides the leaves. No
// feature of the window may import another.
var dependencies = map[string][]string{
	".":                        {"app", "app/service", "app/command", "app/instance", "app/system", "app/version", "data", "views", "views/platform"},
	"app":                      {},
	"app/service":              {"app", "app/chase", "app/library", "app/purge", "app/roster", "app/today", "app/masking", "app/printed", "app/picture", "app/figures", "app/deadline", "app/clash", "app/vetting", "app/startplan", "app/check", "app/merge", "app/opinions"},
	"app/printed":              {"app"},
	"app/calendar":             {"app", "app/deadline"},
	"app/deadline":             {"app"},
	"app/today":                {"app", "app/deadline"},
	"app/masking":              {"app"},
	"app/figures":              {"app"},
	"app/clash":                {"app"},
	"app/schedule":             {"app", "app/clash"},
	"app/picture":              {"app"},
	"app/vetting":              {"app", "app/roster", "app/deadline"},
	"app/check":                {"app", "app/figures", "app/deadline", "app/clash"},
	"app/startplan":            {"app"},
	"app/chase":                {"app"},
	"app/library":              {"app"},
	"app/roster":               {"app", "app/library"},
	"app/purge":                {"app"},
	"app/merge":                {"app", "app/picture"},
	"app/workday":              {},
	"app/idcard":               {},
	"app/phone":                {},
	"app/hanzi":                {},
	"app/place":                {},
	"app/crash":                {},
	"app/words":                {},
	"app/guide":                {},
	"app/instance":             {},
	"app/system":               {},
	"app/version":              {},
	"assets":                   {},
	"app/sheet":                {},
	"app/scan":                 {"app", "app/picture", "app/printer", "app/sheet"},
	"app/scan/scantest":        {"app/sheet"},
	"app/table":                {"app"},
	"app/workbook":             {"app", "app/roster", "app/table", "app/service"},
	"app/opinions":             {"app", "app/table"},
	"app/paper":                {"app", "app/sheet", "app/masking", "app/printed", "app/figures", "app/deadline", "app/clash", "app/check", "app/paper/typeset", "app/paper/docx", "app/paper/web", "app/paper/xlsx", "app/paper/wording"},
	"app/paper/before":         {"app", "app/check", "app/figures", "app/printed", "app/paper", "app/paper/typeset", "app/paper/wording", "app/clash"},
	"app/paper/onday":          {"app", "app/sheet", "app/paper", "app/paper/typeset", "app/paper/wording"},
	"app/paper/after":          {"app", "app/check", "app/masking", "app/picture", "app/figures", "app/paper", "app/paper/typeset", "app/paper/chart", "app/paper/wording", "app/paper/web"},
	"app/paper/own":            {"app", "app/paper", "app/paper/typeset"},
	"app/paper/papertest":      {"app", "app/workbook", "app/printer", "app/paper", "app/paper/typeset"},
	"app/papers":               {"app", "app/paper", "app/paper/before", "app/paper/onday", "app/paper/after"},
	"app/paper/wording":        {"app", "app/figures", "app/paper/typeset"},
	"app/paper/typeset":        {},
	"app/paper/docx":           {"app/paper/typeset"},
	"app/paper/xlsx":           {"app/paper/typeset"},
	"app/paper/web":            {"app/paper/typeset"},
	"app/paper/chart":          {},
	"app/outfile":              {"app"},
	"app/archive":              {"app", "app/outfile", "app/paper", "app/workbook"},
	"app/printer":              {"app"},
	"app/handover":             {"app", "app/merge", "app/outfile", "app/service"},
	"app/command":              {"app", "app/roster", "app/check", "app/merge", "app/workbook", "app/opinions", "app/paper", "app/printer", "app/outfile", "app/handover", "app/archive", "app/service", "app/papers"},
	"data":                     {"app", "data/disk", "data/draftfile", "data/keys"},
	"data/disk":                {"app"},
	"data/keys":                {"app", "data/disk"},
	"data/draftfile":           {"app"},
	"data/storetest":           {"app"},
	"app/paper/pdfatest":       {},
	"views":                    {"app", "app/today", "app/deadline", "app/check", "app/workbook", "app/paper", "app/printer", "views/ui", "views/rows", "views/pages", "views/events", "views/invitees", "views/agenda", "views/feedback", "views/papers", "views/office", "views/help", "views/platform", "views/lists", "views/menus", "views/signs", "views/widgets", "app/service", "app/paper/before", "app/paper/onday", "app/paper/own"},
	"views/ui":                 {"app", "app/deadline", "app/check", "app/paper", "app/printer", "views/lists", "views/menus", "views/signs", "views/widgets", "app/service"},
	"views/rows":               {"app", "views/ui", "views/widgets"},
	"views/events":             {"app", "app/today", "app/figures", "app/deadline", "app/calendar", "app/startplan", "app/check", "app/outfile", "app/paper/before", "views/rows", "views/ui", "views/lists", "views/menus", "views/signs", "views/widgets", "app/service"},
	"views/invitees":           {"app", "app/library", "app/roster", "app/printed", "app/figures", "app/vetting", "app/workbook", "app/outfile", "views/ui", "views/lists", "views/menus", "views/signs", "views/widgets", "app/service", "app/check", "app/paper/onday"},
	"views/agenda":             {"app", "app/clash", "app/schedule", "app/paper", "views/ui", "views/lists", "views/menus", "views/signs", "views/widgets", "app/service", "app/papers"},
	"views/feedback":           {"app", "app/chase", "app/figures", "app/opinions", "app/workbook", "app/outfile", "app/paper/chart", "views/ui", "views/lists", "views/menus", "views/signs", "views/widgets", "app/check"},
	"views/papers":             {"app", "app/picture", "app/check", "app/paper", "app/printer", "app/outfile", "views/ui", "views/pages", "views/lists", "views/menus", "views/signs", "views/widgets", "app/service", "app/paper/after", "app/papers", "app/hanzi"},
	"views/office":             {"app", "app/archive", "app/paper", "app/papers", "app/purge", "app/startplan", "app/merge", "app/workbook", "app/outfile", "app/handover", "views/ui", "views/lists", "views/menus", "views/signs", "views/widgets", "app/service"},
	"views/help":               {"app", "app/paper", "views/ui", "views/lists", "views/menus", "views/widgets", "app/paper/own"},
	"views/pages":              {"views/widgets"},
	"views/platform":           {"app/paper", "views/ui", "views/lists", "views/menus", "views/widgets"},
	"views/ui/uitest":          {"app", "app/startplan", "app/workbook", "data", "views/ui", "views/lists", "views/menus", "views/widgets", "app/service"},
	"views/lists":              {"views/menus", "views/widgets"},
	"views/signs":              {"views/widgets"},
	"views/menus":              {"views/widgets"},
	"views/widgets":            {},
	"views/widgets/widgettest": {},
	"scripts":                  {"app", "app/service", "app/startplan", "app/workbook", "data", "views/widgets"},
}

// mostLines is how many lines the Go files of a package have without its tests: who
// looks for the place of a change in it is to find it in a minute.
const mostLines = 6000

// TestPackagesAreSmall holds every package to the limit.
func TestPackagesAreSmall(t *testing.T) {
	lines := map[string]int{}
	for _, s := range sources(t) {
		text, err := os.ReadFile(filepath.FromSlash(s.name))
		if err != nil {
			t.Fatal(err)
		}
		lines[path.Dir(s.name)] += bytes.Count(text, []byte("\n"))
	}
	for pkg, n := range lines {
		if n > mostLines {
			t.Errorf("the package %s has %d lines without its tests, more than %d; part it by concerns", pkg, n, mostLines)
		}
	}
	if lines["app"] == 0 {
		t.Error("the lines of app are not counted")
	}
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
		if d.IsDir() && (name != "." && strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
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

// TestDialogsComeFromWidgets refuses Fyne's dialogs, which know nothing of the
// keyboard, outside views/widgets.
func TestDialogsComeFromWidgets(t *testing.T) {
	inside := false
	for _, s := range sources(t) {
		for _, i := range s.file.Imports {
			if i.Path.Value != `"fyne.io/fyne/v2/dialog"` {
				continue
			}
			if path.Dir(s.name) != "views/widgets" {
				t.Errorf("%s: dialogs come from views/widgets, not from Fyne", s.name)
			}
			inside = true
		}
	}
	if !inside {
		t.Error("no file of views/widgets shows Fyne's dialog for files; the test looks for the wrong import")
	}
}

func TestDependencies(t *testing.T) {
	for _, s := range sources(t) {
		pkg := path.Dir(s.name)
		if strings.HasPrefix(pkg, "scripts/") {
			pkg = "scripts"
		}
		allowed, known := dependencies[pkg]
		if !known {
			t.Errorf("%s: it is not said what the package %s may import; say it in dependencies", s.name, pkg)
			continue
		}
		for _, i := range s.file.Imports {
			target, own := strings.CutPrefix(strings.Trim(i.Path.Value, `"`), "openday/")
			if !own || target == pkg || slices.Contains(allowed, target) {
				continue
			}
			if slices.Contains(leaves, target) && (!slices.Contains(leaves, pkg) || target == "assets" || target == "app/words" || target == "app/hanzi") {
				continue
			}
			t.Errorf("%s imports %s, on which %s may not depend", s.name, target, pkg)
		}
	}
}

// speakers are the functions that take a key of package words, and the place
// of the key among their arguments.
var speakers = map[string]int{"T": 0, "In": 1, "Errorf": 2, "add": 1, "refused": 1, "wrongChoice": 0}

// literal returns the text of a string literal, or of several joined by +.
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
		if strings.HasPrefix(s.name, "scripts/") {
			continue // they speak to developers
		}
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
			t.Errorf("in English %q says %q of one: give it forms in FILE.en.json", key, wrong)
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

// wrongOfOne returns what no English sentence says of one, such as 1 people or 1 of
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

// namesInChinese are the files with Chinese words that are no sentences: each word
// is said by the office's files and papers, or read from them.
var namesInChinese = map[string]string{
	"app/agenda.go":                   "vocabulary: kinds of agenda items",
	"app/audit.go":                    "vocabulary: actions of the audit list",
	"app/check/check.go":              "vocabulary: weights of findings; rule of reading: weekdays beside dates",
	"app/deadline_kinds.go":           "vocabulary: deadlines",
	"app/schedule/lines.go":           "rule of reading: lines of an agenda",
	"app/schedule/sites.go":           "rule of reading: names of rooms",
	"app/section.go":                  "vocabulary: sections of a plan, and how an annex is headed",
	"app/draft.go":                    "vocabulary: forms of which drafts are kept",
	"app/department.go":               "names of fields: headings of a department",
	"app/change.go":                   "vocabulary: what becomes of events",
	"app/openness.go":                 "vocabulary: kinds of openness",
	"app/event.go":                    "vocabulary: forms, states, roles",
	"app/feedback.go":                 "vocabulary: states, grades, channels of opinions",
	"app/feedback_record.go":          "vocabulary: what questionnaires ask",
	"app/invitee.go":                  "vocabulary: genders, vetting, attendance, channels of sign-up",
	"app/masking/masking.go":          "rule of reading: words before a telephone number",
	"app/objection.go":                "vocabulary: kinds of objections",
	"app/record.go":                   "vocabulary: kinds of records",
	"app/handover/passphrase.go":      "rule of reading: what a passphrase must not be",
	"app/roster/roster.go":            "vocabulary: fields of a roster, verdicts, policies",
	"app/hanzi/pinyin.go":             "rule of reading: a rare character",
	"app/hanzi/surname.go":            "rule of reading: compound surnames and their sounds",
	"app/idcard/idcard.go":            "vocabulary: the genders that a number tells",
	"app/opinions/read.go":            "file format: headings of opinions and their synonyms; what columns without headings hold",
	"app/opinions/speaker.go":         "rule of reading: how people say who spoke",
	"app/opinions/similar.go":         "rule of reading: words that say nothing of an opinion",
	"app/opinions/split.go":           "rule of reading: how a list of opinions is numbered",
	"app/place/place.go":              "names of programs that copy folders, and of those folders",
	"app/printer/job.go":              "rule of reading: a choice of pages",
	"app/table/birth.go":              "what dates of birth look like",
	"app/table/cell.go":               "rule of reading: dates, numbers and words in cells",
	"app/workbook/audit.go":           "file format: sheet and headings of the audit list",
	"app/workbook/ledger.go":          "file format: sheet of the ledger",
	"app/workbook/read.go":            "file format: headings and words of the activity workbook",
	"app/workbook/roster.go":          "file format: words for a gender",
	"app/workbook/roster_headings.go": "headings of rosters and what stands in them",
	"app/workbook/roster_lines.go":    "how lists in chats are written",
	"app/workbook/roster_names.go":    "how people are named in a cell",
	"app/workbook/roster_rows.go":     "what stands in rosters beside people",
	"app/hanzi/family.go":             "surnames",
	"app/workbook/workbook.go":        "file format: sheets and headings of the activity workbook",
	"app/workbook/write.go":           "file format: headings, maker of the workbook",
	"app/workday/holidays.go":         "names of the public holidays, as schedules write them",
	"app/workday/schedule.go":         "file format: headings and kinds of days of a holiday schedule",
	"views/widgets/date.go":           "rule of reading: dates and times as people type them",
	"app/deadline/deadline.go":        "vocabulary: units and anchors of deadlines",
	"app/masking/forms.go":            "rule of reading: forms of accounts, plates and addresses, words that are no names",
	"app/phone/phone.go":              "rule of reading: words and numerals in a telephone number",
	"app/phone/text.go":               "rule of reading: words beside a telephone number",
}

// textsInChinese are the files with Chinese texts for others than the person at
// the desk, or kept in the data: these are in the office's language, not in the
// window's.
var textsInChinese = map[string]string{
	"app/scan/scantest/write.go":            "tests of scans: what is written on the sheets",
	"app/scan/scantest/print.go":            "tests of scans: what is written on the sheets",
	"app/paper/before/sections.go":          "paper",
	"app/papers/papers.go":                  "papers: when they are needed, beside the English",
	"app/calendar/ics.go":                   "a file: what stands in a calendar",
	"app/vetting/lottery.go":                "a paper: the protocol of a draw",
	"app/hanzi/clean.go":                    "tables: radicals, characters of private use, numerals",
	"app/opinions/template.go":              "texts to citizens: replies and what stands in them",
	"views/events/rows.go":                  "rule of reading: what ticks a box in pasted cells",
	"views/widgets/row_keys.go":             "rule of reading: what ticks a box in pasted cells",
	"app/hanzi/pasted.go":                   "rule of reading: what counts a line, and units behind a number",
	"app/chase/chase.go":                    "a message to a department",
	"app/feedback_late.go":                  "papers: by how much an opinion is overdue",
	"app/feedback_ledger.go":                "a paper: the ledger",
	"app/guide/guide.go":                    "the guide, which is Chinese as its chapters are",
	"app/merge/merge.go":                    "vocabulary: verdicts on received events; kept in the data: the note of a merged history",
	"app/privacy.go":                        "kept in the data: the name in place of a deleted one",
	"app/startplan/sample.go":               "kept in the data: the mark in the title of a sample",
	"app/startplan/plans.go":                "kept in the data: the texts of a new event",
	"app/time.go":                           "papers: dates and times",
	"app/workbook/change.go":                "a file, and a rule of reading: what became of an event",
	"app/workbook/roster_write.go":          "a file: how an empty roster is filled in, for those who get it",
	"views/ui/uitest/file.go":               "tests of the window: who is at work",
	"views/ui/uitest/session.go":            "tests of the window: what is in the data",
	"views/ui/uitest/stored.go":             "tests of the window: what it says",
	"data/storetest/fill.go":                "tests of stores: what is kept",
	"data/storetest/storetest.go":           "tests of stores: what is kept",
	"data/storetest/tally.go":               "tests of stores: what is kept",
	"app/paper/docx/docx.go":                "paper: names of fonts",
	"app/paper/xlsx/xlsx.go":                "paper: names of fonts, page numbers",
	"app/paper/docx/official.go":            "paper: captions that Word shows",
	"app/paper/docx/parts.go":               "paper: names of fonts and styles",
	"app/paper/wording/figures.go":          "papers: sentences about figures",
	"app/paper/wording/title.go":            "papers: words of titles",
	"app/paper/wording/wording.go":          "papers: dates, times and lists in sentences",
	"app/paper/definition.go":               "papers: the date of a paper, in both languages",
	"app/paper/lacks.go":                    "papers: what their texts say of annexes",
	"app/paper/manuscript.go":               "rule of reading: numbers of headings",
	"app/paper/papertest/office.go":         "tests of papers: names of fonts",
	"app/paper/paper.go":                    "paper: names of files",
	"app/paper/typeset/document.go":         "paper: page numbers",
	"app/paper/typeset/fonts.go":            "paper: the name of a font",
	"app/paper/typeset/official.go":         "paper: numerals of headings",
	"app/paper/typeset/wrap.go":             "paper: characters that begin no line",
	"app/feedback_transition.go":            "vocabulary: steps of handling; kept in the data: notes of steps that follow from others",
	"app/feedback_transition_rules.go":      "kept in the data: notes of steps",
	"scripts/baresheet/main.go":             "a workbook to measure with",
	"scripts/crowd/main.go":                 "kept in the data: what the pictures of the window show",
	"app/paper/own/guide.go":                "paper",
	"app/paper/after/figures.go":            "paper",
	"app/paper/after/summary_short.go":      "paper",
	"app/paper/agenda.go":                   "papers: the table of the agenda",
	"app/paper/filed.go":                    "papers: titles",
	"app/archive/archive.go":                "files: names in a pack",
	"app/paper/phone.go":                    "papers: telephone numbers, in both languages",
	"app/paper/order.go":                    "papers: orders and groups, in both languages",
	"app/paper/papertest/events.go":         "tests of papers: events",
	"app/paper/papertest/corpus.go":         "tests of papers: events, and what papers must not say",
	"app/paper/own/recovery.go":             "paper",
	"app/paper/after/summary_open.go":       "paper",
	"app/paper/after/summary_opinions.go":   "paper",
	"app/paper/after/summary_paragraphs.go": "paper",
	"app/paper/after/summary_people.go":     "paper",
	"app/paper/typeset/head.go":             "papers: the labels of head and colophon",
	"app/paper/docx/head.go":                "papers: the labels of head and colophon",
	"app/paper/before/document.go":          "papers: the head and the end of official papers",
	"app/paper/address.go":                  "papers: how letters address people, in both languages",
	"app/paper/format.go":                   "papers: what the flag of a form is for, in both languages",
	"app/paper/before/sentences.go":         "paper",
	"app/paper/web/web.go":                  "paper: how plain text has a picture",
}

// definesAPaper reports whether a file holds a paper, which is Chinese, with what
// can be chosen about it in both languages.
func definesAPaper(s source) bool {
	found := false
	ast.Inspect(s.file, func(n ast.Node) bool {
		if value, ok := n.(*ast.CompositeLit); ok && path.Dir(path.Dir(s.name)) == "app/paper" {
			if name, ok := value.Type.(*ast.SelectorExpr); ok && name.Sel.Name == "Definition" && len(value.Elts) > 0 {
				found = true
			}
		}
		return !found
	})
	return found
}

// wordsInChinese are single words elsewhere that no catalogue can hold.
var wordsInChinese = map[string][]string{
	"views/platform/files.go":     {"文档"},    // the folder of documents, as the system calls it
	"views/widgets/caret.go":      {"国"},     // measured for the height of a line
	"views/lists/table.go":        {"字"},     // likewise
	"scripts/emptywindow/main.go": {"政务开放日"}, // so that the window to compare with draws Chinese
}

// TestChineseStandsInTheCatalogue finds Chinese in the code that an English
// window would show. A key may name a word of a file, for it has its Chinese.
func TestChineseStandsInTheCatalogue(t *testing.T) {
	catalogue := words.Catalogue(words.Chinese)
	seen := map[string]bool{}
	for _, s := range sources(t) {
		_, names := namesInChinese[s.name]
		_, texts := textsInChinese[s.name]
		texts = texts || definesAPaper(s)
		patterns := map[ast.Node]bool{} // regular expressions, which are no sentences
		ast.Inspect(s.file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "MustCompile" {
					patterns[call.Args[0]] = true
				}
			}
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING && lit.Kind != token.CHAR || han(lit.Value) == 0 {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatalf("%s: %s: %v", s.name, lit.Value, err)
			}
			if _, key := catalogue[text]; key {
				return true
			}
			switch {
			case texts:
			case names:
				if !patterns[lit] && isSentence(text) {
					t.Errorf("%s: %s is a sentence; say it by an English key of package words", s.name, lit.Value)
				}
			case !slices.Contains(wordsInChinese[s.name], text):
				t.Errorf("%s: %s is Chinese in the code; say it by an English key of package words", s.name, lit.Value)
			}
			seen[s.name] = true
			return true
		})
	}
	for _, list := range []map[string]string{namesInChinese, textsInChinese} {
		for name := range list {
			if !seen[name] {
				t.Errorf("%s has no Chinese any more; take it off the list", name)
			}
		}
	}
	for name := range namesInChinese {
		if _, twice := textsInChinese[name]; twice {
			t.Errorf("%s is on both lists", name)
		}
	}
	for name := range wordsInChinese {
		if !seen[name] {
			t.Errorf("%s has no Chinese any more; take it off the list", name)
		}
	}
}

// isSentence reports whether a Chinese text says something rather than names
// something: it has the marks of a sentence or a place for a value, or is longer
// than any name. Tables are written on several lines.
func isSentence(text string) bool {
	const longestName = 12
	return strings.ContainsAny(text, "。；！？，“”：%") || han(text) > longestName && !strings.Contains(text, "\n")
}

func TestIsSentence(t *testing.T) {
	for text, want := range map[string]bool{
		"身份证号": false, "村/社区": false, "A 已解决": false, "线下+线上": false,
		"缺少“姓名”": true, "文件是空的。": true, "已逾期%d个工作日": true, "请用表格程序打开检查后再导入": true,
		"村/社区名称": false, "申请人姓名": false, "公开意见建议及办理结果": false, "欧阳 司马 诸葛\n上官 夏侯 东方 皇甫 尉迟": false,
	} {
		if isSentence(text) != want {
			t.Errorf("%s: %v", text, !want)
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

// verbs returns the fmt verbs of a text by the place of their argument.
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

// retired are words that once named things of the program and that Go developers
// know by another one, which stands beside them. As ordinary words, as in frame
// time or door sign, they stay.
var retired = map[string]string{
	"house": "packages", "room": "package, or fixture in tests", "arrow": "dependency", "arrows": "dependencies",
	"door": "single-instance listener", "knock": "to forward", "taker": "file handler", "takers": "file handlers",
	"desk": "context", "frame": "main window",
}

// retiredWords are refused wherever they are one of the words of a name, as in
// CamelCase.
var retiredWords = map[string]string{
	"bench": "check of eligibility", "ruling": "decision", "weigh": "to check", "weighed": "checked",
}

// retiredPatterns are refused as names alone: a line is still moved, a page drawn,
// and a text has parts.
var retiredPatterns = []struct{ pattern, instead string }{
	{`^Parts?$`, "participation"},
	{`^[Aa]gainst$`, "objections"},
	{`^Moves?$|^(Next|Count)Moves$|^Move(Kind|Field)s?$`, "transition"},
	{`^Move(Record|Answer|Assign|Start|Return|Ask|Extend|Refuse|Urge|Finish|Reply|FollowUp|Reopen|Merge|Unmerge|Split|Correct)$`, "transition"},
	{`^Draw(Lots?|Groups?|Results?)$|^DrawnGroups?$|^AuditDraw$`, "lottery, or to select by lot"},
}

// wordsOf returns the words of a name in CamelCase, in small letters.
func wordsOf(name string) []string {
	var all []string
	start := 0
	runes := []rune(name)
	for i := 1; i < len(runes); i++ {
		if unicode.IsUpper(runes[i]) && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1])) {
			all, start = append(all, strings.ToLower(string(runes[start:i]))), i
		}
	}
	return append(all, strings.ToLower(string(runes[start:])))
}

// insteadOf returns what to say for a retired name; empty for one that stays.
func insteadOf(name string) string {
	if instead := retired[strings.ToLower(name)]; instead != "" {
		return instead
	}
	for _, word := range wordsOf(name) {
		if instead := retiredWords[word]; instead != "" {
			return instead
		}
	}
	for _, p := range retiredPatterns {
		if regexp.MustCompile(p.pattern).MatchString(name) {
			return p.instead
		}
	}
	return ""
}

func TestInsteadOf(t *testing.T) {
	for name, refused := range map[string]bool{
		"Desk": true, "EligibilityBench": true, "benchOf": true, "NewBench": true, "Benchmark": false, "Against": true, "against": true, "againstHan": false, "Weigh": true, "Weight": false,
		"Ruling": true, "Part": true, "parts": false, "PartlyAdopted": false, "Move": true, "MoveKind": true, "MoveUrge": true, "MoveItems": false, "MoveUp": false, "Moved": false,
		"DrawResult": true, "DrawLots": true, "drawCard": false, "Withdrawn": false, "Drawn": false, "Draw": false,
	} {
		if got := insteadOf(name); (got != "") != refused {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestRetiredNames refuses them as names of packages, types, functions, fields,
// constants and variables of a package.
func TestRetiredNames(t *testing.T) {
	refuse := func(where string, name *ast.Ident) {
		if name == nil {
			return
		}
		if instead := insteadOf(name.Name); instead != "" {
			t.Errorf("%s: %s is a retired name; say %s", where, name.Name, instead)
		}
	}
	for _, s := range sources(t) {
		refuse(s.name, s.file.Name)
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				refuse(s.name, n.Name)
			case *ast.FuncDecl:
				refuse(s.name, n.Name)
			case *ast.StructType:
				for _, f := range n.Fields.List {
					for _, name := range f.Names {
						refuse(s.name, name)
					}
				}
			case *ast.InterfaceType:
				for _, f := range n.Methods.List {
					for _, name := range f.Names {
						refuse(s.name, name)
					}
				}
			}
			return true
		})
		for _, d := range s.file.Decls {
			if d, ok := d.(*ast.GenDecl); ok {
				for _, spec := range d.Specs {
					if spec, ok := spec.(*ast.ValueSpec); ok {
						for _, name := range spec.Names {
							refuse(s.name, name)
						}
					}
				}
			}
		}
	}
}

// windowFields and windowMethods are those of the window's context and of its inputs
// that belong to the user interface's goroutine.
var (
	windowFields  = []string{"Service", "Checked", "Selected"}
	windowMethods = []string{"Event", "Value"}
)

// TestWorkBesideTheWindowTakesItsValuesAlong refuses functions of the window that
// run in another goroutine and read what may change meanwhile: the data file is
// closed and opened anew while a list is fetched, or an input is cleared. Such a
// function is one that takes a context, or the work of Background and Run.
func TestWorkBesideTheWindowTakesItsValuesAlong(t *testing.T) {
	found := 0
	for _, s := range sources(t) {
		if !strings.HasPrefix(s.name, "views/") || strings.HasPrefix(s.name, "views/ui/uitest/") {
			continue
		}
		refuse := func(body *ast.BlockStmt) {
			found++
			ast.Inspect(body, func(n ast.Node) bool {
				read, is := n.(*ast.SelectorExpr)
				if call, calls := n.(*ast.CallExpr); calls {
					read, is = call.Fun.(*ast.SelectorExpr)
					is = is && slices.Contains(windowMethods, read.Sel.Name)
				} else {
					is = is && slices.Contains(windowFields, read.Sel.Name)
				}
				if !is {
					return true
				}
				if of, plain := read.X.(*ast.Ident); !plain || of.Name != "service" && of.Name != "svc" {
					t.Errorf("%s: work beside the window reads %s; read it before the work begins", s.name, read.Sel.Name)
				}
				return true
			})
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if takesContext(n.Type) && n.Body != nil {
					refuse(n.Body)
				}
			case *ast.FuncLit:
				if takesContext(n.Type) {
					refuse(n.Body)
				}
			case *ast.CallExpr:
				fun := n.Fun
				if generic, is := fun.(*ast.IndexExpr); is {
					fun = generic.X
				}
				sel, is := fun.(*ast.SelectorExpr)
				if !is || sel.Sel.Name != "Background" && sel.Sel.Name != "Run" || len(n.Args) < 3 {
					break
				}
				if work, is := n.Args[1].(*ast.FuncLit); is {
					refuse(work.Body)
				}
			}
			return true
		})
	}
	if found < 60 {
		t.Errorf("only %d functions were looked at", found)
	}
}

// takesContext reports whether a function has a parameter of type context.Context.
func takesContext(f *ast.FuncType) bool {
	return slices.ContainsFunc(f.Params.List, func(p *ast.Field) bool {
		sel, is := p.Type.(*ast.SelectorExpr)
		if !is || sel.Sel.Name != "Context" {
			return false
		}
		of, is := sel.X.(*ast.Ident)
		return is && of.Name == "context"
	})
}
