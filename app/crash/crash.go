// Package crash leaves a report of a mistake of the program that ended it, or a
// piece of its work, for the developers. A report holds where in the code it
// happened and never what was worked on: no texts, no numbers, no names.
package crash

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
)

// kept is how many reports stay; older ones are deleted.
const kept = 5

// rawName is the file that Go writes into when it ends the program. It becomes a
// report at the next start.
const rawName = "crash.raw"

// mostRaw is how many bytes of it are read: the first goroutines are those that
// matter.
const mostRaw = 256 << 10

// watched is where reports are left.
var watched struct {
	sync.Mutex
	folder, version string
}

// Watch leaves reports in a folder from now on, named crash-YYYYMMDD-HHMMSS.txt.
// What ended the program the last time without being caught becomes a report
// first. An error says that later mistakes of that kind leave none.
func Watch(folder, version string) error {
	watched.Lock()
	watched.folder, watched.version = folder, version
	watched.Unlock()
	name := filepath.Join(folder, rawName)
	info, err := os.Stat(name)
	if err == nil && info.Size() > 0 {
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if Write(Clean(string(content[:min(len(content), mostRaw)]))) != "" {
			if err := os.Remove(name); err != nil {
				return err
			}
		}
	}
	raw, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer raw.Close() // Go keeps a copy
	return debug.SetCrashOutput(raw, debug.CrashOptions{})
}

// Caught returns the text of a report of a value that a piece of work panicked
// with, and its stack.
func Caught(value any, stack []byte) string {
	head := fmt.Sprintf("panic of the type %T (its text is left out)", value)
	if err, ok := value.(runtime.Error); ok {
		head = cleanValue(err.Error())
	}
	return head + "\n\n" + Clean(string(stack))
}

// Write leaves a report and gives its file name, empty where no folder is
// watched or it cannot be written.
func Write(text string) string {
	watched.Lock()
	defer watched.Unlock()
	if watched.folder == "" {
		return ""
	}
	now := time.Now()
	name := filepath.Join(watched.folder, "crash-"+now.Format("20060102-150405")+".txt")
	head := fmt.Sprintf("OpenDay %s\n%s/%s, %s\n%s\n\n", watched.version, runtime.GOOS, runtime.GOARCH, runtime.Version(), now.Format(time.RFC3339))
	if os.WriteFile(name, []byte(head+text), 0o600) != nil {
		return ""
	}
	all := reports(watched.folder)
	for _, old := range all[:max(0, len(all)-kept)] {
		_ = os.Remove(old) // else it is tried again the next time
	}
	return name
}

// Newest returns the newest report in the watched folder, empty where there is none.
func Newest() string {
	watched.Lock()
	defer watched.Unlock()
	if all := reports(watched.folder); watched.folder != "" && len(all) > 0 {
		return all[len(all)-1]
	}
	return ""
}

// reports are the reports in a folder, oldest first.
func reports(folder string) []string {
	all, _ := filepath.Glob(filepath.Join(escape.Replace(folder), "crash-????????-??????.txt")) // the pattern is a good one
	slices.Sort(all)
	return all
}

// escape keeps the signs of a folder's name from being read as a pattern.
var escape = strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]")

// safeValues are the beginnings of what Go itself says of a mistake, in words
// that hold no texts of the program.
var safeValues = []string{
	"index out of range", "slice bounds out of range", "invalid memory address", "integer divide by zero", "assignment to entry in nil map",
	"makeslice", "makechan", "close of ", "send on closed channel", "all goroutines are asleep", "concurrent map", "stack overflow",
	"out of memory", "unexpected signal", "interface conversion", "negative shift amount", "hash of unhashable type", "comparing uncomparable type",
	"sync: ", "unaligned", "exitsyscall", "found bad pointer", "runtime: ",
}

var (
	quoted = regexp.MustCompile("\"[^\"]*\"|`[^`]*`")
	// frames are the lines of a stack: a goroutine, a function with its arguments as
	// numbers, the place in the code, or what made the goroutine.
	frames = regexp.MustCompile(`^(goroutine \d+ .*\[[^\]]*\]:|created by [\w./*()\[\]…·-]+( in goroutine \d+)?|[\w./*()\[\]…·~%-]+\([\w,{} ?.…]*\)|\t\S.*\.(go|s|c):\d+( \+0x[0-9a-f]+)?( fp=0x[0-9a-f]+ sp=0x[0-9a-f]+ pc=0x[0-9a-f]+)?|\t?_cgo_\S+:\d+.*|)$`)
	signal = regexp.MustCompile(`^\[signal [\w :=()+-]*\]$|^(Exception|PC=|SIG)[\w :=()+-]*$`)
)

// cleanValue returns what Go says of a mistake without the texts in it.
func cleanValue(text string) string {
	text = strings.TrimPrefix(text, "runtime error: ")
	for _, safe := range safeValues {
		if strings.HasPrefix(text, safe) {
			first, _, _ := strings.Cut(text, "\n")
			return "runtime error: " + quoted.ReplaceAllString(first, `"…"`)
		}
	}
	return "(its text is left out)"
}

// Clean returns of what Go writes about a mistake only the lines that say where in
// the code it was.
func Clean(raw string) string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(raw, "\r\n", "\n")) {
		line = strings.TrimRight(line, "\n")
		for _, kind := range []string{"panic: ", "fatal error: "} {
			if text, ok := strings.CutPrefix(line, kind); ok {
				lines = append(lines, kind+cleanValue(text))
			}
		}
		if frames.MatchString(line) || signal.MatchString(line) {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n")) + "\n"
}
