// Package disk deals with a data file as a file: where it lies, its lock, how a finished
// file takes its place, and what the system says of it in sentences.
package disk

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"openday/app"
)

// TempSuffix ends the names of files that are being written. What is left of
// them after a crash is of no use to anybody.
const TempSuffix = ".tmp"

// Resolve returns the path under which a data file lies: whole, and with symbolic
// links followed, so that lock, key and copies lie beside the file and not beside
// a link to it. A file that is not there yet will lie where its folder does. A
// link to nothing is an error: a new file in its place would hide the old one.
func Resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", Internal(err)
	}
	whole, err := filepath.EvalSymlinks(path)
	if err == nil {
		return whole, nil
	}
	folder := filepath.Dir(path)
	if !errors.Is(err, fs.ErrNotExist) || folder == path {
		return path, nil // opening it will say what is wrong with it
	}
	if _, err := os.Lstat(path); err == nil {
		return "", app.Errorf(app.CodeNotFound, nil, "%s is a link to a file that is not there. Connect the disk or the network drive that it lies on, or remove the link.", path)
	}
	if folder, err = Resolve(folder); err != nil {
		return "", err
	}
	return filepath.Join(folder, filepath.Base(path)), nil
}

// Lock keeps a data file for one program alone.
type Lock struct{ file *os.File }

// LockPause is how long to wait before asking for a lock again.
const LockPause = 20 * time.Millisecond

// Acquire takes the lock of a data file, waiting for it at most so long.
func Acquire(ctx context.Context, path string, wait time.Duration) (*Lock, error) {
	f, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, Explain(err, filepath.Dir(path))
	}
	ok, err := WaitForLock(ctx, f, wait)
	switch {
	case ok:
		return &Lock{f}, nil
	case err == nil:
		err = InUse(path, nil)
	case ctx.Err() == nil:
		err = Explain(err, f.Name())
	}
	f.Close()
	return nil, err
}

// WaitForLock takes the system's lock on an open file, waiting for it at most so
// long; ok is false where another program kept it.
func WaitForLock(ctx context.Context, f *os.File, wait time.Duration) (ok bool, err error) {
	deadline := time.NewTimer(wait)
	defer deadline.Stop()
	for {
		if ok, err := TryLock(f); ok || err != nil {
			return ok, err
		}
		select {
		case <-time.After(LockPause):
		case <-deadline.C:
			return false, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
	}
}

// Release returns the lock back. The file stays: removing it would let two
// programs lock two files of the same name.
func (l *Lock) Release() error { return l.file.Close() }

// heldPauses are how long to wait, time after time, for another program that holds
// a file: a virus scanner or a backup is done with it in a moment.
var heldPauses = []time.Duration{50 * time.Millisecond, 100 * time.Millisecond, 200 * time.Millisecond, 400 * time.Millisecond, 800 * time.Millisecond, 1600 * time.Millisecond}

// Replace moves a finished file into the place of another, or of none. Where
// that cannot be done both are left as they were.
func Replace(from, to string) error { return replaceBy(os.Rename, heldPauses, from, to) }

// replaceBy is replaceFile with another way to rename, and other pauses.
func replaceBy(rename func(from, to string) error, pauses []time.Duration, from, to string) error {
	err := rename(from, to)
	for _, pause := range pauses {
		if err == nil || !isHeld(err) {
			break
		}
		time.Sleep(pause)
		err = rename(from, to)
	}
	switch {
	case err == nil:
		return Explain(SyncFolder(filepath.Dir(to)), to)
	case isHeld(err):
		return held(to, err)
	}
	return Explain(err, to)
}

// Sync makes the content of a file last through a power cut.
func Sync(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return Explain(err, name)
	}
	return Explain(errors.Join(f.Sync(), f.Close()), name)
}

// IsNoFolder reports whether a file stands where there should be a folder. Windows'
// own packages give this error, too.
func IsNoFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

// Exists reports whether there is a file or folder of a name.
func Exists(name string) (bool, error) {
	_, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
