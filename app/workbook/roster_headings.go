package workbook

import (
	"regexp"
	"slices"
	"strings"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/roster"
	"openday/app/table"
	"openday/app/words"
)

// unasked are headings from which nothing is taken, and of which nobody needs to
// be told: numbers, and what forms on the web record of themselves.
var unasked = []string{
	"序号", "编号", "号", "行号", "原行号", "顺序", "no", "no.", "#", reasonHeading, "自动编号", "答卷编号", "答题序号", "总分", "得分",
	"来源", "提交答卷时间", "提交时间", "填写时间", "答题时间", "答卷时间", "开始答题时间", "结束答题时间", "开始填写时间", "更新时间", "修改时间", "创建时间", "所用时间", "答题时长", "填写时长",
	"来源详情", "来自ip", "ip", "ip地址", "ip所在地", "提交者ip", "提交者", "提交人", "填写者", "填写设备", "设备", "操作系统", "浏览器", "地理位置", "定位", "openid",
}

// kept are headings of what forms ask besides, whose answers are kept in the note.
var kept = []string{"民族", "文化程度", "学历", "政治面貌", "通讯地址", "参与理由", "参加理由", "报名理由", "关注话题", "推荐单位意见"}

// rosterFieldOf tells the fields by their headings, in the form in which headings
// are compared.
var rosterFieldOf = func() map[string]roster.Field {
	all := map[string]roster.Field{}
	for _, f := range app.GuestFields {
		if code := roster.Field(f.Name); roster.Fields.Has(code) {
			all[rosterHeading(f.Chinese)] = code
			for _, h := range f.Synonyms {
				all[h] = code
			}
		}
	}
	for _, h := range unasked {
		all[h] = ""
	}
	for _, h := range kept {
		all[h] = roster.Kept
	}
	return all
}()

// withinQuestions are the words that tell a field within a longer heading, the longer
// ones first.
var withinQuestions = []struct {
	word  string
	field roster.Field
}{
	{"身份证件号", roster.IDNumber}, {"身份证号", roster.IDNumber}, {"身份号码", roster.IDNumber}, {"证件号", roster.IDNumber}, {"身份证", roster.IDNumber},
	{"联系电话", roster.Phone}, {"联系方式", roster.Phone}, {"手机号", roster.Phone}, {"电话号码", roster.Phone}, {"移动电话", roster.Phone},
	{"工作单位", roster.Unit}, {"所在单位", roster.Unit}, {"所属单位", roster.Unit}, {"单位名称", roster.Unit}, {"单位全称", roster.Unit},
	{"出生年月", roster.BornOn}, {"出生日期", roster.BornOn}, {"人员类别", roster.Category}, {"身份类别", roster.Category}, {"代表类别", roster.Category},
	{"哪类人群", roster.Category}, {"人群", roster.Category}, {"报名渠道", roster.Channel}, {"姓名", roster.Name}, {"性别", roster.Gender}, {"职务", roster.Post},
}

// ofOthers are words of headings that ask for somebody else, or for no more than yes
// and no.
var ofOthers = regexp.MustCompile(`紧急|监护|推荐|介绍人|填表|填报|经办|审核|配偶|家属|家长|负责人|联络人|对接人|是否|有无|能否|备用`)

