package agenda

import (
	"testing"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// fixture is the tab in a window under test.
type fixture struct {
	*uitest.Session
	t testing.TB
}

func (r *fixture) tab() *Tab { return r.Tab(ui.TabAgenda).(*Tab) }

// eventFixture opens the tab over a data file with one event.
func eventFixture(t testing.TB, mend func(*app.Event)) *fixture {
	t.Helper()
	return &fixture{uitest.OpenEvent(t, func(c *ui.Context) uitest.Feature {
		return uitest.Feature{Place: ui.TabAgenda, Tab: func() ui.Tab { return NewTab(c) }}
	}, mend), t}
}
