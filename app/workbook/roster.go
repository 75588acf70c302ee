package workbook

import (
	"cmp"
	"context"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/table"
	"openday/app/words"
)

// Roster is a list of invitees as it stands in a file or on the clipboard, with
// what is taken from each of its columns.
type Roster struct {
	Sheets   []RosterSheet     // the filled sheets of a workbook; empty for a text
	Sheet    string            // the one that is read
	Headings []string          // of the columns, as they are written; a number where there is none
	Fields   []app.RosterField // what the columns hold; set by the headings, may be changed
	Guessed  bool              // there are no headings: Fields come from what the cells look like

	sheet     *table.Sheet
	hiddenToo bool
	rows      []table.Row // the filled ones below the headings
	head      []string    // the headings in the form in which they are compared
}

// unasked are headings from which nothing is taken, and of which nobody needs to
// be told.
var unasked = []string{"序号", "编号", "号", "行号", "原行号", "顺序", "no", "no.", "#", reasonHeading}

// rosterFieldOf tells the fields by their headings, in the form in which headings
// are compared.
var rosterFieldOf = func() map[string]app.RosterField {
	all := map[string]app.RosterField{}
	for _, f := range app.GuestFields {
		if code := app.RosterField(f.Name); app.RosterFields.Has(code) {
			all[rosterHeading(f.Chinese)] = code
			for _, h := range f.Synonyms {
				all[h] = code
			}
		}
	}
	for _, h := range unasked {
		all[h] = ""
	}
	return all
}()

