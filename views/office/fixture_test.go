package office

import (
	"testing"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// fixture is a window with what is done with events as a whole.
type fixture struct {
	*uitest.Session
	actions *Actions
}

// newFixture opens the window over an empty data file.
func newFixture(t testing.TB) *fixture {
	t.Helper()
	r := &fixture{}
	r.Session = uitest.Open(t, func(c *ui.Context) uitest.Feature {
		r.actions = New(c)
		return uitest.Feature{}
	})
	return r
}

// sampleFixture opens the window over a data file that holds the sample event.
func sampleFixture(t testing.TB) *fixture {
	t.Helper()
	r := newFixture(t)
	r.LoadSample()
	return r
}

// eventFixture opens the window over a data file with one event.
func eventFixture(t testing.TB, mend func(*app.Event)) *fixture {
	t.Helper()
	r := newFixture(t)
	uitest.AddEvent(t, r.Context, mend)
	return r
}
