package workbook

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime/debug"
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
	LeftOut  int // rows of people that are hidden or struck through
}

// Read reads an activity workbook, without the people that are hidden on it or
// struck through.
func Read(r io.Reader) (app.Dossier, []string, error) {
	book, err := ReadBook(r, false)
	return book.Dossier, book.Warnings, err
}

// ReadBook reads an activity workbook, and people that are hidden on it or struck
// through where hidden says so.
//
// The error is an *app.Error with app.CodeInvalid. Where cells are bad its
// Fields name them all, Field being the cell (邀请对象!C7) and Message the whole line
// (邀请对象!C7: 身份证号是数字单元格，末位数字已丢失); the dossier is then empty.
func ReadBook(r io.Reader, hidden bool) (book Book, err error) {
	data, err := load(r)
	if err != nil {
		return Book{}, err
	}
	// The library is not proof against every broken file.
	defer func() {
		if p := recover(); p != nil {
			book = Book{}
			err = broken(fmt.Errorf("%v\n%s", p, debug.Stack()))
		}
	}()
	// One limit for both keeps the library from unpacking people's data into
	// temporary files.
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked,
		ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy年m月d日",
	})
	if err != nil {
		return Book{}, broken(err)
	}
	defer file.Close()
	reader := &reader{file: file, bad: map[string]bool{}}
	if !hidden {
		reader.seen = seen(data)
	}
	dossier, warnings, err := reader.read()
	return Book{dossier, warnings, reader.leftOut}, err
}

// seen returns the sheets of a workbook with what is hidden on them. The library
// does not tell it without loading each sheet once more.
func seen(data []byte) map[string]*table.Sheet {
	file, err := table.Read(context.Background(), bytes.NewReader(data))
	if err != nil {
		return nil // what else is wrong with it is for the library to say
	}
	sheets := map[string]*table.Sheet{}
	for _, s := range file.Sheets {
		sheets[s.Name] = s
	}
	return sheets
}

func broken(cause error) error {
	return refused(cause, "The workbook is damaged and cannot be read. Look at it in Excel, save it as .xlsx and import it again.")
}

// quotedList puts words one after the other that stand in quotes together.
func quotedList(list []string) string {
	return strings.Join(list, words.T("”, “|between quoted words"))
}

// reader is one reading of one file.
type reader struct {
	file     *excelize.File
	from1904 bool
	names    map[string]string       // from a sheet's name here to its name in the file
	seen     map[string]*table.Sheet // by their names in the file; nil where what is hidden is read, too
	leftOut  int
	warnings []string
	problems []app.FieldProblem
	bad      map[string]bool // cells that a problem is named for
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

func (r *reader) read() (app.Dossier, []string, error) {
	if props, err := r.file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		r.from1904 = *props.Date1904
	}
	r.names = map[string]string{}
	var others []string
	for _, name := range r.file.GetSheetList() {
		own := strings.TrimSpace(name)
		if _, twice := r.names[own]; slices.Contains(sheets, own) && !twice {
			r.names[own] = name
		} else {
			others = append(others, name)
		}
	}
	if len(r.names) == 0 {
		return app.Dossier{}, nil, refused(nil, "This is no activity workbook: it has none of the sheets “%s”.", quotedList(sheets))
	}
	for _, name := range others {
		// Empty sheets come with every new workbook.
		if rows, err := r.file.GetRows(name); err != nil || len(rows) > 0 {
			r.warnings = append(r.warnings, words.T("The sheet “%s” is no part of an activity workbook and was passed over", name))
		}
	}

	var d app.Dossier
	var err error
	if d.Event, err = r.event(); err != nil {
		return app.Dossier{}, nil, err
	}
	day := firstDay(d.Event)
	leaders, err := rowsOf(r, sheetLeaders, leaderColumns, day, leader{}, nil)
	if err != nil {
		return app.Dossier{}, nil, err
	}
	quotas, err := rowsOf(r, sheetQuotas, quotaColumns, day, quota{Number: app.NoNumber}, nil)
	if err != nil {
		return app.Dossier{}, nil, err
	}
	for _, l := range leaders {
		d.Event.Leaders = append(d.Event.Leaders, l.value)
	}
	for _, q := range quotas {
		d.Event.Quotas = append(d.Event.Quotas, q.value)
	}
	r.validateLists(d.Event, leaders, quotas)

	invitees, err := rowsOf(r, sheetInvitees, inviteeColumns, day, invitee{Vetting: app.VettingPending}, invitee.Validate)
	if err != nil {
		return app.Dossier{}, nil, err
	}
	for i, v := range invitees {
		v.value.ID, v.value.Position = strconv.Itoa(i+1), i+1
		for _, doubt := range doubts(v.value.Person.IDNumber) {
			r.warn(v.cells["IDNumber"], doubt)
		}
		d.Invitees = append(d.Invitees, v.value)
	}
	stops, err := rowsOf(r, sheetAgenda, agendaColumns, day, agenda{Kind: otherKind}, nil)
	if err != nil {
		return app.Dossier{}, nil, err
	}
	r.dayByDay(d.Event, stops)
	for _, v := range stops {
		d.Agenda = append(d.Agenda, v.value)
	}
	slices.SortStableFunc(d.Agenda, func(a, b agenda) int { return a.Start.Compare(b.Start) })
	for i := range d.Agenda {
		d.Agenda[i].Position = i + 1
	}
	opinions, err := rowsOf(r, sheetFeedback, feedbackColumns, day, feedback{State: app.FeedbackRecorded}, feedback.Validate)
	if err != nil {
		return app.Dossier{}, nil, err
	}
	speakers := speakersOf(d.Invitees)
	for i, v := range opinions {
		v.value.Position = i + 1
		r.speaker(&v, speakers)
		r.stop(v, d.Agenda)
		d.Feedback = append(d.Feedback, v.value)
	}
	if len(r.problems) > 0 {
		return app.Dossier{}, r.warnings, &app.Error{Code: app.CodeInvalid, Fields: r.problems}
	}
	return d, r.warnings, nil
}

