// Package roster decides what becomes of the rows of a list of people: who is new,
// who is on the list of the event already, and what is filled in.
package roster

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/library"
	"openday/app/phone"
	"openday/app/words"
)

// Field is what a column of a roster holds. The empty one is a column
// that is not taken over.
type Field string

// The fields of a roster, by their names in files.
const (
	Name     Field = "name"
	Gender   Field = "gender"
	IDNumber Field = "id_number"
	Phone    Field = "phone"
	Unit     Field = "unit"
	Post     Field = "post"
	Category Field = "category"
	Channel  Field = "channel"
	BornOn   Field = "born_on"
	Reading  Field = "reading"
	Note     Field = "note"
)

// Kept is a column that is no field of the program: what it says is kept in the
// note, with its heading.
const Kept Field = "kept"

// Fields are the fields of a roster, in the order of the template: those of
// an invitee for which headings are known.
var Fields = func() app.Vocabulary[Field] {
	var all app.Vocabulary[Field]
	for _, f := range app.GuestFields {
		if f.Synonyms != nil {
			english, _, _ := strings.Cut(f.Label, "|")
			all = append(all, app.Word[Field]{Code: Field(f.Name), Chinese: f.Chinese, English: english})
		}
	}
	return all
}()

// Row is one row of a roster as it was read.
type Row struct {
	Line    int         // its number in the file or among what was pasted, from 1
	Place   int         // of the person among those of the row, from 1; 0 where it is of one
	Invitee app.Invitee // what it says of the person and of their part in the event
	Wrong   []string    // why its cells cannot be used, in sentences; the row is an error
	Notes   []string    // what was left out of it, in sentences
	Hidden  bool        // it is hidden in the sheet
	Struck  bool        // it is struck through
	Skipped string      // why the row is left out, being a total or hidden; empty for a person's row
	Cells   []string    // its cells as they came, to send them back
}

// Key tells a row from all others of a roster: 12, or 12/2 for the second person of a
// row.
func (r Row) Key() string {
	if r.Place == 0 {
		return strconv.Itoa(r.Line)
	}
	return strconv.Itoa(r.Line) + "/" + strconv.Itoa(r.Place)
}

// Verdict is what becomes of a row of a roster.
type Verdict string

// The verdicts on a row.
const (
	VerdictNew       Verdict = "new"       // somebody is added to the list
	VerdictUpdate    Verdict = "update"    // empty fields of somebody on the list are filled
	VerdictDuplicate Verdict = "duplicate" // nothing: the person is there already
	VerdictError     Verdict = "error"     // nothing: the row has to be mended
	VerdictSkipped   Verdict = "skipped"   // nothing: the row is nobody's
)

// Verdicts are the verdicts on a row.
var Verdicts = app.Vocabulary[Verdict]{
	{Code: VerdictNew, Chinese: "新增", English: "New"},
	{Code: VerdictUpdate, Chinese: "补充", English: "Update"},
	{Code: VerdictDuplicate, Chinese: "重复", English: "Duplicate"},
	{Code: VerdictError, Chinese: "错误", English: "Error"},
	{Code: VerdictSkipped, Chinese: "跳过", English: "Skipped"},
}

// DuplicatePolicy is what becomes of a row whose person is on the list already,
// or in an earlier row.
type DuplicatePolicy string

// The policies for duplicates.
const (
	DuplicatesSkip   DuplicatePolicy = "skip"
	DuplicatesUpdate DuplicatePolicy = "update" // fills what is empty; nothing filled changes
	DuplicatesAdd    DuplicatePolicy = "add"    // as one more person
)

// DuplicatePolicies are the policies for duplicates.
var DuplicatePolicies = app.Vocabulary[DuplicatePolicy]{
	{Code: DuplicatesSkip, Chinese: "跳过重复的人", English: "Skip duplicates"},
	{Code: DuplicatesUpdate, Chinese: "补充空白项", English: "Fill empty fields"},
	{Code: DuplicatesAdd, Chinese: "仍然添加", English: "Add all the same"},
}

// Judged is a row with what becomes of it and why.
type Judged struct {
	Row
	Verdict  Verdict
	Reason   string   // a sentence or several
	Warnings []string // what speaks against somebody who is added, in sentences
}

// Why returns the reason and the warnings in one text.
func (v Judged) Why() string {
	if len(v.Warnings) == 0 {
		return v.Reason
	}
	return app.Sentences(append([]string{v.Reason}, v.Warnings...)...)
}

// rosterPart is a field of an invitee that a roster fills.
type rosterPart struct{ app.Field[app.Invitee] }

// fill takes over the field where it is empty, and tells whether it did.
func (p rosterPart) fill(to *app.Invitee, from app.Invitee) bool {
	into, said := reflect.ValueOf(p.Place(to)).Elem(), reflect.ValueOf(p.Place(&from)).Elem()
	if !into.IsZero() || said.IsZero() {
		return false
	}
	into.Set(said)
	return true
}

