package workday

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"

	"openday/assets"
)

func day(text string) time.Time {
	t, err := time.Parse("2006-01-02", text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestOfficialDays(t *testing.T) {
	for _, c := range []struct {
		date string
		work bool
		name string
	}{
		{"2026-09-24", true, ""},
		{"2026-09-25", false, "中秋"},
		{"2026-09-20", true, "国庆节"}, // a Sunday worked instead
		{"2026-10-08", true, ""},
		{"2026-10-10", true, "国庆节"},
		{"2026-10-11", false, ""},
		{"2022-11-22", true, ""},
		{"2020-01-31", false, "春节"},
		{"2035-10-01", false, "国庆节"}, // a Monday of a year whose schedule is not known
		{"2035-10-04", true, ""},
	} {
		if got := Official().IsWorkday(day(c.date)); got != c.work {
			t.Errorf("IsWorkday(%s) = %v", c.date, got)
		}
		if got := Official().Name(day(c.date)); got != c.name {
			t.Errorf("Name(%s) = %q, want %q", c.date, got, c.name)
		}
	}
}

func TestAdd(t *testing.T) {
	for _, c := range []struct {
		from    string
		n       int
		want    string
		missing []int
	}{
		{"2026-09-24", 5, "2026-10-09", nil},
		{"2026-10-09", -5, "2026-09-24", nil},
		{"2026-09-24", 0, "2026-09-24", nil},
		{"2026-10-03", 0, "2026-10-03", nil},
		{"2026-10-03", 1, "2026-10-08", nil},
		{"2026-10-03", -1, "2026-09-30", nil},
		{"2022-11-22", -5, "2022-11-15", nil},
		{"2019-12-31", 1, "2020-01-02", []int{2019}},
		{"2040-03-01", 2, "2040-03-05", []int{2040}},
		{"2027-01-05", -5, "2026-12-28", []int{2027}}, // New Year's Day is a Friday
		{"2026-12-28", 5, "2027-01-05", []int{2027}},  // and no weekend is worked for it
		{"2030-01-03", -1, "2030-01-02", []int{2030}}, // a Tuesday: the Monday may be off
		{"2030-01-02", -1, "2029-12-28", []int{2029, 2030}},
		{"2029-12-28", 1, "2029-12-29", []int{2029, 2030}}, // and the Saturday before be worked
		{"2026-12-25", -2, "2026-12-23", nil},
	} {
		got := Official().Add(day(c.from), c.n)
		if !got.Date.Equal(day(c.want)) || !slices.Equal(got.Missing, c.missing) || got.Days != c.n {
			t.Errorf("Add(%s, %d) = %v, want %s %v", c.from, c.n, got, c.want, c.missing)
		}
	}
}

func TestOnlyTheDateCounts(t *testing.T) {
	zone := time.FixedZone("UTC+8", 8*60*60)
	got := Official().Add(time.Date(2026, 9, 24, 23, 59, 0, 0, zone), 5)
	if want := time.Date(2026, 10, 9, 0, 0, 0, 0, zone); !got.Date.Equal(want) {
		t.Errorf("reached %v, want %v", got.Date, want)
	}
	if n := Official().Between(time.Date(2026, 9, 24, 23, 0, 0, 0, zone), day("2026-10-09")); n.Days != 5 {
		t.Errorf("between = %d, want 5", n.Days)
	}
}

func TestOfficialYears(t *testing.T) {
	for y := 2020; y <= 2026; y++ {
		if !Official().Covers(y) {
			t.Errorf("%d is not covered", y)
		}
	}
	if Official().Covers(2019) || (&Calendar{}).Covers(2026) {
		t.Error("a year without data counts as covered")
	}
	// Working days of a year as the State Council's schedules make them.
	for year, want := range map[int]int{2023: 249, 2024: 251, 2025: 248, 2026: 248} {
		first := time.Date(year-1, 12, 31, 0, 0, 0, 0, time.UTC)
		if got := Official().Between(first, first.AddDate(1, 0, 0)).Days; got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
	}
}

// makeUp are the weekend days worked in each year, as the State Council's
// yearly notices on the holidays name them.
var makeUp = map[int]string{
	2020: "01-19 04-26 05-09 06-28 09-27 10-10",
	2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
	2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
	2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
	2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
	2025: "01-26 02-08 04-27 09-28 10-11",
	2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}

// TestDatesAgainstTheData counts by the lines of the data alone, date by date,
// over the years that it has: every make-up day, and dates between.
func TestDatesAgainstTheData(t *testing.T) {
	data := map[string]string{}
	for _, line := range strings.Split(strings.TrimSpace(string(assets.Calendar)), "\n")[1:] {
		fields := strings.Split(strings.TrimSpace(line), ",")
		data[fields[0]] = fields[1]
	}
	works := func(date time.Time) bool {
		switch data[date.Format(time.DateOnly)] {
		case "放假":
			return false
		case "上班":
			return true
		}
		return date.Weekday() >= time.Monday && date.Weekday() <= time.Friday
	}
	var dates []time.Time
	for year := 2020; year <= 2026; year++ {
		var inData []string
		for date, kind := range data {
			if kind == "上班" && strings.HasPrefix(date, strconv.Itoa(year)) {
				inData = append(inData, date[5:])
				dates = append(dates, day(date))
			}
		}
		slices.Sort(inData)
		if got := strings.Join(inData, " "); got != makeUp[year] {
			t.Errorf("%d: the data has the make-up days %s, the notice %s", year, got, makeUp[year])
		}
	}
	for at := day("2020-01-10"); len(dates) < 200; at = at.AddDate(0, 0, 16) {
		dates = append(dates, at)
	}
	last := day("2026-12-31")
	for i, date := range dates {
		if date.After(last) {
			t.Fatalf("%s lies after the data", date)
		}
		if got := Official().IsWorkday(date); got != works(date) {
			t.Errorf("IsWorkday(%s) = %v", date.Format(time.DateOnly), got)
		}
		n := i%15 + 1
		want := date
		for left := n; left > 0; {
			want = want.AddDate(0, 0, -1)
			if works(want) {
				left--
			}
		}
		if want.Year() < 2020 {
			continue
		}
		if got := Official().Add(date, -n); !got.Date.Equal(want) || len(got.Missing) > 0 {
			t.Errorf("%d working days before %s: %v, want %s", n, date.Format(time.DateOnly), got, want.Format(time.DateOnly))
		}
	}
	if len(dates) < 200 {
		t.Errorf("only %d dates", len(dates))
	}
}

func TestDaysAndProblems(t *testing.T) {
	days := Official().Days(2026)
	if !slices.IsSortedFunc(days, func(a, b Day) int { return a.Date.Compare(b.Date) }) || len(days) < 25 || len(Official().Days(2019)) > 0 {
		t.Errorf("%d days of 2026, in order or not", len(days))
	}
	for y := 2020; y <= 2026; y++ {
		if wrong := Problems(Official().Days(y)); len(wrong) > 0 {
			t.Errorf("%d: %q", y, wrong)
		}
	}
	wrong := Problems([]Day{{day("2027-01-04"), MakeUp, ""}, {day("2027-01-04"), MakeUp, ""}})
	want := []string{"2027-01-04 本来就是工作日；调休上班日应是周六或周日。", "日期 2027-01-04 重复。", "2027-01-04 本来就是工作日；调休上班日应是周六或周日。", "2027 年的安排里没有放假日。"}
	if !slices.Equal(wrong, want) {
		t.Errorf("got %q", wrong)
	}
}

func TestAddAndBetweenAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := day("2019-06-01").AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "day"))
		n := rapid.IntRange(-300, 300).Draw(t, "n")
		sum := Official().Add(from, n)
		if n != 0 && len(sum.Missing) == 0 && !Official().IsWorkday(sum.Date) {
			t.Fatalf("%v is no working day", sum.Date)
		}
		if back := Official().Between(from, sum.Date); back.Days != n || !slices.Equal(back.Missing, sum.Missing) {
			t.Fatalf("between %v and %v: %v, want %d", from, sum.Date, back, n)
		}
	})
}

