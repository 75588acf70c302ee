package data

import (
	"context"
	"time"

	"openday/app"
	"openday/data/disk"
)

// File is a data file as a window has it: opened, closed, restored, set aside and
// opened again while the window is there.
type File struct {
	// By names the person at the desk as they call themselves.
	By func() string

	path       string
	withoutKey bool
	later      func(error)
	store      *Store
}

// NewFile returns the data file at a path, not open yet. Where the path cannot be
// resolved, opening the file says what is wrong.
func NewFile(path string, by func() string) *File {
	if whole, err := disk.Resolve(path); err == nil {
		path = whole
	}
	return &File{By: by, path: path}
}

// Open opens the file. It is closed by Close.
func (f *File) Open(ctx context.Context) (*Store, error) {
	store, err := Open(ctx, f.path, Options{WithoutKey: f.withoutKey, Later: f.later})
	if err != nil {
		return nil, err
	}
	f.store = store
	return store, nil
}

// Path returns where the file lies: the same for every path and every link that
// leads to it.
func (f *File) Path() string { return f.path }

// Close closes the file; it does nothing where the file is not open.
func (f *File) Close() error {
	if f.store == nil {
		return nil
	}
	store := f.store
	f.store = nil
	return store.Close()
}

// Warnings returns what to know of the file that is open, such as that no copy of
// it can be kept.
func (f *File) Warnings() []string {
	if f.store == nil {
		return nil
	}
	return f.store.Warnings()
}

// Later sets what is told, on another goroutine, what went wrong with the file
// after it was opened.
func (f *File) Later(tell func(error)) { f.later = tell }

// WithoutKey has Open from now on open the file also where its key is not there.
func (f *File) WithoutKey() { f.withoutKey = true }

// Copies returns what the kept copies are, taken together.
func (f *File) Copies(context.Context) (app.KeptCopies, error) {
	kept := app.KeptCopies{Folder: CopiesDir(f.path), Budget: CopiesBudget}
	all, err := Copies(f.path)
	for _, c := range all {
		kept.Count++
		kept.Size += c.Size
	}
	return kept, err
}

// NewestCopy returns the newest kept copy that can be read, and when it was made;
// an empty file name where there is none.
func (f *File) NewestCopy(ctx context.Context) (string, time.Time, error) {
	newest, err := NewestGoodCopy(ctx, f.path)
	if app.CodeOf(err) == app.CodeNotFound {
		return "", time.Time{}, nil
	}
	return newest.Path, newest.At, err
}

// Restore puts a copy in the place of the file, which must be closed, and returns
// the name that the present one is kept under.
func (f *File) Restore(ctx context.Context, copied, code string) (string, error) {
	return Restore(ctx, f.path, copied, Options{RecoveryCode: code, By: f.By()})
}

// SetAside moves a file that cannot be read away and returns its new name.
func (f *File) SetAside(ctx context.Context) (string, error) {
	return SetAside(ctx, f.path, Options{})
}

// RecoveryCode returns the code by which the key to the ID numbers can be had
// again on another machine.
func (f *File) RecoveryCode(context.Context) (string, error) {
	if f.store == nil {
		return "", app.Errorf(app.CodeInternal, nil, "The data file is not open.")
	}
	return f.store.RecoveryCode()
}

// Recover makes the key anew from a recovery code; the file is closed.
func (f *File) Recover(ctx context.Context, code string) error {
	store, err := Open(ctx, f.path, Options{RecoveryCode: code})
	if err != nil {
		return err
	}
	return store.Close()
}
