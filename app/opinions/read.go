package opinions

import (
	"context"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/table"
)

// List is what was read of opinions, in the order in which they stand.
type List struct {
	Opinions []app.Feedback
	Unused   []string // headings of columns that say no part of an opinion: how it was handled, when a form was sent
}

// Read reads the opinions in a file: a workbook, a table as text, or plain text, as
// Parse does. What is hidden is left out. The error is an *app.Error with
// app.CodeInvalid where the file cannot be read.
func Read(ctx context.Context, r io.Reader, known Known) (List, error) {
	k := known.reader()
	file, err := table.Read(ctx, r)
	if err != nil {
		return List{}, err
	}
	if len(file.Sheets) == 0 {
		return k.parse(file), nil
	}
	best, score := List{}, -1
	for _, s := range file.Sheets {
		if s.Hidden && slices.ContainsFunc(file.Sheets, func(s *table.Sheet) bool { return !s.Hidden }) {
			continue
		}
		rows := textsOf(s)
		list, headings := k.table(rows)
		rank := 2 * headings // a sheet that says what it is comes before what only looks like one
		if s.Active {
			rank++
		}
		if len(list.Opinions) > 0 && rank > score {
			best, score = list, rank
		}
	}
	return best, nil
}

// Parse reads what was typed, or copied from a document or a spreadsheet: a table
// where it has tabs or headings, else lines, 姓名：内容 or 姓名（单位）：内容 among them.
// The same text gives the same list every time, and every cell is in it.
func Parse(text string, known Known) List {
	file, err := table.ReadText(text)
	if err != nil {
		file = &table.File{Text: text} // it is no table
	}
	return known.reader().parse(file)
}

func (k reader) parse(file *table.File) List {
	for _, reading := range file.Readings {
		rows := textsOf(reading)
		if list, headings := k.table(rows); headings > 0 {
			return list
		}
		if reading.Name == "\t" && strings.Contains(file.Text, "\t") { // a comma alone makes no table: sentences have them, too
			return k.bare(rows)
		}
	}
	return List{Opinions: k.lines(file.Text)}
}

// textsOf returns what the rows of a sheet say that are not hidden.
func textsOf(s *table.Sheet) [][]string {
	var rows [][]string
	for _, l := range s.Rows {
		if l.Hidden || l.Struck() {
			continue
		}
		row := make([]string, len(l.Cells))
		for i, c := range l.Cells {
			row[i] = hanzi.CleanProse(c.Text)
		}
		rows = append(rows, row)
	}
	return rows
}

// columns are the fields of an opinion that a column can be, with the headings by
// which each is known.
var columns = []struct {
	headings []string
	of       func(*app.Feedback) *string
}{
	{strings.Fields(`
内容 意见建议 意见建议内容 意见 建议 意见内容 建议内容 意见和建议 意见与建议 意见或建议 意见及建议 问题 问题建议 问题及建议 问题和建议 反映问题 反映内容 反馈内容 诉求 诉求内容 具体内容 主要内容 发言内容 发言 发言要点 要点 留言 留言内容 content opinion feedback`),
		func(f *app.Feedback) *string { return &f.Content }},
	{strings.Fields(`
提出人 提出人姓名 姓名 名字 您的姓名 发言人 发言者 反映人 反馈人 代表 代表姓名 建议人 提议人 参会人 参加人 speaker name`),
		func(f *app.Feedback) *string { return &f.Speaker }},
	{strings.Fields(`
单位 工作单位 所在单位 您的单位 提出人单位 单位职务 单位及职务 单位/职务 社区 所在社区 村居 所属社区 unit`),
		func(f *app.Feedback) *string { return &f.Unit }},
	{strings.Fields(`
环节 地点 参观点 点位 场所 提出环节 活动环节 stop`), func(f *app.Feedback) *string { return &f.Stop }},
	{strings.Fields(`
类别 类型 分类 意见类别 意见类型 建议类别 问题类别 category`), func(f *app.Feedback) *string { return &f.Category }},
	{strings.Fields(`
渠道 方式 提出方式 反映渠道 来源渠道 反馈渠道 channel`), func(f *app.Feedback) *string { return &f.Channel }},
}

// The columns by their place in columns.
const (
	content = iota
	speaker
	unit
	stop
	category
	channel
	extra  // a column of its own, which goes with the content
	unused // said so, and left out
	counts // the numbers of the rows
)

