package app

import "time"

// Participation is what somebody was in one event, as the history of people tells it.
type Participation struct {
	PersonID     string
	EventID      string
	Title        string    // of the event
	Start        time.Time // of the event
	Unit         string
	Post         string
	Category     string
	Vetting      Vetting
	Confirmation Confirmation
	Attendance   Attendance
	WalkIn       bool
}

// Invited reports whether the person had a place, or came without one.
func (p Participation) Invited() bool { return p.Vetting == VettingApproved || p.Attendance.IsThere() }

// Words says in a few words what became of it: 已到, 缺席, 不通过.
func (p Participation) Words() string {
	switch {
	case p.Attendance != "":
		return Attendances.Label(p.Attendance)
	case p.Confirmation == Withdrew:
		return Confirmations.Label(p.Confirmation)
	}
	return Vettings.Label(p.Vetting)
}
