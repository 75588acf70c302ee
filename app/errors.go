package app

import (
	"errors"
	"strings"

	"openday/app/words"
)

// Code sorts errors by what a caller can do about them.
type Code string

// The codes of errors.
const (
	CodeInvalid  Code = "invalid"   // bad input: mend it and try again
	CodeNotFound Code = "not_found" // no such event, invitee, …
	CodeInUse    Code = "in_use"    // the data file is open in another program
	CodeForeign  Code = "foreign"   // the file is not a data file of this program
	CodeDamaged  Code = "damaged"   // the data file cannot be read
	CodeNewer    Code = "newer"     // the data file was made by a newer version
	CodeReadOnly Code = "read_only" // the folder or the file cannot be written
	CodeFull     Code = "full"      // no space is left on the disk
	CodeStale    Code = "stale"     // it was changed by somebody else meanwhile
	CodeNoUndo   Code = "no_undo"   // it could not be undone; see WithoutUndo
	CodeKey      Code = "key"       // the key to the encrypted fields is missing or another one
	CodePrinter  Code = "printer"   // no such printer, or it is off or stopped
	CodeInternal Code = "internal"  // all else
)

// Error is a failure with a sentence for the person at the desk: what
// happened, why, and what to do.
type Error struct {
	Code    Code
	Message string         // in the language in use
	Fields  []FieldProblem // for CodeInvalid: what is wrong where
	Stale   *Conflict      // for CodeStale: both versions
	Err     error          // the cause, for the log
}

// Error returns the sentence, with the fields' problems after it.
func (e *Error) Error() string {
	parts := make([]string, 0, 1+len(e.Fields))
	if e.Message != "" {
		parts = append(parts, e.Message)
	}
	for _, f := range e.Fields {
		parts = append(parts, f.Message)
	}
	return strings.Join(parts, "\n")
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// FieldProblem says what is wrong with one field of an entity. Field is the
// name of the Go field, with [i] after the name of a list and .Name inside it.
type FieldProblem struct {
	Field   string
	Message string
}

// Errorf makes an Error from a key of package words.
func Errorf(code Code, cause error, key string, args ...any) *Error {
	return &Error{Code: code, Message: words.T(key, args...), Err: cause}
}

// CodeOf returns the code of an error, CodeInternal for those without one.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeInternal
}

// StaleError says that a record was changed by somebody else since it was read.
func StaleError(c *Conflict) error {
	message := words.T("%s was changed meanwhile, so it was not saved over. Compare both versions and choose one.", NameOf(c.Kind, c.Given))
	if c.Stored == nil {
		message = words.T("%s was deleted meanwhile, so it was not saved.", NameOf(c.Kind, c.Given))
	}
	return &Error{Code: CodeStale, Message: message, Stale: c}
}

// Invalid makes one error of the problems of an entity's fields, nil for none.
func Invalid(fields []FieldProblem) error {
	if len(fields) == 0 {
		return nil
	}
	return &Error{Code: CodeInvalid, Fields: fields}
}

// Problems gathers the problems of an entity's fields.
type Problems []FieldProblem

func (p *Problems) Add(field, key string, args ...any) {
	*p = append(*p, FieldProblem{Field: field, Message: words.T(key, args...)})
}
