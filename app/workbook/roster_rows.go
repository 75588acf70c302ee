package workbook

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/roster"
	"openday/app/table"
	"openday/app/words"
)

var (
	totalLike  = regexp.MustCompile(`^(合计|小计|总计|共计|累计|总人数|合计人数)|^(共|计|合计共)?\(?共?(\d+|[一二三四五六七八九十百]+)(人|名|位)\)?$`)
	emptyLike  = regexp.MustCompile(`^[(（]?(以下空白|以下无正文|以下无|此页无正文|本页无正文|无正文|完|结束|第?\d+页.*|第.{1,4}页.*|共.{1,4}页)[)）]?$|^[-—_=*·.…]+$`)
	footerLike = regexp.MustCompile(`^(注|备注|说明|附注|填表说明|填表人|填报人|制表人|制表|审核人|审核|负责人|经办人|联系人|填报单位|填报日期|填表日期|填报时间|日期|报送单位|单位盖章|\(?盖章\)?)(:|\(盖章\)|$)`)
	asAbove    = regexp.MustCompile(`^(同上|同前|同左|〃|″|"|'{2}|”|“|々|ditto|〞)$`)
	groupMark  = regexp.MustCompile(`^(\(?[一二三四五六七八九十]+\)?[、.]?|[(（]?\d{1,2}[)）]?[、.])`)
	groupCount = regexp.MustCompile(`[(（【\[]?共?(\d+|[一二三四五六七八九十]+)(人|名|位|个)[)）】\]]?$`)
	groupWords = regexp.MustCompile(`^(群众|媒体|学生|党员|干部|师生|市民|居民|村民|家长|记者|专家|学者|企业|企业家|嘉宾|志愿者|老人|商户|其他|其它|社会各界|媒体记者)$|(代表|委员|记者|居民|村民|学生|师生|教师|家长|志愿者|干部|职工|员工|人员|嘉宾|专家|群众|市民|企业家|商户|党员|军人|老人|人士|监督员|网格员|负责人)$`)
)

// saysNothing reports whether a cell is filled in to say that there is nothing.
func saysNothing(text string) bool {
	switch strings.ToLower(strings.Trim(cell{Text: text}.Compact(), "()")) {
	case "无", "没有", "暂无", "不详", "未知", "未填", "未填写", "空", "-", "--", "---", "/", "\\", "//", "n/a", "na", "none", "null", "nil", "〇":
		return true
	}
	return false
}

// block are the columns of one person; lists in two columns have several side by side.
type block struct {
	columns [][]int // of each of app.RosterFields
	kept    []int   // whose content goes into the note
	label   string  // what stands over it, such as 领队
}

// add adds a column to a block.
func (r *Roster) add(to *block, column int) {
	switch at := roster.Fields.Index(r.Fields[column]); {
	case r.Fields[column] == roster.Kept:
		to.kept = append(to.kept, column)
	case at >= 0:
		to.columns[at] = append(to.columns[at], column)
	}
}

// comesIn reports whether a column's field or heading is also that of one of the
// columns from first up to end.
func (r *Roster) comesIn(column, first, end int) bool {
	for i := first; i < end; i++ {
		if r.Fields[i] != "" && r.Fields[i] == r.Fields[column] || r.head[i] != "" && r.head[i] == r.head[column] {
			return true
		}
	}
	return false
}

