package app

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"openday/app/words"
)

// RecordKind is a kind of record that is changed, and whose change can be taken back.
type RecordKind string

// The kinds of records, those that others belong to first.
const (
	RecordSetting    RecordKind = "setting"
	RecordDepartment RecordKind = "department"
	RecordEvent      RecordKind = "event"
	RecordPerson     RecordKind = "person"
	RecordInvitee    RecordKind = "invitee"
	RecordAgenda     RecordKind = "agenda"
	RecordFeedback   RecordKind = "feedback"
	RecordPhoto      RecordKind = "photo"
	RecordPrint      RecordKind = "print"
	RecordDisplaced  RecordKind = "displaced"
)

// RecordTypes says of each kind of records, in their order, all that those need
// who meet a record by its kind alone.
var RecordTypes = []RecordType{
	entityType[SettingRecord]{Word: Word[RecordKind]{RecordSetting, "设置", "Setting"}, fields: SettingFields, topics: []Topic{TopicSettings}, wrong: WrongIn[SettingRecord]},
	entityType[Department]{Word: Word[RecordKind]{RecordDepartment, "承办单位", "Department"}, fields: DepartmentFields, topics: []Topic{TopicDepartments}, wrong: WrongIn[Department], title: func(d Department) string { return d.Name }},
	entityType[Event]{Word: Word[RecordKind]{RecordEvent, "活动", "Event"}, fields: EventFields, topics: []Topic{TopicEvents}, wrong: WrongIn[Event], title: func(e Event) string { return e.Title }},
	entityType[Person]{Word: Word[RecordKind]{RecordPerson, "人员", "Person"}, fields: PersonFields, topics: []Topic{TopicInvitees}, wrong: WrongIn[Person], title: func(p Person) string { return p.Name }},
	entityType[Invitee]{Word: Word[RecordKind]{RecordInvitee, "邀请对象", "Invitee"}, fields: InviteeFields, topics: []Topic{TopicInvitees}, wrong: wrongPart, title: func(v Invitee) string { return v.Person.Name }, list: inviteesOf, most: MostInvitees},
	entityType[AgendaItem]{Word: Word[RecordKind]{RecordAgenda, "议程环节", "Agenda item"}, fields: AgendaFields, topics: []Topic{TopicAgenda}, wrong: WrongIn[AgendaItem], title: AgendaItem.Name, list: Tx.Agenda, most: MostAgenda},
	entityType[Feedback]{Word: Word[RecordKind]{RecordFeedback, "意见建议", "Opinion"}, fields: FeedbackFields, topics: []Topic{TopicFeedback}, wrong: WrongIn[Feedback], title: func(f Feedback) string { return Shortened(f.Content) }, list: feedbackOf, most: MostOpinions},
	entityType[Photo]{Word: Word[RecordKind]{RecordPhoto, "照片", "Photo"}, fields: PhotoFields, topics: []Topic{TopicPhotos}, wrong: WrongIn[Photo], title: func(p Photo) string { return p.Caption }, list: Tx.Photos},
	entityType[Print]{Word: Word[RecordKind]{RecordPrint, "打印记录", "Print"}, fields: PrintFields, topics: []Topic{TopicInvitees, TopicAgenda}, wrong: WrongIn[Print], list: printsOf},
	entityType[Displaced]{Word: Word[RecordKind]{RecordDisplaced, "未采用的版本", "Version not taken"}, fields: DisplacedFields, list: Tx.Displaced},
}

func inviteesOf(tx Tx, eventID string) ([]Invitee, error) {
	return tx.Invitees(InviteeFilter{EventID: eventID})
}

func feedbackOf(tx Tx, eventID string) ([]Feedback, error) {
	return tx.Feedback(FeedbackFilter{EventID: eventID})
}

func printsOf(tx Tx, eventID string) ([]Print, error) { return tx.Prints(eventID, "") }

// RecordKinds are the kinds of records in their order.
var RecordKinds = func() Vocabulary[RecordKind] {
	all := make(Vocabulary[RecordKind], len(RecordTypes))
	for i, t := range RecordTypes {
		all[i] = t.Called()
	}
	return all
}()

// RecordTypeOf returns what is known of a kind; false where there is none such.
func RecordTypeOf(kind RecordKind) (RecordType, bool) {
	i := slices.IndexFunc(RecordTypes, func(t RecordType) bool { return t.Called().Code == kind })
	if i < 0 {
		return nil, false
	}
	return RecordTypes[i], true
}

