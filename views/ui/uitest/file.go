package uitest

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"openday/app"
	"openday/app/service"
	"openday/data"
	"openday/views/ui"
)

// Now is the present moment in these tests, a Thursday.
var Now = time.Date(2026, 9, 3, 10, 0, 0, 0, app.Zone)

// File is a data file in a folder of the test's own.
type File struct {
	Place string      // where it lies
	Found func(error) // tells what went wrong with it later
	Store *data.Store // nil while it is closed
	noKey bool
}

// Open opens the file and returns the use cases over it.
func (f *File) Open(ctx context.Context) (*service.Service, error) {
	store, err := data.Open(ctx, f.Place, data.Options{WithoutKey: f.noKey})
	if err != nil {
		return nil, err
	}
	f.Store = store
	return service.New(store, func() time.Time { return Now }, app.NewID, "值班员"), nil
}

// Path implements ui.DataFile.
func (f *File) Path() string { return f.Place }

// Close implements ui.DataFile.
func (f *File) Close() error {
	if f.Store == nil {
		return nil
	}
	store := f.Store
	f.Store = nil
	return store.Close()
}

// Warnings implements ui.DataFile.
func (f *File) Warnings() []string {
	if f.Store == nil {
		return nil
	}
	return f.Store.Warnings()
}

// Later implements ui.DataFile.
func (f *File) Later(tell func(error)) { f.Found = tell }

// WithoutKey implements ui.DataFile.
func (f *File) WithoutKey() { f.noKey = true }

// Copies implements ui.DataFile.
func (f *File) Copies(context.Context) (ui.KeptCopies, error) {
	all, err := data.Copies(f.Place)
	kept := ui.KeptCopies{Folder: data.CopiesDir(f.Place), Count: len(all), Budget: data.CopiesBudget}
	for _, c := range all {
		kept.Size += c.Size
	}
	return kept, err
}

// NewestCopy implements ui.DataFile.
func (f *File) NewestCopy(ctx context.Context) (string, time.Time, error) {
	newest, err := data.NewestGoodCopy(ctx, f.Place)
	if app.CodeOf(err) == app.CodeNotFound {
		return "", time.Time{}, nil
	}
	return newest.Path, newest.At, err
}

// Restore implements ui.DataFile.
func (f *File) Restore(ctx context.Context, file, code string) (string, error) {
	return data.Restore(ctx, f.Place, file, data.Options{RecoveryCode: code})
}

// SetAside implements ui.DataFile.
func (f *File) SetAside(ctx context.Context) (string, error) {
	return data.SetAside(ctx, f.Place, data.Options{})
}

// RecoveryCode implements ui.DataFile.
func (f *File) RecoveryCode(context.Context) (string, error) { return f.Store.RecoveryCode() }

// Recover implements ui.DataFile.
func (f *File) Recover(ctx context.Context, code string) error {
	store, err := data.Open(ctx, f.Place, data.Options{RecoveryCode: code})
	if err != nil {
		return err
	}
	return store.Close()
}

// Answers is a chooser that answers by itself.
type Answers struct{ ToOpen, ToSave string }

// Open implements ui.FileChooser.
func (a *Answers) Open(_ string, _ []string, then func(string)) { then(a.ToOpen) }

// Save implements ui.FileChooser.
func (a *Answers) Save(_, _, name string, then func(string)) {
	if a.ToSave == "" {
		return
	}
	if info, err := os.Stat(a.ToSave); err == nil && info.IsDir() {
		then(filepath.Join(a.ToSave, name))
		return
	}
	then(a.ToSave)
}
