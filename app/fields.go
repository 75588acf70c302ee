package app

import "slices"

// FieldKind is what a field holds, and with it how it is tidied, checked, shown
// and written.
type FieldKind string

// The kinds of fields, each with the Go type of what it holds.
const (
	KindID       FieldKind = "id"        // string: the id of the record itself
	KindLink     FieldKind = "link"      // string: the id of another record
	KindOwn      FieldKind = "own"       // what each data file keeps for itself: neither compared nor handed over as a field
	KindName     FieldKind = "name"      // string: a person's name
	KindIDNumber FieldKind = "id_number" // string: a person's ID number
	KindPhone    FieldKind = "phone"     // string: a person's telephone number
	KindReading  FieldKind = "reading"   // string: a name in pinyin
	KindAddress  FieldKind = "address"   // string: where a person lives
	KindEmail    FieldKind = "email"     // string: an e-mail address
	KindWeb      FieldKind = "web"       // string: a link
	KindText     FieldKind = "text"      // string: a short text
	KindProse    FieldKind = "prose"     // string: a free text
	KindLines    FieldKind = "lines"     // []string: short texts, one a line
	KindRows     FieldKind = "rows"      // []R: rows with fields of their own
	KindDate     FieldKind = "date"      // time.Time: a day
	KindMoment   FieldKind = "moment"    // time.Time
	KindNumber   FieldKind = "number"    // int or int64
	KindChoice   FieldKind = "choice"    // ~string: a word of a closed list
	KindYesNo    FieldKind = "yes_no"    // bool
	KindShare    FieldKind = "share"     // Share
	KindBytes    FieldKind = "bytes"     // []byte
)

// Identifies reports whether fields of the kind tell who somebody is and are
// therefore stored encrypted, each by itself.
func (k FieldKind) Identifies() bool {
	return k == KindIDNumber || k == KindPhone || k == KindAddress
}

// PurgeRule is what becomes of a field when the personal data of an event is
// deleted. The rule of a field that names none is that it is emptied.
type PurgeRule string

// The rules of a purge.
const (
	PurgeEmpties  PurgeRule = ""     // nothing is left
	PurgeKeeps    PurgeRule = "keep" // nothing personal is in it
	PurgeMasks    PurgeRule = "mask" // names and numbers in the text are hidden
	PurgeMasksAll PurgeRule = "name" // it is a name, of which the surname is left
	PurgeByRow    PurgeRule = "rows" // each row by the rules of its own fields
)

// MergeRule is how two versions of a field come together when both sides of a
// hand-over changed the record.
type MergeRule string

// The rules of a merge.
const (
	MergeChosen MergeRule = ""      // as the version has it that is chosen for the record
	MergeUnion  MergeRule = "union" // the rows of both sides, by their ids
	MergeFills  MergeRule = "fill"  // what is filled here stays; what is empty is filled
)

// Edited reports whether people fill the field in.
func (f FieldInfo) Edited() bool { return !f.ByProgram && f.Kind != KindID && f.Kind != KindOwn }

// Choices is the closed list of words that a field is chosen from.
type Choices interface {
	// Words returns the list with its codes as plain texts.
	Words() Vocabulary[string]
	// Knows reports whether a code is in the list.
	Knows(code string) bool
}

// Rows are the descriptors of the rows of a list. A list is handed to it as the
// pointer that Place gives.
type Rows interface {
	// Any returns the fields of a row.
	Any() []AnyField
	// Len returns the number of rows.
	Len(list any) int
	// Clone puts a copy of the list in its place.
	Clone(list any)
	// At returns a pointer to a row.
	At(list any, i int) any
	// Grow puts an empty row at the end and gives a pointer to it.
	Grow(list any) any
}

// FieldInfo is what is said once of a field and read by all that deals with it.
type FieldInfo struct {
	Go      string // name of the Go field
	Name    string // name in files: never changes, whatever becomes of the Go name
	Chinese string // heading in workbooks, rosters and lists; empty for what stands in none
	Label   string // key of package words: label in forms and comparisons; empty for what people do not see
	Kind    FieldKind

	ByProgram bool // no form edits it, as none does ids and what is the file's own

	Required string  // key of package words: what is said where it is empty; "" = it may be
	Min, Max int     // limits: of a number; Max of the characters of a text or of each line; 0 and 0 = none
	Rows     Rows    // of kind rows
	Most     int     // how many lines or rows there may be
	Choices  Choices // of kind choice

	Purge    PurgeRule
	Merge    MergeRule
	Synonyms []string // other headings of the field in rosters, as headings are compared
}

