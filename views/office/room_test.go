package office

import (
	"testing"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// room is a window with what is done with events as a whole.
type room struct {
	*uitest.Session
	actions *Actions
}

// newRoom opens the window over an empty data file.
func newRoom(t testing.TB) *room {
	t.Helper()
	r := &room{}
	r.Session = uitest.Open(t, func(c *ui.Context) uitest.Feature {
		r.actions = New(c)
		return uitest.Feature{}
	})
	return r
}

// sampleRoom opens the window over a data file that holds the sample event.
func sampleRoom(t testing.TB) *room {
	t.Helper()
	r := newRoom(t)
	r.LoadSample()
	return r
}

// eventRoom opens the window over a data file with one event.
func eventRoom(t testing.TB, mend func(*app.Event)) *room {
	t.Helper()
	r := newRoom(t)
	uitest.AddEvent(t, r.Context, mend)
	return r
}
