package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"path"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/words"
)

// maxRosterRows is how many filled rows a roster may have. It is far more than
// any open day invites.
const maxRosterRows = 50_000

// maxRosterColumns is how many columns of a roster are looked at. What stands
// further right belongs to no list of people.
const maxRosterColumns = 200

// Roster is a list of invitees as it stands in a file or on the clipboard, with
// what is taken from each of its columns.
type Roster struct {
	Sheets   []string          // the filled sheets of a workbook; empty for a text
	Sheet    string            // the one that is read
	Headings []string          // of the columns, as they are written; a number where there is none
	Fields   []app.RosterField // what the columns hold; set by the headings, may be changed
	Guessed  bool              // there are no headings: Fields come from what the cells look like

	rows []rosterLine
	head []string // the headings in the form in which they are compared
}

// rosterLine is a filled row below the headings.
type rosterLine struct {
	number int // in the file, from 1
	cells  []rosterCell
}

type rosterCell struct {
	cell
	problem string // why it cannot be read at all
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

// ReadRoster reads a list of invitees: .xlsx, or text in UTF-8, UTF-16 or
// GB18030 with cells parted by tab, comma or semicolon. Title rows above the
// headings are passed over. sheet names the sheet of a workbook to read; "" is
// the one with the most headings of a roster.
//
// The error is an *app.Error with app.CodeInvalid where the file cannot be read
// at all; what is wrong with single rows is for Rows to say.
func ReadRoster(ctx context.Context, r io.Reader, sheet string) (*Roster, error) {
	data, err := slurp(r)
	if err != nil {
		return nil, err
	}
	if bytes.HasPrefix(data, []byte("PK")) {
		return readRosterBook(ctx, data, sheet)
	}
	text, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	return rosterOfText(text)
}

// PasteRoster reads cells copied from a spreadsheet.
func PasteRoster(text string) (*Roster, error) {
	if len(text) > maxFile {
		return nil, tooLarge(nil)
	}
	return rosterOfText(text)
}

// readRosterBook reads a sheet of a workbook. The library streams the texts of
// the cells; whether a cell is a number it tells only after loading the sheet
// once more, so that is gathered while the file is looked through.
func readRosterBook(ctx context.Context, data []byte, sheet string) (roster *Roster, err error) {
	marks := map[string]*sheetMarks{}
	if err := lookThrough(data, marks); err != nil {
		return nil, err
	}
	defer func() {
		if p := recover(); p != nil { // the library is not proof against every broken file
			roster, err = nil, broken(fmt.Errorf("%v\n%s", p, debug.Stack()))
		}
	}()
	parts, err := sheetParts(data)
	if err != nil {
		return nil, broken(err)
	}
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: maxUnpacked})
	if err != nil {
		return nil, broken(err)
	}
	defer file.Close()
	book := &rosterBook{file: file, dates: map[int]bool{}}
	if props, err := file.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		book.from1904 = *props.Date1904
	}
	var names []string
	var best *Roster
	score := -1
	for _, name := range file.GetSheetList() {
		seen := marks[parts[name]]
		if seen == nil {
			continue // a sheet of charts
		}
		lines, err := book.lines(ctx, name, seen)
		if err != nil {
			return nil, err
		}
		if len(lines) == 0 {
			continue
		}
		names = append(names, name)
		found, n := newRoster(lines)
		if sheet == name {
			n = math.MaxInt
		}
		if n > score {
			best, score = found, n
			best.Sheet = name
		}
	}
	if best == nil {
		return nil, refused(nil, "There is nothing in the workbook.")
	}
	best.Sheets = names
	return best, nil
}