// rosterParts are all fields that a roster fills but the name.
var rosterParts = func() []rosterPart {
	var all []rosterPart
	for _, f := range app.GuestFields {
		if f.Synonyms != nil && f.Kind != app.KindName {
			all = append(all, rosterPart{f})
		}
	}
	return all
}()

// Plan is what is written when a roster is added.
type Plan struct {
	Verdicts []Judged
	Added    []app.Invitee // without ids, but for people of the library
	Changed  []app.Invitee // from the list, their empty fields filled
}

// listed is somebody on the list, or in a row that is added to it.
type listed struct {
	invitee app.Invitee // as it is when the rows so far are written
	line    int         // of the row; 0 for somebody on the list
	number  int         // on the list, from 1
	changed bool
}

func (e *listed) who() string {
	if e.line > 0 {
		return words.T("row %d (%s)", e.line, e.invitee.Person.Name)
	}
	return words.T("No. %d on the list (%s)", e.number, e.invitee.Person.Name)
}

// rosterJudge compares rows with those who are on the list.
type rosterJudge struct {
	byKey    map[rosterKey]*listed
	byPerson map[string]*listed // those who are in the library, by their id there
	byName   map[string]*listed
}

// TidiedRows returns the people of the rows as they would be stored.
func TidiedRows(rows []Row) []app.Invitee {
	all := make([]app.Invitee, len(rows))
	for i, r := range rows {
		if r.Skipped == "" {
			all[i] = r.Invitee.Tidied()
		}
	}
	return all
}

// Judge decides row by row what is to be written. Two rows are the same
// person by ID number; where one of them has none by name and phone; where one
// has no phone either by name and unit; and where neither has anything but the
// name by that. All else stays apart, whatever the names.
func Judge(event app.Event, list []app.Invitee, known []app.Person, rows []Row, tidied []app.Invitee, policy DuplicatePolicy) Plan {
	people := library.New(known)
	j := rosterJudge{map[rosterKey]*listed{}, map[string]*listed{}, map[string]*listed{}}
	present := make([]*listed, len(list))
	for i, v := range list {
		present[i] = &listed{invitee: v, number: i + 1}
		j.learn(present[i])
	}
	plan := Plan{Verdicts: make([]Judged, len(rows))}
	var added []*listed
	for i, row := range rows {
		out := &plan.Verdicts[i]
		out.Row = row
		if row.Skipped != "" {
			out.Verdict, out.Reason = VerdictSkipped, row.Skipped
			continue
		}
		v := tidied[i]
		v.Vetting = app.Vetting(cmp.Or(string(v.Vetting), string(app.VettingPending)))
		if wrong := wrongRow(row, v); len(wrong) > 0 {
			out.Verdict, out.Reason = VerdictError, app.Sentences(wrong...)
			continue
		}
		match, by := j.find(v)
		person, isKnown := people.Match(v.Person)
		if match == nil && isKnown {
			if match = j.byPerson[person.ID]; match != nil {
				by = words.T("As the people of earlier events show, this is %s.", match.who())
			}
		}
		switch {
		case match == nil:
			if isKnown {
				v.Person = v.Person.Completed(person)
			}
			out.Verdict, out.Reason = VerdictNew, words.T("Not on the list yet.")
			if namesake := j.byName[hanzi.NameKey(v.Person.Name)]; namesake != nil {
				out.Reason = words.T("Not on the list yet. %s has the same name and is taken for somebody else.", namesake.who())
			}
		case policy == DuplicatesAdd:
			out.Verdict, out.Reason = VerdictNew, by+" "+words.T("Added all the same.")
		default:
			out.Verdict, out.Reason = VerdictDuplicate, by
			if hanzi.NameKey(match.invitee.Person.Name) != hanzi.NameKey(v.Person.Name) {
				out.Reason += " " + words.T("The names differ: one of the two has a wrong ID number.")
			} else if policy == DuplicatesUpdate {
				if filled := match.fill(v); len(filled) > 0 {
					j.learn(match)
					out.Verdict, out.Reason = VerdictUpdate, by+" "+words.T("Fills in: %s.", strings.Join(filled, words.T(", |between words of a list")))
				}
			}
		}
		if out.Verdict == VerdictNew && len(list)+len(added) >= app.MostInvitees {
			out.Verdict, out.Reason = VerdictError, words.T("The event has %d invitees already; no more fit.", app.MostInvitees)
			continue
		}
		if out.Verdict == VerdictNew {
			e := &listed{invitee: v, line: row.Line}
			added = append(added, e)
			j.learn(e)
		}
		if out.Verdict != VerdictDuplicate {
			out.Warnings = append(slices.Clone(row.Notes), row.Invitee.Mended(tidied[i])...)
			for _, d := range v.Doubts(event) {
				out.Warnings = append(out.Warnings, d.Message)
			}
		}
	}
	for _, e := range added {
		e.invitee.Person = e.invitee.Person.CompletedByID()
		plan.Added = append(plan.Added, e.invitee)
	}
	for _, e := range present {
		if e.changed {
			plan.Changed = append(plan.Changed, e.invitee)
		}
	}
	return plan
}

