package app

import "time"

// HandOver is one event with everything that travels with it in a hand-over file.
type HandOver struct {
	Dossier     Dossier
	Prints      []Print      // with them the agenda's versions
	Photos      []Photo      // in the order of the report
	Departments []Department // those that the opinions name
}

// Validate gives what keeps the event from being received: what the entities
// say themselves, and records that do not belong to the event.
func (h HandOver) Validate() []FieldProblem {
	p := problems(h.Dossier.Validate())
	seen := map[string]bool{}
	own := func(kind handOverKind, id, eventID string) {
		if key := kind.key(id); id == "" || seen[key] || eventID != h.Dossier.Event.ID {
			p.add(string(kind), "An entry does not belong to its event.")
		} else {
			seen[key] = true
		}
	}
	own(kindEvent, h.Dossier.Event.ID, h.Dossier.Event.ID)
	for _, v := range h.Dossier.Invitees {
		own(kindInvitee, v.ID, v.EventID)
		if v.Person.ID == "" {
			p.add(string(kindPerson), "An entry does not belong to its event.")
		}
	}
	for _, a := range h.Dossier.Agenda {
		own(kindAgenda, a.ID, a.EventID)
	}
	for _, f := range h.Dossier.Feedback {
		own(kindFeedback, f.ID, f.EventID)
		for _, m := range f.History {
			own(kindMove, m.ID, f.EventID)
		}
	}
	for _, ph := range h.Photos {
		own(kindPhoto, ph.ID, ph.EventID)
		p = append(p, ph.Validate()...)
	}
	for _, pr := range h.Prints {
		own(kindPrint, pr.ID, pr.EventID)
	}
	for _, d := range h.Departments {
		own(kindDepartment, d.ID, h.Dossier.Event.ID)
		p = append(p, d.Validate()...)
	}
	return p
}

// Holding is what the data file has of an event that is received.
type Holding struct {
	HandOver          // without an id of the event where it is not here
	People   []Person // those of the hand-over's people who are here, also for other events
	Exchanged
}

// Exchanged is what is known of earlier hand-overs of records. Met reports
// whether a record was in one, Knows whether it was there in a version.
type Exchanged struct {
	Met   func(record string) bool
	Knows func(record, version string) bool
}

// Version is one version of a record, as it was in a hand-over file.
type Version struct {
	Record string // kind:id
	Digest string
}

// Received is what becomes of an event when a hand-over of it is received.
type Received struct {
	HandOver              // the records that are inserted or replaced
	HasEvent  bool        // whether the event itself is one of them
	People    []Person    // inserted or replaced
	Versions  []Version   // that were in the hand-over
	Displaced []Displaced // what another version was preferred to
}

// Displaced is a version of a record that another one was preferred to when
// both sides had changed it. It is kept so that nothing is lost.
type Displaced struct {
	ID      string
	EventID string
	At      time.Time // when it was displaced
	What    string    // field by field, in the language of the day
}
