package workbook

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/words"
)

// cell is a cell that is not empty.
type cell struct {
	shown    string  // the text as Excel shows it, cleaned
	number   float64 // the value of a number
	isNumber bool
	isDate   bool // a number shown as a date or a time
	percent  bool // a number shown with %
	from1904 bool // the workbook counts days from 1904
}

// plainText is a text as the program keeps it: valid, with \n as its only line
// end, without control characters, those that turn the writing among them, and
// without spaces around it.
func plainText(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "")
	}
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r != '\n' && r != '\t' && unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufffe' || r == '\uffff' || r == '\ufeff':
			return -1
		}
		return r
	}, s))
}

// compact is a cell's text for comparing with words, numbers and dates:
// half-width and without spaces.
func (c cell) compact() string {
	return strings.Join(strings.Fields(punctuation.Replace(hanzi.CleanText(c.shown))), "")
}

var punctuation = strings.NewReplacer("：", ":", "／", "/", "－", "-", "–", "-", "—", "-", "．", ".", "％", "%", "，", ",", "（", "(", "）", ")", "＋", "+")

// digits is the text of a telephone number, which Excel may hold as a number.
func (c cell) digits() string {
	if c.isNumber && !c.isDate && c.number == math.Trunc(c.number) {
		return strconv.FormatFloat(c.number, 'f', -1, 64)
	}
	return c.shown
}

// unscientific writes out a number in scientific notation that holds all its digits;
// exact is false where some are lost, and for what is no such number.
func unscientific(text string) (whole string, exact bool) {
	mantissa, exponent, found := strings.Cut(strings.ToUpper(text), "E")
	first, rest, _ := strings.Cut(mantissa, ".")
	power, err := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
	if !found || err != nil || !scientific.MatchString(text) || len(rest) != power {
		return "", false
	}
	return first + rest, true
}

var scientific = regexp.MustCompile(`^\d(\.\d+)?[eE]\+?\d+$`)

// idNumber reads an ID number. Excel keeps 15 digits of a number: longer ones
// have lost their last digits.
func (c cell) idNumber() (string, string) {
	switch {
	case c.isNumber && math.Abs(c.number) >= 1e15:
		return "", words.T("The ID number is a number cell; its last digits are lost")
	case c.isNumber:
		return idcard.Parse(c.digits()).Number, ""
	case scientific.MatchString(c.compact()):
		return "", words.T("The ID number was turned into scientific notation; its last digits are lost")
	}
	return idcard.Parse(c.shown).Number, ""
}

var units = regexp.MustCompile(`^约?(-?\d+)(\.0+)?(人|名|位|个|岁|周岁|天|日|个工作日|工作日)?$`)

// mostCount bounds a number of people, years or days.
const mostCount = 1_000_000

