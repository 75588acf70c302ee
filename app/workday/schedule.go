package workday

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"openday/app/words"
)

// maxSchedule is the size in bytes above which a file is no schedule: a year's
// has under a hundred short lines.
const maxSchedule = 1 << 20

var datePattern = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$`)

// ReadSchedule reads a year's official schedule, or several years', from a CSV
// file of three columns under the heading
//
//	日期,类型,名称
//	2027-01-01,放假,元旦
//	2027-02-14,上班,春节
//
// The date may also be written 2027/1/1, 2027.1.1, 2027年1月1日 or 20270101; the
// kind is 放假 (or 休, 休假, 假日, 节假日) for a day off and 上班 (or 班, 补班, 调休上班) for a
// make-up day; the name may be empty. The file is UTF-8, with or without a byte
// order mark, or GB18030, as Excel saves it. Weekends that are plain days off
// need no line. All bad lines are named in one error, and then no day is
// returned.
func ReadSchedule(r io.Reader) ([]Day, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxSchedule+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", words.T("The schedule file cannot be read."), err)
	}
	if len(data) > maxSchedule {
		return nil, errors.New(words.T("The file is too large for a year's schedule; it needs the columns 日期,类型,名称."))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		if data, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data); err != nil {
			return nil, fmt.Errorf("%s: %w", words.T("The schedule file cannot be read."), err)
		}
	}
	lines := csv.NewReader(bytes.NewReader(data))
	lines.FieldsPerRecord = -1
	lines.LazyQuotes = true
	lines.TrimLeadingSpace = true

	var days []Day
	var wrong []string
	seen := map[civil]bool{}
	for first := true; ; first = false {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", words.T("The schedule file cannot be read."), err)
		}
		for i := range fields {
			fields[i] = strings.TrimSpace(fields[i])
		}
		if strings.Join(fields, "") == "" || first && fields[0] == "日期" {
			continue
		}
		line, _ := lines.FieldPos(0)
		day, problem := dayOf(fields)
		switch {
		case problem != "":
		case seen[civilOf(day.Date)]:
			problem = words.T("The date %s stands twice.", fields[0])
		default:
			seen[civilOf(day.Date)] = true
			days = append(days, day)
		}
		if problem != "" {
			wrong = append(wrong, words.T("Line %d: %s", line, problem))
		}
	}
	if len(wrong) > 0 {
		return nil, errors.New(strings.Join(wrong, "\n"))
	}
	if len(days) == 0 {
		return nil, errors.New(words.T("The file holds no day; it needs the columns 日期,类型,名称."))
	}
	return days, nil
}

// Problems says in sentences what cannot be right in a schedule, none where
// nothing is wrong: a date that stands twice, a make-up day from Monday to Friday,
// which is a working day anyway, a year without any day off.
func Problems(days []Day) []string {
	var wrong []string
	seen, off := map[civil]bool{}, map[int]bool{}
	for _, d := range days {
		date := d.Date.Format(time.DateOnly)
		if seen[civilOf(d.Date)] {
			wrong = append(wrong, words.T("The date %s stands twice.", date))
		}
		seen[civilOf(d.Date)] = true
		off[d.Date.Year()] = off[d.Date.Year()] || d.Kind == Off
		if weekday := d.Date.Weekday(); d.Kind == MakeUp && weekday != time.Saturday && weekday != time.Sunday {
			wrong = append(wrong, words.T("%s is a working day anyway; a make-up day falls on a Saturday or Sunday.", date))
		}
	}
	for _, year := range slices.Sorted(maps.Keys(off)) {
		if !off[year] {
			wrong = append(wrong, words.T("The schedule of %d has no day off.", year))
		}
	}
	return wrong
}

// dayOf reads one line, or says what is wrong with it.
func dayOf(fields []string) (Day, string) {
	if len(fields) < 2 {
		return Day{}, words.T("A date and a kind are needed.")
	}
	date, ok := parseDate(fields[0])
	if !ok {
		return Day{}, words.T("“%s” is no date; write it like 2027-01-01.", fields[0])
	}
	day := Day{Date: date}
	switch fields[1] {
	case "放假", "休", "休假", "假日", "节假日":
		day.Kind = Off
	case "上班", "班", "补班", "调休上班":
		day.Kind = MakeUp
	default:
		return Day{}, words.T("“%s” is no kind of day; write 放假 or 上班.", fields[1])
	}
	if len(fields) > 2 {
		day.Name = fields[2]
	}
	return day, ""
}

func parseDate(text string) (time.Time, bool) {
	parts := datePattern.FindStringSubmatch(text)
	if parts == nil {
		return time.Time{}, false
	}
	var numbers []int
	for _, p := range parts[1:] {
		if p != "" {
			n, _ := strconv.Atoi(p) // the pattern lets only digits through
			numbers = append(numbers, n)
		}
	}
	y, m, d := numbers[0], time.Month(numbers[1]), numbers[2]
	date := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return date, date.Year() == y && date.Month() == m && date.Day() == d
}
