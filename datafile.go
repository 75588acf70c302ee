package main

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"openday/app"
	"openday/app/command"
	"openday/app/service"
	"openday/data"
	"openday/views/ui"
)

// portableMark is the name of the file that, where it stands beside the
// program, has the program keep its data beside itself, such as on a stick.
const portableMark = "portable.txt"

// ownFolder is the folder of the program's own files: the user's data folder,
// or the folder data beside a portable program.
func ownFolder() (string, error) {
	if program, err := os.Executable(); err == nil {
		if folder, ok := portableFolder(program); ok {
			return folder, nil
		}
	}
	return dataFolder()
}

// portableFolder is the folder of the data of a portable program, which the
// program's path names; ok says whether it is one. A folder of the mark's name
// is no mark.
func portableFolder(program string) (folder string, ok bool) {
	beside := filepath.Dir(program)
	info, err := os.Stat(filepath.Join(beside, portableMark))
	return filepath.Join(beside, "data"), err == nil && info.Mode().IsRegular()
}

// patience is how long a command or a second window waits for another one that
// has the data file open for writing: a command's own write takes less.
const patience = 3 * time.Second

// openStore opens a data file for a command.
func openStore(ctx context.Context, file string, how command.Access) (app.Store, []string, error) {
	store, err := data.Open(ctx, file, data.Options{ReadOnly: how.ReadOnly, Wait: patience, RecoveryCode: how.RecoveryCode, WithoutKey: how.WithoutKey})
	if err != nil {
		return nil, nil, err
	}
	return store, store.Warnings(), nil
}

// restoreStore puts a copy in the place of a data file for a command.
func restoreStore(ctx context.Context, from, file, code, by string) (string, error) {
	return data.Restore(ctx, file, from, data.Options{Wait: patience, RecoveryCode: code, By: by})
}

// dataFile is the data file as the window has it: open for as long as it is there.
type dataFile struct {
	path       string
	user       string
	withoutKey bool
	later      func(error)
	store      *data.Store
	by         func() string // the person at the desk as they call themselves, once the file was open
}

func (f *dataFile) open(ctx context.Context) (*service.Service, error) {
	store, err := data.Open(ctx, f.path, data.Options{WithoutKey: f.withoutKey, Later: f.later})
	if err != nil {
		return nil, err
	}
	f.store = store
	service := service.New(store, app.Clock, app.NewID, f.user)
	f.by = service.User
	_, err = service.LoadOperator(ctx)
	return service, err
}

// Path implements ui.DataFile.
func (f *dataFile) Path() string { return f.path }

// Close implements ui.DataFile.
func (f *dataFile) Close() error {
	if f.store == nil {
		return nil
	}
	store := f.store
	f.store = nil
	return store.Close()
}

// Warnings implements ui.DataFile.
func (f *dataFile) Warnings() []string {
	if f.store == nil {
		return nil
	}
	return f.store.Warnings()
}

// Later implements ui.DataFile.
func (f *dataFile) Later(tell func(error)) { f.later = tell }

// WithoutKey implements ui.DataFile.
func (f *dataFile) WithoutKey() { f.withoutKey = true }

// Copies implements ui.DataFile.
func (f *dataFile) Copies(context.Context) (ui.KeptCopies, error) {
	kept := ui.KeptCopies{Folder: data.CopiesDir(f.path), Budget: data.CopiesBudget}
	all, err := data.Copies(f.path)
	for _, c := range all {
		kept.Count++
		kept.Size += c.Size
	}
	return kept, err
}

// NewestCopy implements ui.DataFile.
func (f *dataFile) NewestCopy(ctx context.Context) (string, time.Time, error) {
	newest, err := data.NewestGoodCopy(ctx, f.path)
	if app.CodeOf(err) == app.CodeNotFound {
		return "", time.Time{}, nil
	}
	return newest.Path, newest.At, err
}

// Restore implements ui.DataFile.
func (f *dataFile) Restore(ctx context.Context, file, code string) (string, error) {
	by := f.user
	if f.by != nil {
		by = f.by()
	}
	return data.Restore(ctx, f.path, file, data.Options{RecoveryCode: code, By: by})
}

// SetAside implements ui.DataFile.
func (f *dataFile) SetAside(ctx context.Context) (string, error) {
	return data.SetAside(ctx, f.path, data.Options{})
}

// RecoveryCode implements ui.DataFile.
func (f *dataFile) RecoveryCode(context.Context) (string, error) {
	if f.store == nil {
		return "", app.Errorf(app.CodeInternal, nil, "The data file is not open.")
	}
	return f.store.RecoveryCode()
}

// Recover implements ui.DataFile.
func (f *dataFile) Recover(ctx context.Context, code string) error {
	store, err := data.Open(ctx, f.path, data.Options{RecoveryCode: code})
	if err != nil {
		return err
	}
	return store.Close()
}
