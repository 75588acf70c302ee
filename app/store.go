package app

import (
	"context"
	"time"
)

// Store is where open days are kept. All work with it is done in units: what a
// unit reads holds at one moment, and what it writes happens whole or not at
// all. Units that write do so one after the other, as if each were alone. Errors
// are *Error, with CodeNotFound where an id is unknown. data/storetest holds
// every store to this.
type Store interface {
	// View runs work that only reads.
	View(ctx context.Context, work func(Tx) error) error
	// Update runs work that reads and writes. What it has written when it
	// returns nil survives a crash; an error of work undoes all of it. An update
	// whose unit's id is stored already does nothing and returns nil, so that it
	// can be sent again when its answer was lost. The store may run work again,
	// so work has no effect outside Tx but on what it returns.
	Update(ctx context.Context, unit Unit, work func(Tx) error) error
	// Close ends the work with the store.
	Close() error
}

// Unit says what an update is, for those who meet what it changed.
type Unit struct {
	ID string    // given once
	At time.Time // the moment
	By string    // the person at the desk
}

// Tx is a unit of work under way. Reading sees what was written before.
//
// A record that is saved must have the revision that is stored, or revision 0
// where it is new: else somebody has changed it since it was read, and the error
// has CodeStale with both versions. Saving sets the revisions of the records in
// the list that it is given. A record that says what is stored already is not
// written.
type Tx interface {
	// Events returns the events that a filter chooses, the latest start first.
	Events(filter EventFilter) ([]EventSummary, error)
	// Event returns one event.
	Event(id string) (Event, error)
	// Invitees returns the invitees that a filter chooses, by event in order of entry.
	Invitees(filter InviteeFilter) ([]Invitee, error)
	// People returns the people of the library that a filter chooses, by the
	// pinyin of their names.
	People(filter PersonFilter) ([]Person, error)
	// PeopleLike returns the people of the library who share an ID number, or
	// name and a telephone number, with any of those given.
	PeopleLike(people []Person) ([]Person, error)
	// Uninvited returns those of the people who are invited nowhere.
	Uninvited(people []string) ([]string, error)
	// WrittenAt says when people of the library were last written here, by id;
	// those of whom that is not known are left out.
	WrittenAt(people []string) (map[string]time.Time, error)
	// Participations returns what people of the library were in the events, the latest
	// event first; of all people where ids is nil.
	Participations(people []string) ([]Participation, error)
	// Agenda returns an event's agenda by start, then position.
	Agenda(eventID string) ([]AgendaItem, error)
	// Feedback returns the opinions that a filter chooses with their histories,
	// in order of event and recording.
	Feedback(filter FeedbackFilter) ([]Feedback, error)
	// Counted returns what the figures of an event are counted from.
	Counted(eventID string) (Counted, error)
	// Tallies returns how much each event holds that has people or opinions.
	Tallies() ([]EventTally, error)
	// DueFeedback returns the open opinions, of events that are not archived, that
	// are due by a day, the earliest first.
	DueFeedback(by time.Time) ([]DueOpinion, error)
	// Departments returns the office's departments by name.
	Departments() ([]Department, error)
	// Prints returns what is remembered of an event's prints of one paper, or of
	// all where paper is empty, the latest first.
	Prints(eventID, paper string) ([]Print, error)
	// Photos returns an event's photos in the order of the report.
	Photos(eventID string) ([]Photo, error)
	// Displaced returns what was displaced in an event, the latest first.
	Displaced(eventID string) ([]Displaced, error)
	// LastPosition returns the greatest position among an event's invitees,
	// agenda items, opinions or photos, 0 where there is none.
	LastPosition(kind RecordKind, eventID string) (int, error)
	// Count returns how many invitees, agenda items, opinions or photos an event has.
	Count(kind RecordKind, eventID string) (int, error)
	// Setting returns a remembered choice, empty where there is none.
	Setting(key string) (string, error)
	// Audit returns the entries of the audit list that a filter chooses, the newest first.
	Audit(filter AuditFilter) ([]AuditEntry, error)
	// Exchanged returns what is known of the records' earlier hand-overs.
	Exchanged(records []string) (Exchanged, error)

	// SaveEvents, SavePeople and so on insert records or replace those with
	// their ids. SaveInvitees saves their people, too; SaveFeedback the histories.
	SaveEvents(events []Event) error
	SavePeople(people []Person) error
	SaveInvitees(invitees []Invitee) error
	SaveAgenda(items []AgendaItem) error
	SaveFeedback(opinions []Feedback) error
	SaveDepartments(departments []Department) error
	SavePrints(prints []Print) error
	SavePhotos(photos []Photo) error
	SaveDisplaced(displaced []Displaced) error
	// SetSetting remembers a choice.
	SetSetting(key, value string) error
	// AddAudit writes down what was done.
	AddAudit(entry AuditEntry) error
	// AddVersions remembers which versions were in a hand-over file.
	AddVersions(versions []Version) error
	// Delete removes records; an unknown id is an error. What belongs to an
	// event is removed before it.
	Delete(kind RecordKind, ids []string) error

	// SetLabel says what is done, in the language of the window.
	SetLabel(label string)
	// Changes returns what this unit has changed so far.
	Changes() []RecordChange
	// Restore makes records again what they were. The error has CodeStale where
	// one of them is not of the revision that is expected.
	Restore(records []Restoration) error
	// Forget begins a unit that takes personal data away for good: it empties the
	// labels of all units, which can name people; what is saved after it replaces
	// also what could not be read; and PurgeFree is owed, now or at the next start.
	Forget() error
}