// count reads a whole number, with or without a measure word.
func (c cell) count() (int, string) {
	digits := c.digits()
	parts := units.FindStringSubmatch(cell{shown: digits}.compact())
	if c.isDate || parts == nil {
		return 0, words.T("“%s” is not a whole number", c.shown)
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || n < 0 || n > mostCount {
		return 0, words.T("“%s” is not between 0 and %d", c.shown, mostCount)
	}
	return n, ""
}

// share reads a minimum share.
func (c cell) share() (app.Share, string) {
	spoiled := func() (app.Share, string) {
		return app.Share{}, words.T("Excel turned the least share into a date; format the cell as text before writing 1/3, or write 33%")
	}
	none := func() (app.Share, string) {
		return app.Share{}, words.T("“%s” is no share; write it like 1/3 or 33%% (more than 0, at most 100%%)", c.shown)
	}
	if !c.isNumber {
		text := c.compact()
		if _, problem := (cell{shown: c.shown}).moment(time.Time{}); problem == "" || strings.HasSuffix(text, "日") {
			return spoiled()
		}
		s, err := app.ParseShare(text)
		if err != nil || s.Den > 1_000_000 {
			return none()
		}
		return s, ""
	}
	switch {
	case c.isDate:
		return spoiled()
	case c.number <= 0 || c.number > 1:
		return none()
	}
	if hundredths := c.number * 100; c.percent && math.Abs(hundredths-math.Round(hundredths)) < 1e-9 {
		return app.Share{Num: int(math.Round(hundredths)), Den: 100}, ""
	}
	// 1/3 typed into a cell for fractions is 0.333…, whose simplest fraction is meant.
	for den := 1; den <= 10_000; den++ {
		if num := math.Round(c.number * float64(den)); num > 0 && math.Abs(c.number-num/float64(den)) < 1e-9 {
			return app.Share{Num: int(num), Den: den}, ""
		}
	}
	return app.Share{}, words.T("“%s” is no simple share; write it like 1/3 or 33%%", c.shown)
}

// yes reads 是 or 否.
func (c cell) yes() (bool, string) {
	switch strings.ToUpper(c.compact()) {
	case "是", "TRUE", "1", "Y", "YES", "√":
		return true, ""
	case "否", "FALSE", "0", "N", "NO", "×":
		return false, ""
	}
	return true, words.T("“%s” should be 是 or 否", c.shown)
}

// otherWords are other names of words in closed lists.
var otherWords = map[string]string{
	"办结": "已办结", "答复": "已答复", "回访": "已回访", "已登记": "登记", "已交办": "交办",
	"未采纳": "不采纳", "线上+线下": "线下+线上", "到": "已到", "未到": "缺席",
	"A": "A 已解决", "B": "B 正在解决", "C": "C 列入规划", "D": "D 留作参考",
}

// wordOf reads a word of a closed list.
func wordOf[C ~string](list app.Vocabulary[C], c cell) (C, string) {
	said := c.compact()
	if other, ok := otherWords[said]; ok {
		if code, found := list.Parse(other); found {
			return code, ""
		}
	}
	allowed := make([]string, len(list))
	for i, w := range list {
		if said == strings.ReplaceAll(w.Chinese, " ", "") {
			return w.Code, ""
		}
		allowed[i] = w.Chinese
	}
	var none C
	return none, words.T("“%s” should be one of: %s", c.shown, strings.Join(allowed, words.T(", |between words of a list")))
}

var (
	dayPattern   = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))`)
	clockPattern = regexp.MustCompile(`^(上午|中午|下午|晚上|凌晨|早上)?(\d{1,2})(?::(\d{1,2})(?::(\d{1,2}))?|[时点]半|[时点](?:(\d{1,2})分?)?)(AM|PM)?$`)
	aroundMarks  = regexp.MustCompile(`\s*([年月日号时点分/:.-])\s*`)
	weekday      = regexp.MustCompile(`\(?(星期|周)[一二三四五六日天]\)?`)
)

// The years that a date may lie in; a serial number outside is a slip.
const firstYear, lastYear = app.FirstYear, app.LastYear

// plainYear is the first year that a number is taken for without being shown as a
// date: a smaller number is a count that stands in the wrong column.
const plainYear = 1950

// moment reads a date with or without a time, and, where a day is given, a time
// alone, which is on that day.
func (c cell) moment(day time.Time) (time.Time, string) {
	bad := words.T("“%s” is no date and time; write it like 2022-11-22 08:30", c.shown)
	if c.isNumber {
		return c.serial(day, bad)
	}
	said := strings.ToUpper(punctuation.Replace(hanzi.CleanText(c.shown)))
	said = strings.TrimSpace(aroundMarks.ReplaceAllString(weekday.ReplaceAllString(said, " "), "$1"))
	at := day
	if parts := dayPattern.FindStringSubmatch(said); parts != nil {
		n := given(parts[1:])
		at = app.Date(n[0], time.Month(n[1]), n[2])
		if int(at.Month()) != n[1] || at.Day() != n[2] || n[0] < firstYear || n[0] > lastYear {
			return time.Time{}, words.T("The date “%s” does not exist", c.shown)
		}
		said = said[len(parts[0]):]
		if said == "" {
			return at, ""
		}
		if unicode.IsDigit(rune(said[0])) && !strings.HasSuffix(parts[0], "日") && !strings.HasSuffix(parts[0], "号") {
			return time.Time{}, bad
		}
		said = strings.TrimLeft(said, " T")
	} else if day.IsZero() {
		return time.Time{}, bad
	}
	clock, ok := clockOf(strings.ReplaceAll(said, " ", ""))
	if !ok {
		return time.Time{}, bad
	}
	return app.DayOf(at).Add(clock), ""
}

// given returns the numbers among the groups of a match.
func given(groups []string) []int {
	var all []int
	for _, g := range groups {
		if g != "" {
			n, _ := strconv.Atoi(g) // the patterns let at most four digits through
			all = append(all, n)
		}
	}
	return all
}

// clockOf reads 08:30, 8点半, 下午3时20分, 5:00PM, 24:00.
func clockOf(said string) (time.Duration, bool) {
	parts := clockPattern.FindStringSubmatch(said)
	if parts == nil {
		return 0, false
	}
	n := given([]string{parts[2], parts[3] + parts[5], parts[4]})
	for len(n) < 3 {
		n = append(n, 0)
	}
	hour, minute, second := n[0], n[1], n[2]
	if strings.Contains(said, "半") {
		minute = 30
	}
	switch period := parts[1] + parts[6]; {
	case (period == "下午" || period == "晚上" || period == "PM" || period == "中午" && hour < 11) && hour < 12:
		hour += 12
	case period == "AM" && hour == 12 || period == "凌晨" && hour == 12:
		hour = 0
	}
	if minute > 59 || second > 59 || hour > 24 || hour == 24 && minute+second > 0 {
		return 0, false
	}
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second, true
}

// serial reads Excel's number of a date, a time, or both; or 20221122.
func (c cell) serial(day time.Time, bad string) (time.Time, string) {
	v := c.number
	if v >= 0 && v < 1 {
		if day.IsZero() {
			return time.Time{}, bad
		}
		return app.DayOf(day).Add(time.Duration(math.Round(v*86400)) * time.Second), ""
	}
	if v == math.Trunc(v) && v >= firstYear*10_000 && v <= lastYear*10_000+1231 {
		return cell{shown: strconv.Itoa(int(v))}.moment(time.Time{})
	}
	// Past the year 9999 Excel knows no date.
	if v < 0 || v > 2_958_465 {
		return time.Time{}, bad
	}
	whole := math.Floor(v)
	start, err := excelize.ExcelDateToTime(whole, c.from1904)
	if err != nil {
		return time.Time{}, bad
	}
	if y := start.Year(); y < firstYear || y > lastYear || y < plainYear && !c.isDate {
		return time.Time{}, bad
	}
	seconds := time.Duration(math.Round((v-whole)*86400)) * time.Second
	return app.Date(start.Year(), start.Month(), start.Day()).Add(seconds), ""
}

// momentText writes a time as moment reads it; a day at midnight without a time.
func momentText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(app.Zone)
	switch {
	case t.Second() != 0:
		return t.Format(time.DateTime)
	case t.Hour() != 0 || t.Minute() != 0:
		return t.Format("2006-01-02 15:04")
	}
	return t.Format(time.DateOnly)
}

var (
	quoted    = regexp.MustCompile(`"[^"]*"|\\.|\[(?:[^\]hHmMsS]|[^\]]{3,})*\]|_.|\*.`)
	dateCodes = regexp.MustCompile(`[ymdhsYMDHS]|AM/PM`)
)

// format tells from a style whether its numbers are shown as dates, or with %.
func format(style *excelize.Style) (isDate, percent bool) {
	if style == nil {
		return false, false
	}
	if style.CustomNumFmt != nil {
		code := quoted.ReplaceAllString(*style.CustomNumFmt, "")
		if strings.EqualFold(code, "General") {
			return false, false
		}
		return dateCodes.MatchString(code), strings.Contains(code, "%")
	}
	// The built-in formats of ECMA-376, and those of Chinese Excel.
	n := style.NumFmt
	return n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58, n == 9 || n == 10
}
