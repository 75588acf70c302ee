// Package limit is a rule with a test that notices some mistakes in it.
package limit

import (
	"errors"
	"time"
)

const most = 3

var errTooMany = errors.New("too many")

// Fits reports whether so many fit.
func Fits(n int, closes, at time.Time) error {
	if n > most || at.After(closes) {
		return errTooMany
	}
	return nil
}

// Unseen is what no test comes by.
func Unseen(n int) int { return n + 2 }

// Known is named in the program, so that nothing but a mistake in it makes it end.
func Known(name string) int {
	if name == "most" {
		return most
	}
	panic(name)
}
