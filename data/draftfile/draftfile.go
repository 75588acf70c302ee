// Package draftfile keeps drafts beside a data file: one file a draft, encrypted
// whole, that belongs to no copy and to no hand-over.
package draftfile

import (
	"cmp"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"openday/app"
)

// mark comes between the data file's name and the id of a draft in the name of the
// draft's file.
const mark = ".draft-"

// Folder keeps the drafts of one data file in its folder.
type Folder struct {
	Data string // the path of the data file
	Temp string // the pattern of what follows its name in that of a draft's file while it is written

	// Encrypt and Decrypt close a text under an id and open it under the same one
	// alone; nil where there is no key: then nothing can be kept or read.
	Encrypt func(id, text string) []byte
	Decrypt func(id string, box []byte) (string, error)

	Replace func(from, to string) error        // puts a finished file into another's place
	Explain func(err error, path string) error // turns what the system says about a file into a sentence
}

// File returns the path of the file of a draft.
func (f Folder) File(id string) string { return f.Data + mark + id }

// Keep writes a draft into the place of the one with its id, or of none. Encrypt
// must be there.
func (f Folder) Keep(d app.Draft) error {
	name := f.File(d.ID)
	text, err := json.Marshal(d)
	if err != nil {
		return f.Explain(err, name)
	}
	temp, err := os.CreateTemp(filepath.Dir(name), filepath.Base(f.Data)+f.Temp) // mode 0600
	if err != nil {
		return f.Explain(err, filepath.Dir(name))
	}
	defer os.Remove(temp.Name()) // nothing is there any more once it has been renamed
	_, err = temp.Write(f.Encrypt(d.ID+mark, string(text)))
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return f.Explain(err, name)
	}
	return f.Replace(temp.Name(), name)
}

// All returns the drafts that can be read, the oldest first.
func (f Folder) All() ([]app.Draft, error) {
	var all []app.Draft
	err := f.each(func(d app.Draft, _ string) error {
		if d.ID != "" {
			all = append(all, d)
		}
		return nil
	})
	slices.SortFunc(all, func(a, b app.Draft) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return all, err
}

// Drop removes the drafts that gone chooses; one that cannot be read, as it belongs
// to another key or is damaged, is the zero one.
func (f Folder) Drop(gone func(app.Draft) bool) error {
	return f.each(func(d app.Draft, name string) error {
		if !gone(d) {
			return nil
		}
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return f.Explain(err, name)
		}
		return nil
	})
}

// each calls do with every draft and the name of its file.
func (f Folder) each(do func(d app.Draft, name string) error) error {
	folder := filepath.Dir(f.Data)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return f.Explain(err, folder)
	}
	var errs []error
	for _, e := range entries {
		id, ours := strings.CutPrefix(e.Name(), filepath.Base(f.Data)+mark)
		if !ours || !e.Type().IsRegular() {
			continue
		}
		name := filepath.Join(folder, e.Name())
		box, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, f.Explain(err, name))
			continue
		}
		errs = append(errs, do(f.read(id, box), name))
	}
	return errors.Join(errs...)
}

// read opens the content of a draft's file; what cannot be opened is the zero draft.
func (f Folder) read(id string, box []byte) app.Draft {
	if f.Decrypt == nil {
		return app.Draft{}
	}
	var d app.Draft
	text, err := f.Decrypt(id+mark, box)
	if err != nil || json.Unmarshal([]byte(text), &d) != nil || d.ID != id {
		return app.Draft{}
	}
	return d
}
