package workbook

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/table"
	"openday/app/words"
)

// Book is what an activity workbook holds. The dossier's entities have no ids
// yet, but for the invitees, whose ids only tie the opinions to them. The warnings
// say what was skipped or looks odd and keeps nothing from being imported.
type Book struct {
	Dossier  app.Dossier
	Warnings []string
	LeftOut  []string // those of the warnings that say what of people is hidden or struck through
}

// Read reads an activity workbook, without what of people is hidden on it or struck
// through.
func Read(r io.Reader) (app.Dossier, []string, error) {
	book, err := ReadBook(context.Background(), r, false)
	return book.Dossier, book.Warnings, err
}

// ReadBook reads an activity workbook, and what of people is hidden on it or struck
// through where hidden says so.
//
// The error is an *app.Error with app.CodeInvalid. Where cells are bad its
// Fields name them all, Field being the cell (邀请对象!C7) and Message the whole line
// (邀请对象!C7: 身份证号是数字单元格，末位数字已丢失); the dossier is then empty.
func ReadBook(ctx context.Context, r io.Reader, hidden bool) (Book, error) {
	file, err := table.Read(ctx, r)
	if err != nil {
		return Book{}, err
	}
	reader := &reader{sheets: map[string]*table.Sheet{}, hidden: hidden, bad: map[string]bool{}}
	dossier, err := reader.read(file.Sheets)
	return Book{dossier, append(reader.warnings, reader.leftOut...), reader.leftOut}, err
}

// maxRows is how many filled rows a sheet of an activity workbook may have.
const maxRows = 20_000

// refused is a file that cannot be read as a workbook at all.
func refused(cause error, key string, args ...any) error {
	return app.Errorf(app.CodeInvalid, cause, key, args...)
}

// Endings are the endings of files that can hold an activity workbook: all of
// spreadsheets, for an office may have saved it anew in the form that it is used to.
var Endings = []string{".xlsx", ".xlsm", ".xls", ".et", ".ods"}

// quotedList puts words one after the other that stand in quotes together.
func quotedList(list []string) string {
	return strings.Join(list, words.T("”, “|between quoted words"))
}

// reader is one reading of one file.
type reader struct {
	sheets   map[string]*table.Sheet // by their names here
	hidden   bool                    // what is hidden is read, too
	leftOut  []string
	warnings []string
	problems []app.FieldProblem
	bad      map[string]bool // cells that a problem is named for

	change   cell // what became of the event, and where that stands
	changeAt string
}

// problem names what is wrong with a cell.
func (r *reader) problem(cell, what string) {
	r.problems = append(r.problems, app.FieldProblem{Field: cell, Message: cell + ": " + what})
	r.bad[cell] = true
}

func (r *reader) warn(cell, what string) {
	r.warnings = append(r.warnings, cell+": "+what)
}

// IsActivity tells an activity workbook from another one, such as a roster, by
// its sheets. What is no workbook of Excel is none.
func IsActivity(r io.Reader) bool {
	return slices.ContainsFunc(table.SheetNames(r), func(name string) bool { return strings.TrimSpace(name) == sheetEvent })
}

