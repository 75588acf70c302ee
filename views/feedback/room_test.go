package feedback

import (
	"testing"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// room is the tab in a window under test.
type room struct {
	*uitest.Session
	t       testing.TB
	actions *Actions
}

func (r *room) tab() *Tab { return r.Tab(ui.TabFeedback).(*Tab) }

// eventRoom opens the tab over a data file with one event.
func eventRoom(t testing.TB, mend func(*app.Event)) *room {
	t.Helper()
	r := &room{t: t}
	r.Session = uitest.OpenEvent(t, r.feature, mend)
	return r
}

func (r *room) feature(c *ui.Context) uitest.Feature {
	r.actions = New(c)
	return uitest.Feature{Place: ui.TabFeedback, Tab: func() ui.Tab { return NewTab(r.actions) }, Actions: r.actions.MenuActions()}
}
