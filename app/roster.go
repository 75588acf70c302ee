package app

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"openday/app/hanzi"
)

// RosterField is what a column of a roster holds. The empty one is a column
// that is not taken over.
type RosterField string

// The fields of a roster.
const (
	RosterName     RosterField = "name"
	RosterGender   RosterField = "gender"
	RosterIDNumber RosterField = "id_number"
	RosterPhone    RosterField = "phone"
	RosterUnit     RosterField = "unit"
	RosterPost     RosterField = "post"
	RosterCategory RosterField = "category"
	RosterChannel  RosterField = "channel"
	RosterBornOn   RosterField = "born_on"
	RosterNote     RosterField = "note"
)

// RosterFields are the fields of a roster, in the order of the template.
var RosterFields = Vocabulary[RosterField]{
	{RosterName, "姓名", "Name"},
	{RosterGender, "性别", "Gender"},
	{RosterIDNumber, "身份证号", "ID number"},
	{RosterPhone, "联系电话", "Phone"},
	{RosterUnit, "单位", "Unit"},
	{RosterPost, "职务", "Post"},
	{RosterCategory, "类别", "Category"},
	{RosterChannel, "报名渠道", "Sign-up channel"},
	{RosterBornOn, "出生日期", "Date of birth"},
	{RosterNote, "备注", "Note"},
}

