package app

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"openday/app/hanzi"
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
	Audit    AuditEntry
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

// masker takes personal data out of texts.
type masker struct {
	known *strings.Replacer
	names []*regexp.Regexp // of two characters, which may be written with a space
}

// Numbers that are those of people wherever they stand in a text.
var (
	mobileNumber   = regexp.MustCompile(`(^|[^\d])((?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4})($|[^\d])`)
	residentNumber = regexp.MustCompile(`(^|[^\d])(\d{17}[\dXx]|\d{15})($|[^\dXx])`)
)

// newMasker makes a masker for what is known of an event's people.
func newMasker(invitees []Invitee, speakers []string) *masker {
	var names, numbers []string
	for _, v := range invitees {
		names = append(names, v.Person.Name, v.Substitute)
		numbers = append(numbers, v.Person.Phone, v.Person.IDNumber)
	}
	names = append(names, speakers...)
	// The longest first: 欧阳修文 before 欧阳修.
	longestFirst := func(list []string, least int) []string {
		list = slices.DeleteFunc(list, func(t string) bool { return len([]rune(t)) < least || t == purgedName })
		slices.Sort(list)
		list = slices.Compact(list)
		slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
		return list
	}
	m := &masker{}
	var pairs []string
	for _, n := range longestFirst(names, 2) {
		pairs = append(pairs, n, hanzi.MaskName(n))
		if r := []rune(n); len(r) == 2 && hanzi.IsHan(r[0]) {
			m.names = append(m.names, regexp.MustCompile(regexp.QuoteMeta(string(r[0]))+`[ \x{3000}]+`+regexp.QuoteMeta(string(r[1]))))
		}
	}
	for _, n := range longestFirst(numbers, 5) {
		masked := strings.Repeat("*", len([]rune(n)))
		pairs = append(pairs, n, masked)
		if lower := strings.ToLower(n); lower != n {
			pairs = append(pairs, lower, masked)
		}
	}
	m.known = strings.NewReplacer(pairs...)
	return m
}

// mask gives a text without the names and numbers of the event's people, and
// without whatever looks like a mobile or an ID number.
func (m *masker) mask(text string) string {
	if text == "" {
		return text
	}
	text = m.known.Replace(text)
	for _, n := range m.names {
		text = n.ReplaceAllStringFunc(text, func(found string) string { return hanzi.MaskName(hanzi.CleanName(found)) })
	}
	for _, n := range []*regexp.Regexp{residentNumber, mobileNumber} {
		for n.MatchString(text) { // two numbers may share the sign between them
			text = n.ReplaceAllStringFunc(text, func(found string) string {
				parts := n.FindStringSubmatch(found)
				return parts[1] + strings.Repeat("*", len([]rune(parts[2]))) + parts[3]
			})
		}
	}
	return text
}

// maskMove takes personal data out of a step, and tells whether there was any.
func (m *masker) maskMove(move *Move) bool {
	found := false
	mask := func(text *string, by func(string) string) {
		after := by(*text)
		found = found || after != *text
		*text = after
	}
	mask(&move.Note, m.mask)
	move.Changes = slices.Clone(move.Changes)
	for i := range move.Changes {
		by := m.mask
		if move.Changes[i].Field == "Speaker" {
			by = hanzi.MaskName
		}
		mask(&move.Changes[i].From, by)
		mask(&move.Changes[i].To, by)
	}
	return found
}

// purgeOf gives what is left of an event's data. All counts stay as they are.
func purgeOf(d Dossier, photos []Photo, prints []Print, at time.Time) (Purge, PurgePreview) {
	speakers := make([]string, 0, len(d.Feedback))
	for _, f := range d.Feedback {
		speakers = append(speakers, f.Speaker)
	}
	m := newMasker(d.Invitees, speakers)
	p := Purge{Event: d.Event}
	preview := PurgePreview{Event: d.Event, Photos: len(photos)}
	p.Event.ReportTexts = slices.Clone(p.Event.ReportTexts)
	for i := range p.Event.ReportTexts {
		p.Event.ReportTexts[i].Text = m.mask(p.Event.ReportTexts[i].Text)
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
			masked.Speaker = hanzi.MaskName(f.Speaker)
		}
		for _, text := range []*string{&masked.Content, &masked.Result, &masked.AdoptionReason} {
			*text = m.mask(*text)
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
		ph.Caption = m.mask(ph.Caption)
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
