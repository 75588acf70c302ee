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

	Revision int64  `json:"-"`          // raised by every change
	Extra    string `json:",omitempty"` // fields of a newer version as JSON, kept for it
}

// PrintLine is one line of a printed list, in its order.
type PrintLine struct {
	Number int    // as printed; 0 where the line has none
	ID     string // of the invitee or agenda item; empty for a blank line
	Group  string // the heading above it
	Text   string // what a later print is compared with
}