// blocks parts the columns by the people of a row. What comes once alone, before the
// first name or behind the last block, is said of all.
func (r *Roster) blocks() []block {
	var names []int
	for i, f := range r.Fields {
		if f == roster.Name && (r.hiddenToo || !r.columnHidden(i)) {
			names = append(names, i)
		}
	}
	starts := []int{0}
	if len(names) > 1 {
		starts = r.starts(names)
	}
	all := make([]block, len(starts))
	for b := range all {
		all[b].columns = make([][]int, len(roster.Fields))
		if len(names) > 1 {
			all[b].label = r.label(names[b])
		}
	}
	last := len(all) - 1
	for i := range r.Fields {
		b := last
		for b >= 0 && starts[b] > i {
			b--
		}
		ofAll := b < 0 || b == last && last > 0 && i > names[last] && !r.comesIn(i, starts[0], starts[last]) &&
			slices.Contains([]roster.Field{roster.Category, roster.Unit, roster.Channel}, r.Fields[i])
		for to := range all {
			if ofAll || to == b {
				r.add(&all[to], i)
			}
		}
	}
	for b := range all {
		for _, same := range all[b].columns { // what is seen goes before what is hidden
			slices.SortStableFunc(same, func(a, b int) int { return cmp.Compare(figure(r.columnHidden(a)), figure(r.columnHidden(b))) })
		}
	}
	return all
}

// starts returns the columns at which the blocks of several names begin: with the
// first column that has come before, at the latest with the name.
func (r *Roster) starts(names []int) []int {
	starts := slices.Clone(names)
	held := 0 // where what the block before holds begins
	for b := 1; b < len(names); b++ {
		for i := names[b-1] + 1; i < names[b]; i++ {
			if r.comesIn(i, held, i) {
				starts[b] = i
				break
			}
		}
		held = starts[b]
	}
	for i := names[0] - 1; i >= 0; i-- {
		if r.comesIn(i, starts[1], len(r.Fields)) {
			starts[0] = i
		}
	}
	return starts
}

// label returns what tells the people of a name's column from the others of a row,
// such as 领队.
func (r *Roster) label(name int) string {
	label := r.above[name]
	if label == "" {
		label = strings.TrimSuffix(strings.TrimSuffix(r.head[name], "姓名"), "名字")
	}
	if meaningOf(label).field == roster.Name {
		return ""
	}
	return label
}

// rosterReading reads the rows of a roster one after the other.
type rosterReading struct {
	*Roster
	blocks   []block
	more     bool           // most rows say more than a name
	category string         // of the people below, as a heading between them says
	unit     string         // the same
	before   []map[int]cell // by block and column: what the last person's row says
}

// Rows returns the rows as the columns say.
func (r *Roster) Rows() []roster.Row {
	in := rosterReading{Roster: r, blocks: r.blocks()}
	in.before = make([]map[int]cell, len(in.blocks))
	for b := range in.before {
		in.before[b] = map[int]cell{}
	}
	in.more = in.mostSayMore()
	all := make([]roster.Row, 0, len(r.rows))
	for i := 0; i < len(r.rows); {
		n := 1
		for i+n < len(r.rows) && in.goesOn(r.rows[i+n]) {
			n++
		}
		all = append(all, in.rowsOf(r.rows[i:i+n])...)
		i += n
	}
	for i := range all {
		if v := &all[i].Invitee; v.Category == "" && all[i].Skipped == "" {
			v.Category = r.Category
		}
	}
	return all
}

// goesOn reports whether a row is of the person above it: their name is one cell
// merged over both.
func (in *rosterReading) goesOn(l table.Row) bool {
	if len(in.blocks) > 1 {
		return false
	}
	names := in.blocks[0].columns[roster.Fields.Index(roster.Name)]
	return slices.ContainsFunc(names, func(i int) bool { return i < len(l.Cells) && l.Cells[i].Above && l.Cells[i].Text != "" })
}

// mostSayMore reports whether most rows have more than a name.
func (in *rosterReading) mostSayMore() bool {
	rows, more := 0, 0
	for _, l := range in.rows[:min(len(in.rows), 500)] {
		filled := 0
		for i, c := range l.Cells {
			if c.Text != "" && in.Fields[i] != "" {
				filled++
			}
		}
		if filled > 0 {
			rows++
		}
		if filled > 1 {
			more++
		}
	}
	return more*2 >= rows && more > 0
}

