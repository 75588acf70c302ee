//go:build !windows

package instance

import (
	"net"
	"os"
	"path/filepath"
	"testing"
)

func TestASocketLeftBehindDoesNotBlock(t *testing.T) {
	ownRuntime(t)
	file := filepath.Join(t.TempDir(), "openday.db")
	l := listenFor(t, file)
	l.listener.(*net.UnixListener).SetUnlinkOnClose(false) // as after a kill
	l.Close()
	if Forward(file, nil) {
		t.Error("nobody is there, and still it answers")
	}
	listenFor(t, file).Close()
}

func TestAFolderWithOtherRightsIsHealed(t *testing.T) {
	ownRuntime(t)
	file := filepath.Join(t.TempDir(), "openday.db")
	l := listenFor(t, file)
	defer l.Close()
	folder, err := socketFolder()
	if err != nil {
		t.Fatal(err)
	}
	for _, rights := range []os.FileMode{0o755, 0o777, 0o600, 0o500} {
		if err := os.Chmod(folder, rights); err != nil {
			t.Fatal(err)
		}
		taken := make(chan bool)
		go func() { taken <- Forward(file, []string{"x.xlsx"}) }()
		select {
		case <-l.Calls:
			if !<-taken {
				t.Errorf("%o: the further start does not know that the window took its files", rights)
			}
		case <-taken:
			t.Errorf("%o: the window is not reached", rights)
		}
		if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%o: the rights are %v now (%v)", rights, info.Mode(), err)
		}
	}
}
