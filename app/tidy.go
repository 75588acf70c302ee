package app

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openday/app/hanzi"
	"openday/app/phone"
	"openday/app/words"
)

// Tidied returns the event without spaces around its texts, empty lines in its
// lists, and rows of which nothing is filled in.
func (e Event) Tidied() Event {
	EventFields.tidy(&e)
	e.Leaders = tidiedList(LeaderFields, e.Leaders, func(l Leader) bool { return l.Name == "" && l.Position == "" && l.Duty == "" })
	e.Quotas = tidiedList(QuotaFields, e.Quotas, func(q Quota) bool { return q.Category == "" && q.Number <= 0 && q.MinShare.IsZero() })
	e.Sections = PlanOutline.Tidied(e.Sections)
	return e
}

// Tidied returns the invitee as it is stored: what tells who the person is cleaned,
// the words beside the telephone numbers in the note, and no spaces around the texts.
func (i Invitee) Tidied() Invitee {
	read := phone.Field{Text: i.Person.Phone}
	if utf8.RuneCountInString(read.Text) <= longestPhone { // else it is refused as it is
		read = phone.Parse(read.Text)
	}
	i.Person.Phone = read.Text
	if read.Remark != "" && !strings.Contains(i.Note, read.Remark) {
		i.Note = strings.TrimPrefix(strings.TrimSpace(i.Note)+"；"+read.Remark, "；")
	}
	GuestFields.tidy(&i)
	return i
}

// Tidied returns the person as they are stored. Words beside the telephone numbers
// stay where they are: a person has no note.
func (p Person) Tidied() Person {
	if read := phone.Parse(p.Phone); read.Remark == "" && utf8.RuneCountInString(p.Phone) <= longestPhone {
		p.Phone = read.Text
	}
	PersonFields.tidy(&p)
	return p
}

// Tidied returns the photo without spaces around its caption.
func (p Photo) Tidied() Photo {
	PhotoFields.tidy(&p)
	return p
}

// Mended says what was cleaned out of what tells who an invitee is, with the old
// values, a sentence each; tidied is the invitee as it is stored. Spaces and the
// width of digits and letters are not worth a word.
func (i Invitee) Mended(tidied Invitee) []string {
	var all []string
	for _, f := range GuestFields {
		was, isText := f.Place(&i).(*string)
		if !isText || f.Label == "" || f.Kind == KindProse || f.Kind == KindReading || f.ByProgram {
			continue
		}
		is := *f.Place(&tidied).(*string)
		if *was == is {
			continue
		}
		seen, unseen := hanzi.Unseen(*was)
		if len(unseen) > 0 {
			codes := make([]string, len(unseen))
			for n, r := range unseen {
				codes[n] = fmt.Sprintf("U+%04X", r)
			}
			all = append(all, words.T("%s: characters that nobody sees were left out: %s.|name of a field, code points", words.T(f.Label), strings.Join(codes, " ")))
		}
		switch said := f.said(seen); {
		case said != "" && is == "":
			all = append(all, words.T("%s: “%s” says that there is none.|name of a field, what it said", words.T(f.Label), seen))
		case said != f.said(is):
			all = append(all, words.T("%s: “%s” was taken over as “%s”.|name of a field, what it said, what it says now", words.T(f.Label), seen, is))
		}
	}
	return all
}

// said returns a text without what makes no difference to what its field says.
func (f FieldInfo) said(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return -1
		case (f.Kind == KindPhone || f.Kind == KindIDNumber) && (unicode.IsPunct(r) || r == '+') && r != '*':
			return -1
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		}
		return unicode.ToUpper(r)
	}, text)
}

// Tidied returns the item without spaces around its texts.
func (a AgendaItem) Tidied() AgendaItem {
	AgendaFields.tidy(&a)
	return a
}

// Tidied returns the opinion without spaces around its texts.
func (f Feedback) Tidied() Feedback {
	FeedbackFields.tidy(&f)
	f.Joint = tidiedDepartments(f.Joint, f.Department)
	return f
}

// Tidied returns the department without spaces around its texts.
func (d Department) Tidied() Department {
	DepartmentFields.tidy(&d)
	return d
}

func tidiedLines(lines []string) []string { return cleanedEach(lines, hanzi.CleanLine) }

// cleanedEach returns the texts of a list cleaned, without those that are empty.
func cleanedEach(texts []string, clean func(string) string) []string {
	texts = slices.Clone(texts)
	for i := range texts {
		texts[i] = clean(texts[i])
	}
	return OrNil(slices.DeleteFunc(texts, func(l string) bool { return l == "" }))
}

// Untidy returns the records of an event that an older program stored otherwise than
// they would be stored today, tidied, and how many they are. The event has no id
// where it is tidy.
func (d Dossier) Untidy() (untidy Dossier, n int) {
	if e := d.Event.Tidied(); !EventFields.same(&e, &d.Event) {
		untidy.Event = e
		n++
	}
	untidy.Invitees = untidyOf(d.Invitees, GuestFields, &n)
	untidy.Agenda = untidyOf(d.Agenda, AgendaFields, &n)
	untidy.Feedback = untidyOf(d.Feedback, FeedbackFields, &n)
	return untidy, n
}

// untidyOf returns the records of a list that tidying changes, tidied, and counts
// them.
func untidyOf[T interface{ Tidied() T }](list []T, fields Fields[T], n *int) []T {
	var all []T
	for _, v := range list {
		if tidied := v.Tidied(); !fields.same(&tidied, &v) {
			all = append(all, tidied)
			*n++
		}
	}
	return all
}

// OrNil returns nil for an empty list, so that an event read back equals the one written.
func OrNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}
