package workbook

import (
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/roster"
	"openday/app/table"
	"openday/app/words"
)

// Roster is a list of invitees as it stands in a file or on the clipboard, with
// what is taken from each of its columns.
type Roster struct {
	// Category is that of everybody on the list whose row names none.
	Category string

	Sheets   []RosterSheet  // the filled sheets of a workbook; empty for a text
	Sheet    string         // the one that is read
	Headings []string       // of the columns, as they are written; a number where there is none
	Fields   []roster.Field // what the columns hold; set by the headings, may be changed
	Guessed  bool           // there are no headings: Fields come from what the cells look like

	Chat bool // there are no columns: each word of a line was taken by its look

	// Day is that of the event, by which years of two digits are told; zero where
	// there is none, and they are not.
	Day time.Time

	sheet     *table.Sheet
	hiddenToo bool
	lines     []table.Row // all rows
	rows      []table.Row // those below the headings
	head      []string    // the headings in the form in which they are compared
	means     []meaning   // of the headings
	above     []string    // what stands over the headings, where it groups them
}

// RosterEndings are the endings of files that can hold a roster.
var RosterEndings = table.Endings

// ReadRoster reads a list of invitees out of whatever file it arrives in. Title
// rows above the headings are passed over. sheet names the sheet of a workbook to
// read; "" is the visible one with the most headings of a roster.
//
// The error is an *app.Error with app.CodeInvalid where the file cannot be read
// at all; what is wrong with single rows is for Rows to say.
func ReadRoster(ctx context.Context, r io.Reader, sheet string) (*Roster, error) {
	file, err := table.Read(ctx, r)
	if err != nil {
		return nil, err
	}
	return rosterIn(file, sheet), nil
}

// PasteRoster reads cells copied from a spreadsheet.
func PasteRoster(text string) (*Roster, error) {
	file, err := table.ReadText(text)
	if err != nil {
		return nil, err
	}
	return rosterIn(file, ""), nil
}

// rosterIn looks for the list of people in a file.
func rosterIn(file *table.File, sheet string) *Roster {
	best, score := rosterOfSheets(file.Sheets, sheet)
	if best == nil || score == 0 && len(file.Readings) > 0 {
		if lines, found := rosterOfLines(file.Readings); best == nil || found > score {
			best, score = lines, found
		}
	}
	if score == 0 && len(file.Lines) > 0 {
		// A list without headings is one from a chat, unless its columns are plain.
		chat, counted, share := rosterOfChat(file.Lines)
		if chat != nil && (!best.Has(roster.Name) || counted) && share >= 50 {
			return chat
		}
	}
	return best
}

// rosterOfSheets returns the list on the sheet that is asked for, else on the one
// with the most headings of a roster: a visible one where there is any, and of
// several as good that which is open. nil is of no sheets.
func rosterOfSheets(sheets []*table.Sheet, asked string) (best *Roster, score int) {
	rosters := make([]*Roster, len(sheets))
	at, rank := -1, [3]int{}
	for i, s := range sheets {
		found, n := newRoster(s.Rows)
		found.Sheet, found.sheet = s.Name, s
		found.TakeHidden(false)
		rosters[i] = found
		this := [3]int{0, n, 0}
		switch {
		case asked != "" && s.Name == asked:
			this[0] = 2
		case !s.Hidden:
			this[0] = 1
		}
		if s.Active {
			this[2] = 1
		}
		if at < 0 || slices.Compare(this[:], rank[:]) > 0 {
			at, rank, score = i, this, n
		}
	}
	if at < 0 {
		return nil, 0
	}
	best = rosters[at]
	for i, s := range sheets {
		one := RosterSheet{Name: s.Name, Hidden: s.Hidden}
		if i != at {
			one.People = rosters[i].people()
		}
		best.Sheets = append(best.Sheets, one)
	}
	return best, score
}

// rosterOfLines returns the list of that reading of a text with which the most
// headings are found, else with which there are the most cells.
func rosterOfLines(readings []*table.Sheet) (best *Roster, score int) {
	score = -1
	width := 0
	for _, reading := range readings {
		found, n := newRoster(reading.Rows)
		found.sheet = reading
		if n > score || n == score && len(found.Fields) > width && reading.Name != "、" {
			best, score, width = found, n, len(found.Fields)
		}
	}
	return best, score
}

// RosterSheet is a filled sheet of the workbook in which a roster stands.
type RosterSheet struct {
	Name   string
	Hidden bool
	People int // how many stand on it, where it is not the one that is read and holds a list of people
}

// people tells how many people are on the list, 0 where it seems to be none.
func (r *Roster) people() int {
	if !r.Has(roster.Name) || r.Guessed && len(r.Fields) == 1 {
		return 0
	}
	n := 0
	for _, row := range r.Rows() {
		if row.Skipped == "" {
			n++
		}
	}
	return n
}

// TakeHidden says whether what is hidden or struck through is taken like the
// rest: rows, and columns, from which else nothing is taken.
func (r *Roster) TakeHidden(take bool) {
	r.hiddenToo = take
	for i := range r.head {
		if r.columnHidden(i) {
			r.Fields[i] = ""
			if take {
				r.Fields[i] = r.means[i].field
			}
		}
	}
}

// HasHidden reports whether any row or column is hidden or struck through.
func (r *Roster) HasHidden() bool {
	for i := range r.Headings {
		if r.columnHidden(i) {
			return true
		}
	}
	return slices.ContainsFunc(r.rows, func(row table.Row) bool { return row.Hidden || row.Struck() })
}

