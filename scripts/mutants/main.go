// Command mutants changes the rules one small mistake at a time and tells which
// of the mistakes the tests of their packages notice.
//
//	mutants [-least 90] [-show] [FILE.go ...]
//
// Without files it takes the rule files that are listed here. It prints a line
// for each file, killed of all, and the mistakes that no test noticed with their
// places. It fails where less than the least share of a file's mistakes is
// noticed, or where an entry of harmless.txt fits nothing any more.
//
// The mistakes of a package are all built into one test program that takes the
// number of the mistake to make from its environment; each test then says which
// of them it comes by, and only those tests are run. Nothing in the tree changes:
// the changed files reach the compiler as an overlay. Constants become
// variables for it; where one has to stay a constant, a mistake in it gets a
// program of its own.
package main

import (
	"bufio"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// ruleFiles are looked at where no files are given.
var ruleFiles = []string{
	"app/feedback_transition.go", "app/feedback_transition_rules.go", "app/feedback_rules.go", "app/figures/feedback.go", "app/feedback_late.go", "app/vetting/vetting.go", "app/objection.go", "app/deadline/deadline.go",
	"app/clash/clash.go", "app/clash/compress.go", "app/printed/sheet.go", "app/check/check.go", "app/roster/roster.go", "app/vetting/lottery.go", "app/event.go", "app/figures/figures.go",
	"app/merge/merge.go", "app/fields_pairs.go", "app/rebase.go", "app/service/history_positions.go", "app/fields_limits.go", "app/fields_value.go",
	"app/masking/masking.go", "app/phone/phone.go",
	"app/workday/workday.go", "app/workday/holidays.go", "app/workday/schedule.go", "app/idcard/idcard.go",
	"app/hanzi/order.go", "app/hanzi/pinyin.go", "app/hanzi/surname.go", "app/hanzi/text.go",
	"app/workbook/roster.go", "app/workbook/roster_rows.go", "app/workbook/roster_headings.go", "app/workbook/roster_names.go", "app/table/text.go", "app/workbook/roster_write.go",
	"app/paper/typeset/wrap.go", "app/paper/typeset/table.go",
	"data/copies.go", "data/purge.go",
}

// asked are the tests of a folder that are run, where that is not all of them:
// nearly every test of data opens a file and so comes by its copies, though few
// look at them. What only other tests would notice counts as not noticed.
var asked = map[string]string{
	"data": "Cop(y|ie)|Backup|Restore|SetAside|Thinning|Clock|In2030|LimitsOfAge|WeeksAre|Believed|GoesFirst|StepTooLong|ReaderPurges|Purge(Free|Leaves|Of|Ends)|ToPurge|Owed|HoldData|LastMade|SQLiteFailed|NotSound|NamesAreOf|InTheirWay|FullDisk",
}

// harmlessList holds the mistakes that change nothing that a test could see, one
// a line, each with the reason: file, function, mistake and reason between bars.
//
//go:embed harmless.txt
var harmlessList string

// harmless is one entry of the list.
type harmless struct {
	key, reason string
	used        bool
}

func main() {
	least := flag.Int("least", 90, "the `percentage` of a file's mistakes that has to be noticed")
	show := flag.Bool("show", false, "print every mistake with what became of it")
	workers := flag.Int("workers", runtime.GOMAXPROCS(0), "how many tests run at a time")
	flag.Parse()
	files := flag.Args()
	if len(files) == 0 {
		files = ruleFiles
	}
	if err := run(files, *least, *workers, *show); err != nil {
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

func run(files []string, least, workers int, show bool) error {
	known, err := readHarmless(harmlessList)
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "mutants")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	byFolder := map[string][]string{}
	var folders []string
	for _, file := range files {
		folder := filepath.Dir(file)
		if byFolder[folder] == nil {
			folders = append(folders, folder)
		}
		byFolder[folder] = append(byFolder[folder], filepath.Base(file))
	}
	var all, failed []string
	killedInAll, madeInAll := 0, 0
	for _, folder := range folders {
		p, err := newProgram(folder, byFolder[folder], work)
		if err != nil {
			return err
		}
		if err := p.judge(workers); err != nil {
			return err
		}
		for _, name := range byFolder[folder] {
			file := filepath.ToSlash(filepath.Join(folder, name))
			killed, made := 0, 0
			var survivors []string
			for _, m := range p.mutants {
				if m.file != name || m.fate == fateInvalid {
					continue
				}
				if show {
					fmt.Printf("%s:%d: %s: %s: %s\n", file, m.line, m.function, m.what, m.fate)
				}
				if entry := known[file+"|"+m.function+"|"+m.what]; entry != nil {
					entry.used = true
					if show {
						fmt.Printf("  harmless: %s\n", entry.reason)
					}
					if m.fate == fateKilled {
						failed = append(failed, fmt.Sprintf("harmless.txt lists what a test notices: %s", entry.key))
					}
					continue
				}
				made++
				if m.fate == fateKilled {
					killed++
					continue
				}
				survivors = append(survivors, fmt.Sprintf("  %s:%d: %s: %s (%s)", file, m.line, m.function, m.what, m.fate))
			}
			fmt.Printf("%3d%%  %4d of %4d  %s\n", percent(killed, made), killed, made, file)
			for _, s := range survivors {
				fmt.Println(s)
			}
			if percent(killed, made) < least {
				failed = append(failed, fmt.Sprintf("%s: %d%% are noticed, %d%% are to be", file, percent(killed, made), least))
			}
			killedInAll, madeInAll = killedInAll+killed, madeInAll+made
			all = append(all, file)
		}
	}
	fmt.Printf("%3d%%  %4d of %4d  in all\n", percent(killedInAll, madeInAll), killedInAll, madeInAll)
	for _, entry := range known {
		file, _, _ := strings.Cut(entry.key, "|")
		if !entry.used && slices.Contains(all, file) {
			failed = append(failed, fmt.Sprintf("harmless.txt lists what is not there: %s", entry.key))
		}
	}
	if len(failed) > 0 {
		slices.Sort(failed)
		return errors.New(strings.Join(failed, "\n"))
	}
	return nil
}

// percent is rounded down, so that 90 means at least 90.
func percent(part, whole int) int {
	if whole == 0 {
		return 100
	}
	return part * 100 / whole
}

// readHarmless reads the list of harmless mistakes. Empty lines and those that
// begin with # say nothing.
func readHarmless(text string) (map[string]*harmless, error) {
	known := map[string]*harmless{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 4 || parts[3] == "" {
			return nil, fmt.Errorf("harmless.txt:%d: a line is FILE | FUNCTION | MISTAKE | REASON", n)
		}
		key := strings.Join(parts[:3], "|")
		if known[key] != nil {
			return nil, fmt.Errorf("harmless.txt:%d: stands there twice", n)
		}
		known[key] = &harmless{key: key, reason: parts[3]}
	}
	return known, lines.Err()
}