// rowsOf reads the people of a row, or of several rows that are of one person.
func (in *rosterReading) rowsOf(lines []table.Row) []roster.Row {
	l := lines[0]
	row := roster.Row{Line: l.Number, Hidden: l.Hidden, Cells: make([]string, len(l.Cells))}
	first, said := "", 0
	elsewhere := false // something stands in a column that is not taken over
	for i, c := range l.Cells {
		row.Cells[i] = c.Text
		if first == "" {
			first = c.Compact()
		}
		if c.Text != "" && !isFigure(c) {
			said++
		}
		if c.Text != "" && in.Fields[i] == "" {
			elsewhere = elsewhere || !(in.means[i].known || in.head[i] == "" && isFigure(c))
		}
	}
	skip := func(why string) []roster.Row {
		row.Skipped = why
		return []roster.Row{row}
	}
	switch {
	case in.repeatsHeadings(l):
		return skip(words.T("These are the headings once more."))
	case totalLike.MatchString(first):
		return skip(words.T("This is a row of totals, not a person."))
	case said == 1 && in.isHeading(first):
		return skip(words.T("This is a heading between the people; it was taken as their category or unit."))
	}
	var all []roster.Row
	filled := 0
	for b := range in.blocks {
		people, n := in.person(b, lines, row)
		filled += n
		for _, p := range people {
			switch name := (cell{Text: p.Invitee.Person.Name}).Compact(); {
			case totalLike.MatchString(name):
				p.Skipped = words.T("This is a row of totals, not a person.")
			case emptyLike.MatchString(name) && n == 1:
				p.Skipped = words.T("This says that the list ends, and is no person.")
			case footerLike.MatchString(first) && p.Invitee.Person.IDNumber == "" && !manyFigures.MatchString(cell{Text: p.Invitee.Person.Phone}.Compact()):
				p.Skipped = words.T("This is a note below the list, not a person.")
			case p.Skipped == "":
				in.unseen(&p)
			}
			all = append(all, p)
		}
	}
	switch {
	case filled > 0:
	case said == 1 && emptyLike.MatchString(first):
		return skip(words.T("This says that the list ends, and is no person."))
	case footerLike.MatchString(first):
		return skip(words.T("This is a note below the list, not a person."))
	case elsewhere:
		return skip(words.T("All columns to be imported are empty."))
	case said > 0 && !isNumbering(first):
		return skip(words.T("No person is named in this row."))
	}
	for i := range all {
		if len(all) > 1 {
			all[i].Place = i + 1
		}
	}
	return all
}

// isNumbering reports whether a text is but a number in a list.
func isNumbering(text string) bool { return strings.Trim(text, "0123456789.、()") == "" }

// isHeading reports whether the only word of a row heads the people below it, and
// keeps what it says of them.
func (in *rosterReading) isHeading(text string) bool {
	plain := strings.TrimRight(groupCount.ReplaceAllString(text, ""), ":")
	plain = strings.Trim(plain, "【】[]()")
	marked := plain != strings.Trim(text, "【】[]()") // it is marked as a heading
	if rest := groupMark.ReplaceAllString(plain, ""); rest != plain && rest != "" {
		plain, marked = rest, true
	}
	switch {
	case !in.more || plain == "" || footerLike.MatchString(text) || emptyLike.MatchString(text):
		return false
	case groupWords.MatchString(plain) && (marked || !hanzi.IsFullName(plain) || len([]rune(plain)) > 3 || len([]rune(plain)) == 2 || !strings.HasSuffix(plain, "人")):
		in.category, in.unit = plain, ""
		return true
	case unitEnding.MatchString(plain) && len([]rune(plain)) > 3 && (marked || !hanzi.IsFullName(plain)):
		in.category, in.unit = "", plain
		return true
	case marked && !hanzi.IsFullName(plain):
		in.category, in.unit = plain, ""
		return true
	}
	return false
}