// DataFile is what a store over a file of this machine offers beside.
type DataFile interface {
	// Unlocked returns nil where what is encrypted can be read, else an error with
	// CodeKey that says why not.
	Unlocked() error
	// Backup writes a checked copy of the data to a file, while in use.
	Backup(ctx context.Context, file string) error
	// KeepCopy puts a copy among those that are kept beside the data file, and
	// thins the old ones.
	KeepCopy(ctx context.Context, reason CopyReason) error
	// KeptCopies counts the copies and files set aside beside the data file.
	KeptCopies(ctx context.Context) (int, error)
	// RoomToPurge returns an error with CodeFull where the disk has no room for
	// PurgeFree.
	RoomToPurge(ctx context.Context) error
	// PurgeFree removes every trace of what is no longer in the data: free
	// pages, journals, the kept copies and files set aside. One fresh copy is
	// kept. It returns how many copies were removed.
	PurgeFree(ctx context.Context) (copies int, err error)
	// Check looks through the data file and returns what is wrong with it, one
	// sentence each.
	Check(ctx context.Context) ([]string, error)
	// KeepDeed keeps an entry of the audit list for a data file that is open for
	// reading only: in the file where nobody has it open for writing, else beside
	// it until whoever has takes it in. The audit list shows it at once.
	KeepDeed(ctx context.Context, entry AuditEntry) error
	// KeepPrint is KeepDeed for what is remembered of a print.
	KeepPrint(ctx context.Context, p Print) error
	// Unreadable returns the values that could not be read so far: their fields
	// look empty, and stay in the file as they are until they are given anew.
	Unreadable() []UnreadableValue
	// KeepDraft keeps a draft beside the data file, encrypted, in the place of the
	// one with its id. The error has CodeKey where there is no key.
	KeepDraft(ctx context.Context, d Draft) error
	// Drafts returns the drafts beside the data file that can be read, of all who
	// typed any, the oldest first.
	Drafts(ctx context.Context) ([]Draft, error)
	// DropDrafts removes the drafts that gone chooses; one that cannot be read is the
	// zero draft.
	DropDrafts(ctx context.Context, gone func(Draft) bool) error
	// SetAsideStep keeps what a step changed outside memory, encrypted, until
	// the store is closed, and returns how to have it back once.
	SetAsideStep(step []byte) (fetch func() ([]byte, error), err error)
}

// KeptCopies are the copies that are kept of a data file, taken together.
type KeptCopies struct {
	Folder       string
	Count        int
	Size, Budget int64 // in bytes: what they take, and what they may take
}

// UnreadableValue says where in a data file something stands that cannot be read.
type UnreadableValue struct{ Table, ID, Column string }

// CopyReason is why a copy of the data file is kept.
type CopyReason string

// The reasons for keeping a copy.
const (
	CopyDaily           CopyReason = "daily"
	CopyBeforeMigration CopyReason = "migration"
	CopyBeforeImport    CopyReason = "import"
	CopyBeforeRestore   CopyReason = "restore"
	CopyAfterPurge      CopyReason = "purge"
)

// Counted is what the figures of an event are counted from.
type Counted struct {
	Invitees []CountedInvitees // in the order in which the first of them came
	Feedback []Feedback        // only what is counted is filled in
}

// CountedInvitees are invitees who are alike in what is counted.
type CountedInvitees struct {
	Category     string
	Vetting      Vetting
	WalkIn       bool
	Confirmation Confirmation
	Attendance   Attendance
	Count        int
}
