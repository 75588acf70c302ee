package app

import (
	"slices"
	"time"
)

// PurgedPersonID is the id of the one person that stands for all whose data is
// deleted.
const PurgedPersonID = "purged"

// purgedName is what papers and lists say in place of a deleted name.
const purgedName = "（已清除）"

// PurgedPerson is the one person that stands for all whose data is deleted.
var PurgedPerson = Person{ID: PurgedPersonID, Name: purgedName}

// Purge is what is left of an event when its personal data is deleted.
type Purge struct {
	Event    Event
	Invitees []Invitee    // all of the event's, without anything personal
	Agenda   []AgendaItem // those of the event's that lose something
	Feedback []Feedback   // all of the event's, masked
	Photos   []Photo      // all of the event's, their captions masked
	Prints   []Print      // those that lose something: of lists of people, the texts of their lines
}

// PurgePreview says what deleting an event's personal data takes away.
type PurgePreview struct {
	Event       Event
	Invitees    int // whose names, numbers, units, posts and notes go
	PeopleGone  int // of them, people who are invited nowhere else and leave the library
	PeopleKept  int // of them, people who stay in the library for another event
	Opinions    int // whose speaker or text is masked
	Transitions int // steps of their histories that are masked
	Prints      int // remembered prints that lose their names
	Photos      int // which stay: nobody but a person can tell who is on them
	Copies      int // copies of the data file that are replaced by a fresh one
}

// Mask hides people in texts: in those in which they may be named, and in those that
// are names.
type Mask interface {
	Text(text string) string
	Name(name string) string
}

// maskTransition takes personal data out of a step, and tells whether there was any.
// What a field was is masked as the field itself is.
func maskTransition(m Mask, move *Transition) bool {
	changes := slices.Clone(move.Changes)
	move.Changes = nil
	found := TransitionFields.purge(move, m)
	for i := range changes {
		by := m.Text
		if of, there := FeedbackFields.find(changes[i].Field); there {
			switch of.Purge {
			case PurgeMasksAll:
				by = m.Name
			case PurgeEmpties:
				by = func(string) string { return "" }
			}
		}
		for _, text := range []*string{&changes[i].From, &changes[i].To} {
			after := by(*text)
			found = found || after != *text
			*text = after
		}
	}
	move.Changes = changes
	return found
}

// PurgeOf returns what is left of an event's data, in whose texts m hides its people.
// All counts stay as they are.
func PurgeOf(d Dossier, m Mask, photos []Photo, prints []Print, at time.Time) (Purge, PurgePreview) {
	p := Purge{Event: d.Event}
	preview := PurgePreview{Event: d.Event, Photos: len(photos)}
	EventFields.purge(&p.Event, m)
	p.Event.PurgedAt = at
	invited := map[string]bool{}
	for _, v := range d.Invitees {
		invited[v.ID] = true
		if v.Person.ID != PurgedPersonID {
			preview.Invitees++
		}
		InviteeFields.purge(&v, m)
		v.Person = PurgedPerson
		p.Invitees = append(p.Invitees, v)
	}
	for _, a := range d.Agenda {
		if AgendaFields.purge(&a, m) {
			p.Agenda = append(p.Agenda, a)
		}
	}
	for _, f := range d.Feedback {
		history := slices.Clone(f.History)
		f.History = nil
		if FeedbackFields.purge(&f, m) {
			preview.Opinions++
		}
		for i := range history {
			if maskTransition(m, &history[i]) {
				preview.Transitions++
			}
		}
		f.History = history
		p.Feedback = append(p.Feedback, f)
	}
	for _, ph := range photos {
		PhotoFields.purge(&ph, m)
		p.Photos = append(p.Photos, ph)
	}
	for _, pr := range prints {
		lines := pr.Lines
		ofPeople := slices.ContainsFunc(lines, func(l PrintLine) bool { return invited[l.ID] })
		if !ofPeople {
			pr.Lines = nil // of a paper that is not about people: its lines stay
		}
		if !PrintFields.purge(&pr, m) && !ofPeople {
			continue
		}
		if ofPeople {
			preview.Prints++
		} else {
			pr.Lines = lines
		}
		p.Prints = append(p.Prints, pr)
	}
	return p, preview
}
