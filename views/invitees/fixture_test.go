package invitees

import (
	"slices"
	"strings"
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

func (r *fixture) tab() *Tab { return r.Tab(ui.TabInvitees).(*Tab) }

// eventFixture opens the tab over a data file with one event.
func eventFixture(t testing.TB, mend func(*app.Event)) *fixture {
	t.Helper()
	r := &fixture{t: t}
	r.Session = uitest.OpenEvent(t, r.feature, mend)
	return r
}

// sampleFixture opens the tab over a data file with the sample event.
func sampleFixture(t testing.TB) *fixture {
	t.Helper()
	r := &fixture{t: t}
	r.Session = uitest.OpenSample(t, r.feature)
	return r
}

func (r *fixture) feature(c *ui.Context) uitest.Feature {
	r.actions = New(c)
	return uitest.Feature{Place: ui.TabInvitees, Tab: func() ui.Tab { return NewTab(r.actions) }, Actions: r.actions.MenuActions()}
}

// chooseNamed chooses the lines of invitees.
func (r *fixture) chooseNamed(names ...string) {
	var ids []string
	for _, row := range r.tab().table.Rows() {
		if slices.Contains(names, row.Person.Name) {
			ids = append(ids, row.ID)
		}
	}
	r.tab().table.Choose(ids...)
}

func (r *fixture) namesShown() string {
	return strings.Join(ui.Gather(r.tab().table.Rows(), func(v *ui.InviteeRow) string { return v.Person.Name }), " ")
}