// otherKind is the kind of an agenda item that names none.
var otherKind, _ = app.AgendaKinds.Parse("其他")

// headedSheet is a sheet whose heading row is found.
type headedSheet struct {
	sheet   string // its name here
	name    string // its name in the file
	rows    [][]string
	first   int            // index of the first row below the headings
	columns map[string]int // index of the column under a heading
	merged  map[string]string
}

// headingRows is how far down the heading row is looked for.
const headingRows = 10

// heading brings a heading into the form in which it is compared.
func heading(text string) string {
	return strings.TrimRight(strings.Trim(cell{Text: table.PlainText(text)}.Compact(), "*"), ":")
}

// table opens a sheet, nil where it is missing or empty. The heading row is the
// one with the most known headings among the first rows.
func (r *reader) table(sheet string, known, needed []string) (*headedSheet, error) {
	name, ok := r.names[sheet]
	if !ok {
		return nil, nil
	}
	rows, err := r.file.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, broken(err)
	}
	filled := 0
	for _, row := range rows {
		if !blank(row) {
			filled++
		}
	}
	if filled == 0 {
		return nil, nil
	}
	if filled > maxRows {
		return nil, refused(nil, "The sheet “%s” has more than %d rows, too many for one event. Delete those that are not needed and import it again.", sheet, maxRows)
	}
	t := &headedSheet{sheet: sheet, name: name, rows: rows, columns: map[string]int{}, merged: map[string]string{}}
	best, found := 0, 0
	for i, row := range rows[:min(len(rows), headingRows)] {
		n := 0
		for _, text := range row {
			if slices.Contains(known, heading(text)) {
				n++
			}
		}
		if n > found {
			best, found = i, n
		}
	}
	if found == 0 {
		r.problem(t.at(0, 0), words.T("There is no row of headings; it should have: %s", strings.Join(known, words.T(", |between words of a list"))))
		return nil, nil
	}
	for i, text := range rows[best] {
		switch h := heading(text); {
		case h == "":
		case !slices.Contains(known, h):
			r.warn(t.at(best, i), words.T("The column “%s” is not known and was passed over", table.PlainText(text)))
		default:
			if _, twice := t.columns[h]; twice {
				r.warn(t.at(best, i), words.T("The column “%s” stands there once more and was passed over", h))
				continue
			}
			t.columns[h] = i
		}
	}
	for _, h := range needed {
		if _, ok := t.columns[h]; !ok {
			r.problem(t.at(best, 0), words.T("The column “%s” is missing", h))
			t.first = -1
		}
	}
	if t.first < 0 {
		return nil, nil
	}
	t.first = best + 1
	return t, r.unmerge(t)
}

// unmerge gives every filled row of a cell merged downwards its text: one unit
// written once beside several people is the unit of each.
func (r *reader) unmerge(t *headedSheet) error {
	ranges, err := r.file.GetMergeCells(t.name, true)
	if err != nil {
		return broken(err)
	}
	for _, m := range ranges {
		left, top, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			continue
		}
		_, bottom, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil || top <= t.first || top > len(t.rows) || left > len(t.rows[top-1]) {
			continue
		}
		for row := top; row < min(bottom, len(t.rows)); row++ {
			if blank(t.rows[row]) {
				continue
			}
			for len(t.rows[row]) < left {
				t.rows[row] = append(t.rows[row], "")
			}
			t.rows[row][left-1] = t.rows[top-1][left-1]
			t.merged[t.at(row, left-1)] = m.GetStartAxis()
		}
	}
	return nil
}

func blank(row []string) bool {
	for _, text := range row {
		if table.PlainText(text) != "" {
			return false
		}
	}
	return true
}

// at names a cell as a person reads it, 邀请对象!C7, from indices that count from 0.
func (t *headedSheet) at(row, column int) string {
	return t.sheet + "!" + address(row, column)
}

func address(row, column int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1)
	if err != nil {
		return "?" // rows and columns come from the library and are in range
	}
	return name
}

