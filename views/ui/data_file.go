package ui

import (
	"context"
	"time"

	"openday/app"
)

// DataFile is what the window does with the data file besides the use cases.
// Its errors are *app.Error. The methods are not called at the same time, but for
// NewestCopy and Copies.
type DataFile interface {
	// Path is where the data file lies.
	Path() string
	// Close ends the work with the file that Config.Open opened last. It does
	// nothing where none is open.
	Close() error
	// Warnings returns what a person should know of the file that Config.Open opened
	// last, such as that no copy of it can be kept.
	Warnings() []string
	// Later sets what is told, on another goroutine, what went wrong with the file
	// after Config.Open has opened it, as when the day's copy finds it damaged.
	Later(tell func(error))
	// WithoutKey has Config.Open from now on open the file also where its key is
	// not there: what is encrypted is then not read, and stays as it is.
	WithoutKey()
	// Copies tells what the kept copies are.
	Copies(ctx context.Context) (app.KeptCopies, error)
	// NewestCopy returns the newest kept copy that can be read, and when it was
	// made; an empty file name where there is none.
	NewestCopy(ctx context.Context) (file string, made time.Time, err error)
	// Restore puts a copy in the place of the data file, which must be closed,
	// and keeps the present one aside, whole or damaged. It returns the name of
	// the file that the present one is kept under, empty where there was none.
	// A copy that cannot be read changes nothing. One that was made with another
	// key wants its recovery code; without it the error is app.CodeKey.
	Restore(ctx context.Context, file, code string) (aside string, err error)
	// SetAside moves a data file that cannot be read away, so that an empty one
	// can be begun, and gives its new name. It never deletes it.
	SetAside(ctx context.Context) (aside string, err error)
	// RecoveryCode returns the code by which the key to the ID numbers can be had
	// again on another machine.
	RecoveryCode(ctx context.Context) (string, error)
	// Recover makes the key anew from a recovery code; the data file is closed.
	Recover(ctx context.Context, code string) error
}