func TestReadSchedule(t *testing.T) {
	text := "日期,类型,名称\r\n2027/1/1,放假,元旦\r\n2027年1月3日,上班,元旦\r\n20270205,休,\r\n2027.2.6,休\r\n\r\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string]string{"UTF-8": text, "BOM": "\ufeff" + text, "GB18030": gb} {
		days, err := ReadSchedule(strings.NewReader(file))
		if err != nil || len(days) != 4 {
			t.Fatalf("%s: %v, %v", name, days, err)
		}
		c := Official().With(days)
		if !c.Covers(2027) || c.IsWorkday(day("2027-01-01")) || !c.IsWorkday(day("2027-01-03")) || c.Name(day("2027-01-03")) != "元旦" {
			t.Errorf("%s: the new year is not in the calendar", name)
		}
		if Official().Covers(2027) {
			t.Error("With changed the calendar that it was called on")
		}
	}
}

func TestNewScheduleReplacesTheYear(t *testing.T) {
	days, err := ReadSchedule(strings.NewReader("2026-10-01,放假,国庆节"))
	if err != nil {
		t.Fatal(err)
	}
	c := Official().With(days)
	if !c.IsWorkday(day("2026-10-02")) || c.IsWorkday(day("2025-10-02")) {
		t.Error("a new schedule takes the place of its year's old one and of no other's")
	}
}

func TestReadScheduleNamesEveryBadLine(t *testing.T) {
	_, err := ReadSchedule(strings.NewReader("日期,类型\n2027-02-30,放假\n2027-03-01,什么\n2027-03-02\n2027-03-03,班\n2027-03-03,休\n"))
	if err == nil {
		t.Fatal("no error")
	}
	want := []string{
		"第 2 行：“2027-02-30”不是日期，请写成 2027-01-01 的样子。",
		"第 3 行：“什么”不是日子的类型，请写“放假”或“上班”。",
		"第 4 行：需要填写日期和类型。",
		"第 6 行：日期 2027-03-03 重复。",
	}
	if got := strings.Split(err.Error(), "\n"); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for _, empty := range []string{"", "日期,类型,名称\n", strings.Repeat("x", maxSchedule+1)} {
		if _, err := ReadSchedule(strings.NewReader(empty)); err == nil {
			t.Errorf("a file of %d bytes without a day was taken", len(empty))
		}
	}
}

func FuzzReadSchedule(f *testing.F) {
	f.Add([]byte("日期,类型,名称\n2027-01-01,放假,元旦\n"))
	f.Add([]byte("\xff\xfe\"2027"))
	f.Fuzz(func(t *testing.T, data []byte) {
		days, err := ReadSchedule(strings.NewReader(string(data)))
		if (err == nil) != (len(days) > 0) {
			t.Fatalf("%d days and error %v", len(days), err)
		}
	})
}
