package agenda

import (
	"testing"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// room is the tab in a window under test.
type room struct {
	*uitest.Session
	t testing.TB
}

func (r *room) tab() *Tab { return r.Tab(ui.TabAgenda).(*Tab) }

// eventRoom opens the tab over a data file with one event.
func eventRoom(t testing.TB, mend func(*app.Event)) *room {
	t.Helper()
	return &room{uitest.OpenEvent(t, func(c *ui.Context) uitest.Feature {
		return uitest.Feature{Place: ui.TabAgenda, Tab: func() ui.Tab { return NewTab(c) }}
	}, mend), t}
}
