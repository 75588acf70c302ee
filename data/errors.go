package data

import (
	"context"
	"errors"

	"github.com/mattn/go-sqlite3"

	"openday/app"
	"openday/data/disk"
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
		return disk.Explain(err, path)
	}
	switch e.Code {
	case sqlite3.ErrInterrupt:
		return context.Canceled
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return damaged(path, err)
	case sqlite3.ErrFull:
		return disk.Full(path, err)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrAuth, sqlite3.ErrCantOpen:
		return disk.ReadOnly(path, err)
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return disk.InUse(path, err)
	case sqlite3.ErrIoErr:
		if disk.IsFull(e.SystemErrno) {
			return disk.Full(path, err)
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
	return disk.Internal(err)
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
