package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestWhatTheTestsNotice makes every mistake in a small rule whose test looks at
// its number on the limit, and at no moment on it.
func TestWhatTheTestsNotice(t *testing.T) {
	p, err := newProgram(filepath.Join("testdata", "limit"), []string{"limit.go"}, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := p.judge(1); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range p.mutants {
		got = append(got, m.function+": "+m.what+": "+string(m.fate))
	}
	want := []string{
		"most: 3 → 4: noticed",
		"Fits: n > most || at.After(closes) → !(n > most || at.After(closes)): noticed",
		"Fits: n > most || at.After(closes) → n > most && at.After(closes): noticed",
		"Fits: n > most → n >= most: noticed",
		"Fits: at.After(closes) → !at.Before(closes): not noticed",
		"Fits: errTooMany → nil: noticed",
		"Unseen: n + 2 → n - 2: no test comes by",
		"Unseen: 2 → 3: no test comes by",
		`Known: name == "most" → name != "most": no test comes by`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestTheListOfHarmlessMistakesIsRead(t *testing.T) {
	known, err := readHarmless(harmlessList)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range known {
		file, _, _ := strings.Cut(entry.key, "|")
		if !slices.Contains(ruleFiles, file) {
			t.Errorf("%s is not among the rule files", entry.key)
		}
	}
	for _, wrong := range []string{"a | b | c", "a | b | c | d\na | b | c | e"} {
		if _, err := readHarmless(wrong); err == nil {
			t.Errorf("read without complaint: %q", wrong)
		}
	}
}

func TestTheRuleFilesAreThere(t *testing.T) {
	for _, file := range ruleFiles {
		if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(file))); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
