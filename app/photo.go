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

	Revision int64  `json:"-"`          // raised by every change
	Extra    string `json:",omitempty"` // fields of a newer version as JSON, kept for it
}

// Validate gives what keeps the photo from being saved.
func (p Photo) Validate() []FieldProblem {
	var found problems
	if !strings.HasPrefix(p.Media, "image/") || len(p.Data) == 0 {
		found.add("Data", "This is not a picture.")
	}
	return found
}
