package app

import "context"

// Store is where open days are kept. Every method is one transaction: it
// happens whole or not at all, and what it reports as done survives a crash.
// Its errors are *Error, with CodeNotFound where an id is unknown.
type Store interface {
	// Events gives the events that a filter chooses, the latest start first.
	Events(ctx context.Context, filter EventFilter) ([]EventSummary, error)
	// Event gives one event.
	Event(ctx context.Context, id string) (Event, error)
	// SaveEvent inserts an event, or replaces the one with its id.
	SaveEvent(ctx context.Context, event Event) error
	// DeleteEvent removes an event with all that belongs to it, and people who
	// are invited nowhere else.
	DeleteEvent(ctx context.Context, id string) error

	// Dossier gives an event with all that belongs to it.
	Dossier(ctx context.Context, id string) (Dossier, error)
	// AddDossier inserts an event with all that belongs to it. People whose id
	// is known are replaced by what the dossier says of them.
	AddDossier(ctx context.Context, dossier Dossier) error

	// Invitees gives the invitees that a filter chooses, in order of entry.
	Invitees(ctx context.Context, filter InviteeFilter) ([]Invitee, error)
	// SaveInvitees inserts or replaces invitees and their people.
	SaveInvitees(ctx context.Context, invitees []Invitee) error
	// ChangeList changes a list as a whole. Who is invited nowhere any more is
	// removed; opinions that they spoke keep the speaker's name.
	ChangeList(ctx context.Context, change ListChange) error
	// People gives the people of the library that a filter chooses, by name.
	People(ctx context.Context, filter PersonFilter) ([]Person, error)
	// PeopleLike gives the people of the library who share an ID number, or
	// name and phone, with any of those given.
	PeopleLike(ctx context.Context, people []Person) ([]Person, error)

	// Parts gives what people of the library were in the events, the latest
	// event first; of all people where ids is nil.
	Parts(ctx context.Context, ids []string) ([]Part, error)

	// Agenda gives an event's agenda by start, then position.
	Agenda(ctx context.Context, eventID string) ([]AgendaItem, error)
	// SaveAgenda inserts or replaces agenda items.
	SaveAgenda(ctx context.Context, items []AgendaItem) error
	// DeleteAgenda removes agenda items.
	DeleteAgenda(ctx context.Context, ids []string) error

	// Feedback gives the opinions that a filter chooses with their histories,
	// in order of event and recording.
	Feedback(ctx context.Context, filter FeedbackFilter) ([]Feedback, error)
	// SaveFeedback inserts or replaces opinions. Moves are only ever added.
	SaveFeedback(ctx context.Context, opinions []Feedback) error
	// DeleteFeedback removes opinions with their histories.
	DeleteFeedback(ctx context.Context, ids []string) error

	// Departments gives the office's departments by name.
	Departments(ctx context.Context) ([]Department, error)
	// SaveDepartments inserts or replaces departments.
	SaveDepartments(ctx context.Context, departments []Department) error
	// DeleteDepartments removes departments. Opinions keep their names.
	DeleteDepartments(ctx context.Context, ids []string) error

	// Prints gives what is remembered of an event's prints of one paper, or of
	// all where paper is empty, the latest first.
	Prints(ctx context.Context, eventID, paper string) ([]Print, error)
	// AddPrint remembers a print.
	AddPrint(ctx context.Context, print Print) error

	// Photos gives an event's photos in the order of the report.
	Photos(ctx context.Context, eventID string) ([]Photo, error)
	// SavePhotos inserts or replaces photos.
	SavePhotos(ctx context.Context, photos []Photo) error
	// DeletePhotos removes photos.
	DeletePhotos(ctx context.Context, ids []string) error

	// Audit gives the entries of the audit list that a filter chooses, the newest first.
	Audit(ctx context.Context, filter AuditFilter) ([]AuditEntry, error)
	// AddAudit writes down what was done.
	AddAudit(ctx context.Context, entry AuditEntry) error

	// Setting gives a remembered choice, empty where there is none.
	Setting(ctx context.Context, key string) (string, error)
	// SetSetting remembers a choice.
	SetSetting(ctx context.Context, key, value string) error

	// Purge puts what is left of an event's data in the place of what was
	// there, removes people who are invited nowhere else, and then every trace
	// of what was there from the data file and from beside it: free pages,
	// journals, the kept copies and files set aside. One fresh copy is kept.
	// It gives how many copies were removed.
	Purge(ctx context.Context, purge Purge) (copies int, err error)
	// KeptCopies counts the copies and files set aside beside the data file.
	KeptCopies(ctx context.Context) (int, error)

	// HandOver gives an event with everything that travels with it; its
	// departments are all of the office's.
	HandOver(ctx context.Context, eventID string) (HandOver, error)
	// AddVersions remembers which versions were in a hand-over file.
	AddVersions(ctx context.Context, versions []Version) error
	// Inspect gives what is here of a hand-over's records and changes nothing.
	Inspect(ctx context.Context, h HandOver) (Holding, error)
	// Receive does a merge as one transaction. An error of work undoes all of it.
	Receive(ctx context.Context, work func(Receipt) error) error
	// Displaced gives what was displaced in an event, the latest first.
	Displaced(ctx context.Context, eventID string) ([]Displaced, error)

	// Backup writes a checked copy of the data to a file, while in use.
	Backup(ctx context.Context, file string) error
	// KeepCopy puts a copy among those that are kept beside the data file, and
	// thins the old ones.
	KeepCopy(ctx context.Context, reason CopyReason) error
	// Check looks through the data file and gives what is wrong with it, one
	// sentence each.
	Check(ctx context.Context) ([]string, error)
	// Close ends the work with the data file.
	Close() error
}

// ListChange is what becomes of a list of invitees in one step.
type ListChange struct {
	Gone   []string     // ids of invitees that are removed
	Kept   []Invitee    // inserted or replaced, with their people
	People []Person     // of the library, replaced
	Audit  []AuditEntry // what is written down of it
}

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