var (
	countHeading  = regexp.MustCompile(`^(序号|编号|序|号|行号|no\.?|#)$`)
	unusedHeading = regexp.MustCompile(`^(承办单位|主办单位|协办单位|责任单位|交办单位|责任人|经办人|办理时限|办结时限|时限|办理情况|办理进度|办理结果|办理状态|结果|结果类别|状态|答复|答复情况|答复日期|答复内容|是否采纳|是否采纳（?理由）?|未采纳理由|满意度|满意情况|回访|提交时间|提交答卷时间|填写时间|填表时间|修改时间|登记时间|所用时间|用时|来源|来源详情|来自ip|ip|总分|提交者|提交人)$`)
	asksOpinion   = regexp.MustCompile(`意见|建议|诉求|问题|心声|留言`)
	questionSign  = regexp.MustCompile(`^\s*(q?\d{1,2}\s*[、.．:：_)]|[（(]\d{1,2}[）)]|\*)\s*`)
	bracketed     = regexp.MustCompile(`[（(【\[][^（）()【】\[\]]*[）)】\]]`)
)

// headingOf returns what a heading is of; known is false for any other text.
func headingOf(text string) (column int, known bool) {
	h := strings.ToLower(strings.Join(strings.Fields(hanzi.CleanText(text)), ""))
	h = strings.Trim(questionSign.ReplaceAllString(h, ""), "*:：？?")
	if plain := strings.Trim(bracketed.ReplaceAllString(h, ""), "*:：？?"); plain != "" && !unusedHeading.MatchString(h) {
		h = plain
	}
	for i, c := range columns {
		if slices.Contains(c.headings, h) {
			return i, true
		}
	}
	switch {
	case countHeading.MatchString(h):
		return counts, true
	case unusedHeading.MatchString(h):
		return unused, true
	}
	return extra, false
}

// headingLines is how far down headings are looked for: titles stand above them.
const headingLines = 12

// headings finds the row of headings, -1 where there is none, and what each column is.
func (k reader) headings(rows [][]string) (at int, roles []int, found int) {
	at = -1
	for i, row := range rows[:min(len(rows), headingLines)] {
		these, n, hasContent := make([]int, len(row)), 0, false
		for j, text := range row {
			c, known := headingOf(text)
			if known && c < extra && slices.Contains(these[:j], c+1) { // the second of its kind is one of its own
				c = extra
			}
			if known {
				n++
			}
			hasContent = hasContent || known && c == content
			these[j] = c + 1
		}
		filled := len(nonempty(row))
		if !hasContent && n >= 1 && filled >= 2 { // 您对本次活动的意见建议：
			if j := slices.IndexFunc(row, func(text string) bool {
				return asksOpinion.MatchString(text) && utf8.RuneCountInString(text) <= 40
			}); j >= 0 && these[j] == extra+1 {
				these[j], hasContent, n = content+1, true, n+1
			}
		}
		if n > found && (n > 1 || hasContent && filled <= 2 && !slices.ContainsFunc(row, k.names)) {
			at, found = i, n
			roles = make([]int, len(row))
			for j := range these {
				roles[j] = these[j] - 1
			}
		}
	}
	return at, roles, found
}

// names reports whether a text says who spoke.
func (k reader) names(text string) bool {
	_, _, ok := k.who(text)
	return ok
}

func nonempty(row []string) []string {
	return slices.DeleteFunc(slices.Clone(row), func(c string) bool { return c == "" })
}

// table reads the rows of a table below its headings. It returns how many of them are
// known; where there are none it reads the rows as they are.
func (k reader) table(rows [][]string) (List, int) {
	at, roles, found := k.headings(rows)
	if at < 0 {
		return k.bare(rows), 0
	}
	head, rows := rows[at], rows[at+1:]
	if !slices.Contains(roles, content) {
		if j := longest(rows, func(j int) bool { return j >= len(roles) || roles[j] == extra }); j >= 0 {
			for len(roles) <= j {
				roles = append(roles, extra)
			}
			roles[j] = content
		}
	}
	var list List
	for j, r := range roles {
		if r == unused && slices.ContainsFunc(rows, func(row []string) bool { return j < len(row) && row[j] != "" }) {
			list.Unused = append(list.Unused, strings.Join(strings.Fields(head[j]), ""))
		}
	}
	label := func(j int) string {
		if j < len(head) {
			return strings.Trim(strings.Join(strings.Fields(questionSign.ReplaceAllString(head[j], "")), ""), "*:：")
		}
		return ""
	}
	for _, row := range rows {
		if slices.Equal(nonempty(row), nonempty(head)) {
			continue // the headings once more, on the next page
		}
		if f, any := k.row(row, roles, label); any {
			list.Opinions = append(list.Opinions, f)
		}
	}
	return list, found
}

