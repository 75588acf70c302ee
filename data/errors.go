package data

import (
	"context"
	"errors"
	"io/fs"

	"github.com/mattn/go-sqlite3"

	"openday/app"
)

// databaseError turns what SQLite says about a file into a sentence. Errors
// that are sentences already, and cancellations, stay as they are.
func databaseError(err error, path string) error {
	var known *app.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	var e sqlite3.Error
	if !errors.As(err, &e) {
		return fileError(err, path)
	}
	switch e.Code {
	case sqlite3.ErrInterrupt:
		return context.Canceled
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return damaged(path, err)
	case sqlite3.ErrFull:
		return full(path, err)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth, sqlite3.ErrCantOpen:
		return readOnly(path, err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return inUse(path, err)
	case sqlite3.ErrIoErr:
		if isFull(e.SystemErrno) {
			return full(path, err)
		}
		return app.Errorf(app.CodeInternal, err, "%s could not be read or written: the disk or the network failed. Check the connection to the disk and try again.", path)
	case sqlite3.ErrConstraint:
		switch e.ExtendedCode {
		case sqlite3.ErrConstraintForeignKey:
			return notFound()
		case sqlite3.ErrConstraintPrimaryKey, sqlite3.ErrConstraintUnique:
			return app.Errorf(app.CodeInvalid, err, "It is in the data file already, so it was not added a second time.")
		}
	}
	return internal(err)
}

// fileError turns what the system says about a file or folder into a sentence.
func fileError(err error, path string) error {
	var known *app.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case isFull(err):
		return full(path, err)
	case errors.Is(err, fs.ErrPermission) || isReadOnly(err):
		return readOnly(path, err)
	case isNoFolder(err):
		return noFolder(path, err)
	case errors.Is(err, fs.ErrNotExist):
		return app.Errorf(app.CodeNotFound, err, "There is no %s. Check how it is written, or choose another one.", path)
	}
	return internal(err)
}

func internal(err error) error {
	return app.Errorf(app.CodeInternal, err, "The work with the data file failed, and nothing was changed. Start the program again; if it fails again, have the data file checked.")
}

func notFound() error {
	return app.Errorf(app.CodeNotFound, nil, "It is not there any more; somebody may have deleted it.")
}

func damaged(path string, err error) error {
	return app.Errorf(app.CodeDamaged, err, "The data file %s is damaged and cannot be read. It is left as it is; restore the newest good copy from the folder %s.", path, CopiesDir(path))
}

func foreign(path string, err error) error {
	return app.Errorf(app.CodeForeign, err, "%s is not a data file of this program. It is left as it is; choose another file, or restore a copy if it once was one.", path)
}

func newer(path string, version, known int) error {
	return app.Errorf(app.CodeNewer, nil, "The data file %s was made by a newer version of this program (it is of version %d, this program knows %d). It is left as it is; install the newer program to work with it.", path, version, known)
}

func readOnly(path string, err error) error {
	return app.Errorf(app.CodeReadOnly, err, "%s cannot be written: the file or its folder is read-only, or belongs to somebody else. Choose a folder of your own, or have the right to write given to you.", path)
}

func noFolder(path string, err error) error {
	return app.Errorf(app.CodeReadOnly, err, "%s should be a folder, but a file stands there or on the way to it. Give that file another name or move it, and try again.", path)
}

func full(path string, err error) error {
	return app.Errorf(app.CodeFull, err, "No space is left on the disk for %s, and nothing was changed. Free some space and try again.", path)
}

func inUse(path string, err error) error {
	return app.Errorf(app.CodeInUse, err, "The data file %s is in use by another window or command of this program. Close that one, or wait until it is done, and try again.", path)
}

func held(path string, err error) error {
	return app.Errorf(app.CodeInUse, err, "The file %s could not be replaced: another program, such as a virus scanner or a backup, has it open, or it may not be written. It is left as it was; close that program or wait until it is done, and try again.", path)
}

func foreignKey(path string) error {
	return app.Errorf(app.CodeKey, nil, "The key file %s belongs to another data file, so the ID numbers cannot be read. Put the right key file in its place, or enter the recovery code of this data file.", KeyFile(path))
}

func foreignCode(path string) error {
	return app.Errorf(app.CodeKey, nil, "The recovery code belongs to another data file than %s. Enter the one that was printed for it.", path)
}

func keyWanted() error {
	return app.Errorf(app.CodeKey, nil, "This needs the key to the ID numbers and telephone numbers, without which the data file was opened. Nothing was changed. Start the program again and enter the recovery code, or put the key file back, and try again.")
}