var (
	inBrackets   = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】`)
	questionMark = regexp.MustCompile(`^(q|题|第)?\(?\d{1,2}\)?(题)?[、.:_-]*`)
	politely     = regexp.MustCompile(`^(请(您|你)?(准确|如实|正确)?(填写|输入|选择|填|留下|提供|告知|问)?|(您|你|本人|贵)(的)?|参(会|加|观)(人员|人|者)?的?|报名(人|者)的?)`)
	asking       = regexp.MustCompile(`(是什么|是哪里|是哪个|是多少|叫什么|是|为|填写)?[?？。!！:]*$`)
	answered     = regexp.MustCompile(`:.`)
)

// rosterHeading brings a heading into the form in which it is compared: without
// what is explained in brackets behind it.
func rosterHeading(text string) string {
	h := strings.ToLower(heading(text))
	if plain := strings.Trim(inBrackets.ReplaceAllString(h, ""), "*:"); plain != "" {
		return plain
	}
	return h
}

// meaning is what a heading says of its column.
type meaning struct {
	field roster.Field // "" where nothing is taken from it
	known bool         // the heading is one of a roster, and be it one from which nothing is taken
	exact bool         // by itself, and not within a longer one
}

// meaningOf reads a heading as lists and forms have it: 联系电话, 3、您的手机号码：, Q1_姓名.
func meaningOf(text string) meaning {
	h := rosterHeading(text)
	if field, ok := rosterFieldOf[h]; ok {
		return meaning{field, true, true}
	}
	if len([]rune(h)) > 40 || answered.MatchString(h) || strings.ContainsAny(strings.TrimRight(text, "。； "), "。；") {
		return meaning{} // a sentence, or a line such as 联系人:张三
	}
	plain := h
	if rest := questionMark.ReplaceAllString(h, ""); rest != "" && (rest[0] < '0' || rest[0] > '9') {
		plain = rest
	}
	for before := ""; before != plain; {
		before = plain
		plain = politely.ReplaceAllString(plain, "")
	}
	plain = asking.ReplaceAllString(plain, "")
	if field, ok := rosterFieldOf[plain]; ok && plain != "" {
		return meaning{field, true, true}
	}
	if ofOthers.MatchString(plain) {
		return meaning{}
	}
	for _, w := range withinQuestions {
		if strings.Contains(plain, w.word) {
			return meaning{w.field, true, false}
		}
	}
	return meaning{}
}

// headingLines is how far down the headings of a roster are looked for: forms
// come with up to 40 rows of instructions above them.
const headingLines = 41

// newRoster finds the headings, and tells how many of them are known.
func newRoster(lines []table.Row) (*Roster, int) {
	for i := range lines {
		cells := &lines[i].Cells
		for n := len(*cells); n > table.MaxColumns || n > 0 && (*cells)[n-1].Empty(); n-- {
			*cells = (*cells)[:n-1]
		}
	}
	if form, fields := rosterOfForms(lines); form != nil {
		return form, fields
	}
	best, score := -1, 0
	for i, l := range lines[:min(len(lines), headingLines)] {
		if n := knownHeadings(l); n > score {
			best, score = i, n
		}
	}
	return rosterBelow(lines, best), score
}

// knownHeadings returns how many fields a row names, 0 where it is no row of headings.
func knownHeadings(l table.Row) int {
	exact, fields := map[roster.Field]bool{}, map[roster.Field]bool{}
	sure := true // that a lone word such as 名单 is a heading and no title
	named, figures, cells := false, false, 0
	for _, c := range l.Cells {
		m := meaningOf(c.Text)
		if m.known {
			cells++
		}
		if m.field != "" && m.field != roster.Kept {
			fields[m.field] = true
			exact[m.field] = exact[m.field] || m.exact
		}
		sure = sure && (m.known || c.Text == "")
		named = named || strings.Contains(rosterHeading(c.Text), "姓名") && !answered.MatchString(rosterHeading(c.Text))
		figures = figures || c.IsNumber || manyFigures.MatchString(c.Compact())
	}
	exactly := 0
	for _, is := range exact {
		if is {
			exactly++
		}
	}
	switch {
	case exactly > 1, exact[roster.Name] && (sure || named), strangeHeadings(l, exact):
		if figures {
			return exactly
		}
		return len(fields)
	case !figures && cells > 1 && len(fields) > 0 && (len(fields) > 1 || fields[roster.Name]):
		return len(fields)
	}
	return 0
}

var manyFigures = regexp.MustCompile(`\d{7,}`)

// strangeHeadings reports whether a row with one known heading is that of headings
// that are mostly unknown: several words without any figure.
func strangeHeadings(l table.Row, exact map[roster.Field]bool) bool {
	filled := 0
	for _, c := range l.Cells {
		if strings.ContainsAny(c.Compact(), "0123456789") {
			return false
		}
		if c.Text != "" {
			filled++
		}
	}
	return filled > 1 && (exact[roster.Phone] || exact[roster.IDNumber])
}

// rosterBelow returns the list below a row of headings; at -1 there are none.
func rosterBelow(lines []table.Row, at int) *Roster {
	width := 0
	for _, l := range lines {
		width = max(width, len(l.Cells))
	}
	r := &Roster{
		Headings: make([]string, width), Fields: make([]roster.Field, width),
		lines: lines, rows: lines[at+1:], head: make([]string, width), means: make([]meaning, width), above: make([]string, width),
	}
	if at >= 0 {
		for i, c := range lines[at].Cells {
			r.Headings[i], r.head[i], r.means[i] = strings.Join(strings.Fields(c.Text), ""), rosterHeading(c.Text), meaningOf(c.Text)
			r.Fields[i] = r.means[i].field
		}
		r.doubled()
	}
	if at > 0 {
		r.groups(lines[at-1])
	}
	for i, h := range r.Headings {
		if h == "" {
			r.Headings[i] = words.T("Column %d", i+1)
		}
	}
	if at < 0 {
		r.Guessed = true
		r.guess()
	}
	return r
}

// doubled takes nothing from a column whose heading names a field within a longer
// question where another column is the field's own.
func (r *Roster) doubled() {
	for i, m := range r.means {
		if m.field == "" || m.exact || m.field == roster.Name {
			continue
		}
		if slices.ContainsFunc(r.means, func(o meaning) bool { return o.field == m.field && o.exact }) {
			r.Fields[i], r.means[i] = "", meaning{}
		}
	}
}

// groups keeps what stands over the headings where it parts them, as 领队 and 参加人 do.
func (r *Roster) groups(over table.Row) {
	filled, last := 0, ""
	for _, c := range over.Cells {
		if c.Text != "" && c.Text != last {
			filled++
			last = c.Text
		}
	}
	if filled < 2 {
		return // a title
	}
	label := ""
	for i := range r.above {
		if i < len(over.Cells) && over.Cells[i].Text != "" {
			label = strings.Join(strings.Fields(over.Cells[i].Text), "")
		}
		if label != r.Headings[i] && !meaningOf(label).known {
			r.above[i] = label
		}
	}
}

// TakeHeadings reads the list anew below another row of headings, as a person points
// to it; -1 says that there are none.
func (r *Roster) TakeHeadings(row int) {
	again := rosterBelow(r.lines, min(row, len(r.lines)-1))
	again.Sheets, again.Sheet, again.sheet = r.Sheets, r.Sheet, r.sheet
	hidden := r.hiddenToo
	*r = *again
	r.TakeHidden(hidden)
}

// Top returns the first rows as they stand, to point to the headings in, at most n.
func (r *Roster) Top(n int) []string {
	var all []string
	for _, l := range r.lines[:min(n, len(r.lines))] {
		var cells []string
		for _, c := range l.Cells {
			if c.Text != "" {
				cells = append(cells, strings.Join(strings.Fields(c.Text), " "))
			}
		}
		all = append(all, strings.Join(cells, " ｜ "))
	}
	return all
}

var unitEnding = regexp.MustCompile(`(公司|社区|居委会|村委会|委员会|中心|医院|学校|中学|小学|大学|学院|街道|街道办|办事处|政府|派出所|局|厂|店|所|站|村|银行|协会|商会|事务所)$`)

// looks are what cells of a field look like, in the order in which they are tried.
var looks = []struct {
	field roster.Field
	like  func(cell) bool
}{
	{roster.IDNumber, func(c cell) bool {
		return c.IsNumber && c.Number >= 1e14 || len(c.Compact()) >= 15 && idcard.Parse(c.Text).Kind == idcard.Resident
	}},
	{roster.Phone, func(c cell) bool { return phoneLike.MatchString(hanzi.CleanText(c.Digits())) }},
	{roster.Gender, func(c cell) bool { _, ok := genderOf(c.Compact()); return ok }},
	{roster.Unit, func(c cell) bool { return unitEnding.MatchString(c.Compact()) }},
	{roster.Name, func(c cell) bool { return hanzi.IsFullName(c.Text) }},
}

// guess decides by what the cells look like. A column in which the same words come
// again and again holds no names.
func (r *Roster) guess() {
	taken := map[roster.Field]bool{}
	for column := range r.Fields {
		counts, filled := make([]int, len(looks)), 0
		distinct := map[string]bool{}
		for _, l := range r.rows[:min(len(r.rows), 100)] {
			if column >= len(l.Cells) || l.Cells[column].Text == "" {
				continue
			}
			filled++
			distinct[l.Cells[column].Compact()] = true
			for i, look := range looks {
				if look.like(l.Cells[column]) {
					counts[i]++
				}
			}
		}
		for i, look := range looks {
			if filled > 0 && counts[i]*10 >= filled*6 && !taken[look.field] && (look.field != roster.Name || len(distinct)*2 > filled) {
				r.Fields[column] = look.field
				taken[look.field] = true
				break
			}
		}
	}
}

var phoneLike = regexp.MustCompile(`^(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}$|^(0\d{2,3}[- ]?)?\d{7,8}$`)