// person reads the people of a block, and tells how many of its cells say something.
func (in *rosterReading) person(b int, lines []table.Row, row roster.Row) (people []roster.Row, filled int) {
	cells := func(columns []int) (all []cell, at []int) {
		for n, l := range lines {
			for _, i := range columns {
				if i < len(l.Cells) && !l.Cells[i].Empty() && !(n > 0 && l.Cells[i].Above) {
					all, at = append(all, l.Cells[i]), append(at, i)
				}
			}
		}
		return all, at
	}
	var names nameCell
	month := "" // of birth, where no day is said
	blk := in.blocks[b]
	saidMore := false
	row.Struck = in.struck(blk, lines[0])
	for f, w := range roster.Fields {
		found, at := cells(blk.columns[f])
		var taken []cell
		for k, c := range found {
			filled++
			if c.Struck && !row.Struck && !in.hiddenToo {
				row.Notes = append(row.Notes, words.T("“%s” is struck through and was not imported.|what a cell says", c.Text))
				continue
			}
			if w.Code != roster.Name && w.Code != roster.IDNumber && asAbove.MatchString(c.Compact()) {
				above, ok := in.before[b][at[k]]
				if !ok {
					row.Notes = append(row.Notes, words.T("“%s” stands where nothing is above; it was not imported.", c.Text))
					continue
				}
				c = above
			}
			if w.Code != roster.Name && w.Code != roster.Note && saysNothing(c.Text) && c.Problem == "" {
				if w.Code == roster.Phone || w.Code == roster.IDNumber {
					row.Notes = append(row.Notes, words.T("%s: “%s” says that there is none.|name of a field, what it said", w.Label(), c.Text))
				}
				continue
			}
			in.before[b][at[k]] = c
			if w.Code != roster.Phone && len(taken) > 0 {
				if taken[0].Compact() != c.Compact() {
					row.Notes = append(row.Notes, words.T("“%s: %s” was not imported, for “%s” is said, too.|a heading, what a cell says, what another says", in.Headings[at[k]], c.Text, taken[0].Text))
				}
				continue
			}
			taken = append(taken, c)
		}
		if len(taken) == 0 {
			continue
		}
		switch w.Code {
		case roster.Name:
			names = in.setName(&row, w, taken[0])
		case roster.Phone:
			in.setPhones(&row, w, taken)
			saidMore = true
		case roster.BornOn:
			month = in.setBorn(&row, w, taken[0])
			saidMore = true
		default:
			saidMore = true
			in.set(&row, w, taken[0])
		}
	}
	if filled == 0 {
		return nil, 0
	}
	guest := &row.Invitee
	for _, i := range blk.kept {
		if all, _ := cells([]int{i}); len(all) > 0 && !saysNothing(all[0].Text) {
			guest.Note = strings.Trim(guest.Note+"；"+in.Headings[i]+"："+strings.Join(strings.Fields(hanzi.CleanText(all[0].Text)), " "), "；")
			filled++
		}
	}
	if month != "" {
		guest.Note = strings.Trim(guest.Note+"；"+birthMonth+"："+month, "；")
	}
	if names.nobody {
		if !saidMore || guest.Person.Phone == "" && guest.Person.IDNumber == "" {
			row.Skipped = words.T("Nobody is named here yet.")
			return []roster.Row{row}, filled
		}
		guest.Person.Name = ""
	}
	if guest.Category == "" {
		guest.Category = in.category
	}
	if guest.Unit == "" {
		guest.Unit = in.unit
	}
	if blk.label != "" {
		guest.Note = strings.Trim(blk.label+"；"+guest.Note, "；")
	}
	if names.note != "" {
		guest.Note = strings.Trim(names.note+"；"+guest.Note, "；")
	}
	if guest.Person.Gender == "" {
		guest.Person.Gender = names.gender
	}
	row.Notes = append(row.Notes, names.doubts...)
	if names.wrong != "" {
		row.Wrong = append(row.Wrong, names.wrong)
	}
	return in.each(row, names), filled
}