// row reads a row by what its columns are. What has no column of its own stands below
// the content, with the heading before it.
func (k reader) row(row []string, roles []int, label func(int) string) (f app.Feedback, any bool) {
	var more []string
	for j, text := range row {
		role := extra
		if j < len(roles) {
			role = roles[j]
		}
		switch {
		case text == "" || role == unused || role == counts && isCount(text):
		case role >= extra:
			any = true
			if l := label(j); l != "" {
				text = l + "：" + text
			}
			more = append(more, text)
		default:
			any = true
			*columns[role].of(&f) = text
		}
	}
	if !any {
		return f, false
	}
	k.readSpeaker(&f)
	if f.Speaker == "" && f.Unit == "" && !slices.Contains(roles, speaker) {
		if s := k.saidIn(f.Content); s.named && s.rest != "" {
			f.Speaker, f.Unit, f.Content = s.name, s.unit, s.rest
		}
	}
	f.Content = strings.Join(append(nonempty([]string{f.Content}), more...), "\n")
	return f, true
}

// readSpeaker takes the unit out of what the column of the speaker says.
func (k reader) readSpeaker(f *app.Feedback) {
	if name, of, ok := k.who(f.Speaker); ok {
		f.Speaker = name
		if of != "" && of != f.Unit {
			f.Unit = strings.TrimSpace(f.Unit + " " + of)
		}
	}
	if strings.Trim(f.Speaker, "/-—无") == "" {
		f.Speaker = ""
	}
}

var isNumber = regexp.MustCompile(`^\s*[（(]?\d{1,5}[）)]?\s*[.．、]?$|^[①-⑳]$|^[一二三四五六七八九十]{1,3}[、.]?$`)

func isCount(text string) bool { return isNumber.MatchString(text) }

// longest returns the column, of those that are free, with the longest texts on
// average; the first of several, -1 where none has any words.
func longest(rows [][]string, free func(int) bool) int {
	best, most := -1, 0.0
	for j := range width(rows) {
		sum, filled := 0, 0
		for _, row := range rows {
			if j < len(row) && strings.ContainsFunc(row[j], unicode.IsLetter) {
				sum += utf8.RuneCountInString(row[j])
				filled++
			}
		}
		if filled > 0 && free(j) && float64(sum)/float64(filled) > most {
			best, most = j, float64(sum)/float64(filled)
		}
	}
	return best
}

func width(rows [][]string) int {
	n := 0
	for _, row := range rows {
		n = max(n, len(row))
	}
	return n
}

// vocabulary are the words by which columns without headings are told.
var vocabulary = struct{ stop, category, channel *regexp.Regexp }{
	regexp.MustCompile(`^(座谈|座谈会|座谈交流|交流座谈|参观|现场参观|实地参观|参观考察|参观走访|汇报|情况汇报|会议|会议开放|互动|互动交流|集合|集合乘车|讲解|体验|发放资料|观摩|问卷|返程|途中|\p{Han}{2,10}(厅|馆|站|厂|园|中心|大厅|会议室|现场|环节|展区|展厅|车间|泵站|水厂|点位))$`),
	regexp.MustCompile(`^(民生|民生保障|民生服务|环境|环境卫生|生态环境|环保|环卫|市容|市容环境|城市管理|城管|城建|城市建设|基础设施|公共设施|设施|交通|交通出行|停车|道路|教育|医疗|医疗卫生|卫生|卫生健康|养老|养老服务|托育|就业|社保|社会保障|住房|物业|物业管理|治安|平安建设|综治|安全|安全生产|消防|文化|文体|文化体育|体育|旅游|文旅|政务服务|政务公开|营商环境|公共服务|服务|作风|工作作风|机关作风|党建|供水|供电|供气|供热|排水|水质|水务|规划|用地|农业|农村|农业农村|乡村振兴|经济|经济发展|产业|科技|宣传|建议|意见|咨询|投诉|表扬|求助|诉求|其他|其它|\p{Han}{2,6}(类|方面))$`),
	regexp.MustCompile(`^(现场|现场提出|口头|书面|电话|来电|邮件|邮箱|电子邮件|微信|公众号|微信群|短信|网络|网上|问卷|热线|留言|来信|信件|意见箱|12345)$`),
}

