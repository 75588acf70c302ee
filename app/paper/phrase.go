package paper

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/paper/typeset"
)

// wrapped puts words around a text that may be empty; an empty one stays so.
func wrapped(before, text, after string) string {
	if text == "" {
		return ""
	}
	return before + text + after
}

// unstopped takes the full stop, or what stands for it, from the end of a text.
func unstopped(text string) string { return strings.TrimRight(text, "。；;，,、．. \n") }

// stopped ends a text with a full stop, unless it ends like a question.
func stopped(text string) string {
	text = unstopped(text)
	if text == "" || strings.HasSuffix(text, "？") || strings.HasSuffix(text, "！") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "。"
}

// quoted puts a text in quotation marks, those inside becoming the inner ones.
func quoted(text string) string {
	text = unstopped(text)
	if strings.HasPrefix(text, "“") && strings.Index(text, "”") == len(text)-len("”") {
		return text // it is in them already
	}
	return "“" + strings.NewReplacer("“", "‘", "”", "’").Replace(text) + "”"
}

// briefly is quoted for a text that stands in full elsewhere in the paper.
func briefly(text string) string {
	const most = 30 // characters
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most-1]) + "……"
	}
	return quoted(text)
}

// enumerated writes several items in one sentence: （1）……；（2）……。
func enumerated(items []string) string {
	if len(items) == 1 {
		return stopped(items[0])
	}
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = fmt.Sprintf("（%d）%s", i+1, unstopped(item))
	}
	return wrapped("", strings.Join(parts, "；"), "。")
}

// listed names the first few of many: 甲、乙、丙等12人.
func listed(names []string, unit string) string {
	const most = 10
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等%d%s", strings.Join(names[:most], "、"), len(names), unit)
}

// days writes the days of an event within a sentence, saying of the last only what is
// not said already: 2026年5月16日至17日, 2026年5月30日至6月1日.
func days(e app.Event) string {
	first, last := app.DayOf(e.Start), app.DayOf(e.End)
	if e.End.Equal(last) && !e.Start.Equal(first) {
		last = last.AddDate(0, 0, -1) // midnight ends the day before
	}
	switch {
	case e.Start.IsZero():
		return ""
	case !last.After(first):
		return app.ShortDate(first)
	}
	return app.ShortDate(first) + "至" + app.Abridged(app.ShortDate(last), first, last)
}

// dated writes a date within a sentence: 2022年11月22日（星期二）.
func dated(t time.Time) string {
	day, weekday, _ := strings.Cut(app.LongDate(t), " ")
	return day + "（" + weekday + "）"
}

// moment writes a date and, where it is not midnight, the time of day within a
// sentence: 2022年11月18日17:00.
func moment(t time.Time) string {
	text := app.ShortDate(t)
	if t.Hour() != 0 || t.Minute() != 0 {
		text += t.Format("15:04")
	}
	return text
}

// timeSpan writes the time from start to end within a sentence:
// 2022年11月22日（星期二）08:30—12:00.
func timeSpan(start, end time.Time) string {
	hours := func(t time.Time) string {
		if t.Hour() == 0 && t.Minute() == 0 {
			return ""
		}
		return t.Format("15:04")
	}
	switch {
	case end.IsZero() || end.Equal(start):
		return dated(start) + hours(start)
	case app.DayOf(start).Equal(app.DayOf(end)):
		return dated(start) + start.Format("15:04") + "—" + end.Format("15:04")
	default:
		return dated(start) + hours(start) + "至" + app.Abridged(dated(end), start, end) + hours(end)
	}
}

// clockOn writes a time of day, with its date where that is another than day's.
func clockOn(t, day time.Time) string {
	if app.DayOf(t).Equal(app.DayOf(day)) {
		return t.Format("15:04")
	}
	return moment(t)
}

// activity is what an event is called in a sentence: its title, ending in 活动.
func activity(e app.Event) string {
	title := strings.TrimPrefix(strings.TrimSpace(e.Title), "关于")
	for _, end := range []string{"方案", "实施", "工作", "的", "活动"} {
		if rest := strings.TrimSuffix(title, end); rest != "" {
			title = rest
		}
	}
	return title + "活动"
}

// holders are who holds an event, within a sentence.
func holders(e app.Event) string { return cmp.Or(e.Organiser, strings.Join(e.CoOrganisers, "、")) }

var yearFirst = regexp.MustCompile(`^(\d{4})年度?`)

// heldBy is what an event is called after its day and who holds it, neither of
// which is named twice: 2022年11月22日，县民政局举办了政府开放日活动.
func heldBy(e app.Event) string {
	name := activity(e)
	shorter := func(rest string) {
		rest = strings.TrimPrefix(rest, "的")
		if rest != "" && rest != "活动" {
			name = rest
		}
	}
	dropYear := func() {
		if y := yearFirst.FindStringSubmatch(name); y != nil && y[1] == strconv.Itoa(e.Start.Year()) {
			shorter(name[len(y[0]):])
		}
	}
	dropYear()
	if e.Organiser != "" {
		shorter(strings.TrimPrefix(name, e.Organiser))
	}
	dropYear()
	for _, verb := range []string{"举办", "开展", "组织"} {
		shorter(strings.TrimPrefix(name, verb))
	}
	return name
}

// issuer is who signs a paper of an event.
func issuer(e app.Event) string { return cmp.Or(e.Organiser, strings.Join(e.CoOrganisers, " ")) }

// basis returns a basis as the begin of a sentence, whether or not it has its 根据.
func basis(text string) string {
	if text = strings.ReplaceAll(unstopped(text), "\n", ""); text == "" {
		return ""
	}
	for _, has := range []string{"根据", "依据", "按照", "按", "为", "经", "遵照"} {
		if strings.HasPrefix(text, has) {
			return text
		}
	}
	return "根据" + text
}

