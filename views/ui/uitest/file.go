package uitest

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"openday/app"
	"openday/app/service"
	"openday/data"
)

// Now is the present moment in these tests, a Thursday.
var Now = time.Date(2026, 9, 3, 10, 0, 0, 0, app.Zone)

// File is a data file in a folder of the test's own.
type File struct {
	*data.File
	Store *data.Store // nil while it is closed
	Found func(error) // tells what went wrong with it later
	Full  bool        // nothing can be written, as on a full disk

	Refused int // how often something was to be written all the same
}

// refusing is a store that writes nothing while its file is full.
type refusing struct {
	*data.Store
	file *File
}

// Update implements app.Store.
func (r refusing) Update(ctx context.Context, unit app.Unit, work func(app.Tx) error) error {
	if r.file.Full {
		r.file.Refused++
		return app.Errorf(app.CodeInternal, nil, "This could not be done: %s. Please try again.", "disk full")
	}
	return r.Store.Update(ctx, unit, work)
}

// Open opens the file and returns the use cases over it.
func (f *File) Open(ctx context.Context) (*service.Service, error) {
	store, err := f.File.Open(ctx)
	if err != nil {
		return nil, err
	}
	f.Store = store
	return service.New(refusing{store, f}, func() time.Time { return Now }, app.NewID, "值班员"), nil
}

// Close implements ui.DataFile.
func (f *File) Close() error {
	f.Store = nil
	return f.File.Close()
}

// Later implements ui.DataFile. The copy of the day is made before the file is
// open all the same.
func (f *File) Later(tell func(error)) { f.Found = tell }

// Answers is a chooser that answers by itself.
type Answers struct{ ToOpen, ToSave string }

// OpenSeveral implements ui.FileChooser: ToOpen may be a list of paths.
func (a *Answers) OpenSeveral(_ string, _ []string, then func([]string)) {
	then(filepath.SplitList(a.ToOpen))
}

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
