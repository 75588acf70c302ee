package main

import (
	"os"
	"os/exec"
	"path/filepath"
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