// looks returns the share of a column's cells, of those that are filled, of which
// something is true.
func share(rows [][]string, j int, is func(string) bool) float64 {
	n, filled := 0, 0
	for _, row := range rows {
		if j < len(row) && row[j] != "" {
			filled++
			if is(row[j]) {
				n++
			}
		}
	}
	if filled == 0 {
		return 0
	}
	return float64(n) / float64(filled)
}

// bare reads rows without headings: of each column its look decides what it is, the
// same for all rows. Only rows of several cells are asked; a row of one is read as
// a line.
func (k reader) bare(rows [][]string) List {
	var several [][]string
	for _, row := range rows {
		if len(nonempty(row)) > 1 {
			several = append(several, row)
		}
	}
	n := width(several)
	roles := make([]int, n)
	for j := range roles {
		roles[j] = extra
	}
	looks := []struct {
		role int
		is   func(string) bool
	}{
		{counts, isCount},
		{channel, vocabulary.channel.MatchString},
		{speaker, k.names},
		{category, func(text string) bool {
			return k.of[category][hanzi.NameKey(text)] || vocabulary.category.MatchString(text)
		}},
		{stop, func(text string) bool { return k.of[stop][hanzi.NameKey(text)] || vocabulary.stop.MatchString(text) }},
		{unit, func(text string) bool { return k.unitLike(text) && utf8.RuneCountInString(text) <= 30 }},
	}
	for _, look := range looks { // of each kind the column that has most of it, the first of several
		best, most := -1, 0.5
		for j := range roles {
			if s := share(several, j, look.is); roles[j] == extra && s > most {
				best, most = j, s
			}
		}
		if best >= 0 {
			roles[best] = look.role
		}
	}
	if j := longest(several, func(j int) bool { return roles[j] == extra }); j >= 0 {
		roles[j] = content
	} else if j := longest(several, func(j int) bool { return roles[j] != counts && roles[j] != speaker }); j >= 0 {
		roles[j] = content // 停车 is a category and may be all that was said
	}
	var list List
	no := func(int) string { return "" }
	for _, row := range rows {
		if filled := nonempty(row); len(filled) == 1 {
			list.Opinions = append(list.Opinions, k.lines(filled[0])...)
			continue
		}
		if f, any := k.row(k.turned(row, roles), roles, no); any {
			list.Opinions = append(list.Opinions, f)
		}
	}
	return list
}

// turned puts name and content right in a row where they stand the other way round
// than in the others.
func (k reader) turned(row []string, roles []int) []string {
	said, by := slices.Index(roles, content), slices.Index(roles, speaker)
	if said < 0 || by < 0 || said >= len(row) || by >= len(row) || row[said] == "" || row[by] == "" {
		return row
	}
	if k.names(row[by]) || !k.names(row[said]) || utf8.RuneCountInString(row[said]) >= utf8.RuneCountInString(row[by]) {
		return row
	}
	row = slices.Clone(row)
	row[said], row[by] = row[by], row[said]
	return row
}

var (
	goesOn = regexp.MustCompile(`[，、；：,;:（(—]$`)
	leadIn = regexp.MustCompile(`^.{0,14}(建议|意见|问题|想法|方面|诉求|几点|如下)[：:]$`)
)

