//go:build !windows

package outfile

import (
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"openday/app"
)

// childEnv has this program write a file where none can grow beyond a few bytes,
// instead of testing.
const childEnv = "OPENDAY_OUTFILE_TEST_CHILD"

func TestMain(m *testing.M) {
	file := os.Getenv(childEnv)
	if file == "" {
		os.Exit(m.Run())
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 10, Max: 10}); err != nil {
		panic(err)
	}
	err := Write(file, write("more than ten bytes"))
	if _, err := io.WriteString(os.Stdout, string(app.CodeOf(err))); err != nil {
		panic(err)
	}
}

func TestAFileThatCannotGrow(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := Write(file, write("before")); err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(program)
	child.Env = append(os.Environ(), childEnv+"="+file)
	if out, err := child.Output(); err != nil || app.Code(out) != app.CodeFull {
		t.Errorf("it gives %q, %v", out, err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "before" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if left, err := os.ReadDir(filepath.Dir(file)); err != nil || len(left) != 1 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// Who may read a file: as the system says, as it was before, or nobody else.
func TestModes(t *testing.T) {
	for _, c := range []struct {
		umask   int
		before  fs.FileMode // 0 for no file
		private bool
		want    fs.FileMode
	}{
		{0o022, 0, false, 0o644},
		{0o077, 0, false, 0o600},
		{0o002, 0, false, 0o664},
		{0o077, 0o644, false, 0o644},
		{0o022, 0o600, false, 0o600},
		{0o022, 0, true, 0o600},
		{0o000, 0, true, 0o600},
		{0o022, 0o666, true, 0o600},
	} {
		file := filepath.Join(t.TempDir(), "a.xlsx")
		usual := syscall.Umask(c.umask)
		var meanwhile fs.FileMode
		var err error
		if c.before != 0 {
			if err = os.WriteFile(file, nil, 0o600); err == nil {
				err = os.Chmod(file, c.before)
			}
		}
		if err == nil {
			save := Write
			if c.private {
				save = WritePrivate
			}
			err = save(file, func(w io.Writer) error {
				info, err := w.(*os.File).Stat()
				if err == nil {
					meanwhile = info.Mode().Perm()
				}
				return err
			})
		}
		syscall.Umask(usual)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != c.want {
			t.Errorf("%+v: the file has the mode %o, %v", c, info.Mode().Perm(), err)
		}
		if c.private && meanwhile != 0o600 {
			t.Errorf("%+v: while it is written it has the mode %o", c, meanwhile)
		}
	}
}
