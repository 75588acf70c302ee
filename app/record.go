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

// recordTypes says of each kind of records, in their order, all that those need
// who meet a record by its kind alone.
var recordTypes = []recordKind{
	recordType[SettingRecord]{Word: Word[RecordKind]{RecordSetting, "设置", "Setting"}, fields: SettingFields, topics: []Topic{TopicSettings}, wrong: wrongIn[SettingRecord]},
	recordType[Department]{Word: Word[RecordKind]{RecordDepartment, "承办单位", "Department"}, fields: DepartmentFields, topics: []Topic{TopicDepartments}, wrong: wrongIn[Department], title: func(d Department) string { return d.Name }},
	recordType[Event]{Word: Word[RecordKind]{RecordEvent, "活动", "Event"}, fields: EventFields, topics: []Topic{TopicEvents}, wrong: wrongIn[Event], title: func(e Event) string { return e.Title }},
	recordType[Person]{Word: Word[RecordKind]{RecordPerson, "人员", "Person"}, fields: PersonFields, topics: []Topic{TopicInvitees}, wrong: wrongIn[Person], title: func(p Person) string { return p.Name }},
	recordType[Invitee]{Word: Word[RecordKind]{RecordInvitee, "邀请对象", "Invitee"}, fields: InviteeFields, topics: []Topic{TopicInvitees}, wrong: wrongPart, title: func(v Invitee) string { return v.Person.Name }, list: inviteesOf, most: MostInvitees},
	recordType[AgendaItem]{Word: Word[RecordKind]{RecordAgenda, "议程环节", "Agenda item"}, fields: AgendaFields, topics: []Topic{TopicAgenda}, wrong: wrongIn[AgendaItem], title: AgendaItem.Name, list: Tx.Agenda, most: MostAgenda},
	recordType[Feedback]{Word: Word[RecordKind]{RecordFeedback, "意见建议", "Opinion"}, fields: FeedbackFields, topics: []Topic{TopicFeedback}, wrong: wrongIn[Feedback], title: func(f Feedback) string { return shortened(f.Content) }, list: feedbackOf, most: MostOpinions},
	recordType[Photo]{Word: Word[RecordKind]{RecordPhoto, "照片", "Photo"}, fields: PhotoFields, topics: []Topic{TopicPhotos}, wrong: wrongIn[Photo], title: func(p Photo) string { return p.Caption }, list: Tx.Photos},
	recordType[Print]{Word: Word[RecordKind]{RecordPrint, "打印记录", "Print"}, fields: PrintFields, topics: []Topic{TopicInvitees, TopicAgenda}, wrong: wrongIn[Print], list: printsOf},
	recordType[Displaced]{Word: Word[RecordKind]{RecordDisplaced, "未采用的版本", "Version not taken"}, fields: DisplacedFields, list: Tx.Displaced},
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
	all := make(Vocabulary[RecordKind], len(recordTypes))
	for i, t := range recordTypes {
		all[i] = t.word()
	}
	return all
}()

// recordTypeOf returns what is known of a kind; false where there is none such.
func recordTypeOf(kind RecordKind) (recordKind, bool) {
	i := slices.IndexFunc(recordTypes, func(t recordKind) bool { return t.word().Code == kind })
	if i < 0 {
		return nil, false
	}
	return recordTypes[i], true
}

// recordType is what there is to say of a kind of records with the entities T.
type recordType[T any] struct {
	Word[RecordKind]
	fields Fields[T]
	topics []Topic                                          // what is concerned by a change
	wrong  func(v, stored T, known bool) []FieldProblem     // what keeps it from being saved; nil for what the program alone writes
	title  func(T) string                                   // what people call it; nil where it has no name
	list   func(tx Tx, eventID string) (all []T, err error) // those of an event; nil where they belong to none
	most   int                                              // how many of them an event may have; 0 = any number
}

// recordKind is what is done with records whose type is known by their kind
// alone. They are entities by value.
type recordKind interface {
	word() Word[RecordKind]
	concerns() []Topic
	// decode reads an entity, nil for null.
	decode(text json.RawMessage) (any, error)
	// name is what people call the record, empty where it has no name.
	name(record any) string
	// size estimates how much memory the record takes.
	size(record any) int
	// seat is where the record stands in a list of its event; false where it
	// stands in none.
	seat(record any) (seat, bool)
	// moved is the record at another position.
	moved(record any, position int) any
	// of returns the records of an event.
	of(tx Tx, eventID string) ([]RecordChange, error)
	// limit is how many of them an event may have; 0 for any number.
	limit() int
	// problems gives what keeps a record from becoming what a change makes of it.
	problems(before, after any) []FieldProblem
}