// entityType is what there is to say of a kind of records with the entities T.
type entityType[T any] struct {
	Word[RecordKind]
	fields Fields[T]
	topics []Topic                                          // what is concerned by a change
	wrong  func(v, stored T, known bool) []FieldProblem     // what keeps it from being saved; nil for what the program alone writes
	title  func(T) string                                   // what people call it; nil where it has no name
	list   func(tx Tx, eventID string) (all []T, err error) // those of an event; nil where they belong to none
	most   int                                              // how many of them an event may have; 0 = any number
}

// RecordType is what is done with records whose type is known by their kind
// alone. They are entities by value.
type RecordType interface {
	Called() Word[RecordKind]
	Concerns() []Topic
	// Decode reads an entity, nil for null.
	Decode(text json.RawMessage) (any, error)
	// name is what people call the record, empty where it has no name.
	name(record any) string
	// Size estimates how much memory the record takes.
	Size(record any) int
	// Seat is where the record stands in a list of its event; false where it
	// stands in none.
	Seat(record any) (Seat, bool)
	// Moved is the record at another position.
	Moved(record any, position int) any
	// Of returns the records of an event.
	Of(tx Tx, eventID string) ([]RecordChange, error)
	// Limit is how many of them an event may have; 0 for any number.
	Limit() int
	// Problems returns what keeps a record from becoming what a change makes of it.
	Problems(before, after any) []FieldProblem
}

func (t entityType[T]) Called() Word[RecordKind] { return t.Word }

func (t entityType[T]) Concerns() []Topic { return t.topics }

func (t entityType[T]) Limit() int { return t.most }

func (t entityType[T]) Decode(text json.RawMessage) (any, error) {
	if string(text) == "null" {
		return nil, nil
	}
	var v T
	err := json.Unmarshal(text, &v)
	return v, err
}

func (t entityType[T]) name(record any) string {
	v, there := record.(T)
	if !there || t.title == nil {
		return ""
	}
	return t.title(v)
}

func (t entityType[T]) Size(record any) int {
	const bare = 512
	v, there := record.(T)
	if !there {
		return 0
	}
	size := bare
	for i := range t.fields {
		size += sizeOf(&t.fields[i].FieldInfo, t.fields[i].Place(&v))
	}
	return size
}

func (t entityType[T]) Seat(record any) (Seat, bool) {
	v, there := record.(T)
	position, ordered := t.fields.Find("Position")
	if !there || !ordered {
		return Seat{}, false
	}
	return Seat{t.Code, *t.fields.Named("EventID").Place(&v).(*string), *position.Place(&v).(*int)}, true
}

func (t entityType[T]) Moved(record any, position int) any {
	v := record.(T)
	*t.fields.Named("Position").Place(&v).(*int) = position
	return v
}

func (t entityType[T]) Of(tx Tx, eventID string) ([]RecordChange, error) {
	if t.list == nil {
		return nil, nil
	}
	list, err := t.list(tx, eventID)
	if err != nil {
		return nil, err
	}
	all := make([]RecordChange, len(list))
	for i := range list {
		c := RecordChange{RecordKey{t.Code, *t.fields.Named("ID").Place(&list[i]).(*string)}, eventID, list[i], nil, 1}
		if revision, changes := t.fields.Find("Revision"); changes {
			c.Revision = *revision.Place(&list[i]).(*int64)
		}
		all[i] = c
	}
	return all, nil
}

func (t entityType[T]) Problems(before, after any) []FieldProblem {
	v, there := after.(T)
	if !there || t.wrong == nil {
		return nil
	}
	stored, known := before.(T)
	return t.wrong(v, stored, known)
}

// sizeOf estimates how much memory a field takes beyond its place in the record.
func sizeOf(f *FieldInfo, place any) int {
	const row = 128
	size := 0
	switch x := place.(type) {
	case *string:
		return len(*x)
	case *[]byte:
		return len(*x)
	case *[]string:
		for _, line := range *x {
			size += row + len(line)
		}
	default:
		if f.Kind != KindRows {
			return 0
		}
		fields := f.Rows.Any()
		for i := range f.Rows.Len(place) {
			size += row
			for j := range fields {
				size += sizeOf(&fields[j].FieldInfo, fields[j].Place(f.Rows.At(place, i)))
			}
		}
	}
	return size
}

// SettingRecord is a remembered choice as a record.
type SettingRecord struct {
	Name     string
	Value    string
	Revision int64
}

