package table

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"openday/app"
	"openday/app/hanzi"
	"openday/app/words"
)

// Birth is when somebody was born, as a cell says it.
type Birth struct {
	On    time.Time // the day
	Month string    // 1985-03, where no day is said
}

var (
	birthDay   = regexp.MustCompile(`^(\d{4}|\d{2})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})(?:月份?|[-./])(\d{1,2}))[日号]?$`)
	birthMonth = regexp.MustCompile(`^(?:(\d{4})(?:-(\d{1,2})|/(\d{1,2})|\.(\d{1,2}))月?|(\d{4}|\d{2})年(\d{1,2})(?:月份?)?)$`)
	sixDigits  = regexp.MustCompile(`^(\d{2})(\d{2})(\d{2})$`)
	written    = regexp.MustCompile(`[零〇○一二三四五六七八九]{4}年|[零〇○一二三四五六七八九]{2}年|[一二三四五六七八九]?十?[一二三四五六七八九]?[月日号]`)
	born       = regexp.MustCompile(`(出生于?|生于|生)`)
	// lunar is what tells a date of the old calendar, of which no day of ours is made.
	lunar = regexp.MustCompile(`[农阴旧]历|闰|[初廿卅]|腊月|正月|冬月`)
)

// Birth reads a date of birth: 1985-03-12, 85.3.12, 一九八五年三月, 198503. A year of two
// digits is the latest that does not lie after a day; where no day is given, it is
// not told. Nothing is guessed: not a day where only the month is said, and not
// which number is which of 3/12/1985.
func (c Cell) Birth(latest time.Time) (Birth, string) {
	bad := words.T("“%s” is no date of birth; write it like 1985-03-12, or 1985-03 for a month", c.Text)
	text := c.Text
	switch {
	case c.IsDate && shownMonth.MatchString(text):
		return Birth{Month: text}, ""
	case c.IsNumber && !c.IsDate && c.Number == math.Trunc(c.Number) && c.Number >= 1e5 && c.Number < 1e6:
		text = strconv.Itoa(int(c.Number))
	case c.IsNumber && !c.IsDate && c.Number != math.Trunc(c.Number) && c.Number >= app.FirstYear && c.Number <= app.LastYear+1:
		// 1985.3 typed into a cell of numbers.
		text = strconv.FormatFloat(c.Number, 'f', -1, 64)
	case c.IsNumber:
		on, problem := c.Moment(time.Time{})
		return Birth{On: app.DayOf(on)}, problem
	}
	said := strings.Join(strings.Fields(punctuation.Replace(hanzi.CleanText(text))), "")
	said = strings.TrimLeft(born.ReplaceAllString(said, ""), ":")
	if lunar.MatchString(said) {
		return Birth{}, words.T("“%s” is of the lunar calendar, or looks so; write the date of the ID card", c.Text)
	}
	said = written.ReplaceAllStringFunc(said, inDigits)
	for _, p := range []*regexp.Regexp{birthDay, birthMonth} {
		if parts := p.FindStringSubmatch(said); parts != nil {
			return birthOf(parts[1:], said, latest, c.Text, bad)
		}
	}
	if parts := sixDigits.FindStringSubmatch(said); parts != nil {
		month, noMonth := birthOf([]string{parts[1] + parts[2], parts[3]}, said, latest, c.Text, bad)
		day, noDay := birthOf(parts[1:], said, latest, c.Text, bad)
		switch {
		case noMonth == "" && noDay != "":
			return month, ""
		case noMonth != "":
			return day, noDay
		}
		return Birth{}, words.T("“%s” may be a month of birth or a day; write it like 1985-03-12, or 1985-03 for a month", c.Text)
	}
	on, problem := Cell{Text: c.Text}.Moment(time.Time{})
	if problem != "" {
		return Birth{}, bad
	}
	return Birth{On: app.DayOf(on)}, ""
}

var shownMonth = regexp.MustCompile(`^\d{4}-\d{2}$`)

// birthOf makes a date of its parts: a year, a month, and a day unless none is said.
func birthOf(groups []string, said string, latest time.Time, text, bad string) (Birth, string) {
	n := given(groups)
	short := len(groups[0]) == 2 || groups[0] == "" && len(strings.SplitN(said, "年", 2)[0]) == 2
	// Behind a point the zero of October is lost where a sheet takes it for a number.
	if len(n) == 2 && strings.HasSuffix(said, ".1") {
		return Birth{}, words.T("“%s” may be January or October; write it like 1985-01", text)
	}
	// 05/3/12 may begin with the day or the month.
	if short && n[0] <= 31 && strings.Contains(said, "/") {
		return Birth{}, bad
	}
	day := 1
	if len(n) == 3 {
		day = n[2]
	}
	on := func(year int) (time.Time, bool) {
		at := app.Date(year, time.Month(n[1]), day)
		return at, int(at.Month()) == n[1] && at.Day() == day && year >= app.FirstYear && year <= app.LastYear
	}
	at, exists := on(n[0])
	if short {
		if latest.IsZero() {
			return Birth{}, bad
		}
		century := latest.Year() / 100 * 100
		if at, exists = on(century + n[0]); !exists || at.After(latest) {
			at, exists = on(century - 100 + n[0])
		}
	}
	switch {
	case !exists && len(n) == 3:
		return Birth{}, words.T("The date “%s” does not exist", text)
	case !exists:
		return Birth{}, bad
	case len(n) == 3:
		return Birth{On: at}, ""
	}
	return Birth{Month: at.Format("2006-01")}, ""
}

// inDigits writes a Chinese numeral before 年, 月 or 日 in digits: 一九八五年, 十二日.
func inDigits(said string) string {
	runes := []rune(said)
	unit := string(runes[len(runes)-1])
	if len(runes) == 1 {
		return said
	}
	digits := make([]string, 0, len(runes))
	for i, r := range runes[:len(runes)-1] {
		if r != '十' {
			digits = append(digits, hanzi.Numeral(r))
			continue
		}
		if i == 0 { // 十二 is 12, 二十 is 20
			digits = append(digits, "1")
		}
		if i == len(runes)-2 {
			digits = append(digits, "0")
		}
	}
	return strings.Join(digits, "") + unit
}
