package data

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// tempSuffix ends the names of files that are being written. What is left of
// them after a crash is of no use to anybody.
const tempSuffix = ".tmp"

// fileURI writes a path as SQLite's URI, so that no character in it is taken
// for the start of the options. Windows names drives (C:\) and shares (\\server\share).
func fileURI(path string, windows bool) string {
	if windows {
		path = strings.ReplaceAll(path, `\`, "/")
		if len(path) > 1 && path[1] == ':' {
			path = "/" + path
		}
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// lock keeps a data file for one program alone.
type lock struct{ file *os.File }

// lockPause is how long to wait before asking for a lock again.
const lockPause = 20 * time.Millisecond

// acquire takes the lock of a data file, waiting for it at most so long.
func acquire(ctx context.Context, path string, wait time.Duration) (*lock, error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fileError(err, filepath.Dir(path))
	}
	ok, err := waitForLock(ctx, f, wait)
	switch {
	case ok:
		return &lock{f}, nil
	case err == nil:
		err = inUse(path, nil)
	case ctx.Err() == nil:
		err = fileError(err, f.Name())
	}
	f.Close()
	return nil, err
}

// waitForLock takes the system's lock on an open file, waiting for it at most so
// long; ok is false where another program kept it.
func waitForLock(ctx context.Context, f *os.File, wait time.Duration) (ok bool, err error) {
	deadline := time.NewTimer(wait)
	defer deadline.Stop()
	for {
		if ok, err := tryLock(f); ok || err != nil {
			return ok, err
		}
		select {
		case <-time.After(lockPause):
		case <-deadline.C:
			return false, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// release gives the lock back. The file stays: removing it would let two
// programs lock two files of the same name.
func (l *lock) release() error { return l.file.Close() }

// replaceFile moves a finished file into the place of another, or of none.
func replaceFile(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return fileError(err, to)
	}
	return fileError(syncFolder(filepath.Dir(to)), to)
}

// syncFile makes the content of a file last through a power cut.
func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fileError(err, name)
	}
	return fileError(errors.Join(f.Sync(), f.Close()), name)
}

func exists(name string) (bool, error) {
	_, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
