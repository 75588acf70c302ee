package widgets

import (
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"

	"openday/app/crash"
	"openday/app/words"
)

// Runner runs work away from the user interface and then calls then back on
// its goroutine. [Background] is the one of the running program, [Inline] the
// one of tests.
type Runner func(work func(), then func())

// Background runs work in a goroutine of its own.
func Background(work func(), then func()) {
	go func() {
		work()
		fyne.Do(then)
	}()
}

// Inline runs work at once, in the caller's goroutine.
func Inline(work func(), then func()) {
	work()
	then()
}

// PanicError is what [Run] hands over when the work panicked. Its text is for
// the person at the desk; Detail is for the log and holds nothing of what was
// worked on.
type PanicError struct{ Detail string }

// Caught makes an error of what a recover gave, at the place where it did.
func Caught(p any) *PanicError { return &PanicError{crash.Caught(p, debug.Stack())} }

// Error says that the program made a mistake.
func (e *PanicError) Error() string {
	return words.T("The program made a mistake and stopped this work. Please check what was done of it and try again.")
}

// Run runs work through r and hands its result to then. Work that panics ends
// in a [*PanicError] and not in the end of the program.
func Run[T any](r Runner, work func() (T, error), then func(T, error)) {
	var value T
	var err error
	r(func() {
		defer func() {
			if p := recover(); p != nil {
				err = Caught(p)
			}
		}()
		value, err = work()
	}, func() { then(value, err) })
}

// Later calls f on the user interface's goroutine after a while, unless stop
// is called before. [AfterDelay] is the one of the running program.
type Later func(d time.Duration, f func()) (stop func())

// AfterDelay waits by the clock.
func AfterDelay(d time.Duration, f func()) (stop func()) {
	stopped := false // read and written on the user interface's goroutine alone
	timer := time.AfterFunc(d, func() {
		fyne.Do(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		timer.Stop()
	}
}

// AtOnce does not wait; tests use it.
func AtOnce(_ time.Duration, f func()) (stop func()) {
	f()
	return func() {}
}

// Never does not call f at all; tests use it for what would go away by itself.
func Never(time.Duration, func()) (stop func()) { return func() {} }
