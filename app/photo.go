package app

import (
	"strings"
	"time"
)

// Photo is a picture of the day for the summary report.
type Photo struct {
	ID       string
	EventID  string
	Position int    // order in the report
	Caption  string // 图片说明
	Media    string // image/jpeg or image/png
	Data     []byte
	AddedAt  time.Time

	Revision int64  // raised by every change
	Extra    string // JSON of fields of a newer version, kept for it
}

// PhotoFields are the fields of a photo.
var PhotoFields = Fields[Photo]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(p *Photo) any { return &p.ID }},
	{FieldInfo{Go: "EventID", Name: "event_id", ByProgram: true, Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(p *Photo) any { return &p.EventID }},
	{FieldInfo{Go: "Position", Name: "position", ByProgram: true, Label: "Order", Kind: KindNumber, Max: mostPosition, Purge: PurgeKeeps}, func(p *Photo) any { return &p.Position }},
	{FieldInfo{Go: "Caption", Name: "caption", Label: "Caption of the photo", Kind: KindText, Max: longestText, Purge: PurgeMasks}, func(p *Photo) any { return &p.Caption }},
	{FieldInfo{Go: "Media", Name: "media", ByProgram: true, Kind: KindText, Max: LongestID, Purge: PurgeKeeps}, func(p *Photo) any { return &p.Media }},
	{FieldInfo{Go: "Data", Name: "data", ByProgram: true, Kind: KindBytes, Max: mostPhotoBytes, Purge: PurgeKeeps}, func(p *Photo) any { return &p.Data }},
	{FieldInfo{Go: "AddedAt", Name: "added_at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(p *Photo) any { return &p.AddedAt }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(p *Photo) any { return &p.Revision }},
	{FieldInfo{Go: "Extra", Name: "extra", Kind: KindOwn}, func(p *Photo) any { return &p.Extra }},
}

// Validate returns what keeps the photo from being saved.
func (p Photo) Validate() []FieldProblem {
	return append(PhotoFields.Limits(nil, &p), p.broken()...)
}

// ValidateChange implements Changeable.
func (p Photo) ValidateChange(stored Photo) []FieldProblem {
	return append(PhotoFields.Limits(&stored, &p), p.broken()...)
}

// broken returns the rules that the photo breaks whatever is stored of it.
func (p Photo) broken() []FieldProblem {
	var found Problems
	if !strings.HasPrefix(p.Media, "image/") || len(p.Data) == 0 {
		found.Add("Data", "This is not a picture.")
	}
	return found
}
