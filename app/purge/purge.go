// Package purge says what is left of an event when its personal data is deleted.
package purge

import (
	"slices"
	"time"

	"openday/app"
)

// Remains are what is left of an event when its personal data is deleted.
type Remains struct {
	Event    app.Event
	Invitees []app.Invitee    // all of the event's, without anything personal
	Agenda   []app.AgendaItem // those of the event's that lose something
	Feedback []app.Feedback   // all of the event's, masked
	Photos   []app.Photo      // all of the event's, their captions masked
	Prints   []app.Print      // those that lose something: of lists of people, the texts of their lines
}

// Preview says what deleting an event's personal data takes away.
type Preview struct {
	Event       app.Event
	Invitees    int              // whose names, numbers, units, posts and notes go
	PeopleGone  int              // of them, people who are invited nowhere else and leave the library
	PeopleKept  int              // of them, people who stay in the library for another event
	Opinions    int              // whose speaker or text is masked
	Transitions int              // steps of their histories that are masked
	Prints      int              // remembered prints that lose their names
	Photos      int              // which stay: nobody but a person can tell who is on them
	Copies      int              // copies of the data file that are replaced by a fresh one
	Packs       []app.AuditEntry // of the archive packs that were written, which stay where they are
}

// maskTransition takes personal data out of a step, and tells whether there was any.
// What a field was is masked as the field itself is.
func maskTransition(m app.Mask, move *app.Transition) bool {
	changes := slices.Clone(move.Changes)
	move.Changes = nil
	found := app.TransitionFields.Purge(move, m)
	for i := range changes {
		by := m.Text
		if of, there := app.FeedbackFields.Find(changes[i].Field); there {
			switch of.Purge {
			case app.PurgeMasksAll:
				by = m.Name
			case app.PurgeEmpties:
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

// Of returns what is left of an event's data, in whose texts m hides its people.
// All counts stay as they are.
func Of(d app.Dossier, m app.Mask, photos []app.Photo, prints []app.Print, at time.Time) (Remains, Preview) {
	p := Remains{Event: d.Event}
	preview := Preview{Event: d.Event, Photos: len(photos)}
	app.EventFields.Purge(&p.Event, m)
	p.Event.PurgedAt = at
	invited := map[string]bool{}
	for _, v := range d.Invitees {
		invited[v.ID] = true
		if v.Person.ID != app.PurgedPersonID {
			preview.Invitees++
		}
		app.InviteeFields.Purge(&v, m)
		v.Person = app.PurgedPerson
		p.Invitees = append(p.Invitees, v)
	}
	for _, a := range d.Agenda {
		if app.AgendaFields.Purge(&a, m) {
			p.Agenda = append(p.Agenda, a)
		}
	}
	for _, f := range d.Feedback {
		history := slices.Clone(f.History)
		f.History = nil
		if app.FeedbackFields.Purge(&f, m) {
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
		app.PhotoFields.Purge(&ph, m)
		p.Photos = append(p.Photos, ph)
	}
	for _, pr := range prints {
		lines := pr.Lines
		ofPeople := slices.ContainsFunc(lines, func(l app.PrintLine) bool { return invited[l.ID] })
		if !ofPeople {
			pr.Lines = nil // of a paper that is not about people: its lines stay
		}
		if !app.PrintFields.Purge(&pr, m) && !ofPeople {
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
