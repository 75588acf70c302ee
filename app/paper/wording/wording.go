// Package wording holds what is said alike on every paper: dates and times within
// sentences, punctuation, lists, and titles broken by their meaning.
package wording

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"openday/app"
	"openday/app/paper/typeset"
)

// Wrapped puts words around a text that may be empty; an empty one stays so.
func Wrapped(before, text, after string) string {
	if text == "" {
		return ""
	}
	return before + text + after
}

// Unstopped takes the full stop, or what stands for it, from the end of a text.
func Unstopped(text string) string { return strings.TrimRight(text, "。；;，,、．. \n") }

// Stopped ends a text with a full stop, unless it ends like a question.
func Stopped(text string) string {
	text = Unstopped(text)
	if text == "" || strings.HasSuffix(text, "？") || strings.HasSuffix(text, "！") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "。"
}

// Quoted puts a text in quotation marks, those inside becoming the inner ones.
func Quoted(text string) string {
	text = Unstopped(text)
	if strings.HasPrefix(text, "“") && strings.Index(text, "”") == len(text)-len("”") {
		return text // it is in them already
	}
	return "“" + strings.NewReplacer("“", "‘", "”", "’").Replace(text) + "”"
}

// Briefly is quoted for a text that stands in full elsewhere in the paper.
func Briefly(text string) string {
	const most = 30 // characters
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most-1]) + "……"
	}
	return Quoted(text)
}

// Enumerated writes several items in one sentence: （1）……；（2）……。
func Enumerated(items []string) string {
	if len(items) == 1 {
		return Stopped(items[0])
	}
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = fmt.Sprintf("（%d）%s", i+1, Unstopped(item))
	}
	return Wrapped("", strings.Join(parts, "；"), "。")
}

// Listed names the first few of many: 甲、乙、丙等12人.
func Listed(names []string, unit string) string {
	const most = 10
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return fmt.Sprintf("%s等%d%s", strings.Join(names[:most], "、"), len(names), unit)
}

