package app

import "time"

// Exchanged is what is known of earlier hand-overs of records. Met reports
// whether a record was in one, Knows whether it was there in a version.
type Exchanged struct {
	Met   func(record string) bool
	Knows func(record, version string) bool
}

// Version is one version of a record, as it was in a hand-over file.
type Version struct {
	Record string // kind:id
	Digest string
}

// Displaced is a version of a record that another one was preferred to when
// both sides had changed it. It is kept so that nothing is lost.
type Displaced struct {
	ID      string
	EventID string
	At      time.Time // when it was displaced
	What    string    // field by field, in the language of the day
}

// DisplacedFields are the fields of a displaced version. It stays in the data file
// in which it was displaced.
var DisplacedFields = Fields[Displaced]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(d *Displaced) any { return &d.ID }},
	{FieldInfo{Go: "EventID", Name: "event_id", Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(d *Displaced) any { return &d.EventID }},
	{FieldInfo{Go: "At", Name: "at", Kind: KindMoment, Purge: PurgeKeeps}, func(d *Displaced) any { return &d.At }},
	{FieldInfo{Go: "What", Name: "what", Kind: KindOwn}, func(d *Displaced) any { return &d.What }},
}
