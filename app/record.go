package app

import "time"

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

// RecordKinds are the kinds of records in their order.
var RecordKinds = Vocabulary[RecordKind]{
	{RecordSetting, "设置", "Setting"},
	{RecordDepartment, "承办单位", "Department"},
	{RecordEvent, "活动", "Event"},
	{RecordPerson, "人员", "Person"},
	{RecordInvitee, "邀请对象", "Invitee"},
	{RecordAgenda, "议程环节", "Agenda item"},
	{RecordFeedback, "意见建议", "Opinion"},
	{RecordPhoto, "照片", "Photo"},
	{RecordPrint, "打印记录", "Print"},
	{RecordDisplaced, "未采用的版本", "Version not taken"},
}

// SettingRecord is a remembered choice as a record.
type SettingRecord struct {
	Name     string
	Value    string
	Revision int64
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
