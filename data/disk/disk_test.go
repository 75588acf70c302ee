package disk

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"openday/app"
)

// A file that a virus scanner or a backup holds for a moment is replaced after it;
// one that stays held is left as it was, as is the one that was to replace it.
func TestAHeldFileIsReplacedAMomentLater(t *testing.T) {
	held := &os.LinkError{Op: "rename", Err: syscall.EBUSY}
	other := &os.LinkError{Op: "rename", Err: syscall.EXDEV}
	if runtime.GOOS == "windows" {
		held.Err, other.Err = syscall.Errno(32), syscall.Errno(17) // sharing violation, another disk
	}
	pauses := make([]time.Duration, 4)
	for name, c := range map[string]struct {
		fails int // so many times
		err   error
		tries int
		code  app.Code
	}{
		"free":             {0, nil, 1, ""},
		"held once":        {1, held, 2, ""},
		"held nearly long": {4, held, 5, ""},
		"held for long":    {5, held, 5, app.CodeInUse},
		"another fault":    {1, other, 1, app.CodeInternal},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			from, to := filepath.Join(folder, "new"), filepath.Join(folder, "openday.db")
			if err := os.WriteFile(from, []byte("new"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(to, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
			tries := 0
			err := replaceBy(func(from, to string) error {
				if tries++; tries <= c.fails {
					return c.err
				}
				return os.Rename(from, to)
			}, pauses, from, to)
			if tries != c.tries || (err == nil) != (c.code == "") || err != nil && app.CodeOf(err) != c.code {
				t.Errorf("tried %d times: %v", tries, err)
			}
			want := map[bool]string{true: "new", false: "old"}[c.code == ""]
			if got, err := os.ReadFile(to); err != nil || string(got) != want {
				t.Errorf("%q is there, want %q", got, want)
			}
			if c.code == app.CodeInUse && !strings.Contains(err.Error(), to) {
				t.Errorf("it says %q", err)
			}
		})
	}
}
