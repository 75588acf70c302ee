//go:build !windows

package instance

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// socketFolder is a folder that the present user alone can enter.
func socketFolder() (string, error) {
	base := os.Getenv("XDG_RUNTIME_DIR")
	if !filepath.IsAbs(base) {
		base = os.TempDir()
	}
	folder := filepath.Join(base, fmt.Sprintf("openday-%d", os.Getuid()))
	if err := os.Mkdir(folder, 0o700); err != nil && !errors.Is(err, os.ErrExist) {
		return "", err
	}
	info, err := os.Lstat(folder)
	if err != nil {
		return "", err
	}
	if own, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || info.Mode().Perm() != 0o700 || int(own.Uid) != os.Getuid() {
		return "", fmt.Errorf("%s is not this user's own folder", folder)
	}
	return folder, nil
}

// listen opens a socket in the user's own folder. One that was left behind by
// a program that was killed is replaced: nobody answers there.
func listen(name string) (net.Listener, error) {
	folder, err := socketFolder()
	if err != nil {
		return nil, err
	}
	place := filepath.Join(folder, name)
	socket, err := net.Listen("unix", place)
	if !errors.Is(err, syscall.EADDRINUSE) {
		return socket, err
	}
	conn, refused := net.DialTimeout("unix", place, patience)
	if refused == nil {
		return nil, errors.Join(err, conn.Close())
	}
	if !errors.Is(refused, syscall.ECONNREFUSED) {
		return nil, err
	}
	if err := os.Remove(place); err != nil {
		return nil, err
	}
	socket, err = net.Listen("unix", place)
	return socket, err
}

func dial(name string, wait time.Duration) (net.Conn, error) {
	folder, err := socketFolder()
	if err != nil {
		return nil, err
	}
	return net.DialTimeout("unix", filepath.Join(folder, name), wait)
}

// letFront does nothing: here a window may come to the front by itself.
func letFront() {}
