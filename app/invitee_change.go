package app

import "openday/app/words"

// InviteeChange is what becomes of a field that several invitees have alike, such
// as the category, unit, post, channel or note of forty people.
type InviteeChange struct {
	Field string // the field's Go name, one of SharedFields
	Value string // empty takes out what is there
}

// SharedFields are the fields that several invitees can be given at once.
var SharedFields = []string{"Category", "Unit", "Post", "Channel", "Note"}

// Shared returns the value of one of the SharedFields.
func (i Invitee) Shared(field string) string {
	return *InviteeFields.Named(field).Place(&i).(*string)
}

// SetShared gives an invitee the value of one of the SharedFields, and reports
// whether it had another one.
func (i *Invitee) SetShared(c InviteeChange) bool {
	at := InviteeFields.Named(c.Field).Place(i).(*string)
	if *at == c.Value {
		return false
	}
	*at = c.Value
	return true
}

// Words says the change.
func (c InviteeChange) Words() string {
	label := words.T(InviteeFields.Named(c.Field).Label)
	if c.Value == "" {
		return words.T("%s emptied|a field", label)
	}
	return words.T("%s: %s|a field and its value", label, c.Value)
}