// setName fills in the name, and tells whom its cell names.
func (in *rosterReading) setName(row *roster.Row, field app.Word[roster.Field], c cell) nameCell {
	if c.Problem != "" || strings.ContainsRune(c.Text, utf8.RuneError) {
		in.set(row, field, c)
		return nameCell{}
	}
	names := readNames(c.Text)
	// What differs in its spelling alone stays, so that it can be named.
	if len(names.names) == 1 && hanzi.NameKey(names.names[0]) != hanzi.NameKey(c.Text) {
		c.Text = names.names[0]
	}
	if !names.nobody {
		in.set(row, field, c)
	}
	return names
}

// birthMonth heads a month of birth in a note, which is Chinese like the list it is of.
const birthMonth = "出生年月"

// setBorn fills in the day of birth, and returns the month where no more is said: a
// day that nobody wrote is not made up.
func (in *rosterReading) setBorn(row *roster.Row, field app.Word[roster.Field], c cell) (month string) {
	if c.Problem != "" || c.IsNumber && math.Abs(c.Number) >= 1e15 {
		in.set(row, field, c)
		return ""
	}
	born, problem := c.Birth(in.Day)
	switch {
	case problem != "":
		row.Notes = append(row.Notes, words.T("%s “%s” is not recognised and was not imported.|name of a column, what it says", field.Label(), hanzi.CleanText(c.Text))+words.T(" (%s)|why", problem))
	case born.Month != "":
		row.Notes = append(row.Notes, words.T("Only the month of birth is said (%s): it went into the note, and the age is not checked. Enter the date of birth, or the ID number.", born.Month))
	}
	row.Invitee.Person.BornOn = born.On
	return born.Month
}

// setPhones fills in the telephone numbers of all cells that hold one.
func (in *rosterReading) setPhones(row *roster.Row, field app.Word[roster.Field], cells []cell) {
	var all []string
	for _, c := range cells {
		row.Invitee.Person.Phone = ""
		if in.set(row, field, c); row.Invitee.Person.Phone != "" && !slices.Contains(all, row.Invitee.Person.Phone) {
			all = append(all, row.Invitee.Person.Phone)
		}
	}
	row.Invitee.Person.Phone = strings.Join(all, "、")
}

// each makes a row of each person whom one cell names. Who of them has the telephone or
// the ID number nobody can tell, unless there are as many.
func (in *rosterReading) each(row roster.Row, names nameCell) []roster.Row {
	if len(names.names) < 2 || names.wrong != "" {
		return []roster.Row{row}
	}
	phones := strings.FieldsFunc(row.Invitee.Person.Phone, func(r rune) bool { return strings.ContainsRune("、，,;；/ \n", r) })
	if len(phones) > 0 && len(phones) != len(names.names) || row.Invitee.Person.IDNumber != "" {
		row.Wrong = append(row.Wrong, words.T("There seem to be several names in one cell; give each person a row."))
		row.Invitee.Person.Name = strings.Join(names.names, "、")
		return []roster.Row{row}
	}
	all := make([]roster.Row, len(names.names))
	for i, name := range names.names {
		all[i] = row
		all[i].Notes = append(slices.Clone(row.Notes), words.T("One of %d people whom one cell names.", len(names.names)))
		all[i].Invitee.Person.Name = name
		if len(phones) > 0 {
			all[i].Invitee.Person.Phone = phones[i]
		}
	}
	return all
}

// struck reports whether a person is struck through: their name, or all of the row.
func (in *rosterReading) struck(b block, l table.Row) bool {
	for _, i := range b.columns[roster.Fields.Index(roster.Name)] {
		if i < len(l.Cells) && !l.Cells[i].Empty() {
			return l.Cells[i].Struck
		}
	}
	return l.Struck()
}
