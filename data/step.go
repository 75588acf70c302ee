package data

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"openday/data/disk"
	"openday/data/keys"
)

// stepPattern is added to the data file's name for those of files that keep a
// large step until the program ends.
const stepPattern = ".step.*" + disk.TempSuffix

// SetAsideStep implements app.DataFile. The key of the file is in memory alone,
// so that what a crash leaves of it opens for nobody.
func (s *Store) SetAsideStep(step []byte) (fetch func() ([]byte, error), err error) {
	k, err := keys.From(keys.New())
	if err != nil {
		return nil, disk.Internal(err)
	}
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+stepPattern) // mode 0600
	if err != nil {
		return nil, disk.Explain(err, filepath.Dir(s.path))
	}
	name := f.Name()
	_, err = f.Write(k.Encrypt(name, string(step)))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, disk.Explain(errors.Join(err, os.Remove(name)), name)
	}
	s.steps.Store(name, true)
	return func() ([]byte, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, disk.Explain(err, name)
		}
		box, err := io.ReadAll(f)
		if err = errors.Join(err, f.Close(), os.Remove(name)); err != nil {
			return nil, disk.Explain(err, name)
		}
		s.steps.Delete(name)
		text, err := k.Decrypt(name, box)
		return []byte(text), err
	}, nil
}

// forgetSteps removes the files of steps that were set aside.
func (s *Store) forgetSteps() error {
	var errs []error
	s.steps.Range(func(name, _ any) bool {
		if err := os.Remove(name.(string)); err != nil && !os.IsNotExist(err) {
			errs = append(errs, err)
		}
		s.steps.Delete(name)
		return true
	})
	return errors.Join(errs...)
}
