//go:build !windows

package instance

import (
	"net"
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
