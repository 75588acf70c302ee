package app

import (
	"slices"

	"openday/app/hanzi"
)

// Tidied returns the event without spaces around its texts, empty lines in its
// lists, and rows of which nothing is filled in.
func (e Event) Tidied() Event {
	EventFields.tidy(&e)
	e.Leaders = tidiedList(LeaderFields, e.Leaders, func(l Leader) bool { return l.Name == "" && l.Position == "" && l.Duty == "" })
	e.Quotas = tidiedList(QuotaFields, e.Quotas, func(q Quota) bool { return q.Category == "" && q.Number <= 0 && q.MinShare.IsZero() })
	return e
}

// Tidied returns the invitee with the name as it is stored, without padding, the
// numbers in half-width digits, and no spaces around the texts.
func (i Invitee) Tidied() Invitee {
	GuestFields.tidy(&i)
	return i
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

func tidiedLines(lines []string) []string {
	lines = slices.Clone(lines)
	for i := range lines {
		lines[i] = hanzi.Visible(lines[i])
	}
	return OrNil(slices.DeleteFunc(lines, func(l string) bool { return l == "" }))
}

// OrNil returns nil for an empty list, so that an event read back equals the one written.
func OrNil[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}
