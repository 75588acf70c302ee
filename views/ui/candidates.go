package ui

import (
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/phone"
)

// InviteeRow is one line of the table of invitees.
type InviteeRow struct {
	*app.Invitee
	Number int // in order of entry, from 1
	Keys   nameKeys
	Search string // what a search looks in
	Born   time.Time
}

// nameKeys are what a name is ordered and found by.
type nameKeys struct{ Search, Pinyin, Strokes string }

// readName is a name with its own reading, if it has one.
type readName struct{ name, reading string }

// NameBook keeps the keys of names, so that each is made once.
type NameBook map[readName]nameKeys

// InviteeRows makes the lines of invitees, which are in order of entry and stay
// as they are, and the book of their names; what is in a known book is taken
// from there.
func InviteeRows(all []app.Invitee, known NameBook) ([]*InviteeRow, NameBook) {
	rows, lines, book := make([]*InviteeRow, len(all)), make([]InviteeRow, len(all)), make(NameBook, len(known))
	for i := range all {
		v := &all[i]
		name := readName{v.Person.Name, v.Person.Reading}
		k, ok := book[name]
		if !ok {
			if k, ok = known[name]; !ok {
				k = nameKeys{v.Person.SearchKey(), v.Person.PinyinKey(), hanzi.StrokeKey(v.Person.Name)}
			}
			book[name] = k
		}
		lines[i] = InviteeRow{v, i + 1, k, strings.ToLower(k.Search+" "+v.Person.Phone+" "+v.Unit+" "+v.Post) + cleanForms(v), v.Person.Born()}
		rows[i] = &lines[i]
	}
	return rows, book
}

// cleanForms returns what is searched in beside what is written: telephone numbers by
// their digits, and unit and post as they are looked for.
func cleanForms(v *app.Invitee) string {
	var all strings.Builder
	if strings.Trim(v.Person.Phone, "0123456789") != "" {
		for _, number := range phone.Keys(v.Person.Phone) {
			all.WriteString(" " + number)
		}
	}
	for _, text := range []string{v.Unit, v.Post} {
		if term := hanzi.SearchTerm(text); term != strings.ToLower(text) {
			all.WriteString(" " + term)
		}
	}
	return all.String()
}
