// Package outfile writes the files that people asked for: papers, workbooks and
// pictures, at the place that they chose.
package outfile

import (
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"openday/app"
)

// Write writes a file that is there whole or, after an error, as it was before.
// Who may read it is left to the system, as with every other program's files.
// The error is the one of write where that is a sentence for the person, else
// a sentence that says why the file cannot be written.
func Write(path string, write func(io.Writer) error) error {
	return problem(path, replace(path, 0o666, write)) // the system takes off what it does not let others do
}

// WritePrivate writes as Write does a file that holds people's full numbers: it
// is for its user alone, whoever could read the one before it.
func WritePrivate(path string, write func(io.Writer) error) error {
	return problem(path, replace(path, private, write))
}

// private is the mode of a file that its user alone may read and write.
const private fs.FileMode = 0o600

func replace(path string, mode fs.FileMode, write func(io.Writer) error) error {
	temporary, err := create(filepath.Dir(path), mode)
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name()) // nothing is there any more once it has been renamed
	err = write(temporary)
	err = errors.Join(err, temporary.Sync(), temporary.Close())
	if info, there := os.Stat(path); there == nil && mode != private {
		err = errors.Join(err, os.Chmod(temporary.Name(), info.Mode().Perm()))
	}
	if err != nil {
		return err
	}
	return os.Rename(temporary.Name(), path)
}

// create makes a file of a name of its own. os.CreateTemp would not heed what
// the system lets others do.
func create(folder string, mode fs.FileMode) (*os.File, error) {
	for {
		f, err := os.OpenFile(filepath.Join(folder, ".openday-"+rand.Text()+".tmp"), os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
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