// Days writes the days of an event within a sentence, saying of the last only what is
// not said already: 2026年5月16日至17日, 2026年5月30日至6月1日.
func Days(e app.Event) string {
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

// Dated writes a date within a sentence: 2022年11月22日（星期二）.
func Dated(t time.Time) string {
	day, weekday, _ := strings.Cut(app.LongDate(t), " ")
	return day + "（" + weekday + "）"
}

// Moment writes a date and, where it is not midnight, the time of day within a
// sentence: 2022年11月18日17:00.
func Moment(t time.Time) string {
	text := app.ShortDate(t)
	if t.Hour() != 0 || t.Minute() != 0 {
		text += t.Format("15:04")
	}
	return text
}

// TimeSpan writes the time from start to end within a sentence:
// 2022年11月22日（星期二）08:30—12:00.
func TimeSpan(start, end time.Time) string {
	hours := func(t time.Time) string {
		if t.Hour() == 0 && t.Minute() == 0 {
			return ""
		}
		return t.Format("15:04")
	}
	switch {
	case end.IsZero() || end.Equal(start):
		return Dated(start) + hours(start)
	case app.DayOf(start).Equal(app.DayOf(end)):
		return Dated(start) + strings.TrimPrefix(hours(start)+"—"+end.Format("15:04"), "—")
	default:
		return Dated(start) + hours(start) + "至" + app.Abridged(Dated(end), start, end) + hours(end)
	}
}

// When writes when an event is within a sentence: in the office's words where it has
// any, empty where nothing is known.
func When(e app.Event) string {
	switch {
	case e.TimeWords != "":
		return Unstopped(e.TimeWords)
	case e.Start.IsZero():
		return ""
	}
	return TimeSpan(e.Start, e.End)
}

// ClockOn writes a time of day, with its date where that is another than day's.
func ClockOn(t, day time.Time) string {
	if app.DayOf(t).Equal(app.DayOf(day)) {
		return t.Format("15:04")
	}
	return Moment(t)
}

// Activity is what an event is called in a sentence: its title, ending in 活动.
func Activity(e app.Event) string {
	title := strings.TrimPrefix(strings.TrimSpace(e.Title), "关于")
	for _, end := range []string{"方案", "实施", "工作", "的", "活动"} {
		if rest := strings.TrimSuffix(title, end); rest != "" {
			title = rest
		}
	}
	for _, verb := range []string{"举办", "开展", "组织开展"} {
		if rest := strings.TrimPrefix(title, verb); rest != "" {
			title = rest
		}
	}
	return title + "活动"
}

// QuotedActivity puts what [Activity] or [HeldBy] call an event into quotation marks:
// “政府开放日”活动.
func QuotedActivity(name string) string {
	return Quoted(strings.TrimSuffix(name, "活动")) + "活动"
}

// Holders are who holds an event, within a sentence.
func Holders(e app.Event) string { return cmp.Or(e.Organiser, strings.Join(e.CoOrganisers, "、")) }

var yearFirst = regexp.MustCompile(`^(\d{4})年度?`)

// HeldBy is what an event is called after its day and who holds it, neither of
// which is named twice: 2022年11月22日，县民政局举办了政府开放日活动.
func HeldBy(e app.Event) string {
	name := Activity(e)
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

// Issuer is who signs a paper of an event.
func Issuer(e app.Event) string { return cmp.Or(e.Organiser, strings.Join(e.CoOrganisers, " ")) }

// Basis returns a basis as the begin of a sentence, whether or not it has its 根据.
func Basis(text string) string {
	if text = strings.ReplaceAll(Unstopped(text), "\n", ""); text == "" {
		return ""
	}
	for _, has := range []string{"根据", "依据", "按照", "按", "为", "经", "遵照"} {
		if strings.HasPrefix(text, has) {
			return text
		}
	}
	return "根据" + text
}

// Hours writes the time of an agenda item, with the date where that is another
// than the event's first day.
func Hours(a app.AgendaItem, e app.Event) string {
	if a.Start.IsZero() {
		return ""
	}
	text := ClockOn(a.Start, e.Start)
	if !a.End.IsZero() && !a.End.Equal(a.Start) {
		text += "—" + ClockOn(a.End, a.Start)
	}
	return text
}

// Ages writes the age limits of an event, empty where it has none.
func Ages(e app.Event) string {
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

// QuotaWords says in a sentence how many are invited and of which kinds, empty where
// neither is said.
func QuotaWords(e app.Event) string {
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
	note := Wrapped("（", strings.Join(notes, "，"), "）")
	list := strings.Join(kinds, "、")
	switch {
	case e.CapacityWords != "":
		return fmt.Sprintf("邀请%s%s%s。", Unstopped(e.CapacityWords), note, Wrapped("，包括", list, ""))
	case e.Capacity > 0:
		return fmt.Sprintf("邀请%d人%s%s。", e.Capacity, note, Wrapped("，包括", list, ""))
	default:
		return Wrapped("邀请", list, note+"。")
	}
}

// shareWords writes a share in words: 三分之一, 33%.
func shareWords(s app.Share) string {
	if s.Den == 100 || s.Den > 99 || s.Num > 99 {
		return s.String()
	}
	return typeset.ChineseNumber(s.Den) + "分之" + typeset.ChineseNumber(s.Num)
}

// SignUpTime says from when until when people sign up, empty where neither is given.
func SignUpTime(e app.Event) string {
	switch {
	case !e.SignUpFrom.IsZero() && !e.SignUpUntil.IsZero():
		return "报名时间为" + Moment(e.SignUpFrom) + "至" + Moment(e.SignUpUntil) + "。"
	case !e.SignUpUntil.IsZero():
		return "报名截止时间为" + Moment(e.SignUpUntil) + "。"
	case !e.SignUpFrom.IsZero():
		return "报名自" + Moment(e.SignUpFrom) + "开始。"
	}
	return ""
}

// Contacts are whom to ask about an event, each with its label.
func Contacts(e app.Event) []string {
	var all []string
	for _, c := range [][2]string{{"联系人：", e.Contact}, {"联系电话：", strings.Join(e.Phones, "、")}, {"电子邮箱：", e.Email}} {
		if c[1] != "" {
			all = append(all, c[0]+c[1])
		}
	}
	return all
}

// ByWay says in which way something was said, as the adverb of the verb after it.
func ByWay(channel string) string {
	switch channel {
	case "", "当面", "书面":
		return channel
	}
	return "通过" + channel
}

// Clausal reports whether a result can stand within a sentence that goes on.
func Clausal(text string) bool {
	const most = 60 // characters
	return text != "" && utf8.RuneCountInString(text) <= most && !strings.ContainsAny(text, "。！？；：\n")
}

// Raised says who raised an opinion, when and how: 王玉梅在参观时提出.
func Raised(o app.Feedback) string {
	who := o.Speaker
	if who == "" {
		who = "参加人员"
	}
	if stop := strings.TrimSuffix(o.Stop, "环节"); stop != "" {
		at := "环节"
		for _, doing := range []string{"参观", "座谈", "汇报", "列席", "观摩", "体验", "交流", "讨论"} {
			if strings.HasPrefix(stop, doing) {
				at = "时"
			}
		}
		who += "在" + stop + at
	} else if o.Channel == app.FeedbackChannels[0] {
		who += "在现场"
	}
	if o.Channel != app.FeedbackChannels[0] {
		who += ByWay(o.Channel)
	}
	if o.Speaker == "" {
		who += "匿名"
	}
	return who + "提出"
}

// OneLine returns a text as one line.
func OneLine(text string) string { return strings.ReplaceAll(strings.TrimSpace(text), "\n", "") }

// Names reports whether a title names an office, also by a shorter name: 青山街道政府开放日
// names 青山街道办事处.
func Names(title, office string) bool {
	const least = 3 // characters that tell offices apart
	name := []rune(office)
	for n := len(name); n >= least; n-- {
		if strings.Contains(title, string(name[:n])) {
			return true
		}
	}
	return strings.Contains(title, office)
}
