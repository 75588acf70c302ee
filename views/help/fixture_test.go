package help

import (
	"context"
	"io"
	"testing"

	"openday/app/paper"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// fixture is a window with the guide and the about box.
type fixture struct {
	*uitest.Session
	actions *Actions
}

const logFile = "/var/log/openday/log.txt"

// newFixture opens the window over an empty data file.
func newFixture(t testing.TB) *fixture {
	t.Helper()
	r := &fixture{}
	r.Session = uitest.Open(t, func(c *ui.Context) uitest.Feature {
		r.actions = New(c, logFile, func() []ui.Menu { return nil }, func(string, string, func(context.Context, io.Writer) (paper.Report, error)) {
			t.Error("the guide was to be printed")
		})
		return uitest.Feature{}
	})
	return r
}
