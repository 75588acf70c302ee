package events

import (
	"context"
	"testing"

	"openday/app"
	"openday/app/startplan"
	"openday/views/ui"
	"openday/views/ui/uitest"
)

// fixture is the tab in a window under test.
type fixture struct {
	*uitest.Session
	t       testing.TB
	actions *Actions
	urged   chase
	begun   []string // what was asked for that other features do
}

// chase notes what is shown of what is to be urged.
type chase struct{ shown []string }

func (c *chase) ShowChase() { c.shown = append(c.shown, "the chase") }

func (r *fixture) tab() *Tab { return r.Tab(ui.TabEvents).(*Tab) }

func (r *fixture) feature(c *ui.Context) uitest.Feature {
	r.actions = New(c, &r.urged)
	asked := func(what string) func() { return func() { r.begun = append(r.begun, what) } }
	return uitest.Feature{Place: ui.TabEvents, Tab: func() ui.Tab {
		return NewTab(r.actions, r.actions.StartEvent, asked("import"), asked("sample"))
	}}
}

// newFixture opens the tab over an empty data file.
func newFixture(t testing.TB) *fixture {
	t.Helper()
	r := &fixture{t: t}
	r.Session = uitest.Open(t, r.feature)
	return r
}

// sampleFixture opens the tab over a data file with the sample event.
func sampleFixture(t testing.TB) *fixture {
	t.Helper()
	r := &fixture{t: t}
	r.Session = uitest.OpenSample(t, r.feature)
	return r
}

// nearFixture opens the tab over an event of which things are due about uitest.Now.
func nearFixture(t testing.TB) *fixture {
	t.Helper()
	r := newFixture(t)
	d := startplan.Township.Dossier(app.Date(2026, 9, 11))
	d.Event.Title = "近期开放日"
	r.add(d)
	return r
}

// add adds an event with all that belongs to it and makes it current.
func (r *fixture) add(d app.Dossier) {
	r.t.Helper()
	id, err := r.Service.AddDossier(context.Background(), d)
	if err != nil {
		r.t.Fatal(err)
	}
	r.SetEvent(id, nil)
}
