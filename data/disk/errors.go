package disk

import (
	"errors"
	"io/fs"

	"openday/app"
)

// Explain turns what the system says about a file or folder into a sentence.
func Explain(err error, path string) error {
	var known *app.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case IsFull(err):
		return Full(path, err)
	case errors.Is(err, fs.ErrPermission) || isReadOnly(err):
		return ReadOnly(path, err)
	case IsNoFolder(err):
		return NoFolder(path, err)
	case errors.Is(err, fs.ErrNotExist):
		return app.Errorf(app.CodeNotFound, err, "There is no %s. Check how it is written, or choose another one.", path)
	}
	return Internal(err)
}

// Internal says that the work failed for a reason that nobody at the desk can mend.
func Internal(err error) error {
	return app.Errorf(app.CodeInternal, err, "The work with the data file failed, and nothing was changed. Start the program again; if it fails again, have the data file checked.")
}

// ReadOnly says that a file cannot be written.
func ReadOnly(path string, err error) error {
	return app.Errorf(app.CodeReadOnly, err, "%s cannot be written: the file or its folder is read-only, or belongs to somebody else. Choose a folder of your own, or have the right to write given to you.", path)
}

// NoFolder says that a file stands where a folder should be.
func NoFolder(path string, err error) error {
	return app.Errorf(app.CodeReadOnly, err, "%s should be a folder, but a file stands there or on the way to it. Give that file another name or move it, and try again.", path)
}

// Full says that no space is left for a file.
func Full(path string, err error) error {
	return app.Errorf(app.CodeFull, err, "No space is left on the disk for %s, and nothing was changed. Free some space and try again.", path)
}

// InUse says that another program has a data file open.
func InUse(path string, err error) error {
	return app.Errorf(app.CodeInUse, err, "The data file %s is in use by another window or command of this program. Close that one, or wait until it is done, and try again.", path)
}

func held(path string, err error) error {
	return app.Errorf(app.CodeInUse, err, "The file %s could not be replaced: another program, such as a virus scanner or a backup, has it open, or it may not be written. It is left as it was; close that program or wait until it is done, and try again.", path)
}
