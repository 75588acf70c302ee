package data

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"openday/app"
)

// tempSuffix ends the names of files that are being written. What is left of
// them after a crash is of no use to anybody.
const tempSuffix = ".tmp"

// staged are the kinds of files that are written beside a data file before they
// take their places: after its name and a dot.
var staged = []string{"new", "restore", "key", "purge", "step", "draft"}

// leftovers returns the files that a program which was killed left half written
// beside a data file and among its copies. The caller holds the data file's lock,
// so that nobody is writing them.
func leftovers(path string) ([]string, error) {
	base := filepath.Base(path)
	stem, ending := stemOf(path)
	var all []string
	for folder, ours := range map[string]func(string) bool{
		filepath.Dir(path): func(name string) bool {
			rest, ours := strings.CutPrefix(name, base+".")
			return ours && slices.ContainsFunc(staged, func(kind string) bool { return strings.HasPrefix(rest, kind+".") })
		},
		CopiesDir(path): func(name string) bool {
			rest, ours := strings.CutPrefix(name, stem+"-")
			_, rest, stamped := cutStamp(rest)
			return ours && stamped && strings.Contains(rest, ending+".")
		},
	} {
		entries, err := os.ReadDir(folder)
		if errors.Is(err, fs.ErrNotExist) || isNoFolder(err) {
			continue
		}
		if err != nil {
			return all, fileError(err, folder)
		}
		for _, e := range entries {
			name := strings.TrimSuffix(e.Name(), "-journal")
			if e.Type().IsRegular() && strings.HasSuffix(name, tempSuffix) && ours(name) {
				all = append(all, filepath.Join(folder, e.Name()))
			}
		}
	}
	return all, nil
}

// removeLeftovers removes what a killed program left half written: it can hold
// personal data. The data file has been read before: what was to be taken back
// by its journal is, and a journal that is still there was never to be used.
func removeLeftovers(path string) error {
	all, err := leftovers(path)
	all = append(all, path+"-journal")
	for _, name := range all {
		if gone := os.Remove(name); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone)
		}
	}
	return fileError(err, filepath.Dir(path))
}

// Resolve returns the path under which a data file lies: whole, and with symbolic
// links followed, so that lock, key and copies lie beside the file and not beside
// a link to it. A file that is not there yet will lie where its folder does. A
// link to nothing is an error: a new file in its place would hide the old one.
func Resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", internal(err)
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

// release returns the lock back. The file stays: removing it would let two
// programs lock two files of the same name.
func (l *lock) release() error { return l.file.Close() }

// heldPauses are how long to wait, time after time, for another program that holds
// a file: a virus scanner or a backup is done with it in a moment.
var heldPauses = []time.Duration{50 * time.Millisecond, 100 * time.Millisecond, 200 * time.Millisecond, 400 * time.Millisecond, 800 * time.Millisecond, 1600 * time.Millisecond}

// replaceFile moves a finished file into the place of another, or of none. Where
// that cannot be done both are left as they were.
func replaceFile(from, to string) error { return replaceBy(os.Rename, heldPauses, from, to) }

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
		return fileError(syncFolder(filepath.Dir(to)), to)
	case isHeld(err):
		return held(to, err)
	}
	return fileError(err, to)
}

// syncFile makes the content of a file last through a power cut.
func syncFile(name string) error {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return fileError(err, name)
	}
	return fileError(errors.Join(f.Sync(), f.Close()), name)
}

// isNoFolder reports whether a file stands where there should be a folder. Windows'
// own packages give this error, too.
func isNoFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }

func exists(name string) (bool, error) {
	_, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