// SettingFields are the fields of a remembered choice.
var SettingFields = Fields[SettingRecord]{
	{FieldInfo{Go: "Name", Name: "name", Kind: KindID, Max: longestTitle, Purge: PurgeKeeps}, func(s *SettingRecord) any { return &s.Name }},
	{FieldInfo{Go: "Value", Name: "value", Kind: KindProse, Max: longestSetting, Purge: PurgeKeeps}, func(s *SettingRecord) any { return &s.Value }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(s *SettingRecord) any { return &s.Revision }},
}

// Validate returns what keeps the choice from being remembered.
func (s SettingRecord) Validate() []FieldProblem { return SettingFields.Limits(nil, &s) }

// ValidateChange implements Changeable.
func (s SettingRecord) ValidateChange(stored SettingRecord) []FieldProblem {
	return SettingFields.Limits(&stored, &s)
}

// RecordKey names a record.
type RecordKey struct {
	Kind RecordKind
	ID   string
}

// RecordChange is what became of a record in a unit of work. Before and After are the
// entity by value, nil where the record is not there.
type RecordChange struct {
	RecordKey
	EventID       string // empty where it belongs to no event
	Before, After any
	Revision      int64 // after it; 0 where the record is gone
}

// Restoration is what a record is to be again: the entity by value, nil where it
// is to go.
type Restoration struct {
	RecordKey
	To     any
	Expect int64 // its present revision; 0 where it is not there
}

// Conflict is why a record was not saved: somebody has changed it since it was read.
type Conflict struct {
	RecordKey
	Stored any // by value, nil where it was deleted
	Given  any
	By     string // who made the stored version, where that is known
	At     time.Time
	Label  string // with what
}

// NewID returns a fresh UUID. Ids grow with time, so that rows stand in the file
// in the order in which they came, and ids of two offices never meet.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// WrongIn returns what keeps an entity from being saved: in the place of what is
// stored where it is known, else by itself.
func WrongIn[T Changeable[T]](v, stored T, known bool) []FieldProblem {
	if known {
		return v.ValidateChange(stored)
	}
	return v.Validate()
}

// wrongPart is wrongIn for an invitee whose person is a record of its own.
func wrongPart(v, stored Invitee, known bool) []FieldProblem {
	if known {
		return InviteeFields.Limits(&stored, &v)
	}
	return InviteeFields.Limits(nil, &v)
}

// BeyondMost says that a list is too long.
func BeyondMost(n, most int) string {
	return words.T("These are %d entries; at most %d fit.", n, most)
}

// NameOf names a record for the person at the desk.
func NameOf(kind RecordKind, entity any) string {
	t, known := RecordTypeOf(kind)
	if !known {
		return ""
	}
	if name := t.name(entity); name != "" {
		return words.T("%s “%s”|kind of a record, its name", t.Called().Label(), name)
	}
	return t.Called().Label()
}

// Seat is where a record stands in a list of its event.
type Seat struct {
	Kind     RecordKind
	EventID  string
	Position int
}

// PlaceOf returns the place of a record; ok is false for one that has none.
func PlaceOf(kind RecordKind, record any) (at Seat, ok bool) {
	t, known := RecordTypeOf(kind)
	if !known {
		return Seat{}, false
	}
	return t.Seat(record)
}

// Indexed begins the name of a field in a row of a list: Leaders[2].
func Indexed(list string, i int) string { return Row(list, i) + "." }

// Row is the name of a row in a list: Leaders[2].
func Row(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// PackChanges writes changes to be set aside.
func PackChanges(changes []RecordChange) ([]byte, error) {
	text, err := json.Marshal(changes)
	if err != nil {
		return nil, Errorf(CodeInternal, err, "What was changed could not be kept to be undone. Nothing was changed.")
	}
	return text, nil
}

// UnpackChanges reads what packChanges wrote.
func UnpackChanges(text []byte) ([]RecordChange, error) {
	var raw []struct {
		RecordKey
		EventID       string
		Before, After json.RawMessage
		Revision      int64
	}
	if err := json.Unmarshal(text, &raw); err != nil {
		return nil, Errorf(CodeInternal, err, "What was changed could not be read again, so it was not undone.")
	}
	changes := make([]RecordChange, len(raw))
	for i, r := range raw {
		c := RecordChange{RecordKey: r.RecordKey, EventID: r.EventID, Revision: r.Revision}
		kind, known := RecordTypeOf(r.Kind)
		err := fmt.Errorf("no records are of the kind %q", r.Kind)
		if known {
			if c.Before, err = kind.Decode(r.Before); err == nil {
				c.After, err = kind.Decode(r.After)
			}
		}
		if err != nil {
			return nil, Errorf(CodeInternal, err, "What was changed could not be read again, so it was not undone.")
		}
		changes[i] = c
	}
	return changes, nil
}