func (r *reader) read(all []*table.Sheet) (app.Dossier, error) {
	var others []string
	for _, sheet := range all {
		own := strings.TrimSpace(sheet.Name)
		if _, twice := r.sheets[own]; slices.Contains(sheets, own) && !twice {
			r.sheets[own] = sheet
		} else {
			others = append(others, sheet.Name)
		}
	}
	if len(r.sheets) == 0 {
		return app.Dossier{}, refused(nil, "This is no activity workbook: it has none of the sheets “%s”.", quotedList(sheets))
	}
	for _, name := range others {
		r.warnings = append(r.warnings, words.T("The sheet “%s” is no part of an activity workbook and was passed over", name))
	}

	var d app.Dossier
	var err error
	if d.Event, err = r.event(); err != nil {
		return app.Dossier{}, err
	}
	day := firstDay(d.Event)
	leaders, err := rowsOf(r, sheetLeaders, leaderColumns, day, leader{}, nil)
	if err != nil {
		return app.Dossier{}, err
	}
	quotas, err := rowsOf(r, sheetQuotas, quotaColumns, day, quota{Number: app.NoNumber}, nil)
	if err != nil {
		return app.Dossier{}, err
	}
	for _, l := range leaders {
		d.Event.Leaders = append(d.Event.Leaders, l.value)
	}
	for _, q := range quotas {
		d.Event.Quotas = append(d.Event.Quotas, q.value)
	}
	sections, err := rowsOf(r, sheetSections, sectionColumns, day, sectionRow{}, nil)
	if err != nil {
		return app.Dossier{}, err
	}
	// A sort that leaves rows without a number where they stand would part those
	// with one; the numbers count where every row has one.
	if !slices.ContainsFunc(sections, func(s row[sectionRow]) bool { return s.value.number == 0 }) {
		slices.SortStableFunc(sections, func(a, b row[sectionRow]) int { return cmp.Compare(a.value.number, b.value.number) })
	}
	for i := range sections {
		s := &sections[i].value.section
		s.Key, s.Heading = generatedOf(*s)
		d.Event.Sections = append(d.Event.Sections, *s)
	}
	r.validateLists(d.Event, leaders, quotas, sections)

	changed := r.changing(d.Event)
	day = firstDay(app.Dossier{Event: d.Event}.Changed(changed).Event) // the one on which people came
	invitees, err := rowsOf(r, sheetInvitees, inviteeColumns, day, invitee{Vetting: app.VettingPending}, invitee.Validate)
	if err != nil {
		return app.Dossier{}, err
	}
	for i, v := range invitees {
		v.value.ID, v.value.Position = strconv.Itoa(i+1), i+1
		for _, doubt := range doubts(v.value.Person.IDNumber) {
			r.warn(v.cells["IDNumber"], doubt)
		}
		v.value.Person = v.value.Person.CompletedByID()
		d.Invitees = append(d.Invitees, v.value)
	}
	stops, err := rowsOf(r, sheetAgenda, agendaColumns, firstDay(d.Event), agenda{Kind: otherKind}, nil)
	if err != nil {
		return app.Dossier{}, err
	}
	r.dayByDay(d.Event, stops)
	for _, v := range stops {
		d.Agenda = append(d.Agenda, v.value)
	}
	if !slices.ContainsFunc(d.Agenda, func(a agenda) bool { return a.Start.IsZero() }) {
		slices.SortStableFunc(d.Agenda, func(a, b agenda) int { return a.Start.Compare(b.Start) })
	}
	for i := range d.Agenda {
		d.Agenda[i].Position = i + 1
	}
	d = d.Changed(changed)
	opinions, err := rowsOf(r, sheetFeedback, feedbackColumns, day, feedback{State: app.FeedbackRecorded}, feedback.Validate)
	if err != nil {
		return app.Dossier{}, err
	}
	speakers := speakersOf(d.Invitees)
	for i, v := range opinions {
		v.value.Position = i + 1
		r.speaker(&v, speakers)
		r.stop(v, d.Agenda)
		d.Feedback = append(d.Feedback, v.value)
	}
	if len(r.problems) > 0 {
		return app.Dossier{}, &app.Error{Code: app.CodeInvalid, Fields: r.problems}
	}
	return d, nil
}

// otherKind is the kind of an agenda item that names none.
var otherKind, _ = app.AgendaKinds.Parse("其他")

// headedSheet is a sheet whose heading row is found.
type headedSheet struct {
	*table.Sheet
	name    string         // its name here
	head    int            // number of the row of headings
	rows    []table.Row    // those below it
	columns map[string]int // index of the column under a heading
}

// headingRows is how far down the heading row is looked for.
const headingRows = 10

// heading brings a heading into the form in which it is compared.
func heading(text string) string {
	return strings.TrimRight(strings.Trim(cell{Text: table.PlainText(text)}.Compact(), "*"), ":")
}

