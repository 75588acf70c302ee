//go:build !windows

package main

import (
	"net"
	"path/filepath"
	"testing"
)

func TestADoorLeftBehindDoesNotBlock(t *testing.T) {
	ownRuntime(t)
	file := filepath.Join(t.TempDir(), "openday.db")
	d := doorFor(t, file)
	d.listener.(*net.UnixListener).SetUnlinkOnClose(false) // as after a kill
	d.Close()
	if knock(file, nil) {
		t.Error("nobody is there, and still it answers")
	}
	doorFor(t, file).Close()
}
