package app

// PurgedPersonID is the id of the one person that stands for all whose data is
// deleted.
const PurgedPersonID = "purged"

// purgedName is what papers and lists say in place of a deleted name.
const purgedName = "（已清除）"

// PurgedPerson is the one person that stands for all whose data is deleted.
var PurgedPerson = Person{ID: PurgedPersonID, Name: purgedName}

// Mask hides people in texts: in those in which they may be named, and in those that
// are names.
type Mask interface {
	Text(text string) string
	Name(name string) string
}