// table opens a sheet, nil where it is missing or empty. The heading row is the
// one with the most known headings among the first rows.
func (r *reader) table(name string, known, needed []string) (*headedSheet, error) {
	sheet := r.sheets[name]
	if sheet == nil {
		return nil, nil
	}
	if len(sheet.Rows) > maxRows {
		return nil, refused(nil, "The sheet “%s” has more than %d rows, too many for one event. Delete those that are not needed and import it again.", name, maxRows)
	}
	t := &headedSheet{Sheet: sheet, name: name, columns: map[string]int{}}
	best, found := 0, 0
	for i, row := range sheet.Rows[:min(len(sheet.Rows), headingRows)] {
		n := 0
		for _, c := range row.Cells {
			if slices.Contains(known, heading(c.Text)) {
				n++
			}
		}
		if n > found {
			best, found = i, n
		}
	}
	if found == 0 {
		r.problem(t.at(1, 0), words.T("There is no row of headings; it should have: %s", strings.Join(known, words.T(", |between words of a list"))))
		return nil, nil
	}
	t.head, t.rows = sheet.Rows[best].Number, sheet.Rows[best+1:]
	for i, c := range sheet.Rows[best].Cells {
		switch h := heading(c.Text); {
		case h == "":
		case !slices.Contains(known, h):
			r.warn(t.at(t.head, i), words.T("The column “%s” is not known and was passed over", c.Text))
		default:
			if _, twice := t.columns[h]; twice {
				r.warn(t.at(t.head, i), words.T("The column “%s” stands there once more and was passed over", h))
				continue
			}
			t.columns[h] = i
		}
		for _, row := range t.rows { // a heading merged downwards is no content
			if i >= len(row.Cells) || !row.Cells[i].Above || row.Cells[i].Text != c.Text {
				break
			}
			row.Cells[i] = table.Cell{}
		}
	}
	missing := false
	for _, h := range needed {
		if _, ok := t.columns[h]; !ok {
			r.problem(t.at(t.head, 0), words.T("The column “%s” is missing", h))
			missing = true
		}
	}
	if missing {
		return nil, nil
	}
	r.passOver(t, needed)
	return t, nil
}

// at names a cell as a person reads it, 邀请对象!C7, by the number of its row, from 1,
// and the index of its column.
func (t *headedSheet) at(row, column int) string {
	return t.name + "!" + address(row-1, column)
}

// address names a cell by indices that count from 0.
func address(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return "?" // rows and columns come from a file that was read and are in range
	}
	return name
}

// cell reads a cell of a row under a heading; false where it is empty or bad.
func (r *reader) cell(t *headedSheet, row table.Row, heading string) (cell, bool) {
	column, ok := t.columns[heading]
	if !ok || column >= len(row.Cells) {
		return cell{}, false
	}
	c := row.Cells[column]
	if c.Problem != "" {
		r.problem(t.at(row.Number, column), c.Problem)
		return c, false
	}
	return c, c.Text != ""
}

// row is an entity read from a row, with the cells of its fields.
type row[T any] struct {
	value T
	start string            // the row's first cell
	cells map[string]string // from a field's name to its cell
	said  map[string]cell   // what a field's cell holds
}

// rowsOf reads a sheet of one entity a row. Validate, where given, is the
// entity's own and its problems are named at their cells.
func rowsOf[T any](r *reader, sheet string, columns []column[T], day time.Time, fresh T, validate func(T) []app.FieldProblem) ([]row[T], error) {
	var known, needed []string
	for _, c := range columns {
		known = append(known, c.heading)
		if c.required {
			needed = append(needed, c.heading)
		}
	}
	t, err := r.table(sheet, known, needed)
	if t == nil || err != nil {
		return nil, err
	}
	var all []row[T]
	for _, line := range t.rows {
		v := row[T]{value: fresh, start: t.at(line.Number, 0), cells: map[string]string{}, said: map[string]cell{}}
		var said, chosen []string
		for _, c := range columns {
			if column, ok := t.columns[c.heading]; ok {
				v.cells[c.field] = t.at(line.Number, column)
			}
			content, ok := r.cell(t, line, c.heading)
			switch {
			case !ok:
				continue
			case c.choices != nil:
				chosen = append(chosen, c.heading)
			default:
				said = append(said, c.heading)
			}
			v.said[c.field] = content
			if problem := c.set(&v.value, content, day); problem != "" {
				r.problem(v.cells[c.field], problem)
			}
		}
		if len(said) == 0 && !r.anyBad(v.cells) {
			if len(chosen) > 0 {
				r.warn(v.start, words.T("Only “%s” is filled in on this row, which was passed over", quotedList(chosen)))
			}
			continue
		}
		for _, c := range columns {
			if at := v.cells[c.field]; c.required && at != "" && !r.bad[at] && !slices.Contains(said, c.heading) {
				r.problem(at, words.T("“%s” is missing", c.heading))
			}
		}
		if validate != nil {
			r.validated(validate(v.value), v.cells, v.start)
		}
		all = append(all, v)
	}
	return all, nil
}

// listsOfPeople are the sheets of which what is hidden or struck through is left out.
var listsOfPeople = []string{sheetLeaders, sheetInvitees}

