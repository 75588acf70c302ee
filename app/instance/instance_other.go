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

// socketFolder is a folder that the present user alone can enter. One of their own that
// others could enter, as after a restored backup, is closed to them again, and what
// others put into it goes.
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
	if own, ok := info.Sys().(*syscall.Stat_t); !ok || !info.IsDir() || int(own.Uid) != os.Getuid() {
		return "", fmt.Errorf("%s is not this user's own folder", folder)
	}
	if others := info.Mode().Perm() &^ 0o700; info.Mode().Perm() == 0o700 {
		return folder, nil
	} else if err := os.Chmod(folder, 0o700); err != nil || others&0o022 == 0 { // nobody else could write there
		return folder, err
	}
	return folder, removeOthers(folder)
}

// removeOthers takes away from a folder what does not belong to the present user.
func removeOthers(folder string) error {
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		info, wrong := e.Info()
		if wrong != nil {
			continue // it has gone
		}
		if own, ok := info.Sys().(*syscall.Stat_t); !ok || int(own.Uid) != os.Getuid() {
			err = errors.Join(err, os.Remove(filepath.Join(folder, e.Name())))
		}
	}
	return err
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