// lines reads a text without cells.
func (k reader) lines(text string) []app.Feedback {
	lines := strings.Split(lineEnds.Replace(text), "\n")
	for i, line := range lines {
		lines[i] = hanzi.CleanProse(line)
	}
	if all := k.labelled(lines); all != nil {
		return all
	}
	parted := slices.ContainsFunc(lines, func(line string) bool { // by numbers, or by empty lines between what is said
		_, signed := withoutSign(line)
		return signed
	}) || strings.Contains(strings.Trim(strings.Join(lines, "\n"), "\n"), "\n\n")
	var all []app.Feedback
	var by said       // whose the lines below are, where a line names somebody and says nothing
	heard := true     // something stands below it
	open := false     // the last opinion may go on
	named := false    // and it began with who spoke
	alone := func() { // somebody is named of whom nothing follows
		if !heard {
			all = append(all, app.Feedback{Speaker: by.name, Unit: by.unit})
		}
		heard = true
	}
	add := func(by said, text string) {
		for _, one := range Split(text) {
			all = append(all, app.Feedback{Speaker: by.name, Unit: by.unit, Content: one})
		}
	}
	for _, line := range lines {
		if line == "" {
			open = false
			continue
		}
		rest, signed := withoutSign(line)
		s := k.saidIn(rest)
		switch last := len(all) - 1; {
		case s.named && (s.rest == "" || leadIn.MatchString(s.rest)):
			alone()
			by, open, heard = s, false, false
		case s.named:
			alone()
			by = said{}
			add(s, s.rest)
			open, named = true, true
		case open && !signed && (goesOn.MatchString(all[last].Content) || parted && !named || parted && named && !endsSentence(all[last].Content)):
			all[last].Content = joined(all[last].Content, rest)
		default:
			add(by, line)
			open, named, heard = true, false, true
		}
	}
	alone()
	return all
}

func endsSentence(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune("。！？!?.…；;）)”」", last)
}

// labelled reads records of which every line says what it is, 姓名：王秀兰 below 单位：…;
// nil where a text has none.
func (k reader) labelled(lines []string) []app.Feedback {
	label := func(line string) (column int, value string, ok bool) {
		head, value, found := strings.Cut(strings.ReplaceAll(line, ":", "："), "：")
		if !found {
			return 0, "", false
		}
		column, known := headingOf(head)
		return column, strings.TrimSpace(value), known && column < extra
	}
	seen := map[int]bool{}
	for _, line := range lines {
		if c, _, ok := label(line); ok {
			seen[c] = true
		}
	}
	if !seen[speaker] || !seen[content] {
		return nil
	}
	var all []app.Feedback
	var f app.Feedback
	have := map[int]bool{}
	end := func() {
		if len(have) > 0 {
			k.readSpeaker(&f)
			all = append(all, f)
		}
		f, have = app.Feedback{}, map[int]bool{}
	}
	for _, line := range lines {
		c, value, ok := label(line)
		switch {
		case line == "":
		case !ok && len(have) == 0: // a title
		case !ok:
			f.Content = strings.TrimPrefix(f.Content+"\n"+line, "\n")
			have[content] = true
		case have[c] || c == speaker && have[content]:
			end()
			fallthrough
		default:
			*columns[c].of(&f) = value
			have[c] = true
		}
	}
	end()
	return all
}

// Addressed joins opinions to the invitees of an event who said them: to the one of a
// name, of several to the one of the unit that was said, too.
func Addressed(list []app.Feedback, invitees []app.Invitee) {
	byName := map[string][]app.Invitee{}
	for _, v := range invitees {
		key := hanzi.NameKey(v.Person.Name)
		byName[key] = append(byName[key], v)
	}
	for i := range list {
		f := &list[i]
		f.InviteeID = ""
		if f.Speaker == "" {
			continue
		}
		named := byName[hanzi.NameKey(f.Speaker)]
		if len(named) > 1 && f.Unit != "" {
			named = slices.DeleteFunc(slices.Clone(named), func(v app.Invitee) bool {
				about := v.Unit + v.Post
				return !strings.Contains(about, f.Unit) && (v.Unit == "" || !strings.Contains(f.Unit, v.Unit))
			})
		}
		if len(named) == 1 {
			f.InviteeID = named[0].ID
		}
	}
}

// KnownOf returns what an event knows that helps to read its opinions.
func KnownOf(d app.Dossier) Known {
	var k Known
	for _, v := range d.Invitees {
		k.Names, k.Units = append(k.Names, v.Person.Name), append(k.Units, v.Unit)
	}
	for _, a := range d.Agenda {
		k.Stops = append(k.Stops, a.Content, a.Place)
	}
	for _, f := range d.Feedback {
		k.Stops, k.Categories = append(k.Stops, f.Stop), append(k.Categories, f.Category)
	}
	return k
}