// Field is a field of an entity or of a row.
type Field[T any] struct {
	FieldInfo
	// Place returns a pointer to the field, for an Invitee's Person to the
	// person's id.
	Place func(*T) any
}

// AnyField is a field of whatever is at hand as a pointer.
type AnyField struct {
	FieldInfo
	Place func(v any) any
}

// Fields are the descriptors of all exported fields of an entity or a row, in
// the order of the form.
type Fields[T any] []Field[T]

// Named returns the field with a name, that of the Go field or that in files. It panics where there is
// none: names are written in the program.
func (l Fields[T]) Named(name string) Field[T] {
	if f, there := l.Find(name); there {
		return f
	}
	panic("no field is called " + name)
}

// Find returns the field with a name, that of the Go field or that in files; false
// where there is none.
func (l Fields[T]) Find(name string) (Field[T], bool) {
	i := slices.IndexFunc(l, func(f Field[T]) bool { return f.Go == name || f.Name == name })
	if i < 0 {
		return Field[T]{}, false
	}
	return l[i], true
}

// Any implements Rows.
func (l Fields[T]) Any() []AnyField {
	all := make([]AnyField, len(l))
	for i, f := range l {
		all[i] = AnyField{f.FieldInfo, func(v any) any { return f.Place(v.(*T)) }}
	}
	return all
}

// Len implements Rows.
func (l Fields[T]) Len(list any) int { return len(*list.(*[]T)) }

// Clone implements Rows.
func (l Fields[T]) Clone(list any) {
	rows := list.(*[]T)
	*rows = slices.Clone(*rows)
}

// At implements Rows.
func (l Fields[T]) At(list any, i int) any { return &(*list.(*[]T))[i] }

// Grow implements Rows.
func (l Fields[T]) Grow(list any) any {
	rows := list.(*[]T)
	var empty T
	*rows = append(*rows, empty)
	return &(*rows)[len(*rows)-1]
}

// The greatest lengths of texts, in characters, and of lists.
const (
	LongestID    = 64
	longestName  = 64
	longestPhone = 128 // several numbers in one cell
	longestUnit  = 128
	longestTitle = 200
	longestText  = 1_000
	longestLine  = 2_000
	longestProse = 20_000
	// A step's note, what a field was before and after it, and what a print said
	// of a line hold texts of other fields with words around them.
	longestChange  = 2 * longestProse
	longestReading = 200
	longestSetting = 1_000_000 // such as all presets of a paper

	mostLines       = 200
	mostTransitions = 2_000
	mostPrintLines  = MostInvitees + 1_000 // blank lines among them
	mostPhotoBytes  = 20 << 20
)

// The greatest numbers.
const (
	MostInvitees = 60_000 // of an event
	MostOpinions = 60_000 // of an event
	MostAgenda   = 2_000  // items of an event
	MostOffset   = 3_660  // days by which a deadline lies otherwise

	mostDenominator = 1_000_000_000_000 // of a share

	mostMinutes  = 24 * 60
	mostAnswers  = 1_000_000 // to a question
	mostPosition = 1_000_000_000
)

// The first and the last year of every date.
const (
	FirstYear = 1900
	LastYear  = 2199
)

// within returns the fields of a part of an entity as fields of the entity.
func within[T, P any](part func(*T) *P, fields Fields[P]) Fields[T] {
	all := make(Fields[T], len(fields))
	for i, f := range fields {
		all[i] = Field[T]{f.FieldInfo, func(v *T) any { return f.Place(part(v)) }}
	}
	return all
}

// GuestFields are the fields of an invitee and of their person in one list.
// What both have — id and what is their own — is the invitee's.
var GuestFields = func() Fields[Invitee] {
	person := within(func(i *Invitee) *Person { return &i.Person }, PersonFields)
	person = slices.DeleteFunc(person, func(f Field[Invitee]) bool {
		return slices.ContainsFunc(InviteeFields, func(own Field[Invitee]) bool { return own.Go == f.Go })
	})
	return append(person, InviteeFields...)
}()