// cell reads a cell of a row under a heading; false where it is empty or bad.
func (r *reader) cell(t *headedSheet, row int, heading string) (cell, bool) {
	column, ok := t.columns[heading]
	if !ok {
		return cell{}, false
	}
	raw := ""
	if column < len(t.rows[row]) {
		raw = t.rows[row][column]
	}
	at := t.at(row, column)
	source, ok := t.merged[at]
	if !ok {
		source = address(row, column)
	}
	kind, err := r.file.GetCellType(t.name, source)
	if err != nil {
		r.problem(at, words.T("The cell cannot be read"))
		return cell{}, false
	}
	c := cell{Text: table.PlainText(raw), From1904: r.from1904}
	if c.Text == "" {
		if formula, err := r.file.GetCellFormula(t.name, source); err == nil && formula != "" && kind == excelize.CellTypeUnset {
			r.problem(at, words.T("The formula has no result yet; open the file in Excel, save it and import it again"))
		}
		return c, false
	}
	switch kind {
	case excelize.CellTypeError:
		r.problem(at, words.T("The cell holds the error %s", c.Text))
		return c, false
	case excelize.CellTypeBool:
		c.Text = map[bool]string{true: "是", false: "否"}[c.Text == "1" || strings.EqualFold(c.Text, "true")]
	case excelize.CellTypeDate:
		c.Text, _, _ = strings.Cut(strings.TrimSuffix(c.Text, "Z"), ".")
	case excelize.CellTypeUnset, excelize.CellTypeNumber:
		c.Number, err = strconv.ParseFloat(raw, 64)
		if err != nil {
			break
		}
		c.IsNumber = true
		if style, err := r.file.GetCellStyle(t.name, source); err == nil {
			if s, err := r.file.GetStyle(style); err == nil {
				c.IsDate, c.Percent = table.Shows(s.NumFmt, value(s.CustomNumFmt))
			}
		}
		if text, err := r.file.GetCellValue(t.name, source); err == nil {
			c.Text = table.PlainText(text)
		}
	}
	return c, c.Text != ""
}

// value is what a pointer points to, nothing where it is nil.
func value[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
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
	unseen := r.unseen(t)
	var all []row[T]
	for i := t.first; i < len(t.rows); i++ {
		if blank(t.rows[i]) || unseen[i+1] {
			continue
		}
		v := row[T]{value: fresh, start: t.at(i, 0), cells: map[string]string{}, said: map[string]cell{}}
		var said, chosen []string
		for _, c := range columns {
			if column, ok := t.columns[c.heading]; ok {
				v.cells[c.field] = t.at(i, column)
			}
			content, ok := r.cell(t, i, c.heading)
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

// listsOfPeople are the sheets of which people who are hidden or struck through
// are left out.
var listsOfPeople = []string{sheetLeaders, sheetInvitees}

// unseen returns the numbers of the rows of a list of people that are hidden or
// struck through, and says that they are left out.
func (r *reader) unseen(t *headedSheet) map[int]bool {
	sheet := r.seen[t.name]
	if sheet == nil || !slices.Contains(listsOfPeople, t.sheet) {
		return nil
	}
	left := map[int]bool{}
	var numbers []string
	for _, row := range sheet.Rows {
		if row.Number <= t.first {
			continue
		}
		struck := row.Struck()
		if column, ok := t.columns[nameHeading]; ok && column < len(row.Cells) {
			struck = struck || row.Cells[column].Struck
		}
		if !sheet.Hidden && !row.Hidden && !struck {
			continue
		}
		left[row.Number] = true
		numbers = append(numbers, strconv.Itoa(row.Number))
	}
	if len(numbers) == 0 {
		return nil
	}
	r.leftOut += len(numbers)
	const most = 20
	if len(numbers) > most {
		numbers = append(numbers[:most], "…")
	}
	r.warnings = append(r.warnings, words.T("%s: %d rows are hidden or struck through and were left out: %s|a sheet, a count, numbers of rows", t.sheet, len(left), strings.Join(numbers, words.T(", |between words of a list"))))
	return left
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
	for i := t.first; i < len(t.rows); i++ {
		name, ok := r.cell(t, i, key)
		if !ok {
			if text, ok := r.cell(t, i, content); ok {
				r.warn(t.at(i, t.columns[content]), words.T("No item is named; “%s” was passed over", text.Text))
			}
			continue
		}
		found := slices.IndexFunc(items, func(it item) bool { return it.heading == heading(name.Text) })
		text, ok := r.cell(t, i, content)
		if found < 0 {
			if ok {
				r.warn(t.at(i, t.columns[key]), words.T("The item “%s” is not known and was passed over", name.Text))
			}
			continue
		}
		it, at := items[found], t.at(i, t.columns[content])
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
			at = t.at(t.first-1, 0)
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
	r.validated(checked.Validate(), cells, t.at(t.first-1, 0))
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

// validateLists names the problems of the leading group and the quotas.
func (r *reader) validateLists(e app.Event, leaders []row[leader], quotas []row[quota]) {
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