// wrongRow returns why a row cannot be taken over.
func wrongRow(row Row, v app.Invitee) []string {
	wrong := slices.Clone(row.Wrong)
	for _, p := range v.Validate() {
		message := p.Message
		if f, there := app.GuestFields.Find(p.Field); there && f.Missing() != message {
			message = words.T("%s: %s|name of a field, what is wrong with it", words.T(f.Label), message)
		}
		wrong = append(wrong, message)
	}
	switch name := v.Person.Name; {
	case name == "" || len(row.Wrong) > 0:
	case strings.ContainsAny(name, "、，,；;") || strings.Contains(strings.TrimSpace(row.Invitee.Person.Name), "\n"):
		wrong = append(wrong, words.T("There seem to be several names in one cell; give each person a row."))
	case !strings.ContainsFunc(name, unicode.IsLetter):
		wrong = append(wrong, words.T("“%s” is no name.", name))
	}
	return wrong
}

// fill fills the empty fields of the entry and names those that it filled.
func (e *listed) fill(from app.Invitee) []string {
	var filled []string
	for _, p := range rosterParts {
		if p.fill(&e.invitee, from) {
			filled = append(filled, words.T(p.Label))
			e.changed = true
		}
	}
	return filled
}

// rosterKey is a key under which somebody is filed among those to compare with:
// one field's value, with the name where the field is not the ID number.
type rosterKey struct {
	by          Field
	name, value string
	// The fields that would decide before this one are lacking.
	lacksID, lacksPhone bool
}

// learn files somebody under every key under which a later row may look for
// them. Who is filed first under a key stays.
func (j *rosterJudge) learn(e *listed) {
	own := IdentityOf(e.invitee)
	file := func(k rosterKey) {
		if _, taken := j.byKey[k]; !taken {
			j.byKey[k] = e
		}
	}
	if own.ID != "" {
		file(rosterKey{by: IDNumber, value: own.ID})
	}
	for _, lacksID := range []bool{false, true} {
		if lacksID && own.ID != "" {
			continue
		}
		for _, number := range own.Phones {
			file(rosterKey{Phone, own.Name, number, lacksID, false})
		}
		if own.Unit != "" {
			file(rosterKey{Unit, own.Name, own.Unit, lacksID, false})
		}
		if own.Unit != "" && len(own.Phones) == 0 {
			file(rosterKey{Unit, own.Name, own.Unit, lacksID, true})
		}
	}
	if own.nameOnly() {
		file(rosterKey{by: Name, name: own.Name})
	}
	if _, taken := j.byName[own.Name]; !taken {
		j.byName[own.Name] = e
	}
	if e.invitee.Person.ID != "" {
		j.byPerson[e.invitee.Person.ID] = e
	}
}

// find looks for the person of a row, and says by what it was found.
func (j *rosterJudge) find(v app.Invitee) (*listed, string) {
	own := IdentityOf(v)
	look := func(k rosterKey) *listed {
		e := j.byKey[k]
		if e == nil {
			return nil
		}
		// A field that was filled since they were filed decides.
		other := IdentityOf(e.invitee)
		if own.ID != "" && other.ID != "" && own.ID != other.ID ||
			k.by != IDNumber && len(own.Phones) > 0 && len(other.Phones) > 0 && !phone.Same(v.Person.Phone, e.invitee.Person.Phone) {
			return nil
		}
		return e
	}
	if own.ID != "" {
		if e := look(rosterKey{by: IDNumber, value: own.ID}); e != nil {
			return e, words.T("The ID number is that of %s.", e.who())
		}
	}
	for _, number := range own.Phones {
		if e := look(rosterKey{Phone, own.Name, number, own.ID != "", false}); e != nil {
			if slices.Equal(own.Phones, IdentityOf(e.invitee).Phones) {
				return e, words.T("Name and phone are those of %s.", e.who())
			}
			return e, words.T("Name and one of the phones are those of %s.", e.who())
		}
	}
	if own.Unit != "" {
		if e := look(rosterKey{Unit, own.Name, own.Unit, own.ID != "", len(own.Phones) > 0}); e != nil {
			return e, words.T("Name and unit are those of %s.", e.who())
		}
	}
	if own.nameOnly() {
		if e := look(rosterKey{by: Name, name: own.Name}); e != nil {
			return e, words.T("It says no more than the name, which is that of %s.", e.who())
		}
	}
	return nil, ""
}

// Identity is what tells who an invitee is, each in the form in which it is
// compared.
type Identity struct {
	Name, ID string
	Phones   []string
	Unit     string
}

// IdentityOf returns what tells who an invitee is.
func IdentityOf(v app.Invitee) Identity {
	return Identity{
		hanzi.NameKey(v.Person.Name), idcard.Key(v.Person.IDNumber), phone.Keys(v.Person.Phone),
		strings.Join(strings.Fields(hanzi.CleanText(v.Unit)), ""),
	}
}

// nameOnly reports whether nothing but the name is known.
func (c Identity) nameOnly() bool { return c.ID == "" && len(c.Phones) == 0 && c.Unit == "" }