// HiddenColumns returns the headings of the hidden columns from which nothing is
// taken for that.
func (r *Roster) HiddenColumns() []string {
	var hidden []string
	for i, h := range r.Headings {
		if r.columnHidden(i) && r.Fields[i] == "" && rosterFieldOf[r.head[i]] != "" {
			hidden = append(hidden, h)
		}
	}
	return hidden
}

// columnHidden reports whether a column is hidden.
func (r *Roster) columnHidden(i int) bool { return r.sheet != nil && r.sheet.ColumnHidden(i) }

// Recall takes over what a person chose for headings before.
func (r *Roster) Recall(chosen map[string]roster.Field) {
	for i, h := range r.head {
		if field, ok := chosen[h]; ok && h != "" && (r.hiddenToo || !r.columnHidden(i)) {
			r.Fields[i] = field
		}
	}
}

// Chosen returns the headings whose field is another than the heading says by
// itself, to be remembered.
func (r *Roster) Chosen() map[string]roster.Field {
	chosen := map[string]roster.Field{}
	for i, h := range r.head {
		if h != "" && r.Fields[i] != r.means[i].field && !r.columnHidden(i) {
			chosen[h] = r.Fields[i]
		}
	}
	return chosen
}

// Unused returns the headings from which nothing is taken, other than those of
// numbers.
func (r *Roster) Unused() []string {
	var unused []string
	for i, h := range r.head {
		if h != "" && r.Fields[i] == "" && !r.means[i].known {
			unused = append(unused, r.Headings[i])
		}
	}
	return unused
}

// Has reports whether a field is taken from any column.
func (r *Roster) Has(field roster.Field) bool { return slices.Contains(r.Fields, field) }

// Len is how many filled rows stand below the headings.
func (r *Roster) Len() int { return len(r.rows) }

// unseen leaves a row out that is hidden or struck through, or says so.
func (r *Roster) unseen(row *roster.Row) {
	var why string
	switch {
	case row.Hidden:
		why = words.T("This row is hidden in the sheet.")
	case row.Struck:
		why = words.T("This row is struck through.")
	default:
		return
	}
	if r.hiddenToo {
		row.Notes = append(row.Notes, why)
	} else {
		row.Skipped = why
	}
}

// figure is 1 for what is true.
func figure(is bool) int {
	if is {
		return 1
	}
	return 0
}

func isFigure(c cell) bool {
	_, err := strconv.Atoi(c.Compact())
	return err == nil
}

// repeatsHeadings reports whether a row is the heading row once more, as long
// lists have it on every page.
func (r *Roster) repeatsHeadings(l table.Row) bool {
	same := 0
	for i, c := range l.Cells {
		switch h := rosterHeading(c.Text); {
		case h == "":
		case h != r.head[i]:
			return false
		default:
			same++
		}
	}
	return same > 1
}

func genderOf(said string) (app.Gender, bool) {
	switch strings.ToLower(said) {
	case "男", "男性", "先生", "m", "male":
		return app.Genders[0].Code, true
	case "女", "女性", "女士", "f", "female":
		return app.Genders[1].Code, true
	}
	return "", false
}

// set fills a field of a row from a cell.
func (r *Roster) set(row *roster.Row, field app.Word[roster.Field], c cell) {
	wrong := func(problem string) { row.Wrong = append(row.Wrong, problem+words.T(".|ends a sentence")) }
	person := &row.Invitee.Person
	ruined := c.IsNumber && math.Abs(c.Number) >= 1e15
	switch {
	case c.Problem != "":
		wrong(words.T("“%s”: %s|a column and what is wrong with its cell", field.Label(), c.Problem))
		return
	case field.Code == roster.IDNumber:
		number, problem := c.IDNumber()
		if problem != "" {
			wrong(problem)
			return
		}
		person.IDNumber = c.Text
		if own, rest := idcard.Cut(c.Text); rest != "" {
			number, person.IDNumber = own, own
			row.Notes = append(row.Notes, words.T("“%s” stands behind the ID number and was taken for a telephone number.", rest))
			if person.Phone == "" {
				person.Phone = rest
			} else {
				person.Phone += "、" + rest
			}
		}
		if strings.HasSuffix(number, "000") && slices.Contains(idcard.Parse(number).Doubts, idcard.Check) {
			row.Notes = append(row.Notes, words.T("The ID number ends in 000 and its check digit is wrong; Excel may have changed it. Please compare it."))
		}
		return
	case ruined:
		wrong(words.T("“%s” is a number cell of 16 digits or more; its last digits are lost", field.Label()))
		return
	}
	text := hanzi.CleanText(c.Text)
	f := app.GuestFields.Named(string(field.Code))
	switch place := f.Place(&row.Invitee).(type) {
	case *app.Gender:
		gender, ok := genderOf(c.Compact())
		if !ok {
			row.Notes = append(row.Notes, words.T("The gender “%s” is not recognised and was not imported.", text))
		}
		*place = gender
	case *string:
		switch f.Kind {
		case app.KindName:
			if strings.ContainsRune(c.Text, utf8.RuneError) {
				wrong(words.T("A character of the name “%s” is lost", c.Text))
				return
			}
			text = c.Text
		case app.KindPhone:
			if whole, exact := c.Unscientific(); exact {
				*place = whole
				return
			}
			if c.Scientific() {
				wrong(words.T("The telephone number was turned into scientific notation; its last digits are lost"))
				return
			}
			text = c.Text
		case app.KindText:
			text = c.Text // cleaned when it is stored, so that the old value can be named
		}
		*place = text
	}
}
