package table

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/idcard"
	"openday/app/words"
)

// PlainText is a text as the program keeps it: valid, with \n as its only line
// end, without control characters, those that turn the writing among them, and
// without spaces around it.
func PlainText(s string) string {
	if !strings.ContainsFunc(s, unlikely) {
		return s
	}
	return strings.TrimSpace(hanzi.Printable(s))
}

// Compact returns a cell's text for comparing with words, numbers and dates:
// half-width and without spaces.
func (c Cell) Compact() string {
	if !strings.ContainsFunc(c.Text, unlikely) {
		return c.Text
	}
	return strings.Join(strings.Fields(punctuation.Replace(hanzi.CleanText(c.Text))), "")
}

// unlikely reports whether a character is none of those of which nearly all cells
// are made, and which stay as they are.
func unlikely(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '一' && r <= '龥')
}

var punctuation = strings.NewReplacer("：", ":", "／", "/", "－", "-", "–", "-", "—", "-", "．", ".", "％", "%", "，", ",", "（", "(", "）", ")", "＋", "+")

// Digits returns the text of a telephone number, which Excel may hold as a number.
func (c Cell) Digits() string {
	if c.IsNumber && !c.IsDate && c.Number == math.Trunc(c.Number) && strings.Trim(c.Text, "0123456789") != "" {
		return strconv.FormatFloat(c.Number, 'f', -1, 64)
	}
	return c.Text
}

var scientific = regexp.MustCompile(`^\d(\.\d+)?[eE]\+?\d+$`)

// Scientific reports whether the text is a number in scientific notation, whose
// last digits are lost.
func (c Cell) Scientific() bool {
	return strings.ContainsAny(c.Text, "eEｅＥ") && scientific.MatchString(c.Compact())
}

// Unscientific writes out a number in scientific notation that holds all its digits;
// exact is false where some are lost, and for what is no such number.
func (c Cell) Unscientific() (whole string, exact bool) {
	mantissa, exponent, found := strings.Cut(strings.ToUpper(c.Compact()), "E")
	first, rest, _ := strings.Cut(mantissa, ".")
	power, err := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
	if !found || err != nil || !c.Scientific() || len(rest) != power {
		return "", false
	}
	return first + rest, true
}

// IDNumber reads an ID number. Excel keeps 15 digits of a number: longer ones
// have lost their last digits.
func (c Cell) IDNumber() (string, string) {
	switch {
	case c.IsNumber && math.Abs(c.Number) >= 1e15:
		return "", words.T("The ID number is a number cell; its last digits are lost")
	case c.IsNumber:
		return idcard.Parse(c.Digits()).Number, ""
	case c.Scientific():
		return "", words.T("The ID number was turned into scientific notation; its last digits are lost")
	}
	return idcard.Parse(c.Text).Number, ""
}

var units = regexp.MustCompile(`^约?(-?\d+)(\.0+)?(人|名|位|个|岁|周岁|天|日|个工作日|工作日)?$`)

// mostCount bounds a number of people, years or days.
const mostCount = 1_000_000

// Count reads a whole number, with or without a measure word.
func (c Cell) Count() (int, string) {
	digits := c.Digits()
	parts := units.FindStringSubmatch(Cell{Text: digits}.Compact())
	if c.IsDate || parts == nil {
		return 0, words.T("“%s” is not a whole number", c.Text)
	}
	n, err := strconv.Atoi(parts[1])
	if err != nil || n < 0 || n > mostCount {
		return 0, words.T("“%s” is not between 0 and %d", c.Text, mostCount)
	}
	return n, ""
}

// Share reads a minimum share.
func (c Cell) Share() (app.Share, string) {
	spoiled := func() (app.Share, string) {
		return app.Share{}, words.T("Excel turned the least share into a date; format the cell as text before writing 1/3, or write 33%")
	}
	none := func() (app.Share, string) {
		return app.Share{}, words.T("“%s” is no share; write it like 1/3 or 33%% (more than 0, at most 100%%)", c.Text)
	}
	if !c.IsNumber {
		text := c.Compact()
		if _, problem := (Cell{Text: c.Text}).Moment(time.Time{}); problem == "" || strings.HasSuffix(text, "日") {
			return spoiled()
		}
		s, err := app.ParseShare(text)
		if err != nil || s.Den > 1_000_000 {
			return none()
		}
		return s, ""
	}
	switch {
	case c.IsDate:
		return spoiled()
	case c.Number <= 0 || c.Number > 1:
		return none()
	}
	if hundredths := c.Number * 100; c.Percent && math.Abs(hundredths-math.Round(hundredths)) < 1e-9 {
		return app.Share{Num: int(math.Round(hundredths)), Den: 100}, ""
	}
	// 1/3 typed into a cell for fractions is 0.333…, whose simplest fraction is meant.
	for den := 1; den <= 10_000; den++ {
		if num := math.Round(c.Number * float64(den)); num > 0 && math.Abs(c.Number-num/float64(den)) < 1e-9 {
			return app.Share{Num: int(num), Den: den}, ""
		}
	}
	return app.Share{}, words.T("“%s” is no simple share; write it like 1/3 or 33%%", c.Text)
}

