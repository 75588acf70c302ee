package workday

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"
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
		{"2035-10-01", true, ""}, // a Monday of a year that is not known
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

func TestAddAndBetweenAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := day("2019-06-01").AddDate(0, 0, rapid.IntRange(0, 3000).Draw(t, "day"))
		n := rapid.IntRange(-300, 300).Draw(t, "n")
		sum := Official().Add(from, n)
		if n != 0 && !Official().IsWorkday(sum.Date) {
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
