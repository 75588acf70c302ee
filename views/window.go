package views

import (
	"context"
	"log/slog"
	"time"

	"openday/app"
	"openday/app/words"
	"openday/app/workday"
)

// Config is what the window is given by the program.
type Config struct {
	// Open opens the data file and gives the use cases over it. It is called
	// at the start, and again after a copy has been put back or the key
	// recovered. The window shows an error that it returns and offers what
	// helps against it, by the error's code.
	Open func(ctx context.Context) (*app.Service, error)
	// File is the data file itself.
	File DataFile
	// Calendar counts the working days of deadlines.
	Calendar *workday.Calendar
	// Language overrides the language that the person chose and the system's;
	// empty leaves it to them.
	Language words.Language
	// Version is the program's version, for the about box.
	Version string
	// Log takes what is for the developers; nothing personal goes into it.
	Log *slog.Logger
}

// DataFile is what the window does with the data file besides the use cases.
// Its errors are *app.Error. The methods are not called at the same time.
type DataFile interface {
	// Path is where the data file lies.
	Path() string
	// Close ends the work with the file that Config.Open opened last. It does
	// nothing where none is open.
	Close() error
	// NewestCopy gives the newest kept copy that can be read, and when it was
	// made; an empty file name where there is none.
	NewestCopy(ctx context.Context) (file string, made time.Time, err error)
	// Restore puts a copy in the place of the data file, which must be closed,
	// and keeps the present one aside, whole or damaged. It gives the name of
	// the file that the present one is kept under, empty where there was none.
	// A copy that cannot be read changes nothing.
	Restore(ctx context.Context, file string) (aside string, err error)
	// SetAside moves a data file that cannot be read away, so that an empty one
	// can be begun, and gives its new name. It never deletes it.
	SetAside(ctx context.Context) (aside string, err error)
	// RecoveryCode gives the code by which the key to the ID numbers can be had
	// again on another machine.
	RecoveryCode(ctx context.Context) (string, error)
	// Recover makes the key anew from a recovery code; the data file is closed.
	Recover(ctx context.Context, code string) error
}