// Yes reads 是 or 否.
func (c Cell) Yes() (bool, string) {
	switch strings.ToUpper(c.Compact()) {
	case "是", "TRUE", "1", "Y", "YES", "√":
		return true, ""
	case "否", "FALSE", "0", "N", "NO", "×":
		return false, ""
	}
	return true, words.T("“%s” should be 是 or 否", c.Text)
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

// Moment reads a date with or without a time, and, where a day is given, a time
// alone, which is on that day.
func (c Cell) Moment(day time.Time) (time.Time, string) {
	bad := words.T("“%s” is no date and time; write it like 2022-11-22 08:30", c.Text)
	if c.IsNumber {
		return c.serial(day, bad)
	}
	said := strings.ToUpper(punctuation.Replace(hanzi.CleanText(c.Text)))
	said = strings.TrimSpace(aroundMarks.ReplaceAllString(weekday.ReplaceAllString(said, " "), "$1"))
	at := day
	if parts := dayPattern.FindStringSubmatch(said); parts != nil {
		n := given(parts[1:])
		at = app.Date(n[0], time.Month(n[1]), n[2])
		if int(at.Month()) != n[1] || at.Day() != n[2] || n[0] < firstYear || n[0] > lastYear {
			return time.Time{}, words.T("The date “%s” does not exist", c.Text)
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

// ClockAlone reports whether a cell holds a time without a date.
func (c Cell) ClockAlone() bool {
	_, needsDay := c.Moment(time.Time{})
	_, wrong := c.Moment(app.Date(firstYear, time.January, 1))
	return needsDay != "" && wrong == ""
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
func (c Cell) serial(day time.Time, bad string) (time.Time, string) {
	v := c.Number
	if v >= 0 && v < 1 {
		if day.IsZero() {
			return time.Time{}, bad
		}
		return app.DayOf(day).Add(time.Duration(math.Round(v*86400)) * time.Second), ""
	}
	if v == math.Trunc(v) && v >= firstYear*10_000 && v <= lastYear*10_000+1231 {
		return Cell{Text: strconv.Itoa(int(v))}.Moment(time.Time{})
	}
	// Past the year 9999 Excel knows no date.
	if v < 0 || v > 2_958_465 {
		return time.Time{}, bad
	}
	whole := math.Floor(v)
	start, err := excelize.ExcelDateToTime(whole, c.From1904)
	if err != nil {
		return time.Time{}, bad
	}
	if y := start.Year(); y < firstYear || y > lastYear || y < plainYear && !c.IsDate {
		return time.Time{}, bad
	}
	seconds := time.Duration(math.Round((v-whole)*86400)) * time.Second
	return app.Date(start.Year(), start.Month(), start.Day()).Add(seconds), ""
}

// MomentText writes a time as moment reads it; a day at midnight without a time.
func MomentText(t time.Time) string {
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

// Shows tells whether a number format shows numbers as dates, or with %: one of
// the built-in formats by its number, or another by its code.
func Shows(number int, code string) (isDate, percent bool) {
	if code != "" {
		code = quoted.ReplaceAllString(code, "")
		if strings.EqualFold(code, "General") {
			return false, false
		}
		return dateCodes.MatchString(code), strings.Contains(code, "%")
	}
	// The built-in formats of ECMA-376, and those of Chinese Excel.
	n := number
	return n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58, n == 9 || n == 10
}

// styleOf returns what a number format says of the numbers in its cells.
func styleOf(number int, code string) style {
	isDate, percent := Shows(number, code)
	var one style
	if isDate {
		one |= styleDate
	}
	if percent {
		one |= stylePercent
	}
	if digits := len(code); digits > 1 && digits <= 15 && strings.Trim(code, "0") == "" {
		one |= style(digits) << styleDigits
	}
	if plain := strings.ToLower(quoted.ReplaceAllString(code, "")); isDate && (code == "" && (number == 17 || number == 27 || number == 55 || number == 57) || strings.ContainsRune(plain, 'y') && strings.ContainsRune(plain, 'm') && !strings.ContainsAny(plain, "dhs")) {
		one |= styleMonth
	}
	return one
}

// truth is what a cell that is true or not says.
func truth(said string) string {
	switch said = strings.ToLower(strings.TrimSpace(said)); said {
	case "":
		return ""
	case "1", "true":
		return "是"
	}
	return "否"
}