// sheetParts returns the name of the part that holds each sheet.
func sheetParts(data []byte) (map[string]string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"id,attr"`
		} `xml:"sheets>sheet"`
	}
	var links struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	for _, part := range archive.File {
		var into any
		switch strings.ToLower(strings.ReplaceAll(part.Name, "\\", "/")) {
		case "xl/workbook.xml":
			into = &book
		case "xl/_rels/workbook.xml.rels":
			into = &links
		default:
			continue
		}
		content, err := part.Open()
		if err != nil {
			return nil, err
		}
		decoder := xml.NewDecoder(io.LimitReader(content, maxUnpacked))
		decoder.Strict = false
		err = decoder.Decode(into)
		content.Close()
		if err != nil {
			return nil, err
		}
	}
	targets := map[string]string{}
	for _, l := range links.All {
		target := strings.ReplaceAll(l.Target, "\\", "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("xl", target)
		}
		targets[l.ID] = strings.ToLower(strings.TrimPrefix(target, "/"))
	}
	parts := map[string]string{}
	for _, s := range book.Sheets {
		parts[s.Name] = targets[s.ID]
	}
	return parts, nil
}

// rosterBook is a workbook that is being read.
type rosterBook struct {
	file     *excelize.File
	from1904 bool
	dates    map[int]bool // whether a style shows its numbers as dates
}

// lines reads the filled rows of a sheet.
func (b *rosterBook) lines(ctx context.Context, sheet string, seen *sheetMarks) ([]rosterLine, error) {
	if seen.disorder {
		return nil, refused(nil, "The rows of the sheet “%s” are out of order. Open it in Excel, save it as .xlsx and import it again.", sheet)
	}
	rows, err := b.file.Rows(sheet)
	if err != nil {
		return nil, broken(err)
	}
	defer rows.Close()
	var all []rosterLine
	number := 0
	for rows.Next() {
		number++
		if number%500 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		texts, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, broken(err)
		}
		line := rosterLine{number: number, cells: make([]rosterCell, len(texts))}
		filled := false
		for i, text := range texts {
			line.cells[i] = b.cell(seen, number, i+1, text)
			filled = filled || line.cells[i].shown != "" || line.cells[i].problem != ""
		}
		for _, m := range seen.rows[number] {
			if m.column > len(texts) && m.formula { // a formula without a result at the end of the row
				for len(line.cells) < m.column {
					line.cells = append(line.cells, rosterCell{})
				}
				line.cells[m.column-1] = b.cell(seen, number, m.column, "")
				filled = true
			}
		}
		if !filled {
			continue
		}
		if all = append(all, line); len(all) > maxRosterRows {
			return nil, refused(nil, "The sheet “%s” has more than %d rows, too many for a list of invitees. Delete those that are not needed and import it again.", sheet, maxRosterRows)
		}
	}
	if err := rows.Error(); err != nil {
		return nil, broken(err)
	}
	unmergeLines(all, seen.merged)
	return all, nil
}

// cell reads a cell, its row and column counted from 1.
func (b *rosterBook) cell(seen *sheetMarks, row, column int, raw string) rosterCell {
	c := rosterCell{cell: cell{shown: plainText(raw), from1904: b.from1904}}
	m, marked := seen.at(row, column)
	switch {
	case !marked:
	case c.shown == "":
		if m.formula {
			c.problem = words.T("The formula has no result yet; open the file in Excel, save it and import it again")
		}
	case m.kind == "e":
		c.problem = words.T("The cell holds the error %s", c.shown)
	case m.kind == "b":
		c.shown = map[bool]string{true: "是", false: "否"}[c.shown == "1" || strings.EqualFold(c.shown, "true")]
	case m.kind == "d":
		c.shown, _, _ = strings.Cut(strings.TrimSuffix(c.shown, "Z"), ".")
	case m.kind == "n":
		number, err := strconv.ParseFloat(c.shown, 64)
		if err != nil {
			break
		}
		c.number, c.isNumber, c.isDate = number, true, b.isDate(m.style)
		switch {
		case math.Abs(number) >= 1e15:
			// Digits are lost. What is shown must not be taken for the number again.
			c.shown = strconv.FormatFloat(number, 'E', -1, 64)
		case c.isDate:
			if t, problem := c.moment(time.Time{}); problem == "" {
				c.shown = momentText(t)
			}
		default:
			c.shown = strconv.FormatFloat(number, 'f', -1, 64)
		}
	}
	return c
}

// isDate reports whether a style shows numbers as dates.
func (b *rosterBook) isDate(style int) bool {
	is, known := b.dates[style]
	if !known {
		if s, err := b.file.GetStyle(style); err == nil {
			is, _ = format(s)
		}
		b.dates[style] = is
	}
	return is
}

// unmergeLines gives every filled row of a cell merged downwards its content:
// one unit written once beside several people is the unit of each.
func unmergeLines(lines []rosterLine, merged []string) {
	at := make(map[int]int, len(lines))
	for i, l := range lines {
		at[l.number] = i
	}
	for _, ref := range merged {
		from, to, ok := strings.Cut(ref, ":")
		if !ok {
			continue
		}
		column, top, err := excelize.CellNameToCoordinates(from)
		if err != nil {
			continue
		}
		_, bottom, err := excelize.CellNameToCoordinates(to)
		first, there := at[top]
		if err != nil || !there || column > len(lines[first].cells) {
			continue
		}
		for i := first + 1; i < len(lines) && lines[i].number <= bottom; i++ {
			for len(lines[i].cells) < column {
				lines[i].cells = append(lines[i].cells, rosterCell{})
			}
			lines[i].cells[column-1] = lines[first].cells[column-1]
		}
	}
}

// headingLines is how far down the headings of a roster are looked for.
const headingLines = 20

// newRoster finds the headings, and tells how many of them are known.
func newRoster(lines []rosterLine) (*Roster, int) {
	width := 0
	for i := range lines {
		cells := &lines[i].cells
		for n := len(*cells); n > maxRosterColumns || n > 0 && (*cells)[n-1] == (rosterCell{}); n-- {
			*cells = (*cells)[:n-1]
		}
		width = max(width, len(*cells))
	}
	best, score := -1, 0
	for i, l := range lines[:min(len(lines), headingLines)] {
		fields := map[app.RosterField]bool{}
		sure := true // that a lone word such as 名单 is a heading and no title
		for _, c := range l.cells {
			field, known := rosterFieldOf[rosterHeading(c.shown)]
			if field != "" {
				fields[field] = true
			}
			sure = sure && (known || c.shown == "")
		}
		named := slices.ContainsFunc(l.cells, func(c rosterCell) bool { return strings.Contains(rosterHeading(c.shown), "姓名") })
		if n := len(fields); n > score && (n > 1 || fields[app.RosterName] && (sure || named) || strangeHeadings(l, fields)) {
			best, score = i, n
		}
	}
	r := &Roster{Headings: make([]string, width), Fields: make([]app.RosterField, width), head: make([]string, width)}
	if best >= 0 {
		for i, c := range lines[best].cells {
			r.Headings[i], r.head[i] = strings.Join(strings.Fields(c.shown), ""), rosterHeading(c.shown)
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
func strangeHeadings(l rosterLine, fields map[app.RosterField]bool) bool {
	filled := 0
	for _, c := range l.cells {
		if strings.ContainsAny(c.compact(), "0123456789") {
			return false
		}
		if c.shown != "" {
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
		like  func(rosterCell) bool
	}{
		{app.RosterIDNumber, func(c rosterCell) bool {
			return c.isNumber && c.number >= 1e14 || len(c.compact()) >= 15 && idcard.Parse(c.shown).Kind == idcard.Resident
		}},
		{app.RosterPhone, func(c rosterCell) bool { return phoneLike.MatchString(hanzi.CleanText(c.digits())) }},
		{app.RosterGender, func(c rosterCell) bool { _, ok := genderOf(c.compact()); return ok }},
		{app.RosterUnit, func(c rosterCell) bool { return unitEnding.MatchString(c.compact()) }},
		{app.RosterName, func(c rosterCell) bool {
			name := hanzi.CleanName(c.shown)
			surname, given := hanzi.SplitName(name)
			n := len([]rune(name))
			return surname != "" && given != "" && n >= 2 && n <= 5
		}},
	}
	taken := map[app.RosterField]bool{}
	for column := range r.Fields {
		counts, filled := make([]int, len(looks)), 0
		for _, l := range r.rows[:min(len(r.rows), 100)] {
			if column >= len(l.cells) || l.cells[column].shown == "" {
				continue
			}
			filled++
			for i, look := range looks {
				if look.like(l.cells[column]) {
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
		if field, ok := chosen[h]; ok && h != "" {
			r.Fields[i] = field
		}
	}
}

// Chosen returns the headings whose field is another than the heading says by
// itself, to be remembered.
func (r *Roster) Chosen() map[string]app.RosterField {
	chosen := map[string]app.RosterField{}
	for i, h := range r.head {
		if h != "" && r.Fields[i] != rosterFieldOf[h] {
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
	all := make([]app.RosterRow, 0, len(r.rows))
	for _, l := range r.rows {
		row := app.RosterRow{Line: l.number, Cells: make([]string, len(l.cells))}
		first := ""
		elsewhere := false // something stands in a column that is not taken over
		for i, c := range l.cells {
			row.Cells[i] = c.shown
			if first == "" {
				first = c.compact()
			}
			if c.shown != "" && r.Fields[i] == "" {
				_, number := rosterFieldOf[r.head[i]]
				elsewhere = elsewhere || !(number || r.head[i] == "" && isFigure(c))
			}
		}
		filled := 0
		for at, w := range app.RosterFields {
			for _, i := range columns[at] {
				if i >= len(l.cells) || l.cells[i].shown == "" && l.cells[i].problem == "" {
					continue
				}
				filled++
				r.set(&row, w, l.cells[i])
				break
			}
		}
		name := cell{shown: row.Invitee.Person.Name}.compact()
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
		}
		all = append(all, row)
	}
	return all
}

func isFigure(c rosterCell) bool {
	_, err := strconv.Atoi(c.compact())
	return err == nil
}

// repeatsHeadings reports whether a row is the heading row once more, as long
// lists have it on every page.
func (r *Roster) repeatsHeadings(l rosterLine) bool {
	same := 0
	for i, c := range l.cells {
		switch h := rosterHeading(c.shown); {
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
func (r *Roster) set(row *app.RosterRow, field app.Word[app.RosterField], c rosterCell) {
	wrong := func(problem string) { row.Wrong = append(row.Wrong, problem+words.T(".|ends a sentence")) }
	person := &row.Invitee.Person
	ruined := c.isNumber && math.Abs(c.number) >= 1e15
	switch {
	case c.problem != "":
		wrong(words.T("“%s”: %s|a column and what is wrong with its cell", field.Label(), c.problem))
		return
	case field.Code == app.RosterIDNumber:
		number, problem := c.idNumber()
		if problem != "" {
			wrong(problem)
			return
		}
		person.IDNumber = c.shown
		if own, rest := idcard.Cut(c.shown); rest != "" {
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
	text := hanzi.CleanText(c.shown)
	f := app.GuestFields.Named(string(field.Code))
	switch place := f.Place(&row.Invitee).(type) {
	case *app.Gender:
		gender, ok := genderOf(c.compact())
		if !ok {
			row.Notes = append(row.Notes, words.T("The gender “%s” is not recognised and was not imported.", text))
		}
		*place = gender
	case *time.Time:
		day, problem := c.moment(time.Time{})
		if problem != "" {
			row.Notes = append(row.Notes, words.T("%s “%s” is not recognised and was not imported.|name of a column, what it says", words.T(f.Label), text))
			return
		}
		*place = app.DayOf(day)
	case *string:
		switch f.Kind {
		case app.KindName:
			if strings.ContainsRune(c.shown, utf8.RuneError) {
				wrong(words.T("A character of the name “%s” is lost", c.shown))
				return
			}
			text = c.shown
		case app.KindPhone:
			if whole, exact := unscientific(c.compact()); exact {
				*place = whole
				return
			}
			if scientific.MatchString(c.compact()) {
				wrong(words.T("The telephone number was turned into scientific notation; its last digits are lost"))
				return
			}
			text = c.shown
		case app.KindText:
			text = c.shown // cleaned when it is stored, so that the old value can be named
		}
		*place = text
	}
}
