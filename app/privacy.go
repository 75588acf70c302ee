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

// Purge is what is left of an event when its personal data is deleted.
type Purge struct {
	Event    Event
	Invitees []Invitee  // all of the event's, without anything personal
	Feedback []Feedback // all of the event's, masked
	Photos   []Photo    // all of the event's, their captions masked
	Prints   []Print    // those of lists of people, their lines without texts
}

// PurgePreview says what deleting an event's personal data takes away.
type PurgePreview struct {
	Event      Event
	Invitees   int // whose names, numbers, units, posts and notes go
	PeopleGone int // of them, people who are invited nowhere else and leave the library
	PeopleKept int // of them, people who stay in the library for another event
	Opinions   int // whose speaker or text is masked
	Moves      int // steps of their histories that are masked
	Prints     int // remembered prints that lose their names
	Photos     int // which stay: nobody but a person can tell who is on them
	Copies     int // copies of the data file that are replaced by a fresh one
}

// maskMove takes personal data out of a step, and tells whether there was any.
func (m *Masker) maskMove(move *Move) bool {
	found := false
	mask := func(text *string, by func(string) string) {
		after := by(*text)
		found = found || after != *text
		*text = after
	}
	mask(&move.Note, m.Text)
	move.Changes = slices.Clone(move.Changes)
	for i := range move.Changes {
		by := m.Text
		if move.Changes[i].Field == "Speaker" {
			by = m.Name
		}
		mask(&move.Changes[i].From, by)
		mask(&move.Changes[i].To, by)
	}
	return found
}

// purgeOf gives what is left of an event's data. All counts stay as they are.
func purgeOf(d Dossier, photos []Photo, prints []Print, at time.Time) (Purge, PurgePreview) {
	m := NewMasker(d)
	p := Purge{Event: d.Event}
	preview := PurgePreview{Event: d.Event, Photos: len(photos)}
	p.Event.ReportTexts = slices.Clone(p.Event.ReportTexts)
	for i := range p.Event.ReportTexts {
		p.Event.ReportTexts[i].Text = m.Text(p.Event.ReportTexts[i].Text)
	}
	p.Event.PurgedAt = at
	invited := map[string]bool{}
	for _, v := range d.Invitees {
		invited[v.ID] = true
		if v.Person.ID != PurgedPersonID {
			preview.Invitees++
		}
		v.Person = Person{ID: PurgedPersonID, Name: purgedName}
		v.Unit, v.Post, v.Note, v.Reason, v.Overruled, v.Substitute = "", "", "", "", "", ""
		p.Invitees = append(p.Invitees, v)
	}
	for _, f := range d.Feedback {
		masked := f
		if f.Speaker != "" {
			masked.Speaker = m.Name(f.Speaker)
		}
		for _, text := range []*string{&masked.Content, &masked.Result, &masked.AdoptionReason} {
			*text = m.Text(*text)
		}
		if masked.Speaker != f.Speaker || masked.Content != f.Content || masked.Result != f.Result || masked.AdoptionReason != f.AdoptionReason {
			preview.Opinions++
		}
		masked.History = slices.Clone(f.History)
		for i := range masked.History {
			if m.maskMove(&masked.History[i]) {
				preview.Moves++
			}
		}
		p.Feedback = append(p.Feedback, masked)
	}
	for _, ph := range photos {
		ph.Caption = m.Text(ph.Caption)
		p.Photos = append(p.Photos, ph)
	}
	for _, pr := range prints {
		lines := slices.Clone(pr.Lines)
		if !slices.ContainsFunc(lines, func(l PrintLine) bool { return invited[l.ID] }) {
			continue // of a paper that is not about people
		}
		for i := range lines {
			lines[i].Text, lines[i].Group = "", ""
		}
		pr.Lines = lines
		p.Prints = append(p.Prints, pr)
		preview.Prints++
	}
	return p, preview
}
