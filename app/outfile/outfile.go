// Package outfile writes the files that people asked for: papers, workbooks and
// pictures, at the place that they chose.
package outfile

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"openday/app"
)

// Write writes a file that is there whole or, after an error, as it was before.
// The error is the one of write where that is a sentence for the person, else
// a sentence that says why the file cannot be written.
func Write(path string, write func(io.Writer) error) error {
	temporary, err := os.CreateTemp(filepath.Dir(path), ".openday-*.tmp")
	if err != nil {
		return problem(path, err)
	}
	defer os.Remove(temporary.Name()) // nothing is there any more once it has been renamed
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	err = write(temporary)
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if err == nil {
		err = errors.Join(os.Chmod(temporary.Name(), mode), os.Rename(temporary.Name(), path))
	}
	return problem(path, err)
}

// problem makes a sentence of what kept a file from being written. What is
// one already stays as it is.
func problem(path string, err error) error {
	var known *app.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return app.Errorf(app.CodeInvalid, err, "%s cannot be written: there is no folder %s.", path, filepath.Dir(path))
	case errors.Is(err, fs.ErrPermission), isLocked(err):
		return app.Errorf(app.CodeReadOnly, err, "%s cannot be written: the file or its folder is read-only, or the file is open in another program. Close it there, or choose another folder.", path)
	case isFull(err):
		return app.Errorf(app.CodeFull, err, "No space is left on the disk for %s. Free some space and try again.", path)
	default:
		return app.Errorf(app.CodeInternal, err, "%s could not be written: %v.", path, err)
	}
}
