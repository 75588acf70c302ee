package uitest

import (
	"sync"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"

	"openday/views/widgets"
)

// Loop is the loop of a program whose work goes on beside its window, in goroutines
// of its own. Without one all work runs inline, and the race detector sees nothing.
// Tests with one have names that begin with TestBeside: make test runs them with the
// detector.
type Loop struct {
	fyne.Driver
	mu      sync.Mutex
	added   *sync.Cond
	calls   []func()
	working atomic.Int32 // pieces of work under way
}

// loopApp is a program whose window has a loop.
type loopApp struct {
	fyne.App
	loop *Loop
}

// Driver returns the one with the loop.
func (a loopApp) Driver() fyne.Driver { return a.loop }

// Beside returns a program with a loop, for one test.
func Beside(t testing.TB, a fyne.App) (fyne.App, *Loop) {
	l := &Loop{Driver: a.Driver()}
	l.added = sync.NewCond(&l.mu)
	with := loopApp{a, l}
	fyne.SetCurrentApp(with)
	t.Cleanup(func() { fyne.SetCurrentApp(a) })
	return with, l
}

// Work does work in a goroutine of its own.
func (l *Loop) Work(work, then func()) {
	l.Begin()
	widgets.Background(work, func() {
		defer l.End()
		then()
	})
}

// Begin says that a piece of work is under way, and End that one is done.
func (l *Loop) Begin() { l.working.Add(1) }

// End says that a piece of work is done.
func (l *Loop) End() { l.working.Add(-1) }

// DoFromGoroutine has f done when the window comes to it.
func (l *Loop) DoFromGoroutine(f func(), wait bool) {
	done := make(chan struct{})
	l.mu.Lock()
	l.calls = append(l.calls, func() { f(); close(done) })
	l.mu.Unlock()
	l.added.Signal()
	if wait {
		<-done
	}
}

// Next does one of the things asked for. It waits for one where it is to.
func (l *Loop) Next(wait bool) bool {
	l.mu.Lock()
	for wait && len(l.calls) == 0 {
		l.added.Wait()
	}
	if len(l.calls) == 0 {
		l.mu.Unlock()
		return false
	}
	call := l.calls[0]
	l.calls = l.calls[1:]
	l.mu.Unlock()
	call()
	return true
}

// Settle waits until all work is done and shown.
func (l *Loop) Settle() {
	for l.working.Load() > 0 {
		l.Next(true)
	}
	for l.Next(false) {
		l.Settle()
	}
}