var inBrackets = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】`)

// rosterHeading brings a heading into the form in which it is compared: without
// what is explained in brackets behind it.
func rosterHeading(text string) string {
	h := strings.ToLower(heading(text))
	if plain := strings.Trim(inBrackets.ReplaceAllString(h, ""), "*:"); plain != "" {
		return plain
	}
	return h
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
			return lines
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
	if !r.Has(app.RosterName) || r.Guessed && len(r.Fields) == 1 {
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
	for i, h := range r.head {
		if r.columnHidden(i) {
			r.Fields[i] = ""
			if take {
				r.Fields[i] = rosterFieldOf[h]
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

// headingLines is how far down the headings of a roster are looked for.
const headingLines = 20

// newRoster finds the headings, and tells how many of them are known.
func newRoster(lines []table.Row) (*Roster, int) {
	width := 0
	for i := range lines {
		cells := &lines[i].Cells
		for n := len(*cells); n > table.MaxColumns || n > 0 && (*cells)[n-1].Empty(); n-- {
			*cells = (*cells)[:n-1]
		}
		width = max(width, len(*cells))
	}
	best, score := -1, 0
	for i, l := range lines[:min(len(lines), headingLines)] {
		fields := map[app.RosterField]bool{}
		sure := true // that a lone word such as 名单 is a heading and no title
		for _, c := range l.Cells {
			field, known := rosterFieldOf[rosterHeading(c.Text)]
			if field != "" {
				fields[field] = true
			}
			sure = sure && (known || c.Text == "")
		}
		named := slices.ContainsFunc(l.Cells, func(c cell) bool { return strings.Contains(rosterHeading(c.Text), "姓名") })
		if n := len(fields); n > score && (n > 1 || fields[app.RosterName] && (sure || named) || strangeHeadings(l, fields)) {
			best, score = i, n
		}
	}
	r := &Roster{Headings: make([]string, width), Fields: make([]app.RosterField, width), head: make([]string, width)}
	if best >= 0 {
		for i, c := range lines[best].Cells {
			r.Headings[i], r.head[i] = strings.Join(strings.Fields(c.Text), ""), rosterHeading(c.Text)
			r.Fields[i] = rosterFieldOf[r.head[i]]
		}
	}
	for i, h := range r.Headings {
		if h == "" {
			r.Headings[i] = words.T("Column %d", i+1)
		}
	}
	r.rows = lines[best+1:]
	if best < 0 {
		r.Guessed = true
		r.guess()
	}
	return r, score
}

// strangeHeadings reports whether a row with one known heading is that of headings
// that are mostly unknown: several words without any figure.
func strangeHeadings(l table.Row, fields map[app.RosterField]bool) bool {
	filled := 0
	for _, c := range l.Cells {
		if strings.ContainsAny(c.Compact(), "0123456789") {
			return false
		}
		if c.Text != "" {
			filled++
		}
	}
	return filled > 1 && (fields[app.RosterPhone] || fields[app.RosterIDNumber])
}

var unitEnding = regexp.MustCompile(`(公司|社区|居委会|村委会|委员会|中心|医院|学校|中学|小学|大学|学院|街道|街道办|办事处|政府|派出所|局|厂|店|所|站|村|银行|协会|商会|事务所)$`)

// guess decides by what the cells look like.
func (r *Roster) guess() {
	looks := []struct {
		field app.RosterField
		like  func(cell) bool
	}{
		{app.RosterIDNumber, func(c cell) bool {
			return c.IsNumber && c.Number >= 1e14 || len(c.Compact()) >= 15 && idcard.Parse(c.Text).Kind == idcard.Resident
		}},
		{app.RosterPhone, func(c cell) bool { return phoneLike.MatchString(hanzi.CleanText(c.Digits())) }},
		{app.RosterGender, func(c cell) bool { _, ok := genderOf(c.Compact()); return ok }},
		{app.RosterUnit, func(c cell) bool { return unitEnding.MatchString(c.Compact()) }},
		{app.RosterName, func(c cell) bool {
			name := hanzi.CleanName(c.Text)
			surname, given := hanzi.SplitName(name)
			n := len([]rune(name))
			return surname != "" && given != "" && n >= 2 && n <= 5
		}},
	}
	taken := map[app.RosterField]bool{}
	for column := range r.Fields {
		counts, filled := make([]int, len(looks)), 0
		for _, l := range r.rows[:min(len(r.rows), 100)] {
			if column >= len(l.Cells) || l.Cells[column].Text == "" {
				continue
			}
			filled++
			for i, look := range looks {
				if look.like(l.Cells[column]) {
					counts[i]++
				}
			}
		}
		for i, look := range looks {
			if filled > 0 && counts[i]*10 >= filled*6 && !taken[look.field] {
				r.Fields[column] = look.field
				taken[look.field] = true
				break
			}
		}
	}
}

var phoneLike = regexp.MustCompile(`^(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$|^(0\d{2,3}[- ]?)?\d{7,8}$`)

// Recall takes over what a person chose for headings before.
func (r *Roster) Recall(chosen map[string]app.RosterField) {
	for i, h := range r.head {
		if field, ok := chosen[h]; ok && h != "" && (r.hiddenToo || !r.columnHidden(i)) {
			r.Fields[i] = field
		}
	}
}

// Chosen returns the headings whose field is another than the heading says by
// itself, to be remembered.
func (r *Roster) Chosen() map[string]app.RosterField {
	chosen := map[string]app.RosterField{}
	for i, h := range r.head {
		if h != "" && r.Fields[i] != rosterFieldOf[h] && !r.columnHidden(i) {
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
		if _, known := rosterFieldOf[h]; h != "" && r.Fields[i] == "" && !known {
			unused = append(unused, r.Headings[i])
		}
	}
	return unused
}

// Has reports whether a field is taken from any column.
func (r *Roster) Has(field app.RosterField) bool { return slices.Contains(r.Fields, field) }

// Len is how many filled rows stand below the headings.
func (r *Roster) Len() int { return len(r.rows) }

var (
	totalLike  = regexp.MustCompile(`^(合计|小计|总计|共计|累计|总人数|合计人数)`)
	footerLike = regexp.MustCompile(`^(注|备注|说明|附注|填表说明|填表人|填报人|制表人|制表|审核人|审核|负责人|经办人|联系人|填报单位|填报日期|填表日期|填报时间|日期|报送单位|单位盖章|\(?盖章\)?)(:|\(盖章\)|$)`)
)

// Rows returns the rows as the columns say.
func (r *Roster) Rows() []app.RosterRow {
	columns := make([][]int, len(app.RosterFields))
	for i, f := range r.Fields {
		if at := app.RosterFields.Index(f); at >= 0 {
			columns[at] = append(columns[at], i)
		}
	}
	for _, same := range columns { // what is seen goes before what is hidden
		slices.SortStableFunc(same, func(a, b int) int { return cmp.Compare(figure(r.columnHidden(a)), figure(r.columnHidden(b))) })
	}
	all := make([]app.RosterRow, 0, len(r.rows))
	for _, l := range r.rows {
		row := app.RosterRow{Line: l.Number, Hidden: l.Hidden, Struck: r.struck(l), Cells: make([]string, len(l.Cells))}
		first := ""
		elsewhere := false // something stands in a column that is not taken over
		for i, c := range l.Cells {
			row.Cells[i] = c.Text
			if first == "" {
				first = c.Compact()
			}
			if c.Text != "" && r.Fields[i] == "" {
				_, number := rosterFieldOf[r.head[i]]
				elsewhere = elsewhere || !(number || r.head[i] == "" && isFigure(c))
			}
		}
		filled := 0
		for at, w := range app.RosterFields {
			for _, i := range columns[at] {
				if i >= len(l.Cells) || l.Cells[i].Text == "" && l.Cells[i].Problem == "" {
					continue
				}
				filled++
				if l.Cells[i].Struck && !row.Struck && !r.hiddenToo {
					row.Notes = append(row.Notes, words.T("“%s” is struck through and was not imported.|what a cell says", l.Cells[i].Text))
					continue
				}
				r.set(&row, w, l.Cells[i])
				break
			}
		}
		name := cell{Text: row.Invitee.Person.Name}.Compact()
		switch {
		case totalLike.MatchString(first) || totalLike.MatchString(name):
			row.Skipped = words.T("This is a row of totals, not a person.")
		case footerLike.MatchString(first) && row.Invitee.Person.IDNumber == "" && row.Invitee.Person.Phone == "":
			row.Skipped = words.T("This is a note below the list, not a person.")
		case r.repeatsHeadings(l):
			row.Skipped = words.T("These are the headings once more.")
		case filled == 0 && !elsewhere:
			continue // a number without a person, as forms have them
		case filled == 0:
			row.Skipped = words.T("All columns to be imported are empty.")
		default:
			r.unseen(&row)
		}
		all = append(all, row)
	}
	return all
}

// struck reports whether a row is struck through: its name, or all of it.
func (r *Roster) struck(l table.Row) bool {
	for i, c := range l.Cells {
		if r.Fields[i] == app.RosterName && !c.Empty() {
			return c.Struck
		}
	}
	return l.Struck()
}

// unseen leaves a row out that is hidden or struck through, or says so.
func (r *Roster) unseen(row *app.RosterRow) {
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
func (r *Roster) set(row *app.RosterRow, field app.Word[app.RosterField], c cell) {
	wrong := func(problem string) { row.Wrong = append(row.Wrong, problem+words.T(".|ends a sentence")) }
	person := &row.Invitee.Person
	ruined := c.IsNumber && math.Abs(c.Number) >= 1e15
	switch {
	case c.Problem != "":
		wrong(words.T("“%s”: %s|a column and what is wrong with its cell", field.Label(), c.Problem))
		return
	case field.Code == app.RosterIDNumber:
		number, problem := c.IDNumber()
		if problem != "" {
			wrong(problem)
			return
		}
		person.IDNumber = number
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
	case *time.Time:
		day, problem := c.Moment(time.Time{})
		if problem != "" {
			row.Notes = append(row.Notes, words.T("%s “%s” is not recognised and was not imported.|name of a column, what it says", words.T(f.Label), text))
			return
		}
		*place = app.DayOf(day)
	case *string:
		switch f.Kind {
		case app.KindName:
			if strings.ContainsRune(c.Text, utf8.RuneError) {
				wrong(words.T("A character of the name “%s” is lost", c.Text))
				return
			}
		case app.KindPhone:
			if c.Scientific() {
				wrong(words.T("The telephone number was turned into scientific notation; its last digits are lost"))
				return
			}
			text = strings.Join(strings.Fields(strings.ReplaceAll(text, "\n", "、")), " ")
		}
		*place = text
	}
}
