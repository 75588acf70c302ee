package uitest

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"

	"openday/app"
	"openday/views/ui"
	"openday/views/widgets"
)

// Stored reads what a data file has of the current event of a window.
type Stored struct {
	t testing.TB
	c *ui.Context
}

// NewStored returns what reads the data of a window.
func NewStored(t testing.TB, c *ui.Context) Stored { return Stored{t, c} }

// Invitees are the people.
func (s Stored) Invitees() []app.Invitee {
	s.t.Helper()
	all, err := s.c.Service.Invitees(context.Background(), app.InviteeFilter{EventID: s.c.Event().ID})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// Agenda are the items of the agenda.
func (s Stored) Agenda() []app.AgendaItem {
	s.t.Helper()
	all, err := s.c.Service.Agenda(context.Background(), s.c.Event().ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// Opinions are the opinions.
func (s Stored) Opinions() []app.Feedback {
	s.t.Helper()
	all, err := s.c.Service.Feedback(context.Background(), app.FeedbackFilter{EventID: s.c.Event().ID})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// Events are all events.
func (s Stored) Events() []app.EventSummary {
	s.t.Helper()
	all, err := s.c.Service.Events(context.Background(), app.EventFilter{})
	if err != nil {
		s.t.Fatal(err)
	}
	return all
}

// Invite adds people to the current event by hand.
func (s Stored) Invite(names ...string) {
	s.t.Helper()
	for _, name := range names {
		if _, err := s.c.Service.SaveInvitee(context.Background(), app.Invitee{EventID: s.c.Event().ID, Person: app.Person{Name: name}}); err != nil {
			s.t.Fatal(err)
		}
	}
}

// Came counts those who are marked as having come.
func (s Stored) Came() (n int) {
	for _, v := range s.Invitees() {
		if v.Attendance == app.AttendanceCame {
			n++
		}
	}
	return n
}

// StoredEvent is the current event as it is stored.
func (s Stored) StoredEvent() app.Event {
	s.t.Helper()
	e, err := s.c.Service.Event(context.Background(), s.c.Event().ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return e
}

// Told is what the window has just said by itself.
func (s Stored) Told() string {
	if dialog := widgets.Front(s.c.Window); dialog != nil {
		return dialog.Told()
	}
	return s.c.Said()
}

// OffersUndo reports whether what the window says has a button to undo it.
func (s Stored) OffersUndo() bool {
	if widgets.Front(s.c.Window) != nil {
		return slices.Contains(Texts(s.c.Window.Canvas().Overlays().Top()), "撤销")
	}
	return slices.Contains(Texts(s.c.Status()), "撤销")
}

// ActOnToast pushes the button beside what the window has just said.
func (s Stored) ActOnToast() {
	s.t.Helper()
	for _, o := range InSight(s.c.Status()) {
		if b, ok := o.(*widgets.Button); ok {
			test.Tap(b)
			return
		}
	}
	s.t.Fatalf("nothing can be done about %q", s.Told())
}
