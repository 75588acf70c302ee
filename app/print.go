package app

import "time"

// Print remembers what a paper said when it was printed: attendance is entered
// in the order of the sheet that people signed, and a changed agenda is told
// from the one that was handed out.
type Print struct {
	ID      string
	EventID string
	Paper   string    // the paper's name on the command line, such as sign-in
	At      time.Time // the moment, to the second
	By      string
	Options string // the paper's options as JSON
	Lines   []PrintLine

	Revision int64  // raised by every change
	Extra    string // JSON of fields of a newer version, kept for it
}

// PrintLine is one line of a printed list, in its order.
type PrintLine struct {
	Number int    // as printed; 0 where the line has none
	ID     string // of the invitee or agenda item; empty for a blank line
	Group  string // the heading above it
	Text   string // what a later print is compared with
}

// PrintFields are the fields of a remembered print.
var PrintFields = Fields[Print]{
	{FieldInfo{Go: "ID", Name: "id", Kind: KindID, Max: LongestID, Purge: PurgeKeeps}, func(p *Print) any { return &p.ID }},
	{FieldInfo{Go: "EventID", Name: "event_id", ByProgram: true, Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(p *Print) any { return &p.EventID }},
	{FieldInfo{Go: "Paper", Name: "paper", Label: "Paper", Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(p *Print) any { return &p.Paper }},
	{FieldInfo{Go: "At", Name: "at", ByProgram: true, Kind: KindMoment, Purge: PurgeKeeps}, func(p *Print) any { return &p.At }},
	{FieldInfo{Go: "By", Name: "by", ByProgram: true, Kind: KindText, Max: longestUnit, Purge: PurgeKeeps}, func(p *Print) any { return &p.By }},
	{FieldInfo{Go: "Options", Name: "options", Kind: KindProse, Max: longestProse, Purge: PurgeKeeps}, func(p *Print) any { return &p.Options }},
	{FieldInfo{Go: "Lines", Name: "lines", Kind: KindRows, Rows: PrintLineFields, Most: mostPrintLines, Purge: PurgeByRow}, func(p *Print) any { return &p.Lines }},
	{FieldInfo{Go: "Revision", Name: "revision", Kind: KindOwn, Purge: PurgeKeeps}, func(p *Print) any { return &p.Revision }},
	{FieldInfo{Go: "Extra", Name: "extra", Kind: KindOwn}, func(p *Print) any { return &p.Extra }},
}

// PrintLineFields are the fields of a line of a print.
var PrintLineFields = Fields[PrintLine]{
	{FieldInfo{Go: "Number", Name: "number", Kind: KindNumber, Max: mostPosition, Purge: PurgeKeeps}, func(l *PrintLine) any { return &l.Number }},
	{FieldInfo{Go: "ID", Name: "id", Kind: KindLink, Max: LongestID, Purge: PurgeKeeps}, func(l *PrintLine) any { return &l.ID }},
	{FieldInfo{Go: "Group", Name: "group", Kind: KindText, Max: longestTitle}, func(l *PrintLine) any { return &l.Group }},
	{FieldInfo{Go: "Text", Name: "text", Kind: KindProse, Max: longestChange}, func(l *PrintLine) any { return &l.Text }},
}

// Validate returns what keeps the print from being remembered.
func (p Print) Validate() []FieldProblem { return PrintFields.Limits(nil, &p) }

// ValidateChange implements Changeable.
func (p Print) ValidateChange(stored Print) []FieldProblem { return PrintFields.Limits(&stored, &p) }
