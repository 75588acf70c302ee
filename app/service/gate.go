package service

import (
	"slices"

	"openday/app"
)

// What a unit of work saves goes through here, by whichever way it came: no
// control character enters a text, and a text of one line has one line.

// SaveEvents implements app.Tx.
func (u *unit) SaveEvents(list []app.Event) error {
	return plainly(list, app.EventFields, u.Tx.SaveEvents)
}

// SavePeople implements app.Tx.
func (u *unit) SavePeople(list []app.Person) error {
	return plainly(list, app.PersonFields, u.Tx.SavePeople)
}

// SaveInvitees implements app.Tx.
func (u *unit) SaveInvitees(list []app.Invitee) error {
	return plainly(list, app.GuestFields, u.Tx.SaveInvitees)
}

// SaveAgenda implements app.Tx.
func (u *unit) SaveAgenda(list []app.AgendaItem) error {
	return plainly(list, app.AgendaFields, u.Tx.SaveAgenda)
}

// SaveFeedback implements app.Tx.
func (u *unit) SaveFeedback(list []app.Feedback) error {
	return plainly(list, app.FeedbackFields, u.Tx.SaveFeedback)
}

// SavePhotos implements app.Tx.
func (u *unit) SavePhotos(list []app.Photo) error {
	return plainly(list, app.PhotoFields, u.Tx.SavePhotos)
}

// SaveDepartments implements app.Tx.
func (u *unit) SaveDepartments(list []app.Department) error {
	return plainly(list, app.DepartmentFields, u.Tx.SaveDepartments)
}

// plainly saves records without control characters in their texts; the list has
// what the store makes of it.
func plainly[T any](list []T, fields app.Fields[T], save func([]T) error) error {
	for i := range list {
		fields.Plain(&list[i])
	}
	return save(list)
}

// tidied returns the records of a list as they are stored.
func tidied[T interface{ Tidied() T }](list []T) []T {
	list = slices.Clone(list)
	for i := range list {
		list[i] = list[i].Tidied()
	}
	return list
}
