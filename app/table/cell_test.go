package table

import (
	"testing"
	"time"

	"openday/app"
)

// at is a time of day in the program's zone.
func at(year int, month time.Month, day, hour, minute int) time.Time {
	return app.Date(year, month, day).Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func TestMoments(t *testing.T) {
	day := app.Date(2022, 11, 22)
	for text, want := range map[string]time.Time{
		"2022-11-22 08:30": at(2022, 11, 22, 8, 30), "2022/11/22": day, "2022年11月22日": day, "２０２２年１１月２２日 ８：３０": at(2022, 11, 22, 8, 30),
		"2022.11.22": day, "20221122": day, "2022-11-22T08:30:00": at(2022, 11, 22, 8, 30), "2022年11月22日08:30": at(2022, 11, 22, 8, 30),
		"2022年11月22日（星期二）下午3时20分": at(2022, 11, 22, 15, 20), "2022-11-22 周二 8点半": at(2022, 11, 22, 8, 30), "2022 年 11 月 22 日": day,
		"2022-1-2 3:04": at(2022, 1, 2, 3, 4), "08:30": at(2022, 11, 22, 8, 30), "8:30": at(2022, 11, 22, 8, 30), "5:00 PM": at(2022, 11, 22, 17, 0),
		"12:10 AM": at(2022, 11, 22, 0, 10), "24:00": at(2022, 11, 23, 0, 0), "中午12点": at(2022, 11, 22, 12, 0), "晚上7点": at(2022, 11, 22, 19, 0),
		"2022-11-22 24:00": at(2022, 11, 23, 0, 0), "2022-11-22 08:30:15": at(2022, 11, 22, 8, 30).Add(15 * time.Second), "17时": at(2022, 11, 22, 17, 0),
	} {
		if got, problem := (Cell{Text: text}).Moment(day); !got.Equal(want) || problem != "" {
			t.Errorf("%q is %v %s", text, got, problem)
		}
	}
	for _, text := range []string{"明天", "2022-13-01", "2022-02-29", "22-11-22", "11月22日", "2022-11-2208:30", "2022-11-22 25:00", "2022-11-22 08:60", "08:30-09:00", "24:01", "0000-01-01", "2022-11-22 08:30 前"} {
		if got, problem := (Cell{Text: text}).Moment(day); problem == "" {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
	for value, want := range map[float64]time.Time{
		44887: day, 44887.5: at(2022, 11, 22, 12, 0), 0.25: at(2022, 11, 22, 6, 0), 20221122: day, 44887 + 1439.0/1440: at(2022, 11, 22, 23, 59),
	} {
		if got, problem := (Cell{IsNumber: true, Number: value}).Moment(day); !got.Equal(want) || problem != "" {
			t.Errorf("%v is %v %s", value, got, problem)
		}
	}
	for _, value := range []float64{-1, 5, 1e9, 20221340} {
		if got, problem := (Cell{IsNumber: true, Number: value}).Moment(day); problem == "" {
			t.Errorf("%v is taken for %v", value, got)
		}
	}
	if _, problem := (Cell{Text: "08:30"}).Moment(time.Time{}); problem == "" {
		t.Error("a time alone is taken where there is no day")
	}
}

func TestShares(t *testing.T) {
	for text, want := range map[string]app.Share{"1/3": {Num: 1, Den: 3}, "３３％": {Num: 33, Den: 100}, "1／3": {Num: 1, Den: 3}, "0.5": {Num: 1, Den: 2}} {
		if got, problem := (Cell{Text: text}).Share(); got != want || problem != "" {
			t.Errorf("%q is %v %s", text, got, problem)
		}
	}
	for value, want := range map[float64]app.Share{1.0 / 3: {Num: 1, Den: 3}, 0.25: {Num: 1, Den: 4}, 1: {Num: 1, Den: 1}, 0.3333: {Num: 3333, Den: 10000}} {
		if got, problem := (Cell{IsNumber: true, Number: value}).Share(); got != want || problem != "" {
			t.Errorf("%v is %v %s", value, got, problem)
		}
	}
	for _, c := range []Cell{{Text: "1月3日"}, {Text: "2026/1/3"}, {Text: "三分之一"}, {Text: "4/3"}, {Text: "-1"}, {IsNumber: true, IsDate: true, Number: 46025}, {IsNumber: true, Number: 33}, {IsNumber: true, Number: 0}} {
		if got, problem := c.Share(); problem == "" {
			t.Errorf("%+v is taken for %v", c, got)
		}
	}
}

func TestFormats(t *testing.T) {
	for code, want := range map[string][2]bool{
		"yyyy-mm-dd": {true, false}, `m"月"d"日"`: {true, false}, "General": {false, false}, "0.00%": {false, true}, `0"day"`: {false, false},
		"[Red]0": {false, false}, "[h]:mm": {true, false}, "[$-804]yyyy年": {true, false}, "# ?/?": {false, false},
	} {
		if d, p := Shows(0, code); d != want[0] || p != want[1] {
			t.Errorf("%s: date %v, percent %v", code, d, p)
		}
	}
}