// RosterRow is one row of a roster as it was read.
type RosterRow struct {
	Line    int      // its number in the file or among what was pasted, from 1
	Invitee Invitee  // what it says of the person and of their part in the event
	Wrong   []string // why its cells cannot be used, in sentences; the row is an error
	Notes   []string // what was left out of it, in sentences
	Skipped string   // why the row is that of nobody, such as a total; empty for a person's row
	Cells   []string // its cells as they came, to send them back
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
var Verdicts = Vocabulary[Verdict]{
	{VerdictNew, "新增", "New"},
	{VerdictUpdate, "补充", "Update"},
	{VerdictDuplicate, "重复", "Duplicate"},
	{VerdictError, "错误", "Error"},
	{VerdictSkipped, "跳过", "Skipped"},
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
var DuplicatePolicies = Vocabulary[DuplicatePolicy]{
	{DuplicatesSkip, "跳过重复的人", "Skip duplicates"},
	{DuplicatesUpdate, "补充空白项", "Fill empty fields"},
	{DuplicatesAdd, "仍然添加", "Add all the same"},
}

// RosterVerdict is a row with what becomes of it and why.
type RosterVerdict struct {
	RosterRow
	Verdict  Verdict
	Reason   string   // a sentence or several
	Warnings []string // what speaks against somebody who is added, in sentences
}

// Why gives the reason and the warnings in one text.
func (v RosterVerdict) Why() string {
	all := []string{v.Reason}
	for _, w := range v.Warnings {
		if last, _ := utf8.DecodeLastRuneInString(w); !unicode.IsPunct(last) {
			w += sentence(".|ends a sentence")
		}
		all = append(all, w)
	}
	return strings.Join(all, " ")
}

// rosterPart is a field of an invitee that a roster fills.
type rosterPart struct {
	code RosterField
	// fill takes over the field where it is empty, and tells whether it did.
	fill func(to *Invitee, from Invitee) bool
}

func partOf[V comparable](code RosterField, at func(*Invitee) *V) rosterPart {
	var none V
	return rosterPart{
		code: code,
		fill: func(to *Invitee, from Invitee) bool {
			if *at(to) != none || *at(&from) == none {
				return false
			}
			*at(to) = *at(&from)
			return true
		},
	}
}

// rosterParts are all fields that a roster fills but the name.
var rosterParts = []rosterPart{
	partOf(RosterGender, func(i *Invitee) *Gender { return &i.Person.Gender }),
	partOf(RosterIDNumber, func(i *Invitee) *string { return &i.Person.IDNumber }),
	partOf(RosterPhone, func(i *Invitee) *string { return &i.Person.Phone }),
	partOf(RosterUnit, func(i *Invitee) *string { return &i.Unit }),
	partOf(RosterPost, func(i *Invitee) *string { return &i.Post }),
	partOf(RosterCategory, func(i *Invitee) *string { return &i.Category }),
	partOf(RosterChannel, func(i *Invitee) *string { return &i.Channel }),
	partOf(RosterBornOn, func(i *Invitee) *time.Time { return &i.Person.BornOn }),
	partOf(RosterNote, func(i *Invitee) *string { return &i.Note }),
}

// rosterPlan is what is written when a roster is added.
type rosterPlan struct {
	verdicts []RosterVerdict
	added    []Invitee // without ids, but for people of the library
	changed  []Invitee // from the list, their empty fields filled
}

// listed is somebody on the list, or in a row that is added to it.
type listed struct {
	invitee Invitee // as it is when the rows so far are written
	line    int     // of the row; 0 for somebody on the list
	number  int     // on the list, from 1
	changed bool
}

func (e *listed) who() string {
	if e.line > 0 {
		return sentence("row %d (%s)", e.line, e.invitee.Person.Name)
	}
	return sentence("No. %d on the list (%s)", e.number, e.invitee.Person.Name)
}

// rosterJudge compares rows with those who are on the list.
type rosterJudge struct {
	byKey    map[rosterKey]*listed
	byPerson map[string]*listed // those who are in the library, by their id there
	byName   map[string]*listed
}

// tidiedRows gives the people of the rows as they would be stored.
func tidiedRows(rows []RosterRow) []Invitee {
	all := make([]Invitee, len(rows))
	for i, r := range rows {
		if r.Skipped == "" {
			all[i] = r.Invitee.Tidied()
		}
	}
	return all
}

// judgeRoster decides row by row what is to be written. Two rows are the same
// person by ID number; where one of them has none by name and phone; where one
// has no phone either by name and unit; and where neither has anything but the
// name by that. All else stays apart, whatever the names.
func judgeRoster(event Event, list []Invitee, known []Person, rows []RosterRow, tidied []Invitee, policy DuplicatePolicy) rosterPlan {
	people := newLibrary(known)
	j := rosterJudge{map[rosterKey]*listed{}, map[string]*listed{}, map[string]*listed{}}
	present := make([]*listed, len(list))
	for i, v := range list {
		present[i] = &listed{invitee: v, number: i + 1}
		j.learn(present[i])
	}
	plan := rosterPlan{verdicts: make([]RosterVerdict, len(rows))}
	var added []*listed
	for i, row := range rows {
		out := &plan.verdicts[i]
		out.RosterRow = row
		if row.Skipped != "" {
			out.Verdict, out.Reason = VerdictSkipped, row.Skipped
			continue
		}
		v := tidied[i]
		v.Vetting = Vetting(or(string(v.Vetting), string(VettingPending)))
		if wrong := wrongRow(row, v); len(wrong) > 0 {
			out.Verdict, out.Reason = VerdictError, strings.Join(wrong, " ")
			continue
		}
		match, by := j.find(v)
		person, isKnown := people.match(v.Person)
		if match == nil && isKnown {
			if match = j.byPerson[person.ID]; match != nil {
				by = sentence("As the people of earlier events show, this is %s.", match.who())
			}
		}
		switch {
		case match == nil:
			if isKnown {
				v.Person = v.Person.completed(person)
			}
			out.Verdict, out.Reason = VerdictNew, sentence("Not on the list yet.")
			if namesake := j.byName[v.Person.Name]; namesake != nil {
				out.Reason = sentence("Not on the list yet. %s has the same name and is taken for somebody else.", namesake.who())
			}
		case policy == DuplicatesAdd:
			out.Verdict, out.Reason = VerdictNew, by+" "+sentence("Added all the same.")
		default:
			out.Verdict, out.Reason = VerdictDuplicate, by
			if match.invitee.Person.Name != v.Person.Name {
				out.Reason += " " + sentence("The names differ: one of the two has a wrong ID number.")
			} else if policy == DuplicatesUpdate {
				if filled := match.fill(v); len(filled) > 0 {
					j.learn(match)
					out.Verdict, out.Reason = VerdictUpdate, by+" "+sentence("Fills in: %s.", strings.Join(filled, sentence(", |between words of a list")))
				}
			}
		}
		if out.Verdict == VerdictNew {
			e := &listed{invitee: v, line: row.Line}
			added = append(added, e)
			j.learn(e)
		}
		if out.Verdict != VerdictDuplicate {
			out.Warnings = slices.Clone(row.Notes)
			for _, d := range v.Doubts(event) {
				out.Warnings = append(out.Warnings, d.Message)
			}
		}
	}
	for _, e := range added {
		plan.added = append(plan.added, e.invitee)
	}
	for _, e := range present {
		if e.changed {
			plan.changed = append(plan.changed, e.invitee)
		}
	}
	return plan
}

// longestName is how many characters a name has at most; longer ones are
// sentences that slipped into the column.
const longestName = 50

// wrongRow gives why a row cannot be taken over.
func wrongRow(row RosterRow, v Invitee) []string {
	wrong := slices.Clone(row.Wrong)
	for _, p := range v.Validate() {
		wrong = append(wrong, p.Message)
	}
	switch name := v.Person.Name; {
	case name == "":
	case strings.ContainsAny(name, "、，,；;") || strings.Contains(strings.TrimSpace(row.Invitee.Person.Name), "\n"):
		wrong = append(wrong, sentence("There seem to be several names in one cell; give each person a row."))
	case !strings.ContainsFunc(name, unicode.IsLetter):
		wrong = append(wrong, sentence("“%s” is no name.", name))
	case utf8.RuneCountInString(name) > longestName:
		wrong = append(wrong, sentence("The name is longer than %d characters.", longestName))
	}
	return wrong
}

// fill fills the empty fields of the entry and names those that it filled.
func (e *listed) fill(from Invitee) []string {
	var filled []string
	for _, p := range rosterParts {
		if p.fill(&e.invitee, from) {
			filled = append(filled, RosterFields.Label(p.code))
			e.changed = true
		}
	}
	return filled
}

// rosterKey is a key under which somebody is filed among those to compare with:
// one field's value, with the name where the field is not the ID number.
type rosterKey struct {
	by          RosterField
	name, value string
	// The fields that would decide before this one are lacking.
	lacksID, lacksPhone bool
}

// learn files somebody under every key under which a later row may look for
// them. Who is filed first under a key stays.
func (j *rosterJudge) learn(e *listed) {
	name := e.invitee.Person.Name
	id, phone, unit := comparable3(e.invitee)
	file := func(k rosterKey) {
		if _, taken := j.byKey[k]; !taken {
			j.byKey[k] = e
		}
	}
	if id != "" {
		file(rosterKey{by: RosterIDNumber, value: id})
	}
	for _, lacksID := range []bool{false, true} {
		if lacksID && id != "" {
			continue
		}
		if phone != "" {
			file(rosterKey{RosterPhone, name, phone, lacksID, false})
		}
		if unit != "" {
			file(rosterKey{RosterUnit, name, unit, lacksID, false})
		}
		if unit != "" && phone == "" {
			file(rosterKey{RosterUnit, name, unit, lacksID, true})
		}
	}
	if id == "" && phone == "" && unit == "" {
		file(rosterKey{by: RosterName, name: name})
	}
	if _, taken := j.byName[name]; !taken {
		j.byName[name] = e
	}
	if e.invitee.Person.ID != "" {
		j.byPerson[e.invitee.Person.ID] = e
	}
}

// find looks for the person of a row, and says by what it was found.
func (j *rosterJudge) find(v Invitee) (*listed, string) {
	name := v.Person.Name
	id, phone, unit := comparable3(v)
	look := func(k rosterKey) *listed {
		e := j.byKey[k]
		if e == nil {
			return nil
		}
		// A field that was filled since they were filed decides.
		otherID, otherPhone, _ := comparable3(e.invitee)
		if id != "" && otherID != "" && id != otherID || k.by != RosterPhone && k.by != RosterIDNumber && phone != "" && otherPhone != "" && phone != otherPhone {
			return nil
		}
		return e
	}
	if id != "" {
		if e := look(rosterKey{by: RosterIDNumber, value: id}); e != nil {
			return e, sentence("The ID number is that of %s.", e.who())
		}
	}
	if phone != "" {
		if e := look(rosterKey{RosterPhone, name, phone, id != "", false}); e != nil {
			return e, sentence("Name and phone are those of %s.", e.who())
		}
	}
	if unit != "" {
		if e := look(rosterKey{RosterUnit, name, unit, id != "", phone != ""}); e != nil {
			return e, sentence("Name and unit are those of %s.", e.who())
		}
	}
	if id == "" && phone == "" && unit == "" {
		if e := look(rosterKey{by: RosterName, name: name}); e != nil {
			return e, sentence("It says no more than the name, which is that of %s.", e.who())
		}
	}
	return nil, ""
}

// comparable3 gives the ID number, phone and unit of an invitee in the form in
// which they are compared.
func comparable3(v Invitee) (id, phone, unit string) {
	return strings.ToUpper(v.Person.IDNumber), comparablePhone(v.Person.Phone), strings.Join(strings.Fields(hanzi.CleanText(v.Unit)), "")
}

// comparablePhone is a phone number without the signs between its groups and
// without the country's code.
func comparablePhone(phone string) string {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, hanzi.CleanText(phone))
	if len(digits) == 13 && strings.HasPrefix(digits, "861") {
		return digits[2:]
	}
	return digits
}
