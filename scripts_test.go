package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What a script did decides its exit status, whatever its cleaning up meets.
func TestCleaningUpDoesNotFailAScript(t *testing.T) {
	for name, c := range map[string]struct {
		script string
		want   int
	}{
		"done, and the cleaning fails":        {`at_exit 'false; ls /nowhere; touch "$cleaned"'`, 0},
		"failed, and the cleaning fails":      {`at_exit 'touch "$cleaned"; false'; exit 3`, 3},
		"failed, and the cleaning succeeds":   {`at_exit 'touch "$cleaned"'; false`, 1},
		"a folder that cannot be removed":     {`at_exit 'screen_stop; touch "$cleaned"'; screen_dir=$(mktemp -d); rmdir "$screen_dir"; rm() { return 1; }`, 0},
		"a folder with a mount of the portal": {`at_exit 'screen_stop; touch "$cleaned"'; screen_dir=$(mktemp -d); mkdir "$screen_dir/doc"; fusermount3() { rmdir "$2"; }; rm() { command rmdir "${@: -1}"; }`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			cleaned := filepath.Join(t.TempDir(), "cleaned")
			command := exec.Command("bash", "-c", "set -euo pipefail; . scripts/screen.sh; "+c.script)
			command.Env = append(os.Environ(), "cleaned="+cleaned)
			out, err := command.CombinedOutput()
			if got := command.ProcessState.ExitCode(); got != c.want {
				t.Errorf("exit status %d (%v), want %d: %s", got, err, c.want, out)
			}
			if _, err := os.Stat(cleaned); err != nil {
				t.Errorf("the cleaning stopped half-way: %s", out)
			}
		})
	}
}

// Without the database nothing is known of vulnerabilities, which is no success.
func TestVulnTellsWhatItDoesNotKnow(t *testing.T) {
	const sentence = "could not be read, so nothing is known"
	for name, c := range map[string]struct {
		checker string // stands in for govulncheck
		status  int
		says    string
	}{
		"nothing is known to be wrong": {"exit 0", 0, ""},
		"vulnerabilities":              {"exit 3", 3, "calls code with known vulnerabilities"},
		"no database":                  {"echo 'govulncheck: fetching vulnerabilities: no such host' >&2; exit 1", 1, sentence},
		"code that does not compile":   {"echo 'govulncheck: loading packages: broken' >&2; exit 1", 1, "could not look at the program"},
	} {
		t.Run(name, func(t *testing.T) {
			tools := t.TempDir()
			write := func(file, text string) {
				if err := os.WriteFile(file, []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			write(filepath.Join(tools, "checker"), c.checker)
			write(filepath.Join(tools, "go"), `cp "$(dirname "$0")/checker" "$3"`) // go build -o FILE PACKAGE
			command := exec.Command("bash", "scripts/vuln.sh")
			command.Env = append(os.Environ(), "PATH="+tools+string(os.PathListSeparator)+os.Getenv("PATH"))
			out, _ := command.CombinedOutput()
			if got := command.ProcessState.ExitCode(); got != c.status || !strings.Contains(string(out), c.says) {
				t.Errorf("exit status %d, want %d with %q: %s", got, c.status, c.says, out)
			}
		})
	}
	command := exec.Command("bash", "scripts/vuln.sh")
	command.Env = append(os.Environ(), "VULNDB=file://"+filepath.ToSlash(filepath.Join(t.TempDir(), "none")))
	if out, _ := command.CombinedOutput(); command.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), sentence) {
		t.Errorf("without a database: exit status %d: %s", command.ProcessState.ExitCode(), out)
	}
}