func (t recordType[T]) word() Word[RecordKind] { return t.Word }

func (t recordType[T]) concerns() []Topic { return t.topics }

func (t recordType[T]) limit() int { return t.most }

func (t recordType[T]) decode(text json.RawMessage) (any, error) {
	if string(text) == "null" {
		return nil, nil
	}
	var v T
	err := json.Unmarshal(text, &v)
	return v, err
}

func (t recordType[T]) name(record any) string {
	v, there := record.(T)
	if !there || t.title == nil {
		return ""
	}
	return t.title(v)
}

func (t recordType[T]) size(record any) int {
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

func (t recordType[T]) seat(record any) (seat, bool) {
	v, there := record.(T)
	position, ordered := t.fields.find("Position")
	if !there || !ordered {
		return seat{}, false
	}
	return seat{t.Code, *t.fields.Named("EventID").Place(&v).(*string), *position.Place(&v).(*int)}, true
}

func (t recordType[T]) moved(record any, position int) any {
	v := record.(T)
	*t.fields.Named("Position").Place(&v).(*int) = position
	return v
}

func (t recordType[T]) of(tx Tx, eventID string) ([]RecordChange, error) {
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
		if revision, changes := t.fields.find("Revision"); changes {
			c.Revision = *revision.Place(&list[i]).(*int64)
		}
		all[i] = c
	}
	return all, nil
}

func (t recordType[T]) problems(before, after any) []FieldProblem {
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

// Validate gives what keeps the choice from being remembered.
func (s SettingRecord) Validate() []FieldProblem { return SettingFields.limits(nil, &s) }

// ValidateChange implements Changeable.
func (s SettingRecord) ValidateChange(stored SettingRecord) []FieldProblem {
	return SettingFields.limits(&stored, &s)
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

// NewID gives a fresh UUID. Ids grow with time, so that rows stand in the file
// in the order in which they came, and ids of two offices never meet.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// wrongIn returns what keeps an entity from being saved: in the place of what is
// stored where it is known, else by itself.
func wrongIn[T Changeable[T]](v, stored T, known bool) []FieldProblem {
	if known {
		return v.ValidateChange(stored)
	}
	return v.Validate()
}

// wrongPart is wrongIn for an invitee whose person is a record of its own.
func wrongPart(v, stored Invitee, known bool) []FieldProblem {
	if known {
		return InviteeFields.limits(&stored, &v)
	}
	return InviteeFields.limits(nil, &v)
}

// beyondMost says that a list is too long.
func beyondMost(n, most int) string {
	return words.T("These are %d entries; at most %d fit.", n, most)
}

// nameOf names a record for the person at the desk.
func nameOf(kind RecordKind, entity any) string {
	t, known := recordTypeOf(kind)
	if !known {
		return ""
	}
	if name := t.name(entity); name != "" {
		return words.T("%s “%s”|kind of a record, its name", t.word().Label(), name)
	}
	return t.word().Label()
}

// seat is where a record stands in a list of its event.
type seat struct {
	kind     RecordKind
	eventID  string
	position int
}

// placeOf returns the place of a record; ok is false for one that has none.
func placeOf(kind RecordKind, record any) (at seat, ok bool) {
	t, known := recordTypeOf(kind)
	if !known {
		return seat{}, false
	}
	return t.seat(record)
}

func indexed(list string, i int) string { return fmt.Sprintf("%s[%d].", list, i) }

// packChanges writes changes to be set aside.
func packChanges(changes []RecordChange) ([]byte, error) {
	text, err := json.Marshal(changes)
	if err != nil {
		return nil, Errorf(CodeInternal, err, "What was changed could not be kept to be undone. Nothing was changed.")
	}
	return text, nil
}

// unpackChanges reads what packChanges wrote.
func unpackChanges(text []byte) ([]RecordChange, error) {
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
		kind, known := recordTypeOf(r.Kind)
		err := fmt.Errorf("no records are of the kind %q", r.Kind)
		if known {
			if c.Before, err = kind.decode(r.Before); err == nil {
				c.After, err = kind.decode(r.After)
			}
		}
		if err != nil {
			return nil, Errorf(CodeInternal, err, "What was changed could not be read again, so it was not undone.")
		}
		changes[i] = c
	}
	return changes, nil
}