// passOver leaves out the rows and columns of a list of people that are hidden or
// struck through, and says so. Columns that must be there are read all the same.
func (r *reader) passOver(t *headedSheet, needed []string) {
	if r.hidden || !slices.Contains(listsOfPeople, t.name) {
		return
	}
	var columns []string
	for h, column := range t.columns {
		if t.ColumnHidden(column) && !slices.Contains(needed, h) {
			columns = append(columns, h)
		}
	}
	slices.SortFunc(columns, func(a, b string) int { return t.columns[a] - t.columns[b] })
	for _, h := range columns {
		delete(t.columns, h)
	}
	if len(columns) > 0 {
		r.leftOut = append(r.leftOut, words.T("%s: the hidden columns “%s” were left out|a sheet, headings", t.name, quotedList(columns)))
	}
	var seen []table.Row
	var numbers []string
	for _, row := range t.rows {
		struck := row.Struck()
		if column, ok := t.columns[nameHeading]; ok && column < len(row.Cells) {
			struck = struck || row.Cells[column].Struck
		}
		if t.Hidden || row.Hidden || struck {
			numbers = append(numbers, strconv.Itoa(row.Number))
		} else {
			seen = append(seen, row)
		}
	}
	t.rows = seen
	count := len(numbers)
	if count == 0 {
		return
	}
	const most = 20
	if count > most {
		numbers = append(numbers[:most], "…")
	}
	r.leftOut = append(r.leftOut, words.T("%s: %d rows are hidden or struck through and were left out: %s|a sheet, a count, numbers of rows", t.name, count, strings.Join(numbers, words.T(", |between words of a list"))))
}

func (r *reader) anyBad(cells map[string]string) bool {
	for _, at := range cells {
		if r.bad[at] {
			return true
		}
	}
	return false
}

// validated names the problems of an entity at the cells of its fields, or
// elsewhere where a field has no cell. A cell that is bad already is not named
// twice.
func (r *reader) validated(found []app.FieldProblem, cells map[string]string, elsewhere string) {
	for _, p := range found {
		at := cells[p.Field]
		if at == "" {
			at = elsewhere
		}
		if !r.bad[at] {
			r.problem(at, p.Message)
		}
	}
}

// event reads the sheet 活动.
func (r *reader) event() (app.Event, error) {
	e := app.Event{State: app.StateDraft}
	const key, content = "项目", "内容"
	t, err := r.table(sheetEvent, []string{key, content}, []string{key, content})
	if err != nil {
		return e, err
	}
	if t == nil {
		if len(r.problems) == 0 {
			r.problem(sheetEvent+"!A1", words.T("There is no sheet “%s”, or it is empty; the title and the start of the event are needed", sheetEvent))
		}
		return e, nil
	}
	// Times without a date need the day of the start, wherever it stands.
	var later []func()
	cells := map[string]string{}
	read := map[string]bool{}
	entries := map[string]int{} // of the keys that may stand on several rows
	for _, line := range t.rows {
		name, ok := r.cell(t, line, key)
		if !ok {
			if text, ok := r.cell(t, line, content); ok {
				r.warn(t.at(line.Number, t.columns[content]), words.T("No item is named; “%s” was passed over", text.Text))
			}
			continue
		}
		found := slices.IndexFunc(items, func(it item) bool { return it.heading == heading(name.Text) })
		text, ok := r.cell(t, line, content)
		if found < 0 {
			if ok {
				r.warn(t.at(line.Number, t.columns[key]), words.T("The item “%s” is not known and was passed over", name.Text))
			}
			continue
		}
		it, at := items[found], t.at(line.Number, t.columns[content])
		if cells[it.field] == "" {
			cells[it.field] = at
		}
		if !ok {
			continue
		}
		if it.list == nil && read[it.heading] {
			r.problem(at, words.T("“%s” can stand on one row only", it.heading))
			continue
		}
		cells[it.field] = at
		if it.list != nil {
			entries[it.field]++
			cells[fmt.Sprintf("%s[%d]", it.field, entries[it.field]-1)] = at
		}
		read[it.heading] = true
		if it.field == "Change" {
			r.change, r.changeAt = text, at
			continue
		}
		set := func() {
			problem := it.set(&e, text, firstDay(e))
			if problem == "" && it.field == "End" && text.ClockAlone() && !e.Start.IsZero() && e.End.Before(e.Start) {
				problem = pastMidnight(e.End)
			}
			if problem != "" {
				r.problem(at, problem)
			}
		}
		if it.heading == startKey {
			set()
		} else {
			later = append(later, set)
		}
	}
	for _, set := range later {
		set()
	}
	for _, it := range items {
		at := cells[it.field]
		if at == "" {
			at = t.at(t.head, 0)
		}
		if it.required && !read[it.heading] {
			r.problem(at, words.T("“%s” is missing", it.heading))
		}
	}
	checked := e
	if e.Start.IsZero() {
		// What is said of the other times means nothing without the start.
		checked.End, checked.AssemblyTime, checked.SignUpFrom, checked.SignUpUntil = e.Start, e.Start, e.Start, e.Start
	}
	r.validated(checked.Validate(), cells, t.at(t.head, 0))
	return e, nil
}

