package feedback

import (
	"testing"

	"openday/app"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// fixture is the tab in a window under test.
type fixture struct {
	*uitest.Session
	t       testing.TB
	actions *Actions
}

func (r *fixture) tab() *Tab { return r.Tab(ui.TabFeedback).(*Tab) }

// eventFixture opens the tab over a data file with one event.
func eventFixture(t testing.TB, mend func(*app.Event)) *fixture {
	t.Helper()
	r := &fixture{t: t}
	r.Session = uitest.OpenEvent(t, r.feature, mend)
	return r
}

func (r *fixture) feature(c *ui.Context) uitest.Feature {
	r.actions = New(c)
	return uitest.Feature{Place: ui.TabFeedback, Tab: func() ui.Tab { return NewTab(r.actions) }, Actions: r.actions.MenuActions()}
}
