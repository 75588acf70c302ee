package papers

import (
	"testing"

	"openday/views/ui"
	"openday/views/ui/uitest"
	"openday/views/widgets"
)

// fixture is a window under test with the menu of the papers.
type fixture struct {
	*uitest.Session
	t       testing.TB
	actions *Actions
	chosen  map[string][]string // ids of the people chosen in the list of an event
}

func (r *fixture) feature(c *ui.Context) uitest.Feature {
	r.actions = New(c, func(event string) []string { return r.chosen[event] })
	return uitest.Feature{Actions: r.actions.MenuActions()}
}

// newFixture opens the window over an empty data file.
func newFixture(t testing.TB) *fixture {
	t.Helper()
	r := &fixture{t: t}
	r.Session = uitest.Open(t, r.feature)
	return r
}

// sampleFixture opens the window over a data file with the sample event.
func sampleFixture(t testing.TB) *fixture {
	t.Helper()
	r := &fixture{t: t}
	r.Session = uitest.OpenSample(t, r.feature)
	return r
}

// numbers are the entries for numbers in front of the person.
func (r *fixture) numbers() []*widgets.NumberEntry {
	return uitest.Found[*widgets.NumberEntry](r.Top())
}