// firstDay is the day of times without a date. Where the start is missing, which
// is an error in itself, any day will do to find the other errors.
func firstDay(e app.Event) time.Time {
	if e.Start.IsZero() {
		return app.Date(2000, time.January, 1)
	}
	return app.DayOf(e.Start)
}

// generatedOf tells which generated section a row means, and its heading where that is
// not the usual one: a row that names none is one where its heading is the usual one of
// a section, or the name of the part that has none.
func generatedOf(s section) (app.SectionKey, string) {
	for _, w := range app.SectionKeys {
		if s.Heading == w.Chinese && (s.Key == "" || s.Key == w.Code) {
			return w.Code, ""
		}
	}
	return s.Key, s.Heading
}

// validateLists names the problems of the leading group, the quotas and the sections.
func (r *reader) validateLists(e app.Event, leaders []row[leader], quotas []row[quota], sections []row[sectionRow]) {
	cells := map[string]string{}
	for i, l := range leaders {
		for _, c := range leaderColumns {
			cells[fmt.Sprintf("Leaders[%d].%s", i, c.field)] = cmp.Or(l.cells[c.field], l.start)
		}
	}
	for i, q := range quotas {
		for _, c := range quotaColumns {
			cells[fmt.Sprintf("Quotas[%d].%s", i, c.field)] = cmp.Or(q.cells[c.field], q.start)
		}
	}
	for i, s := range sections {
		for _, c := range sectionColumns {
			cells[fmt.Sprintf("Sections[%d].%s", i, c.field)] = cmp.Or(s.cells[c.field], s.start)
		}
	}
	found := slices.DeleteFunc(e.Validate(), func(p app.FieldProblem) bool { return cells[p.Field] == "" })
	r.validated(found, cells, "")
}

// speakersOf finds invitees by what may stand under 提出人.
func speakersOf(invitees []invitee) map[string][]invitee {
	all := map[string][]invitee{}
	for _, v := range invitees {
		name := hanzi.NameKey(v.Person.Name)
		all[name] = append(all[name], v)
	}
	for _, v := range invitees {
		if full := speakerText(v.Person.Name, v.Unit, len(all[hanzi.NameKey(v.Person.Name)])); full != v.Person.Name {
			full = hanzi.NameKey(full)
			all[full] = append(all[full], v)
		}
	}
	return all
}

// speaker ties an opinion to the invitee who said it.
func (r *reader) speaker(v *row[feedback], speakers map[string][]invitee) {
	name := hanzi.CleanName(v.value.Speaker)
	if name == anonymous || name == "" {
		v.value.Speaker = ""
		return
	}
	found := speakers[hanzi.NameKey(name)]
	if exactly := slices.DeleteFunc(slices.Clone(found), func(v invitee) bool { return v.Person.Name != name }); len(exactly) > 0 {
		found = exactly
	}
	if len(found) == 0 {
		return
	}
	v.value.InviteeID, v.value.Speaker = found[0].ID, found[0].Person.Name
	if len(found) > 1 {
		r.warn(v.cells["Speaker"], words.T("%d people have the name “%s”; the opinion is kept as the first one's", len(found), name))
	}
}

// stop warns of an opinion said at a stop that the agenda does not have.
func (r *reader) stop(v row[feedback], items []agenda) {
	said := v.value.Stop
	if said == "" || len(items) == 0 {
		return
	}
	for _, a := range items {
		if said == a.Content || said == a.Place || said == app.AgendaKinds.Chinese(a.Kind) {
			return
		}
	}
	r.warn(v.cells["Stop"], words.T("The agenda has no stop “%s”", said))
}
