package hanzi

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines returns the lines of a pasted text, cleaned as CleanLine does, without empty
// ones and, as Unnumbered says, without the numbers before them. What is counted
// within one line, 1、…；2、…, is parted, too.
func Lines(text string) []string {
	var lines []string
	for line := range strings.SplitSeq(lineEnds.Replace(text), "\n") {
		for _, part := range parted(CleanLine(line)) {
			if part != "" {
				lines = append(lines, part)
			}
		}
	}
	return Unnumbered(lines)
}

// Items returns what a pasted text lists: its lines as Lines does; where there is
// only one, what 、 parts in it.
func Items(text string) []string {
	lines := Lines(text)
	if len(lines) != 1 {
		return lines
	}
	var items []string
	depth, from := 0, 0
	put := func(item string) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	for i, r := range lines[0] {
		switch {
		case strings.ContainsRune("（(《〈“‘「【[", r):
			depth++
		case strings.ContainsRune("）)》〉”’」】]", r):
			depth--
		case r == '、' && depth <= 0:
			put(lines[0][from:i])
			from = i + len("、")
		}
	}
	put(lines[0][from:])
	return items
}

// Cells returns the cells of a range that was copied from a spreadsheet, row by row,
// cleaned as CleanProse does. A cell of several lines stands between quotes there.
// Rows without any text are left out; rows may differ in length.
func Cells(text string) [][]string {
	var rows [][]string
	var row []string
	filled := false
	end := func() {
		if filled {
			rows = append(rows, row)
		}
		row, filled = nil, false
	}
	for text = lineEnds.Replace(text); text != ""; {
		cell, rest := firstCell(text)
		cell = CleanProse(cell)
		row, filled = append(row, cell), filled || cell != ""
		if rest == "" || rest[0] == '\n' {
			end()
		} else if rest == "\t" { // the last cell of all is empty
			row = append(row, "")
			end()
		}
		text = rest[min(1, len(rest)):]
	}
	return rows
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n", "\f", "\n")

// firstCell cuts the first cell from a text, before the tab or the line end after it.
func firstCell(text string) (cell, rest string) {
	if strings.HasPrefix(text, `"`) {
		for i := 1; i < len(text); i++ {
			switch {
			case text[i] != '"':
			case i+1 < len(text) && text[i+1] == '"':
				i++
			case i+1 == len(text) || text[i+1] == '\t' || text[i+1] == '\n':
				return strings.ReplaceAll(text[1:i], `""`, `"`), text[i+1:]
			default: // a quotation at the beginning of a sentence
				i = len(text)
			}
		}
	}
	if i := strings.IndexAny(text, "\t\n"); i >= 0 {
		return text[:i], text[i:]
	}
	return text, ""
}

// number is what may count a line.
type number struct {
	script byte // 1, 一 or ①
	closed bool // in brackets
	mark   rune // after it: 、 . ) or a space; of ① none
	value  int
	rest   string
}

var numbering = regexp.MustCompile(`^(?:([（(])\s*)?(?:([0-9０-９]{1,3})|([一二三四五六七八九十]{1,3})|([①-⑳]))(?:\s*([、.．)）,，:：])|(\s))?\s*`)

// numberOf reads the number that may count a line, false where there is none.
func numberOf(line string) (n number, found bool) {
	p := numbering.FindStringSubmatch(line)
	if p == nil {
		return n, false
	}
	n.rest = line[len(p[0]):]
	n.closed = p[1] != ""
	n.mark, _ = utf8.DecodeRuneInString(p[5] + p[6])
	switch n.mark {
	case '）':
		n.mark = ')'
	case '．':
		n.mark = '.'
	case utf8.RuneError:
		n.mark = 0
	}
	switch {
	case p[2] != "":
		n.script = '1'
		for _, r := range p[2] {
			n.value = n.value*10 + int(Figures(r)[0]-'0')
		}
	case p[3] != "":
		n.script, n.value = 'h', hanNumber(p[3])
	default:
		n.script, n.value = 'o', int([]rune(p[4])[0]-'①')+1
	}
	switch {
	case n.closed != (n.closed && n.mark == ')'), n.mark == 0 && n.script != 'o', n.mark == ' ' && n.script == 'h',
		n.value == 0, n.rest == "":
		return n, false
	case n.mark == '.' && p[0] == strings.TrimRight(p[0], " \t\u3000") && digitFirst(n.rest) && !dated.MatchString(n.rest):
		return n, false // 3.15
	case n.mark == ':' || n.mark == '：':
		return n, !digitFirst(n.rest) // else a time of day
	}
	return n, true
}

// dated is what begins with a year or a time of day, which no decimal does.
var dated = regexp.MustCompile(`^(\d{4}\s*年|\d{1,2}[:：]\d{2})`)

// hanNumber reads 一 to 九十九, 0 for what is no number.
func hanNumber(text string) int {
	tens, ones, ten := text, text, false
	if tens, ones, ten = strings.Cut(text, "十"); !ten {
		tens, ones = "", text
	}
	digit := func(s string, without int) int {
		if s == "" {
			return without
		}
		if utf8.RuneCountInString(s) > 1 || Numeral(firstRune(s)) == "" {
			return -100
		}
		return int(Numeral(firstRune(s))[0] - '0')
	}
	value := digit(ones, 0)
	if ten {
		value += 10 * digit(tens, 1)
	}
	return max(value, 0)
}

func digitFirst(text string) bool {
	r := firstRune(text)
	return r >= '0' && r <= '9' || r >= '０' && r <= '９'
}

// The units that may stand behind a number, and the words that begin like one.
var (
	unitFirst = regexp.MustCompile(`^(号|班|楼|层|室|栋|幢|座|单元|组|队|期|届|级|年|月|日|天|时|点|分|秒|周|岁|区|村|社区|路|线|环|里|米|公里|千米|平方|立方|亩|公顷|吨|千克|公斤|克|斤|升|度|元|万|亿|千|百|个|名|位|人|户|家|件|份|次|场|项|条|批|台|辆|本|册|页|支|成|倍|%|％|‰|℃|(km|kg|cm|mm|m|g|t|A|V|W|kW)\b)`)
	wordFirst = regexp.MustCompile(`^(号召|号码|班车|班子|楼道|楼宇|层层|室内|室外|座谈|座位|座次|组织|组长|组建|队伍|期间|期待|期限|级别|年龄|年度|月底|月初|日程|日常|天气|天然|时间|时限|时刻|点位|点名|点评|分组|分工|分别|分发|分享|分管|分批|周边|周围|周到|周密|区域|区内|村民|村委|村居|社区居民|社区代表|社区工作|社区干部|路线|路况|路灯|路面|线路|线上|线下|环节|环境|环卫|里程|米面|度假|元旦|万众|千万|百姓|百强|个人|个别|名单|名额|名称|位置|位于|人员|人大|人民|人数|人才|人身|人社|人行|户籍|户外|家长|家庭|家属|件件|份额|次序|次日|场地|场所|场馆|项目|条件|条例|批次|批评|批准|台账|台风|辆次|本次|本人|本地|本着|本届|册子|页面|支持|支部|支付|成员|成果|成立|成绩|平方根|立方体|升级|升旗|升降|克服|斤两)`)
)

// certain reports whether the number alone says that it counts: nothing behind it
// goes on with it.
func (n number) certain() bool {
	if n.script == 'o' {
		return true
	}
	if n.mark != '、' && n.mark != ')' || n.script == 'h' && n.closed {
		return false
	}
	if first := firstRune(n.rest); digitFirst(n.rest) || n.script == 'h' && (Numeral(first) != "" || strings.ContainsRune("十百千万两几", first)) {
		return false
	}
	return !unitFirst.MatchString(n.rest) || wordFirst.MatchString(n.rest)
}

// Unnumbered takes off the numbers that count the lines of a list: those after which
// 、 or ) stands and neither a digit nor a unit, and those of two lines or more that
// count 1, 2 …. What only looks like one stays: 3.15消费者权益日, 1.5公里, （一）中学.
func Unnumbered(lines []string) []string {
	kept := append([]string(nil), lines...)
	for unnumber(kept) { // until none is left, so that doing it again changes nothing
	}
	return kept
}

// unnumber takes one number off every line that has one, and reports whether any has.
func unnumber(lines []string) (any bool) {
	type series struct {
		script byte
		closed bool
		spaced bool
	}
	type run struct{ lines []int }
	numbers := make([]number, len(lines))
	off := make([]bool, len(lines))
	runs := map[series]*run{}
	end := func(r *run) {
		if r == nil || len(r.lines) < 2 {
			return
		}
		same := true // 1号楼 and 2号楼, （一）中学 and （二）中学 count themselves
		for _, at := range r.lines {
			same = same && numbers[at].rest == numbers[r.lines[0]].rest
		}
		for _, at := range r.lines {
			off[at] = off[at] || !same
		}
	}
	for i, line := range lines {
		n, found := numberOf(line)
		if !found {
			continue
		}
		numbers[i] = n
		off[i] = n.certain()
		spaced := unicode.IsSpace(n.mark)
		if spaced && (digitFirst(n.rest) || unitFirst.MatchString(n.rest) && !wordFirst.MatchString(n.rest)) {
			continue // 1 号楼
		}
		of := series{n.script, n.closed, spaced}
		switch r := runs[of]; {
		case r != nil && n.value == len(r.lines)+1:
			r.lines = append(r.lines, i)
		case n.value == 1:
			end(r)
			runs[of] = &run{[]int{i}}
		}
	}
	for _, r := range runs {
		end(r)
	}
	for i := range lines {
		if off[i] {
			lines[i], any = numbers[i].rest, true
		}
	}
	return any
}

var inlineNumber = regexp.MustCompile(`([。；;，,！？!?\s])\s*([（(]?)(\d{1,2})([、)）]|[.．])`)

// parted cuts a line in which several things are counted, before each of their
// numbers.
func parted(line string) []string {
	first, found := numberOf(line)
	if !found || first.script != '1' || first.value != 1 || unicode.IsSpace(first.mark) {
		return []string{line}
	}
	var parts []string
	from, next := 0, 2
	for _, at := range inlineNumber.FindAllStringSubmatchIndex(line, -1) {
		start := at[4] // of the number with its bracket
		n, found := numberOf(line[start:])
		if !found || n.value != next || n.closed != first.closed || n.mark != first.mark {
			continue
		}
		parts = append(parts, strings.TrimSpace(line[from:start]))
		from, next = start, next+1
	}
	if len(parts) == 0 {
		return []string{line}
	}
	return append(parts, strings.TrimSpace(line[from:]))
}