// hours writes the time of an agenda item, with the date where that is another
// than the event's first day.
func hours(a app.AgendaItem, e app.Event) string {
	text := clockOn(a.Start, e.Start)
	if !a.End.IsZero() && !a.End.Equal(a.Start) {
		text += "—" + clockOn(a.End, a.Start)
	}
	return text
}

// ages writes the age limits of an event, empty where it has none.
func ages(e app.Event) string {
	switch {
	case e.MinAge > 0 && e.MaxAge > 0:
		return fmt.Sprintf("%d至%d周岁", e.MinAge, e.MaxAge)
	case e.MinAge > 0:
		return fmt.Sprintf("%d周岁以上", e.MinAge)
	case e.MaxAge > 0:
		return fmt.Sprintf("%d周岁以下", e.MaxAge)
	}
	return ""
}

// quotaWords says in a sentence how many are invited and of which kinds, empty where
// neither is said.
func quotaWords(e app.Event) string {
	var kinds, outside, shares []string
	for _, q := range e.Quotas {
		kind := q.Category
		if q.Number != app.NoNumber {
			kind += fmt.Sprintf("%d人", q.Number)
		}
		kinds = append(kinds, kind)
		if q.Outside {
			outside = append(outside, q.Category)
		}
		if !q.MinShare.IsZero() {
			shares = append(shares, q.Category+"不少于"+shareWords(q.MinShare))
		}
	}
	notes := []string{}
	if len(outside) > 0 {
		notes = append(notes, strings.Join(outside, "、")+"不占名额")
	}
	if len(shares) > 0 {
		notes = append(notes, "其中"+strings.Join(shares, "、"))
	}
	note := wrapped("（", strings.Join(notes, "，"), "）")
	list := strings.Join(kinds, "、")
	switch {
	case e.Capacity > 0:
		return fmt.Sprintf("邀请%d人%s%s。", e.Capacity, note, wrapped("，包括", list, ""))
	default:
		return wrapped("邀请", list, note+"。")
	}
}

// shareWords writes a share in words: 三分之一, 33%.
func shareWords(s app.Share) string {
	if s.Den == 100 || s.Den > 99 || s.Num > 99 {
		return s.String()
	}
	return typeset.ChineseNumber(s.Den) + "分之" + typeset.ChineseNumber(s.Num)
}

// signUpTime says from when until when people sign up, empty where neither is given.
func signUpTime(e app.Event) string {
	switch {
	case !e.SignUpFrom.IsZero() && !e.SignUpUntil.IsZero():
		return "报名时间为" + moment(e.SignUpFrom) + "至" + moment(e.SignUpUntil) + "。"
	case !e.SignUpUntil.IsZero():
		return "报名截止时间为" + moment(e.SignUpUntil) + "。"
	case !e.SignUpFrom.IsZero():
		return "报名自" + moment(e.SignUpFrom) + "开始。"
	}
	return ""
}

// contacts are whom to ask about an event, each with its label.
func contacts(e app.Event) []string {
	var all []string
	for _, c := range [][2]string{{"联系人：", e.Contact}, {"联系电话：", strings.Join(e.Phones, "、")}, {"电子邮箱：", e.Email}} {
		if c[1] != "" {
			all = append(all, c[0]+c[1])
		}
	}
	return all
}

// point is a paragraph with a heading of its own.
type point struct{ heading, body string }

// section sets a heading of the first level with its points below, or nothing
// where there are none.
func section(doc official, heading string, points []point) {
	if len(points) == 0 {
		return
	}
	doc.Heading(1, heading)
	for _, p := range points {
		setPoint(doc, 2, p.heading, p.body)
	}
}

// setPoint sets a heading and the text after it in one paragraph. Line ends
// that a person wrote begin new paragraphs.
func setPoint(doc official, level int, heading, body string) {
	first, rest, _ := strings.Cut(strings.TrimSpace(body), "\n")
	doc.HeadedBody(level, wrapped("", heading, "。"), first)
	doc.Body(rest)
}

// gridColumn is a column of a table of the report.
type gridColumn struct {
	typeset.Column
	optional bool // left out where no row has anything in it
}

// gridRow is a row, or a heading over rows where group is not empty, or a text over
// the whole width that goes on with the row above where more is not.
type gridRow struct {
	group string
	more  string
	cells []string
	bold  bool
}

// mostWhole is how many rows of the report's tables are kept on one page.
const mostWhole = 12

// grid makes a table of the report in letters of a size, pt.
func grid(size float64, columns []gridColumn, rows []gridRow) typeset.Table {
	t := typeset.Table{Size: size, Role: typeset.Serif, HeadRole: typeset.HeiTi, MinRow: 8}
	t.Whole = len(rows) <= mostWhole
	var shown []int
	for i, c := range columns {
		used := !c.optional
		for _, r := range rows {
			used = used || i < len(r.cells) && r.cells[i] != ""
		}
		if used {
			shown = append(shown, i)
			t.Columns = append(t.Columns, c.Column)
		}
	}
	for _, r := range rows {
		if r.group != "" {
			t.Rows = append(t.Rows, typeset.Group(r.group))
			continue
		}
		if r.more != "" {
			t.Rows = append(t.Rows, typeset.Row{More: true, Cells: []typeset.Cell{{Text: r.more, Span: len(shown), Align: typeset.Left}}})
			continue
		}
		row := typeset.Row{Cells: make([]typeset.Cell, len(shown))}
		for at, i := range shown {
			row.Cells[at] = typeset.Cell{Text: r.cells[i], Bold: r.bold}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
